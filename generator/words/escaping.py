"""Text into Markdown and HTML, safely: one escape that holds in both.

Pages are Markdown with HTML tables in it, so the same text may stand in a paragraph, a
heading or a cell. Characters that either language acts on become numeric references, which
both leave alone and every reader shows as the character itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NewType

from markupsafe import Markup

from generator.words.swedish import unbroken

Html = NewType("Html", str)
"""HTML that needs no more escaping, where there is too much of it to be made into `Markup`."""

_ACTIVE = re.compile(
    r"""[&<>"'`*{}\[\]|\\~^!@$]
      | [=+](?=[=+]) | (?<=[=+])[=+]  # which marks a text, or a key
      | (?<![^\W_])_ | _(?![^\W_])  # within a word it is a letter
      | (?<!\S)\# | \#(?!\S)       # so is this, as in an address""",
    re.VERBOSE,
)
_PERHAPS_ACTIVE = re.compile(r"""[&<>"'`*{}\[\]|\\~^!@$=+_#]""")
"""What any of those is: most texts have none, which is told much sooner."""
_ACTIVE_IN_ATTRIBUTE = re.compile(r'[&"<`\\]')
_LINE_START = re.compile(r"(\s*(?=[-:+=])|\s*\d+(?=[.)](?:\s|$)))(.)")
"""What would make the first word of a paragraph a list or a definition, and the sign that does."""


def escape(value: object) -> Markup:
    """Text as it must be written to be read as just that text; ready markup is left alone.

    A number in it keeps to one line with what it counts.
    """
    return value if isinstance(value, Markup) else _escaped(str(value))


@lru_cache(maxsize=16384)
def _escaped(text: str) -> Markup:
    """The same names and amounts stand in many cells, so that the last ones are kept."""
    return _as_written(unbroken(" ".join(text.splitlines())))


def _as_written(line: str) -> Markup:
    text = _ACTIVE.sub(_reference, line) if _PERHAPS_ACTIVE.search(line) else line
    if start := _LINE_START.match(text):
        text = f"{start[1]}&#{ord(start[2])};{text[start.end() :]}"
    return Markup(text)


def preformatted(text: str) -> Markup:
    """Text of several lines as it must be written inside `<pre>`, on one line of the page.

    The line breaks are references too: some Markdown builders take a blank line as the end of
    the HTML, and all of them make a tab into spaces.
    """
    lines = (_as_written(line).replace("\t", Markup("&#9;")) for line in text.splitlines())
    return Markup("&#10;").join(lines)


def link(address: str, text: object, marks: str = "") -> Html:
    """A link with ready text; the address is written as it is to be followed.

    `marks` are attributes of its own, with a space before.
    """
    return Html(f'<a{marks} href="{_attribute(address)}">{escape(text)}</a>')


def named_apart(text: str, whose: str) -> Markup:
    """A link's text, and for those who only hear links whose it is: others may have the same."""
    return Markup(f'{escape(text)}<span class="endast-lasare">, {escape(whose)}</span>')


def _attribute(text: str) -> str:
    """An address as an attribute's value, with nothing in it that Markdown acts on."""
    return _ACTIVE_IN_ATTRIBUTE.sub(_reference, text)


def _reference(sign: re.Match[str]) -> str:
    return f"&#{ord(sign[0])};"


# Characters that no text needs and that could hide or turn other text. Spaces of any width may
# stand in one, and what makes an emoji of a sign; what Unicode has not assigned may not.
_UNUSUAL = re.compile(r"[^\t\n\r -~\xa0-\xac\xae-\u024f]")
_UNSEEN_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
_UNSEEN_LETTERS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0d\uffa0\U000e0100-\U000e01ef]"
)
"""Those that Unicode counts as letters, signs or accents, though they are never seen."""


def unseen(text: str) -> Iterator[re.Match[str]]:
    """Each character that may not stand in a text, since its reader could not see it."""
    return (char for char in _UNUSUAL.finditer(text) if _is_unseen(char[0]))


@lru_cache(maxsize=1000)
def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in _UNSEEN_CATEGORIES or bool(_UNSEEN_LETTERS.match(char))


def code_point(char: str) -> str:
    """A character by its number, as Unicode writes it: `U+202E`."""
    return f"U+{ord(char):04X}"


def visible(text: str) -> str:
    """Text with what can't be seen written out, `<U+202E>`, so that it can only be looked at.

    Line breaks and tabs stay. What is printed in a workflow may be taken for a command to it
    where a line holds `##[`, so that is written out too.
    """
    text = text.replace("##[", "##<U+005B>").replace("\r", "<U+000D>")
    return _UNUSUAL.sub(
        lambda char: f"<{code_point(char[0])}>" if _is_unseen(char[0]) else char[0], text
    )


def visible_line(text: str) -> str:
    """A text, such as a file's name, that must keep to one line."""
    return visible(text).replace("\n", "<U+000A>").replace("\t", "<U+0009>")


# What calls for people and pages, or becomes a picture. GitHub looks for it in the text that its
# reader sees, so that a reference does not help; a word joiner, which has no width, does.
_CALLS = re.compile(
    r"""(?<=[@#!])(?=\w)                # people, issues
      | (?<=:)(?=//) | (?<=www)(?=\.)  # addresses
      | (?<=GH)(?=-) | (?<=GHSA)(?=-) | (?<=CVE)(?=-)
      | (?<=:)(?=[\w+-]+:)             # :rocket:
      | (?<=[0-9a-f]{6})(?=[0-9a-f])   # a commit is at least seven""",
    re.IGNORECASE | re.VERBOSE,
)
_WORD_JOINER = "\u2060"
_PLAIN = re.compile(r"(?:[^\W_]|[ \u00a0\u2212–±,%]|\+(?=[0-9]))*")
"""Words and amounts, which mean nothing else in Markdown either, unless they name a commit."""


def github(text: str) -> str:
    """Text as GitHub must be given it, in a comment or a summary, to show just that text."""
    text = _CALLS.sub(_WORD_JOINER, visible(text))
    return text if _PLAIN.fullmatch(text) else str(escape(text))
