"""Personal numbers, telephone numbers and e-mail addresses: told from all other digits in a text.

A number is looked for as a person may have written it: with any dash or space, its digits in any
groups and of any script. No check digit is asked, since a mistyped number points at someone too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote

_MAY_HOLD = re.compile(r"[@\uff20\ufe6b]|\d(?:\D{0,3}\d){5}")
"""What all of it has: the sign of an address, or six digits of any script close together."""

_LETTERS = bytes(byte for byte in range(0x80) if chr(byte) not in "0123456789@%")
_LETTERS += b"\xc3" + bytes(range(0x80, 0xC0))
"""Bytes in UTF-8 of what none of it has, and which may hide none: letters to ÿ, spaces, signs."""

_AMOUNT = re.compile(r"[1-9][0-9]{0,2}(?: ?[0-9]{3}){1,2} kr")
"""What most texts of so many digits are, which are too few and begin with no nought."""

_EMAIL = re.compile(r"(?<=[\w.%+-])@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(
    r"""(?<![0-9/-]) (?<![0-9]\ )
    (?: (?: \+46 [ -]? (?:\(0\))? | 0 ) [1-9][0-9]{0,2} \)?  # country or area code
        [-/ ]{1,3}
        (?= (?:[ -]?[0-9]){5,8} (?![0-9]) )                  # five to eight digits follow
        [0-9]{2,3} (?: [ -]? [0-9]{2,3} ){1,3}
      | (?: \+46 | 0 ) 7 [0-9]{8}                            # a mobile number in one run
    ) (?![0-9])""",
    re.VERBOSE,
)

_DATED = {
    "YEAR": "(?:1[89]|20)?[0-9]{2}",
    "MONTH": "(?:0[1-9]|1[0-2])",  # an organisationsnummer has 20 or more here
    "DAY": "(?:0[1-9]|[1278][0-9]|3[01]|6[1-9]|9[01])",  # from 61: samordningsnummer
    "LAST": r"[0-9]{2}\ ?[0-9]{2}(?![0-9])",
}


def _dated(pattern: str) -> re.Pattern[str]:
    """A pattern in which the parts of a personal number are named."""
    for name, part in _DATED.items():
        pattern = pattern.replace(name, part)
    return re.compile(pattern, re.VERBOSE)


_PARTED = _dated(
    r"""(?<![0-9])
    (?: YEAR MONTH DAY (?: \s?[-+]{1,2}\s? | [./:_] | \s{1,3} ) LAST
      | (?<![0-9][-./]) YEAR [ ./-] MONTH [ ./-]? DAY
        (?: \s?[-+]{1,2}\s? | \ (?! (?:19|20)[0-9]{2} ) ) LAST (?! -[0-9] )
      | (?<![0-9][-./]) YEAR MONTH [ ./-] DAY (?: \s?[-+]{1,2}\s? | \  ) LAST (?! -[0-9] )
    )"""
)
"""A number whose last four digits stand apart; no day and a year after it, and no two days."""
_RUN = _dated(r"(?<![0-9])(?<!(?<![0-9])0[.,]) YEAR MONTH DAY [0-9]{4} (?![0-9]|[.,][0-9]{1,2}\b)")
"""A number in one run of digits."""
_SPACED = re.compile(r"(?<![0-9])(?<![0-9] )(?=[0-9]{1,11} )[0-9](?: ?[0-9]){9,11}(?! ?[0-9])")
_OF_SPACED = _dated("YEAR MONTH DAY [0-9]{4}")
"""A number with spaces anywhere, and what it is without them."""
_THOUSANDS = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+")
_UNIT = re.compile(r"\s*(?:(?:t|m|mn|md)?kr(?![a-z])|kronor|milj|sek(?![a-z])|eur|[%€])", re.I)
_MACHINE_ID = re.compile(
    r"(?<![0-9a-f])(?:(?=[0-9]*[a-f])[0-9a-f]{16,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})",
    re.IGNORECASE,
)
"""A check sum, or an id that a program made, of digits and letters to f."""


@lru_cache(maxsize=1 << 14)  # of six texts five have been said before, as ids and roles
def personal_data(
    text: str, *, of_number: bool = False, of_contact: bool = False
) -> tuple[str, ...]:
    """What a text seems to hold of a person's; a text `of_number` may be ten digits.

    The publisher's own address and telephone number are no person's.
    """
    return tuple(_personal_data(text, of_number=of_number, of_contact=of_contact))


def _personal_data(text: str, *, of_number: bool, of_contact: bool) -> Iterator[str]:
    if not text.encode("utf-8", "replace").translate(None, _LETTERS):
        return  # as most texts; it takes a tenth of the time of a regular expression
    if "%" in text:
        text = unquote(text)
    if not _MAY_HOLD.search(text) or _AMOUNT.fullmatch(text):
        return
    plain = _MACHINE_ID.sub("…", _plain(text))
    if not of_contact and _EMAIL.search(plain):
        yield "en e-postadress"
    if not of_contact and _PHONE.search(plain):
        yield "ett telefonnummer"
    if any(_personal_numbers(plain, of_number=of_number)):
        yield "ett personnummer"


def line_of_number(text: str) -> int | None:
    """The line, from 1, on which the first personal number of a text begins, if it has one."""
    plain = _MACHINE_ID.sub("…", _plain(text))
    first = min((number.start() for number in _personal_numbers(plain)), default=None)
    return None if first is None else plain.count("\n", 0, first) + 1


def _personal_numbers(plain: str, *, of_number: bool = False) -> Iterator[re.Match[str]]:
    without_phones = _PHONE.sub(lambda phone: "…" * len(phone[0]), plain)
    yield from _PARTED.finditer(without_phones)
    if of_number:
        return
    spaced = (
        groups
        for groups in _SPACED.finditer(without_phones)
        if _OF_SPACED.fullmatch(groups[0].replace(" ", "")) and not _THOUSANDS.fullmatch(groups[0])
    )
    for digits in (*_RUN.finditer(without_phones), *spaced):
        if not _UNIT.match(without_phones, digits.end()):
            yield digits


def _plain(text: str) -> str:
    """A text with each digit, dash and space as a keyboard has it, and nothing unseen."""
    return text if text.isascii() else "".join(map(_plain_char, text))


@lru_cache(maxsize=5000)
def _plain_char(char: str) -> str:
    if char.isascii():
        return char
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category == "Pd" or char in "\u2212\u207b\u02d7\u00b7":  # minus signs, and a dot
        return "-"
    if category == "Zs":
        return " "
    if category in {"Cf", "Mn"}:  # seen by nobody, or as a part of another
        return ""
    compatible = unicodedata.normalize("NFKC", char)
    return compatible if compatible.isascii() and len(compatible) == 1 else char
