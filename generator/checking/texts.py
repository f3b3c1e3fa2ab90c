"""The rules of all texts: none runs as a formula, and none tells of a person."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.data.problem import Problem
from generator.reading.register import Register

_FORMULA_SIGNS = frozenset("=+@\t\r-")
_FORMULA = re.compile(r"[=+@\t\r]|-[0-9A-Za-z(]")
_AMOUNT_FIELDS = {"belopp", "differens", "fore", "efter", "tillagg", "tolerans"}
"""Fields that are read as amounts and published as numbers, so that a minus is only that."""

_SIX_DIGITS = re.compile(r"[0-9](?:[^0-9]{0,3}[0-9]){5}")
"""What every number below has: six digits close together."""
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_PERSONNUMMER = re.compile(
    r"""(?<![0-9-])
    (?: (?:19|20)?[0-9]{2} (?:0[1-9]|1[0-2]) DAY [-+]   # with a sign, century or not
      | (?:19|20) [0-9]{2} (?:0[1-9]|1[0-2]) DAY        # twelve digits in a row
    ) [0-9]{4} (?![0-9-])""".replace(
        "DAY", "(?:[0-26-8][0-9]|[39][01])"
    ),  # 61-91: samordningsnummer
    re.VERBOSE,
)
_PHONE = re.compile(
    r"""(?<![0-9/–-]) (?<![0-9]\ )
    (?: (?: \+46 [ \u00a0-]? (?:\(0\))? | 0 ) [1-9][0-9]{0,2} \)?  # country or area code
        [-–/ \u00a0]{1,3}
        (?= (?:[ \u00a0-]?[0-9]){5,8} (?![0-9]) )                  # five to eight digits follow
        [0-9]{2,3} (?: [ \u00a0-]? [0-9]{2,3} ){1,3}
      | (?: \+46 | 0 ) 7 [0-9]{8}                                  # a mobile number in one run
    ) (?![0-9])""",
    re.VERBOSE,
)


def no_text_runs_as_a_formula(register: Register) -> Iterator[Problem]:
    """No text starts as a spreadsheet formula does: exports never alter a value to disarm it."""
    for source in register.sources.values():
        for path, value in source.texts:
            if path and path[-1] in _AMOUNT_FIELDS:
                continue
            if value[:1] in _FORMULA_SIGNS and _FORMULA.match(value):
                yield source.problem(
                    "formel",
                    f"texten börjar med {value[0]!r}",
                    path=path,
                    hint="Börja texten med ett ord i stället.",
                )


def no_personal_data(register: Register) -> Iterator[Problem]:
    """No personnummer, telephone number or e-mail address, but for the publisher's own."""
    patterns = (
        ("ett personnummer", _PERSONNUMMER),
        ("en e-postadress", _EMAIL),
        ("ett telefonnummer", _PHONE),
    )
    for source in register.sources.values():
        allowed = source.file.endswith("/organisation.yml")
        for path, value in source.texts:
            if allowed and (path[:1] == ("kontakt",) or path == ("organisationsnummer",)):
                continue
            if "@" not in value and not _SIX_DIGITS.search(value):
                continue
            for what, pattern in patterns:
                if pattern.search(value):
                    yield source.problem(
                        "personuppgift",
                        f"texten innehåller något som ser ut som {what}",
                        path=path,
                        hint="Ta bort uppgiften och skriv rollen eller enheten i stället.",
                    )
