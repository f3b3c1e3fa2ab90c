"""The public tables as they are published: read again from their CSV, each value of its kind."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator.publishing import addresses
from generator.publishing.columns import Kind, Plain, Table
from generator.publishing.publication import Publication
from generator.publishing.site import Left

_READERS: Mapping[Kind, Callable[[str], Plain]] = {
    "heltal": int,
    "kronor": int,
    "ja_nej": "true".__eq__,
}
"""How a value that stands in CSV is read, where it is not the text itself."""


@dataclass(frozen=True)
class Written:
    """What is written so far of what is to be published."""

    publication: Publication
    left: Mapping[str, Left]
    """How each file was left, by its path; more may come."""
    read: Callable[[str], bytes]
    """The content of one of them."""

    def lines(self, table: Table) -> Iterator[list[str]]:
        """The rows of a public table as they stand, empty where nothing is stated."""
        text = self.read(f"{addresses.tabell(table.name)}.csv").decode("utf-8")
        lines = csv.reader(io.StringIO(text, newline=""), strict=True)
        next(lines)  # the names of the columns
        return lines

    def rows(self, table: Table) -> Iterator[list[Plain]]:
        """The rows of a public table, None where nothing is stated."""
        readers = [_READERS.get(column.kind, str) for column in table.columns]
        for line in self.lines(table):
            cells = zip(readers, line, strict=True)
            yield [read(cell) if cell else None for read, cell in cells]
