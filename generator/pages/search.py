"""What each page says of itself to who searches: made of the records that it tells of.

`search.yml` holds the names that pages are asked for by; hand-written pages give their own words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import chain, filterfalse, permutations
from typing import Any, Literal, NamedTuple

from generator.checking.codes import CATALOGUE
from generator.data import records
from generator.data.registers import Ord, Ordled
from generator.data.types import Status
from generator.pages.cells import amount_in_words
from generator.pages.page import Page, View
from generator.pages.prose import read_prose
from generator.publishing import addresses, search_index, sentences
from generator.publishing.columns import Table
from generator.publishing.downloads import File
from generator.publishing.publication import Publication
from generator.publishing.record import Record
from generator.publishing.search_index import Entry, Said, Vocabulary
from generator.reckoning.rows import Row
from generator.reckoning.selections import by_name, case_numbers
from generator.reckoning.totals import summed_by_status
from generator.words import labels
from generator.words.ordval import Ordval
from generator.words.search_terms import STOP_WORDS, asked, tokens
from generator.words.swedish import day, listing

_WORDS = records.beside(__file__)


def kinds(ordval: Ordval) -> list[str]:
    """What kinds of pages there are, to the reader, the most important first."""
    return [ordval.versal.fill(kind) for kind in _WORDS["slag"]]


GUIDE, TERM = _WORDS["slag"][-1], "Ord"
"""The kinds of what only editors look for, and of a word that is explained."""


class Sought(NamedTuple):
    """What pages of a type are to who searches."""

    slag: str
    namn: Sequence[str]
    """What they are asked for by, with facts of the page in braces."""
    rader: Literal["visade", "namn", "egna", ""] = ""
    """By what of the rows of their tables they are found too: see `search.yml`."""


SOUGHT = {template: Sought(**each) for template, each in _WORDS["sidor"].items()}

COLUMNS: Mapping[str, Sequence[str]] = _WORDS["kolumner"]
"""The names of columns by what is looked for in them."""
_CONTENT, _CODES = frozenset(COLUMNS["innehall"]), frozenset(COLUMNS["koder"])
_UNASKED, _NAMES = frozenset(COLUMNS["osokta"]), frozenset(COLUMNS["namn"])
_REPEATED = frozenset(_WORDS["upprepat"])
_SHOWN = _NAMES | _CONTENT | _CODES | {"styckpris_kr", "sokt_kr", "oronmarkt", "avslag"}
_FEW = 3
"""Of how many områden or years a page is said to be about each."""


class Text(NamedTuple):
    """Values by which a page is found, by how much they say of it; each once, and None too."""

    rows: dict[Any, None]
    words: dict[Any, None]
    light: dict[Any, None]
    exact: dict[Any, None]
    amounts: dict[Any, None]
    """Whole kronor."""
    days: dict[Any, None]
    """As ISO writes them."""


class Asked(NamedTuple):
    """Which of a table's columns are searched."""

    columns: Sequence[Sequence[int]]
    """Their places in the table, for each part of a `Text`."""
    marks: Mapping[int, str]
    """Those of what is true of a row or not, with the words for it."""

    def add(self, text: Text, rows: Sequence[Record]) -> None:
        """Add what is in rows of the table to what a page is found by."""
        if not rows:
            return
        values_of = list(zip(*(row.plain for row in rows), strict=True))
        for values, places in zip(text, self.columns, strict=True):
            for place in places:
                values.update(dict.fromkeys(values_of[place]))
        text.words.update(
            (said, None) for place, said in self.marks.items() if any(values_of[place])
        )


@dataclass(frozen=True)
class Told:
    """The public tables, as they are searched."""

    asked: Mapping[str, Mapping[str, Asked]]
    """What is looked for in a row, by `rader` and the name of its table."""
    tables: Mapping[str, Table]

    @cached_property
    def at(self) -> Mapping[str, Mapping[str, Sequence[str]]]:
        """The keys of rows that are told of in full at each address on the web, by their tables."""
        at: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for name, table in self.tables.items():
            for key in table.places:
                page, _, _ = table.address(key).partition("#")
                at[page][name].append(key)
        return at


def told(tables: Mapping[str, Table]) -> Told:
    """What there is to look for, and the page that each row's own address is on."""
    every = {column.name for table in tables.values() for column in table.columns}
    among = {"egna": every, "visade": _SHOWN, "namn": _NAMES}
    asked = {
        rader: {name: _asked(table, names) for name, table in tables.items()}
        for rader, names in among.items()
    }
    return Told(asked, tables)


def _asked(table: Table, names: Collection[str]) -> Asked:
    """Those of a table's columns that are searched, among some."""
    rows, words, light, exact, amounts, days = columns = [list[int]() for _ in Text._fields]
    marks = {}
    for place, column in enumerate(table.columns):
        name, kind = column.name, column.kind
        if name not in names or name in _UNASKED or name.endswith("_id"):
            continue
        if kind == "ja_nej":
            marks[place] = column.title
        elif kind == "kronor":
            amounts.append(place)
        elif kind == "datum":
            days.append(place)
        elif name in _CODES:
            exact.append(place)
        elif kind == "text":
            about = rows if name in _NAMES else words
            (about if name in _CONTENT else light).append(place)
    return Asked(columns, marks)


def entry(template: str, page: Page, publication: Publication, told: Told) -> Entry:
    """A page as it is found: what it is, its amount, and what it tells."""
    sought = SOUGHT[template]
    what = _what(template, page, publication)
    light = (page.description, *what.light)
    text = Text(*map(dict.fromkeys, (what.rows, what.words, light, (), what.amounts, ())))
    repeated = text._replace(rows=text.light, words=text.light)
    for name, rows, is_own in _rows(sought.rader, page, publication, told):
        rader = sought.rader if is_own else "namn"
        told.asked[rader][name].add(text if is_own else repeated, rows)
    ordval = publication.ordval
    of_role = _WORDS["roller"].get(ordval.roll, {}).get(template, ())
    by_hand = _WORDS["handskrivna"].get(page.address.rstrip("/"), ())
    asked_for = (*sought.namn, *of_role, *by_hand)
    forms = [ordval.fill(form, **what.facts) for form in asked_for]
    return Entry(
        page.address,
        what.slag or ordval.versal.fill(sought.slag),
        page.title,
        what.sentence or str(page.content.get("mening", page.description)),
        what.amount,
        what.ar,
        what.omraden,
        tuple(dict.fromkeys([page.title, *forms, *what.names])),
        phrases=[
            said
            for form, said in zip(asked_for, forms, strict=True)
            if " " in said and not any(f"{{{fact}}}" in form for fact in what.facts)
        ],
        rows=_joined(text.rows),
        words=_joined(text.words),
        light=_joined(text.light),
        exact=_exact(text),
    )


def _rows(
    rader: str, page: Page, publication: Publication, told: Told
) -> Iterator[tuple[str, Sequence[Record], bool]]:
    """The rows by which a page is found, with their tables' names, and whether they are its own."""
    if rader == "egna":
        address = f"{publication.organisation.webbplats}{page.address}"
        for name, keys in told.at.get(address, {}).items():
            table = publication.tables[name]
            yield name, [table.record(key) for key in keys], True
    elif rader:
        for place, view in page.content.items():
            if isinstance(view, View) and view.table and view.every:
                table, rows = (view.whole or view).records(publication.tables)
                yield table.name, rows, place not in _REPEATED


def _tokens(texts: Iterable[str]) -> Iterator[str]:
    return chain.from_iterable(map(tokens, filter(None, texts)))


def _joined(texts: Iterable[str]) -> str:
    """The tokens of texts, each once, without stop words."""
    return " ".join(filterfalse(STOP_WORDS.__contains__, dict.fromkeys(_tokens(texts))))


def _exact(text: Text) -> str:
    """Codes, amounts and days, each as it may be asked for."""
    days = list(filter(None, text.days))
    in_words = map(day, map(date.fromisoformat, days))
    parts = chain(_tokens(text.exact), _amounts(text.amounts), days, _tokens(in_words))
    return " ".join(dict.fromkeys(parts))


def _amounts(amounts: Iterable[int]) -> Iterator[str]:
    return chain.from_iterable(map(_written, filter(None, amounts)))


@lru_cache(maxsize=4096)
def _written(kr: int) -> Sequence[str]:
    """An amount as it may be asked for: in kronor, and in millions with a decimal, rounded."""
    tenths = (abs(kr) + 50_000) // 100_000
    millions = f"{tenths // 10},{tenths % 10}".removesuffix(",0")
    return (str(abs(kr)), millions) if tenths else (str(abs(kr)),)


class What(NamedTuple):
    """What a page says of itself, besides the rows of its tables."""

    facts: Mapping[str, object] = {}
    """What the names of its type are made with."""
    names: Sequence[str] = ()
    amount: str = ""
    ar: tuple[int, ...] = ()
    omraden: tuple[str, ...] = ()
    rows: Sequence[str] = ()
    words: Sequence[str] = ()
    light: Sequence[str] = ()
    amounts: Sequence[int] = ()
    slag: str = ""
    """Its kind, where that is not its type's."""
    sentence: str = ""
    """What to say of it, where that is not what the page begins with."""


def _what(template: str, page: Page, publication: Publication) -> What:
    content = page.content
    match template:
        case "start":
            org = publication.organisation
            sums = [summa.kr for _, summa, _ in content["summor"] if summa.kr]
            facts = {"webbplats": org.webbplatsnamn, "organisation": org.namn}
            return What(facts, amounts=sums)
        case "ar":
            ar = content["ar"]
            own = content["beslut"].every
            facts = {"ar": ar, "pengar": publication.ordval.om.pengar}
            return What(facts, (), _amount(own), (ar,), amounts=_own(own))
        case "omrade_ar":
            return _omrade_year(content)
        case "omrade":
            return _omrade(content)
        case "beslut_ar":
            return What({"ar": content["ar"]}, ar=(content["ar"],))
        case "beslut":
            return _beslut(content)
        case "satsning":
            satsning = content["satsning"]
            years = _years(content["beslut"].every)
            return What({"namn": satsning.namn}, ar=years, words=(satsning.beskrivning,))
        case "mottagare":
            mottagare, rows = content["mottagare"], content["insatser"].every
            facts, about = {"namn": mottagare.namn}, (mottagare.beskrivning or "",)
            return What(facts, ar=_years(rows), omraden=_omraden(rows), words=about)
        case "objekt":
            objekt, rows = content["objekt"], content["omraden"].every + content["insatser"].every
            facts, about = {"objekt": objekt.id}, (objekt.beskrivning,)
            return What(facts, ar=_years(rows), omraden=_omraden(rows), words=about)
        case "sida":
            return _sida(page)
    return What()


def _omrade_year(content: Mapping[str, Any]) -> What:
    omrade, ar, own = content["omrade"], content["ar"], content["egna"].every
    villkor = [
        each for _, headings, _ in content["villkor"] for _, several in headings for each in several
    ]
    said = [text for each in villkor for text in (each.rubrik, each.galler_for, each.text) if text]
    parts = [row.namn for row in content["delbelopp"].every]
    return What(
        {"namn": omrade.namn, "ar": ar},
        [*_spoken(_own(own)), *(f"{part} {ar}" for part in parts), *parts],
        _amount(own),
        (ar,),
        (omrade.id,),
        words=[omrade.namn, *(_of_status(row.status) for row in own)],
        light=[omrade.beskrivning, *said],
    )


def _omrade(content: Mapping[str, Any]) -> What:
    omrade, groups = content["omrade"], content["serie"].every
    years = tuple(group.heading for group in groups if group.heading in content["sidor"])
    others = [*content["foregangare"], *content["efterfoljare"]]
    rows = [row for group in groups for row in group.rows]
    stated = {row.ar for row in rows if row.status.galler and row.says_amount}
    latest = sorted(stated)[-_FEW:]
    return What(
        {"namn": omrade.namn},
        ar=years,
        omraden=(omrade.id,),
        sentence=sentences.about_omrade(
            omrade.namn, [row for row in rows if row.ar in latest or not latest]
        ),
        words=[omrade.beskrivning],
        light=[other.namn for other in others] + [brott.forklaring for brott in omrade.brott],
    )


def _beslut(content: Mapping[str, Any]) -> What:
    beslut, rad, satsning = content["beslut"], content["rad"], content["satsning"]
    names = [beslut.titel, *case_numbers(beslut), *_spoken(_own([rad]))]
    if beslut.paragraf:
        names += [f"§ {beslut.paragraf}", f"paragraf {beslut.paragraf}"]
    omraden = [view.omrade_id for view in content["omraden"].every if view.omrade_id]
    return What(
        {"namn": satsning.namn, "ar": beslut.ar},
        names,
        f"{amount_in_words(rad)} {labels.STATUS[rad.status].om_kronor}" if rad.says_amount else "",
        tuple(dict.fromkeys([beslut.ar, rad.ar])),
        tuple(dict.fromkeys([*([beslut.omrade] if beslut.omrade else []), *omraden]))[:_FEW],
        words=[_of_status(rad.status)],
        light=[villkor.rubrik or "" for villkor in beslut.villkor],
    )


def _spoken(amounts: Sequence[int]) -> list[str]:
    """Amounts as they may be asked for, large ones in whole millions too: `75 miljoner`."""
    millions = [str((kr + 500_000) // 1_000_000) for kr in amounts if kr >= 10_000_000]
    return [*_amounts(amounts), *millions]


def _of_status(status: Status) -> str:
    """The words by which money of a status is asked for."""
    return f"{labels.STATUS[status].etikett} {labels.STATUS[status].arende}"


def _sida(page: Page) -> What:
    name = page.address.rstrip("/")
    headings, prose = read_prose(str(page.content["text"]))
    slag = GUIDE if name == addresses.GUIDE else ""
    return What({"namn": name}, words=headings, light=prose, slag=slag)


def _years(rows: Iterable[Row]) -> tuple[int, ...]:
    return tuple(sorted({row.ar for row in rows}, reverse=True))


def _omraden(rows: Iterable[Row]) -> tuple[str, ...]:
    """The områden that some rows are about; none where they are many, and it about no one."""
    omraden = tuple(dict.fromkeys(row.omrade_id for row in rows if row.omrade_id))
    return omraden if len(omraden) <= _FEW else ()


def _amount(rows: Sequence[Row]) -> str:
    """What rows of a level come to, and what that is: `41 247 254 kr beslutade`."""
    parts = [
        f"{summa.hela} {labels.STATUS[status].om_kronor}"
        for status, summa in summed_by_status(rows).items()
        if summa.hela
    ]
    return listing(parts)


def _own(rows: Sequence[Row]) -> Sequence[int]:
    """What rows of a level come to, in whole kronor."""
    return [summa.kr for summa in summed_by_status(rows).values() if summa.kr]


def render(pages: Iterable[bytes], publication: Publication) -> Iterator[File]:
    """What readers search in: pages, the words that are explained, and the codes of problems.

    The entries of pages come as JSON.
    """
    register = publication.register
    ways = {asked(word.ord): word.samma for word in register.ordled.values()}
    terms = (_ord(term, ways.get(asked(term.ord), ())) for term in register.ordlista.values())
    omraden = {omrade.id: omrade.namn for omrade in by_name(register.omraden.values())}
    vocabulary = _vocabulary(register.ordled.values())
    codes = map(_kod, CATALOGUE) if addresses.GUIDE in register.sidor else ()
    every = chain(pages, map(search_index.as_json, chain(terms, codes)))
    ordval = publication.ordval
    leading = [
        (address, ordval.fill(text))
        for address, text in _WORDS["vagar"].items()
        if address not in publication.empty_lists
    ]
    said = Said(ordval.versal.omrade.en, leading)
    yield from search_index.render(every, kinds(ordval), omraden, vocabulary, said)


def _vocabulary(ordled: Iterable[Ordled]) -> Vocabulary:
    """What the organisation says of words that are sought."""
    parts, undivided = set[str](), set[str]()
    same = list[tuple[Sequence[str], Sequence[str]]]()
    for word in ordled:
        if word.hel:
            undivided.update(tokens(word.ord))
        elif word.samma:
            same += permutations([asked(way) for way in (word.ord, *word.samma)], 2)
        else:
            parts.update(tokens(word.ord))
    return Vocabulary(parts, undivided, same)


def _ord(term: Ord, ways: Sequence[str]) -> Entry:
    """A word that is explained, which has other `ways` to be written."""
    return Entry(
        f"{addresses.ORDLISTA}#{addresses.anchor(term)}",
        TERM,
        term.ord,
        term.forklaring,
        names=(term.ord, *(way for way in ways if len(asked(way)) == 1)),
        whole=[way for way in ways if len(asked(way)) > 1],
        phrases=[form.format(ord=term.ord) for form in _WORDS["ordfragor"]],
        words=_joined([term.ord, term.forklaring, *ways]),
    )


def _kod(code: str) -> Entry:
    """What a problem's code means, for whoever edits the data; never its examples."""
    told = CATALOGUE[code]
    text = f"{told.meaning} {told.why}"
    # Not as a name, whose words would be found before the pages that are about them.
    known = " ".join(asked(code)) if "-" in code else ""
    faint = _joined([text] if known else [code, text])
    return Entry(addresses.kod(code), GUIDE, code, text, faint=faint, exact=known)
