"""On which line of its file each row of a decision stands, for who asks that and no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

from generator.reading.yaml_text import Marks, Path, Source

_AMOUNT = "belopp"


class Lined(Source):
    """A file of which only the places of rows, and of their amounts, are kept when looked up."""

    @cached_property
    def marks(self) -> Marks:
        """A tenth of all places, of which there are too many to have those of every file."""
        marks = super().marks
        return _only(marks, lambda path: _is_row(path) or path[-1:] == (_AMOUNT,))


def only_lines(source: Source) -> Source:
    """A decision's file without what it says; of the table beside it, the lines of rows."""
    has_beside = source.has_beside
    lined = Lined(source.file, source.content, None)
    return replace(lined, has_beside=has_beside and (lambda: _of_table(has_beside())))


def _of_table(table: Source | None) -> Source | None:
    if table is None:
        return None
    return Source(table.file, table.content, None, _only(table.marks, _is_row))


def _is_row(path: Path) -> bool:
    """Whether a place is that of the decision itself, or of an entry of a list."""
    return not path or isinstance(path[-1], int)


def _only(marks: Marks, is_asked_for: Callable[[Path], bool]) -> Marks:
    places = marks.places.items()
    return Marks({path: place for path, place in places if is_asked_for(path)}, {})
