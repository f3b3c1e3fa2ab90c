"""What the acts of a decision's life do to the money, as the comment on a change says it."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from generator.checking.judge import judge
from generator.comparing import words
from generator.comparing.as_json import as_json
from generator.comparing.changes import compare
from generator.comparing.report import as_markdown
from generator.publishing.publication import publish
from tests.smallest import BESLUT, Files, appended, replaced, valid

OTHER = "content/data/beslut/2023/reviderat.yml"
CHANGE = "content/data/beslut/2024/andring.yml"
FIRST = "2023/god-och-nara-vard"
REVOKED = "upphavd:\n  datum: 2024-05-03\n  text: Pengarna drogs tillbaka.\n"
REPLACES, BESIDE, CHANGES = (f"{field}: {FIRST}\n" for field in ("ersatter", "jamte", "andrar"))
YEARS = "per_ar:\n  - ar: 2023\n    belopp: 8 mkr\n  - ar: 2024\n    belopp: 2 mkr\n"


def decision(said: str, titel: str, parts: str, status: str = "beslutad") -> bytes:
    return f"""\
titel: {titel}
satsning: god-och-nara-vard
status: {status}
{said}sammanfattning: Ett beslut till.
handlingar:
  - id: beslut
    titel: Handling
    typ: beslut
kalla:
  handling: beslut
  avsnitt: Ett
{parts}""".encode()


def other(said: str, belopp: str = "7 mkr", status: str = "beslutad") -> Files:
    """The smallest register with a second decision of its year."""
    parts = f"belopp: {belopp}\nomrade: nara-vard\n"
    return {**valid(), OTHER: decision(said, "Revidering", parts, status)}


def change(
    belopp: str, status: str = "beslutad", said: str = "", files: Files | None = None
) -> Files:
    """A register with a decision that changes an insats of the first."""
    parts = (
        "omraden:\n  - omrade: nara-vard\n    rubrik: Vård\n    insatser:\n"
        f"      - namn: Utökade hembesök\n        belopp: {belopp}\n"
    )
    text = decision(f"{CHANGES}{said}", "Ändring", parts, status)
    return {**(files or valid()), CHANGE: text}


def bigger(files: Files) -> Files:
    files = replaced("        belopp: 4 mkr", "        belopp: 5 mkr", files=files)
    return replaced("belopp: 6 mkr", "belopp: 7 mkr", files=files)


NO_TOTALS = replaced("    belopp: 6 mkr\n", "", files=replaced("belopp: 10 mkr\n", ""))
NONE = {name: text for name, text in valid().items() if name != BESLUT}
THE_FIRST = f"”Fördelning 2023” ({FIRST})"
SECOND = "”Revidering” (2023/reviderat)"
AMENDS = "”Ändring” (2024/andring)"
KEPT = "10 000 000 kr står kvar på sidan men räknas inte längre i någon summa"
DIES = f"Beslutet {THE_FIRST} ersätts av beslutet {SECOND}: {KEPT}."
AT_FIRST = f"i {FIRST}"
OF_PARTS = "(delarna sammanlagt)"

ACTS: dict[str, tuple[Files, Files, list[str]]] = {
    "replaced": (
        valid(),
        other(REPLACES),
        [
            "Beslutat för 2023 går från 10 000 000 kr till 7 000 000 kr.",
            DIES,
            f"Beslutet {SECOND} läggs till med 7 000 000 kr och ersätter {FIRST}.",
        ],
    ),
    "replaced by as much": (
        valid(),
        other(REPLACES, "10 mkr"),
        [
            "Inget års summa ändras.",
            DIES,
            f"Beslutet {SECOND} läggs till med 10 000 000 kr och ersätter {FIRST}.",
        ],
    ),
    "replacer removed": (
        other(REPLACES),
        valid(),
        [
            "Beslutat för 2023 går från 7 000 000 kr till 10 000 000 kr.",
            f"Beslutet {THE_FIRST} räknas åter: 10 000 000 kr räknas som beslutat.",
            f"Beslutet {SECOND} tas bort (7 000 000 kr).",
        ],
    ),
    "replacement proposed": (
        valid(),
        other(REPLACES, status="forslag"),
        [f"Förslaget {SECOND} läggs till med 7 000 000 kr och föreslås ersätta {FIRST}."],
    ),
    "replacement decided": (
        other(REPLACES, status="forslag"),
        other(REPLACES),
        [
            "Beslutat för 2023 går från 10 000 000 kr till 7 000 000 kr.",
            "Föreslaget för 2023 går från 7 000 000 kr till ingenting.",
            DIES,
            f"Förslaget {SECOND} är nu beslutat: 7 000 000 kr räknas som beslutat i stället för "
            "föreslaget.",
        ],
    ),
    "beside becomes instead": (
        other(BESIDE),
        other(REPLACES),
        [
            "Beslutat för 2023 går från 17 000 000 kr till 7 000 000 kr.",
            DIES,
            f"Beslutet {SECOND} anges inte längre gälla jämte {FIRST}.",
        ],
    ),
    "beside": (
        valid(),
        other(BESIDE),
        [f"Beslutet {SECOND} läggs till med 7 000 000 kr och räknas jämte {FIRST}."],
    ),
    "said to be beside": (
        other(""),
        other(BESIDE),
        ["Inga summor ändras.", f"Beslutet {SECOND} anges nu gälla jämte {FIRST}."],
    ),
    "revoked": (
        valid(),
        replaced("status: beslutad\n", f"status: beslutad\n{REVOKED}"),
        [
            "Beslutat för 2023 går från 10 000 000 kr till ingenting.",
            f"Beslutet {THE_FIRST} är upphävt 3 maj 2024: {KEPT}.",
            f"Beslutet {THE_FIRST}: upphävd, text läggs till, ”Pengarna drogs tillbaka.”.",
        ],
    ),
    "added as revoked": (
        valid(),
        other(REVOKED),
        [
            f"Beslutet {SECOND} läggs till med 7 000 000 kr; beslutet är upphävt, så beloppet "
            "räknas inte i någon summa."
        ],
    ),
    "amount of what is replaced": (
        other(REPLACES),
        replaced(
            "belopp: 6 mkr",
            "belopp: 5 mkr",
            files=replaced(
                "belopp: 10 mkr",
                "belopp: 9 mkr",
                files=replaced(
                    "        belopp: 4 mkr", "        belopp: 3 mkr", files=other(REPLACES)
                ),
            ),
        ),
        [
            f"Beslutet {THE_FIRST} minskar med 1 000 000 kr till 9 000 000 kr; beslutet är ersatt, "
            "så beloppet räknas inte i någon summa.",
            "2023 Nära vård minskar med 1 000 000 kr till 5 000 000 kr; beslutet är ersatt, så "
            "beloppet räknas inte i någon summa.",
            "Insatsen ”Utökade hembesök” 2023 minskar med 1 000 000 kr till 3 000 000 kr; beslutet "
            "är ersatt, så beloppet räknas inte i någon summa.",
        ],
    ),
    "amended": (
        valid(),
        change("−1 mkr"),
        [
            "Beslutat för 2023 går från 10 000 000 kr till 9 000 000 kr.",
            f"Beslutet {AMENDS} läggs till och ändrar {FIRST} med −1 000 000 kr {OF_PARTS}; nu "
            f"gäller 9 000 000 kr {AT_FIRST}.",
            "Insatsen ”Utökade hembesök” 2023 ändras med −1 000 000 kr; nu gäller 3 000 000 kr.",
        ],
    ),
    "amendment proposed": (
        valid(),
        change("+1 mkr", "forslag"),
        [
            "Föreslaget för 2023 går från ingenting till 1 000 000 kr.",
            f"Förslaget {AMENDS} läggs till och föreslås ändra {FIRST} med +1 000 000 kr "
            f"{OF_PARTS}; nu gäller 10 000 000 kr {AT_FIRST}.",
            "Insatsen ”Utökade hembesök” 2023 ändras med +1 000 000 kr; nu gäller 4 000 000 kr.",
        ],
    ),
    "amendment decided": (
        change("−1 mkr", "forslag"),
        change("−1 mkr"),
        [
            "Beslutat för 2023 går från 10 000 000 kr till 9 000 000 kr.",
            "Föreslaget för 2023 går från −1 000 000 kr till ingenting.",
            f"Förslaget {AMENDS} är nu beslutat: −1 000 000 kr {OF_PARTS} räknas som beslutat i "
            f"stället för föreslaget; nu gäller 9 000 000 kr {AT_FIRST}.",
        ],
    ),
    "amendment amended": (
        change("−1 mkr"),
        change("−2 mkr"),
        [
            "Beslutat för 2023 går från 9 000 000 kr till 8 000 000 kr.",
            f"Beslutet {AMENDS} ändrar nu {FIRST} med −2 000 000 kr {OF_PARTS}, tidigare med "
            f"−1 000 000 kr {OF_PARTS}; nu gäller 8 000 000 kr {AT_FIRST}.",
            f"2023 Nära vård ändras med −2 000 000 kr {OF_PARTS}, tidigare med −1 000 000 kr "
            f"{OF_PARTS}; nu gäller 4 000 000 kr.",
            "Insatsen ”Utökade hembesök” 2023 ändras med −2 000 000 kr, tidigare med "
            "−1 000 000 kr; nu gäller 2 000 000 kr.",
        ],
    ),
    "amendment removed": (
        change("−1 mkr"),
        valid(),
        [
            "Beslutat för 2023 går från 9 000 000 kr till 10 000 000 kr.",
            f"Beslutet {AMENDS} tas bort: −1 000 000 kr {OF_PARTS}; nu gäller 10 000 000 kr "
            f"{AT_FIRST}.",
            "Insatsen ”Utökade hembesök” 2023 ändras inte längre med −1 000 000 kr; nu gäller "
            "4 000 000 kr.",
        ],
    ),
    "amendment revoked": (
        change("−1 mkr"),
        change("−1 mkr", said=REVOKED),
        [
            "Beslutat för 2023 går från 9 000 000 kr till 10 000 000 kr.",
            f"Beslutet {AMENDS} är upphävt 3 maj 2024: −1 000 000 kr {OF_PARTS} står kvar på sidan "
            f"men räknas inte längre i någon summa; nu gäller 10 000 000 kr {AT_FIRST}.",
            f"Beslutet {AMENDS}: upphävd, text läggs till, ”Pengarna drogs tillbaka.”.",
        ],
    ),
    "revoked with its amendment": (
        change("−1 mkr"),
        change("−1 mkr", files=replaced("status: beslutad\n", f"status: beslutad\n{REVOKED}")),
        [
            "Beslutat för 2023 går från 9 000 000 kr till ingenting.",
            f"Beslutet {THE_FIRST} är upphävt 3 maj 2024: {KEPT}.",
            f"Beslutet {AMENDS} gäller inte, eftersom {FIRST}, som det ändrar, inte gäller: "
            f"−1 000 000 kr {OF_PARTS} står kvar på sidan men räknas inte längre i någon summa.",
            f"Beslutet {THE_FIRST}: upphävd, text läggs till, ”Pengarna drogs tillbaka.”.",
        ],
    ),
    "several years": (
        valid(),
        appended(YEARS),
        [
            "Beslutat för 2023 går från 10 000 000 kr till 8 000 000 kr.",
            "Beslutat för 2024 går från ingenting till 2 000 000 kr.",
            f"Beslutet {THE_FIRST} räknas nu till 2023 (8 000 000 kr) och 2024 (2 000 000 kr), "
            "tidigare till 2023 (10 000 000 kr).",
        ],
    ),
    "another share of the years": (
        appended(YEARS),
        appended(YEARS.replace("8", "7").replace(": 2 mkr", ": 3 mkr")),
        [
            "Beslutat för 2023 går från 8 000 000 kr till 7 000 000 kr.",
            "Beslutat för 2024 går från 2 000 000 kr till 3 000 000 kr.",
            "Årsdelen ”Fördelning 2023 2023” minskar med 1 000 000 kr till 7 000 000 kr.",
            "Årsdelen ”Fördelning 2023 2024” ökar med 1 000 000 kr till 3 000 000 kr.",
        ],
    ),
    "a part for another year": (
        valid(),
        replaced('objekt: "9916"\n', 'objekt: "9916"\n    avser_ar: 2024\n'),
        [
            "Beslutat för 2023 går från 10 000 000 kr till 6 000 000 kr.",
            "Beslutat för 2024 går från ingenting till 4 000 000 kr.",
            f"Beslutet {THE_FIRST} räknas nu till 2023 (6 000 000 kr) och 2024 (4 000 000 kr), "
            "tidigare till 2023 (10 000 000 kr).",
            "2023 E-hälsa flyttas: 4 000 000 kr räknas till 2024 i stället för 2023.",
        ],
    ),
    "all for another year": (
        valid(),
        appended("avser_ar: 2024\n"),
        [
            f"Beslutet {THE_FIRST} flyttas: 10 000 000 kr räknas till 2024 i stället för 2023.",
        ],
    ),
    "years of their own in another folder": (
        {**NONE, BESLUT: appended(YEARS)[BESLUT]},
        {**NONE, BESLUT.replace("2023", "2024"): appended(YEARS)[BESLUT]},
        [
            "Inget års summa ändras.",
            "2023 Nära vård flyttas: 6 000 000 kr räknas till 2024 i stället för 2023.",
            "2023 E-hälsa flyttas: 4 000 000 kr räknas till 2024 i stället för 2023.",
            "Beslutet ”Fördelning 2023” (2024/god-och-nara-vard): år ändras från 2023 till 2024.",
        ],
    ),
    "no total": (
        NONE,
        NO_TOTALS,
        [
            "Beslutat för 2023 går från ingenting till 10 000 000 kr, delarna sammanlagt där ingen "
            "summa anges.",
            f"Beslutet {THE_FIRST} läggs till med 10 000 000 kr {OF_PARTS}.",
        ],
    ),
    "a part of what has no total": (
        NO_TOTALS,
        replaced("        belopp: 2 mkr", "        belopp: högst 3 mkr", files=NO_TOTALS),
        [
            "Beslutat för 2023 går från 10 000 000 kr till högst 11 000 000 kr, delarna sammanlagt "
            "där ingen summa anges.",
            f"Beslutet {THE_FIRST} ökar med 1 000 000 kr till högst 11 000 000 kr {OF_PARTS}.",
            f"2023 Nära vård ökar med 1 000 000 kr till högst 7 000 000 kr {OF_PARTS}.",
            "Insatsen ”Utökade öppettider” 2023 ökar med 1 000 000 kr till högst 3 000 000 kr.",
        ],
    ),
    "no total, removed": (
        NO_TOTALS,
        NONE,
        [
            "Beslutat för 2023 går från 10 000 000 kr till ingenting.",
            f"Beslutet {THE_FIRST} tas bort: 10 000 000 kr {OF_PARTS}.",
        ],
    ),
    "a cap": (
        valid(),
        replaced("belopp: 10 mkr", "belopp: högst 10 mkr"),
        [f"Beslutet {THE_FIRST} ändras från 10 000 000 kr till högst 10 000 000 kr."],
    ),
    "a range": (
        valid(),
        replaced("belopp: 10 mkr", "belopp: 9–10 mkr"),
        [f"Beslutet {THE_FIRST} ändras från 10 000 000 kr till 9 000 000–10 000 000 kr."],
    ),
}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_told_in_plain_words(act: str) -> None:
    before, after, said = ACTS[act]
    diff = compare(judge(before), judge(after))
    assert [plain(text) for text in words.sentences(diff)] == said


UNPUBLISHED = {"said to be beside", "revoked with its amendment"}
"""Where an error stops either side: two decisions of the same, and a change of what is revoked."""

Sums = dict[tuple[str, str, str], int]


def reckoned(files: Files) -> Sums:
    """The sums of years and of satsningar, from the published tables and nothing else."""
    publication = publish(judge(files))
    assert publication is not None
    beslut, omraden = (publication.tables[name].records for name in ("beslut", "omraden"))
    sums: Counter[tuple[str, str, str]] = Counter()
    for row in beslut:
        if row["status"] not in ("beslutad", "forslag"):
            continue
        kr: Any = row["summa_kr"] if row["belopp_kr"] is None else row["belopp_kr"]
        if kr is None or row["belopp_typ"] == "intervall":
            continue
        sums["satsning", str(row["satsning_id"]), str(row["status"])] += kr
        inside = [part for part in omraden if part["overordnad_id"] == row["beslut_id"]]
        shares = [part for part in inside if part["niva"] == "arsdel"] or inside
        own_year = str(row["andrar_id"] or row["beslut_id"])[:4]
        years: Counter[str] = Counter()
        for part in shares:
            amount: Any = part["summa_kr"] if part["belopp_kr"] is None else part["belopp_kr"]
            years[str(part["avser_ar"] or own_year)] += amount or 0
        for year, of_year in (years if sum(years.values()) == kr else {own_year: kr}).items():
            sums["ar", year, str(row["status"])] += of_year
    return dict(sums)


@pytest.mark.parametrize("act", sorted(ACTS.keys() - UNPUBLISHED))
def test_the_sums_before_and_now_are_those_of_the_published_tables(act: str) -> None:
    before, after, _ = ACTS[act]
    diff = compare(judge(before), judge(after))
    whole = json.loads(as_json(diff))
    told = {
        (each["summa"], str(each["ar"] or each["id"]), each["status"]): each
        for each in whole["summor"]
        if each["summa"] != "omrade"
    }
    old, new = reckoned(before), reckoned(after)
    moved = {key for key in old.keys() | new.keys() if old.get(key) != new.get(key)}
    assert moved <= told.keys()
    shown = plain(as_markdown(diff))
    for key, each in told.items():
        assert (each["tidigare_kr"], each["nytt_kr"]) == (old.get(key), new.get(key))
        for text in (each["tidigare"], each["nytt"]):
            assert text is None or f"| {plain(text)} |" in shown


def test_json_has_the_published_status_also_of_what_another_file_replaces() -> None:
    whole = json.loads(as_json(compare(judge(valid()), judge(other(REPLACES)))))
    [moved] = whole["flyttade"]
    assert (moved["rad_id"], moved["tidigare_status"], moved["status"], moved["ersatt_av"]) == (
        FIRST,
        "beslutad",
        "ersatt",
        "2023/reviderat",
    )
    assert whole["belopp"][0]["status"] == "beslutad"
    whole = json.loads(as_json(compare(judge(valid()), judge(change("−1 mkr")))))
    [_, _, insats] = whole["belopp"]
    assert (insats["nytt_kr"], insats["galler_nu_kr"], insats["ar"]) == (
        -1_000_000,
        3_000_000,
        2023,
    )
    assert insats["andrar_id"] == f"{FIRST}/nara-vard/utokade-hembesok"


def test_more_decisions_than_there_are_sentences_for_are_each_in_a_list() -> None:
    before = {
        **NONE,
        **{
            f"content/data/beslut/{year}/fordelning.yml": valid()[BESLUT]
            for year in range(2020, 2025)
        },
    }
    after = {
        name: text.replace(b"status: beslutad", b"status: forslag") for name, text in before.items()
    }
    diff = compare(judge(before), judge(after))
    shown = plain(as_markdown(diff))
    assert "Ytterligare två poster räknas på annat sätt, enligt listan." in shown
    lines = shown.split("#### Vad som räknas på annat sätt\n\n")[1].split("\n\n")[0].splitlines()
    assert len(lines) == 5
    assert all("är nu ett förslag: 10 000 000 kr räknas som föreslaget" in line for line in lines)
