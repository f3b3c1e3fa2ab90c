from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.data.belopp import Belopp
from generator.data.derived import Niva
from generator.data.types import Status
from generator.pages.grid import omrade_grid
from generator.publishing.pivots import WHOLE, Kronor, by_thing_and_year
from generator.publishing.publication import Publication
from generator.reckoning.rows import Row


def amounts(publication: Publication) -> list[Row]:
    return [row for row in publication.rows if row.niva is Niva.OMRADE]


def sums_of(rows: Iterable[Row]) -> Mapping[Status, Kronor]:
    """The sums of some områden's own amounts."""
    omraden: dict[str, list[Row]] = {}
    for row in rows:
        omraden.setdefault(row.omrade_id, []).append(row)
    return by_thing_and_year(omraden)


def test_decided_and_proposed_money_is_never_added(publication: Publication) -> None:
    sums = sums_of(amounts(publication))
    assert sums[Status.BESLUTAD]["nara-vard", 2023] == 41_247_254
    assert sums[Status.FORSLAG]["nara-vard", 2019] == 19_000_000
    assert sums[Status.BESLUTAD][WHOLE, 2023] == 75_422_690
    assert (WHOLE, 2023) not in sums[Status.FORSLAG]


def test_every_sum_is_that_of_its_rows(
    publication: Publication, exempel_publication: Publication
) -> None:
    for one in (publication, exempel_publication):
        for status, sums in sums_of(amounts(one)).items():
            for (omrade, year), kr in sums.items():
                stated = [
                    row.varde
                    for row in amounts(one)
                    if row.varde is not None and (row.ar, row.status) == (year, status)
                    if omrade in (row.omrade_id, WHOLE)
                ]
                assert stated
                assert kr == sum(stated)


def test_sums_are_exact_also_beyond_what_a_machine_word_holds(publication: Publication) -> None:
    [row] = [row for row in amounts(publication) if row.rad_id == "2023/god-och-nara-vard/e-halsa"]
    large = replace(row, belopp=Belopp(2**62 + 1, 1, ""))
    sums = sums_of([large, large, row])[Status.BESLUTAD]
    assert sums["e-halsa", 2023] == sums[WHOLE, 2023] == 2**63 + 2 + 1_249_692


def test_nothing_is_no_sum_and_no_amount_is_not_zero(exempel_publication: Publication) -> None:
    assert sums_of([]) == {}
    without = [row for row in amounts(exempel_publication) if row.varde is None]
    assert without
    assert sums_of(without) == {}


def test_the_grid_has_every_year_and_says_where_an_amount_is_missing(
    publication: Publication, exempel_publication: Publication
) -> None:
    grid = omrade_grid(publication)
    assert list(grid.years) == [2023, 2022, 2021, 2020, 2019, 2018]
    assert set(grid.cells) == set(publication.omrade_years)
    nara = {cell.ar: cell for cell in grid.cells["nara-vard"]}
    assert [(amount.status, amount.kr) for amount in nara[2023].amounts] == [
        (Status.BESLUTAD, 41_247_254)
    ]
    assert (nara[2022].amounts, nara[2022].page) == ([], "")
    [unknown] = [
        amount
        for cell in omrade_grid(exempel_publication).cells["aldreomsorg"]
        for amount in cell.amounts
        if amount.status is Status.FORSLAG
    ]
    assert unknown.kr is None
    assert [len(unknown.rows), unknown.covers] == [1, ""]
    twice = replace(unknown, rows=[*unknown.rows, *nara[2023].amounts[0].rows])
    assert twice.covers == "1 av 2 har belopp"


def test_nobody_who_only_checks_waits_for_pandas() -> None:
    program = (
        "import sys, pathlib, generator.command.cli\n"
        "from generator.checking.judge import judge\n"
        "from generator.publishing import publication\n"
        "from generator.reading import load\n"
        "publication.publish(judge(load.read(pathlib.Path('tests/exempel')))).tables\n"
        "assert 'pandas' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
