"""The example site's Markdown and downloads, byte for byte as they were last approved.

After a change that is meant to change them, look at what changed and approve it:

    .venv/bin/python -m pytest tests/pages/test_golden.py --uppdatera-golden
    git diff tests/pages/golden
"""

from __future__ import annotations

import difflib
import shutil
from pathlib import Path

import pytest

from tests.conftest import files_in

GOLDEN = Path(__file__).parent / "golden"


def made(root: Path) -> dict[str, bytes]:
    """What the program writes for a builder; style sheets and pictures are not ours to compare."""
    return {
        name: content
        for name, content in files_in(root / "build" / "docs").items()
        if not name.startswith("assets/")
    }


def difference(name: str, before: bytes, now: bytes) -> str:
    """The lines that differ, line ends shown."""
    before_lines, now_lines = (
        [f"{line!r}\n" for line in content.decode("utf-8").splitlines(keepends=True)]
        for content in (before, now)
    )
    names = (f"tests/pages/golden/{name}", f"byggd/{name}")
    return "".join(difflib.unified_diff(before_lines, now_lines, *names, n=1))


def test_the_example_gives_the_files_that_were_approved(
    built_exempel: Path, pytestconfig: pytest.Config
) -> None:
    now = made(built_exempel)
    assert len(now) > 40
    if pytestconfig.getoption("--uppdatera-golden"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for name, content in now.items():
            path = GOLDEN / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    approved = files_in(GOLDEN)
    changes = [f"Ny fil: {name}" for name in sorted(now.keys() - approved.keys())]
    changes += [f"Borta: {name}" for name in sorted(approved.keys() - now.keys())]
    changes += [
        difference(name, content, now[name])
        for name, content in approved.items()
        if name in now and now[name] != content
    ]
    if changes:
        again = (
            "Är det avsiktligt: kör om med --uppdatera-golden och läs git diff tests/pages/golden."
        )
        pytest.fail("\n".join([*changes, again]), pytrace=False)
