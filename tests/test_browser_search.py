"""The search in a real browser: what is asked, what is found, and how it is shown.

What is found is tried on a small index made up for it; the pages, on the real site.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe

from generator.publishing.search_index import Entry, Vocabulary, as_json, render
from generator.publishing.site import PROGRAM_ROOT
from generator.words.search_terms import asked, tokens
from tests.conftest import Site, serving
from tests.test_browser import AXE, NARROW, NARROWEST, WIDE, Visit, visiting, widest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Route

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("search")]

MODULES = PROGRAM_ROOT / "site_templates" / "assets" / "sok"
OURS = ("/sok/", "/assets/sok.")
"""Where what the search fetches lies: its index, and its modules."""

AWKWARD = """\
e-hälsa|E\u2010hälsa|barn- och ungdomspsykiatrin|§ 45|§\u00a045|§45a|rs/1135/2022|RS/1135/2022,
1135/2022|41 247 254 kr|41\u00a0247\u00a0254kr|41\u202f247 254|41.247.254|75,4 mnkr|75.4|75,4.5
2023 100 000|1234 567|100 0000|0099|2023-03-28|2023-03-281|covid19|A4-papper|12a|SKR:s|SKR:are
län|lån|Åre|é|cafe\u0301|ﬁn|İstanbul|ß|\u00adut\u00adred\u00adning|ΑΣ|1/2/3/4/5/6/7/8/9/10|a/b//c
/|-||och|vem fick|ⅷ|²|½|１２|𝒜het|hemsjukvården|patientkontraktet|rådens|'; --|<b>fet</b>|__proto__
SOU 2018:40|2022:913|2018:40a|4.1.18|1.2.3.4.5.6.7|41.247|dnr RS/1/2023|dnr|objekt 9916
constructor|vård\u2011plan|tjänste-man-na-rätt-en-är-x"""
"""Texts that are hard to read alike, with a stroke or a new line between."""


class Answer(NamedTuple):
    """What the index has for a question."""

    found: list[str]
    """The titles, the likeliest first."""
    missing: list[str]
    instead: list[str]
    rest: str
    most: bool


ASK = """async (text) => {
    const { ask, shown } = await import("/assets/sok/fraga.js")
    const { pages, missing, instead, rest, most } = await ask(text)
    const titles = (await shown(pages)).map(({ title }) => title)
    return [titles, missing.map(({ term }) => term), instead, rest, most]
}"""

BLANK = '<!doctype html><html lang="sv"><title>Prov</title><link rel="icon" href="data:,">'
SLAG = ("År", "Område ett år", "Beslut", "Objekt", "Ord", "För redaktörer")
MADE_UP = (
    Entry("2023/", "År", "2023", "Året.", ar=(2023,), names=("2023", "år 2023"), words="nära vård"),
    Entry("2022/", "År", "2022", "Året.", ar=(2022,), names=("2022", "år 2022"), words="nära vård"),
    Entry(
        *("2023/nara-vard/", "Område ett år", "Nära vård 2023", "Till vård nära dig."),
        ar=(2023,),
        omraden=("nara-vard",),
        names=("nära vård 2023",),
        words="ambulanssjukvården statsbidraget",
        exact="41247254",
    ),
    Entry(
        *("beslut/2023/b/", "Beslut", "Beslut om länet", "Ett beslut."),
        ar=(2023,),
        names=("beslut om länet", "rs/1135/2022"),
        words="långsiktig patientkontraktet e-hälsan överenskommelserna",
        exact="§45 rs/1135/2022 0099",
    ),
    Entry("objekt/9916/", "Objekt", "Objekt 9916", "Ett objekt.", names=("9916", "objekt 9916")),
    Entry(
        *("ordlista/#vfu", "Ord", "VFU", "Ord."),
        names=("vfu",),
        words="constructor ' <b>",
        whole=("verksamhetsförlagd utbildning",),
    ),
    Entry("ordlista/#kontrollen", "Ord", "Kontrollen", "Ord.", names=("kontrollen",)),
    Entry("ordlista/#kontroller", "Ord", "Kontroller", "Ord.", names=("kontroller",)),
    Entry("guide/#kod-nara", "För redaktörer", "nära", "Ett fel.", faint="nära"),
    Entry("tabell/", "Objekt", "Tabell", "Allt.", phrases=("allt om vfu",)),
)


@pytest.fixture(scope="module")
def ask(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Answer]]:
    """Asks the small index."""
    folder = tmp_path_factory.mktemp("sok")
    shutil.copytree(MODULES, folder / "assets" / "sok")
    (folder / "index.html").write_text(BLANK, encoding="utf-8")
    same = Vocabulary(parts=("statsbidrag", "bidrag", "stat", "sjukvård", "ambulans", "vård"))
    for file in render(map(as_json, MADE_UP), SLAG, {"nara-vard": "Nära vård"}, same):
        (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / file.path).write_bytes(file.content)
    with serving(folder) as base, visiting(browser) as visit:
        visit.page.goto(base)
        yield lambda text: Answer(*visit.page.evaluate(ASK, text))
        assert visit.complaints == []


def test_the_browser_and_the_index_read_the_same_in_every_text(
    browser: Browser, site: Site, address: str
) -> None:
    words = {token for page in site.pages.values() for token in tokens(page.text_content())}
    awkward = AWKWARD.replace("\n", "|").split("|")
    texts = sorted({*words, *awkward, " ".join(awkward), "x" * 90, "1" * 90})
    assert len(texts) > 2000
    read = """async (texts) => {
        const { modul } = document.querySelector("[data-modul]").dataset
        const { asked } = await import(new URL(modul.replace("sok.js", "ord.js"), document.baseURI))
        const tables = await (await fetch("sok/register.json")).json()
        tables.stop = new Set(tables.stoppord)
        tables.labels = new Set(tables.etiketter)
        return texts.map((text) => asked(text, tables).map(({ term }) => term))
    }"""
    with visiting(browser) as visit:
        visit.page.goto(address)
        answers = visit.page.evaluate(read, texts)
    assert {
        text: (answer, asked(text))
        for text, answer in zip(texts, answers, strict=True)
        if answer != list(asked(text))
    } == {}


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("nära vård 2023", "Nära vård 2023"),
        ("nära vården 2023", "Nära vård 2023"),
        ("2023", "2023"),
        ("år 2022", "2022"),
        ("ambulansen", "Nära vård 2023"),
        ("bidrag", "Nära vård 2023"),
        ("41247254", "Nära vård 2023"),
        ("41 247 254 kr", "Nära vård 2023"),
        ("41\u00a0247\u00a0254", "Nära vård 2023"),
        ("RS/1135/2022", "Beslut om länet"),
        ("1135", "Beslut om länet"),
        ("1135/2022", "Beslut om länet"),
        ("§ 45", "Beslut om länet"),
        ("0099", "Beslut om länet"),
        ("e-hälsa", "Beslut om länet"),
        ("ehälsa", "Beslut om länet"),
        ("hälsa", "Beslut om länet"),
        ("patientkontrakt", "Beslut om länet"),
        ("patientk", "Beslut om länet"),
        ("överenskommel", "Beslut om länet"),
        ("överenskommelsern", "Beslut om länet"),
        ("nära-vård", "Nära vård 2023"),
        ("län", "Beslut om länet"),
        ("vad är vfu", "VFU"),
        ("Objekt 9916", "Objekt 9916"),
        ("constructor", "VFU"),
        ("verksamhetsförlagda utbildningen", "VFU"),
        ("dnr 1135/2022", "Beslut om länet"),
        ("vem ansvarar för ambulansen", "Nära vård 2023"),
        ("kontrollen", "Kontrollen"),
        ("Kontroller", "Kontroller"),
        ("nära", "Nära vård 2023"),
        ("vad är allt om VFU?", "VFU"),
        ("allt om VFU", "Tabell"),
    ],
)
def test_what_is_asked_for_comes_first(
    ask: Callable[[str], Answer], question: str, first: str
) -> None:
    answer = ask(question)
    assert (answer.found[:1], answer.missing, answer.most) == ([first], [], False)


@pytest.mark.parametrize(
    "nowhere",
    [
        *(
            "41247255",
            "4124725",
            "41 247",
            "099",
            "99",
            "991",
            "RS/1135/2023",
            "RS/113/2022",
            "§ 4",
            "§ 451",
        ),
        *("qzxqzx", "toString", "lån", "verksamhetsförlagd", "2024", "202", "2023,5"),
    ],
)
def test_what_is_nowhere_finds_nothing(ask: Callable[[str], Answer], nowhere: str) -> None:
    answer = ask(nowhere)
    assert (answer.found, len(answer.missing)) == ([], 1)
    both = ask(f"nära {nowhere} vård")
    assert (both.found, both.rest) == ([], "nära vård")


@pytest.mark.parametrize(
    ("question", "instead"),
    [
        ("nara vard 2023", "nära vård 2023"),
        ("e-halsa", "e-hälsan"),
        ("lån", None),
        ("lanet", "länet"),
        ("beslutslänet", "beslut länet"),
        ("beslutslån", None),
        ("patientkontrakten nära", None),
        ("patientkontraltet", "patientkontraktet"),
        ("patientkontrakktet", "patientkontraktet"),
        ("patienkontraktet", "patientkontraktet"),
        ("pateintkontraktet", "patientkontraktet"),
        ("patientkontrabtets", "patientkontraktet"),
        ("pateinkontraktet", None),
        ("vrd", None),
        ("41247255", None),
        ("RS/1135/2023 patienkontraktet", None),
    ],
)
def test_a_word_that_is_nowhere_has_one_like_it_suggested(
    ask: Callable[[str], Answer], question: str, instead: str | None
) -> None:
    answer = ask(question)
    assert answer.instead[:1] == ([instead] if instead else [])
    if instead:
        assert answer.found == []
        assert ask(instead).found != []


def test_where_no_page_has_all_words_those_with_most_come_first(
    ask: Callable[[str], Answer],
) -> None:
    answer = ask("nära vård 2023 9916")
    assert (answer.most, answer.missing, answer.rest) == (True, [], "")
    assert answer.found[0] in {"Nära vård 2023", "2023"}
    assert "Objekt 9916" in answer.found


def test_a_page_open_since_before_a_publication_asks_the_new_index(
    browser: Browser, tmp_path: Path
) -> None:
    """Of the old index it has but the register, which tells of what is no more."""
    shutil.copytree(MODULES, tmp_path / "assets" / "sok")
    (tmp_path / "index.html").write_text(BLANK, encoding="utf-8")
    ask = """async (text) => {
      const { ask, ofOneIndex, shown } = await import("/assets/sok/fraga.js")
      return ofOneIndex(async () => {
        return (await shown((await ask(text)).pages)).map(({ title }) => title)
      })
    }"""

    def publish(entries: tuple[Entry, ...]) -> None:
        shutil.rmtree(tmp_path / "sok", ignore_errors=True)
        for file in render(map(as_json, entries), SLAG, {}, Vocabulary()):
            (tmp_path / file.path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / file.path).write_bytes(file.content)

    with serving(tmp_path) as base, visiting(browser) as visit:
        publish(MADE_UP)
        visit.page.goto(base)
        assert visit.page.evaluate(ask, "vfu") == ["VFU"]
        publish(MADE_UP[1:])
        assert visit.page.evaluate(ask, "objekt 9916") == ["Objekt 9916"]
        assert visit.page.evaluate(ask, "vfu") == ["VFU"]
        assert [text for text in visit.complaints if "404" not in text] == []


def field_of(page: Page) -> Locator:
    """The field of the header, which has a role more once it has been turned to."""
    return page.locator(".md-header input[name=q]")


def write(page: Page, text: str) -> Locator:
    """Put words in the field of the header; gives what is found, once it is shown."""
    field_of(page).fill(text)
    page.wait_for_function(
        "q => new URLSearchParams(document.querySelector('.sok-alla')?.search).get('q') === q",
        arg=text,
    )
    return page.get_by_role("option")


@pytest.fixture(scope="module")
def search(browser: Browser, address: str) -> Iterator[Visit]:
    """A page with the search open, as the keyboard opens it."""
    with visiting(browser) as visit:
        visit.page.goto(f"{address}2023/", wait_until="networkidle")
        assert fetched(visit) == []
        visit.page.keyboard.press("/")
        visit.page.get_by_role("combobox").and_(visit.page.locator(":focus")).wait_for()
        yield visit


def fetched(visit: Visit) -> list[str]:
    """What has been fetched of the search."""
    return [url for url in visit.asked_for if any(part in url for part in OURS)]


def test_nothing_is_fetched_before_the_field_has_focus_and_then_little(search: Visit) -> None:
    write(search.page, "patientkontraktet").first.wait_for()
    assert len(fetched(search)) >= 5
    assert len(set(fetched(search))) == len(fetched(search))
    assert search.complaints == []


def test_the_keyboard_leads_through_the_results_and_back(search: Visit, address: str) -> None:
    page, field = search.page, field_of(search.page)
    options = write(page, "patientkontrakt")
    options.first.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    count = options.count()
    chosen = page.locator("[role=option][aria-selected=true]")
    assert chosen.count() == 0
    # The field is one of the places that the arrows lead to.
    ways = [("Down", 0), ("Down", 1), ("Up", 0), ("Up", None), ("Up", count - 1), ("Down", None)]
    for way, which in ways:
        page.keyboard.press(f"Arrow{way}")
        named = "" if which is None else options.nth(which).get_attribute("id")
        assert field.get_attribute("aria-activedescendant") == named
        assert chosen.count() == (which is not None)
    assert field.evaluate("field => field === document.activeElement")
    page.keyboard.press("Tab")  # to the button, which asks on the page to search on
    page.keyboard.press("Tab")
    assert page.locator(".sok-alla").evaluate("link => link === document.activeElement")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Escape")
    page.locator(".sok-panel").wait_for(state="hidden")
    assert field.get_attribute("aria-expanded") == "false"

    field.focus()
    options.first.wait_for()
    page.keyboard.press("ArrowDown")
    chosen.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}omraden/patientkontrakt/")
    page.go_back()


@pytest.mark.parametrize("keys", ["/", "Control+k"])
def test_escape_gives_the_focus_back(search: Visit, keys: str) -> None:
    page = search.page
    link = page.locator("article a").first
    link.focus()
    page.keyboard.press(keys)
    page.keyboard.type("2019")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Escape")
    assert link.evaluate("link => link === document.activeElement")
    assert page.locator(".sok-panel").is_hidden()
    page.keyboard.press("Tab")
    assert page.locator(".sok-panel").is_hidden()


def test_who_listens_is_told_how_many_there_are(search: Visit) -> None:
    page = search.page
    write(page, "2018")
    page.get_by_role("status").filter(has_text=re.compile(r"^\d+ träffar$")).wait_for()
    write(page, "qzxqzx")
    page.get_by_role("status").filter(has_text=re.compile("^Inga träffar för »qzxqzx«$")).wait_for()
    assert page.get_by_role("option").count() == 0


def test_the_slash_is_written_where_somebody_writes_and_can_be_turned_off(
    search: Visit, address: str
) -> None:
    page = search.page
    page.goto(f"{address}sok/", wait_until="load")
    field = page.locator("#sok-ord")
    field.fill("rs")
    page.keyboard.press("/")
    assert field.input_value() == "rs/"
    box = page.get_by_role("checkbox", name="tangenten /")
    box.uncheck()
    page.keyboard.press("/")
    assert box.evaluate("box => box === document.activeElement")
    page.keyboard.press("Control+k")
    assert field.evaluate("field => field === document.activeElement")
    box.check()
    page.keyboard.press("/")
    assert field.evaluate("field => field === document.activeElement")


def found_on_page(page: Page) -> list[str]:
    page.locator(".sok-antal").wait_for()
    links = page.locator("ol.sok-traffar .sok-titel")
    return [str(href) for href in links.evaluate_all("links => links.map(({ href }) => href)")]


def test_a_search_can_be_linked_to_and_narrowed(search: Visit, address: str) -> None:
    page = search.page
    page.goto(f"{address}sok/?q=n%C3%A4ra+v%C3%A5rd", wait_until="load")
    every = found_on_page(page)
    total = int(page.locator(".sok-antal").inner_text().split()[0])
    years = page.get_by_label("År", exact=True)
    choice = years.locator("option").all_inner_texts()
    assert choice[0] == "Alla"
    counts = {text.split()[0]: int(text.split()[1].strip("()")) for text in choice[1:]}
    assert list(counts) == sorted(counts, reverse=True)
    years.select_option("2023")
    page.locator(".sok-antal").filter(has_text=f"{counts['2023']} av {total} träffar").wait_for()
    chosen = found_on_page(page)
    assert 0 < len(chosen) == counts["2023"] < total
    assert "ar=2023" in page.url
    page.reload(wait_until="load")
    assert found_on_page(page) == chosen
    assert page.title().startswith("nära vård – Sök")
    page.get_by_label("År", exact=True).select_option("")
    page.locator(".sok-antal").filter(has_text=re.compile(f"^{total} träffar$")).wait_for()
    assert found_on_page(page) == every
    assert page.url == f"{address}sok/?q=n%C3%A4ra+v%C3%A5rd"


def test_a_link_from_an_amount_leads_to_the_figure(search: Visit, address: str) -> None:
    page = search.page
    page.goto(f"{address}sok/?q=41247254", wait_until="load")
    assert found_on_page(page)[0] == f"{address}2023/nara-vard/#:~:text=41%C2%A0247%C2%A0254"
    amount = page.locator("ol.sok-traffar .sok-slag a").first
    assert amount.get_attribute("href") == f"{address}2023/nara-vard/#:~:text=41%C2%A0247%C2%A0254"
    assert page.locator("mark").first.inner_text().replace("\u00a0", " ") == "41 247 254"


def test_what_is_not_fetched_is_told_and_can_be_asked_for_again(
    search: Visit, address: str
) -> None:
    page = search.page
    pattern = re.compile(r"/sok/(register|\w+/(ord|sidor)/)")

    def refuse(route: Route) -> None:
        route.abort()

    page.route(pattern, refuse)
    page.goto(f"{address}sok/?q=2023", wait_until="load")
    page.get_by_text("Sökningen gick inte att hämta").first.wait_for()
    page.unroute(pattern, refuse)
    page.get_by_role("button", name="Försök igen").click()
    assert found_on_page(page)[0] == f"{address}2023/"
    page.route(re.compile(r"/assets/sok\."), refuse)
    page.reload(wait_until="load")
    page.get_by_text("Sökningen gick inte att hämta").first.wait_for()
    page.unroute_all()
    # The browser itself tells of what was refused; nothing else went wrong.
    assert [one for one in search.complaints if "ERR_FAILED" not in one] == []


def test_a_page_that_is_not_there_searches_for_the_words_of_its_address(
    search: Visit, site: Site, address: str
) -> None:
    page, missing = search.page, f"{address}2023/nara-varden.html"
    page.route(missing, lambda route: route.fulfill(path=site.folder / "404.html", status=404))
    page.goto(missing, wait_until="load")
    assert found_on_page(page)[0] == f"{address}2023/nara-vard/"
    assert page.url == missing
    assert page.locator("#sok-ord").input_value() == "2023 nara varden"
    page.unroute_all()


def test_our_scripts_need_no_leave_from_a_strict_policy(browser: Browser, address: str) -> None:
    policy = (
        "default-src 'self'; style-src 'self' 'unsafe-inline'; require-trusted-types-for 'script'"
    )
    with visiting(browser) as visit:

        def with_policy(route: Route) -> None:
            answer = route.fetch()
            route.fulfill(
                response=answer, headers={**answer.headers, "content-security-policy": policy}
            )

        visit.page.route(f"{address}sok/?q=nara", with_policy)
        visit.page.add_init_script(
            "window.refused = [];"
            "addEventListener('securitypolicyviolation', (event) => refused.push(event.sourceFile))"
        )
        visit.page.goto(f"{address}sok/?q=nara", wait_until="load")
        found_on_page(visit.page)
        refused = visit.page.evaluate("refused")
        assert [source for source in refused if "/assets/sok" in source] == []
        assert len(refused) > 0, "the theme's own scripts are inline"


def faults(page: Page) -> list[tuple[str, str]]:
    """What axe has against a page as it is shown."""
    answer = Axe().run(page, options=AXE)
    return [(one["id"], one["nodes"][0]["html"]) for one in answer.response["violations"]]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_nobody_is_shut_out_where_results_are_open(
    browser: Browser, address: str, width: int
) -> None:
    with visiting(browser, width) as visit:
        page = visit.page
        page.goto(f"{address}2023/", wait_until="load")
        button = page.locator(".sok-knapp")
        button.click()
        write(page, "vardgaranti 2023").first.wait_for()
        assert page.get_by_text("Menade du").first.is_visible()
        assert faults(page) == []
        if width == NARROW:
            page.set_viewport_size({"width": NARROWEST, "height": 800})
            assert widest(page) <= NARROWEST
            box = page.locator(".sok-oppen").bounding_box()
            assert box == {"x": 0, "y": 0, "width": NARROWEST, "height": 800}
            page.get_by_role("button", name="Stäng").click()
            assert button.evaluate("button => button === document.activeElement")
        page.goto(f"{address}sok/?q=vård", wait_until="load")
        found_on_page(page)
        assert widest(page) <= width
        assert faults(page) == []
        assert visit.complaints == []
