from __future__ import annotations

from itertools import cycle

import pytest

from generator.data.registers import Befolkning
from generator.pages import mottagare
from generator.pages.page import Plan
from generator.publishing import series
from generator.publishing.publication import Publication
from generator.publishing.series import Aret, Post
from generator.words.ordval import REGIONENS
from tests.publishing.registers import OMRADE_IDS, SATSNING_IDS, Data, published

PEOPLE = (Befolkning.model_validate({"ar": "2022", "antal": "3", "kalla": "Ett register."}),)


def decided(*of_years: tuple[int, str | None, str]) -> Publication:
    """What has given one of two recipients an amount, or nothing if that is empty, each year."""
    decisions: dict[str, Data] = {
        f"{ar}/{satsning}": {
            "titel": "Titel",
            "satsning": satsning,
            "omrade": OMRADE_IDS[0],
            "sammanfattning": "Om det.",
            "status": status,
            "handlingar": [{"id": "h", "titel": "Handling", "typ": "beslut"}],
            "insatser": [
                *([] if belopp == "" else [{"namn": "A", "mottagare": "ena"} | stated(belopp)]),
                {"namn": "B", "mottagare": "andra", "belopp": "1000 kr"},
            ],
        }
        for satsning, (ar, belopp, status) in zip(cycle(SATSNING_IDS), of_years, strict=False)
    }
    return published(decisions)


def stated(belopp: str | None) -> Data:
    return {"belopp": belopp} if belopp else {}


def years(*of_years: tuple[int, str | None, str]) -> list[Aret]:
    """The years of that recipient."""
    publication = decided(*of_years)
    rows = publication.recipient_year_rows["ena"]
    return series.years_of(rows, publication.granted_in_year, PEOPLE)


def post(*of_years: tuple[int, str | None, str]) -> Post:
    """What was decided or proposed last."""
    return years(*of_years)[0].poster[0]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (("1000 kr", "beslutad"), ("1250 kr", "beslutad"), "250 kr (25 %) mer än 2021."),
        (("1000 kr", "forslag"), ("1 kr", "forslag"), "999 kr (över 99 %) mindre än 2021."),
        (("1000 kr", "beslutad"), ("3000 kr", "beslutad"), "2 000 kr (200 %) mer än 2021."),
        (("0 kr", "beslutad"), ("5 kr", "beslutad"), "5 kr mer än 2021."),
        (("7 kr", "beslutad"), ("7 kr", "beslutad"), "Lika mycket som 2021."),
        (
            ("7 kr", "forslag"),
            ("7 kr", "beslutad"),
            "Kan inte jämföras, eftersom pengarna 2021 är föreslagna.",
        ),
        (
            ("högst 7 kr", "beslutad"),
            ("7 kr", "beslutad"),
            "Kan inte jämföras, eftersom beloppet är ett tak 2021.",
        ),
        (
            ("7 kr", "beslutad"),
            ("cirka 7 kr", "beslutad"),
            "Kan inte jämföras, eftersom beloppet är ungefärligt 2022.",
        ),
        (
            ("5–7 kr", "beslutad"),
            ("7 kr", "beslutad"),
            "Kan inte jämföras, eftersom beloppet är ett intervall 2021.",
        ),
        (
            (None, "beslutad"),
            ("7 kr", "beslutad"),
            "Kan inte jämföras, eftersom inget belopp anges 2021.",
        ),
    ],
)
def test_a_year_is_set_against_the_one_before_or_it_says_why_not(
    before: tuple[str | None, str], now: tuple[str | None, str], said: str
) -> None:
    assert plain(post((2021, *before), (2022, *now)).andring) == said


def test_what_one_of_several_insatser_lacks_makes_its_year_incomparable() -> None:
    of_both = post((2021, "7 kr", "beslutad"), (2021, None, "beslutad"), (2022, "9 kr", "beslutad"))
    assert of_both.andring == "Kan inte jämföras, eftersom alla belopp inte anges 2021."


def test_a_gap_is_shown_and_not_compared_across() -> None:
    newest, gap, first = years((2020, "7 kr", "beslutad"), (2022, "9 kr", "beslutad"))
    assert [newest.ar, gap.ar, first.ar] == [2022, 2021, 2020]
    assert newest.poster[0].andring == "Inget att jämföra med 2021."
    assert (gap.poster, gap.intet) == ([], "Inga uppgifter om 2021.")
    assert first.poster[0].andring == ""


def test_a_share_is_of_what_is_exact_and_of_the_same_status() -> None:
    own = post((2022, "3000 kr", "beslutad"), (2022, "9 kr", "forslag"))
    assert plain(own.om_andelen) == "75 % av 4 000 kr"
    assert plain(series.about_year(own, REGIONENS.mottagare)) == (
        "Beloppet är 75 % av de 4 000 kr som är beslutade till namngivna mottagare för 2022."
    )
    capped = post((2022, "högst 3000 kr", "beslutad"))
    assert capped.om_andelen == "Kan inte räknas: alla belopp för året är inte exakta."
    assert series.about_year(capped, REGIONENS.mottagare) == ""
    assert post((2022, None, "beslutad")).om_andelen == ""


def test_kronor_per_inhabitant_are_said_where_they_are_known() -> None:
    own = post((2022, "100 kr", "beslutad"))
    assert plain(own.per_invanare) == "33,33 kr"
    assert own.invanare == "3 invånare 2022. Ett register."
    assert plain(post((2022, "cirka 100 kr", "beslutad")).per_invanare) == "cirka 33,33 kr"
    assert post((2022, "1–2 kr", "beslutad")).per_invanare == ""
    assert post((2021, "100 kr", "beslutad")).per_invanare == ""


def test_a_page_is_made_of_what_its_shares_are_of() -> None:
    def made_of(other: str) -> Plan:
        publication = decided((2022, "7 kr", "beslutad"), (2022, other, "beslutad"))
        plans = {plan.address: plan for plan in mottagare.mottagare(publication)}
        return plans["mottagare/ena/"]

    first, same, more = made_of("1 kr"), made_of("1 kr"), made_of("2 kr")
    assert first.totals == same.totals != more.totals
