"""What the house's documents promise: the example that editors copy is right and complete."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from generator.load import load, read
from generator.model import Beslut
from generator.publication import publish
from generator.translate import FROM_PATH, inner_model
from tests.conftest import ROOT

EXAMPLE = "content/data/beslut/2023/exempelsatsningen.yml"


def example_decision() -> bytes:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    [block] = re.findall(r"^```yaml\n(titel: .*?)^```$", text, re.DOTALL | re.MULTILINE)
    return str(block).encode()


@pytest.fixture(scope="module")
def example() -> bytes:
    return example_decision()


def test_the_decision_that_editors_copy_has_no_problem(example: bytes) -> None:
    _, problems = publish(*load(read(ROOT) | {EXAMPLE: example}))
    assert problems == ()


def fields_of(model: type[BaseModel], seen: frozenset[type] = frozenset()) -> Iterator[str]:
    """Every field of a model and of what stands in it, as `Model.field`."""
    for name, info in model.model_fields.items():
        yield f"{model.__name__}.{name}"
        inner = inner_model(info.annotation)
        if inner and inner not in seen:
            yield from fields_of(inner, seen | {inner, model})


def used_in(model: type[BaseModel], data: Any) -> Iterator[str]:
    """The fields that some data uses."""
    for one in data if isinstance(data, list) else [data]:
        for name, value in one.items():
            yield f"{model.__name__}.{name}"
            inner = inner_model(model.model_fields[name].annotation)
            if inner:
                yield from used_in(inner, value)


def test_it_shows_every_field_that_a_decision_may_have(example: bytes) -> None:
    register, _ = load(read(ROOT) | {EXAMPLE: example})
    used = set(used_in(Beslut, register.sources[EXAMPLE].data))
    used |= {f"Beslut.{name}" for name in FROM_PATH}
    # What every kind of post has is shown where it is most used.
    shared = {"id", "kalla", "anmarkning", "belopp", "namn", "berakning", "rimligt"}
    missing = {one for one in set(fields_of(Beslut)) - used if one.split(".")[1] not in shared}
    assert missing == {"Beslut.omrade"}  # the example is divided into områden instead
    for name in shared:
        assert any(one.endswith(f".{name}") for one in used)


def test_the_changelog_and_the_readme_name_the_same_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for command in ("check", "build", "serve", "diff", "explain", "schema", "verify-sources"):
        assert f"`tilldelat {command}" in readme
        assert f"`{command}`" in changelog or f"`tilldelat {command}`" in changelog


def test_no_document_links_to_a_file_that_is_not_there() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "DECISIONS.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
            assert (ROOT / Path(target)).exists(), (name, target)
