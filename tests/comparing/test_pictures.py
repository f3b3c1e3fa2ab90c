"""Pictures before and after: each bar as long as its amount, and each amount from the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from generator.checking.judge import judge
from generator.comparing import pictures, report
from generator.comparing.changes import Diff, compare
from generator.publishing.publication import publish
from tests.publishing.reckoning import tables_of
from tests.smallest import BESLUT, Files, replaced

NARA, HEMBESOK = "    belopp: 6 mkr", "        belopp: 4 mkr"
WHOLE, E_HALSA = "belopp: 10 mkr", "    belopp: 4 mkr\n    objekt"


PLAN = "      - namn: Utökade hembesök\n"
OPEN = replaced(PLAN, f"      - namn: Gemensam plan\n{PLAN}")
"""Where an insats has no amount, parts may come to less than the whole."""


def edited(*edits: tuple[str, str], files: Files | None = None) -> Files:
    files = files or OPEN
    for old, new in edits:
        files = replaced(old, new, files=files)
    return files


HIGHER = edited((WHOLE, "belopp: 12 mkr"), (NARA, "    belopp: 8 mkr"))
FULL = edited((HEMBESOK, "        belopp: 6 mkr"), files=HIGHER)
FEWER = edited((HEMBESOK, "        belopp: 1 234 567 kr"))
GONE = {path: text for path, text in OPEN.items() if path != BESLUT}
MANY = edited(
    (
        "      - namn: Utökade öppettider\n        belopp: 2 mkr\n",
        "".join(f"      - namn: Åtgärd {n}\n        belopp: {n} tkr\n" for n in range(1, 9)),
    )
)
CHANGES = {
    "more": (OPEN, HIGHER),
    "all is used": (HIGHER, FULL),
    "less is used": (OPEN, FEWER),
    "many new": (OPEN, MANY),
    "many otherwise": (
        MANY,
        edited(*[(f": {n} tkr", f": {n}0 tkr") for n in range(1, 9)], files=MANY),
    ),
    "new": (GONE, OPEN),
    "gone": (OPEN, GONE),
}


def bars_of(diff: Diff) -> Iterator[tuple[str, str, int]]:
    """The rows of the pictures: what each is called, its bar and its kronor."""
    for block in report.blocks(diff):
        if block.columns[1:2] == ("Bild",):
            for name, bar, amount in block.rows:
                yield name, bar, int("".join(filter(str.isdigit, amount)))


def stated(files: Files) -> Mapping[str, int]:
    """By name what the public tables say of the decision, its områden and its insatser."""
    publication = publish(judge(files))
    assert publication is not None
    tables = tables_of(publication)
    names = {record["omrade_id"]: record["omrade"] for record in tables.omraden}
    amounts = {names[one["omrade_id"]]: one["belopp_kr"] for one in tables.omraden}
    amounts |= {one["namn"]: one["belopp_kr"] for one in tables.insatser if one["belopp_kr"]}
    [decision] = tables.beslut
    amounts["Hela beloppet"] = decision["belopp_kr"]
    return amounts


@pytest.mark.parametrize("change", CHANGES)
def test_each_bar_is_of_an_amount_of_the_tables_and_as_long(change: str) -> None:
    before, after = CHANGES[change]
    diff = compare(judge(before), judge(after))
    lines = list(bars_of(diff))
    assert lines
    longest = max(kr for _, _, kr in lines)
    for _, bar, kr in lines:
        eighths = max(1, kr * 12 * 8 // longest)
        if set(bar) == {"░"}:
            assert len(bar) == max(1, eighths // 8)
        else:
            assert bar == "█" * (eighths // 8) + " ▏▎▍▌▋▊▉"[eighths % 8].strip()
    for side, other, files in ((", före", ", efter", before), (", efter", ", före", after)):
        if files is GONE:
            continue
        amounts = stated(files)
        shown = [
            (name.removesuffix(side).removesuffix(", som förut"), kr)
            for name, _, kr in lines
            if not name.endswith(other)
        ]
        whole = dict(shown)["Hela beloppet"]
        assert whole == amounts["Hela beloppet"]
        outer = [kr for name, kr in shown if not name.startswith("– ")]
        assert sum(outer) == 2 * whole, "the parts and what they leave over are all of it"
        for name, kr in shown:
            if (plain := name.removeprefix("– ")) in amounts:
                assert kr == amounts[plain], name


def test_the_insatser_of_a_part_come_to_it_and_the_smallest_moves_are_together() -> None:
    lines = list(bars_of(compare(*map(judge, CHANGES["many otherwise"]))))
    for other in (", före", ", efter"):
        inner = [kr for name, _, kr in lines if name.startswith("– ") and not name.endswith(other)]
        assert sum(inner) == 6_000_000
    assert [kr for name, _, kr in lines if name == "– Sex insatser till, efter"] == [210_000]


@pytest.mark.parametrize("amount", ["högst 8 mkr", "ca 8 mkr", "7–8 mkr", "0 kr"])
def test_what_has_no_exact_length_is_not_drawn(amount: str) -> None:
    after = edited((WHOLE, f"belopp: {amount}"))
    assert not compare(judge(OPEN), judge(after)).bilder


def test_a_change_that_is_no_amount_has_no_picture() -> None:
    after = edited(("Utökade hembesök", "Fler hembesök"))
    assert not compare(judge(OPEN), judge(after)).bilder


def test_no_more_than_a_few_decisions_are_drawn_those_that_change_most() -> None:
    many = dict(GONE)
    for mkr in range(10, 15):
        path = BESLUT.replace("2023", str(2009 + mkr))
        many[path] = edited((WHOLE, f"belopp: {mkr} mkr"))[BESLUT]
    drawn = compare(judge(GONE), judge(many)).bilder
    assert [picture.whole.efter for picture in drawn] == [14_000_000, 13_000_000, 12_000_000]
    assert len(drawn) == pictures.MOST_PICTURES
