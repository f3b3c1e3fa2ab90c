"""The pages: one row in `PAGE_TYPES` and one template for each kind of page.

A page type says which pages there are and what each one's template is given; how it looks is
the template's alone. The result is plain Markdown that any builder can take from there, with
the page's tables as downloads and its data as JSON beside it.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from generator.pages import beslut, start
from generator.pages import edit_links as editing
from generator.pages.environment import environment
from generator.pages.page import Crumb, Page
from generator.publishing import addresses
from generator.publishing import downloads as exports
from generator.publishing.downloads import File
from generator.publishing.publication import Publication

PAGE_TYPES: tuple[tuple[str, Callable[[Publication], Iterator[Page]]], ...] = (
    ("start", start.start),
    ("ar", start.year),
    ("omrade_ar", beslut.omrade_year),
    ("omraden", start.omraden),
    ("omrade", beslut.omrade),
    ("beslut_index", start.beslut_index),
    ("beslut_ar", start.beslut_year),
    ("beslut", beslut.beslut),
    ("satsningar", start.satsningar),
    ("satsning", beslut.satsning),
    ("mottagare_index", start.mottagare),
    ("mottagare", beslut.mottagare),
    ("objekt_index", start.objekt),
    ("objekt", beslut.objekt),
    ("utforska", start.utforska),
    ("kontroller", start.kontroller),
    ("aterrapportering", start.aterrapportering),
    ("rattelser", start.rattelser),
    ("data", start.data),
    ("ordlista", start.ordlista),
    ("sida", start.sidor),
)
"""Every kind of page: its template, and the function that says which pages there are."""


def render(publication: Publication, templates: Sequence[Path]) -> Iterator[File]:
    """Every page as Markdown, with its downloads.

    `templates` are searched in order for `pages/` and `macros/`.
    """
    world = environment(publication, templates)
    for template_name, pages in PAGE_TYPES:
        template = world.get_template(f"pages/{template_name}.md.j2")
        for page in pages(publication):
            body = template.render(page=page, **page.content)
            text = f"{_front_matter(page, publication)}\n{body.strip()}\n"
            yield File(f"{page.address}index.md", text.encode("utf-8"))
            yield from _downloads(publication, page)


def _front_matter(page: Page, publication: Publication) -> str:
    """What the theme needs to know. It does not escape, so the texts come escaped."""
    last = [] if page.address == addresses.START else [Crumb(page.title, page.address)]
    way = [Crumb("Start", addresses.START), *page.crumbs, *last]
    values = {
        "title": html.escape(page.title),
        "description": html.escape(page.description),
        "hide": ["navigation"] if page.long else ["navigation", "toc"],
        "brodsmulor": [{"titel": html.escape(one.title), "adress": one.address} for one in way],
        "jsonld": _breadcrumb_list(way, publication.organisation.webbplats),
        **_ways_to_put_right(page, publication),
        **({"search": {"boost": page.weight}} if page.weight > 1 else {}),
    }
    lines = [f"{key}: {json.dumps(one, ensure_ascii=False)}" for key, one in values.items()]
    return "\n".join(["---", *lines, "---", ""])


def _ways_to_put_right(page: Page, publication: Publication) -> dict[str, object]:
    """Where the page's data is edited and where a mistake is reported, if anywhere."""
    organisation = publication.organisation
    report = editing.report_address(organisation, page.title, page.address)
    if not report:
        return {}
    links = []
    for name, place in page.origins:
        address = editing.edit_address(organisation, publication.register, place)
        title = "Rätta uppgiften" if len(page.origins) == 1 else f"Rätta i {name}"
        links.append({"titel": html.escape(title), "adress": html.escape(address)})
    if not links and addresses.GUIDE in publication.register.sidor:
        guide = addresses.relative(addresses.RATTA, page.address)
        links.append({"titel": "Så rättar du en uppgift", "adress": guide})
    return {"ratta": links, "rapportera": html.escape(report)}


def _breadcrumb_list(way: Sequence[Crumb], base: str) -> str:
    """The way to a page as schema.org's BreadcrumbList, safe inside a script element."""
    items = [
        {"@type": "ListItem", "position": at, "name": one.title, "item": f"{base}{one.address}"}
        for at, one in enumerate(way, start=1)
    ]
    whole = {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}
    return json.dumps(whole, ensure_ascii=False).replace("<", "\\u003c")


def _downloads(publication: Publication, page: Page) -> Iterator[File]:
    """The page's tables, each with just the rows it shows, and all of them as JSON."""
    if not page.views:
        return
    contents = {}
    for view in page.views:
        table = publication.tables[view.table]
        records = [table.by_key[key] for key in view.keys]
        yield from exports.of_rows(f"{page.address}{view.id}", table, records)
        contents[view.id] = exports.as_object(table, records)
    url = f"{publication.organisation.webbplats}{page.address}"
    yield exports.page_json(page.address, page.title, page.description, url, contents)
