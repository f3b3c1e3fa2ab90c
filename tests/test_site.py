"""The finished site as a reader's browser gets it: every page, every link, every byte."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import lxml.html
import pytest
import yaml

from generator.publishing.publication import Publication
from generator.publishing.site import replace_site
from tests.conftest import (
    ROOT,
    Site,
    build,
    build_as_installed,
    checksums,
    read_publication,
    tilldelat,
)
from tests.publishing.asker import index_in

FIXED = {
    *("", "omraden/", "beslut/", "satsningar/", "mottagare/", "objekt/", "utforska/"),
    *(
        "kontroller/",
        "aterrapportering/",
        "rattelser/",
        "data/",
        "ordlista/",
        "sok/",
        "folj/",
        "en/",
        "404.html",
        "versioner/",
    ),
}
"""Pages that every site has once it is published; the hand-written ones come besides."""

MOVED, GONE = "mottagare/enhet-1/", "omraden/nedlagt/"
FORMER = {MOVED, GONE}
"""Addresses of the example that have been published and have no page of their own any more."""

MAX_PAGE = 150_000
"""Bytes of HTML. Pages grow with their own content, never with the number of pages."""
MAX_VISIT = 150_000
"""Bytes, packed as hosts pack them, of a page with its style sheets and scripts."""
MAX_LINKS_AROUND = 40
"""Links to other pages around a page's own content: menus, not lists of pages."""

SCRIPT_USERS = {
    "sokfalt": "//form[@data-sok]",
    "sortera": "//table[@data-sorterbar]",
    "filtrera": "//table[@data-urval]",
    "utforska": "//*[@data-utforska]",
    "kopiera": "//pre/code|//*[@data-citera]|//*[@class='att-kopiera']",
    "dagar": "//*[@data-dag]",
    "forklara": "//*[@data-citera] | //a[@class='belopp' or @class='ord']",
    "ladda": "//*[contains(@class, 'ladda-ner')][@data-vy]",
}
"""The scripts, and the elements that each is for."""

LOADED = ("icon", "stylesheet", "preload", "prefetch", "modulepreload", "manifest", "preconnect")


def text_of(element: lxml.html.HtmlElement) -> str:
    """What a reader sees, with white space made plain."""
    return " ".join(element.text_content().replace("\u00a0", " ").split())


def found(page: lxml.html.HtmlElement, xpath: str) -> list[lxml.html.HtmlElement]:
    return [one for one in page.xpath(xpath) if isinstance(one, lxml.html.HtmlElement)]


def strings(page: lxml.html.HtmlElement, xpath: str) -> list[str]:
    return [str(one) for one in page.xpath(xpath)]


def shown(site: Site, address: str) -> str:
    return text_of(found(site.pages[address], "//article")[0])


def elements(site: Site, xpath: str) -> Iterator[tuple[str, lxml.html.HtmlElement]]:
    """Every such element of every page, with the page's address."""
    for address, page in site.pages.items():
        for element in found(page, xpath):
            yield address, element


def target_of(site: Site, page: str, href: str) -> tuple[str, str] | None:
    """Where a link on a page leads, as address and anchor; None where it leaves the site."""
    url, anchor = urldefrag(urljoin(site.base + page, href))
    if not url.startswith(site.base):
        return None
    return unquote(urlsplit(url.removeprefix(site.base)).path), unquote(anchor)


def expected_pages(publication: Publication) -> set[str]:
    """Every address that the data implies, worked out from the decisions alone."""
    register = publication.register
    pages = FIXED | {f"{name}/" for name in register.sidor}
    pages |= {f"versioner/{version}/" for version in register.versioner}
    for beslut in register.beslut:
        themes = {beslut.omrade} if beslut.omrade and not beslut.omraden else set()
        insatser = list(beslut.insatser)
        for omrade in beslut.omraden:
            themes |= {omrade.omrade, *omrade.teman}
            insatser += omrade.insatser
        themes |= {tema for insats in insatser for tema in insats.teman}
        themes |= {tema for aktivitet in beslut.aktiviteter for tema in aktivitet.teman}
        pages |= {f"{beslut.ar}/", f"beslut/{beslut.ar}/", f"beslut/{beslut.ar}/{beslut.id}/"}
        pages |= {f"{beslut.ar}/{tema}/" for tema in themes}
        pages |= {f"omraden/{tema}/" for tema in themes}
        pages.add(f"satsningar/{beslut.satsning}/")
        pages |= {f"mottagare/{one.mottagare}/" for one in insatser if one.mottagare}
        booked = [beslut.objekt] if beslut.omrade else []
        booked += [omrade.objekt or beslut.objekt for omrade in beslut.omraden]
        pages |= {f"objekt/{number}/" for number in booked if number}
    return pages


def test_the_pages_are_those_that_the_register_implies(
    site: Site, publication: Publication
) -> None:
    assert set(site.pages) == expected_pages(publication)


def test_the_pages_of_the_example_are_those_that_its_register_implies(
    exempel_site: Site, exempel_publication: Publication
) -> None:
    assert set(exempel_site.pages) == expected_pages(exempel_publication) | FORMER


def test_every_omrade_of_every_year_of_the_real_data_has_its_page(site: Site) -> None:
    assert {one for one in site.pages if re.fullmatch(r"20[0-9]{2}/.+/", one)} == {
        *("2018/patientkontrakt/", "2018/vardgaranti/"),
        *("2019/nara-vard/", "2019/patientkontrakt/", "2019/tillganglighet/"),
        *("2020/patientkontrakt/", "2020/vardforlopp/"),
        *("2023/ambulanssjukvard/", "2023/e-halsa/", "2023/nara-vard/"),
        *("2023/patientkontrakt/", "2023/tillganglighet/", "2023/vardens-medarbetare/"),
    }


def test_every_link_leads_to_a_page_and_a_place_that_exist(any_site: Site) -> None:
    ids = {
        address: {*strings(page, "//@id"), *strings(page, "//a/@name")}
        for address, page in any_site.pages.items()
    }
    dead = []
    checked = 0
    for address, link in elements(any_site, "//*[@href]"):
        target = target_of(any_site, address, link.get("href", ""))
        if target is None:
            continue
        path, anchor = target
        checked += 1
        exists = path in ids or (any_site.folder / path).is_file()
        if not exists or (anchor and anchor not in ids.get(path, ())):
            dead.append((address, link.get("href")))
    assert checked > 500
    assert dead == []


def test_links_between_pages_are_relative(any_site: Site) -> None:
    absolute = [
        (address, link.get("href"))
        for address, link in elements(any_site, "//a[@href]")
        if address != "404.html"
        and re.match(r"[a-z]+://|/", link.get("href", ""))
        and target_of(any_site, address, link.get("href", "")) is not None
    ]
    assert absolute == []


def test_every_link_says_where_it_leads(any_site: Site) -> None:
    unnamed = [
        (address, link.get("href"))
        for address, link in elements(any_site, "//a[@href]")
        if not text_of(link) and not link.get("aria-label")
    ]
    assert unnamed == []


def test_every_page_can_be_reached_from_the_start(any_site: Site) -> None:
    reached = {""}
    ahead = [""]
    while ahead:
        address = ahead.pop()
        for link in found(any_site.pages[address], "//a[@href]"):
            target = target_of(any_site, address, link.get("href", ""))
            if target and target[0] in any_site.pages and target[0] not in reached:
                reached.add(target[0])
                ahead.append(target[0])
    unreached = set(any_site.pages) - reached - FORMER - {"404.html"}
    assert not unreached, f"länka till {sorted(unreached)} från en annan sida"


def test_every_page_is_in_swedish(any_site: Site) -> None:
    for address, page in any_site.pages.items():
        assert page.get("lang") == "sv", address
    assert "not found" not in shown(any_site, "404.html").casefold()


def test_every_page_has_a_title_of_its_own(any_site: Site) -> None:
    titles = {
        address: [" ".join(one.split()) for one in strings(page, "//head/title/text()")]
        for address, page in any_site.pages.items()
    }
    assert [address for address, title in titles.items() if len(title) != 1 or not title[0]] == []
    times = Counter(title[0] for title in titles.values())
    assert [title for title, number in times.items() if number > 1] == []


def test_every_page_of_the_register_has_a_description(any_site: Site) -> None:
    for address, page in any_site.pages.items():
        if address != "404.html":
            descriptions = strings(page, "//head/meta[@name='description']/@content")
            assert len(descriptions) == 1, address
            assert len(descriptions[0]) > 10, address


def test_every_page_has_one_main_heading(any_site: Site) -> None:
    for address, page in any_site.pages.items():
        headings = found(page, "//h1")
        assert len(headings) == 1, address
        assert text_of(headings[0]), address


def test_headings_skip_no_level(any_site: Site) -> None:
    for address, page in any_site.pages.items():
        levels = [
            int(str(one.tag)[1])
            for one in found(
                page,
                "//article//*[self::h1 or self::h2 or "
                "self::h3 or self::h4 or self::h5 or self::h6]",
            )
        ]
        jumps = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
        assert jumps == [], address


def test_no_page_uses_an_id_twice(any_site: Site) -> None:
    twice = {
        address: again
        for address, page in any_site.pages.items()
        if (again := [one for one, n in Counter(strings(page, "//@id")).items() if n > 1])
    }
    assert twice == {}


def test_what_is_named_or_described_by_id_is_there(any_site: Site) -> None:
    for attribute in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
        for address, element in elements(any_site, f"//article//*[@{attribute}]"):
            for name in element.get(attribute, "").split():
                page = any_site.pages[address]
                assert name in strings(page, "//@id"), (address, attribute, name)


def test_nothing_is_loaded_from_another_origin(any_site: Site) -> None:
    loaded = [
        (address, value)
        for attribute in ("src", "srcset", "poster", "data", "action")
        for address, element in elements(any_site, f"//*[@{attribute}]")
        for value in [element.get(attribute, "")]
    ]
    loaded += [
        (address, link.get("href", ""))
        for address, link in elements(any_site, "//link[@href]")
        if set(link.get("rel", "").split()) & set(LOADED)
    ]
    assert len(loaded) > len(any_site.pages)
    foreign = [
        one
        for one in loaded
        if not one[1].startswith("data:") and target_of(any_site, *one) is None
    ]
    assert foreign == []


def test_what_a_page_loads_exists(any_site: Site) -> None:
    missing = set()
    for address, element in elements(any_site, "//script[@src]|//img[@src]|//link[@href]"):
        source = element.get("src") or element.get("href") or ""
        target = None if source.startswith("data:") else target_of(any_site, address, source)
        at = target[0] if target else ""
        if at not in any_site.pages and not (any_site.folder / at).is_file():
            missing.add(at)
    assert missing == set()


def test_what_the_frame_loads_is_named_after_its_content_and_holds_up_no_page(
    any_site: Site,
) -> None:
    frame = "//script[@src]|//link[@rel='stylesheet' or @rel='icon']"
    for address, element in elements(any_site, frame):
        loaded = element.get("src") or element.get("href") or ""
        target = target_of(any_site, address, loaded)
        assert target is not None
        name = re.fullmatch(r"assets/(?:.+/)?[^/]+\.([0-9a-f]{8})(?:\.min)?\.\w+", target[0])
        assert name, (address, target)
        if target[0].count("/") == 1:  # ours: the theme names its own
            content = (any_site.folder / target[0]).read_bytes()
            assert hashlib.sha256(content).hexdigest().startswith(name[1])
        assert element.tag == "link" or element.get("defer") is not None, (address, target)


def test_a_first_visit_to_any_page_is_light(any_site: Site) -> None:
    def packed(path: str) -> int:
        return len(gzip.compress((any_site.folder / path).read_bytes(), mtime=0))

    weights: Counter[str] = Counter()
    sizes: dict[str, int] = {}
    for address, element in elements(any_site, "//script[@src]|//link[@rel='stylesheet']"):
        target = target_of(any_site, address, element.get("src") or element.get("href") or "")
        assert target is not None
        path = target[0]
        weights[address] += sizes.setdefault(path, packed(path))
    for address in any_site.pages:
        weights[address] += packed(f"{address}index.html" if address != "404.html" else address)
    assert {address: size for address, size in weights.items() if size > MAX_VISIT} == {}


@pytest.mark.parametrize(("script", "used_by"), SCRIPT_USERS.items())
def test_a_script_is_only_where_something_has_use_of_it(
    any_site: Site, script: str, used_by: str
) -> None:
    having = {
        address
        for address, element in elements(any_site, "//script[@src]")
        if f"assets/{script}." in element.get("src", "")
    }
    assert having == {address for address, _ in elements(any_site, used_by)}


def test_no_script_on_a_page_names_another_origin(any_site: Site) -> None:
    for address, script in elements(any_site, "//script[not(@src)]"):
        if script.get("type") != "application/ld+json":
            for url in re.findall(
                r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}[^\s\"']*", script.text or ""
            ):
                assert url.startswith(any_site.base), (address, url)


def test_no_style_loads_from_another_origin(any_site: Site) -> None:
    sheets = {
        path.name: path.read_text(encoding="utf-8") for path in any_site.folder.rglob("*.css")
    }
    assert len(sheets) >= 3
    for address, element in elements(any_site, "//style|//*[@style]"):
        sheets[address] = f"{sheets.get(address, '')}{element.get('style', '')}{element.text or ''}"
    for name, text in sheets.items():
        assert re.findall(r"@import[^;]*", text) == [], name
        assert re.findall(r"url\(\s*[\"']?(?:https?:)?//[^)]*", text) == [], name


def test_the_menu_is_the_same_short_one_on_every_page(site: Site) -> None:
    nav = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    menu = {path.removesuffix("index.md") for entry in nav for path in entry.values()}
    assert len(menu) <= 12
    for address, page in site.pages.items():
        around = [
            target[0]
            for link in found(page, "//a[@href][not(ancestor::article)]")
            if (target := target_of(site, address, link.get("href", ""))) and target[0] != address
        ]
        assert menu - {address} <= set(around), address
        assert len(around) <= MAX_LINKS_AROUND, address


def test_no_page_is_over_long(site: Site) -> None:
    sizes = {
        one: len((site.folder / one / "index.html").read_bytes())
        for one in site.pages
        if one != "404.html"
    }
    assert {one: size for one, size in sizes.items() if size > MAX_PAGE} == {}


def test_every_table_has_a_caption_and_headings_that_say_what_they_head(any_site: Site) -> None:
    tables = list(elements(any_site, "//table"))
    assert len(tables) > 20
    for address, table in tables:
        captions = found(table, "./caption")
        assert [text_of(one) for one in captions] != [""], address
        assert len(captions) == 1, address
        assert found(table, ".//th"), address
        for heading in found(table, ".//th"):
            assert heading.get("scope") in {"col", "row", "colgroup", "rowgroup"}, address
        for row in found(table, "./tbody/tr"):
            cells = found(row, "./td|./th")
            columns = sum(int(cell.get("colspan", "1")) for cell in cells)
            assert columns == len(found(table, "./thead/tr[1]/th")), (address, text_of(row))


def test_no_cell_is_empty(any_site: Site) -> None:
    empty = [
        (address, text_of(cell.getparent() or cell))
        for address, cell in elements(any_site, "//td|//th|//caption|//dd|//dt|//li")
        if not text_of(cell)
        and not found(cell, ".//input|.//img|.//svg")
        and found(any_site.pages[address], "//article")
        and cell.xpath("ancestor::article")
    ]
    assert empty == []


def test_no_table_is_without_rows(any_site: Site) -> None:
    empty = [
        (address, table.get("id"))
        for address, table in elements(any_site, "//table")
        if not found(table, "./tbody/tr")
    ]
    assert empty == []


NOT_AGREEING = {
    "2020/": 2,
    "2020/vardforlopp/": 1,
    "beslut/2020/sammanhallna-vardforlopp/": 1,
    "beslut/2018/patientmiljarden/": 1,
    "2018/": 1,
}
"""How many times the difference of a total is told beside it."""


def test_a_difference_is_told_at_every_total_that_has_it(site: Site) -> None:
    told = {
        address: len(elements_)
        for address, page in site.pages.items()
        if (elements_ := found(page, "//*[@class='skillnad']"))
    }
    assert told == NOT_AGREEING
    for address in ("2020/", "2020/vardforlopp/", "beslut/2020/sammanhallna-vardforlopp/"):
        assert (
            "Handlingen anger 2 600 000 kr, men delarna blir 3 310 000 kr: skillnad +710 000 kr. "
            "Beslutet säger 2,6 mkr, men de sex punkterna"
        ) in shown(site, address), address
    assert "På ett annat ställe anges 12 000 000 kr" in shown(site, "2018/")


def test_every_mark_leads_to_its_check_and_says_how_it_came_out(any_site: Site) -> None:
    marks = list(elements(any_site, "//a[@class='marke'][not(span[contains(@class, 'rattad')])]"))
    assert len(marks) > 8
    for address, mark in marks:
        target = target_of(any_site, address, mark.get("href", ""))
        assert target is not None
        [row] = found(any_site.pages[target[0]], f"//tr[@id='{target[1]}']")
        [verdict] = found(row, ".//*[starts-with(@class, 'verdikt ')]")
        assert text_of(mark).partition(":")[0] == text_of(verdict), address


def test_a_figure_that_can_be_calculated_and_its_calculation_lead_to_each_other(site: Site) -> None:
    address = "beslut/2023/god-och-nara-vard/"
    page = site.pages[address]
    ways = found(page, "//a[contains(@class, 'rakna')]")
    assert [text_of(way) for way in ways] == ["Uträkning ur en ram"] * 7
    for way in ways:
        [amount] = strings(way, "../@id")
        (place,) = found(page, f"//li[@id='{way.get('href', '')[1:]}']")
        assert f"#{amount}" in strings(place, "strong/a/@href"), amount
        reckoned = strings(page, f"//td[@data-raknat]/a[@href='{way.get('href')}']/text()")
        assert len(reckoned) == 1 or "kan inte räknas fram" in text_of(place), amount
    elsewhere = strings(site.pages["2023/e-halsa/"], "//a[contains(@class, 'rakna')]/@href")
    assert elsewhere == [
        f"../../{address}#rakning-kontroll-2023--god-och-nara-vard--e-halsa---formel"
    ]


def test_a_total_wears_every_check_that_did_not_agree_else_one_quiet_mark(site: Site) -> None:
    page = site.pages["beslut/2018/patientmiljarden/"]
    marks = found(page, "//dd[@id='belopp']/a[@class='marke']")
    assert [text_of(one) for one in marks] == ["Avviker: Samma belopp på ett annat ställe"]
    page = site.pages["beslut/2023/god-och-nara-vard/"]
    marks = found(page, "//dd[@id='belopp']/a[@class='marke']")
    assert [text_of(one) for one in marks] == ["Stämmer: Områdena mot hela beloppet"]
    # The område of 2020 is derived, and shows the decision's own figure with its check.
    marks = found(site.pages["2020/vardforlopp/"], "//a[@class='marke']")
    assert [text_of(one) for one in marks][:1] == ["Avviker: Insatserna mot beloppet"]


def test_what_is_not_specified_has_a_bar_beside_its_insatser(site: Site) -> None:
    bars = {
        address: [one.get("aria-label", "").replace("\u00a0", " ") for one in drawn]
        for address, page in site.pages.items()
        if (drawn := found(page, "//*[@role='img'][@class='stapel']"))
    }
    of_nara_vard = "Stapel: Fördelat på insatser 58 %, Utan angiven användning 42 %"
    of_medarbetare = (
        "Stapel: Fördelat på insatser 0 %, Öronmärkt men inte fördelat 20 %, "
        "Varken fördelat eller öronmärkt 80 %"
    )
    assert bars == {
        "2023/nara-vard/": [of_nara_vard],
        "2023/vardens-medarbetare/": [of_medarbetare],
        "beslut/2023/god-och-nara-vard/": [
            of_nara_vard,
            of_medarbetare,
            "Stapel: Fördelat på delar 99 %, Inte fördelat 1 %",
        ],
    }


def test_a_bar_that_no_heading_names_says_what_it_is_about(site: Site) -> None:
    said = [
        text_of(one)
        for one in found(
            site.pages["beslut/2023/god-och-nara-vard/"], "//*[@class='specifikation']/p"
        )
    ]
    assert [re.split(" mn?d?kr", one)[0] for one in said] == [
        "24",
        "Ingen av sex insatser har ett eget belopp. Hela beloppet, 31,5",
        "Överenskommelsen i hela landet: 6,3",
    ]


def test_pages_of_data_end_with_how_to_cite_them(any_site: Site) -> None:
    for address, page in any_site.pages.items():
        cited = address not in FORMER and re.fullmatch(
            r"(20\d\d/([a-z-]+/)?|omraden/.+|beslut/20\d\d/.+)", address
        )
        citations = [text_of(one) for one in found(page, "//*[@data-citera]")]
        assert len(citations) == (1 if cited else 0), address
        for citation in citations:
            assert f" {any_site.base}{address}." in citation, address


def test_a_demonstration_says_so_on_every_page(site: Site) -> None:
    for address, page in site.pages.items():
        assert strings(page, "//head/meta[@name='robots']/@content") == ["noindex"], address
        banner = " ".join(
            text_of(one) for one in found(page, "//body//aside|//body//*[@role='banner']")
        )
        assert "demonstration" in banner.casefold(), address


def test_a_publication_of_its_own_is_no_demonstration(exempel_site: Site) -> None:
    for address, page in exempel_site.pages.items():
        if address in FORMER:
            continue
        assert "noindex" not in strings(page, "//head/meta[@name='robots']/@content"), address
        assert "demonstration" not in text_of(found(page, "//body")[0]).casefold(), address


def test_the_sitemap_lists_every_page(any_site: Site) -> None:
    text = (any_site.folder / "sitemap.xml").read_text(encoding="utf-8")
    listed = {url.removeprefix(any_site.base) for url in re.findall(r"<loc>(.*?)</loc>", text)}
    assert listed == set(any_site.pages) - FORMER - {"404.html"}


def test_browsers_are_told_how_the_site_is_searched(any_site: Site) -> None:
    told = lxml.etree.parse(str(any_site.folder / "opensearch.xml")).getroot()
    template = f"{any_site.base}sok/?q={{searchTerms}}"
    assert told.xpath("//*[local-name()='Url']/@template") == [template]
    assert told.xpath("string-length(//*[local-name()='ShortName']) <= 16")
    links = list(elements(any_site, "//head/link[@rel='search']"))
    assert [address for address, _ in links] == list(any_site.pages)
    for address, link in links:
        assert target_of(any_site, address, link.get("href", "")) == ("opensearch.xml", "")


def test_the_canonical_address_is_the_pages_own(any_site: Site) -> None:
    for address, page in any_site.pages.items():
        if address not in FORMER | {"404.html"}:
            assert strings(page, "//link[@rel='canonical']/@href") == [any_site.base + address]


def test_an_address_that_has_moved_leads_on_without_scripts(exempel_site: Site) -> None:
    page = exempel_site.pages[MOVED]
    new = f"{exempel_site.base}mottagare/enheten/"
    assert strings(page, "//link[@rel='canonical']/@href") == [new]
    [refresh] = strings(page, "//head/meta[@http-equiv='refresh']/@content")
    assert refresh == "0; url=../enheten/"
    [link] = found(page, "//article//a[@href]")
    assert target_of(exempel_site, MOVED, link.get("href", "")) == ("mottagare/enheten/", "")
    assert text_of(link) == strings(exempel_site.pages["mottagare/enheten/"], "//h1/text()")[0]
    assert "Det som stod här finns nu på sidan" in shown(exempel_site, MOVED)


def test_an_address_whose_page_is_gone_says_since_when_and_where_to_look(
    exempel_site: Site,
) -> None:
    page = exempel_site.pages[GONE]
    assert "Här stod ett område. Sidan är borta sedan den 30 november 2022." in shown(
        exempel_site, GONE
    )
    assert strings(page, "//head/meta[@name='robots']/@content") == ["noindex"]
    leads = [target_of(exempel_site, GONE, href) for href in strings(page, "//article//a/@href")]
    assert ("omraden/", "") in leads


def test_who_searches_finds_no_address_without_a_page(exempel_site: Site) -> None:
    locations = {address.partition("#")[0] for address in index_in(exempel_site.folder).addresses}
    assert locations - exempel_site.pages.keys() == set()
    assert locations.isdisjoint(FORMER)
    assert "mottagare/enheten/" in locations
    tables = [path.read_text("utf-8") for path in (exempel_site.folder / "data").glob("*.csv")]
    assert not [table for table in tables for address in FORMER if address in table]


# What the data says is text, whatever characters it has.

SCRIPT = "<script>alert(1)</script>"
AWKWARD = "| < & * _ ` # [x](y)"


def test_nothing_in_the_data_becomes_a_script(exempel_site: Site) -> None:
    code = "//script[not(@type='application/ld+json')][not(@src)]"
    usual = len(found(exempel_site.pages["om/"], code))
    for address, page in exempel_site.pages.items():
        assert len(found(page, code)) == usual, address
        for linked_data in strings(page, "//script[@type='application/ld+json']/text()"):
            assert "<" not in linked_data
            told = json.loads(linked_data)
            things = [thing["@type"] for thing in (told if isinstance(told, list) else [told])]
            assert things[0] == "BreadcrumbList"
            about = {"data/": ["Dataset"], "beslut/2021/stod/": ["MonetaryGrant"]}
            assert things[1:] == about.get(address, things[1:])
    for address, script in elements(exempel_site, f"{code}"):
        assert "alert(" not in (script.text or ""), address
    for address, element in elements(exempel_site, "//*"):
        for name, value in element.attrib.items():
            assert not str(name).startswith("on"), (address, name)
            assert not str(value).casefold().startswith("javascript:"), (address, value)


def test_script_in_the_data_is_shown_as_it_is_written(exempel_site: Site) -> None:
    for address in ("", "2021/aldreomsorg/", "beslut/2021/stod/", "kontroller/", "omraden/teknik/"):
        assert SCRIPT in shown(exempel_site, address), address


def test_nothing_in_the_data_becomes_markup(exempel_site: Site) -> None:
    for address, element in elements(exempel_site, "//b|//i|//u|//em"):
        assert (address, text_of(element)) == ("om/", "betoning")
    for address, link in elements(exempel_site, "//a[@href]"):
        assert link.get("href") not in {"y", "../y"}, address
    for address, code in elements(exempel_site, "//article//code"):
        assert re.fullmatch(r"[A-Za-z_0-9./ -]+", text_of(code)), (address, text_of(code))
    assert (
        list(
            elements(
                exempel_site, "//article//ol[not(@class)]|//article//blockquote|//article//pre"
            )
        )
        == []
    )
    assert list(elements(exempel_site, "//*[@class='klass']")) == []


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("", f"2022 som provar {AWKWARD} och {SCRIPT}."),
        ("2021/", f"Stöd 2021 {AWKWARD}"),
        ("2022/", f"Bättre för äldre {AWKWARD}"),
        ("2022/aldreomsorg/", "Resor <i>tur</i> och retur"),
        ("2022/aldreomsorg/", "Äldre i *glesbygd*"),
        ("2022/teknik/", f"Skapa en plan för {AWKWARD}"),
        ("omraden/aldreomsorg/", f"# Ingen rubrik, utan *text* med `tecken` och {SCRIPT}"),
        ("omraden/aldreomsorg/", "annat < in & det * går _ inte ` att # jämföra [x](y)."),
        ("omraden/ovrigt/", f"Övrigt {AWKWARD}"),
        ("omraden/ovrigt/", "1. Ingen lista, trots siffran och punkten."),
        ("omraden/teknik/", "- Ingen lista, trots strecket."),
        ("beslut/2021/stod/", f"Målet är att {AWKWARD} ska stå som det är skrivet."),
        ("beslut/2021/stod/", f"2021. Villkoret börjar som en lista {AWKWARD}"),
        ("beslut/2021/stod/", "> Tecken först på raden gör ingen lista."),
        ("beslut/2021/stod/", 'Enheten "Å/Ä/Ö"; <script>alert(1)</script>'),
        ("beslut/2022/omstallning/", 'Omställning 2022 – "åäö" och <em>annat</em>'),
        ("beslut/2022/omstallning/", "Förslag #1 till *omställning* {: .klass }"),
        ("beslut/2022/omstallning/", "1. Punkten är text, ingen numrerad lista."),
        ("beslut/2022/omstallning/", "[x](y) är text och `ingen` länk"),
        ("beslut/2022/utan-belopp/", "ej angivet"),
        ("data/", "CC0 1.0 & <u>fri</u>"),
    ],
)
def test_text_is_shown_character_by_character_as_it_is_written(
    exempel_site: Site, address: str, text: str
) -> None:
    assert text in shown(exempel_site, address)


def test_titles_and_descriptions_hold_the_text_itself(exempel_site: Site) -> None:
    page = exempel_site.pages["beslut/2021/stod/"]
    title = "Äldre & <em>yngre</em> 2021"
    assert strings(page, "//title/text()")[0].startswith(title)
    page = exempel_site.pages["beslut/2022/omstallning/"]
    documents = 'Omställning 2022 – "åäö" och <em>annat</em>'
    assert documents in text_of(found(page, "//dl")[0])
    page = exempel_site.pages["mottagare/enheten/"]
    assert '"' in strings(page, "//meta[@name='description']/@content")[0]
    for address, other in exempel_site.pages.items():
        assert "Exempel & <i>Åäö</i>" in strings(other, "//title/text()")[0], address


def test_no_page_shows_the_programs_words_for_nothing(any_site: Site) -> None:
    for address, page in any_site.pages.items():
        parts = [shown(any_site, address), *strings(page, "//title/text()|//meta/@content")]
        words = " ".join(parts)
        assert re.findall(r"\b(?:None|nan|NaN|<NA>|Undefined|True|False)\b", words) == [], address


def test_an_amount_that_is_not_stated_is_not_shown_as_zero(exempel_site: Site) -> None:
    for address in ("", "2022/", "2022/aldreomsorg/", "beslut/2022/utan-belopp/", "beslut/"):
        for element in found(exempel_site.pages[address], "//article//*[not(.//table)]"):
            text = element.text_content()
            assert not re.search(r"(?<![\d\u00a0])0\u00a0kr", text), (address, text)


def test_a_stated_zero_is_shown_as_zero(exempel_site: Site) -> None:
    cells = found(exempel_site.pages["beslut/2021/stod/"], "//*[@id='belopp-ingen-kostnad']")
    assert [text_of(cell) for cell in cells] == ["0 kr"]


def test_the_years_page_of_two_beslut_shows_both_with_their_status(exempel_site: Site) -> None:
    text = shown(exempel_site, "2022/aldreomsorg/")
    assert "Öppet *för alla* 2022" in text
    assert "Förslag utan belopp 2022" in text
    assert "Beslutat" in text
    assert "Föreslaget" in text


def test_every_page_is_found_and_nothing_is_left_of_the_themes_own_search(any_site: Site) -> None:
    found_there = {address.partition("#")[0] for address in index_in(any_site.folder).addresses}
    assert any_site.pages.keys() - found_there <= {"404.html", *FORMER}
    assert not (any_site.folder / "search").exists()
    assert not [*any_site.folder.rglob("lunr"), *any_site.folder.rglob("workers")]


# The same data gives the same bytes.


def test_a_build_again_in_another_folder_language_time_zone_and_hash_seed_changes_no_byte(
    built_root: Path, tmp_path: Path
) -> None:
    root = tmp_path / "en annan mapp med å"
    shutil.copytree(built_root, root)
    elsewhere = {"LANG": "C", "LC_ALL": "C", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4711"}
    first = checksums(built_root / "site")
    assert len(first) > 50
    assert checksums(build_as_installed(root, elsewhere)) == first


def test_a_build_leaves_nothing_of_what_is_gone(
    built_exempel: Path, exempel_site: Site, tmp_path: Path
) -> None:
    root = tmp_path / "exempel"
    shutil.copytree(built_exempel, root)
    (root / "content/data/beslut/2022/omstallning.yml").unlink()
    assert tilldelat("ratta", "--orsak", "Upphävt.", "--root", root).returncode == 0
    site = build(root)
    pages = expected_pages(read_publication(root))
    for twin in site.rglob("index.json"):
        assert f"{twin.parent.relative_to(site).as_posix()}/".removeprefix("./") in pages
    # What was published says that it is gone, and nothing of what it showed is left.
    for address in set(exempel_site.pages) - pages - FORMER:
        assert {path.name for path in (site / address).iterdir() if path.is_file()} == {
            "index.html"
        }
        page = lxml.html.parse(site / address / "index.html").getroot()
        assert strings(page, "//article//h1/text()") == ["Sidan är borttagen"]
        assert strings(page, "//head/meta[@name='robots']/@content") == ["noindex"]
        assert not strings(page, "//head/meta[@http-equiv='refresh']/@content")
    page = lxml.html.parse(site / "beslut/2022/omstallning/index.html").getroot()
    assert "Upphävt." in text_of(found(page, "//article")[0])


@pytest.mark.parametrize("before", ["a folder", "a file", "nothing"])
def test_a_finished_site_takes_the_place_of_whatever_was_there(tmp_path: Path, before: str) -> None:
    new, old = tmp_path / "build" / "site", tmp_path / "site"
    for _ in range(2):
        new.mkdir(parents=True)
        (new / "index.html").write_text("ny", encoding="utf-8")
        if before == "a folder":
            old.mkdir(exist_ok=True)
            (old / "borta.html").write_text("gammal", encoding="utf-8")
        elif before == "a file" and not old.exists():
            old.write_text("en fil", encoding="utf-8")
        replace_site(new, old)
        assert [path.name for path in old.iterdir()] == ["index.html"]
        assert [path.name for path in (tmp_path / "build").iterdir()] == []


def test_a_site_with_nothing_to_announce_has_no_strip_of_colour_on_top(
    site: Site, exempel_site: Site
) -> None:
    assert all(found(page, "//aside[@class='md-banner']") for page in site.pages.values())
    assert list(elements(exempel_site, "//aside[@class='md-banner']")) == []


def test_the_summary_in_english_is_marked_as_such_and_every_page_leads_to_it(
    any_site: Site,
) -> None:
    page = any_site.pages["en/"]
    assert len(found(page, "//article/div[@lang='en']/h1")) == 1
    assert found(page, "//title[@lang='en']")
    assert strings(page, "//html/@lang") == ["sv"]
    assert strings(page, "//meta[@property='og:locale']/@content") == ["en_GB"]
    for address, other in any_site.pages.items():
        links = found(other, "//footer//a[@lang='en'][@hreflang='en']")
        assert [text_of(link) for link in links] == ["In English"], address
        assert bool(found(other, "//div[@lang='en']")) == (address == "en/")


def test_days_in_prose_are_written_as_they_are_said(any_site: Site) -> None:
    """Only code, examples and the version in a citation say `2023-03-28`, and the guide."""
    code = ["code", "pre", "samp", "script", "style"]
    told = f"//text()[not({' or '.join(f'ancestor::{name}' for name in code)})]"
    for address, page in any_site.pages.items():
        if address == "for-redaktorer/":
            continue
        cited = "ancestor::p[@class='citera' or @class='att-kopiera']"
        texts = strings(page, f"{told}[not({cited})]")
        texts += strings(page, "//@aria-label | //@title | //meta[@name='description']/@content")
        iso = [text.strip() for text in texts if re.search(r"\b\d{4}-\d\d-\d\d\b", text)]
        assert iso == [], address


def test_no_page_says_a_heading_twice(any_site: Site) -> None:
    for address, page in any_site.pages.items():
        headings = found(
            page, "//article//*[self::h1 or self::h2 or self::h3 or self::summary[not(h2)]]"
        )
        said = Counter(text_of(heading).casefold() for heading in headings)
        assert [heading for heading, times in said.items() if times > 1] == [], address


def test_a_single_row_is_shown_as_its_facts(any_site: Site) -> None:
    """Under no headings, and with nothing to scroll: that is for tables."""
    rows_of_boxes: dict[bool, list[int]] = {True: [], False: []}
    for address, page in any_site.pages.items():
        for box in found(page, "//*[contains(@class, 'tabell')][table[@class='rader']]"):
            is_alone = box.get("class") == "tabell ensam"
            assert is_alone == (box.get("tabindex") is None), address
            rows = found(box, "table/tbody/tr[not(@class='skillnadsrad')]")
            rows_of_boxes[is_alone].append(len(rows))
            if found(box, "table[@data-sorterbar or @data-urval]"):
                assert not is_alone, address
    assert set(rows_of_boxes[True]) == {1}
    assert sum(rows == 1 for rows in rows_of_boxes[False]) < len(rows_of_boxes[True])


LANDMARKS = {
    "main": "//main",
    "navigation": "//nav",
    "search": "//*[@role='search']",
    "region": "//section[@aria-labelledby or @aria-label] | //*[@role='region']",
    "complementary": "//aside",
}
"""What those who only hear a page go between, by what each is called before its name."""


def test_what_a_page_is_divided_into_is_told_apart_and_every_button_says_what_it_does(
    any_site: Site,
) -> None:
    """As the checks of HTML want it: names of landmarks that differ, and no button of no type."""
    for address, page in any_site.pages.items():
        for kind, xpath in LANDMARKS.items():
            names = [named(page, landmark) for landmark in found(page, xpath)]
            assert len(names) == len(set(names)), (address, kind, names)
            assert len(names) < 2 or all(names), (address, kind)
        assert not found(page, "//button[not(@type)]"), address


def named(page: lxml.html.HtmlElement, element: lxml.html.HtmlElement) -> str:
    """What an element is called by, for those who only hear it."""
    ids = element.get("aria-labelledby", "").split()
    by_others = [text_of(found(page, f"//*[@id='{each}']")[0]) for each in ids]
    return element.get("aria-label", "") or " ".join(by_others)
