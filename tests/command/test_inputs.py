"""What editors write, rightly and wrongly, and how the command answers: one table.

The table in `tests/command/inputs.md` is what was last approved; after a change that is meant to
change a message, look at the difference and approve it with `--uppdatera-golden`.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import tilldelat
from tests.smallest import BESLUT, MOTTAGARE, Files, appended, replaced, text_of, valid, with_file

pytestmark = pytest.mark.xdist_group("inputs")  # the answers are asked for once

APPROVED = Path(__file__).parent / "inputs.md"
CSV = BESLUT.replace(".yml", ".insatser.csv")
TEXT = text_of()


def raw(content: bytes) -> Files:
    return with_file(BESLUT, content)


def amount(text: str) -> Files:
    """The decision's first insats, 4 mkr, written in another way."""
    return replaced("        belopp: 4 mkr", f"        belopp: {text}")


def without_insatser(csv: str) -> Files:
    """The valid decision with its insatser in a CSV beside it."""
    first, _, _ = TEXT.partition("    insatser:")
    rest = TEXT.partition("  - omrade: e-halsa")[2]
    return {**valid(), BESLUT: f"{first}  - omrade: e-halsa{rest}".encode(), CSV: csv.encode()}


SHEET = "Namn;Belopp (tkr);Område\n"

BAD: dict[str, tuple[str, Files]] = {
    "samma fält två gånger": ("dubbel-nyckel", appended("belopp: 11 mkr\n")),
    "indrag med tabb": ("tabb", replaced("    belopp: 6 mkr", "\tbelopp: 6 mkr")),
    "ett okänt fält": ("okant-falt", appended("xyzzy: 1\n")),
    "ett felstavat fält": ("okant-falt", replaced('    objekt: "9916"', '    objket: "9916"')),
    "ett fält saknas": ("saknat-falt", replaced("titel: Fördelning 2023\n", "")),
    "en lista i stället för en text": ("fel-form", replaced("Vision e-hälsa", "[Vision]")),
    "belopp utan enhet": ("fel-belopp", amount("4")),
    "belopp med punkt": ("fel-belopp", amount("4.000.000 kr")),
    "ungefärligt belopp": ("fel-belopp", amount("ca 4 mkr")),
    "negativt belopp": ("negativt-belopp", amount("−4 mkr")),
    "ett datum som inte finns": ("fel-datum", appended("beslutsdatum: 2024-13-01\n")),
    "ett okänt id": ("okant-id", replaced("halsocentraler", "halsocentralen")),
    "en summa som inte stämmer": (
        "oforklarad-avvikelse",
        replaced("belopp: 10 mkr", "belopp: 11 mkr"),
    ),
    "markeringar från git": (
        "sammanslagning",
        appended("<<<<<<< HEAD\nkategori: '2'\n=======\nkategori: '3'\n>>>>>>> ny\n"),
    ),
    "två dokument i en fil": ("flera-dokument", appended("---\ntitel: Ett till\n")),
    "en lista där fält väntas": ("fel-form", raw(b"- titel: X\n")),
    "ett ord där fält väntas": ("fel-form", raw(b"hej\n")),
    "en tom fil": ("tom-fil", raw(b"")),
    "Latin-1": ("teckenkodning", raw(TEXT.encode("latin-1"))),
    "UTF-16": ("teckenkodning", raw(TEXT.encode("utf-16"))),
    "ett nolltecken": ("styrtecken", raw(TEXT.encode() + b"mal: x\0y\n")),
    "orimligt djup": ("for-djupt", appended(f"mal: {'[' * 500}{']' * 500}\n")),
    "orimlig storlek": ("for-stor-fil", raw(TEXT.encode() + b"#" * 3_000_000)),
    "ett alias": ("yaml-alias", appended("mal: &m Bättre vård\nkategori: *m\n")),
    "en tagg": ("yaml-tagg", appended("mal: !!python/object:os.system x\n")),
    "ett decimalkomma i klamrar": (
        "yaml-komma",
        appended("aktiviteter:\n  - {namn: Plan, mal: 6,2 mkr}\n"),
    ),
    "ett personnummer": ("personuppgift", appended("mal: Fråga 19811218-9876\n")),
    "en e-postadress": ("personuppgift", appended("mal: Fråga namn@exempel.example\n")),
    "ett telefonnummer": ("personuppgift", appended("mal: Ring 070-123 45 67\n")),
    "fel mapp": ("fel-plats", with_file("content/data/beslut/23/nara.yml", TEXT)),
    "fel filnamn": ("fel-plats", with_file("content/data/beslut/2023/Nära vård.yml", TEXT)),
    "samma id två gånger": ("dubbelt-id", appended("- id: halsocentraler\n  namn: X\n", MOTTAGARE)),
    "en formel": ("formel", appended('mal: "=1+1"\n')),
    "ett fel i en CSV": (
        "fel-belopp",
        without_insatser("namn,belopp_angivet,omrade_id\nHembesök,6.0 mkr,nara-vard\n"),
    ),
    "en summarad i en CSV": (
        "ingen-insats",
        without_insatser(f"{SHEET}Hembesök;4000;nara-vard\nResor;2000;nara-vard\nSumma;6000;\n"),
    ),
    "en källa i en CSV": (
        "ingen-insats",
        without_insatser(f"{SHEET}Hembesök;6000;nara-vard\nKälla: SKR;;nara-vard\n"),
    ),
    "ett komma mellan tusental i en CSV": (
        "csv",
        without_insatser("namn,belopp_kr\nHembesök,5,000\n"),
    ),
    "ett avsnitt som blivit datum i en CSV": (
        "kalkylfel",
        without_insatser("namn;avsnitt\nHembesök;2002-01-03\n"),
    ),
}
"""What is wrong, the one code that it must give, and the files."""

GOOD: dict[str, Files] = {
    "CRLF": raw(TEXT.replace("\n", "\r\n").encode()),
    "BOM": raw(b"\xef\xbb\xbf" + TEXT.encode()),
    "blanktecken sist på raderna": raw(TEXT.replace("\n", "  \n").encode()),
    "hårt mellanslag i beloppet": amount("4\u00a0000\u00a0000\u00a0kr"),
    "tunna mellanslag i beloppet": amount("4\u2009000\u202f000 kr"),
    "å, ä och ö i två delar": raw(unicodedata.normalize("NFD", TEXT).encode()),
    "belopp inom citattecken": amount('"4 mkr"'),
    "mnkr": amount("4 mnkr"),
    "miljoner kronor": amount("4 miljoner kronor"),
    "4,0 miljoner": amount("4,0 miljoner"),
    "tomma celler i en CSV": without_insatser(
        "namn;mal;belopp_angivet;omrade_id\r\nHembesök;;4 mkr;nara-vard\r\n"
        "Öppettider;;2 mkr;nara-vard\r\n"
    ),
    "enheten i rubriken i en CSV": without_insatser(f"{SHEET}Hembesök;6 000;Nära vård\n"),
    "tabb i en CSV": without_insatser(f"{SHEET}Hembesök;6000;nara-vard\n".replace(";", "\t")),
    "sep= i en CSV": without_insatser(f"sep=;\r\n{SHEET}Hembesök;6000;nara-vard\n"),
    "komma i en CSV": without_insatser(
        'namn,belopp_kr,omrade_id\n"Hembesök, fler",4000000,nara-vard\nResor,2000000,nara-vard\n'
    ),
}


class Answer(NamedTuple):
    """What the command said of one input."""

    exit: int
    said: str
    """Its standard output."""
    more: str
    """What it said besides, which should be nothing."""

    @property
    def first(self) -> str:
        return self.said.splitlines()[0]

    @property
    def codes(self) -> list[str]:
        return re.findall(r"^content/\S.*?:\d+:\d+: ([a-z-]+): ", self.said, re.MULTILINE)


def answer(folder: Path, files: Files) -> Answer:
    """What `check` says of the files, laid out in a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    done = tilldelat("check", cwd=folder)
    return Answer(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Answer]:
    inputs = {name: files for name, (_, files) in BAD.items()} | GOOD
    return {name: answer(tmp_path_factory.mktemp("in"), files) for name, files in inputs.items()}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_input_ends_with_one_clear_message(answers: dict[str, Answer], name: str) -> None:
    said = answers[name]
    assert said.exit == 1
    assert said.codes == [BAD[name][0]]
    assert "Varför: " in said.said
    assert said.more == ""


@pytest.mark.parametrize("name", GOOD)
def test_a_good_input_simply_works(answers: dict[str, Answer], name: str) -> None:
    said = answers[name]
    assert (said.exit, said.codes, said.more) == (0, [], "")


def test_the_answers_are_those_that_were_approved(
    answers: dict[str, Answer], pytestconfig: pytest.Config
) -> None:
    rows = [
        f"| {name} | {one.exit} | {one.first.replace('|', '&#124;')} |"
        for name, one in answers.items()
    ]
    table = "\n".join(["| Det som skrivs | Utgång | Första raden |", "|---|---:|---|", *rows, ""])
    if pytestconfig.getoption("--uppdatera-golden"):
        APPROVED.write_text(table, encoding="utf-8")
    assert APPROVED.read_text(encoding="utf-8") == table
