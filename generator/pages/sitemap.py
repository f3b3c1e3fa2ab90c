"""The list of pages for search engines, each with the day on which what it shows last changed.

The builder's own would give every page the same day. A page that shows nothing that has been
published, such as a hand-written one, has none: when its words changed is not kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any
from xml.sax.saxutils import escape

from generator.data.beslut import Aterrapportering, Beslut
from generator.pages.grid import Grid
from generator.pages.page import Page, Statement, View
from generator.publishing.downloads import File
from generator.publishing.publication import Publication
from generator.publishing.versions import Utgiven
from generator.reckoning.corrections import Correction, PublishedChange
from generator.reckoning.deadlines import duties_of
from generator.reckoning.kontroll import Kontroll
from generator.reckoning.rows import Row

ADDRESS = "sitemap.xml"


def render(base: str, changed: Mapping[str, date | None]) -> File:
    """The list of these pages, by their addresses, with the day that each last changed."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">')
    for address, day in sorted(changed.items()):
        last = f"<lastmod>{day}</lastmod>" if day else ""
        lines.append(f"<url><loc>{escape(base + address)}</loc>{last}</url>")
    return File(ADDRESS, "\n".join([*lines, "</urlset>", ""]).encode())


def days_of_pages(publication: Publication) -> Callable[[Page], date | None]:
    """Tells when what a page shows was last published, corrected or changed.

    A grid's totals are of all its rows and stand on each of its pages, so they are looked at once;
    its pages are made one after the other, and then nobody asks for it again.
    """

    @lru_cache(maxsize=1)
    def of_grid(grid: Grid) -> Set[date]:
        totals = (amount.rows for _, amounts in grid.totals for amount in amounts)
        return _days(publication, chain.from_iterable(totals), of_grid)

    return lambda page: max(_days(publication, page.content.values(), of_grid), default=None)


def _days(
    publication: Publication, shown: Iterable[Any], of_grid: Callable[[Grid], Set[date]]
) -> set[date]:
    days: set[date] = set()
    for value in shown:
        match value:
            case Row():
                days.update(publication.days.get(value.stated_id, ()))
                if not value.id.delar:
                    days.update(publication.beslut_days[value.id.beslut_id][:1])
            case str() | int() | None:  # as most of what is no row
                pass
            case Kontroll():
                days.update(publication.days.get(value.subject.id, ()))
            case Utgiven():
                days.add(value.id.dag)
                days.update(withdrawn.datum for withdrawn in value.tillbakadragna.values())
            case Correction() | PublishedChange():
                days.add(value.data.datum)
            case Statement(beslut, Aterrapportering() as duty):
                for known in duties_of(beslut):
                    if known.data is duty:
                        days.update(publication.days.get(known.id, ()))
            case Beslut():
                days.update(publication.beslut_days[value.beslut_id])
                days.update(publication.change_days.get(value.beslut_id, ()))
            case View():
                days |= _days(publication, value.rows, of_grid)
            case Grid():
                days |= of_grid(value)
            case list() | tuple():
                days |= _days(publication, value, of_grid)
    return days
