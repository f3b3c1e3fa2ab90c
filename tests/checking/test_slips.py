from __future__ import annotations

from fractions import Fraction
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checking.codes import is_error
from tests.smallest import BESLUT, RIKET, STEADY, Files, appended, line_of, replaced, run

SIX = "        belopp: 2 mkr"


def warnings(files: Files) -> list[tuple[int, str]]:
    assert [one for one in run(files) if is_error(one)] == []
    return [(one.line, one.code) for one in run(files)]


def with_insatser(*amounts: str) -> Files:
    """The valid decision with insatser of these amounts in its second område, which has 4 mkr."""
    listed = "".join(
        f"      - namn: Stöd {at}\n        belopp: {a}\n" for at, a in enumerate(amounts)
    )
    old = '    belopp: 4 mkr\n    objekt: "9916"\n'
    return replaced(old, f"{old}    insatser:\n{listed}")


@pytest.mark.parametrize(
    ("amounts", "suspected"),
    [
        # The others' median is 1 995 000, and 3 990 is exactly a 500th of it.
        (("3 990 kr", "1 995 000 kr", "1 995 000 kr", "6 010 kr"), ["3 990 kr"]),
        (("3 991 kr", "1 995 000 kr", "1 995 000 kr", "6 009 kr"), []),
        # The others' median is 7 984, and 3 992 000 is 500 times that.
        (("3 992 000 kr", "7 984 kr", "16 kr"), ["3 992 000 kr"]),
        (("4 mkr",), []),
        (("2 mkr", "1 mkr", "1 mkr"), []),
        # An amount of nothing beside millions.
        (("0 kr", "2 mkr", "2 mkr"), ["0 kr"]),
    ],
)
def test_an_amount_500_times_its_siblings_median_is_suspected(
    amounts: tuple[str, ...], suspected: list[str]
) -> None:
    files = with_insatser(*amounts)
    lines = files[BESLUT].decode().splitlines()
    wanted = [
        index + 1
        for index, line in enumerate(lines)
        if any(line.strip() == f"belopp: {one}" for one in suspected)
    ]
    found = [line for line, code in warnings(files) if code == "orimligt-belopp"]
    assert set(wanted) <= set(found)
    assert bool(found) == bool(suspected)


def test_an_amount_that_is_right_is_acknowledged_in_the_data() -> None:
    files = with_insatser("0 kr", "2 mkr", "2 mkr")
    quiet = replaced(
        "        belopp: 0 kr", "        belopp: 0 kr\n        rimligt: ja", files=files
    )
    assert warnings(quiet) == []


@pytest.mark.parametrize(
    ("amount", "what"),
    [
        ("9 916 kr", "objektet"),
        ("9916 tkr", "objektet"),
        ("2 023 kr", "året"),
        ("2,023 mkr", "året"),
        ("2 771 kr", "ärendets nummer"),
        ("27 712 017 kr", "ärendets nummer"),
    ],
)
def test_an_amount_with_the_digits_of_its_own_object_case_or_year_is_suspected(
    amount: str, what: str
) -> None:
    files = with_insatser(amount)
    files = replaced(
        "    typ: beslut", "    typ: beslut\n    diarienummer: RS/2771/2017", files=files
    )
    (one,) = [one for one in run(files) if one.code == "siffror-fran-annat"]
    assert one.line == line_of(files, BESLUT, f"belopp: {amount}\n")
    assert what in one.message


@pytest.mark.parametrize("amount", ["2 024 kr", "99 160 kr", "26 kr", "9 917 kr"])
def test_other_digits_are_left_alone(amount: str) -> None:
    files = replaced("    typ: beslut", "    typ: beslut\n    diarienummer: RS/26/2017")
    old = '    belopp: 4 mkr\n    objekt: "9916"\n'
    listed = f"    insatser:\n      - namn: Stöd\n        belopp: {amount}\n"
    files = replaced(old, old + listed + "      - namn: Mer\n", files=files)
    assert [one for one in run(files) if one.code == "siffror-fran-annat"] == []


def test_the_decisions_own_amount_and_a_frames_year_are_looked_at() -> None:
    frame = RIKET.replace("ar: 2023", "ar: 2028").replace("100 mkr", "2 028 mkr")
    assert [code for _, code in warnings(appended(frame))] == ["siffror-fran-annat"]


@STEADY
@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=9))
def test_the_median_is_that_of_the_others(amounts: list[int]) -> None:
    files = with_insatser(*(f"{kr} kr" for kr in amounts))
    lines = files[BESLUT].decode().splitlines()
    first = next(at for at, line in enumerate(lines) if line.strip() == "- namn: Stöd 0")
    found = {one.line for one in run(files) if one.code == "orimligt-belopp"}
    for at, kr in enumerate(amounts):
        middle = median(map(Fraction, amounts[:at] + amounts[at + 1 :]))
        suspected = bool(middle) and (kr >= 500 * middle or 500 * kr <= middle)
        assert (first + 2 + 2 * at in found) == suspected, (kr, middle)
