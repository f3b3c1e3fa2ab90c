"""Long lists: told on several pages or in part, and still nothing is lost, false or out of reach.

A small register is given pages with room for very few rows.
"""

from __future__ import annotations

import re
import weakref
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

import lxml.html
import pytest

from benchmarks.register import Size, files
from generator.checking.judge import judge
from generator.pages.page import Page, Plan, View
from generator.pages.parts import Told, paged
from generator.pages.plans import addresses_of, plans_of
from generator.pages.render import render
from generator.publishing import addresses, feeds, parts, ready_html
from generator.publishing.downloads import FORMATS
from generator.publishing.publication import Publication, publish
from tests.conftest import EXEMPEL, read_publication
from tests.pages.test_kinds import TEMPLATES

FEW = 2
"""The most rows that a page has in these tests, if it may not have all."""
MANY = 1000
BASE = "https://example.se/"
LISTS = {
    *("aterrapportering/", "beslut/", "beslut/2022/", "beslut/2023/", "kontroller/"),
    *("mottagare/", "objekt/", "omraden/", "rattelser/"),
}
"""What must have gone on over pages, in some of the registers."""


def publications() -> Iterator[Publication]:
    made = publish(judge(files(Size(13, 2, 4, 3, 5, 6))))
    assert made
    yield made
    yield read_publication(EXEMPEL)


@pytest.fixture(scope="module")
def cut() -> Iterator[list[Publication]]:
    """Registers that are too long for their pages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "MOST", FEW)
        yield list(publications())


@pytest.fixture(scope="module")
def sites(cut: list[Publication]) -> list[Mapping[str, lxml.html.HtmlElement]]:
    """The generated pages of each, by their addresses."""
    return [site_of(publication) for publication in cut]


def test_a_page_of_a_list_is_made_of_its_own_rows_and_of_what_all_of_them_tell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parts, "MOST", FEW)
    page = Page("a/", "A", "", {"lista": View("lista", ["x", "y", "z"])})
    rows = [("x", "2023/x"), ("y", "2023/y"), ("z", "2023/z"), ("gone", "")]

    def made_of(sums: str, *reads: str) -> list[tuple[frozenset[str] | None, str]]:
        told = Told(rows, sums, frozenset(reads))
        plans = paged(Plan("a/", lambda: page), len(rows), told=told)
        return [(plan.reads, plan.totals) for plan in plans]

    pages = made_of("1", "2022/a")
    assert [sorted(reads or ()) for reads, _ in pages] == [
        ["2022/a", "2023/x", "2023/y"],
        ["2022/a", "2023/z"],
    ]
    assert pages == made_of("1", "2022/a")
    assert not {*pages} & {*made_of("2", "2022/a")}


def test_a_list_is_made_once_for_its_pages_and_held_no_longer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parts, "MOST", FEW)
    held = []

    def make() -> Page:
        page = Page("a/", "A", "", {"lista": View("lista", ["x", "y", "z"])})
        held.append(weakref.ref(page))
        return page

    first, last = paged(Plan("a/", make), 3)
    first.make()
    assert held[-1]()
    last.make()
    assert [page() for page in held] == [None]
    assert first.make().content["lista"].rows == ["x", "y"]


def site_of(publication: Publication) -> dict[str, lxml.html.HtmlElement]:
    written = {f"{addresses.sida(name)}index.md" for name in publication.register.sidor}
    return {
        file.path.removesuffix("index.md"): lxml.html.document_fromstring(
            f"<html><body>{ready_html.read(file.content.decode()).html}</body></html>"
        )
        for file in render(publication, TEMPLATES)
        if file.path.endswith(".md") and file.path not in written
    }


def pages_of(publication: Publication) -> Iterator[Page]:
    for _, plan in plans_of(publication):
        page = plan.make()
        assert page.address == plan.address
        assert plan.goes_on == (page.part is not None and page.part.number > 1)
        yield page


def views(page: Page) -> dict[str, View]:
    return {name: view for name, view in page.content.items() if isinstance(view, View)}


def strings(page: lxml.html.HtmlElement, xpath: str) -> list[str]:
    return [str(string) for string in page.xpath(xpath)]


def test_every_row_of_a_long_list_is_on_one_of_its_pages(cut: list[Publication]) -> None:
    went_on = set()
    for publication in cut:
        rows: dict[tuple[str, str], list[Any]] = defaultdict(list)
        whole: dict[tuple[str, str], list[Any]] = {}
        for page in filter(lambda page: page.part, pages_of(publication)):
            assert page.part
            went_on.add(page.part.folder)
            for name, view in views(page).items():
                rows[page.part.folder, name] += view.rows
                whole[page.part.folder, name] = list(view.every)
            assert 0 < sum(len(view.rows) for view in views(page).values()) <= FEW, page.address
        assert rows == whole
    assert went_on >= LISTS
    assert {folder.partition("/")[0] for folder in went_on} >= {"satsningar", "mottagare"}


def test_what_is_not_told_on_several_pages_has_no_more_rows_than_there_is_room_for(
    cut: list[Publication],
) -> None:
    for publication in cut:
        for page in pages_of(publication):
            if page.part or page.address.startswith("beslut/"):
                continue  # a decision's own page tells all of it
            shown = [len(view.rows) for view in views(page).values() if view.every]
            if page.address not in (addresses.DATA, addresses.OMRADEN):
                assert sum(shown) <= max(FEW, len(shown)), page.address


def test_every_link_on_every_page_leads_to_a_page_and_a_place(
    cut: list[Publication], sites: list[Mapping[str, lxml.html.HtmlElement]]
) -> None:
    for publication, site in zip(cut, sites, strict=True):
        ids = {address: set(strings(page, "//@id")) for address, page in site.items()}
        written = {addresses.sida(name) for name in publication.register.sidor}
        links = {
            (address, urljoin(BASE + address, href))
            for address, page in site.items()
            for href in strings(page, "//@href")
        }
        dead = [
            (address, target)
            for address, url in links
            for target, anchor in [map(unquote, urldefrag(url.removeprefix(BASE)))]
            if url.startswith(BASE) and (not target or target.endswith("/"))
            if target not in written
            if target not in ids or (anchor and anchor not in ids[target])
        ]
        assert dead == []
        assert any("/sida/" in url for _, url in links)


def test_what_the_tables_and_the_feeds_lead_to_is_there(
    cut: list[Publication], sites: list[Mapping[str, lxml.html.HtmlElement]]
) -> None:
    for publication, site in zip(cut, sites, strict=True):
        base = publication.organisation.webbplats
        urls = [
            str(record["url"])
            for name in ("kontroller", "berakningar", "rattelser", "andringar")
            for record in publication.tables[name].records
        ]
        for file in feeds.render(publication):
            urls += re.findall(
                f'rel="alternate" href="({re.escape(base)}[^"]*#[^"]*)"', file.content.decode()
            )
        assert len(urls) > FEW
        for url in urls:
            target, anchor = urldefrag(url.removeprefix(base))
            assert site[target].xpath("//*[@id=$id]", id=unquote(anchor)), url


def test_a_check_stays_where_it_is_when_others_come(cut: list[Publication]) -> None:
    for publication in cut:
        for check in publication.kontroller:
            beslut = check.subject.beslut
            there = publication.moved[addresses.kontroll(check)]
            assert there == addresses.inom(beslut, check)


def test_a_change_keeps_its_id_in_the_feed_wherever_it_is_told(cut: list[Publication]) -> None:
    for publication in cut:
        feed = "".join(
            file.content.decode()
            for file in feeds.render(publication)
            if file.path == addresses.atom(addresses.RATTELSER)
        )
        assert publication.rattelser
        for correction in publication.rattelser:
            base = publication.organisation.webbplats
            assert f"<id>{base}{addresses.rattelse(correction)}</id>" in feed


def test_sums_cover_the_whole_list_and_say_so(
    cut: list[Publication], sites: list[Mapping[str, lxml.html.HtmlElement]]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "MOST", MANY)
        whole = [site_of(publication) for publication in publications()]
    seen = 0
    for site, before in zip(sites, whole, strict=True):
        for address, page in site.items():
            for table in page.xpath("//table[caption[contains(., ', rad ')]][tfoot]"):
                folder = address.partition("sida/")[0]
                same = before[folder].get_element_by_id(table.get("id"))
                assert strings(table, "tfoot//data/@value") == strings(same, "tfoot//data/@value")
                for label in table.xpath("tfoot//th"):
                    assert "inte bara" in label.text_content(), address
                    seen += 1
    assert seen > 8


def test_what_acts_on_the_rows_of_a_table_is_off_where_some_are_elsewhere(
    sites: list[Mapping[str, lxml.html.HtmlElement]],
) -> None:
    part = "//table[caption[contains(., ', rad ')]]"
    for site in sites:
        assert any(page.xpath(part) for page in site.values())
        for page in site.values():
            assert not page.xpath(f"{part}[@data-sorterbar or @data-urval]")
            for line in page.xpath(f"{part}/../following-sibling::*[1][@class='ladda-ner']"):
                assert "data-vy" not in line.attrib
                assert re.match("Alla rader står i|Ladda ner hela", line.text_content())


def test_a_table_with_files_of_its_own_has_all_of_its_rows_there(cut: list[Publication]) -> None:
    endings = [form.ending for form in FORMATS if form.on_pages]
    for publication in cut:
        written = {file.path: file.content for file in render(publication, TEMPLATES)}
        for page in filter(lambda page: page.keeps_tables, pages_of(publication)):
            for view in filter(lambda view: view.whole, page.views):
                assert view.whole
                _, records = view.whole.records(publication.tables)
                for ending in endings:
                    lines = written[f"{page.address}{view.id}{ending}"].decode().count("\r\n")
                    assert lines >= 1 + len(records) > 1 + len(view.rows)


def test_no_sentence_of_an_empty_list_stands_where_its_rows_are_on_another_page(
    cut: list[Publication], sites: list[Mapping[str, lxml.html.HtmlElement]]
) -> None:
    for publication, site in zip(cut, sites, strict=True):
        assert publication.rattelser
        for address, page in site.items():
            if address.startswith(addresses.RATTELSER):
                assert "Inget publicerat belopp har ändrats" not in page.text_content(), address


def test_a_page_with_some_insatser_does_not_say_that_it_has_all(
    cut: list[Publication], sites: list[Mapping[str, lxml.html.HtmlElement]]
) -> None:
    for publication, site in zip(cut, sites, strict=True):
        [page] = [page for page in pages_of(publication) if page.address == addresses.UTFORSKA]
        for told in (page.description, site[page.address].text_content()):
            assert "Alla insatser i en tabell" not in told
            assert "ur de senaste besluten" in told


def test_later_pages_say_which_they_are_and_are_not_to_be_cited(cut: list[Publication]) -> None:
    for publication in cut:
        cited = addresses_of(publication)
        pages = list(pages_of(publication))
        titles = [page.title for page in pages if page.listed]
        assert len(titles) == len(set(titles))
        for page in filter(lambda page: page.part and page.part.number > 1, pages):
            assert page.part
            assert page.part.folder in cited
            assert page.address not in cited
            assert page.title.endswith(f", sida {page.part.number} av {page.part.of}")
            assert page.crumbs[-1].address == page.part.folder


def test_a_list_that_fits_is_not_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST", MANY)
    for publication in publications():
        assert publication.moved == {}
        for page in pages_of(publication):
            assert page.part is None
            if page.address != addresses.UTFORSKA:  # which has its own first page of rows
                assert all(view.whole is None for view in views(page).values())


@pytest.mark.parametrize(
    ("lengths", "room", "share"),
    [
        ([], 10, 0),
        ([4, 6], 10, 6),
        ([4, 7], 10, 6),
        ([100, 100], 10, 5),
        ([1, 100, 100], 10, 4),
        ([100, 100, 100], 2, 1),
        ([5], -3, 1),
    ],
)
def test_lists_share_the_room_of_a_page(lengths: list[int], room: int, share: int) -> None:
    assert parts.fair_share(lengths, room) == share
