"""The rules across the data: one generator for each sentence that must hold.

Each takes what it needs and yields a `Problem` for every place where the sentence does not
hold. `check` runs them all; a rule never stops at its first finding and never raises.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date

from generator.checking.days import days_are_plausible
from generator.checking.explained import differences_are_explained, explanations_are_current
from generator.checking.life import decisions_fit_together
from generator.checking.new_rows import near_misses, what_is_new_is_not_misspelt
from generator.checking.sidor import pages_run_and_fetch_nothing
from generator.checking.slips import amounts_are_plausible
from generator.checking.texts import pages_hold_no_personal_number, texts_are_right
from generator.data.belopp import Intervall, kind_word, parse_belopp
from generator.data.beslut import Beslut
from generator.data.derived import BeloppTyp, Niva
from generator.data.ids import parse_rad_id
from generator.data.posts import MedBelopp
from generator.data.problem import NO_PASTE, Entry, Paste, Problem, nearest
from generator.data.types import RamTyp
from generator.reading.register import DATA, Register, Where, beslut_file
from generator.reckoning import furniture
from generator.reckoning.amounts import Amount
from generator.reckoning.furniture import Furniture, is_listed
from generator.reckoning.kontroll import Kontroll
from generator.reckoning.rows import Row


def check(
    register: Register,
    rows: Sequence[Row],
    kontroller: Sequence[Kontroll],
    amounts: Sequence[Amount],
    odd: Mapping[str, Furniture],
) -> list[Problem]:
    """Every rule's findings; `odd` are the rows that look like furniture, by id."""
    near = near_misses(rows)
    return [
        *texts_are_right(register, rows),
        *ids_are_unique(register, rows, register.beslut),
        *amounts_have_a_source(register, rows),
        *beslut_has_one_kind_of_omrade(register),
        *frames_say_whose_money_and_when(register, rows),
        *unit_prices_say_something(register, rows),
        *amounts_are_as_firm_as_printed(register, amounts),
        *decisions_fit_together(register, rows, amounts),
        *refusals_have_no_amount(register, rows),
        *outcomes_are_of_a_day_each(register, rows),
        *days_are_plausible(register, rows),
        *amounts_are_plausible(register, rows, odd.keys() | near.keys()),
        *what_is_new_is_not_misspelt(register, rows, near),
        *what_is_listed_is_no_furniture(register, rows, odd),
        *meeting_ends_on_decision_day(register),
        *accessibility_can_be_reported(register),
        *differences_are_explained(register, kontroller),
        *explanations_are_current(register, rows, kontroller),
        *shares_are_derived_from_a_calculation(register, rows),
        *pages_run_and_fetch_nothing(register),
        *pages_hold_no_personal_number(register),
    ]


def check_unfit(register: Register, rows: Sequence[Row]) -> list[Problem]:
    """What can be said of rows whose table holds other faults, so that it is told in one run."""
    named = [row for row in rows if row.id.nyckel]  # one that has none is told of already
    odd = {rad_id: kind for rad_id, kind in furniture.find(rows).items() if kind.is_named}
    return [
        *ids_are_unique(register, named, ()),
        *what_is_listed_is_no_furniture(register, rows, odd),
    ]


def ids_are_unique(
    register: Register, rows: Sequence[Row], decisions: Iterable[Beslut]
) -> Iterator[Problem]:
    """Everything with an address of its own has one that is given, and given once."""
    named = [(row.rad_id, row.id.nyckel, row.place) for row in rows]
    for beslut in decisions:
        lists = {
            "handlingar": [handling.id for handling in beslut.handlingar],
            "villkor": [villkor.nyckel for villkor in beslut.villkor],
            "aterrapportering": [duty.nyckel for duty in beslut.aterrapportering],
        }
        named += [
            (f"{beslut.beslut_id}#{name}/{key}", key, Where(beslut_file(beslut), (name, index)))
            for name, keys in lists.items()
            for index, key in enumerate(keys)
        ]
    first: dict[str, Where] = {}
    free = _free_keys({full for full, _, _ in named})
    for full, key, place in named:
        if not key:
            hint = _own_id(register, place, "utokade-oppettider")
            yield register.problem(place, "saknat-id", "namnet ger inget id", hint)
        elif full in first:
            source = register.sources[place.file]
            file, (line, _) = source.locate(first[full].path)
            same_file = file == source.locate(place.path)[0]
            where = f"rad {line}" if same_file else f"rad {line} i {file}"
            message = f"id {key!r} används redan på {where}"
            hint = _own_id(register, place, free(full, key))
            yield register.problem(place, "dubbelt-id", message, hint)
        else:
            first[full] = place


def _free_keys(taken: Set[str]) -> Callable[[str, str], str]:
    """Gives each repeat of an id a key of its own: the next number that is not taken."""
    numbers: Counter[str] = Counter()

    def free(full: str, key: str) -> str:
        numbers[full] += 1
        while f"{full}-{numbers[full] + 1}" in taken:
            numbers[full] += 1
        return f"{key}-{numbers[full] + 1}"

    return free


def _own_id(register: Register, place: Where, key: str) -> str:
    """That something needs an id of its own, such as this."""
    in_yaml = f"Lägg till ett eget id, till exempel id: {key}."
    in_table = f"Skriv ett eget id i {{column}}, till exempel {key}."
    return register.hint(place, in_yaml, in_table, "id")


def amounts_have_a_source(register: Register, rows: Sequence[Row]) -> Iterator[Problem]:
    """Every amount names the handling, and the place in it, where it stands."""
    by_id = {row.rad_id: row for row in rows}
    for row in rows:
        around = by_id.get(row.overordnad_id)
        if row.stated is None or row.harledd or (around and _inherits_lack(row, around)):
            continue
        if not row.kalla.handling:
            message = "beloppet säger inte vilken handling det står i"
            hint = register.hint(
                row.place,
                "Lägg till kalla: med raden handling: och handlingens id.",
                "Skriv handlingens id i {column}.",
                *("kalla", "handling"),
            )
            yield register.problem(row.at("belopp"), "saknad-kalla", message, hint)
        elif not row.kalla.avsnitt:
            message = "beloppet säger inte var i handlingen det står"
            hint = register.hint(
                row.place,
                "Lägg till raden avsnitt: under kalla, med rubriken eller avsnittets nummer.",
                "Skriv rubriken eller avsnittets nummer i {column}.",
                *("kalla", "avsnitt"),
            )
            yield register.problem(row.at("belopp"), "saknat-avsnitt", message, hint)


def _inherits_lack(row: Row, around: Row) -> bool:
    """Whether a row lacks only what the row around it lacks too, and is told of for."""
    same = (row.kalla.handling, row.kalla.avsnitt) == (around.kalla.handling, around.kalla.avsnitt)
    return around.stated is not None and same


def beslut_has_one_kind_of_omrade(register: Register) -> Iterator[Problem]:
    """A decision either is divided into områden or names the one it is about."""
    for beslut in register.beslut:
        file = beslut_file(beslut)
        if beslut.omrade and beslut.omraden:
            message = "beslutet har både omrade och omraden"
            hint = "Ta bort raden omrade; områdena står under omraden."
            yield register.problem(Where(file, ("omrade",)), "dubbelt-omrade", message, hint)
        if not beslut.omrade and not beslut.omraden:
            message = "beslutet har varken omrade eller omraden"
            hint = "Lägg till raden omrade: med ett id ur omraden.yml, eller en lista omraden:."
            yield register.problem(Where(file, ()), "saknat-omrade", message, hint)


def frames_say_whose_money_and_when(register: Register, rows: Sequence[Row]) -> Iterator[Problem]:
    """A frame knows its year and scope, and its receiver type where it is one's."""
    by_id = {row.rad_id: row for row in rows}
    for row in rows:
        ram = row.ram
        if ram is None:
            continue
        around = by_id[row.overordnad_id].ram if row.overordnad_id else None
        wanted = ["ar", "omfattning"]
        if ram.ramtyp is RamTyp.MOTTAGARTYP:
            wanted.append("mottagartyp")
        for name in wanted:
            told_above = around is not None and getattr(around, name) is None
            if getattr(ram, name) is None and not told_above:
                hint = f"Lägg till raden {name}: här eller på ramen som den ingår i."
                yield register.problem(row.place, "ofullstandig-ram", f"ramen saknar {name}", hint)


def unit_prices_say_something(register: Register, rows: Sequence[Row]) -> Iterator[Problem]:
    """A unit price has an amount, or the words that the document has instead."""
    for row in rows:
        price = row.insats.styckpris if row.insats else None
        if price and price.belopp is None and not price.angivet:
            message = "styckpriset har varken belopp eller angivet"
            hint = register.hint(
                row.place,
                "Skriv beloppet, eller det som är tryckt: angivet: x kronor",
                "Skriv beloppet, eller det som är tryckt, i {column}.",
                *("styckpris", "angivet"),
            )
            yield register.problem(row.at("styckpris"), "tomt-styckpris", message, hint)


def refusals_have_no_amount(register: Register, rows: Sequence[Row]) -> Iterator[Problem]:
    """What was refused got nothing: the amount that was applied for is `sokt`."""
    for row in rows:
        if row.is_refused and row.varde is not None:
            message = "insatsen fick avslag men har ett belopp"
            hint = register.hint(
                row.place,
                "Skriv beloppet som sokt: i stället, eller ta bort avslag.",
                "Skriv beloppet i {column} i stället, eller ta bort avslaget.",
                "sokt",
            )
            yield register.problem(row.place, "avslag-med-belopp", message, hint)


def outcomes_are_of_a_day_each(register: Register, rows: Sequence[Row]) -> Iterator[Problem]:
    """What was used by a day is said once, and says something."""
    for row in rows:
        tilldelning = row.tilldelning
        if tilldelning is None or not tilldelning.utfall:
            continue
        days: set[date] = set()
        for index, utfall in enumerate(tilldelning.utfall):
            place = row.at("utfall", index)
            if utfall.per in days:
                message = f"utfallet per {utfall.per} står redan ovanför"
                hint = "Ta bort det ena, eller rätta dagen."
                yield register.problem(place, "fel-utfall", message, hint)
            elif utfall.anvant is None and utfall.aterbetalt is None:
                message = "utfallet säger varken vad som är använt eller återbetalt"
                in_yaml = "Lägg till raden anvant: eller aterbetalt:, med belopp och enhet."
                hint = register.hint(place, in_yaml, "Fyll i {column}, eller töm per.", "anvant")
                yield register.problem(place, "fel-utfall", message, hint)
            days.add(utfall.per)


def amounts_are_as_firm_as_printed(
    register: Register, amounts: Iterable[Amount]
) -> Iterator[Problem]:
    """What is printed as a cap, approximate or a range is so in the data, or a sum is untrue."""
    for amount in amounts:
        if amount.belopp.typ is not BeloppTyp.EXAKT or amount.angivet == amount.belopp.angivet:
            continue
        word, printed = kind_word(amount.angivet), parse_belopp(amount.angivet)
        if isinstance(printed, Intervall):
            message = f"angivet är ett intervall, {amount.angivet!r}, men beloppet är bestämt"
            right = printed.angivet
        elif word:
            message = f"angivet säger {word!r}, men beloppet är bestämt"
            right = f"{word} {amount.belopp.angivet}"
        else:
            continue
        paste = Paste("Skriv så här:", (Entry(f"belopp: {right}", str(amount.id)),))
        in_table = f"Skriv {right} i {{column}}, och lämna belopp_kr tom."
        if hint := register.hint(amount.place, "", in_table, "kalla", "angivet"):
            paste = NO_PASTE
        yield register.problem(amount.place, "ord-i-angivet", message, hint, paste)


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
        usable = [rad_id for rad_id, used in using.items() if used == nyckel]
        message = f"harledd_ur: {value!r} är inget belopp med en beräkning för nyckeln"
        otherwise = f"Lägg till berakning: med nyckel: {nyckel} vid beloppet."
        hint = nearest(value, usable, otherwise)
        yield source.problem("okant-id", message, path=path, hint=hint)


_IS_NO_INSATS = {
    Furniture.SUM: "{name} ser ut som en summa, inte som något som ska göras",
    Furniture.SAME_AS_SUM: "{name} har samma belopp som andra rader har tillsammans",
    Furniture.VARAV: "{name} ser ut att ingå i beloppet på en annan rad",
    Furniture.NOTE: "{name} ser ut som en fotnot eller en källa, inte som något som ska göras",
}


def what_is_listed_is_no_furniture(
    register: Register, rows: Sequence[Row], odd: Mapping[str, Furniture]
) -> Iterator[Problem]:
    """What is listed is something to do, and no sum, note or source of the table around it."""
    by_id = {row.rad_id: row for row in rows}
    for row in rows:
        kind = odd.get(row.rad_id)
        if kind is None or is_listed(row):
            continue
        hint = register.hint(row.place, "Ta bort posten.", "Ta bort raden.", "id")
        if kind in (Furniture.SUM, Furniture.SAME_AS_SUM):
            hint += _stated_total(register, by_id[row.overordnad_id], row)
        elif kind is Furniture.VARAV:
            hint += _instead(register, row, " Skriv beloppet", " där det ingår", "anmarkning")
        else:
            hint += _instead(register, row, " Skriv det läsaren behöver veta", "", "anmarkning")
        if isinstance(row.data, MedBelopp):
            in_yaml, in_table = "lägg till raden rimligt: ja.", "skriv ja i {column}."
            hint += " Är det ändå något som ska göras: "
            hint += register.hint(row.place, in_yaml, in_table, "rimligt")
        message = _IS_NO_INSATS[kind].format(name=repr(row.namn))
        yield register.problem(row.place, "ingen-insats", message, hint)


def _stated_total(register: Register, around: Row, row: Row) -> str:
    """Where a sum belongs that the document states, if it is not there."""
    of_what = {Niva.BESLUT: "beslutets", Niva.OMRADE: "områdets"}.get(around.niva, "insatsens")
    if around.belopp is not None:
        return f" Summan står redan som {of_what} belopp."
    column = register.hint(around.place, "", "{column}", "belopp")
    where = f"i {column}" if column else "på raden belopp:"
    if not column and register.is_in_table(row.place):
        where += " i beslutets YAML-fil"
    return f" Anger handlingen summan: skriv den som {of_what} belopp, {where}."


def _instead(register: Register, row: Row, what: str, then: str, field: str) -> str:
    """That something is written in another field, where it belongs."""
    where = register.hint(row.place, f"på raden {field}:", "i {column}", field)
    return f"{what} {where}{then}."


def meeting_ends_on_decision_day(register: Register) -> Iterator[Problem]:
    """The day of a decision taken at a meeting of several days is the last of them."""
    for beslut in register.beslut:
        meeting = beslut.sammantrade
        if meeting and beslut.beslutsdatum != meeting.till:
            place = Where(beslut_file(beslut), ("sammantrade", "till"))
            message = f"sammanträdet slutar {meeting.till}, men beslutsdatum är "
            message += f"{beslut.beslutsdatum}"
            hint = f"Skriv beslutsdatum: {meeting.till}, eller rätta sammanträdets sista dag."
            yield register.problem(place, "sammantrade-datum", message, hint)


def accessibility_can_be_reported(register: Register) -> Iterator[Problem]:
    """The accessibility statement tells where to complain, as the law asks (2018:1937, 13 §)."""
    organisation = register.organisation
    if organisation and not organisation.tillganglighetsanmalan:
        place = Where(f"{DATA}/organisation.yml", ())
        message = "organisationen har inget formulär för bristande tillgänglighet"
        hint = "Lägg till raden tillganglighetsanmalan: och formulärets adress."
        yield register.problem(place, "saknad-tillganglighetsanmalan", message, hint)
