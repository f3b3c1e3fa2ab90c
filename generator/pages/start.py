"""The ways in: the start page, and a page for each year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from generator.data.beslut import Beslut
from generator.data.derived import Niva, Verdikt
from generator.data.registers import Omrade
from generator.data.types import Omfattning, Status
from generator.pages import bars, way_pictures
from generator.pages.page import Page, Plan, View, files_of, reads
from generator.pages.parts import bounded
from generator.publishing import addresses, check_sentences, news, sentences, year_before
from generator.publishing.publication import Publication
from generator.reckoning import selections, trail
from generator.reckoning.kontroll import sums
from generator.reckoning.life import newest_first
from generator.reckoning.rows import Row
from generator.reckoning.totals import Summa, summed_by_status
from generator.reckoning.use import together
from generator.words.search_terms import asked
from generator.words.swedish import capitalised, in_running_text


def start(publication: Publication) -> Iterator[Plan]:
    """The start page: how much, to what, this year and before."""
    cards = len(publication.years) + len(publication.omraden_with_page)
    yield bounded(Plan(addresses.START, partial(_start, publication)), besides=cards)


def _start(publication: Publication) -> Page:
    org, om = publication.organisation, publication.ordval.om
    kontroller = selections.counting(publication.kontroller)
    decisions = newest_first(publication.register.beslut)
    tops = publication.tops(decisions)
    by_year = {ar: sums_of_year(publication, ar) for ar in publication.years}
    newest = next((ar for ar, sums in by_year.items() if sums), None)
    latest = [
        (omrade, _latest(publication.omrade_rows.get(omrade.id, ())))
        for omrade in publication.omraden_with_page
    ]
    by_latest = _by_year(latest)
    differing = [check for check in kontroller if check.verdikt is Verdikt.AVVIKER]
    return Page(
        addresses.START,
        f"{org.webbplatsnamn} – {in_running_text(om.rubrik)}",
        om.beskrivning,
        {
            "summor": [
                (status, summa, sentences.about_cases(status, tops))
                for status, summa in summed_by_status(tops).items()
            ],
            "beslut": View("beslut", tops, "beslut", Niva.BESLUT),
            "publicerat": news.published(publication, decisions),
            "andrat": news.changed(publication),
            "dagar": news.coming_days(publication),
            "senaste": newest,
            "bilder": way_pictures.of_rows(
                publication, publication.year_rows[newest] if newest else ()
            ),
            "ar": [_year_card(publication, ar, sums) for ar, sums in by_year.items()],
            "omraden": by_latest,
            "sokexempel": _questions(publication, by_latest, decisions),
            "utan_belopp": [omrade for omrade, own in latest if own is None],
            "arsskala": bars.scale_of(by_year.values()),
            "omradesskala": bars.scale_of(own.summor for _, own in latest if own),
            "har_kontroller": bool(kontroller),
            "avviker": View("avviker", differing),
            "om_kontroller": check_sentences.about_checks(publication.kontroller),
            "omraknat": check_sentences.about_added_again(
                trail.added_again(publication.rows, kontroller), publication.ordval
            ),
        },
    )


class Card(NamedTuple):
    """What a year came to, in all its decisions."""

    ar: int
    summor: Mapping[Status, Summa]
    """The sum of each status that there is."""
    arenden: Mapping[Status, str]
    """How many decisions each is from."""
    anvandning: Sequence[sentences.Sagt]
    """How much of each has no stated use, where that can be said."""
    satsningar: Sequence[str]
    """The agreements that the money is from."""
    intet: str
    """Why there is no sum, where there is none."""


def sums_of_year(publication: Publication, ar: int) -> Mapping[Status, Summa]:
    """What holds of a year's money, the sum of each status that there is."""
    return summed_by_status(_living_tops(publication, ar))


def _living_tops(publication: Publication, ar: int) -> list[Row]:
    rows = publication.year_rows.get(ar, ())
    return [row for row in rows if row.niva is Niva.BESLUT and row.status.galler]


def _year_card(publication: Publication, ar: int, sums: Mapping[Status, Summa]) -> Card:
    tops = _living_tops(publication, ar)
    names = (publication.register.satsningar[top.beslut.satsning].namn for top in tops)
    rows = publication.year_rows.get(ar, ())
    why = "" if tops else sentences.about_nothing(ar, rows, publication.ordval)
    cases = {status: sentences.about_cases(status, tops) for status in sums}
    return Card(ar, sums, cases, _about_use(publication, tops), list(dict.fromkeys(names)), why)


def _about_use(publication: Publication, tops: Sequence[Row]) -> list[sentences.Sagt]:
    """How much of the money of each status has no stated use, where that can be said."""
    told = []
    for status in summed_by_status(tops):
        of_status = [top for top in tops if top.status is status]
        uses = [publication.use_of_decision[top.beslut.beslut_id] for top in of_status]
        if use := together(uses):
            told.append(sentences.about_use(status, use, publication.ordval))
    return told


def _of_country(publication: Publication, tops: Sequence[Row]) -> str:
    """What share of the country's money a year's is; empty unless one decision has all of it."""
    if len(tops) != 1 or tops[0].share or tops[0].beslut.andrar:
        return ""
    checks = publication.kontroller_of_beslut.get(tops[0].id.beslut_id, ())
    told = (f"Det är {check.share} av {check.share_of}." for check in checks if check.share)
    return next(told, "")


class Latest(NamedTuple):
    """What an område got in the latest year that it got any."""

    ar: int
    summor: Mapping[Status, Summa]


def _latest(rows: Sequence[Row]) -> Latest | None:
    """What holds of an område's latest amounts; None where it has had none."""
    stated = [row for row in rows if row.status.galler and row.says_amount]
    ar = max((row.ar for row in stated), default=None)
    if ar is None:
        return None
    return Latest(ar, summed_by_status([row for row in stated if row.ar == ar]))


def _by_year(
    latest: Iterable[tuple[Omrade, Latest | None]],
) -> list[tuple[int, list[tuple[Omrade, Latest]]]]:
    """Områden by the latest year that each got any money in, those that got the most first."""
    years: dict[int, list[tuple[Omrade, Latest]]] = defaultdict(list)
    for omrade, own in latest:
        if own:
            years[own.ar].append((omrade, own))
    for of_year in years.values():
        of_year.sort(key=lambda entry: -max(summa.kr or 0 for summa in entry[1].summor.values()))
    return sorted(years.items(), reverse=True)


def _questions(
    publication: Publication,
    omraden: Sequence[tuple[int, Sequence[tuple[Omrade, Latest]]]],
    decisions: Iterable[Beslut],
) -> list[str]:
    """Up to two examples of what may be searched for, of what there is to find.

    The område that got the most in the latest year, with the year; and a case number.
    """
    largest = [
        f"{omrade.namn} {ar}"
        for ar, of_year in omraden[:1]
        for omrade, _ in of_year
        if ar in publication.omrade_years.get(omrade.id, ())
    ]
    numbers = [number for beslut in decisions for number in selections.case_numbers(beslut)]
    return [
        text
        for texts in (largest, numbers)
        for text in [each for each in texts if asked(each) and len(each) <= _LONGEST_QUESTION][:1]
    ]


_LONGEST_QUESTION = 60
"""How many signs an example may have, so that it is one line."""


def year(publication: Publication) -> Iterator[Plan]:
    """A year: its decisions, its områden, where the money came from, what does not add up."""
    for ar in publication.years:
        rows = (*publication.year_rows.get(ar, ()), *publication.frames_of_year.get(ar, ()))
        stated = reads(publication.tops(publication.beslut_of(ar)))
        before = reads(publication.year_rows.get(ar - 1, ()))
        make = partial(_year, publication, ar)
        yield bounded(Plan(addresses.ar(ar), make, reads(rows) | stated | before))


def _year(publication: Publication, ar: int) -> Page:
    decisions, rows = publication.beslut_of(ar), publication.year_rows.get(ar, ())
    ordval = publication.ordval
    tops = [row for row in rows if row.niva is Niva.BESLUT]
    omraden = [row for row in rows if row.niva is Niva.OMRADE]
    omraden.sort(key=lambda row: -(row.varde or 0))
    for_year = publication.frames_of_year.get(ar, ())
    national = selections.frames(for_year, Omfattning.RIKET)
    preliminary = selections.frames(for_year, Omfattning.REGIONEN)
    checks = [
        check
        for decision in decisions
        for check in publication.kontroller_of_beslut.get(decision.beslut_id, ())
    ]
    not_agreeing = selections.worst_first(
        check for check in sums(selections.counting(checks)) if check.verdikt is not Verdikt.STAMMER
    )
    chains = [(beslut, publication.chain_of(beslut)) for beslut in decisions]
    before = publication.year_rows.get(ar - 1, ())
    both = [*before, *rows]
    omraden_before = year_before.of_omraden(publication.register.omraden, both, ar)
    sentence = sentences.about_year(ar, rows, ordval)
    return Page(
        addresses.ar(ar),
        f"{capitalised(ordval.om.pengar)} {ar}",
        f"{sentence} {publication.organisation.namn}, beslut och belopp per {ordval.omrade.en}.",
        {
            "ar": ar,
            "mening": sentence,
            "av_landet": _of_country(publication, _living_tops(publication, ar)),
            "anvandning": _about_use(publication, _living_tops(publication, ar)),
            "bilder": way_pictures.of_rows(publication, rows),
            "anvandning_av": publication.use_of_omrade,
            "fore": max((other for other in publication.years if other < ar), default=None),
            "efter": min((other for other in publication.years if other > ar), default=None),
            "beslut": View("beslut", tops, "beslut", Niva.BESLUT),
            "mot_aret_fore": year_before.of_year(
                [row for row in both if row.niva is Niva.BESLUT],
                ar,
                publication.years,
                is_whole=publication.organisation.heltackande,
            ),
            "omraden_mot_aret_fore": View("mot-aret-fore", omraden_before.kvar),
            "nya_omraden": omraden_before.nya,
            "borta_omraden": omraden_before.borta,
            "omraden": View("omraden", omraden, "omraden", Niva.OMRADE),
            "teman": _without_amount(publication.register.omraden, rows),
            "kedjor": View("kedjor", chains),
            "riket": View("riket", national, "ramar"),
            "preliminart": View("preliminart", preliminary, "ramar"),
            "preliminart_ur": list(dict.fromkeys(row.beslut.ar for row in preliminary)),
            "kontroller": View("kontroller", not_agreeing, "kontroller"),
        },
        keeps_tables=True,
        embeds=True,
        origins=files_of(tops or publication.tops(decisions), publication.titles),
    )


def _without_amount(omraden: Mapping[str, Omrade], rows: Sequence[Row]) -> list[Omrade]:
    """Områden that a year's money touches without having an amount of their own."""
    with_amount = {row.omrade_id for row in rows if row.niva is Niva.OMRADE}
    touched = dict.fromkeys(omrade_id for row in rows for omrade_id in selections.themes(row))
    return selections.by_name(omraden[id_] for id_ in touched if id_ not in with_amount)
