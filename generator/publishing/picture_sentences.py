"""What is said in and beside pictures of money."""

from __future__ import annotations

from collections.abc import Sequence

from generator.data.derived import Niva
from generator.data.types import Status
from generator.reckoning.way import Vag
from generator.words import labels
from generator.words.swedish import capitalised, count, kronor, percentages

_ALL = {Status.BESLUTAD: "det beslutade", Status.FORSLAG: "det föreslagna"}
_PARTS = {Niva.OMRADE: "Områdena", Niva.INSATS: "Insatserna"}
NO_USE = "Utan angiven användning"
NARROW = "Den smala stapeln visar insatserna."
DOTTED = "Det prickade har ingen angiven användning."


def about_way(vag: Vag, names: Sequence[str]) -> str:
    """What a picture of the money's way shows first of all; `names` are those of its parts."""
    what, largest = _ALL[vag.status], vag.delar[0].kr
    if vag.rest < 0:
        parts = kronor(vag.kr - vag.rest)
        return f"{_PARTS[vag.niva]} är tillsammans {parts}, {kronor(-vag.rest)} mer än {what}."
    if vag.rest >= largest:
        lacks = (
            "har detta ingen angiven användning"
            if vag.niva is Niva.INSATS
            else f"är detta {_divided(vag)}"
        )
        return f"Av {what} {lacks}: {kronor(vag.rest)}, {_share(vag.rest, vag)}."
    named = [name for name, part in zip(names, vag.delar, strict=True) if part.kr == largest]
    if len(named) > 1:
        number_of = count(len(named), *labels.NIVA[vag.niva])
        return f"Störst är {number_of} med {kronor(largest)} var, {_share(largest, vag)} av {what}."
    return f"Störst är {named[0]}: {kronor(largest)}, {_share(largest, vag)} av {what}."


def _share(kr: int, vag: Vag) -> str:
    return percentages([kr, vag.kr - kr])[0]


def _divided(vag: Vag) -> str:
    return f"inte fördelat på {labels.NIVA[vag.niva][1]}"


def where_from(organisation: str) -> str:
    """What the first bar of the money's way is called."""
    return f"Från staten till {organisation}"


def about_rest(vag: Vag) -> str:
    """What the bar of what no part has is called."""
    return NO_USE if vag.niva is Niva.INSATS else capitalised(_divided(vag))


def about_line(vag: Vag) -> str:
    """What the line is that stands where the whole ends."""
    return f"Strecket visar var {_ALL[vag.status]} tar slut."


def more(number_of: int, niva: Niva) -> str:
    """What those parts are called together that have no bar of their own."""
    return f"{capitalised(count(number_of, *labels.NIVA[niva]))} till"
