from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.words.compounds import parts_of
from generator.words.search_terms import STOP_WORDS, asked, stem
from tests.smallest import STEADY

KNOWN = {
    *(
        "ambulans",
        "sjukvård",
        "vård",
        "staten",
        "bidrag",
        "patient",
        "läkare",
        "utbildning",
    ),
    *("insats", "insatser", "området", "utveckling", "kommun", "samverkan", "hälsa", "plan"),
}


@pytest.mark.parametrize(
    ("word", "part"),
    [
        ("statsbidrag", "bidrag"),
        ("statsbidragen", "bidraget"),
        ("statsbidrag", "staten"),
        ("ambulanssjukvården", "ambulanser"),
        ("ambulanssjukvården", "vård"),
        ("läkarutbildning", "läkare"),
        ("hälsovård", "hälsan"),
        ("vårdinsatserna", "insats"),
        ("utvecklingsområde", "område"),
        ("kommunsamverkan", "kommuner"),
        ("vårdplanen", "planer"),
    ],
)
def test_a_compound_is_found_by_its_parts_in_any_form(word: str, part: str) -> None:
    assert asked(part)[0] in parts_of({*KNOWN, word}, ["sjuk"])[word]


@pytest.mark.parametrize(
    "word", ["vården", "insatserna", "kommunerna", "planering", "vårdade", "bidrag", "vårdens"]
)
def test_an_ending_is_no_part(word: str) -> None:
    assert word not in parts_of({*KNOWN, word, "erna", "ering", "ade", "ens"})


def test_a_word_is_not_divided_where_a_part_is_unknown_or_says_nothing() -> None:
    words = {"förslag", "överplan", "vårdxyz", "slag", "lag", "plan"}
    assert parts_of({*KNOWN, *words}) == {}


def test_a_short_part_is_one_only_where_the_list_says_so() -> None:
    words = {*KNOWN, "vårdtid", "tid", "delplan", "del"}
    assert parts_of(words).keys() == set()
    assert parts_of(words, ["tid", "del"]) == {
        "vårdtid": ("vård", "tid"),
        "delplan": ("del", "plan"),
    }


def test_a_part_of_the_list_need_not_stand_anywhere() -> None:
    assert parts_of({"patientkontrakt", "patient"}, ["kontrakt"]).keys() == {"patientkontrakt"}


def test_a_word_of_the_list_is_divided_in_none_of_its_forms() -> None:
    words = {*KNOWN, "vårdplan", "vårdplanen"}
    assert parts_of(words).keys() == {"vårdplan", "vårdplanen"}
    assert parts_of(words, undivided=["vårdplan"]) == {}


def test_nothing_is_divided_where_nothing_is_known() -> None:
    assert parts_of(()) == {}


@given(st.sets(st.text("adelnorstvå", min_size=1, max_size=12), max_size=40))
@STEADY
def test_every_part_is_of_a_word_that_is_known(words: set[str]) -> None:
    stems = {stem(word) for word in words}
    for word, parts in parts_of(words).items():
        tails = {stem(word[at:]) for at in range(len(word))}
        assert len(parts) >= 1
        assert set(parts) <= stems | tails
        assert parts[0] in stems
        assert STOP_WORDS.isdisjoint(parts)
