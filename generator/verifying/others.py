"""What is made of the public tables beside their twins: amounts and digests in other files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from generator.verifying.reckoned import Record, Tables, value
from generator.verifying.source import Source, UnreadableError
from generator.verifying.twins import read_json
from generator.words.swedish import kronor, number

PACKAGE, CONTENTS, GRANTS = "data/datapackage.json", "data/index.json", "data/360giving.json"
LLMS, EXPLORER = "llms.txt", "utforska/register.json"
_EXPLORED = ("insatser", "omraden")
"""The tables whose rows the explorer has, as it numbers them."""
_FOLDER = re.compile("[0-9a-f]{12}")
Listed = Mapping[str, tuple[int, str]]
"""How long each file is, and its digest."""


def unlike(
    source: Source, listed: Listed, lengths: Mapping[str, int], tables: Tables
) -> Iterator[str]:
    """Every place where another file says something else; `lengths` is how many rows each has."""
    checks: Mapping[str, Callable[[], Iterator[str]]] = {
        PACKAGE: lambda: _package(source, listed, lengths),
        CONTENTS: lambda: _contents(source, listed, lengths),
        GRANTS: lambda: _grants(source, tables),
        LLMS: lambda: _llms(source, tables),
        EXPLORER: lambda: _explorer(source, tables),
    }
    for path, faults in checks.items():
        try:
            yield from list(faults())
        except UnreadableError as error:
            yield f"{path}: {error}"
        except _NOT_AS_MADE:
            yield f"{path}: är inte gjord som den ska"


_NOT_AS_MADE = (AttributeError, LookupError, TypeError, ValueError)


def _package(source: Source, listed: Listed, lengths: Mapping[str, int]) -> Iterator[str]:
    """What the data package says of the tables' files."""
    for resource in read_json(source, PACKAGE)["resources"]:
        yield from _rows(PACKAGE, resource["name"], resource["rader"], lengths)
        for file in (resource, *resource["andra_format"]):
            path, sha256 = f"data/{file['path']}", file["hash"].removeprefix("sha256:")
            yield from _file(PACKAGE, path, (file["bytes"], sha256), listed)


def _contents(source: Source, listed: Listed, lengths: Mapping[str, int]) -> Iterator[str]:
    """What the catalogue says of them."""
    told = read_json(source, CONTENTS)
    base = told["url"].removesuffix("data/")
    for table in told["tabeller"]:
        yield from _rows(CONTENTS, table["tabell"], table["rader"], lengths)
        for file in table["filer"]:
            path = file["url"].removeprefix(base)
            yield from _file(CONTENTS, path, (file["byte"], file["sha256"]), listed)


def _rows(where: str, table: str, said: int, lengths: Mapping[str, int]) -> Iterator[str]:
    if said != lengths.get(table):
        yield f"{where}: säger att {table} har {said} rader, inte {lengths.get(table, 0)}"


def _file(where: str, path: str, said: tuple[int, str], listed: Listed) -> Iterator[str]:
    if said != listed.get(path):
        yield f"{where}: {path} har en annan längd eller kontrollsumma i data/manifest.json"


def _grants(source: Source, tables: Tables) -> Iterator[str]:
    """Amounts and days that the grants have and the tables not."""
    insatser = {record["url"]: record for record in tables.insatser}
    told = read_json(source, GRANTS)
    for grant in told["grants"]:
        record = insatser.get(grant["dataSource"])
        is_same = (
            record
            and grant["id"].endswith(f"/{record['rad_id']}")
            and grant["amountAwarded"] == record["belopp_kr"]
            and grant["awardDate"] == tables.top(record)["beslutsdatum"]
        )
        if not is_same:
            yield f"{GRANTS}: {grant['id']} är inte som i data/insatser.csv och data/beslut.csv"
    left_out = sum(told["utelamnade"].values())
    of_level = sum(record["niva"] == "insats" for record in tables.insatser)
    if len(told["grants"]) + left_out != of_level:
        yield f"{GRANTS}: har {len(told['grants'])} och utelämnar {left_out} av {of_level}"


def _llms(source: Source, tables: Tables) -> Iterator[str]:
    """Totals of years that are not there."""
    lines = source.read(LLMS).decode("utf-8", errors="replace").splitlines()
    for claim, kr in tables.sums.items():
        kind, ar, *status = claim.split(":")
        if kind == "ar" and status[-1:] in (["beslutad"], ["forslag"]):
            ends = (f" {kronor(kr)}", f"\u00a0{kronor(kr)}")
            if not any(line.startswith(f"- [{ar}](") and line.endswith(ends) for line in lines):
                yield f"{LLMS}: har inte totalen {kronor(kr)} för {ar}"


def _explorer(source: Source, tables: Tables) -> Iterator[str]:
    """Names and amounts that the explorer has and the tables not, or the other way round."""
    told = read_json(source, EXPLORER)
    folder = told["version"]
    if not _FOLDER.fullmatch(folder):
        raise ValueError
    records: Sequence[Sequence[Record]] = [tables.insatser, tables.omraden]
    public: dict[int, Counter[Any]] = {}
    for table, of_table in zip(_EXPLORED, records, strict=True):
        for record in of_table:
            of_year = public.setdefault(int(record["ar"]), Counter())
            of_year[table, record["namn"], value(record)] += 1
    if set(told["filer"]) != public.keys():
        yield f"{EXPLORER}: har inte samma år som tabellerna"
    for year in sorted(public.keys() & set(told["filer"])):
        path = f"utforska/{folder}/{year}.json"
        columns = read_json(source, path)
        rows = zip(columns["tabell"], columns["namn"], columns["kr"], strict=True)
        explored = Counter(
            (_EXPLORED[int(table)], name, kr if kr is None else int(kr)) for table, name, kr in rows
        )
        for table, name, kr in [*(explored - public[year])][:_TOLD]:
            amount = "inget belopp" if kr is None else kronor(kr)
            yield f"{path}: {name}, {amount}, är inte som i data/{table}.csv"
        if missing := public[year] - explored:
            yield f"{path}: {number(missing.total())} rader i tabellerna är inte där som de är"


_TOLD = 5
