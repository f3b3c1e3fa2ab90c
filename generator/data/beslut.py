"""The model: what a decision and the registers may say, one declaration per field.

The Swedish names are the ones of the data files and of every table; each docstring gives the
English term. A field's title and description here are the only ones: columns, the dictionary and
messages take theirs from here. Objects are immutable; what follows from several is elsewhere.
"""

from __future__ import annotations

from functools import lru_cache
from sys import intern
from typing import Self

from pydantic import model_validator

from generator.data.posts import (
    Aktivitet,
    Insats,
    Kalla,
    Ram,
    Tilldelning,
    Utvecklingsomrade,
)
from generator.data.types import (
    TIDIGARE_ID,
    AngivetBelopp,
    Ar,
    BeslutsId,
    Datum,
    Del,
    Differens,
    Filnamn,
    HandlingsTyp,
    Id,
    JaNej,
    Lank,
    Sha256,
    Text,
    TidigareBeslut,
    WrittenStatus,
    confirmed,
    first_words,
    optional,
    required,
    several,
    wrong,
)


class Handling(Del):
    """A document behind a decision (English: document)."""

    id: Id = required("Id", "Kort namn, unikt inom beslutet.")
    titel: Text = required("Titel", "Handlingens titel, som den är tryckt.")
    typ: HandlingsTyp = required("Typ", "forslag, underlag, beslut eller bilaga.")
    datum: Datum | None = optional("Datum", "Handlingens datum, om det anges.")
    reviderad: Datum | None = optional(
        "Reviderad", "Datum då handlingen senast ändrades, om det anges."
    )
    diarienummer: Text | None = optional("Diarienummer", "Ärendets nummer, om det anges.")
    hanvisar_till: tuple[Text, ...] = several(
        "Hänvisar till", "Andra ärenden som handlingen nämner."
    )
    lank: Lank | None = optional("Länk", "Adress till handlingen, om den finns.")
    sha256: Sha256 | None = optional(
        "SHA-256", "Kontrollsumma för den fil som uppgifterna togs ur."
    )
    fil: Filnamn | None = optional(
        "Fil", "Filnamn för handlingen som text, för kontroll av källor."
    )
    innehall: tuple[Text, ...] = several(
        "Innehåll", "Det handlingen säger utöver belopp, sammanfattat i korta punkter."
    )
    anmarkning: Text | None = optional("Anmärkning", "Det läsaren behöver veta om handlingen.")
    rimligt: JaNej = confirmed()


class Villkor(Del):
    """A condition for the money or for how it is booked (English: condition)."""

    id: Id | None = optional("Id", "Fast namn i adresser; utan id används textens början.")
    rubrik: Text | None = optional(
        "Rubrik", "Rubriken som villkoret står under, som den är tryckt."
    )
    text: Text = required("Villkor", "Villkoret, sammanfattat.")
    galler_for: Text | None = optional("Gäller för", "Vem villkoret gäller, om det anges.")
    galler_del: Text | None = optional(
        "Gäller del", "Vilken del av beslutet, som dess id; annars hela."
    )
    teman: tuple[Id, ...] = several("Teman", "Områden utan eget belopp som villkoret gäller.")
    kalla: Kalla | None = optional("Källa", "Var uppgiften står.")

    @property
    def nyckel(self) -> str:
        """The given id, else the slug of the first words: it survives a reordering."""
        return self.id or first_words(self.text)


class Aterrapportering(Del):
    """A duty to report back (English: reporting requirement)."""

    id: Id | None = optional("Id", "Fast namn i adresser; utan id används textens början.")
    vad: Text = required("Vad", "Vad som ska rapporteras.")
    till: Text | None = optional("Till", "Till vem, om det anges.")
    senast: Datum | None = optional("Senast", "Sista dag, om den anges.")
    senast_angivet: Text | None = optional("Senast, som angivet", "Tiden med handlingens ord.")
    galler_del: Text | None = optional(
        "Gäller del", "Vilken del av beslutet, som dess id; annars hela."
    )
    kalla: Kalla | None = optional("Källa", "Var uppgiften står.")
    rimligt: JaNej = confirmed()

    @property
    def nyckel(self) -> str:
        """The given id, else the slug of the first words: it survives a reordering."""
        return self.id or first_words(self.vad)


class Ansvar(Del):
    """A responsibility for the decision as a whole (English: responsibility)."""

    roll: Text = required("Roll", "Roll eller enhet; aldrig en person.")
    vad: Text = required("Ansvarar för", "Vad ansvaret gäller.")
    kalla: Kalla | None = optional("Källa", "Var uppgiften står.")


class Anmarkning(Del):
    """A slip or an ambiguity in the document that the reader should know of (English: note)."""

    text: Text = required("Anmärkning", "Vad läsaren behöver veta.")
    kalla: Kalla | None = optional("Källa", "Var det står i handlingen.")


class Upprepning(Del):
    """A figure that the document states again elsewhere (English: repeated figure)."""

    av: Text | None = optional("Upprepar", "Id för posten som upprepas; utan det hela beslutet.")
    belopp: AngivetBelopp = required("Belopp", "Beloppet på det andra stället.")
    kalla: Kalla | None = optional("Källa", "Var det står.")


class Avvikelse(Del):
    """The published explanation of a difference in a sum (English: deviation)."""

    kontroll: Text = required("Kontroll", "Kontrollens namn, till exempel insatser.")
    galler: Text | None = optional("Gäller", "Id för posten; utan det hela beslutet.")
    differens: Differens = required(
        "Differens", "Beräknat minus angivet, med enhet; minus om det fattas."
    )
    forklaring: Text = required("Förklaring", "En mening till läsaren.")


class Upphavd(Del):
    """That a decision was taken back (English: revocation)."""

    datum: Datum = required("Datum", "Dagen då beslutet upphävdes.")
    text: Text = required("Text", "Vem som upphävde det, och varför, i en mening till läsaren.")
    kalla: Kalla | None = optional("Källa", "Var det står.")
    rimligt: JaNej = confirmed()


class Sammantrade(Del):
    """A meeting that may last more than a day (English: meeting)."""

    fran: Datum = required("Från", "Mötets första dag.")
    till: Datum = required("Till", "Mötets sista dag, som är beslutets datum.")
    rimligt: JaNej = confirmed()

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.till < self.fran:
            raise wrong("fel-datum", "mötet slutar innan det börjar", "Byt plats på datumen.")
        return self


class Beslut(Tilldelning):
    """How the region uses one agreement's money in one year (English: decision)."""

    ar: Ar = required("År", "Beslutets år, taget ur mappens namn.")
    id: Id = required("Id", "Beslutets id, taget ur filens namn.")
    titel: Text = required("Titel", "Beslutets titel.")
    satsning: Id = required("Satsning", "Ett id i satsningar.yml.")
    status: WrittenStatus = required("Status", "beslutad, eller forslag när beslutet inte är känt.")
    ersatter: BeslutsId | None = optional(
        "Ersätter", "Beslutet som inte längre gäller, skrivet som år/id."
    )
    andrar: BeslutsId | None = optional(
        "Ändrar", "Beslutet vars belopp ändras, skrivet som år/id; beloppen här är ändringar."
    )
    jamte: BeslutsId | None = optional(
        "Jämte", "Beslut om samma satsning, år och område som gäller vid sidan av det här."
    )
    upphavd: Upphavd | None = optional("Upphävd", "När och varför beslutet togs tillbaka.")
    sammanfattning: Text = required(
        "Sammanfattning", "Två tre meningar med egna ord om vad beslutet gäller."
    )
    beslutsinstans: Text | None = optional("Beslutsinstans", "Organ eller roll som beslutade.")
    delegation: Text | None = optional(
        "Delegation", "Delegationsbestämmelse, vid beslut på delegation."
    )
    beslutsdatum: Datum | None = optional(
        "Beslutsdatum", "Beslutets dag; mötets sista om det varade flera."
    )
    beslutsdatum_angivet: Text | None = optional(
        "Beslutsdatum, som angivet", "Datumet som det är tryckt."
    )
    sammantrade: Sammantrade | None = optional("Sammanträde", "Mötets första och sista dag.")
    paragraf: Text | None = optional("Paragraf", "Paragrafens nummer i protokollet, utan §.")
    kategori: Text | None = optional("Kategori", "Regionens kategori för statsbidraget.")
    anmalan: Text | None = optional("Anmälan", "Var och när beslutet anmäls, om det anges.")
    utdrag_till: tuple[Text, ...] = several("Utdrag till", "Roller och enheter som får beslutet.")
    handlingar: tuple[Handling, ...] = required(
        "Handlingar", "Dokumenten bakom beslutet.", min_length=1
    )
    omrade: Id | None = optional("Område", "När hela beslutet gäller ett område: dess id.")
    objekt: Id | None = optional("Objekt", "Redovisningsobjekt, ett id i objekt.yml.")
    mal: Text | None = optional("Mål", "Målet med pengarna, i korthet.")
    omraden: tuple[Utvecklingsomrade, ...] = several(
        "Områden", "Utvecklingsområden, var och ett med eget belopp."
    )
    insatser: tuple[Insats, ...] = several(
        "Insatser", "Insatser som inte hör till ett utvecklingsområde."
    )
    aktiviteter: tuple[Aktivitet, ...] = several(
        "Aktiviteter", "Det som ska göras utan egna pengar."
    )
    ramar: tuple[Ram, ...] = several(
        "Ramar", "Nationella ramar och preliminära ramar för kommande år."
    )
    villkor: tuple[Villkor, ...] = several("Villkor", "Villkor för pengarna.")
    ansvar: tuple[Ansvar, ...] = several("Ansvar", "Vem som ansvarar för vad.")
    aterrapportering: tuple[Aterrapportering, ...] = several(
        "Återrapportering", "Vad som ska rapporteras, till vem och när."
    )
    upprepningar: tuple[Upprepning, ...] = several(
        "Upprepningar", "Belopp som handlingen anger på fler ställen."
    )
    anmarkningar: tuple[Anmarkning, ...] = several(
        "Anmärkningar", "Skrivfel och oklarheter i handlingen."
    )
    avvikelser: tuple[Avvikelse, ...] = several(
        "Avvikelser", "Förklaringar till summor som inte stämmer."
    )
    tidigare_id: TidigareBeslut = TIDIGARE_ID

    @property
    def beslut_id(self) -> str:
        """The decision's identity, `<år>/<id>`: its place among the data files."""
        return _beslut_id(self.ar, self.id)


@lru_cache(maxsize=1 << 14)
def _beslut_id(ar: int, id_: str) -> str:
    """Asked for very often, and kept with each of very many things."""
    return intern(f"{ar}/{id_}")
