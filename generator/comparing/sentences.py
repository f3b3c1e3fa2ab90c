"""A fact that is new, changed or gone, as a sentence and as values for readers.

Long texts are shown as what differs in them, in whole words; what is left out is marked with an
ellipsis, and what there was no room for is said to be cut.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from fractions import Fraction

from generator.comparing.changes import Diff
from generator.comparing.facts import SAK, Fact, Sak
from generator.data import records
from generator.data.types import Avrundning, HandlingsTyp, Status
from generator.words import labels
from generator.words.escaping import visible
from generator.words.swedish import capitalised, count, day, in_running_text, listing, number

SAMBAND: Mapping[str, str] = records.beside(__file__)
"""How a decision is said to stand to another, by the field that names it."""
_MAX_VALUE = 160
"""Characters of a text that are shown."""
_MAX_NAME = 90
_AROUND = 3
"""How many words are shown on either side of what differs in a long text."""
_MAX_LISTED = 12
"""How many names of a list in a new order are shown."""
_CUT = "… (avkortat)"


def sentence(diff: Diff, fact: Fact) -> str:
    """What changes: `Villkoret ”V” (2023/x): gäller för ändras från ”A” till ”B”` and a stop."""
    thing = capitalised(_called(diff, fact.sak))
    fore, efter = shown(diff, fact)
    if not fact.path:
        return f"{thing} {'läggs till' if fact.fore is None else 'tas bort'}."
    field = in_running_text(field_name(fact))
    if fact.is_name and fore and efter:
        many = diff.namnd_i.get(fact.sak.delar, 0)
        where = f" (nämns i {count(many, 'beslut', 'beslut', of_neuter=True)})" if many else ""
        return f"{thing} heter nu ”{efter}”{where}."
    if fact.ordning:
        return f"{thing}: ordningen i {field} är nu {efter}."
    if verb := SAMBAND.get(fact.falt):
        return _related(thing, verb, fore, efter)
    was, now = (_quoted(fact, value) for value in (fore, efter))
    if not fore:
        return f"{thing}: {field} läggs till, {now}."
    if not efter:
        return f"{thing}: {field} tas bort, tidigare {was}."
    verb = "flyttas" if isinstance(fact.fore, date) else "ändras"
    return f"{thing}: {field} {verb} från {was} till {now}."


def _related(thing: str, verb: str, fore: str, efter: str) -> str:
    """How a decision stands to another: `Beslutet ”Y” (2023/y) anges nu gälla jämte 2023/x.`."""
    if not efter:
        return f"{thing} anges inte längre {verb} {fore}."
    return f"{thing} anges nu {verb} {efter}{f', tidigare {fore}' if fore else ''}."


def field_name(fact: Fact) -> str:
    """What a field is called by the model, with those around it: `Källa, avsnitt`."""
    first, *inner = fact.titlar
    return ", ".join([first, *map(in_running_text, inner)])


def shown(diff: Diff, fact: Fact) -> tuple[str, str]:
    """The values before and after as readers see them; empty where nothing is stated."""
    fore, efter = (_spoken(diff, fact, value) for value in (fact.fore, fact.efter))
    if fact.ordning:
        return fore, efter
    return _differing(fore, efter)


def plain(value: object) -> object:
    """A value as JSON can hold it: dates in ISO form, ids, amounts as they are written."""
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, str | int):
        return value
    if type(value) is tuple:
        return list(value)
    return str(getattr(value, "angivet", value))


def _called(diff: Diff, sak: Sak) -> str:
    """A thing and where it stands: `insatsen ”Fler hembesök” (2023/x)`, `förslaget …`."""
    name = f" ”{cut(_line(sak.namn), _MAX_NAME)}”" if sak.namn else ""
    place = f" ({cut(_line(sak.plats), _MAX_NAME)})" if sak.plats else ""
    noun = diff.ordval.fill(SAK[sak.slag]["ord"])
    if sak.status:
        noun = labels.STATUS[sak.status].arendet
    return f"{noun}{name}{place}"


def _spoken(diff: Diff, fact: Fact, value: object) -> str:
    """A value in words: dates and yes or no as readers say them, ids by what they are of."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nej"
        case date():
            return day(value)
        case Status():
            return labels.STATUS[value].etikett
        case HandlingsTyp():
            return str(labels.HANDLING[value])
        case Avrundning():
            return str(labels.AVRUNDNING[value])
        case StrEnum():
            return str(value)
        case Fraction():
            return f"{number(value.numerator)} / {number(value.denominator)}"
        case tuple() if fact.ordning:
            return _listed(value)
        case str() if fact.register:
            return _line(diff.namn.get(fact.register, {}).get(value, value))
    return _line(str(getattr(value, "angivet", value)))


def _listed(names: Sequence[str]) -> str:
    first = [cut(_line(name), _MAX_NAME) for name in names[:_MAX_LISTED]]
    left = len(names) - len(first)
    return listing([*first, f"{number(left)} till"] if left else first)


def _quoted(fact: Fact, value: str) -> str:
    """A text from the data within quotation marks; what we put in words ourselves without."""
    is_text = isinstance(fact.efter if fact.fore is None else fact.fore, str)
    is_ours = isinstance(fact.efter if fact.fore is None else fact.fore, StrEnum) or fact.register
    return f"”{value}”" if is_text and not is_ours else value


def _differing(fore: str, efter: str) -> tuple[str, str]:
    """Two texts, or where they are long what differs in them with a few words around it."""
    if max(len(fore), len(efter)) <= _MAX_VALUE or not fore or not efter:
        return cut(fore), cut(efter)
    old, new = fore.split(" "), efter.split(" ")
    head = _equal(old, new)
    tail = min(_equal(old[::-1], new[::-1]), len(old) - head, len(new) - head)
    start = max(head - _AROUND, 0)
    excerpts = []
    for words in (old, new):
        end = min(len(words) - tail + _AROUND, len(words))
        text = cut(" ".join(words[start:end]))
        after = " …" if end < len(words) and not text.endswith(_CUT) else ""
        excerpts.append(f"{'… ' if start else ''}{text}{after}")
    return excerpts[0], excerpts[1]


def _equal(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words two texts begin with together."""
    both = zip(old, new, strict=False)
    return next((at for at, (was, now) in enumerate(both) if was != now), min(len(old), len(new)))


def cut(text: str, length: int = _MAX_VALUE) -> str:
    """A text with as many whole words as there is room for, and word of what was left out."""
    if len(text) <= length:
        return text
    whole = text[: length + 1].rpartition(" ")[0]
    return f"{whole} {_CUT}" if len(whole) > length // 2 else f"{text[:length]}{_CUT}"


def _line(text: str) -> str:
    return visible(" ".join(text.split()))
