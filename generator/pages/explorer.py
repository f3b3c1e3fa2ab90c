"""All rows of all years for the explorer: what it chooses, adds up and shows, column by column.

Each year is a file of columns, in which a text that many rows share stands once. What rows say in
full is in the public tables, and what is downloaded of a choice is cut out of those. The words
that readers see come from `explorer.yml`; the script knows only what they are called there.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

from generator.data import records
from generator.data.derived import BeloppTyp, Niva
from generator.data.types import LIVING
from generator.pages.cells import (
    amount_in_words,
    beside_amount,
    corrections,
    how_corrected,
)
from generator.pages.kept import Made
from generator.pages.page import View, reads
from generator.pages.rows import without_omrade
from generator.publishing import addresses, titles
from generator.publishing.downloads import FORMATS, File
from generator.publishing.publication import Publication
from generator.publishing.site import digest, digest_of_json
from generator.reckoning.rows import Row
from generator.reckoning.selections import case_numbers
from generator.reckoning.totals import kinds
from generator.words import labels
from generator.words.ordval import Ordval
from generator.words.search_terms import ENDINGS, LABELS, STOP_WORDS
from generator.words.swedish import kronor

_WORDS = records.beside(__file__)
TABLES = ("insatser", "omraden")
"""The public tables whose rows it has."""
REGISTER = f"{addresses.UTFORSKA}register.json"
"""What lists its files."""
FIRST = 50
"""How many rows a page of it shows."""
_EXACT = 2**53 - 1
"""The greatest number that a browser reads exactly; what is more is sent as text."""


def headings(insatser: View, ordval: Ordval) -> list[tuple[str, str]]:
    """The columns that it shows at first, each with its class."""
    kolumner = _filled(_WORDS["kolumner"], ordval)
    names = ["namn", "belopp", *_shown_first(insatser)]
    return [(kolumner[name], "tal" if name == "belopp" else "") for name in names]


def _shown_first(insatser: View) -> list[str]:
    """Those that are not always shown, where they have something to say."""
    unsaid = set() if insatser.names_recipients else {"mottagare"}
    unsaid |= set() if insatser.names_objects else {"objekt"}
    return [name for name in _WORDS["fran_borjan"] if name not in unsaid]


def _filled(words: Any, ordval: Ordval) -> Any:
    """Texts with the publisher's own words filled in, in whatever they stand."""
    match words:
        case str():
            return ordval.fill(words)
        case list():
            return [_filled(each, ordval) for each in words]
        case _:
            return {name: _filled(each, ordval) for name, each in words.items()}


KeyOf = Callable[[frozenset[str] | None, str], str]
"""Of what all that is told of some decisions is made, or of any, with what all come to."""


def render(publication: Publication) -> Iterator[File]:
    """What the explorer fetches, all of it made anew."""
    for made in files(publication, lambda reads, totals: "", {}, lambda path: b""):
        yield from (file for file in made.files if isinstance(file, File))


def files(
    publication: Publication,
    key_of: KeyOf,
    kept: Mapping[str, Made],
    read: Callable[[str], bytes],
) -> Iterator[Made]:
    """What the explorer fetches: first a list of the years, with all its words, then the years.

    They lie in a folder of their version, so that no two publications are ever mixed: a year that
    is made of what it was is not made again, but read from where it lay.
    """
    rows_of = _rows_of_years(publication)
    key, before = key_of(None, ""), [kept.get(name) for name in (REGISTER, *map(_year, rows_of))]
    if before[0] and before[0].key == key and all(before):
        yield from filter(None, before)
        return
    shared = {year: [_shared(publication, row) for row in rows] for year, rows in rows_of.items()}
    common = {
        name: _most_first(each[place] for of_year in shared.values() for each in of_year)
        for place, name in enumerate(Shared._fields)
    }
    told = digest(_json(common).encode())
    keys = {year: key_of(reads(rows), told) for year, rows in rows_of.items()}
    several = _of_several_years(publication)
    years = {}
    for year, rows in rows_of.items():
        was = kept.get(_year(year))
        if was and was.key == keys[year]:
            years[year] = read(was.files[0].path).decode()
        else:
            said = [_said(publication, row, several) for row in rows]
            years[year] = _json(_of_year(publication, shared[year], said, common))
    register = _register(publication)
    version = digest_of_json([register, common, years])[:12]
    lists = {"version": version, "filer": list(years), "celler": common, **register}
    yield _made(REGISTER, key, File(REGISTER, _json(lists).encode()))
    for year, text in years.items():
        path = f"{addresses.UTFORSKA}{version}/{year}.json"
        yield _made(_year(year), keys[year], File(path, text.encode()))


def _year(year: int) -> str:
    """What a year's file is known by, whatever version it is of."""
    return f"{addresses.UTFORSKA}{year}.json"


def _made(name: str, key: str, file: File) -> Made:
    return Made(name, key, (file,), None, b"", listed=False)


def _rows_of_years(publication: Publication) -> Mapping[int, Sequence[Row]]:
    """The rows of each year's decisions, the newest year first."""
    of_year: dict[int, list[Row]] = defaultdict(list)
    for rows in publication.beslut_rows.values():
        of_year[rows[0].beslut.ar] += [
            row for row in rows if row.niva not in {Niva.BESLUT, Niva.RAM}
        ]
    return dict(sorted(of_year.items(), reverse=True))


class Shared(NamedTuple):
    """What is said of a row that rows of many years share."""

    status: str
    satsning: str
    ar: str
    omrade: str | None
    mottagare: str | None
    ansvarig: Sequence[str] | None
    objekt: str | None
    niva: str
    verdikt: Sequence[str] | None


def _shared(publication: Publication, row: Row) -> Shared:
    insats = row.insats
    return Shared(
        status=row.status.value,
        satsning=row.beslut.satsning,
        ar=str(row.ar),
        omrade=row.omrade_id or None,
        mottagare=(insats and insats.mottagare) or None,
        ansvarig=_stated(row, "ansvarig"),
        objekt=row.objekt or None,
        niva=row.niva.value,
        verdikt=tuple(dict.fromkeys(check.verdikt.value for check in publication.checks_of(row)))
        or None,
    )


class Said(NamedTuple):
    """What is said of a row; the rows of a decision stand in order, wholes before their parts."""

    djup: int
    """In how many others it stands."""
    nyckel: str
    """Its own part of its id, after that of its whole; empty where it is just its name as one."""
    tabell: int
    """Which of the tables it is in, by its place."""
    namn: str
    kr: int | str | None
    """What it counts as."""
    beslut: str
    bredvid: str | None
    """What is said beside its amount."""
    kalla: tuple[str, str] | None
    """Where its figure stands, in words, and where on the decision's page that is."""
    mal: str | None
    avser: str | None
    mottagare_angivet: str | None
    text: str | None
    """Its amount in words, where that is not just kronor."""
    typer: Sequence[str] | None
    """The kinds of its amounts that are not exact."""
    intervall: Sequence[tuple[int, int]] | None
    rattad: tuple[str, str] | None
    """When and how its amount was last corrected, and where that is told."""
    avslag: bool | None
    flera_ar: bool | None


_PLAIN = ("djup", "nyckel", "tabell", "namn", "kr")
"""What most rows have for themselves."""
_RARE = ("text", "typer", "intervall", "rattad", "avslag", "flera_ar")
"""What few rows have; the rest is what many rows share."""


def _said(publication: Publication, row: Row, several: frozenset[str]) -> Said:
    insats, key = row.insats, row.id.nyckel
    return Said(
        djup=row.djup,
        nyckel="" if key == plain(row.namn) else key,
        tabell=int(row.rad_id not in publication.tables["insatser"].places),
        namn=row.namn,
        kr=_number(row.varde),
        beslut=row.id.beslut_id,
        bredvid="; ".join(beside_amount(row)) or None if row.says_amount else None,
        kalla=_source(row),
        mal=_stated(row, "mal"),
        avser=row.avser,
        mottagare_angivet=insats and insats.mottagare_angivet,
        text=_other_text(row),
        typer=None if _is_exact(row) else sorted(kinds([row])) or None,
        intervall=[(stated.min_kr, stated.max_kr) for stated in row.ranges] or None,
        rattad=_corrected(publication, row),
        avslag=row.is_refused or None,
        flera_ar=row.rad_id in several or None,
    )


def _stated(row: Row, field: str) -> Any:
    """What the data says of a row in a field that only some kinds have; a derived row has none."""
    return None if row.harledd else getattr(row.data, field, None) or None


@lru_cache(maxsize=16384)
def plain(name: str) -> str:
    """A name as most are made into keys, so that a browser can do the same in a line."""
    letters = unicodedata.normalize("NFD", name.lower()).encode("ascii", "ignore").decode("ascii")
    return _BETWEEN.sub("-", letters).strip("-")


_BETWEEN = re.compile("[^a-z0-9]+")


def _number(kr: int | None) -> int | str | None:
    return kr if kr is None or abs(kr) <= _EXACT else str(kr)


def _is_exact(row: Row) -> bool:
    """Whether it states a plain amount, as most rows do."""
    return row.belopp is not None and row.belopp.typ is BeloppTyp.EXAKT


def _other_text(row: Row) -> str | None:
    """The amount in words, where that is not just its kronor."""
    if not row.says_amount or _is_exact(row):
        return None
    text = amount_in_words(row)
    return None if row.varde is not None and text == kronor(row.varde) else text


def _source(row: Row) -> tuple[str, str] | None:
    """Where its figure stands, in words, and the element of the decision's page that tells it."""
    if not row.kalla.handling:
        return None
    return titles.place_in(
        row.beslut, row.kalla
    ), f"#{addresses.element('handling', row.kalla.handling)}"


def _corrected(publication: Publication, row: Row) -> tuple[str, str] | None:
    """When and how its amount was last corrected, and where that is told."""
    for correction in corrections(publication, row)[:1]:
        address = addresses.rattelse(correction)
        return how_corrected(correction), publication.moved.get(address, address)
    return None


def _of_several_years(publication: Publication) -> frozenset[str]:
    """The ids of the rows whose amounts are for several years, or in part for another."""
    every = chain.from_iterable(publication.year_rows.values())
    return frozenset(row.hel_id or row.rad_id for row in every if row.share is not None)


def _most_first(cells: Iterable[Any]) -> list[Any]:
    """What there is in a column in all years, what most rows have first: those get short places."""
    return [cell for cell, _ in Counter(cells).most_common() if cell is not None]


def _of_year(
    publication: Publication,
    shared: Sequence[Shared],
    said: Sequence[Said],
    common: Mapping[str, Sequence[Any]],
) -> Mapping[str, Any]:
    """A year's columns as they are sent: what rows share as a list, and a sign a row in it."""
    columns = {name: [each[place] for each in said] for place, name in enumerate(Said._fields)}
    coded: dict[str, Any] = {
        name: {"rader": _signs(common[name], [each[place] for each in shared])}
        for place, name in enumerate(Shared._fields)
    }
    for name in columns:
        if name in {*_PLAIN, *_RARE}:
            continue
        cells = [cell for cell in dict.fromkeys(columns[name]) if cell is not None]
        coded[name] = {"celler": cells, "rader": _signs(cells, columns[name])}
    rare = {
        name: {str(at): cell for at, cell in enumerate(columns[name]) if cell is not None}
        for name in _RARE
    }
    decisions = [
        (publication.titles[id_], " ".join(case_numbers(publication.beslut_rows[id_][0].beslut)))
        for id_ in coded["beslut"]["celler"]
    ]
    return {
        "djup": "".join(map(_sign, columns["djup"])),
        "tabell": "".join(map(str, columns["tabell"])),
        **{name: columns[name] for name in ("nyckel", "namn", "kr")},
        **coded,
        **rare,
        "om_beslut": decisions,
    }


def _signs(cells: Iterable[Any], column: Iterable[Any]) -> str:
    """A sign for each row: where what it has in a column is among some cells."""
    signs = {cell: _sign(place) for place, cell in enumerate(cells)}
    return "".join(signs.get(cell, _sign(-1)) for cell in column)


@lru_cache(maxsize=65536)
def _sign(code: int) -> str:
    """A place in a list as one sign, which takes less room than its digits; -1 is none.

    The signs begin with `#`, and leave out what JSON or UTF-8 would write in another way.
    """
    at = code + 36
    at += at >= ord("\\")
    return chr(at if at < 0xD800 else at + 0x800)


def _register(publication: Publication) -> Mapping[str, Any]:
    """All that the explorer need know besides the rows: words, names, and where things are."""
    register, recipients = publication.register, publication.recipient_rows
    words = _filled(_WORDS, publication.ordval)
    insatser = View("", [row for row in publication.rows if row.insats])
    return {
        **{name: words[name] for name in ("kolumner", "val", "grupper")},
        "fran_borjan": _shown_first(insatser),
        "ord": words["ord"] | {"utan_omrade": without_omrade(publication.ordval)},
        "per_sida": FIRST,
        "andelser": ENDINGS,
        "stoppord": sorted(STOP_WORDS),
        "etiketter": sorted(LABELS),
        "typord": {typ.value: word for typ, word in labels.BELOPP_TYP.items()},
        "om_kronor": {status.value: labels.STATUS[status].om_kronor for status in LIVING},
        "namn": {
            "omrade": _names(register.omraden[id_] for id_ in publication.omrade_years),
            "satsning": _names(register.satsningar.values()),
            "mottagare": _names(register.mottagare[id_] for id_ in recipients),
            "status": {status.value: words.etikett for status, words in labels.STATUS.items()},
            "verdikt": {verdikt.value: words.etikett for verdikt, words in labels.VERDIKT.items()},
            "niva": words["niva"],
            "belopp": words["belopp"],
        },
        "sidor": _PAGES,
        "utan_sida": {"mottagare": sorted({*recipients} - publication.recipients_with_page)},
        "arssidor": {year: addresses.ar(year) for year in publication.years},
        "omradessidor": _years_of_omraden(publication),
        "floden": {name: addresses.atom(_PAGES[name]) for name in _FOLLOWED},
        "tabeller": [_table(publication, name) for name in TABLES],
    }


def _names(things: Iterable[Any]) -> Mapping[str, str]:
    return {thing.id: thing.namn for thing in things}


_ID = "[id]"
_PAGES: Mapping[str, str] = {
    "omrade": addresses.omrade(_ID),
    "satsning": addresses.satsning(_ID),
    "mottagare": addresses.mottagare(_ID),
    "objekt": addresses.objekt(_ID),
    "beslut": addresses.beslut_id(_ID),
}
"""Where the page of a value is, with its id to be filled in."""
_FOLLOWED = ("omrade", "satsning", "mottagare")
"""What has a feed beside its page, where it has one."""


def _years_of_omraden(publication: Publication) -> Mapping[int, Mapping[str, str]]:
    """The page of each område in each year that has one."""
    pages: dict[int, dict[str, str]] = defaultdict(dict)
    for omrade, years in publication.omrade_years.items():
        for year in years:
            pages[year][omrade] = addresses.omrade_ar(year, omrade)
    return pages


def _table(publication: Publication, name: str) -> Mapping[str, Any]:
    """A public table, of which the chosen rows are cut out."""
    path = addresses.tabell(name)
    files = [
        (form.name, form.file_name(""), form.file_name(path)) for form in FORMATS if form.on_pages
    ]
    return {"namn": publication.tables[name].title, "tabell": name, "filer": files}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
