"""What others may show on their own pages: a page's pictures and tables, without the frame.

It is a page of its own beside the page, complete as HTML, which the site's builder never sees. It
has no script: the address says with its `#` which part is to be shown, a table or a picture or a
single figure, and the style sheet leaves out the others. Whose figures they are, of which day, and
the way to the page stand in it, whatever is shown.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import NamedTuple

import jinja2
from markupsafe import Markup

from generator.pages.page import Page
from generator.publishing import addresses
from generator.publishing.downloads import File
from generator.publishing.publication import Publication


class Part(NamedTuple):
    """A table, a picture or a sentence with figures, that can be shown by itself."""

    id: str
    """The id of its element, on the page as where it is shown."""
    title: str
    content: Markup


class Parts(list[Part]):
    """The parts of a page, as its template comes to them."""

    def add(self, id_: str, title: str, content: Markup) -> Markup:
        """Keep a part, and give it back to be shown on the page."""
        self.append(Part(id_, title.strip(), content))
        return content


def line(page: Page, base: str) -> str:
    """What to paste on another page to show all that may be shown of one."""
    address, title = f"{base}{addresses.inbaddning(page.address)}", html.escape(page.title)
    named = f'<iframe src="{address}" title="{title}"'
    return f'{named} width="100%" height="600" loading="lazy"></iframe>'


def render(
    page: Page, parts: Sequence[Part], world: jinja2.Environment, publication: Publication
) -> File:
    """The page to be shown on others'; of one that has moved, what leads on to where it is."""
    path = addresses.inbaddning(page.address)
    leads_to = page.leads_to and addresses.relative(addresses.inbaddning(page.leads_to), path)
    text = world.get_template("inbaddning/sida.html.j2").render(
        page=page,
        delar=parts,
        egen=addresses.relative(path, page.address),
        leder_till=leads_to,
        stil=addresses.relative(addresses.EMBED_STYLE, path),
        version=publication.version,
    )
    return File(path, text.encode())
