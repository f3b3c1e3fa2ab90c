"""Every amount that a decision states: its id in the ledger, its printed form and its place."""

from __future__ import annotations

from generator.data.ids import parse_belopp_id
from generator.reckoning.amounts import repeats, stated_amounts
from generator.reckoning.rows import register_rows
from tests.reckoning.test_life import register
from tests.reckoning.test_sums import START
from tests.smallest import TOP, only_beslut, register_of

A = "2023/a"
MONEY = """\
omrade: nara-vard
belopp: 10 kr
utfall:
  - per: 2023-06-30
    anvant: 3 kr
  - per: 2023-12-31
    anvant: 4 kr
    aterbetalt: 1 kr
    kalla: {avsnitt: Utfall, angivet: fyra}
insatser:
  - namn: A
    belopp: 3–5 kr
    kalla: {avsnitt: A, angivet: tre till fem}
    sokt: 9 kr
    styckpris: {belopp: 2 kr, per: besök, angivet: två}
  - namn: B
    styckpris: {belopp: 7 kr, per: besök}
    kalla: {avsnitt: B}
  - namn: C
    styckpris: {per: besök, angivet: x kr}
ramar:
  - {id: riket, namn: Riket, ar: 2023, omfattning: riket, ramtyp: totalt, belopp: 90 kr,
     grundbelopp: 8 kr, kalla: {avsnitt: Ram}}
upprepningar:
  - belopp: 10 kr
    kalla: {avsnitt: Början}
  - {av: finns-inte, belopp: 1 kr}
  - belopp: 10 kr
    kalla: {avsnitt: Början, angivet: tio}
  - {av: a, belopp: 4–5 kr}
  - {av: riket, belopp: 90 kr, kalla: {handling: fordelning, avsnitt: Slut}}
  - belopp: 10 kr
    kalla: {avsnitt: Början}
"""
AMOUNTS = [
    ("", 10, "10 kr", "Tabell", ("belopp",), ""),
    (":anvant-2023-06-30", 3, "3 kr", "Tabell", ("utfall", 0, "anvant"), ""),
    (":anvant-2023-12-31", 4, "fyra", "Utfall", ("utfall", 1, "anvant"), ""),
    (":aterbetalt-2023-12-31", 1, "fyra", "Utfall", ("utfall", 1, "aterbetalt"), ""),
    (":upprepning-fordelning-borjan", 10, "10 kr", "Början", ("upprepningar", 0, "belopp"), ""),
    (":upprepning-fordelning-borjan-2", 10, "tio", "Början", ("upprepningar", 2, "belopp"), ""),
    ("/a:upprepning-fordelning-a-min", 4, "4–5 kr", "A", ("upprepningar", 3, "belopp"), "/a"),
    ("/a:upprepning-fordelning-a-max", 5, "4–5 kr", "A", ("upprepningar", 3, "belopp"), "/a"),
    (
        *("/riket:upprepning-fordelning-slut", 90, "90 kr", "Slut"),
        *(("upprepningar", 4, "belopp"), "/riket"),
    ),
    (":upprepning-fordelning-borjan-3", 10, "10 kr", "Början", ("upprepningar", 5, "belopp"), ""),
    ("/a:min", 3, "tre till fem", "A", ("insatser", 0, "belopp"), "/a"),
    ("/a:max", 5, "tre till fem", "A", ("insatser", 0, "belopp"), "/a"),
    ("/a:styckpris", 2, "två", "A", ("insatser", 0, "styckpris", "belopp"), "/a"),
    ("/a:sokt", 9, "9 kr", "A", ("insatser", 0, "sokt"), "/a"),
    ("/b:styckpris", 7, "7 kr", "B", ("insatser", 1, "styckpris", "belopp"), "/b"),
    ("/riket", 90, "90 kr", "Ram", ("ramar", 0, "belopp"), "/riket"),
    ("/riket:grundbelopp", 8, "8 kr", "Ram", ("ramar", 0, "grundbelopp"), "/riket"),
]


def test_every_amount_has_its_id_its_printed_form_and_its_place() -> None:
    rows = register_rows(register({A: MONEY}))
    assert [
        (
            str(amount.id).removeprefix(A),
            amount.kr,
            amount.angivet,
            amount.kalla.avsnitt,
            amount.place.path,
            amount.row.rad_id.removeprefix(A),
        )
        for amount in stated_amounts(iter(rows))
    ] == AMOUNTS
    assert {amount.place.file for amount in stated_amounts(rows)} == {rows[0].place.file}
    assert {amount.kalla.handling for amount in stated_amounts(rows)} == {"fordelning"}
    assert all(amount.id == parse_belopp_id(str(amount.id)) for amount in stated_amounts(rows))


def test_an_end_of_a_range_is_as_rough_as_it() -> None:
    rows = register_rows(register({A: "omrade: nara-vard\nbelopp: 3–5 mkr\n"}))
    assert [
        (amount.kr, amount.belopp.precision, amount.belopp.angivet)
        for amount in stated_amounts(rows)
    ] == [(3_000_000, 1_000_000, "3–5 mkr"), (5_000_000, 1_000_000, "3–5 mkr")]


def test_a_repeat_without_a_source_is_named_by_nothing() -> None:
    two = START.replace("handlingar:\n", "handlingar:\n  - {id: andra, titel: X, typ: bilaga}\n")
    without = two.replace("kalla:\n  avsnitt: Tabell\n", "")
    money = "omrade: nara-vard\nbelopp: 10 kr\nupprepningar:\n  - belopp: 10 kr\n"
    rows = register_rows(register_of(only_beslut(without + money)))
    [again] = repeats(rows[0], {row.rad_id: row for row in rows})
    assert again.variant == ""
    assert [str(amount.id) for amount in stated_amounts(rows)] == [TOP, f"{TOP}:upprepning"]
