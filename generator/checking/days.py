"""Days and years that can be read and yet look wrong: far from the decision that they belong to.

All are warnings, since a document may well say so; `rimligt: ja` says that someone has looked.
No day is held against that on which the data is checked: only what the data itself says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import chain
from typing import NamedTuple

from generator.data.beslut import Beslut
from generator.data.posts import Arsdel, MedBelopp, Tilldelning
from generator.data.problem import Problem
from generator.reading.register import DATA, Register, Where, beslut_file
from generator.reckoning.rows import Row

MEETING = timedelta(days=7)
"""How long a meeting may last."""
DECIDED = range(-1, 2)
"""The year in which a decision is made, counted from the year whose money it is about."""
DOCUMENT = range(-3, 3)
"""The same for a document behind it, which may be of an agreement from years before."""
FRAME = range(-2, 6)
"""The same for the year of a frame: some are planned ahead."""
REPORTED = range(6)
"""The same for the last day of a report."""
ENDED = range(11)
"""The same for the day when a decision is revoked, and when it is told what has been used."""
QUIET = 5
"""How many years may pass between all else that the data tells of and a correction."""


class Dated(NamedTuple):
    """Something with a day or a year, and what is odd about each of them."""

    place: Where
    is_confirmed: bool
    odd: dict[str, str]
    """What to ask about a field, by its name."""


def days_are_plausible(register: Register, rows: Sequence[Row]) -> Iterator[Problem]:
    """A day is near the year of its decision and in order with the days beside it."""
    confirmed: list[Dated] = []
    for dated in dated_parts(register, rows):
        if dated.is_confirmed:
            confirmed.append(dated)
            continue
        for field, question in dated.odd.items():
            place = Where(dated.place.file, (*dated.place.path, field))
            yield register.problem(place, "orimlig-dag", question, _IF_RIGHT)
    if not confirmed:
        return
    of_amounts = {row.place for row in rows if isinstance(row.data, MedBelopp)}
    for dated in confirmed:
        if not dated.odd and dated.place not in of_amounts:
            place = Where(dated.place.file, (*dated.place.path, "rimligt"))
            message = "inget är ovanligt med dagen"
            yield register.problem(place, "onodig-bekraftelse", message, _NOT_NEEDED)


_IF_RIGHT = "Jämför med handlingen. Är det rätt: lägg till raden rimligt: ja bredvid."
_NOT_NEEDED = "Ta bort raden rimligt: ja."


def dated_parts(register: Register, rows: Sequence[Row]) -> Iterator[Dated]:
    """Everything in the data that has a day or a year."""
    for beslut in register.beslut:
        yield from _of_beslut(beslut)
    for row in rows:
        if (ram := row.ram) and ram.ar is not None:
            odd = _far(f"ramens år {ram.ar}", ram.ar, row.beslut, FRAME)
            yield Dated(row.place, ram.rimligt, _only(ar=odd))
        if type(row.data) is Arsdel:
            odd = _far(f"året {row.data.ar}", row.data.ar, row.beslut, FRAME)
            yield Dated(row.place, row.data.rimligt, _only(ar=odd))
        tilldelning = row.tilldelning
        if tilldelning and (tilldelning.avser_ar is not None or tilldelning.utfall):
            yield from _of_tilldelning(row, tilldelning)
    yield from _corrections(register)


def _of_beslut(beslut: Beslut) -> Iterator[Dated]:
    file, day = beslut_file(beslut), beslut.beslutsdatum
    if day:
        odd = _far(f"beslutsdatum {day}", day.year, beslut, DECIDED)
        yield Dated(Where(file, ()), beslut.rimligt, _only(beslutsdatum=odd))
    if meeting := beslut.sammantrade:
        odd = ""
        if meeting.till - meeting.fran > MEETING:
            length = (meeting.till - meeting.fran).days + 1
            odd = f"mötet varar {length} dagar, från {meeting.fran} till {meeting.till}"
        yield Dated(Where(file, ("sammantrade",)), meeting.rimligt, _only(till=odd))
    if revoked := beslut.upphavd:
        odd = _not_after(f"upphävt {revoked.datum}", revoked.datum, beslut)
        yield Dated(Where(file, ("upphavd",)), revoked.rimligt, _only(datum=odd))
    for index, handling in enumerate(beslut.handlingar):
        odd_days = {
            name: _far(f"{name} {stated}", stated.year, beslut, DOCUMENT)
            for name, stated in (("datum", handling.datum), ("reviderad", handling.reviderad))
            if stated
        }
        if handling.datum and handling.reviderad and handling.reviderad < handling.datum:
            odd_days["reviderad"] = (
                f"handlingen är ändrad {handling.reviderad}, före sitt datum {handling.datum}"
            )
        place = Where(file, ("handlingar", index))
        yield Dated(place, handling.rimligt, _only(**odd_days))
    for index, duty in enumerate(beslut.aterrapportering):
        odd = ""
        if duty.senast and day and duty.senast < day:
            odd = f"sista dagen {duty.senast} är före beslutet, {day}"
        elif duty.senast:
            odd = _far(f"senast {duty.senast}", duty.senast.year, beslut, REPORTED)
        yield Dated(Where(file, ("aterrapportering", index)), duty.rimligt, _only(senast=odd))


def _of_tilldelning(row: Row, tilldelning: Tilldelning) -> Iterator[Dated]:
    """The year that an amount is for, and the days of what has been used of it."""
    if tilldelning.avser_ar is not None:
        odd = _far(f"avser_ar {tilldelning.avser_ar}", tilldelning.avser_ar, row.beslut, FRAME)
        yield Dated(row.place, tilldelning.rimligt, _only(avser_ar=odd))
    for index, utfall in enumerate(tilldelning.utfall):
        odd = _not_after(f"utfallet per {utfall.per}", utfall.per, row.beslut)
        yield Dated(row.at("utfall", index), utfall.rimligt, _only(per=odd))


def _corrections(register: Register) -> Iterator[Dated]:
    """Each correction: it comes after what it corrects was published, and not in another age."""
    published = {listed.rad_id: listed.publicerad for listed in register.publicerat or ()}
    newest = max(chain(published.values(), _stated_days(register)), default=None)
    for index, correction in enumerate(register.rattelser):
        day, odd = correction.datum, ""
        first = published.get(correction.id) or min(published.values(), default=None)
        if first and day < first:
            odd = f"rättelsen är gjord {day}, innan beloppet publicerades {first}"
        elif newest and day.year > newest.year + QUIET:
            odd = f"rättelsen är gjord {day}, långt efter det nyaste uppgifterna talar om, {newest}"
        if not odd:
            newest = max(day, newest or day)
        place = Where(f"{DATA}/rattelser.yml", (index,))
        yield Dated(place, correction.rimligt, _only(datum=odd))


def _stated_days(register: Register) -> Iterator[date]:
    """The days on which decisions and documents were made."""
    for beslut in register.beslut:
        days = [beslut.beslutsdatum]
        days += [
            day for handling in beslut.handlingar for day in (handling.datum, handling.reviderad)
        ]
        yield from filter(None, days)


def _not_after(what: str, day: date, beslut: Beslut) -> str:
    """Says that a day of what comes of a decision is before it, or long after it."""
    if beslut.beslutsdatum and day < beslut.beslutsdatum:
        return f"{what} är före beslutet, {beslut.beslutsdatum}"
    return _far(what, day.year, beslut, ENDED)


def _far(what: str, year: int, beslut: Beslut, near: range) -> str:
    """Says that a year is not near a decision's own, counted from which `near` is."""
    return "" if year - beslut.ar in near else f"{what} är långt från beslutets år, {beslut.ar}"


def _only(**odd: str) -> dict[str, str]:
    """The fields that there is something to ask about."""
    return {field: question for field, question in odd.items() if question}
