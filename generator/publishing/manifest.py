"""The list of every published file with its digest, by which anyone can see that none was changed.

It is the last that is made of a site. What hosts are given compressed is the same files, and the
list itself is the only one that is not on it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.publishing import addresses
from generator.publishing.publication import Publication
from generator.publishing.site import Left, digest, left_at
from generator.publishing.tables import FORMAT_VERSION


def about(publication: Publication) -> Mapping[str, str | None]:
    """What the list says of the site."""
    version = publication.version
    return {
        "format_version": FORMAT_VERSION,
        "webbplats": publication.organisation.webbplats,
        "version": version.isoformat() if version else None,
    }


def write(folder: Path, told: Mapping[str, str | None], known: Mapping[str, Left]) -> None:
    """List the files of a finished site; those known as they were left are not read again."""
    lines = ",\n".join(
        _json({"sokvag": path, "byte": size, "sha256": sha256})
        for path in sorted(_paths(folder))
        if path != addresses.MANIFEST
        for _, sha256, size, _ in [known.get(path) or _found(folder, path)]
    )
    start = ",\n".join(f"{json.dumps(name)}: {json.dumps(each)}" for name, each in told.items())
    text = f'{{\n{start},\n"filer": [\n{lines}\n]}}\n'
    target = folder / addresses.MANIFEST
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")


_json = json.JSONEncoder(ensure_ascii=False).encode


def _found(folder: Path, path: str) -> Left:
    return left_at(folder, path, digest((folder / path).read_bytes()))


def _paths(folder: Path) -> Iterator[str]:
    for name, _, files in os.walk(folder):
        here = Path(name).relative_to(folder).as_posix()
        for file in files:
            yield file if here == "." else f"{here}/{file}"
