"""Decisions judged in several hands: the same answer as when they are judged as one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest

from benchmarks import register as made
from generator import judgement
from generator.load import read
from generator.publication import Counts
from tests.conftest import ROOT
from tests.smallest import (
    BESLUT,
    LEDGER,
    NYCKLAR,
    PUBLICERAT,
    RATTELSER,
    Case,
    Files,
    published,
    text_of,
    valid,
)
from tests.test_inputs import BAD, GOOD
from tests.test_rules import ALL_CASES as LOADED
from tests.test_rules import CASES as RULED

DAY = date(2026, 11, 24)
OTHER = BESLUT.replace("2023", "2024")
"""Another decision, so that there are two hands."""
BOTH_PUBLISHED = PUBLICERAT + PUBLICERAT.partition("\n")[2].replace("2023/", "2024/")


class Watched(ThreadPoolExecutor):
    """The processes as threads, which start at once; counts how often they are asked for."""

    asked = 0

    def __init__(self, *given: Any) -> None:
        Watched.asked += 1
        super().__init__(*given)


@pytest.fixture(autouse=True)
def two_decisions_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judgement, "MANY", 2)
    monkeypatch.setattr(judgement, "ProcessPoolExecutor", Watched)


def same(files: Files) -> bool:
    """Whether both ways say the same; fails where the decisions were not dealt out."""
    before = Watched.asked
    counts, problems = judgement.check(files, DAY, processes=2)
    assert Watched.asked == before + 1
    publication, expected = judgement.judge(files, DAY)
    return problems == expected and counts == (publication.counts if publication else None)


@pytest.mark.parametrize(
    "files", [*GOOD.values(), *(files for _, files in BAD.values())], ids=[*GOOD, *BAD]
)
def test_any_input_is_judged_the_same(files: Files) -> None:
    if BESLUT not in files:
        files = {**files, BESLUT: text_of().encode()}
    assert same({**files, OTHER: text_of().encode()})


@pytest.mark.parametrize("fault", [*LOADED, *RULED], ids=lambda one: f"{one.code}: {one.name}")
def test_any_fault_is_told_of_the_same(fault: Case) -> None:
    twin = fault.files.get(BESLUT, text_of().encode())
    assert same({BESLUT: twin, **fault.files, OTHER: twin})


def both(ledger: str = BOTH_PUBLISHED) -> Files:
    files = published(ledger)
    return {**files, OTHER: files[BESLUT]}


@pytest.mark.parametrize(
    "files",
    [
        both(),
        both(BOTH_PUBLISHED.replace("2024/god-och-nara-vard,10000000", "2024/god-och-nara-vard,9")),
        both(f"{BOTH_PUBLISHED}2022/borta,5,2023-01-01\n"),
        {**both(), OTHER: b"titel: [\n"},
        {**both(), OTHER: text_of().encode()},
        {
            **both(BOTH_PUBLISHED.replace("2024/god-och-nara-vard/riket,100000000", "2024/x,1")),
            RATTELSER: b"- datum: 2024-05-06\n  id: 2024/x\n  fore: 1 kr\n  orsak: Borta.\n",
        },
        {**both(), RATTELSER: b"- datum: 2024-05-06\n  id: 2024/y\n  fore: 1 kr\n  orsak: Nej.\n"},
        {**valid(), OTHER: text_of().encode(), LEDGER: b"fel\n"},
    ],
    ids=["right", "changed", "gone", "unread", "lost", "withdrawn", "needless", "broken"],
)
def test_the_ledger_of_all_is_held_to_the_amounts_of_all(files: Files) -> None:
    assert same(files)


def test_the_real_data_and_a_made_register_are_judged_the_same() -> None:
    assert same(read(ROOT))
    register = {name: text.encode() for name, text in made.files(7, 2)}
    counts, problems = judgement.check(register, DAY, processes=3)
    assert (counts, problems) == (Counts(7, 7 * 13, 35), ())
    assert same(register)
    ledger = made.publicerat({name: text.decode() for name, text in register.items()})
    assert ledger.count("\n") == 1 + 7 * 13
    assert judgement.check({**register, LEDGER: ledger.encode()}, DAY, processes=3)[0] == counts


def test_real_processes_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    register = {name: text.encode() for name, text in made.files(judgement.MANY, 1)}
    name = next(one for one in register if "/1999/" in one)
    register[name] = register[name].replace(b"status: beslutad", b"status: beslutat")
    counts, problems = judgement.check(register, DAY, processes=2)
    assert counts is None
    assert [(one.file, one.code) for one in problems] == [(name, "fel-varde")]
    assert problems == judgement.judge(register, DAY)[1]


def test_few_decisions_are_judged_in_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judgement, "MANY", 3)
    before = Watched.asked
    judgement.check({**valid(), OTHER: text_of().encode()}, DAY, processes=2)
    assert Watched.asked == before


@pytest.mark.parametrize(
    ("points_at", "other"),
    [
        ("2024/god-och-nara-vard/e-halsa", text_of()),
        ("2024/god-och-nara-vard/e-halsa", "titel: [\n"),
        ("2025/god-och-nara-vard/e-halsa", text_of()),
    ],
    ids=["an amount without a calculation", "a decision that can't be read", "nothing"],
)
def test_a_share_may_be_derived_from_any_decision(points_at: str, other: str) -> None:
    key = f"- id: folk\n  namn: Andel\n  beskrivning: Efter antal.\n  harledd_ur: {points_at}\n"
    assert same({**valid(), NYCKLAR: key.encode(), OTHER: other.encode()})


def test_a_renamed_decision_and_a_renamed_part_are_told_of_the_same() -> None:
    files = both()
    renamed = {name: text for name, text in files.items() if name != OTHER}
    renamed[OTHER.replace("god-och-nara-vard", "nara-vard")] = files[OTHER]
    assert same(renamed)
    part = files[OTHER].replace(b"namn: Ut\xc3\xb6kade hembes\xc3\xb6k", b"namn: Hembes\xc3\xb6k")
    assert part != files[OTHER]
    assert same({**files, OTHER: part})
    assert [one.code for one in judgement.check({**files, OTHER: part}, DAY)[1]] == ["andrat-id"]
