"""Caps, approximate amounts and ranges: what checks make of them, and what sums say."""

from __future__ import annotations

import pytest

from generator.data.derived import BeloppTyp, Verdikt
from generator.reckoning.amounts import stated_amounts
from generator.reckoning.rows import register_rows
from generator.reckoning.totals import Summa, summed
from generator.words.swedish import NBSP
from tests.reckoning.test_sums import beslut, errors, insatser, kontroll
from tests.smallest import Files, register_of

STAMMER, OFULLSTANDIG = Verdikt.STAMMER, Verdikt.OFULLSTANDIG
TAKET, AVRUNDNING, AVVIKER = Verdikt.INOM_TAKET, Verdikt.INOM_AVRUNDNING, Verdikt.AVVIKER
KAN_INTE = Verdikt.KAN_INTE_KONTROLLERAS


@pytest.mark.parametrize(
    ("whole", "parts", "verdikt", "differens", "forklaring"),
    [
        # A cap that is stated.
        ("högst 5 mkr", ("2 mkr", "3 mkr"), STAMMER, 0, ""),
        ("högst 5 mkr", ("2 mkr", "2 mkr"), TAKET, -1, "Högst 1 000 000 kr återstår."),
        ("högst 5 mkr", ("2 mkr", "2,9 mkr"), TAKET, -0.1, "ryms under det"),
        ("högst 5 mkr", ("2 mkr", ""), OFULLSTANDIG, -3, "Högst 3 000 000 kr är inte fördelade"),
        ("högst 5 mkr", ("2 mkr", "4 000 000 kr"), AVRUNDNING, 1, ""),
        ("högst 5 mkr", ("2 mkr", "4 000 001 kr"), AVVIKER, 1.000001, ""),
        ("högst 5 mkr", ("högst 2 mkr", "2 mkr"), TAKET, -1, "ryms under det."),
        # Caps among the parts.
        ("5 mkr", ("högst 2 mkr", "3 mkr"), STAMMER, 0, ""),
        ("5 mkr", ("högst 2 mkr", "4 mkr"), KAN_INTE, 1, "bygger på tak"),
        ("5 mkr", ("högst 2 mkr", "högst 5 mkr"), KAN_INTE, 2, "bygger på tak"),
        ("5 mkr", ("högst 2 mkr", "5 mkr"), KAN_INTE, 2, "bygger på tak"),
        ("5 mkr", ("högst 2 mkr", "5 100 000 kr"), AVVIKER, 2.1, ""),
        ("5 mkr", ("högst 1 mkr", "6 mkr"), AVVIKER, 2, ""),
        ("5 mkr", ("högst 1 mkr", "2 mkr"), AVVIKER, -2, ""),
        ("5 mkr", ("högst 1 mkr", ""), OFULLSTANDIG, -4, "Minst 4 000 000 kr är inte fördelade"),
        ("högst 5 mkr", ("högst 2 mkr", "4 mkr"), KAN_INTE, 1, "bygger på tak"),
        ("", ("högst 2 mkr",), KAN_INTE, None, "anger ingen summa"),
        # What is approximate may be as far off as its last digit but nought allows.
        ("cirka 5 mkr", ("2 000 000 kr", "3 400 000 kr"), AVRUNDNING, 0.4, ""),
        ("cirka 5 000 000 kr", ("2 000 000 kr", "3 500 000 kr"), AVRUNDNING, 0.5, ""),
        ("cirka 5 000 000 kr", ("2 000 000 kr", "3 500 001 kr"), AVVIKER, 0.500001, ""),
        ("5 000 000 kr", ("ca 2 000 000 kr", "3 500 000 kr"), AVRUNDNING, 0.5, ""),
        ("5 mkr", ("ca 2 mkr", ""), OFULLSTANDIG, -3, "Cirka 3 000 000 kr är inte fördelade"),
        # A range among the parts counts as one without an amount.
        (
            "5 mkr",
            ("2 mkr", "1–3 mkr"),
            OFULLSTANDIG,
            -3,
            "har ett intervall i stället för ett belopp. 3 000 000 kr är inte fördelade med "
            "bestämda belopp.",
        ),
        (
            "5 mkr",
            ("2 mkr", "", "1–3 mkr"),
            OFULLSTANDIG,
            -3,
            "Två av tre insatser saknar belopp eller",
        ),
        ("5 mkr", ("5 mkr", "1–3 mkr"), STAMMER, 0, "En av två insatser har ett intervall"),
        ("5 mkr", ("7 mkr", "1–3 mkr"), AVVIKER, 2, ""),
        # A range that is stated.
        ("3–5 mkr", ("1 mkr", "2 mkr"), STAMMER, 0, "ligger inom det"),
        ("3–5 mkr", ("2 mkr", "3 mkr"), STAMMER, 0, "ligger inom det"),
        ("3–5 mkr", ("1 mkr", "1 mkr"), AVVIKER, -1, ""),
        ("3–5 mkr", ("2 mkr", "3,1 mkr"), AVVIKER, 0.1, ""),
        ("3–5 mkr", ("högst 2 mkr", "4 mkr"), KAN_INTE, 1, "bygger på tak"),
        ("3–5 mkr", ("2 mkr", ""), OFULLSTANDIG, -1, "Minst 1 000 000 kr är inte fördelade på"),
        ("3–5 mkr", ("4 mkr", "2–3 mkr"), STAMMER, 0, "En av två insatser har ett intervall"),
        (
            "3–5 mkr",
            ("1–2 mkr", "2–3 mkr"),
            OFULLSTANDIG,
            -3,
            "Minst 3 000 000 kr är inte fördelade med bestämda belopp. "
            "Intervallen blir tillsammans det intervall som handlingen anger.",
        ),
    ],
)
def test_a_sum_of_any_kinds_has_its_verdict_and_says_nothing_false(
    whole: str, parts: tuple[str, ...], verdikt: Verdikt, differens: float | None, forklaring: str
) -> None:
    files = insatser(whole, *parts)
    check = kontroll(files, ":insatser")
    wanted = None if differens is None else round(differens * 1_000_000)
    assert (check.verdikt, check.differens) == (verdikt, wanted)
    assert forklaring in check.forklaring.replace(NBSP, " ")
    assert bool(check.forklaring) == bool(forklaring)
    assert bool(errors(files)) == (verdikt in {AVVIKER, AVRUNDNING}) == check.needs_explanation


@pytest.mark.parametrize(
    ("whole", "part", "verdikt", "forklaring"),
    [
        ("högst 5 mkr", "2 mkr", STAMMER, "Resten är högst 3 000 000 kr."),
        ("5 mkr", "högst 2 mkr", STAMMER, "Resten är minst 3 000 000 kr."),
        ("cirka 5 mkr", "2 mkr", STAMMER, "Resten är cirka 3 000 000 kr."),
        ("högst 5 mkr", "högst 2 mkr", STAMMER, "Beloppet ryms i helheten."),
        ("5 mkr", "högst 6 mkr", KAN_INTE, "bygger på tak"),
        ("3–5 mkr", "3 mkr", STAMMER, "Beloppet ryms i helheten."),
        ("3–5 mkr", "4 mkr", KAN_INTE, "Helheten är ett intervall"),
        ("3–5 mkr", "5 mkr", KAN_INTE, "Helheten är ett intervall"),
        ("3–5 mkr", "högst 4 mkr", KAN_INTE, "Helheten är ett intervall"),
        ("3–5 mkr", "6 mkr", AVVIKER, ""),
    ],
)
def test_a_part_inside_a_whole_of_any_kind(
    whole: str, part: str, verdikt: Verdikt, forklaring: str
) -> None:
    files = beslut(
        f"belopp: {whole}\nomraden:\n  - omrade: nara-vard\n    rubrik: Nära vård\n"
        f"    belopp: {whole}\n    varav:\n      - namn: Bil\n        belopp: {part}\n"
    )
    check = kontroll(files, "/nara-vard:varav-bil")
    assert check.verdikt is verdikt
    assert forklaring in check.forklaring.replace(NBSP, " ")
    assert bool(check.forklaring) == bool(forklaring)


@pytest.mark.parametrize(
    ("stated", "again", "verdikt"),
    [
        ("5 mkr", "5 mkr", STAMMER),
        ("5 mkr", "högst 6 mkr", TAKET),
        ("5 mkr", "4–6 mkr", STAMMER),
        ("5 mkr", "ca 5,2 mkr", AVRUNDNING),
        ("högst 5 mkr", "4 mkr", KAN_INTE),
    ],
)
def test_a_repeated_figure_of_any_kind(stated: str, again: str, verdikt: Verdikt) -> None:
    files = beslut(
        f"omrade: nara-vard\nbelopp: {stated}\nupprepningar:\n  - belopp: {again}\n"
        "    kalla:\n      avsnitt: Början\n"
    )
    assert kontroll(files, ":upprepning-fordelning-borjan").verdikt is verdikt


def total_of(files: Files) -> str:
    rows = [row for row in register_rows(register_of(files)) if row.insats]
    return summed(rows).hela.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("amounts", "text"),
    [
        (("2 mkr", "3 mkr"), "5 000 000 kr"),
        (("2 mkr", "högst 3 mkr"), "högst 5 000 000 kr"),
        (("2 mkr", "ca 3 mkr"), "cirka 5 000 000 kr"),
        (("högst 2 mkr", "ca 3 mkr"), "högst cirka 5 000 000 kr"),
        (("2 mkr", "3–5 mkr"), "2 000 000 kr och utöver detta 3 000 000–5 000 000 kr"),
        (("3–5 mkr", ""), "3 000 000–5 000 000 kr"),
        (("1–2 kr", "1–3 kr", "1–4 kr"), "1–2 kr, 1–3 kr och 1–4 kr"),
        (("1 kr", *["1–2 kr"] * 4), "1 kr och utöver detta 4 belopp som anges som intervall"),
        (("", ""), ""),
    ],
)
def test_a_sum_says_what_it_holds_and_what_stands_beside_it(
    amounts: tuple[str, ...], text: str
) -> None:
    assert total_of(insatser("", *amounts)) == text


def test_the_ends_of_a_range_are_two_published_amounts() -> None:
    files = beslut(
        "omrade: nara-vard\nbelopp: 3–5 mkr\nupprepningar:\n  - belopp: 3–6 mkr\n"
        "    kalla:\n      avsnitt: Början\n"
    )
    amounts = stated_amounts(register_rows(register_of(files)))
    assert {
        str(amount.id).removeprefix("2023/god-och-nara-vard"): amount.kr for amount in amounts
    } == {
        ":min": 3_000_000,
        ":max": 5_000_000,
        ":upprepning-fordelning-borjan-min": 3_000_000,
        ":upprepning-fordelning-borjan-max": 6_000_000,
    }


@pytest.mark.parametrize(
    ("whole", "parts", "word"),
    [
        (set(), set(), ""),
        ({BeloppTyp.HOGST}, set(), "högst "),
        (set(), {BeloppTyp.HOGST}, "minst "),
        (set(), {BeloppTyp.CIRKA}, "cirka "),
        ({BeloppTyp.CIRKA}, {BeloppTyp.CIRKA}, "cirka "),
        ({BeloppTyp.HOGST}, {BeloppTyp.HOGST}, None),
        ({BeloppTyp.HOGST, BeloppTyp.CIRKA}, set(), None),
    ],
    ids=[
        "exact",
        "of a cap",
        "caps taken",
        "roughly taken",
        "both rough",
        "caps of a cap",
        "of two kinds",
    ],
)
def test_what_is_left_of_a_sum_is_as_firm_as_both_sides(
    whole: set[BeloppTyp], parts: set[BeloppTyp], word: str | None
) -> None:
    left = Summa(10, frozenset(whole), ()).rest_word(Summa(4, frozenset(parts), ()))
    assert left == word
