"""The registers: what decisions refer to by id, and who publishes the site.

Small lists, one file each; the fields are declared as in `model.py`.
"""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from generator.data.belopp import Belopp
from generator.data.types import (
    Andel,
    Ar,
    Avrundning,
    Datum,
    Del,
    Epost,
    Farg,
    Heltal,
    Id,
    JaNej,
    Kronor,
    Lank,
    Organisationsnummer,
    Text,
    Webbplats,
    wrong,
)

REFERENCES = {
    "satsning": "satsningar",
    "omrade": "omraden",
    "teman": "omraden",
    "efterfoljer": "omraden",
    "mottagare": "mottagare",
    "objekt": "objekt",
    "nyckel": "fordelningsnycklar",
}
"""Which register each referring field points into, wherever in the data it stands."""


class Satsning(Del):
    """A national initiative or agreement as a series over years (English: agreement)."""

    id: Id = Field(title="Id", description="Kort namn i adresser.")
    namn: Text = Field(title="Namn", description="Satsningens namn.")
    beskrivning: Text = Field(title="Beskrivning", description="Vad satsningen är, med enkla ord.")


class Brott(Del):
    """A year from which a series can't be compared with what went before (English: break)."""

    ar: Ar = Field(title="År", description="Första året efter brottet.")
    forklaring: Text = Field(title="Förklaring", description="Varför åren inte kan jämföras.")


class Omrade(Del):
    """A theme that recurs over years (English: policy area)."""

    id: Id = Field(title="Id", description="Kort namn i adresser.")
    namn: Text = Field(title="Namn", description="Områdets namn.")
    beskrivning: Text = Field(title="Beskrivning", description="Vad området är, med enkla ord.")
    efterfoljer: tuple[Id, ...] = Field(
        (), title="Efterföljer", description="Områden som detta tog vid efter."
    )
    brott: tuple[Brott, ...] = Field(
        (), title="Brott", description="År då innehållet ändrades så att belopp inte kan jämföras."
    )


class Mottagare(Del):
    """A unit or group that receives money (English: recipient); never a person."""

    id: Id = Field(title="Id", description="Kort namn i adresser.")
    namn: Text = Field(title="Namn", description="Mottagarens namn, som handlingen skriver det.")
    beskrivning: Text | None = Field(None, title="Beskrivning", description="Vem det är.")


class Objekt(Del):
    """An accounting object that links money to the ledger (English: accounting object)."""

    id: Id = Field(title="Objekt", description="Objektets nummer.")
    beskrivning: Text = Field(title="Beskrivning", description="Vad som bokförs på objektet.")


class Antal(Del):
    """How many share a frame, where no document says (English: number of receivers)."""

    varde: Heltal = Field(title="Antal", description="Antalet.")
    avser: Text = Field(title="Avser", description="Vad som räknas, till exempel regioner.")
    kalla: Text = Field(title="Källa", description="Varifrån antalet är hämtat.")


class Fordelningsnyckel(Del):
    """How a frame is shared out among its receivers (English: allocation key).

    The share is stated by some document, or derived from an amount that has a `berakning` with
    this key; without either, amounts with the key can't be calculated.
    """

    id: Id = Field(title="Id", description="Kort namn som beräkningarna pekar på.")
    namn: Text = Field(title="Namn", description="Vad andelen bygger på.")
    beskrivning: Text = Field(
        title="Beskrivning", description="Hur fördelningen går till, med enkla ord."
    )
    andel: Andel | None = Field(
        None, title="Andel", description="Regionens andel, som 1,26 % eller 131 155 / 10 509 986."
    )
    kalla: Text | None = Field(None, title="Källa", description="Varifrån andelen är hämtad.")
    harledd_ur: Text | None = Field(
        None,
        title="Härledd ur",
        description="Radens id, när andelen räknas baklänges ur ett belopp.",
    )
    antal: Antal | None = Field(
        None, title="Antal", description="Hur många som får grundbeloppet, med egen källa."
    )
    avrundning: Avrundning = Field(
        Avrundning.NARMASTE,
        title="Avrundning",
        description="Hur beloppet blir hela kronor: narmaste, nedat eller uppat.",
    )
    tolerans: Kronor = Field(
        Belopp(1, 1, "1 kr"),
        title="Tolerans",
        description="Hur mycket det beräknade får skilja sig från det angivna.",
    )

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if self.andel and self.harledd_ur:
            raise wrong(
                "fel-varde",
                "nyckeln har både andel och harledd_ur",
                "Ta bort den ena; andelen kan bara komma från ett ställe.",
            )
        if self.andel and not self.kalla:
            raise wrong(
                "saknat-falt", "andelen har ingen källa", "Lägg till raden kalla: med var den står."
            )
        return self


class Ord(Del):
    """A term explained to the reader (English: glossary entry)."""

    id: Id = Field(title="Id", description="Kort namn i adresser.")
    ord: Text = Field(title="Ord", description="Ordet.")
    forklaring: Text = Field(title="Förklaring", description="Vad det betyder, med enkla ord.")


class Rattelse(Del):
    """A published amount that was changed, and why (English: correction)."""

    datum: Datum = Field(title="Datum", description="Dagen då rättelsen gjordes.")
    id: Text = Field(
        title="Beloppets id",
        description="Radens id, till exempel 2023/god-och-nara-vard, med :styckpris, "
        ":grundbelopp eller kontrollens namn efter om det är det beloppet.",
    )
    fore: Kronor | None = Field(
        None, title="Före", description="Beloppet före rättelsen; utelämnat om inget angavs."
    )
    efter: Kronor | None = Field(
        None, title="Efter", description="Beloppet efter rättelsen; utelämnat om det togs bort."
    )
    orsak: Text = Field(title="Orsak", description="Varför beloppet ändrades, till läsaren.")


class Kontakt(Del):
    """The publisher's one functional address (English: contact point)."""

    namn: Text = Field(title="Namn", description="Funktionens namn; aldrig en person.")
    epost: Epost = Field(title="E-post", description="Funktionens adress.")


class Organisation(Del):
    """Who publishes the site (English: publisher)."""

    namn: Text = Field(title="Namn", description="Organisationens namn.")
    organisationsnummer: Organisationsnummer = Field(
        title="Organisationsnummer", description="Tio siffror med bindestreck."
    )
    webbplats: Webbplats = Field(title="Webbplats", description="Webbplatsens adress, med / sist.")
    webbplatsnamn: Text = Field(title="Webbplatsens namn", description="Namnet överst på sidorna.")
    demonstration: JaNej = Field(
        False,
        title="Demonstration",
        description="Ja om detta inte är organisationens egen utgivning.",
    )
    kontakt: Kontakt = Field(title="Kontakt", description="Funktion och adress för frågor.")
    registrator: Text = Field(
        title="Registrator", description="Hur man ber om en handling som inte har länk."
    )
    licens: Text = Field(title="Licens", description="Licensens namn.")
    licens_lank: Lank = Field(title="Licensens adress", description="Adress till licenstexten.")
    tillganglighetsanmalan: Lank | None = Field(
        None,
        title="Anmäla bristande tillgänglighet",
        description="Adress till organisationens formulär, som kan användas utan att uppge namn.",
    )
    kodforrad: Lank | None = Field(
        None,
        title="Kodförråd",
        description="Adress till uppgifternas förråd på GitHub. Sidorna länkar dit för rättelser.",
    )
    gren: Text = Field("main", title="Gren", description="Den gren i förrådet som publiceras.")
    farg: Farg = Field(
        "#0b4f6c", title="Färg", description="Sidhuvudets färg i ljust läge, som #0b4f6c."
    )
    farg_mork: Farg = Field(
        "#0b4f6c", title="Färg, mörkt läge", description="Sidhuvudets färg i mörkt läge."
    )
    omfattning: Text = Field(
        title="Omfattning", description="Vad uppgifterna täcker och inte täcker, till läsaren."
    )
