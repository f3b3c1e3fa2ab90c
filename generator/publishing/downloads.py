"""The downloads: each public table as CSV for machines, CSV for Excel, and JSON.

Both CSV dialects are written from the same rows; no value is altered on the way out.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generator.publishing.columns import Record, Table
from generator.publishing.tables import FORMAT_VERSION


class File(NamedTuple):
    """A file to be published: its path from the site's root, and its bytes."""

    path: str
    content: bytes


def render(tables: Mapping[str, Table]) -> Iterator[File]:
    """Every download of every table, under `data/`."""
    for name, table in tables.items():
        yield from csv_files(f"data/{name}", table, table.records)
        yield File(f"data/{name}.json", _json(as_object(table, table.records)))


def csv_files(path: str, table: Table, records: Sequence[Record]) -> Iterator[File]:
    """Rows of a table in both dialects; `path` is without an ending.

    For machines: RFC 4180, comma, CRLF, UTF-8 without BOM, nothing for what is not stated. For
    a Swedish Excel, which would run the columns together and break å, ä, ö: semicolon and BOM.
    """
    yield File(f"{path}.csv", _csv(table, records, ",").encode("utf-8"))
    yield File(f"{path}-excel.csv", _csv(table, records, ";").encode("utf-8-sig"))


def as_object(table: Table, records: Sequence[Record]) -> dict[str, Any]:
    """Rows of a table as one object that says what it is and in which version of the format."""
    return {
        "format_version": FORMAT_VERSION,
        "tabell": table.name,
        "kolumner": [column.name for column in table.columns],
        "rader": list(records),
    }


def page_json(
    address: str, title: str, description: str, url: str, tables: Mapping[str, Any]
) -> File:
    """A page's twin for programs: what it is, and the tables it shows."""
    whole = {
        "format_version": FORMAT_VERSION,
        "titel": title,
        "beskrivning": description,
        "url": url,
        "tabeller": tables,
    }
    return File(f"{address}index.json", _json(whole))


def _json(whole: Mapping[str, Any]) -> bytes:
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _csv(table: Table, records: Sequence[Record], separator: str) -> str:
    names = [column.name for column in table.columns]
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=separator, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_printed(record[name]) for name in names] for record in records)
    return stream.getvalue()


def _printed(value: Any) -> Any:
    """A value as CSV has it: true and false in lower case, as JSON and Data Package read them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value
