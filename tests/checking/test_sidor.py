from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config import load_config

from generator.checking import sidor
from generator.checking.codes import is_error
from generator.publishing.builder import FOLDED
from generator.reading.register import SIDOR
from tests.conftest import EXEMPEL, ROOT, read_data
from tests.smallest import run, with_file

PAGE = f"{SIDOR}/om.md"
BEFORE = "# Om\n\nText med [länk](https://exempel.example/).\n\n"

WRONG: dict[str, tuple[str, tuple[int, int], str]] = {
    # HTML that runs or fetches
    "a script": ("Hej <script>alert(1)</script>", (5, 5), "script"),
    "a script of its own block": ("<script\nsrc=x.js></script>", (5, 1), "bara ett sätt"),
    "in upper case": ("<ScRiPt>alert(1)</sCrIpT>", (5, 1), "script"),
    "a handler": ('<b onclick="x()">a</b>', (5, 4), "onclick"),
    "a handler without quotation marks": ("<b onclick=x()>a</b>", (5, 1), "bara ett sätt"),
    "a handler after a slash": ("<b/onclick=x()>a</b>", (5, 1), "bara ett sätt"),
    "a handler on the next line": ('<b\n  onclick="x()">a</b>', (6, 3), "onclick"),
    "a frame": ('<iframe src="../data/"></iframe>', (5, 1), "iframe"),
    "an object": ('<object data="x"></object>', (5, 1), "object"),
    "an embedded file": ('<embed src="x">', (5, 1), "embed"),
    "a style sheet": ("<style>p{background:url(//ond.example)}</style>", (5, 1), "style"),
    "a style": ('<p style="background:url(//ond.example)">x</p>', (5, 11), "style"),
    "a form": ('<form action="https://ond.example">x</form>', (5, 1), "form"),
    "a new address for all": ('<base href="https://ond.example/">', (5, 1), "base"),
    "a new page at once": ('<meta http-equiv="refresh" content="0;x">', (5, 1), "meta"),
    "a linked style": ('<link rel="stylesheet" href="x">', (5, 1), "link"),
    "a picture with parts": ('<svg><a href="javascript:x">x</a></svg>', (5, 1), "svg"),
    "several pictures": ('<img srcset="//ond.example/x 2x" src="a.png">', (5, 6), "srcset"),
    "a foreign picture": ('<img src="https://ond.example/x.png">', (5, 11), "ond.example"),
    "a comment": ("a <!-- <b> --> b", (5, 3), "bara ett sätt"),
    "a declaration": ("<!DOCTYPE html>", (5, 1), "bara ett sätt"),
    "an instruction": ("<?php x ?>", (5, 1), "bara ett sätt"),
    "a name of the theme's": ('<div id="__config">{}</div>', (5, 10), "__config"),
    # Links and pictures
    "a link that runs": ("[x](javascript:alert(1))", (5, 5), "javascript:alert(1)"),
    "a link with data": ("[x](data:text/html,hej)", (5, 5), "data:text/html"),
    "another that runs": ("[x](vbscript:hej)", (5, 5), "vbscript"),
    "a file of the reader's": ("[x](file:///etc/passwd)", (5, 5), "file:"),
    "in mixed case": ("[x](JaVaScRiPt:alert)", (5, 5), "JaVaScRiPt"),
    "as references": ("[x](java&#115;cript:alert)", (5, 1), "javascript"),
    "with a named reference": ("[x](javascript&colon;alert)", (5, 1), "javascript"),
    "with a tab": ("[x](java&#9;script:alert)", (5, 1), "script:alert"),
    "after a space": ('<a href=" javascript:x">x</a>', (5, 10), "javascript"),
    "by its definition": ("[x][y]\n\nMer.\n\n[y]: javascript:alert", (9, 6), "javascript"),
    "between brackets": ("[x](<javascript:alert>)", (5, 6), "javascript"),
    "in HTML": ('<a href="javascript:alert(1)">x</a>', (5, 10), "javascript"),
    "a foreign picture in Markdown": ("![x](https://ond.example/a.png)", (5, 6), "ond.example"),
    "an address of two lines": ("[x](<./\n::error::b.md>)", (5, 6), "flera rader"),
    "without its protocol": ("![x](//ond.example/a.png)", (5, 6), "ond.example"),
    "with slashes turned": ('<img src="\\\\ond.example/a.png">', (5, 11), "ond.example"),
    "a picture of data": ("![x](data:image/png;base64,aGVq)", (5, 6), "data:"),
    "a picture by definition": ("![x][y]\n\n[y]: http://ond.example/a.png", (7, 6), "ond"),
    # Attributes in Markdown
    "of a paragraph": ("Text\n{: onclick=alert(1) }", (6, 4), "onclick"),
    "of a heading": ("## Rubrik {: onmouseover=x }", (5, 14), "onmouseover"),
    "of a link": ("[x](a){: href=javascript:x }", (5, 15), "javascript"),
    "of a picture": ("![x](a.png){: src=//ond.example/a.png }", (5, 19), "ond.example"),
    # Left open, so that what is added to the page would close it
    "a tag at the end": ("<details open ontoggle=x", (5, 1), "slutar inte som"),
    "an attribute at the end": ('Å\n\n<p style="top:0" title="', (7, 1), "slutar inte som"),
    "one in single quotation marks": ("<section onclick='x' title='", (5, 1), "slutar inte som"),
    "a block of HTML": ("<div>\n\nHej\n\n\n", (7, 1), "slutar inuti"),
    "a tag that is none yet": ("Å\n<?x <title></code>&#60;", (6, 1), "slutar inte som"),
    "a tag in code that is HTML": ("<code> <b x='</code>", (5, 8), "slutar inte som"),
    "white space of no browser's": ("<b\u3000title>a</b>", (5, 1), "bara ett sätt"),
    "after code": ("```\n<b>\n\n<script>\n```\n\nMer <script>x</script>", (11, 5), "script"),
}


@pytest.mark.parametrize(("text", "place", "said"), WRONG.values(), ids=WRONG)
def test_what_runs_or_is_fetched_is_refused_at_its_place(
    text: str, place: tuple[int, int], said: str
) -> None:
    first, *_ = problems = run(with_file(PAGE, BEFORE + text + "\n"))
    assert {(one.file, one.code, is_error(one)) for one in problems} == {
        (PAGE, "otillatet-i-sida", True)
    }
    assert (first.line, first.column) == place
    assert said in first.message
    assert first.hint


RIGHT = [
    "[x](../data/index.md) [y](#a) [z](mailto:funktion@exempel.example) <https://a.example/>",
    '![x](../assets/a.png "y"){ .bild width=5 height=5 loading=lazy }',
    "## Rubrik {: #rubrik .klass }\n\n1. a\n2. b\n\n> c\n\n---\n",
    "| a | b |\n|:--|--:|\n| 1 | 2 |",
    'Skriv `<script>` eller `onclick="x"`, a < b, 1<2 och &lt;script&gt;.',
    "```html\n<script>alert(1)</script>\n<!-- x -->\n```",
    '<dl class="ordlista">\n<dt>a</dt>\n<dd>b < c</dd>\n</dl>',
    "`<b` och `x<y`, x&lt;y, 3 <4, <- och\n\n    <b>\n\n```\n<b title='\n```",
    "Öppna data: javascript: är ett ord. https://ond.example/x.png är en adress.",
]


@pytest.mark.parametrize("text", RIGHT)
def test_words_links_and_own_pictures_may_be_there(text: str) -> None:
    assert run(with_file(PAGE, BEFORE + text + "\n")) == ()


@pytest.mark.parametrize("root", [ROOT, EXEMPEL], ids=lambda path: path.name)
def test_the_pages_that_are_there_are_right(root: Path) -> None:
    pages = {name: text for name, text in read_data(root).items() if name.startswith(SIDOR)}
    assert pages
    assert [one for name, text in pages.items() for one in run(with_file(name, text))] == []


def test_every_fault_of_a_page_is_told_of_at_once_each_at_its_own_place() -> None:
    text = "<b onclick='x'>a</b>\n\n" + 'Å <i onclick="x">a</i> <i onclick="x">b</i>\n'
    problems = run(with_file(PAGE, text))
    assert [(one.line, one.column) for one in problems] == [(1, 1), (3, 6), (3, 27)]


def test_front_matter_is_refused_with_what_stands_in_it() -> None:
    text = '---\ntitle: "<script>x</script>"\nimage: https://ond.example/x.png\n---\n\n# Om\n'
    problems = run(with_file(PAGE, text))
    assert [(one.line, one.column, one.code) for one in problems] == [
        (1, 1, "otillatet-i-sida"),
        (2, 9, "otillatet-i-sida"),
    ]
    windows = run(with_file(PAGE, text.replace("\n", "\r\n")))
    assert [(one.line, one.column, one.code) for one in windows] == [
        (1, 1, "otillatet-i-sida"),
        (2, 9, "otillatet-i-sida"),
    ]
    assert run(with_file(PAGE, "# Om\n\n---\n\ntitel: x\n\n---\n")) == ()


@pytest.mark.parametrize(
    "text", ["[" * 30_000, "<a " * 30_000, "a\n" * 200_000], ids=lambda a: a[:2]
)
def test_a_page_that_would_take_for_ever_to_read_is_not_read(text: str) -> None:
    assert [one.code for one in run(with_file(PAGE, text))] == ["for-stor-fil"]


def test_a_page_of_too_many_levels_is_refused() -> None:
    text = "\n".join("    " * level + "- a" for level in range(250))
    problems = run(with_file(PAGE, text))
    assert {one.code for one in problems} <= {"for-djupt"}


def test_markdown_is_read_as_the_builder_reads_it(tmp_path: Path) -> None:
    settings = load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(tmp_path))
    assert set(sidor.EXTENSIONS) == {*settings["markdown_extensions"], FOLDED}
