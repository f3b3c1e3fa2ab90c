"""Parts of the data are very many: what they have in common is kept once."""

from __future__ import annotations

import sys

import pytest

from generator.data.posts import Insats
from generator.data.sharing import shared_text

RAW = {"namn": "Stöd i hemmet", "belopp": "3 mkr", "ansvarig": ["Regionen"], "mottagare": "skr"}


def raw() -> dict[str, object]:
    """The same as a file gives it: texts of its own."""
    return {
        name: ["".join(each) for each in text] if isinstance(text, list) else "".join([*text])
        for name, text in RAW.items()
    }


def test_the_parts_of_a_kind_share_their_names() -> None:
    insats = Insats.model_validate(raw())
    assert sys.getsizeof(vars(insats)) < sys.getsizeof({**vars(insats)}) / 2
    assert {**vars(insats)} == {**vars(Insats.model_validate(RAW))}
    assert list(vars(insats)) == list(Insats.model_fields)


def test_a_part_that_shares_is_as_any_other() -> None:
    insats, other = Insats.model_validate(raw()), Insats.model_validate(raw())
    assert insats == other
    assert insats.model_dump(exclude_unset=True).keys() == RAW.keys()
    renamed = insats.model_copy(update={"namn": "Annat"})
    assert (renamed.namn, insats.namn, other.namn) == ("Annat", RAW["namn"], RAW["namn"])


@pytest.mark.parametrize("name", ["namn", "mottagare"])
def test_a_short_text_stands_once(name: str) -> None:
    first, second = Insats.model_validate(raw()), Insats.model_validate(raw())
    assert getattr(first, name) is getattr(second, name)


def test_a_long_text_is_left_as_it_is() -> None:
    text = "".join(["lång "] * 20)
    assert shared_text(text) is text
