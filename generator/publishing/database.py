"""All public tables as a database for SQLite and Datasette: typed, with keys, indices and views.

Besides the tables it has what of each amount is for which year, as the site's pages count it, and
what explains tables and columns.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.data.derived import Niva
from generator.publishing.columns import Kind, Table
from generator.publishing.dictionary import PLACES, UNITS, facts
from generator.publishing.keys import keys_of
from generator.publishing.publication import Publication
from generator.publishing.written import Written

_TYPES: Mapping[Kind, str] = {"heltal": "INTEGER", "kronor": "INTEGER", "ja_nej": "INTEGER"}
"""How SQLite names what is not text; yes and no are 1 and 0."""
_INDEXED = {"ar", "overordnad_id", "andrar_id", "rad_id", "kontrollerat_id"}
"""The columns that are looked up by, besides the keys."""
_IN_YEARS = {Niva.BESLUT, Niva.OMRADE, Niva.INSATS}
_PART = 1 << 20
"""How many bytes of the file are held at a time."""
_WRITER = 96
"""Where in the file four bytes tell which version of SQLite wrote it, which is no fact of data."""

_BESIDES = """
CREATE TABLE belopp_per_ar (
    rad_id TEXT NOT NULL, ar INTEGER NOT NULL, kr INTEGER NOT NULL, PRIMARY KEY (rad_id, ar));
CREATE TABLE om (nyckel TEXT PRIMARY KEY NOT NULL, varde TEXT NOT NULL);
CREATE TABLE kolumner (
    tabell TEXT NOT NULL, kolumn TEXT NOT NULL, rubrik TEXT NOT NULL, betydelse TEXT NOT NULL,
    vardena_ar TEXT NOT NULL, de_finns TEXT NOT NULL, PRIMARY KEY (tabell, kolumn));
CREATE VIEW per_ar AS
    SELECT b.ar, beslut.status, COUNT(*) AS antal_med_belopp, SUM(b.kr) AS kr
    FROM belopp_per_ar AS b JOIN beslut ON beslut.beslut_id = b.rad_id
    WHERE beslut.status IN ('beslutad', 'forslag')
    GROUP BY b.ar, beslut.status ORDER BY b.ar DESC, beslut.status;
CREATE VIEW per_ar_och_omrade AS
    SELECT b.ar, o.omrade_id, o.omrade, o.status, SUM(b.kr) AS kr
    FROM belopp_per_ar AS b JOIN omraden AS o ON o.rad_id = b.rad_id
    WHERE o.niva = 'omrade' AND o.status IN ('beslutad', 'forslag')
    GROUP BY b.ar, o.omrade_id, o.omrade, o.status ORDER BY b.ar DESC, o.omrade_id, o.status;
CREATE VIEW per_mottagare AS
    SELECT i.mottagare_id, i.mottagare, b.ar, i.status, COUNT(*) AS antal_med_belopp,
        SUM(b.kr) AS kr
    FROM belopp_per_ar AS b JOIN insatser AS i ON i.rad_id = b.rad_id
    WHERE i.niva = 'insats' AND i.mottagare_id IS NOT NULL AND i.avslag IS NOT 1
        AND i.status IN ('beslutad', 'forslag')
    GROUP BY i.mottagare_id, i.mottagare, b.ar, i.status
    ORDER BY i.mottagare_id, b.ar DESC, i.status;
"""


def render(written: Written) -> Iterator[bytes]:
    """The database part by part, the same bytes for the same tables."""
    public = written.publication
    tables = public.tables.values()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "tilldelat.sqlite"
        with closing(sqlite3.connect(path)) as database:
            database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;")
            for table in tables:
                database.execute(_table(table, public.tables))
                database.executemany(_insertion(table), written.lines(table))
            for table in tables:
                for statement in _indices(table):
                    database.execute(statement)
            for statement in _BESIDES.split(";\n"):
                database.execute(statement)
            _insert(database, "belopp_per_ar", 3, _in_years(public))
            _insert(database, "om", 2, facts(public))
            explained = (
                (
                    *(table.name, column.name, column.title, column.description),
                    *(UNITS[column.kind], PLACES[column.found]),
                )
                for table in tables
                for column in table.columns
            )
            _insert(database, "kolumner", 6, explained)
            database.commit()
        with path.open("r+b") as file:
            file.seek(_WRITER)
            file.write(bytes(4))
            file.seek(0)
            while part := file.read(_PART):
                yield part


def _table(table: Table, tables: Mapping[str, Table]) -> str:
    """The statement that makes one of the tables."""
    key, *_ = table.columns
    columns = [
        f"{column.name} {_TYPES.get(column.kind, 'TEXT')}"
        + (" PRIMARY KEY NOT NULL" if column is key else "")
        for column in table.columns
    ]
    keys = [
        f"FOREIGN KEY ({column}) REFERENCES {to} ({tables[to].key}) DEFERRABLE INITIALLY DEFERRED"
        for column, to in keys_of(table)
    ]
    parts = ",\n    ".join([*columns, *keys])
    return f"CREATE TABLE {table.name} (\n    {parts})"


def _insertion(table: Table) -> str:
    """The statement that puts in a row as its CSV has it: whole numbers become so by their type."""
    values = {"ja_nej": "nullif(?, '') = 'true'"}
    told = ", ".join(values.get(column.kind, "nullif(?, '')") for column in table.columns)
    return f"INSERT INTO {table.name} VALUES ({told})"


def _indices(table: Table) -> Iterator[str]:
    keys = {key.column for key in keys_of(table)} | _INDEXED
    for column in table.columns[1:]:
        if column.name in keys:
            name = f"{table.name}_{column.name}"
            yield f"CREATE INDEX {name} ON {table.name} ({column.name})"


def _insert(
    database: sqlite3.Connection, table: str, width: int, rows: Iterable[Iterable[object]]
) -> None:
    places = ", ".join("?" * width)
    database.executemany(f"INSERT INTO {table} VALUES ({places})", map(tuple, rows))


def _in_years(public: Publication) -> Iterator[tuple[str, int, int]]:
    """What of each decision, område and insats is for each year, in kronor."""
    for ar, rows in public.year_rows.items():
        for row in rows:
            if row.niva in _IN_YEARS and row.varde is not None:
                yield row.hel_id or row.rad_id, ar, row.varde
