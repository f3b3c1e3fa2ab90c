"""What decisions do to each other: that it can hold, and that no krona is counted twice for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from difflib import get_close_matches

from generator.data.beslut import Beslut
from generator.data.derived import Niva
from generator.data.problem import Entry, Paste, Problem
from generator.data.types import Status
from generator.reading.register import Register, Where, beslut_file
from generator.reckoning.amounts import Amount
from generator.reckoning.life import day_of, in_order, known_by, may_replace
from generator.reckoning.rows import Row

_LINKS = ("ersatter", "andrar", "jamte")
"""The fields in which a decision names another."""
_MAX_GUESSED = 50
"""How many rows that a changed decision lacks are compared with those it has."""


def decisions_fit_together(
    register: Register, rows: Sequence[Row], amounts: Iterable[Amount]
) -> Iterator[Problem]:
    """All that must hold between decisions."""
    by_id = {beslut.beslut_id: beslut for beslut in register.beslut}
    yield from replacements_can_hold(register, by_id)
    yield from changes_can_hold(register, by_id, rows, amounts)
    yield from what_stands_beside_is_alike(register, by_id, rows)
    yield from money_is_decided_once(register, rows)


def replacements_can_hold(register: Register, by_id: Mapping[str, Beslut]) -> Iterator[Problem]:
    """What replaces a decision is another and the only one, and none comes round to itself."""
    replacer: dict[str, Beslut] = {}
    for beslut in in_order(register.beslut):
        if beslut.ersatter is None:
            continue
        old = by_id.get(beslut.ersatter)
        message = hint = ""
        if beslut in _followed(beslut, by_id, "ersatter"):
            message = (
                "beslutet ersätter sig självt"
                if old is beslut
                else (f"beslutet ersätter {beslut.ersatter}, som i sin tur ersätter det här")
            )
            hint = "Ta bort raden i det beslut som kom först."
        elif old and may_replace(beslut, old):
            first = replacer.setdefault(beslut.ersatter, beslut)
            if first is not beslut:
                message = f"{beslut.ersatter} är redan ersatt av {first.beslut_id}"
                hint = f"Skriv ersatter: {first.beslut_id}, om det är det som inte längre gäller."
        if message:
            place = Where(beslut_file(beslut), ("ersatter",))
            yield register.problem(place, "fel-ersattning", message, hint)


def changes_can_hold(
    register: Register,
    by_id: Mapping[str, Beslut],
    rows: Sequence[Row],
    amounts: Iterable[Amount],
) -> Iterator[Problem]:
    """A decision changes amounts of another that holds, and takes only from what that gave."""
    replacers = {
        row.rad_id: row.liv.ersatt_av
        for row in rows
        if row.niva is Niva.BESLUT and row.liv.ersatt_av
    }
    for row in rows:
        if row.niva is Niva.BESLUT and row.beslut.andrar:
            changed = by_id.get(row.beslut.andrar)
            message, hint = _why_not_changed(row, changed, replacers) if changed else ("", "")
            if message:
                yield register.problem(row.at("andrar"), "fel-andring", message, hint)
    changing = {row.rad_id for row in rows if row.andrar_id}
    by_decision: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_decision[row.id.beslut_id].append(row)
    lacking = 0
    for amount in amounts:
        row, shown = amount.row, amount.belopp.angivet
        if amount.belopp.plus and not row.beslut.andrar:
            message = f"beloppet '+{shown}' har plustecken, som bara en ändring har"
            hint = f"Ta bort plustecknet: {shown}"
            yield register.problem(amount.place, "fel-belopp", message, hint)
        if amount.kr >= 0:
            continue
        if not row.beslut.andrar:
            message = f"beloppet {shown!r} är negativt; en tilldelning kan inte vara det"
            here = " i beslutets YAML-fil" if register.is_in_table(row.place) else ""
            hint = (
                "Ta bort minustecknet. Är det en ändring av ett tidigare beslut: skriv "
                f"andrar: <år>/<id>{here or ' i det här beslutet'}. Har pengar betalats tillbaka: "
                f"skriv utfall:{here} med fältet aterbetalt."
            )
            yield register.problem(amount.place, "negativt-belopp", message, hint)
        elif row.beslut.andrar in by_id and changing.isdisjoint(_telling(row)):
            message = f"beloppet {shown!r} minskar något som {row.beslut.andrar} inte har"
            lacking += 1
            of_changed = by_decision[row.beslut.andrar] if lacking <= _MAX_GUESSED else ()
            hint = register.hint(row.place, *_as_in_changed(row, of_changed), "id")
            yield register.problem(amount.place, "fel-andring", message, hint)


def _telling(row: Row) -> Sequence[str]:
    """The ids of the rows that may name what a row changes: of a share also what it is of."""
    return [row.rad_id, row.overordnad_id] if row.niva is Niva.ARSDEL else [row.rad_id]


def _as_in_changed(row: Row, changed: Sequence[Row]) -> tuple[str, str]:
    """What to do so that a row has the id of one that is changed: in a YAML file, in a table."""
    otherwise = "eller ta bort minustecknet."
    beside = [
        other.id.nyckel
        for other in changed
        if other.lokal_id and other.id.runt.delar == row.id.runt.delar
    ]
    for key in get_close_matches(row.id.nyckel, beside, n=1):
        in_table = f"Menas {key} i det beslutet? Skriv {key} i {{column}}, {otherwise}"
        return f"Menas {key} i det beslutet? Skriv id: {key} här, {otherwise}", in_table
    for other in changed:
        if other.id.nyckel == row.id.nyckel:
            where = (
                f"under {other.id.runt.lokal_id}" if other.id.runt.delar else "direkt i beslutet"
            )
            hint = f"Där står {row.id.nyckel} {where}. Skriv raden på samma plats här, {otherwise}"
            return hint, hint
    return (
        f"Skriv id: och det id som raden har i det beslutet, {otherwise}",
        f"Skriv det id som raden har i det beslutet i {{column}}, {otherwise}",
    )


def _why_not_changed(row: Row, changed: Beslut, replacers: Mapping[str, Beslut]) -> tuple[str, str]:
    """Why a decision can't change another, and what to do; empty where it can."""
    beslut, name = row.beslut, changed.beslut_id
    if changed is beslut:
        return "beslutet ändrar sig självt", "Skriv id för det beslut vars belopp ändras."
    if beslut.ersatter:
        return (
            "beslutet både ersätter och ändrar",
            "Låt ersatter stå om beloppen är de nya, andrar om de är mer eller mindre än förut.",
        )
    if changed.andrar:
        return (
            f"{name} är själv en ändring, av {changed.andrar}",
            f"Skriv andrar: {changed.andrar}; alla ändringar räknas ihop där.",
        )
    if beslut.status is Status.BESLUTAD and changed.status is Status.FORSLAG:
        return (
            f"ett beslut kan inte ändra {name}, som bara är ett förslag",
            "Skriv ersatter i stället, eller ändra status i det ena.",
        )
    return _changed_too_late(row, changed, replacers)


def _changed_too_late(
    row: Row, changed: Beslut, replacers: Mapping[str, Beslut]
) -> tuple[str, str]:
    """That what is changed no longer held on the day of the change."""
    replacer, beslut = replacers.get(changed.beslut_id), row.beslut
    if replacer and known_by(beslut) >= known_by(replacer):
        return (
            f"{changed.beslut_id} är ersatt av {replacer.beslut_id} och kan inte ändras mer",
            f"Skriv andrar: {replacer.beslut_id}. Kom ändringen före: skriv dess beslutsdatum.",
        )
    day = day_of(beslut)
    if changed.upphavd and (day is None or day >= changed.upphavd.datum):
        return (
            f"{changed.beslut_id} är upphävt {changed.upphavd.datum} och kan inte ändras mer",
            "Ta bort raden andrar. Kom ändringen före: skriv dess beslutsdatum.",
        )
    return "", ""


def what_stands_beside_is_alike(
    register: Register, by_id: Mapping[str, Beslut], rows: Sequence[Row]
) -> Iterator[Problem]:
    """What stands beside a decision is of the same agreement and year and shares an område."""
    omraden = _omraden_of(rows)
    for beslut in register.beslut:
        other = by_id.get(beslut.jamte or "")
        if other is None:
            continue
        if other is beslut:
            message = "beslutet står vid sidan av sig självt"
        elif (other.satsning, other.ar) != (beslut.satsning, beslut.ar):
            message = f"{other.beslut_id} gäller en annan satsning eller ett annat år"
        elif not omraden[other.beslut_id] & omraden[beslut.beslut_id]:
            message = f"{other.beslut_id} gäller andra områden"
        else:
            continue
        hint = "Ta bort raden; jamte behövs bara för samma satsning, år och område."
        yield register.problem(Where(beslut_file(beslut), ("jamte",)), "fel-jamte", message, hint)


def money_is_decided_once(register: Register, rows: Sequence[Row]) -> Iterator[Problem]:
    """Decisions of one status, agreement and year share no område, unless they say how.

    One that names a decision that can't be the one it means is told of for that, and not here.
    """
    omraden = _omraden_of(rows)
    ids = {beslut.beslut_id for beslut in register.beslut}
    together = _together(register.beslut)
    groups: dict[tuple[Status, str, int], list[Row]] = defaultdict(list)
    for row in rows:
        beslut = row.beslut
        if row.niva is not Niva.BESLUT or not row.status.galler:
            continue
        if all(other in ids and other != beslut.beslut_id for other in _linked(beslut)):
            groups[row.status, beslut.satsning, beslut.ar].append(row)
    for tops in groups.values():
        # Of each område, where in this order something of it was first decided, by what that
        # belongs together with; rarely more than one.
        first: dict[str, dict[str, int]] = defaultdict(dict)
        asked = sorted((top.beslut for top in tops), key=_as_asked_about)
        for at, beslut in enumerate(asked):
            own = _end(together, beslut.beslut_id)
            others = (
                began
                for omrade in omraden[beslut.beslut_id]
                for root, began in first[omrade].items()
                if _end(together, root) != own
            )
            if (earliest := min(others, default=None)) is not None:
                before = asked[earliest]
                shared = omraden[before.beslut_id] & omraden[beslut.beslut_id]
                yield _decided_again(register, beslut, before, shared)
                # What belongs to either is not asked about the other as well.
                together[own] = own = _end(together, before.beslut_id)
            for omrade in omraden[beslut.beslut_id]:
                first[omrade].setdefault(own, at)


def _as_asked_about(beslut: Beslut) -> tuple[bool, date, str]:
    """The order in which a decision is asked about those before it: by day, the undated last.

    Changes come after all others, since no decision changes a change.
    """
    return beslut.andrar is not None, day_of(beslut) or date.max, beslut.beslut_id


def _decided_again(register: Register, beslut: Beslut, before: Beslut, shared: Set[str]) -> Problem:
    """That two decisions would count the same money, with the lines that say how they belong."""
    message = (
        f"{before.beslut_id} gäller samma satsning, år och område "
        f"({', '.join(sorted(shared))}), och pengarna skulle räknas två gånger"
    )
    paste = Paste(
        "Skriv en av raderna här: ersatter om det förra inte längre gäller, andrar om beloppen "
        "här är ändringar av det, jamte om båda gäller:",
        tuple(Entry(f"{link}: {before.beslut_id}", link) for link in _LINKS),
    )
    place = Where(beslut_file(beslut), ("satsning",))
    return register.problem(place, "samma-beslut-igen", message, "", paste)


def _omraden_of(rows: Iterable[Row]) -> Mapping[str, set[str]]:
    """The områden of each decision, by its id."""
    omraden: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.niva is Niva.OMRADE:
            omraden[row.id.beslut_id].add(row.omrade_id)
    return omraden


def _together(beslut: Iterable[Beslut]) -> dict[str, str]:
    """Which decisions say that they belong together: from each on to another, or to itself."""
    ways: dict[str, str] = {}
    for decision in beslut:
        end = _end(ways, decision.beslut_id)
        for other in _linked(decision):
            ways[end] = end = _end(ways, other)
    return ways


def _end(ways: dict[str, str], id_: str) -> str:
    """The one decision that the ways from all that belong together lead to; made shorter."""
    ways.setdefault(id_, id_)
    while (further := ways[id_]) != id_:
        ways[id_] = ways[further]
        id_ = further
    return id_


def _linked(beslut: Beslut) -> list[str]:
    """The ids of the decisions that one names."""
    return [other for link in _LINKS if (other := getattr(beslut, link))]


def _followed(beslut: Beslut, by_id: Mapping[str, Beslut], link: str) -> Iterator[Beslut]:
    """The decisions that one leads to by a field, each once, until they come round."""
    seen: set[str] = set()
    current = by_id.get(getattr(beslut, link) or "")
    while current and current.beslut_id not in seen:
        yield current
        seen.add(current.beslut_id)
        current = by_id.get(getattr(current, link) or "")
