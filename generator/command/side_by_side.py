"""Work that is divided among processes, so that no core of the machine is idle meanwhile.

Each process is a fork of this one: it knows all that is known here, without being given it.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from threading import active_count
from traceback import format_exc
from typing import Any, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")
Done = tuple[int, Result]
"""Which of the jobs is done, and what came of it."""
FEWEST = 100
"""How many jobs a process is started for; for fewer it is not worth its while."""
_MOST = 16
"""How many processes there are at most; what each takes is told by a byte."""
_MEMORY = 600_000
"""Kilobytes that all processes may come to hold together, each as much as this one has held."""
_TURNS = 8
"""How many times a process takes some of the jobs: often enough that all are ready at once, and no
oftener, as those that it takes together are alike."""


def each(
    work: Callable[[Job], Result], jobs: Sequence[Job], alike: Callable[[Job], str]
) -> Iterator[Done[Result]]:
    """Have each job done, in any order, by as many processes as there are cores.

    Jobs of which `alike` says much the same share much of what has to be worked out.
    Raises what the work raises.
    """
    many = min(len(jobs) // FEWEST, _room())
    if many < 2:
        return enumerate(map(work, jobs))
    numbers = sorted(range(len(jobs)), key=lambda number: alike(jobs[number]))
    size = -(-len(jobs) // (many * _TURNS))
    turns = [numbers[at : at + size] for at in range(0, len(jobs), size)]
    return _divided(lambda number: work(jobs[number]), turns, many)


def _room() -> int:
    """How many processes may be at work: as many as there are cores and memory for.

    It is one where this can't be forked safely. Elsewhere than on Linux a system's own libraries
    may stop in a fork, and where there are threads so does who waits for a lock that one had.
    """
    if sys.platform != "linux" or active_count() > 1:
        return 1
    import resource  # not on Windows

    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return min(_MOST, len(os.sched_getaffinity(0)), _MEMORY // held)


def _divided(
    work: Callable[[int], Result], turns: Sequence[Sequence[int]], many: int
) -> Iterator[Done[Result]]:
    context = get_context("fork")
    left, given = os.pipe()
    os.write(given, bytes(range(len(turns))))  # no lock, as each byte can be read by one alone
    os.close(given)
    ends: list[Connection] = []
    processes = []

    def own() -> Iterator[int]:
        while turn := os.read(left, 1):
            yield from turns[turn[0]]

    undone = {number for turn in turns for number in turn}
    try:
        for _ in range(many):
            receiving, sending = context.Pipe(duplex=False)
            ends.append(receiving)
            process = context.Process(target=_do, args=(work, own(), sending, ends))
            with suppress(OSError):  # no room for another: the others do what it would have done
                process.start()
                processes.append(process)
            sending.close()  # or it would never be seen that the process has ended
        for number, result in _received(ends):
            undone.remove(number)
            yield number, result
    finally:
        for process in processes:
            process.terminate()
            process.join()
        os.close(left)
    # What a process had before it that something else ended, as the system does with the largest.
    yield from ((number, work(number)) for number in sorted(undone))


def _do(
    work: Callable[[int], Result],
    numbers: Iterator[int],
    sending: Connection,
    ends: Sequence[Connection],
) -> None:
    """Do jobs, and send what comes of each, or what went wrong."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who is interrupted ends the others
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # and clears up after all of them
    for end in ends:
        end.close()  # or it would never be seen that nobody receives any more
    try:
        for number in numbers:
            sending.send((number, work(number)))
    except BrokenPipeError:
        return
    except Exception as error:
        error.add_note(format_exc())
        sending.send((None, error))


def _received(ends: list[Connection]) -> Iterator[tuple[int, Any]]:
    """What all processes send, until they have ended: the number of each job and what came of it.

    Raises what any of them had raised.
    """
    while ends:
        end = wait(ends)[0]
        assert isinstance(end, Connection)
        try:
            number, result = end.recv()
        except EOFError:
            ends.remove(end)
            continue
        if number is None:
            raise result
        yield number, result
