"""What the parts of something come to where its own amount is not stated, or beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from pydantic import BaseModel

from generator.data.belopp import Belopp, Intervall
from generator.data.beslut import Beslut
from generator.data.posts import Insats, MedBelopp, Utvecklingsomrade

_DIVISIONS: Mapping[type[BaseModel], tuple[str, ...]] = {
    Beslut: ("omraden", "insatser", "per_ar"),
    Utvecklingsomrade: ("delomraden", "insatser", "per_ar"),
    Insats: ("delposter", "per_ar"),
}
"""The ways in which something is divided. Each is of the whole, so that they are never added to
each other: the first that states any amount is the one to count with."""


class Delar(NamedTuple):
    """The amounts that something is made up of (English: parts)."""

    belopp: tuple[Belopp, ...]
    """Of each part what it states, else what its own parts state."""
    intervall: tuple[Intervall, ...]
    """The ranges among them, which are in no sum."""
    saknar: bool
    """Whether any part, however deep, lacks an amount that can be added."""
    utan: tuple[str, ...] = ()
    """Of each part that states nothing at all, however deep, the list that it stands in."""

    @property
    def kr(self) -> int | None:
        """What they come to in kronor; None where only ranges are stated."""
        return sum(belopp.kr for belopp in self.belopp) if self.belopp else None


def parts_of(whole: BaseModel) -> Delar | None:
    """The amounts of the parts of something; None where none of them states any."""
    for field in _DIVISIONS.get(type(whole), ()):
        parts = [part for part in getattr(whole, field) if not _is_refused(part)]
        stated = [amounts for part in parts if (amounts := _stated(part))]
        if stated:
            lacking = (field,) * (len(parts) - len(stated))
            return joined([*stated, Delar((), (), bool(lacking), lacking)])
    return None


def joined(parts: Sequence[Delar]) -> Delar:
    """The amounts of several parts as those of one whole."""
    return Delar(
        tuple(belopp for part in parts for belopp in part.belopp),
        tuple(intervall for part in parts for intervall in part.intervall),
        any(part.saknar for part in parts),
        tuple(field for part in parts for field in part.utan),
    )


def _stated(part: MedBelopp) -> Delar | None:
    match part.belopp:
        case Belopp():
            return Delar((part.belopp,), (), saknar=False)
        case Intervall():
            return Delar((), (part.belopp,), saknar=True)
    return parts_of(part)


def _is_refused(part: MedBelopp) -> bool:
    """Whether it was applied for and refused: then no amount is missing."""
    return isinstance(part, Insats) and part.avslag and part.belopp is None
