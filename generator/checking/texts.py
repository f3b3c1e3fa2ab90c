"""What must hold of every text in the data, in one pass over them all.

Each rule is told of a text, its place and what it needs besides; which texts it is about is
decided in the pass, so that most texts are looked at and no more.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from difflib import get_close_matches
from html import unescape
from textwrap import indent

from pydantic import BaseModel

from generator.checking.personal import line_of_number, personal_data
from generator.data.belopp import Belopp
from generator.data.beslut import Beslut
from generator.data.ids import parse_rad_id
from generator.data.problem import NO_PASTE, Entry, Paste, Problem, nearest
from generator.data.registers import REFERENCES
from generator.data.types import ID_PATTERN, UNWRITTEN
from generator.reading.refusals import expected_fields, models_in, value_type
from generator.reading.register import DATA, LIST_FILES, SIDOR, Register, beslut_file
from generator.reading.yaml_text import Path, Source
from generator.reckoning.rows import Row

_MAX_TOLD = 10
"""How many of a long list a message names."""
_MAX_GUESSED = 50
"""How many unknown ids are compared with the known ones, which takes its time."""
_PLACES = {"galler_del", "av", "galler", "ram", "utom_ram", "utom_belopp"}
"""Fields that name a part of the decision they stand in."""

_FORMULA_SIGNS = frozenset("=+@\t\r-")
_FORMULA = re.compile(r"[=+@\t\r]|-[0-9A-Za-z(]")
_MODELS: tuple[type[BaseModel], ...] = (Beslut, *LIST_FILES.values())
_AMOUNT_FIELDS = {
    name
    for model in _MODELS
    for part in models_in(model)
    for name, field_info in part.model_fields.items()
    if value_type(field_info.annotation) is Belopp
}
"""Fields that are read as amounts and published as numbers, so that a minus is only that."""
_NUMBERS = _AMOUNT_FIELDS | {"angivet", "objekt"}
"""Fields that may hold ten digits that are no person's."""
_REFERENCE = re.compile("&[#0-9A-Za-z]{1,12};")
"""A character as HTML may name it."""
_MARKUP = re.compile(r"<[^<>]*>|[*_`~\\\\\[\]]")
"""What Markdown and HTML may have between two digits that their reader sees together."""


def texts_are_right(register: Register, rows: Sequence[Row]) -> Iterator[Problem]:
    """All that holds of every text, in one pass over them: there are a hundred in a decision."""
    within = _within_beslut(register, rows)
    for file, source in register.sources.items():
        in_beslut = within.get(file, {})
        is_objekt, is_organisation = file == _OBJEKT, file == _ORGANISATION
        unknown: dict[tuple[str, str], list[tuple[Path, str]]] = defaultdict(list)
        for path, value in source.texts:
            name = path[-1] if path else ""
            field = path[-2] if isinstance(name, int) and len(path) > 1 else name
            if field in REFERENCES:
                if _is_unknown(str(field), value, register):
                    unknown[source.holder(path).file, str(field)].append((path, value))
            elif name in in_beslut:
                yield from _is_in_beslut(source, path, value, in_beslut[name])
            if value[:1] in _FORMULA_SIGNS and name not in _AMOUNT_FIELDS:
                yield from _does_not_run_as_a_formula(source, path, value)
            if name != "organisationsnummer":
                is_number = name in _NUMBERS or (is_objekt and name == "id")
                is_contact = is_organisation and path[:1] == ("kontakt",)
                for what in personal_data(value, of_number=is_number, of_contact=is_contact):
                    message = f"texten innehåller något som ser ut som {what}"
                    yield source.problem("personuppgift", message, path=path, hint=_NO_PERSON)
        for (_, field_name), references in unknown.items():
            yield _references_exist(register, source, field_name, references)
        for what in personal_data(file.rpartition("/")[2]):
            message = f"filens namn innehåller något som ser ut som {what}"
            yield Problem(file, 1, 1, "personuppgift", message, _RENAME)


_OBJEKT, _ORGANISATION = (f"{DATA}/{name}.yml" for name in ("objekt", "organisation"))
_NO_PERSON = "Ta bort uppgiften och skriv rollen eller enheten i stället."
_RENAME = "Ge filen ett namn utan uppgiften; namnet blir en del av adressen."


def pages_hold_no_personal_number(register: Register) -> Iterator[Problem]:
    """No hand-written page has a personal number, in what is written or in what its reader sees."""
    for name, written in register.sidor.items():
        file = f"{SIDOR}/{name}.md"
        text = _REFERENCE.sub(lambda char: _on_one_line(unescape(char[0])), written)
        lines = (line_of_number(seen) for seen in (text, _MARKUP.sub(_kept_lines, text)))
        if line := next(filter(None, lines), None):
            message = "sidan innehåller något som ser ut som ett personnummer"
            yield Problem(file, line, 1, "personuppgift", message, _NO_PERSON)
        if any(personal_data(name)):
            message = "sidans namn innehåller något som ser ut som en personuppgift"
            yield Problem(file, 1, 1, "personuppgift", message, _RENAME)


def _on_one_line(char: str) -> str:
    return " " if char.isspace() else char


def _kept_lines(markup: re.Match[str]) -> str:
    return "\n" * markup[0].count("\n")


def _within_beslut(
    register: Register, rows: Sequence[Row]
) -> Mapping[str, Mapping[str | int, Set[str]]]:
    """What each field in the file of a decision may refer to within it."""
    parts: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.lokal_id:
            parts[row.id.beslut_id].add(row.lokal_id)
    return {
        beslut_file(beslut): {
            "handling": {handling.id for handling in beslut.handlingar},
            **dict.fromkeys(_PLACES, parts[beslut.beslut_id]),
        }
        for beslut in register.beslut
    }


def _references_exist(
    register: Register, source: Source, field: str, unknown: Sequence[tuple[Path, str]]
) -> Problem:
    """Every id that points into a register names something that is there.

    All that one field of a file names in vain is one problem, with one block to paste.
    """
    path, value = unknown[0]
    refused = unknown_reference(field, value, register)
    message, hint = refused or ("", "")
    places: dict[str, list[int]] = defaultdict(list)
    for there, id_ in unknown:
        places[id_].append(source.locate(there)[1].line)
    if len(unknown) > 1:
        told = [f"{id_!r} ({_lines(lines)})" for id_, lines in places.items()]
        message = f"{field}: {_shortened(told)} finns inte i {REFERENCES[field]}.yml"
        known = register.known_ids[REFERENCES[field]]
        near = {
            id_: register.id_now(REFERENCES[field], id_) or _nearest_known(id_, known)
            for id_ in list(places)[:_MAX_GUESSED]
        }
        meant = [f"{guess} för {id_!r}" for id_, guess in near.items() if guess]
        hint = f"Menades {_shortened(meant)}?" if meant else "Rätta stavningen."
    target = REFERENCES[field]
    new = [id_ for id_ in places if not register.id_now(target, id_)]
    paste = _entries(register, source.holder(path), target, new) if new else NO_PASTE
    return source.problem("okant-id", message, path=path, hint=hint, paste=paste)


def _lines(lines: Sequence[int]) -> str:
    """The lines that something stands on, as `rad 2, 5`."""
    return f"rad {_shortened([str(line) for line in dict.fromkeys(lines)])}"


def _shortened(parts: Sequence[str]) -> str:
    """A list in a sentence, cut off where it is long."""
    more = [f"{len(parts) - _MAX_TOLD} till"] if len(parts) > _MAX_TOLD else []
    return ", ".join([*parts[:_MAX_TOLD], *more])


def _is_in_beslut(source: Source, path: Path, value: str, known: Set[str]) -> Iterator[Problem]:
    """A handling or a part that a decision refers to is in the decision."""
    if value in known:
        return
    where, otherwise = "i beslutet", "Skriv delens id, till exempel nara-vard."
    if path[-1] == "handling":
        where = "bland beslutets handlingar"
        otherwise = source.hint(
            path,
            "Lägg till handlingen under handlingar.",
            "Lägg till handlingen under handlingar i beslutets YAML-fil.",
            *("kalla", "handling"),
        )
    message = f"{path[-1]}: {value!r} finns inte {where}"
    yield source.problem("okant-id", message, path=path, hint=nearest(value, known, otherwise))


def _does_not_run_as_a_formula(source: Source, path: Path, value: str) -> Iterator[Problem]:
    """No text starts as a spreadsheet formula does: exports never alter a value to disarm it."""
    if _FORMULA.match(value):
        message, hint = f"texten börjar med {value[0]!r}", "Börja texten med ett ord i stället."
        yield source.problem("formel", message, path=path, hint=hint)


def _is_unknown(name: str, value: str, register: Register) -> bool:
    """Whether a field's reference to a register names nothing there; its form is the type's own."""
    known = register.known_ids.get(REFERENCES.get(name, ""))
    if known is None or value in known:
        return False
    is_id = parse_rad_id if REFERENCES[name] == "beslut" else ID_PATTERN.fullmatch
    return is_id(value) is not None


def unknown_reference(name: str, value: str, register: Register) -> tuple[str, str] | None:
    """What is wrong with a field's reference to a register, and what to do; None where nothing."""
    if not _is_unknown(name, value, register):
        return None
    target = REFERENCES[name]
    known = register.known_ids[target] or frozenset()
    if now := register.id_now(target, value):
        line = f"{name}: {now}" if target == "beslut" else f"{now} i stället"
        return f"{name}: {value!r} heter nu {now}", f"Skriv {line}."
    if target == "beslut":
        otherwise = f"Beslutets fil ska heta {DATA}/beslut/{value}.yml."
        return f"{name}: {value!r} finns inte bland besluten", nearest(value, known, otherwise)
    near = _nearest_known(value, known)
    hint = f"Menades {near}?" if near else "Rätta stavningen."
    return f"{name}: {value!r} finns inte i {target}.yml", hint


def _nearest_known(value: str, known: Set[str] | None) -> str:
    """The id that was probably meant; a spreadsheet may have taken the noughts in front of it."""
    bare = value.lstrip("0")
    cut = sorted(id_ for id_ in known or () if value.isdigit() and id_.lstrip("0") == bare)
    return next(iter(cut or get_close_matches(value, sorted(known or ()), n=1)), "")


def _entries(register: Register, holder: Source, name: str, ids: Sequence[str]) -> Paste:
    """Entries with ids in a list file, to be pasted and filled in; a decision is a file."""
    if name not in LIST_FILES:
        return NO_PASTE
    fields = [field for field in expected_fields(LIST_FILES[name]) if field != "id"]
    before = register.indent(f"{DATA}/{name}.yml")
    entries = []
    for id_ in ids:
        written = f'"{id_}"' if id_.isdigit() else id_
        values = (
            {"namn": json.dumps(holder.names[id_], ensure_ascii=False)}
            if id_ in holder.names
            else {}
        )
        lines = [
            f"- id: {written}",
            *(f"  {field}: {values.get(field, UNWRITTEN)}" for field in fields),
        ]
        entries.append(Entry(indent("\n".join(lines), before), id_))
    new = "Är det nytt" if len(ids) == 1 else "Är de nya"
    return Paste(f"{new}: lägg till sist i {name}.yml, och fyll i:", tuple(entries))
