from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.data.belopp import MAX_KR, MAX_LENGTH, UNITS, Belopp, BeloppFel, parse_belopp
from tests.smallest import STEADY

KRONOR_PER_UNIT = {
    "kr": "1",
    "krona": "1",
    "kronor": "1",
    "tkr": "1000",
    "tusen kr": "1000",
    "tusen kronor": "1000",
    "mkr": "1000000",
    "mnkr": "1000000",
    "miljon": "1000000",
    "miljoner": "1000000",
    "miljon kr": "1000000",
    "miljoner kr": "1000000",
    "miljon kronor": "1000000",
    "miljoner kronor": "1000000",
    "mdkr": "1000000000",
    "miljard": "1000000000",
    "miljarder": "1000000000",
    "miljard kr": "1000000000",
    "miljarder kr": "1000000000",
    "miljard kronor": "1000000000",
    "miljarder kronor": "1000000000",
}
SPACES = (" ", "\u00a0", "\u202f", "\u2009", "\u2007", "\t", "\n", "  ", " \u00a0")


def amount(text: str) -> Belopp:
    parsed = parse_belopp(text)
    assert isinstance(parsed, Belopp), parsed
    return parsed


def refusal(text: str) -> BeloppFel:
    parsed = parse_belopp(text)
    assert isinstance(parsed, BeloppFel), parsed
    return parsed


@pytest.mark.parametrize(
    ("text", "kr", "precision"),
    [
        ("41 247 254 kr", 41_247_254, 1),
        ("75422690 kr", 75_422_690, 1),
        ("400 kr", 400, 1),
        ("1 krona", 1, 1),
        ("0 kr", 0, 1),
        ("980 000 000 kronor", 980_000_000, 1),
        ("500 tkr", 500_000, 1_000),
        ("1 000,5 tkr", 1_000_500, 100),
        ("6,3 mkr", 6_300_000, 100_000),
        ("0,8 mkr", 800_000, 100_000),
        ("6,30 mkr", 6_300_000, 10_000),
        ("24 mkr", 24_000_000, 1_000_000),
        ("0,123456 mkr", 123_456, 1),
        ("6 394,5 miljoner kronor", 6_394_500_000, 100_000),
        ("12 miljoner kronor", 12_000_000, 1_000_000),
        ("1 050 miljoner", 1_050_000_000, 1_000_000),
        ("1,5 miljarder kronor", 1_500_000_000, 100_000_000),
        ("6 MKR", 6_000_000, 1_000_000),
        ("5mkr", 5_000_000, 1_000_000),
        ("  5 mkr  ", 5_000_000, 1_000_000),
    ],
)
def test_an_amount_is_whole_kronor_with_the_precision_it_was_stated_to(
    text: str, kr: int, precision: int
) -> None:
    assert (amount(text).kr, amount(text).precision) == (kr, precision)


@pytest.mark.parametrize(
    ("text", "tolerance"),
    [
        ("41 247 254 kr", 0),
        ("0,123456 mkr", 0),
        ("0,00001 mkr", 5),
        ("5,12 tkr", 5),
        ("6,3 mkr", 50_000),
        ("24 mkr", 500_000),
        ("1 mdkr", 500_000_000),
    ],
)
def test_the_tolerance_is_half_of_the_last_stated_digit_and_none_for_kronor(
    text: str, tolerance: int
) -> None:
    assert amount(text).tolerance == tolerance


@pytest.mark.parametrize("space", SPACES, ids=[ascii(space) for space in SPACES])
def test_every_kind_of_space_may_group_digits_and_precede_the_unit(space: str) -> None:
    parsed = amount(f"{space}1{space}250{space}000{space}kr{space}")
    assert parsed == Belopp(1_250_000, 1, "1 250 000 kr")


@pytest.mark.parametrize("minus", ["-", "\u2212", "- ", "\u2212\u00a0"])
def test_either_minus_sign_makes_the_amount_negative(minus: str) -> None:
    assert amount(f"{minus}28 801 kr").kr == -28_801


@pytest.mark.parametrize("unit", list(KRONOR_PER_UNIT))
def test_every_unit_is_worth_its_kronor(unit: str) -> None:
    assert str(amount(f"1 {unit}").kr) == KRONOR_PER_UNIT[unit]


def test_every_unit_that_is_accepted_is_tried_here() -> None:
    assert set(UNITS) == set(KRONOR_PER_UNIT)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("", "tomt", "ta bort raden"),
        (" \u00a0", "tomt", "ta bort raden"),
        ("42 045981 kr", "inte grupperade tre och tre", "42 045 981 kr"),
        ("1 2345 kr", "inte grupperade tre och tre", "12 345 kr"),
        ("1.000 kr", "både tusental och decimal", ": 1 000 kr"),
        ("1.357.000.000 kr", "både tusental och decimal", ": 1 357 000 000 kr"),
        ("1.000,50 kr", "både tusental och decimal", ": 1 000,50 kr"),
        ("6.3 mkr", "både tusental och decimal", ": 6,3 mkr"),
        ("ca 5 mkr", "ord före talet ('ca')", ": 5 mkr. Hur det är tryckt"),
        ("ca 5 mkr", "ord före talet ('ca')", "angivet: ca 5 mkr"),
        ("+5 mkr", "före talet ('+')", ": 5 mkr"),
        ("6,3", "ingen enhet", "6,3 mkr"),
        ("12", "ingen enhet", "12 kr, 12 tkr eller 12 mkr"),
        ("6 500", "ingen enhet", "6 500 tkr"),
        ("41 247 254", "ingen enhet", "Skriv 41 247 254 kr."),
        ("700 tkr vardera", "för varje styck", "styckpris:\n  belopp: 700 tkr\n  per: …"),
        ("400 kr per besök", "för varje styck", "belopp: 400 kr\n"),
        ("400 kr varav", "enheten 'kr varav'", ""),
        ("x kronor", "ingen siffra", "ta bort raden"),
        ("kr", "ingen siffra", "6,3 mkr"),
        ("½ mkr", "ingen siffra", "6,3 mkr"),
        ("5 mkr 3 mkr", "flera tal", "ett enda belopp"),
        ("5-6 mkr", "flera tal", "ett enda belopp"),
        ("1,000,000 kr", "flera tal", "ett enda belopp"),
        ("6, 3 mkr", "flera tal", "ett enda belopp"),
        ("5 euro", "enheten 'euro'", "mkr"),
        ("5 mjr", "enheten 'mjr'", "Menades mkr?"),
        ("5 kronr", "enheten 'kronr'", "Menades kronor?"),
        ("24 mkr kr", "enheten 'mkr kr'", "Menades mkr?"),
        ("05 mkr", "börjar med en nolla", "Ta bort nollan"),
        ("0 500 kr", "börjar med en nolla", "Ta bort nollan"),
        ("1,5 kr", "inte ett helt antal kronor", "utan ören"),
        ("1,50 kr", "inte ett helt antal kronor", "utan ören"),
        ("1,0 kr", "inte ett helt antal kronor", "utan ören"),
        ("0,0005 tkr", "inte ett helt antal kronor", "utan ören"),
        ("1 000 000 000 000 000 kr", "orimligt stort", "antalet siffror"),
        ("1000000 mdkr", "orimligt stort", "enheten"),
        ("9" * 5000 + " kr", "orimligt stort", "antalet siffror"),
        ("1," + "0" * 5000 + " kr", "orimligt stort", "antalet siffror"),
        ("--5 mkr", "går inte att läsa", "6,3 mkr"),
        ("5 mkr*", "går inte att läsa", "41 247 254 kr"),
        ("5 %", "går inte att läsa", "41 247 254 kr"),
    ],
    ids=lambda value: value[:30],
)
def test_what_is_not_one_unambiguous_amount_is_refused_with_what_to_write(
    text: str, message: str, hint: str
) -> None:
    refused = refusal(text)
    assert message in refused.message
    assert hint in "\n".join([refused.hint, *(entry.text for entry in refused.paste.entries)])


def test_the_largest_amount_still_holds_exactly_in_a_spreadsheet() -> None:
    assert amount(f"{MAX_KR - 1} kr").kr == 999_999_999_999_999


@pytest.mark.parametrize(
    "text",
    ["ord " * 1000 + "5 mkr", "5 " + "x" * 4000, "7" * 4000, "0" * 4000 + " kr", "1 1" * 2000],
    ids=["words before", "unit", "no unit", "zeros", "groups"],
)
def test_a_refusal_of_a_long_text_is_still_short(text: str) -> None:
    assert len(refusal(text).message) < 250
    assert len(refusal(text).hint) < 250


@STEADY
@given(st.text())
def test_no_text_makes_the_parser_raise(text: str) -> None:
    parsed = parse_belopp(text)
    assert isinstance(parsed, Belopp) or (parsed.message and parsed.hint)


@STEADY
@given(st.text(alphabet="0123456789 ,.-\u2212\u00a0mkdnrtilojeca%/", max_size=25))
def test_no_text_like_an_amount_makes_the_parser_raise(text: str) -> None:
    parsed = parse_belopp(text)
    if isinstance(parsed, Belopp):
        assert abs(parsed.kr) < MAX_KR
        assert parsed.precision >= 1
    else:
        assert parsed.message
        assert parsed.hint


@st.composite
def written_amounts(draw: st.DrawFn) -> tuple[str, Fraction]:
    """An amount as a document may print it, and its kronor worked out with fractions."""
    unit = draw(st.sampled_from(sorted(KRONOR_PER_UNIT)))
    factor = int(KRONOR_PER_UNIT[unit])
    decimals = draw(st.integers(0, len(str(factor)) - 1))
    whole = draw(st.integers(0, (10**15 - 1) // factor - 1))
    part = draw(st.integers(0, 10**decimals - 1)) if decimals else 0
    space = draw(st.sampled_from(SPACES))
    grouped = f"{whole:,}".replace(",", space) if draw(st.booleans()) else str(whole)
    after = f",{part:0{decimals}d}" if decimals else ""
    minus = draw(st.sampled_from(["", "-", "\u2212", "\u2212 "]))
    written_unit = draw(st.sampled_from([unit, unit.upper(), unit.replace(" ", space)]))
    between = draw(st.sampled_from(["", space]))
    value = (whole + Fraction(part, 10**decimals)) * factor
    return f"{minus}{grouped}{after}{between}{written_unit}", -value if minus else value


@STEADY
@given(written_amounts())
def test_any_written_amount_is_read_as_its_exact_kronor(written: tuple[str, Fraction]) -> None:
    text, value = written
    assert Fraction(amount(text).kr) == value


@STEADY
@given(written_amounts())
def test_the_stated_amount_is_a_whole_number_of_its_precision(
    written: tuple[str, Fraction],
) -> None:
    parsed = amount(written[0])
    assert parsed.kr % parsed.precision == 0


@STEADY
@given(written_amounts())
def test_an_amount_read_from_what_it_was_read_as_is_the_same(
    written: tuple[str, Fraction],
) -> None:
    parsed = amount(written[0])
    assert amount(parsed.angivet) == parsed


# The bounds of what is read and shown: found by changing the program, see tests/mutants.py.


def test_eighty_characters_are_read_and_no_more() -> None:
    assert "ingen siffra" in refusal("x" * MAX_LENGTH).message
    assert "för långt" in refusal("x" * (MAX_LENGTH + 1)).message
    assert MAX_LENGTH == 80


def test_a_long_text_of_mostly_digits_is_too_large_and_else_too_long() -> None:
    assert "orimligt stort" in refusal("1" * 41 + "a" * 40).message
    assert "för långt" in refusal("1" * 40 + "a" * 41).message
    assert refusal("1" * 81).message.count("1") == 40
    assert refusal("x" * 81).message.count("x") == 57


def test_seven_digits_without_a_unit_are_kronor_and_six_may_be_anything() -> None:
    assert refusal("1234567").hint == "Skriv 1234567 kr."
    assert "123456 tkr" in refusal("123456").hint
    assert refusal("1 234 567").hint == "Skriv 1 234 567 kr."


def test_sixty_characters_are_shown_whole() -> None:
    assert refusal("x" * 60).message.count("x") == 60
    assert refusal("x" * 61).message.count("x") == 57


def test_only_numbers_of_some_length_are_grouped_anew() -> None:
    hint = refusal("12 34" + "0" * 26 + " kr").hint
    assert "123 400 000 000" in hint
    assert "1234000" in refusal("12 34" + "0" * 27 + " kr").hint
