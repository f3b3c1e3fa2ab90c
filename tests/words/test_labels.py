from __future__ import annotations

from collections.abc import Container
from enum import StrEnum

import pytest

from generator.data.derived import BeloppTyp, Verdikt
from generator.data.types import Avrundning, HandlingsTyp, Status
from generator.publishing.publication import Publication
from generator.words import labels
from generator.words.ordval import REGIONENS


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (Status, labels.STATUS),
        (Verdikt, labels.VERDIKT),
        (HandlingsTyp, labels.HANDLING),
        (Avrundning, labels.AVRUNDNING),
    ],
)
def test_every_value_has_its_words(values: type[StrEnum], words: Container[StrEnum]) -> None:
    without = [value.value for value in values if value not in words]
    assert without == [], f"{values.__name__}: lägg till orden i generator/words/labels.yml"


def test_every_kind_of_check_has_its_words(publication: Publication) -> None:
    kinds = {check.kontroll for check in publication.kontroller}
    assert len(kinds) > 5
    assert kinds <= REGIONENS.kontroll.keys()


@pytest.mark.parametrize(
    ("heading", "shown"),
    [("3.1.1", "avsnitt 3.1.1"), ("Bakgrund", "”Bakgrund”"), ("", ""), (None, "")],
)
def test_a_place_in_a_document_in_words(heading: str | None, shown: str) -> None:
    assert labels.avsnitt(heading) == shown


@pytest.mark.parametrize(
    ("kr", "typ", "shown"),
    [
        (6_540_000, BeloppTyp.CIRKA, "cirka 6,5 mnkr"),
        (6_500_000, BeloppTyp.HOGST, "högst 6,5 mnkr"),
        (6_540_000, BeloppTyp.HOGST, "högst 6 540 000 kr"),  # of which 6,5 would be untrue
        (540_000, BeloppTyp.HOGST, "högst 540 000 kr"),
    ],
)
def test_a_cap_is_not_moved_by_rounding(kr: int, typ: BeloppTyp, shown: str) -> None:
    assert labels.in_short(kr, {typ}).replace("\u00a0", " ") == shown
