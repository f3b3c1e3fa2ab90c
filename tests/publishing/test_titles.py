"""What decisions are called."""

from __future__ import annotations

import pytest

from generator.checking.judge import judge
from generator.publishing.titles import titles_of
from tests.smallest import BESLUT, SATSNINGAR, TOP, replaced

LONG = "Fördelning 2023 – en omställning av vården med primärvården som nav"


@pytest.mark.parametrize(
    ("titel", "name", "called"),
    [
        (LONG, "God och nära vård", "God och nära vård 2023"),
        ("Fördelning", "God och nära vård", "Fördelning 2023"),
        ("Fördelning 2023", "God och nära vård", "Fördelning 2023"),
        ("Omställning", "Omställning", "Omställning 2023"),
        ("Fördelning 2022–2024", "Vård", "Vård 2023"),
        ("Stöd 2024", "God och nära vård", "Stöd 2024 2023"),
    ],
)
def test_the_shorter_of_satsning_and_title_with_the_year(
    titel: str, name: str, called: str
) -> None:
    files = replaced("titel: Fördelning 2023\n", f"titel: {titel}\n")
    files = replaced("namn: God och nära vård", f"namn: {name}", SATSNINGAR, files)
    assert titles_of(judge(files).register) == {TOP: called}


def test_several_of_a_satsning_in_a_year_have_their_documents_titles() -> None:
    files = replaced("titel: Fördelning 2023\n", f"titel: {LONG}\n")
    other = BESLUT.replace("god-och-nara-vard", "mer")
    files = {**files, other: replaced("Fördelning 2023", "Mer till den nära vården")[BESLUT]}
    assert titles_of(judge(files).register) == {
        TOP: LONG,
        "2023/mer": "Mer till den nära vården 2023",
    }
