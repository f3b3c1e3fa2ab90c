"""What holds now: an amount with what later decisions have changed, and what is left of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from generator.data.posts import Kalla, Utfall
from generator.data.types import Status
from generator.reckoning.life import known_by
from generator.reckoning.rows import Row, resolve_kalla
from generator.reckoning.totals import Summa, summed
from generator.words import labels

Changes = Mapping[str, Sequence[Row]]
"""The rows that change each row, by its id, the first change first."""


def changes_of(rows: Iterable[Row]) -> Changes:
    """Which rows change which."""
    changes: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.andrar_id:
            changes[row.andrar_id].append(row)
    for of_row in changes.values():
        of_row.sort(key=lambda row: (known_by(row.beslut), row.rad_id))
    return changes


class Standing(NamedTuple):
    """An amount that other decisions change (English: standing amount)."""

    row: Row | None
    """Whose amount it is; None for what a change brings in."""
    andringar: Sequence[Row]
    """The changes that count as it does, each with the kronor more or less."""
    foreslagna: Sequence[Row]
    """Changes that are only proposed."""

    @property
    def forst(self) -> Summa:
        """What was first decided, or proposed."""
        return summed([self.row] if self.row else [])

    @property
    def nu(self) -> Summa:
        """What holds now; nothing where what was first decided is not stated.

        Of a range that is changed by so much, both ends are.
        """
        if self.row and not self.row.says_amount:
            return summed([])
        now = summed([*([self.row] if self.row else []), *self.andringar])
        if self.row is None or self.row.intervall is None or now.kr is None:
            return now
        first, *more = now.intervall
        moved = replace(first, min_kr=first.min_kr + now.kr, max_kr=first.max_kr + now.kr)
        return Summa(None, frozenset(), (moved, *more))


def standing(row: Row, changes: Changes) -> Standing:
    """What holds now of a row's amount."""
    return Standing(row, *_as_it_counts(changes.get(row.rad_id, ()), row.status))


def brought_in(row: Row, status: Status) -> Standing:
    """What holds of a row that a change brings into a decision of some status."""
    return Standing(None, *_as_it_counts([row], status))


def _as_it_counts(changes: Sequence[Row], status: Status) -> tuple[Sequence[Row], Sequence[Row]]:
    """The changes that count as what they change does, and those that are only proposed."""
    counting = [change for change in changes if change.status is status]
    proposed = [change for change in changes if change.status.galler and change.status != status]
    return counting, proposed


class Followed(NamedTuple):
    """What had been used of an amount by a day (English: outcome of a row)."""

    row: Row
    utfall: Utfall
    kalla: Kalla
    nu: Summa
    """What holds now of the amount."""

    @property
    def utfall_id(self) -> str:
        """Unique in the register: the row's id and the day."""
        return f"{self.row.rad_id}:utfall-{self.utfall.per}"

    @property
    def per(self) -> date:
        """The day."""
        return self.utfall.per

    @property
    def anvant(self) -> int | None:
        """Kronor used by then."""
        return self.utfall.anvant.kr if self.utfall.anvant else None

    @property
    def aterbetalt(self) -> int | None:
        """Kronor paid back by then."""
        return self.utfall.aterbetalt.kr if self.utfall.aterbetalt else None

    @property
    def kvar(self) -> int | None:
        """Kronor left; below zero where more was used than decided.

        None where no amount is known, or only within a range.
        """
        if self.nu.kr is None or self.nu.intervall:
            return None
        return self.nu.kr - (self.anvant or 0) - (self.aterbetalt or 0)

    @property
    def kvar_text(self) -> str:
        """The same in words: of a cap at most so much is left; empty where nothing is known."""
        return "" if self.kvar is None else labels.of_kind(self.kvar, self.nu.typer)

    @property
    def handling(self) -> str | None:
        """The document's id."""
        return self.kalla.handling

    @property
    def avsnitt(self) -> str | None:
        """Where in it."""
        return self.kalla.avsnitt


def outcomes(row: Row, changes: Changes) -> Iterator[Followed]:
    """What had been used of a row's amount, the earliest day first."""
    stated = row.tilldelning.utfall if row.tilldelning else ()
    for utfall in sorted(stated, key=lambda utfall: utfall.per):
        yield Followed(
            row, utfall, resolve_kalla(utfall.kalla, row.kalla), standing(row, changes).nu
        )
