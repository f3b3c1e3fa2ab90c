"""The ways from a page to its data: where it is put right on the web, and where to report it.

The addresses are those of GitHub, whose repository the organisation names in `kodforrad`;
without one there are none.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode

from generator.data.registers import Organisation
from generator.reading.register import Register, Where

FORM = "fel-i-uppgift.yml"
"""The form for reporting a mistake, in `.github/ISSUE_TEMPLATE/`."""


def edit_address(organisation: Organisation, register: Register, place: Where) -> str:
    """A place of the data in the web editor; empty where there is no repository.

    The editor puts its cursor at the line that the fragment names.
    """
    if not organisation.kodforrad:
        return ""
    file, line = line_of(register, place)
    address = f"{_base(organisation)}/edit/{quote(organisation.gren)}/{quote(file)}"
    return f"{address}#L{line}" if line else address


def line_of(register: Register, place: Where) -> tuple[str, int]:
    """The file that a place of the data is in, and its line; 0 where it is all of the file."""
    source = register.sources.get(place.file)
    file, (line, _) = source.locate(place.path) if source and place.path else (place.file, (0, 0))
    return file, line


def report_address(organisation: Organisation, title: str, address: str) -> str:
    """The form for a mistake, with the page filled in; empty where there is no repository."""
    if not organisation.kodforrad:
        return ""
    filled = {
        "template": FORM,
        "title": f"Fel i uppgift: {title}",
        "sida": f"{organisation.webbplats}{address}",
    }
    return f"{_base(organisation)}/issues/new?{urlencode(filled, quote_via=quote)}"


def _base(organisation: Organisation) -> str:
    return (organisation.kodforrad or "").rstrip("/")
