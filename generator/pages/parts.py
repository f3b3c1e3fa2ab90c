"""Pages of long lists: a list that does not fit is told on several pages, or in part.

Where a reader would look a thing up in the list, as among all decisions, the list goes on over
pages of their own; where the rest is told elsewhere, as a year's is, the page holds the first
rows of each of its lists, and says so. In both, sums cover the whole list.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import NamedTuple, Protocol

from generator.pages.page import Crumb, Page, Part, Plan, View
from generator.publishing import parts
from generator.publishing.check_sentences import about_total
from generator.publishing.publication import Publication
from generator.publishing.site import digest

_YEARS_OF_A_ROW = 3
"""How many years of a grid weigh as much as a row of another list."""


def weight_of_years(years: Collection[int]) -> int:
    """What a row of a grid weighs that has a cell for each of some years."""
    return -(-len(years) // _YEARS_OF_A_ROW)


class Told(NamedTuple):
    """What each page of a list tells, of which it tells some rows besides."""

    rows: Sequence[tuple[object, str]]
    """What tells each row from the others, and the decision that it is of; empty where of none."""
    totals: object
    """What is told of all rows together, as something whose text tells it from all else."""
    reads: frozenset[str] = frozenset()

    def by(self, plan: Plan, first: int, after: int) -> Plan:
        """A page of the rows from a place to before another, made of nothing else."""
        rows = self.rows[first:after]
        told = repr((len(self.rows), self.totals, rows))
        own = self.reads.union(beslut_id for _, beslut_id in rows if beslut_id)
        return plan._replace(reads=own, totals=digest(told.encode()))


def of_all(view: View, publication: Publication) -> object:
    """What each page of a list of rows tells of all of them: their sums, and what they name."""
    return (
        *(view.mixes_statuses, view.names_mottagare, view.names_answering),
        *(view.names_goals, view.names_objects),
        [
            (
                total.label(publication.ordval),
                total.summa.hela,
                about_total(total.rows, publication.exceeded_of, publication.titles),
            )
            for total in view.totals
        ],
    )


def paged(plan: Plan, count: int, *, weight: int = 1, told: Told | None = None) -> Iterator[Plan]:
    """A page whose lists have so many rows together, or as many pages as they need.

    The lists follow upon each other. A row of some `weight` counts as so many. Where it is known
    what each page has `told`, it is made of nothing else.
    """
    size = max(1, parts.MOST // max(1, weight))
    of = -(-count // size)
    if of < 2:
        yield told.by(plan, 0, count) if told else plan
        return
    folder, make = plan.address, cache(plan.make)
    for number in range(1, of + 1):
        part = Part(number, of, folder)
        plan = plan._replace(address=part.address, make=partial(_part, make, part, size))
        if number > 1:
            plan = plan._replace(goes_on=True)
        yield told.by(plan, (number - 1) * size, number * size) if told else plan


class _Remembered(Protocol):
    """Makes a page when first asked, and has it until it is to be let go of."""

    def __call__(self) -> Page: ...

    def cache_clear(self) -> None: ...


def _part(make: _Remembered, part: Part, size: int) -> Page:
    """One of the pages that a page becomes; when the last is made, nobody asks for more."""
    whole = make()
    if part.number == part.of:
        make.cache_clear()
    left = (part.number - 1) * size
    content = dict(whole.content)
    for name, view in content.items():
        if isinstance(view, View):
            content[name] = view.part(left, left + size)
            left -= len(view.rows)
    page = replace(whole, content=content, part=part)
    if part.number == 1:
        return page
    return replace(
        page,
        address=part.address,
        title=f"{whole.title}, {part.name}",
        description=f"{whole.description} {part.name.capitalize()}.",
        crumbs=(*whole.crumbs, Crumb(whole.title, whole.address)),
        embeds=False,
        feed=None,
    )


def bounded(plan: Plan, *, besides: int = 0) -> Plan:
    """A page with no more rows than a page may hold, each of its lists with its fair share.

    Besides its lists the page has something that takes the room of so many rows.
    """
    return plan._replace(make=partial(_bounded, plan.make, parts.MOST - besides))


def _bounded(make: Callable[[], Page], room: int) -> Page:
    page = make()
    views = {name: view for name, view in page.content.items() if isinstance(view, View)}
    share = parts.fair_share([len(view.rows) for view in views.values()], room)
    shown = {name: view.part(0, share) for name, view in views.items()}
    return replace(page, content={**page.content, **shown})
