"""A rendered site with its public tables, and what a row of a page shows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.publishing import addresses
from tests.publishing.figures import Element, Figure, figures
from tests.publishing.reckoning import Amount, Record, Tables, stated

Told = tuple[Element, list[Figure]]


@dataclass(frozen=True)
class Site:
    """What is rendered, and the public tables of it."""

    pages: Mapping[str, Element]
    files: Mapping[str, bytes]
    tables: Tables
    reads: Mapping[str, frozenset[str] | None]
    """Of which decisions each page says that it is made, by its address; None where of any."""

    @cached_property
    def twins(self) -> Mapping[str, Mapping[str, Any]]:
        """The tables that each page offers, by its address and their ids."""
        return {
            address: json.loads(self.files[f"{address}index.json"])["tabeller"]
            for address in self.pages
            if f"{address}index.json" in self.files and address != addresses.DATA
        }

    @property
    def years(self) -> set[int]:
        """The years that have a page."""
        return {ar for address in self.pages if (ar := year_of_page(address))}

    def views(self) -> Iterator[tuple[str, Element, str, list[Record], list[Element]]]:
        """Each table: its page, itself, the public table, and its records with their rows."""
        for address, page in self.pages.items():
            for id_, twin in self.twins.get(address, {}).items():
                for table in page.xpath(f"//table[@id='tabell-{id_}'][@class='rader']"):
                    apart = ("skillnadsrad", "brott", "lucka")
                    rows = [row for row in table.xpath("tbody/tr") if row.get("class") not in apart]
                    yield address, table, twin["tabell"], self.records(address, id_), rows

    def records(self, address: str, id_: str) -> list[Record]:
        """The records that the rows of a table show; a year's område once for each year."""
        records: list[Record] = self.twins[address][id_]["rader"]
        if id_ != "serie":
            return records
        t = self.tables
        omrade = address.split("/")[1]
        own = [each for each in t.omraden if t.is_of(each, omrade)]
        shares = [
            ({**each, "ar_har": ar}, ar) for each in own for ar in t.in_years(t.telling(each))
        ]
        return [record for record, _ in sorted(shares, key=lambda share: share[1])]

    def of_row(self, record: Record, address: str) -> list[Amount]:
        """What a row of a page shows: on the pages of a year what is for that year."""
        t, ar = self.tables, record.get("ar_har") or year_of_page(address)
        if "ram_ar" in record:
            return stated(record)
        if not ar or record.get("niva") not in {None, "omrade", "insats"}:
            return t.amounts(record)
        telling = t.telling(record) if record.get("niva") == "omrade" else record
        return list(t.in_years(telling).get(ar, ()))

    def printed(self, record: Record, address: str) -> str:
        """The document's own form of what a row of a page shows."""
        t, ar = self.tables, record.get("ar_har") or year_of_page(address)
        telling = t.telling(record) if record.get("niva") == "omrade" else record
        shares = t.parts(telling, "arsdel") if ar else []
        (share,) = [each for each in shares if each["avser_ar"] == ar] or [record]
        return str(share["belopp_angivet"])

    @cached_property
    def names(self) -> re.Pattern[str]:
        """What the data calls things, the longest first: the digits in it are nobody's figures."""
        t = self.tables
        named = {str(top["titel"]) for top in t.beslut}
        for record in (*t.omraden, *t.insatser, *t.ramar, *t.mottagare):
            named |= {str(record.get(name)) for name in ("namn", "rubrik", "omrade", "objekt")}
        return re.compile("|".join(map(re.escape, sorted(named - {""}, key=len, reverse=True))))

    def figures(self, text: str) -> list[Figure]:
        """The figures of a text, without those in names of the data."""
        return figures(self.names.sub("", text))

    def year_rows(self, ar: int, records: Iterable[Record]) -> list[Record]:
        """The records that have something, be it no amount, for a year."""
        t = self.tables
        return [
            each
            for each in records
            if ar in t.in_years(t.telling(each) if each.get("niva") == "omrade" else each)
        ]


def year_of_page(address: str) -> int | None:
    first = address.split("/")[0]
    return int(first) if first.isdigit() else None
