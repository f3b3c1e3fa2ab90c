from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from generator.data.belopp import Belopp, parse_belopp
from generator.words.swedish import (
    MINUS,
    NBSP,
    capitalised,
    count,
    day,
    days,
    headword,
    in_running_text,
    kronor,
    listing,
    number,
    number_word,
    percent,
    percentages,
    short_kronor,
    shortened,
    signed_kronor,
    sort_key,
    unbroken,
    writing,
)
from tests.smallest import STEADY


def test_the_signs_are_a_no_break_space_and_a_true_minus() -> None:
    assert (NBSP, MINUS) == ("\u00a0", "\u2212")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (999, "999"),
        (1_000, "1 000"),
        (41_247_254, "41 247 254"),
        (-28_801, "−28 801"),
        (-5, "−5"),
    ],
)
def test_numbers_are_grouped_by_no_break_spaces_with_a_true_minus(value: int, written: str) -> None:
    assert number(value) == written.replace(" ", "\u00a0")
    assert kronor(value) == written.replace(" ", "\u00a0") + "\u00a0kr"


@pytest.mark.parametrize(
    ("value", "written"), [(710_000, "+710 000 kr"), (-28_801, "−28 801 kr"), (0, "0 kr")]
)
def test_a_difference_shows_its_sign(value: int, written: str) -> None:
    assert signed_kronor(value) == written.replace(" ", "\u00a0")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0 kr"),
        (999_999, "999 999 kr"),
        (1_000_000, "1 mnkr"),
        (1_000_001, "1,0 mnkr"),
        (1_049_999, "1,0 mnkr"),
        (1_050_000, "1,1 mnkr"),
        (2_600_000, "2,6 mnkr"),
        (24_000_000, "24 mnkr"),
        (75_422_690, "75,4 mnkr"),
        (-3_250_000, "−3,3 mnkr"),
        (999_949_999, "999,9 mnkr"),
        (999_950_000, "1,0 mdkr"),
        (1_000_000_000, "1 mdkr"),
        (6_394_500_000, "6,4 mdkr"),
        (1_234_560_000_000, "1 234,6 mdkr"),
    ],
)
def test_a_large_amount_is_told_with_one_decimal(value: int, written: str) -> None:
    assert short_kronor(value) == written.replace(" ", "\u00a0")


@STEADY
@given(st.integers(-(10**15), 10**15))
def test_a_large_amount_is_rounded_once_to_the_nearest(value: int) -> None:
    """What is read back is no further away than half of the last digit, and is told the same."""
    digits, unit = short_kronor(value).replace("\u2212", "-").rsplit("\u00a0", 1)
    in_kr = {"kr": 1, "mnkr": 10**6, "mdkr": 10**9}[unit]
    told = Decimal(digits.replace("\u00a0", "").replace(",", ".")) * in_kr
    assert told == shortened(value)
    assert abs(told - value) <= (Decimal(in_kr) / 20 if unit != "kr" else 0)
    assert shortened(shortened(value)) == shortened(value)


@pytest.mark.parametrize(
    ("amounts", "parts", "is_short"),
    [
        ((75_422_690, 41_247_254), (), True),
        ((2_600_000, 3_310_000), (), True),
        ((2_640_000, 2_560_000), (), False),  # both would read 2,6
        ((2_600_000, 2_600_000), (), True),
        ((), (24_000_000, 17_247_254), True),
        ((), (1_050_000, 4_950_000), False),  # 1,1 and 5,0 are not 6
        ((), (41_210_000, 4_000), False),  # the part would read as the whole
        ((6_299_930,), (31_487_054,), True),
        ((), (6_343_000_000, 51_500_000), True),  # 6,3 mdkr and 51,5 mnkr of 6,4 mdkr
        ((), (), True),
    ],
)
def test_amounts_told_together_are_short_only_if_that_is_true(
    amounts: tuple[int, ...], parts: tuple[int, ...], is_short: bool
) -> None:
    assert writing(*amounts, parts=parts) is (short_kronor if is_short else kronor)


@STEADY
@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_kronor_written_for_readers_are_read_back_as_the_same_amount(value: int) -> None:
    parsed = parse_belopp(kronor(value))
    assert isinstance(parsed, Belopp)
    assert parsed.kr == value


@STEADY
@given(st.integers(-(10**18), 10**18))
def test_a_number_is_grouped_as_babel_groups_it(value: int) -> None:
    assert number(value).replace(MINUS, "-") == format_decimal(value, format="#,##0", locale="sv")


@STEADY
@given(st.integers(-(10**18), 10**18))
def test_no_number_has_ordinary_spaces_points_or_hyphens(value: int) -> None:
    assert not set(number(value)) - set("0123456789\u00a0\u2212")


@pytest.mark.parametrize(
    "text",
    [  # with _ where no line may break
        "2019 2020",
        "3_310_000_kr",
        "12_% av 3_000_000–5_000_000_kr",
        "den 1_juli 2024",
        "1_100 invånare och 550 till",
        "2019 100_000_kr",
        "RS/26/2020, SOU 2021:44",
        "2 kap. 6_§ lagen och §_40",
        "12,6_miljoner, 3.5_% och 1_234,56_kr",
        "avsnitt 3.1.1 200_kr",
        "A4 200 ark",
        "0980-31 92 00 eller 070-174 06 05",
        "5_maj 300_000_kr",
        "100 000 12 personer",
        "24_mkr kr",
        "12 krämer",
        "4 analyser per år",
        "",
    ],
)
def test_a_number_keeps_to_one_line_with_its_unit(text: str) -> None:
    assert unbroken(text.replace("_", " ")) == text.replace("_", "\u00a0")


@STEADY
@given(st.text("0123 45678,.kr%§åma"))
def test_nothing_but_the_width_of_spaces_changes(text: str) -> None:
    assert unbroken(text).replace("\u00a0", " ") == text
    assert unbroken(unbroken(text)) == unbroken(text)


@pytest.mark.parametrize(
    ("term", "heads"),
    [("avslag", "Avslag"), ("mnkr", "mnkr"), ("VFU", "VFU"), ("ändamål", "Ändamål")],
)
def test_a_term_heads_its_entry_with_a_capital_unless_it_is_a_unit(term: str, heads: str) -> None:
    assert headword(term) == heads


def test_a_day_is_written_out_in_swedish() -> None:
    assert day(date(2023, 3, 28)) == "28 mars 2023"
    assert day(date(2024, 5, 1)) == "1 maj 2024"


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (date(2023, 3, 28), date(2023, 3, 29), "28–29 mars 2023"),
        (date(2023, 3, 28), date(2023, 3, 28), "28 mars 2023"),
        (date(2023, 3, 31), date(2023, 4, 1), "31 mars 2023 – 1 april 2023"),
        (date(2022, 3, 28), date(2023, 3, 28), "28 mars 2022 – 28 mars 2023"),
    ],
)
def test_the_days_of_a_meeting_are_written_as_briefly_as_is_clear(
    first: date, last: date, written: str
) -> None:
    assert days(first, last) == written


@pytest.mark.parametrize(
    ("words", "written"),
    [([], ""), (["a"], "a"), (["a", "b"], "a och b"), (["a", "b", "c"], "a, b och c")],
)
def test_a_list_of_words_ends_with_och(words: list[str], written: str) -> None:
    assert listing(words) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (-1, "−1"),
        (0, "noll"),
        (1, "en"),
        (2, "två"),
        (12, "tolv"),
        (13, "13"),
        (1_000, "1\u00a0000"),
    ],
)
def test_small_numbers_are_words_and_large_ones_digits(value: int, written: str) -> None:
    assert number_word(value) == written


def test_one_of_a_neuter_noun_is_ett() -> None:
    assert number_word(1, of_neuter=True) == "ett"
    assert number_word(2, of_neuter=True) == "två"


def test_a_counted_noun_is_singular_for_one_only() -> None:
    assert count(1, "beslut", "beslut", of_neuter=True) == "ett beslut"
    assert count(1, "insats", "insatser") == "en insats"
    assert count(0, "insats", "insatser") == "noll insatser"
    assert count(28, "insats", "insatser") == "28 insatser"


def test_only_the_first_letter_is_made_upper_case() -> None:
    assert capitalised("ökad vård i Åre") == "Ökad vård i Åre"
    assert capitalised("") == ""


def test_the_alphabet_ends_with_å_ä_ö() -> None:
    words = ["Östersund", "Zebra", "Ärende", "Åre", "Arvika", "zon", "ål", "ö", "Ägg", "xylofon"]
    assert sorted(words, key=sort_key) == [
        "Arvika",
        "xylofon",
        "Zebra",
        "zon",
        "ål",
        "Åre",
        "Ägg",
        "Ärende",
        "ö",
        "Östersund",
    ]


def test_other_accents_stand_beside_their_letter_and_the_neighbours_letters_with_ours() -> None:
    words = ["f", "é", "e", "ex", "ø", "æ", "å", "z"]
    assert sorted(words, key=sort_key) == ["e", "é", "ex", "f", "z", "å", "æ", "ø"]


def test_decomposed_letters_are_ordered_as_composed_ones() -> None:
    assert sort_key("A\u030are") == sort_key("Åre")


@STEADY
@given(st.lists(st.text(alphabet="abcxyzåäöÅÄÖ ")))
def test_any_words_are_ordered_as_their_letters_are_in_the_swedish_alphabet(
    words: list[str],
) -> None:
    alphabet = " abcdefghijklmnopqrstuvwxyzåäö"
    ordered = sorted(words, key=sort_key)
    places = [[alphabet.index(char) for char in word.casefold()] for word in ordered]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("part", "whole", "decimals", "written"),
    [
        (24_000_000, 41_247_254, 0, "58 %"),
        (75_422_690, 5_043_000_000, 1, "1,5 %"),
        (12_600_000, 980_000_000, 1, "1,3 %"),
        (1, 2, 1, "50,0 %"),
        (1, 8, 0, "13 %"),
        (0, 7, 1, "0,0 %"),
        (7, 7, 0, "100 %"),
        (1, 100_000, 1, "under 0,1 %"),
        (1, 1_000, 0, "under 1 %"),
        (99_999, 100_000, 1, "över 99,9 %"),
        (99_999, 100_000, 0, "över 99 %"),
        (14, 10, 0, "140 %"),
    ],
    ids=str,
)
def test_a_share_is_rounded_but_never_to_nothing_or_to_all(
    part: int, whole: int, decimals: int, written: str
) -> None:
    assert percent(part, whole, decimals) == written.replace(" %", "\u00a0%")


@STEADY
@given(st.lists(st.integers(0, 10**15), min_size=1, max_size=6).filter(any))
def test_the_percentages_of_an_amount_add_to_a_hundred(parts: list[int]) -> None:
    made = percentages(parts)
    assert [one for one, part in zip(made, parts, strict=True) if not part and one[0] != "0"] == []
    plain = [int("".join(filter(str.isdigit, one))) for one in made]
    exact = not any(one.startswith(("under", "över")) for one in made)
    assert not exact or sum(plain) == 100
    for whole_percent, part in zip(plain, parts, strict=True):
        assert abs(whole_percent - part * 100 / sum(parts)) <= 1


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Regionstyrelsen", "regionstyrelsen"),
        ("Regionstyrelsens arbetsutskott", "regionstyrelsens arbetsutskott"),
        ("Hälso- och sjukvårdsnämnden", "hälso- och sjukvårdsnämnden"),
        ("Nämnden för Å & Ä", "nämnden för Å & Ä"),
        ("Nära vård", "nära vård"),
        ("E-hälsa", "e-hälsa"),
        ("Öppet", "öppet"),
        ("Pott A", "pott A"),
        ("", ""),
        # A capital that is the word's own stays.
        ("HSN", "HSN"),
        ("IT", "IT"),
        ("SKR:s styrelse", "SKR:s styrelse"),
        ("AT-läkare", "AT-läkare"),
        ("ÅHS", "ÅHS"),
        ("A", "A"),
        ("McKinsey", "McKinsey"),
        ("Region Exempel", "Region Exempel"),
        ("Östersunds kommun", "Östersunds kommun"),
    ],
)
def test_a_name_inside_a_sentence_keeps_the_capital_that_is_its_own(name: str, inside: str) -> None:
    assert in_running_text(name) == inside
