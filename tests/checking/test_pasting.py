"""What a message offers for the end of a list can be pasted there, however far in the list is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from textwrap import indent

import pytest

from generator.checking.judge import judge
from tests.smallest import (
    BESLUT,
    MOTTAGARE,
    PUBLICERAT,
    RATTELSER,
    Files,
    appended,
    published,
    replaced,
    run,
    text_of,
)

CORRECTED = """\
- datum: 2023-04-04
  id: 2023/god-och-nara-vard/lattakut:styckpris
  fore: 300 kr
  efter: 400 kr
  orsak: Fel avskrivet.
"""
EXPLAINED = """\
- kontroll: insatser
  galler: nara-vard
  differens: −1 mkr
  forklaring: Står så i handlingen.
"""


def corrected(before: str) -> Files:
    publicerat = PUBLICERAT.replace("styckpris,400", "styckpris,300")
    files = replaced("belopp: 100 mkr", "belopp: 90 mkr", files=published(publicerat))
    return {**files, RATTELSER: indent(CORRECTED, before).encode()}


def explained(before: str) -> Files:
    files = appended(f"avvikelser:\n{indent(EXPLAINED, before)}")
    files = replaced("belopp: 2 mkr", "belopp: 1 mkr", files=files)
    return replaced("belopp: 10 mkr", "belopp: 12 mkr", files=files)


def registered(before: str) -> Files:
    files = replaced("mottagare: halsocentraler", "mottagare: primarvard")
    halsocentraler = text_of(MOTTAGARE)
    return {**files, MOTTAGARE: indent(halsocentraler, before).encode()}


@pytest.mark.parametrize("before", ["", "  ", "    "], ids=len)
@pytest.mark.parametrize(
    ("file", "with_list"),
    [(RATTELSER, corrected), (BESLUT, explained), (MOTTAGARE, registered)],
    ids=["corrections", "explanations", "a register"],
)
def test_an_entry_is_as_far_in_as_those_it_is_added_to(
    file: str, with_list: Callable[[str], Files], before: str
) -> None:
    files = with_list(before)
    [problem] = judge(files, date(2023, 5, 6)).errors
    [entry] = problem.paste.entries
    pasted = entry.text.replace("…", "Fel avskrivet.")
    assert run({**files, file: files[file] + f"{pasted}\n".encode()}) == ()
