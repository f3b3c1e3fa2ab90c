"""Nothing changes silently: published amounts against those of the data, and their corrections.

The ledger says what was first published, `rattelser.yml` how it was corrected; together they
are the amount that readers were last told of. Where the data says another, a correction is
missing. Where there is no ledger there is nothing to hold the data to.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import Enum, auto
from functools import lru_cache
from textwrap import indent
from typing import NamedTuple

import yaml

from generator.data.belopp import Belopp
from generator.data.ids import BeloppId
from generator.data.registers import Rattelse
from generator.data.types import UNWRITTEN
from generator.reading.andringar import Andring
from generator.reading.ledger import Publicerat
from generator.reading.register import DATA, Register
from generator.reckoning.amounts import Amount, stated_amounts
from generator.reckoning.rows import Row
from generator.words import labels
from generator.words.swedish import NBSP, kronor

RATTELSER = f"{DATA}/rattelser.yml"


def published_amounts(rows: Iterable[Row]) -> dict[BeloppId, Amount]:
    """All that is published as an amount."""
    return by_id(stated_amounts(rows))


def by_id(amounts: Iterable[Amount]) -> dict[BeloppId, Amount]:
    """Amounts by what the ledger knows them by; the first where an id is given twice."""
    known: dict[BeloppId, Amount] = {}
    for amount in amounts:
        known.setdefault(amount.id, amount)
    return known


def called_now(register: Register) -> Callable[[BeloppId], BeloppId]:
    """How a published amount is known by the data as it is now, whatever its decision was called.

    Where both ids have been published they are two amounts, and each keeps its own.
    """
    if not register.renamed:
        return lambda belopp_id: belopp_id
    ids = {entry.rad_id for entry in register.publicerat or ()}

    def now(belopp_id: BeloppId) -> BeloppId:
        renamed = belopp_id._replace(rad=register.called_now(belopp_id.rad))
        return belopp_id if renamed in ids else renamed

    return now


def unpublished(register: Register, rows: Iterable[Row], today: date) -> list[Publicerat]:
    """What the ledger lacks, in order of id."""
    called = called_now(register)
    known = {called(entry.rad_id) for entry in register.publicerat or ()}
    amounts = published_amounts(rows)
    new = sorted(amounts.keys() - known, key=str)
    return [Publicerat(belopp_id, amounts[belopp_id].kr, today) for belopp_id in new]


class Missing(NamedTuple):
    """A correction that ought to be there."""

    rad_id: BeloppId
    fore: int | None
    """Kronor that readers were last told of; None where they were told that there are none."""
    efter: int | None
    """Kronor that the data states now; None where it states none."""

    def block(self, day: date | None, orsak: str = UNWRITTEN) -> str:
        """The entry of `rattelser.yml`, whatever the reason holds."""
        lines = [f"- datum: {day or 'ÅÅÅÅ-MM-DD'}", f"  id: {self.rad_id}"]
        lines += [f"  fore: {written(self.fore)}"] if self.fore is not None else []
        lines += [f"  efter: {written(self.efter)}"] if self.efter is not None else []
        return "\n".join([*lines, f"  {_reason(orsak)}"])


@lru_cache(maxsize=16)  # the same for all that are offered or written at a time
def _reason(orsak: str) -> str:
    return yaml.safe_dump({"orsak": orsak}, allow_unicode=True, width=math.inf)


def written(kr: int) -> str:
    """An amount as it is written in a data file."""
    return kronor(kr).replace(NBSP, " ")


class Unfit(Enum):
    """Why a correction does not fit."""

    NOT_PUBLISHED = auto()
    OTHER_BEFORE = auto()
    NO_CHANGE = auto()
    NOT_MADE = auto()


class Followed(NamedTuple):
    """The corrections followed from what was first published."""

    standing: Mapping[BeloppId, int | None]
    """Kronor that readers were last told of; without those whose corrections do not fit, and
    those of decisions that could not be read."""
    last: Mapping[BeloppId, int]
    """Which correction in the file each of them was last changed by, where it was."""
    unfit: Sequence[tuple[int, Unfit, int | None]]
    """Which corrections do not fit, why, and the kronor that stood before each."""


def follow(register: Register, now: Mapping[BeloppId, Amount]) -> Followed:
    """The corrections followed to their end; `now` is what the data states."""
    called = called_now(register)
    known = {called(entry.rad_id): entry.belopp_kr for entry in register.publicerat or ()}
    standing: dict[BeloppId, int | None] = dict(known)
    last: dict[BeloppId, int] = {}
    unfit: list[tuple[int, Unfit, int | None]] = []
    for index, correction in enumerate(register.rattelser):
        belopp_id = called(correction.id)
        if belopp_id not in known:
            unfit.append((index, Unfit.NOT_PUBLISHED, None))
        elif belopp_id not in standing:
            continue  # an earlier correction of it does not fit, which is told of
        elif kr_of(correction.fore) != standing[belopp_id]:
            unfit.append((index, Unfit.OTHER_BEFORE, standing.pop(belopp_id)))
        elif kr_of(correction.fore) == kr_of(correction.efter):
            unfit.append((index, Unfit.NO_CHANGE, standing[belopp_id]))
        else:
            standing[belopp_id] = kr_of(correction.efter)
            last[belopp_id] = index
    for belopp_id in known:
        if belopp_id.rad.beslut_id in register.unread:
            standing.pop(belopp_id, None)  # it may be unchanged
    for belopp_id, index in last.items():
        before = kr_of(register.rattelser[index].fore)
        if belopp_id in standing and standing[belopp_id] != kr_now(now, belopp_id) == before:
            del standing[belopp_id]
            unfit.append((index, Unfit.NOT_MADE, before))
    return Followed(standing, last, unfit)


def kr_of(belopp: Belopp | None) -> int | None:
    """Kronor; None where no amount is stated."""
    return belopp.kr if belopp else None


def kr_now(now: Mapping[BeloppId, Amount], belopp_id: BeloppId) -> int | None:
    """Kronor that the data states; None where it states none."""
    return now[belopp_id].kr if belopp_id in now else None


def told(kr: int | None) -> str:
    """What readers were told, in words."""
    return "inget belopp" if kr is None else kronor(kr)


def missing_corrections(register: Register, rows: Iterable[Row]) -> list[Missing]:
    """The corrections that published amounts lack, in the order of the ledger."""
    now = published_amounts(rows)
    return missing(now, follow(register, now))


def missing(now: Mapping[BeloppId, Amount], followed: Followed) -> list[Missing]:
    """The corrections that the data as it is now lacks."""
    return [
        Missing(belopp_id, before, present)
        for belopp_id, before in followed.standing.items()
        if (present := kr_now(now, belopp_id)) != before
    ]


def added_entry(
    register: Register, missing: Missing, day: date | None, orsak: str = UNWRITTEN
) -> str:
    """A correction as far in as those that stand in the file, to be added last there."""
    return indent(missing.block(day, orsak), register.indent(RATTELSER))


def with_corrections(
    register: Register, content: bytes, missing: Iterable[Missing], day: date, orsak: str
) -> bytes:
    """The file of corrections with entries added last; all that stands there stays as it is."""
    newline = "\r\n" if b"\r\n" in content else "\n"
    lines = "".join(added_entry(register, one, day, orsak) for one in missing).splitlines()
    added = "".join(f"{line}{newline}" for line in lines)
    ended = newline if content and not content.endswith((b"\n", b"\r")) else ""
    return content + f"{ended}{added}".encode()


class Correction(NamedTuple):
    """A correction as it is published: with an id that lasts, and the row of its figure."""

    rattelse_id: str
    data: Rattelse
    id: BeloppId
    """What it corrects, as the data calls it now."""
    row: Row | None
    """None where the row is no longer there."""

    @property
    def namn(self) -> str:
        """What the corrected amount is an amount of."""
        return self.called(self.row.namn if self.row else str(self.id.rad))

    def called(self, name: str) -> str:
        """The same, of a row that is called so."""
        vad = self.id.vad
        what = "där det står en gång till" if self.id.is_repeat else labels.VAD.get(vad, vad)
        return f"{name}, {what}" if what else name

    @property
    def andring(self) -> str:
        """The change in words: `5 000 kr blev 4 000 kr`."""
        return f"{told(kr_of(self.data.fore))} blev {told(kr_of(self.data.efter))}"

    @property
    def differens(self) -> int | None:
        """Kronor more or less than before; None where either side is no amount."""
        before, after = self.data.fore, self.data.efter
        return after.kr - before.kr if before and after else None


def published_corrections(register: Register, rows: Iterable[Row]) -> tuple[Correction, ...]:
    """Every correction, the newest first.

    Its id is its day and what it corrects, so that one that is added later, wherever in the
    file, changes no other's; the same amount again on the same day gets a number.
    """
    called, by_id = called_now(register), {row.id: row for row in rows}
    corrections: list[Correction] = []
    times: Counter[str] = Counter()
    for rattelse in register.rattelser:
        name = f"{rattelse.datum.isoformat()}:{rattelse.id}"
        times[name] += 1
        again = f":{times[name]}" if times[name] > 1 else ""
        belopp_id = called(rattelse.id)
        corrections.append(
            Correction(f"{name}{again}", rattelse, belopp_id, by_id.get(belopp_id.rad))
        )
    return tuple(sorted(corrections, key=lambda correction: correction.data.datum)[::-1])


class PublishedChange(NamedTuple):
    """A public change that is no amount's, as it is published: with an id that lasts."""

    andring_id: str
    data: Andring


def published_changes(register: Register) -> tuple[PublishedChange, ...]:
    """Every such change, the newest first; their ids are made as those of the corrections."""
    changes: list[PublishedChange] = []
    times: Counter[str] = Counter()
    for change in register.andringar:
        name = ":".join(filter(None, (change.datum.isoformat(), change.id, change.falt)))
        times[name] += 1
        again = f":{times[name]}" if times[name] > 1 else ""
        changes.append(PublishedChange(f"{name}{again}", change))
    return tuple(sorted(changes, key=lambda change: change.data.datum)[::-1])
