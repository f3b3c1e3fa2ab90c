"""Where an amount that was changed still stands as it was, in the same decision.

A remark may quote the old figure, its printed form may be left behind, and an insats may have
the whole amount of its område. It is a question and no rule: the document may well say so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from generator.data.belopp import Belopp
from generator.reading.register import Register
from generator.reading.yaml_text import Path
from generator.reckoning.rows import Row
from generator.words.swedish import NBSP, kronor

ROUND = 3
"""Digits of an amount that many others may have by chance, such as 24 mkr or 1,25 mkr."""

_NUMBER = re.compile(r"[0-9]+(?: [0-9]{3})*(?:,[0-9]+)?")
_AMOUNTS = frozenset({"belopp", "angivet", "differens"})


class Mention(NamedTuple):
    """A value that still holds an amount as it was before the change."""

    file: str
    line: int
    text: str


def mentions(register: Register, changed: Iterable[tuple[Row, Row]]) -> Iterator[Mention]:
    """The texts, the printed forms and the amounts of many digits that say what was before.

    `changed` are rows before and now; `register` is that of now.
    """
    told: set[tuple[str, Path]] = set()
    looked_in: dict[str, tuple[Texts, Mapping[str, Sequence[int]]]] = {}
    for before, now in changed:
        if before.belopp is None:
            continue
        ways = _ways_to_write(before.belopp, before.kalla.angivet, now.kalla.angivet)
        pattern = _either(ways)
        printed = (*now.place.path, "kalla", "angivet")
        many_digits = len(str(before.belopp.kr).rstrip("0")) > ROUND
        source = register.sources[now.place.file]
        if source.file not in looked_in:
            every = source.texts
            looked_in[source.file] = (every, _by_number(value for _, value in every))
        texts, numbered = looked_in[source.file]
        numbers = {number for way in ways for number in _whole_numbers(way)}
        places = {at for number in numbers for at in numbered.get(number, ())}
        for path, value in map(texts.__getitem__, sorted(places)):
            is_other = bool(path) and path[-1] in _AMOUNTS and path != printed
            key = (source.file, path)
            if (many_digits or not is_other) and key not in told and pattern.search(_plain(value)):
                told.add(key)
                file, (line, _) = source.locate(path)
                yield Mention(file, line, value)


Texts = Sequence[tuple[Path, str]]


def _by_number(texts: Iterable[str]) -> Mapping[str, Sequence[int]]:
    """Which of the texts hold a number, so that each amount is looked for in few of them."""
    numbered: dict[str, list[int]] = defaultdict(list)
    for at, text in enumerate(texts):
        for number in _whole_numbers(text):
            numbered[number].append(at)
    return numbered


def _whole_numbers(text: str) -> set[str]:
    """The numbers in a text, without decimals."""
    return {number.split(",")[0] for number in _NUMBER.findall(_plain(text))}


def _ways_to_write(belopp: Belopp, printed: str | None, printed_now: str | None) -> Set[str]:
    """An amount as it is written in the data, as it is printed unless it still is, and in kronor.

    A number of many digits is known without its unit as well.
    """
    ways: set[str] = set()
    left = printed if printed and printed != printed_now else ""
    for written in (belopp.angivet, left, kronor(belopp.kr)):
        number = _NUMBER.search(_plain(written))
        if number and len(re.sub(r"\D", "", number[0])) > ROUND:
            ways.add(number[0])
        elif number and number[0] != written:
            ways.add(_plain(written))
    return ways


def _either(ways: Set[str]) -> re.Pattern[str]:
    """Any of the ways to write an amount, where it is not a part of another number."""
    either = "|".join(map(re.escape, sorted(ways)))
    return re.compile(rf"(?<![0-9,.] )(?<![0-9,.])(?:{either})(?!\w| [0-9]{{3}})")


def _plain(text: str) -> str:
    return text.replace(NBSP, " ")
