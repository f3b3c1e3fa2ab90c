"""The downloads: each public table in every format there is, from the same rows.

`FORMATS` lists them; the data page, the links at the pages' tables and the tests read it. What is
made of all tables together is in `exports`. No value is altered on the way out.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any, NamedTuple

from generator.publishing import addresses
from generator.publishing.columns import Item, Table
from generator.publishing.publication import Publication
from generator.publishing.record import Form, Record, as_json
from generator.publishing.tables import FORMAT_VERSION


class File(NamedTuple):
    """A file to be published: its path from the site's root, and its bytes."""

    path: str
    content: bytes


class Piece(NamedTuple):
    """A part of a file."""

    made_of: str
    """Tells it from the file's other pieces, and from what it was; empty where that is unknown."""
    make: Callable[[], Iterable[bytes]]
    """Gives it part by part, as it may be too large to hold."""
    know: Callable[[bytes], None] | None = None
    """Takes the piece as it was made of the same before, for others that are made of its parts."""


BEGINNING = 1 << 10
"""How many bytes of a piece are its beginning."""


class Pieced(NamedTuple):
    """A file to be published whose pieces need only be made where they are not as they were."""

    path: str
    start: bytes
    pieces: Sequence[Piece]
    between: bytes = b""
    end: bytes = b""
    closing: Callable[[Sequence[bytes]], bytes] | None = None
    """Gives what stands last where that tells of the pieces, by what each begins with."""

    def whole(self) -> File:
        """The file with every piece made."""
        pieces = [b"".join(piece.make()) for piece in self.pieces]
        last = self.closing([piece[:BEGINNING] for piece in pieces]) if self.closing else b""
        content = self.between.join(pieces)
        return File(self.path, b"".join((self.start, content, self.end, last)))


def whole(files: Iterable[File | Pieced]) -> Iterator[File]:
    """Files, with every piece made."""
    for file in files:
        yield file.whole() if isinstance(file, Pieced) else file


KeyOf = Callable[[str], str]
"""Of what all that is told of a decision is made, by the decision's id; empty where unknown."""


def unknown(beslut_id: str) -> str:
    """What everything is made of where nothing is kept."""
    return ""


class Lines(NamedTuple):
    """A form of text with a row a line."""

    line: Form
    start: Callable[[Table], str]
    between: bytes = b""
    end: bytes = b""

    def text(self, table: Table, keys: Iterable[str]) -> bytes:
        """Rows of a table as a text."""
        lines = self.between.join(table.printed(self.line, keys))
        return b"".join((self.start(table).encode(), lines, self.end))

    def whole(self, table: Table) -> bytes:
        """All of a table as a text, of which no line is kept for another file."""
        records = map(table.record, table.places)
        lines = self.between.join(self.line(record).encode() for record in records)
        return b"".join((self.start(table).encode(), lines, self.end))

    def pieced(self, path: str, table: Table, key_of: KeyOf) -> Pieced:
        """A whole table as a file, with the rows of each decision as a piece."""
        pieces = [
            self._piece(table, key_of(beslut_id) if beslut_id else "", keys)
            for beslut_id, keys in _by_decision(table)
        ]
        return Pieced(path, self.start(table).encode(), pieces, self.between, self.end)

    def _piece(self, table: Table, made_of: str, keys: Sequence[str]) -> Piece:
        named = made_of and f"{keys[0]} {len(keys)} {made_of}"
        make = lambda: [self.between.join(table.printed(self.line, keys))]  # noqa: E731
        # What stands between objects of JSON, which keep to a line, is nowhere in them.
        know = lambda piece: table.know(keys, piece.split(self.between))  # noqa: E731
        return Piece(named, make, know if self.line is as_json else None)


def _by_decision(table: Table) -> Iterator[tuple[str, Sequence[str]]]:
    """The keys of a table's rows by the decision that they are about, none of it for a register."""
    rows = zip(table.items, table.places, strict=True)
    for beslut_id, of_decision in groupby(rows, _decision):
        yield beslut_id, [key for _, key in of_decision]


def _decision(row: tuple[Any, str]) -> str:
    item, _ = row
    return item.row.id.beslut_id if isinstance(item, Item) else ""


class Format(NamedTuple):
    """A form in which each public table can be had."""

    name: str
    """What people call it."""
    ending: str
    """What the name of a file ends with."""
    media_type: str
    lines: Lines | None = None
    """Rows of a table as a text, a line each."""
    rows: Callable[[Table, Sequence[str]], bytes] | None = None
    """Rows of a table, by their keys, as a file of any other kind."""
    about: str = ""
    """What its readers need to know, in a sentence."""
    on_pages: bool = False
    """Whether the tables of pages can be had in it, each with just the rows that it shows."""

    def file_name(self, stem: str) -> str:
        """What a file of the format is called."""
        return f"{stem}{self.ending}"

    def of_rows(self, path: str, table: Table, keys: Sequence[str]) -> Iterator[File]:
        """Rows of a table as a file; `path` is without an ending."""
        if self.lines:
            yield File(self.file_name(path), self.lines.text(table, keys))
        if self.rows:
            yield File(self.file_name(path), self.rows(table, keys))

    def files(self, publication: Publication, key_of: KeyOf) -> Iterator[File | Pieced]:
        """Every file of the format, under `data/`."""
        for name, table in publication.tables.items():
            path = addresses.tabell(name)
            if self.lines:
                yield self.lines.pieced(self.file_name(path), table, key_of)
            else:
                yield from self.of_rows(path, table, list(table.places))


def files(publication: Publication, key_of: KeyOf) -> Iterator[File | Pieced]:
    """Every download of the whole site, under `data/`."""
    for form in FORMATS:
        yield from form.files(publication, key_of)


def render(publication: Publication) -> Iterator[File]:
    """The same, with every piece made."""
    return whole(files(publication, unknown))


def of_rows(path: str, table: Table, keys: Sequence[str]) -> Iterator[File]:
    """The downloads of a table on a page, of the rows with these keys; `path` has no ending."""
    for form in FORMATS:
        if form.on_pages:
            yield from form.of_rows(path, table, keys)


def page_json(
    address: str,
    title: str,
    description: str,
    url: str,
    tables: Mapping[str, tuple[Table, Sequence[str]]],
    more: Mapping[str, Any],
) -> File:
    """A page's twin for programs: what it is, and the tables it shows, by their ids on it.

    Of each table are told the rows with some keys. `more` is what else it tells programs.
    """
    facts = {
        "format_version": FORMAT_VERSION,
        "titel": title,
        "beskrivning": description,
        "url": url,
        **more,
    }
    parts = [f"{_json(name)}: ".encode() + _JSON.text(*rows) for name, rows in tables.items()]
    start = f'{{\n{_members(facts)},\n"tabeller": {{\n'.encode()
    return File(f"{address}index.json", b"".join((start, b",\n".join(parts), b"\n}\n}\n")))


def _json_start(table: Table) -> str:
    """What a table is, and in which version of the format.

    A row is a line, so that a change of one is a change of a line.
    """
    facts = {
        "format_version": FORMAT_VERSION,
        "tabell": table.name,
        "kolumner": [column.name for column in table.columns],
    }
    return f'{{\n{_members(facts)},\n"rader": [\n'


def _members(facts: Mapping[str, Any]) -> str:
    return f",{_LINE}".join(f"{_json(key)}: {_json(value)}" for key, value in facts.items())


_json: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False).encode

_LINE = "\n"


class _Gives:
    """What a writer of CSV writes to, to give each line back."""

    write = staticmethod(str)


def _by(separator: str) -> Form:
    """A row as a line of CSV."""
    writer = csv.writer(_Gives(), delimiter=separator, lineterminator="\r\n")
    return lambda record: str(writer.writerow(_printed(record.plain)))


def _header(line: Form, table: Table) -> str:
    names = [column.name for column in table.columns]
    return line(Record(dict.fromkeys(names, 0), tuple(names)))


def _printed(values: Iterable[Any]) -> list[Any]:
    """Values as CSV has them: true and false in lower case, as JSON and Data Package read them."""
    return [
        ("true" if value else "false") if value is True or value is False else value
        for value in values
    ]


_by_commas, _by_semicolons = _by(","), _by(";")
CSV = Lines(_by_commas, partial(_header, _by_commas))
"""For machines: RFC 4180, comma, CRLF, UTF-8 without BOM, nothing for what is not stated."""
_EXCEL = Lines(_by_semicolons, lambda table: f"\ufeff{_header(_by_semicolons, table)}")
"""For a Swedish Excel, which would run columns together and break å, ä, ö."""
_JSON = Lines(as_json, _json_start, b",\n", b"\n]\n}")
"""An object; as a file of its own, with a line feed at the end."""

FORMATS = (
    Format(
        "CSV",
        ".csv",
        "text/csv",
        CSV,
        about="CSV-filerna har komma mellan fälten och UTF-8 utan BOM.",
        on_pages=True,
    ),
    Format(
        "CSV för Excel",
        "-excel.csv",
        "text/csv",
        _EXCEL,
        about="CSV för Excel har semikolon och BOM, så att å, ä och ö blir rätt.",
        on_pages=True,
    ),
    Format("JSON", ".json", "application/json", _JSON._replace(end=_JSON.end + b"\n")),
)
"""Every form in which the tables can be had: a new one is a function and a row here."""
