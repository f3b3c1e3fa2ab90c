"""An address once published never vanishes: where it leads when there is no page at it any more.

Whatever has a page may say what it has been called before, in `tidigare_id`; what has been
published at all, and where it led then, is kept in `adresser.csv`. What leads nowhere is gone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from generator.data.adress import Adress, Slag, parse_adress
from generator.data.beslut import Beslut
from generator.data.registers import Mottagare, Objekt, Omrade, Satsning
from generator.reading.ledger import PubliceradAdress
from generator.reading.register import DATA, Register, Where, beslut_file, earlier_ids

LISTS = {
    Slag.SATSNING: "satsningar",
    Slag.OMRADE: "omraden",
    Slag.MOTTAGARE: "mottagare",
    Slag.OBJEKT: "objekt",
}
"""The list file that holds what each kind of page is about."""


class Thing(NamedTuple):
    """What has a page of its own, and may say what it has been called before."""

    adress: Adress
    data: Beslut | Satsning | Omrade | Mottagare | Objekt
    place: Where

    @property
    def earlier(self) -> Iterator[Adress]:
        """The addresses that it says that it has had."""
        if isinstance(self.data, Beslut):
            for old in earlier_ids(self.data):
                if adress := parse_adress(f"beslut/{old}/"):
                    yield adress
        else:
            for old in self.data.tidigare_id:
                yield self.adress._replace(id=old)


def beslut_adress(decision: Beslut) -> Adress:
    """The address of a decision's page."""
    return Adress(Slag.BESLUT, str(decision.ar), decision.id)


def things(register: Register) -> Iterator[Thing]:
    """Everything that has a page of its own, in the order of the files."""
    for decision in register.beslut:
        yield Thing(beslut_adress(decision), decision, Where(beslut_file(decision), ()))
    for slag, name in LISTS.items():
        entries, file = getattr(register, name), f"{DATA}/{name}.yml"
        source = register.sources.get(file)
        for index, raw in enumerate(source.data if source and entries else ()):
            if isinstance(raw, dict) and (entry := entries.get(raw.get("id"))):
                yield Thing(Adress(slag, id=entry.id), entry, Where(file, (index,)))


@dataclass(frozen=True)
class Moves:
    """What is called something else than it was."""

    claimed: Mapping[Adress, Adress]
    """By the data, as it is now."""
    kept: Mapping[Adress, Adress]
    """By what has been published, for where the data no longer says so."""

    def leads_to(self, adress: Adress, pages: Collection[str]) -> Adress | None:
        """The page that an address without one leads to; None where what was there is gone."""
        home = self._followed(adress, pages)
        theme = Adress(Slag.OMRADE, id=adress.id)
        if home is None and adress.slag is Slag.OMRADE_AR and self._next(theme):
            return self._followed(theme, pages)  # it has no page of that year
        return home

    def _followed(self, adress: Adress, pages: Collection[str]) -> Adress | None:
        passed = set()
        here: Adress | None = adress
        while here and str(here) not in pages:
            passed.add(here)
            here = self._next(here)
            if here in passed:
                return None
        return here

    def _next(self, adress: Adress) -> Adress | None:
        theme = Adress(Slag.OMRADE, id=adress.id)
        if adress.slag is Slag.OMRADE_AR and theme in self.claimed:
            return adress._replace(id=self.claimed[theme].id)
        return self.claimed.get(adress) or self.kept.get(adress)


def moves(register: Register) -> Moves:
    """What the data and what has been published say of it together."""
    claimed = {old: thing.adress for thing in things(register) for old in thing.earlier}
    published = register.adresser or ()
    return Moves(claimed, {row.adress: row.leder_till for row in published if row.leder_till})


def answered(register: Register, pages: Collection[str]) -> dict[Adress, Adress | None]:
    """Every address that has been published, or is, when the pages are these; and where it leads.

    A page leads to itself, and what is gone nowhere. An earlier id has an address even where it
    was never published, since the data says that it has been one.
    """
    moved = moves(register)
    known = dict.fromkeys(row.adress for row in register.adresser or ())
    present = {adress for page in pages if (adress := parse_adress(page))}
    earlier = set(moved.claimed)
    earlier |= {
        page._replace(id=old.id)
        for old, new in moved.claimed.items()
        if new.slag is Slag.OMRADE
        for page in present
        if page.slag is Slag.OMRADE_AR and page.id == new.id
    }
    earlier = {adress for adress in earlier if moved.leads_to(adress, pages)}
    added = sorted((present | earlier) - known.keys(), key=str)
    return {adress: moved.leads_to(adress, pages) for adress in [*known, *added]}


def published(register: Register, pages: Collection[str], day: date) -> list[PubliceradAdress]:
    """What is to be kept of the addresses when these pages are published on a day."""
    before = {row.adress: row for row in register.adresser or ()}
    rows = []
    for adress, home in answered(register, pages).items():
        row = before.get(adress) or PubliceradAdress(adress, day)
        # Where it led to is kept, should that get a page again.
        leads = None if home == adress else home or row.leder_till
        gone = None if home else row.borta or day
        rows.append(row._replace(leder_till=leads, borta=gone))
    return rows


def first_published(
    register: Register, pages: Collection[str]
) -> Mapping[Adress, PubliceradAdress]:
    """The first of the addresses that each page has had, by its address now."""
    moved = moves(register)
    first: dict[Adress, PubliceradAdress] = {}
    for row in sorted(register.adresser or (), key=lambda row: (row.publicerad, row.line)):
        if home := moved.leads_to(row.adress, pages):
            first.setdefault(home, row)
    return first
