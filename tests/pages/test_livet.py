"""What the table of changes on a decision's page says that holds now."""

from __future__ import annotations

import pytest

from generator.checking.judge import judge
from generator.data.types import Status
from generator.pages.livet import life
from generator.publishing.publication import publish
from generator.reckoning.rows import Row, register_rows
from generator.reckoning.standing import Standing, brought_in, changes_of, outcomes, standing
from tests.smallest import BESLUT, TOP, Files, register_of, replaced, with_file

NEW = BESLUT.replace("god-och-nara-vard", "andring")
HEMBESOK = f"{TOP}/nara-vard/utokade-hembesok"
OUTCOME = "      - namn: Utökade öppettider\n"


def changed(amount: str, name: str = "Utökade hembesök", status: str = "beslutad") -> str:
    return f"""\
titel: Ändring
satsning: god-och-nara-vard
status: {status}
andrar: {TOP}
sammanfattning: En ändring.
handlingar:
  - id: andring
    titel: Ändring
    typ: beslut
kalla:
  handling: andring
  avsnitt: "1"
omraden:
  - omrade: nara-vard
    rubrik: Den nära vården
    insatser:
      - namn: {name}
        belopp: {amount}
"""


def rows_of(change: str, files: Files | None = None) -> dict[str, Row]:
    return {row.rad_id: row for row in register_rows(register_of(with_file(NEW, change, files)))}


def now(standing: Standing) -> str:
    return standing.nu.hela.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("first", "change", "holds"),
    [
        ("belopp: 4 mkr", "−1 mkr", "3 000 000 kr"),
        ("belopp: 4 mkr", "+500 tkr", "4 500 000 kr"),
        ("belopp: högst 4 mkr", "+1 mkr", "högst 5 000 000 kr"),
        ("belopp: 4–5 mkr", "+1 mkr", "5 000 000–6 000 000 kr"),
        # What was never stated is not known because it is changed.
        ("avser: Hembesök", "+1 mkr", ""),
    ],
)
def test_what_holds_now_says_no_more_than_what_was_first_stated(
    first: str, change: str, holds: str
) -> None:
    files = replaced("        belopp: 4 mkr", f"        {first}")
    rows = rows_of(changed(change), files)
    assert now(standing(rows[HEMBESOK], changes_of(rows.values()))) == holds


def test_a_proposed_change_changes_nothing_yet() -> None:
    rows = rows_of(changed("−1 mkr", status="forslag"))
    of_row = standing(rows[HEMBESOK], changes_of(rows.values()))
    assert now(of_row) == "4 000 000 kr"
    assert (len(of_row.andringar), len(of_row.foreslagna)) == (0, 1)


@pytest.mark.parametrize(
    ("status", "more", "holds", "proposed"),
    [
        ("beslutad", "", "1 000 000 kr", 0),
        ("forslag", "", "", 1),
        ("beslutad", "upphavd:\n  datum: 2023-12-01\n  text: Togs tillbaka.\n", "", 0),
    ],
    ids=["decided", "proposed", "revoked"],
)
def test_what_a_change_brings_in_holds_only_where_the_change_does(
    status: str, more: str, holds: str, proposed: int
) -> None:
    rows = rows_of(changed("+1 mkr", "Ny mottagning", status) + more)
    new = brought_in(rows["2023/andring/nara-vard/ny-mottagning"], Status.BESLUTAD)
    assert now(new) == holds
    assert len(new.foreslagna) == proposed


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("belopp: 8 mkr", "12 september 2023. Beloppet är 10 000 000 kr här och 8 000 000 kr där."),
        ("belopp: 10 mkr", "12 september 2023. Beloppet är detsamma, 10 000 000 kr."),
        ("mal: Mer", "12 september 2023. Beloppen här"),
    ],
)
def test_a_replaced_decision_says_by_what_when_and_what_changed(amount: str, said: str) -> None:
    new = f"""\
titel: Nytt 2023
satsning: god-och-nara-vard
status: beslutad
ersatter: {TOP}
sammanfattning: S.
beslutsdatum: 2023-09-12
handlingar:
  - {{id: h, titel: H, typ: beslut}}
kalla: {{handling: h, avsnitt: Ett}}
omrade: nara-vard
{amount}
"""
    publication = publish(judge(with_file(NEW, new)))
    assert publication
    [event] = life(publication, publication.beslut_rows[TOP][0].beslut)["handelser"]
    assert (event.vad, event.slut) == ("Gäller inte längre. Ersatt av", True)
    assert said in event.efter.replace("\u00a0", " ")


def test_what_is_left_is_of_what_holds_now() -> None:
    outcome = "        utfall:\n          - per: 2023-12-31\n            anvant: 3,5 mkr\n"
    files = replaced(OUTCOME, f"{outcome}{OUTCOME}")
    rows = rows_of(changed("−1 mkr"), files)
    [followed] = outcomes(rows[HEMBESOK], changes_of(rows.values()))
    assert (followed.nu.kr, followed.kvar) == (3_000_000, -500_000)
