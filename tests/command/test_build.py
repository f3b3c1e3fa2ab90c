"""What is made of a site's data beside what earlier builds left is what is made of it alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.command.build import build
from generator.command.shared import Exit
from generator.publishing import builder
from generator.reading.register import DATA
from tests.conftest import EXEMPEL, copy_site, files_in

STOD, NEW = "2021/stod.yml", "2024/nytt.yml"


def made(root: Path) -> dict[str, bytes]:
    assert build(root, "bygg") == (Exit.FINE, "")
    return files_in(root / "build/docs")


def test_what_was_kept_changes_nothing_of_what_is_made_after_any_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A text, a decision that comes, its figure, and both as they were again.

    The builder of pages is left out: what it keeps is tried with it.
    """
    monkeypatch.setattr(builder, "build", lambda order: None)
    root = copy_site(EXEMPEL, tmp_path / "site")
    decisions = root / DATA / "beslut"
    first = made(root)
    stod = decisions / STOD
    before = stod.read_text("utf-8")
    (decisions / STOD).write_text(
        before.replace("sammanfattning: ", "sammanfattning: Nu "), "utf-8"
    )
    assert made(root) == made(copy_site(root, tmp_path / "reworded")) != first
    like = (decisions / "2024/upphavt.yml").read_text("utf-8")
    start, end = like.index("upphavd:"), like.index("handlingar:")
    (decisions / NEW).write_text(like[:start] + like[end:], "utf-8")
    another = made(root)
    (decisions / NEW).write_text(like[:start] + like[end:].replace("1 mkr", "2 mkr"), "utf-8")
    assert made(root) == made(copy_site(root, tmp_path / "another")) != another
    (decisions / NEW).unlink()
    stod.write_text(before, "utf-8")
    assert made(root) == first
