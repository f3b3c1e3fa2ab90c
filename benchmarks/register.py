"""A register of any size that passes `check`: the same every time, and no decision as another.

    python -m benchmarks.register PAGES FOLDER

writes the folder of a whole site. Half of the decisions have their insatser in a CSV beside them,
so that both ways in are timed; all that is published stands in the ledger and its sisters, and
some of it has been corrected since.
"""

from __future__ import annotations

import csv
import io
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import cycle, product
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import yaml

from generator.checking.judge import judge
from generator.data.types import slug
from generator.pages.plans import addresses_of
from generator.publishing.publication import publish
from generator.publishing.site import PROGRAM_ROOT
from generator.reading import ledger
from generator.reading.register import ADRESSER, DATA, LEDGER, SIDOR, TIDER
from generator.reckoning import corrections, deadlines, moves

LAST_YEAR = 2023
PUBLISHED = date(2024, 6, 1)
CORRECTED = date(2024, 9, 2)
EVERY_CORRECTED = 50
"""One in so many amounts has been corrected."""
_ALWAYS = 15
"""The pages that every site has, whatever its data: the start page, the lists, the written ones."""

_WORDS: Mapping[str, Any] = yaml.safe_load(
    Path(__file__).with_name("words.yml").read_text(encoding="utf-8")
)
_ORTER = ["".join(parts) for parts in product(_WORDS["forleder"], _WORDS["efterleder"])]
_INSATSER = [" ".join(parts) for parts in product(_WORDS["atgarder"], _WORDS["saker"])]
_COLUMNS = "niva omrade_id namn mal avser mottagare_id ansvarig objekt belopp avsnitt"
"""Of a list of insatser, in the order in which an editor may have them."""


class Size(NamedTuple):
    """How much there is of each kind."""

    beslut: int
    ar: int
    omraden: int
    satsningar: int
    mottagare: int
    objekt: int
    insatser: tuple[int, int] = (3, 9)
    """The fewest and the most in an utvecklingsområde."""


def size(pages: int) -> Size:
    """The register whose site has about so many pages.

    Years, områden and satsningar grow slower than the register, as they would over the years;
    each område has a page a year.
    """
    slow = (pages / 100) ** 0.4
    ar, satsningar = round(6 * slow), round(4 * slow)
    omraden = round(0.36 * pages / ar)
    rest = pages - _ALWAYS - 2 * ar - ar * omraden - omraden - satsningar
    mottagare, objekt = round(0.21 * rest), round(0.09 * rest)
    return Size(rest - mottagare - objekt, ar, omraden, satsningar, mottagare, objekt)


def size_of_ledger(amounts: int) -> Size:
    """The register that has about so many amounts, in long lists."""
    return Size(amounts // 560, 20, 30, 10, 200, 50, (150, 180))


def files(of: Size) -> dict[str, bytes]:
    """Each data file's content, by its path from the site's root."""
    data = dict(_data(of))
    return {**data, **_kept(data)}


def write(of: Size, root: Path) -> None:
    """Write a whole site's folder, with the pages and the settings of the program's own site."""
    for name, content in files(of).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    shutil.copytree(PROGRAM_ROOT / SIDOR, root / SIDOR)
    shutil.copy(PROGRAM_ROOT / "mkdocs.yml", root)


Entry = dict[str, Any]
"""An entry of a register, or anything else in a data file, as it is written there."""


def _data(of: Size) -> Iterator[tuple[str, bytes]]:
    """What editors write: the registers and the decisions."""
    registers = _registers(of)
    for name, entries in {**registers, "organisation": _WORDS["organisation"]}.items():
        yield f"{DATA}/{name}.yml", _yaml(entries)
    random = Random(0)
    for number in range(of.beslut):
        yield from _decision(random, number, of, registers)


def _registers(of: Size) -> dict[str, list[Entry]]:
    """What decisions refer to, by the name of the file."""
    themes = [f"{what} {whom}" for whom, what in product(_WORDS["grupper"], _WORDS["amnen"])]
    units = [f"{unit} {place}" for unit, place in product(_WORDS["enheter"], _ORTER)]
    omraden = [_entry(name) for name in themes[: of.omraden]]
    about = [omrade["namn"] for omrade in omraden]
    return {
        "satsningar": [_entry(f"Överenskommelsen om {name}") for name in about[: of.satsningar]],
        "omraden": omraden,
        "mottagare": [
            {"id": slug(name), "namn": name} for name in Random(1).sample(units, of.mottagare)
        ],
        "objekt": [
            {"id": str(9000 + number), "beskrivning": f"Projekt {name}"}
            for number, name in zip(range(of.objekt), cycle(about), strict=False)
        ],
        "ordlista": _WORDS["ordlista"],
    }


def _entry(name: str) -> Entry:
    return {"id": slug(name), "namn": name, "beskrivning": f"{name}, påhittat för prov."}


def _decision(
    random: Random, number: int, of: Size, registers: Mapping[str, list[Entry]]
) -> Iterator[tuple[str, bytes]]:
    """A decision's file, and for every other the list of insatser beside it.

    All decisions of a satsning in a year have its own område in common, and stand beside the
    first of them; their other områden take turns, so that each has money in every year.
    """
    turn, ar = divmod(number, of.ar)
    year = LAST_YEAR - ar
    again, satsning = divmod(turn, of.satsningar)
    agreement, main = registers["satsningar"][satsning], satsning % of.omraden
    others = [(main + turn * 2 + step) % of.omraden for step in range(random.choice((1, 2, 3)))]
    omraden = [_omrade(random, of, registers, index) for index in dict.fromkeys((main, *others))]
    beslut: Entry = {
        "titel": f"{agreement['namn']} {year}, fördelning {again + 1}",
        "satsning": agreement["id"],
        "status": "forslag" if number % 11 == 10 else "beslutad",
        **({"jamte": f"{year}/{agreement['id']}-1"} if again else {}),
        "sammanfattning": f"Beslutet fördelar pengarna på {len(omraden)} områden, så att "
        f"{random.choice(_WORDS['mal'])} och {random.choice(_WORDS['mal'])}.",
        "beslutsinstans": "Regionstyrelsen",
        "beslutsdatum": f"{year}-{number % 12 + 1:02}-{number % 28 + 1:02}",
        "paragraf": str(number % 300 + 1),
        "handlingar": [
            {
                "id": "beslut",
                "titel": f"Fördelning av statsbidrag {year}",
                "typ": "beslut",
                "datum": f"{year}-01-{number % 28 + 1:02}",
                "diarienummer": f"RS/{number + 1}/{year}",
                "innehall": [
                    f"Arbetet ska leda till att {goal}." for goal in random.sample(_WORDS["mal"], 3)
                ],
            }
        ],
        "belopp": _kr(sum(omrade.belopp for omrade in omraden)),
        "kalla": {"handling": "beslut", "avsnitt": "Inledning"},
        "omraden": [omrade.data for omrade in omraden],
        "villkor": [
            {"id": slug(text), "text": f"{text}.", "kalla": {"avsnitt": "4"}}
            for text in random.sample(_WORDS["villkor"], 3)
        ],
        "aterrapportering": [
            {
                "id": "slutredovisning",
                "vad": "Slutredovisning av hur medlen har använts",
                "till": "Socialstyrelsen",
                "senast": f"{year + 1}-03-31",
            },
            {"id": "delredovisning", "vad": "Delredovisning", "senast_angivet": "under hösten"},
        ],
    }
    path = f"{DATA}/beslut/{year}/{agreement['id']}-{again + 1}"
    if number % 2:
        rows = [row for omrade in beslut["omraden"] for row in _rows(omrade)]
        yield f"{path}.insatser.csv", _csv(rows)
    yield f"{path}.yml", _yaml(beslut)


class _Omrade(NamedTuple):
    data: Entry
    belopp: int
    """In kronor, what its insatser come to."""


def _omrade(random: Random, of: Size, registers: Mapping[str, list[Entry]], index: int) -> _Omrade:
    """An utvecklingsområde whose insatser add up to what it states."""
    insatser, whole = [], 0
    for namn in random.sample(_INSATSER, random.randint(*of.insatser)):
        belopp = random.randrange(100, 900) * 1000
        kind = random.random()
        stated = {} if kind < 0.05 else {"belopp": _kr(belopp, "cirka " if kind < 0.1 else "")}
        whole += belopp
        parts = {}
        if kind > 0.9:
            parts["delposter"] = [
                {"namn": "Personal", "belopp": _kr(belopp - 50_000)},
                {"namn": "Resor", "belopp": _kr(50_000)},
            ]
        insatser.append(
            {
                "namn": f"{namn} i {random.choice(_ORTER)}",
                "mal": f"Att {random.choice(_WORDS['mal'])}",
                "avser": " samt ".join(random.sample(_WORDS["avser"], 2)).capitalize(),
                "mottagare": random.choice(registers["mottagare"])["id"],
                "ansvarig": [random.choice(_WORDS["roller"])],
                "objekt": random.choice(registers["objekt"])["id"],
                **stated,
                "kalla": {"avsnitt": f"3.{index + 1}"},
                **parts,
            }
        )
    omrade = registers["omraden"][index]
    data = {
        "omrade": omrade["id"],
        "rubrik": omrade["namn"],
        "belopp": _kr(whole),
        "mal": f"Målet är att {random.choice(_WORDS['mal'])}.",
        "insatser": insatser,
    }
    return _Omrade(data, whole)


def _rows(omrade: Entry) -> Iterator[Entry]:
    """The insatser of an utvecklingsområde as rows, which it then has no more."""
    for insats in omrade.pop("insatser"):
        yield {
            "niva": "insats",
            "omrade_id": omrade["omrade"],
            "namn": insats["namn"],
            "mal": insats["mal"],
            "avser": insats["avser"],
            "mottagare_id": insats["mottagare"],
            "ansvarig": insats["ansvarig"][0],
            "objekt": insats["objekt"],
            "belopp": insats.get("belopp", ""),
            "avsnitt": insats["kalla"]["avsnitt"],
        }
        for part in insats.get("delposter", ()):
            yield {"niva": "delpost", **part}


def _kr(belopp: int, kind: str = "") -> str:
    return f"{kind}{belopp:,} kr".replace(",", " ")


def _yaml(data: object) -> bytes:
    return yaml.dump(
        data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=100
    ).encode()


def _csv(rows: Sequence[Entry]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS.split())
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _kept(data: Mapping[str, bytes]) -> dict[str, bytes]:
    """What is kept of what has been published, and the corrections made since."""
    judged = judge(data)
    publication = publish(judged)
    assert publication is not None, judged.problems[:3]
    now = corrections.unpublished(judged.register, judged.rows, PUBLISHED)
    changed = [
        corrections.Missing(entry.rad_id, entry.belopp_kr + 1000, entry.belopp_kr)
        for entry in now[::EVERY_CORRECTED]
    ]
    before = {correction.rad_id: correction.fore for correction in changed}
    first = [entry._replace(belopp_kr=before.get(entry.rad_id) or entry.belopp_kr) for entry in now]
    blocks = [change.block(CORRECTED, "Beloppet var fel avskrivet.") for change in changed]
    pages = addresses_of(publication)
    addresses = moves.published(judged.register, pages, PUBLISHED)
    times = deadlines.published(judged.register, PUBLISHED)
    return {
        LEDGER: ledger.as_bytes(ledger.PUBLICERAT, first),
        ADRESSER: ledger.as_bytes(ledger.ADRESSER, addresses),
        TIDER: ledger.as_bytes(ledger.TIDER, times),
        corrections.RATTELSER: "".join(f"{block}\n" for block in blocks).encode(),
    }


if __name__ == "__main__":
    write(size(int(sys.argv[1])), Path(sys.argv[2]))
