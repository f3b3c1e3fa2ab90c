"""The rules of what has been published: a correction fits, and a changed amount has one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher, get_close_matches

from generator.data.ids import BeloppId, RadId
from generator.data.problem import Entry, Paste, Problem
from generator.reading.register import DATA, LEDGER, Register, Where
from generator.reckoning.corrections import (
    RATTELSER,
    Amount,
    Followed,
    Missing,
    Unfit,
    added_entry,
    follow,
    kr_of,
    missing,
    published_amounts,
    told,
    written,
)
from generator.reckoning.rows import Row


def check(register: Register, rows: Sequence[Row], today: date | None) -> Iterator[Problem]:
    """Both rules' findings, where something has been published.

    `today` is only for the entries that the messages offer.
    """
    if register.publicerat is None:
        return
    now = published_amounts(rows)
    followed = follow(register, now)
    yield from corrections_fit(register, followed, today)
    yield from changed_amounts_are_corrected(register, rows, now, followed, today)


def corrections_fit(
    register: Register, followed: Followed, today: date | None
) -> Iterator[Problem]:
    """A correction is of a published amount, from what it was to what it is."""
    for index, why, standing in followed.unfit:
        correction = register.rattelser[index]
        before, after = kr_of(correction.fore), kr_of(correction.efter)
        field, paste = "", Paste()
        if why is Unfit.NOT_PUBLISHED:
            field, message = "id", f"inget belopp med id '{correction.id}' är publicerat"
            published = [str(listed.rad_id) for listed in register.publicerat or ()]
            near = get_close_matches(str(correction.id), published, n=1)
            otherwise = f"Ta bort rättelsen; id ska vara ett som står i {LEDGER}."
            hint = f"Menades {near[0]}?" if near else otherwise
        elif why is Unfit.OTHER_BEFORE:
            field = "fore" if correction.fore else ""
            message = f"rättelsen säger {told(before)} före, men det var {told(standing)}"
            right = f"Skriv fore: {written(standing)}" if standing is not None else "Ta bort fore"
            hint = f"{right}, eller ta bort rättelsen."
        elif why is Unfit.NO_CHANGE:
            message = f"rättelsen ändrar inget: {told(before)} både före och efter"
            hint = "Rätta beloppen, eller ta bort rättelsen."
        else:
            field = "efter" if correction.efter else ""
            message = f"rättelsen säger att {told(before)} blev {told(after)}, "
            message += f"men beslutet har fortfarande {told(before)}"
            hint = "Ändra beloppet i beslutet, eller ta bort rättelsen."
            paste = Paste(
                "Är beloppet ändrat tillbaka sedan dess? Lägg till sist i filen:",
                (_entry(register, Missing(correction.id, after, before), today),),
            )
        place = Where(RATTELSER, (index, field) if field else (index,))
        yield register.problem(place, "onodig-rattelse", message, hint, paste)


def changed_amounts_are_corrected(
    register: Register,
    rows: Sequence[Row],
    now: Mapping[BeloppId, Amount],
    followed: Followed,
    today: date | None,
) -> Iterator[Problem]:
    """An amount that was published stands as it did, or has a correction that says why not."""
    by_id = {row.id: row for row in rows}
    gone: dict[RadId, list[Missing]] = defaultdict(list)
    for lacking in missing(now, followed):
        belopp_id = lacking.rad_id
        row = by_id.get(belopp_id.rad)
        if row is None:  # all in the outermost row that is gone is told of once
            outermost = next(one for one in belopp_id.rad.outermost_first if one not in by_id)
            gone[outermost].append(lacking)
            continue
        what = f" ({belopp_id.vad})" if belopp_id.vad else ""
        message = f"{row.namn!r}{what}: {told(lacking.fore)} är publicerat, "
        message += f"men här står {told(lacking.efter)}"
        hint = "Är det ett misstag: ändra tillbaka."
        if belopp_id in followed.last:
            line = register.sources[RATTELSER].place((followed.last[belopp_id],)).line
            hint += f" Är rättelsen på rad {line} i {RATTELSER} fel skriven: rätta den."
        path = now[belopp_id].path if belopp_id in now else row.place.path
        place = Where(row.place.file, path)
        yield register.problem(
            place, "saknad-rattelse", message, hint, _paste(register, [lacking], today)
        )
    if not gone:
        return
    lines = {listed.rad_id: listed.line for listed in register.publicerat or ()}
    new = _new_amounts({key: amount for key, amount in now.items() if key not in lines})
    for top, lost in gone.items():
        renamed = _same_under_another_id(new, top, lost)
        if renamed in by_id:
            yield _renamed(register, by_id[renamed], top, lost, today)
        else:
            around, line = by_id.get(top.runt), lines[lost[0].rad_id]
            yield _told_once(register, around, line, top, lost, today)


def _entry(register: Register, lacking: Missing, today: date | None) -> Entry:
    """A correction to paste, ready but for the reason."""
    return Entry(added_entry(register, lacking, today).rstrip("\n"), str(lacking.rad_id))


def _paste(
    register: Register,
    lacking: Sequence[Missing],
    today: date | None,
    command: str = "tilldelat ratta",
) -> Paste:
    """What to write in the file of corrections."""
    what = "en rättelse" if len(lacking) == 1 else "rättelser"
    return Paste(
        f"Annars behövs {what}: skriv orsaken och lägg till sist i {RATTELSER}, "
        f"eller kör {command}:",
        tuple(_entry(register, one, today) for one in lacking),
    )


def _renamed(
    register: Register, row: Row, top: RadId, lost: Sequence[Missing], today: date | None
) -> Problem:
    """A row that is gone, but whose amounts stand under another id."""
    file = f"{DATA}/beslut/{top.beslut_id}.yml"
    keep = f"skriv id: {top.nyckel} här" if top.delar else f"låt filen heta {file}"
    return register.problem(
        row.place,
        "andrat-id",
        f"{top} är publicerat, men samma belopp har nu id {row.id}",
        f"Är det samma uppgift: {keep}, så att adressen består.",
        _paste(register, lost, today, "tilldelat ratta med beloppens id"),
    )


def _told_once(
    register: Register,
    around: Row | None,
    line: int,
    top: RadId,
    lost: Sequence[Missing],
    today: date | None,
) -> Problem:
    """A row that is gone with all its amounts: told of where it stood, else in the ledger."""
    amounts = told(lost[0].fore) if len(lost) == 1 else f"{len(lost)} belopp"
    message = f"{top} är publicerat med {amounts}, men finns inte längre"
    hint, paste = "Är det ett misstag: lägg tillbaka uppgiften.", _paste(register, lost, today)
    if around is not None:
        return register.problem(around.place, "saknad-rattelse", message, hint, paste)
    return Problem(LEDGER, line, 1, "saknad-rattelse", message, hint, paste)


_Within = tuple[RadId, tuple[str, ...], str, int]
"""An amount as seen from a row that it is within: what the row stands in, the way from the row
to the amount, which amount it is, and kronor."""


def _within(rad_id: RadId, belopp_id: BeloppId, kr: int) -> _Within:
    return rad_id.runt, belopp_id.rad.delar[len(rad_id.delar) :], belopp_id.vad, kr


def _new_amounts(new: Mapping[BeloppId, Amount]) -> Mapping[_Within, Sequence[RadId]]:
    """The rows with each amount that was not published before, for every row that it is within."""
    rows: dict[_Within, list[RadId]] = defaultdict(list)
    for belopp_id, amount in new.items():
        for rad_id in belopp_id.rad.outermost_first:
            rows[_within(rad_id, belopp_id, amount.kr)].append(rad_id)
    return rows


def _same_under_another_id(
    new: Mapping[_Within, Sequence[RadId]], top: RadId, lost: Sequence[Missing]
) -> RadId | None:
    """The new row beside a lost one that has most of its amounts, the likest name first."""
    same = Counter(
        rad_id
        for one in lost
        if one.fore is not None
        for rad_id in new.get(_within(top, one.rad_id, one.fore), ())
    )

    def likeness(rad_id: RadId) -> tuple[int, float]:
        return same[rad_id], SequenceMatcher(None, str(rad_id), str(top)).ratio()

    best = max(same, key=likeness, default=None)
    return best if best and 2 * same[best] >= len(lost) else None
