"""The model: what a decision and the registers may say, one declaration per field.

The Swedish names are the ones of the data files and of every table; each docstring gives
the English term. A field's title and description here are the only ones: columns, the data
dictionary and messages take theirs from the same place. Objects are immutable; what follows
from several of them (ids, inherited sources, sums) is worked out elsewhere.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import Self

from pydantic import Field, model_validator

from generator.data.types import (
    Ar,
    Datum,
    Del,
    Differens,
    Filnamn,
    HandlingsTyp,
    Id,
    JaNej,
    Kronor,
    Lank,
    MottagarTyp,
    Omfattning,
    RamTyp,
    Sha256,
    Status,
    Text,
    first_words,
    slug,
    wrong,
)


class Kalla(Del):
    """Where a figure stands (English: source). Missing parts come from what it stands in."""

    handling: Id | None = Field(None, title="Handling", description="Handlingens id i beslutet.")
    avsnitt: Text | None = Field(
        None, title="Avsnitt", description="Rubriken eller avsnittsnumret där uppgiften står."
    )
    angivet: Text | None = Field(
        None,
        title="Angivet",
        description="Beloppet som det är tryckt, när det skiljer sig från belopp.",
    )


class Handling(Del):
    """A document behind a decision (English: document)."""

    id: Id = Field(title="Id", description="Kort namn, unikt inom beslutet.")
    titel: Text = Field(title="Titel", description="Handlingens titel, som den är tryckt.")
    typ: HandlingsTyp = Field(title="Typ", description="forslag, underlag, beslut eller bilaga.")
    datum: Datum | None = Field(None, title="Datum", description="Handlingens datum, om det anges.")
    reviderad: Datum | None = Field(
        None, title="Reviderad", description="Datum då handlingen senast ändrades, om det anges."
    )
    diarienummer: Text | None = Field(
        None, title="Diarienummer", description="Ärendets nummer, om det anges."
    )
    hanvisar_till: tuple[Text, ...] = Field(
        (), title="Hänvisar till", description="Andra ärenden som handlingen nämner."
    )
    lank: Lank | None = Field(
        None, title="Länk", description="Adress till handlingen, om den finns."
    )
    sha256: Sha256 | None = Field(
        None, title="SHA-256", description="Kontrollsumma för den fil som uppgifterna togs ur."
    )
    fil: Filnamn | None = Field(
        None, title="Fil", description="Filnamn för handlingen som text, för kontroll av källor."
    )
    innehall: tuple[Text, ...] = Field(
        (),
        title="Innehåll",
        description="Det handlingen säger utöver belopp, sammanfattat i korta punkter.",
    )
    anmarkning: Text | None = Field(
        None, title="Anmärkning", description="Det läsaren behöver veta om handlingen."
    )


class Styckpris(Del):
    """A price per unit (English: unit price), never part of a sum."""

    belopp: Kronor | None = Field(None, title="Belopp", description="Pris per enhet.")
    per: Text = Field(title="Per", description="Vad priset gäller, till exempel besök.")
    angivet: Text | None = Field(
        None, title="Angivet", description="Priset som det är tryckt, till exempel x kronor."
    )


class Berakning(Del):
    """How an amount may have been arrived at (English: calculation).

    `tillägg + grundbelopp + andel × (ram − antal × grundbelopp)`: the key gives the share and
    how many receive the base amount, the frame gives the base amount itself.
    """

    nyckel: Id = Field(title="Nyckel", description="Ett id i fordelningsnycklar.yml.")
    ram: Text = Field(title="Ram", description="Id i beslutet för ramen som beloppet är en del av.")
    utom_ram: Text | None = Field(
        None,
        title="Utom, i ramen",
        description="Id för den del av ramen som fördelas på annat sätt.",
    )
    utom_belopp: Text | None = Field(
        None,
        title="Utom, i beloppet",
        description="Id för den del av beloppet som räknas fram på annat sätt.",
    )
    tillagg: Kronor | None = Field(
        None, title="Tillägg", description="Belopp som kommer till utöver andelen."
    )
    anmarkning: Text | None = Field(
        None, title="Anmärkning", description="Det läsaren behöver veta om beräkningen."
    )


class MedBelopp(Del):
    """What may state an amount (English: that which has an amount)."""

    belopp: Kronor | None = Field(
        None, title="Belopp", description="Beloppet som handlingen anger, med enhet."
    )
    kalla: Kalla | None = Field(None, title="Källa", description="Var uppgiften står.")
    berakning: Berakning | None = Field(
        None, title="Beräkning", description="Hur beloppet kan räknas fram ur en ram."
    )
    rimligt: JaNej = Field(
        False,
        title="Rimligt",
        description="Ja när ett belopp som ser ut som ett misstag är kontrollerat mot handlingen.",
    )


class Post(MedBelopp):
    """What may carry an amount in a decision, under an id of its own."""

    id: Id | None = Field(
        None, title="Id", description="Fast namn i adresser; utan id används namnet."
    )
    anmarkning: Text | None = Field(
        None, title="Anmärkning", description="Det läsaren behöver veta om uppgiften."
    )

    @property
    @abstractmethod
    def etikett(self) -> str:
        """What people call this post."""

    @property
    def nyckel(self) -> str:
        """The part of its address that is its own: the given id, else the slug of its name."""
        return self.id or slug(self.etikett)


class NamedPost(Post):
    """A post that the document gives a name."""

    namn: Text = Field(title="Namn", description="Namnet, som det är tryckt.")

    @property
    def etikett(self) -> str:
        """The name."""
        return self.namn


class Varav(NamedPost):
    """A subset inside an amount (English: of which); never added to a total."""


class Delpost(NamedPost):
    """A part of an intervention's amount (English: line item)."""

    avser: Text | None = Field(None, title="Avser", description="Vad pengarna ska gå till.")


class Insats(NamedPost):
    """What is done with the money (English: intervention); many have no amount of their own."""

    mal: Text | None = Field(None, title="Mål", description="Målet som insatsen ska bidra till.")
    mal_angivet: Text | None = Field(
        None, title="Mål, som tryckt", description="Målet som det är tryckt, till exempel Se ovan."
    )
    avser: Text | None = Field(None, title="Avser", description="Vad pengarna ska gå till.")
    mottagare: Id | None = Field(
        None, title="Mottagare", description="Vem som får pengarna, ett id i mottagare.yml."
    )
    ansvarig: tuple[Text, ...] = Field(
        (), title="Ansvarig", description="Roller eller enheter med ansvar; aldrig personer."
    )
    objekt: Id | None = Field(
        None, title="Objekt", description="Redovisningsobjekt, ett id i objekt.yml."
    )
    teman: tuple[Id, ...] = Field(
        (), title="Teman", description="Andra områden som insatsen rör, utan eget belopp."
    )
    styckpris: Styckpris | None = Field(
        None, title="Styckpris", description="Pris per enhet; räknas aldrig in i en summa."
    )
    delposter: tuple[Delpost, ...] = Field(
        (), title="Delposter", description="Insatsens delar, var och en med belopp."
    )


class Aktivitet(Del):
    """Something to be done with a goal but no money of its own (English: activity)."""

    id: Id | None = Field(
        None, title="Id", description="Fast namn i adresser; utan id används namnet."
    )
    namn: Text = Field(title="Namn", description="Aktiviteten, som den är tryckt.")
    mal: Text | None = Field(None, title="Mål", description="Målet med aktiviteten.")
    mal_angivet: Text | None = Field(
        None, title="Mål, som tryckt", description="Målet som det är tryckt, till exempel Se ovan."
    )
    teman: tuple[Id, ...] = Field(
        (), title="Teman", description="Områden som aktiviteten uttryckligen gäller."
    )
    kalla: Kalla | None = Field(None, title="Källa", description="Var uppgiften står.")

    @property
    def nyckel(self) -> str:
        """The given id, else the slug of the name."""
        return self.id or slug(self.namn)


class Delomrade(NamedPost):
    """A part of a development area with its own amount (English: sub-area)."""

    oronmarkt: JaNej = Field(
        False, title="Öronmärkt", description="Ja om pengarna inte får användas till annat."
    )
    objekt: Id | None = Field(
        None, title="Objekt", description="Redovisningsobjekt, ett id i objekt.yml."
    )
    varav: tuple[Varav, ...] = Field((), title="Varav", description="Belopp som ingår i beloppet.")


class Utvecklingsomrade(Post):
    """A numbered part of the agreement with its own sum (English: development area)."""

    omrade: Id = Field(title="Område", description="Vilket tema det gäller, ett id i omraden.yml.")
    rubrik: Text = Field(title="Rubrik", description="Rubriken, som den är tryckt.")
    mal: Text | None = Field(
        None, title="Mål", description="Vad pengarna ska leda till, i korthet."
    )
    objekt: Id | None = Field(
        None, title="Objekt", description="Redovisningsobjekt, ett id i objekt.yml."
    )
    teman: tuple[Id, ...] = Field(
        (), title="Teman", description="Områden som ingår, utan eget belopp."
    )
    delomraden: tuple[Delomrade, ...] = Field(
        (), title="Delområden", description="Delar med egna belopp."
    )
    varav: tuple[Varav, ...] = Field((), title="Varav", description="Belopp som ingår i beloppet.")
    insatser: tuple[Insats, ...] = Field((), title="Insatser", description="Vad som ska göras.")

    @property
    def etikett(self) -> str:
        """The heading."""
        return self.rubrik

    @property
    def nyckel(self) -> str:
        """The theme's id: shorter than the heading, and it survives a new heading."""
        return self.id or self.omrade


class Ram(NamedPost):
    """Money above the region, or planned ahead of the decision (English: frame)."""

    ar: Ar | None = Field(None, title="År", description="Vilket år pengarna gäller.")
    omfattning: Omfattning | None = Field(
        None, title="Omfattning", description="riket eller regionen."
    )
    ramtyp: RamTyp = Field(
        title="Ramtyp", description="totalt, mottagartyp, omrade, delomrade eller varav."
    )
    mottagartyp: MottagarTyp | None = Field(
        None, title="Mottagartyp", description="regioner, kommuner, gemensamt eller skr."
    )
    omrade: Id | None = Field(None, title="Område", description="Ett id i omraden.yml.")
    preliminar: JaNej | None = Field(
        None, title="Preliminär", description="Ja om beloppet bara är en planering."
    )
    fordelning: Text | None = Field(
        None, title="Fördelning", description="Hur beloppet fördelas mellan mottagarna."
    )
    grundbelopp: Kronor | None = Field(
        None,
        title="Grundbelopp",
        description="Belopp som varje mottagare får innan resten fördelas.",
    )
    delar: tuple[Ram, ...] = Field((), title="Delar", description="Vad ramen består av.")


class Villkor(Del):
    """A condition for the money or for how it is booked (English: condition)."""

    id: Id | None = Field(
        None, title="Id", description="Fast namn i adresser; utan id används textens början."
    )
    rubrik: Text | None = Field(
        None, title="Rubrik", description="Rubriken som villkoret står under, som den är tryckt."
    )
    text: Text = Field(title="Villkor", description="Villkoret, sammanfattat.")
    galler_for: Text | None = Field(
        None, title="Gäller för", description="Vem villkoret gäller, om det anges."
    )
    galler_del: Text | None = Field(
        None, title="Gäller del", description="Vilken del av beslutet, som dess id; annars hela."
    )
    teman: tuple[Id, ...] = Field(
        (), title="Teman", description="Områden utan eget belopp som villkoret gäller."
    )
    kalla: Kalla | None = Field(None, title="Källa", description="Var uppgiften står.")

    @property
    def nyckel(self) -> str:
        """The given id, else the slug of the first words: it survives a reordering."""
        return self.id or first_words(self.text)


class Aterrapportering(Del):
    """A duty to report back (English: reporting requirement)."""

    id: Id | None = Field(
        None, title="Id", description="Fast namn i adresser; utan id används textens början."
    )
    vad: Text = Field(title="Vad", description="Vad som ska rapporteras.")
    till: Text | None = Field(None, title="Till", description="Till vem, om det anges.")
    senast: Datum | None = Field(None, title="Senast", description="Sista dag, om den anges.")
    senast_angivet: Text | None = Field(
        None, title="Senast, som angivet", description="Tiden med handlingens ord."
    )
    galler_del: Text | None = Field(
        None, title="Gäller del", description="Vilken del av beslutet, som dess id; annars hela."
    )
    kalla: Kalla | None = Field(None, title="Källa", description="Var uppgiften står.")

    @property
    def nyckel(self) -> str:
        """The given id, else the slug of the first words: it survives a reordering."""
        return self.id or first_words(self.vad)


class Ansvar(Del):
    """A responsibility for the decision as a whole (English: responsibility)."""

    roll: Text = Field(title="Roll", description="Roll eller enhet; aldrig en person.")
    vad: Text = Field(title="Ansvarar för", description="Vad ansvaret gäller.")
    kalla: Kalla | None = Field(None, title="Källa", description="Var uppgiften står.")


class Anmarkning(Del):
    """A slip or an ambiguity in the document that the reader should know of (English: note)."""

    text: Text = Field(title="Anmärkning", description="Vad läsaren behöver veta.")
    kalla: Kalla | None = Field(None, title="Källa", description="Var det står i handlingen.")


class Upprepning(Del):
    """A figure that the document states again elsewhere (English: repeated figure)."""

    av: Text | None = Field(
        None, title="Upprepar", description="Id för posten som upprepas; utan det hela beslutet."
    )
    belopp: Kronor = Field(title="Belopp", description="Beloppet på det andra stället.")
    kalla: Kalla | None = Field(None, title="Källa", description="Var det står.")


class Avvikelse(Del):
    """The published explanation of a difference in a sum (English: deviation)."""

    kontroll: Text = Field(title="Kontroll", description="Kontrollens namn, till exempel insatser.")
    galler: Text | None = Field(
        None, title="Gäller", description="Id för posten; utan det hela beslutet."
    )
    differens: Differens = Field(
        title="Differens", description="Beräknat minus angivet, med enhet; minus om det fattas."
    )
    forklaring: Text = Field(title="Förklaring", description="En mening till läsaren.")


class Sammantrade(Del):
    """A meeting that may last more than a day (English: meeting)."""

    fran: Datum = Field(title="Från", description="Mötets första dag.")
    till: Datum = Field(title="Till", description="Mötets sista dag, som är beslutets datum.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.till < self.fran:
            raise wrong("fel-datum", "mötet slutar innan det börjar", "Byt plats på datumen.")
        return self


class Beslut(MedBelopp):
    """How the region uses one agreement's money in one year (English: decision)."""

    ar: Ar = Field(title="År", description="Beslutets år, taget ur mappens namn.")
    id: Id = Field(title="Id", description="Beslutets id, taget ur filens namn.")
    titel: Text = Field(title="Titel", description="Beslutets titel.")
    satsning: Id = Field(title="Satsning", description="Ett id i satsningar.yml.")
    status: Status = Field(
        title="Status", description="beslutad, eller forslag när beslutet inte är känt."
    )
    sammanfattning: Text = Field(
        title="Sammanfattning", description="Två tre meningar med egna ord om vad beslutet gäller."
    )
    beslutsinstans: Text | None = Field(
        None, title="Beslutsinstans", description="Organ eller roll som beslutade."
    )
    delegation: Text | None = Field(
        None, title="Delegation", description="Delegationsbestämmelse, vid beslut på delegation."
    )
    beslutsdatum: Datum | None = Field(
        None, title="Beslutsdatum", description="Beslutets dag; mötets sista om det varade flera."
    )
    beslutsdatum_angivet: Text | None = Field(
        None, title="Beslutsdatum, som angivet", description="Datumet som det är tryckt."
    )
    sammantrade: Sammantrade | None = Field(
        None, title="Sammanträde", description="Mötets första och sista dag."
    )
    paragraf: Text | None = Field(
        None, title="Paragraf", description="Paragrafens nummer i protokollet, utan §."
    )
    kategori: Text | None = Field(
        None, title="Kategori", description="Regionens kategori för statsbidraget."
    )
    anmalan: Text | None = Field(
        None, title="Anmälan", description="Var och när beslutet anmäls, om det anges."
    )
    utdrag_till: tuple[Text, ...] = Field(
        (), title="Utdrag till", description="Roller och enheter som får beslutet."
    )
    handlingar: tuple[Handling, ...] = Field(
        title="Handlingar", description="Dokumenten bakom beslutet.", min_length=1
    )
    omrade: Id | None = Field(
        None, title="Område", description="När hela beslutet gäller ett område: dess id."
    )
    objekt: Id | None = Field(
        None, title="Objekt", description="Redovisningsobjekt, ett id i objekt.yml."
    )
    mal: Text | None = Field(None, title="Mål", description="Målet med pengarna, i korthet.")
    omraden: tuple[Utvecklingsomrade, ...] = Field(
        (), title="Områden", description="Utvecklingsområden, var och ett med eget belopp."
    )
    insatser: tuple[Insats, ...] = Field(
        (), title="Insatser", description="Insatser som inte hör till ett utvecklingsområde."
    )
    aktiviteter: tuple[Aktivitet, ...] = Field(
        (), title="Aktiviteter", description="Det som ska göras utan egna pengar."
    )
    ramar: tuple[Ram, ...] = Field(
        (), title="Ramar", description="Nationella ramar och preliminära ramar för kommande år."
    )
    villkor: tuple[Villkor, ...] = Field((), title="Villkor", description="Villkor för pengarna.")
    ansvar: tuple[Ansvar, ...] = Field((), title="Ansvar", description="Vem som ansvarar för vad.")
    aterrapportering: tuple[Aterrapportering, ...] = Field(
        (), title="Återrapportering", description="Vad som ska rapporteras, till vem och när."
    )
    upprepningar: tuple[Upprepning, ...] = Field(
        (), title="Upprepningar", description="Belopp som handlingen anger på fler ställen."
    )
    anmarkningar: tuple[Anmarkning, ...] = Field(
        (), title="Anmärkningar", description="Skrivfel och oklarheter i handlingen."
    )
    avvikelser: tuple[Avvikelse, ...] = Field(
        (), title="Avvikelser", description="Förklaringar till summor som inte stämmer."
    )

    @property
    def beslut_id(self) -> str:
        """The decision's identity, `<år>/<id>`: its place among the data files."""
        return f"{self.ar}/{self.id}"
