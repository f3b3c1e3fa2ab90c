"""The money followed downwards: what each step hands on, and what it leaves over.

Everything here is worked out from the checks and the rows, in whole kronor; shares are made
with whole numbers too, so that no rounding of the computer's own comes in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.data.derived import BeloppTyp, Niva, Verdikt
from generator.data.registers import Roll
from generator.data.types import LIVING, Omfattning, Status
from generator.reckoning.kontroll import SUMS, WHOLE_COUNTRY, Kontroll
from generator.reckoning.rows import Row
from generator.reckoning.selections import frames, how_many_have_amounts
from generator.reckoning.totals import Summa, summed
from generator.words import labels
from generator.words.ordval import Noun, Ordval
from generator.words.swedish import capitalised, kronor, number_word, percent, percentages, writing


class Segment(NamedTuple):
    """A part of an amount, as a piece of its bar."""

    slag: str
    """What is known of it: `fordelat`, `oronmarkt` or `rest`."""
    etikett: str
    kr: int
    andel: str
    """Its share in words, such as `58 %`; the shares of one amount add to 100."""
    start: str
    """Where its piece of the bar begins, as SVG writes it: `58.18%`."""
    bredd: str
    """How wide its piece is, likewise."""

    @property
    def is_earmarked(self) -> bool:
        """Whether it is earmarked, and so has a pattern in its bar."""
        return self.slag == "oronmarkt"

    @property
    def text(self) -> str:
        """How much it is; what nobody has stated is not called zero kronor."""
        return f"{kronor(self.kr)} ({self.andel})" if self.kr else "inget"


class Specifikation(NamedTuple):
    """How much of an amount its parts account for, and how much they leave (English: breakdown)."""

    kontroll: Kontroll
    delar: tuple[Segment, ...]
    mening: str
    """The same in words."""

    @property
    def bild(self) -> str:
        """What its bar shows, for those who cannot see it."""
        return f"Stapel: {', '.join(f'{part.etikett} {part.andel}' for part in self.delar)}"


def specified(kontroll: Kontroll) -> Specifikation | None:
    """What a sum with parts that have no amount says; None for every other check.

    None too where a cap, an approximate amount or a range makes the pieces unsure, and in a
    change, whose parts are no pieces of a whole: some are less than nothing.
    """
    whole, rest = kontroll.angivet, kontroll.rest
    if kontroll.verdikt is not Verdikt.OFULLSTANDIG or whole is None or rest is None:
        return None
    if kontroll.subject.beslut.andrar:
        return None
    if (
        kontroll.rest_typ
        or kontroll.rest_typ is None
        or any(part.intervall for part in kontroll.parts)
    ):
        return None  # no piece of a bar is that large for certain
    stated, earmarked = kontroll.beraknat or 0, kontroll.oronmarkt
    pieces = [("fordelat", f"Fördelat på {kontroll.noun.flera}", stated)]
    if earmarked:
        pieces.append(("oronmarkt", "Öronmärkt men inte fördelat", earmarked))
    what = "Utan angiven användning" if _is_use(kontroll) else "Inte fördelat"
    what = "Varken fördelat eller öronmärkt" if earmarked else what
    pieces.append(("rest", what, rest - earmarked))
    shares = percentages([kr for _, _, kr in pieces])
    segments = []
    before = 0
    for (kind, label, kr), share in zip(pieces, shares, strict=True):
        left, right = (at * 10_000 // whole.kr for at in (before, before + kr))
        segments.append(Segment(kind, label, kr, share, width(left), width(right - left)))
        before += kr
    return Specifikation(kontroll, tuple(segments), _about(kontroll, rest, segments))


def _is_use(kontroll: Kontroll) -> bool:
    """Whether the parts are what money is used for: what they leave over then has no stated use."""
    return kontroll.kontroll == "insatser"


def width(hundredths: int) -> str:
    """A share given in hundredths of a percent, as SVG writes it."""
    return f"{hundredths // 100}.{hundredths % 100:02}%"


def _about(kontroll: Kontroll, rest: int, segments: Sequence[Segment]) -> str:
    """How much is specified and how much is not, in words."""
    noun, stated = kontroll.noun, segments[0].kr
    parts = noun.counted(len(kontroll.parts))
    earmarked = [segment.kr for segment in segments if segment.is_earmarked]
    written = writing(*earmarked, parts=[stated, rest] if stated else [rest])
    have = len(kontroll.parts) - kontroll.without_amount
    if have:
        text = (
            f"{written(stated)} ({segments[0].andel}) är fördelade på "
            f"{number_word(have, of_neuter=noun.is_neuter)} av {parts}."
        )
    elif len(kontroll.parts) == 1:
        text = f"{noun.versal.bestamd} har inget eget belopp."
    else:
        text = f"{capitalised(noun.ingen)} av {parts} har ett eget belopp."
    rest_of_it = f" {written(rest)} ({segments[-1].andel})" if stated else ""
    if _is_use(kontroll):
        text += f"{rest_of_it or f' Hela beloppet, {written(rest)},'} har ingen angiven användning."
    else:
        text += f"{rest_of_it or f' {written(rest)}'} är inte fördelade."
    for segment in segments:
        if segment.is_earmarked:
            text += (
                f" Av det är {written(segment.kr)} ({segment.andel}) öronmärkta "
                "och får inte användas till något annat."
            )
    return text


def unspecified(kontroller: Iterable[Kontroll]) -> list[Specifikation]:
    """What the sums among checks leave over, for each that leaves something."""
    made = (specified(kontroll) for kontroll in kontroller if kontroll.kontroll in SUMS)
    return [specifikation for specifikation in made if specifikation]


class Omraknat(NamedTuple):
    """How much money of a status has been added again and agrees (English: added again)."""

    angivet: Summa
    """What the decisions state."""
    omraden: Summa
    """How much of it is in decisions whose områden add up."""
    insatser: Summa
    """How much of it is in amounts whose insatser add up."""


def added_again(rows: Iterable[Row], kontroller: Iterable[Kontroll]) -> Mapping[Status, Omraknat]:
    """How much of the money agrees, at each level, decided and proposed apart.

    Where all the insatser of a decision add up, its områden do not count once more.
    """
    agreeing = {
        (kontroll.subject.rad_id, kontroll.kontroll)
        for kontroll in kontroller
        if kontroll.verdikt is Verdikt.STAMMER
    }
    omraknat = {}
    levels = [row for row in rows if row.belopp and row.niva in {Niva.BESLUT, Niva.OMRADE}]
    for status in LIVING:
        of_status = [row for row in levels if row.status is status]
        by_insatser = [row for row in of_status if (row.rad_id, "insatser") in agreeing]
        omraknat[status] = Omraknat(
            summed(row for row in of_status if row.niva is Niva.BESLUT),
            summed(row for row in of_status if (row.rad_id, "omraden") in agreeing),
            summed(row for row in by_insatser if (row.overordnad_id, "insatser") not in agreeing),
        )
    return omraknat


class Steg(NamedTuple):
    """A step of the money's way (English: step)."""

    vad: str
    summa: Summa
    """What reaches this step, as far as the documents say."""
    om: tuple[str, ...]
    """What to know of it: its share, how many parts have an amount."""
    kvar: str = ""
    """What the step before leaves over, in words; empty where that cannot be said."""
    stammer: bool = True
    """False where more comes out of a step than went in."""
    rader: tuple[Row, ...] = ()
    """The rows that its amount is made of."""

    @property
    def kr(self) -> int | None:
        """Kronor that reach this step; None where the documents do not say."""
        return self.summa.kr


def chain(rows: Sequence[Row], kontroller: Iterable[Kontroll], ordval: Ordval) -> list[Steg]:
    """A decision's way to its insatser: from the country where the publisher receives, or says."""
    top = rows[0]
    share = next((check for check in kontroller if check.kontroll == "regionens_del"), None)
    of_top = summed([top])
    # What the parts come to is not divided once more among them.
    stated = summed([] if top.is_summed else [top])
    steps = list(_national(rows, share, ordval.roll))
    of_it: tuple[str, ...] = ()
    if top.is_summed:
        of_it = ("Delarna sammanlagt; ingen summa anges",)
    of_it = (*of_it, *_shares(rows, top, share))
    steps.append(Steg(ordval.organisation, of_top, of_it, rader=(top,)))
    omraden = [row for row in rows if row.niva is Niva.OMRADE]
    insatser = [row for row in rows if row.niva is Niva.INSATS]
    to_omraden = summed(omraden)
    omrade, insats = ordval.omrade, ordval.insats
    if any(row.harledd for row in omraden):
        what = "beloppet" if top.says_amount else labels.STATUS[top.status].arendet
        whole = f"Hela {what} gäller {omrade.ett}"
        steps.append(Steg(omrade.versal.flera, to_omraden, (whole,), rader=tuple(omraden)))
    else:
        about = (f"Till {omrade.counted(len(omraden))}",) if omraden else ()
        step = _handed_on(omrade, stated, to_omraden, about)
        steps.append(step._replace(rader=tuple(omraden)))
    # Insatser outside all områden are a division of their own of the whole amount.
    apart = any(row.overordnad_id == top.rad_id for row in insatser)
    divided = stated if apart or to_omraden.kr is None else to_omraden
    covers = how_many_have_amounts(insatser, insats) if insatser else ""
    about = (covers,) if covers else ()
    if apart and len(omraden) > 1:
        about = (*about, "En annan indelning av hela beloppet")
    receivers = {row.insats.mottagare for row in insatser if row.insats and not row.is_refused}
    if ordval.roll is not Roll.MOTTAGARE and (to := receivers - {None}):
        about = (*about, f"Till {ordval.mottagare.counted(len(to))}")
    step = _handed_on(insats, divided, summed(insatser), about)
    steps.append(step._replace(rader=tuple(insatser)))
    return steps


def _shares(rows: Sequence[Row], top: Row, share: Kontroll | None) -> Iterator[str]:
    """What a decision is of the country's money, then of all regions', where each is told.

    The first is told in the same way in every year, so that years can be compared.
    """
    if share is None or not share.share:
        return
    whole = next(iter(frames(rows, Omfattning.RIKET)))
    country = summed([whole])
    if share.subject is not whole and country.kr and not country.typer and top.varde:
        yield f"{percent(top.varde, country.kr, 1)} av {WHOLE_COUNTRY}"
    yield f"{share.share} av {share.share_of}"


def _national(rows: Sequence[Row], share: Kontroll | None, roll: Roll) -> Iterator[Steg]:
    """The country's money, and the part of it that the decision's is drawn from, as far as told.

    Only who receives it has it from the country, whether that is told or not.
    """
    whole = next(iter(frames(rows, Omfattning.RIKET)), None)
    if whole is None and roll is not Roll.MOTTAGARE:
        return
    of_country = summed([whole] if whole else [])
    yield Steg("Hela landet", of_country, (), rader=(whole,) if whole else ())
    if share is None or share.stated is None or share.subject is whole:
        return
    of_regions = summed([share.subject])
    exact = not (of_country.typer or of_regions.typer)
    of_it = ""
    if of_country.kr and of_regions.kr is not None and exact:
        of_it = f"{percent(of_regions.kr, of_country.kr, 1)} av {WHOLE_COUNTRY}"
    yield Steg("Alla regioner", of_regions, (of_it,) if of_it else (), rader=(share.subject,))


def _handed_on(noun: Noun, before: Summa, to: Summa, about: tuple[str, ...]) -> Steg:
    """A step that divides the amount before it, with what is left of that as far as is known.

    Where ranges are handed on too, nobody knows what is left; nor what caps come to.
    """
    word, what = before.rest_word(to), noun.versal.flera
    if before.kr is None or to.intervall or word is None:
        return Steg(what, to, about)
    left = before.kr - (to.kr or 0)
    if left <= 0 and before.intervall:  # which may be what is handed on, or what is left
        return Steg(what, to, about)
    if left == 0:
        return Steg(what, to, about, "" if to.kr is None else "Allt är fördelat")
    if before.kr < 0:  # less than was decided before: nothing of it is handed on
        return Steg(what, to, about)
    if left < 0 and BeloppTyp.HOGST in to.typer:
        return Steg(what, to, about)
    if left < 0:
        return Steg(what, to, about, f"{kronor(-left)} mer än beloppet", stammer=False)
    return Steg(
        what, to, about, f"{capitalised(word)}{kronor(left)} är inte fördelade på {noun.flera}"
    )
