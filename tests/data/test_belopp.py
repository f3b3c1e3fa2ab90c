from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.data.belopp import (
    MAX_KR,
    MAX_LENGTH,
    UNITS,
    Belopp,
    BeloppFel,
    Intervall,
    parse_belopp,
)
from generator.data.derived import BeloppTyp
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
        ("minst 5 mkr", "ord före talet ('minst')", ": 5 mkr.\n"),
        ("minst 5 mkr", "ord före talet ('minst')", "5 mkr.\nminst 5 mkr"),
        ("högst, 5 mkr", "ord före talet (',')", ": högst 5 mkr."),
        ("–5 mkr", "tankstreck", "Skriv -5 mkr."),
        ("5 mkr som mest", "enheten 'mkr som mest'", "före talet: som mest 5 mkr"),
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
        ("5 mkr-3", "det högre beloppet i '5 mkr-3' har ingen enhet", "på båda"),
        ("3 och 5 mkr", "flera tal", "ett intervall: 3–5 mkr"),
        ("-3–5 mkr", "flera tal", "ett enda belopp"),
        ("högst 3–5 mkr", "flera tal", "ett enda belopp"),
        ("5–3 mkr", "inte från lägre till högre", "Skriv det lägre beloppet först"),
        ("3–3 mkr", "inte från lägre till högre", "Skriv det lägre beloppet först"),
        ("500–2 mkr", "inte från lägre till högre", "500 tkr–2 mkr"),
        ("500–800 000 kr", "oklart hur stort det lägre", "500 tkr–800 000 kr"),
        ("3–5", "ingen enhet", "3–5 mkr"),
        ("3–5 mjr", "enheten 'mjr'", "Menades mkr?"),
        ("1,000,000 kr", "flera tal", "ett enda belopp"),
        ("6, 3 mkr", "flera tal", "ett enda belopp"),
        ("544 99 160", "inte grupperade tre och tre", "Är det 54 499 160?"),
        ("1 0 0 0", "inte grupperade tre och tre", "Är det 1 000?"),
        ("ca 1 0 0 0 kr", "inte grupperade tre och tre", "Är det ca 1 000 kr?"),
        ("5 MSEK", "enheten 'msek'", "Skriv mkr"),
        ("SEK 1 200", "enheten före talet", "Skriv 1 200 kr"),
        ("mkr 5,5", "enheten före talet", "Skriv 5,5 mkr"),
        ("1.200.000:-", "ingen enhet", "Skriv 1 200 000 kr"),
        ("en halv miljon", "ingen siffra", "6,3 mkr"),
        ("1 200:-", "ingen enhet", "Skriv 1 200 kr"),
        ("5 mjr", "enheten 'mjr'", "Menades mkr?"),
        ("5 kronr", "enheten 'kronr'", "Menades kronor?"),
        ("24 mkr kr", "enheten 'mkr kr'", "Menades mkr?"),
        ("05 mkr", "börjar med en nolla", "Ta bort nollan"),
        ("0 500 kr", "börjar med en nolla", "Ta bort nollan"),
        (
            "1,5 kr",
            "inte ett helt antal kronor",
            "räknar med.\n1,5 kr",
        ),
        (
            "1,50 kr",
            "inte ett helt antal kronor",
            "räknar med.\n1,50 kr",
        ),
        (
            "1,0 kr",
            "inte ett helt antal kronor",
            "räknar med.\n1,0 kr",
        ),
        ("0,0005 tkr", "inte ett helt antal kronor", "utan ören"),
        ("1 000 000 000 000 000 kr", "orimligt stort", "antalet siffror"),
        ("1000000 mdkr", "orimligt stort", "enheten"),
        ("9" * 5000 + " kr", "orimligt stort", "antalet siffror"),
        ("1," + "0" * 5000 + " kr", "orimligt stort", "antalet siffror"),
        ("--5 mkr", "går inte att läsa", "6,3 mkr"),
        ("5 mkr*", "går inte att läsa", "41 247 254 kr"),
        ("50 öre", "inte ett helt antal kronor", "räknar med.\n50 öre"),
        ("1 200 kr 50 öre", "inte ett helt antal kronor", "utan ören"),
    ],
    ids=lambda value: value[:30],
)
def test_what_is_not_one_unambiguous_amount_is_refused_with_what_to_write(
    text: str, message: str, hint: str
) -> None:
    refused = refusal(text)
    assert message in refused.message
    assert hint in "\n".join(
        [refused.hint, refused.printed, *(entry.text for entry in refused.paste.entries)]
    )


@pytest.mark.parametrize(
    "text",
    ["5 %", "5%", "12 procent", "en tredjedel", "två femtedelar", "hälften", "1/3", "1/3 mkr"],
)
def test_a_share_is_no_amount(text: str) -> None:
    refused = refusal(text)
    assert refused.message == f"{text!r} är en andel, inte ett belopp"
    assert refused.hint.endswith(f"skriv andelen i en anmärkning: {text}")


@pytest.mark.parametrize(
    "text",
    [
        "1 200 €",
        "€ 1 200",
        "€1200",
        "1.200,50 €",
        "5 euro",
        "EUR 5",
        "5EUR",
        "5 MEUR",
        "$5",
        "5 US$",
        "5 USD",
        "5 dollar",
        "£5",
        "5 pund",
        "5 NOK",
        "5 DKK",
        "5 norska kronor",
        "5 CHF",
        "¥5",
        "ca 5 €",
        "3–5 €",
    ],
)
def test_only_kronor_are_counted_and_no_hint_leads_back_to_the_same(text: str) -> None:
    refused = refusal(text)
    assert refused.message.startswith(f"{text!r} är inte i svenska kronor")
    assert "Skriv beloppet i kronor, om handlingen anger det." in refused.hint
    assert "Är det" not in refused.hint


@pytest.mark.parametrize(
    "word",
    [
        "högst",
        "Högst",
        "som högst",
        "upp till",
        "maximalt",
        "max",
        "max.",
        "som mest",
        "som max",
        "högst",
    ],
)
def test_a_word_makes_a_cap_and_is_kept(word: str) -> None:
    cap = amount(f"{word} 5\u00a0mkr")
    assert (cap.kr, cap.precision, cap.typ) == (5_000_000, 1_000_000, BeloppTyp.HOGST)
    assert cap.angivet.endswith("5 mkr")
    assert cap.angivet != "5 mkr"


@pytest.mark.parametrize(
    "word",
    [
        "cirka",
        "Cirka",
        "circa",
        "ca",
        "ca.",
        "c:a",
        "ungefär",
        "drygt",
        "knappt",
        "omkring",
        "runt",
    ],
)
def test_a_word_makes_an_approximate_amount_and_is_kept(word: str) -> None:
    assert amount(f"{word} 3 mkr") == Belopp(3_000_000, 1_000_000, f"{word} 3 mkr", BeloppTyp.CIRKA)


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("cirka 3 mkr", 1_000_000),
        ("cirka 3 000 000 kr", 1_000_000),
        ("cirka 3 000 tkr", 1_000_000),
        ("cirka 1 600 tkr", 100_000),
        ("cirka 3,0 mkr", 100_000),
        ("cirka 1 234 567 kr", 1),
        ("cirka 0 kr", 1),
        ("högst 3 000 000 kr", 1),
        ("högst cirka 3 000 000 kr", 1_000_000),
    ],
)
def test_noughts_at_the_end_of_an_approximate_amount_say_nothing(text: str, precision: int) -> None:
    assert amount(text).precision == precision


def test_a_cap_that_is_approximate_is_a_cap() -> None:
    assert amount("högst ca 5 mkr").typ is BeloppTyp.HOGST


@pytest.mark.parametrize(
    ("text", "low", "high", "precision"),
    [
        ("3–5 mkr", 3_000_000, 5_000_000, 1_000_000),
        ("3-5 mkr", 3_000_000, 5_000_000, 1_000_000),
        ("3 \u2212 5 mkr", 3_000_000, 5_000_000, 1_000_000),
        ("3 mkr–5 mkr", 3_000_000, 5_000_000, 1_000_000),
        ("mellan 3 och 5 mkr", 3_000_000, 5_000_000, 1_000_000),
        ("Mellan 3 mkr och 5 mkr", 3_000_000, 5_000_000, 1_000_000),
        ("mellan 3–5 mkr", 3_000_000, 5_000_000, 1_000_000),
        ("3 till 5 mkr", 3_000_000, 5_000_000, 1_000_000),
        ("3 á 5 mkr", 3_000_000, 5_000_000, 1_000_000),
        ("från 3 till 5 mkr", 3_000_000, 5_000_000, 1_000_000),
        ("3 mkr till 5 mkr", 3_000_000, 5_000_000, 1_000_000),
        ("ca 3–5 mkr", 3_000_000, 5_000_000, 1_000_000),
        ("500 tkr–2 mkr", 500_000, 2_000_000, 1_000_000),
        ("100\u00a0000–200\u202f000 kr", 100_000, 200_000, 1),
        ("2,25–3,5 mkr", 2_250_000, 3_500_000, 100_000),
        ("0–5 tkr", 0, 5_000, 1_000),
    ],
)
def test_a_range_has_two_ends(text: str, low: int, high: int, precision: int) -> None:
    parsed = parse_belopp(text)
    assert isinstance(parsed, Intervall), parsed
    assert (parsed.min_kr, parsed.max_kr, parsed.precision) == (low, high, precision)
    assert parsed.typ is BeloppTyp.INTERVALL


@pytest.mark.parametrize(("kr", "distance"), [(2, -1), (3, 0), (4, 0), (5, 0), (7, 2)])
def test_an_amount_is_so_far_outside_a_range(kr: int, distance: int) -> None:
    assert Intervall(3, 5, 1, "3–5 kr").distance(kr) == distance


def test_a_plus_is_read_and_dropped_and_a_minus_is_kept_as_one_sign() -> None:
    more, less = amount("+ 2 mkr"), amount("- 2 mkr")
    assert (more.kr, more.angivet, more.plus) == (2_000_000, "2 mkr", True)
    assert (less.kr, less.angivet, less.plus) == (-2_000_000, "\u22122 mkr", False)
    assert amount("ca -2 mkr").angivet == "ca \u22122 mkr"


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
    assert not isinstance(parsed, BeloppFel) or (parsed.message and parsed.hint)


@STEADY
@given(st.text(alphabet="0123456789 ,.-\u2212\u00a0mkdnrtilojeca%/", max_size=25))
def test_no_text_like_an_amount_makes_the_parser_raise(text: str) -> None:
    parsed = parse_belopp(text)
    match parsed:
        case Belopp():
            assert abs(parsed.kr) < MAX_KR
            assert parsed.precision >= 1
        case Intervall():
            assert 0 <= parsed.min_kr < parsed.max_kr < MAX_KR
        case BeloppFel():
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
    word = draw(st.sampled_from(["", "högst ", "ca ", f"upp till{space}", "ca."]))
    written_unit = draw(st.sampled_from([unit, unit.upper(), unit.replace(" ", space)]))
    between = draw(st.sampled_from(["", space]))
    value = (whole + Fraction(part, 10**decimals)) * factor
    return f"{word}{minus}{grouped}{after}{between}{written_unit}", -value if minus else value


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
