"""What the parts of something come to where its own amount is not stated, or beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from pydantic import BaseModel

from generator.data.beslut import Beslut, Insats, MedBelopp, Utvecklingsomrade

_DIVISIONS: Mapping[type[BaseModel], tuple[str, ...]] = {
    Beslut: ("omraden", "insatser", "per_ar"),
    Utvecklingsomrade: ("delomraden", "insatser", "per_ar"),
    Insats: ("delposter", "per_ar"),
}
"""The ways in which something is divided. Each is of the whole, so that they are never added to
each other: the first that states any amount is the one to count with."""


class Summa(NamedTuple):
    """What some parts come to (English: sum)."""

    kr: int
    """Kronor: of each part what it states, else what its own parts come to."""
    tolerans: int
    """How many kronor precision may pull it from the true sum."""
    saknar: bool
    """Whether any of them, however deep, lacks an amount."""


def sum_of_parts(whole: BaseModel) -> Summa | None:
    """What the parts of something come to; None where none of them states an amount."""
    for field in _DIVISIONS.get(type(whole), ()):
        parts = [part for part in getattr(whole, field) if not _is_refused(part)]
        values = [value for part in parts if (value := _value(part))]
        if values:
            return Summa(
                sum(value.kr for value in values),
                sum(value.tolerans for value in values),
                len(values) < len(parts) or any(value.saknar for value in values),
            )
    return None


def _value(part: MedBelopp) -> Summa | None:
    if part.belopp:
        return Summa(part.belopp.kr, part.belopp.tolerance, saknar=False)
    return sum_of_parts(part)


def _is_refused(part: MedBelopp) -> bool:
    """Whether it was applied for and refused: then no amount is missing."""
    return isinstance(part, Insats) and part.avslag and part.belopp is None
