"""What is made of the public tables once they are written: one module and one row of a table each.

Every export is made of the tables as anyone could read them, and of nothing that is not published;
so it is what it was as long as those are, and so is a piece of it as long as its own rows are.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from generator.publishing import (
    addresses,
    catalog,
    contents,
    database,
    datasette,
    downloads,
    grants,
    package,
    schemas,
    workbook,
)
from generator.publishing.downloads import FORMATS, File, KeyOf, Piece, Pieced, unknown
from generator.publishing.inputs import Inputs, Tells
from generator.publishing.publication import Publication
from generator.publishing.site import Left, digest
from generator.publishing.written import Written


class MadeOf(NamedTuple):
    """What exports are made of, as digests; empty where that is not known."""

    tables: str
    """All public tables, and all else but texts, which only tables tell."""
    program: str
    beslut: KeyOf
    """All that is told of a decision, by its id."""


Make = Callable[[Written, str, MadeOf], File | Pieced]
"""Gives an export for a path."""


def _of_tables(render: Callable[[Written], Iterable[bytes]]) -> Make:
    """An export that is made of the tables alone, part by part, as it may be too large to hold."""
    return lambda written, path, made_of: Pieced(
        path, b"", [Piece(made_of.tables, partial(render, written))]
    )


def _of_files(render: Callable[[Written], bytes]) -> Make:
    """An export that tells of other files too, and is made whenever the site is built."""
    return lambda written, path, made_of: File(path, render(written))


class Export(NamedTuple):
    """A file that is made of the public tables."""

    name: str
    """What people call it."""
    path: str
    media_type: str
    make: Make
    about: str
    """What it is for, in a sentence."""


_JSON = "application/json"
EXPORTS = (
    Export(
        "Excel",
        addresses.WORKBOOK,
        workbook.MEDIA_TYPE,
        lambda written, path, made_of: workbook.pieced(written, path, made_of.program),
        "Alla tabeller i en arbetsbok, med ett blad per tabell, ett blad med summor som räknas "
        "i Excel och ett blad som förklarar kolumnerna.",
    ),
    Export(
        "SQLite",
        addresses.DATABASE,
        "application/vnd.sqlite3",
        _of_tables(database.render),
        "Alla tabeller i en databas med nycklar, index och färdiga sammanställningar.",
    ),
    Export(
        "Datasette",
        addresses.METADATA,
        _JSON,
        _of_tables(lambda written: [datasette.render(written)]),
        "Vad tabellerna och kolumnerna i databasen betyder, för den som öppnar den i Datasette.",
    ),
    Export(
        "360Giving",
        addresses.GRANTS,
        _JSON,
        lambda written, path, made_of: grants.pieced(written.publication, path, made_of.beslut),
        "Beslutade belopp som har en dag, med fälten i 360Giving 1.4.3.",
    ),
    Export(
        "JSON Schema",
        addresses.SCHEMA,
        _JSON,
        _of_tables(lambda written: [schemas.render(written)]),
        "Vad som kan stå i JSON-filerna.",
    ),
    Export(
        "Data Package",
        addresses.DATAPACKAGE,
        _JSON,
        _of_files(package.render),
        "Vad varje kolumn betyder och hur tabellerna hänger ihop.",
    ),
    Export(
        "DCAT-AP-SE",
        addresses.CATALOG,
        "application/rdf+xml",
        _of_files(catalog.render),
        "Beskrivning av datamängden för Sveriges dataportal.",
    ),
    Export(
        "Katalog",
        addresses.CONTENTS,
        _JSON,
        _of_files(contents.render),
        "Alla tabeller, totaler och sidor med adresser.",
    ),
    Export(
        "llms.txt",
        addresses.LLMS,
        "text/markdown",
        _of_files(contents.llms),
        "Det viktigaste för språkmodeller.",
    ),
    Export(
        "robots.txt",
        addresses.ROBOTS,
        "text/plain",
        _of_files(contents.robots),
        "Vad sökmotorer får läsa.",
    ),
)
"""Every export, in the order in which they are made: one may tell of those before it."""


def files(written: Written, inputs: Inputs | None = None) -> Iterator[File | Pieced]:
    """The exports; what one is made of, which `inputs` tell, tells it from another."""
    made_of = _made_of(written, inputs) if inputs else MadeOf("", "", unknown)
    for export in EXPORTS:
        yield export.make(written, export.path, made_of)


def _made_of(written: Written, inputs: Inputs) -> MadeOf:
    tables = [written.left[path].digest for path in sorted(_paths(written.publication))]
    all_else = inputs.key(None, tells=Tells.NO_TEXTS)
    return MadeOf(
        digest(repr([all_else, *tables]).encode()),
        inputs.program,
        lambda beslut_id: inputs.key([beslut_id]),
    )


def render(publication: Publication) -> Iterator[File]:
    """The tables in every format, and the exports after them, all of them made."""
    left: dict[str, Left] = {}
    contents: dict[str, bytes] = {}
    written = Written(publication, left, lambda path: io.BytesIO(contents[path]))
    for made in (downloads.render(publication), files(written)):
        for file in made:
            whole = file.whole() if isinstance(file, Pieced) else file
            contents[whole.path] = whole.content
            left[whole.path] = Left(whole.path, digest(whole.content), len(whole.content), 0)
            yield whole


def _paths(publication: Publication) -> set[str]:
    return {
        form.file_name(addresses.tabell(name)) for form in FORMATS for name in publication.tables
    }
