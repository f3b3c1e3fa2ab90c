"""GitHub's workflows and forms: safe by construction, and calling only what there is."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.command.cli import cli
from tests.conftest import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def parsed(path: Path) -> dict[str, Any]:
    # YAML 1.1 takes the key `on` for a truth value; as text it is itself.
    found = yaml.load(text_of(path), Loader=yaml.BaseLoader)
    assert isinstance(found, dict)
    return found


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in parsed(path)["jobs"].values() for step in job["steps"]]


def test_there_are_workflows_for_changes_comments_and_publishing() -> None:
    assert [path.stem for path in WORKFLOWS] == ["kommentar", "publicera", "tester", "uppgifter"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned_by_commit_and_say_their_version(path: Path) -> None:
    used = re.findall(r"^.*\buses:.*$", text_of(path), re.MULTILINE)
    assert len(used) == sum("uses" in step for step in steps(path))
    for line in used:
        assert re.fullmatch(r" +(- )?uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)


def test_an_action_has_one_commit_wherever_it_is_used() -> None:
    used = {step["uses"] for path in WORKFLOWS for step in steps(path) if "uses" in step}
    assert len(used) == len({one.split("@")[0] for one in used}) > 3


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_rights_are_given_to_jobs_only_and_every_job_has_an_end(path: Path) -> None:
    found = parsed(path)
    assert found["permissions"] == {}
    assert "group" in found["concurrency"]
    for job in found["jobs"].values():
        assert job["permissions"]
        assert 0 < int(job["timeout-minutes"]) <= 60


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_no_credentials_are_left_lying_and_no_text_of_others_is_run(path: Path) -> None:
    for step in steps(path):
        if "actions/checkout@" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] == "false"
        assert "${{" not in step.get("run", "")


def test_a_strangers_code_never_runs_with_a_right_to_write() -> None:
    for path in WORKFLOWS:
        assert "pull_request_target" not in parsed(path)["on"]
    of_changes = [path for path in WORKFLOWS if "pull_request" in parsed(path)["on"]]
    assert [path.stem for path in of_changes] == ["tester", "uppgifter"]
    for path in of_changes:
        for job in parsed(path)["jobs"].values():
            assert job["permissions"] == {"contents": "read"}
        assert "secrets." not in text_of(path)


COMMENT = GITHUB / "workflows/kommentar.yml"


def test_the_text_of_the_comment_is_made_by_mains_code_of_the_changes_data() -> None:
    job = parsed(COMMENT)["jobs"]["jamforelse"]
    assert set(job["permissions"].values()) == {"read"}
    checkout, python, install, fetch, compare, upload = job["steps"]
    # workflow_run checks out main where nothing else is named.
    assert checkout["with"] == {"persist-credentials": "false"}
    assert "setup-python" in python["uses"]
    # The program is there before anything of the change is, and none of that is ever a file.
    assert install["run"] == "make .venv/.site"
    assert [step for step in job["steps"] if "refs/pull/" in str(step)] == [fetch]
    # A second pull request of the same branch can't draw the comment from the one into main.
    assert fetch["env"]["BASE"] == "${{ github.event.repository.default_branch }}"
    assert '-f head="$HEAD" -f base="$BASE"' in fetch["run"]
    gits = re.findall(r"\bgit ([a-z-]+)", fetch["run"])
    assert gits == ["fetch", "rev-parse"]
    assert "--no-recurse-submodules" in fetch["run"]
    lines = [line.strip() for line in compare["run"].splitlines()]
    first, *fallbacks = [line for line in lines if not line.startswith("#")]
    assert first.split()[:4] == ["timeout", "120", ".venv/bin/tilldelat", "diff"]
    assert all(re.match(r"\|\| (\[\[|echo) ", line) for line in fallbacks)
    assert "--head" in compare["run"]
    assert upload["with"]["path"] == "diff.md"


def test_the_job_that_may_write_the_comment_runs_nothing() -> None:
    jobs = parsed(COMMENT)["jobs"]
    writers = {
        name: job for name, job in jobs.items() if "write" in set(job["permissions"].values())
    }
    assert list(writers) == ["kommentar"]
    job = writers["kommentar"]
    assert job["permissions"] == {"pull-requests": "write"}
    download, write = job["steps"]
    assert download["uses"].startswith("actions/download-artifact@")
    assert not re.search(r"\b(make|tilldelat|python3?|git|bash|sh|source|eval)\b", write["run"])
    # Which pull request it is comes from GitHub, and was settled before any data was read.
    steps_named = [step.get("id") for step in jobs["jamforelse"]["steps"]]
    assert steps_named.index("hamta") < len(steps_named) - 2
    assert jobs["jamforelse"]["outputs"] == {"number": "${{ steps.hamta.outputs.number }}"}


@pytest.mark.parametrize("code", [0, 1, 70, 137])
def test_the_comment_never_stands_for_a_change_that_it_does_not_tell_of(
    tmp_path: Path, code: int
) -> None:
    jobs = parsed(COMMENT)["jobs"]
    [compare] = [step for step in jobs["jamforelse"]["steps"] if " diff " in step.get("run", "")]
    (tmp_path / ".venv/bin").mkdir(parents=True)
    command = tmp_path / ".venv/bin/tilldelat"
    command.write_text(f"#!/bin/sh\necho Jämfört\nexit {code}\n", encoding="utf-8")
    command.chmod(0o755)
    # As GitHub runs it.
    subprocess.run(["bash", "-e", "-o", "pipefail", "-c", compare["run"]], cwd=tmp_path, check=True)
    text = text_of(tmp_path / "diff.md")
    assert text.startswith("Jämfört" if code < 2 else "Jämförelsen gick inte att göra.")

    # A run that is cut off leaves an old comment, which therefore says what it is of.
    write = jobs["kommentar"]["steps"][-1]
    assert write["env"]["SHA"] == "${{ github.event.workflow_run.head_sha }}"
    (tmp_path / "gh").write_text("#!/bin/sh\n", encoding="utf-8")
    (tmp_path / "gh").chmod(0o755)
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "SHA": "a" * 40}
    environment |= {"MARKER": write["env"]["MARKER"], "NUMBER": "1", "REPO": "a/b"}
    subprocess.run(["bash", "-e", "-c", write["run"]], cwd=tmp_path, env=environment, check=True)
    posted = text_of(tmp_path / "kommentar.md")
    assert (
        posted == f"{write['env']['MARKER']}\n{text}\nGäller ändringen som den är i {'a' * 40}.\n"
    )


def test_the_ledger_is_pushed_before_the_site_is_built_from_it_and_put_out() -> None:
    jobs = parsed(GITHUB / "workflows/publicera.yml")["jobs"]
    assert [(name, job.get("needs")) for name, job in jobs.items()] == [
        ("liggare", None),
        ("bygg", "liggare"),
        ("ut", "bygg"),
    ]
    write = jobs["liggare"]["steps"][-1]["run"].splitlines()
    assert write[-2] == ".github/publicera.sh"
    assert write[-1].startswith('echo "commit=$(git rev-parse HEAD)"')
    assert jobs["liggare"]["outputs"]["commit"] == "${{ steps.liggare.outputs.commit }}"
    checkout = jobs["bygg"]["steps"][0]
    assert checkout["with"]["ref"] == "${{ needs.liggare.outputs.commit }}"
    assert [
        name for name, job in jobs.items() if job["permissions"].get("contents") == "write"
    ] == ["liggare"]


def test_the_tests_run_on_the_oldest_python_that_is_promised_and_on_a_new_one() -> None:
    [oldest] = re.findall(r'requires-python = ">=(3\.\d+)"', text_of(ROOT / "pyproject.toml"))
    job = parsed(GITHUB / "workflows/tester.yml")["jobs"]["tester"]
    assert ".ci/run" in [step.get("run") for step in job["steps"]]
    versions = job["strategy"]["matrix"]["python"]
    assert versions[0] == oldest
    assert len(versions) > 1
    used = [
        step["with"]["python-version"]
        for path in WORKFLOWS
        for step in steps(path)
        if "setup-python" in step.get("uses", "")
    ]
    assert set(used) == {oldest, "${{ matrix.python }}"}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_what_a_workflow_calls_is_there(path: Path) -> None:
    makefile = text_of(ROOT / "Makefile")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    settings = set(re.findall(r"^([A-Z_]+) [?:]?=", makefile, re.MULTILINE))
    for step in steps(path):
        run = step.get("run", "")
        for target, flag in re.findall(r"\bmake ([a-z]+)(?: ([A-Z_]+)=)?", run):
            assert target in targets
            assert not flag or flag in settings
        for command in re.findall(r"/tilldelat ([a-z-]+)", run):
            assert command in cli.commands
        for script in re.findall(r"(?:^|\s)(\.(?:ci|github)/\S+)", run):
            assert os.access(ROOT / script, os.X_OK)
        for stamp in re.findall(r"\bmake \.venv/(\S+)", run):
            assert re.search(rf"(?m)^SITE := \$\(VENV\)/{re.escape(stamp)}$", makefile)


def test_the_comment_follows_the_workflow_that_is_there() -> None:
    follows = parsed(COMMENT)["on"]["workflow_run"]
    data = parsed(GITHUB / "workflows/uppgifter.yml")
    assert follows == {"workflows": [data["name"]], "types": ["requested"]}


def test_zizmor_finds_nothing() -> None:
    command = Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        [command, "--offline", "--no-progress", "--format", "plain", str(GITHUB)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No findings to report" in done.stdout + done.stderr


def test_actionlint_finds_nothing() -> None:
    # Where the machine has shellcheck, the commands in the workflows are read by it too.
    command = Path(sys.executable).with_name("actionlint")
    done = subprocess.run(
        [command, "-no-color", *map(str, WORKFLOWS)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_shellcheck_finds_nothing() -> None:
    command = shutil.which("shellcheck")
    if command is None:
        pytest.skip("shellcheck saknas på datorn")
    scripts = [GITHUB / "publicera.sh", ROOT / ".ci/run"]
    done = subprocess.run([command, *scripts], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout


def test_the_form_takes_a_prefilled_address_and_warns_of_personal_data() -> None:
    form = parsed(GITHUB / "ISSUE_TEMPLATE/fel-i-uppgift.yml")
    assert [one.get("id") for one in form["body"]] == [None, "sida", "star", "borde", "kalla"]
    assert "personuppgifter" in form["body"][0]["attributes"]["value"]
