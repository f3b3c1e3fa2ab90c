"""What is gathered from every decision, and what decisions refer to, as lists and one by one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from generator.data.derived import Niva, Verdikt
from generator.data.types import Omfattning
from generator.pages.page import Crumb, Group, Page, Plan, Statement, View, list_file, reads
from generator.publishing import addresses, check_sentences, sentences
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


def utforska(publication: Publication) -> Iterator[Plan]:
    """Every insats in one table."""
    yield Plan(addresses.UTFORSKA, partial(_utforska, publication))


def _utforska(publication: Publication) -> Page:
    insatser = [row for row in publication.rows if row.insats]
    insatser.sort(key=lambda row: -row.beslut.ar)
    about = how_many_have_amounts(insatser)
    return Page(
        addresses.UTFORSKA,
        "Utforska alla insatser",
        f"Alla insatser i en tabell, med år, område, mottagare och belopp. {about}.",
        {"insatser": View("insatser", insatser, "insatser", Niva.INSATS)},
    )


def kontroller(publication: Publication) -> Iterator[Plan]:
    """Every check, the worst first."""
    yield Plan(addresses.KONTROLLER, partial(_kontroller, publication))


def _kontroller(publication: Publication) -> Page:
    checks = worst_first(publication.kontroller)
    numbers = Counter(check.verdikt for check in counting(checks))
    return Page(
        addresses.KONTROLLER,
        "Så stämmer siffrorna",
        "Varje summa i handlingarna, omräknad: det angivna, det beräknade och skillnaden.",
        {
            "kontroller": View("kontroller", checks, "kontroller"),
            "om_kontroller": check_sentences.about_checks(publication.kontroller),
            "antal": [(verdikt, numbers[verdikt]) for verdikt in Verdikt if numbers[verdikt]],
        },
    )


def aterrapportering(publication: Publication) -> Iterator[Plan]:
    """What must be reported, to whom and by when; dated duties first, the latest first."""
    yield Plan(addresses.ATERRAPPORTERING, partial(_aterrapportering, publication))


def _aterrapportering(publication: Publication) -> Page:
    duties = [
        Statement(beslut, duty)
        for beslut in newest_first(publication.register.beslut)
        for duty in beslut.aterrapportering
    ]
    dated = sorted((duty for duty in duties if duty.data.senast), key=lambda duty: duty.data.senast)
    undated = [duty for duty in duties if not duty.data.senast]
    return Page(
        addresses.ATERRAPPORTERING,
        "Återrapportering",
        "Vad som ska rapporteras tillbaka, till vem och senast när.",
        {
            "daterade": View("med-datum", dated[::-1], "aterrapportering"),
            "odaterade": View("utan-datum", undated, "aterrapportering"),
        },
    )


def rattelser(publication: Publication) -> Iterator[Plan]:
    """Every change to a published amount."""
    yield Plan(addresses.RATTELSER, partial(_rattelser, publication))


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
    yield Plan(addresses.SATSNINGAR, partial(_satsningar, publication))


def _satsningar(publication: Publication) -> Page:
    register, tops = publication.register, publication.tops(publication.register.beslut)
    groups = [
        Group(satsning, [top for top in tops if top.beslut.satsning == satsning.id])
        for satsning in by_name(register.satsningar.values())
    ]
    return Page(
        addresses.SATSNINGAR,
        "Satsningar",
        "En satsning är en nationell överenskommelse: den som pengarna kommer ifrån.",
        {"satsningar": [group for group in groups if group.rows]},
        weight=8,
        origins=list_file(publication.register, "satsningar", "Satsningar"),
    )


def satsning(publication: Publication) -> Iterator[Plan]:
    """One agreement across years."""
    of_satsning: dict[str, list[Row]] = defaultdict(list)
    for top in publication.tops(newest_first(publication.register.beslut)):
        of_satsning[top.beslut.satsning].append(top)
    for id_ in publication.register.satsningar:
        if tops := of_satsning[id_]:
            make = partial(_satsning, publication, id_, tops)
            yield Plan(addresses.satsning(id_), make, reads(tops))


def _satsning(publication: Publication, id_: str, tops: Sequence[Row]) -> Page:
    register = publication.register
    satsning = register.satsningar[id_]
    rows = [row for top in tops for row in publication.beslut_rows[top.rad_id]]
    omraden = [row for row in rows if row.niva is Niva.OMRADE]
    national = frames(rows, Omfattning.RIKET)
    sentence = sentences.about_many(tops)
    return Page(
        addresses.satsning(satsning.id),
        f"Satsningen {satsning.namn}",
        f"{satsning.namn}: beslut, områden och belopp år för år.",
        {
            "satsning": satsning,
            "mening": sentence,
            "beslut": View("beslut", tops, "beslut"),
            "omraden": View("omraden", omraden, "omraden"),
            "riket": View("riket", national, "ramar"),
        },
        (Crumb("Satsningar", addresses.SATSNINGAR),),
        origins=list_file(register, "satsningar", satsning.namn, satsning.id),
    )


def mottagare_index(publication: Publication) -> Iterator[Plan]:
    """All recipients, with what they were allotted."""
    yield Plan(addresses.MOTTAGARE, partial(_mottagare_index, publication))


def _mottagare_index(publication: Publication) -> Page:
    mottagare, rows_of = publication.register.mottagare, publication.recipient_rows
    groups = [
        Group(unit, rows_of[unit.id])
        for unit in by_name(mottagare[id_] for id_ in rows_of if rows_of[id_])
    ]
    return Page(
        addresses.MOTTAGARE,
        "Mottagare",
        "Enheter och grupper som handlingarna ger pengar.",
        {"mottagare": View("mottagare", groups, "insatser")},
        origins=list_file(publication.register, "mottagare", "Mottagare"),
    )


def mottagare(publication: Publication) -> Iterator[Plan]:
    """One recipient across years."""
    for id_, rows in publication.recipient_rows.items():
        make = partial(_mottagare, publication, id_, rows)
        yield Plan(addresses.mottagare(id_), make, reads(rows))


def _mottagare(publication: Publication, id_: str, rows: Sequence[Row]) -> Page:
    mottagare = publication.register.mottagare[id_]
    sentence = sentences.about_many(rows)
    return Page(
        addresses.mottagare(id_),
        mottagare.namn,
        f"{mottagare.namn}: insatser och belopp. {sentence}",
        {
            "mottagare": mottagare,
            "mening": sentence,
            "insatser": View("insatser", rows, "insatser", Niva.INSATS),
        },
        (Crumb("Mottagare", addresses.MOTTAGARE),),
        origins=list_file(publication.register, "mottagare", mottagare.namn, id_),
    )


def objekt_index(publication: Publication) -> Iterator[Plan]:
    """All accounting objects, with what is booked on them."""
    yield Plan(addresses.OBJEKT, partial(_objekt_index, publication))


def _objekt_index(publication: Publication) -> Page:
    objekt, rows_of = publication.register.objekt, publication.object_rows
    omraden, insatser = (
        [Group(objekt[id_], [row for row in rows_of[id_] if kind(row)]) for id_ in sorted(rows_of)]
        for kind in (_of_omrade, _of_insats)
    )
    return Page(
        addresses.OBJEKT,
        "Objekt",
        "Numren i regionens redovisning som kostnaderna bokförs på.",
        {
            "objekt": View("objekt", [group for group in omraden if group.rows], "omraden"),
            "insatser": View("insatser", [group for group in insatser if group.rows], "insatser"),
        },
        origins=list_file(publication.register, "objekt", "Objekt"),
    )


def objekt(publication: Publication) -> Iterator[Plan]:
    """One accounting object across years."""
    for id_, rows in publication.object_rows.items():
        make = partial(_objekt, publication, id_, rows)
        yield Plan(addresses.objekt(id_), make, reads(rows))


def _objekt(publication: Publication, id_: str, rows: Sequence[Row]) -> Page:
    sentence = sentences.about_many(rows)
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
