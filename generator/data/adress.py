"""The addresses of pages that last, as values with parts.

Here alone is such an address put together from its parts, or its parts found in a text.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple

_AR = "(?P<ar>(?:19|20)[0-9]{2})"
_ID = "(?P<id>(?=[a-z0-9-]{1,200}/)[a-z0-9]+(?:-[a-z0-9]+)*)"


class Slag(StrEnum):
    """What a page is about (English: kind of page). The value is the form of its address."""

    BESLUT = "beslut/{ar}/{id}/"
    BESLUT_AR = "beslut/{ar}/"
    OMRADE = "omraden/{id}/"
    SATSNING = "satsningar/{id}/"
    MOTTAGARE = "mottagare/{id}/"
    OBJEKT = "objekt/{id}/"
    OMRADE_AR = "{ar}/{id}/"
    AR = "{ar}/"
    SIDA = "{id}/"
    """A hand-written page, or one that every site has, such as `omraden/`."""


_FORMS = {slag: re.compile(slag.value.format(ar=_AR, id=_ID)) for slag in Slag}


class Adress(NamedTuple):
    """The address of a page, from the site's root (English: address)."""

    slag: Slag
    ar: str = ""
    id: str = ""

    @property
    def nyckel(self) -> str:
        """The id of what the page is about, as the data writes it."""
        return f"{self.ar}/{self.id}" if self.slag is Slag.BESLUT else self.id

    def __str__(self) -> str:
        return self.slag.value.format(ar=self.ar, id=self.id)


def parse_adress(text: str) -> Adress | None:
    """The address of a page; None where the text has another form."""
    for slag, form in _FORMS.items():
        if match := form.fullmatch(text):
            return Adress(slag, **match.groupdict())
    return None
