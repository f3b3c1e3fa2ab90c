"""The money followed downwards: what each step hands on, and what it leaves over.

Everything here is worked out from the checks and the rows, in whole kronor; shares are made
with whole numbers too, so that no rounding of the computer's own comes in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.data.derived import Niva, Verdikt
from generator.data.types import LIVING, Omfattning, Status
from generator.reckoning.rows import Row
from generator.reckoning.selections import frames, how_many_have_amounts, total
from generator.reckoning.sums import SUMS, Kontroll
from generator.words.swedish import count, kronor, number, percent, percentages


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
    """What a sum with parts that have no amount says; None for every other check."""
    whole, rest = kontroll.angivet, kontroll.rest
    if kontroll.verdikt is not Verdikt.OFULLSTANDIG or whole is None or rest is None:
        return None
    stated, earmarked = kontroll.beraknat or 0, kontroll.oronmarkt
    pieces = [("fordelat", f"Fördelat på {kontroll.noun}", stated)]
    if earmarked:
        pieces.append(("oronmarkt", "Öronmärkt men inte fördelat", earmarked))
    what = "Varken fördelat eller öronmärkt" if earmarked else "Inte specificerat"
    pieces.append(("rest", what, rest - earmarked))
    shares = percentages([kr for _, _, kr in pieces])
    segments = []
    before = 0
    for (kind, label, kr), share in zip(pieces, shares, strict=True):
        left, right = (at * 10_000 // whole.kr for at in (before, before + kr))
        segments.append(Segment(kind, label, kr, share, _at(left), _at(right - left)))
        before += kr
    return Specifikation(kontroll, tuple(segments), _about(kontroll, rest, segments))


def _at(hundredths: int) -> str:
    """A share given in hundredths of a percent, as SVG writes it."""
    return f"{hundredths // 100}.{hundredths % 100:02}%"


def _about(kontroll: Kontroll, rest: int, segments: Sequence[Segment]) -> str:
    """How much is specified and how much is not, in words."""
    parts = number(len(kontroll.parts))
    have = len(kontroll.parts) - kontroll.without_amount
    if have:
        text = (
            f"{kronor(segments[0].kr)} ({segments[0].andel}) är fördelade på "
            f"{number(have)} av {parts} {kontroll.noun}."
        )
    else:
        text = f"Ingen av {parts} {kontroll.noun} har ett eget belopp."
    if segments[0].kr:
        text += f" {kronor(rest)} ({segments[-1].andel}) är inte specificerade."
    else:
        text += f" Hela beloppet, {kronor(rest)}, är inte specificerat."
    for segment in segments:
        if segment.is_earmarked:
            text += (
                f" Av det är {kronor(segment.kr)} ({segment.andel}) öronmärkta "
                "och får inte användas till något annat."
            )
    return text


def unspecified(kontroller: Iterable[Kontroll]) -> list[Specifikation]:
    """What the sums among checks leave over, for each that leaves something."""
    made = (specified(kontroll) for kontroll in kontroller if kontroll.kontroll in SUMS)
    return [specifikation for specifikation in made if specifikation]


class Omraknat(NamedTuple):
    """How much money has been added again and agrees (English: added again). Whole kronor."""

    angivet: int
    """What the decisions state."""
    omraden: int
    """How much of it is in decisions whose områden add up."""
    insatser: int
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
    omraknat = dict.fromkeys(LIVING, Omraknat(0, 0, 0))
    for row in rows:
        is_counted = row.status.galler and row.niva in {Niva.BESLUT, Niva.OMRADE}
        if row.belopp is None or not is_counted:
            continue
        kr, (stated, omraden, insatser) = row.belopp.kr, omraknat[row.status]
        top = row.niva is Niva.BESLUT
        counted_above = not top and (row.overordnad_id, "insatser") in agreeing
        omraknat[row.status] = Omraknat(
            stated + (kr if top else 0),
            omraden + (kr if (row.rad_id, "omraden") in agreeing else 0),
            insatser + (kr if (row.rad_id, "insatser") in agreeing and not counted_above else 0),
        )
    return omraknat


class Steg(NamedTuple):
    """A step of the money's way (English: step)."""

    vad: str
    kr: int | None
    """Kronor that reach this step; None where the documents do not say."""
    om: tuple[str, ...]
    """What to know of it: its share, how many parts have an amount."""
    kvar: str = ""
    """What the step before leaves over, in words; empty where that cannot be said."""
    stammer: bool = True
    """False where more comes out of a step than went in."""


def chain(rows: Sequence[Row], kontroller: Iterable[Kontroll], region: str) -> list[Steg]:
    """A decision's way from the country to the insatser; `region` is the receiver's name."""
    top = rows[0]
    share = next((check for check in kontroller if check.kontroll == "regionens_del"), None)
    region_kr = top.varde
    steps = list(_national(rows, share))
    of_it: tuple[str, ...] = ()
    if top.belopp is None and region_kr is not None:
        of_it = ("Delarna sammanlagt; ingen summa anges",)
    if share and share.share:
        whole = "alla regioners" if share.subject.overordnad_id else "hela landets"
        of_it = (f"{share.share} av {whole}",)
    steps.append(Steg(region, region_kr, of_it))
    omraden = [row for row in rows if row.niva is Niva.OMRADE]
    insatser = [row for row in rows if row.niva is Niva.INSATS]
    to_omraden = total(omraden)
    noun = count(len(omraden), "område", "områden", of_neuter=True)
    if any(row.harledd for row in omraden):
        steps.append(Steg("Områden", to_omraden, ("Hela beloppet gäller ett område",)))
    else:
        about = (f"Till {noun}",) if omraden else ()
        steps.append(_handed_on("Områden", top.kr, to_omraden, about, "fördelade på områden"))
    # Insatser outside all områden are a division of their own of the whole amount.
    apart = any(row.overordnad_id == top.rad_id for row in insatser)
    from_kr = top.kr if apart or to_omraden is None else to_omraden
    about = (how_many_have_amounts(insatser),) if insatser else ()
    if apart and len(omraden) > 1:
        about = (*about, "En annan indelning av hela beloppet")
    steps.append(_handed_on("Insatser", from_kr, total(insatser), about, "specificerade"))
    return steps


def _national(rows: Sequence[Row], share: Kontroll | None) -> Iterator[Steg]:
    """The country's money, and the part of it that the region's is drawn from where it is told."""
    whole = next(iter(frames(rows, Omfattning.RIKET)), None)
    whole_kr = whole.kr if whole else None
    yield Steg("Hela landet", whole_kr, ())
    if share is None or share.angivet is None or share.subject is whole:
        return
    of_it = f"{percent(share.angivet.kr, whole_kr, 1)} av hela landets" if whole_kr else ""
    yield Steg("Alla regioner", share.angivet.kr, (of_it,) if of_it else ())


def _handed_on(
    what: str, before: int | None, kr: int | None, about: tuple[str, ...], done: str
) -> Steg:
    """A step that divides the amount before it, with what is left of that."""
    if before is None:
        return Steg(what, kr, about)
    left = before - (kr or 0)
    if left == 0:
        return Steg(what, kr, about, "Allt är fördelat")
    if left < 0:
        return Steg(what, kr, about, f"{kronor(-left)} mer än beloppet", stammer=False)
    return Steg(what, kr, about, f"{kronor(left)} är inte {done}")
