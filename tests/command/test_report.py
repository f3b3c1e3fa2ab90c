from __future__ import annotations

import html
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checking.codes import CATALOGUE, is_error
from generator.checking.judge import judge
from generator.command import report
from generator.command.report import FORMATS, as_github, as_json, as_summary, as_text
from generator.command.shared import summary
from generator.data.problem import Entry, Paste, Problem, in_order
from generator.reading.load import load
from generator.words.escaping import visible, visible_line
from tests.smallest import BESLUT, STEADY, line_of, replaced, run, valid

TEXT = "titel: Hej\nbelopp: 6.3 mkr\n\n\tobjekt: 9916\n"
PROBLEM = Problem("a.yml", 2, 9, "fel-belopp", "beloppet har punkt", "Skriv komma.")


def lines(problem: Problem, text: str = TEXT) -> list[str]:
    return as_text([problem], {problem.file: text}).splitlines()


def test_a_problem_is_told_with_its_place_line_caret_reason_and_remedy() -> None:
    assert as_text([PROBLEM], {"a.yml": TEXT}) == (
        "a.yml:2:9: fel-belopp: beloppet har punkt\n"
        "  | belopp: 6.3 mkr\n"
        "  |         ^\n"
        f"  Varför: {CATALOGUE['fel-belopp'].why}\n"
        "  Gör så här: Skriv komma.\n"
        "\n"
    )


def test_a_long_file_with_much_wrong_is_divided_into_lines_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    divided: list[str] = []
    divide = report._lines

    def counted(text: str) -> list[str]:
        divided.append(text)
        return divide(text)

    monkeypatch.setattr(report, "_lines", counted)
    assert as_text([PROBLEM] * 9, {"a.yml": TEXT}).count("belopp: 6.3 mkr") == 9
    assert divided == [TEXT]


def test_what_was_read_is_told_in_words_that_fit_the_number() -> None:
    judged = judge(valid())
    assert summary(judged).endswith("5 belopp och 2 kontroller: inga fel.")
    one = replace(judged, kontroller=judged.kontroller[:1])
    assert summary(one).endswith("5 belopp och 1 kontroll: inga fel.")


def pointed_at(told: list[str]) -> str:
    """What stands over the caret."""
    shown, caret = told[1], told[2]
    assert caret.strip(" |") == "^"
    return shown[caret.index("^") :]


@pytest.mark.parametrize("before", [0, 1, 30, 58, 59, 60, 61, 99, 150, 4_000])
def test_the_caret_stands_under_the_place_however_long_the_line_is(before: int) -> None:
    text = f"{'x' * before}HÄR{'y' * 500}"
    told = lines(Problem("a.yml", 1, before + 1, "yaml", "fel"), text)
    assert pointed_at(told).startswith("HÄR")
    assert len(told[1]) <= 110


def test_a_tab_before_the_place_moves_no_caret() -> None:
    assert pointed_at(lines(Problem("a.yml", 4, 2, "tabb", "tabb"))) == "objekt: 9916"


def test_the_caret_may_stand_after_the_last_character() -> None:
    told = lines(Problem("a.yml", 1, 11, "yaml", "fel"))
    assert told[2] == "  |           ^"


@pytest.mark.parametrize("line", [3, 5, 99])
def test_an_empty_line_or_one_that_is_not_there_is_not_shown(line: int) -> None:
    told = lines(Problem("a.yml", line, 1, "tom-fil", "filen är tom"))
    assert told[1].startswith("  Varför:")


def test_a_file_that_could_not_be_read_is_told_of_without_its_line() -> None:
    told = as_text([PROBLEM], {}).splitlines()
    assert told[0] == "a.yml:2:9: fel-belopp: beloppet har punkt"
    assert told[1].startswith("  Varför:")


PASTE = Paste("Annars: lägg till:", (Entry("avvikelser:\n  - a: b"), Entry("  - c: `|`")))
PASTED = Problem("a.yml", 1, 1, "yaml", "fel", "Rätta det.", PASTE)


def test_what_is_to_be_pasted_stands_on_lines_of_its_own_as_it_is_to_be_pasted() -> None:
    told = lines(PASTED)
    assert told[-5] == "  Gör så här: Rätta det. Annars: lägg till:"
    assert told[-4:] == ["avvikelser:", "  - a: b", "  - c: `|`", ""]


def test_an_annotation_and_json_hold_what_is_to_be_pasted() -> None:
    assert as_github([PASTED], {}).endswith(
        "%0AGör så här: Rätta det. Annars: lägg till:%0Aavvikelser:%0A  - a: b%0A  - c: `|`\n"
    )
    [told] = json.loads(as_json([PASTED], {}))["problem"]
    assert told["gor_sa_har"] == PASTED.remedy
    assert told["klistra_in"] == ["avvikelser:\n  - a: b", "  - c: `|`"]


def test_a_summary_shows_whole_entries_in_its_cell_and_counts_the_rest() -> None:
    [cells] = [line for line in as_summary([PASTED]).splitlines() if "a.yml" in line]
    assert cells.count("|") == 5
    assert "<pre>avvikelser:&#10;  - a: b&#10;  - c: `|`</pre>" in html.unescape(
        cells.replace("&#10;", "&amp;#10;")
    )
    many = PASTED.paste._replace(entries=tuple(Entry(f"- a: {at:095}") for at in range(20)))
    shown = as_summary([replace(PASTED, paste=many)])
    assert shown.count(" a: 0") == 9
    assert "</pre> Och 11 till, som visas i körningens logg. |" in shown


def test_without_a_hint_nothing_is_said_of_what_to_do() -> None:
    assert "Gör så här" not in as_text([Problem("a.yml", 1, 1, "yaml", "fel")], {})


def test_a_warning_says_that_it_is_one() -> None:
    warning = Problem("a.yml", 1, 1, "saknat-avsnitt", "var?")
    assert lines(warning)[0] == "a.yml:1:1: saknat-avsnitt: varning: var?"


def test_no_problems_make_no_text() -> None:
    assert as_text([], {}) == ""
    assert as_github([], {}) == ""


def test_the_caret_of_a_real_run_stands_under_the_amount() -> None:
    files = replaced("    belopp: 6 mkr", "    belopp: 6.0 mkr")
    register, _ = load(files)
    told = as_text(run(files), {BESLUT: register.sources[BESLUT].text}).splitlines()
    assert told[0].startswith(f"{BESLUT}:{line_of(files, BESLUT, '6.0 mkr')}:13: fel-belopp:")
    assert pointed_at(told) == "6.0 mkr"


def test_a_problem_is_an_annotation_at_its_line() -> None:
    assert as_github([PROBLEM], {}) == (
        "::error file=a.yml,line=2,col=9,title=fel-belopp::beloppet har punkt.%0A"
        "Varför: Ett belopp som kan läsas på två sätt får inte gissas.%0AGör så här: Skriv komma.\n"
    )


def test_a_warning_is_an_annotation_that_fails_nothing() -> None:
    warning = Problem("a.yml", 1, 1, "saknat-avsnitt", "var?")
    assert as_github([warning], {}).startswith("::warning file=a.yml,")


def test_an_annotation_escapes_what_ends_its_parts() -> None:
    problem = Problem("a,b:c%.yml", 1, 2, "yaml", "100 % fel: a, b", "Rad 1\nRad 2")
    assert as_github([problem], {}) == (
        "::error file=a%2Cb%3Ac%25.yml,line=1,col=2,title=yaml"
        "::100 %25 fel: a, b.%0A"
        "Varför: Uppgifterna går inte att läsa förrän den gör det.%0AGör så här: Rad 1%0ARad 2\n"
    )


def test_an_annotation_without_a_hint_ends_with_why() -> None:
    shown = as_github([Problem("a.yml", 1, 1, "yaml", "fel")], {})
    assert "::fel.%0AVarför: " in shown
    assert "Gör så här" not in shown


def unquoted(text: str) -> str:
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


TEXTS = st.text(alphabet="abå%:,\n\r03AD25 \u202e\udcff\x1b", max_size=20)
PROBLEMS = st.builds(
    Problem,
    file=TEXTS,
    line=st.integers(1, 99),
    column=st.integers(1, 400),
    code=st.sampled_from(sorted(CATALOGUE)),
    message=TEXTS,
    hint=TEXTS,
    paste=st.builds(Paste, TEXTS, st.tuples(st.builds(Entry, TEXTS))),
)


@STEADY
@given(PROBLEMS)
def test_any_problem_is_one_line_that_is_read_back_as_the_same(problem: Problem) -> None:
    annotation = as_github([problem], {})
    assert annotation.count("\n") == 1
    _, head, message = annotation.rstrip("\n").split("::", 2)
    level, _, properties = head.partition(" ")
    fields = dict(part.split("=", 1) for part in properties.split(","))
    assert level == ("error" if is_error(problem) else "warning")
    assert unquoted(fields["file"]) == visible_line(problem.file)
    assert (fields["line"], fields["col"]) == (str(problem.line), str(problem.column))
    assert unquoted(message).startswith(visible_line(problem.message))
    assert visible(problem.remedy) in unquoted(message)


def test_json_holds_every_field_in_swedish_and_why_it_matters() -> None:
    assert json.loads(as_json([PROBLEM], {"a.yml": "b:\nbelopp: 1.5 mkr\n"})) == {
        "problem": [
            {
                "fil": "a.yml",
                "rad": 2,
                "kolumn": 9,
                "kod": "fel-belopp",
                "allvar": "fel",
                "raden": "belopp: 1.5 mkr",
                "meddelande": "beloppet har punkt",
                "varfor": CATALOGUE["fel-belopp"].why,
                "gor_sa_har": "Skriv komma.",
                "klistra_in": [],
            }
        ]
    }


def test_json_without_problems_is_still_json() -> None:
    assert json.loads(as_json([], {})) == {"problem": []}


@STEADY
@given(st.lists(PROBLEMS, max_size=4), TEXTS)
def test_any_problems_are_told_in_every_form_without_raising(
    problems: list[Problem], text: str
) -> None:
    told = json.loads(as_json(problems, {}))["problem"]
    assert [one["meddelande"] for one in told] == [visible_line(one.message) for one in problems]
    shown = as_text(problems, {one.file: text for one in problems})
    assert shown.count("  Varför: ") == len(problems)
    for form in FORMATS.values():
        assert re.findall("[\u202e\udcff\x1b\r]", form(problems, {})) == []
    assert set(FORMATS) == {"text", "github", "json"}


def test_problems_are_told_in_reading_order_and_once() -> None:
    late = Problem("a.yml", 10, 1, "yaml", "fel")
    early = Problem("a.yml", 9, 5, "yaml", "fel")
    first = Problem("a.yml", 9, 2, "yaml", "fel")
    other = Problem("B.yml", 99, 1, "yaml", "fel")
    assert in_order([late, early, first, other, early]) == (other, first, early, late)


UNSEEN = Problem("a\n::error::b.yml", 1, 6, "styrtecken", "det\u202e\n::error::", "Ta\u061c\nbort")


def test_what_cannot_be_seen_is_written_out_and_the_caret_stands_under_it() -> None:
    assert as_text([UNSEEN], {UNSEEN.file: "a\xad: b\u202ec\n"}).splitlines()[:-1] == [
        "a<U+000A>::error::b.yml:1:6: styrtecken: det<U+202E><U+000A>::error::",
        "  | a<U+00AD>: b<U+202E>c",
        "  |             ^",
        f"  Varför: {CATALOGUE['styrtecken'].why}",
        "  Gör så här: Ta<U+061C>",
        "bort",
    ]


@pytest.mark.parametrize("form", FORMATS)
def test_no_line_is_a_command_to_the_workflow_but_those_meant_to_be(form: str) -> None:
    problem = Problem("##[a]b.yml", 1, 1, "yaml", "##[error]a", "##[add-mask]a")
    lines = FORMATS[form]([UNSEEN, problem], {"##[a]b.yml": "##[stop-commands]x"}).splitlines()
    commands = [line for line in lines if line.lstrip().startswith("::")]
    assert [line[:13] for line in commands] == ["::error file="] * (2 if form == "github" else 0)
    assert not any("##[" in line for line in lines)


def test_a_line_is_shown_whole_whatever_stands_in_it() -> None:
    problem = Problem("a.yml", 2, 4, "styrtecken", "fel")
    assert lines(problem, "a\x0b\nb: \x0bc\nd")[1:3] == ["  | b: <U+000B>c", "  |    ^"]
