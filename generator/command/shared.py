"""What every command shares: how it ends, which folder it works on, and the judged data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import IntEnum
from pathlib import Path

import click

from generator.checking.codes import is_error
from generator.checking.judge import Judged, judge, with_kept_tables
from generator.data.problem import Problem
from generator.reading import load
from generator.reading.history import may_keep
from generator.reading.register import DATA
from generator.reading.trees import BUILD, TREES, Trees


class Exit(IntEnum):
    """How the command ends."""

    FINE = 0
    PROBLEMS = 1
    WRONG_USE = 2
    BUILDER_FAILED = 3
    DISK = 4
    OUR_FAULT = 70


ROOT = click.option(
    "--root",
    type=str,
    default=".",
    metavar="MAPP",
    callback=lambda _context, _param, value: _existing_folder(value),
    help="Mappen med content/ och mkdocs.yml. Utan --root gäller mappen du står i.",
)


def _existing_folder(value: str) -> Path:
    if not (Path(value) / DATA).is_dir():
        raise click.BadParameter(f"hittar ingen mapp {DATA} i {value!r}")
    return Path(value)


DATUM = click.option(
    "--datum",
    default=None,
    metavar="ÅÅÅÅ-MM-DD",
    callback=lambda _context, _param, value: _day(value),
    help="Dagen det gäller. Utan --datum gäller dagens.",
)


def _day(value: str | None) -> date:
    try:
        return date.fromisoformat(value) if value else date.today()
    except ValueError:
        message = f"{value!r} är inget datum som finns, skrivet som 2023-03-29"
        raise click.BadParameter(message) from None


def read_and_judge(root: Path) -> tuple[Judged, dict[str, str]]:
    """Read and judge all data; the files' texts come along for showing lines."""
    files = load.read(root)
    judged = judge(files, date.today(), load.Remembered(kept_trees(root)))
    judged = with_kept_tables(root, judged)
    return judged, texts_of(files, judged.problems)


def kept_trees(root: Path) -> Trees:
    """What the last build left of a site's data, unless it may be from someone else."""
    path = root / BUILD / TREES
    return Trees(path if path.is_file() and not may_keep(root, BUILD) else None)


def texts_of(files: load.Files, problems: Sequence[Problem]) -> dict[str, str]:
    """The text of each file that a problem is in, for showing its line."""
    contents = {problem.file: files.get(problem.file) for problem in problems}
    return {
        name: content.decode("utf-8-sig", "replace")
        for name, content in contents.items()
        if isinstance(content, bytes)
    }


def exit_for(problems: Sequence[Problem]) -> Exit:
    """How a command ends for what it found; warnings are fine."""
    return Exit.PROBLEMS if any(map(is_error, problems)) else Exit.FINE


def summary(judged: Judged) -> str:
    """One closing line: how much was read, or how much is wrong."""
    errors, counts = len(judged.errors), judged.counts
    warnings = len(judged.problems) - errors
    counted = [f"{errors} fel"] if errors else []
    if warnings:
        counted.append(f"{warnings} {'varning' if warnings == 1 else 'varningar'}")
    wrong = " och ".join(counted) or "inga fel"
    if errors:
        return f"{wrong}. Skriv tilldelat explain KOD för att läsa mer om ett fel."
    checks = f"{counts.kontroller} {'kontroll' if counts.kontroller == 1 else 'kontroller'}"
    return f"{counts.beslut} beslut och förslag, {counts.belopp} belopp och {checks}: {wrong}."
