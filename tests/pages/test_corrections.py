"""A correction is its decision's, whichever of the decision's amounts it is of."""

from __future__ import annotations

from datetime import date

import pytest

from generator.checking.judge import judge
from generator.pages.beslut import beslut
from generator.pages.render import render
from generator.publishing.publication import publish
from generator.publishing.site import template_folders
from generator.reading import ledger
from generator.reckoning.corrections import unpublished
from tests.conftest import ROOT
from tests.smallest import BESLUT, LEDGER, RATTELSER, TOP, appended, text_of

PRICE_AND_REPEATS = """\
insatser:
  - namn: Lättakut
    styckpris:
      belopp: 400 kr
      per: besök
upprepningar:
  - belopp: 10 mkr
    kalla:
      avsnitt: Slut
  - av: e-halsa
    belopp: 4 mkr
    kalla:
      avsnitt: Slut
"""
TEMPLATES = template_folders(ROOT)
DAY = date(2023, 5, 6)
REPEAT = "upprepning-fordelning-slut"


@pytest.mark.parametrize(
    ("old", "new", "rad_id"),
    [
        ("  - belopp: 10 mkr\n", "  - belopp: 11 mkr\n", f"{TOP}:{REPEAT}"),
        ("e-halsa\n    belopp: 4 mkr\n", "e-halsa\n    belopp: 5 mkr\n", f"{TOP}/e-halsa:{REPEAT}"),
        ("belopp: 400 kr", "belopp: 500 kr", f"{TOP}/lattakut:styckpris"),
    ],
)
def test_a_correction_is_in_the_table_and_on_the_page_of_its_decision(
    old: str, new: str, rad_id: str
) -> None:
    files = appended(PRICE_AND_REPEATS)
    before = judge(files)
    files[LEDGER] = ledger.as_bytes(
        ledger.PUBLICERAT, unpublished(before.register, before.rows, DAY)
    )
    changed = text_of() + PRICE_AND_REPEATS
    assert changed.count(old) == 1
    files[BESLUT] = changed.replace(old, new).encode()
    for file, code in ((BESLUT, "oforklarad-avvikelse"), (RATTELSER, "saknad-rattelse")):
        for problem in judge(files, DAY).problems:  # what it offers is pasted
            if problem.code == code:
                [entry] = problem.paste.entries
                pasted = entry.text.replace("…", "Fel avskrivet.")
                files[file] = files.get(file, b"") + f"{pasted}\n".encode()
    judged = judge(files)
    publication = publish(judged)
    assert publication is not None, judged.problems
    [row] = publication.tables["rattelser"].records
    assert (row["rad_id"], row["beslut_id"]) == (rad_id, TOP)
    [plan] = beslut(publication)
    assert plan.make().content["rattelser"].keys == [f"{DAY}:{rad_id}"]
    written = {file.path: file.content.decode() for file in render(publication, TEMPLATES)}
    marked = written["kontroller/index.md"].count('class="verdikt rattad"')
    assert marked == (REPEAT in rad_id), "a repeated figure is corrected where it is checked"
