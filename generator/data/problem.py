"""Errors are values: what is wrong in the data, where, and how to put it right.

Rules and parsers yield `Problem`s; nothing here or below raises for bad data. What its code
says of a problem, also how grave it is, stands in `checking/codes.yml`; how problems are
printed is decided by the command line alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Place(NamedTuple):
    """A place in a file; line and column count from 1, as editors do."""

    line: int
    column: int


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing wrong at one place.

    `message` says what stands there and what was expected, `hint` how to put it right;
    why it matters and how grave it is are the same for every problem of a code.
    The field order makes sorting put problems in reading order.
    """

    file: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""


Problems = tuple[Problem, ...]
"""Problems in reading order, without duplicates."""


def in_order(problems: list[Problem]) -> Problems:
    """Sort into reading order and drop exact repeats."""
    return tuple(sorted(set(problems)))
