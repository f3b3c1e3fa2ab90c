"""What may carry an amount in a decision: one class for each kind of post, one line per field.

What stands in a row of its own is of a class that none is derived from, so that its kind can be
told by `type(part) is Insats`: `isinstance` of a model takes ten times as long to say no.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import final

from generator.data.types import (
    AngivetBelopp,
    Ar,
    Datum,
    Del,
    Id,
    JaNej,
    Kronor,
    MottagarTyp,
    Omfattning,
    Pris,
    RamTyp,
    Text,
    confirmed,
    optional,
    required,
    several,
    slug,
)


class Kalla(Del):
    """Where a figure stands (English: source). Missing parts come from what it stands in."""

    handling: Id | None = optional("Handling", "Handlingens id i beslutet.")
    avsnitt: Text | None = optional("Avsnitt", "Rubriken eller avsnittsnumret där uppgiften står.")
    angivet: Text | None = optional(
        "Angivet", "Beloppet som det är tryckt, när det skiljer sig från belopp."
    )


class Styckpris(Del):
    """A price per unit (English: unit price), never part of a sum."""

    belopp: Pris | None = optional("Belopp", "Pris per enhet.")
    per: Text = required("Per", "Vad priset gäller, till exempel besök.")
    angivet: Text | None = optional("Angivet", "Priset som det är tryckt, till exempel x kronor.")
    rimligt: JaNej = confirmed()


class Berakning(Del):
    """How an amount may have been arrived at (English: calculation).

    `tillägg + grundbelopp + andel × (ram − antal × grundbelopp)`: the key gives the share and
    how many receive the base amount, the frame gives the base amount itself.
    """

    nyckel: Id = required("Nyckel", "Ett id i fordelningsnycklar.yml.")
    ram: Text = required("Ram", "Id i beslutet för ramen som beloppet är en del av.")
    utom_ram: Text | None = optional(
        "Utom, i ramen", "Id för den del av ramen som fördelas på annat sätt."
    )
    utom_belopp: Text | None = optional(
        "Utom, i beloppet", "Id för den del av beloppet som räknas fram på annat sätt."
    )
    tillagg: Kronor | None = optional("Tillägg", "Belopp som kommer till utöver andelen.")
    anmarkning: Text | None = optional("Anmärkning", "Det läsaren behöver veta om beräkningen.")


class MedBelopp(Del):
    """What may state an amount (English: that which has an amount)."""

    belopp: AngivetBelopp | None = optional("Belopp", "Beloppet som handlingen anger, med enhet.")
    kalla: Kalla | None = optional("Källa", "Var uppgiften står.")
    berakning: Berakning | None = optional("Beräkning", "Hur beloppet kan räknas fram ur en ram.")
    rimligt: JaNej = confirmed()


@final
class Arsdel(MedBelopp):
    """The part of an amount that is for one year (English: annual share)."""

    ar: Ar = required("År", "Året som pengarna är för.")

    @property
    def nyckel(self) -> str:
        """The year."""
        return str(self.ar)


class Utfall(Del):
    """What had been used of an amount by a day (English: outcome)."""

    anvant: Kronor | None = optional("Använt", "Hur mycket som hade använts, sammanlagt till då.")
    aterbetalt: Kronor | None = optional(
        "Återbetalt", "Hur mycket som hade betalats tillbaka, sammanlagt till då."
    )
    per: Datum = required("Per", "Dagen som uppgiften gäller.")
    kalla: Kalla | None = optional("Källa", "Var uppgiften står.")
    rimligt: JaNej = confirmed()


class Tilldelning(MedBelopp):
    """An amount that may be for several years and be followed up (English: allocation)."""

    avser_ar: Ar | None = optional(
        "Avser år", "Vilket år pengarna är för, när det är ett annat än beslutets."
    )
    per_ar: tuple[Arsdel, ...] = several("Per år", "Beloppets delar år för år.")
    utfall: tuple[Utfall, ...] = several("Utfall", "Vad som har använts och betalats tillbaka.")


class Post(MedBelopp):
    """What may carry an amount in a decision, under an id of its own."""

    id: Id | None = optional("Id", "Fast namn i adresser; utan id används namnet.")
    anmarkning: Text | None = optional("Anmärkning", "Det läsaren behöver veta om uppgiften.")

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

    namn: Text = required("Namn", "Namnet, som det är tryckt.")

    @property
    def etikett(self) -> str:
        """The name."""
        return self.namn


class Varav(NamedPost):
    """A subset inside an amount (English: of which); never added to a total."""


class Delpost(NamedPost):
    """A part of an intervention's amount (English: line item)."""

    avser: Text | None = optional("Avser", "Vad pengarna ska gå till.")


@final
class Insats(Tilldelning, NamedPost):
    """What is done with the money (English: intervention); many have no amount of their own."""

    mal: Text | None = optional("Mål", "Målet som insatsen ska bidra till.")
    mal_angivet: Text | None = optional(
        "Mål, som tryckt", "Målet som det är tryckt, till exempel Se ovan."
    )
    avser: Text | None = optional("Avser", "Vad pengarna ska gå till.")
    mottagare: Id | None = optional("Mottagare", "Vem som får pengarna, ett id i mottagare.yml.")
    mottagare_angivet: Text | None = optional("Mottagare, som tryckt", "Namnet i handlingen.")
    ansvarig: tuple[Text, ...] = several(
        "Ansvarig", "Roller eller enheter med ansvar; aldrig personer."
    )
    objekt: Id | None = optional("Objekt", "Redovisningsobjekt, ett id i objekt.yml.")
    teman: tuple[Id, ...] = several("Teman", "Andra områden som insatsen rör, utan eget belopp.")
    styckpris: Styckpris | None = optional(
        "Styckpris", "Pris per enhet; räknas aldrig in i en summa."
    )
    delposter: tuple[Delpost, ...] = several("Delposter", "Insatsens delar, var och en med belopp.")
    sokt: Kronor | None = optional("Sökt", "Beloppet som söktes; räknas aldrig in i en summa.")
    avslag: JaNej = optional("Avslag", "Ja om ansökan avslogs.", default=False)


@final
class Aktivitet(Del):
    """Something to be done with a goal but no money of its own (English: activity)."""

    id: Id | None = optional("Id", "Fast namn i adresser; utan id används namnet.")
    namn: Text = required("Namn", "Aktiviteten, som den är tryckt.")
    mal: Text | None = optional("Mål", "Målet med aktiviteten.")
    mal_angivet: Text | None = optional(
        "Mål, som tryckt", "Målet som det är tryckt, till exempel Se ovan."
    )
    teman: tuple[Id, ...] = several("Teman", "Områden som aktiviteten uttryckligen gäller.")
    kalla: Kalla | None = optional("Källa", "Var uppgiften står.")

    @property
    def nyckel(self) -> str:
        """The given id, else the slug of the name."""
        return self.id or slug(self.namn)


@final
class Delomrade(NamedPost):
    """A part of a development area with its own amount (English: sub-area)."""

    oronmarkt: JaNej = optional(
        "Öronmärkt", "Ja om pengarna inte får användas till annat.", default=False
    )
    objekt: Id | None = optional("Objekt", "Redovisningsobjekt, ett id i objekt.yml.")
    varav: tuple[Varav, ...] = several("Varav", "Belopp som ingår i beloppet.")


@final
class Utvecklingsomrade(Tilldelning, Post):
    """A numbered part of the agreement with its own sum (English: development area)."""

    omrade: Id = required("Område", "Vilket tema det gäller, ett id i omraden.yml.")
    rubrik: Text = required("Rubrik", "Rubriken, som den är tryckt.")
    mal: Text | None = optional("Mål", "Vad pengarna ska leda till, i korthet.")
    objekt: Id | None = optional("Objekt", "Redovisningsobjekt, ett id i objekt.yml.")
    teman: tuple[Id, ...] = several("Teman", "Områden som ingår, utan eget belopp.")
    delomraden: tuple[Delomrade, ...] = several("Delområden", "Delar med egna belopp.")
    varav: tuple[Varav, ...] = several("Varav", "Belopp som ingår i beloppet.")
    insatser: tuple[Insats, ...] = several("Insatser", "Vad som ska göras.")

    @property
    def etikett(self) -> str:
        """The heading."""
        return self.rubrik

    @property
    def nyckel(self) -> str:
        """The theme's id: shorter than the heading, and it survives a new heading."""
        return self.id or self.omrade


@final
class Ram(NamedPost):
    """Money above the region, or planned ahead of the decision (English: frame)."""

    ar: Ar | None = optional("År", "Vilket år pengarna gäller.")
    omfattning: Omfattning | None = optional("Omfattning", "riket eller regionen.")
    ramtyp: RamTyp = required("Ramtyp", "totalt, mottagartyp, omrade, delomrade eller varav.")
    mottagartyp: MottagarTyp | None = optional(
        "Mottagartyp", "regioner, kommuner, gemensamt eller skr."
    )
    omrade: Id | None = optional("Område", "Ett id i omraden.yml.")
    preliminar: JaNej | None = optional("Preliminär", "Ja om beloppet bara är en planering.")
    fordelning: Text | None = optional("Fördelning", "Hur beloppet fördelas mellan mottagarna.")
    grundbelopp: Kronor | None = optional(
        "Grundbelopp", "Belopp som varje mottagare får innan resten fördelas."
    )
    delar: tuple[Ram, ...] = several("Delar", "Vad ramen består av.")
