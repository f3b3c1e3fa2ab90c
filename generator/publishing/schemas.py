"""JSON Schema of all JSON that the site publishes, in one file; `filer` says which is of what."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from generator.publishing import addresses
from generator.publishing.columns import Column, Kind, Table
from generator.publishing.tables import FORMAT_VERSION
from generator.publishing.written import Written

Schema = Mapping[str, Any]

_TEXT: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "integer"}
_VALUES: Mapping[Kind, Schema] = {
    "text": _TEXT,
    "adress": {"type": "string", "pattern": "^https?://"},
    "datum": {"type": "string", "format": "date"},
    "heltal": _NUMBER,
    "kronor": _NUMBER,
    "ja_nej": {"type": "boolean"},
}
_SHA256: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_VERSION: Schema = {"const": FORMAT_VERSION}


def render(written: Written) -> bytes:
    """The schemas."""
    public = written.publication
    base = public.organisation.webbplats
    of_tables = {f"tabell-{table.name}": _table(table) for table in public.tables.values()}
    any_table = {"anyOf": [{"$ref": f"#/$defs/{name}"} for name in of_tables]}
    tables = {f"{addresses.tabell(name)}.json": f"tabell-{name}" for name in public.tables}
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{base}{addresses.SCHEMA}",
        "title": public.organisation.webbplatsnamn,
        "filer": tables | (_OF_VERSIONS if public.register.versioner else {}) | _FILES,
        "$defs": {**of_tables, **_others(any_table)},
    }
    return f"{json.dumps(whole, ensure_ascii=False, indent=1)}\n".encode()


_OF_VERSIONS = {
    addresses.VERSIONS: "versioner",
    f"{addresses.VERSIONER}sida/*": "versioner",
    f"{addresses.VERSIONER}*/index.json": "version",
}
_FILES = {
    addresses.CONTENTS: "katalog",
    addresses.MANIFEST: "manifest",
    addresses.GRANTS: "bidrag",
    addresses.METADATA: "datasette",
    addresses.DATAPACKAGE: "datapaket",
    addresses.SCHEMA: "schema",
    "sok/register.json": "sok-register",
    "sok/*/ordforrad.json": "sok-ordforrad",
    "sok/*/sidor/*.json": "sok-sidor",
    "sok/*/ord/*.json": "sok-ord",
    "utforska/register.json": "utforska-register",
    "utforska/*/*.json": "utforska-ar",
    "*index.json": "sida",
}
"""What files are of, by their paths, where a star is anything; the first that fits holds, and those
of versions come before the others."""


def _object(**properties: Schema) -> dict[str, Any]:
    """An object that has all of these, and may have more."""
    return {"type": "object", "required": list(properties), "properties": properties}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _table(table: Table) -> Schema:
    names = [column.name for column in table.columns]
    row = {
        "type": "object",
        "required": names,
        "properties": {column.name: _column(column, table.key) for column in table.columns},
        "additionalProperties": False,
    }
    told = _object(
        format_version=_VERSION,
        tabell={"const": table.name},
        kolumner={"const": names},
        rader=_list(row),
    )
    return told | {"title": table.title, "description": f"En rad är {table.en_rad}."}


def _column(column: Column[Any], key: str) -> Schema:
    """What stands in a column, or null where nothing is stated."""
    value = _VALUES[column.kind]
    told = {"title": column.title, "description": column.description, **value}
    return told if column.name == key else {**told, "type": [value["type"], "null"]}


def _others(any_table: Schema) -> Mapping[str, Schema]:
    file = _object(url=_TEXT, mediatyp=_TEXT, byte=_NUMBER, sha256=_SHA256)
    table = _object(tabell=_TEXT, titel=_TEXT, rader=_NUMBER, schema=_TEXT, filer=_list(file))
    total = _object(
        avser={"enum": ["beslut", "omrade", "mottagare"]},
        ar=_NUMBER,
        status=_TEXT,
        kr=_NUMBER,
        slag=_list(_TEXT),
        url=_TEXT,
    )
    page = _object(slag=_TEXT, titel=_TEXT, url=_TEXT, json=_TEXT)
    grant = _object(
        id=_TEXT,
        title=_TEXT,
        description=_TEXT,
        currency={"const": "SEK"},
        amountAwarded=_NUMBER,
        awardDate={"type": "string", "format": "date"},
        fundingOrganization=_list(_object(id=_TEXT, name=_TEXT)),
        recipientOrganization=_list(_object(id=_TEXT, name=_TEXT)),
    )
    about = {"format_version": _VERSION, "titel": _TEXT, "beskrivning": _TEXT, "url": _TEXT}
    of_page = {**about, "tabeller": {"type": "object", "additionalProperties": any_table}}
    version = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}(-[0-9]+)?$"}
    day = {"type": "string", "format": "date"}
    kept = _object(
        tabell=_TEXT,
        url=_TEXT,
        sha256=_SHA256,
        byte=_NUMBER,
        andrad={"type": "boolean"},
        tillbakadragen={**day, "type": ["string", "null"]},
        orsak={"type": ["string", "null"]},
    )
    return {
        "sida": _object(**of_page),
        "versioner": _object(
            **of_page, versioner=_list(_object(version=version, dag=day, url=_TEXT))
        ),
        "version": _object(
            **of_page,
            version=version,
            dag=day,
            fore={**version, "type": ["string", "null"]},
            sparade=_list(kept),
            belopp=_list(_object(rad_id=_TEXT, belopp_kr=_NUMBER)),
            nya_adresser=_list(_TEXT),
            flyttade_adresser={"type": "object", "additionalProperties": _TEXT},
            borttagna_adresser=_list(_TEXT),
        ),
        "katalog": _object(
            **about,
            versioner={"type": ["string", "null"]},
            tabeller=_list(table),
            totaler=_list(total),
            sidor=_list(page),
        ),
        "manifest": _object(
            format_version=_VERSION,
            filer=_list(_object(sokvag=_TEXT, byte=_NUMBER, sha256=_SHA256)),
        ),
        "bidrag": _object(
            utelamnade={"type": "object", "additionalProperties": _NUMBER}, grants=_list(grant)
        ),
        "datasette": _object(title=_TEXT, description=_TEXT, databases={"type": "object"}),
        "datapaket": {"$ref": "https://datapackage.org/profiles/2.0/datapackage.json"},
        "schema": {"$ref": "https://json-schema.org/draft/2020-12/schema"},
        "sok-register": _object(
            version=_TEXT,
            antal=_NUMBER,
            per=_NUMBER,
            slag=_list(_TEXT),
            ord=_list(_TEXT),
            sidor={"type": "object"},
        ),
        "utforska-register": {"type": "object"},
        "utforska-ar": {
            "type": "object",
            "description": "Kolumn för kolumn; varje kolumn är en lista eller en text.",
            "additionalProperties": {"type": ["array", "string", "object"]},
        },
        "sok-ordforrad": _list({"type": ["integer", "string"]}),
        "sok-sidor": _list(_tuple([_TEXT, _TEXT, _TEXT, _TEXT])),
        "sok-ord": {"type": "object", "additionalProperties": _list(_NUMBER)},
    }


def _tuple(items: Sequence[Schema]) -> Schema:
    return {"type": "array", "prefixItems": list(items), "items": False}
