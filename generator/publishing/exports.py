"""What is made of the public tables once they are written: one module and one row of a table each.

Every export is made of the tables' CSV as anyone could read it, and of nothing that is not
published; so it is what it was as long as those files are.
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
from generator.publishing.downloads import FORMATS, File, Piece, Pieced
from generator.publishing.inputs import Inputs
from generator.publishing.publication import Publication
from generator.publishing.site import Left, digest
from generator.publishing.written import Written

Render = Callable[[Written], Iterable[bytes]]
"""Gives a file part by part, as it may be too large to hold."""


def _at_once(render: Callable[[Written], bytes]) -> Render:
    return lambda written: [render(written)]


class Export(NamedTuple):
    """A file that is made of the public tables."""

    name: str
    """What people call it."""
    path: str
    media_type: str
    render: Render
    about: str
    """What it is for, in a sentence."""
    is_of_rows: bool = True
    """Whether it is made of the tables alone; else also of what is said of other files."""


_JSON = "application/json"
EXPORTS = (
    Export(
        "Excel",
        addresses.WORKBOOK,
        workbook.MEDIA_TYPE,
        _at_once(workbook.render),
        "Alla tabeller i en arbetsbok, med ett blad per tabell, ett blad med summor som räknas "
        "i Excel och ett blad som förklarar kolumnerna.",
    ),
    Export(
        "SQLite",
        addresses.DATABASE,
        "application/vnd.sqlite3",
        database.render,
        "Alla tabeller i en databas med nycklar, index och färdiga sammanställningar.",
    ),
    Export(
        "Datasette",
        addresses.METADATA,
        _JSON,
        _at_once(datasette.render),
        "Vad tabellerna och kolumnerna i databasen betyder, för den som öppnar den i Datasette.",
    ),
    Export(
        "360Giving",
        addresses.GRANTS,
        _JSON,
        grants.render,
        "Beslutade belopp som har en dag, med fälten i 360Giving 1.4.3.",
    ),
    Export(
        "JSON Schema",
        addresses.SCHEMA,
        _JSON,
        _at_once(schemas.render),
        "Vad som kan stå i JSON-filerna.",
    ),
    Export(
        "Data Package",
        addresses.DATAPACKAGE,
        _JSON,
        _at_once(package.render),
        "Vad varje kolumn betyder och hur tabellerna hänger ihop.",
        is_of_rows=False,
    ),
    Export(
        "DCAT-AP-SE",
        addresses.CATALOG,
        "application/rdf+xml",
        _at_once(catalog.render),
        "Beskrivning av datamängden för Sveriges dataportal.",
        is_of_rows=False,
    ),
    Export(
        "Katalog",
        addresses.CONTENTS,
        _JSON,
        _at_once(contents.render),
        "Alla tabeller, totaler och sidor med adresser.",
        is_of_rows=False,
    ),
    Export(
        "llms.txt",
        addresses.LLMS,
        "text/markdown",
        _at_once(contents.llms),
        "Det viktigaste för språkmodeller.",
        is_of_rows=False,
    ),
    Export(
        "robots.txt",
        addresses.ROBOTS,
        "text/plain",
        _at_once(contents.robots),
        "Vad sökmotorer får läsa.",
        is_of_rows=False,
    ),
)
"""Every export, in the order in which they are made: one may tell of those before it."""


def files(written: Written, inputs: Inputs | None = None) -> Iterator[File | Pieced]:
    """The exports; what one that is only of the tables is made of tells it from another.

    It is the tables, and whatever else but texts, which only tables tell; unknown without `inputs`.
    """
    tables = [written.left[path].digest for path in sorted(_paths(written.publication))]
    all_else = inputs.key(None, tells_texts=False) if inputs else ""
    made_of = digest(repr([all_else, *tables]).encode()) if inputs else ""
    for export in EXPORTS:
        make = partial(export.render, written)
        if export.is_of_rows:
            yield Pieced(export.path, b"", [Piece(made_of, make)])
        else:
            yield File(export.path, b"".join(make()))


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
