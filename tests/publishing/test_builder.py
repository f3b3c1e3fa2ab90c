"""What the builder is spared, and that the site is the same as if it had made everything."""

from __future__ import annotations

import json
import sqlite3
import sys
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, cast

import pytest
import yaml
from mkdocs.utils.yaml import get_yaml_loader

from generator.publishing import addresses, builder, builder_hook
from generator.publishing.downloads import File
from generator.publishing.publication import Publication
from generator.publishing.ready_html import READY
from generator.publishing.site import digest, program, write_files, write_folder
from tests.conftest import EXEMPEL, ROOT, copy_site, files_in

Build = Callable[..., list[str]]
PAGES = [File(f"{name}/index.md", name.encode()) for name in ("ett", "tva", "tre", "om")]
TABLE = File("ett/rader.csv", b"a,b\r\n")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = copy_site(EXEMPEL, tmp_path / "webbplats")
    (root / "site_templates/theme").mkdir(parents=True)
    (root / "site_templates/theme/main.html").write_text("ram", encoding="utf-8")
    return root


@pytest.fixture
def build(root: Path, exempel_publication: Publication, monkeypatch: pytest.MonkeyPatch) -> Build:
    """A build of some files, by a builder that tells which pages it had to make."""
    made: list[str] = []

    def run(folder: Path, as_of: date) -> None:
        ready = set(json.loads((folder / READY).read_text("utf-8")))
        frame = (root / "site_templates/theme/main.html").read_text("utf-8")
        for path, content in files_in(folder / "docs").items():
            if path not in ready and path.endswith(".md"):
                page = f"{frame} {content.decode()} {as_of}".encode()
                write_files(folder / "site", [File(f"{path.removesuffix('.md')}.html", page)])
                made.append(path.removesuffix("/index.md"))

    def start(*files: File) -> list[str]:
        made.clear()
        every = [*PAGES, TABLE, *files]
        order, _ = builder.lay_out(root, exempel_publication, every, program(root))
        builder.build(order)
        return list(made)

    monkeypatch.setattr(builder, "_run_builder", run)
    return start


def test_only_what_has_changed_is_made_again_and_hand_written_pages(
    root: Path, build: Build
) -> None:
    assert build() == ["ett", "om", "tre", "tva"]
    before = files_in(root / "site")
    assert build() == ["om"]
    assert files_in(root / "site") == before
    assert before["ett/rader.csv"] == TABLE.content
    assert build(File("tva/index.md", b"annat")) == ["om", "tva"]
    after, page = files_in(root / "site"), "tva/index.html"
    now = before[page].replace(b"tva", b"annat")
    listed = before[addresses.MANIFEST].replace(digest(before[page]).encode(), digest(now).encode())
    was, is_now = (f'"{page}", "byte": {len(content)}'.encode() for content in (before[page], now))
    listed = listed.replace(was, is_now)
    assert after == {**before, page: now, addresses.MANIFEST: listed}


def test_every_page_is_made_again_in_another_frame_and_when_what_it_links_to_may_have_changed(
    root: Path, build: Build
) -> None:
    every = build()
    (root / "site_templates/theme/main.html").write_text("annan ram", encoding="utf-8")
    assert build() == every
    assert build(File("om/index.md", b"Ny text")) == ["om"]
    assert build(File("om/index.md", b'---\ntitle: "Nytt namn i menyn"\n---\nNy text')) == every
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "# nytt\n", encoding="utf-8")
    assert build() == every
    settings.write_text(settings.read_text("utf-8") + "markdown_extensions: [smarty]\n", "utf-8")
    assert build() == every
    assert build(File("om/index.md", b"Ny text")) == every


@pytest.mark.parametrize(
    ("of", "name"), [(sys, "version"), (sqlite3, "sqlite_version"), (zlib, "ZLIB_RUNTIME_VERSION")]
)
def test_another_language_or_library_of_the_machine_is_another_program(
    root: Path, monkeypatch: pytest.MonkeyPatch, of: ModuleType, name: str
) -> None:
    before = program(root)
    assert program(root) == before
    monkeypatch.setattr(of, name, "annan")
    assert program(root) != before


@pytest.mark.parametrize(
    "added", ["hooks: [../krok.py]\n", "INHERIT: arvd.yml\n"], ids=["hook", "inherited"]
)
def test_nothing_is_kept_of_what_other_files_may_have_a_part_in(
    root: Path, build: Build, added: str
) -> None:
    inherited = root / "arvd.yml"
    inherited.write_text("site_author: Ett\n", encoding="utf-8")
    settings = root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + added, encoding="utf-8")
    every = build()
    inherited.write_text("site_author: Annan\n", encoding="utf-8")
    assert build() == every


def test_a_page_that_is_gone_is_gone_and_one_that_was_touched_is_made_again(
    root: Path, build: Build
) -> None:
    build(File("fyra/index.md", b"fyra"))
    (root / "build/sidor/ett/index.html").write_bytes(b"rort vid")
    assert build() == ["ett", "om"]
    assert not (root / "site/fyra").exists()
    assert not (root / "build/sidor/fyra").exists()


@pytest.mark.parametrize("written", ["", "{", "[1]", '{"ett/index.md": 1}', '{"ett": ["a", [1]]}'])
def test_a_record_that_cannot_be_read_is_no_record(root: Path, build: Build, written: str) -> None:
    every = build()
    (root / "build/sidor.json").write_text(written, encoding="utf-8")
    assert build() == every


def test_a_folder_holds_just_the_files_that_are_written(tmp_path: Path) -> None:
    left = write_folder(tmp_path, [File("a/b", b"1"), File("c", b"2")])
    time = (tmp_path / "c").stat().st_mtime_ns
    again = write_folder(tmp_path, [File("c", b"2"), left["a/b"]])
    assert again == left
    assert (tmp_path / "c").stat().st_mtime_ns == time
    write_folder(tmp_path, [File("c", b"3")])
    assert files_in(tmp_path) == {"c": b"3"}
    assert not left["c"].is_untouched(tmp_path)


@pytest.mark.parametrize(
    ("extensions", "toc", "page", "reads"),
    [
        (["toc", "tables", "attr_list"], {"permalink": False, "title": "Här"}, "2023", ""),
        (["toc"], {}, "om", None),
        (["toc"], {"permalink": True}, "2023", None),
        (["toc"], {"toc_depth": 2}, "2023", None),
        (["toc", "smarty"], {}, "2023", None),
    ],
    ids=["generated", "hand-written", "marks", "depth", "extension"],
)
def test_the_builder_reads_what_it_would_read_otherwise_than_we_do(
    extensions: list[str], toc: dict[str, object], page: str, reads: str | None
) -> None:
    config = SimpleNamespace(
        markdown_extensions=extensions, mdx_configs={"toc": toc}, extra={"sidor": ["om"]}
    )
    given = SimpleNamespace(file=SimpleNamespace(src_uri=f"{page}/index.md"))
    assert builder_hook.on_page_read_source(cast("Any", given), cast("Any", config)) == reads


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", []),
        ("plugins: []", []),
        ("plugins: [search]", []),
        ("plugins:\n  - search:\n      lang: sv\n  - tags", ["tags"]),
        ("plugins:\n  search: {lang: sv}\n  tags: {}", [{"tags": {}}]),
        ("plugins: [material/search, {material/tags: {}}]", [{"material/tags": {}}]),
        ("plugins: 7", 7),
    ],
)
def test_the_themes_own_search_is_left_out_whatever_the_settings_say(
    root: Path, build: Build, written: str, told: Any
) -> None:
    settings = root / "mkdocs.yml"
    without = settings.read_text("utf-8").replace("plugins: []\n", "")
    settings.write_text(f"{without}\n{written}\n", encoding="utf-8")
    build()
    assert yaml.safe_load((root / "build/mkdocs.yml").read_text("utf-8"))["plugins"] == told


@pytest.mark.parametrize("of_site", [EXEMPEL, ROOT], ids=["exempel", "webbplats"])
def test_what_the_builder_reads_with_by_itself_is_no_reason_to_read_generated_pages(
    of_site: Path,
) -> None:
    settings = yaml.load((of_site / "mkdocs.yml").read_text("utf-8"), get_yaml_loader())
    told = builder._extensions(settings)
    named = {
        name: each.get(name) if isinstance(each, dict) else None
        for each in told
        for name in (each if isinstance(each, dict) else [each])
    }
    config = SimpleNamespace(
        markdown_extensions=["toc", "tables", "fenced_code", *named],
        mdx_configs={name: each for name, each in named.items() if each},
        extra={"sidor": []},
    )
    page = SimpleNamespace(file=SimpleNamespace(src_uri="2023/index.md"))
    assert builder_hook._is_handed_over(cast(Any, page), cast(Any, config))
