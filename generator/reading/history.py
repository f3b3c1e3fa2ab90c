"""The data as it was at a revision of git: read from its objects, the work tree untouched.

Git is asked in a process of its own, by name and never through a shell.
"""

from __future__ import annotations

import os
import posixpath
import re
import subprocess
from collections.abc import Iterable, Iterator, Set
from errno import EIO, ENOENT
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from generator.data.problem import Problem
from generator.reading.faults import fault
from generator.reading.load import bound, is_passed_over
from generator.reading.register import CONTENT, DATA, SIDOR
from generator.reading.versions import is_kept_table
from generator.words.escaping import visible_line

_LINK = "120000"
_SUBMODULE = "160000"
_MAX_LINKS = 40
"""As many links on the way to a file as Linux follows."""


class NoRevisionError(ValueError):
    """There is no such revision to compare with; the message says why, in Swedish."""


class _Entry(NamedTuple):
    mode: str
    blob: str
    size: int
    """Bytes."""


def read_revision(root: Path, revision: str) -> dict[str, bytes | Problem]:
    """Every data file and hand-written page of a site's root at a revision, by its path.

    Raises `NoRevisionError` where the root is in no repository or the revision is not in it,
    and `OSError` where git is missing or can't read.
    """
    commit = _commit(root, revision)
    # All of the content folder, since a link may lead to any of it.
    listed = _git(root, "ls-tree", "-r", "-l", "-z", "--end-of-options", commit, CONTENT)
    entries = dict(_entries(os.fsdecode(listed)))
    entries = {name: entry for name, entry in entries.items() if not is_kept_table(name)}
    # What is larger than the reader of a folder would take is not even asked for.
    wanted = {
        entry.blob
        for name, entry in entries.items()
        if entry.mode != _SUBMODULE and entry.size <= bound(name).max_bytes
    }
    contents = _blobs(root, wanted)
    folders = {name[: slash.start()] for name in entries for slash in re.finditer("/", name)}
    return {
        visible_line(name): _followed(name, entries, folders, contents)
        for name in sorted(entries)
        if (f"{name}/".startswith((f"{DATA}/", f"{SIDOR}/")) or name == CONTENT)
        and not is_passed_over(name)
    }


def last_published(root: Path) -> str | None:
    """The commit of what was last published; None where nothing was, or there is no git.

    It is the last, on the way of the branch itself, that changed one of the lists that `publicera`
    keeps beside the registers: whatever is published is noted there. Raises `NoRevisionError`
    where the repository was fetched without the history that would tell, and `OSError` where git
    can't read.
    """
    try:
        _commit(root, "HEAD")
    except NoRevisionError:
        return None
    except OSError as error:
        if error.errno == ENOENT:
            return None
        raise
    lists = f":(glob){DATA}/*.csv"
    said = _git(root, "log", "-1", "--first-parent", "--format=%H %P", "--", lists).decode()
    is_shallow = _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    commit, *parents = said.split() or [""]
    if is_shallow and not parents:
        raise NoRevisionError(
            "förrådet är hämtat utan sin historik, så det går inte att se vad som var publicerat "
            "förut; hämta den med git fetch --unshallow"
        )
    return commit or None


def may_keep(root: Path, name: str) -> bool:
    """Whether something under a name in a folder may be from git, and so be anyone's.

    However the name is capitalised, as not every disk tells those apart. Where git can't answer
    for a repository that is there, it may.
    """
    try:
        return bool(_git(root, "ls-files", "-z", "--", f":(icase){name}"))
    except OSError:
        here = root.resolve()
        return any(os.path.lexists(folder / ".git") for folder in (here, *here.parents))


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
        yield name, _Entry(mode, blob, 0 if size == "-" else int(size))


def _blobs(root: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Contents by object name."""
    asked = "".join(f"{name}\n" for name in names)
    said = _git(root, "cat-file", "--batch", stdin=asked.encode())
    contents, at = {}, 0
    while at < len(said):
        end = said.index(b"\n", at)
        name, _, size = said[at:end].decode("ascii").split(" ")
        start, at = end + 1, end + 2 + int(size)
        contents[name] = said[start : start + int(size)]
    return contents


def _followed(
    name: str, entries: dict[str, _Entry], folders: Set[str], contents: dict[str, bytes]
) -> bytes | Problem:
    """A file's content, or why it has none; of a link, what it leads to in the content folder."""
    shown, target = visible_line(name), name
    for _ in range(_MAX_LINKS):
        at = next((part for part in _ways(target) if part in entries), "")
        if not at:
            return fault("folder_link" if target in folders else "dead_link", shown)
        if entries[at].mode == _SUBMODULE:
            return fault("submodule", shown)
        content = contents.get(entries[at].blob)
        if content is None:  # larger than is read, and so than is taken
            return bytes(bound(at).max_bytes + 1)
        rest = target[len(at) + 1 :]
        if entries[at].mode != _LINK:
            return fault("dead_link", shown) if rest else content
        target = posixpath.normpath(
            posixpath.join(posixpath.dirname(at), os.fsdecode(content), rest)
        )
        if not target.startswith(f"{CONTENT}/"):
            return fault("link_out", shown)
    return fault("circular_link", shown)


def _ways(path: str) -> Iterator[str]:
    """A path's folders from the top, and the path itself: any of them may be a link."""
    return accumulate(path.split("/"), "{}/{}".format)


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
