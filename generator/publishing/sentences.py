"""Sentences made from the data in plain Swedish, such as a page's first one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import product
from typing import NamedTuple

from generator.data.derived import Niva, Verdikt
from generator.data.posts import MedBelopp
from generator.data.types import LIVING, Status
from generator.publishing.titles import Titles
from generator.reckoning.kontroll import Kontroll
from generator.reckoning.rows import Row, in_range, point
from generator.reckoning.standing import Changes, standing
from generator.reckoning.totals import Summa, summed, summed_by_status
from generator.reckoning.use import Anvandning
from generator.words import labels
from generator.words.labels import StatusOrd
from generator.words.ordval import Noun, Ordval
from generator.words.swedish import (
    capitalised,
    count,
    day,
    genitive,
    in_running_text,
    kronor,
    listing,
    number,
    number_word,
    percentages,
    writing,
)


def row_name(row: Row) -> str:
    """What a row is called in a table: what is inside another amount says so."""
    return f"varav {row.namn}" if row.is_varav else row.namn


def about_cover(top: Row, changes: Changes, ordval: Ordval) -> str:
    """What a decision's total covers and what not; empty where it is stated and covers all.

    Empty too for what is no decision's total.
    """
    sentences = []
    if top.niva is not Niva.BESLUT:
        return ""
    summa, parts = summed([top]), top.parts
    if top.intervall:
        sentences.append("Beloppet är ett intervall och är inte med i någon summa.")
    elif top.is_summed:
        sentences.append("Delarna sammanlagt; ingen summa anges.")
    if top.is_summed and summa.typer:
        sentences.append("Bland delarna finns tak eller ungefärliga belopp.")
    if top.is_summed and parts and parts.utan:
        numbers = Counter(parts.utan)
        some = [ordval.delar[field].counted(number_of) for field, number_of in numbers.items()]
        sentences.append(f"{capitalised(listing(some))} saknar belopp.")
    if top.is_summed and summa.utover:
        sentences.append(f"Utöver detta {summa.utover}.")
    changing = standing(top, changes).andringar
    if changed := summed(changing).andring:
        noun = labels.STATUS[top.beslut.status].arende
        is_one = len({row.id.beslut_id for row in changing}) == 1
        where = f"ett annat {noun}" if is_one else f"andra {noun}"
        sentences.append(f"Ändras med {changed} i {where}.")
    return " ".join(sentences)


_AGREES = {Verdikt.STAMMER, Verdikt.INOM_AVRUNDNING}
"""What may be called divided among its parts."""


def about_beslut(
    rows: Sequence[Row],
    kontroller: Iterable[Kontroll],
    ordval: Ordval,
    titles: Titles,
    *,
    stands_alone: bool = False,
) -> str:
    """Who decided what when, how it is divided, and whether the parts come to as much.

    What stands alone has no table beside it, so that its amount is in whole kronor.
    """
    top, beslut = rows[0], rows[0].beslut
    who = beslut.beslutsinstans  # as it is written: it may be a name, `Statens servicecenter`
    check = _division(top, kontroller)
    is_disproved = check is not None and check.verdikt is Verdikt.AVVIKER
    summa = summed([top])
    amount = summa.hela if stands_alone or is_disproved else summa.kort()
    amount = amount or _refusals(rows) or "pengar"
    if top.liv.andrar:
        changed = summa.andring
        amount = f"en ändring på {changed}" if changed else "en ändring"
        amount = "en omfördelning" if top.varde == 0 and not top.ranges else amount
    if beslut.status is Status.BESLUTAD:
        start = f"{beslut.ar} beslutade {who} om" if who else f"{beslut.ar} beslutades om"
        text = f"{start} {amount}"
    elif top.liv.andrar or _refusals(rows):
        text = f"{beslut.ar} föreslogs {amount}"
    else:
        text = f"{beslut.ar} föreslogs hur {amount} ska användas"
    if top.liv.andrar:
        text += f" av {titles[top.liv.andrar.beslut_id]}"
    omraden = [row for row in rows if row.niva is Niva.OMRADE and not row.harledd]
    insatser = [row for row in rows if row.niva is Niva.INSATS and not row.is_refused]
    kind, of_kind = (ordval.omrade, omraden) if omraden else (ordval.insats, insatser)
    parts = kind.counted(len(of_kind)) if of_kind else ""
    if check and is_disproved:
        text += f". {_disproved(check, omraden or insatser)}"
    elif parts and top.liv.andrar:
        text += f", som berör {parts}"
    elif parts and not _refusals(rows):
        agrees = check is not None and check.verdikt in _AGREES
        is_divided = len(of_kind) > 1 and top.says_amount and (top.is_summed or agrees)
        to = ", fördelade på" if is_divided else " till"
        text += (
            f"{to} {parts}" if beslut.status is Status.BESLUTAD or is_divided else f",{to} {parts}"
        )
    if top.is_summed:
        text += ". Beloppet är delarna sammanlagt; ingen summa anges"
    return f"{text}.{_how_many_stated(insatser, ordval.insats) if omraden else ''}"


def _refusals(rows: Sequence[Row]) -> str:
    """What a decision is of where it only refuses what was applied for; empty where it grants."""
    insatser = [row for row in rows if row.insats]
    around = {row.overordnad_id for row in insatser}
    of_omraden = [row for row in rows if row.niva is Niva.OMRADE and not row.harledd]
    grants = any(not row.is_refused for row in insatser) or rows[0].says_amount
    if not insatser or grants or any(row.rad_id not in around for row in of_omraden):
        return ""
    return f"avslag på {count(len(insatser), 'ansökan', 'ansökningar')}"


def _of_beslut(top: Row, rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row.id.beslut_id == top.id.beslut_id]


def about_end(top: Row, titles: Titles) -> str:
    """Why a decision no longer holds; nothing where it does."""
    beslut, replaced_by, changed = top.beslut, top.liv.ersatt_av, top.liv.andrar
    it = "Beslutet" if beslut.status is Status.BESLUTAD else "Förslaget"
    if beslut.upphavd:
        why = f"det upphävdes {day(beslut.upphavd.datum)}. {beslut.upphavd.text}"
    elif replaced_by:
        why = f"det är ersatt av {titles[replaced_by.beslut_id]}."
    elif changed and not top.status.galler:
        why = f"det ändrar {titles[changed.beslut_id]}, som inte gäller längre."
    else:
        return ""
    return f"{it} gäller inte längre: {why}"


def _division(top: Row, kontroller: Iterable[Kontroll]) -> Kontroll | None:
    """The check of how a decision's amount is divided."""
    of_top = {check.namn: check for check in kontroller if check.subject is top}
    return of_top.get("omraden") or of_top.get("insatser")


def _disproved(check: Kontroll, parts: Sequence[Row]) -> str:
    """That the parts do not come to the amount, so that nothing may be called divided."""
    stated = sum(part.says_amount for part in parts)
    if stated == 1:
        only = f"{check.noun.den} enda {check.noun.en} som har belopp"
        return f"{capitalised(only)} är på {summed(check.parts).hela}"
    which = (
        f"De {number_word(stated)} {check.noun.flera} som har belopp"
        if stated < len(parts)
        else check.noun.versal.bestamda
    )
    return f"{which} blir tillsammans {summed(check.parts).hela}"


def _how_many_stated(insatser: Sequence[Row], insats: Noun) -> str:
    """How many insatser have amounts of their own, where that is not all of them."""
    stated = sum(row.says_amount for row in insatser)
    if stated == len(insatser):
        return ""
    if len(insatser) == 1:
        return f" {insats.versal.bestamd} har inget eget belopp."
    who = number_word(stated, of_neuter=insats.is_neuter) if stated else insats.ingen
    return f" {capitalised(who)} av {insats.counted(len(insatser))} har ett eget belopp."


def about_cases(status: Status, tops: Iterable[Row]) -> str:
    """How many decisions, or proposals, a sum of one status is from.

    Of those without any amount it says so, since the sum leaves them out.
    """
    noun = labels.STATUS[status].arende
    of_status = [top for top in tops if top.status is status]
    unknown = " där beslutet inte är känt" if status is Status.FORSLAG else ""
    text = f"i {count(len(of_status), noun, noun, of_neuter=True)}{unknown}"
    without = sum(not top.says_amount for top in of_status)
    if without and without < len(of_status):
        text += f"; {number_word(without, of_neuter=True)} av dem anger inga belopp"
    if without_total := sum(top.is_summed for top in of_status):
        how_many = number_word(without_total, of_neuter=True)
        text += f"; i {how_many} är det delarna sammanlagt, ingen summa anges"
    return text


def _were(status: Status, amount: str, year: int, rows: Iterable[Row], to: str = "") -> str:
    """That an amount was decided or proposed in a year or, where that was done in another, for it.

    The amount is that of some rows; `to` is what it goes to.
    """
    words = labels.STATUS[status]
    if all(row.beslut.ar == year for row in rows):
        return f"{year} {words.verb} {amount}{to}"
    return f"för {year} är {amount} {words.om_kronor}{to}"


def _writing(sums: Iterable[Summa]) -> Callable[[int], str]:
    """How sums are written that are told together."""
    return writing(*(summa.kr for summa in sums if summa.kr is not None))


def about_year(year: int, rows: Sequence[Row], ordval: Ordval) -> str:
    """How much was decided and proposed for a year, and how many områden share it."""
    sentences = []
    tops = [row for row in rows if row.niva is Niva.BESLUT]
    sums = summed_by_status(tops)
    written = _writing(sums.values())
    for status, summa in sums.items():
        of_status = [row for row in rows if row.status is status]
        omraden = {row.omrade_id for row in of_status if row.niva is Niva.OMRADE}
        where = f" till {ordval.omrade.counted(len(omraden))}" if omraden else ""
        of_year = [top for top in tops if top.status is status]
        amount = summa.kort(written) or "pengar utan angivet belopp"
        text = _were(status, amount, year, of_year, where)
        if not summa.hela and all(_refusals(_of_beslut(top, of_status)) for top in of_year):
            # What they decide may be money for another year.
            text = f"för {year} finns bara avslag,"
        sentences.append(f"{capitalised(text)} {about_cases(status, tops)}.")
    return " ".join(sentences) or about_nothing(year, rows, ordval)


class Sagt(NamedTuple):
    """A sentence whose amount stands in no table of its page (English: said)."""

    mening: str
    exakt: str
    """The amount in whole kronor, where the sentence has rounded it."""


def about_use(status: Status, use: Anvandning, ordval: Ordval) -> Sagt:
    """How much of what is decided, or proposed, has no stated use: in money and as a share."""
    money, tied = f"som {labels.STATUS[status].verb}", f"knutet till {ordval.insats.flera}"
    if not use.angiven:
        return Sagt(f"Inget av det {money} är {tied} med egna belopp.", "")
    if not use.rest:
        return Sagt(f"Allt {money} är {tied} med egna belopp.", "")
    share, _ = percentages([use.rest, use.angiven])
    rest, exact = writing(use.kr, use.rest)(use.rest), kronor(use.rest)
    sentence = f"Av det {money} har {rest} ({share}) ingen angiven användning."
    return Sagt(sentence, "" if rest == exact else f"Exakt {exact}.")


def about_nothing(year: int, rows: Sequence[Row], ordval: Ordval) -> str:
    """Why a year has a page and no money."""
    living = [row for row in rows if row.status.galler and not row.is_refused]
    if omraden := {row.thing for row in living if row.niva is Niva.OMRADE}:
        to = ordval.omrade.counted(len(omraden))
        return f"Pengar till {to} är för {year}, men räknas till de år som hela beloppen är för."
    if insatser := {row.thing for row in living if row.niva is Niva.INSATS}:
        which = capitalised(ordval.insats.counted(len(insatser)))
        return f"{which} är för {year}, men pengarna räknas till de år som hela beloppen är för."
    if any(row.niva is Niva.BESLUT for row in rows):
        return f"Det som gällde pengar för {year} är ersatt eller upphävt."
    return f"Inga pengar är beslutade eller föreslagna för {year}."


def about_omrade_year(
    name: str,
    year: int,
    belopp: Sequence[Row],
    insatser: Sequence[Row],
    wholes: Sequence[str],
    insats: Noun,
) -> str:
    """How much an område got in a year, and how much of it is tied to insatser.

    `belopp` are the rows of its own money; `wholes` the names of the områden that it is part of
    when it has none.
    """
    to = f" till {in_running_text(name)}"
    insatser = [row for row in insatser if not row.is_refused]
    sums, divided = summed_by_status(belopp), summed_by_status(insatser)
    written = _writing([*sums.values(), *divided.values()])
    if any(_disagrees(insatser, status, sums.get(status)) for status in divided):
        written = kronor
    sentences = [
        f"{capitalised(_were(status, summa.kort(written), year, of_status, to))}."
        for status, summa in sums.items()
        if summa.hela
        for of_status in [[row for row in belopp if row.status is status]]
    ]
    if not sentences and belopp:
        if any(row.status.galler for row in belopp):
            return f"{name} {year}: inget belopp anges."
        return f"Inget av beloppen till {in_running_text(name)} {year} gäller längre."
    if not sentences and not wholes:
        return f"Inget av pengarna till {in_running_text(name)} är för {year}."
    if not sentences:
        where = listing([in_running_text(whole) for whole in wholes]) or "något annat"
        return f"{name} har inget eget belopp {year}, men ingår i {where}."
    statuses = [status for status in LIVING if any(row.status is status for row in insatser)]
    for status in statuses:
        of_status = [row for row in insatser if row.status is status]
        which = labels.STATUS[status] if len(statuses) > 1 else None
        whole = summed(row for row in belopp if row.status is status)
        sentences.append(_about_insatser(of_status, whole, which, insats, written))
        shared = any(row.hel_id for row in belopp if row.status is status)
        if shared and any(row.says_amount and not row.share for row in of_status):
            each = genitive(insats.flera)
            sentences.append(f"Handlingen säger inte hur alla {each} belopp fördelas på år.")
    return " ".join(sentences)


def _disagrees(insatser: Iterable[Row], status: Status, whole: Summa | None) -> bool:
    """Whether insatser of a status come to more than the whole, or to less though all are told.

    A reader would reckon how much, to the krona.
    """
    of_status = [row for row in insatser if row.status is status]
    stated = summed(of_status)
    if whole is None or whole.kr is None or stated.kr is None:
        return False
    less = stated.kr < whole.kr and all(row.says_amount for row in of_status)
    return less or stated.kr > whole.kr


def _about_insatser(
    insatser: Sequence[Row],
    whole: Summa,
    which: StatusOrd | None,
    insats: Noun,
    written: Callable[[int], str],
) -> str:
    """What insatser have of the amount that they share; `which` is their status, where said."""
    stated = summed(insatser)
    every = {row.thing for row in insatser}
    with_amount = {row.thing for row in insatser if row.says_amount}
    several = len(every) > 1
    if which:
        one = insats.agreeing(which.om_en, which.om_ett)
        insats = insats._replace(en=f"{one} {insats.en}", flera=f"{which.om_kronor} {insats.flera}")
    some = insats.counted(len(every))
    if with_amount == every and stated == whole:
        return f"Pengarna går till {some}."
    if with_amount == every:
        return f"{capitalised(some)} har {'tillsammans ' if several else ''}{stated.kort(written)}."
    if not with_amount:
        lacks = f"{insats.ingen} av dem har ett" if several else f"{insats.den} har inget"
        return f"{capitalised(some)} anges, men {lacks} eget belopp i handlingen."
    how = "ett eget belopp på" if len(with_amount) == 1 else "egna belopp på tillsammans"
    return (
        f"{capitalised(some)} anges; "
        f"{number_word(len(with_amount), of_neuter=insats.is_neuter)} av dem har {how} "
        f"{stated.kort(written)}."
    )


def about_omrade(name: str, rows: Sequence[Row]) -> str:
    """An område's years in one sentence, decided and proposed apart."""
    sentences = []
    by_year = {
        (status, year): [row for row in rows if row.status is status and row.ar == year]
        for status in LIVING
        for year in sorted({row.ar for row in rows})
    }
    sums = {key: summed(of_year) for key, of_year in by_year.items()}
    written = _writing(sums.values())
    for status in LIVING:
        parts = [
            _were(status, summa.kort(written), year, by_year[status, year])
            for (of_status, year), summa in sums.items()
            if of_status is status and summa.hela
        ]
        sentences += [f"{capitalised(listing(parts))}."] if parts else []
    if not sentences and any(row.says_amount for row in rows):
        return f"Inget av beloppen till {in_running_text(name)} gäller längre."
    return " ".join(sentences) or f"{name} har inte haft något eget belopp."


def about_share(row: Row) -> str:
    """Of what a row's amount in a year is a part; empty where it is all of it."""
    if row.share is None:
        return ""
    stated = row.data.belopp if isinstance(row.data, MedBelopp) else None
    whole = replace(row, belopp=point(stated), intervall=in_range(stated), share=None)
    if summed([row]) == summed([whole]):
        return ""
    return f"Del av {summed([whole]).hela} för flera år."


def about_part(first: int, shown: int, of: int) -> str:
    """Which rows of a long list a page shows; `first` is the place of the first, from 0."""
    last = first + shown
    which = f"rad {number(last)}" if shown == 1 else f"rad {number(first + 1)}–{number(last)}"
    return f"{which} av {number(of)}"


def about_grant(top: Row, rows: Sequence[Row]) -> str:
    """What some rows of a decision come to, in a few words; none of them where it gives nothing.

    What holds no more is decided no more either, as the words before it say.
    """
    summa = summed(rows)
    amount = summa.andring if top.liv.andrar else summa.hela
    if not rows:
        return "ingår i något annat utan eget belopp"
    if not amount:
        return "inget belopp anges"
    return f"{amount} {labels.STATUS[top.status].om_kronor}" if top.status.galler else amount


def about_many(rows: Sequence[Row], ordval: Ordval) -> str:
    """What rows from several years come to, decided and proposed apart, and what lacks amounts."""
    sums = summed_by_status(rows)
    written = _writing(sums.values())
    sentences = [
        f"{capitalised(summa.kort(written))} är {labels.STATUS[status].om_kronor}."
        for status, summa in sums.items()
        if summa.hela
    ]
    things: dict[tuple[Status, Niva], set[str]] = defaultdict(set)
    stated: dict[tuple[Status, Niva], set[str]] = defaultdict(set)
    for row in rows:
        things[row.status, row.niva].add(row.thing)
        if row.says_amount:
            stated[row.status, row.niva].add(row.thing)
    for status, niva in product(LIVING, Niva):
        missing = things[status, niva] - stated[status, niva]
        if missing:
            some = capitalised(ordval.niva(niva, status).counted(len(missing)))
            sentences.append(f"{some} har inget eget belopp i handlingen.")
    if not rows:
        return "Inga pengar är beslutade eller föreslagna."
    return " ".join(sentences) or "Inget av det gäller längre."
