"""A decision as rows: what each of them is, where it stands and what it inherits."""

from __future__ import annotations

import pytest

from generator.data.derived import Niva
from generator.data.posts import Kalla
from generator.data.types import MottagarTyp, Omfattning, RamTyp, Status
from generator.reckoning.rows import Row, is_part_of_sum, register_rows, resolve_kalla
from tests.reckoning.test_life import register

A = "2023/a"
ALL = """\
belopp: 10 kr
objekt: "9916"
avser_ar: 2024
per_ar:
  - {ar: 2024, belopp: 10 kr}
omraden:
  - omrade: nara-vard
    rubrik: Den nära vården
    belopp: 3–5 kr
    anmarkning: Se nedan.
    kalla: {avsnitt: Två, angivet: tre till fem}
    per_ar:
      - {ar: 2026, belopp: 4 kr, kalla: {avsnitt: År}}
    delomraden:
      - namn: Öppet
        belopp: 2 kr
        oronmarkt: ja
        varav:
          - {namn: Bil, belopp: 1 kr}
      - {namn: Stängt, objekt: "9917"}
    varav:
      - {id: tag, namn: Tåg, belopp: 1 kr}
    insatser:
      - namn: Hembesök
        belopp: -1 kr
        avser: Resor
        avser_ar: 2025
        objekt: "9918"
        delposter:
          - {namn: Hyra, belopp: 1 kr, avser: Lokal, anmarkning: Dyrt.}
        per_ar:
          - {ar: 2027, belopp: -1 kr}
      - {namn: Nej, avslag: ja, sokt: 4 kr}
  - {id: andra, omrade: e-halsa, rubrik: E-hälsa, avser_ar: 2023}
insatser:
  - {namn: Gemensamt}
aktiviteter:
  - {namn: Möten, kalla: {avsnitt: Tre}}
ramar:
  - id: riket
    namn: Riket
    ar: 2023
    omfattning: riket
    ramtyp: totalt
    mottagartyp: regioner
    preliminar: ja
    belopp: 90 kr
    delar:
      - {namn: Del, ramtyp: omrade, omrade: e-halsa, belopp: 9 kr}
      - {namn: Annan, ramtyp: varav, ar: 2024, preliminar: nej, omfattning: regionen,
         mottagartyp: kommuner}
"""
NARA = "/nara-vard"
HEM = f"{NARA}/hembesok"
ROWS = [
    ("", None, "beslut", "Fördelning", 10, "10 kr", "Tabell", "", "9916", 2024, 0),
    (
        NARA,
        "",
        "omrade",
        "Den nära vården",
        None,
        "tre till fem",
        "Två",
        "nara-vard",
        "9916",
        2024,
        2,
    ),
    (f"{NARA}/oppet", NARA, "delomrade", "Öppet", 2, "2 kr", "Två", "nara-vard", "9916", 2024, 4),
    (
        *(
            f"{NARA}/oppet/bil",
            f"{NARA}/oppet",
            "varav",
            "Bil",
            1,
            "1 kr",
            "Två",
            "nara-vard",
            "9916",
        ),
        *(2024, 6),
    ),
    (f"{NARA}/stangt", NARA, "delomrade", "Stängt", None, "", "Två", "nara-vard", "9917", 2024, 4),
    (f"{NARA}/tag", NARA, "varav", "Tåg", 1, "1 kr", "Två", "nara-vard", "9916", 2024, 4),
    (HEM, NARA, "insats", "Hembesök", -1, "−1 kr", "Två", "nara-vard", "9918", 2025, 4),
    (f"{HEM}/hyra", HEM, "delpost", "Hyra", 1, "1 kr", "Två", "nara-vard", "9918", 2025, 6),
    (
        f"{HEM}/2027",
        HEM,
        "arsdel",
        "Hembesök 2027",
        -1,
        "−1 kr",
        "Två",
        "nara-vard",
        "9918",
        2027,
        6,
    ),
    (f"{NARA}/nej", NARA, "insats", "Nej", None, "", "Två", "nara-vard", "9916", 2024, 4),
    (
        *(
            f"{NARA}/2026",
            NARA,
            "arsdel",
            "Den nära vården 2026",
            4,
            "4 kr",
            "År",
            "nara-vard",
            "9916",
        ),
        *(2026, 4),
    ),
    ("/andra", "", "omrade", "E-hälsa", None, "", "Tabell", "e-halsa", "9916", 2023, 2),
    ("/gemensamt", "", "insats", "Gemensamt", None, "", "Tabell", "", "9916", 2024, 2),
    ("/moten", "", "aktivitet", "Möten", None, "", "Tre", "", "9916", 2024, 2),
    ("/riket", None, "ram", "Riket", 90, "90 kr", "Tabell", "", "", 2024, 2),
    ("/riket/del", "/riket", "ram", "Del", 9, "9 kr", "Tabell", "e-halsa", "", 2024, 4),
    ("/riket/annan", "/riket", "ram", "Annan", None, "", "Tabell", "", "", 2024, 4),
    ("/2024", "", "arsdel", "Fördelning 2024", 10, "10 kr", "Tabell", "", "9916", 2024, 2),
]
"""The id, what it stands in, its level, name, kronor, printed form, section, område, object, year,
and how deep in the file it stands."""


@pytest.fixture(scope="module")
def rows() -> dict[str, Row]:
    made = register_rows(register({A: ALL}))
    assert len({row.rad_id for row in made}) == len(made)
    return {row.rad_id.removeprefix(A): row for row in made}


def test_each_row_is_what_it_is_and_inherits(rows: dict[str, Row]) -> None:
    assert [
        (
            id_,
            row.overordnad_id.removeprefix(A) if row.overordnad_id else None,
            row.niva.value,
            row.namn,
            row.kr,
            row.belopp_angivet,
            row.kalla.avsnitt,
            row.omrade_id,
            row.objekt,
            row.ar,
            len(row.place.path),
        )
        for id_, row in rows.items()
    ] == ROWS
    assert {row.kalla.handling for row in rows.values()} == {"fordelning"}
    assert {(row.andrar_id, row.harledd, row.share) for row in rows.values()} == {("", False, None)}
    assert rows[f"{NARA}/2026"].place.path == ("omraden", 0, "per_ar", 0)
    assert rows[HEM].at("utfall", 1).path == ("omraden", 0, "insatser", 0, "utfall", 1)


def told(rows: dict[str, Row], name: str) -> dict[str, object]:
    return {id_: value for id_, row in rows.items() if (value := getattr(row, name))}


def test_what_only_some_rows_have(rows: dict[str, Row]) -> None:
    assert told(rows, "avser") == {HEM: "Resor", f"{HEM}/hyra": "Lokal"}
    assert told(rows, "anmarkning") == {NARA: "Se nedan.", f"{HEM}/hyra": "Dyrt."}
    assert list(told(rows, "is_negative")) == [HEM, f"{HEM}/2027"]
    assert list(told(rows, "is_refused")) == [f"{NARA}/nej"]
    assert list(told(rows, "is_earmarked")) == [f"{NARA}/oppet"]
    assert list(told(rows, "is_varav")) == [f"{NARA}/oppet/bil", f"{NARA}/tag", "/riket/annan"]
    assert list(told(rows, "utvecklingsomrade")) == [NARA, "/andra"]
    assert list(told(rows, "insats")) == [HEM, f"{NARA}/nej", "/gemensamt"]
    assert list(told(rows, "aktivitet")) == ["/moten"]
    assert list(told(rows, "ram")) == ["/riket", "/riket/del", "/riket/annan"]
    assert list(told(rows, "tilldelning")) == ["", NARA, HEM, f"{NARA}/nej", "/andra", "/gemensamt"]
    assert {row.djup for row in rows.values()} == {0, 1, 2}
    assert [rows[id_].djup for id_ in ("", NARA, HEM, f"{HEM}/hyra")] == [0, 0, 1, 2]
    assert [rows[id_].lokal_id for id_ in ("", HEM)] == ["", "nara-vard/hembesok"]


def test_what_is_no_part_of_a_sum(rows: dict[str, Row]) -> None:
    parts = [id_ for id_, row in rows.items() if not is_part_of_sum(row)]
    assert parts == [
        *(f"{NARA}/oppet/bil", f"{NARA}/tag", f"{HEM}/2027", f"{NARA}/2026"),
        *("/moten", "/riket/annan", "/2024"),
    ]


def test_a_frame_inherits_what_it_does_not_say(rows: dict[str, Row]) -> None:
    frames = [rows[id_].ram for id_ in ("/riket", "/riket/del", "/riket/annan")]
    assert [
        (ram.ar, ram.omfattning, ram.mottagartyp, ram.preliminar, ram.ramtyp)
        for ram in frames
        if ram
    ] == [
        (2023, Omfattning.RIKET, MottagarTyp.REGIONER, True, RamTyp.TOTALT),
        (2023, Omfattning.RIKET, MottagarTyp.REGIONER, True, RamTyp.OMRADE),
        (2024, Omfattning.REGIONEN, MottagarTyp.KOMMUNER, False, RamTyp.VARAV),
    ]


def test_a_decision_about_one_omrade_has_a_row_of_it() -> None:
    text = "omrade: nara-vard\nbelopp: 3–5 kr\nobjekt: '9916'\n"
    text += "utfall:\n- {per: 2024-01-01, anvant: 1 kr}\n"
    top, omrade = register_rows(register({A: text}))
    assert (top.harledd, omrade.harledd) == (False, True)
    assert (omrade.rad_id, omrade.overordnad_id) == (f"{A}/nara-vard", A)
    assert (omrade.niva, omrade.omrade_id, top.omrade_id) == (Niva.OMRADE, *["nara-vard"] * 2)
    assert omrade.intervall == top.intervall is not None
    assert (omrade.objekt, omrade.place, omrade.data) == ("9916", top.place, top.data)
    assert top.tilldelning is not None
    assert omrade.tilldelning is None


def test_a_change_names_the_rows_that_it_changes_and_their_years() -> None:
    old = ALL.replace("-1 kr", "1 kr")
    change = "andrar: 2023/a\nomraden:\n- {omrade: nara-vard, rubrik: N, belopp: -1 kr, insatser: "
    change += "[{namn: Hembesök, belopp: -1 kr}, {namn: Ny, belopp: 1 kr}]}\n"
    change += "- {omrade: nara-vard, id: tredje, rubrik: N, avser_ar: 2031}\n"
    rows = {row.rad_id: row for row in register_rows(register({A: old, "2025/b": change}))}
    assert {
        id_: (row.andrar_id, row.ar) for id_, row in rows.items() if id_.startswith("2025/")
    } == {
        "2025/b": (A, 2024),
        "2025/b/nara-vard": (f"{A}{NARA}", 2024),
        "2025/b/nara-vard/hembesok": (f"{A}{HEM}", 2025),
        "2025/b/nara-vard/ny": ("", 2024),
        "2025/b/tredje": ("", 2031),
    }
    assert not rows["2025/b/nara-vard"].is_negative
    assert rows[f"{A}{NARA}"].andrar_id == ""


@pytest.mark.parametrize(
    ("own", "around", "resolved"),
    [
        (None, ("h", "1", None), ("h", "1", None)),
        (None, ("h", "1", "tio"), ("h", "1", None)),
        (("h", None, None), ("h", "1", "tio"), ("h", "1", None)),
        ((None, "2", None), ("h", "1", None), ("h", "2", None)),
        (("g", None, None), ("h", "1", None), ("g", None, None)),
        (("g", "2", "tio"), ("h", "1", None), ("g", "2", "tio")),
        ((None, None, "tio"), (None, "1", None), (None, "1", "tio")),
    ],
)
def test_a_source_is_completed_from_the_one_around_it(
    own: tuple[str | None, ...] | None,
    around: tuple[str | None, ...],
    resolved: tuple[str | None, ...],
) -> None:
    def kalla(parts: tuple[str | None, ...]) -> Kalla:
        handling, avsnitt, angivet = parts
        return Kalla(handling=handling, avsnitt=avsnitt, angivet=angivet)

    outer = kalla(around)
    made = resolve_kalla(kalla(own) if own else None, outer)
    assert made == kalla(resolved)
    if own is None and outer.angivet is None:
        assert made is outer


def test_every_row_has_its_decisions_status_and_what_it_states(rows: dict[str, Row]) -> None:
    assert {row.status for row in rows.values()} == {Status.BESLUTAD}
    assert rows[""].overordnad_id == ""
    [range_of_omrade] = rows["/nara-vard"].ranges
    assert (range_of_omrade.min_kr, range_of_omrade.max_kr) == (3, 5)


def test_nothing_is_no_negative_amount() -> None:
    text = "omraden:\n  - {omrade: nara-vard, rubrik: X, belopp: 0 kr}\n"
    made = register_rows(register({A: text}))
    assert [row.is_negative for row in made if row.belopp] == [False]
