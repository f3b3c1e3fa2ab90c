"""One writer at a time in a site's folder; whoever only reads neither waits nor is waited for.

What is locked is the folder itself: a lock in a file would be lost when someone clears `build/`
away. The system lets go of it when the process ends, however it ends.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from errno import ETIMEDOUT
from pathlib import Path

import click

PATIENCE = 600.0
"""Seconds to wait for another writer; the largest site takes a few minutes to build."""
NOTE = "build/skriver.txt"
"""Who holds the lock, in words for whoever waits. It only informs: the lock is the folder's."""
_PAUSE = 0.1
"""Seconds between two tries."""


@contextmanager
def hold(root: Path, command: str) -> Iterator[None]:
    """Be the only one that writes in a folder; what was read before may be old by then.

    Raises `TimeoutError` where another has not finished in time.
    """
    folder = os.open(root, os.O_RDONLY)
    try:
        # The site builder takes the lock with it: should it outlive us, it still writes.
        os.set_inheritable(folder, True)
        _take(folder, root)
        note = root / NOTE
        with suppress(OSError):  # a place that can't be written is told of by what is to be done
            note.parent.mkdir(exist_ok=True)
            since = f"{datetime.now():%Y-%m-%d %H:%M:%S}"
            note.write_text(f"{command} (process {os.getpid()}, sedan {since})", encoding="utf-8")
        try:
            yield
        finally:
            with suppress(OSError):
                note.unlink()
    finally:
        os.close(folder)


def _take(folder: int, root: Path) -> None:
    """Take the lock, and say whom we wait for."""
    if _taken(folder):
        return
    click.echo(f"{_holder(root)} skriver i mappen. Väntar tills det är klart …", err=True)
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        time.sleep(_PAUSE)
        if _taken(folder):
            return
    message = f"{_holder(root)} skriver fortfarande i mappen; försök igen när det är klart"
    raise TimeoutError(ETIMEDOUT, message, str(root))


def _taken(folder: int) -> bool:
    """Whether the lock could be had at once."""
    import fcntl  # not on Windows, where the commands that only read work

    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _holder(root: Path) -> str:
    """Who holds the lock, by its own note."""
    with suppress(OSError):
        if noted := (root / NOTE).read_text(encoding="utf-8", errors="replace"):
            return noted
    return "Ett annat kommando"
