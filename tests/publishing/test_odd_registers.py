"""What is first said of registers in which something is missing, gone or of one kind alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests.publishing.registers import Data, published
from tests.publishing.test_honest import FAULTS, rendered

COMMON = {
    "titel": "Titel",
    "satsning": "grundbidrag",
    "status": "beslutad",
    "sammanfattning": "Pengar fördelas.",
    "handlingar": [{"id": "handling", "titel": "Handling", "typ": "beslut"}],
    "kalla": {"handling": "handling", "avsnitt": "Början"},
}
REFUSED = {"avslag": True, "sokt": "5000 kr", "mottagare": "ena"}
REVOKED = {"datum": "2024-05-01", "text": "Det togs bort."}


def decision(**data: Any) -> Data:
    return {**COMMON, **({} if "omraden" in data else {"omrade": "alfa"}), **data}


def insatser(*amounts: str, **more: Any) -> list[Data]:
    """Insatser with amounts; an empty one is not stated."""
    stated = [{"belopp": amount} if amount else {} for amount in amounts]
    return [
        {"namn": f"Insats {at}", **each, **more} for at, each in zip("abc", stated, strict=False)
    ]


OMRADE = {"omrade": "alfa", "rubrik": "Rubrik"}
FIRST = decision(belopp="100000 kr", insatser=insatser("100000 kr"))
ODD: Mapping[str, tuple[dict[str, Data], Mapping[str, str]]] = {
    "a single decision": (
        {"2023/a": decision(belopp="100000 kr")},
        {
            "2023/": "2023 beslutades 100 000 kr till ett område i ett beslut.",
            "kontroller/": "är ingen summa omräknad och inget belopp jämfört med",
            "": "eller med helheten. Nytt",  # where nothing is checked, nothing agrees
        },
    ),
    "no amounts at all": (
        {"2023/a": decision(insatser=insatser("", "", mottagare="ena"))},
        {
            "2023/": "2023 beslutades pengar utan angivet belopp till ett område i ett beslut.",
            "2023/alfa/": "Område alfa 2023: inget belopp anges.",
            "mottagare/ena/": "Två insatser har inget eget belopp i handlingen.",
            "satsningar/": "ej angivet",
        },
    ),
    "only nothing": (
        {"2023/a": decision(belopp="0 kr", rimligt=True)},
        {"2023/": "2023 beslutades 0 kr till ett område i ett beslut."},
    ),
    "all refused": (
        {"2023/a": decision(insatser=insatser("", "", **REFUSED))},
        {
            "2023/": "För 2023 finns bara avslag, i ett beslut.",
            "beslut/2023/a/": "2023 beslutades om avslag på två ansökningar.",
            "mottagare/ena/": "Inga pengar är beslutade eller föreslagna.",
        },
    ),
    "a proposal for another year": (
        {"2023/a": decision(status="forslag", belopp="100000 kr", avser_ar=2024)},
        {
            "2023/": "Inga pengar är beslutade eller föreslagna för 2023.",
            "2024/": "För 2024 är 100 000 kr föreslagna till ett område i ett förslag",
        },
    ),
    "a replaced proposal": (
        {
            "2023/a": decision(status="forslag", belopp="100000 kr"),
            "2024/b": decision(status="forslag", belopp="50000 kr", ersatter="2023/a"),
        },
        {"2023/": "Det som gällde pengar för 2023 är ersatt eller upphävt."},
    ),
    "all replaced or revoked": (
        {
            "2023/a": FIRST,
            "2024/b": decision(belopp="50000 kr", ersatter="2023/a", upphavd=REVOKED),
        },
        {
            "2023/alfa/": "Inget av beloppen till område alfa 2023 gäller längre.",
            "omraden/alfa/": "Inget av beloppen till område alfa gäller längre.",
            "satsningar/": "ersatt 2023",
            "satsningar/grundbidrag/": "Inget av det gäller längre.",
        },
    ),
    "a year with only changes": (
        {
            "2023/a": FIRST,
            "2024/b": decision(andrar="2023/a", titel="Ändring", insatser=insatser("-1000 kr")),
        },
        {
            "2024/": "Inga pengar är beslutade eller föreslagna för 2024.",
            "utforska/": "nedanför tabellen. Insatsen ",
        },
    ),
    "less than before, of which nothing is handed on": (
        {
            "2023/a": decision(belopp="100000 kr"),
            "2024/b": decision(andrar="2023/a", titel="Ändring", belopp="-1000 kr", avser_ar=2024),
        },
        {"2024/": "2024 beslutades −1 000 kr till ett område i ett beslut."},
    ),
    "an only insats without an amount": (
        {
            "2023/a": decision(
                belopp="9000 kr",
                omraden=[{**OMRADE, "belopp": "9000 kr", "insatser": insatser("")}],
            )
        },
        {"beslut/2023/a/": "till ett område. Insatsen har inget eget belopp."},
    ),
    "one of two insatser, and too much": (
        {"2023/a": decision(belopp="9000 kr", insatser=insatser("10000 kr", ""))},
        {"beslut/2023/a/": "Den enda insats som har belopp är på 10 000 kr."},
    ),
    "områden that exceed the decision, in whose insatser they are": (
        {
            "2023/a": decision(
                belopp="9000 kr",
                omraden=[
                    {**OMRADE, "omrade": id_, "insatser": insatser("5000 kr")}
                    for id_ in ("alfa", "beta")
                ],
            )
        },
        {"utforska/": "har områden på tillsammans 10 000 kr, mer än beloppet 9 000 kr"},
    ),
    "an insats for another year than its område's money": (
        {
            "2023/a": decision(
                belopp="9000 kr",
                omraden=[
                    {
                        **OMRADE,
                        "belopp": "9000 kr",
                        "insatser": insatser("4000 kr", "", avser_ar=2024),
                    }
                ],
            ),
            "2024/b": decision(belopp="7000 kr", titel="Annat"),
        },
        {"2024/alfa/": "Två insatser anges; en av dem har ett eget belopp på 4 000 kr."},
    ),
    "a booking of an insats and of a delområde": (
        {
            "2023/a": decision(
                belopp="9000 kr",
                objekt="bok",
                omraden=[
                    {
                        **OMRADE,
                        "belopp": "9000 kr",
                        "delomraden": [
                            {"namn": "Del", "belopp": "4000 kr", "objekt": "kassa"},
                            {"namn": "Annan del", "belopp": "5000 kr"},
                        ],
                        "insatser": insatser("2000 kr", objekt="kassa"),
                    }
                ],
            )
        },
        {"objekt/bok/": "9 000 kr är beslutade.", "objekt/kassa/": "6 000 kr är beslutade."},
    ),
}


@pytest.mark.parametrize(("decisions", "says"), ODD.values(), ids=ODD)
def test_what_is_odd_is_told_truly(decisions: dict[str, Data], says: Mapping[str, str]) -> None:
    site = rendered(published(decisions))
    assert [fault for faults in FAULTS for fault in faults(site)] == []
    for address, text in says.items():
        told = " ".join(site.pages[address].text_content().split())
        assert text in told.replace("\u00a0", " "), address
