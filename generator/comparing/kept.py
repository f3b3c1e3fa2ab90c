"""The public changes that aren't money, as they are kept: what `publicera` adds to the list."""

from __future__ import annotations

from datetime import date

from generator.comparing import words
from generator.comparing.changes import Diff
from generator.comparing.facts import Fact, sak_of
from generator.comparing.money import Change
from generator.comparing.sentences import sentence
from generator.data.derived import Niva
from generator.reading.andringar import Andring


def changes(diff: Diff, day: date) -> tuple[Andring, ...]:
    """Each change since the last publication, as `diff` says it.

    Corrections are told of by themselves, and an amount that comes or goes by the ledger and the
    corrections; a decision is more than its amount. What the search knows of words is not shown.
    """
    facts = [fact for fact in diff.uppgifter if fact.sak.slag not in {"Rattelse", "Ordled"}]
    facts += map(_came_or_went, filter(_is_kept, words.tops(diff)))
    facts += map(_renamed, diff.omdopta)
    return tuple(Andring(day, fact.sak.id, fact.falt, sentence(diff, fact)) for fact in facts)


def _is_kept(change: Change) -> bool:
    """Whether a row that came or went is told of nowhere else."""
    if change.fore and change.efter:
        return False
    return change.row.niva is Niva.BESLUT or change.row.kr is None


def _came_or_went(change: Change) -> Fact:
    row = change.row
    return Fact(sak_of(change.row), (), (), change.fore and row.namn, change.efter and row.namn)


def _renamed(change: Change) -> Fact:
    fore, efter = (row and row.rad_id for row in (change.fore, change.efter))
    return Fact(sak_of(change.row), ("id",), ("Id",), fore, efter)
