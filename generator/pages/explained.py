"""Words explained where they first stand on a page: each is made a link to the glossary.

A term is found as a whole word, with the common endings of inflection, as it is written there: with
a capital, as the label that it is (`Objekt`), and else in running text as well (`vårdgaranti`).
Documents use words like `ram` and `villkor` in other senses, so that these are written with one. It
is not looked for where a link would be in the way or is of no use: in links, headings, heads of
tables, names of rows and what is folded by; nor beyond the first rows of a table, which hold the
words that all its rows do. Compounds are words of their own. A script shows the meaning at the
word; else the link leads to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from markupsafe import Markup

from generator.data.registers import Ord
from generator.publishing import addresses
from generator.words import labels
from generator.words.escaping import escape, link
from generator.words.ordval import Ordval
from generator.words.swedish import capitalised

_ENDING = re.compile(r"(?:s|n|t|na|en|et|er|ar|or|erna|arna|orna|ens|ets)?(?![\w-])")
"""What may follow a term within its word: the common endings of nouns."""
_BEFORE = re.compile(r"[\s>(”]")
"""What stands before a word, or begins it."""
_WITHOUT = [
    *((f"<{name}", f"</{name.strip()}>") for name in ("a ", "summary", "caption", "svg", "label")),
    *((f'<p class="{name}"', "</p>") for name in ("citera", "ladda-ner")),
]
"""What no link is made in, by how it begins and ends."""
NOT_ON = {"ordlista", "data", "sida"}
"""The templates whose pages explain nothing: the glossary, what tables hold, and what
is written by hand."""
_ROWS = 2500
"""Characters of a table's rows that are looked at: to look at all is to look at most of a site."""
_NEAR = 2000
"""Characters that no element of those is longer than; what is further back is not looked at."""


def own_words(ordval: Ordval) -> Mapping[str, labels.EgetOrd]:
    """The words that pages use of figures, whatever the glossary holds, by names of their own."""
    verdicts = {verdikt.value: labels.EgetOrd(*words) for verdikt, words in labels.VERDIKT.items()}
    own = {
        name: words._replace(betydelse=ordval.fill(words.betydelse))
        for name, words in labels.EGNA_ORD.items()
    }
    return {**own, **verdicts}


def terms(ordlista: Mapping[str, Ord], ordval: Ordval) -> Mapping[str, tuple[str, ...]]:
    """How each term may begin on a page, by its id."""
    own = {
        addresses.element("ord", name): tuple(_spellings(words.ord))
        for name, words in own_words(ordval).items()
    }
    return own | {id_: tuple(_spellings(entry.ord)) for id_, entry in ordlista.items()}


def _spellings(term: str) -> Iterator[str]:
    yield str(escape(term))
    if term[0].islower():
        yield str(escape(capitalised(term)))


def explain(body: str, page: str, terms: Mapping[str, tuple[str, ...]]) -> str:
    """A page's body with each term made a link where it first stands in its text.

    Of two in one place the longer is explained: `fast vårdkontakt`, not `vårdkontakt`.
    """
    places = []
    texts = list(_texts(body))
    for id_, spellings in terms.items():
        first = min(filter(None, map(partial(_first, body, texts), spellings)), default=None)
        if first:
            places.append((*first, id_))
    kept: list[tuple[int, int, str]] = []
    for start, end, id_ in sorted(places, key=lambda place: place[0] - place[1]):
        if all(end <= other[0] or other[1] <= start for other in kept):
            kept.append((start, end, id_))
    for start, end, id_ in sorted(kept, reverse=True):  # so that places before stay as they are
        target = addresses.relative(f"{addresses.ORDLISTA}#{id_}", page)
        word = link(target, Markup(body[start:end]), ' class="ord"')
        body = f"{body[:start]}{word}{body[end:]}"
    return body


def _texts(body: str) -> Iterator[tuple[int, int]]:
    """What is looked at, from where to where: all but the later rows of tables."""
    at = 0
    while (rows := body.find("<tbody>", at)) >= 0:
        end = body.find("</tbody>", rows)
        yield at, min(rows + _ROWS, end)
        at = end
    yield at, len(body)


def _first(body: str, texts: Iterable[tuple[int, int]], spelling: str) -> tuple[int, int] | None:
    """Where a term first stands in running text: from where to where."""
    for start, end in texts:
        at = body.find(spelling, start, end)
        while at >= 0:
            ending = _ENDING.match(body, at + len(spelling))
            if ending and _BEFORE.match(body, at - 1) and _is_text(body, at):
                return at, ending.end()
            at = body.find(spelling, at + 1, end)
    return None


def _is_text(body: str, at: int) -> bool:
    """Whether a place is in running text, where a link may stand."""
    near = max(0, at - _NEAR)
    before = body.rfind("<", near, at)
    if before > body.rfind(">", near, at):
        return False  # inside a tag
    line = body.rfind("\n", 0, at) + 1
    if body.startswith("#", line):
        return False
    for start, end in _WITHOUT:
        if body.rfind(start, near, at) > body.rfind(end, near, at):
            return False
    head = body.rfind("<th", near, at)
    is_name = head > body.rfind("</th>", near, at)
    return not is_name or body.rfind('<span class="not"', head, at) > 0
