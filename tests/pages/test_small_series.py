"""An område's years in small: which are shown, and what is said of those that are not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest

from generator.checking.judge import judge
from generator.pages.small_series import Serie, Stapel, nearest, of_omrade, sums_of
from generator.publishing.publication import publish
from tests.smallest import BESLUT, OMRADEN, replaced, valid


def series_of(amounts: Mapping[int, str], ar: int, brott: Iterable[int] = ()) -> Serie:
    """That of nära vård, which had an amount in each of some years."""
    files = valid()
    for year, amount in amounts.items():
        path = BESLUT.replace("2023", str(year))
        text = replaced("    belopp: 6 mkr", f"    belopp: {amount}")[BESLUT].decode()
        text = text.replace("belopp: 10 mkr\n", "").replace("    belopp: 4 mkr", "    belopp: 1 kr")
        files[path] = text.split("    insatser:")[0].encode()
    if 2023 not in amounts:
        del files[BESLUT]
    if brott:
        lines = "".join(f"    - ar: {year}\n      forklaring: Annat.\n" for year in brott)
        words = "beskrivning: Vård nära människor.\n"
        files = replaced(words, f"{words}  brott:\n{lines}", OMRADEN, files)
    publication = publish(judge(files))
    assert publication is not None
    omrade = publication.register.omraden["nara-vard"]
    return of_omrade(omrade, nearest(sums_of(publication.omrade_rows["nara-vard"]), ar))


def told(series: Serie) -> list[int | str]:
    return [each.ar if isinstance(each, Stapel) else each for each in series]


@pytest.mark.parametrize(
    ("years", "ar", "shown"),
    [
        (range(2023, 2024), 2023, []),
        (range(2022, 2024), 2023, [2022, 2023]),
        (range(2014, 2024), 2018, [2015, 2016, 2017, 2018, 2019, 2020]),
        (range(2014, 2024), 2014, [2014, 2015, 2016, 2017, 2018, 2019]),
        ((2019, 2021, 2023), 2021, [2019, "2020: inget eget belopp", 2021]),
        ((2019, 2023), 2021, [2019, "2020–2022: inga egna belopp", 2023]),
    ],
)
def test_the_nearest_years_are_shown_and_the_gaps_between(
    years: Iterable[int], ar: int, shown: list[int | str]
) -> None:
    series = told(series_of(dict.fromkeys(years, "6 mkr"), ar))
    assert series[: len(shown)] == shown
    assert len(series) == len(shown) or 2021 in shown


def test_a_break_stands_before_its_year_after_the_gap_and_only_between_what_is_shown() -> None:
    series = told(series_of({2019: "6 mkr", 2023: "6 mkr"}, 2023, [2023, 2020, 2019]))
    assert [str(each).partition(":")[0] for each in series] == [
        "2019",
        "2020–2022",
        "Brott i serien 2020",
        "Brott i serien 2023",
        "2023",
    ]


def test_what_has_no_exact_length_has_no_bar() -> None:
    series = series_of({2021: "6 mkr", 2022: "högst 6 mkr", 2023: "3–6 mkr"}, 2022)
    drawn = [each.bild for each in series if isinstance(each, Stapel)]
    assert 'width="100.00%"' in drawn[0]
    assert drawn[1:] == ["", ""]
