"""The codes of problems: what each one means, why it matters, and how grave it is.

Each is one record in `codes.yml`; a code that is used is there, and one that is there is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from generator.data import records
from generator.data.problem import Problem


class Severity(StrEnum):
    """How a problem ends: an error stops the build, a warning is only shown."""

    FEL = "fel"
    VARNING = "varning"


class Code(NamedTuple):
    """One kind of problem, as it is explained to whoever edits the data."""

    meaning: str
    why: str
    severity: Severity
    wrong: str
    """What gives the problem; as lines that end with a line break where it is YAML."""
    right: str
    """What it should be instead."""


CATALOGUE: Mapping[str, Code] = {
    code: Code(**{**record, "severity": Severity(record["severity"])})
    for code, record in records.beside(__file__).items()
}
"""Every code in alphabetical order."""


def severity(problem: Problem) -> Severity:
    """How grave a problem is, as all of its code are."""
    return CATALOGUE[problem.code].severity


def is_error(problem: Problem) -> bool:
    """Whether a problem stops a build."""
    return severity(problem) is Severity.FEL
