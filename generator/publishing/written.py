"""The public tables as they are published, read again row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from generator.publishing import addresses
from generator.publishing.columns import Table
from generator.publishing.publication import Publication
from generator.publishing.site import Left


@dataclass(frozen=True)
class Written:
    """What is written so far of what is to be published."""

    publication: Publication
    left: Mapping[str, Left]
    """How each file was left, by its path; more may come."""
    opened: Callable[[str], BinaryIO]
    """One of them, to be read from its start: a table may be too large to hold as text."""

    def digest(self, table: Table) -> str:
        """What tells the rows of a public table from all others."""
        return self.left[_path(table)].digest

    def lines(self, table: Table) -> Iterator[list[str]]:
        """The rows of a public table as they stand, empty where nothing is stated."""
        with io.TextIOWrapper(self.opened(_path(table)), encoding="utf-8", newline="") as text:
            lines = csv.reader(text, strict=True)
            next(lines)  # the names of the columns
            yield from lines


def _path(table: Table) -> str:
    return f"{addresses.tabell(table.name)}.csv"
