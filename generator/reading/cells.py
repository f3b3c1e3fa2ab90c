"""What a cell says: amounts, read as in YAML, and what a spreadsheet has made of a text.

A spreadsheet takes `3.1` for a day and a long number for a power of ten, and saves what it
shows. What it has made so is told of with what probably stood there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from generator.data.belopp import UNITS, Belopp, BeloppFel, parse_belopp
from generator.data.types import UNWRITTEN
from generator.reading.csv_text import Cell
from generator.reading.headings import AMOUNTS
from generator.words.swedish import kronor

Tell = Callable[..., None]
"""Tells of a fault in a cell, by the fault's name, with what the words quote."""

_MONTHS = (
    *("jan(?:uari)?", "feb(?:ruari)?", "mars?", "apr(?:il)?", "maj|may", "juni?", "juli?"),
    *("aug(?:usti)?", "sep(?:t|tember)?", "okt(?:ober)?|oct", "nov(?:ember)?", "dec(?:ember)?"),
)
_NAMED = rf"(?:{'|'.join(f'(?:{name})' for name in _MONTHS)})\.?"
_DATE = re.compile(
    r"(?P<year>(19|20)[0-9]{2})[-/](?P<month>[0-9]{1,2})[-/](?P<day>[0-9]{1,2})( [0-9:]{4,8})?"
    r"|(?P<first>[0-9]{1,2})(?P<sign>[./-])(?P<second>[0-9]{1,2})(?P=sign)(?P<last>(19|20)[0-9]{2})"
    rf"|(?P<before>[0-9]{{1,2}})[-/.](?P<month_after>{_NAMED})([-/][0-9]{{2,4}})?"
    rf"|(?P<month_before>{_NAMED})[-/](?P<after>[0-9]{{2,4}})",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"[34][0-9]{4}")
"""A day from 1982 to 2036 as the number that a spreadsheet keeps."""
_DAY_0 = date(1899, 12, 30)
_ERROR = re.compile(r"#[A-ZÅÄÖ/0]+[!?]|#N/A|#{2,}")
_POWER = re.compile(r"[-\u2212+]?[0-9]+([.,][0-9]+)?E[+-]?[0-9]{1,3}", re.IGNORECASE)
_MAY_BE_DATE = {"namn", "avsnitt", "rad_id", "overordnad_id", "objekt", "styckpris_per"} | {
    f"{name}_{form}" for name in AMOUNTS for form in ("kr", "angivet")
}
"""Columns where a day alone is no answer."""

_NO_ORE = re.compile(r"(?P<kronor>[-\u2212+]?[0-9\s]+)[.,]00?")
"""Whole kronor as a program writes a number that it keeps decimals for."""
_OWN_UNIT = re.compile(r"[a-zåäö][a-zåäö ]*$")
_COMMA_GROUPS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_A_NUMBER = re.compile(r"[-\u2212]? ?[0-9]+(?:[ \u00a0\u2009\u202f][0-9]{3})*(?:,[0-9]+)?")
_UNITS = ("kr", "tkr", "mkr", "mdkr")


def is_sound(cell: Cell, tell: Tell) -> bool:
    """Whether a cell holds what someone wrote; tells of what a spreadsheet has made of it."""
    if cell.text in (UNWRITTEN, "..."):
        tell(cell, "unwritten_cell")
    elif _ERROR.fullmatch(cell.text):
        tell(cell, "spreadsheet_error")
    elif _POWER.fullmatch(cell.text):
        tell(cell, "power_of_ten")
    elif cell.column in _MAY_BE_DATE and (stood := _before_date(cell)):
        tell(cell, "spreadsheet_date", stood=_either(stood))
    else:
        return True
    return False


def _either(texts: Sequence[str]) -> str:
    """Some texts, of which any may be right."""
    *others, last = texts
    return f"{', '.join(others)} eller {last}"


def _before_date(cell: Cell) -> list[str]:
    """What may have stood where a spreadsheet has written a day; empty where it has not."""
    if cell.column == "avsnitt" and _SERIAL.fullmatch(cell.text):
        kept = _DAY_0 + timedelta(int(cell.text))
        return _read_as(kept.year, kept.month, kept.day)
    match = _DATE.fullmatch(cell.text)
    if match is None:
        return []
    if match["year"]:
        return _read_as(int(match["year"]), int(match["month"]), int(match["day"]))
    if match["first"]:
        return _read_as(int(match["last"]), int(match["second"]), int(match["first"]))
    if match["before"]:
        day, month = int(match["before"]), _month(match["month_after"])
        return [f"{day}.{month}", f"{day}-{month}"]
    month, after = _month(match["month_before"]), int(match["after"]) % 100
    return [f"{month}.{after}", f"{after}.{month}"]


def _month(name: str) -> int:
    """The number of a month that is named."""
    return next(
        number
        for number, names in enumerate(_MONTHS, 1)
        if re.fullmatch(names, name.rstrip("."), re.IGNORECASE)
    )


def _read_as(year: int, month: int, day: int) -> list[str]:
    """The numbers with points that a spreadsheet reads as a day: day and month, or all three."""
    both = [f"{day}.{month}"] + ([f"{month}.{day}"] if day != month else [])
    return [*both, f"{year % 100}.{month}.{day}"]


def read_amount(
    kr: Cell | None, angivet: Cell | None, tell: Tell, *, words: bool
) -> tuple[Cell | None, Cell | None]:
    """An amount as it would be written in the YAML, and the printed form where it is another.

    The printed form knows how exactly the amount was stated. A bare `10` beside 10 000 000
    kronor is `10 mkr`: the document has its unit in a heading. With `words`, a printed form
    without digits (`x kronor`) is no amount, but all that the document says.
    """
    if kr is None:
        if angivet and words and not re.search("[0-9]", angivet.text):
            return None, angivet
        return (angivet if angivet and _read(angivet, angivet.text, tell) else None), None
    plain = _in_unit(kr, tell)
    if plain is None:
        return None, None
    stated = kr._replace(text=kronor(plain.kr) if kr.unit == "kr" else plain.angivet)
    if angivet is None:
        return stated, None
    printed = parse_belopp(angivet.text)
    if isinstance(printed, Belopp) and printed.kr == plain.kr:
        return angivet, None
    for number in _A_NUMBER.findall(angivet.text):  # as `ca 1 600 tkr`, or bare
        for unit in _UNITS:
            read = parse_belopp(f"{number} {unit}")
            if isinstance(read, Belopp) and read.kr == plain.kr:
                return angivet._replace(text=read.angivet), angivet
    if isinstance(printed, Belopp) or _A_NUMBER.fullmatch(angivet.text):
        tell(angivet, "not_as_kr", kronor=kronor(plain.kr), column=kr.shown)
        return None, None
    return stated, angivet


def _in_unit(cell: Cell, tell: Tell) -> Belopp | None:
    """The amount in a column whose heading has the unit; told of where it can't be read so."""
    no_ore = _NO_ORE.fullmatch(cell.text) if cell.unit == "kr" else None
    text = no_ore["kronor"] if no_ore else cell.text
    own = _OWN_UNIT.search(text.casefold())
    if own and own[0] in UNITS and UNITS[own[0]] != UNITS[cell.unit]:
        column = f"{cell.column.rpartition('_')[0]}_angivet"
        tell(cell, "other_unit", unit=cell.unit, column=column)
        return None
    if _COMMA_GROUPS.fullmatch(text):
        whole, *rest = text.split(",")
        right = " ".join([whole, *rest])
        if cell.unit != "kr" and len(rest) == 1:
            right += f" eller {whole},{rest[0].rstrip('0') or '0'}"
        tell(cell, "comma_of_thousands", right=right)
        return None
    return _read(cell, text if own else f"{text} {cell.unit}", tell)


def _read(cell: Cell, text: str, tell: Tell) -> Belopp | None:
    """An amount as YAML has it; told of in the terms of a table where it can't be read."""
    if not re.search("[0-9]", cell.text):
        tell(cell, "no_digits")
        return None
    read = parse_belopp(text)
    if isinstance(read, BeloppFel):
        hint = read.hint
        if any(entry.namn == "styckpris" for entry in read.paste.entries):
            hint = "Skriv priset i kolumnen styckpris_angivet, och vad det gäller i styckpris_per."
        elif read.printed:
            column = f"{cell.column.rpartition('_')[0]}_angivet"
            hint += (
                f" Hur det är tryckt skrivs i kolumnen {column}, bredvid kronor i {column[:-7]}kr."
            )
        elif not cell.unit and _A_NUMBER.fullmatch(text):
            hint += f" Är den samma i hela kolumnen: skriv den i rubriken, som {cell.shown} (tkr)."
        tell(cell, "unreadable_amount", message=read.message, hint=hint)
        return None
    return read
