"""The rules of what is kept of versions: it is as it was published, or withdrawn with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator.data.problem import Problem
from generator.data.version import SparadTabell, VersionId, table_id
from generator.reading.faults import fault
from generator.reading.register import DATA, Register
from generator.reading.versions import kept_files, look_through, record_file, table_file
from generator.words.escaping import visible_line

WITHDRAWN = "tillbakadragna"
TILLBAKADRAGNA = f"{DATA}/{WITHDRAWN}.yml"


class Kept(NamedTuple):
    """A table that a version has in its folder."""

    version: VersionId
    tabell: str
    sparad: SparadTabell

    @property
    def id(self) -> str:
        """What a withdrawal calls it."""
        return table_id(self.version, self.tabell)

    @property
    def file(self) -> str:
        """Where it lies, seen from a site's root."""
        return table_file(self.version, self.tabell)


def kept(register: Register) -> Iterator[Kept]:
    """Every table that a version has in its folder, withdrawn ones included."""
    for version, record in register.versioner.items():
        for table, sparad in record.tabeller.items():
            if sparad.sparad_i == version:
                yield Kept(version, table, sparad)


def check(register: Register) -> Iterator[Problem]:
    """What the records say of each other and of the lists; and what is withdrawn."""
    if _all_read(register):
        yield from _records(register)
        yield from _withdrawn(register)


def _all_read(register: Register) -> bool:
    """Whether all that there is to hold the tables to could be read."""
    none = frozenset[str]()
    return all(register.known_ids.get(name, none) is not None for name in ("version", WITHDRAWN))


def _records(register: Register) -> Iterator[Problem]:
    """A table lies in the version that is said to have it."""
    for version, record in register.versioner.items():
        for table, sparad in record.tabeller.items():
            first = register.versioner.get(sparad.sparad_i)
            lies = first.tabeller.get(table) if first and sparad.sparad_i <= version else None
            if lies != sparad:
                told = {"table": table, "kept_in": sparad.sparad_i}
                yield fault("version_not_kept", record_file(version), **told)


def _withdrawn(register: Register) -> Iterator[Problem]:
    """Each withdrawal is of a table that a version has in its folder."""
    known = {
        table_id(version, table): (sparad.sparad_i, table)
        for version, record in register.versioner.items()
        for table, sparad in record.tabeller.items()
    }
    for id_ in register.tillbakadragna:
        here = _place(register, id_)
        if id_ not in known:
            yield fault("withdrawn_unknown", *here, id=id_)
        elif (kept_as := table_id(*known[id_])) != id_:
            yield fault("withdrawn_elsewhere", *here, id=id_, kept_as=kept_as)


def _place(register: Register, id_: str) -> tuple[str, int, int]:
    """Where a withdrawal stands."""
    source = register.sources[TILLBAKADRAGNA]
    ids = [raw.get("id") if isinstance(raw, dict) else None for raw in source.data]
    return (TILLBAKADRAGNA, *source.place((ids.index(id_), "id")))


def check_files(root: Path, register: Register) -> Iterator[Problem]:
    """Every kept table lies where it should, just as it was published, and no other does.

    Raises `OSError` where the disk refuses.
    """
    if not _all_read(register):
        return
    tables = {each.file: each for each in kept(register)}
    lie = set(kept_files(root))
    for file in sorted(lie - tables.keys()):
        yield fault("kept_unknown", visible_line(file))
    asked = {}
    for file, each in tables.items():
        if each.id not in register.tillbakadragna:
            asked[file] = each.sparad.byte
        elif file in lie:
            yield fault("withdrawn_kept", *_place(register, each.id), id=each.id, path=file)
    missing = set(asked)
    for file, found in look_through(root, asked):
        missing.remove(file)
        sparad = tables[file].sparad
        if found is None:
            yield fault("kept_unpacked", file)
        elif found.byte > sparad.byte:
            yield fault("kept_longer", file, byte=sparad.byte)
        elif found != (sparad.byte, sparad.sha256):
            yield fault("kept_changed", file)
    for file in missing:
        version, table, _ = tables[file]
        told = {"version": version, "table": table, "withdrawn": TILLBAKADRAGNA}
        yield fault("kept_missing", file, **told)
