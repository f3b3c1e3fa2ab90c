"""How much of the money has a stated use: what its insatser have, and what they leave over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.data.derived import Niva
from generator.reckoning.rows import Row
from generator.reckoning.selections import inside
from generator.reckoning.standing import Changes
from generator.reckoning.totals import summed
from generator.words.swedish import percentages


class Anvandning(NamedTuple):
    """Money and what of it has a stated use, in kronor (English: use)."""

    kr: int
    angiven: int
    """What insatser with amounts of their own have of it."""

    @property
    def rest(self) -> int:
        """What no insats has, so that nobody can say what it is for."""
        return self.kr - self.angiven

    @property
    def andel(self) -> str:
        """How much of it has a stated use: `58 %`, `allt`, `inget`."""
        if not self.rest or not self.angiven:
            return "inget" if self.rest else "allt"
        return percentages([self.angiven, self.rest])[0]


def use_of(whole: Row, rows: Sequence[Row], changes: Changes) -> Anvandning | None:
    """The use of one amount of a decision, whose insatser are among the decision's rows.

    None where it can't be said to the krona, and where insatser have more than there is.
    """
    insatser = insatser_of(whole, rows, changes)
    if insatser is None or not whole.varde:
        return None
    angiven = summed(insatser).kr or 0
    return Anvandning(whole.varde, angiven) if 0 <= angiven <= whole.varde else None


def insatser_of(whole: Row, rows: Sequence[Row], changes: Changes) -> list[Row] | None:
    """The insatser that divide one amount of a decision, among the decision's rows.

    None where they can't be set against it to the krona: of caps, approximate amounts and ranges,
    of a change or what is changed, and of money for other years.
    """
    if any(row.niva is Niva.ARSDEL or row.avser_ar for row in rows):
        return None
    if whole.niva is Niva.OMRADE and not whole.harledd:
        if any(row.niva is Niva.INSATS and row.overordnad_id == rows[0].rad_id for row in rows):
            return None  # which are for all områden, and nobody says how much for each
        rows = inside(rows, [whole.rad_id])
    insatser = [row for row in rows if row.niva is Niva.INSATS]
    if any(row.andrar_id or row.rad_id in changes for row in (whole, *insatser)):
        return None
    of_it, stated = summed([whole]), summed(insatser)
    if not of_it.kr or of_it.typer or of_it.intervall or stated.typer or stated.intervall:
        return None
    return insatser


def use_of_decision(rows: Sequence[Row], changes: Changes) -> Anvandning | None:
    """The same of all of a decision, by its rows.

    Insatser in områden and others outside all of them are two divisions of the same money.
    """
    insatser = [row for row in rows if row.niva is Niva.INSATS]
    outside = [row for row in insatser if row.overordnad_id == rows[0].rad_id]
    if outside and len(outside) < len(insatser):
        return None
    return use_of(rows[0], rows, changes)


def together(uses: Iterable[Anvandning | None]) -> Anvandning | None:
    """Several amounts of one level and status; None where there is none, or one can't be said."""
    known = list(uses)
    if not known or None in known:
        return None
    sure = [use for use in known if use]
    return Anvandning(sum(use.kr for use in sure), sum(use.angiven for use in sure))
