"""A model's refusals in Swedish, at their places: from pydantic's findings to problems."""

from __future__ import annotations

from collections.abc import Mapping
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, WithJsonSchema
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from generator.data.beslut import Beslut
from generator.data.problem import NO_PASTE, Entry, Paste, Problem, nearest
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
    loc = details["loc"]
    path = (*start, *loc)
    kind, told, value = details["type"], details.get("ctx", {}), details["input"]
    name = str(loc[-1]) if loc else ""
    hint, paste = "", NO_PASTE
    if "message" in told:
        code, message, hint, paste = kind, told["message"], told["hint"], told["paste"]
        register = REFERENCES.get(_field_name(loc))
        if kind == "fel-id" and register and register != "beslut":
            proposed = f", till exempel med id: {slug(str(value))}" if slug(str(value)) else ""
            hint = f"Skriv ett id ur {register}.yml. Finns det inte där: lägg till det{proposed}"
    elif kind == "missing":
        code, message, path = "saknat-falt", f"{name!r} saknas", path[:-1]
        hint = f"Lägg till raden {name}: … ({_field(model, loc).description})"
    elif kind == "extra_forbidden":
        code, message = "okant-falt", f"fältet {name!r} finns inte här"
        hidden = FROM_PATH if model is Beslut and len(loc) == 1 else ()
        names = [field_name for field_name in _fields(model, loc[:-1]) if field_name not in hidden]
        hint = nearest(name, names, f"Fälten här är {', '.join(names)}.")
    elif kind == "enum":
        *others, last = _values(_field(model, loc))
        expected = f"{', '.join(others)} eller {last}"
        code, message = "fel-varde", f"{name}: {_shown(value)} är inget av {expected}"
        hint = nearest(str(value), [*others, last], f"Skriv {expected}.")
    elif kind == "tuple_type":
        code, message = "fel-form", f"{name} ska vara en lista"
        paste = Paste("Skriv så här:", (_form(model, loc, value),))
    elif kind in {"model_type", "dict_type"}:
        where = f"{name} ska" if name and not isinstance(loc[-1], int) else "här ska det"
        code = "fel-form"
        message = f"{where} vara fält med namn och värde, inte {_shown(value)}"
        paste = Paste("Skriv ett fält på varje rad, så här:", (_form(model, loc, value),))
    elif kind == "too_short":
        code, message, hint = "saknat-falt", f"{name} är tom", "Lägg till minst en post."
    else:
        code, message = "fel-varde", f"{name}: {_shown(value)} går inte att använda här"
    at_key = kind == "extra_forbidden"
    return parsed.problem(code, message, path=path, hint=hint, paste=paste, at_key=at_key)


def _field_name(loc: source.Path) -> str:
    """The field that a value stands in, also as an entry of its list."""
    return next((part for part in reversed(loc) if isinstance(part, str)), "")


def _form(model: type[BaseModel], loc: source.Path, value: Any) -> Entry:
    """How a field that holds fields, or a list, is written: with the fields that must be there."""
    name = _field_name(loc)
    if not name:
        return Entry("\n".join(f"{field}: …" for field in expected_fields(model)))
    annotation = _field(model, loc).annotation
    inner = inner_model(annotation)
    if inner is None:
        return Entry(f"{name}:\n  - {value if isinstance(value, str) else '…'}", name)
    first, *rest = [f"{field}: …" for field in expected_fields(inner)]
    before, around = ("  - ", "    ") if get_origin(annotation) is tuple else ("  ", "  ")
    lines = [f"{name}:", f"{before}{first}", *(f"{around}{line}" for line in rest)]
    return Entry("\n".join(lines), name)


def expected_fields(model: type[BaseModel]) -> list[str]:
    """The fields that most who write such an object need: what must be there, and the amount."""
    fields = model.model_fields
    names = [name for name, field_info in fields.items() if field_info.is_required()]
    names = [name for name in names if model is not Beslut or name not in FROM_PATH]
    names += ["belopp"] if "belopp" in fields and "belopp" not in names else []
    return names or list(fields)[:2]


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "en lista"
    if isinstance(value, dict):
        return "flera fält"
    text = str(value)
    return repr(text if len(text) <= 60 else text[:57] + "…")


def _values(field: FieldInfo) -> list[str]:
    """What may stand in a field of few values: those of its type, or the fewer a file may say."""
    told = (kind.json_schema for kind in field.metadata if isinstance(kind, WithJsonSchema))
    return next((schema["enum"] for schema in told if schema and "enum" in schema), None) or list(
        value_type(field.annotation)
    )


def _fields(model: type[BaseModel], loc: source.Path) -> Mapping[str, FieldInfo]:
    """The fields that may stand at a place inside a model."""
    for part in loc:
        if isinstance(part, str):
            model = inner_model(model.model_fields[part].annotation) or model
    return model.model_fields


def _field(model: type[BaseModel], loc: source.Path) -> FieldInfo:
    """The field that a value stands in, also as an entry of its list."""
    *around, name = [part for part in loc if isinstance(part, str)]
    return _fields(model, tuple(around))[name]


def inner_model(annotation: Any) -> type[BaseModel] | None:
    """The model that a field holds, one or many of; None for a plain value."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in {tuple, Union, UnionType}:
        for argument in get_args(annotation):
            if inner := inner_model(argument):
                return inner
    return None


def models_in(model: type[BaseModel]) -> list[type[BaseModel]]:
    """A model and every one that it holds, at any depth, each once."""
    models = [model]
    for outer in models:
        inner = (inner_model(field_info.annotation) for field_info in outer.model_fields.values())
        models += [held for held in dict.fromkeys(inner) if held and held not in models]
    return models


def value_type(annotation: Any) -> Any:
    """What a field holds, whether or not it may be left out: `str`, `Belopp`, `tuple`."""
    if get_origin(annotation) in {Union, UnionType}:
        return value_type(next(kind for kind in get_args(annotation) if kind is not type(None)))
    if get_origin(annotation) is Annotated:
        return value_type(get_args(annotation)[0])
    return get_origin(annotation) or annotation
