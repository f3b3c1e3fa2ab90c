"""Pictures as HTML: each of their rows has its words and its bar, so that any window has room.

The bars are decoration to who listens, since what they show stands in words beside them.
"""

from __future__ import annotations

from generator.pages import bars
from generator.pages.bars import Piece
from generator.pages.cells import Here, page_of_omrade, status_mark
from generator.pages.way_pictures import Bild, Mark
from generator.publishing import addresses
from generator.words.escaping import Html, escape
from generator.words.swedish import kronor

_RECKONED = " data-raknat"


def way(here: Here, picture: Bild) -> Html:
    """The money's way; a row more for each part of it."""
    whole, *parts = picture.marks
    rows = [_row(here, picture, whole, f" {status_mark(picture.status)}")]
    rows += [_row(here, picture, mark) for mark in parts]
    key = f'<p class="not">{escape(" ".join(picture.nyckel))}</p>\n' if picture.nyckel else ""
    return Html(
        f'<figure class="bild vag" id="{addresses.bild_anchor(picture.status.value)}">\n'
        f"<figcaption{_RECKONED}>{escape(picture.mening)}</figcaption>\n"
        f'<ul class="vag">\n{"".join(rows)}</ul>\n{key}</figure>\n'
    )


def _row(here: Here, picture: Bild, mark: Mark, status: str = "") -> str:
    beneath = [(part.start, Piece(part.slag, part.kr)) for part in mark.delar]
    piece = (mark.start, Piece(mark.slag, mark.kr))
    lines = [
        f'<li><span class="vag-namn"{_reckoned(mark)}>{_name(here, mark)}{status}</span>',
        f'<span class="vag-belopp"{_RECKONED}>{kronor(mark.kr)}</span>',
        bars.placed([piece], beneath, picture.longest, picture.slut),
        *(_beneath(here, mark, part) for part in mark.delar),
        "</li>\n",
    ]
    return "\n".join(lines)


def _beneath(here: Here, mark: Mark, part: Mark) -> str:
    """A piece of what a mark is divided into; its amount, unless it is all of that."""
    kr = f": <span{_RECKONED}>{kronor(part.kr)}</span>" if part.kr != mark.kr else ""
    return f'<span class="not"{_reckoned(part)}>{_name(here, part)}{kr}</span>'


def _reckoned(mark: Mark) -> str:
    """What marks that a name holds a count; a name of the data does not."""
    return "" if mark.row else _RECKONED


def _name(here: Here, mark: Mark) -> str:
    """What a mark is called, and the way to what it shows."""
    if mark.row is None:
        return escape(mark.namn)
    if mark.row.insats:
        return here.link(addresses.belopp(mark.row), mark.namn)
    return here.link(page_of_omrade(here, mark.row.ar, mark.row.omrade_id), mark.namn)
