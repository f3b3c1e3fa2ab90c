"""The rules of what has been published: a correction fits, and a changed amount has one."""

from __future__ import annotations

from collections import defaultdict
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
    follow,
    kr_now,
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
            published = [str(entry.rad_id) for entry in register.publicerat or ()]
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
                (_entry(Missing(correction.id, after, before), today),),
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
        yield register.problem(place, "saknad-rattelse", message, hint, _paste([lacking], today))
    for top, lost in gone.items():
        yield _told_once(register, by_id, now, top, lost, today)


def _entry(lacking: Missing, today: date | None) -> Entry:
    """A correction to paste, ready but for the reason."""
    return Entry(lacking.block(today).rstrip("\n"), str(lacking.rad_id))


def _paste(
    lacking: Sequence[Missing], today: date | None, command: str = "tilldelat ratta"
) -> Paste:
    """What to write in the file of corrections."""
    what = "en rättelse" if len(lacking) == 1 else "rättelser"
    return Paste(
        f"Annars behövs {what}: skriv orsaken och lägg till sist i {RATTELSER}, "
        f"eller kör {command}:",
        tuple(_entry(one, today) for one in lacking),
    )


def _told_once(
    register: Register,
    by_id: Mapping[RadId, Row],
    now: Mapping[BeloppId, Amount],
    top: RadId,
    lost: Sequence[Missing],
    today: date | None,
) -> Problem:
    """A row that is gone with its amounts: under another id now, or not there at all."""
    renamed = _same_under_another_id(register, by_id, now, top, lost)
    if renamed:
        file = f"{DATA}/beslut/{top.beslut_id}.yml"
        keep = f"skriv id: {top.nyckel} här" if top.delar else f"låt filen heta {file}"
        return register.problem(
            renamed.place,
            "andrat-id",
            f"{top} är publicerat, men samma belopp har nu id {renamed.id}",
            f"Är det samma uppgift: {keep}, så att adressen består.",
            _paste(lost, today, "tilldelat ratta med beloppens id"),
        )
    amounts = told(lost[0].fore) if len(lost) == 1 else f"{len(lost)} belopp"
    message = f"{top} är publicerat med {amounts}, men finns inte längre"
    hint, paste = "Är det ett misstag: lägg tillbaka uppgiften.", _paste(lost, today)
    around = by_id.get(top.runt)
    if around is not None:
        return register.problem(around.place, "saknad-rattelse", message, hint, paste)
    lines = {entry.rad_id: entry.line for entry in register.publicerat or ()}
    return Problem(LEDGER, lines[lost[0].rad_id], 1, "saknad-rattelse", message, hint, paste)


def _same_under_another_id(
    register: Register,
    by_id: Mapping[RadId, Row],
    now: Mapping[BeloppId, Amount],
    top: RadId,
    lost: Sequence[Missing],
) -> Row | None:
    """The new row beside a lost one that has most of its amounts, the likest name first."""
    published = {entry.rad_id for entry in register.publicerat or ()}

    def likeness(row: Row) -> tuple[int, float]:
        here = [
            (BeloppId(one.rad_id.rad.moved(top, row.id), one.rad_id.vad), one.fore) for one in lost
        ]
        same = sum(
            belopp_id not in published and before is not None and kr_now(now, belopp_id) == before
            for belopp_id, before in here
        )
        return same, SequenceMatcher(None, row.rad_id, str(top)).ratio()

    beside = [row for row in by_id.values() if row.id.runt == top.runt]
    best = max(beside, key=likeness, default=None)
    return best if best and 2 * likeness(best)[0] >= len(lost) else None
