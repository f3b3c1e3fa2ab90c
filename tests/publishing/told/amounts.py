"""How amounts, shares and counts are said, by the public rules for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from tests.publishing.figures import Figure
from tests.publishing.reckoning import Amount, added

WORDS = {"hogst": "högst", "cirka": "cirka"}
AGREES = {"stammer", "inom_avrundning"}
MANY = 3
"""More ranges, or sums that are exceeded, than these are counted."""


# What is said of amounts.


def plain(kr: int) -> Figure:
    return f"{kr} kr".replace("-", "−")


def short(kr: int) -> Figure:
    """An amount as running text says it: of a million or more, rounded to a decimal."""
    for word, unit in (("mnkr", 10**6), ("mdkr", 10**9)):
        tenths = (Decimal(abs(kr)) * 10 / unit).quantize(Decimal(1), ROUND_HALF_UP)
        if abs(kr) >= 10**6 and (tenths < 10_000 or unit == 10**9):
            shown = f"{tenths // 10}" if kr % unit == 0 else f"{tenths // 10},{tenths % 10}"
            return f"{'−' if kr < 0 else ''}{shown} {word}"
    return plain(kr)


def as_told(*krs: int | None, parts: Sequence[int] = ()) -> Callable[[int], Figure]:
    """How amounts of one sentence are written: in kronor where rounding would make them untrue."""
    every = {kr for kr in (*krs, *parts) if kr is not None} | ({sum(parts)} if parts else set())
    if len({rounded(kr) for kr in every}) < len(every):
        return plain
    return short if rounded(sum(map(rounded, parts))) == rounded(sum(parts)) else plain


def rounded(kr: int) -> int:
    """What an amount is taken for that is read as it is told."""
    shown, _, word = short(kr).replace("−", "-").rpartition(" ")
    return int(Decimal(shown.replace(",", ".")) * {"kr": 1, "mnkr": 10**6, "mdkr": 10**9}[word])


def signed(kr: int) -> Figure:
    return f"+{kr} kr" if kr > 0 else plain(kr)


def word_of(amounts: Iterable[Amount]) -> str:
    kinds = {amount.kind for amount in amounts}
    return "".join(f"{word} " for kind, word in WORDS.items() if kind in kinds)


def total(amounts: Sequence[Amount], written: Callable[[int], Figure] = plain) -> list[Figure]:
    """The sum of amounts with the words of their kinds, none where there is nothing to add."""
    kr = added(amounts)
    return [] if kr is None else [f"{word_of(amounts)}{written(kr)}"]


def ranges(amounts: Sequence[Amount]) -> list[Figure]:
    """The ranges that stand beside a sum."""
    found = [f"{each.low}–{each.high} kr" for each in amounts if each.kr is None]
    return found if len(found) <= MANY else [str(len(found))]


def said(amounts: Sequence[Amount], written: Callable[[int], Figure] = plain) -> list[Figure]:
    """All of some amounts; a cap that is no round number is not told shortly."""
    kr = added(amounts)
    is_cap = kr is not None and any(each.kind == "hogst" for each in amounts) and rounded(kr) != kr
    return total(amounts, plain if is_cap else written) + ranges(amounts)


def rest_word(whole: Sequence[Amount], parts: Sequence[Amount]) -> str | None:
    """How firmly the rest is known of a whole that parts are taken from; None where too little."""
    of_whole = {amount.kind for amount in whole} - {"exakt"}
    of_parts = {amount.kind for amount in parts} - {"exakt", "intervall"}
    match sorted(of_whole), sorted(of_parts):
        case [], []:
            return ""
        case ["hogst"], []:
            return "högst "
        case (["intervall"], []) | ([] | ["intervall"], ["hogst"]):
            return "minst "
        case ([], ["cirka"]) | (["cirka"], [] | ["cirka"]):
            return "cirka "
    return None


def percent(part: int, whole: int, decimals: int = 0) -> Figure:
    steps = 10**decimals
    rounded = (200 * steps * part + whole) // (2 * whole)
    word = ""
    if part > 0 and rounded == 0:
        word, rounded = "under ", 1
    elif part < whole and rounded >= 100 * steps:
        word, rounded = "över ", 100 * steps - 1
    return f"{word}{rounded // steps}{f',{rounded % steps}' if decimals else ''} %"


def number(of: int) -> list[Figure]:
    """A count that is said `ingen` where it is none."""
    return [str(of)] if of else []
