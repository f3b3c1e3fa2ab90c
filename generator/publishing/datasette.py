"""What Datasette is to show beside the database: whose it is, and what tables and columns mean.

The format: https://docs.datasette.io/en/stable/metadata.html. All of it is the dictionary's.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from generator.publishing import addresses
from generator.publishing.columns import Table
from generator.publishing.dictionary import EXAMPLE, UNITS
from generator.publishing.written import Written

_CHOSEN_BY = ("ar", "status", "niva")
"""The columns that rows are chosen by, where a table has them: to add up other rows is wrong."""
_NAMES = ("namn", "titel", "ord")
"""The columns by which a row is named where another leads to it, the first that there is."""


def render(written: Written) -> bytes:
    """What is said of the database, for `datasette tilldelat.sqlite --metadata metadata.json`."""
    public = written.publication
    organisation, title = public.organisation, public.organisation.webbplatsnamn
    told = {
        "title": EXAMPLE.format(titel=title) if organisation.demonstration else title,
        "description": organisation.omfattning,
        "license": organisation.licens,
        "license_url": organisation.licens_lank,
        "source": organisation.namn,
        "source_url": f"{organisation.webbplats}{addresses.DATA}",
        "databases": {
            PurePosixPath(addresses.DATABASE).stem: {
                "tables": {table.name: _table(table) for table in public.tables.values()}
            }
        },
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=1)}\n".encode()


def _table(table: Table) -> Mapping[str, Any]:
    names = [column.name for column in table.columns]
    named = next((name for name in _NAMES if name in names), table.key)
    return {
        "title": table.title,
        "description": f"En rad är {table.en_rad}.",
        "columns": {
            column.name: f"{column.title}. {column.description} ({UNITS[column.kind]})"
            for column in table.columns
        },
        "facets": [name for name in _CHOSEN_BY if name in names],
        "label_column": named,
    }
