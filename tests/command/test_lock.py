"""One writer at a time in a folder, and what is written is whole or not there at all."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner

from generator.command import lock
from generator.command.cli import cli, main
from generator.command.lock import hold
from generator.publishing import builder, site
from generator.reading.history import may_keep
from tests.conftest import COMMAND, ROOT, checksums, files_in, git
from tests.smallest import RATTELSER

PRICE = "2021/stod/kurser:styckpris"
BASE = "2022/omstallning/riket/regioner:grundbelopp"
GRANT = "2022/omstallning/aldreomsorg/utvardering"

NEW = ("new", "beslut", "--titel", "Nytt", "--ar", "2024", "--status", "forslag")
WRITERS: tuple[tuple[str, ...], ...] = (
    ("build",),
    ("serve", "--port", "0"),
    ("publicera",),
    ("ratta", "--orsak", "Fel avskrivet."),
    ("schema",),
    (*NEW, "--satsning", "aldre", "--omrade", "aldreomsorg"),
)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.0)


def change(root: Path, beslut: str, old: str, new: str) -> None:
    path = root / f"content/data/beslut/{beslut}.yml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def is_free(root: Path) -> bool:
    folder = os.open(root, os.O_RDONLY)
    try:
        return lock._taken(folder)
    finally:
        os.close(folder)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("command", WRITERS, ids=lambda command: command[0])
def test_a_second_writer_says_who_holds_the_folder_and_writes_nothing(
    exempel: Path, command: tuple[str, ...]
) -> None:
    with hold(exempel, "tilldelat build"):
        before = files_in(exempel)
        done = CliRunner().invoke(cli, [*command, "--root", str(exempel)])
        assert isinstance(done.exception, TimeoutError), done.output
        assert files_in(exempel) == before
    holder = f"tilldelat build (process {os.getpid()}, sedan {date.today()}"
    assert done.stderr.startswith(holder)
    assert str(done.exception.strerror).startswith(holder)


@pytest.mark.usefixtures("impatient")
def test_after_the_bound_it_ends_as_what_cannot_be_written(
    exempel: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["tilldelat", "publicera", "--root", str(exempel)])
    with hold(exempel, "tilldelat ratta"), pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 4
    assert "(tilldelat ratta (process" in capsys.readouterr().err


def test_whoever_only_reads_never_waits(exempel: Path) -> None:
    with hold(exempel, "tilldelat build"):
        done = CliRunner().invoke(cli, ["check", "--root", str(exempel)])
        assert (done.exit_code, done.stderr) == (0, "")
        done = CliRunner().invoke(cli, ["diff", str(exempel), "--root", str(exempel)])
        assert (done.exit_code, done.stderr) == (0, "")


@contextmanager
def started_while_held(root: Path, *commands: tuple[str, ...]) -> Iterator[list[Any]]:
    """Real commands that all wait for the folder while the body runs, and are done after it."""
    processes = [
        subprocess.Popen(
            [COMMAND, *command, "--root", root],
            cwd=ROOT,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for command in commands
    ]
    for process in processes:
        assert process.stderr is not None
        assert "Väntar" in process.stderr.readline()
    yield processes


def all_fine(processes: list[Any]) -> None:
    for process in processes:
        said = process.communicate()[1]
        assert process.returncode == 0, said


def test_three_corrections_at_once_are_all_kept(exempel: Path) -> None:
    change(exempel, "2021/stod", "belopp: 500 kr", "belopp: 450 kr")
    change(exempel, "2022/omstallning", "grundbelopp: 1 mkr", "grundbelopp: 2 mkr")
    commands = [("ratta", one, "--orsak", "Fel avskrivet.") for one in (PRICE, BASE, GRANT)]
    with (
        hold(exempel, "tilldelat build"),
        started_while_held(exempel, *commands) as processes,
    ):
        # Seen by those who wait: they read when their turn has come.
        change(exempel, "2022/omstallning", "belopp: 400 tkr", "belopp: 300 tkr")
    all_fine(processes)
    written = (exempel / RATTELSER).read_text(encoding="utf-8")
    assert [written.count(f"id: {one}\n") for one in (PRICE, BASE, GRANT)] == [1, 1, 1]
    assert CliRunner().invoke(cli, ["check", "--root", str(exempel)]).exit_code == 0


# Two builds cost some seconds: the fault was that both said they had succeeded.
def test_two_builds_at_once_both_give_the_whole_site(exempel: Path, built_exempel: Path) -> None:
    with (
        hold(exempel, "tilldelat schema"),
        started_while_held(exempel, ("build",), ("build",)) as processes,
    ):
        pass
    all_fine(processes)
    assert checksums(exempel / "site") == checksums(built_exempel / "site")
    assert not (exempel / lock.NOTE).exists()


def test_the_lock_lasts_though_what_is_built_is_cleared_away(tmp_path: Path) -> None:
    with hold(tmp_path, "tilldelat build"):
        shutil.rmtree(tmp_path / "build")
        assert not is_free(tmp_path)
    assert is_free(tmp_path)


def test_the_lock_goes_with_its_process_however_it_ends(tmp_path: Path) -> None:
    holding = (
        "import sys\n"
        "from pathlib import Path\n"
        "from generator.command.lock import hold\n"
        "with hold(Path(sys.argv[1]), 'tilldelat build'):\n"
        "    print('håller', flush=True)\n"
        "    input()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holding, tmp_path],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "håller\n"
        assert not is_free(tmp_path)
        process.kill()
    assert (tmp_path / lock.NOTE).is_file()  # left behind, and in nobody's way
    assert is_free(tmp_path)


def test_a_command_that_is_asked_to_end_clears_up_after_itself(exempel: Path) -> None:
    with subprocess.Popen(
        [COMMAND, "build", "--root", exempel],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        while "Bygger" not in process.stdout.readline():
            pass
        assert (exempel / lock.NOTE).is_file()
        process.terminate()
    assert process.returncode == 143
    assert not (exempel / lock.NOTE).exists()
    assert is_free(exempel)


def test_a_builder_that_outlives_its_command_keeps_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    builders: list[subprocess.Popen[bytes]] = []

    def start(command: list[str], **given: Any) -> subprocess.CompletedProcess[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", "print('bygger', flush=True); input()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            close_fds=given["close_fds"],
        )
        assert process.stdout is not None
        process.stdout.readline()
        builders.append(process)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr("generator.publishing.builder.subprocess.run", start)
    with hold(tmp_path, "tilldelat build"):
        builder._run_builder(tmp_path, date(2023, 3, 29))
    [process] = builders
    assert not is_free(tmp_path)
    process.communicate(b"\n")
    assert is_free(tmp_path)


# A disk that is full


@contextmanager
def full_disk() -> Iterator[None]:
    """No file can grow past a hundred bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("command", WRITERS[2:], ids=lambda command: command[0])
def test_a_write_that_fails_leaves_all_as_it_was(exempel: Path, command: tuple[str, ...]) -> None:
    if command[0] == "publicera":
        some = "- namn: Något görs"
        change(exempel, "2022/utan-belopp", some, f"{some}\n        belopp: 8 tkr")
    if command[0] == "ratta":
        change(exempel, "2021/stod", "belopp: 500 kr", "belopp: 450 kr")
    before, names = files_in(exempel), sorted(exempel.rglob("*"))
    with full_disk():
        done = CliRunner().invoke(cli, [*command, "--root", str(exempel)])
    assert isinstance(done.exception, OSError), done.output
    assert Path(done.exception.filename).is_relative_to(exempel / "content")
    assert files_in(exempel) == before
    (exempel / "build").rmdir()  # where who holds the folder is said meanwhile
    assert sorted(exempel.rglob("*")) == names


def test_a_disk_that_is_full_is_told_of_in_swedish_with_the_file(
    exempel: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    change(exempel, "2021/stod", "belopp: 500 kr", "belopp: 450 kr")
    words = ["tilldelat", "ratta", "--orsak", "Fel avskrivet.", "--root", str(exempel)]
    monkeypatch.setattr(sys, "argv", words)
    with full_disk(), pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 4
    refused = f"skriva: {exempel / RATTELSER} (filen blir större än"
    assert refused in capsys.readouterr().err


# A site that is replaced


@pytest.fixture
def old_and_new(tmp_path: Path) -> tuple[Path, Path]:
    """A finished site and the one that is to take its place."""
    old, new = tmp_path / "site", tmp_path / "build/site"
    for folder in (old, new):
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(str(folder), encoding="utf-8")
    return old, new


def test_where_the_site_is_a_link_what_it_leads_to_is_replaced_each_time(
    tmp_path: Path, old_and_new: tuple[Path, Path]
) -> None:
    old, new = old_and_new
    served = old.rename(tmp_path / "webb")
    old.symlink_to(served.name)
    for _ in range(2):
        site.replace_site(new, old)
        assert old.is_symlink()
        assert (served / "index.html").read_text(encoding="utf-8") == str(new)
        assert list((tmp_path / "build").iterdir()) == []
        shutil.copytree(served, new)


def test_a_site_that_cannot_be_replaced_stays_where_it_was(
    old_and_new: tuple[Path, Path],
) -> None:
    old, new = old_and_new
    shutil.rmtree(new)
    with pytest.raises(FileNotFoundError):
        site.replace_site(new, old)
    assert (old / "index.html").read_text(encoding="utf-8") == str(old)


def test_a_site_that_a_killed_build_had_moved_aside_is_put_back(
    tmp_path: Path, old_and_new: tuple[Path, Path], exempel: Path
) -> None:
    old, _ = old_and_new
    (exempel / "build").mkdir()
    old.rename(exempel / "build/site-gammal")
    (exempel / "content/data/fel.yml").write_text("a: [", encoding="utf-8")
    done = CliRunner().invoke(cli, ["build", "--root", str(exempel)])
    assert "Den tidigare webbplatsen i site/ är orörd." in done.stderr
    assert (exempel / "site/index.html").read_text(encoding="utf-8") == str(old)


@pytest.mark.parametrize("added", ["build/site-gammal/index.html", "Build/sidor.json", ""])
def test_nothing_is_built_on_that_a_change_of_the_repository_may_have_added(
    exempel: Path, added: str
) -> None:
    kept = exempel / "build/site-gammal/index.html"
    for path in (kept, exempel / added) if added else (kept,):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("<p>Inte vår</p>", encoding="utf-8")
    git(exempel, "init", "--quiet")
    git(exempel, "add", "mkdocs.yml", *([added] if added else []))
    (exempel / "content/data/fel.yml").write_text("a: [", encoding="utf-8")
    done = CliRunner().invoke(cli, ["build", "--root", str(exempel)])
    assert done.exit_code == 1
    assert (exempel / "site/index.html").exists() == (not added)
    (exempel / ".git/index").write_bytes(b"ingen")
    assert may_keep(exempel, "build")


def test_what_the_builder_leaves_half_done_is_cleared_away_and_told_in_a_line(
    exempel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        (exempel / "build/site").mkdir()
        said = "INFO - Building\nTraceback (most recent call last):\n  File …\nOSError: full"
        return subprocess.CompletedProcess(command, 1, "", said)

    monkeypatch.setattr("generator.publishing.builder.subprocess", SimpleNamespace(run=fail))
    done = CliRunner().invoke(cli, ["build", "--root", str(exempel)])
    assert done.exit_code == 3
    assert "Webbplatsen gick inte att bygga:\nOSError: full\n" in done.stderr
    assert not (exempel / "build/site").exists()


def test_what_is_written_keeps_its_rights_and_its_link(tmp_path: Path) -> None:
    real, link = tmp_path / "liggare.csv", tmp_path / "lank.csv"
    real.write_bytes(b"")
    real.chmod(0o640)
    link.symlink_to(real.name)
    site.write_whole(link, b"nytt")
    assert link.is_symlink()
    assert real.read_bytes() == b"nytt"
    assert real.stat().st_mode & 0o777 == 0o640
