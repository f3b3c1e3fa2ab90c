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
from generator.reckoning.totals import Summa
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


def bar(pieces: Iterable[Piece], scale: int) -> Markup:
    """Pieces side by side, drawn to a scale; what is less than nothing is not drawn."""
    drawn = [piece for piece in pieces if piece.kr > 0]
    ends = [kr * 10_000 // scale for kr in accumulate(piece.kr for piece in drawn)]
    rects = "".join(
        f'<rect class="del-{piece.slag}" x="{width(start)}" width="{width(end - start)}"'
        ' height="100%"/>'
        for piece, start, end in zip(drawn, [0, *ends], ends, strict=False)
    )
    return Markup(
        '<svg class="stapel stapel-smal" aria-hidden="true" width="100%" height="14"'
        f' xmlns="http://www.w3.org/2000/svg">{rects}</svg>'
    )


def scale_of(all_sums: Iterable[Mapping[Status, Summa]]) -> int:
    """The kronor of the longest of some bars, so that they can be compared; never 0."""
    lengths = (sum(max(0, summa.kr or 0) for summa in sums.values()) for sums in all_sums)
    return max([1, *lengths])
