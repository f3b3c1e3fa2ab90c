"""What a change does: the comparison as a value, its words, and the real command on real git."""

from __future__ import annotations

import html as entities
import json
import re
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path

import markdown
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from generator.checking.judge import judge
from generator.command.cli import cli
from generator.comparing import changes as diff
from generator.comparing import mentions
from generator.comparing import report as diff_report
from generator.comparing import words as diff_words
from generator.comparing.as_json import as_json
from generator.comparing.changes import Diff, compare
from generator.data.derived import Niva, Verdikt
from generator.data.problem import Entry, Paste, Problem
from generator.data.types import Status
from generator.reading import history, load
from generator.reading.register import ADRESSER
from generator.words.ordval import REGIONENS
from tests.conftest import EXEMPEL, copy_real, copy_site, files_in, git, tilldelat
from tests.smallest import (
    BESLUT,
    LEDGER,
    MOTTAGARE,
    OMRADEN,
    RATTELSER,
    STEADY,
    Files,
    appended,
    published,
    replaced,
    run,
    text_of,
    valid,
)

PUBLICERAT = "content/data/beslut/2023/god-och-nara-vard.yml"
VARDEN = "belopp: 6 mkr"
INSATS = "      - namn: Utökade öppettider\n        belopp: 2 mkr\n"


def of(after: load.Files, before: load.Files | None = None) -> Diff:
    return compare(judge(valid() if before is None else before), judge(after))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def words(after: Files, before: Files | None = None) -> list[str]:
    return [plain(one) for one in diff_words.sentences(of(after, before))]


NOTHING = "Inga belopp och inga summor ändras. Kontrollen hittade inga fel. Förslaget kan granskas."

# The value.


def test_no_change_is_nothing_and_one_line_in_words() -> None:
    found = of(valid())
    assert not found.moves_money
    assert (found.belopp, found.kontroller, found.omdopta, found.uppgifter) == ((), (), (), ())
    assert diff_report.as_text(found) == "Inga belopp och inga summor ändras.\n"
    assert diff_report.as_markdown(found) == f"{NOTHING}\n"


def test_a_changed_text_is_named_and_moves_no_money() -> None:
    found = of(replaced("Fördelning 2023", "Fördelningen 2023"))
    assert (len(found.uppgifter), found.moves_money) == (1, False)
    assert diff_report.as_text(found) == (
        "Inga summor ändras. Beslutet ”Fördelning 2023” (2023/god-och-nara-vard) heter nu "
        "”Fördelningen 2023”.\n"
    )


def test_an_amount_that_is_in_no_sum_is_named() -> None:
    priced = replaced(
        INSATS, f"{INSATS}        styckpris:\n          belopp: 400 kr\n          per: besök\n"
    )
    assert words(replaced("belopp: 400 kr", "belopp: 500 kr", files=priced), priced) == [
        "Inga summor ändras.",
        "Insatsen ”Utökade öppettider” (2023/god-och-nara-vard): styckpris, belopp ändras från "
        "400 kr till 500 kr.",
    ]


@pytest.mark.parametrize(
    ("before", "after", "told", "moved"),
    [
        ("4 mkr", "högst 4 mkr", "ändras från 4 000 000 kr till högst 4 000 000 kr", 0),
        ("ca 4 mkr", "högst 3 mkr", "minskar med 1 000 000 kr till högst 3 000 000 kr", -1_000_000),
        ("4 mkr", "3–4 mkr", "ändras från 4 000 000 kr till 3 000 000–4 000 000 kr", -4_000_000),
        ("2–4 mkr", "3–4 mkr", "från 2 000 000–4 000 000 kr till 3 000 000–4 000 000 kr", 0),
    ],
)
def test_a_changed_kind_or_range_is_told_of(before: str, after: str, told: str, moved: int) -> None:
    files = [replaced("        belopp: 4 mkr", f"        belopp: {one}") for one in (before, after)]
    found = of(files[1], files[0])
    assert sum(one.differens for one in found.belopp) == moved
    assert told in words(files[1], files[0])[0]
    [change] = json.loads(as_json(found))["belopp"]
    assert plain(change["nytt"]) == told.rpartition(" till ")[2]
    assert plain(change["nytt"]) in plain(diff_report.as_text(found))


def test_a_changed_amount_moves_its_sums_and_turns_its_checks() -> None:
    found = of(replaced(VARDEN, "belopp: 8 mkr"))
    [one] = found.belopp
    assert (one.row.lokal_id, one.fore_kr, one.efter_kr) == ("nara-vard", 6_000_000, 8_000_000)
    assert [(one.slag, one.ar, one.id, one.differens) for one in found.summor] == [
        ("omrade", 2023, "nara-vard", 2_000_000)
    ]
    assert [
        (one.kontroll.kontroll_id, one.fore and one.fore.verdikt, one.efter and one.efter.verdikt)
        for one in found.kontroller
    ] == [
        ("2023/god-och-nara-vard:omraden", Verdikt.STAMMER, Verdikt.AVVIKER),
        ("2023/god-och-nara-vard/nara-vard:insatser", Verdikt.STAMMER, Verdikt.AVVIKER),
    ]
    assert len(found.fel) == 2
    assert words(replaced(VARDEN, "belopp: 8 mkr")) == [
        "2023 Nära vård ökar med 2 000 000 kr till 8 000 000 kr; kontrollen mot beslutets summa "
        "och kontrollen mot insatsernas summa avviker nu."
    ]


def test_a_change_of_the_whole_and_its_part_is_told_largest_first() -> None:
    files = replaced("belopp: 10 mkr", "belopp: 9 mkr")
    files = replaced(VARDEN, "belopp: 5 mkr", files=files)
    files = replaced("        belopp: 4 mkr\n", "        belopp: 3 mkr\n", files=files)
    assert words(files) == [
        "Beslutet ”Fördelning 2023” (2023/god-och-nara-vard) minskar med 1 000 000 kr till "
        "9 000 000 kr.",
        "2023 Nära vård minskar med 1 000 000 kr till 5 000 000 kr.",
        "Insatsen ”Utökade hembesök” 2023 minskar med 1 000 000 kr till 3 000 000 kr.",
    ]


def test_an_amount_that_comes_or_goes_is_not_told_of_as_zero() -> None:
    without = replaced("belopp: 4 mkr\n    objekt", "objekt")
    assert words(without)[0].startswith("2023 E-hälsa har inte längre något belopp, tidigare 4 000")
    assert words(valid(), without)[0].startswith("2023 E-hälsa får ett belopp, 4 000 000 kr")
    assert of(without).summor[0].efter_kr is None
    shown = diff_report.as_text(of(without))
    assert plain(shown).count("4 000 000 kr") >= 2
    assert " 0 kr" not in plain(shown)


def test_an_insats_added_and_another_removed_are_two_things() -> None:
    files = replaced(INSATS, "      - namn: Mobila team\n        belopp: 2 mkr\n")
    found = of(files)
    assert [(one.fore is None, one.row.namn) for one in found.belopp] == [
        (True, "Mobila team"),
        (False, "Utökade öppettider"),
    ]
    assert found.omdopta == ()
    assert words(files) == [
        "Insatsen ”Mobila team” 2023 läggs till med 2 000 000 kr.",
        "Insatsen ”Utökade öppettider” 2023 tas bort (2 000 000 kr).",
    ]


def test_the_same_title_under_a_new_id_is_renamed_and_no_money_moves() -> None:
    found = of(replaced(INSATS, f"{INSATS}        id: oppettider\n"))
    [one] = found.omdopta
    assert one.fore is not None
    assert (one.fore.lokal_id, one.row.lokal_id) == (
        "nara-vard/utokade-oppettider",
        "nara-vard/oppettider",
    )
    assert not found.moves_money
    assert found.kontroller == ()


def test_the_same_content_under_a_new_name_is_renamed() -> None:
    before = replaced(INSATS, f"{INSATS}        avser: Kvällar och helger\n")
    after = replaced("namn: Utökade öppettider", "namn: Längre öppettider", files=before)
    found = of(after, before)
    assert [one.row.namn for one in found.omdopta] == ["Längre öppettider"]
    assert not found.moves_money


def test_a_decision_that_moves_to_another_year_takes_its_money_along() -> None:
    found = of(moved(valid(), "2024/god-och-nara-vard"))
    assert (found.belopp, len(found.flyttade)) == ((), 1)
    assert words(moved(valid(), "2024/god-och-nara-vard")) == [
        "Beslutet ”Fördelning 2023” (2023/god-och-nara-vard) flyttas: 10 000 000 kr räknas till "
        "2024 i stället för 2023."
    ]


def test_sums_that_move_without_any_amount_are_told_of() -> None:
    before = replaced("omrade: e-halsa", "omrade: e-halsa\n    id: e")
    after = replaced("omrade: e-halsa", "omrade: nara-vard\n    id: e")
    assert [one.id for one in of(after, before).summor] == ["e-halsa", "nara-vard"]
    assert words(after, before)[0] == "Inga belopp ändras, men summor gör det, enligt tabellen."


def moved(files: Files, to: str) -> Files:
    files = dict(files)
    files[f"content/data/beslut/{to}.yml"] = files.pop(BESLUT)
    return files


def test_a_renamed_file_is_renamed_with_all_that_is_in_it() -> None:
    found = of(moved(replaced(VARDEN, "belopp: 8 mkr"), "2023/nara-vard"))
    assert [one.row.rad_id for one in found.omdopta] == ["2023/nara-vard"]
    assert [one.row.rad_id for one in found.belopp] == ["2023/nara-vard/nara-vard"]
    assert len(found.kontroller) == 2
    assert all(one.fore and one.efter for one in found.kontroller)


def test_the_pages_of_a_renamed_file_move() -> None:
    pages = of(moved(valid(), "2023/nara-vard")).sidor
    assert pages is not None
    assert pages.flyttade == (("beslut/2023/god-och-nara-vard/", "beslut/2023/nara-vard/"),)
    assert (pages.tillagda, pages.borttagna) == ((), ())


def test_the_pages_of_what_says_what_it_was_called_move() -> None:
    renamed = replaced("mottagare: halsocentraler", "mottagare: centraler")
    said = "id: centraler\n  tidigare_id: halsocentraler"
    kept = {ADRESSER: b"adress,publicerad,leder_till\nmottagare/halsocentraler/,2023-04-01,\n"}
    after = replaced("id: halsocentraler", said, MOTTAGARE, renamed) | kept
    pages = of(after, valid() | kept).sidor
    assert pages is not None
    assert pages.flyttade == (("mottagare/halsocentraler/", "mottagare/centraler/"),)
    assert (pages.tillagda, pages.borttagna) == ((), ())


def test_addresses_that_are_kept_may_be_added_to_and_not_taken_away() -> None:
    kept = {**valid(), ADRESSER: b"adress,publicerad,leder_till\nom/,2023-04-01,\n"}
    assert of(kept, valid()).liggare == ()
    assert of(kept, kept).liggare == ()
    assert of(valid(), kept).liggare == ("om/",)
    later = {**kept, ADRESSER: kept[ADRESSER].replace(b"2023", b"2024")}
    assert of(later, kept).liggare == ("om/",)
    broken = {**kept, ADRESSER: b"om/\n"}
    assert of(broken, kept).liggare == ()


def test_a_removed_decision_takes_its_pages_with_it() -> None:
    after = valid()
    del after[BESLUT]
    found = of(after)
    assert found.sidor is not None
    assert "2023/nara-vard/" in found.sidor.borttagna
    assert found.sidor.tillagda == ()
    assert words(after) == [
        "Beslutet ”Fördelning 2023” (2023/god-och-nara-vard) tas bort (10 000 000 kr)."
    ]


def test_a_proposal_that_is_decided_moves_its_money_between_the_sums() -> None:
    before = replaced("status: beslutad", "status: forslag")
    found = of(valid(), before)
    assert [one.row.niva for one in found.flyttade] == [Niva.BESLUT]
    assert found.belopp == ()
    year = {one.status: (one.fore_kr, one.efter_kr) for one in found.summor if one.slag == "ar"}
    assert year == {Status.FORSLAG: (10_000_000, None), Status.BESLUTAD: (None, 10_000_000)}
    assert words(valid(), before) == [
        "Förslaget ”Fördelning 2023” (2023/god-och-nara-vard) är nu beslutat: 10 000 000 kr "
        "räknas som beslutat i stället för föreslaget."
    ]
    assert words(before)[0].startswith("Beslutet ”Fördelning 2023” (2023/god-och-nara-vard) är nu")


# What can't be read is unknown, not gone.


def test_a_decision_that_cannot_be_read_is_left_out_and_named() -> None:
    found = of(replaced("belopp: 10 mkr", "belopp: 10.000 mkr"))
    assert found.belopp == ()
    assert not found.moves_money
    assert found.olasta == ("2023/god-och-nara-vard",)
    shown = diff_report.as_text(found)
    assert shown.startswith(
        "2023/god-och-nara-vard går inte att läsa än och är inte med i jämförelsen; det som står i "
        "filen finns kvar. Inga andra belopp och inga summor ändras.\n"
    )
    assert "Ett fel behöver rättas innan förslaget kan publiceras. Kör tilldelat check" in shown


@pytest.mark.parametrize("missing", sorted(valid()), ids=lambda one: Path(one).stem)
def test_a_missing_or_broken_file_on_either_side_never_raises(missing: str) -> None:
    without = {name: content for name, content in valid().items() if name != missing}
    broken = {**valid(), missing: b"\xff: ["}
    changed = replaced(VARDEN, "belopp: 8 mkr") if missing != BESLUT else valid()
    changed_without = {name: content for name, content in changed.items() if name != missing}
    for before, after in (
        (valid(), without),
        (without, valid()),
        (valid(), broken),
        (broken, valid()),
        ({}, valid()),
        (valid(), {}),
        (without, changed_without),
    ):
        found = of(after, before)
        for form in diff_report.FORMATS.values():
            assert form(found)


def test_without_names_the_sums_are_still_told() -> None:
    after = replaced(VARDEN, "belopp: 8 mkr")
    del after[OMRADEN]
    assert words(after)[0].startswith("2023 Nära vård ökar med 2 000 000 kr")


@pytest.mark.parametrize("folder", ["content/data", "content/data/beslut/2023"])
def test_what_lies_in_a_folder_that_cannot_be_read_is_named_and_not_removed(folder: str) -> None:
    files = {name: text for name, text in valid().items() if not name.startswith(folder)}
    closed: load.Files = {
        **files,
        folder: Problem(folder, 1, 1, "olaslig-fil", "går inte att läsa"),
    }
    for found in (of(closed), of(valid(), closed)):
        assert (found.belopp, found.summor) == ((), ())
        assert found.olasta == ("2023/god-och-nara-vard",)


def test_errors_of_what_is_compared_with_are_named() -> None:
    before = replaced(VARDEN, "belopp: 8 mkr")
    assert "Det som jämförs med har 2 fel." in diff_report.as_text(of(valid(), before))


# The sum of the changes is the change of the sums.


UNPUBLISHABLE = (Problem(BESLUT, 1, 1, "yaml", "ett fel som stoppar sidorna"),)
AMOUNTS = st.one_of(st.none(), st.integers(0, 10**12))


def written(amounts: list[int | None], status: str, satsning: str, name: str) -> Files:
    files = valid()
    del files[BESLUT]
    for at, kr in enumerate(amounts):
        if kr == 7:
            continue  # not there on this side
        text = valid()[BESLUT].decode().replace("satsning: god-och-nara-vard", satsning)
        text = text.replace("belopp: 10 mkr", f"belopp: {kr} kr" if kr is not None else "")
        text = text.replace("status: beslutad", f"status: {status if at % 2 else 'beslutad'}")
        text = text.replace("titel: Fördelning 2023", f"titel: Fördelning {at}")
        files[f"content/data/beslut/{2020 + at}/{name}.yml"] = text.encode()
    return files


@STEADY
@given(
    st.lists(st.one_of(AMOUNTS, st.just(7)), min_size=3, max_size=3),
    st.lists(st.one_of(AMOUNTS, st.just(7)), min_size=3, max_size=3),
    st.sampled_from(["forslag", "beslutad"]),
    st.sampled_from(["satsning: god-och-nara-vard", "satsning: patientmiljarden"]),
    st.sampled_from(["a", "b"]),
)
def test_the_changes_of_decisions_come_to_the_changes_of_the_sums(
    before: list[int | None], after: list[int | None], status: str, satsning: str, name: str
) -> None:
    # What can be published is not asked: the pages would cost the most and say nothing here.
    old, new = (
        replace(judge(files), problems=UNPUBLISHABLE)
        for files in (
            written(before, "forslag", "satsning: god-och-nara-vard", "a"),
            written(after, status, satsning, name),
        )
    )
    found = compare(old, new)
    by_year: Counter[tuple[int, Status]] = Counter()
    for one in {*found.belopp, *found.flyttade}:
        if one.row.niva is not Niva.BESLUT:
            continue
        if one.fore:
            by_year[one.fore.beslut.ar, one.fore.beslut.status] -= one.fore_kr or 0
        if one.efter:
            by_year[one.efter.beslut.ar, one.efter.beslut.status] += one.efter_kr or 0
    sums = {(one.ar, one.status): one.differens for one in found.summor if one.slag == "ar"}
    assert {key: kr for key, kr in by_year.items() if kr} == {
        key: kr for key, kr in sums.items() if kr
    }
    agreements = sum(one.differens for one in found.summor if one.slag == "satsning")
    assert agreements == sum(sums.values())


# Words.


@pytest.mark.parametrize(
    ("fore", "efter", "expected"),
    [
        (41_247_254, 41_747_254, "+1,2 %"),
        (3, 2, "−33,3 %"),
        (8, 9, "+12,5 %"),
        (2000, 2001, "+0,1 %"),  # half a tenth goes away from zero
        (2000, 1999, "−0,1 %"),
        (100_000, 100_001, "mindre än 0,1 %"),
        (5, 5, "±0,0 %"),
        (1, 12_346, "+1 234 500,0 %"),
        (0, 5, "–"),
        (None, 5, "–"),
        (5, None, "–"),
    ],
    ids=str,
)
def test_percent_is_of_before_with_one_decimal(
    fore: int | None, efter: int | None, expected: str
) -> None:
    assert plain(diff_report._money(fore, efter)[3]) == expected


def test_every_level_kind_of_check_and_verdict_has_its_words() -> None:
    said = diff_words._WORDS
    assert {*said["rad"], Niva.BESLUT, Niva.OMRADE} == set(Niva)
    assert said["kontroll"].keys() == REGIONENS.kontroll.keys()
    assert set(said["nu"]) == set(Verdikt)


HOSTILE = [
    "a | b | c",
    "@octocat och @org/team",
    "<script>alert(1)</script><!-- x -->",
    "![bild](https://ond.example/x.png) [länk](javascript:alert(1))",
    "https://ond.example/ www.ond.example mig@ond.example #12 GH-12 org/repo#3",
    "`kod` **fet** _kursiv_ ~~struken~~ $x^2$",
    "# rubrik",
    "&lt;b&gt; &#64;octocat",
]


def with_name(name: str) -> Files:
    """An insats with a name and another amount, which gives errors to tell of."""
    files = replaced("namn: Utökade hembesök", f"namn: {json.dumps(name)}")
    return replaced("        belopp: 4 mkr\n", "        belopp: 5 mkr\n", files=files)


def tags(text: str) -> Counter[str]:
    """What Markdown makes of a comment besides paragraphs and tables."""
    html = markdown.markdown(text, extensions=["tables", "fenced_code"])
    return Counter(re.findall(r"<(a|img|script|code|em|strong|del|h1|h4|li)\b", html))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_the_text_it_is(text: str) -> None:
    shown = diff_report.as_markdown(of(with_name(f"Å {text}")))
    found = tags(shown)
    assert found.keys() <= {"h4", "li", "strong", "code"}
    assert found["strong"] == 1 + shown.count("**Gör så här:**")
    assert found["code"] == 1  # the lines to paste
    table = shown.split("#### Belopp")[1].split("####")[0].strip().splitlines()
    assert {line.count("|") for line in table} == {7}
    # What GitHub looks for in the finished text: mentions, references and bare addresses.
    read = entities.unescape(shown)
    assert re.findall(r"@\w|#\d|://|\bwww\.|GH-\d|[\u202a-\u202e\u200b]", read) == []
    assert "<!--" not in shown


def test_a_long_comparison_keeps_within_a_comment_and_says_what_is_left_out() -> None:
    many = "".join(
        f'      - namn: "Insats {at} {"|" * 150}"\n        belopp: 1 kr\n' for at in range(500)
    )
    found = of(replaced(INSATS, INSATS + many))
    shown = diff_report.as_markdown(found)
    assert len(shown) <= diff_report.MAX_LENGTH
    [left] = re.findall(r"^([0-9]+) rader till får inte plats", plain(shown), re.MULTILINE)
    rows = sum(len(one.rows) for one in diff_report.blocks(found))
    lines = shown.splitlines()
    told = [one for one in lines if one.startswith(("| ", "- ")) and ", rad " not in one]
    heads = sum(one.startswith("| ---") for one in lines)
    assert len(told) - 2 * heads + int(left) == rows
    assert "Ytterligare 497 poster ändras, enligt tabellen." in plain(shown)


def needing(
    *entries: Entry, code: str = diff.MISSING_CORRECTION, text: str = "är ändrat"
) -> Problem:
    paste = Paste("Lägg till:", entries)
    return Problem(BESLUT, 3, 1, code, "är ändrat", "Ändra tillbaka.", paste)


def comment_on(*problems: Problem) -> str:
    """The comment on a change that gives these problems and no others."""
    after = replace(judge(replaced(VARDEN, "belopp: 8 mkr")), problems=problems)
    return diff_report.as_markdown(compare(judge(valid()), after))


def fenced(comment: str) -> list[str]:
    """The lines that are there to paste."""
    blocks = re.findall(r"^ *```$(.*?)^ *```$", comment, re.DOTALL | re.MULTILINE)
    return [line for block in blocks for line in block.strip("\n").splitlines()]


def correction_of(at: int, length: int = 0) -> Entry:
    name = f"2023/x/{at}{'-' * length}"
    return Entry(f"- datum: 2026-11-26\n  id: {name}\n  fore: {at} kr\n  orsak: …", name)


@pytest.mark.parametrize("many", [1, 22, 60, 400, 5000])
@pytest.mark.parametrize("together", [True, False], ids=["one problem", "a problem each"])
def test_corrections_to_paste_are_whole_and_the_rest_counted_and_named(
    many: int, together: bool
) -> None:
    entries = [correction_of(at) for at in range(many)]
    problems = [needing(*entries)] if together else [needing(one) for one in entries]
    shown = comment_on(*problems)
    assert len(shown) <= diff_report.MAX_LENGTH
    needed = plain(shown).partition(" behövs i content/data/rattelser.yml.")[0].rpartition("**")[2]
    assert needed == ("En rättelse" if many == 1 else f"{many:,} rättelser".replace(",", " "))
    pasted = fenced(shown)
    whole, cut = divmod(len(pasted), 4)
    assert cut == 0
    assert "\n".join(pasted) == "\n".join(entry.text for entry in entries[:whole])
    assert whole == many or whole > 50
    left = re.findall(
        r"^Och ([0-9\xa0]+) till får inte plats här: (.*)\. De visas", shown, re.MULTILINE
    )
    assert bool(left) == (whole < many)
    for left_out, names in left:
        assert int(plain(left_out).replace(" ", "")) == many - whole
        named = [name for name in re.split(", | och ", names) if "/" in name]
        assert named == [entry.namn for entry in entries[whole : whole + len(named)]]
        assert len(named) == many - whole or len(named) > 50
        assert "`tilldelat ratta` skriver alla på en gång" in shown


def test_what_to_paste_for_another_error_is_whole_and_the_rest_counted_and_named() -> None:
    entries = [correction_of(at) for at in range(40)]
    shown = comment_on(needing(*entries, code="andrat-id"))
    pasted = fenced(shown)
    assert 0 < len(pasted) < 40 * 4
    whole, cut = divmod(len(pasted), 4)
    assert cut == 0
    assert f"Och {40 - whole} till får inte plats här: {entries[whole].namn}, " in shown
    assert f"{entries[-1].namn}. Kör `tilldelat check` för alla." in shown


@pytest.mark.parametrize("code", [diff.MISSING_CORRECTION, "andrat-id"])
def test_an_entry_that_is_too_long_is_named_and_not_cut(code: str) -> None:
    shown = comment_on(needing(correction_of(1, 70_000), correction_of(2), code=code))
    assert len(shown) <= diff_report.MAX_LENGTH
    assert fenced(shown) == []
    assert "Och 2 till får inte plats här: 2023/x/1-" in shown


def test_what_to_do_and_a_whole_id_are_told_however_long_the_names_are() -> None:
    entries = [Entry("x" * 6000, f"2023/{'x' * 500}{at}") for at in range(2)]
    about = replace(needing(*entries), message="x" * 1000)
    shown = plain(comment_on(about))
    assert "…. Ändra tillbaka.\n" in shown
    assert f"Och 1 till får inte plats här: {entries[1].namn}." in shown


def test_a_correction_that_is_needed_is_given_with_the_block_to_paste() -> None:
    entry = Entry("- datum: …\n  id: 2023/x\n```\n@octocat", "2023/x")
    needed = needing(entry)
    found = compare(judge(valid()), judge(valid()))
    after = judge(replaced(VARDEN, "belopp: 8 mkr"))
    found = compare(judge(valid()), replace(after, problems=(*after.problems, needed)))
    shown = diff_report.as_markdown(found)
    assert "En rättelse behövs i content/data/rattelser.yml." in shown
    assert f"````\n{entry.text}\n````" in shown
    assert f"Ändra tillbaka. Lägg till:\n{entry.text}\n" in diff_report.as_text(found)
    [told] = json.loads(as_json(found))["rattelser"]
    assert told["gor_sa_har"] == f"Ändra tillbaka. Lägg till:\n{entry.text}"
    assert told["klistra_in"] == [entry.text]


def test_errors_and_corrections_of_any_length_keep_within_a_comment() -> None:
    text = "|" * 5000
    paste = Paste(text, (Entry(text, text),))
    codes = ["yaml"] * 30 + [diff.MISSING_CORRECTION] * 30
    problems = tuple(
        Problem(BESLUT, at, 1, code, text, text, paste) for at, code in enumerate(codes, 1)
    )
    after = replace(judge(replaced(VARDEN, "belopp: 8 mkr")), problems=problems)
    shown = diff_report.as_markdown(compare(judge(valid()), after))
    assert len(shown) <= diff_report.MAX_LENGTH
    told = len(re.findall(r", rad \d+: ", shown))
    assert 0 < told < 10
    assert f"Och {30 - told} till: {BESLUT}:{told + 1}, " in plain(shown)
    assert "Och 29 till får inte plats här: " in plain(shown)


def test_corrections_are_one_block_to_paste() -> None:
    files = published()
    files = replaced("belopp: 400 kr", "belopp: 500 kr", files=files)
    files = replaced("belopp: 100 mkr", "belopp: 90 mkr", files=files)
    shown = diff_report.as_markdown(compare(judge(published()), judge(files)))
    assert "**Två rättelser behövs i content/data/rattelser.yml.**" in shown
    [block] = re.findall(r"^```\n(.*?)^```", shown, re.MULTILINE | re.DOTALL)
    pasted = {**files, RATTELSER: block.replace("ÅÅÅÅ-MM-DD", "2023-05-06").encode()}
    assert [one.code for one in run(pasted)] == ["ej-ifyllt", "ej-ifyllt"]  # the reasons, still …
    assert run({**pasted, RATTELSER: pasted[RATTELSER].replace("…".encode(), b"Fel.")}) == ()


def test_errors_are_told_in_the_comment_and_the_first_ten_of_many() -> None:
    few = diff_report.as_markdown(of(replaced(VARDEN, "belopp: 6.000.000 kr")))
    [item] = re.findall(r"^- (.*)\n  (.*)\n  (.*)$", few, re.MULTILINE)
    assert item[0].startswith(f"{BESLUT}, rad ")
    assert item[0].endswith("(fel-belopp)")
    assert item[1].startswith("Ett belopp som kan läsas på två sätt")
    assert "6 000 000 kr" in plain(item[2])
    assert "Förslaget kan granskas" not in few
    wrong = "".join(f"  - namn: A{at}\n    belopp: {at}\n" for at in range(12))
    many = diff_report.as_markdown(of(appended(f"insatser:\n{wrong}")))
    assert many.count(", rad ") == 10
    *_, eleventh, last = of(appended(f"insatser:\n{wrong}")).fel
    left = f"{BESLUT}:{eleventh.line} och {BESLUT}:{last.line}"
    assert f"Och 2 till: {left}. Börja med det första" in many


def test_the_guide_is_linked_where_the_published_site_has_one() -> None:
    wrong = {**valid(), BESLUT: text_of().replace("6 mkr", "6").encode()}
    page = {"content/sidor/for-redaktorer.md": b"# Guide\n"}
    linked = "[fel-belopp](https://tilldelat.example/for-redaktorer/#kod-fel-belopp)"
    assert linked in diff_report.as_markdown(of(wrong, {**valid(), **page}))
    assert linked not in diff_report.as_markdown(of({**wrong, **page}))


def test_a_difference_that_is_explained_is_said_to_be() -> None:
    explained = "avvikelser:\n  - kontroll: insatser\n    galler: nara-vard\n"
    explained += "    differens: 1 mkr\n    forklaring: Handlingen går inte ihop.\n"
    files = replaced("        belopp: 2 mkr", "        belopp: 3 mkr")
    found = of(appended(explained, files=files))
    assert found.fel == ()
    assert words(appended(explained, files=files))[0].endswith(
        "kontrollen mot områdets summa avviker nu inom avrundningen (förklarat i beslutet)."
    )
    assert ", förklarad i beslutet |" in diff_report.as_markdown(found)


@pytest.mark.parametrize(
    ("old", "new", "note", "asked"),
    [
        ("4 mkr", "3 mkr", "Tryckt 4 mkr i bilagan.", True),
        ("4 mkr", "3 mkr", "Tryckt 4\u00a0000\u00a0000 kr i bilagan.", True),
        ("4 mkr", "3 mkr", "Tryckt 14 mkr, 3,4 mkr och 4 mkrx.", False),
        ("4 mkr", "3 mkr", "Tryckt 3 mkr i bilagan.", False),
        ("4 mkr", "4 000 tkr", "Tryckt 4 mkr i bilagan.", False),
        ("4 123 456 kr", "3 mkr", "Tryckt 4 123 456 i bilagan.", True),
    ],
    ids=str,
)
def test_it_is_asked_where_the_amount_still_stands_as_it_was(
    old: str, new: str, note: str, asked: bool
) -> None:
    before = replaced("        belopp: 4 mkr\n", f"        belopp: {old}\n")
    before = appended(f"anmarkningar:\n  - text: {note}\n", files=before)
    after = replaced(f"        belopp: {old}\n", f"        belopp: {new}\n", files=before)
    found = of(after, before)
    line = text_of().count("\n") + 2
    assert [(one.file, one.line) for one in found.kvar] == ([(BESLUT, line)] if asked else [])
    shown = diff_report.as_markdown(found)
    assert ("#### Det tidigare beloppet står kvar här. Stämmer det?" in shown) is asked


def test_each_amount_is_looked_for_only_where_its_number_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # With a thousand changed amounts it took minutes to look for each in every text.
    listed = "".join(
        f"  - namn: Insats {at - 500}\n    belopp: {at} tkr\n" for at in range(1000, 1200)
    )
    before = appended(f"insatser:\n{listed}")
    after = appended(f"insatser:\n{listed.replace(' tkr', '1 tkr')}")
    looked_in: list[str] = []
    plain_text = mentions._plain

    def counted(text: str) -> str:
        looked_in.append(text)
        return plain_text(text)

    monkeypatch.setattr(mentions, "_plain", counted)
    assert of(after, before).kvar == ()
    assert len(looked_in) < 20 * 200


def test_the_printed_form_that_was_left_behind_is_asked_for_and_no_other() -> None:
    printed = "        belopp: 4 mkr\n        kalla:\n          angivet: 4 mkr kr\n"
    before = replaced("        belopp: 4 mkr\n", printed)
    after = replaced("        belopp: 4 mkr\n", "        belopp: 3 mkr\n", files=before)
    assert [one.text for one in of(after, before).kvar] == ["4 mkr kr"]
    assert of(before, after).kvar == ()  # it is put right: the amount is now as it is printed


def test_an_amount_of_many_digits_is_asked_for_also_where_it_is_another_amount() -> None:
    before = replaced("        belopp: 4 mkr\n", "        belopp: 4 123 456 kr\n")
    before = replaced("        belopp: 2 mkr\n", "        belopp: 4 123 456 kr\n", files=before)
    text = before[BESLUT].decode()
    after = {**before, BESLUT: text.replace("4 123 456 kr", "4 123 457 kr", 1).encode()}
    assert [one.text for one in of(after, before).kvar] == ["4 123 456 kr"]
    round_one = replaced("        belopp: 4 mkr\n", "        belopp: 2 mkr\n")
    changed = replaced(
        "        belopp: 2 mkr\n        mottagare",
        "        belopp: 3 mkr\n        mottagare",
        files=round_one,
    )
    assert of(changed, round_one).kvar == ()


def test_a_new_decision_is_asked_for_what_most_documents_say() -> None:
    other = BESLUT.replace("2023", "2024")
    shown = diff_report.as_markdown(of({**valid(), other: text_of().encode()}))
    assert (
        "#### Saknas i det nya beslutet. Står det i handlingen?\n\n"
        "- 2024/god-och-nara-vard: beslutsdatum, paragraf eller delegation, diarienummer, "
        "pengarna i hela landet (ramar), villkor och "
        "återrapportering\n"
    ) in plain(shown)
    assert "Förslaget kan granskas. Läs först frågan längst ner." in shown
    assert "Saknas i det nya" not in diff_report.as_markdown(of(replaced(VARDEN, "belopp: 7 mkr")))


def test_a_ledger_may_be_added_to_and_not_taken_away() -> None:
    files = published()
    fewer = {name: content for name, content in files.items() if name != LEDGER}
    assert of(files, fewer).liggare == ()
    gone = of(fewer, files).liggare
    assert len(gone) == files[LEDGER].strip().count(b"\n")
    assert gone[0] in diff_report.as_text(of(fewer, files))


def test_json_keeps_kronor_whole_and_tells_nothing_from_zero() -> None:
    files = replaced("belopp: 4 mkr\n    objekt", "objekt")
    whole = json.loads(as_json(of(files)))
    [one] = whole["belopp"]
    assert (one["tidigare_kr"], one["nytt_kr"], one["differens_kr"]) == (
        4_000_000,
        None,
        -4_000_000,
    )
    assert (one["andring"], one["procent"], whole["fel"]) == ("andrat", None, 0)
    assert whole["sidor"] == {"tillagda": [], "borttagna": [], "flyttade": []}
    [turned] = whole["kontroller"]
    assert (turned["tidigare_verdikt"], turned["nytt_verdikt"]) == ("stammer", "ofullstandig")


# The real command on the real data, in a repository of its own.


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The real site as the first commit of a repository, not at its top."""
    top = tmp_path / "forrad"
    root = copy_real(top / "under/mapp")
    git(top, "init", "--quiet", "--initial-branch", "main")
    git(top, "add", ".")
    git(top, "commit", "--quiet", "--message", "Början")
    return root


def edit(root: Path, file: str, before: str, after: str) -> None:
    path = root / "content/data" / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def compared(root: Path, base: str = "main", code: int = 0) -> str:
    done = tilldelat("diff", base, "--root", root, "--format", "markdown")
    assert done.returncode == code, done.stdout + done.stderr
    return plain(done.stdout)


NARA_VARD = "beslut/2023/god-och-nara-vard.yml"


def test_an_amount_that_is_changed_turns_the_check_even_though_the_build_stops(
    repository: Path,
) -> None:
    edit(repository, NARA_VARD, "belopp: 41 247 254 kr", "belopp: 41 747 254 kr")
    shown = compared(repository, code=1)
    assert shown.splitlines()[0].startswith(
        "2023 Nära vård ökar med 500 000 kr till 41 747 254 kr; kontrollen mot beslutets summa"
    )
    assert (
        "| 2023 Nära vård | Beslutat | 41 247 254 kr | 41 747 254 kr | +500 000 kr | +1,2 % |"
        in (shown)
    )
    assert "**Två fel behöver rättas innan förslaget kan publiceras.**" in shown
    assert "(https://tilldelat.example/for-redaktorer/#kod-oforklarad-avvikelse)" in shown
    assert "  avvikelser:\n    - kontroll: omraden\n      differens: 500 000 kr\n" in shown
    assert "En rättelse behövs i content/data/rattelser.yml." in shown
    assert "  id: 2023/god-och-nara-vard/nara-vard\n" in shown
    assert "Vilka sidor som kommer till eller försvinner visas när" in shown


def test_an_insats_is_added_and_another_removed(repository: Path) -> None:
    edit(
        repository,
        NARA_VARD,
        """\
      - namn: Öka patientmedverkan i utvecklingsarbete
        mal: Struktur för patientmedverkan i utvecklingsarbete
        avser: Utifrån fastställt regelverk informera och ersätta patientmedverkan
""",
        """\
      - namn: Mobila team i glesbygd
        belopp: 1 mkr
""",
    )
    shown = compared(repository)
    assert "Insatsen ”Mobila team i glesbygd” 2023 läggs till med 1 000 000 kr." in shown
    assert (
        "Insatsen ”Öka patientmedverkan i utvecklingsarbete” 2023 tas bort, utan belopp." in shown
    )
    assert "Nya id för samma sak" not in shown


def test_a_proposal_is_decided_and_a_file_is_renamed(repository: Path) -> None:
    edit(repository, "beslut/2019/god-och-nara-vard.yml", "status: forslag", "status: beslutad")
    folder = repository / "content/data/beslut/2018"
    (folder / "patientmiljarden.yml").rename(folder / "patientmiljard.yml")
    shown = compared(repository, code=1)  # a published id is not to change
    assert "30 600 000 kr räknas som beslutat i stället för föreslaget" in shown
    assert "| Året 2019 | Föreslaget | 30 600 000 kr | – | −30 600 000 kr | – |" in shown
    assert (
        "| Förslaget 2018/patientmiljard | 2018/patientmiljarden | 2018/patientmiljard |" in shown
    )
    assert "#### Belopp" not in shown


def test_an_unchanged_work_tree_is_one_line_and_is_not_touched(repository: Path) -> None:
    assert compared(repository).splitlines() == [NOTHING]
    status = subprocess.run(
        ["git", "status", "--porcelain"], cwd=repository, capture_output=True, check=True
    )
    assert status.stdout == b""


def test_two_revisions_are_compared_as_data_and_nothing_of_either_is_run_or_written(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top, ran = repository.parent.parent, tmp_path / "har-korts"
    trap = f"open({str(ran)!r}, 'w')\n"
    git(top, "switch", "--quiet", "--create", "andring")
    edit(repository, NARA_VARD, "belopp: 1 249 692 kr", "belopp: 1 249 693 kr")
    for folder in (top, repository):  # all that a stranger could hope that somebody runs
        (folder / "generator").mkdir()
        (folder / "generator/__init__.py").write_text(trap, encoding="utf-8")
        (folder / "sitecustomize.py").write_text(trap, encoding="utf-8")
        (folder / ".gitattributes").write_text("* filter=falla diff=falla\n", encoding="utf-8")
    git(top, "add", ".")
    git(top, "commit", "--quiet", "--message", "Ändring")
    git(top, "switch", "--quiet", "main")
    for setting in ("filter.falla.smudge", "filter.falla.clean", "diff.falla.textconv"):
        git(top, "config", setting, f"touch {ran}; cat")
    before = files_in(top)

    monkeypatch.chdir(repository)
    done = CliRunner().invoke(cli, ["diff", "main", "--head", "andring", "--format", "json"])
    assert done.exit_code == 1, done.output  # a correction is needed
    assert [one["differens_kr"] for one in json.loads(done.stdout)["belopp"]] == [1]
    assert files_in(top) == before
    assert not ran.exists()
    read = history.read_revision(repository, "andring")
    assert {name.split("/")[1] for name in read} == {"data", "sidor"}


def test_a_head_that_is_not_there_is_wrong_use(repository: Path) -> None:
    done = CliRunner().invoke(cli, ["diff", "main", "--head", "ingen", "--root", str(repository)])
    assert isinstance(done.exception, SystemExit)
    assert done.exit_code == 2
    assert "'ingen' är varken en mapp" in done.stderr


def test_a_folder_may_be_compared_with_and_json_says_the_same(
    repository: Path, real_root: Path
) -> None:
    edit(repository, NARA_VARD, "belopp: 1 249 692 kr", "belopp: 1 249 693 kr")
    done = tilldelat("diff", real_root, "--root", repository, "--format", "json")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert [one["differens_kr"] for one in told["belopp"]] == [1]
    by_git = tilldelat("diff", "main", "--root", repository, "--format", "json")
    assert json.loads(by_git.stdout) == told


def test_links_and_hidden_files_are_read_from_git_as_from_a_folder(repository: Path) -> None:
    data = repository / "content/data"
    (data / "beslut/2024").mkdir()
    (data / "beslut/2024/lank.yml").symlink_to("../2023/god-och-nara-vard.yml")
    (data / "beslut/2024/ut.yml").symlink_to("/etc/hostname")
    (data / "mapp").symlink_to("beslut")
    (data / "inget.yml").symlink_to("../saknas")
    (data / "cirkel").symlink_to("cirkel")
    (data / "annat.yml").symlink_to("../schema/beslut.json")
    (data / "v\udce5rd\n.yml").write_bytes(b"")
    (data / ".gomd.yml").write_text("dold", encoding="utf-8")
    (data / "omraden.yml~").write_text("kopia", encoding="utf-8")
    (data / "beslut/2022~").mkdir()
    (data / "beslut/2022~/kopia.yml").write_text("kopia", encoding="utf-8")
    (data / "beslut/2024/genom.yml").symlink_to("../../mapp/2023/god-och-nara-vard.yml")
    (data / "beslut/2024/under.yml").symlink_to("lank.yml/x")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message", "Länkar")
    read = history.read_revision(repository, "HEAD")
    assert read == load.read(repository)
    assert {name for name, content in read.items() if isinstance(content, Problem)} == {
        f"content/data/{name}"
        for name in ("beslut/2024/ut.yml", "beslut/2024/under.yml", "mapp", "inget.yml", "cirkel")
    }


def test_a_content_folder_that_is_a_link_in_git_is_told_of_and_nothing_in_it_is_new(
    repository: Path,
) -> None:
    (repository / "content").rename(repository / "annat")
    (repository / "content").symlink_to("annat")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message", "Länk")
    read = history.read_revision(repository, "HEAD")
    assert [(one.file, one.code) for one in run(read)] == [("content", "lank-ut")]
    assert of(load.read(repository), read).belopp == ()


def test_a_repository_within_the_repository_is_told_of(repository: Path) -> None:
    where = f"160000,{'1' * 40},under/mapp/content/data/beslut/2024"
    git(repository.parent, "update-index", "--add", "--cacheinfo", where)
    git(repository, "commit", "--quiet", "--message", "Ett förråd till")
    told = history.read_revision(repository, "HEAD")["content/data/beslut/2024"]
    assert isinstance(told, Problem)
    assert (told.code, "submodule" in told.message) == ("olaslig-fil", True)


def test_a_root_that_is_the_top_is_read_too(tmp_path: Path) -> None:
    root = copy_site(EXEMPEL, tmp_path / "forrad")
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "Början")
    assert history.read_revision(root, "main") == load.read(root)


@pytest.mark.parametrize(
    "base", ["finns-inte", "--help", "-x", "main^{tree}", "", "HEAD~9", "a\0b"]
)
def test_a_revision_that_is_not_there_is_refused(repository: Path, base: str) -> None:
    with pytest.raises(history.NoRevisionError, match=r"i git$"):
        history.read_revision(repository, base)


@pytest.mark.parametrize("base", ["finns-inte", ""])
def test_a_base_that_is_not_there_is_wrong_use(repository: Path, base: str) -> None:
    done = tilldelat("diff", base, "--root", repository)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "är varken en mapp med content/data eller en version i git" in done.stderr
    assert "fatal" not in done.stderr


def test_a_folder_without_git_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(history.NoRevisionError, match="ligger inte i git"):
        history.read_revision(copy_site(EXEMPEL, tmp_path / "utan"), "main")


def test_a_machine_without_git_is_told_so(repository: Path) -> None:
    done = tilldelat("diff", "main", "--root", repository, environment={"PATH": "/finns-inte"})
    assert done.returncode == 4
    assert "git finns inte på datorn" in done.stderr


def test_a_repository_that_is_damaged_cannot_be_read(repository: Path) -> None:
    commit = subprocess.run(
        ["git", "rev-parse", "HEAD^{tree}"], cwd=repository, capture_output=True, check=True
    )
    tree = commit.stdout.decode().strip()
    (repository.parent.parent / ".git/objects" / tree[:2] / tree[2:]).unlink()
    done = tilldelat("diff", "HEAD", "--root", repository)
    assert done.returncode == 4, done.stdout + done.stderr
    assert done.stderr.startswith("Går inte att läsa eller skriva: ")


def test_appended_data_is_only_added() -> None:
    after = appended("  - omrade: e-halsa\n    id: mer\n    rubrik: Mer\n    belopp: 1 mkr\n")
    assert [(one.fore, one.efter_kr) for one in of(after).belopp] == [(None, 1_000_000)]


def test_a_ledger_that_was_rewritten_is_told_of_though_the_data_agrees_with_it(
    repository: Path,
) -> None:
    edit(repository, "publicerat.csv", "patientmiljarden,12600000", "patientmiljarden,12500000")
    whole = "belopp: {} mkr\nkalla"
    decision = "beslut/2018/patientmiljarden.yml"
    edit(repository, decision, whole.format("12,6"), whole.format("12,5"))
    shown = compared(repository, code=1)
    assert "**Listan över det som är publicerat är ändrad.**" in shown
    assert "Ta tillbaka raderna om 2018/patientmiljarden." in shown


def test_a_folder_that_cannot_be_read_leaves_no_word_of_a_rewritten_ledger() -> None:
    after = {name: content for name, content in published().items() if name != BESLUT}
    folder = BESLUT.rpartition("/")[0]
    told = Problem(folder, 1, 1, "olaslig-fil", "det är en länk till en mapp")
    found = compare(judge(published()), judge({**after, folder: told}))
    assert (found.liggare, found.fel) == ((), (told,))
