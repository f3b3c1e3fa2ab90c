"""CSV as rows of cells that know their column and their place, as `source` does for YAML.

Comma or semicolon, whichever the header is parted by; with or without BOM, any line ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.data.problem import Place, Problem, nearest
from generator.reading.faults import fault
from generator.reading.yaml_text import clean


class Cell(NamedTuple):
    """What stands in a cell, and where the cell starts in the file."""

    column: str
    text: str
    place: Place


class Line(NamedTuple):
    """One row of the table; its cells by column, those that are not empty."""

    place: Place
    cells: Mapping[str, Cell]


def parse_lines(
    file: str, text: str, columns: Sequence[str], needed: str
) -> tuple[list[Line], list[Problem]]:
    """The rows under the header, and what is wrong with the table as a table.

    `columns` are those that may be there, `needed` the one that must.
    """
    header = text.lstrip().split("\n", 1)[0]
    separator = max(",;", key=lambda sign: (_known(header, sign, columns), header.count(sign)))
    rows: list[list[Cell]] = []
    for row in _rows(text, separator):
        if isinstance(row, Place):
            return [], [fault("open_quotes", file, *row)]
        if any(cell.text for cell in row):
            rows.append(row)
    if not rows:
        return [], [fault("empty", file)]
    names = [cell.text for cell in rows[0]]
    headed = any(name in columns for name in names)
    problems = list(_header_problems(file, rows[0], columns)) if headed else []
    if not problems and needed not in names:
        problems.append(fault("no_column", file, *rows[0][0].place, column=needed))
    if problems:
        return [], problems
    lines = []
    for row in rows[1:]:
        if extra := [cell for cell in row[len(names) :] if cell.text]:
            told = {"columns": len(names), "separator": separator}
            problems.append(fault("too_many_cells", file, *extra[0].place, **told))
            continue
        named = [cell._replace(column=name) for cell, name in zip(row, names, strict=False)]
        if unnamed := next((cell for cell in named if cell.text and not cell.column), None):
            problems.append(fault("cell_without_column", file, *unnamed.place))
            continue
        lines.append(Line(row[0].place, {cell.column: cell for cell in named if cell.text}))
    return lines, problems


def _known(header: str, separator: str, columns: Sequence[str]) -> int:
    """How many column names a header holds, if that is what parts them."""
    return sum(name.strip(' "\r') in columns for name in header.split(separator))


def _rows(text: str, separator: str) -> Iterator[list[Cell] | Place]:
    """The table's rows as RFC 4180 has them; a place where quotation marks do not match."""
    pattern = re.compile(
        rf'(?:"(?P<quoted>[^"]*(?:""[^"]*)*)"|(?P<plain>(?!")[^{separator}\r\n]*))'
        rf"(?P<end>{separator}|\r\n|\r|\n|\Z)"
    )
    at, line, line_start = 0, 1, 0
    row: list[Cell] = []
    while True:
        place = Place(line, at - line_start + 1)
        match = pattern.match(text, at)
        if match is None:
            yield place
            return
        quoted = match["quoted"]
        plain = match["plain"] if quoted is None else quoted.replace('""', '"')
        row.append(Cell("", clean(plain), place))
        for end in re.finditer(r"\r\n|\r|\n", match[0]):
            line, line_start = line + 1, at + end.end()
        at = match.end()
        if match["end"] != separator:
            yield row
            row = []
            if at == len(text):
                return


def _header_problems(
    file: str, header: Sequence[Cell], columns: Sequence[str]
) -> Iterator[Problem]:
    seen: set[str] = set()
    for cell in header:
        name = cell.text
        if name in seen:
            yield fault("column_twice", file, *cell.place, column=name)
        elif name and name not in columns:
            guess = nearest(name, columns, f"Kolumnerna är {', '.join(columns)}.")
            yield fault("unknown_column", file, *cell.place, column=name, guess=guess)
        seen |= {name} - {""}
