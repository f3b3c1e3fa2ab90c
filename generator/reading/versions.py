"""What is kept of each version: how it is read and printed.

Of each there is a folder, `content/data/versioner/<version>/`, written by `publicera` alone: the
record `version.json`, and the tables that were not as in the version before, each as CSV packed
with gzip. The tables only become more, so they are not read with all else: only looked through,
one after the other, by who asks whether they are as they were.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import stat
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from generator.data.problem import Problem
from generator.data.version import Version, VersionId, parse_version
from generator.reading.faults import fault
from generator.reading.register import DATA
from generator.words.escaping import visible_line

VERSIONER = f"{DATA}/versioner"
"""Where the versions lie, seen from a site's root."""
RECORD = "version.json"
PACKED = ".csv.gz"
"""How the name of a kept table ends, and of nothing that is read with all else."""
_CHUNK = 1 << 20
_SHOWN = 60


def record_file(version: VersionId) -> str:
    """The record of a version."""
    return f"{VERSIONER}/{version}/{RECORD}"


def table_file(version: VersionId, table: str) -> str:
    """A table that a version has in its folder."""
    return f"{VERSIONER}/{version}/{table}{PACKED}"


def is_kept_table(file: str) -> bool:
    """Whether a file of the data is a packed table, by its path from the site's root."""
    return file.startswith(f"{VERSIONER}/") and file.endswith(PACKED)


def version_of(file: str) -> VersionId | None:
    """The version that a record is of, by the record's path; None where it lies in no version."""
    return parse_version(file.split("/")[-2])


def parse(file: str, content: bytes) -> Version | Problem:
    """A version's record, or what is wrong with it."""
    try:
        return Version.model_validate_json(content)
    except ValidationError as refused:
        first = refused.errors(include_url=False)[0]
    try:
        json.loads(content)
    except json.JSONDecodeError as error:
        return fault("no_version_json", file, error.lineno, error.colno)
    except (ValueError, RecursionError):
        return fault("no_version_json", file)
    field = ".".join(map(str, first["loc"])) or "hela filen"
    found = visible_line(repr(first["input"])[:_SHOWN])
    return fault("no_version", file, field=visible_line(field[:_SHOWN]), found=found)


def as_bytes(version: Version) -> bytes:
    """A version's record, with a table a line."""
    said = version.model_dump()
    lines = [f" {_json(name)}: {_json(table)}" for name, table in said.pop("tabeller").items()]
    members = [f'"tabeller": {{\n{_LINES.join(lines)}\n}}']
    members += [f"{_json(name)}: {_json(value)}" for name, value in said.items()]
    return f"{{\n{_LINES.join(members)}\n}}\n".encode()


_LINES = ",\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def packed(content: bytes) -> bytes:
    """A table as it is kept; the same on any day."""
    return gzip.compress(content, mtime=0)


class Found(NamedTuple):
    """What a packed table holds."""

    byte: int
    """Its length unpacked; where it is longer than it may be, one more than that."""
    sha256: str


def kept_files(root: Path) -> Iterator[str]:
    """All that lies among the versions by the name of a packed table, however deep.

    Hidden files are passed over, as they are among all else.
    """
    for name, folders, files in os.walk(root / VERSIONER):
        here = Path(name).relative_to(root).as_posix()
        folders[:] = sorted(folder for folder in folders if not folder.startswith("."))
        named = sorted(file for file in (*folders, *files) if file.endswith(PACKED))
        yield from (f"{here}/{file}" for file in named if not file.startswith("."))


def look_through(root: Path, most: Mapping[str, int]) -> Iterator[tuple[str, Found | None]]:
    """What each of some packed tables holds, by its path; None where it can't be unpacked.

    `most` is how many bytes each may unpack to: one is read no further. What does not lie there is
    left out. Raises `OSError` where the disk refuses.
    """
    for file, bound in most.items():
        path = root / file
        try:
            ways = [way.lstat() for way in (path, path.parent, path.parent.parent)]
        except (FileNotFoundError, NotADirectoryError):
            continue
        is_link = any(stat.S_ISLNK(way.st_mode) for way in ways)
        is_plain = stat.S_ISREG(ways[0].st_mode) and not is_link
        is_packed = ways[0].st_size <= 2 * bound + 1000  # else it is nothing but waste
        yield file, _found(path, bound) if is_plain and is_packed else None


def _found(path: Path, bound: int) -> Found | None:
    length, hashed = 0, hashlib.sha256()
    try:
        with gzip.open(path) as stream:
            while chunk := stream.read(min(_CHUNK, bound + 1 - length)):  # at most one too many
                length += len(chunk)
                hashed.update(chunk)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        return None
    return Found(length, hashed.hexdigest())


def read_table(root: Path, version: VersionId, table: str) -> bytes:
    """A kept table as it was published, which is known to be as it was."""
    return gzip.decompress((root / table_file(version, table)).read_bytes())
