"""Sentences about the checks: what was checked, what differs and how much of it agrees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.data.derived import BeloppTyp, Jamforelse, Verdikt
from generator.data.types import Status
from generator.publishing.titles import Titles, in_its_year
from generator.reckoning.kontroll import SUMS, Kontroll, sums
from generator.reckoning.rows import Row
from generator.reckoning.totals import MANY, Summa, summed
from generator.reckoning.trail import Omraknat
from generator.words import labels
from generator.words.ordval import Ordval
from generator.words.swedish import (
    capitalised,
    kronor,
    number,
    number_word,
    signed_kronor,
)


def about_total(
    rows: Sequence[Row], exceeded_of: Mapping[str, Sequence[Kontroll]], titles: Titles
) -> str:
    """Which wholes around the rows of a sum have parts that are more; empty where there is none.

    The parts may be the rows themselves, or what those stand in.
    `exceeded_of` are the checks that found so, by the row that they are about.
    """
    around = [id_ for row in rows for id_ in (row.overordnad_id, row.id.beslut_id)]
    wholes = [whole for whole in dict.fromkeys(around) if whole in exceeded_of]
    if not wholes:  # as around most sums
        return ""
    within = {id_ for row in rows for id_ in (row.hel_id or row.rad_id, row.overordnad_id)}
    exceeded = [
        check
        for whole in wholes
        for check in exceeded_of[whole]
        if any(part.rad_id in within for part in check.parts)
    ]
    if len(exceeded) > MANY:
        return f"{number(len(exceeded))} av beloppen som delas har delar som tillsammans är mer."
    return " ".join(
        f"{in_its_year(check.subject, titles)} har {check.noun.flera} på tillsammans "
        f"{check.computed}, mer än beloppet {labels.stated(check.stated)}."
        for check in exceeded
        if check.stated
    )


def about_checks(kontroller: Sequence[Kontroll]) -> str:
    """What has been checked: sums, figures compared and figures calculated, each counted.

    Those of decisions that no longer hold are told of beside the others.
    """
    living = [check for check in kontroller if check.subject.status.galler]
    compared = list(sums(living))
    added = sum(check.kontroll in SUMS for check in compared)
    text = (
        "I de beslut och förslag som gäller är "
        f"{_counted_as(added, 'ingen', 'summa omräknad', 'summor omräknade')} och "
        f"{_counted_as(len(compared) - added, 'inget', 'belopp jämfört', 'belopp jämförda')} "
        "med samma uppgift på ett annat ställe eller med helheten."
    )
    if worked_out := len(living) - len(compared):
        amount = capitalised(_counted_as(worked_out, "inget", "belopp", "belopp"))
        text += f" {amount} har en beräkning ur en ram, som bara förklarar."
    if gone := len(kontroller) - len(living):
        checks = capitalised(_counted_as(gone, "ingen", "kontroll", "kontroller"))
        text += f" {checks} av beslut som inte gäller längre räknas inte med."
    return text


def _counted_as(number_of: int, none: str, one: str, several: str) -> str:
    how_many = number_word(number_of, of_neuter=none == "inget") if number_of else none
    return f"{how_many} {one if number_of < 2 else several}"


def about_difference(kontroll: Kontroll) -> str:
    """What is stated, what it comes to and how far apart they are; empty where nothing differs."""
    unchecked = kontroll.verdikt is Verdikt.KAN_INTE_KONTROLLERAS and kontroll.kontroll in SUMS
    if unchecked or (kontroll.where_counted and not kontroll.needs_explanation):
        return f"Delarna blir tillsammans {summed(kontroll.parts).hela}."
    difference = kontroll.differens
    if not kontroll.needs_explanation or kontroll.stated is None or difference is None:
        return ""
    stated = labels.stated(kontroll.stated)
    computed = summed(kontroll.parts).hela if kontroll.kontroll in SUMS else kontroll.computed
    if kontroll.kontroll == "upprepning":
        text = f"På ett annat ställe anges {stated}, men här gäller {computed}"
    elif kontroll.jamforelse is Jamforelse.HOGST:
        text = f"Helheten är {stated}, men delen är {computed}"
    elif kontroll.is_of_parts:
        text = f"Delarna blir {stated}, men {kontroll.noun.bestamda} blir {computed}"
    else:
        text = f"Handlingen anger {stated}, men delarna blir {computed}"
    text += f": skillnad {signed_kronor(difference)}."
    if kontroll.verdikt is Verdikt.INOM_AVRUNDNING:
        about = BeloppTyp.CIRKA in {kontroll.stated.typ, *kontroll.typer}
        which = "Avrundade och ungefärliga" if about else "Avrundade"
        text += f" {which} belopp kan ge upp till ±{kronor(kontroll.tolerans)}."
    return text


def does_not_agree(kontroll: Kontroll) -> str:
    """How far the parts of an amount are from it, in a few words; empty where they agree."""
    if kontroll.verdikt is not Verdikt.AVVIKER or kontroll.kontroll not in SUMS:
        return ""
    difference = kontroll.differens or 0
    more = "mer" if difference > 0 else "mindre"
    return f"Går inte ihop: {kontroll.noun.bestamda} är {kronor(abs(difference))} {more}."


def about_added_again(omraknat: Mapping[Status, Omraknat], ordval: Ordval) -> str:
    """How much of the money agrees, and at which level; empty where nothing is stated.

    Decided and proposed money in a sentence each, since they are never one number.
    """
    sentences = []
    for status, (stated, omraden, insatser) in omraknat.items():
        if not stated.kr:
            continue
        money = f"{stated.text} {labels.STATUS[status].om_kronor}"
        areas, uses = ordval.omrade.bestamda, ordval.insats.bestamda
        of_omraden, of_insatser = _of_it(omraden, stated), _of_it(insatser, stated)
        rest = "Övriga summor stämmer inte"
        if of_omraden == of_insatser == "allt":
            text = f"Av {money} stämmer allt, både när vi lägger ihop {areas} och {uses}."
        elif of_omraden == of_insatser == "inget":
            text = f"Av {money} stämmer inget, varken när vi lägger ihop {areas} eller {uses}."
            rest = "Summorna går inte ihop"
        else:
            text = (
                f"Av {money} stämmer {of_omraden} när vi lägger ihop {areas}, "
                f"och {of_insatser} när vi lägger ihop {uses}."
            )
        if (insatser.kr or 0) < stated.kr:
            text += f" {rest}, eller har inga belopp att lägga ihop."
        sentences.append(text)
    return " ".join(sentences)


def _of_it(part: Summa, whole: Summa) -> str:
    """How much of a sum a part of it is: nothing, all of it, or kronor."""
    return "allt" if part == whole else part.text if part.kr else "inget"
