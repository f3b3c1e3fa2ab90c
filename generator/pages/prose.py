"""What a hand-written page says, without how it looks: what it is found by."""

from __future__ import annotations

import html
import re

from generator.publishing import ready_html

_UNREAD = re.compile(r"<(pre|code|table|figure|script|style)\b.*?</\1>|\{:[^}]*\}", re.DOTALL)
"""Examples, and the ids that a page gives its headings."""
_HEADING = re.compile(r"<h[1-6]\b[^>]*>(.*?)</h[1-6]>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_NOBODYS = re.compile(r"\S*[0-9/]\S*")
"""An amount that is nobody's, or an address, on a hand-written page."""


def read_prose(markdown: str) -> tuple[list[str], list[str]]:
    """The headings and the prose of a hand-written page; not its examples and tables."""
    shown = _UNREAD.sub(" ", ready_html.read(markdown).html)
    headings = [_bare(heading) for heading in _HEADING.findall(shown)]
    return headings, [_bare(_HEADING.sub(" ", shown))]


def _bare(markup: str) -> str:
    return _NOBODYS.sub(" ", html.unescape(_TAG.sub(" ", markup)))
