"""A check: what a document states against what its parts come to, and what that says.

A check is a value. It is made once, by `sums`, and used by `tilldelat check`, by the pages and by
the tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.data.belopp import Belopp, Intervall
from generator.data.beslut import Avvikelse
from generator.data.derived import BeloppTyp, Jamforelse, Niva, Verdikt
from generator.data.types import RamTyp
from generator.reckoning.formula import Utrakning
from generator.reckoning.once import once, sharing_names
from generator.reckoning.rows import Row, point
from generator.reckoning.totals import kinds, rest_word
from generator.reckoning.years import where_counted
from generator.words import labels
from generator.words.ordval import REGIONENS, Noun
from generator.words.swedish import capitalised, kronor, number_word, percent

SUMS_OF = {
    "omraden": (Niva.BESLUT, Niva.OMRADE),
    "delomraden": (Niva.OMRADE, Niva.DELOMRADE),
    "insatser": (Niva.OMRADE, Niva.INSATS),
    "delposter": (Niva.INSATS, Niva.DELPOST),
}
"""Of which level the whole and its parts are."""
YEARS = "per_ar"
SUMS = (*SUMS_OF, YEARS, "ram", "planeringsram")
"""The kinds of check that add parts up; the others compare two statements of one figure."""
_AT_MOST = ("varav", "regionens_del")
"""The kinds that ask whether a part fits inside a whole."""
WHOLE_COUNTRY, ALL_REGIONS = "pengarna i hela landet", "pengarna till landets alla regioner"
"""What a share is of, in words; every share names one of them."""


@sharing_names
@dataclass(frozen=True)
class Kontroll:
    """One sum added again (English: check). Amounts are whole kronor."""

    kontroll: str
    """What kind of check it is, such as `insatser`."""
    subject: Row
    """The row whose stated figure is checked."""
    stated: Belopp | Intervall | None
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
    noun: Noun = REGIONENS.delar["delar"]
    """What the parts are called."""

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
    def angivet(self) -> Belopp | None:
        """What the document states, where it has a value of its own."""
        return point(self.stated)

    @property
    def differens(self) -> int | None:
        """Computed minus stated, in kronor; from the nearest end of a range, and 0 within it."""
        if self.stated is None or self.beraknat is None:
            return None
        return self.stated.distance(self.beraknat)

    @property
    def proves_nothing(self) -> bool:
        """Whether what is calculated says nothing of the amount, as when it is made from that."""
        return bool(self.formel and self.formel.hinder)

    @property
    def rest(self) -> int | None:
        """What the whole leaves over: unspecified, outside the varav, or below the cap."""
        fits = self.jamforelse is Jamforelse.HOGST and self.verdikt is Verdikt.STAMMER
        leaves = fits or self.verdikt in {Verdikt.OFULLSTANDIG, Verdikt.INOM_TAKET}
        return -self.differens if leaves and self.differens is not None else None

    @property
    def typer(self) -> frozenset[BeloppTyp]:
        """Of which kinds the amounts are that the computed figure is of; a formula gives kronor."""
        return frozenset() if self.formel else kinds(self.parts or (self.subject,))

    @property
    def computed(self) -> str:
        """The computed figure with the words of its kinds."""
        return labels.of_kind(self.beraknat or 0, self.typer)

    @property
    def rest_typ(self) -> str | None:
        """How firmly the rest is known, in a word with space after it, none where it is exact.

        None where caps or approximate amounts on both sides say too little of it.
        """
        return rest_word(self.stated.typ, self.typer) if self.stated else None

    @property
    def exceeds(self) -> bool:
        """Whether the parts are more than the whole that they are parts of."""
        differs = self.kontroll in SUMS and self.verdikt is Verdikt.AVVIKER
        return differs and (self.differens or 0) > 0

    @property
    def needs_explanation(self) -> bool:
        """Whether the difference must be explained in the data before it is published."""
        return self.verdikt in {Verdikt.AVVIKER, Verdikt.INOM_AVRUNDNING}

    @once
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

    @once
    def forklaring(self) -> str:
        """One sentence or two to the reader; empty where the figures simply agree."""
        if self.formel:
            return _about_formula(self.formel, self.verdikt, is_range=bool(self.subject.intervall))
        about = self.avvikelse.forklaring if self.avvikelse else _about_sum(self)
        return f"{about} {self.where_counted}".strip()

    @property
    def where_counted(self) -> str:
        """Of a check of years: in which year that counts which they do not tell; else empty."""
        return where_counted(self.subject, self.parts) if self.kontroll == YEARS else ""

    @property
    def is_of_parts(self) -> bool:
        """Whether nothing is stated for the whole, and the years are held against other parts."""
        return self.stated is not None and self.subject.stated is None

    @property
    def oronmarkt(self) -> int:
        """How many kronor of the rest may not be used for anything else (English: earmarked).

        Once some insatser have amounts, no document says whether those are of the earmarked
        money, so that nothing is claimed.
        """
        exact = self.rest_typ == ""
        if self.kontroll != "insatser" or self.rest is None or self.beraknat or not exact:
            return 0
        omrade = self.subject.utvecklingsomrade
        earmarked = sum(
            belopp.kr
            for part in (omrade.delomraden if omrade else ())
            if part.oronmarkt and (belopp := point(part.belopp))
        )
        return earmarked if earmarked <= self.rest else 0

    @property
    def share(self) -> str:
        """What the decision's part is of the national frame, as `1,5 %`; empty for other checks."""
        exact = self.rest_typ == ""
        if self.kontroll != "regionens_del" or not self.beraknat or self.rest is None or not exact:
            return ""
        return percent(self.beraknat, self.beraknat + self.rest, decimals=1)

    @property
    def share_of(self) -> str:
        """What the region's share is a share of."""
        ram = self.subject.ram
        of_regions = ram is not None and ram.ramtyp is RamTyp.MOTTAGARTYP
        return ALL_REGIONS if of_regions else WHOLE_COUNTRY


def sums(kontroller: Iterable[Kontroll]) -> Iterator[Kontroll]:
    """The checks that compare sums; a formula only explains, and proves no sum wrong."""
    return (check for check in kontroller if check.formel is None)


def worst(kontroller: Iterable[Kontroll]) -> Verdikt | None:
    """The worst verdict among sums; None where there is none."""
    verdicts = (check.verdikt for check in sums(kontroller))
    return min(verdicts, key=lambda verdikt: verdikt.rank, default=None)


def _about_sum(check: Kontroll) -> str:
    """What a sum shows that nobody has explained; empty where the figures simply agree."""
    stated, rest = check.stated, check.rest
    how_much = f"{check.rest_typ}{kronor(rest)}" if rest and check.rest_typ is not None else ""
    match check.verdikt:
        case Verdikt.KAN_INTE_KONTROLLERAS if stated is None:
            return "Handlingen anger ingen summa att jämföra med."
        case Verdikt.KAN_INTE_KONTROLLERAS if check.differens == 0:
            return "Helheten är ett intervall, så det går inte att säga om beloppet ryms."
        case Verdikt.KAN_INTE_KONTROLLERAS:
            return (
                "Det beräknade är mer än det angivna, men bygger på tak och kan bli mindre. "
                "Det går inte att säga om beloppen går ihop."
            )
        case Verdikt.INOM_TAKET:
            under = f" {capitalised(how_much)} återstår." if how_much and check.parts else ""
            return f"Det angivna är ett tak, och beloppet ryms under det.{under}"
        case Verdikt.STAMMER if isinstance(stated, Intervall) and check.kontroll not in _AT_MOST:
            if check.without_amount:
                return f"{_missing(check)}. De bestämda beloppen ligger inom intervallet."
            return "Handlingen anger ett intervall, och beloppet ligger inom det."
        case Verdikt.STAMMER if check.jamforelse is Jamforelse.HOGST:
            if check.share:
                return f"Beloppet ryms i helheten och är {check.share} av {check.share_of}."
            return "Beloppet ryms i helheten." + (f" Resten är {how_much}." if how_much else "")
        case Verdikt.STAMMER if check.without_amount:
            return f"{_missing(check)}, men summan är ändå hela beloppet."
        case Verdikt.OFULLSTANDIG:
            text = f"{_missing(check)}."
            ranges = tuple(stated for part in check.parts for stated in part.ranges)
            parts = "dem" if len(check.parts) > 1 else check.noun.den
            done = "fördelade med bestämda belopp" if ranges else f"fördelade på {parts}"
            text += f" {capitalised(how_much)} är inte {done}." if how_much else ""
            only_ranges = all(part.ranges and not part.amounts for part in check.parts)
            if only_ranges and isinstance(stated, Intervall) and stated.is_sum_of(ranges):
                text += " Intervallen blir tillsammans det intervall som handlingen anger."
            if check.oronmarkt:
                text += f" Av dem är {kronor(check.oronmarkt)} öronmärkta."
            return text
    return ""


def _missing(check: Kontroll) -> str:
    """How many of the parts have no amount that counts, and why not."""
    lacking = [part for part in check.parts if part.saknar]
    ranges = sum(bool(part.ranges) for part in lacking)
    why = "saknar belopp" if not ranges else "har ett intervall i stället för ett belopp"
    if any(part.amounts for part in lacking):
        why = "saknar bestämt belopp, helt eller till en del"
    elif 0 < ranges < check.without_amount:
        why = "saknar belopp eller har ett intervall"
    return f"{capitalised(_of_all(check.without_amount, len(check.parts), check.noun))} {why}"


def _of_all(some: int, every: int, noun: Noun) -> str:
    """How many of how many: `två av tre insatser`, `alla tre insatser`."""
    if every == 1:
        return noun.bestamd
    if some < every:
        return f"{number_word(some, of_neuter=noun.is_neuter)} av {noun.counted(every)}"
    return f"båda {noun.bestamda}" if every == 2 else f"alla {noun.counted(every)}"


def _about_formula(working: Utrakning, verdict: Verdikt, *, is_range: bool) -> str:
    """What a calculation shows, and what the data adds to it."""
    if verdict is Verdikt.KAN_INTE_KONTROLLERAS:
        what = "bara ett intervall" if is_range else "inget belopp"
        text = working.hinder or f"Handlingen anger {what} att jämföra med."
    elif verdict is Verdikt.FORKLARAS:
        text = "Beloppet går att räkna fram ur ramen."
    else:
        text = "Beloppet blir ett annat när det räknas fram ur ramen. Handlingen säger inte varför."
    return f"{text} {working.anmarkning}".strip()
