"""Money against the year before: how much more or less it is, or why that can't be said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from generator.data.derived import BeloppTyp, Niva
from generator.data.registers import Brott, Omrade
from generator.data.types import LIVING, Status
from generator.reckoning.rows import Row
from generator.reckoning.selections import by_name
from generator.reckoning.totals import summed
from generator.words import labels
from generator.words.swedish import in_running_text, kronor, percent


def of_status(rows: Sequence[Row], ar: int, status: Status) -> list[Row]:
    """The rows of a year that are decided, or that are proposed."""
    return [row for row in rows if row.ar == ar and row.status is status]


def change(rows: Sequence[Row], ar: int, status: Status) -> str:
    """How much more or less than the year before, or why that can't be said.

    `rows` are of one level, and of both years; decided money is set against decided alone. Empty
    where nothing is of that status.
    """
    before, now = of_status(rows, ar - 1, status), of_status(rows, ar, status)
    if not now:
        return ""
    if not before:
        other = next((other for other in LIVING if of_status(rows, ar - 1, other)), None)
        if other is None:
            return f"Inget att jämföra med {ar - 1}."
        return f"Kan inte jämföras, eftersom pengarna {ar - 1} är {labels.STATUS[other].om_kronor}."
    for year, of_year in ((ar - 1, before), (ar, now)):
        if why := _incomparable(of_year):
            return f"Kan inte jämföras, eftersom {why} {year}."
    was, is_now = summed(before).kr or 0, summed(now).kr or 0
    if was == is_now:
        return f"Lika mycket som {ar - 1}."
    share = f" ({percent(abs(is_now - was), was)})" if was > 0 else ""
    return f"{kronor(abs(is_now - was))}{share} {'mer' if is_now > was else 'mindre'} än {ar - 1}."


def _incomparable(rows: Sequence[Row]) -> str:
    """Why what some rows come to can't be set against another sum; empty where it can."""
    summa = summed(rows)
    if summa.intervall:
        return "beloppet är ett intervall"
    if summa.kr is None:
        return "inget belopp anges"
    if any(row.saknar for row in rows):
        return "alla belopp inte anges"
    if BeloppTyp.HOGST in summa.typer:
        return "beloppet är ett tak"
    return "beloppet är ungefärligt" if summa.typer else ""


def changes(rows: Sequence[Row], ar: int) -> list[str]:
    """The same for each status that a year has, which is named where there are several."""
    told = [(status, text) for status in LIVING if (text := change(rows, ar, status))]
    if len(told) < 2:
        return [text for _, text in told]
    return [f"{labels.STATUS[status].etikett}: {in_running_text(text)}" for status, text in told]


def of_year(tops: Sequence[Row], ar: int, years: Sequence[int], *, is_whole: bool) -> list[str]:
    """All of a year's money against the year before's, or why it can't be compared.

    `tops` are the decisions' own rows of both years, and `years` all that are told of. A sum
    that may lack some of a year's money, as it may unless `is_whole`, is compared with none.
    """
    if not any(_counts(top, ar) for top in tops):
        return []
    if ar == min(years):
        return [f"{ar} är det första året i uppgifterna, så det finns inget att jämföra med."]
    if not any(row.ar == ar - 1 for row in tops):
        return [f"Uppgifter om {ar - 1} saknas, så {ar} kan inte jämföras med året före."]
    if not is_whole:
        return [
            f"Summan för {ar} kan inte jämföras med summan för {ar - 1}: uppgifterna omfattar inte "
            "säkert alla pengar för åren."
        ]
    return changes(tops, ar)


class OmradeMotAretFore(NamedTuple):
    """An område's money in a year against the year before (English: against the year before)."""

    omrade: Omrade
    texter: Sequence[str]
    """What each status says; empty where the series has a break."""
    brott: Brott | None


def of_omrade(omrade: Omrade, rows: Sequence[Row], ar: int) -> OmradeMotAretFore | None:
    """An område's money against the year before; None where there is nothing to say of it.

    `rows` are its own amounts of both years.
    """
    if not any(_counts(row, ar) for row in rows):
        return None
    if brott := _break(omrade, ar):
        return OmradeMotAretFore(omrade, (), brott)
    texts = changes(rows, ar)
    if len(texts) == 1:  # which goes on after the name
        texts = [in_running_text(texts[0])]
    return OmradeMotAretFore(omrade, texts, None)


class Omraden(NamedTuple):
    """A year's områden against the year before."""

    kvar: Sequence[OmradeMotAretFore]
    """Those with money in both years, and those whose series has a break."""
    nya: Sequence[Omrade]
    borta: Sequence[Omrade]
    """Those that had money the year before and have none now."""


def of_omraden(omraden: Mapping[str, Omrade], rows: Sequence[Row], ar: int) -> Omraden:
    """Every område of a year, or of the year before, by name; `rows` are all of both years."""
    own = [row for row in rows if row.niva is Niva.OMRADE]
    rows_of: dict[str, list[Row]] = defaultdict(list)
    for row in own:
        rows_of[row.omrade_id].append(row)
    before, now = ({row.omrade_id for row in own if _counts(row, y)} for y in (ar - 1, ar))
    broken = {id_ for id_ in now if _break(omraden[id_], ar)}
    kept = by_name(omraden[id_] for id_ in (now & before) | broken)
    told = [entry for omrade in kept if (entry := of_omrade(omrade, rows_of[omrade.id], ar))]
    new, gone = now - before - broken, before - now
    if not any(row.ar == ar - 1 for row in rows):  # then nobody knows what is new
        new = set()
    return Omraden(told, *(by_name(omraden[id_] for id_ in ids) for ids in (new, gone)))


def _counts(row: Row, ar: int) -> bool:
    return row.ar == ar and row.status.galler


def _break(omrade: Omrade, ar: int) -> Brott | None:
    return next((brott for brott in omrade.brott if brott.ar == ar), None)
