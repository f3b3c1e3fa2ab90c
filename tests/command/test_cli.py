from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.command.cli import cli
from generator.reading import load
from tests.conftest import (
    ROOT,
    checksums,
    files_in,
    tilldelat,
    tilldelat_as_installed,
)

FINE, PROBLEMS, WRONG_USE, BUILDER_FAILED, DISK, OUR_FAULT = 0, 1, 2, 3, 4, 70

BESLUT = "content/data/beslut/2021/stod.yml"
ESCAPE = "\x1b"

BAD_DATA = {
    "wrong amount": (BESLUT, b"belopp: 100 000 kr", b"belopp: 100.000 kr"),
    "unknown id": (BESLUT, b"omrade: aldreomsorg", b"omrade: aldreomsorgen"),
    "unexplained difference": (BESLUT, b"belopp: 80 tkr", b"belopp: 81 tkr"),
    "no slash at the end": ("content/data/organisation.yml", b"/under/mapp/", b"/under/mapp"),
}
"""A few ways of being wrong: the file, what stands there, what stands there instead.

How the command answers to each kind of fault is tried in `test_inputs.py`.
"""


def spoil(root: Path, file: str, before: bytes, after: bytes) -> None:
    path = root / file
    content = path.read_bytes()
    assert before in content
    path.write_bytes(content.replace(before, after, 1))


def break_builder(root: Path) -> None:
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("plugins: []", "plugins: [finns-inte]"), encoding="utf-8")


# 0: fine.


def test_check_of_right_data_is_fine_and_says_what_was_read(exempel: Path) -> None:
    done = tilldelat("check", "--root", exempel)
    assert done.returncode == FINE, done.stdout + done.stderr
    assert "7 beslut" in done.stdout


def test_a_warning_is_shown_and_is_still_fine(exempel: Path) -> None:
    spoil(exempel, BESLUT, b'\n  avsnitt: "2"', b"")
    done = tilldelat("check", "--root", exempel)
    assert done.returncode == FINE, done.stdout + done.stderr
    assert "varning" in done.stdout


def test_check_writes_nothing(exempel: Path) -> None:
    before = files_in(exempel)
    assert tilldelat("check", "--root", exempel).returncode == FINE
    assert files_in(exempel) == before
    spoil(exempel, *BAD_DATA["wrong amount"])
    assert tilldelat("check", "--root", exempel, "--format", "json").returncode == PROBLEMS
    spoil(exempel, BESLUT, b"100.000 kr", b"100 000 kr")
    assert files_in(exempel) == before
    assert sorted(path.name for path in exempel.iterdir()) == ["content", "mkdocs.yml"]


def test_build_with_root_works_from_another_folder_and_writes_nowhere_else(
    exempel: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "annanstans"
    elsewhere.mkdir()
    before = files_in(exempel / "content")
    done = tilldelat("build", "--root", "../exempel", cwd=elsewhere)
    assert done.returncode == FINE, done.stdout + done.stderr
    assert (exempel / "site" / "index.html").is_file()
    assert files_in(exempel / "content") == before
    assert {path.name for path in exempel.iterdir()} == {"build", "content", "mkdocs.yml", "site"}
    assert list(elsewhere.iterdir()) == []


def test_without_root_the_current_folder_is_the_site(exempel: Path) -> None:
    spoil(exempel, *BAD_DATA["wrong amount"])
    done = tilldelat("check", cwd=exempel)
    assert done.returncode == PROBLEMS
    assert f"{BESLUT}:" in done.stdout


def test_a_sites_own_templates_go_before_the_programs(exempel: Path) -> None:
    own = exempel / "site_templates" / "pages"
    own.mkdir(parents=True)
    (own / "data.md.j2").write_text("# Vår egen sida\n", encoding="utf-8")
    done = tilldelat("build", "--root", exempel)
    assert done.returncode == FINE, done.stdout + done.stderr
    assert "Vår egen sida" in (exempel / "site/data/index.html").read_text(encoding="utf-8")
    assert "Om exemplet" in (exempel / "site/om/index.html").read_text(encoding="utf-8")


def test_the_module_is_the_same_command(exempel: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "generator", "check", "--root", str(exempel)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == FINE, done.stdout + done.stderr
    assert "7 beslut" in done.stdout


# 1: problems in the data.


@pytest.mark.parametrize("fault", BAD_DATA)
def test_problems_in_the_data_are_named_by_place_and_never_a_traceback(
    exempel: Path, fault: str
) -> None:
    spoil(exempel, *BAD_DATA[fault])
    done = tilldelat("check", "--root", exempel)
    assert done.returncode == PROBLEMS, done.stdout + done.stderr
    assert re.search(r"^content/data/\S+:[1-9]\d*:[1-9]\d*: [a-z-]+: ", done.stdout, re.MULTILINE)
    assert "Traceback" not in done.stdout + done.stderr
    assert "fel" in done.stdout.splitlines()[-1]


def test_every_problem_is_shown_in_one_run(exempel: Path) -> None:
    spoil(exempel, *BAD_DATA["unknown id"])
    spoil(exempel, "content/data/beslut/2022/utan-belopp.yml", b"forslag\n", b"forslaget\n")
    done = tilldelat("check", "--root", exempel)
    assert done.returncode == PROBLEMS
    assert "2021/stod.yml:" in done.stdout
    assert "2022/utan-belopp.yml:" in done.stdout


def test_check_as_json_says_the_same_as_text(exempel: Path) -> None:
    spoil(exempel, *BAD_DATA["wrong amount"])
    done = tilldelat("check", "--root", exempel, "--format", "json")
    assert done.returncode == PROBLEMS
    [problem] = json.loads(done.stdout)["problem"]
    place = f"{problem['fil']}:{problem['rad']}:{problem['kolumn']}: {problem['kod']}: "
    text = tilldelat("check", "--root", exempel).stdout
    assert text.startswith(f"{place}{problem['meddelande']}\n")
    line = (exempel / problem["fil"]).read_text(encoding="utf-8").splitlines()[problem["rad"] - 1]
    assert line[problem["kolumn"] - 1 :] == "100.000 kr"
    assert problem["raden"] == line
    documented = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = documented.partition("### Problems for programs")[2].partition("The exit code")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert set(re.findall(r"`(\w+)`", "".join(rows))) == set(problem)


def test_check_as_json_of_right_data_is_an_empty_list(exempel: Path) -> None:
    done = tilldelat("check", "--root", exempel, "--format", "json")
    assert (done.returncode, json.loads(done.stdout)) == (FINE, {"problem": []})


def test_check_as_github_is_one_annotation_a_line(exempel: Path) -> None:
    spoil(exempel, *BAD_DATA["unexplained difference"])
    done = tilldelat("check", "--root", exempel, "--format", "github")
    assert done.returncode == PROBLEMS
    assert done.stdout
    for line in done.stdout.splitlines():
        assert re.match(r"::(error|warning) file=content/data/[^,]+,line=\d+,col=\d+,title=", line)


def test_github_also_gets_a_summary_for_the_page_of_the_run(exempel: Path, tmp_path: Path) -> None:
    page = tmp_path / "sammanfattning.md"
    page.write_text("Före.\n", encoding="utf-8")
    named = {"GITHUB_STEP_SUMMARY": str(page)}
    tilldelat("check", "--root", exempel, "--format", "text", environment=named)
    assert page.read_text(encoding="utf-8") == "Före.\n"
    tilldelat("check", "--root", exempel, "--format", "github", environment=named)
    assert page.read_text(encoding="utf-8").startswith("Före.\n### Uppgifterna\n")
    assert page.read_text(encoding="utf-8").endswith("Inga fel.\n")
    spoil(exempel, *BAD_DATA["unexplained difference"])
    tilldelat("check", "--root", exempel, "--format", "github", environment=named)
    last = page.read_text(encoding="utf-8").splitlines()[-1]
    assert last.startswith(f"| {BESLUT}:")
    assert "inaktuell-avvikelse" in last


def test_the_line_and_a_caret_under_the_place_are_shown(exempel: Path) -> None:
    spoil(exempel, *BAD_DATA["wrong amount"])
    lines = tilldelat("check", "--root", exempel).stdout.splitlines()
    at = next(index for index, line in enumerate(lines) if "belopp: 100.000 kr" in line)
    assert lines[at + 1].index("^") == lines[at].index("100.000")


# 2: wrong use.


ENGLISH = re.compile(
    r"\b(Usage|Options?|Commands?|Show|this message|exit|Error|No such|Did you mean|Try|"
    r"Invalid value|does not exist|is not one of|Got unexpected|default)\b"
)


@pytest.mark.parametrize(
    "arguments",
    [
        ("finns-inte",),
        ("check", "--finns-inte"),
        ("new", "finns-inte"),
        ("new", "beslut", "--finns-inte"),
        ("new", "beslut", "--ar", "2024"),
        ("check", "--format", "xml"),
        ("build", "--root", "finns-inte"),
        ("build", "ett", "argument", "för", "mycket"),
    ],
    ids=" ".join,
)
def test_wrong_use_is_explained_in_swedish_and_nothing_is_written(
    exempel: Path, arguments: tuple[str, ...]
) -> None:
    before = files_in(exempel)
    done = tilldelat(*arguments, cwd=exempel)
    assert done.returncode == WRONG_USE, done.stdout + done.stderr
    assert done.stderr
    assert "Traceback" not in done.stderr
    assert ENGLISH.findall(done.stderr) == []
    assert files_in(exempel) == before


@pytest.mark.parametrize(
    "arguments",
    [("check", "--x\n::error::\u202e"), ("x\n::error::\u202e",), ("explain", "x\n::error::\u202e")],
    ids=ascii,
)
def test_what_is_given_to_a_command_is_written_out_where_it_is_refused(
    exempel: Path, arguments: tuple[str, ...]
) -> None:
    done = tilldelat(*arguments, cwd=exempel)
    assert done.returncode == WRONG_USE
    assert "::error::" in done.stderr
    assert not any(line.lstrip().startswith("::") for line in done.stderr.splitlines())
    assert "\u202e" not in done.stderr


def test_a_folder_without_data_is_wrong_use(tmp_path: Path) -> None:
    done = tilldelat("build", "--root", tmp_path)
    assert done.returncode == WRONG_USE
    assert "content/data" in done.stderr
    assert list(tmp_path.iterdir()) == []


# 3 and 4: the builder fails, the disk fails.


def test_a_dead_link_on_a_hand_written_page_fails_the_build(exempel: Path) -> None:
    spoil(exempel, "content/sidor/om.md", b"../data/index.md", b"../datat/index.md")
    done = tilldelat("build", "--root", exempel)
    assert done.returncode == BUILDER_FAILED, done.stdout + done.stderr
    assert "datat/index.md" in done.stderr
    assert not (exempel / "site").exists()


def test_a_place_that_cannot_be_written_is_a_fault_of_the_disk(exempel: Path) -> None:
    (exempel / "build").write_text("en fil där mappen ska ligga", encoding="utf-8")
    done = tilldelat("build", "--root", exempel)
    assert done.returncode == DISK, done.stdout + done.stderr
    assert "build" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_fault_of_ours_says_that_it_is_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("trasig")

    monkeypatch.delenv("TILLDELAT_FELSOK", raising=False)
    monkeypatch.setattr(load, "read", fail)
    done = tilldelat("check")
    assert done.returncode == OUR_FAULT
    assert "RuntimeError: trasig" in done.stderr
    assert "Traceback" not in done.stderr


# A failed build leaves the previous site as it was.


def test_a_failed_build_leaves_the_previous_site_untouched(
    built_exempel: Path, tmp_path: Path
) -> None:
    exempel = tmp_path / "exempel"
    shutil.copytree(built_exempel, exempel)
    before = checksums(exempel / "site")
    assert len(before) > 50

    content = files_in(exempel / "content")
    spoil(exempel, *BAD_DATA["wrong amount"])
    done = tilldelat("build", "--root", exempel)
    assert done.returncode == PROBLEMS
    assert checksums(exempel / "site") == before

    for name, data in content.items():
        (exempel / "content" / name).write_bytes(data)
    spoil(exempel, BESLUT, b"beslutsinstans: ", b"beslutsinstans: Nya ")
    break_builder(exempel)
    done = tilldelat("build", "--root", exempel)
    assert done.returncode == BUILDER_FAILED
    assert checksums(exempel / "site") == before


@pytest.mark.parametrize(
    "settings",
    [b"nav: [", b"\xff\xfe\xff", b"", b"- a\n", b"hej\n", b"a: 2020-13-45\n", b"a: !ingen b\n"],
)
def test_settings_that_cannot_be_used_stop_the_builder_without_a_traceback(
    exempel: Path, settings: bytes
) -> None:
    (exempel / "mkdocs.yml").write_bytes(settings)
    done = tilldelat("build", "--root", exempel)
    assert done.returncode == BUILDER_FAILED, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


# How it speaks.


@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("new", "beslut", "-h"), *((name, "-h") for name in sorted(cli.commands))],
    ids=" ".join,
)
def test_help_is_swedish(arguments: tuple[str, ...]) -> None:
    done = tilldelat(*arguments)
    assert done.returncode == FINE
    assert re.search("[åäö]", done.stdout)
    assert ENGLISH.findall(done.stdout) == []


def test_the_command_says_its_version() -> None:
    done = tilldelat_as_installed("--version")
    assert done.returncode == FINE
    assert re.fullmatch(r"tilldelat \d+\.\d+\.\d+\n", done.stdout)


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"TERM": "xterm-256color"}], ids=str)
def test_there_is_no_colour_where_there_is_no_terminal(
    exempel: Path, environment: dict[str, str]
) -> None:
    spoil(exempel, *BAD_DATA["unexplained difference"])
    done = tilldelat_as_installed("build", "--root", exempel, environment=environment)
    assert done.returncode == PROBLEMS
    assert ESCAPE not in done.stdout + done.stderr


def test_a_terminal_without_swedish_letters_gets_the_message_all_the_same(exempel: Path) -> None:
    spoil(exempel, *BAD_DATA["unknown id"])
    ascii_only = {"PYTHONIOENCODING": "ascii"}
    done = tilldelat_as_installed("check", "--root", exempel, environment=ascii_only)
    assert done.returncode == PROBLEMS, done.stdout + done.stderr
    assert "okant-id" in done.stdout
