"""An område's money over the years in small, to be seen beside one of them.

All of its years stand on its own page; here are those nearest, with what they can't tell of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from generator.data.registers import Omrade
from generator.data.types import Status
from generator.pages import bars
from generator.reckoning.rows import Row
from generator.reckoning.totals import Summa, summed_by_status

MOST = 6
"""How many years with amounts are shown."""


class Stapel(NamedTuple):
    """What was decided, or proposed, for a year (English: bar)."""

    ar: int
    status: Status
    summa: Summa
    bild: Markup
    """Its bar; nothing where it has no exact length."""


Serie = Sequence[Stapel | str]
"""Years in order, and between them in words why they can't just be compared (English: series)."""


def of_omrade(omrade: Omrade, rows: Sequence[Row], ar: int) -> Serie:
    """The years nearest to one, in order; nothing where fewer than two have amounts.

    `rows` are its own amounts of all years.
    """
    stated = [row for row in rows if row.status.galler and row.says_amount]
    years = sorted({row.ar for row in stated}, key=lambda year: (abs(year - ar), year))[:MOST]
    if len(years) < 2:
        return []
    bars_of = _bars_of([row for row in stated if row.ar in years])
    first, *_ = years = sorted(years)
    shown: list[Stapel | str] = [stapel for stapel in bars_of if stapel.ar == first]
    for before, year in pairwise(years):
        shown += _between(omrade, before, year)
        shown += [stapel for stapel in bars_of if stapel.ar == year]
    return shown


def as_text(series: Serie) -> str:
    """All that a series shows of its decisions, the same for the same."""
    return repr([(*each[:2], each.summa.hela) for each in series if isinstance(each, Stapel)])


def _bars_of(rows: Sequence[Row]) -> list[Stapel]:
    """A bar for each year and status, all to one scale."""
    sums = [
        (ar, status, summa)
        for ar in sorted({row.ar for row in rows})
        for status, summa in summed_by_status([row for row in rows if row.ar == ar]).items()
    ]
    scale = max([1, *(bars.length(summa) for *_, summa in sums)])
    return [Stapel(*entry, bars.of_sum(*entry[1:], scale)) for entry in sums]


def _between(omrade: Omrade, before: int, year: int) -> Iterator[str]:
    """The years without amounts between two with, and where the series is said to break."""
    first, last = before + 1, year - 1
    if first == last:
        yield f"{first}: inget eget belopp"
    elif first < last:
        yield f"{first}–{last}: inga egna belopp"
    for brott in sorted(omrade.brott, key=lambda brott: brott.ar):
        if before < brott.ar <= year:
            yield f"Brott i serien {brott.ar}: beloppen före och efter kan inte jämföras."
