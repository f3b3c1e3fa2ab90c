"""All that is judged of data files, and that judging leaves nothing behind."""

from __future__ import annotations

import gc
from datetime import date

import pytest

from generator.checking.judge import Counts, judge
from tests.smallest import BESLUT, PUBLICERAT, Files, published, replaced, valid

OTHER = BESLUT.replace("2023", "2024")
BOTH_PUBLISHED = PUBLICERAT + PUBLICERAT.partition("\n")[2].replace("2023/", "2024/")


def both() -> Files:
    """The same decision twice, in two years, both in the ledger."""
    files = published(BOTH_PUBLISHED)
    return {**files, OTHER: files[BESLUT]}


def test_what_could_be_read_is_counted() -> None:
    assert judge(valid()).counts == Counts(beslut=1, belopp=5, kontroller=2)


def test_errors_are_the_problems_that_stop_a_publication() -> None:
    judged = judge(replaced("  avsnitt: Inledning\n", ""))
    assert judged.errors == ()
    judged = judge(replaced("status: beslutad", "status: beslutat"))
    assert [one.code for one in judged.errors] == ["fel-varde"]


def test_a_renamed_part_is_told_of_in_its_own_decision() -> None:
    files = both()
    assert judge(files).problems == ()
    part = files[OTHER].replace("namn: Utökade hembesök".encode(), "namn: Hembesök".encode())
    assert part != files[OTHER]
    [problem] = judge({**files, OTHER: part}).problems
    assert (problem.file, problem.code) == (OTHER, "andrat-id")


def test_the_day_stands_only_in_offered_corrections() -> None:
    files = replaced(
        "    belopp: 4 mkr\n    objekt", "    belopp: 3 mkr\n    objekt", files=published()
    )
    problems, dated = judge(files).problems, judge(files, date(2026, 11, 24)).problems
    assert problems != dated
    assert [one.message for one in problems] == [one.message for one in dated]


@pytest.mark.parametrize("on", [True, False])
def test_the_garbage_collector_is_left_as_it_was(on: bool) -> None:
    was_on = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        judge(valid())
        assert gc.isenabled() is on
    finally:
        (gc.enable if was_on else gc.disable)()
