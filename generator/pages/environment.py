"""The templates' world: the words, filters and links that every page may use."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import jinja2
from jinja2.runtime import Context
from markupsafe import Markup

from generator.data.derived import Verdikt
from generator.data.ids import BeloppId
from generator.pages import edit_links as editing
from generator.pages.page import Page
from generator.publishing import addresses, sentences
from generator.publishing.downloads import FORMATS
from generator.publishing.publication import Publication
from generator.publishing.tables import FORMAT_VERSION
from generator.reckoning.corrections import Correction
from generator.reckoning.rows import Row
from generator.reckoning.sums import Kontroll, sums
from generator.words import labels, swedish
from generator.words.escaping import escape, link


def environment(publication: Publication, templates: Sequence[Path]) -> jinja2.Environment:
    """Where templates are found, and all that they may use; every value is escaped by itself."""
    result = jinja2.Environment(
        loader=jinja2.FileSystemLoader(templates),
        autoescape=True,
        finalize=escape,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    result.filters |= {
        "kr": swedish.kronor,
        "kr_tecken": swedish.signed_kronor,
        "dag": swedish.day,
        "dagar": lambda meeting: swedish.days(meeting.fran, meeting.till),
        "andel": lambda share: swedish.percent(share.numerator, share.denominator, 5),
        "versal": swedish.capitalised,
        "antal": swedish.count,
    }
    result.globals |= {
        "organisation": publication.organisation,
        "register": publication.register,
        "adress": addresses,
        "format": FORMATS,
        "lank": _link,
        "till": _relative,
        "kalla": lambda row: _kalla_text(publication, row),
        "annan_form": _other_form,
        "ratta": lambda row: editing.edit_address(
            publication.organisation, publication.register, editing.amount_place(row)
        ),
        "avsnitt": lambda kalla: labels.avsnitt(kalla.avsnitt if kalla else None) or "handlingen",
        "rattelser_for": lambda row, what="": _corrections(publication, row, what),
        "rakning": sentences.calculation,
        "kontroller_att_visa": lambda row: _marks(publication, row),
        "skillnaden": sentences.about_difference,
        "citat": lambda page: _citation(publication, page),
        "statusord": labels.STATUS,
        "handlingsord": labels.HANDLING,
        "verdiktord": labels.VERDIKT,
        "kontrollord": labels.KONTROLL,
    }
    return result


def _marks(publication: Publication, row: Row) -> tuple[Kontroll, ...]:
    """The checks that a figure wears: every one that did not just agree, else a single one."""
    checks = tuple(sums(publication.checks_of(row)))
    return tuple(one for one in checks if one.verdikt is not Verdikt.STAMMER) or checks[:1]


class Citat(NamedTuple):
    """How a page is cited (English: citation); scripts may put a figure into it."""

    fore: str
    """Who and what, up to where a single figure would be named."""
    adress: str
    efter: str
    """The version of the data and of its format."""


def _citation(publication: Publication, page: Page) -> Citat:
    """The ready citation of a page. The day it was read is the reader's to tell."""
    org, day = publication.organisation, publication.newest_stated
    who = f"{org.namn}{' (demonstration)' if org.demonstration else ''}"
    dated = f"Uppgifternas version: {day} ({swedish.day(day)}), " if day else "Uppgifterna har "
    return Citat(
        f"{who}: ”{page.title}”",
        f"{org.webbplats}{page.address}",
        f"{dated}format {FORMAT_VERSION}.",
    )


@jinja2.pass_context
def _link(context: Context, target: str, text: object) -> Markup:
    """A link from the page that is being written."""
    return link(_relative(context, target), text)


@jinja2.pass_context
def _relative(context: Context, target: str) -> str:
    return addresses.relative(target, context["page"].address)


def _corrections(publication: Publication, row: Row, what: str) -> Sequence[Correction]:
    """The corrections of a row's amount, or of its `styckpris` or `grundbelopp`.

    A derived row shows the amount of the row that it stands in.
    """
    shown = row.id.runt if row.harledd else row.id
    return publication.rattelser_of.get(BeloppId(shown, what), ())


def _kalla_text(publication: Publication, row: Row) -> str:
    """Where a figure stands, in words: `Underlag, ”Bakgrund”`, or `avsnitt 3.1.1`.

    A decision whose figures are all from one document need not say which.
    """
    where = labels.avsnitt(row.kalla.avsnitt)
    handling = publication.handling(row)
    used = {one.kalla.handling for one in publication.beslut_rows[row.beslut.beslut_id]}
    what = labels.HANDLING[handling.typ] if handling else ""
    return where if where and len(used) == 1 else ", ".join(filter(None, (what, where)))


def _other_form(row: Row) -> str:
    """The document's own form of an amount, where it is not just the kronor that we show."""
    if row.belopp is None:
        return ""
    angivet = row.belopp_angivet
    digits = "".join(char for char in angivet if char.isdigit())
    plain = digits == str(row.belopp.kr) and "," not in angivet
    return "" if plain else angivet
