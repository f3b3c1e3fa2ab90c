"""From files in memory to files on disk: the only writing there is.

`site/` is replaced as a whole, and only when all went well.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import sqlite3
import sys
import zlib
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from importlib.metadata import distributions
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from generator.publishing.downloads import File
from generator.reading.history import may_keep
from generator.reading.trees import BUILD, TREES

PROGRAM_ROOT = Path(__file__).resolve().parents[2]
"""Where the program's own templates and theme lie."""


def template_folders(root: Path) -> list[Path]:
    """Where templates are looked for: the site's own before the program's."""
    return [
        path for path in (root / "site_templates", PROGRAM_ROOT / "site_templates") if path.is_dir()
    ]


def program(root: Path) -> str:
    """What makes the site of its data, as a digest: templates, theme, program and its packages.

    And the language, with what of it packs and writes databases, which come with the machine.
    """
    machine = f"{sys.version} {sqlite3.sqlite_version} {zlib.ZLIB_RUNTIME_VERSION}"
    parts = [
        *_contents([*template_folders(root), PROGRAM_ROOT / "generator"]),
        *sorted(f"{package.name} {package.version}".encode() for package in distributions()),
        machine.encode(),
    ]
    return digest("".join(map(digest, parts)).encode())


def _contents(folders: Iterable[Path]) -> Iterator[bytes]:
    """The name and content of every file that the program reads in some folders."""
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                yield path.relative_to(folder).as_posix().encode()
                yield path.read_bytes()


def write_whole(target: Path, content: bytes) -> None:
    """Write one file whole, or leave what was there and nothing beside it.

    Where the target is a link, what it leads to is written.
    """
    write_together({target: content})


def write_together(contents: Mapping[Path, bytes]) -> None:
    """Write several files whole, all of them or none; nothing is left beside them.

    All are written beside the old ones before the first is put in place, so that a full disk
    stops none of them halfway; what then still fails puts back what was there.
    """
    before: dict[Path, bytes | None] = {}
    with ExitStack() as stack:
        unfinished: dict[Path, Path] = {}
        for target, content in contents.items():
            target = target.resolve()
            stack.enter_context(_writing(target))
            unfinished[target] = target.with_name(f".{target.name}.ny")
            stack.callback(unfinished[target].unlink, missing_ok=True)
            unfinished[target].write_bytes(content)
            if target.exists():
                shutil.copymode(target, unfinished[target])
        try:
            for target, new in unfinished.items():
                old = target.read_bytes() if target.exists() and len(contents) > 1 else None
                new.replace(target)
                before[target] = old
        except BaseException:
            for target, old in before.items():
                if old is None:
                    target.unlink()
                else:
                    target.write_bytes(old)
            raise


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    """Have a folder for a file, and no longer than the file is written if it was not there.

    What the disk refuses then says which file it was, which the system does not always.
    """
    made = [folder for folder in target.parents if not folder.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException as error:
        for folder in made:
            with suppress(OSError):  # somebody else's file is there by now
                folder.rmdir()
        if isinstance(error, OSError):
            error.filename = error.filename or str(target)
        raise


class Left(NamedTuple):
    """A file as it was left: nobody has touched it since if its size and time are the same."""

    path: str
    digest: str
    """Tells its content from every other."""
    size: int
    time: int
    """When it was written, in nanoseconds."""

    def is_untouched(self, folder: Path) -> bool:
        """Whether the file still lies in the folder as it was left."""
        try:
            return left_at(folder, self.path, self.digest) == self
        except OSError:
            return False


Told = Callable[[Mapping[str, Left]], Iterable[File | Left]]
"""Files that tell of those written before them, by how they were left."""


def nothing(left: Mapping[str, Left]) -> Iterable[File | Left]:
    """No file that tells of others."""
    return ()


def write_folder(
    folder: Path, files: Iterable[File | Left], told: Told = nothing
) -> dict[str, Left]:
    """Make a folder hold just these files, each written as it is made, where it has changed.

    Those that tell of the others come last. Gives how each was left, by its path from the folder;
    what was left before is not looked at.
    """
    left: dict[str, Left] = {}
    written = writer(folder)
    for file in chain(files, _afterwards(told, left)):
        left[file.path] = written(file) if isinstance(file, File) else file
    clear_folder(folder, left)
    return left


def writer(folder: Path) -> Callable[[File], Left]:
    """What writes files of a folder where they have changed, and tells how it left each."""
    is_new: dict[Path, bool] = {}
    return lambda file: _write(folder / file.path, file, is_new)


def _afterwards(told: Told, left: Mapping[str, Left]) -> Iterator[File | Left]:
    """Files that are not even asked for before they are needed."""
    yield from told(left)


def _write(target: Path, file: File, is_new: dict[Path, bool]) -> Left:
    """Write a file that nobody reads before all is done, unless it holds just that already.

    `is_new` tells of each folder that is known to be there whether it was made for this. What was
    there is put away and not written over: the finished site may have it too. Of thousands of small
    files most of the time goes to the disk, so that it is asked for no more than it takes.
    """
    place = target.parent
    try:
        if place not in is_new:
            is_new[place] = not place.is_dir()
            place.mkdir(parents=True, exist_ok=True)
        if not is_new[place] and target.exists():
            if target.read_bytes() == file.content:
                return _left(file.path, digest(file.content), target.stat())
            target.unlink()
        with target.open("xb") as stream:
            stream.write(file.content)
            stream.flush()
            found = os.fstat(stream.fileno())
    except OSError as error:
        error.filename = error.filename or str(target)
        raise
    return _left(file.path, digest(file.content), found)


def write_parts(folder: Path, path: str, parts: Iterable[bytes]) -> Left:
    """Write a file of a folder part by part; what it held before may be read meanwhile."""
    target = folder / path
    new, hashed = target.with_name(f".{target.name}.ny"), hashlib.sha256()
    with _writing(target):
        try:
            with new.open("wb") as stream:
                for part in parts:
                    stream.write(part)
                    hashed.update(part)
            new.replace(target)
        finally:
            new.unlink(missing_ok=True)
    return left_at(folder, path, hashed.hexdigest())


def left_at(folder: Path, path: str, digest: str) -> Left:
    """How a file with some content lies in a folder now."""
    return _left(path, digest, (folder / path).stat())


def _left(path: str, digest: str, found: os.stat_result) -> Left:
    return Left(path, digest, found.st_size, found.st_mtime_ns)


def clear_folder(folder: Path, wanted: Container[str]) -> None:
    """Leave only the wanted files in a folder, by their paths from it."""
    for name, _, files in os.walk(folder, topdown=False):
        place = Path(name)
        here = place.relative_to(folder).as_posix()
        for file in files:
            if (f"{here}/{file}" if place != folder else file) not in wanted:
                (place / file).unlink()
        if place != folder and not any(place.iterdir()):
            place.rmdir()


def digest(content: bytes) -> str:
    """What tells one content from every other."""
    return hashlib.sha256(content).hexdigest()


def digest_of_json(value: Any) -> str:
    """The digest of a value as JSON, which may be too large to hold as one text."""
    hashed = hashlib.sha256()
    for part in _JSON.iterencode(value):
        hashed.update(part.encode())
    return hashed.hexdigest()


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def write_files(folder: Path, files: Iterable[File]) -> list[str]:
    """Write the files whose content changed, and give their paths from the folder."""
    written = []
    for file in files:
        target = folder / file.path
        if target.is_file() and target.read_bytes() == file.content:
            continue
        write_whole(target, file.content)
        written.append(file.path)
    return written


def write_new(target: Path, content: bytes) -> None:
    """Write a file that is not there yet; raises `FileExistsError` where it is."""
    with _writing(target):
        stream = target.open("xb")
        try:
            with stream:
                stream.write(content)
        except BaseException:
            target.unlink()
            raise


TEXT = {".css", ".csv", ".html", ".ics", ".js", ".json", ".svg", ".xml"}
"""How the names of files end that become much smaller when they are compressed."""


def compress(folder: Path) -> None:
    """Put a `.gz` beside each text file, for hosts that send it to browsers as it is.

    The same content gives the same bytes, whenever it is compressed.
    """
    for path in folder.rglob("*"):
        if path.suffix in TEXT and path.is_file():
            packed = gzip.compress(path.read_bytes(), mtime=0)
            path.with_name(f"{path.name}.gz").write_bytes(packed)


def replace_site(new: Path, site: Path) -> None:
    """Put a finished site in the old one's place; there is never half of either.

    Where that place is a link, what it leads to is replaced.
    """
    old, site = new.with_name(_OLD), site.resolve()
    remove(old)
    if site.exists():
        site.rename(old)
    try:
        new.rename(site)
    except OSError:
        if old.exists():
            old.rename(site)
        raise
    remove(old)


def forget(root: Path) -> None:
    """Let go of what earlier builds left to build on, where it may not be they that left it.

    Who proposes a change of the data may add files to it anywhere, also here, and what is kept is
    published as it is.
    """
    if may_keep(root, BUILD):
        for name in _KEPT:
            remove(root / BUILD / name)


def restore_site(root: Path) -> None:
    """Put the site back that a build had moved aside when it was killed."""
    old, site = root / "build" / _OLD, (root / "site").resolve()
    if old.exists() and not site.exists():
        old.rename(site)


MADE, PIECES, FINISHED, FINISHED_OF = "gjort.json", "delar.json", "sidor", "sidor.json"
"""In it: of what pages are made, where pieces of files lie, finished pages and of what those are.
"""
_OLD = "site-gammal"
"""Where the old site is while the new one is put in its place."""
_KEPT = ("docs", "site", MADE, PIECES, FINISHED, FINISHED_OF, TREES, _OLD)


def remove(path: Path) -> None:
    """Remove a folder, or the file or link that stands where one was."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
