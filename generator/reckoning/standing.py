"""What holds now: an amount with what later decisions have changed, and what is left of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from generator.data.posts import Kalla, Utfall
from generator.reckoning.life import known_by
from generator.reckoning.rows import Row, resolve_kalla

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
    """An amount that other decisions change (English: standing amount). Whole kronor."""

    forst: int | None
    """What was first decided, or proposed."""
    andringar: Sequence[Row]
    """The changes that count as it does, each with the kronor more or less."""
    foreslagna: Sequence[Row]
    """Changes that are only proposed."""

    @property
    def nu(self) -> int | None:
        """What holds now; None where neither it nor a change of it says any amount."""
        values = [self.forst, *(row.varde for row in self.andringar)]
        stated = [kr for kr in values if kr is not None]
        return sum(stated) if stated else None


def standing(row: Row, changes: Changes) -> Standing:
    """What holds now of a row's amount."""
    of_row = changes.get(row.rad_id, ())
    counting = [change for change in of_row if change.status is row.status]
    proposed = [
        change for change in of_row if change.status.galler and change.status is not row.status
    ]
    return Standing(row.varde, counting, proposed)


class Followed(NamedTuple):
    """What had been used of an amount by a day (English: outcome of a row)."""

    row: Row
    utfall: Utfall
    kalla: Kalla
    nu: int | None
    """What holds now of the amount, in kronor."""

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
        """Kronor left; below zero where more was used than decided. None without an amount."""
        if self.nu is None:
            return None
        return self.nu - (self.anvant or 0) - (self.aterbetalt or 0)

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
    nu = standing(row, changes).nu if stated else None
    for utfall in sorted(stated, key=lambda utfall: utfall.per):
        yield Followed(row, utfall, resolve_kalla(utfall.kalla, row.kalla), nu)
