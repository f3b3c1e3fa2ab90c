"""Områden by year as one table: what each cell says, whose sums `pivots` has made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from generator.data.types import LIVING, Status
from generator.publishing.pivots import WHOLE, omrade_by_year
from generator.publishing.publication import Publication
from generator.reckoning.rows import Row
from generator.reckoning.totals import Summa, summed


class Amount(NamedTuple):
    """What was decided, or what was proposed, in one cell."""

    status: Status
    ar: int
    kr: int | None
    """None where no row states an amount."""
    rows: Sequence[Row]

    @property
    def summa(self) -> Summa:
        """The sum with its rows' kinds, and the ranges that stand beside it."""
        return summed(self.rows)._replace(kr=self.kr)

    @property
    def covers(self) -> str:
        """How many of the rows the sum is of, where some state no amount."""
        stated = sum(row.says_amount for row in self.rows)
        return f"{stated} av {len(self.rows)} har belopp" if 0 < stated < len(self.rows) else ""


class Cell(NamedTuple):
    """An område in a year."""

    ar: int
    amounts: Sequence[Amount]
    has_page: bool
    """Also where it is only a part of something else, without an amount of its own."""
    is_gone: bool
    """Whether some of its money was in a decision that no longer holds."""


class Grid(NamedTuple):
    """All områden by all years, those without anything too."""

    years: Sequence[int]
    """The newest first, so that it is seen first in a narrow window."""
    cells: Mapping[str, Sequence[Cell]]
    """By the område's id, a cell for each year."""
    totals: Sequence[tuple[Status, Sequence[Amount]]]
    """Each status that there is, with its sum of each year."""


def omrade_grid(publication: Publication) -> Grid:
    """Every område that has a page, by every year from the newest to the oldest."""
    rows = [row for rows in publication.omrade_rows.values() for row in rows]
    sums = omrade_by_year(rows)
    of_cell: dict[tuple[str, int, Status], list[Row]] = {}
    for row in rows:
        for omrade in (row.omrade_id, WHOLE):
            of_cell.setdefault((omrade, row.ar, row.status), []).append(row)

    def amount(omrade: str, year: int, status: Status) -> Amount:
        kr = sums.get(status, {}).get((omrade, year))
        return Amount(status, year, kr, of_cell.get((omrade, year, status), ()))

    pages = publication.omrade_years
    span = {year for years in pages.values() for year in years}
    years = range(max(span), min(span) - 1, -1) if span else ()
    cells = {
        omrade: [
            Cell(
                year,
                [
                    amount(omrade, year, status)
                    for status in LIVING
                    if (omrade, year, status) in of_cell
                ],
                year in pages[omrade],
                any((omrade, year, status) in of_cell for status in set(Status) - set(LIVING)),
            )
            for year in years
        ]
        for omrade in pages
    }
    totals = [
        (status, [amount(WHOLE, year, status) for year in years])
        for status in LIVING
        if any(row.status is status for row in rows)
    ]
    return Grid(years, cells, totals)
