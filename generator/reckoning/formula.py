"""How an amount may have been arrived at: the formula of the documents, worked in fractions.

`tillägg + grundbelopp + andel × (ram − antal × grundbelopp)`, frames taken as exact. Nothing
is rounded before the last step, so that a difference of a krona is the document's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from generator.data.posts import MedBelopp
from generator.data.registers import Fordelningsnyckel
from generator.data.types import Avrundning
from generator.reckoning.rows import Row


@dataclass(frozen=True)
class Utrakning:
    """One amount calculated from its frame (English: working). Amounts are whole kronor."""

    nyckel: Fordelningsnyckel
    ram: Row
    """The frame that the amount is a share of."""
    utom_ram: Row | None
    """The part of the frame that is shared out in another way."""
    utom_belopp: Row | None
    """The part of the amount that comes from there."""
    tillagg: int
    grundbelopp: int
    antal: int
    """How many receive the base amount; 0 where there is none."""
    anmarkning: str
    """What the data says that the reader should know."""
    harledd_ur: Row | None = None
    """The amount that the share is derived from; None where a document states the share."""
    taljare: int = 0
    namnare: int = 0
    """The share as it can be checked by hand, not reduced; 0 where there is none."""
    hinder: str = ""
    """Why it can't be calculated, or proves nothing; empty otherwise."""

    @property
    def andel(self) -> Fraction | None:
        """The share, exact."""
        return Fraction(self.taljare, self.namnare) if self.namnare else None

    @property
    def att_dela(self) -> int:
        """What is shared out by the key: the frame less its parts and everyone's base amount."""
        return _kr(self.ram) - _kr(self.utom_ram) - self.antal * self.grundbelopp

    @property
    def exakt(self) -> Fraction | None:
        """The calculated amount before rounding; None where there is no share."""
        if self.andel is None:
            return None
        return self.tillagg + self.grundbelopp + self.andel * self.att_dela

    @property
    def beraknat(self) -> int | None:
        """The calculated amount in whole kronor, rounded as the key declares."""
        return None if self.exakt is None else rounded(self.exakt, self.nyckel.avrundning)


_NO_SHARE = (0, 0)


def rounded(value: Fraction, rule: Avrundning) -> int:
    """A fraction as a whole number; halves go up, as amounts of money do."""
    if rule is Avrundning.NEDAT:
        return value.__floor__()
    if rule is Avrundning.UPPAT:
        return value.__ceil__()
    return (value + Fraction(1, 2)).__floor__()


def work_out(
    row: Row, by_id: Mapping[str, Row], nycklar: Mapping[str, Fordelningsnyckel]
) -> Utrakning | None:
    """The calculation of a row's amount; None where the data gives none that can be read.

    `by_id` holds the rows of the whole register, since a share may come from another decision.
    """
    given = _given(row, by_id, nycklar)
    if given is None:
        return None
    source = by_id.get(given.nyckel.harledd_ur or "")
    stated_share, obstacle = given.nyckel.andel, ""
    share = (stated_share.numerator, stated_share.denominator) if stated_share else _NO_SHARE
    if given.nyckel.harledd_ur:
        share, obstacle = _derived_share(source, by_id, nycklar)
    elif stated_share is None:
        obstacle = "Handlingen anger inte andelen, så beloppet kan inte räknas fram."
    if given.ram.belopp is None:
        what = "bara ett intervall" if given.ram.intervall else "inget belopp"
        share, obstacle = _NO_SHARE, f"Handlingen anger {what} för ramen."
    elif given.grundbelopp and not given.antal:
        share, obstacle = _NO_SHARE, "Det är inte känt hur många som får grundbeloppet."
    elif source is not None and source.rad_id == row.rad_id:
        obstacle = "Andelen är räknad ur just det här beloppet, så den bevisar inget om det."
    return replace(given, taljare=share[0], namnare=share[1], harledd_ur=source, hinder=obstacle)


def stated(row: Row, utrakning: Utrakning) -> int | None:
    """The amount that the calculation is to give: the row's, less what is excepted from it."""
    return None if row.kr is None else row.kr - _kr(utrakning.utom_belopp)


def _given(
    row: Row, by_id: Mapping[str, Row], nycklar: Mapping[str, Fordelningsnyckel]
) -> Utrakning | None:
    """What the data gives for a calculation, its share not yet known."""
    how = row.data.berakning if isinstance(row.data, MedBelopp) and not row.harledd else None
    if how is None or how.nyckel not in nycklar:
        return None
    part = {
        name: by_id.get(f"{row.beslut.beslut_id}/{local}")
        for name, local in (("ram", how.ram), ("utom", how.utom_ram), ("av", how.utom_belopp))
        if local
    }
    frame = part["ram"]
    if frame is None or None in part.values():
        return None  # told of as an unknown id
    base = frame.ram.grundbelopp if frame.ram else None
    nyckel = nycklar[how.nyckel]
    return Utrakning(
        nyckel=nyckel,
        ram=frame,
        utom_ram=part.get("utom"),
        utom_belopp=part.get("av"),
        tillagg=how.tillagg.kr if how.tillagg else 0,
        grundbelopp=base.kr if base else 0,
        antal=nyckel.antal.varde if base and nyckel.antal else 0,
        anmarkning=how.anmarkning or "",
    )


def _derived_share(
    source: Row | None, by_id: Mapping[str, Row], nycklar: Mapping[str, Fordelningsnyckel]
) -> tuple[tuple[int, int], str]:
    """The share that an amount implies, as a fraction: the formula solved for it; or why not."""
    given = _given(source, by_id, nycklar) if source else None
    if source is None or given is None:
        return _NO_SHARE, "Andelen går inte att härleda."
    amount = stated(source, given)
    if amount is None or given.ram.belopp is None or given.att_dela <= 0:
        return _NO_SHARE, "Beloppet som andelen skulle härledas ur är inte angivet."
    return (amount - given.tillagg - given.grundbelopp, given.att_dela), ""


def _kr(row: Row | None) -> int:
    return (row and row.kr) or 0
