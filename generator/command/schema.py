"""JSON Schema of every data file, for editors that check and suggest while one writes.

Made from the model, like everything else that must know which fields there are. A schema
helps; `check` decides: what `check` takes is refused by no schema, but for an empty field,
which an editor does well to show, and a text that is `true` or `false`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from generator.data.beslut import Beslut
from generator.data.registers import REFERENCES, Organisation
from generator.publishing.downloads import File
from generator.reading.refusals import FROM_PATH
from generator.reading.register import LIST_FILES

FOLDER = "content/schema"
"""Where the schemas lie, seen from a site's root: beside the data, whose ids they suggest."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"

KnownIds = Mapping[str, frozenset[str] | None]


class _WithoutEmpty(GenerateJsonSchema):
    """Fields as they are written: one that is not stated is left out, so no null, no default."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def editor_line(file: str) -> str:
    """The comment that leads an editor's YAML language server to a data file's schema.

    `file` is the data file's path from the site's root.
    """
    parts = file.split("/")
    kind = "beslut" if parts[2] == "beslut" else parts[-1].removesuffix(".yml")
    up = "../" * (len(parts) - 2)
    return f"# yaml-language-server: $schema={up}{FOLDER.removeprefix('content/')}/{kind}.json\n"


def render(known_ids: KnownIds) -> Iterator[File]:
    """Every schema file, by its path from the site's root; the ids are suggestions."""
    shapes: dict[str, Any] = {"beslut": Beslut, "organisation": Organisation}
    shapes |= {name: list[model] for name, model in LIST_FILES.items()}  # type: ignore[valid-type]
    for name, shape in shapes.items():
        schema = _schema(shape, known_ids)
        text = json.dumps(
            {"$schema": DIALECT, "title": name, **schema}, ensure_ascii=False, indent=1
        )
        yield File(f"{FOLDER}/{name}.json", f"{text}\n".encode())


def _schema(shape: type[BaseModel] | Any, known_ids: KnownIds) -> dict[str, Any]:
    schema = TypeAdapter(shape).json_schema(schema_generator=_WithoutEmpty)
    for one in (schema, *schema.get("$defs", {}).values()):
        one.pop("description", None)  # the class's docstring, which is for programmers
        for name, field in one.get("properties", {}).items():
            _suggest(name, field, known_ids)
    if shape is Beslut:
        for name in FROM_PATH:
            del schema["properties"][name]
            schema["required"].remove(name)
    return schema


def _suggest(name: str, field: dict[str, Any], known_ids: KnownIds) -> None:
    """Let a field that refers to a register offer the register's ids, and still take others.

    An id that no register holds is for `check` to speak of: it knows the nearest one.
    """
    ids = known_ids.get(REFERENCES.get(name, ""))
    target = field.get("items", field)
    if not ids or "pattern" not in target:
        return
    told = {key: target.pop(key) for key in list(target) if key not in {"title", "description"}}
    told.pop("examples", None)
    target["anyOf"] = [{"enum": sorted(ids)}, told]
