"""Days on a line of years, as a picture of when something is to be done.

It is drawn over the dates that stand in words on the page, and is decoration to who listens. Which
days have passed only a script can say, where the page is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from generator.reckoning.trail import width

MOST_DAYS = 60
"""With more days than these a line shows nothing but that they are many."""
_MOST_YEARS = 6
"""How many years have room for their digits on a phone."""


class Line(NamedTuple):
    """From which day a line reaches, and the day after its last."""

    first: date
    after: date

    def at(self, day: date) -> str:
        """Where a day lies on it, as a share of its width."""
        return width((day - self.first).days * 10_000 // (self.after - self.first).days)


def of_days(days: Iterable[date]) -> Markup:
    """Each of some days once, on a line of whole years; nothing where there is nothing to see."""
    every = sorted(set(days))
    if not 1 < len(every) <= MOST_DAYS:
        return Markup()
    first, after = every[0].year, every[-1].year + 1
    line = Line(date(first, 1, 1), date(after, 1, 1))
    dots = "".join(f'<circle cx="{line.at(day)}" cy="12" r="7" data-dag="{day}"/>' for day in every)
    return Markup(
        '<div><svg class="tidslinje" aria-hidden="true" width="100%" height="48"'
        ' xmlns="http://www.w3.org/2000/svg"><rect width="100%" y="11" height="2"/>'
        f"{''.join(_years(line))}{dots}</svg></div>"
    )


def _years(line: Line) -> Iterator[str]:
    """A stroke where each year begins, and its digits where there is room for them."""
    years = range(line.first.year, line.after.year)
    step = -(-len(years) // _MOST_YEARS)
    for year in years:
        at = line.at(date(year, 1, 1))
        yield f'<rect x="{at}" y="4" width="2" height="16"/>'
        if (year - years[0]) % step == 0:
            yield f'<text x="{at}" y="40">{year}</text>'
