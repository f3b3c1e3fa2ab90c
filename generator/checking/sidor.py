"""Hand-written pages hold words, links and pictures of the site's own: nothing runs or is fetched.

A page is read as the builder reads it, and what comes of it is held to a list of what may be
there. What is not written so plainly that every browser must read it alike is refused too, so
that no browser can find more in it than is found here.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from generator.data.problem import Problem
from generator.reading.register import SIDOR, Register

EXTENSIONS = ("toc", "tables", "fenced_code", "attr_list", "md_in_html")
"""What the builder reads Markdown with: what it always has, those of `mkdocs.yml`, and ours."""
TAGS = re.compile(
    "a|abbr|b|blockquote|br|caption|code|dd|del|details|div|dl|dt|em|figcaption|figure|h[1-6]|hr|"
    "i|img|ins|kbd|li|ol|p|pre|section|small|span|strong|sub|summary|sup|table|tbody|td|tfoot|th|"
    "thead|tr|ul"
)
_ANY = re.compile(r".*", re.DOTALL)
_NAMES = re.compile(r"(?!.*__).*", re.DOTALL)  # the theme's own names begin with two of them
_TO_A_PAGE = re.compile(r"(?:https?:|mailto:|(?![a-z][a-z0-9+.-]*:)).*", re.DOTALL | re.IGNORECASE)
_OUR_OWN = re.compile(r"(?!//|[a-z][a-z0-9+.-]*:).*", re.DOTALL | re.IGNORECASE)
ATTRIBUTES = {
    **dict.fromkeys(("alt", "title", "lang", "width", "height", "loading", "open", "start"), _ANY),
    **dict.fromkeys(("colspan", "rowspan", "scope"), _ANY),
    **dict.fromkeys(("class", "id"), _NAMES),
    "href": _TO_A_PAGE,
    "src": _OUR_OWN,
    "style": re.compile(r"text-align: (left|center|right);"),  # a column's, in a table
}
"""The attributes that may be there, and what each may be."""

_MAX_BYTES = 200_000
_MAX_BRACKETS = 2_000
"""More than a page needs; reading Markdown takes the square of them."""
_MAX_TOLD = 20
"""How much of a page is told of at a time."""

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\n.*?^(---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_FENCE = re.compile(r" {0,3}(```|~~~)")
_MARKUP = re.compile(r"<(?=[a-zA-Z/!?])")
_TAG = re.compile(
    r"""</?([a-zA-Z][a-zA-Z0-9]*)((?:\s+[^\s"'<>/=]+(?:="[^"<>]*")?)*)\s*/?>""",
    re.ASCII,  # what parts attributes is white space to browsers too
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:="([^"<>]*)")?""", re.ASCII)
_AFTER = """

*Slut*

<p title="'">'"--></p>
"""
_AFTER_READ = """<p><em>Slut</em></p>
<p title="'">'"--></p>"""
"""What may follow on a page, as more is added to some, and how it is read unless the page has left
something open, which this would close."""


_WRITTEN_CODE = re.compile(r"(?<=<)(/?)code\b", re.IGNORECASE)
_CODE = re.compile(r"<code.*?</code>", re.DOTALL)
_LEFT = re.compile(r"&lt;([a-zA-Z/!?][^&<>\n]{,39})")


class Finding(NamedTuple):
    """Something that may not be on a page."""

    written: str
    """What to look for in the page's text."""
    message: str
    hint: str


def pages_run_and_fetch_nothing(register: Register) -> Iterator[Problem]:
    """No page has a script, a handler, or anything that the browser fetches from elsewhere."""
    for name, text in register.sidor.items():
        yield from _problems(f"{SIDOR}/{name}.md", text)


def _problems(file: str, written: str) -> Iterator[Problem]:
    text = re.sub(r"\r\n?", "\n", written)
    brackets = sum(map(text.count, "[(<"))
    if len(text.encode()) > _MAX_BYTES or brackets > _MAX_BRACKETS:
        message = f"sidan är större än {_MAX_BYTES // 1000} kB, eller har över {_MAX_BRACKETS} "
        message += "parenteser och klamrar"
        yield Problem(file, 1, 1, "for-stor-fil", message, "Dela upp texten på flera sidor.")
        return
    if _FRONT_MATTER.match(text):
        message = "sidan börjar med ett sidhuvud mellan streck (front matter)"
        hint = "Ta bort det. Sidans titel är dess rubrik."
        yield Problem(file, 1, 1, "otillatet-i-sida", message, hint)
    try:
        findings = _findings(text)
        places = _places(text, findings[:_MAX_TOLD])
        is_closed = _html(text + _AFTER).endswith(_AFTER_READ)
    except RecursionError:
        message = "sidan har för många nivåer i varandra"
        yield Problem(file, 1, 1, "for-djupt", message, "Skriv listor och citat i färre nivåer.")
        return
    for finding, (line, column) in zip(findings, places, strict=False):
        yield Problem(file, line, column, "otillatet-i-sida", finding.message, finding.hint)
    if not (findings or is_closed):  # what is left open would most often follow from them
        message = "sidan slutar inuti en HTML-tagg, som inte är avslutad"
        hint = "Avsluta varje <div> med </div>."
        end = text.rstrip().count("\n") + 1
        yield Problem(file, end, 1, "otillatet-i-sida", message, hint)


def _html(text: str) -> str:
    """A page as the builder reads it."""
    import markdown  # as long a wait as all of a small site's rules

    return markdown.markdown(text, extensions=EXTENSIONS)


@lru_cache(maxsize=1000)
def _findings(text: str) -> tuple[Finding, ...]:
    """All that may not be on a page, in the order of the page."""
    page = _html(text)
    findings: list[Finding] = []
    end = 0
    for start in _MARKUP.finditer(page):
        if start.start() < end:
            continue
        tag = _TAG.match(page, start.start())
        if tag is None:
            written = page[start.start() :].split("\n", 1)[0][:40]
            message = f"{written!r} är HTML som inte går att läsa på bara ett sätt"
            hint = 'Ta bort det, eller skriv det så här: <tagg namn="värde">'
            findings.append(Finding(written[:2], message, hint))
            continue
        end = tag.end()
        if not tag[0].startswith("</"):
            findings += _in_tag(tag[1].lower(), tag[2])
    return (*findings, *_left_as_text(text))


def _left_as_text(text: str) -> Iterator[Finding]:
    """What begins as HTML does but is shown as text: the builder could not make out where it ends.

    More is added to some pages, and then it may find an end there. Code is not meant, nor what is
    written as `&lt;`.
    """
    page = _html(_WRITTEN_CODE.sub(r"\1kbd", text).replace("&lt;", "\ue000"))
    for left in _LEFT.finditer(_CODE.sub("", page)):
        written = f"<{html.unescape(left[1])}"
        message = f"{written!r} börjar som HTML men slutar inte som HTML"
        yield Finding(f"<{left[1][:1]}", message, "Skriv < som &lt; där det inte börjar en tagg.")


def _in_tag(name: str, attributes: str) -> Iterator[Finding]:
    """What of a start tag may not be there."""
    if not TAGS.fullmatch(name):
        hint = "Ta bort den, och skriv med Markdown."
        yield Finding(f"<{name}", f"HTML-taggen {name} får inte stå i en sida", hint)
    for attribute in _ATTRIBUTE.finditer(attributes):
        key, value = attribute[1].lower(), html.unescape(attribute[2] or "")
        allowed = ATTRIBUTES.get(key)
        if allowed is None:
            yield Finding(key, f"attributet {key} får inte stå i en sida", "Ta bort det.")
        elif not allowed.fullmatch(_address(value) if key in {"href", "src"} else value):
            yield Finding(value, *_wrong_value(key, value[:60]))
        elif key in {"href", "src"} and "\n" in value:  # the builder would name it so
            message = f"adressen {value[:60]!r} går över flera rader"
            yield Finding(value, message, "Skriv adressen på en rad.")


def _wrong_value(key: str, value: str) -> tuple[str, str]:
    """What to say of an attribute that may be there but not with that value."""
    if key == "href":
        hint = "Skriv en adress som börjar med https:, eller sidans plats på webbplatsen."
        return f"länken {value!r} leder inte till en webbsida", hint
    if key == "src":
        hint = "Lägg bilden bland webbplatsens egna, eller länka till den."
        return f"bilden {value!r} hämtas inte från den här webbplatsen", hint
    return f"attributet {key} får inte vara {value!r}", "Ta bort det."


def _address(value: str) -> str:
    """An address as a browser reads it: no white space around it or lines in it, and slashes."""
    return re.sub(r"[\t\n\r]", "", value).strip("".join(map(chr, range(33)))).replace("\\", "/")


def _places(text: str, findings: tuple[Finding, ...]) -> Iterator[tuple[int, int]]:
    """The line and column of each finding.

    Markdown tells of no places. The paragraph is the one with which the finding first is there,
    and the place in it where the same text stands; the paragraph's own where it is disguised.
    """
    lines = text.split("\n")
    ends = list(_paragraph_ends(lines))
    seen: Counter[tuple[int, str]] = Counter()
    for index, finding in enumerate(findings):
        at = bisect_right(
            range(len(ends) - 1), index, key=lambda at: len(_findings("\n".join(lines[: ends[at]])))
        )
        first = ends[at - 1] if at else 0
        paragraph = "\n".join(lines[first : ends[at]])
        hits = [hit.start() for hit in re.finditer(re.escape(finding.written), paragraph, re.I)]
        nth = seen[at, finding.written]
        seen[at, finding.written] += 1
        start = hits[min(nth, len(hits) - 1)] if hits else len(paragraph) - len(paragraph.lstrip())
        line = paragraph.count("\n", 0, start)
        yield first + line + 1, start - paragraph.rfind("\n", 0, start)


def _paragraph_ends(lines: list[str]) -> Iterator[int]:
    """How many lines there are to the end of each paragraph; a block of code is one."""
    fence = ""
    for number, line in enumerate(lines, start=1):
        if mark := _FENCE.match(line):
            fence = "" if fence == mark[1] else fence or mark[1]
        if not fence and not line.strip():
            yield number
    yield len(lines)
