from __future__ import annotations

import ast
import inspect
import re
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from pydantic import BaseModel

from generator import ROOMS
from generator.command.cli import cli
from generator.data import beslut as model
from generator.data import registers
from generator.pages import moved
from generator.pages import plans as pages
from tests.conftest import ROOT

PACKAGE = ROOT / "generator"
TEMPLATES = ROOT / "site_templates"
MODULES = sorted(
    path.relative_to(PACKAGE).with_suffix("").as_posix()
    for path in PACKAGE.glob("*/*.py")
    if path.stem != "__init__"
)
"""Every module as `room/module`."""

CLOCKS = {"today", "now", "utcnow", "time", "time_ns", "localtime", "gmtime", "monotonic"}


@cache
def tree(name: str) -> ast.Module:
    return ast.parse((PACKAGE / f"{name}.py").read_text(encoding="utf-8"))


@cache
def imported(name: str) -> set[str]:
    """Every module that one imports, anywhere in it: `generator.reckoning.rows`, `pandas`."""
    found: set[str] = set()
    for node in ast.walk(tree(name)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name} imports relatively"
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {str(node.module)}
    return found


def room(name: str) -> str:
    return name.partition("/")[0]


def rooms_imported(name: str) -> set[str]:
    """The rooms that a module imports from."""
    return {one.split(".")[1] for one in imported(name) if one.startswith("generator.")}


def models() -> list[type[BaseModel]]:
    return [
        one
        for module in (model, registers)
        for _, one in inspect.getmembers(module, inspect.isclass)
        if issubclass(one, BaseModel) and one.__module__ == module.__name__
    ]


def test_every_folder_is_a_room_and_every_module_is_in_one() -> None:
    assert {room(name) for name in MODULES} == set(ROOMS)
    assert {path.stem for path in PACKAGE.glob("*.py")} == {"__init__", "__main__"}
    assert len(MODULES) > 40


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_only_from_its_room_and_those_below(name: str) -> None:
    assert rooms_imported(name) <= set(ROOMS[: ROOMS.index(room(name)) + 1])


def test_no_two_modules_of_a_room_import_each_other() -> None:
    for name in MODULES:
        dotted = f"generator.{name.replace('/', '.')}"
        for other in MODULES:
            if room(other) == room(name) and f"generator.{other.replace('/', '.')}" in imported(
                name
            ):
                assert dotted not in imported(other), f"{name} and {other}"


def test_the_import_test_sees_the_imports() -> None:
    assert rooms_imported("reckoning/rows") - {"reckoning"} == {"data", "reading"}
    assert "publishing" in rooms_imported("command/build")


def test_nothing_below_the_command_asks_what_day_it_is() -> None:
    asking = [
        f"{name}.py:{node.lineno}"
        for name in MODULES
        if room(name) != "command"
        for node in ast.walk(tree(name))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCKS
    ]
    assert asking == []
    assert [name for name in MODULES if room(name) != "command" and "time" in imported(name)] == []


@pytest.mark.parametrize("name", MODULES)
def test_no_module_is_longer_than_a_few_hundred_lines(name: str) -> None:
    assert len((PACKAGE / f"{name}.py").read_text(encoding="utf-8").splitlines()) <= 450


def _undocumented(module: ModuleType) -> list[str]:
    missing = [] if module.__doc__ else [module.__name__]
    for name, one in vars(module).items():
        if name.startswith("_") or getattr(one, "__module__", None) != module.__name__:
            continue
        if inspect.isclass(one):
            members = [
                f"{name}.{key}"
                for key, value in vars(one).items()
                if not key.startswith("_")
                and (inspect.isfunction(value) or isinstance(value, property))
                and not inspect.getdoc(value)
            ]
            own = one.__doc__ and not one.__doc__.startswith(f"{name}(")
            missing += members + ([] if own else [name])
        elif inspect.isfunction(one) and not one.__doc__:
            missing.append(name)
    return missing


@pytest.mark.parametrize("name", MODULES)
def test_everything_public_says_what_it_is_for(name: str) -> None:
    assert _undocumented(import_module(f"generator.{name.replace('/', '.')}")) == []


def test_every_field_of_the_model_has_a_title_and_a_description() -> None:
    assert len(models()) > 20
    bare = [
        f"{one.__name__}.{name}"
        for one in models()
        for name, field in one.model_fields.items()
        if not field.title or not (field.description or "").endswith(".")
    ]
    assert bare == []


def test_every_class_of_the_model_gives_its_english_term() -> None:
    without = [
        one.__name__
        for one in models()
        if "(English: " not in (one.__doc__ or "")
        and one.__name__ not in {"Post", "NamedPost"}  # not a term: what several have in common
    ]
    assert without == []


def test_every_page_type_has_a_template_and_every_template_a_page_type() -> None:
    types = [name for name, _ in pages.PAGE_TYPES]
    assert len(set(types)) == len(types)
    found = {path.name for path in (TEMPLATES / "pages").rglob("*") if path.is_file()}
    assert found == {f"{name}.md.j2" for name in (*types, *moved.TEMPLATES)}


def test_every_macro_file_is_imported_by_a_page_or_added_to_it() -> None:
    pages_and_maker = [*(TEMPLATES / "pages").glob("*.j2"), PACKAGE / "pages" / "render.py"]
    texts = [path.read_text(encoding="utf-8") for path in pages_and_maker]
    macros = {path.name for path in (TEMPLATES / "macros").iterdir()}
    assert macros
    assert [one for one in macros if not any(f"macros/{one}" in text for text in texts)] == []


def test_every_macro_is_used() -> None:
    files = list(TEMPLATES.rglob("*.j2"))
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    macros = re.findall(r"{%-? macro (\w+)", text)
    assert macros
    assert [one for one in macros if len(re.findall(rf"(?<!macro )\b{one}\(", text)) < 1] == []


MARKDOWN = sorted(TEMPLATES.rglob("*.j2"))
ASKING = re.compile(r"\.value\s*(?:[=!]=|in\b)|\b(?:count|split|partition|startswith|replace)\(")
"""What a template would do to learn by itself what a value means."""
BY_HAND = re.compile(
    r"""["']#(?!\{\{ adress\.)|(?:\bid="|\{: #|url\(#)(?!\{\{ (?:adress\.|monster ))[^"}\n]*\{\{"""
)
"""An element's id, given or led to, that is not made by `addresses`; a fixed one may be."""


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: path.stem)
def test_a_template_only_shows_what_it_is_given(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ASKING.findall(text) == []
    assert BY_HAND.findall(text) == []


def test_the_template_test_sees_rules_and_ids() -> None:
    for wrong in ('{% if rad.niva.value == "insats" %}', '{{ rad.rad_id.count("/") }}'):
        assert ASKING.search(wrong)
    for wrong in (
        '<li id="villkor-{{ villkor.nyckel }}">',
        '<dt id="{{ post.id }}">',
        "## {{ tabell.title }} {: #{{ tabell.name }} }",
        '<a href="#{{ tabell.name }}">',
        '{{ lank(adress.beslut(beslut) ~ "#handling-" ~ rad.kalla.handling, text) }}',
    ):
        assert BY_HAND.search(wrong)


def test_no_line_of_a_template_is_too_long_to_read() -> None:
    long = [
        f"{path.relative_to(TEMPLATES)}:{number}"
        for path in [*MARKDOWN, *TEMPLATES.rglob("*.html")]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if len(line) > 160
    ]
    assert long == []


def test_the_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in cli.commands if f"tilldelat {name}" not in readme] == []


def test_the_readme_names_every_make_target() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE)
    assert {"site", "test", "serve", "check", "lint", "lock"} <= set(targets)
    assert [one for one in targets if one != "help" and f"make {one}" not in readme] == []


def test_every_make_target_that_runs_a_command_runs_one_that_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    used = re.findall(r"/tilldelat ([a-z]+)", makefile)
    assert "build" in used
    assert [one for one in used if one not in cli.commands] == []


def test_the_locks_are_installed_by_hash_without_choosing_and_checked_afterwards() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    recipes = re.findall(r"^\S.*:(?!=).*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    installing = [recipe for recipe in recipes if "-r lock/" in recipe]
    locks = set(re.findall(r"--output-file (lock/\S+)", makefile))
    assert {lock for one in installing for lock in re.findall(r"-r (lock/\S+)", one)} == locks
    for recipe in installing:
        lines = recipe.splitlines()
        for line in lines:
            if " install " in line:
                assert "--no-deps" in line, line
            if "-r lock/" in line:
                assert "--require-hashes" in line, line
        last = max(at for at, line in enumerate(lines) if " install " in line)
        assert "\t$(check_packages)" in lines[last + 1 :]
    assert re.search(
        r"^define check_packages\n\t@said=\$\$\(\$\(PIP\) check\) \|\|", makefile, re.M
    )


def test_no_file_of_the_program_names_a_place_on_one_machine() -> None:
    folders = (PACKAGE, TEMPLATES, ROOT / "content")
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 40
    named = [
        Path(path).relative_to(ROOT).as_posix()
        for path in files
        if path.suffix != ".pyc"
        and re.search(
            r"(?<![\w.:/])/(?:home|root|work|tmp|Users)/", path.read_text(errors="ignore")
        )
    ]
    assert named == []
