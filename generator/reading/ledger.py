"""The ledger of published amounts, `content/data/publicerat.csv`: how it is read and printed.

One line for each amount that has been published: its id, whole kronor, and the day it first was.
Lines are added when something new is published and never change; what an amount is today is its
line here and the corrections of it. This module knows the file's form alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from generator.data.ids import BeloppId, parse_belopp_id
from generator.data.problem import Problem
from generator.reading.faults import fault

MAX_BYTES = 100_000_000
"""The largest ledger that is read, a million amounts: it is one file and only grows, so it can't
be divided as other data can. More would not go into a repository on GitHub."""
HEADER = ["rad_id", "belopp_kr", "publicerad"]

_KRONOR = re.compile("-?[0-9]{1,15}")
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


def parse(file: str, text: str) -> tuple[tuple[Publicerat, ...], list[Problem]]:
    """The ledger's lines, and what is wrong with them.

    A spreadsheet that has saved the file may have changed line ends, separator and quotation
    marks; no value here can hold any of those, so lines are divided without further rules.
    """
    first, *lines = re.split(r"\r\n|\r|\n", text)
    separator = ";" if ";" in first else ","
    if _cells(first, separator) != HEADER:
        return (), [fault("no_ledger", file, first=first[:60], header=",".join(HEADER))]
    entries: dict[str, Publicerat] = {}
    problems: list[Problem] = []
    for number, line in enumerate(lines, start=2):
        if not line.strip():
            continue
        if len(problems) == _MAX_PROBLEMS:
            problems.append(fault("ledger_rest", file, number))
            break
        cells = _cells(line, separator)
        if len(cells) != len(HEADER):
            told = {"cells": len(cells), "columns": len(HEADER)}
            problems.append(fault("ledger_cells", file, number, **told))
            continue
        rad_id, kr, day = cells
        if (belopp_id := parse_belopp_id(rad_id)) is None:
            problems.append(fault("ledger_id", file, number, text=rad_id[:60]))
        elif before := entries.get(rad_id):
            problems.append(fault("ledger_id_twice", file, number, text=rad_id, line=before.line))
        elif not _KRONOR.fullmatch(kr):
            column = _column(line, separator, 1)
            problems.append(fault("ledger_kronor", file, number, column, text=kr[:60]))
        elif (publicerad := _date(day)) is None:
            column = _column(line, separator, 2)
            problems.append(fault("ledger_day", file, number, column, text=day[:60]))
        else:
            entries[rad_id] = Publicerat(belopp_id, int(kr), publicerad, number)
    return tuple(entries.values()), problems


def as_bytes(entries: Iterable[Publicerat]) -> bytes:
    """The whole file, in the form of the published CSV for machines (RFC 4180)."""
    lines = [
        ",".join(HEADER),
        *(f"{entry.rad_id},{entry.belopp_kr},{entry.publicerad}" for entry in entries),
    ]
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8")


def _cells(line: str, separator: str) -> list[str]:
    return [cell.strip(' "') for cell in line.split(separator)]


def _column(line: str, separator: str, cell: int) -> int:
    """Where in the line a cell starts, from 1; cells are counted from 0."""
    return 1 + sum(len(before) + 1 for before in line.split(separator)[:cell])


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == len("2023-03-29") else None
    except ValueError:
        return None
