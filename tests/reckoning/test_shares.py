"""The years of an amount, against the amount: what the check says, and what counts where."""

from __future__ import annotations

import pytest

from generator.checking.judge import judge
from generator.data.derived import Verdikt
from generator.publishing.check_sentences import about_difference
from generator.reckoning.kontroll import Kontroll
from generator.reckoning.trail import unspecified
from generator.words.swedish import NBSP
from tests.reckoning.test_life import PROPOSED, REVOKED, files_of
from tests.reckoning.test_years import CHANGE, OMRADE, PER_AR, A, insats, years_of
from tests.smallest import Files

REST = "Det som inte är fördelat på år räknas till 2023."
ALL = "Hela beloppet räknas till 2023."
BY_PARTS = "Pengarna räknas till de år som delarna är för."
SAID = {
    "all of it": (f"belopp: 10 mkr\n{PER_AR}", Verdikt.STAMMER, 0, ""),
    "a year without amount": (
        f"belopp: 10 mkr\n{years_of('6 mkr', '')}",
        Verdikt.OFULLSTANDIG,
        -4,
        f"Ett av två år saknar belopp. 4 000 000 kr är inte fördelade på dem. {REST}",
    ),
    "no year with amount": (
        f"belopp: 10 mkr\n{years_of('', '')}",
        Verdikt.OFULLSTANDIG,
        -10,
        "Båda åren saknar belopp. 10 000 000 kr är inte fördelade på dem.",
    ),
    "less": (f"belopp: 13 mkr\n{PER_AR}", Verdikt.AVVIKER, -3, REST),
    "for the year that it says": (
        f"avser_ar: 2024\nbelopp: 13 mkr\n{PER_AR}",
        Verdikt.AVVIKER,
        -3,
        REST.replace("2023", "2024"),
    ),
    "more": (f"belopp: 7 mkr\n{PER_AR}", Verdikt.AVVIKER, 3, "Skillnaden räknas av från 2023."),
    "more than its own year has": (
        f"belopp: 4 mkr\n{years_of('1 mkr', '6 mkr')}",
        Verdikt.AVVIKER,
        3,
        ALL,
    ),
    "below a cap": (
        f"belopp: högst 11 mkr\n{PER_AR}",
        Verdikt.INOM_TAKET,
        -1,
        f"Det angivna är ett tak, och beloppet ryms under det. Högst 1 000 000 kr återstår. {REST}",
    ),
    "within a range": (
        f"belopp: 9–11 mkr\n{PER_AR}",
        Verdikt.STAMMER,
        0,
        f"Handlingen anger ett intervall, och beloppet ligger inom det. {ALL}",
    ),
    "no longer counted": (f"belopp: 13 mkr\n{PER_AR}{REVOKED}", Verdikt.AVVIKER, -3, ""),
    "of parts, all of it": (
        f"{PER_AR}insatser:\n{insats('A', belopp='10 mkr')}",
        Verdikt.STAMMER,
        0,
        "",
    ),
    "of parts, less": (
        f"{PER_AR}insatser:\n{insats('A', belopp='13 mkr')}",
        Verdikt.AVVIKER,
        -3,
        BY_PARTS,
    ),
    "of parts that may be more": (
        f"{PER_AR}insatser:\n{insats('A', belopp='9 mkr')}{insats('B')}",
        Verdikt.KAN_INTE_KONTROLLERAS,
        None,
        f"Handlingen anger ingen summa att jämföra med. {BY_PARTS}",
    ),
    "of parts that are more whatever they lack": (
        f"{PER_AR}insatser:\n{insats('A', belopp='13 mkr')}{insats('B')}",
        Verdikt.AVVIKER,
        -3,
        BY_PARTS,
    ),
    "of parts with caps": (
        f"{PER_AR}insatser:\n{insats('A', belopp='högst 11 mkr')}",
        Verdikt.INOM_TAKET,
        -1,
        "Det angivna är ett tak, och beloppet ryms under det. "
        f"Högst 1 000 000 kr återstår. {BY_PARTS}",
    ),
    "of parts that are rounded": (
        f"{years_of('3 333 333 kr', '3 333 333 kr')}insatser:\n{insats('A', belopp='7 mkr')}",
        Verdikt.INOM_AVRUNDNING,
        -0.333334,
        BY_PARTS,
    ),
    "themselves the parts": (
        PER_AR,
        Verdikt.KAN_INTE_KONTROLLERAS,
        None,
        "Handlingen anger ingen summa att jämföra med.",
    ),
}


def kontroll(files: Files, kontroll_id: str = f"{A}:per_ar") -> Kontroll:
    (check,) = (each for each in judge(files).kontroller if each.kontroll_id == kontroll_id)
    return check


@pytest.mark.parametrize(("money", "verdikt", "mkr", "said"), SAID.values(), ids=SAID)
def test_the_years_are_held_against_the_whole_and_what_they_do_not_tell_is_placed(
    money: str, verdikt: Verdikt, mkr: float | None, said: str
) -> None:
    check = kontroll(files_of({A: OMRADE + money}))
    assert check.verdikt is verdikt
    assert check.differens == (None if mkr is None else round(mkr * 1_000_000))
    assert check.forklaring.replace(NBSP, " ") == said


def test_the_same_of_an_insats_and_of_a_change() -> None:
    changed = f"{OMRADE}insatser:\n{insats('A', belopp='10 mkr')}"
    years = "[{ar: 2024, belopp: -1 mkr}, {ar: 2025}]"
    change = f"{CHANGE}{OMRADE}insatser:\n{insats('A', belopp='-3 mkr', per_ar=years)}"
    files = files_of({A: changed, "2024/b": change})
    assert kontroll(files, "2024/b/a:per_ar").forklaring.endswith(REST)


def test_a_difference_of_years_from_parts_says_what_is_compared() -> None:
    files = files_of({A: f"{OMRADE}{PER_AR}insatser:\n{insats('A', belopp='13 mkr')}"})
    (problem,) = judge(files).problems
    assert problem.code == "oforklarad-avvikelse"
    message = "per_ar: delarna är 13 000 000 kr men åren 10 000 000 kr (skillnad −3 000 000 kr"
    assert problem.message.replace(NBSP, " ").startswith(message)
    said = about_difference(kontroll(files)).replace(NBSP, " ")
    start = "Delarna blir 13 000 000 kr, men åren blir 10 000 000 kr: skillnad −3 000 000 kr."
    assert said.startswith(start)


def test_what_years_leave_over_is_said_at_the_figure_that_holds_it() -> None:
    files = files_of({A: f"{PROPOSED}{OMRADE}belopp: 10 mkr\n{years_of('6 mkr', '')}"})
    check = kontroll(files)
    assert about_difference(check) == f"Delarna blir tillsammans 6{NBSP}000{NBSP}000{NBSP}kr."
    told = files_of({A: f"{OMRADE}belopp: 10 mkr\n{PER_AR}"})
    assert about_difference(kontroll(told)) == ""


def test_a_change_with_a_part_that_lacks_an_amount_leaves_any_rest_and_no_bar() -> None:
    changed = f"{OMRADE}insatser:\n{insats('A', belopp='10 mkr')}{insats('B', belopp='5 mkr')}"
    for whole, rest in (("0 kr", 1), ("-3 mkr", -2)):
        change = f"{CHANGE}{OMRADE}belopp: {whole}\ninsatser:\n"
        files = files_of(
            {A: changed, "2024/b": f"{change}{insats('A', belopp='-1 mkr')}{insats('B')}"}
        )
        check = kontroll(files, "2024/b:insatser")
        assert (check.verdikt, check.rest) == (Verdikt.OFULLSTANDIG, rest * 1_000_000)
        assert unspecified([check]) == []
