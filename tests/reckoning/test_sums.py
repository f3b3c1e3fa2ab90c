from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.checking.codes import is_error
from generator.data.derived import Jamforelse, Verdikt
from generator.reckoning.kontroll import Kontroll, worst
from tests.smallest import (
    BESLUT,
    INSATS,
    OMRADEN,
    RIKET,
    STEADY,
    Files,
    appended,
    found,
    kontroller_of,
    only_beslut,
    replaced,
    run,
    valid,
)

START = """\
titel: Fördelning
satsning: god-och-nara-vard
status: beslutad
sammanfattning: Så fördelas pengarna.
handlingar:
  - id: fordelning
    titel: Fördelning
    typ: beslut
kalla:
  avsnitt: Tabell
"""
"""All that a decision must have but its money."""


def beslut(money: str) -> Files:
    return only_beslut(START + money)


def parts(name: str, amounts: tuple[str, ...], indent: str = "  ") -> str:
    """A list of posts with amounts; an empty amount is none."""
    lines = []
    for index, amount in enumerate(amounts):
        lines.append(f"{indent}- namn: {name} {index}\n")
        lines += [f"{indent}  belopp: {amount}\n"] if amount else []
    return "".join(lines)


def insatser(total: str, *amounts: str) -> Files:
    """A decision about one område, with insatser directly in it."""
    whole = f"belopp: {total}\n" if total else ""
    return beslut(f"omrade: nara-vard\n{whole}insatser:\n{parts('Insats', amounts)}")


def kontroll(files: Files, kontroll_id: str) -> Kontroll:
    """The check of an id, without the decision's own part of it."""
    made = {one.kontroll_id: one for one in kontroller_of(files)}
    assert f"2023/god-och-nara-vard{kontroll_id}" in made, sorted(made)
    return made[f"2023/god-och-nara-vard{kontroll_id}"]


def errors(files: Files) -> list[tuple[str, int, str]]:
    """What stops a publication; amounts drawn at random often look like slips, which warn."""
    return [(one.file, one.line, one.code) for one in run(files) if is_error(one)]


def ids(files: Files) -> set[str]:
    return {one.kontroll_id.removeprefix("2023/god-och-nara-vard") for one in kontroller_of(files)}


@pytest.mark.parametrize(
    ("total", "amounts", "verdikt", "differens"),
    [
        ("10 kr", ("4 kr", "6 kr"), Verdikt.STAMMER, 0),
        ("10 kr", ("10 kr",), Verdikt.STAMMER, 0),
        ("10 kr", ("4 kr", "6 kr", ""), Verdikt.STAMMER, 0),
        ("0 kr", ("", ""), Verdikt.STAMMER, 0),
        ("10 kr", ("4 kr", ""), Verdikt.OFULLSTANDIG, -6),
        ("10 kr", ("", ""), Verdikt.OFULLSTANDIG, -10),
        ("10 mkr", ("9,9 mkr", ""), Verdikt.OFULLSTANDIG, -100_000),
        ("10 kr", ("4 kr", "5 kr"), Verdikt.AVVIKER, -1),
        ("10 kr", ("4 kr", "7 kr"), Verdikt.AVVIKER, 1),
        ("10 kr", ("4 kr", "7 kr", ""), Verdikt.AVVIKER, 1),
        ("10 mkr", ("10,1 mkr", ""), Verdikt.INOM_AVRUNDNING, 100_000),
        ("10,0 mkr", ("4 930 000 kr", "5 030 000 kr"), Verdikt.INOM_AVRUNDNING, -40_000),
        ("10,0 mkr", ("4 950 000 kr", "5 000 000 kr"), Verdikt.INOM_AVRUNDNING, -50_000),
        ("10,0 mkr", ("4 949 999 kr", "5 000 000 kr"), Verdikt.AVVIKER, -50_001),
        ("10,0 mkr", ("5 050 000 kr", "5 000 000 kr"), Verdikt.INOM_AVRUNDNING, 50_000),
        ("10,0 mkr", ("5 050 001 kr", "5 000 000 kr"), Verdikt.AVVIKER, 50_001),
        ("2 600 000 kr", ("2 600 000 kr", "710 000 kr"), Verdikt.AVVIKER, 710_000),
        ("100 mkr", ("33 mkr", "33 mkr", "33 mkr"), Verdikt.INOM_AVRUNDNING, -1_000_000),
    ],
    ids=str,
)
def test_the_verdicts_are_decided_in_their_order(
    total: str, amounts: tuple[str, ...], verdikt: Verdikt, differens: int
) -> None:
    one = kontroll(insatser(total, *amounts), ":insatser")
    assert (one.verdikt, one.differens) == (verdikt, differens)


@pytest.mark.parametrize(
    ("total", "amounts", "tolerans"),
    [
        ("10 kr", ("4 kr", "6 kr"), 0),
        ("10 mkr", ("4 000 000 kr", "6 000 000 kr"), 500_000),
        ("10 000 000 kr", ("4 mkr", "6,0 mkr"), 550_000),
        ("10,0 mkr", ("4,0 mkr", "6,0 mkr", ""), 150_000),
        ("10 tkr", ("10 tkr",), 1_000),
    ],
    ids=str,
)
def test_the_tolerance_is_half_a_unit_of_the_total_and_of_each_part(
    total: str, amounts: tuple[str, ...], tolerans: int
) -> None:
    assert kontroll(insatser(total, *amounts), ":insatser").tolerans == tolerans


def test_without_a_stated_total_nothing_can_be_checked_but_the_sum_is_shown() -> None:
    one = kontroll(insatser("", "4 kr", "6 kr"), ":insatser")
    assert (one.verdikt, one.beraknat, one.differens, one.rest) == (
        Verdikt.KAN_INTE_KONTROLLERAS,
        10,
        None,
        None,
    )
    assert "ingen summa" in one.forklaring
    assert run(insatser("", "4 kr", "6 kr")) == ()


def test_without_any_amount_there_is_nothing_to_check() -> None:
    assert ids(insatser("", "", "")) == set()


@pytest.mark.parametrize(
    ("amounts", "explained"),
    [
        (("4 kr", "6 kr"), False),
        (("4 kr", ""), False),
        (("4 kr", "7 kr"), True),
        (("4 kr", "5 kr"), True),
    ],
    ids=str,
)
def test_a_difference_in_kronor_must_be_explained(
    amounts: tuple[str, ...], explained: bool
) -> None:
    codes = [code for _, _, code in found(insatser("10 kr", *amounts))]
    assert codes == (["oforklarad-avvikelse"] if explained else [])


def test_a_difference_within_rounding_must_be_explained_as_well() -> None:
    files = insatser("10,0 mkr", "4 930 000 kr", "5 030 000 kr")
    assert [code for _, _, code in found(files)] == ["oforklarad-avvikelse"]
    assert kontroll(files, ":insatser").needs_explanation


EXPLANATION = """\
avvikelser:
  - kontroll: insatser
    differens: {}
    forklaring: Handlingen förklarar inte skillnaden.
"""


@pytest.mark.parametrize(
    ("differens", "codes"),
    [
        ("1 kr", []),
        ("2 kr", ["inaktuell-avvikelse"]),
        ("−1 kr", ["inaktuell-avvikelse"]),
        ("0 kr", ["inaktuell-avvikelse"]),
        ("1 tkr", ["inaktuell-avvikelse"]),
    ],
    ids=ascii,
)
def test_an_explanation_must_match_to_the_krona(differens: str, codes: list[str]) -> None:
    files = appended(EXPLANATION.format(differens), files=insatser("10 kr", "4 kr", "7 kr"))
    assert [code for _, _, code in found(files)] == codes


@pytest.mark.parametrize("amounts", [("4 kr", "6 kr"), ("4 kr", "")], ids=str)
def test_an_explanation_of_a_difference_that_is_gone_is_a_problem(
    amounts: tuple[str, ...],
) -> None:
    files = appended(EXPLANATION.format("1 kr"), files=insatser("10 kr", *amounts))
    assert [code for _, _, code in found(files)] == ["inaktuell-avvikelse"]


def test_an_explanation_is_the_sentence_that_the_reader_gets() -> None:
    files = appended(EXPLANATION.format("1 kr"), files=insatser("10 kr", "4 kr", "7 kr"))
    one = kontroll(files, ":insatser")
    assert one.explains
    assert one.forklaring == "Handlingen förklarar inte skillnaden."


EARMARKED = """\
belopp: 31 487 054 kr
omraden:
  - omrade: nara-vard
    rubrik: Vårdens medarbetare
    belopp: 31 487 054 kr
    delomraden:
      - namn: Vårdens medarbetare
        belopp: 25 187 124 kr
      - namn: Vidareutbildning
        belopp: 5 039 944 kr
        oronmarkt: ja
      - namn: Karriärtjänster
        belopp: 1 259 986 kr
        oronmarkt: ja
    insatser:
      - namn: Vårdgivarwebb
      - namn: Utbilda chefer
"""


def test_what_is_not_specified_says_how_much_of_it_is_earmarked() -> None:
    one = kontroll(beslut(EARMARKED), "/nara-vard:insatser")
    assert (one.verdikt, one.rest) == (Verdikt.OFULLSTANDIG, 31_487_054)
    assert one.forklaring.replace("\u00a0", " ") == (
        "Båda insatserna saknar belopp. 31 487 054 kr är inte fördelade på dem. "
        "Av dem är 6 299 930 kr öronmärkta."
    )


def test_no_more_than_what_is_left_is_said_to_be_earmarked() -> None:
    files = beslut(f"{EARMARKED}        belopp: 31 000 000 kr\n")
    one = kontroll(files, "/nara-vard:insatser")
    assert one.rest == 487_054
    assert "6\u00a0299\u00a0930" not in one.forklaring


ALL_EARMARKED = """\
belopp: 10 kr
omraden:
  - omrade: nara-vard
    rubrik: Vårdens medarbetare
    belopp: 10 kr
    delomraden:
      - namn: Vidareutbildning
        belopp: {} kr
        oronmarkt: ja
    insatser:
      - namn: Utbilda chefer
"""


@pytest.mark.parametrize(("earmarked", "told"), [(9, 9), (10, 10), (11, 0)])
def test_all_that_is_left_may_be_earmarked_and_never_more_than_that(
    earmarked: int, told: int
) -> None:
    one = kontroll(beslut(ALL_EARMARKED.format(earmarked)), "/nara-vard:insatser")
    assert (one.rest, one.oronmarkt) == (10, told)


def test_once_insatser_have_amounts_nobody_knows_whether_they_are_of_the_earmarked_money() -> None:
    one = kontroll(beslut(f"{EARMARKED}        belopp: 1 000 000 kr\n"), "/nara-vard:insatser")
    assert (one.verdikt, one.rest) == (Verdikt.OFULLSTANDIG, 30_487_054)
    assert one.oronmarkt == 0
    assert "öronmärkt" not in one.forklaring


def test_sub_areas_with_amounts_are_not_said_to_be_among_what_is_left_of_them() -> None:
    files = beslut(EARMARKED.replace("        belopp: 25 187 124 kr\n", ""))
    one = kontroll(files, "/nara-vard:delomraden")
    assert (one.verdikt, one.rest) == (Verdikt.OFULLSTANDIG, 25_187_124)
    assert "öronmärkt" not in one.forklaring


def test_a_sum_that_agrees_though_parts_lack_amounts_says_so() -> None:
    one = kontroll(insatser("10 kr", "4 kr", "6 kr", ""), ":insatser")
    assert one.forklaring == "En av tre insatser saknar belopp, men summan är ändå hela beloppet."


def test_figures_that_simply_agree_need_no_words() -> None:
    assert kontroll(insatser("10 kr", "4 kr", "6 kr"), ":insatser").forklaring == ""


# At most


VARAV = """\
    varav:
      - namn: Landsbygd
        belopp: {}
"""


@pytest.mark.parametrize(
    ("written", "verdikt", "rest"),
    [
        ("4 mkr", Verdikt.STAMMER, 0),
        ("1 mkr", Verdikt.STAMMER, 3_000_000),
        ("0 kr", Verdikt.STAMMER, 4_000_000),
        ("4 000 001 kr", Verdikt.AVVIKER, None),
    ],
)
def test_a_varav_is_at_most_the_whole_and_the_rest_is_shown(
    written: str, verdikt: Verdikt, rest: int | None
) -> None:
    one = kontroll(appended(VARAV.format(written)), "/e-halsa:varav-landsbygd")
    assert (one.jamforelse, one.verdikt, one.rest) == (Jamforelse.HOGST, verdikt, rest)


def test_a_varav_is_never_added_to_a_sum() -> None:
    with_varav = ids(appended(VARAV.format("1 mkr"))) - ids(valid())
    assert with_varav == {"/e-halsa:varav-landsbygd"}
    assert {one.verdikt for one in kontroller_of(appended(VARAV.format("1 mkr")))} == {
        Verdikt.STAMMER
    }


def test_a_varav_without_an_amount_is_no_check() -> None:
    files = appended("    varav:\n      - namn: Landsbygd\n")
    assert ids(files) == ids(valid())


def test_a_varav_of_an_unknown_whole_cannot_be_checked() -> None:
    text = (
        "omraden:\n  - omrade: nara-vard\n    rubrik: Nära vård\n"
        "    varav:\n      - namn: Landsbygd\n        belopp: 1 kr\n"
    )
    one = kontroll(beslut(text), "/nara-vard:varav-landsbygd")
    assert one.verdikt is Verdikt.KAN_INTE_KONTROLLERAS
    assert run(beslut(text)) == ()


REGIONER = """\
    delar:
      - id: regioner
        namn: Till regionerna
        ramtyp: mottagartyp
        mottagartyp: regioner
        belopp: 60 mkr
      - id: kommuner
        namn: Till kommunerna
        ramtyp: mottagartyp
        mottagartyp: kommuner
        belopp: 40 mkr
"""


def test_the_region_gets_at_most_the_whole_national_frame() -> None:
    one = kontroll(appended(RIKET), "/riket:regionens_del")
    assert (one.verdikt, one.beraknat, one.rest) == (Verdikt.STAMMER, 10_000_000, 90_000_000)


def test_the_regions_share_of_the_frame_is_told() -> None:
    one = kontroll(appended(RIKET), "/riket:regionens_del")
    assert one.share == "10,0\u00a0%"
    assert (
        one.forklaring == "Beloppet ryms i helheten och är 10,0\u00a0% av pengarna i hela landet."
    )


def test_where_the_regions_frame_is_stated_it_is_the_one_that_counts() -> None:
    files = appended(RIKET + REGIONER)
    assert "/riket:regionens_del" not in ids(files)
    assert kontroll(files, "/riket/regioner:regionens_del").rest == 50_000_000


def test_more_than_the_national_frame_is_a_difference() -> None:
    one = kontroll(appended(RIKET.replace("100 mkr", "9 mkr")), "/riket:regionens_del")
    assert (one.verdikt, one.differens) == (Verdikt.AVVIKER, 1_000_000)


def test_the_regions_own_frame_is_no_national_frame() -> None:
    files = appended(RIKET.replace("omfattning: riket", "omfattning: regionen"))
    assert "/riket:regionens_del" not in ids(files)


# Frames


def test_a_frame_is_the_sum_of_its_parts() -> None:
    assert kontroll(appended(RIKET + REGIONER), "/riket:ram").verdikt is Verdikt.STAMMER
    short = appended(RIKET + REGIONER.replace("40 mkr", "39 000 000 kr"))
    one = kontroll(short, "/riket:ram")
    assert (one.differens, one.verdikt, one.tolerans) == (
        -1_000_000,
        Verdikt.INOM_AVRUNDNING,
        1_000_000,
    )


def test_a_receiver_type_without_an_amount_leaves_the_frame_incomplete() -> None:
    files = appended(RIKET + REGIONER.replace("        belopp: 40 mkr\n", ""))
    one = kontroll(files, "/riket:ram")
    assert (one.verdikt, one.rest) == (Verdikt.OFULLSTANDIG, 40_000_000)


def test_a_varav_of_a_frame_is_not_added_to_it_but_must_fit() -> None:
    varav = REGIONER + "      - namn: Varav nytt\n        ramtyp: varav\n        belopp: 70 mkr\n"
    files = appended(RIKET + varav)
    assert kontroll(files, "/riket:ram").verdikt is Verdikt.STAMMER
    assert len(kontroll(files, "/riket:ram").parts) == 2
    one = kontroll(files, "/riket:varav-varav-nytt")
    assert (one.jamforelse, one.rest) == (Jamforelse.HOGST, 30_000_000)


def test_a_planned_frame_of_the_region_is_its_own_kind_of_check() -> None:
    planned = RIKET.replace("omfattning: riket", "omfattning: regionen\n    preliminar: ja")
    assert kontroll(appended(planned + REGIONER), "/riket:planeringsram").differens == 0


def test_frames_are_no_part_of_the_decisions_own_sums() -> None:
    before = {one.kontroll_id: one.beraknat for one in kontroller_of(valid())}
    after = {one.kontroll_id: one.beraknat for one in kontroller_of(appended(RIKET + REGIONER))}
    assert before.items() <= after.items()


# Where the money stands


def test_the_valid_register_has_these_checks_and_no_other() -> None:
    assert ids(valid()) == {":omraden", "/nara-vard:insatser"}


def test_a_derived_row_is_never_checked_against_itself() -> None:
    assert ids(insatser("10 kr", "4 kr", "6 kr")) == {":insatser"}
    assert ids(beslut("omrade: nara-vard\nbelopp: 10 kr\n")) == set()


TWO_DIVISIONS = """\
belopp: 12,6 mkr
omraden:
  - omrade: nara-vard
    rubrik: Vårdgaranti
    belopp: 6,3 mkr
  - omrade: e-halsa
    rubrik: Patientkontrakt
    belopp: 6,3 mkr
insatser:
  - namn: Projektledare
    belopp: 8,6 mkr
  - namn: Hembesök
    belopp: 4 mkr
"""


def test_two_divisions_of_the_same_money_are_each_checked_and_never_added() -> None:
    assert ids(beslut(TWO_DIVISIONS)) == {":omraden", ":insatser"}
    assert kontroll(beslut(TWO_DIVISIONS), ":omraden").beraknat == 12_600_000
    assert kontroll(beslut(TWO_DIVISIONS), ":insatser").beraknat == 12_600_000
    assert run(beslut(TWO_DIVISIONS)) == ()


def test_insatser_of_omraden_count_with_those_that_belong_to_none() -> None:
    files = replaced("belopp: 10 mkr", "belopp: 10 mkr # och en insats")
    files = appended(f"{INSATS}    belopp: 4 mkr\n", files=files)
    whole = kontroll(files, ":insatser")
    assert (whole.beraknat, whole.verdikt, len(whole.parts)) == (10_000_000, Verdikt.STAMMER, 3)
    assert kontroll(files, "/nara-vard:insatser").beraknat == 6_000_000
    assert kontroll(files, ":omraden").beraknat == 10_000_000


def test_insatser_within_omraden_are_not_checked_against_the_decision() -> None:
    assert ":insatser" not in ids(valid())


def test_sub_areas_and_line_items_are_checked_against_what_they_are_in() -> None:
    text = """\
belopp: 10 kr
omraden:
  - omrade: nara-vard
    rubrik: Nära vård
    belopp: 10 kr
    delomraden:
      - namn: Ett
        belopp: 3 kr
      - namn: Två
        belopp: 6 kr
    insatser:
      - namn: Bibliotek
        belopp: 10 kr
        delposter:
          - namn: Uppstart
            belopp: 4 kr
          - namn: Drift
            belopp: 6 kr
"""
    assert kontroll(beslut(text), "/nara-vard:delomraden").differens == -1
    assert kontroll(beslut(text), "/nara-vard/bibliotek:delposter").differens == 0
    assert kontroll(beslut(text), "/nara-vard:insatser").differens == 0


def test_activities_and_unit_prices_are_no_amounts() -> None:
    text = "aktiviteter:\n  - namn: Anställa\ninsatser:\n  - namn: Besök\n    belopp: 4 mkr\n"
    text += "    styckpris:\n      belopp: 400 kr\n      per: besök\n"
    one = kontroll(appended(text), ":insatser")
    assert (one.beraknat, len(one.parts)) == (10_000_000, 3)


UPPREPNING = """\
upprepningar:
  - belopp: {}
    kalla:
      avsnitt: Inledning, s. 2
"""


@pytest.mark.parametrize(
    ("written", "verdikt", "differens"),
    [
        ("10 mkr", Verdikt.STAMMER, 0),
        ("10 000 000 kr", Verdikt.STAMMER, 0),
        ("9,6 mkr", Verdikt.INOM_AVRUNDNING, 400_000),
        ("8 mkr", Verdikt.AVVIKER, 2_000_000),
    ],
)
def test_a_repeated_figure_is_checked_against_what_it_repeats(
    written: str, verdikt: Verdikt, differens: int
) -> None:
    files = appended(UPPREPNING.format(written))
    one = kontroll(files, ":upprepning-fordelning-inledning-s-2")
    assert (one.verdikt, one.differens, one.parts) == (verdikt, differens, ())


def test_a_repeated_figure_is_as_exact_as_both_statements_of_it() -> None:
    one = kontroll(appended(UPPREPNING.format("9,6 mkr")), ":upprepning-fordelning-inledning-s-2")
    assert one.tolerans == 50_000 + 500_000


def test_a_repeat_of_what_has_no_amount_hides_none_after_it() -> None:
    files = replaced("        belopp: 2 mkr\n", "")
    first = UPPREPNING.format("2 mkr\n    av: nara-vard/utokade-oppettider")
    second = "  - belopp: 4 mkr\n    av: e-halsa\n    kalla:\n      avsnitt: Inledning, s. 2\n"
    repeated = {name for name in ids(appended(first + second, files=files)) if ":upp" in name}
    assert repeated == {"/e-halsa:upprepning-fordelning-inledning-s-2"}


def test_a_repeated_figure_may_be_of_a_part() -> None:
    files = appended(UPPREPNING.format("4 mkr\n    av: e-halsa"))
    assert kontroll(files, "/e-halsa:upprepning-fordelning-inledning-s-2").differens == 0


def test_every_check_has_an_id_of_its_own() -> None:
    again = UPPREPNING.format("8 mkr") + UPPREPNING.format("10 mkr").partition("\n")[2]
    made = [one.kontroll_id for one in kontroller_of(appended(again))]
    assert len(made) == len(set(made))


def test_a_subject_whose_id_is_used_twice_is_not_given_the_parts_of_both() -> None:
    files = replaced("omrade: e-halsa", "omrade: nara-vard")
    assert "oforklarad-avvikelse" not in [code for _, _, code in found(files)]


def test_each_decision_is_checked_for_itself() -> None:
    files = insatser("10 kr", "4 kr", "6 kr")
    files["content/data/beslut/2022/god-och-nara-vard.yml"] = files[BESLUT]
    assert [one.kontroll_id for one in kontroller_of(files)] == [
        "2022/god-och-nara-vard:insatser",
        "2023/god-och-nara-vard:insatser",
    ]


def test_the_worst_verdict_comes_first() -> None:
    files = appended(VARAV.format("5 mkr"))
    assert worst(kontroller_of(files)) is Verdikt.AVVIKER
    assert worst(kontroller_of(valid())) is Verdikt.STAMMER
    assert worst([]) is None


def test_what_is_incomplete_is_worse_than_what_cannot_be_checked() -> None:
    # Their order as words is the other way round.
    (incomplete,) = (check for check in kontroller_of(insatser("10 kr", "4 kr", "")) if check.parts)
    unknown = kontroll(insatser("", "4 kr"), ":insatser")
    assert unknown.verdikt is Verdikt.KAN_INTE_KONTROLLERAS
    assert unknown.tolerans == 0
    assert worst([unknown, incomplete]) is worst([incomplete, unknown]) is Verdikt.OFULLSTANDIG
    assert [one.rank for one in Verdikt] == sorted(one.rank for one in Verdikt)


# Any tree of amounts, added by other means


@dataclass(frozen=True)
class Money:
    """An amount as written, with its value and half its last stated digit, in kronor."""

    written: str
    kr: Fraction
    slack: Fraction
    lacks: bool = False
    """Whether something inside it has no amount."""


NOTHING = Money("", Fraction(0), Fraction(0), lacks=True)


def worth(whole: Money, inside: list[Money]) -> Money:
    """What an område counts as: its own amount, else what its insatser come to."""
    if whole.written or not any(money.written for money in inside):
        return whole
    kr = sum((money.kr for money in inside), Fraction(0))
    slack = sum((money.slack for money in inside), Fraction(0))
    return Money("sammanlagt", kr, slack, any(money.lacks for money in inside))


@st.composite
def moneys(draw: st.DrawFn) -> Money:
    unit, size = draw(st.sampled_from([("kr", 1), ("tkr", 1_000), ("mkr", 1_000_000)]))
    decimals = draw(st.integers(0, 2)) if size > 1 else 0
    digits = draw(st.integers(0, 5_000))
    step = Fraction(size, 10**decimals)
    whole, part = divmod(digits, 10**decimals)
    written = f"{whole},{part:0{decimals}d} {unit}" if decimals else f"{whole} {unit}"
    return Money(written, digits * step, step / 2 if step > 1 else Fraction(0))


@st.composite
def trees(draw: st.DrawFn) -> list[tuple[Money, list[Money]]]:
    """Områden with their amounts, each with insatser; a missing amount is nothing."""
    maybe = moneys() | st.just(NOTHING)
    count = draw(st.integers(1, 2))
    return [(draw(maybe), draw(st.lists(maybe, max_size=4))) for _ in range(count)]


def in_yaml(total: Money, tree: list[tuple[Money, list[Money]]]) -> str:
    lines = [f"belopp: {total.written}"] if total.written else []
    lines.append("omraden:")
    for omrade, (whole, inside) in zip(("nara-vard", "e-halsa"), tree, strict=False):
        lines += [f"  - omrade: {omrade}", f"    rubrik: Område {omrade}"]
        lines += [f"    belopp: {whole.written}"] if whole.written else []
        lines += ["    insatser:"] if inside else []
        for index, one in enumerate(inside):
            lines.append(f"      - namn: Insats {index}")
            lines += [f"        belopp: {one.written}"] if one.written else []
    return "".join(f"{line}\n" for line in lines)


def expected_verdict(whole: Money, inside: list[Money]) -> str | None:
    """The verdict as the domain's own text gives it; None where nothing is compared."""
    if not inside or not (whole.written or any(one.written for one in inside)):
        return None
    if not whole.written:
        return "kan_inte_kontrolleras"
    difference = sum((one.kr for one in inside), Fraction(0)) - whole.kr
    if difference == 0:
        return "stammer"
    if difference < 0 and any(money.lacks for money in inside):
        return "ofullstandig"
    if abs(difference) <= sum((one.slack for one in inside), whole.slack):
        return "inom_avrundning"
    return "avviker"


@STEADY
@given(moneys() | st.just(NOTHING), trees())
def test_the_checks_of_any_tree_agree_with_an_independent_addition(
    total: Money, tree: list[tuple[Money, list[Money]]]
) -> None:
    wanted = {":omraden": (total, [worth(*omrade) for omrade in tree])}
    for omrade, pair in zip(("nara-vard", "e-halsa"), tree, strict=False):
        wanted[f"/{omrade}:insatser"] = pair
    files = beslut(in_yaml(total, tree))
    made = {
        one.kontroll_id.removeprefix("2023/god-och-nara-vard"): one for one in kontroller_of(files)
    }
    assert {name: expected_verdict(*pair) for name, pair in wanted.items()} == {
        name: made[name].verdikt.value if name in made else None for name in wanted
    }
    assert made.keys() <= wanted.keys()
    for name, one in made.items():
        assert one.beraknat == sum(money.kr for money in wanted[name][1])
    needed = sum(
        expected_verdict(*pair) in {"avviker", "inom_avrundning"} for pair in wanted.values()
    )
    assert [code for _, _, code in errors(files)] == ["oforklarad-avvikelse"] * needed


@st.composite
def right_trees(draw: st.DrawFn) -> tuple[int, list[tuple[int, list[int]]]]:
    """Whole amounts that agree at every level."""
    tree = [
        (sum(inside), inside)
        for inside in draw(
            st.lists(
                st.lists(st.integers(1, 10**9), min_size=1, max_size=4), min_size=1, max_size=2
            )
        )
    ]
    return sum(whole for whole, _ in tree), tree


def exact(kr: int) -> Money:
    return Money(f"{kr} kr", Fraction(kr), Fraction(0))


@settings(STEADY, max_examples=60)
@given(right_trees(), st.data())
def test_changing_any_one_amount_is_reported_at_the_line_of_the_sum_it_breaks(
    right: tuple[int, list[tuple[int, list[int]]]], data: st.DataObject
) -> None:
    total, tree = right
    text = START + in_yaml(
        exact(total), [(exact(w), [exact(i) for i in inner]) for w, inner in tree]
    )
    lines = text.splitlines()
    amounts = [index for index, line in enumerate(lines) if "belopp:" in line]
    chosen = data.draw(st.sampled_from(amounts))
    more = data.draw(st.integers(1, 10**6))
    indent, _, written = lines[chosen].partition("belopp: ")
    changed = [*lines]
    changed[chosen] = f"{indent}belopp: {int(written.removesuffix(' kr')) + more} kr"
    above = [index for index in amounts if index < chosen and lines[index].index("b") < len(indent)]
    sums = {0: [chosen], 4: [amounts[0], chosen], 8: [above[-1]] if above else []}[len(indent)]
    assert errors(beslut(text.removeprefix(START))) == []
    assert errors(only_beslut("\n".join(changed) + "\n")) == [
        (BESLUT, index + 1, "oforklarad-avvikelse") for index in sums
    ]


@STEADY
@given(
    parts=st.lists(
        st.integers(1, 400).map(lambda tenths: tenths * 100_000), min_size=1, max_size=5
    ),
    off=st.integers(-400_000, 400_000),
)
def test_within_the_stated_precision_a_difference_is_inom_avrundning_and_beyond_it_avviker(
    parts: list[int], off: int
) -> None:
    written = [f"{kr // 1_000_000},{kr // 100_000 % 10} mkr" for kr in parts]
    allowed = 50_000 * len(parts)
    total = sum(parts) + off
    assume(total >= 0)
    one = kontroll(insatser(f"{total} kr", *written), ":insatser")
    assert one.tolerans == allowed
    assert one.verdikt == (
        Verdikt.STAMMER
        if off == 0
        else Verdikt.INOM_AVRUNDNING
        if abs(off) <= allowed
        else Verdikt.AVVIKER
    )
    assert one.differens == -off


@STEADY
@given(st.lists(st.integers(0, 10**9) | st.none(), min_size=1, max_size=6), st.randoms())
def test_the_order_of_the_parts_changes_nothing(amounts: list[int | None], random: Random) -> None:
    shuffled = [*amounts]
    random.shuffle(shuffled)

    def checked(values: list[int | None]) -> tuple[object, ...]:
        written = ["" if value is None else f"{value} kr" for value in values]
        one = kontroll(insatser("1 000 kr", *written), ":insatser")
        return one.verdikt, one.beraknat, one.tolerans, one.rest, one.without_amount

    assert checked(amounts) == checked(shuffled)


def test_a_new_omrade_in_the_register_changes_no_check() -> None:
    files = appended("- id: nytt\n  namn: Nytt\n  beskrivning: Nytt.\n", OMRADEN)
    assert ids(files) == ids(valid())
