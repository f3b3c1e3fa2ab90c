"""The områden: all of them, one across the years, and one in one year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from generator.data.beslut import Beslut, Villkor
from generator.data.derived import Niva
from generator.pages import bars, small_series
from generator.pages.grid import omrade_grid
from generator.pages.page import Crumb, Group, Page, Plan, View, files_of, list_file, reads
from generator.pages.parts import bounded, paged, weight_of_years
from generator.publishing import addresses, feeds, sentences, year_before
from generator.publishing.inputs import Tells
from generator.publishing.publication import Publication
from generator.reckoning import selections, trail
from generator.reckoning.rows import Row


def index(publication: Publication) -> Iterator[Plan]:
    """All områden, with their amounts of each year."""
    plan = Plan(addresses.OMRADEN, partial(_index, publication), tells=Tells.NO_TITLES)
    number_of = len(publication.omraden_with_page)
    yield from paged(plan, number_of, weight=weight_of_years(publication.years))


def _index(publication: Publication) -> Page:
    omraden = publication.omraden_with_page
    groups = [Group(omrade, publication.omrade_rows.get(omrade.id, ())) for omrade in omraden]
    words = publication.ordval.omrade
    return Page(
        addresses.OMRADEN,
        words.versal.flera,
        f"Alla {words.flera} som har fått pengar, år för år.",
        {"omraden": View("omraden", groups, "omraden"), "rutnat": omrade_grid(publication)},
        origins=list_file(publication.register, "omraden", words.versal.flera),
    )


def omrade(publication: Publication) -> Iterator[Plan]:
    """One område across all years, its gaps and breaks shown."""
    for id_ in publication.register.omraden:
        if id_ in publication.omrade_years:
            rows, of_years = publication.omrade_rows.get(id_, ()), publication.omrade_years[id_]
            about = [row for ar in of_years for row in publication.theme_rows[id_, ar]]
            make = partial(_omrade, publication, id_, about)
            plan = Plan(addresses.omrade(id_), make, reads(about), tells=Tells.NO_TEXTS)
            years = of_years[-1] - of_years[0] + 1
            yield from paged(plan, years, weight=-(-len(rows) // years))


def _omrade(publication: Publication, id_: str, about: Sequence[Row]) -> Page:
    """`about` are the rows of all years that concern the område."""
    omraden, years_of = publication.register.omraden, publication.omrade_years
    omrade, years = omraden[id_], years_of[id_]
    rows = publication.omrade_rows.get(id_, ())
    groups = [
        Group(ar, [row for row in rows if row.ar == ar]) for ar in range(years[0], years[-1] + 1)
    ]
    sentence = sentences.about_omrade(omrade.namn, rows)
    stated = _as_stated(publication, about)
    own: list[Row] = []
    others: list[Row] = []
    for row in stated:
        (own if row.niva is Niva.OMRADE and row.omrade_id == id_ else others).append(row)
    return Page(
        addresses.omrade(id_),
        omrade.namn,
        f"{omrade.namn}, år för år. {sentence}",
        {
            "omrade": omrade,
            "mening": sentence,
            "serie": View("serie", groups, "omraden"),
            "skala": bars.scale_of_rows(rows),
            "sidor": set(years),
            "foregangare": [omraden[earlier] for earlier in omrade.efterfoljer],
            "efterfoljare": [other for other in omraden.values() if id_ in other.efterfoljer],
            "har_sida": set(years_of),
            "brott": {brott.ar: brott for brott in omrade.brott},
        },
        (Crumb(publication.ordval.omrade.versal.flera, addresses.OMRADEN),),
        origins=list_file(publication.register, "omraden", omrade.namn, id_),
        embeds=True,
        feed=feeds.of_rows(publication, addresses.omrade(id_), omrade.namn, own, others),
    )


def _as_stated(publication: Publication, rows: Iterable[Row]) -> list[Row]:
    """The rows of some years as they are stated, for whatever years, each once."""
    stated: dict[str, Row] = {}
    for row in rows:
        id_, whole = row.hel_id or row.rad_id, row
        if row.share is not None:
            of_decision = publication.beslut_rows[row.id.beslut_id]
            whole = next(each for each in of_decision if each.rad_id == id_)
        stated[id_] = whole
    return [*stated.values()]


def omrade_year(publication: Publication) -> Iterator[Plan]:
    """One område in one year, gathered from every decision of the year."""
    for omrade_id, years in publication.omrade_years.items():
        sums = small_series.sums_of(publication.omrade_rows.get(omrade_id, ()))
        for ar in years:
            about = publication.theme_rows[omrade_id, ar]
            # An insats may be for a year that its område's money is not counted in.
            own = reads([*about, *publication.insats_rows.get((omrade_id, ar), ())])
            before = reads(publication.theme_rows.get((omrade_id, ar - 1), ()))
            near = small_series.nearest(sums, ar)
            make = partial(_omrade_year, publication, omrade_id, ar, about, own, near)
            address = addresses.omrade_ar(ar, omrade_id)
            yield bounded(Plan(address, make, own | before, small_series.as_text(near)))


def _omrade_year(
    publication: Publication,
    omrade_id: str,
    ar: int,
    about: Sequence[Row],
    decisions: frozenset[str],
    near: small_series.Sums,
) -> Page:
    """`about` are the year's rows that concern the område; `decisions` all that have any."""
    omraden = publication.register.omraden
    omrade, years = omraden[omrade_id], publication.omrade_years[omrade_id]
    rows = publication.rows_of(ar, decisions)
    amounts = [row for row in about if row.niva is Niva.OMRADE and row.omrade_id == omrade_id]
    whole = [row.rad_id for row in amounts if not row.share]  # of a share, no parts are told
    parts = selections.inside(rows, whole)
    division = [row for row in parts if row.niva in {Niva.DELOMRADE, Niva.VARAV}]
    amount_ids = {row.rad_id for row in amounts}
    mentions = [row for row in about if row.rad_id not in amount_ids]
    omraden_around = [row for row in mentions if row.utvecklingsomrade]
    insatser_around = [row for row in mentions if not row.utvecklingsomrade]
    wholes = dict.fromkeys(row.omrade_id for row in mentions if row.omrade_id)
    insatser = publication.insats_rows.get((omrade_id, ar), ())
    own = reads(amounts)
    of_decisions = [row for row in rows if row.id.beslut_id in own]
    undivided = [row for row in of_decisions if row.insats and not row.omrade_id]
    of_all_years = publication.omrade_rows.get(omrade_id, ())
    both = [row for row in of_all_years if row.ar in {ar - 1, ar}]
    title = f"{omrade.namn} {ar}"
    sentence = sentences.about_omrade_year(
        omrade.namn,
        ar,
        amounts,
        insatser,
        [omraden[id_].namn for id_ in wholes],
        publication.ordval.insats,
    )
    return Page(
        addresses.omrade_ar(ar, omrade_id),
        title,
        f"{sentence} {publication.ordval.insats.versal.flera}, villkor och källor.",
        {
            "omrade": omrade,
            "ar": ar,
            "mening": sentence,
            "fore": max((other for other in years if other < ar), default=None),
            "efter": min((other for other in years if other > ar), default=None),
            "serie": small_series.of_omrade(omrade, near),
            "mot_aret_fore": year_before.of_omrade(omrade, both, ar) if ar > years[0] else None,
            "egna": View("belopp-per-beslut", amounts, "omraden", Niva.BESLUT),
            "ospecificerat": trail.unspecified(
                check for row in amounts for check in publication.checks_of(row)
            ),
            "delbelopp": View("delar", division, "omraden"),
            "insatser": View("insatser", _as_listed(rows, insatser), "insatser", Niva.INSATS),
            "ofordelade": View("ofordelade", _as_listed(rows, undivided), "insatser"),
            "omraden_dar": View("ingar-i-omraden", omraden_around, "omraden"),
            "insatser_dar": View("ingar-i-insatser", insatser_around, "insatser"),
            "ansvar": [
                (row.beslut, row.beslut.ansvar)
                for row in {row.id.beslut_id: row for row in about}.values()
                if row.beslut.ansvar
            ],
            "villkor": _conditions(publication, omrade_id, about, amounts),
        },
        (Crumb(str(ar), addresses.ar(ar)),),
        keeps_tables=True,
        embeds=True,
        origins=files_of(amounts or about, publication.titles),
    )


def _as_listed(rows: Sequence[Row], insatser: Sequence[Row]) -> list[Row]:
    """Insatser with their parts, those with amounts first."""
    return selections.stated_first(selections.with_parts(rows, insatser))


def _conditions(
    publication: Publication, omrade_id: str, about: Iterable[Row], amounts: Iterable[Row]
) -> list[tuple[Beslut, list[tuple[str, list[Villkor]]], list[Villkor]]]:
    """The conditions for an område's part of a decision, by heading, and those for all of it.

    `about` are the rows that concern the område in a year, and `amounts` those of its own money,
    for which holds what holds for the whole that they may be shares of.
    """
    decisions = {row.beslut.beslut_id: row.beslut for row in about}
    held = {row.hel_id or row.rad_id for row in amounts}
    for id_ in decisions:
        held |= {row.rad_id for row in selections.inside(publication.beslut_rows[id_], held)}
    conditions = []
    for id_, decision in decisions.items():
        headings: dict[str, list[Villkor]] = defaultdict(list)
        for villkor in decision.villkor:
            part = f"{id_}/{villkor.galler_del}"
            if villkor.galler_del and (part in held or omrade_id in villkor.teman):
                headings[villkor.rubrik or ""].append(villkor)
        general = [villkor for villkor in decision.villkor if not villkor.galler_del]
        if headings or general:
            conditions.append((decision, list(headings.items()), general))
    return conditions
