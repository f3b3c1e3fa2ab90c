"""The wrong example of each code gives just that problem, and the right one none."""

from __future__ import annotations

import re

import pytest

from generator.checking.codes import CATALOGUE
from generator.checking.examples import EXAMPLES
from tests.smallest import BESLUT, run, text_of, with_file

IN_WORDS = {
    "saknad-fil",
    "fel-plats",
    "lank-ut",
    "olaslig-fil",
    "otillatet-i-sida",
    "for-stor-fil",
    "tom-fil",
    "teckenkodning",
    "saknad-tillganglighetsanmalan",
    "personuppgift",
    "saknad-rattelse",
    "andrat-id",
    "onodig-rattelse",
    "csv",
    "dubbel-lista",
    "motsagelse",
}
"""Codes whose examples are words and no YAML: they are about whole files, or several of them,
or about what may not be published even as an example."""

YAML = sorted(set(CATALOGUE) - IN_WORDS)
_FIELD = re.compile(r"^([a-z_]+):", re.MULTILINE)


def beslut_with(example: str) -> bytes:
    """The valid decision with the example in place of the fields that it sets."""
    blocks = re.split(r"^(?=[a-z_]+:)", text_of(BESLUT), flags=re.MULTILINE)
    replaced = set(_FIELD.findall(example))
    kept = [one for one in blocks if one and one.split(":")[0] not in replaced]
    return ("".join(kept) + example).encode()


def test_every_code_has_an_example() -> None:
    assert set(EXAMPLES) == set(CATALOGUE)


@pytest.mark.parametrize("code", YAML)
def test_the_wrong_example_is_that_problem_and_no_other(code: str) -> None:
    problems = run(with_file(BESLUT, beslut_with(EXAMPLES[code].fel)))
    assert {one.code for one in problems} == {code}


@pytest.mark.parametrize("code", YAML)
def test_the_right_example_is_right(code: str) -> None:
    assert run(with_file(BESLUT, beslut_with(EXAMPLES[code].ratt))) == ()
