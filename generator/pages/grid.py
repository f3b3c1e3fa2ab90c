"""Things by year as one table: what each cell says, whose sums `pivots` has made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from generator.data.types import LIVING, Status
from generator.publishing import addresses
from generator.publishing.pivots import WHOLE, by_thing_and_year
from generator.publishing.publication import Publication
from generator.reckoning.rows import Row
from generator.reckoning.totals import Summa, summed


@dataclass(frozen=True, eq=False)
class Amount:
    """What was decided, or what was proposed, in one cell; a total stands on many pages."""

    status: Status
    ar: int
    kr: int | None
    """None where no row states an amount."""
    rows: Sequence[Row]

    @cached_property
    def summa(self) -> Summa:
        """The sum with its rows' kinds, and the ranges that stand beside it."""
        return summed(self.rows)._replace(kr=self.kr)

    @cached_property
    def covers(self) -> str:
        """How many of the rows the sum is of, where some state no amount."""
        stated = sum(row.says_amount for row in self.rows)
        return f"{stated} av {len(self.rows)} har belopp" if 0 < stated < len(self.rows) else ""


class Cell(NamedTuple):
    """A thing in a year."""

    ar: int
    amounts: Sequence[Amount]
    page: str
    """The address of what tells more of it; empty where there is nothing to tell.

    An område has such a page also where it is only a part of something else.
    """
    is_gone: bool
    """Whether some of its money was in a decision that no longer holds."""


@dataclass(frozen=True, eq=False)
class Grid:
    """All things by all years, those without anything too."""

    years: Sequence[int]
    """The newest first, so that it is seen first in a narrow window."""
    cells: Mapping[str, Sequence[Cell]]
    """By the thing's id, a cell for each year."""
    totals: Sequence[tuple[Status, Sequence[Amount]]]
    """Each status that there is, with its sum of each year."""


def omrade_grid(publication: Publication) -> Grid:
    """Every område that has a page, by every year from the newest to the oldest."""
    return _grid(publication.omrade_rows, publication.omrade_years, addresses.omrade_ar)


def recipient_grid(publication: Publication) -> Grid:
    """Every recipient of something, likewise."""
    rows_of = publication.recipient_year_rows
    years_of = {id_: {row.ar for row in rows} for id_, rows in rows_of.items()}
    return _grid(rows_of, years_of, lambda _, id_: addresses.mottagare(id_))


def _grid(
    rows_of: Mapping[str, Sequence[Row]],
    years_of: Mapping[str, Collection[int]],
    page_of: Callable[[int, str], str],
) -> Grid:
    """Things by years: their rows, the years in which each has anything, and where that is told."""
    sums = by_thing_and_year(rows_of)
    of_cell: dict[tuple[str, int, Status], list[Row]] = {}
    for thing, rows in rows_of.items():
        for row in rows:
            for either in (thing, WHOLE):
                of_cell.setdefault((either, row.ar, row.status), []).append(row)

    def amount(thing: str, year: int, status: Status) -> Amount:
        kr = sums.get(status, {}).get((thing, year))
        return Amount(status, year, kr, of_cell.get((thing, year, status), ()))

    span = {year for years in years_of.values() for year in years}
    years = range(max(span), min(span) - 1, -1) if span else ()
    cells = {
        thing: [
            Cell(
                year,
                [
                    amount(thing, year, status)
                    for status in LIVING
                    if (thing, year, status) in of_cell
                ],
                page_of(year, thing) if year in years_of[thing] else "",
                any((thing, year, status) in of_cell for status in set(Status) - set(LIVING)),
            )
            for year in years
        ]
        for thing in years_of
    }
    totals = [
        (status, [amount(WHOLE, year, status) for year in years])
        for status in LIVING
        if any((WHOLE, year, status) in of_cell for year in years)
    ]
    return Grid(years, cells, totals)
