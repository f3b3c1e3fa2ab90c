"""What anyone can reckon from the public tables, without what made them: see DECISIONS.md.

Nothing here uses how the program adds, so that it can tell when that goes wrong.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil, floor
from typing import Any, NamedTuple

LIVING = ("beslutad", "forslag")
SUMS = ("omraden", "delomraden", "insatser", "delposter", "per_ar", "ram", "planeringsram")
"""The kinds of check that add parts up."""

Record = Mapping[str, Any]


class Amount(NamedTuple):
    """What a row states, or a part of it."""

    kind: str
    kr: int | None
    """None for a range, which is in no sum."""
    low: int | None = None
    high: int | None = None


def stated(record: Record, what: str = "belopp") -> list[Amount]:
    """What a row states by its own columns: one amount or none."""
    kind, kr = record[f"{what}_typ"], record[f"{what}_kr"]
    return [Amount(kind, kr, record[f"{what}_min_kr"], record[f"{what}_max_kr"])] if kind else []


LEVELS = {
    "omraden": "omrade",
    "delomraden": "delomrade",
    "insatser": "insats",
    "delposter": "delpost",
    "per_ar": "arsdel",
}
"""Of which level the rows are that a check adds."""
DIVISIONS: Mapping[str | None, Sequence[str]] = {
    None: ("omrade", "insats", "arsdel"),
    "omrade": ("delomrade", "insats", "arsdel"),
    "insats": ("delpost", "arsdel"),
}
"""Of which levels the parts of a decision, an område and an insats are; one of them counts."""


@dataclass(frozen=True)
class Tables:
    """What anyone can reckon from the public tables."""

    beslut: Sequence[Record]
    omraden: Sequence[Record]
    insatser: Sequence[Record]
    kontroller: Sequence[Record]
    ramar: Sequence[Record]
    utfall: Sequence[Record]
    berakningar: Sequence[Record]
    mottagare: Sequence[Record]
    rattelser: Sequence[Record]
    andringar: Sequence[Record]

    @cached_property
    def _insatser_of(self) -> Mapping[str, list[Record]]:
        of_each: dict[str, list[Record]] = defaultdict(list)
        for insats in self.insatser:
            if insats["niva"] == "insats":
                of_each[insats["beslut_id"]].append(insats)
        return of_each

    @cached_property
    def inside(self) -> Mapping[str, Sequence[Record]]:
        """The områden and insatser that stand directly in each row, by its id."""
        inside: dict[str, list[Record]] = defaultdict(list)
        for record in (*self.omraden, *self.insatser):
            inside[record["overordnad_id"]].append(record)
        return inside

    def parts(self, whole: Record, niva: str) -> list[Record]:
        """The rows of a level that stand directly in another."""
        id_ = whole.get("rad_id") or whole["beslut_id"]
        return [record for record in self.inside.get(id_, ()) if record["niva"] == niva]

    @cached_property
    def _tops(self) -> Mapping[str, Record]:
        return {top["beslut_id"]: top for top in self.beslut}

    def top(self, record: Record) -> Record:
        """The decision that a row is of."""
        return self._tops[record["beslut_id"]]

    def is_of(self, record: Record, omrade: str) -> bool:
        """Whether it is the whole of what an område gets in a decision."""
        return bool(record["niva"] == "omrade" and record["omrade_id"] == omrade)

    @cached_property
    def by_id(self) -> Mapping[str, Record]:
        """Every row with an amount, by its id."""
        rows = (*self.omraden, *self.insatser, *self.ramar)
        return {**self._tops} | {record["rad_id"]: record for record in rows}

    def checked(self, check: Record) -> list[Record]:
        """The rows that a check adds, or the one that it compares."""
        subject, kind = self.by_id[check["kontrollerat_id"]], check["kontroll"]
        if kind == "regionens_del":
            return [self.top(subject)]
        if kind == "varav":
            name = check["kontroll_id"].split(":varav-")[1]
            return [self.by_id[f"{check['kontrollerat_id']}/{name}"]]
        if kind in {"upprepning", "formel"}:
            return [subject]
        if kind in {"ram", "planeringsram"}:
            of_it = check["kontrollerat_id"]
            inside = [ram for ram in self.ramar if ram["overordnad_id"] == of_it]
            return [ram for ram in inside if ram["ramtyp"] != "varav"]
        if kind == "insatser" and "rad_id" not in subject:
            parts = self._insatser_of.get(subject["beslut_id"], [])
        else:
            parts = self.parts(subject, LEVELS[kind])
        return [part for part in parts if not self.is_derived(part) and not part.get("avslag")]

    def worked_out(self, check: Record) -> int | None:
        """What a frame, a share and a base amount give; None where a part of it is not known."""
        how = next(e for e in self.berakningar if e["kontroll_id"] == check["kontroll_id"])
        if not how["andel_namnare"]:
            return None
        base, added_to = how["grundbelopp_kr"] or 0, how["tillagg_kr"] or 0
        shared = how["ram_kr"] - (how["utom_ram_kr"] or 0) - (how["antal"] or 0) * base
        share = Fraction(how["andel_taljare"], how["andel_namnare"])
        exact = added_to + base + share * shared
        rounded: dict[str, int] = {"nedat": floor(exact), "uppat": ceil(exact)}
        return rounded.get(how["avrundning"]) or floor(exact + Fraction(1, 2))

    def is_derived(self, record: Record) -> bool:
        """Whether it is the whole of a decision of one område, told once more as that område's."""
        return record.get("niva") == "omrade" and record["namn"] == self.top(record)["titel"]

    def amounts(self, record: Record) -> list[Amount]:
        """What a row counts as: the amount it states, else those of its parts."""
        if record["belopp_typ"]:
            return stated(record)
        if self.is_derived(record):
            return self.amounts(self.top(record))
        return [amount for part in self.dividing(record) for amount in self.amounts(part)]

    def lacks(self, record: Record) -> bool:
        """Whether a row lacks an amount to add, or has it from parts of which some lack one."""
        if record["belopp_typ"]:
            return bool(record["belopp_typ"] == "intervall")
        return not self.amounts(record) or any(map(self.lacks, self.dividing(record)))

    def dividing(self, record: Record) -> list[Record]:
        """The parts that a row without an amount of its own counts as."""
        for niva in DIVISIONS.get(record.get("niva"), ()):
            parts = [part for part in self.parts(record, niva) if not self.is_derived(part)]
            if any(self.states(part) for part in parts):
                return [part for part in parts if not part.get("avslag")]
        return []

    def states(self, record: Record) -> bool:
        """Whether a row or any part of it states an amount, be it a range."""
        divisions = DIVISIONS.get(record.get("niva"), ())
        parts = [part for niva in divisions for part in self.parts(record, niva)]
        return bool(record["belopp_typ"]) or any(self.states(part) for part in parts)

    def in_years(self, record: Record) -> Mapping[int, Sequence[Amount]]:
        """The amounts of a decision, an område or an insats by the year that they are for."""
        shares = self.parts(record, "arsdel")
        if shares:
            return self.in_shares(record, shares)
        for niva in {None: ("omrade", "insats"), "omrade": ("insats",)}.get(record.get("niva"), ()):
            parts = [part for part in self.parts(record, niva) if not self.is_derived(part)]
            if any(self.states(part) for part in parts):
                years: dict[int, list[Amount]] = defaultdict(list)
                for part in parts:
                    for ar, amounts in self.in_years(part).items():
                        years[ar] += amounts
                is_all = added(each for year in years.values() for each in year) == value(record)
                if record["belopp_typ"] == "intervall" or not is_all:
                    break
                if record["belopp_typ"]:  # which holds all that is known
                    years = {
                        ar: [each for each in of_year if each.kr is not None]
                        for ar, of_year in years.items()
                    }
                if years.keys() - {year_of(record)}:
                    return years
                break
        return {year_of(record): self.amounts(record)}

    def in_shares(self, record: Record, shares: Sequence[Record]) -> Mapping[int, Sequence[Amount]]:
        """The amounts by year of what says its years: what those leave over is its own year's.

        All of it is where a year says a range, or where they are more than its own year can bear.
        """
        years = {int(share["avser_ar"]): self.amounts(share) for share in shares}
        told = [amount for of_year in years.values() for amount in of_year]
        whole, own = value(record) or 0, year_of(record)
        rest = Amount(rest_kind(self.amounts(record), told), whole - (added(told) or 0))
        here = [*years.get(own, ()), rest]
        here_kr = added(here) or 0
        is_against = here_kr * whole < 0 or (here_kr < 0 and not self.top(record)["andrar_id"])
        if is_against or any(amount.kr is None for amount in told):
            return {own: self.amounts(record)}
        return years | {own: here} if rest.kr else years

    def share(self, record: Record, ar: int) -> Record | None:
        """The row that alone says what of a whole is for a year; None where there is none."""
        of_year = self.in_years(record).get(ar)
        shares = [share for share in self.parts(record, "arsdel") if share["avser_ar"] == ar]
        return next((share for share in shares if self.amounts(share) == of_year), None)

    def telling(self, omrade: Record) -> Record:
        """Whose years an område has: its decision's where that is all of it."""
        whole = self.top(omrade)
        if self.is_derived(omrade):
            return whole
        alone = self.parts(whole, "omrade") == [omrade] and value(whole) == value(omrade)
        shared = self.parts(whole, "arsdel") and not self.parts(omrade, "arsdel")
        return whole if alone and shared else omrade

    @cached_property
    def claims(self) -> Mapping[str, Sequence[Amount]]:
        """The amounts of each claim that a marked sum may make."""
        claims: dict[str, list[Amount]] = defaultdict(list)
        for top in self.beslut:
            status = top["status"]
            claims[f"summa:{status}"] += self.amounts(top)
            claims[f"satsning:{top['satsning_id']}:{status}"] += self.amounts(top)
            for ar, of_year in self.in_years(top).items():
                claims[f"ar:{ar}:{status}"] += of_year
        for omrade in self.omraden:
            if omrade["niva"] == "omrade":
                for ar, of_year in self.in_years(self.telling(omrade)).items():
                    claims[f"omrade:{omrade['omrade_id']}:{ar}:{omrade['status']}"] += of_year
                    claims[f"omraden:{ar}:{omrade['status']}"] += of_year
        for insats in self.insatser:
            if insats["niva"] == "insats" and not insats["avslag"]:
                claims[f"insatser:{insats['status']}"] += self.amounts(insats)
                claims[f"mottagare:{insats['mottagare_id']}:{insats['status']}"] += self.amounts(
                    insats
                )
                for ar, of_year in self.in_years(insats).items() if insats["mottagare_id"] else ():
                    claims[f"mottagare:{insats['mottagare_id']}:{ar}:{insats['status']}"] += of_year
                    claims[f"mottagarna:{ar}:{insats['status']}"] += of_year
        return {claim: amounts for claim, amounts in claims.items() if amounts}

    @cached_property
    def sums(self) -> Mapping[str, int]:
        """Each claim that a marked sum or count may make, with its kronor or its number."""
        verdicts = Counter(
            f"kontroller:{check['verdikt']}"
            for check in self.kontroller
            if check["status"] in LIVING
        )
        return {
            claim: kr
            for claim, amounts in self.claims.items()
            if (kr := added(amounts)) is not None
        } | verdicts

    def words(self, claim: str) -> list[str]:
        """What stands before a sum of a claim: that it holds caps or approximate amounts."""
        kinds = {amount.kind for amount in self.claims.get(claim, ())}
        return [word for kind, word in (("hogst", "högst"), ("cirka", "cirka")) if kind in kinds]

    def stated(self, claim: str) -> list[int]:
        """The sums of a claim, decided before proposed, of those that there are."""
        return [
            self.sums[each]
            for each in (f"{claim}:{status}" for status in LIVING)
            if each in self.sums
        ]


def added(amounts: Iterable[Amount]) -> int | None:
    """What amounts come to; None where there are none."""
    kr = [amount.kr for amount in amounts if amount.kr is not None]
    return sum(kr) if kr else None


def rest_kind(whole: Iterable[Amount], parts: Iterable[Amount]) -> str:
    """Of which kind a rest is: a cap's stays one; what a cap or about so much leaves is about."""
    of_whole, of_parts = ({amount.kind for amount in of} - {"exakt"} for of in (whole, parts))
    if of_parts or len(of_whole) > 1:
        return "cirka"
    return next(iter(of_whole), "exakt")


def value(record: Record) -> int | None:
    """What a row counts as by its own columns: its amount, else its parts'."""
    if record["belopp_typ"] == "intervall":
        return None
    kr: int | None = record["belopp_kr"]
    return record["summa_kr"] if kr is None else kr


def year_of(record: Record) -> int:
    """The year that a row's money is for."""
    return int(record["avser_ar"] or record["ar"])
