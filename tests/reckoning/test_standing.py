"""What holds of an amount that other decisions change, and what is left of it."""

from __future__ import annotations

from datetime import date

import pytest

from generator.data.types import Status
from generator.reckoning.rows import Row, register_rows
from generator.reckoning.standing import Standing, changes_of, outcomes, standing
from generator.reckoning.totals import summed
from generator.words.swedish import NBSP
from tests.reckoning.test_life import PROPOSED, REVOKED, day, register

A = "2023/a"
CHANGE = f"andrar: {A}\n"
OLD = """\
belopp: 10 mkr
omraden:
- {omrade: nara-vard, rubrik: Vård, belopp: 6 mkr}
- {omrade: e-halsa, rubrik: E-hälsa}
"""


def change(belopp: str, omrade: str = "nara-vard") -> str:
    return f"{CHANGE}omraden:\n- {{omrade: {omrade}, rubrik: Vård, belopp: {belopp}}}\n"


def all_rows(decisions: dict[str, str]) -> dict[str, Row]:
    return {row.rad_id: row for row in register_rows(register(decisions))}


def standing_of(decisions: dict[str, str], rad_id: str) -> Standing:
    rows = all_rows(decisions)
    return standing(rows[rad_id], changes_of(rows.values()))


def told(found: Standing) -> tuple[int | None, list[str], list[str], int | None]:
    counting = [row.rad_id for row in found.andringar]
    return found.forst.kr, counting, [row.rad_id for row in found.foreslagna], found.nu.kr


HERE = f"{A}/nara-vard"
B, C, D = ("2024/b/nara-vard", "2024/c/nara-vard", "2024/d/nara-vard")
MKR = 1_000_000

CASES = {
    "unchanged": ({A: OLD}, HERE, (6 * MKR, [], [], 6 * MKR)),
    "decided and proposed changes": (
        {A: OLD, "2024/b": change("-1 mkr"), "2024/c": PROPOSED + change("+3 mkr")},
        HERE,
        (6 * MKR, [B], [C], 5 * MKR),
    ),
    "in order of day": (
        {
            A: OLD,
            "2024/b": change("-1 mkr") + day("2024-06-01"),
            "2024/c": change("-2 mkr") + day("2024-05-01"),
            "2024/d": change("2 mkr") + day("2024-05-01"),
        },
        HERE,
        (6 * MKR, [C, D, B], [], 5 * MKR),
    ),
    "the whole, of which only a part is changed": (
        {A: OLD, "2024/b": change("-1 mkr")},
        A,
        (10 * MKR, ["2024/b"], [], 9 * MKR),
    ),
    "what had no amount": (
        {A: OLD, "2024/b": change("2 mkr", "e-halsa")},
        f"{A}/e-halsa",
        (None, ["2024/b/e-halsa"], [], None),
    ),
    "what never has one": (
        {A: OLD, "2024/b": change("2 mkr", "e-halsa").replace(", belopp: 2 mkr", "")},
        f"{A}/e-halsa",
        (None, ["2024/b/e-halsa"], [], None),
    ),
    "all of it taken": (
        {A: OLD, "2024/b": change("-6 mkr")},
        HERE,
        (6 * MKR, [B], [], 0),
    ),
    "a change that was taken back": (
        {A: OLD, "2024/b": change("-1 mkr") + REVOKED},
        HERE,
        (6 * MKR, [], [], 6 * MKR),
    ),
    "changes of a proposal": (
        {A: PROPOSED + OLD, "2024/b": PROPOSED + change("-1 mkr")},
        HERE,
        (6 * MKR, [B], [], 5 * MKR),
    ),
    "what was replaced together with its changes": (
        {A: OLD, "2024/b": change("-1 mkr"), "2024/ny": f"ersatter: {A}\n"},
        HERE,
        (6 * MKR, [B], [], 5 * MKR),
    ),
    "the område of a decision about one": (
        {A: "omrade: nara-vard\nbelopp: 6 mkr\n", "2024/b": change("-1 mkr")},
        HERE,
        (6 * MKR, [B], [], 5 * MKR),
    ),
    "one område changed by a decision about one": (
        {A: OLD, "2024/b": f"{CHANGE}omrade: nara-vard\nbelopp: -1 mkr\n"},
        HERE,
        (6 * MKR, [B], [], 5 * MKR),
    ),
}


@pytest.mark.parametrize(("decisions", "rad_id", "holds"), CASES.values(), ids=CASES)
def test_what_holds_now(
    decisions: dict[str, str],
    rad_id: str,
    holds: tuple[int | None, list[str], list[str], int | None],
) -> None:
    assert told(standing_of(decisions, rad_id)) == holds


def test_what_a_change_brings_in_changes_no_row() -> None:
    new = change("2 mkr", "e-halsa")
    rows = all_rows({A: OLD.rpartition("- ")[0], "2024/b": new, "2024/c": "belopp: 1 kr\n"})
    assert rows["2024/b/e-halsa"].andrar_id == ""
    assert list(changes_of(rows.values())) == [A]
    assert rows["2024/b"].status is Status.BESLUTAD


def outcomes_of(decisions: dict[str, str], rad_id: str = A) -> list[tuple[object, ...]]:
    rows = all_rows(decisions)
    return [
        (str(one.per), one.anvant, one.aterbetalt, one.nu.kr, one.kvar)
        for one in outcomes(rows[rad_id], changes_of(rows.values()))
    ]


UTFALL = """\
omrade: nara-vard
utfall:
- {per: 2024-12-31, anvant: 7 kr, aterbetalt: 2 kr, kalla: {avsnitt: '9'}}
- {per: 2023-12-31, anvant: 4 kr}
- {per: 2025-12-31, aterbetalt: 12 kr}
"""


@pytest.mark.parametrize(
    ("belopp", "later", "left"),
    [
        ("belopp: 10 kr\n", {}, [(10, 6), (10, 1), (10, -2)]),
        ("belopp: 10 kr\n", {"2024/b": f"{CHANGE}belopp: -1 kr\n"}, [(9, 5), (9, 0), (9, -3)]),
        ("belopp: 0 kr\n", {}, [(0, -4), (0, -9), (0, -12)]),
        ("belopp: 9–10 kr\n", {}, [(None, None)] * 3),
        ("", {}, [(None, None)] * 3),
        ("insatser:\n- {namn: A, belopp: 10 kr}\n", {}, [(10, 6), (10, 1), (10, -2)]),
    ],
)
def test_what_is_left_by_each_day(
    belopp: str, later: dict[str, str], left: list[tuple[int | None, int | None]]
) -> None:
    days = [("2023-12-31", 4, None), ("2024-12-31", 7, 2), ("2025-12-31", None, 12)]
    assert outcomes_of({A: UTFALL + belopp, **later}) == [
        (*told, *at_end) for told, at_end in zip(days, left, strict=True)
    ]


@pytest.mark.parametrize(
    ("belopp", "changed_by", "words"),
    [
        ("högst 10 kr", "-2 kr", ("högst 10 kr", "−2 kr", "högst 8 kr", "högst 5 kr")),
        ("10 kr", "cirka 2 kr", ("10 kr", "cirka +2 kr", "cirka 12 kr", "cirka 9 kr")),
        ("10 kr", "1–2 kr", ("10 kr", "1–2 kr", "10 kr och utöver detta 1–2 kr", "")),
        ("8–10 kr", "0 kr", ("8–10 kr", "0 kr", "8–10 kr", "")),
        ("8–10 kr", "-3 kr", ("8–10 kr", "−3 kr", "5–7 kr", "")),
        ("8–10 kr", "1–2 kr", ("8–10 kr", "1–2 kr", "8–10 kr och 1–2 kr", "")),
    ],
)
def test_what_holds_now_is_as_firm_as_what_it_is_of(
    belopp: str, changed_by: str, words: tuple[str, ...]
) -> None:
    utfall = "utfall:\n- {per: 2024-12-31, anvant: 3 kr}\n"
    rows = all_rows(
        {
            A: f"omrade: nara-vard\nbelopp: {belopp}\n{utfall}",
            "2024/b": f"{CHANGE}belopp: {changed_by}\n",
        }
    )
    changes = changes_of(rows.values())
    found = standing(rows[A], changes)
    [left] = outcomes(rows[A], changes)
    made = found.forst.hela, summed(found.andringar).andring, found.nu.hela, left.kvar_text
    assert tuple(text.replace(NBSP, " ") for text in made) == words


def test_what_a_change_brings_in_was_nothing_first() -> None:
    rows = all_rows({A: OLD, "2024/b": change("2 mkr")})
    new = Standing(None, [rows[B]], ())
    assert (new.forst.hela, new.nu.kr) == ("", 2 * MKR)


def test_an_outcome_has_an_id_a_day_and_a_source_and_stands_once() -> None:
    rows = all_rows({A: f"{UTFALL}belopp: 10 kr\n"})
    followed = [one for row in rows.values() for one in outcomes(row, {})]
    assert [one.utfall_id for one in followed] == [
        f"{A}:utfall-{year}-12-31" for year in (2023, 2024, 2025)
    ]
    assert [one.per for one in followed] == [date(year, 12, 31) for year in (2023, 2024, 2025)]
    assert {one.row.rad_id for one in followed} == {A}
    assert [(one.handling, one.avsnitt) for one in followed] == [
        ("fordelning", "Tabell"),
        ("fordelning", "9"),
        ("fordelning", "Tabell"),
    ]
