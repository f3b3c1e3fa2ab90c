"""What the values of the data are called, for whoever reads: a status, a verdict, a document."""

from __future__ import annotations

from typing import NamedTuple

from generator.data.derived import Verdikt
from generator.data.types import Avrundning, HandlingsTyp, Status


class StatusOrd(NamedTuple):
    """The words for money of one status (English: words of a status)."""

    etikett: str
    """As a label, also of a sum: `Beslutat`."""
    verb: str
    """What was done in a year: `2023 beslutades …`."""
    om_kronor: str
    """What kronor are: `12 kr är beslutade`."""
    arende: str
    """A decision or a proposal itself, in the singular as in the plural."""
    arendet: str
    """The same, known to the reader: `Läs hela beslutet`."""


STATUS = {
    Status.BESLUTAD: StatusOrd("Beslutat", "beslutades", "beslutade", "beslut", "beslutet"),
    Status.FORSLAG: StatusOrd("Föreslaget", "föreslogs", "föreslagna", "förslag", "förslaget"),
}
"""In the order in which they are told of."""


class VerdiktOrd(NamedTuple):
    """The words for a verdict (English: words of a verdict)."""

    etikett: str
    betydelse: str


VERDIKT = {
    Verdikt.STAMMER: VerdiktOrd(
        "Stämmer", "Skillnaden är noll kronor. För belopp som ska rymmas i ett större: de ryms."
    ),
    Verdikt.OFULLSTANDIG: VerdiktOrd(
        "Ofullständig",
        "Delarna är mindre än helheten, och några av dem har inget belopp i handlingen.",
    ),
    Verdikt.INOM_AVRUNDNING: VerdiktOrd(
        "Inom avrundning",
        "Skillnaden är inte större än vad avrundade belopp kan ge. Den förklaras ändå.",
    ),
    Verdikt.AVVIKER: VerdiktOrd("Avviker", "Allt annat, också när delarna är mer än helheten."),
    Verdikt.KAN_INTE_KONTROLLERAS: VerdiktOrd(
        "Kan inte kontrolleras",
        "Handlingen anger ingen summa att jämföra med, eller inte det som beräkningen behöver.",
    ),
    Verdikt.FORKLARAS: VerdiktOrd(
        "Förklaras",
        "Beloppet går att räkna fram ur ramen och regionens andel, på en krona när. Det är en "
        "förklaring och ingen summa.",
    ),
    Verdikt.FORKLARAS_INTE: VerdiktOrd(
        "Förklaras inte",
        "Beloppet blir ett annat när det räknas fram. Det behöver inte vara fel: handlingen kan "
        "ha räknat på något som den inte berättar.",
    ),
}
"""In the order in which they are explained."""

KONTROLL = {
    "omraden": "Områdena mot hela beloppet",
    "delomraden": "Delområdena mot området",
    "insatser": "Insatserna mot beloppet",
    "delposter": "Delarna mot insatsen",
    "varav": "Varav-beloppet ryms i helheten",
    "ram": "Delarna mot ramen",
    "planeringsram": "Planeringsramens delar mot summan",
    "regionens_del": "Regionens del ryms i hela landets",
    "upprepning": "Samma belopp på ett annat ställe",
    "formel": "Beloppet räknat ur ramen",
}
"""What each kind of check compares."""

HANDLING = {
    HandlingsTyp.FORSLAG: "Förslag",
    HandlingsTyp.UNDERLAG: "Underlag",
    HandlingsTyp.BESLUT: "Beslut",
    HandlingsTyp.BILAGA: "Bilaga",
}

AVRUNDNING = {
    Avrundning.NARMASTE: "till närmaste hela krona",
    Avrundning.NEDAT: "nedåt till hel krona",
    Avrundning.UPPAT: "uppåt till hel krona",
}
"""How a calculated amount is rounded, in running text."""


def avsnitt(rubrik: str | None) -> str:
    """A place in a document: `avsnitt 3.1.1`, or the heading in quotation marks."""
    if not rubrik:
        return ""
    return f"avsnitt {rubrik}" if rubrik[0].isdigit() else f"”{rubrik}”"
