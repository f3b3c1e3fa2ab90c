"""What the site builder calls while it builds: it is handed the generated pages as ready HTML.

A hook of mkdocs, named in `build/mkdocs.yml` and run in the builder's process. It only makes the
build quicker: without it (`tilldelat build --plain`) the builder reads the same Markdown itself,
copies the same files and makes the same pages. What is written is let go of, so that memory does
not grow with the site.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from markdown.extensions.toc import nest_toc_tokens
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils.templates import TemplateContext

from generator.publishing import ready_html
from generator.publishing.ready_html import READY


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Leave out what is ready, though pages may still link to it; the menu needs its own pages."""
    ready = set(json.loads((Path(config.config_file_path).parent / READY).read_text("utf-8")))
    for file in files:
        if file.src_uri in ready and file.page not in nav.pages:
            file.inclusion = InclusionLevel.EXCLUDED
    return nav


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Give the builder nothing to read where the page is handed over ready."""
    return "" if _is_handed_over(page, config) else None


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tell what the page is."""
    if _is_handed_over(page, config):
        page.meta = ready_html.front_matter(page.file.content_string)
        page.content = ""
        page.render = _render_nothing  # type: ignore[method-assign]
    return markdown


def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """Tell which ids there are on generated pages that hand-written ones link into."""
    for file in files.documentation_pages():
        for target in (file.page and file.page.links_to_anchors) or ():
            if target.page and _is_handed_over(target.page, config):
                text = target.content_string
                target.page.present_anchor_ids = ready_html.ids(ready_html.read(text).html)


def on_page_context(
    context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
) -> TemplateContext:
    """Hand over the page that the builder has not read."""
    if _is_handed_over(page, config):
        ready = ready_html.read(page.file.content_string)
        page.content = ready.html
        page.toc = get_toc(nest_toc_tokens(ready.headings))
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Let go of what is written, and leave out the indentation of the theme's templates.

    It is a twentieth of what a reader is sent; `--plain` leaves it in.
    """
    page.content, page.toc = "", get_toc([])
    parts = ready_html.PREFORMATTED.split(output)
    return "\n".join(
        part if at % 2 else "\n".join(filter(None, map(str.strip, part.split("\n"))))
        for at, part in enumerate(parts)
    )


def _render_nothing(config: MkDocsConfig, files: Files) -> None:
    """Spare the builder a parser for a page that there is nothing to parse of."""


def _is_generated(page: Page, config: MkDocsConfig) -> bool:
    return all(page.file.src_uri != f"{name}/index.md" for name in config.extra["sidor"])


def _is_handed_over(page: Page, config: MkDocsConfig) -> bool:
    """Whether a page is generated, and the builder would read no more in it than we do."""
    of_toc = config.mdx_configs.get("toc", {})
    return ready_html.is_all(config.markdown_extensions, of_toc) and _is_generated(page, config)
