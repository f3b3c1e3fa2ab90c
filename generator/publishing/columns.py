"""The public columns: every table's, in order, each described once.

A column that shows a field of the model takes its title and description from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel

from generator.data.beslut import (
    Aterrapportering,
    Berakning,
    Beslut,
    Delomrade,
    Handling,
    Insats,
    Kalla,
    Ram,
    Styckpris,
    Villkor,
)
from generator.data.registers import Fordelningsnyckel, Rattelse


@dataclass(frozen=True)
class Column:
    """One column of a table, as the data dictionary shows it."""

    name: str
    kind: str
    title: str
    description: str


def _own(name: str, kind: str, title: str, description: str) -> Column:
    return Column(name, kind, title, description)


def _field(model: type[BaseModel], name: str, column: str = "", kind: str = "text") -> Column:
    """A column that shows a field of the model, described there."""
    info = model.model_fields[name]
    return Column(column or name, kind, info.title or name, info.description or "")


_RAD_ID = _own("rad_id", "text", "Rad", "Radens fasta id; detsamma så länge uppgiften finns.")
_OVERORDNAD = _own("overordnad_id", "text", "Ingår i", "Id för den rad som denna är en del av.")
_BESLUT_ID = _own("beslut_id", "text", "Beslut", "Beslutets id: år och kort namn.")
_AR = _field(Beslut, "ar", kind="heltal")
_STATUS = _field(Beslut, "status")
_SATSNING_ID = _field(Beslut, "satsning", "satsning_id")
_SATSNING = _own("satsning", "text", "Satsning", "Satsningens namn.")
_OMRADE_ID = _own("omrade_id", "text", "Område", "Områdets id i vårt register över teman.")
_OMRADE = _own("omrade", "text", "Områdets namn", "Områdets namn i vårt register över teman.")
_NIVA = _own(
    "niva", "text", "Nivå", "Skiljer helheter från delar. Summera bara rader på en och samma nivå."
)
_BELOPP_KR = _own(
    "belopp_kr", "kronor", "Belopp (kr)", "Beloppet i hela kronor; tomt om det inte anges."
)
_BELOPP_ANGIVET = _field(Kalla, "angivet", "belopp_angivet")
_HANDLING = _field(Kalla, "handling")
_AVSNITT = _field(Kalla, "avsnitt")
_URL = _own("url", "adress", "Adress", "Uppgiftens adress på webbplatsen.")
_GALLER_DEL_ID = _field(Villkor, "galler_del", "galler_del_id")

SPECIFICATIONS: Mapping[str, tuple[str, str, tuple[Column, ...]]] = {
    "beslut": (
        "Beslut",
        "ett beslut eller förslag",
        (
            _BESLUT_ID,
            _AR,
            _field(Beslut, "titel"),
            _SATSNING_ID,
            _SATSNING,
            _STATUS,
            _own(
                "diarienummer",
                "text",
                "Diarienummer",
                "Ärendets nummer, om någon handling anger det.",
            ),
            _field(Beslut, "beslutsinstans"),
            _field(Beslut, "delegation"),
            _field(Beslut, "beslutsdatum", kind="datum"),
            _field(Beslut, "beslutsdatum_angivet"),
            _field(Beslut, "paragraf"),
            _field(Beslut, "kategori"),
            _BELOPP_KR,
            _BELOPP_ANGIVET,
            _own(
                "summa_kr",
                "kronor",
                "Summa av delarna (kr)",
                "Delarna omräknade: områdena där beslutet delas så, annars insatserna.",
            ),
            _own(
                "differens_kr",
                "kronor",
                "Differens (kr)",
                "Summan av delarna minus det angivna beloppet.",
            ),
            _own("verdikt", "text", "Utfall", "Hur kontrollen av beslutets summa föll ut."),
            _own(
                "samsta_verdikt",
                "text",
                "Sämsta utfall",
                "Det sämsta utfallet bland beslutets alla summor.",
            ),
            _URL,
        ),
    ),
    "omraden": (
        "Områden",
        "ett utvecklingsområde eller en del av ett",
        (
            _RAD_ID,
            _OVERORDNAD,
            _BESLUT_ID,
            _AR,
            _STATUS,
            _OMRADE_ID,
            _OMRADE,
            _own("rubrik", "text", "Rubrik", "Utvecklingsområdets rubrik i handlingen."),
            _NIVA,
            _own("namn", "text", "Namn", "Vad raden avser."),
            _BELOPP_KR,
            _BELOPP_ANGIVET,
            _field(Delomrade, "oronmarkt", kind="ja_nej"),
            _field(Delomrade, "objekt"),
            _HANDLING,
            _AVSNITT,
            _URL,
        ),
    ),
    "insatser": (
        "Insatser",
        "en insats, en del av en insats eller en aktivitet",
        (
            _RAD_ID,
            _OVERORDNAD,
            _BESLUT_ID,
            _AR,
            _STATUS,
            _SATSNING_ID,
            _SATSNING,
            _OMRADE_ID,
            _OMRADE,
            _NIVA,
            _field(Insats, "namn"),
            _field(Insats, "mal"),
            _field(Insats, "avser"),
            _field(Insats, "mottagare", "mottagare_id"),
            _own(
                "mottagare",
                "text",
                "Mottagarens namn",
                "Mottagarens namn, som handlingen skriver det.",
            ),
            _field(Insats, "ansvarig"),
            _field(Insats, "objekt"),
            _BELOPP_KR,
            _BELOPP_ANGIVET,
            _own(
                "styckpris_kr",
                "kronor",
                "Styckpris (kr)",
                "Pris per enhet; räknas aldrig in i en summa.",
            ),
            _field(Styckpris, "per", "styckpris_per"),
            _HANDLING,
            _AVSNITT,
            _URL,
            _field(Styckpris, "angivet", "styckpris_angivet"),
            _field(Insats, "mal_angivet"),
            _field(Insats, "teman"),
        ),
    ),
    "ramar": (
        "Ramar",
        "ett belopp ovanför eller före beslutet",
        (
            _RAD_ID,
            _BESLUT_ID,
            _AR,
            _field(Ram, "ar", "ram_ar", "heltal"),
            _field(Ram, "omfattning"),
            _field(Ram, "ramtyp"),
            _field(Ram, "mottagartyp"),
            _OMRADE_ID,
            _field(Ram, "namn"),
            _BELOPP_KR,
            _BELOPP_ANGIVET,
            _field(Ram, "preliminar", kind="ja_nej"),
            _HANDLING,
            _AVSNITT,
            _URL,
            _OVERORDNAD,
            _own(
                "grundbelopp_kr",
                "kronor",
                "Grundbelopp (kr)",
                "Belopp som varje mottagare får innan resten fördelas.",
            ),
            _field(Ram, "fordelning"),
        ),
    ),
    "kontroller": (
        "Kontroller",
        "en omräknad summa",
        (
            _own("kontroll_id", "text", "Kontroll", "Kontrollens fasta id."),
            _own("kontroll", "text", "Slag", "Vad som kontrolleras mot vad."),
            _BESLUT_ID,
            _AR,
            _own(
                "kontrollerat_id",
                "text",
                "Kontrollerad rad",
                "Id för raden vars belopp kontrolleras.",
            ),
            _own("kontrollerat", "text", "Kontrollerat", "Vad beloppet gäller."),
            _own("angivet_kr", "kronor", "Angivet (kr)", "Beloppet som handlingen anger."),
            _own("beraknat_kr", "kronor", "Beräknat (kr)", "Det som delarna blir tillsammans."),
            _own("differens_kr", "kronor", "Differens (kr)", "Beräknat minus angivet."),
            _own(
                "tolerans_kr",
                "kronor",
                "Avrundning (kr)",
                "Så mycket kan avrundningen i handlingen göra.",
            ),
            _own("verdikt", "text", "Utfall", "Hur kontrollen föll ut."),
            _own("forklaring", "text", "Förklaring", "Förklaring till läsaren."),
            _URL,
            _own(
                "jamforelse",
                "text",
                "Jämförelse",
                "lika: beloppen ska vara lika. hogst: det beräknade får vara högst det angivna.",
            ),
        ),
    ),
    "berakningar": (
        "Beräkningar",
        "ett belopp som kan räknas fram ur en ram: tillägg + grundbelopp + andel × "
        "(ram − antal × grundbelopp)",
        (
            _own("kontroll_id", "text", "Kontroll", "Id för kontrollen av beräkningen."),
            _BESLUT_ID,
            _AR,
            _RAD_ID,
            _own("namn", "text", "Namn", "Vad beloppet gäller."),
            _own("nyckel_id", "text", "Nyckel-id", "Fördelningsnyckelns id."),
            _field(Fordelningsnyckel, "namn", "nyckel"),
            _own("andel_taljare", "heltal", "Andelens täljare", "Andelen som exakt bråk."),
            _own("andel_namnare", "heltal", "Andelens nämnare", "Andelen som exakt bråk."),
            _field(Fordelningsnyckel, "harledd_ur", "andel_harledd_ur"),
            _own("ram_id", "text", "Ram", "Id för ramen som beloppet är en del av."),
            _own("ram_kr", "kronor", "Ram (kr)", "Ramens belopp."),
            _own(
                "utom_ram_kr",
                "kronor",
                "Utom, i ramen (kr)",
                "Del av ramen som fördelas annorlunda.",
            ),
            _own("antal", "heltal", "Antal", "Hur många som får grundbeloppet."),
            _field(Ram, "grundbelopp", "grundbelopp_kr", "kronor"),
            _field(Berakning, "tillagg", "tillagg_kr", "kronor"),
            _field(Fordelningsnyckel, "avrundning"),
            _own(
                "utom_belopp_kr",
                "kronor",
                "Utom, i beloppet (kr)",
                "Del av beloppet som räknas fram annorlunda; redan avdragen i det angivna.",
            ),
            _own("angivet_kr", "kronor", "Angivet (kr)", "Beloppet som handlingen anger."),
            _own("beraknat_kr", "kronor", "Beräknat (kr)", "Det som beräkningen ger."),
            _own("differens_kr", "kronor", "Differens (kr)", "Beräknat minus angivet."),
            _own("verdikt", "text", "Utfall", "Hur beräkningen föll ut."),
            _own("forklaring", "text", "Förklaring", "Förklaring till läsaren."),
            _URL,
        ),
    ),
    "villkor": (
        "Villkor",
        "ett villkor",
        (
            _own("villkor_id", "text", "Villkor-id", "Villkorets fasta id."),
            _BESLUT_ID,
            _AR,
            _field(Villkor, "text", "villkor"),
            _field(Villkor, "galler_for"),
            _own(
                "galler_del",
                "text",
                "Gäller del",
                "Namnet på den del av beslutet som villkoret gäller; tomt för hela.",
            ),
            _HANDLING,
            _AVSNITT,
            _URL,
            _GALLER_DEL_ID,
            _field(Villkor, "rubrik"),
            _field(Villkor, "teman"),
        ),
    ),
    "aterrapportering": (
        "Återrapportering",
        "en skyldighet att rapportera",
        (
            _own("aterrapportering_id", "text", "Återrapportering-id", "Skyldighetens fasta id."),
            _BESLUT_ID,
            _AR,
            _field(Aterrapportering, "vad"),
            _field(Aterrapportering, "till"),
            _field(Aterrapportering, "senast", kind="datum"),
            _field(Aterrapportering, "senast_angivet"),
            _HANDLING,
            _AVSNITT,
            _URL,
            _GALLER_DEL_ID,
        ),
    ),
    "handlingar": (
        "Handlingar",
        "ett dokument bakom ett beslut",
        (
            _own(
                "handling_id",
                "text",
                "Handling-id",
                "Handlingens fasta id: beslutets id och handlingens.",
            ),
            _BESLUT_ID,
            _AR,
            _field(Handling, "titel"),
            _field(Handling, "typ"),
            _field(Handling, "datum", kind="datum"),
            _field(Handling, "reviderad", kind="datum"),
            _field(Handling, "diarienummer"),
            _field(Handling, "lank", kind="adress"),
            _URL,
            _field(Handling, "hanvisar_till"),
        ),
    ),
    "rattelser": (
        "Rättelser",
        "en ändring av ett publicerat belopp",
        (
            _own("rattelse_id", "text", "Rättelse", "Rättelsens fasta id."),
            _field(Rattelse, "datum", kind="datum"),
            _field(Rattelse, "id", "rad_id"),
            _BESLUT_ID,
            _own("tidigare_kr", "kronor", "Tidigare (kr)", "Beloppet före rättelsen."),
            _own("nytt_kr", "kronor", "Nytt (kr)", "Beloppet efter rättelsen."),
            _field(Rattelse, "orsak"),
            _URL,
        ),
    ),
}
"""Every public table: its title, what one row is, and its columns in order."""
