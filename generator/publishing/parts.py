"""How much of a list a page holds: lists of a whole register grow with it, and no page may.

A row weighs some 30 to 110 bytes when compressed, the frame of a page about 4 kB, and a page is
to weigh at most 20 kB; nor does anybody read more rows than these at once.
"""

from __future__ import annotations

from collections.abc import Sequence

MOST = 100
"""The most rows of lists on a page; a list that fits stands there whole."""


def address(folder: str, number: int) -> str:
    """Where a part of a list is: the first where the whole would be."""
    return folder if number == 1 else f"{folder}sida/{number}/"


def part_of(place: int) -> int:
    """Which part of a list a row is in, by its place in all of it."""
    return place // MOST + 1


def fair_share(lengths: Sequence[int], room: int) -> int:
    """How many rows each of some lists may show, for all of them to have room together."""
    left = room
    for number, length in enumerate(sorted(lengths)):
        share = left // (len(lengths) - number)
        if length > share:
            return max(share, 1)
        left -= length
    return max(lengths, default=0)
