"""`tilldelat serve`, as an editor uses it: look, change, look again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from generator.command.serve import Builds
from tests.conftest import checksums

PATIENCE = 600
"""Seconds until what never comes is a failure; a build takes some three on a free machine."""


def get(url: str) -> tuple[int, str]:
    try:
        with urlopen(url, timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode("utf-8")
    except HTTPError as error:
        with error:
            return error.code, error.read().decode("utf-8")


def until(url: str, text: str) -> str:
    """The page, once it holds the text."""
    page = ""
    for _ in range(PATIENCE * 5):
        page = get(url)[1]
        if text in page:
            return page
        time.sleep(0.2)
    raise AssertionError(f"{text!r} is not in {page[:2000]}")


@pytest.fixture
def served(exempel: Path) -> Iterator[str]:
    """The address of the example site, served by the real command."""
    command = [sys.executable, "-u", "-m", "generator", "serve", "--port", "0"]
    with subprocess.Popen(
        [*command, "--root", str(exempel)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as process:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if "http://" in line:
                break
        assert "http://" in said, said
        try:
            yield said.split("http://")[1].split()[0]
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


def test_a_change_is_shown_and_a_fault_is_shown_over_the_last_good_site(
    served: str, exempel: Path
) -> None:
    base = f"http://{served}"
    status, start = get(base)
    assert status == 200
    assert "EventSource" in start
    assert 'role="alert"' not in start
    assert get(f"{base}finns-inte/")[0] == 404
    assert get(f"{base}data/beslut.csv")[1].startswith("beslut_id,")

    about = exempel / "content/sidor/om.md"
    about.write_text(f"{about.read_text(encoding='utf-8')}\n\nEn ny mening.\n", encoding="utf-8")
    until(f"{base}om/", "En ny mening.")

    before = checksums(exempel / "site")
    omraden = exempel / "content/data/omraden.yml"
    right = omraden.read_text(encoding="utf-8")
    omraden.write_text(right.replace("namn:", "nam:", 1), encoding="utf-8")
    page = until(f"{base}om/", 'role="alert"')
    assert "content/data/omraden.yml:" in page
    assert "okant-falt" in page
    assert "En ny mening." in page
    assert checksums(exempel / "site") == before

    omraden.write_text(right, encoding="utf-8")
    for _ in range(PATIENCE * 5):
        if 'role="alert"' not in get(base)[1]:
            break
        time.sleep(0.2)
    assert 'role="alert"' not in get(base)[1]


def test_a_page_that_waits_is_told_of_the_next_build_and_of_no_earlier_one() -> None:
    builds = Builds()
    builds.done("")
    seen = builds.number
    assert builds.next_after(seen, timeout=0.01) == seen
    builds.done("fel")
    assert builds.next_after(seen, timeout=0.01) == seen + 1
    assert builds.trouble == "fel"
