"""The addresses of pages: what text is one, and that every page has one that is read back."""

from __future__ import annotations

import pytest

from generator.data.adress import Adress, Slag, parse_adress
from generator.pages import plans
from generator.publishing.publication import Publication


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("beslut/2023/nara-vard/", Adress(Slag.BESLUT, "2023", "nara-vard")),
        ("beslut/2023/", Adress(Slag.BESLUT_AR, "2023")),
        ("beslut/", Adress(Slag.SIDA, "", "beslut")),
        ("objekt/2023/", Adress(Slag.OBJEKT, "", "2023")),
        ("2023/", Adress(Slag.AR, "2023")),
        ("2023/nara-vard/", Adress(Slag.OMRADE_AR, "2023", "nara-vard")),
        ("", None),
        ("beslut/2023/nara-vard", None),
        ("beslut/2023/nara--vard/", None),
        ("om/../", None),
        ("Om/", None),
        ("om/\n", None),
        ("beslut/2023/nara-vard/mer/", None),
        (f"om/{'a' * 201}/", None),
    ],
)
def test_an_address_is_its_parts(text: str, expected: Adress | None) -> None:
    assert parse_adress(text) == expected
    if expected:
        assert str(expected) == text


def test_every_page_but_the_start_has_an_address_that_can_be_kept(
    publication: Publication, exempel_publication: Publication
) -> None:
    for whose in (publication, exempel_publication):
        pages = [plan.address for _, plan in plans.plans_of(whose)]
        assert len(pages) > 30
        # A version's page is kept by what is kept of the version.
        pages = [page for page in pages if not page.startswith("versioner/20")]
        assert [page for page in pages if str(parse_adress(page) or "") != page] == []


def test_a_page_has_the_address_that_was_planned(
    publication: Publication, exempel_publication: Publication
) -> None:
    for whose in (publication, exempel_publication):
        planned = [plan for _, plan in plans.plans_of(whose)]
        assert [plan.make().address for plan in planned] == [plan.address for plan in planned]
        listed = {plan.address for plan in planned if plan.make().listed}
        assert listed == plans.addresses_of(whose)
