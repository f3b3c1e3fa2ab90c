"""What is made of the tables, read back by tools that no one here wrote."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date, datetime
from fnmatch import fnmatch
from operator import itemgetter
from pathlib import Path
from typing import Any, get_args
from xml.sax.saxutils import escape

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openpyxl.utils.escape import unescape

from generator.publishing import addresses, exports, linked_data
from generator.publishing.columns import Column, Found, Kind, Table
from generator.publishing.dictionary import COUNTERPARTS, PLACES
from generator.publishing.downloads import Pieced
from generator.publishing.inputs import Inputs
from generator.publishing.publication import Publication
from generator.publishing.record import Plain
from generator.publishing.site import Left
from generator.publishing.workbook import sheet_names
from generator.publishing.written import Written
from generator.verifying import workbook as read_workbook
from generator.verifying.source import Source
from tests.conftest import Site, build, files_in
from tests.publishing.reckoning import tables_of
from tests.publishing.registers import Data, published, registers
from tests.smallest import STEADY

Files = Mapping[str, bytes]
Rows = list[list[str]]
Cells = Sequence[tuple[Plain, ...]]

AWKWARD = (
    *("007", "1/2023", "6,3", "3", "2002-01-03", "03-jan", "1E5", "true", "NULL", "\u2212710 000"),
    *(
        '"citat"',
        "rad\nbryts",
        "a;b,c\td",
        "l’été 😀",
        "_x0041_ är text",
        "<b>&amp;</b>",
        "' OR 1=1",
    ),
    *("http://exempel.invalid/å?a=b&c", "\u202ebaklänges", "a\u00a0b\u00adc", "x\x01y", "]]>"),
)
"""What spreadsheets, databases and XML are known to alter."""


def all_files(publication: Publication) -> Files:
    return {file.path: file.content for file in exports.render(publication)}


@pytest.fixture(scope="module")
def files(exempel_publication: Publication) -> Files:
    """Every table and export of the example."""
    return all_files(exempel_publication)


def csv_rows(files: Files, table: str) -> Rows:
    text = files[f"data/{table}.csv"].decode("utf-8")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def as_csv(value: object) -> str:
    """A value as CSV has it."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case datetime():
            return value.date().isoformat()
    return str(value)


def xlsx_rows(sheet: Any) -> Rows:
    """The rows of a sheet from the columns' names on, without the format's own escapes."""
    rows = sheet.iter_rows(min_row=2, values_only=True)
    return [[unescape(as_csv(value)) for value in row] for row in rows]


def test_the_workbook_has_every_table_as_it_is(
    exempel_publication: Publication, files: Files
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files["data/tilldelat.xlsx"]))
    for table in exempel_publication.tables.values():
        sheet = book[sheet_names(exempel_publication)[table.name]]
        assert xlsx_rows(sheet) == csv_rows(files, table.name)
        assert [cell.value for cell in sheet[1]] == [column.title for column in table.columns]
        assert (sheet.freeze_panes, sheet.auto_filter.ref[:2]) == ("B3", "A2")


def test_each_value_of_the_workbook_is_of_its_kind(
    exempel_publication: Publication, files: Files
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files["data/tilldelat.xlsx"]))
    types = {"kronor": int, "heltal": int, "datum": datetime, "ja_nej": bool}
    seen = set()
    for table in exempel_publication.tables.values():
        for row in book[sheet_names(exempel_publication)[table.name]].iter_rows(
            min_row=3, values_only=True
        ):
            for column, value in zip(table.columns, row, strict=True):
                if value is not None:
                    assert type(value) is types.get(column.kind, str), (column.name, value)
                    seen.add(column.kind)
    assert seen == {*types, "text", "adress"}


def test_a_title_that_no_sheet_may_have_gives_one_that_it_may(
    exempel_publication: Publication,
) -> None:
    titles = {
        "insatser": "Stöd/bidrag: [en]",
        "omraden": "summor",
        "beslut": "'",
        "utfall": "x" * 40,
    }
    tables = {
        name: replace(table, title=titles.get(name, table.title))
        for name, table in exempel_publication.tables.items()
    }
    copied = replace(exempel_publication)
    vars(copied)["tables"] = tables
    book = openpyxl.load_workbook(io.BytesIO(all_files(copied)["data/tilldelat.xlsx"]))
    names = sheet_names(copied)
    assert [names[name] for name in titles] == ["Stöd bidrag en", "omraden", "beslut", "x" * 31]
    assert set(names.values()) < set(book.sheetnames)


def test_the_sums_of_the_workbook_are_formulas_that_stand_with_their_values(
    publication: Publication,
) -> None:
    content = io.BytesIO(all_files(publication)["data/tilldelat.xlsx"])
    values, formulas = (
        list(openpyxl.load_workbook(content, data_only=only)["Summor"].iter_rows(values_only=True))
        for only in (True, False)
    )
    assert values[5:] == [
        (2023, "beslutad", 75_422_690, 75_422_690, 26_688_382),
        (2020, "beslutad", 2_600_000, 2_600_000, 3_310_000),
        (2019, "forslag", 30_600_000, 30_600_000, 30_600_000),
        (2018, "forslag", 12_600_000, 12_600_000, 12_600_000),
    ]
    for row in formulas[5:]:
        assert all(str(formula).startswith("=SUMIFS('") for formula in row[2:])


@contextmanager
def opened(files: Files) -> Iterator[sqlite3.Connection]:
    """The database, with its keys held to."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(files["data/tilldelat.sqlite"])
        yield database


def database_rows(database: sqlite3.Connection, table: Table) -> Rows:
    """The rows of a table of the database as CSV has them, after its columns' names."""
    read = database.execute(f"SELECT * FROM {table.name} ORDER BY rowid")
    is_yes_or_no = [column.kind == "ja_nej" for column in table.columns]
    names = [name for name, *_ in read.description]
    return [
        names,
        *(
            [
                as_csv(bool(value) if answer and value is not None else value)
                for value, answer in zip(row, is_yes_or_no, strict=True)
            ]
            for row in read
        ),
    ]


def test_the_database_has_every_table_as_it_is_and_its_keys_hold(
    exempel_publication: Publication, files: Files
) -> None:
    with opened(files) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in exempel_publication.tables.values():
            assert database_rows(database, table) == csv_rows(files, table.name)
        explained = database.execute(
            "SELECT tabell, kolumn FROM kolumner ORDER BY rowid"
        ).fetchall()
        named = [(t.name, c.name) for t in exempel_publication.tables.values() for c in t.columns]
        assert explained == named


SEVERAL = {
    "overordnad_id": ("beslut", "omraden", "insatser", "ramar"),
    "andrar_id": ("beslut", "omraden", "insatser"),
    "kontrollerat_id": ("beslut", "omraden", "insatser", "ramar"),
    "galler_del_id": ("omraden", "insatser", "ramar"),
    "rad_id": ("beslut", "omraden", "insatser", "ramar"),
}
"""Columns that lead to rows of several tables, which is no key that a database has."""


def loose_ends(database: sqlite3.Connection, publication: Publication) -> Iterator[str]:
    """Every id that leads to no row, of a key or of a column that leads to several tables."""
    yield from map(str, database.execute("PRAGMA foreign_key_check"))
    tables = publication.tables.values()
    for table in (table for table in tables if table.name != "rattelser"):
        for column in {each.name for each in table.columns[1:]} & SEVERAL.keys():
            rows = " UNION ".join(
                f"SELECT {publication.tables[to].key} FROM {to}" for to in SEVERAL[column]
            )
            loose = f"SELECT {column} FROM {table.name} WHERE {column} NOT IN ({rows})"
            yield from (f"{table.name}.{column}: {id_}" for (id_,) in database.execute(loose))


def views(database: sqlite3.Connection) -> dict[str, int]:
    """The sums of the views, by the claims that the pages make with them."""
    of_year = {
        f"ar:{ar}:{status}": kr
        for ar, status, kr in database.execute("SELECT ar, status, kr FROM per_ar")
    }
    of_omrade = database.execute("SELECT omrade_id, ar, status, kr FROM per_ar_och_omrade")
    of_recipient = database.execute("SELECT mottagare_id, ar, status, kr FROM per_mottagare")
    return (
        of_year
        | {f"omrade:{id_}:{ar}:{status}": kr for id_, ar, status, kr in of_omrade}
        | {f"mottagare:{id_}:{ar}:{status}": kr for id_, ar, status, kr in of_recipient}
    )


def are_views(claim: str) -> bool:
    return (
        re.fullmatch(r"(ar|(omrade|mottagare):.+):[0-9]{4}:(beslutad|forslag)", claim) is not None
    )


@settings(STEADY, max_examples=4, phases=[Phase.generate])
@given(registers())
def test_keys_hold_and_views_say_what_the_pages_do_in_any_register(
    decisions: dict[str, Data],
) -> None:
    publication = published(decisions)
    with opened(all_files(publication)) as database:
        assert list(loose_ends(database, publication)) == []
        sums = tables_of(publication).sums
        assert views(database) == {claim: kr for claim, kr in sums.items() if are_views(claim)}


def with_table(publication: Publication, cells: Cells) -> Publication:
    """A publication with one more table, of a key, a text, kronor, a day and a yes or no."""
    kinds: tuple[Kind, ...] = ("text", "text", "kronor", "datum", "ja_nej")
    columns: list[Column[Any]] = [
        Column(f"{kind}_{at}", f"Rubrik {at}", "Prov.", itemgetter(at), kind)
        for at, kind in enumerate(kinds)
    ]
    columns.append(Column("url", "Adress", "Prov.", lambda row: "prov/", "adress"))
    items = [(f"rad {place}", *row) for place, row in enumerate(cells)]
    basis = publication.tables["beslut"].basis
    table = Table("prov", "Prov", "ett prov", tuple(columns), items, basis)
    copied = replace(publication)
    vars(copied)["tables"] = {**publication.tables, "prov": table}
    return copied


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=9)
amounts = st.none() | st.sampled_from([0, -1, 10**15 - 1, 10**15, -(10**17)])
days = (
    st.none() | st.dates(date(1800, 1, 1)) | st.sampled_from([date(1900, 2, 28), date(1900, 3, 1)])
)


@pytest.fixture(scope="module")
def of_cells(exempel_publication: Publication) -> Callable[[Cells], tuple[Publication, Files]]:
    """A register with one more table, of these cells, and every file of it."""

    def made(cells: Cells) -> tuple[Publication, Files]:
        publication = with_table(exempel_publication, cells)
        return publication, all_files(publication)

    return made


@settings(STEADY, max_examples=3, phases=[Phase.generate])
@given(st.lists(st.tuples(texts, amounts, days, st.none() | st.booleans()), min_size=20))
def test_awkward_content_comes_through_everything_as_it_was(
    of_cells: Callable[[Cells], tuple[Publication, Files]], cells: list[tuple[Plain, ...]]
) -> None:
    cells += [(text, None, None, None) for text in AWKWARD]
    publication, files = of_cells(cells)
    expected = csv_rows(files, "prov")
    assert [row[1:5] for row in expected[1:]] == [[as_csv(value) for value in row] for row in cells]
    book = openpyxl.load_workbook(io.BytesIO(files["data/tilldelat.xlsx"]))
    assert xlsx_rows(book["Prov"]) == expected
    folder = Source("", lambda path: io.BytesIO(files[path]), None)
    of_sheets = [sheet.table() for sheet in read_workbook.sheets(folder, len(expected))]
    assert expected in of_sheets
    with opened(files) as database:
        assert database_rows(database, publication.tables["prov"]) == expected


def test_what_datasette_is_told_is_of_the_tables_that_there_are(
    exempel_publication: Publication, files: Files
) -> None:
    told = json.loads(files[addresses.METADATA])
    tables = told["databases"]["tilldelat"]["tables"]
    assert tables.keys() == exempel_publication.tables.keys()
    with opened(files) as database:
        for name, table in tables.items():
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({name})")]
            assert [*table["columns"]] == columns
            assert {*table["facets"], table["label_column"]} <= {*columns}
            # Datasette shows what a key leads to by the name of the column that it names.
            assert all(row[4] for row in database.execute(f"PRAGMA foreign_key_list({name})"))


def test_each_column_says_where_its_values_are_found(exempel_publication: Publication) -> None:
    assert PLACES.keys() == {*get_args(Found)}
    found = {
        (table.name, column.name): column.found
        for table in exempel_publication.tables.values()
        for column in table.columns
    }
    assert found["insatser", "belopp_kr"] == found["insatser", "mal"] == "beslut"
    assert found["insatser", "mottagare"] == found["mottagare", "namn"] == "register"
    assert found["insatser", "url"] == found["kontroller", "beraknat_kr"] == "webbplats"


def test_supplier_ledgers_have_the_columns_that_ours_are_likened_to() -> None:
    named = {each.reskontra for each in COUNTERPARTS.values()} - {"–"}
    assert named <= RESKONTRA


RESKONTRA = {
    *("kopare_id", "kopare", "verifikationsnummer", "leverantor", "leverantor_id", "konto_nr"),
    *("konto_text", "belopp", "datum", "forvaltning", "fakturanummer", "grund", "avtal"),
    *("kommun_id", "s_kod_nr"),
}
"""The columns of leverantörsreskontra 1.1."""


def test_all_json_of_the_site_is_as_its_schema_says(any_site: Site) -> None:
    schema = json.loads((any_site.folder / addresses.SCHEMA).read_bytes())
    elsewhere = {"datapaket", "schema"}  # others' schemas, which are not read over the web
    held = {
        name: Draft202012Validator({"$defs": schema["$defs"], "$ref": f"#/$defs/{name}"})
        for name in schema["$defs"]
    }
    seen = set()
    for path in sorted(any_site.folder.rglob("*.json")):
        file = path.relative_to(any_site.folder).as_posix()
        of_it = [name for form, name in schema["filer"].items() if fnmatch(file, form)]
        assert of_it, f"{file}: lägg till vad den är i publishing/schemas.py"
        if of_it[0] not in elsewhere:
            found = [
                each.message for each in held[of_it[0]].iter_errors(json.loads(path.read_bytes()))
            ]
            assert found == [], file
        seen.add(of_it[0])
    assert seen == set(schema["filer"].values())


def test_the_package_says_what_its_files_are(publication: Publication) -> None:
    files = all_files(publication)
    package = json.loads(files[addresses.DATAPACKAGE])
    for resource in package["resources"]:
        for told in (resource, *resource["andra_format"]):
            content = files[f"data/{told['path']}"]
            assert told["bytes"] == len(content)
            assert told["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        rows = csv_rows(files, resource["name"])
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert rows[0] == names
        for key in resource["schema"].get("foreignKeys", ()):
            (column,), reference = key["fields"], key["reference"]
            there = csv_rows(files, reference["resource"] or resource["name"])
            ids = {row[there[0].index(reference["fields"][0])] for row in there}
            assert {row[names.index(column)] for row in rows[1:]} <= {*ids, ""}


def test_a_grant_has_a_recipient_an_amount_and_a_day_and_the_rest_is_counted(
    publication: Publication,
) -> None:
    told = json.loads(all_files(publication)[addresses.GRANTS])
    insatser = [
        record for record in publication.tables["insatser"].records if record["niva"] == "insats"
    ]
    assert len(told["grants"]) + sum(told["utelamnade"].values()) == len(insatser)
    granted = [
        record["belopp_kr"]
        for record in insatser
        if record["status"] == "beslutad" and record["mottagare_id"] and record["belopp_kr"]
    ]
    assert [grant["amountAwarded"] for grant in told["grants"]] == granted
    assert len(granted) == 6


def test_only_an_organisations_own_catalogue_names_it_as_the_dataportal_does(
    publication: Publication,
) -> None:
    own = replace(
        publication,
        organisation=publication.organisation.model_copy(update={"demonstration": False}),
    )
    for public, is_own in ((publication, False), (own, True)):
        text = all_files(public)[addresses.CATALOG].decode()
        assert ("http://dataportal.se/organisation/SE2321000214" in text) is is_own
        assert ("Exempel: " in text) is not is_own
        described = re.findall("<dcat:Distribution.*?<dcterms:description", text, flags=re.S)
        assert len(described) == text.count("<dcat:Distribution ")
        about = set(re.findall('rdf:about="([^"]+)"', text))
        own_things = {each for each in re.findall('rdf:resource="([^"]+)"', text) if "#" in each}
        assert {each for each in own_things if each.startswith("https://tilldelat")} <= about
        assert "rdf:nodeID" not in text


def test_the_area_that_the_data_are_about_is_told_where_the_publisher_says_it(
    exempel_publication: Publication,
) -> None:
    place = exempel_publication.organisation.geografi
    assert place
    untold = replace(
        exempel_publication,
        organisation=exempel_publication.organisation.model_copy(update={"geografi": None}),
    )
    spatial = f'<dcterms:spatial rdf:resource="{escape(place.lank)}"'
    for public, told in ((exempel_publication, True), (untold, False)):
        made = all_files(public)
        # The catalogue, and the data in it.
        assert made[addresses.CATALOG].decode().count(spatial) == 2 * told
        assert json.loads(made[addresses.DATAPACKAGE]).get("geografi") == (
            {"namn": place.namn, "lank": place.lank} if told else None
        )
        covered = linked_data.dataset(public).get("spatialCoverage", {})
        assert covered.get("sameAs") == (place.lank if told else None)


def test_the_list_of_files_has_all_of_them_after_a_build_that_kept_most(exempel: Path) -> None:
    for text in ("", "En rad till."):
        page = exempel / "content/sidor/om.md"
        page.write_text(f"{page.read_text('utf-8')}\n{text}\n", "utf-8")
        site = build(exempel)
        listed = {
            entry["sokvag"]: (entry["byte"], entry["sha256"])
            for entry in json.loads((site / addresses.MANIFEST).read_bytes())["filer"]
        }
        assert listed == {
            name: (len(content), hashlib.sha256(content).hexdigest())
            for name, content in files_in(site).items()
            if name != addresses.MANIFEST
        }


def test_what_is_of_the_tables_alone_is_made_again_only_when_they_change(
    exempel_publication: Publication,
) -> None:
    left: dict[str, Left] = {}
    for file in exports.render(exempel_publication):
        left[file.path] = Left(file.path, hashlib.sha256(file.content).hexdigest(), 0, 0)
    contents = {file.path: file.content for file in exports.render(exempel_publication)}

    def made_of(of: Mapping[str, Left]) -> dict[str, list[str]]:
        written = Written(exempel_publication, of, lambda path: io.BytesIO(contents[path]))
        files = exports.files(written, Inputs({}, exempel_publication, "program"))
        return {
            file.path: [piece.made_of for piece in file.pieces]
            for file in files
            if isinstance(file, Pieced)
        }

    same = made_of(left)
    assert made_of(left) == same
    changed = made_of(left | {"data/utfall.csv": Left("data/utfall.csv", "annat", 0, 0)})
    assert changed[addresses.DATABASE] != same[addresses.DATABASE]
    assert changed[addresses.GRANTS] == same[addresses.GRANTS]
    sheets = zip(changed[addresses.WORKBOOK], same[addresses.WORKBOOK], strict=True)
    assert sum(now != before for now, before in sheets) == 1
