"""The data dictionary: what is said of columns besides what each says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from generator.data import records
from generator.publishing.columns import Found, Kind
from generator.publishing.publication import Publication
from generator.publishing.tables import FORMAT_VERSION

_WORDS = records.beside(__file__)

UNITS: Mapping[Kind, str] = _WORDS["slag"]
"""What the values of a column are, by its kind."""
PLACES: Mapping[Found, str] = _WORDS["finns"]
"""Where the values of a column are found, in a sentence."""
WORKBOOK: tuple[tuple[str, str], ...] = tuple((name, text) for name, text in _WORDS["arbetsbok"])
"""What a reader of the workbook needs to know, each with its name."""
SHEETS = WORKBOOK[0][1]
"""What the workbook holds."""
SUMS: tuple[str, ...] = tuple(_WORDS["summor"])
"""What stands above the workbook's sums, a line each."""


def facts(publication: Publication) -> list[tuple[str, str]]:
    """What whoever has a file needs to know of the publication, each with its name."""
    organisation, version = publication.organisation, publication.version
    told = [
        ("Utgivare", organisation.namn),
        ("Webbplats", organisation.webbplats),
        ("Uppgifternas datum", version.isoformat() if version else "anges inte"),
        ("Format", FORMAT_VERSION),
        ("Licens", f"{organisation.licens}, {organisation.licens_lank}"),
        ("Omfattning", organisation.omfattning),
    ]
    demonstration = ("Demonstration", _WORDS["demonstration"])
    return [*told, demonstration] if organisation.demonstration else told


FISCAL: Mapping[str, str] = _WORDS["fiskalt"]
"""What a column is in Fiscal Data Package, by its name."""
EXAMPLE: str = _WORDS["exempel"]
"""How a name is marked while the site is a demonstration."""
VERSION: str = _WORDS["version"]
"""What a version is, by its day."""
NO_GRANT: Mapping[str, str] = _WORDS["bidrag"]
TOTALS: str = _WORDS["rakna_ratt"]
GUIDE_FOR_PROGRAMS: str = _WORDS["for_program"]
FOR_PROGRAMS: Mapping[str, str] = _WORDS["filer_for_program"]
"""What each file for programs is, by its address."""
HEADINGS: Mapping[str, str] = _WORDS["rubriker"]


class Counterparts(NamedTuple):
    """What a column is closest to in other formats (English: mapping)."""

    t360giving: str
    iati: str
    reskontra: str


COUNTERPARTS = {name: Counterparts(**words) for name, words in _WORDS["motsvarar"].items()}
"""By the column's name."""
