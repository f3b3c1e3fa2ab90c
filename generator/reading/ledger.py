"""What is kept of what has been published, in three files: how they are read and printed.

`publicerat.csv`, the ledger, has a line for each amount that has been published: its id, whole
kronor, and the day it first was. Those lines never change; what an amount is today is its line
there and the corrections of it. `adresser.csv` has one for each page: its address, the day it was
first published, where the address leads when the page is called something else, and the day from
which it has been gone. `tider.csv` has one for each duty with a last day: that day, how many times
it was moved, and when it last was. This module knows the form of the files alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from generator.data.adress import Adress, parse_adress
from generator.data.ids import BeloppId, RadId, parse_belopp_id, parse_rad_id
from generator.data.problem import Problem
from generator.reading.faults import fault

MAX_BYTES = 100_000_000
"""The largest ledger that is read, a million amounts: it is one file and only grows, so it can't
be divided as other data can. More would not go into a repository on GitHub."""

_KRONOR = re.compile("-?[0-9]{1,15}")
_TIMES = re.compile("[0-9]{1,6}")
_MAX_PROBLEMS = 1000
"""More than anyone reads; a file of other content could have a problem for each of 50 million
lines, all with the same way to put it right."""


class Publicerat(NamedTuple):
    """An amount as it was first published (English: ledger entry)."""

    rad_id: BeloppId
    belopp_kr: int
    publicerad: date
    line: int = 0
    """Where in the file it stands, counted from 1; 0 for one that is yet to be added."""


class PubliceradAdress(NamedTuple):
    """An address that has been published (English: published address)."""

    adress: Adress
    publicerad: date
    leder_till: Adress | None = None
    """The page that it leads on to, when there is none at the address itself."""
    borta: date | None = None
    """The day from which there is neither a page nor anywhere to lead."""
    line: int = 0


class Tid(NamedTuple):
    """The last day of a duty to report, as it was last published (English: deadline)."""

    id: RadId
    """The duty's id when it was first published."""
    senast: date
    sekvens: int
    """How many times the day was moved."""
    andrad: date
    """The day on which it was moved, or first published."""
    line: int = 0


Line = TypeVar("Line", Publicerat, PubliceradAdress, Tid)


class Column(NamedTuple):
    """A column of such a file; the first of them is what a line is known by."""

    name: str
    fault: str
    """What is said of a text that can't be read."""
    read: Callable[[str], Any]
    """The value of a text; None where it has another form."""
    may_be_empty: bool = False


class Form(NamedTuple, Generic[Line]):
    """What such a file holds: lines of one kind, with a column for each of their parts."""

    line: Callable[..., Line]
    columns: tuple[Column, ...]


def _number(form: re.Pattern[str]) -> Callable[[str], int | None]:
    return lambda text: int(text) if form.fullmatch(text) else None


@lru_cache(maxsize=4096)  # much is published on the same day
def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2023-03-29") else None
    except ValueError:
        return None


PUBLICERAT = Form(
    Publicerat,
    (
        Column("rad_id", "ledger_id", parse_belopp_id),
        Column("belopp_kr", "ledger_kronor", _number(_KRONOR)),
        Column("publicerad", "ledger_day", _date),
    ),
)
ADRESSER = Form(
    PubliceradAdress,
    (
        Column("adress", "ledger_address", parse_adress),
        Column("publicerad", "ledger_day", _date),
        Column("leder_till", "ledger_address", parse_adress, may_be_empty=True),
        Column("borta", "ledger_day", _date, may_be_empty=True),
    ),
)
TIDER = Form(
    Tid,
    (
        Column("id", "ledger_duty", parse_rad_id),
        Column("senast", "ledger_day", _date),
        Column("sekvens", "ledger_times", _number(_TIMES)),
        Column("andrad", "ledger_day", _date),
    ),
)


def parse(form: Form[Line], file: str, text: str) -> tuple[tuple[Line, ...], list[Problem]]:
    """The lines of a file, and what is wrong with them.

    A spreadsheet that has saved the file may have changed line ends, separator and quotation
    marks; no value here can hold any of those, so lines are divided without further rules. The
    last columns, where they may be empty, need not be there.
    """
    first, *lines = re.split(r"\r\n|\r|\n", text)
    separator = ";" if ";" in first else ","
    names = [column.name for column in form.columns]
    header = _cells(first, separator)
    needed = sum(not column.may_be_empty for column in form.columns)
    if len(header) < needed or header != names[: len(header)]:
        return (), [fault("no_ledger", file, first=first[:60], header=",".join(names))]
    columns = form.columns[: len(header)]
    entries: dict[str, Line] = {}
    problems: list[Problem] = []
    for number, line in enumerate(lines, start=2):
        if not line.strip():
            continue
        if len(problems) == _MAX_PROBLEMS:
            problems.append(fault("ledger_rest", file, number))
            break
        cells = _cells(line, separator)
        if len(cells) != len(header):
            told = {"cells": len(cells), "columns": len(header)}
            problems.append(fault("ledger_cells", file, number, **told))
            continue
        values = [_read(column, cell) for column, cell in zip(columns, cells, strict=True)]
        refused = values.index(_REFUSED) if _REFUSED in values else None
        if refused != 0 and (before := entries.get(cells[0])):
            quoted = {"text": cells[0], "line": before.line}
            problems.append(fault("ledger_id_twice", file, number, **quoted))
        elif refused is not None:
            place = _column(line, separator, refused)
            quoted = {"text": cells[refused][:60]}
            problems.append(fault(columns[refused].fault, file, number, place, **quoted))
        else:
            entries[cells[0]] = form.line(*values, line=number)
    return tuple(entries.values()), problems


_REFUSED = object()
"""In place of a value whose text can't be read."""


def _read(column: Column, cell: str) -> Any:
    if not cell and column.may_be_empty:
        return None
    value = column.read(cell)
    return _REFUSED if value is None else value


def as_bytes(form: Form[Line], lines: Iterable[Line]) -> bytes:
    """A whole file, in the form of the published CSV for machines (RFC 4180)."""
    values: list[Sequence[object]] = [[column.name for column in form.columns]]
    values += [line[:-1] for line in lines]
    rows = [["" if value is None else str(value) for value in row] for row in values]
    return "".join(f"{','.join(row)}\r\n" for row in rows).encode("utf-8")


def _cells(line: str, separator: str) -> list[str]:
    cells = line.split(separator)
    return [cell.strip(' "') for cell in cells] if " " in line or '"' in line else cells


def _column(line: str, separator: str, cell: int) -> int:
    """Where in the line a cell starts, from 1; cells are counted from 0."""
    return 1 + sum(len(before) + 1 for before in line.split(separator)[:cell])
