"""The pages as files: plain Markdown, with their tables as downloads and their data as JSON.

How a page looks is its template's alone. Any builder can take the Markdown from there.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from generator.data.registers import Organisation
from generator.pages import edit_links as editing
from generator.pages import embedding, explained, search, share_images, sitemap
from generator.pages.cells import Here
from generator.pages.environment import at, environment
from generator.pages.kept import Made, files_of, put_away
from generator.pages.page import Crumb, Page, Plan
from generator.pages.plans import plans_of
from generator.pages.share_images import Share
from generator.publishing import addresses, feeds
from generator.publishing import downloads as exports
from generator.publishing.columns import Table
from generator.publishing.downloads import File
from generator.publishing.publication import Publication
from generator.publishing.search_index import as_json
from generator.reading.register import Register

_HEADING = re.compile(r"\n(#{1,6} )")
"""What gets a blank line before it: else Markdown reads it as more of the HTML that it follows."""
_JSON = json.JSONEncoder(ensure_ascii=False)
NOTHING_KEPT: Mapping[str, Made] = {}


def render(publication: Publication, templates: Sequence[Path]) -> Iterator[File]:
    """Every page as Markdown, with its downloads, and what lists the pages.

    `templates` are searched in order for `pages/` and `macros/`.
    """
    made = put_away()
    for file in files_of(pages(publication, templates), made):
        assert isinstance(file, File), "nothing is kept"
        yield file
    yield from lists_of(made, publication)


class Job(NamedTuple):
    """A page that is to be made anew."""

    template_name: str
    plan: Plan
    key: str
    """Of what it is made, as a digest."""


Spread = Callable[[Callable[[Job], Made], Sequence[Job]], Iterator[Made]]
"""Has each of some jobs done, and gives what comes of them in their order."""


def pages(
    publication: Publication,
    templates: Sequence[Path],
    key_of: Callable[[Plan], str] = lambda plan: "",
    kept: Mapping[str, Made] = NOTHING_KEPT,
    spread: Spread = map,
    shared: Mapping[str, Share] | None = None,
) -> Iterator[Made]:
    """Every page: made anew, unless it is kept from before and made of just the same.

    `shared` are the pages' own pictures, worked out here where they are not given.
    """
    shared = share_images.shares(publication) if shared is None else shared
    new: list[Job] = []
    every: list[Made | None] = []
    for template_name, plan in plans_of(publication):
        key, before = _with_share(key_of(plan), shared.get(plan.address)), kept.get(plan.address)
        is_same = before is not None and before.key == key
        every.append(before if is_same else None)
        if not is_same:
            new.append(Job(template_name, plan, key))
    made = spread(_maker(publication, templates, shared, new), new) if new else iter(())
    for before in every:
        yield before or next(made)


def _maker(
    publication: Publication,
    templates: Sequence[Path],
    shared: Mapping[str, Share],
    jobs: Iterable[Job],
) -> Callable[[Job], Made]:
    """What makes pages, with all that each of them needs at hand, for whichever process does it."""
    world = environment(publication, templates)
    names = {job.template_name for job in jobs}
    page_templates = {name: world.get_template(f"pages/{name}.md.j2") for name in names}
    for macros in world.list_templates(filter_func=lambda name: name.startswith("macros/")):
        world.get_template(macros)
    turning = world.get_template("macros/bladdra.md.j2")
    for template in (turning, *page_templates.values()):
        template.globals = world.globals  # copied for each page, which is quick of one mapping
    anywhere = Here(publication, addresses.START)
    tables, base = publication.tables, publication.organisation.webbplats
    told = search.told(tables)
    day_of = sitemap.days_of_pages(publication)
    terms = explained.terms(publication.register.ordlista, publication.ordval)

    def make(job: Job) -> Made:
        template_name, plan, key = job
        page = plan.make()
        template = page_templates[template_name]
        shown = embedding.Parts()
        cells: dict[str, Any] = {
            **at(replace(anywhere, page=page.address)),
            "inbaddas": shown.add,
            "inbaddningen": embedding.line(page, base),
        }
        body = template.render(page=page, **cells, **page.content).strip()
        if page.part:
            body = f"{body}\n\n{turning.render(page=page, **cells).strip()}"
        body = _HEADING.sub(r"\n\n\1", body).replace("\n\n\n#", "\n\n#")
        if template_name not in explained.NOT_ON and not page.lang:
            body = explained.explain(body, page.address, terms)
        share = shared.get(plan.address)
        front = _front_matter(page, publication.register, publication.organisation, share)
        text = f"{front}\n{body}\n"
        markdown = File(f"{page.address}index.md", text.encode("utf-8"))
        # What stands on the later pages of a list is found on the pages that it leads to.
        is_found = page.listed and not plan.goes_on
        return Made(
            page.address,
            key,
            (
                markdown,
                *_downloads(page, tables, base),
                *([embedding.render(page, shown, world, publication)] if page.embeds else []),
                *([feeds.atom(publication, page.feed, page.address)] if page.feed else []),
            ),
            day_of(page) if page.listed else None,
            as_json(search.entry(template_name, page, publication, told)) if is_found else b"",
            page.listed,
        )

    return make


def lists_of(made: Iterable[Made], publication: Publication) -> Iterator[File]:
    """What tells machines of every page, and what readers search in."""
    base = publication.organisation.webbplats
    yield sitemap.render(base, {page.address: page.day for page in made if page.listed})
    entries = (page.entry for page in made if page.listed and page.entry)
    yield from search.render(entries, publication)


def _with_share(key: str, share: Share | None) -> str:
    """Of what a page is made, with what it says of its own picture; empty where it isn't known."""
    return f"{key} {share.alt}" if key and share else key


def _front_matter(
    page: Page, register: Register, organisation: Organisation, share: Share | None
) -> str:
    """What the theme needs to know. It does not escape, so the texts come escaped."""
    last = [] if page.address == addresses.START else [Crumb(page.title, page.address)]
    way = [Crumb("Start", addresses.START), *page.crumbs, *last]
    values = {
        "title": html.escape(page.title),
        "description": html.escape(page.description),
        "hide": ["navigation"] if page.long else ["navigation", "toc"],
        "brodsmulor": [
            {"titel": html.escape(crumb.title), "adress": crumb.address} for crumb in way
        ],
        "jsonld": _linked_data(way, organisation.webbplats, page.thing),
        **({"sprak": page.lang} if page.lang else {}),
        **_ways_to_put_right(page, register, organisation),
        **_shared(share, organisation.webbplats),
        **_instead(page, organisation.webbplats),
        **({"flode": addresses.atom("")} if page.feed and page.listed else {}),
    }
    lines = [f"{key}: {_JSON.encode(value)}" for key, value in values.items()]
    return "\n".join(["---", *lines, "---", ""])


def _shared(share: Share | None, base: str) -> dict[str, object]:
    """The picture that a link to the page is shown with, and its words."""
    return (
        {"delning": f"{base}{share.path}", "delningstext": html.escape(share.alt)} if share else {}
    )


def _instead(page: Page, base: str) -> dict[str, object]:
    """Where an address that has no page of its own leads, or that it leads nowhere."""
    if page.listed:
        return {}
    if page.leads_to is None:
        return {"borttagen": True}
    target = addresses.relative(page.leads_to, page.address)
    return {"leder_till": target, "kanonisk": f"{base}{page.leads_to}"}


def _ways_to_put_right(
    page: Page, register: Register, organisation: Organisation
) -> dict[str, object]:
    """Where the page's data is edited and where a mistake is reported, if anywhere."""
    report = editing.report_address(organisation, page.title, page.address)
    if not report:
        return {}
    links = []
    for name, place in page.origins:
        address = editing.edit_address(organisation, register, place)
        title = "Rätta uppgiften" if len(page.origins) == 1 else f"Rätta i {name}"
        links.append({"titel": html.escape(title), "adress": html.escape(address)})
    if not links and addresses.GUIDE in register.sidor:
        guide = addresses.relative(addresses.RATTA, page.address)
        links.append({"titel": "Så rättar du en uppgift", "adress": guide})
    return {"ratta": links, "rapportera": html.escape(report)}


def _linked_data(way: Sequence[Crumb], base: str, thing: Mapping[str, Any] | None) -> str:
    """The way to a page as schema.org's BreadcrumbList, and what it is about if it says so.

    Safe inside a script element.
    """
    items = [
        {"@type": "ListItem", "position": at, "name": crumb.title, "item": f"{base}{crumb.address}"}
        for at, crumb in enumerate(way, start=1)
    ]
    whole = {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}
    return _JSON.encode([whole, thing] if thing else whole).replace("<", "\\u003c")


def _downloads(page: Page, tables: Mapping[str, Table], base: str) -> Iterator[File]:
    """The page's tables, each with just the rows it shows, and all of them as JSON."""
    if not page.views and not page.more:
        return
    contents = {}
    for view in page.views:
        table = tables[view.table]
        contents[view.id] = (table, view.keys)
        if page.keeps_tables and view.is_table:
            whole = view.whole or view
            yield from exports.of_rows(f"{page.address}{view.id}", table, whole.keys)
    url = f"{base}{page.address}"
    told = (page.address, page.title, page.description, url, contents, page.more)
    yield exports.page_json(*told)
