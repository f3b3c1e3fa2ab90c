"""The explorer in a real browser: what is chosen, what it comes to, and what is downloaded."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import pytest

from generator.pages import explorer
from tests.conftest import Site, read_csv, serving
from tests.test_browser import NARROW, Visit, visiting

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Download

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("explorer")]

Row = dict[str, str]

ASK = """async (queries) => {
  const { modul } = document.querySelector('script[src*="utforska"]').dataset
  const { COUNTS, Texts, choose, choiceIn, load, plain, roles, totals, wayTo } =
    await import(new URL(modul, document.baseURI))
  const data = await load()
  const texts = new Texts(data)
  const ids = (rows) => rows.map((row) => wayTo(data, row).join("/"))
  const answers = queries.map((query) => {
    const { rows } = choose(data, choiceIn(data.register, new URLSearchParams(query)), texts)
    const role = roles(data, rows)
    const text = ({ kr, stated }) => (stated ? String(kr) : null)
    const sums = [...totals(data, rows, role)].map(([status, total]) => [status, text(total)])
    const counted = rows.filter((row) => role[row] === COUNTS)
    return { rows: ids(rows), counted: ids(counted), sums: Object.fromEntries(sums) }
  })
  return { answers, plain: AWKWARD.map(plain) }
}"""
"""What the explorer's own modules choose and add up, in one load of the page."""

AWKWARD = ["Åre & Ärla – ö", "e\u0301 İ ß K", "-a--b-", "千 x", "2023/24 (ny)", ""]
EVERY = "niva=" + "&niva=".join(
    ("insats", "delpost", "aktivitet", "omrade", "delomrade", "varav", "arsdel")
)
CHOICES = (
    "",
    EVERY,
    "niva=omrade",
    "niva=omrade&niva=insats",
    "niva=insats&niva=delpost",
    "niva=delpost&niva=arsdel",
    "niva=delomrade&niva=insats&niva=arsdel",
    "niva=arsdel",
    "niva=varav&niva=delomrade",
    f"{EVERY}&belopp=ja&fran=1000000",
    f"{EVERY}&till=1000000",
    f"{EVERY}&ar=2023&ar=2022",
    f"{EVERY}&status=forslag",
    f"{EVERY}&status=ersatt&status=upphavd&status=beslutad",
    f"{EVERY}&belopp=nej",
    f"{EVERY}&verdikt=avviker&verdikt=stammer",
    "ar=2019&omrade=patientkontrakt",
    "ar=1066",
    "fran=500000&till=1500000&sortera=-belopp&gruppera=omrade",
)


def tables(folder: Path) -> dict[str, Row]:
    """The rows of both tables by their ids, as anyone would read them."""
    rows = [row for name in explorer.TABLES for row in read_csv(folder / f"data/{name}.csv")]
    return {row["rad_id"]: row for row in rows}


def amount(row: Row) -> int | None:
    """What a row comes to in kronor, from the table alone."""
    if row["belopp_typ"] == "intervall":
        return None
    text = row["belopp_kr"] or row["summa_kr"]
    return int(text) if text else None


def has_amount(row: Row) -> bool:
    return amount(row) is not None or bool(row["belopp_min_kr"])


def is_chosen(row: Row, query: str, verdicts: Mapping[str, set[str]]) -> bool:
    """Whether the table's row has all that an address asks for, by the contract's own words."""
    asked = parse_qs(query)
    kronor = amount(row)
    low = kronor if kronor is not None else int(row["belopp_min_kr"] or -1)
    high = kronor if kronor is not None else int(row["belopp_max_kr"] or -1)
    has = {
        "ar": {row["avser_ar"] or row["ar"]},
        "omrade": {row["omrade_id"]},
        "status": {row["status"]},
        "niva": {row["niva"]},
        "belopp": {"ja" if has_amount(row) else "nej"},
        "verdikt": verdicts.get(row["rad_id"], set()),
    }
    return (
        all(has[key] & set(asked.get(key, ())) for key in has if key in asked)
        and ("niva" in asked or row["niva"] == "insats")
        and ("fran" not in asked or (has_amount(row) and high >= int(asked["fran"][0])))
        and ("till" not in asked or (has_amount(row) and low <= int(asked["till"][0])))
    )


def way(rows: Mapping[str, Row], id_: str) -> list[str]:
    """A row and all that it stands in, the decision first."""
    found = [id_]
    while (around := rows.get(found[0], {}).get("overordnad_id", "")) != "":
        found.insert(0, around)
    return found


def division(rows: Mapping[str, Row], id_: str) -> str:
    """In which list of its whole a row stands."""
    niva = rows[id_]["niva"]
    return "omraden" if niva in {"omrade", "delomrade"} else niva


def is_same_money(rows: Mapping[str, Row], one: str, other: str) -> bool:
    """Whether a krona may be in both of two rows: one stands in the other, or each in a division.

    Insatser outside all områden are of one division with those inside them.
    """
    ways = way(rows, one), way(rows, other)
    shared = sum(a == b for a, b in zip(*ways, strict=False))
    if not shared:
        return False
    if shared in map(len, ways):
        return True
    lists = {division(rows, each[shared]) for each in ways}
    if len(lists) == 1:
        return False
    of_omraden = {"namn" in rows[each] and "rubrik" in rows[each] for each in (one, other)}
    is_of_years = "arsdel" in lists
    return is_of_years or of_omraden != {False}


@pytest.mark.parametrize("name", ["site", "exempel_site"])
def test_what_is_chosen_is_in_the_tables_and_no_krona_is_counted_twice(
    name: str, browser: Browser, request: pytest.FixtureRequest
) -> None:
    site: Site = request.getfixturevalue(name)
    rows = tables(site.folder)
    verdicts: dict[str, set[str]] = {}
    for check in read_csv(site.folder / "data/kontroller.csv"):
        verdicts.setdefault(check["kontrollerat_id"], set()).add(check["verdikt"])
    titles = {row["beslut_id"]: row["titel"] for row in read_csv(site.folder / "data/beslut.csv")}
    derived = {id_ for id_, row in rows.items() if row.get("rubrik") == titles[row["beslut_id"]]}
    for id_ in derived:  # shows the decision's own amount, and so its checks
        verdicts[id_] = verdicts.get(rows[id_]["overordnad_id"], set())
    with serving(site.folder) as base, visiting(browser) as visit:
        visit.page.goto(f"{base}utforska/", wait_until="load")
        told = visit.page.evaluate(ASK.replace("AWKWARD", str(AWKWARD)), list(CHOICES))
        assert visit.complaints == []
    assert told["plain"] == list(map(explorer.plain, AWKWARD))
    compared = 0
    for query, answer in zip(CHOICES, told["answers"], strict=True):
        chosen, counted = answer["rows"], answer["counted"]
        expected = {id_ for id_ in rows if is_chosen(rows[id_], query, verdicts)}
        assert (query, set(chosen) ^ expected) == (query, set())
        assert len(chosen) == len(expected)
        able = [
            id_
            for id_ in chosen
            if has_amount(rows[id_])
            and rows[id_]["status"] in {"beslutad", "forslag"}
            and rows[id_]["niva"] != "varav"
        ]
        assert set(counted) <= set(able), query
        for at, one in enumerate(counted):
            for other in counted[at + 1 :]:
                assert not is_same_money(rows, one, other), (query, one, other)
        for one in set(able) - set(counted):  # nothing is left out that is not there already
            assert any(is_same_money(rows, one, other) for other in counted), (query, one)
            compared += 1
        sums: dict[str, str | None] = {}
        for status in ("beslutad", "forslag"):
            of_status = [rows[id_] for id_ in counted if rows[id_]["status"] == status]
            stated = [kr for row in of_status if (kr := amount(row)) is not None]
            if of_status:
                sums[status] = str(sum(stated)) if stated else None
        assert answer["sums"] == sums, query
    assert compared > 5


CHOSEN = "?ar=2019&omrade=patientkontrakt"


def saved(visit: Visit, name: str) -> tuple[str, bytes]:
    """What a button downloads: what the file is called, and its bytes."""
    with visit.page.expect_download() as waiting:
        visit.page.get_by_role("button", name=name, exact=True).click()
    download: Download = waiting.value
    return download.suggested_filename, Path(download.path()).read_bytes()


def lines(content: bytes, separator: str) -> Iterator[Sequence[str]]:
    return csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator)


def test_a_choice_its_address_and_its_files_are_the_same(
    browser: Browser, address: str, built_site: Path
) -> None:
    every = len(tables(built_site))
    said = "5 rader: 5\u00a0800\u00a0000\u00a0kr föreslagna i 5 rader."
    with visiting(browser) as visit:
        page = visit.page
        page.goto(f"{address}utforska/", wait_until="load")
        first = page.locator("#tabell-insatser tbody tr").all_inner_texts()
        status = page.locator(".utforska-summa")
        for kind, value in (("År", "2019"), ("Område", "Patientkontrakt")):
            page.locator(".utforska-facetter summary", has_text=kind).click()
            box = page.get_by_role("group", name=kind, exact=True).get_by_label(value)
            box.focus()
            page.keyboard.press("Space")
            assert box.evaluate("(box) => box === document.activeElement && box.checked")
        assert status.inner_text() == said
        assert page.url == f"{address}utforska/{CHOSEN}"
        shown = page.locator("#tabell-insatser tbody tr").all_inner_texts()
        assert len(shown) == 5
        assert page.locator("#tabell-insatser caption").inner_text() == (
            f"Urval – År: 2019; Område: Patientkontrakt. 5 av alla {every} rader."
        )
        for button, public, separator in (
            ("CSV", "insatser.csv", ","),
            ("CSV för Excel", "insatser-excel.csv", ";"),
        ):
            called, content = saved(visit, button)
            assert called.startswith("insatser_ar-2019_omrade-patientkontrakt")
            whole = (built_site / "data" / public).read_bytes()
            whole_lines = whole.split(b"\r\n")
            got = content.split(b"\r\n")
            end = f"{separator}{page.url}".encode()
            assert got[0] == whole_lines[0] + f"{separator}urval".encode()
            assert {line.removesuffix(end) for line in got[1:-1]} <= set(whole_lines)
            head, *rows = lines(content, separator)
            assert sum(int(row[head.index("belopp_kr")]) for row in rows) == 5_800_000
            assert {row[-1] for row in rows} == {page.url}
            assert len(rows) == 5
        # Escape of nothing: the choice goes away one part after the other.
        page.get_by_role("button", name="Ta bort valet År: 2019").click()
        assert page.url == f"{address}utforska/?omrade=patientkontrakt"
        page.get_by_role("button", name="Visa allt igen").click()
        assert page.url == f"{address}utforska/"
        assert page.locator("#tabell-insatser tbody tr").all_inner_texts() == first
        # The way back is to what was chosen before, step by step.
        page.go_back()
        page.go_back()
        page.wait_for_url(f"{address}utforska/{CHOSEN}")
        assert status.inner_text() == said
        page.go_forward()
        page.wait_for_url(f"{address}utforska/?omrade=patientkontrakt")
        box = page.get_by_role("group", name="År", exact=True).get_by_label("2019")
        assert not box.is_checked()
        assert visit.complaints == []
    with visiting(browser, NARROW) as visit:
        visit.page.goto(f"{address}utforska/{CHOSEN}", wait_until="load")
        assert visit.page.locator(".utforska-summa").inner_text() == said
        names = visit.page.locator("#tabell-insatser tbody th").all_inner_texts()
        assert names == [row.split("\t")[0] for row in shown]


def test_words_sorting_grouping_and_columns(browser: Browser, address: str) -> None:
    with visiting(browser) as visit:
        page = visit.page
        amounts = page.locator("#tabell-insatser tbody td.tal")
        rows = page.locator("#tabell-insatser tbody tr")
        page.goto(f"{address}utforska/?q=patientkontraktet", wait_until="load")
        page.locator(".utforska-summa").wait_for()
        inflected = rows.count()
        assert inflected > 5
        for same in ("patientkontrakt", "patient-kontrakt", "PATIENTKONTRAKTEN"):
            page.get_by_label("Ord i raden").fill(same)
            assert rows.count() == inflected, same
        page.get_by_label("Ord i raden").fill("halsovalet")
        assert "med prickar" in page.locator(".utforska-summa").inner_text()
        page.get_by_label("Ord i raden").fill("24 000 000 kr")
        assert rows.count() == 1
        page.get_by_label("Ord i raden").fill("xyzzy")
        assert (
            page.locator(".utforska-summa").inner_text() == "Inga rader har allt det som är valt."
        )

        lowest, highest = page.get_by_label("Lägst belopp"), page.get_by_label("Högst belopp")
        page.get_by_role("button", name="Visa allt igen").click()
        for written, kr in (
            ("6,3 mkr", 6_300_000),
            ("500 tkr", 500_000),
            ("1.500 000 kr", 1_500_000),
        ):
            lowest.fill(written)
            lowest.press("Enter")
            assert page.url == f"{address}utforska/?fran={kr}"
        for written in ("en miljon", "1.5", "1,5"):  # what was chosen still is
            lowest.fill(written)
            lowest.press("Enter")
            assert page.url == f"{address}utforska/?fran=1500000"
            assert "till exempel 500 000" in lowest.evaluate("(field) => field.validationMessage")
        highest.fill("1 000")
        highest.press("Enter")
        assert "större än det högsta" in page.locator(".utforska-summa").inner_text()

        page.goto(f"{address}utforska/?sortera=belopp", wait_until="load")
        page.locator(".utforska-summa").wait_for()
        for name in ("belopp", "-belopp"):
            assert page.url.endswith(f"sortera={name}")
            texts = amounts.all_inner_texts()
            stated = [text for text in texts if "ej angivet" not in text]
            assert texts == stated + ["ej angivet"] * (len(texts) - len(stated))
            kronor = [int(text.split("kr")[0].replace("\u00a0", "")) for text in stated]
            assert kronor == sorted(kronor, reverse=name == "-belopp")
            page.get_by_role("button", name="Belopp", exact=True).click()

        page.goto(f"{address}utforska/?niva=omrade&gruppera=ar&{TWICE}", wait_until="load")
        page.locator(".utforska-summa").wait_for()
        head = page.locator("#tabell-insatser thead th").all_inner_texts()
        assert head == ["Namn", "Belopp", "Nivå"]
        assert rows.locator("th").all_inner_texts() == ["2023", "2020", "2019", "2018"]
        assert amounts.first.inner_text().startswith("75\u00a0422\u00a0690\u00a0kr")
        page.get_by_role("button", name="Visa 2 rader").click()  # of 2018
        assert rows.count() == 6
        page.locator(".utforska-facetter summary", has_text="Kolumner").click()
        page.get_by_role("button", name="Visa allt igen").click()
        shown = page.locator("#tabell-insatser thead th").all_inner_texts()
        columns = page.get_by_role("group", name="Kolumner", exact=True)
        checked = columns.locator("label", has=page.locator("input:checked"))
        assert sorted(shown) == sorted(["Namn", "Belopp", *checked.all_inner_texts()])

        # Who is given most is asked of those who are named.
        page.goto(f"{address}utforska/?gruppera=mottagare&sortera=-belopp", wait_until="load")
        page.locator(".utforska-summa").wait_for()
        given = rows.locator("th").all_inner_texts()
        assert given[0] == "Samtliga vårdenheter inom hälsovalet"
        assert "Ingen angiven" in given[-2:]
        page.goto(f"{address}utforska/?mottagare=vardenheter-halsovalet", wait_until="load")
        feed = page.locator(".utforska-gor a").get_attribute("href")
        assert feed == "../mottagare/vardenheter-halsovalet/atom.xml"
        page.goto(f"{address}utforska/?mottagare=constructor", wait_until="load")
        assert page.locator(".utforska-valda").inner_text() == "Mottagare: constructor ×"
        assert page.locator(".utforska-gor a").count() == 0
        assert visit.complaints == []


TWICE = "kolumner=niva&kolumner=niva&kolumner=namn"
"""A column that is asked for twice, and one that is always there."""
HOSTILE = '<img src=x onerror="document.title=1">'


def test_text_that_looks_like_a_page_is_text(browser: Browser, address: str) -> None:
    with visiting(browser) as visit:

        def spoil(cells: list[Any]) -> None:
            cells[:] = [f"{HOSTILE}{at}" for at, _ in enumerate(cells)]

        def spoiled(route: Any) -> None:
            content = route.fetch().json()
            if "celler" in content:
                for name in ("omrade", "mottagare", "objekt", "ansvarig"):
                    spoil(content["celler"][name])
            else:
                spoil(content["namn"])
                for name in ("bredvid", "mottagare_angivet"):
                    spoil(content[name]["celler"])
                source = ["javascript:alert(1)", HOSTILE]
                content["kalla"]["celler"] = [source for _ in content["kalla"]["celler"]]
            route.fulfill(json=content)

        visit.page.route("**/utforska/**/*.json", spoiled)
        query = f"?ar=2023&q={HOSTILE}&kolumner=kalla&kolumner=ansvarig&omrade={HOSTILE}0"
        for address_of in ("?sortera=namn&kolumner=kalla&kolumner=omrade", query):
            visit.page.goto(f"{address}utforska/{address_of}", wait_until="load")
            visit.page.locator(".utforska-summa").wait_for()
            assert HOSTILE in visit.page.locator("article").inner_text()
            assert visit.page.locator("article img").count() == 0
            leads = visit.page.evaluate("[...document.links].map((each) => each.protocol)")
            assert set(leads) <= {"http:", "mailto:", "https:"}
        assert visit.page.title() != "1"
        assert visit.complaints == []
