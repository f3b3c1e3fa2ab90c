"""The public tables, each declared once: where its rows come from, and its columns.

Names and order are the public contract. Every download is made from the tables' records.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from generator.data.beslut import Beslut, Sammantrade, Upphavd
from generator.data.derived import Niva
from generator.data.posts import (
    Aktivitet,
    Arsdel,
    Delomrade,
    Delpost,
    Insats,
    Kalla,
    Post,
    Ram,
    Styckpris,
    Utvecklingsomrade,
)
from generator.data.registers import Mottagare, Rattelse
from generator.publishing import addresses, sentences
from generator.publishing.check_tables import BERAKNINGAR, KONTROLLER, UTFALL
from generator.publishing.columns import (
    AMOUNT,
    ANDRAR_ID,
    AVSER_AR,
    BESLUT_ID,
    KIND,
    NIVA,
    OF_BESLUT,
    OF_OMRADE,
    OF_SATSNING,
    OMRADE_ID,
    OVERORDNAD_ID,
    RAD_ID,
    SOURCE,
    STATUS,
    SUMMA,
    Basis,
    Column,
    Declaration,
    Item,
    Table,
    Value,
    declare,
    field,
    kronor,
    row_of,
    shown,
    url,
)
from generator.publishing.register_tables import REGISTER_TABLES
from generator.publishing.statement_tables import (
    ATERRAPPORTERING,
    HANDLINGAR,
    VILLKOR,
    said_by_each,
)
from generator.reckoning.corrections import Correction, PublishedChange
from generator.reckoning.kontroll import Kontroll, worst
from generator.reckoning.rows import Row
from generator.reckoning.selections import case_numbers

FORMAT_VERSION = "1.0"
"""Version of the tables' format; a column is never renamed or removed within a major version."""

Said = TypeVar("Said")


def _rows(basis: Basis, *models: type[Said]) -> Iterator[Item[Said]]:
    """The rows of what is of any of these models."""
    for row in basis.rows.values():
        if isinstance(row.data, models):
            yield Item(row.data, row, basis)


# Beslut.


def _checks_of(item: Item[Beslut]) -> Sequence[Kontroll]:
    return item.basis.kontroller.get(item.data.beslut_id, ())


def _total(item: Item[Beslut]) -> Kontroll | None:
    """The check of a decision's own total: its områden where it has them, else its insatser."""
    by_name = {
        check.kontroll: check
        for check in _checks_of(item)
        if check.subject.niva is Niva.BESLUT and not check.variant
    }
    return by_name.get("omraden") or by_name.get("insatser")


def _replaced(item: Item[Beslut]) -> Value:
    return item.data.ersatter


def _replacer(item: Item[Beslut]) -> Value:
    replacer = item.row.liv.ersatt_av
    return replacer.beslut_id if replacer else None


def _revocation(item: Item[Beslut]) -> Upphavd | None:
    return item.data.upphavd


def _revocation_kalla(item: Item[Beslut]) -> Kalla | None:
    return item.data.upphavd.kalla if item.data.upphavd else None


def _meeting(item: Item[Beslut]) -> Sammantrade | None:
    return item.data.sammantrade


_BESLUT: Declaration[Item[Beslut]] = declare(
    "beslut",
    "Beslut",
    "ett beslut eller förslag",
    lambda basis: said_by_each(basis, lambda beslut: [beslut]),
    *OF_BESLUT,
    field(Beslut, "titel"),
    *OF_SATSNING,
    STATUS,
    Column(
        "diarienummer",
        "Diarienummer",
        "Ärendets nummer, om någon handling anger det.",
        lambda item: case_numbers(item.data),
        found="beslut",
    ),
    field(Beslut, "beslutsinstans"),
    field(Beslut, "delegation"),
    field(Beslut, "beslutsdatum", kind="datum"),
    field(Beslut, "beslutsdatum_angivet"),
    field(Beslut, "paragraf"),
    field(Beslut, "kategori"),
    *AMOUNT,
    SUMMA,
    kronor("differens", "Differens (kr)", "Summan av delarna minus det angivna beloppet.", _total),
    shown("verdikt", "Utfall", "Hur kontrollen av beslutets summa föll ut.", _total),
    Column(
        "samsta_verdikt",
        "Sämsta utfall",
        "Det sämsta utfallet bland beslutets alla summor.",
        lambda item: worst(_checks_of(item)),
    ),
    url(lambda item: addresses.beslut(item.data)),
    *KIND,
    ANDRAR_ID,
    field(
        Beslut,
        "anmarkningar",
        "anmarkning",
        value=lambda item: [remark.text for remark in item.data.anmarkningar],
    ),
    Column(
        "ersatter_id", "Ersätter", "Id för beslutet som det ersätter.", _replaced, found="beslut"
    ),
    Column("ersatt_av_id", "Ersatt av", "Id för beslutet som gäller i stället.", _replacer),
    Column(
        "summa_omfattar",
        "Summan omfattar",
        "Vad beslutets summa omfattar och inte; tomt när ett belopp anges och inget står utanför.",
        lambda item: sentences.about_cover(item.row, item.basis.changes, item.basis.ordval),
    ),
    field(Upphavd, "datum", "upphavd_datum", "datum", of=_revocation),
    field(Upphavd, "text", "upphavd_text", of=_revocation),
    field(Kalla, "handling", "upphavd_handling", of=_revocation_kalla),
    field(Kalla, "avsnitt", "upphavd_avsnitt", of=_revocation_kalla),
    field(Beslut, "sammanfattning"),
    field(Beslut, "mal"),
    field(Sammantrade, "fran", "sammantrade_fran", "datum", of=_meeting),
    field(Sammantrade, "till", "sammantrade_till", "datum", of=_meeting),
    field(Beslut, "anmalan"),
    field(Beslut, "utdrag_till"),
    field(Beslut, "objekt", of=row_of),
    *SOURCE,
    field(
        Beslut,
        "ansvar",
        value=lambda item: [f"{duty.roll}: {duty.vad}" for duty in item.data.ansvar],
    ),
    AVSER_AR,
)


# Rows with an amount of their own.


_REMARK: Column[Item[object]] = field(Post, "anmarkning")
_URL_OF_ROW: Column[Item[object]] = url(lambda item: addresses.belopp(item.row))


def _is_share(row: Row, basis: Basis, *, of_insats: bool) -> bool:
    """Whether it is the part for one year of an insats, or of what is above insatser."""
    return row.niva is Niva.ARSDEL and bool(basis.rows[row.overordnad_id].insats) is of_insats


def _omraden(basis: Basis) -> Iterator[Item[object]]:
    """Those of the documents, and the whole of a decision that is not divided into any."""
    for row in basis.rows.values():
        if row.niva in {Niva.OMRADE, Niva.DELOMRADE, Niva.VARAV} or _is_share(
            row, basis, of_insats=False
        ):
            yield Item(row.data, row, basis)


def _heading(item: Item[object]) -> str:
    """The heading of the utvecklingsområde that a row is or stands in."""
    row = item.row
    while row.niva not in {Niva.OMRADE, Niva.BESLUT}:
        row = item.basis.rows[row.overordnad_id]
    return row.namn if row.niva is Niva.OMRADE else ""


def _said_of_omrade(item: Item[object]) -> Utvecklingsomrade | None:
    """What a document says of an utvecklingsområde; nothing where it is the whole decision."""
    return item.data if isinstance(item.data, Utvecklingsomrade) else None


_OMRADEN: Declaration[Item[object]] = declare(
    "omraden",
    "{omrade.flera}",
    "{omrade.ett} i ett beslut, eller en del av {omrade.den}",
    _omraden,
    RAD_ID,
    OVERORDNAD_ID,
    *OF_BESLUT,
    STATUS,
    *OF_OMRADE,
    Column(
        "rubrik", "Rubrik", "Utvecklingsområdets rubrik i handlingen.", _heading, found="beslut"
    ),
    NIVA,
    shown("namn", "Namn", "Vad raden avser.", row_of, found="beslut"),
    *AMOUNT,
    field(Delomrade, "oronmarkt", kind="ja_nej"),
    field(Delomrade, "objekt", of=row_of),
    *SOURCE,
    _URL_OF_ROW,
    *KIND,
    ANDRAR_ID,
    _REMARK,
    SUMMA,
    AVSER_AR,
    field(Utvecklingsomrade, "mal", of=_said_of_omrade),
    field(Utvecklingsomrade, "teman", of=_said_of_omrade),
)


_Insats = Insats | Delpost | Aktivitet | Arsdel


def _insatser(basis: Basis) -> Iterator[Item[_Insats]]:
    shown_there: tuple[type[_Insats], ...] = (Insats, Delpost, Aktivitet, Arsdel)
    for item in _rows(basis, *shown_there):
        if item.row.niva is not Niva.ARSDEL or _is_share(item.row, basis, of_insats=True):
            yield item


def _price(item: Item[_Insats]) -> Styckpris | None:
    return item.data.styckpris if isinstance(item.data, Insats) else None


def _recipient(item: Item[_Insats]) -> Mottagare | None:
    id_ = item.data.mottagare if isinstance(item.data, Insats) else None
    return item.basis.register.mottagare[id_] if id_ else None


def _price_as_stated(item: Item[_Insats]) -> Value:
    price = _price(item)
    if price is None:
        return None
    return price.angivet or (price.belopp.angivet if price.belopp else None)


_INSATSER: Declaration[Item[_Insats]] = declare(
    "insatser",
    "{insats.flera}",
    "{insats.ett}, en del av {insats.ett} eller en aktivitet",
    _insatser,
    RAD_ID,
    OVERORDNAD_ID,
    *OF_BESLUT,
    STATUS,
    *OF_SATSNING,
    *OF_OMRADE,
    NIVA,
    field(Insats, "namn", of=row_of),
    field(Insats, "mal"),
    field(Insats, "avser"),
    field(Insats, "mottagare", "mottagare_id"),
    shown(
        "mottagare",
        "Mottagarens namn",
        "Mottagarens namn, som handlingen skriver det.",
        _recipient,
        "namn",
        found="register",
    ),
    field(Insats, "ansvarig"),
    field(Insats, "objekt", of=row_of),
    *AMOUNT,
    kronor(
        "styckpris",
        "Styckpris (kr)",
        "Pris per enhet; räknas aldrig in i en summa.",
        _price,
        "belopp",
        found="beslut",
    ),
    field(Styckpris, "per", "styckpris_per", of=_price),
    *SOURCE,
    _URL_OF_ROW,
    field(Styckpris, "angivet", "styckpris_angivet", value=_price_as_stated),
    field(Insats, "mal_angivet"),
    field(Insats, "teman"),
    *KIND,
    ANDRAR_ID,
    _REMARK,
    SUMMA,
    AVSER_AR,
    field(Insats, "sokt", "sokt_kr", "kronor"),
    field(Insats, "avslag", kind="ja_nej"),
    field(Insats, "mottagare_angivet"),
)

_RAMAR: Declaration[Item[Ram]] = declare(
    "ramar",
    "Ramar",
    "ett belopp ovanför eller före beslutet",
    lambda basis: _rows(basis, Ram),
    RAD_ID,
    *OF_BESLUT,
    field(Ram, "ar", "ram_ar", "heltal"),
    field(Ram, "omfattning"),
    field(Ram, "ramtyp"),
    field(Ram, "mottagartyp"),
    OMRADE_ID,
    field(Ram, "namn"),
    *AMOUNT,
    field(Ram, "preliminar", kind="ja_nej", value=lambda item: bool(item.data.preliminar)),
    *SOURCE,
    _URL_OF_ROW,
    OVERORDNAD_ID,
    kronor(
        "grundbelopp",
        "Grundbelopp (kr)",
        "Belopp som varje mottagare får innan resten fördelas.",
        found="beslut",
    ),
    field(Ram, "fordelning"),
    *KIND,
    _REMARK,
    STATUS,
)


# What a decision says besides amounts.


# Corrections, which may be of a row that is no longer there.


_RATTELSER: Declaration[Correction] = declare(
    "rattelser",
    "Rättelser",
    "en ändring av ett publicerat belopp",
    lambda basis: basis.rattelser,
    Column(
        "rattelse_id", "Rättelse", "Rättelsens fasta id.", lambda correction: correction.rattelse_id
    ),
    field(Rattelse, "datum", kind="datum"),
    field(Rattelse, "id", "rad_id", value=lambda item: item.id),
    shown("beslut_id", BESLUT_ID.title, BESLUT_ID.description, lambda item: item.id.rad),
    kronor(
        "tidigare", "Tidigare (kr)", "Beloppet före rättelsen.", attribute="fore", found="register"
    ),
    kronor("nytt", "Nytt (kr)", "Beloppet efter rättelsen.", attribute="efter", found="register"),
    field(Rattelse, "orsak"),
    url(addresses.rattelse),
    field(Beslut, "status", of=lambda correction: correction.row and correction.row.beslut),
)

_ANDRINGAR: Declaration[PublishedChange] = declare(
    "andringar",
    "Ändringar",
    "en ändring av något publicerat som inte är ett belopp",
    lambda basis: basis.andringar,
    Column("andring_id", "Ändring", "Ändringens fasta id.", lambda change: change.andring_id),
    shown("datum", "Datum", "Dagen då ändringen publicerades.", kind="datum"),
    shown("id", "Uppgift", "Vad som är ändrat: beslutets, radens eller registerpostens id."),
    shown("falt", "Fält", "Fältet i datafilen; tomt när hela uppgiften kom till eller togs bort."),
    shown("andring", "Ändringen", "Vad som stod före och vad som står nu, i en mening."),
    url(addresses.andring),
)

TABLES: tuple[Declaration[Any], ...] = (
    _BESLUT,
    _OMRADEN,
    _INSATSER,
    _RAMAR,
    KONTROLLER,
    BERAKNINGAR,
    VILLKOR,
    ATERRAPPORTERING,
    HANDLINGAR,
    _RATTELSER,
    UTFALL,
    *REGISTER_TABLES,
    _ANDRINGAR,
)
"""Every public table, in the order of the data page."""


def derive(basis: Basis) -> dict[str, Table]:
    """Every public table, by its name."""
    return {declared.name: declared.table(basis) for declared in TABLES}
