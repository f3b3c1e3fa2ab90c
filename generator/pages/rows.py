"""Whole rows of the tables that may be long, and items of long lists: HTML of the cells of `cells`.

The headings that they stand under are in the templates.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.data.beslut import Beslut, Villkor
from generator.data.derived import Niva
from generator.data.posts import Insats, Kalla, Styckpris
from generator.pages.cells import (
    NOTHING,
    Here,
    amount_cell,
    beslut_link,
    corrected,
    difference_rows,
    difference_to_show,
    object_link,
    omrade_link,
    own_source,
    page_of_omrade,
    reckoned_unless_explained,
    row_link,
    said,
    said_beside,
    source_cell,
    stated_or_not,
    status_mark,
    verdict_mark,
)
from generator.pages.page import View
from generator.publishing import addresses, titles
from generator.reckoning.kontroll import Kontroll
from generator.reckoning.rows import Row, beslut_kalla, resolve_kalla
from generator.words import labels
from generator.words.escaping import Html, escape, named_apart
from generator.words.ordval import Ordval
from generator.words.swedish import kronor, signed_kronor


def _row(*lines: str, attributes: str = "") -> Html:
    """A row of its cells, each on a line of its own."""
    cells = "\n".join(lines)
    return Html(f"<tr{attributes}>\n{cells}\n</tr>\n")


def _note(words: str) -> Html:
    """What is said of something below its name, in ready words."""
    return Html(f'<span class="not">{words}</span>')


def insatser(here: Here, view: View, *, anchored: bool = False) -> Html:
    """Insatser and their parts, each with its differences below it.

    The columns are those that the table has something to say in; with anchors on the decision's
    own page only.
    """
    return Html("".join(_insats(here, view, row, anchored=anchored) for row in view.rows))


def _insats(here: Here, view: View, row: Row, *, anchored: bool) -> Html:
    insats = row.insats
    cells = [
        f'<th scope="row">{said(here, row).name}\n{_about(here, row, anchored=anchored)}</th>',
        amount_cell(here, row, anchored=anchored, marked=True),
    ]
    if view.mixes_statuses:
        cells.append(f"<td>{status_mark(row.status)}</td>")
    if view.names_goals:
        goal = escape(insats.mal) if insats and insats.mal else NOTHING
        cells.append(f'<td data-kolumn="Mål">{goal}</td>')
    if view.names_recipients:
        cells.append(f"<td>{_responsible(here, insats)}</td>")
    cells.append(source_cell(here, row))
    whole = _row(*cells, attributes=f' class="niva-{row.niva.value}"')
    return Html(f"{whole}{difference_rows(here, row, len(cells))}")


def _about(here: Here, row: Row, *, anchored: bool) -> Html:
    """What stands below the name of an insats or a part of one."""
    insats, notes = row.insats, []
    if not insats:
        around = here.publication.ordval.insats.bestamd
        notes.append(_note(f"Ingår i {around} ovanför."))
    if row.avser:
        notes.append(_note(f"Avser: {escape(row.avser)}"))
    if insats and insats.sokt:
        again = corrected(here, row, "sokt", in_full=anchored)
        notes.append(_note(f"Sökt: {escape(kronor(insats.sokt.kr))}{again}"))
    if insats and insats.styckpris:
        again = corrected(here, row, "styckpris", in_full=anchored)
        notes.append(_note(f"Styckpris: {_price(insats.styckpris)}{again}"))
    if row.anmarkning:
        notes.append(_note(escape(row.anmarkning)))
    if insats and insats.objekt:
        notes.append(_note(f"Objekt {object_link(here, insats.objekt)}"))
    return Html("".join(notes))


def _price(price: Styckpris) -> Html:
    """A unit price in kronor, else as it is printed."""
    if price.belopp is None:
        return Html(escape(price.angivet))
    return Html(f"{escape(labels.stated(price.belopp))} per {escape(price.per)}")


def _responsible(here: Here, insats: Insats | None) -> Html:
    """Who receives the money of an insats, and who answers for it."""
    if insats is None or not (insats.mottagare or insats.ansvarig):
        return NOTHING
    who = recipient(here, insats) if insats.mottagare else ""
    return Html(f"{who}{_answering(insats)}")


def recipient(here: Here, insats: Insats) -> Html:
    """Who receives the money of an insats, and how the document prints that where it differs."""
    if not insats.mottagare:
        return NOTHING
    name = here.publication.register.mottagare[insats.mottagare].namn
    printed, who = insats.mottagare_angivet, Html(escape(name))
    if insats.mottagare in here.publication.recipients_with_page:
        who = here.link(addresses.mottagare(insats.mottagare), name)
    if printed and printed != name:
        return Html(f"{who}{said_beside(f'i handlingen: {printed}')}")
    return who


def _answering(insats: Insats) -> Html:
    """Who answers for the money of an insats; nothing where the document does not say."""
    if not insats.ansvarig:
        return Html("")
    return _note(f"Ansvarig: {escape('; '.join(insats.ansvarig))}")


def without_omrade(ordval: Ordval) -> str:
    """What is said of an insats that is in no område."""
    return f"inte {ordval.insats.agreeing('fördelad', 'fördelat')} per {ordval.omrade.en}"


def explored(here: Here, view: View) -> Html:
    """Every insats there is, in the columns that any of them has something to say in."""
    return Html("".join(_explored(here, view, row) for row in view.rows))


def _explored(here: Here, view: View, row: Row) -> Html:
    insats, omrade = row.insats, here.publication.register.omraden.get(row.omrade_id)
    place = Html(escape(without_omrade(here.publication.ordval)))
    if omrade:
        place = here.link(page_of_omrade(here, row.ar, omrade.id), omrade.namn)
    cells = [
        f'<th scope="row">{row_link(here, row)}</th>',
        amount_cell(here, row),
        f"<td>{status_mark(row.status)}</td>",
        f"<td>{here.link(addresses.ar(row.ar), row.ar)}</td>",
        f"<td>{place}</td>",
    ]
    if view.names_recipients:
        cells.append(f"<td>{_responsible(here, insats)}</td>")
    if view.names_objects:
        cells.append(f'<td data-kolumn="Objekt">{object_link(here, row.objekt)}</td>')
    return _row(*cells, source_cell(here, row))


def received(here: Here, insatser: Iterable[Row]) -> Html:
    """The insatser of the recipient whose page they are on."""
    return Html("".join(_received(here, row) for row in insatser))


def _received(here: Here, row: Row) -> Html:
    responsible = _answering(row.insats) if row.insats else ""
    return _row(
        f'<th scope="row">{row_link(here, row)}{responsible}</th>',
        amount_cell(here, row),
        f"<td>{status_mark(row.status)}</td>",
        f"<td>{omrade_link(here, row) if row.omrade_id else NOTHING}</td>",
        f"<td>{beslut_link(here, row)}</td>",
        source_cell(here, row),
    )


def booked(here: Here, rows: Iterable[Row]) -> Html:
    """What is booked on the object whose page it is on: områden and their parts, and insatser."""
    return Html("".join(_booked(here, row) for row in rows))


def _booked(here: Here, row: Row) -> Html:
    name = row_link(here, row) if row.insats else omrade_link(here, row)
    part = f" {_note(escape(row.namn))}" if row.delomrade else ""
    part += _answering(row.insats) if row.insats else ""
    return _row(
        f'<th scope="row">{name}{part}</th>',
        amount_cell(here, row),
        f"<td>{status_mark(row.status)}</td>",
        f"<td>{beslut_link(here, row)}</td>",
        source_cell(here, row),
    )


CHECK_AMOUNTS = [("Angivet", "tal"), ("Beräknat", "tal"), ("Skillnad", "tal")]
"""The columns of a check's amounts, each with its class; where rows are blocks, they are named."""
_STATED, _COMPUTED, _APART = (
    f'<td class="{cls}" data-kolumn="{heading}"' for heading, cls in CHECK_AMOUNTS
)


def checks(here: Here, kontroller: Iterable[Kontroll], *, anchored: bool = False) -> Html:
    """Checks, each with what was stated, what was computed and what it means.

    With anchors, on the page of all checks, the outcome is a column to sort by; elsewhere it
    stands by the name, to leave room for words. Where decisions tell their own, those have
    anchors as well.
    """
    return Html("".join(_check(here, check, anchored=anchored) for check in kontroller))


def _check(here: Here, check: Kontroll, *, anchored: bool) -> Html:
    subject, differs = check.subject, difference_to_show(check)
    own_page = addresses.beslut(subject.beslut)
    is_told_here = here.publication.beslut_tell_checks and here.page == own_page
    verdict = verdict_mark(check.verdikt)
    name = f"{escape(here.publication.ordval.kontroll[check.kontroll])}\n{_subject(here, subject)}"
    again = corrected(here, subject, check.namn).strip() if check.stated else ""
    apart = NOTHING if differs is None else str(escape(signed_kronor(differs)))
    if differs and check.tolerans:
        apart += _note(f"avrundning ±{escape(kronor(check.tolerans))}")
    outcome = (
        [f'<td data-filter="utfall" data-varde="{check.verdikt.value}">{verdict}</td>']
        if anchored
        else []
    )
    return _row(
        f'<th scope="row">{name}{"" if anchored else f" {verdict}"}</th>',
        *outcome,
        f"{_STATED}>{stated_or_not(check.stated)}{again}</td>",
        f"{_COMPUTED} data-raknat>"
        f"{NOTHING if check.beraknat is None else escape(check.computed)}</td>",
        f"{_APART} data-raknat>{apart}</td>",
        f'<td class="forklaring"{reckoned_unless_explained(check)}>'
        f"{escape(check.forklaring) or NOTHING}</td>",
        attributes=f' id="{escape(addresses.anchor(check))}"' if anchored or is_told_here else "",
    )


def _subject(here: Here, subject: Row) -> str:
    """What a check is of, with the year to choose by, where nothing says it already."""
    name, ar = row_link(here, subject), subject.beslut.ar
    if here.page == addresses.beslut(subject.beslut):
        return _note(name)
    if subject.niva is Niva.BESLUT:
        return _note(f'<span data-filter="ar" data-varde="{ar}">{name}</span>')
    year = f'<span data-filter="ar">{ar}</span>'
    if subject.ar != ar:  # as of what is told of a coming year
        year = f"i {labels.STATUS[subject.beslut.status].arendet} från {year}"
    return _note(f"{name} ({year})")


def condition(here: Here, beslut: Beslut, villkor: Villkor, *, anchored: bool = False) -> Html:
    """A condition: its heading in the document, what it says, whom it holds for, and its source.

    On its decision's own page it has an anchor and its heading; elsewhere it stands under that.
    """
    anchor = f' id="{escape(addresses.anchor(villkor))}"' if anchored else ""
    is_headed = anchored and villkor.rubrik
    heading = f"<strong>{escape(villkor.rubrik)}.</strong> " if is_headed else ""
    about = f"Gäller för: {escape(villkor.galler_for)}. " if villkor.galler_for else ""
    kalla = resolve_kalla(villkor.kalla, Kalla(handling=beslut_kalla(beslut).handling))
    place = own_source(here, beslut, kalla) if anchored else titles.place_in(beslut, kalla)
    where, named = addresses.kalla(beslut, kalla), escape(place or "handlingen")
    if not anchored:
        named = named_apart(named, here.publication.titles[beslut.beslut_id])
    is_elsewhere = kalla.handling or not anchored
    about += f"Källa: {here.link(where, named) if is_elsewhere else named}."
    return Html(f"<li{anchor}>{heading}{escape(villkor.text)}\n{_note(about)}</li>\n")
