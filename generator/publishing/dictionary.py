"""The data dictionary: what is said of columns besides what each says of itself."""

from __future__ import annotations

from collections.abc import Mapping

from generator.data import records
from generator.publishing.columns import Kind

_WORDS = records.beside(__file__)

UNITS: Mapping[Kind, str] = _WORDS["slag"]
"""What the values of a column are, by its kind."""
WORKBOOK: tuple[tuple[str, str], ...] = tuple((name, text) for name, text in _WORDS["arbetsbok"])
"""What a reader of the workbook needs to know, each with its name."""
DEMONSTRATION: str = _WORDS["demonstration"]
SUMS: tuple[str, ...] = tuple(_WORDS["summor"])
"""What stands above the workbook's sums, a line each."""
SUMMED: tuple[str, ...] = tuple(_WORDS["summerat"])
"""What is added up in them."""
