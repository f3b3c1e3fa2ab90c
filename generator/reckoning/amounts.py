"""The amounts that a decision states and the site publishes, and what the ledger knows them by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.data.belopp import Belopp, Intervall
from generator.data.beslut import Upprepning
from generator.data.derived import Niva
from generator.data.ids import (
    ANVANT,
    ATERBETALT,
    GRUNDBELOPP,
    MAX,
    MIN,
    SOKT,
    STYCKPRIS,
    UPPREPNING,
    BeloppId,
)
from generator.data.posts import Kalla, Utfall
from generator.data.types import slug
from generator.reading.register import Where
from generator.reckoning.rows import Row, resolve_kalla


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
        if row.belopp:  # as nearly every amount is
            printed, place = row.belopp_angivet, row.at("belopp")
            yield Amount(BeloppId(row.id), row.belopp, row, row.kalla, printed, place)
        elif row.intervall:
            printed, place = row.belopp_angivet, row.at("belopp")
            yield from _amounts("", row.intervall, row, row.kalla, printed, place)
        insats, ram = row.insats, row.ram
        price = insats.styckpris if insats else None
        if price and price.belopp:
            printed, place = price.angivet or price.belopp.angivet, row.at("styckpris", "belopp")
            yield from _amounts(STYCKPRIS, price.belopp, row, row.kalla, printed, place)
        if insats and insats.sokt:
            sokt, place = insats.sokt, row.at("sokt")
            yield from _amounts(SOKT, sokt, row, row.kalla, sokt.angivet, place)
        tilldelning = row.tilldelning
        if tilldelning and tilldelning.utfall:
            yield from _outcomes(row, tilldelning.utfall)
        if ram and ram.grundbelopp:
            base, place = ram.grundbelopp, row.at("grundbelopp")
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


def _outcomes(row: Row, outcomes: Iterable[Utfall]) -> Iterator[Amount]:
    """What had been used and paid back of a row's amount, by each day."""
    for index, utfall in enumerate(outcomes):
        kalla = resolve_kalla(utfall.kalla, row.kalla)
        for field, belopp in ((ANVANT, utfall.anvant), (ATERBETALT, utfall.aterbetalt)):
            if belopp:
                belopp_id = BeloppId(row.id, f"{field}-{utfall.per}")
                printed = kalla.angivet or belopp.angivet
                place = row.at("utfall", index, field)
                yield Amount(belopp_id, belopp, row, kalla, printed, place)
