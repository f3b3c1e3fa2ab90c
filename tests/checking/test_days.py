"""Days and years that look wrong are asked about, and answered in the data."""

from __future__ import annotations

import pytest

from tests.smallest import (
    BESLUT,
    RATTELSER,
    RIKET,
    TOP,
    Files,
    appended,
    published,
    replaced,
    run,
)

HANDLING = "    typ: beslut\n"
FRAME = RIKET.replace("ar: 2023", "ar: {year}")
REVOKED = "upphavd:\n  datum: {}\n  text: Nämnden tog tillbaka det.\n"
USED = "utfall:\n  - per: {}\n    anvant: 3 mkr\n"


def in_handling(*lines: str) -> Files:
    return replaced(HANDLING, HANDLING + "".join(f"    {line}\n" for line in lines))


def duty(senast: str, before: str = "") -> Files:
    return appended(f"{before}aterrapportering:\n  - vad: Rapport\n    senast: {senast}\n")


def meeting(first: str, last: str) -> Files:
    days = f"beslutsdatum: {last}\nsammantrade:\n  fran: {first}\n  till: {last}\n"
    return appended(days)


def corrected(day: str) -> Files:
    """The published decision, whose total was another amount until a day."""
    entry = f"- datum: {day}\n  id: {TOP}\n  fore: 9 mkr\n  efter: 10 mkr\n  orsak: Fel\n"
    ledger = published()["content/data/publicerat.csv"].decode()
    files = published(ledger.replace(f"{TOP},10000000", f"{TOP},9000000"))
    return {**files, RATTELSER: entry.encode()}


ODD: dict[str, tuple[Files, str, tuple[str, ...]]] = {
    "a decision long after": (appended("beslutsdatum: 2032-03-29\n"), "", ("2032-03-29", "2023")),
    "a decision long before": (appended("beslutsdatum: 2021-12-31\n"), "", ("2021-12-31",)),
    "a document": (in_handling("datum: 1923-03-01"), HANDLING, ("datum 1923-03-01", "2023")),
    "a revision": (in_handling("reviderad: 2032-03-01"), HANDLING, ("reviderad 2032-03-01",)),
    "a revision before its document": (
        in_handling("datum: 2023-03-20", "reviderad: 2023-03-02"),
        HANDLING,
        ("2023-03-02", "2023-03-20"),
    ),
    "revoked before it was decided": (
        appended("beslutsdatum: 2023-03-29\n" + REVOKED.format("2023-03-28")),
        "upphavd:\n",
        ("2023-03-28", "2023-03-29"),
    ),
    "revoked long after": (appended(REVOKED.format("2034-01-01")), "upphavd:\n", ("2034",)),
    "used before the year": (
        appended(USED.format("2013-12-31")),
        "  - per: 2013-12-31\n",
        ("utfallet per 2013-12-31", "2023"),
    ),
    "a share of another age": (
        appended("per_ar:\n  - ar: 2032\n    belopp: 10 mkr\n"),
        "  - ar: 2032\n",
        ("2032", "2023"),
    ),
    "money for another age": (appended("avser_ar: 2032\n"), "", ("avser_ar 2032", "2023")),
    "a long meeting": (
        meeting("2023-02-28", "2023-03-29"),
        "sammantrade:\n",
        ("30 dagar", "2023-02-28", "2023-03-29"),
    ),
    "a deadline before the decision": (
        duty("2023-03-28", "beslutsdatum: 2023-03-29\n"),
        "  - vad: Rapport\n",
        ("2023-03-28", "2023-03-29"),
    ),
    "a deadline before the year": (duty("2022-12-31"), "  - vad: Rapport\n", ("2022-12-31",)),
    "a deadline years after": (duty("2032-01-31"), "  - vad: Rapport\n", ("2032-01-31", "2023")),
    "a frame": (appended(FRAME.format(year=2032)), "    ramtyp: totalt\n", ("2032", "2023")),
    "a correction before publication": (
        corrected("2023-03-31"),
        f"  id: {TOP}\n",
        ("2023-03-31", "2023-04-01"),
    ),
    "a correction in another age": (
        corrected("2032-04-02"),
        f"  id: {TOP}\n",
        ("2032-04-02", "2023-04-03"),
    ),
}


def confirmed(files: Files, after: str) -> Files:
    """The same with the answer beside the day, after a line or last in the decision."""
    file = RATTELSER if after.startswith("  id: ") else BESLUT
    if not after:
        return appended("rimligt: ja\n", files=files)
    indent = (
        "  "
        if after.startswith(("samman", "upphavd"))
        else " " * (len(after) - len(after.lstrip(" -")))
    )
    return replaced(after, f"{after}{indent}rimligt: ja\n", file, files)


@pytest.mark.parametrize(("files", "after", "says"), ODD.values(), ids=ODD)
def test_a_day_that_looks_wrong_is_asked_about_and_answered(
    files: Files, after: str, says: tuple[str, ...]
) -> None:
    (problem,) = run(files)
    assert problem.code == "orimlig-dag"
    assert [
        words for words in (*says, "rimligt: ja") if words not in problem.remedy + problem.message
    ] == []
    assert run(confirmed(files, after)) == ()


@pytest.mark.parametrize(
    "files",
    [
        appended("beslutsdatum: 2022-01-01\n"),
        appended("beslutsdatum: 2023-03-29\n" + REVOKED.format("2023-03-29")),
        appended(USED.format("2033-12-31")),
        appended("avser_ar: 2028\n"),
        appended("beslutsdatum: 2024-12-31\n"),
        in_handling("datum: 2020-01-01", "reviderad: 2025-12-31"),
        meeting("2023-03-22", "2023-03-29"),
        duty("2023-03-29", "beslutsdatum: 2023-03-29\n"),
        duty("2028-12-31"),
        appended(FRAME.format(year=2021)),
        appended(FRAME.format(year=2028)),
        corrected("2023-04-01"),
        corrected("2028-12-31"),
    ],
)
def test_what_is_only_just_near_enough_is_left_alone(files: Files) -> None:
    assert run(files) == ()


@pytest.mark.parametrize(
    "files",
    [
        in_handling("datum: 2023-03-01", "rimligt: ja"),
        confirmed(duty("2023-12-31"), "  - vad: Rapport\n"),
        confirmed(meeting("2023-03-28", "2023-03-29"), "sammantrade:\n"),
        confirmed(corrected("2023-04-02"), f"  id: {TOP}\n"),
        confirmed(appended("beslutsdatum: 2023-03-29\n"), ""),
        confirmed(appended(REVOKED.format("2023-12-01")), "upphavd:\n"),
        confirmed(appended(USED.format("2023-12-31")), "  - per: 2023-12-31\n"),
    ],
)
def test_an_answer_that_nothing_asks_for_is_told_of(files: Files) -> None:
    assert [problem.code for problem in run(files)] == ["onodig-bekraftelse"]
