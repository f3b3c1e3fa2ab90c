"""Run the benchmarks and print their tables, in Markdown.

Seconds are CPU seconds, of a command and all that it starts, where they are not said to be on the
wall; a ratio is to be read, not a second.
Everything is run in turn, in one folder that is thrown away.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import yaml

from benchmarks import register
from benchmarks.builders import BASELINE, Builder, others
from benchmarks.measure import Cost, Weight, best, differing, run, weigh
from generator.reading.register import DATA, LEDGER
from generator.reckoning.corrections import RATTELSER

PARTS = ("build", "others", "check", "diff", "incremental", "ledger")
LEDGERS = (125_000, 250_000)
OURS = "tilldelat build"


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("--sidor", type=int, nargs="+", default=[100, 1000], help="pages of a site")
    parser.add_argument("--only", default=",".join(PARTS), help="parts, with commas between")
    given = parser.parse_args()
    parts = set(given.only.split(","))
    if unknown := parts - set(PARTS):
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    print(", ".join(f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material")))
    built = {}
    for pages in sorted(given.sidor) if parts != {"ledger"} else ():
        with tempfile.TemporaryDirectory() as folder:
            built[pages] = _of_one_size(Path(folder), pages, parts)
    if "build" in parts and len(built) > 1:
        _print_growth(built)
    if "ledger" in parts:
        _ledger()


class Built(NamedTuple):
    """What one builder did with one register."""

    cost: Cost
    weight: Weight | None
    """None where it stopped."""

    @property
    def ms_a_page(self) -> float | None:
        """CPU milliseconds for each page."""
        return 1000 * self.cost.cpu / self.weight.pages if self.weight else None


def _tilldelat(*arguments: str | Path) -> list[str | Path]:
    return [sys.executable, "-m", "generator", *arguments, "--root", "."]


def _of_one_size(folder: Path, pages: int, parts: set[str]) -> dict[str, Built]:
    """All that is measured of a register of one size, in a folder for it."""
    root, of = folder / "root", register.size(pages)
    register.write(of, root)
    data = [path for path in (root / DATA).rglob("*") if path.is_file()]
    megabytes = sum(path.stat().st_size for path in data) / 1_000_000
    print(
        f"\n# {pages} pages: {of.beslut} decisions, {len(data)} files of data, {megabytes:.1f} MB\n"
    )
    checked = best(_tilldelat("check"), root)
    if checked.failure:
        sys.exit(f"The register is not right: {checked.failure}")
    timed = {"check": checked} if "check" in parts else {}
    if "diff" in parts:
        shutil.copytree(root / "content", folder / "before" / "content")
        _change_a_line(folder / "before")
        timed["diff"] = best(_tilldelat("diff", folder / "before"), root)
    built = {}
    if parts & {"build", "incremental"}:
        cost = run(_tilldelat("build"), root)
        if cost.failure:
            sys.exit(f"{OURS} stopped: {cost.failure}")
        built[OURS] = Built(cost, weigh(root / "site"))
    if "build" in parts:
        docs = root / "build" / "docs"
        markdown = [path.stat().st_size for path in docs.rglob("*.md")]
        print(f"Markdown: {sum(markdown) / len(markdown) / 1000:.1f} kB a page\n")
        built |= _beside([BASELINE, *(others() if "others" in parts else ())], docs, folder)
        _print_builds(built)
        _print_weights(built)
    if built and "check" in parts:
        timed["check after a build"] = best(_tilldelat("check"), root)
    if timed:
        _print_commands(timed, checked, of.beslut, _loaded(data))
    if "incremental" in parts:
        _incremental(root, folder / "aside", built[OURS].cost)
    return built


def _beside(builders: Sequence[Builder], docs: Path, folder: Path) -> dict[str, Built]:
    """What other builders do with the pages that ours has written."""
    built = {}
    for number, builder in enumerate(builders):
        inside = folder / f"builder-{number}"
        builder.prepare(docs, inside)
        cost = run(builder.command, inside)
        built[builder.name] = Built(cost, None if cost.failure else weigh(inside / builder.site))
        shutil.rmtree(inside)
    return built


def _print_builds(built: dict[str, Built]) -> None:
    baseline = built[BASELINE.name].cost.cpu
    _print_table(
        ("whole build", "CPU s", "÷ baseline", "wall s", "ms a page", "peak MB", "files", "MB"),
        [
            (
                name,
                f"{cost.cpu:.1f}",
                f"{cost.cpu / baseline:.3f}",
                f"{cost.wall:.1f}",
                f"{done.ms_a_page:.1f}" if done.ms_a_page else "",
                f"{cost.peak:.0f}",
                weight.files if weight else "",
                f"{weight.bytes / 1_000_000:.1f}" if weight else "",
            )
            for name, done in built.items()
            for cost, weight in [done]
        ],
    )
    for name, (cost, _) in built.items():
        if cost.failure:
            print(f"{name} stopped: {cost.failure}\n")


def _print_weights(built: dict[str, Built]) -> None:
    _print_table(
        (
            "weight, kB gz",
            "pages",
            "HTML, mean",
            "heaviest",
            "which",
            "first visit: HTML, CSS, JS",
            "search: index, worker",
        ),
        [
            (
                name,
                weight.pages,
                f"{weight.mean / 1000:.1f}",
                f"{weight.heaviest / 1000:.1f}",
                weight.heaviest_page,
                f"{weight.first_visit / 1000:.1f}",
                f"{weight.search / 1000:.1f}",
            )
            for name, (_, weight) in built.items()
            if weight
        ],
    )


def _print_growth(built: Mapping[int, Mapping[str, Built]]) -> None:
    """CPU per page of each size, as a ratio of that of the size before."""
    print("# Growth\n")
    steps = list(pairwise(built))
    _print_table(
        ("CPU a page", *(f"{large} ÷ {small} pages" for small, large in steps)),
        [
            (name, *(_growth(built[small].get(name), built[large][name]) for small, large in steps))
            for name in built[steps[-1][1]]
        ],
    )


def _growth(small: Built | None, large: Built) -> str:
    if small and small.ms_a_page and large.ms_a_page:
        return f"{large.ms_a_page / small.ms_a_page:.2f}"
    return ""


def _print_commands(timed: dict[str, Cost], checked: Cost, decisions: int, loaded: float) -> None:
    print(f"Only loading the same files with PyYAML's C loader: {loaded:.2f} s\n")
    _print_table(
        ("command", "CPU s", "s per 1 000 decisions", "÷ loading", "÷ check", "peak MB"),
        [
            (
                name,
                f"{cost.cpu:.2f}",
                f"{1000 * cost.cpu / decisions:.2f}",
                f"{cost.cpu / loaded:.2f}",
                f"{cost.cpu / checked.cpu:.2f}",
                f"{cost.peak:.0f}",
            )
            for name, cost in timed.items()
        ],
    )


def _loaded(data: Iterable[Path]) -> float:
    """CPU seconds that only loading takes, without places and without one rule."""
    start = time.process_time()
    for path in data:
        if path.suffix == ".yml":
            yaml.load(path.read_bytes(), yaml.CSafeLoader)
        else:
            path.read_text(encoding="utf-8").split(",")
    return time.process_time() - start


def _incremental(root: Path, aside: Path, cold: Cost) -> None:
    """One line changed: what the build after it costs, and whether a cold one gives the same."""
    _change_a_line(root)
    changed = run(_tilldelat("build"), root)
    (root / "site").rename(aside)
    shutil.rmtree(root / "build")
    again = run(_tilldelat("build"), root)
    if failure := changed.failure or again.failure:
        sys.exit(f"{OURS} stopped: {failure}")
    middle = (cold.cpu + again.cpu) / 2
    different = differing(root / "site", aside)
    _print_table(
        ("one line changed", "CPU s", "÷ cold, mean", "wall s", "peak MB"),
        [
            (
                name,
                f"{cost.cpu:.1f}",
                f"{cost.cpu / middle:.3f}",
                f"{cost.wall:.1f}",
                f"{cost.peak:.0f}",
            )
            for name, cost in (
                ("cold, before", cold),
                ("after the change", changed),
                ("cold, with it", again),
            )
        ],
    )
    print(f"Files that differ from those of a cold build: {len(different)}")
    print("".join(f"  {name}\n" for name in different[:10]))


def _change_a_line(root: Path) -> None:
    """Change what one decision, the first in the register, is said to be about."""
    path = min((root / DATA / "beslut").rglob("*.yml"))
    before, found, after = path.read_text("utf-8").partition("sammanfattning: Beslutet")
    assert found, path
    path.write_text(f"{before}sammanfattning: Det här{after}", "utf-8")


def _ledger() -> None:
    """What `check` takes with so many amounts in the ledger, and without it."""
    print("# Ledger\n")
    costs = []
    for amounts in LEDGERS:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "root"
            register.write(register.size_of_ledger(amounts), root)
            lines = (root / LEDGER).read_bytes().count(b"\n") - 1
            kilobytes = (root / LEDGER).stat().st_size / 1000
            checked = best(_tilldelat("check"), root)
            for kept in (LEDGER, RATTELSER):
                (root / kept).unlink()
            costs.append((lines, kilobytes, checked, best(_tilldelat("check"), root)))
    smaller = costs[0]
    _print_table(
        (
            "amounts",
            "ledger kB",
            "check CPU s",
            "without ledger",
            "ledger alone",
            "CPU per amount ÷ that of the smaller",
            "peak MB",
            "stopped",
        ),
        [
            (
                lines,
                f"{kilobytes:.0f}",
                f"{checked.cpu:.1f}",
                f"{without.cpu:.1f}",
                f"{checked.cpu - without.cpu:.1f}",
                f"{checked.cpu / lines / (smaller[2].cpu / smaller[0]):.2f}",
                f"{checked.peak:.0f}",
                checked.failure,
            )
            for lines, kilobytes, checked, without in costs
        ],
    )


def _print_table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table in Markdown whose columns stand straight."""
    cells = [list(head), *([str(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [
        " | ".join(
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in cells
    ]
    rule = "|".join(f"{'-' * (width + 1)}{':' if at else '-'}" for at, width in enumerate(widths))
    print("\n".join(f"| {line} |" for line in lines[:1]), f"|{rule}|", sep="\n")
    print("".join(f"| {line} |\n" for line in lines[1:]), flush=True)


if __name__ == "__main__":
    main()
