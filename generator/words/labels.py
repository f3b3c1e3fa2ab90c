"""What the values of the data are called, for whoever reads, by `labels.yml`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from generator.data import records
from generator.data.belopp import Belopp, Intervall
from generator.data.derived import BeloppTyp, Verdikt
from generator.data.types import Avrundning, HandlingsTyp, Status
from generator.words.swedish import kronor, number, short_kronor, shortened


class StatusOrd(NamedTuple):
    """The words for money of one status (English: words of a status)."""

    etikett: str
    """As a label, also of a sum: `Beslutat`."""
    verb: str
    """What was done in a year: `2023 beslutades …`."""
    om_kronor: str
    """What kronor are: `12 kr är beslutade`."""
    om_en: str
    """What a single thing is: `en beslutad insats`."""
    om_ett: str
    """The same of the other gender: `ett beslutat bidrag`."""
    arende: str
    """A decision or a proposal itself, in the singular as in the plural."""
    arendet: str
    """The same, known to the reader: `Läs hela beslutet`."""


class VerdiktOrd(NamedTuple):
    """The words for a verdict (English: words of a verdict)."""

    etikett: str
    betydelse: str


class EgetOrd(NamedTuple):
    """A word that the pages use of figures, and what it means (English: a word of our own)."""

    ord: str
    betydelse: str


_WORDS = records.beside(__file__)

STATUS = {Status(value): StatusOrd(**words) for value, words in _WORDS["status"].items()}
"""In the order in which they are told of."""
VERDIKT = {Verdikt(value): VerdiktOrd(**words) for value, words in _WORDS["verdikt"].items()}
"""In the order in which they are explained."""
EGNA_ORD = {id_: EgetOrd(**words) for id_, words in _WORDS["egna_ord"].items()}
"""By their ids in the glossary; the meanings are to be filled with the publisher's words."""
BELOPP_TYP = {BeloppTyp(value): word for value, word in _WORDS["belopp_typ"].items()}
"""What stands before an amount that is not exact, in the order in which the words follow."""
VAD: Mapping[str, str] = _WORDS["vad"]
"""Which of a row's amounts a published one is, where its id says so with a shorter word."""
HANDLING = {HandlingsTyp(value): word for value, (word, _) in _WORDS["handling"].items()}
HANDLINGEN = {HandlingsTyp(value): word for value, (_, word) in _WORDS["handling"].items()}
"""A decision's only document of a type, inside a sentence: `i bilagan`."""
AVRUNDNING = {Avrundning(value): words for value, words in _WORDS["avrundning"].items()}
"""How a calculated amount is rounded, in running text."""


def avsnitt(rubrik: str | None) -> str:
    """A place in a document: `avsnitt 3.1.1`, or the heading in quotation marks."""
    if not rubrik:
        return ""
    return f"avsnitt {rubrik}" if rubrik[0].isdigit() else f"”{rubrik}”"


def of_kind(kr: int, typer: Collection[BeloppTyp], written: Callable[[int], str] = kronor) -> str:
    """Kronor with the words of their kinds: `högst 5 000 000 kr`."""
    words = [word for typ, word in BELOPP_TYP.items() if typ in typer] if typer else []
    return " ".join([*words, written(kr)])


def in_short(
    kr: int, typer: Collection[BeloppTyp], written: Callable[[int], str] = short_kronor
) -> str:
    """The same as running text says it: `högst 5 mnkr`; of a cap that rounding moves, all of it."""
    is_moved = BeloppTyp.HOGST in typer and shortened(kr) != kr
    return of_kind(kr, typer, kronor if is_moved else written)


def stated(amount: Belopp | Intervall) -> str:
    """An amount in whole kronor with its word, or a range: `3 000 000–5 000 000 kr`."""
    if isinstance(amount, Intervall):
        return f"{number(amount.min_kr)}–{kronor(amount.max_kr)}"
    return kronor(amount.kr) if amount.typ is BeloppTyp.EXAKT else of_kind(amount.kr, (amount.typ,))
