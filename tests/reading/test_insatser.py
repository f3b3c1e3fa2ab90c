from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.checking.judge import judge
from generator.data.belopp import Belopp, Intervall
from generator.data.posts import Insats, Kalla
from generator.publishing.publication import Publication, publish
from generator.publishing.tables import TABLES
from generator.reading import headings
from generator.reading.headings import COLUMNS
from generator.reading.register import beslut_file
from generator.reading.yaml_text import MAX_BYTES
from tests.conftest import EXEMPEL, read_data, read_publication, tilldelat
from tests.smallest import (
    BESLUT,
    MOTTAGARE,
    STEADY,
    Files,
    appended,
    found,
    published,
    register_of,
    replaced,
    run,
    valid,
)

CSV = BESLUT.replace(".yml", ".insatser.csv")

IN_YAML = """\
    insatser:
      - namn: Utökade hembesök
        belopp: 4 mkr
        mottagare: halsocentraler
      - namn: Utökade öppettider
        belopp: 2 mkr
"""
IN_CSV = """\
namn,belopp_angivet,mottagare_id,omrade_id
Utökade hembesök,4 mkr,halsocentraler,nara-vard
Utökade öppettider,2 mkr,,nara-vard
"""


def beside(text: str | bytes, files: Files | None = None) -> Files:
    """The valid decision with its insatser in a CSV."""
    base = replaced(IN_YAML, "", files=files)
    return {**base, CSV: text.encode() if isinstance(text, str) else text}


def table(header: str, *rows: str) -> Files:
    """A CSV of one's own; the område of its rows states no other amount than theirs."""
    return beside("\n".join((header, *rows, "")))


# Right tables.


def test_a_list_beside_the_decision_is_the_same_as_in_it() -> None:
    files = beside(IN_CSV)
    assert run(files) == ()
    assert register_of(files).beslut == register_of(valid()).beslut


@pytest.mark.parametrize(
    "written",
    [
        IN_CSV.replace(",", ";"),
        IN_CSV.replace("\n", "\r\n"),
        f"\ufeff{IN_CSV}".replace(",", ";").replace("\n", "\r\n"),
        IN_CSV.replace("\n", "\r"),
        IN_CSV.rstrip("\n"),
        f"{IN_CSV}\n\n,,,\n",
        IN_CSV.replace("4 mkr", '"4,0 mkr"').replace("4,0", "4\u00a0"),
        IN_CSV.replace("Utökade hembesök", '"Utökade\nhembesök"'),
        IN_CSV.replace("Utökade", " Uto\u0308kade"),
        IN_CSV.replace("omrade_id", "omrade_id,,").replace("nara-vard", "nara-vard,,"),
        IN_CSV.replace("4 mkr", "4 mkr").replace(",,nara", ",,nara"),
    ],
    ids=[
        *("semicolon", "CRLF", "Excel", "CR", "no last line end", "blank rows"),
        *("no-break space", "line break", "decomposed", "trailing columns", "as it is"),
    ],
)
def test_either_dialect_and_any_editors_habits_are_read(written: str) -> None:
    files = beside(written)
    assert run(files) == ()
    assert register_of(files).beslut == register_of(valid()).beslut


def test_columns_come_in_any_order_and_empty_cells_are_not_stated() -> None:
    files = table("omrade_id;namn;mal;belopp_kr", "nara-vard;A;;6 000 000", ";B;Bättre vård;")
    assert run(files) == ()
    [beslut] = register_of(files).beslut
    [inside], [directly] = beslut.omraden[0].insatser, beslut.insatser
    assert isinstance(inside.belopp, Belopp)
    assert (inside.namn, inside.mal, inside.belopp.kr) == ("A", None, 6_000_000)
    assert (directly.mal, directly.belopp) == ("Bättre vård", None)


def test_several_values_in_a_cell_are_parted_by_semicolons() -> None:
    files = table("namn,ansvarig,teman", 'A,Områdeschef; Verksamhetschef,"e-halsa;nara-vard"')
    [insats] = register_of(files).beslut[0].insatser
    assert insats.ansvarig == ("Områdeschef", "Verksamhetschef")
    assert insats.teman == ("e-halsa", "nara-vard")


def test_delposter_belong_to_the_insats_above_or_to_the_one_they_name() -> None:
    files = table(
        "niva,namn,overordnad_id,omrade_id,belopp_angivet",
        "insats,Resor,,nara-vard,4 mkr",
        "delpost,Bil,,,1 mkr",
        "insats,Personal,2023/god-och-nara-vard/nara-vard,,2 mkr",
        "delpost,Tåg,2023/god-och-nara-vard/nara-vard/resor,nara-vard,3 mkr",
        "delpost,Läkare,nara-vard/personal,,2 mkr",
        "aktivitet,Utbilda,,,",
    )
    assert run(files) == ()
    [beslut] = register_of(files).beslut
    resor, personal = beslut.omraden[0].insatser
    assert [one.namn for one in resor.delposter] == ["Bil", "Tåg"]
    assert [one.namn for one in personal.delposter] == ["Läkare"]
    assert [one.namn for one in beslut.aktiviteter] == ["Utbilda"]


@pytest.mark.parametrize(
    ("kr", "angivet", "read", "precision", "printed"),
    [
        ("6000000", "", "6 000 000 kr", 1, None),
        ("6 000 000", "", "6 000 000 kr", 1, None),
        ("6000000.0", "", "6 000 000 kr", 1, None),
        ("6000000,00", "", "6 000 000 kr", 1, None),
        ("", "6,0 mkr", "6,0 mkr", 100_000, None),
        ("6000000", "6,0 mkr", "6,0 mkr", 100_000, None),
        ("6000000", "6", "6 mkr", 1_000_000, "6"),
        ("6000000", "6 000", "6 000 tkr", 1_000, "6 000"),
        ("6000000", "6 mkr kr", "6 mkr", 1_000_000, "6 mkr kr"),
        ("6000000", "halva", "6 000 000 kr", 1, "halva"),
        ("6000000", "ca 6,0 mkr", "ca 6,0 mkr", 100_000, None),
        ("6000000", "5 × 1,2 mkr", "6 000 000 kr", 1, "5 × 1,2 mkr"),
    ],
)
def test_an_amount_is_known_as_exactly_as_it_was_printed(
    kr: str, angivet: str, read: str, precision: int, printed: str | None
) -> None:
    files = table("namn;belopp_kr;belopp_angivet;omrade_id", f"A;{kr};{angivet};nara-vard")
    assert run(files) == ()
    [insats] = register_of(files).beslut[0].omraden[0].insatser
    assert isinstance(insats.belopp, Belopp)
    assert (insats.belopp.kr, insats.belopp.angivet) == (6_000_000, read)
    assert insats.belopp.precision == precision
    assert (insats.kalla.angivet if insats.kalla else None) == printed


def test_a_unit_price_is_read_with_what_it_is_for() -> None:
    header = "namn;styckpris_kr;styckpris_angivet;styckpris_per"
    files = table(header, "A;400;400 kr per besök;besök", "B;;x kronor;månad")
    first, second = register_of(files).beslut[0].insatser
    assert first.styckpris is not None
    assert second.styckpris is not None
    assert first.styckpris.belopp is not None
    assert (first.styckpris.belopp.kr, first.styckpris.angivet) == (400, "400 kr per besök")
    assert (second.styckpris.belopp, second.styckpris.angivet) == (None, "x kronor")


def test_an_empty_table_is_no_insats() -> None:
    assert run(table("namn;belopp_kr")) == ()


# What is published can be read again.


def written(records: Iterable[Mapping[str, Any]], separator: str) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=separator)
    for at, record in enumerate(records):
        if not at:
            writer.writerow(record)
        writer.writerow("" if value is None else value for value in record.values())
    return stream.getvalue().encode("utf-8-sig" if separator == ";" else "utf-8")


def with_insatser_beside(publication: Publication, files: Files, separator: str) -> Files:
    """A site's files with every decision's insatser and activities moved to a CSV."""
    moved = dict(files)
    for beslut in publication.register.beslut:
        file = beslut_file(beslut)
        data = yaml.load(files[file], yaml.BaseLoader)
        for holder in (data, *data.get("omraden", ())):
            holder.pop("insatser", None)
            holder.pop("aktiviteter", None)
        moved[file] = yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode()
        records = publication.tables["insatser"].records
        own = [one for one in records if one["beslut_id"] == beslut.beslut_id]
        if own:
            moved[file.replace(".yml", ".insatser.csv")] = written(own, separator)
    return moved


@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("name", ["webbplats", "exempel"])
def test_the_public_table_beside_the_decision_gives_the_same_tables_again(
    name: str, real_root: Path, separator: str
) -> None:
    root = real_root if name == "webbplats" else EXEMPEL
    before = read_publication(root)
    files = with_insatser_beside(before, read_data(root), separator)
    assert sum(file.endswith(".insatser.csv") for file in files) > 2
    judged = judge(files)
    assert judged.errors == ()
    after = publish(judged)
    assert after is not None
    assert sum(len(one.insatser) for one in after.register.beslut) > 0
    for name, one in before.tables.items():
        assert after.tables[name].records == one.records, name


# Faults.


HEADER = "namn;belopp_angivet;belopp_kr;mottagare_id;omrade_id;overordnad_id;rad_id;niva"
FAULTS = {
    "an unknown column": ("namn;belop_kr", (), (1, 6, "okant-falt"), "Menades belopp_kr?"),
    "a column like none": ("namn;xyzzy", (), (1, 6, "okant-falt"), "Kolumnerna är rad_id"),
    "the same column twice": ("namn;mal;namn", (), (1, 10, "dubbel-nyckel"), "två gånger"),
    "no names": ("belopp_kr;mal", ("1;x",), (1, 1, "saknat-falt"), "'namn' saknas"),
    "no header": ("Hembesök;1 kr", (), (1, 1, "saknat-falt"), "Den första raden"),
    "an empty name": ("namn;mal", (";x",), (2, 1, "saknat-falt"), "kolumnen namn är tom"),
    "too many cells": ("namn;mal", ("a;b;c",), (2, 5, "csv"), "fler celler än de 2"),
    "a decimal comma without quotation marks": (
        "namn,belopp_angivet",
        ("A,6,3 mkr",),
        (2, 5, "csv"),
        "Sätt citattecken",
    ),
    "a cell under no name": ("namn;;mal", ("a;b;c",), (2, 3, "csv"), "utan namn"),
    "an open quotation mark": ("namn;mal", ('a;"b', "c;d"), (2, 3, "csv"), "går inte ihop"),
    "text after a quotation": ("namn;mal", ('a;"b" c',), (2, 3, "csv"), "går inte ihop"),
    "no unit": (
        HEADER,
        ("A;6,3;;;nara-vard;;;",),
        (2, 3, "fel-belopp"),
        "kolumnen belopp_angivet: beloppet '6,3' har ingen enhet",
    ),
    "a point": (HEADER, ("A;6.3 mkr;;;;;;",), (2, 3, "fel-belopp"), "har punkt"),
    "a unit in kronor": (
        HEADER,
        ("A;;6 mkr;;;;;",),
        (2, 4, "fel-belopp"),
        "kolumnen belopp_kr: '6 mkr' har en annan enhet än kolumnen, som är i kr",
    ),
    "grouped by points": (HEADER, ("A;;6.000.000;;;;;",), (2, 4, "fel-belopp"), "har punkt"),
    "a negative amount": (HEADER, ("A;;-5;;;;;",), (2, 4, "negativt-belopp"), "belopp_kr"),
    "an absurd amount": (HEADER, (f"A;;{'9' * 40};;;;;",), (2, 4, "fel-belopp"), "orimligt"),
    "amounts that differ": (
        HEADER,
        ("A;6 mkr;5000000;;;;;",),
        (2, 3, "motsagelse"),
        "kolumnen belopp_angivet: '6 mkr' är inte 5\u00a0000\u00a0000\u00a0kr",
    ),
    "a bare number that differs": (HEADER, ("A;7;5000000;;;;;",), (2, 3, "motsagelse"), "'7'"),
    "an unknown recipient": (
        HEADER,
        ("A;;;halsocentralen;;;;",),
        (2, 5, "okant-id"),
        "kolumnen mottagare_id: mottagare: 'halsocentralen' finns inte",
    ),
    "a recipient that is no id": (HEADER, ("A;;;Häls;;;;",), (2, 5, "fel-id"), "mottagare_id"),
    "an unknown område": (HEADER, ("A;;;;nara-vrd;;;",), (2, 6, "okant-id"), "Menades nara-vard?"),
    "an unknown place": (HEADER, ("A;;;;;e-hlsa;;",), (2, 7, "okant-id"), "Menades e-halsa?"),
    "two places": (HEADER, ("A;;;;e-halsa;nara-vard;;",), (2, 6, "motsagelse"), "overordnad_id"),
    "a rad_id elsewhere": (
        HEADER,
        ("A;;;;e-halsa;;2023/god-och-nara-vard/nara-vard/a;",),
        (2, 15, "motsagelse"),
        "är inte en rad i 2023/god-och-nara-vard/e-halsa",
    ),
    "a rad_id that is no id": (HEADER, ("A;;;;;;Å Ä;",), (2, 8, "fel-id"), "kolumnen rad_id"),
    "a level like none": (HEADER, ("A;;;;;;;delpst",), (2, 9, "fel-varde"), "Menades delpost?"),
    "a delpost under nothing": (
        HEADER,
        ("A;;;;;;;delpost",),
        (2, 9, "saknat-falt"),
        "under sin insats",
    ),
    "a delpost of nothing": (
        HEADER,
        ("A;;;;;;;", "B;;;;;aa;;delpost"),
        (3, 7, "okant-id"),
        "finns inte i filen",
    ),
    "a delpost in another område": (
        HEADER,
        ("A;;;;nara-vard;;;", "B;;;;e-halsa;;;delpost"),
        (3, 6, "motsagelse"),
        "insatsen 'A'",
    ),
    "a delpost with a recipient": (
        HEADER,
        ("A;;;;;;;", "B;;;halsocentraler;;;;delpost"),
        (3, 5, "okant-falt"),
        "kolumnen mottagare_id",
    ),
    "an activity in an område": (
        HEADER,
        ("A;;;;nara-vard;;;aktivitet",),
        (2, 6, "motsagelse"),
        "hela beslutet",
    ),
    "the same name twice": (
        HEADER,
        ("A;;;;nara-vard;;;", "A;;;;nara-vard;;;"),
        (3, 1, "dubbelt-id"),
        "används redan på rad 2",
    ),
    "another decision": ("namn;beslut_id", ("A;2019/annat",), (2, 3, "motsagelse"), "2019/annat"),
    "another year": ("namn;ar", ("A;2019",), (2, 3, "motsagelse"), "2023"),
    "another status": ("namn;status", ("A;forslag",), (2, 3, "motsagelse"), "beslutad"),
    "a name that is no recipient's": (
        "namn;mottagare",
        ("A;Häls",),
        (2, 3, "okant-id"),
        '- id: hals\n  namn: "Häls"',
    ),
    "a price of nothing": ("namn;styckpris_kr", ("A;4",), (2, 3, "saknat-falt"), "styckpris_per"),
    "a formula": ("namn;mal", ("A;=1+1",), (2, 3, "formel"), "kolumnen mal: texten börjar"),
    "personal data": ("namn;mal", ("A;bo@exempel.example",), (2, 3, "personuppgift"), "mal"),
    "an unknown handling": ("namn;handling", ("A;annan",), (2, 3, "okant-id"), "handling"),
    "a day in a section": (
        "namn;avsnitt",
        ("A;2002-01-03",),
        (2, 3, "kalkylfel"),
        "Stod det 3.1, 1.3 eller 2.1.3?",
    ),
    "an error of a spreadsheet": ("namn;mal", ("A;#VÄRDEFEL!",), (2, 3, "kalkylfel"), "ett fel i"),
    "a power of ten": ("namn;belopp_kr", ("A;4,12473E+07",), (2, 3, "kalkylfel"), "kortat av"),
    "a unit that is not the column's": (
        "namn;Belopp (tkr)",
        ("A;5 mkr",),
        (2, 3, "fel-belopp"),
        "kolumnen Belopp (tkr): '5 mkr' har en annan enhet än kolumnen, som är i tkr",
    ),
    "a comma of either kind": (
        "namn;Belopp (tkr)",
        ("A;5,000",),
        (2, 3, "fel-belopp"),
        "Skriv 5 000 eller 5,0.",
    ),
    "commas between thousands": (
        "namn;belopp_kr",
        ("A;1,250,000",),
        (2, 3, "fel-belopp"),
        "Skriv 1 250 000.",
    ),
    "a unit of a bank's": (
        "namn;Belopp (SEK)",
        ("A;5 SEK",),
        (2, 3, "fel-belopp"),
        "enheten 'sek'",
    ),
    "another currency": ("namn;belopp_kr", ("A;5 €",), (2, 3, "fel-belopp"), "'5 €' är inte i"),
    "parts of a krona": (
        "namn;belopp_kr",
        ("A;1,50",),
        (2, 3, "fel-belopp"),
        "Hur det är tryckt skrivs i kolumnen belopp_angivet",
    ),
    "a price that is two": (
        "namn;styckpris_kr;styckpris_per",
        ("A;3–5;besök",),
        (2, 3, "fel-belopp"),
        "i kolumnen styckpris_angivet",
    ),
    "a word that is only printed": (
        "namn;belopp_kr;belopp_angivet",
        ("A;10000000;10 mkr ca",),
        (2, 12, "ord-i-angivet"),
        "Skriv ca 10 mkr i kolumnen belopp_angivet, och lämna belopp_kr tom.",
    ),
    "a kind like none": (
        "namn;belopp_kr;belopp_typ",
        ("A;5;hogts",),
        (2, 5, "fel-varde"),
        "Menades hogst?",
    ),
    "a kind that is another": (
        "namn;belopp;belopp_typ",
        ("A;ca 5 mkr;exakt",),
        (2, 12, "motsagelse"),
        "som är cirka",
    ),
    "half a range": (
        "namn;belopp_min_kr;belopp_max_kr",
        ("A;5;",),
        (2, 3, "motsagelse"),
        "Fyll i både",
    ),
    "wrong grouping": ("namn;belopp_kr", ("A;544 99 160",), (2, 3, "fel-belopp"), "tre och tre"),
    "digits apart": (
        "namn;styckpris_kr;styckpris_per",
        ("A;1 0 0 0;x",),
        (2, 3, "fel-belopp"),
        "1 000",
    ),
    "two amounts": ("namn;belopp", ("A;1 mkr 2 mkr",), (2, 3, "fel-belopp"), "flera tal"),
    "no unit in the heading": ("namn;Belopp", ("A;5000",), (2, 3, "fel-belopp"), "Belopp (tkr)"),
    "a dash for an amount": ("namn;belopp_kr", ("A;–",), (2, 3, "fel-belopp"), "Lämna cellen tom"),
    "words before an amount": (
        "namn;belopp_angivet",
        ("A;summa 4 mkr",),
        (2, 3, "fel-belopp"),
        "Hur det är tryckt skrivs i kolumnen belopp_angivet, bredvid kronor i belopp_kr.",
    ),
    "a price of each": (
        "namn;belopp_angivet",
        ("A;400 kr per besök",),
        (2, 3, "fel-belopp"),
        "kolumnen styckpris_angivet",
    ),
    "what is to be filled in": ("namn;mal", ("A;…",), (2, 3, "ej-ifyllt"), "lämna cellen tom"),
    "a title above": (
        "Insatser 2023;",
        ("namn;mal", "A;x"),
        (1, 1, "csv"),
        "kolumnernas namn står på rad 2, men ovanför står 'Insatser 2023'",
    ),
    "the headings again": ("namn;mal", ("A;x", "namn;mal", "B;y"), (3, 1, "csv"), "Ta bort raden"),
    "too few cells": ("namn;mal;avser", ("A;x",), (2, 3, "csv"), "'A' i namn, 'x' i mal"),
    "thousands parted by a comma": (
        "namn,belopp_kr",
        ("A,5,000",),
        (2, 5, "csv"),
        "'5' i belopp_kr, '000' utan kolumn Sätt citattecken runt en text eller ett belopp som "
        'innehåller ",": "5,000". Skiljer kommat tusental: skriv 5 000 i stället.',
    ),
    "decimals parted by a comma": (
        "namn,Belopp (tkr)",
        ("A,5,5",),
        (2, 5, "csv"),
        'innehåller ",": "5,5".',
    ),
    "thousands in the next column": (
        "namn,belopp_kr,mal",
        ("A,5,000",),
        (2, 1, "csv"),
        "'5' i belopp_kr, '000' i mal",
    ),
    "a comma in the next column": (
        "namn,belopp_angivet,mal",
        ("A,6,3 mkr",),
        (2, 1, "csv"),
        '"6,3 mkr"',
    ),
    "a heading that may be two": ("namn;Källa", ("A;x",), (1, 6, "okant-falt"), "handling (handl"),
    "two headings of one column": ("Namn;Insats", ("A;B",), (1, 6, "dubbel-nyckel"), "'Namn'"),
    "noughts that are lost": ("namn;mottagare_id", ("A;7",), (2, 3, "okant-id"), "7' finns inte"),
    "merge markers": ("namn", ("<<<<<<< HEAD", "A"), (2, 1, "sammanslagning"), "git"),
    "a control character": ("namn", ("A\x07B",), (2, 2, "styrtecken"), "U+0007"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_one_fault_is_one_problem_at_its_cell_that_names_the_column(fault: str) -> None:
    header, rows, (line, column, code), says = FAULTS[fault]
    problems = run(table(header, *rows))
    assert [(one.file, one.line, one.column, one.code) for one in problems] == [
        (CSV, line, column, code)
    ]
    assert says in f"{problems[0].message} {problems[0].remedy}"


def test_lines_are_counted_in_the_file_also_after_line_breaks_in_cells() -> None:
    files = table("namn;mal;belopp_angivet", 'A;"två\r\nrader";', 'B;"en ""rad""";6.3 mkr')
    [problem] = run(files)
    assert (problem.file, problem.line, problem.column) == (CSV, 4, 16)


def test_two_hundred_insatser_with_one_fault_are_one_problem() -> None:
    rows = [f"Insats {number};30 tkr;nara-vard" for number in range(200)]
    files = table("namn;belopp_angivet;omrade_id", *rows)
    assert run(files) == ()
    assert len(register_of(files).beslut[0].omraden[0].insatser) == 200
    rows[149] = "Insats 149;30 ktr;nara-vard"
    [problem] = run(table("namn;belopp_angivet;omrade_id", *rows))
    assert (problem.file, problem.line, problem.column) == (CSV, 151, 12)
    assert "kolumnen belopp_angivet: enheten 'ktr'" in problem.message


def test_faults_in_the_decision_and_its_table_are_told_in_one_run() -> None:
    files = replaced("status: beslutad", "status: x", files=beside(IN_CSV.replace("2 mkr", "2")))
    assert found(files) == [(CSV, 3, "fel-belopp"), (BESLUT, 3, "fel-varde")]


def test_a_sum_that_does_not_hold_points_at_the_decision() -> None:
    files = beside(IN_CSV.replace("2 mkr", "3 mkr"))
    [problem] = run(files)
    assert (problem.file, problem.code) == (BESLUT, "oforklarad-avvikelse")


def test_a_list_stands_in_one_file_only() -> None:
    [problem] = run({**valid(), CSV: IN_CSV.encode()})
    assert (problem.file, problem.line, problem.code) == (CSV, 2, "dubbel-lista")
    elsewhere = {**valid(), CSV: b"namn;omrade_id\nA;e-halsa\nB;\n"}
    assert run(elsewhere) == ()


def test_a_repeated_id_across_the_two_files_names_both() -> None:
    files = {**valid(), CSV: "namn;omrade_id\nNära vård;\n".encode()}
    [problem] = run(files)
    assert (problem.file, problem.code) == (CSV, "dubbelt-id")
    assert f"i {BESLUT}" in problem.message


def test_a_table_without_its_decision_is_misplaced() -> None:
    lonely = CSV.replace("god-och-nara-vard", "annat")
    assert found({**valid(), lonely: b"namn\nA\n"}) == [(lonely, 1, "fel-plats")]
    odd = CSV.replace(".insatser.csv", ".csv")
    [problem] = run({**valid(), odd: b"namn\nA\n"})
    assert "<id>.insatser.csv" in problem.hint


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "tom-fil"),
        (b"\n;;\n", "tom-fil"),
        ("namn\nÅ\n".encode("latin-1"), "teckenkodning"),
        ("namn\nÅ\n".encode("utf-16"), "teckenkodning"),
        (b"namn\n" + b"x" * MAX_BYTES, "for-stor-fil"),
    ],
)
def test_a_file_that_is_no_text_is_told_of_as_any(content: bytes, code: str) -> None:
    assert [(one.file, one.code) for one in run(beside(content))] == [(CSV, code)]


def test_the_command_shows_the_row_and_a_caret(tmp_path: Any) -> None:
    files = beside(IN_CSV.replace("2 mkr", "2.0 mkr"))
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    done = tilldelat("check", "--root", tmp_path)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[0].startswith(f"{CSV}:3:20: fel-belopp: kolumnen belopp_angivet: ")
    assert lines[1:3] == [
        "  | Utökade öppettider,2.0 mkr,,nara-vard",
        f"  | {' ' * 19}^",
    ]


@STEADY
@given(
    st.text(alphabet=st.sampled_from('",;\n\r\t a1å=-–.#!E+jan\ufeff'), max_size=60), st.booleans()
)
def test_no_text_makes_a_run_raise(text: str, headed: bool) -> None:
    header = "Avsnitt;Insats;Belopp (tkr);belopp_angivet;niva;overordnad_id;rad_id;styckpris_kr\n"
    for problem in run(beside(header + text if headed else text)):
        assert problem.file in {CSV, BESLUT}
        assert problem.line >= 1


@STEADY
@given(
    st.sampled_from(["omraden", "insatser", "aktiviteter"]),
    st.sampled_from(["x", "[x]", "[[x]]", "{a: b}", "[{omrade: [x]}]", "[{insatser: x}]"]),
)
def test_no_shape_of_the_decision_makes_a_table_raise(name: str, value: str) -> None:
    text = "".join(f"{line}\n" for line in valid()[BESLUT].decode().splitlines()[:8])
    files = {**valid(), BESLUT: f"{text}{name}: {value}\n".encode(), CSV: IN_CSV.encode()}
    assert run(files)


def test_what_an_insats_was_applied_for_and_is_for_each_year_is_read() -> None:
    files = table(
        "niva;namn;belopp_kr;Avser år;Sökt (tkr);Avslag;summa_kr;status",
        "insats;A;3000000;2023;5 000;nej;1;beslutad",
        "arsdel;A;1000000;2023;;;;ersatt",
        "arsdel;A;2000000;2024;;;;",
        "insats;B;;2024;2 000;Ja;;",
    )
    first, second = register_of(files).beslut[0].insatser
    assert [(part.ar, part.belopp and part.belopp.angivet) for part in first.per_ar] == [
        (2023, "1 000 000 kr"),
        (2024, "2 000 000 kr"),
    ]
    assert (first.avser_ar, first.avslag) == (None, False)
    assert first.sokt is not None
    assert (first.sokt.kr, second.avser_ar, second.avslag) == (5_000_000, 2024, True)
    [problem] = run(table("niva;namn;belopp_kr", "insats;A;1", "arsdel;A;1"))[:1]
    assert (problem.line, problem.code) == (3, "saknat-falt")
    assert "kolumnen avser_ar" in problem.hint


OUTCOMES = {
    "on the row of its insats": (
        "namn;belopp_kr;Använt (tkr);Återbetalt;Per",
        "A;6000000;4 000;1 mkr;2024-12-31",
        "B;1000000;;;",
    ),
    "on rows of their own": (
        "niva;namn;belopp_kr;overordnad_id;anvant_kr;aterbetalt_angivet;per;avsnitt",
        "insats;A;6000000;;;;;",
        "utfall;A;;;3000000;;2023-12-31;Sida 2",
        "insats;B;1000000;;;;;",
        "utfall;A;;a;4000000;1 mkr;2024-12-31;Sida 3",
    ),
    "both": (
        "niva;namn;belopp_kr;anvant_kr;aterbetalt_angivet;per",
        "insats;A;6000000;3000000;;2023-12-31",
        "utfall;A;;4000000;1 mkr;2024-12-31",
    ),
}


@pytest.mark.parametrize("lines", OUTCOMES.values(), ids=OUTCOMES)
def test_what_had_been_used_of_an_insats_stands_in_the_list(lines: tuple[str, ...]) -> None:
    files = table(*lines)
    assert [problem for problem in run(files) if problem.file == CSV] == []
    insats, *others = register_of(files).beslut[0].insatser
    last = insats.utfall[-1]
    assert (str(last.per), last.anvant and last.anvant.kr) == ("2024-12-31", 4_000_000)
    assert last.aterbetalt is not None
    assert last.aterbetalt.kr == 1_000_000
    assert [other.utfall for other in others] == [()] * len(others)


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("insats;A;6000000;3000000;;", "saknat-falt", "kolumnen per"),
        ("insats;A;6000000;;;2023-12-31", "fel-utfall", "Fyll i kolumnen anvant_kr"),
        ("insats;A;6000000;tre;;2023-12-31", "fel-belopp", "kolumnen anvant_kr"),
        ("insats;A;6000000;3;;2023-1-31", "fel-datum", "kolumnen per"),
        ("utfall;A;;3;;2023-12-31", "saknat-falt", "insats"),
    ],
)
def test_an_outcome_that_lacks_something_is_told_of_in_terms_of_the_list(
    line: str, code: str, said: str
) -> None:
    files = table("niva;namn;belopp_kr;anvant_kr;aterbetalt_kr;per", line)
    problem = next(problem for problem in run(files) if problem.file == CSV)
    assert (problem.line, problem.code) == (2, code)
    assert said in f"{problem.message} {problem.hint}"


# Lists from spreadsheets.


def only_insats(files: Files) -> Insats:
    assert [problem for problem in run(files) if problem.file == CSV] == []
    [insats] = register_of(files).beslut[0].insatser
    return insats


@pytest.mark.parametrize(
    ("heading", "cell", "kr", "precision"),
    [
        ("Belopp (tkr)", "5 000", 5_000_000, 1_000),
        ("Belopp (tkr)", "5000,5", 5_000_500, 100),
        ("Belopp (tkr)", "5 000 tkr", 5_000_000, 1_000),
        ("BELOPP I MKR", "5,5", 5_500_000, 100_000),
        ("belopp mnkr", "5", 5_000_000, 1_000_000),
        ("Belopp (miljoner kronor)", "5", 5_000_000, 1_000_000),
        ("Belopp, kr", "5 000 000", 5_000_000, 1),
        ("Belopp (1 000 kr)", "5000", 5_000_000, 1_000),
        ("Tilldelat belopp (tkr):", "5000", 5_000_000, 1_000),
        ("tkr", "5000", 5_000_000, 1_000),
        ("belopp_kr", "5000000 kr", 5_000_000, 1),
        ("Belopp", "5 mkr", 5_000_000, 1_000_000),
        ("Summa", "5 mkr", 5_000_000, 1_000_000),
        ("Belopp (tkr)", "högst 5 000", 5_000_000, 1_000),
        ("Belopp (mkr)", "ca 5", 5_000_000, 1_000_000),
    ],
)
def test_the_unit_may_stand_once_for_a_column(
    heading: str, cell: str, kr: int, precision: int
) -> None:
    insats = only_insats(table(f"namn;{heading}", f"A;{cell}"))
    assert isinstance(insats.belopp, Belopp)
    assert (insats.belopp.kr, insats.belopp.precision) == (kr, precision)
    assert insats.kalla is None


def test_a_range_stands_under_a_unit_or_in_two_columns() -> None:
    for header, row in (
        ("namn;Belopp (tkr)", "A;3–5"),
        ("namn;belopp_min_kr;belopp_max_kr;belopp_typ", "A;3000;5000;intervall"),
    ):
        belopp = only_insats(table(header, row)).belopp
        assert isinstance(belopp, Intervall)
        assert (belopp.min_kr, belopp.max_kr) == (3_000, 5_000)


def test_headings_may_be_written_as_people_write_them() -> None:
    header = "ÅTGÄRD\tBelopp (tkr)\tMottagare\tMål\tAnsvarig\tAnm.\tÄndamål\tId\tAvsnitt"
    files = table(header, "A\t6\tHälsocentralerna\tGod vård\tChefen\tVet\tResor\tb\t3.1")
    insats = only_insats(files)
    assert (insats.namn, insats.mottagare, insats.mal) == ("A", "halsocentraler", "God vård")
    assert (insats.ansvarig, insats.anmarkning, insats.avser) == (("Chefen",), "Vet", "Resor")
    assert (insats.id, insats.kalla and insats.kalla.avsnitt) == ("b", "3.1")


@pytest.mark.parametrize("name", ["Nära vård", "NÄRA VÅRD", "nara-vard", "Den nära vården"])
def test_an_omrade_may_be_named(name: str) -> None:
    [beslut] = register_of(table("Namn;Område;belopp_kr", f"A;{name};6000000")).beslut
    assert [insats.namn for insats in beslut.omraden[0].insatser] == ["A"]


@pytest.mark.parametrize(
    "text",
    [
        "sep=;\nnamn;mal\nA;x\n",
        'sep=\t\r\n"namn"\tmal\r\nA\tx\r\n',
        '"sep=,"\nnamn,mal\nA,x\n',
        "\ufeffsep=;\nnamn;mal\nA;x\n",
        "\n\n;;\nnamn;mal;;\nA;x;;\n;;;\n" + ";;;\n" * 50_000,
    ],
)
def test_what_excel_writes_around_a_table_is_passed_over(text: str) -> None:
    assert only_insats(beside(text)).mal == "x"


def test_what_a_row_says_of_its_own_source_and_of_itself_is_read() -> None:
    files = table(
        "namn;belopp_kr;angivet;handling;avsnitt;rimligt", "Summa;10000000;10;fordelning;4;ja"
    )
    insats = only_insats(files)
    assert insats.rimligt
    assert insats.kalla == Kalla(handling="fordelning", avsnitt="4", angivet="10")


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "2002-01-03",
            "2002-01-03 00:00:00",
            "03-jan",
            "3-januari",
            "jan-03",
            "3.1.2002",
            "3/1/2002",
        ),
        *("03-JAN-02", "01-maj", "dec-21", "37259"),
    ],
)
def test_a_section_that_became_a_day_is_told_of(cell: str) -> None:
    [problem] = [one for one in run(table("namn;avsnitt", f"A;{cell}")) if one.file == CSV]
    assert problem.code == "kalkylfel"
    assert re.search(r"Stod det \d+\.\d+", problem.hint)


@pytest.mark.parametrize(
    "cell",
    ["3.1", "Maj 2023", "junior-12", "Tabell 2", "3.1.2", "Protokoll 2023-03-29", "12", "2023"],
)
def test_a_section_may_be_a_number_or_hold_a_day(cell: str) -> None:
    insats = only_insats(table("namn;avsnitt", f"A;{cell}"))
    assert insats.kalla == Kalla(avsnitt=cell)


@pytest.mark.parametrize(
    "cell", ["#REF!", "#N/A", "#VALUE!", "#SAKNAS!", "#DIV/0!", "#NAMN?", "####"]
)
def test_an_error_of_a_spreadsheet_is_told_of_in_any_column(cell: str) -> None:
    for column in ("namn", "belopp_kr", "mal", "mottagare_id", "rad_id"):
        header, row = ("namn", cell) if column == "namn" else (f"namn;{column}", f"A;{cell}")
        assert found(table(header, row)) == [(CSV, 2, "kalkylfel")]


def test_all_that_is_wrong_with_a_row_is_told_in_one_run() -> None:
    files = table(
        "namn;belopp_kr;mottagare_id;omrade_id;avsnitt;niva;mal;okand",
        "A;6.0.0;lansmuseet;xyz;03-jan;delpst;=1;x",
    )
    assert [(problem.line, problem.column, problem.code) for problem in run(files)] == [
        (1, 56, "okant-falt"),
        (2, 3, "fel-belopp"),
        (2, 9, "okant-id"),
        (2, 20, "okant-id"),
        (2, 24, "kalkylfel"),
        (2, 31, "fel-varde"),
        (2, 38, "formel"),
    ]


def test_rows_that_are_right_in_themselves_are_judged_beside_those_that_are_not() -> None:
    files = table(
        "Lista 2023;;", "namn;belopp;rad_id", "A;;", "B;;b", "B;;b", "Summa;5 kr;", ";1 kr;"
    )
    assert found(files) == [
        (CSV, 1, "csv"),
        (CSV, 5, "dubbelt-id"),
        (CSV, 6, "ingen-insats"),
        (CSV, 7, "saknat-falt"),
    ]


def test_unknown_recipients_of_a_file_are_one_problem_with_one_block_to_paste() -> None:
    rows = ("A;Jamtli", "B;Länsmuseet i Östersund", "C;Jamtli", "D;Hälsocentralen")
    files = table("namn;Mottagare", *rows)
    [problem] = run(files)
    assert (problem.line, problem.column, problem.code) == (2, 3, "okant-id")
    assert "'jamtli' (rad 2, 4), 'lansmuseet-i-ostersund' (rad 3)" in problem.message
    assert "Menades halsocentraler för 'halsocentralen'?" in problem.hint
    block = "\n".join(entry.text for entry in problem.paste.entries)
    assert '- id: lansmuseet-i-ostersund\n  namn: "Länsmuseet i Östersund"' in block
    assert run(appended(f"{block}\n", MOTTAGARE, files)) == ()


def test_every_repeat_of_a_name_is_offered_an_id_of_its_own() -> None:
    rows = ("A;", "A;", "A;", "B;", "B;", "C;a-2")
    problems = run(table("namn;rad_id", *rows))
    assert [(problem.line, problem.hint) for problem in problems] == [
        (3, "Skriv ett eget id i kolumnen rad_id, till exempel a-3."),
        (4, "Skriv ett eget id i kolumnen rad_id, till exempel a-4."),
        (6, "Skriv ett eget id i kolumnen rad_id, till exempel b-2."),
    ]


def test_the_row_of_a_sum_is_told_of_in_the_terms_of_the_table() -> None:
    files = beside(IN_CSV + "Summa,6 mkr,,nara-vard\nKälla: SKR,,,nara-vard\n")
    first, second = run(files)
    assert (first.line, first.code, second.line, second.code) == (
        *(4, "ingen-insats"),
        *(5, "ingen-insats"),
    )
    assert "Summan står redan som områdets belopp." in first.hint
    assert first.hint.endswith("skriv ja i en ny kolumn, rimligt.")


IN_YAMLS_TERMS = re.compile(r"\braden? \w+:|\b(id|kalla|angivet|rimligt|avsnitt|handling|belopp): ")


@pytest.mark.parametrize("fault", FAULTS)
def test_no_hint_at_a_table_is_about_a_line_of_yaml(fault: str) -> None:
    header, rows, _, _ = FAULTS[fault]
    for problem in run(table(header, *rows)):
        hint = problem.hint if problem.file == CSV else ""
        hint = hint.replace("till exempel med id: ", "")  # of an entry in a register
        assert not IN_YAMLS_TERMS.search(hint), hint


TOTAL_AND_SOURCE = """\
belopp: 10 mkr
kalla:
  handling: fordelning
  avsnitt: Inledning
"""


@pytest.mark.parametrize(
    ("table_", "beslut", "codes"),
    [
        ("namn;belopp_kr\nA;10\nB;20\nC;9000000\n", "", {"orimligt-belopp"}),
        ("namn;belopp_kr;rimligt\nA;10;ja\nB;20;\n", "", {"onodig-bekraftelse"}),
        ("namn;belopp_kr;objekt\nA;9916;9916\n", "", {"siffror-fran-annat"}),
        ("namn;belopp_kr\nA;10\n", TOTAL_AND_SOURCE, {"saknat-avsnitt"}),
        ("namn;styckpris_per\nA;besök\n", "", {"tomt-styckpris"}),
        ("namn;handling\nA;xyz\n", "", {"okant-id"}),
        ("namn\n(…)\n", "", {"saknat-id"}),
        ("namn;belopp_kr;avslag\nA;5;ja\n", "", {"avslag-med-belopp"}),
        ("namn;belopp_kr;niva\nA;9;\nB;4;delpost\n", "", {"oforklarad-avvikelse"}),
    ],
)
def test_no_rule_tells_an_editor_of_a_table_to_write_yaml(
    table_: str, beslut: str, codes: set[str]
) -> None:
    files = replaced(beslut, "", files=beside(table_)) if beslut else beside(table_)
    problems = [problem for problem in run(files) if problem.file == CSV]
    assert {problem.code for problem in problems} == codes
    for problem in problems:
        assert not IN_YAMLS_TERMS.search(problem.what_to_do), problem.what_to_do
        if problem.paste.entries and problem.code != "okant-id":
            assert "YAML-fil" in problem.what_to_do


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("namn" + "," * 1_000_000, "csv"),
        (";".join(f"k{at}" for at in range(250_000)), "csv"),
        ("namn;mal\n" + "A;x\n" * 300_000, "for-stor-fil"),
        ('namn;mal\n"A;b\n' + "c;d\n" * 300_000, "csv"),
    ],
)
def test_what_is_no_list_is_told_of_at_once(text: str, code: str) -> None:
    [problem] = run(beside(text))
    assert problem.code == code


def test_a_new_name_in_a_table_is_told_which_column_keeps_the_address() -> None:
    table_ = IN_CSV.replace("Utökade öppettider", "Längre öppettider").encode()
    files = {**replaced(IN_YAML, "", files=published()), CSV: table_}
    [problem] = run(files)
    assert (problem.file, problem.line, problem.code) == (CSV, 3, "andrat-id")
    assert "skriv utokade-oppettider i en ny kolumn, rad_id" in problem.hint


def test_a_file_in_another_encoding_is_told_of_in_the_terms_of_a_spreadsheet() -> None:
    [problem] = run(beside("namn\tmal\nÅ\tx\n".encode("utf-16")))
    assert (problem.code, problem.hint[:9]) == ("teckenkodning", "I Excel: ")


def test_a_table_that_is_wrong_all_through_is_not_told_of_row_by_row() -> None:
    problems = run(beside("namn;mal\n" + "a;b;c\n" * 2_000))
    assert len(problems) < 150
    assert [one.line for one in problems if "resten inte är läst" in one.message] == [102]


# One declaration of each column.

ONLY_READ = {
    *("rimligt", "styckpris_rimligt", "anmarkning", "sokt_angivet"),
    *headings.OF_OUTCOME,
    *headings.IGNORED,
}
"""Columns that only an editor needs, those of another table, and those that follow from others."""


def test_the_table_beside_a_decision_has_the_columns_of_the_public_one() -> None:
    [declared] = [table for table in TABLES if table.name == "insatser"]
    public = [column.name for column in declared.columns]
    here, there = "generator/reading/headings.py", "generator/publishing/tables.py"
    unread = [
        f"Kolumnen {name} läses inte. Visar den ett fält i Insats, Kalla eller Styckpris: ge "
        f"kolumnen fältets namn i {there}, och ta bort det ur WITHOUT_COLUMN i {here}. Följer den "
        f"av något annat: lägg till {name!r} i IGNORED i {here}."
        for name in public
        if name not in COLUMNS
    ]
    unpublished = [
        f"Fältet för {name} publiceras inte. Lägg till field(Insats, …) sist i _INSATSER i "
        f"{there}, eller fältets namn i WITHOUT_COLUMN i {here}."
        for name in COLUMNS
        if name not in (*public, *ONLY_READ)
    ]
    if unread or unpublished:
        pytest.fail("\n".join([*unread, *unpublished]), pytrace=False)
    assert len(set(COLUMNS)) == len(COLUMNS)


def test_fields_of_the_model_lead_into_it() -> None:
    assert headings.FIELDS["mottagare_id"] == ("mottagare",)
    assert headings.FIELDS["styckpris_per"] == ("styckpris", "per")
    assert headings.FIELDS["avsnitt"] == ("kalla", "avsnitt")
    assert headings.LISTS == ("ansvarig", "teman")
