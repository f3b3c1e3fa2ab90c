from __future__ import annotations

import html as entities
import re
import sys
import unicodedata
from collections.abc import Callable

import markdown
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html
from markupsafe import Markup

from generator.reading.yaml_text import clean
from generator.words.escaping import (
    escape,
    github,
    link,
    preformatted,
    unseen,
    visible,
    visible_line,
)
from generator.words.swedish import unbroken
from tests.smallest import STEADY

EXTENSIONS = ["attr_list", "toc"]
"""The ones that the site's configuration names."""


def rendered(text: str) -> html.HtmlElement:
    """What a reader's browser makes of Markdown."""
    page = markdown.markdown(text, extensions=EXTENSIONS)
    return html.fromstring(f"<html><body>{page}</body></html>")


def only(text: str, tag: str) -> str:
    """The text of the page's only element, which must be of the tag and hold text only."""
    body = rendered(text).find("body")
    assert body is not None
    (element,) = body
    assert element.tag == tag
    assert len(element) == 0
    assert not (body.text or "").strip()
    assert not (element.tail or "").strip()
    return element.text or ""


def in_paragraph(text: str) -> str:
    return only(f"{escape(text)}\n", "p")


def in_heading(text: str) -> str:
    return only(f"## {escape(text)}\n", "h2")


def in_cell(text: str) -> str:
    page = rendered(f"<table>\n<tr><td>{escape(text)}</td></tr>\n</table>\n")
    cells = list(page.iter("td"))
    assert [len(cell) for cell in cells] == [0]
    assert {element.tag for element in page.iter()} <= {"html", "body", "table", "tr", "td"}
    return cells[0].text or ""


def after_other_text(text: str) -> str:
    """In the middle of a sentence, and on a line of its own in a paragraph."""
    whole = only(f"Före {escape(text)} efter\n", "p")
    assert whole.startswith("Före ")
    assert whole.endswith(" efter")
    return whole.removeprefix("Före ").removesuffix(" efter")


PLACES = {
    "paragraph": in_paragraph,
    "heading": in_heading,
    "cell": in_cell,
    "sentence": after_other_text,
}

AWKWARD = [
    "- en lista",
    "+ en lista",
    "* en lista",
    "1. en lista",
    "2023. Året",
    "1) en lista",
    "1.",
    "-",
    "#",
    "# rubrik",
    "###### rubrik ######",
    "> citat",
    "---",
    "***",
    "===",
    ": definition",
    "a | b | c",
    "|---|---|",
    "<b>fet</b>",
    "<script>alert(1)</script>",
    "<!-- kommentar -->",
    "<a href='x'>",
    "</td></tr></table>",
    "&amp; &lt; &#60; &nbsp; &",
    "`kod`",
    "``` kod",
    "~~~",
    "${x} $x$ {{ x }} {% x %}",
    "{: .klass #id }",
    "rubrik {: .klass }",
    "rubrik {#id}",
    "[länk](http://x)",
    "[länk][1]",
    "[1]: http://x",
    "![bild](x.png)",
    "[TOC]",
    "<http://x>",
    "http://x.se/a_b_c",
    "bo@exempel.example",
    "*betonad* _betonad_ **stark**",
    "snake_case_namn",
    "5 * 3 * 2",
    "a\\b \\* \\",
    "*[HTML]: Hyper",
    "!!! note",
    "^1^ ~2~ ==3==",
    "[^1]: not",
    "\"citat\" 'citat'",
    "Å ä ö é – — … ” ’",
    "41\u00a0247\u00a0254\u00a0kr",
    "klzzwxh:0001",
    "wzxhzdk:0",
    "@@",
    "100 %",
    "§ 40",
]


@pytest.mark.parametrize("text", AWKWARD)
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_awkward_text_is_read_as_just_that_text(place: Callable[[str], str], text: str) -> None:
    assert place(text) == unbroken(text)


READABLE = st.text(
    alphabet=st.characters(exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1
) | st.text(alphabet="ab1 .)(-+*_#>|<&;:=~`'\"[]{}!\\/^$@%\u00a0å", min_size=1, max_size=30)
TEXTS = READABLE.map(clean).filter(bool)
"""Texts as the data gives them: composed, on one line, with single spaces."""


@settings(STEADY, max_examples=400)
@given(TEXTS)
@example("\u0663. punkt")
def test_any_text_in_a_paragraph_is_read_as_just_that_text(text: str) -> None:
    assert in_paragraph(text) == unbroken(text)


@settings(STEADY, max_examples=400)
@given(TEXTS)
@example("rubrik #")
def test_any_text_in_a_heading_is_read_as_just_that_text(text: str) -> None:
    assert in_heading(text) == unbroken(text)


@settings(STEADY, max_examples=400)
@given(TEXTS)
def test_any_text_in_a_table_cell_is_read_as_just_that_text(text: str) -> None:
    assert in_cell(text) == unbroken(text)


@STEADY
@given(TEXTS)
@example("\" onclick='x'")
def test_any_text_in_an_attribute_of_a_table_is_read_as_just_that_text(text: str) -> None:
    for quote in "'\"":
        cell = f"<td title={quote}{escape(text)}{quote}>x</td>"
        (found,) = rendered(f"<table>\n<tr>{cell}</tr>\n</table>\n").iter("td")
        assert dict(found.attrib) == {"title": unbroken(text)}


@STEADY
@given(TEXTS)
def test_any_text_within_a_sentence_is_read_as_just_that_text(text: str) -> None:
    assert after_other_text(text) == unbroken(text)


@pytest.mark.parametrize("text", ["a\n- b", "a\r\n\r\n# b", "a\r# b", "a\n\n<b>"], ids=ascii)
def test_a_line_break_never_starts_a_new_block(text: str) -> None:
    assert "b" in in_paragraph(text)


def test_ready_markup_is_left_alone() -> None:
    ready = Markup("<em>a & b</em>")
    assert escape(ready) is ready
    assert escape(escape("a & b")) == escape("a & b")


def test_numbers_and_other_values_are_written_as_text() -> None:
    assert escape(2023) == "2023"


@pytest.mark.parametrize(
    "address",
    [
        "../../beslut/",
        "https://x.se/?a=1&b=2",
        "https://x.se/?a=1&amp;b=2",
        'https://x.se/"><b>',
        "https://x.se/<b>",
    ],
)
def test_a_link_leads_to_its_address_and_shows_its_text(address: str) -> None:
    page = rendered(f"{link(address, '<Läs> & [lär]')}\n")
    (anchor,) = page.iter("a")
    assert anchor.get("href") == address
    assert anchor.text == "<Läs> & [lär]"
    assert len(anchor) == 0


@pytest.mark.parametrize(
    "address", ["https://x.se/_a_/*b*", "https://x.se/`a`", "https://x.se/\\_a"]
)
def test_a_links_address_is_not_changed_by_markdown(address: str) -> None:
    (anchor,) = rendered(f"Se {link(address, 'här')}.\n").iter("a")
    assert anchor.get("href") == address


@pytest.mark.parametrize(
    "text", ["a:\n\tb", "- a\n\n  - b", "<b> & *c* `d` &amp;\n{: .e }", "  1. a\n\\a"]
)
def test_lines_in_pre_are_read_as_they_are(text: str) -> None:
    page = rendered(f"<section>\n<pre><code>{preformatted(text)}</code></pre>\n</section>")
    assert page.findall(".//code")[0].text_content() == text


CALLS = re.compile(
    r"""(?<![\w])@\w | \b[0-9a-f]{7,40}\b | \#\d | \bGH-\d | \bGHSA-\w{4} | \bCVE-\d{4}
      | :[\w+-]+: | (?:https?|ftp):// | www\.\w | [\w.+-]+@[\w-]+\.\w""",
    re.IGNORECASE | re.VERBOSE,
)
"""What GitHub makes more of than text, in what its reader sees."""


@pytest.mark.parametrize(
    "text",
    [
        "@octocat och @org/team",
        "#12",
        "org/repo#12",
        "GH-12 och gh-12",
        "GHSA-abcd-1234-efgh",
        "ghsa-abcd-1234-efgh",
        "CVE-2024-12345",
        ":rocket:",
        "Tid 10:30:+1: och :a:b:c:",
        ":t-rex::t-rex:",
        "a5c3785ed8d6a35868bc169f07e40e889087fd2e",
        "a5c3785",
        "75422690",
        "ABCDEF01",
        "octo/repo@a5c3785ed8d6a35868bc169f07e40e889087fd2e",
        "octo@a5c3785",
        "octo:main...a5c3785",
        "https://ond.example/a?b=c ftp://ond.example/",
        "http://www.ond.example",
        "_www.ond.example_",
        "WWW.ond.example",
        "mig@ond.example mailto:mig@ond.example",
    ],
)
def test_nothing_in_a_comment_calls_for_people_or_pages_or_becomes_a_picture(text: str) -> None:
    assert CALLS.search(text)
    read = entities.unescape(github(f"Å {text} å"))
    assert CALLS.findall(read) == []
    assert read.replace("\u2060", "") == f"Å {text} å"


@pytest.mark.parametrize(
    "text", ["E-hälsa 10:30", "6\u00a0000\u00a0000\u00a0kr, −1,2\u00a0%", "2023"]
)
def test_ordinary_words_in_a_comment_are_left_alone(text: str) -> None:
    assert github(text) == text if ":" not in text else "\u2060" not in github(text)


NEVER_SEEN = (
    "\u202a\u202e\u2066\u2069\u200b\u200d\u200f\u061c\u00ad\u180e\ufeff\U000e0041\u2060\x1b\x85"
)
NEVER_SEEN += (
    "\u2028\u2029\ud800\udfff\ufdd0\uffff\ue000\U0010ffff\u034f\u3164\u115f\ufe00\U000e0100"
)


@pytest.mark.parametrize("char", NEVER_SEEN, ids=ascii)
def test_what_no_reader_sees_is_found_and_written_out(char: str) -> None:
    assert [found.start() for found in unseen(f"å{char}b")] == [1]
    assert visible(f"å{char}b") == f"å<U+{ord(char):04X}>b"


@pytest.mark.parametrize("char", "aÅñ 1\t\n\u00a0\u2009\u202f–…”€−×≤→\u0301字я⚠\ufe0f🚀", ids=ascii)
def test_what_a_reader_sees_is_left_alone(char: str) -> None:
    assert list(unseen(f"å{char}b")) == []
    assert visible(f"å{char}b") == f"å{char}b"


def test_every_character_that_unicode_says_is_not_seen_is_found() -> None:
    hidden = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    allowed = set("\t\n\r")
    missed = [
        hex(number)
        for number in range(sys.maxunicode + 1)
        if unicodedata.category(char := chr(number)) in hidden - {"Cn", "Co"}
        and char not in allowed
        and not any(unseen(char))
    ]
    assert missed == []


def test_a_name_keeps_to_its_line() -> None:
    assert visible_line("a\n\r\tb") == "a<U+000A><U+000D><U+0009>b"
    assert visible("a\n\tb") == "a\n\tb"


@pytest.mark.parametrize("text", ["==3==", "===", "++ctrl++", "a=+b"])
def test_what_another_sites_extensions_would_act_on_is_written_as_references(text: str) -> None:
    assert not re.search("[=+]{2}", escape(text))
    assert entities.unescape(escape(text)) == text


@pytest.mark.parametrize("sign", "&<>\"'`*{}[]|\\~^!@$_#")
def test_a_sign_that_means_something_is_a_reference_also_where_it_is_the_only_one(
    sign: str,
) -> None:
    assert escape(f"ett {sign} två") == Markup(f"ett &#{ord(sign)}; två")


@pytest.mark.parametrize("sign", "=+")
def test_so_is_each_of_two_signs_that_mean_something_together(sign: str) -> None:
    assert escape(f"ett {sign} två {2 * sign} tre") == Markup(
        f"ett {sign} två {2 * f'&#{ord(sign)};'} tre"
    )
