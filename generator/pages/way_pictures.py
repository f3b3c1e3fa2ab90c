"""The money's way as a picture: what there is, how it is divided, and what insatser have of it.

A part begins where the one before it ends, under the whole that they divide; beneath it lie the
insatser that divide it in their turn. `figures` writes it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.data.derived import Niva
from generator.data.types import LIVING, Status
from generator.publishing import picture_sentences
from generator.publishing.publication import Publication
from generator.reckoning.rows import Row
from generator.reckoning.way import Del, Vag, way_of
from generator.words.ordval import Noun

MOST = 6
"""How many parts have a bar of their own; the others have one together."""
MOST_INSATSER = 3
"""How many insatser of a part have a piece of their own; the others have one together."""
_LONGEST_NAME = 50
"""How many signs of a name are shown; all of it stands in the table."""
OPEN = "rest"
"""How money is drawn that nobody has said the use of."""


class Mark(NamedTuple):
    """A piece of the picture, and the words for it."""

    namn: str
    row: Row | None
    """What it leads to; None where it stands for several, or for what is left over."""
    start: int
    """How many kronor lie before it."""
    kr: int
    slag: str
    """How it is drawn: by its status, or `OPEN`."""
    delar: tuple[Mark, ...] = ()
    """What divides it; none where nobody can say so to the krona."""


class Bild(NamedTuple):
    """A picture of money of one status (English: picture)."""

    status: Status
    mening: str
    """What it shows, in a sentence."""
    marks: Sequence[Mark]
    """All of the money first, then what divides it."""
    longest: int
    """How many kronor the picture is wide."""
    slut: int | None
    """After how many kronor the whole ends, where its parts are more; None where they aren't."""

    nyckel: Sequence[str]
    """What its bars and lines mean, in sentences, as far as it has them."""


def of_rows(publication: Publication, rows: Sequence[Row]) -> list[Bild]:
    """A picture for each status of some rows whose money can be drawn."""
    ways = (way_of(rows, s, publication.beslut_rows, publication.changes) for s in LIVING)
    return [_picture(publication, vag) for vag in ways if vag]


def of_decision(publication: Publication, rows: Sequence[Row]) -> list[Bild]:
    """The picture of a decision, if its money is what it says: no change, and none changed."""
    is_changed = any(row.rad_id in publication.changes for row in rows)
    return [] if is_changed or rows[0].beslut.andrar else of_rows(publication, rows)


def _picture(publication: Publication, vag: Vag) -> Bild:
    ordval = publication.ordval
    marks = [Mark(ordval.om.vagen, None, 0, vag.kr, vag.status.value), *_parts(publication, vag)]
    beneath = [part for mark in marks for part in mark.delar]
    return Bild(
        vag.status,
        picture_sentences.about_way(vag, [_name(publication, part) for part in vag.delar], ordval),
        marks,
        vag.longest,
        vag.kr if vag.rest < 0 else None,
        list(
            picture_sentences.key(
                vag,
                ordval,
                has_narrow=bool(beneath),
                has_dotted=any(
                    mark.namn == picture_sentences.NO_USE for mark in (*marks, *beneath)
                ),
            )
        ),
    )


def _parts(publication: Publication, vag: Vag) -> Iterator[Mark]:
    """The largest parts, the others together, and what no part has."""
    kind, start = vag.status.value, 0
    noun = publication.ordval.niva(vag.niva, vag.status)
    alone, together = _divided(vag.delar, MOST)
    for part in alone:
        bits = tuple(_insatser(part, kind, start, publication.ordval.insats))
        yield Mark(_name(publication, part), part.row, start, part.kr, kind, bits)
        start += part.kr
    if together:
        kr = sum(part.kr for part in together)
        yield Mark(picture_sentences.more(len(together), noun), None, start, kr, kind)
        start += kr
    if vag.rest > 0:
        yield Mark(
            picture_sentences.about_rest(vag, publication.ordval), None, start, vag.rest, OPEN
        )


def _insatser(part: Del, kind: str, start: int, noun: Noun) -> Iterator[Mark]:
    """The largest insatser of a part, the others together, and what no insats has."""
    if part.insatser is None:
        return
    alone, together = _divided(part.insatser, MOST_INSATSER)
    for insats in alone:
        yield Mark(shortened(insats.row.namn), insats.row, start, insats.kr, kind)
        start += insats.kr
    if together:
        kr = sum(insats.kr for insats in together)
        yield Mark(picture_sentences.more(len(together), noun), None, start, kr, kind)
        start += kr
    if part.rest and part.rest > 0:
        yield Mark(picture_sentences.NO_USE, None, start, part.rest, OPEN)


def _divided(parts: Sequence[Del], most: int) -> tuple[Sequence[Del], Sequence[Del]]:
    """Those parts that are shown each for itself, and the smaller ones together: never only one."""
    if len(parts) <= most:
        return parts, ()
    return parts[: most - 1], parts[most - 1 :]


def _name(publication: Publication, part: Del) -> str:
    """An område is called what it is called in all years; what else there is, by its own name."""
    if part.row.niva is Niva.OMRADE:
        return publication.register.omraden[part.row.omrade_id].namn
    return shortened(part.row.namn)


def shortened(text: str) -> str:
    """A name that has room beside a bar, cut between words where it may be."""
    if len(text) <= _LONGEST_NAME:
        return text
    cut = text[: _LONGEST_NAME - 1]
    return f"{cut.rsplit(' ', 1)[0]}…" if " " in cut else f"{cut}…"
