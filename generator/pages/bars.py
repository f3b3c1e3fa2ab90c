"""Amounts as bars: pictures of the same figures that stand beside them in words.

A bar is SVG whose pieces are shares of its width, so that it fits any window and text is never
scaled with it. It is decoration to who listens, since the figures are there to be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import NamedTuple

from markupsafe import Markup

from generator.data.types import Status
from generator.reckoning.rows import Row
from generator.reckoning.totals import Summa, summed
from generator.reckoning.trail import width
from generator.reckoning.use import Anvandning


class Piece(NamedTuple):
    """A piece of a bar."""

    slag: str
    """How it is drawn, by the name of its class: `del-<slag>`."""
    kr: int


def of_statuses(summor: Mapping[Status, Summa], scale: int) -> Markup:
    """Decided money filled, proposed outlined; a bar of `scale` kronor is as wide as the page."""
    return bar([Piece(status.value, summa.kr or 0) for status, summa in summor.items()], scale)


def of_use(use: Anvandning) -> Markup:
    """What of an amount has a stated use filled, and the rest open."""
    return bar([Piece("fordelat", use.angiven), Piece("rest", use.rest)], use.kr)


def of_row(row: Row, scale: int) -> Markup:
    """One amount among others, decided or proposed; nothing where it has no exact length."""
    kr = exact(row)
    return bar([Piece(row.status.value, kr)], scale) if kr else Markup()


def exact(row: Row) -> int:
    """How many kronor long the bar of a row is; 0 where it has none."""
    return length(summed([row])) if row.status.galler else 0


def of_sum(status: Status, summa: Summa, scale: int) -> Markup:
    """A sum among others, decided or proposed; nothing where it has no exact length."""
    kr = length(summa)
    return bar([Piece(status.value, kr)], scale) if kr else Markup()


def length(summa: Summa) -> int:
    """How many kronor long the bar of a sum is; 0 where it has none."""
    return 0 if summa.typer or summa.intervall else max(0, summa.kr or 0)


def scale_of_rows(rows: Iterable[Row]) -> int:
    """The kronor of the longest of some rows' bars; never 0."""
    return max(map(exact, rows), default=0) or 1


def bar(pieces: Iterable[Piece], scale: int) -> Markup:
    """Pieces side by side, drawn to a scale; what is less than nothing is not drawn."""
    drawn = [piece for piece in pieces if piece.kr > 0]
    starts = accumulate((piece.kr for piece in drawn), initial=0)
    return _svg(_rects(zip(starts, drawn, strict=False), scale, 'height="100%"'), 14)


Placed = Iterable[tuple[int, Piece]]
"""Pieces, each with how many kronor lie before it."""


def placed(pieces: Placed, beneath: Placed, scale: int, end: int | None = None) -> Markup:
    """Pieces in their places, with those that divide them beneath.

    A line stands at `end` kronor, where pieces may reach beyond the end of what they are parts of.
    """
    upper = _rects(pieces, scale, 'height="16"')
    lower = _rects(beneath, scale, 'y="19" height="9"')
    line = ""
    if end is not None:
        line = (
            f'<rect class="slut" x="{width(end * 10_000 // scale)}" y="-8" width="2" height="32"/>'
        )
    return _svg(upper + lower + line, 28 if lower else 16)


def _rects(pieces: Placed, scale: int, across: str) -> str:
    rects = []
    for before, piece in pieces:
        start, end = (kr * 10_000 // scale for kr in (before, before + piece.kr))
        if piece.kr > 0:
            rects.append(
                f'<rect class="del-{piece.slag}" x="{width(start)}" width="{width(end - start)}"'
                f" {across}/>"
            )
    return "".join(rects)


def _svg(drawn: str, height: int) -> Markup:
    return Markup(
        f'<svg class="stapel stapel-smal" aria-hidden="true" width="100%" height="{height}"'
        f' xmlns="http://www.w3.org/2000/svg">{drawn}</svg>'
    )


def scale_of(all_sums: Iterable[Mapping[Status, Summa]]) -> int:
    """The kronor of the longest of some bars, so that they can be compared; never 0."""
    lengths = (sum(max(0, summa.kr or 0) for summa in sums.values()) for sums in all_sums)
    return max([1, *lengths])
