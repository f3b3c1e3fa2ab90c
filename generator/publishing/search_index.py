"""The index that the browser searches in: an entry for each page, and files of which it asks few.

It is made of what pages say of themselves, never of how they look. The same entries give the same
bytes. What is asked is matched and put in order in the browser; here is only what there is to find.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from generator.publishing.downloads import File
from generator.publishing.site import digest_of_json
from generator.publishing.spool import Spool
from generator.words import compounds
from generator.words.search_terms import (
    ENDINGS,
    LABELS,
    OPTIONAL,
    STOP_WORDS,
    asked,
    folded,
    telling,
    terms,
    tokens,
    words_of,
)

FOLDER = "sok/"
PER_FILE = 50
"""Of how many entries a file holds what is shown: a screen of results asks for few such files."""
MOST_LETTERS = 32_000
"""How much a file of terms holds before it is divided: some 10 kB as it is sent."""
LEAST_LETTERS = 3
"""How long the words are that what is asked may be compared with."""

EXACT, ROW, WORD, LIGHT, PART = 5, 4, 3, 2, 1
"""What a term weighs in an entry, but for those of names."""
NAME, LEAST_OF_NAME = 60, 6
"""What all terms of a name weigh together, and the least that one of them does."""
PART_OF_NAME = 3
"""How many times less a part of a name's word weighs than the word."""


class Entry(NamedTuple):
    """A page, or a place on one, as it is found."""

    address: str
    slag: str
    """What kind of page it is, to the reader."""
    title: str
    sentence: str
    amount: str = ""
    """What it is about in kronor, as the page has it; empty where it is about no one amount."""
    ar: Sequence[int] = ()
    omraden: Sequence[str] = ()
    """The ids of the områden that it is about."""
    names: Sequence[str] = ()
    """What it is: who asks for just this is looking for just this page."""
    whole: Sequence[str] = ()
    """Names of several words, none of which says by itself what it is."""
    phrases: Sequence[str] = ()
    """What it is asked for by when that is all that is said, word for word."""
    rows: str = ""
    """What the things that it tells of are called, as tokens with a space between."""
    words: str = ""
    """What it tells of them."""
    light: str = ""
    """What it only mentions."""
    faint: str = ""
    """What it has, for whoever finds it nowhere else."""
    exact: str = ""
    """Its amounts, as numbers, and its codes."""


class Vocabulary(NamedTuple):
    """What is known of words, besides that they are in entries."""

    parts: Collection[str] = ()
    """Parts of compounds."""
    undivided: Collection[str] = ()
    """Words that only look like compounds."""
    same: Sequence[tuple[Sequence[str], Sequence[str]]] = ()
    """The terms of two ways to say the same."""


class Said(NamedTuple):
    """What the publisher's words are in the search itself."""

    omrade: str
    """What an område is called, as the heading of a choice."""
    vagar: Sequence[tuple[str, str]]
    """Where to look for what is not found: addresses, with what each link says."""


NOTHING_SAID = Said("", ())


def render(
    entries: Iterable[bytes],
    kinds: Sequence[str],
    omraden: Mapping[str, str],
    vocabulary: Vocabulary,
    said: Said = NOTHING_SAID,
) -> Iterator[File]:
    """The index's files.

    Entries come as JSON, and are looked at one at a time: what is sought in them is most of a site.
    `kinds` are in order of importance: it is theirs that are found as well as others. `omraden`
    are names by id.
    """
    order = {kind: at for at, kind in enumerate(kinds)}
    ordered, texts, tokens_of_all = _put_away(entries, order)
    postings, words = _postings(texts, tokens_of_all, vocabulary)
    lines = _lines(postings)
    del postings  # which are as much as the lines
    files = {
        "ordforrad": _json(_front_coded(words)),
        **{f"ord/{prefix}": shard for prefix, shard in _shards(lines)},
        **{f"sidor/{number}": _json(lines) for number, lines in enumerate(_shown(ordered))},
    }
    version = digest_of_json(files)[:12]
    shards = [name.removeprefix("ord/") for name in files if name.startswith("ord/")]
    manifest = (
        _manifest(ordered, order, omraden) | said._asdict() | {"version": version, "ord": shards}
    )
    # Each index has a folder of its own, so that a page never mixes two of them.
    yield File(f"{FOLDER}register.json", _json(manifest).encode("utf-8"))
    for name, text in files.items():
        yield File(f"{FOLDER}{version}/{name}.json", text.encode("utf-8"))


def as_json(entry: Entry) -> bytes:
    """An entry as it is put away."""
    return _json(entry).encode()


def entry_of(told: bytes) -> Entry:
    """An entry as it was before it was put away."""
    return Entry(*json.loads(told))


def _put_away(
    entries: Iterable[bytes], order: Mapping[str, int]
) -> tuple[Sequence[Entry], Iterator[Entry], Collection[str]]:
    """Entries in order, without what is sought in them; with it, once; and all its tokens."""
    spool, every = Spool(), set[str]()
    places: list[int] = []
    shown: list[Entry] = []
    for told in entries:
        entry = entry_of(told)
        every.update(chain.from_iterable(map(telling, entry.names)))
        for said in (entry.rows, entry.words, entry.light, entry.faint):
            every.update(said.split())
        address, slag, title, sentence, amount, ar, omraden, *_ = entry
        shown.append(Entry(address, slag, title, sentence, amount, ar, omraden))
        places.append(spool.put(told))

    def rank(at: int) -> tuple[int, int]:
        return order[shown[at].slag], -max(shown[at].ar, default=0)

    ranked = sorted(range(len(shown)), key=rank)
    texts = (entry_of(spool.get(places[at])) for at in ranked)
    return [shown[at] for at in ranked], texts, every


def _manifest(
    entries: Sequence[Entry], order: Mapping[str, int], omraden: Mapping[str, str]
) -> dict[str, Any]:
    """What is asked for first: enough to ask for the rest, and to count what is found."""
    about = {id_ for entry in entries for id_ in entry.omraden}
    named = [(id_, name) for id_, name in omraden.items() if id_ in about]
    place = {id_: at for at, (id_, _) in enumerate(named)}
    return {
        "antal": len(entries),
        "per": PER_FILE,
        "slag": list(order),
        "omraden": named,
        "sidor": {
            "slag": [order[entry.slag] for entry in entries],
            "ar": [_one_or_list(entry.ar, 0) for entry in entries],
            "omrade": [
                _one_or_list([place[id_] for id_ in entry.omraden if id_ in place], -1)
                for entry in entries
            ],
        },
        "stoppord": sorted(STOP_WORDS),
        "etiketter": sorted(LABELS),
        "valfria": sorted(OPTIONAL),
        "andelser": ENDINGS,
    }


def _one_or_list(values: Sequence[int], nothing: int) -> int | Sequence[int]:
    """Values as the manifest has them: most entries have one or none."""
    if len(values) > 1:
        return values
    return values[0] if values else nothing


def _shown(entries: Sequence[Entry]) -> Iterator[Sequence[Any]]:
    """What is shown of each entry, a file's at a time."""
    for first in range(0, len(entries), PER_FILE):
        yield [
            [entry.address, entry.title, entry.amount, entry.sentence]
            for entry in entries[first : first + PER_FILE]
        ]


def _postings(
    entries: Iterable[Entry], every: Collection[str], vocabulary: Vocabulary
) -> tuple[Mapping[str, Sequence[int]], Collection[str]]:
    """For each term the entries that have it with what it weighs there, and every written word.

    `every` are their tokens.

    An entry is told by how far it is from the one before: in `[3, 60, 2, 1]` they are 3 and 5.
    """
    words = {word for token in every for word in words_of(token)}
    parts = compounds.parts_of(words, vocabulary.parts, vocabulary.undivided)
    found_by = {token: terms(token) for token in every}
    beside = {token: _parts_of(token, parts) for token in every}
    postings: dict[str, list[int]] = defaultdict(list)
    last: dict[str, int] = defaultdict(int)
    for id_, entry in enumerate(entries):
        light, content, of_rows = entry.light.split(), entry.words.split(), entry.rows.split()
        in_words = map(beside.__getitem__, chain(light, content, of_rows))
        weights = _weighing(PART, chain(in_words, map(terms, entry.faint.split())))
        weights |= _weighing(LIGHT, map(found_by.__getitem__, light))
        weights |= _weighing(WORD, map(found_by.__getitem__, content))
        weights |= _weighing(ROW, map(found_by.__getitem__, of_rows))
        weights |= _weighing(EXACT, map(terms, entry.exact.split()))
        for name in entry.names:
            for term, weight in _of_name(telling(name), beside):
                weights[term] = max(weight, weights.get(term, 0))
        weights |= dict.fromkeys((" ".join(asked(name)) for name in entry.whole), NAME)
        weights |= dict.fromkeys((_word_for_word(phrase) for phrase in entry.phrases), NAME)
        for one, other in vocabulary.same:
            if all(term in weights for term in one):
                weights = {**dict.fromkeys(other, PART), **weights}
        for term, weight in weights.items():
            postings[term] += (id_ - last[term], weight)
            last[term] = id_
    return postings, words


def _parts_of(token: str, parts: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """The terms of the parts of a token's words."""
    return tuple(term for word in words_of(token) for term in parts.get(word, ()))


def _word_for_word(phrase: str) -> str:
    """A phrase as one term, with the stop words in it too."""
    return " ".join(terms(token)[0] for token in tokens(phrase))


def _weighing(weight: int, terms_of_each: Iterable[Sequence[str]]) -> dict[str, int]:
    return dict.fromkeys(chain.from_iterable(terms_of_each), weight)


def _of_name(name: Sequence[str], beside: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, int]]:
    """The terms of a name with what each weighs: those that are all of it add up to `NAME`."""
    for token in name:
        weight = max(LEAST_OF_NAME, -(-NAME // len(name)))
        whole, *others = terms(token)
        yield whole, weight
        for term in (*others, *beside[token]):
            yield term, weight if "/" in term else max(PART + 1, weight // PART_OF_NAME)


def _lines(postings: Mapping[str, Sequence[int]]) -> list[tuple[str, str]]:
    """Terms without their accents, in order, each with what JSON says of it."""
    # A term has nothing in it that JSON would write in another way.
    return sorted(
        (folded(term), f'"{term}":[{",".join(map(str, of_term))}]')
        for term, of_term in postings.items()
    )


def _shards(lines: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The files of terms, each with the beginning that its terms have, without their accents.

    No beginning is one of another; a term that has no more letters goes on with `_`.
    """
    pending = [("", lines)]
    while pending:
        prefix, of_prefix = pending.pop()
        size = sum(len(line) for _, line in of_prefix)
        is_divisible = any(len(key) > len(prefix) for key, _ in of_prefix)
        if prefix and (size <= MOST_LETTERS or not is_divisible):
            yield prefix, f"{{{','.join(line for _, line in of_prefix)}}}"
            continue
        following: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for key, line in of_prefix:
            following[f"{prefix}{key[len(prefix) : len(prefix) + 1] or '_'}"].append((key, line))
        pending += sorted(following.items(), reverse=True)


def _front_coded(words: Collection[str]) -> Sequence[int | str]:
    """Words in order, each as how much it shares with the one before, and the rest of it."""
    coded: list[int | str] = []
    before = ""
    for word in sorted(word for word in words if len(word) >= LEAST_LETTERS):
        alike = 0
        for sign, other in zip(word, before, strict=False):
            if sign != other:
                break
            alike += 1
        coded += (alike, word[alike:])
        before = word
    return coded


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
