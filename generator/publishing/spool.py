"""Texts put away on the disk for as long as the program runs: they would fill the memory."""

from __future__ import annotations

import os
from array import array
from functools import cached_property
from tempfile import TemporaryFile
from weakref import finalize

_LENGTH = 32
"""Bits for how long a text is; those above say where it begins."""


class Spool:
    """A file without a name, which only grows."""

    def __init__(self) -> None:
        self._end = 0

    @cached_property
    def _file(self) -> int:
        file = TemporaryFile(buffering=0)  # noqa: SIM115 - closed with the spool
        finalize(self, file.close)
        return file.fileno()

    def put(self, text: bytes) -> int:
        """Put a text away, and give what it is had again by, which is never nought."""
        assert text, "what is empty needs no place"
        place = self._end << _LENGTH | len(text)
        while text:
            written = os.pwrite(self._file, text, self._end)
            self._end += written
            text = text[written:]
        return place

    def get(self, place: int) -> bytes:
        """A text that was put away."""
        return os.pread(self._file, place & (1 << _LENGTH) - 1, place >> _LENGTH)


def places(many: int) -> array[int]:
    """Where some texts are put, none of them yet."""
    return array("Q", bytes(8 * many))
