"""The parts of compound words, so that `bidrag` finds `statsbidrag`.

A word is divided only where each part is a word of the same texts, or of the reviewed list that
an organisation may keep.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from itertools import chain

from generator.words.search_terms import STOP_WORDS, stem

_SHORT = 3
"""How many letters the shortest parts have. They look like the ends and beginnings of all sorts of
words, and are parts only where the reviewed list says so."""


def parts_of(
    words: Collection[str],
    reviewed: Collection[str] = (),
    undivided: Collection[str] = (),
) -> Mapping[str, tuple[str, ...]]:
    """The terms of the parts of each of some words in lower case that is a compound.

    `reviewed` are parts besides the words themselves, and `undivided` the words that only look as
    if they had parts, of which no form is divided.
    """
    known = {word for word in words if _is_part(word)} | set(reviewed)
    stems = {stem(word) for word in known}
    first = {form: stem(word) for word in sorted(known) for form in _first_forms(word)}
    whole = {stem(word) for word in undivided}

    @cache
    def parts(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The terms of what a word begins with, and of all its other parts."""
        beginnings, others = list[str](), list[str]()
        # What comes off the word as an ending is no part of it.
        for at in range(_SHORT, min(len(stem(word)), len(word) - _SHORT + 1)):
            term = first.get(word[:at])
            if not term and word[at - 1] == "s":
                term = first.get(word[: at - 1])
            if not term:
                continue
            tail = word[at:]
            following, inner = parts(tail)
            if following or tail in known or (len(tail) > _SHORT + 1 and stem(tail) in stems):
                beginnings += (term, *(word[:at] + after for after in following))
                others += (stem(tail), *following, *inner)
        return tuple(dict.fromkeys(beginnings)), tuple(dict.fromkeys(others))

    divided = (
        (word, tuple(dict.fromkeys(chain(*parts(word)))))
        for word in words
        if stem(word) not in whole
    )
    return {word: terms for word, terms in divided if terms}


def _is_part(word: str) -> bool:
    return len(word) > _SHORT and word not in STOP_WORDS and stem(word) not in STOP_WORDS


def _first_forms(word: str) -> Iterator[str]:
    """How a word may be written as the first part of another, before an `s` between them."""
    yield word
    for ending in ("a", "e", "n", "ar", "en", "er", "et"):
        if word.endswith(ending) and len(word) - len(ending) > _SHORT:
            yield word.removesuffix(ending)
    if word.endswith("a") and len(word) > _SHORT + 1:
        yield f"{word[:-1]}o"
