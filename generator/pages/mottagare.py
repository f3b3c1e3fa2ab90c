"""The recipients: all of them by year, and one across the years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from generator.data.derived import Niva
from generator.pages import bars
from generator.pages.grid import recipient_grid
from generator.pages.page import Crumb, Group, Page, Plan, View, list_file, reads
from generator.pages.parts import paged, weight_of_years
from generator.publishing import addresses, feeds, sentences, series
from generator.publishing.inputs import Tells
from generator.publishing.publication import Publication
from generator.reckoning.rows import Row
from generator.reckoning.selections import by_name


def index(publication: Publication) -> Iterator[Plan]:
    """All recipients, with what each was allotted for each year."""
    plan = Plan(addresses.MOTTAGARE, partial(_index, publication), tells=Tells.NO_TITLES)
    number_of = len(publication.recipient_year_rows)
    yield from paged(plan, number_of, weight=weight_of_years(publication.years))


def _index(publication: Publication) -> Page:
    rows_of = publication.recipient_year_rows
    units = by_name(publication.register.mottagare[id_] for id_ in rows_of)
    groups = [Group(unit, rows_of[unit.id]) for unit in units]
    words = publication.ordval.mottagare.versal
    return Page(
        addresses.MOTTAGARE,
        words.flera,
        f"{words.flera} som handlingarna ger pengar, år för år.",
        {
            "mottagare": View("mottagare", groups, "insatser"),
            "rutnat": recipient_grid(publication),
            "har_sida": publication.recipients_with_page,
        },
        origins=list_file(publication.register, "mottagare", words.flera),
    )


def mottagare(publication: Publication) -> Iterator[Plan]:
    """One recipient across years, where there is more to tell than the list of them all does."""
    for id_, rows in publication.recipient_rows.items():
        if id_ not in publication.recipients_with_page:
            continue
        of_years = publication.recipient_year_rows.get(id_, ())
        years = {row.ar for row in of_years}
        # What share it is of a year's money to all is told too.
        granted = [(ar, publication.granted_in_year.get(ar, {})) for ar in sorted(years)]
        totals = [
            (ar, status.value, summa.kr, summa.hela)
            for ar, of_year in granted
            for status, summa in of_year.items()
        ]
        make = partial(_mottagare, publication, id_, rows, of_years)
        own = reads([*rows, *of_years])
        plan = Plan(addresses.mottagare(id_), make, own, repr(totals), tells=Tells.NO_TEXTS)
        span = max(years) - min(years) + 1 if years else 0
        yield from paged(plan, span + len(rows))


def _mottagare(
    publication: Publication, id_: str, rows: Sequence[Row], of_years: Sequence[Row]
) -> Page:
    """`of_years` are the rows as they count in each year."""
    ordval = publication.ordval
    newest_first = sorted(rows, key=lambda row: -row.ar)
    mottagare = publication.register.mottagare[id_]
    sentence = sentences.about_many(rows, ordval)
    years = series.years_of(of_years, publication.granted_in_year, mottagare.befolkning)
    poster = [post for of_year in years for post in of_year.poster]
    only = poster[0] if len(poster) == 1 else None
    return Page(
        addresses.mottagare(id_),
        mottagare.namn,
        f"{mottagare.namn}: {ordval.insats.flera} och belopp. {sentence}",
        {
            "mottagare": mottagare,
            "mening": sentence,
            "ensam": only,
            "om_aret": series.about_year(only, ordval.mottagare) if only else "",
            "serie": View("ar-for-ar", [] if only else years),
            "skala": bars.scale_of({post.status: post.summa} for post in poster),
            "visar": {
                "andring": any(post.andring for post in poster),
                "per_invanare": any(post.per_invanare for post in poster),
            },
            "insatser": View("insatser", newest_first, "insatser", Niva.INSATS),
        },
        (Crumb(ordval.mottagare.versal.flera, addresses.MOTTAGARE),),
        origins=list_file(publication.register, "mottagare", mottagare.namn, id_),
        feed=feeds.of_rows(publication, addresses.mottagare(id_), mottagare.namn, rows),
    )
