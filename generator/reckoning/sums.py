"""Every stated sum, added again: what the document says against what its parts come to.

A check is a value. It is made once and used by `tilldelat check`, by the pages and by the
tables; nothing else in the program adds amounts up to judge them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from generator.data.belopp import Belopp
from generator.data.beslut import Avvikelse
from generator.data.derived import Jamforelse, Niva, Verdikt
from generator.data.ids import UPPREPNING
from generator.data.registers import Fordelningsnyckel
from generator.data.types import MottagarTyp, Omfattning, RamTyp
from generator.reckoning.formula import Utrakning, stated, work_out
from generator.reckoning.rows import Row, is_part_of_sum, repeats
from generator.words.swedish import kronor, number, percent

_SUMS_OF = {
    "omraden": (Niva.BESLUT, Niva.OMRADE, "områden"),
    "delomraden": (Niva.OMRADE, Niva.DELOMRADE, "delområden"),
    "insatser": (Niva.OMRADE, Niva.INSATS, "insatser"),
    "delposter": (Niva.INSATS, Niva.DELPOST, "delposter"),
}
"""Of which level the whole and its parts are, and what the parts are called."""
_YEARS = "per_ar"
_NOUNS = {kind: noun for kind, (_, _, noun) in _SUMS_OF.items()} | {_YEARS: "år"}
SUMS = (*_SUMS_OF, _YEARS, "ram", "planeringsram")
"""The kinds of check that add parts up; the others compare two statements of one figure."""
_AT_MOST = ("varav", "regionens_del")
"""The kinds that ask whether a part fits inside a whole."""


@dataclass(frozen=True)
class Kontroll:
    """One sum added again (English: check). Amounts are whole kronor."""

    kontroll: str
    """What kind of check it is, such as `insatser`."""
    subject: Row
    """The row whose stated figure is checked."""
    angivet: Belopp | None
    """What the document states."""
    beraknat: int | None
    """What the parts come to; None where no part has an amount and none is needed."""
    parts: tuple[Row, ...]
    """What was added; empty where two statements of one figure are compared."""
    verdikt: Verdikt
    tolerans: int = 0
    """How far precision alone may pull the two apart, in kronor."""
    variant: str = ""
    """Tells checks of one kind and subject apart: which varav, or where it is repeated."""
    formel: Utrakning | None = None
    """The calculation, where the check is of a formula and not of a sum."""

    @property
    def namn(self) -> str:
        """The check's name within its subject, as `avvikelser` in the data writes it."""
        return f"{self.kontroll}-{self.variant}" if self.variant else self.kontroll

    @property
    def jamforelse(self) -> Jamforelse:
        """What is asked of the two figures."""
        return Jamforelse.HOGST if self.kontroll in _AT_MOST else Jamforelse.LIKA

    @property
    def kontroll_id(self) -> str:
        """Unique in the register and stable: the subject's id and the check's name."""
        return f"{self.subject.rad_id}:{self.namn}"

    @property
    def differens(self) -> int | None:
        """Computed minus stated, in kronor."""
        if self.angivet is None or self.beraknat is None:
            return None
        return self.beraknat - self.angivet.kr

    @property
    def rest(self) -> int | None:
        """What the whole leaves over: unspecified, or outside the varav."""
        fits = self.jamforelse is Jamforelse.HOGST and self.verdikt is Verdikt.STAMMER
        if self.differens is None or not (fits or self.verdikt is Verdikt.OFULLSTANDIG):
            return None
        return -self.differens

    @property
    def needs_explanation(self) -> bool:
        """Whether the difference must be explained in the data before it is published."""
        return self.verdikt in {Verdikt.AVVIKER, Verdikt.INOM_AVRUNDNING}

    @cached_property
    def avvikelse(self) -> Avvikelse | None:
        """The data's explanation of the difference."""
        about = (self.namn, self.subject.lokal_id)
        for avvikelse in self.subject.beslut.avvikelser if self.needs_explanation else ():
            if (avvikelse.kontroll, avvikelse.galler or "") == about:
                return avvikelse
        return None

    @property
    def explains(self) -> bool:
        """Whether the data's explanation is of just this difference."""
        return self.avvikelse is not None and self.avvikelse.differens.kr == self.differens

    @property
    def without_amount(self) -> int:
        """How many of the parts have no amount, or not all of theirs."""
        return sum(part.saknar for part in self.parts)

    @property
    def forklaring(self) -> str:
        """One sentence or two to the reader; empty where the figures simply agree."""
        if self.avvikelse:
            return self.avvikelse.forklaring
        if self.formel:
            return _about_formula(self.formel, self.verdikt)
        if self.verdikt is Verdikt.KAN_INTE_KONTROLLERAS:
            return "Handlingen anger ingen summa att jämföra med."
        if self.jamforelse is Jamforelse.HOGST and self.rest is not None:
            if self.share:
                return f"Beloppet ryms i helheten och är {self.share} av den."
            return f"Beloppet ryms i helheten. Resten är {kronor(self.rest)}."
        missing = (
            f"{number(self.without_amount)} av {number(len(self.parts))} {self.noun} saknar belopp"
        )
        if self.verdikt is Verdikt.OFULLSTANDIG and self.rest is not None:
            text = f"{missing}. {kronor(self.rest)} är inte fördelade på dem."
            if self.oronmarkt:
                text += f" Av dem är {kronor(self.oronmarkt)} öronmärkta."
            return text
        if self.verdikt is Verdikt.STAMMER and self.without_amount:
            return f"{missing}, men summan är ändå hela beloppet."
        return ""

    @property
    def oronmarkt(self) -> int:
        """How many kronor of the rest may not be used for anything else (English: earmarked).

        Once some insatser have amounts, no document says whether those are of the earmarked
        money, so that nothing is claimed.
        """
        if self.kontroll != "insatser" or self.rest is None or self.beraknat:
            return 0
        omrade = self.subject.utvecklingsomrade
        earmarked = sum(
            part.belopp.kr
            for part in (omrade.delomraden if omrade else ())
            if part.oronmarkt and part.belopp
        )
        return earmarked if earmarked <= self.rest else 0

    @property
    def share(self) -> str:
        """What the region's part is of the national frame, as `1,5 %`; empty for other checks."""
        if self.kontroll != "regionens_del" or not self.beraknat or self.rest is None:
            return ""
        return percent(self.beraknat, self.beraknat + self.rest, decimals=1)

    @property
    def noun(self) -> str:
        """What the parts are called, in the plural."""
        return _NOUNS.get(self.kontroll, "delar")


def reconcile(
    rows: Sequence[Row], nycklar: Mapping[str, Fordelningsnyckel]
) -> tuple[Kontroll, ...]:
    """All checks of all decisions: a decision's sums in the order of its rows, then its formulas.

    `nycklar` are the allocation keys by id.
    """
    checks: list[Kontroll] = []
    by_id = {row.rad_id: row for row in rows}
    times = Counter(row.rad_id for row in rows)
    parts: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        parts[row.overordnad_id].append(row)
    for _, group in groupby(rows, key=lambda row: row.beslut.beslut_id):
        of_beslut = tuple(group)
        for row in of_beslut:
            if not row.harledd and times[row.rad_id] == 1:  # of an id used twice, rules tell
                checks += _checks_of(row, of_beslut, parts[row.rad_id])
        checks += _repeated(of_beslut[0], by_id)
        checks += _formulas(of_beslut, by_id, nycklar)
    return tuple(checks)


def sums(kontroller: Iterable[Kontroll]) -> Iterator[Kontroll]:
    """The checks that compare sums; a formula only explains, and proves no sum wrong."""
    return (check for check in kontroller if check.formel is None)


def worst(kontroller: Iterable[Kontroll]) -> Verdikt | None:
    """The worst verdict among sums; None where there is none."""
    verdicts = (check.verdikt for check in sums(kontroller))
    return min(verdicts, key=lambda verdikt: verdikt.rank, default=None)


def compare(angivet: Belopp | None, parts: Sequence[Row]) -> tuple[Verdikt, int, int]:
    """Verdict, sum and tolerance of a stated total and its parts.

    The order of the verdicts matters: a sum that agrees, agrees even where some parts have
    no amount; a sum that is short may be short only because of them.
    """
    total = sum(part.varde or 0 for part in parts)
    if angivet is None:
        return Verdikt.KAN_INTE_KONTROLLERAS, total, 0
    tolerance = angivet.tolerance + sum(part.tolerans for part in parts)
    difference = total - angivet.kr
    if difference == 0:
        verdict = Verdikt.STAMMER
    elif difference < 0 and any(part.saknar for part in parts):
        verdict = Verdikt.OFULLSTANDIG
    elif abs(difference) <= tolerance:
        verdict = Verdikt.INOM_AVRUNDNING
    else:
        verdict = Verdikt.AVVIKER
    return verdict, total, tolerance


def _checks_of(row: Row, of_beslut: Sequence[Row], inside: Sequence[Row]) -> Iterator[Kontroll]:
    """The checks whose stated figure is this row's, or whose whole it is."""
    for kind, (whole, level, _) in _SUMS_OF.items():
        if row.niva is whole:
            parts = [part for part in inside if part.niva is level and not part.harledd]
            yield from _sum(kind, row, _not_refused(parts))
    yield from _sum(_YEARS, row, [part for part in inside if part.niva is Niva.ARSDEL])
    if row.niva is Niva.BESLUT:
        if any(part.niva is Niva.INSATS for part in inside):
            yield from _sum("insatser", row, _not_refused(row for row in of_beslut if row.insats))
        yield from _within_national_frame(row, of_beslut)
    if row.ram:
        planned = row.ram.omfattning is Omfattning.REGIONEN
        summed = [part for part in inside if is_part_of_sum(part)]
        yield from _sum("planeringsram" if planned else "ram", row, summed)
    for part in inside:
        if part.is_varav:
            yield from _at_most("varav", row, part, part.id.nyckel)


def _not_refused(parts: Iterable[Row]) -> list[Row]:
    """The parts without those that were applied for and refused: no amount is missing there."""
    return [part for part in parts if not part.is_refused or part.varde is not None]


def _sum(name: str, subject: Row, parts: Sequence[Row]) -> Iterator[Kontroll]:
    """A total against its parts, where there are parts and something is stated at all."""
    if not parts or (subject.belopp is None and all(part.varde is None for part in parts)):
        return
    verdict, total, tolerance = compare(subject.belopp, parts)
    yield Kontroll(name, subject, subject.belopp, total, tuple(parts), verdict, tolerance)


def _at_most(name: str, whole: Row, part: Row, variant: str = "") -> Iterator[Kontroll]:
    """A part that must fit inside a whole, which says nothing of what the rest is for."""
    if part.belopp is None:
        return
    if whole.belopp is None:
        verdict = Verdikt.KAN_INTE_KONTROLLERAS
    elif part.belopp.kr <= whole.belopp.kr:
        verdict = Verdikt.STAMMER
    else:
        verdict = Verdikt.AVVIKER
    yield Kontroll(name, whole, whole.belopp, part.belopp.kr, (part,), verdict, variant=variant)


def _within_national_frame(top: Row, rows: Sequence[Row]) -> Iterator[Kontroll]:
    """The region's money is never more than the country's: all regions' where that is stated."""
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
            angivet=row.belopp and replace(row.belopp, kr=amount or 0),
            beraknat=working.beraknat,
            parts=(),
            verdikt=verdict,
            tolerans=tolerance,
            formel=working,
        )


def _about_formula(working: Utrakning, verdict: Verdikt) -> str:
    """What a calculation shows, and what the data adds to it."""
    if verdict is Verdikt.KAN_INTE_KONTROLLERAS:
        text = working.hinder or "Handlingen anger inget belopp att jämföra med."
    elif verdict is Verdikt.FORKLARAS:
        text = "Beloppet går att räkna fram ur ramen."
    else:
        text = "Beloppet blir ett annat när det räknas fram ur ramen. Handlingen säger inte varför."
    return f"{text} {working.anmarkning}".strip()
