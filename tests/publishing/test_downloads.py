from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import TABLES, Site

BOM = b"\xef\xbb\xbf"
DATES = {"beslutsdatum", "datum", "reviderad", "senast"}
INTEGERS = {"antal", "andel_taljare", "andel_namnare", "ar", "ram_ar"}
YES_OR_NO = {"oronmarkt", "preliminar"}


def data(site: Site, name: str) -> bytes:
    return (site.folder / "data" / name).read_bytes()


def parsed(content: bytes, delimiter: str) -> list[list[str]]:
    """Rows as the standard says they are to be read, header first."""
    stream = io.StringIO(content.decode("utf-8"), newline="")
    return list(csv.reader(stream, delimiter=delimiter, strict=True))


def whole(site: Site, table: str) -> dict[str, Any]:
    found = json.loads(data(site, f"{table}.json"))
    assert isinstance(found, dict)
    return found


def as_text(value: object) -> str:
    """A JSON value as a CSV cell has it."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("table", TABLES)
def test_csv_is_utf_8_without_bom_and_excel_csv_has_one(any_site: Site, table: str) -> None:
    assert not data(any_site, f"{table}.csv").startswith(BOM)
    excel = data(any_site, f"{table}-excel.csv")
    assert excel.startswith(BOM)
    assert excel.count(BOM) == 1


@pytest.mark.parametrize("suffix", [".csv", "-excel.csv"])
@pytest.mark.parametrize("table", TABLES)
def test_every_line_of_a_csv_ends_with_crlf(any_site: Site, table: str, suffix: str) -> None:
    content = data(any_site, f"{table}{suffix}")
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r") == content.count(b"\r\n")
    assert b"\r\n\r\n" not in content


@pytest.mark.parametrize("table", TABLES)
def test_csv_has_commas_and_excel_csv_semicolons(any_site: Site, table: str) -> None:
    header = data(any_site, f"{table}.csv").split(b"\r\n")[0]
    assert b";" not in header
    assert data(any_site, f"{table}-excel.csv").split(b"\r\n")[0] == BOM + header.replace(
        b",", b";"
    )


@pytest.mark.parametrize(("suffix", "delimiter"), [(".csv", ","), ("-excel.csv", ";")])
@pytest.mark.parametrize("table", TABLES)
def test_every_row_of_a_csv_has_as_many_fields_as_its_header(
    any_site: Site, table: str, suffix: str, delimiter: str
) -> None:
    rows = parsed(data(any_site, f"{table}{suffix}").removeprefix(BOM), delimiter)
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(rows[0]) > 7


@pytest.mark.parametrize("table", TABLES)
def test_quotes_are_doubled_and_stand_only_around_whole_fields(any_site: Site, table: str) -> None:
    for suffix, delimiter in ((".csv", ","), ("-excel.csv", ";")):
        field = rf'(?:"(?:[^"]|"")*"|[^"{delimiter}\r\n]*)'
        record = re.compile(rf"{field}(?:{delimiter}{field})*")
        text = data(any_site, f"{table}{suffix}").decode("utf-8-sig")
        for line in text.removesuffix("\r\n").split("\r\n"):
            assert record.fullmatch(line), line


@pytest.mark.parametrize("table", TABLES)
def test_both_dialects_and_json_hold_the_same_rows_and_columns(any_site: Site, table: str) -> None:
    plain = parsed(data(any_site, f"{table}.csv"), ",")
    excel = parsed(data(any_site, f"{table}-excel.csv").removeprefix(BOM), ";")
    found = whole(any_site, table)
    assert plain == excel
    assert plain[0] == found["kolumner"]
    assert plain[1:] == [[as_text(row[name]) for name in plain[0]] for row in found["rader"]]


@pytest.mark.parametrize("table", TABLES)
def test_json_says_what_it_is_and_in_which_format(any_site: Site, table: str) -> None:
    found = whole(any_site, table)
    assert {"format_version", "tabell", "kolumner", "rader"} <= set(found)
    assert re.fullmatch(r"1\.[0-9]+(\.[0-9]+)?", found["format_version"])
    assert found["tabell"] == table
    assert all(list(row) == found["kolumner"] for row in found["rader"])


@pytest.mark.parametrize("table", TABLES)
def test_json_values_are_typed_and_what_is_not_stated_is_null(any_site: Site, table: str) -> None:
    for row in whole(any_site, table)["rader"]:
        for name, value in row.items():
            if value is None:
                continue
            if name.endswith("_kr") or name in INTEGERS:
                assert type(value) is int, (name, value)
            elif name in YES_OR_NO:
                assert type(value) is bool, (name, value)
            else:
                assert type(value) is str, (name, value)
                assert value.strip() == value != ""


def test_the_example_tries_every_kind_of_value(exempel_site: Site) -> None:
    rows = [row for table in TABLES for row in whole(exempel_site, table)["rader"]]
    values = [value for row in rows for value in row.values()]
    assert {type(value) for value in values} == {int, bool, str, type(None)}
    assert {0, True, "NA", "0099", "01", "1.2.3"} <= set(values)
    texts = [value for value in values if isinstance(value, str)]
    for awkward in ('"', ";", ",", "|", "<script>alert(1)</script>", "åäö"):
        assert any(awkward in text for text in texts), awkward


@pytest.mark.parametrize("table", TABLES)
def test_csv_amounts_are_plain_integers_and_dates_are_iso(any_site: Site, table: str) -> None:
    header, *rows = parsed(data(any_site, f"{table}.csv"), ",")
    for row in rows:
        for name, value in zip(header, row, strict=True):
            if not value:
                continue
            if name.endswith("_kr"):
                assert re.fullmatch(r"-?[0-9]+", value), (name, value)
            if name in INTEGERS:
                form = r"[0-9]{4}" if name.endswith("ar") else r"[1-9][0-9]*"
                assert re.fullmatch(form, value), (name, value)
            if name in DATES:
                assert re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value), (name, value)
            if name in YES_OR_NO:
                assert value in {"true", "false"}


@pytest.mark.parametrize("table", TABLES)
def test_no_cell_runs_as_a_formula_in_a_spreadsheet(any_site: Site, table: str) -> None:
    header, *rows = parsed(data(any_site, f"{table}.csv"), ",")
    for row in rows:
        for name, value in zip(header, row, strict=True):
            if not name.endswith("_kr"):
                assert not re.match(r"[=+@\t\r]|-[0-9]", value), (name, value)


def test_no_export_alters_a_text(exempel_site: Site) -> None:
    header, *rows = parsed(data(exempel_site, "insatser.csv"), ",")
    by_id = {row[0]: dict(zip(header, row, strict=True)) for row in rows}
    assert by_id["2021/stod/kurser"]["mottagare"] == 'Enheten "Å/Ä/Ö"; <script>alert(1)</script>'
    assert by_id["2021/stod/kurser"]["ansvarig"] == "Chefen för <b>kurser</b>; Samordnaren"
    assert by_id["2022/omstallning/plan"]["namn"] == "Skapa en plan för | < & * _ ` # [x](y)"


@pytest.mark.parametrize("table", TABLES)
def test_every_download_is_listed_on_the_data_page(any_site: Site, table: str) -> None:
    hrefs = any_site.pages["data/"].xpath("//main//a/@href")
    for name in (f"{table}.csv", f"{table}-excel.csv", f"{table}.json"):
        assert name in hrefs
        assert Path(any_site.folder, "data", name).is_file()


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_explained_on_the_data_page(any_site: Site, table: str) -> None:
    words = any_site.pages["data/"].xpath("//main//code/text()")
    assert [name for name in whole(any_site, table)["kolumner"] if name not in words] == []
