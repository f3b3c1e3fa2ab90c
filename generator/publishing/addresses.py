"""Where everything lives on the site: one function for each kind of address.

Addresses are written from the site's root, without a leading slash: `2023/nara-vard/`.
They are permanent; changing a function here moves published pages.
"""

from __future__ import annotations

import posixpath

from generator.data.beslut import Aterrapportering, Beslut, Handling, Villkor
from generator.reckoning.corrections import Correction
from generator.reckoning.rows import Row
from generator.reckoning.sums import Kontroll

START = ""
OMRADEN = "omraden/"
BESLUT = "beslut/"
KONTROLLER = "kontroller/"
DATA = "data/"
RATTELSER = "rattelser/"
SATSNINGAR = "satsningar/"
MOTTAGARE = "mottagare/"
OBJEKT = "objekt/"
UTFORSKA = "utforska/"
ATERRAPPORTERING = "aterrapportering/"
ORDLISTA = "ordlista/"
GUIDE = "for-redaktorer"
"""The hand-written page for whoever edits the data; not every site has it."""
RATTA = f"{GUIDE}/#ratta-ett-belopp"


def ar(year: int) -> str:
    """A year's page."""
    return f"{year}/"


def omrade_ar(year: int, omrade_id: str) -> str:
    """One område in one year."""
    return f"{year}/{omrade_id}/"


def omrade(omrade_id: str) -> str:
    """One område across all years."""
    return f"{OMRADEN}{omrade_id}/"


def beslut(one: Beslut) -> str:
    """A decision's page."""
    return f"{BESLUT}{one.beslut_id}/"


def beslut_ar(year: int) -> str:
    """A year's decisions and documents."""
    return f"{BESLUT}{year}/"


def satsning(satsning_id: str) -> str:
    """An agreement's page."""
    return f"{SATSNINGAR}{satsning_id}/"


def mottagare(mottagare_id: str) -> str:
    """A recipient's page."""
    return f"{MOTTAGARE}{mottagare_id}/"


def objekt(nummer: str) -> str:
    """An accounting object's page."""
    return f"{OBJEKT}{nummer}/"


def belopp(row: Row) -> str:
    """A figure on its decision's page."""
    return f"{beslut(row.beslut)}#{belopp_anchor(row)}"


def belopp_anchor(row: Row) -> str:
    """The id of a figure's element: the row's id within its decision.

    Slugs never hold two hyphens in a row, so no two rows get the same anchor.
    """
    return f"belopp-{row.lokal_id.replace('/', '--')}" if row.lokal_id else "belopp"


def kontroll(one: Kontroll) -> str:
    """A check on the page of checks."""
    return f"{KONTROLLER}#{kontroll_anchor(one)}"


def kontroll_anchor(one: Kontroll) -> str:
    """The id of a check's element."""
    return f"kontroll-{one.kontroll_id.replace('/', '--').replace(':', '---')}"


def rattelse(one: Correction) -> str:
    """A correction on the page of corrections."""
    return f"{RATTELSER}#{rattelse_anchor(one)}"


def rattelse_anchor(one: Correction) -> str:
    """The id of a correction's element."""
    return f"rattelse-{one.rattelse_id.replace('/', '--').replace(':', '---')}"


def handling(one: Beslut, document: Handling) -> str:
    """A document on its decision's page."""
    return f"{beslut(one)}#handling-{document.id}"


def villkor(one: Beslut, condition: Villkor) -> str:
    """A condition on its decision's page."""
    return f"{beslut(one)}#villkor-{condition.nyckel}"


def aterrapportering(one: Beslut, duty: Aterrapportering) -> str:
    """A duty to report on its decision's page."""
    return f"{beslut(one)}#aterrapportering-{duty.nyckel}"


def kod(code: str) -> str:
    """What a problem's code means, in the guide for editors."""
    return f"{GUIDE}/#kod-{code}"


def relative(target: str, page: str) -> str:
    """The address of `target` as written on `page`, so that the site works under any folder."""
    path, hash_sign, fragment = target.partition("#")
    if path == page and hash_sign:
        return f"#{fragment}"
    way = posixpath.relpath(f"/{path}", f"/{page}")
    if path.endswith("/") or not path:
        way = f"{way}/"
    return f"{way}{hash_sign}{fragment}"
