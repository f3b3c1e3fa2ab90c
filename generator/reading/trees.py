"""What the files of decisions say, as it was read before: plain data by the bytes it was read from.

Only what nothing was wrong with is kept. It is typed, judged and placed as if it were just read.
"""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple
from weakref import finalize

import yaml

BUILD = "build"
"""Where builds leave what the next may use."""
TREES = "last.jsonl"
"""In it: what the files of decisions say."""
_ROOMS = Path(__file__).parents[1]


class _Place(NamedTuple):
    """Where a tree stands in the file of what was kept, in bytes, and what tells it from others."""

    start: int
    length: int
    digest: str


class Trees:
    """What is kept from before, and what is to be kept of it and of what is read now."""

    def __init__(self, path: Path | None = None) -> None:
        """A line of the file that can't have been written here is passed over."""
        self._before: dict[str, _Place] = {}
        self._now: dict[str, Any] = {}
        self._file: BinaryIO | None = None
        with suppress(OSError):  # never built
            if path:
                self._file = path.open("rb")
                finalize(self, self._file.close)
        at = 0
        for line in self._file or ():
            name, told, tree = (*line.rstrip(b"\n").split(b" ", 2), b"", b"")[:3]
            start = at + len(name) + len(told) + 2
            self._before[name.decode("latin-1")] = _Place(start, len(tree), told.decode("latin-1"))
            at += len(line)

    @property
    def is_new(self) -> bool:
        """Whether other files have been read than those that were kept."""
        return self._now.keys() != self._before.keys()

    def get(self, key: str) -> Any:
        """What was read, or None where it is not known, or is not as it was left."""
        if not (place := self._before.get(key)) or self._file is None:
            return None
        self._file.seek(place.start)
        text = self._file.read(place.length)
        if _digest([text]) != place.digest:
            return None
        self._now[key] = tree = json.loads(text)
        return tree

    def put(self, key: str, tree: Any) -> None:
        """Keep what has been read, and is never changed."""
        self._now[key] = tree

    def lines(self) -> Iterator[bytes]:
        """All that is to be kept, as a file, part by part."""
        for key, tree in self._now.items():
            text = json.dumps(tree, separators=(",", ":")).encode()
            yield b"%s %s %s\n" % (key.encode(), _digest([text]).encode(), text)


def key(read_from: Iterable[object]) -> str:
    """Tells what something was read from, and by which program, from all else."""
    return _digest([_program(), *map(_of_part, read_from)])


@lru_cache(maxsize=16)
def _of_part(part: object) -> bytes:
    """What tells a file's path or content from every other; registers are parts of many."""
    return _digest([part if isinstance(part, bytes) else repr(part).encode()]).encode()


@cache
def _program() -> bytes:
    """What reads the files, as a digest."""
    rooms = (_ROOMS / room for room in ("data", "words", "reading"))
    files = sorted(path for room in rooms for path in room.iterdir() if path.is_file())
    versions = [yaml.__version__.encode(), platform.python_version().encode()]
    return _digest([*versions, *(path.read_bytes() for path in files)]).encode()


def _digest(parts: Iterable[bytes]) -> str:
    hashed = hashlib.sha256()
    for part in parts:
        hashed.update(b"%d " % len(part))
        hashed.update(part)
    return hashed.hexdigest()
