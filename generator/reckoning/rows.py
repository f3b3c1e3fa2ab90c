"""A decision as flat rows: one for each thing in it that has a place and may have an amount.

Ids, inherited sources and inherited themes are worked out here, once; sums, tables, pages
and rules all walk these rows and none of them descends into a decision by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from generator.data.belopp import Belopp
from generator.data.beslut import (
    Aktivitet,
    Beslut,
    Delomrade,
    Delpost,
    Insats,
    Kalla,
    Post,
    Ram,
    Upprepning,
    Utvecklingsomrade,
    Varav,
)
from generator.data.derived import Niva
from generator.data.ids import UPPREPNING, RadId
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

    @property
    def lokal_id(self) -> str:
        """The id as it is written inside the decision's own file; empty for the decision."""
        return self.id.lokal_id

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
        belopp=beslut.belopp,
        kalla=resolve_kalla(beslut.kalla, _only_handling(beslut)),
        omrade_id=beslut.omrade or "",
        objekt=beslut.objekt or "",
        data=beslut,
        place=Where(beslut_file(beslut), ()),
    )
    yield top
    if beslut.omrade and not beslut.omraden:
        yield _whole_as_omrade(top, beslut.omrade)
    for index, omrade in enumerate(beslut.omraden):
        yield from _omrade_rows(top, omrade, ("omraden", index))
    yield from _insats_rows(top, beslut.insatser, ("insatser",))
    for index, aktivitet in enumerate(beslut.aktiviteter):
        yield _aktivitet_row(top, aktivitet, ("aktiviteter", index))
    for index, ram in enumerate(beslut.ramar):
        yield from _ram_rows(top, ram, ("ramar", index), None)


def resolve_kalla(own: Kalla | None, around: Kalla) -> Kalla:
    """A source completed from the one around it; another handling brings no section along."""
    if own is None:
        return around if around.angivet is None else around.model_copy(update={"angivet": None})
    same = own.handling in (None, around.handling)
    return Kalla(
        handling=own.handling or around.handling,
        avsnitt=own.avsnitt or (around.avsnitt if same else None),
        angivet=own.angivet,
    )


class Repeat(NamedTuple):
    """A figure that a document states again elsewhere (English: repeated figure)."""

    upprepning: Upprepning
    subject: Row
    """The row whose figure it repeats."""
    variant: str
    """Tells it from other repeats of that figure: where it stands, such as `underlag-bakgrund`."""
    place: Where

    @property
    def namn(self) -> str:
        """Its name among what is said of that row, such as `upprepning-underlag-bakgrund`."""
        return "-".join(filter(None, (UPPREPNING, self.variant)))


def repeats(top: Row, by_id: Mapping[str, Row]) -> Iterator[Repeat]:
    """The repeated figures of a decision, given its own row and all rows by id.

    They are named by handling and section, which survives that others are added before them.
    """
    times: Counter[tuple[str, str]] = Counter()
    for index, one in enumerate(top.beslut.upprepningar):
        subject = by_id.get(f"{top.rad_id}/{one.av}" if one.av else top.rad_id)
        if subject is None:
            continue  # told of as an unknown id
        kalla = resolve_kalla(one.kalla, subject.kalla)
        where = slug(f"{kalla.handling or ''} {kalla.avsnitt or ''}")
        times[subject.rad_id, where] += 1
        again = times[subject.rad_id, where]
        variant = "-".join(filter(None, (where, str(again) if again > 1 else "")))
        yield Repeat(one, subject, variant, Where(top.place.file, ("upprepningar", index)))


def _only_handling(beslut: Beslut) -> Kalla:
    """Where a decision rests on a single document, every figure is from it unless said."""
    only = beslut.handlingar[0].id if len(beslut.handlingar) == 1 else None
    return Kalla(handling=only)


def _whole_as_omrade(top: Row, omrade: str) -> Row:
    """The row for a decision whose whole amount is one område, so that each year has its page."""
    return Row(
        id=top.id.inside(omrade),
        overordnad_id=top.rad_id,
        niva=Niva.OMRADE,
        beslut=top.beslut,
        namn=top.beslut.titel,
        belopp=top.belopp,
        kalla=top.kalla,
        omrade_id=omrade,
        objekt=top.objekt,
        data=top.beslut,
        place=top.place,
        harledd=True,
    )


def _post_row(
    parent: Row,
    post: Post,
    niva: Niva,
    path: Path,
    *,
    omrade: str | None = None,
    objekt: str | None = None,
) -> Row:
    """The row of a post that stands in another row's post."""
    return Row(
        id=parent.id.inside(post.nyckel),
        overordnad_id=parent.rad_id,
        niva=niva,
        beslut=parent.beslut,
        namn=post.etikett,
        belopp=post.belopp,
        kalla=resolve_kalla(post.kalla, parent.kalla),
        omrade_id=omrade or parent.omrade_id,
        objekt=objekt or parent.objekt,
        data=post,
        place=Where(parent.place.file, path),
    )


def _omrade_rows(top: Row, omrade: Utvecklingsomrade, path: Path) -> Iterator[Row]:
    row = _post_row(top, omrade, Niva.OMRADE, path, omrade=omrade.omrade, objekt=omrade.objekt)
    yield row
    for index, delomrade in enumerate(omrade.delomraden):
        yield from _delomrade_rows(row, delomrade, (*path, "delomraden", index))
    yield from _varav_rows(row, omrade.varav, (*path, "varav"))
    yield from _insats_rows(row, omrade.insatser, (*path, "insatser"))


def _delomrade_rows(parent: Row, delomrade: Delomrade, path: Path) -> Iterator[Row]:
    row = _post_row(parent, delomrade, Niva.DELOMRADE, path, objekt=delomrade.objekt)
    yield row
    yield from _varav_rows(row, delomrade.varav, (*path, "varav"))


def _varav_rows(parent: Row, varav: Sequence[Varav], path: Path) -> Iterator[Row]:
    for index, one in enumerate(varav):
        yield _post_row(parent, one, Niva.VARAV, (*path, index))


def _insats_rows(parent: Row, insatser: Sequence[Insats], path: Path) -> Iterator[Row]:
    for index, insats in enumerate(insatser):
        row = _post_row(parent, insats, Niva.INSATS, (*path, index), objekt=insats.objekt)
        yield row
        for at, delpost in enumerate(insats.delposter):
            yield _delpost_row(row, delpost, (*path, index, "delposter", at))


def _delpost_row(parent: Row, delpost: Delpost, path: Path) -> Row:
    return _post_row(parent, delpost, Niva.DELPOST, path)


def _aktivitet_row(top: Row, aktivitet: Aktivitet, path: Path) -> Row:
    return Row(
        id=top.id.inside(aktivitet.nyckel),
        overordnad_id=top.rad_id,
        niva=Niva.AKTIVITET,
        beslut=top.beslut,
        namn=aktivitet.namn,
        belopp=None,
        kalla=resolve_kalla(aktivitet.kalla, top.kalla),
        omrade_id=top.omrade_id,
        objekt=top.objekt,
        data=aktivitet,
        place=Where(top.place.file, path),
    )


def _ram_rows(parent: Row, ram: Ram, path: Path, around: Ram | None) -> Iterator[Row]:
    """A frame and its parts; year, scope, receiver and whether it is preliminary go downwards."""
    whole = ram
    if around is not None:
        whole = ram.model_copy(
            update={
                "ar": ram.ar or around.ar,
                "omfattning": ram.omfattning or around.omfattning,
                "mottagartyp": ram.mottagartyp or around.mottagartyp,
                "preliminar": around.preliminar if ram.preliminar is None else ram.preliminar,
            }
        )
    row = Row(
        id=parent.id.inside(ram.nyckel),
        overordnad_id=parent.rad_id if around is not None else "",
        niva=Niva.RAM,
        beslut=parent.beslut,
        namn=ram.namn,
        belopp=ram.belopp,
        kalla=resolve_kalla(ram.kalla, parent.kalla),
        omrade_id=ram.omrade or (parent.omrade_id if around is not None else ""),
        objekt="",
        data=whole,
        place=Where(parent.place.file, path),
    )
    yield row
    for index, part in enumerate(ram.delar):
        yield from _ram_rows(row, part, (*path, "delar", index), whole)


def is_part_of_sum(row: Row) -> bool:
    """Whether a row counts towards the total of the row it stands in."""
    return not row.is_varav and row.niva is not Niva.AKTIVITET
