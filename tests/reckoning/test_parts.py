"""What the parts of a decision come to, and what its rows then count as."""

from __future__ import annotations

import pytest

from generator.reckoning.parts import parts_of
from generator.reckoning.rows import Row, register_rows
from tests.reckoning.test_life import register
from tests.reckoning.test_years import OMRADE, OMRADEN, insats

RANGE = "1–2 mkr"
PER_AR = "per_ar:\n- {ar: 2023, belopp: 5 kr}\n- {ar: 2024, belopp: 6 kr}\n"

CASES: dict[str, tuple[str, list[str], int, bool] | tuple[str, None, None, None]] = {
    "nothing": (OMRADE, None, None, None),
    "nothing in any part": (f"{OMRADEN}  insatser:\n  {insats('A')}", None, None, None),
    "insatser": (
        f"insatser:\n{insats('A', belopp='1 kr')}{insats('B', belopp='2 kr')}",
        ["1 kr", "2 kr"],
        0,
        False,
    ),
    "insatser of which one says nothing": (
        f"insatser:\n{insats('A', belopp='1 kr')}{insats('B')}",
        ["1 kr"],
        0,
        True,
    ),
    "insatser of which one was refused": (
        f"insatser:\n{insats('A', belopp='1 kr')}{insats('B', sokt='3 kr', avslag='ja')}",
        ["1 kr"],
        0,
        False,
    ),
    "only what was refused": (
        f"insatser:\n{insats('B', sokt='3 kr', avslag='ja')}",
        None,
        None,
        None,
    ),
    "caps": (f"insatser:\n{insats('A', belopp='högst 1 kr')}", ["högst 1 kr"], 0, False),
    "a range": (
        f"insatser:\n{insats('A', belopp='1 kr')}{insats('B', belopp=RANGE)}",
        ["1 kr"],
        1,
        True,
    ),
    "only ranges": (f"insatser:\n{insats('B', belopp=RANGE)}", [], 1, True),
    "parts of parts": (
        f"{OMRADEN}  insatser:\n  - namn: A\n    delposter:\n    - {{namn: P, belopp: 1 kr}}\n"
        f"    - {{namn: Q, belopp: 2 kr}}\n  {insats('B', belopp='3 kr')}",
        ["1 kr", "2 kr", "3 kr"],
        0,
        False,
    ),
    "a part of a part says nothing": (
        f"{OMRADEN}  insatser:\n  - namn: A\n    delposter:\n    - {{namn: P, belopp: 1 kr}}\n"
        f"    - {{namn: Q}}\n  {insats('B', belopp='3 kr')}",
        ["1 kr", "3 kr"],
        0,
        True,
    ),
    "what a part states goes before its own parts": (
        f"{OMRADEN}  belopp: 9 kr\n  insatser:\n  {insats('B', belopp='3 kr')}",
        ["9 kr"],
        0,
        False,
    ),
    "områden and insatser are two divisions of the whole": (
        f"{OMRADEN}  belopp: 9 kr\ninsatser:\n{insats('A', belopp='1 kr')}",
        ["9 kr"],
        0,
        False,
    ),
    "the second division where the first states nothing": (
        f"{OMRADEN}insatser:\n{insats('A', belopp='1 kr')}",
        ["1 kr"],
        0,
        False,
    ),
    "years where no part states anything": (
        f"{OMRADE}{PER_AR}insatser:\n{insats('A')}",
        ["5 kr", "6 kr"],
        0,
        False,
    ),
    "delområden of an område, and no varav": (
        f"{OMRADEN}  varav:\n  - {{namn: V, belopp: 7 kr}}\n  delomraden:\n"
        "  - {namn: D, belopp: 1 kr}\n  - namn: E\n    varav:\n    - {namn: W, belopp: 1 kr}\n",
        ["1 kr"],
        0,
        True,
    ),
    "years of an område and of an insats": (
        f"{OMRADEN}  {PER_AR.replace(chr(10), chr(10) + '  ')}\n"
        "- omrade: e-halsa\n  rubrik: E-hälsa\n  insatser:\n  - namn: A\n"
        "    per_ar:\n    - {ar: 2023, belopp: 7 kr}\n",
        ["5 kr", "6 kr", "7 kr"],
        0,
        False,
    ),
}


@pytest.mark.parametrize(("money", "belopp", "ranges", "saknar"), CASES.values(), ids=CASES)
def test_what_the_parts_of_a_decision_state(
    money: str, belopp: list[str] | None, ranges: int | None, saknar: bool | None
) -> None:
    [beslut] = register({"2023/a": money}).beslut
    delar = parts_of(beslut)
    if belopp is None:
        assert delar is None
        return
    assert delar is not None
    assert [amount.angivet for amount in delar.belopp] == belopp
    assert (len(delar.intervall), delar.saknar) == (ranges, saknar)
    assert delar.kr == (sum(amount.kr for amount in delar.belopp) if belopp else None)


def rows_of(money: str) -> list[Row]:
    return list(register_rows(register({"2023/a": money})))


ROWS = {
    "stated": (
        f"belopp: 5 kr\ninsatser:\n{insats('A', belopp='3 kr')}",
        (5, 3, 0, True, False, False),
    ),
    "stated as a range": (
        f"belopp: {RANGE}\ninsatser:\n{insats('A', belopp='3 kr')}",
        (None, 3, 1, True, False, True),
    ),
    "told by its parts": (
        f"insatser:\n{insats('A', belopp='3 kr')}{insats('B', belopp='4 kr')}",
        (7, 7, 0, True, True, False),
    ),
    "told by some of its parts": (
        f"insatser:\n{insats('A', belopp='3 kr')}{insats('B')}",
        (3, 3, 0, True, True, True),
    ),
    "told by ranges": (
        f"insatser:\n{insats('A', belopp=RANGE)}{insats('B', belopp=RANGE)}",
        (None, None, 2, True, True, True),
    ),
    "of ranges beside what is stated": (
        f"belopp: 5 kr\ninsatser:\n{insats('A', belopp=RANGE)}",
        (5, None, 0, True, False, False),
    ),
    "nought": (f"insatser:\n{insats('A', belopp='0 kr')}", (0, 0, 0, True, True, False)),
    "nothing": (f"insatser:\n{insats('A')}", (None, None, 0, False, False, True)),
}


@pytest.mark.parametrize(("money", "counts"), ROWS.values(), ids=ROWS)
def test_what_a_decisions_row_counts_as(money: str, counts: tuple[object, ...]) -> None:
    top, omrade, *_ = rows_of(OMRADE + money)
    for row in (top, omrade):
        made = (row.varde, row.summa, len(row.ranges), row.says_amount, row.is_summed, row.saknar)
        assert made == counts
    assert [row.harledd for row in (top, omrade)] == [False, True]


def test_what_a_part_was_refused_is_no_lack_but_what_it_was_given_counts() -> None:
    refused = insats("A", belopp="3 kr", avslag="ja") + insats("B", avslag="ja")
    [top, first, second] = rows_of(f"insatser:\n{refused}")
    assert (top.varde, top.saknar) == (3, False)
    assert [(row.is_refused, row.varde) for row in (first, second)] == [(True, 3), (True, None)]
