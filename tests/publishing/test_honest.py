"""Every figure that the program makes, against an independent reckoning from the public tables.

Registers are generated with all that may become of a decision. No text in them holds a digit, so
that every figure on their pages is an amount of the data or the program's own: each must stand
where `told.TOLD` reckons it, and each that the program makes in what the pages mark as reckoned
(`data-raknat`, `<data class="siffra">`). The reckoning reads the public tables and nothing else.
"""

from __future__ import annotations

import html
import json
import posixpath
import re
from collections.abc import Iterable, Iterator
from itertools import groupby

import lxml.html
import pytest
from hypothesis import Phase, given, settings

from generator.pages.plans import plans_of
from generator.pages.render import render
from generator.publishing import downloads, exports, feeds
from generator.publishing.downloads import File
from generator.publishing.publication import Publication
from tests.conftest import ROOT
from tests.publishing.figures import Element, Figure, outside
from tests.publishing.reckoning import LIVING, added, tables_of, value
from tests.publishing.registers import Data, published, registers
from tests.publishing.told import TOLD
from tests.publishing.told.site import Site
from tests.smallest import STEADY

REGISTERS = 12
STATED = " | ".join(
    (
        "//a[contains(@class, 'belopp')]",
        "//span[@class='angivet']",
        "//table[thead//th[.='Beräknat']]//td[@class='tal'][1]",
        "//table[@id='tabell-andringar']//td[@class='tal'][position() < 3]",
        "//table[@id='tabell-utfall']//td[@class='tal'][position() = 2 or position() = 3]",
        "//span[@class='not'][starts-with(., 'Sökt: ')]",
        "//span[@class='kort-belopp']",
    )
)
"""What the data says, and not the program: amounts as they are decided, and as they are printed."""


def rendered(publication: Publication) -> Site:
    """The pages as HTML, with all files that there are beside them."""
    pages_and_tables = list(render(publication, [ROOT / "site_templates"]))
    files = (
        *pages_and_tables,
        *feeds.render(publication),
        *downloads.render(publication),
        *(File(export.path, b"") for export in exports.EXPORTS),
    )
    pages = {}
    for file in files:
        if file.path.endswith("index.md"):
            body = file.content.decode().split("---\n", 2)[2]
            body = re.sub(r"^## (.*?)$", r"<h2>\1</h2>", body, flags=re.M)
            pages[file.path.removesuffix("index.md")] = lxml.html.fromstring(f"<div>{body}</div>")
    contents = {file.path: file.content for file in files}
    reads = {plan.address: plan.reads for _, plan in plans_of(publication)}
    return Site(pages, contents, tables_of(publication), reads)


def place(element: Element) -> str:
    """An element as it is found on its page."""
    return str(element.getroottree().getpath(element))


def by_hand(address: str, page: Element) -> list[Element]:
    """What is written in the templates, the same on any site."""
    found: list[Element] = page.xpath("//p[@class='ingress'][not(@data-raknat) and not(span)]")
    found += page.xpath("//p[@class='att-kopiera'][starts-with(., '<iframe ')]")
    return found + (page.xpath(_OF_DATA) if address == "data/" else [])


_OF_DATA = "//dl[@class='kolumner' or @class='filer']/* | //p[@class='for-hand']"
"""What the page of data says of columns and files, with examples of what may stand there."""


def in_any_order(figures: Iterable[Figure]) -> list[Figure]:
    """Figures with the ranges that stand beside one sum in an order of their own."""
    runs = groupby(figures, key=lambda figure: "–" in figure)
    return [figure for is_range, run in runs for figure in (sorted(run) if is_range else run)]


def figures_that_are_wrong(site: Site) -> Iterator[str]:
    """Every place whose figures are not what the tables give."""
    for kind in TOLD:
        for element, expected in kind(site):
            said = site.figures(f"{element.text_content()} {element.get('aria-label', '')}")
            if in_any_order(said) != in_any_order(expected):
                text = " ".join(element.text_content().split())
                yield f"{kind.__name__}: {text!r} säger {said}, tabellerna ger {expected}"


def figures_that_nobody_reckons(site: Site) -> Iterator[str]:
    """Every figure that stands in no place that is reckoned."""
    told = {element for kind in TOLD for element, _ in kind(site)}
    for address, page in site.pages.items():
        for element, text in outside(page, {*told, *by_hand(address, page)}):
            yield f"{address}: ingen räknar {text!r} i {place(element)}"


def figures_that_are_unmarked(site: Site) -> Iterator[str]:
    """Every figure that the program makes which no mark says is reckoned."""
    for address, page in site.pages.items():
        marked = page.xpath(f"//*[@data-raknat] | //data[@class='siffra'] | {STATED}")
        for element, text in outside(page, {*marked, *by_hand(address, page)}):
            yield f"{address}: omärkt {text!r} i {place(element)}"


def descriptions_that_are_wrong(site: Site) -> Iterator[str]:
    """Every description of a page that says another figure than its lead, or its only caption."""
    for address, page in site.pages.items():
        front = site.files[f"{address}index.md"].decode().split("---\n", 2)[1]
        (line,) = re.findall("^description: (.*)$", front, flags=re.M)
        description = html.unescape(json.loads(line))
        said = site.figures(description)
        told = [
            site.figures(each.text_content())
            for each in page.xpath("//p[@class='ingress'][@data-raknat or span] | //caption")
        ]
        if said and told and said != told[0]:
            yield f"{address}: {description!r} säger {said}, sidan {told[0]}"


def links_that_lead_nowhere(site: Site) -> Iterator[str]:
    """Every link to a page, a file or a place on a page that is not there."""
    places = {address: set(page.xpath("//@id")) for address, page in site.pages.items()}
    hand_written = {"tillganglighet/", "om/", "for-redaktorer/"}
    for address, page in site.pages.items():
        for href in page.xpath("//a/@href"):
            way, _, fragment = href.partition("#")
            path, _, _ = way.partition("?")
            if re.match("[a-z]+:", href):
                continue
            target = posixpath.normpath(posixpath.join(f"/{address}", path or "."))[1:]
            target += "/" if target and (not path or path.endswith("/")) else ""
            if target in site.pages:
                if fragment and fragment not in places[target]:
                    yield f"{address}: {href} (platsen saknas)"
            elif (
                target not in site.files
                and not target.startswith("data/")
                and target not in hand_written
            ):
                yield f"{address}: {href}"


def decisions_that_are_read_unsaid(site: Site) -> Iterator[str]:
    """Every decision with a row on a page that does not say that it is made of that."""
    for address, tables in site.twins.items():
        said = site.reads[address]
        shown = {record.get("beslut_id") for table in tables.values() for record in table["rader"]}
        for id_ in () if said is None else shown - said:
            yield f"{address}: {id_}"


def wholes_that_are_wrong(site: Site) -> Iterator[str]:
    """Every row whose value, by its own columns, is not what its parts come to."""
    tables = site.tables
    for record in (*tables.beslut, *tables.omraden, *tables.insatser):
        if not record.get("avslag") and value(record) != added(tables.amounts(record)):
            yield f"{record.get('rad_id') or record['beslut_id']}: {value(record)}"


def years_that_do_not_add_up(site: Site) -> Iterator[str]:
    """Every status whose total, on the start page, is not what the year pages come to."""
    sums = site.tables.sums
    for status in LIVING:
        years = [kr for claim, kr in sums.items() if re.fullmatch(rf"ar:\d+:{status}", claim)]
        if sum(years) != sums.get(f"summa:{status}", 0):
            yield f"{status}: {years} är inte {sums.get(f'summa:{status}')}"


FAULTS = (
    wholes_that_are_wrong,
    years_that_do_not_add_up,
    figures_that_are_wrong,
    figures_that_nobody_reckons,
    figures_that_are_unmarked,
    descriptions_that_are_wrong,
    links_that_lead_nowhere,
    decisions_that_are_read_unsaid,
)


@settings(STEADY, max_examples=REGISTERS, phases=[Phase.generate])
@given(registers())
def test_every_figure_is_what_the_tables_give(decisions: dict[str, Data]) -> None:
    site = rendered(published(decisions))
    assert [fault for faults in FAULTS for fault in faults(site)] == []


@pytest.mark.parametrize("made_from", ["publication", "exempel_publication"])
def test_so_is_every_figure_of_the_real_site_and_of_the_example(
    made_from: str, request: pytest.FixtureRequest
) -> None:
    site = rendered(request.getfixturevalue(made_from))
    holds = (
        wholes_that_are_wrong,
        years_that_do_not_add_up,
        figures_that_are_wrong,
        descriptions_that_are_wrong,
    )
    assert [fault for faults in holds for fault in faults(site)] == []
