"""All public tables as one workbook: a sheet for each, one of live sums, one that explains columns.

No value is altered. Amounts and days are numbers and dates in Excel's sense, and every text is
text, also one that looks like a number. What Excel can't hold as it is stays text: more than
fifteen digits, and days before 1900.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from itertools import chain, islice
from typing import Any, NamedTuple
from xml.sax.saxutils import escape
from zipfile import ZipFile

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from generator.publishing import zipped
from generator.publishing.columns import Kind, Table
from generator.publishing.dictionary import PLACES, SUMS, UNITS, WORKBOOK, facts
from generator.publishing.downloads import Piece, Pieced
from generator.publishing.publication import Publication
from generator.publishing.site import digest
from generator.publishing.written import Written
from generator.words import labels

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTHS: dict[Kind, int] = {"heltal": 9, "kronor": 16, "datum": 12, "ja_nej": 9, "adress": 40}
_ABOUT, _SUMS, _COLUMNS = "Om filen", "Summor", "Kolumner"
_RESERVED = ("History", "Historik")
_NOT_IN_NAMES, _LONGEST_NAME = re.compile(r"[][:*?/\\]"), 31
"""What Excel does not take as the name of a sheet."""
_LOOKED_AT = 100
"""How many rows a column of text takes its width from."""
_WIDEST = 50
_DIGITS = 15
"""How many digits of a number Excel keeps."""
_FIRST_DAY, _DAY_NOUGHT = date(1900, 3, 1), date(1899, 12, 30)
"""Excel counts days from the second; before the first it counts one that never was."""
_LONGEST = 32767
"""How many UTF-16 units a cell has room for."""
_SEE_CSV = " … (texten är för lång för Excel; hela står i CSV-filen)"
_HEADER_ROWS = 2
"""The headings that people read, and beneath them the columns' names."""
_AFTER_ROWS = b"</sheetData>"
"""What stands in the file of a sheet after its rows."""


class _Formats(NamedTuple):
    title: Format
    heading: Format
    name: Format
    wrapped: Format
    values: Mapping[Kind, Format]
    numbers: Mapping[Kind, int]
    """By which the cells of a kind of value name their format."""


def pieced(written: Written, path: str, program: str) -> Pieced:
    """The workbook, with each file in it as a piece; `program` is what makes them, where known.

    The rows of a table are put into its sheet when that is packed, as the library takes four times
    as long for them; and a sheet is packed again only where its table is another.
    """
    frame, tables, numbers = _without_rows(written)
    pieces = []
    with ZipFile(io.BytesIO(frame)) as book:
        for name in book.namelist():
            content, table = book.read(name), tables.get(name)
            rows = written.digest(table) if table else ""
            made_of = program and digest(b" ".join([f"{program} {name} {rows}".encode(), content]))
            lines = partial(_lines, written, table, numbers) if table else _no_lines
            pieces.append(Piece(made_of, partial(_packed, name, content, lines)))
    return Pieced(path, b"", pieces, closing=zipped.listed)


def _without_rows(written: Written) -> tuple[bytes, Mapping[str, Table], Mapping[Kind, int]]:
    """All but the rows of tables; whose they are, by the sheets' files; and the cells' formats."""
    public, stream = written.publication, io.BytesIO()
    book = Workbook(stream, {"in_memory": True})
    book.set_properties(
        {
            "title": public.organisation.webbplatsnamn,
            "author": public.organisation.namn,
            "created": datetime(public.as_of.year, public.as_of.month, public.as_of.day),
        }
    )
    formats = _formats(book)
    about, sums = book.add_worksheet(_ABOUT), book.add_worksheet(_SUMS)
    names, tables = sheet_names(public), {}
    for table in public.tables.values():
        sheet: Any = book.add_worksheet(names[table.name])
        _table(sheet, table, written.lines(table), formats)
        tables[f"xl/worksheets/sheet{sheet.index + 1}.xml"] = table
    _columns(book.add_worksheet(_COLUMNS), public, formats)
    _about(about, public, names, formats)
    _sums(sums, public, names, formats)
    book.close()
    return stream.getvalue(), tables, formats.numbers


def _packed(name: str, content: bytes, lines: Callable[[], Iterable[str]]) -> Iterator[bytes]:
    """A file of the workbook, with lines put in after the rows that it has."""
    before, mark, after = content.partition(_AFTER_ROWS)
    return zipped.packed(name, chain([before], map(str.encode, lines()), [mark, after]))


def _no_lines() -> Iterable[str]:
    return ()


def sheet_names(public: Publication) -> Mapping[str, str]:
    """What the sheet of each table is called: its title, where Excel takes that as a name."""
    taken = {name.casefold() for name in (_ABOUT, _SUMS, _COLUMNS, *_RESERVED, *public.tables)}
    names = {}
    for table in public.tables.values():
        title = " ".join(_NOT_IN_NAMES.sub(" ", table.title).split())[:_LONGEST_NAME].strip(" '")
        is_free = title and title.casefold() not in taken - {table.name}
        names[table.name] = title if is_free else table.name
        taken.add(names[table.name].casefold())
    return names


def _quoted(sheet: str) -> str:
    """A sheet as formulas and links name it."""
    doubled = sheet.replace("'", "''")
    return f"'{doubled}'"


def _formats(book: Workbook) -> _Formats:
    top = {"valign": "top"}
    title = book.add_format({"bold": True, "font_size": 16})
    heading = book.add_format({"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1})
    wrapped = book.add_format({**top, "text_wrap": True})
    whole = book.add_format({**top, "num_format": "0"})
    kronor = book.add_format({**top, "num_format": "#,##0"})
    name = book.add_format({"font_color": "#595959", "font_size": 9})
    text = book.add_format({**top, "num_format": "@"})
    day = book.add_format({**top, "num_format": "yyyy-mm-dd"})
    plain = book.add_format(top)
    link = book.get_default_url_format()
    # They get their numbers in this order, since the library sees nothing of what the rows use.
    in_order: Sequence[Any] = [
        *(title, heading, wrapped, link, whole, kronor, name, text, day, plain),
    ]
    number_of = {form: int(form._get_xf_index()) for form in in_order}
    values: Mapping[Kind, Format] = {
        "text": text,
        "adress": text,
        "heltal": whole,
        "kronor": kronor,
        "datum": day,
        "ja_nej": plain,
    }
    numbers = {kind: number_of[form] for kind, form in values.items()}
    return _Formats(title, heading, name, wrapped, values, numbers)


def _table(sheet: Any, table: Table, rows: Iterable[Sequence[str]], formats: _Formats) -> None:
    """A table on a sheet of its own, with the room that its rows will take."""
    widths = [len(column.name) + 4 for column in table.columns]  # room for the filter's button
    for row in islice(rows, _LOOKED_AT):
        widths = [max(width, len(value) + 1) for width, value in zip(widths, row, strict=True)]
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.title, formats.heading)
        sheet.write_string(1, place, column.name, formats.name)
        least = len(column.name) + 4
        sheet.set_column(
            place, place, max(least, _WIDTHS.get(column.kind, min(widths[place], _WIDEST)))
        )
    last, last_row = len(table.columns) - 1, len(table.items) + _HEADER_ROWS - 1
    sheet.dim_rowmax = last_row
    sheet.freeze_panes(_HEADER_ROWS, 1)
    sheet.autofilter(_HEADER_ROWS - 1, 0, max(last_row, _HEADER_ROWS), last)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_col_to_name(last)}{last_row + 1}"})


def _lines(written: Written, table: Table, numbers: Mapping[Kind, int]) -> Iterator[str]:
    """The rows as they stand in the sheet's file, each value as what it is."""
    columns = [
        (
            f'<c r="{xl_col_to_name(place)}',
            f'" s="{numbers[column.kind]}"',
            _CELLS.get(column.kind, _text),
        )
        for place, column in enumerate(table.columns)
    ]
    for number, row in enumerate(written.lines(table), start=_HEADER_ROWS + 1):
        cells = [
            f"{start}{number}{form}{cell(value)}</c>"
            for value, (start, form, cell) in zip(row, columns, strict=True)
            if value
        ]
        yield f'<row r="{number}">{"".join(cells)}</row>'


def _text(value: str) -> str:
    """What a cell of text holds, from within its tag on."""
    if len(value) > _LONGEST // 2:
        value = _fitting(value)
    if _SPECIAL.search(value):
        value = _ESCAPED.sub(lambda found: f"_x{ord(found[0]):04X}_", escape(value))
    return f' t="inlineStr"><is><t xml:space="preserve">{value}</t></is>'


def _number(value: str) -> str:
    return f"><v>{value}</v>" if len(value.lstrip("-")) <= _DIGITS else _text(value)


def _day(value: str) -> str:
    day = date.fromisoformat(value)
    return f"><v>{(day - _DAY_NOUGHT).days}</v>" if day >= _FIRST_DAY else _text(value)


def _yes_or_no(value: str) -> str:
    return f' t="b"><v>{value == "true":d}</v>'


_CELLS: Mapping[Kind, Callable[[str], str]] = {
    "heltal": _number,
    "kronor": _number,
    "datum": _day,
    "ja_nej": _yes_or_no,
}
"""How values are written that are not text."""
_SPECIAL = re.compile("[&<>_\x00-\x1f\ufffe\uffff]")
_ESCAPED = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What can't stand as it is in XML, and what would be read as such a character's number."""


def _fitting(text: str) -> str:
    """A text that a cell has room for; one that is cut says so, and where all of it is."""
    units = text.encode("utf-16-le")
    if len(units) // 2 <= _LONGEST:
        return text
    kept = units[: 2 * (_LONGEST - len(_SEE_CSV))].decode("utf-16-le", errors="ignore")
    return kept + _SEE_CSV


def _columns(sheet: Worksheet, public: Publication, formats: _Formats) -> None:
    """The data dictionary."""
    for place, (heading, width) in enumerate(
        [
            ("Tabell", 18),
            ("Kolumn", 22),
            ("Rubrik", 26),
            ("Betydelse", 70),
            ("Värdena är", 28),
            ("Var de finns", 40),
        ]
    ):
        sheet.write_string(0, place, heading, formats.heading)
        sheet.set_column(place, place, width)
    every = [(table, column) for table in public.tables.values() for column in table.columns]
    for at, (table, column) in enumerate(every, start=1):
        told = [table.name, column.name, column.title, column.description]
        told += [UNITS[column.kind], PLACES[column.found]]
        for place, text in enumerate(told):
            sheet.write_string(at, place, text, formats.wrapped)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(every), 5)


def _about(
    sheet: Worksheet, public: Publication, names: Mapping[str, str], formats: _Formats
) -> None:
    """What the workbook is, and what its sheets hold."""
    organisation = public.organisation
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 80)
    sheet.set_column(2, 2, 10)
    sheet.write_string(0, 0, organisation.webbplatsnamn, formats.title)
    for at, (name, text) in enumerate([*facts(public), *WORKBOOK], start=2):
        sheet.write_string(at, 0, name, formats.heading)
        sheet.write_string(at, 1, text, formats.wrapped)
    at += 2
    for place, heading in enumerate(("Blad", "En rad är", "Rader")):
        sheet.write_string(at, place, heading, formats.heading)
    for table in public.tables.values():
        at += 1
        sheet.write_url(at, 0, f"internal:{_quoted(names[table.name])}!A1", string=table.title)
        sheet.write_string(at, 1, table.en_rad, formats.wrapped)
        sheet.write_number(at, 2, len(table.items))


class _Summed(NamedTuple):
    """What is added up on the sheet of sums, as a column."""

    table: str
    niva: str
    """The level of the rows that are added; empty where the table has none."""


_SUMMED = (_Summed("beslut", ""), _Summed("omraden", "omrade"), _Summed("insatser", "insats"))


def _totals(table: Table, summed: _Summed) -> Mapping[tuple[int, str], int]:
    """What rows of a level come to in kronor, by their decision's year and their status."""
    kr: dict[tuple[int, str], int] = defaultdict(int)
    level = ["niva"] if summed.niva else []
    rows = table.told("ar", "status", "belopp_typ", "belopp_kr", *level)
    for key, (ar, status, typ, stated, *niva) in zip(table.places, rows, strict=True):
        if not niva or niva == [summed.niva]:
            amount = stated if typ else table.record(key)["summa_kr"]
            kr[int(ar or 0), str(status)] += int(amount or 0)
    return kr


def _sums(
    sheet: Worksheet, public: Publication, names: Mapping[str, str], formats: _Formats
) -> None:
    """Sums by year and status that Excel works out from the sheets of the tables.

    Each stands with its value, for what reads no formulas.
    """
    sheet.set_column(0, 1, 14)
    sheet.set_column(2, len(_SUMMED) + 1, 20)
    for at, text in enumerate(SUMS):
        sheet.write_string(at, 0, text)
    tables = public.tables
    header = len(SUMS) + 1
    summed_titles = [f"{tables[summed.table].title} (kr)" for summed in _SUMMED]
    for place, heading in enumerate(("Beslutets år", "Status", *summed_titles)):
        sheet.write_string(header, place, heading, formats.heading)
    totals = [(summed, _totals(tables[summed.table], summed)) for summed in _SUMMED]
    groups = totals[0][1]  # of each decision
    newest_first = sorted(groups, key=lambda group: (-group[0], _ORDER[group[1]]))
    for at, (ar, status) in enumerate(newest_first, start=header + 1):
        sheet.write_number(at, 0, ar, formats.values["heltal"])
        sheet.write_string(at, 1, status)
        for place, (summed, kr) in enumerate(totals, start=2):
            formula = _formula(tables[summed.table], names[summed.table], summed, at + 1)
            sheet.write_formula(
                at, place, formula, formats.values["kronor"], kr.get((ar, status), 0)
            )


_ORDER = {status.value: place for place, status in enumerate(labels.STATUS)}


def _formula(table: Table, sheet: str, summed: _Summed, row: int) -> str:
    """The amounts that rows state, and what the parts come to where they state none."""
    names = [column.name for column in table.columns]

    def cells(name: str) -> str:
        letters = xl_col_to_name(names.index(name), col_abs=True)
        first, last = _HEADER_ROWS + 1, _HEADER_ROWS + max(len(table.items), 1)
        return f"{_quoted(sheet)}!{letters}${first}:{letters}${last}"

    of_group = [cells("ar"), f"$A{row}", cells("status"), f"$B{row}"]
    if summed.niva:
        of_group += [cells("niva"), f'"{summed.niva}"']
    unstated = [cells("belopp_typ"), '"="']
    parts = (cells("belopp_kr"), *of_group), (cells("summa_kr"), *of_group, *unstated)
    return "=" + "+".join(f"SUMIFS({','.join(part)})" for part in parts)
