"""What explains the rest: the downloads with their columns, words, and the hand-written pages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import Any, NamedTuple

from markupsafe import Markup

from generator.checking.codes import CATALOGUE
from generator.data.derived import Niva
from generator.data.types import LIVING, Status
from generator.pages.folding import folded
from generator.pages.page import Crumb, Origin, Page, Plan, View, list_file
from generator.pages.parts import bounded
from generator.publishing import addresses, linked_data, parts
from generator.publishing.columns import Table
from generator.publishing.dictionary import COUNTERPARTS, PLACES, UNITS
from generator.publishing.exports import EXPORTS
from generator.publishing.publication import Publication
from generator.publishing.record import Plain
from generator.reading.register import SIDOR, Where
from generator.reckoning import deadlines
from generator.reckoning.selections import by_name
from generator.words import swedish
from generator.words.ordval import Noun


def data(publication: Publication) -> Iterator[Plan]:
    """The downloads and the data dictionary."""
    tables = list(publication.tables.values())
    of_data = {
        "exempel": {table.name: _examples(table) for table in tables},
        "rakneexempel": _adding(publication),
    }
    thing = linked_data.dataset(publication)
    told = ([len(table.items) for table in tables], of_data, thing)
    make = partial(_data, publication, of_data, thing)
    yield Plan(addresses.DATA, make, frozenset(), repr(told))


def _data(publication: Publication, of_data: Mapping[str, Any], thing: Mapping[str, Any]) -> Page:
    tables = list(publication.tables.values())
    return Page(
        addresses.DATA,
        "Data",
        "Alla uppgifter som tabeller att ladda ner, med en beskrivning av varje kolumn.",
        {
            "tabeller": View("tabeller", tables),
            "alla_tabeller": {export.path: export for export in EXPORTS},
            "enheter": UNITS,
            "platser": PLACES,
            "motsvarar": COUNTERPARTS,
            **of_data,
            "nyast": publication.years[0] if publication.years else None,
        },
        long=True,
        thing=thing,
    )


class Adding(NamedTuple):
    """What a year's rows of one table come to, added rightly and wrongly, in kronor."""

    ar: int
    status: Status
    right: int
    """Of one level alone."""
    wrong: int
    """Of wholes and parts together."""


def _adding(publication: Publication) -> Adding | None:
    """The newest year whose parts are told beside their wholes, to show what adding all gives."""
    sums: dict[tuple[int, Status], list[int]] = defaultdict(lambda: [0, 0])
    for row in publication.rows:
        if row.niva in _WHOLES_AND_PARTS and row.status in LIVING:
            of_group = sums[row.beslut.ar, row.status]
            of_group[0] += (row.varde or 0) if row.niva is Niva.OMRADE else 0
            of_group[1] += row.varde or 0
    told = [Adding(ar, status, *kr) for (ar, status), kr in sums.items() if 0 < kr[0] < kr[1]]
    return max(told, default=None, key=lambda adding: (adding.ar, adding.status is LIVING[0]))


_WHOLES_AND_PARTS = {Niva.OMRADE, Niva.DELOMRADE, Niva.VARAV}
_LOOKED_AT, _LONGEST = 200, 60


def _examples(table: Table) -> Mapping[str, str]:
    """A value of each column that has any among the first rows, cut where it is long."""
    examples: dict[str, str] = {}
    for column in table.columns:
        value = next((value for value in _said(table, column.name) if value is not None), None)
        if value is not None:
            text = str(value).lower() if isinstance(value, bool) else str(value)
            examples[column.name] = (
                text if len(text) <= _LONGEST else f"{text[:_LONGEST].strip()} …"
            )
    return examples


def _said(table: Table, column: str) -> Iterator[Plain]:
    """What the first rows say in a column."""
    if column == "url":
        return map(table.address, table.places)
    return (value for (value,) in islice(table.told(column), _LOOKED_AT))


def ordlista(publication: Publication) -> Iterator[Plan]:
    """Words explained."""
    yield Plan(addresses.ORDLISTA, partial(_ordlista, publication), frozenset())


def _ordlista(publication: Publication) -> Page:
    entries = publication.register.ordlista.values()
    return Page(
        addresses.ORDLISTA,
        "Ordlista",
        "Ord som används på webbplatsen, förklarade med enkla ord.",
        {"ordlista": sorted(entries, key=lambda entry: swedish.sort_key(entry.ord))},
        origins=list_file(publication.register, "ordlista", "Ordlista"),
    )


def sok(publication: Publication) -> Iterator[Plan]:
    """The page to search on, and what to do where the search can't be used or finds nothing."""
    yield Plan(addresses.SOK, partial(_sok, publication), frozenset())


def _sok(publication: Publication) -> Page:
    words = publication.ordval
    return Page(
        addresses.SOK,
        "Sök",
        f"Sök bland {words.omrade.flera}, beslut, belopp, {words.mottagare.flera} och ord, "
        "eller hitta fram på andra sätt.",
        {},
    )


def folj(publication: Publication) -> Iterator[Plan]:
    """How to hear of what is new without coming back to look."""
    followed = list(_followed(publication))
    has_days = any(deadlines.duties(publication.register))
    make = partial(_folj, publication, followed, has_days)
    yield Plan(addresses.FOLJ, make, frozenset(), repr((followed, has_days)))


class Foljs(NamedTuple):
    """A kind of thing of which each has a feed beside its page (English: is followed)."""

    ordet: Noun
    lista: str
    """Where all of them are."""
    floden: Sequence[tuple[str, str]]
    """What each is called, and its feed; none where they are too many to list."""


def _followed(publication: Publication) -> Iterator[Foljs]:
    """Each kind of which there are any, with the publisher's words."""
    register, words = publication.register, publication.ordval
    satsningar = {beslut.satsning for beslut in register.beslut}
    recipients = [register.mottagare[id_] for id_ in publication.recipients_with_page]
    for noun, listed, address, things in (
        (words.omrade, addresses.OMRADEN, addresses.omrade, publication.omraden_with_page),
        (
            words.satsning,
            addresses.SATSNINGAR,
            addresses.satsning,
            by_name(register.satsningar[id_] for id_ in satsningar),
        ),
        (words.mottagare, addresses.MOTTAGARE, addresses.mottagare, by_name(recipients)),
    ):
        feeds = [(thing.namn, addresses.atom(address(thing.id))) for thing in things]
        if feeds:
            shown = feeds if len(feeds) <= parts.MOST else ()
            yield Foljs(noun, listed, shown)


def _folj(publication: Publication, followed: Sequence[Foljs], has_days: bool) -> Page:
    base = publication.organisation.webbplats
    of_versions = (
        "Versioner",
        "Säger till varje gång något har publicerats, och vad som var nytt.",
        addresses.atom(addresses.VERSIONER),
    )
    return Page(
        addresses.FOLJ,
        "Följ det som händer",
        "Så får du veta när det finns nya beslut och rättelser"
        f"{', och när pengar ska redovisas' if has_days else ''}.",
        {
            "bas": base,
            "foljs": followed,
            "vad_foljs": swedish.listing([f"varje {each.ordet.en}" for each in followed]),
            "har_dagar": has_days,
            # The scheme by which phones and computers know an address to follow as a calendar.
            "kalender_lank": f"webcal:{base.partition(':')[2]}{addresses.KALENDER}",
            "floden": [
                (
                    "Nya beslut och förslag",
                    "Säger till när beslut och förslag publiceras, ändras eller ersätts.",
                    addresses.atom(addresses.BESLUT),
                ),
                (
                    "Rättelser och ändringar",
                    "Säger till när något som redan är publicerat ändras, och varför.",
                    addresses.atom(addresses.RATTELSER),
                ),
                *([of_versions] if publication.register.versioner else []),
            ],
        },
    )


def sidor(publication: Publication) -> Iterator[Plan]:
    """The hand-written pages, with what is added to some of them."""
    beslut = publication.register.beslut
    documents = [
        (Crumb(document.titel, addresses.inom(decision, document)), decision.ar)
        for decision in beslut
        for document in decision.handlingar
    ]
    for name, text in publication.register.sidor.items():
        about = View("handlingar", documents if name == addresses.OM else ())
        make = partial(_sida, name, text, about, publication.beslut_years)
        yield bounded(Plan(addresses.sida(name), make, frozenset(), repr((about.rows, text))))


def _sida(name: str, text: str, about: View, years: Sequence[int]) -> Page:
    lines = text.splitlines()
    title = next((line[2:].strip() for line in lines if line.startswith("# ")), name)
    first = next((line for line in lines if line and line[0].isalpha()), title)
    shown = folded(text)
    return Page(
        addresses.sida(name),
        title,
        first,
        {
            "text": Markup(text),
            "vikt": Markup(shown),
            "kan_anmala": name == addresses.TILLGANGLIGHET,
            "om": name == addresses.OM,
            "handlingar": about,
            "ar": years,
            "koder": CATALOGUE if name == addresses.GUIDE else None,
        },
        long=shown == text,  # what is folded is a list of its headings already
        origins=(Origin(title, Where(f"{SIDOR}/{name}.md", ())),),
    )
