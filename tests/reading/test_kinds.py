"""Caps, approximate amounts and ranges in a list of insatser, as the public table has them."""

from __future__ import annotations

import pytest

from tests.reading.test_insatser import CSV, table
from tests.smallest import register_of, run

HEADER = "namn;omrade_id;belopp_kr;belopp_angivet;belopp_typ;belopp_min_kr;belopp_max_kr"


@pytest.mark.parametrize(
    ("cells", "read", "printed"),
    [
        ("6000000;;hogst;;", "högst 6 000 000 kr", None),
        ("6000000;;cirka;;", "cirka 6 000 000 kr", None),
        ("6000000;;exakt;;", "6 000 000 kr", None),
        ("6000000;upp till 6 mkr;hogst;;", "upp till 6 mkr", None),
        ("6000000;6;hogst;;", "högst 6 mkr", "6"),
        (";högst 6 mkr;hogst;;", "högst 6 mkr", None),
        (";högst 6 mkr;;;", "högst 6 mkr", None),
        (";;intervall;3000000;5000000", "3 000 000–5 000 000 kr", None),
        (";;;3 000 000;5 000 000", "3 000 000–5 000 000 kr", None),
        (";mellan 3 och 5 mkr;intervall;3000000;5000000", "mellan 3 och 5 mkr", None),
        (";3–5;intervall;3000000;5000000", "3–5 mkr", "3–5"),
        (";3–5 mkr;intervall;;", "3–5 mkr", None),
    ],
)
def test_a_kind_is_read_from_its_columns(cells: str, read: str, printed: str | None) -> None:
    files = table(HEADER, f"A;nara-vard;{cells}")
    assert run(files) == ()
    [insats] = register_of(files).beslut[0].omraden[0].insatser
    assert insats.belopp is not None
    assert insats.belopp.angivet == read
    assert (insats.kalla and insats.kalla.angivet) == printed


@pytest.mark.parametrize(
    ("cells", "code", "says"),
    [
        ("5000000;;tak;;", "fel-varde", "'tak' är inget av exakt, hogst, cirka, intervall"),
        ("5000000;;intervall;3000000;5000000", "motsagelse", "två ändar"),
        (";;intervall;3000000;", "motsagelse", "Fyll i både belopp_min_kr och belopp_max_kr"),
        (";5 mkr;hogst;;", "motsagelse", "'hogst' stämmer inte med beloppet '5 mkr'"),
        (";ca 5 mkr;exakt;;", "motsagelse", "'exakt' stämmer inte"),
        (";3–6 mkr;;3000000;5000000", "motsagelse", "'3–6 mkr' är inte 3\u00a0000\u00a0000–5"),
        (";;;5000000;3000000", "fel-belopp", "belopp"),
        ("544 99 160;;;;", "fel-belopp", "Är det 54 499 160 kr?"),
        ("1 0 0 0;;;;", "fel-belopp", "Är det 1 000 kr?"),
        ("12 %;;;;", "fel-belopp", "är en andel"),
        ("1 200 €;;;;", "fel-belopp", "inte i svenska kronor"),
        ("1200,50;;;;", "fel-belopp", "hela kronor"),
        ("5 3;;;;", "fel-belopp", "siffrorna"),
    ],
)
def test_what_can_be_no_amount_in_yaml_is_none_in_a_list(cells: str, code: str, says: str) -> None:
    [problem] = run(table(HEADER, f"A;nara-vard;{cells}"))
    assert (problem.file, problem.code) == (CSV, code)
    assert says in f"{problem.message} {problem.hint}"
