"""Every public change is named: what it is of, which field, before and now."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from enum import Enum
from typing import Any, get_args

import pytest
import yaml
from pydantic import BaseModel

from generator.checking.judge import Judged, judge
from generator.comparing import report, words
from generator.comparing.changes import Diff, compare
from generator.comparing.facts import SAK, SIDA
from generator.comparing.sentences import cut, field_name, sentence
from generator.data.beslut import Beslut
from generator.data.problem import Problem
from generator.data.registers import Fordelningsnyckel, Organisation
from generator.reading import load
from generator.reading.register import LIST_FILES, Register
from generator.reckoning.rows import register_rows
from tests.conftest import ROOT
from tests.smallest import (
    BESLUT,
    MOTTAGARE,
    NYCKLAR,
    OBJEKT,
    OMRADEN,
    ORDLISTA,
    ORGANISATION,
    RATTELSER,
    SATSNINGAR,
    Files,
    appended,
    replaced,
    valid,
)

UNPUBLISHABLE = (Problem(BESLUT, 1, 1, "yaml", "ett fel som stoppar sidorna"),)
"""The pages would cost the most and say nothing here."""


def of(after: load.Files, before: load.Files) -> Diff:
    sides = (replace(judge(files), problems=UNPUBLISHABLE) for files in (before, after))
    return compare(*sides)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


# Each field of each class, as the model declares it.

REGISTERS: dict[str, Any] = {
    "satsningar": {"id": "s", "namn": "S", "beskrivning": "En satsning."},
    "omraden": {
        "id": "o",
        "namn": "O",
        "beskrivning": "Ett område.",
        "efterfoljer": ["p"],
        "brott": [{"ar": "2022", "forklaring": "Nytt innehåll."}],
    },
    "mottagare": {"id": "m", "namn": "M", "beskrivning": "En enhet."},
    "objekt": {"id": "9", "beskrivning": "Ett objekt."},
    "ordlista": {"id": "ord", "ord": "Ordet", "forklaring": "Vad det betyder."},
    "rattelser": {
        "datum": "2023-05-06",
        "id": "2023/x",
        "fore": "1 kr",
        "efter": "2 kr",
        "orsak": "Fel.",
    },
}


def example(name: str) -> Any:
    text = (ROOT / f"content/schema/exempel-{name}.yml").read_text(encoding="utf-8")
    return yaml.load(text, yaml.BaseLoader)


def full_register() -> Register:
    """A register in which every class has something of it."""
    entries: dict[str, Any] = {
        name: LIST_FILES[name].model_validate(raw) for name, raw in REGISTERS.items()
    }
    nyckel = Fordelningsnyckel.model_validate(example("fordelningsnycklar")[0])
    entries["fordelningsnycklar"] = nyckel
    rattelse = entries.pop("rattelser")
    organisation = yaml.load(valid()[ORGANISATION].decode(), yaml.BaseLoader)
    return Register(
        organisation=Organisation.model_validate(organisation),
        beslut=(Beslut.model_validate({**example("beslut"), "ar": "2023", "id": "x"}),),
        rattelser=(rattelse,),
        known_ids={
            name: frozenset({entries[name].id} if name in entries else {}) for name in LIST_FILES
        },
        **{name: {entry.id: entry} for name, entry in entries.items()},
    )


Path = tuple[str | int, ...]


def things(value: Any, at: Path = ()) -> Iterator[tuple[Path, BaseModel]]:
    """Every object of the model inside a value, and the way there."""
    if isinstance(value, BaseModel):
        yield at, value
        for name in type(value).model_fields:
            yield from things(getattr(value, name), (*at, name))
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from things(inner, (*at, name))
    elif type(value) is tuple:
        for index, inner in enumerate(value):
            yield from things(inner, (*at, index))


def with_value(value: Any, at: Path, new: Any) -> Any:
    """The same with something else at the end of a way."""
    if not at:
        return new
    step, rest = at[0], at[1:]
    if isinstance(value, BaseModel):
        name = str(step)
        return value.model_copy(update={name: with_value(getattr(value, name), rest, new)})
    if isinstance(value, dict):
        return {**value, step: with_value(value[step], rest, new)}
    return tuple(
        with_value(inner, rest, new) if index == step else inner
        for index, inner in enumerate(value)
    )


def other(value: Any) -> Any:
    """Another value of the same kind; a text where nothing is stated."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, Enum):
        return next(member for member in type(value) if member is not value)
    if isinstance(value, str):
        return f"{value}-nytt"
    if isinstance(value, date):
        return value + timedelta(days=1)
    if is_dataclass(value) and not isinstance(value, type):  # an amount
        changed = {each.name: other(getattr(value, each.name)) for each in fields(value)}
        return replace(value, **changed)
    if isinstance(value, BaseModel):
        return None
    if type(value) is tuple:
        return value[:-1] if value else ("nytt",)
    if isinstance(value, tuple):  # the id of an amount
        return value._replace(vad="styckpris")  # type: ignore[attr-defined]
    return "nytt" if value is None else value + 1


def classes(model: Any) -> Iterator[type[BaseModel]]:
    """A class of the model, and those of its fields."""
    if isinstance(model, type) and issubclass(model, BaseModel):
        yield model
        for info in model.model_fields.values():
            if model not in get_args(info.annotation)[:1]:  # a frame has frames in it
                yield from classes(info.annotation)
    for inner in get_args(model):
        yield from classes(inner) if inner is not model else ()


FULL = full_register()
PARTS = ("organisation", "beslut", "rattelser", *sorted({*LIST_FILES} - {"rattelser"}))
FIRST: dict[str, tuple[Path, BaseModel]] = {}
for part in PARTS:
    for way, thing in things(getattr(FULL, part)):
        FIRST.setdefault(type(thing).__name__, ((part, *way), thing))
FIELDS = [(name, field) for name, (_, thing) in FIRST.items() for field in type(thing).model_fields]


def judged(register: Register) -> Judged:
    return Judged(register, register_rows(register), (), UNPUBLISHABLE)


@pytest.mark.parametrize(("name", "field"), FIELDS, ids=".".join)
def test_a_change_of_any_field_is_named_with_its_title(name: str, field: str) -> None:
    (part, *way), thing = FIRST[name]
    value = getattr(thing, field)
    if isinstance(value, BaseModel) or (type(value) is tuple and isinstance(value[0], BaseModel)):
        value = None  # what is in it is tried by itself; here it goes
    changed = other(getattr(thing, field))
    inside = with_value(getattr(FULL, str(part)), (*way, field), changed)
    diff = compare(judged(FULL), judged(replace(FULL, **{str(part): inside})))
    shown = report.as_text(diff)
    title = type(thing).model_fields[field].title
    assert title, f"{name}.{field} har ingen titel"
    if (name, field) == ("Beslut", "id") or (thing_is_row(name) and field == "id"):
        assert diff.omdopta
        return
    if name == "Beslut" and field in {"ar", "satsning", "status"}:
        assert diff.flyttade
    if thing_is_row(name) and field == "belopp":
        assert [change.row.namn for change in diff.belopp]
        return
    if thing_is_row(name) and isinstance(getattr(thing, field)[:1], tuple) is False:
        pass
    told = [fact for fact in diff.uppgifter if field in fact.path]
    came = [fact for fact in diff.uppgifter if not fact.path]
    assert told or came or diff.belopp, f"{name}.{field} nämns inte"
    for fact in told:
        said = plain(sentence(diff, fact))
        assert title.casefold() in field_name(fact).casefold()
        assert fact.is_name or field_name(fact).casefold() in said.casefold()
        assert said in plain(shown) or fact not in words.untold(diff)
    assert "annan uppgift" not in shown


def thing_is_row(name: str) -> bool:
    return name in {type(row.data).__name__ for row in register_rows(FULL)}


def test_every_class_of_the_model_is_tried_and_has_a_word() -> None:
    known = {
        model.__name__
        for top in (Beslut, Organisation, *LIST_FILES.values())
        for model in classes(top)
    }
    assert known == FIRST.keys(), "lägg till det som saknas i content/schema/exempel-beslut.yml"
    parts = {"Kalla", "Styckpris", "Berakning", "Sammantrade", "Kontakt", "Antal"}
    """What has no name of its own: its fields are told of as the thing's."""
    assert known - parts == SAK.keys() - {SIDA}, "lägg till klassen i comparing/facts.yml"
