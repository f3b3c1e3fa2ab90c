"""Each public table against its twins: the same rows in every other form that there is."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from typing import Any, NamedTuple

from generator.verifying.source import Source, UnreadableError

DATABASE = "data/tilldelat.sqlite"
_NAME = re.compile(r"[a-z][a-z_]{0,40}")
_LIMIT = 1_000_000
"""How long a field may be."""
_STEPS = 50_000_000
"""How much work the database may make of a question."""

Rows = list[list[str]]


class Twin(NamedTuple):
    """A table in another form."""

    path: str
    rows: Callable[[], Rows]
    """Its rows after the names of its columns; raises `UnreadableError`."""


def read_csv(source: Source, path: str, delimiter: str = ",") -> Rows:
    """The rows of a CSV file, its header first; raises `UnreadableError`."""
    content = source.read(path)
    csv.field_size_limit(_LIMIT)
    try:
        text = content.decode("utf-8-sig" if delimiter == ";" else "utf-8")
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except (ValueError, csv.Error) as error:
        raise UnreadableError(f"filen går inte att läsa som CSV ({error})") from None
    if not rows or any(len(row) != len(rows[0]) for row in rows):
        raise UnreadableError("raderna har olika många fält")
    return rows


def twins(source: Source, table: str, columns: Sequence[str], many: int) -> Iterator[Twin]:
    """The other forms of a table that has some columns and so many rows."""
    stem = f"data/{table}"
    excel = f"{stem}-excel.csv"
    yield Twin(excel, lambda: read_csv(source, excel, ";"))
    yield Twin(f"{stem}.json", lambda: _of_json(read_json(source, f"{stem}.json")))
    yield Twin(DATABASE, lambda: _of_database(source, table, columns, many))


def read_json(source: Source, path: str) -> Any:
    """The value of a JSON file; raises `UnreadableError`."""
    try:
        return json.loads(source.read(path))
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"filen går inte att läsa som JSON ({error})") from None


def _of_json(table: Any) -> Rows:
    """The rows of a table in JSON."""
    try:
        names, records = table["kolumner"], table["rader"]
        assert all(list(record) == names for record in records)
        return [list(names), *([_as_text(value) for value in row.values()] for row in records)]
    except (TypeError, KeyError, AssertionError, AttributeError):
        raise UnreadableError("filen är ingen tabell") from None


def _of_database(source: Source, table: str, columns: Sequence[str], many: int) -> Rows:
    """The rows of a table in the database."""
    if not all(map(_NAME.fullmatch, (table, *columns))):
        raise UnreadableError("kolumnernas namn går inte att fråga efter")
    with opened(source) as database:
        kind = database.execute(
            "SELECT type FROM sqlite_master WHERE name = ?", (table,)
        ).fetchone()
        if kind != ("table",):
            raise UnreadableError(f"tabellen {table} saknas")
        kinds = {row[1]: row[2] for row in database.execute(f"PRAGMA table_info({table})")}
        if list(kinds) != list(columns):
            raise UnreadableError(f"tabellen {table} har andra kolumner")
        read = database.execute(f"SELECT * FROM {table} ORDER BY rowid")
        return [list(columns), *(list(map(_as_text, row)) for row in read.fetchmany(many + 1))]


@contextmanager
def opened(source: Source) -> Iterator[sqlite3.Connection]:
    """The database, in memory and only read; raises `UnreadableError`."""
    with closing(sqlite3.connect(":memory:")) as database:
        try:
            database.deserialize(source.read(DATABASE))
            database.execute("PRAGMA trusted_schema = OFF")
            database.set_progress_handler(lambda: 1, _STEPS)
            yield database
        except (sqlite3.Error, OverflowError, MemoryError, UnicodeError) as error:
            raise UnreadableError(f"databasen går inte att läsa ({error})") from None


def _as_text(value: object) -> str:
    """A value as CSV has it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


class Difference(NamedTuple):
    """A cell that is not the same in two forms of a table."""

    row: int
    """The row's number in the CSV, its header counted."""
    column: str
    here: str
    there: str


def differences(table: Rows, twin: Rows) -> Iterator[Difference | str]:
    """Where a twin is not the same, in order; in words where it is not even of the same shape."""
    names, *rows = table
    if twin[0] != names:
        yield "har andra kolumner"
        return
    if len(twin) != len(table):
        yield f"har {len(twin) - 1} rader och inte {len(rows)}"
    for number, (row, other) in enumerate(zip(rows, twin[1:], strict=False), start=2):
        if row != other:
            for name, here, there in zip(names, row, other, strict=True):
                if there not in {here, _YES_AND_NO.get(here)}:
                    yield Difference(number, name, here, there)


_YES_AND_NO = {"true": "1", "false": "0"}
"""As a database has them."""


def page_rows(
    source: Source, path: str, tables: Mapping[str, Mapping[str, Sequence[str]]], unread: bool
) -> Iterator[str]:
    """Every row of a page's JSON that is not the public table's, by that and the row's key.

    Where some tables are `unread`, which is told, nothing is said of the rows of others.
    """
    try:
        shown = read_json(source, path)["tabeller"].values()
        parts = [(table["tabell"], _of_json(table)[1:]) for table in shown]
    except (TypeError, KeyError, AttributeError):
        raise UnreadableError("filen är ingen sidas uppgifter") from None
    for name, rows in parts:
        for row in rows if name in tables or not unread else ():
            if tables.get(name, {}).get(row[0]) != row:
                yield f"{path}: raden {row[0]!r} är en annan än i data/{name}.csv"


def page_csv(
    source: Source,
    path: str,
    tables: Mapping[tuple[str, ...], Mapping[str, Sequence[str]]],
    unread: bool,
) -> Iterator[str]:
    """The same of a page's CSV, whose table is known by the names of its columns."""
    names, *rows = read_csv(source, path, ";" if path.endswith("-excel.csv") else ",")
    public = tables.get(tuple(names))
    if public is None and unread:
        return
    if public is None:
        yield f"{path}: har inte samma kolumner som någon tabell"
        return
    for row in rows:
        if public.get(row[0]) != row:
            yield f"{path}: raden {row[0]!r} är en annan än i tabellen"
