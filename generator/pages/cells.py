"""The cells of tables, of which there are tens of thousands: each is HTML that a function writes.

What a page looks like is its template's, which calls one of these for a cell or for all of a row.
A cell stands on a line of its own, since builders and searches would else run the words of two
together, and no line is blank, which some builders take for the end of the HTML.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from markupsafe import Markup

from generator.data.belopp import Belopp, Intervall
from generator.data.beslut import Beslut
from generator.data.derived import Jamforelse, Verdikt
from generator.data.ids import MAX, MIN
from generator.data.posts import Kalla
from generator.data.types import Status
from generator.pages import edit_links as editing
from generator.publishing import addresses, check_sentences, sentences, titles
from generator.publishing.publication import Publication
from generator.reading.register import Where
from generator.reckoning.corrections import Correction
from generator.reckoning.kontroll import Kontroll, sums
from generator.reckoning.rows import Row
from generator.reckoning.totals import summed
from generator.words import labels
from generator.words.escaping import Html, escape, link, named_apart
from generator.words.swedish import day, kronor


@dataclass(frozen=True)
class Here:
    """The page that cells are written for, and all that they may tell."""

    publication: Publication
    page: str
    """Its address."""
    said: dict[Row, Said] = field(default_factory=dict)
    """What has been said of rows, here or on the pages that this is shared with."""
    _shared_names: dict[str, Collection[str]] = field(default_factory=dict)

    def shares_name(self, row: Row) -> bool:
        """Whether another row of its decision has the same name."""
        id_ = row.id.beslut_id
        if id_ not in self._shared_names:
            counted = Counter(each.namn for each in self.publication.beslut_rows[id_])
            self._shared_names[id_] = {name for name, count in counted.items() if count > 1}
        return row.namn in self._shared_names[id_]

    def to(self, target: str) -> str:
        """An address as it is written on the page; of what is told elsewhere now, that place."""
        return addresses.relative(self.publication.moved.get(target, target), self.page)

    def link(self, target: str, text: object) -> Html:
        """A link from the page."""
        return self.leading(_link(self.publication.moved.get(target, target), escape(text)))

    def leading(self, to: Link) -> Html:
        """A link as the page writes it."""
        return link(self.way(to.page, to.place), to.text)

    def way(self, page: str, place: str) -> str:
        """The address of a page or of a place on one, as this page writes it."""
        inside = place and page == self.page
        return place if inside else f"{addresses.way(page, self.page)}{place}"


class Link(NamedTuple):
    """A link, whichever page it stands on."""

    page: str
    place: str
    """Where on the page, with a `#` before; empty for all of it."""
    text: Markup


@lru_cache(maxsize=4096)
def _link(target: str, text: Markup) -> Link:
    """Many rows lead to the same decision or document, so that the last links are kept."""
    page, hash_sign, place = target.partition("#")
    return Link(page, hash_sign + place, text)


class Said(NamedTuple):
    """What all pages say of a row, written for the first of them."""

    name: Markup
    anchor: Markup
    """The id of its element on its decision's page."""
    amount: Markup
    """Its amount in words; that there is none where the document states none."""
    beside: Html
    """What is said of the amount, after it."""
    source: Link | None
    """The document that its figure stands in, and where there; None where none is named.

    The decision's own page may say that shorter.
    """


def said(here: Here, row: Row) -> Said:
    """What all pages say of a row."""
    known = here.said.get(row)
    if known is None:
        kalla, document = row.kalla, None
        if kalla.handling:
            place = titles.place_in(row.beslut, kalla)
            shown = named_apart(place, here.publication.titles[row.id.beslut_id])
            document = _link(addresses.kalla(row.beslut, kalla), shown)
        name = escape(titles.of_row(row, here.publication.titles))
        anchor = escape(addresses.anchor(row))
        if len(here.said) == 1 << 14:  # as many rows as most sites have; of more it is said anew
            here.said.clear()
        known = here.said[row] = Said(name, anchor, *_amount(row), document)
    return known


def row_link(here: Here, row: Row) -> Html:
    """A row by its name, which leads to it on its decision's page."""
    name, anchor = said(here, row)[:2]
    return link(here.way(addresses.beslut_id(row.id.beslut_id), f"#{anchor}"), name)


NOTHING = Html('<span aria-hidden="true">–</span><span class="endast-lasare">anges inte</span>')
"""What stands in a cell that has nothing to say."""


def unstated(word: str = "ej angivet") -> Markup:
    """What stands where the document states nothing."""
    return Markup(f'<span class="ej-angivet">{escape(word)}</span>')


def stated_or_not(amount: Belopp | Intervall | None) -> Markup:
    """A stated amount in a table of checks."""
    return escape(labels.stated(amount)) if amount else unstated()


def kronor_or_nothing(kr: int | None) -> Markup:
    """Whole kronor that could be worked out, or nothing."""
    return Markup(NOTHING) if kr is None else escape(kronor(kr))


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


def object_link(here: Here, nummer: str | None) -> Html:
    """The accounting object that costs are booked on, if any."""
    return here.link(addresses.objekt(nummer), nummer) if nummer else NOTHING


def page_of_omrade(here: Here, ar: int, omrade_id: str) -> str:
    """The address of an område's page of a year, else of that of all its years."""
    if ar in here.publication.omrade_years[omrade_id]:
        return addresses.omrade_ar(ar, omrade_id)
    return addresses.omrade(omrade_id)


def omrade_link(here: Here, row: Row) -> Html:
    """The område that a row belongs to, in its year."""
    name = here.publication.register.omraden[row.omrade_id].namn
    return here.link(page_of_omrade(here, row.ar, row.omrade_id), f"{name} {row.ar}")


def beslut_link(here: Here, row: Row) -> Html:
    """The decision that a row is from."""
    id_ = row.id.beslut_id
    return here.link(addresses.beslut_id(id_), here.publication.titles[id_])


def corrected(here: Here, row: Row, what: str = "", *, in_full: bool = False) -> Html:
    """That a published amount was corrected, before a space: each time in full, else the newest.

    The newest is a word that leads to all of it. `what` is as in `corrections`.
    """
    times = corrections(here.publication, row, what)
    if not times:
        return Html("")
    written = _corrected_in_full if in_full else _corrected
    return Html("".join(written(here, each) for each in (times if in_full else times[:1])))


def how_corrected(correction: Correction) -> str:
    """When an amount was corrected, how, and why: `1 mars 2024: från 1 kr till 2 kr. …`."""
    return f"{day(correction.data.datum)}: {correction.andring}. {correction.data.orsak}"


def _corrected_in_full(here: Here, correction: Correction) -> Html:
    address = escape(here.to(addresses.rattelse(correction)))
    when = escape(day(correction.data.datum))
    how = f"{escape(correction.andring)}. {escape(correction.data.orsak)}"
    return Html(f' <span class="not rattelse"><a href="{address}">Rättad {when}</a>: {how}</span>')


def _corrected(here: Here, correction: Correction) -> Html:
    address = escape(here.to(addresses.rattelse(correction)))
    how = escape(how_corrected(correction))
    return Html(
        f' <a class="marke" href="{address}" title="Rättad {how}">'
        f'<span class="verdikt rattad">Rättad</span><span class="endast-lasare"> {how}</span></a>'
    )


def corrections(publication: Publication, row: Row, what: str = "") -> Sequence[Correction]:
    """The corrections of a row's amount or its range, or of its `styckpris` or `grundbelopp`.

    A derived row shows the amount of the row that it stands in.
    """
    of_row = publication.rattelser_of.get(row.stated_id, ())
    if not of_row:  # as of most rows
        return ()
    kinds = (what,) if what else ("", MIN, MAX)
    times = [correction for kind in kinds for correction in of_row if correction.id.vad == kind]
    return sorted(times, key=lambda correction: correction.data.datum, reverse=True)


def amount(here: Here, row: Row, *, anchored: bool = False) -> Html:
    """An amount in kronor, and the document's own form where that is another.

    It leads to its place on the decision's page, where it stands with its source, its checks and
    what it covers. There, with an anchor, its corrections are told in full.
    """
    _, anchor, shown, beside, _ = said(here, row)
    if not _is_shown(row):
        return Html(f"{shown}{corrected(here, row, in_full=anchored)}")
    told = here.publication
    if anchored and (covers := sentences.about_cover(row, told.changes, told.ordval)):
        beside = _beside_amount(row, covers)
    marks = f' class="belopp"{" data-raknat" if row.is_summed else ""}'
    if row.harledd:  # what it stands in has the amount
        anchor = escape(addresses.element("belopp", row.id.runt.lokal_id))
    address = here.way(addresses.beslut_id(row.id.beslut_id), f"#{anchor}")
    figure = link(address, shown, marks)
    return Html(f"{figure}{beside}{corrected(here, row, in_full=anchored)}")


def _is_shown(row: Row) -> bool:
    """Whether a row has an amount that is shown."""
    return row.says_amount and not row.is_refused


def _amount(row: Row) -> tuple[Markup, Html]:
    """An amount in words, and what is said beside it."""
    if _is_shown(row):
        return escape(amount_in_words(row)), _beside_amount(row)
    return unstated("avslag") if row.is_refused else unstated(), Html("")


def _beside_amount(row: Row, covers: str = "") -> Html:
    """What is said of an amount, and what it `covers`, which tells that it is a sum."""
    beside = [said_beside(words) for words in beside_amount(row, is_told=bool(covers))]
    if covers:
        beside.append(said_beside(covers, reckoned=True))
    return Html("".join(beside))


def beside_amount(row: Row, *, is_told: bool = False) -> Iterator[str]:
    """What is said of an amount: that it is not counted, and its own form.

    That it is the sum of its parts is left out where it is told of in another way.
    """
    if not row.status.galler:
        yield f"{labels.STATUS[row.status].etikett.lower()}: räknas inte"
    if row.is_summed and not is_told:
        yield "delarna sammanlagt; ingen summa anges"
    elif form := other_form(row):
        yield f"i handlingen: {form}"


def amount_in_words(row: Row) -> str:
    """What a row counts as; a range in a change is more, and of what the change takes no part."""
    if row.stated and not row.beslut.andrar:
        return labels.stated(row.stated)
    summa = summed([row])
    return summa.andring if row.beslut.andrar and summa.intervall else summa.hela


def said_beside(words: str, *, reckoned: bool = False) -> Html:
    """What is said of an amount, after it."""
    mark = " data-raknat" if reckoned else ""
    return Html(f' <span class="angivet"{mark}>{escape(words)}</span>')


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


def amount_cell(here: Here, row: Row, *, anchored: bool = False, marked: bool = False) -> Html:
    """The amount as a cell; with an anchor it can be linked to, marked it shows its checks."""
    anchor = f' id="{said(here, row).anchor}"' if anchored else ""
    text = amount(here, row, anchored=anchored)
    return Html(f'<td class="tal"{anchor}>{text}{marks(here, row) if marked else ""}</td>')


def marks(here: Here, row: Row) -> Html:
    """What the checks of one row's figure found: every one that did not just agree.

    Else a quiet mark; each leads to its place among all checks. A figure that can be calculated
    leads to how.
    """
    marked = [_mark(here, check) for check in checks_to_show(here, row)]
    marked += [
        _worked_out(here, check) for check in here.publication.checks_of(row) if check.formel
    ]
    return Html(" ".join(marked))


def _mark(here: Here, check: Kontroll) -> Html:
    return Html(
        f'<a class="marke" href="{escape(here.to(addresses.kontroll(check)))}">'
        f'{verdict_mark(check.verdikt)}<span class="endast-lasare">: '
        f"{escape(here.publication.ordval.kontroll[check.kontroll])}</span></a>"
    )


def _worked_out(here: Here, check: Kontroll) -> Html:
    return Html(
        f'<a class="marke rakna" href="{escape(here.to(addresses.rakning(check)))}">Uträkning'
        '<span class="endast-lasare"> ur en ram</span></a>'
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
    checks = checks_to_show(here, row)
    told = [(check, check_sentences.about_difference(check)) for check in checks]
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


def difference_rows(here: Here, row: Row, columns: int) -> Html:
    """The same as rows of a table, below the row whose figure it is about.

    The text keeps within the window also where the table is wider.
    """
    rows = [
        f'<tr class="skillnadsrad">\n<td colspan="{columns}">{text}</td>\n</tr>\n'
        for text in differences(here, row)
    ]
    return Html("".join(rows))


def difference_to_show(check: Kontroll) -> int | None:
    """The difference to show, in kronor; none where an amount only has to fit in a whole.

    Nor where it is calculated back from itself: no difference is then no proof.
    """
    hidden = check.jamforelse is Jamforelse.HOGST or check.proves_nothing
    return None if hidden else check.differens


def source_cell(here: Here, row: Row) -> Html:
    """Where the figure stands, linked to the document.

    On the decision's own page also the way to the line of data that it comes from.
    """
    source = said(here, row).source
    if source and _is_own_page(here, row):
        source = source._replace(text=escape(own_source(here, row.beslut, row.kalla)))
    where = here.leading(source) if source else NOTHING
    if address := _edit_address(here, row):
        about = f"Rätta uppgiften om {row.namn}"
        if here.shares_name(row):
            about += f", rad {editing.line_of(here.publication.register, _edited(row))[1]}"
        where = Html(
            f'{where}<a class="ratta" href="{escape(address)}" aria-label="{escape(about)}"></a>'
        )
    return Html(f'<td class="kalla">{where}</td>')


def own_source(here: Here, beslut: Beslut, kalla: Kalla) -> str:
    """Where something stands, in words, on its decision's own page.

    Where the decision's figures are all from one document, that need not be named.
    """
    section = labels.avsnitt(kalla.avsnitt)
    if section and beslut.beslut_id in here.publication.of_one_document:
        return section
    return titles.place_in(beslut, kalla)


def _is_own_page(here: Here, row: Row) -> bool:
    return here.page == addresses.beslut_id(row.id.beslut_id)


def _edit_address(here: Here, row: Row) -> str:
    """The way to the line of data that a figure comes from, for its decision's own page only."""
    told = here.publication
    if not _is_own_page(here, row):
        return ""
    return editing.edit_address(told.organisation, told.register, _edited(row))


def _edited(row: Row) -> Where:
    amount = (*row.place.path, "belopp") if row.stated else row.place.path
    return Where(row.place.file, amount)
