"""English for the page that sums up the site for those who read no Swedish, by `english.yml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from babel.dates import format_date

from generator.data import records
from generator.data.belopp import Intervall
from generator.data.derived import BeloppTyp, Verdikt
from generator.data.registers import Roll
from generator.data.types import Status
from generator.words.ordval import REGIONENS, Noun, Ordval
from generator.words.swedish import MINUS, NBSP


class Word(NamedTuple):
    """A word of the site's in English."""

    namn: str
    betydelse: str
    ord: str = ""
    """In Swedish."""
    egen: str = ""
    """Which of the publisher's words it is; empty for what all call the same."""
    sida: str = ""
    """The name of the address of the page that it leads to; empty for none."""


_WORDS = records.beside(__file__)

TITEL: str = _WORDS["titel"]
BESKRIVNING: str = _WORDS["beskrivning"]
RUBRIKER: Mapping[str, str] = _WORDS["rubriker"]
TEXTER: Mapping[str, str] = _WORDS["texter"]
"""By their names, with names in braces to be filled in."""
STATUS = {Status(value): Word(**words) for value, words in _WORDS["status"].items()}
VERDIKT = {Verdikt(value): Word(**words) for value, words in _WORDS["verdikt"].items()}
BELOPP_TYP = {BeloppTyp(value): word for value, word in _WORDS["belopp_typ"].items()}
"""What stands before an amount that is not exact, in the order in which the words follow."""
ROLLER = {Roll(value): words for value, words in _WORDS["roller"].items()}
"""What the site shows and what a satsning is, as texts by name."""
_ORD: Sequence[Word] = tuple(Word(**words) for words in _WORDS["ord"])
TABELLER: Mapping[str, tuple[str, str]] = {
    name: tuple(words) for name, words in _WORDS["tabeller"].items()
}
"""What each public table is called, and what a row of it is."""
FORMAT: Mapping[str, tuple[str, str]] = {
    ending: tuple(words) for ending, words in _WORDS["format"].items()
}
"""What each form of the tables is called and how it is written, by how its files' names end."""


def words_of(ordval: Ordval) -> list[Word]:
    """Words of the site's, the publisher's own with the name in English that it gives them."""
    satsning = ROLLER[ordval.roll]["satsning"]
    return [
        word._replace(
            **_own(word, ordval) if word.egen else {},
            betydelse=ordval.fill(word.betydelse, satsning=satsning),
        )
        for word in _ORD
    ]


def _own(word: Word, ordval: Ordval) -> Mapping[str, str]:
    """A word that a publisher may have another of, and what it says that this is in English."""
    own: Noun = getattr(ordval, word.egen)
    is_ours = own == getattr(REGIONENS, word.egen)
    return {"ord": own.en, "namn": word.namn if is_ours else own.engelska or ""}


def kronor(value: int) -> str:
    """Whole kronor: `SEK 41,247,254`."""
    return f"SEK{NBSP}{number(value)}"


def interval(amount: Intervall) -> str:
    """A range: `SEK 3,000,000–5,000,000`."""
    return f"{kronor(amount.min_kr)}–{number(amount.max_kr)}"


def number(value: int) -> str:
    """An integer as English groups it: `41,247,254`."""
    return f"{value:,}".replace("-", MINUS)


def listing(items: Sequence[str]) -> str:
    """Items in running text: `a, b and c`."""
    return " and ".join([*filter(None, [", ".join(items[:-1])]), *items[-1:]])


def day(value: date) -> str:
    """A date in running text: `28 March 2023`."""
    return str(format_date(value, format="d MMMM y", locale="en_GB"))
