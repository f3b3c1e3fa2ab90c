"""What the parts of the data share, of which there are very many: it is as much as they are."""

from __future__ import annotations

from collections.abc import Set
from functools import cache
from sys import intern
from typing import Any

from pydantic import BaseModel

_GIVEN: dict[Set[str], Set[str]] = {}
_MOST_NAMES = 30
"""How many names Python shares."""


def share(part: BaseModel) -> None:
    """Have a part share the names of its fields with others, and which of them were given."""
    given = _GIVEN.setdefault(frozenset(part.model_fields_set), part.model_fields_set)
    object.__setattr__(part, "__pydantic_fields_set__", given)
    if len(part.__dict__) <= _MOST_NAMES:
        values = _names_of(type(part)).copy()
        values.update(part.__dict__)
        object.__setattr__(part, "__dict__", values)


_SHORT = 50
"""Characters of a text that is likely to stand in many places: an id, a role, a heading."""


def shared_text(text: str) -> str:
    """A text as it is kept: where it is short, once however many parts have it."""
    return intern(text) if len(text) <= _SHORT else text


@cache
def _names_of(model: type[BaseModel]) -> dict[str, Any]:
    """The fields of a model with nothing in them, as Python keeps those of an object.

    Copies of such a dictionary share the names, and take a third of the memory of another.
    """
    first = object.__new__(model)
    for name in model.model_fields:
        object.__setattr__(first, name, None)
    return vars(first)
