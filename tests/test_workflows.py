"""GitHub's workflows and forms: safe by construction, and calling only what there is."""

from __future__ import annotations

import re
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
    comment = steps(GITHUB / "workflows/kommentar.yml")
    assert [step for step in comment if "uses" in step] == []
    assert not re.search(r"\b(make|tilldelat|python|git) ", comment[0]["run"].replace("gh ", ""))


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
        for script in re.findall(r"(?:^|\s)(\.ci/\S+)", run):
            assert (ROOT / script).is_file()


def test_the_comment_waits_for_the_workflow_that_is_there() -> None:
    waits = parsed(GITHUB / "workflows/kommentar.yml")["on"]["workflow_run"]["workflows"]
    data = parsed(GITHUB / "workflows/uppgifter.yml")
    assert waits == [data["name"]]
    [job] = data["jobs"].values()  # nothing that the comment would wait for besides
    assert int(job["timeout-minutes"]) <= 10


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


def test_the_form_takes_a_prefilled_address_and_warns_of_personal_data() -> None:
    form = parsed(GITHUB / "ISSUE_TEMPLATE/fel-i-uppgift.yml")
    assert [one.get("id") for one in form["body"]] == [None, "sida", "star", "borde", "kalla"]
    assert "personuppgifter" in form["body"][0]["attributes"]["value"]
