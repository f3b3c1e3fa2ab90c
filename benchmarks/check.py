"""Time `tilldelat check` on a thousand decisions, as a ratio of what only loading them takes.

    python -m benchmarks.check [--beslut N] [--insatser N] [--root DIR]

The yardstick is PyYAML's quickest loader on the same files, without places and without one rule,
in the same run. Seconds are the machine's; the ratio is the program's.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import yaml

from benchmarks.register import files, publicerat
from generator.reading.register import LEDGER

ROUNDS = 3


def main() -> None:
    """Make a register, or take the one in `--root`, and print the best of three rounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--beslut", type=int, default=1000)
    parser.add_argument("--insatser", type=int, default=4, help="in each of four områden")
    parser.add_argument("--root", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = given.root or Path(folder)
        if given.root is None:
            made = dict(files(given.beslut, given.insatser))
            for name, text in {**made, LEDGER: publicerat(made)}.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text(text, encoding="utf-8")
        data = sorted((root / "content/data").rglob("*.yml"))
        megabytes = sum(path.stat().st_size for path in data) / 1_000_000
        loaded, checked = _best(lambda: _load(data)), _best(lambda: _check(root))
    print(f"{len(data)} files, {megabytes:.1f} MB")
    print(f"loaded by PyYAML's C loader: {loaded:.2f} s")
    print(f"tilldelat check: {checked:.2f} s, {checked / loaded:.2f} times that")


def _best(run: Callable[[], None]) -> float:
    """Seconds that the quickest of the rounds took."""
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def _load(data: list[Path]) -> None:
    for path in data:
        yaml.load(path.read_bytes(), yaml.CSafeLoader)


def _check(root: Path) -> None:
    command = [sys.executable, "-m", "generator", "check", "--root", str(root)]
    subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()
