"""The five documents, read again by hand: what they say must be in what is published."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import lxml.html
import pytest

from generator.publishing import addresses
from generator.publishing.publication import Publication
from tests.conftest import ROOT, Site, read_csv

PATIENTMILJARDEN = "2018/patientmiljarden"
NARA_VARD_2019 = "2019/god-och-nara-vard"
VARDFORLOPP = "2020/sammanhallna-vardforlopp"
NARA_VARD_2023 = "2023/god-och-nara-vard"

MKR = 1_000_000

OMRADEN = {
    PATIENTMILJARDEN: [6_300_000, 6_300_000],
    NARA_VARD_2019: [19 * MKR, 5_800_000, 5_800_000],
    VARDFORLOPP: [2_600_000],
    NARA_VARD_2023: [41_247_254, 31_487_054, 1_249_692, 1_438_690],
}
"""The utvecklingsområden of each document, in its order."""

PARTS_OF_OMRADEN = {
    NARA_VARD_2023: [14_897_341, 25_187_124, 5_039_944, 1_259_986],
}
"""What stands under an utvecklingsområde with an amount of its own: delområden and varav."""

INSATSER = {
    PATIENTMILJARDEN: [4 * MKR, 4 * MKR, 1 * MKR, 800_000, 2_600_000, 200_000],
    NARA_VARD_2019: [
        *(10 * MKR, 1 * MKR, 5 * MKR, 2 * MKR, 1 * MKR),
        *(1 * MKR, 2 * MKR, 1 * MKR, 1_800_000),
        *(1 * MKR, 800_000, 1_500_000, 1 * MKR, 1_500_000),
    ],
    VARDFORLOPP: [
        *(210_000, 700_000, 700_000, 500_000),
        *(200_000, 200_000, 200_000, 200_000),
        400_000,
    ],
    NARA_VARD_2023: [24 * MKR, 1_249_692, 1_438_690],
}
"""The insatser that have an amount."""

DELPOSTER = {VARDFORLOPP: [42_000, 168_000]}
STYCKPRISER = {PATIENTMILJARDEN: [400, 50_000]}

RAMAR = {
    PATIENTMILJARDEN: [
        980 * MKR,
        *(12_600_000, 6_300_000, 6_300_000),
        *(12_500_000, 6_200_000, 6_300_000),
        *(12_400_000, 6_200_000, 6_200_000),
    ],
    NARA_VARD_2019: [2_430 * MKR],
    NARA_VARD_2023: [
        6_394_500_000,
        *(5_043 * MKR, 2_389 * MKR, 300 * MKR, 1_999 * MKR, 400 * MKR, 100 * MKR),
        *(70 * MKR, 85 * MKR),
        *(1_050 * MKR, 750 * MKR, 200 * MKR, 100 * MKR),
        *(250 * MKR, 250 * MKR),
    ],
}
GRUNDBELOPP = {NARA_VARD_2023: [500_000, 500_000]}

REPEATED = {
    PATIENTMILJARDEN: [12 * MKR],
    NARA_VARD_2019: [19 * MKR, 5_800_000, 5_800_000],
    NARA_VARD_2023: [
        *(41_247_254, 5_039_944, 1_259_986),
        *(250 * MKR, 400 * MKR, 100 * MKR, 100 * MKR),
    ],
}
"""Figures that a document states again elsewhere: sum rows and running text."""

CHECKS = [
    # What the documents give, added up by hand: beslut, kind of check, stated, computed, verdict.
    (PATIENTMILJARDEN, "omraden", 12_600_000, 12_600_000, "stammer"),
    (PATIENTMILJARDEN, "insatser", 12_600_000, 12_600_000, "stammer"),
    (PATIENTMILJARDEN, "planeringsram", 12_600_000, 12_600_000, "stammer"),
    (PATIENTMILJARDEN, "planeringsram", 12_500_000, 12_500_000, "stammer"),
    (PATIENTMILJARDEN, "planeringsram", 12_400_000, 12_400_000, "stammer"),
    (PATIENTMILJARDEN, "upprepning", 12_000_000, 12_600_000, "avviker"),
    (NARA_VARD_2019, "omraden", 30_600_000, 30_600_000, "stammer"),
    (NARA_VARD_2019, "insatser", 19_000_000, 19_000_000, "stammer"),
    (NARA_VARD_2019, "insatser", 5_800_000, 5_800_000, "stammer"),
    (NARA_VARD_2019, "insatser", 5_800_000, 5_800_000, "stammer"),
    (VARDFORLOPP, "insatser", 2_600_000, 3_310_000, "avviker"),
    (VARDFORLOPP, "delposter", 210_000, 210_000, "stammer"),
    (NARA_VARD_2023, "omraden", 75_422_690, 75_422_690, "stammer"),
    (NARA_VARD_2023, "delomraden", 31_487_054, 31_487_054, "stammer"),
    (NARA_VARD_2023, "varav", 41_247_254, 14_897_341, "stammer"),
    (NARA_VARD_2023, "insatser", 41_247_254, 24_000_000, "ofullstandig"),
    (NARA_VARD_2023, "insatser", 31_487_054, 0, "ofullstandig"),
    (NARA_VARD_2023, "insatser", 1_249_692, 1_249_692, "stammer"),
    (NARA_VARD_2023, "insatser", 1_438_690, 1_438_690, "stammer"),
    (NARA_VARD_2023, "ram", 6_394_500_000, 6_343_000_000, "ofullstandig"),
    (NARA_VARD_2023, "ram", 5_043_000_000, 5_043_000_000, "stammer"),
    (NARA_VARD_2023, "ram", 1_050_000_000, 1_050_000_000, "stammer"),
]


def rows(site: Site, table: str, **wanted: str) -> list[dict[str, str]]:
    found = read_csv(site.folder / "data" / f"{table}.csv")
    return [row for row in found if all(row[name] == value for name, value in wanted.items())]


def amounts(found: Iterable[dict[str, str]], column: str = "belopp_kr") -> list[int]:
    return [int(row[column]) for row in found if row[column]]


def by(found: Iterable[dict[str, str]], key: str) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for row in found:
        sums[row[key]] += int(row["belopp_kr"] or 0)
    return dict(sums)


def test_the_money_of_each_year_is_what_the_documents_say(site: Site) -> None:
    assert by(rows(site, "beslut"), "ar") == {
        "2018": 12_600_000,
        "2019": 30_600_000,
        "2020": 2_600_000,
        "2023": 75_422_690,
    }


def test_proposed_money_is_not_decided_money(site: Site) -> None:
    assert by(rows(site, "beslut"), "status") == {"beslutad": 78_022_690, "forslag": 43_200_000}
    statuses = {row["beslut_id"]: row["status"] for row in rows(site, "beslut")}
    assert statuses == {
        PATIENTMILJARDEN: "forslag",
        NARA_VARD_2019: "forslag",
        VARDFORLOPP: "beslutad",
        NARA_VARD_2023: "beslutad",
    }


def test_the_omraden_of_each_beslut_add_up_to_it(site: Site) -> None:
    totals = {row["beslut_id"]: int(row["belopp_kr"]) for row in rows(site, "beslut")}
    assert by(rows(site, "omraden", niva="omrade"), "beslut_id") == totals


def test_the_insatser_of_each_year_add_up_to_what_the_documents_give_them(site: Site) -> None:
    assert by(rows(site, "insatser", niva="insats"), "ar") == {
        "2018": 12_600_000,
        "2019": 30_600_000,
        "2020": 3_310_000,
        "2023": 26_688_382,
    }


def test_every_insats_of_2023_is_there(site: Site) -> None:
    found = Counter(row["omrade_id"] for row in rows(site, "insatser", niva="insats", ar="2023"))
    assert found == {"nara-vard": 9, "vardens-medarbetare": 6, "e-halsa": 1, "ambulanssjukvard": 1}


def test_the_insatser_of_2018_belong_to_no_omrade(site: Site) -> None:
    found = rows(site, "insatser", niva="insats", ar="2018")
    assert [row["omrade_id"] for row in found] == [""] * 6


def test_the_fourteen_activities_of_2018_have_a_goal_and_no_money(site: Site) -> None:
    found = rows(site, "insatser", niva="aktivitet")
    assert {row["beslut_id"] for row in found} == {PATIENTMILJARDEN}
    assert len(found) == len({row["namn"] for row in found}) == 14
    assert [row["namn"] for row in found if not row["mal"] or row["belopp_kr"]] == []
    assert sum(row["mal_angivet"] == "Se ovan" for row in found) == 2
    assert [row["namn"] for row in found if "ovan" in row["mal"].casefold()] == []


def test_a_goal_see_above_is_the_goal_above(site: Site) -> None:
    found = rows(site, "insatser", niva="aktivitet")
    for above, row in pairwise(found):
        if row["mal_angivet"] == "Se ovan":
            assert row["mal"] == above["mal"]


@pytest.mark.parametrize("beslut", [PATIENTMILJARDEN, NARA_VARD_2019, VARDFORLOPP, NARA_VARD_2023])
def test_every_figure_of_the_documents_is_in_the_tables_and_no_other(
    site: Site, beslut: str
) -> None:
    omraden = rows(site, "omraden", beslut_id=beslut)
    insatser = rows(site, "insatser", beslut_id=beslut)
    ramar = rows(site, "ramar", beslut_id=beslut)
    repeated = rows(site, "kontroller", beslut_id=beslut, kontroll="upprepning")
    assert amounts(row for row in omraden if row["niva"] == "omrade") == OMRADEN[beslut]
    parts = amounts(row for row in omraden if row["niva"] != "omrade")
    assert parts == PARTS_OF_OMRADEN.get(beslut, [])
    assert amounts(row for row in insatser if row["niva"] == "insats") == INSATSER[beslut]
    delposter = amounts(row for row in insatser if row["niva"] == "delpost")
    assert delposter == DELPOSTER.get(beslut, [])
    assert amounts(insatser, "styckpris_kr") == STYCKPRISER.get(beslut, [])
    assert Counter(amounts(ramar)) == Counter(RAMAR.get(beslut, []))
    assert amounts(ramar, "grundbelopp_kr") == GRUNDBELOPP.get(beslut, [])
    assert Counter(amounts(repeated, "angivet_kr")) == Counter(REPEATED.get(beslut, []))


@pytest.mark.parametrize("beslut", [PATIENTMILJARDEN, NARA_VARD_2019, VARDFORLOPP, NARA_VARD_2023])
def test_every_figure_of_a_document_is_shown_on_its_page(site: Site, beslut: str) -> None:
    text = site.pages[f"beslut/{beslut}/"].text_content()
    lists = (OMRADEN, PARTS_OF_OMRADEN, INSATSER, DELPOSTER, STYCKPRISER, RAMAR, GRUNDBELOPP)
    figures = {one for figures in lists for one in figures.get(beslut, [])}
    shown = {f"{one:,}".replace(",", "\u00a0") for one in figures}
    missing = [one for one in shown if not re.search(rf"(?<![\d\u00a0]){one}\u00a0kr", text)]
    assert missing == []


FORMULAS = {
    # What the share that vårdens medarbetare implies, 25 187 124 of 1 999 mkr, gives by hand.
    "nara-vard": (26_349_913, 26_321_112, "forklaras_inte"),
    "nara-vard/primarvard-i-landsbygd": (14_897_341, None, "kan_inte_kontrolleras"),
    "vardens-medarbetare/vardens-medarbetare": (25_187_124, 25_187_124, "kan_inte_kontrolleras"),
    "vardens-medarbetare/vidareutbildning": (5_039_944, 5_039_945, "forklaras"),
    "vardens-medarbetare/karriartjanster": (1_259_986, 1_259_986, "forklaras"),
    "e-halsa": (1_249_692, 1_249_692, "forklaras"),
    "ambulanssjukvard": (1_438_690, 1_438_690, "forklaras"),
}


def test_the_formula_explains_what_it_does_by_hand(site: Site) -> None:
    found = {
        row["kontrollerat_id"].removeprefix(f"{NARA_VARD_2023}/"): (
            int(row["angivet_kr"]),
            int(row["beraknat_kr"]) if row["beraknat_kr"] else None,
            row["verdikt"],
        )
        for row in rows(site, "kontroller", kontroll="formel")
    }
    assert found == FORMULAS
    (vidareutbildning,) = rows(
        site, "berakningar", rad_id=f"{NARA_VARD_2023}/vardens-medarbetare/vidareutbildning"
    )
    assert "sjuksköterskor" in vidareutbildning["forklaring"]
    shares = {(row["andel_taljare"], row["andel_namnare"]) for row in rows(site, "berakningar")}
    assert shares == {("25187124", "1999000000"), ("", "")}


def test_the_worked_example_stands_on_the_page_step_by_step(site: Site) -> None:
    page = site.pages[f"beslut/{NARA_VARD_2023}/"]
    (card,) = [
        one for one in page.xpath("//ul[@class='rakningar']/li") if "ambulans" in one.text_content()
    ]
    steps = [" ".join(one.text_content().split()) for one in card.iter("li") if one is not card]
    assert steps[0].endswith("85 000 000 kr − 21 × 500 000 kr = 74 500 000 kr.")
    assert steps[-1] == "Handlingen anger 1 438 690 kr. Skillnaden är 0 kr."


def test_every_sum_in_the_documents_comes_out_as_it_does_by_hand(site: Site) -> None:
    found = Counter(
        (
            row["beslut_id"],
            row["kontroll"],
            int(row["angivet_kr"]),
            int(row["beraknat_kr"]),
            row["verdikt"],
        )
        for row in rows(site, "kontroller")
        if row["kontroll"] != "formel"
    )
    assert Counter(CHECKS) - found == Counter()
    worse = [one for one in found if one[4] != "stammer"]
    assert sorted(worse) == sorted(one for one in CHECKS if one[4] != "stammer")


def test_a_difference_is_published_with_its_size_and_an_explanation(site: Site) -> None:
    found = {
        (row["beslut_id"], row["kontroll"]): row
        for row in rows(site, "kontroller", verdikt="avviker")
    }
    assert found[VARDFORLOPP, "insatser"]["differens_kr"] == "710000"
    assert found[PATIENTMILJARDEN, "upprepning"]["differens_kr"] == "600000"
    assert all(row["forklaring"] for row in found.values())


def test_what_is_earmarked_may_not_be_used_for_anything_else(site: Site) -> None:
    found = rows(site, "omraden", oronmarkt="true")
    assert {row["namn"] for row in found} == {"Vidareutbildning", "Karriärtjänster"}
    assert sum(amounts(found)) == 6_299_930


def test_case_numbers_and_dates_are_those_of_the_documents(site: Site) -> None:
    found = {row["beslut_id"]: row for row in rows(site, "beslut")}
    assert {name: row["diarienummer"] for name, row in found.items()} == {
        PATIENTMILJARDEN: "RS/2771/2017",
        NARA_VARD_2019: "",
        VARDFORLOPP: "RS/26/2020",
        NARA_VARD_2023: "",
    }
    assert {name: row["beslutsdatum"] for name, row in found.items()} == {
        PATIENTMILJARDEN: "",
        NARA_VARD_2019: "",
        VARDFORLOPP: "2020-06-15",
        NARA_VARD_2023: "2023-03-29",
    }
    assert found[VARDFORLOPP]["delegation"] == "4.1.17"
    assert found[NARA_VARD_2023]["paragraf"] == "40"
    reports = {row["senast"] for row in rows(site, "aterrapportering") if row["senast"]}
    assert reports == {"2023-03-31", "2024-03-31"}


def test_the_accounting_objects_are_those_of_the_documents(site: Site) -> None:
    found = {
        (row["ar"], row["omrade_id"]): row["objekt"] for row in rows(site, "omraden", niva="omrade")
    }
    assert {key[1]: objekt for key, objekt in found.items() if key[0] == "2023"} == {
        "nara-vard": "9916",
        "vardens-medarbetare": "9917",
        "e-halsa": "9942",
        "ambulanssjukvard": "9943",
    }
    assert {objekt for key, objekt in found.items() if key[0] in {"2018", "2019"}} == {"9916"}


# No personal data: the publisher's own function is the only address, and no one is named.

OFFICIALS = frozenset(
    {
        # sha256 of two adjacent words of a name in lower case and alphabetical order.
        "a25f01fcb8495291af1075d903c0082e8c2b2cef282253aff68818ef8cadd463",
        "9e0f61e9c1e06ed095e6b98fdd4cce2093f30bef8476d2825445dc76eb9b3034",
        "5c683eeb84ae5aae3da8e6d58cb8291b0e14a6d2eb322baac9e72aac304be3c3",
        "d77788a94b9bcb6180118519a57590d5ea6b7777264944df10d6c3778fc6e0cf",
        "2591c1151c39cf470e72f91b34d8b57a6f56d8d88b09d76fdc1f93d03c5b6b23",
        "fea3df21f961efb95bb5efa040edf86a9aa5f5b8fbf0f964418605bb89d248aa",
        "2cd9c060cda95c6847cbdac13bb24b64ff455c94faa67db77c71a7e71247035c",
    }
)
NOT_IN_THE_REPOSITORY = {".git", ".venv", ".venv-lock", "build", "site", "dist", "htmlcov"}

EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PHONE = re.compile(
    r"(?<![\d/:-])(?<!\d[\s\u00a0])(?:\+46[\s\u00a0-]?|0)[1-9]\d{0,2}[-/\s\u00a0]{1,3}"
    r"\d{2,3}(?:[\s\u00a0-]?\d{2}){1,3}(?!\d)"
)


def names_in(text: str, names: frozenset[str] = OFFICIALS) -> frozenset[str]:
    """The hashes of the names that stand in a text, in either order of their words."""
    words = re.findall(r"[^\W\d_]+", text.casefold())
    pairs = {" ".join(sorted(pair)) for pair in pairwise(words)}
    return names & {hashlib.sha256(pair.encode()).hexdigest() for pair in pairs}


def published_texts(folder: Path) -> Iterator[tuple[str, str]]:
    """What is written by us in each published file; of a page, what its reader sees as well."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix in {".html", ".csv", ".json", ".xml", ".md", ".txt"}:
            text = path.read_text(encoding="utf-8-sig")
            yield name, text
            if path.suffix == ".html":
                yield name, lxml.html.document_fromstring(text).text_content()


def repository_texts() -> Iterator[tuple[str, str]]:
    for top in sorted(ROOT.iterdir()):
        if top.name in NOT_IN_THE_REPOSITORY or top.name.endswith("_cache"):
            continue
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and path.suffix != ".pyc":
                name = path.relative_to(ROOT).as_posix()
                yield name, f"{name}\n{path.read_text(encoding='utf-8', errors='ignore')}"


def test_the_search_for_names_finds_a_name_in_either_order() -> None:
    pair = frozenset({hashlib.sha256("kim påhitt".encode()).hexdigest()})
    for text in ("Anställd: Påhitt, Kim (tfn)", "kim.påhitt@exempel.invalid", "<b>KIM</b> Påhitt"):
        assert names_in(re.sub("<.*?>", "", text), pair) == pair
    assert not names_in("Kim och Påhitt", pair)


def test_no_official_is_named_on_the_site(built_site: Path) -> None:
    texts = list(published_texts(built_site))
    assert len(texts) > 50
    assert [name for name, text in texts if names_in(text)] == []


def test_no_official_is_named_in_the_repository() -> None:
    texts = dict(repository_texts())
    assert "content/data/organisation.yml" in texts
    assert [name for name, text in texts.items() if names_in(text)] == []


def test_no_e_mail_address_is_published_but_the_publishers_own(
    built_site: Path, publication: Publication
) -> None:
    own = publication.organisation.kontakt.epost
    found = {one for _, text in published_texts(built_site) for one in EMAIL.findall(text)}
    assert found <= {own}


def test_no_telephone_number_is_published(built_site: Path) -> None:
    assert PHONE.search("tfn 099-12 34 56")
    assert PHONE.search("099/123456")
    assert not PHONE.search("den 2023-03-29 fördelades 1\u00a0050\u00a0000\u00a0000 kr")
    found = {
        (name, match[0])
        for name, text in published_texts(built_site)
        if name != addresses.MANIFEST  # names of files and digests, in which any digits may meet
        for match in PHONE.finditer(text)
    }
    assert found == set()
