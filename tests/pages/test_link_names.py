"""What links are called: two of a page that lead apart are told apart by who only hears them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import urljoin

import lxml.html

from tests.conftest import Site

EXCEPTIONS = {
    "a way of the frame, whose landmark has a name": "ancestor::nav",
    "a figure, whose row or sentence says of what": "self::a[starts-with(@class, 'belopp')]",
    "what a check found of the figure before it": "self::a[starts-with(@class, 'marke')]",
    "how the sentence before it was reckoned": "self::a[@class='hur']",
    "the name of its row, or told apart by that": (
        "ancestor::*[self::th or self::td[not(@class='kalla')]] "
        "| ancestor::table[not(.//td[@class='kalla'])]"
    ),
    "whose amount a calculation gives, which the item is about": (
        "ancestor::ul[@class='rakningar']"
    ),
    "a word that is explained": "self::a[@class='ord']",
}
"""Links that may be called as another, by what it is that tells them apart (WCAG 2.4.4)."""


def name_of(link: lxml.html.HtmlElement) -> str:
    """What a link is called by a screen reader."""
    return " ".join((link.get("aria-label") or link.text_content()).split())


def called_alike(address: str, page: lxml.html.HtmlElement) -> Iterator[str]:
    leads: dict[str, set[str]] = defaultdict(set)
    for link in page.xpath("//article//a[@href]"):
        if not any(link.xpath(xpath) for xpath in EXCEPTIONS.values()):
            leads[name_of(link)].add(urljoin(f"https://x/{address}", link.get("href")))
    for name, places in leads.items():
        if len(places) > 1:
            yield f"{address}: {name!r} leder till {sorted(places)}"


def test_no_two_links_of_a_page_are_called_the_same_and_lead_apart(any_site: Site) -> None:
    pages = any_site.pages.items()
    assert [fault for address, page in pages for fault in called_alike(address, page)] == []


def test_each_exception_is_needed(any_site: Site) -> None:
    """Else a reason has been cured, and should go from the list."""
    for reason, xpath in EXCEPTIONS.items():
        assert any(page.xpath(f"//article//a[{xpath}]") for page in any_site.pages.values()), reason
