"""The pages as they were last made, so that one is made again only of something else.

What is kept of them lies in `build/`, beside the pages' files. A page whose files are not just as
they were left is made anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from generator.publishing.downloads import File
from generator.publishing.site import Left, write_parts
from generator.publishing.spool import Away


class Made(NamedTuple):
    """A page that is made, and what other files say of it."""

    address: str
    key: str
    """Of what it is made, as a digest."""
    files: tuple[File | Left, ...]
    day: date | None
    """When what it shows last changed."""
    entry: bytes
    """How it is found by who searches, as JSON; empty where it isn't to be."""
    listed: bool


def read(record: Path, folder: Path) -> Mapping[str, Made]:
    """The pages, by their addresses, whose files lie in a folder just as they were left."""
    try:
        with record.open("rb") as lines:
            pages = [_page(*line) for line in zip(lines, lines, strict=True)]
    except (OSError, ValueError, TypeError):
        return {}  # never built, or written by something else
    return {page.address: page for page in pages if _is_untouched(page, folder)}


def written(made: Made, write: Callable[[File], Left]) -> Made:
    """A page whose files are written as soon as it is made, so that nobody holds them."""
    files = (write(file) if isinstance(file, File) else file for file in made.files)
    return made._replace(files=tuple(files))


def put_away() -> Away[Made]:
    """Where pages are put that are made: what is said of them all would fill the memory."""
    return Away(_lines, lambda lines: _page(*lines.splitlines()))


def files_of(pages: Iterable[Made], made: Away[Made]) -> Iterator[File | Left]:
    """The files of pages, one page after the other; `made` gets the pages without the contents."""
    for page in pages:
        yield from page.files
        made.append(page._replace(files=tuple(_named(file) for file in page.files)))


def write(record: Path, made: Iterable[Made], left: Mapping[str, Left]) -> None:
    """Keep what pages are made of and how their files were left, once those are written."""
    pages = (page._replace(files=tuple(left[file.path] for file in page.files)) for page in made)
    write_parts(record.parent, record.name, map(_lines, pages))


def _lines(page: Made) -> bytes:
    """A page as two lines, of which most need only the first."""
    told = (page.address, page.key, page.files, page.day, page.listed)
    return b"%s\n%s\n" % (_json(told).encode(), page.entry)


_json = json.JSONEncoder(ensure_ascii=False, default=date.isoformat).encode


def _page(first: bytes, second: bytes) -> Made:
    address, key, files, day, listed = json.loads(first)
    left = tuple(Left(*file) for file in files)
    changed = date.fromisoformat(day) if day else None
    return Made(address, key, left, changed, second.rstrip(b"\n"), listed)


def _is_untouched(page: Made, folder: Path) -> bool:
    return all(isinstance(file, Left) and file.is_untouched(folder) for file in page.files)


def _named(file: File | Left) -> Left:
    return Left(file.path, "", 0, 0)
