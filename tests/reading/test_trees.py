"""What is kept on disk of what decisions say changes nothing but the time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.checking.judge import Judged, judge
from generator.command.shared import kept_trees
from generator.reading import trees, yaml_text
from generator.reading.load import Remembered, load
from generator.reading.trees import BUILD, TREES, Trees
from tests.conftest import git
from tests.reading.test_insatser import CSV, beside
from tests.reading.test_remembered import BY_NAME, STATES
from tests.smallest import BESLUT, Files, replaced, valid, with_file

Warm = Callable[[Files], Judged]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "last.jsonl"


@pytest.fixture
def warm(path: Path) -> Warm:
    """Judge data with what is kept of what was judged before, and keep what is read now."""

    def judged(files: Files) -> Judged:
        read = Trees(path)
        result = judge(files, None, Remembered(read))
        path.write_bytes(b"".join(read.lines()))
        return result

    return judged


ODD: dict[str, Files] = {
    "without a list": valid(),
    "a list with nothing in it": with_file(CSV, ""),
    "a recipient of the list that is nowhere": beside("namn,belopp_kr,mottagare\nA,6000000,Nya\n"),
    "a personal number in the list": beside("namn,belopp_kr\nA 19121212-1212,6000000\n"),
    "a key twice": replaced("status:", "status: forslag\nstatus:", BESLUT),
}


def test_what_is_kept_of_other_files_changes_nothing(warm: Warm) -> None:
    states = {**STATES, **ODD}
    for state, files in [*states.items(), *reversed(states.items()), *states.items()]:
        now, known = judge(files), warm(files)
        assert known.problems == now.problems, state
        assert known.register == now.register, state
        assert known.rows == now.rows or [*map(str, known.rows)] == [*map(str, now.rows)], state


def test_a_decision_that_is_as_it_was_is_not_read_again(
    warm: Warm, monkeypatch: pytest.MonkeyPatch
) -> None:
    warm(BY_NAME)
    read: list[str] = []
    parse = yaml_text.parse

    def noted(file: str, *given: Any) -> object:
        read.append(file)
        return parse(file, *given)

    monkeypatch.setattr(yaml_text, "parse", noted)
    warm(BY_NAME)
    assert BESLUT not in read
    warm(replaced("status:", "# Nytt.\nstatus:", BESLUT, files=BY_NAME))
    assert BESLUT in read


@pytest.mark.parametrize(
    "harm",
    [
        lambda text: text.replace(b"6 mkr", b"7 mkr"),
        lambda text: text[:-20],
        lambda text: b"x\n" + text.replace(b" ", b"\n"),
        lambda text: text.replace(b"{", b"["),
        lambda text: b"\xff \xfe \xff\n",
    ],
    ids=["another figure", "cut short", "other lines", "no JSON", "no text"],
)
def test_what_is_not_as_it_was_left_is_read_again(
    warm: Warm, path: Path, harm: Callable[[bytes], bytes]
) -> None:
    before = warm(valid())
    harmed = harm(path.read_bytes())
    assert harmed != path.read_bytes()
    path.write_bytes(harmed)
    assert warm(valid()).register == before.register


def test_another_program_reads_everything_again(
    warm: Warm, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    warm(valid())
    monkeypatch.setattr(trees, "_program", lambda: b"uppgraderat")
    read = Trees(path)
    load(valid(), Remembered(read))
    assert read.is_new


def test_what_git_keeps_is_no_builds_and_is_not_believed(tmp_path: Path) -> None:
    kept = tmp_path / BUILD / TREES
    kept.parent.mkdir()
    read = Trees()
    load(valid(), Remembered(read))
    kept.write_bytes(b"".join(read.lines()))
    known = trees.key((BESLUT, valid()[BESLUT]))
    assert kept_trees(tmp_path).get(known)
    git(tmp_path, "init", "-q")
    assert kept_trees(tmp_path).get(known)
    git(tmp_path, "add", "-f", BUILD)
    assert kept_trees(tmp_path).get(known) is None
