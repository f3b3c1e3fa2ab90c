"""What leads from one public table to another: the keys of the database and of the data package.

A column that may lead to rows of several tables, or to what is there no more, is no key; what it
leads to is tried by a test instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.publishing.columns import Table

_TABLES = {
    "beslut_id": "beslut",
    "ersatter_id": "beslut",
    "ersatt_av_id": "beslut",
    "satsning_id": "satsningar",
    "omrade_id": "omradesregister",
    "mottagare_id": "mottagare",
    "kontroll_id": "kontroller",
    "ram_id": "ramar",
}
"""The table whose rows a column names by their ids."""
_NO_KEYS = {("rattelser", "beslut_id")}
"""Columns that may name what is there no more."""


class Key(NamedTuple):
    """A column whose every value is the id of a row of a table."""

    column: str
    table: str


def keys_of(table: Table) -> Iterator[Key]:
    """The columns of a table that lead to other rows."""
    for column in table.columns[1:]:
        to = _TABLES.get(column.name)
        if to and (table.name, column.name) not in _NO_KEYS:
            yield Key(column.name, to)
