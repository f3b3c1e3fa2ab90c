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
