"""Amounts of money: written as the document prints them, kept as whole kronor.

The parser is total: it answers with a `Belopp`, with an `Intervall`, or with a `BeloppFel` that
says what is ambiguous and how to write it, and never raises.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from generator.data.derived import BeloppTyp
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
_SEK = {"sek": "kr", "tsek": "tkr", "ksek": "tkr", "msek": "mkr", "mnsek": "mkr", "mdsek": "mdkr"}
"""What banks call kronor, and what the documents and the data call them."""

MAX_LENGTH = 80
"""Characters; the longest amount anyone writes is some thirty."""

_CAP = r"(?:som )?(?:högst|mest|max\.?)|upp till|maximalt"
_ABOUT = r"cirka|circa|ca\.?|c:a|ungefär|drygt|knappt|omkring|runt|uppskattningsvis|nästan"
KIND_WORD = re.compile(
    rf"(?<![^\W\d_])(?:(?P<cap>{_CAP})|(?P<about>{_ABOUT}))(?![^\W\d_])", re.IGNORECASE
)
"""A word that makes the amount after it a cap or an approximate one."""
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_SIGN = r"[-+\u2212]?"
_DIGITS = r"[0-9]{1,3}(?: [0-9]{3})+|[0-9]+"
_UNIT = "[a-zåäö][a-zåäö ]*"
_KIND = rf"(?:(?P<cap>{_CAP}) ?)?(?:(?P<about>{_ABOUT}) ?)?"
_AMOUNT = re.compile(
    rf"{_KIND}(?P<sign>{_SIGN}) ?(?P<whole>{_DIGITS})(?:,(?P<decimals>[0-9]+))? ?(?P<unit>{_UNIT})?"
)
_RANGE = re.compile(
    rf"(?:(?:{_ABOUT}) ?)?(?:(?P<between>mellan)|från)? ?"
    rf"(?P<low>(?:{_DIGITS})(?:,[0-9]+)?) ?(?P<low_unit>{_UNIT}?)? ?"
    rf"(?:[-\u2010-\u2015\u2212]|(?<![a-zåäö])(?:till|[àá]|(?P<och>och))(?![a-zåäö])) ?"
    rf"(?P<high>(?:{_DIGITS})(?:,[0-9]+)?) ?(?P<unit>{_UNIT})?"
)
_POINT = re.compile(r"[0-9]\.[0-9]")
_POINT_GROUPS = re.compile(r"(?<![0-9.])[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9])")
_EACH = re.compile(r"(?:per|vardera|var|styck|st)\b")
"""What after the unit makes an amount a price of each."""
_ANY_NUMBER = re.compile(r"[0-9](?:[0-9 ]*[0-9])?(?:,[0-9]+)?")
_SHARE = re.compile(
    r"%|‰|\b(?:procent\w*|promille|(?:hälften|halva|en halv(?! mil)|lika delar)\b)"
    r"|[0-9] ?/ ?[0-9]|\w*(?:tredje|fjärde|femte|sjätte|sjunde|åtton|nion|tion)del(?:ar)?\b"
)
_OTHER_CURRENCY = re.compile(
    r"(?<![a-zåäö])(?:[tkm]|mn|md)?(?:eur|usd|nok|dkk|gbp|chf|isk|jpy|pln|cad|aud)(?![a-zåäö])"
    r"|(?<![a-zåäö])(?:[tm]?euros?|(?:us-?)?dollars?|pund|yen|franc)(?![a-zåäö])"
    r"|\b(?:norska|danska|isländska|estniska|tjeckiska) (?:kr\b|krona|kronor)"
)
_ORE = re.compile(r"(?<![a-zåäö])ören?(?![a-zåäö])")
_NO_ORE = re.compile(r"[.,]00?$")
_PRICE_DASH = re.compile(r"([0-9]) ?(?:,-|:-|,--|:--|,00 ?:-)$")


@dataclass(frozen=True, slots=True)
class Belopp:
    """An amount (English: amount) in whole kronor, knowing how exactly it was stated."""

    kr: int
    """Kronor, exact."""
    precision: int
    """Size in kronor of the last stated digit: `6,3 mkr` is stated to 100 000 kr."""
    angivet: str
    """The amount as written, white space made plain, a minus as U+2212 and a plus left out."""
    typ: BeloppTyp = BeloppTyp.EXAKT
    """Whether it is exact, a cap or approximate; never a range, which is a value of its own."""
    plus: bool = field(default=False, compare=False)
    """Whether a plus was written, which only says something of a change."""

    @property
    def tolerance(self) -> int:
        """How many kronor the true amount may lie from `kr`: half the last stated digit.

        An amount stated to the krona is exact, so that whole kronor must agree to the krona.
        """
        return self.precision // 2

    def distance(self, kr: int) -> int:
        """Kronor from it to another amount, negative below."""
        return kr - self.kr


@dataclass(frozen=True, slots=True)
class Intervall:
    """Two amounts that the true one lies between (English: range); it is in no sum."""

    min_kr: int
    max_kr: int
    """Kronor, the lower end below the higher."""
    precision: int
    """Size in kronor of the last stated digit of the end that is stated the more roughly."""
    angivet: str
    """The range as written, white space made plain."""

    @property
    def typ(self) -> BeloppTyp:
        """Its kind, as an amount has one."""
        return BeloppTyp.INTERVALL

    def distance(self, kr: int) -> int:
        """Kronor from the nearest end to an amount outside, negative below; 0 within."""
        return min(kr - self.min_kr, 0) + max(kr - self.max_kr, 0)

    def is_sum_of(self, ranges: Iterable[Intervall]) -> bool:
        """Whether both its ends are what those of some ranges come to."""
        low, high = self.min_kr, self.max_kr
        for part in ranges:
            low, high = low - part.min_kr, high - part.max_kr
        return low == high == 0


@dataclass(frozen=True, slots=True)
class BeloppFel:
    """Why a text is not one unambiguous amount, and how to write it instead."""

    message: str
    hint: str
    paste: Paste = NO_PASTE
    printed: str = ""
    """What belongs in the place for the printed form, where the document prints no plain amount."""


def kind_word(printed: str) -> str:
    """The word that makes a printed amount a cap or approximate, before it or after; else empty."""
    plain = _SPACES.sub(" ", printed).strip()
    words = list(KIND_WORD.finditer(plain))
    if words and words[0].start() == 0 and plain[words[0].end() :].lstrip()[:1].isdigit():
        return words[0][0]
    return words[-1][0] if words and words[-1].end() == len(plain) else ""


@lru_cache(maxsize=10_000)
def parse_belopp(text: str) -> Belopp | Intervall | BeloppFel:
    """Read an amount such as `41 247 254 kr`, `högst 6,3 mkr`, `ca 12 mkr` or `3–5 mkr`.

    Accepts ordinary, no-break, narrow and thin spaces and either sign. Point grouping, wrong
    grouping, two numbers that are no range, other words around the number, a missing or unknown
    unit, shares, other currencies, parts of a krona and absurd sizes are refused, each with its
    own explanation.
    """
    plain = _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()
    if len(plain) > MAX_LENGTH:
        return _too_long(plain)
    folded = plain.casefold()
    if match := _AMOUNT.fullmatch(folded):
        return _point(plain, match)
    span = _RANGE.fullmatch(folded)
    if span and bool(span["och"]) <= bool(span["between"]):
        return _range(plain, span)
    return not_kronor(plain) or _why_not_an_amount(plain)


def parse_cell(text: str, unit: str) -> Belopp | Intervall | BeloppFel:
    """Read a cell of a column whose heading has the unit, such as `6 000 000` or `6000000.0`.

    The unit may stand in the cell as well. Spreadsheets write whole numbers with noughts after a
    comma or a point, which say nothing of kronor.
    """
    number = text.strip()
    if number.casefold().endswith(unit):
        number = number[: -len(unit)].rstrip()
    return parse_belopp(f"{_NO_ORE.sub('', number) if UNITS[unit] == 1 else number} {unit}")


def not_kronor(text: str) -> BeloppFel | None:
    """That a text is parts of a krona, a share or of another currency, however it is written."""
    plain = _SPACES.sub(" ", text).strip()
    folded, shown = plain.casefold(), _shortened(plain)
    if _ORE.search(folded):
        return _with_ore(shown)
    instead = "Skriv beloppet i kronor, om handlingen anger det. Anger den inget: utelämna "
    if _SHARE.search(folded):
        instead += f"beloppet och skriv andelen i en anmärkning: {shown}"
        return BeloppFel(f"{shown!r} är en andel, inte ett belopp", instead)
    is_foreign = any(unicodedata.category(char) == "Sc" for char in plain)
    if is_foreign or _OTHER_CURRENCY.search(folded):
        instead += f"beloppet och skriv det tryckta i en anmärkning: {shown}"
        message = f"{shown!r} är inte i svenska kronor, som är det enda vi räknar i"
        return BeloppFel(message, instead)
    return None


def _point(plain: str, match: re.Match[str]) -> Belopp | BeloppFel:
    """An amount with a single number; what is approximate is stated to its last digit but nought.

    So `cirka 3 000 000 kr` is as rough as `cirka 3 mkr`.
    """
    whole, decimals = match["whole"].replace(" ", ""), match["decimals"] or ""
    read = _kronor(plain, whole, decimals, (match["unit"] or "").strip())
    if isinstance(read, BeloppFel):
        return read
    kr, precision = read
    if match["about"] and kr and not decimals:
        precision *= 10 ** (len(whole) - len(whole.rstrip("0")))
    typ = BeloppTyp.EXAKT
    if match["cap"] or match["about"]:
        typ = BeloppTyp.HOGST if match["cap"] else BeloppTyp.CIRKA
    angivet, sign = plain, match["sign"]
    if sign:
        at = match.start("sign")
        kept = "" if sign == "+" else "\u2212"
        angivet = f"{plain[:at]}{kept}{plain[match.start('whole') :]}"
    return Belopp(-kr if sign in ("-", "\u2212") else kr, precision, angivet, typ, sign == "+")


def _range(plain: str, match: re.Match[str]) -> Intervall | BeloppFel:
    """A range, whose lower end has the unit of the higher where it has none of its own."""
    unit = (match["unit"] or "").strip()
    own_unit = (match["low_unit"] or "").strip()
    both = "Skriv det lägre beloppet först, och enheten på båda om de är olika: 500 tkr–2 mkr."
    if own_unit and not unit:
        return BeloppFel(f"det högre beloppet i {plain!r} har ingen enhet", both)
    ends: list[tuple[int, int]] = []
    for number, its_unit in ((match["low"], own_unit or unit), (match["high"], unit)):
        whole, _, decimals = number.replace(" ", "").partition(",")
        read = _kronor(plain, whole, decimals, its_unit)
        if isinstance(read, BeloppFel):
            return read
        ends.append(read)
    (low, fine), (high, rough) = ends
    if low >= high:
        return BeloppFel(f"intervallet {plain!r} går inte från lägre till högre", both)
    if low and not own_unit and high >= 1000 * low:
        return BeloppFel(
            f"i intervallet {plain!r} är det oklart hur stort det lägre beloppet är",
            f"Skriv enheten på båda, till exempel {match['low']} tkr–{match['high']} {unit}, eller "
            "alla siffror i båda.",
        )
    return Intervall(low, high, max(fine, rough), plain)


def _kronor(plain: str, whole: str, decimals: str, unit: str) -> tuple[int, int] | BeloppFel:
    """Kronor and precision of a number with a unit; `plain` is all that stands there."""
    if not unit:
        return BeloppFel(f"beloppet {plain!r} har ingen enhet", _with_unit(plain, whole))
    if unit not in UNITS:
        return not_kronor(plain) or _unknown_unit(plain, unit)
    if len(whole) > 1 and whole.startswith("0"):
        return BeloppFel(f"beloppet {plain!r} börjar med en nolla", "Ta bort nollan.")
    if len(whole) + len(decimals) > 30:
        return _too_large(plain)
    factor, scale = UNITS[unit], 10 ** len(decimals)
    kr, rest = divmod(int(whole + decimals) * factor, scale)
    if rest or factor % scale:
        return _with_ore(plain)
    return (kr, factor // scale) if kr < MAX_KR else _too_large(plain)


def _with_ore(plain: str) -> BeloppFel:
    return BeloppFel(
        f"beloppet {plain!r} är inte ett helt antal kronor",
        "Skriv hela kronor, utan ören, som handlingen räknar med.",
        printed=plain,
    )


def _unknown_unit(plain: str, unit: str) -> BeloppFel:
    known, _, rest = unit.partition(" ")
    before = plain[: len(plain) - len(rest)].strip() if rest else plain
    if known in UNITS and _EACH.match(rest):
        entry = Entry(f"styckpris:\n  belopp: {before}\n  per: …", "styckpris")
        return BeloppFel(
            f"{plain!r} är ett pris för varje styck, inte en summa",
            "Skriv hela summan efter belopp:, om den står i handlingen.",
            Paste("Priset står för sig i insatsen:", (entry,)),
        )
    message = f"enheten {unit!r} i beloppet {plain!r} är okänd"
    if known in UNITS and KIND_WORD.fullmatch(rest):
        return BeloppFel(message, f"Skriv ordet före talet: {rest} {before}")
    if unit in _SEK:
        return BeloppFel(message, f"Skriv {_SEK[unit]} i stället för {unit}.")
    hint = nearest(unit, UNITS, "Använd kr, tkr, mkr, mnkr, mdkr, miljoner kronor.")
    return BeloppFel(message, hint)


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


def _shortened(plain: str) -> str:
    return plain if len(plain) <= 60 else plain[:57] + "…"


def _why_not_an_amount(plain: str) -> BeloppFel:
    """Say what keeps an unreadable text from being one amount, the likeliest reason first."""
    shown = _shortened(plain)
    if not plain:
        return BeloppFel("beloppet är tomt", "Skriv beloppet, eller ta bort raden om det saknas.")
    if dash := _PRICE_DASH.search(shown):
        number = _POINT_GROUPS.sub(lambda match: match[0].replace(".", " "), shown[: dash.end(1)])
        better = f"{number} kr"
        return BeloppFel(f"beloppet {shown!r} har ingen enhet", f"Skriv {better}")
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
        hint = "Skriv ett enda belopp på raden, till exempel 6,3 mkr, eller ett intervall: 3–5 mkr."
        return BeloppFel(f"{shown!r} innehåller flera tal", hint)
    number = numbers[0]
    head, _, tail = plain.partition(number)
    kind = KIND_WORD.match(head)
    word = f"{kind[0]} " if kind else ""
    other = head[kind.end() :] if kind else head
    if other.strip(" -+\u2212"):
        return _words_before(shown, other.strip(), f"{word}{number}{tail}")
    whole = number.partition(",")[0]
    digits = whole.replace(" ", "")
    if whole != digits:
        grouped = f"{int(digits):,}".replace(",", " ") if len(digits) <= 30 else digits
        return BeloppFel(
            f"siffrorna i beloppet {shown!r} är inte grupperade tre och tre",
            f"Är det {word}{grouped}{tail}? Skriv det så, eller rätta siffrorna.",
        )
    return BeloppFel(
        f"{shown!r} går inte att läsa som ett belopp",
        "Skriv ett tal och en enhet, till exempel 41 247 254 kr eller 6,3 mkr.",
    )


def _words_before(shown: str, words: str, amount: str) -> BeloppFel:
    unit = _SEK.get(words.casefold(), words.casefold())
    if unit in UNITS:
        return BeloppFel(f"beloppet {shown!r} har enheten före talet", f"Skriv {amount} {unit}")
    if words in ("\u2013", "\u2014"):
        return BeloppFel(
            f"beloppet {shown!r} börjar med ett tankstreck",
            f"Är det ett minustecken? Skriv -{amount}. Annars: ta bort strecket.",
        )
    return BeloppFel(
        f"beloppet {shown!r} har ord före talet ({words!r})",
        f"Skriv bara talet och enheten: {amount}.",
        printed=shown,
    )
