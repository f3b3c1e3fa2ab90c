"""Amounts added up for readers: what they come to, how firmly, and what stands beside them.

A sum that holds a cap or an approximate amount says so, and a range is in no sum: it is named
beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from generator.data.belopp import Belopp, Intervall
from generator.data.derived import BeloppTyp
from generator.data.types import LIVING, Status
from generator.reckoning.rows import Row
from generator.words import labels
from generator.words.swedish import listing, number, short_kronor, signed_kronor


class Summa(NamedTuple):
    """Amounts of one status and level together (English: sum)."""

    kr: int | None
    """Whole kronor; None where no amount is stated that can be added, which is not zero."""
    typer: frozenset[BeloppTyp]
    """The kinds of the amounts in it that are not exact."""
    intervall: tuple[Intervall, ...]
    """The ranges that stand beside it."""

    def rest_word(self, parts: Summa) -> str | None:
        """How firmly is known what it leaves over when some parts are taken from it.

        See the function of the same name.
        """
        typer = self.typer | {BeloppTyp.INTERVALL} if self.intervall else self.typer
        if len(typer) > 1:
            return None
        return rest_word(next(iter(typer), BeloppTyp.EXAKT), parts.typer)

    @property
    def text(self) -> str:
        """The sum with the word that its kinds give it; empty where there is none."""
        return "" if self.kr is None else labels.of_kind(self.kr, self.typer)

    @property
    def andring(self) -> str:
        """All of it as more or less than before: `högst +5 000 000 kr`; a range has no sign."""
        if self.kr is None:
            return self.utover
        text = labels.of_kind(self.kr, self.typer, signed_kronor)
        return f"{text} och dessutom {self.utover} mer" if self.utover else text

    @property
    def utover(self) -> str:
        """What stands beside the sum: `3 000 000–5 000 000 kr`; empty where nothing does."""
        if len(self.intervall) > MANY:
            return f"{number(len(self.intervall))} belopp som anges som intervall"
        return listing([labels.stated(stated) for stated in self.intervall])

    def kort(self, written: Callable[[int], str] = short_kronor) -> str:
        """All of it as running text says it: `högst 5 mnkr`; what is a range stays whole kronor."""
        return self._with_ranges(
            "" if self.kr is None else labels.in_short(self.kr, self.typer, written)
        )

    @property
    def hela(self) -> str:
        """All of it in words: `högst 5 000 000 kr och utöver detta 1 000 000–2 000 000 kr`."""
        return self._with_ranges(self.text)

    def _with_ranges(self, text: str) -> str:
        beside = self.utover
        return f"{text} och utöver detta {beside}" if text and beside else text or beside


_REST_WORDS: Mapping[tuple[BeloppTyp, frozenset[BeloppTyp]], str] = {
    (BeloppTyp.EXAKT, frozenset()): "",
    (BeloppTyp.HOGST, frozenset()): "högst ",
    (BeloppTyp.INTERVALL, frozenset()): "minst ",
    (BeloppTyp.EXAKT, frozenset({BeloppTyp.HOGST})): "minst ",
    (BeloppTyp.INTERVALL, frozenset({BeloppTyp.HOGST})): "minst ",
    (BeloppTyp.EXAKT, frozenset({BeloppTyp.CIRKA})): "cirka ",
    (BeloppTyp.CIRKA, frozenset()): "cirka ",
    (BeloppTyp.CIRKA, frozenset({BeloppTyp.CIRKA})): "cirka ",
}
"""By the kind of the whole and those of its parts: what is left of a cap is at most the
difference, what caps leave at least that."""


def rest_word(whole: BeloppTyp, parts: frozenset[BeloppTyp]) -> str | None:
    """How firmly is known what a whole of a kind leaves over, as a word with space after it.

    Empty where it is exact; None where caps or approximate amounts on both sides say too little.
    """
    return _REST_WORDS.get((whole, parts))


MANY = 3
"""More ranges than these are counted, and not each of them named."""


def kinds(rows: Iterable[Row]) -> frozenset[BeloppTyp]:
    """The kinds of the amounts of some rows that are not exact; a range is no amount."""
    return _kinds(belopp for row in rows for belopp in row.amounts)


def _kinds(amounts: Iterable[Belopp]) -> frozenset[BeloppTyp]:
    return frozenset({belopp.typ for belopp in amounts} - {BeloppTyp.EXAKT})


def summed(rows: Iterable[Row]) -> Summa:
    """Rows of one level and status together."""
    amounts: list[Belopp] = []
    ranges: list[Intervall] = []
    for row in rows:
        amounts += row.amounts
        ranges += row.ranges
    kr = sum([belopp.kr for belopp in amounts]) if amounts else None
    return Summa(kr, _kinds(amounts), tuple(ranges))


def summed_by_status(rows: Sequence[Row]) -> Mapping[Status, Summa]:
    """Rows of one level together: proposed and decided are never added.

    What is replaced or revoked counts as nothing.
    """
    by_status = {status: [row for row in rows if row.status is status] for status in LIVING}
    return {status: summed(of_status) for status, of_status in by_status.items() if of_status}
