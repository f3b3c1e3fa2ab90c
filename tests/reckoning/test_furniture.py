"""What belongs to a table and not to what it lists is told of, and in no sum."""

from __future__ import annotations

import pytest

from generator.checking.judge import judge
from generator.data.derived import Verdikt
from generator.reckoning.furniture import Furniture, find
from generator.reckoning.rows import register_rows
from tests.smallest import BESLUT, Files, register_of, replaced, run
from tests.smallest import kontroller_of as _all_checks

LIST = """\
      - namn: Utökade öppettider
        belopp: 2 mkr
"""


def listed(*more: str) -> Files:
    """The valid decision with more rows last in its list of insatser, which come to 6 mkr."""
    rows = "".join(f"      - namn: {row}\n" for row in more)
    return replaced(LIST, LIST + rows)


def without_total(*amounts: int) -> Files:
    """Insatser of so many mkr in an område that states no amount."""
    rows = "".join(
        f"      - namn: Rad {at}\n        belopp: {kr} mkr\n" for at, kr in enumerate(amounts)
    )
    files = replaced("    belopp: 6 mkr\n", "")
    old = files[BESLUT].decode().partition("    insatser:\n")[2].partition("  - omrade: e-halsa")[0]
    return replaced(old, rows, files=files)


def kinds(files: Files) -> list[tuple[str, Furniture]]:
    found = find(register_rows(register_of(files)))
    return [(rad_id.rpartition("/")[2], kind) for rad_id, kind in found.items()]


NAMES = {
    Furniture.SUM: (
        *("Summa", '"summa:"', "SUMMA", "Totalt", "Total", '"Totalt:"', "Delsumma", "Slutsumma"),
        *(
            "Delsumma nära vård",
            "Summa insatser",
            '"S:a"',
            '"s:a nära vård"',
            "Sa insatser",
            "Summa (tkr)",
        ),
        *("Totalt 2023", "Total summa", "Totalt för området", "Sub-total", "Tot.", "Sammanlagt"),
    ),
    Furniture.VARAV: ("Varav", '"varav:"', "varav resor", "Därav resor"),
    Furniture.NOTE: (
        *("Källa", '"Källa: SKR 2023"', "Källa SKR", "Not", "Not 1", "Anm.", '"Anm: kan ändras"'),
        *("Anmärkning", "Fotnoter", '"* preliminärt"', "¹ Avser halvår"),
    ),
}


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind in NAMES for name in NAMES[kind]])
def test_a_row_with_the_name_of_a_sum_a_note_or_a_part_is_no_insats(
    kind: Furniture, name: str
) -> None:
    files = listed(name)
    assert [found for _, found in kinds(files)] == [kind]
    [problem] = run(files)
    assert problem.code == "ingen-insats"


@pytest.mark.parametrize(
    "name",
    [
        *("Tillsammans för barn och unga", "Total översyn av vården", "Notera avvikelser"),
        *("Källsortering", "Källarförråd", "Samordning", "Totalentreprenad", "Summerande möte"),
        *("Obsklinik", "S.A.M.", "Anmälan", "SUM-projektet", "Not i journalen"),
    ],
)
def test_an_insats_may_be_named_as_it_is(name: str) -> None:
    assert kinds(listed(name)) == []


@pytest.mark.parametrize(
    ("amounts", "sums"),
    [
        ((1, 2, 3), ["rad-2"]),
        ((3, 1, 2), ["rad-0"]),
        ((1, 4, 5, 10), ["rad-3"]),
        ((1, 2, 3, 4, 4, 8), ["rad-2", "rad-5"]),
        ((1, 2, 3, 4, 4, 8, 11), ["rad-2", "rad-5", "rad-6"]),
        ((1, 1), []),
        ((1, 3, 2), []),
        ((1, 1, 2, 5), []),
        ((1, 2, 4), []),
    ],
)
def test_the_amount_of_a_sum_is_known_by_those_above_it(
    amounts: tuple[int, ...], sums: list[str]
) -> None:
    assert kinds(without_total(*amounts)) == [(name, Furniture.SAME_AS_SUM) for name in sums]


def test_what_the_stated_total_agrees_with_is_no_sum_of_the_others() -> None:
    rows = ("Annat\n        belopp: 2 mkr", "Mera\n        belopp: 8 mkr")
    files = replaced("    belopp: 6 mkr", "    belopp: 16 mkr", files=listed(*rows))
    assert kinds(files) == []
    files = replaced("    belopp: 16 mkr", "    belopp: 8 mkr", files=files)
    assert kinds(files) == [("mera", Furniture.SAME_AS_SUM)]


def test_a_row_that_says_what_it_is_for_is_no_sum() -> None:
    said = without_total(1, 2, 3)
    said = replaced(
        "        belopp: 3 mkr\n", "        belopp: 3 mkr\n        mal: God vård\n", files=said
    )
    assert kinds(said) == []


def test_someone_who_has_looked_may_say_that_it_is_an_insats() -> None:
    files = listed("Summa\n        rimligt: ja", "Källa\n        rimligt: ja")
    assert run(files) == ()
    assert len(register_of(files).beslut[0].omraden[0].insatser) == 4
    needless = listed("Resor\n        belopp: 1 kr\n        rimligt: ja")
    assert "ingen-insats" not in {problem.code for problem in run(needless)}


def test_a_note_without_an_amount_excuses_no_shortfall() -> None:
    files = replaced(
        "        belopp: 2 mkr", "        belopp: 500 tkr", files=listed('"Källa: SKR"')
    )
    assert {check.verdikt for check in _all_checks(files)} >= {Verdikt.OFULLSTANDIG}
    judged = judge(files)
    [check] = [one for one in judged.kontroller if one.kontroll == "insatser"]
    assert check.verdikt is Verdikt.AVVIKER
    assert {problem.code for problem in judged.errors} == {"ingen-insats", "oforklarad-avvikelse"}


def test_the_message_says_where_a_stated_total_belongs() -> None:
    [problem] = run(listed("Summa\n        belopp: 6 mkr"))
    assert "Summan står redan som områdets belopp." in problem.hint
    assert "lägg till raden rimligt: ja." in problem.hint
    [problem] = run(without_total(1, 2, 3))
    assert "skriv den som områdets belopp, på raden belopp:." in problem.hint
