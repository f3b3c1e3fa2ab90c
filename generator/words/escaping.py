"""Text into Markdown and HTML, safely: one escape that holds in both.

Pages are Markdown with HTML tables in it, so the same text may stand in a paragraph, a
heading or a cell. Characters that either language acts on become numeric references, which
both leave alone and every reader shows as the character itself.
"""

from __future__ import annotations

import re

from markupsafe import Markup

_ACTIVE = re.compile(r"[&<>\"'`*_{}\[\]#|\\~^!=+@$]")
_LINE_START = re.compile(r"^(\s*)(?:([-:])|(\d+)([.)]))")


def escape(value: object) -> Markup:
    """Text as it must be written to be read as just that text; ready markup is left alone."""
    if isinstance(value, Markup):
        return value
    text = " ".join(str(value).splitlines())
    text = _ACTIVE.sub(lambda match: f"&#{ord(match[0])};", text)
    return Markup(_LINE_START.sub(_quote_start, text))


def preformatted(text: str) -> Markup:
    """Text of several lines as it must be written inside `<pre>`, on one line of the page.

    The line breaks are references too: some Markdown builders take a blank line as the end of
    the HTML, and all of them make a tab into spaces.
    """
    lines = (escape(line).replace("\t", Markup("&#9;")) for line in text.splitlines())
    return Markup("&#10;").join(lines)


def _quote_start(match: re.Match[str]) -> str:
    """What would make the first word of a paragraph a list or a definition."""
    space, sign, digits, point = match.groups()
    if sign:
        return f"{space}&#{ord(sign)};"
    return f"{space}{digits}&#{ord(point)};"


def link(address: str, text: object) -> Markup:
    """A link with ready text; the address is written as it is to be followed."""
    return Markup('<a href="{}">{}</a>').format(Markup(_attribute(address)), escape(text))


def _attribute(text: str) -> str:
    """An address as an attribute's value, with nothing in it that Markdown acts on."""
    for char in '&"<`\\':
        text = text.replace(char, f"&#{ord(char)};")
    return text


# What a hostile text could use to hide or turn other text, or to call for people and pages.
# GitHub looks for the latter in the text that its reader sees, so that a reference does not
# help; a word joiner, which has no width, does.
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_CALLS = re.compile(r"(?<=[@#!])(?=\w)|(?<=:)(?=//)|(?<=\bwww)(?=\.)|(?<=\bGH)(?=-)", re.IGNORECASE)
_WORD_JOINER = "\u2060"
_PLAIN = re.compile(r"(?:[^\W_]|[ \u00a0\u2212–±,%]|\+(?=[0-9]))*")
"""Words and amounts, which mean nothing else in Markdown either."""


def visible(text: str) -> str:
    """Text without the characters that have no width or turn the direction of reading."""
    return _UNSEEN.sub("", text)


def github(text: str) -> str:
    """Text as GitHub must be given it, in a comment or a summary, to show just that text."""
    if _PLAIN.fullmatch(text):
        return text
    return str(escape(_CALLS.sub(_WORD_JOINER, visible(text))))
