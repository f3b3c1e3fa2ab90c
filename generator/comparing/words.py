"""What a change comes to, in words: the sentences that a comparison starts with, and its names.

Texts from the data are clipped here; how they are escaped is for whoever prints them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from generator.comparing.changes import Diff, Turn
from generator.comparing.facts import Fact
from generator.comparing.money import Change, SumChange, Years, amount
from generator.comparing.pictures import Line, Picture
from generator.comparing.sentences import sentence
from generator.data import records
from generator.data.beslut import Beslut
from generator.data.derived import Niva, Verdikt
from generator.data.registers import Roll
from generator.data.types import Status
from generator.publishing import picture_sentences
from generator.reckoning.kontroll import SUMS, Kontroll
from generator.reckoning.life import may_replace
from generator.reckoning.rows import Row
from generator.reckoning.totals import summed
from generator.words import labels
from generator.words.escaping import visible
from generator.words.ordval import Ordval
from generator.words.swedish import (
    capitalised,
    count,
    day,
    in_running_text,
    kronor,
    listing,
    number,
)

_MAX_SENTENCES = 3
_MAX_TEXT = 120
"""Characters of a text from the data that are shown."""

_RANK = list(Niva)
_WORDS: Mapping[str, Mapping[str, str]] = records.beside(__file__)
AGREES = {Verdikt.STAMMER, Verdikt.INOM_TAKET, Verdikt.FORKLARAS}


def sentences(diff: Diff) -> Iterator[str]:
    """What the change comes to, the largest first, in a sentence or a few."""
    others = list(_others(diff))
    if diff.olasta:
        many = len(diff.olasta) > 1
        yield (
            f"{first_of(diff.olasta)} går inte att läsa än och är inte med i jämförelsen; "
            f"det som står i {'filerna' if many else 'filen'} finns kvar."
        )
    if not diff.moves_money:
        if others:
            yield "Inga summor ändras."
        else:
            yield f"Inga {'andra ' if diff.olasta else ''}belopp och inga summor ändras."
        yield from others
        return
    yield from (_sum_sentence(summa) for summa in _years_told(diff)[:_MAX_SENTENCES])
    if diff.flyttade and not any(summa.slag == "ar" for summa in diff.summor):
        yield "Inget års summa ändras." if diff.summor else "Inga summor ändras."
    yield from (moved_sentence(diff, change) for change in diff.flyttade[:_MAX_SENTENCES])
    if (more := len(diff.flyttade) - _MAX_SENTENCES) > 0:
        noun = count(more, "post räknas", "poster räknas")
        yield f"Ytterligare {noun} på annat sätt, enligt listan."
    largest = sorted(
        told(diff), key=lambda change: (_RANK.index(change.row.niva), -abs(change.differens))
    )
    about = _turned_by_row(diff.kontroller)
    for change in largest[:_MAX_SENTENCES]:
        turned = _turns_clause(change.row, about.get(change.row.rad_id, ()), diff.ordval)
        yield f"{_change_sentence(diff, change)}{turned}."
    if (more := len(largest) - _MAX_SENTENCES) > 0:
        yield f"Ytterligare {count(more, 'post', 'poster')} ändras, enligt tabellen."
    if not largest and not diff.flyttade:
        yield "Inga belopp ändras, men summor gör det, enligt tabellen."
    yield from others


def _others(diff: Diff) -> Iterator[str]:
    """What changes besides money: a few in a sentence each, of more how many there are."""
    facts = untold(diff)
    if len(facts) <= _MAX_SENTENCES:
        yield from (sentence(diff, fact) for fact in facts)
    else:
        many = capitalised(count(len(facts), "uppgift", "uppgifter"))
        yield f"{many} läggs till, ändras eller tas bort, enligt listan."


def listed(diff: Diff) -> Sequence[Fact]:
    """What changes besides money, where it is more than is told of in sentences."""
    facts = untold(diff)
    return facts if len(facts) > _MAX_SENTENCES else ()


def untold(diff: Diff) -> Sequence[Fact]:
    """What changes besides money, without what is told of where money moves."""
    told_fields = {
        (change.row.rad_id, field)
        for change in diff.flyttade[:_MAX_SENTENCES]
        for field in _MOVING[change.moved_by]
    }
    told_fields |= {
        (replacer.beslut_id, "ersatter")
        for change in diff.flyttade[:_MAX_SENTENCES]
        if (replacer := change.row.liv.ersatt_av)
    }
    told_fields |= {(change.row.rad_id, "belopp") for change in diff.belopp}
    return [fact for fact in diff.uppgifter if (fact.sak.id, fact.falt) not in told_fields]


_MOVING = {
    "status": ("status", "upphavd.datum"),
    "ar": ("ar", "avser_ar"),
    "satsning": ("satsning",),
}
"""The fields that put a row's money in other sums, by what they move it between."""


def listed_moves(diff: Diff) -> Sequence[Change]:
    """What is counted otherwise, where it is more than is told of in sentences."""
    return diff.flyttade if len(diff.flyttade) > _MAX_SENTENCES else ()


def told(diff: Diff) -> list[Change]:
    """Changes of amounts that are told of in words.

    Those that change another decision's are each told of; the parts of years are not where it is
    said how the whole is spread.
    """
    largest = tops(diff)
    ids = {change.row.rad_id for change in largest}
    spread = {change.row.rad_id for change in diff.flyttade if change.moved_by == "ar"}
    largest += [
        change
        for change in diff.belopp
        if change.row.rad_id not in ids and change.row.andrar_id and change.row.stated
    ]
    return [
        change
        for change in largest
        if change.row.niva is not Niva.ARSDEL or change.row.overordnad_id not in spread
    ]


def tops(diff: Diff) -> list[Change]:
    """Changes that are told of in words: what comes or goes with something larger is not."""
    ids = {
        change.row.rad_id for change in diff.belopp if change.fore is None or change.efter is None
    }
    return [
        change
        for change in diff.belopp
        if change.row.overordnad_id not in ids
        and not (change.row.niva is Niva.RAM and change.row.beslut.beslut_id in ids)
    ]


def _years_told(diff: Diff) -> list[SumChange]:
    """The years' sums, where what is said of each amount alone does not tell how they move."""
    sides = [row for change in diff.belopp for row in (change.fore, change.efter) if row]
    sides += [row for change in diff.flyttade for row in (change.fore, change.efter) if row]
    is_plain = not any(
        row.is_summed or row.beslut.andrar or row.niva is Niva.ARSDEL or not row.status.galler
        for row in sides
    )
    is_spread = any(len(years) > 1 for change in diff.flyttade for years in change.years)
    if is_plain and not is_spread:
        return []
    return [summa for summa in diff.summor if summa.slag == "ar"]


def _sum_sentence(summa: SumChange) -> str:
    """A year before and now: `Beslutat för 2023 går från 75 422 690 kr till 70 000 000 kr`."""
    what = f"{labels.STATUS[summa.status].etikett} för {summa.ar}"
    fore, efter = summa.fore_text, summa.efter_text
    if summa.is_of_parts:
        efter += ", delarna sammanlagt där ingen summa anges" if efter else ""
    if not efter:
        return f"{what} går från {fore} till ingenting."
    return f"{what} går från {fore or 'ingenting'} till {efter}."


def moved_sentence(diff: Diff, change: Change) -> str:
    """How what a row states is counted now, and why, with a stop."""
    fore, row = change.fore or change.row, change.row
    text = amount(row) or "Pengar utan angivet belopp"
    label = _label(diff, fore)
    if change.moved_by == "status":
        return f"{label} {_status_clause(diff, change, text)}."
    if change.moved_by == "ar":
        return f"{capitalised(label)} {_years_clause(change, text)}."
    ids = (fore.beslut.satsning, row.beslut.satsning)
    old, new = (clip(diff.satsningar.get(id_, id_)) for id_ in ids)
    return f"{label} byter {diff.ordval.satsning.en}: {text} räknas till {new} i stället för {old}."


def _status_clause(diff: Diff, change: Change, text: str) -> str:
    fore, row = change.fore or change.row, change.row
    if not row.status.galler:
        kept = f": {text} står kvar på sidan men räknas inte längre i någon summa"
        if not fore.status.galler:
            kept = ", och räknas inte heller nu"
        return f"{_why_dead(row)}{kept if row.says_amount else ''}{_now_clause(diff, row)}"
    new = labels.STATUS[row.status].etikett.lower()
    if not fore.status.galler:
        return f"räknas åter: {text} räknas som {new}{_now_clause(diff, row)}"
    how = "är nu beslutat" if row.status is Status.BESLUTAD else "är nu ett förslag"
    old = labels.STATUS[fore.status].etikett.lower()
    return f"{how}: {text} räknas som {new} i stället för {old}{_now_clause(diff, row)}"


def _why_dead(row: Row) -> str:
    """Why a decision does not count: `ersätts av beslutet ”Y” (2023/y)`."""
    liv, revoked = row.liv, row.beslut.upphavd
    if revoked:
        return f"är upphävt {day(revoked.datum)}"
    if liv.ersatt_av:
        return f"ersätts av {in_running_text(_quoted(liv.ersatt_av))}"
    return f"gäller inte, eftersom {row.beslut.andrar}, som det ändrar, inte gäller"


def _years_clause(change: Change, text: str) -> str:
    (old, *more_old), (new, *more_new) = change.years
    if not more_old and not more_new:
        return f"flyttas: {text} räknas till {new} i stället för {old}"
    now, before = _spread(change.efter_years), _spread(change.fore_years)
    return f"räknas nu till {now}, tidigare till {before}"


def _spread(years: Years) -> str:
    """`2023 (4 000 000 kr) och 2024 (2 000 000 kr)`."""
    return listing(
        [f"{year} ({summed([row]).hela or 'utan belopp'})" for year, row in sorted(years.items())]
    )


def _change_sentence(diff: Diff, change: Change) -> str:
    fore, efter = change.fore_text, change.efter_text
    row = change.row
    if change.fore is None:
        how = _added_clause(row, efter)
    elif change.efter is None:
        how = _removed_clause(row, fore)
    elif not fore:
        how = f"får ett belopp, {efter}"
    elif not efter:
        how = f"har inte längre något belopp, tidigare {fore}"
    elif change.fore_kr is None or change.efter_kr is None or not change.differens:
        how = f"ändras från {fore} till {efter}"
    elif row.andrar_id and row.niva is Niva.BESLUT:
        how = f"ändrar nu {row.beslut.andrar} med {efter}, tidigare med {fore}"
    elif row.andrar_id:
        how = f"ändras med {efter}, tidigare med {fore}"
    else:
        verb = "ökar" if change.differens > 0 else "minskar"
        how = f"{verb} med {kronor(abs(change.differens))} till {efter}"
    if not row.status.galler and row.says_amount and not change.moved_by:
        noun = labels.STATUS[row.beslut.status].arendet
        how += f"; {noun} {_WORDS['raknas_inte'][row.status]}"
    return f"{capitalised(_label(diff, row))} {how}{_now_clause(diff, row)}"


def _added_clause(row: Row, text: str) -> str:
    """How a row is new: `läggs till med 70 000 000 kr och ersätter 2023/x`."""
    beslut, liv = row.beslut, row.liv
    if row.niva is not Niva.BESLUT:
        if row.andrar_id and text:
            return f"ändras med {text}"
        return f"läggs till med {text}" if text else "läggs till utan belopp"
    is_proposal = beslut.status is Status.FORSLAG
    if beslut.andrar:
        verb = "föreslås ändra" if is_proposal else "ändrar"
        return f"läggs till och {verb} {beslut.andrar}{f' med {text}' if text else ''}"
    how = f"läggs till med {text}" if text else "läggs till utan belopp"
    if liv.ersatter:
        verb = "ersätter" if may_replace(beslut, liv.ersatter) else "föreslås ersätta"
        how += f" och {verb} {beslut.ersatter}"
    return f"{how} och räknas jämte {beslut.jamte}" if beslut.jamte else how


def _removed_clause(row: Row, text: str) -> str:
    if row.andrar_id and row.niva is not Niva.BESLUT and text:
        return f"ändras inte längre med {text}"
    if not text:
        return "tas bort, utan belopp"
    return f"tas bort: {text}" if row.is_summed else f"tas bort ({text})"


def _now_clause(diff: Diff, row: Row) -> str:
    """What holds of an amount with all that changes it: `; nu gäller 9 000 000 kr`."""
    now = diff.pengar.standing(row)
    if now is None or not now.hela:
        return ""
    of_changed = f" i {row.beslut.andrar}" if row.niva is Niva.BESLUT and row.andrar_id else ""
    return f"; nu gäller {now.hela}{of_changed}"


def _turned_by_row(turns: Sequence[Turn]) -> Mapping[str, list[Kontroll]]:
    """The checks that came out otherwise, by each row whose amount is in them."""
    turned = defaultdict(list)
    for turn in turns:
        if turn.efter and turn.fore and turn.fore.verdikt is not turn.efter.verdikt:
            for row in (turn.efter.subject, *turn.efter.parts):
                turned[row.rad_id].append(turn.efter)
    return turned


def _turns_clause(row: Row, turned: Sequence[Kontroll], ordval: Ordval) -> str:
    """`; kontrollen mot beslutets summa avviker nu`."""
    by_outcome: dict[str, list[str]] = defaultdict(list)
    for check in turned:
        what = ordval.fill(_check_phrase(check, row))
        outcome = _WORDS["nu"][check.verdikt]
        outcome += " (förklarat i beslutet)" if check.explains else ""
        if what not in by_outcome[outcome]:
            by_outcome[outcome].append(what)
    clauses = [f"{listing(names)} {outcome}" for outcome, names in by_outcome.items()]
    return f"; {listing(clauses)}" if clauses else ""


def _check_phrase(check: Kontroll, row: Row) -> str:
    """What a check is called where a row that is in it is told of."""
    if check.kontroll in SUMS and check.subject.rad_id != row.rad_id:
        is_proposal = check.subject.beslut.status is Status.FORSLAG
        of_proposal = is_proposal and check.subject.niva is Niva.BESLUT
        return _WORDS["helhet"]["forslag" if of_proposal else check.subject.niva]
    return _WORDS["kontroll"][check.kontroll]


def outcome(kontroll: Kontroll | None) -> str:
    """A check's verdict as the reviewer reads it; a dash where there is no such check."""
    if kontroll is None:
        return "–"
    explained = ", förklarad i beslutet" if kontroll.explains else ""
    return f"{labels.VERDIKT[kontroll.verdikt].etikett}{explained}"


def unstated(diff: Diff) -> Iterator[str]:
    """What new decisions do not say but most documents do, as a question for each."""
    for change in diff.belopp:
        beslut = change.row.beslut
        if change.fore is not None or change.row.niva is not Niva.BESLUT:
            continue
        # Who receives the money is mostly told what the whole country gets.
        receives = diff.ordval.roll is Roll.MOTTAGARE
        frames = {"pengarna i hela landet (ramar)": beslut.ramar} if receives else {}
        said = {
            "beslutsdatum": beslut.beslutsdatum,
            "paragraf eller delegation": beslut.paragraf or beslut.delegation,
            "diarienummer": any(handling.diarienummer for handling in beslut.handlingar),
            diff.ordval.insats.flera: any(omrade.insatser for omrade in beslut.omraden)
            or beslut.insatser,
            **frames,
            "villkor": beslut.villkor,
            "återrapportering": beslut.aterrapportering,
        }
        if missing := [name for name, value in said.items() if not value]:
            what = listing(missing)
            yield f"{beslut.beslut_id}: {what}"


def first_of(ids: Sequence[str], at_most: int = 10) -> str:
    """The first ids of many, and how many there are besides."""
    more = [f"{number(len(ids) - at_most)} till"] if len(ids) > at_most else []
    return listing([*ids[:at_most], *more])


def _label(diff: Diff, row: Row) -> str:
    """What a row is called in running text: `2023 Nära vård`, `insatsen ”Fler hembesök” 2023`."""
    ar = row.ar
    if row.niva is Niva.BESLUT:
        return _quoted(row.beslut)
    if row.niva is Niva.OMRADE:
        return f"{ar} {clip(diff.omraden.get(row.omrade_id, row.namn))}"
    year = "" if row.niva is Niva.ARSDEL else f" {ar}"  # its name has the year
    noun = diff.ordval.fill(_WORDS["rad"][row.niva])
    return f"{noun} ”{clip(row.namn)}”{year}"


def short(diff: Diff, row: Row) -> str:
    """What a row is called in a table's cell."""
    if row.niva is Niva.BESLUT:
        return f"{_noun(row.beslut)} {row.beslut.beslut_id}"
    return capitalised(_label(diff, row))


def picture_heading(diff: Diff, picture: Picture) -> str:
    """What a picture is of, and whether it has two sides."""
    sides = "före och efter" if picture.fore and picture.efter else "nytt"
    return f"{short(diff, picture.top)}, {sides if picture.efter else 'borttaget'}"


def picture_line(diff: Diff, picture: Picture, line: Line) -> str:
    """What a bar of a picture is called: `Nära vård, före`."""
    noun = diff.ordval.niva(line.niva, picture.top.status)
    row = line.delar[0].row
    if line.niva is Niva.BESLUT:
        name = "Hela beloppet"
    elif row is None:
        name = picture_sentences.undivided(line.niva, noun)
    elif len(line.delar) > 1:
        name = capitalised(noun.counted(len(line.delar)))
        name += " till" if line.nar != "oforandrat" else ""
    elif row.niva is Niva.OMRADE:
        name = clip(diff.omraden.get(row.omrade_id, row.namn))
    else:
        name = clip(row.namn)
    inside = "– " if line.niva is not picture.niva and line.niva is not Niva.BESLUT else ""
    when = _WORDS["bild"][line.nar] if picture.fore and picture.efter else ""
    return f"{inside}{name}{when}"


def _quoted(beslut: Beslut) -> str:
    return f"{_noun(beslut)} ”{clip(beslut.titel)}” ({beslut.beslut_id})"


def _noun(beslut: Beslut) -> str:
    return capitalised(labels.STATUS[beslut.status].arendet)


def sum_label(diff: Diff, summa: SumChange) -> str:
    """What a sum is called in a table's cell."""
    if summa.slag == "omrade":
        return f"{summa.ar} {clip(diff.omraden.get(summa.id, summa.id))}"
    if summa.slag == "satsning":
        satsningen = diff.ordval.satsning.versal.bestamd
        return f"{satsningen} {clip(diff.satsningar.get(summa.id, summa.id))}"
    return f"Året {summa.ar}"


def clip(text: str, length: int = _MAX_TEXT) -> str:
    """A text from the data as it may be shown: on one line, nothing unseen in it, not too long."""
    text = visible(" ".join(text.split()))
    return text if len(text) <= length else f"{text[: length - 1]}…"
