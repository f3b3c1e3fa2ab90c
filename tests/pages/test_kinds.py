"""A register with an amount of each kind, from its files to its tables, pages and ledger."""

from __future__ import annotations

import csv
import io
from datetime import date

from generator.checking.judge import judge
from generator.pages.render import render
from generator.publishing.publication import Publication, publish
from generator.publishing.site import template_folders
from generator.reading import ledger
from generator.reckoning.corrections import unpublished
from tests.conftest import ROOT
from tests.reckoning.test_sums import START
from tests.smallest import BESLUT, LEDGER, RATTELSER, TOP, Files, only_beslut, run

TEMPLATES = template_folders(ROOT)
COLUMNS = ["rad_id", "belopp_kr", "belopp_angivet", "belopp_typ", "belopp_min_kr", "belopp_max_kr"]
KINDS = f"""\
{START}belopp: högst 20 mkr
omraden:
  - omrade: nara-vard
    rubrik: Den nära vården
    belopp: cirka 9 mkr
    insatser:
      - namn: Hembesök
        belopp: upp till 5 mkr
        mottagare: halsocentraler
      - namn: Öppettider
        belopp: drygt 3 mkr
        mottagare: halsocentraler
      - namn: Resor
        belopp: 500 tkr–2 mkr
        mottagare: halsocentraler
        styckpris:
          belopp: högst 400 kr
          per: resa
  - omrade: e-halsa
    rubrik: Vision e-hälsa
    belopp: 3–5 mkr
    kalla:
      angivet: "3–5"
    insatser:
      - namn: Journal
        belopp: 4 mkr
"""
INSATSER = [
    ["nara-vard/hembesok", "5000000", "upp till 5 mkr", "hogst", "", ""],
    ["nara-vard/oppettider", "3000000", "drygt 3 mkr", "cirka", "", ""],
    ["nara-vard/resor", "", "500 tkr–2 mkr", "intervall", "500000", "2000000"],
    ["e-halsa/journal", "4000000", "4 mkr", "exakt", "", ""],
]


def publication_of(files: Files) -> Publication:
    made = publish(judge(files))
    assert made, run(files)
    return made


def cells(publication: Publication, table: str) -> list[list[str]]:
    records = publication.tables[table].records
    return [
        ["" if record[name] is None else str(record[name]) for name in COLUMNS]
        for record in records
    ]


def pages_of(publication: Publication) -> dict[str, str]:
    return {
        file.path: file.content.decode().replace("\u00a0", " ")
        for file in render(publication, TEMPLATES)
    }


def test_each_kind_has_its_columns() -> None:
    publication = publication_of(only_beslut(KINDS))
    assert run(only_beslut(KINDS)) == ()
    wanted = [[f"{TOP}/{row[0]}", *row[1:]] for row in INSATSER]
    assert cells(publication, "insatser") == wanted
    assert cells(publication, "omraden") == [
        [f"{TOP}/nara-vard", "9000000", "cirka 9 mkr", "cirka", "", ""],
        [f"{TOP}/e-halsa", "", "3–5", "intervall", "3000000", "5000000"],
    ]
    [beslut] = publication.tables["beslut"].records
    assert [beslut[name] for name in COLUMNS[1:]] == [
        *(20_000_000, "högst 20 mkr", "hogst", None, None)
    ]


def test_the_public_table_is_read_as_what_it_was_made_from() -> None:
    publication = publication_of(only_beslut(KINDS))
    table = publication.tables["insatser"]
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, [column.name for column in table.columns])
    writer.writeheader()
    writer.writerows(table.records)
    lines = KINDS.splitlines(keepends=True)
    without = [line for line in lines if not line.startswith("      ") or "angivet" in line]
    files = only_beslut("".join(without).replace("    insatser:\n", ""))
    files[BESLUT.replace(".yml", ".insatser.csv")] = stream.getvalue().encode()
    assert run(files) == ()
    assert cells(publication_of(files), "insatser") == cells(publication, "insatser")


def test_a_figure_is_shown_with_its_word_on_every_page() -> None:
    pages = pages_of(publication_of(only_beslut(KINDS)))
    text = pages[f"beslut/{TOP}/index.md"]
    for shown in (
        "beslutades om högst 20 mnkr",
        "högst 5 000 000 kr",
        "i handlingen: upp till 5 mkr",
        "cirka 3 000 000 kr",
        "i handlingen: drygt 3 mkr",
        "500 000–2 000 000 kr",
        "3 000 000–5 000 000 kr",
        "Styckpris: högst 400 kr per resa",
        # The sum of an exact or capped amount, and what stands beside it.
        "högst cirka 8 000 000 kr och utöver detta 500 000–2 000 000 kr",
        "En av tre insatser har ett intervall i stället för ett belopp.",
        "Handlingen anger ett intervall, och beloppet ligger inom det.",
    ):
        assert shown in text, shown
    assert "i handlingen: högst 20 mkr" in text
    for address in ("index.md", "satsningar/index.md", "2023/index.md", "omraden/index.md"):
        assert ">5 000 000 kr" not in pages[address]
    assert "högst 20 000 000 kr" in pages["satsningar/index.md"]
    assert "3 000 000–5 000 000 kr" in pages["omraden/index.md"]
    assert "2023 beslutades 3 000 000–5 000 000 kr" in pages["omraden/e-halsa/index.md"]


def test_a_changed_end_needs_a_correction_and_a_changed_kind_does_not() -> None:
    files = only_beslut(KINDS)
    before = judge(files)
    files[LEDGER] = ledger.as_bytes(
        ledger.PUBLICERAT, unpublished(before.register, before.rows, date(2023, 5, 6))
    )
    assert f"{TOP}/nara-vard/resor:min,500000" in files[LEDGER].decode()
    assert run(files) == ()
    text = KINDS.replace("upp till 5 mkr", "5 mkr").replace("drygt 3 mkr", "högst 3 mkr")
    assert run({**files, BESLUT: text.encode()}) == ()
    changed = {**files, BESLUT: KINDS.replace("500 tkr–2 mkr", "400 tkr–2 mkr").encode()}
    [lacking] = run(changed)
    assert lacking.code == "saknad-rattelse"
    assert "intervallets lägre belopp" in lacking.message
    [entry] = lacking.paste.entries
    changed[RATTELSER] = f"{entry.text.replace('…', 'Fel avskrivet.')}\n".encode()
    changed[RATTELSER] = changed[RATTELSER].replace("ÅÅÅÅ-MM-DD".encode(), b"2023-06-01")
    assert run(changed) == ()
    assert "Rättad 1 juni 2023" in pages_of(publication_of(changed))[f"beslut/{TOP}/index.md"]
