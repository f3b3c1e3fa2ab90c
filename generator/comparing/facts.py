"""What a change does besides money: every other public fact that is another than it was.

The model's own declarations are walked, so that a field which is added there is told of here
without another word. Rows are paired by whoever compares; all else is paired by its id, else by
what it says.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from pydantic import BaseModel

from generator.checking.judge import Judged
from generator.data import records
from generator.data.belopp import Belopp
from generator.data.derived import Niva
from generator.data.registers import REFERENCES
from generator.data.types import Status, first_words
from generator.reading.register import DATA, LIST_FILES, SIDOR, Register
from generator.reckoning.rows import Row

Key = TypeVar("Key", bound=Hashable)
Thing = TypeVar("Thing")

SAK: Mapping[str, Mapping[str, str]] = records.beside(__file__)
"""What a thing is called, by its class: see `facts.yml`."""
SIDA = "Sida"
"""What a hand-written page is there, which has no class."""


@dataclass(frozen=True)
class Sak:
    """A thing that a fact is of (English: thing)."""

    slag: str
    """Its class in the model, which `facts.yml` has a word for."""
    delar: tuple[str, ...]
    """The parts of its id: `mottagare` and its own, or a decision's, `villkor` and its own."""
    namn: str
    plats: str = ""
    """What it stands in: its decision's id, or an entry's name; empty for what stands in none."""
    status: Status | None = None
    """Of a decision, whether it is one or only proposed; None of all else."""

    @property
    def id(self) -> str:
        """Unique among all: `2023/x/villkor/y`, `mottagare/y`, `sidor/om`."""
        return "/".join(self.delar)


@dataclass(frozen=True)
class Fact:
    """A fact before and after, as the data has it; None where nothing was, or is, stated."""

    sak: Sak
    path: tuple[str, ...]
    """The fields that lead to it, from the thing; none where the thing itself came or went."""
    titlar: tuple[str, ...]
    """What the model calls those fields."""
    fore: object
    efter: object
    ordning: bool = False
    """Whether nothing is other than the order of a list."""

    @property
    def falt(self) -> str:
        """The field's path as text: `kalla.avsnitt`; empty for the thing itself."""
        return ".".join(self.path)

    @property
    def register(self) -> str:
        """The register that its values are ids of; empty where they are none."""
        return REFERENCES.get(self.path[-1], "") if self.path else ""

    @property
    def is_name(self) -> bool:
        """Whether it is what the thing is called."""
        return self.path == (SAK[self.sak.slag].get("namn"),)


def matched(
    before: Mapping[Key, Thing],
    after: Mapping[Key, Thing],
    *same: Callable[[Key, Thing], Hashable | None],
) -> dict[Key, Key]:
    """The key now of each thing that was there before and still is.

    Two things are one where `same` gives the same of both, and not None: the first of them that
    does decides.
    """
    pairs: dict[Key, Key] = {}
    for what in same:
        taken = set(pairs.values())
        left: dict[Hashable, list[Key]] = defaultdict(list)
        for key, thing in list(after.items())[::-1]:
            if key not in taken and (said := what(key, thing)) is not None:
                left[said].append(key)
        for key, thing in before.items():
            if key not in pairs and (said := what(key, thing)) is not None and left.get(said):
                pairs[key] = left[said].pop()
    return pairs


def facts(before: Judged, after: Judged, rows: Iterable[tuple[Row, Row]]) -> Iterator[Fact]:
    """Every fact that is new, changed or gone, of what both sides could read.

    `rows` are those that are there before and now; rows that come and go are told of as money, as
    are amounts that are other kronor.
    """
    classes = {type(row.data) for judged in (before, after) for row in judged.rows}
    yield from _facts_of_rows(rows, classes)
    yield from _facts_of_registers(before.register, after.register)
    yield from _facts_of_pages(before, after)


def _facts_of_rows(pairs: Iterable[tuple[Row, Row]], classes: Collection[type]) -> Iterator[Fact]:
    equal: dict[str, bool] = {}
    for old, new in pairs:
        beslut_id = old.beslut.beslut_id
        if beslut_id not in equal:
            equal[beslut_id] = old.beslut == new.beslut
        if equal[beslut_id]:
            continue
        # As the decision has it: a row's own data is completed with what goes downwards.
        said, says = _said(old), _said(new)
        if type(said) is not type(says):  # the only område of its decision, which is a part now
            yield Fact(sak_of(new), (), (), None, new.namn)
            continue
        sak = replace(sak_of(new), namn=old.namn)
        passed_over = {"id", "belopp"} if _is_of_kronor(old, new) else {"id"}
        yield from _facts_of(sak, said, says, passed_over, classes)


def sak_of(row: Row) -> Sak:
    """A row as a thing."""
    status = row.beslut.status if row.niva is Niva.BESLUT else None
    return Sak(type(row.data).__name__, (row.rad_id,), row.namn, row.beslut.beslut_id, status)


def _is_of_kronor(old: Row, new: Row) -> bool:
    """Whether an amount is other kronor and of the same kind, which is told of as money."""
    stated = [amount for row in (old, new) if (amount := getattr(row.data, "belopp", None))]
    if old.kr == new.kr or not all(isinstance(amount, Belopp) for amount in stated):
        return False
    return len({replace(amount, kr=0, precision=0, angivet="") for amount in stated}) == 1


def _said(row: Row) -> BaseModel:
    """What the decision says of a row, in the place where it stands."""
    said: Any = row.beslut
    for step in row.place.path:
        said = said[step] if isinstance(step, int) else getattr(said, step)
    assert isinstance(said, BaseModel)
    return said


def _facts_of_registers(before: Register, after: Register) -> Iterator[Fact]:
    """Of the registers' entries, and of who publishes."""
    for name in LIST_FILES:
        known, known_now = before.known_ids.get(name), after.known_ids.get(name)
        if known is None or known_now is None:
            continue  # nothing is known of what can't be read
        if name == "rattelser":
            yield from _facts_of_list((name,), "", before.rattelser, after.rattelser)
            continue
        old, new = getattr(before, name), getattr(after, name)
        unread = (known - old.keys()) | (known_now - new.keys())
        sides = ([side[id_] for id_ in side if id_ not in unread] for side in (old, new))
        yield from _facts_of_list((name,), "", *sides)
    if before.organisation and after.organisation:
        sak = Sak("Organisation", ("organisation",), before.organisation.namn)
        yield from _facts_of(sak, before.organisation, after.organisation)


def _facts_of_pages(before: Judged, after: Judged) -> Iterator[Fact]:
    """Of the hand-written pages, each a single text; what can't be read has not gone."""
    closed = {*before.register.closed, *after.register.closed}
    unread = {problem.file for judged in (before, after) for problem in judged.problems}
    old, new = before.register.sidor, after.register.sidor
    for name in sorted(old.keys() | new.keys()):
        sak = Sak(SIDA, ("sidor", name), name)
        if name in old and name in new:
            if old[name] != new[name]:
                was, now = (" ".join(pages[name].split()) for pages in (old, new))
                yield Fact(sak, ("text",), ("Text",), was, now)
        elif not closed and f"{SIDOR}/{name}.md" not in unread:
            yield Fact(sak, (), (), name if name in old else None, name if name in new else None)


_Path = tuple[tuple[str, str], ...]
"""Fields from a thing inwards, each with its title."""


def _fact(sak: Sak, path: _Path, fore: object, efter: object, *, ordning: bool = False) -> Fact:
    names, titles = tuple(name for name, _ in path), tuple(title for _, title in path)
    return Fact(sak, names, titles, fore, efter, ordning)


def _fields(model: type[BaseModel], around: _Path = ()) -> Iterator[tuple[str, _Path]]:
    """The fields of a thing, or of a part of it, and the way to each."""
    for name, info in model.model_fields.items():
        yield name, (*around, (name, info.title or name))


def _facts_of(
    sak: Sak,
    old: BaseModel,
    new: BaseModel,
    passed_over: Collection[str] = (),
    rows: Collection[type] = (),
    around: _Path = (),
) -> Iterator[Fact]:
    """What a thing, or a part of it, says otherwise than it did, field by field.

    `passed_over`, and what is of the classes of `rows`, is told of elsewhere.
    """
    for name, path in _fields(type(new), around):
        was, now = getattr(old, name), getattr(new, name)
        if was == now or name in passed_over:
            continue
        parts = [part for side in (was, now) if isinstance(side, tuple) for part in side]
        if isinstance(was, BaseModel) and isinstance(now, BaseModel):
            yield from _facts_of(sak, was, now, around=path)
        elif part := next((side for side in (was, now) if isinstance(side, BaseModel)), None):
            yield from _facts_of_part(sak, part, path, is_new=was is None)
        elif not isinstance(was, tuple):
            yield _fact(sak, path, was, now)
        elif not any(isinstance(part, BaseModel) for part in parts):
            yield from _facts_of_texts(sak, was, now, path)
        elif type(parts[0]) in rows:
            yield from _reordered(sak, path, map(_name, was), map(_name, now))
        else:
            yield from _facts_of_list((*sak.delar, name), sak.plats or sak.namn, was, now)


def _facts_of_part(sak: Sak, part: BaseModel, around: _Path, *, is_new: bool) -> Iterator[Fact]:
    """Of a part that came or went, as a source: each of its fields is one of the thing's."""
    for name, path in _fields(type(part), around):
        value = getattr(part, name)
        if isinstance(value, BaseModel):
            yield from _facts_of_part(sak, value, path, is_new=is_new)
        elif value != type(part).model_fields[name].default:
            yield _fact(sak, path, None if is_new else value, value if is_new else None)


def _facts_of_texts(
    sak: Sak, was: tuple[str, ...], now: tuple[str, ...], path: _Path
) -> Iterator[Fact]:
    """Of a list of texts: those that come and go, else that they change places."""
    before, after = set(was), set(now)
    gone = [text for text in was if text not in after]
    come = [text for text in now if text not in before]
    if len(gone) == len(come) == 1:
        yield _fact(sak, path, gone[0], come[0])
        return
    yield from (_fact(sak, path, text, None) for text in gone)
    yield from (_fact(sak, path, None, text) for text in come)
    if not gone and not come:
        yield from _reordered(sak, path, was, now)


def _reordered(sak: Sak, path: _Path, was: Iterable[str], now: Iterable[str]) -> Iterator[Fact]:
    """That what is on both sides of a list stands in another order."""
    before, after = tuple(was), tuple(now)
    both = set(before) & set(after)
    fore, efter = (tuple(name for name in side if name in both) for side in (before, after))
    if fore != efter:
        yield _fact(sak, path, fore, efter, ordning=True)


def _facts_of_list(
    around: tuple[str, ...], plats: str, was: Iterable[BaseModel], now: Iterable[BaseModel]
) -> Iterator[Fact]:
    """Of a list of things that are no rows: which came and went, and what the others say."""
    old, new = _by_key(was), _by_key(now)
    pairs = matched(
        old,
        new,
        lambda _, thing: thing,
        lambda key, _: key,
        lambda _, thing: _name(thing) or None,
        lambda _, thing: _rest(thing),
    )
    gone, come = old.keys() - pairs.keys(), new.keys() - set(pairs.values())
    if len(gone) == len(come) == 1 and not _has_id(old[min(gone)]) and not _has_id(new[min(come)]):
        pairs[gone.pop()] = come.pop()  # what it was known by is another
    for key, thing in old.items():
        key_now = pairs.get(key)
        sak = Sak(type(thing).__name__, (*around, key_now or key), _name(thing), plats)
        if key_now is None:
            yield Fact(sak, (), (), sak.namn or key, None)
        else:
            yield from _facts_of(sak, thing, new[key_now])
    for key, thing in new.items():
        if key in come:
            sak = Sak(type(thing).__name__, (*around, key), _name(thing), plats)
            yield Fact(sak, (), (), None, sak.namn or key)


def _by_key(things: Iterable[BaseModel]) -> dict[str, BaseModel]:
    """Things of a list by their ids, else by how they begin; a second of one gets a number."""
    keyed: dict[str, BaseModel] = {}
    times: Counter[str] = Counter()
    for thing in things:
        key = str(getattr(thing, "nyckel", None) or getattr(thing, "id", None) or "")
        key = key or first_words(_name(thing))
        times[key] += 1
        again = str(times[key]) if times[key] > 1 or not key else ""
        keyed["-".join(filter(None, (key, again)))] = thing
    return keyed


def _has_id(thing: BaseModel) -> bool:
    return getattr(thing, "id", None) is not None


def _name_field(model: type[BaseModel]) -> str:
    words = SAK[model.__name__]
    return words.get("namn") or words["text"]


def _name(thing: BaseModel) -> str:
    """What a thing is called, in the field that `facts.yml` names; empty where that is empty."""
    name = getattr(thing, _name_field(type(thing)))
    return "" if name is None else str(name)


def _rest(thing: BaseModel) -> Hashable | None:
    """What a thing says besides its name and its id; None where that is nothing."""
    names = type(thing).model_fields.keys() - {"id", _name_field(type(thing))}
    rest = tuple(getattr(thing, name) for name in sorted(names))
    return rest if any(rest) else None


def names(*sides: Register) -> Mapping[str, Mapping[str, str]]:
    """What the ids of each register are called, by register, on either side."""
    return {
        register: {
            id_: getattr(entry, "namn", id_)
            for side in sides
            for id_, entry in getattr(side, register).items()
        }
        for register in {*REFERENCES.values()} & LIST_FILES.keys()
    }


def is_entry(fact: Fact) -> bool:
    """Whether a fact is of what decisions may refer to: an entry of a register."""
    return fact.sak.delar[0] in REFERENCES.values()


def referring(register: Register) -> Mapping[tuple[str, ...], int]:
    """How many decisions refer to each entry of a register, by the register's name and its id."""
    times: Counter[tuple[str, ...]] = Counter()
    for file, source in register.sources.items():
        if file.startswith(f"{DATA}/beslut/"):
            said = ((str(step), text) for path, text in source.texts for step in path[-2:])
            times.update({(REFERENCES[field], text) for field, text in said if field in REFERENCES})
    return times
