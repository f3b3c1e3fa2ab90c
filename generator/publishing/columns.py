"""What a public table and its columns are, and the columns that several tables share.

A column that shows a field of the model takes its words from there, and its value too where
nothing else is said. Which columns a table has, and in which order, stands in `tables`.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as field_of
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel

from generator.data.belopp import Belopp
from generator.data.beslut import Aterrapportering, Beslut, Handling, Villkor
from generator.data.ids import BeloppId
from generator.data.posts import Kalla
from generator.data.registers import Omrade, Satsning
from generator.publishing.record import Form, Plain, Record, as_json
from generator.publishing.spool import Spool, places
from generator.reading.register import Register
from generator.reckoning.corrections import Correction, PublishedChange
from generator.reckoning.kontroll import Kontroll
from generator.reckoning.rows import Row, resolve_kalla
from generator.reckoning.standing import Changes
from generator.words.ordval import Ordval
from generator.words.swedish import capitalised

Value = Plain | Belopp | BeloppId | date | StrEnum | Sequence[str]
"""What a getter gives: see `plain` for what becomes of it."""
Kind = Literal["text", "datum", "adress", "heltal", "kronor", "ja_nej"]
"""What the values of a column are; a test holds them to it."""
Found = Literal["beslut", "register", "webbplats"]
"""Where the values of a column are found: with a decision, in a register, or here alone."""
_AT_HAND = 1 << 14
"""How many rows of a table are kept at hand: those of a year, and all of most sites."""

Data = TypeVar("Data", covariant=True)
Shown = TypeVar("Shown", contravariant=True)
Each = TypeVar("Each")


@dataclass(frozen=True)
class Basis:
    """All that the public tables are made from."""

    register: Register
    rows: Mapping[str, Row]
    """By id, in the order of the files."""
    kontroller: Mapping[str, Sequence[Kontroll]]
    """The checks of each decision, by its id."""
    rattelser: Sequence[Correction]
    changes: Changes
    andringar: Sequence[PublishedChange]
    base: str
    """The site's address, with a slash at the end."""
    moved: Mapping[str, str]
    """Where what is told on a list that has grown long stands instead, by its address."""
    ordval: Ordval
    spool: Spool = field_of(default_factory=Spool, compare=False, repr=False)
    """Where the rows' lines are put away."""


@dataclass(frozen=True, slots=True)
class Item(Generic[Data]):
    """What one row of a table shows, with all that a getter may ask about it."""

    data: Data
    row: Row
    """The row of a decision that it is, or is about."""
    basis: Basis


@dataclass(frozen=True)
class Column(Generic[Shown]):
    """One column of a table, as the data dictionary shows it, and how its value is got."""

    name: str
    title: str
    description: str
    value: Callable[[Shown], Value]
    kind: Kind = "text"
    found: Found = "webbplats"


Shared = Column[Item[object]]
"""A column that any table of what stands in a decision may have."""
Several = tuple[Shared, ...]


def data_of(item: Any) -> object:
    """What a row of a table shows."""
    return item.data


def row_of(item: Item[object]) -> Row:
    """The row of a decision that something is, or is about."""
    return item.row


def beslut_of(item: Item[object]) -> Beslut:
    """The decision that something stands in."""
    return item.row.beslut


def kalla_of(item: Item[object]) -> Kalla:
    """Where something stands; a condition or a duty takes only the document from its decision."""
    if isinstance(item.data, Villkor | Aterrapportering):
        return resolve_kalla(item.data.kalla, Kalla(handling=item.row.kalla.handling))
    return item.row.kalla


def statement_id(beslut: Beslut, data: Handling | Villkor | Aterrapportering) -> str:
    """The fixed id of something that a decision says, which has no row of its own."""
    if isinstance(data, Handling):
        return f"{beslut.beslut_id}/{data.id}"
    kind = "villkor" if isinstance(data, Villkor) else "aterrapportering"
    return f"{beslut.beslut_id}/{kind}/{data.nyckel}"


def satsning_of(item: Item[object]) -> Satsning:
    """The agreement that the money of a decision is from."""
    return item.basis.register.satsningar[item.row.beslut.satsning]


def omrade_of(item: Item[object]) -> Omrade | None:
    """The theme of a row, if it has one."""
    return item.basis.register.omraden.get(item.row.omrade_id)


def field(
    model: type[BaseModel],
    name: str,
    column: str = "",
    kind: Kind = "text",
    *,
    of: Callable[[Any], object] = data_of,
    attribute: str = "",
    value: Callable[[Shown], Value] | None = None,
) -> Column[Shown]:
    """A column that shows a field of the model: of the item's data, or of what `of` gives.

    What has no such field, as a delpost has no goal, states nothing in the column. Where the
    words are the field's but not the value, it is an `attribute` of another name, or a `value`.
    """
    info, shown_as = model.model_fields[name], attribute or name
    get = value or (lambda item: getattr(of(item), shown_as, None))
    found: Found = "register" if model.__module__ == Satsning.__module__ else "beslut"
    return Column(column or name, info.title or name, info.description or "", get, kind, found)


def shown(
    name: str,
    title: str,
    description: str,
    of: Callable[[Any], object] = data_of,
    attribute: str = "",
    kind: Kind = "text",
    found: Found = "webbplats",
) -> Column[Any]:
    """A column of what is no field of the model, but an attribute of what `of` gives, if anything.

    The attribute has the column's name where nothing else is said.
    """
    shown_as = attribute or name

    def value(item: Any) -> Value:
        part = of(item)
        return None if part is None else getattr(part, shown_as)

    return Column(name, title, description, value, kind, found)


def kronor(
    name: str,
    title: str,
    description: str,
    of: Callable[[Any], object] = data_of,
    attribute: str = "",
    found: Found = "webbplats",
) -> Column[Any]:
    """The same for an amount: the column's name is that of the amount and its unit."""
    return shown(f"{name}_kr", title, description, of, attribute or name, "kronor", found)


def plain(value: Value) -> Plain:
    """A value as it is published: whole kronor, dates in ISO form, several texts as one."""
    if value is None or type(value) is str:  # as most are
        return value or None
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, int):
        return value
    if isinstance(value, Belopp):
        return value.kr
    if isinstance(value, BeloppId):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return "; ".join(value) or None


@dataclass(frozen=True)
class Table:
    """One public table: what it is, its columns and its rows, each made when it is first asked for.

    Of a row that no file is made of again, nothing is worked out.
    """

    name: str
    title: str
    en_rad: str
    """What one row is, to the reader."""
    columns: tuple[Column[Any], ...]
    items: Sequence[Any]
    """What each row shows, in order."""
    basis: Basis = field_of(repr=False)
    _records: dict[str, Record] = field_of(default_factory=dict, compare=False, repr=False)
    _printed: dict[Form, array[int]] = field_of(default_factory=dict, compare=False, repr=False)
    """Where each row's line is put away, by its place."""

    @property
    def key(self) -> str:
        """The column that identifies a row."""
        return self.columns[0].name

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Each row's place in the table, by the row's key."""
        key = self.columns[0].value
        return {str(plain(key(item))): place for place, item in enumerate(self.items)}

    @property
    def records(self) -> list[Record]:
        """Every row, in order."""
        return [self.record(key) for key in self.places]

    def record(self, key: str) -> Record:
        """A row by its key; what it says is worked out once."""
        if key not in self._records:
            if len(self._records) == _AT_HAND:
                self._records.clear()
            place, lines, spool = self.places[key], self._lines(as_json), self.basis.spool
            known = json.loads(spool.get(lines[place])).values() if lines[place] else None
            self._records[key] = Record(self._column, tuple(known or self._values(key)))
            if len(self.items) > _AT_HAND and not lines[place]:
                lines[place] = spool.put(as_json(self._records[key]).encode())
        return self._records[key]

    def _values(self, key: str) -> Sequence[Plain]:
        """What a row says, in the order of the columns."""
        item = self.items[self.places[key]]
        values = [plain(column.value(item)) for column in self.columns]
        values[self._column["url"]] = self.address(key)
        return values

    def told(self, *names: str) -> Iterator[tuple[Plain, ...]]:
        """What every row says in some columns but for `url`, and nothing else worked out."""
        values = [self.columns[self._column[name]].value for name in names]
        for item in self.items:
            yield tuple(plain(value(item)) for value in values)

    def know(self, keys: Iterable[str], lines: Iterable[bytes]) -> None:
        """Take rows as they were printed before, an object of JSON each, to be told of again."""
        printed = self._lines(as_json)
        for key, line in zip(keys, lines, strict=True):
            printed[self.places[key]] = self.basis.spool.put(line)

    def address(self, key: str) -> str:
        """Where on the web a row is told of in full."""
        address = str(self.columns[self._column["url"]].value(self.items[self.places[key]]))
        return f"{self.basis.base}{self.basis.moved.get(address, address)}"

    def printed(self, form: Form, keys: Iterable[str]) -> list[bytes]:
        """Rows as lines of a file of some form, each made once however many files have it."""
        spool, lines, found = self.basis.spool, self._lines(form), []
        for key in keys:
            place = self.places[key]
            if lines[place]:
                found.append(spool.get(lines[place]))
            else:
                found.append(form(self.record(key)).encode())
                lines[place] = spool.put(found[-1])
        return found

    def _lines(self, form: Form) -> array[int]:
        if form not in self._printed:
            self._printed[form] = places(len(self.items))
        return self._printed[form]

    @cached_property
    def _column(self) -> Mapping[str, int]:
        """Each column's place, by its name."""
        return {column.name: place for place, column in enumerate(self.columns)}


@dataclass(frozen=True)
class Declaration(Generic[Each]):
    """All that there is to say of a table; `items` gives what its rows show, in order.

    Its title and `en_rad` have the publisher's words filled in.
    """

    name: str
    title: str
    en_rad: str
    items: Callable[[Basis], Iterable[Each]]
    columns: tuple[Column[Each], ...]

    def table(self, basis: Basis) -> Table:
        """The table with its rows."""
        items = tuple(self.items(basis))
        title = capitalised(basis.ordval.fill(self.title))
        return Table(self.name, title, basis.ordval.fill(self.en_rad), self.columns, items, basis)


def declare(
    name: str,
    title: str,
    en_rad: str,
    items: Callable[[Basis], Iterable[Each]],
    *columns: Column[Each],
) -> Declaration[Each]:
    """A table, with its columns in order."""
    return Declaration(name, title, en_rad, items, columns)


RAD_ID = shown("rad_id", "Rad", "Radens fasta id; detsamma så länge uppgiften finns.", row_of)
OVERORDNAD_ID = shown("overordnad_id", "Ingår i", "Id för den rad som denna är en del av.", row_of)
BESLUT_ID = shown("beslut_id", "Beslut", "Beslutets id: år och kort namn.", beslut_of)
STATUS: Shared = Column(
    "status",
    "Status",
    "beslutad eller forslag för det som gäller; ersatt eller upphavd för det som inte längre gör "
    "det, och som inte ska räknas in i någon summa.",
    lambda item: item.row.status,
)
ANDRAR_ID = shown(
    "andrar_id",
    "Ändrar",
    "Id för raden vars belopp ändras; beloppet är då en ändring, med minus när det minskar.",
    row_of,
)
AVSER_AR = shown(
    "avser_ar",
    "Avser år",
    "Året som pengarna är för, när det är ett annat än beslutets eller står i handlingen.",
    row_of,
    kind="heltal",
    found="beslut",
)
SUMMA = kronor(
    "summa",
    "Summa av delarna (kr)",
    "Vad delarna blir tillsammans; det att räkna med där inget belopp anges.",
    row_of,
)
OMRADE_ID = shown(
    "omrade_id", "Område", "Områdets id i vårt register över teman.", row_of, found="beslut"
)
NIVA = shown(
    "niva", "Nivå", "Skiljer helheter från delar. Summera bara rader på en och samma nivå.", row_of
)
OF_BESLUT: Several = (BESLUT_ID, field(Beslut, "ar", kind="heltal", of=beslut_of))
OF_SATSNING: Several = (
    field(Beslut, "satsning", "satsning_id", of=beslut_of),
    shown("satsning", "Satsning", "Satsningens namn.", satsning_of, "namn", found="register"),
)
OF_OMRADE: Several = (
    OMRADE_ID,
    shown(
        "omrade",
        "Områdets namn",
        "Områdets namn i vårt register över teman.",
        omrade_of,
        "namn",
        found="register",
    ),
)
AMOUNT: Several = (
    kronor(
        "belopp",
        "Belopp (kr)",
        "Beloppet i hela kronor; tomt om det inte anges, och för ett intervall.",
        row_of,
        found="beslut",
    ),
    field(Kalla, "angivet", "belopp_angivet", of=row_of, attribute="belopp_angivet"),
)
KIND: Several = (
    shown(
        "belopp_typ",
        "Beloppets slag",
        "exakt, hogst (ett tak), cirka (ungefärligt) eller intervall; tomt om inget anges.",
        lambda item: item.row.stated,
        "typ",
        found="beslut",
    ),
    kronor(
        "belopp_min",
        "Belopp, lägst (kr)",
        "Intervallets lägre belopp; tomt om det inte är ett intervall.",
        lambda item: item.row.intervall,
        "min_kr",
        found="beslut",
    ),
    kronor(
        "belopp_max",
        "Belopp, högst (kr)",
        "Intervallets högre belopp; tomt om det inte är ett intervall.",
        lambda item: item.row.intervall,
        "max_kr",
        found="beslut",
    ),
)
SOURCE: Several = (field(Kalla, "handling", of=kalla_of), field(Kalla, "avsnitt", of=kalla_of))


def url(address: Callable[[Shown], str]) -> Column[Shown]:
    """The column with the place of each row on the site, relative until the table is made."""
    return Column("url", "Adress", "Uppgiftens adress på webbplatsen.", address, "adress")
