"""The tables of a workbook, as text: read as the zip file of XML that it is, which may be anything.

A library that reads workbooks would read much more than the tables, and is no part of what a site
is built with. What is read here is bounded: so many parts, so long, and none with a document type,
by which a small file could become a large one.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import IO, NamedTuple
from xml.parsers import expat

from generator.verifying.source import Source, UnreadableError
from generator.verifying.twins import Difference, Rows

PATH = "data/tilldelat.xlsx"
HEADER = 2
"""How many rows stand before a table's own: the headings, and the names of the columns."""
CUT = " … (texten är för lång för Excel; hela står i CSV-filen)"
"""What a text ends with that a cell has no room for."""
_MOST_PARTS, _LONGEST_PART, _MOST_COLUMNS = 500, 300_000_000, 200
_LONGEST_OTHER = 10_000
"""More rows than there are on a sheet that has no table."""
_DAY_NOUGHT = date(1899, 12, 30)
_DAYS = "yyyy-mm-dd"
_NOT_A_BOOK = (
    *(zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, KeyError, ValueError),
    *(NotImplementedError, RuntimeError, OverflowError, OSError),
)
"""What reading ends with where the file is anything else; a form of packing that is not known, or
a locked file, is one of the last."""
_CELL = re.compile("([A-Z]{1,3})[0-9]{1,7}")
_SIGN = re.compile("_x([0-9A-Fa-f]{4})_")


def is_cut(difference: Difference | str) -> bool:
    """Whether a cell only lacks the end of a text that it has no room for, and says so."""
    if isinstance(difference, str) or not difference.there.endswith(CUT):
        return False
    return difference.here.startswith(difference.there.removesuffix(CUT))


Start = Callable[[str, Mapping[str, str]], object]
End = Callable[[str, str], object]
"""What is done as an element ends: its name, and all the text since the last that began."""


class Sheet(NamedTuple):
    """A sheet as text."""

    name: str
    rows: Mapping[int, Sequence[str]]
    """Those that are written, by their numbers on the sheet, each value as CSV has it."""
    formulas: Mapping[tuple[int, int], str]
    """What works out a cell's value, by the numbers of its row and, from 0, its column."""

    def table(self) -> Rows:
        """The names of its columns and the rows below; nothing where it has no table."""
        rows = list(self.rows.values())[HEADER - 1 :]
        width = len(rows[0]) if rows else 0
        return [[*row, *[""] * (width - len(row))] for row in rows]

    def cell(self, row: int, column: int) -> str:
        """What stands in a cell; nothing where it is not written."""
        values = self.rows.get(row, ())
        return values[column] if column < len(values) else ""


def sheets(source: Source, most: int) -> list[Sheet]:
    """Each sheet; one with more rows than a table, or than any other sheet has, is cut after that.

    Raises `UnreadableError`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(source.read(PATH))) as book:
            if len(book.infolist()) > _MOST_PARTS:
                raise UnreadableError("arbetsboken har för många delar")
            return list(_sheets(book, max(most + HEADER, _LONGEST_OTHER)))
    except _NOT_A_BOOK as error:
        raise UnreadableError(f"arbetsboken går inte att läsa ({error})") from None


def _sheets(book: zipfile.ZipFile, most: int) -> Iterator[Sheet]:
    strings, days = _strings(book), _formats_of_days(book)
    for name, path in _paths(book):
        yield _sheet(book, name, path, strings, days, most)


def _part(book: zipfile.ZipFile, path: str, start: Start, end: End) -> None:
    """Read a part of the book as XML, without the prefixes of its names."""
    text: list[str] = []

    def refuse(*_: object) -> None:
        raise UnreadableError(f"{path} har en dokumenttyp")

    def started(name: str, attributes: Mapping[str, str]) -> None:
        text.clear()
        start(name.rpartition(":")[2], attributes)

    def ended(name: str) -> None:
        end(name.rpartition(":")[2], "".join(text))
        text.clear()

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = text.append
    with book.open(path) as stream:
        for chunk in _chunks(stream, path):
            parser.Parse(chunk)
    parser.Parse(b"", True)


def _chunks(stream: IO[bytes], path: str) -> Iterator[bytes]:
    left = _LONGEST_PART
    while chunk := stream.read(1 << 20):
        left -= len(chunk)
        if left < 0:
            raise UnreadableError(f"{path} är större än den får vara")
        yield chunk


def _nothing(*_: object) -> None:
    pass


def _paths(book: zipfile.ZipFile) -> list[tuple[str, str]]:
    """What the sheets are called that whoever opens the book sees, and where each is, in order."""
    ids: list[tuple[str, str]] = []
    targets: dict[str, str] = {}

    def sheet(name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            ids.append((attributes["name"], attributes["r:id"]))

    def relation(name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship":
            targets[attributes["Id"]] = attributes["Target"]

    _part(book, "xl/workbook.xml", sheet, _nothing)
    _part(book, "xl/_rels/workbook.xml.rels", relation, _nothing)
    if len(ids) > _MOST_PARTS:
        raise UnreadableError("arbetsboken har för många blad")
    return [(name, f"xl/{targets[id_]}") for name, id_ in ids]


def _strings(book: zipfile.ZipFile) -> Sequence[str]:
    """The texts that cells share."""
    strings: list[str] = []
    pieces: list[str] = []

    def end(name: str, text: str) -> None:
        if name == "t":
            pieces.append(text)
        elif name == "si":
            strings.append("".join(pieces))
            pieces.clear()

    if "xl/sharedStrings.xml" in book.namelist():
        _part(book, "xl/sharedStrings.xml", _nothing, end)
    return strings


def _formats_of_days(book: zipfile.ZipFile) -> Collection[str]:
    """The numbers of the formats by which a cell shows its number as a day."""
    codes: dict[str, str] = {}
    formats: list[str] = []
    inside: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        inside.append(name)
        if name == "numFmt":
            codes[attributes["numFmtId"]] = attributes["formatCode"]
        elif name == "xf" and "cellXfs" in inside:
            formats.append(attributes.get("numFmtId", ""))

    _part(book, "xl/styles.xml", start, lambda name, text: inside.pop())
    return {str(at) for at, id_ in enumerate(formats) if codes.get(id_) == _DAYS}


def _sheet(
    book: zipfile.ZipFile,
    sheet: str,
    path: str,
    strings: Sequence[str],
    days: Collection[str],
    most: int,
) -> Sheet:
    """A sheet; of more rows than there are to be it has one too many."""
    rows: dict[int, list[str]] = {}
    formulas: dict[tuple[int, int], str] = {}
    cell: dict[str, str] = {}
    number = 0

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal number
        if name == "row" and len(rows) <= most:
            number = int(attributes["r"])
            rows.setdefault(number, [])
        elif name == "c":
            cell.clear()
            cell.update(attributes if len(rows) <= most else {})

    def end(name: str, text: str) -> None:
        if name in {"v", "t"} and cell and rows:
            place, row = _place(cell.get("r", "")), rows[number]
            row += [""] * (place + 1 - len(row))
            row[place] += _value(text, cell.get("t", "n"), cell.get("s", "") in days, strings)
        elif name == "f" and cell:
            formulas[number, _place(cell.get("r", ""))] = text

    _part(book, path, start, end)
    return Sheet(sheet, rows, formulas)


def _place(reference: str) -> int:
    """The place of a cell in its row by its name such as `B7`."""
    named = _CELL.fullmatch(reference)
    return place_of(named[1] if named else reference)


def place_of(letters: str) -> int:
    """The place of a column in a row, from 0, by its letters; raises `UnreadableError`."""
    place = 0
    for letter in letters if re.fullmatch("[A-Z]{1,3}", letters) else "":
        place = place * 26 + ord(letter) - ord("A") + 1
    if not 0 < place <= _MOST_COLUMNS:
        told = f"arbetsboken har en cell i kolumnen {letters[:20]!r}, utanför tabellerna"
        raise UnreadableError(told)
    return place - 1


def _value(text: str, kind: str, is_day: bool, strings: Sequence[str]) -> str:
    if kind == "s":
        text = strings[int(text)] if 0 <= int(text) < len(strings) else ""
    if kind in {"s", "inlineStr", "str"}:
        return _SIGN.sub(lambda found: chr(int(found[1], 16)), text)
    if kind == "b":
        return "true" if text == "1" else "false"
    return str(_DAY_NOUGHT + timedelta(days=int(text))) if is_day else text
