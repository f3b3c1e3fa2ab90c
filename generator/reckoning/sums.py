"""Every stated sum, added again: the checks of all decisions.

Nothing else in the program adds amounts up to judge them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from generator.data.belopp import Belopp, Intervall
from generator.data.derived import BeloppTyp, Niva, Verdikt
from generator.data.ids import UPPREPNING
from generator.data.registers import Fordelningsnyckel
from generator.data.types import MottagarTyp, Omfattning, RamTyp
from generator.reckoning.amounts import repeats
from generator.reckoning.formula import stated, work_out
from generator.reckoning.kontroll import SUMS_OF, YEARS, Kontroll
from generator.reckoning.rows import Row, is_part_of_sum
from generator.reckoning.years import whole_of_years
from generator.words.ordval import Noun, Ordval


def reconcile(
    rows: Sequence[Row], nycklar: Mapping[str, Fordelningsnyckel], ordval: Ordval
) -> tuple[Kontroll, ...]:
    """All checks of all decisions: a decision's sums in the order of its rows, then its formulas.

    `nycklar` are the allocation keys by id; `ordval` says what the parts are called.
    """
    checks: list[Kontroll] = []
    by_id = {row.rad_id: row for row in rows}
    times = Counter(row.rad_id for row in rows)
    parts: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        parts[row.overordnad_id].append(row)
    for _, group in groupby(rows, key=lambda row: row.id.beslut_id):
        of_beslut = tuple(group)
        for row in of_beslut:
            if not row.harledd and times[row.rad_id] == 1:  # of an id used twice, rules tell
                checks += _checks_of(row, of_beslut, parts[row.rad_id], ordval.delar)
        checks += _repeated(of_beslut[0], by_id)
        checks += _formulas(of_beslut, by_id, nycklar)
    return tuple(checks)


def compare(stated: Belopp | Intervall | None, parts: Sequence[Row]) -> tuple[Verdikt, int, int]:
    """Verdict, sum and tolerance of a stated total and its parts; a range is no part of a sum.

    The order of the verdicts matters: a sum that agrees, agrees even where some parts have
    no amount; a sum that is short may be short only because of them, in a change too large as
    well. Below a cap, and where caps may come to less, nothing has been rounded.
    """
    amounts = [belopp for part in parts for belopp in part.amounts]
    total = sum(belopp.kr for belopp in amounts)
    if stated is None:
        return Verdikt.KAN_INTE_KONTROLLERAS, total, 0
    difference = stated.distance(total)
    if difference == 0:
        verdict = Verdikt.STAMMER
    elif any(part.saknar and (difference < 0 or part.beslut.andrar) for part in parts):
        verdict = Verdikt.OFULLSTANDIG
    elif difference < 0 and stated.typ is BeloppTyp.HOGST:
        return Verdikt.INOM_TAKET, total, 0
    elif 0 < difference <= _capped(amounts):
        return Verdikt.KAN_INTE_KONTROLLERAS, total, 0
    elif isinstance(stated, Intervall):
        return Verdikt.AVVIKER, total, 0
    else:
        verdict = Verdikt.AVVIKER
    tolerance = sum(belopp.tolerance for belopp in amounts)
    tolerance += stated.tolerance if isinstance(stated, Belopp) else 0
    if verdict is Verdikt.AVVIKER and abs(difference) <= tolerance:
        verdict = Verdikt.INOM_AVRUNDNING
    return verdict, total, tolerance


def _capped(amounts: Iterable[Belopp]) -> int:
    """How many kronor less amounts may come to, since some of them are only caps."""
    return sum(belopp.kr for belopp in amounts if belopp.typ is BeloppTyp.HOGST)


def _checks_of(
    row: Row, of_beslut: Sequence[Row], inside: Sequence[Row], nouns: Mapping[str, Noun]
) -> Iterator[Kontroll]:
    """The checks whose stated figure is this row's, or whose whole it is.

    `nouns` are what parts are called, by the kind of check.
    """
    if not inside and row.niva is not Niva.BESLUT:  # most rows are the innermost
        return
    for kind, (whole, level) in SUMS_OF.items():
        if row.niva is whole:
            parts = [part for part in inside if part.niva is level and not part.harledd]
            yield from _sum(kind, row, _not_refused(parts), nouns[kind])
    shares = [part for part in inside if part.niva is Niva.ARSDEL]
    years = whole_of_years(row, shares) if shares else None
    yield from _sum(YEARS, row, shares, nouns[YEARS], years)
    if row.niva is Niva.BESLUT:
        if any(part.niva is Niva.INSATS for part in inside):
            insatser = _not_refused(row for row in of_beslut if row.insats)
            yield from _sum("insatser", row, insatser, nouns["insatser"])
        yield from _within_national_frame(row, of_beslut)
    if row.ram:
        planned = row.ram.omfattning is Omfattning.REGIONEN
        summed = [part for part in inside if is_part_of_sum(part)]
        yield from _sum("planeringsram" if planned else "ram", row, summed, nouns["delar"])
    for part in inside:
        if part.is_varav:
            yield from _at_most("varav", row, part, part.id.nyckel)


def _not_refused(parts: Iterable[Row]) -> list[Row]:
    """The parts without those that were applied for and refused: no amount is missing there."""
    return [part for part in parts if not part.is_refused or part.varde is not None]


def _sum(
    name: str,
    subject: Row,
    parts: Sequence[Row],
    noun: Noun,
    whole: Belopp | Intervall | None = None,
) -> Iterator[Kontroll]:
    """A total against its parts, where there are parts and something is stated at all."""
    stated = whole or subject.stated
    if not parts or (stated is None and all(part.varde is None for part in parts)):
        return
    verdict, total, tolerance = compare(stated, parts)
    yield Kontroll(name, subject, stated, total, tuple(parts), verdict, tolerance, noun=noun)


def _at_most(name: str, whole: Row, part: Row, variant: str = "") -> Iterator[Kontroll]:
    """A part that must fit inside a whole, which says nothing of what the rest is for."""
    if part.belopp is None:
        return
    kr, stated = part.belopp.kr, whole.stated
    low, high = (stated.min_kr, stated.max_kr) if isinstance(stated, Intervall) else (whole.kr,) * 2
    if low is None or high is None:
        verdict = Verdikt.KAN_INTE_KONTROLLERAS
    elif kr <= low:
        verdict = Verdikt.STAMMER
    elif kr <= high or part.belopp.typ is BeloppTyp.HOGST:
        verdict = Verdikt.KAN_INTE_KONTROLLERAS
    else:
        verdict = Verdikt.AVVIKER
    yield Kontroll(name, whole, stated, kr, (part,), verdict, variant=variant)


def _within_national_frame(top: Row, rows: Sequence[Row]) -> Iterator[Kontroll]:
    """A decision's money is never more than the country's: all regions' where that is stated."""
    wholes: dict[RamTyp, Row] = {}
    for row in rows:
        ram = row.ram
        if ram is None or ram.omfattning is not Omfattning.RIKET or row.belopp is None:
            continue
        if ram.ramtyp is not RamTyp.MOTTAGARTYP or ram.mottagartyp is MottagarTyp.REGIONER:
            wholes.setdefault(ram.ramtyp, row)
    frame = wholes.get(RamTyp.MOTTAGARTYP) or wholes.get(RamTyp.TOTALT)
    if frame:
        yield from _at_most("regionens_del", frame, top)


def _repeated(top: Row, by_id: Mapping[str, Row]) -> Iterator[Kontroll]:
    """A figure that the document states again, against the figure that it repeats."""
    for again in repeats(top, by_id):
        subject = again.subject
        if subject.belopp is None:
            continue
        again_stated = again.upprepning.belopp
        verdict, total, tolerance = compare(again_stated, [subject])
        yield Kontroll(
            UPPREPNING, subject, again_stated, total, (), verdict, tolerance, variant=again.variant
        )


def _formulas(
    rows: Sequence[Row], by_id: Mapping[str, Row], nycklar: Mapping[str, Fordelningsnyckel]
) -> Iterator[Kontroll]:
    """An amount against what its frame, share and base amount give."""
    for row in rows:
        working = work_out(row, by_id, nycklar)
        if working is None:
            continue
        amount = stated(row, working)
        tolerance = working.nyckel.tolerans.kr + (row.belopp.tolerance if row.belopp else 0)
        if amount is None or working.beraknat is None or working.hinder:
            verdict = Verdikt.KAN_INTE_KONTROLLERAS
        elif abs(working.beraknat - amount) <= tolerance:
            verdict = Verdikt.FORKLARAS
        else:
            verdict = Verdikt.FORKLARAS_INTE
        yield Kontroll(
            kontroll="formel",
            subject=row,
            stated=row.belopp and replace(row.belopp, kr=amount or 0),
            beraknat=working.beraknat,
            parts=(),
            verdikt=verdict,
            tolerans=tolerance,
            formel=working,
        )
