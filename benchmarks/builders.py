"""Other site builders on the Markdown that the program wrote, as somebody would run them plainly.

Each gets the pages of `build/docs` in a folder of its own, without the downloads, and settings
that a plain user would have: the theme, Swedish, a small menu, search.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

_MKDOCS = """\
site_name: Tilldelat
site_url: https://tilldelat.example/
theme:
  name: material
  language: sv
  font: false
nav:
  - Start: index.md
  - Områden: omraden/index.md
  - Beslut: beslut/index.md
  - Om: om/index.md
plugins:
  - search:
      lang: sv
markdown_extensions:
  - attr_list
  - toc
validation:
  omitted_files: ignore
  not_found: ignore
  absolute_links: ignore
  unrecognized_links: ignore
"""
_HUGO = {
    "hugo.toml": """\
baseURL = "https://tilldelat.example/"
languageCode = "sv"
title = "Tilldelat"
disableKinds = ["taxonomy", "term", "RSS"]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser.attribute]
block = true
""",
    **dict.fromkeys(
        ("layouts/list.html", "layouts/home.html", "layouts/single.html"),
        """\
<!doctype html>
<html lang="sv">
<head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><main>{{ .Content }}</main></body>
</html>
""",
    ),
}


class Builder(NamedTuple):
    """A builder that is there to be run."""

    name: str
    command: Sequence[str | Path]
    prepare: Callable[[Path, Path], None]
    """Copy the pages of one folder into another, with the builder's settings."""
    site: str
    """Where in that folder it puts the site."""


def _for_mkdocs(docs: Path, folder: Path) -> None:
    for page in _pages(docs):
        _copy(docs / page, folder / "docs" / page)
    (folder / "mkdocs.yml").write_text(_MKDOCS, encoding="utf-8")


def _for_hugo(docs: Path, folder: Path) -> None:
    """Every page is a section to Hugo, since any may have pages below it."""
    for page in _pages(docs):
        _copy(docs / page, folder / "content" / page.with_name("_index.md"))
    for name, text in _HUGO.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def _pages(docs: Path) -> Iterator[Path]:
    return (path.relative_to(docs) for path in docs.rglob("*.md"))


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


BASELINE = Builder(
    "mkdocs + Material",
    (sys.executable, "-m", "mkdocs", "build", "--quiet"),
    _for_mkdocs,
    "site",
)
"""What every ratio is a ratio of."""


def others() -> Iterator[Builder]:
    """Those that are installed here."""
    zensical = Path(sys.executable).with_name("zensical")
    if zensical.is_file():
        yield Builder("Zensical", (zensical, "build"), _for_mkdocs, "site")
    if hugo := shutil.which("hugo"):
        yield Builder("Hugo, no theme, no search", (hugo, "--quiet"), _for_hugo, "public")
