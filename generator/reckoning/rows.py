"""A decision as flat rows: one for each thing in it that has a place and may have an amount.

Ids, inherited sources and inherited themes are worked out here, once; sums, tables, pages
and rules all walk these rows and none of them descends into a decision by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from generator.data.belopp import Belopp, Intervall
from generator.data.beslut import Beslut
from generator.data.derived import Niva
from generator.data.ids import (
    RadId,
)
from generator.data.posts import (
    Aktivitet,
    Arsdel,
    Delomrade,
    Delpost,
    Insats,
    Kalla,
    MedBelopp,
    NamedPost,
    Post,
    Ram,
    Tilldelning,
    Utvecklingsomrade,
)
from generator.data.types import RamTyp, Status
from generator.reading.register import Register, Where, beslut_file
from generator.reading.yaml_text import Path
from generator.reckoning.life import Liv, lives
from generator.reckoning.once import once, sharing_names
from generator.reckoning.parts import Delar, parts_of

Data = Beslut | Post | Aktivitet | Arsdel
"""What the data says of a row."""


@sharing_names
@dataclass(frozen=True, eq=False)
class Row:
    """One row of a decision, with all that it inherits; each is only equal to itself.

    What is asked of it for every table that it may stand in is worked out once.
    """

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
    data: Data
    place: Where
    liv: Liv
    """What has become of its decision."""
    andrar_id: str = ""
    """The row whose amount its own changes; empty for what changes none."""
    avser_ar: int | None = None
    """The year that its money is for, where that is another than the decision's or is said."""
    share: Delar | None = None
    """What of its amount is for one year, as that year's pages show it; None for all of it."""
    hel_id: str = ""
    """The row that it is such a share of."""
    harledd: bool = False
    """True for the one område row that a decision without utvecklingsområden is given."""

    @once
    def rad_id(self) -> str:
        """The id as text, which is what it is looked up by."""
        return str(self.id)

    @once
    def thing(self) -> str:
        """What it is about, so that it counts once: a change is of the row that it changes."""
        return self.andrar_id or self.hel_id or self.rad_id

    def at(self, *path: str | int) -> Where:
        """The place of what the data says of it in a field."""
        return Where(self.place.file, (*self.place.path, *path))

    @property
    def lokal_id(self) -> str:
        """The id as it is written inside the decision's own file; empty for the decision."""
        return self.id.lokal_id

    @property
    def stated_id(self) -> RadId:
        """What its amount is kept by: a derived row shows that of the row that it stands in."""
        return self.id.runt if self.harledd else self.id

    @property
    def kr(self) -> int | None:
        """Kronor; None where no amount is stated, and where a range is."""
        return self.belopp.kr if self.belopp else None

    @once
    def parts(self) -> Delar | None:
        """What its parts state; None where no part, however deep, states an amount."""
        return self.share or parts_of(self.data)

    @property
    def summa(self) -> int | None:
        """What its parts come to in kronor; None where none of them states an amount."""
        return self.parts.kr if self.parts else None

    @once
    def amounts(self) -> tuple[Belopp, ...]:
        """What it counts as in a sum: its stated amount, else those of its parts; no range."""
        if self.belopp:
            return (self.belopp,)
        return self.parts.belopp if not self.intervall and self.parts else ()

    @property
    def ranges(self) -> tuple[Intervall, ...]:
        """The ranges that stand beside a sum that it is in."""
        if self.intervall:
            return (self.intervall,)
        return self.parts.intervall if not self.belopp and self.parts else ()

    @property
    def varde(self) -> int | None:
        """The kronor to count with: the stated amount, else what the parts come to."""
        amounts = self.amounts
        return sum(belopp.kr for belopp in amounts) if amounts else None

    @once
    def says_amount(self) -> bool:
        """Whether it or its parts state any amount, be it a range."""
        return bool(self.amounts or self.ranges)

    @property
    def is_summed(self) -> bool:
        """Whether only its parts state amounts, so that its own value is their sum."""
        if self.stated or not self.says_amount:
            return False
        return isinstance(self.data, MedBelopp) and self.data.belopp is None

    @property
    def saknar(self) -> bool:
        """Whether it lacks an amount, or is only known by parts of which some lack one."""
        has_all = self.belopp or (self.parts and not self.parts.saknar and not self.intervall)
        return not has_all

    @once
    def status(self) -> Status:
        """What its money counts as."""
        return self.liv.status

    @property
    def ar(self) -> int:
        """The year that its money is for."""
        return self.avser_ar or self.beslut.ar

    @property
    def avser(self) -> str | None:
        """What its money is for, where the document says so."""
        return self.data.avser if isinstance(self.data, Insats | Delpost) else None

    @property
    def anmarkning(self) -> str | None:
        """What the reader needs to know of it."""
        return self.data.anmarkning if isinstance(self.data, Post) else None

    @property
    def is_negative(self) -> bool:
        """Whether it states less than nothing, without changing what another decision says."""
        return self.belopp is not None and self.belopp.kr < 0 and not self.beslut.andrar

    @once
    def is_refused(self) -> bool:
        """Whether it was applied for and refused."""
        return self.insats is not None and self.insats.avslag

    @property
    def tilldelning(self) -> Tilldelning | None:
        """What the data says of it, if it may be for several years and be followed up."""
        return self.data if isinstance(self.data, Tilldelning) and not self.harledd else None

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
        return self.data if type(self.data) is Utvecklingsomrade else None

    @property
    def delomrade(self) -> Delomrade | None:
        """What the data says of it, if it is a delområde."""
        return self.data if type(self.data) is Delomrade else None

    @once
    def insats(self) -> Insats | None:
        """What the data says of it, if it is an insats."""
        return self.data if type(self.data) is Insats else None

    @property
    def aktivitet(self) -> Aktivitet | None:
        """What the data says of it, if it is an aktivitet."""
        return self.data if type(self.data) is Aktivitet else None

    @property
    def ram(self) -> Ram | None:
        """What the data says of it, if it is a frame; with what it inherits from those around."""
        return self.data if type(self.data) is Ram else None

    @property
    def is_varav(self) -> bool:
        """Whether its amount is inside another's without being a part that adds up to it."""
        return self.niva is Niva.VARAV or bool(self.ram and self.ram.ramtyp is RamTyp.VARAV)

    @property
    def is_earmarked(self) -> bool:
        """Whether its money may be used for nothing else."""
        return self.delomrade is not None and self.delomrade.oronmarkt


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
        belopp=point(beslut.belopp),
        intervall=in_range(beslut.belopp),
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
    handling = kalla.handling or around.handling
    avsnitt = kalla.avsnitt or (around.avsnitt if same else None)
    if (handling, avsnitt) == (kalla.handling, kalla.avsnitt):
        return kalla  # as most are, of which there are many
    return _kalla(handling, avsnitt, kalla.angivet)


@lru_cache(maxsize=256)  # one after the other stands in the same section
def _kalla(handling: str | None, avsnitt: str | None, angivet: str | None) -> Kalla:
    return Kalla(handling=handling, avsnitt=avsnitt, angivet=angivet)


def beslut_kalla(beslut: Beslut) -> Kalla:
    """A decision's source: where it rests on a single document, that one unless it says other."""
    only = beslut.handlingar[0].id if len(beslut.handlingar) == 1 else None
    return resolve_kalla(beslut.kalla, Kalla(handling=only))


def _rows_inside(around: Row) -> Iterator[Row]:
    """The rows of all that stands in a row, each followed by what stands in it."""
    for field, niva in _LISTS.get(type(around.data), {}).items():
        for index, part in enumerate(getattr(around.data, field)):
            row = _row(around, part, niva, (*around.place.path, field, index))
            yield row
            yield from _rows_inside(row)


def _row(around: Row, part: Part, niva: Niva, path: Path) -> Row:
    """The row of a part; a frame inherits from other frames alone."""
    is_outermost_frame = type(part) is Ram and around.ram is None
    if is_outermost_frame:
        around = replace(around, omrade_id="", objekt="")
    omrade = part.omrade if type(part) is Utvecklingsomrade or type(part) is Ram else None
    objekt = (
        part.objekt
        if type(part) is Insats or type(part) is Utvecklingsomrade or type(part) is Delomrade
        else None
    )
    avser_ar = part.avser_ar if isinstance(part, Tilldelning) else None
    stated = None if type(part) is Aktivitet else part.belopp
    return Row(
        id=around.id.inside(part.nyckel),
        overordnad_id="" if is_outermost_frame else around.rad_id,
        niva=niva,
        beslut=around.beslut,
        namn=_name(part, around),
        belopp=point(stated),
        intervall=in_range(stated),
        kalla=resolve_kalla(part.kalla, around.kalla),
        omrade_id=omrade or around.omrade_id,
        objekt=objekt or around.objekt,
        data=_completed(part, around.ram) if type(part) is Ram and around.ram else part,
        place=Where(around.place.file, path),
        liv=around.liv,
        avser_ar=part.ar if type(part) is Arsdel else avser_ar or around.avser_ar,
    )


def _name(part: Part, around: Row) -> str:
    """What people call a part; that of a year by what it is a part of."""
    if type(part) is Arsdel:
        return f"{around.namn} {part.ar}"
    return part.rubrik if type(part) is Utvecklingsomrade else part.namn


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
