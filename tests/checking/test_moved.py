"""The rules of ids that change: what is asked, and what is not, of what has been published."""

from __future__ import annotations

import pytest

from generator.checking.judge import judge
from generator.data.problem import Problem
from generator.reading.register import ADRESSER
from tests.smallest import (
    BESLUT,
    LEDGER,
    MOTTAGARE,
    OMRADEN,
    TOP,
    Case,
    Files,
    appended,
    case,
    found,
    published,
    replaced,
    run,
    valid,
)

KEPT = f"""\
adress,publicerad,leder_till
beslut/{TOP}/,2023-04-01,
mottagare/halsocentraler/,2023-04-01,
omraden/nara-vard/,2023-04-01,
omraden/e-halsa/,2023-04-01,
objekt/9916/,2023-04-01,
satsningar/god-och-nara-vard/,2023-04-01,
2023/nara-vard/,2023-04-01,
utforska/,2023-04-01,
"""
OLD = "mottagare/aldre/,2023-04-01,"
"""A recipient that is there no more."""


def kept(more: str = "", files: Files | None = None) -> Files:
    """The files with the addresses of their pages published, and some more."""
    return {**(valid() if files is None else files), ADRESSER: f"{KEPT}{more}".encode()}


def renamed(said: str = "", files: Files | None = None) -> Files:
    """The recipient with another id, and perhaps with what it was called before."""
    changed = replaced("- id: halsocentraler", f"- id: vardcentraler{said}", MOTTAGARE, files)
    return replaced("mottagare: halsocentraler", "mottagare: vardcentraler", BESLUT, changed)


CASES = [
    case(
        "saknat-tidigare-id",
        "a recipient with another id",
        kept(files=renamed()),
        "id: vardcentraler",
        "mottagare/halsocentraler/ är publicerad",
        "skriv tidigare_id: []",
        "  tidigare_id: halsocentraler",
        file=MOTTAGARE,
    ),
    case(
        "saknat-tidigare-id",
        "an earlier id that was never published",
        kept(files=renamed("\n  tidigare_id: halsocentral")),
        "id: vardcentraler",
        "  tidigare_id:\n    - halsocentral\n    - halsocentraler",
        file=MOTTAGARE,
    ),
    case(
        "borttagen-adress",
        "a recipient that is gone",
        kept(OLD),
        OLD,
        "lägg tillbaka",
        file=ADRESSER,
    ),
    case(
        "upptaget-id",
        "its own id",
        appended("  tidigare_id: halsocentraler\n", MOTTAGARE),
        "tidigare_id",
        "det id som används nu",
        file=MOTTAGARE,
    ),
    case(
        "upptaget-id",
        "an id that something else has",
        appended("  tidigare_id: nara-vard\n", OMRADEN),
        "tidigare_id",
        "används av något annat",
        file=OMRADEN,
    ),
    case(
        "upptaget-id",
        "an id that something else has had",
        replaced(
            "namn: Nära vård",
            "namn: Nära vård\n  tidigare_id:\n    - vard",
            OMRADEN,
            appended("  tidigare_id: vard\n", OMRADEN),
        ),
        "tidigare_id: vard",
        "redan som tidigare id på rad 4",
        file=OMRADEN,
    ),
    case(
        "fel-id",
        "an earlier id that can't be one",
        appended("  tidigare_id: Hälsocentral\n", MOTTAGARE),
        "tidigare_id",
        "halsocentral",
        file=MOTTAGARE,
    ),
    case(
        "fel-id",
        "of a decision, an earlier id that can't be one",
        appended("tidigare_id: 23/fordelning\n"),
        "tidigare_id",
        "2023/god-och-nara-vard",
    ),
]


@pytest.mark.parametrize("fault", CASES, ids=lambda fault: f"{fault.code}: {fault.name}")
def test_one_fault_is_one_problem_at_its_line_that_says_what_to_do(fault: Case) -> None:
    assert found(fault.files) == fault.expected()
    assert fault.unsaid() == []


def codes(files: Files) -> list[str]:
    return [problem.code for problem in run(files)]


@pytest.mark.parametrize("said", ["halsocentraler", "[]", "\n    - a\n    - halsocentraler"])
def test_what_says_which_it_was_or_that_it_is_new_is_not_asked(said: str) -> None:
    expected = ["borttagen-adress"] if said == "[]" else []
    assert codes(kept(files=renamed(f"\n  tidigare_id: {said}"))) == expected


def test_the_line_that_is_offered_is_the_answer() -> None:
    files = kept(files=renamed())
    [problem] = run(files)
    [entry] = problem.paste.entries
    lines = files[MOTTAGARE].decode().splitlines()
    lines.insert(problem.line, entry.text)
    assert codes({**files, MOTTAGARE: "\n".join(lines).encode()}) == []


def test_before_anything_is_published_every_id_may_change() -> None:
    assert codes(renamed()) == []


@pytest.mark.parametrize("row", [f"{OLD},2024-01-01", "mottagare/aldre/,2023-04-01,mottagare/x/,"])
def test_what_is_known_to_be_gone_or_to_lead_on_is_not_told_of_again(row: str) -> None:
    header = KEPT.replace("leder_till", "leder_till,borta").replace("-01,\n", "-01,,\n")
    assert codes({**valid(), ADRESSER: f"{header}{row}\n".encode()}) == []


def test_what_no_decision_has_to_do_with_is_no_new_page_that_could_be_the_old() -> None:
    unused = "- id: aldreomsorgen\n  namn: Äldreomsorgen\n"
    assert codes(kept(OLD, appended(unused, MOTTAGARE))) == ["borttagen-adress"]


def test_of_each_kind_that_is_gone_one_new_is_asked_of_and_the_likest() -> None:
    more = "beslut/2023/aldre/,2023-04-01,\nbeslut/2019/aldre/,2023-04-01,\n"
    empty = "titel: Nytt\nsatsning: god-och-nara-vard\nstatus: forslag\nsammanfattning: Nytt.\n"
    empty += "handlingar:\n  - id: b\n    titel: B\n    typ: beslut\nomrade: e-halsa\n"
    empty += "jamte: 2023/ny\n"
    new = {"content/data/beslut/2023/aldret.yml": empty.encode()}
    new["content/data/beslut/2023/ny.yml"] = empty.replace("jamte: 2023/ny\n", "").encode()
    problems = run(kept(more, valid() | new))
    assert [(problem.file, problem.code) for problem in problems] == [
        (ADRESSER, "borttagen-adress"),  # of another year, and with another name
        ("content/data/beslut/2023/aldret.yml", "saknat-tidigare-id"),
    ]
    assert problems[1].remedy.endswith("\ntidigare_id: 2023/aldre")


# Decisions, whose amounts follow


def of_another_name(said: str = "") -> Files:
    """The published decision in a file with another name."""
    files = published()
    text = files.pop(BESLUT).decode() + said
    return {**files, "content/data/beslut/2023/fordelning.yml": text.encode()}


def only(files: Files, code: str) -> Problem:
    [problem] = run(files)
    assert problem.code == code
    return problem


def test_a_decision_in_a_file_of_another_name_is_asked_what_it_was() -> None:
    problem = only({**of_another_name(), ADRESSER: KEPT.encode()}, "andrat-id")
    assert f"skriv {TOP} i tidigare_id" in problem.hint


@pytest.mark.parametrize("said", [TOP, "god-och-nara-vard"])
def test_the_amounts_of_a_decision_follow_it(said: str) -> None:
    files = kept(files=of_another_name(f"tidigare_id: {said}\n"))
    assert codes(files) == []
    text = files["content/data/beslut/2023/fordelning.yml"].decode()
    files["content/data/beslut/2023/fordelning.yml"] = text.replace(
        "belopp: 100 mkr", "belopp: 90 mkr"
    ).encode()
    problem = only(files, "saknad-rattelse")
    assert "id: 2023/fordelning/riket\n" in problem.paste.entries[0].text
    corrected = (
        problem.paste.entries[0].text.replace("…", "Fel.").replace("ÅÅÅÅ-MM-DD", "2024-01-01")
    )
    corrected += "\n"
    assert codes({**files, "content/data/rattelser.yml": corrected.encode()}) == []
    # One that was written under the old name holds as well.
    old = corrected.replace("2023/fordelning/", f"{TOP}/")
    assert codes({**files, "content/data/rattelser.yml": old.encode()}) == []


def test_a_renamed_decision_that_cannot_be_read_is_the_one_fault() -> None:
    new = "content/data/beslut/2023/fordelning.yml"
    row = f"beslut/{TOP}/,2023-04-01,beslut/2023/fordelning/\n"
    files = {**of_another_name(), ADRESSER: KEPT.replace(KEPT.splitlines()[1] + "\n", row).encode()}
    assert codes(files) == []  # what was published is followed
    for broken in (b"titel: [\n", files[new] + b"okant: 1\n"):
        assert {problem.file for problem in run({**files, new: broken})} == {new}


def test_a_chain_of_names_is_followed_to_its_end() -> None:
    row = f"beslut/{TOP}/,2023-04-01,beslut/2023/mitten/\nbeslut/2023/mitten/,2023-05-01,\n"
    files = of_another_name("tidigare_id: mitten\n")
    kept_rows = KEPT.replace(KEPT.splitlines()[1] + "\n", row)
    assert codes({**files, ADRESSER: kept_rows.encode()}) == []


def test_where_both_ids_have_been_published_they_are_two_amounts() -> None:
    files = of_another_name(f"tidigare_id: {TOP}\n")
    files[LEDGER] += b"2023/fordelning,10000000,2024-04-01\n"
    [problem] = run(files)
    assert (problem.code, problem.message.split()[0]) == ("saknad-rattelse", TOP)


def test_a_file_of_decisions_that_cannot_be_read_is_not_told_of_as_gone() -> None:
    files = kept(files={**valid(), BESLUT: b"titel: [\n"})
    assert {problem.file for problem in judge(files).problems} == {BESLUT}
