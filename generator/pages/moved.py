"""What stands at an address that has been published and has no page of its own any more.

It leads on to what is now called something else, or says that what stood there is gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial

from generator.data.adress import Adress, Slag
from generator.pages.page import Crumb, Page, Plan
from generator.publishing import addresses
from generator.publishing.publication import Publication
from generator.reckoning import moves

TEMPLATES = ("flyttad", "borttagen")


def moved(publication: Publication, pages: Mapping[str, Plan]) -> Iterator[tuple[str, Plan]]:
    """A page for every such address with its template, when the site has these pages.

    Neither is to be found by who searches, for what stood there or for what stands there now.
    """
    days = {row.adress: row.borta for row in publication.register.adresser or ()}
    for adress, home in moves.answered(publication.register, pages).items():
        if home is None:
            make = partial(_gone, publication, pages, adress, days.get(adress))
            yield "borttagen", Plan(str(adress), make)
        elif home != adress:
            yield "flyttad", Plan(str(adress), partial(_leading_on, pages, adress, home))


def _leading_on(pages: Mapping[str, Plan], adress: Adress, home: Adress) -> Page:
    page = pages[str(home)].make()
    target = Crumb(page.title, str(home))
    return Page(
        str(adress),
        f"Sidan har flyttat: {target.title}",
        f"Det som stod på adressen {adress} står nu på {home}.",
        {"mal": target},
        leads_to=target.address,
        listed=False,
        embeds=page.embeds,
        feed=page.feed,  # who follows it at its old address hears as before
    )


def _gone(
    publication: Publication, pages: Mapping[str, Plan], adress: Adress, day: date | None
) -> Page:
    what = publication.ordval.sida[adress.slag]
    corrections = publication.rattelser if adress.slag is Slag.BESLUT else ()
    return Page(
        str(adress),
        f"Sidan är borttagen: {adress}",
        f"På adressen {adress} stod {what}.",
        {
            "stod": what,
            "borta": day,
            "leta": [
                Crumb(pages[near].make().title, near) for near in _near(adress) if near in pages
            ],
            "rattelser": [
                correction
                for correction in corrections
                if correction.data.efter is None
                and addresses.beslut_id(correction.id.rad.beslut_id) == str(adress)
            ],
        },
        listed=False,
    )


def _near(adress: Adress) -> Iterator[str]:
    """Where to look for what stood at an address, the nearest first."""
    ar = int(adress.ar or 0)
    match adress.slag:
        case Slag.BESLUT:
            yield from (addresses.beslut_ar(ar), addresses.BESLUT)
        case Slag.BESLUT_AR:
            yield from (addresses.ar(ar), addresses.BESLUT)
        case Slag.OMRADE_AR:
            yield from (addresses.omrade(adress.id), addresses.ar(ar), addresses.OMRADEN)
        case Slag.OMRADE:
            yield addresses.OMRADEN
        case Slag.SATSNING:
            yield addresses.SATSNINGAR
        case Slag.MOTTAGARE:
            yield addresses.MOTTAGARE
        case Slag.OBJEKT:
            yield addresses.OBJEKT
    yield addresses.START
