"""What there is on the site, for programs: every table, total and page with its address.

As JSON, from which a program answers with addresses, and in short as `llms.txt`, which says where
that is (https://llmstxt.org); and what search engines may read.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.data.derived import BeloppTyp, Niva
from generator.data.types import Status
from generator.publishing import addresses
from generator.publishing.catalog import downloads_of
from generator.publishing.dictionary import (
    FOR_PROGRAMS,
    GUIDE_FOR_PROGRAMS,
    HEADINGS,
    TOTALS,
    facts,
)
from generator.publishing.publication import Publication
from generator.publishing.tables import FORMAT_VERSION
from generator.publishing.written import Written
from generator.reckoning.rows import Row
from generator.reckoning.totals import Summa, summed_by_status
from generator.words import labels

Entry = Mapping[str, Any]


def render(written: Written) -> bytes:
    """The catalogue; an entry is a line."""
    public = written.publication
    organisation = public.organisation
    whole = {
        "format_version": FORMAT_VERSION,
        "titel": organisation.webbplatsnamn,
        "beskrivning": organisation.omfattning,
        "url": f"{organisation.webbplats}{addresses.DATA}",
        "version": str(public.version) if public.version else None,
        "demonstration": organisation.demonstration,
        "om": dict(facts(public)),
        "rakna_ratt": TOTALS,
        "versioner": (
            f"{organisation.webbplats}{addresses.VERSIONS}" if public.register.versioner else None
        ),
        "tabeller": _tables(written),
        "totaler": totals(public),
        "sidor": _pages(public),
    }
    parts = [f"{_json(name)}: {_value(value)}" for name, value in whole.items()]
    return "\n".join(["{", ",\n".join(parts), "}", ""]).encode()


def _value(value: Any) -> str:
    """A value as JSON; entries, of which there are many, one after the other."""
    if not isinstance(value, Iterator):
        return _json(value)
    lines = ",\n".join(map(_json, value))
    return f"[\n{lines}\n]"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _tables(written: Written) -> Iterator[Entry]:
    public = written.publication
    base = public.organisation.webbplats
    files: dict[str, list[Entry]] = {}
    for path, name, media_type in downloads_of(written):
        left = written.left[path]
        files.setdefault(name.rpartition(", ")[0], []).append(
            {
                "url": f"{base}{path}",
                "mediatyp": media_type,
                "byte": left.size,
                "sha256": left.digest,
            }
        )
    for table in public.tables.values():
        yield {
            "tabell": table.name,
            "titel": table.title,
            "en_rad_ar": table.en_rad,
            "rader": len(table.items),
            "schema": f"{base}{addresses.SCHEMA}#/$defs/tabell-{table.name}",
            "filer": files[table.title],
        }


def totals(public: Publication) -> Iterator[Entry]:
    """Every total of a year, an område and a recipient, by status, with the page that tells it.

    What `avser` says is what it is of: all decisions, the område or the recipient.
    """
    for ar, rows in sorted(public.year_rows.items(), reverse=True):
        tops = [row for row in rows if row.niva is Niva.BESLUT]
        yield from _by_status(public, {"avser": "beslut", "ar": ar}, tops, addresses.ar(ar))
    for id_, of_omrade in sorted(public.omrade_rows.items()):
        for ar, of_year in _by_year(of_omrade):
            about = {"avser": "omrade", "omrade_id": id_, "ar": ar}
            yield from _by_status(public, about, of_year, addresses.omrade_ar(ar, id_))
    for id_, of_recipient in sorted(public.recipient_year_rows.items()):
        for ar, of_year in _by_year(of_recipient):
            about = {"avser": "mottagare", "mottagare_id": id_, "ar": ar}
            yield from _by_status(public, about, of_year, addresses.mottagare(id_))


def _by_year(rows: Sequence[Row]) -> Iterator[tuple[int, list[Row]]]:
    years: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        years[row.ar].append(row)
    yield from sorted(years.items(), reverse=True)


def _by_status(
    public: Publication, of: Entry, rows: Sequence[Row], address: str
) -> Iterator[Entry]:
    for status, summa in summed_by_status(rows).items():
        if summa.kr is not None:
            yield _total(public, of, status, summa, address)


def _total(public: Publication, of: Entry, status: Status, summa: Summa, address: str) -> Entry:
    return {
        **of,
        "status": status.value,
        "kr": summa.kr,
        "slag": sorted(typ.value for typ in summa.typer),
        "url": f"{public.organisation.webbplats}{address}",
    }


def _pages(public: Publication) -> Iterator[Entry]:
    """The pages that tell of one thing each."""
    register, base = public.register, public.organisation.webbplats
    told = [("ar", addresses.ar(ar), str(ar)) for ar in public.years]
    for decision in register.beslut:
        told.append(("beslut", addresses.beslut(decision), decision.titel))
    for id_, years in sorted(public.omrade_years.items()):
        name = register.omraden[id_].namn
        told.append(("omrade", addresses.omrade(id_), name))
        told += [("omrade", addresses.omrade_ar(ar, id_), f"{name} {ar}") for ar in years]
    for id_ in sorted(public.recipient_rows):
        told.append(("mottagare", addresses.mottagare(id_), register.mottagare[id_].namn))
    for version in sorted(register.versioner, reverse=True):
        told.append(("version", addresses.version(version), f"Version {version}"))
    for slag, address, title in told:
        url = f"{base}{address}"
        yield {"slag": slag, "titel": title, "url": url, "json": f"{url}index.json"}


def llms(written: Written) -> bytes:
    """In short: what there is, and where programs find it."""
    public = written.publication
    organisation = public.organisation
    base = organisation.webbplats
    lines = [f"# {organisation.webbplatsnamn}", "", f"> {organisation.omfattning}", ""]
    lines += [f"- {name}: {text}" for name, text in facts(public)]
    lines += ["", *GUIDE_FOR_PROGRAMS.splitlines(), "", f"## {HEADINGS['filer']}", ""]
    for address, text in FOR_PROGRAMS.items():
        if address == addresses.VERSIONS and not public.register.versioner:
            continue
        lines.append(f"- [{address}]({base}{address}): {public.ordval.fill(text)}")
    lines += ["", f"## {HEADINGS['tabeller']}", ""]
    for table in public.tables.values():
        address = f"{base}{addresses.tabell(table.name)}.csv"
        lines.append(f"- [{table.title}]({address}): en rad är {table.en_rad}")
    lines += ["", f"## {HEADINGS['totaler']}", ""]
    for total in totals(public):
        if total["avser"] == "beslut":
            words = labels.STATUS[Status(total["status"])].etikett.lower()
            lines.append(f"- [{total['ar']}]({total['url']}): {words} {_amount(total)}")
    return "\n".join([*lines, ""]).encode()


def _amount(total: Entry) -> str:
    """A total with the words of its kinds."""
    return labels.of_kind(total["kr"], [BeloppTyp(kind) for kind in total["slag"]])


def robots(written: Written) -> bytes:
    """Search engines may read everything; a page that they may not list says so itself."""
    base = written.publication.organisation.webbplats
    return f"User-agent: *\nAllow: /\n\nSitemap: {base}sitemap.xml\n".encode()
