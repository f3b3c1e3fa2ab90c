"""Errors are values: what is wrong in the data, where, and how to put it right.

Rules and parsers yield `Problem`s; nothing here or below raises for bad data. What its code
says of a problem, also how grave it is, stands in `checking/codes.yml`; how problems are
printed is decided by the command line alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import accumulate
from typing import NamedTuple


class Place(NamedTuple):
    """A place in a file; line and column count from 1, as editors do."""

    line: int
    column: int


class Entry(NamedTuple):
    """Lines of a data file that are pasted together or not at all, as they stand."""

    text: str
    """Without the last line break."""
    namn: str = ""
    """What tells it from other entries, such as the id of the amount that it corrects."""


class Paste(NamedTuple):
    """What may be pasted into a data file to put something right."""

    where: str = ""
    """When and where, as a sentence that the entries follow on: `Lägg till sist i …:`."""
    entries: tuple[Entry, ...] = ()

    def within(self, room: int) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
        """The first entries, whole, that so many characters hold, and the rest."""
        sizes = accumulate(len(entry.text) + 1 for entry in self.entries)
        fitting = sum(size <= room for size in sizes)
        return self.entries[:fitting], self.entries[fitting:]


NO_PASTE = Paste()


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing wrong at one place.

    `message` says what stands there and what was expected, `hint` how to put it right and `paste`
    what may be pasted for that;
    why it matters and how grave it is are the same for every problem of a code.
    The field order makes sorting put problems in reading order.
    """

    file: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    paste: Paste = NO_PASTE

    @property
    def what_to_do(self) -> str:
        """The hint and where to paste; what is to be pasted is left out."""
        return f"{self.hint} {self.paste.where}".strip()

    @property
    def remedy(self) -> str:
        """All of how to put it right, with what is to be pasted on lines of its own."""
        return "\n".join([self.what_to_do, *(entry.text for entry in self.paste.entries)])


Problems = tuple[Problem, ...]
"""Problems in reading order, without duplicates."""


def in_order(problems: list[Problem]) -> Problems:
    """Sort into reading order and drop exact repeats."""
    return tuple(sorted(set(problems)))


def nearest(written: str, known: Iterable[str], otherwise: str) -> str:
    """A hint: the word that was probably meant, else something else to do."""
    near = get_close_matches(written, list(known), n=1)
    return f"Menades {near[0]}?" if near else otherwise
