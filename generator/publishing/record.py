"""One row of a public table, as every download has it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping

Plain = str | int | bool | None
"""A value as every download has it; None where nothing is stated."""


class Record(Mapping[str, Plain]):
    """One row of a table: plain values by column, None where nothing is stated.

    There are many; in this form each takes a fifth of the memory that a dictionary does.
    """

    __slots__ = ("_places", "plain")

    def __init__(self, places: Mapping[str, int], values: tuple[Plain, ...]) -> None:
        self._places, self.plain = places, values

    def __getitem__(self, column: str) -> Plain:
        return self.plain[self._places[column]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self.plain)

    def as_dict(self) -> dict[str, Plain]:
        """The same as a dictionary, sooner than by asking for each column."""
        return dict(zip(self._places, self.plain, strict=True))


Form = Callable[[Record], str]
"""How a row is written as a line of some kind of file."""

_encode = json.JSONEncoder(ensure_ascii=False).encode


def as_json(record: Record) -> str:
    """A row as an object, which its values can be had from again in their order."""
    return _encode(record.as_dict())
