"""Selections of rows: which of them, in which order, and what they are called together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from generator.data.beslut import Beslut
from generator.data.derived import Niva
from generator.data.types import Omfattning
from generator.reckoning.kontroll import Kontroll
from generator.reckoning.rows import Row
from generator.words import swedish
from generator.words.ordval import Noun


def case_numbers(beslut: Beslut) -> tuple[str, ...]:
    """The case numbers that a decision's documents state, each once."""
    numbers = (handling.diarienummer for handling in beslut.handlingar)
    return tuple(dict.fromkeys(number for number in numbers if number))


def worst_first(kontroller: Iterable[Kontroll]) -> list[Kontroll]:
    """Checks with the worst verdict first, the newest decision first within a verdict."""
    return sorted(kontroller, key=lambda check: (check.verdikt.rank, -check.subject.beslut.ar))


def by_name(items: Iterable[Any]) -> list[Any]:
    """Things with a `namn` in Swedish alphabetical order."""
    return sorted(items, key=lambda item: swedish.sort_key(item.namn))


def how_many_have_amounts(rows: Iterable[Row], insats: Noun) -> str:
    """What a table of insatser covers, parts left out: `1 av 9 insatser har ett eget belopp`.

    What no longer holds is not counted among what does. Empty where there is one, whose own row
    says it.
    """
    insatser = [row for row in rows if row.insats and not row.is_refused]
    insatser = [row for row in insatser if row.status.galler] or insatser
    if not insatser:
        return f"Inga {insats.flera} har fått pengar"
    every = {row.thing for row in insatser}
    stated = {row.thing for row in insatser if row.says_amount}
    if len(every) == 1:
        return ""
    have, all_of = swedish.number(len(stated)), swedish.number(len(every))
    if not stated or stated == every:
        which = "alla" if stated else insats.ingen
        return f"{all_of} {insats.flera}, {which} med eget belopp"
    return f"{have} av {all_of} {insats.flera} har ett eget belopp"


def with_parts(rows: Sequence[Row], insatser: Sequence[Row]) -> list[Row]:
    """Insatser each followed by their delposter."""
    ids = {row.rad_id for row in insatser}
    return [row for row in rows if row.rad_id in ids or row.overordnad_id in ids]


def stated_first(rows: Iterable[Row]) -> list[Row]:
    """Insatser with their parts after them: first those that state an amount, each as it stood."""
    groups: list[list[Row]] = []
    for row in rows:
        if row.insats or not groups:
            groups.append([])
        groups[-1].append(row)
    groups.sort(key=lambda group: not group[0].says_amount)
    return [row for group in groups for row in group]


def inside(rows: Iterable[Row], around: Iterable[str]) -> list[Row]:
    """The rows inside some others, by whose ids, however deep; wholes come before their parts."""
    ids = set(around)
    parts = []
    for row in rows:
        if row.overordnad_id in ids:
            ids.add(row.rad_id)
            parts.append(row)
    return parts


def counting(kontroller: Iterable[Kontroll]) -> list[Kontroll]:
    """The checks that are counted: not those of a decision that no longer holds."""
    return [check for check in kontroller if check.subject.status.galler]


def frames(rows: Iterable[Row], omfattning: Omfattning) -> list[Row]:
    """The frames of a scope among rows."""
    return [row for row in rows if row.ram and row.ram.omfattning is omfattning]


def themes(row: Row) -> tuple[str, ...]:
    """The områden whose pages a row belongs on: its own, and those it says it concerns."""
    omrade = (row.omrade_id,) if row.niva is Niva.OMRADE and row.omrade_id else ()
    data = row.utvecklingsomrade or row.insats or row.aktivitet
    return omrade + (data.teman if data else ())
