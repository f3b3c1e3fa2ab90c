"""Figures against documents that the tests make, with the troubles of real ones."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.checking.documents import left_out, parse_document, section_of, stands_in
from generator.reckoning.rows import register_rows, stated_amounts
from tests.checking.test_slips import with_insatser
from tests.conftest import tilldelat
from tests.smallest import BESLUT, Files, found, register_of, replaced, valid

TEXT = """\
[bookmark: _Toc1]Innehåll
1 BAKGRUND .................. 3
2.1 FÖRDELNING .............. 4

# 1 Bakgrund
Staten ger 10 mkr. Minst 55 % av 1 100 invånare ska nås, enligt lagen (2022:913) och RS/26/2020.

## **2.1 Fördelning**
	Insats
	Belopp i miljoner kronor

	Utökade
hembesök
	4

	Utökade öppettider
	2

	Totalt
	6

<b>Vision e-hälsa</b>\t\t4 000 000 (varav 1 250 000 till drift)

### 2.2 Övrigt
1. Levande biblioteket: 210 000 kr
2. Resten går till annat, 700 000 kr.
"""

DOCUMENT = parse_document(TEXT, ["1", "2.1", "2.2"])


def test_a_document_is_divided_at_its_headings_and_its_contents_are_no_text() -> None:
    assert list(DOCUMENT.sections) == ["", "1", "2.1", "2.2"]
    assert "BAKGRUND" not in DOCUMENT.whole
    assert "10 mkr" in section_of(DOCUMENT, "1")
    assert "10 mkr" not in section_of(DOCUMENT, "2.1")


def test_a_heading_without_a_number_is_known_by_its_words_on_a_line_of_their_own() -> None:
    text = "- Mer information\nFöre 1 kr\n Mer information \nEfter 2 kr\n"
    document = parse_document(text, ["Mer information"])
    assert "Före 1 kr" in section_of(document, None)
    assert "1 kr" not in section_of(document, "Mer information")
    assert "2 kr" in section_of(document, "Mer information")


@pytest.mark.parametrize(
    ("point", "holds"), [("2.2, punkt 1", "210 000 kr"), ("2.2, punkt 2", "700 000 kr")]
)
def test_a_point_is_the_part_of_its_section_that_its_number_starts(point: str, holds: str) -> None:
    assert re.findall(r"\d+ 000 kr", section_of(DOCUMENT, point)) == [holds]


def test_a_point_or_a_section_that_is_not_there_holds_nothing() -> None:
    assert section_of(DOCUMENT, "2.2, punkt 3") == ""
    assert section_of(DOCUMENT, "9") == ""


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("4", "Utökade hembesök"),
        ("2", "Utökade öppettider"),
        ("6", "Totalt"),
        ("4 000 000", "Något annat"),
        ("1 250 000", "Något annat"),
    ],
)
def test_a_figure_stands_on_the_row_that_names_it(printed: str, name: str) -> None:
    assert stands_in(printed, [name], section_of(DOCUMENT, "2.1"))


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("2", "Utökade hembesök"),
        ("4", "Utökade öppettider"),
        ("4", "Totalt"),
        ("4", "Fler besök"),
        ("40", "Utökade hembesök"),
        ("4,5", "Utökade hembesök"),
        ("000 000", "Vision e-hälsa"),
        ("250 000", "Något annat"),
        ("4 mkr", "Utökade hembesök"),
    ],
)
def test_a_figure_of_another_row_or_inside_another_figure_is_not_it(
    printed: str, name: str
) -> None:
    assert not stands_in(printed, [name], section_of(DOCUMENT, "2.1"))


def test_amounts_are_known_by_any_kind_of_space_and_case() -> None:
    assert stands_in("10 MKR", ["x"], "ger 10\u00a0mkr.")
    assert stands_in("12 miljoner kronor", ["x"], "Hela beloppet   12 miljoner \nkronor")


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("högst 5 mkr", "ger högst\u00a05 mkr."),
        ("3–5 mkr", "ger 3-5 mkr."),
        ("3-5 mkr", "ger 3 – 5 mkr."),
        ("500 tkr–2 mkr", "ger 500 tkr - 2 mkr."),
        ("mellan 3 och 5 mkr", "ger mellan 3 och\n5 mkr."),
    ],
)
def test_caps_and_ranges_are_known_by_any_dash(printed: str, text: str) -> None:
    assert stands_in(printed, ["x"], text)
    assert not stands_in(printed, ["x"], text.replace("5", "6").replace("2 ", "6 "))


def test_what_the_data_lacks_is_listed_and_what_is_no_money_is_not() -> None:
    assert left_out(DOCUMENT, []) == [
        *("10 mkr", "4 000 000", "1 250 000", "210 000 kr", "700 000 kr")
    ]


def test_what_is_carried_as_a_cap_or_a_range_is_not_left_out() -> None:
    document = parse_document("Ger ca 7 mkr, högst 8 mkr, 3–5 mkr och 9 mkr.", [])
    amounts = stated_amounts(
        register_rows(
            register_of(
                with_insatser("ca 7 mkr", "högst 8 mkr", "3–5 mkr"),
            )
        )
    )
    assert left_out(document, amounts) == ["9 mkr"]


DATA_TEXT = """\
Inledning
Regionen får 10 mkr. Till den nära vården går 6 mkr och till e-hälsa 4 mkr.
Utökade hembesök: 4 mkr kr. Utökade öppettider: 2 mkr.
Resten
Dessutom nämns 3 mkr.
"""


def with_document(files: Files | None = None) -> Files:
    return replaced("    typ: beslut\n", "    typ: beslut\n    fil: beslut.txt\n", files=files)


def run(tmp_path: Path, files: Files, text: str | None = DATA_TEXT) -> tuple[int, str, str]:
    root, documents = tmp_path / "webbplats", tmp_path / "handlingar"
    documents.mkdir()
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    if text is not None:
        (documents / "beslut.txt").write_text(text, encoding="utf-8")
    done = tilldelat("verify-sources", documents, "--root", root)
    return done.returncode, done.stdout, done.stderr


def test_figures_that_all_stand_where_the_data_says_are_counted_and_fine(tmp_path: Path) -> None:
    code, out, _ = run(tmp_path, with_document())
    assert code == 0
    assert out.splitlines() == [
        "2023/god-och-nara-vard, fordelning: belopp som inte finns i uppgifterna: 3 mkr",
        "5 av 5 belopp står i det avsnitt som anges.",
    ]


def test_a_figure_in_another_section_is_shown_with_where_it_stands(tmp_path: Path) -> None:
    moved = replaced(
        "        belopp: 2 mkr\n",
        "        belopp: 2 mkr\n        kalla:\n          avsnitt: Resten\n",
        files=with_document(),
    )
    code, out, _ = run(tmp_path, moved)
    assert code == 1
    line = 1 + moved[BESLUT].decode().splitlines().index("        belopp: 2 mkr")
    assert f"{BESLUT}:{line}:17: '2 mkr' (Utökade öppettider) står inte i Resten" in out
    assert "Det står i Inledning" in out
    assert "4 av 5" in out


def test_a_figure_that_is_nowhere_is_shown(tmp_path: Path) -> None:
    code, out, _ = run(tmp_path, with_document(), DATA_TEXT.replace("2 mkr", "20 mkr"))
    assert code == 1
    assert "'2 mkr' (Utökade öppettider)" in out
    assert "Det står ingenstans" in out
    assert "20 mkr" in out


def test_a_document_that_is_missing_is_named_and_nothing_counts_as_found(tmp_path: Path) -> None:
    code, out, err = run(tmp_path, with_document(), None)
    assert code == 1
    assert "beslut.txt" in err
    assert "0 av 5" in out


def test_data_with_faults_is_not_compared(tmp_path: Path) -> None:
    code, out, err = run(tmp_path, replaced("belopp: 10 mkr", "belopp: 10", files=with_document()))
    assert code == 1
    assert "fel-belopp" in err
    assert out == ""


@pytest.mark.parametrize("name", ["../beslut.txt", "/etc/passwd", "a/b.txt", "a\\b.txt", ".."])
def test_a_document_is_a_file_in_the_folder_and_nowhere_else(name: str) -> None:
    files = replaced("    typ: beslut\n", f"    typ: beslut\n    fil: {name}\n", files=valid())
    assert [code for _, _, code in found(files)] == ["fel-varde"]
