from __future__ import annotations

import re
from fractions import Fraction
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checking.codes import is_error
from tests.smallest import (
    BESLUT,
    RIKET,
    STEADY,
    TOP,
    Files,
    appended,
    line_of,
    replaced,
    run,
    text_of,
    valid,
    with_file,
)

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


def test_a_table_of_kronor_called_millions_is_asked_about_at_every_amount() -> None:
    """All of its amounts are a million times too large, so that none differs from the others."""
    files = with_file(
        BESLUT,
        """\
titel: Fördelning 2023
satsning: god-och-nara-vard
status: beslutad
sammanfattning: Beslutet fördelar pengarna.
handlingar:
  - id: fordelning
    titel: Fördelning God och nära vård 2023
    typ: beslut
belopp: 215 942 447 MKR
kalla:
  avsnitt: Inledning
omrade: nara-vard
insatser:
  - namn: Hembesök
    belopp: 115 942 447 MKR
  - namn: Öppettider
    belopp: 100 000 000 MKR
""",
    )
    asked = [line for line, code in warnings(files) if code == "orimligt-belopp"]
    assert len(asked) == 3
    answered = answer_all(files[BESLUT].decode())
    assert warnings({**files, BESLUT: answered.encode()}) == []


def answer_all(text: str) -> str:
    """The decision with every amount acknowledged."""
    lines = []
    for line in text.splitlines():
        lines.append(line)
        if "belopp:" in line:
            lines.append(f"{line[: len(line) - len(line.lstrip())]}rimligt: ja")
    return "\n".join(lines)


def test_more_than_the_countrys_is_asked_about_and_as_much_is_not() -> None:
    most = "100 000 000 000 kr"
    assert [text for text in (most, "100 000 000 001 kr") if is_asked(text)] == [
        "100 000 000 001 kr"
    ]
    assert is_asked("1–101 mdkr")


@pytest.mark.parametrize(("price", "is_suspected"), [("10 mkr", False), ("11 mkr", True)])
def test_no_price_of_each_is_more_than_what_it_stands_in(price: str, is_suspected: bool) -> None:
    text = f"insatser:\n  - namn: Resor\n    styckpris:\n      belopp: {price}\n      per: resa\n"
    asked = [code for _, code in warnings(appended(text))]
    assert asked == (["orimligt-belopp"] if is_suspected else [])
    answered = warnings(appended(f"{text}      rimligt: ja\n"))
    assert [code for _, code in answered] == ([] if is_suspected else ["onodig-bekraftelse"])


def is_asked(amount: str) -> bool:
    """Whether a single frame of the country is asked about with this amount."""
    files = appended(RIKET.replace("100 mkr", amount))
    return any(one.code == "orimligt-belopp" for one in run(files))


@pytest.mark.parametrize(("amount", "is_suspected"), [("100 mkr", False), ("101 mkr", True)])
def test_no_part_is_more_than_the_frame_of_the_country(amount: str, is_suspected: bool) -> None:
    files = appended(
        RIKET, files=replaced("        belopp: 4 mkr", f"        belopp: högst {amount}")
    )
    assert is_suspected == any("Hela landet" in one.message for one in run(files))


@pytest.mark.parametrize(
    ("amount", "is_suspected"),
    [("5–9 mkr", False), ("6–9 mkr", False), ("7–9 mkr", True), ("1–101 mdkr", True)],
)
def test_no_range_is_wholly_more_than_what_it_stands_in(amount: str, is_suspected: bool) -> None:
    files = replaced("        belopp: 4 mkr", f"        belopp: {amount}")
    assert bool(warnings(files)) == is_suspected


@pytest.mark.parametrize("amount", ["högst 101 mkr", "101–102 mkr"])
def test_no_decision_is_more_than_the_frame_of_the_country(amount: str) -> None:
    files = appended(RIKET, files=replaced("\nbelopp: 10 mkr", f"\nbelopp: {amount}"))
    assert any("Hela landet" in one.message for one in run(files))


def test_no_part_is_more_than_what_it_stands_in_where_the_nearest_states_nothing() -> None:
    files = replaced("    rubrik: Den nära vården\n    belopp: 6 mkr\n", "    rubrik: Nära\n")
    assert not any(one.code == "orimligt-belopp" for one in run(files))
    files = replaced("        belopp: 4 mkr", "        belopp: högst 11 mkr", files=files)
    [asked] = [one for one in run(files) if one.code == "orimligt-belopp"]
    assert "mer än 10\u00a0000\u00a0000\u00a0kr, som är hela 'Fördelning 2023'" in asked.message


@pytest.mark.parametrize(
    ("other", "is_suspected"), [("10 mkr", False), ("20 000 kr", True), ("20 001 kr", False)]
)
def test_an_amount_is_in_keeping_with_the_same_in_other_years(
    other: str, is_suspected: bool
) -> None:
    before = f"""\
titel: Fördelning 2022
satsning: god-och-nara-vard
status: beslutad
sammanfattning: Beslutet fördelar pengarna.
handlingar:
  - id: fordelning
    titel: Fördelning God och nära vård 2022
    typ: beslut
omrade: nara-vard
belopp: {other}
kalla:
  avsnitt: Inledning
"""
    files = {**valid(), "content/data/beslut/2022/god-och-nara-vard.yml": before.encode()}
    said = [one for one in run(files) if "samma post andra år" in one.message]
    assert bool(said) == is_suspected
    same_year = {**valid(), "content/data/beslut/2023/en-till.yml": before.encode()}
    assert not any("samma post andra år" in one.message for one in run(same_year))


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


def test_a_change_is_not_measured_against_the_whole_of_other_years() -> None:
    change = text_of().replace("status: beslutad\n", f"status: beslutad\nandrar: {TOP}\n")
    small = re.sub(r"belopp: .*", "belopp: +1 tkr", change)
    told = run(with_file(BESLUT.replace("2023", "2024"), small))
    assert {problem.code for problem in told} == {"oforklarad-avvikelse"}  # 1 is not 1 + 1
