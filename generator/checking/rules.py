"""The rules across the data: one generator for each sentence that must hold.

Each takes what it needs and yields a `Problem` for every place where the sentence does not
hold. `check` runs them all; a rule never stops at its first finding and never raises.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from generator.checking.sidor import pages_run_and_fetch_nothing
from generator.checking.slips import amounts_are_plausible
from generator.checking.texts import texts_are_right
from generator.data.beslut import Insats, MedBelopp, Ram
from generator.data.ids import parse_rad_id
from generator.data.problem import Entry, Paste, Problem, nearest
from generator.data.types import UNWRITTEN, RamTyp
from generator.reading.register import DATA, Register, Where, beslut_file
from generator.reading.yaml_text import Path
from generator.reckoning.rows import Row
from generator.reckoning.sums import Kontroll
from generator.words.swedish import kronor


def check(register: Register, rows: Sequence[Row], kontroller: Sequence[Kontroll]) -> list[Problem]:
    """Every rule's findings."""
    return [
        *texts_are_right(register, rows),
        *ids_are_unique(register, rows),
        *amounts_have_a_source(register, rows),
        *beslut_has_one_kind_of_omrade(register),
        *frames_say_whose_money_and_when(register, rows),
        *unit_prices_say_something(register, rows),
        *amounts_are_plausible(register, rows),
        *meeting_ends_on_decision_day(register),
        *accessibility_can_be_reported(register),
        *differences_are_explained(register, kontroller),
        *explanations_are_current(register, rows, kontroller),
        *shares_are_derived_from_a_calculation(register, rows),
        *pages_run_and_fetch_nothing(register),
    ]


def ids_are_unique(register: Register, rows: Sequence[Row]) -> Iterator[Problem]:
    """Everything with an address of its own has one that is given, and given once."""
    named = [(row.rad_id, row.id.nyckel, row.place) for row in rows]
    for beslut in register.beslut:
        file = beslut_file(beslut)
        lists: tuple[tuple[str, Iterable[str]], ...] = (
            ("handlingar", (one.id for one in beslut.handlingar)),
            ("villkor", (one.nyckel for one in beslut.villkor)),
            ("aterrapportering", (one.nyckel for one in beslut.aterrapportering)),
        )
        for name, keys in lists:
            for index, key in enumerate(keys):
                full = f"{beslut.beslut_id}#{name}/{key}"
                named.append((full, key, Where(file, (name, index))))
    first: dict[str, Where] = {}
    for full, key, place in named:
        if not key:
            hint = "Lägg till ett eget id, till exempel id: utokade-oppettider."
            yield register.problem(place, "saknat-id", "namnet ger inget id", hint)
        elif full in first:
            source = register.sources[place.file]
            file, (line, _) = source.locate(first[full].path)
            same_file = file == source.locate(place.path)[0]
            where = f"rad {line}" if same_file else f"rad {line} i {file}"
            yield register.problem(
                place,
                "dubbelt-id",
                f"id {key!r} används redan på {where}",
                f"Lägg till ett eget id, till exempel id: {key}-2.",
            )
        else:
            first[full] = place


def amounts_have_a_source(register: Register, rows: Sequence[Row]) -> Iterator[Problem]:
    """Every amount names the handling, and the place in it, where it stands."""
    by_id = {row.rad_id: row for row in rows}
    for row in rows:
        around = by_id.get(row.overordnad_id)
        if row.belopp is None or row.harledd or (around and _inherits_lack(row, around)):
            continue
        place = Where(row.place.file, (*row.place.path, "belopp"))
        if not row.kalla.handling:
            hint = "Lägg till kalla: med raden handling: och handlingens id."
            yield register.problem(
                place, "saknad-kalla", "beloppet säger inte vilken handling det står i", hint
            )
        elif not row.kalla.avsnitt:
            yield register.problem(
                place,
                "saknat-avsnitt",
                "beloppet säger inte var i handlingen det står",
                "Lägg till raden avsnitt: under kalla, med rubriken eller avsnittets nummer.",
            )


def _inherits_lack(row: Row, around: Row) -> bool:
    """Whether a row lacks only what the row around it lacks too, and is told of for."""
    same = (row.kalla.handling, row.kalla.avsnitt) == (around.kalla.handling, around.kalla.avsnitt)
    return around.belopp is not None and same


def beslut_has_one_kind_of_omrade(register: Register) -> Iterator[Problem]:
    """A decision either is divided into områden or names the one it is about."""
    for beslut in register.beslut:
        place = Where(beslut_file(beslut), ())
        if beslut.omrade and beslut.omraden:
            yield register.problem(
                Where(place.file, ("omrade",)),
                "dubbelt-omrade",
                "beslutet har både omrade och omraden",
                "Ta bort raden omrade; områdena står under omraden.",
            )
        if not beslut.omrade and not beslut.omraden:
            yield register.problem(
                place,
                "saknat-omrade",
                "beslutet har varken omrade eller omraden",
                "Lägg till raden omrade: med ett id ur omraden.yml, eller en lista omraden:.",
            )


def frames_say_whose_money_and_when(register: Register, rows: Sequence[Row]) -> Iterator[Problem]:
    """A frame knows its year and scope, and its receiver type where it is one's."""
    by_id = {row.rad_id: row for row in rows}
    for row in rows:
        ram = row.data
        if not isinstance(ram, Ram):
            continue
        around = by_id[row.overordnad_id].data if row.overordnad_id else None
        wanted: dict[str, object] = {"ar": ram.ar, "omfattning": ram.omfattning}
        if ram.ramtyp is RamTyp.MOTTAGARTYP:
            wanted["mottagartyp"] = ram.mottagartyp
        for name, value in wanted.items():
            told_above = isinstance(around, Ram) and getattr(around, name) is None
            if value is None and not told_above:
                yield register.problem(
                    row.place,
                    "ofullstandig-ram",
                    f"ramen saknar {name}",
                    f"Lägg till raden {name}: här eller på ramen som den ingår i.",
                )


def unit_prices_say_something(register: Register, rows: Sequence[Row]) -> Iterator[Problem]:
    """A unit price has an amount, or the words that the document has instead."""
    for row in rows:
        price = row.data.styckpris if isinstance(row.data, Insats) else None
        if price and price.belopp is None and not price.angivet:
            yield register.problem(
                Where(row.place.file, (*row.place.path, "styckpris")),
                "tomt-styckpris",
                "styckpriset har varken belopp eller angivet",
                "Skriv beloppet, eller det som är tryckt: angivet: x kronor",
            )


def shares_are_derived_from_a_calculation(
    register: Register, rows: Sequence[Row]
) -> Iterator[Problem]:
    """A key's share is derived from an amount that says how it is calculated with that key."""
    file = f"{DATA}/fordelningsnycklar.yml"
    if file not in register.sources or not register.fordelningsnycklar:
        return
    using = {
        row.rad_id: row.data.berakning.nyckel
        for row in rows
        if isinstance(row.data, MedBelopp) and row.data.berakning and not row.harledd
    }
    source = register.sources[file]
    for path, value in source.texts:
        if path[-1] != "harledd_ur":
            continue
        nyckel = source.data[path[0]].get("id")
        meant = parse_rad_id(value)
        if using.get(value) == nyckel or (meant and meant.beslut_id in register.unread):
            continue
        own = [rad_id for rad_id, used in using.items() if used == nyckel]
        yield source.problem(
            "okant-id",
            f"harledd_ur: {value!r} är inget belopp med en beräkning för nyckeln",
            path=path,
            hint=nearest(value, own, f"Lägg till berakning: med nyckel: {nyckel} vid beloppet."),
        )


def meeting_ends_on_decision_day(register: Register) -> Iterator[Problem]:
    """The day of a decision taken at a meeting of several days is the last of them."""
    for beslut in register.beslut:
        meeting = beslut.sammantrade
        if meeting and beslut.beslutsdatum != meeting.till:
            yield register.problem(
                Where(beslut_file(beslut), ("sammantrade", "till")),
                "sammantrade-datum",
                f"sammanträdet slutar {meeting.till}, men beslutsdatum är {beslut.beslutsdatum}",
                f"Skriv beslutsdatum: {meeting.till}, eller rätta sammanträdets sista dag.",
            )


def accessibility_can_be_reported(register: Register) -> Iterator[Problem]:
    """The accessibility statement tells where to complain, as the law asks (2018:1937, 13 §)."""
    organisation = register.organisation
    if organisation and not organisation.tillganglighetsanmalan:
        yield register.problem(
            Where(f"{DATA}/organisation.yml", ()),
            "saknad-tillganglighetsanmalan",
            "organisationen har inget formulär för bristande tillgänglighet",
            "Lägg till raden tillganglighetsanmalan: och formulärets adress.",
        )


def differences_are_explained(
    register: Register, kontroller: Sequence[Kontroll]
) -> Iterator[Problem]:
    """A sum that does not hold is published with its difference and a sentence about it."""
    made = {
        (check.subject.beslut.beslut_id, check.subject.lokal_id, check.namn) for check in kontroller
    }
    told: set[str] = set()
    for check in kontroller:
        if not check.needs_explanation or check.avvikelse is not None:
            continue
        beslut = check.subject.beslut
        if any(
            meant.differens.kr == check.differens
            and (beslut.beslut_id, meant.galler or "", meant.kontroll) not in made
            for meant in beslut.avvikelser
        ):
            continue  # explained under a name that no check has, which is told of at that name
        is_first = not beslut.avvikelser and beslut.beslut_id not in told
        told.add(beslut.beslut_id)
        stated = kronor(check.angivet.kr) if check.angivet else ""
        computed, difference = kronor(check.beraknat or 0), kronor(check.differens or 0)
        rounding = f"; avrundning kan ge högst {kronor(check.tolerans)}" if check.tolerans else ""
        yield register.problem(
            Where(check.subject.place.file, (*check.subject.place.path, "belopp")),
            "oforklarad-avvikelse",
            f"{check.namn}: handlingen anger {stated} men delarna är {computed} "
            f"(skillnad {difference}{rounding})",
            "Jämför alla beloppen i summan med handlingen, och rätta det som är fel avskrivet.",
            _explanation(register, check, is_first=is_first),
        )


def _explanation(register: Register, kontroll: Kontroll, *, is_first: bool) -> Paste:
    """The entry of `avvikelser` that explains a difference; the first in its file has the key."""
    place = "sist i beslutets fil, längst till vänster" if is_first else "sist i listan avvikelser"
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
    by_beslut: dict[str, list[Kontroll]] = defaultdict(list)
    for made in kontroller:
        by_beslut[made.subject.beslut.beslut_id].append(made)
    for beslut in register.beslut:
        seen: set[tuple[str, str | None]] = set()
        for index, avvikelse in enumerate(beslut.avvikelser):
            if avvikelse.galler and f"{beslut.beslut_id}/{avvikelse.galler}" not in ids:
                continue  # told of as an unknown id
            here = {
                made.namn: made
                for made in by_beslut[beslut.beslut_id]
                if made.subject.lokal_id == (avvikelse.galler or "")
            }
            explained = here.get(avvikelse.kontroll)
            path: Path = ("avvikelser", index)
            again = (avvikelse.kontroll, avvikelse.galler) in seen
            seen.add((avvikelse.kontroll, avvikelse.galler))
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
