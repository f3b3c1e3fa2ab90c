"""The public tables of the registers: their entries that the decisions use, with a page each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel

from generator.data.derived import Niva
from generator.data.registers import Mottagare, Objekt, Omrade, Ord, Satsning
from generator.publishing import addresses
from generator.publishing.columns import Basis, Column, Declaration, declare, field, url
from generator.reckoning.rows import Row
from generator.reckoning.selections import themes

Entry = TypeVar("Entry", bound=BaseModel)


class Listed(NamedTuple):
    """An entry of a register, as a row of its table."""

    data: Any


def _used(
    register: Callable[[Basis], Mapping[str, Entry]], ids_of: Callable[[Row], Iterable[str | None]]
) -> Callable[[Basis], Iterator[Listed]]:
    """The entries that some row names, in the order of the register's file."""

    def entries(basis: Basis) -> Iterator[Listed]:
        used = {id_ for row in basis.rows.values() for id_ in ids_of(row)}
        return (Listed(entry) for id_, entry in register(basis).items() if id_ in used)

    return entries


def _page(address: Callable[[str], str]) -> Column[Listed]:
    return url(lambda listed: address(listed.data.id))


SATSNINGAR: Declaration[Listed] = declare(
    "satsningar",
    "{satsning.flera}",
    "{satsning.ett} som något beslut gäller",
    _used(lambda basis: basis.register.satsningar, lambda row: [row.beslut.satsning]),
    field(Satsning, "id", "satsning_id"),
    field(Satsning, "namn"),
    field(Satsning, "beskrivning"),
    _page(addresses.satsning),
)
OMRADESREGISTER: Declaration[Listed] = declare(
    "omradesregister",
    "Register över {omrade.flera}",
    "{omrade.ett} som något beslut gäller",
    _used(lambda basis: basis.register.omraden, themes),
    field(Omrade, "id", "omrade_id"),
    field(Omrade, "namn"),
    field(Omrade, "beskrivning"),
    field(Omrade, "efterfoljer"),
    field(
        Omrade,
        "brott",
        value=lambda listed: [f"{year.ar}: {year.forklaring}" for year in listed.data.brott],
    ),
    _page(addresses.omrade),
)
MOTTAGARE: Declaration[Listed] = declare(
    "mottagare",
    "{mottagare.flera}",
    "{mottagare.ett} i något beslut",
    _used(
        lambda basis: basis.register.mottagare,
        lambda row: [row.insats.mottagare] if row.insats else [],
    ),
    field(Mottagare, "id", "mottagare_id"),
    field(Mottagare, "namn"),
    field(Mottagare, "beskrivning"),
    _page(addresses.mottagare),
    field(Mottagare, "organisationsnummer"),
    field(
        Mottagare,
        "befolkning",
        value=lambda listed: [
            f"{population.ar}: {population.antal} ({population.kalla})"
            for population in listed.data.befolkning
        ],
    ),
)
_BOOKED = {Niva.OMRADE, Niva.DELOMRADE, Niva.INSATS}
OBJEKT: Declaration[Listed] = declare(
    "objekt",
    "Objekt",
    "ett objekt som {omrade.ett} eller {insats.ett} bokförs på",
    _used(
        lambda basis: basis.register.objekt,
        lambda row: [row.objekt] if row.niva in _BOOKED else [],
    ),
    field(Objekt, "id", "objekt"),
    field(Objekt, "beskrivning"),
    _page(addresses.objekt),
)
ORDLISTA: Declaration[Listed] = declare(
    "ordlista",
    "Ordlista",
    "ett ord som förklaras",
    lambda basis: map(Listed, basis.register.ordlista.values()),
    field(Ord, "id", "ord_id"),
    field(Ord, "ord"),
    field(Ord, "forklaring"),
    url(lambda listed: f"{addresses.ORDLISTA}#{addresses.anchor(listed.data)}"),
)

REGISTER_TABLES = (SATSNINGAR, OMRADESREGISTER, MOTTAGARE, OBJEKT, ORDLISTA)
