"""`tilldelat publicera` and `tilldelat ratta`, and the way of a correction to the pages."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import lxml.html
import pytest
from click.testing import CliRunner

from generator.command.cli import cli
from generator.data.ids import parse_belopp_id
from generator.reading import ledger
from tests.conftest import EXEMPEL, Site, build, copy_real, files_in, tilldelat
from tests.smallest import LEDGER, RATTELSER

KURSER = "2021/stod/kurser"
PRICE = "2021/stod/kurser:styckpris"
BASE = "2022/omstallning/riket/regioner:grundbelopp"


def change(root: Path, beslut: str, old: str, new: str) -> None:
    """Change a text, which must stand in one place only, in one of a site's decisions."""
    path = root / f"content/data/beslut/{beslut}.yml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


# publicera


def test_publicera_adds_what_is_new_last_and_changes_nothing_else(exempel: Path) -> None:
    path = exempel / LEDGER
    before = path.read_bytes()
    done = tilldelat("publicera", "--root", exempel, "--datum", "2024-12-24")
    assert (done.returncode, path.read_bytes()) == (0, before), done.stderr
    assert "redan" in done.stdout

    beslut = "2022/utan-belopp"
    change(
        exempel, beslut, "- namn: Något mer görs", "- namn: Något mer görs\n        belopp: 7 kr"
    )
    change(exempel, beslut, "- namn: Något görs", "- namn: Något görs\n        belopp: 8 tkr")
    done = tilldelat("publicera", "--root", exempel, "--datum", "2024-12-24")
    assert done.returncode == 0, done.stdout + done.stderr
    assert path.read_bytes().startswith(before)
    assert path.read_bytes().removeprefix(before).decode().splitlines() == [
        "2022/utan-belopp/aldreomsorg/nagot-gors,8000,2024-12-24",
        "2022/utan-belopp/aldreomsorg/nagot-mer-gors,7,2024-12-24",
    ]
    assert "2 belopp är nya" in done.stdout
    assert "nagot-gors: 8\u00a0000\u00a0kr" in done.stdout

    after = files_in(exempel)
    assert tilldelat("publicera", "--root", exempel).returncode == 0
    assert files_in(exempel) == after


def test_publicera_starts_the_ledger_of_a_new_site(exempel: Path) -> None:
    ids = {line.split(b",")[0] for line in (exempel / LEDGER).read_bytes().splitlines()}
    (exempel / LEDGER).unlink()
    (exempel / RATTELSER).unlink()
    assert tilldelat("publicera", "--root", exempel).returncode == 0
    made = (exempel / LEDGER).read_bytes()
    assert {line.split(b",")[0] for line in made.splitlines()} == ids
    assert made.count(b"\r\n") == made.count(b"\n") == len(ids)


def test_publicera_does_not_take_a_change_for_something_new(exempel: Path) -> None:
    change(exempel, "2021/stod", "belopp: 500 kr", "belopp: 450 kr")
    before = files_in(exempel)
    done = tilldelat("publicera", "--root", exempel)
    assert done.returncode == 1
    assert "saknad-rattelse" in done.stderr
    assert files_in(exempel) == before


def test_publicera_speaks_of_one_amount_as_one(exempel: Path) -> None:
    beslut = "2022/utan-belopp"
    change(exempel, beslut, "- namn: Något görs", "- namn: Något görs\n        belopp: 8 tkr")
    done = CliRunner().invoke(cli, ["publicera", "--root", str(exempel)])
    assert done.stdout.startswith(f"Ett belopp är nytt i {LEDGER}:\n")


def test_publicera_adds_nothing_that_could_not_be_read_back(
    exempel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beslut = "2022/utan-belopp"
    change(exempel, beslut, "- namn: Något görs", "- namn: Något görs\n        belopp: 8 tkr")
    # No id nor amount that the data may hold is known to be unreadable in the ledger: made so.
    unreadable = f"{beslut}/aldreomsorg/nagot-gors"
    ids, *others = ledger.PUBLICERAT.columns
    ids = ids._replace(read=lambda text: None if text == unreadable else parse_belopp_id(text))
    monkeypatch.setattr(ledger, "PUBLICERAT", ledger.PUBLICERAT._replace(columns=(ids, *others)))
    before = files_in(exempel)
    done = CliRunner().invoke(cli, ["publicera", "--root", str(exempel)])
    assert done.exit_code == 1
    line = len((exempel / LEDGER).read_bytes().splitlines()) + 1
    assert f"{LEDGER}:{line}:1: fel-id: '{unreadable}' är inget id" in done.stderr
    assert "Inget är skrivet." in done.stderr
    assert files_in(exempel) == before


@pytest.mark.parametrize("command", [("publicera",), ("ratta", "--orsak", "Fel.")], ids=" ".join)
def test_nothing_is_written_while_something_else_is_wrong(
    exempel: Path, command: tuple[str, ...]
) -> None:
    change(exempel, "2021/stod", "omrade: aldreomsorg", "omrade: aldre")
    before = files_in(exempel)
    done = tilldelat(*command, "--root", exempel)
    assert done.returncode == 1
    assert "okant-id" in done.stderr
    assert "Inget är skrivet" in done.stderr
    assert files_in(exempel) == before


@pytest.mark.parametrize("command", [("publicera",), ("ratta", "--orsak", "Fel.")], ids=" ".join)
def test_a_day_that_does_not_exist_is_wrong_use(exempel: Path, command: tuple[str, ...]) -> None:
    done = tilldelat(*command, "--root", exempel, "--datum", "2023-02-31")
    assert done.returncode == 2
    assert "--datum: '2023-02-31' är inget datum" in done.stderr


def test_a_build_never_touches_the_ledger_nor_the_corrections(built_exempel: Path) -> None:
    for name in (LEDGER, RATTELSER):
        assert (built_exempel / name).read_bytes() == (EXEMPEL / name).read_bytes()


# ratta


@pytest.fixture
def two_changes(exempel: Path) -> Path:
    """The example with two published amounts changed."""
    change(exempel, "2021/stod", "belopp: 500 kr", "belopp: 450 kr")
    change(exempel, "2022/omstallning", "grundbelopp: 1 mkr", "grundbelopp: 2 mkr")
    return exempel


def test_ratta_writes_the_missing_corrections_after_what_is_there(two_changes: Path) -> None:
    path = two_changes / RATTELSER
    path.write_bytes("# Överst, en kommentar.\n".encode() + path.read_bytes().rstrip())
    before = path.read_bytes()
    assert tilldelat("check", "--root", two_changes).returncode == 1
    why = ("--orsak", "Fel: avskrivet.", "--datum", "2023-01-02")
    done = tilldelat("ratta", *why, "--root", two_changes)
    assert done.returncode == 0, done.stdout + done.stderr
    added = path.read_bytes().removeprefix(before + b"\n").decode()
    assert added == (
        f"- datum: 2023-01-02\n  id: {PRICE}\n  fore: 500 kr\n  efter: 450 kr\n"
        f"  orsak: 'Fel: avskrivet.'\n"
        f"- datum: 2023-01-02\n  id: {BASE}\n  fore: 1 000 000 kr\n  efter: 2 000 000 kr\n"
        f"  orsak: 'Fel: avskrivet.'\n"
    )
    assert added in done.stdout
    assert tilldelat("check", "--root", two_changes).returncode == 0

    after = files_in(two_changes)
    again = tilldelat("ratta", "--orsak", "Igen.", "--root", two_changes)
    assert again.returncode == 0
    assert "Inget är skrivet" in again.stdout
    assert files_in(two_changes) == after


def test_ratta_can_be_told_which_amount_the_reason_is_of(two_changes: Path) -> None:
    done = tilldelat("ratta", PRICE, "--orsak", "Fel avskrivet.", "--root", two_changes)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Ett belopp saknar fortfarande rättelse." in done.stdout
    text = (two_changes / RATTELSER).read_text(encoding="utf-8")
    assert PRICE in text
    assert BASE not in text


@pytest.mark.parametrize("unknown", ["2021/stod", "2021/stod/kurser:styckpriset"])
def test_ratta_of_what_is_not_changed_is_wrong_use(two_changes: Path, unknown: str) -> None:
    before = files_in(two_changes)
    done = tilldelat("ratta", unknown, "--orsak", "Fel.", "--root", two_changes)
    assert done.returncode == 2
    assert f"{unknown!r} saknar rättelse" in done.stderr
    assert files_in(two_changes) == before


def test_ratta_wants_a_reason(two_changes: Path) -> None:
    done = tilldelat("ratta", "--root", two_changes)
    assert done.returncode == 2
    assert "--orsak saknas" in done.stderr


def test_ratta_starts_the_file_of_corrections(exempel: Path) -> None:
    (exempel / RATTELSER).unlink()  # the amount that it corrected is changed without it
    assert tilldelat("ratta", "--orsak", "Fel avskrivet.", "--root", exempel).returncode == 0
    assert tilldelat("check", "--root", exempel).returncode == 0


def test_ratta_does_not_take_a_renamed_row_for_withdrawn_unless_told_so(exempel: Path) -> None:
    change(exempel, "2021/stod", "    id: kurser\n", "")
    change(exempel, "2021/stod", "namn: Kurser", "namn: Utbildning")
    change(exempel, "2021/stod", "galler_del: kurser", "galler_del: utbildning")
    before = files_in(exempel)
    done = tilldelat("ratta", "--orsak", "Ny post.", "--root", exempel)
    assert done.returncode == 1
    assert "andrat-id" in done.stderr
    assert files_in(exempel) == before
    done = tilldelat("ratta", KURSER, PRICE, "--orsak", "Ny post.", "--root", exempel)
    assert done.returncode == 0, done.stdout + done.stderr
    assert tilldelat("check", "--root", exempel).returncode == 0


def test_ratta_leaves_a_list_in_another_style_as_it_is(two_changes: Path) -> None:
    there = (
        f"[{{datum: 2022-11-30, id: {KURSER}, fore: 30 000 kr, efter: 25 000 kr, orsak: Fel}}]\n"
    ).encode()
    (two_changes / RATTELSER).write_bytes(there)
    done = tilldelat("ratta", "--orsak", "Fel avskrivet.", "--root", two_changes)
    assert done.returncode == 1
    assert "rattelser.yml" in done.stderr
    assert (two_changes / RATTELSER).read_bytes() == there


@pytest.mark.parametrize(
    ("orsak", "code"),
    [("", "fel-varde"), ("…", "ej-ifyllt"), ("=1+1", "formel"), ("Ring 070-123 45 67", "person")],
)
def test_ratta_refuses_a_reason_that_may_not_be_published(
    two_changes: Path, orsak: str, code: str
) -> None:
    before = files_in(two_changes)
    done = tilldelat("ratta", "--orsak", orsak, "--root", two_changes)
    assert done.returncode == 1
    assert code in done.stderr
    assert files_in(two_changes) == before


# The whole way to the pages


def read_page(path: Path) -> lxml.html.HtmlElement:
    parser = lxml.html.HTMLParser(encoding="utf-8")
    return lxml.html.document_fromstring(path.read_bytes(), parser=parser)


def test_a_change_of_one_published_figure_needs_its_correction_and_gets_its_mark(
    tmp_path: Path,
) -> None:
    root = copy_real(tmp_path / "kopia")
    beslut = "2020/sammanhallna-vardforlopp"
    change(root, beslut, "belopp: 400 000 kr", "belopp: 410 000 kr")
    change(root, beslut, "differens: 710 000 kr", "differens: 720 000 kr")
    published = (root / LEDGER).read_bytes()

    done = tilldelat("check", "--root", root)
    assert done.returncode == 1
    assert re.findall(r"(?m)^(\S+):\d+:\d+: ([a-z-]+):", done.stdout) == [
        (f"content/data/beslut/{beslut}.yml", "saknad-rattelse")
    ]
    [block] = re.findall(r"(?ms)^- datum: \d{4}-\d\d-\d\d\n.*? orsak: …\n", done.stdout)
    assert f"id: {beslut}/omrade-diagnostik\n" in block
    assert tilldelat("build", "--root", root).returncode == 1
    assert not (root / "site").exists()

    with (root / RATTELSER).open("a", encoding="utf-8") as stream:
        stream.write(block.replace("…", "Siffran var fel avskriven."))
    assert tilldelat("check", "--root", root).returncode == 0
    site = build(root)
    assert (root / LEDGER).read_bytes() == published

    page = read_page(site / f"beslut/{beslut}/index.html")
    [cell] = page.xpath("//td[@id='belopp-omrade-diagnostik']")
    words = cell.text_content()
    assert "410\u00a0000\u00a0kr" in words
    assert "400\u00a0000\u00a0kr blev 410\u00a0000\u00a0kr. Siffran var fel avskriven." in words
    assert re.search(r"Rättad \d+\s\w+ \d{4}", words)
    assert page.xpath("//h2[contains(., 'Rättelser')]")
    [link] = cell.xpath(".//a[contains(., 'Rättad')]/@href")
    corrections = read_page(site / "rattelser/index.html")
    [row] = corrections.xpath(f"//tr[@id='{link.partition('#')[2]}']")
    assert "+10\u00a0000\u00a0kr" in row.text_content()
    feed = ET.parse(site / "rattelser/atom.xml").getroot()
    [title] = [one.text for one in feed.iterfind("{*}entry/{*}title")]
    assert title == (
        "Rättelse: Stimulera område diagnostiks möjlighet att aktivt delta i arbetet med "
        "vårdförloppen (2020), 400\u00a0000\u00a0kr blev 410\u00a0000\u00a0kr"
    )


def test_a_corrected_figure_is_marked_wherever_it_is_shown(exempel_site: Site) -> None:
    told = "30\u00a0000\u00a0kr blev 25\u00a0000\u00a0kr. Beloppet var fel avskrivet, <i>se"
    shown = {
        address: [
            cell
            for cell in page.xpath("//td[contains(@class, 'tal')]")
            # A year's sum is no figure of a document: those that it adds stand below it.
            if cell.xpath("./a[@class='belopp'][not(data)][.='25\u00a0000\u00a0kr']")
        ]
        for address, page in exempel_site.pages.items()
        if address != "rattelser/"
    }
    places = {address: cells for address, cells in shown.items() if cells}
    assert {"beslut/2021/stod/", "2021/aldreomsorg/", "utforska/"} <= set(places)
    corrections = exempel_site.pages["rattelser/"]
    for address, cells in places.items():
        for cell in cells:
            if cell.getparent().xpath("./td") and "blev" not in cell.text_content():
                assert address == "beslut/2021/stod/", address  # its table of corrections
                continue
            assert told in cell.text_content(), address
            assert "Rättad" in cell.text_content()
            assert "30\u00a0november 2022" in cell.text_content()
            [link] = cell.xpath(".//a[contains(., 'Rättad')]/@href")
            assert corrections.xpath(f"//tr[@id='{link.partition('#')[2]}']")


def test_what_was_not_corrected_is_not_marked(exempel_site: Site) -> None:
    for address in ("beslut/2021/stod/", "utforska/"):
        links = exempel_site.pages[address].xpath("//article//a[contains(., 'Rättad')]")
        assert len(links) == 1, address


def test_every_kind_of_amount_can_wear_the_mark(two_changes: Path) -> None:
    change(two_changes, "2021/stod", "belopp: 100 000 kr", "belopp: 101 000 kr")
    change(two_changes, "2021/stod", "differens: 5 000 kr", "differens: 4 000 kr")
    assert tilldelat("ratta", "--orsak", "Prov.", "--root", two_changes).returncode == 0
    site = build(two_changes)
    for address, told in (
        ("beslut/2021/stod", "500\u00a0kr blev 450\u00a0kr. Prov."),
        ("beslut/2021/stod", "100\u00a0000\u00a0kr blev 101\u00a0000\u00a0kr. Prov."),
        (
            "beslut/2022/omstallning",
            "1\u00a0000\u00a0000\u00a0kr blev 2\u00a0000\u00a0000\u00a0kr. Prov.",
        ),
        ("2021", "100\u00a0000\u00a0kr blev 101\u00a0000\u00a0kr. Prov."),
        ("2021/aldreomsorg", "100\u00a0000\u00a0kr blev 101\u00a0000\u00a0kr. Prov."),
        ("", "100\u00a0000\u00a0kr blev 101\u00a0000\u00a0kr. Prov."),
    ):
        page = read_page(site / address / "index.html")
        marked = [
            one.getparent()
            for one in page.xpath("//main//a[starts-with(normalize-space(.), 'Rättad')]")
        ]
        assert [one for one in marked if one is not None and told in one.text_content()], address


def test_a_correction_of_what_is_gone_is_still_listed(exempel: Path) -> None:
    change(
        exempel,
        "2022/omstallning",
        "    varav:\n      - namn: Utvärdering\n        belopp: 400 tkr\n",
        "",
    )
    assert tilldelat("ratta", "--orsak", "Struken.", "--root", exempel).returncode == 0
    site = build(exempel)
    for address in ("rattelser", "beslut/2022/omstallning"):
        text = read_page(site / address / "index.html").text_content()
        assert "2022/omstallning/aldreomsorg/utvardering" in text
        assert "Uppgiften finns inte längre." in text
    table = (site / "data/rattelser.csv").read_text(encoding="utf-8")
    assert "2022/omstallning/aldreomsorg/utvardering,2022/omstallning,400000,,Struken." in table
