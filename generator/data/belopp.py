"""Amounts of money: written as the document prints them, kept as whole kronor.

The parser is total: it answers with a `Belopp` or with a `BeloppFel` that says what is
ambiguous and how to write it, and never raises.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from generator.data.problem import NO_PASTE, Entry, Paste, nearest

MAX_KR = 10**15
"""Amounts at or above this many kronor are refused: beyond it spreadsheets (15 digits) and
JavaScript (2**53) no longer hold whole numbers exactly, and no Swedish grant comes near it."""

_WRITTEN = {
    1: "kr, krona, kronor",
    10**3: "tkr, tusen kr, tusen kronor",
    10**6: "mkr, mnkr, miljon, miljoner, miljon kr, miljoner kr, miljon kronor, miljoner kronor",
    10**9: "mdkr, miljard, miljarder, miljard kr, miljarder kr, miljard kronor, miljarder kronor",
}
UNITS = {unit: factor for factor, units in _WRITTEN.items() for unit in units.split(", ")}
"""Kronor per unit, for every way of writing the unit that the documents use."""

MAX_LENGTH = 80
"""Characters; the longest amount anyone writes is some thirty."""

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_NUMBER = r"(?P<whole>[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:,(?P<decimals>[0-9]+))?"
_AMOUNT = re.compile(rf"(?P<minus>[-\u2212]?) ?{_NUMBER} ?(?P<unit>[a-zåäö][a-zåäö ]*)?")
_POINT = re.compile(r"[0-9]\.[0-9]")
_POINT_GROUPS = re.compile(r"(?<![0-9.])[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9])")
_EACH = re.compile(r"(?:per|vardera|var|styck|st)\b")
"""What after the unit makes an amount a price of each."""
_ANY_NUMBER = re.compile(r"[0-9](?:[0-9 ]*[0-9])?(?:,[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Belopp:
    """An amount (English: amount) in whole kronor, knowing how exactly it was stated."""

    kr: int
    """Kronor, exact."""
    precision: int
    """Size in kronor of the last stated digit: `6,3 mkr` is stated to 100 000 kr."""
    angivet: str
    """The amount as written, white space made plain."""

    @property
    def tolerance(self) -> int:
        """How many kronor the true amount may lie from `kr`: half the last stated digit.

        An amount stated to the krona is exact, so that whole kronor must agree to the krona.
        """
        return self.precision // 2


@dataclass(frozen=True, slots=True)
class BeloppFel:
    """Why a text is not one unambiguous amount, and how to write it instead."""

    message: str
    hint: str
    paste: Paste = NO_PASTE
    printed: str = ""
    """What belongs in the place for the printed form, where the document prints no plain amount."""


@lru_cache(maxsize=10_000)
def parse_belopp(text: str) -> Belopp | BeloppFel:
    """Read an amount such as `41 247 254 kr`, `6,3 mkr` or `12 miljoner kronor`.

    Accepts ordinary, no-break, narrow and thin spaces and either minus sign. Point
    grouping, two numbers, words around the number, a missing or unknown unit, parts of a
    krona and absurd sizes are refused, each with its own explanation.
    """
    plain = _SPACES.sub(" ", text).strip()
    if len(plain) > MAX_LENGTH:
        return _too_long(plain)
    match = _AMOUNT.fullmatch(plain.casefold())
    if match is None:
        return _why_not_an_amount(plain)
    unit = (match["unit"] or "").strip()
    if not unit:
        return BeloppFel(f"beloppet {plain!r} har ingen enhet", _with_unit(plain, match["whole"]))
    if unit not in UNITS:
        known, _, rest = unit.partition(" ")
        if known in UNITS and _EACH.match(rest):
            price = plain[: len(plain) - len(rest)].strip()
            entry = Entry(f"styckpris:\n  belopp: {price}\n  per: …", "styckpris")
            return BeloppFel(
                f"{plain!r} är ett pris för varje styck, inte en summa",
                "Skriv hela summan efter belopp:, om den står i handlingen.",
                Paste("Priset står för sig i insatsen:", (entry,)),
            )
        hint = nearest(unit, UNITS, "Använd kr, tkr, mkr, mnkr, mdkr, miljoner kronor.")
        return BeloppFel(f"enheten {unit!r} i beloppet {plain!r} är okänd", hint)
    whole = match["whole"].replace(" ", "")
    if len(whole) > 1 and whole.startswith("0"):
        return BeloppFel(f"beloppet {plain!r} börjar med en nolla", "Ta bort nollan.")
    decimals = match["decimals"] or ""
    if len(whole) + len(decimals) > 30:
        return _too_large(plain)
    factor, scale = UNITS[unit], 10 ** len(decimals)
    kr, rest = divmod(int(whole + decimals) * factor, scale)
    if rest or factor % scale:
        message = f"beloppet {plain!r} är inte ett helt antal kronor"
        return BeloppFel(message, "Ange hela kronor, utan ören.")
    if kr >= MAX_KR:
        return _too_large(plain)
    return Belopp(-kr if match["minus"] else kr, factor // scale, plain)


def _with_unit(plain: str, whole: str) -> str:
    """An amount with the units that it can have; so many digits are whole kronor."""
    if len(whole.replace(" ", "")) > 6:
        return f"Skriv {plain} kr."
    return (
        f"Skriv enheten som handlingen har, ofta i tabellens rubrik: {plain} kr, {plain} tkr "
        f"eller {plain} mkr."
    )


def _too_long(plain: str) -> BeloppFel:
    digits = sum(char.isdigit() for char in plain)
    if digits > len(plain) // 2:
        return _too_large(plain)
    return BeloppFel(
        f"{plain[:57] + '…'!r} är för långt för att vara ett belopp",
        "Skriv bara talet och enheten, till exempel 6,3 mkr.",
    )


def _too_large(plain: str) -> BeloppFel:
    return BeloppFel(
        f"beloppet {plain[:40]!r} är orimligt stort", "Kontrollera antalet siffror och enheten."
    )


def _why_not_an_amount(plain: str) -> BeloppFel:
    """Say what keeps an unreadable text from being one amount, the likeliest reason first."""
    shown = plain if len(plain) <= 60 else plain[:57] + "…"
    if not plain:
        return BeloppFel("beloppet är tomt", "Skriv beloppet, eller ta bort raden om det saknas.")
    if _POINT.search(plain):
        is_grouped = _POINT_GROUPS.search(plain)
        points, instead = (_POINT_GROUPS, " ") if is_grouped else (_POINT, ",")
        better = points.sub(lambda match: match[0].replace(".", instead), shown)
        return BeloppFel(
            f"beloppet {shown!r} har punkt, som kan betyda både tusental och decimal",
            f"Skriv mellanslag mellan tusental och komma före decimaler: {better}",
        )
    numbers = _ANY_NUMBER.findall(plain)
    if not numbers:
        hint = "Skriv ett belopp med enhet, till exempel 6,3 mkr, eller ta bort raden."
        return BeloppFel(f"{shown!r} är inget belopp: det finns ingen siffra", hint)
    if len(numbers) > 1:
        hint = "Skriv ett enda belopp på raden, till exempel 6,3 mkr."
        return BeloppFel(f"{shown!r} innehåller flera tal", hint)
    number = numbers[0]
    head, _, tail = plain.partition(number)
    if head.strip(" -\u2212"):
        return BeloppFel(
            f"beloppet {shown!r} har ord före talet ({head.strip()!r})",
            f"Skriv bara talet och enheten: {number}{tail}.",
            printed=shown,
        )
    whole = number.partition(",")[0]
    digits = whole.replace(" ", "")
    if whole != digits:
        grouped = f"{int(digits):,}".replace(",", " ") if len(digits) <= 30 else digits
        return BeloppFel(
            f"siffrorna i beloppet {shown!r} är inte grupperade tre och tre",
            f"Är det {grouped}{tail}? Skriv det så, eller rätta siffrorna.",
        )
    return BeloppFel(
        f"{shown!r} går inte att läsa som ett belopp",
        "Skriv ett tal och en enhet, till exempel 41 247 254 kr eller 6,3 mkr.",
    )
