from __future__ import annotations

import re

import pytest

from generator.checking.codes import CATALOGUE, is_error
from generator.checking.judge import judge
from generator.publishing.publication import publish
from tests.checking.test_moved import CASES as MOVED_CASES
from tests.command.test_inputs import BAD as BAD_INPUTS
from tests.reading.test_insatser import FAULTS as CSV_FAULTS
from tests.reading.test_ledger import CASES as LEDGER_CASES
from tests.reading.test_load import CASES as LOAD_CASES
from tests.reckoning.test_corrections import CASES as CORRECTION_CASES
from tests.smallest import (
    BESLUT,
    INSATS,
    MOTTAGARE,
    NYCKLAR,
    OBJEKT,
    OMRADEN,
    ORGANISATION,
    RIKET,
    SATSNINGAR,
    Case,
    Files,
    appended,
    case,
    found,
    only_beslut,
    register_of,
    replaced,
    run,
    text_of,
    valid,
)

ALL_CASES = (*LOAD_CASES, *LEDGER_CASES, *CORRECTION_CASES, *MOVED_CASES)

SECOND_HANDLING = """\
    typ: beslut
  - id: bilaga
    titel: Bilaga
    typ: bilaga
"""
OMRADEN_OF_BESLUT = text_of()[text_of().index("omraden:") :]
STYCKPRIS = """\
insatser:
  - namn: Lättakut
    styckpris:
      per: besök
"""
MEETING = """\
beslutsdatum: 2023-03-28
sammantrade:
  fran: 2023-03-28
  till: 2023-03-29
"""
VILLKOR = """\
villkor:
  - text: Pengarna ska användas under året.
  - text: Pengarna ska användas under året, av alla.
    id: pengarna-ska-anvandas-under-aret
"""
ATERRAPPORTERING = """\
aterrapportering:
  - vad: Slutredovisning
  - vad: Slutredovisning # igen
"""
AVVIKELSE = """\
avvikelser:
  - kontroll: insatser
    galler: nara-vard
    differens: −1 000 000 kr
    forklaring: Handlingen förklarar inte skillnaden.
"""


def two_handlingar(source: str) -> Files:
    """A decision with two documents, and what it says of where its amounts stand."""
    files = replaced("    typ: beslut\n", SECOND_HANDLING)
    return replaced("  handling: fordelning\n  avsnitt: Inledning\n", source, files=files)


def each_omrade_with_its_source(files: Files) -> Files:
    for rubrik in ("Den nära vården", "Vision e-hälsa"):
        kalla = f"{rubrik}\n    kalla:\n      handling: bilaga\n      avsnitt: Tabell"
        files = replaced(rubrik, kalla, files=files)
    return files


NYCKEL = """\
- id: folk
  namn: Befolkningsandel
  beskrivning: Efter befolkning.
"""
"""An allocation key without a share."""


def short(difference: str = "−1 000 000 kr") -> Files:
    """An område whose insatser are a million short, with its explanation."""
    files = replaced("        belopp: 2 mkr", "        belopp: 1 000 000 kr")
    files = replaced("        belopp: 4 mkr", "        belopp: 4 000 000 kr", files=files)
    files = replaced("    belopp: 6 mkr", "    belopp: 6 000 000 kr", files=files)
    explained = AVVIKELSE.replace("−1 000 000 kr", difference)
    return appended(explained, files=files)


CASES = [
    # References
    case(
        "okant-id",
        "a satsning near another",
        replaced("satsning: god-och-nara-vard", "satsning: god-och-nara-vrd"),
        "satsning:",
        "satsningar.yml",
        "Menades god-och-nara-vard?",
    ),
    case(
        "okant-id",
        "a satsning like none",
        replaced("satsning: god-och-nara-vard", "satsning: xyz"),
        "satsning:",
        "Rätta stavningen. Är det nytt: lägg till sist i satsningar.yml, och fyll i:\n"
        "- id: xyz\n  namn: …\n  beskrivning: …",
    ),
    case(
        "okant-id",
        "an område",
        replaced("omrade: e-halsa", "omrade: e-hlsa"),
        "e-hlsa",
        "Menades e-halsa?",
    ),
    case(
        "okant-id",
        "a tema",
        replaced("    belopp: 6 mkr", "    belopp: 6 mkr\n    teman: [e-halsa, e-halse]"),
        "teman:",
        "'e-halse'",
        "Menades e-halsa?",
    ),
    case(
        "okant-id",
        "a mottagare",
        replaced("mottagare: halsocentraler", "mottagare: halsocentral"),
        "mottagare:",
        "Menades halsocentraler?",
    ),
    case("okant-id", "an objekt", replaced('"9916"', '"9961"'), "9961", "Menades 9916?"),
    case(
        "okant-id",
        "an område that another follows",
        appended("  efterfoljer: [nara-vrd]\n", OMRADEN),
        "efterfoljer",
        "Menades nara-vard?",
        file=OMRADEN,
    ),
    case(
        "okant-id",
        "a handling",
        replaced("  handling: fordelning\n", "  handling: fordelnng\n"),
        "fordelnng",
        "Menades fordelning?",
    ),
    case(
        "okant-id",
        "the part that a condition is for",
        appended("villkor:\n  - text: Bara nya.\n    galler_del: nara-vrd\n"),
        "nara-vrd",
        "galler_del",
        "Menades nara-vard?",
    ),
    case(
        "okant-id",
        "the part that a figure repeats",
        appended("upprepningar:\n  - av: e-hlsa\n    belopp: 4 mkr\n"),
        "e-hlsa",
        "Menades e-halsa?",
    ),
    case(
        "okant-id",
        "the part that an explanation is of",
        replaced("galler: nara-vard", "galler: nara-vrd", files=short()),
        "nara-vrd",
        "Menades nara-vard?",
    ),
    # Ids
    case(
        "dubbelt-id",
        "two insatser of one name",
        replaced("namn: Utökade öppettider", "namn: Utökade hembesök!"),
        "hembesök!",
        "'utokade-hembesok' används redan på rad 18",
        "id: utokade-hembesok-2",
    ),
    case(
        "dubbelt-id",
        "two områden of one theme",
        replaced("omrade: e-halsa", "omrade: nara-vard # igen"),
        "# igen",
        "'nara-vard' används redan på rad 14",
    ),
    case(
        "dubbelt-id",
        "a frame and an område",
        appended(RIKET.replace("id: riket", "id: nara-vard")),
        "id: nara-vard",
        "används redan på rad 14",
    ),
    case(
        "dubbelt-id",
        "two handlingar",
        replaced(
            "    typ: beslut\n",
            "    typ: beslut\n  - id: fordelning # igen\n    titel: Bilaga\n    typ: bilaga\n",
        ),
        "# igen",
        "'fordelning' används redan på rad 6",
    ),
    case("dubbelt-id", "two villkor", appended(VILLKOR), ", av alla", "används redan på rad 28"),
    case("dubbelt-id", "two redovisningar", appended(ATERRAPPORTERING), "# igen", "på rad 28"),
    case(
        "saknat-id",
        "a name of signs only",
        appended("insatser:\n  - namn: »…«\n"),
        "»…«",
        "inget id",
        "Lägg till ett eget id",
    ),
    # Sources
    case(
        "saknad-kalla",
        "an amount that may stand in either handling",
        each_omrade_with_its_source(two_handlingar("  avsnitt: Inledning\n")),
        "belopp: 10 mkr",
        "vilken handling",
        "handling:",
    ),
    case(
        "saknad-kalla",
        "no handling for any of the amounts",
        two_handlingar("  avsnitt: Inledning\n"),
        "belopp: 10 mkr",
        "vilken handling",
    ),
    case(
        "saknat-avsnitt",
        "an amount in another handling",
        replaced(
            "        belopp: 2 mkr",
            "        belopp: 2 mkr\n        kalla:\n          handling: bilaga",
            files=two_handlingar("  handling: fordelning\n  avsnitt: Inledning\n"),
        ),
        "belopp: 2 mkr",
        "avsnitt:",
    ),
    case(
        "saknat-avsnitt",
        "no place for any of the amounts",
        replaced("  avsnitt: Inledning\n", ""),
        "belopp: 10 mkr",
        "var i handlingen",
    ),
    # The publisher
    case(
        "saknad-tillganglighetsanmalan",
        "no form for complaints",
        replaced(
            "tillganglighetsanmalan: https://tilldelat.example/anmal\n", "", file=ORGANISATION
        ),
        "",
        "tillganglighetsanmalan:",
        file=ORGANISATION,
    ),
    # Form of a decision
    case(
        "saknat-omrade",
        "neither omrade nor omraden",
        replaced(OMRADEN_OF_BESLUT, ""),
        "",
        "varken omrade eller omraden",
        "omraden.yml",
    ),
    case(
        "dubbelt-omrade",
        "both omrade and omraden",
        appended("omrade: e-halsa # hela\n"),
        "# hela",
        "Ta bort raden omrade",
    ),
    case(
        "ofullstandig-ram",
        "no year",
        appended(RIKET.replace("    ar: 2023\n", "")),
        "- id: riket",
        "saknar ar",
        "Lägg till raden ar:",
    ),
    case(
        "ofullstandig-ram",
        "no scope",
        appended(RIKET.replace("    omfattning: riket\n", "")),
        "- id: riket",
        "saknar omfattning",
    ),
    case(
        "ofullstandig-ram",
        "no receiver type",
        appended(RIKET.replace("totalt", "mottagartyp")),
        "- id: riket",
        "saknar mottagartyp",
    ),
    case(
        "ofullstandig-ram",
        "no year for a frame and its parts",
        appended(
            RIKET.replace("    ar: 2023\n", "")
            + "    delar:\n      - namn: Del\n        ramtyp: omrade\n"
        ),
        "- id: riket",
        "saknar ar",
    ),
    case(
        "ord-i-angivet",
        "a cap that the amount does not tell of",
        replaced("belopp: 10 mkr\nkalla:", "belopp: 10 mkr\nkalla:\n  angivet: högst 10 mkr"),
        "belopp: 10 mkr",
        "angivet säger 'högst'",
        "belopp: högst 10 mkr",
    ),
    case(
        "ord-i-angivet",
        "a word after the number",
        replaced("belopp: 10 mkr\nkalla:", "belopp: 10 mkr\nkalla:\n  angivet: 10 mnkr max"),
        "belopp: 10 mkr",
        "belopp: max 10 mkr",
    ),
    case(
        "ord-i-angivet",
        "a range",
        replaced("belopp: 10 mkr\nkalla:", "belopp: 10 mkr\nkalla:\n  angivet: 9–11 mkr"),
        "belopp: 10 mkr",
        "angivet är ett intervall",
        "belopp: 9–11 mkr",
    ),
    case(
        "ord-i-angivet",
        "of a unit price",
        appended(f"{STYCKPRIS}      belopp: 400 kr\n      angivet: högst 400 kr\n"),
        "belopp: 400 kr",
        "belopp: högst 400 kr",
    ),
    case(
        "tomt-styckpris",
        "only what it is for",
        appended(STYCKPRIS),
        "per: besök",
        "angivet: x kronor",
    ),
    case(
        "sammantrade-datum",
        "the first day",
        appended(MEETING),
        "till:",
        "slutar 2023-03-29, men beslutsdatum är 2023-03-28",
    ),
    case(
        "sammantrade-datum",
        "no day",
        appended(MEETING.replace("beslutsdatum: 2023-03-28\n", "")),
        "till:",
        "Skriv beslutsdatum: 2023-03-29",
    ),
    *(
        case("formel", sign, replaced("Vision e-hälsa", f"'{sign}SUM(A1:A9)'"), "SUM(A1", "ett ord")
        for sign in "=+@-"
    ),
    case("formel", "a number", replaced("Vision e-hälsa", "'-2+3'"), "-2+3", "börjar med '-'"),
    case(
        "formel",
        "in a list file",
        replaced("namn: Nära vård", "namn: =HYPERLINK()", OMRADEN),
        "=HYPERLINK",
        file=OMRADEN,
    ),
    case(
        "personuppgift",
        "an e-mail address",
        replaced("Vision e-hälsa", "Fråga anna@exempel.example"),
        "anna@",
        "en e-postadress",
        "rollen eller enheten",
    ),
    case(
        "personuppgift",
        "a personnummer",
        replaced("Vision e-hälsa", "Bo 19121212-1212"),
        "Bo 1912",
        "ett personnummer",
    ),
    case(
        "personuppgift",
        "a phone number of the publisher outside its contact",
        replaced("Fråga registrator.", "Ring 099-12 34 56.", ORGANISATION),
        "Ring",
        "ett telefonnummer",
        file=ORGANISATION,
    ),
    # Sums
    case(
        "oforklarad-avvikelse",
        "parts beyond the whole",
        replaced("        belopp: 2 mkr", "        belopp: 9 mkr"),
        "    belopp: 6 mkr",
        "insatser: handlingen anger 6\u00a0000\u00a0000\u00a0kr men delarna är 13\u00a0000",
        "skillnad 7\u00a0000\u00a0000\u00a0kr",
        "avrundning kan ge högst 1\u00a0500\u00a0000\u00a0kr",
        "- kontroll: insatser\n    galler: nara-vard\n    differens: 7\u00a0000",
    ),
    case(
        "oforklarad-avvikelse",
        "a difference within rounding",
        replaced("        belopp: 2 mkr", "        belopp: 3 mkr"),
        "    belopp: 6 mkr",
        "skillnad 1\u00a0000\u00a0000\u00a0kr; avrundning kan ge högst 1\u00a0500\u00a0000",
    ),
    case(
        "oforklarad-avvikelse",
        "of the decision",
        replaced("belopp: 10 mkr", "belopp: 19 mkr"),
        "belopp: 19 mkr",
        "omraden: handlingen anger 19",
        "- kontroll: omraden\n    differens: −9",
    ),
    case(
        "oforklarad-avvikelse",
        "of a frame",
        appended(RIKET.replace("100 mkr", "9 mkr")),
        "belopp: 9 mkr",
        "regionens_del: handlingen anger 9",
        "galler: riket",
    ),
    case(
        "inaktuell-avvikelse",
        "an explanation of another difference",
        short("−1 000 001 kr"),
        "differens:",
        "gäller −1\u00a0000\u00a0001\u00a0kr men skillnaden är −1\u00a0000\u00a0000\u00a0kr",
    ),
    case(
        "inaktuell-avvikelse",
        "an explanation with the wrong sign",
        short("1 000 000 kr"),
        "differens:",
        "skillnaden är −1\u00a0000\u00a0000\u00a0kr",
    ),
    case(
        "inaktuell-avvikelse",
        "an explanation of a difference that is gone",
        appended(AVVIKELSE),
        "- kontroll: insatser",
        "avviker inte längre",
        "Ta bort",
    ),
    case(
        "inaktuell-avvikelse",
        "an explanation of a check that is not made there",
        appended(AVVIKELSE.replace("kontroll: insatser", "kontroll: insats")),
        "kontroll: insats\n",
        "ingen kontroll 'insats'",
        "Menades insatser?",
    ),
    case(
        "inaktuell-avvikelse",
        "a misspelled check of a difference",
        replaced("kontroll: insatser", "kontroll: insats", files=short()),
        "kontroll: insats\n",
        "Menades insatser?",
    ),
]

CASES += [
    case(
        "avslag-med-belopp",
        "a refusal with an amount",
        replaced("        belopp: 2 mkr", "        belopp: 2 mkr\n        avslag: ja"),
        "namn: Utökade öppettider",
        "sokt:",
    ),
    case(
        "fel-utfall",
        "an outcome that says nothing",
        appended("utfall:\n  - per: 2023-12-31\n"),
        "per: 2023-12-31",
        "anvant:",
    ),
    case(
        "fel-utfall",
        "two outcomes of one day",
        appended(
            "utfall:\n  - per: 2023-12-31\n    anvant: 1 kr\n"
            "  - anvant: 2 kr\n    per: 2023-12-31\n"
        ),
        "anvant: 2 kr",
        "står redan ovanför",
    ),
]

CASES += [
    case(
        "orimligt-belopp",
        "tkr for mkr among three",
        replaced(
            "        belopp: 2 mkr",
            "        belopp: 2 tkr\n      - namn: Stöd\n        belopp: 1 998 tkr",
        ),
        "belopp: 2 tkr",
        "minst 500 gånger mindre",
        "2\u00a0999\u00a0000",
        "rimligt: ja",
    ),
    case(
        "siffror-fran-annat",
        "the object",
        replaced(
            "      - namn: Utökade öppettider\n        belopp: 2 mkr",
            '      - namn: Utökade öppettider\n        objekt: "9916"\n        belopp: 9 916 kr\n'
            "      - namn: Stöd\n        belopp: 1 990 084 kr",
        ),
        "belopp: 9 916 kr",
        "objektet, 9916",
    ),
    case(
        "onodig-bekraftelse",
        "an ordinary amount",
        replaced("        belopp: 2 mkr", "        belopp: 2 mkr\n        rimligt: ja"),
        "rimligt: ja",
        "Ta bort raden",
    ),
    # Calculations
    case(
        "okant-id",
        "a key that is not there",
        replaced(
            "    belopp: 4 mkr\n    objekt",
            "    belopp: 4 mkr\n    berakning:\n      nyckel: folk\n      ram: riket\n    objekt",
            files=appended(RIKET),
        ),
        "nyckel: folk",
        "fordelningsnycklar.yml",
    ),
    case(
        "okant-id",
        "a frame that is not there",
        replaced(
            "    belopp: 4 mkr\n    objekt",
            "    belopp: 4 mkr\n    berakning:\n      nyckel: folk\n      ram: rike\n    objekt",
            files={**appended(RIKET), NYCKLAR: NYCKEL.encode()},
        ),
        "ram: rike\n",
        "Menades riket?",
    ),
    case(
        "okant-id",
        "a share derived from what has no calculation",
        {**valid(), NYCKLAR: (NYCKEL + "  harledd_ur: 2023/god-och-nara-vard/e-halsa\n").encode()},
        "harledd_ur",
        "Lägg till berakning:",
        file=NYCKLAR,
    ),
    case(
        "fel-varde",
        "a share of two origins",
        {
            **valid(),
            NYCKLAR: (NYCKEL + "  andel: 1 %\n  kalla: K\n  harledd_ur: 2023/x\n").encode(),
        },
        "id: folk",
        "både andel och harledd_ur",
        file=NYCKLAR,
    ),
    case(
        "saknat-falt",
        "a share without a source",
        {**valid(), NYCKLAR: (NYCKEL + "  andel: 1 %\n").encode()},
        "id: folk",
        "ingen källa",
        file=NYCKLAR,
    ),
]


@pytest.mark.parametrize("fault", CASES, ids=lambda fault: f"{fault.code}: {fault.name}")
def test_one_fault_is_one_problem_at_its_line_that_says_what_to_do(fault: Case) -> None:
    assert found(fault.files) == fault.expected()
    assert fault.unsaid() == []


def test_errors_stop_the_publication_and_warnings_do_not() -> None:
    for fault in (*ALL_CASES, *CASES):
        judged = judge(fault.files)
        assert (publish(judged) is None) == any(map(is_error, judged.problems))


PROVED_ELSEWHERE = {
    *("fel-andring", "fel-ersattning", "fel-jamte", "samma-beslut-igen"),  # in test_life
    "snarlik-rad",
    *(code for code, _ in BAD_INPUTS.values()),
    "lank-ut",  # in test_load, on disk
    "olaslig-fil",
    "otillatet-i-sida",  # in test_sidor
    "orimlig-dag",  # in test_days
    "dubbel-lista",  # in test_insatser_csv, which needs the list in both files
    *(code for _, _, (_, _, code), _ in CSV_FAULTS.values()),
    "ingen-insats",  # in test_furniture
    # in tests/command/test_versioner.py
    *("andrad-version", "fel-tillbakadragande", "okand-version", "saknad-version"),
}


def test_every_code_of_the_catalogue_has_a_case() -> None:
    tried = {one.code for one in (*ALL_CASES, *CASES)} | PROVED_ELSEWHERE
    untried = set(CATALOGUE) - tried
    assert not untried, f"lägg till ett fall för {sorted(untried)} i CASES i den här filen"
    assert tried == set(CATALOGUE)


def said_of(text: str) -> list[str]:
    """The codes of a run over the valid register with a text as an område's heading."""
    return [one.code for one in run(replaced("Vision e-hälsa", f"'{text}'"))]


@pytest.mark.parametrize("text", ["Före - efter", "5 - 3", "a=b", "x@y", "−5 mkr"])
def test_signs_that_no_spreadsheet_runs_are_left_alone(text: str) -> None:
    assert said_of(text) == []


# References


def test_a_missing_list_file_makes_no_reference_fail_as_well() -> None:
    files = valid()
    del files[SATSNINGAR], files[OBJEKT], files[MOTTAGARE]
    assert {code for _, _, code in found(files)} == {"saknad-fil"}


def test_where_there_is_one_handling_every_amount_stands_in_it_unless_said() -> None:
    assert run(replaced("  handling: fordelning\n", "")) == ()


def test_an_id_of_a_decision_that_could_not_be_read_is_still_looked_up() -> None:
    files = replaced("status: beslutad", "status: x")
    files = replaced("omrade: e-halsa", "omrade: e-hlsa", files=files)
    assert [code for _, _, code in found(files)] == ["fel-varde", "okant-id"]


def test_every_reference_to_nothing_is_reported_at_its_own_line() -> None:
    files = replaced("omrade: e-halsa", "omrade: e-hlsa")
    files = replaced("mottagare: halsocentraler", "mottagare: ingen", files=files)
    assert found(files) == [(BESLUT, 20, "okant-id"), (BESLUT, 23, "okant-id")]


def test_parts_may_be_referred_to_by_their_whole_id_within_the_decision() -> None:
    text = "villkor:\n  - text: Nya.\n    galler_del: nara-vard/utokade-hembesok\n"
    assert run(appended(text)) == ()


def test_a_handling_of_another_decision_is_not_this_ones() -> None:
    files = valid()
    files["content/data/beslut/2022/annat.yml"] = (
        text_of().replace("fordelning\n", "annan\n").encode()
    )
    files = replaced("  handling: fordelning\n", "  handling: annan\n", files=files)
    assert found(files) == [(BESLUT, 11, "okant-id")]


def test_the_same_ids_in_two_decisions_are_no_duplicates() -> None:
    files = valid()
    files["content/data/beslut/2022/god-och-nara-vard.yml"] = files[BESLUT]
    assert run(files) == ()


# Frames, meetings and sources


def test_the_parts_of_a_frame_take_its_year_scope_and_receiver_type() -> None:
    files = appended(
        RIKET.replace("totalt", "mottagartyp\n    mottagartyp: regioner")
        + "    delar:\n      - namn: Del\n        ramtyp: mottagartyp\n"
    )
    assert run(files) == ()


def test_a_meeting_that_ends_on_the_day_of_the_decision_is_right() -> None:
    assert (
        run(appended(MEETING.replace("beslutsdatum: 2023-03-28", "beslutsdatum: 2023-03-29"))) == ()
    )


@pytest.mark.parametrize("price", ["belopp: 400 kr", "angivet: x kronor"])
def test_a_unit_price_with_an_amount_or_with_words_is_right(price: str) -> None:
    assert run(appended(f"{STYCKPRIS}      {price}\n")) == ()


def test_an_insats_without_an_amount_needs_no_source() -> None:
    files = only_beslut(re.sub(r"(?m)^ *(belopp|avsnitt|handling|kalla):.*\n", "", text_of()))
    assert register_of(files).beslut[0].belopp is None
    assert run(files) == ()


# Explanations


def test_a_difference_that_is_explained_to_the_krona_is_published() -> None:
    assert run(short()) == ()


@pytest.mark.parametrize("minus", ["-", "−", "− "])
def test_a_difference_may_be_written_with_either_minus_sign(minus: str) -> None:
    assert run(short(f"{minus}1 000 000 kr")) == ()


def test_the_block_that_the_hint_offers_is_the_one_that_is_needed() -> None:
    files = replaced("        belopp: 2 mkr", "        belopp: 9 mkr")
    (problem,) = run(files)
    [entry] = problem.paste.entries
    block = entry.text.replace("…", "Handlingen går inte ihop.")
    assert run(appended(f"{block}\n", files=files)) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("satsning: god-och-nara-vard", "satsning: ny-satsning"),
        ("mottagare: halsocentraler", "mottagare: lanets-kommuner"),
        ('objekt: "9916"', 'objekt: "9931"'),
    ],
)
def test_the_entry_that_a_hint_offers_makes_the_id_known(old: str, new: str) -> None:
    files = replaced(old, new)
    [problem] = run(files)
    [register] = re.findall(r"sist i (\w+\.yml)", problem.paste.where)
    [entry] = problem.paste.entries
    filled = f"{entry.text.replace('…', 'Ifyllt.')}\n"
    assert run(appended(filled, file=f"content/data/{register}", files=files)) == ()


def test_the_blocks_of_several_hints_are_one_list_when_pasted() -> None:
    files = replaced("        belopp: 2 mkr", "        belopp: 9 mkr")
    files = replaced("belopp: 10 mkr", "belopp: 12 mkr", files=files)
    first, second = run(files)
    assert "längst till vänster:\navvikelser:\n  - " in first.remedy
    assert "sist i listan avvikelser:\n  - " in second.remedy
    blocks = "".join(f"{entry.text}\n" for one in (first, second) for entry in one.paste.entries)
    assert {one.code for one in run(appended(blocks, files=files))} == {"ej-ifyllt"}
    blocks = blocks.replace("…", "Handlingen går inte ihop.")
    pasted = appended(blocks, files=files)
    assert run(pasted) == ()
    again = replaced("belopp: 4 mkr\n    objekt", "belopp: 5 mkr\n    objekt", files=pasted)
    outdated = run(again)[0]  # which is another code
    assert "sist i listan avvikelser:" not in outdated.remedy


def test_an_insats_without_an_amount_leaves_the_sum_incomplete_and_needs_no_explanation() -> None:
    assert run(replaced("        belopp: 2 mkr\n", "")) == ()
    assert found(appended(INSATS)) == []
