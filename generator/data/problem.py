"""Errors are values: what is wrong in the data, where, and how to put it right.

Rules and parsers yield `Problem`s; nothing here or below raises for bad data. The
catalogue of codes, with why each one matters, is in `catalogue.py`; how problems are
printed is decided by the command line alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How a problem ends: an error stops the build, a warning is only shown."""

    FEL = "fel"
    VARNING = "varning"


class Place(NamedTuple):
    """A place in a file; line and column count from 1, as editors do."""

    line: int
    column: int


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing wrong at one place.

    `message` says what stands there and what was expected, `hint` how to put it right;
    why it matters is the same for every problem of a code and stands in the catalogue.
    The field order makes sorting put problems in reading order.
    """

    file: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    severity: Severity = Severity.FEL

    @property
    def is_error(self) -> bool:
        """Whether this problem stops a build."""
        return self.severity is Severity.FEL


Problems = tuple[Problem, ...]
"""Problems in reading order, without duplicates."""


def in_order(problems: list[Problem]) -> Problems:
    """Sort into reading order and drop exact repeats."""
    return tuple(sorted(set(problems)))
