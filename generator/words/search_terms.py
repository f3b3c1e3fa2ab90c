"""The terms by which a text is found: words in any form, numbers and codes just as they are.

What is asked is read by the same rules in the browser, which is given the tables of
`search_terms.yml`; how a token is found in a text is in `tokens`. Letters with dots and rings are
letters of their own here: `län` is never `lån`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from generator.data import records

_WORDS = records.beside(__file__)


class Ending(NamedTuple):
    """An ending of inflected words (English: ending)."""

    ending: str
    cut: int
    """How many letters are taken off."""
    least: int
    """How many letters must be left, a vowel among them."""


ENDINGS = tuple(Ending(*each) for each in _WORDS["andelser"])
"""In the order in which they are tried."""
_BY_LETTER = {
    last: tuple(each for each in ENDINGS if each.ending.endswith(last))
    for last in {each.ending[-1] for each in ENDINGS}
}
STOP_WORDS = frozenset(_WORDS["stoppord"].split())
LABELS = frozenset(_WORDS["etiketter"].split())
"""What a number or a code is called: says nothing beside one."""
OPTIONAL = frozenset(_WORDS["valfria"].split())
"""What a page need not have that has the rest of what is asked."""

_VOWELS = frozenset("aeiouyåäöéüø")
_LETTER, _SIGN, _SPACE = r"[^\W\d_]", r"[^\W_]", "[ \u00a0\u202f\u2009\u2007]"
_UNIT = rf"(?=(?:kr|tkr|mkr|mnkr|mdkr|kronor)?(?!{_SIGN}))"
"""Before what may stand just behind a number."""
_HYPHEN = "[-\u2010\u2011]"
_TOKEN = re.compile(
    rf"""
    (?P<plain>{_LETTER}{{1,40}}+(?:{_HYPHEN}{_LETTER}{{1,40}}+){{0,5}}+(?!{_SIGN}|/))
    (?::(?:s|n|t|en|et|er|ar|ns|ens|ets|erna|arna)(?!{_SIGN}))?
  | (?P<date>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?![0-9]))
  | §{_SPACE}?(?P<section>[0-9]{{1,9}})(?![0-9])
  | (?P<code>{_SIGN}{{1,40}}(?:/{_SIGN}{{1,40}}){{1,7}})
  | (?P<colon>[0-9]{{1,9}}(?::[0-9]{{1,9}}){{1,5}})(?!{_SIGN})
  | (?P<grouped>[0-9]{{1,3}}(?:(?:{_SPACE}|\.)[0-9]{{3}})+(?:,[0-9]{{1,6}})?){_UNIT}
  | (?P<dotted>[0-9]{{1,4}}(?:\.[0-9]{{1,4}}){{2,5}})(?!{_SIGN}|\.[0-9])
  | (?P<number>[0-9]{{1,40}}(?:[.,][0-9]{{1,6}})?){_UNIT}
  | (?P<mixed>(?:{_LETTER}{{1,40}}[0-9]|[0-9]{{1,40}}{_LETTER}){_SIGN}{{0,40}})
  | (?P<word>{_LETTER}{{1,40}}(?:{_HYPHEN}{_LETTER}{{1,40}}){{0,5}})
    (?::(?:s|n|t|en|et|er|ar|ns|ens|ets|erna|arna)(?!{_SIGN}))?
    """.replace(_SPACE, _SPACE.replace(" ", r"\ ")),
    re.VERBOSE,
)
"""What most tokens are comes first, since all that follows would else be tried at each word."""
_GROUPING = re.compile(rf"{_SPACE}|\.")


@lru_cache(maxsize=16384)
def tokens(text: str) -> tuple[str, ...]:
    """What a text says, piece by piece: words in lower case, numbers without grouping, codes.

    `§ 45` is one, a code such as `rs/1135/2022` is one, and so are `e-hälsa` and `2023-03-28`;
    the decimals of a number stand after a comma. Nothing else is in them.
    """
    lower = unicodedata.normalize("NFC", text.lower()).replace("\u00ad", "")
    return tuple(map(_token, _TOKEN.finditer(lower)))


def _token(found: re.Match[str]) -> str:
    kind = found.lastgroup or ""
    token = found[kind]
    match kind:
        case "section":
            return f"§{token}"
        case "grouped":
            return _GROUPING.sub("", token)
        case "number":
            return token.replace(".", ",")
        case _:
            return token


def asked(text: str) -> tuple[str, ...]:
    """What is looked for when a text is asked for: a term for each of its tokens."""
    return tuple(terms(token)[0] for token in telling(text))


@lru_cache(maxsize=4096)
def telling(text: str) -> tuple[str, ...]:
    """The tokens of a text that is asked for, or of a name: stop words only where that is all.

    What a number or a code is called is left out beside it: `dnr 1135/2022` is just the code.
    """
    every = tokens(text)
    told = tuple(token for token in every if token not in STOP_WORDS)
    if not all(map(_is_word, told)):
        told = tuple(token for token in told if token not in LABELS)
    return told or every


@lru_cache(maxsize=16384)
def terms(token: str) -> tuple[str, ...]:
    """What a token of a text is found by: first as the whole that it is, then by its parts.

    A code is found by every run of its parts, a word with hyphens by each of its words.
    """
    if "/" in token:
        parts = token.split("/")
        runs = [
            "/".join(parts[first:after])
            for first in range(len(parts))
            for after in range(first + 2, len(parts) + 1)
        ]
        alone = [term for part in parts if part not in STOP_WORDS for term in terms(part)]
        return tuple(dict.fromkeys([token, *runs, *alone]))
    if not _is_word(token):
        return (token,)
    parts = re.split(_HYPHEN, token)
    stems = [stem("".join(parts)), *(stem(part) for part in parts if part not in STOP_WORDS)]
    return tuple(dict.fromkeys(stems))


def words_of(token: str) -> tuple[str, ...]:
    """The words of a token, as they are written; none of a number or a code."""
    return tuple(re.split(_HYPHEN, token)) if _is_word(token) else ()


def _is_word(token: str) -> bool:
    return "/" not in token and not any(map(str.isdecimal, token))


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """What is left of a word in lower case when its endings are taken off, one after the other."""
    shorter = _shorter(word)
    while shorter != word:
        word, shorter = shorter, _shorter(shorter)
    return word


def _shorter(word: str) -> str:
    for ending, cut, least in _BY_LETTER.get(word[-1:], ()):
        if word.endswith(ending) and len(word) - cut >= least:
            rest = word[:-cut]
            if not _VOWELS.isdisjoint(rest):
                return rest
    return word


def folded(term: str) -> str:
    """A term without what is above its letters, each other sign as `_`: fit for a file's name."""
    bare = (sign for sign in unicodedata.normalize("NFD", term) if not _is_mark(sign))
    return "".join(sign if sign.isascii() and sign.isalnum() else "_" for sign in bare)


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign).startswith("M")
