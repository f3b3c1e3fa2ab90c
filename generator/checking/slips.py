"""Slips of the pen: amounts that are read rightly and yet look wrong.

Both signs are warnings, since a document may well hold such an amount; `rimligt: ja` in the
data says that someone has looked.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence, Set

from generator.data.belopp import Belopp
from generator.data.beslut import Beslut, MedBelopp, Ram
from generator.data.derived import Niva
from generator.data.problem import Problem
from generator.reading.register import Register
from generator.reckoning.rows import Row
from generator.reckoning.selections import case_numbers
from generator.words.swedish import kronor

FACTOR = 500
"""How many times the median of its siblings an amount is when it looks like tkr for mkr."""
MIN_DIGITS = 3
"""A shorter number is the same as another by chance: `RS/26/2020` and 26 mkr."""


def amounts_are_plausible(
    register: Register, rows: Sequence[Row], odd: Container[str] = ()
) -> Iterator[Problem]:
    """An amount is in keeping with those beside it, and no other number copied by mistake.

    `odd` are the ids of rows that something else is unusual about.
    """
    siblings: dict[tuple[str, Niva], list[int]] = defaultdict(list)
    for row in rows:
        if row.belopp is not None and row.overordnad_id and not row.harledd:
            insort(siblings[row.overordnad_id, row.niva], abs(row.belopp.kr))
    cases = {beslut.beslut_id: _case_numbers(beslut) for beslut in register.beslut}
    for row in rows:
        if row.belopp is None or row.harledd or not isinstance(row.data, MedBelopp):
            continue
        kr = abs(row.belopp.kr)
        size = _out_of_proportion(kr, siblings.get((row.overordnad_id, row.niva), ()))
        copied = _copied(row, row.belopp, cases[row.beslut.beslut_id])
        if row.data.rimligt:
            if not size and not copied and row.rad_id not in odd:
                message = "inget är ovanligt med beloppet"
                hint = register.hint(
                    row.place, "Ta bort raden rimligt: ja.", "Töm cellen i {column}.", "rimligt"
                )
                yield register.problem(row.at("rimligt"), "onodig-bekraftelse", message, hint)
            continue
        if size:
            hint = _if_right(register, row)
            yield register.problem(row.at("belopp"), "orimligt-belopp", size, hint)
        if copied:
            hint = _if_right(register, row)
            yield register.problem(row.at("belopp"), "siffror-fran-annat", copied, hint)


def _if_right(register: Register, row: Row) -> str:
    """How to answer that an amount is right."""
    in_yaml, in_table = "lägg till raden rimligt: ja.", "skriv ja i {column}."
    how = register.hint(row.place, in_yaml, in_table, "rimligt")
    return f"Jämför med handlingen. Är beloppet rätt: {how}"


def _out_of_proportion(kr: int, siblings: Sequence[int]) -> str:
    """Says that an amount is at least 500 times the median of the others, or a 500th of it.

    `siblings` are the amounts at its place in kronor, its own among them, the smallest first.
    """
    if len(siblings) < 2:
        return ""
    rank = bisect_left(siblings, kr)
    others = len(siblings) - 1
    low, high = (at + (at >= rank) for at in ((others - 1) // 2, others // 2))
    twice_middle = siblings[low] + siblings[high]
    if not twice_middle:
        return ""
    if 2 * kr >= FACTOR * twice_middle:
        how = "större"
    elif 2 * kr * FACTOR <= twice_middle:
        how = "mindre"
    else:
        return ""
    return (
        f"{kronor(kr)} är minst {FACTOR} gånger {how} än de andra på samma nivå "
        f"(i mitten {kronor(twice_middle // 2)})"
    )


def _case_numbers(beslut: Beslut) -> frozenset[str]:
    """The numbers in a decision's case numbers, each by itself and run together."""
    return frozenset(
        digits
        for case in case_numbers(beslut)
        for digits in (*re.findall(r"\d+", case), re.sub(r"\D", "", case))
    )


def _copied(row: Row, belopp: Belopp, case_numbers: Set[str]) -> str:
    """Says that an amount's digits are those of its own object, case number or year."""
    digits = "".join(filter(str.isdigit, belopp.angivet))
    for number in sorted({str(belopp.kr), digits}):
        if len(number) < MIN_DIGITS:
            continue
        if number == row.objekt:
            what = "objektet"
        elif number in case_numbers:
            what = "ärendets nummer"
        elif number in (str(row.beslut.ar), str(row.data.ar) if isinstance(row.data, Ram) else ""):
            what = "året"
        else:
            continue
        return f"beloppet {belopp.angivet!r} har samma siffror som {what}, {number}"
    return ""
