from __future__ import annotations

import errno
import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.data.types import slug
from generator.reading.load import read
from generator.reading.yaml_text import MAX_BYTES
from tests.smallest import (
    BESLUT,
    FRAME_AND_PRICE,
    LEDGER,
    MOTTAGARE,
    OBJEKT,
    OMRADEN,
    ORDLISTA,
    ORGANISATION,
    RATTELSER,
    RIKET,
    SATSNINGAR,
    STEADY,
    TOP,
    Case,
    Files,
    appended,
    case,
    found,
    published,
    register_of,
    replaced,
    run,
    text_of,
    valid,
    with_file,
)


def misplaced(file: str, says: str) -> Case:
    return case("fel-plats", file, with_file(file, "a: 1\n"), "", says, file=file)


def missing(file: str) -> Case:
    files = {name: content for name, content in valid().items() if name != file}
    return case("saknad-fil", file, files, "", "Skapa den", file=file)


def summary(written: str) -> Files:
    """The decision's summary written otherwise."""
    return replaced("Beslutet fördelar pengarna på två områden.", written)


def rubrik(written: str) -> Files:
    """An område's heading, a text that must be there, written otherwise."""
    return replaced("Vision e-hälsa", written)


def belopp(written: str) -> Files:
    """An område's amount written otherwise."""
    return replaced("    belopp: 6 mkr", f"    belopp: {written}")


def people(*of_years: tuple[int, str]) -> Files:
    """The recipient with its inhabitants of some years."""
    lines = (f"  - {{ar: {ar}, antal: {antal}, kalla: Register}}\n" for ar, antal in of_years)
    return appended(f"  befolkning:\n{''.join(lines)}", MOTTAGARE)


def also(line: str) -> Files:
    """An område of the decision with one field more."""
    return replaced('    objekt: "9916"\n', f'    objekt: "9916"\n    {line}\n')


OM = "content/sidor/om.md"
MERGE = """\
<<<<<<< HEAD
    belopp: 6 mkr
=======
    belopp: 7 mkr
>>>>>>> gren
"""
HANDLINGAR = """\
handlingar:
  - id: fordelning
    titel: Fördelning God och nära vård 2023
    typ: beslut
"""
KALLA = """\
kalla:
  handling: fordelning
  avsnitt: Inledning
"""
KONTAKT = """\
kontakt:
  namn: Redaktionen
  epost: redaktionen@tilldelat.example
"""
TWICE = """\
upprepningar:
  - {belopp: 10,0 mkr, kalla: {avsnitt: Bilaga}}
"""
BACKWARDS = """\
beslutsdatum: 2023-03-28
sammantrade:
  fran: 2023-03-29
  till: 2023-03-28
"""

CASES = [
    case("ej-ifyllt", "three dots", summary("…"), "sammanfattning: …", "ta bort raden"),
    case("ej-ifyllt", "three full stops", belopp("..."), "belopp: ...", "ska fyllas i"),
    # Files
    *map(missing, (ORGANISATION, SATSNINGAR, OMRADEN, MOTTAGARE, OBJEKT, ORDLISTA)),
    misplaced("content/data/beslut/2023/annat.yaml", "content/data/beslut/2023/annat.yml"),
    misplaced("content/data/beslut/23/annat.yml", "content/data/beslut/2023/annat.yml"),
    misplaced("content/data/beslut/2023/God vård.yml", "content/data/beslut/2023/god-vard.yml"),
    misplaced("content/data/beslut/annat.yml", "Flytta eller ta bort"),
    misplaced("content/data/beslut/2023/djupt/annat.yml", "Flytta eller ta bort"),
    misplaced("content/data/satsningr.yml", "Menades satsningar.yml?"),
    misplaced("content/sidor/Om oss.md", "Flytta eller ta bort"),
    case("tom-fil", "an empty decision", with_file(BESLUT, ""), "", "ta bort den"),
    case("tom-fil", "an empty list", with_file(MOTTAGARE, "# -\n"), "", file=MOTTAGARE),
    case("styrtecken", "a control character", summary("bra\x0bdag"), "bra\x0b", "U+000B"),
    case("styrtecken", "an escaped control character", summary('"bra\\0dag"'), "bra\\0"),
    case("styrtecken", "one that turns the text", summary("bra\u202edag"), "\u202e", "U+202E"),
    case("styrtecken", "an escaped one", summary('"bra\\u202edag"'), "bra", "U+202E"),
    case("styrtecken", "one in a name", appended('"ob\\u00ads": x\n'), "u00ad", "U+00AD"),
    case("styrtecken", "one in a comment", appended("# \u061c\n"), "#", "U+061C"),
    case(
        "styrtecken",
        "one in the ledger",
        with_file(LEDGER, "rad_id\u180e\n"),
        "",
        "U+180E",
        file=LEDGER,
    ),
    case(
        "styrtecken",
        "one in a page",
        with_file(OM, "# Om\n\nVi\U000e0041.\n"),
        "Vi",
        "U+E0041",
        file=OM,
    ),
    case(
        "sammanslagning",
        "merge markers",
        replaced("    belopp: 6 mkr\n", MERGE),
        "<<<<<<<",
        "git",
        "Välj vilken",
    ),
    case("flera-dokument", "two documents", appended("---\nslut: x\n"), "slut: x", "egen fil"),
    case("tabb", "a tab", replaced("    belopp: 6", "\tbelopp: 6"), "\tbelopp", "mellanslag"),
    case("yaml", "a colon in a text", summary("Pengar: mycket"), "Pengar: mycket", "citattecken"),
    case("yaml", "a minus and a space", belopp("- 6 mkr"), "- 6 mkr", "Ta bort mellanslaget"),
    case("yaml", "quotation marks at the start", summary('"Pengar" till'), "till", "citattecken"),
    # What YAML would pass over in silence
    case(
        "yaml-alias", "an alias in an optional field", also("mal: &m A\n    anmarkning: *m"), "&m"
    ),
    case("yaml-alias", "an alias in a mandatory field", rubrik("&m A\n    mal: *m"), "&m"),
    case(
        "yaml-alias",
        "an alias of a mandatory field",
        replaced("    rubrik: Vision e-hälsa", "    mal: &m A\n    rubrik: *m"),
        "&m",
    ),
    case("yaml-tagg", "a tag on an optional field", also("mal: !viktigt Obs"), "!viktigt"),
    case("yaml-tagg", "a tag on a mandatory field", rubrik("!viktigt Obs"), "!viktigt"),
    case("yaml-komma", "a decimal comma in braces", appended(TWICE), "10,0", '"10,0 mkr"'),
    case(
        "yaml-nummertecken",
        "a number sign in a text without quotation marks",
        replaced("titel: Fördelning 2023", "titel: Fördelning #2 av God"),
        "#2 av God",
        '"Fördelning #2 av God"',
    ),
    case("for-djupt", "absurd depth in a text", also(f"mal: {'[' * 60 + ']' * 60}"), "mal:", "40"),
    case("for-djupt", "absurd depth in a list", also("teman: " + "[" * 60 + "]" * 60), "teman:"),
    case("fel-nyckel", "a list as a name", appended("? [a, b]\n: c\n"), "? [a"),
    case(
        "dubbel-nyckel",
        "the same field twice",
        appended("belopp: 11 mkr\n"),
        "belopp: 11",
        "'belopp' står redan på rad 9",
        "Ta bort",
    ),
    # Shape
    case("okant-falt", "a misspelled field", also("objket: x"), "objket", "Menades objekt?"),
    case("okant-falt", "a field like none", appended("xyzzy: 1\n"), "xyzzy", "Fälten här", "mal"),
    case("okant-falt", "the year", appended("ar: 2023\n"), "ar: 2023", "plats", "Ta bort"),
    case("okant-falt", "the id", appended("id: egen\n"), "id: egen", "plats", "Ta bort"),
    case(
        "okant-falt",
        "a field of a list file",
        appended("  brskrivning: Primärvård.\n", MOTTAGARE),
        "brskrivning",
        "Menades beskrivning?",
        file=MOTTAGARE,
    ),
    case(
        "saknat-falt",
        "an insats without a name",
        appended("insatser:\n  - mal: Bra vård\n"),
        "- mal: Bra",
        "'namn' saknas",
        "namn: …",
        "som det är tryckt",
    ),
    case(
        "saknat-falt",
        "an empty mandatory field",
        rubrik(""),
        "- omrade: e-halsa",
        "'rubrik' saknas",
    ),
    case(
        "saknat-falt",
        "no handlingar",
        replaced(HANDLINGAR, "handlingar: []\n"),
        "handlingar: []",
        "handlingar är tom",
    ),
    case(
        "saknat-falt",
        "no contact",
        replaced(KONTAKT, "", ORGANISATION),
        "",
        "'kontakt' saknas",
        file=ORGANISATION,
    ),
    case(
        "saknat-falt",
        "an entry that nothing refers to",
        appended("- id: ny\n", MOTTAGARE),
        "- id: ny",
        "'namn' saknas",
        file=MOTTAGARE,
    ),
    case(
        "saknat-falt",
        "an entry that is referred to",
        with_file(MOTTAGARE, "# -\n- id: halsocentraler\n"),
        "- id",
        "'namn' saknas",
        file=MOTTAGARE,
    ),
    case(
        "saknat-falt",
        "an entry that is referred to, without its id",
        with_file(MOTTAGARE, "# -\n- namn: Hälsocentralerna\n"),
        "- namn",
        "'id' saknas",
        file=MOTTAGARE,
    ),
    case(
        "fel-form",
        "a list file without a list",
        with_file(MOTTAGARE, "# -\nhalsocentraler: Ja\n"),
        "halsocentraler",
        "lista",
        file=MOTTAGARE,
    ),
    case(
        "fel-form",
        "a text, not a list",
        also("teman: e-halsa"),
        "teman: e",
        "teman ska vara en lista",
        "teman:\n  - e-halsa",
    ),
    case(
        "fel-form",
        "a text, not a list of fields",
        also("varav: till väntetid 2 000 tkr"),
        "varav: t",
        "varav ska vara en lista",
        "varav:\n  - namn: …\n    belopp: …",
    ),
    case(
        "fel-form",
        "a text, not fields in a list",
        also("varav:\n      - till väntetid"),
        "- till v",
        "inte 'till väntetid'",
        "varav:\n  - namn: …\n    belopp: …",
    ),
    case("fel-form", "fields, not a text", rubrik("{a: b}"), "{a: b}", "inte en lista"),
    case("fel-form", "a list, not an amount", belopp("[6, 3]"), "[6, 3]", "utan streck"),
    case("fel-id", "a file", appended(f"ersatter: {BESLUT}\n"), BESLUT, f"Skriv {TOP}"),
    case(
        "fel-id", "no year", appended("jamte: nara-vard\n"), "jamte: nara-vard", "Skriv år och id"
    ),
    case(
        "fel-varde",
        "a status that is worked out",
        replaced("status: beslutad", "status: Upphävd"),
        "Upphävd",
        "skriv upphavd: med datum",
    ),
    case(
        "fel-datum",
        "a month, not a day",
        appended("beslutsdatum: 2023-12\n"),
        "2023-12",
        "Skriv år-månad-dag",
    ),
    case("fel-form", "a list, not a date", appended("beslutsdatum: [1]\n"), "[1]"),
    case(
        "fel-form",
        "a text, not fields",
        replaced(KALLA, "kalla: Inledning\n"),
        "kalla: Inledning",
        "kalla ska vara fält",
        "kalla:\n  handling: …\n  avsnitt: …",
    ),
    case(
        "fel-form",
        "a text, not an entry",
        appended("insatser:\n  - Hembesök\n"),
        "- Hembesök",
        "här ska det vara fält",
        "'Hembesök'",
    ),
    case(
        "fel-varde",
        "a status near another",
        replaced("status: beslutad", "status: beslutat"),
        "beslutat",
        "Menades beslutad?",
    ),
    case(
        "fel-varde",
        "a status like none",
        replaced("status: beslutad", "status: x"),
        "status: x",
        "Skriv beslutad eller forslag",
    ),
    case(
        "fel-varde",
        "a type of handling",
        replaced("typ: beslut", "typ: bilga"),
        "bilga",
        "Menades bilaga?",
    ),
    case(
        "fel-varde",
        "neither yes nor no",
        appended("demonstration: kanske\n", ORGANISATION),
        "kanske",
        "Skriv ja eller nej",
        file=ORGANISATION,
    ),
    case("fel-varde", "an empty text", rubrik("''"), "rubrik: ''", "texten är tom"),
    case("fel-varde", "an empty amount", belopp("''"), "belopp: ''", "tom"),
    case(
        "fel-varde",
        "an organisationsnummer without its hyphen",
        replaced("232100-0214", "2321000214", ORGANISATION),
        "2321000214",
        "Skriv till exempel 232100-0214",
        file=ORGANISATION,
    ),
    case(
        "fel-varde",
        "an e-mail address without its sign",
        replaced("redaktionen@", "redaktionen.", ORGANISATION),
        "epost",
        "e-postadress",
        file=ORGANISATION,
    ),
    case(
        "fel-varde",
        "a short checksum",
        replaced("    typ: beslut\n", "    typ: beslut\n    sha256: abc\n"),
        "sha256",
        "64 tecken",
    ),
    case("fel-belopp", "a point", belopp("6.0 mkr"), "6.0 mkr", "punkt", "6,0 mkr"),
    case("fel-belopp", "braces", belopp("'{x} kr'"), "{x} kr", "'{x} kr'"),
    case("fel-belopp", "no unit", belopp("'6,0'"), "'6,0'", "ingen enhet"),
    case("fel-belopp", "a plus", belopp("+6 mkr"), "+6 mkr", "bara en ändring", "tecknet: 6 mkr"),
    case(
        "fel-belopp",
        "a unit price in a range",
        appended(FRAME_AND_PRICE.replace("400 kr", "300–400 kr")),
        "300–400 kr",
        "angivet: 300–400 kr",
    ),
    case(
        "fel-belopp",
        "a base amount that is approximate",
        appended(FRAME_AND_PRICE.replace("grundbelopp: 1 mkr", "grundbelopp: ca 1 mkr")),
        "ca 1 mkr",
        "behövs ett",
        "Skriv bara talet och enheten: 1 mkr",
    ),
    case(
        "fel-belopp",
        "a base amount in a range",
        appended(FRAME_AND_PRICE.replace("grundbelopp: 1 mkr", "grundbelopp: 1–2 mkr")),
        "1–2 mkr",
        "behövs ett bestämt belopp",
    ),
    case("negativt-belopp", "a minus sign", belopp("−6 mkr"), "−6 mkr", "andrar:"),
    case("negativt-belopp", "a hyphen for minus", belopp("-6 mkr"), "-6 mkr", "aterbetalt"),
    case(
        "fel-datum",
        "a day that is not",
        appended("beslutsdatum: 2023-02-29\n"),
        "2023-02-29",
        "inget datum",
        "2023-03-29",
    ),
    *(
        case("fel-datum", written, appended(f"beslutsdatum: {written}\n"), written, says)
        for written, says in {
            "29 mars 2023": "Skriv 2023-03-29.",
            "den 29:e Mars 2023": "Skriv 2023-03-29.",
            "20230329": "Skriv 2023-03-29.",
            "2023-3-9": "Skriv 2023-03-09.",
            "2023/03/29": "Skriv 2023-03-29.",
            "2023-13-01": "en månad och en dag som finns",
            "30 februari 2023": "en månad och en dag som finns",
            "i våras": "som 2023-03-29",
            "2023-03-28—29": "den sista: 2023-03-29.",
            "2023-03-28 – 2023-03-29": "sammantrade:\n  fran: 2023-03-28\n  till: 2023-03-29",
            "28 mars 2023 och 29 mars 2023": "till: 2023-03-29",
        }.items()
    ),
    case(
        "fel-datum",
        "a meeting that ends before it begins",
        appended(BACKWARDS),
        "fran:",
        "slutar innan det börjar",
    ),
    case(
        "fel-datum",
        "the date of a correction",
        with_file(RATTELSER, "- datum: igår\n  id: 2023/annat\n  orsak: Fel avskrivet.\n"),
        "igår",
        file=RATTELSER,
    ),
    case("fel-ar", "three digits", appended(RIKET.replace("2023", "203")), "ar: 203", "1900"),
    case("fel-ar", "far ahead", appended(RIKET.replace("2023", "2123")), "ar: 2123", "2099"),
    case(
        "fel-id",
        "the id of a handling",
        replaced("  - id: fordelning", "  - id: Fördelning"),
        "id: Fördelning",
        "a–z",
        "Skriv till exempel fordelning",
    ),
    case(
        "fel-id",
        "the id of an entry",
        replaced("- id: insats", "- id: En_insats", ORDLISTA),
        "En_insats",
        "en-insats",
        file=ORDLISTA,
    ),
    case(
        "fel-varde",
        "two populations of a year",
        people((2022, "131155"), (2022, "131156"), (2023, "1")),
        "- id",
        "flera gånger för 2022",
        "ett antal om året",
        file=MOTTAGARE,
    ),
    case("fel-varde", "no population", people((2022, "0")), "antal", "inget antal", file=MOTTAGARE),
    case(
        "fel-varde",
        "a grouped one",
        people((2022, "1 2")),
        "antal",
        "utan mellanslag",
        file=MOTTAGARE,
    ),
    case(
        "fel-id",
        "a name where an id refers",
        replaced("satsning: god-och-nara-vard", "satsning: God och nära vård"),
        "satsning: God",
        "god-och-nara-vard",
    ),
    case(
        "fel-id", "a long id", also(f"id: {'a' * 81}"), "a" * 81, f"Skriv till exempel {'a' * 80}"
    ),
    case(
        "fel-lank",
        "no scheme",
        replaced("    typ: beslut\n", "    typ: beslut\n    lank: www.exempel.example/a\n"),
        "www.exempel.example",
        "https://",
    ),
    case(
        "fel-lank",
        "a link that runs",
        replaced("    typ: beslut\n", "    typ: beslut\n    lank: javascript:alert(1)\n"),
        "javascript",
    ),
    case(
        "teckenkodning",
        "Latin-1",
        with_file(BESLUT, text_of().encode("latin-1")),
        "",
        "Spara som",
    ),
]


@pytest.mark.parametrize("fault", CASES, ids=lambda fault: f"{fault.code}: {fault.name}")
def test_one_fault_is_one_problem_at_its_line_that_says_what_to_do(fault: Case) -> None:
    assert found(fault.files) == fault.expected()
    assert fault.unsaid() == []


def test_the_valid_register_has_no_problem() -> None:
    assert run(valid()) == ()


def test_everything_wrong_in_several_files_is_said_in_one_run() -> None:
    files = replaced("status: beslutad", "status: x")
    files = replaced("    belopp: 6 mkr", "    belopp: 6.0 mkr", files=files)
    files = replaced("- id: insats", "- id: En_insats", ORDLISTA, files)
    files["content/data/annat.yml"] = b"a: 1\n"
    assert found(files) == [
        ("content/data/annat.yml", 1, "fel-plats"),
        (BESLUT, 3, "fel-varde"),
        (BESLUT, 16, "fel-belopp"),
        (ORDLISTA, 1, "fel-id"),
    ]


def test_a_fault_hides_no_other_in_the_same_file() -> None:
    files = replaced("titel: Fördelning 2023", "titel: Fråga bo@exempel.example")
    files = replaced("    belopp: 6 mkr", "    belopp: 6.0 mkr", files=files)
    assert found(files) == [(BESLUT, 1, "personuppgift"), (BESLUT, 16, "fel-belopp")]


def test_a_field_that_is_not_known_is_pointed_at_by_its_name_and_a_wrong_value_by_itself() -> None:
    (unknown,) = run(also("objket: x"))
    (wrong,) = run(replaced("status: beslutad", "status: x"))
    assert (unknown.column, wrong.column) == (5, 9)


def test_quoted_amounts_are_the_same_as_unquoted() -> None:
    quoted = replaced("    belopp: 6 mkr", '    belopp: "6 mkr"')
    assert register_of(quoted).beslut == register_of(valid()).beslut
    assert run(quoted) == ()


@pytest.mark.parametrize(
    "files",
    [also("anmarkning:"), also("insatser:"), also("anmarkning: # senare"), appended("ramar:\n")],
    ids=["text", "list", "comment", "top"],
)
def test_an_empty_field_counts_as_not_written(files: Files) -> None:
    assert run(files) == ()
    assert register_of(files).beslut == register_of(valid()).beslut


@pytest.mark.parametrize(
    "encoded",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
    ],
    ids=["CRLF", "BOM", "both"],
)
def test_files_of_windows_editors_are_read_as_any(encoded: Callable[[str], bytes]) -> None:
    files = {file: encoded(content.decode()) for file, content in valid().items()}
    assert run(files) == ()
    assert register_of(files).beslut == register_of(valid()).beslut


@pytest.mark.parametrize(
    ("written", "expected"), [("ja", True), ("Ja", True), ("nej", False), ("true", True)]
)
def test_yes_and_no_are_swedish_words(written: str, expected: bool) -> None:
    register = register_of(appended(f"demonstration: {written}\n", ORGANISATION))
    assert register.organisation is not None
    assert register.organisation.demonstration is expected


def test_what_looks_like_other_types_stays_text_in_the_model() -> None:
    register = register_of(rubrik("012"))
    assert register.beslut[0].omraden[1].rubrik == "012"
    assert register.beslut[0].omraden[1].objekt == "9916"


def test_year_and_id_of_a_decision_are_its_place() -> None:
    files = valid()
    files["content/data/beslut/2019/annat.yml"] = files.pop(BESLUT)
    files["content/data/beslut/2018/zzz.yml"] = files["content/data/beslut/2019/annat.yml"]
    assert [one.beslut_id for one in register_of(files).beslut] == ["2018/zzz", "2019/annat"]


def test_corrections_and_the_ledger_may_be_absent_or_present() -> None:
    files = with_file(
        RATTELSER,
        "- datum: 2023-04-01\n  id: 2023/god-och-nara-vard\n  fore: 9 mkr\n"
        "  efter: 10 mkr\n  orsak: Fel avskrivet.\n",
    )
    files[LEDGER] = b"rad_id,belopp_kr,publicerad\r\n2023/god-och-nara-vard,9000000,2023-03-30\r\n"
    assert run(files) == ()
    assert register_of(files).rattelser[0].efter is not None
    assert register_of(valid()).publicerat is None


def test_a_hand_written_page_is_kept_as_it_is() -> None:
    files = with_file("content/sidor/om.md", "# Om\n\n- a: b\n")
    assert register_of(files).sidor == {"om": "# Om\n\n- a: b\n"}


def written(root: Path, files: Files) -> None:
    for file, content in files.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_bytes(content)


def test_what_is_on_disk_is_what_is_read(tmp_path: Path) -> None:
    files = with_file("content/sidor/om.md", "# Om\n")
    written(tmp_path, files)
    assert read(tmp_path) == files


def test_hidden_files_and_backups_are_passed_over(tmp_path: Path) -> None:
    written(tmp_path, valid())
    written(
        tmp_path,
        {
            "content/data/.DS_Store": b"x",
            "content/data/.git/config": b"x",
            f"{BESLUT}~": b"x",
            "content/data/beslut/2023~/kopia.yml": b"x",
            "content/bilder/a.yml": b"x",
        },
    )
    assert read(tmp_path) == valid()


def test_a_link_out_of_the_content_folder_is_a_problem_and_its_target_is_not_read(
    tmp_path: Path,
) -> None:
    root, outside = tmp_path / "root", tmp_path / "hemligt.yml"
    written(root, valid())
    outside.write_text("titel: hemligt\n")
    (root / "content/data/beslut/2023/annat.yml").symlink_to(outside)
    files = read(root)
    assert not any("hemligt" in str(content) for content in files.values())
    assert found(files) == [("content/data/beslut/2023/annat.yml", 1, "lank-ut")]


def _link_to_folder(path: Path) -> None:
    (path.parents[2] / "2022").mkdir()
    path.symlink_to("../../2022")


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made, chdir(path.parent):  # a short name for it
        made.bind(path.name)


NO_PLAIN_FILES: dict[str, tuple[Callable[[Path], None], str]] = {
    "a link to a folder": (_link_to_folder, "en länk till en mapp"),
    "a link to nothing": (lambda path: path.symlink_to("saknas.yml"), "inte finns"),
    "a link to a file as if it were a folder": (
        lambda path: path.symlink_to(f"../../../../{BESLUT}/x"),
        "inte finns",
    ),
    "a link to itself": (lambda path: path.symlink_to(path.name), "till sig själv"),
    "a folder": (lambda path: path.mkdir(), "en mapp med en fils namn"),
    "a pipe": (os.mkfifo, "ett rör mellan program"),
    "a socket": (_socket, "en anslutning mellan program"),
}


@pytest.mark.parametrize("name", ["annat.yml", "annat.insatser.csv", "annat"])
@pytest.mark.parametrize(("make", "said"), NO_PLAIN_FILES.values(), ids=NO_PLAIN_FILES)
def test_what_is_no_plain_file_is_told_of_and_never_opened(
    tmp_path: Path, make: Callable[[Path], None], said: str, name: str
) -> None:
    written(tmp_path, valid())
    path = tmp_path / "content/data/beslut/2023" / name
    make(path)
    problems = run(read(tmp_path))
    if path.is_dir() and not path.is_symlink() and "." not in name:
        assert problems == ()  # an empty folder is nothing
        return
    [problem] = problems
    assert (problem.file, problem.code) == (path.relative_to(tmp_path).as_posix(), "olaslig-fil")
    assert said in problem.message
    assert problem.hint


def test_a_pipe_that_a_link_leads_to_is_never_opened(tmp_path: Path) -> None:
    written(tmp_path, valid())
    os.mkfifo(tmp_path / "content/ror")
    (tmp_path / "content/data/annat.yml").symlink_to("../ror")
    assert found(read(tmp_path)) == [("content/data/annat.yml", 1, "olaslig-fil")]


@pytest.mark.parametrize(("name", "reader"), [(BESLUT, "open"), (Path(BESLUT).parent, "iterdir")])
def test_what_may_not_be_read_is_told_of_and_nothing_it_holds_counts_as_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, reader: str
) -> None:
    written(tmp_path, published())
    read_as_ever = getattr(Path, reader)

    def refuse(path: Path, *arguments: object) -> object:
        if path == tmp_path / name:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return read_as_ever(path, *arguments)

    monkeypatch.setattr(Path, reader, refuse)
    [problem] = run(read(tmp_path))
    assert (problem.file, problem.code) == (str(name), "olaslig-fil")
    assert "rättigheter" in problem.message


@pytest.mark.parametrize("folder", ["content/data", "content/data/beslut/2023", "content/sidor"])
def test_a_folder_that_is_a_link_gives_one_problem_and_nothing_it_holds_counts_as_gone(
    tmp_path: Path, folder: str
) -> None:
    written(tmp_path, {**published(), "content/sidor/om.md": b"# Om\n"})
    moved = tmp_path / "content/annat"
    (tmp_path / folder).rename(moved)
    (tmp_path / folder).symlink_to(moved)
    assert found(read(tmp_path)) == [(folder, 1, "olaslig-fil")]


@pytest.mark.parametrize(
    "folder", ["content/data/beslut", "content/data/beslut/2023", "content/sidor"]
)
def test_a_file_in_place_of_a_folder_gives_one_problem_and_nothing_it_would_hold_counts_as_gone(
    folder: str,
) -> None:
    files = {name: text for name, text in published().items() if not name.startswith(folder)}
    assert found({**files, folder: b"../2022"}) == [(folder, 1, "olaslig-fil")]


def test_folders_within_folders_are_read_however_many_they_are(tmp_path: Path) -> None:
    written(tmp_path, valid())
    with chdir(tmp_path / "content/data"):
        for _ in range(1_200):  # more than Python lets a function call itself
            Path("a").mkdir()
            os.chdir("a")
        Path("b.yml").touch()
    try:
        [problem] = run(read(tmp_path))
    finally:  # pytest can't remove so many
        subprocess.run(["rm", "-r", tmp_path / "content/data/a"], check=True)
    assert problem.file.endswith("/a/b.yml")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"a\n::error::b.yml", "a<U+000A>::error::b.yml"),
        (b"v\xe5rd.yml", "v<U+DCE5>rd.yml"),
        ("v\u202erd.yml".encode(), "v<U+202E>rd.yml"),
        (b"a\tb\rc.yml", "a<U+0009>b<U+000D>c.yml"),
    ],
    ids=ascii,
)
def test_a_files_name_is_written_so_that_it_can_be_printed(
    tmp_path: Path, name: bytes, shown: str
) -> None:
    written(tmp_path, valid())
    folder = "content/data/beslut/2023"
    (tmp_path / folder / os.fsdecode(name)).write_bytes(b"")
    assert found(read(tmp_path)) == [(f"{folder}/{shown}", 1, "fel-plats")]


def test_only_as_much_of_a_large_file_is_read_as_shows_that_it_is_too_large(
    tmp_path: Path,
) -> None:
    written(tmp_path, appended("#" * (MAX_BYTES * 2)))
    content = read(tmp_path)[BESLUT]
    assert isinstance(content, bytes)
    assert len(content) == MAX_BYTES + 1


YAML_LIKE = st.recursive(
    st.text(alphabet="aå1 ,.-{}%<&", max_size=6) | st.none(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["belopp", "kalla", "omraden", "insatser", "namn", "id", "ar", "x", "ramar"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=10,
)


@STEADY
@given(
    field=st.sampled_from(["omraden", "insatser", "ramar", "kalla", "belopp", "x"]), data=YAML_LIKE
)
def test_no_data_of_any_shape_makes_a_run_raise(field: str, data: object) -> None:
    kept = "".join(f"{line}\n" for line in text_of().splitlines()[:8])
    files = with_file(BESLUT, f"{kept}{field}: {json.dumps(data, ensure_ascii=False)}\n")
    for problem in run(files):
        assert problem.file == BESLUT
        assert 1 <= problem.line <= 9


@STEADY
@given(st.dictionaries(st.sampled_from([*valid(), "content/data/x", "y"]), st.binary(), max_size=3))
def test_no_bytes_in_any_file_make_a_run_raise(broken: Files) -> None:
    run({**valid(), **broken})


@pytest.mark.parametrize("file", list(valid()))
@pytest.mark.parametrize("content", [b"[]", b"{}", b"---", b"~", b"- ", b"- []", b"- {}", b"a"])
def test_hollow_files_make_no_run_raise(file: str, content: bytes) -> None:
    problems = run({**valid(), file: content})
    if content != b"[]":
        assert any(one.file == file for one in problems)


def test_an_id_does_not_depend_on_what_else_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    other = ModuleType("unidecode")
    monkeypatch.setattr(other, "unidecode", lambda text: "annat", raising=False)
    monkeypatch.setitem(sys.modules, "unidecode", other)
    assert slug("Utökade hembesök på Åre") == "utokade-hembesok-pa-are"


def test_the_whole_of_a_decision_is_asked_for_with_the_fields_that_must_be_there() -> None:
    [problem] = run(with_file(BESLUT, "hej\n"))
    [entry] = problem.paste.entries
    assert entry.text.splitlines() == [f"{name}: …" for name in MUST_BE_THERE]


MUST_BE_THERE = ("titel", "satsning", "status", "sammanfattning", "handlingar", "belopp")


@pytest.mark.parametrize(("field", "register"), [("omrade", "omraden"), ("mottagare", "mottagare")])
def test_what_is_no_id_is_said_to_be_one_of_a_register(field: str, register: str) -> None:
    old = {"omrade": "omrade: nara-vard", "mottagare": "mottagare: halsocentraler"}[field]
    [problem] = run(replaced(old, f"{field}: A. Länets kliniker"))
    assert problem.hint == (
        f"Skriv ett id ur {register}.yml. Finns det inte där: lägg till det, till exempel med "
        "id: a-lanets-kliniker"
    )
