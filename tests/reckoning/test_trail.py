"""The money followed downwards: the real figures by hand, and small cases."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.data.types import Status
from generator.publishing.check_sentences import about_added_again
from generator.publishing.publication import Publication
from generator.reckoning.rows import register_rows
from generator.reckoning.sums import reconcile
from generator.reckoning.totals import Summa
from generator.reckoning.trail import (
    Omraknat,
    Specifikation,
    Steg,
    added_again,
    chain,
    specified,
    unspecified,
)
from generator.words.ordval import REGIONENS
from tests.smallest import (
    INSATS,
    RIKET,
    Files,
    appended,
    kontroller_of,
    register_of,
    replaced,
    valid,
)

ORDVAL = replace(REGIONENS, organisation="Region Exempel")
OF_2023 = "1,2 % av pengarna i hela landet; 1,5 % av pengarna till landets alla regioner"
ALL_AGREES = """\
insatser:
  - namn: Gemensam plan
    belopp: 4 mkr
"""
"""With this insats directly under the decision, all its insatser come to the whole amount."""


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def the_breakdown(publication: Publication, subject: str, kontroll: str) -> Specifikation:
    [check] = [
        one
        for one in publication.kontroller
        if (one.subject.rad_id, one.kontroll) == (subject, kontroll)
    ]
    found = specified(check)
    assert found is not None
    return found


def omraknat(*kr: int) -> Omraknat:
    """Exact sums; of 0 kronor there is none."""
    return Omraknat(*(Summa(each or None, frozenset(), ()) for each in kr))


def again(files: Files) -> dict[Status, Omraknat]:
    rows = register_rows(register_of(files))
    return dict(added_again(rows, reconcile(rows, {}, ORDVAL)))


def steps(files: Files) -> list[Steg]:
    rows = register_rows(register_of(files))
    return chain(rows, reconcile(rows, {}, ORDVAL), ORDVAL)


# How much is specified


def test_one_of_nine_insatser_has_an_amount(publication: Publication) -> None:
    found = the_breakdown(publication, "2023/god-och-nara-vard/nara-vard", "insatser")
    assert [(one.slag, one.kr, plain(one.andel), one.start, one.bredd) for one in found.delar] == [
        ("fordelat", 24_000_000, "58 %", "0.00%", "58.18%"),
        ("rest", 17_247_254, "42 %", "58.18%", "41.82%"),
    ]
    assert plain(found.mening) == (
        "24 mnkr (58 %) är fördelade på en av nio insatser. "
        "17,2 mnkr (42 %) har ingen angiven användning."
    )
    assert plain(found.bild) == "Stapel: Fördelat på insatser 58 %, Utan angiven användning 42 %"


def test_what_is_earmarked_is_a_piece_of_its_own(publication: Publication) -> None:
    found = the_breakdown(publication, "2023/god-och-nara-vard/vardens-medarbetare", "insatser")
    assert [(one.slag, one.kr, plain(one.text)) for one in found.delar] == [
        ("fordelat", 0, "inget"),
        ("oronmarkt", 6_299_930, "6 299 930 kr (20 %)"),
        ("rest", 25_187_124, "25 187 124 kr (80 %)"),
    ]
    assert plain(found.mening) == (
        "Ingen av sex insatser har ett eget belopp. Hela beloppet, 31,5 mnkr, har ingen angiven "
        "användning. Av det är 6,3 mnkr (20 %) öronmärkta och får inte användas till något annat."
    )


def test_the_pieces_are_the_whole_amount(publication: Publication) -> None:
    found = unspecified(publication.kontroller)
    assert len(found) == 3
    for one in found:
        assert one.kontroll.angivet is not None
        assert sum(piece.kr for piece in one.delar) == one.kontroll.angivet.kr
        assert sum(float(piece.bredd.rstrip("%")) for piece in one.delar) == pytest.approx(100)


def test_a_sum_that_agrees_or_differs_leaves_nothing_unspecified() -> None:
    assert unspecified(kontroller_of(valid())) == []
    more = replaced("        belopp: 4 mkr\n", "        belopp: 5 mkr\n")
    assert unspecified(kontroller_of(more)) == []


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        (
            "2 mkr",
            "2 mnkr (33 %) är fördelade på en av två insatser. "
            "4 mnkr (67 %) har ingen angiven användning.",
        ),
        (  # which would be 1,1 and 5,0 of 6 million
            "1 050 000 kr",
            "1 050 000 kr (18 %) är fördelade på en av två insatser. "
            "4 950 000 kr (82 %) har ingen angiven användning.",
        ),
    ],
)
def test_part_of_an_amount_is_specified(stated: str, told: str) -> None:
    files = {
        name: text.replace(b"belopp: 2 mkr", f"belopp: {stated}".encode())
        for name, text in replaced("        belopp: 4 mkr\n", "").items()
    }
    [one] = unspecified(kontroller_of(files))
    assert plain(one.mening) == told


# How much has been added again and agrees


def test_how_much_of_the_real_money_agrees(publication: Publication) -> None:
    found = added_again(publication.rows, publication.kontroller)
    assert found == {
        Status.BESLUTAD: omraknat(78_022_690, 75_422_690, 2_688_382),
        Status.FORSLAG: omraknat(43_200_000, 43_200_000, 43_200_000),
    }
    assert plain(about_added_again(found, ORDVAL)) == (
        "Av 78 022 690 kr beslutade stämmer 75 422 690 kr när vi lägger ihop områdena, "
        "och 2 688 382 kr när vi lägger ihop insatserna. "
        "Övriga summor stämmer inte, eller har inga belopp att lägga ihop. "
        "Av 43 200 000 kr föreslagna stämmer allt, både när vi lägger ihop områdena och insatserna."
    )


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (valid(), omraknat(10_000_000, 10_000_000, 6_000_000)),
        # The insatser of the decision come to it all: those of its områden count no second time.
        (appended(ALL_AGREES), omraknat(10_000_000, 10_000_000, 10_000_000)),
        (appended(INSATS), omraknat(10_000_000, 10_000_000, 6_000_000)),
        (
            replaced("belopp: 4 mkr\n    objekt", "belopp: 3 mkr\n    objekt"),
            omraknat(10_000_000, 0, 6_000_000),
        ),
        (replaced("\nbelopp: 10 mkr\n", "\n"), omraknat(0, 0, 6_000_000)),
    ],
    ids=["some insatser", "all insatser", "one without amount", "områden differ", "no total"],
)
def test_only_what_agrees_is_counted_and_only_once(files: Files, expected: Omraknat) -> None:
    assert again(files)[Status.BESLUTAD] == expected
    assert again(files)[Status.FORSLAG] == omraknat(0, 0, 0)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (
            {Status.BESLUTAD: omraknat(9, 9, 9), Status.FORSLAG: omraknat(0, 0, 0)},
            "Av 9 kr beslutade stämmer allt, både när vi lägger ihop områdena och insatserna.",
        ),
        (
            {Status.BESLUTAD: omraknat(0, 0, 0), Status.FORSLAG: omraknat(9, 5, 0)},
            "Av 9 kr föreslagna stämmer 5 kr när vi lägger ihop områdena, "
            "och inget när vi lägger ihop insatserna. "
            "Övriga summor stämmer inte, eller har inga belopp att lägga ihop.",
        ),
        ({Status.BESLUTAD: omraknat(0, 0, 0), Status.FORSLAG: omraknat(0, 0, 0)}, ""),
    ],
    ids=["decided", "proposed", "nothing"],
)
def test_the_sentence_keeps_decided_and_proposed_apart(
    found: dict[Status, Omraknat], sentence: str
) -> None:
    assert plain(about_added_again(found, ORDVAL)) == sentence


# The chain


@pytest.mark.parametrize(
    ("beslut_id", "expected"),
    [
        (
            "2018/patientmiljarden",
            [
                ("Hela landet", 980_000_000, "", ""),
                ("Region Jämtland Härjedalen", 12_600_000, "1,3 % av pengarna i hela landet", ""),
                ("Områden", 12_600_000, "Till två områden", "Allt är fördelat"),
                (
                    "Insatser",
                    12_600_000,
                    "6 insatser, alla med eget belopp; En annan indelning av hela beloppet",
                    "Allt är fördelat",
                ),
            ],
        ),
        (
            "2020/sammanhallna-vardforlopp",
            [
                ("Hela landet", None, "", ""),
                ("Region Jämtland Härjedalen", 2_600_000, "", ""),
                ("Områden", 2_600_000, "Hela beloppet gäller ett område", ""),
                (
                    "Insatser",
                    3_310_000,
                    "9 insatser, alla med eget belopp",
                    "710 000 kr mer än beloppet",
                ),
            ],
        ),
        (
            "2023/god-och-nara-vard",
            [
                ("Hela landet", 6_394_500_000, "", ""),
                ("Alla regioner", 5_043_000_000, "78,9 % av pengarna i hela landet", ""),
                ("Region Jämtland Härjedalen", 75_422_690, OF_2023, ""),
                ("Områden", 75_422_690, "Till fyra områden", "Allt är fördelat"),
                (
                    "Insatser",
                    26_688_382,
                    "3 av 17 insatser har ett eget belopp",
                    "48 734 308 kr är inte fördelade på insatser",
                ),
            ],
        ),
    ],
    ids=["2018", "2020", "2023"],
)
def test_the_chain_of_the_real_decisions(
    publication: Publication, beslut_id: str, expected: list[tuple[str, int | None, str, str]]
) -> None:
    beslut = publication.beslut_rows[beslut_id][0].beslut
    made = publication.chain_of(beslut)
    assert [(one.vad, one.kr, plain("; ".join(one.om)), plain(one.kvar)) for one in made] == (
        expected
    )
    assert [one.vad for one in made if not one.stammer] == (
        ["Insatser"] if beslut.ar == 2020 else []
    )


def test_a_step_that_nothing_is_said_of_is_not_zero() -> None:
    files = replaced("        belopp: 4 mkr\n", "", files=appended(RIKET))
    files = replaced("        belopp: 2 mkr\n", "", files=files)
    last = steps(files)[-1]
    assert (last.kr, plain(last.kvar)) == (None, "10 000 000 kr är inte fördelade på insatser")


def test_nothing_is_left_of_an_amount_that_is_not_stated() -> None:
    files = replaced("\nbelopp: 10 mkr\n", "\n")
    assert [(one.vad, one.kr, one.kvar) for one in steps(files)][1:3] == [
        ("Region Exempel", 10_000_000, ""),
        ("Områden", 10_000_000, ""),
    ]


def test_what_the_areas_leave_over_is_said() -> None:
    files = replaced("belopp: 4 mkr\n    objekt", "belopp: 3 mkr\n    objekt")
    assert plain(steps(files)[2].kvar) == "1 000 000 kr är inte fördelade på områden"
    # The insatser divide what the områden got, not what they left.
    assert plain(steps(files)[3].kvar) == "3 000 000 kr är inte fördelade på insatser"
