"""Differences in sums: each is explained in the data, as long as it is there and no longer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from generator.data.beslut import Avvikelse, Beslut
from generator.data.problem import Entry, Paste, Problem, nearest
from generator.data.types import UNWRITTEN
from generator.reading.register import Register, Where, beslut_file
from generator.reading.yaml_text import Path
from generator.reckoning.kontroll import Kontroll
from generator.reckoning.rows import Row
from generator.words import labels
from generator.words.swedish import kronor


def differences_are_explained(
    register: Register, kontroller: Sequence[Kontroll]
) -> Iterator[Problem]:
    """A sum that does not hold is published with its difference and a sentence about it."""
    made = {check.kontroll_id for check in kontroller}
    told: set[str] = set()
    for check in kontroller:
        if not check.needs_explanation or check.avvikelse is not None:
            continue
        if any(row.is_negative for row in (check.subject, *check.parts)):
            continue  # told of at the amount
        beslut = check.subject.beslut
        if any(
            meant.differens.kr == check.differens
            and f"{_subject_id(beslut, meant)}:{meant.kontroll}" not in made
            for meant in beslut.avvikelser
        ):
            continue  # explained under a name that no check has, which is told of at that name
        is_first = not beslut.avvikelser and beslut.beslut_id not in told
        told.add(beslut.beslut_id)
        stated = labels.stated(check.stated) if check.stated else ""
        computed, difference = check.computed, kronor(check.differens or 0)
        rounding = f"; avrundning kan ge högst {kronor(check.tolerans)}" if check.tolerans else ""
        who = ("delarna är", "åren") if check.is_of_parts else ("handlingen anger", "delarna är")
        message = f"{check.namn}: {who[0]} {stated} men {who[1]} {computed} "
        message += f"(skillnad {difference}{rounding})"
        hint = "Jämför alla beloppen i summan med handlingen, och rätta det som är fel avskrivet."
        paste, place = _explanation(register, check, is_first=is_first), check.subject.at("belopp")
        yield register.problem(place, "oforklarad-avvikelse", message, hint, paste)


def _subject_id(beslut: Beslut, avvikelse: Avvikelse) -> str:
    """The id of the row that an explanation is of."""
    return "/".join(filter(None, (beslut.beslut_id, avvikelse.galler)))


def _explanation(register: Register, kontroll: Kontroll, *, is_first: bool) -> Paste:
    """The entry of `avvikelser` that explains a difference; the first in its file has the key."""
    in_table = " i beslutets YAML-fil" if register.is_in_table(kontroll.subject.place) else ""
    place = f"sist{in_table or ' i beslutets fil'}, längst till vänster"
    place = place if is_first else f"sist i listan avvikelser{in_table}"
    about, beslut = kontroll.subject.lokal_id, kontroll.subject.beslut
    before = register.indent(beslut_file(beslut), ("avvikelser",)) if beslut.avvikelser else "  "
    lines = [
        *(["avvikelser:"] if is_first else []),
        f"{before}- kontroll: {kontroll.namn}",
        *([f"{before}  galler: {about}"] if about else []),
        f"{before}  differens: {kronor(kontroll.differens or 0)}",
        f"{before}  forklaring: {UNWRITTEN}",
    ]
    return Paste(
        f"Står det så i handlingen ska läsaren få veta varför: lägg till {place}:",
        (Entry("\n".join(lines), kontroll.namn),),
    )


def explanations_are_current(
    register: Register, rows: Sequence[Row], kontroller: Sequence[Kontroll]
) -> Iterator[Problem]:
    """An explanation is of a difference that exists, to the krona, and there is one of it."""
    ids = {row.rad_id for row in rows}
    by_subject: dict[str, dict[str, Kontroll]] = defaultdict(dict)
    for check in kontroller:
        by_subject[check.subject.rad_id][check.namn] = check
    for beslut in register.beslut:
        seen: set[tuple[str, str]] = set()
        for index, avvikelse in enumerate(beslut.avvikelser):
            subject_id = _subject_id(beslut, avvikelse)
            if subject_id not in ids:
                continue  # told of as an unknown id
            here = by_subject[subject_id]
            explained = here.get(avvikelse.kontroll)
            path: Path = ("avvikelser", index)
            again = (subject_id, avvikelse.kontroll) in seen
            seen.add((subject_id, avvikelse.kontroll))
            if again:
                message = f"kontrollen {avvikelse.kontroll} är redan förklarad ovanför"
                hint = "Ta bort den ena förklaringen."
            elif explained is None:
                path = (*path, "kontroll")
                message = f"det finns ingen kontroll {avvikelse.kontroll!r} här"
                otherwise = f"Kontroller här: {', '.join(here)}."
                hint = nearest(avvikelse.kontroll, here, otherwise)
            elif not explained.needs_explanation:
                message = f"kontrollen {explained.namn} avviker inte längre"
                hint = "Ta bort förklaringen."
            elif not explained.explains:
                path = (*path, "differens")
                meant, actual = kronor(avvikelse.differens.kr), kronor(explained.differens or 0)
                message = f"förklaringen gäller {meant} men skillnaden är {actual}"
                hint = f"Rätta beloppen, eller skriv differens: {actual} och se över förklaringen."
            else:
                continue
            where = Where(beslut_file(beslut), path)
            yield register.problem(where, "inaktuell-avvikelse", message, hint)
