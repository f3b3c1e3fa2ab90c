"""A generated page's Markdown as HTML, with its headings: the builder's work, by a quick parser.

Generated pages are written so that every CommonMark reader gets the same from them; this one is
some thirty times as quick as the builder's, which parses the tables as HTML three times over.
Headings get the ids that the builder would have given them. Hand-written pages are not read here.
"""

from __future__ import annotations

import html
import json
import re
from typing import Any, NamedTuple

from cmarkgfm import markdown_to_html
from cmarkgfm.cmark import Options
from markdown.extensions.toc import slugify, strip_tags, unique

_FRONT_MATTER = re.compile(r"---\n(.*?\n)---\n", re.DOTALL)
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
"""A heading that was written as Markdown: one written as HTML has attributes on our pages."""


class Heading(NamedTuple):
    """A heading of a page, as the builder's list of headings has it."""

    level: int
    id: str
    name: str


class ReadyPage(NamedTuple):
    """A page as the builder is to show it."""

    meta: dict[str, Any]
    html: str
    headings: list[Heading]


def read(page: str) -> ReadyPage:
    """A page from its whole file: front matter of a JSON value a line, and Markdown."""
    front = _FRONT_MATTER.match(page)
    assert front is not None, "every generated page begins with front matter"
    lines = (line.partition(": ") for line in front[1].splitlines())
    meta = {key: json.loads(value) for key, _, value in lines}
    headings: list[Heading] = []
    ids: set[str] = set()

    def with_id(heading: re.Match[str]) -> str:
        level, inner = heading.groups()
        name = strip_tags(inner)
        headings.append(Heading(int(level), unique(slugify(html.unescape(name), "-"), ids), name))
        return f'<h{level} id="{headings[-1].id}">{inner}</h{level}>'

    body = markdown_to_html(page[front.end() :], options=Options.CMARK_OPT_UNSAFE)
    return ReadyPage(meta, _HEADING.sub(with_id, body), headings)
