"""The registers: what decisions refer to by id, and who publishes the site.

Small lists, one file each; the fields are declared as in `model.py`.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from generator.fields import (
    Ar,
    Datum,
    Del,
    Epost,
    Farg,
    Id,
    JaNej,
    Kronor,
    Lank,
    Organisationsnummer,
    Text,
    Webbplats,
    wrong,
)


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


class Ord(Del):
    """A term explained to the reader (English: glossary entry)."""

    id: Id = Field(title="Id", description="Kort namn i adresser.")
    ord: Text = Field(title="Ord", description="Ordet.")
    forklaring: Text = Field(title="Förklaring", description="Vad det betyder, med enkla ord.")


UNWRITTEN = "…"
"""What stands for the reason in the entries that messages offer, until someone writes it."""


def _reason(value: str) -> str:
    if value == UNWRITTEN:
        hint = "Skriv en mening till läsaren om varför beloppet ändrades."
        raise wrong("fel-varde", "orsaken är inte skriven", hint)
    return value


class Rattelse(Del):
    """A published amount that was changed, and why (English: correction)."""

    datum: Datum = Field(title="Datum", description="Dagen då rättelsen gjordes.")
    id: Text = Field(
        title="Beloppets id",
        description="Radens id, till exempel 2023/god-och-nara-vard, med :styckpris eller "
        ":grundbelopp efter om det är det beloppet.",
    )
    fore: Kronor | None = Field(
        None, title="Före", description="Beloppet före rättelsen; utelämnat om inget angavs."
    )
    efter: Kronor | None = Field(
        None, title="Efter", description="Beloppet efter rättelsen; utelämnat om det togs bort."
    )
    orsak: Annotated[Text, AfterValidator(_reason)] = Field(
        title="Orsak", description="Varför beloppet ändrades, till läsaren."
    )


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
    farg: Farg = Field(
        "#0b4f6c", title="Färg", description="Sidhuvudets färg i ljust läge, som #0b4f6c."
    )
    farg_mork: Farg = Field(
        "#0b4f6c", title="Färg, mörkt läge", description="Sidhuvudets färg i mörkt läge."
    )
    omfattning: Text = Field(
        title="Omfattning", description="Vad uppgifterna täcker och inte täcker, till läsaren."
    )
