"""The rules of ids that change: an address once published never vanishes.

What has another id says which it had, and then the old address leads on. What is taken away says
so at its address. The data alone can't tell the one from the other, so where something published
is gone and something of its kind is new in the same change, it is asked which it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from generator.data.adress import Adress, Slag, parse_adress
from generator.data.problem import Entry, Paste, Problem
from generator.reading.register import ADRESSER, Register, Where
from generator.reckoning.moves import LISTS, Thing, moves, things
from generator.reckoning.rows import Row
from generator.reckoning.selections import themes
from generator.words.ordval import words_of


def check(register: Register, rows: Sequence[Row]) -> Iterator[Problem]:
    """Both rules' findings."""
    listed = tuple(things(register))
    yield from earlier_ids_are_free(register, listed)
    yield from published_addresses_lead_on(register, rows, listed)


def earlier_ids_are_free(register: Register, listed: Sequence[Thing]) -> Iterator[Problem]:
    """An earlier id is nobody's now, and has been one thing's alone."""
    present = {adress for kind in _ids(register).values() for adress in kind}
    claimed: dict[Adress, Where] = {}
    for thing in listed:
        for index, adress in enumerate(thing.earlier):
            old, place = adress.nyckel, _at(thing, index)
            if adress == thing.adress:
                message, hint = f"{old!r} är det id som används nu", "Ta bort det."
            elif adress in present:
                message = f"{old!r} används av något annat, så adressen kan inte leda hit"
                hint = "Ta bort det här, eller ge det andra ett annat id."
            elif adress in claimed:
                source = register.sources[claimed[adress].file]
                file, (line, _) = source.locate(claimed[adress].path)
                message = f"{old!r} står redan som tidigare id på rad {line} i {file}"
                hint = "En adress kan bara leda till en sida. Ta bort det på ett av ställena."
            else:
                claimed[adress] = place
                continue
            yield register.problem(place, "upptaget-id", message, hint)


def published_addresses_lead_on(
    register: Register, rows: Sequence[Row], listed: Sequence[Thing]
) -> Iterator[Problem]:
    """What has been published and is gone is called something else, or is known to be gone."""
    present, leads, sida = _ids(register), moves(register), words_of(register.organisation).sida
    lost = [
        row
        for row in register.adresser or ()
        if not row.borta
        and row.adress not in leads.claimed
        and row.adress not in leads.kept
        and row.adress not in present.get(row.adress.slag, {row.adress})
    ]
    if not lost:
        return
    published = {row.adress for row in register.adresser or ()}
    with_amounts = {entry.rad_id.rad.beslut_id for entry in register.publicerat or ()}
    new: dict[Slag, list[Thing]] = defaultdict(list)
    with_page = _with_pages(rows)
    for thing in listed:
        is_new = thing.adress in with_page and thing.adress not in published
        if is_new and not _is_told_of(thing, published):
            new[thing.adress.slag].append(thing)
    for row in lost:
        old = row.adress
        if old.slag is Slag.BESLUT and old.nyckel in with_amounts:
            continue  # it is asked already where its amounts are, or why they are gone
        alike = _alike(new[old.slag], old)
        likely = max(alike, key=lambda thing: _likeness(thing, old), default=None)
        if likely is None:
            message = f"{old} är publicerad, men {sida[old.slag]} med det id:t finns inte längre"
            hint = "Är det ett misstag: lägg tillbaka uppgiften. Annars kommer sidan att säga att "
            hint += "den är borttagen."
            yield Problem(ADRESSER, row.line, 1, "borttagen-adress", message, hint)
            continue
        new[old.slag].remove(likely)
        message = f"{old} är publicerad men finns inte längre, och {likely.adress} är ny"
        hint = "Är det två olika saker: skriv tidigare_id: [] på den nya tills den är publicerad."
        paste = _paste(register, likely, old)
        yield register.problem(likely.place, "saknat-tidigare-id", message, hint, paste)


def _ids(register: Register) -> dict[Slag, set[Adress]]:
    """All that has a page of its own, also where it is not right; without kinds not wholly read."""
    known = register.known_ids
    found = {
        slag: {Adress(slag, id=id_) for id_ in ids}
        for slag, name in LISTS.items()
        if (ids := known.get(name)) is not None
    }
    if (ids := known.get("beslut")) is not None and not register.closed:
        found[Slag.BESLUT] = {adress for id_ in ids if (adress := parse_adress(f"beslut/{id_}/"))}
    return found


def _paste(register: Register, thing: Thing, old: Adress) -> Paste:
    """The field that says what a thing has been called, with one id more."""
    ids = [*thing.data.tidigare_id, old.nyckel]
    lines = [f"tidigare_id: {old.nyckel}"]
    if len(ids) > 1:
        lines = ["tidigare_id:", *(f"  - {id_}" for id_ in ids)]
    do = "skriv så här i stället" if len(ids) > 1 else "lägg till"
    before = register.indent(thing.place.file, thing.place.path)
    entry = Entry("\n".join(f"{before}{line}" for line in lines), old.nyckel)
    return Paste(f"Är det samma sak med ett nytt id: {do}:", (entry,))


def _with_pages(rows: Sequence[Row]) -> set[Adress]:
    """What has a page for now, since some decision has to do with it."""
    used: set[Adress] = set()
    for row in rows:
        used.add(Adress(Slag.BESLUT, str(row.beslut.ar), row.beslut.id))
        used.add(Adress(Slag.SATSNING, id=row.beslut.satsning))
        used |= {Adress(Slag.OMRADE, id=theme) for theme in themes(row)}
        used.add(Adress(Slag.OBJEKT, id=row.objekt))
        if row.insats and row.insats.mottagare:
            used.add(Adress(Slag.MOTTAGARE, id=row.insats.mottagare))
    return used


def _at(thing: Thing, index: int) -> Where:
    """Where one of a thing's earlier ids stands."""
    return Where(thing.place.file, (*thing.place.path, "tidigare_id", index))


def _is_told_of(thing: Thing, published: set[Adress]) -> bool:
    """Whether a thing says what it was published as, or that it never was."""
    said = "tidigare_id" in thing.data.model_fields_set
    return said and (not thing.data.tidigare_id or not published.isdisjoint(thing.earlier))


def _alike(new: Sequence[Thing], old: Adress) -> list[Thing]:
    """What may be the same under a new id: of decisions, one of its year or with its name."""
    if old.slag is not Slag.BESLUT:
        return list(new)
    return [thing for thing in new if old.ar == thing.adress.ar or old.id == thing.adress.id]


def _likeness(thing: Thing, old: Adress) -> float:
    return SequenceMatcher(None, thing.adress.id, old.id).ratio()
