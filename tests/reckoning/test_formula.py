from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.data.derived import Verdikt
from generator.data.types import Avrundning
from generator.publishing.calculations import derived_share, steps
from generator.reckoning.formula import rounded
from generator.reckoning.kontroll import Kontroll, worst
from tests.reckoning.test_sums import START
from tests.smallest import NYCKLAR, STEADY, Files, found, kontroller_of, only_beslut

EN_PROCENT = """\
- id: folk
  namn: Befolkningsandel
  beskrivning: Efter befolkning.
  andel: 1 %
  kalla: Statistik
"""

PART_OF_FRAME = """\
    delar:
      - id: del
        namn: Del
        ramtyp: varav
        belopp: {}
"""


def beslut(
    amount: str,
    *,
    more: str = "",
    frame: str = "",
    key: str = EN_PROCENT,
    parts: str = "",
) -> Files:
    """An amount that is a share of a frame of 100 mkr, and other amounts of the same kind."""
    text = (
        f"{START}belopp: {amount}\nomraden:\n  - omrade: nara-vard\n    rubrik: Vården\n"
        f"    belopp: {amount}\n    berakning:\n      nyckel: folk\n      ram: riket\n{more}{parts}"
        f"ramar:\n  - id: riket\n    namn: Riket\n    ar: 2023\n    omfattning: riket\n"
        f"    ramtyp: totalt\n    belopp: 100 mkr\n{frame}"
    )
    return {**only_beslut(text), NYCKLAR: key.encode()}


def formula(files: Files, part: str = "nara-vard") -> Kontroll:
    assert found(files) == []
    wanted = f"2023/god-och-nara-vard/{part}:formel"
    (one,) = [one for one in kontroller_of(files) if one.kontroll_id == wanted]
    return one


@pytest.mark.parametrize(
    ("amount", "computed", "verdict"),
    [
        ("1 000 000 kr", 1_000_000, Verdikt.FORKLARAS),
        ("1 000 001 kr", 1_000_000, Verdikt.FORKLARAS),
        ("999 999 kr", 1_000_000, Verdikt.FORKLARAS),
        ("1 000 002 kr", 1_000_000, Verdikt.FORKLARAS_INTE),
        ("999 998 kr", 1_000_000, Verdikt.FORKLARAS_INTE),
        # An amount in tenths of millions cannot be told apart from one 50 000 kr away.
        ("1,0 mkr", 1_000_000, Verdikt.FORKLARAS),
    ],
)
def test_an_amount_is_explained_to_the_krona(amount: str, computed: int, verdict: Verdikt) -> None:
    one = formula(beslut(amount))
    assert (one.beraknat, one.verdikt) == (computed, verdict)


def test_a_formula_is_never_a_difference_that_must_be_explained() -> None:
    files = beslut("5 mkr")
    assert formula(files).verdikt is Verdikt.FORKLARAS_INTE
    assert worst(kontroller_of(files)) is Verdikt.STAMMER


def test_base_amounts_are_taken_from_the_frame_before_it_is_shared() -> None:
    key = EN_PROCENT + "  antal:\n    varde: 20\n    avser: regioner\n    kalla: Register\n"
    one = formula(beslut("1,4 mkr", frame="    grundbelopp: 500 000 kr\n", key=key))
    # 500 000 + 1 % × (100 000 000 − 20 × 500 000)
    assert one.beraknat == 500_000 + 900_000
    assert steps(one) == [
        "Att fördela efter nyckeln: 100\u00a0000\u00a0000\u00a0kr − 20 × 500\u00a0000\u00a0kr "
        "= 90\u00a0000\u00a0000\u00a0kr.",
        "Andelen av det: 90\u00a0000\u00a0000\u00a0kr × 1 ÷ 100 = 900\u00a0000,00\u00a0kr.",
        "Med det som kommer till: 500\u00a0000\u00a0kr + 900\u00a0000,00\u00a0kr "
        "= 1\u00a0400\u00a0000,00\u00a0kr.",
        "Avrundat till närmaste hela krona: 1\u00a0400\u00a0000\u00a0kr.",
        "Handlingen anger 1\u00a0400\u00a0000\u00a0kr. Skillnaden är 0\u00a0kr.",
    ]


def test_without_the_number_of_receivers_a_base_amount_cannot_be_used() -> None:
    one = formula(beslut("1,4 mkr", frame="    grundbelopp: 500 000 kr\n"))
    assert (one.beraknat, one.verdikt) == (None, Verdikt.KAN_INTE_KONTROLLERAS)
    assert "hur många" in one.forklaring


def test_a_supplement_is_added_and_what_is_excepted_is_left_out_on_both_sides() -> None:
    more = "      tillagg: 100 kr\n      utom_ram: riket/del\n      utom_belopp: nara-vard/glest\n"
    parts = "    varav:\n      - namn: Glest\n        belopp: 400 000 kr\n"
    frame = PART_OF_FRAME.format("40 mkr")
    one = formula(beslut("1 000 100 kr", more=more, parts=parts, frame=frame))
    assert one.angivet is not None
    assert (one.angivet.kr, one.beraknat) == (600_100, 600_100)
    assert one.verdikt is Verdikt.FORKLARAS
    assert "Utan 400\u00a0000\u00a0kr till glest" in steps(one)[-1]


DERIVED = """\
- id: folk
  namn: Befolkningsandel
  beskrivning: Efter befolkning.
  harledd_ur: 2023/god-och-nara-vard/nara-vard
"""


def test_a_share_derived_from_an_amount_explains_others_and_proves_nothing_of_its_own() -> None:
    other = (
        "  - omrade: e-halsa\n    rubrik: E-hälsa\n    belopp: 2 468 641 kr\n    berakning:\n"
        "      nyckel: folk\n      ram: riket/del\n"
    )
    frame = PART_OF_FRAME.format("70 mkr")
    files = beslut("3 526 630 kr", parts=other, frame=frame, key=DERIVED)
    text = files["content/data/beslut/2023/god-och-nara-vard.yml"].decode()
    files["content/data/beslut/2023/god-och-nara-vard.yml"] = text.replace(
        "belopp: 3 526 630 kr\nomraden", "belopp: 5 995 271 kr\nomraden"
    ).encode()
    own, explained = formula(files), formula(files, "e-halsa")
    assert (own.beraknat, own.verdikt) == (3_526_630, Verdikt.KAN_INTE_KONTROLLERAS)
    assert "bevisar inget" in own.forklaring
    assert steps(own) == []
    assert own.proves_nothing
    # 70 mkr × 3 526 630 / 100 mkr = 2 468 641 exactly.
    assert (explained.beraknat, explained.verdikt) == (2_468_641, Verdikt.FORKLARAS)
    assert explained.formel is not None
    assert explained.formel.andel == Fraction(3_526_630, 100_000_000)
    assert derived_share(own).startswith("3\u00a0526\u00a0630\u00a0kr till vården 2023 ÷ 100")


def test_a_decision_that_cannot_be_read_makes_no_fault_of_the_key_derived_from_it() -> None:
    files = beslut("3 526 630.5 kr", key=DERIVED)
    assert {code for _, _, code in found(files)} == {"fel-belopp"}


def test_a_key_without_a_share_cannot_be_checked() -> None:
    key = "- id: folk\n  namn: Nyckel\n  beskrivning: Okänd.\n"
    one = formula(beslut("1 mkr", key=key))
    assert (one.beraknat, one.verdikt) == (None, Verdikt.KAN_INTE_KONTROLLERAS)
    assert "anger inte andelen" in one.forklaring


def test_a_frame_without_an_amount_cannot_be_checked() -> None:
    files = beslut("1 mkr")
    path = "content/data/beslut/2023/god-och-nara-vard.yml"
    files[path] = files[path].replace(b"    belopp: 100 mkr\n", b"")
    one = formula(files)
    assert (one.beraknat, one.verdikt) == (None, Verdikt.KAN_INTE_KONTROLLERAS)
    assert "ramen" in one.forklaring


@pytest.mark.parametrize(
    ("share", "exact"),
    [
        ("1,26 %", Fraction(126, 10_000)),
        ("1,26\u00a0%", Fraction(126, 10_000)),
        ("131 155 / 10 509 986", Fraction(131_155, 10_509_986)),
        ("131\u00a0155/10\u00a0509\u00a0986", Fraction(131_155, 10_509_986)),
        ("100 %", Fraction(1)),
    ],
)
def test_a_share_is_read_exactly(share: str, exact: Fraction) -> None:
    one = formula(beslut("100 mkr", key=EN_PROCENT.replace("1 %", share)))
    assert one.formel is not None
    assert one.formel.andel == exact


@pytest.mark.parametrize(
    "share", ["0 %", "101 %", "1.26 %", "1,26", "1/0", "0/5", "7/5", "-1 %", "1 2 % 3", "9" * 500]
)
def test_what_is_no_share_is_refused(share: str) -> None:
    files = beslut("1 mkr", key=EN_PROCENT.replace("1 %", f'"{share}"'))
    assert (NYCKLAR, 4, "fel-varde") in found(files)


def test_the_amount_is_rounded_as_the_key_declares_and_within_its_tolerance() -> None:
    key = EN_PROCENT.replace("1 %", "1/3")
    for rule, kr in (("narmaste", 33_333_333), ("nedat", 33_333_333), ("uppat", 33_333_334)):
        assert formula(beslut("1 mkr", key=f"{key}  avrundning: {rule}\n")).beraknat == kr
    wide = formula(beslut("33 333 000 kr", key=f"{key}  tolerans: 500 kr\n"))
    assert (wide.tolerans, wide.verdikt) == (500, Verdikt.FORKLARAS)


@pytest.mark.parametrize(
    ("share", "verdict"),
    [
        ("1 050 001 / 100 000 000", Verdikt.FORKLARAS),
        ("1 050 002 / 100 000 000", Verdikt.FORKLARAS_INTE),
        ("949 999 / 100 000 000", Verdikt.FORKLARAS),
        ("949 998 / 100 000 000", Verdikt.FORKLARAS_INTE),
    ],
)
def test_the_stated_amounts_precision_and_the_keys_tolerance_both_allow(
    share: str, verdict: Verdikt
) -> None:
    explained = formula(beslut("1,0 mkr", key=EN_PROCENT.replace("1 %", share)))
    assert (explained.tolerans, explained.verdikt) == (50_001, verdict)


@STEADY
@given(st.integers(-(10**12), 10**12), st.integers(1, 10**6))
def test_rounding_is_never_off_by_a_krona_and_halves_go_up(of: int, whole: int) -> None:
    value = Fraction(of, whole)
    assert rounded(value, Avrundning.NEDAT) <= value <= rounded(value, Avrundning.UPPAT)
    assert rounded(value, Avrundning.UPPAT) - rounded(value, Avrundning.NEDAT) in {0, 1}
    near = rounded(value, Avrundning.NARMASTE)
    assert -Fraction(1, 2) <= near - value <= Fraction(1, 2)
    assert rounded(Fraction(2 * of + 1, 2), Avrundning.NARMASTE) == of + 1


@STEADY
@given(
    st.integers(1, 10**8),
    st.integers(1, 10**4),
    st.integers(0, 10**6),
    st.integers(1, 30),
    st.integers(0, 10**6),
)
def test_an_amount_made_by_the_formula_is_explained_by_it(
    whole: int, share: int, base: int, number: int, supplement: int
) -> None:
    to_share = 10 * whole
    frame_kr = to_share + base * number
    exact = supplement + base + Fraction(share, 10_000) * to_share
    kr = (exact + Fraction(1, 2)).__floor__()
    key = EN_PROCENT.replace("1 %", f"{share}/10000")
    key += f"  antal:\n    varde: {number}\n    avser: regioner\n    kalla: K\n"
    files = beslut(
        f"{kr} kr",
        more=f"      tillagg: {supplement} kr\n",
        frame=f"    grundbelopp: {base} kr\n",
        key=key,
    )
    path = "content/data/beslut/2023/god-och-nara-vard.yml"
    files[path] = files[path].replace(b"belopp: 100 mkr", f"belopp: {frame_kr} kr".encode())
    (one,) = [one for one in kontroller_of(files) if one.formel]
    assert (one.beraknat, one.verdikt) == (kr, Verdikt.FORKLARAS)


# A share worked out backwards, in each of its parts.

COUNTED = f"{DERIVED}  antal:\n    varde: 21\n    avser: regioner\n    kalla: Överenskommelsen\n"


def backwards(amount: str, whole: str) -> tuple[Kontroll, Kontroll]:
    """The check of the amount that gives the share, and of another's calculated with it.

    The first has an addition of 500 tkr and a base amount of 1 mkr; the other is a share of a
    part of 50 mkr and has neither.
    """
    other = (
        "  - omrade: e-halsa\n    rubrik: E-hälsa\n    belopp: 500 tkr\n    berakning:\n"
        "      nyckel: folk\n      ram: riket/del\n"
    )
    files = beslut(
        amount,
        more="      tillagg: 500 tkr\n",
        frame=f"    grundbelopp: 1 mkr\n{PART_OF_FRAME.format('50 mkr')}",
        key=COUNTED,
        parts=other,
    )
    file = "content/data/beslut/2023/god-och-nara-vard.yml"
    files[file] = files[file].replace(b"belopp: 100 mkr", f"belopp: {whole}".encode())
    checks = {check.kontroll_id.rpartition("/")[2]: check for check in kontroller_of(files)}
    return checks["nara-vard:formel"], checks["e-halsa:formel"]


def test_addition_and_base_amount_are_taken_off_before_the_share_is_derived() -> None:
    # (2 290 000 - 500 000 - 1 000 000) / (100 mkr - 21 × 1 mkr) is one percent.
    source, other = backwards("2 290 000 kr", "100 mkr")
    assert (source.beraknat, source.verdikt) == (2_290_000, Verdikt.KAN_INTE_KONTROLLERAS)
    assert other.formel is not None
    assert other.formel.andel == Fraction(1, 100)
    assert (other.beraknat, other.verdikt) == (500_000, Verdikt.FORKLARAS)


def test_the_row_that_a_share_is_derived_from_is_known() -> None:
    _, other = backwards("2 290 000 kr", "100 mkr")
    assert other.formel is not None
    assert other.formel.harledd_ur is not None
    assert other.formel.harledd_ur.lokal_id == "nara-vard"
    stated_share = formula(beslut("1 mkr"))
    assert stated_share.formel is not None
    assert stated_share.formel.harledd_ur is None
    assert stated_share.formel.anmarkning == ""


@pytest.mark.parametrize(("whole", "derived"), [("21 mkr", False), ("21 000 001 kr", True)])
def test_a_share_needs_something_to_be_a_share_of(whole: str, derived: bool) -> None:
    _, other = backwards("1 500 001 kr", whole)
    assert other.formel is not None
    assert (other.formel.andel is not None) is derived
    if not derived:
        assert other.verdikt is Verdikt.KAN_INTE_KONTROLLERAS
        assert "är inte angivet" in other.forklaring


def test_a_share_of_an_amount_that_is_not_stated_is_not_derived() -> None:
    files = beslut("1 mkr", key=DERIVED)
    file = "content/data/beslut/2023/god-och-nara-vard.yml"
    text = files[file].decode()
    without = text.replace("    belopp: 1 mkr\n    berakning", "    berakning")
    assert without != text
    [check] = [one for one in kontroller_of({**files, file: without.encode()}) if one.formel]
    assert check.verdikt is Verdikt.KAN_INTE_KONTROLLERAS
    assert check.formel is not None
    assert (check.formel.andel, check.beraknat) == (None, None)


@pytest.mark.parametrize(
    ("amount", "says"),
    [
        ("1 mkr", "Beloppet går att räkna fram ur ramen."),
        ("2 mkr", "Beloppet blir ett annat när det räknas fram ur ramen."),
    ],
)
def test_the_reader_is_told_whether_the_amount_can_be_worked_out(amount: str, says: str) -> None:
    assert formula(beslut(amount)).forklaring.startswith(says)
