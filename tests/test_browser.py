"""The site in a real browser, at a wide and a narrow window, in light and in dark."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe

from generator.pages.plans import PAGE_TYPES
from generator.publishing.publication import Publication
from tests.conftest import ROOT, Site, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WIDE, NARROW, NARROWEST = 1280, 375, 320

KINDS = (
    "",
    "2023/",
    "2023/nara-vard/",
    "2023/patientkontrakt/",
    "omraden/",
    "omraden/patientkontrakt/",
    "beslut/",
    "beslut/2018/patientmiljarden/",
    "beslut/2023/god-och-nara-vard/",
    "kontroller/",
    "data/",
    "om/",
    "404.html",
    "beslut/2023/",
    "satsningar/",
    "satsningar/god-och-nara-vard/",
    "mottagare/",
    "mottagare/hnr/",
    "objekt/",
    "objekt/9916/",
    "utforska/",
    "aterrapportering/",
    "rattelser/",
    "ordlista/",
    "sok/",
    "folj/",
    "versioner/",
    "versioner/2026-11-27/",
    "en/",
    "tillganglighet/",
    "for-redaktorer/",
)
"""One page of each kind, and the two longest."""

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""The rules of axe: WCAG 2.0 to 2.2 at A and AA, and good practice besides."""
AXE = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
"""What axe is asked; to list all that keeps to a rule as well takes as long again."""
OF_COLOUR = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""What there is to ask once more of the same page in dark: nothing else depends on colours."""

PATIENCE = 120_000
"""Milliseconds until something that never comes is a failure, however loaded the machine."""

ADDED_BY_SCRIPTS = "document.querySelectorAll('article .av-skript')"


class Visit(NamedTuple):
    """A window, and what went on in it behind the reader's back."""

    page: Page
    asked_for: list[str]
    """Every address that was requested."""
    complaints: list[str]
    """What was written to the console as an error, and scripts that stopped."""


@contextmanager
def visiting(
    browser: Browser,
    width: int = WIDE,
    scheme: Literal["light", "dark"] = "light",
    *,
    scripts: bool = True,
) -> Iterator[Visit]:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        locale="sv-SE",
        java_script_enabled=scripts,
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    visit = Visit(page, [], [])
    page.on("request", lambda request: visit.asked_for.append(request.url))
    page.on("pageerror", lambda error: visit.complaints.append(str(error)))
    page.on(
        "console",
        lambda message: visit.complaints.append(message.text) if message.type == "error" else None,
    )
    try:
        yield visit
    finally:
        context.close()


def widest(page: Page, part: str = "document.scrollingElement") -> int:
    """How wide the page or a part of it is, with what the window does not show."""
    return int(page.evaluate(f"{part}.scrollWidth"))


OUTSIDE = """() => {
  for (const folded of document.querySelectorAll("details")) folded.open = true
  return [...document.querySelectorAll("main .belopp")].filter((amount) => {
    const box = amount.getBoundingClientRect()
    return box.left < 0 || box.right > innerWidth + 0.5
  }).map((amount) => amount.textContent)
}"""
"""The amounts that are not whole in the window, with everything that is folded open."""

SPACED = """* { letter-spacing: .12em !important; line-height: 1.5 !important; }
* { word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
"""The spacing of text that WCAG 1.4.12 has a reader choose."""


Scheme = Literal["light", "dark"]
Windows = dict[tuple[int, Scheme], Visit]


@pytest.fixture(scope="module")
def windows(browser: Browser) -> Iterator[Windows]:
    """A window of each width in each scheme, which stay open from one page to the next."""
    schemes: tuple[Scheme, ...] = ("light", "dark")
    with ExitStack() as stack:
        yield {
            (width, scheme): stack.enter_context(visiting(browser, width, scheme))
            for width in (WIDE, NARROW)
            for scheme in schemes
        }


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(kind, id=kind, marks=pytest.mark.xdist_group(f"/{kind}")) for kind in KINDS
    ],
)
def opened(request: pytest.FixtureRequest, windows: Windows, address: str) -> str:
    """The address of a page of each kind, opened once in every window."""
    url = f"{address}{request.param}"
    for visit in windows.values():
        visit.asked_for.clear()
        visit.complaints.clear()
        answer = visit.page.goto(url, wait_until="load")
        assert answer is not None
        assert answer.ok
    return url


UNBOUNDED = ("utforska/",)
"""The page that is a table to search in, and nothing else."""


def test_no_kind_of_page_is_longer_than_eight_screens_of_a_phone(
    opened: str, windows: Windows
) -> None:
    # First of all that is done with a page: later ones open what is folded.
    page = windows[NARROW, "light"].page
    assert page.url == opened
    if not opened.endswith(UNBOUNDED):
        assert page.evaluate("document.scrollingElement.scrollHeight") <= 8 * 812


def test_no_kind_of_page_scrolls_sideways(opened: str, windows: Windows) -> None:
    for (width, _), visit in windows.items():
        assert visit.page.url == opened
        assert widest(visit.page) <= width
        if width == NARROW:
            visit.page.set_viewport_size({"width": NARROWEST, "height": 800})
            assert widest(visit.page) <= NARROWEST
            spaced = visit.page.add_style_tag(content=SPACED)
            assert visit.page.evaluate(OUTSIDE) == []
            spaced.evaluate("(style) => style.remove()")
            visit.page.set_viewport_size({"width": width, "height": 800})


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_no_kind_of_page_breaks_a_rule_of_accessibility(
    opened: str, windows: Windows, width: int, scheme: Scheme
) -> None:
    page = windows[width, scheme].page
    assert page.url == opened
    answer = Axe().run(page, options=AXE if scheme == "light" else OF_COLOUR)
    assert len(answer.response["passes"]) > (20 if scheme == "light" else 0)
    assert [(one["id"], one["nodes"][0]["html"]) for one in answer.response["violations"]] == []


def test_all_content_is_there_without_scripts(
    opened: str, windows: Windows, browser: Browser
) -> None:
    # What scripts add is only help: a choice of rows, a button, today's date.
    shown = windows[WIDE, "light"].page.evaluate(
        f"""() => {{
            const added = [...{ADDED_BY_SCRIPTS}]
            const displays = added.map((one) => one.style.display)
            added.forEach((one) => one.style.setProperty("display", "none", "important"))
            const text = document.querySelector("article").innerText
            added.forEach((one, at) => one.style.display = displays[at])
            return text
        }}"""
    )
    with visiting(browser, scripts=False) as visit:
        visit.page.goto(opened, wait_until="load")
        # What is said where there are no scripts is of no use where there are.
        visit.page.evaluate(
            "document.querySelectorAll('noscript').forEach((each) => each.remove())"
        )
        text = visit.page.evaluate("document.querySelector('article').innerText")
    assert shown.split() == text.split() != []


def test_no_kind_of_page_asks_another_origin_or_complains(
    opened: str, windows: Windows, address: str
) -> None:
    # Last of all that is done with a page, so that what it asks for late is seen.
    for visit in windows.values():
        visit.page.wait_for_load_state("networkidle")
        asked_for = [url for url in visit.asked_for if not url.startswith(("data:", "blob:"))]
        assert opened in asked_for
        assert [url for url in asked_for if not url.startswith(address)] == []
        assert visit.complaints == []


def test_every_page_type_is_tried(publication: Publication) -> None:
    addresses = {name: {page.address for page in pages(publication)} for name, pages in PAGE_TYPES}
    assert [name for name, own in addresses.items() if not own & set(KINDS)] == []


def test_a_long_table_sorts_by_its_headings_and_what_is_not_stated_comes_last(
    browser: Browser, address: str
) -> None:
    with visiting(browser) as visit:
        visit.page.goto(f"{address}kontroller/", wait_until="load")
        visit.page.locator(FOLDED_CHECKS).click()
        amounts = "#tabell-kontroller tbody td[data-kolumn=Beräknat]"
        before = sorted(visit.page.locator(amounts).all_inner_texts())
        for clicks, falling in ((1, False), (2, True)):
            visit.page.get_by_role("button", name="Beräknat").click()
            texts = visit.page.locator(amounts).all_inner_texts()
            kronor = [int(re.sub(r"\D", "", text.split("kr")[0]) or -1) for text in texts]
            stated = [kr for kr in kronor if kr >= 0]
            assert kronor == stated + [-1] * (len(texts) - len(stated)), clicks
            assert stated == sorted(stated, reverse=falling)
            assert len(set(stated)) > 10 < len(texts) > len(stated)
        assert sorted(texts) == before
        assert visit.complaints == []


SHOWN = "#tabell-kontroller tbody tr:visible"
FOLDED_CHECKS = "summary:has-text('Visa alla kontroller')"


def test_the_checks_can_be_chosen_with_the_keyboard_and_the_choice_is_in_the_address(
    browser: Browser, address: str, publication: Publication
) -> None:
    of_2023 = [one for one in publication.kontroller if one.subject.beslut.ar == 2023]
    short = [one for one in of_2023 if one.verdikt.value == "ofullstandig"]
    everything = len(publication.kontroller)
    with visiting(browser) as visit:
        visit.page.goto(f"{address}kontroller/?h=summa#a", wait_until="load")
        assert visit.page.locator(SHOWN).count() == 0
        visit.page.locator(FOLDED_CHECKS).press("Enter")
        assert visit.page.locator(SHOWN).count() == everything
        count = visit.page.get_by_role("status")
        assert count.inner_text() == f"Visar alla {everything} rader."
        assert visit.page.get_by_role("button", name="Visa alla").count() == 0

        year, outcome = (visit.page.get_by_label(label, exact=True) for label in ("År", "Utfall"))
        assert year.locator("option").all_inner_texts() == ["Alla", "2023", "2020", "2019", "2018"]
        assert outcome.locator("option").all_inner_texts()[:2] == ["Alla", "Avviker"]
        year.focus()
        visit.page.keyboard.press("ArrowDown")
        assert visit.page.locator(SHOWN).count() == len(of_2023)
        visit.page.keyboard.press("Tab")
        visit.page.keyboard.press("ArrowDown")
        visit.page.keyboard.press("ArrowDown")
        assert visit.page.locator(SHOWN).count() == len(short) > 0
        assert count.inner_text().startswith(f"Visar {len(short)} av {everything} rader")
        chosen = visit.page.url
        assert chosen == f"{address}kontroller/?h=summa&ar=2023&utfall=ofullstandig#a"

        visit.page.goto(f"{address}beslut/", wait_until="load")
        visit.page.goto(chosen, wait_until="load")
        assert visit.page.locator(SHOWN).count() == len(short)
        assert outcome.input_value() == "ofullstandig"

        visit.page.get_by_role("button", name="Visa alla").press("Enter")
        assert visit.page.locator(SHOWN).count() == everything
        assert visit.page.url == f"{address}kontroller/?h=summa#a"
        assert visit.page.evaluate("document.activeElement.name") == "ar"
        assert visit.complaints == []


def test_a_choice_without_rows_shows_none_and_an_unknown_choice_shows_all(
    browser: Browser, address: str, publication: Publication
) -> None:
    with visiting(browser) as visit:
        visit.page.goto(f"{address}kontroller/?ar=2019&utfall=avviker", wait_until="load")
        assert visit.page.locator(SHOWN).count() == 0
        assert visit.page.get_by_role("status").inner_text().startswith("Visar 0 av")
        visit.page.goto(f"{address}kontroller/?ar=1066", wait_until="load")
        visit.page.locator(FOLDED_CHECKS).click()
        assert visit.page.locator(SHOWN).count() == len(publication.kontroller)


def test_sorting_keeps_what_was_chosen(browser: Browser, address: str) -> None:
    with visiting(browser) as visit:
        visit.page.goto(f"{address}kontroller/?utfall=ofullstandig", wait_until="load")
        before = visit.page.locator(SHOWN).count()
        visit.page.get_by_role("button", name="Angivet").click()
        assert visit.page.locator(SHOWN).count() == before == 3


APART_ON_PAPER = """() => {
  const keeps = (one, side) => getComputedStyle(one)[side] === "avoid"
  const totals = [...document.querySelectorAll("tfoot")].filter((foot) =>
    !keeps(foot, "breakBefore")
    || !keeps(foot.previousElementSibling.lastElementChild, "breakAfter"))
  const boxes = [...document.querySelectorAll("details")].filter((one) => keeps(one, "breakInside"))
  return [...totals, ...boxes].map((one) => one.outerHTML.slice(0, 80))
}"""
"""Totals that may come on another sheet than what they add, and what is folded that may not be
divided, so that sheets are left half empty."""


def test_print_leaves_out_what_only_works_on_a_screen(browser: Browser, address: str) -> None:
    with visiting(browser) as visit:
        for kind, name in (
            ("kontroller/", ".urval"),
            ("2023/", ".citera button"),
            ("2023/", ".bladdra"),
        ):
            visit.page.goto(address + kind, wait_until="load")
            visit.page.evaluate(UNFOLD)
            assert visit.page.locator(name).is_visible(), name
            visit.page.emulate_media(media="print")
            assert not visit.page.locator(name).is_visible(), name
            assert visit.page.locator(".md-banner").is_visible()  # a demonstration, on paper too
            assert visit.page.evaluate(APART_ON_PAPER) == []
            visit.page.emulate_media(media="screen")


CITATION = "[data-citera]"
UNFOLD = "document.querySelectorAll('details').forEach((one) => one.open = true)"


def test_a_page_says_how_it_is_cited(browser: Browser, address: str) -> None:
    with visiting(browser, scripts=False) as visit:
        visit.page.goto(f"{address}2023/nara-vard/", wait_until="load")
        visit.page.evaluate(UNFOLD)
        without = visit.page.locator(CITATION).inner_text()
    assert without == (
        "Region Jämtland Härjedalen (demonstration): ”Nära vård 2023”. Tilldelat, "
        "https://tilldelat.example/2023/nara-vard/. "
        "Uppgifternas version: 2026-11-24 (24\u00a0november 2026), format 1.0."
    )
    with visiting(browser) as visit:
        visit.page.clock.set_fixed_time("2024-02-03T12:00:00")
        visit.page.goto(f"{address}2023/nara-vard/", wait_until="load")
        visit.page.evaluate(UNFOLD)
        assert visit.page.locator(CITATION).inner_text().startswith(f"{without} Hämtad 2024-02-03.")


def test_the_citation_names_the_figure_that_the_address_points_at(
    browser: Browser, address: str
) -> None:
    page = "beslut/2023/god-och-nara-vard/"
    figure = "41 247 254 kr (Utvecklingen av den nära vården med primärvården som nav)."
    with visiting(browser) as visit:
        visit.page.goto(f"{address}{page}#belopp-nara-vard", wait_until="load")
        visit.page.evaluate(UNFOLD)
        citation = visit.page.locator(CITATION)
        assert f"{page}#belopp-nara-vard." in citation.inner_text()
        assert figure in citation.inner_text().replace("\u00a0", " ")

        visit.page.evaluate("location.hash = '#belopp-e-halsa'")
        visit.page.wait_for_function("location.hash === '#belopp-e-halsa'")
        assert f"{page}#belopp-e-halsa." in citation.inner_text()
        assert "1 249 692 kr" in citation.inner_text().replace("\u00a0", " ")

        visit.page.goto(f"{address}{page}#villkor", wait_until="load")
        assert f"{page}." in citation.inner_text()
        assert visit.complaints == []


def test_what_the_guide_gives_to_paste_can_be_copied(browser: Browser, address: str) -> None:
    with visiting(browser) as visit:
        visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        visit.page.goto(f"{address}for-redaktorer/", wait_until="load")
        visit.page.evaluate(UNFOLD)
        template = visit.page.locator("pre", has_text="titel: …").first
        template.get_by_role("button", name="Kopiera").press("Enter")
        template.get_by_role("button", name="Kopierat").wait_for()
        copied = visit.page.evaluate("navigator.clipboard.readText()")
        assert copied.rstrip("\n") == template.locator("code").inner_text().rstrip("\n")
        assert copied.startswith("titel: …   ")
        assert visit.page.locator(".kod pre").count() > 100
        assert visit.page.locator(".kod pre button").count() == 0
        assert visit.complaints == []


def test_the_citation_can_be_copied(browser: Browser, address: str) -> None:
    with visiting(browser) as visit:
        visit.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        visit.page.goto(f"{address}2020/", wait_until="load")
        visit.page.evaluate(UNFOLD)
        text = visit.page.locator(CITATION).inner_text()
        visit.page.locator(f"{CITATION} button").press("Enter")
        visit.page.get_by_role("button", name="Kopierat").wait_for()
        copied = visit.page.evaluate("navigator.clipboard.readText()")
        assert copied == text.replace("Kopiera", "").strip()
        assert copied.startswith("Region")
        assert "2020/. " in copied


@pytest.mark.parametrize("ending", ["", "-excel"], ids=["csv", "excel"])
def test_a_table_without_files_of_its_own_is_cut_out_of_the_public_one(
    browser: Browser, address: str, site: Site, ending: str
) -> None:
    header, *lines = (site.folder / f"data/kontroller{ending}.csv").read_bytes().split(b"\r\n")
    told = json.loads((site.folder / "kontroller/index.json").read_bytes())["tabeller"][
        "kontroller"
    ]
    keys = [row["kontroll_id"].encode() for row in told["rader"]]
    by_key = {re.split(b"[,;]", line)[0]: line for line in lines}
    with visiting(browser) as visit:
        visit.page.goto(f"{address}kontroller/", wait_until="load")
        visit.page.evaluate(UNFOLD)
        link = visit.page.locator(f'.ladda-ner a[href$="kontroller{ending}.csv"]')
        with visit.page.expect_download() as download:
            link.first.click()
        assert download.value.suggested_filename == f"kontroller{ending}.csv"
        saved = Path(download.value.path()).read_bytes()
        assert visit.complaints == []
    assert saved == b"\r\n".join([header, *(by_key[key] for key in keys), b""])


BOX = ".upplysning"
WITHIN = """(box) => {
  const {left, right, top, bottom} = box.getBoundingClientRect()
  return left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight
}"""


def test_a_figure_is_asked_for_its_address_a_citation_and_how_it_came_about(
    browser: Browser, address: str
) -> None:
    place = "beslut/2020/sammanhallna-vardforlopp/#belopp"
    with visiting(browser, NARROWEST) as visit:
        page, box = visit.page, visit.page.locator(BOX)
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(f"{address}2020/", wait_until="load")
        page.add_style_tag(content=SPACED)
        figure = page.locator("main a.belopp", has_text="2\u00a0600\u00a0000\u00a0kr").first
        figure.press("Enter")
        page.get_by_role("link", name="Så har vi räknat").wait_for()
        told = " ".join(box.inner_text().split())
        assert "Källa: ”Ärendebeskrivning” i beslutet" in told
        assert "i handlingen: 2,6 mkr" in told
        assert "Avviker: Insatserna mot beloppet" in told
        assert "delarna blir 3 310 000 kr: skillnad +710 000 kr" in told
        hrefs = box.locator("a").evaluate_all("all => all.map((link) => link.href)")
        assert all(href.startswith(address) for href in hrefs)
        assert hrefs[-1] == address + place
        assert box.evaluate(WITHIN)
        assert widest(page) <= NARROWEST
        answer = Axe().run(page, options=AXE)
        assert [one["id"] for one in answer.response["violations"]] == []

        assert page.evaluate("document.activeElement.textContent") == "Kopiera länk"
        page.keyboard.press("Enter")
        page.get_by_text("Kopierat:").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == address + place
        page.get_by_role("button", name="Citera").press("Enter")
        page.get_by_text("Kopierat: Region").wait_for()
        assert page.evaluate("navigator.clipboard.readText()").startswith(
            "Region Jämtland Härjedalen (demonstration): ”Personcentrerade och sammanhållna "
            "vårdförlopp 2020” (RS/26/2020), 2\u00a0600\u00a0000\u00a0kr "
            f"(i handlingen: 2,6\u00a0mkr). Tilldelat, https://tilldelat.example/{place}. "
            "Uppgifternas version: 2026-11-24"
        )
        assert box.evaluate(WITHIN)
        page.keyboard.press("Escape")
        assert not box.is_visible()
        assert figure.evaluate("(one) => one === document.activeElement")
        assert page.url == f"{address}2020/"

        total = page.goto(f"{address}2023/", wait_until="load")
        assert total is not None
        page.locator("tfoot a.belopp").first.press("Enter")
        page.get_by_role("link", name="Så har vi räknat").press("Enter")
        assert page.url.startswith(f"{address}2023/#tabell-")
        assert not box.is_visible()

        word = page.locator("a.ord").first
        word.press("Enter")
        box.get_by_role("link", name="Ordlista", exact=True).wait_for()
        assert len(box.inner_text()) > 40
        assert box.evaluate(WITHIN)
        page.keyboard.press("Escape")
        assert word.evaluate("(one) => one === document.activeElement")
        assert visit.complaints == []


@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_difference_is_read_whole_at_its_total(
    browser: Browser, address: str, width: int, media: Literal["screen", "print"]
) -> None:
    with visiting(browser, width) as visit:
        visit.page.emulate_media(media=media)
        for kind in ("2020/", "2020/vardforlopp/", "beslut/2020/sammanhallna-vardforlopp/"):
            visit.page.goto(address + kind, wait_until="load")
            text = visit.page.locator(".skillnad:visible").first
            assert "skillnad +710" in text.inner_text(), kind
            box = text.bounding_box()
            assert box is not None
            assert box["x"] >= 0, kind
            assert box["x"] + box["width"] <= width, kind


@pytest.mark.parametrize("media", ["screen", "print"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_bar_shows_its_pieces_without_scripts(
    browser: Browser,
    address: str,
    scheme: Literal["light", "dark"],
    media: Literal["screen", "print"],
) -> None:
    with visiting(browser, scheme=scheme, scripts=False) as visit:
        visit.page.emulate_media(media=media)
        visit.page.goto(f"{address}2023/vardens-medarbetare/", wait_until="load")
        bar = visit.page.get_by_role("img", name="Stapel: Fördelat på insatser")
        assert bar.is_visible()
        widths = bar.locator("> rect").evaluate_all(
            "rects => rects.map((one) => one.getBoundingClientRect().width)"
        )
        whole = widths[-1]
        assert [round(100 * one / whole) for one in widths[:-1]] == [0, 20, 80]
        fills = bar.locator("> rect").evaluate_all(
            "rects => rects.map((one) => getComputedStyle(one).fill)"
        )
        assert len(set(fills[:-1])) == 3
        assert fills[1].startswith("url(")


def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    browser: Browser, address: str
) -> None:
    with visiting(browser) as visit:
        visit.page.goto(f"{address}2023/nara-vard/", wait_until="load")
        kinds = "article :is(a[href], button, summary, [tabindex='0'])"
        visit.page.evaluate(UNFOLD)
        wanted = visit.page.evaluate(f'document.querySelectorAll("{kinds}").length')
        assert wanted > 20
        reached = set()
        hidden = []
        for _ in range(wanted + 60):
            visit.page.keyboard.press("Tab")
            at = visit.page.evaluate(
                """(kinds) => {
                    const one = document.activeElement
                    if (!one.closest("article")) return null
                    const all = [...document.querySelectorAll(kinds)]
                    const style = getComputedStyle(one)
                    const seen = style.outlineStyle !== "none" || style.boxShadow !== "none"
                    return [all.indexOf(one), seen, one.outerHTML.slice(0, 90)]
                }""",
                kinds,
            )
            if at:
                reached.add(at[0])
                if not at[1]:
                    hidden.append(at[2])
        assert len(reached) == wanted
        assert hidden == []


def test_what_has_the_focus_is_never_behind_the_menu_and_shows_where_it_is(
    browser: Browser, address: str
) -> None:
    with visiting(browser, NARROW, "dark") as visit:
        page, menu = visit.page, visit.page.locator("#meny")
        page.goto(f"{address}om/", wait_until="load")
        page.locator("button[popovertarget=meny]").first.press("Enter")
        entries = menu.locator(":is(button, a)").count()
        for _ in range(entries):
            page.keyboard.press("Tab")
            assert menu.evaluate("menu => menu.contains(document.activeElement)")
        page.keyboard.press("Tab")
        assert not menu.is_visible()
        page.keyboard.press("Tab")  # light or dark, of which one button is in sight
        assert page.evaluate("document.activeElement.name") == "__palette"
        seen = page.locator("[data-md-component=palette] label").locator("visible=true")
        assert seen.evaluate("label => getComputedStyle(label).outlineStyle") == "solid"


def test_the_scheme_of_the_reader_is_the_scheme_of_the_page(browser: Browser, address: str) -> None:
    seen = []
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        with visiting(browser, WIDE, scheme) as visit:
            visit.page.goto(address, wait_until="load")
            colours = "getComputedStyle(document.body).backgroundColor"
            seen.append(visit.page.evaluate(colours))
    assert seen[0] != seen[1]


def test_no_page_at_all_scrolls_sideways_or_hides_an_amount_in_a_narrow_window(
    browser: Browser, address: str, built_site: Path
) -> None:
    pages = [
        path.relative_to(built_site).as_posix().removesuffix("index.html")
        for path in sorted(built_site.rglob("*.html"))
    ]
    assert len(pages) > 20
    # Without scripts, for speed, and so without the theme's head, which needs them; pages of
    # each kind are tried whole above.
    too_wide, outside = {}, {}
    with visiting(browser, NARROW, scripts=False) as visit:
        for one in pages:
            visit.page.goto(address + one, wait_until="load")
            for width in (NARROW, NARROWEST):
                visit.page.set_viewport_size({"width": width, "height": 800})
                if (found := widest(visit.page, "document.querySelector('main')")) > width:
                    too_wide[one, width] = found
                if amounts := visit.page.evaluate(OUTSIDE):
                    outside[one, width] = amounts
    assert too_wide == {}
    assert outside == {}


def test_what_is_folded_opens_for_a_link_into_it_and_on_paper(
    browser: Browser, address: str
) -> None:
    with visiting(browser, NARROW) as visit:
        visit.page.goto(f"{address}beslut/2023/god-och-nara-vard/", wait_until="load")
        folded = visit.page.locator("details.fall")
        closed = folded.evaluate_all("all => all.filter((one) => !one.open).length")
        assert closed == folded.count() > 10
        visit.page.evaluate("location.hash = document.querySelector('.villkor li').id")
        visit.page.locator(".villkor li").first.wait_for(state="visible")
        visit.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert folded.evaluate_all("all => all.every((one) => one.open)")
        visit.page.evaluate("dispatchEvent(new Event('afterprint'))")
        around = "all => all.every((one) => one.open === (one.querySelector(':target') !== null))"
        assert folded.evaluate_all(around)


DAYS = """<p><template data-dagar><b data-dag="2023-03-31">A</b><b data-dag="2023-06-30">B</b>
<b data-dag="2023-06-30">C</b></template></p>
<i><time datetime="2023-06-29" data-dag></time></i>
<u><time datetime="2023-06-30" data-dag></time></u>"""


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2023-06-30T23:30:00", ["BC", "Dagen har passerat.", ""]),
        ("2023-07-01T00:30:00", ["", "Dagen har passerat.", "Dagen har passerat."]),
    ],
)
def test_the_reader_s_own_day_says_which_day_is_next_and_which_have_passed(
    browser: Browser, now: str, said: list[str]
) -> None:
    with visiting(browser) as visit:
        visit.page.clock.set_fixed_time(now)
        visit.page.set_content(DAYS)
        visit.page.add_script_tag(path=ROOT / "site_templates/assets/dagar.js")
        assert [visit.page.locator(name).inner_text() for name in ("p", "i", "u")] == said
        assert visit.complaints == []


LENGTHEN = """() => {
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const ours = ".tal, .belopp, .vag-belopp, .stort-tal-belopp, .ej-angivet, .status, .verdikt, "
    + ".hur, button, label";
  while (texts.nextNode()) {
    if (!texts.currentNode.parentElement.closest(`script, svg, ${ours}`))
      texts.currentNode.data = texts.currentNode.data.replace(/\\p{L}+/u, "vård".repeat(225));
  }
}"""
"""Every text of a page's own words gets one of nine hundred letters."""


def test_a_word_of_any_length_keeps_within_the_page(browser: Browser, address: str) -> None:
    with visiting(browser, NARROW) as visit:
        for kind in ("", "2023/", "beslut/2023/god-och-nara-vard/", "ordlista/", "for-redaktorer/"):
            visit.page.goto(address + kind, wait_until="load")
            visit.page.evaluate(LENGTHEN)
            assert widest(visit.page) <= NARROW, kind


def test_a_link_to_a_figure_brings_the_reader_to_it(browser: Browser, address: str) -> None:
    anchor = "belopp-nara-vard"
    with visiting(browser) as visit:
        page = f"{address}beslut/2023/god-och-nara-vard/#{anchor}"
        visit.page.goto(page, wait_until="load")
        assert visit.page.locator(f"#{anchor}").is_visible()
        inside = f"""() => {{
            const box = document.getElementById("{anchor}").getBoundingClientRect()
            return box.top >= 0 && box.bottom <= innerHeight
        }}"""
        visit.page.wait_for_function(inside)


def test_the_site_works_from_a_folder_of_another_site(browser: Browser, built_site: Path) -> None:
    with serving(built_site.parent) as base, visiting(browser) as visit:
        visit.page.goto(f"{base}site/2023/nara-vard/", wait_until="networkidle")
        assert [url for url in visit.asked_for if not url.startswith(f"{base}site/")] == []
        assert visit.complaints == []


def test_what_others_show_is_only_what_its_address_points_at(
    browser: Browser, address: str
) -> None:
    embedded = f"{address}beslut/2020/sammanhallna-vardforlopp/inbaddning.html"
    shown = "[...document.querySelectorAll(`%s`)].filter((each) => each.checkVisibility()).length"
    with visiting(browser, NARROW) as visit:
        visit.page.goto(embedded, wait_until="load")
        assert Axe().run(visit.page, options=AXE).response["violations"] == []
        parts = visit.page.evaluate(shown % ".del")
        rows = visit.page.evaluate(shown % "tbody tr")
        visit.page.emulate_media(color_scheme="dark")
        assert Axe().run(visit.page, options=OF_COLOUR).response["violations"] == []
        visit.page.evaluate("location.hash = document.querySelector('.del table').id")
        assert visit.page.evaluate(shown % ".del") == 1 < parts
        assert 1 < visit.page.evaluate(shown % "tbody tr") < rows
        visit.page.evaluate("location.hash = document.querySelector('tbody tr [id]').id")
        assert visit.page.evaluate(shown % "tbody tr") == 1
        assert visit.page.evaluate(shown % "footer a") == 1
        assert visit.complaints == []
