"""A page's first sentence, made from its data in plain Swedish."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.data.beslut import Beslut
from generator.data.types import Avrundning, Status
from generator.reckoning.rows import Niva, Row
from generator.reckoning.sums import SUMS, Jamforelse, Kontroll, Verdikt
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


def about_beslut(beslut: Beslut, rows: Sequence[Row]) -> str:
    """Who decided what when, and how it is divided."""
    who = in_running_text(beslut.beslutsinstans or "")
    amount = f" {kronor(beslut.belopp.kr)}" if beslut.belopp else ""
    if beslut.status is Status.BESLUTAD:
        start = f"{beslut.ar} beslutade {who} om" if who else f"{beslut.ar} beslutades om"
        text = f"{start}{amount}" if amount else f"{start} pengar"
    else:
        text = f"{beslut.ar} föreslogs hur{amount or ' pengar'} ska användas"
    omraden = [row for row in rows if row.niva is Niva.OMRADE and not row.harledd]
    insatser = [row for row in rows if row.niva is Niva.INSATS]
    if omraden:
        text += f", fördelade på {count(len(omraden), 'område', 'områden', of_neuter=True)}"
    elif insatser:
        text += f", fördelade på {count(len(insatser), 'insats', 'insatser')}"
    return f"{text}.{_how_many_stated(insatser) if omraden else ''}"


def _how_many_stated(insatser: Sequence[Row]) -> str:
    """How many insatser have amounts of their own, where that is not all of them."""
    stated = sum(row.belopp is not None for row in insatser)
    if stated == len(insatser):
        return ""
    whole = count(len(insatser), "insats", "insatser")
    if not stated:
        return f" Ingen av {whole} har ett eget belopp."
    return f" {capitalised(number_word(stated))} av {whole} har ett eget belopp."


def about_year(year: int, beslut: Sequence[Beslut], rows: Sequence[Row]) -> str:
    """How much was decided and proposed in a year, and how many områden share it."""
    sentences = []
    for status, verb, noun in (
        (Status.BESLUTAD, "beslutades", ("beslut", "beslut")),
        (Status.FORSLAG, "föreslogs", ("förslag", "förslag")),
    ):
        own = [one for one in beslut if one.status is status]
        stated = [one.belopp.kr for one in own if one.belopp]
        if not own:
            continue
        amount = kronor(sum(stated)) if stated else "pengar utan angivet belopp"
        themes = {row.omrade_id for row in rows if row.niva is Niva.OMRADE and row.beslut in own}
        where = f" till {count(len(themes), 'område', 'områden', of_neuter=True)}"
        how = f" i {count(len(own), *noun, of_neuter=True)}"
        sentences.append(f"{year} {verb} {amount}{where if themes else ''}{how}.")
    return " ".join(sentences)


def about_omrade_year(
    name: str, year: int, own: Sequence[Row], insatser: Sequence[Row], inside_of: Sequence[str]
) -> str:
    """How much an område got in a year, and how much of it is tied to insatser.

    `inside_of` are the names of the områden that it is part of when it has no money of its own.
    """
    sentences = []
    for status, verb in ((Status.BESLUTAD, "beslutades"), (Status.FORSLAG, "föreslogs")):
        stated = [row.belopp.kr for row in own if row.belopp and row.beslut.status is status]
        if stated:
            sentences.append(f"{year} {verb} {kronor(sum(stated))} till {in_running_text(name)}.")
    if not sentences:
        wholes = listing([in_running_text(one) for one in inside_of])
        return f"{name} har inget eget belopp {year}, men ingår i {wholes or 'något annat'}."
    with_amount = [row.belopp.kr for row in insatser if row.belopp]
    if insatser and len(with_amount) == len(insatser):
        noun = count(len(insatser), "insats", "insatser")
        sentences.append(f"Pengarna går till {noun}.")
    elif insatser:
        some = count(len(insatser), "insats", "insatser")
        text = f"{capitalised(some)} ska göras"
        if with_amount:
            stated_by = count(len(with_amount), "av dem", "av dem")
            how = "på" if len(with_amount) == 1 else "på tillsammans"
            text += f"; {stated_by} har ett eget belopp {how} {kronor(sum(with_amount))}"
        else:
            text += ", men ingen av dem har ett eget belopp i handlingen"
        sentences.append(f"{text}.")
    return " ".join(sentences)


def about_omrade(name: str, rows: Iterable[Row]) -> str:
    """An område's years in one sentence, decided and proposed apart."""
    sentences = []
    for status, verb in ((Status.BESLUTAD, "beslutades"), (Status.FORSLAG, "föreslogs")):
        parts = [
            f"{row.beslut.ar} {verb} {kronor(row.belopp.kr)}"
            for row in rows
            if row.belopp and row.beslut.status is status
        ]
        sentences += [capitalised(listing(parts)) + "."] if parts else []
    return " ".join(sentences) or f"{name} har inte haft något eget belopp."


_ROUNDING = {
    Avrundning.NARMASTE: "till närmaste hela krona",
    Avrundning.NEDAT: "nedåt till hel krona",
    Avrundning.UPPAT: "uppåt till hel krona",
}


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
    added = [kronor(one) for one in (how.tillagg, how.grundbelopp) if one]
    if added:
        terms = " + ".join([*added, exact_kronor(share)])
        steps.append(f"Med det som kommer till: {terms} = {exact_kronor(how.exakt or share)}.")
    rounding = _ROUNDING[how.nyckel.avrundning]
    steps.append(f"Avrundat {rounding}: {kronor(check.beraknat or 0)}.")
    stated = f"Handlingen anger {kronor(check.angivet.kr)}" if check.angivet else ""
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
    added = "".join(f" − {kronor(one)}" for one in (how.tillagg, how.grundbelopp) if one)
    name = f"{in_running_text(check.subject.namn)} {check.subject.beslut.ar}"
    less = f" (det är {kronor(check.angivet.kr)}{added})" if added else ""
    return (
        f"{kronor(how.taljare)} till {name}{less} ÷ {kronor(how.namnare)} = "
        f"{percent(how.taljare, how.namnare, 5)}, avrundat."
    )


def about_many(rows: Sequence[Row]) -> str:
    """What rows from several years come to, decided and proposed apart, and what lacks amounts."""
    sentences = []
    for status, word in ((Status.BESLUTAD, "beslutade"), (Status.FORSLAG, "föreslagna")):
        stated = [row.belopp.kr for row in rows if row.belopp and row.beslut.status is status]
        if stated:
            sentences.append(f"{kronor(sum(stated))} är {word}.")
    missing = sum(row.belopp is None for row in rows)
    if missing:
        some = count(missing, "insats", "insatser")
        sentences.append(f"{capitalised(some)} har inget eget belopp i handlingen.")
    return " ".join(sentences)


def about_difference(kontroll: Kontroll) -> str:
    """What is stated, what it comes to and how far apart they are; empty where nothing differs."""
    if kontroll.verdikt is Verdikt.KAN_INTE_KONTROLLERAS and kontroll.kontroll in SUMS:
        return f"Delarna blir tillsammans {kronor(kontroll.beraknat or 0)}."
    stated, computed, difference = kontroll.angivet, kontroll.beraknat, kontroll.differens
    if not kontroll.needs_explanation or stated is None or computed is None or difference is None:
        return ""
    if kontroll.kontroll == "upprepning":
        text = f"På ett annat ställe anges {kronor(stated.kr)}, men här gäller {kronor(computed)}"
    elif kontroll.jamforelse is Jamforelse.HOGST:
        text = f"Helheten är {kronor(stated.kr)}, men delen är {kronor(computed)}"
    else:
        text = f"Handlingen anger {kronor(stated.kr)}, men delarna blir {kronor(computed)}"
    text += f": skillnad {signed_kronor(difference)}."
    if kontroll.verdikt is Verdikt.INOM_AVRUNDNING:
        text += f" Avrundade belopp kan ge upp till ±{kronor(kontroll.tolerans)}."
    return text
