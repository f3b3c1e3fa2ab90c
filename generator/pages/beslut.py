"""The decisions: all of them, a year's with their documents, and one in full."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import NamedTuple

from generator.data.beslut import Aterrapportering, Beslut, Villkor
from generator.data.derived import Niva, Verdikt
from generator.data.registers import Fordelningsnyckel, Omrade
from generator.data.types import Omfattning
from generator.pages import way_pictures
from generator.pages.livet import life
from generator.pages.page import (
    BESLUT_CRUMB,
    Crumb,
    Origin,
    Page,
    Plan,
    Statement,
    View,
    files_of,
    reads,
)
from generator.pages.parts import Told, of_all, paged
from generator.publishing import (
    addresses,
    asking,
    calculations,
    check_sentences,
    linked_data,
    sentences,
)
from generator.publishing.publication import Publication
from generator.reckoning import selections, trail
from generator.reckoning.corrections import Correction
from generator.reckoning.kontroll import SUMS, Kontroll, sums
from generator.reckoning.life import newest_first
from generator.reckoning.rows import Row
from generator.reckoning.trail import Specifikation
from generator.words.ordval import Noun

_DIVISION = {Niva.OMRADE, Niva.DELOMRADE, Niva.VARAV}


def index(publication: Publication) -> Iterator[Plan]:
    """All decisions and proposals, the newest first."""
    tops = publication.tops(newest_first(publication.register.beslut))
    view = View("beslut", tops, "beslut", Niva.BESLUT)
    rows = [(top.rad_id, top.rad_id) for top in tops]
    plan = Plan(addresses.BESLUT, partial(_index, publication, view))
    yield from paged(plan, len(rows), told=Told(rows, of_all(view, publication)))


def _index(publication: Publication, view: View) -> Page:
    return Page(
        addresses.BESLUT,
        "Beslut",
        f"Alla beslut och förslag om {publication.ordval.om.pengar}, det senaste först.",
        {"beslut": view, "ar": publication.beslut_years},
    )


def year(publication: Publication) -> Iterator[Plan]:
    """A year's decisions with who decided, when, and on which documents."""
    for ar in publication.beslut_years:
        decisions = publication.beslut_of(ar)
        own = reads(publication.tops(decisions))
        plan = Plan(addresses.beslut_ar(ar), partial(_year, publication, ar), own)
        told = len(decisions) + sum(len(decision.handlingar) for decision in decisions)
        yield from paged(plan, told)


def _year(publication: Publication, ar: int) -> Page:
    decisions = publication.beslut_of(ar)
    documents = [
        Statement(decision, handling) for decision in decisions for handling in decision.handlingar
    ]
    tops = [(top, selections.case_numbers(top.beslut)) for top in publication.tops(decisions)]
    return Page(
        addresses.beslut_ar(ar),
        f"Beslut och handlingar {ar}",
        f"Vem som beslutade eller föreslog vad {ar}, när, och i vilka handlingar.",
        {
            "ar": ar,
            "beslut": View("beslut", tops),
            "handlingar": View("handlingar", documents, "handlingar"),
        },
        (BESLUT_CRUMB,),
        origins=files_of(publication.tops(decisions), publication.titles),
    )


def beslut(publication: Publication) -> Iterator[Plan]:
    """A decision: who decided what when, how it is divided, and whether it adds up."""
    corrections: dict[str, list[Correction]] = defaultdict(list)
    for correction in publication.rattelser:
        corrections[correction.id.rad.beslut_id].append(correction)
    for decision in publication.register.beslut:
        make = partial(_beslut, publication, decision, corrections.get(decision.beslut_id, ()))
        yield Plan(addresses.beslut(decision), make, frozenset({decision.beslut_id}))


def _beslut(publication: Publication, decision: Beslut, rattelser: Sequence[Correction]) -> Page:
    register, insats = publication.register, publication.ordval.insats
    id_, ar = decision.beslut_id, decision.ar
    title = publication.titles[id_]
    rows = publication.beslut_rows[id_]
    checks = publication.kontroller_of_beslut.get(id_, ())
    unspecified = trail.unspecified(checks)
    left_over: dict[str, list[Specifikation]] = defaultdict(list)
    for spec in unspecified:
        left_over[spec.kontroll.kontroll].append(spec)
    names = {row.lokal_id: row.namn for row in rows}
    divided = [row for row in rows if row.niva in _DIVISION and not row.harledd]
    activities = [row for row in rows if row.aktivitet]
    national = selections.frames(rows, Omfattning.RIKET)
    preliminary = selections.frames(rows, Omfattning.REGIONEN)
    worked_out = [check for check in checks if check.formel]
    compared = list(sums(checks))
    shown = selections.worst_first(
        check
        for check in (checks if publication.beslut_tell_checks else compared)
        if publication.beslut_tell_checks
        or check.kontroll in SUMS
        or check.verdikt is not Verdikt.STAMMER
    )
    sentence = sentences.about_beslut(rows, checks, publication.ordval, publication.titles)
    return Page(
        addresses.beslut(decision),
        title,
        f"{sentence} {insats.versal.flera}, villkor, handlingar och kontroller.",
        {
            "beslut": decision,
            "gar_inte_ihop": [
                text
                for check in publication.kontroller_of.get(rows[0].rad_id, ())
                if (text := check_sentences.does_not_agree(check))
            ],
            "mening": sentence,
            "rad": rows[0],
            "bilder": way_pictures.of_decision(publication, rows),
            "kedja": publication.chain_of(decision),
            "satsning": register.satsningar[decision.satsning],
            "diarienummer": selections.case_numbers(decision),
            "hela_omradet": next((row for row in rows if row.harledd), None),
            "omraden": View("fordelning", divided, "omraden", Niva.OMRADE),
            "ospecificerat": left_over,
            "insatser": _insatser(rows, register.omraden, unspecified, insats),
            "aktiviteter": View("aktiviteter", activities, "insatser"),
            "riket": View("riket", national, "ramar"),
            "preliminart": View("preliminart", preliminary, "ramar"),
            "kontroller": View("kontroller", shown, "kontroller"),
            "avviker": [check for check in shown if check.verdikt is Verdikt.AVVIKER],
            "ovriga_kontroller": max(0, len(compared) - len(shown)),
            "berakningar": View("berakningar", worked_out, "berakningar"),
            "nycklar": _keys_used(checks, publication.kontroller_of),
            "rattelser": View("rattelser", rattelser, "rattelser"),
            "tider": _deadlines(decision, rows),
            "villkor": _conditions(decision, names),
            **life(publication, decision),
            "begaran": asking.request(decision),
        },
        (BESLUT_CRUMB, Crumb(str(ar), addresses.beslut_ar(ar))),
        long=True,
        thing=linked_data.grant(publication, rows[0]),
        keeps_tables=True,
        embeds=True,
        origins=(Origin(title, rows[0].place),),
    )


class Insatser(NamedTuple):
    """The insatser of an område, or those outside all of them (English: interventions)."""

    rubrik: str
    """The område's name; empty for those outside all."""
    overskrift: str
    ospecificerat: list[tuple[Specifikation, bool]]
    """What they leave over, and whether that must say which of them it is about."""
    tabell: View


def _insatser(
    rows: Sequence[Row],
    omraden: Mapping[str, Omrade],
    unspecified: Sequence[Specifikation],
    insats: Noun,
) -> list[Insatser]:
    """The insatser of a decision, one table for each område and one for those outside all."""
    by_parent: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.insats:
            by_parent[row.overordnad_id].append(row)
    tables = []
    for around in (row for row in rows if row.rad_id in by_parent):
        insatser = by_parent[around.rad_id]
        ids = {row.rad_id for row in insatser}
        in_omrade = around.niva is Niva.OMRADE
        caption = selections.how_many_have_amounts(insatser, insats)
        caption = caption or (insats.bestamd if in_omrade else insats.versal.bestamd)
        caption = f"{around.namn}: {caption}" if in_omrade else caption
        left_over = [
            (spec, spec.kontroll.subject.rad_id in ids)
            for spec in unspecified
            if spec.kontroll.subject.rad_id in ids
            or (spec.kontroll.kontroll, spec.kontroll.subject) == ("insatser", around)
        ]
        view_id = f"insatser-{around.lokal_id}" if in_omrade else "insatser"
        view = View(view_id, selections.with_parts(rows, insatser), "insatser", Niva.INSATS)
        rubrik = omraden[around.omrade_id].namn if in_omrade else ""
        tables.append(Insatser(rubrik, caption, left_over, view))
    return tables


def _conditions(
    decision: Beslut, names: Mapping[str, str]
) -> Iterable[tuple[str, Sequence[Villkor]]]:
    """The conditions by the name of the part of the decision that they hold for.

    `names` are those of the decision's parts, by their ids in it.
    """
    parts: dict[str, list[Villkor]] = defaultdict(list)
    for villkor in decision.villkor:
        parts[names[villkor.galler_del] if villkor.galler_del else "Hela beslutet"].append(villkor)
    return parts.items()


class Tid(NamedTuple):
    """Something to report, and who answers for what it is about (English: deadline)."""

    krav: Aterrapportering
    delen: str
    """The part of the decision that it is about; empty for all of it."""
    ansvariga: Sequence[str]
    """Who answers for that part, where the document says so."""


def _deadlines(decision: Beslut, rows: Sequence[Row]) -> list[Tid]:
    """All that is to be reported, by its last day, and after that what has none."""
    part_of = {row.lokal_id: row for row in rows}
    told = []
    for krav in decision.aterrapportering:
        part = part_of[krav.galler_del] if krav.galler_del else None
        who = part.insats.ansvarig if part and part.insats else ()
        told.append(Tid(krav, part.namn if part else "", who))
    return sorted(told, key=lambda tid: tid.krav.senast or date.max)


def _keys_used(
    checks: Iterable[Kontroll], kontroller_of: Mapping[str, Sequence[Kontroll]]
) -> list[tuple[Fordelningsnyckel, str]]:
    """The allocation keys of some calculations, each once, with how its share was derived.

    `kontroller_of` are all checks by the row that they are about.
    """
    nycklar = {check.formel.nyckel.id: check.formel.nyckel for check in checks if check.formel}
    used = []
    for nyckel in nycklar.values():
        about_source = kontroller_of.get(nyckel.harledd_ur or "", ())
        derived = next((check for check in about_source if check.formel), None)
        used.append((nyckel, calculations.derived_share(derived) if derived else ""))
    return used
