"""The downloads: the public tables in every format there is, from the same rows.

`FORMATS` lists them; the data page, the links at the pages' tables and the tests read it. No
value is altered on the way out.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generator.publishing import addresses
from generator.publishing.columns import Record, Table
from generator.publishing.publication import Publication
from generator.publishing.tables import FORMAT_VERSION


class File(NamedTuple):
    """A file to be published: its path from the site's root, and its bytes."""

    path: str
    content: bytes


class Format(NamedTuple):
    """A form in which the public tables can be had: with a file a table, or one of them all."""

    name: str
    """What people call it."""
    ending: str
    """What the name of a file ends with."""
    media_type: str
    rows: Callable[[Table, Sequence[Record]], bytes] | None = None
    """Rows of a table as a file of their own."""
    whole: Callable[[Publication], bytes] | None = None
    """All tables as one file."""
    about: str = ""
    """What its readers need to know, in a sentence."""
    on_pages: bool = False
    """Whether the tables of pages can be had in it, each with just the rows that it shows."""

    def file_name(self, stem: str) -> str:
        """What a file of the format is called."""
        return f"{stem}{self.ending}"

    def render(self, publication: Publication) -> Iterator[File]:
        """Every file of the format, under `data/`."""
        if self.whole:
            yield File(self.file_name(addresses.tabell("tilldelat")), self.whole(publication))
        if self.rows:
            for name, table in publication.tables.items():
                yield File(self.file_name(addresses.tabell(name)), self.rows(table, table.records))


def render(publication: Publication) -> Iterator[File]:
    """Every download of the whole site, under `data/`."""
    for form in FORMATS:
        yield from form.render(publication)


def of_rows(path: str, table: Table, records: Sequence[Record]) -> Iterator[File]:
    """The downloads of a table on a page; `path` is without an ending."""
    for form in FORMATS:
        if form.rows and form.on_pages:
            yield File(form.file_name(path), form.rows(table, records))


def page_json(
    address: str,
    title: str,
    description: str,
    url: str,
    tables: Mapping[str, tuple[Table, Sequence[Record]]],
) -> File:
    """A page's twin for programs: what it is, and the tables it shows, by their ids on it."""
    facts = {
        "format_version": FORMAT_VERSION,
        "titel": title,
        "beskrivning": description,
        "url": url,
    }
    parts = [f"{_json(name)}: {_rows_as_json(*rows)}" for name, rows in tables.items()]
    whole = f'{_members(facts)},\n"tabeller": {{\n{f",{_LINE}".join(parts)}\n}}'
    return File(f"{address}index.json", f"{{\n{whole}\n}}\n".encode())


def _rows_as_json(table: Table, records: Sequence[Record]) -> str:
    """Rows of a table as one object that says what it is and in which version of the format.

    A row is a line, so that a change of one is a change of a line.
    """
    facts = {
        "format_version": FORMAT_VERSION,
        "tabell": table.name,
        "kolumner": [column.name for column in table.columns],
    }
    rows = f",{_LINE}".join(table.printed(_json, records))
    return f'{{\n{_members(facts)},\n"rader": [\n{rows}\n]\n}}'


def _members(facts: Mapping[str, Any]) -> str:
    return f",{_LINE}".join(f"{_json(key)}: {_json(value)}" for key, value in facts.items())


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


_LINE = "\n"


def _csv(table: Table, records: Sequence[Record]) -> bytes:
    """For machines: RFC 4180, comma, CRLF, UTF-8 without BOM, nothing for what is not stated."""
    return _parted(table, records, _by_commas).encode("utf-8")


def _excel_csv(table: Table, records: Sequence[Record]) -> bytes:
    """For a Swedish Excel, which would run columns together and break å, ä, ö."""
    return _parted(table, records, _by_semicolons).encode("utf-8-sig")


def _table_json(table: Table, records: Sequence[Record]) -> bytes:
    return f"{_rows_as_json(table, records)}\n".encode()


def _parted(table: Table, records: Sequence[Record], line: Callable[[Record], str]) -> str:
    header = line({column.name: column.name for column in table.columns})
    return header + "".join(table.printed(line, records))


def _by_commas(record: Record) -> str:
    return _line(record, ",")


def _by_semicolons(record: Record) -> str:
    return _line(record, ";")


def _line(record: Record, separator: str) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=separator, lineterminator="\r\n")
    writer.writerow(map(_printed, record.values()))
    return stream.getvalue()


def _printed(value: Any) -> Any:
    """A value as CSV has it: true and false in lower case, as JSON and Data Package read them."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value


FORMATS = (
    Format(
        "CSV",
        ".csv",
        "text/csv",
        _csv,
        about="CSV-filerna har komma mellan fälten och UTF-8 utan BOM.",
        on_pages=True,
    ),
    Format(
        "CSV för Excel",
        "-excel.csv",
        "text/csv",
        _excel_csv,
        about="CSV för Excel har semikolon och BOM, så att å, ä och ö blir rätt.",
        on_pages=True,
    ),
    Format("JSON", ".json", "application/json", _table_json),
)
"""Every form in which the tables can be had: a new one is a function and a row here."""
