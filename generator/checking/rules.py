"""The rules across the data: one generator for each sentence that must hold.

Each takes what it needs and yields a `Problem` for every place where the sentence does not
hold. `check` runs them all; a rule never stops at its first finding and never raises.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches

from generator.checking.sidor import pages_run_and_fetch_nothing
from generator.checking.slips import amounts_are_plausible
from generator.data.beslut import Insats, MedBelopp, Ram
from generator.data.problem import Problem, Severity
from generator.data.registers import REFERENCES
from generator.data.types import ID_PATTERN, RamTyp
from generator.reading.refusals import expected_fields
from generator.reading.register import DATA, LIST_FILES, Register, Where, beslut_file
from generator.reading.yaml_text import Path
from generator.reckoning.rows import Row
from generator.reckoning.sums import Kontroll
from generator.words.swedish import kronor

_PLACES = {"galler_del", "av", "galler", "ram", "utom_ram", "utom_belopp"}
"""Fields that name a part of the decision they stand in."""

_FORMULA_SIGNS = frozenset("=+@\t\r-")
_FORMULA = re.compile(r"[=+@\t\r]|-[0-9A-Za-z(]")
_AMOUNT_FIELDS = {"belopp", "differens", "fore", "efter", "tillagg", "tolerans"}
"""Fields that are read as amounts and published as numbers, so that a minus is only that."""

_SIX_DIGITS = re.compile(r"[0-9](?:[^0-9]{0,3}[0-9]){5}")
"""What every number below has: six digits close together."""
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_PERSONNUMMER = re.compile(
    r"""(?<![0-9-])
    (?: (?:19|20)?[0-9]{2} (?:0[1-9]|1[0-2]) DAY [-+]   # with a sign, century or not
      | (?:19|20) [0-9]{2} (?:0[1-9]|1[0-2]) DAY        # twelve digits in a row
    ) [0-9]{4} (?![0-9-])""".replace(
        "DAY", "(?:[0-26-8][0-9]|[39][01])"
    ),  # 61-91: samordningsnummer
    re.VERBOSE,
)
_PHONE = re.compile(
    r"""(?<![0-9/–-]) (?<![0-9]\ )
    (?: (?: \+46 [ \u00a0-]? (?:\(0\))? | 0 ) [1-9][0-9]{0,2} \)?  # country or area code
        [-–/ \u00a0]{1,3}
        (?= (?:[ \u00a0-]?[0-9]){5,8} (?![0-9]) )                  # five to eight digits follow
        [0-9]{2,3} (?: [ \u00a0-]? [0-9]{2,3} ){1,3}
      | (?: \+46 | 0 ) 7 [0-9]{8}                                  # a mobile number in one run
    ) (?![0-9])""",
    re.VERBOSE,
)


def check(register: Register, rows: Sequence[Row], kontroller: Sequence[Kontroll]) -> list[Problem]:
    """Every rule's findings."""
    return [
        *references_exist(register),
        *places_within_beslut_exist(register, rows),
        *ids_are_unique(register, rows),
        *amounts_have_a_source(register, rows),
        *beslut_has_one_kind_of_omrade(register),
        *frames_say_whose_money_and_when(register, rows),
        *unit_prices_say_something(register, rows),
        *amounts_are_plausible(register, rows),
        *meeting_ends_on_decision_day(register),
        *accessibility_can_be_reported(register),
        *no_text_runs_as_a_formula(register),
        *no_personal_data(register),
        *differences_are_explained(register, kontroller),
        *explanations_are_current(register, rows, kontroller),
        *shares_are_derived_from_a_calculation(register, rows),
        *pages_run_and_fetch_nothing(register),
    ]


def references_exist(register: Register) -> Iterator[Problem]:
    """Every id that points into a register names something that is there."""
    for source in register.sources.values():
        for path, value in source.texts:
            name = path[-1] if path else ""
            if isinstance(name, int) and len(path) > 1:  # an entry of a list of references
                name = path[-2]
            if name in REFERENCES and (
                found := unknown_reference(str(name), value, register.known_ids)
            ):
                message, hint = found
                entry = _entry(REFERENCES[str(name)], value)
                yield source.problem("okant-id", message, path=path, hint=f"{hint}{entry}")


def unknown_reference(
    name: str, value: str, known_ids: Mapping[str, frozenset[str] | None]
) -> tuple[str, str] | None:
    """What is wrong with a field's reference to a register, and what to do; None where nothing."""
    target = REFERENCES.get(name)
    known = known_ids.get(target) if target else None
    if target is None or known is None or value in known:
        return None
    if not ID_PATTERN.fullmatch(value):
        return None  # the field's own type has said so
    hint = _nearest(value, known, "Rätta stavningen.")
    return f"{name}: {value!r} finns inte i {target}.yml", hint


def _entry(register: str, id_: str) -> str:
    """A register's entry with an id, to be pasted and filled in."""
    names = [one for one in expected_fields(LIST_FILES[register]) if one != "id"]
    written = f'"{id_}"' if id_.isdigit() else id_
    lines = [f"- id: {written}", *(f"  {name}: …" for name in names)]
    return f" Är det nytt: lägg till sist i {register}.yml, och fyll i:\n" + "\n".join(lines)


def places_within_beslut_exist(register: Register, rows: Sequence[Row]) -> Iterator[Problem]:
    """Handlingar and parts that a decision refers to are in the decision."""
    local: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        local[row.beslut.beslut_id].add(row.lokal_id)
    for beslut in register.beslut:
        source = register.sources[beslut_file(beslut)]
        handlingar = {one.id for one in beslut.handlingar}
        parts = local[beslut.beslut_id] - {""}
        for path, value in source.texts:
            if path[-1:] == ("handling",) and value not in handlingar:
                yield source.problem(
                    "okant-id",
                    f"handling: {value!r} finns inte bland beslutets handlingar",
                    path=path,
                    hint=_nearest(value, handlingar, "Lägg till handlingen under handlingar."),
                )
            if path[-1] in _PLACES and value not in parts:
                yield source.problem(
                    "okant-id",
                    f"{path[-1]}: {value!r} finns inte i beslutet",
                    path=path,
                    hint=_nearest(value, parts, "Skriv delens id, till exempel nara-vard."),
                )


def ids_are_unique(register: Register, rows: Sequence[Row]) -> Iterator[Problem]:
    """Everything with an address of its own has one that is given, and given once."""
    named = [(row.rad_id, row.place) for row in rows]
    for beslut in register.beslut:
        file = beslut_file(beslut)
        lists: tuple[tuple[str, Iterable[str]], ...] = (
            ("handlingar", (one.id for one in beslut.handlingar)),
            ("villkor", (one.nyckel for one in beslut.villkor)),
            ("aterrapportering", (one.nyckel for one in beslut.aterrapportering)),
        )
        for name, keys in lists:
            for index, key in enumerate(keys):
                named.append((f"{beslut.beslut_id}#{name}/{key}", Where(file, (name, index))))
    first: dict[str, Where] = {}
    for full, place in named:
        key = full.rpartition("/")[2]
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
            found = register.problem(
                place,
                "saknat-avsnitt",
                "beloppet säger inte var i handlingen det står",
                "Lägg till raden avsnitt: under kalla, med rubriken eller avsnittets nummer.",
            )
            yield replace(found, severity=Severity.VARNING)


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
        if using.get(value) == nyckel or "/".join(value.split("/")[:2]) in register.unread:
            continue
        own = [rad_id for rad_id, used in using.items() if used == nyckel]
        yield source.problem(
            "okant-id",
            f"harledd_ur: {value!r} är inget belopp med en beräkning för nyckeln",
            path=path,
            hint=_nearest(value, own, f"Lägg till berakning: med nyckel: {nyckel} vid beloppet."),
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
        found = register.problem(
            Where(f"{DATA}/organisation.yml", ()),
            "saknad-tillganglighetsanmalan",
            "organisationen har inget formulär för bristande tillgänglighet",
            "Lägg till raden tillganglighetsanmalan: och formulärets adress.",
        )
        yield replace(found, severity=Severity.VARNING)


def no_text_runs_as_a_formula(register: Register) -> Iterator[Problem]:
    """No text starts as a spreadsheet formula does: exports never alter a value to disarm it."""
    for source in register.sources.values():
        for path, value in source.texts:
            if path and path[-1] in _AMOUNT_FIELDS:
                continue
            if value[:1] in _FORMULA_SIGNS and _FORMULA.match(value):
                yield source.problem(
                    "formel",
                    f"texten börjar med {value[0]!r}",
                    path=path,
                    hint="Börja texten med ett ord i stället.",
                )


def no_personal_data(register: Register) -> Iterator[Problem]:
    """No personnummer, telephone number or e-mail address, but for the publisher's own."""
    patterns = (
        ("personnummer", _PERSONNUMMER),
        ("e-postadress", _EMAIL),
        ("telefonnummer", _PHONE),
    )
    for source in register.sources.values():
        allowed = source.file.endswith("/organisation.yml")
        for path, value in source.texts:
            if allowed and (path[:1] == ("kontakt",) or path == ("organisationsnummer",)):
                continue
            if "@" not in value and not _SIX_DIGITS.search(value):
                continue
            for what, pattern in patterns:
                if pattern.search(value):
                    yield source.problem(
                        "personuppgift",
                        f"texten innehåller något som ser ut som {_a(what)} {what}",
                        path=path,
                        hint="Ta bort uppgiften och skriv rollen eller enheten i stället.",
                    )


def differences_are_explained(
    register: Register, kontroller: Sequence[Kontroll]
) -> Iterator[Problem]:
    """A sum that does not hold is published with its difference and a sentence about it."""
    names = {(one.subject.beslut.beslut_id, one.namn, one.subject.lokal_id) for one in kontroller}
    told: set[str] = set()
    for one in kontroller:
        if not one.needs_explanation or one.avvikelse is not None:
            continue
        beslut = one.subject.beslut
        if any(
            meant.differens.kr == one.differens
            and (beslut.beslut_id, meant.kontroll, meant.galler or "") not in names
            for meant in beslut.avvikelser
        ):
            continue  # explained under a name that no check has, which is told of at that name
        stated = kronor(one.angivet.kr) if one.angivet else ""
        computed, difference = kronor(one.beraknat or 0), kronor(one.differens or 0)
        rounding = f"; avrundning kan ge högst {kronor(one.tolerans)}" if one.tolerans else ""
        where = f"\n    galler: {one.subject.lokal_id}" if one.subject.lokal_id else ""
        to_add = "sist i beslutets fil, längst till vänster:\navvikelser:"
        if beslut.avvikelser or beslut.beslut_id in told:
            to_add = "sist i listan avvikelser:"
        told.add(beslut.beslut_id)
        yield register.problem(
            Where(one.subject.place.file, (*one.subject.place.path, "belopp")),
            "oforklarad-avvikelse",
            f"{one.namn}: handlingen anger {stated} men delarna är {computed} "
            f"(skillnad {difference}{rounding})",
            "Jämför alla beloppen i summan med handlingen, och rätta det som är fel avskrivet. "
            f"Står det så i handlingen ska läsaren få veta varför: lägg till "
            f"{to_add}\n  - kontroll: {one.namn}{where}\n"
            f"    differens: {difference}\n    forklaring: …",
        )


def explanations_are_current(
    register: Register, rows: Sequence[Row], kontroller: Sequence[Kontroll]
) -> Iterator[Problem]:
    """An explanation is of a difference that exists, to the krona, and there is one of it."""
    ids = {row.rad_id for row in rows}
    by_beslut: dict[str, list[Kontroll]] = defaultdict(list)
    for check_made in kontroller:
        by_beslut[check_made.subject.beslut.beslut_id].append(check_made)
    for beslut in register.beslut:
        own = by_beslut[beslut.beslut_id]
        seen: set[tuple[str, str | None]] = set()
        for index, avvikelse in enumerate(beslut.avvikelser):
            if avvikelse.galler and f"{beslut.beslut_id}/{avvikelse.galler}" not in ids:
                continue  # told of as an unknown id
            about = [one for one in own if one.subject.lokal_id == (avvikelse.galler or "")]
            names = [one.namn for one in about]
            one = next((one for one in about if one.namn == avvikelse.kontroll), None)
            path: Path = ("avvikelser", index)
            again = (avvikelse.kontroll, avvikelse.galler) in seen
            seen.add((avvikelse.kontroll, avvikelse.galler))
            if again:
                message = f"kontrollen {avvikelse.kontroll} är redan förklarad ovanför"
                hint = "Ta bort den ena förklaringen."
            elif one is None:
                path = (*path, "kontroll")
                message = f"det finns ingen kontroll {avvikelse.kontroll!r} här"
                hint = _nearest(avvikelse.kontroll, names, f"Kontroller här: {', '.join(names)}.")
            elif not one.needs_explanation:
                message = f"kontrollen {one.namn} avviker inte längre"
                hint = "Ta bort förklaringen."
            elif not one.explains:
                path = (*path, "differens")
                explained, actual = kronor(avvikelse.differens.kr), kronor(one.differens or 0)
                message = f"förklaringen gäller {explained} men skillnaden är {actual}"
                hint = f"Rätta beloppen, eller skriv differens: {actual} och se över förklaringen."
            else:
                continue
            where = Where(beslut_file(beslut), path)
            yield register.problem(where, "inaktuell-avvikelse", message, hint)


def _nearest(value: str, known: Iterable[str], otherwise: str) -> str:
    near = get_close_matches(value, list(known), n=1)
    return f"Menades {near[0]}?" if near else otherwise


def _a(noun: str) -> str:
    return "en" if noun == "e-postadress" else "ett"
