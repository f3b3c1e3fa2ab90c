"""What a change of the data does: to the money, to the checks and to the pages.

Two states of the data are compared as they were judged, and not as `Publication`s, since a
reviewer needs the comparison most when the new data has errors.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.checking.judge import Judged
from generator.comparing import facts
from generator.comparing.mentions import Mention, mentions
from generator.comparing.money import Change, Money, SumChange, sums_moved
from generator.comparing.pictures import Picture, pictures
from generator.data.adress import parse_adress
from generator.data.derived import Niva
from generator.data.ids import AROUND_ALL, RadId
from generator.data.problem import Paste, Problems
from generator.pages.plans import addresses_of
from generator.publishing import addresses
from generator.publishing.publication import publish
from generator.reading.register import Register
from generator.reckoning.kontroll import Kontroll
from generator.reckoning.moves import Moves, moves
from generator.reckoning.rows import Row
from generator.words.ordval import Ordval, words_of

MISSING_CORRECTION = "saknad-rattelse"
"""The code of a published amount that was changed without a correction."""


@dataclass(frozen=True)
class Turn:
    """A check that came out otherwise, is new, or is gone."""

    fore: Kontroll | None
    efter: Kontroll | None

    @property
    def kontroll(self) -> Kontroll:
        """The check as it is now, else as it was."""
        check = self.efter or self.fore
        assert check is not None
        return check


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
    """Decisions whose money is in other sums than before, or in none, though nothing in their own
    files may have changed; and parts whose money is for another year."""
    omdopta: tuple[Change, ...]
    """Rows whose id changed but which are the same thing."""
    summor: tuple[SumChange, ...]
    bilder: tuple[Picture, ...]
    """Decisions as they were and are, those whose amounts change most."""
    kontroller: tuple[Turn, ...]
    sidor: Pages | None
    """None where an error stops either state from being published."""
    kvar: tuple[Mention, ...]
    """Where an amount that was changed still stands as it was, in the same decision."""
    uppgifter: tuple[facts.Fact, ...]
    """Every other public fact that is new, changed or gone."""
    liggare: tuple[str, ...]
    """Lines of what is kept of amounts and addresses, by id, that were changed or taken away,
    which nobody may do."""
    olasta: tuple[str, ...]
    """Decisions left out of the comparison, since one side could not be read."""
    fel_fore: int
    """How many problems stopped publication before."""
    fel: Problems
    """Those that stop it now."""
    guide: str
    """The address of the site, where it has a guide that explains the errors; else empty."""
    pengar: Money
    """What holds now of amounts that decisions change."""
    namn: Mapping[str, Mapping[str, str]]
    """What the ids of both states are called, by register."""
    namnd_i: Mapping[tuple[str, ...], int]
    """How many decisions refer to an entry of a register, by the parts of its id."""
    ordval: Ordval
    """What the publisher calls things now."""

    @property
    def omraden(self) -> Mapping[str, str]:
        """What the områden are called, by id."""
        return self.namn["omraden"]

    @property
    def satsningar(self) -> Mapping[str, str]:
        """What the satsningar are called, by id."""
        return self.namn["satsningar"]

    @property
    def rattelser(self) -> Problems:
        """The published amounts that the change leaves without a correction."""
        return tuple(problem for problem in self.fel if problem.code == MISSING_CORRECTION)

    @property
    def paste(self) -> Paste:
        """The corrections that the change needs."""
        return Paste(
            "", tuple(entry for problem in self.rattelser for entry in problem.paste.entries)
        )

    @property
    def moves_money(self) -> bool:
        """Whether any amount or any sum is other than it was."""
        return bool(self.belopp or self.flyttade or self.summor)


def compare(before: Judged, after: Judged) -> Diff:
    """What the change from one state to another does."""
    addresses_before, addresses_after = _addresses(before), _addresses(after)
    unread = _unread(before.register, after.register) | _unread(after.register, before.register)
    before, after = _without(before, unread), _without(after, unread)
    pairs = _pairs(before.rows, after.rows)
    money, money_now = Money(before.rows), Money(after.rows)
    changes = tuple(_changes(money, money_now, pairs))
    beslut = [change for change in changes if change.row.niva is Niva.BESLUT]
    of_amount = tuple(change for change in changes if change.is_of_amount)
    kept = [(change.fore, change.efter) for change in changes if change.fore and change.efter]
    restated = [(old, new) for old, new in kept if old.kr != new.kr]
    uppgifter = tuple(facts.facts(before, after, kept))
    organisation = before.register.organisation  # not the change's: a link leads where it led
    return Diff(
        belopp=of_amount,
        flyttade=tuple(_moved(changes)),
        omdopta=tuple(change for change in changes if change.renamed),
        summor=tuple(sums_moved(money, money_now)),
        bilder=tuple(pictures(money, money_now, of_amount, pairs)),
        kontroller=tuple(_turns(before.kontroller, after.kontroller, pairs)),
        sidor=_pages(addresses_before, addresses_after, beslut, moves(after.register)),
        kvar=tuple(mentions(after.register, restated)),
        uppgifter=uppgifter,
        liggare=tuple(_ledger_rewritten(before, after)),
        olasta=tuple(sorted(unread)),
        fel_fore=len(before.errors),
        fel=after.errors,
        guide=organisation.webbplats
        if organisation and addresses.GUIDE in before.register.sidor
        else "",
        pengar=money_now,
        namn=facts.names(before.register, after.register),
        namnd_i=facts.referring(after.register) if any(map(facts.is_entry, uppgifter)) else {},
        ordval=words_of(after.register.organisation),
    )


def _addresses(judged: Judged) -> frozenset[str] | None:
    """Every page's address; None where an error stops publication."""
    publication = publish(judged)
    if publication is None:
        return None
    return addresses_of(publication)


def _unread(register: Register, other: Register) -> frozenset[str]:
    """Decisions that are unknown on one side: their files can't be read, or what they lie in."""
    closed = {beslut.beslut_id for beslut in other.beslut if register.may_hold(beslut)}
    return register.unread | closed


def _without(judged: Judged, unread: frozenset[str]) -> Judged:
    """The judged data without decisions that are unknown on either side: they are not removed."""
    return replace(
        judged,
        rows=tuple(row for row in judged.rows if row.id.beslut_id not in unread),
        kontroller=tuple(
            check for check in judged.kontroller if check.subject.id.beslut_id not in unread
        ),
    )


def _ledger_rewritten(before: Judged, after: Judged) -> Iterator[str]:
    """What was published and is no longer kept as it was, amounts first; lines may only be added.

    So may versions, after the last.

    The rules can't see this: they hold the data to the ledger that is there. A ledger that can't
    be read on either side, or not be held to what is there, is told of as an error.
    """
    if after.register.publicerat is None and after.errors:
        return
    now = {entry.rad_id: entry._replace(line=0) for entry in after.register.publicerat or ()}
    for entry in before.register.publicerat or ():
        if now.get(entry.rad_id) != entry._replace(line=0):
            yield str(entry.rad_id)
    if after.register.adresser is None and after.errors:
        return
    first = {row.adress: row.publicerad for row in after.register.adresser or ()}
    for row in before.register.adresser or ():  # where it leads may change with the pages
        if first.get(row.adress) != row.publicerad:
            yield str(row.adress)
    if after.register.known_ids.get("version", frozenset()) is None:
        return
    kept, kept_now = before.register.versioner, after.register.versioner
    latest = max(kept, default=None)
    for version in sorted(kept.keys() | kept_now.keys()):
        if latest and version <= latest and kept.get(version) != kept_now.get(version):
            yield f"version {version}"


def _pairs(before: Sequence[Row], after: Sequence[Row]) -> dict[RadId, RadId]:
    """The id now of every row that was there before and still is, whatever it is called."""
    old, new = _children(before), _children(after)
    pairs = {AROUND_ALL: AROUND_ALL}
    for around, parts in old.items():  # in reading order: what a row stands in is paired first
        if around in pairs:
            now = new.get(pairs[around], {})
            for nyckel, nyckel_now in facts.matched(parts, now, _key, _name, _content).items():
                pairs[parts[nyckel].id] = now[nyckel_now].id
    return pairs


def _children(rows: Sequence[Row]) -> dict[RadId, dict[str, Row]]:
    """The rows by what they stand in, frames included, and by their own keys."""
    children: dict[RadId, dict[str, Row]] = defaultdict(dict)
    for row in rows:
        children[row.id.runt].setdefault(row.id.nyckel, row)
    return children


def _key(nyckel: str, _: Row) -> Hashable:
    return nyckel


def _name(_: str, row: Row) -> Hashable | None:
    """What a row with another id is the same by: its title."""
    return None if row.harledd else (row.niva, row.namn)


def _content(_: str, row: Row) -> Hashable | None:
    """And what it says besides its name; None where that is no more than an amount."""
    if row.harledd:
        return None
    said = {
        name: getattr(row.data, name)
        for name, info in type(row.data).model_fields.items()
        if name not in _NAMES and getattr(row.data, name) != info.default
    }
    return (row.niva, *said.items()) if said.keys() - _NO_CONTENT else None


_NAMES = frozenset({"ar", "id", "namn", "rubrik", "titel"})
_NO_CONTENT = frozenset({"belopp", "kalla", "ramtyp"})
"""Fields that tell no row from another, and those that do not do it alone."""


def _changes(before: Money, after: Money, pairs: Mapping[RadId, RadId]) -> Iterator[Change]:
    """Every row before and after, in the order of the new data and what is gone last."""
    old = {pairs[row.id]: row for row in before.rows if row.id in pairs}
    for row in after.rows:
        if not row.harledd:
            fore = old.get(row.id)
            yield Change(fore, row, before.years_of(fore), after.years_of(row))
    for row in before.rows:
        if not row.harledd and row.id not in pairs:
            yield Change(row, None, before.years_of(row), {})


def _moved(changes: Sequence[Change]) -> Iterator[Change]:
    """Decisions that are counted otherwise, and parts that are so without what they stand in."""
    years = {change.row.rad_id: change.years for change in changes}
    for change in changes:
        around = years.get(change.row.overordnad_id or change.row.id.beslut_id)
        if change.row.niva is Niva.BESLUT:
            if change.moved_by:
                yield change
        elif change.moved_by == "ar" and change.row.says_amount and change.years != around:
            yield change


def _turns(
    before: Sequence[Kontroll], after: Sequence[Kontroll], pairs: Mapping[RadId, RadId]
) -> Iterator[Turn]:
    """Checks with another verdict, or another difference to explain; new ones; gone ones."""
    old = {_key_now(check, pairs): check for check in before}
    new = {_key_now(check, {}): check for check in after}
    for key in {**new, **old}:
        was, now = old.get(key), new.get(key)
        if was is None or now is None or _outcome(was) != _outcome(now):
            yield Turn(was, now)


def _key_now(kontroll: Kontroll, pairs: Mapping[RadId, RadId]) -> tuple[RadId, str, str]:
    """What a check is of, as its row is called now, and its varav where it is of one."""
    subject, variant = kontroll.subject.id, kontroll.variant
    if kontroll.kontroll == "varav" and (varav := pairs.get(kontroll.parts[0].id)):
        variant = varav.nyckel
    return pairs.get(subject, subject), kontroll.kontroll, variant


def _outcome(kontroll: Kontroll) -> tuple[object, ...]:
    difference = kontroll.differens if kontroll.needs_explanation else None
    return kontroll.verdikt, difference


def _pages(
    before: frozenset[str] | None,
    after: frozenset[str] | None,
    beslut: Sequence[Change],
    leads: Moves,
) -> Pages | None:
    """What happens to the pages; one whose address leads on has moved, whatever it is about."""
    if before is None or after is None:
        return None
    moved = {
        addresses.beslut(change.fore.beslut): addresses.beslut(change.efter.beslut)
        for change in beslut
        if change.fore and change.efter and change.renamed
    }
    for old in sorted(before - after - moved.keys()):
        adress = parse_adress(old)
        if adress and (home := leads.leads_to(adress, after)):
            moved[old] = str(home)
    return Pages(
        tillagda=tuple(sorted(after - before - set(moved.values()))),
        borttagna=tuple(sorted(before - after - moved.keys())),
        flyttade=tuple(moved.items()),
    )
