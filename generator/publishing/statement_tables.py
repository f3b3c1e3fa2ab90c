"""The public tables of what a decision says besides amounts: conditions, duties, documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from generator.data.beslut import Aterrapportering, Beslut, Handling, Villkor
from generator.publishing import addresses
from generator.publishing.columns import (
    OF_BESLUT,
    SOURCE,
    STATUS,
    Basis,
    Column,
    Declaration,
    Item,
    declare,
    field,
    shown,
    statement_id,
    url,
)
from generator.reckoning.rows import Row

Said = TypeVar("Said")


def said_by_each(basis: Basis, said: Callable[[Beslut], Iterable[Said]]) -> Iterator[Item[Said]]:
    """What each decision says of a kind; its row is the decision's own."""
    for beslut in basis.register.beslut:
        for data in said(beslut):
            yield Item(data, basis.rows[beslut.beslut_id], basis)


def _statement_id(item: Item[Handling | Villkor | Aterrapportering]) -> str:
    return statement_id(item.row.beslut, item.data)


def _scope(item: Item[Villkor | Aterrapportering]) -> Row | None:
    """The part of the decision that something is said of; None for the whole."""
    return item.basis.rows.get(f"{item.row.rad_id}/{item.data.galler_del}")


_GALLER_DEL_ID: Column[Item[Villkor | Aterrapportering]] = field(
    Villkor, "galler_del", "galler_del_id", of=_scope, attribute="rad_id"
)

VILLKOR: Declaration[Item[Villkor]] = declare(
    "villkor",
    "Villkor",
    "ett villkor",
    lambda basis: said_by_each(basis, lambda beslut: beslut.villkor),
    Column("villkor_id", "Villkor-id", "Villkorets fasta id.", _statement_id),
    *OF_BESLUT,
    field(Villkor, "text", "villkor"),
    field(Villkor, "galler_for"),
    shown(
        "galler_del",
        "Gäller del",
        "Namnet på den del av beslutet som villkoret gäller; tomt för hela.",
        _scope,
        "namn",
        found="beslut",
    ),
    *SOURCE,
    url(lambda item: addresses.inom(item.row.beslut, item.data)),
    _GALLER_DEL_ID,
    field(Villkor, "rubrik"),
    field(Villkor, "teman"),
    STATUS,
)

ATERRAPPORTERING: Declaration[Item[Aterrapportering]] = declare(
    "aterrapportering",
    "Återrapportering",
    "en skyldighet att rapportera",
    lambda basis: said_by_each(basis, lambda beslut: beslut.aterrapportering),
    Column("aterrapportering_id", "Återrapportering-id", "Skyldighetens fasta id.", _statement_id),
    *OF_BESLUT,
    field(Aterrapportering, "vad"),
    field(Aterrapportering, "till"),
    field(Aterrapportering, "senast", kind="datum"),
    field(Aterrapportering, "senast_angivet"),
    *SOURCE,
    url(lambda item: addresses.inom(item.row.beslut, item.data)),
    _GALLER_DEL_ID,
    STATUS,
)

HANDLINGAR: Declaration[Item[Handling]] = declare(
    "handlingar",
    "Handlingar",
    "ett dokument bakom ett beslut",
    lambda basis: said_by_each(basis, lambda beslut: beslut.handlingar),
    Column(
        "handling_id",
        "Handling-id",
        "Handlingens fasta id: beslutets id och handlingens.",
        _statement_id,
    ),
    *OF_BESLUT,
    field(Handling, "titel"),
    field(Handling, "typ"),
    field(Handling, "datum", kind="datum"),
    field(Handling, "reviderad", kind="datum"),
    field(Handling, "diarienummer"),
    field(Handling, "lank", kind="adress"),
    url(lambda item: addresses.inom(item.row.beslut, item.data)),
    field(Handling, "hanvisar_till"),
    field(Handling, "innehall"),
    field(Handling, "anmarkning"),
    STATUS,
)
