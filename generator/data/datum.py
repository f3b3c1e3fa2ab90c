"""Days as documents write them: what was meant where a date is written otherwise than here."""

from __future__ import annotations

import re
from datetime import date

from generator.data.problem import NO_PASTE, Entry, Paste

_MONTHS = "januari februari mars april maj juni juli augusti september oktober november december"
_WRITTEN_DAY = re.compile(
    r"(?P<year>[0-9]{4})(?:[-/. ](?=[0-9]{1,2}[-/. ])|(?=[0-9]{4}(?![0-9])))"  # 2023-3-29, 20230329
    r"(?P<number>[0-9]{1,2})[-/. ]?(?P<day>[0-9]{1,2})(?![0-9])"
    rf"|(?P<day_first>[0-9]{{1,2}})\.?(?:e|:e)? (?P<name>{_MONTHS.replace(' ', '|')}),? "
    r"(?P<year_last>[0-9]{4})"
)
_LAST_DAY = re.compile(r" ?[-–—] ?(?P<day>[0-9]{1,2})(?![0-9])")
"""The second day of a meeting, after the whole date of the first: `2023-03-28—29`."""


def guess(text: str) -> tuple[str, Paste]:
    """How to write a date that is written otherwise, or several of them; and what to paste."""
    days: list[date] = []
    for match in _WRITTEN_DAY.finditer(text[:80].casefold()):
        number = match["number"] or _MONTHS.split().index(match["name"]) + 1
        last = _LAST_DAY.match(text, match.end())
        year, month = int(match["year"] or match["year_last"]), int(number)
        for day in (match["day"] or match["day_first"], last and last["day"]):
            try:
                days += [date(year, month, int(day))] if day else []
            except ValueError:
                hint = "Skriv år-månad-dag, med en månad och en dag som finns: 2023-03-29."
                return hint, NO_PASTE
    if not days:
        hint = (
            "Skriv år-månad-dag, som 2023-03-29. Anger handlingen ingen dag: lämna bort uppgiften."
        )
        return hint, NO_PASTE
    if len(days) == 1:
        return f"Skriv {days[0]}.", NO_PASTE
    meeting = Entry(f"sammantrade:\n  fran: {days[0]}\n  till: {days[-1]}", "sammantrade")
    hint = f"Skriv en enda dag, den sista: {days[-1]}."
    return hint, Paste("Dagarna för ett möte skrivs för sig:", (meeting,))
