from __future__ import annotations

import re
from pathlib import Path

import pytest

import generator
from generator.reading.faults import FAULTS, fault

SOURCE = "".join(
    path.read_text(encoding="utf-8")
    for room in ("reading", "checking")
    for path in sorted((Path(generator.__file__).parent / room).glob("*.py"))
)
NAMED = set(re.findall(r'(?:fault\(|\btell\([^,]+,|Column\("\w+",)\s*"(\w+)"', SOURCE)) | {
    # Chosen by what the disk or the reader of YAML says.
    *("disk", "device", "folder_named_as_file", "pipe", "socket"),
}


def test_the_faults_that_are_named_are_those_that_have_their_words() -> None:
    assert set(FAULTS) == NAMED


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_says_what_it_quotes_and_nothing_is_left_within_braces(name: str) -> None:
    quoted = dict.fromkeys(
        re.findall(r"{(\w+)", FAULTS[name].message + FAULTS[name].hint), "{detta}"
    )
    problem = fault(name, "a.yml", 2, 3, **quoted)
    assert (problem.file, problem.line, problem.column) == ("a.yml", 2, 3)
    assert "{" not in f"{problem.message}{problem.hint}".replace("{detta}", "")
