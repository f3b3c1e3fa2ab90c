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
from importlib.metadata import distributions
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import yaml

from generator.publishing.downloads import File
from generator.publishing.publication import Publication
from generator.publishing.site import (
    PROGRAM_ROOT,
    assets,
    clear_folder,
    digest,
    remove,
    replace_site,
    template_folders,
    write_folder,
    write_whole,
)

HOOK = Path(__file__).with_name("builder_hook.py")
READY, INDEX = "klara.json", "search/search_index.json"
"""What the hook reads: the files to leave to us, and what the theme searches in."""
_KEPT, _KEYS = "sidor", "sidor.json"
"""In `build/`: the finished pages, and of what each was made."""


class BuilderFailedError(Exception):
    """The site builder did not finish; its own words are the message."""


class _Kept(NamedTuple):
    """A page as it was last finished."""

    nyckel: str
    """The digest of all that it was made of."""
    html: str
    """The digest of what came of it."""


def build(
    root: Path, publication: Publication, files: Iterable[File], *, plain: bool = False
) -> None:
    """Write the files, run the builder on them, and put its result in `site/`.

    A `plain` build leaves everything to the builder, which then takes some ten times as long.
    Raises `BuilderFailedError` when the builder refuses, and `OSError` when the disk does; either
    way the previous `site/` is untouched.
    """
    folder = root / "build"
    folder.mkdir(exist_ok=True)
    digests = write_folder(folder / "docs", chain(files, assets(root)))
    settings = yaml.safe_dump(dict(_settings(root, publication, plain)), allow_unicode=True)
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    keys = _keys(root, publication, settings, digests)
    kept = {} if plain else dict(_still_good(folder, keys))
    others = [path for path in digests if not path.endswith(".md") and path != INDEX]
    (folder / READY).write_text(json.dumps([*kept, *others]), encoding="utf-8")
    try:
        _run_builder(folder, publication.as_of)
        if not plain:
            _keep(folder, keys, kept)
            for path in others:
                _place(folder / "docs" / path, folder / "site" / path)
        replace_site(folder / "site", root / "site")
    finally:
        remove(folder / "site")  # the half of one that came to nothing


def _keys(
    root: Path, publication: Publication, settings: str, digests: Mapping[str, str]
) -> Mapping[str, str]:
    """Of what each generated page is made, as a digest by its Markdown's path.

    Hand-written pages are always made anew, as what they link to may be gone; and where one of
    them has changed so is every page, so that the builder sees all that it may link to.
    """
    written = {f"{name}/index.md" for name in publication.register.sidor}
    frame = [
        settings.encode("utf-8"),
        (root / "mkdocs.yml").read_bytes(),
        *(digests[path].encode() for path in sorted(written)),
        *_contents(folder / "theme" for folder in template_folders(root)),
        *_contents([PROGRAM_ROOT / "generator"]),
        *sorted(f"{one.name} {one.version}".encode() for one in distributions()),
        str(publication.as_of).encode(),
    ]
    shared = digest(json.dumps([digest(part) for part in frame]).encode())
    return {
        path: digest(f"{shared} {path} {made_of}".encode())
        for path, made_of in digests.items()
        if path.endswith(".md") and path not in written
    }


def _contents(folders: Iterable[Path]) -> Iterator[bytes]:
    """The name and content of every file that the program reads in some folders."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                yield path.relative_to(folder).as_posix().encode()
                yield path.read_bytes()


def _still_good(folder: Path, keys: Mapping[str, str]) -> Iterator[tuple[str, _Kept]]:
    """The finished pages that are made of just what they would be made of now, and whole."""
    try:
        known = json.loads((folder / _KEYS).read_text("utf-8"))
        kept = {path: _Kept(*map(str, values)) for path, values in known.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return  # never built, or written by something else
    for path in keys.keys() & kept.keys():
        page, file = kept[path], folder / _KEPT / _finished(path)
        if page.nyckel == keys[path] and file.is_file() and digest(file.read_bytes()) == page.html:
            yield path, page


def _keep(folder: Path, keys: Mapping[str, str], kept: Mapping[str, _Kept]) -> None:
    """Have every generated page both in the new site and among the finished ones."""
    new = {}
    for path, key in keys.items():
        here, there = folder / "site" / _finished(path), folder / _KEPT / _finished(path)
        if here.is_file():
            content = here.read_bytes()
            new[path] = _Kept(key, digest(content))
            if path not in kept or kept[path].html != new[path].html:
                write_whole(there, content)
        else:
            new[path] = kept[path]
            _place(there, here)
    clear_folder(folder / _KEPT, {_finished(path) for path in new})
    write_whole(folder / _KEYS, json.dumps(new).encode("utf-8"))


def _finished(path: str) -> str:
    """Where the builder puts the page that some Markdown becomes."""
    return f"{path.removesuffix('.md')}.html"


def _place(source: Path, target: Path) -> None:
    """Have a file in a second place, without its content twice where the disk allows it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _settings(root: Path, publication: Publication, plain: bool) -> Mapping[str, object]:
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
        "theme": {"custom_dir": os.path.relpath(theme, root / "build")},
        "extra": {
            "organisation": html.escape(organisation.namn),
            "demonstration": organisation.demonstration,
            "sidor": sorted(publication.register.sidor),
            "farg": organisation.farg,
            "farg_mork": organisation.farg_mork,
        },
        **({} if plain else {"hooks": [str(HOOK)]}),
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
