"""`.github/publicera.sh` with real git: nothing is put out that the ledger of main lacks.

A job here is a clone that runs the script; what it would build is the commit that it ends at.
Each try costs two commands in processes of their own, as in the workflow.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.checking.judge import judge
from generator.reading import history
from generator.reckoning.corrections import published_amounts
from tests.conftest import COMMAND, EXEMPEL, ROOT, copy_site, git

SCRIPT = ROOT / ".github/publicera.sh"
FILE = "content/data/beslut/2022/utan-belopp.yml"
FIRST = "2022/utan-belopp/aldreomsorg/nagot-gors"
SECOND = "2022/utan-belopp/aldreomsorg/nagot-mer-gors"
INSATSER = ("- namn: Något görs", "- namn: Något mer görs")

# The environment is there; and while the data is checked, somebody else merges.
MAKEFILE = """\
check:
\t@if test -e meanwhile; then rm meanwhile; git -C ../editor push --quiet origin HEAD:main; fi
"""


class Places(NamedTuple):
    origin: Path
    editor: Path
    job: Path


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """A repository with the example's data, an editor's clone of it and the clone of a job."""
    found = Places(tmp_path / "origin.git", tmp_path / "editor", tmp_path / "job")
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch", "main", found.origin.name)
    git(tmp_path, "clone", "--quiet", found.origin.name, found.editor.name)
    copy_site(EXEMPEL, found.editor)
    commit(found)
    git(found.editor, "push", "--quiet", "origin", "HEAD:main")
    git(tmp_path, "clone", "--quiet", found.origin.name, found.job.name)
    (found.job / "Makefile").write_text(MAKEFILE, encoding="utf-8")
    (found.job / ".venv/bin").mkdir(parents=True)
    (found.job / ".venv/bin/tilldelat").symlink_to(COMMAND)
    return found


def commit(places: Places, *belopp: str) -> None:
    """The editor gives the decision's insatser these amounts, in the order of the file."""
    text = (EXEMPEL / FILE).read_text(encoding="utf-8")
    for insats, stated in zip(INSATSER, belopp, strict=False):
        text = text.replace(insats, f"{insats}\n        belopp: {stated}")
    (places.editor / FILE).write_text(text, encoding="utf-8")
    git(places.editor, "add", ".")
    git(places.editor, "commit", "--quiet", "--message", "En ändring")


def merge(places: Places) -> None:
    """The editor's change comes into main, whatever main has become."""
    git(places.editor, "pull", "--quiet", "--rebase", "origin", "main")
    git(places.editor, "push", "--quiet", "origin", "HEAD:main")


def run(places: Places) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SCRIPT],
        cwd=places.job,
        env=os.environ | {"PYTHONPATH": str(ROOT), "LC_ALL": "C"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def tip(folder: Path, revision: str) -> str:
    return git(folder, "rev-parse", revision).strip()


def live(places: Places) -> Mapping[str, int]:
    """The amounts that readers would see, were the job's commit put out."""
    judged = judge(history.read_revision(places.job, "HEAD"))
    assert judged.errors == ()
    return {str(rad_id): amount.kr for rad_id, amount in published_amounts(judged.rows).items()}


def listed(places: Places) -> Mapping[str, int]:
    """The ledger of main as it is, without corrections."""
    register = judge(history.read_revision(places.origin, "main")).register
    return {str(entry.rad_id): entry.belopp_kr for entry in register.publicerat or ()}


def test_two_merges_at_once_are_both_in_the_ledger_before_either_is_out(places: Places) -> None:
    commit(places, "8 tkr")
    merge(places)
    commit(places, "9 tkr", "7 kr")  # what was never out may change without a correction
    (places.job / "meanwhile").touch()
    done = run(places)
    assert done.returncode == 0, done.stderr
    assert "försök 1 av 5" in done.stderr
    assert live(places).keys() == listed(places).keys()
    assert live(places)[FIRST] == 9000
    assert (listed(places)[FIRST], listed(places)[SECOND]) == (9000, 7)
    built = tip(places.job, "HEAD")
    assert built == tip(places.origin, "main")

    # The second merge's own job, or the first's again when its deployment failed.
    done = run(places)
    assert done.returncode == 0, done.stderr
    assert (tip(places.job, "HEAD"), tip(places.origin, "main")) == (built, built)


def test_an_amount_that_a_later_merge_changes_silently_is_stopped_and_nothing_pushed(
    places: Places,
) -> None:
    # Both changes were made before either was published, and neither was wrong by itself.
    commit(places, "8 tkr")
    merge(places)
    commit(places, "9 tkr", "7 kr")
    assert run(places).returncode == 0
    merge(places)
    before = tip(places.origin, "main")
    done = run(places)
    assert done.returncode == 1
    assert "saknad-rattelse" in done.stderr
    assert tip(places.origin, "main") == before
    assert SECOND not in listed(places)
    assert listed(places)[FIRST] == 8000


def test_where_main_cannot_be_written_nothing_is_put_out(places: Places) -> None:
    commit(places, "8 tkr")
    merge(places)
    hook = places.origin / "hooks/pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    done = run(places)
    assert done.returncode == 1
    assert "försök" not in done.stderr  # nobody has moved main, so that would be no help
    assert "fast ingen har ändrat den" in done.stderr
    assert "inget får läggas ut" in done.stderr
    assert FIRST not in listed(places)


def test_a_tag_that_is_called_main_is_not_taken_for_it(places: Places) -> None:
    git(places.editor, "tag", "main")
    git(places.editor, "push", "--quiet", "origin", "refs/tags/main")
    commit(places, "8 tkr")
    git(places.editor, "push", "--quiet", "origin", "HEAD:refs/heads/main")
    done = run(places)
    assert done.returncode == 0, done.stderr
    assert tip(places.job, "HEAD") == tip(places.origin, "refs/heads/main")
    assert live(places)[FIRST] == 8000


def test_a_site_without_any_amount_can_be_put_out(places: Places) -> None:
    data = places.editor / "content/data"
    git(places.editor, "rm", "--quiet", "-r", "content/data/beslut")
    git(places.editor, "rm", "--quiet", "content/data/publicerat.csv", "content/data/rattelser.yml")
    file = places.editor / FILE
    file.parent.mkdir(parents=True)
    file.write_text((EXEMPEL / FILE).read_text(encoding="utf-8"), encoding="utf-8")
    commit(places)
    merge(places)
    done = run(places)
    assert done.returncode == 0, done.stderr
    assert not (data / "publicerat.csv").exists()
    # What else is kept is in main before it is out: that the other decisions' pages are gone.
    kept = git(places.origin, "show", "main:content/data/adresser.csv").splitlines()
    gone = [line.split(",")[0] for line in kept if not line.endswith(",")]
    assert {"beslut/2021/stod/", "beslut/2022/omstallning/"} <= set(gone)


def noted(places: Places) -> list[tuple[str, str]]:
    """What main's list of changes that are no amounts says."""
    register = judge(history.read_revision(places.origin, "main")).register
    return [(change.id, change.andring) for change in register.andringar]


def rename(places: Places, to: str) -> None:
    """The editor gives a recipient another name."""
    path = places.editor / "content/data/mottagare.yml"
    text = path.read_text(encoding="utf-8")
    name = re.search(r"namn: (.*)", text)
    assert name
    path.write_text(text.replace(name[0], f"namn: {to}", 1), encoding="utf-8")
    git(places.editor, "commit", "--quiet", "--all", "--message", "Ett namn")


def test_what_is_changed_besides_amounts_is_noted_once_from_one_publication_to_the_next(
    places: Places,
) -> None:
    before = noted(places)
    rename(places, "Ett")
    merge(places)
    assert run(places).returncode == 0
    first = noted(places)
    assert first[:-1] == before
    assert "heter nu ”Ett”" in first[-1][1]

    assert run(places).returncode == 0  # again, with nothing to do
    assert noted(places) == first
    rename(places, "Två")
    merge(places)
    assert run(places).returncode == 0
    assert noted(places)[:-1] == first
    assert "”Ett” heter nu ”Två”" in noted(places)[-1][1]
