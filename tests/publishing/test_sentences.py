from __future__ import annotations

import pytest

from generator.checking.judge import judge
from generator.data.derived import Verdikt
from generator.publishing.check_sentences import about_difference, about_total
from generator.publishing.sentences import about_beslut, about_cover
from generator.reckoning.kontroll import Kontroll
from generator.reckoning.standing import changes_of
from generator.words.ordval import REGIONENS
from tests.reckoning.test_life import PROPOSED, files_of
from tests.reckoning.test_years import CHANGE, OMRADE, A, insats
from tests.smallest import (
    BESLUT,
    RIKET,
    Files,
    appended,
    kontroller_of,
    replaced,
    text_of,
    valid,
    with_file,
)

OLD = "belopp: 10 mkr\nomrade: nara-vard\n"
RANGE = f"insatser:\n{insats('A', belopp='-1 mkr')}{insats('B', belopp='3–5 mkr')}"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("belopp: 2 mkr\n", "en ändring på +2 000 000 kr av Fördelning 2023."),
        ("belopp: 0 kr\n", "en omfördelning av Fördelning 2023."),
        (
            f"insatser:\n{insats('A', belopp='-1 mkr')}{insats('B', belopp='1 mkr')}",
            "en omfördelning av Fördelning 2023, som berör två insatser. Beloppet är",
        ),
        (
            RANGE,
            "en ändring på −1 000 000 kr och dessutom 3 000 000–5 000 000 kr mer av Fördelning "
            "2023, som berör två insatser.",
        ),
        (f"insatser:\n{insats('B')}", "en ändring av Fördelning 2023, som berör en insats."),
    ],
)
def test_a_change_is_more_or_less_and_divides_nothing(change: str, said: str) -> None:
    decisions = {A: f"{OLD}insatser:\n{insats('A', belopp='10 mkr')}", "2024/b": CHANGE + OMRADE}
    decisions["2024/b"] += change
    for status, verb in (("", "beslutades om"), (PROPOSED, "föreslogs")):
        judged = judge(files_of({id_: f"{status}{text}" for id_, text in decisions.items()}))
        rows = [row for row in judged.rows if row.beslut.beslut_id == "2024/b"]
        titles = {A: "Fördelning 2023"}
        text = about_beslut(rows, judged.kontroller, REGIONENS, titles).replace("\u00a0", " ")
        assert text.startswith(f"2024 {verb} {said}")
        cover = about_cover(judged.rows[0], changes_of(judged.rows), REGIONENS).replace(
            "\u00a0", " "
        )
        if change == RANGE:
            noun = "förslag" if status else "beslut"
            assert cover == (
                "Ändras med −1 000 000 kr och dessutom 3 000 000–5 000 000 kr mer "
                f"i ett annat {noun}."
            )


UPPREPNING = """\
upprepningar:
  - belopp: 9 mkr
    kalla:
      avsnitt: Slutet
"""


def said(files: Files) -> list[str]:
    """What is said of each check that has something to say."""
    return [
        text.replace("\u00a0", " ")
        for one in kontroller_of(files)
        if (text := about_difference(one))
    ]


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        (
            replaced("        belopp: 4 mkr\n", "        belopp: 9 mkr\n"),
            "Handlingen anger 6 000 000 kr, men delarna blir 11 000 000 kr: "
            "skillnad +5 000 000 kr.",
        ),
        (
            replaced("        belopp: 4 mkr\n", "        belopp: 4,5 mkr\n"),
            "Handlingen anger 6 000 000 kr, men delarna blir 6 500 000 kr: skillnad +500 000 kr. "
            "Avrundade belopp kan ge upp till ±1 050 000 kr.",
        ),
        (
            appended(UPPREPNING.replace("9 mkr", "8,0 mkr")),
            "På ett annat ställe anges 8 000 000 kr, men här gäller 10 000 000 kr: "
            "skillnad +2 000 000 kr.",
        ),
        (
            appended(RIKET.replace("100 mkr", "9 mkr")),
            "Helheten är 9 000 000 kr, men delen är 10 000 000 kr: skillnad +1 000 000 kr.",
        ),
        (
            replaced("\nbelopp: 10 mkr\n", "\n"),
            "Delarna blir tillsammans 10 000 000 kr.",
        ),
    ],
    ids=["parts exceed", "within rounding", "repeated", "at most", "no total"],
)
def test_a_difference_in_words(files: Files, sentence: str) -> None:
    assert said(files) == [sentence]


def test_what_agrees_or_lacks_amounts_has_no_difference_to_tell() -> None:
    assert said(appended(RIKET)) == []
    short = replaced("        belopp: 4 mkr\n", "")
    assert Verdikt.OFULLSTANDIG in {one.verdikt for one in kontroller_of(short)}
    assert said(short) == []


@pytest.mark.parametrize(
    "name",
    ["HSN", "Statens servicecenter", "Åre kommun", "eHälsa", "Socialstyrelsen", "IT-avdelningen"],
)
def test_who_decided_is_named_as_the_data_does(name: str) -> None:
    text = text_of().replace("status: beslutad\n", f"status: beslutad\nbeslutsinstans: {name}\n")
    judged = judge(with_file(BESLUT, text))
    assert about_beslut(judged.rows, judged.kontroller, REGIONENS, {}).startswith(
        f"2023 beslutade {name} om "
    )


def cover(files: Files) -> str:
    """What the decision's total is said to cover."""
    rows = judge(files).rows
    return about_cover(rows[0], changes_of(rows), REGIONENS).replace("\u00a0", " ")


WITHOUT_TOTAL = replaced("\nbelopp: 10 mkr\n", "\n")


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        (valid(), ""),
        (WITHOUT_TOTAL, "Delarna sammanlagt; ingen summa anges."),
        (
            replaced("    belopp: 4 mkr\n    objekt", "    objekt", files=WITHOUT_TOTAL),
            "Delarna sammanlagt; ingen summa anges. Ett område saknar belopp.",
        ),
        (
            replaced(
                "    belopp: 4 mkr\n    objekt",
                "    belopp: 3–5 mkr\n    objekt",
                files=WITHOUT_TOTAL,
            ),
            "Delarna sammanlagt; ingen summa anges. Utöver detta 3 000 000–5 000 000 kr.",
        ),
        (
            replaced(
                "    belopp: 4 mkr\n    objekt",
                "    belopp: högst 4 mkr\n    objekt",
                files=WITHOUT_TOTAL,
            ),
            "Delarna sammanlagt; ingen summa anges. Bland delarna finns tak eller ungefärliga "
            "belopp.",
        ),
        (
            replaced("\nbelopp: 10 mkr\n", "\nbelopp: 9–11 mkr\n"),
            "Beloppet är ett intervall och är inte med i någon summa.",
        ),
    ],
    ids=["stated", "no total", "one without amount", "a range beside", "a cap", "a range"],
)
def test_what_a_total_covers(files: Files, sentence: str) -> None:
    assert cover(files) == sentence


def test_a_sum_says_which_whole_its_parts_exceed() -> None:
    files = replaced("        belopp: 4 mkr\n", "        belopp: 9 mkr\n")
    checks: dict[str, list[Kontroll]] = {}
    for check in kontroller_of(files):
        if check.exceeds:
            checks.setdefault(check.subject.rad_id, []).append(check)
    insatser = [row for row in judge(files).rows if row.insats]
    assert about_total(insatser, checks, {}).replace("\u00a0", " ") == (
        "Den nära vården (2023) har insatser på tillsammans 11 000 000 kr, "
        "mer än beloppet 6 000 000 kr."
    )
    assert about_total(insatser, {}, {}) == ""
