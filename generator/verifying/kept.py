"""The tables of earlier versions, each against what its version says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generator.verifying.source import Source, UnreadableError
from generator.verifying.twins import read_csv, read_json

_IN_VERSION = re.compile(r"(versioner/[0-9]{4}-[0-9]{2}-[0-9]{2}(?:-[0-9]+)?/)([^/]+)")
_TABLE = re.compile(r"[a-z][a-z_]{0,40}")
_INDEX = "index.json"
NOTE = ["tillbakadragen", "orsak"]
"""The header of what stands in place of a table that is withdrawn."""


class Kept(NamedTuple):
    """A table of a version as it was tried."""

    path: str
    fault: str = ""
    """What is wrong with it, in words."""
    withdrawn: str = ""
    """When and why it was withdrawn, where it was."""


def is_kept(path: str) -> bool:
    """Whether a file is one of a version's."""
    return _IN_VERSION.fullmatch(path) is not None


def tried(source: Source, listed: Mapping[str, tuple[int, str]]) -> Iterator[Kept]:
    """Every table of every version; `listed` is how long each file is, and its digest.

    That the files are as they are listed is tried by itself.
    """
    folders: dict[str, set[str]] = {}
    for path in sorted(listed):
        if found := _IN_VERSION.fullmatch(path):
            folders.setdefault(found[1], set()).add(found[2])
    for folder, names in folders.items():
        told: dict[str, Kept] = {}
        try:
            told = {each.path: each for each in _of_version(source, folder, listed)}
        except UnreadableError as error:
            yield Kept(f"{folder}{_INDEX}", str(error))
            continue
        yield from told.values()
        for name in sorted(names):
            if name.endswith(".csv") and (path := f"{folder}{name}") not in told:
                yield Kept(path, f"står inte i {folder}{_INDEX}")


def _of_version(
    source: Source, folder: str, listed: Mapping[str, tuple[int, str]]
) -> Iterator[Kept]:
    said = read_json(source, f"{folder}{_INDEX}")
    try:
        tables = [_table(table) for table in said["sparade"]]
    except (TypeError, KeyError, AssertionError):
        raise UnreadableError("filen säger inte vilka tabeller versionen har") from None
    for name, size, sha256, day, reason in tables:
        path = f"{folder}{name}.csv"
        if path not in listed:
            yield Kept(path, "filen saknas i förteckningen")
        elif day is None:
            same = listed[path] == (size, sha256)
            yield Kept(path, "" if same else f"är en annan tabell än {folder}{_INDEX} anger")
        else:
            yield _withdrawn(source, path, day, reason)


def _table(said: Any) -> tuple[str, int, str, str | None, str | None]:
    """What a version says of a table: name, length, digest; when and why it was withdrawn."""
    day, reason = said["tillbakadragen"], said["orsak"]
    assert isinstance(said["tabell"], str)
    assert _TABLE.fullmatch(said["tabell"])
    assert all(value is None or isinstance(value, str) for value in (day, reason))
    return said["tabell"], said["byte"], said["sha256"], day, reason


def _withdrawn(source: Source, path: str, day: str, reason: str | None) -> Kept:
    """A table that is said to be withdrawn: only that is to stand there."""
    try:
        is_note = read_csv(source, path) == [NOTE, [day, reason]]
    except UnreadableError as error:
        return Kept(path, str(error))
    if not is_note:
        return Kept(path, f"sägs vara tillbakadragen {day}, men något annat står i filen")
    return Kept(path, withdrawn=f"{day}: {reason}")
