"""The rules of what has been published: a correction fits, and a changed amount has one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher, get_close_matches

from generator.data.ids import BeloppId, RadId
from generator.data.problem import Entry, Paste, Problem, nearest
from generator.reading.register import DATA, LEDGER, Register, Where
from generator.reckoning import corrections
from generator.reckoning.amounts import Amount
from generator.reckoning.corrections import RATTELSER, Followed, Missing, Unfit, told, written
from generator.reckoning.rows import Row
from generator.words import labels

_MAX_GUESSED = 50
"""How many ids that nothing is published under are compared with those that there are."""


def check(
    register: Register, rows: Sequence[Row], amounts: Iterable[Amount], today: date | None
) -> Iterator[Problem]:
    """Both rules' findings, where something has been published.

    `today` is only for the entries that the messages offer.
    """
    if register.publicerat is None:
        return
    now = corrections.by_id(amounts)
    followed = corrections.follow(register, now)
    yield from corrections_fit(register, followed, today)
    yield from changed_amounts_are_corrected(register, rows, now, followed, today)


def corrections_fit(
    register: Register, followed: Followed, today: date | None
) -> Iterator[Problem]:
    """A correction is of a published amount, from what it was to what it is."""
    published = _by_decision(register) if followed.unfit else {}
    guessed = 0
    for index, why, standing in followed.unfit:
        correction = register.rattelser[index]
        before, after = corrections.kr_of(correction.fore), corrections.kr_of(correction.efter)
        field, paste = "", Paste()
        if why is Unfit.NOT_PUBLISHED:
            field, message = "id", f"inget belopp med id '{correction.id}' är publicerat"
            otherwise = f"Ta bort rättelsen; id ska vara ett som står i {LEDGER}."
            guessed += 1
            of = published if guessed <= _MAX_GUESSED else {}
            hint = _nearest_published(of, correction.id, otherwise)
        elif why is Unfit.OTHER_BEFORE:
            field = "fore" if correction.fore else ""
            message = f"rättelsen säger {told(before)} före, men det var {told(standing)}"
            right = "Ta bort fore" if standing is None else f"Skriv fore: {written(standing)}"
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


def _by_decision(register: Register) -> Mapping[str, Sequence[str]]:
    """The ids of what has been published, by the id of the decision."""
    ids: dict[str, list[str]] = defaultdict(list)
    for listed in register.publicerat or ():
        ids[listed.rad_id.rad.beslut_id].append(str(listed.rad_id))
    return ids


def _nearest_published(
    published: Mapping[str, Sequence[str]], belopp_id: BeloppId, otherwise: str
) -> str:
    """The published amount that was meant: of that decision, else of the one most like it.

    So that it is compared with some of the ledger and not with all.
    """
    decision = belopp_id.rad.beslut_id
    near = [decision] if decision in published else get_close_matches(decision, published, n=1)
    return nearest(str(belopp_id), published[near[0]], otherwise) if near else otherwise


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
    for lacking in corrections.missing(now, followed):
        belopp_id = lacking.rad_id
        row = by_id.get(belopp_id.rad)
        if row is None:  # all in the outermost row that is gone is told of once
            outermost = next(id_ for id_ in belopp_id.rad.outermost_first if id_ not in by_id)
            gone[outermost].append(lacking)
            continue
        vad = labels.VAD.get(belopp_id.vad, belopp_id.vad)
        what = f" ({vad})" if vad else ""
        message = f"{row.namn!r}{what}: {told(lacking.fore)} är publicerat, "
        message += f"men här står {told(lacking.efter)}"
        hint = "Är det ett misstag: ändra tillbaka."
        if belopp_id in followed.last:
            line = register.sources[RATTELSER].place((followed.last[belopp_id],)).line
            hint += f" Är rättelsen på rad {line} i {RATTELSER} fel skriven: rätta den."
        place = now[belopp_id].place if belopp_id in now else row.place
        yield register.problem(
            place, "saknad-rattelse", message, hint, _paste(register, [lacking], today)
        )
    if gone:
        yield from _gone_rows(register, by_id, now, gone, today)


def _gone_rows(
    register: Register,
    by_id: Mapping[RadId, Row],
    now: Mapping[BeloppId, Amount],
    gone: Mapping[RadId, Sequence[Missing]],
    today: date | None,
) -> Iterator[Problem]:
    """Each row that is gone with its amounts: told of where they stand now, else where it stood."""
    called = corrections.called_now(register)
    lines = {called(listed.rad_id): listed.line for listed in register.publicerat or ()}
    new = _new_amounts({key: amount for key, amount in now.items() if key not in lines})
    for top, lost in gone.items():
        renamed = _same_under_another_id(new, top, lost)
        if renamed:
            file = f"{DATA}/beslut/{top.beslut_id}.yml"
            place = by_id[renamed].place
            if top.delar:
                in_table = f"skriv {top.nyckel} i {{column}}"
                keep = register.hint(place, f"skriv id: {top.nyckel} här", in_table, "id")
                keep += ", så att adressen består"
            else:
                keep = f"låt filen heta {file}, eller skriv {top} i tidigare_id i den nya"
            message = f"{top} är publicerat, men samma belopp har nu id {renamed}"
            hint = f"Är det samma uppgift: {keep}."
            paste = _paste(register, lost, today, "tilldelat ratta med beloppens id")
            yield register.problem(place, "andrat-id", message, hint, paste)
            continue
        amounts = told(lost[0].fore) if len(lost) == 1 else f"{len(lost)} belopp"
        message = f"{top} är publicerat med {amounts}, men finns inte längre"
        hint, paste = "Är det ett misstag: lägg tillbaka uppgiften.", _paste(register, lost, today)
        if around := by_id.get(top.runt):
            yield register.problem(around.place, "saknad-rattelse", message, hint, paste)
        else:
            line = lines[lost[0].rad_id]
            yield Problem(LEDGER, line, 1, "saknad-rattelse", message, hint, paste)


def _entry(register: Register, lacking: Missing, today: date | None) -> Entry:
    """A correction to paste, ready but for the reason."""
    return Entry(
        corrections.added_entry(register, lacking, today).rstrip("\n"), str(lacking.rad_id)
    )


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
        tuple(_entry(register, correction, today) for correction in lacking),
    )


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
        for lacking in lost
        if lacking.fore is not None
        for rad_id in new.get(_within(top, lacking.rad_id, lacking.fore), ())
    )

    def likeness(rad_id: RadId) -> tuple[int, float]:
        return same[rad_id], SequenceMatcher(None, str(rad_id), str(top)).ratio()

    best = max(same, key=likeness, default=None)
    return best if best and 2 * same[best] >= len(lost) else None
