"""What a link to a page looks like where people share it: its name, its money and how that divides.

Each picture takes about as long to make as twenty pages, so that only so many pages have one of
their own, and each is made again only when what it shows, the font or the library is another.
"""

from __future__ import annotations

import html
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

import resvg_py

from generator.data.derived import Niva
from generator.data.types import Status
from generator.pages import way_pictures
from generator.pages.way_pictures import OPEN, Bild
from generator.publishing import addresses
from generator.publishing.downloads import Piece, Pieced
from generator.publishing.publication import Publication
from generator.publishing.site import digest
from generator.reckoning.life import newest_first
from generator.reckoning.rows import Row
from generator.reckoning.totals import summed
from generator.words import labels
from generator.words.swedish import capitalised

MOST = 30
"""How many pages have a picture of their own, at some 50 ms each: start, the years, the områden and
the newest decisions, in that order."""
WIDTH, HEIGHT = 1200, 630
"""What those that show links ask for."""
FONT = Path("typsnitt") / "PublicSans.ttf"
"""In a folder of templates; its licence lies beside it."""
_FAMILY = "Public Sans"
_MARGIN, _BAR = 72, 84
_INK, _QUIET, _BLUE, _RED = "#14232b", "#4b5a63", "#0b4f6c", "#9b1c1c"
_OUTLINE = f'fill="#fff" stroke="{_BLUE}" stroke-width="3"'
_LOOKS = {
    Status.BESLUTAD: f'fill="{_BLUE}" stroke="#fff" stroke-width="3"',
    Status.FORSLAG: f'{_OUTLINE} stroke-dasharray="12 8"',
    OPEN: f'{_OUTLINE} stroke-dasharray="3 6"',
}
"""Filled what is decided, outlined what is proposed, dotted what nobody has said the use of."""


class Share(NamedTuple):
    """What the picture of a page's link shows (English: share image)."""

    address: str
    """The page's."""
    title: str
    amounts: Sequence[str]
    """What was decided, and what was proposed, in words; never one sum."""
    picture: Bild | None
    """How the money divides, where all of it has one status and can be drawn."""
    publisher: str
    site: str
    demonstration: bool

    @property
    def path(self) -> str:
        """Where the picture lies."""
        return f"{self.address}delning.png"

    @property
    def alt(self) -> str:
        """The same in words."""
        notice = ["Demonstration."] if self.demonstration else []
        told = [f"{text}." for text in (self.title, *self.amounts)]
        return " ".join([*told, f"{self.site}, {self.publisher}.", *notice])


def shares(publication: Publication) -> Mapping[str, Share]:
    """The pages that have a picture of their own, by their addresses."""
    every = chain(_start(publication), _years(publication), _omraden(publication))
    chosen = islice(chain(every, _decisions(publication)), MOST)
    return {share.address: share for share in chosen}


def files(shares: Mapping[str, Share], templates: Sequence[Path]) -> Iterator[Pieced]:
    """The pictures, each to be made only where it isn't as it was."""
    font = next(path for folder in templates if (path := folder / FONT).is_file())
    made_with = f"{digest(font.read_bytes())} {resvg_py.__version__}"
    for share in shares.values():
        drawn = svg(share)
        piece = Piece(digest(f"{made_with} {drawn}".encode()), partial(_png, drawn, font))
        yield Pieced(share.path, b"", [piece])


def _png(drawn: str, font: Path) -> Iterator[bytes]:
    yield png(drawn, font)


def png(drawn: str, font: Path) -> bytes:
    """A drawing as a picture, with no font but the one that is given: the same bytes anywhere."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=drawn, font_files=[str(font)], skip_system_fonts=True, font_family=_FAMILY
        )
    )


def _share(
    publication: Publication,
    address: str,
    title: str,
    rows: Sequence[Row],
    *,
    pictures: Sequence[Bild] = (),
    ar: int | None = None,
) -> Share:
    """`rows` are of one level and have the money that it tells of; `ar` if it must say which."""
    amounts = [
        f"{f'{ar}: ' if ar else ''}{summa.kort()} {labels.STATUS[status].om_kronor}"
        for status in labels.STATUS
        if (summa := summed(row for row in rows if row.status is status)).hela
    ]
    organisation = publication.organisation
    return Share(
        address,
        title,
        amounts,
        pictures[0] if len(pictures) == len(amounts) == 1 else None,
        organisation.namn,
        organisation.webbplatsnamn,
        organisation.demonstration,
    )


def _start(publication: Publication) -> Iterator[Share]:
    """The newest year that any money is for, as the page itself begins with it."""
    title = publication.ordval.om.rubrik
    newest = next((ar for ar in publication.years if _tops(publication, ar)), None)
    if newest is None:
        yield _share(publication, addresses.START, title, ())
        return
    tops = _tops(publication, newest)
    pictures = way_pictures.of_rows(publication, publication.year_rows[newest])
    yield _share(publication, addresses.START, title, tops, pictures=pictures, ar=newest)


def _years(publication: Publication) -> Iterator[Share]:
    for ar in publication.years:
        pictures = way_pictures.of_rows(publication, publication.year_rows.get(ar, ()))
        tops = _tops(publication, ar)
        title = f"{capitalised(publication.ordval.om.pengar)} {ar}"
        yield _share(publication, addresses.ar(ar), title, tops, pictures=pictures)


def _tops(publication: Publication, ar: int) -> list[Row]:
    """The decisions with money for a year, as far as it is for that."""
    rows = publication.year_rows.get(ar, ())
    return [row for row in rows if row.niva is Niva.BESLUT and row.status.galler]


def _omraden(publication: Publication) -> Iterator[Share]:
    """What each had in the latest year that it had any."""
    for omrade in publication.omraden_with_page:
        rows = [
            row
            for row in publication.omrade_rows.get(omrade.id, ())
            if row.status.galler and row.says_amount
        ]
        latest = max((row.ar for row in rows), default=None)
        of_latest = [row for row in rows if row.ar == latest]
        yield _share(publication, addresses.omrade(omrade.id), omrade.namn, of_latest, ar=latest)


def _decisions(publication: Publication) -> Iterator[Share]:
    for decision in newest_first(publication.register.beslut):
        rows = publication.beslut_rows[decision.beslut_id]
        yield _share(
            publication,
            addresses.beslut(decision),
            publication.titles[decision.beslut_id],
            rows[:1],
            pictures=way_pictures.of_decision(publication, rows),
            ar=decision.ar,
        )


def svg(share: Share) -> str:
    """The picture, drawn: its words from above, and the bar with what it shows below."""
    y, drawn = 96, [_text(f"{share.site} · {share.publisher}", 96, 28, _QUIET)]
    lines = 2 if share.picture else 3
    for line in textwrap.wrap(share.title, 32, max_lines=lines, placeholder="…"):
        y += 68
        drawn.append(_text(line, y, 54, _INK, 700))
    for amount in share.amounts[:2]:
        for line in textwrap.wrap(amount, 44, max_lines=2, placeholder=" …"):
            y += 58
            drawn.append(_text(line, y, 44, _BLUE, 700))
    if share.picture:
        drawn += _bar(share.picture, y + 40)
        for at, line in enumerate(textwrap.wrap(share.picture.mening, 62, max_lines=2)):
            drawn.append(_text(line, y + 40 + _BAR + 48 + 40 * at, 32, _INK))
    if share.demonstration:
        drawn.append(_text("Demonstration, inte utgivarens egen webbplats", 600, 26, _RED, 700))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}">'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
        f'<rect width="{WIDTH}" height="20" fill="{_BLUE}"/>{"".join(drawn)}</svg>'
    )


def _text(line: str, y: int, size: int, colour: str, weight: int = 400) -> str:
    return (
        f'<text x="{_MARGIN}" y="{y}" font-family="{_FAMILY}" font-size="{size}"'
        f' font-weight="{weight}" fill="{colour}">{html.escape(line)}</text>'
    )


def _bar(picture: Bild, y: int) -> Iterator[str]:
    """The parts of the whole side by side, as on the page; a line where the whole ends."""

    def at(kr: int) -> int:
        return _MARGIN + kr * (WIDTH - 2 * _MARGIN) // picture.longest

    for mark in picture.marks[1:]:
        start, end = at(mark.start), at(mark.start + mark.kr)
        yield (
            f'<rect x="{start}" y="{y}" width="{end - start}" height="{_BAR}" {_LOOKS[mark.slag]}/>'
        )
    if picture.slut is not None:
        whole = f'x="{at(picture.slut)}" y="{y - 10}" width="4" height="{_BAR + 20}"'
        yield f'<rect {whole} fill="{_RED}"/>'
