"""What can be wrong with a file before it is typed, or kept as published: one record a fault.

The records stand in `faults.yml`.
"""

from __future__ import annotations

from typing import NamedTuple

from generator.data import records
from generator.data.problem import Problem


class Fault(NamedTuple):
    """What is said of a fault; message and hint may quote what was found."""

    code: str
    message: str
    hint: str = ""


FAULTS = {name: Fault(**record) for name, record in records.beside(__file__).items()}


def fault(name: str, file: str, line: int = 1, column: int = 1, /, **quoted: object) -> Problem:
    """The problem of a file, or of a place in it, that has a fault of this name."""
    code, message, hint = FAULTS[name]
    return Problem(file, line, column, code, message.format(**quoted), hint.format(**quoted))
