"""A register of any size that passes `check`: the same every time, and no decision as another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from generator.reading import ledger, load
from generator.reckoning import corrections
from generator.reckoning.rows import register_rows

FIRST_YEAR = 1950
YEARS = 75
OMRADEN = ("nara-vard", "e-halsa", "psykisk-halsa", "kompetens")
TEXT = (
    "Arbetet ska leda till att fler patienter får vård nära hemmet och en fast läkarkontakt "
    "i primärvården. Medlen används till utveckling av arbetssätt, utbildning av medarbetare, "
    "samverkan med kommunerna och uppföljning av resultat. Insatserna pågår under året"
)
WORDS = TEXT.split()

_LISTS = {
    "organisation": """\
namn: Region Prov
organisationsnummer: 232100-0214
webbplats: https://tilldelat.example/
webbplatsnamn: Tilldelat
kontakt:
  namn: Redaktionen
  epost: redaktionen@tilldelat.example
registrator: Fråga registrator.
omfattning: Allt är påhittat, för prov.
tillganglighetsanmalan: https://tilldelat.example/anmal
licens: CC0 1.0
licens_lank: https://creativecommons.org/publicdomain/zero/1.0/
""",
    "satsningar": """\
- id: nara
  namn: Nära vård
  beskrivning: En satsning för prov.
""",
    "omraden": "".join(
        f"- id: {one}\n  namn: {one.capitalize()}\n  beskrivning: Ett område för prov.\n"
        for one in OMRADEN
    ),
    "mottagare": "- id: halsocentraler\n  namn: Hälsocentraler\n",
    "objekt": '- id: "9916"\n  beskrivning: Ett objekt\n',
    "ordlista": "- id: insats\n  ord: Insats\n  forklaring: Det som ska göras för pengarna.\n",
}


def files(count: int, insatser: int) -> Iterator[tuple[str, str]]:
    """Each data file's path and text: `count` decisions with `insatser` in each of 4 områden."""
    for name, text in _LISTS.items():
        yield f"content/data/{name}.yml", text
    random = Random(0)
    for number in range(count):
        year = FIRST_YEAR + number % YEARS
        path = f"content/data/beslut/{year}/fordelning-{number // YEARS + 1}.yml"
        beside = f"jamte: {year}/fordelning-1\n" if number >= YEARS else ""
        yield path, "".join(_beslut(random, year, number, insatser, beside))


def publicerat(made: dict[str, str]) -> str:
    """The ledger of a register whose every amount has been published."""
    register, _ = load.load({name: text.encode() for name, text in made.items()})
    new = corrections.unpublished(register, register_rows(register), date(2024, 1, 1))
    return ledger.as_bytes(ledger.PUBLICERAT, new).decode()


def _beslut(random: Random, year: int, number: int, insatser: int, beside: str) -> Iterator[str]:
    amounts = {
        omrade: [random.randrange(100, 900) * 1000 for _ in range(insatser)] for omrade in OMRADEN
    }
    yield f"""\
titel: Fördelning {number} av medel för {year}
satsning: nara
status: beslutad
{beside}sammanfattning: >-
  {_words(random, 24)}.
beslutsinstans: Regionstyrelsen
beslutsdatum: {year}-03-29
handlingar:
  - id: beslut
    titel: Fördelning {number}
    typ: beslut
    datum: {year}-03-29
    innehall:
      - {_words(random, 15)}.
      - {_words(random, 15)}.
belopp: {sum(map(sum, amounts.values()))} kr
kalla:
  handling: beslut
  avsnitt: Inledning
omraden:
"""
    for omrade, each in amounts.items():
        yield f"  - omrade: {omrade}\n    rubrik: Om {omrade}\n    belopp: {sum(each)} kr\n"
        yield "    insatser:\n"
        for index, belopp in enumerate(each):
            yield f"      - namn: Insats {index} {_words(random, 3)}\n        belopp: {belopp} kr\n"
            yield f"        avser: {_words(random, 12)}\n        mottagare: halsocentraler\n"
    yield "villkor:\n"
    for index in range(4):
        yield f"  - id: villkor-{index}\n    text: {_words(random, 18)}.\n"


def _words(random: Random, count: int) -> str:
    """Words of Swedish length; a full stop or comma within is as good as any."""
    return " ".join(random.choices(WORDS, k=count)).rstrip(".,")
