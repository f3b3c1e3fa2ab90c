"""Data files judged: all that follows from them and all that is wrong with them, once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from generator.checking import moved, published, rules, versions
from generator.checking.codes import is_error
from generator.data.problem import Problems, in_order
from generator.reading.load import Files, Remembered, load
from generator.reading.register import Register
from generator.reckoning import furniture
from generator.reckoning.amounts import stated_amounts
from generator.reckoning.kontroll import Kontroll
from generator.reckoning.rows import Row, register_rows
from generator.reckoning.sums import reconcile
from generator.words.ordval import words_of


class Counts(NamedTuple):
    """How much there is in the data; the checks of what no longer holds are in no count."""

    beslut: int
    belopp: int
    kontroller: int


@dataclass(frozen=True)
class Judged:
    """A register with its rows and checks, and every problem: what each command begins with."""

    register: Register
    rows: tuple[Row, ...]
    kontroller: tuple[Kontroll, ...]
    problems: Problems

    @property
    def errors(self) -> Problems:
        """The problems that stop publication."""
        return tuple(filter(is_error, self.problems))

    @property
    def counts(self) -> Counts:
        """How much could be read."""
        amounts = sum(row.stated is not None and not row.harledd for row in self.rows)
        kontroller = sum(check.subject.status.galler for check in self.kontroller)
        return Counts(len(self.register.beslut), amounts, kontroller)


@contextmanager
def nothing_thrown_away() -> Iterator[None]:
    """For work that keeps next to all that it makes: looking for waste was a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@nothing_thrown_away()
def judge(files: Files, today: date | None = None, remembered: Remembered | None = None) -> Judged:
    """Judge data files, by their paths from the site's root; bad data never raises.

    `today` stands in the corrections that the messages offer, and nowhere else. `remembered` is for
    judging one state of the data after another, and holds what the files of the last one gave.
    """
    register, problems = load(files, remembered)
    rows = register_rows(register)
    amounts = tuple(stated_amounts(rows))
    odd = furniture.find(rows)
    unfit = register_rows(replace(register, beslut=register.unfit))
    listed = [row for row in rows if row.rad_id not in odd or furniture.is_listed(row)]
    kontroller = reconcile(listed, register.fordelningsnycklar, words_of(register.organisation))
    problems += rules.check(register, rows, kontroller, amounts, odd)
    problems += rules.check_unfit(register, unfit)
    problems += published.check(register, rows, amounts, today)
    problems += moved.check(register, rows)
    problems += versions.check(register)
    return Judged(register, rows, kontroller, in_order(problems))


def with_kept_tables(root: Path, judged: Judged) -> Judged:
    """The same, with what is wrong among the tables that are kept of versions in a site's root.

    They are not read with all else, as they are much, and only grow. Raises `OSError` where the
    disk refuses.
    """
    found = versions.check_files(root, judged.register)
    return replace(judged, problems=in_order([*judged.problems, *found]))
