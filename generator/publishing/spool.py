"""Texts put away on the disk for as long as the program runs: they would fill the memory."""

from __future__ import annotations

import os
from array import array
from functools import cached_property
from tempfile import TemporaryFile
from weakref import finalize

_LENGTH = 32
"""Bits for how long a text is; those above say where it begins."""


_TAIL = 1 << 16
"""How many bytes are held until they are put away together."""


class Spool:
    """A file without a name, which only grows."""

    def __init__(self) -> None:
        self._written, self._tail = 0, bytearray()

    @cached_property
    def _file(self) -> int:
        file = TemporaryFile(buffering=0)  # noqa: SIM115 - closed with the spool
        finalize(self, file.close)
        return file.fileno()

    def put(self, text: bytes) -> int:
        """Put a text away, and give what it is had again by, which is never nought."""
        assert text, "what is empty needs no place"
        place = self._written + len(self._tail) << _LENGTH | len(text)
        self._tail += text
        if len(self._tail) >= _TAIL:
            self._write()
        return place

    def get(self, place: int) -> bytes:
        """A text that was put away."""
        length, start = place & (1 << _LENGTH) - 1, place >> _LENGTH
        if start >= self._written:
            start -= self._written
            return bytes(self._tail[start : start + length])
        return os.pread(self._file, length, start)

    def _write(self) -> None:
        while self._tail:
            written = os.pwrite(self._file, self._tail, self._written)
            self._written += written
            del self._tail[:written]


def places(many: int) -> array[int]:
    """Where some texts are put, none of them yet."""
    return array("Q", bytes(8 * many))
