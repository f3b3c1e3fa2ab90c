"""Every amount on every page has an address, and a way to how it was arrived at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin

import lxml.html
import pytest

from generator.data.registers import Ord
from generator.pages import explained
from generator.words.ordval import REGIONENS
from tests.conftest import Site
from tests.test_site import found, strings, text_of

AMOUNT = re.compile(r"\d\u00a0(?:m[nd])?kr\b")

WAYS = {
    "it is a link, to its place or to what it is made of": "ancestor-or-self::a[@href]",
    "the sentence ends with a link to what it is made of": "ancestor-or-self::p//a[@class='hur']",
    "the bar's sentence does": "ancestor::div[@class='specifikation']//a[@class='hur']",
    "the figure of its row or item is a link": (
        "ancestor::*[self::tr or self::dd or self::li]//a[starts-with(@class, 'belopp')]"
    ),
    "the name of its row or item leads to the figure": (
        "ancestor::*[self::tr or self::li][1]/*[self::th or self::strong]"
        "//a[contains(@href, '#belopp')]"
    ),
    "its row tells where it stands in a document": "ancestor::tr/td[@class='kalla']/a",
    "the figure that differs is in the row above": (
        "ancestor::tr[@class='skillnadsrad']/preceding-sibling::tr[1]//a[@class='belopp']"
    ),
    "it is what a step of the money's way leaves over": (
        "self::span[starts-with(@class, 'kvar')]/ancestor::ol[@class='kedja']//a[@class='belopp']"
    ),
    "the calculation is what it stands in, and leads to the figure": (
        "ancestor::ul[@class='rakningar']/li/strong/a[contains(@href, '#belopp')]"
    ),
    "what the parts of a picture are called leads to them": "ancestor::figure//li//a[@href]",
    "the year that another is compared with is a step away": (
        "self::span[@class='mot-aret-fore']/ancestor::article//nav[@class='bladdra']/a"
    ),
    "what differs leads to the decision": (
        "ancestor::li[1]/a[contains(@href, 'beslut/') or contains(@href, '#belopp')]"
    ),
    "what differs leads to how that was reckoned": (
        "self::li[parent::ul[@class='avvikelser']]/span[@data-raknat]/a"
    ),
    "what has become of a decision leads to the other": "self::p[starts-with(@class, 'livet')]/a",
}
"""From an element with an amount in its own text to how that was arrived at, by why that is it."""
EXCEPTIONS = {
    "how a key's share was found is itself a calculation": "ancestor::dl[@class='kolumner']",
    "a citation says what is cited": "ancestor-or-self::p[@class='citera']",
    "conditions and notes are the document's own words": (
        "ancestor-or-self::*[self::p[not(@class)] or self::li][not(@data-raknat)]"
        "[not(.//*[@data-raknat])]"
    ),
}
PART = "//*[@data-raknat][starts-with(., 'Del av ')]"
WRITTEN_BY_HAND = {"om/", "for-redaktorer/", "tillganglighet/", "ordlista/", "data/", "en/"}


def elements_with_amounts(page: lxml.html.HtmlElement) -> Iterator[lxml.html.HtmlElement]:
    """Each element with an amount in its own text."""
    for text in page.xpath("//article//text()[not(ancestor::script)]"):
        if AMOUNT.search(text):
            yield text.getparent().getparent() if text.is_tail else text.getparent()


def test_every_amount_leads_to_how_it_was_arrived_at(any_site: Site) -> None:
    astray = [
        f"{address}: {text_of(element)!r} i {element.getroottree().getpath(element)}"
        for address, page in any_site.pages.items()
        if address not in WRITTEN_BY_HAND
        for element in elements_with_amounts(page)
        if not any(element.xpath(xpath) for xpath in (WAYS | EXCEPTIONS).values())
    ]
    assert astray == []


def test_a_figure_leads_to_the_same_figure_or_to_what_it_is_made_of(any_site: Site) -> None:
    """The place of a row's amount shows just that, unless it is a year's share or has changed."""
    followed = 0
    for address, page in any_site.pages.items():
        base = f"{any_site.base}{address}"
        for figure in page.xpath("//a[@class='belopp'][contains(@href, '#')]"):
            if figure.xpath(f"ancestor::tr{PART} | ancestor::table[@id='tabell-andringar']"):
                continue
            target, place = urldefrag(urljoin(base, figure.get("href")))
            there = found(any_site.pages[target.removeprefix(any_site.base)], f"//*[@id='{place}']")
            for again in there[0].xpath("self::*[self::td or self::dd]//a[@class='belopp'][1]"):
                assert text_of(again) == text_of(figure), address
                followed += 1
    assert followed > 50


TERMS = {
    "skr": Ord(id="skr", ord="SKR", forklaring="Det."),
    "objekt": Ord(id="objekt", ord="Objekt", forklaring="Det."),
    "garanti": Ord(id="garanti", ord="vårdgaranti", forklaring="Det."),
    "fast": Ord(id="fast", ord="fast vårdkontakt", forklaring="Det."),
    "kontakt": Ord(id="kontakt", ord="vårdkontakt", forklaring="Det."),
    "fel": Ord(id="fel", ord="R&D (f)", forklaring="Det."),
}


@pytest.mark.parametrize(
    ("body", "explained_as"),
    [
        ("<p>SKR och SKR</p>", "<p>[skr SKR] och SKR</p>"),
        ("<p>Om SKR:s avtal</p>", "<p>Om [skr SKR]:s avtal</p>"),
        ("<p>SKRA, xSKR, SKR-avtal, avtal-SKR</p>",) * 2,
        ("<p>vårdgarantins</p>",) * 2,
        ("<p>Vårdgarantin</p>", "<p>[garanti Vårdgarantin]</p>"),
        ("<p>ett objekt</p>\n<dt>Objekt</dt>", "<p>ett objekt</p>\n<dt>[objekt Objekt]</dt>"),
        ("en fast vårdkontakt", "en [fast fast vårdkontakt]"),
        (
            "en vårdkontakt, en fast vårdkontakt",
            "en [kontakt vårdkontakt], en [fast fast vårdkontakt]",
        ),
        ("# SKR\n\n## Om SKR\n\nAv SKR.", "# SKR\n\n## Om SKR\n\nAv [skr SKR]."),
        ('<a href="/">Av SKR</a> <i title="SKR">x</i>',) * 2,
        ('<a href="/">x</a> SKR', '<a href="/">x</a> [skr SKR]'),
        ("<summary>SKR</summary><caption>SKR</caption><svg>SKR</svg>",) * 2,
        ('<th scope="row">SKR</th>\n<td>SKR</td>', '<th scope="row">SKR</th>\n<td>[skr SKR]</td>'),
        (
            '<th scope="row">SKR\n<span class="not">Av SKR</span></th>',
            '<th scope="row">SKR\n<span class="not">Av [skr SKR]</span></th>',
        ),
        ("en R&#38;D (f)", "en [fel R&#38;D (f)]"),
        (
            '<span class="ej-angivet">ej angivet</span>',
            '<span class="ej-angivet">[ord-ej-angivet ej angivet]</span>',
        ),
    ],
)
def test_a_word_is_explained_where_it_first_stands(body: str, explained_as: str) -> None:
    written = explained.explain(body, "2023/", explained.terms(TERMS, REGIONENS))
    link = r'<a class="ord" href="\.\./ordlista/#([^"]*)">([^<]*)</a>'
    assert re.sub(link, r"[\1 \2]", written) == explained_as


def test_every_word_that_is_explained_is_told_once_a_page(any_site: Site) -> None:
    explained_words: set[str] = set()
    for address, page in any_site.pages.items():
        words = strings(page, "//a[@class='ord']/@href")
        assert len(words) == len(set(words)), address
        explained_words.update(words)
        assert not found(page, "//h1//a[@class='ord'] | //thead//a[@class='ord'] | //a//a"), address
    assert len(explained_words) > 5
