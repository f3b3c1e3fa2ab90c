"""Versions: each time that something was published, and what of it is kept unchanged.

A version is known by its day, and from the second of a day also by a number: `2026-12-01-2`.
Here alone is such a name put together, or its parts found in a text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, NamedTuple

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    PlainValidator,
)

from generator.data.adress import parse_adress

_NAME = re.compile("(?P<dag>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:-(?P<nummer>[2-9]|[1-9][0-9]{1,3}))?")


class VersionId(NamedTuple):
    """What a version is known by (English: version id)."""

    dag: date
    nummer: int = 1
    """Which of the day's it is."""

    def __str__(self) -> str:
        return f"{self.dag}-{self.nummer}" if self.nummer > 1 else str(self.dag)


def parse_version(text: str) -> VersionId | None:
    """A version's id; None where the text has another form."""
    if match := _NAME.fullmatch(text):
        try:
            return VersionId(date.fromisoformat(match["dag"]), int(match["nummer"] or 1))
        except ValueError:
            pass
    return None


def table_id(version: VersionId, tabell: str) -> str:
    """What a withdrawal calls a table of a version."""
    return f"{version}/{tabell}"


def _version(value: Any) -> VersionId:
    version = parse_version(value) if isinstance(value, str) else value
    if isinstance(version, VersionId):
        return version
    raise ValueError("ingen version")


def _adress(value: str) -> str:
    if parse_adress(value) is None:
        raise ValueError("ingen adress")
    return value


Sparad = Annotated[VersionId, PlainValidator(_version), PlainSerializer(str)]
Tabell = Annotated[str, Field(pattern="^[a-z][a-z_]{0,40}$")]
Kontrollsumma = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
Sida = Annotated[str, AfterValidator(_adress)]
Antal = Annotated[int, Field(ge=0, le=10**12)]


class _Kept(BaseModel):
    """What `publicera` writes, and nobody by hand."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class SparadTabell(_Kept):
    """A public table as it was published (English: kept table)."""

    sparad_i: Sparad
    """The version that has it in its folder: this, or an earlier one since when it is the same."""
    sha256: Kontrollsumma
    """Of the table's CSV, not of the packed file that it is kept in."""
    byte: Antal
    """How long the CSV is."""


class Version(_Kept):
    """What was published at a time (English: version)."""

    tabeller: Mapping[Tabell, SparadTabell]
    """Every public table there was, by name."""
    belopp: Antal
    """How many lines the list of published amounts had by then; those added since the version
    before came with this one."""
    adresser: Antal
    """The same of the list of addresses."""
    rattelser: tuple[str, ...]
    """The corrections that came with it, by the ids that they are published under."""
    andringar: tuple[str, ...]
    """The changes that are no amount's, likewise."""
    flyttade: Mapping[Sida, Sida]
    """Addresses that lead elsewhere since this version, and where."""
    borta: tuple[Sida, ...]
    """Addresses whose page is gone since this version."""
