"""The ready words that ask for a decision's documents."""

from __future__ import annotations

import pytest

from generator.checking.judge import judge
from generator.publishing.asking import request
from tests.smallest import BESLUT, valid

DOCUMENT = b"""\
  - id: fordelning
    titel: F\xc3\xb6rdelning God och n\xc3\xa4ra v\xc3\xa5rd 2023
    typ: beslut
"""
WHOLE = "”Fördelning God och nära vård 2023”"


@pytest.mark.parametrize(
    ("more", "asked"),
    [
        ("", f"handlingen {WHOLE} (från 2023)"),
        ("    datum: 2023-03-28\n", f"handlingen {WHOLE} (daterad 28 mars 2023)"),
        (
            "    datum: 2023-03-28\n    diarienummer: RS/1135/2022\n",
            f"handlingen {WHOLE} (diarienummer RS/1135/2022, daterad 28 mars 2023)",
        ),
        (
            "    diarienummer: A 1\n  - id: bilaga\n    titel: Bilaga\n    typ: bilaga\n",
            f"handlingarna {WHOLE} (diarienummer A 1, från 2023) och ”Bilaga” (från 2023)",
        ),
        (
            "  - id: b\n    titel: B\n    typ: bilaga\n    lank: https://exempel.se/b\n",
            f"handlingen {WHOLE} (från 2023)",
        ),
    ],
)
def test_what_has_no_link_is_asked_for_by_what_a_registrar_finds_it_by(
    more: str, asked: str
) -> None:
    files = valid()
    assert DOCUMENT in files[BESLUT]
    files[BESLUT] = files[BESLUT].replace(DOCUMENT, DOCUMENT + more.encode())
    (beslut,) = judge(files).register.beslut
    assert request(beslut) == f"Hej! Jag önskar ta del av {asked}. Skicka gärna svaret hit."


def test_nothing_is_asked_for_that_has_a_link() -> None:
    files = valid()
    files[BESLUT] = files[BESLUT].replace(DOCUMENT, DOCUMENT + b"    lank: https://exempel.se/a\n")
    (beslut,) = judge(files).register.beslut
    assert request(beslut) == ""
