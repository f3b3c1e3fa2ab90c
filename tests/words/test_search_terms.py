from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.words.search_terms import (
    ENDINGS,
    STOP_WORDS,
    asked,
    folded,
    stem,
    telling,
    terms,
    tokens,
    words_of,
)
from tests.smallest import STEADY

TEXTS = st.text(
    st.sampled_from(
        "abeknrst åäöé ÅÄÖ 0123456789 /-§.,: \u00a0\u202f\u0301\u030a\u00ad\U0001f600Ж中²"
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        # Numbers, with what may stand between their groups
        ("41 247 254 kr", ["41247254", "kr"]),
        ("41\u00a0247\u202f254kr", ["41247254", "kr"]),
        ("41.247.254", ["41247254"]),
        ("2023 100 000", ["2023", "100000"]),
        ("12 300 2023", ["12300", "2023"]),
        ("1 000 och 2 000 000", ["1000", "och", "2000000"]),
        ("749 691,78", ["749691,78"]),
        ("75,4 mnkr och 75.4 mnkr", ["75,4", "mnkr", "och", "75,4", "mnkr"]),
        ("år 2023. 300 personer", ["år", "2023", "300", "personer"]),
        ("0099", ["0099"]),
        ("1,5 %", ["1,5"]),
        ("41\n247", ["41", "247"]),
        # Codes
        ("RS/1135/2022", ["rs/1135/2022"]),
        ("AN/OP/IVA", ["an/op/iva"]),
        ("§ 45, §46", ["§45", "§46"]),
        ("2023-03-28", ["2023-03-28"]),
        ("SOU 2018:40, 2022:913", ["sou", "2018:40", "2022:913"]),
        ("avsnitt 4.1.18, 31.12.2023", ["avsnitt", "4.1.18", "31.12.2023"]),
        ("covid19 22b", ["covid19", "22b"]),
        ("covid-19", ["covid", "19"]),
        # Words
        ("Nära vård", ["nära", "vård"]),
        ("NÄRA", ["nära"]),
        ("E-hälsa", ["e-hälsa"]),
        ("hälso- och sjukvård", ["hälso", "och", "sjukvård"]),
        ("SKR:s IVO:s VFU:n", ["skr", "ivo", "vfu"]),
        ("mål:vård", ["mål", "vård"]),
        ("va\u030ard", ["vård"]),
        ("vård\u00adgaranti", ["vårdgaranti"]),
        ("vård\u2014plan (nya)", ["vård", "plan", "nya"]),
        ("\U0001f600\x00\x1b[31m\u202e<script>", ["31m", "script"]),
        ("", []),
    ],
)
def test_a_text_is_taken_apart_into_words_numbers_and_codes(text: str, pieces: list[str]) -> None:
    assert list(tokens(text)) == pieces


def test_a_word_of_any_length_is_taken_apart_in_no_time() -> None:
    for text in ("a" * 100_000, "1" * 100_000, "a/" * 50_000, "a-" * 50_000, "1 000 " * 20_000):
        pieces = tokens(text)
        assert max(map(len, pieces)) < 400
        assert sum(len(terms(piece)) for piece in pieces) < 2_000_000


@pytest.mark.parametrize(
    "forms",
    [
        "ambulans ambulansen ambulanser ambulanserna ambulansens",
        "patientkontrakt patientkontraktet patientkontrakten patientkontrakts",
        "psykiatri psykiatrin psykiatrins",
        "vårdgaranti vårdgarantin vårdgarantins",
        "område området områden områdena områdets",
        "beslut beslutet besluten besluts",
        "insats insatsen insatser insatserna",
        "sjuksköterska sjuksköterskor sjuksköterskan sjuksköterskorna",
        "läkare läkaren läkarna läkarnas",
        "hälsa hälsan hälsans hälso",
        "kvalitet kvaliteten",
        "verksamhet verksamheten verksamheter verksamhetens",
        "enhet enheten enheter enheternas",
        "vårdenhet vårdenheten vårdenheterna",
        "tillgänglighet tillgängligheten tillgänglig tillgängliga tillgängligt",
        "projekt projektet projekten",
        "objekt objektet objektens",
        "utbildning utbildningen utbildningarna utbilda",
        "ansökan ansökning ansökningar",
        "kö köer köerna",
        "år året åren",
        "kommun kommunen kommuner kommunernas",
        "villkor villkoret villkoren",
        "register registret registren",
        "kalender kalendern kalendrar",
        "vårdplats vårdplatser vårdplatserna",
        "licens licensen licenser",
        "cancer cancern",
        "koordinator koordinatorn koordinatorer",
        "återrapportering återrapporteringen återrapportera",
        # A vowel that some forms are without
        "nummer numret numren numrets",
        "regel regeln regler reglerna regelns",
        "cykel cykeln cyklar cyklarna",
        "artikel artikeln artiklar artiklarna",
        "titel titeln titlar titlarna",
        "kapitel kapitlet kapitlen",
        "möbel möbeln möbler",
        "exempel exemplet exemplen",
        "läkemedel läkemedlet läkemedlen läkemedels",
        "fönster fönstret fönstren fönstrets",
        "papper pappret papperet pappren",
        "ålder åldern åldrar",
        "förälder föräldern föräldrar föräldrarna",
        "sommar sommaren somrar somrarna",
        "tecken tecknet tecknen",
        "vatten vattnet vattnen",
        "öppen öppet öppna öppnar öppnas",
        "enkel enkelt enkla enklare",
        "säker säkert säkra säkrare säkerhet säkerheten",
        # A letter that is double in some
        "rum rummet rummen rums",
        "program programmet programmen",
        "medlem medlemmen medlemmar",
        "kvinna kvinnan kvinnor kvinnorna kvinnors kvinno",
        "gemensam gemensamt gemensamma",
        "allmän allmänt allmänna",
        # What is done, and the doing of it
        "utveckling utvecklingen utveckla utvecklar utvecklas utvecklade",
        "behandling behandlingar behandla behandlas",
        "samordning samordna samordnar samordnas samordnare samordnarna",
        "förbättring förbättringar förbättra förbättrar",
        "ändring ändringar ändra ändrade",
        "bokföring bokföringen bokföra bokförs bokfört",
        "fördelning fördelningen fördela fördelar fördelas fördelat fördelade",
        "redovisning redovisningar redovisa redovisas redovisats",
        "organisation organisationen organisera",
        "information informationen informera",
        "genomförande genomförandet genomföra genomförd genomfört genomförs",
        "godkännande godkänna godkänd godkänt godkända",
        "bestämma bestämmer bestämd bestämt bestäms",
        "använda används använd använt användning",
        "anställd anställt anställa anställning",
        "lämna lämnar lämnas lämnade",
        "räkna räknar räknas räknat",
        "avvikelse avvikelsen avvikelser",
        "överenskommelse överenskommelsen överenskommelser överenskommelsens",
        "styrelse styrelsen styrelserna",
        "boende boendet boenden",
        "ordförande ordföranden ordförandes",
        # Adjectives
        "nationell nationellt nationella",
        "preliminär preliminärt preliminära",
        "särskild särskilt särskilda",
        "jämlik jämlikt jämlika jämlikhet",
        "digital digitalt digitala digitalisering",
        "sjuk sjukt sjuka",
        "ny nytt nya",
        "fri fritt fria",
        "svensk svenskt svenska",
        # Others with many endings
        "nämnd nämnden nämnder nämnderna nämndens",
        "sjukdom sjukdomen sjukdomar sjukdomarna",
        "mottagare mottagaren mottagarna mottagarens",
        "åtgärd åtgärden åtgärder åtgärdernas",
        "nivå nivån nivåer nivåerna",
        "expert experten experter",
    ],
)
def test_the_forms_of_a_word_have_the_same_term(forms: str) -> None:
    assert len({asked(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    "words",
    [
        "län lån",
        "mål mal",
        "vård värd",
        "enhet enskild",
        "vårdenhet vård",
        "kommun kommunikation",
        "region regi",
        "patient patina",
        "plan plats",
        "ram rad",
        "insats satsning",
        "regel regering",
        "regel region",
        "handel hand",
        "handling hand",
        "rättelse rätt",
        "styrelse styrning",
        "tidning tid",
        "bokning bok",
        "organ organisation",
        "stat station",
        "nummer numerisk",
        "lön lån",
        "del medel",
        "namn nämnd",
        "program prognos",
    ],
)
def test_words_that_are_not_the_same_have_other_terms(words: str) -> None:
    one, other = words.split()
    assert asked(one) != asked(other)


@given(st.text("abdeginorstuåäö", min_size=1, max_size=15))
@STEADY
def test_a_stem_is_its_own_stem_and_begins_the_word(word: str) -> None:
    assert stem(stem(word)) == stem(word)
    assert word.startswith(stem(word))
    assert stem(word)


def test_every_ending_takes_off_what_it_says_and_no_more() -> None:
    for ending, cut, least in ENDINGS:
        assert 0 < cut <= len(ending) <= 5
        assert least > 1
    assert len({ending for ending, _, _ in ENDINGS}) == len(ENDINGS)


@pytest.mark.parametrize(
    ("token", "found_by"),
    [
        ("41247254", {"41247254"}),
        ("75,4", {"75,4"}),
        ("§45", {"§45"}),
        ("2023-03-28", {"2023-03-28"}),
        ("covid19", {"covid19"}),
        ("e-hälsa", {"ehäl", "e", "häl"}),
        (
            "rs/1135/2022",
            {"rs/1135/2022", "rs/1135", "1135/2022", "rs", "1135", "2022"},
        ),
        ("kr/besök", {"kr/besök", "besök"}),
    ],
)
def test_a_token_of_a_text_is_found_by_itself_and_by_its_parts(
    token: str, found_by: set[str]
) -> None:
    assert set(terms(token)) == found_by


@pytest.mark.parametrize("near", ["41247255", "4124725", "412472540", "41247", "041247254"])
def test_a_number_is_found_by_no_other(near: str) -> None:
    assert not set(asked(near)) & set(terms("41247254"))


@pytest.mark.parametrize("near", ["RS/1136/2022", "RS/113/2022", "1135/2023", "S/1135"])
def test_a_code_is_found_by_no_other(near: str) -> None:
    (term,) = asked(near)
    assert term not in terms("rs/1135/2022")


@given(TEXTS)
@STEADY
def test_a_text_is_found_when_it_is_asked_for_in_any_form(text: str) -> None:
    found_by = {term for token in tokens(text) for term in terms(token)}
    for form in (text, text.upper(), unicodedata.normalize("NFD", text), f" {text}\n"):
        assert set(asked(form)) <= found_by or form.lower() != text.lower()


@given(TEXTS)
@STEADY
def test_a_token_is_read_again_as_itself(text: str) -> None:
    for token in tokens(text):
        assert "".join(tokens(token)) == token
        assert " " not in token
        assert not set(token) & set('"\\\n\r\t<>&')


@given(st.text(max_size=40))
@STEADY
def test_any_text_has_terms_that_are_safe_to_name_a_file_by(text: str) -> None:
    for token in tokens(text):
        for term in terms(token):
            key = folded(term)
            assert set(key) <= set("abcdefghijklmnopqrstuvwxyz0123456789_")
            assert key


def test_letters_are_folded_to_what_is_typed_without_dots() -> None:
    assert [folded(term) for term in ("åäöé", "rs/1135", "75,4", "§45", "ж")] == [
        "aaoe",
        "rs_1135",
        "75_4",
        "_45",
        "_",
    ]


def test_stop_words_are_asked_for_only_where_that_is_all() -> None:
    assert telling("Hur mycket fick ambulansen?") == ("ambulansen",)
    assert telling("vem fick pengarna") == ("vem", "fick", "pengarna")
    assert asked("vad betyder VFU") == ("vfu",)


def test_what_a_number_is_called_says_nothing_beside_it() -> None:
    assert asked("dnr RS/1135/2022") == asked("diarienummer RS/1135/2022") == ("rs/1135/2022",)
    assert asked("objekt 9916") == ("9916",)
    assert asked("diarienummer") == (stem("diarienummer"),)


def test_a_stop_word_is_written_as_it_is_asked_for() -> None:
    assert [word for word in STOP_WORDS if tokens(word) != (word,)] == []


def test_the_words_of_a_token_are_none_where_it_is_no_word() -> None:
    assert words_of("e-hälsa") == ("e", "hälsa")
    assert [words_of(token) for token in ("41", "rs/1", "§4", "covid19")] == [(), (), (), ()]
