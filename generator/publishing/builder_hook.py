"""What the site builder calls while it builds: it is handed the generated pages as ready HTML.

A hook of mkdocs, named in `build/mkdocs.yml` and run in the builder's process. It only makes the
build quicker: without it (`tilldelat build --plain`) the builder reads the same Markdown itself.
Pages are read when their turn comes and dropped when they are written, so that memory does not
grow with the site.
"""

from __future__ import annotations


from markdown.extensions.toc import nest_toc_tokens
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils.templates import TemplateContext

from generator.publishing import ready_html


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Give the builder nothing to read as Markdown where the page is generated."""
    return "" if _is_generated(page, config) else None


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep generated pages out of what the builder indexes: their index is made from data."""
    if _is_generated(page, config):
        page.meta = {"search": {"exclude": True}}
    return markdown


def on_page_context(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """Hand over what the builder has not read itself."""
    if _is_generated(page, config):
        ready = ready_html.read(page.file.content_string)
        page.meta, page.content = ready.meta, ready.html
        tokens = [{**heading._asdict()} for heading in ready.headings]
        page.toc = get_toc(nest_toc_tokens(tokens))
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Let go of what is written."""
    page.content, page.toc, page.meta = "", get_toc([]), {}
    return output


def _is_generated(page: Page, config: MkDocsConfig) -> bool:
    return page.url.strip("/") not in config.extra["sidor"]
