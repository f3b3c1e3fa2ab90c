"""The site builder: what it is given, what it is spared, and what comes of it.

It runs as a process of its own on what lies in `build/`. A page is made anew only where something
that it is made of has changed: its Markdown, or the frame that all pages share.
"""

from __future__ import annotations

import html
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils.yaml import get_yaml_loader, yaml_load

from generator.publishing import addresses, assets, manifest, ready_html
from generator.publishing.downloads import File
from generator.publishing.publication import Publication
from generator.publishing.ready_html import READY
from generator.publishing.site import (
    FINISHED,
    FINISHED_OF,
    Left,
    Told,
    clear_folder,
    compress,
    digest,
    left_at,
    nothing,
    remove,
    replace_site,
    template_folders,
    write_folder,
    write_whole,
)
from generator.words import swedish
from generator.words.ordval import REGIONENS, Ordval

HOOK = Path(__file__).with_name("builder_hook.py")


_OF_THEMES_SEARCH = ("assets/javascripts/lunr", "assets/javascripts/workers")
"""What the theme would search with, which it brings along whether it is used or not."""


class BuilderFailedError(Exception):
    """The site builder did not finish; its own words are the message."""


class Order(NamedTuple):
    """What the builder is to make, of what lies in `build/`."""

    root: Path
    as_of: date
    keys: Mapping[str, str]
    """Of what each generated page is made, by its Markdown's path."""
    kept: Mapping[str, Left]
    """The finished pages that are as they would be made now."""
    others: Mapping[str, Left]
    """The files that are no pages."""
    about: Mapping[str, str | None]
    """What the list of all files says of the site."""
    plain: bool
    is_packed: bool
    """Whether hosts are to have the files compressed too."""


def lay_out(
    root: Path,
    publication: Publication,
    files: Iterable[File | Left],
    program: str,
    *,
    about_them: Told = nothing,
    plain: bool = False,
) -> tuple[Order, Mapping[str, Left]]:
    """Write the files to `build/docs`, and what the builder needs to know besides.

    `about_them` are files that tell of the others, `program` is the digest of what makes the pages.
    Gives also how each file was left.
    A `plain` build leaves everything to the builder, which then takes some ten times as long.
    Raises `OSError` when the disk refuses; the previous `site/` is untouched.
    """
    folder = root / "build"
    folder.mkdir(exist_ok=True)
    site, used = _site_settings(root), assets.read(root)
    names = assets.names(used, site)
    frame = (file._replace(path=names.get(file.path, file.path)) for file in used)
    left = write_folder(folder / "docs", chain(files, frame), about_them)
    used_by_pages = {**assets.settings(site, names), **_hooks(site, plain)}
    read_with = {"plugins": _plugins(site), "markdown_extensions": _extensions(site)}
    told = _settings(root, publication, site, {**used_by_pages, **read_with})
    settings = yaml.safe_dump(dict(told), allow_unicode=True)
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    written = digest((root / "mkdocs.yml").read_bytes())
    frame_of = [settings, repr(site), written, program]
    by_hand = {f"{name}/index.md" for name in publication.register.sidor}
    is_known = _places_are_known(site)
    for path in sorted(by_hand):
        frame_of.append(_in_frames(folder / "docs" / path, left[path], is_known=is_known))
    generated = {path: each for path, each in left.items() if path not in by_hand}
    keys = _keys(frame_of, publication.as_of, generated)
    kept = {} if plain or not _is_known(site) else dict(_still_good(folder, keys))
    others = {path: each for path, each in left.items() if not path.endswith(".md")}
    (folder / READY).write_text(json.dumps([*kept, *others]), encoding="utf-8")
    extra = site.get("extra")
    is_packed = isinstance(extra, dict) and bool(extra.get("komprimerat"))
    about = manifest.about(publication)
    return Order(root, publication.as_of, keys, kept, others, about, plain, is_packed), left


def build(order: Order) -> None:
    """Run the builder on what is laid out, and put its result in `site/`.

    Raises `BuilderFailedError` when the builder refuses, and `OSError` when the disk does; either
    way the previous `site/` is untouched.
    """
    root, folder = order.root, order.root / "build"
    try:
        _run_builder(folder, order.as_of)
        for unused in _OF_THEMES_SEARCH:
            remove(folder / "site" / unused)
        known: Mapping[str, Left] = {}  # in a plain build the builder may have made its own
        if not order.plain:
            known = {**order.others, **_keep(folder, order.keys, order.kept)}
            _place(order.others, folder / "docs", folder / "site")
        manifest.write(folder / "site", order.about, known)
        if order.is_packed:
            compress(folder / "site")
        replace_site(folder / "site", root / "site")
    finally:
        remove(folder / "site")  # the half of one that came to nothing


def _in_frames(page: Path, left: Left, *, is_known: bool) -> str:
    """What other pages may show or need of a hand-written one, as text.

    It is what that says of itself, as menus show it. Where it is not known which places on pages it
    may link to, those are made with it, so that the builder sees them all.
    """
    return repr(ready_html.front_matter(page.read_text("utf-8"))) if is_known else left.digest


def _places_are_known(site: Mapping[str, Any]) -> bool:
    """Whether our own reading tells which places on generated pages may be linked to."""
    extensions = _extensions(site)
    named: dict[str, Any] = {}
    for entry in extensions if isinstance(extensions, list) else [extensions]:
        named |= entry if isinstance(entry, dict) else {str(entry): None}
    of_toc = named.get("toc")
    return ready_html.is_all(named, of_toc if isinstance(of_toc, dict) else {})


def _keys(frame_of: Iterable[str], as_of: date, left: Mapping[str, Left]) -> Mapping[str, str]:
    """Of what each generated page is made, as a digest by its Markdown's path.

    Hand-written pages are always made anew, as what they link to may be gone.
    """
    shared = digest(json.dumps([*frame_of, str(as_of)]).encode())
    return {
        path: digest(f"{shared} {path} {made_of.digest}".encode())
        for path, made_of in left.items()
        if path.endswith(".md")
    }


def _still_good(folder: Path, keys: Mapping[str, str]) -> Iterator[tuple[str, Left]]:
    """The finished pages that are made of just what they would be made of now, and untouched."""
    try:
        known = json.loads((folder / FINISHED_OF).read_text("utf-8"))
        kept = {path: (key, Left(*left)) for path, (key, left) in known.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return  # never built, or written by something else
    for path, (key, left) in kept.items():
        if keys.get(path) == key and left.is_untouched(folder / FINISHED):
            yield path, left


def _keep(folder: Path, keys: Mapping[str, str], kept: Mapping[str, Left]) -> Mapping[str, Left]:
    """Have every generated page both in the new site and among the finished ones.

    Gives how each was left.
    """
    site, finished = folder / "site", folder / FINISHED
    pages = {_finished(path): path for path in keys}
    new = [page for page in pages if (site / page).is_file()]
    for page in new:
        (finished / page).unlink(missing_ok=True)
    _place(new, site, finished)
    _place(pages.keys() - new, finished, site)
    left = {page: kept[path] for page, path in pages.items() if path in kept}
    left |= {page: left_at(finished, page, digest((site / page).read_bytes())) for page in new}
    clear_folder(finished, left)
    record = {path: (key, left[_finished(path)]) for path, key in keys.items()}
    write_whole(folder / FINISHED_OF, json.dumps(record).encode("utf-8"))
    return left


def _finished(path: str) -> str:
    """Where the builder puts the page that some Markdown becomes."""
    return f"{path.removesuffix('.md')}.html"


def _place(paths: Iterable[str], here: Path, there: Path) -> None:
    """Have files of a folder in a second one, without their content twice where the disk allows it.

    There are thousands, of which most folders hold several.
    """
    made = set[str]()
    for path in paths:
        folder = path.rpartition("/")[0]
        if folder not in made:
            (there / folder).mkdir(parents=True, exist_ok=True)
            made.add(folder)
        source, target = f"{here}/{path}", f"{there}/{path}"
        try:
            os.link(source, target)
        except OSError:
            shutil.copy2(source, target)


def _site_settings(root: Path) -> Mapping[str, Any]:
    """The site's `mkdocs.yml`, with what it inherits; empty where it is none that can be used."""
    try:
        with (root / "mkdocs.yml").open("rb") as stream:
            settings: Any = yaml_load(stream, get_yaml_loader(config=MkDocsConfig()))
    except (ConfigurationError, ValueError) as error:
        raise BuilderFailedError(str(error)) from error
    return settings if isinstance(settings, dict) else {}


def _is_known(site: Mapping[str, Any]) -> bool:
    """Whether it is known what pages are made of: what a site adds may read anything else."""
    return not site.get("hooks") and _plugins(site) == []


def _plugins(site: Mapping[str, Any]) -> Any:
    """The site's own plugins but for the theme's search, as the pages have one of their own.

    What is neither a list nor a table is left as it is, for the builder to refuse.
    """
    plugins = site.get("plugins") or []
    if isinstance(plugins, dict):
        plugins = [{name: options} for name, options in plugins.items()]
    if not isinstance(plugins, list):
        return plugins
    return [plugin for plugin in plugins if not _SEARCH.issuperset(_named(plugin))]


def _extensions(site: Mapping[str, Any]) -> Any:
    """What the site has Markdown read with, and what folded sections of pages need."""
    own = site.get("markdown_extensions") or []
    if isinstance(own, dict):
        return {**own, FOLDED: own.get(FOLDED) or {}}
    return [*own, FOLDED] if isinstance(own, list) and FOLDED not in own else own


FOLDED = "md_in_html"
"""The builder's extension that reads Markdown inside HTML."""
_SEARCH = {"search", "material/search"}


def _named(plugin: Any) -> Iterable[str]:
    """What an entry of the list of plugins names: a name, or a table of one with its settings."""
    return map(str, plugin) if isinstance(plugin, dict) and plugin else [str(plugin)]


def _hooks(site: Mapping[str, Any], plain: bool) -> Mapping[str, Any]:
    """The site's own hooks, and ours, which is not in a plain build."""
    own = site.get("hooks") or []
    # What is no list the builder refuses, in its own words.
    return {} if plain or not isinstance(own, list) else {"hooks": [*own, str(HOOK)]}


def _titles(ordval: Ordval) -> Mapping[str, str]:
    """What the lists of the publisher's things are called, by their addresses."""
    words = ordval.versal
    return {
        addresses.OMRADEN: words.omrade.flera,
        addresses.MOTTAGARE: words.mottagare.flera,
        addresses.SATSNINGAR: words.satsning.flera,
    }


def menu(site: Mapping[str, Any], publication: Publication) -> Mapping[str, object]:
    """The site's menu without what has no page, and with the publisher's words for a region's.

    Where the site has no menu of its own, or one that the builder refuses, it is left as it is.
    """
    menu = site.get("nav")
    pages = {f"{address}index.md" for address in publication.empty_lists}
    usual, own = (_titles(ordval).values() for ordval in (REGIONENS, publication.ordval))
    words = dict(zip(usual, own, strict=True))

    def kept(entry: Any) -> Any:
        if isinstance(entry, list):
            return [inner for each in entry if (inner := kept(each))]
        if isinstance(entry, dict):
            inside = {words.get(title, title): kept(inner) for title, inner in entry.items()}
            return {title: inner for title, inner in inside.items() if inner}
        return None if entry in pages else entry

    return {"nav": kept(menu)} if isinstance(menu, list) else {}


def _settings(
    root: Path, publication: Publication, site: Mapping[str, Any], used: Mapping[str, Any]
) -> Mapping[str, object]:
    """What `build/mkdocs.yml` adds to the site's `mkdocs.yml`: each fact stands once.

    The theme's templates do not escape, so the texts come escaped.
    """
    organisation = publication.organisation
    themes = [folder / "theme" for folder in template_folders(root)]
    theme = next(folder for folder in themes if folder.is_dir())
    return {
        "INHERIT": "../mkdocs.yml",
        "site_name": html.escape(organisation.webbplatsnamn),
        "site_url": organisation.webbplats,
        "copyright": html.escape(
            f"{organisation.namn}{' (demonstration)' if organisation.demonstration else ''}. "
            f"Uppgifterna får användas fritt, {organisation.licens}. "
            f"Frågor: {organisation.kontakt.namn}, {organisation.kontakt.epost}."
        ),
        "docs_dir": "docs",
        "site_dir": "site",
        **used,
        **menu(site, publication),
        "theme": {**used["theme"], "custom_dir": os.path.relpath(theme, root / "build")},
        "extra": {
            **used["extra"],
            "organisation": html.escape(organisation.namn),
            "demonstration": organisation.demonstration,
            "organisationens": html.escape(publication.ordval.organisationens),
            "andrat": swedish.day(publication.version) if publication.version else "",
            "sidor": sorted(publication.register.sidor),
            "tomma": sorted(publication.empty_lists),
            "ord": {
                name: html.escape(title) for name, title in _titles(publication.ordval).items()
            },
            "farg": organisation.farg,
            "farg_mork": organisation.farg_mork,
        },
    }


def _run_builder(folder: Path, as_of: date) -> None:
    """Run mkdocs strictly in a process of its own, with no clock but the data's."""
    epoch = int(datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC).timestamp())
    environment = os.environ | {
        "SOURCE_DATE_EPOCH": str(epoch),
        "PYTHONHASHSEED": "0",
        # Material's notice of its own end in 2027, which DECISIONS.md answers.
        "NO_MKDOCS_2_WARNING": "1",
    }
    # Not --quiet: it silences the warnings before --strict has counted them.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--clean"]
    done = subprocess.run(
        [*command, "--config-file", str(folder / "mkdocs.yml")],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        close_fds=False,  # the lock of the folder is held for as long as the builder lives
    )
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if not line.startswith("INFO")]
        if any(line.startswith("Traceback") for line in said):
            said = said[-1:]  # a full disk, for instance: the way there is the builder's own
        raise BuilderFailedError("\n".join(said).strip() or done.stdout.strip())
