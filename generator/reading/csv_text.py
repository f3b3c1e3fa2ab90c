"""CSV as rows of cells that know their column and their place, as `source` does for YAML.

Comma, semicolon or tab, whichever the headings are parted by; with or without BOM, any line
ends, and Excel's own first line `sep=;`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from generator.data.problem import Place, Problem
from generator.reading.faults import fault
from generator.reading.headings import Heading, guess, read_heading
from generator.reading.yaml_text import clean

_SEPARATORS = ",;\t"
_SAID = re.compile(r'"?sep=(?P<separator>[^"\r\n])"?[ \t]*(?:\r\n|\r|\n|\Z)', re.IGNORECASE)
"""The line in which Excel says what parts the cells."""
_LINE_END = re.compile(r"\r\n|\r|\n")
_LOOKED_AT = 20
"""How many lines the headings are looked for in."""
_MAX_COLUMNS = 500
"""What has more is no list of insatser; the public table has some thirty."""
_MAX_ROWS = 20_000
"""A hundred times the longest list that anyone has decided on; read in some seconds."""
_MAX_WRONG = 100
"""After so many rows that are wrong as rows, it is the table that is wrong."""
_MAX_TOLD = 10
"""How many headings that are none of ours are told of, and how many cells of a shifted row."""
_BEFORE_COMMA = re.compile(r"[-\u2212]?[0-9]{1,3}")
_AFTER_COMMA = re.compile(
    r"[0-9]{3}([.,][0-9]+)?|[0-9]+ ?(kr|kronor|[tk]kr|mn?kr|mdkr|miljon.*)", re.I
)
"""What stands on either side of a comma that was meant to stand inside an amount."""


class Cell(NamedTuple):
    """What stands in a cell, and where the cell starts in the file."""

    column: str
    text: str
    place: Place
    shown: str = ""
    """What the file calls the column."""
    unit: str = ""
    """The unit of the column, where it has one for all its amounts."""


class Line(NamedTuple):
    """One row of the table; its cells by column, those that are not empty."""

    place: Place
    cells: Mapping[str, Cell]


class Sheet(NamedTuple):
    """A table that is read: its rows, and what the file calls each column that it has."""

    lines: Sequence[Line]
    shown: Mapping[str, str]


def parse_sheet(file: str, text: str, needed: str) -> tuple[Sheet, list[Problem]]:
    """The rows under the headings, and what is wrong with the table as a table.

    `needed` is the column that must be there.
    """
    none: Sheet = Sheet([], {})
    said = _SAID.match(text)
    separator = said["separator"] if said else _separator(text)
    end = _LINE_END.search(text, len(text.rstrip(" ,;\t\r\n")))
    text = text[: end.start()] if end else text  # a spreadsheet may save thousands of empty rows
    rows: list[list[Cell]] = []
    for number, row in enumerate(_rows(file, text, separator, said.end() if said else 0)):
        if isinstance(row, Problem):
            return none, [row]
        if any(cell.text for cell in row):
            rows.append(row)
        if len(rows) > _MAX_ROWS or number > 10 * _MAX_ROWS:
            return none, [fault("too_many_rows", file, *row[0].place, most=_MAX_ROWS)]
    if not rows:
        return none, [fault("empty", file)]
    at = _heading_row(rows, needed)
    problems: list[Problem] = []
    if at:
        above = rows[0]
        written = next(cell for cell in above if cell.text)
        told = {"line": rows[at][0].place.line, "text": _shortened(written.text)}
        problems.append(fault("rows_above", file, *above[0].place, **told))
    columns = _columns(file, rows[at], needed, problems)
    if columns is None:
        return none, problems
    lines: list[Line] = []
    for row in rows[at + 1 :]:
        cells = [
            Cell(column, cell.text, cell.place, heading.text, unit)
            for cell, (column, unit), heading in zip(row, columns, rows[at], strict=False)
        ]
        if wrong := _wrong_row(file, row, cells, rows[at], separator):
            problems.append(wrong)
            if len(problems) > _MAX_WRONG:
                problems.append(fault("rows_rest", file, *row[0].place))
                break
        else:
            filled = {cell.column: cell for cell in cells if cell.text and cell.column}
            lines.append(Line(row[0].place, filled))
    shown = {
        column: heading.text
        for (column, _), heading in zip(columns, rows[at], strict=True)
        if column
    }
    return Sheet(lines, shown), problems


def _separator(text: str) -> str:
    """What parts the cells: the sign that gives the most headings, else the commonest."""
    lines = _LINE_END.split(text[:50_000], _LOOKED_AT)[:_LOOKED_AT]
    first = next((line for line in lines if line.strip()), "")

    def fit(sign: str) -> tuple[int, int]:
        most = 0
        for line in lines:
            if line.count(sign) >= most:  # else it can't have more headings
                names = (name.strip(' "\ufeff') for name in line.split(sign))
                most = max(most, sum(bool(read_heading(name)) for name in names))
        return most, first.count(sign)

    return max(_SEPARATORS, key=fit)


def _rows(file: str, text: str, separator: str, start: int) -> Iterator[list[Cell] | Problem]:
    """The table's rows as RFC 4180 has them; what keeps the rest from being read comes last."""
    sign = re.escape(separator)
    pattern = re.compile(
        rf'(?:"(?P<quoted>[^"]*(?:""[^"]*)*)"|(?P<plain>(?!")[^{sign}\r\n]*))'
        rf"(?P<end>{sign}|\r\n|\r|\n|\Z)"
    )
    at, line, line_start = start, 1 + bool(start), start
    row: list[Cell] = []
    while True:
        place = Place(line, at - line_start + 1)
        match = pattern.match(text, at)
        if match is None:
            yield fault("open_quotes", file, *place)
            return
        quoted = match["quoted"]
        plain = match["plain"] if quoted is None else quoted.replace('""', '"')
        row.append(Cell("", clean(plain), place))
        if len(row) > _MAX_COLUMNS:
            yield fault("too_many_columns", file, *place, most=_MAX_COLUMNS)
            return
        if quoted is not None or match["end"] != separator:
            for end in _LINE_END.finditer(match[0]):
                line, line_start = line + 1, at + end.end()
        at = match.end()
        if match["end"] != separator:
            yield row
            row = []
            if at == len(text):
                return


def _heading_row(rows: Sequence[Sequence[Cell]], needed: str) -> int:
    """Which row has the headings: the first, unless one below is more like it."""
    widest = max(map(len, rows[:_LOOKED_AT]))
    known = []
    for row in rows[:_LOOKED_AT]:
        headings = [heading for cell in row if (heading := read_heading(cell.text))]
        has_needed = any(heading.column == needed for heading in headings)
        known.append((has_needed, len(headings)))
        if known[-1] == (True, widest):
            break  # none below can be more like it
    return known.index(max(known))


def _columns(
    file: str, headings: Sequence[Cell], needed: str, problems: list[Problem]
) -> list[tuple[str, str]] | None:
    """The column and unit of each heading, empty where there is none; tells of the others.

    None where there are no headings, or not the one that is needed.
    """
    columns: list[tuple[str, str]] = []
    first: dict[str, Cell] = {}
    unknown: list[Cell] = []
    for cell in headings:
        heading = read_heading(cell.text) or Heading("")
        if heading.column in first:
            told = {"column": cell.text, "first": first[heading.column].text}
            problems.append(fault("column_twice", file, *cell.place, **told))
            heading = Heading("")
        elif heading.column:
            first[heading.column] = cell
        elif cell.text:
            unknown.append(cell)
        columns.append(heading[:2])
    if first:
        for cell in unknown[:_MAX_TOLD]:
            told = {"column": _shortened(cell.text), "guess": guess(cell.text)}
            problems.append(fault("unknown_column", file, *cell.place, **told))
    if needed not in first:
        if not first or not unknown:
            problems.append(fault("no_column", file, *headings[0].place, column=needed))
        return None
    return columns


def _wrong_row(
    file: str,
    row: Sequence[Cell],
    cells: Sequence[Cell],
    headings: Sequence[Cell],
    separator: str,
) -> Problem | None:
    """What is wrong with a row as a row: the headings again, or cells that don't fit them."""
    if [cell.text for cell in row] == [cell.text for cell in headings]:
        return fault("headings_again", file, *row[0].place)
    last = max(at for at, heading in enumerate(headings, 1) if heading.text)
    extra = next((cell for cell in row[len(headings) :] if cell.text), None)
    pairs = zip(row, headings, strict=False)
    unnamed = next((cell for cell, heading in pairs if cell.text and not heading.text), None)
    is_short = 1 < len(row) < last
    is_split = separator == "," and any(_is_split(*two) for two in pairwise(cells))
    if not (extra or unnamed or is_short or is_split):
        return None
    told = {"cells": len(row), "columns": last, "standing": _standing(row, headings)}
    split = _split_amount(row) if separator == "," else ""
    inside = f': "{split}"' if split else ""
    hint = f'Sätt citattecken runt en text eller ett belopp som innehåller "{separator}"{inside}.'
    if re.fullmatch(r"[0-9]{1,3}(,[0-9]{3})+", split):
        hint += f" Skiljer kommat tusental: skriv {split.replace(',', ' ')} i stället."
    if extra:
        return fault("too_many_cells", file, *extra.place, **told, hint=hint)
    if unnamed:
        return fault("cell_without_column", file, *unnamed.place, **told)
    if is_short:
        missing = separator * (last - len(row))
        return fault("too_few_cells", file, *row[-1].place, **told, missing=missing)
    return fault("shifted_cells", file, *row[0].place, **told, hint=hint)


def _is_split(cell: Cell, following: Cell) -> bool:
    """Whether an amount seems to have been split by its own comma into the next column."""
    if not (_BEFORE_COMMA.fullmatch(cell.text) and _AFTER_COMMA.fullmatch(following.text)):
        return False
    heading, after = read_heading(cell.shown), read_heading(following.shown)
    return heading is not None and heading.is_amount and not (after and after.is_amount)


def _split_amount(row: Sequence[Cell]) -> str:
    """The first amount in a row that its own comma has split, whole again; empty for none."""
    texts = [cell.text for cell in row]
    for at, (before, after) in enumerate(pairwise(texts)):
        if _BEFORE_COMMA.fullmatch(before) and (after.isdigit() or _AFTER_COMMA.fullmatch(after)):
            parts = [before, after]
            for more in texts[at + 2 :]:
                if not re.fullmatch(r"[0-9]{3}( ?\w*kr)?", more) or not parts[-1].isdigit():
                    break
                parts.append(more)
            return ",".join(parts)
    return ""


def _standing(row: Sequence[Cell], headings: Sequence[Cell]) -> str:
    """What stands where in a row, as a sentence has it."""
    parts = []
    for at, cell in enumerate(row):
        if cell.text:
            heading = headings[at].text if at < len(headings) else ""
            where = f"i {heading}" if heading else "utan kolumn"
            parts.append(f"{_shortened(cell.text)!r} {where}")
    more = [f"{len(parts) - _MAX_TOLD} till"] if len(parts) > _MAX_TOLD else []
    return ", ".join(parts[:_MAX_TOLD] + more)


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"
