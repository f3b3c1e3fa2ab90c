"""A generated page's Markdown as HTML, with its headings: the builder's work, by a quick parser.

Generated pages are written so that every CommonMark reader gets the same from them; this one is
some thirty times as quick as the builder's, which parses their tables as HTML three times over.
Headings get the ids that the builder gives them. Hand-written pages are not read here.
"""

from __future__ import annotations

import ctypes
import html
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypedDict

from cmarkgfm.cmark import Options, _cmark
from markdown.extensions.toc import slugify, strip_tags, unique

READY = "klara.json"
"""In `build/`: the files that are put in place without the builder."""
_FRONT_MATTER = re.compile(r"---\n(.*?)\n---\n", re.DOTALL)
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
"""A heading that was written as Markdown: one that was written as HTML has an id of its own."""
PREFORMATTED = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)
"""Where white space is as it was written."""
_ID = re.compile(r'\sid="([^"]*)"')


class Heading(TypedDict):
    """A heading of a page, by the names that the builder's list of headings has for its parts."""

    level: int
    id: str
    name: str


class ReadyPage(NamedTuple):
    """A page's own content, without the frame around it that all pages share."""

    html: str
    headings: list[Heading]


_READ_ALIKE = {"attr_list", "fenced_code", "md_in_html", "tables", "toc"}
"""Extensions of Markdown that find nothing to act on in a generated page."""


def is_all(extensions: Iterable[str], of_toc: Mapping[str, Any]) -> bool:
    """Whether a builder that reads with some extensions would read no more in a generated page.

    `of_toc` are the settings of its list of headings, such as that for a mark at each.
    """
    asked_for = {key for key, value in of_toc.items() if value}
    return _READ_ALIKE.issuperset(extensions) and asked_for <= {"title"}


def front_matter(page: str) -> dict[str, Any]:
    """What a page's file tells of it: a JSON value a line."""
    front = _FRONT_MATTER.match(page)
    lines = (line.partition(": ") for line in front[1].splitlines()) if front else ()
    return {key: json.loads(value) for key, _, value in lines}


def read(page: str) -> ReadyPage:
    """A page from its file."""
    headings: list[Heading] = []
    ids: set[str] = set()

    def with_id(heading: re.Match[str]) -> str:
        level, inner = heading.groups()
        name = strip_tags(inner)
        id_ = unique(slugify(html.unescape(name), "-"), ids)
        headings.append({"level": int(level), "id": id_, "name": name})
        return f'<h{level} id="{id_}">{inner}</h{level}>'

    body = _to_html(_FRONT_MATTER.sub("", page, count=1).encode())
    return ReadyPage(_HEADING.sub(with_id, body), headings)


def _to_html(markdown: bytes) -> str:
    """What the parser makes of a text.

    Its own function never lets go of what it was given by C, which is as much as all pages weigh.
    """
    given = _cmark.lib.cmark_markdown_to_html(markdown, len(markdown), Options.CMARK_OPT_UNSAFE)
    try:
        return str(_cmark.ffi.string(given).decode())
    finally:
        _free(int(_cmark.ffi.cast("uintptr_t", given)))


_free = ctypes.CDLL(None).free
_free.argtypes, _free.restype = [ctypes.c_void_p], None


def ids(ready: str) -> set[str]:
    """Every id in a page's content, as an address may name it."""
    return {html.unescape(written) for written in _ID.findall(ready)}
