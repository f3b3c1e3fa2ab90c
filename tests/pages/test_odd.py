"""Decisions that are odd and allowed have their pages, and what can't hold is told of."""

from __future__ import annotations

import pytest

from generator.checking.judge import judge
from generator.data.derived import Niva
from generator.data.types import Status
from generator.publishing.publication import publish
from tests.pages.test_kinds import pages_of
from tests.reckoning.test_life import PROPOSED, files_of
from tests.reckoning.test_standing import CHANGE, OLD, UTFALL, A, change
from tests.reckoning.test_years import OMRADE, OMRADEN, PER_AR, insats

B = "2024/b"
YEARS = "per_ar:\n" + "".join(f"- {{ar: {year}, belopp: 1 kr}}\n" for year in range(2023, 2063))
ALLOWED = {
    "forty years": {A: f"{OMRADE}belopp: 40 kr\n{YEARS}"},
    "no year its own": {A: f"{OMRADE}belopp: 10 mkr\navser_ar: 2026\n{PER_AR}"},
    "a change for another year": {A: OLD, B: f"avser_ar: 2030\n{change('-1 mkr')}"},
    "only activities": {A: f"{OMRADE}aktiviteter:\n- namn: Möten\n"},
    "all refused": {A: f"{OMRADE}insatser:\n{insats('A', avslag='ja', sokt='3 kr')}"},
    "refused for another year": {
        A: f"{OMRADE}insatser:\n{insats('A', avslag='ja', avser_ar=2027)}"
        f"{insats('B', belopp='1 kr')}"
    },
    "only ranges": {A: f"{OMRADEN}  insatser:\n  {insats('A', belopp='1–2 mkr')}"},
    "ranges by year": {
        A: f"{OMRADE}belopp: 3–5 mkr\nper_ar:\n- {{ar: 2024, belopp: 1–2 mkr}}\n- {{ar: 2025}}\n"
    },
    "outcomes of the only område": {A: f"{UTFALL}belopp: 10 kr\n"},
    "outcomes without an amount": {A: UTFALL},
    "one område changes one of several": {
        A: OLD,
        B: f"{CHANGE}omrade: nara-vard\nbelopp: -1 mkr\n",
    },
    "one of several changes the only": {A: f"{OMRADE}belopp: 6 mkr\n", B: change("-1 mkr")},
    "a range as a change": {A: OLD, B: change("1–2 mkr")},
    "a proposed change of years": {
        A: f"{OMRADE}belopp: 10 mkr\n{PER_AR}",
        B: f"{PROPOSED}{CHANGE}{OMRADE}belopp: -1 mkr\nper_ar:\n- {{ar: 2025, belopp: -1 mkr}}\n",
    },
    "each beside the other": {A: f"jamte: 2023/b\n{OLD}", "2023/b": f"jamte: {A}\n{OLD}"},
}


@pytest.mark.parametrize("decisions", ALLOWED.values(), ids=ALLOWED)
def test_what_is_odd_and_allowed_has_pages_and_each_krona_a_year(
    decisions: dict[str, str],
) -> None:
    judged = judge(files_of(decisions))
    publication = publish(judged)
    assert publication, judged.problems
    pages = pages_of(publication)
    for beslut_id in decisions:
        assert f"beslut/{beslut_id}/index.md" in pages
    assert all(publication.tables[name].records is not None for name in publication.tables)
    in_years = [row for rows in publication.year_rows.values() for row in rows]
    for niva in (Niva.BESLUT, Niva.OMRADE, Niva.INSATS):
        for status in Status:
            whole, by_year = (
                sum(row.varde or 0 for row in rows if (row.niva, row.status) == (niva, status))
                for rows in (publication.rows, in_years)
            )
            assert whole == by_year


BAD = "titel: [\n"
REFUSED: dict[str, tuple[dict[str, str], str, set[str]]] = {
    "a change of what can't be read": ({B: change("-1 mkr")}, BAD, {"yaml"}),
    "what replaces it": ({B: f"ersatter: {A}\n{OLD}"}, BAD, {"yaml"}),
    "a change of what has a fault": (
        {A: OLD.replace("6 mkr", "sex mkr"), B: change("-1 mkr")},
        "",
        {"fel-belopp"},
    ),
    "a ring of changes": (
        {
            A: f"andrar: {B}\n{OLD}",
            B: f"andrar: 2025/c\n{OLD}",
            "2025/c": f"andrar: {A}\n{OLD}",
        },
        "",
        {"fel-andring"},
    ),
    "all of it a ring": (
        {
            A: f"jamte: {B}\nandrar: {B}\nersatter: {B}\n{OLD}",
            B: f"jamte: {A}\nandrar: {A}\nersatter: {A}\n{OLD}",
        },
        "",
        {"fel-andring", "fel-ersattning", "fel-jamte"},
    ),
    "itself": (
        {A: f"jamte: {A}\nandrar: {A}\nersatter: {A}\n{OLD}"},
        "",
        {"fel-andring", "fel-ersattning", "fel-jamte"},
    ),
    "an insats called as a year": (
        {A: f"{OMRADE}belopp: 10 mkr\n{PER_AR}insatser:\n{insats('x', id='2023')}"},
        "",
        {"dubbelt-id"},
    ),
}


@pytest.mark.parametrize(("decisions", "unreadable", "told"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_hold_is_told_of(
    decisions: dict[str, str], unreadable: str, told: set[str]
) -> None:
    files = files_of(decisions)
    if unreadable:
        files[f"content/data/beslut/{A}.yml"] = unreadable.encode()
    judged = judge(files)
    assert {problem.code for problem in judged.problems} == told
    assert publish(judged) is None


DIVIDED = """\
belopp: 10 mkr
villkor:
- {text: Bara för vården., galler_del: nara-vard}
- {text: Bara i norr., galler_del: nara-vard/norr}
omraden:
- omrade: nara-vard
  rubrik: Vård
  belopp: 10 mkr
  per_ar:
  - {ar: 2023, belopp: 6 mkr}
  - {ar: 2024, belopp: 4 mkr}
  delomraden:
  - {namn: Norr, belopp: 7 mkr}
  - {namn: Syd, belopp: 3 mkr}
  insatser:
  - {namn: A, belopp: 10 mkr}
"""


def test_a_year_of_an_amount_says_what_it_is_of_and_shows_no_parts_of_all_of_it() -> None:
    publication = publish(judge(files_of({A: DIVIDED})))
    assert publication
    pages = pages_of(publication)
    not_divided = "Handlingen säger inte hur alla insatsers belopp fördelas på år."
    for ar in (2023, 2024):
        for address in (f"{ar}", f"{ar}/nara-vard"):
            assert "Del av 10 000 000 kr för flera år." in pages[f"{address}/index.md"]
        page = pages[f"{ar}/nara-vard/index.md"]
        assert "Delar av beloppet" not in page
        assert "Bara för vården." in page
        assert "Bara i norr." in page
        assert (not_divided in page) is (ar == 2023)


def test_a_year_of_an_omrade_alone_says_where_its_money_counts() -> None:
    shares = DIVIDED.replace("belopp: 10 mkr\n", f"belopp: 10 mkr\n{PER_AR}", 1)
    publication = publish(judge(files_of({A: shares.replace("  - {ar: 2024", "  - {ar: 2025")})))
    assert publication
    pages = pages_of(publication)
    said = "Pengar till ett område är för 2025, men räknas till de år som hela beloppen är för."
    assert said in pages["2025/index.md"]
    assert said in pages["index.md"]


def test_a_year_that_has_all_of_an_amount_is_no_part_of_it() -> None:
    years = "per_ar:\n- {ar: 2024, belopp: 10 mkr}\n"
    publication = publish(judge(files_of({A: f"{OMRADE}belopp: 10 mkr\n{years}"})))
    assert publication
    assert "för flera år" not in pages_of(publication)["2024/index.md"]
