"""What was published at each time: the list of versions, and a page of each with its tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from generator.data.adress import Slag
from generator.data.beslut import Beslut
from generator.data.types import Status
from generator.data.version import VersionId
from generator.pages.page import Crumb, Page, Plan, View
from generator.pages.parts import paged
from generator.publishing import addresses, feeds, linked_data
from generator.publishing.feeds import Entry, Feed
from generator.publishing.publication import Publication
from generator.publishing.titles import in_its_year, of_correction
from generator.publishing.versions import Utgiven, published
from generator.reckoning.corrections import called_now
from generator.words.swedish import capitalised, count, day, listing

_TITLE = "Versioner"
FIRST = "De första tabellerna som sparades."
MOST = 100
"""How many decisions, or addresses, that came with a version its page names."""
MOST_CORRECTED = 3
"""How many corrections of a version the list of all names; the rest are only counted."""


def index(publication: Publication) -> Iterator[Plan]:
    """All versions, the newest first."""
    versions = published(publication)
    plan = Plan(addresses.VERSIONER, partial(_index, publication, versions))
    yield from paged(plan, len(versions))


def _index(publication: Publication, versions: Sequence[Utgiven]) -> Page:
    base = publication.organisation.webbplats
    told = [
        {"version": str(each.id), "dag": str(each.id.dag), "url": f"{base}{each.address}"}
        for each in versions
    ]
    return Page(
        addresses.VERSIONER,
        _TITLE,
        "Tabellerna som de var varje gång något publicerades, och vad som var nytt.",
        {
            "versioner": View("versioner", versions),
            "forsta": versions[-1],
            "de_forsta": FIRST,
            "namn": name_of,
            "om": partial(about, publication),
            "rattat": partial(_corrected, publication),
        },
        more={"versioner": told},
        feed=_feed(publication, versions),
    )


def _feed(publication: Publication, versions: Sequence[Utgiven]) -> Feed:
    """What was new in each version, and what has been withdrawn since, which is news too."""
    entries = [_entry(publication, version) for version in versions]
    newest = sorted(entries, key=lambda entry: entry.updated, reverse=True)
    what = _TITLE.lower()
    return Feed(addresses.VERSIONER, addresses.VERSIONER, what, newest[: feeds.MOST])


def _entry(publication: Publication, version: Utgiven) -> Entry:
    told = [] if version.fore else [FIRST]
    told += about(publication, version)
    told += [f"Rättat: {name}." for name, _ in _corrected(publication, version)]
    told += [
        f"{title_of(publication, name)}, {day(each.datum)}: {each.orsak}"
        for name, each in version.tillbakadragna.items()
    ]
    days = [version.id.dag, *(each.datum for each in version.tillbakadragna.values())]
    return Entry(
        capitalised(name_of(version.id)),
        version.address,
        version.address,
        version.id.dag,
        max(days),
        " ".join(told),
    )


def versions(publication: Publication) -> Iterator[Plan]:
    """Each version by itself, with its tables."""
    newest_first = published(publication)
    following = [None, *(version.id for version in newest_first)]
    for after, version in zip(following, newest_first, strict=False):
        came = _came(publication, version)
        told = [entry.beslut for entry in came if entry.beslut]
        told += [each.row.beslut for each in version.rattelser if each.row]
        make = partial(_version, publication, version, after, came)
        links = [
            *map(addresses.rattelse, version.rattelser),
            *map(addresses.andring, version.andringar),
        ]
        there = [publication.moved.get(address) for address in links]  # the list is long by now
        of = repr((version.made_of, after, [each._replace(beslut=None) for each in came], there))
        yield Plan(version.address, make, frozenset(beslut.beslut_id for beslut in told), of)


class Kom(NamedTuple):
    """Amounts of a decision that came with a version (English: came)."""

    beslut_id: str
    beslut: Beslut | None
    """None where there is no such decision any more."""
    belopp: int
    """How many."""
    slag: str
    """What came, `beslut` or `förslag`; empty where only amounts did."""


def _came(publication: Publication, version: Utgiven) -> Sequence[Kom]:
    """The decisions with amounts that came with a version, by id."""
    register, called = publication.register, called_now(publication.register)
    by_id = {beslut.beslut_id: beslut for beslut in register.beslut}
    new = {
        register.id_now("beslut", page.adress.nyckel) or page.adress.nyckel
        for page in version.adresser
        if page.adress.slag is Slag.BESLUT
    }
    amounts = Counter(called(entry.rad_id).rad.beslut_id for entry in version.belopp)
    came = []
    for id_ in sorted({*amounts, *new}):
        beslut = by_id.get(id_)
        is_proposed = beslut and beslut.status is Status.FORSLAG
        kind = ("förslag" if is_proposed else "beslut") if id_ in new else ""
        came.append(Kom(id_, beslut, amounts[id_], kind))
    return came


def _version(
    publication: Publication, version: Utgiven, after: VersionId | None, came: Sequence[Kom]
) -> Page:
    told = came or version.rattelser or version.andringar
    return Page(
        version.address,
        capitalised(name_of(version.id)),
        f"Tabellerna som de publicerades {day(version.id.dag)}, och vad som var nytt.",
        {
            "version": version,
            "namn": name_of,
            "efter": after,
            "kom": came[:MOST],
            "fler_kom": len(came) - len(came[:MOST]),
            "nya_sidor": version.adresser[:MOST],
            "fler_sidor": len(version.adresser) - len(version.adresser[:MOST]),
            "rattelser": View("rattelser", version.rattelser, "rattelser"),
            "andringar": View("andringar", version.andringar, "andringar"),
            "om": () if told else about(publication, version),
            "rubrik": partial(title_of, publication),
        },
        crumbs=(Crumb(_TITLE, addresses.VERSIONER),),
        thing=linked_data.version(publication, version),
        more=_facts(publication, version),
    )


def _facts(publication: Publication, version: Utgiven) -> Mapping[str, Any]:
    """What its JSON says of a version."""
    base = publication.organisation.webbplats
    tables = []
    for name, kept in version.tabeller.items():
        withdrawn = version.tillbakadragna.get(name)
        tables.append(
            {
                "tabell": name,
                "url": f"{base}{addresses.sparad(version.id, name)}",
                "sha256": kept.sha256,
                "byte": kept.byte,
                "andrad": name in version.andrade,
                "tillbakadragen": withdrawn and str(withdrawn.datum),
                "orsak": withdrawn and withdrawn.orsak,
            }
        )
    return {
        "version": str(version.id),
        "dag": str(version.id.dag),
        "fore": version.fore and str(version.fore),
        "sparade": tables,
        "belopp": [
            {"rad_id": str(entry.rad_id), "belopp_kr": entry.belopp_kr} for entry in version.belopp
        ],
        "nya_adresser": [str(page.adress) for page in version.adresser],
        "flyttade_adresser": version.flyttade,
        "borttagna_adresser": version.borta,
    }


def _corrected(publication: Publication, version: Utgiven) -> Iterator[tuple[str, str]]:
    """The first corrections of a version: what became what, and where that is told."""
    for each in version.rattelser[:MOST_CORRECTED]:
        name = of_correction(each, publication.titles, in_its_year)
        yield f"{name}, {each.andring}", addresses.rattelse(each)


def title_of(publication: Publication, table: str) -> str:
    """What a table is called; one that there is no more, by its file."""
    known = publication.tables.get(table)
    return known.title if known else table


def name_of(version: VersionId) -> str:
    """What a version is called: `version 1 december 2026`, the second of a day `…, nummer 2`."""
    number = f", nummer {version.nummer}" if version.nummer > 1 else ""
    return f"version {day(version.dag)}{number}"


def about(publication: Publication, version: Utgiven) -> Sequence[str]:
    """What was new, in sentences."""
    said = []
    if new := len(version.belopp):
        said.append(f"{count(new, 'belopp', 'belopp', of_neuter=True)} kom till")
    if corrected := len(version.rattelser):
        said.append(f"{count(corrected, 'belopp', 'belopp', of_neuter=True)} rättades")
    if other := len(version.andringar):
        said.append(f"{count(other, 'annan uppgift', 'andra uppgifter')} ändrades")
    pages = [
        f"{count(number, 'sida', 'sidor')} {word}"
        for number, word in (
            (len(version.adresser), "kom till"),
            (len(version.flyttade), "flyttade"),
            (len(version.borta), "togs bort"),
        )
        if number
    ]
    said += [listing(pages)] if pages else []
    if not said and version.fore:
        tables = listing([title_of(publication, name) for name in version.andrade])
        which = "tabellen" if len(version.andrade) == 1 else "tabellerna"
        said.append(f"inget belopp kom till eller rättades, men {which} {tables} ändrades")
    if withdrawn := [title_of(publication, name) for name in version.tillbakadragna]:
        is_one = len(withdrawn) == 1
        said.append(
            f"{'tabellen' if is_one else 'tabellerna'} {listing(withdrawn)} är "
            f"{'tillbakadragen' if is_one else 'tillbakadragna'}"
        )
    return [f"{capitalised(each)}." for each in said]
