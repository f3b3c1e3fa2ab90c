"""What the theme's search looks in: an entry a page, made of the data that the page shows.

The form is Material's own index. Hand-written pages are not here; the builder has their words.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping
from typing import NotRequired, TypedDict

from generator.pages.page import Page
from generator.publishing.columns import Table
from generator.publishing.downloads import File
from generator.words.swedish import kronor

_UNASKED = {"url", "niva", "status", "verdikt", "belopp_typ"}
"""Columns of words that nobody searches for: they stand on every other page."""


class Entry(TypedDict):
    """A page, by the theme's names for what is found in it."""

    location: str
    title: str
    text: str
    boost: NotRequired[int]


def entry(page: Page, tables: Mapping[str, Table]) -> Entry:
    """Where a page is, what it is called, and every word that its tables have, each once."""
    words: dict[str, None] = {page.description: None}
    for view in page.views:
        table, records = view.records(tables)
        texts = [one.name for one in table.columns if one.kind == "text" and _is_read(one.name)]
        amounts = [one.name for one in table.columns if one.kind == "kronor"]
        for record in records:
            words |= dict.fromkeys(str(record[name]) for name in texts if record[name])
            words |= dict.fromkeys(
                kronor(kr) for name in amounts if isinstance(kr := record[name], int)
            )
    made: Entry = {
        "location": page.address,
        "title": html.escape(page.title),
        "text": html.escape(" ".join(words)),
    }
    return {**made, "boost": page.weight} if page.weight > 1 else made


def render(entries: Iterable[Entry]) -> File:
    """The index as the theme loads it, but for the settings, which are the builder's."""
    whole = {"config": {}, "docs": list(entries)}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return File("search/search_index.json", text.encode("utf-8"))


def _is_read(column: str) -> bool:
    return column not in _UNASKED and not column.endswith("_id")
