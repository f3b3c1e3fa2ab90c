"""Whether a site is whole and adds up, by its files alone, which may be anything."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import sqlite3
import threading
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings

from generator.pages import explorer
from generator.publishing import exports
from generator.verifying import live_sums, others, sums, workbook
from generator.verifying.source import Source, UnreadableError, is_plain, source
from generator.verifying.twins import Difference
from generator.verifying.verify import verify
from tests.conftest import serving, tilldelat
from tests.publishing.reckoning import tables_of
from tests.publishing.registers import Data, published, registers
from tests.smallest import STEADY

Spoil = Callable[[Path], object]


@pytest.fixture
def site_copy(built_exempel: Path, tmp_path: Path) -> Path:
    """The finished example, for a test to spoil."""
    return shutil.copytree(built_exempel / "site", tmp_path / "site")


def change(path: Path, before: str, after: str) -> None:
    text = path.read_bytes().decode("utf-8")
    assert before in text, before
    path.write_bytes(text.replace(before, after, 1).encode())


def change_bytes(path: Path, before: bytes, after: bytes) -> None:
    """Write others in their place, so many as there were."""
    content = path.read_bytes()
    assert before in content
    path.write_bytes(content.replace(before, after.ljust(len(before))))


def change_workbook(site: Path, before: str, after: str) -> None:
    """Write another text wherever one stands in the workbook."""
    path = site / "data/tilldelat.xlsx"
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    assert any(before.encode() in part for part in parts.values()), before
    with zipfile.ZipFile(path, "w") as book:
        for name, part in parts.items():
            book.writestr(name, part.replace(before.encode(), after.encode()))


def change_database(site: Path, change: str) -> None:
    with closing(sqlite3.connect(site / "data/tilldelat.sqlite")) as database:
        database.execute(change)
        database.commit()


def forge(site: Path) -> None:
    """Make the list of files true again."""
    path = site / "data/manifest.json"
    told = json.loads(path.read_text("utf-8"))
    for entry in told["filer"]:
        content = (site / entry["sokvag"]).read_bytes()
        entry |= {"byte": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    path.write_text(json.dumps(told), "utf-8")


@pytest.mark.parametrize("built", ["built_site", "built_exempel"])
def test_a_site_as_it_was_built_is_whole_and_adds_up(
    built: str, request: pytest.FixtureRequest
) -> None:
    folder = request.getfixturevalue(built)
    site = folder if built == "built_site" else folder / "site"
    done = tilldelat("verify", site)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("Allt stämmer.\n")
    tried = verify(source(str(site)))
    files = [path for path in site.rglob("*") if path.is_file()]
    assert tried.files == len(files) - 1  # all but the list itself
    assert (tried.tables, tried.faults) == (17, [])
    assert tried.sums > 100


VERSION = "versioner/2024-04-02/"
FORGED: Mapping[str, Spoil] = {
    "a digit": lambda site: change(site / f"{VERSION}insatser.csv", "0,", "1,"),
    "another table": lambda site: shutil.copy(
        site / "data/beslut.csv", site / f"{VERSION}omraden.csv"
    ),
    "one that no version has": lambda site: shutil.copy(
        site / "data/beslut.csv", site / f"{VERSION}mer.csv"
    ),
    "one that is withdrawn": lambda site: shutil.copy(
        site / "data/ordlista.csv", site / f"{VERSION}ordlista.csv"
    ),
    "no table": lambda site: (site / f"{VERSION}insatser.csv").unlink(),
    "no version": lambda site: (site / f"{VERSION}index.json").write_text("[]", "utf-8"),
    "a table that leads out": lambda site: change(
        site / f"{VERSION}index.json", '"tabell": "beslut"', '"tabell": "../beslut"'
    ),
}


@pytest.mark.parametrize("how", FORGED)
def test_a_table_of_an_earlier_version_is_as_that_says_though_the_list_is_forged(
    site_copy: Path, how: str
) -> None:
    FORGED[how](site_copy)
    path = site_copy / "data/manifest.json"
    told = json.loads(path.read_text("utf-8"))
    listed = [entry["sokvag"] for entry in told["filer"]]
    listed += [f"{VERSION}mer.csv"] if how == "one that no version has" else []
    told["filer"] = [{"sokvag": each} for each in listed if (site_copy / each).is_file()]
    path.write_text(json.dumps(told), "utf-8")
    forge(site_copy)
    faults = verify(source(str(site_copy))).faults
    assert faults
    assert all(fault.startswith(VERSION) for fault in faults), faults


def test_what_is_withdrawn_is_said_to_be(built_exempel: Path) -> None:
    done = tilldelat("verify", built_exempel / "site")
    assert "51 tabeller i tidigare versioner" in done.stdout
    assert f"Tillbakadragen: {VERSION}ordlista.csv (2024-04-05: En uppgift" in done.stdout


def test_so_is_one_on_the_web(built_exempel: Path) -> None:
    with serving(built_exempel / "site") as address:
        assert verify(source(address)).faults == []


def test_a_digit_is_named_with_its_file_and_its_sum_though_the_list_is_forged(
    site_copy: Path,
) -> None:
    change(site_copy / "data/insatser.csv", ",6000000,", ",6000001,")
    for is_forged in (False, True):
        if is_forged:
            forge(site_copy)
        done = tilldelat("verify", site_copy)
        assert done.returncode == 1
        assert ("annan kontrollsumma" in done.stdout) is not is_forged
        assert "data/insatser.csv, rad " in done.stdout
        assert "belopp_kr: '6000001', men '6000000' i data/insatser.json" in done.stdout
        assert "data/kontroller.csv: kontroll " in done.stdout
        assert "Det stämmer inte: " in done.stdout


SPOILED: dict[str, tuple[Spoil, str]] = {
    "another twin": (
        lambda site: change(site / "data/omraden-excel.csv", ";7500000;", ";7500001;"),
        "men '7500001' i data/omraden-excel.csv",
    ),
    "a row less": (
        lambda site: change(site / "data/ordlista.json", "\n{", "\n"),
        "data/ordlista.json: filen går inte att läsa som JSON",
    ),
    "a total": (
        lambda site: change(site / "data/index.json", '"kr": ', '"kr": 1'),
        "data/index.json: ar:",
    ),
    "a page's total": (
        lambda site: (site / "2023/index.html").write_text("<p>", "utf-8"),
        "2023/index.html: visar inte totalen",
    ),
    "a sum on a page": (
        lambda site: change(site / "index.html", 'value="2000000"', 'value="2000001"'),
        "index.html: ar:2024:beslutad: publicerat 2\xa0000\xa0001\xa0kr, räknat ur CSV 2",
    ),
    "what a page shows of a sum": (
        lambda site: change(site / "index.html", ">2\xa0000\xa0000\xa0kr</data>", ">3 kr</data>"),
        "index.html: ar:2024:beslutad: där står '3 kr', men talet är 2000000",
    ),
    "a page's row": (
        lambda site: change(site / "2023/index.json", '"ar": 2023', '"ar": 2024'),
        "2023/index.json: raden ",
    ),
    "no number": (
        lambda site: change(site / "data/beslut.csv", ",2021,", ",2021x,"),
        "är inget helt tal",
    ),
    "no table": (
        lambda site: (site / "data/kontroller.csv").write_bytes(b"\xff\xfe"),
        "data/kontroller.csv: filen går inte att läsa som CSV",
    ),
    "a database that is none": (
        lambda site: (site / "data/tilldelat.sqlite").write_bytes(b"SQLite format 3\0" * 99),
        "data/tilldelat.sqlite: ",
    ),
    "a sum of the database": (
        lambda site: change_database(site, "UPDATE belopp_per_ar SET kr = kr + 1"),
        "data/tilldelat.sqlite: ar:2021:beslutad: publicerat 100\xa0001\xa0kr, räknat ur CSV 100",
    ),
    "a database without its sums": (
        lambda site: change_database(site, "DROP VIEW per_mottagare"),
        "data/tilldelat.sqlite: databasen går inte att läsa (no such table: per_mottagare)",
    ),
    "a database with names in no encoding": (
        lambda site: change_bytes(site / "data/tilldelat.sqlite", b"per_mottagare AS", b"per_\xe4"),
        "data/tilldelat.sqlite: databasen går inte att läsa",
    ),
    "a decision with another name": (
        lambda site: change(site / "data/beslut.csv", "2021/stod,", "2021/stodd,"),
        "summorna i data/tilldelat.sqlite: går inte att räkna om, för tabellerna hänger inte ihop",
    ),
    "a number of the workbook": (
        lambda site: change_workbook(site, "<v>7500000</v>", "<v>7500001</v>"),
        "men '7500001' i data/tilldelat.xlsx",
    ),
    "a name of the workbook": (
        lambda site: change_workbook(site, "<t>beslut_id</t>", "<t>beslut_nr</t>"),
        "data/tilldelat.xlsx: har inget blad med tabellen beslut",
    ),
    "a sum of the workbook": (
        lambda site: change_workbook(site, "</f><v>1000000</v>", "</f><v>1000001</v>"),
        "data/tilldelat.xlsx: Summor, 2024, upphavd, beslut: publicerat 1\xa0000\xa0001",
    ),
    "a formula of the workbook": (
        lambda site: change_workbook(site, ",$B7)+SUMIFS(", ",$B6)+SUMIFS("),
        "data/tilldelat.xlsx: Summor, rad 7: där står '1000000', men formeln ger ",
    ),
    "a formula that adds nothing": (
        lambda site: change_workbook(site, "<f>SUMIFS(", "<f>1+SUMIFS("),
        "data/tilldelat.xlsx: Summor, rad 6: formeln är ingen summa av tabellernas rader",
    ),
    "a formula that leads nowhere": (
        lambda site: change_workbook(site, "SUMIFS('Beslut'", "SUMIFS('Besluten'"),
        "data/tilldelat.xlsx: Summor, rad 6: formeln leder till något annat än tabellerna",
    ),
    "a status among the sums": (
        lambda site: change_workbook(site, '<v>504</v></c><c r="C7"', '<v>503</v></c><c r="C7"'),
        "data/tilldelat.xlsx: Summor, 2024, upphavd, beslut: publicerat inget, räknat ur CSV 1",
    ),
    "no sheet of sums": (
        lambda site: change_workbook(site, 'name="Summor"', 'name="Summa"'),
        "data/tilldelat.xlsx: har inget blad Summor",
    ),
    "a grant": (
        lambda site: change(
            site / "data/360giving.json", '"amountAwarded": ', '"amountAwarded": 1'
        ),
        "data/360giving.json: https://exempel.invalid/under/mapp/beslut/",
    ),
    "grants that are left out": (
        lambda site: change(site / "data/360giving.json", '"avslag": ', '"avslag": 1'),
        "data/360giving.json: har ",
    ),
    "a digest in the data package": (
        lambda site: change(site / "data/datapackage.json", "sha256:", "sha256:0"),
        "data/datapackage.json: data/beslut.csv har en annan längd eller kontrollsumma",
    ),
    "a number of rows": (
        lambda site: change(site / "data/index.json", '"rader": ', '"rader": 1'),
        "data/index.json: säger att beslut har ",
    ),
    "a year's total for programs": (
        lambda site: change(site / "llms.txt", "beslutat 100", "beslutat 200"),
        "llms.txt: har inte totalen 100\xa0000\xa0kr för 2021",
    ),
    "an amount of the explorer": (
        lambda site: change(next(site.glob("utforska/*/2023.json")), "6000000", "6000001"),
        "/2023.json: Teknik åt alla, 6\xa0000\xa0001\xa0kr, är inte som i data/omraden.csv",
    ),
    "an explorer that is none": (
        lambda site: change(site / "utforska/register.json", '"version":"', '"version":"../'),
        "utforska/register.json: är inte gjord som den ska",
    ),
    "a workbook with a row more": (
        lambda site: change_workbook(site, "</sheetData>", '<row r="99"/></sheetData>'),
        "data/tilldelat.xlsx: beslut har ",
    ),
    "a workbook that names things": (
        lambda site: change_workbook(
            site, "<worksheet ", '<!DOCTYPE a [<!ENTITY b "b">]><worksheet '
        ),
        "har en dokumenttyp",
    ),
    "a workbook that is none": (
        lambda site: (site / "data/tilldelat.xlsx").write_bytes(b"PK\x03\x04" * 99),
        "data/tilldelat.xlsx: arbetsboken går inte att läsa",
    ),
    "a workbook with a cell far away": (
        lambda site: change_workbook(site, '<c r="A3"', '<c r="ZZZ3"'),
        "data/tilldelat.xlsx: arbetsboken har en cell i kolumnen 'ZZZ', utanför tabellerna",
    ),
    "rows that lead nowhere": (
        lambda site: change(site / "data/kontroller.csv", "2021/stod,", "2021/stodd,"),
        "",
    ),
}


@pytest.mark.parametrize("name", SPOILED)
def test_whatever_is_spoiled_is_told_though_the_list_is_forged(name: str, site_copy: Path) -> None:
    spoil, told = SPOILED[name]
    spoil(site_copy)
    forge(site_copy)
    faults = verify(source(str(site_copy))).faults
    assert any(told in fault for fault in faults), faults


def test_what_is_missing_and_what_is_too_much_is_told(site_copy: Path) -> None:
    (site_copy / "om/index.html").unlink()
    (site_copy / "extra.html").write_text("nytt", "utf-8")
    (site_copy / "robots.txt.gz").write_bytes(b"\x1f\x8b nej")
    assert sorted(verify(source(str(site_copy))).faults) == [
        "extra.html: finns inte i förteckningen",
        "om/index.html: filen saknas",
        "robots.txt.gz: finns inte i förteckningen",
    ]


def test_of_a_table_that_is_missing_only_that_is_told(site_copy: Path) -> None:
    (site_copy / "data/beslut.csv").unlink()
    assert verify(source(str(site_copy))).faults == [
        "data/beslut.csv: filen saknas",
        "tabeller saknas, så summorna går inte att räkna: beslut",
    ]


@pytest.mark.parametrize("path", ["../hemligt", "/etc/passwd", "a//b", "a/../../b", "a\\b", "a\0b"])
def test_nothing_outside_the_site_is_read(path: str, site_copy: Path) -> None:
    (site_copy.parent / "hemligt").write_text("hemligt", "utf-8")
    (site_copy / "lank").symlink_to(site_copy.parent / "hemligt")
    manifest = site_copy / "data/manifest.json"
    told = json.loads(manifest.read_text("utf-8"))
    told["filer"] += [{"sokvag": each, "byte": 7, "sha256": "0" * 64} for each in (path, "lank")]
    manifest.write_text(json.dumps(told), "utf-8")
    faults = verify(source(str(site_copy))).faults
    assert "lank: filen saknas" in faults
    assert any("leder ut från webbplatsen" in fault for fault in faults)
    assert not is_plain(path)


@pytest.mark.parametrize(
    "manifest", ["", "[]", "{}", '{"filer": 1}', '{"filer": [{}]}', "[" * 99_999, '"' * 9]
)
def test_what_is_no_site_is_told_in_words(manifest: str, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/manifest.json").write_text(manifest, "utf-8")
    done = tilldelat("verify", tmp_path)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith("Det går inte att pröva ")


@pytest.mark.parametrize("where", ["finns/inte", "ftp://a.example/", "file:///etc/"])
def test_what_cannot_be_read_ends_with_4(where: str) -> None:
    assert tilldelat("verify", where).returncode == 4


def test_a_file_is_read_no_further_than_it_may_be(tmp_path: Path) -> None:
    (tmp_path / "stor").write_bytes(bytes(5000))
    folder = source(str(tmp_path))
    assert folder.digest("stor", 4999) == (5000, "")
    with pytest.raises(UnreadableError, match="större än den får vara"):
        folder.read("stor", 4999)


class Dripping(io.BytesIO):
    """A file of which a byte comes at a time."""

    def read1(self, size: int | None = -1) -> bytes:
        return self.read(1)


def test_a_file_that_drips_is_not_waited_for() -> None:
    def dripping(length: int) -> Source:
        return Source("", lambda path: Dripping(b"x" * length), None)

    assert dripping(100).read("seg") == b"x" * 100
    with pytest.raises(UnreadableError, match="kommer för långsamt"):
        dripping(101).read("seg")


def test_of_a_workbook_no_more_is_unpacked_than_it_may_be(
    built_exempel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = source(str(built_exempel / "site"))
    monkeypatch.setattr(workbook, "_LONGEST_PART", 1000)
    with pytest.raises(UnreadableError, match="är större än den får vara"):
        workbook.sheets(folder, 100)
    monkeypatch.setattr(workbook, "_MOST_PARTS", 3)
    with pytest.raises(UnreadableError, match="för många delar"):
        workbook.sheets(folder, 100)


def test_a_text_that_the_workbook_had_no_room_for_is_no_difference() -> None:
    cut = f"Början{workbook.CUT}"
    assert workbook.is_cut(Difference(2, "mal", "Början och slutet", cut))
    assert not workbook.is_cut(Difference(2, "mal", "Något annat", cut))
    assert not workbook.is_cut(Difference(2, "mal", "Början", "Börjar"))


class _Redirecting(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(302)
        self.send_header("Location", "http://annan.invalid/data/manifest.json")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tests' output is for the tests."""


def test_a_redirect_to_another_host_is_not_followed() -> None:
    with HTTPServer(("127.0.0.1", 0), _Redirecting) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        asked: Source = source(f"http://127.0.0.1:{server.server_address[1]}")
        with pytest.raises(UnreadableError, match="skickar vidare till en annan plats"):
            verify(asked)
        server.shutdown()


@settings(STEADY, max_examples=4, phases=[Phase.generate])
@given(registers())
def test_every_sum_of_any_register_is_what_the_tables_give(decisions: dict[str, Data]) -> None:
    publication = published(decisions)
    made = [*exports.render(publication), *explorer.render(publication)]
    files = {file.path: file.content for file in made}
    totals = json.loads(files["data/index.json"])["totaler"]
    tables = tables_of(publication)
    for told in sums.sums(tables, totals):
        assert not isinstance(told, str), told
        assert told.published == told.reckoned, told
    folder = Source("", lambda path: io.BytesIO(files[path]), None)
    sheets = workbook.sheets(folder, max(len(table.items) for table in publication.tables.values()))
    live = [live_sums.of_workbook(sheets, tables), live_sums.of_database(folder, tables)]
    for told in chain(*live):
        assert not isinstance(told, str), told
        assert told.published == told.reckoned, told
    lengths = {name: len(table.items) for name, table in publication.tables.items()}
    listed = {
        path: (len(content), hashlib.sha256(content).hexdigest()) for path, content in files.items()
    }
    assert list(others.unlike(folder, listed, lengths, tables)) == []
