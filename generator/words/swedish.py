"""Swedish for readers: numbers, dates, lists and the alphabet.

Both numbers and dates follow CLDR's Swedish conventions, as Babel has them, except that a minus
is U+2212 (Babel 2.18 prints the ASCII hyphen, see DECISIONS.md).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache

from babel.dates import format_date

NBSP = "\u00a0"
MINUS = "\u2212"

_ALPHABET = {"å": "z\ue000", "ä": "z\ue001", "ö": "z\ue002", "æ": "z\ue001", "ø": "z\ue002"}


@lru_cache(maxsize=16384)
def number(value: int) -> str:
    """An integer grouped by no-break spaces: `41 247 254`."""
    return f"{value:,}".replace(",", NBSP).replace("-", MINUS)


def kronor(value: int) -> str:
    """Whole kronor: `41 247 254 kr`."""
    return f"{number(value)}{NBSP}kr"


def short_kronor(value: int) -> str:
    """Kronor as running text and large figures say them: `75,4 mnkr`, `6,4 mdkr`.

    Rounded half up, away from zero, to one decimal. Less than a million stays whole kronor, and
    whole millions have no decimal unless they are rounded to: `24 mnkr`, but `24,0 mnkr`.
    """
    unit, word = _unit_of(value)
    if not unit:
        return kronor(value)
    whole, tenths = divmod(abs(shortened(value)), unit)
    decimal = f",{tenths * 10 // unit}" if value % unit else ""
    return f"{MINUS if value < 0 else ''}{number(whole)}{decimal}{NBSP}{word}"


_MILLION = 1_000_000
_MILLIARD = 1_000_000_000


def _unit_of(value: int) -> tuple[int, str]:
    """What an amount is told in, and its word; of what is rounded to a milliard, that."""
    if abs(value) + _MILLION // 20 >= _MILLIARD:
        return _MILLIARD, "mdkr"
    return (_MILLION, "mnkr") if abs(value) >= _MILLION else (0, "kr")


def shortened(value: int) -> int:
    """The kronor that an amount is told as when it is told shortly."""
    unit, _ = _unit_of(value)
    step = unit // 10 or 1
    rounded = (abs(value) * 2 + step) // (2 * step) * step
    return -rounded if value < 0 else rounded


def writing(*amounts: int, parts: Sequence[int] = ()) -> Callable[[int], str]:
    """How amounts are written that are told together: shortly, unless that makes them untrue.

    It does where two that differ would read as the same, and where `parts` would not come to what
    they do, once they are rounded. Then all are whole kronor.
    """
    whole = sum(parts)
    every = {*amounts, *parts, *([whole] if parts else [])}
    if len({shortened(value) for value in every}) < len(every):
        return kronor
    if parts and shortened(sum(map(shortened, parts))) != shortened(whole):
        return kronor
    return short_kronor


def signed_kronor(value: int) -> str:
    """Whole kronor with the sign written out: `+710 000 kr`."""
    return f"+{kronor(value)}" if value > 0 else kronor(value)


def exact_kronor(value: Fraction) -> str:
    """A calculated amount with öre, cut to two decimals that stand for more: `749 691,78 kr`."""
    ore = round(value * 100)
    sign = MINUS if ore < 0 else ""
    return f"{sign}{number(abs(ore) // 100)},{abs(ore) % 100:02d}{NBSP}kr"


def percent(part: int, whole: int, decimals: int = 0) -> str:
    """What share one amount is of another, rounded half up: `58 %`, `1,5 %`.

    What is there is never shown as nothing, nor what is missing as everything: the share says
    `under 0,1 %` or `över 99,9 %` instead. `whole` must be more than 0, `part` not negative.
    """
    steps = 10**decimals
    return _percent_text((200 * steps * part + whole) // (2 * whole), part, whole, decimals)


def percentages(parts: Sequence[int]) -> list[str]:
    """Whole percentages of parts of one amount, rounded so that they add to 100.

    The percentages that are left when all are rounded down go to the parts that lost the most.
    """
    whole = sum(parts)
    rounded = [part * 100 // whole for part in parts]
    lost_most = sorted(range(len(parts)), key=lambda at: -(parts[at] * 100 % whole))
    for at in lost_most[: 100 - sum(rounded)]:
        rounded[at] += 1
    return [_percent_text(each, part, whole, 0) for each, part in zip(rounded, parts, strict=True)]


def _percent_text(rounded: int, part: int, whole: int, decimals: int) -> str:
    """A rounded percentage, counted in its last decimal, as it is written."""
    hundred = 100 * 10**decimals
    word = ""
    if part > 0 and rounded == 0:
        word, rounded = "under ", 1
    elif part < whole and rounded >= hundred:
        word, rounded = "över ", hundred - 1
    digits = str(rounded).rjust(decimals + 1, "0")
    shown = f"{digits[:-decimals]},{digits[-decimals:]}" if decimals else digits
    return f"{word}{shown}{NBSP}%"


_UNITS = "[tkm]?kr|mnkr|mdkr|kronor|miljon|miljoner|miljard|miljarder|procent"
_MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_NUMBER = re.compile(
    rf"""[0-9](?<!\w.)
    (?: [0-9]{{0,2}} (?:\ [0-9]{{3}}(?![0-9])){{1,5}} (?!\ ?[0-9]) | [0-9]* )
    (?: [.,][0-9]+ )*
    (?: \ (?:{_UNITS})\b | \ [%‰§] | \ (?:{_MONTHS})\b )?""",
    re.VERBOSE | re.IGNORECASE,
)
"""A number with the groups of three that it is written in, its unit, or the month of a day."""
_PARAGRAPH = re.compile("§ (?=[0-9])")
_PARTED = re.compile("[0-9] ")
"""Where a line could break inside a number, which most texts have none of."""


def unbroken(text: str) -> str:
    """A text whose numbers keep to one line each: `710 000 kr`, `12 %`, `1 juli`, `§ 40`.

    Two numbers beside each other are two, unless the second could be a part of the first: `2019
    2020`, but `1 100`.
    """
    text = _PARAGRAPH.sub(f"§{NBSP}", text)
    if not _PARTED.search(text):
        return text
    return _NUMBER.sub(lambda number: number[0].replace(" ", NBSP), text)


@lru_cache(maxsize=4096)
def day(value: date) -> str:
    """A date in running text: `28 mars 2023`."""
    return str(format_date(value, format="d MMMM y", locale="sv"))


def days(first: date, last: date) -> str:
    """A meeting's days: `28–29 mars 2023`, and both dates in full across months."""
    if first == last:
        return day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    return f"{day(first)} – {day(last)}"


def listing(words: Sequence[str]) -> str:
    """`a`, `a och b`, `a, b och c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} och {words[-1]}"


def count(number_of: int, singular: str, plural: str, *, of_neuter: bool = False) -> str:
    """A counted noun in words up to twelve: `ett beslut`, `fyra områden`, `28 villkor`."""
    return f"{number_word(number_of, of_neuter=of_neuter)} {singular if number_of == 1 else plural}"


_WORDS = "noll en två tre fyra fem sex sju åtta nio tio elva tolv"
"""The numbers that have a word in running text, from nought."""


def number_word(value: int, *, of_neuter: bool = False) -> str:
    """A small number in words, as plain Swedish writes it in running text."""
    if value == 1 and of_neuter:
        return "ett"
    words = _WORDS.split()
    return words[value] if 0 <= value < len(words) else number(value)


def capitalised(text: str) -> str:
    """The text with its first letter in upper case and the rest untouched."""
    return text[:1].upper() + text[1:]


def headword(term: str) -> str:
    """A term as it heads its entry: with a capital, unless it is a unit such as `mnkr`."""
    return capitalised(term) if re.search("[aeiouyåäö]", term, re.IGNORECASE) else term


def genitive(name: str) -> str:
    """Whose something is: `Region Exempels`, `Östersunds kommuns`, `SKR:s`, `Röda Kors`."""
    if name[-1:].lower() in {"s", "x", "z"}:
        return name
    return f"{name}:s" if name[-1:].isupper() or name[-1:].isdigit() else f"{name}s"


def in_running_text(name: str) -> str:
    """A name as it stands inside a sentence: with a small letter, if its first word is ordinary.

    The capital stays in an abbreviation (`HSN`, `IVO:s`) and where more of the name has one of its
    own (`Region Exempel`, `Östersunds kommun`, `AT-läkare`).
    """
    first, _, rest = name.partition(" ")
    is_abbreviation = first[1:] != first[1:].lower() or len(first) == 1
    is_of_a_place = rest and first.endswith("s") and not first.endswith(("ens", "ets"))
    is_own = rest[:1].isupper() and rest[1:2].islower()
    if is_abbreviation or is_of_a_place or is_own:
        return name
    return name[:1].lower() + name[1:]


def sort_key(text: str) -> tuple[str, str]:
    """Swedish alphabetical order: å, ä, ö after z, other accents beside their letter.

    Python's own order puts ä before å, and the library that knows better needs a compiled
    system package; the letters of Swedish names are few enough to order by hand.
    """
    folded = unicodedata.normalize("NFC", text).casefold()
    letters = "".join(
        _ALPHABET.get(char) or unicodedata.normalize("NFD", char)[0] for char in folded
    )
    return letters, folded
