from __future__ import annotations

import os
import pty
import re
import subprocess
from pathlib import Path

import pytest

from generator.command import draft
from generator.data.belopp import Belopp
from generator.data.beslut import Beslut, Handling
from generator.data.types import HandlingsTyp
from generator.reading.refusals import FROM_PATH, inner_model
from generator.reading.yaml_text import clean, parse
from generator.reckoning.rows import register_rows
from tests.command.test_schema import faults
from tests.conftest import COMMAND, ROOT, files_in, read_publication, tilldelat
from tests.smallest import TOP, register_of, run, valid

FILE = "content/data/beslut/2024/nytt-stod.yml"
NEEDED = {
    "--ar": "2024",
    "--titel": "Nytt stöd",
    "--satsning": "god-och-nara-vard",
    "--status": "forslag",
    "--omrade": "nara-vard",
}
ANSWERS = {
    "ar": "2024",
    "titel": "Nytt stöd",
    "id": "nytt-stod",
    "satsning": "god-och-nara-vard",
    "status": "beslutad",
    "ersatter": "",
    "andrar": "",
    "jamte": "",
    "belopp": "6,3 mkr",
    "omrade": ["nara-vard", "e-halsa"],
    "handling": "Förslag till stöd",
    "typ": "forslag",
    "diarienummer": "RS/1/2024",
    "avsnitt": "3",
}


def new(root: Path, *more: str, **changed: str) -> subprocess.CompletedProcess[str]:
    options = NEEDED | {f"--{name}": value for name, value in changed.items()}
    arguments = [word for pair in options.items() if pair[1] for word in pair]
    return tilldelat("new", "beslut", "--root", root, *arguments, *more)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, content in valid().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


def text_of(**changed: str | list[str]) -> str:
    answers = ANSWERS | changed
    return draft.beslut_text(FILE, draft.beslut_data(answers, register_of(valid())))


# The text.


@pytest.mark.parametrize(
    "omrade", [["nara-vard"], ["nara-vard", "e-halsa"]], ids=["one", "several"]
)
def test_the_draft_passes_check_and_its_schema_as_it_is(omrade: list[str]) -> None:
    files = {**valid(), FILE: text_of(omrade=omrade).encode()}
    assert run(files) == ()
    assert faults(files, FILE) == []


def test_what_is_answered_stands_in_the_draft() -> None:
    register = register_of({**valid(), FILE: text_of().encode()})
    beslut = next(one for one in register.beslut if one.id == "nytt-stod")
    assert (beslut.ar, beslut.titel, beslut.status) == (2024, "Nytt stöd", "beslutad")
    assert isinstance(beslut.belopp, Belopp)
    assert beslut.belopp.kr == 6_300_000
    assert [(one.omrade, one.rubrik) for one in beslut.omraden] == [
        ("nara-vard", "Nära vård"),
        ("e-halsa", "E-hälsa"),
    ]
    assert all(one.belopp is None for one in beslut.omraden)
    assert beslut.handlingar == (
        Handling(
            id="forslag",
            titel="Förslag till stöd",
            typ=HandlingsTyp.FORSLAG,
            diarienummer="RS/1/2024",
        ),
    )
    assert beslut.kalla is not None
    assert (beslut.kalla.handling, beslut.kalla.avsnitt) == ("forslag", "3")
    assert beslut.sammanfattning == "Beslut om God och nära vård 2024."


def test_the_draft_leads_an_editor_to_the_schema() -> None:
    first = text_of().splitlines()[0]
    assert first == "# yaml-language-server: $schema=../../../schema/beslut.json"


def test_every_field_of_a_decision_and_of_what_stands_in_it_is_there_and_explained() -> None:
    text = text_of(omrade=["nara-vard"])
    for name, info in Beslut.model_fields.items():
        told = re.search(rf"^(?:# )?{name}: .*# {re.escape(info.description or '')}$", text, re.M)
        assert bool(told) == (name not in FROM_PATH), name
        if inner := inner_model(info.annotation):
            for field in inner.model_fields:
                assert re.search(rf"^#? +(- )?(# )?{field}: ", text, re.M), (name, field)
    assert "ar:" not in re.findall(r"^(?:# )?(\w+:)", text, re.M)


def test_the_comments_are_fields_once_the_sign_is_taken_away() -> None:
    lines = text_of(omrade=["nara-vard"]).splitlines()[3:]
    opened = "\n".join(re.sub(r"^( *)# ?", r"\1", line) for line in lines) + "\n"
    found = run({**valid(), FILE: opened.encode()})
    # Names that must be there are asked for; nothing is unknown, misplaced or unreadable.
    assert {one.code for one in found} == {"saknat-falt", "fel-varde"}
    assert all("None" in one.message for one in found if one.code == "fel-varde")


@pytest.mark.parametrize(
    "hostile",
    [
        "Stöd: nytt",
        'Stöd "nytt"',
        "Stöd 'nytt'",
        "Stöd #2",
        "# Stöd",
        "- Stöd",
        "Stöd\nstatus: beslutad",
        "{a: b}",
        "[a]",
        "&a *b !c",
        "| >",
        "true",
        "null",
        "2024",
        "1,5",
        "%TAG",
        "a\\nb",
        "Stöd:",
        "? a",
        "<<",
        "Å" * 300,
        "{{ 1 }} %s {x}",
    ],
)
def test_no_title_breaks_the_file(hostile: str) -> None:
    files = {**valid(), FILE: text_of(titel=hostile).encode()}
    assert run(files) == ()
    assert faults(files, FILE) == []
    parsed, _ = parse(FILE, files[FILE])
    assert parsed is not None
    assert parsed.data["titel"] == clean(hostile)
    assert parsed.data["status"] == "beslutad"


# The command.


def test_options_are_enough_and_the_file_passes_check(site: Path) -> None:
    done = new(site, "--omrade", "e-halsa", belopp="12 mkr", avsnitt="Inledning")
    assert done.returncode == 0, done.stdout + done.stderr
    assert FILE in done.stdout
    check = tilldelat("check", "--root", site)
    assert check.returncode == 0
    assert "inga fel" in check.stdout
    beslut = next(one for one in read_publication(site).register.beslut if one.ar == 2024)
    assert len(beslut.omraden) == 2
    assert beslut.handlingar[0].titel == "Nytt stöd"
    assert beslut.handlingar[0].typ == "forslag"


def test_the_type_of_the_handling_follows_the_status(site: Path) -> None:
    assert new(site, status="beslutad", id="annat").returncode == 0
    beslut = next(one for one in read_publication(site).register.beslut if one.id == "annat")
    assert beslut.handlingar[0].typ == "beslut"


def test_a_file_that_is_there_is_never_written_over(site: Path) -> None:
    assert new(site).returncode == 0
    before = files_in(site)
    done = new(site, belopp="1 mkr")
    assert done.returncode == 2
    assert f"{FILE} finns redan" in done.stderr
    assert files_in(site) == before


def test_without_a_terminal_missing_options_are_named(site: Path) -> None:
    before = files_in(site)
    done = new(site, titel="", omrade="")
    assert done.returncode == 2
    assert "--titel och --omrade saknas" in done.stderr
    assert tilldelat("new", "beslut", "--root", site).returncode == 2
    assert files_in(site) == before


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("belopp", "12", "beloppet '12' har ingen enhet. Skriv enheten som handlingen har"),
        ("belopp", "-1 kr", "är negativt"),
        ("belopp", "+1 kr", "har plustecken"),
        ("ersatter", "2023/god-och-nara-vrd", "Menades 2023/god-och-nara-vard?"),
        ("andrar", "2022/x", "finns inte bland besluten"),
        ("jamte", "god-och-nara-vard", "är inget beslut"),
        ("satsning", "god-och-nara-vrd", "Menades god-och-nara-vard?"),
        ("satsning", "God vård", "är inget id"),
        ("omrade", "e-hlsa", "Menades e-halsa?"),
        ("status", "beslutat", "Menades beslutad?"),
        ("typ", "x", "är inget av forslag, underlag, beslut eller bilaga"),
        ("ar", "24", "är inget årtal"),
        ("id", "Nytt stöd", "Skriv till exempel nytt-stod"),
        ("titel", "a\x1bb", "inte går att skriva"),
        ("titel", "a\udce5b", "inte går att skriva"),
    ],
)
def test_an_answer_that_will_not_do_is_refused_with_the_models_own_words(
    name: str, value: str, says: str
) -> None:
    question = next(one for one in draft.QUESTIONS if one.name == name)
    assert says in draft.refused(question, value, {}, register_of(valid()))


def test_an_answer_that_does_is_not_refused() -> None:
    for one in draft.QUESTIONS:
        given = ANSWERS[one.name]
        for value in filter(None, [given] if isinstance(given, str) else given):
            assert draft.refused(one, value, ANSWERS, register_of(valid())) == ""


@pytest.mark.parametrize("amount", ["−1 mkr", "+1 mkr", "1 mkr"])
def test_only_a_change_of_another_decision_has_a_sign(amount: str) -> None:
    question = next(one for one in draft.QUESTIONS if one.name == "belopp")
    assert draft.refused(question, amount, {"andrar": TOP}, register_of(valid())) == ""


@pytest.mark.parametrize("link", ["ersatter", "andrar", "jamte"])
def test_a_draft_may_name_an_earlier_decision(link: str) -> None:
    files = {**valid(), FILE.replace("2024", "2023"): text_of(**{link: TOP}).encode()}
    assert run(files) == ()
    [beslut] = [one for one in register_of(files).beslut if one.id == "nytt-stod"]
    assert getattr(beslut, link) == TOP


def test_a_draft_of_a_change_offers_the_rows_that_it_may_change() -> None:
    text = text_of(andrar=TOP, belopp="−1 mkr", omrade=["nara-vard"])
    opened = text.replace("# insatser:", "insatser:", 1)
    for line in ("  - namn: Utökade hembesök", "    id: utokade-hembesok", "    belopp: …"):
        assert f"# {line}\n" in opened
        opened = opened.replace(f"# {line}", line.replace("…", "−1 mkr"), 1)
    files = {**valid(), FILE: opened.encode()}
    assert run(files) == ()
    assert "−1 mkr" in opened
    changing = [row for row in register_rows(register_of(files)) if row.andrar_id]
    assert f"{TOP}/nara-vard/utokade-hembesok" in {row.andrar_id for row in changing if row.belopp}


@pytest.mark.parametrize(
    ("option", "value", "says"),
    [
        (
            "belopp",
            "12",
            "--belopp: beloppet '12' har ingen enhet. Skriv enheten som handlingen har",
        ),
        ("omrade", "e-hlsa", "Menades e-halsa?"),
        ("titel", "!!", "ange ett med --id"),
    ],
)
def test_a_refused_option_is_wrong_use(site: Path, option: str, value: str, says: str) -> None:
    before = files_in(site)
    done = new(site, **{option: value})
    assert done.returncode == 2, done.stdout + done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert files_in(site) == before


def test_what_check_would_refuse_is_told_of_and_not_written(site: Path) -> None:
    before = files_in(site)
    done = new(site, titel="=1+1", id="annat")
    assert done.returncode == 1
    assert "formel" in done.stderr
    assert files_in(site) == before


def test_a_terminal_is_asked_and_a_wrong_answer_is_asked_for_again(site: Path) -> None:
    ours, theirs = pty.openpty()
    arguments = ("new", "beslut", "--root", str(site), "--ar", "2024")
    running = subprocess.Popen(
        [str(COMMAND), *arguments],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=theirs,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    answers = ["Nytt stöd", "", "god-och-nara-vrd", "god-och-nara-vard", ""]
    answers += [f"ersatt {TOP}", "ändrar 2023/god-och-nara-vrd", f"ändrar {TOP}", "12", "12 mkr"]
    answers += ["nara-vard, e-halsa", "", "", "RS/1/2024", "Inledning"]
    os.write(ours, "".join(f"{one}\n" for one in answers).encode())
    said = running.communicate()[0].decode()
    os.close(ours)
    os.close(theirs)
    assert running.returncode == 0, said
    assert "Menades god-och-nara-vard?" in said
    assert f"{TOP}  Fördelning 2023" in said
    assert "'ersatt' är inget av ersatter, andrar, jamte" in said
    assert f"Menades {TOP}?" in said
    assert "har ingen enhet" in said
    assert "god-och-nara-vard  God och nära vård" in said
    beslut = next(one for one in read_publication(site).register.beslut if one.ar == 2024)
    assert (beslut.id, beslut.satsning, beslut.status, beslut.andrar) == (
        "nytt-stod",
        "god-och-nara-vard",
        "forslag",
        TOP,
    )
    assert len(beslut.omraden) == 2


def test_the_questions_are_about_fields_of_the_model() -> None:
    for one in draft.QUESTIONS:
        assert one.title
        assert one.description.endswith(".")
