"""The pages about one thing: a decision, an område, an agreement, a recipient, an object."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from generator.data.beslut import Beslut
from generator.data.derived import Niva, Verdikt
from generator.data.registers import Fordelningsnyckel, Omrade
from generator.data.types import Omfattning
from generator.pages.edit_links import entry_place
from generator.pages.page import (
    BESLUT_CRUMB,
    OMRADEN_CRUMB,
    Crumb,
    Group,
    Origin,
    Page,
    View,
    chain_of,
    totals,
)
from generator.publishing import addresses, sentences
from generator.publishing.publication import Publication
from generator.reckoning import trail
from generator.reckoning.rows import Row
from generator.reckoning.selections import (
    case_numbers,
    frames,
    how_many_have_amounts,
    newest_first,
    themes,
    with_parts,
    worst_first,
)
from generator.reckoning.sums import SUMS, Kontroll, sums
from generator.reckoning.trail import Specifikation

_DIVISION = {Niva.OMRADE, Niva.DELOMRADE, Niva.VARAV}


def beslut(publication: Publication) -> Iterator[Page]:
    """A decision: who decided what when, how it is divided, and whether it adds up."""
    for one in publication.register.beslut:
        rows = publication.beslut_rows[one.beslut_id]
        own = publication.kontroller_of_beslut.get(one.beslut_id, ())
        divided = [row for row in rows if row.niva in _DIVISION and not row.harledd]
        checked = [
            check
            for check in sums(own)
            if check.kontroll in SUMS or check.verdikt is not Verdikt.STAMMER
        ]
        sentence = sentences.about_beslut(one, rows)
        yield Page(
            addresses.beslut(one),
            one.titel if str(one.ar) in one.titel else f"{one.titel} {one.ar}",
            f"{sentence} Insatser, villkor, handlingar och kontroller.",
            {
                "beslut": one,
                "mening": sentence,
                "rad": rows[0],
                "kedja": chain_of(publication, one),
                "ospecificerat": _unspecified(own),
                "namn": {row.lokal_id: row.namn for row in rows},
                "satsning": publication.register.satsningar[one.satsning],
                "diarienummer": case_numbers(one),
                "hela_omradet": next((row for row in rows if row.harledd), None),
                "omraden": View(
                    "fordelning",
                    "Områdenas belopp, med delar",
                    divided,
                    "omraden",
                    totals([row for row in divided if row.niva is Niva.OMRADE], "områden"),
                ),
                "insatser": _insats_views(rows),
                "aktiviteter": View(
                    "aktiviteter",
                    "Aktiviteter och mål utan egna pengar",
                    [row for row in rows if row.niva is Niva.AKTIVITET],
                    "insatser",
                ),
                "riket": View(
                    "riket",
                    f"Statens pengar {one.ar}, i hela landet",
                    frames(rows, Omfattning.RIKET),
                    "ramar",
                ),
                "preliminart": View(
                    "preliminart",
                    "Planerade belopp, som kan ändras",
                    frames(rows, Omfattning.REGIONEN),
                    "ramar",
                ),
                "kontroller": View(
                    "kontroller",
                    "Angivet i handlingen och omräknat",
                    worst_first(checked),
                    "kontroller",
                ),
                "ovriga_kontroller": len(list(sums(own))) - len(checked),
                "berakningar": View(
                    "berakningar",
                    "Belopp som kan räknas fram ur en ram",
                    [check for check in own if check.formel],
                    "berakningar",
                ),
                "nycklar": _keys_used(publication, own),
                "rattelser": View(
                    "rattelser",
                    f"Rättelser av {one.titel}",
                    [
                        rattelse
                        for rattelse in publication.rattelser
                        if rattelse.data.id.rad.beslut_id == one.beslut_id
                    ],
                    "rattelser",
                ),
            },
            (BESLUT_CRUMB, Crumb(str(one.ar), addresses.beslut_ar(one.ar))),
            long=True,
            origins=(Origin(one.titel, rows[0].place),),
        )


def _keys_used(
    publication: Publication, kontroller: Iterable[Kontroll]
) -> list[tuple[Fordelningsnyckel, str]]:
    """The allocation keys of some calculations, each once, with how its share was derived."""
    found: dict[str, tuple[Fordelningsnyckel, str]] = {}
    for one in kontroller:
        if one.formel is None:
            continue
        source = publication.kontroller_of.get(one.formel.nyckel.harledd_ur or "", ())
        derived = next((check for check in source if check.formel), None)
        nyckel = one.formel.nyckel
        found[nyckel.id] = nyckel, sentences.derived_share(derived) if derived else ""
    return list(found.values())


def _unspecified(kontroller: Iterable[Kontroll]) -> Mapping[str, list[Specifikation]]:
    """What sums leave over, by the part of a decision's page that it belongs with.

    Of insatser it is by the row whose money they share, since each område has a table of its own.
    """
    found: dict[str, list[Specifikation]] = defaultdict(list)
    for one in trail.unspecified(kontroller):
        subject, kind = one.kontroll.subject, one.kontroll.kontroll
        where = subject.overordnad_id if kind == "delposter" else subject.rad_id
        within = where if kind in {"insatser", "delposter"} else kind
        found[within].append(one)
    return found


def _insats_views(rows: Sequence[Row]) -> list[tuple[Row, View]]:
    """The insatser of a decision, one table for each område and one for those outside all."""
    found = []
    for around in rows:
        if around.niva not in {Niva.BESLUT, Niva.OMRADE}:
            continue
        insatser = [
            row for row in rows if row.overordnad_id == around.rad_id and row.niva is Niva.INSATS
        ]
        if insatser:
            within = around.niva is Niva.OMRADE
            name = f"insatser-{around.lokal_id}" if within else "insatser"
            view = View(
                name,
                f"{around.namn}: {how_many_have_amounts(insatser)}"
                if within
                else how_many_have_amounts(insatser),
                with_parts(rows, insatser),
                "insatser",
                totals(insatser, "insatser"),
            )
            found.append((around, view))
    return found


def omrade_year(publication: Publication) -> Iterator[Page]:
    """One område in one year, gathered from every decision of the year."""
    for omrade_id, years in publication.omrade_years.items():
        omrade = publication.register.omraden[omrade_id]
        for at, ar in enumerate(years):
            rows = publication.year_rows[ar]
            own = [row for row in rows if row.niva is Niva.OMRADE and row.omrade_id == omrade_id]
            about = [row for row in rows if omrade_id in themes(row)]
            inside = tuple(f"{row.rad_id}/" for row in own)
            cases = {row.beslut.beslut_id for row in own}
            parts = [
                row
                for row in rows
                if row.niva in {Niva.DELOMRADE, Niva.VARAV} and row.rad_id.startswith(inside)
            ]
            insatser = [
                row for row in rows if row.niva is Niva.INSATS and row.omrade_id == omrade_id
            ]
            undivided = [
                row
                for row in rows
                if row.niva is Niva.INSATS and not row.omrade_id and row.beslut.beslut_id in cases
            ]
            inside_of = _wholes(publication, [row for row in about if row not in own])
            sentence = sentences.about_omrade_year(omrade.namn, ar, own, insatser, inside_of)
            yield Page(
                addresses.omrade_ar(ar, omrade_id),
                f"{omrade.namn} {ar}",
                f"{sentence} Insatser, villkor och källor.",
                {
                    "omrade": omrade,
                    "ar": ar,
                    "mening": sentence,
                    "fore": years[at - 1] if at else None,
                    "efter": years[at + 1] if at + 1 < len(years) else None,
                    "egna": View(
                        "belopp-per-beslut",
                        f"Belopp till {omrade.namn} {ar}",
                        own,
                        "omraden",
                        totals(own, "beslut"),
                    ),
                    "ospecificerat": trail.unspecified(
                        check for row in own for check in publication.checks_of(row)
                    ),
                    "delbelopp": View("delar", f"Delar av {omrade.namn} {ar}", parts, "omraden"),
                    "insatser": View(
                        "insatser",
                        how_many_have_amounts(insatser),
                        with_parts(rows, insatser),
                        "insatser",
                        totals(insatser, "insatser"),
                    ),
                    "ofordelade": View(
                        "ofordelade",
                        how_many_have_amounts(undivided),
                        with_parts(rows, undivided),
                        "insatser",
                    ),
                    **_mentions(omrade.namn, ar, [one for one in about if one not in own]),
                    "villkor": _conditions(
                        omrade_id, own, {row.beslut.beslut_id: row.beslut for row in about}.values()
                    ),
                },
                (Crumb(str(ar), addresses.ar(ar)),),
                origins=_origins(own or about),
            )


def _origins(rows: Iterable[Row]) -> tuple[Origin, ...]:
    """The first place in each decision's file that is about something."""
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row.place.file, row)
    return tuple(Origin(row.beslut.titel, row.place) for row in first.values())


def _entry(publication: Publication, name: str, id_: str, title: str) -> tuple[Origin, ...]:
    return (Origin(title, entry_place(publication.register, name, id_)),)


def _wholes(publication: Publication, mentions: Sequence[Row]) -> list[str]:
    """The names of the områden that an område without money of its own is part of."""
    ids = dict.fromkeys(row.omrade_id for row in mentions if row.omrade_id)
    return [publication.register.omraden[id_].namn for id_ in ids]


def _mentions(name: str, ar: int, rows: Sequence[Row]) -> dict[str, View]:
    """What an område is part of without an amount of its own, by the table it stands in."""
    whole = [row for row in rows if row.niva is Niva.OMRADE]
    parts = [row for row in rows if row.niva is not Niva.OMRADE]
    where = f"där {name} ingår {ar}, utan eget belopp"
    return {
        "ingar_i_omraden": View("ingar-i-omraden", f"Områden {where}", whole, "omraden"),
        "ingar_i_insatser": View(
            "ingar-i-insatser", f"Insatser och aktiviteter {where}", parts, "insatser"
        ),
    }


def _conditions(
    omrade_id: str, own: Sequence[Row], beslut: Iterable[Beslut]
) -> list[tuple[Beslut, list[Any]]]:
    """The conditions of each decision that hold for all of it, or for the område's part of it."""
    parts = {row.lokal_id for row in own}
    found = []
    for one in beslut:
        held = [
            villkor
            for villkor in one.villkor
            if not villkor.galler_del
            or villkor.galler_del.split("/")[0] in parts
            or omrade_id in villkor.teman
        ]
        if held:
            found.append((one, held))
    return found


def omrade(publication: Publication) -> Iterator[Page]:
    """One område across all years, its gaps and breaks shown."""
    followers: dict[str, list[Omrade]] = {}
    for one in publication.register.omraden.values():
        for earlier in one.efterfoljer:
            followers.setdefault(earlier, []).append(one)
    for one in publication.register.omraden.values():
        years = publication.omrade_years.get(one.id)
        if not years:
            continue
        rows = publication.omrade_rows.get(one.id, ())
        span = range(years[0], years[-1] + 1)
        groups = [Group(ar, [row for row in rows if row.beslut.ar == ar]) for ar in span]
        sentence = sentences.about_omrade(one.namn, rows)
        yield Page(
            addresses.omrade(one.id),
            one.namn,
            f"{one.namn}, år för år. {sentence}",
            {
                "omrade": one,
                "mening": sentence,
                "serie": View("serie", f"{one.namn} år för år", groups, "omraden"),
                "sidor": set(years),
                "foregangare": [publication.register.omraden[id_] for id_ in one.efterfoljer],
                "efterfoljare": followers.get(one.id, ()),
                "har_sida": set(publication.omrade_years),
                "brott": {one.ar: one for one in one.brott},
            },
            (OMRADEN_CRUMB,),
            weight=2,
            origins=_entry(publication, "omraden", one.id, one.namn),
        )


def satsning(publication: Publication) -> Iterator[Page]:
    """One agreement across years."""
    for one in publication.register.satsningar.values():
        own = [b for b in newest_first(publication.register.beslut) if b.satsning == one.id]
        if not own:
            continue
        tops = [publication.beslut_rows[b.beslut_id][0] for b in own]
        national = [
            row
            for b in own
            for row in frames(publication.beslut_rows[b.beslut_id], Omfattning.RIKET)
        ]
        omraden = [
            row
            for b in own
            for row in publication.beslut_rows[b.beslut_id]
            if row.niva is Niva.OMRADE
        ]
        yield Page(
            addresses.satsning(one.id),
            f"Satsningen {one.namn}",
            f"{one.namn}: beslut, områden och belopp år för år.",
            {
                "satsning": one,
                "mening": sentences.about_many(tops),
                "beslut": View("beslut", "Beslut och förslag", tops, "beslut"),
                "omraden": View("omraden", "Områden och belopp", omraden, "omraden"),
                "riket": View("riket", "Statens pengar i hela landet", national, "ramar"),
            },
            (Crumb("Satsningar", addresses.SATSNINGAR),),
            origins=_entry(publication, "satsningar", one.id, one.namn),
        )


def mottagare(publication: Publication) -> Iterator[Page]:
    """One recipient across years."""
    for id_, rows in publication.recipient_rows.items():
        one = publication.register.mottagare[id_]
        yield Page(
            addresses.mottagare(one.id),
            one.namn,
            f"{one.namn}: insatser och belopp. {sentences.about_many(rows)}",
            {
                "mottagare": one,
                "mening": sentences.about_many(rows),
                "insatser": View(
                    "insatser",
                    how_many_have_amounts(rows),
                    rows,
                    "insatser",
                    totals(rows, "insatser"),
                ),
            },
            (Crumb("Mottagare", addresses.MOTTAGARE),),
            origins=_entry(publication, "mottagare", one.id, one.namn),
        )


def objekt(publication: Publication) -> Iterator[Page]:
    """One accounting object across years."""
    for id_, rows in publication.object_rows.items():
        one = publication.register.objekt[id_]
        yield Page(
            addresses.objekt(one.id),
            f"Objekt {one.id}",
            f"Objekt {one.id} i redovisningen. {sentences.about_many(rows)}",
            {
                "objekt": one,
                "mening": sentences.about_many(rows),
                "omraden": View(
                    "omraden",
                    f"Belopp som bokförs på objekt {one.id}",
                    rows,
                    "omraden",
                    totals(rows, "områden"),
                ),
            },
            (Crumb("Objekt", addresses.OBJEKT),),
            origins=_entry(publication, "objekt", one.id, one.id),
        )
