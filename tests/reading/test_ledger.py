"""The ledger's file: what is wrong in it, and what spreadsheets may do to it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.data.adress import Adress, Slag
from generator.data.ids import BeloppId, RadId
from generator.reading import history, ledger
from generator.reading.ledger import Publicerat
from generator.reading.load import bound, load, read
from generator.reading.register import ADRESSER, TIDER
from generator.reading.yaml_text import MAX_BYTES
from generator.reckoning.corrections import published_amounts, unpublished
from generator.reckoning.rows import register_rows
from tests.conftest import EXEMPEL, git
from tests.smallest import (
    BESLUT,
    LEDGER,
    MOTTAGARE,
    ORGANISATION,
    PUBLICERAT,
    RATTELSER,
    STEADY,
    TOP,
    Case,
    appended,
    case,
    found,
    published,
    replaced,
    run,
    valid,
    with_file,
)

LOWER = replaced("belopp: 100 mkr", "belopp: 90 mkr", files=published())
"""A frame that is lower than it was published."""

ADDRESSES = "adress,publicerad,leder_till,borta\n"
TIMES = "id,senast,sekvens,andrad\n"

CASES = [
    case("fel-form", "another header", published("id,kr,datum\n"), "", "rad_id,", file=LEDGER),
    case("fel-form", "nothing at all", published(" \n"), "", "första raden är ' '", file=LEDGER),
    *(
        case(code, line, appended(f"{line}\n", LEDGER, published()), line, *says, file=LEDGER)
        for code, line, *says in (
            ("fel-form", f"{TOP}/x,2023-04-03", "2 fält", "Bara tilldelat publicera"),
            ("fel-form", f"{TOP}/x,4,00,2023-04-03", "4 fält"),
            ("fel-form", f"{TOP}/x;400;2023-04-03", "1 fält"),
            ("fel-id", "2023/E-hälsa,400,2023-04-03", "'2023/E-hälsa' är inget id"),
            ("fel-id", "=1+1,400,2023-04-03", "inget id"),
            ("fel-id", "2023,400,2023-04-03", "inget id"),
            ("fel-belopp", f"{TOP}/x,400.0,2023-04-03", "'400.0' är inte hela kronor"),
            ("fel-belopp", f"{TOP}/x,--400,2023-04-03", "'--400'"),
            ("fel-belopp", f"{TOP}/x,,2023-04-03", "''"),
            ("fel-belopp", f"{TOP}/x,{10**15},2023-04-03", "hela kronor"),
            ("fel-datum", f"{TOP}/x,400,2023-04-31", "inget datum som finns"),
            ("fel-datum", f"{TOP}/x,400,20230403", "skrivet som 2023-03-29"),
            ("fel-datum", f"{TOP}/x,400,", "inget datum"),
        )
    ),
    case(
        "dubbelt-id",
        "an amount again",
        appended(f"{TOP},1,2024-01-01\n", LEDGER, published()),
        "2024-01-01",
        "står redan på rad 2",
        "Hämta tillbaka",
        file=LEDGER,
    ),
    *(
        case(code, line, with_file(ADRESSER, f"{ADDRESSES}{line}\n"), line, *says, file=ADRESSER)
        for code, line, *says in (
            (
                "fel-id",
                "../../hemligt/,2023-04-01,,",
                "ingen adress till en sida",
                "Bara tilldelat",
            ),
            ("fel-id", "/om/,2023-04-01,,", "ingen adress"),
            ("fel-id", "om,2023-04-01,,", "ingen adress"),
            ("fel-id", "https://andra.example/,2023-04-01,,", "ingen adress"),
            ("fel-id", f"{'a' * 201}/,2023-04-01,,", "ingen adress"),
            ("fel-id", "om/,2023-04-01,<b>,", "'<b>' är ingen adress"),
            ("fel-datum", "om/,,,", "inget datum"),
            ("fel-datum", "om/,2023-04-01,,2023-04-31", "'2023-04-31' är inget datum"),
            ("fel-form", "om/,2023-04-01", "2 fält, men ska ha 4"),
        )
    ),
    case(
        "dubbelt-id",
        "an address again",
        with_file(ADRESSER, f"{ADDRESSES}om/,2023-04-01,,\nom/,2023-04-02,,\n"),
        "2023-04-02",
        "står redan på rad 2",
        file=ADRESSER,
    ),
    case("fel-form", "no addresses", with_file(ADRESSER, "adress\n"), "", "leder", file=ADRESSER),
    *(
        case(code, line, with_file(TIDER, f"{TIMES}{line}\n"), line, *says, file=TIDER)
        for code, line, *says in (
            ("fel-id", "rapport,2023-04-01,0,2023-04-01", "inget id för en återrapportering"),
            ("fel-varde", f"{TOP}/a/b,2023-04-01,-1,2023-04-01", "'-1' är inget antal gånger"),
            ("fel-datum", f"{TOP}/a/b,2023-04-01,0,i dag", "'i dag' är inget datum"),
        )
    ),
    case(
        "sammanslagning",
        "in the ledger",
        published("rad_id,belopp_kr,publicerad\n<<<<<<< HEAD\n=======\n>>>>>>> gren\n"),
        "<<<<<<<",
        file=LEDGER,
    ),
]


@pytest.mark.parametrize("fault", CASES, ids=lambda fault: f"{fault.code}: {fault.name}")
def test_one_fault_is_one_problem_at_its_line_that_says_what_to_do(fault: Case) -> None:
    assert found(fault.files) == fault.expected()
    assert fault.unsaid() == []


def test_of_a_file_of_something_else_the_first_thousand_lines_are_told_of() -> None:
    problems = run({**published(), LEDGER: f"{PUBLICERAT}{'x' * 2}\n".encode() + b"x\n" * 5000})
    assert len(problems) == 1001
    assert problems[-1].line == problems[-2].line + 1
    assert "resten inte är läst" in problems[-1].message


def test_the_column_is_the_one_of_the_cell() -> None:
    (problem,) = run(appended(f"{TOP}/x,400,2023-04-31\n", LEDGER, published()))
    assert problem.column == len(f"{TOP}/x,400,") + 1


def test_a_ledger_that_a_crash_filled_with_nothing_is_one_problem() -> None:
    # Each of its hundred million characters was told apart, for minutes.
    content = PUBLICERAT.encode() + bytes(20_000_000)
    [problem] = run({**published(), LEDGER: content})
    assert (problem.code, problem.line, problem.column) == ("styrtecken", 10, 1)


def test_a_ledger_that_is_not_text_is_one_problem() -> None:
    files = {**published(), LEDGER: PUBLICERAT.encode("utf-16")}
    assert [(file, code) for file, _, code in found(files)] == [(LEDGER, "teckenkodning")]


@pytest.mark.parametrize(
    "saved",
    [
        PUBLICERAT.encode(),
        PUBLICERAT.replace("\n", "\r\n").encode(),
        PUBLICERAT.replace("\n", "\r").encode(),
        PUBLICERAT.encode("utf-8-sig"),
        PUBLICERAT.replace(",", ";").encode("utf-8-sig"),
        re.sub("[^,\n]+", r'"\g<0>"', PUBLICERAT).encode(),
        f"{PUBLICERAT}\n  \n".encode(),
        PUBLICERAT.rstrip().encode(),
    ],
    ids=["LF", "CRLF", "CR", "BOM", "semicolon", "quotes", "blank lines", "no last line end"],
)
def test_a_ledger_as_spreadsheets_save_it_says_the_same(saved: bytes) -> None:
    assert run({**published(), LEDGER: saved}) == ()
    assert len(load({**published(), LEDGER: saved})[0].publicerat or ()) == 8
    assert found({**LOWER, LEDGER: saved}) == found(LOWER) != []


@STEADY
@given(st.text(st.sampled_from('2023/-:,;"\n\r aåkr'), max_size=80), st.booleans())
def test_no_text_makes_the_ledger_raise(text: str, headed: bool) -> None:
    written = f"rad_id,belopp_kr,publicerad\n{text}" if headed else text
    run({**published(), LEDGER: written.encode()})
    entries, _ = ledger.parse(ledger.PUBLICERAT, LEDGER, written)
    again, problems = ledger.parse(
        ledger.PUBLICERAT, LEDGER, ledger.as_bytes(ledger.PUBLICERAT, entries).decode()
    )
    assert problems == []
    assert [one[:3] for one in again] == [one[:3] for one in entries]


@pytest.fixture(scope="module")
def long_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder and its git with a ledger, and a register, past what other files may be."""
    root = tmp_path_factory.mktemp("lang")
    (root / "content/data").mkdir(parents=True)
    entries = [
        Publicerat(BeloppId(RadId(TOP, ("nara-vard", key))), number, date(2023, 3, 29))
        for number in range(60_000)
        for key in [f"en-rad-som-ar-publicerad-{number}"]
    ]
    (root / LEDGER).write_bytes(ledger.as_bytes(ledger.PUBLICERAT, entries))
    (root / MOTTAGARE).write_bytes(b"#" * (MAX_BYTES + 100))
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "Mycket")
    return root


def test_the_ledger_has_another_bound_than_other_files(long_ledger: Path) -> None:
    assert (long_ledger / LEDGER).stat().st_size > MAX_BYTES
    for files in (read(long_ledger), history.read_revision(long_ledger, "HEAD")):
        register, problems = load(files)
        assert len(register.publicerat or ()) == 60_000
        too_large = [one.file for one in problems if one.code == "for-stor-fil"]
        assert too_large == [MOTTAGARE]
        content = files[MOTTAGARE]
        assert isinstance(content, bytes)
        assert len(content) == MAX_BYTES + 1


def test_the_corrections_may_be_as_many_as_a_long_ledger_needs() -> None:
    # They stand in one file, which could not be divided and so stopped every build at 2 MB.
    reason = "Fel avskrivet. " * 100
    files = replaced("belopp: 400 kr", "belopp: 401 kr", files=published())
    entry = f"- datum: 2023-05-06\n  id: {TOP}/lattakut:styckpris\n"
    there, back = "  fore: 400 kr\n  efter: 401 kr\n", "  fore: 401 kr\n  efter: 400 kr\n"
    turns = [there, back] * 700 + [there]
    files[RATTELSER] = "".join(f"{entry}{turn}  orsak: {reason}\n" for turn in turns).encode()
    assert len(files[RATTELSER]) > MAX_BYTES
    assert run(files) == ()


@pytest.mark.parametrize(
    ("file", "may_be_divided"),
    [(BESLUT, True), (MOTTAGARE, False), (RATTELSER, False), (ORGANISATION, False)],
)
def test_who_has_too_large_a_file_is_told_what_can_be_done(file: str, may_be_divided: bool) -> None:
    content = b"#" * (bound(file).max_bytes + 1)
    [problem] = [one for one in run({**valid(), file: content}) if one.file == file]
    assert problem.code == "for-stor-fil"
    assert ("Dela upp" in problem.hint) is may_be_divided
    assert ("versionshistoriken" in problem.hint) is not may_be_divided


def test_all_that_is_gone_is_told_of_though_it_is_a_great_deal(long_ledger: Path) -> None:
    # It took minutes when each was looked for among all that there is.
    lines = (long_ledger / LEDGER).read_bytes().splitlines(keepends=True)
    problems = run({**valid(), LEDGER: b"".join(lines[:5_001])})
    assert [one.code for one in problems] == ["saknad-rattelse"] * 5_000


def test_the_ledger_too_has_a_bound(long_ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger, "MAX_BYTES", MAX_BYTES)
    for files in (read(long_ledger), history.read_revision(long_ledger, "HEAD")):
        [problem] = [one for one in load(files)[1] if one.file == LEDGER]
        assert problem.code == "for-stor-fil"
        assert problem.message == "filen är större än 2 MB, och så mycket läses inte"
        assert "Dela upp" not in problem.hint  # which nobody could do
        assert "versionshistoriken" in problem.hint
        content = files[LEDGER]
        assert isinstance(content, bytes)
        assert len(content) == MAX_BYTES + 1


@pytest.mark.parametrize("name", ["webbplats", "exempel"])
def test_every_amount_of_the_sites_is_in_their_ledgers(name: str, real_root: Path) -> None:
    register, problems = load(read(real_root if name == "webbplats" else EXEMPEL))
    assert problems == []
    rows = register_rows(register)
    ids = set(published_amounts(rows))
    assert {one.rad_id for one in register.publicerat or ()} == ids
    stated = {row.id for row in rows if row.belopp and not row.harledd}
    assert {one.rad for one in ids if not one.vad} == stated
    assert {one.vad for one in ids} >= {"", "styckpris", "grundbelopp"}
    assert unpublished(register, rows, next(iter(register.publicerat or ())).publicerad) == []


def test_a_derived_row_is_no_amount_of_its_own() -> None:
    text = (EXEMPEL / LEDGER).read_text(encoding="utf-8")
    assert "2021/stod," in text
    assert "2021/stod/aldreomsorg," not in text


# What is kept of addresses and last days, in files of the same kind


def test_a_file_of_addresses_may_end_with_the_column_that_must_be_there() -> None:
    for header in ("adress,publicerad", "adress,publicerad,leder_till"):
        empty = "," * (header.count(",") - 1)
        register, problems = load(with_file(ADRESSER, f"{header}\r\nom/,2023-04-01{empty}\r\n"))
        assert problems == []
        assert register.adresser == (
            ledger.PubliceradAdress(Adress(Slag.SIDA, "", "om"), date(2023, 4, 1), line=2),
        )


@pytest.mark.parametrize("form", [ledger.ADRESSER, ledger.TIDER], ids=["adresser", "tider"])
@given(text=st.text('0129-/,;abc\r\n"', max_size=80))
@STEADY
def test_no_text_makes_what_is_kept_raise(form: ledger.Form[Any], text: str) -> None:
    header = ",".join(column.name for column in form.columns)
    entries, problems = ledger.parse(form, "fil.csv", f"{header}\n{text}")
    assert entries or problems or not text.strip()
    again, _ = ledger.parse(form, "fil.csv", ledger.as_bytes(form, entries).decode())
    assert [entry[:-1] for entry in again] == [entry[:-1] for entry in entries]
