"""The list of public changes that are no amounts: what is read, what is refused and how."""

from __future__ import annotations

from datetime import date

import pytest

from generator.reading import load
from generator.reading.andringar import HEADER, Andring, as_bytes, parse
from generator.reading.register import ANDRINGAR
from tests.smallest import run, valid

HEAD = ",".join(HEADER)
DAY = date(2023, 5, 6)


def test_what_is_written_is_read_back_whatever_the_sentence_holds() -> None:
    changes = (
        Andring(DAY, "sidor/om", "text", 'Sidan ”om”: text ändras från ”a, "b"” till ”c;d”.'),
        Andring(DAY, "mottagare/m", "", "Mottagaren ”M” läggs till."),
    )
    register, problems = load.load({**valid(), ANDRINGAR: as_bytes(changes)})
    assert (register.andringar, problems) == (changes, [])
    assert as_bytes(changes).count(b"\r\n") == 3


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("datum;id;falt;andring\n", 1, "fel-form"),
        ("", 1, "fel-form"),
        (f"{HEAD}\n2023-05-06,x,y\n", 2, "fel-form"),
        (f"{HEAD}\n2023-05-06,x,y,\n", 2, "fel-form"),
        (f"{HEAD}\n\n2023-02-30,x,y,z\n", 3, "fel-datum"),
        (f"{HEAD}\n20230506,x,y,z\n", 2, "fel-datum"),
        (f"{HEAD}\n2023-05-06,x,y,=z\n", 2, "formel"),
        (f"{HEAD}\n2023-05-06,x,@y,z\n", 2, "formel"),
        (f'{HEAD}\n2023-05-06,x,y,"z\n', 2, "fel-form"),
        (f'{HEAD}\n2023-05-06,x,y,"z"a\n', 2, "fel-form"),
    ],
)
def test_what_is_wrong_is_told_at_its_line(text: str, line: int, code: str) -> None:
    [problem] = parse(ANDRINGAR, text)[1]
    assert (problem.file, problem.line, problem.code) == (ANDRINGAR, line, code)
    assert "tilldelat publicera" in problem.hint


def test_a_file_of_other_content_gives_no_endless_list() -> None:
    assert len(parse(ANDRINGAR, f"{HEAD}\n" + "x\n" * 5000)[1]) == 1000


def test_an_error_in_it_stops_the_check() -> None:
    assert [each.code for each in run({**valid(), ANDRINGAR: b"x\n"})] == ["fel-form"]
