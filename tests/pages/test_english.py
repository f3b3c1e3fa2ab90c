"""The summary in English: its words, and what it says of odd sums and of a site without decisions.

Its figures are reckoned with all others in `tests/publishing/test_honest.py`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from generator.data.belopp import Intervall
from generator.data.derived import BeloppTyp, Verdikt
from generator.data.types import Status
from generator.pages.english import in_words
from generator.publishing import addresses
from generator.publishing.downloads import FORMATS
from generator.publishing.publication import Publication
from generator.reckoning.totals import Summa
from generator.words import english
from generator.words.ordval import REGIONENS, Noun
from tests.pages.test_kinds import pages_of
from tests.publishing.registers import published

CAP, ABOUT = BeloppTyp.HOGST, BeloppTyp.CIRKA
RANGE = Intervall(1_000_000, 2_000_000, 0, "")


@pytest.mark.parametrize(
    ("kr", "typer", "intervall", "said"),
    [
        (75_422_690, (), (), "SEK 75,422,690"),
        (0, (), (), "SEK 0"),
        (-5_000, (), (), "SEK −5,000"),
        (5_000, (CAP,), (), "at most SEK 5,000"),
        (5_000, (ABOUT, CAP), (), "at most about SEK 5,000"),
        (None, (), (RANGE,), "SEK 1,000,000–2,000,000"),
        (5, (), (RANGE,) * 2, "SEK 5 and besides {0} and {0}"),
        (5, (), (RANGE,) * 4, "SEK 5 and besides 4 amounts stated as ranges"),
        (5, (), (RANGE,) * 1_200, "SEK 5 and besides 1,200 amounts stated as ranges"),
        (None, (), (), ""),
    ],
)
def test_a_sum_is_said_in_english(
    kr: int | None, typer: tuple[BeloppTyp, ...], intervall: tuple[Intervall, ...], said: str
) -> None:
    words = in_words(Summa(kr, frozenset(typer), intervall)).replace("\u00a0", " ")
    assert words == said.format("SEK 1,000,000–2,000,000")


def test_days_and_lists_are_english() -> None:
    assert english.day(date(2023, 3, 28)) == "28 March 2023"
    assert [english.listing("abc"[:number]) for number in range(4)] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_all_that_there_is_has_english_words(publication: Publication) -> None:
    assert english.TABELLER.keys() == publication.tables.keys()
    assert english.FORMAT.keys() == {form.ending for form in FORMATS}
    assert english.STATUS.keys() == set(Status)
    assert english.VERDIKT.keys() == set(Verdikt)
    assert english.BELOPP_TYP.keys() == {CAP, ABOUT}
    assert all(hasattr(addresses, word.sida) for word in english.words_of(REGIONENS) if word.sida)


def test_a_site_without_decisions_has_no_totals() -> None:
    page = pages_of(published({}))["en/index.md"]
    assert english.TEXTER["inga_ar"] in page
    assert "siffra" not in page
    assert english.TEXTER["utfall"] not in page


@pytest.mark.parametrize(("engelska", "said"), [("grant", "grant"), (None, "")])
def test_a_word_of_the_publishers_own_is_called_what_it_says(
    engelska: str | None, said: str
) -> None:
    bidrag = Noun("bidrag", "bidrag", "bidraget", "bidragen", "n", engelska)
    words = {word.ord: word.namn for word in english.words_of(replace(REGIONENS, insats=bidrag))}
    assert words["bidrag"] == said
    assert (words["område"], words["ram"]) == ("area", "framework amount")
    assert "insats" not in words
