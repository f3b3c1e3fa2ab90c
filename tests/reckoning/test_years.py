"""Which year money is for, wherever in a decision that is said."""

from __future__ import annotations

import pytest

from generator.data.derived import Niva
from generator.reckoning.rows import Row, register_rows
from generator.reckoning.totals import summed
from generator.reckoning.years import by_year
from generator.words.swedish import NBSP
from tests.reckoning.test_life import files_of, register
from tests.smallest import register_of

A = "2023/a"
CHANGE = f"andrar: {A}\n"
OMRADE = "omrade: nara-vard\n"
PER_AR = "per_ar:\n- {ar: 2023, belopp: 6 mkr}\n- {ar: 2024, belopp: 4 mkr}\n"
OMRADEN = """\
omraden:
- omrade: nara-vard
  rubrik: Den nära vården
"""
IN_OMRADE = PER_AR.replace("\n", "\n  ").rstrip()


def years_of(first: str, second: str) -> str:
    """The shares of two years; an empty one states no amount."""
    shares = {2023: first, 2024: second}
    return "per_ar:\n" + "".join(
        f"- {{ar: {ar}{f', belopp: {belopp}' if belopp else ''}}}\n"
        for ar, belopp in shares.items()
    )


def insats(namn: str, **fields: object) -> str:
    """An insats as a line of a list in a decision."""
    told = ", ".join(f"{field}: {value}" for field, value in fields.items())
    return f"- {{namn: {namn}{', ' if told else ''}{told}}}\n"


def of_years(decisions: dict[str, str]) -> dict[int, dict[str, str]]:
    """What stands in each year: by level and, where it has one, name what counts of a row."""
    return {
        year: {_name(row): summed([row]).hela.replace(NBSP, " ") for row in rows}
        for year, rows in by_year(register_rows(register(decisions))).items()
    }


def _name(row: Row) -> str:
    name = row.namn if row.niva is Niva.INSATS else row.omrade_id if row.omrade_id else ""
    change = "ändring: " if row.beslut.andrar else ""
    return f"{change}{row.niva.value} {name if row.niva is not Niva.BESLUT else ''}".strip()


TEN, SIX, FOUR = "10 000 000 kr", "6 000 000 kr", "4 000 000 kr"
HERE, ONE = "omrade nara-vard", "1 000 000 kr"

CASES: dict[str, tuple[str, dict[int, dict[str, str]]]] = {
    "the decision's own": (
        f"{OMRADE}belopp: 10 mkr\n",
        {2023: {"beslut": TEN, HERE: TEN}},
    ),
    "another year, for all that is in it": (
        f"belopp: 10 mkr\navser_ar: 2025\n{OMRADEN}  belopp: 10 mkr\n"
        f"  insatser:\n  {insats('A', belopp='10 mkr')}",
        {2025: {"beslut": TEN, HERE: TEN, "insats A": TEN}},
    ),
    "another year for a part of what has another": (
        f"avser_ar: 2025\n{OMRADE}insatser:\n{insats('A', belopp='6 mkr')}"
        f"{insats('B', belopp='4 mkr', avser_ar=2026)}",
        {
            2025: {"beslut": SIX, HERE: SIX, "insats A": SIX},
            2026: {"beslut": FOUR, HERE: FOUR, "insats B": FOUR},
        },
    ),
    "shares of a decision of one område": (
        f"{OMRADE}belopp: 10 mkr\n{PER_AR}",
        {2023: {"beslut": SIX, HERE: SIX}, 2024: {"beslut": FOUR, HERE: FOUR}},
    ),
    "shares of a decision whose only område says none": (
        f"belopp: 10 mkr\n{PER_AR}{OMRADEN}  belopp: 10 mkr\n",
        {2023: {"beslut": SIX, HERE: SIX}, 2024: {"beslut": FOUR, HERE: FOUR}},
    ),
    "shares of a decision whose only område is of less": (
        f"belopp: 10 mkr\n{PER_AR}{OMRADEN}  belopp: 6 mkr\n",
        {2023: {"beslut": SIX, HERE: SIX}, 2024: {"beslut": FOUR}},
    ),
    "shares of a decision with two områden": (
        f"belopp: 10 mkr\n{PER_AR}{OMRADEN}  belopp: 10 mkr\n"
        "- {omrade: e-halsa, rubrik: E-hälsa}\n",
        {
            2023: {"beslut": SIX, HERE: TEN, "omrade e-halsa": ""},
            2024: {"beslut": FOUR},
        },
    ),
    "shares of an område tell the decision's": (
        f"belopp: 10 mkr\n{OMRADEN}  belopp: 10 mkr\n  {IN_OMRADE}\n",
        {2023: {"beslut": SIX, HERE: SIX}, 2024: {"beslut": FOUR, HERE: FOUR}},
    ),
    "shares of one of several": (
        f"belopp: 14 mkr\n{OMRADEN}  belopp: 10 mkr\n  {IN_OMRADE}\n"
        "- {omrade: e-halsa, rubrik: E-hälsa, belopp: 4 mkr}\n",
        {
            2023: {"beslut": TEN, HERE: SIX, "omrade e-halsa": FOUR},
            2024: {"beslut": FOUR, HERE: FOUR},
        },
    ),
    "shares of both, which each has its own": (
        f"belopp: 10 mkr\n{PER_AR}{OMRADEN}  belopp: 10 mkr\n  {IN_OMRADE}\n".replace(
            "  - {ar: 2024", "  - {ar: 2025"
        ),
        {
            2023: {"beslut": SIX, HERE: SIX},
            2024: {"beslut": FOUR},
            2025: {HERE: FOUR},
        },
    ),
    "shares of an insats in an område": (
        f"belopp: 10 mkr\n{OMRADEN}  belopp: 10 mkr\n  insatser:\n  - namn: A\n"
        f"    belopp: 10 mkr\n    {IN_OMRADE.replace(chr(10), chr(10) + '  ')}\n",
        {
            2023: {"beslut": SIX, HERE: SIX, "insats A": SIX},
            2024: {"beslut": FOUR, HERE: FOUR, "insats A": FOUR},
        },
    ),
    "parts that do not add up tell nothing of the whole": (
        f"belopp: 10 mkr\n{OMRADEN}  belopp: 9 mkr\n  avser_ar: 2024\n",
        {2023: {"beslut": TEN}, 2024: {HERE: "9 000 000 kr"}},
    ),
    "parts of another year alone": (
        f"belopp: 10 mkr\n{OMRADEN}  belopp: 10 mkr\n  avser_ar: 2024\n",
        {2024: {"beslut": TEN, HERE: TEN}},
    ),
    "insatser where the områden state nothing": (
        "belopp: 10 mkr\nomraden:\n- {omrade: nara-vard, rubrik: Vård}\ninsatser:\n"
        f"{insats('A', belopp='6 mkr')}{insats('B', belopp='4 mkr', avser_ar=2024)}",
        {
            2023: {"beslut": SIX, HERE: "", "insats A": SIX},
            2024: {"beslut": FOUR, "insats B": FOUR},
        },
    ),
    "several parts in one year": (
        f"{OMRADE}insatser:\n{insats('A', belopp='6 mkr', avser_ar=2024)}"
        f"{insats('B', belopp='4 mkr', avser_ar=2024)}",
        {2024: {"beslut": TEN, HERE: TEN, "insats A": SIX, "insats B": FOUR}},
    ),
    "caps and ranges of parts": (
        f"{OMRADE}insatser:\n{insats('A', belopp='högst 6 mkr')}"
        f"{insats('B', belopp='4 mkr', avser_ar=2024)}"
        f"{insats('C', belopp='1–2 mkr', avser_ar=2024)}",
        {
            2023: {"beslut": f"högst {SIX}", HERE: f"högst {SIX}", "insats A": f"högst {SIX}"},
            2024: {
                "beslut": f"{FOUR} och utöver detta 1 000 000–2 000 000 kr",
                HERE: f"{FOUR} och utöver detta 1 000 000–2 000 000 kr",
                "insats B": FOUR,
                "insats C": "1 000 000–2 000 000 kr",
            },
        },
    ),
    "caps of parts of a stated whole, whose range is in it": (
        f"{OMRADE}belopp: 10 mkr\ninsatser:\n{insats('A', belopp='högst 6 mkr')}"
        f"{insats('B', belopp='4 mkr', avser_ar=2024)}"
        f"{insats('C', belopp='1–2 mkr', avser_ar=2024)}",
        {
            2023: {"beslut": f"högst {SIX}", HERE: f"högst {SIX}", "insats A": f"högst {SIX}"},
            2024: {
                "beslut": FOUR,
                HERE: FOUR,
                "insats B": FOUR,
                "insats C": "1 000 000–2 000 000 kr",
            },
        },
    ),
    "only ranges": (
        f"{OMRADEN}  belopp: 1–2 mkr\n  avser_ar: 2024\n",
        {2024: {"beslut": "1 000 000–2 000 000 kr", HERE: "1 000 000–2 000 000 kr"}},
    ),
    "a range is not told by its parts": (
        f"belopp: 1–2 mkr\n{OMRADEN}  belopp: 1–1,5 mkr\n  avser_ar: 2024\n",
        {2023: {"beslut": "1 000 000–2 000 000 kr"}, 2024: {HERE: "1 000 000–1 500 000 kr"}},
    ),
    "shares of a range": (
        f"{OMRADE}belopp: 1–3 mkr\n{years_of('1–2 mkr', '0–1 mkr')}",
        {
            2023: {"beslut": "1 000 000–2 000 000 kr", HERE: "1 000 000–2 000 000 kr"},
            2024: {"beslut": "0–1 000 000 kr", HERE: "0–1 000 000 kr"},
        },
    ),
    "shares of a range that say more firmly than it would count what is in no sum": (
        f"{OMRADE}belopp: 1–3 mkr\n{years_of('1 mkr', '0–2 mkr')}",
        {2023: {"beslut": "1 000 000–3 000 000 kr", HERE: "1 000 000–3 000 000 kr"}},
    ),
    "what a year without amount leaves is the decision's year's": (
        f"{OMRADE}belopp: 10 mkr\n{years_of('6 mkr', '')}",
        {2023: {"beslut": TEN, HERE: TEN}, 2024: {"beslut": "", HERE: ""}},
    ),
    "and of no year that it names": (
        f"{OMRADE}belopp: 10 mkr\nper_ar:\n- {{ar: 2024, belopp: 6 mkr}}\n- {{ar: 2025}}\n",
        {
            2023: {"beslut": FOUR, HERE: FOUR},
            2024: {"beslut": SIX, HERE: SIX},
            2025: {"beslut": "", HERE: ""},
        },
    ),
    "or of the year that it says": (
        f"{OMRADE}avser_ar: 2024\nbelopp: 11 mkr\n{years_of('6 mkr', '4 mkr')}",
        {
            2023: {"beslut": SIX, HERE: SIX},
            2024: {"beslut": "5 000 000 kr", HERE: "5 000 000 kr"},
        },
    ),
    "a range in a year of what is stated": (
        f"{OMRADE}belopp: 10 mkr\n{years_of('6 mkr', '3–5 mkr')}",
        {2023: {"beslut": TEN, HERE: TEN}},
    ),
    "years below a cap leave at most so much": (
        f"{OMRADE}belopp: högst 10 mkr\nper_ar:\n- {{ar: 2024, belopp: 6 mkr}}\n",
        {
            2023: {"beslut": f"högst {FOUR}", HERE: f"högst {FOUR}"},
            2024: {"beslut": SIX, HERE: SIX},
        },
    ),
    "caps of years leave about so much": (
        f"{OMRADE}belopp: 10 mkr\nper_ar:\n- {{ar: 2024, belopp: högst 6 mkr}}\n",
        {
            2023: {"beslut": f"cirka {FOUR}", HERE: f"cirka {FOUR}"},
            2024: {"beslut": f"högst {SIX}", HERE: f"högst {SIX}"},
        },
    ),
    "years that are more than the whole": (
        f"{OMRADE}belopp: 9 mkr\n{years_of('5 mkr', '6 mkr')}",
        {
            2023: {"beslut": "3 000 000 kr", HERE: "3 000 000 kr"},
            2024: {"beslut": SIX, HERE: SIX},
        },
    ),
    "by more than the decision's year has": (
        f"{OMRADE}belopp: 4 mkr\n{years_of('1 mkr', '6 mkr')}",
        {2023: {"beslut": FOUR, HERE: FOUR}},
    ),
    "shares without amounts tell nothing of what is stated": (
        f"{OMRADE}belopp: 10 mkr\nper_ar:\n- {{ar: 2024}}\n- {{ar: 2025}}\n",
        {2023: {"beslut": TEN, HERE: TEN}},
    ),
    "nor of a range": (
        f"{OMRADE}belopp: 1–2 mkr\nper_ar:\n- {{ar: 2024}}\n- {{ar: 2025}}\n",
        {2023: {"beslut": "1 000 000–2 000 000 kr", HERE: "1 000 000–2 000 000 kr"}},
    ),
    "shares are all that is known": (
        f"{OMRADE}per_ar:\n- {{ar: 2024}}\n- {{ar: 2025}}\n",
        {2024: {"beslut": "", HERE: ""}, 2025: {"beslut": "", HERE: ""}},
    ),
    "shares are what counts": (
        f"{OMRADE}{PER_AR}",
        {2023: {"beslut": SIX, HERE: SIX}, 2024: {"beslut": FOUR, HERE: FOUR}},
    ),
    "shares of another total than the parts that count": (
        f"{OMRADE}{PER_AR}insatser:\n{insats('A', belopp='6 mkr')}{insats('B')}",
        {2023: {"beslut": SIX, HERE: SIX, "insats A": SIX, "insats B": ""}},
    ),
    "shares of what the parts state, but not their ranges": (
        f"{OMRADE}{years_of('4 mkr', '2 mkr')}insatser:\n{insats('A', belopp='6 mkr')}"
        f"{insats('B', belopp='1–2 mkr', avser_ar=2024)}",
        {
            2023: {"beslut": SIX, HERE: SIX, "insats A": SIX},
            2024: {
                "beslut": "1 000 000–2 000 000 kr",
                HERE: "1 000 000–2 000 000 kr",
                "insats B": "1 000 000–2 000 000 kr",
            },
        },
    ),
    "shares that do not come to what is stated": (
        f"{OMRADE}belopp: 11 mkr\n{PER_AR}",
        {
            2023: {"beslut": "7 000 000 kr", HERE: "7 000 000 kr"},
            2024: {"beslut": FOUR, HERE: FOUR},
        },
    ),
    "shares of later years, and another year than the decision's": (
        f"{OMRADE}belopp: 10 mkr\navser_ar: 2026\n{PER_AR}",
        {2023: {"beslut": SIX, HERE: SIX}, 2024: {"beslut": FOUR, HERE: FOUR}},
    ),
    "a part without amount in another year is no nought": (
        f"{OMRADE}insatser:\n{insats('A', belopp='6 mkr')}{insats('B', avser_ar=2024)}",
        {
            2023: {"beslut": SIX, HERE: SIX, "insats A": SIX},
            2024: {"beslut": "", HERE: "", "insats B": ""},
        },
    ),
    "no amount at all": (
        f"{OMRADE}insatser:\n{insats('A')}{insats('B', avser_ar=2024)}",
        {2023: {"beslut": "", HERE: "", "insats A": ""}, 2024: {"insats B": ""}},
    ),
    "levels without years of their own, and years in order": (
        f"{OMRADE}avser_ar: 2025\ninsatser:\n"
        "- {namn: A, delposter: [{namn: P, belopp: 6 mkr}]}\n"
        f"{insats('B', belopp='4 mkr', avser_ar=2024)}",
        {
            2024: {"beslut": FOUR, HERE: FOUR, "insats B": FOUR},
            2025: {"beslut": SIX, HERE: SIX, "insats A": SIX, "delpost nara-vard": SIX},
        },
    ),
}


@pytest.mark.parametrize(("money", "years"), CASES.values(), ids=CASES)
def test_each_year_has_what_is_for_it(money: str, years: dict[int, dict[str, str]]) -> None:
    made = of_years({A: money})
    assert made == years
    assert list(made) == sorted(made)


def test_a_change_is_for_the_year_of_what_it_changes_unless_it_says_another() -> None:
    old = (
        f"belopp: 10 mkr\n{OMRADEN}  belopp: 6 mkr\n  avser_ar: 2025\n"
        "- {omrade: e-halsa, rubrik: E-hälsa, belopp: 4 mkr}\n"
    )
    both = (
        "omraden:\n- {omrade: nara-vard, rubrik: Vård, belopp: -1 mkr}\n"
        "- {omrade: e-halsa, rubrik: E-hälsa, belopp: 2 mkr}\n"
    )
    later = both.replace("2 mkr}", "2 mkr, avser_ar: 2026}")
    for change, year in ((both, 2023), (later, 2026)):
        made = of_years({A: old, "2024/b": f"{CHANGE}{change}"})
        told = {
            (of, name.removeprefix("ändring: ")): kr
            for of, rows in made.items()
            for name, kr in rows.items()
            if name.startswith("ändring: ")
        }
        assert told == {
            (year, "beslut"): "2 000 000 kr",
            (year, "omrade e-halsa"): "2 000 000 kr",
            (2025, "beslut"): "−1 000 000 kr",
            (2025, HERE): "−1 000 000 kr",
        }


def printed(money: str) -> tuple[Row, ...]:
    """The rows of a decision whose own amount is printed in another form."""
    files = files_of({A: money})
    file = f"content/data/beslut/{A}.yml"
    angivet = b"avsnitt: Tabell\n  angivet: tio miljoner\n"
    files[file] = files[file].replace(b"avsnitt: Tabell\n", angivet)
    return register_rows(register_of(files))


def test_a_change_may_take_more_from_its_year_than_that_year_says() -> None:
    change = f"{CHANGE}{OMRADE}belopp: -2 mkr\nper_ar:\n- {{ar: 2024, belopp: -1 mkr}}\n"
    made = of_years({A: f"{OMRADE}belopp: 10 mkr\n", "2024/b": change})
    assert {ar: rows["ändring: beslut"] for ar, rows in made.items()} == {
        2023: "−1 000 000 kr",
        2024: "−1 000 000 kr",
    }


def test_a_change_that_gives_takes_from_no_year_for_what_its_years_are_too_much() -> None:
    change = f"{CHANGE}{OMRADE}belopp: +2 mkr\nper_ar:\n- {{ar: 2024, belopp: +5 mkr}}\n"
    made = of_years({A: f"{OMRADE}belopp: 10 mkr\n", "2024/b": change})
    assert {ar: rows.get("ändring: beslut") for ar, rows in made.items()} == {2023: "2 000 000 kr"}


def test_a_row_of_a_share_has_that_shares_source_and_id() -> None:
    text = f"{OMRADE}belopp: 10 mkr\n"
    shares = PER_AR.replace("4 mkr", "4 mkr, kalla: {avsnitt: '2', angivet: fyra miljoner}")
    rows = printed(text + shares)
    years = by_year(rows)
    for row in (years[2024][0], years[2024][1]):
        assert (row.rad_id, row.ar, row.avser_ar) == (f"{A}/2024", 2024, 2024)
        assert (row.kalla.avsnitt, row.belopp_angivet) == ("2", "fyra miljoner")
        assert row.place.path == ("per_ar", 1)
    assert [row.belopp_angivet for row in years[2023]] == ["6 mkr"] * 2
    assert [row.niva for row in years[2024]] == [Niva.BESLUT, Niva.OMRADE]


def test_a_row_told_by_its_parts_keeps_its_id_but_no_printed_form() -> None:
    text = (
        f"{OMRADE}belopp: 10 mkr\ninsatser:\n"
        f"{insats('A', belopp='6 mkr')}{insats('B', belopp='4 mkr', avser_ar=2024)}"
    )
    top, omrade, _ = by_year(printed(text))[2024]
    assert [(row.rad_id, row.ar) for row in (top, omrade)] == [(A, 2024), (f"{A}/nara-vard", 2024)]
    assert (top.belopp_angivet, top.kalla.avsnitt, top.varde) == ("", "Tabell", 4_000_000)
    assert not top.is_summed
    whole = printed(text)
    assert by_year(whole[:2]) == {2023: whole[:2]}


def test_only_what_states_no_total_is_its_parts_together() -> None:
    parts = f"insatser:\n{insats('A', belopp='6 mkr')}{insats('B', belopp='4 mkr', avser_ar=2024)}"
    for total, is_summed in (("", True), ("belopp: 10 mkr\n", False)):
        rows = register_rows(register({A: f"{OMRADE}{total}{parts}"}))
        for year in (2023, 2024):
            assert by_year(rows)[year][0].is_summed is is_summed
