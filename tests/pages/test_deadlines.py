"""What is to be reported about a decision's money, by day, and who answers for what."""

from __future__ import annotations

from pathlib import Path

import lxml.html

from generator.pages.render import render
from generator.publishing import ready_html
from tests.pages.test_kinds import publication_of
from tests.smallest import BESLUT, TOP, replaced, with_file

TEMPLATES = Path(__file__).parent.parent.parent / "site_templates"
DUTIES = """\
aterrapportering:
  - vad: Utan dag
    senast_angivet: senare
  - vad: Slutet
    senast: 2024-03-31
    senast_angivet: i mars
  - vad: Hembesöken
    senast: 2023-05-01
    till: Nämnden
    galler_del: nara-vard/utokade-hembesok
"""
ANSVAR = """\
ansvar:
  - roll: Chefen
    vad: Allt
"""


def told(more: str) -> list[str]:
    """What the decision's page says under the heading of it, an item each."""
    who = "        mottagare: halsocentraler\n"
    answers = f"{who}        ansvarig:\n          - Vårdchefen\n"
    files = replaced(who, answers)
    files = with_file(BESLUT, files[BESLUT] + more.encode(), files)
    pages = {file.path: file.content for file in render(publication_of(files), [TEMPLATES])}
    page = lxml.html.fromstring(ready_html.read(pages[f"beslut/{TOP}/index.md"].decode()).html)
    (heading,) = page.xpath("//h2[.='Ansvar och tider' or .='Återrapportering' or .='Ansvar']")
    items = [heading.text_content()]
    for element in heading.itersiblings():
        if element.tag == "h2":
            break
        parts = element.xpath("descendant-or-self::*[self::li or self::summary]")
        items += [" ".join(part.text_content().split()) for part in parts]
    return items


def test_duties_stand_by_day_with_the_part_they_are_about_and_who_answers_for_it() -> None:
    assert [text.replace("\u00a0", " ") for text in told(DUTIES + ANSVAR)] == [
        "Ansvar och tider",
        "Senast 1 maj 2023 Hembesöken. Till: Nämnden. "
        "Gäller: Utökade hembesök. Ansvarig: Vårdchefen.",
        "Senast 31 mars 2024 Slutet.",
        "Utan bestämd dag i handlingen",
        "Utan dag. Tid: senare.",
        "Vem som svarar för vad",
        "Chefen: Allt",
    ]


def test_the_heading_names_only_what_there_is() -> None:
    assert told(DUTIES)[0] == "Återrapportering"
    assert told(ANSVAR) == ["Ansvar", "Vem som svarar för vad", "Chefen: Allt"]
