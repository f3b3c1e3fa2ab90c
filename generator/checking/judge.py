"""From data files to what is wrong in them: as a whole, or many decisions in several processes.

All rules but two look at a decision and the registers, and at no other decision. Hence `check`
may deal the decisions out on the machine's processors, each hand a register of its own judged
by the same functions, and put together what the last two need: the ledger against the amounts
of all, and each key against the calculations of all.
"""

from __future__ import annotations

import gc
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import NamedTuple

from generator import corrections, load, rules
from generator.load import Register
from generator.problem import Problem, Problems, in_order
from generator.publication import Counts, Publication, publish
from generator.reconcile import reconcile
from generator.rows import register_rows

MANY = 100
"""From how many decisions several processes are sooner done than one."""

Files = Mapping[str, bytes]

_OF_ALL = {load.LEDGER, corrections.RATTELSER}
"""Files that say something of all decisions at once, and are long where these are many."""

_BESLUT = re.compile(rf"{load.DATA}/beslut/(?P<id>[^/]+/[^/.]+)(\.yml|\.insatser\.csv)")


def judge(files: Files, today: date) -> tuple[Publication | None, Problems]:
    """The publication of data files, or None where a problem stops it; and every problem."""
    with _no_garbage():
        register, found = load.load(files)
        return publish(register, found, today)


def check(files: Files, today: date, processes: int = 0) -> tuple[Counts | None, Problems]:
    """How much is in the data, or None where a problem stops it; and every problem.

    The same as `judge` says, without the publication. `processes` is as many as the machine
    has where it is not given.
    """
    hands, rest = _dealt(files, processes or _processors())
    if len(hands) < 2:
        publication, problems = judge(files, today)
        return publication.counts if publication else None, problems
    registers = {name: content for name, content in rest.items() if name not in _OF_ALL}
    with _no_garbage():
        with ProcessPoolExecutor(len(hands)) as pool:
            judged = list(pool.map(_judge_hand, ({**registers, **hand} for hand in hands)))
        return _together(files, rest, judged, today)


class _Judged(NamedTuple):
    """A hand of decisions and the registers, judged by themselves."""

    problems: list[Problem]
    counts: Counts
    amounts: Mapping[str, int]
    """Kronor by id in the ledger."""
    calculated: Mapping[str, str]
    """The key that an amount is calculated with, by the amount's id."""
    unread: frozenset[str]


def _dealt(files: Files, processes: int) -> tuple[list[Files], Files]:
    """The decisions in hands of like size, with the table beside each; and all other files."""
    decisions: dict[str, dict[str, bytes]] = {}
    for name, content in files.items():
        match = _BESLUT.fullmatch(name)
        if match and f"{load.DATA}/beslut/{match['id']}.yml" in files:
            decisions.setdefault(match["id"], {})[name] = content
    if len(decisions) < MANY:
        return [], files
    hands: list[dict[str, bytes]] = [{} for _ in range(processes)]
    by_size = sorted(decisions.values(), key=lambda one: -sum(map(len, one.values())))
    for index, decision in enumerate(by_size):
        hands[index % processes].update(decision)
    dealt = {name for decision in by_size for name in decision}
    return list(hands), {name: content for name, content in files.items() if name not in dealt}


def _judge_hand(files: Files) -> _Judged:
    """Judge a hand of decisions with the registers, which every hand has and tells of."""
    with _no_garbage():
        register, found = load.load(files)
        rows = register_rows(register)
        kontroller = reconcile(rows, register.fordelningsnycklar)
        found += rules.check_each(register, rows, kontroller)
        return _Judged(
            found,
            Counts.of(register.beslut, rows, kontroller),
            {name: one.kr for name, one in corrections.published_amounts(rows).items()},
            rules.calculated(rows),
            register.unread,
        )


def _together(
    files: Files, rest: Files, hands: Sequence[_Judged], today: date
) -> tuple[Counts | None, Problems]:
    """The hands as one, with what is to be said of the registers and of all decisions at once."""
    register, problems = load.load(rest)
    problems += rules.check_each(register, (), ())
    unread = frozenset().union(*(one.unread for one in hands))
    register = replace(register, known_ids={**register.known_ids, "beslut": unread})
    calculated = {name: key for one in hands for name, key in one.calculated.items()}
    shares = rules.shares_are_derived_from_a_calculation(register, calculated)
    amounts = {name: kr for one in hands for name, kr in one.amounts.items()}
    changed = _held_to_the_ledger(files, rest, register, amounts, today)
    problems += chain(shares, changed, *(one.problems for one in hands))
    found = in_order(problems)
    if register.organisation is None or any(one.is_error for one in found):
        return None, found
    return Counts(*map(sum, zip(*(one.counts for one in hands), strict=True))), found


def _held_to_the_ledger(
    files: Files, rest: Files, register: Register, amounts: Mapping[str, int], today: date
) -> Iterator[Problem]:
    """What the ledger and the corrections have to say; only decisions it is about are read again.

    `register` knows which decisions could not be read, and `amounts` is kronor of all others.
    """
    concerned = corrections.concerned(register, amounts)
    if not concerned:
        return corrections.check(register, (), today, amounts)
    again = {
        name: content
        for name, content in files.items()
        if (match := _BESLUT.fullmatch(name)) and match["id"] in concerned
    }
    read, _ = load.load({**rest, **again})
    known = register.unread | {one.beslut_id for one in read.beslut}
    read = replace(read, known_ids={**read.known_ids, "beslut": known})
    elsewhere = {
        rad_id: kr
        for rad_id, kr in amounts.items()
        if corrections.beslut_id(rad_id) not in concerned
    }
    return corrections.check(read, register_rows(read), today, elsewhere)


def _processors() -> int:
    """How many processors this process may use."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Look for no garbage: next to nothing of what is made is thrown away before the end.

    At a thousand decisions the looking was a third of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
