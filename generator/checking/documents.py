"""Figures against their documents: is each one where the data says that it stands?

The documents are plain text, one file for each handling that names its `fil`. A figure with
a unit, or with so many digits that it can be no other, must stand in its section; a bare
number must stand on the row that names what it is for. The other way round, every amount in
a document must be carried by the data, so that nothing is left out unseen.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.data.belopp import UNITS
from generator.data.beslut import Ansvar, Aterrapportering, Beslut, Villkor
from generator.data.derived import Niva
from generator.data.ids import UPPREPNING
from generator.data.posts import Kalla
from generator.data.types import RamTyp
from generator.reckoning.amounts import Amount
from generator.reckoning.rows import beslut_kalla, resolve_kalla
from generator.words import labels

MANY_DIGITS = 5
"""A bare number with this many digits is not mistaken for another one nearby."""
TOTAL_LABELS = ("totalt", "summa")
"""What a document calls the row of a sum."""

_MARKS = re.compile(r"\[bookmark:[^\]]*\]|</?[a-z]+>|[*#]+")
_SPACES = re.compile(r"[^\S\n]+")
_NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)\s+[A-ZÅÄÖ]")
_POINT = re.compile(r", punkt (\d+)$")
_UNIT_WORDS = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_MONEY = re.compile(
    rf"(?<![\d,.:/§-])\d{{1,3}}(?: \d{{3}}){{2,}}(?:,\d+)?(?![\d,])(?: ?(?:{_UNIT_WORDS})\b)?"
    rf"|(?<![\d,.:/§-])(?:\d{{1,3}}(?: \d{{3}})+|\d+)(?:,\d+)?\s?(?:{_UNIT_WORDS})\b",
    re.IGNORECASE,
)
"""An amount in running text: with a unit, or a million and more in groups of three."""


@dataclass(frozen=True)
class Result:
    """What came of looking for one figure."""

    amount: Amount
    is_there: bool
    """Whether it stands where the data says."""
    elsewhere: tuple[str, ...] = ()
    """Sections that hold it, when the stated one does not."""


@dataclass(frozen=True)
class Document:
    """A handling as text, in sections by their heading or number."""

    sections: Mapping[str, str]

    @property
    def whole(self) -> str:
        """All of the text."""
        return "\n".join(self.sections.values())


def plain(text: str) -> str:
    """The text without marks of format, with composed letters and single spaces."""
    text = unicodedata.normalize("NFC", text).replace("\u2212", "-")
    return _SPACES.sub(" ", _MARKS.sub("", text))


def parse_document(text: str, headings: Sequence[str]) -> Document:
    """Divide a text at the headings given and at numbered ones; a table of contents is no text.

    A heading occurs on a line of its own. What stands before the first is under an empty one.
    """
    wanted = {heading.casefold(): heading for heading in reversed(headings)}
    sections: dict[str, list[str]] = defaultdict(list)
    current = ""
    for line in plain(text).splitlines():
        stripped = line.strip()
        if "....." in stripped:
            continue
        numbered = _NUMBERED.match(stripped)
        current = numbered[1] if numbered else wanted.get(stripped.casefold(), current)
        sections[current].append(line)
    return Document({name: "\n".join(lines) for name, lines in sections.items()})


def section_of(document: Document, avsnitt: str | None) -> str:
    """A section's text; `…, punkt 3` is the part of it that starts with `3.`."""
    if not avsnitt:
        return document.whole
    point = _POINT.search(avsnitt)
    text = document.sections.get(_POINT.sub("", avsnitt), "")
    if not point:
        return text
    number = int(point[1])
    match = re.search(
        rf"^\s*{number}\. (.*?)(?=^\s*{number + 1}\. |\Z)", text, re.DOTALL | re.MULTILINE
    )
    return match[0] if match else ""


def what(amount: Amount) -> str:
    """What an amount is an amount of, in words."""
    if amount.id.is_repeat:
        return f"{UPPREPNING}, {amount.row.namn}"
    vad = labels.VAD.get(amount.id.vad, amount.id.vad)
    return f"{vad}, {amount.row.namn}" if vad else amount.row.namn


def _names(amount: Amount) -> tuple[str, ...]:
    """What the row may be called on which it stands; a sum's row is called Totalt or Summa."""
    row = amount.row
    is_total = row.niva is Niva.BESLUT or (row.ram and row.ram.ramtyp is RamTyp.TOTALT)
    total = TOTAL_LABELS if is_total else ()
    return (row.namn, *total, *(TOTAL_LABELS if amount.id.is_repeat else ()))


def stands_in(printed: str, names: Sequence[str], text: str) -> bool:
    """Whether a text holds a figure as printed: a bare number only on a row that names it."""
    number = _pattern(printed)
    digits = sum(char.isdigit() for char in printed)
    if any(char.isalpha() for char in printed) or digits >= MANY_DIGITS:
        return re.search(number, text, re.IGNORECASE) is not None
    for name in names:
        words = r"\s*".join(map(re.escape, plain(name).split()))
        row = rf"{words}[^\S\n]*[^\w\n]*\n?(?:[^A-Za-zÅÄÖåäö]*?){number}|{number}[^\n]*{words}"
        if re.search(row, text, re.IGNORECASE):
            return True
    return False


def _pattern(printed: str) -> str:
    """A figure with any white space between its parts, and not a part of a longer one.

    `250 000` may be the end of `1 250 000`, and `1 250` its start; `5 039 944` after another
    number is a figure of its own, since its first group is too short to go on from it.
    """
    form = plain(printed).strip()
    words = r"\s+".join(map(re.escape, form.split()))
    words = _DASH.sub(rf"\\s*{_DASHES}\\s*", words)
    before = r"(?<![\d,])" + (r"(?<!\d )" if re.match(r"\d{3}(?!\d)", form) else "")
    after = r"(?!\d|,\d)" + (r"(?! \d{3}(?!\d))" if re.fullmatch(r"[\d ]+", form) else "")
    return f"{before}{words}{after}"


_DASHES = "[-\u2010-\u2015]"
_DASH = re.compile(rf"(?<=\w)(?:\\s\+)?\\?{_DASHES}(?:\\s\+)?(?=\w)")
"""The dash of a range in an escaped figure: documents have it long or short, with spaces or not."""


def verify(
    amounts: Iterable[Amount], documents: Mapping[tuple[str, str], Document]
) -> Iterator[Result]:
    """Look for each amount in its document, by the decision's and the handling's id."""
    for amount in amounts:
        document = documents.get((amount.id.rad.beslut_id, amount.kalla.handling or ""))
        if document is None:
            continue
        names = _names(amount)
        if stands_in(amount.angivet, names, section_of(document, amount.kalla.avsnitt)):
            yield Result(amount, is_there=True)
            continue
        elsewhere = tuple(
            name or "före första rubriken"
            for name, text in document.sections.items()
            if stands_in(amount.angivet, names, text)
        )
        yield Result(amount, False, elsewhere)


def left_out(document: Document, carried: Iterable[Amount]) -> list[str]:
    """Amounts in a document that no amount of the data is, each once."""
    carried = list(carried)
    amounts = {_as_amount(amount.angivet) for amount in carried}
    for amount in carried:  # with a word before it, or two that are the ends of a range
        amounts |= {_as_amount(match[0]) for match in _MONEY.finditer(plain(amount.angivet))}
    printed = (" ".join(match[0].split()) for match in _MONEY.finditer(document.whole))
    return list(dict.fromkeys(form for form in printed if _as_amount(form) not in amounts))


def _as_amount(form: str) -> tuple[str, int]:
    """A figure's digits and its unit in kronor, so that `24 mkr kr` and `24 mkr` are one."""
    form = " ".join(plain(form).casefold().split())
    number = re.match(r"[\d ]*\d(?:,\d+)?", form)
    if number is None:
        return form, 0
    unit = form[number.end() :].strip()
    factors = [
        factor for word, factor in UNITS.items() if unit == word or unit.startswith(f"{word} ")
    ]
    return number[0].replace(" ", ""), max(factors, default=1)


def documents_of(
    decisions: Sequence[Beslut], amounts: Iterable[Amount], texts: Mapping[str, str]
) -> dict[tuple[str, str], Document]:
    """The handlingar that have a text, each divided at the places that the data cites in it."""
    kallor = [(amount.id.rad.beslut_id, amount.kalla) for amount in amounts]
    for beslut in decisions:
        around = Kalla(handling=beslut_kalla(beslut).handling)
        parts: tuple[Villkor | Aterrapportering | Ansvar, ...] = (
            *beslut.villkor,
            *beslut.aterrapportering,
            *beslut.ansvar,
        )
        kallor += [(beslut.beslut_id, resolve_kalla(part.kalla, around)) for part in parts]
    cited: dict[tuple[str, str], set[str]] = defaultdict(set)
    for beslut_id, kalla in kallor:
        if kalla.handling and kalla.avsnitt:
            cited[beslut_id, kalla.handling].add(_POINT.sub("", kalla.avsnitt))
    return {
        (beslut.beslut_id, handling.id): parse_document(
            texts[handling.fil], sorted(cited[beslut.beslut_id, handling.id])
        )
        for beslut in decisions
        for handling in beslut.handlingar
        if handling.fil and handling.fil in texts
    }
