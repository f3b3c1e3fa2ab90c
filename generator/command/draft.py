"""A first draft of a decision, made from the model: what is known filled in, the rest to fill in.

The questions are few; each is about one field of the model, which gives its words and says
whether an answer will do.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, get_origin

import yaml
from pydantic import BaseModel, ValidationError

from generator.checking.texts import unknown_reference
from generator.command.schema import editor_line
from generator.data.belopp import Belopp, parse_belopp
from generator.data.beslut import Beslut, Handling
from generator.data.posts import Kalla, NamedPost, Utvecklingsomrade
from generator.data.types import UNWRITTEN, HandlingsTyp, Status, slug
from generator.reading import yaml_text as source
from generator.reading.refusals import FROM_PATH, inner_model, translate
from generator.reading.register import Register
from generator.reading.yaml_text import Source, clean

Answers = Mapping[str, Any]
"""What is answered so far, by the questions' names: texts, or a list where several may be."""

_STR = "tag:yaml.org,2002:str"
_INTRODUCTION = """\
# Utkast. Fyll i det som handlingen anger, och ta bort # framför de fält som behövs.
# Det som handlingen inte säger lämnas bort.
"""
_OFFERED = "Det som kan ändras: behåll det som ändras, med + eller − före beloppet."


class Offered(list[dict[str, Any]]):
    """Entries that are there to be taken, by removing the sign of a comment before them."""


class Question(NamedTuple):
    """One thing that is asked about a new decision."""

    name: str
    model: type[BaseModel]
    field: str
    """The field that the answer goes into, in that model."""
    needed: bool
    default: Callable[[Answers, int], str] = lambda _answers, _year: ""
    """The answer that is offered, from those before it and the present year."""
    many: bool = False

    @property
    def title(self) -> str:
        """What the question is called."""
        return str(self.model.model_fields[self.field].title)

    @property
    def description(self) -> str:
        """What the answer should be."""
        return str(self.model.model_fields[self.field].description)


EARLIER = tuple(Question(name, Beslut, name, False) for name in ("ersatter", "andrar", "jamte"))
"""What the new decision may be to an earlier one; a terminal is asked about them in one."""

QUESTIONS = (
    Question("ar", Beslut, "ar", True, lambda _answers, year: str(year)),
    Question("titel", Beslut, "titel", True),
    Question("id", Beslut, "id", False, lambda answers, _year: slug(answers["titel"])),
    Question("satsning", Beslut, "satsning", True),
    Question("status", Beslut, "status", True, lambda _answers, _year: Status.FORSLAG.value),
    *EARLIER,
    Question("belopp", Beslut, "belopp", False),
    Question("omrade", Utvecklingsomrade, "omrade", True, many=True),
    Question("handling", Handling, "titel", False, lambda answers, _year: answers["titel"]),
    Question("typ", Handling, "typ", False, lambda answers, _year: _typ(answers["status"])),
    Question("diarienummer", Handling, "diarienummer", False),
    Question("avsnitt", Kalla, "avsnitt", False),
)
"""What is asked, in order."""


def _typ(status: str) -> str:
    decided = status == Status.BESLUTAD
    return (HandlingsTyp.BESLUT if decided else HandlingsTyp.FORSLAG).value


def refused(question: Question, answer: str, answers: Answers, register: Register) -> str:
    """Why an answer will not do after those before it, and what would; empty where it does."""
    if any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in answer):
        return "svaret innehåller ett tecken som inte går att skriva i filen"
    if reference := unknown_reference(question.field, answer, register):
        return ". ".join(reference)
    try:
        question.model.model_validate({question.field: answer})
    except ValidationError as error:
        for details in error.errors():
            if details["loc"] == (question.field,):
                problem = translate(Source("", b"", None), question.model, details, ())
                return f"{problem.message}. {problem.hint}".strip()
    if question.field == "belopp" and not answers.get("andrar"):
        return _signed(answer)
    return ""


def _signed(answer: str) -> str:
    """Why an amount with a sign will not do in a decision that changes no other."""
    amount = parse_belopp(answer)
    if not isinstance(amount, Belopp) or (amount.kr >= 0 and not amount.plus):
        return ""
    has = "är negativt" if amount.kr < 0 else "har plustecken"
    return (
        f"beloppet {answer!r} {has}, och det är bara ändringar av ett tidigare beslut. "
        "Ta bort tecknet, eller ange beslutet som ändras (andrar)"
    )


def beslut_data(answers: Answers, register: Register) -> dict[str, Any]:
    """The answers as the decision's own fields; those not given are left out.

    Where the money is divided on several områden, how is not known yet: they get no amounts.
    """
    satsning = register.satsningar.get(answers["satsning"])
    what = "Beslut" if answers["status"] == Status.BESLUTAD else "Förslag"
    about = satsning.namn if satsning else answers["titel"]
    handling = {
        "id": answers["typ"],
        "titel": answers["handling"],
        "typ": answers["typ"],
        "diarienummer": answers["diarienummer"],
    }
    changed = next((one for one in register.beslut if one.beslut_id == answers["andrar"]), None)
    first, *more = answers["omrade"]
    divided = [_omrade(id_, changed, register) for id_ in (first, *more)]
    data: dict[str, Any] = {
        "titel": answers["titel"],
        "satsning": answers["satsning"],
        "status": answers["status"],
        **{question.name: answers[question.name] for question in EARLIER},
        # True as it stands, in case nobody comes to rewrite it.
        "sammanfattning": f"{what} om {about} {answers['ar']}.",
        "handlingar": [{name: value for name, value in handling.items() if value}],
        "belopp": answers["belopp"],
        "kalla": answers["avsnitt"] and {"handling": handling["id"], "avsnitt": answers["avsnitt"]},
        # The parts of a change have the ids of what they change only if they stand alike.
        **({"omraden": divided} if more or (changed and changed.omraden) else {"omrade": first}),
        "insatser": _offered(changed.insatser) if changed else None,
    }
    return {name: value for name, value in data.items() if value}


def _omrade(omrade: str, changed: Beslut | None, register: Register) -> dict[str, Any]:
    """A development area of the draft: what the changed decision says of it, else by its theme."""
    for known in changed.omraden if changed else ():
        if known.omrade == omrade:
            names = {"omrade": omrade, "rubrik": known.rubrik, "id": known.id}
            parts = {"delomraden": _offered(known.delomraden), "insatser": _offered(known.insatser)}
            return {name: value for name, value in (names | parts).items() if value}
    entry = register.omraden.get(omrade)
    return {"omrade": omrade, "rubrik": entry.namn if entry else omrade}


def _offered(posts: Iterable[NamedPost]) -> Offered:
    """Posts of a decision as a change of it names them, each with its amount to fill in."""
    return Offered(
        {"namn": post.namn, "id": post.nyckel, "belopp": UNWRITTEN}
        | ({"delposter": parts} if (parts := _offered(getattr(post, "delposter", ()))) else {})
        for post in posts
    )


def beslut_text(file: str, data: Mapping[str, Any]) -> str:
    """The draft as YAML: the data, and every other field as a comment that says what it is."""
    lines = _fields(Beslut, data)
    return editor_line(file) + _INTRODUCTION + "".join(f"{line}\n" for line in lines)


def _fields(model: type[BaseModel], data: Mapping[str, Any]) -> Iterator[str]:
    """A model's fields, those that are stated first."""
    names = [name for name in model.model_fields if (model, name) not in _FROM_PLACE]
    for name in sorted(names, key=lambda name: name not in data):
        info = model.model_fields[name]
        inner = inner_model(info.annotation)
        told = f"  # {info.description}"
        if name not in data:
            yield f"# {name}:{told}"
            yield from (f"#   {line}" for line in _hollow(inner, info.annotation))
        elif inner is None:
            yield f"{name}: {_scalar(data[name])}{told}"
        elif isinstance(data[name], Offered):
            yield f"# {name}:  # {_OFFERED}"
            yield from (f"#   {line}" for line in _entries(data[name]))
        elif isinstance(data[name], list):
            yield f"{name}:{told}"
            for entry in data[name]:
                yield from (f"  {line}" for line in _item(_fields(inner, entry)))
        else:
            yield f"{name}:{told}"
            yield from (f"  {line}" for line in _fields(inner, data[name]))


_FROM_PLACE = {(Beslut, name) for name in FROM_PATH}


def _hollow(inner: type[BaseModel] | None, annotation: Any) -> Iterator[str]:
    """What stands in a field, as names to fill in; what stands deeper is left to the editor."""
    many = get_origin(annotation) is tuple
    if inner is None:
        yield from ("-",) if many else ()
        return
    fields = sorted(inner.model_fields.items(), key=lambda field: not field[1].is_required())
    lines = (f"{name}:  # {info.description}" for name, info in fields)
    yield from _item(lines) if many else lines


def _entries(offered: Offered) -> Iterator[str]:
    """Entries that are offered, with no more in them than what tells which they are."""
    for entry in offered:
        lines: list[str] = []
        for name, value in entry.items():
            if isinstance(value, Offered):
                lines += [f"{name}:", *(f"  {line}" for line in _entries(value))]
            else:
                lines.append(f"{name}: {_scalar(value)}")
        yield from _item(iter(lines))


def _item(lines: Iterator[str]) -> Iterator[str]:
    """Lines as an entry of a list."""
    for index, line in enumerate(lines):
        yield f"{'  ' if index else '- '}{line}"


def _scalar(text: str) -> str:
    """A text as YAML: as it is where every reader takes it for just that text, else in quotes."""
    parsed, problems = source.parse("", f"x: {text}  # y\n".encode())
    as_is = parsed is not None and not problems and parsed.data == {"x": text}
    if as_is and (node := yaml.compose(text, yaml.SafeLoader)) and node.tag == _STR:
        return text
    return json.dumps(clean(text), ensure_ascii=False)
