"""Money as it can be drawn: a whole, the parts that divide it, and what insatser have of each.

A picture shows lengths and nothing else, so that there is none of what has no exact length: caps,
approximate amounts, ranges, and what is less than nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from generator.data.derived import Niva
from generator.data.types import Status
from generator.reckoning.rows import Row
from generator.reckoning.standing import Changes
from generator.reckoning.totals import summed
from generator.reckoning.use import insatser_of


class Del(NamedTuple):
    """A part of a whole, all of it exact and more than nothing (English: part)."""

    row: Row
    """What it is called by; the first, where several decisions have the same område."""
    kr: int
    insatser: tuple[Del, ...] | None = None
    """Those that divide it, the largest first; None where nobody can say so to the krona."""

    @property
    def rest(self) -> int | None:
        """What no insats has of it, which is less than nothing where they have more; if known."""
        if self.insatser is None:
            return None
        return self.kr - sum(part.kr for part in self.insatser)


class Vag(NamedTuple):
    """How money of one status is divided (English: the money's way)."""

    status: Status
    kr: int
    delar: tuple[Del, ...]
    """The largest first: områden, or the insatser where all of it is one område's."""

    @property
    def niva(self) -> Niva:
        """Of which level the parts are."""
        return self.delar[0].row.niva

    @property
    def rest(self) -> int:
        """What no part has of it; less than nothing where they come to more than the whole."""
        return self.kr - sum(part.kr for part in self.delar)

    @property
    def longest(self) -> int:
        """How many kronor the longest row of a picture of it reaches to; never 0."""
        reached, before = [self.kr], 0
        for part in self.delar:
            reached.append(before + part.kr - min(0, part.rest or 0))
            before += part.kr
        return max(reached)


Rows = Mapping[str, Sequence[Row]]
"""All the rows of each decision, by its id."""


def way_of(rows: Sequence[Row], status: Status, of_decision: Rows, changes: Changes) -> Vag | None:
    """How the money of a status among some rows is divided: a decision's, or all of a year's.

    None where it can't be drawn, and where no part of it tells more than the whole does.
    """
    way = division(rows, status, of_decision, changes)
    if way is None or not way.delar:
        return None
    return way if len(way.delar) > 1 or way.delar[0].kr != way.kr else None


def division(
    rows: Sequence[Row], status: Status, of_decision: Rows, changes: Changes
) -> Vag | None:
    """The same, even where it has no parts; None only where it can't be drawn."""
    of_status = [row for row in rows if row.status is status]
    tops = [row for row in of_status if row.niva is Niva.BESLUT]
    omraden = [row for row in of_status if row.niva is Niva.OMRADE]
    if any(_is_unsure(row) for row in (*tops, *omraden)):
        return None
    whole = sum(top.varde or 0 for top in tops)
    parts = _by_omrade(omraden, of_decision, changes)
    if len(tops) == 1 and _is_whole(parts, whole):
        divided = parts[0].row if parts else tops[0]
        parts = _largest_first(insatser_of(divided, of_decision[divided.id.beslut_id], changes))
    if parts is None or whole <= 0 or not _is_one_way(tops, omraden):
        return None
    return Vag(status, whole, parts)


def _is_unsure(row: Row) -> bool:
    """Whether it is not known to the krona how much a row comes to."""
    summa = summed([row])
    return bool(summa.typer or summa.intervall)


def _is_whole(parts: tuple[Del, ...] | None, whole: int) -> bool:
    """Whether områden tell nothing that the whole does not: there is none, or one of all of it."""
    return parts == () or bool(parts and len(parts) == 1 and parts[0].kr == whole)


def _is_one_way(tops: Sequence[Row], omraden: Sequence[Row]) -> bool:
    """Whether områden leave something over, or are too much, but not some this and some that."""
    left = {top.id.beslut_id: top.varde or 0 for top in tops}
    for row in omraden:
        left[row.id.beslut_id] -= row.varde or 0
    return min(left.values()) >= 0 or max(left.values()) <= 0


def _by_omrade(
    omraden: Sequence[Row], of_decision: Rows, changes: Changes
) -> tuple[Del, ...] | None:
    """The områden with money, each once; None where one has less than nothing."""
    together: dict[str, list[Row]] = defaultdict(list)
    for row in omraden:
        together[row.omrade_id].append(row)
    parts = []
    for of_omrade in together.values():
        kr = sum(row.varde or 0 for row in of_omrade)
        if kr < 0:
            return None
        if kr:
            parts.append(Del(of_omrade[0], kr, _insatser(of_omrade, of_decision, changes)))
    return _sorted(parts)


def _insatser(
    omraden: Sequence[Row], of_decision: Rows, changes: Changes
) -> tuple[Del, ...] | None:
    insatser: list[Row] = []
    for row in omraden:
        divided = insatser_of(row, of_decision[row.id.beslut_id], changes)
        if divided is None and row.says_amount:
            return None
        insatser += divided or ()
    return _largest_first(insatser)


def _largest_first(insatser: Sequence[Row] | None) -> tuple[Del, ...] | None:
    """Insatser with money; None where they aren't known, or one has less than nothing."""
    if insatser is None or any((row.varde or 0) < 0 for row in insatser):
        return None
    return _sorted([Del(row, row.varde) for row in insatser if row.varde])


def _sorted(parts: Sequence[Del]) -> tuple[Del, ...]:
    return tuple(sorted(parts, key=lambda part: -part.kr))
