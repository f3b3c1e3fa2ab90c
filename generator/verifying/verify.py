"""A published site against its own list of files, its tables' twins, and every sum in it."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from operator import itemgetter
from typing import NamedTuple

from generator.verifying import kept, live_sums, others, shown, sums, twins, workbook
from generator.verifying.reckoned import Tables
from generator.verifying.source import MOST, Source, UnreadableError, is_plain
from generator.verifying.twins import Difference, Rows, read_csv, read_json
from generator.words.escaping import visible_line
from generator.words.swedish import kronor, number

MANIFEST, CONTENTS = "data/manifest.json", "data/index.json"
_TABLE = re.compile(r"data/([a-z][a-z_]*)\.csv")
_MOST_FILES = 2_000_000
_TOLD_PER_FILE = 5
"""How many differences are told of one file and its twin; the rest are counted."""


class Listed(NamedTuple):
    """A file as the list of files has it."""

    size: int
    sha256: str


@dataclass
class Verified:
    """What was tried, and every fault that was found, in words."""

    files: int = 0
    tables: int = 0
    kept: int = 0
    """Tables of earlier versions."""
    withdrawn: list[str] = field(default_factory=list)
    """Those of them that are withdrawn, each with the day and the reason."""
    sums: int = 0
    faults: list[str] = field(default_factory=list)


def verify(source: Source) -> Verified:
    """Try all of a site; raises `UnreadableError` where it is none."""
    done = Verified()
    _try(source, done)
    done.faults = list(dict.fromkeys(done.faults))  # a file that is missing is missed twice
    return done


def _try(source: Source, done: Verified) -> None:
    listed = _manifest(source)
    done.files = len(listed)
    done.faults += _changed(source, listed)
    tables: dict[str, Rows] = {}
    for path in sorted(listed):
        if named := _TABLE.fullmatch(path):
            try:
                tables[named[1]] = read_csv(source, path)
            except UnreadableError as error:
                done.faults.append(f"{path}: {error}")
    done.tables = len(tables)
    for name, rows in tables.items():
        done.faults += _unlike(source, name, rows)
    sheets: Sequence[workbook.Sheet] = ()
    try:
        sheets = workbook.sheets(source, max(map(len, tables.values()), default=0))
    except UnreadableError as error:
        done.faults.append(f"{workbook.PATH}: {error}")
    else:
        done.faults += _unlike_in_workbook(sheets, tables)
    done.faults += _pages(source, listed, tables)
    for each in kept.tried(source, listed):
        done.kept += 1
        done.faults += [f"{each.path}: {each.fault}"] if each.fault else []
        done.withdrawn += [f"{each.path} ({each.withdrawn})"] if each.withdrawn else []
    if missing := [name for name in sums.NEEDED if name not in tables]:
        done.faults.append(f"tabeller saknas, så summorna går inte att räkna: {', '.join(missing)}")
        return
    try:
        typed = sums.tables_of(tables)
    except ValueError as error:
        done.faults.append(str(error))
        return
    lengths = {name: len(rows) - 1 for name, rows in tables.items()}
    done.faults += others.unlike(source, listed, lengths, typed)
    pages = [path for path in sorted(listed) if is_plain(path) and path.endswith(".html")]
    of_pages = sums.guarded("summorna på sidorna", shown.of_pages, source, pages, typed)
    for told in chain(_sums(source, typed, sheets), of_pages):
        done.sums += 1
        if isinstance(told, str):
            done.faults.append(told)
        elif told.published != told.reckoned:
            published, reckoned = map(_amount, (told.published, told.reckoned))
            done.faults.append(
                f"{told.path}: {told.what}: publicerat {published}, räknat ur CSV {reckoned}"
            )


def _amount(kr: int | None) -> str:
    return "inget" if kr is None else kronor(kr)


def _manifest(source: Source) -> Mapping[str, Listed]:
    """The list of files; raises `UnreadableError` where there is none that can be used."""
    try:
        told = read_json(source, MANIFEST)
    except UnreadableError as error:
        raise UnreadableError(
            f"{source.name}: hittar ingen förteckning över filerna. {MANIFEST}: {error}"
        ) from None
    try:
        entries = told["filer"]
        assert isinstance(entries, list)
        assert len(entries) <= _MOST_FILES
        listed = {}
        for entry in entries:
            path, size, sha256 = entry["sokvag"], entry["byte"], entry["sha256"]
            assert isinstance(path, str)
            assert isinstance(sha256, str)
            assert isinstance(size, int)
            listed[path] = Listed(size, sha256)
    except (AssertionError, KeyError, TypeError):
        raise UnreadableError(f"{MANIFEST}: är ingen förteckning över filer") from None
    return listed


def _changed(source: Source, listed: Mapping[str, Listed]) -> Iterator[str]:
    """Every file that is not as the list has it."""
    for path, (size, sha256) in listed.items():
        if not is_plain(path):
            yield f"{MANIFEST}: sökvägen {path[:100]!r} leder ut från webbplatsen och läses inte"
            continue
        try:
            found = source.digest(path, min(size, MOST) if size >= 0 else 0)
        except UnreadableError as error:
            yield f"{path}: {error}"
            continue
        if found != (size, sha256):
            yield f"{path}: är inte som när den publicerades (annan kontrollsumma)"
    for path in source.paths() if source.paths else ():
        if path not in listed and path != MANIFEST and not _is_packed(source, path, listed):
            yield f"{path}: finns inte i förteckningen"


def _is_packed(source: Source, path: str, listed: Mapping[str, Listed]) -> bool:
    """Whether a file is another one compressed, for hosts that send it so."""
    of = path.removesuffix(".gz")
    if of == path or (of not in listed and of != MANIFEST):
        return False
    most = listed[of].size if of in listed else MOST
    try:
        unpacker = zlib.decompressobj(wbits=31)
        return unpacker.decompress(source.read(path), most + 1) == source.read(of)
    except (UnreadableError, zlib.error, gzip.BadGzipFile):
        return False


def _unlike(source: Source, name: str, rows: Rows) -> Iterator[str]:
    """Every place where a table is not the same in another of its forms."""
    columns = rows[0]
    for twin in twins.twins(source, name, columns, len(rows) - 1):
        try:
            found = list(twins.differences(rows, twin.rows()))
        except UnreadableError as error:
            yield f"{twin.path}: {error}"
            continue
        yield from _some(name, rows, twin.path, found)


def _unlike_in_workbook(
    sheets: Sequence[workbook.Sheet], tables: Mapping[str, Rows]
) -> Iterator[str]:
    """Every place where a table is not the same on its sheet, which is known by its columns."""
    of_sheets = [table for sheet in sheets if (table := sheet.table())]
    for name, rows in tables.items():
        alike = [table for table in of_sheets if table[0] == rows[0]]
        if not alike:
            yield f"{workbook.PATH}: har inget blad med tabellen {name}"
            continue
        compared = (list(twins.differences(rows, table)) for table in alike)
        found = min(compared, key=len)  # tables of the same columns are told apart by their rows
        kept = [each for each in found if not workbook.is_cut(each)]
        yield from _some(name, rows, workbook.PATH, kept)


def _some(name: str, rows: Rows, there: str, found: Sequence[Difference | str]) -> Iterator[str]:
    """The first differences between a table and a twin of it, and how many more there are."""
    here = f"data/{name}.csv"
    for each in found[:_TOLD_PER_FILE]:
        if isinstance(each, str):
            yield f"{there}: {name} {each}"
        else:
            yield _told(here, there, rows, each)
    if len(found) > _TOLD_PER_FILE:
        yield f"{there}: {number(len(found) - _TOLD_PER_FILE)} skillnader till mot {here}"


def _told(here: str, there: str, rows: Rows, difference: Difference) -> str:
    key = rows[difference.row - 1][0]
    return (
        f"{here}, rad {difference.row} ({key}), {difference.column}: {difference.here!r}, "
        f"men {difference.there!r} i {there}"
    )


def _pages(
    source: Source, listed: Mapping[str, Listed], tables: Mapping[str, Rows]
) -> Iterator[str]:
    """Every row of a page's own files that is not the table's, and every page without its total."""
    known = {name: {row[0]: row for row in rows} for name, rows in tables.items()}
    unread = any(name not in tables for name in sums.NEEDED)
    for path in filter(is_plain, sorted(listed)):
        if path != CONTENTS and path.endswith("index.json"):
            yield from _guarded(path, twins.page_rows(source, path, known, unread))
    of_columns = {tuple(rows[0]): known[name] for name, rows in tables.items()}
    for path in filter(is_plain, sorted(listed)):
        if path.endswith(".csv") and not path.startswith("data/") and not kept.is_kept(path):
            yield from _guarded(path, twins.page_csv(source, path, of_columns, unread))
    yield from _guarded(CONTENTS, _totals_shown(source))


def _guarded(path: str, faults: Iterator[str]) -> Iterator[str]:
    try:
        yield from faults
    except UnreadableError as error:
        yield f"{path}: {error}"


def _totals_shown(source: Source) -> Iterator[str]:
    """Every page that does not show the total that it is said to."""
    told = read_json(source, CONTENTS)
    try:
        base = told["url"].removesuffix("data/")
        of_pages = {
            (str(total["url"]).removeprefix(base), int(total["kr"])) for total in told["totaler"]
        }
    except (KeyError, TypeError, ValueError, AttributeError):
        raise UnreadableError("totalerna går inte att läsa") from None
    for address, totals in groupby(sorted(of_pages), key=itemgetter(0)):
        page = f"{address}index.html"
        try:
            text = source.read(page).decode("utf-8", errors="replace")
        except UnreadableError as error:
            yield f"{page}: {error}"
            continue
        for _, kr in totals:
            if number(kr) not in text:
                yield f"{page}: visar inte totalen {kronor(kr)} som {CONTENTS} anger"


def _sums(
    source: Source, tables: Tables, sheets: Sequence[workbook.Sheet]
) -> Iterator[sums.Sum | str]:
    try:
        totals = read_json(source, CONTENTS)["totaler"]
        assert isinstance(totals, list)
    except (UnreadableError, KeyError, TypeError, AssertionError):
        yield f"{CONTENTS}: totalerna går inte att läsa"
        totals = []
    yield from sums.sums(tables, totals)
    if sheets:
        of_sheets = live_sums.of_workbook
        yield from sums.guarded(f"summorna i {workbook.PATH}", of_sheets, sheets, tables)
    of_views = live_sums.of_database
    yield from sums.guarded(f"summorna i {twins.DATABASE}", of_views, source, tables)


def as_text(done: Verified, name: str) -> str:
    """What was tried and found, for whoever asked."""
    tried = (
        f"{number(done.files)} filer jämförda med förteckningen, {number(done.tables)} tabeller "
        f"med sina tvillingar och {number(done.sums)} summor räknade ur CSV-filerna."
    )
    lines = [f"{name}", tried]
    if done.kept:
        lines.append(f"{number(done.kept)} tabeller i tidigare versioner jämförda med versionerna.")
    lines += [f"Tillbakadragen: {visible_line(told)}" for told in done.withdrawn[:_MOST_TOLD]]
    if not done.faults:
        return "\n".join([*lines, "Allt stämmer.", ""])
    lines += [f"  {visible_line(fault)}" for fault in done.faults[:_MOST_TOLD]]
    if len(done.faults) > _MOST_TOLD:
        lines.append(f"  … och {number(len(done.faults) - _MOST_TOLD)} fel till")
    many = "1 fel" if len(done.faults) == 1 else f"{number(len(done.faults))} fel"
    return "\n".join([*lines, f"Det stämmer inte: {many}.", ""])


_MOST_TOLD = 200
