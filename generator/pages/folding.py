"""A long hand-written page, folded: each of its sections is a line to touch, as elsewhere.

The builder reads what is inside as Markdown, by its extension `md_in_html`, so that headings keep
their ids and their place in the page's list of headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LONG = 6_000
"""How many signs make a page longer than eight screens of a phone, with its headings and lists."""
_SECTION = re.compile(r"## ")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def folded(text: str) -> str:
    """The page with everything under each of its second headings folded, where it is long."""
    if len(text) < LONG:
        return text
    before, *sections = _sections(text)
    return "".join([before, *map(_fold, sections)])


def _sections(text: str) -> Iterator[str]:
    """What stands before the first of the second headings, and each of them with what follows."""
    lines: list[str] = []
    fence = ""
    for line in text.splitlines(keepends=True):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence):
            fence = ""
        elif not fence and _SECTION.match(line):
            yield "".join(lines)
            lines = []
        lines.append(line)
    yield "".join(lines)


def _fold(section: str) -> str:
    heading, _, rest = section.partition("\n")
    return (
        '<details class="fall avsnitt" markdown="1">\n<summary markdown="block">\n\n'
        f"{heading}\n\n</summary>\n\n{rest.strip()}\n\n</details>\n\n"
    )
