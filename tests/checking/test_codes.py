"""One record a code: complete, used, grave as it should be, and its examples true."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import generator
from generator.checking.codes import CATALOGUE, Severity, is_error
from generator.data import types
from generator.data.problem import Problem
from generator.reading import faults
from tests.smallest import BESLUT, run, text_of, with_file

WARNINGS = {
    "saknat-avsnitt",
    "saknad-tillganglighetsanmalan",
    "orimligt-belopp",
    "orimlig-dag",
    "siffror-fran-annat",
    "onodig-bekraftelse",
    "borttagen-adress",
    "snarlik-rad",
}
EXAMPLES = [code for code, entry in CATALOGUE.items() if "\n" in entry.wrong + entry.right]
"""Codes whose examples are YAML; those of the others are words, since they are about whole files,
or several of them, or about what may not be published even as an example."""
_FIELD = re.compile(r"^([a-z_]+):", re.MULTILINE)


def beslut_with(example: str) -> bytes:
    """The valid decision with the example in place of the fields that it sets."""
    blocks = re.split(r"^(?=[a-z_]+:)", text_of(BESLUT), flags=re.MULTILINE)
    replaced = set(_FIELD.findall(example))
    kept = [one for one in blocks if one and one.split(":")[0] not in replaced]
    return ("".join(kept) + example).encode()


def test_the_codes_stand_in_alphabetical_order() -> None:
    assert list(CATALOGUE) == sorted(CATALOGUE), "ordna posterna i codes.yml efter kod"


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_record_is_complete_and_says_in_whole_sentences_what_and_why(code: str) -> None:
    entry = CATALOGUE[code]
    for text in (entry.meaning, entry.why):
        assert text[0].isupper()
        assert text.endswith(".")
        assert len(text) > 10
    assert entry.wrong != entry.right
    for example in (entry.wrong, entry.right):
        assert len(example) > 5
        assert example.endswith("\n") == (code in EXAMPLES)


def test_these_codes_are_warnings_and_the_others_errors() -> None:
    warnings = {code for code, entry in CATALOGUE.items() if entry.severity is Severity.VARNING}
    assert warnings == WARNINGS, "lägg till koden i WARNINGS i den här filen"
    assert not is_error(Problem("a.yml", 1, 1, "saknat-avsnitt", "var?"))
    assert is_error(Problem("a.yml", 1, 1, "yaml", "fel"))


def codes_in_source() -> Iterator[str]:
    """The codes that the program's own text and tables give to the problems it makes."""
    for file in sorted(Path(generator.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            first = {"Problem": 3, "problem": 0, "wrong": 0}.get(name)
            if first is None:
                continue
            # A place is given whole (*place) or as line and column.
            spread = [one for one in node.args for _ in range(1 + isinstance(one, ast.Starred))]
            texts = (one.value for one in spread[first:] if isinstance(one, ast.Constant))
            if code := next(texts, None):
                yield str(code)
    for table in (types.FORMS, faults.FAULTS):
        yield from (record.code for record in table.values())


def test_the_codes_that_the_program_uses_are_those_of_the_catalogue() -> None:
    unlike = set(codes_in_source()) ^ set(CATALOGUE)
    assert not unlike, f"{sorted(unlike)}: en post i codes.yml och ett ställe som ger felet"


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_wrong_example_is_that_problem_and_no_other(code: str) -> None:
    problems = run(with_file(BESLUT, beslut_with(CATALOGUE[code].wrong)))
    assert {one.code for one in problems} == {code}


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_right_example_is_right(code: str) -> None:
    assert run(with_file(BESLUT, beslut_with(CATALOGUE[code].right))) == ()
