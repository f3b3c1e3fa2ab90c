"""What pages are about in schema.org's words, for search engines: the data, and each decision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.data.derived import BeloppTyp
from generator.data.types import Status
from generator.publishing import addresses, workbook
from generator.publishing.downloads import FORMATS
from generator.publishing.publication import Publication
from generator.publishing.tables import FORMAT_VERSION
from generator.publishing.versions import Utgiven
from generator.reckoning.rows import Row

Thing = Mapping[str, Any]


def dataset(public: Publication) -> Thing:
    """All that can be downloaded, as one `Dataset`."""
    organisation = public.organisation
    base, publisher = organisation.webbplats, _organisation(public)
    files = [(addresses.WORKBOOK, workbook.MEDIA_TYPE)]
    for name in public.tables:
        files += [(form.file_name(addresses.tabell(name)), form.media_type) for form in FORMATS]
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": organisation.webbplatsnamn,
        "description": organisation.omfattning,
        "url": f"{base}{addresses.DATA}",
        "identifier": f"{base}{addresses.DATAPACKAGE}",
        "license": organisation.licens_lank,
        "creator": publisher,
        "publisher": publisher,
        "isAccessibleForFree": True,
        "inLanguage": "sv",
        "version": FORMAT_VERSION,
        "dateModified": str(public.as_of),
        **(
            {"temporalCoverage": f"{min(public.years)}/{max(public.years)}"} if public.years else {}
        ),
        **_place(public),
        "distribution": [
            {"@type": "DataDownload", "contentUrl": f"{base}{path}", "encodingFormat": media_type}
            for path, media_type in files
        ],
    }


def version(public: Publication, published: Utgiven) -> Thing:
    """The tables as they were published at a time, as a `Dataset` of their own."""
    organisation = public.organisation
    base, publisher = organisation.webbplats, _organisation(public)
    return {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": f"{organisation.webbplatsnamn}, version {published.id}",
        "description": organisation.omfattning,
        "url": f"{base}{published.address}",
        "license": organisation.licens_lank,
        "creator": publisher,
        "publisher": publisher,
        "isAccessibleForFree": True,
        "inLanguage": "sv",
        "version": str(published.id),
        "datePublished": str(published.id.dag),
        "isPartOf": f"{base}{addresses.DATA}",
        **_place(public),
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": f"{base}{addresses.sparad(published.id, name)}",
                "encodingFormat": "text/csv",
            }
            for name in published.tabeller
            if name not in published.tillbakadragna
        ],
    }


def grant(public: Publication, top: Row) -> Thing | None:
    """A decision as a `MonetaryGrant`; None of what is not decided, or states no exact amount."""
    is_exact = {belopp.typ for belopp in top.amounts} == {BeloppTyp.EXAKT} and not top.ranges
    if top.status is not Status.BESLUTAD or top.beslut.andrar or not is_exact:
        return None
    return {
        "@context": "https://schema.org",
        "@type": "MonetaryGrant",
        "identifier": top.beslut.beslut_id,
        "name": top.beslut.titel,
        "url": f"{public.organisation.webbplats}{addresses.beslut(top.beslut)}",
        "amount": {"@type": "MonetaryAmount", "currency": "SEK", "value": top.varde},
        "sponsor": _organisation(public),
    }


def _place(public: Publication) -> Thing:
    """The area that the data are about, where the publisher says which."""
    place = public.organisation.geografi
    if not place:
        return {}
    return {"spatialCoverage": {"@type": "Place", "name": place.namn, "sameAs": place.lank}}


def _organisation(public: Publication) -> Thing:
    return {
        "@type": "Organization",
        "name": public.organisation.namn,
        "url": public.organisation.webbplats,
    }
