"""What is said in and beside pictures of money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.data.derived import Niva
from generator.data.types import Status
from generator.reckoning.way import Vag
from generator.words.ordval import Noun, Ordval
from generator.words.swedish import capitalised, kronor, percentages, writing

_ALL = {Status.BESLUTAD: "det beslutade", Status.FORSLAG: "det föreslagna"}
NO_USE = "Utan angiven användning"


def about_way(vag: Vag, names: Sequence[str], ordval: Ordval) -> str:
    """What a picture of the money's way shows first of all; `names` are those of its parts."""
    what, largest, noun = _ALL[vag.status], vag.delar[0].kr, _noun(vag, ordval)
    if vag.rest < 0:
        parts = f"{capitalised(noun.bestamda)} är tillsammans {kronor(vag.kr - vag.rest)}"
        return f"{parts}, {kronor(-vag.rest)} mer än {what}."
    if vag.rest >= largest:
        rest = f"{writing(vag.kr, vag.rest)(vag.rest)} ({_share(vag.rest, vag)})"
        if vag.niva is Niva.INSATS:
            return f"Av {what} har {rest} ingen angiven användning."
        return f"Av {what} är {rest} inte fördelade på {noun.flera}."
    named = [name for name, part in zip(names, vag.delar, strict=True) if part.kr == largest]
    if len(named) == len(vag.delar) > 1 and not vag.rest:
        alike = f"{capitalised(noun.counted(len(named)))} har lika mycket"
        each = writing(parts=[largest] * len(named))(largest)
        return f"{alike}, {each} var: {_share(largest, vag)} av {what}."
    amount = writing(vag.kr, largest)(largest)
    if len(named) > 1:
        each = f"{noun.counted(len(named))} med {amount} var"
        return f"Störst är {each}, {_share(largest, vag)} av {what}."
    return f"Störst är {named[0]}: {amount}, {_share(largest, vag)} av {what}."


def _share(kr: int, vag: Vag) -> str:
    return percentages([kr, vag.kr - kr])[0]


def _noun(vag: Vag, ordval: Ordval) -> Noun:
    return ordval.niva(vag.niva, vag.status)


def about_rest(vag: Vag, ordval: Ordval) -> str:
    """What the bar of what no part has is called."""
    return undivided(vag.niva, _noun(vag, ordval))


def undivided(niva: Niva, noun: Noun) -> str:
    """What is called that no part of a level has, by what such parts are called."""
    return NO_USE if niva is Niva.INSATS else f"Inte fördelat på {noun.flera}"


def more(number_of: int, noun: Noun) -> str:
    """What those parts are called together that have no bar of their own."""
    return f"{capitalised(noun.counted(number_of))} till"


def key(vag: Vag, ordval: Ordval, *, has_narrow: bool, has_dotted: bool) -> Iterator[str]:
    """What may not be plain of itself, of what there is in a picture."""
    if has_narrow:
        yield f"Den smala stapeln visar {ordval.insats.bestamda}."
    if has_dotted:
        yield "Det prickade har ingen angiven användning."
    if vag.rest < 0:
        yield f"Strecket visar var {_ALL[vag.status]} tar slut."
