"""What the theme's search looks in: an entry a page, made of the data that the page shows.

The form is Material's own index. Hand-written pages are not here; the builder has their words.
"""

from __future__ import annotations

import html
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, NotRequired, TypedDict

from generator.pages.page import Page
from generator.publishing.columns import Record, Table
from generator.publishing.downloads import File
from generator.publishing.ready_html import INDEX
from generator.words.swedish import kronor

_NAMES = {"titel", "namn", "rubrik", "omrade", "satsning", "mottagare"}
"""The columns that every page with a row shows; its own page shows them all."""
_READ = ("text", "datum")
_UNASKED = {"url", "niva", "status", "verdikt", "belopp_typ"}
"""Columns of words that nobody searches for, since they stand on every other page."""


class Entry(TypedDict):
    """A page, by the theme's names for what is found in it."""

    location: str
    title: str
    text: str
    boost: NotRequired[int]


class Asked(NamedTuple):
    """What is looked for in a table's rows, by the names of its columns."""

    texts: tuple[str, ...]
    names: tuple[str, ...]
    """Those of the texts that a page shows wherever it shows the row."""
    amount: str

    def words(self, record: Record, *, every: bool) -> Iterator[str]:
        """The texts of a row, or only its names, and its amount."""
        for column in self.texts if every else self.names:
            if value := record[column]:
                yield str(value)
        if self.amount and isinstance(kr := record[self.amount], int):
            yield kronor(kr)


class Told(NamedTuple):
    """The public tables, as they are searched."""

    asked: Mapping[str, Asked]
    """By the table's name."""
    at: Mapping[str, Sequence[tuple[str, str]]]
    """The rows that are told of in full at each address on the web, by their tables and keys."""


def told(tables: Mapping[str, Table]) -> Told:
    """What there is to look for, and the page that each row's own address is on."""
    at: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, table in tables.items():
        for key in table.places:
            page, _, _ = table.address(key).partition("#")
            at[page].append((name, key))
    return Told({name: _asked(table) for name, table in tables.items()}, at)


def entry(page: Page, told: Told, tables: Mapping[str, Table], base: str) -> Entry:
    """Where a page is, what it is called, and every word that it shows, each once.

    A row is told of in full at its own address, which is under `base`; elsewhere it is named.
    """
    words = [page.description]
    for view in page.views:
        for record in view.records(tables)[1]:
            words += told.asked[view.table].words(record, every=False)
    for name, key in told.at.get(f"{base}{page.address}", ()):
        words += told.asked[name].words(tables[name].record(key), every=True)
    text = html.escape(" ".join(dict.fromkeys(words)))
    made: Entry = {"location": page.address, "title": html.escape(page.title), "text": text}
    return {**made, "boost": page.weight} if page.weight > 1 else made


def render(entries: Iterable[Entry]) -> File:
    """The index as the theme loads it, but for the settings, which are the builder's."""
    index = {"config": {}, "docs": list(entries)}
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    return File(INDEX, text.encode("utf-8"))


def _asked(table: Table) -> Asked:
    columns = [column.name for column in table.columns if column.kind in _READ]
    texts = [name for name in columns if name not in _UNASKED and not name.endswith("_id")]
    amounts = [column.name for column in table.columns if column.name == "belopp_kr"]
    names = tuple(name for name in texts if name in _NAMES)
    return Asked(tuple(texts), names, "".join(amounts))
