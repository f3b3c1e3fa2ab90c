"""What the data files say, typed and with places: what reading gives and all else begins with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from pydantic import BaseModel

from generator.data.adress import Slag
from generator.data.beslut import Beslut
from generator.data.ids import RadId, parse_rad_id
from generator.data.problem import NO_PASTE, Paste, Problem
from generator.data.registers import (
    Fordelningsnyckel,
    Mottagare,
    Objekt,
    Omrade,
    Ord,
    Ordled,
    Organisation,
    Rattelse,
    Satsning,
    Tillbakadragen,
)
from generator.data.version import Version, VersionId
from generator.reading.andringar import Andring
from generator.reading.ledger import PubliceradAdress, Publicerat, Tid
from generator.reading.yaml_text import Path, Source

CONTENT = "content"
"""All that an editor writes, seen from a site's root."""
DATA = f"{CONTENT}/data"
"""Where the data lies, seen from a site's root."""
SIDOR = f"{CONTENT}/sidor"
"""Where the hand-written pages lie."""
LEDGER = f"{DATA}/publicerat.csv"
"""The ledger of published amounts; a site that has published nothing has none."""
ADRESSER = f"{DATA}/adresser.csv"
"""The addresses of every page that has been published, the ledger's sister."""
TIDER = f"{DATA}/tider.csv"
"""The last days of the duties that have been published."""
ANDRINGAR = f"{DATA}/andringar.csv"
"""The ledger's sister: what has changed of what is published, but for amounts."""

LIST_FILES: Mapping[str, type[BaseModel]] = {
    "satsningar": Satsning,
    "omraden": Omrade,
    "mottagare": Mottagare,
    "objekt": Objekt,
    "fordelningsnycklar": Fordelningsnyckel,
    "ordlista": Ord,
    "ordled": Ordled,
    "rattelser": Rattelse,
    "tillbakadragna": Tillbakadragen,
}
"""Data files that hold a list, and what each entry is."""
OPTIONAL_FILES = {"fordelningsnycklar", "ordled", "rattelser", "tillbakadragna"}
"""Data files that a site may do without."""


class Where(NamedTuple):
    """Where in the data files an object of the register stands."""

    file: str
    path: Path


@dataclass(frozen=True)
class Register:
    """All that the data files say, typed; nothing that follows from it."""

    organisation: Organisation | None
    beslut: tuple[Beslut, ...]
    """In order of year and id."""
    satsningar: Mapping[str, Satsning]
    omraden: Mapping[str, Omrade]
    mottagare: Mapping[str, Mottagare]
    objekt: Mapping[str, Objekt]
    ordlista: Mapping[str, Ord]
    fordelningsnycklar: Mapping[str, Fordelningsnyckel] = field(default_factory=dict)
    ordled: Mapping[str, Ordled] = field(default_factory=dict)
    rattelser: tuple[Rattelse, ...] = ()
    """In the order of the file, in which each follows on the one before."""
    publicerat: tuple[Publicerat, ...] | None = None
    """The ledger; None where there is none, or where it or the corrections are not wholly right,
    so that nothing can be said of what has changed."""
    adresser: tuple[PubliceradAdress, ...] | None = None
    """Every address that has been published; None where no file says so, or it is not right."""
    tider: tuple[Tid, ...] = ()
    """The duties' last days as they were last published."""
    andringar: tuple[Andring, ...] = ()
    """What has changed of what is published, but for amounts, in the order of the file."""
    versioner: Mapping[VersionId, Version] = field(default_factory=dict)
    """What was published at each time since tables have been kept, in order."""
    tillbakadragna: Mapping[str, Tillbakadragen] = field(default_factory=dict)
    """The kept tables that are published no more, by version and table."""
    sidor: Mapping[str, str] = field(default_factory=dict)
    """The hand-written pages' Markdown, by name."""
    known_ids: Mapping[str, frozenset[str] | None] = field(default_factory=dict)
    """The ids each list file holds, ill-formed entries included; None where it can't be read.
    And the ids of all decisions that have a file, as `beslut`."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    """The parsed files by name, for the places of problems."""

    closed: tuple[str, ...] = ()
    """Folders that can't be read, so that nothing is known of what lies in them."""
    unfit: tuple[Beslut, ...] = ()
    """Decisions whose table holds faults: some rows lack something, so that nothing adds up, but
    each can be told of."""

    @cached_property
    def renamed(self) -> Mapping[str, str]:
        """What each decision that has had another id was called next, by that id.

        Where the file of a decision can't be read, what was last published says it.
        """
        renamed = {
            row.adress.nyckel: row.leder_till.nyckel
            for row in self.adresser or ()
            if row.leder_till and row.adress.slag is row.leder_till.slag is Slag.BESLUT
        }
        for decision in self.beslut:
            renamed |= dict.fromkeys(earlier_ids(decision), decision.beslut_id)
        present = self.known_ids.get("beslut") or frozenset()
        return {old: new for old, new in renamed.items() if old not in present}

    def called_now(self, rad_id: RadId) -> RadId:
        """The id of a row whose decision may have been given another since."""
        beslut_id, passed = rad_id.beslut_id, set()
        while beslut_id in self.renamed and beslut_id not in passed:
            passed.add(beslut_id)
            beslut_id = self.renamed[beslut_id]
        return rad_id._replace(beslut_id=beslut_id)

    def id_now(self, name: str, old: str) -> str:
        """The id of what had another in a list file or among `beslut`; empty where nothing had."""
        if name == "beslut":
            rad = parse_rad_id(old)
            now = self.called_now(rad).beslut_id if rad else old
            return "" if now == old else now
        listed: Mapping[str, Any] = getattr(self, name)
        earlier = (id_ for id_, it in listed.items() if old in getattr(it, "tidigare_id", ()))
        return next(earlier, "")

    @cached_property
    def unread(self) -> frozenset[str]:
        """Decisions that have a file but could not be read, so that nothing is known of them."""
        named = self.known_ids.get("beslut") or frozenset()
        return named - {one.beslut_id for one in self.beslut}

    def indent(self, file: str, path: Path = ()) -> str:
        """What stands before each entry of a file's list, for one that is added to it."""
        source = self.sources.get(file)
        return " " * (source.place(path).column - 1) if source else ""

    def may_hold(self, beslut: Beslut) -> bool:
        """Whether a decision could lie in a folder that can't be read."""
        return beslut_file(beslut).startswith(tuple(f"{folder}/" for folder in self.closed))

    def problem(
        self, place: Where, code: str, message: str, hint: str = "", paste: Paste = NO_PASTE
    ) -> Problem:
        """A problem at a place of the data."""
        source = self.sources[place.file]
        return source.problem(code, message, path=place.path, hint=hint, paste=paste)

    def is_in_table(self, place: Where) -> bool:
        """Whether something stands in the table beside a decision, and not in its YAML."""
        return bool(self.sources[place.file].holder(place.path).columns)

    def hint(self, place: Where, in_yaml: str, in_table: str, *inner: str) -> str:
        """What to do about a field of what stands at a place, in the terms of its file."""
        return self.sources[place.file].hint(place.path, in_yaml, in_table, *inner)


def beslut_file(beslut: Beslut) -> str:
    """The data file of a decision, seen from the site's root."""
    return f"{DATA}/beslut/{beslut.ar}/{beslut.id}.yml"


def earlier_ids(beslut: Beslut) -> list[str]:
    """What a decision's id has been before; the year is its own where none is given."""
    return [old if "/" in old else f"{beslut.ar}/{old}" for old in beslut.tidigare_id]
