"""Sentences made from the data in plain Swedish, such as a page's first one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from generator.data.beslut import Beslut
from generator.data.derived import BeloppTyp, Jamforelse, Niva, Verdikt
from generator.data.types import Status
from generator.reckoning.rows import Row
from generator.reckoning.sums import SUMS, Kontroll
from generator.reckoning.totals import summed, summed_by_status
from generator.reckoning.trail import Omraknat
from generator.words import labels
from generator.words.swedish import (
    capitalised,
    count,
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


def about_beslut(beslut: Beslut, rows: Sequence[Row]) -> str:
    """Who decided what when, and how it is divided."""
    who = beslut.beslutsinstans  # as it is written: it may be a name, `Statens servicecenter`
    amount = f" {labels.stated(beslut.belopp)}" if beslut.belopp else ""
    if beslut.status is Status.BESLUTAD:
        start = f"{beslut.ar} beslutade {who} om" if who else f"{beslut.ar} beslutades om"
        text = f"{start}{amount or ' pengar'}"
    else:
        text = f"{beslut.ar} föreslogs hur{amount or ' pengar'} ska användas"
    omraden = [row for row in rows if row.niva is Niva.OMRADE and not row.harledd]
    insatser = [row for row in rows if row.niva is Niva.INSATS]
    if omraden:
        text += f", fördelade på {_omraden(len(omraden))}"
    elif insatser:
        text += f", fördelade på {_insatser(len(insatser))}"
    return f"{text}.{_how_many_stated(insatser) if omraden else ''}"


def _omraden(number_of: int) -> str:
    return count(number_of, "område", "områden", of_neuter=True)


def _insatser(number_of: int) -> str:
    return count(number_of, "insats", "insatser")


def _how_many_stated(insatser: Sequence[Row]) -> str:
    """How many insatser have amounts of their own, where that is not all of them."""
    stated = sum(row.stated is not None for row in insatser)
    if stated == len(insatser):
        return ""
    who = capitalised(number_word(stated)) if stated else "Ingen"
    return f" {who} av {_insatser(len(insatser))} har ett eget belopp."


def about_cases(status: Status, beslut: Iterable[Beslut]) -> str:
    """How many decisions, or proposals, a sum of one status is from."""
    noun = labels.STATUS[status].arende
    cases = sum(decision.status is status for decision in beslut)
    unknown = " där beslutet inte är känt" if status is Status.FORSLAG else ""
    return f"i {count(cases, noun, noun, of_neuter=True)}{unknown}"


def about_year(year: int, rows: Sequence[Row]) -> str:
    """How much was decided and proposed in a year, and how many områden share it."""
    sentences = []
    tops = [row for row in rows if row.niva is Niva.BESLUT]
    for status, summa in summed_by_status(tops).items():
        words = labels.STATUS[status]
        amount = summa.hela or "pengar utan angivet belopp"
        of_status = [row for row in rows if row.beslut.status is status]
        omraden = {row.omrade_id for row in of_status if row.niva is Niva.OMRADE}
        where = f" till {_omraden(len(omraden))}" if omraden else ""
        cases = sum(row.niva is Niva.BESLUT for row in of_status)
        how = count(cases, words.arende, words.arende, of_neuter=True)
        sentences.append(f"{year} {words.verb} {amount}{where} i {how}.")
    return " ".join(sentences)


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
    if not sentences:
        where = listing([in_running_text(whole) for whole in wholes]) or "något annat"
        return f"{name} har inget eget belopp {year}, men ingår i {where}."
    with_amount = [row for row in insatser if row.stated]
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
    for status, words in labels.STATUS.items():
        parts = [
            f"{row.beslut.ar} {words.verb} {labels.stated(row.stated)}"
            for row in rows
            if row.stated and row.beslut.status is status
        ]
        sentences += [f"{capitalised(listing(parts))}."] if parts else []
    return " ".join(sentences) or f"{name} har inte haft något eget belopp."


def about_many(rows: Sequence[Row]) -> str:
    """What rows from several years come to, decided and proposed apart, and what lacks amounts."""
    sentences = [
        f"{capitalised(summa.hela)} är {labels.STATUS[status].om_kronor}."
        for status, summa in summed_by_status(rows).items()
        if summa.hela
    ]
    if missing := sum(row.stated is None for row in rows):
        some = capitalised(_insatser(missing))
        sentences.append(f"{some} har inget eget belopp i handlingen.")
    return " ".join(sentences)


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
