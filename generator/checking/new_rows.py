"""What a change brings in is new, and nothing that it was to change under another name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from generator.data.derived import Niva
from generator.data.posts import MedBelopp
from generator.data.problem import Problem
from generator.reading.register import Register
from generator.reckoning.rows import Row

_MAX_COMPARED = 50_000
"""How many pairs of names are compared; a larger change is not gone through to its end."""
_NEAR = 0.8
"""How alike two names are, from 0 to 1, when one may be meant as the other: a letter or two."""
_LABEL = re.compile(r"(?<![a-z])(?:[a-z]|[0-9]+)(?![a-z0-9])")
"""What tells names of one kind apart: `etapp-2`, `insats-b`."""
_NAMED = {Niva.DELOMRADE, Niva.VARAV, Niva.INSATS, Niva.DELPOST}
"""Levels whose rows are known by what they are called, and by no register."""


def near_misses(rows: Sequence[Row]) -> Mapping[str, Row]:
    """What changes bring in that may be meant as something that they change, by its id.

    Each with that row: one beside it that is called nearly the same, or one that is called the
    same, where nothing stands beside it. What is taken from is told of by `checking/life.py`.
    """
    new = [row for row in rows if _is_new(row)]
    near: dict[str, Row] = {}
    if not new:
        return near
    changed = {row.beslut.andrar for row in new}
    named = {(row.beslut.beslut_id, row.andrar_id) for row in rows if row.andrar_id}
    beside: dict[tuple[str, Niva, tuple[str, ...]], dict[str, Row]] = defaultdict(dict)
    anywhere: dict[tuple[str, str], Row] = {}
    for row in rows:
        beslut_id, key = row.beslut.beslut_id, row.id.nyckel
        if beslut_id in changed and row.niva in _NAMED:
            beside[beslut_id, row.niva, row.id.runt.delar][key] = row
            if row.insats:
                anywhere[beslut_id, key] = row
    compared = 0
    for row in new:
        beslut_id, key = row.beslut.andrar or "", row.id.nyckel
        here = beside.get((beslut_id, row.niva, row.id.runt.delar), {})
        compared += len(here)
        if here and compared <= _MAX_COMPARED:
            alike = [
                other
                for other, old in here.items()
                if _LABEL.findall(other) == _LABEL.findall(key)
                and (row.beslut.beslut_id, old.rad_id) not in named
            ]
            for guess in get_close_matches(key, alike, n=1, cutoff=_NEAR):
                near[row.rad_id] = here[guess]
        elif not here and row.insats and (beslut_id, key) in anywhere:
            near[row.rad_id] = anywhere[beslut_id, key]
    return near


def _is_new(row: Row) -> bool:
    """Whether a change gives money to something that the changed decision lacks."""
    changes = row.beslut.andrar not in (None, row.beslut.beslut_id)
    return changes and row.niva in _NAMED and not row.andrar_id and (row.kr or 0) >= 0


def what_is_new_is_not_misspelt(
    register: Register, rows: Sequence[Row], near: Mapping[str, Row]
) -> Iterator[Problem]:
    """What a change brings in is called as nothing that it could change, or is said to be new."""
    for row in rows:
        meant = near.get(row.rad_id)
        if meant is None or (isinstance(row.data, MedBelopp) and row.data.rimligt):
            continue
        key, changed = row.id.nyckel, row.beslut.andrar
        message = f"{key!r} räknas som något nytt; {changed} har {meant.lokal_id!r}"
        same = f"skriv det på samma plats som i {changed}."
        if (old := meant.id.nyckel) != key:
            same = register.hint(row.place, f"skriv id: {old}.", f"skriv {old} i {{column}}.", "id")
        in_yaml, in_table = "lägg till raden rimligt: ja.", "skriv ja i {column}."
        new = register.hint(row.place, in_yaml, in_table, "rimligt")
        hint = f"Är det samma: {same} Är det nytt: {new}"
        yield register.problem(row.place, "snarlik-rad", message, hint)
