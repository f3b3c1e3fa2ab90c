"""What a page is: its address, its words, its tables, and the way to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

from generator.data.beslut import Beslut
from generator.data.derived import Niva
from generator.data.posts import Insats
from generator.data.registers import Mottagare, Objekt
from generator.data.types import LIVING, Status
from generator.publishing import addresses, parts, sentences
from generator.publishing.columns import Table, statement_id
from generator.publishing.feeds import Feed
from generator.publishing.inputs import Tells
from generator.publishing.record import Record
from generator.publishing.titles import Titles
from generator.reading.register import DATA, Register, Where
from generator.reckoning.corrections import Correction, PublishedChange
from generator.reckoning.kontroll import Kontroll
from generator.reckoning.rows import Row
from generator.reckoning.standing import Followed
from generator.reckoning.totals import Summa, summed
from generator.words import labels
from generator.words.ordval import Ordval
from generator.words.swedish import number


class Crumb(NamedTuple):
    """A step on the way to a page."""

    title: str
    address: str


class Origin(NamedTuple):
    """Where something that a page tells stands in the data."""

    name: str
    place: Where


def files_of(rows: Iterable[Row], titles: Titles) -> tuple[Origin, ...]:
    """The first place in each decision's file that rows are from."""
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row.place.file, row)
    return tuple(Origin(titles[row.id.beslut_id], row.place) for row in first.values())


def list_file(register: Register, name: str, title: str, id_: str = "") -> tuple[Origin, ...]:
    """The file of a list, such as `omraden`; at the entry with an id where one is given."""
    file = f"{DATA}/{name}.yml"
    entries = enumerate(register.sources[file].data)
    path = tuple(index for index, entry in entries if id_ and entry.get("id") == id_)
    return (Origin(title, Where(file, path[:1])),)


class Total(NamedTuple):
    """A closing row: what it covers, and what that comes to."""

    status: Status
    niva: Niva
    """What its rows are counted as."""
    every: int
    """How many those are, and how many of them state an amount."""
    stated: int
    summa: Summa
    rows: Sequence[Row]
    """The rows that it adds."""
    of_list: bool = False
    """Whether it is of all of a list that the page shows a part of."""

    def label(self, ordval: Ordval) -> str:
        """What it covers: how many have an amount at all, since the others count as nothing."""
        which = ordval.count_of(self.every, self.niva, self.status)
        if self.stated < self.every:
            which = f"{number(self.stated)} av {which} har belopp"
        label = f"Summa {labels.STATUS[self.status].etikett.lower()}, {which}"
        return f"{label}; gäller hela listan, inte bara raderna här" if self.of_list else label


class Statement(NamedTuple):
    """Something a decision says that has no row of its own."""

    beslut: Beslut
    data: Any


@dataclass(frozen=True)
class View:
    """A table on a page: its rows, and where they are in a public table.

    The page's own downloads hold just these rows, with all the columns of the public table.
    """

    id: str
    rows: Sequence[Any]
    table: str = ""
    """The public table that the rows are from; empty for a table that only leads on."""
    summed: Niva | None = None
    """What its whole rows are to be counted as where they may be added up; None where not."""
    whole: View | None = None
    """All of the list, where the page shows a part of it."""
    first: int = 0
    """The place of its first row in all of the list."""

    def part(self, first: int, after: int) -> View:
        """The rows from a place to before another, which may both be outside; itself if all."""
        rows = self.rows[max(first, 0) : max(after, 0)]
        if len(rows) == len(self.rows):
            return self
        return replace(self, rows=rows, whole=self, first=max(first, 0))

    @property
    def every(self) -> Sequence[Any]:
        """The rows of all of the list."""
        return self.whole.rows if self.whole else self.rows

    @property
    def span(self) -> str:
        """Which rows of the list are shown, in words; empty where it is all of them."""
        if not self.whole:
            return ""
        return sentences.about_part(self.first, len(self.rows), len(self.whole.rows))

    @cached_property
    def totals(self) -> list[Total]:
        """A closing row for each status: of the wholes that are shown, never of their parts.

        Where a part of a list is shown, they are of all of it.
        """
        if self.whole:
            return [total._replace(of_list=True) for total in self.whole.totals]
        if self.summed is None:
            return []
        shown = {row.rad_id for row in self.rows}
        wholes = [row for row in self.rows if row.overordnad_id not in shown and not row.is_refused]
        totals = []
        for status in LIVING:
            added = [row for row in wholes if row.status is status]
            summa = summed(added)
            if len(added) < 2 or not summa.hela:
                continue
            every = self._things(added)
            stated = self._things(row for row in added if row.says_amount)
            totals.append(Total(status, self.summed, len(every), len(stated), summa, added))
        return totals

    def _things(self, rows: Iterable[Row]) -> set[str]:
        """What is counted: an område or a decision once, however many rows it has."""
        if self.summed is Niva.BESLUT:
            return {row.id.beslut_id for row in rows}
        return {row.omrade_id if self.summed is Niva.OMRADE else row.thing for row in rows}

    @cached_property
    def keys(self) -> list[str]:
        """The shown rows' keys in the public table, in the order shown."""
        keys = [key for row in self.rows for key in _keys(row, self.table)]
        return list(dict.fromkeys(keys))

    @property
    def tells_amounts(self) -> bool:
        """Whether any of its rows has an amount; of the rows of another kind each is a sum."""
        return any(not isinstance(row, Row) or row.says_amount for row in _ungrouped(self.rows))

    @property
    def is_single(self) -> bool:
        """Whether there is one row in all, which is shown as its facts and not under headings."""
        return self.whole is None and len(self.rows) == 1 and len(self.keys) < 2

    @property
    def is_table(self) -> bool:
        """Whether there is anything to download: one row is a text."""
        return bool(self.table) and (self.whole is not None or len(self.keys) > 1)

    def records(self, tables: Mapping[str, Table]) -> tuple[Table, list[Record]]:
        """The public table that the rows are from, and its records for them."""
        table = tables[self.table]
        return table, [table.record(key) for key in self.keys]

    @cached_property
    def names_recipients(self) -> bool:
        """Whether any insats says who receives or answers for the money."""
        return self.names_mottagare or self.names_answering

    @cached_property
    def names_mottagare(self) -> bool:
        """Whether any insats says who receives the money."""
        return any(insats.mottagare for insats in self._insatser)

    @cached_property
    def names_answering(self) -> bool:
        """Whether any insats says who answers for the money."""
        return any(insats.ansvarig for insats in self._insatser)

    @cached_property
    def names_objects(self) -> bool:
        """Whether anything is booked on an accounting object."""
        return any(row.objekt for row in self.every)

    @cached_property
    def mixes_statuses(self) -> bool:
        """Whether both decided and proposed money is shown, so that each row must say which."""
        return len({row.status for row in self.every if isinstance(row, Row)}) > 1

    @cached_property
    def names_goals(self) -> bool:
        """Whether any insats says what it is to lead to."""
        return any(insats.mal for insats in self._insatser)

    @property
    def _insatser(self) -> list[Insats]:
        return [row.insats for row in self.every if row.insats]


def _keys(row: Any, table: str) -> Iterator[str]:
    """The keys of the public rows that one row of a page shows: of a group, all of its own."""
    match row:
        case Row():
            yield row.id.beslut_id if table == "beslut" else row.rad_id
        case Kontroll():
            yield row.kontroll_id
        case Correction():
            yield row.rattelse_id
        case Followed():
            yield row.utfall_id
        case PublishedChange():
            yield row.andring_id
        case Statement():
            yield statement_id(row.beslut, row.data)
        case Mottagare() | Objekt():
            yield row.id
        case Group():
            for grouped in row.rows:
                yield from _keys(grouped, table)


class Group(NamedTuple):
    """Rows of a table that stand together under one heading, such as a year's."""

    heading: Any
    rows: Sequence[Any]


def _ungrouped(rows: Iterable[Any]) -> Iterator[Any]:
    for row in rows:
        yield from _ungrouped(row.rows) if isinstance(row, Group) else [row]


class Part(NamedTuple):
    """Which of the pages it is, where a long list is told on several."""

    number: int
    of: int
    folder: str
    """The address of the first."""

    def address_of(self, number: int) -> str:
        """Where another of the pages is."""
        return parts.address(self.folder, number)

    @property
    def address(self) -> str:
        """Where the page is."""
        return self.address_of(self.number)

    @property
    def name(self) -> str:
        """What the page is called, after what the list is called."""
        return f"sida {self.number} av {self.of}"


@dataclass(frozen=True)
class Page:
    """One page to be written."""

    address: str
    title: str
    description: str
    content: Mapping[str, Any]
    """What its template is given. Views among the values get downloads of their own."""
    crumbs: tuple[Crumb, ...] = ()
    """The pages above this one, the start page left out."""
    lang: str = ""
    """The language of its words; empty where that is Swedish, as the frame around it always is."""
    long: bool = False
    """Whether the page is long enough to need a list of its headings."""
    origins: tuple[Origin, ...] = ()
    """The files that the page's own data is in, for who would put it right."""
    leads_to: str | None = None
    """The page that this address leads on to; None where there is something to read here."""
    keeps_tables: bool = False
    """Whether its tables are files of their own; else the public tables are what is downloaded.

    So are a decision's, a year's and an område's of a year: what others cite.
    """
    listed: bool = True
    """Whether the page is there to be found: in the search, and by search engines."""
    thing: Mapping[str, Any] | None = None
    """What it is about in schema.org's words, besides the way to it."""
    more: Mapping[str, Any] = field(default_factory=dict)
    """What its JSON tells besides the rows of its tables."""
    part: Part | None = None
    """Which page it is of those that a long list is told on; None where the list fits."""
    embeds: bool = False
    """Whether others may show its pictures and tables on their own pages."""
    feed: Feed | None = None
    """What tells of new money to what the page is about; None where it can't be followed."""

    @cached_property
    def views(self) -> list[View]:
        """The page's tables, those inside lists too, that show rows of a public table."""
        return [view for view in _views(self.content.values()) if view.table and view.rows]


class Plan(NamedTuple):
    """A page that is to be made, and what it is made of.

    To know where pages are, or that one is as it was, none has to be made.
    """

    address: str
    make: Callable[[], Page]
    reads: frozenset[str] | None = None
    """The decisions whose data it tells of, by their ids; None where it may be any.

    Those that these replace or change, and what is no decision's, every page may tell of.
    """
    totals: str = ""
    """What it tells that all decisions come to, as text, where it needs nothing else of them."""
    goes_on: bool = False
    """Whether it is a later page of a long list: what stands on it moves as the list grows."""
    tells: Tells = Tells.ALL


def reads(rows: Iterable[Row]) -> frozenset[str]:
    """The decisions that some rows are from."""
    return frozenset(row.id.beslut_id for row in rows)


def _views(values: Iterable[Any]) -> Iterator[View]:
    for value in values:
        if isinstance(value, View):
            yield value
        elif isinstance(value, list | tuple):
            yield from _views(value)


BESLUT_CRUMB = Crumb("Beslut", addresses.BESLUT)
