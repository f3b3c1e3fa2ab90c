"""What is new since last: what was published, what was put right, and which day comes next.

Nothing depends on the day of the build: which of the days to come is the next one, the reader's own
browser says.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from heapq import nsmallest
from typing import NamedTuple

from generator.data.beslut import Beslut
from generator.publishing import addresses
from generator.publishing.publication import Publication
from generator.publishing.titles import in_its_year, of_correction
from generator.reckoning import deadlines
from generator.reckoning.deadlines import Duty

MOST = 3
"""How many of a kind the start page names."""
MOST_DAYS = 12
"""How many of the days to come a page holds, for a browser to find the next one among."""


class Publicerat(NamedTuple):
    """The decisions that were published last, all on one day (English: published)."""

    dag: date
    beslut: Sequence[Beslut]
    """The newest of them."""
    har_fler: bool
    """Whether there are more of them."""


def published(publication: Publication, decisions: Sequence[Beslut]) -> Publicerat | None:
    """What was published last of some decisions, in their order; None where nothing is yet."""
    first = {id_: days[0] for id_, days in publication.beslut_days.items() if days}
    if not first:
        return None
    last = max(first.values())
    of_day = [decision for decision in decisions if first.get(decision.beslut_id) == last]
    return Publicerat(last, of_day[:MOST], len(of_day) > MOST)


class Andrat(NamedTuple):
    """A published fact that was changed (English: changed)."""

    dag: date
    vad: str
    adress: str


def changed(publication: Publication) -> list[Andrat]:
    """The corrections and the other changes, the newest first; no more than are named."""
    corrections = [
        Andrat(
            correction.data.datum,
            f"{of_correction(correction, publication.titles, in_its_year)}, {correction.andring}",
            addresses.rattelse(correction),
        )
        for correction in publication.rattelser[:MOST]
    ]
    others = [
        Andrat(change.data.datum, change.data.andring, addresses.andring(change))
        for change in publication.andringar[:MOST]
    ]
    newest = sorted([*corrections, *others], key=lambda change: change.dag, reverse=True)[:MOST]
    return [
        change._replace(adress=publication.moved.get(change.adress, change.adress))
        for change in newest
    ]


class Dagar(NamedTuple):
    """Last days of duties to report (English: days)."""

    kommande: Sequence[Duty]
    """Those from the data's own day on, the next one first."""
    sista: date | None
    """The last of them all; None where no day is set."""


def coming_days(publication: Publication) -> Dagar:
    """The last days that are still asked for."""
    held = [
        duty
        for duty in deadlines.duties(publication.register)
        if publication.beslut_rows[duty.beslut.beslut_id][0].status.galler
    ]
    coming = (duty for duty in held if duty.senast >= publication.as_of)
    nearest = nsmallest(MOST_DAYS, coming, key=lambda duty: (duty.senast, str(duty.id)))
    return Dagar(nearest, max((duty.senast for duty in held), default=None))
