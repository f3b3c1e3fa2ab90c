"""Which pages there are: one row in `PAGE_TYPES` and one template for each kind of page.

A page type says which pages there are and what each one's template is given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.pages import (
    beslut,
    english,
    lists,
    mottagare,
    moved,
    omraden,
    reference,
    start,
    versioner,
)
from generator.pages.page import Plan
from generator.publishing.publication import Publication

PAGE_TYPES: tuple[tuple[str, Callable[[Publication], Iterator[Plan]]], ...] = (
    ("start", start.start),
    ("ar", start.year),
    ("omrade_ar", omraden.omrade_year),
    ("omraden", omraden.index),
    ("omrade", omraden.omrade),
    ("beslut_index", beslut.index),
    ("beslut_ar", beslut.year),
    ("beslut", beslut.beslut),
    ("satsningar", lists.satsningar),
    ("satsning", lists.satsning),
    ("mottagare_index", mottagare.index),
    ("mottagare", mottagare.mottagare),
    ("objekt_index", lists.objekt_index),
    ("objekt", lists.objekt),
    ("utforska", lists.utforska),
    ("kontroller", lists.kontroller),
    ("aterrapportering", lists.aterrapportering),
    ("rattelser", lists.rattelser),
    ("data", reference.data),
    ("versioner", versioner.index),
    ("version", versioner.versions),
    ("ordlista", reference.ordlista),
    ("sok", reference.sok),
    ("folj", reference.folj),
    ("en", english.summary),
    ("sida", reference.sidor),
)
"""Every kind of page: its template, and the function that says which pages there are."""


def addresses_of(publication: Publication) -> frozenset[str]:
    """Where there is something to read; of a long list, where it begins.

    What stands on its later pages moves as the list grows, so nobody is to cite those.
    """
    return frozenset(plan.address for _, plan in _own(publication) if not plan.goes_on)


def _own(publication: Publication) -> Iterator[tuple[str, Plan]]:
    """Every page with something to read, with the name of its template."""
    for template_name, plans in PAGE_TYPES:
        for plan in plans(publication):
            if plan.address not in publication.empty_lists:
                yield template_name, plan


def plans_of(publication: Publication) -> Iterator[tuple[str, Plan]]:
    """Every page that is to be made, with the name of its template.

    Those of addresses that have lost their page come last, since it is the others that say which.
    """
    pages: dict[str, Plan] = {}
    for template_name, plan in _own(publication):
        pages[plan.address] = plan
        yield template_name, plan
    yield from moved.moved(publication, pages)
