"""The cells of tables, of which there are tens of thousands: each is HTML that a function writes.

What a page looks like is its template's, which calls one of these for a cell or for all of a row.
A cell stands on a line of its own, since builders and searches would else run the words of two
together, and no line is blank, which some builders take for the end of the HTML.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from markupsafe import Markup

from generator.data.belopp import Belopp, Intervall
from generator.data.derived import Jamforelse, Verdikt
from generator.data.ids import MAX, MIN
from generator.data.posts import Insats
from generator.data.types import Status
from generator.pages import edit_links as editing
from generator.publishing import addresses, check_sentences, sentences
from generator.publishing.publication import Publication
from generator.reading.register import Where
from generator.reckoning.corrections import Correction
from generator.reckoning.kontroll import Kontroll, sums
from generator.reckoning.rows import Row
from generator.reckoning.totals import summed
from generator.words import labels
from generator.words.escaping import escape, link
from generator.words.swedish import day, kronor


class Here(NamedTuple):
    """The page that cells are written for, and all that they may tell."""

    publication: Publication
    page: str
    """Its address."""

    def to(self, target: str) -> str:
        """An address as it is written on the page; of what is told elsewhere now, that place."""
        return addresses.relative(self.publication.moved.get(target, target), self.page)

    def link(self, target: str, text: object) -> Markup:
        """A link from the page."""
        return link(self.to(target), text)


NOTHING = Markup('<span aria-hidden="true">–</span><span class="endast-lasare">anges inte</span>')
"""What stands in a cell that has nothing to say."""


def unstated(word: str = "ej angivet") -> Markup:
    """What stands where the document states nothing."""
    return Markup(f'<span class="ej-angivet">{escape(word)}</span>')


def stated_or_not(amount: Belopp | Intervall | None) -> Markup:
    """A stated amount in a table of checks."""
    return escape(labels.stated(amount)) if amount else unstated()


def kronor_or_nothing(kr: int | None) -> Markup:
    """Whole kronor that could be worked out, or nothing."""
    return NOTHING if kr is None else escape(kronor(kr))


@cache
def status_mark(status: Status) -> Markup:
    """What money counts as, in a word with its mark."""
    return Markup(
        f'<span class="status status-{status.value}">{escape(labels.STATUS[status].etikett)}</span>'
    )


@cache
def verdict_mark(verdikt: Verdikt) -> Markup:
    """A verdict in words, with its mark."""
    word = escape(labels.VERDIKT[verdikt].etikett)
    return Markup(f'<span class="verdikt verdikt-{verdikt.value}">{word}</span>')


def object_link(here: Here, nummer: str | None) -> Markup:
    """The accounting object that costs are booked on, if any."""
    return here.link(addresses.objekt(nummer), nummer) if nummer else NOTHING


def page_of_omrade(here: Here, ar: int, omrade_id: str) -> str:
    """The address of an område's page of a year, else of that of all its years."""
    if ar in here.publication.omrade_years[omrade_id]:
        return addresses.omrade_ar(ar, omrade_id)
    return addresses.omrade(omrade_id)


def omrade_link(here: Here, row: Row) -> Markup:
    """The område that a row belongs to, in its year."""
    name = here.publication.register.omraden[row.omrade_id].namn
    return here.link(page_of_omrade(here, row.ar, row.omrade_id), f"{name} {row.ar}")


def recipient(here: Here, insats: Insats) -> Markup:
    """Who receives the money of an insats, and how the document prints that where it differs."""
    if not insats.mottagare:
        return NOTHING
    name = here.publication.register.mottagare[insats.mottagare].namn
    printed = insats.mottagare_angivet
    who = here.link(addresses.mottagare(insats.mottagare), name)
    if printed and printed != name:
        who += _beside(f"i handlingen: {printed}")
    return who


def corrected(here: Here, row: Row, what: str = "", *, in_full: bool = False) -> Markup:
    """That a published amount was corrected, before a space: each time in full, else the newest.

    The newest is a word that leads to all of it. `what` is as in `corrections`.
    """
    times = corrections(here.publication, row, what)
    if not times:
        return Markup()
    return Markup().join(
        _corrected_in_full(here, correction) if in_full else _corrected(here, correction)
        for correction in (times if in_full else times[:1])
    )


def _corrected_in_full(here: Here, correction: Correction) -> Markup:
    address = escape(here.to(addresses.rattelse(correction)))
    when = escape(day(correction.data.datum))
    how = f"{escape(correction.andring)}. {escape(correction.data.orsak)}"
    return Markup(
        f' <span class="not rattelse"><a href="{address}">Rättad {when}</a>: {how}</span>'
    )


def _corrected(here: Here, correction: Correction) -> Markup:
    address = escape(here.to(addresses.rattelse(correction)))
    when = escape(day(correction.data.datum))
    how = f"{when}: {escape(correction.andring)}. {escape(correction.data.orsak)}"
    return Markup(
        f' <a class="marke" href="{address}" title="Rättad {how}">'
        f'<span class="verdikt rattad">Rättad</span><span class="endast-lasare"> {how}</span></a>'
    )


def corrections(publication: Publication, row: Row, what: str = "") -> Sequence[Correction]:
    """The corrections of a row's amount or its range, or of its `styckpris` or `grundbelopp`.

    A derived row shows the amount of the row that it stands in.
    """
    of_row = publication.rattelser_of.get(row.id.runt if row.harledd else row.id, ())
    if not of_row:  # as of most rows
        return ()
    kinds = (what,) if what else ("", MIN, MAX)
    times = [correction for kind in kinds for correction in of_row if correction.id.vad == kind]
    return sorted(times, key=lambda correction: correction.data.datum, reverse=True)


def amount(here: Here, row: Row, *, anchored: bool = False) -> Markup:
    """An amount in kronor, and the document's own form where that is another.

    With an anchor, on the decision's own page, it has a link to itself and its corrections in full.
    """
    shown = _amount(here, row, anchored=anchored)
    again = corrected(here, row, in_full=anchored)
    return Markup(f"{shown}{again}") if again else shown


def _amount(here: Here, row: Row, *, anchored: bool) -> Markup:
    if row.is_refused:
        return unstated("avslag")
    if not row.says_amount:
        return unstated()
    covers = sentences.about_cover(row, here.publication.changes) if anchored else ""
    is_summed = row.is_summed
    reckoned = " data-raknat" if is_summed else ""
    said = [f'<span class="belopp"{reckoned}>{escape(amount_in_words(row))}</span>']
    if anchored:
        name = escape(row.namn)
        said.append(
            f'<a class="permalank" href="#{escape(addresses.anchor(row))}" data-namn="{name}"'
            f' aria-label="Länk till beloppet för {name}"></a>'
        )
    if not row.status.galler:
        said.append(_beside(f"{labels.STATUS[row.status].etikett.lower()}: räknas inte"))
    if is_summed and not covers:
        said.append(_beside("delarna sammanlagt; ingen summa anges"))
    elif form := other_form(row):
        said.append(_beside(f"i handlingen: {form}"))
    if covers:
        said.append(_beside(covers, reckoned=True))
    return Markup("".join(said))


def amount_in_words(row: Row) -> str:
    """What a row counts as; a range in a change is more, and of what the change takes no part."""
    if row.stated and not row.beslut.andrar:
        return labels.stated(row.stated)
    summa = summed([row])
    return summa.andring if row.beslut.andrar and summa.intervall else summa.hela


def _beside(words: str, *, reckoned: bool = False) -> Markup:
    """What is said of an amount, after it."""
    mark = " data-raknat" if reckoned else ""
    return Markup(f' <span class="angivet"{mark}>{escape(words)}</span>')


def other_form(row: Row) -> str:
    """The document's own form of an amount, where it is not just the kronor that we show."""
    if row.stated is None:
        return ""
    printed = row.belopp_angivet
    return "" if _is_plain(printed, labels.stated(row.stated)) else printed


@lru_cache(maxsize=16384)
def _is_plain(printed: str, shown: str) -> bool:
    return _bare(printed) in {_bare(shown), _bare(shown).removesuffix("kr")}


def _bare(text: str) -> str:
    """An amount without what does not matter to its form: spaces, and how its unit is written."""
    bare = "".join(text.split()).casefold()
    return re.sub("(kronor|krona)$", "kr", bare)


def amount_cell(here: Here, row: Row, *, anchored: bool = False, marked: bool = False) -> Markup:
    """The amount as a cell; with an anchor it can be linked to, marked it shows its checks."""
    anchor = f' id="{escape(addresses.anchor(row))}"' if anchored else ""
    text = amount(here, row, anchored=anchored)
    return Markup(f'<td class="tal"{anchor}>{text}{marks(here, row) if marked else ""}</td>')


def marks(here: Here, row: Row) -> Markup:
    """What the checks of one row's figure found: every one that did not just agree.

    Else a quiet mark; each leads to its place among all checks.
    """
    return Markup(
        " ".join(
            f'<a class="marke" href="{escape(here.to(addresses.kontroll(check)))}">'
            f'{verdict_mark(check.verdikt)}<span class="endast-lasare">: '
            f"{escape(labels.KONTROLL[check.kontroll])}</span></a>"
            for check in checks_to_show(here, row)
        )
    )


def checks_to_show(here: Here, row: Row) -> Sequence[Kontroll]:
    """The checks that a figure wears: every one that did not just agree, else a single one."""
    checks = here.publication.checks_of(row)
    if not checks:  # as of most rows
        return ()
    compared = list(sums(checks))
    return [check for check in compared if check.verdikt is not Verdikt.STAMMER] or compared[:1]


def differences(here: Here, row: Row) -> list[Markup]:
    """Every difference at its total: what is stated, what it comes to, how far apart, and why."""
    told = ((check, check_sentences.about_difference(check)) for check in checks_to_show(here, row))
    return [
        Markup(
            f'<p class="skillnad"{reckoned_unless_explained(check)}>'
            f"<strong data-raknat>{escape(text)}</strong> {escape(check.forklaring)}</p>"
        )
        for check, text in told
        if text
    ]


def reckoned_unless_explained(check: Kontroll) -> str:
    """The mark of what is reckoned, for an explanation that is not the data's own."""
    return "" if check.avvikelse else " data-raknat"


def difference_rows(here: Here, row: Row, columns: int) -> Markup:
    """The same as rows of a table, below the row whose figure it is about.

    The text keeps within the window also where the table is wider.
    """
    return Markup(
        "".join(
            f'<tr class="skillnadsrad">\n<td colspan="{columns}">{text}</td>\n</tr>\n'
            for text in differences(here, row)
        )
    )


def difference_to_show(check: Kontroll) -> int | None:
    """The difference to show, in kronor; none where an amount only has to fit in a whole.

    Nor where it is calculated back from itself: no difference is then no proof.
    """
    hidden = check.jamforelse is Jamforelse.HOGST or check.proves_nothing
    return None if hidden else check.differens


def source_cell(here: Here, row: Row) -> Markup:
    """Where the figure stands, linked to the document.

    On the decision's own page also the way to the line of data that it comes from.
    """
    where = NOTHING
    if row.kalla.handling:
        where = here.link(addresses.kalla(row.beslut, row.kalla), source(here, row))
    if address := _edit_address(here, row):
        where += Markup(
            f'<a class="permalank ratta" href="{escape(address)}"'
            f' aria-label="Rätta uppgiften om {escape(row.namn)}"></a>'
        )
    return Markup(f'<td class="kalla">{where}</td>')


def source(here: Here, row: Row) -> str:
    """Where a figure stands, in words: `Underlag, ”Bakgrund”`, or `avsnitt 3.1.1`.

    Where a decision's figures are all from one document, that need not be named.
    """
    section = labels.avsnitt(row.kalla.avsnitt)
    if section and row.beslut.beslut_id in here.publication.of_one_document:
        return section
    documents = (doc for doc in row.beslut.handlingar if doc.id == row.kalla.handling)
    named = [labels.HANDLING[doc.typ] for doc in documents]
    return ", ".join([*named, *filter(None, [section])])


def _edit_address(here: Here, row: Row) -> str:
    """The way to the line of data that a figure comes from, for its decision's own page only."""
    publication = here.publication
    if here.page != addresses.beslut_id(row.id.beslut_id):
        return ""
    amount = (*row.place.path, "belopp") if row.stated else row.place.path
    return editing.edit_address(
        publication.organisation, publication.register, Where(row.place.file, amount)
    )
