"""The public changes that aren't money, as they are kept: what `publicera` adds to the list."""

from __future__ import annotations

from datetime import date

from generator.comparing import words
from generator.comparing.changes import Diff
from generator.comparing.facts import Fact, Sak
from generator.comparing.money import Change
from generator.comparing.sentences import sentence
from generator.data.derived import Niva
from generator.reading.andringar import Andring


def changes(diff: Diff, day: date) -> tuple[Andring, ...]:
    """Each change since the last publication, as `diff` says it.

    Corrections are told of by themselves, and an amount that comes or goes by the ledger and the
    corrections; a decision is more than its amount.
    """
    facts = [fact for fact in diff.uppgifter if fact.sak.slag != "Rattelse"]
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
    return Fact(_sak(change), (), (), change.fore and row.namn, change.efter and row.namn)


def _renamed(change: Change) -> Fact:
    fore, efter = (row and row.rad_id for row in (change.fore, change.efter))
    return Fact(_sak(change), ("id",), ("Id",), fore, efter)


def _sak(change: Change) -> Sak:
    row = change.row
    return Sak(type(row.data).__name__, (row.rad_id,), row.namn, row.beslut.beslut_id)
