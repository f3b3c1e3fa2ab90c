"""Pictures of money before a change and now: bars of text, since a comment can hold no other.

They show what the pictures of the pages show, a decision's money and what divides it, and what
is as it was is one bar together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.comparing.money import Change, Money
from generator.data.derived import Niva
from generator.data.ids import RadId
from generator.pages.way_pictures import MOST, MOST_INSATSER
from generator.reckoning.rows import Row
from generator.reckoning.way import Del, Vag, division

MOST_PICTURES = 3
"""How many decisions are drawn: those whose amounts change most. The tables have them all."""
WIDTH = 12
"""Signs of the longest bar; a phone has room for no more beside a name and an amount."""

_EIGHTHS = ("", "▏", "▎", "▍", "▌", "▋", "▊", "▉")
_FULL, OPEN = "█", "░"
"""What has been given a use, or divided; and what has not."""


class Part(NamedTuple):
    """Some of a decision's money before and now, in kronor; 0 where it is not there."""

    row: Row | None
    """What it is called by; None for what no part has, and what parts have too much."""
    fore: int
    efter: int
    delar: tuple[Part, ...] = ()
    """The insatser that divide it, and what they leave over."""

    @property
    def is_as_it_was(self) -> bool:
        """Whether neither it nor anything in it is another amount than before."""
        return self.fore == self.efter and all(part.is_as_it_was for part in self.delar)

    @property
    def moved(self) -> int:
        """By how many kronor it is other than it was."""
        return abs(self.efter - self.fore)


class Line(NamedTuple):
    """A bar of a picture."""

    delar: Sequence[Part]
    """What it is of; several have one together."""
    niva: Niva
    """Of which level they are."""
    nar: str
    """When it was so: `fore`, `efter` or `oforandrat`."""
    kr: int
    bar: str


class Picture(NamedTuple):
    """A decision's money before a change and now, to one scale."""

    top: Row
    """The decision as it is now, else as it was."""
    fore: Vag | None
    """None where there was no such decision, or is none now."""
    efter: Vag | None
    whole: Part
    delar: tuple[Part, ...]

    @property
    def niva(self) -> Niva:
        """Of which level the parts are now, else were."""
        return next(vag.niva for vag in (self.efter, self.fore) if vag and vag.delar)

    def lines(self) -> Iterator[Line]:
        """All of it, the parts that change, what is in them, and the others together."""
        longest = max(vag.longest for vag in (self.fore, self.efter) if vag)
        yield from _of_part(self.whole, Niva.BESLUT, longest)
        yield from _of_parts(self.delar, self.niva, longest, MOST)


def pictures(
    before: Money, after: Money, changes: Iterable[Change], pairs: Mapping[RadId, RadId]
) -> list[Picture]:
    """A picture of each decision with a changed amount, before and now, that can be drawn."""
    changed = {row.id.beslut_id for change in changes for row in (change.fore, change.efter) if row}
    old = {pairs.get(rows[0].id, rows[0].id): rows for rows in before.decisions(changed)}
    new = {rows[0].id: rows for rows in after.decisions(changed)}
    drawn = [
        picture
        for id_ in {**new, **old}
        if (picture := _picture(before, old.get(id_, ()), after, new.get(id_, ()), pairs))
    ]
    return sorted(drawn, key=lambda picture: (-_moved(picture), picture.top.rad_id))[:MOST_PICTURES]


def _moved(picture: Picture) -> int:
    return max(part.moved for part in (picture.whole, *picture.delar))


def _picture(
    before: Money,
    old: Sequence[Row],
    after: Money,
    new: Sequence[Row],
    pairs: Mapping[RadId, RadId],
) -> Picture | None:
    """None where either side can't be drawn, or nothing divides it, or all bars are as before."""
    fore, efter = _way(before, old), _way(after, new)
    if bool(old) != bool(fore) or bool(new) != bool(efter):
        return None
    parts = _matched(fore.delar if fore else (), efter.delar if efter else (), pairs)
    left, left_now = (vag.rest if vag else 0 for vag in (fore, efter))
    delar = (*parts, *_left_over(left, left_now))
    whole = Part((*new, *old)[0], fore.kr if fore else 0, efter.kr if efter else 0)
    if not parts or all(part.is_as_it_was for part in (whole, *delar)):
        return None
    return Picture((*new, *old)[0], fore, efter, whole, delar)


def _way(money: Money, rows: Sequence[Row]) -> Vag | None:
    """How a decision's money is divided; none of a change, and of what is changed, as on a page."""
    if not rows or rows[0].beslut.andrar or any(row.rad_id in money.changes for row in rows):
        return None
    return division(rows, rows[0].status, {rows[0].id.beslut_id: rows}, money.changes)


def _matched(
    before: Sequence[Del], after: Sequence[Del], pairs: Mapping[RadId, RadId]
) -> tuple[Part, ...]:
    """The parts of now in their order, then those that are gone."""
    old = {pairs.get(part.row.id, part.row.id): part for part in before}
    parts = [_part(old.pop(part.row.id, None), part, pairs) for part in after]
    return (*parts, *(_part(part, None, pairs) for part in old.values()))


def _part(fore: Del | None, efter: Del | None, pairs: Mapping[RadId, RadId]) -> Part:
    """Its insatser are told of only where they are known on each side that has it."""
    sides = [part for part in (efter, fore) if part]
    delar: tuple[Part, ...] = ()
    if all(part.insatser is not None for part in sides):
        insatser, now = (part.insatser or () if part else () for part in (fore, efter))
        left, left_now = (part.rest or 0 if part else 0 for part in (fore, efter))
        delar = (*_matched(insatser, now, pairs), *_left_over(left, left_now))
    return Part(sides[0].row, fore.kr if fore else 0, efter.kr if efter else 0, delar)


def _left_over(fore: int, efter: int) -> Iterator[Part]:
    """What no part has. What parts have too much is seen in that they are longer together."""
    if fore > 0 or efter > 0:
        yield Part(None, max(0, fore), max(0, efter))


def _of_parts(parts: Sequence[Part], niva: Niva, longest: int, most: int) -> Iterator[Line]:
    named = [part for part in parts if part.row]
    changed = sorted(
        (part for part in named if not part.is_as_it_was), key=lambda part: -part.moved
    )
    alone = len(changed) if len(changed) <= most else most - 1
    for part in changed[:alone]:
        yield from _of_part(part, niva, longest)
        yield from _of_parts(part.delar, Niva.INSATS, longest, MOST_INSATSER)
    yield from _together(changed[alone:], niva, longest)
    yield from _together([part for part in named if part.is_as_it_was], niva, longest)
    for part in parts:
        if part.row is None:
            yield from _of_part(part, niva, longest)


def _together(parts: Sequence[Part], niva: Niva, longest: int) -> Iterator[Line]:
    if parts:
        fore, efter = sum(part.fore for part in parts), sum(part.efter for part in parts)
        yield from _lines(parts, fore, efter, niva, longest)


def _of_part(part: Part, niva: Niva, longest: int) -> Iterator[Line]:
    return _lines([part], part.fore, part.efter, niva, longest)


def _lines(
    parts: Sequence[Part], fore: int, efter: int, niva: Niva, longest: int
) -> Iterator[Line]:
    """One bar where it is as long as it was, else that of before and that of now."""
    sides = (("oforandrat", efter),) if fore == efter else (("fore", fore), ("efter", efter))
    kind = _FULL if parts[0].row else OPEN
    for nar, kr in sides:
        if kr:
            yield Line(parts, niva, nar, kr, bar(kr, longest, kind))


def bar(kr: int, longest: int, kind: str = _FULL) -> str:
    """Kronor to a scale, to an eighth of a sign; the least there is still shows."""
    eighths = max(1, kr * WIDTH * 8 // longest)
    if kind == _FULL:
        return _FULL * (eighths // 8) + _EIGHTHS[eighths % 8]
    return kind * max(1, eighths // 8)
