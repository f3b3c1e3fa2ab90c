"""A decision as flat rows: one for each thing in it that has a place and may have an amount.

Ids, inherited sources and inherited themes are worked out here, once; sums, tables, pages
and rules all walk these rows and none of them descends into a decision by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from generator.data.belopp import Belopp, Intervall
from generator.data.beslut import (
    Aktivitet,
    Beslut,
    Delomrade,
    Insats,
    Kalla,
    NamedPost,
    Post,
    Ram,
    Upprepning,
    Utvecklingsomrade,
)
from generator.data.derived import Niva
from generator.data.ids import GRUNDBELOPP, MAX, MIN, STYCKPRIS, UPPREPNING, BeloppId, RadId
from generator.data.types import RamTyp, slug
from generator.reading.register import Register, Where, beslut_file
from generator.reading.yaml_text import Path


@dataclass(frozen=True)
class Row:
    """One row of a decision, with all that it inherits."""

    id: RadId
    """Unique in the register."""
    overordnad_id: str
    """The row it stands in; empty for the decision itself and for a frame's top."""
    niva: Niva
    beslut: Beslut
    namn: str
    belopp: Belopp | None
    """The amount that counts; None where none is stated, and where a range is."""
    intervall: Intervall | None
    """The range that is stated instead, which is in no sum."""
    kalla: Kalla
    """Handling and section, inherited where not given; the printed form is always its own."""
    omrade_id: str
    objekt: str
    data: Beslut | Post | Aktivitet
    place: Where
    harledd: bool = False
    """True for the one område row that a decision without utvecklingsområden is given."""

    @cached_property
    def rad_id(self) -> str:
        """The id as text, which is what it is looked up by."""
        return str(self.id)

    def at(self, *path: str) -> Where:
        """The place of what the data says of it in a field."""
        return Where(self.place.file, (*self.place.path, *path))

    @property
    def lokal_id(self) -> str:
        """The id as it is written inside the decision's own file; empty for the decision."""
        return self.id.lokal_id

    @property
    def kr(self) -> int | None:
        """Kronor; None where no amount is stated, and where a range is."""
        return self.belopp.kr if self.belopp else None

    @property
    def stated(self) -> Belopp | Intervall | None:
        """What the document states, be it a range."""
        return self.belopp or self.intervall

    @property
    def belopp_angivet(self) -> str:
        """The amount as the document prints it; empty where it states none."""
        return self.kalla.angivet or (self.stated.angivet if self.stated else "")

    @property
    def djup(self) -> int:
        """How many parts of its decision it stands inside."""
        return max(len(self.id.delar) - 1, 0)

    @property
    def utvecklingsomrade(self) -> Utvecklingsomrade | None:
        """What the data says of it, if it is an utvecklingsområde."""
        return self.data if isinstance(self.data, Utvecklingsomrade) else None

    @property
    def insats(self) -> Insats | None:
        """What the data says of it, if it is an insats."""
        return self.data if isinstance(self.data, Insats) else None

    @property
    def aktivitet(self) -> Aktivitet | None:
        """What the data says of it, if it is an aktivitet."""
        return self.data if isinstance(self.data, Aktivitet) else None

    @property
    def ram(self) -> Ram | None:
        """What the data says of it, if it is a frame; with what it inherits from those around."""
        return self.data if isinstance(self.data, Ram) else None

    @property
    def is_varav(self) -> bool:
        """Whether its amount is inside another's without being a part that adds up to it."""
        return self.niva is Niva.VARAV or bool(self.ram and self.ram.ramtyp is RamTyp.VARAV)

    @property
    def is_earmarked(self) -> bool:
        """Whether its money may be used for nothing else."""
        return isinstance(self.data, Delomrade) and self.data.oronmarkt


Part = Utvecklingsomrade | NamedPost | Aktivitet
_LISTS: Mapping[type, Mapping[str, Niva]] = {
    Beslut: {
        "omraden": Niva.OMRADE,
        "insatser": Niva.INSATS,
        "aktiviteter": Niva.AKTIVITET,
        "ramar": Niva.RAM,
    },
    Utvecklingsomrade: {
        "delomraden": Niva.DELOMRADE,
        "varav": Niva.VARAV,
        "insatser": Niva.INSATS,
    },
    Delomrade: {"varav": Niva.VARAV},
    Insats: {"delposter": Niva.DELPOST},
    Ram: {"delar": Niva.RAM},
}
"""What has rows inside it: in which fields and of which level, in the order of the rows."""


def register_rows(register: Register) -> tuple[Row, ...]:
    """The rows of every decision, in the order of the files."""
    return tuple(row for beslut in register.beslut for row in beslut_rows(beslut))


def beslut_rows(beslut: Beslut) -> Iterator[Row]:
    """The decision's own row, then its parts as they stand in its file."""
    top = Row(
        id=RadId(beslut.beslut_id),
        overordnad_id="",
        niva=Niva.BESLUT,
        beslut=beslut,
        namn=beslut.titel,
        belopp=point(beslut.belopp),
        intervall=in_range(beslut.belopp),
        kalla=beslut_kalla(beslut),
        omrade_id=beslut.omrade or "",
        objekt=beslut.objekt or "",
        data=beslut,
        place=Where(beslut_file(beslut), ()),
    )
    yield top
    if beslut.omrade and not beslut.omraden:  # so that each year of an område has its page
        yield replace(
            top,
            id=top.id.inside(beslut.omrade),
            overordnad_id=top.rad_id,
            niva=Niva.OMRADE,
            harledd=True,
        )
    yield from _rows_inside(top)


def point(stated: Belopp | Intervall | None) -> Belopp | None:
    """What is stated, where it has a value of its own."""
    return stated if isinstance(stated, Belopp) else None


def in_range(stated: Belopp | Intervall | None) -> Intervall | None:
    """What is stated, where it is a range."""
    return stated if isinstance(stated, Intervall) else None


def resolve_kalla(kalla: Kalla | None, around: Kalla) -> Kalla:
    """A source completed from the one around it; another handling brings no section along."""
    if kalla is None:
        return around if around.angivet is None else around.model_copy(update={"angivet": None})
    same = kalla.handling in (None, around.handling)
    return Kalla(
        handling=kalla.handling or around.handling,
        avsnitt=kalla.avsnitt or (around.avsnitt if same else None),
        angivet=kalla.angivet,
    )


def beslut_kalla(beslut: Beslut) -> Kalla:
    """A decision's source: where it rests on a single document, that one unless it says other."""
    only = beslut.handlingar[0].id if len(beslut.handlingar) == 1 else None
    return resolve_kalla(beslut.kalla, Kalla(handling=only))


class Repeat(NamedTuple):
    """A figure that a document states again elsewhere (English: repeated figure)."""

    upprepning: Upprepning
    subject: Row
    """The row whose figure it repeats."""
    variant: str
    """Tells it from other repeats of that figure: where it stands, such as `underlag-bakgrund`."""
    kalla: Kalla
    place: Where


def repeats(top: Row, by_id: Mapping[str, Row]) -> Iterator[Repeat]:
    """The repeated figures of a decision, given its own row and all rows by id.

    They are named by handling and section, which survives that others are added before them.
    """
    times: Counter[tuple[str, str]] = Counter()
    for index, upprepning in enumerate(top.beslut.upprepningar):
        subject = by_id.get(f"{top.rad_id}/{upprepning.av}" if upprepning.av else top.rad_id)
        if subject is None:
            continue  # told of as an unknown id
        kalla = resolve_kalla(upprepning.kalla, subject.kalla)
        where = slug(f"{kalla.handling or ''} {kalla.avsnitt or ''}")
        times[subject.rad_id, where] += 1
        again = times[subject.rad_id, where]
        variant = "-".join(filter(None, (where, str(again) if again > 1 else "")))
        place = Where(top.place.file, ("upprepningar", index, "belopp"))
        yield Repeat(upprepning, subject, variant, kalla, place)


class Amount(NamedTuple):
    """An amount that a document states and the site publishes, or an end of a range."""

    id: BeloppId
    belopp: Belopp
    row: Row
    kalla: Kalla
    angivet: str
    """As the document prints it."""
    place: Where

    @property
    def kr(self) -> int:
        """Kronor."""
        return self.belopp.kr


def stated_amounts(rows: Iterable[Row]) -> Iterator[Amount]:
    """Every amount of some decisions: of rows, unit prices, base amounts and repeats."""
    rows = tuple(rows)
    by_id = {row.rad_id: row for row in rows}
    for row in rows:
        if row.harledd:
            continue
        if row.stated:
            printed, place = row.belopp_angivet, row.at("belopp")
            yield from _amounts("", row.stated, row, row.kalla, printed, place)
        price = row.insats.styckpris if row.insats else None
        if price and price.belopp:
            printed, place = price.angivet or price.belopp.angivet, row.at("styckpris", "belopp")
            yield from _amounts(STYCKPRIS, price.belopp, row, row.kalla, printed, place)
        if row.ram and row.ram.grundbelopp:
            base, place = row.ram.grundbelopp, row.at("grundbelopp")
            yield from _amounts(GRUNDBELOPP, base, row, row.kalla, base.angivet, place)
        if row.niva is Niva.BESLUT:
            for again in repeats(row, by_id):
                vad = f"{UPPREPNING}-{again.variant}" if again.variant else UPPREPNING
                stated, kalla = again.upprepning.belopp, again.kalla
                printed = kalla.angivet or stated.angivet
                yield from _amounts(vad, stated, again.subject, kalla, printed, again.place)


def _amounts(
    vad: str, stated: Belopp | Intervall, row: Row, kalla: Kalla, printed: str, place: Where
) -> Iterator[Amount]:
    """What is stated as one amount, or as the two ends of a range."""
    if isinstance(stated, Belopp):
        yield Amount(BeloppId(row.id, vad), stated, row, kalla, printed, place)
        return
    for end, kr in ((MIN, stated.min_kr), (MAX, stated.max_kr)):
        belopp_id = BeloppId(row.id, f"{vad}-{end}" if vad else end)
        belopp = Belopp(kr, stated.precision, stated.angivet)
        yield Amount(belopp_id, belopp, row, kalla, printed, place)


def _rows_inside(around: Row) -> Iterator[Row]:
    """The rows of all that stands in a row, each followed by what stands in it."""
    for field, niva in _LISTS.get(type(around.data), {}).items():
        for index, part in enumerate(getattr(around.data, field)):
            row = _row(around, part, niva, (*around.place.path, field, index))
            yield row
            yield from _rows_inside(row)


def _row(around: Row, part: Part, niva: Niva, path: Path) -> Row:
    """The row of a part; a frame inherits from other frames alone."""
    is_outermost_frame = isinstance(part, Ram) and around.ram is None
    if is_outermost_frame:
        around = replace(around, omrade_id="", objekt="")
    omrade = part.omrade if isinstance(part, Utvecklingsomrade | Ram) else None
    objekt = part.objekt if isinstance(part, Utvecklingsomrade | Delomrade | Insats) else None
    stated = None if isinstance(part, Aktivitet) else part.belopp
    return Row(
        id=around.id.inside(part.nyckel),
        overordnad_id="" if is_outermost_frame else around.rad_id,
        niva=niva,
        beslut=around.beslut,
        namn=part.rubrik if isinstance(part, Utvecklingsomrade) else part.namn,
        belopp=point(stated),
        intervall=in_range(stated),
        kalla=resolve_kalla(part.kalla, around.kalla),
        omrade_id=omrade or around.omrade_id,
        objekt=objekt or around.objekt,
        data=_completed(part, around.ram) if isinstance(part, Ram) and around.ram else part,
        place=Where(around.place.file, path),
    )


def _completed(ram: Ram, around: Ram) -> Ram:
    """A frame with the year, scope, receiver and preliminarity that go downwards."""
    return ram.model_copy(
        update={
            "ar": ram.ar or around.ar,
            "omfattning": ram.omfattning or around.omfattning,
            "mottagartyp": ram.mottagartyp or around.mottagartyp,
            "preliminar": around.preliminar if ram.preliminar is None else ram.preliminar,
        }
    )


def is_part_of_sum(row: Row) -> bool:
    """Whether a row counts towards the total of the row it stands in."""
    return not row.is_varav and row.niva is not Niva.AKTIVITET
