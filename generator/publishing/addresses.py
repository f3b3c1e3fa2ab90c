"""Where everything lives on the site: one function for each kind of address.

Addresses are written from the site's root, without a leading slash: `2023/nara-vard/`.
They are permanent; changing a function here moves published pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from generator.data.beslut import Aterrapportering, Beslut, Handling, Villkor
from generator.data.posts import Kalla
from generator.data.registers import Ord
from generator.data.version import VersionId
from generator.reckoning.corrections import Correction, PublishedChange
from generator.reckoning.kontroll import Kontroll
from generator.reckoning.rows import Row

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
SOK = "sok/"
FOLJ = "folj/"
VERSIONER = "versioner/"
VERSIONS = f"{VERSIONER}index.json"
IN_ENGLISH = "en/"
OPENSEARCH = "opensearch.xml"
WORKBOOK, DATABASE = f"{DATA}tilldelat.xlsx", f"{DATA}tilldelat.sqlite"
DATAPACKAGE, CATALOG, SCHEMA = f"{DATA}datapackage.json", f"{DATA}catalog.rdf", f"{DATA}schema.json"
GRANTS, CONTENTS, MANIFEST = f"{DATA}360giving.json", f"{DATA}index.json", f"{DATA}manifest.json"
METADATA = f"{DATA}metadata.json"
LLMS, ROBOTS = "llms.txt", "robots.txt"
GUIDE = "for-redaktorer"
"""The hand-written page for whoever edits the data; not every site has it."""
RATTA = f"{GUIDE}/#ratta-ett-belopp"
OM = "om"
"""The hand-written page about the site, which every document is added to."""
TILLGANGLIGHET = "tillganglighet"
"""The hand-written accessibility statement, which the ways to complain are added to."""
KALENDER = f"{ATERRAPPORTERING}kalender.ics"


def atom(folder: str) -> str:
    """The feed of what a page lists."""
    return f"{folder}atom.xml"


EMBED_STYLE = "assets/inbaddning.css"
"""The style sheet of what is shown on others' pages."""


def inbaddning(page: str) -> str:
    """What others may show of a page on their own; no page's address is like it."""
    return f"{page}inbaddning.html"


def ar(year: int) -> str:
    """A year's page."""
    return f"{year}/"


def omrade_ar(year: int, omrade_id: str) -> str:
    """One område in one year."""
    return f"{year}/{omrade_id}/"


def omrade(omrade_id: str) -> str:
    """One område across all years."""
    return f"{OMRADEN}{omrade_id}/"


def beslut(decision: Beslut) -> str:
    """A decision's page."""
    return beslut_id(decision.beslut_id)


@lru_cache(maxsize=4096)
def beslut_id(of_decision: str) -> str:
    """The page of a decision that may be there no more, by its id."""
    return f"{BESLUT}{of_decision}/"


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


def version(version_id: VersionId) -> str:
    """What was published at a time."""
    return f"{VERSIONER}{version_id}/"


def sparad(version_id: VersionId, table: str) -> str:
    """A public table as it was published then."""
    return f"{version(version_id)}{table}.csv"


def sida(name: str) -> str:
    """A hand-written page."""
    return f"{name}/"


Anchored = (
    Row | Kontroll | Correction | PublishedChange | Handling | Villkor | Aterrapportering | Ord
)
"""What has an element of its own on a page, that a link may lead to."""


def anchor(thing: Anchored) -> str:
    """The id of the element that shows a thing, on the one page that tells all of it."""
    match thing:
        case Row():
            return element("belopp", thing.lokal_id)
        case Kontroll():
            return element("kontroll", thing.kontroll_id)
        case Correction():
            return element("rattelse", thing.rattelse_id)
        case PublishedChange():
            return element("andring", thing.andring_id)
        case Handling():
            return element("handling", thing.id)
        case Villkor():
            return element("villkor", thing.nyckel)
        case Aterrapportering():
            return element("aterrapportering", thing.nyckel)
        case Ord():
            return thing.id


@lru_cache(maxsize=16384)
def element(kind: str, key: str) -> str:
    """An element's id: the kind of thing it shows, and the thing's own id, if it needs one.

    Slugs never hold two hyphens in a row, so no two things get the same id.
    """
    return "-".join(filter(None, (kind, key.replace("/", "--").replace(":", "---"))))


def inom(decision: Beslut, thing: Anchored) -> str:
    """Something on the page of the decision that it stands in."""
    return f"{beslut(decision)}#{anchor(thing)}"


def belopp(row: Row) -> str:
    """A figure on its decision's page."""
    return f"{beslut_id(row.id.beslut_id)}#{anchor(row)}"


def alla(rows: Sequence[Row]) -> str:
    """Where a decision's rows of one level begin on its page; of a single row, its figure."""
    row = rows[0]
    return belopp(row) if len(rows) == 1 else f"{beslut(row.beslut)}#{delar_anchor(row.niva.value)}"


def delar_anchor(niva: str) -> str:
    """The id of the heading above a decision's rows of a level: `omrade`, `insats`."""
    return element("delar", niva)


def kontroll(check: Kontroll) -> str:
    """A check on the page of checks."""
    return f"{KONTROLLER}#{anchor(check)}"


def rakning(check: Kontroll) -> str:
    """How an amount is calculated, step by step, on the page of its decision."""
    return f"{beslut(check.subject.beslut)}#{element('rakning', anchor(check))}"


def rattelse(correction: Correction) -> str:
    """A correction on the page of corrections."""
    return f"{RATTELSER}#{anchor(correction)}"


def andring(change: PublishedChange) -> str:
    """A change that is no amount's, on the same page."""
    return f"{RATTELSER}#{anchor(change)}"


def kalla(decision: Beslut, source: Kalla | None) -> str:
    """The document that a source names, on its decision's page; else just that page."""
    named = source.handling if source else None
    return f"{beslut(decision)}#{element('handling', named)}" if named else beslut(decision)


def kod(code: str) -> str:
    """What a problem's code means, in the guide for editors."""
    return f"{GUIDE}/#{element('kod', code)}"


def tabell(table: str) -> str:
    """Where the files of a public table are, without an ending."""
    return f"{DATA}{table}"


def kolumner(table: str) -> str:
    """The columns of a public table, on the page of data."""
    return f"{DATA}#{kolumner_anchor(table)}"


def kolumner_anchor(table: str) -> str:
    """The id of the heading above the columns of a public table."""
    return table


def bild_anchor(vad: str) -> str:
    """The id of a picture on a page: of the money of a status, or of the years."""
    return element("bild", vad)


def rubrik_anchor(view_id: str) -> str:
    """The id of the caption that names a table on a page."""
    return f"{view_id}-rubrik"


def relative(target: str, page: str) -> str:
    """The address of `target` as written on `page`, so that the site works under any folder."""
    path, hash_sign, fragment = target.partition("#")
    if path == page and hash_sign:
        return f"#{fragment}"
    return f"{way(path, page)}{hash_sign}{fragment}"


@lru_cache(maxsize=4096)
def way(path: str, page: str) -> str:
    """The way from one page to another, as `../nara-vard/`."""
    shared = 0
    while (end := path.find("/", shared) + 1) and page.startswith(path[:end]):
        shared = end
    return "../" * page.count("/", shared) + path[shared:] or "./"
