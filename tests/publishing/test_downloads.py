from __future__ import annotations

import csv
import io
import json
import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest

from generator.pages import render as pages
from generator.publishing import addresses, columns, downloads, exports, site
from generator.publishing.columns import Table
from generator.publishing.downloads import FORMATS, Format
from generator.publishing.publication import Publication
from tests.conftest import EXEMPEL, Site

BOM = b"\xef\xbb\xbf"
DIALECTS = ((".csv", ","), ("-excel.csv", ";"))
Files = Mapping[str, bytes]

HELD = {
    "text": (str, r"(?s)\S(.*\S)?"),
    "adress": (str, r"https?://\S+"),
    "datum": (str, r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "heltal": (int, r"[1-9][0-9]*"),
    "kronor": (int, r"-?[0-9]+"),
    "ja_nej": (bool, r"true|false"),
}
"""What the values of each kind of column are in JSON, and how they stand in CSV."""


@pytest.fixture(params=["publication", "exempel_publication"])
def published(request: pytest.FixtureRequest) -> Publication:
    """The real data, and the example's."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Publication)
    return found


@pytest.fixture
def files(published: Publication) -> Files:
    """Every download, by its name."""
    return {file.path.removeprefix("data/"): file.content for file in downloads.render(published)}


def parsed(content: bytes, delimiter: str) -> list[list[str]]:
    """Rows as the standard says they are to be read, header first."""
    stream = io.StringIO(content.decode("utf-8"), newline="")
    return list(csv.reader(stream, delimiter=delimiter, strict=True))


def as_text(value: object) -> str:
    """A JSON value as a CSV cell has it."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_every_table_is_there_in_every_format(published: Publication, files: Files) -> None:
    assert len({form.ending for form in FORMATS}) == len({form.name for form in FORMATS}) > 2
    assert list(files) == [form.file_name(stem) for form in FORMATS for stem in published.tables]


def test_csv_is_utf_8_with_crlf_and_excel_csv_has_a_bom(files: Files) -> None:
    for name, content in files.items():
        if name.endswith(".csv"):
            assert content.startswith(BOM) == name.endswith("-excel.csv")
            assert content.count(BOM) == content.startswith(BOM)
            assert content.endswith(b"\r\n")
            assert content.count(b"\n") == content.count(b"\r") == content.count(b"\r\n")
            assert b"\r\n\r\n" not in content


@pytest.mark.parametrize(("ending", "delimiter"), DIALECTS)
def test_quotes_are_doubled_and_stand_only_around_whole_fields(
    published: Publication, files: Files, ending: str, delimiter: str
) -> None:
    field = rf'(?:"(?:[^"]|"")*"|[^"{delimiter}\r\n]*)'
    for table in published.tables:
        record = re.compile(rf"{field}(?:{delimiter}{field})*")
        text = files[f"{table}{ending}"].decode("utf-8-sig")
        for line in text.removesuffix("\r\n").split("\r\n"):
            assert record.fullmatch(line), line


def test_every_format_holds_the_same_rows_and_columns(published: Publication, files: Files) -> None:
    for name, table in published.tables.items():
        found = json.loads(files[f"{name}.json"])
        assert re.fullmatch(r"1\.[0-9]+(\.[0-9]+)?", found["format_version"])
        assert found["tabell"] == name
        assert found["kolumner"] == [column.name for column in table.columns]
        assert all(list(row) == found["kolumner"] for row in found["rader"])
        cells = [[as_text(value) for value in row.values()] for row in found["rader"]]
        for ending, delimiter in DIALECTS:
            content = files[f"{name}{ending}"].removeprefix(BOM)
            assert parsed(content, delimiter) == [found["kolumner"], *cells]


def test_every_value_is_of_its_columns_kind_and_what_is_not_stated_is_null(
    published: Publication,
) -> None:
    for table in published.tables.values():
        for column in table.columns:
            assert (column.kind == "kronor") == column.name.endswith("_kr")
            held, form = HELD[column.kind]
            for record in table.records:
                value = record[column.name]
                if value is not None:
                    assert type(value) is held, (column.name, value)
                    assert re.fullmatch(form, as_text(value)), (column.name, value)
                    runs = isinstance(value, str) and re.match(r"[=+@\t\r]|-[0-9]", value)
                    assert not runs, (column.name, value)


def test_the_example_tries_every_kind_of_value(exempel_publication: Publication) -> None:
    tables = exempel_publication.tables.values()
    values = [value for one in tables for row in one.records for value in row.values()]
    assert {type(value) for value in values} == {int, bool, str, type(None)}
    assert {0, True, "NA", "0099", "01", "1.2.3"} <= set(values)
    texts = [value for value in values if isinstance(value, str)]
    for awkward in ('"', ";", ",", "|", "<script>alert(1)</script>", "åäö"):
        assert any(awkward in text for text in texts), awkward


def test_no_export_alters_a_text(exempel_publication: Publication) -> None:
    row = exempel_publication.tables["insatser"].record
    assert row("2021/stod/kurser")["mottagare"] == 'Enheten "Å/Ä/Ö"; <script>alert(1)</script>'
    assert row("2021/stod/kurser")["ansvarig"] == "Chefen för <b>kurser</b>; Samordnaren"
    assert row("2022/omstallning/plan")["namn"] == "Skapa en plan för | < & * _ ` # [x](y)"


# What follows from the declarations.


def test_every_download_and_every_column_is_on_the_data_page(
    any_site: Site, publication: Publication
) -> None:
    page = any_site.pages["data/"]
    hrefs, words = page.xpath("//main//a/@href"), page.xpath("//main//code/text()")
    for file in exports.render(publication):
        assert posixpath.relpath(file.path, addresses.DATA) in hrefs
        assert (any_site.folder / file.path).is_file()
    for table in publication.tables.values():
        assert [column.name for column in table.columns if column.name not in words] == []


def test_a_new_format_is_a_function_and_a_row(
    exempel_publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    def count(table: Table, keys: Sequence[str]) -> bytes:
        return f"{table.name}: {len(keys)}".encode()

    counted = Format("Antal", ".antal", "text/plain", rows=count, about="Bara.", on_pages=True)
    new = (counted,)
    for module in ("publishing.downloads", "pages.environment"):
        monkeypatch.setattr(f"generator.{module}.FORMATS", (*FORMATS, *new))
    made = {file.path: file.content for file in downloads.render(exempel_publication)}
    assert made["data/beslut.antal"] == b"beslut: 7"
    templates = site.template_folders(EXEMPEL)
    shown = {file.path: file.content for file in pages.render(exempel_publication, templates)}
    assert shown["2023/omraden.antal"].startswith(b"omraden: ")
    assert b'<a href="omraden.antal" download>Antal<' in shown["2023/index.md"]
    assert b'<a href="../data/omraden.antal" download>Antal<' in shown["omraden/index.md"]
    data = shown["data/index.md"]
    assert b'<a href="beslut.antal">' in data
    assert b"Bara." in data


def test_rows_that_are_not_at_hand_are_made_again(
    published: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columns, "_AT_HAND", 2)
    for table in published.tables.values():
        afresh = replace(table, _records={})
        assert [*map(dict, afresh.records)] == [*map(dict, table.records)], table.name
        assert len(afresh._records) <= 2
