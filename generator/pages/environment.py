"""The templates' world: the words, filters and links that every page may use."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import jinja2
from jinja2.runtime import Context
from markupsafe import Markup

from generator.data.derived import Jamforelse, Verdikt
from generator.data.ids import MAX, MIN, BeloppId
from generator.data.registers import Organisation
from generator.pages import edit_links as editing
from generator.publishing import addresses, calculations, check_sentences, sentences
from generator.publishing.downloads import FORMATS
from generator.publishing.publication import Publication
from generator.publishing.tables import FORMAT_VERSION
from generator.reading.register import Register, Where
from generator.reckoning.corrections import Correction
from generator.reckoning.kontroll import Kontroll, sums
from generator.reckoning.rows import Row
from generator.reckoning.selections import how_many_have_amounts
from generator.reckoning.totals import summed
from generator.words import labels, swedish
from generator.words.escaping import escape, link, preformatted


def environment(publication: Publication, templates: Sequence[Path]) -> jinja2.Environment:
    """Where templates are found, and all that they may use; every value is escaped by itself."""
    register, organisation = publication.register, publication.organisation
    alone = {
        beslut_id
        for beslut_id, rows in publication.beslut_rows.items()
        if len({row.kalla.handling for row in rows}) == 1
    }
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
        "belopp": labels.stated,
        "kr_tecken": swedish.signed_kronor,
        "dag": swedish.day,
        "dagar": lambda meeting: swedish.days(meeting.fran, meeting.till),
        "andel": lambda share: swedish.percent(share.numerator, share.denominator, 5),
        "versal": swedish.capitalised,
        "antal": swedish.count,
        "i_pre": preformatted,
        "med_belopp": how_many_have_amounts,
    }
    result.globals |= {
        "organisation": organisation,
        "register": register,
        "adress": addresses,
        "format": FORMATS,
        "lank": _link,
        "till": _relative,
        "benamning": sentences.row_name,
        "titel": sentences.title,
        "omradessida": lambda ar, id_: _page_of_omrade(ar, id_, publication.omrade_years),
        "omfattar": lambda row: sentences.about_cover(row, publication.changes),
        "om_delen": sentences.about_share,
        "om_summan": lambda rows: check_sentences.about_total(rows, publication.kontroller_of),
        "summan": _amount,
        "andringens_text": lambda row: summed([row]).andring,
        "kalla": lambda row: _source(row, row.beslut.beslut_id in alone),
        "annan_form": _other_form,
        "ratta": _edit_address(register, organisation),
        "avsnitt": lambda kalla: labels.avsnitt(kalla.avsnitt if kalla else None) or "handlingen",
        "rattelser_for": lambda row, what="": _corrections(publication.rattelser_of, row, what),
        "rakning": calculations.steps,
        "kontroller_att_visa": lambda row: _marks(publication.checks_of(row)),
        "skillnad_att_visa": _difference,
        "skillnaden": check_sentences.about_difference,
        "tabellnamn": lambda name: publication.tables[name].title,
        "uppgifternas_dag": publication.version,
        "format_version": FORMAT_VERSION,
        "statusord": labels.STATUS,
        "handlingsord": labels.HANDLING,
        "verdiktord": labels.VERDIKT,
        "kontrollord": labels.KONTROLL,
    }
    return result


def _amount(row: Row) -> str:
    """What a row counts as; a range in a change is more, and of what the change takes no part."""
    summa = summed([row])
    return summa.andring if row.beslut.andrar and summa.intervall else summa.hela


def _page_of_omrade(ar: int, omrade_id: str, years: Mapping[str, Sequence[int]]) -> str:
    """An område's page of a year, else that of all its years."""
    has_page = ar in years[omrade_id]
    return addresses.omrade_ar(ar, omrade_id) if has_page else addresses.omrade(omrade_id)


def _marks(checks: Sequence[Kontroll]) -> Sequence[Kontroll]:
    """The checks that a figure wears: every one that did not just agree, else a single one."""
    compared = list(sums(checks))
    return [check for check in compared if check.verdikt is not Verdikt.STAMMER] or compared[:1]


def _difference(check: Kontroll) -> int | None:
    """The difference to show, in kronor; none where an amount only has to fit in a whole.

    Nor where it is calculated back from itself: no difference is then no proof.
    """
    hidden = check.jamforelse is Jamforelse.HOGST or check.proves_nothing
    return None if hidden else check.differens


@jinja2.pass_context
def _link(context: Context, target: str, text: object) -> Markup:
    """A link from the page that is being written."""
    return link(_relative(context, target), text)


@jinja2.pass_context
def _relative(context: Context, target: str) -> str:
    return addresses.relative(target, context["page"].address)


def _edit_address(register: Register, organisation: Organisation) -> Callable[[Context, Row], str]:
    """The way to the line of data that a figure comes from, for its decision's own page only."""

    @jinja2.pass_context
    def address(context: Context, row: Row) -> str:
        if context["page"].address != addresses.beslut(row.beslut):
            return ""
        amount = (*row.place.path, "belopp") if row.stated else row.place.path
        return editing.edit_address(organisation, register, Where(row.place.file, amount))

    return address


def _corrections(
    rattelser_of: Mapping[BeloppId, Sequence[Correction]], row: Row, what: str
) -> Sequence[Correction]:
    """The corrections of a row's amount or its range, or of its `styckpris` or `grundbelopp`.

    A derived row shows the amount of the row that it stands in.
    """
    stated_by = row.id.runt if row.harledd else row.id
    kinds = (what,) if what else ("", MIN, MAX)
    found = [one for kind in kinds for one in rattelser_of.get(BeloppId(stated_by, kind), ())]
    return sorted(found, key=lambda correction: correction.data.datum, reverse=True)


def _source(row: Row, alone: bool) -> str:
    """Where a figure stands, in words: `Underlag, ”Bakgrund”`, or `avsnitt 3.1.1`.

    Where a decision's figures are all from one document, that is `alone` and need not be named.
    """
    avsnitt = labels.avsnitt(row.kalla.avsnitt)
    documents = (doc for doc in row.beslut.handlingar if doc.id == row.kalla.handling)
    named = [] if alone and avsnitt else [labels.HANDLING[doc.typ] for doc in documents]
    return ", ".join([*named, *filter(None, [avsnitt])])


def _other_form(row: Row) -> str:
    """The document's own form of an amount, where it is not just the kronor that we show."""
    if row.stated is None:
        return ""
    angivet = row.belopp_angivet
    shown = labels.stated(row.stated)
    is_plain = _bare(angivet) in {_bare(shown), _bare(shown).removesuffix("kr")}
    return "" if is_plain else angivet


def _bare(amount: str) -> str:
    """An amount without what does not matter to its form: spaces, and how its unit is written."""
    bare = "".join(amount.split()).casefold()
    return re.sub("(kronor|krona)$", "kr", bare)
