"""A decision as flat rows: one for each thing in it that has a place and may have an amount.

Ids, inherited sources and inherited themes are worked out here, once; sums, tables, pages
and rules all walk these rows and none of them descends into a decision by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from generator.data.belopp import Belopp
from generator.data.beslut import (
    Aktivitet,
    Arsdel,
    Beslut,
    Delomrade,
    Insats,
    Kalla,
    NamedPost,
    Post,
    Ram,
    Tilldelning,
    Upprepning,
    Utvecklingsomrade,
)
from generator.data.derived import Niva
from generator.data.ids import (
    ANVANT,
    ATERBETALT,
    GRUNDBELOPP,
    SOKT,
    STYCKPRIS,
    UPPREPNING,
    BeloppId,
    RadId,
)
from generator.data.types import RamTyp, Status, slug
from generator.reading.register import Register, Where, beslut_file
from generator.reading.yaml_text import Path
from generator.reckoning.life import Liv, lives
from generator.reckoning.parts import Summa, sum_of_parts

Data = Beslut | Post | Aktivitet | Arsdel
"""What the data says of a row."""


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
    kalla: Kalla
    """Handling and section, inherited where not given; the printed form is always its own."""
    omrade_id: str
    objekt: str
    data: Data
    place: Where
    liv: Liv
    """What has become of its decision."""
    andrar_id: str = ""
    """The row whose amount its own changes; empty for what changes none."""
    avser_ar: int | None = None
    """The year that its money is for, where that is another than the decision's or is said."""
    is_share: bool = False
    """Whether it is only what of a row is for one year, as that year's pages show it."""
    harledd: bool = False
    """True for the one område row that a decision without utvecklingsområden is given."""

    @cached_property
    def rad_id(self) -> str:
        """The id as text, which is what it is looked up by."""
        return str(self.id)

    def at(self, *path: str | int) -> Where:
        """The place of what the data says of it in a field."""
        return Where(self.place.file, (*self.place.path, *path))

    @property
    def lokal_id(self) -> str:
        """The id as it is written inside the decision's own file; empty for the decision."""
        return self.id.lokal_id

    @property
    def kr(self) -> int | None:
        """Kronor; None where no amount is stated."""
        return self.belopp.kr if self.belopp else None

    @cached_property
    def summa(self) -> Summa | None:
        """What its parts come to; None where no part, however deep, states an amount."""
        return None if self.is_share else sum_of_parts(self.data)

    @property
    def varde(self) -> int | None:
        """The kronor to count with: the stated amount, else what the parts come to."""
        return self.belopp.kr if self.belopp else self.summa.kr if self.summa else None

    @property
    def saknar(self) -> bool:
        """Whether it lacks an amount, or is only known by parts of which some lack one."""
        return self.belopp is None and (self.summa is None or self.summa.saknar)

    @property
    def tolerans(self) -> int:
        """How many kronor precision may pull its value from the true one."""
        if self.belopp:
            return self.belopp.tolerance
        return self.summa.tolerans if self.summa else 0

    @property
    def status(self) -> Status:
        """What its money counts as."""
        return self.liv.status

    @property
    def ar(self) -> int:
        """The year that its money is for."""
        return self.avser_ar or self.beslut.ar

    @property
    def is_negative(self) -> bool:
        """Whether it states less than nothing, without changing what another decision says."""
        return self.belopp is not None and self.belopp.kr < 0 and not self.beslut.andrar

    @property
    def is_refused(self) -> bool:
        """Whether it was applied for and refused."""
        return bool(self.insats and self.insats.avslag)

    @property
    def tilldelning(self) -> Tilldelning | None:
        """What the data says of it, if it may be for several years and be followed up."""
        return self.data if isinstance(self.data, Tilldelning) and not self.harledd else None

    @property
    def belopp_angivet(self) -> str:
        """The amount as the document prints it; empty where it states none."""
        return self.kalla.angivet or (self.belopp.angivet if self.belopp else "")

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


Part = Utvecklingsomrade | NamedPost | Aktivitet | Arsdel
_LISTS: Mapping[type, Mapping[str, Niva]] = {
    Beslut: {
        "omraden": Niva.OMRADE,
        "insatser": Niva.INSATS,
        "aktiviteter": Niva.AKTIVITET,
        "ramar": Niva.RAM,
        "per_ar": Niva.ARSDEL,
    },
    Utvecklingsomrade: {
        "delomraden": Niva.DELOMRADE,
        "varav": Niva.VARAV,
        "insatser": Niva.INSATS,
        "per_ar": Niva.ARSDEL,
    },
    Delomrade: {"varav": Niva.VARAV},
    Insats: {"delposter": Niva.DELPOST, "per_ar": Niva.ARSDEL},
    Ram: {"delar": Niva.RAM},
}
"""What has rows inside it: in which fields and of which level, in the order of the rows."""


def register_rows(register: Register) -> tuple[Row, ...]:
    """The rows of every decision, in the order of the files."""
    by_id = {beslut.beslut_id: beslut for beslut in register.beslut}
    liv_of = lives(register.beslut)
    rows: list[Row] = []
    for beslut in register.beslut:
        changed = by_id.get(beslut.andrar or "")
        if changed is None or changed is beslut:
            rows += beslut_rows(beslut, liv_of[beslut.beslut_id])
        else:
            to_change = beslut_rows(changed, liv_of[changed.beslut_id])
            rows += beslut_rows(
                beslut, liv_of[beslut.beslut_id], {row.id.delar: row for row in to_change}
            )
    return tuple(rows)


def beslut_rows(
    beslut: Beslut, liv: Liv, changed: Mapping[tuple[str, ...], Row] = MappingProxyType({})
) -> Iterator[Row]:
    """The decision's own row, then its parts as they stand in its file.

    `changed` are the rows of the decision whose amounts it changes, by their way within that.
    """
    top = Row(
        id=RadId(beslut.beslut_id),
        overordnad_id="",
        niva=Niva.BESLUT,
        beslut=beslut,
        namn=beslut.titel,
        belopp=beslut.belopp,
        kalla=beslut_kalla(beslut),
        omrade_id=beslut.omrade or "",
        objekt=beslut.objekt or "",
        data=beslut,
        place=Where(beslut_file(beslut), ()),
        liv=liv,
        avser_ar=beslut.avser_ar,
    )
    rows = [top]
    if beslut.omrade and not beslut.omraden:  # so that each year of an område has its page
        derived_id = top.id.inside(beslut.omrade)
        rows.append(
            replace(top, id=derived_id, overordnad_id=top.rad_id, niva=Niva.OMRADE, harledd=True)
        )
    for row in (*rows, *_rows_inside(top)):
        yield _changing(row, changed) if changed else row


def _changing(row: Row, changed: Mapping[tuple[str, ...], Row]) -> Row:
    """A row of a decision that changes another: which row it changes, and of which year."""
    old, whole = changed.get(row.id.delar), changed[()]
    return replace(
        row, andrar_id=old.rad_id if old else "", avser_ar=row.avser_ar or (old or whole).ar
    )


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
    """An amount that a document states and the site publishes."""

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
        if row.belopp:
            belopp_id, place = BeloppId(row.id), row.at("belopp")
            yield Amount(belopp_id, row.belopp, row, row.kalla, row.belopp_angivet, place)
        price = row.insats.styckpris if row.insats else None
        if price and price.belopp:
            printed, place = price.angivet or price.belopp.angivet, row.at("styckpris", "belopp")
            belopp_id = BeloppId(row.id, STYCKPRIS)
            yield Amount(belopp_id, price.belopp, row, row.kalla, printed, place)
        if row.insats and row.insats.sokt:
            sokt, place = row.insats.sokt, row.at("sokt")
            yield Amount(BeloppId(row.id, SOKT), sokt, row, row.kalla, sokt.angivet, place)
        yield from _outcomes(row)
        if row.ram and row.ram.grundbelopp:
            base, place = row.ram.grundbelopp, row.at("grundbelopp")
            belopp_id = BeloppId(row.id, GRUNDBELOPP)
            yield Amount(belopp_id, base, row, row.kalla, base.angivet, place)
        if row.niva is Niva.BESLUT:
            for again in repeats(row, by_id):
                vad = f"{UPPREPNING}-{again.variant}" if again.variant else UPPREPNING
                belopp, kalla = again.upprepning.belopp, again.kalla
                printed = kalla.angivet or belopp.angivet
                belopp_id = BeloppId(again.subject.id, vad)
                yield Amount(belopp_id, belopp, again.subject, kalla, printed, again.place)


def _outcomes(row: Row) -> Iterator[Amount]:
    """What had been used and paid back of a row's amount, by each day."""
    for index, utfall in enumerate(row.tilldelning.utfall if row.tilldelning else ()):
        kalla = resolve_kalla(utfall.kalla, row.kalla)
        for field, belopp in ((ANVANT, utfall.anvant), (ATERBETALT, utfall.aterbetalt)):
            if belopp:
                belopp_id = BeloppId(row.id, f"{field}-{utfall.per}")
                printed = kalla.angivet or belopp.angivet
                place = row.at("utfall", index, field)
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
    avser_ar = part.avser_ar if isinstance(part, Tilldelning) else None
    return Row(
        id=around.id.inside(part.nyckel),
        overordnad_id="" if is_outermost_frame else around.rad_id,
        niva=niva,
        beslut=around.beslut,
        namn=_name(part, around),
        belopp=None if isinstance(part, Aktivitet) else part.belopp,
        kalla=resolve_kalla(part.kalla, around.kalla),
        omrade_id=omrade or around.omrade_id,
        objekt=objekt or around.objekt,
        data=_completed(part, around.ram) if isinstance(part, Ram) and around.ram else part,
        place=Where(around.place.file, path),
        liv=around.liv,
        avser_ar=part.ar if isinstance(part, Arsdel) else avser_ar or around.avser_ar,
    )


def _name(part: Part, around: Row) -> str:
    """What people call a part; that of a year by what it is a part of."""
    if isinstance(part, Arsdel):
        return f"{around.namn} {part.ar}"
    return part.rubrik if isinstance(part, Utvecklingsomrade) else part.namn


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
    return not row.is_varav and row.niva not in {Niva.AKTIVITET, Niva.ARSDEL}
