"""The data as it was at a revision of git: read from its objects, the work tree untouched.

Git is asked in a process of its own, by name and never through a shell.
"""

from __future__ import annotations

import os
import posixpath
import subprocess
from collections.abc import Iterable, Iterator
from errno import EIO, ENOENT
from pathlib import Path
from typing import NamedTuple

from generator.reading.load import LINK_OUT, is_passed_over, max_bytes
from generator.reading.register import DATA, SIDOR

_LINK = "120000"
_FILE = {"100644", "100755", _LINK}


class NoRevisionError(ValueError):
    """There is no such revision to compare with; the message says why, in Swedish."""


class _Entry(NamedTuple):
    mode: str
    blob: str
    size: int
    """Bytes."""


def read_revision(root: Path, revision: str) -> dict[str, bytes]:
    """Every data file and hand-written page of a site's root at a revision, by its path.

    Raises `NoRevisionError` where the root is in no repository or the revision is not in it,
    and `OSError` where git is missing or can't read.
    """
    commit = _commit(root, revision)
    listed = _git(root, "ls-tree", "-r", "-l", "-z", "--end-of-options", commit, DATA, SIDOR)
    entries = dict(_entries(listed.decode("utf-8", "replace")))
    # What is larger than the reader of a folder would take is not even asked for.
    wanted = {entry.blob for name, entry in entries.items() if entry.size <= max_bytes(name)}
    contents = _blobs(root, wanted)
    return {
        name: _followed(name, entries, contents)
        for name in sorted(entries)
        if not is_passed_over(name)
    }


def _commit(root: Path, revision: str) -> str:
    """The commit that a revision names."""
    # Git itself would take a leading hyphen for an option.
    if revision.startswith("-") or "\0" in revision:
        raise NoRevisionError(f"{revision!r} är ingen version i git")
    try:
        _git(root, "rev-parse", "--git-dir")
    except OSError as error:
        if "not a git repository" in str(error.strerror):
            raise NoRevisionError(
                f"{revision!r} är ingen mapp med {DATA}, och {str(root)!r} ligger inte i git"
            ) from error
        raise
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    try:
        return _git(root, *asked).decode("ascii").split()[-1]
    except OSError as error:
        if error.errno == ENOENT:
            raise
        message = f"{revision!r} är varken en mapp med {DATA} eller en version i git"
        raise NoRevisionError(message) from error


def _entries(listed: str) -> Iterator[tuple[str, _Entry]]:
    """The files of a tree as `ls-tree -z` lists them, by path."""
    for line in filter(None, listed.split("\0")):
        about, _, name = line.partition("\t")
        mode, _, blob, size = about.split()
        if mode in _FILE:
            yield name, _Entry(mode, blob, int(size))


def _blobs(root: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Contents by object name."""
    said = _git(root, "cat-file", "--batch", stdin="".join(f"{one}\n" for one in names).encode())
    found, at = {}, 0
    while at < len(said):
        end = said.index(b"\n", at)
        name, _, size = said[at:end].decode("ascii").split(" ")
        start, at = end + 1, end + 2 + int(size)
        found[name] = said[start : start + int(size)]
    return found


def _followed(name: str, entries: dict[str, _Entry], contents: dict[str, bytes]) -> bytes:
    """A file's content; of a link, what it leads to within the content folder."""
    for _ in range(10):
        content = contents.get(entries[name].blob, bytes(max_bytes(name) + 1))
        if entries[name].mode != _LINK:
            return content
        target = content.decode("utf-8", "replace")
        name = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
        if name not in entries:
            break
    return LINK_OUT


def _git(root: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """What git answers. Raises `OSError` with git's own words where it refuses."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments],
            input=stdin,
            env=os.environ | {"LC_ALL": "C"},  # its words are told apart above
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise OSError(ENOENT, "programmet git finns inte på datorn", "git") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip() or "git svarade inte"
        raise OSError(EIO, said, str(root))
    return done.stdout
