"""Every kind of sentence that the program writes from data, each with an example, as it was read.

Names of the data, amounts, days and numbers are taken for each other, so that a sentence stands in
`meningar.txt` once; of a number in words only one and several are told apart. Whoever changes or
adds one reads it aloud. Write the list anew with:

    .venv/bin/python -m pytest tests/pages/test_meningar.py --uppdatera-golden
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from generator.pages.render import render
from generator.publishing import feeds
from generator.publishing.publication import Publication
from generator.publishing.site import template_folders
from generator.words.swedish import in_running_text
from tests.conftest import ROOT
from tests.publishing import publishers, registers
from tests.publishing.test_odd_registers import ODD

REVIEWED = Path(__file__).with_name("meningar.txt")

_FIELDS = (
    "namn titel rubrik beslutsinstans text forklaring mal avser vad anmarkning orsak webbplatsnamn "
    "beskrivning omfattning sammanfattning mottagare_angivet registrator"
)
_NAMED = frozenset(_FIELDS.split())
"""The fields of the data whose texts are names to a sentence, or are no sentences of ours."""
_MONTHS = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_KR = r"[−+±]?\d{1,3}(?: ?\d{3})*(?:,\d+)?"
_ALIKE = [
    (re.compile(rf"\d{{1,2}} (?:{_MONTHS})(?: \d{{4}})?"), "‹dag›"),
    (re.compile(r"\d{4}-\d\d-\d\d"), "‹dag›"),
    (re.compile(rf"{_KR}–{_KR} kr"), "‹intervall›"),
    (re.compile(rf"{_KR} (?:m[nd])?kr"), "‹kr›"),
    (re.compile(r"\d+(?:,\d+)? %"), "‹andel›"),
    (re.compile(r"(?:19|20)\d\d/[a-z0-9-]+"), "‹id›"),
    (re.compile(r"\b(?:19|20)\d\d\b"), "‹år›"),
    (re.compile(r"\b1 av 1\b"), "‹en av en›"),
    (re.compile(r"\b1\b"), "‹en›"),
    (re.compile(r"\d[\d ]*\d|\d"), "‹tal›"),
    (re.compile(r"\b(?:två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv)\b"), "‹flera›"),
    (re.compile(r"\b(?:Två|Tre|Fyra|Fem|Sex|Sju|Åtta|Nio|Tio|Elva|Tolv)\b"), "‹Flera›"),
]


def names_of(data: Any, field: str = "") -> Iterator[str]:
    """The names in data as it was read."""
    if isinstance(data, Mapping):
        for name, value in data.items():
            yield from names_of(value, str(name))
    elif isinstance(data, list | tuple):
        for value in data:
            yield from names_of(value, field)
    elif field in _NAMED and len(str(data)) > 2:
        name = " ".join(str(data).split())
        for each in (name, *re.split(r"(?<=[.!?]) ", name)):
            if each != each.lower() and re.search("[a-zåäö]{3}", each):
                yield each


def kind_of(sentence: str, names: re.Pattern[str]) -> str:
    """A sentence with all that the data alone decides taken for each other."""
    kind = names.sub("‹namn›", sentence)
    for alike, sign in _ALIKE:
        kind = alike.sub(sign, kind)
    return re.sub(r"‹namn›(?:(?:, | och | eller )‹namn›)+", "‹namn›", kind)


def sentences(publication: Publication) -> Iterator[str]:
    """What is written from data on pages, in the descriptions of them and in the feeds."""
    files = [*render(publication, template_folders(ROOT)), *feeds.render(publication)]
    for file in files:
        text = file.content.decode() if not file.path.endswith(".json") else ""
        said = re.findall(r"<(?:summary|title)>(.*?)</", text, re.DOTALL)
        if file.path.endswith("index.md"):
            front, _, body = text.removeprefix("---\n").partition("\n---\n")
            if file.path.removesuffix("/index.md") in publication.register.sidor:
                continue
            said = [json.loads(value) for value in re.findall("^description: (.*)$", front, re.M)]
            page = lxml.html.fromstring(f"<div>{body}</div>")
            told = page.xpath("//*[@data-raknat][not(@class='ladda-ner')] | //caption")
            said += [element.text_content() for element in told]
        elif not file.path.endswith("atom.xml"):
            continue
        for each in said:
            text = " ".join(html.unescape(each).replace("\u00a0", " ").split())
            yield from re.split(r"(?<=[.!?]) (?=[A-ZÅÄÖ0-9−])", text)


def kinds(publications: Iterable[Publication]) -> Mapping[str, str]:
    """The kinds of sentences with an example each, the shortest."""
    found: dict[str, str] = {}
    for publication in publications:
        register = publication.register
        lists = [
            getattr(register, name) for name in ("satsningar", "omraden", "mottagare", "objekt")
        ]
        models = [*register.beslut, *register.rattelser, publication.organisation]
        models += [entry for entries in lists for entry in entries.values()]
        named = {name for model in models for name in names_of(model.model_dump())}
        named |= {change.andring for change in register.andringar}
        named |= {in_running_text(omrade.namn) for omrade in register.omraden.values()}
        longest_first = "|".join(map(re.escape, sorted(named, key=len, reverse=True)))
        names = re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)")
        for sentence in {*sentences(publication)}:
            kind = kind_of(sentence, names)
            if kind.startswith("–") or len(re.findall(r"(?<!‹)\b[a-zåäö]{2,}\b(?!›)", kind)) < 2:
                continue  # a name, an amount or a word
            if kind not in found or (len(sentence), sentence) < (len(found[kind]), found[kind]):
                found[kind] = sentence
    return found


def test_every_kind_of_sentence_has_been_read(
    publication: Publication, exempel_publication: Publication, pytestconfig: pytest.Config
) -> None:
    odd = (registers.published(decisions) for decisions, _ in ODD.values())
    others = (publishers.distributor(), publishers.municipality())
    found = kinds([publication, exempel_publication, *odd, *map(publishers.published, others)])
    text = "".join(f"{kind}\n    {found[kind]}\n" for kind in sorted(found))
    if pytestconfig.getoption("--uppdatera-golden"):
        REVIEWED.write_text(text, encoding="utf-8")
    reviewed = REVIEWED.read_text(encoding="utf-8").splitlines()
    assert [kind for kind in sorted(found) if kind not in reviewed[::2]] == []
    assert [kind for kind in reviewed[::2] if kind not in found] == []
