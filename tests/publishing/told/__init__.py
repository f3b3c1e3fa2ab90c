"""What each figure on a page ought to be, by the public tables; and which element says it.

Each function here yields the elements of one kind with the figures that they ought to hold, in
order. `TOLD` are all of them: a figure that stands in no such element is one that nobody reckons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tests.publishing.told.checks import (
    bars,
    calculations,
    check_rows,
    differences,
    not_agreeing,
    other_checks,
)
from tests.publishing.told.leads import leads, of_country
from tests.publishing.told.life import applied_for, changed, lives, outcomes
from tests.publishing.told.mottagare import recipients
from tests.publishing.told.pictures import days, series, small_series, ways
from tests.publishing.told.site import Site, Told
from tests.publishing.told.start import (
    adding,
    cards,
    deviating,
    folded,
    marks,
    news,
    start,
    summaries,
    table_lengths,
)
from tests.publishing.told.tables import captions, closing_rows, row_amounts
from tests.publishing.told.trail import trails
from tests.publishing.told.use import bars as bars_of_use
from tests.publishing.told.use import lengths, uses
from tests.publishing.told.year_before import years_before

TOLD: Sequence[Callable[[Site], Iterator[Told]]] = (
    row_amounts,
    captions,
    closing_rows,
    check_rows,
    differences,
    bars,
    calculations,
    other_checks,
    not_agreeing,
    trails,
    leads,
    of_country,
    marks,
    start,
    adding,
    news,
    deviating,
    folded,
    summaries,
    cards,
    lives,
    changed,
    outcomes,
    applied_for,
    table_lengths,
    uses,
    bars_of_use,
    lengths,
    recipients,
    years_before,
    ways,
    series,
    small_series,
    days,
)
"""Every kind of place where a page says a figure."""
