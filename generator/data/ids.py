"""Ids that last: what a row and a published amount are known by, as values with parts.

Here alone is such an id put together from text or made into text.
"""

from __future__ import annotations

import re
from sys import intern
from typing import NamedTuple

_KEY = "[a-z0-9]+(?:-[a-z0-9]+)*"
_RAD = rf"([0-9]{{4}}/{_KEY})((?:/{_KEY})*)"
_RAD_ID = re.compile(_RAD)
BELOPP_ID_PATTERN = re.compile(rf"{_RAD}(?::({_KEY}))?")
"""The decision, the parts with a slash before each, and what of the row it is."""

STYCKPRIS = "styckpris"
GRUNDBELOPP = "grundbelopp"
UPPREPNING = "upprepning"
SOKT = "sokt"
ANVANT = "anvant"
ATERBETALT = "aterbetalt"
MIN = "min"
MAX = "max"
"""Which amount of a row it is, where it is not the row's own `belopp`: the ends of a range are
two. A repeat is followed by where the amount is stated again, and then by which end it is; an
outcome by its day."""


class RadId(NamedTuple):
    """What a row is known by, written `<år>/<beslut>/<part>/…` (English: row id)."""

    beslut_id: str
    """Its decision's id, `<år>/<beslut>`."""
    delar: tuple[str, ...] = ()
    """The keys of its part, the outermost first; none for the decision itself."""

    def __str__(self) -> str:
        return "/".join((self.beslut_id, *self.delar))

    @property
    def lokal_id(self) -> str:
        """The id as it is written inside the decision's own file; empty for the decision."""
        return "/".join(self.delar)

    @property
    def nyckel(self) -> str:
        """The part of the id that is its own."""
        return self.delar[-1] if self.delar else self.beslut_id

    @property
    def runt(self) -> RadId:
        """The id of what it stands in, frames included."""
        return RadId(self.beslut_id, self.delar[:-1]) if self.delar else AROUND_ALL

    @property
    def outermost_first(self) -> list[RadId]:
        """The ids of the decision, of each part around it, and its own."""
        return [RadId(self.beslut_id, self.delar[:end]) for end in range(len(self.delar) + 1)]

    def inside(self, nyckel: str) -> RadId:
        """The id of a part of it."""
        return RadId(self.beslut_id, (*self.delar, intern(nyckel)))

    def moved(self, old: RadId, new: RadId) -> RadId:
        """Its id when what it stands in, `old`, is called `new`."""
        return RadId(new.beslut_id, (*new.delar, *self.delar[len(old.delar) :]))


AROUND_ALL = RadId("")
"""What decisions stand in."""


class BeloppId(NamedTuple):
    """What a published amount is known by, written `<row>` or `<row>:<what>` (English: ledger id).

    It tells the amounts of one row apart: its own, its unit price, its base amount, the ends of
    its range, and where it is stated again.
    """

    rad: RadId
    vad: str = ""
    """Empty for the row's own amount, else one of the above."""

    def __str__(self) -> str:
        return f"{self.rad}:{self.vad}" if self.vad else str(self.rad)

    @property
    def is_repeat(self) -> bool:
        """Whether it is the row's amount where the document states it again."""
        return self.vad.startswith(UPPREPNING)


def parse_rad_id(text: str) -> RadId | None:
    """The id of a row; None where the text has another form."""
    match = _RAD_ID.fullmatch(text)
    return _rad_id(match[1], match[2]) if match else None


def parse_belopp_id(text: str) -> BeloppId | None:
    """The id of a published amount; None where the text has another form."""
    match = BELOPP_ID_PATTERN.fullmatch(text)
    if match is None:
        return None
    beslut_id, delar, vad = match.groups("")
    return BeloppId(_rad_id(beslut_id, delar), vad)


def _rad_id(beslut_id: str, delar: str) -> RadId:
    # The same few keys stand in very many ids, of a ledger and of its rows.
    return RadId(intern(beslut_id), tuple(map(intern, delar.split("/")[1:])))
