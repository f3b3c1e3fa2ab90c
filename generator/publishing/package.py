"""The data package: what each table holds, for programs, after Data Package v2.

The standard: https://datapackage.org. It has no word for what a column comes to, nor for the same
table in other forms; those properties are our own, in Swedish.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from generator.data.types import slug
from generator.publishing import addresses
from generator.publishing.columns import Column, Kind, Table
from generator.publishing.dictionary import FISCAL, UNITS
from generator.publishing.downloads import FORMATS
from generator.publishing.keys import keys_of
from generator.publishing.publication import Publication
from generator.publishing.tables import FORMAT_VERSION
from generator.publishing.written import Written

_SCHEMA = "https://datapackage.org/profiles/2.0"
_TYPES: Mapping[Kind, str] = {
    "heltal": "integer",
    "kronor": "integer",
    "ja_nej": "boolean",
    "datum": "date",
}
LICENCES = {"CC0 1.0": "CC0-1.0"}
"""What Open Definition calls a licence, where that is another name than ours."""


def render(written: Written) -> bytes:
    """The description of all tables, with the digests of their files."""
    public = written.publication
    organisation = public.organisation
    package = {
        "$schema": f"{_SCHEMA}/datapackage.json",
        "name": slug(organisation.webbplatsnamn),
        "id": f"{organisation.webbplats}{addresses.DATAPACKAGE}",
        "title": organisation.webbplatsnamn,
        "description": organisation.omfattning,
        "homepage": organisation.webbplats,
        "version": f"{FORMAT_VERSION}.0",
        "format_version": FORMAT_VERSION,
        "created": f"{public.as_of}T00:00:00Z",
        "demonstration": organisation.demonstration,
        **({"geografi": organisation.geografi.model_dump()} if organisation.geografi else {}),
        "licenses": [
            {
                "name": LICENCES.get(organisation.licens, organisation.licens),
                "title": organisation.licens,
                "path": organisation.licens_lank,
            }
        ],
        "contributors": [
            {
                "title": organisation.namn,
                "path": organisation.webbplats,
                "email": organisation.kontakt.epost,
                "roles": ["publisher"],
            }
        ],
        "sources": list(_sources(public)),
        "resources": [_resource(written, table) for table in public.tables.values()],
    }
    return f"{json.dumps(package, ensure_ascii=False, indent=1)}\n".encode()


def _sources(public: Publication) -> Iterator[Mapping[str, str]]:
    """The documents behind the decisions; where one has no link, where it is told of."""
    for decision in public.register.beslut:
        for document in decision.handlingar:
            told = f"{public.organisation.webbplats}{addresses.inom(decision, document)}"
            yield {"title": f"{document.titel} ({decision.ar})", "path": document.lank or told}


def _resource(written: Written, table: Table) -> Mapping[str, Any]:
    csv, *others = FORMATS
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": f"En rad är {table.en_rad}.",
        **_file(written, csv.file_name(table.name)),
        "format": "csv",
        "mediatype": csv.media_type,
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"'},
        "schema": {
            "$schema": f"{_SCHEMA}/tableschema.json",
            "fields": [_field(column, table.key) for column in table.columns],
            "primaryKey": [table.key],
            **_keys(written.publication, table),
            "missingValues": [""],
        },
        "rader": len(table.items),
        "andra_format": [
            {"mediatype": form.media_type, **_file(written, form.file_name(table.name))}
            for form in others
        ],
    }


def _file(written: Written, name: str) -> Mapping[str, Any]:
    left = written.left[f"{addresses.DATA}{name}"]
    return {"path": name, "bytes": left.size, "hash": f"sha256:{left.digest}"}


def _field(column: Column[Any], key: str) -> Mapping[str, Any]:
    fiscal = FISCAL.get(column.name)
    return {
        "name": column.name,
        "type": _TYPES.get(column.kind, "string"),
        "title": column.title,
        "description": column.description,
        "enhet": UNITS[column.kind],
        **({"columnType": fiscal} if fiscal else {}),
        **({"constraints": {"required": True, "unique": True}} if column.name == key else {}),
    }


def _keys(public: Publication, table: Table) -> Mapping[str, Any]:
    keys = [
        {
            "fields": [key.column],
            "reference": {
                "resource": "" if key.table == table.name else key.table,
                "fields": [public.tables[key.table].key],
            },
        }
        for key in keys_of(table)
    ]
    return {"foreignKeys": keys} if keys else {}
