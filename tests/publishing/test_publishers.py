"""Whose money: what is shown speaks of the publisher's own things, and of nobody else's."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from generator.pages.render import render
from generator.publishing import builder, feeds, opensearch
from generator.publishing.downloads import File
from generator.publishing.publication import Publication
from generator.publishing.site import template_folders
from tests.publishing import publishers

ROOT = Path(__file__).parent.parent.parent
ASSETS, THEME = ROOT / "site_templates/assets", ROOT / "site_templates/theme"

REGIONS_WORDS = (
    r"\w*insats\w*|\w*områd\w*|\bmottag\w*|\bsatsning\w*|\bregionen\w*|\bregions?\b|\w*statsbidrag\w*|"
    r"\bstaten\w*|\bstatlig\w*|\böverenskommelse\w*|\bnationell\w*|\blandets?\b|"
    r"\bSwedish state\b|\bnational agreement\b"
)
"""What only a region with the state's money says, with all that the words become."""
OTHERS = {
    "fordelare": REGIONS_WORDS.replace(r"|\bregionen\w*|\bregions?\b", "")
    + r"|\bbidrag\w*|\bföreningar?\w*|\bändamål\w*|\begna medel\b",
    "egna-medel": REGIONS_WORDS + r"|\bregioner\w*|\btilldelning\w*|\buppdrag\w*",
    "mottagare": r"\bbidragsform\w*|\bändamål(et|en)?\b|\btilldelningar\w*|\begna medel\b",
}
"""The words of others, by the role of who may not use them."""
ALLOWED = re.compile(
    r"[\w-]+\.(?:csv|json)"  # the names of tables' files
    r"|<code>.*?</code>"  # the names of columns and codes
    r"|<dl class=\"kolumner\" id=.*?</dl>",  # what they are
    re.DOTALL,
)
"""What is the same for all: names of files, columns and codes, which stand on `/data/`."""
_SAID_OF = re.compile(r'\s(?:aria-label|title|alt|data-namn|placeholder)="([^"]*)"')


@cache
def publication_of(roll: str) -> Publication:
    files = publishers.distributor() if roll == "fordelare" else publishers.municipality()
    return publishers.published(files)


def shown(markup: str) -> str:
    """What is read of a page: its text and what elements are said to be, without addresses."""
    markup = ALLOWED.sub(" ", markup)
    said = " ".join(_SAID_OF.findall(markup))
    return html.unescape(f"{re.sub(r'<[^>]*>', ' ', markup)} {said}")


@cache
def said_of(roll: str) -> Sequence[tuple[str, str]]:
    return list(texts(publication_of(roll)))


def texts(publication: Publication) -> Iterator[tuple[str, str]]:
    """Every text that the publisher's site shows, by its address."""
    files: list[File] = [*render(publication, template_folders(ROOT)), *feeds.render(publication)]
    for file in [*files, opensearch.render(publication)]:
        text = file.content.decode()
        if file.path.endswith("/index.md") or file.path == "index.md":
            front, _, body = text.removeprefix("---\n").partition("\n---\n")
            told = {name: json.loads(value) for name, value in _FACT.findall(front)}
            crumbs = [crumb["titel"] for crumb in told["brodsmulor"]]
            yield file.path, shown(" ".join([told["title"], told["description"], *crumbs, body]))
        elif file.path.endswith("index.json"):
            told = json.loads(text)
            yield file.path, " ".join(str(told.get(name, "")) for name in ("titel", "beskrivning"))
        elif "/sidor/" in file.path and file.path.startswith("sok/"):
            for line in json.loads(text):
                yield file.path, " ".join(line[1:])
        elif file.path == "sok/register.json":
            told = json.loads(text)
            yield (
                file.path,
                " ".join([*told["slag"], told["omrade"], *(way[1] for way in told["vagar"])]),
            )
        elif file.path.endswith((".xml", ".ics")) and file.path != "sitemap.xml":
            yield file.path, shown(re.sub(r"https?://\S+", " ", text))


_FACT = re.compile(r"^(\w+): (.+)$", re.MULTILINE)


def slips(said: Iterable[tuple[str, str]], words: str) -> list[str]:
    pattern = re.compile(words, re.IGNORECASE)
    return sorted(
        f"{path}: {text[max(0, match.start() - 40) : match.end() + 40]!r}"
        for path, text in said
        for match in list(pattern.finditer(text))[:2]
    )


@pytest.mark.parametrize("roll", ["fordelare", "egna-medel"])
def test_nothing_shown_speaks_of_anothers_things(roll: str) -> None:
    assert slips(said_of(roll), OTHERS[roll]) == []


def test_nothing_shown_of_the_region_speaks_of_others_things(publication: Publication) -> None:
    assert slips(texts(publication), OTHERS["mottagare"]) == []


@pytest.mark.parametrize("roll", ["fordelare", "egna-medel"])
def test_what_has_no_data_has_no_page_and_no_way_to_one(roll: str) -> None:
    said = dict(said_of(roll))
    gone = ["objekt/", *(["aterrapportering/"] if roll == "egna-medel" else [])]
    assert not {f"{page}index.md" for page in gone} & said.keys()
    way = re.compile(rf'href="[./]*(?:{"|".join(gone)})(?:#[^"]*)?"')
    written = render(publication_of(roll), template_folders(ROOT))
    assert [file.path for file in written if way.search(file.content.decode())] == []
    assert ("aterrapportering/index.md" in said) == (roll == "fordelare")
    pages = {path: text for path, text in said.items() if path.endswith(".md")}
    elsewhere = {"sok/index.md", "data/index.md", "en/index.md"}
    assert {path for path, text in pages.items() if "Objekt" in text} <= elsewhere


@pytest.mark.parametrize(
    ("roll", "titles"),
    [
        ("fordelare", ["Program", "Regioner"]),
        ("egna-medel", ["Ändamål", "Föreningar"]),
    ],
)
def test_the_menu_says_what_the_pages_do(roll: str, titles: Sequence[str]) -> None:
    menu = builder.menu({"nav": MENU}, publication_of(roll))["nav"]
    assert menu == [
        {"Start": "index.md"},
        {titles[0]: "omraden/index.md"},
        {"Vilka": [{titles[1]: "mottagare/index.md"}, "om/index.md"]},
    ]


MENU = [
    {"Start": "index.md"},
    {"Områden": "omraden/index.md"},
    {"Vilka": [{"Mottagare": "mottagare/index.md"}, "om/index.md"]},
    {"Objekt": "objekt/index.md"},
    {"Mer": [{"Objekt": "objekt/index.md"}]},
]


def test_the_frame_and_the_scripts_have_no_such_words_of_their_own() -> None:
    """Theirs come from the data; what is between quotation marks or tags is what is shown."""
    pattern = re.compile(rf"(?:{REGIONS_WORDS})(?![\w/.-]*[\"'])", re.IGNORECASE)
    for path in sorted(THEME.rglob("*.html")):
        text = re.sub(r"\{[{%#].*?[}%#]\}", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert pattern.findall(shown(text)) == [], path.name
    for path in sorted(ASSETS.rglob("*.js")):
        code = re.sub(r"^\s*//.*$", " ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        said = [text for text in re.findall(r'"([^"\n]*)"|`([^`]*)`', code) for text in text]
        sentences = [text for text in said if re.match(r"[A-ZÅÄÖ]|.* ", text)]
        assert [text for text in sentences if pattern.search(text)] == [], path.name
