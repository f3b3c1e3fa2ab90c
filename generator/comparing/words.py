"""What a change comes to, in words: the sentences that a comparison starts with, and its names.

Texts from the data are clipped here; how they are escaped is for whoever prints them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from generator.comparing.changes import Change, Diff, Summa, Turn
from generator.comparing.facts import Fact
from generator.comparing.sentences import sentence
from generator.data import records
from generator.data.beslut import Beslut
from generator.data.derived import Niva, Verdikt
from generator.data.types import Status
from generator.reckoning.rows import Row
from generator.reckoning.sums import SUMS, Kontroll
from generator.words import labels
from generator.words.escaping import visible
from generator.words.swedish import capitalised, count, kronor, listing, number

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
    yield from (_moved_sentence(diff, change) for change in diff.flyttade[:_MAX_SENTENCES])
    largest = sorted(
        tops(diff), key=lambda change: (_RANK.index(change.row.niva), -abs(change.differens))
    )
    about = _turned_by_row(diff.kontroller)
    for change in largest[:_MAX_SENTENCES]:
        told = _turns_clause(change.row, about.get(change.row.rad_id, ()))
        yield f"{_change_sentence(diff, change)}{told}."
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
    told = {(change.row.rad_id, _moved_by(change)) for change in diff.flyttade[:_MAX_SENTENCES]}
    return [fact for fact in diff.uppgifter if (fact.sak.id, fact.falt) not in told]


def _moved_by(change: Change) -> str:
    """The field of a decision that puts its money in other sums."""
    fore, efter = (change.fore or change.row).beslut, change.row.beslut
    names = ("status", "ar", "satsning")
    return next((name for name in names if getattr(fore, name) != getattr(efter, name)), "")


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


def _moved_sentence(diff: Diff, change: Change) -> str:
    fore, efter = (change.fore or change.row).beslut, change.row.beslut
    kr = change.efter_kr
    amount = kronor(kr) if kr is not None else "Pengar utan angivet belopp"
    by = _moved_by(change)
    if by == "status":
        how = "är nu beslutat" if efter.status is Status.BESLUTAD else "är nu ett förslag"
        old, new = (labels.STATUS[beslut.status].etikett.lower() for beslut in (fore, efter))
        new = f"som {new}"
    elif by == "ar":
        how, old, new = "flyttas", str(fore.ar), f"till {efter.ar}"
    else:
        ids = (fore.satsning, efter.satsning)
        old, new = (clip(diff.satsningar.get(id_, id_)) for id_ in ids)
        how, new = "byter satsning", f"till {new}"
    return f"{_quoted(fore)} {how}: {amount} räknas {new} i stället för {old}."


def _change_sentence(diff: Diff, change: Change) -> str:
    fore, efter = change.fore_text, change.efter_text
    if change.fore is None:
        how = f"läggs till med {efter}" if efter else "läggs till utan belopp"
    elif change.efter is None:
        how = f"tas bort ({fore})" if fore else "tas bort, utan belopp"
    elif not fore:
        how = f"får ett belopp, {efter}"
    elif not efter:
        how = f"har inte längre något belopp, tidigare {fore}"
    elif change.fore_kr is None or change.efter_kr is None or not change.differens:
        how = f"ändras från {fore} till {efter}"
    else:
        verb = "ökar" if change.differens > 0 else "minskar"
        how = f"{verb} med {kronor(abs(change.differens))} till {efter}"
    return f"{capitalised(_label(diff.omraden, change.row))} {how}"


def _turned_by_row(turns: Sequence[Turn]) -> Mapping[str, list[Kontroll]]:
    """The checks that came out otherwise, by each row whose amount is in them."""
    turned = defaultdict(list)
    for turn in turns:
        if turn.efter and turn.fore and turn.fore.verdikt is not turn.efter.verdikt:
            for row in (turn.efter.subject, *turn.efter.parts):
                turned[row.rad_id].append(turn.efter)
    return turned


def _turns_clause(row: Row, turned: Sequence[Kontroll]) -> str:
    """`; kontrollen mot beslutets summa avviker nu`."""
    by_outcome: dict[str, list[str]] = defaultdict(list)
    for check in turned:
        what = _check_phrase(check, row)
        outcome = _WORDS["nu"][check.verdikt]
        outcome += " (förklarat i beslutet)" if check.explains else ""
        if what not in by_outcome[outcome]:
            by_outcome[outcome].append(what)
    clauses = [f"{listing(names)} {outcome}" for outcome, names in by_outcome.items()]
    return f"; {listing(clauses)}" if clauses else ""


def _check_phrase(check: Kontroll, row: Row) -> str:
    """What a check is called where a row that is in it is told of."""
    if check.kontroll in SUMS and check.subject.rad_id != row.rad_id:
        return _WORDS["helhet"][check.subject.niva]
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
        said = {
            "beslutsdatum": beslut.beslutsdatum,
            "paragraf eller delegation": beslut.paragraf or beslut.delegation,
            "diarienummer": any(handling.diarienummer for handling in beslut.handlingar),
            "insatser": any(omrade.insatser for omrade in beslut.omraden) or beslut.insatser,
            "vad staten ger regionen och landet (ramar)": beslut.ramar,
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


def _label(omraden: Mapping[str, str], row: Row) -> str:
    """What a row is called in running text: `2023 Nära vård`, `insatsen ”Fler hembesök” 2023`."""
    ar = row.beslut.ar
    if row.niva is Niva.BESLUT:
        return _quoted(row.beslut)
    if row.niva is Niva.OMRADE:
        return f"{ar} {clip(omraden.get(row.omrade_id, row.namn))}"
    return f"{_WORDS['rad'][row.niva]} ”{clip(row.namn)}” {ar}"


def short(diff: Diff, row: Row) -> str:
    """What a row is called in a table's cell."""
    if row.niva is Niva.BESLUT:
        return f"{_noun(row.beslut)} {row.beslut.beslut_id}"
    return capitalised(_label(diff.omraden, row))


def _quoted(beslut: Beslut) -> str:
    return f"{_noun(beslut)} ”{clip(beslut.titel)}” ({beslut.beslut_id})"


def _noun(beslut: Beslut) -> str:
    return "Beslutet" if beslut.status is Status.BESLUTAD else "Förslaget"


def sum_label(diff: Diff, summa: Summa) -> str:
    """What a sum is called in a table's cell."""
    if summa.slag == "omrade":
        return f"{summa.ar} {clip(diff.omraden.get(summa.id, summa.id))}"
    if summa.slag == "satsning":
        return f"Satsningen {clip(diff.satsningar.get(summa.id, summa.id))}"
    return f"Året {summa.ar}"


def clip(text: str, length: int = _MAX_TEXT) -> str:
    """A text from the data as it may be shown: on one line, nothing unseen in it, not too long."""
    text = visible(" ".join(text.split()))
    return text if len(text) <= length else f"{text[: length - 1]}…"
