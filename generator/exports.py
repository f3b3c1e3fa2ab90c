"""The downloads: each public table as CSV for machines, CSV for Excel, and JSON.

Both CSV dialects are written from the same frame; no value is altered on the way out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from generator.tables import FORMAT_VERSION, Table


class File(NamedTuple):
    """A file to be published: its path from the site's root, and its bytes."""

    path: str
    content: bytes


def render(tables: Mapping[str, Table]) -> Iterator[File]:
    """Every download of every table, under `data/`."""
    for name, table in tables.items():
        yield File(f"data/{name}.csv", csv(table))
        yield File(f"data/{name}-excel.csv", excel_csv(table))
        yield File(f"data/{name}.json", as_json(table))


def csv(table: Table) -> bytes:
    """RFC 4180 with a header: comma, CRLF, UTF-8 without BOM, nothing for what is not stated."""
    return _csv(_printable(table), separator=",").encode("utf-8")


def excel_csv(table: Table) -> bytes:
    """The dialect that a Swedish Excel opens right: semicolon, CRLF, UTF-8 with BOM."""
    return _csv(_printable(table), separator=";").encode("utf-8-sig")


def as_json(table: Table) -> bytes:
    """The table as one object that says what it is and in which version of the format."""
    whole = {
        "format_version": FORMAT_VERSION,
        "tabell": table.name,
        "kolumner": [column.name for column in table.columns],
        "rader": table.records(),
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _printable(table: Table) -> pd.DataFrame:
    """The frame with true and false in lower case, as JSON and Data Package read them."""
    frame = table.frame.copy()
    for column in table.columns:
        if column.kind == "ja_nej":
            frame[column.name] = frame[column.name].map({True: "true", False: "false"})
    return frame


def _csv(frame: pd.DataFrame, separator: str) -> str:
    return str(frame.to_csv(index=False, sep=separator, lineterminator="\r\n"))
