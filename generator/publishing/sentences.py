"""Sentences made from the data in plain Swedish, such as a page's first one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.data.beslut import Beslut
from generator.data.derived import BeloppTyp, Jamforelse, Niva, Verdikt
from generator.data.types import LIVING, Status
from generator.reckoning.rows import Row
from generator.reckoning.sums import SUMS, Kontroll
from generator.reckoning.totals import summed, summed_by_status
from generator.reckoning.trail import Omraknat
from generator.words import labels
from generator.words.swedish import (
    capitalised,
    count,
    day,
    exact_kronor,
    in_running_text,
    kronor,
    listing,
    number,
    number_word,
    percent,
    signed_kronor,
)


def row_name(row: Row) -> str:
    """What a row is called in a table: what is inside another amount says so."""
    return f"varav {row.namn}" if row.is_varav else row.namn


def about_beslut(rows: Sequence[Row], kontroller: Iterable[Kontroll]) -> str:
    """Who decided what when, how it is divided, and whether the parts come to as much."""
    top, beslut = rows[0], rows[0].beslut
    who = beslut.beslutsinstans  # as it is written: it may be a name, `Statens servicecenter`
    amount = summed([top]).hela or "pengar"
    if top.liv.andrar:
        amount = "en ändring" if top.varde is None else f"en ändring på {signed_kronor(top.varde)}"
    if beslut.status is Status.BESLUTAD:
        start = f"{beslut.ar} beslutade {who} om" if who else f"{beslut.ar} beslutades om"
        text = f"{start} {amount}"
    elif top.liv.andrar:
        text = f"{beslut.ar} föreslogs {amount}"
    else:
        text = f"{beslut.ar} föreslogs hur {amount} ska användas"
    if top.liv.andrar:
        text += f" av {title(top.liv.andrar)}"
    omraden = [row for row in rows if row.niva is Niva.OMRADE and not row.harledd]
    insatser = [row for row in rows if row.niva is Niva.INSATS and not row.is_refused]
    parts = _omraden(len(omraden)) if omraden else _insatser(len(insatser)) if insatser else ""
    check = _division(top, kontroller)
    if check and check.verdikt is Verdikt.AVVIKER:
        text += f". {_disproved(check, omraden or insatser)}"
    elif parts:
        text += f", {'fördelade på' if top.says_amount else 'till'} {parts}"
    if top.is_summed:
        text += ". Beloppet är delarna sammanlagt; ingen summa anges"
    return f"{text}.{_how_many_stated(insatser) if omraden else ''}"


def about_end(top: Row) -> str:
    """Why a decision no longer holds; nothing where it does."""
    beslut, replaced_by, changed = top.beslut, top.liv.ersatt_av, top.liv.andrar
    it = "Beslutet" if beslut.status is Status.BESLUTAD else "Förslaget"
    if beslut.upphavd:
        why = f"det upphävdes {day(beslut.upphavd.datum)}. {beslut.upphavd.text}"
    elif replaced_by:
        why = f"det är ersatt av {title(replaced_by)}."
    elif changed and not top.status.galler:
        why = f"det ändrar {title(changed)}, som inte gäller längre."
    else:
        return ""
    return f"{it} gäller inte längre: {why}"


def title(beslut: Beslut) -> str:
    """What a decision is called, in running text."""
    year = "" if str(beslut.ar) in beslut.titel else f" {beslut.ar}"
    return f"{beslut.titel}{year}"


def _division(top: Row, kontroller: Iterable[Kontroll]) -> Kontroll | None:
    """The check of how a decision's amount is divided."""
    of_top = {check.namn: check for check in kontroller if check.subject is top}
    return of_top.get("omraden") or of_top.get("insatser")


def _disproved(check: Kontroll, parts: Sequence[Row]) -> str:
    """That the parts do not come to the amount, so that nothing may be called divided."""
    stated = sum(part.says_amount for part in parts)
    which = (
        f"De {number_word(stated)} {check.noun} som har belopp"
        if stated < len(parts)
        else f"{capitalised(check.noun)}"
    )
    return f"{which} blir tillsammans {kronor(check.beraknat or 0)}"


def _omraden(number_of: int) -> str:
    return count(number_of, "område", "områden", of_neuter=True)


def _insatser(number_of: int) -> str:
    return count(number_of, "insats", "insatser")


def _how_many_stated(insatser: Sequence[Row]) -> str:
    """How many insatser have amounts of their own, where that is not all of them."""
    stated = sum(row.says_amount for row in insatser)
    if stated == len(insatser):
        return ""
    who = capitalised(number_word(stated)) if stated else "Ingen"
    return f" {who} av {_insatser(len(insatser))} har ett eget belopp."


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
        text += f"; {number_word(without)} av dem anger inga belopp"
    if without_total := sum(top.is_summed for top in of_status):
        text += f"; i {number_word(without_total)} är det delarna sammanlagt, ingen summa anges"
    return text


def about_year(year: int, rows: Sequence[Row]) -> str:
    """How much was decided and proposed for a year, and how many områden share it."""
    sentences = []
    tops = [row for row in rows if row.niva is Niva.BESLUT]
    for status, summa in summed_by_status(tops).items():
        words = labels.STATUS[status]
        amount = summa.hela or "pengar utan angivet belopp"
        of_status = [row for row in rows if row.status is status]
        omraden = {row.omrade_id for row in of_status if row.niva is Niva.OMRADE}
        where = f" till {_omraden(len(omraden))}" if omraden else ""
        how = about_cases(status, tops)
        earlier = all(row.beslut.ar == year for row in of_status)
        verb = f"{year} {words.verb}" if earlier else f"För {year} är"
        done = "" if earlier else f" {words.om_kronor}"
        sentences.append(f"{verb} {amount}{done}{where} {how}.")
    return " ".join(sentences) or _nothing_for(year, tops)


def _nothing_for(year: int, tops: Sequence[Row]) -> str:
    """Why a year has a page and no money."""
    if tops:
        return f"Inga beslut om pengar för {year} gäller längre: de är ersatta eller upphävda."
    return f"Inget av pengarna som beslutades {year} är för det året."


def about_omrade_year(
    name: str, year: int, belopp: Sequence[Row], insatser: Sequence[Row], wholes: Sequence[str]
) -> str:
    """How much an område got in a year, and how much of it is tied to insatser.

    `belopp` are the rows of its own money; `wholes` the names of the områden that it is part of
    when it has none.
    """
    sentences = [
        f"{year} {labels.STATUS[status].verb} {summa.hela} till {in_running_text(name)}."
        for status, summa in summed_by_status(belopp).items()
        if summa.hela
    ]
    if not sentences and belopp:
        gone = not any(row.status.galler for row in belopp)
        why = "är ersatta eller upphävda" if gone else "anger inget belopp"
        return f"{name} {year}: besluten {why}."
    if not sentences and not wholes:
        return f"Inget av pengarna till {in_running_text(name)} är för {year}."
    if not sentences:
        where = listing([in_running_text(whole) for whole in wholes]) or "något annat"
        return f"{name} har inget eget belopp {year}, men ingår i {where}."
    insatser = [row for row in insatser if row.status.galler and not row.is_refused]
    with_amount = [row for row in insatser if row.says_amount]
    if insatser and len(with_amount) == len(insatser):
        sentences.append(f"Pengarna går till {_insatser(len(insatser))}.")
    elif insatser:
        text = f"{capitalised(_insatser(len(insatser)))} ska göras"
        if with_amount:
            how = "på" if len(with_amount) == 1 else "på tillsammans"
            text += (
                f"; {number_word(len(with_amount))} av dem har ett eget belopp {how} "
                f"{summed(with_amount).hela}"
            )
        else:
            text += ", men ingen av dem har ett eget belopp i handlingen"
        sentences.append(f"{text}.")
    return " ".join(sentences)


def about_omrade(name: str, rows: Sequence[Row]) -> str:
    """An område's years in one sentence, decided and proposed apart."""
    sentences = []
    for status in LIVING:
        words = labels.STATUS[status]
        parts = [
            f"{year} {words.verb} {summa.hela}"
            for year in sorted({row.ar for row in rows})
            for summa in [summed(row for row in rows if row.ar == year and row.status is status)]
            if summa.hela
        ]
        sentences += [f"{capitalised(listing(parts))}."] if parts else []
    return " ".join(sentences) or f"{name} har inte haft något eget belopp."


_NOUNS_OF_LEVEL = {
    Niva.BESLUT: ("ärende", "ärenden"),
    Niva.OMRADE: ("område", "områden"),
    Niva.INSATS: ("insats", "insatser"),
}
"""What rows of a level are called, in the singular and the plural."""


def about_many(rows: Sequence[Row]) -> str:
    """What rows from several years come to, decided and proposed apart, and what lacks amounts."""
    sentences = [
        f"{capitalised(summa.hela)} är {labels.STATUS[status].om_kronor}."
        for status, summa in summed_by_status(rows).items()
        if summa.hela
    ]
    counted = [row for row in rows if row.status.galler]
    if missing := sum(not row.says_amount for row in counted):
        nouns = _NOUNS_OF_LEVEL[counted[0].niva]
        some = capitalised(count(missing, *nouns, of_neuter=counted[0].niva is not Niva.INSATS))
        sentences.append(f"{some} har inget eget belopp i handlingen.")
    return " ".join(sentences) or "Inget av det gäller längre."


def calculation(check: Kontroll) -> list[str]:
    """A calculated amount step by step, each step a line that the reader can follow by hand.

    Empty where nothing could be calculated, or where the share was derived from this amount.
    """
    how = check.formel
    if how is None or how.andel is None or how.hinder or how.ram.belopp is None:
        return []
    steps = []
    to_share = kronor(how.ram.belopp.kr)
    if how.utom_ram and how.utom_ram.belopp:
        to_share += f" − {kronor(how.utom_ram.belopp.kr)}"
    if how.grundbelopp:
        to_share += f" − {how.antal} × {kronor(how.grundbelopp)}"
    if how.utom_ram or how.grundbelopp:
        steps.append(f"Att fördela efter nyckeln: {to_share} = {kronor(how.att_dela)}.")
    share = how.andel * how.att_dela
    fraction = f"{number(how.taljare)} ÷ {number(how.namnare)}"
    steps.append(f"Andelen av det: {kronor(how.att_dela)} × {fraction} = {exact_kronor(share)}.")
    added = [kronor(amount) for amount in (how.tillagg, how.grundbelopp) if amount]
    if added:
        terms = " + ".join([*added, exact_kronor(share)])
        steps.append(f"Med det som kommer till: {terms} = {exact_kronor(how.exakt or share)}.")
    rounding = labels.AVRUNDNING[how.nyckel.avrundning]
    steps.append(f"Avrundat {rounding}: {kronor(check.beraknat or 0)}.")
    stated = f"Handlingen anger {labels.stated(check.angivet)}" if check.angivet else ""
    if check.angivet and how.utom_belopp and how.utom_belopp.belopp:
        whole = kronor(check.angivet.kr + how.utom_belopp.belopp.kr)
        stated = (
            f"Handlingen anger {whole}, utom {kronor(how.utom_belopp.belopp.kr)} till "
            f"{in_running_text(how.utom_belopp.namn)} blir det {kronor(check.angivet.kr)}"
        )
    if stated:
        steps.append(f"{stated}. Skillnaden är {signed_kronor(check.differens or 0)}.")
    return steps


def derived_share(check: Kontroll) -> str:
    """How a share was found backwards from one amount: what was divided by what."""
    how = check.formel
    if how is None or how.andel is None or check.angivet is None:
        return ""
    added = "".join(f" − {kronor(amount)}" for amount in (how.tillagg, how.grundbelopp) if amount)
    name = f"{in_running_text(check.subject.namn)} {check.subject.beslut.ar}"
    less = f" (det är {kronor(check.angivet.kr)}{added})" if added else ""
    return (
        f"{kronor(how.taljare)} till {name}{less} ÷ {kronor(how.namnare)} = "
        f"{percent(how.taljare, how.namnare, 5)}, avrundat."
    )


def about_difference(kontroll: Kontroll) -> str:
    """What is stated, what it comes to and how far apart they are; empty where nothing differs."""
    if kontroll.verdikt is Verdikt.KAN_INTE_KONTROLLERAS and kontroll.kontroll in SUMS:
        return f"Delarna blir tillsammans {kontroll.computed}."
    difference = kontroll.differens
    if not kontroll.needs_explanation or kontroll.stated is None or difference is None:
        return ""
    stated, computed = labels.stated(kontroll.stated), kontroll.computed
    if kontroll.kontroll == "upprepning":
        text = f"På ett annat ställe anges {stated}, men här gäller {computed}"
    elif kontroll.jamforelse is Jamforelse.HOGST:
        text = f"Helheten är {stated}, men delen är {computed}"
    else:
        text = f"Handlingen anger {stated}, men delarna blir {computed}"
    text += f": skillnad {signed_kronor(difference)}."
    if kontroll.verdikt is Verdikt.INOM_AVRUNDNING:
        about = BeloppTyp.CIRKA in {kontroll.stated.typ, *kontroll.typer}
        which = "Avrundade och ungefärliga" if about else "Avrundade"
        text += f" {which} belopp kan ge upp till ±{kronor(kontroll.tolerans)}."
    return text


def about_added_again(omraknat: Mapping[Status, Omraknat]) -> str:
    """How much of the money agrees, and at which level; empty where nothing is stated.

    Each sum is followed by how much of it is decided: what is proposed is not.
    """
    whole = Omraknat(*map(sum, zip(*omraknat.values(), strict=True)))
    if not whole.angivet:
        return ""
    decided = omraknat[Status.BESLUTAD]
    stated, omraden, insatser = map(_with_decided, whole, decided)
    text = (
        f"Av {stated} stämmer {omraden} när vi lägger ihop områdena, "
        f"och {insatser} när vi lägger ihop insatserna."
    )
    if whole.insatser < whole.angivet:
        text += " Resten stämmer inte, eller har inga belopp att lägga ihop."
    return text


def _with_decided(whole: int, decided: int) -> str:
    """A sum, and how much of it is decided: `12 kr (varav 10 kr beslutade)`."""
    if not whole:
        return "inget"
    if decided == whole:
        return f"{kronor(whole)} (allt beslutat)"
    how_much = f"varav {kronor(decided)} beslutade" if decided else "allt föreslaget"
    return f"{kronor(whole)} ({how_much})"
