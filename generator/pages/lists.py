"""What is gathered from every decision, and what decisions refer to, as lists and one by one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from generator.data.derived import Niva, Verdikt
from generator.data.ids import parse_rad_id
from generator.data.types import Omfattning
from generator.pages import bars, explorer
from generator.pages.page import Crumb, Group, Page, Plan, Statement, View, list_file, reads
from generator.pages.parts import Told, of_all, paged
from generator.publishing import addresses, check_sentences, feeds, parts, sentences
from generator.publishing.columns import statement_id
from generator.publishing.inputs import Tells
from generator.publishing.parts import fair_share
from generator.publishing.publication import Publication
from generator.reckoning.life import newest_first
from generator.reckoning.rows import Row
from generator.reckoning.selections import (
    by_name,
    counting,
    frames,
    how_many_have_amounts,
    worst_first,
)
from generator.words.ordval import Ordval


def utforska(publication: Publication) -> Iterator[Plan]:
    """Every insats in one table: the first of them, where scripts do not show the rest."""
    insatser = [row for row in publication.rows if row.insats]
    insatser.sort(key=lambda row: -row.beslut.ar)
    view = View("insatser", insatser, "insatser", Niva.INSATS)
    view = view.part(0, min(explorer.FIRST, parts.MOST))
    about = how_many_have_amounts(insatser, publication.ordval.insats)
    make = partial(_utforska, publication, view, about)
    rows = [(row.rad_id, row.id.beslut_id) for row in view.rows]
    told = Told(rows, (about, len(insatser), of_all(view, publication)))
    yield told.by(Plan(addresses.UTFORSKA, make, tells=Tells.NO_TEXTS), 0, len(rows))


def _utforska(publication: Publication, view: View, about: str) -> Page:
    ordval = publication.ordval
    insats = ordval.insats
    latest = f"{insats.versal.flera} ur de senaste besluten"
    which = latest if view.whole else f"Alla {insats.flera}"
    return Page(
        addresses.UTFORSKA,
        f"Utforska alla {insats.flera}",
        f"{which} i en tabell, med år, {ordval.omrade.en}, {ordval.mottagare.en} och belopp. "
        f"{about or insats.versal.bestamd}.",
        {"insatser": view, "rubriker": explorer.headings(view, ordval)},
    )


def kontroller(publication: Publication) -> Iterator[Plan]:
    """Every check, the worst first."""
    checks = worst_first(publication.kontroller)
    counted = counting(checks)
    deviating = [check for check in counted if check.verdikt is Verdikt.AVVIKER][:MOST_DEVIATING]
    numbers = Counter(check.verdikt for check in counted)
    content = {
        "kontroller": View("kontroller", checks, "kontroller"),
        "avviker": deviating,
        "om_kontroller": check_sentences.about_checks(publication.kontroller),
        "antal": [(verdikt, numbers[verdikt]) for verdikt in Verdikt if numbers[verdikt]],
    }
    plan = Plan(addresses.KONTROLLER, partial(_kontroller, content), tells=Tells.NO_TEXTS)
    rows = [(check.kontroll_id, check.subject.id.beslut_id) for check in checks]
    # What the first page tells in words counts for the day of each.
    reads_too = frozenset(check.subject.id.beslut_id for check in deviating)
    told = Told(rows, (content["om_kontroller"], content["antal"]), reads_too)
    yield from paged(plan, len(checks), told=told)


def _kontroller(content: Mapping[str, Any]) -> Page:
    return Page(
        addresses.KONTROLLER,
        "Så stämmer siffrorna",
        "Varje summa i handlingarna, omräknad: det angivna, det beräknade och skillnaden.",
        content,
    )


MOST_DEVIATING = 10
"""How many checks that deviate are told in words before the list of all, which begins with them."""


def aterrapportering(publication: Publication) -> Iterator[Plan]:
    """What must be reported, to whom and by when; dated duties first, the latest first."""
    duties = [
        Statement(beslut, duty)
        for beslut in newest_first(publication.register.beslut)
        for duty in beslut.aterrapportering
    ]
    dated = sorted((duty for duty in duties if duty.data.senast), key=lambda duty: duty.data.senast)
    undated = [duty for duty in duties if not duty.data.senast]
    content = {
        "daterade": View("med-datum", dated[::-1], "aterrapportering"),
        "odaterade": View("utan-datum", undated, "aterrapportering"),
    }
    make = partial(_aterrapportering, content)
    plan = Plan(addresses.ATERRAPPORTERING, make, tells=Tells.NO_TEXTS)
    rows = [(statement_id(*duty), duty.beslut.beslut_id) for duty in (*dated[::-1], *undated)]
    told = Told(rows, (len(dated), any(duty.data.senast_angivet for duty in undated)))
    yield from paged(plan, len(duties), told=told)


def _aterrapportering(content: Mapping[str, Any]) -> Page:
    return Page(
        addresses.ATERRAPPORTERING,
        "Återrapportering",
        "Vad som ska rapporteras tillbaka, till vem och senast när.",
        content,
    )


def rattelser(publication: Publication) -> Iterator[Plan]:
    """Every change to a published amount."""
    plan = Plan(addresses.RATTELSER, partial(_rattelser, publication), tells=Tells.NO_TEXTS)
    now, decisions = publication.register.called_now, publication.beslut_rows
    told = [
        *(
            (correction._replace(row=None), correction.id.rad)
            for correction in publication.rattelser
        ),
        *((change, parse_rad_id(change.data.id)) for change in publication.andringar),
    ]
    ids = [(change, now(rad).beslut_id if rad else "") for change, rad in told]
    rows = [(change, id_ if id_ in decisions else "") for change, id_ in ids]
    yield from paged(plan, len(rows), told=Told(rows, len(publication.rattelser)))


def _rattelser(publication: Publication) -> Page:
    return Page(
        addresses.RATTELSER,
        "Rättelser",
        "Varje ändring av ett publicerat belopp: före, efter, när och varför.",
        {
            "rattelser": View("rattelser", publication.rattelser, "rattelser"),
            "andringar": View("andringar", publication.andringar, "andringar"),
        },
    )


def satsningar(publication: Publication) -> Iterator[Plan]:
    """All national agreements, with their decisions."""
    yield Plan(addresses.SATSNINGAR, partial(_satsningar, publication), tells=Tells.NO_TITLES)


def _satsningar(publication: Publication) -> Page:
    words = publication.ordval.satsning
    of_satsning: dict[str, list[Row]] = defaultdict(list)
    for top in publication.tops(publication.register.beslut):
        of_satsning[top.beslut.satsning].append(top)
    groups = [
        Group(satsning, of_satsning[satsning.id])
        for satsning in by_name(publication.register.satsningar.values())
        if of_satsning[satsning.id]
    ]
    share = fair_share([len(group.rows) for group in groups], parts.MOST)
    return Page(
        addresses.SATSNINGAR,
        words.versal.flera,
        f"{words.versal.flera}: {publication.ordval.om.satsningar}.",
        {"satsningar": [(group.heading, _latest(group.rows, share)) for group in groups]},
        origins=list_file(publication.register, "satsningar", words.versal.flera),
    )


def _latest(beslut: Sequence[Row], share: int) -> View:
    """The last of some decisions, the newest last."""
    return View("", beslut).part(len(beslut) - share, len(beslut))


def satsning(publication: Publication) -> Iterator[Plan]:
    """One agreement across years."""
    of_satsning: dict[str, list[Row]] = defaultdict(list)
    for top in publication.tops(newest_first(publication.register.beslut)):
        of_satsning[top.beslut.satsning].append(top)
    for id_ in publication.register.satsningar:
        if tops := of_satsning[id_]:
            content = _of_satsning(publication, tops)
            make = partial(_satsning, publication, id_, tops, content)
            plan = Plan(addresses.satsning(id_), make, reads(tops))
            yield from paged(plan, sum(len(view.rows) for view in content.values()))


def _of_satsning(publication: Publication, tops: Sequence[Row]) -> Mapping[str, View]:
    """An agreement's decisions, their områden, and what they say of the whole country."""
    rows = [row for top in tops for row in publication.beslut_rows[top.rad_id]]
    omraden = [row for row in rows if row.niva is Niva.OMRADE]
    return {
        "beslut": View("beslut", tops, "beslut"),
        "omraden": View("omraden", omraden, "omraden"),
        "riket": View("riket", frames(rows, Omfattning.RIKET), "ramar"),
    }


def _satsning(
    publication: Publication, id_: str, tops: Sequence[Row], content: Mapping[str, View]
) -> Page:
    register = publication.register
    satsning, words = register.satsningar[id_], publication.ordval
    sentence = sentences.about_many(tops, words)
    return Page(
        addresses.satsning(satsning.id),
        f"{words.satsning.versal.bestamd} {satsning.namn}",
        f"{satsning.namn}: beslut, {words.omrade.flera} och belopp år för år.",
        {
            "satsning": satsning,
            "mening": sentence,
            "skala": bars.scale_of_rows(tops),
            **content,
        },
        (Crumb(words.satsning.versal.flera, addresses.SATSNINGAR),),
        origins=list_file(register, "satsningar", satsning.namn, satsning.id),
        feed=feeds.of_decisions(publication, addresses.satsning(id_), satsning.namn, tops),
    )


def _is_short(rows_of: Mapping[str, Sequence[Row]]) -> bool:
    """Whether an index of things has room for all of their rows."""
    return sum(map(len, rows_of.values())) <= parts.MOST


def _rows_of_index(rows_of: Mapping[str, Sequence[Row]]) -> int:
    """How many rows an index has of things: all of theirs, else one of each."""
    return sum(map(len, rows_of.values())) if _is_short(rows_of) else len(rows_of)


def _in_words(
    name: str, things: Sequence[Any], rows_of: Mapping[str, Sequence[Row]], ordval: Ordval
) -> Mapping[str, Any]:
    """An index that only says what each thing's rows come to; each has a page with the rows."""
    return {
        "poster": View(name, things, name),
        "om": lambda thing: sentences.about_many(rows_of[thing.id], ordval),
    }


def objekt_index(publication: Publication) -> Iterator[Plan]:
    """All accounting objects, with what is booked on them."""
    plan = Plan(addresses.OBJEKT, partial(_objekt_index, publication), tells=Tells.NO_TITLES)
    yield from paged(plan, _rows_of_index(publication.object_rows))


def _objekt_index(publication: Publication) -> Page:
    objekt, rows_of = publication.register.objekt, publication.object_rows
    omraden, insatser = (
        [Group(objekt[id_], [row for row in rows_of[id_] if kind(row)]) for id_ in sorted(rows_of)]
        for kind in (_of_omrade, _of_insats)
    )
    return Page(
        addresses.OBJEKT,
        "Objekt",
        "Numren i redovisningen som kostnaderna bokförs på.",
        {
            "objekt": View("objekt", [group for group in omraden if group.rows], "omraden"),
            "insatser": View("insatser", [group for group in insatser if group.rows], "insatser"),
        }
        if _is_short(rows_of)
        else _in_words(
            "objekt", [objekt[id_] for id_ in sorted(rows_of)], rows_of, publication.ordval
        ),
        origins=list_file(publication.register, "objekt", "Objekt"),
    )


def objekt(publication: Publication) -> Iterator[Plan]:
    """One accounting object across years."""
    for id_, rows in publication.object_rows.items():
        make = partial(_objekt, publication, id_, rows)
        yield from paged(
            Plan(addresses.objekt(id_), make, reads(rows), tells=Tells.NO_TEXTS), len(rows)
        )


def _objekt(publication: Publication, id_: str, rows: Sequence[Row]) -> Page:
    sentence = sentences.about_many(rows, publication.ordval)
    return Page(
        addresses.objekt(id_),
        f"Objekt {id_}",
        f"Objekt {id_} i redovisningen. {sentence}",
        {
            "objekt": publication.register.objekt[id_],
            "mening": sentence,
            "omraden": View("omraden", list(filter(_of_omrade, rows)), "omraden", Niva.OMRADE),
            "insatser": View("insatser", list(filter(_of_insats, rows)), "insatser", Niva.INSATS),
        },
        (Crumb("Objekt", addresses.OBJEKT),),
        origins=list_file(publication.register, "objekt", id_, id_),
    )


def _of_insats(row: Row) -> bool:
    return row.insats is not None


def _of_omrade(row: Row) -> bool:
    return not _of_insats(row)
