"""Which year money is for: a year's figures count what is for it, whenever it was decided."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.data.belopp import Belopp, Intervall
from generator.data.derived import BeloppTyp, Niva
from generator.reckoning.parts import Delar, joined, parts_of
from generator.reckoning.rows import Row
from generator.reckoning.totals import rest_word

_PARTS = {Niva.BESLUT: (Niva.OMRADE, Niva.INSATS), Niva.OMRADE: (Niva.INSATS,)}
"""Of which levels the parts are that tell a whole's years, where it does not tell them itself."""
_DIVIDED = {Niva.BESLUT, Niva.OMRADE, Niva.INSATS}
"""The levels whose amounts may be for several years."""
_REST_TYPES: Mapping[str | None, BeloppTyp] = {"": BeloppTyp.EXAKT, "högst ": BeloppTyp.HOGST}
"""Of which kind a rest is, by its word; what is known less firmly is approximate."""

Inside = Mapping[str, Sequence[Row]]
"""The rows that stand directly in each row, by its id."""


def by_year(rows: Sequence[Row]) -> Mapping[int, tuple[Row, ...]]:
    """The rows of each year in order, each with what of its amount is for that year."""
    years: dict[int, list[Row]] = defaultdict(list)
    for _, of_year in in_years(rows):
        years[of_year.ar].append(of_year)
    return {year: tuple(of_year) for year, of_year in sorted(years.items())}


def in_years(rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Each row, and the row as it counts in a year, once for each year.

    A row whose amount is for several years stands in each of them with its part: the row of its
    own that says so where there is one. The rows of parts do not stand there once more.
    """
    inside: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        inside[row.overordnad_id].append(row)
    wholes = {row.rad_id: row for row in rows if row.niva is Niva.BESLUT}
    spread = {row.id.beslut_id for row in rows if row.ar != row.beslut.ar}
    spread |= {row.id.beslut_id for row in rows if row.niva is Niva.ARSDEL}
    for row in rows:
        if row.niva is Niva.ARSDEL:
            continue
        if row.niva not in _DIVIDED or row.id.beslut_id not in spread:
            yield row, row
            continue
        telling = _telling(row, wholes, inside)
        for year, part in _in_years(telling, inside).items():
            yield row, row if part is telling else _of_year(row, part, year)


def _telling(row: Row, wholes: Mapping[str, Row], inside: Inside) -> Row:
    """The row that tells a row's years: where a decision is of one område, also the decision."""
    whole = wholes.get(row.overordnad_id)
    if row.niva is not Niva.OMRADE or whole is None or row.harledd:
        return whole if whole and row.harledd else row
    beside = [other for other in inside[whole.rad_id] if other.niva is Niva.OMRADE]
    is_alone = beside == [row] and whole.varde == row.varde
    return whole if is_alone and _shares(whole, inside) and not _shares(row, inside) else row


Part = Row | Delar
"""What of a row is for a year: the row that says so, be it itself, else what its parts state."""


def _in_years(row: Row, inside: Inside) -> Mapping[int, Part]:
    """What of a row is for each year: all of it for one, where no years that it has tell it."""
    shares = _shares(row, inside)
    if shares and not differs(row, shares):
        return {share.ar: share for share in shares}
    if row.stated and any(share.says_amount for share in shares):
        return _with_rest(row, shares) or {row.ar: row}
    added = _added_up(row, inside)
    adds_up = row.intervall is None and joined(tuple(added.values())).kr == row.varde
    if not adds_up or not added.keys() - {row.ar}:
        return {row.ar: row}
    if row.belopp:  # which holds all that is known: a range is no more than that
        return {year: of_year._replace(intervall=()) for year, of_year in added.items()}
    return added


def differs(row: Row, shares: Sequence[Row]) -> bool:
    """Whether shares come to something else than what they are shares of, ranges included."""
    amounts = _joined(shares)
    if row.intervall:
        return bool(amounts.belopp) or not row.intervall.is_sum_of(amounts.intervall)
    same_ranges = Counter(amounts.intervall) == Counter(row.ranges)
    return amounts.kr != row.varde or not same_ranges


def _with_rest(row: Row, shares: Sequence[Row]) -> Mapping[int, Part]:
    """What of an amount is for each year by shares that differ from it; nothing if they can't tell.

    What they leave over counts in the row's own year, so that the years come to the whole. Where
    they are more, that year has so much less, as long as it has that; a change may take away,
    but not where all of it gives.
    """
    amounts = _joined(shares)
    if row.belopp is None or amounts.intervall:
        return {}
    by_year: dict[int, Part] = {share.ar: share for share in shares}
    here = [_stated(by_year[row.ar])] if row.ar in by_year else []
    with_rest = joined([*here, Delar((rest_of(row.belopp, amounts),), (), False)])
    here_kr = with_rest.kr or 0
    is_against = here_kr * row.belopp.kr < 0 or (here_kr < 0 and not row.beslut.andrar)
    return {} if is_against else by_year | {row.ar: with_rest._replace(saknar=False)}


def rest_of(whole: Belopp, parts: Delar) -> Belopp:
    """What a stated amount leaves over when some parts are taken from it, be it less than 0."""
    kinds = frozenset(belopp.typ for belopp in parts.belopp) - {BeloppTyp.EXAKT}
    typ = _REST_TYPES.get(rest_word(whole.typ, kinds), BeloppTyp.CIRKA)
    return Belopp(whole.kr - (parts.kr or 0), whole.precision, "", typ)


def where_counted(row: Row, shares: Sequence[Row]) -> str:
    """In which year that counts which the years of an amount do not tell, to the reader.

    Empty where they tell all of it, and where none of it counts.
    """
    states_any = any(share.says_amount for share in shares)
    if not states_any or not row.status.galler or not differs(row, shares):
        return ""
    if row.belopp and _with_rest(row, shares):
        if rest_of(row.belopp, _joined(shares)).kr * row.belopp.kr < 0:
            return f"Skillnaden räknas av från {row.ar}."
        return f"Det som inte är fördelat på år räknas till {row.ar}."
    if row.stated:
        return f"Hela beloppet räknas till {row.ar}."
    return "Pengarna räknas till de år som delarna är för."


def whole_of_years(row: Row, shares: Sequence[Row]) -> Belopp | Intervall | None:
    """What a row's years must come to: its amount, else what its other parts do.

    None where that is not known: some parts may lack the amount that the years have.
    """
    data = row.data.model_copy(update={"per_ar": ()})
    parts = None if row.stated else parts_of(data)
    if parts is None or parts.kr is None:
        return row.stated
    if parts.saknar and (_joined(shares).kr or 0) >= parts.kr:
        return None
    kinds = {belopp.typ for belopp in parts.belopp}
    firmness = (BeloppTyp.HOGST, BeloppTyp.CIRKA, BeloppTyp.EXAKT)
    typ = next(typ for typ in firmness if typ in kinds)
    return Belopp(parts.kr, sum(belopp.precision for belopp in parts.belopp), "", typ)


def _added_up(row: Row, inside: Inside) -> Mapping[int, Delar]:
    """What a row's parts state by year; nothing where they state no amounts."""
    for niva in _PARTS.get(row.niva, ()):
        parts = [
            part for part in inside.get(row.rad_id, ()) if part.niva is niva and not part.harledd
        ]
        if not any(part.says_amount for part in parts):
            continue
        years: dict[int, list[Delar]] = defaultdict(list)
        for part in parts:
            for year, of_year in _in_years(part, inside).items():
                years[year].append(_stated(of_year))
        return {year: joined(of_year) for year, of_year in years.items()}
    return {}


def _shares(row: Row, inside: Inside) -> list[Row]:
    """The rows that say what of a row is for each year."""
    return [share for share in inside.get(row.rad_id, ()) if share.niva is Niva.ARSDEL]


def _joined(shares: Sequence[Row]) -> Delar:
    """The amounts of some shares together."""
    return joined([_stated(share) for share in shares])


def _stated(part: Part) -> Delar:
    return part if isinstance(part, Delar) else Delar(part.amounts, part.ranges, part.saknar)


def _of_year(row: Row, part: Part, year: int) -> Row:
    """A row as it counts in a year."""
    if isinstance(part, Row):
        return replace(
            row,
            id=part.id,
            belopp=part.belopp,
            intervall=part.intervall,
            kalla=part.kalla,
            place=part.place,
            avser_ar=year,
            share=_stated(part),
            hel_id=row.rad_id,
        )
    kalla = row.kalla.model_copy(update={"angivet": None})
    return replace(row, belopp=None, intervall=None, kalla=kalla, avser_ar=year, share=part)
