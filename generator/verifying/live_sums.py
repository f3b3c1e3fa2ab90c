"""The sums that the workbook and the database work out themselves, against those of the CSV.

Whoever opens the workbook in a program that counts sees what its formulas give; all others see what
stands beside them. Both are to be what the tables come to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.verifying.reckoned import Tables, value
from generator.verifying.source import Source, UnreadableError
from generator.verifying.sums import Sum, whole
from generator.verifying.twins import DATABASE, opened
from generator.verifying.workbook import PATH, Sheet, place_of

SHEET = "Summor"
_SUMMED = {"beslut": None, "omraden": "omrade", "insatser": "insats"}
"""The tables that are added, and the level of the rows that are; each has a column on the sheet,
after those of the year and the status."""
_FIRST = 2
_RANGE = r"'(?:[^']|'')+'!\$[A-Z]{1,3}\$[0-9]{1,7}:\$[A-Z]{1,3}\$[0-9]{1,7}"
_WANTED = r'\$[A-Z]{1,3}[0-9]{1,7}|"[^"]*"'
_SUMIFS = rf"SUMIFS\({_RANGE}(?:,{_RANGE},(?:{_WANTED}))*\)"
_FORMULA, _ADDED = re.compile(rf"{_SUMIFS}(?:\+{_SUMIFS})*"), re.compile(_SUMIFS)
_PART = re.compile(rf"({_RANGE})(?:,({_WANTED}))?")
_ENDS = re.compile(r"'(.+)'!\$([A-Z]+)\$([0-9]+):\$([A-Z]+)\$([0-9]+)")
_CELL = re.compile(r"\$([A-Z]+)([0-9]+)")


def of_workbook(sheets: Sequence[Sheet], tables: Tables) -> Iterator[Sum | str]:
    """Every sum of the workbook; in words where a formula gives another."""
    book = {sheet.name: sheet for sheet in sheets}
    if SHEET not in book:
        yield f"{PATH}: har inget blad {SHEET}"
        return
    yield from _by_formulas(book, book[SHEET])
    yield from _by_tables(book[SHEET], tables)


def _by_formulas(book: Mapping[str, Sheet], sheet: Sheet) -> Iterator[str]:
    """Every sum that is not what its formula gives."""
    columns: dict[str, Sequence[str]] = {}  # for each is asked for by many formulas
    for (row, column), formula in sheet.formulas.items():
        where, shown = f"{PATH}: {SHEET}, rad {row}", sheet.cell(row, column)
        if not _FORMULA.fullmatch(formula):
            yield f"{where}: formeln är ingen summa av tabellernas rader"
            continue
        try:
            kr = sum(_added(book, sheet, columns, each) for each in _ADDED.findall(formula))
        except (LookupError, UnreadableError, ValueError):
            yield f"{where}: formeln leder till något annat än tabellerna"
            continue
        if shown != str(kr):
            yield f"{where}: där står {shown!r}, men formeln ger {kr}"


def _added(
    book: Mapping[str, Sheet], sheet: Sheet, columns: dict[str, Sequence[str]], sumifs: str
) -> int:
    """What one `SUMIFS` of a formula comes to."""
    (summed, _), *conditions = _PART.findall(sumifs)
    for range_, _ in ((summed, ""), *conditions):
        if range_ not in columns:
            columns[range_] = _column(book, range_)
    rows = list(range(len(columns[summed])))
    for range_, condition in conditions:
        wanted, found = _wanted(sheet, condition), columns[range_]
        rows = [row for row in rows if found[row] == wanted]
    return sum(whole(columns[summed][row] or "0") for row in rows)


def _column(book: Mapping[str, Sheet], range_: str) -> Sequence[str]:
    """What stands in a range of one column."""
    name, column, first, other_column, last = _ENDS.findall(range_)[0]
    if column != other_column:
        raise LookupError
    sheet, place = book[name.replace("''", "'")], place_of(column)
    return [sheet.cell(row, place) for row in sheet.rows if int(first) <= row <= int(last)]


def _wanted(sheet: Sheet, condition: str) -> str:
    """What cells are to hold: what another does, or a text."""
    cell = _CELL.fullmatch(condition)
    return sheet.cell(int(cell[2]), place_of(cell[1])) if cell else condition.strip('"=')


def _by_tables(sheet: Sheet, tables: Tables) -> Iterator[Sum]:
    """Every sum against the tables', also those that only one of them has."""
    reckoned = _reckoned(tables)
    shown = {(sheet.cell(row, 0), sheet.cell(row, 1)): row for row, _ in sheet.formulas}
    for group in sorted(shown.keys() | reckoned.keys()):
        row, kr = shown.get(group), reckoned.get(group)
        for at, name in enumerate(_SUMMED):
            text = sheet.cell(row, _FIRST + at) if row else ""
            published = int(text) if text.removeprefix("-").isdecimal() else None
            what = f"{SHEET}, {', '.join(group)}, {name}"
            yield Sum(PATH, what, published, kr[at] if kr else None)


def _reckoned(tables: Tables) -> Mapping[tuple[str, str], Sequence[int]]:
    """What the rows of each table come to, by their decision's year and their status."""
    sums: dict[tuple[str, str], list[int]] = {}
    for at, (name, niva) in enumerate(_SUMMED.items()):
        for record in getattr(tables, name):
            if record.get("niva") == niva:
                of_group = sums.setdefault((str(record["ar"]), record["status"]), [0, 0, 0])
                of_group[at] += value(record) or 0
    return sums


_VIEWS = (
    "SELECT 'ar', ar, status, kr FROM per_ar",
    "SELECT 'omrade', omrade_id, ar, status, kr FROM per_ar_och_omrade",
    "SELECT 'mottagare', mottagare_id, ar, status, kr FROM per_mottagare",
)
"""What the database's views say a sum is of, and its kronor."""
_CLAIM = re.compile("(?:ar|(?:omrade|mottagare):[^:]+):[0-9]+:(?:beslutad|forslag)")
_MOST_SUMS = 1_000_000


def of_database(source: Source, tables: Tables) -> Iterator[Sum | str]:
    """Every sum of the database's views."""
    shown: dict[str, int] = {}
    try:
        with opened(source) as database:
            for asked in _VIEWS:
                for *claim, kr in database.execute(asked).fetchmany(_MOST_SUMS):
                    shown[":".join(map(str, claim))] = kr
    except UnreadableError as error:
        yield f"{DATABASE}: {error}"
        return
    reckoned = {claim: kr for claim, kr in tables.sums.items() if _CLAIM.fullmatch(claim)}
    for claim in sorted(shown.keys() | reckoned.keys()):
        yield Sum(DATABASE, claim, shown.get(claim), reckoned.get(claim))
