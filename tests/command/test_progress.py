from __future__ import annotations

import io
import sys
from itertools import count

import pytest

from generator.command import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def passing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock on which each look is a second after the last."""
    seconds = count()
    monkeypatch.setattr("generator.command.progress.time.monotonic", lambda: float(next(seconds)))


@pytest.mark.usefixtures("passing")
def test_a_terminal_is_told_how_far_it_is_and_the_line_is_cleared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    assert list(progress.counted("abcd", "Sidor")) == list("abcd")
    assert screen.getvalue() == f"\rSidor: 3\rSidor: 4\r{' ' * 13}\r"


@pytest.mark.usefixtures("passing")
def test_nobody_is_told_where_nobody_looks_on(monkeypatch: pytest.MonkeyPatch) -> None:
    log = io.StringIO()
    monkeypatch.setattr(sys, "stderr", log)
    assert list(progress.counted("abcd", "Sidor")) == list("abcd")
    assert log.getvalue() == ""
