"""A decision's life on its page: what it replaced, changed and became, and what was used of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from generator.data.beslut import Beslut
from generator.data.derived import Niva
from generator.data.types import Status
from generator.pages.page import View
from generator.publishing.publication import Publication
from generator.reckoning.life import Liv, may_replace
from generator.reckoning.rows import Row
from generator.reckoning.standing import Standing, brought_in, outcomes, standing
from generator.reckoning.totals import summed
from generator.words import swedish


class Andring(NamedTuple):
    """An amount that another decision changes, on either decision's page (English: change)."""

    row: Row
    standing: Standing


class Handelse(NamedTuple):
    """Something that has become of a decision, as a sentence (English: event)."""

    vad: str
    beslut: Beslut | None
    """The other decision, which the sentence goes on with."""
    efter: str = "."
    slut: bool = False
    """Whether the decision no longer holds for it."""


_UNCOUNTED = " Beloppen här räknas inte in i någon summa."


def _events(publication: Publication, beslut: Beslut, liv: Liv) -> Iterable[Handelse]:
    """What has become of a decision, and what it does to others."""
    proposed = beslut.status is Status.FORSLAG
    if revoked := beslut.upphavd:
        day = swedish.day(revoked.datum)
        yield Handelse(f"Upphävt {day}.", None, f" {revoked.text}{_UNCOUNTED}", slut=True)
    if liv.ersatt_av:
        what = f"{_what_changed(publication, beslut, liv.ersatt_av)}{_UNCOUNTED}"
        yield Handelse("Gäller inte längre. Ersatt av", liv.ersatt_av, what, slut=True)
    elif liv.andrar and not (liv.status.galler or revoked):
        why = f" gäller inte längre, och då inte heller ändringen.{_UNCOUNTED}"
        yield Handelse("Gäller inte längre.", liv.andrar, why, slut=True)
    for proposal in liv.foreslas_ersatt_av:
        yield Handelse("Föreslås bli ersatt av", proposal)
    if liv.ersatter:
        replaces = may_replace(beslut, liv.ersatter)
        yield Handelse("Ersätter" if replaces else "Föreslås ersätta", liv.ersatter)
    if liv.andrar:
        what = "Föreslås ändra" if proposed else "Ändrar"
        yield Handelse(what, liv.andrar, ": beloppen här är mer eller mindre än där.")
    for change in liv.andrad_av:
        is_proposal = change.status is Status.FORSLAG and not proposed
        yield Handelse("Föreslås bli ändrat genom" if is_proposal else "Ändrat genom", change)


def _what_changed(publication: Publication, old: Beslut, new: Beslut) -> str:
    """When a decision was replaced, and what its amount became, as far as the two say."""
    day = f", {swedish.day(new.beslutsdatum)}" if new.beslutsdatum else ""
    before, after = (
        summed(publication.beslut_rows[decision.beslut_id][:1]).hela for decision in (old, new)
    )
    if not before or not after:
        return f"{day}."
    if before == after:
        return f"{day}. Beloppet är detsamma, {after}."
    return f"{day}. Beloppet är {before} här och {after} där."


def life(publication: Publication, beslut: Beslut) -> Mapping[str, Any]:
    """What the template of a decision's page is given of its life."""
    rows = publication.beslut_rows[beslut.beslut_id]
    liv = rows[0].liv
    changed = publication.beslut_rows[liv.andrar.beslut_id] if liv.andrar else rows
    changing = (
        [rows]
        if liv.andrar
        else [publication.beslut_rows[change.beslut_id] for change in liv.andrad_av]
    )
    shares = [row for row in rows if row.niva is Niva.ARSDEL and not _of_insats(row, rows)]
    followed = [last for row in rows for last in list(outcomes(row, publication.changes))[-1:]]
    return {
        "handelser": list(_events(publication, beslut, liv)),
        "andringar": list(_changes(publication, changed, changing)),
        "arsdelar": View("arsdelar", shares, "omraden"),
        "utfall": View("utfall", followed, "utfall"),
    }


def _of_insats(row: Row, rows: Iterable[Row]) -> bool:
    return any(other.insats and other.rad_id == row.overordnad_id for other in rows)


def _changes(
    publication: Publication, changed: Sequence[Row], changing: Iterable[Sequence[Row]]
) -> Iterable[Andring]:
    """Each amount that some decisions change, and then those that they bring in."""
    touching = [row for rows in changing for row in rows if row.says_amount and not row.harledd]
    touched = {row.andrar_id for row in touching}
    for row in changed:
        if row.rad_id in touched and not row.harledd:
            yield Andring(row, standing(row, publication.changes))
    for row in touching:
        new = brought_in(row, changed[0].status)
        if not row.andrar_id and (new.andringar or new.foreslagna):
            yield Andring(row, new)
