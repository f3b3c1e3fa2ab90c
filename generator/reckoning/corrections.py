"""Nothing changes silently: published amounts against those of the data, and their corrections.

The ledger says what was first published, `rattelser.yml` how it was corrected; together they
are the amount that readers were last told of. Where the data says another, a correction is
missing. Where there is no ledger there is nothing to hold the data to.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher, get_close_matches
from typing import NamedTuple

import yaml

from generator.data.belopp import Belopp
from generator.data.beslut import Insats, Ram
from generator.data.derived import Niva
from generator.data.problem import NO_PASTE, Entry, Paste, Problem
from generator.data.registers import Rattelse
from generator.data.types import UNWRITTEN
from generator.reading.ledger import Publicerat
from generator.reading.register import DATA, LEDGER, Register, Where
from generator.reading.yaml_text import Path
from generator.reckoning.rows import Row, repeats
from generator.words.swedish import NBSP, kronor

RATTELSER = f"{DATA}/rattelser.yml"

STYCKPRIS = ":styckpris"
GRUNDBELOPP = ":grundbelopp"
"""What follows a row's id where the amount is not the row's own `belopp`."""


class Amount(NamedTuple):
    """An amount that the site publishes."""

    kr: int
    row: Row
    path: Path
    """Where it stands in the row's file."""


def published_amounts(rows: Iterable[Row]) -> dict[str, Amount]:
    """All that is published as an amount, by its id in the ledger.

    What follows the colon tells the amounts of one row apart: its unit price, its base amount,
    and where it is stated again, by the name of that check.
    """
    rows = tuple(rows)
    by_id = {row.rad_id: row for row in rows}
    found: dict[str, Amount] = {}
    for row in rows:
        price = row.data.styckpris if isinstance(row.data, Insats) else None
        per_unit = price.belopp if price else None
        base = row.data.grundbelopp if isinstance(row.data, Ram) else None
        stated: tuple[tuple[str, Belopp | None, Path], ...] = (
            ("", None if row.harledd else row.belopp, ("belopp",)),
            (STYCKPRIS, per_unit, ("styckpris", "belopp")),
            (GRUNDBELOPP, base, ("grundbelopp",)),
        )
        for what, belopp, path in stated:
            if belopp:
                amount = Amount(belopp.kr, row, (*row.place.path, *path))
                found.setdefault(f"{row.rad_id}{what}", amount)
        if row.niva is Niva.BESLUT:
            for one in repeats(row, by_id):
                amount = Amount(one.upprepning.belopp.kr, one.subject, (*one.place.path, "belopp"))
                found.setdefault(f"{one.subject.rad_id}:{one.namn}", amount)
    return found


def unpublished(register: Register, rows: Iterable[Row], today: date) -> list[Publicerat]:
    """What the ledger lacks, in order of id."""
    known = {one.rad_id for one in register.publicerat or ()}
    return [
        Publicerat(rad_id, amount.kr, today)
        for rad_id, amount in sorted(published_amounts(rows).items())
        if rad_id not in known
    ]


class Missing(NamedTuple):
    """A correction that ought to be there."""

    rad_id: str
    fore: int | None
    """Kronor that readers were last told of; None where they were told that there are none."""
    efter: int | None
    """Kronor that the data states now; None where it states none."""

    def block(self, day: date | None, orsak: str = UNWRITTEN) -> str:
        """The lines of `rattelser.yml`, whatever the reason holds."""
        lines = [f"- datum: {day or 'ÅÅÅÅ-MM-DD'}", f"  id: {self.rad_id}"]
        lines += [f"  fore: {_written(self.fore)}"] if self.fore is not None else []
        lines += [f"  efter: {_written(self.efter)}"] if self.efter is not None else []
        reason = yaml.safe_dump({"orsak": orsak}, allow_unicode=True, width=math.inf)
        return "\n".join([*lines, f"  {reason}"])

    def entry(self, day: date | None) -> Entry:
        """What to paste, but for the reason."""
        return Entry(self.block(day).rstrip("\n"), self.rad_id)


def _written(kr: int) -> str:
    return kronor(kr).replace(NBSP, " ")


class _Followed(NamedTuple):
    """The corrections followed from what was first published."""

    standing: Mapping[str, int | None]
    """Kronor that readers were last told of, by id; without the ids whose corrections do not fit,
    and those of decisions that could not be read."""
    last: Mapping[str, int]
    """Which correction in the file each of them was last changed by, where it was."""
    problems: Sequence[Problem]


def _followed(register: Register, now: Mapping[str, int], today: date | None = None) -> _Followed:
    """The corrections followed to their end; `now` is kronor that the data states, by id."""
    standing: dict[str, int | None] = {
        one.rad_id: one.belopp_kr for one in register.publicerat or ()
    }
    known = frozenset(standing)
    last: dict[str, int] = {}
    problems: list[Problem] = []

    def useless(path: Path, message: str, hint: str, paste: Paste = NO_PASTE) -> None:
        place = Where(RATTELSER, path)
        problems.append(register.problem(place, "onodig-rattelse", message, hint, paste))

    for index, one in enumerate(register.rattelser):
        if one.id not in known:
            near = get_close_matches(one.id, known, n=1)
            otherwise = f"Ta bort rättelsen; id ska vara ett som står i {LEDGER}."
            hint = f"Menades {near[0]}?" if near else otherwise
            useless((index, "id"), f"inget belopp med id {one.id!r} är publicerat", hint)
        elif one.id not in standing:
            continue  # an earlier correction of it does not fit, which is told of
        elif _kr(one.fore) != standing[one.id]:
            before = standing.pop(one.id)
            message = f"rättelsen säger {_told(_kr(one.fore))} före, men det var {_told(before)}"
            right = f"Skriv fore: {_written(before)}" if before is not None else "Ta bort fore"
            hint = f"{right}, eller ta bort rättelsen."
            useless((index, "fore") if one.fore else (index,), message, hint)
        elif _kr(one.fore) == _kr(one.efter):
            message = f"rättelsen ändrar inget: {_told(_kr(one.fore))} både före och efter"
            useless((index,), message, "Rätta beloppen, eller ta bort rättelsen.")
        else:
            standing[one.id] = _kr(one.efter)
            last[one.id] = index
    for rad_id in known:
        if beslut_id(rad_id) in register.unread:
            standing.pop(rad_id, None)  # it may be unchanged
    for rad_id, index in last.items():
        present = now.get(rad_id)
        before = _kr(register.rattelser[index].fore)
        if rad_id in standing and standing[rad_id] != present == before:
            after = standing.pop(rad_id)
            message = f"rättelsen säger att {_told(before)} blev {_told(after)}, "
            message += f"men beslutet har fortfarande {_told(before)}"
            useless(
                (index, "efter") if after is not None else (index,),
                message,
                "Ändra beloppet i beslutet, eller ta bort rättelsen.",
                Paste(
                    "Är beloppet ändrat tillbaka sedan dess? Lägg till sist i filen:",
                    (Missing(rad_id, after, before).entry(today),),
                ),
            )
    return _Followed(standing, last, problems)


def _kr(belopp: Belopp | None) -> int | None:
    return belopp.kr if belopp else None


def _told(kr: int | None) -> str:
    return "inget belopp" if kr is None else kronor(kr)


def missing_corrections(register: Register, rows: Iterable[Row]) -> list[Missing]:
    """The corrections that published amounts lack, in the order of the ledger."""
    now = _in_kronor(published_amounts(rows))
    return _missing(now, _followed(register, now))


def _in_kronor(now: Mapping[str, Amount]) -> dict[str, int]:
    return {rad_id: one.kr for rad_id, one in now.items()}


def _missing(now: Mapping[str, int], followed: _Followed) -> list[Missing]:
    return [
        Missing(rad_id, before, present)
        for rad_id, before in followed.standing.items()
        if (present := now.get(rad_id)) != before
    ]


def beslut_id(rad_id: str) -> str:
    """The decision that an id in the ledger belongs to."""
    return "/".join(rad_id.split(":")[0].split("/")[:2])


def check(register: Register, rows: Sequence[Row], today: date | None) -> Iterator[Problem]:
    """Both rules' findings: a correction fits what it corrects, and a changed amount has one.

    `today` is only for the entries that the messages offer.
    """
    if register.publicerat is None:
        return
    now = published_amounts(rows)
    in_kronor = _in_kronor(now)
    followed = _followed(register, in_kronor, today)
    missing = _missing(in_kronor, followed)
    yield from followed.problems
    yield from _changed_amounts_are_corrected(register, rows, now, missing, followed.last, today)


def _changed_amounts_are_corrected(
    register: Register,
    rows: Sequence[Row],
    now: Mapping[str, Amount],
    missing: Sequence[Missing],
    last: Mapping[str, int],
    today: date | None,
) -> Iterator[Problem]:
    """An amount that was published stands as it did, or has a correction that says why not."""
    by_id = {row.rad_id: row for row in rows}
    gone: dict[str, list[Missing]] = defaultdict(list)
    for one in missing:
        row = by_id.get(one.rad_id.split(":")[0])
        if row is None:
            gone[_topmost_gone(one.rad_id, by_id)].append(one)
            continue
        what = "" if ":" not in one.rad_id else f" ({one.rad_id.split(':')[1]})"
        message = f"{row.namn!r}{what}: {_told(one.fore)} är publicerat, "
        message += f"men här står {_told(one.efter)}"
        hint = "Är det ett misstag: ändra tillbaka."
        if one.rad_id in last:
            line = register.sources[RATTELSER].place((last[one.rad_id],)).line
            hint += f" Är rättelsen på rad {line} i {RATTELSER} fel skriven: rätta den."
        path = now[one.rad_id].path if one.rad_id in now else row.place.path
        place = Where(row.place.file, path)
        yield register.problem(place, "saknad-rattelse", message, hint, _to_add([one], today))
    for top, lost in gone.items():
        yield _told_once(register, rows, now, top, lost, today)


def _to_add(
    missing: Sequence[Missing], today: date | None, command: str = "tilldelat ratta"
) -> Paste:
    """What to write in the file of corrections, ready to paste but for the reason."""
    what = "en rättelse" if len(missing) == 1 else "rättelser"
    return Paste(
        f"Annars behövs {what}: skriv orsaken och lägg till sist i {RATTELSER}, "
        f"eller kör {command}:",
        tuple(one.entry(today) for one in missing),
    )


def _topmost_gone(rad_id: str, by_id: Mapping[str, Row]) -> str:
    """The outermost row around an amount that is gone, so that all in it is told of once."""
    parts = rad_id.split(":")[0].split("/")
    whole = ["/".join(parts[:end]) for end in range(2, len(parts) + 1)]
    return next(one for one in whole if one not in by_id)


def _told_once(
    register: Register,
    rows: Sequence[Row],
    now: Mapping[str, Amount],
    top: str,
    lost: Sequence[Missing],
    today: date | None,
) -> Problem:
    """A row that is gone with its amounts: under another id now, or not there at all."""
    around, _, key = top.rpartition("/")
    renamed = _same_under_another_id(register, rows, now, top, lost)
    if renamed:
        is_beslut = "/" not in around
        keep = f"låt filen heta {DATA}/beslut/{top}.yml" if is_beslut else f"skriv id: {key} här"
        return register.problem(
            renamed.place,
            "andrat-id",
            f"{top} är publicerat, men samma belopp har nu id {renamed.rad_id}",
            f"Är det samma uppgift: {keep}, så att adressen består.",
            _to_add(lost, today, "tilldelat ratta med beloppens id"),
        )
    amounts = _told(lost[0].fore) if len(lost) == 1 else f"{len(lost)} belopp"
    message = f"{top} är publicerat med {amounts}, men finns inte längre"
    hint, paste = "Är det ett misstag: lägg tillbaka uppgiften.", _to_add(lost, today)
    parent = next((row for row in rows if row.rad_id == around), None)
    if parent is not None:
        return register.problem(parent.place, "saknad-rattelse", message, hint, paste)
    lines = {one.rad_id: one.line for one in register.publicerat or ()}
    return Problem(LEDGER, lines[lost[0].rad_id], 1, "saknad-rattelse", message, hint, paste)


def _same_under_another_id(
    register: Register,
    rows: Sequence[Row],
    now: Mapping[str, Amount],
    top: str,
    lost: Sequence[Missing],
) -> Row | None:
    """The new row beside a lost one that has most of its amounts, the likest name first."""
    published = {one.rad_id for one in register.publicerat or ()}
    around = top.rpartition("/")[0]

    def likeness(row: Row) -> tuple[int, float]:
        ids = [(f"{row.rad_id}{one.rad_id.removeprefix(top)}", one.fore) for one in lost]
        same = sum(
            id_ in now and now[id_].kr == before and id_ not in published for id_, before in ids
        )
        return same, SequenceMatcher(None, row.rad_id, top).ratio()

    beside = [
        row
        for row in rows
        if row.rad_id.rpartition("/")[0] == around
        or (row.niva is Niva.BESLUT and "/" not in around)
    ]
    best = max(beside, key=likeness, default=None)
    return best if best and 2 * likeness(best)[0] >= len(lost) else None


def with_corrections(
    register: Register, content: bytes, missing: Iterable[Missing], day: date, orsak: str
) -> bytes:
    """The file of corrections with entries added last; all that stands there stays as it is."""
    newline = "\r\n" if b"\r\n" in content else "\n"
    source = register.sources.get(RATTELSER)
    indent = " " * (source.place(()).column - 1) if source else ""
    lines = "".join(one.block(day, orsak) for one in missing).splitlines()
    added = "".join(f"{indent}{line}{newline}" for line in lines)
    ended = newline if content and not content.endswith((b"\n", b"\r")) else ""
    return content + f"{ended}{added}".encode()


class Correction(NamedTuple):
    """A correction as it is published: with an id that lasts, and the row of its figure."""

    rattelse_id: str
    data: Rattelse
    row: Row | None
    """None where the row is no longer there."""

    @property
    def namn(self) -> str:
        """What the corrected amount is an amount of."""
        name = self.row.namn if self.row else self.data.id.split(":")[0]
        _, colon, what = self.data.id.partition(":")
        what = "där det står en gång till" if what.startswith("upprepning") else what
        return f"{name}, {what}" if colon else name

    @property
    def andring(self) -> str:
        """The change in words: `5 000 kr blev 4 000 kr`."""
        return f"{_told(_kr(self.data.fore))} blev {_told(_kr(self.data.efter))}"

    @property
    def differens(self) -> int | None:
        """Kronor more or less than before; None where either side is no amount."""
        before, after = self.data.fore, self.data.efter
        return after.kr - before.kr if before and after else None


def published_corrections(register: Register, rows: Iterable[Row]) -> tuple[Correction, ...]:
    """Every correction, the newest first.

    Its id is its day and what it corrects, so that one that is added later, wherever in the
    file, changes no other's; the same amount again on the same day gets a number.
    """
    by_id = {row.rad_id: row for row in rows}
    found: list[Correction] = []
    times: dict[str, int] = defaultdict(int)
    for one in register.rattelser:
        name = f"{one.datum.isoformat()}:{one.id}"
        times[name] += 1
        again = f":{times[name]}" if times[name] > 1 else ""
        found.append(Correction(f"{name}{again}", one, by_id.get(one.id.split(":")[0])))
    return tuple(sorted(found, key=lambda one: one.data.datum)[::-1])
