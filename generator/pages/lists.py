"""What is gathered from every decision: insatser, checks, duties to report, corrections."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from generator.data.derived import Verdikt
from generator.pages.page import Page, Statement, View
from generator.publishing import addresses
from generator.publishing.publication import Publication
from generator.reckoning.selections import newest_first, worst_first


def utforska(publication: Publication) -> Iterator[Page]:
    """Every insats in one table."""
    insatser = [row for row in publication.rows if row.insats]
    insatser.sort(key=lambda row: -row.beslut.ar)
    yield Page(
        addresses.UTFORSKA,
        "Utforska alla insatser",
        f"Alla {len(insatser)} insatser i en tabell, med år, område, mottagare och belopp.",
        {"insatser": View("insatser", insatser, "insatser", "insatser")},
    )


def kontroller(publication: Publication) -> Iterator[Page]:
    """Every check, the worst first."""
    checks = worst_first(publication.kontroller)
    numbers = Counter(check.verdikt for check in checks)
    yield Page(
        addresses.KONTROLLER,
        "Så stämmer siffrorna",
        "Varje summa i handlingarna, omräknad: det angivna, det beräknade och skillnaden.",
        {
            "kontroller": View("kontroller", checks, "kontroller"),
            "antal": [(verdikt, numbers[verdikt]) for verdikt in Verdikt if numbers[verdikt]],
        },
    )


def aterrapportering(publication: Publication) -> Iterator[Page]:
    """What must be reported, to whom and by when; dated duties first, the latest first."""
    duties = [
        Statement(beslut, duty, f"{beslut.beslut_id}/aterrapportering/{duty.nyckel}")
        for beslut in newest_first(publication.register.beslut)
        for duty in beslut.aterrapportering
    ]
    dated = sorted((duty for duty in duties if duty.data.senast), key=lambda duty: duty.data.senast)
    undated = [duty for duty in duties if not duty.data.senast]
    yield Page(
        addresses.ATERRAPPORTERING,
        "Återrapportering",
        "Vad som ska rapporteras tillbaka, till vem och senast när.",
        {
            "daterade": View("med-datum", dated[::-1], "aterrapportering"),
            "odaterade": View("utan-datum", undated, "aterrapportering"),
        },
    )


def rattelser(publication: Publication) -> Iterator[Page]:
    """Every change to a published amount."""
    yield Page(
        addresses.RATTELSER,
        "Rättelser",
        "Varje ändring av ett publicerat belopp: före, efter, när och varför.",
        {"rattelser": View("rattelser", publication.rattelser, "rattelser")},
    )
