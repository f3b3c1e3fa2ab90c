"""What the theme's search looks in: an entry a page, made of the data that the page shows.

The form is Material's own index. Hand-written pages are not here; the builder has their words.
"""

from __future__ import annotations

import html
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NotRequired, TypedDict
from urllib.parse import urldefrag

from generator.pages.page import Page
from generator.publishing.columns import Record, Table
from generator.publishing.downloads import File
from generator.words.swedish import kronor

_NAMES = {"titel", "namn", "rubrik", "omrade", "satsning", "mottagare"}
"""The columns that every page with a row shows; its own page shows them all."""
_UNASKED = {"url", "niva", "status", "verdikt", "belopp_typ"}
"""Columns of words that nobody searches for, since they stand on every other page."""


class Entry(TypedDict):
    """A page, by the theme's names for what is found in it."""

    location: str
    title: str
    text: str
    boost: NotRequired[int]


Told = Mapping[str, Sequence[tuple[Table, Record]]]
"""The rows that are told of in full at each address on the web."""


def told_at(tables: Iterable[Table]) -> Told:
    """Every row by the page that its own address is on."""
    told: dict[str, list[tuple[Table, Record]]] = defaultdict(list)
    for table in tables:
        for record in table.records:
            told[urldefrag(str(record["url"])).url].append((table, record))
    return told


def entry(page: Page, told: Told, tables: Mapping[str, Table], base: str) -> Entry:
    """Where a page is, what it is called, and every word that it shows, each once.

    A row is told of in full at its own address, which is under `base`; elsewhere it is named.
    """
    words: dict[str, None] = {page.description: None}
    for view in page.views:
        table, records = view.records(tables)
        for record in records:
            words |= _words(table, record, every=False)
    for table, record in told.get(f"{base}{page.address}", ()):
        words |= _words(table, record, every=True)
    text = html.escape(" ".join(words))
    made: Entry = {"location": page.address, "title": html.escape(page.title), "text": text}
    return {**made, "boost": page.weight} if page.weight > 1 else made


def render(entries: Iterable[Entry]) -> File:
    """The index as the theme loads it, but for the settings, which are the builder's."""
    index = {"config": {}, "docs": list(entries)}
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    return File("search/search_index.json", text.encode("utf-8"))


def _words(table: Table, record: Record, *, every: bool) -> dict[str, None]:
    """The texts and the amounts of a row, in the order of its columns."""
    words: dict[str, None] = {}
    for column in table.columns:
        value = record[column.name]
        asked_for = column.name not in _UNASKED and not column.name.endswith("_id")
        if isinstance(value, str) and asked_for and (every or column.name in _NAMES):
            words[value] = None
        elif column.name == "belopp_kr" and isinstance(value, int):
            words[kronor(value)] = None
    return words
