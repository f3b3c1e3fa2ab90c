"""The quick parser and the builder's own read the same from every generated page."""

from __future__ import annotations

import html
import mmap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checking.sidor import EXTENSIONS
from generator.pages import render
from generator.publishing import ready_html, site
from generator.publishing.publication import Publication
from generator.publishing.ready_html import Heading
from generator.words.escaping import escape, link
from tests.conftest import EXEMPEL, Site, copy_site, tilldelat
from tests.smallest import STEADY


def as_the_builder_reads(text: str) -> tuple[str, list[Heading]]:
    """The HTML and the headings, in order, that Python-Markdown gives."""
    builder = markdown.Markdown(extensions=EXTENSIONS)
    body = builder.convert(text)
    return body, list(flat(getattr(builder, "toc_tokens")))  # noqa: B009 - set by an extension


def flat(tokens: list[Any]) -> Iterator[Heading]:
    for token in tokens:
        yield {"level": token["level"], "id": token["id"], "name": token["name"]}
        yield from flat(token["children"])


def shown(headings: list[Heading]) -> list[tuple[int, str, str]]:
    """Headings as a reader sees them: signs may be written as themselves or by their numbers."""
    return [(one["level"], one["id"], html.unescape(one["name"])) for one in headings]


def parts(body: str) -> list[object]:
    """Every element with its attributes, and every text, with white space made plain."""
    return list(_parts(lxml.html.fragment_fromstring(body, create_parent="div")))


def _parts(element: lxml.html.HtmlElement) -> Iterator[object]:
    yield element.tag, sorted(element.attrib.items())
    yield from (element.text or "").split()
    for child in element:
        if isinstance(child.tag, str):
            yield from _parts(child)
        yield from (child.tail or "").split()
    yield "slut"


def assert_read_alike(page: str, about: str = "") -> None:
    ready = ready_html.read(page)
    start = page.index("\n---\n") + 5 if page.startswith("---\n") else 0
    body, headings = as_the_builder_reads(page[start:])
    assert shown(ready.headings) == shown(headings), about
    assert parts(ready.html) == parts(body), about


@pytest.mark.parametrize("whose", ["publication", "exempel_publication"])
def test_every_generated_page_is_read_alike(request: pytest.FixtureRequest, whose: str) -> None:
    publication = request.getfixturevalue(whose)
    assert isinstance(publication, Publication)
    written = {f"{name}/index.md" for name in publication.register.sidor}
    tried = 0
    for file in render.render(publication, site.template_folders(EXEMPEL)):
        if file.path.endswith(".md") and file.path not in written:
            assert_read_alike(file.content.decode("utf-8"), file.path)
            tried += 1
    assert tried > 40


AWKWARD = st.text(st.sampled_from("ab åÅ1.-+*_#`~^=|<>&;:!?()[]{}\\/\"'%$@–\u00a0§"), max_size=30)


@STEADY
@given(AWKWARD, AWKWARD, AWKWARD)
def test_awkward_texts_are_read_alike_wherever_they_stand(
    title: str, name: str, words: str
) -> None:
    title, name = f"a{title}", f"b{name}"  # no page has an empty name
    assert_read_alike(f"""\
---
title: "x"
---

# {escape(title)}

<p class="ingress">{escape(words)}</p>

## {escape(name)}

Ord {escape(words)}.

<table>
<tr><td id="rad">{escape(words)}</td>
<td>{link("../a/?b=1&c#d", name)}</td></tr>
</table>

### <span id="stycke"></span>{escape(name)}

<ul>
<li>{escape(words)}</li>
</ul>

## {escape(name)}
""")


def test_a_heading_that_comes_again_has_an_id_of_its_own() -> None:
    ready = ready_html.read("# Ett & två\n\n## Åtgärder\n\n## Åtgärder\n\n## ?\n")
    assert [heading["id"] for heading in ready.headings] == [
        *("ett-tva", "atgarder", "atgarder_1", "_1"),
    ]
    assert ready_html.ids(ready.html) == {"ett-tva", "atgarder", "atgarder_1", "_1"}


def test_a_plain_build_gives_the_same_pages(exempel_site: Site, tmp_path: Path) -> None:
    root = copy_site(EXEMPEL, tmp_path / "plain")
    done = tilldelat("build", "--plain", "--root", root)
    assert done.returncode == 0, done.stdout + done.stderr
    plain = {
        path.relative_to(root / "site").as_posix().removesuffix("index.html"): path
        for path in sorted((root / "site").rglob("*.html"))
    }
    embedded = exempel_site.embedded.items()
    pages = {**exempel_site.pages, **{f"{at}inbaddning.html": page for at, page in embedded}}
    assert plain.keys() == pages.keys()
    for address, path in plain.items():
        page = lxml.html.document_fromstring(
            path.read_bytes(), parser=lxml.html.HTMLParser(encoding="utf-8")
        )
        assert list(_parts(page)) == list(_parts(pages[address])), address


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is told otherwise here")
def test_nothing_is_held_of_pages_that_have_been_read() -> None:
    def held() -> int:
        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * mmap.PAGESIZE

    page = f"<p>{'x' * 1_000_000}</p>\n"
    ready_html.read(page)
    before = held()
    for _ in range(30):
        ready_html.read(page)
    assert held() - before < 15_000_000
