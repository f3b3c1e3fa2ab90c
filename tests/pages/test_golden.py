"""The example site's Markdown and tables, byte for byte as they were last approved.

A page's own downloads are rows of the public tables. Which rows is approved in `urval.csv`; that
they are those rows and no others is what the rest of this file tries.

After a change that is meant to change them, look at what changed and approve it:

    .venv/bin/python -m pytest tests/pages/test_golden.py --uppdatera-golden
    git diff tests/pages/golden
"""

from __future__ import annotations

import csv
import difflib
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from generator.publishing import addresses
from generator.publishing.tables import FORMAT_VERSION
from tests.conftest import Site, files_in

GOLDEN = Path(__file__).parent / "golden"
BINARY = (".sqlite", ".xlsx")
"""Files that no difference can be read from; they are read in test_exports."""


class Download(NamedTuple):
    """A table of a page, as it is downloaded."""

    page: str
    """The page's address."""
    name: str
    """The name of its CSV, without an ending."""
    content: dict[str, Any]
    """What the page's JSON says of it: the public table's name, its columns and the rows."""

    @property
    def is_file(self) -> bool:
        """Whether it has files of its own: more than a row, of a decision or of a year."""
        of_decision = re.fullmatch(r"beslut/[0-9]{4}/.+", self.page)
        of_year = re.fullmatch(r"[0-9]{4}(/.+)?", self.page)
        return len(self.keys) > 1 and bool(of_decision or of_year)

    @property
    def keys(self) -> list[str]:
        """The rows by the first column, which identifies them in the public table."""
        return [row[self.content["kolumner"][0]] for row in self.content["rader"]]


def twins(site: Path) -> list[Path]:
    """The JSON of every page; that of /data/ is the catalogue of the whole site instead."""
    catalogue = site / addresses.CONTENTS
    return sorted(path for path in site.rglob("index.json") if path != catalogue)


def downloads(site: Path) -> Iterator[Download]:
    """Every table of every page."""
    for path in twins(site):
        page = path.parent.relative_to(site).as_posix()
        for name, content in json.loads(path.read_text(encoding="utf-8"))["tabeller"].items():
            yield Download(page, name, content)


def selections(site: Path) -> bytes:
    """Which rows of which public table each page has."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["sida", "fil", "tabell", "rader"])
    for one in downloads(site):
        writer.writerow([one.page, one.name, one.content["tabell"], " ".join(one.keys)])
    return stream.getvalue().encode()


def made(root: Path) -> dict[str, bytes]:
    """What is approved: the pages' Markdown, the public tables, and the selections of them."""
    docs = root / "build" / "docs"
    files = {
        name: content
        for name, content in files_in(docs).items()
        if name.endswith(".md") or (name.startswith("data/") and not name.endswith(BINARY))
    }
    return files | {"urval.csv": selections(docs)}


def difference(name: str, before: bytes, now: bytes) -> str:
    """The lines that differ, line ends shown."""
    before_lines, now_lines = (
        [f"{line!r}\n" for line in content.decode("utf-8").splitlines(keepends=True)]
        for content in (before, now)
    )
    names = (f"tests/pages/golden/{name}", f"byggd/{name}")
    return "".join(difflib.unified_diff(before_lines, now_lines, *names, n=1))


def test_the_example_gives_the_files_that_were_approved(
    built_exempel: Path, pytestconfig: pytest.Config
) -> None:
    now = made(built_exempel)
    assert len(now) > 40
    if pytestconfig.getoption("--uppdatera-golden"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for name, content in now.items():
            path = GOLDEN / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    approved = files_in(GOLDEN)
    changes = [f"Ny fil: {name}" for name in sorted(now.keys() - approved.keys())]
    changes += [f"Borta: {name}" for name in sorted(approved.keys() - now.keys())]
    changes += [
        difference(name, content, now[name])
        for name, content in approved.items()
        if name in now and now[name] != content
    ]
    if changes:
        again = (
            "Är det avsiktligt: kör om med --uppdatera-golden och läs git diff tests/pages/golden."
        )
        pytest.fail("\n".join([*changes, again]), pytrace=False)


def test_a_pages_json_says_what_page_it_is(any_site: Site) -> None:
    for path in twins(any_site.folder):
        address = f"{path.parent.relative_to(any_site.folder).as_posix()}/".removeprefix("./")
        page, said = any_site.pages[address], json.loads(path.read_text(encoding="utf-8"))
        assert said["format_version"] == FORMAT_VERSION
        assert said["url"] == any_site.base + address
        assert page.xpath("string(//title)").startswith(said["titel"])
        assert page.xpath("string(//meta[@name='description']/@content)") == said["beskrivning"]


def test_a_pages_json_holds_whole_rows_of_the_public_table(any_site: Site) -> None:
    folder = any_site.folder
    tried = 0
    for page, name, content in downloads(folder):
        public = json.loads((folder / f"data/{content['tabell']}.json").read_text("utf-8"))
        key = public["kolumner"][0]
        rows = {row[key]: row for row in public["rader"]}
        assert content["kolumner"] == public["kolumner"], (page, name)
        assert content["rader"] == [rows[row[key]] for row in content["rader"]], (page, name)
        tried += 1
    assert tried > 40


@pytest.mark.parametrize(
    ("suffix", "delimiter", "encoding"),
    [(".csv", ",", "utf-8"), ("-excel.csv", ";", "utf-8-sig")],
    ids=["csv", "excel"],
)
def test_a_pages_csv_is_the_header_and_the_lines_of_the_public_table(
    any_site: Site, suffix: str, delimiter: str, encoding: str
) -> None:
    def rows(path: Path) -> list[list[str]]:
        text = io.StringIO(path.read_bytes().decode(encoding), newline="")
        return list(csv.reader(text, delimiter=delimiter, strict=True))

    folder = any_site.folder
    listed = set()
    for one in downloads(folder):
        if not one.is_file:
            continue
        header, *public = rows(folder / f"data/{one.content['tabell']}{suffix}")
        by_key = {row[0]: row for row in public}
        path = folder / one.page / f"{one.name}{suffix}"
        assert rows(path) == [header, *(by_key[key] for key in one.keys)], path
        listed.add(path)
    others = {folder / "data", *(folder / addresses.VERSIONER).glob("*")}  # of no page's own
    found = {path for path in folder.rglob(f"*{suffix}") if path.parent not in others}
    assert {path for path in found if path.name.endswith("-excel.csv") == (delimiter == ";")} == (
        listed
    )
