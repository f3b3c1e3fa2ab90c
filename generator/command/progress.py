"""What is told on a terminal while something takes its time."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

import click

Item = TypeVar("Item")
_PATIENCE = 2.0
"""Seconds that nobody needs to be told anything."""
_PAUSE = 0.2


def counted(items: Iterable[Item], what: str) -> Iterator[Item]:
    """Say how many there have been so far, where somebody looks on and it takes long."""
    if not sys.stderr.isatty():
        yield from items
        return
    told = time.monotonic() + _PATIENCE
    line = ""
    for number, item in enumerate(items, start=1):
        yield item
        if time.monotonic() > told:
            line = f"{what}: {number}"
            click.echo(f"\r{line}", nl=False, err=True)
            told = time.monotonic() + _PAUSE
    if line:
        click.echo(f"\r{' ' * (len(line) + 5)}\r", nl=False, err=True)
