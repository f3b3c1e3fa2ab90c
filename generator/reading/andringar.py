"""What has changed of what is published, but for amounts: `content/data/andringar.csv`.

The ledger's sister, written by `publicera` alone: one line for each change, with the sentence that
`diff` says of it. Lines are only added. This module knows the file's form alone.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from generator.data.problem import Problem
from generator.reading.faults import fault

HEADER = ["datum", "id", "falt", "andring"]
_MAX_PROBLEMS = 1000
"""More than anyone reads."""
_FORMULA = ("=", "+", "@", "-")
"""How a text starts that a spreadsheet could run; no line that `publicera` writes does."""


class Andring(NamedTuple):
    """A public change that is no amount's (English: change)."""

    datum: date
    """The day on which it was published."""
    id: str
    """What it is of: `2023/x/villkor/y`, `mottagare/y`, `sidor/om`."""
    falt: str
    """Which field, `kalla.avsnitt`; empty where the thing itself came or went."""
    andring: str
    """The change as a sentence."""


def parse(file: str, text: str) -> tuple[tuple[Andring, ...], list[Problem]]:
    """The changes that are kept, in the order of the file, and what is wrong with it."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    kept: list[Andring] = []
    problems: list[Problem] = []
    try:
        first = next(reader, [])
        if first != HEADER:
            told = {"first": ",".join(first)[:60], "header": ",".join(HEADER)}
            return (), [fault("no_changes", file, **told)]
        for cells in reader:
            if len(problems) == _MAX_PROBLEMS:
                break
            if not cells:
                continue
            if len(cells) != len(HEADER) or not (cells[1] and cells[3]):
                problems.append(fault("change_cells", file, reader.line_num))
            elif any(cell.startswith(_FORMULA) for cell in cells):
                problems.append(fault("change_formula", file, reader.line_num))
            elif (day := _day(cells[0])) is None:
                problems.append(fault("change_day", file, reader.line_num, text=cells[0][:60]))
            else:
                kept.append(Andring(day, *cells[1:]))
    except csv.Error:
        problems.append(fault("change_quotes", file, max(reader.line_num, 1)))
    return tuple(kept), problems


def as_bytes(changes: Iterable[Andring]) -> bytes:
    """The whole file, in the form of the published CSV for machines (RFC 4180)."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows(changes)
    return text.getvalue().encode("utf-8")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2023-03-29") else None
    except ValueError:
        return None
