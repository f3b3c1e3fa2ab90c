"""The public tables as they are published, read again row by row: as text, or as what it is."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from generator.publishing import addresses
from generator.publishing.columns import Table
from generator.publishing.publication import Publication
from generator.publishing.record import Plain
from generator.publishing.site import Left


@dataclass(frozen=True)
class Written:
    """What is written so far of what is to be published."""

    publication: Publication
    left: Mapping[str, Left]
    """How each file was left, by its path; more may come."""
    opened: Callable[[str], BinaryIO]
    """One of them, to be read from its start: a table may be too large to hold as text."""

    def lines(self, table: Table) -> Iterator[list[str]]:
        """The rows of a public table as they stand, empty where nothing is stated."""
        with io.TextIOWrapper(self._opened(table, ".csv"), encoding="utf-8", newline="") as text:
            lines = csv.reader(text, strict=True)
            next(lines)  # the names of the columns
            yield from lines

    def rows(self, table: Table) -> Iterator[Mapping[str, Plain]]:
        """The rows of a public table by the names of its columns, None where nothing is stated."""
        with self._opened(table, ".json") as lines:
            for line in lines:
                if line.startswith(b'{"'):  # a row is a line
                    yield json.loads(line.rstrip(b",\n"))

    def _opened(self, table: Table, ending: str) -> BinaryIO:
        return self.opened(f"{addresses.tabell(table.name)}{ending}")
