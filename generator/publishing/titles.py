"""What decisions, and places in their documents, are called where they are named.

Decisions are called shorter than their documents, and by year. A document's own title stands
where it is told of, and in the tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Set

from generator.data.beslut import Beslut
from generator.data.derived import Niva
from generator.data.posts import Kalla
from generator.reading.register import Register
from generator.reckoning.corrections import Correction
from generator.reckoning.rows import Row
from generator.words import labels

Titles = Mapping[str, str]
"""What each decision is called, by its id."""
Name = Callable[[Row, Titles], str]


def titles_of(register: Register) -> Titles:
    """A decision's satsning and year, where no other has them; else its document's title."""
    shared, titles = shared_years(register), {}
    for beslut in register.beslut:
        title = f"{register.satsningar[beslut.satsning].namn} {beslut.ar}"
        in_full = beslut.titel if str(beslut.ar) in beslut.titel else f"{beslut.titel} {beslut.ar}"
        is_alone = (beslut.satsning, beslut.ar) not in shared
        titles[beslut.beslut_id] = title if is_alone and len(title) < len(in_full) else in_full
    return titles


def shared_years(register: Register) -> Set[tuple[str, int]]:
    """The satsningar, with the year, that several decisions are of."""
    of_year = Counter((beslut.satsning, beslut.ar) for beslut in register.beslut)
    return {key for key, number_of in of_year.items() if number_of > 1}


def of_row(row: Row, titles: Titles) -> str:
    """What a row is called."""
    return titles[row.id.beslut_id] if row.niva is Niva.BESLUT else row.namn


def in_its_year(row: Row, titles: Titles) -> str:
    """The same where nothing around says of which year; a decision says so itself."""
    name = of_row(row, titles)
    return name if row.niva is Niva.BESLUT else f"{name} ({row.beslut.ar})"


def of_correction(correction: Correction, titles: Titles, name: Name = of_row) -> str:
    """What a corrected amount is an amount of, its row by one of the names above."""
    return correction.called(name(correction.row, titles)) if correction.row else correction.namn


def place_in(beslut: Beslut, kalla: Kalla) -> str:
    """A place in a document, in words: `avsnitt 3.1.1 i beslutet`, or the document's type.

    A document that is not the only one of its type in the decision is called by its title. Where
    none is named only the place is told.
    """
    section = labels.avsnitt(kalla.avsnitt)
    document = next((doc for doc in beslut.handlingar if doc.id == kalla.handling), None)
    if document is None:
        return section
    is_only = sum(doc.typ is document.typ for doc in beslut.handlingar) == 1
    if not section:
        return labels.HANDLING[document.typ] if is_only else document.titel
    return f"{section} i {labels.HANDLINGEN[document.typ] if is_only else f'”{document.titel}”'}"
