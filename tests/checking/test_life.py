"""Decisions that replace, revoke, change or stand beside each other: what is refused, and how."""

from __future__ import annotations

import pytest

from generator.checking.judge import judge
from generator.data.types import Status
from tests.smallest import BESLUT, MOTTAGARE, Files, text_of, with_file

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
    (problem,) = judge(files).problems
    assert problem.code == code
    assert said in problem.message
    assert problem.hint


@pytest.mark.parametrize("link", ["ersatter", "andrar", "jamte"])
def test_an_earlier_id_of_a_decision_is_told_what_it_is_called_now(link: str) -> None:
    renamed = with_file(BESLUT, text_of(BESLUT) + "tidigare_id: [gammalt, 2022/aldre]\n")
    for earlier in ("2023/gammalt", "2022/aldre"):
        (problem,) = judge(another(files=renamed, line=(link, earlier))).problems
        assert problem.code == "okant-id"
        assert problem.message == f"{link}: {earlier!r} heter nu {OLD}"
        assert problem.hint == f"Skriv {link}: {OLD}."
        assert problem.line == 1


def test_so_is_one_of_a_register_and_only_what_is_new_is_to_be_listed() -> None:
    renamed = text_of(MOTTAGARE) + "  tidigare_id: vardcentraler\n"
    files = with_file(MOTTAGARE, renamed)
    text = text_of(BESLUT).replace("mottagare: halsocentraler", "mottagare: vardcentraler")
    (problem,) = judge(with_file(BESLUT, text, files=files)).problems
    assert problem.message == "mottagare: 'vardcentraler' heter nu halsocentraler"
    assert problem.hint == "Skriv halsocentraler i stället."
    assert not problem.paste.entries
    more = text.replace("belopp: 2 mkr", "belopp: 2 mkr\n        mottagare: akuten")
    (problem,) = judge(with_file(BESLUT, more, files=files)).problems
    assert problem.hint == "Menades halsocentraler för 'vardcentraler'?"
    (entry,) = problem.paste.entries
    assert entry.text.startswith("- id: akuten")


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


def test_a_change_may_be_divided_by_years_where_what_it_changes_is_not() -> None:
    years = "belopp: -1 mkr\n        per_ar:\n" + "".join(
        f"          - ar: {year}\n            belopp: -500 000 kr\n" for year in (2023, 2024)
    )
    assert codes(with_file(NEW_FILE, CHANGE.replace("belopp: -1 mkr\n", years))) == []
    lacking = CHANGE.replace("belopp: 3 mkr\n", years)
    assert codes(with_file(NEW_FILE, lacking)) == [(NEW_FILE, "fel-andring")] * 3


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


PLUS = CHANGE.replace("belopp: -1 mkr", "belopp: 1 mkr")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Utökade hembesök", ""),
        ("Utökade hembesk", "utokade-hembesok"),
        ("Utöka hembesök", "utokade-hembesok"),
        ("Utökade öppettiden", "utokade-oppettider"),
        ("Mobila team", ""),
        ("Utökade hembesök 2", ""),
        ("Utökade hembesök B", ""),
    ],
)
def test_what_is_called_nearly_as_what_it_would_change_is_asked_about(
    written: str, meant: str
) -> None:
    change = PLUS.replace("Utökade hembesök", written)
    problems = judge(with_file(NEW_FILE, change)).problems
    assert [problem.code for problem in problems] == (["snarlik-rad"] if meant else [])
    for problem in problems:
        assert f"{OLD} har 'nara-vard/{meant}'" in problem.message
        new = "Är det nytt: lägg till raden rimligt: ja."
        assert problem.hint == f"Är det samma: skriv id: {meant}. {new}"
        assert problem.line == change.splitlines().index(f"      - namn: {written}") + 1
        right = f"namn: {written}\n        id: {meant}"
        assert codes(with_file(NEW_FILE, change.replace(f"namn: {written}", right))) == []
        new_one = f"namn: {written}\n        rimligt: ja"
        assert codes(with_file(NEW_FILE, change.replace(f"namn: {written}", new_one))) == []


def test_beside_what_it_changes_a_near_name_is_new() -> None:
    both = PLUS.replace("Ny mottagning", "Utökade hembesök i norr")
    assert codes(with_file(NEW_FILE, both)) == []


def test_what_stands_elsewhere_in_what_is_changed_is_asked_about() -> None:
    before, _, _ = PLUS.partition("omraden:\n")
    moved = f"{before}insatser:\n  - namn: Utökade hembesök\n    belopp: 1 mkr\nomrade: nara-vard\n"
    (problem,) = judge(with_file(NEW_FILE, moved)).problems
    assert problem.code == "snarlik-rad"
    assert f"skriv det på samma plats som i {OLD}." in problem.hint


def test_in_a_table_the_hint_is_of_its_columns() -> None:
    before, _, _ = PLUS.partition("omraden:\n")
    files = with_file(NEW_FILE, f"{before}omraden:\n  - omrade: nara-vard\n    rubrik: Vården\n")
    table = "namn,belopp_kr,omrade_id\nUtökade hembesk,1000000,nara-vard\n"
    files = with_file(NEW_FILE.replace(".yml", ".insatser.csv"), table, files=files)
    (problem,) = judge(files).problems
    assert problem.code == "snarlik-rad"
    assert "skriv utokade-hembesok i en ny kolumn, rad_id" in problem.hint
    assert "skriv ja i en ny kolumn, rimligt" in problem.hint


def test_only_two_values_of_status_count() -> None:
    assert [status for status in Status if status.galler] == [Status.BESLUTAD, Status.FORSLAG]


REVOKED = "upphavd:\n  datum: 2023-06-01\n  text: Nämnden tog tillbaka det.\n"


@pytest.mark.parametrize(
    ("day", "is_late"),
    [("2023-05-31", False), ("2023-06-01", True), ("2023-06-02", True), (None, True)],
)
def test_what_no_longer_holds_cannot_be_changed_from_that_day(
    day: str | None, is_late: bool
) -> None:
    dated = ("beslutsdatum", day) if day else None
    revoked = with_file(BESLUT, text_of(BESLUT) + REVOKED)
    problems = judge(another(andrar=OLD, files=revoked, line=dated)).problems
    said = [(problem.code, problem.message) for problem in problems]
    late = ("fel-andring", f"{OLD} är upphävt 2023-06-01 och kan inte ändras mer")
    assert said == ([late] if is_late else [])


@pytest.mark.parametrize(
    ("day", "is_late"),
    [("2023-05-31", False), ("2023-06-01", True), ("2023-06-02", True), (None, False)],
)
def test_what_was_replaced_cannot_be_changed_from_that_day(day: str | None, is_late: bool) -> None:
    dated = ("beslutsdatum", day) if day else None
    files = another(ersatter=OLD, beslutsdatum="2023-06-01")
    found = codes(another("tredje", andrar=OLD, files=files, line=dated))
    late = [("content/data/beslut/2023/tredje.yml", "fel-andring")]
    assert found == (late if is_late else [])


def test_what_stands_beside_another_is_of_its_agreement_year_and_omrade() -> None:
    start = text_of(BESLUT).partition("omraden:")[0]
    only_one = start.replace("10 mkr", "4 mkr") + "omrade: e-halsa\n"
    assert codes(with_file(NEW_FILE, f"jamte: {OLD}\n{only_one}")) == []
    itself = with_file(NEW_FILE, f"jamte: 2023/reviderat\n{only_one}")
    (problem,) = judge(itself).problems
    assert problem.code == "fel-jamte"
    assert problem.message == "beslutet står vid sidan av sig självt"
    assert problem.file == NEW_FILE
    assert problem.line == 1
    (problem,) = judge(another(jamte=OLD, satsning="patientmiljarden")).problems
    assert problem.message == f"{OLD} gäller en annan satsning eller ett annat år"
    without = text_of(BESLUT).partition("  - omrade: e-halsa")[0].replace("10 mkr", "6 mkr")
    files = with_file(BESLUT, without)
    (problem,) = judge(with_file(NEW_FILE, f"jamte: {OLD}\n{only_one}", files=files)).problems
    assert problem.message == f"{OLD} gäller andra områden"
    assert codes(with_file(NEW_FILE, f"jamte: 2022/finns-inte\n{only_one}", files=files)) == [
        (NEW_FILE, "okant-id")
    ]


def test_each_decision_that_counts_money_again_is_told_of_once() -> None:
    files = another("tredje", files=another())
    problems = judge(files).problems
    assert [(problem.file, problem.code) for problem in problems] == [
        (NEW_FILE, "samma-beslut-igen"),
        ("content/data/beslut/2023/tredje.yml", "samma-beslut-igen"),
    ]
    assert problems[0].message.startswith("2023/god-och-nara-vard gäller samma")
    beside = another(jamte=OLD)
    (problem,) = judge(another("tredje", files=beside)).problems
    assert problem.line == 2  # that of satsning
    later = another("tredje", year=2024, files=beside)
    assert codes(later) == []
    chain = another("a", jamte="2023/c", files=another("c", jamte="2023/b", files=another("b")))
    assert codes(with_file("content/data/beslut/2023/b.yml", chain[BESLUT], files=chain)) == [
        ("content/data/beslut/2023/god-och-nara-vard.yml", "samma-beslut-igen")
    ]


def test_what_shares_no_omrade_is_no_decision_again() -> None:
    before, _, omraden = text_of(BESLUT).partition("omraden:\n")
    near, digital = omraden.split("  - omrade: e-halsa")
    files = with_file(BESLUT, before.replace("10 mkr", "6 mkr") + f"omraden:\n{near}")
    other = before.replace("10 mkr", "4 mkr") + f"omraden:\n  - omrade: e-halsa{digital}"
    assert codes(with_file(NEW_FILE, other, files=files)) == []
    both = with_file(NEW_FILE, text_of(BESLUT), files=files)
    (problem,) = judge(both).problems
    assert "år och område (nara-vard), och" in problem.message


def test_signs_stand_only_in_changes() -> None:
    plus = with_file(BESLUT, text_of(BESLUT).replace("belopp: 2 mkr", "belopp: +2 mkr"))
    (problem,) = judge(plus).problems
    assert (problem.code, problem.hint) == ("fel-belopp", "Ta bort plustecknet: 2 mkr")
    minus = with_file(BESLUT, text_of(BESLUT).replace("10 mkr", "0 kr").replace("6 mkr", "-6 mkr"))
    problems = [one for one in judge(minus).problems if one.code == "negativt-belopp"]
    (problem,) = problems
    assert "skriv andrar: <år>/<id> i det här beslutet" in problem.hint
    unknown = CHANGE.replace(OLD, "2023/finns-inte")
    assert codes(with_file(NEW_FILE, unknown)) == [(NEW_FILE, "okant-id")]
    nought = CHANGE.replace("belopp: 3 mkr", "belopp: 0 kr")
    assert codes(with_file(NEW_FILE, nought)) == [(NEW_FILE, "orimligt-belopp")]


def test_the_first_by_day_replaces_and_the_others_are_told_which() -> None:
    files = another("b", ersatter=OLD, beslutsdatum="2023-07-01")
    files = another("a", ersatter=OLD, beslutsdatum="2023-08-01", files=files)
    (problem,) = (one for one in judge(files).problems if one.code == "fel-ersattning")
    assert problem.file == "content/data/beslut/2023/a.yml"
    assert problem.message == f"{OLD} är redan ersatt av 2023/b"
    assert problem.hint.startswith("Skriv ersatter: 2023/b")
    proposals = another("a", ersatter=OLD, status="forslag")
    proposals = another("b", ersatter=OLD, status="forslag", jamte="2023/a", files=proposals)
    assert codes(proposals) == []
    three = another("a", ersatter="2023/b", files=another("b", ersatter="2023/c"))
    three = another("c", ersatter="2023/a", files=three)
    found = [(problem.file, problem.message) for problem in judge(three).problems]
    assert [message for _, message in found if "ersätter" in message] == [
        f"beslutet ersätter 2023/{other}, som i sin tur ersätter det här" for other in "bca"
    ]
