"""Decisions that replace, revoke, change or stand beside each other: what is refused, and how."""

from __future__ import annotations

import pytest

from generator.checking.judge import judge
from generator.data.types import Status
from tests.smallest import BESLUT, Files, text_of, with_file

OLD = "2023/god-och-nara-vard"
NEW_FILE = "content/data/beslut/2023/reviderat.yml"


def another(
    name: str = "reviderat",
    year: int = 2023,
    *,
    files: Files | None = None,
    line: tuple[str, str] | None = None,
    **lines: str,
) -> Files:
    """A decision like the first, with lines of its own at its top."""
    text = text_of(BESLUT)
    for field, value in (*lines.items(), *((line,) if line else ())):
        start = f"{field}: "
        kept = [line for line in text.splitlines() if not line.startswith(start)]
        text = "\n".join([f"{start}{value}", *kept]) + "\n"
    return with_file(f"content/data/beslut/{year}/{name}.yml", text, files=files)


def codes(files: Files) -> list[tuple[str, str]]:
    return [(problem.file, problem.code) for problem in judge(files).problems]


def statuses(files: Files) -> dict[str, str]:
    rows = judge(files).rows
    return {row.rad_id: row.status.value for row in rows if not row.overordnad_id and not row.ram}


def test_a_decision_again_is_asked_about_with_the_lines_to_choose_from() -> None:
    (problem,) = judge(another()).problems
    assert problem.code == "samma-beslut-igen"
    assert problem.file == NEW_FILE
    assert f"{OLD} gäller samma satsning, år och område (e-halsa, nara-vard)" in problem.message
    assert [entry.text for entry in problem.paste.entries] == [
        f"{link}: {OLD}" for link in ("ersatter", "andrar", "jamte")
    ]


@pytest.mark.parametrize("link", ["ersatter", "andrar", "jamte"])
def test_one_line_on_either_side_answers_it(link: str) -> None:
    assert codes(another(line=(link, OLD))) == []


def test_what_belongs_together_through_another_is_no_decision_again() -> None:
    files = another(jamte=OLD)
    assert codes(another("tredje", jamte="2023/reviderat", files=files)) == []
    assert codes(another("tredje", files=files)) == [
        ("content/data/beslut/2023/tredje.yml", "samma-beslut-igen")
    ]


def test_a_draft_without_a_day_is_asked_once_about_what_it_could_change() -> None:
    files = with_file(BESLUT, text_of(BESLUT) + "beslutsdatum: 2023-03-01\n")
    files = another("andring", andrar=OLD, files=files)
    files = another("a-ny", files=files)
    (problem,) = judge(files).problems
    assert problem.file == "content/data/beslut/2023/a-ny.yml"
    assert [entry.text for entry in problem.paste.entries][1] == f"andrar: {OLD}"


@pytest.mark.parametrize(
    "line",
    [("satsning", "patientmiljarden"), ("status", "forslag")],
    ids=["another agreement", "a proposal beside a decision"],
)
def test_what_is_not_alike_is_not_asked_about(line: tuple[str, str]) -> None:
    assert codes(another(line=line)) == []


def test_a_revoked_decision_is_not_decided_again() -> None:
    revoked = text_of(BESLUT) + "upphavd:\n  datum: 2023-06-01\n  text: Nämnden tog tillbaka det.\n"
    files = another(files=with_file(BESLUT, revoked))
    assert codes(files) == []
    assert statuses(files) == {OLD: "upphavd", "2023/reviderat": "beslutad"}


def test_a_replaced_decision_is_replaced_and_revoking_its_replacer_does_not_revive_it() -> None:
    files = another(ersatter=OLD)
    assert statuses(files) == {OLD: "ersatt", "2023/reviderat": "beslutad"}
    text = files[NEW_FILE].decode()
    revoked = text + "upphavd:\n  datum: 2024-01-01\n  text: Nämnden tog tillbaka det.\n"
    assert statuses(with_file(NEW_FILE, revoked, files=files)) == {
        OLD: "ersatt",
        "2023/reviderat": "upphavd",
    }


def test_a_proposal_replaces_no_decision_but_a_proposal() -> None:
    assert statuses(another(ersatter=OLD, status="forslag")) == {
        OLD: "beslutad",
        "2023/reviderat": "forslag",
    }
    proposed = with_file(BESLUT, text_of(BESLUT).replace("status: beslutad", "status: forslag"))
    assert set(statuses(another(ersatter=OLD, files=proposed)).values()) == {"ersatt", "beslutad"}
    both = another(ersatter=OLD, status="forslag", files=proposed)
    assert set(statuses(both).values()) == {"ersatt", "forslag"}


def test_a_change_takes_the_status_of_what_it_changes() -> None:
    files = another("andring", andrar=OLD, beslutsdatum="2023-05-01")
    files = another("nytt", ersatter=OLD, beslutsdatum="2023-06-01", files=files)
    assert codes(files) == []
    assert statuses(files) == {
        OLD: "ersatt",
        "2023/andring": "ersatt",
        "2023/nytt": "beslutad",
    }


CASES = {
    "itself": (another(ersatter="2023/reviderat"), "fel-ersattning", "ersätter sig självt"),
    "a decision that does not exist": (
        another(ersatter="2023/god-och-nara-vrd"),
        "okant-id",
        "finns inte bland besluten",
    ),
    "not a decision's id": (another(ersatter="god-och-nara-vard"), "fel-id", "år/id"),
    "a change of itself": (another(andrar="2023/reviderat"), "fel-andring", "sig självt"),
    "both": (another(andrar=OLD, ersatter=OLD), "fel-andring", "både ersätter och ändrar"),
    "a change of a proposal": (
        another(
            andrar=OLD,
            files=with_file(BESLUT, text_of(BESLUT).replace("beslutad", "forslag", 1)),
        ),
        "fel-andring",
        "bara är ett förslag",
    ),
    "a change of a change": (
        another("tredje", andrar="2023/reviderat", files=another(andrar=OLD)),
        "fel-andring",
        "är själv en ändring",
    ),
    "a change of what is replaced": (
        another("tredje", andrar=OLD, files=another(ersatter=OLD)),
        "fel-andring",
        "är ersatt av 2023/reviderat och kan inte ändras mer",
    ),
    "beside another year": (
        another(year=2022, jamte=OLD),
        "fel-jamte",
        "en annan satsning eller ett annat år",
    ),
    "written as replaced": (another(status="ersatt"), "fel-varde", "inget som en fil säger själv"),
}


@pytest.mark.parametrize(("files", "code", "said"), CASES.values(), ids=CASES)
def test_what_cannot_hold_is_refused_once(files: Files, code: str, said: str) -> None:
    problems = [one for one in judge(files).problems if one.code != "samma-beslut-igen"]
    (problem,) = problems
    assert problem.code == code
    assert said in problem.message
    assert problem.hint


def test_two_that_replace_each_other_and_two_that_replace_one_are_refused() -> None:
    replacing = text_of(BESLUT) + "ersatter: 2023/reviderat\n"
    circle = another(ersatter=OLD, files=with_file(BESLUT, replacing))
    assert codes(circle) == [(BESLUT, "fel-ersattning"), (NEW_FILE, "fel-ersattning")]
    twice = another("tredje", ersatter=OLD, files=another(ersatter=OLD))
    (problem,) = (one for one in judge(twice).problems if one.code == "fel-ersattning")
    assert problem.file == "content/data/beslut/2023/tredje.yml"
    assert problem.hint.startswith("Skriv ersatter: 2023/reviderat")


CHANGE = f"""\
titel: Ändrad fördelning 2023
satsning: god-och-nara-vard
status: beslutad
sammanfattning: Beslutet flyttar pengar mellan insatser.
andrar: {OLD}
handlingar:
  - id: andring
    titel: Ändring av God och nära vård 2023
    typ: beslut
kalla:
  handling: andring
  avsnitt: Beslut
omraden:
  - omrade: nara-vard
    rubrik: Den nära vården
    insatser:
      - namn: Utökade hembesök
        belopp: -1 mkr
      - namn: Ny mottagning
        belopp: 3 mkr
"""


def test_a_change_is_signed_rows_that_name_what_they_change() -> None:
    judged = judge(with_file(NEW_FILE, CHANGE))
    assert judged.problems == ()
    assert [
        (row.id.lokal_id, row.varde, row.andrar_id, row.avser_ar)
        for row in judged.rows
        if row.beslut.id == "reviderat"
    ] == [
        ("", 2_000_000, OLD, 2023),
        ("nara-vard", 2_000_000, f"{OLD}/nara-vard", 2023),
        ("nara-vard/utokade-hembesok", -1_000_000, f"{OLD}/nara-vard/utokade-hembesok", 2023),
        ("nara-vard/ny-mottagning", 3_000_000, "", 2023),
    ]


def test_a_change_of_a_later_year_is_for_the_year_that_it_changes() -> None:
    judged = judge(with_file(NEW_FILE.replace("/2023/", "/2024/"), CHANGE))
    assert {row.ar for row in judged.rows} == {2023}


def test_a_minus_on_a_row_that_the_changed_decision_lacks_is_refused() -> None:
    wrong = CHANGE.replace("belopp: 3 mkr", "belopp: -3 mkr")
    (problem,) = judge(with_file(NEW_FILE, wrong)).problems
    assert problem.code == "fel-andring"
    assert f"minskar något som {OLD} inte har" in problem.message
    assert problem.hint == (
        "Skriv id: och det id som raden har i det beslutet, eller ta bort minustecknet."
    )


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        (
            "Utöka hembesök",
            "Menas utokade-hembesok i det beslutet? Skriv id: utokade-hembesok här, eller",
        ),
        ("E-hälsa", "Där står e-halsa direkt i beslutet. Skriv raden på samma plats här, eller"),
    ],
)
def test_a_row_that_is_called_otherwise_is_told_what_it_is_called(written: str, hint: str) -> None:
    wrong = CHANGE.replace("Utökade hembesök", written)
    (problem,) = judge(with_file(NEW_FILE, wrong)).problems
    assert problem.hint == f"{hint} ta bort minustecknet.".format("utokade-hembesok")


def test_only_two_values_of_status_count() -> None:
    assert [status for status in Status if status.galler] == [Status.BESLUTAD, Status.FORSLAG]
