"""What belongs to a table and not to what it lists: sums, sources and notes (furniture).

Lists come from spreadsheets, where a last row adds up the others and a line below says where
they are from. Such a row is told of, and until then it is in no sum: it would be counted
twice, or excuse that something is lacking.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum

from generator.data.derived import Niva
from generator.data.posts import MedBelopp
from generator.reckoning.rows import Row

_LISTED = {Niva.INSATS, Niva.DELPOST, Niva.AKTIVITET}
"""Levels of what a spreadsheet lists."""
_OF = (
    r"(?:insatser\w*|belopp\w*|kostnad\w*|medel\w*|budget\w*|bidrag\w*|område\w*|summa|totalt"
    r"|alla|år|[tkm]?kr|mnkr|kronor|för|i|av|per|om|inkl|exkl|[0-9 ]+)"
)
_SUM = re.compile(
    r"(?:(?:del|slut|total|under|mellan)?summ(?:a|or|an)|sub ?total)\b.*"
    rf"|(?:grand )?(?:s ?a|sum|tot|totalt?|totalen|sammanlagt|summering)(?: {_OF}\b.*)?",
)
"""A name, in small letters and spaces alone, that is of a sum: `Summa insatser`, `Totalt`."""
_VARAV = re.compile(r"(?:varav|därav)\b.*")
_NOTE = re.compile(
    r"(?:källa|källor|källhänvisning|not|noter|fotnot|fotnoter|anm|anmärkning|anmärkningar|obs"
    r"|kommentar|kommentarer)\b(?P<rest>.*)",
)
_NOTE_ENDS = re.compile(r"\W*|\W*[0-9]+\W*|\s*[.:)0-9].*")
"""What may follow on the word for a note, as a sign that it is one: `Not 1`, `Källa: SKR`."""
_FOOTER = re.compile(r"[*†‡¹²³⁰-⁹].*|källa .*|källor .*")
"""What has no amount and starts so is a note as well: `* preliminärt`, `Källa SKR`."""
_SAID_OF_INSATSER = ("mal", "avser", "mottagare", "ansvarig", "styckpris", "delposter")
"""Fields that the row of a sum leaves empty."""
_NO_WORD = re.compile(r"[\W_]+")


class Furniture(Enum):
    """What a row is instead of something listed."""

    SUM = "sum"
    SAME_AS_SUM = "same as sum"
    VARAV = "varav"
    NOTE = "note"

    @property
    def is_named(self) -> bool:
        """Whether it is its name that says so, whatever stands beside it."""
        return self is not Furniture.SAME_AS_SUM


def find(rows: Sequence[Row]) -> Mapping[str, Furniture]:
    """The rows that look like furniture, by id, also those that someone has said are not."""
    lists: dict[tuple[str, Niva], list[Row]] = defaultdict(list)
    found: dict[str, Furniture] = {}
    for row in rows:
        if row.niva in _LISTED:
            if kind := _named(row):
                found[row.rad_id] = kind
            elif row.kr:
                lists[row.overordnad_id, row.niva].append(row)
    stated = {row.rad_id: row.kr for row in rows if not row.harledd}
    for (around, _), listed in lists.items():
        amounts = [row.kr or 0 for row in listed]
        if min(amounts) > 0 and sum(amounts) != stated.get(around):
            sums = (listed[at] for at in _sums(amounts))
            found.update((row.rad_id, Furniture.SAME_AS_SUM) for row in sums if _is_bare(row))
    return found


def is_listed(row: Row) -> bool:
    """Whether someone has looked at a row and said that it is what it is listed as."""
    return isinstance(row.data, MedBelopp) and row.data.rimligt


def _is_bare(row: Row) -> bool:
    """Whether a row says nothing of its own but a name and an amount, as the row of a sum does."""
    return not any(getattr(row.data, name, None) for name in _SAID_OF_INSATSER)


def _named(row: Row) -> Furniture | None:
    """What a row's name says that it is."""
    name = row.namn.casefold().strip()
    words = _NO_WORD.sub(" ", name).strip()
    if _SUM.fullmatch(words) or name.startswith("s:a "):
        return Furniture.SUM
    if _VARAV.fullmatch(words):
        return Furniture.VARAV
    note = _NOTE.fullmatch(name)
    if note and _NOTE_ENDS.fullmatch(note["rest"]):
        return Furniture.NOTE
    return Furniture.NOTE if row.kr is None and _FOOTER.fullmatch(name) else None


def _sums(amounts: Sequence[int]) -> Iterator[int]:
    """Which of a list's amounts, in its order, are sums of at least two others of it.

    The first or the last is the sum of all the others; or the list ends with a sum of the block
    above it, and then those before it count that are sums of theirs.
    """
    ends = [at for at in (0, len(amounts) - 1) if 2 * amounts[at] == sum(amounts)]
    if len(amounts) > 2 and ends:
        yield from ends
        return
    blocks: list[int] = []
    block, count, listed = 0, 0, 0
    is_sum = False
    for at, amount in enumerate(amounts):
        is_last = count == 0 and bool(blocks) and amount == listed
        is_sum = is_last or (count > 1 and amount == block)
        if is_sum:
            blocks.append(at)
            block, count = 0, 0
        else:
            block, count, listed = block + amount, count + 1, listed + amount
    if is_sum:
        yield from blocks
