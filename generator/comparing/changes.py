"""What a change of the data does: to the money, to the checks and to the pages.

Two states of the data are compared as they were judged, and not as `Publication`s, since a
reviewer needs the comparison most when the new data has errors.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.checking.judge import Judged
from generator.comparing.mentions import Mention, mentions
from generator.data.beslut import Beslut
from generator.data.problem import Problems
from generator.data.types import Status
from generator.pages.render import PAGE_TYPES
from generator.publishing import addresses
from generator.publishing.publication import publish
from generator.reading.register import DATA, beslut_file
from generator.reckoning.rows import Niva, Row
from generator.reckoning.sums import Kontroll

MISSING_CORRECTION = "saknad-rattelse"
"""The code of a published amount that was changed without a correction."""


@dataclass(frozen=True)
class Change:
    """A row before and after; one of them is None where it was added or removed."""

    fore: Row | None
    efter: Row | None

    @property
    def row(self) -> Row:
        """The row as it is now, else as it was."""
        found = self.efter or self.fore
        assert found is not None
        return found

    @property
    def fore_kr(self) -> int | None:
        """Kronor before; None where nothing was stated."""
        return self.fore.belopp.kr if self.fore and self.fore.belopp else None

    @property
    def efter_kr(self) -> int | None:
        """Kronor now; None where nothing is stated."""
        return self.efter.belopp.kr if self.efter and self.efter.belopp else None

    @property
    def differens(self) -> int:
        """Kronor that a sum of such rows moves by."""
        return (self.efter_kr or 0) - (self.fore_kr or 0)

    @property
    def moved(self) -> bool:
        """Whether a decision's money is in other sums than before, by status, year or satsning."""
        if self.fore is None or self.efter is None:
            return False
        return _counted_in(self.fore.beslut) != _counted_in(self.efter.beslut)


def _counted_in(beslut: Beslut) -> tuple[Status, int, str]:
    return beslut.status, beslut.ar, beslut.satsning


@dataclass(frozen=True)
class Summa:
    """A sum that the site shows, before and after, in kronor; decided and proposed apart."""

    slag: str
    """`ar`, `omrade` (in a year) or `satsning` (over all years)."""
    ar: int | None
    id: str
    """The område's or the satsning's id; empty for a year."""
    status: Status
    fore_kr: int | None
    """None where no amount is in the sum."""
    efter_kr: int | None

    @property
    def differens(self) -> int:
        """Kronor that the sum moves by."""
        return (self.efter_kr or 0) - (self.fore_kr or 0)


@dataclass(frozen=True)
class Turn:
    """A check that came out otherwise, is new, or is gone."""

    fore: Kontroll | None
    efter: Kontroll | None

    @property
    def kontroll(self) -> Kontroll:
        """The check as it is now, else as it was."""
        found = self.efter or self.fore
        assert found is not None
        return found


@dataclass(frozen=True)
class Pages:
    """Addresses of the site that come, go or move."""

    tillagda: tuple[str, ...]
    borttagna: tuple[str, ...]
    flyttade: tuple[tuple[str, str], ...]
    """Of renamed decisions: the address before and now."""


@dataclass(frozen=True)
class Diff:
    """All that a change does, in the order a reviewer asks."""

    belopp: tuple[Change, ...]
    """Rows whose amount changed, and rows added and removed."""
    flyttade: tuple[Change, ...]
    """Decisions whose money is in other sums than before, above all decided and not proposed."""
    omdopta: tuple[Change, ...]
    """Rows whose id changed but which are the same thing."""
    summor: tuple[Summa, ...]
    kontroller: tuple[Turn, ...]
    sidor: Pages | None
    """None where an error stops either state from being published."""
    kvar: tuple[Mention, ...]
    """Where an amount that was changed still stands as it was, in the same decision."""
    ovrigt: int
    """How many other facts and hand-written pages changed."""
    liggare: tuple[str, ...]
    """Lines of the ledger, by id, that were changed or taken away, which nobody may do."""
    olasta: tuple[str, ...]
    """Decisions left out of the comparison, since one side could not be read."""
    fel_fore: int
    """How many problems stopped publication before."""
    fel: Problems
    """Those that stop it now."""
    guide: str
    """The address of the site, where it has a guide that explains the errors; else empty."""
    omraden: Mapping[str, str]
    satsningar: Mapping[str, str]
    """What the ids of both states are called."""

    @property
    def rattelser(self) -> Problems:
        """Corrections that the change needs."""
        return tuple(one for one in self.fel if one.code == MISSING_CORRECTION)

    @property
    def moves_money(self) -> bool:
        """Whether any amount or any sum is other than it was."""
        return bool(self.belopp or self.flyttade or self.summor)


def compare(before: Judged, after: Judged) -> Diff:
    """What the change from one state to another does."""
    addresses_before, addresses_after = _addresses(before), _addresses(after)
    unread = before.register.unread | after.register.unread
    before, after = _without(before, unread), _without(after, unread)
    pairs = _pairs(before.rows, after.rows)
    changes = tuple(_changes(before.rows, after.rows, pairs))
    beslut = [one for one in changes if one.row.niva is Niva.BESLUT]
    changed = [
        (one.fore, one.efter)
        for one in changes
        if one.fore and one.efter and one.fore_kr not in (None, one.efter_kr)
    ]
    organisation = before.register.organisation  # not the change's: a link leads where it led
    return Diff(
        belopp=tuple(
            one
            for one in changes
            if one.fore is None or one.efter is None or one.fore_kr != one.efter_kr
        ),
        flyttade=tuple(one for one in beslut if one.moved),
        omdopta=tuple(one for one in changes if _renamed(one)),
        summor=tuple(_sums_moved(before.rows, after.rows)),
        kontroller=tuple(_turns(before.kontroller, after.kontroller, pairs)),
        kvar=tuple(mentions(after.register, changed)),
        sidor=_pages(addresses_before, addresses_after, beslut),
        ovrigt=_others_changed(before, after, beslut),
        liggare=tuple(_ledger_rewritten(before, after)),
        olasta=tuple(sorted(unread)),
        fel_fore=len(before.errors),
        fel=after.errors,
        guide=organisation.webbplats
        if organisation and addresses.GUIDE in before.register.sidor
        else "",
        omraden={
            one.id: one.namn for side in (before, after) for one in side.register.omraden.values()
        },
        satsningar={
            one.id: one.namn
            for side in (before, after)
            for one in side.register.satsningar.values()
        },
    )


def _addresses(judged: Judged) -> frozenset[str] | None:
    """Every page's address; None where an error stops publication."""
    publication = publish(judged)
    if publication is None:
        return None
    return frozenset(page.address for _, of in PAGE_TYPES for page in of(publication))


def _without(judged: Judged, unread: frozenset[str]) -> Judged:
    """The judged data without decisions that are unknown on either side: they are not removed."""
    return replace(
        judged,
        rows=tuple(row for row in judged.rows if row.beslut.beslut_id not in unread),
        kontroller=tuple(
            one for one in judged.kontroller if one.subject.beslut.beslut_id not in unread
        ),
    )


def _ledger_rewritten(before: Judged, after: Judged) -> Iterator[str]:
    """What was published and is no longer in the ledger as it was; lines may only be added.

    The rules can't see this: they hold the data to the ledger that is there. A ledger that can't
    be read on either side, or not be held to what is there, is told of as an error.
    """
    if after.register.publicerat is None and after.errors:
        return
    now = {one.rad_id: one._replace(line=0) for one in after.register.publicerat or ()}
    for one in before.register.publicerat or ():
        if now.get(one.rad_id) != one._replace(line=0):
            yield one.rad_id


def _own_id(row: Row) -> tuple[str, str]:
    """The id of what a row stands in, frames included, and the part that is its own."""
    if row.niva is Niva.BESLUT:
        return "", row.rad_id
    around, _, own = row.rad_id.rpartition("/")
    return around, own


def _pairs(before: Sequence[Row], after: Sequence[Row]) -> dict[str, str]:
    """The id now of every row that was there before and still is, whatever it is called."""
    old, new = _children(before), _children(after)
    pairs: dict[str, str] = {"": ""}
    for around in old:  # in reading order, so that what a row stands in is paired before it
        if around not in pairs:
            continue
        left = dict(new.get(pairs[around], {}))
        gone = []
        for own, row in old[around].items():
            if own in left:
                pairs[row.rad_id] = left.pop(own).rad_id
            else:
                gone.append(row)
        for row in gone:
            same = next((own for own, other in left.items() if _is_same(row, other)), None)
            if same is not None:
                pairs[row.rad_id] = left.pop(same).rad_id
    return pairs


def _children(rows: Sequence[Row]) -> dict[str, dict[str, Row]]:
    found: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in rows:
        around, own = _own_id(row)
        found[around].setdefault(own, row)
    return found


def _is_same(row: Row, other: Row) -> bool:
    """Whether two rows with different ids are one thing: the same title, or the same content."""
    if row.niva is not other.niva or row.harledd or other.harledd:
        return False
    return row.namn == other.namn or _content(row) == _content(other) != {}


def _content(row: Row) -> dict[str, object]:
    """What a row says besides its name; empty where that is no more than an amount."""
    said = row.data.model_dump(
        exclude={"ar", "id", "namn", "rubrik", "titel"}, exclude_defaults=True
    )
    return said if said.keys() - {"belopp", "kalla", "ramtyp"} else {}


def _changes(
    before: Sequence[Row], after: Sequence[Row], pairs: Mapping[str, str]
) -> Iterator[Change]:
    """Every row before and after, in the order of the new data and what is gone last."""
    old = {pairs[row.rad_id]: row for row in before if row.rad_id in pairs}
    for row in after:
        if not row.harledd:
            yield Change(old.get(row.rad_id), row)
    for row in before:
        if not row.harledd and row.rad_id not in pairs:
            yield Change(row, None)


def _renamed(change: Change) -> bool:
    """Whether the row's own part of its id is another, and not just that of what it stands in."""
    if change.fore is None or change.efter is None:
        return False
    return _own_id(change.fore)[1] != _own_id(change.efter)[1]


_SumKey = tuple[str, int | None, str, Status]


def _sums(rows: Sequence[Row]) -> dict[_SumKey, int]:
    """The sums that the site shows: of years and agreements, and of områden in a year."""
    found: Counter[_SumKey] = Counter()
    for row in rows:
        if row.belopp is None:
            continue
        beslut = row.beslut
        if row.niva is Niva.BESLUT:
            found["ar", beslut.ar, "", beslut.status] += row.belopp.kr
            found["satsning", None, beslut.satsning, beslut.status] += row.belopp.kr
        if row.niva is Niva.OMRADE:
            found["omrade", beslut.ar, row.omrade_id, beslut.status] += row.belopp.kr
    return found


def _sums_moved(before: Sequence[Row], after: Sequence[Row]) -> Iterator[Summa]:
    old, new = _sums(before), _sums(after)
    for key in sorted(old.keys() | new.keys(), key=str):
        if old.get(key) != new.get(key):
            yield Summa(*key, old.get(key), new.get(key))


def _turns(
    before: Sequence[Kontroll], after: Sequence[Kontroll], pairs: Mapping[str, str]
) -> Iterator[Turn]:
    """Checks with another verdict, or another difference to explain; new ones; gone ones."""
    old = {_id_now(one, pairs): one for one in before}
    new = {one.kontroll_id: one for one in after}
    for id_, now in new.items():
        was = old.get(id_)
        if was is None or _outcome(was) != _outcome(now):
            yield Turn(was, now)
    for id_, was in old.items():
        if id_ not in new:
            yield Turn(was, None)


def _id_now(kontroll: Kontroll, pairs: Mapping[str, str]) -> str:
    """A check's id with what it is about, and which varav it is of, as they are called now."""
    subject = kontroll.subject.rad_id
    variant = kontroll.variant
    if kontroll.kontroll == "varav" and kontroll.parts[0].rad_id in pairs:
        variant = pairs[kontroll.parts[0].rad_id].rpartition("/")[2]
    name = f"{kontroll.kontroll}-{variant}" if variant else kontroll.kontroll
    return f"{pairs.get(subject, subject)}:{name}"


def _outcome(kontroll: Kontroll) -> tuple[object, ...]:
    difference = kontroll.differens if kontroll.needs_explanation else None
    return kontroll.verdikt, difference


def _pages(
    before: frozenset[str] | None, after: frozenset[str] | None, beslut: Sequence[Change]
) -> Pages | None:
    if before is None or after is None:
        return None
    moved = tuple(
        (addresses.beslut(one.fore.beslut), addresses.beslut(one.efter.beslut))
        for one in beslut
        if one.fore and one.efter and _renamed(one)
    )
    return Pages(
        tillagda=tuple(sorted(after - before - {new for _, new in moved})),
        borttagna=tuple(sorted(before - after - {old for old, _ in moved})),
        flyttade=moved,
    )


def _others_changed(before: Judged, after: Judged, beslut: Sequence[Change]) -> int:
    """How many other facts are new or changed, or are gone where more went than came."""
    files = {
        beslut_file(one.fore.beslut): beslut_file(one.efter.beslut)
        for one in beslut
        if one.fore and one.efter
    }
    old, new = before.register, after.register
    files |= {name: name for name in old.sources if not name.startswith(f"{DATA}/beslut/")}
    found = sum(
        _other(_facts(before, was), _facts(after, now))
        for was, now in files.items()
        if was in old.sources and now in new.sources
    )
    pages = old.sidor.keys() & new.sidor.keys()
    return found + sum(old.sidor[name] != new.sidor[name] for name in pages)


def _facts(judged: Judged, file: str) -> Counter[str]:
    """A file's values with their keys, but for what is told of as amounts and moved money."""
    told = {(*row.place.path, "belopp") for row in judged.rows if row.place.file == file}
    return Counter(
        f"{path[-1]}: {value}"
        for path, value in judged.register.sources[file].texts
        if path and path not in told and path != ("status",)
    )


def _other(old: Counter[str], new: Counter[str]) -> int:
    return max((new - old).total(), (old - new).total())
