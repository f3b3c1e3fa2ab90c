"""Which year money is for: a year's figures count what is for it, whenever it was decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.data.belopp import Belopp
from generator.data.derived import Niva
from generator.reckoning.parts import Delar, together
from generator.reckoning.rows import Row
from generator.words.swedish import kronor

_PARTS = {Niva.BESLUT: (Niva.OMRADE, Niva.INSATS), Niva.OMRADE: (Niva.INSATS,)}
"""Of which levels the parts are that tell a whole's years, where it does not tell them itself."""
_DIVIDED = {Niva.BESLUT, Niva.OMRADE, Niva.INSATS}
"""The levels whose amounts may be for several years."""

Inside = Mapping[str, Sequence[Row]]
"""The rows that stand directly in each row, by its id."""


def by_year(rows: Sequence[Row]) -> Mapping[int, tuple[Row, ...]]:
    """The rows of each year in order, each with what of its amount is for that year.

    A row whose amount is for several years stands in each of them with its part: the row of its
    own that says so where there is one. The rows of parts do not stand there once more.
    """
    inside: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        inside[row.overordnad_id].append(row)
    wholes = {row.rad_id: row for row in rows if row.niva is Niva.BESLUT}
    years: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        if row.niva is Niva.ARSDEL:
            continue
        if row.niva not in _DIVIDED:
            years[row.ar].append(row)
            continue
        for year, part in _in_years(_telling(row, wholes, inside), inside).items():
            years[year].append(_of_year(row, part, year))
    return {year: tuple(of_year) for year, of_year in sorted(years.items())}


def _telling(row: Row, wholes: Mapping[str, Row], inside: Inside) -> Row:
    """The row that tells a row's years: where a decision is of one område, also the decision."""
    whole = wholes.get(row.overordnad_id)
    if row.niva is not Niva.OMRADE or whole is None or _shares(row, inside):
        return row
    beside = [other for other in inside[whole.rad_id] if other.niva is Niva.OMRADE]
    return whole if beside == [row] and whole.varde == row.varde else row


Part = Row | Delar
"""What of a row is for a year: the row that says so, else the amounts that are for it."""


def _in_years(row: Row, inside: Inside) -> Mapping[int, Part]:
    """What of a row is for each year."""
    shares = _shares(row, inside)
    if shares:
        return {share.ar: share for share in shares}
    years = _added_up(row, inside)
    if years.keys() - {row.ar} and together(years.values()).kr == row.varde:
        return years
    return {row.ar: _delar(row)}


def _added_up(row: Row, inside: Inside) -> Mapping[int, Delar]:
    """The amounts of a row's parts by year; none where its parts do not state any."""
    for niva in _PARTS.get(row.niva, ()):
        parts = [part for part in inside[row.rad_id] if part.niva is niva]
        if not any(part.says_amount for part in parts):
            continue
        years: dict[int, list[Delar]] = defaultdict(list)
        for part in parts:
            for year, of_year in _in_years(part, inside).items():
                delar = _delar(of_year) if isinstance(of_year, Row) else of_year
                if delar.belopp or delar.intervall:
                    years[year].append(delar)
        return {year: together(of_year) for year, of_year in years.items()}
    return {}


def _delar(row: Row) -> Delar:
    return Delar(row.amounts, row.ranges, saknar=row.saknar)


def _shares(row: Row, inside: Inside) -> list[Row]:
    """The rows that say what of a row is for each year."""
    return [share for share in inside.get(row.rad_id, ()) if share.niva is Niva.ARSDEL]


def _of_year(row: Row, part: Part, year: int) -> Row:
    """A row as it counts in a year."""
    if isinstance(part, Row):
        return replace(
            row,
            id=part.id,
            belopp=part.belopp,
            kalla=part.kalla,
            place=part.place,
            avser_ar=year,
            is_share=True,
            hel_id=row.rad_id,
        )
    if part.kr == row.varde and year == row.ar:
        return row
    ranges = () if row.stated else part.intervall  # a stated total covers them too
    return replace(
        row,
        belopp=None if part.kr is None else Belopp(part.kr, 1, kronor(part.kr)),
        kalla=row.kalla.model_copy(update={"angivet": None}),
        avser_ar=year,
        is_share=True,
        delar=part._replace(intervall=ranges),
    )
