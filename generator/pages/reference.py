"""What explains the rest: the downloads with their columns, words, and the hand-written pages."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from generator.checking.codes import CATALOGUE, Code
from generator.pages.page import Origin, Page, View, list_file
from generator.publishing import addresses
from generator.publishing.downloads import FORMATS
from generator.publishing.publication import Publication
from generator.reading.register import SIDOR, Where
from generator.words import swedish
from generator.words.escaping import preformatted


def data(publication: Publication) -> Iterator[Page]:
    """The downloads and the data dictionary."""
    tables = list(publication.tables.values())
    yield Page(
        addresses.DATA,
        "Data",
        "Alla uppgifter som tabeller att ladda ner, med en beskrivning av varje kolumn.",
        {
            "tabeller": View("tabeller", tables),
            "per_tabell": [form for form in FORMATS if form.rows],
            "alla_tabeller": [form for form in FORMATS if not form.rows],
        },
        long=True,
    )


def ordlista(publication: Publication) -> Iterator[Page]:
    """Words explained."""
    entries = publication.register.ordlista.values()
    yield Page(
        addresses.ORDLISTA,
        "Ordlista",
        "Ord som används på webbplatsen, förklarade med enkla ord.",
        {"ordlista": sorted(entries, key=lambda entry: swedish.sort_key(entry.ord))},
        origins=list_file(publication.register, "ordlista", "Ordlista"),
    )


def sidor(publication: Publication) -> Iterator[Page]:
    """The hand-written pages, with what is added to some of them."""
    for name, text in publication.register.sidor.items():
        lines = text.splitlines()
        title = next((line[2:].strip() for line in lines if line.startswith("# ")), name)
        first = next((line for line in lines if line and line[0].isalpha()), title)
        about = publication.register.beslut if name == addresses.OM else ()
        yield Page(
            f"{name}/",
            title,
            first,
            {
                "text": Markup(text),
                "kan_anmala": name == addresses.TILLGANGLIGHET,
                "om": name == addresses.OM,
                "handlingar": [(beslut, doc) for beslut in about for doc in beslut.handlingar],
                "koder": _codes() if name == addresses.GUIDE else None,
            },
            long=True,
            origins=(Origin(title, Where(f"{SIDOR}/{name}.md", ())),),
        )


def _codes() -> Iterator[tuple[str, Code, Markup, Markup]]:
    """Every code of a problem, with a wrong and a right example."""
    for code, entry in CATALOGUE.items():
        yield code, entry, preformatted(entry.wrong), preformatted(entry.right)
