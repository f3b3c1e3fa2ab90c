"""The columns of a list of insatser: what each one fills in, and what it may be called.

A column is a field of the model, wherever the model has one, under the name of the public
table. In the list of someone else it has a heading of its own: capitals, å ä ö and hyphens
make no difference, obvious synonyms are known, and an amount may have the unit of all its
column in the heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import NamedTuple

from pydantic import BaseModel

from generator.data import records
from generator.data.belopp import UNITS, Belopp
from generator.data.posts import Insats, Kalla, Styckpris, Utfall
from generator.data.types import slug
from generator.reading.refusals import inner_model, value_type
from generator.reading.yaml_text import Path

NAME_OF = {"mottagare": "mottagare_id", "omrade": "omrade_id", "satsning": "satsning_id"}
"""Columns with names, and those with the ids that count."""
WITHOUT_COLUMN = {"id", "angivet"}
"""Fields that no column is named after: read with rad_id and the amounts."""


def _fields(model: type[BaseModel], *, several: bool = False) -> Iterator[str]:
    """The fields of a model that hold one plain value, or several, and have a column for it."""
    for name, info in model.model_fields.items():
        held = value_type(info.annotation)
        if name in WITHOUT_COLUMN or held is Belopp or inner_model(info.annotation):
            continue
        if (held is tuple) == several:
            yield name


FIELDS: Mapping[str, Path] = {
    **{name: (name,) for name in _fields(Utfall)},
    **{NAME_OF.get(name, name): (name,) for name in _fields(Insats)},
    **{f"styckpris_{name}": ("styckpris", name) for name in _fields(Styckpris)},
    **{name: ("kalla", name) for name in _fields(Kalla)},
}
"""Where in an insats, or an outcome of it, the value of a column belongs: every field of it."""
LISTS = tuple(_fields(Insats, several=True))
"""Columns with several values, parted by semicolons, that are fields of the same name."""
_FORMS = ("kr", "angivet")
"""An amount in whole kronor, and as it is printed."""
_PRINTED = {"belopp": ("kalla", "angivet")}
"""Where the printed form of an amount belongs, for those that the model has one for."""
AMOUNTS: Mapping[str, tuple[Path, Path | None]] = {
    "styckpris": (("styckpris", "belopp"), ("styckpris", "angivet")),
    **{
        name: ((name,), _PRINTED.get(name))
        for name, info in (Insats.model_fields | Utfall.model_fields).items()
        if value_type(info.annotation) is Belopp
    },
}
"""Amounts, each in a column `_kr` or one `_angivet`, or both: where they belong."""
OF_OUTCOME = ("per", *(f"{name}_{form}" for name in ("anvant", "aterbetalt") for form in _FORMS))
"""Columns of what had been used by a day: on the row of its insats, or on one of its own."""
KINDS = ("belopp_typ", "belopp_min_kr", "belopp_max_kr")
"""Columns that say what kind of amount it is, and the ends of a range."""
STANDS = ("rad_id", "overordnad_id", "omrade_id", "niva")
"""Columns that say where a row stands."""
SAME_AS = {"beslut_id": "", "ar": "", "status": "status", "satsning_id": "satsning"}
"""Columns that must say what the decision says, and its field for it."""
IGNORED = ("url", "summa_kr", "andrar_id", "ersatter_id", "ersatt_av_id")
"""Columns of the public table that follow from others."""
COLUMNS = (
    *(*STANDS, *SAME_AS, *NAME_OF, *FIELDS, *LISTS),
    *(f"{name}_{form}" for name in AMOUNTS for form in _FORMS),
    *KINDS,
    *IGNORED,
)
"""The columns that may be there: those of the public table, which a test holds them to, and
what only an editor needs to say."""
COLUMN_OF: Mapping[Path, str] = {
    **{path: column for column, path in FIELDS.items()},
    **{path: f"{name}_kr" for name, (path, _) in AMOUNTS.items()},
    **{path: f"{name}_angivet" for name, (_, path) in AMOUNTS.items() if path},
    **{(name,): name for name in LISTS},
    ("id",): "rad_id",
}
"""Which column holds a field of an insats."""

MAX_HEADING = 80
"""Characters; what is longer is a text and no heading."""
_WORDS = records.beside(__file__)
_COLUMN: Mapping[str, str] = {
    **{
        slug(info.title or name): COLUMN_OF[name,]
        for name, info in Insats.model_fields.items()
        if (name,) in COLUMN_OF and name not in AMOUNTS
    },
    **{slug(word): column for column, words in _WORDS["names"].items() for word in words},
    **{slug(column): column for column in COLUMNS},
}
"""Which column a heading is of, when it is no amount in a unit."""
_AMOUNT: Mapping[str, str] = {
    slug(word): name for name in AMOUNTS for word in (name, *_WORDS["amounts"].get(name, ()))
}
_UNIT: Mapping[str, str] = {
    **{slug(unit): unit for unit in UNITS},
    **{slug(word): unit for unit, words in _WORDS["units"].items() for word in words},
}


class Heading(NamedTuple):
    """What a heading says: the column, and for an amount the unit of all that stands there."""

    column: str
    unit: str = ""
    """Empty where each cell has its own, and for what is no amount."""

    @property
    def is_amount(self) -> bool:
        """Whether amounts stand under it."""
        return bool(self.unit) or self.column.removesuffix("_angivet") in AMOUNTS


@lru_cache(maxsize=2000)
def read_heading(text: str) -> Heading | None:
    """The column that a heading is of; None where it is none of ours."""
    if len(text) > MAX_HEADING:
        return None
    if text in IGNORED:
        return Heading(text)
    key = slug(text)
    if key in _AMOUNT:
        return Heading(f"{_AMOUNT[key]}_angivet")
    words = key.split("-")
    for end in range(len(words)):
        unit, before = _UNIT.get("-".join(words[end:])), words[:end]
        name = "-".join(before[:-1] if before[-1:] == ["i"] else before)
        if unit and (amount := _AMOUNT.get(name or "belopp")):
            return Heading(f"{amount}_kr", unit)
    return Heading(_COLUMN[key]) if key in _COLUMN else None


def guess(text: str) -> str:
    """What to do about a heading that is none of ours: the column that was probably meant."""
    key = slug(text[:MAX_HEADING])
    if several := _WORDS["unsure"].get(key):
        return f"Menades {several}?"
    columns = {**{word: f"{name}_kr" for word, name in _AMOUNT.items()}, **_COLUMN}
    for word in get_close_matches(key, columns, n=1):
        return f"Menades {columns[word]}?"
    names = ", ".join(column for column in COLUMNS if column not in IGNORED)
    return f"Kolumnerna är {names}. Behövs den inte: ta bort den."
