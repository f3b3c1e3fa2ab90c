"""Sums along two ways at once. Here is what pandas is for; records never pass through it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from generator.data.types import Status
from generator.reckoning.rows import Row

WHOLE = ""
"""In place of a thing's id: all of them together."""

Kronor = Mapping[tuple[str, int], int]
"""Whole kronor by a thing's id, or `WHOLE`, and year; nothing where no amount is stated."""


def by_thing_and_year(rows_of: Mapping[str, Iterable[Row]]) -> Mapping[Status, Kronor]:
    """The amounts of things by their ids, added for each and year, and for each year as a whole.

    What no longer holds is left out. Decided and proposed money is never added. The columns hold
    Python's own integers, since those of pandas would overflow without a word.
    """
    import pandas as pd  # takes half a second, which whoever only checks need not wait for

    # Rows are many more than what is asked of them: pandas would hold several copies of each.
    stated = Counter[tuple[str, int, Status]]()
    for thing, rows in rows_of.items():
        for row in rows:
            if row.status.galler and (kr := row.varde) is not None:
                stated[thing, row.ar, row.status] += kr
    added = [(*of, kr) for of, kr in stated.items()]
    frame = pd.DataFrame(added, columns=["thing", "ar", "status", "kr"], dtype=object)
    sums: dict[Status, Kronor] = {}
    for status in frame["status"].unique():
        grid = frame[frame["status"] == status].pivot_table(
            index="thing",
            columns="ar",
            values="kr",
            aggfunc="sum",
            margins=True,
            margins_name=WHOLE,
        )
        cells = grid.drop(columns=WHOLE).stack().dropna()
        sums[status] = {(str(thing), int(ar)): int(kr) for (thing, ar), kr in cells.items()}
    return sums
