"""All that an output may know: the register, what follows from it, and ways to find things.

Everything after this is a pure function from a `Publication` to files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from generator.checking.judge import Judged
from generator.data.beslut import Beslut
from generator.data.derived import Niva
from generator.data.ids import BeloppId
from generator.data.registers import Omrade, Organisation
from generator.publishing.columns import Basis, Table
from generator.publishing.tables import derive
from generator.reading.register import Register
from generator.reckoning.corrections import (
    Correction,
    PublishedChange,
    published_changes,
    published_corrections,
)
from generator.reckoning.rows import Row
from generator.reckoning.selections import by_name, themes
from generator.reckoning.standing import Changes, changes_of
from generator.reckoning.sums import Kontroll
from generator.reckoning.trail import Steg, chain
from generator.reckoning.years import by_year

Item = TypeVar("Item")
Key = TypeVar("Key")


@dataclass(frozen=True)
class Publication:
    """A register that may be published, with its rows, checks and tables."""

    register: Register
    organisation: Organisation
    rows: tuple[Row, ...]
    kontroller: tuple[Kontroll, ...]

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """The public tables; made when first asked for, since a mere check needs none."""
        by_id = {row.rad_id: row for row in self.rows}
        checks, base = self.kontroller_of_beslut, self.organisation.webbplats
        told = self.rattelser, self.changes, self.andringar
        return derive(Basis(self.register, by_id, checks, *told, base))

    @cached_property
    def changes(self) -> Changes:
        """Which rows change which."""
        return changes_of(self.rows)

    @cached_property
    def beslut_rows(self) -> Mapping[str, tuple[Row, ...]]:
        """The rows of each decision, by its id."""
        return _grouped(self.rows, lambda row: row.beslut.beslut_id)

    @cached_property
    def kontroller_of(self) -> Mapping[str, tuple[Kontroll, ...]]:
        """The checks of a row's stated figure, by its id."""
        return _grouped(self.kontroller, lambda check: check.subject.rad_id)

    def checks_of(self, row: Row) -> tuple[Kontroll, ...]:
        """The checks of the figure that a row shows.

        A derived row is never checked against itself, but its figure is the decision's own, and
        what holds for that the reader must see here as well.
        """
        return self.kontroller_of.get(row.overordnad_id if row.harledd else row.rad_id, ())

    @cached_property
    def rattelser(self) -> tuple[Correction, ...]:
        """Every correction, the newest first."""
        return published_corrections(self.register, self.rows)

    @cached_property
    def andringar(self) -> tuple[PublishedChange, ...]:
        """Every public change that is no amount's, the newest first."""
        return published_changes(self.register)

    @cached_property
    def rattelser_of(self) -> Mapping[BeloppId, tuple[Correction, ...]]:
        """The corrections of an amount, by its id in the ledger, the newest first."""
        return _grouped(self.rattelser, lambda correction: correction.data.id)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years with decisions or with money, the newest first."""
        return tuple(sorted({*self.beslut_years, *self.year_rows}, reverse=True))

    @cached_property
    def beslut_years(self) -> tuple[int, ...]:
        """The years with decisions, the newest first."""
        return tuple(sorted({beslut.ar for beslut in self.register.beslut}, reverse=True))

    @property
    def newest_date(self) -> date:
        """The site's date, whenever built; a day in the past where the data states none."""
        return self.newest_stated or date(2000, 1, 1)

    @cached_property
    def newest_stated(self) -> date | None:
        """The newest day the data itself speaks of as done: the version of the data."""
        days = [rattelse.datum for rattelse in self.register.rattelser]
        for beslut in self.register.beslut:
            handlingar = beslut.handlingar
            stated = [beslut.beslutsdatum, *(handling.datum for handling in handlingar)]
            stated += [handling.reviderad for handling in handlingar]
            days += [day for day in stated if day]
        return max(days, default=None)

    def beslut_of(self, year: int) -> tuple[Beslut, ...]:
        """The decisions of a year."""
        return tuple(beslut for beslut in self.register.beslut if beslut.ar == year)

    @cached_property
    def omrade_years(self) -> Mapping[str, tuple[int, ...]]:
        """The years in which each område has money or is part of something that has."""
        years_of: dict[str, set[int]] = defaultdict(set)
        in_years = [row for rows in self.year_rows.values() for row in rows]
        for row in (*self.rows, *in_years):
            for omrade in themes(row):
                years_of[omrade].add(row.ar)
        return {omrade: tuple(sorted(years)) for omrade, years in years_of.items()}

    @property
    def omraden_with_page(self) -> list[Omrade]:
        """Those områden, by name."""
        return by_name(self.register.omraden[id_] for id_ in self.omrade_years)

    @cached_property
    def omrade_rows(self) -> Mapping[str, tuple[Row, ...]]:
        """The own amounts of each område, in order of year."""
        omraden = (
            row for rows in self.year_rows.values() for row in rows if row.niva is Niva.OMRADE
        )
        return _grouped(omraden, lambda row: row.omrade_id)

    @cached_property
    def year_rows(self) -> Mapping[int, tuple[Row, ...]]:
        """The rows of each year, with what of their money is for it."""
        return by_year(self.rows)

    @cached_property
    def frames_of_year(self) -> Mapping[int, tuple[Row, ...]]:
        """The frames by the year that their money is for, whenever they were stated."""
        return _grouped(self.rows, lambda row: row.ram.ar if row.ram else None)

    @cached_property
    def recipient_rows(self) -> Mapping[str, tuple[Row, ...]]:
        """The insatser of each recipient: of whoever was refused, nothing."""
        return _grouped(self.rows, _recipient)

    @cached_property
    def object_rows(self) -> Mapping[str, tuple[Row, ...]]:
        """The områden booked on each accounting object."""
        omraden = (row for row in self.rows if row.niva is Niva.OMRADE)
        return _grouped(omraden, lambda row: row.objekt)

    @cached_property
    def kontroller_of_beslut(self) -> Mapping[str, tuple[Kontroll, ...]]:
        """The checks of each decision, by its id."""
        return _grouped(self.kontroller, lambda check: check.subject.beslut.beslut_id)

    def chain_of(self, beslut: Beslut) -> list[Steg]:
        """The way of one decision's money, from the country to the insatser."""
        rows = self.beslut_rows[beslut.beslut_id]
        checks = self.kontroller_of_beslut.get(beslut.beslut_id, ())
        return chain(rows, checks, self.organisation.namn)

    def tops(self, beslut: Iterable[Beslut]) -> list[Row]:
        """The decisions' own rows."""
        return [self.beslut_rows[decision.beslut_id][0] for decision in beslut]


def _recipient(row: Row) -> str | None:
    return row.insats.mottagare if row.insats and not row.insats.avslag else None


def _grouped(
    items: Iterable[Item], key_of: Callable[[Item], Key | None]
) -> dict[Key, tuple[Item, ...]]:
    """Items by their key, in order; what has none is left out."""
    groups: dict[Key, list[Item]] = defaultdict(list)
    for item in items:
        if key := key_of(item):
            groups[key].append(item)
    return {key: tuple(group) for key, group in groups.items()}


def publish(judged: Judged) -> Publication | None:
    """The publication of what was judged; None where a problem stops it."""
    register = judged.register
    if register.organisation is None or judged.errors:
        return None
    return Publication(register, register.organisation, judged.rows, judged.kontroller)
