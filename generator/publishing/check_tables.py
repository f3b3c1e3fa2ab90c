"""The public tables of checks: sums added again, and amounts calculated from a frame."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.data.beslut import Berakning, Ram
from generator.data.registers import Fordelningsnyckel
from generator.publishing import addresses
from generator.publishing.columns import (
    OF_BESLUT,
    RAD_ID,
    Basis,
    Column,
    Declaration,
    Item,
    Value,
    declare,
    field,
    kronor,
    through,
    url,
)
from generator.reckoning.formula import Utrakning
from generator.reckoning.sums import Kontroll


def _kontroller(basis: Basis) -> Iterator[Item[Kontroll]]:
    for checks in basis.kontroller.values():
        for check in checks:
            yield Item(check, check.subject, basis)


_ANGIVET_KR: Column[Item[Kontroll]] = kronor(
    "angivet_kr", "Angivet (kr)", "Beloppet som handlingen anger.", lambda item: item.data.angivet
)
_DIFFERENS_KR: Column[Item[Kontroll]] = kronor(
    "differens_kr", "Differens (kr)", "Beräknat minus angivet.", lambda item: item.data.differens
)
_FORKLARING: Column[Item[Kontroll]] = Column(
    "forklaring", "Förklaring", "Förklaring till läsaren.", lambda item: item.data.forklaring
)
_URL_OF_KONTROLL: Column[Item[Kontroll]] = url(lambda item: addresses.kontroll(item.data))

KONTROLLER: Declaration[Item[Kontroll]] = declare(
    "kontroller",
    "Kontroller",
    "en omräknad summa",
    _kontroller,
    Column("kontroll_id", "Kontroll", "Kontrollens fasta id.", lambda item: item.data.kontroll_id),
    Column("kontroll", "Slag", "Vad som kontrolleras mot vad.", lambda item: item.data.kontroll),
    *OF_BESLUT,
    Column(
        "kontrollerat_id",
        "Kontrollerad rad",
        "Id för raden vars belopp kontrolleras.",
        lambda item: item.row.rad_id,
    ),
    Column("kontrollerat", "Kontrollerat", "Vad beloppet gäller.", lambda item: item.row.namn),
    _ANGIVET_KR,
    kronor(
        "beraknat_kr",
        "Beräknat (kr)",
        "Det som delarna blir tillsammans.",
        lambda item: item.data.beraknat,
    ),
    _DIFFERENS_KR,
    kronor(
        "tolerans_kr",
        "Avrundning (kr)",
        "Så mycket kan avrundningen i handlingen göra.",
        lambda item: item.data.tolerans,
    ),
    Column("verdikt", "Utfall", "Hur kontrollen föll ut.", lambda item: item.data.verdikt),
    _FORKLARING,
    _URL_OF_KONTROLL,
    Column(
        "jamforelse",
        "Jämförelse",
        "lika: beloppen ska vara lika. hogst: det beräknade får vara högst det angivna.",
        lambda item: item.data.jamforelse,
    ),
)


def _calculations(basis: Basis) -> Iterator[Item[Kontroll]]:
    return (item for item in _kontroller(basis) if item.data.formel)


def _how(get: Callable[[Utrakning], Value]) -> Callable[[Item[Kontroll]], Value]:
    """The getter of something in how an amount was calculated."""
    return through(lambda item: item.data.formel, get)


def _nyckel(item: Item[Kontroll]) -> Fordelningsnyckel | None:
    return item.data.formel.nyckel if item.data.formel else None


BERAKNINGAR: Declaration[Item[Kontroll]] = declare(
    "berakningar",
    "Beräkningar",
    "ett belopp som kan räknas fram ur en ram: tillägg + grundbelopp + andel × "
    "(ram − antal × grundbelopp)",
    _calculations,
    Column(
        "kontroll_id",
        "Kontroll",
        "Id för kontrollen av beräkningen.",
        lambda item: item.data.kontroll_id,
    ),
    *OF_BESLUT,
    RAD_ID,
    Column("namn", "Namn", "Vad beloppet gäller.", lambda item: item.row.namn),
    Column(
        "nyckel_id",
        "Nyckel-id",
        "Fördelningsnyckelns id.",
        through(_nyckel, lambda nyckel: nyckel.id),
    ),
    field(Fordelningsnyckel, "namn", "nyckel", of=_nyckel),
    Column(
        "andel_taljare",
        "Andelens täljare",
        "Andelen som exakt bråk.",
        _how(lambda how: how.taljare or None),
        "heltal",
    ),
    Column(
        "andel_namnare",
        "Andelens nämnare",
        "Andelen som exakt bråk.",
        _how(lambda how: how.namnare or None),
        "heltal",
    ),
    field(Fordelningsnyckel, "harledd_ur", "andel_harledd_ur", of=_nyckel),
    Column(
        "ram_id", "Ram", "Id för ramen som beloppet är en del av.", _how(lambda how: how.ram.rad_id)
    ),
    kronor("ram_kr", "Ram (kr)", "Ramens belopp.", _how(lambda how: how.ram.belopp)),
    kronor(
        "utom_ram_kr",
        "Utom, i ramen (kr)",
        "Del av ramen som fördelas annorlunda.",
        _how(lambda how: how.utom_ram.belopp if how.utom_ram else None),
    ),
    Column(
        "antal",
        "Antal",
        "Hur många som får grundbeloppet.",
        _how(lambda how: how.antal or None),
        "heltal",
    ),
    field(
        Ram,
        "grundbelopp",
        "grundbelopp_kr",
        "kronor",
        value=_how(lambda how: how.grundbelopp or None),
    ),
    field(
        Berakning, "tillagg", "tillagg_kr", "kronor", value=_how(lambda how: how.tillagg or None)
    ),
    field(Fordelningsnyckel, "avrundning", of=_nyckel),
    kronor(
        "utom_belopp_kr",
        "Utom, i beloppet (kr)",
        "Del av beloppet som räknas fram annorlunda; redan avdragen i det angivna.",
        _how(lambda how: how.utom_belopp.belopp if how.utom_belopp else None),
    ),
    _ANGIVET_KR,
    kronor(
        "beraknat_kr", "Beräknat (kr)", "Det som beräkningen ger.", lambda item: item.data.beraknat
    ),
    _DIFFERENS_KR,
    Column("verdikt", "Utfall", "Hur beräkningen föll ut.", lambda item: item.data.verdikt),
    _FORKLARING,
    _URL_OF_KONTROLL,
)
