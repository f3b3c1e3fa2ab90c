from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from multiprocessing import active_children
from pathlib import Path
from types import SimpleNamespace
from typing import TypeVar

import pytest

from generator.command import side_by_side
from generator.pages import kept, render
from generator.pages.kept import Made
from generator.pages.plans import plans_of
from generator.pages.render import Job
from generator.publishing.publication import Publication
from generator.publishing.site import template_folders, writer
from tests.conftest import EXEMPEL, files_in

Result = TypeVar("Result")


@pytest.fixture
def two(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with two cores, and jobs that are worth two processes."""
    monkeypatch.setattr(side_by_side, "_room", lambda: 2)
    monkeypatch.setattr(side_by_side, "FEWEST", 1)


def done(work: Callable[[int], Result], many: int = 40) -> dict[int, Result]:
    return dict(side_by_side.each(work, range(many), str))


@pytest.fixture
def forked(two: None) -> Iterator[None]:
    """Two processes, of which none is left."""
    yield
    assert active_children() == []


@pytest.mark.usefixtures("forked")
def test_all_jobs_are_done_and_not_here() -> None:
    results = done(lambda number: f"{number} {os.getpid()}")
    assert sorted(results) == list(range(40))
    assert all(result.startswith(f"{number} ") for number, result in results.items())
    assert not any(result.endswith(f" {os.getpid()}") for result in results.values())


@pytest.mark.usefixtures("forked")
def test_jobs_that_are_alike_are_taken_together() -> None:
    order: list[int] = []

    def turns(work: object, taken: list[list[int]], many: int) -> Iterator[tuple[int, object]]:
        order.extend(number for turn in taken for number in turn)
        return iter(())

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(side_by_side, "_divided", turns)
        list(side_by_side.each(int, range(9), lambda number: str(number % 3)))
    assert order == [0, 3, 6, 1, 4, 7, 2, 5, 8]


@pytest.mark.usefixtures("forked")
def test_what_goes_wrong_in_a_process_goes_wrong_here() -> None:
    def refused(number: int) -> int:
        if number == 7:
            error = OSError(28, "No space left on device")
            error.filename = "2023/index.md"
            raise error
        return number

    with pytest.raises(OSError, match="No space") as caught:
        done(refused)
    assert caught.value.filename == "2023/index.md"
    assert "in refused" in "".join(caught.value.__notes__)


@pytest.mark.usefixtures("forked")
def test_what_an_ended_process_had_before_it_is_done_all_the_same() -> None:
    here = os.getpid()

    def fatal(number: int) -> int:
        if number == 7 and os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert done(fatal) == {number: number for number in range(40)}


@pytest.mark.usefixtures("forked")
@pytest.mark.parametrize("most", [0, 1])
def test_a_process_that_cannot_be_started_is_done_without(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    fork = os.fork
    started: list[int] = []

    def full() -> int:
        if len(started) == most:
            raise BlockingIOError(11, "Resource temporarily unavailable")
        started.append(1)
        return fork()

    monkeypatch.setattr("os.fork", full)
    assert done(int) == {number: number for number in range(40)}


@pytest.mark.usefixtures("forked")
def test_processes_end_with_whoever_wanted_what_they_do() -> None:
    results = side_by_side.each(int, range(40), str)
    next(results)
    results.close()  # type: ignore[attr-defined]


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process without threads, on a machine with eight cores."""
    monkeypatch.setattr(side_by_side, "active_count", lambda: 1)
    monkeypatch.setattr("os.sched_getaffinity", lambda process: set(range(8)))


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(("held", "many"), [(50_000, 8), (200_000, 3), (400_000, 1), (700_000, 0)])
def test_there_are_as_many_processes_as_the_memory_lets(
    held: int, many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = SimpleNamespace(ru_maxrss=held)
    monkeypatch.setattr("resource.getrusage", lambda who: usage)
    assert side_by_side._room() == many


@pytest.mark.usefixtures("alone")
def test_nothing_is_forked_from_a_process_with_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side_by_side, "active_count", lambda: 2)
    assert side_by_side._room() == 1


@pytest.mark.usefixtures("two")
def test_few_jobs_are_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side_by_side, "FEWEST", 50)
    assert set(done(lambda number: os.getpid(), 99).values()) == {os.getpid()}


@pytest.mark.usefixtures("forked")
def test_pages_are_the_same_by_whichever_process(
    exempel_publication: Publication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    some = [*plans_of(exempel_publication)][::6]
    monkeypatch.setattr(render, "plans_of", lambda publication: some)
    templates = template_folders(EXEMPEL)

    def in_processes(make: Callable[[Job], Made], jobs: Sequence[Job]) -> Iterator[Made]:
        write = writer(tmp_path / "delade")
        work = lambda job: kept.written(make(job), write)  # noqa: E731
        made = dict(side_by_side.each(work, jobs, lambda job: job.plan.address))
        return (made[number] for number in range(len(jobs)))

    def here(make: Callable[[Job], Made], jobs: Sequence[Job]) -> Iterator[Made]:
        return map(partial(kept.written, write=writer(tmp_path / "hela")), map(make, jobs))

    divided, whole = (
        [page._replace(files=()) for page in render.pages(exempel_publication, templates, spread=s)]
        for s in (in_processes, here)
    )
    assert divided == whole
    assert files_in(tmp_path / "delade") == files_in(tmp_path / "hela")
