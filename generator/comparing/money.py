"""What a change does to the money: to each amount, and to the sums that the site shows.

Money counts as its decision's published status has it, in the year that it is for, with what
its parts come to where no amount is stated: as on the pages.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from generator.data.derived import Niva
from generator.data.types import Status
from generator.reckoning.rows import Row
from generator.reckoning.standing import Changes, changes_of, standing
from generator.reckoning.totals import Summa, summed
from generator.reckoning.years import in_years

Years = Mapping[int, Row]
"""A row as it counts in each year that its money is for."""


@dataclass(frozen=True)
class Change:
    """A row before and after; one of them is None where it was added or removed."""

    fore: Row | None
    efter: Row | None
    fore_years: Years = field(compare=False)
    efter_years: Years = field(compare=False)

    @property
    def row(self) -> Row:
        """The row as it is now, else as it was."""
        row = self.efter or self.fore
        assert row is not None
        return row

    @property
    def fore_kr(self) -> int | None:
        """Kronor before, of the parts where nothing was stated; None where they stated nothing."""
        return self.fore.varde if self.fore else None

    @property
    def efter_kr(self) -> int | None:
        """The same now."""
        return self.efter.varde if self.efter else None

    @property
    def fore_text(self) -> str:
        """The amount before with its kind, or the range; empty where nothing was stated."""
        return amount(self.fore)

    @property
    def efter_text(self) -> str:
        """The same now."""
        return amount(self.efter)

    @property
    def differens(self) -> int:
        """Kronor that a sum of such rows moves by."""
        return (self.efter_kr or 0) - (self.fore_kr or 0)

    @property
    def is_of_amount(self) -> bool:
        """Whether the row is new or gone, or its amount another or of another kind."""
        if self.fore is None or self.efter is None:
            return True
        if _counted(self.fore) == _counted(self.efter):  # so nearly always, and soon seen
            return False
        return self.fore_text != self.efter_text

    @property
    def years(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The years that its money was for, and those that it is for."""
        return tuple(sorted(self.fore_years)), tuple(sorted(self.efter_years))

    @property
    def moved_by(self) -> str:
        """What puts its money in other sums: `status`, `ar` or `satsning`; empty where nothing."""
        if self.fore is None or self.efter is None:
            return ""
        if self.fore.status is not self.efter.status:
            return "status"
        if self.years[0] != self.years[1]:
            return "ar"
        is_other = self.fore.beslut.satsning != self.efter.beslut.satsning
        return "satsning" if is_other else ""

    @property
    def renamed(self) -> bool:
        """Whether the row's own part of its id is another, not just that of what it stands in."""
        if self.fore is None or self.efter is None:
            return False
        return self.fore.id.nyckel != self.efter.id.nyckel


def _counted(row: Row) -> tuple[object, ...]:
    """All that an amount in words is made of."""
    return row.amounts, row.ranges, row.is_summed, bool(row.beslut.andrar)


def amount(row: Row | None) -> str:
    """What a row counts as in words, with its sign where it changes what another says."""
    if row is None or not row.says_amount:
        return ""
    counted = summed([row])
    text = counted.andring if row.beslut.andrar else counted.hela
    return f"{text} (delarna sammanlagt)" if row.is_summed else text


@dataclass(frozen=True)
class SumChange:
    """A sum that the site shows, before and after; decided and proposed apart."""

    slag: str
    """`ar`, `omrade` (in a year) or `satsning` (over all years)."""
    ar: int | None
    id: str
    """The område's or the satsning's id; empty for a year."""
    status: Status
    fore: Sequence[Row]
    """The rows that were in the sum; none where no amount was."""
    efter: Sequence[Row]

    @property
    def fore_kr(self) -> int | None:
        """Kronor before; None where no amount was in the sum."""
        return summed(self.fore).kr

    @property
    def efter_kr(self) -> int | None:
        """The same now."""
        return summed(self.efter).kr

    @property
    def fore_text(self) -> str:
        """All of it before in words, with what stood beside; empty where nothing was in it."""
        return summed(self.fore).hela

    @property
    def efter_text(self) -> str:
        """The same now."""
        return summed(self.efter).hela

    @property
    def differens(self) -> int:
        """Kronor that the sum moves by."""
        return (self.efter_kr or 0) - (self.fore_kr or 0)

    @property
    def is_of_parts(self) -> bool:
        """Whether anything in it now, else before, states no amount of its own but in parts.

        A change of another decision needs no total.
        """
        return any(
            not row.beslut.andrar and getattr(row.data, "belopp", None) is None
            for row in self.efter or self.fore
        )


_SumKey = tuple[str, int | None, str, Status]


@dataclass(frozen=True)
class Money:
    """The rows of one side, and how they count."""

    rows: tuple[Row, ...]

    @cached_property
    def _shares(self) -> Sequence[tuple[Row, Row]]:
        return list(in_years(self.rows))

    @cached_property
    def _by_id(self) -> Mapping[str, Row]:
        return {row.rad_id: row for row in self.rows}

    @cached_property
    def changes(self) -> Changes:
        """Which rows change which."""
        return changes_of(self.rows)

    @cached_property
    def _years(self) -> Mapping[str, Years]:
        years: dict[str, dict[int, Row]] = defaultdict(dict)
        for row, of_year in self._shares:
            years[row.rad_id][of_year.ar] = of_year
        return years

    def years_of(self, row: Row | None) -> Years:
        """A row as it counts in each year."""
        return self._years.get(row.rad_id, {}) if row else {}

    def standing(self, row: Row) -> Summa | None:
        """What holds now of the amount that a row changes, or that others change of its own.

        None where no amount is changed, and where the amount no longer counts.
        """
        changed = self._by_id.get(row.andrar_id or row.rad_id)
        if changed is None or not changed.status.galler:
            return None
        if not row.andrar_id and changed.rad_id not in self.changes:
            return None
        return standing(changed, self.changes).nu

    def decisions(self, ids: Container[str]) -> Iterator[Sequence[Row]]:
        """The rows of each of some decisions, itself first."""
        of_some = (row for row in self.rows if row.id.beslut_id in ids)
        for _, rows in groupby(of_some, key=lambda row: row.id.beslut_id):
            yield list(rows)

    @cached_property
    def sums(self) -> Mapping[_SumKey, Sequence[Row]]:
        """What is in each sum that the site shows."""
        sums: dict[_SumKey, list[Row]] = defaultdict(list)
        for _, row in self._shares:
            if row.niva is Niva.BESLUT and _counts(row):
                sums["ar", row.ar, "", row.status].append(row)
            if row.niva is Niva.OMRADE and _counts(row):
                sums["omrade", row.ar, row.omrade_id, row.status].append(row)
        for row in self.rows:
            if row.niva is Niva.BESLUT and _counts(row):
                sums["satsning", None, row.beslut.satsning, row.status].append(row)
        return sums


def _counts(row: Row) -> bool:
    return row.status.galler and row.says_amount


def sums_moved(before: Money, after: Money) -> Iterator[SumChange]:
    """The sums that come to something else, or that say so more or less firmly."""
    for key in sorted(before.sums.keys() | after.sums.keys(), key=str):
        fore, efter = before.sums.get(key, ()), after.sums.get(key, ())
        if list(map(_counted, fore)) == list(map(_counted, efter)):
            continue
        change = SumChange(*key, fore, efter)
        if change.fore_text != change.efter_text:
            yield change
