"""A model's refusals in Swedish, at their places: from pydantic's findings to problems."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from generator.data.beslut import Beslut
from generator.data.problem import Entry, Paste, Problem
from generator.data.registers import REFERENCES
from generator.data.types import slug
from generator.reading import yaml_text as source
from generator.reading.yaml_text import Source

FROM_PATH = ("ar", "id")
"""Fields of a decision that its file's place gives; they are not offered to its editor."""


def translate(
    parsed: Source, model: type[BaseModel], details: ErrorDetails, start: source.Path
) -> Problem:
    """One of pydantic's findings as a problem in Swedish at its place in the file."""
    loc = tuple(part for part in details["loc"] if part != "__root__")
    path = (*start, *loc)
    kind, context, value = details["type"], details.get("ctx", {}), details["input"]
    name = str(loc[-1]) if loc else ""
    if "message" in context:
        hint = context["hint"]
        if kind == "fel-id" and (register := REFERENCES.get(_field_name(loc))):
            proposed = f", till exempel med id: {slug(str(value))}" if slug(str(value)) else ""
            hint = f"Skriv ett id ur {register}.yml. Finns det inte där: lägg till det{proposed}"
        return parsed.problem(
            kind, context["message"], path=path, hint=hint, paste=context["paste"]
        )
    if kind == "missing":
        field_info = _fields(model, loc[:-1]).get(name)
        hint = f"Lägg till raden {name}: …"
        if field_info and field_info.description:
            hint += f" ({field_info.description})"
        return parsed.problem("saknat-falt", f"{name!r} saknas", path=path[:-1], hint=hint)
    if kind == "extra_forbidden":
        names = [one for one in _fields(model, loc[:-1]) if one not in _hidden(model, loc)]
        near = get_close_matches(name, names, n=1)
        hint = f"Menades {near[0]}?" if near else f"Fälten här är {', '.join(names)}."
        return parsed.problem(
            "okant-falt", f"fältet {name!r} finns inte här", path=path, hint=hint, at_key=True
        )
    if kind == "enum":
        expected = str(context.get("expected", "")).replace("'", "").replace(" or ", " eller ")
        near = get_close_matches(str(value), re.split(r", | eller ", expected), n=1)
        hint = f"Menades {near[0]}?" if near else f"Skriv {expected}."
        return parsed.problem(
            "fel-varde", f"{name}: {_shown(value)} är inget av {expected}", path=path, hint=hint
        )
    if kind in {"tuple_type", "list_type"}:
        return parsed.problem(
            "fel-form",
            f"{name} ska vara en lista",
            path=path,
            paste=Paste("Skriv så här:", (_form(model, loc, value),)),
        )
    if kind in {"model_type", "dict_type"}:
        where = f"{name} ska" if name and not isinstance(loc[-1], int) else "här ska det"
        return parsed.problem(
            "fel-form",
            f"{where} vara fält med namn och värde, inte {_shown(value)}",
            path=path,
            paste=Paste("Skriv ett fält på varje rad, så här:", (_form(model, loc, value),)),
        )
    if kind == "too_short":
        return parsed.problem(
            "saknat-falt", f"{name} är tom", path=path, hint="Lägg till minst en post."
        )
    return parsed.problem(
        "fel-varde", f"{name}: {_shown(value)} går inte att använda här", path=path
    )


def _field_name(loc: source.Path) -> str:
    """The field that a value stands in, also as an entry of its list."""
    return next((part for part in reversed(loc) if isinstance(part, str)), "")


def _form(model: type[BaseModel], loc: source.Path, value: Any) -> Entry:
    """How a field that holds fields, or a list, is written: with the fields that must be there."""
    name = _field_name(loc)
    if not name:
        return Entry("\n".join(f"{one}: …" for one in expected_fields(model)))
    before = len(loc) - list(reversed(loc)).index(name) - 1
    field_info = _fields(model, loc[:before]).get(name)
    inner = inner_model(field_info.annotation) if field_info else None
    if inner is None:
        return Entry(f"{name}:\n  - {value if isinstance(value, str) else '…'}", name)
    is_list = field_info is not None and get_origin(field_info.annotation) in (tuple,)
    first, *rest = expected_fields(inner)
    indent = "    " if is_list else "  "
    lines = [
        f"{name}:",
        f"  - {first}: …" if is_list else f"  {first}: …",
        *(f"{indent}{one}: …" for one in rest),
    ]
    return Entry("\n".join(lines), name)


def expected_fields(model: type[BaseModel]) -> list[str]:
    """The fields that most who write such an object need: what must be there, and the amount."""
    fields = model.model_fields
    names = [name for name, field_info in fields.items() if field_info.is_required()]
    names = [name for name in names if model is not Beslut or name not in FROM_PATH]
    names += ["belopp"] if "belopp" in fields and "belopp" not in names else []
    return names or list(fields)[:2]


def _hidden(model: type[BaseModel], loc: source.Path) -> tuple[str, ...]:
    """Fields that no one writes: a decision's year and id are its file's place."""
    return FROM_PATH if model is Beslut and len(loc) == 1 else ()


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "en lista"
    if isinstance(value, dict):
        return "flera fält"
    text = str(value)
    return repr(text if len(text) <= 60 else text[:57] + "…")


def _fields(model: type[BaseModel], loc: Iterable[str | int]) -> Mapping[str, Any]:
    """The fields that may stand at a place inside a model."""
    current: type[BaseModel] = model
    for part in loc:
        if isinstance(part, str) and part in current.model_fields:
            inner = inner_model(current.model_fields[part].annotation)
            if inner is None:
                return {}
            current = inner
    return current.model_fields


def inner_model(annotation: Any) -> type[BaseModel] | None:
    """The model that a field holds, one or many of; None for a plain value."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in {tuple, Union, UnionType}:
        for argument in get_args(annotation):
            if found := inner_model(argument):
                return found
    return None


def value_type(annotation: Any) -> Any:
    """What a field holds, whether or not it may be left out: `str`, `Belopp`, `tuple`."""
    if get_origin(annotation) in {Union, UnionType}:
        return value_type(next(one for one in get_args(annotation) if one is not type(None)))
    if get_origin(annotation) is Annotated:
        return value_type(get_args(annotation)[0])
    return get_origin(annotation) or annotation
