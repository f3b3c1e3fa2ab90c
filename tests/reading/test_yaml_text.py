from __future__ import annotations

import subprocess
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.data.problem import Problem
from generator.reading.yaml_text import MAX_BYTES, MAX_DEPTH, Source, clean, parse
from generator.words.escaping import unseen
from tests.smallest import STEADY


def right(content: str | bytes) -> Source:
    source, problems = parse("f.yml", content.encode() if isinstance(content, str) else content)
    assert problems == []
    assert source is not None
    return source


def wrong(content: str | bytes) -> list[tuple[int, int, str]]:
    _, problems = parse("f.yml", content.encode() if isinstance(content, str) else content)
    return [(one.line, one.column, one.code) for one in problems]


def only_problem(content: str | bytes) -> Problem:
    _, problems = parse("f.yml", content.encode() if isinstance(content, str) else content)
    assert len(problems) == 1
    return problems[0]


NESTED = """\
# en kommentar
titel: Hej
lista:
  - namn: "A: 1"
    belopp: 5 mkr
  - namn: B
flöde: {a: 1, b: [x, y]}
"""


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ((), (2, 1), (2, 1)),
        (("titel",), (2, 8), (2, 1)),
        (("lista",), (4, 3), (3, 1)),
        (("lista", 0), (4, 5), (4, 5)),
        (("lista", 0, "namn"), (4, 11), (4, 5)),
        (("lista", 0, "belopp"), (5, 13), (5, 5)),
        (("lista", 1, "namn"), (6, 11), (6, 5)),
        (("flöde", "a"), (7, 12), (7, 9)),
        (("flöde", "b", 1), (7, 22), (7, 22)),
    ],
    ids=str,
)
def test_every_value_and_key_knows_its_line_and_column(
    path: tuple[str | int, ...], value: tuple[int, int], key: tuple[int, int]
) -> None:
    source = right(NESTED)
    assert source.place(path) == value
    assert source.key_place(path) == key


def test_a_value_that_is_not_there_has_the_place_of_what_it_would_stand_in() -> None:
    source = right(NESTED)
    assert source.place(("lista", 1, "belopp")) == source.place(("lista", 1)) == (6, 5)
    assert source.place(("okand", "djupare")) == (2, 1)


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfa: 1\nb:\n  - 2\n",
        b"a: 1\r\nb:\r\n  - 2\r\n",
        b"\xef\xbb\xbfa: 1\r\nb:\r\n  - 2\r\n",
        b"---\na: 1\nb:\n  - 2\n"[4:],
    ],
    ids=["BOM", "CRLF", "both", "neither"],
)
def test_a_byte_order_mark_or_windows_line_ends_change_neither_values_nor_places(
    content: bytes,
) -> None:
    source = right(content)
    assert source.data == {"a": "1", "b": ["2"]}
    assert source.place(("a",)) == (1, 4)
    assert source.place(("b", 0)) == (3, 5)
    assert source.text.startswith("a: 1")


def test_decomposed_letters_are_composed_in_keys_and_values() -> None:
    written = unicodedata.normalize("NFD", "område: Åre kök är öppet\n")
    assert len(written) > len("område: Åre kök är öppet\n")
    assert right(written).data == {"område": "Åre kök är öppet"}


def test_the_same_key_composed_and_decomposed_is_a_duplicate() -> None:
    text = "ål: 1\n" + unicodedata.normalize("NFD", "ål: 2\n")
    assert wrong(text) == [(2, 1, "dubbel-nyckel")]


@pytest.mark.parametrize(
    "written",
    [
        *("no", "yes", "on", "true", "~", "null", "=", "<<", ".inf"),
        *("012", "0x1F", "1_000", "1e3", "6.3", "12:30:45", "2023-03-29", "2023-13-01"),
    ],
)
def test_every_value_stays_the_text_that_was_written(written: str) -> None:
    assert right(f"a: {written}\nb: [{written}]\n").data == {"a": written, "b": [written]}


@pytest.mark.parametrize("written", ["no", "012", "2023", "~"])
def test_every_key_stays_the_text_that_was_written(written: str) -> None:
    assert right(f"{written}: x\n").data == {written: "x"}


def test_an_empty_field_is_nothing_but_an_empty_quoted_text_is_a_text() -> None:
    assert right("a:\nb: ''\nc: \"\"\n").data == {"b": "", "c": ""}


@pytest.mark.parametrize(
    "written",
    [
        "a: en\n  lång rad\n",
        "a: >-\n  en\n  lång rad\n",
        "a: |\n  en\n  lång  rad\n",
        "a: 'en   lång rad '\n",
        'a: "en\\tlång\\nrad"\n',
    ],
    ids=["plain", "folded", "literal", "quoted", "escaped"],
)
def test_a_text_over_several_lines_is_one_line_with_single_spaces(written: str) -> None:
    assert right(written).data == {"a": "en lång rad"}


def test_a_no_break_space_in_a_text_is_kept() -> None:
    assert clean("41\u00a0247  kr\n") == "41\u00a0247 kr"


# The plainest form of each of these is in the table of `tests/command/test_inputs.py`.
@pytest.mark.parametrize(
    ("content", "place", "code"),
    [
        ("\n\n", (1, 1), "tom-fil"),
        ("# bara en kommentar\n", (1, 1), "tom-fil"),
        (b"\xef\xbb\xbf", (1, 1), "tom-fil"),
        ("x:\n  - a: 1\n    a: 1\n", (3, 5), "dubbel-nyckel"),
        ("a: {b: 1, b: 2}\n", (1, 11), "dubbel-nyckel"),
        ('"a": 1\na: 2\n', (2, 1), "dubbel-nyckel"),
        ("\ta: 1\n", (1, 1), "tabb"),
        ("a:\n  b: 1\n\tc: 2\n", (3, 1), "tabb"),
        ("a: !egen 1\n", (1, 4), "yaml-tagg"),
        ("a: 1\nb: !egen [1]\n", (2, 4), "yaml-tagg"),
        ("a: 1\nb: !!binary aGVq\n", (2, 4), "yaml-tagg"),
        ("a: 1\n=======\nb: 3\n", (2, 1), "sammanslagning"),
        ("a: 1\n>>>>>>> gren\n", (2, 1), "sammanslagning"),
        ("a: 1\r\n=======\r\nb: 3\r\n", (2, 1), "sammanslagning"),
        ("a: bra".encode("utf-16-le"), (1, 2), "styrtecken"),
        (b"a: 1\nb: x\x1by\n", (2, 5), "styrtecken"),
        ("a: 1\nb: x\x7fy\n", (2, 5), "styrtecken"),
        ("a: 1\nb: x\x9fy\n", (2, 5), "styrtecken"),
        ('a: 1\nb: "x\\0y"\n', (2, 4), "styrtecken"),
        ('a: 1\nb: "x\\ey"\n', (2, 4), "styrtecken"),
        (b"a: " + b"x" * MAX_BYTES, (1, 1), "for-stor-fil"),
        ("a: b: c\n", (1, 5), "yaml"),
        ("a: 1\n b: 2\n", (2, 3), "yaml"),
        ('a: "x\n', (2, 1), "yaml"),
        ("a: @x\n", (1, 4), "yaml"),
        ("a: *okand\n", (1, 4), "yaml"),
        ("a: [1, 2\nb: 3\n", (2, 2), "yaml"),
        ("? [a, b]\n: c\n", (1, 3), "fel-nyckel"),
        ("{ar: 2019, belopp: 6,2 mkr}\n", (1, 22), "yaml-komma"),
        ("- {ar: 2019, belopp: 6,2 mkr, x: y}\n", (1, 24), "yaml-komma"),
    ],
    ids=str,
)
def test_what_yaml_would_pass_over_or_choke_on_is_one_problem_at_its_place(
    content: str | bytes, place: tuple[int, int], code: str
) -> None:
    assert wrong(content) == [(*place, code)]


def test_a_text_of_the_largest_size_is_read() -> None:
    assert right(b"a: " + b"x" * (MAX_BYTES - 3)).data == {"a": "x" * (MAX_BYTES - 3)}


def test_the_duplicate_names_the_line_of_the_first() -> None:
    problem = only_problem("a: 1\n\nb: 2\na: 3\n")
    assert "'a' står redan på rad 1" in problem.message


def test_the_decimal_comma_trap_shows_the_amount_to_quote() -> None:
    problem = only_problem("ramar:\n  - {ar: 2019, belopp: 6,2 mkr}\n")
    assert "decimalkomma" in problem.message
    assert '"6,2 mkr"' in problem.hint


def test_fields_in_braces_with_amounts_without_decimals_are_right() -> None:
    assert right('{ar: 2019, belopp: 6 mkr, not: "6,2 mkr"}').data == {
        "ar": "2019",
        "belopp": "6 mkr",
        "not": "6,2 mkr",
    }


@pytest.mark.parametrize(
    ("separator", "name"), [("\u2028", "LS"), ("\u2029", "PS"), ("\x85", "NEL")], ids=ascii
)
def test_a_line_is_what_editors_count_as_a_line(separator: str, name: str) -> None:
    _, problems = parse("f.yml", f"a: x{separator}y\nb: 1: 2\n".encode())
    assert problems, name
    assert {one.line for one in problems} <= {1, 2}


def nested_levels(count: int) -> str:
    return "a: " + "[" * count + "]" * count + "\n"


def test_the_deepest_allowed_nesting_is_read_and_one_level_more_is_not() -> None:
    right(nested_levels(MAX_DEPTH))
    assert [code for _, _, code in wrong(nested_levels(MAX_DEPTH + 1))] == ["for-djupt"]


ABSURD = {
    "flow lists": "'[' * 100_000",
    "closed flow lists": "'[' * 100_000 + ']' * 100_000",
    "flow fields": "'{a: ' * 100_000",
    "block lists": "'- ' * 100_000 + 'x'",
    "complex keys": "'? ' * 100_000 + 'x'",
    "flow lists in a field": "'a: ' + '[' * 900_000",
    "block fields": "''.join(' ' * depth + 'a:' + chr(10) for depth in range(1_900))",
}


@pytest.mark.parametrize("expression", ABSURD.values(), ids=ABSURD)
def test_absurd_nesting_ends_with_a_problem_and_not_with_a_crash(expression: str) -> None:
    program = (
        "from generator.reading.yaml_text import parse\n"
        f"_, problems = parse('f.yml', ({expression}).encode())\n"
        "print(len(problems), problems[0].code)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, f"ended with {done.returncode}"
    assert done.stdout in {"1 for-djupt\n", "1 yaml\n"}


def total(content: bytes) -> None:
    source, problems = parse("f.yml", content)
    assert source is not None or problems
    for one in problems:
        assert one.file == "f.yml"
        assert one.line >= 1
        assert one.column >= 1
        assert one.message


@STEADY
@given(st.binary())
def test_no_bytes_make_the_parser_raise(content: bytes) -> None:
    total(content)


@STEADY
@given(st.text())
def test_no_text_makes_the_parser_raise(text: str) -> None:
    total(text.encode("utf-8", "surrogatepass"))


@STEADY
@given(st.text(alphabet="ab1 \n\t:-?[]{},&*!|>'\"%#@`~<=\r\u2028\ufeffåa\u030a", max_size=60))
def test_no_text_like_yaml_makes_the_parser_raise(text: str) -> None:
    total(text.encode())


@STEADY
@given(
    st.recursive(
        st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1).filter(
            lambda text: not any(unseen(text))
        ),
        lambda inner: (
            st.lists(inner) | st.dictionaries(st.from_regex(r"[a-zåäö]+", fullmatch=True), inner)
        ),
        max_leaves=12,
    )
)
def test_what_is_written_as_quoted_texts_is_read_as_the_same_texts(data: object) -> None:
    def written(value: object) -> str:
        if isinstance(value, dict):
            return "{" + ", ".join(f'"{key}": {written(one)}' for key, one in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(written(one) for one in value) + "]"
        assert isinstance(value, str)
        return "'" + value.replace("'", "''") + "'"

    def composed(value: object) -> object:
        if isinstance(value, dict):
            return {key: composed(one) for key, one in value.items()}
        if isinstance(value, list):
            return [composed(one) for one in value]
        assert isinstance(value, str)
        return unicodedata.normalize("NFC", value)

    assert right(written(data)).data == composed(data)


@pytest.mark.parametrize(
    "text",
    [
        "titel: Ett # som den är tryckt\n",
        "titel: Ett  # som den är tryckt\n",
        'titel: "Ett #2"\n',
        "titel: Ett#2\n",
        "titel: Ett\n#2 är en egen rad\n",
        "titel: >-\n  Ett #2\n",
        "titel: Ett ##\n",
    ],
)
def test_a_comment_that_is_one_and_a_number_sign_in_quotes_are_left_alone(text: str) -> None:
    source, problems = parse("a.yml", text.encode())
    assert source is not None
    assert problems == []


def test_places_of_a_file_of_aliases_are_found_without_following_them() -> None:
    doubled = "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
    source, problems = parse("f.yml", f"a0: &a0 [x, x]\n{doubled}b: [&b [*b]]\nc: y\n".encode())
    assert source is not None
    assert {one.code for one in problems} == {"yaml-alias"}
    assert source.place(("c",)) == (62, 4)
