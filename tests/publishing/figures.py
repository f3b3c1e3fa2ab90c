"""The figures in a text or on a page: amounts, percentages and counts, in digits or in words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

import lxml.html

from generator.words.swedish import unbroken

Element = lxml.html.HtmlElement
Figure = str
"""As `5001 kr`, `75,4 mnkr`, `högst +5001 kr`, `2001–7001 kr`, `1,5 %`, `under 0,1 %` or `3`."""

_NUMBER = r"\d[\d\u00a0]*"
_MONTH = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
_MONTH += "|January|February|March|April|May|June|July|August|September|October|November|December"
_ENGLISH = {"at most": "högst", "about": "cirka"}
_WORDS = ["två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"]
_COUNTED = (
    "av|är det|område|områden|delområde|beslut|förslag|insats|insatser|delpost|ansökan|belopp till"
    "|beslutad insats|föreslagen insats|summa omräknad|belopp jämfört|belopp har|kontroll av"
).replace(" ", r"\ ")
_FIGURE = re.compile(
    rf"""(?P<not>\d{{1,2}}(?:–\d{{1,2}})?[\ \u00a0](?:{_MONTH})(?:\ \d{{4}})?   # a day
            | \b(?:19|20)\d\d-\d\d-\d\d\b
            | (?<![\d\u00a0.+−±–])(?:19|20)\d\d(?![\d\u00a0])            # a year
            | 360Giving | \d\.\d[\d.]* | [A-Z]+-?\d+)                     # a name, a version
      | (?P<sek>(?:(?:at\ most|about)\ )*SEK\u00a0−?\d[\d,]*(?:–\d[\d,]*)?)
      | (?P<range>{_NUMBER}–{_NUMBER}\u00a0kr)
      | (?P<short>(?:(?:[Hh]ögst|[Cc]irka)\ )*−?{_NUMBER}(?:,\d)?\u00a0m[nd]kr)
      | (?P<kr>(?:(?:[Hh]ögst|[Mm]inst|[Cc]irka)\ )*[+−±]?{_NUMBER}\u00a0kr)
      | (?P<share>(?:under\ |över\ )?\d+(?:,\d+)?\u00a0%)
      | (?P<count>[+−]?{_NUMBER})
      | (?P<word>(?i:\b(?:{"|".join(_WORDS)})\b))
      | (?P<one>\b(?:en|ett|En|Ett)\b(?=\ (?:{_COUNTED})\b))""",
    re.VERBOSE,
)


def figures(text: str, *, with_one: bool = True) -> list[Figure]:
    """The figures of a text in order; a year and a day are none.

    A word for one is an article where nothing is counted, and may be left out. A text of the data
    may have any spaces in its numbers.
    """
    found = []
    for match in _FIGURE.finditer(unbroken(text)):
        kind, said = match.lastgroup, match[0]
        if kind == "word":
            found.append(str(_WORDS.index(said.lower()) + 2))
        elif kind == "one":
            found += ["1"] if with_one else []
        elif kind == "share":
            found.append(said.replace("\u00a0", " "))
        elif kind == "short":
            *words, unit = said.lower().split("\u00a0")
            found.append(f"{''.join(words)} {unit}")
        elif kind == "sek":
            found.append(_from_english(said))
        elif kind != "not":
            digits = said.lower().removesuffix("\u00a0kr").replace("\u00a0", "")
            found.append(f"{digits} kr" if said.endswith("kr") else digits)
    return found


def _from_english(said: str) -> Figure:
    """An amount of the page in English as the others write it."""
    words, _, number = said.replace(",", "").partition("SEK\u00a0")
    for english, swedish in _ENGLISH.items():
        words = words.replace(english, swedish)
    return f"{words}{number} kr"


def outside(page: Element, told: Collection[Element]) -> Iterator[tuple[Element, str]]:
    """Each piece of a page's text that holds a figure and stands in none of some elements.

    What only a screen reader tells counts as text.
    """
    for element in page.iter():
        if not isinstance(element.tag, str) or element.tag in {"script", "style"}:
            continue
        texts = [(element, element.text), (element, element.get("aria-label"))]
        texts.append((element, element.get("title")))
        if (parent := element.getparent()) is not None:
            texts.append((parent, element.tail))
        for around, text in texts:
            if text and figures(text, with_one=False) and not _is_in(around, told):
                yield around, text.strip()


def _is_in(element: Element, told: Collection[Element]) -> bool:
    return any(each in told for each in (element, *element.iterancestors()))
