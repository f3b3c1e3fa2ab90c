"""A recipient's years: what each came to, of how much, and against the year before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from generator.data.registers import Befolkning
from generator.data.types import LIVING, Status
from generator.publishing import year_before
from generator.publishing.year_before import of_status
from generator.reckoning.rows import Row
from generator.reckoning.totals import Summa, summed
from generator.words import labels
from generator.words.ordval import Noun
from generator.words.swedish import exact_kronor, number, percent


class Post(NamedTuple):
    """What was decided, or what was proposed, for a year (English: entry)."""

    ar: int
    status: Status
    summa: Summa
    """What it came to."""
    allt: Summa
    """What was, of the same status, for all recipients of the year."""
    andring: str
    """Against the year before, in words; empty where there is none before."""
    befolkning: Befolkning | None
    """How many the recipient was there for in the year."""

    @property
    def andel(self) -> str:
        """What share it is of all, as `12 %`; empty where that is not known."""
        kr, allt = _exact(self.summa), _exact(self.allt)
        if kr is None or allt is None or not 0 < kr <= allt:
            return ""
        return percent(kr, allt)

    @property
    def om_andelen(self) -> str:
        """The share and what it is of, `12 % av 1 200 000 kr`, or why none can be reckoned."""
        if self.andel:
            return f"{self.andel} av {self.allt.text}"
        if self.summa.hela and _exact(self.allt) is None:
            return "Kan inte räknas: alla belopp för året är inte exakta."
        return ""

    @property
    def per_invanare(self) -> str:
        """The sum shared out among those that the recipient is there for; empty where unknown."""
        summa = self.summa
        if self.befolkning is None or summa.kr is None or summa.intervall:
            return ""
        share = Fraction(summa.kr, self.befolkning.antal)
        return labels.of_kind(summa.kr, summa.typer, lambda _: exact_kronor(share))

    @property
    def invanare(self) -> str:
        """How many they are, by whom."""
        if self.befolkning is None:
            return ""
        return f"{number(self.befolkning.antal)} invånare {self.ar}. {self.befolkning.kalla}"


class Aret(NamedTuple):
    """A year of a series (English: the year)."""

    ar: int
    poster: Sequence[Post]
    """Decided before proposed."""
    intet: str
    """Why there are none; empty where there are."""


def years_of(
    rows: Sequence[Row],
    granted_in_year: Mapping[int, Mapping[Status, Summa]],
    befolkning: Sequence[Befolkning],
) -> list[Aret]:
    """The years of a recipient's rows, the newest first, with those between that have none."""
    of_years: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        of_years[row.ar].append(row)
    people = {population.ar: population for population in befolkning}
    first = min((row.ar for row in rows if row.status.galler), default=None)
    told = []
    for ar in range(max(of_years), min(of_years) - 1, -1) if rows else ():
        both = [*of_years.get(ar - 1, ()), *of_years.get(ar, ())]
        is_first = first is None or ar <= first
        poster = _poster(ar, both, granted_in_year.get(ar, {}), people.get(ar), is_first=is_first)
        told.append(Aret(ar, list(poster), _why_nothing(ar, of_years.get(ar, ()))))
    return told


def _poster(
    ar: int,
    rows: Sequence[Row],
    granted: Mapping[Status, Summa],
    people: Befolkning | None,
    *,
    is_first: bool,
) -> Iterator[Post]:
    """`rows` are those of the year and of the one before."""
    for status in LIVING:
        if here := of_status(rows, ar, status):
            change = "" if is_first else year_before.change(rows, ar, status)
            yield Post(ar, status, summed(here), granted[status], change, people)


def _why_nothing(ar: int, of_year: Sequence[Row]) -> str:
    if any(row.status.galler for row in of_year):
        return ""
    return f"Det som gällde {ar} gäller inte längre." if of_year else f"Inga uppgifter om {ar}."


def _exact(summa: Summa) -> int | None:
    """The kronor of a sum of exact amounts only."""
    return None if summa.typer or summa.intervall else summa.kr


def about_year(post: Post, mottagare: Noun) -> str:
    """What share one year's money is, in a sentence; empty where that is not known."""
    if not post.andel:
        return ""
    return (
        f"Beloppet är {post.andel} av de {post.allt.text} som är "
        f"{labels.STATUS[post.status].om_kronor} till namngivna {mottagare.flera} för {post.ar}."
    )
