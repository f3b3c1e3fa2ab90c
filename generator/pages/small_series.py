"""An område's money over the years in small, to be seen beside one of them.

All of its years stand on its own page; here are those nearest, with what they can't tell of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
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


Sums = Sequence[tuple[int, Status, Summa]]
"""What was decided, or proposed, in each year, in order."""


def sums_of(rows: Sequence[Row]) -> Sums:
    """An område's own amounts of all years, added."""
    of_year: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        if row.status.galler and row.says_amount:
            of_year[row.ar].append(row)
    return [
        (ar, status, summa)
        for ar in sorted(of_year)
        for status, summa in summed_by_status(of_year[ar]).items()
    ]


def nearest(sums: Sums, ar: int) -> Sums:
    """Those of the years nearest to one; nothing where fewer than two have amounts."""
    years = sorted({year for year, *_ in sums}, key=lambda year: (abs(year - ar), year))[:MOST]
    return [each for each in sums if each[0] in years] if len(years) > 1 else []


def as_text(sums: Sums) -> str:
    """All that a series shows of its decisions, the same for the same."""
    return repr([(year, status, summa.hela) for year, status, summa in sums])


def of_omrade(omrade: Omrade, sums: Sums) -> Serie:
    """What is shown of an område's sums."""
    scale = max([1, *(bars.length(summa) for *_, summa in sums)])
    shown: list[Stapel | str] = []
    before = sums[0][0] if sums else 0
    for year, status, summa in sums:
        shown += _between(omrade, before, year)
        shown.append(Stapel(year, status, summa, bars.of_sum(status, summa, scale)))
        before = year
    return shown


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
