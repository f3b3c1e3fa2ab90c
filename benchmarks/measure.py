"""What a command costs, and what the site that it built weighs."""

from __future__ import annotations

import gzip
import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

_PAUSE = 0.05
"""Seconds between two looks at how much memory a command has."""
_ENOUGH = 15.0
"""Seconds of CPU after which a command is not run again for a steadier figure."""
_RUNS = 3


class Cost(NamedTuple):
    """What a command took, with every process that it started."""

    cpu: float
    """Seconds, user and system."""
    peak: float
    """Megabytes, of all its processes together, what they share counted once; as Linux says it.

    What the system says of an ended process would not do: it counts whoever started it too."""
    wall: float
    """Seconds until it was ready, which say something only of an idle machine."""
    failure: str = ""
    """The last line that it said, where it stopped."""


def run(command: Sequence[str | Path], cwd: Path) -> Cost:
    """Run a command to its end."""
    os.sync()  # what was written and removed before is no cost of this command
    start = time.monotonic()
    with (cwd / "benchmark.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=cwd, stdout=log, stderr=subprocess.STDOUT)
        peak = 0
        while (done := os.wait4(process.pid, os.WNOHANG))[0] == 0:
            peak = max(peak, sum(map(_memory, _tree(process.pid))))
            time.sleep(_PAUSE)
    wall = time.monotonic() - start
    _, status, usage = done
    process.returncode = os.waitstatus_to_exitcode(status)
    said = (cwd / "benchmark.log").read_text(encoding="utf-8", errors="replace").split("\n")
    failure = next((line for line in reversed(said) if line.strip()), "?")
    return Cost(
        usage.ru_utime + usage.ru_stime,
        peak / 1_000_000,
        wall,
        failure.strip()[:200] if process.returncode else "",
    )


def best(command: Sequence[str | Path], cwd: Path) -> Cost:
    """The cheapest of a few runs, of a command that changes nothing."""
    costs = [run(command, cwd)]
    while len(costs) < _RUNS and sum(cost.cpu for cost in costs) < _ENOUGH:
        costs.append(run(command, cwd))
    return min(costs)


def _tree(pid: int) -> Iterator[int]:
    """A process and all that it has started."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            started = children.read_text().split()
        except OSError:  # it has ended
            continue
        for child in started:
            yield from _tree(int(child))


def _memory(pid: int) -> int:
    """Bytes of a process, its share of what it has in common with others."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


class Weight(NamedTuple):
    """A built site in bytes, compressed as a web server sends it where it says so."""

    files: int
    bytes: int
    pages: int
    mean: float
    """Of a page's HTML, compressed."""
    heaviest: int
    heaviest_page: str
    first_visit: int
    """The start page with its style sheets and scripts, compressed."""
    search: int
    """Index and worker of the search, compressed; whether a first visit loads them is not here."""


_PAGES = {"index.html", "404.html"}
"""What a page's file is called; what else is HTML is a part of one, to be shown elsewhere."""


def weigh(site: Path) -> Weight:
    """Weigh a built site."""
    paths = [path for path in site.rglob("*") if path.is_file()]
    pages = {path: _compressed(path) for path in paths if path.name in _PAGES}
    heaviest = max(pages, key=lambda path: pages[path])
    search = [
        path
        for path in paths
        if path.parent == site / "search" or (path.parent.name, path.suffix) == ("workers", ".js")
    ]
    return Weight(
        len(paths),
        sum(path.stat().st_size for path in paths),
        len(pages),
        sum(pages.values()) / len(pages),
        pages[heaviest],
        heaviest.relative_to(site).as_posix(),
        sum(map(_compressed, [site / "index.html", *_loaded(site)])),
        sum(map(_compressed, search)),
    )


def _compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), mtime=0))


class _Loaded(HTMLParser):
    """The style sheets and scripts that a page names."""

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the element loads, if anything."""
        given = dict(attrs)
        if tag == "link" and given.get("rel") == "stylesheet":
            self.names.append(given["href"] or "")
        if tag == "script" and given.get("src"):
            self.names.append(given["src"] or "")


def _loaded(site: Path) -> list[Path]:
    """What the start page loads of the site's own."""
    parser = _Loaded()
    parser.feed((site / "index.html").read_text(encoding="utf-8"))
    return [path for name in parser.names if (path := site / name.partition("?")[0]).is_file()]


def differing(site: Path, other: Path) -> list[str]:
    """The files that are not the same, byte for byte, in two folders."""
    contents: list[Mapping[str, bytes]] = [
        {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in folder.rglob("*")
            if path.is_file()
        }
        for folder in (site, other)
    ]
    return sorted({name for name, _ in contents[0].items() ^ contents[1].items()})
