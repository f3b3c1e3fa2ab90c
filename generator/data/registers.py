"""The registers: what decisions refer to by id, and who publishes the site.

Small lists, one file each; the fields are declared as in `beslut.py`.
"""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import Self

from pydantic import model_validator

from generator.data.belopp import Belopp
from generator.data.types import (
    TIDIGARE_ID,
    Andel,
    Ar,
    Avrundning,
    BeloppetsId,
    Datum,
    Del,
    Epost,
    Farg,
    Genus,
    Heltal,
    Id,
    JaNej,
    Kronor,
    Lank,
    Ordform,
    Organisationsnummer,
    SparadTabellsId,
    Text,
    TidigareId,
    Webbplats,
    confirmed,
    optional,
    required,
    several,
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
    "ersatter": "beslut",
    "andrar": "beslut",
    "jamte": "beslut",
}
"""Which register each referring field points into, wherever in the data it stands; the decisions
are one too."""


class Satsning(Del):
    """A national initiative or agreement as a series over years (English: agreement)."""

    id: Id = required("Id", "Kort namn i adresser.")
    namn: Text = required("Namn", "Satsningens namn.")
    beskrivning: Text = required("Beskrivning", "Vad satsningen är, med enkla ord.")
    tidigare_id: TidigareId = TIDIGARE_ID


class Brott(Del):
    """A year from which a series can't be compared with what went before (English: break)."""

    ar: Ar = required("År", "Första året efter brottet.")
    forklaring: Text = required("Förklaring", "Varför åren inte kan jämföras.")


class Omrade(Del):
    """A theme that recurs over years (English: policy area)."""

    id: Id = required("Id", "Kort namn i adresser.")
    namn: Text = required("Namn", "Områdets namn.")
    beskrivning: Text = required("Beskrivning", "Vad området är, med enkla ord.")
    efterfoljer: tuple[Id, ...] = several("Efterföljer", "Områden som detta tog vid efter.")
    brott: tuple[Brott, ...] = several(
        "Brott", "År då innehållet ändrades så att belopp inte kan jämföras."
    )
    tidigare_id: TidigareId = TIDIGARE_ID


class Befolkning(Del):
    """How many people a recipient is there for in a year (English: population)."""

    ar: Ar = required("År", "Året som antalet jämförs med pengarna för.")
    antal: Heltal = required("Antal invånare", "Hur många de är.")
    kalla: Text = required("Källa", "Varifrån antalet är hämtat, och för vilken dag det gäller.")


class Mottagare(Del):
    """A unit or group that receives money (English: recipient); never a person."""

    id: Id = required("Id", "Kort namn i adresser.")
    namn: Text = required("Namn", "Mottagarens namn, som handlingen skriver det.")
    beskrivning: Text | None = optional("Beskrivning", "Vem det är.")
    organisationsnummer: Organisationsnummer | None = optional(
        "Organisationsnummer",
        "Tio siffror med bindestreck, för en mottagare utanför organisationen.",
    )
    befolkning: tuple[Befolkning, ...] = several(
        "Befolkning", "Hur många invånare mottagaren har, ett antal för varje år."
    )
    tidigare_id: TidigareId = TIDIGARE_ID

    @model_validator(mode="after")
    def _one_population_a_year(self) -> Self:
        years = Counter(population.ar for population in self.befolkning)
        if several_times := [str(year) for year, times in years.items() if times > 1]:
            message = f"befolkningen anges flera gånger för {', '.join(several_times)}"
            hint = "Ta bort alla utom en; sidan räknar kronor per invånare med ett antal om året."
            raise wrong("fel-varde", message, hint)
        return self


class Objekt(Del):
    """An accounting object that links money to the ledger (English: accounting object)."""

    id: Id = required("Objekt", "Objektets nummer.")
    beskrivning: Text = required("Beskrivning", "Vad som bokförs på objektet.")
    tidigare_id: TidigareId = TIDIGARE_ID


class Antal(Del):
    """How many share a frame, where no document says (English: number of receivers)."""

    varde: Heltal = required("Antal", "Antalet.")
    avser: Text = required("Avser", "Vad som räknas, till exempel regioner.")
    kalla: Text = required("Källa", "Varifrån antalet är hämtat.")


class Fordelningsnyckel(Del):
    """How a frame is shared out among its receivers (English: allocation key).

    The share is stated by some document, or derived from an amount that has a `berakning` with
    this key; without either, amounts with the key can't be calculated.
    """

    id: Id = required("Id", "Kort namn som beräkningarna pekar på.")
    namn: Text = required("Namn", "Vad andelen bygger på.")
    beskrivning: Text = required("Beskrivning", "Hur fördelningen går till, med enkla ord.")
    andel: Andel | None = optional(
        "Andel", "Organisationens andel, som 1,26 % eller 131 155 / 10 509 986."
    )
    kalla: Text | None = optional("Källa", "Varifrån andelen är hämtad.")
    harledd_ur: Text | None = optional(
        "Härledd ur", "Radens id, när andelen räknas baklänges ur ett belopp."
    )
    antal: Antal | None = optional("Antal", "Hur många som får grundbeloppet, med egen källa.")
    avrundning: Avrundning = optional(
        "Avrundning",
        "Hur beloppet blir hela kronor: narmaste, nedat eller uppat.",
        default=Avrundning.NARMASTE,
    )
    tolerans: Kronor = optional(
        "Tolerans",
        "Hur mycket det beräknade får skilja sig från det angivna.",
        default=Belopp(1, 1, "1 kr"),
    )

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if self.andel and self.harledd_ur:
            hint = "Ta bort den ena; andelen kan bara komma från ett ställe."
            raise wrong("fel-varde", "nyckeln har både andel och harledd_ur", hint)
        if self.andel and not self.kalla:
            hint = "Lägg till raden kalla: med var den står."
            raise wrong("saknat-falt", "andelen har ingen källa", hint)
        return self


class Ord(Del):
    """A term explained to the reader (English: glossary entry)."""

    id: Id = required("Id", "Kort namn i adresser.")
    ord: Text = required("Ord", "Ordet.")
    forklaring: Text = required("Förklaring", "Vad det betyder, med enkla ord.")


class Ordled(Del):
    """A word as the search is to know it (English: part of a word).

    It is a part of compounds where nothing else is said of it.
    """

    id: Id = required("Id", "Kort namn, bara för filen.")
    ord: Text = required("Ord", "Ordet, som hälso i hälsovård.")
    hel: JaNej = optional(
        "Hel", "Ja om ordet inte ska delas, som förslag i för och slag.", default=False
    )
    samma: tuple[Text, ...] = several(
        "Samma", "Andra sätt att skriva det, som en förkortnings ord utskrivna."
    )


class Rattelse(Del):
    """A published amount that was changed, and why (English: correction)."""

    datum: Datum = required("Datum", "Dagen då rättelsen gjordes.")
    id: BeloppetsId = required(
        "Beloppets id",
        "Radens id, till exempel 2023/god-och-nara-vard, med :styckpris, :grundbelopp, "
        ":min, :max eller kontrollens namn efter om det är det beloppet.",
    )
    fore: Kronor | None = optional("Före", "Beloppet före rättelsen; utelämnat om inget angavs.")
    efter: Kronor | None = optional(
        "Efter", "Beloppet efter rättelsen; utelämnat om det togs bort."
    )
    orsak: Text = required("Orsak", "Varför beloppet ändrades, till läsaren.")
    rimligt: JaNej = confirmed()


class Tillbakadragen(Del):
    """A table of an earlier version that is published no more, and why (English: withdrawal)."""

    id: SparadTabellsId = required(
        "Version och tabell", "Versionens dag och tabellens namn, till exempel 2026-11-27/insatser."
    )
    datum: Datum = required("Datum", "Dagen då tabellen drogs tillbaka.")
    orsak: Text = required(
        "Orsak", "Varför, till läsaren; utan det som inte skulle ha publicerats."
    )


class Kontakt(Del):
    """The publisher's one functional address (English: contact point)."""

    namn: Text = required("Namn", "Funktionens namn; aldrig en person.")
    epost: Epost = required("E-post", "Funktionens adress.")


class Geografi(Del):
    """The area that the money is for (English: spatial coverage)."""

    namn: Text = required("Namn", "Områdets namn, som Jämtlands län.")
    lank: Lank = required(
        "Adress", "Områdets adress hos Geonames, som http://sws.geonames.org/2703330."
    )


class Roll(StrEnum):
    """What a publisher has to do with the money (English: role)."""

    MOTTAGARE = "mottagare"
    """Receives it and distributes it inside, as a region does with the state's grants."""
    FORDELARE = "fordelare"
    """Distributes it to others."""
    EGNA_MEDEL = "egna-medel"
    """Grants its own money."""


class Benamning(Del):
    """What a publisher calls one kind of thing, as it stands inside a sentence (English: term)."""

    en: Ordform = required("En", "Ett av dem, obestämt, som bidrag i: ett bidrag.")
    flera: Ordform = required("Flera", "Flera, obestämt, som bidrag i: flera bidrag.")
    bestamd: Ordform = required("Bestämd", "Ett av dem, bestämt, som bidraget.")
    bestamda: Ordform = required("Bestämda", "Flera, bestämt, som bidragen.")
    genus: Genus = required("Genus", "n för ett-ord (ett bidrag), u för en-ord (en insats).")
    engelska: Ordform | None = optional("På engelska", "Ordet på sidan på engelska, som grant.")

    @model_validator(mode="after")
    def _agrees(self) -> Self:
        """The definite forms have their endings, and that of the singular tells the gender."""
        genus = {"t": "n", "n": "u"}.get(self.bestamd[-1].lower())
        if genus is None:
            message = f"{self.bestamd!r} är ingen bestämd form, som slutar på n eller t"
            raise wrong("fel-varde", message, "Skriv formen efter ”den där” eller ”det där”.")
        if not self.bestamda.lower().endswith(("na", "en")):
            message = f"{self.bestamda!r} är ingen bestämd form, som slutar på na eller en"
            raise wrong("fel-varde", message, "Skriv formen efter ”de där”, som bidragen.")
        if genus != self.genus:
            article = "ett" if genus == "n" else "en"
            message = f"{self.bestamd!r} är ett {article}-ord, men genus är {self.genus}"
            raise wrong("fel-varde", message, f"Skriv genus: {genus}, eller rätta bestamd.")
        return self


class EgnaOrd(Del):
    """What a publisher calls things, where not as a region does (English: words of its own)."""

    omrade: Benamning | None = optional("Område", "Ett tema som återkommer, som område.")
    insats: Benamning | None = optional("Insats", "Det som pengarna går till, som insats.")
    mottagare: Benamning | None = optional("Mottagare", "Den som får pengarna, som mottagare.")
    satsning: Benamning | None = optional(
        "Satsning", "Det som pengarna kommer ur, som satsning; för egna medel ett slag av bidrag."
    )


class Organisation(Del):
    """Who publishes the site (English: publisher)."""

    namn: Text = required("Namn", "Organisationens namn.")
    organisationsnummer: Organisationsnummer = required(
        "Organisationsnummer", "Tio siffror med bindestreck."
    )
    webbplats: Webbplats = required("Webbplats", "Webbplatsens adress, med / sist.")
    webbplatsnamn: Text = required("Webbplatsens namn", "Namnet överst på sidorna.")
    roll: Roll = optional(
        "Roll",
        "Vad organisationen har med pengarna att göra: mottagare (får dem och fördelar dem inom "
        "sig), fordelare (fördelar dem till andra) eller egna-medel (delar ut egna pengar).",
        default=Roll.MOTTAGARE,
    )
    ord: EgnaOrd | None = optional(
        "Ord", "Vad sidorna kallar områden, insatser, mottagare och satsningar, om något annat."
    )
    demonstration: JaNej = optional(
        "Demonstration", "Ja om detta inte är organisationens egen utgivning.", default=False
    )
    kontakt: Kontakt = required("Kontakt", "Funktion och adress för frågor.")
    geografi: Geografi | None = optional(
        "Geografi", "Länet eller kommunen som uppgifterna gäller, till dataportalen och sökmotorer."
    )
    registrator: Text = required("Registrator", "Hur man ber om en handling som inte har länk.")
    registrator_lank: Lank | None = optional(
        "Registratorns adress", "Adress till sidan där man begär ut en handling."
    )
    licens: Text = required("Licens", "Licensens namn.")
    licens_lank: Lank = required("Licensens adress", "Adress till licenstexten.")
    tillganglighetsanmalan: Lank | None = optional(
        "Anmäla bristande tillgänglighet",
        "Adress till organisationens formulär, som kan användas utan att uppge namn.",
    )
    kodforrad: Lank | None = optional(
        "Kodförråd", "Adress till uppgifternas förråd på GitHub. Sidorna länkar dit för rättelser."
    )
    gren: Text = optional("Gren", "Den gren i förrådet som publiceras.", default="main")
    farg: Farg = optional("Färg", "Sidhuvudets färg i ljust läge, som #0b4f6c.", default="#0b4f6c")
    farg_mork: Farg = optional(
        "Färg, mörkt läge", "Sidhuvudets färg i mörkt läge.", default="#0b4f6c"
    )
    omfattning: Text = required(
        "Omfattning", "Vad uppgifterna täcker och inte täcker, till läsaren."
    )
    heltackande: JaNej = optional(
        "Heltäckande",
        "Ja om uppgifterna omfattar alla pengar varje år, så att summorna kan jämföras år för år.",
        default=False,
    )
