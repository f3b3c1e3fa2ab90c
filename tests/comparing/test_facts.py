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
from generator.comparing.as_json import as_json
from generator.comparing.changes import Diff, compare
from generator.comparing.facts import SAK, SIDA
from generator.comparing.kept import changes
from generator.comparing.sentences import SAMBAND, cut, field_name, sentence
from generator.data.beslut import Beslut
from generator.data.problem import Problem
from generator.data.registers import EgnaOrd, Fordelningsnyckel, Organisation
from generator.reading import load
from generator.reading.register import LIST_FILES, Register
from generator.reading.yaml_text import Marks, Source
from generator.reckoning.rows import register_rows
from tests.conftest import ROOT
from tests.smallest import (
    BESLUT,
    MOTTAGARE,
    OMRADEN,
    ORDLISTA,
    ORGANISATION,
    SATSNINGAR,
    Files,
    appended,
    replaced,
    text_of,
    valid,
    with_file,
)

UNPUBLISHABLE = (Problem(BESLUT, 1, 1, "yaml", "ett fel som stoppar sidorna"),)
"""The pages would cost the most and say nothing here."""


def of(after: load.Files, before: load.Files) -> Diff:
    sides = map(judge, (before, after))
    return compare(*(replace(each, problems=(*each.problems, *UNPUBLISHABLE)) for each in sides))


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
    "mottagare": {
        "id": "m",
        "namn": "M",
        "beskrivning": "En enhet.",
        "befolkning": [{"ar": "2022", "antal": "131155", "kalla": "SCB, sista december."}],
    },
    "objekt": {"id": "9", "beskrivning": "Ett objekt."},
    "ordlista": {"id": "ord", "ord": "Ordet", "forklaring": "Vad det betyder."},
    "ordled": {"id": "hso", "ord": "HSO", "samma": ["hälsa och omsorg"]},
    "rattelser": {
        "datum": "2023-05-06",
        "id": "2023/x",
        "fore": "1 kr",
        "efter": "2 kr",
        "orsak": "Fel.",
    },
    "tillbakadragna": {"id": "2023-05-06/insatser", "datum": "2023-05-07", "orsak": "Fel."},
}


BIDRAG = {
    "en": "bidrag",
    "flera": "bidrag",
    "bestamd": "bidraget",
    "bestamda": "bidragen",
    "genus": "n",
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
    file = "content/data/beslut/2023/x.yml"
    organisation = yaml.load(valid()[ORGANISATION].decode(), yaml.BaseLoader)
    organisation |= {"roll": "fordelare", "ord": dict.fromkeys(EgnaOrd.model_fields, BIDRAG)}
    organisation |= {"geografi": {"namn": "Ett län", "lank": "http://geo.example/1"}}
    return Register(
        organisation=Organisation.model_validate(organisation),
        beslut=(Beslut.model_validate({**example("beslut"), "ar": "2023", "id": "x"}),),
        rattelser=(rattelse,),
        sources={file: Source(file, b"", {}, Marks({}, {}))},
        known_ids={
            name: frozenset({entries[name].id} if name in entries else {}) for name in LIST_FILES
        },
        **{name: {entry.id: entry} for name, entry in entries.items()},  # type: ignore[arg-type]
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
STATED: dict[str, tuple[Path, BaseModel]] = {}
"""For each field of each class, the first thing that states it, else the first of the class."""
VALUES: dict[str, Any] = {}
"""A value for each name of a field."""
for part in PARTS:
    for way, thing in things(getattr(FULL, part)):
        for field, info in type(thing).model_fields.items():
            name = f"{type(thing).__name__}.{field}"
            states = getattr(thing, field) != info.default
            if name not in STATED or (states and getattr(STATED[name][1], field) == info.default):
                STATED[name] = (part, *way), thing
            if states:
                VALUES.setdefault(field, getattr(thing, field))
ROWS = {type(row.data) for row in register_rows(FULL)}


def judged(register: Register) -> Judged:
    return Judged(register, register_rows(register), (), UNPUBLISHABLE)


@pytest.mark.parametrize("name", STATED)
def test_a_change_of_any_field_is_named_with_its_title(name: str) -> None:
    (part, *way), thing = STATED[name]
    field = name.partition(".")[2]
    info = type(thing).model_fields[field]
    value = getattr(thing, field)
    new = other(value) if value != info.default else VALUES.get(field, "nytt")
    inside = with_value(getattr(FULL, str(part)), (*way, field), new)
    diff = compare(judged(FULL), judged(replace(FULL, **{str(part): inside})))
    shown = plain(report.as_text(diff))
    assert "annan uppgift" not in shown
    if type(thing) in ROWS and field == "id":
        assert diff.omdopta or "id" not in thing.model_fields_set
        return
    if name == "Arsdel.ar":  # a year's share is known by its year
        assert diff.omdopta or diff.belopp
        return
    if type(thing) in ROWS and field == "belopp":
        assert [change.row.data for change in diff.belopp if change.efter]
        return
    parts = [*value, *new] if type(value) is tuple else []
    if parts and isinstance(parts[-1], BaseModel):  # the last in the list is gone, or came
        slag = type(parts[-1])
        came_or_went = [fact.sak.slag for fact in diff.uppgifter if not fact.path]
        assert diff.belopp if slag in ROWS else slag.__name__ in came_or_went
        return
    told = [fact for fact in diff.uppgifter if field in fact.path]
    assert told
    for fact in told:
        assert str(info.title).casefold() in field_name(fact).casefold()
        said = plain(sentence(diff, fact))
        title = SAMBAND.get(field, field_name(fact))
        assert fact.is_name or title.casefold() in said.casefold()
        assert said in shown or fact not in words.untold(diff)


def test_every_class_of_the_model_is_tried_and_has_a_word() -> None:
    known = {
        model.__name__
        for top in (Beslut, Organisation, *LIST_FILES.values())
        for model in classes(top)
    }
    assert known == {name.partition(".")[0] for name in STATED}, (
        "lägg till det som saknas i content/schema/exempel-beslut.yml"
    )
    parts = {"Kalla", "Styckpris", "Berakning", "Sammantrade", "Kontakt", "Antal", "Upphavd"}
    parts |= {"EgnaOrd", "Benamning", "Geografi"}
    """What has no name of its own: its fields are told of as the thing's."""
    assert known - parts == SAK.keys() - {SIDA}, "lägg till klassen i comparing/facts.yml"


# One edit of each kind of thing and of field, as it is told.

DECISION = "(2023/god-och-nara-vard)"
MORE = """\
beslutsdatum: 2023-03-29
utdrag_till:
  - Ekonomienheten
  - Planeringsenheten
villkor:
  - text: Pengarna får bara gå till öppettider.
    galler_for: Privata utförare
    galler_del: nara-vard
  - id: resor
    text: Resor ersätts inte.
ansvar:
  - roll: Chef
    vad: Uppföljning
aterrapportering:
  - vad: Slutredovisning
    till: Socialstyrelsen
    senast: 2024-03-01
anmarkningar:
  - text: Ett skrivfel på sidan två.
    kalla:
      avsnitt: "5"
"""
LONG = "Vad pengarna ska gå till " + "och mer av det som redan står här " * 8 + "till sist."


def full() -> Files:
    files = appended(MORE)
    page = {"content/sidor/om.md": b"# Om\n\nVi visar tre regioner.\n"}
    return {**appended(f"mal: {LONG}\n", files=files), **page}


EDITS = [
    (
        (BESLUT, "senast: 2024-03-01", "senast: 2024-04-15"),
        f"Återrapporteringen ”Slutredovisning” {DECISION}: senast flyttas från 1 mars 2024 till "
        "15 april 2024.",
        (
            "2023/god-och-nara-vard/aterrapportering/slutredovisning",
            "senast",
            "2024-03-01",
            "2024-04-15",
        ),
    ),
    (
        (BESLUT, "beslutsdatum: 2023-03-29\n", ""),
        f"Beslutet ”Fördelning 2023” {DECISION}: beslutsdatum tas bort, tidigare 29 mars 2023.",
        ("2023/god-och-nara-vard", "beslutsdatum", "2023-03-29", None),
    ),
    (
        (MOTTAGARE, "namn: Hälsocentralerna", "namn: Vårdcentralerna"),
        "Mottagaren ”Hälsocentralerna” heter nu ”Vårdcentralerna” (nämns i ett beslut).",
        ("mottagare/halsocentraler", "namn", "Hälsocentralerna", "Vårdcentralerna"),
    ),
    (
        (OMRADEN, "Digitala verktyg i vården.", "Digital vård."),
        "Området ”E-hälsa”: beskrivning ändras från ”Digitala verktyg i vården.” till ”Digital "
        "vård.”.",
        ("omraden/e-halsa", "beskrivning", "Digitala verktyg i vården.", "Digital vård."),
    ),
    (
        (
            SATSNINGAR,
            "\n- id: patientmiljarden\n  namn: Patientmiljarden\n"
            "  beskrivning: En äldre överenskommelse.",
            "",
        ),
        "Satsningen ”Patientmiljarden” tas bort.",
        ("satsningar/patientmiljarden", None, "Patientmiljarden", None),
    ),
    (
        (SATSNINGAR, "id: patientmiljarden", "id: miljarden"),
        "Satsningen ”Patientmiljarden”: id ändras från ”patientmiljarden” till ”miljarden”.",
        ("satsningar/miljarden", "id", "patientmiljarden", "miljarden"),
    ),
    (
        (BESLUT, "mottagare: halsocentraler", "ansvarig:\n          - Chef"),
        [
            f"Insatsen ”Utökade hembesök” {DECISION}: mottagare tas bort, tidigare "
            "Hälsocentralerna.",
            f"Insatsen ”Utökade hembesök” {DECISION}: ansvarig läggs till, ”Chef”.",
        ],
        ("2023/god-och-nara-vard/nara-vard/utokade-hembesok", "mottagare", "halsocentraler", None),
    ),
    (
        (
            BESLUT,
            "  - Ekonomienheten\n  - Planeringsenheten",
            "  - Planeringsenheten\n  - Ekonomienheten",
        ),
        f"Beslutet ”Fördelning 2023” {DECISION}: ordningen i utdrag till är nu Planeringsenheten "
        "och Ekonomienheten.",
        (
            "2023/god-och-nara-vard",
            "utdrag_till",
            ["Ekonomienheten", "Planeringsenheten"],
            ["Planeringsenheten", "Ekonomienheten"],
        ),
    ),
    (
        (BESLUT, "belopp: 10 mkr", "belopp: 10 000 tkr"),
        f"Beslutet ”Fördelning 2023” {DECISION}: belopp ändras från 10 mkr till 10 000 tkr.",
        ("2023/god-och-nara-vard", "belopp", "10 mkr", "10 000 tkr"),
    ),
    (
        (BESLUT, "galler_for: Privata utförare", "galler_for: Alla"),
        f"Villkoret ”Pengarna får bara gå till öppettider.” {DECISION}: gäller för ändras från "
        "”Privata utförare” till ”Alla”.",
        (
            "2023/god-och-nara-vard/villkor/pengarna-far-bara-ga-till-oppettider",
            "galler_for",
            "Privata utförare",
            "Alla",
        ),
    ),
    (
        (BESLUT, "text: Pengarna får bara", "text: Inget av pengarna får"),
        f"Villkoret ”Pengarna får bara gå till öppettider.” {DECISION}: villkor ändras från "
        "”Pengarna får bara gå till öppettider.” till ”Inget av pengarna får gå till "
        "öppettider.”.",
        (
            "2023/god-och-nara-vard/villkor/inget-av-pengarna-far-ga-till",
            "text",
            "Pengarna får bara gå till öppettider.",
            "Inget av pengarna får gå till öppettider.",
        ),
    ),
    (
        (BESLUT, "  - id: resor\n    text: Resor ersätts inte.\n", ""),
        f"Villkoret ”Resor ersätts inte.” {DECISION} tas bort.",
        ("2023/god-och-nara-vard/villkor/resor", None, "Resor ersätts inte.", None),
    ),
    (
        (BESLUT, "vad: Uppföljning", "vad: Uppföljning och bokslut"),
        f"Ansvaret ”Chef” {DECISION}: ansvarar för ändras från ”Uppföljning” till ”Uppföljning "
        "och bokslut”.",
        ("2023/god-och-nara-vard/ansvar/chef", "vad", "Uppföljning", "Uppföljning och bokslut"),
    ),
    (
        (BESLUT, "skrivfel på sidan två", "skrivfel på sidan tre"),
        f"Anmärkningen ”Ett skrivfel på sidan två.” {DECISION}: anmärkning ändras från ”Ett "
        "skrivfel på sidan två.” till ”Ett skrivfel på sidan tre.”.",
        (
            "2023/god-och-nara-vard/anmarkningar/ett-skrivfel-pa-sidan-tre",
            "text",
            "Ett skrivfel på sidan två.",
            "Ett skrivfel på sidan tre.",
        ),
    ),
    (
        (BESLUT, 'avsnitt: "5"', 'avsnitt: "6"'),
        f"Anmärkningen ”Ett skrivfel på sidan två.” {DECISION}: källa, avsnitt ändras från ”5” "
        "till ”6”.",
        (
            "2023/god-och-nara-vard/anmarkningar/ett-skrivfel-pa-sidan-tva",
            "kalla.avsnitt",
            "5",
            "6",
        ),
    ),
    (
        (BESLUT, "till sist.", "till slut."),
        f"Beslutet ”Fördelning 2023” {DECISION}: mål ändras från ”… står här till sist.” "
        "till ”… står här till slut.”.",
        ("2023/god-och-nara-vard", "mal", LONG, LONG.replace("sist.", "slut.")),
    ),
    (
        ("content/sidor/om.md", "tre regioner", "fyra regioner"),
        "Sidan ”om”: text ändras från ”# Om Vi visar tre regioner.” till ”# Om Vi visar fyra "
        "regioner.”.",
        ("sidor/om", "text", "# Om Vi visar tre regioner.", "# Om Vi visar fyra regioner."),
    ),
    (
        (ORGANISATION, "epost: redaktionen@", "epost: fragor@"),
        "Organisationen ”Region Exempel”: kontakt, e-post ändras från "
        "”redaktionen@tilldelat.example” till ”fragor@tilldelat.example”.",
        (
            "organisation",
            "kontakt.epost",
            "redaktionen@tilldelat.example",
            "fragor@tilldelat.example",
        ),
    ),
]


@pytest.mark.parametrize(
    ("edit", "said", "told"), EDITS, ids=[f"{told[0]}:{told[1]}" for _, _, told in EDITS]
)
def test_an_edit_is_told_in_a_sentence_and_in_json(
    edit: tuple[str, str, str], said: str | list[str], told: tuple[object, ...]
) -> None:
    file, old, new = edit
    diff = of(replaced(old, new, file, full()), full())
    sentences = said if isinstance(said, list) else [said]
    assert [plain(each) for each in words.sentences(diff)] == ["Inga summor ändras.", *sentences]
    whole = json.loads(as_json(diff))
    first = whole["uppgifter"][0]
    assert tuple(first[key] for key in ("id", "falt", "fore", "efter")) == told
    assert plain(first["mening"]) == sentences[0]
    assert (whole["ovrigt"], whole["format_version"]) == (len(sentences), "1.0")


def test_a_page_and_an_entry_that_come_or_go_are_named_and_what_is_unread_is_not_gone() -> None:
    fewer = {name: text for name, text in full().items() if not name.endswith("om.md")}
    assert [*words.sentences(of(fewer, full()))][1:] == ["Sidan ”om” tas bort."]
    assert [*words.sentences(of(full(), fewer))][1:] == ["Sidan ”om” läggs till."]
    added = appended("- id: ny\n  ord: Ny\n  forklaring: Nytt ord.\n", ORDLISTA, full())
    assert [*words.sentences(of(added, full()))][1:] == ["Ordet ”Ny” läggs till."]
    for file in ("content/sidor/om.md", MOTTAGARE, ORDLISTA):
        broken = {**full(), file: b"\xff: ["}
        assert of(broken, full()).uppgifter == of(full(), broken).uppgifter == ()


def test_many_changes_are_counted_first_and_each_is_in_the_list() -> None:
    after = full()
    for old, new in (("Ekonomienheten", "A"), ("Socialstyrelsen", "B"), ("Chef", "C")):
        after = replaced(old, new, files=after)
    after = replaced("vad: Uppföljning", "vad: D", files=after)
    diff = of(after, full())
    assert len(diff.uppgifter) == 4
    shown = plain(report.as_markdown(diff))
    assert shown.startswith(
        "Inga summor ändras. Fyra uppgifter läggs till, ändras eller tas bort, enligt listan."
    )
    lines = shown.split("#### Andra uppgifter som ändras\n\n")[1].split("\n\n")[0].splitlines()
    assert len(lines) == 4


def test_a_change_that_is_told_as_moved_money_is_not_told_twice() -> None:
    before = replaced("status: beslutad", "status: forslag", files=full())
    said = [*words.sentences(of(full(), before))]
    assert len(said) == 1
    assert "är nu beslutat" in said[0]
    moved = replaced("satsning: god-och-nara-vard", "satsning: patientmiljarden", files=before)
    both = [plain(each) for each in words.sentences(of(full(), moved))]
    assert both[1] == (
        f"Beslutet ”Fördelning 2023” {DECISION}: satsning ändras från Patientmiljarden till God "
        "och nära vård."
    )


def test_parts_in_another_order_are_told_of() -> None:
    text = full()[BESLUT].decode()
    first = "      - namn: Utökade hembesök\n        belopp: 4 mkr\n"
    first += "        mottagare: halsocentraler\n"
    second = "      - namn: Utökade öppettider\n        belopp: 2 mkr\n"
    assert first + second in text
    after = {**full(), BESLUT: text.replace(first + second, second + first).encode()}
    assert [*words.sentences(of(after, full()))][1:] == [
        f"Området ”Den nära vården” {DECISION}: ordningen i insatser är nu "
        "Utökade öppettider och Utökade hembesök."
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("kort", "kort"),
        ("tolv tecken eller fler", "tolv tecken … (avkortat)"),
        ("x" * 30, "xxxxxxxxxxxx… (avkortat)"),
    ],
)
def test_a_text_is_cut_between_words_and_says_so(text: str, shown: str) -> None:
    assert cut(text, 12) == shown


def test_an_omrade_that_becomes_a_part_of_its_decision_is_told_of_and_back_again() -> None:
    start = text_of(BESLUT).partition("omraden:\n")[0]
    alone = with_file(BESLUT, f"{start}omrade: nara-vard\n")
    part = "omraden:\n- {omrade: nara-vard, rubrik: Vården, belopp: 10 mkr}\n"
    divided = with_file(BESLUT, f"{start}{part}")
    whole = f"Beslutet ”Fördelning 2023” {DECISION}: område"
    told = [plain(each) for each in words.sentences(of(divided, alone))]
    assert told[1:] == [
        f"{whole} tas bort, tidigare Nära vård.",
        f"Området ”Vården” {DECISION} läggs till.",
    ]
    back = [plain(each) for each in words.sentences(of(alone, divided))]
    assert back[1:] == [f"{whole} läggs till, Nära vård."]


def test_a_proposal_is_called_one() -> None:
    proposed = replaced("status: beslutad", "status: forslag", files=full())
    after = replaced("titel: Fördelning 2023", "titel: Fördelning 2023 igen", files=proposed)
    assert [plain(each) for each in words.sentences(of(after, proposed))][1:] == [
        f"Förslaget ”Fördelning 2023” {DECISION} heter nu ”Fördelning 2023 igen”."
    ]
    kept = [change.andring for change in changes(of(after, proposed), date(2024, 1, 1))]
    assert kept == [
        sentence(diff, fact) for diff in [of(after, proposed)] for fact in diff.uppgifter
    ]
    more = replaced("belopp: 10 mkr", "belopp: 20 mkr", files=proposed)
    told = " ".join(plain(each) for each in words.sentences(of(more, proposed)))
    assert "Förslaget ”Fördelning 2023”" in told
    assert "eslutets" not in told
