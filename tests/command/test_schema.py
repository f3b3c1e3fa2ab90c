from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from generator.command import schema
from generator.data.beslut import Beslut
from generator.reading import load
from generator.reading.refusals import FROM_PATH
from generator.reading.register import LIST_FILES
from tests.conftest import EXEMPEL, ROOT, files_in, read_data, tilldelat
from tests.smallest import BESLUT, MOTTAGARE, Files, replaced, run, valid
from tests.test_documents import EXAMPLE, example_decision


class _Yaml12(yaml.SafeLoader):
    """YAML as an editor's language server reads it: dates are text, and so is `no`."""


_Yaml12.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    if first not in "yYnNoO"
}


def as_editors_read(content: bytes) -> Any:
    return yaml.load(content, _Yaml12)


def schemas_of(files: Files) -> dict[str, Any]:
    register, _ = load.load(files)
    return {
        Path(one.path).stem: json.loads(one.content) for one in schema.render(register.known_ids)
    }


def kind_of(file: str) -> str:
    return "beslut" if "/beslut/" in file else Path(file).stem


def faults(files: Files, file: str = BESLUT) -> list[str]:
    """What an editor would mark in one file, by the places inside it."""
    validator = Draft202012Validator(
        schemas_of(files)[kind_of(file)], format_checker=FormatChecker()
    )
    found = validator.iter_errors(as_editors_read(files[file]))
    return [f"{one.json_path}: {one.validator}" for one in found]


def yaml_files(root: Path) -> list[str]:
    return [name for name in load.read(root) if name.endswith(".yml")]


@pytest.mark.parametrize("name", sorted(schemas_of(valid())))
def test_every_schema_is_a_right_one(name: str) -> None:
    one = schemas_of(valid())[name]
    assert one["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(one)


def without_suggestions(part: Any) -> Any:
    """A schema without the registers' ids, which are added to in a browser as well.

    What suggestions are committed is brought up to date when main is published.
    """
    if isinstance(part, dict):
        return {
            key: [one for one in value if one.keys() != {"enum"}]
            if key == "anyOf"
            else without_suggestions(value)
            for key, value in part.items()
        }
    return [without_suggestions(one) for one in part] if isinstance(part, list) else part


def test_the_committed_schemas_are_those_of_the_model() -> None:
    register, _ = load.load(load.read(ROOT))
    committed = {
        Path(name).stem: json.loads(content)
        for name, content in files_in(ROOT / schema.FOLDER).items()
        if name.endswith(".json")
    }
    wanted = {
        Path(one.path).stem: json.loads(one.content) for one in schema.render(register.known_ids)
    }
    assert without_suggestions(committed) == without_suggestions(wanted), "kör: tilldelat schema"


@pytest.mark.parametrize(
    ("root", "file"),
    [(root, file) for root in (ROOT, EXEMPEL) for file in yaml_files(root)],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_what_is_published_fits_its_schema(root: Path, file: str) -> None:
    files = read_data(root)
    assert faults(files, file) == []


def test_the_real_files_lead_an_editor_to_their_schemas(real_root: Path) -> None:
    for file in yaml_files(real_root):
        first = (real_root / file).read_text(encoding="utf-8").splitlines()[0]
        assert f"{first}\n" == schema.editor_line(file)
        target = (real_root / file).parent / first.partition("$schema=")[2]
        assert target.resolve() == (real_root / schema.FOLDER / f"{kind_of(file)}.json").resolve()
        assert target.is_file()


def test_a_decision_with_every_field_fits_the_schema() -> None:
    files = read_data(ROOT) | {EXAMPLE: example_decision()}
    assert faults(files, EXAMPLE) == []


def test_what_check_takes_in_many_ways_of_writing_fits_the_schema() -> None:
    files = replaced(
        "beslutad\n",
        'beslutad\nbeslutsdatum: 2023-03-29\nparagraf: 40\ndelegation: 4.1.17\nkategori: "2"\n',
    )
    files = replaced('    objekt: "9916"', "    objekt: 9916\n    mal: 2023", files=files)
    files = replaced("belopp: 10 mkr", "belopp: 10 000 000 KR", files=files)
    extra = "      delomraden:\n        - {namn: A, belopp: 4 mkr, oronmarkt: %s}\n"
    for yes in ("ja", "Nej", "true"):
        both = dict(files)
        both[BESLUT] += (extra % yes).replace("      ", "    ", 1).encode()
        assert run(both) == ()
        assert faults(both) == []


WRONG: dict[str, tuple[Callable[[], Files], str, str]] = {
    "an unknown field": (
        lambda: replaced("status: beslutad", "status: beslutad\nsatus: x"),
        BESLUT,
        "$: additionalProperties",
    ),
    "a field that the file's place gives": (
        lambda: replaced("status: beslutad", "status: beslutad\nar: 2023"),
        BESLUT,
        "$: additionalProperties",
    ),
    "no title": (lambda: replaced("titel: Fördelning 2023\n", ""), BESLUT, "$: required"),
    "a wrong status": (lambda: replaced("beslutad\n", "klar\n"), BESLUT, "$.status: enum"),
    "an amount without a unit": (
        lambda: replaced("belopp: 10 mkr", "belopp: 10"),
        BESLUT,
        "$.belopp: type",
    ),
    "an amount in words": (
        lambda: replaced("belopp: 10 mkr", "belopp: mycket"),
        BESLUT,
        "$.belopp: pattern",
    ),
    "a day that is not": (
        lambda: replaced("beslutad\n", "beslutad\nbeslutsdatum: 2023-02-29\n"),
        BESLUT,
        "$.beslutsdatum: format",
    ),
    "a name where an id refers": (
        lambda: replaced("- omrade: nara-vard", "- omrade: Nära vård"),
        BESLUT,
        "$.omraden[0].omrade: anyOf",
    ),
    "a text where a list belongs": (
        lambda: replaced("    objekt:", "    teman: e-halsa\n    objekt:"),
        BESLUT,
        "$.omraden[1].teman: type",
    ),
    "an entry without a name": (
        lambda: replaced("  namn: Hälsocentralerna\n", "", MOTTAGARE),
        MOTTAGARE,
        "$[0]: required",
    ),
}


@pytest.mark.parametrize("fault", WRONG)
def test_a_typical_mistake_is_marked_at_its_place(fault: str) -> None:
    make, file, expected = WRONG[fault]
    files = make()
    assert faults(files, file) == [expected]
    assert run(files)


def test_an_id_that_no_register_holds_is_left_to_check() -> None:
    files = replaced("mottagare: halsocentraler", "mottagare: halsocentralen")
    assert faults(files) == []
    assert [one.code for one in run(files)] == ["okant-id"]


def test_ids_of_the_registers_are_suggested_and_others_are_not() -> None:
    beslut = schemas_of(valid())["beslut"]
    properties = beslut["properties"]
    assert properties["satsning"]["anyOf"][0] == {"enum": ["god-och-nara-vard", "patientmiljarden"]}
    insats = beslut["$defs"]["Insats"]["properties"]
    assert insats["mottagare"]["anyOf"][0] == {"enum": ["halsocentraler"]}
    assert insats["teman"]["items"]["anyOf"][0] == {"enum": ["e-halsa", "nara-vard"]}
    assert "anyOf" not in insats["id"]
    files = {**valid(), MOTTAGARE: b"- {}\n"}
    unread = schemas_of(files)["beslut"]["$defs"]["Insats"]["properties"]
    assert "anyOf" not in unread["mottagare"]


def test_every_field_is_explained_in_swedish_and_nothing_else_is() -> None:
    beslut = schemas_of(valid())["beslut"]
    assert set(beslut["properties"]) == set(Beslut.model_fields) - set(FROM_PATH)
    for one in (beslut, *beslut["$defs"].values()):
        assert "description" not in one
        for name, field in one.get("properties", {}).items():
            around = beslut["$defs"].get(field.get("$ref", "").rpartition("/")[2], {})
            assert field.get("title") or around["title"], name
            assert field["description"].endswith("."), name
    assert "English" not in json.dumps(beslut)
    assert beslut["properties"]["belopp"]["examples"]


# The command.


def test_the_command_writes_what_has_changed_and_says_so(exempel: Path) -> None:
    done = tilldelat("schema", "--root", exempel)
    assert done.returncode == 0, done.stderr
    names = [f"{name}.json" for name in ("beslut", "organisation", *LIST_FILES)]
    assert sorted(files_in(exempel / schema.FOLDER)) == sorted(names)
    register = exempel / "content/data/mottagare.yml"
    register.write_text(f"{register.read_text(encoding='utf-8')}- id: ny\n  namn: Ny\n", "utf-8")
    again = tilldelat("schema", "--root", exempel)
    assert again.stdout.splitlines() == [
        "Skrev content/schema/beslut.json",
        f"{len(names)} scheman, varav 1 ändrat.",
    ]
    assert '"ny"' in (exempel / schema.FOLDER / "beslut.json").read_text(encoding="utf-8")
    assert tilldelat("check", "--root", exempel).returncode == 0


def test_a_register_that_cannot_be_read_is_told_of_and_nothing_is_written(exempel: Path) -> None:
    register = exempel / "content/data/mottagare.yml"
    register.write_text("- id: [a\n", encoding="utf-8")
    done = tilldelat("schema", "--root", exempel)
    assert done.returncode == 1
    assert "content/data/mottagare.yml:" in done.stderr
    assert not (exempel / schema.FOLDER).exists()


def test_a_decision_that_is_not_finished_stops_no_schema(exempel: Path) -> None:
    (exempel / "content/data/beslut/2021/stod.yml").write_text("titel: [\n", encoding="utf-8")
    assert tilldelat("schema", "--root", exempel).returncode == 0
