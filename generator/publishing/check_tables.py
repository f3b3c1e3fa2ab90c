"""The public tables of what is reckoned: checks, amounts from a frame, and outcomes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.data.belopp import Belopp, Intervall
from generator.data.posts import Berakning, Ram
from generator.data.registers import Antal, Fordelningsnyckel
from generator.publishing import addresses
from generator.publishing.columns import (
    OF_BESLUT,
    RAD_ID,
    STATUS,
    Basis,
    Column,
    Declaration,
    Item,
    Value,
    declare,
    field,
    kronor,
    row_of,
    shown,
    url,
)
from generator.reckoning.formula import Utrakning
from generator.reckoning.kontroll import Kontroll
from generator.reckoning.rows import Row, in_range
from generator.reckoning.standing import Followed, outcomes


def _kontroller(basis: Basis) -> Iterator[Item[Kontroll]]:
    for checks in basis.kontroller.values():
        for check in checks:
            yield Item(check, check.subject, basis)


def _stated(item: Item[Kontroll]) -> Belopp | Intervall | None:
    return item.data.stated


def _range(item: Item[Kontroll]) -> Intervall | None:
    return in_range(item.data.stated)


_ANGIVET_KR = kronor(
    "angivet",
    "Angivet (kr)",
    "Beloppet som handlingen anger, eller som delarna blir där åren jämförs med dem.",
    found="beslut",
)
_DIFFERENS_KR = kronor(
    "differens",
    "Differens (kr)",
    "Beräknat minus angivet; bevisar inget där utfallet är kan_inte_kontrolleras.",
)
_FORKLARING = shown("forklaring", "Förklaring", "Förklaring till läsaren.")
_URL_OF_KONTROLL: Column[Item[Kontroll]] = url(lambda item: addresses.kontroll(item.data))

KONTROLLER: Declaration[Item[Kontroll]] = declare(
    "kontroller",
    "Kontroller",
    "en omräknad summa",
    _kontroller,
    shown("kontroll_id", "Kontroll", "Kontrollens fasta id."),
    shown("kontroll", "Slag", "Vad som kontrolleras mot vad."),
    *OF_BESLUT,
    shown(
        "kontrollerat_id",
        "Kontrollerad rad",
        "Id för raden vars belopp kontrolleras.",
        row_of,
        "rad_id",
    ),
    shown("kontrollerat", "Kontrollerat", "Vad beloppet gäller.", row_of, "namn"),
    _ANGIVET_KR,
    kronor("beraknat", "Beräknat (kr)", "Det som delarna blir tillsammans."),
    _DIFFERENS_KR,
    kronor("tolerans", "Avrundning (kr)", "Så mycket kan avrundningen i handlingen göra."),
    shown("verdikt", "Utfall", "Hur kontrollen föll ut."),
    _FORKLARING,
    _URL_OF_KONTROLL,
    shown(
        "jamforelse",
        "Jämförelse",
        "lika: beloppen ska vara lika. hogst: det beräknade får vara högst det angivna.",
    ),
    shown(
        "angivet_typ",
        "Det angivnas slag",
        "exakt, hogst (ett tak), cirka (ungefärligt) eller intervall; tomt om inget anges.",
        _stated,
        "typ",
    ),
    kronor("angivet_min", "Angivet, lägst (kr)", "Intervallets lägre belopp.", _range, "min_kr"),
    kronor("angivet_max", "Angivet, högst (kr)", "Intervallets högre belopp.", _range, "max_kr"),
    Column(
        "beraknat_typ",
        "Det beräknades slag",
        "hogst eller cirka när delarna har tak eller ungefärliga belopp; tomt när de är exakta.",
        lambda item: sorted(item.data.typer),
    ),
    STATUS,
)


def _calculations(basis: Basis) -> Iterator[Item[Kontroll]]:
    return (item for item in _kontroller(basis) if item.data.formel)


def _formel(item: Item[Kontroll]) -> Utrakning:
    """How the amount was calculated, which every row of the table tells."""
    assert item.data.formel
    return item.data.formel


def _nyckel(item: Item[Kontroll]) -> Fordelningsnyckel:
    return _formel(item).nyckel


def _number_of_receivers(item: Item[Kontroll]) -> Antal | None:
    return _nyckel(item).antal


def _ram(item: Item[Kontroll]) -> Row:
    return _formel(item).ram


def _unless_zero(name: str) -> Callable[[Item[Kontroll]], Value]:
    """The getter of a number in how an amount was calculated, where 0 says that there is none."""
    return lambda item: getattr(_formel(item), name) or None


def _number(name: str, column: str, title: str, description: str) -> Column[Item[Kontroll]]:
    return Column(column, title, description, _unless_zero(name), "heltal")


BERAKNINGAR: Declaration[Item[Kontroll]] = declare(
    "berakningar",
    "Beräkningar",
    "ett belopp som kan räknas fram ur en ram: tillägg + grundbelopp + andel × "
    "(ram − antal × grundbelopp)",
    _calculations,
    shown("kontroll_id", "Kontroll", "Id för kontrollen av beräkningen."),
    *OF_BESLUT,
    RAD_ID,
    shown("namn", "Namn", "Vad beloppet gäller.", row_of, found="beslut"),
    shown("nyckel_id", "Nyckel-id", "Fördelningsnyckelns id.", _nyckel, "id", found="register"),
    field(Fordelningsnyckel, "namn", "nyckel", of=_nyckel),
    _number("taljare", "andel_taljare", "Andelens täljare", "Andelen som exakt bråk."),
    _number("namnare", "andel_namnare", "Andelens nämnare", "Andelen som exakt bråk."),
    field(Fordelningsnyckel, "harledd_ur", "andel_harledd_ur", of=_nyckel),
    shown("ram_id", "Ram", "Id för ramen som beloppet är en del av.", _ram, "rad_id"),
    kronor("ram", "Ram (kr)", "Ramens belopp.", _ram, "belopp", found="beslut"),
    kronor(
        "utom_ram",
        "Utom, i ramen (kr)",
        "Del av ramen som fördelas annorlunda.",
        lambda item: _formel(item).utom_ram,
        "belopp",
        found="beslut",
    ),
    _number("antal", "antal", "Antal", "Hur många som får grundbeloppet."),
    field(Ram, "grundbelopp", "grundbelopp_kr", "kronor", value=_unless_zero("grundbelopp")),
    field(Berakning, "tillagg", "tillagg_kr", "kronor", value=_unless_zero("tillagg")),
    field(Fordelningsnyckel, "avrundning", of=_nyckel),
    kronor(
        "utom_belopp",
        "Utom, i beloppet (kr)",
        "Del av beloppet som räknas fram annorlunda; redan avdragen i det angivna.",
        lambda item: _formel(item).utom_belopp,
        "belopp",
        found="beslut",
    ),
    _ANGIVET_KR,
    kronor("beraknat", "Beräknat (kr)", "Det som beräkningen ger."),
    _DIFFERENS_KR,
    shown("verdikt", "Utfall", "Hur beräkningen föll ut."),
    _FORKLARING,
    _URL_OF_KONTROLL,
    field(Fordelningsnyckel, "beskrivning", "nyckel_beskrivning", of=_nyckel),
    field(Fordelningsnyckel, "kalla", "andel_kalla", of=_nyckel),
    field(Antal, "avser", "antal_avser", of=_number_of_receivers),
    field(Antal, "kalla", "antal_kalla", of=_number_of_receivers),
)


def _outcomes(basis: Basis) -> Iterator[Item[Followed]]:
    for row in basis.rows.values():
        for followed in outcomes(row, basis.changes):
            yield Item(followed, row, basis)


UTFALL: Declaration[Item[Followed]] = declare(
    "utfall",
    "Utfall",
    "vad som hade använts och betalats tillbaka av ett belopp en viss dag, sammanlagt till dess",
    _outcomes,
    shown("utfall_id", "Utfall", "Uppgiftens fasta id."),
    RAD_ID,
    *OF_BESLUT,
    kronor(
        "anvant",
        "Använt (kr)",
        "Hur mycket som hade använts, sammanlagt till dagen.",
        found="beslut",
    ),
    kronor(
        "aterbetalt",
        "Återbetalt (kr)",
        "Hur mycket som hade betalats tillbaka, sammanlagt till dagen.",
        found="beslut",
    ),
    shown("per", "Per", "Dagen som uppgiften gäller.", kind="datum", found="beslut"),
    shown("handling", "Handling", "Handlingens id i beslutet.", found="beslut"),
    shown(
        "avsnitt", "Avsnitt", "Rubriken eller avsnittsnumret där uppgiften står.", found="beslut"
    ),
    url(lambda item: addresses.belopp(item.row)),
    STATUS,
    kronor(
        "kvar",
        "Kvar (kr)",
        "Det som gäller nu minus använt och återbetalt; tomt där inget belopp eller ett intervall "
        "anges.",
    ),
)
