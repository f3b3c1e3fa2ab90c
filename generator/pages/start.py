"""The pages that gather: start, years, lists of everything, checks, duties, data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from generator.checking.codes import CATALOGUE, Code
from generator.data.derived import Niva, Verdikt
from generator.data.types import Omfattning, Status
from generator.pages.page import BESLUT_CRUMB, Group, Of, Origin, Page, View, chain_of, totals
from generator.publishing import addresses, sentences
from generator.publishing.publication import Publication
from generator.publishing.tables import FORMAT_VERSION
from generator.reading.register import DATA, SIDOR, Where
from generator.reckoning import trail
from generator.reckoning.rows import Row
from generator.reckoning.selections import (
    by_name,
    case_numbers,
    frames,
    how_many_have_amounts,
    newest_first,
    sums_by_status,
    themes,
    worst_first,
)
from generator.reckoning.sums import sums
from generator.words import swedish
from generator.words.escaping import preformatted


def start(publication: Publication) -> Iterator[Page]:
    """The start page: how much, to what, this year and before."""
    org = publication.organisation
    beslut = publication.register.beslut
    tops = [publication.beslut_rows[one.beslut_id][0] for one in newest_first(beslut)]
    yield Page(
        addresses.START,
        f"{org.webbplatsnamn} – så fördelas statens bidrag",
        f"Hur {org.namn} fördelar riktade statsbidrag: område, insats och krona för krona.",
        {
            "summor": list(sums_by_status(tops).items()),
            "antal": {one: sum(b.status is one for b in beslut) for one in Status},
            "beslut": View(
                "beslut",
                "Beslut och förslag, de senaste först",
                tops,
                "beslut",
                totals(tops, "ärenden"),
            ),
            "ar": [(year, publication.beslut_of(year)) for year in publication.years],
            "omraden": _with_latest(publication),
            "avviker": [one for one in publication.kontroller if one.verdikt is Verdikt.AVVIKER],
            "antal_kontroller": len(list(sums(publication.kontroller))),
            "omraknat": sentences.about_added_again(
                trail.added_again(publication.rows, publication.kontroller)
            ),
        },
    )


def _with_latest(publication: Publication) -> list[tuple[Any, Row | None]]:
    """Every område that has a year, with its latest amount."""
    found = []
    for omrade in by_name(publication.register.omraden.values()):
        if omrade.id in publication.omrade_years:
            rows = publication.omrade_rows.get(omrade.id, ())
            found.append((omrade, rows[-1] if rows else None))
    return found


def year(publication: Publication) -> Iterator[Page]:
    """A year: its decisions, its områden, where the money came from, what does not add up."""
    org = publication.organisation
    for ar in publication.years:
        beslut = publication.beslut_of(ar)
        rows = publication.year_rows[ar]
        tops = [row for row in rows if row.niva is Niva.BESLUT]
        omraden = [row for row in rows if row.niva is Niva.OMRADE]
        of_year = publication.frames_of_year.get(ar, ())
        sentence = sentences.about_year(ar, beslut, rows)
        yield Page(
            addresses.ar(ar),
            f"Riktade statsbidrag {ar}",
            f"{sentence} {org.namn}, beslut och belopp per område.",
            {
                "ar": ar,
                "mening": sentence,
                "fore": max((one for one in publication.years if one < ar), default=None),
                "efter": min((one for one in publication.years if one > ar), default=None),
                "beslut": View(
                    "beslut",
                    f"Beslut och förslag {ar}",
                    tops,
                    "beslut",
                    totals(tops, "ärenden"),
                ),
                "omraden": View(
                    "omraden",
                    f"Belopp per område {ar}",
                    omraden,
                    "omraden",
                    totals(omraden, "områden"),
                ),
                "teman": _themes_without_amount(publication, rows),
                "kedjor": [(one, chain_of(publication, one)) for one in beslut],
                "riket": View(
                    "riket",
                    f"Statens pengar i hela landet {ar}",
                    frames(of_year, Omfattning.RIKET),
                    "ramar",
                ),
                "preliminart": View(
                    "preliminart",
                    f"Preliminära belopp för regionen {ar}",
                    frames(of_year, Omfattning.REGIONEN),
                    "ramar",
                ),
                "kontroller": View(
                    "kontroller",
                    f"Summor att känna till {ar}",
                    worst_first(
                        one
                        for one in sums(publication.kontroller)
                        if one.subject.beslut.ar == ar and one.verdikt is not Verdikt.STAMMER
                    ),
                    "kontroller",
                ),
            },
            origins=_files(tops),
        )


def _files(tops: Sequence[Row]) -> tuple[Origin, ...]:
    """The files of decisions, given their own rows."""
    return tuple(Origin(row.beslut.titel, row.place) for row in tops)


def _register(name: str, title: str) -> tuple[Origin, ...]:
    """The file of a register."""
    return (Origin(title, Where(f"{DATA}/{name}.yml", ())),)


def _themes_without_amount(publication: Publication, rows: Sequence[Row]) -> list[Any]:
    """Områden that the year's money touches without having an amount of their own."""
    own = {row.omrade_id for row in rows if row.niva is Niva.OMRADE}
    other = {omrade for row in rows for omrade in themes(row)} - own
    return by_name(publication.register.omraden[one] for one in other)


def omraden(publication: Publication) -> Iterator[Page]:
    """All områden, with their amounts of each year."""
    groups = [
        Group(one, publication.omrade_rows.get(one.id, ()))
        for one in by_name(publication.register.omraden.values())
        if one.id in publication.omrade_years
    ]
    yield Page(
        addresses.OMRADEN,
        "Områden",
        "Alla områden som har fått pengar, år för år.",
        {"omraden": View("omraden", "Områden och belopp per år", groups, "omraden")},
        origins=_register("omraden", "Områden"),
    )


def beslut_index(publication: Publication) -> Iterator[Page]:
    """All decisions and proposals, the newest first."""
    tops = [
        publication.beslut_rows[one.beslut_id][0]
        for one in newest_first(publication.register.beslut)
    ]
    yield Page(
        addresses.BESLUT,
        "Beslut",
        "Alla beslut och förslag om riktade statsbidrag, det senaste först.",
        {
            "beslut": View("beslut", "Beslut och förslag", tops, "beslut", totals(tops, "ärenden")),
            "ar": publication.years,
        },
    )


def beslut_year(publication: Publication) -> Iterator[Page]:
    """A year's decisions with who decided, when, and on which documents."""
    for ar in publication.years:
        beslut = publication.beslut_of(ar)
        documents = [
            Of(one, handling, f"{one.beslut_id}/{handling.id}")
            for one in beslut
            for handling in one.handlingar
        ]
        yield Page(
            addresses.beslut_ar(ar),
            f"Beslut och handlingar {ar}",
            f"Vem som beslutade eller föreslog vad {ar}, när, och i vilka handlingar.",
            {
                "ar": ar,
                "beslut": [(one, case_numbers(one)) for one in beslut],
                "handlingar": View(
                    "handlingar", f"Handlingar bakom besluten {ar}", documents, "handlingar"
                ),
            },
            (BESLUT_CRUMB,),
            origins=_files([publication.beslut_rows[one.beslut_id][0] for one in beslut]),
        )


def satsningar(publication: Publication) -> Iterator[Page]:
    """All national agreements, with their decisions."""
    groups = [
        Group(one, [b for b in publication.register.beslut if b.satsning == one.id])
        for one in by_name(publication.register.satsningar.values())
        if any(b.satsning == one.id for b in publication.register.beslut)
    ]
    yield Page(
        addresses.SATSNINGAR,
        "Satsningar",
        "De nationella överenskommelser som pengarna kommer ifrån.",
        {"satsningar": groups},
        weight=2,
        origins=_register("satsningar", "Satsningar"),
    )


def mottagare(publication: Publication) -> Iterator[Page]:
    """All recipients, with what they were allotted."""
    groups = [
        Group(one, publication.recipient_rows[one.id])
        for one in by_name(publication.register.mottagare.values())
        if one.id in publication.recipient_rows
    ]
    yield Page(
        addresses.MOTTAGARE,
        "Mottagare",
        "Enheter och grupper som handlingarna ger pengar.",
        {"mottagare": View("mottagare", "Mottagare och belopp", groups, "insatser")},
        origins=_register("mottagare", "Mottagare"),
    )


def objekt(publication: Publication) -> Iterator[Page]:
    """All accounting objects, with the områden booked on them."""
    groups = [
        Group(one, publication.object_rows[one.id])
        for one in sorted(publication.register.objekt.values(), key=lambda one: one.id)
        if one.id in publication.object_rows
    ]
    yield Page(
        addresses.OBJEKT,
        "Objekt",
        "Numren i regionens redovisning som kostnaderna bokförs på.",
        {"objekt": View("objekt", "Objekt och det som bokförs på dem", groups, "omraden")},
        origins=_register("objekt", "Objekt"),
    )


def utforska(publication: Publication) -> Iterator[Page]:
    """Every insats in one table."""
    insatser = [row for row in publication.rows if row.niva is Niva.INSATS]
    yield Page(
        addresses.UTFORSKA,
        "Utforska alla insatser",
        f"Alla {len(insatser)} insatser i en tabell, med år, område, mottagare och belopp.",
        {
            "insatser": View(
                "insatser",
                how_many_have_amounts(insatser),
                sorted(insatser, key=lambda row: -row.beslut.ar),
                "insatser",
                totals(insatser, "insatser"),
            )
        },
    )


def kontroller(publication: Publication) -> Iterator[Page]:
    """Every check, the worst first."""
    checks = worst_first(publication.kontroller)
    numbers = {one: sum(check.verdikt is one for check in checks) for one in Verdikt}
    yield Page(
        addresses.KONTROLLER,
        "Så stämmer siffrorna",
        "Varje summa i handlingarna, omräknad: det angivna, det beräknade och skillnaden.",
        {
            "kontroller": View("kontroller", "Alla omräknade summor", checks, "kontroller"),
            "antal": {verdikt: number for verdikt, number in numbers.items() if number},
        },
    )


def aterrapportering(publication: Publication) -> Iterator[Page]:
    """What must be reported, to whom and by when; dated duties first, the latest first."""
    duties = [
        Of(beslut, one, f"{beslut.beslut_id}/aterrapportering/{one.nyckel}")
        for beslut in newest_first(publication.register.beslut)
        for one in beslut.aterrapportering
    ]
    dated = sorted((one for one in duties if one.data.senast), key=lambda one: one.data.senast)
    undated = [one for one in duties if not one.data.senast]
    yield Page(
        addresses.ATERRAPPORTERING,
        "Återrapportering",
        "Vad som ska rapporteras tillbaka, till vem och senast när.",
        {
            "daterade": View("med-datum", "Med ett sista datum", dated[::-1], "aterrapportering"),
            "odaterade": View("utan-datum", "Utan sista datum", undated, "aterrapportering"),
        },
    )


def rattelser(publication: Publication) -> Iterator[Page]:
    """Every change to a published amount."""
    yield Page(
        addresses.RATTELSER,
        "Rättelser",
        "Varje ändring av ett publicerat belopp: före, efter, när och varför.",
        {
            "rattelser": View(
                "rattelser", "Rättelser, den senaste först", publication.rattelser, "rattelser"
            )
        },
    )


def data(publication: Publication) -> Iterator[Page]:
    """The downloads and the data dictionary."""
    yield Page(
        addresses.DATA,
        "Data",
        "Alla uppgifter som tabeller att ladda ner, med en beskrivning av varje kolumn.",
        {
            "tabeller": View(
                "tabeller", "Tabeller att ladda ner", list(publication.tables.values())
            ),
            "format_version": FORMAT_VERSION,
        },
        long=True,
    )


def ordlista(publication: Publication) -> Iterator[Page]:
    """Words explained."""
    words = sorted(
        publication.register.ordlista.values(), key=lambda one: swedish.sort_key(one.ord)
    )
    yield Page(
        addresses.ORDLISTA,
        "Ordlista",
        "Ord som används på webbplatsen, förklarade med enkla ord.",
        {"ord": words},
        origins=_register("ordlista", "Ordlista"),
    )


def sidor(publication: Publication) -> Iterator[Page]:
    """The hand-written pages."""
    for name, text in publication.register.sidor.items():
        lines = text.splitlines()
        title = next((line[2:].strip() for line in lines if line.startswith("# ")), name)
        first = next((line for line in lines if line and line[0].isalpha()), title)
        yield Page(
            f"{name}/",
            title,
            first,
            {"text": Markup(text), "namn": name, "koder": _codes()},
            long=True,
            origins=(Origin(title, Where(f"{SIDOR}/{name}.md", ())),),
        )


def _codes() -> Iterator[tuple[str, Code, Markup, Markup]]:
    """Every code of a problem, with a wrong and a right example."""
    for code, entry in CATALOGUE.items():
        yield code, entry, preformatted(entry.wrong), preformatted(entry.right)
