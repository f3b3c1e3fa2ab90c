"""Which rows are told, and in which order."""

from __future__ import annotations

from generator.checking.judge import judge
from generator.reckoning.selections import stated_first, with_parts
from tests.smallest import BESLUT, valid


def test_insatser_with_amounts_come_first_each_with_its_parts() -> None:
    files = valid()
    files[BESLUT] = files[BESLUT].replace(
        b"      - namn: Ut\xc3\xb6kade hembes\xc3\xb6k\n",
        b"      - namn: Resor\n      - namn: Kurser\n        delposter:\n"
        b"          - namn: A\n            belopp: 1 mkr\n          - namn: B\n"
        b"      - namn: Ut\xc3\xb6kade hembes\xc3\xb6k\n",
    )
    rows = [row for row in judge(files).rows if row.omrade_id == "nara-vard"]
    listed = stated_first(with_parts(rows, [row for row in rows if row.insats]))
    names = [row.namn for row in listed]
    assert names == ["Kurser", "A", "B", "Utökade hembesök", "Utökade öppettider", "Resor"]
    assert stated_first([]) == []
