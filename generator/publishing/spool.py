"""Texts put away on the disk for as long as the program runs: they would fill the memory."""

from __future__ import annotations

import os
from array import array
from collections.abc import Callable, Iterator, Sequence
from tempfile import TemporaryFile, gettempdir
from typing import Generic, TypeVar
from weakref import finalize

Each = TypeVar("Each")

_LENGTH = 32
"""Bits for how long a text is; those above say where it begins."""


_TAIL = 1 << 16
"""How many bytes are held until they are put away together."""


class Spool:
    """A file without a name, which only grows.

    A process that is forked from one that has a spool has it too, and goes on in a file of its own.
    """

    def __init__(self) -> None:
        self._written, self._tail = 0, bytearray()
        self._files: list[tuple[int, int]] = []
        """How much had been written before each file, and the file, the last of them first."""
        self._process = 0
        """Whose the last of them is."""

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
        for begins, file in self._files:
            if begins <= start < self._written:
                return os.pread(file, length, start - begins)
        start -= self._written
        return bytes(self._tail[start : start + length])

    def _write(self) -> None:
        if self._process != os.getpid():  # what is written by now is another's too
            self._files.insert(0, (self._written, self._new_file()))
            self._process = os.getpid()
        begins, file = self._files[0]
        while self._tail:
            try:
                written = os.pwrite(file, self._tail, self._written - begins)
            except OSError as error:
                error.filename = gettempdir()  # the file has no name, and people clear folders
                raise
            self._written += written
            del self._tail[:written]

    def _new_file(self) -> int:
        file = TemporaryFile(buffering=0)  # noqa: SIM115 - closed with the spool
        finalize(self, file.close)
        return file.fileno()


def places(many: int) -> array[int]:
    """Where some texts are put, none of them yet."""
    return array("Q", bytes(8 * many))


class Away(Generic[Each]):
    """Values that are put away one after the other, and had again in that order."""

    def __init__(self, write: Callable[[Each], bytes], read: Callable[[bytes], Each]) -> None:
        """`write` tells a value as a text, and `read` makes it of that again."""
        self._write, self._read = write, read
        self._spool, self._places = Spool(), array("Q")

    def append(self, value: Each) -> None:
        """Put one away, after the others."""
        self._places.append(self._spool.put(self._write(value)))

    def sort(self, numbers: Sequence[int]) -> None:
        """Have them in order of some numbers, one for each as they were put away."""
        places = sorted(zip(numbers, self._places, strict=True))
        self._places = array("Q", [place for _, place in places])

    def __iter__(self) -> Iterator[Each]:
        return map(self._read, map(self._spool.get, self._places))
