"""Slips of the pen: amounts that are read rightly and yet look wrong.

All signs are warnings, since a document may well hold such an amount; `rimligt: ja` in the
data says that someone has looked.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Container, Hashable, Iterator, Mapping, Sequence, Set

from generator.checking.days import dated_parts
from generator.data.beslut import Beslut
from generator.data.derived import BeloppTyp, Niva
from generator.data.posts import MedBelopp
from generator.data.problem import Problem
from generator.data.types import Omfattning, slug
from generator.reading.register import Register
from generator.reckoning.rows import Row
from generator.reckoning.selections import case_numbers
from generator.words.swedish import kronor

FACTOR = 500
"""How many times the median of its siblings an amount is when it looks like tkr for mkr."""
MIN_DIGITS = 3
"""A shorter number is the same as another by chance: `RS/26/2020` and 26 mkr."""
COUNTRY_KR = 100 * 10**9
"""More than the country's: all targeted state grants to the regions come to some tens of billions
a year, the largest single one (for medicines) to about forty. No amount that a decision or its
frames state comes near a hundred, so one that does has a unit that is wrong, also where a whole
table has it and no amount differs from those beside it."""


def amounts_are_plausible(
    register: Register, rows: Sequence[Row], odd: Container[str] = ()
) -> Iterator[Problem]:
    """An amount is in keeping with those around it, and no other number copied by mistake.

    `odd` are the ids of rows that something else is unusual about.
    """
    siblings: dict[Hashable, list[int]] = defaultdict(list)
    years: dict[Hashable, dict[int, int]] = defaultdict(dict)
    sized: list[tuple[Row, int, Hashable]] = []
    for row in rows:
        if (kr := _size(row)) is not None and not row.harledd:
            same, year = _over_years(row), _year(row)
            if row.overordnad_id:
                insort(siblings[_siblings(row)], kr)
            years[same][year] = max(kr, years[same].get(year, 0))
            sized.append((row, kr, same))
    largest = {same: sorted(of_year.values()) for same, of_year in years.items()}
    by_id = {row.rad_id: row for row in rows}
    national = _national_frames(rows)
    asked = {dated.place for dated in dated_parts(register, rows) if dated.odd}
    cases = {beslut.beslut_id: _case_numbers(beslut) for beslut in register.beslut}
    for row, kr, same in sized:
        if not isinstance(row.data, MedBelopp):
            continue
        over_years = _in_other_years(kr, years[same][_year(row)], largest[same])
        size = (
            _above(row, kr, by_id, national.get(row.id.beslut_id))
            or _out_of_proportion(kr, siblings.get(_siblings(row), ()), "de andra på samma nivå")
            or _out_of_proportion(kr, over_years, "samma post andra år")
        )
        copied = _copied(row, cases[row.id.beslut_id])
        if row.data.rimligt and (row.place in asked or row.rad_id in odd):
            continue  # something else is what someone has said is right
        yield from _asked(register, row, (), size, copied, is_right=row.data.rimligt)
    for row in rows:
        price = row.insats.styckpris if row.insats else None
        if price and price.belopp:
            whole = _nearest_stated(row, by_id)
            size = _above_all(price.belopp.kr, [whole] if whole else [])
            yield from _asked(register, row, ("styckpris",), size, "", is_right=price.rimligt)


def _asked(
    register: Register, row: Row, within: Sequence[str], size: str, copied: str, *, is_right: bool
) -> Iterator[Problem]:
    """What is asked about an amount, unless someone has said that it is right.

    `within` is where in the row it stands; the two signs are sentences, empty where all is well.
    """
    if not (size or copied or is_right):
        return
    place, field = row.at(*within, "belopp"), (*within, "rimligt")
    if is_right and not size and not copied:
        message = "inget är ovanligt med beloppet"
        in_yaml, in_table = "Ta bort raden rimligt: ja.", "Töm cellen i {column}."
        hint = register.hint(row.place, in_yaml, in_table, *field)
        yield register.problem(row.at(*field), "onodig-bekraftelse", message, hint)
    in_yaml, in_table = "lägg till raden rimligt: ja.", "skriv ja i {column}."
    how = register.hint(row.place, in_yaml, in_table, *field)
    hint = f"Jämför med handlingen. Är beloppet rätt: {how}"
    if size and not is_right:
        yield register.problem(place, "orimligt-belopp", size, hint)
    if copied and not is_right:
        yield register.problem(place, "siffror-fran-annat", copied, hint)


def _size(row: Row) -> int | None:
    """How large the amount is in kronor, of a range its higher end; None where none is stated."""
    return row.intervall.max_kr if row.intervall else abs(row.belopp.kr) if row.belopp else None


def _siblings(row: Row) -> Hashable:
    """What those have in common that stand beside each other."""
    return row.overordnad_id, row.niva


def _over_years(row: Row) -> Hashable:
    """What the same row has in common in the decisions of one agreement, a year apart or more.

    An område is known by its id, which lasts, and the rest by what they stand in and are called.
    A change is how much more or less, which is of the size of other changes.
    """
    agreement = row.beslut.satsning, bool(row.beslut.andrar)
    if row.niva is Niva.BESLUT:
        return agreement, row.niva
    name = "" if row.niva is Niva.OMRADE else slug(row.namn)
    ram = row.ram
    frame = (ram.omfattning, ram.ramtyp, ram.mottagartyp) if ram else ()
    return agreement, row.niva, row.omrade_id, name, frame


def _year(row: Row) -> int:
    ram = row.ram
    return (ram and ram.ar) or row.beslut.ar


def _in_other_years(kr: int, of_its_year: int, largest: Sequence[int]) -> Sequence[int]:
    """The amount among the largest of the same row in each other year, the smallest first.

    `largest` are those of every year, its own among them.
    """
    if kr == of_its_year:
        return largest
    others = list(largest)
    others.remove(of_its_year)
    insort(others, kr)
    return others


def _national_frames(rows: Sequence[Row]) -> Mapping[str, Row]:
    """The largest amount that each decision states for the whole country, by the decision's id."""
    frames: dict[str, Row] = {}
    for row in rows:
        if row.ram and row.ram.omfattning is Omfattning.RIKET and row.kr is not None:
            other = frames.get(row.id.beslut_id)
            if other is None or (other.kr or 0) < row.kr:
                frames[row.id.beslut_id] = row
    return frames


def _nearest_stated(row: Row | None, by_id: Mapping[str, Row]) -> Row | None:
    """The row itself, else the nearest around it, that states an amount."""
    while row and _size(row) is None:
        row = by_id.get(row.overordnad_id)
    return row


def _above(row: Row, kr: int, by_id: Mapping[str, Row], frame: Row | None) -> str:
    """Says that an amount is more than its frame's or than that of something it stands in.

    Where what it stands in nearest states an amount, and for the decision's own part of the
    frame, a sum is added again that tells of the difference itself. Not so of a range, which is
    in no sum, or of a cap, which leaves it open.
    """
    parent = by_id.get(row.overordnad_id)
    around = _nearest_stated(parent, by_id)
    is_added = row.belopp is not None and row.belopp.typ is not BeloppTyp.HOGST
    wholes = [around] if around and (around is not parent or row.intervall) else []
    if frame and row.ram is None and not (row.niva is Niva.BESLUT and is_added):
        wholes.append(frame)
    if kr <= COUNTRY_KR and row.intervall:  # the true amount may be as small as its lower end
        kr = row.intervall.min_kr
    return _above_all(kr, wholes)


def _above_all(kr: int, wholes: Sequence[Row]) -> str:
    """Says that an amount is more than the country's, or than what it is in."""
    if kr > COUNTRY_KR:
        return f"{kronor(kr)} är mer än alla riktade statsbidrag till landets regioner under ett år"
    for whole in wholes:
        if (limit := _size(whole)) is not None and kr > limit:
            return f"{kronor(kr)} är mer än {kronor(limit)}, som är hela {whole.namn!r}"
    return ""


def _out_of_proportion(kr: int, beside: Sequence[int], which: str) -> str:
    """Says that an amount is at least 500 times the median of the others, or a 500th of it.

    `beside` are the amounts at its place in kronor, its own among them, the smallest first.
    """
    if len(beside) < 2:
        return ""
    rank = bisect_left(beside, kr)
    others = len(beside) - 1
    low, high = (at + (at >= rank) for at in ((others - 1) // 2, others // 2))
    twice_middle = beside[low] + beside[high]
    if not twice_middle:
        return ""
    if 2 * kr >= FACTOR * twice_middle:
        how = "större"
    elif 2 * kr * FACTOR <= twice_middle:
        how = "mindre"
    else:
        return ""
    return (
        f"{kronor(kr)} är minst {FACTOR} gånger {how} än {which} "
        f"(i mitten {kronor(twice_middle // 2)})"
    )


def _case_numbers(beslut: Beslut) -> frozenset[str]:
    """The numbers in a decision's case numbers, each by itself and run together."""
    return frozenset(
        digits
        for case in case_numbers(beslut)
        for digits in (*re.findall(r"\d+", case), re.sub(r"\D", "", case))
    )


_NO_DIGIT = re.compile("[^0-9]+")


def _copied(row: Row, case_numbers: Set[str]) -> str:
    """Says that an amount's digits are those of its own object, case number or year."""
    belopp = row.belopp
    if belopp is None:
        return ""
    digits = _NO_DIGIT.sub("", belopp.angivet)
    for number in sorted({str(belopp.kr), digits}):
        if len(number) < MIN_DIGITS:
            continue
        if number == row.objekt:
            what = "objektet"
        elif number in case_numbers:
            what = "ärendets nummer"
        elif number in (str(row.beslut.ar), str(row.ram.ar) if row.ram else ""):
            what = "året"
        else:
            continue
        return f"beloppet {belopp.angivet!r} har samma siffror som {what}, {number}"
    return ""
