"""A file in pieces is the same whether its pieces are kept or made, and only others are made."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from generator.publishing import downloads, kept_pieces
from generator.publishing.columns import Table
from generator.publishing.downloads import BEGINNING, Piece, Pieced
from generator.publishing.site import write_folder
from tests.conftest import EXEMPEL, read_publication

Write = Callable[..., list[str]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a file of pieces, by what each is made of and holds, and tell which had to be made."""

    def start(*told: tuple[str, str], head: str = "[") -> list[str]:
        made: list[str] = []

        def make(content: str) -> list[bytes]:
            made.append(content)
            return [content[:2].encode(), content[2:].encode()]

        pieces = [Piece(name, partial(make, content)) for name, content in told]
        file = Pieced("data/a", head.encode(), pieces, b", ", b"]")
        folder, record, laid = tmp_path / "docs", tmp_path / "delar.json", kept_pieces.put_away()
        files = kept_pieces.files_of([file], kept_pieces.read(record, folder), folder, laid)
        kept_pieces.write(record, laid, write_folder(folder, files))
        whole = f"{head}{', '.join(content for _, content in told)}]"
        assert (folder / "data/a").read_text("utf-8") == whole
        assert [path.name for path in (folder / "data").iterdir()] == ["a"]
        return made

    return start


ONE, TWO, THREE = ("1", "å, ä"), ("2", ""), ("3", "tre")


def test_only_a_piece_of_something_else_is_made(write: Write) -> None:
    assert write(ONE, TWO) == ["å, ä", ""]
    assert write(ONE, TWO) == []
    assert write(THREE, ONE, TWO) == ["tre"]
    assert write(TWO, ONE, ("3 igen", "fyra")) == ["fyra"]
    assert write(TWO, ONE, head="(") == []
    assert write() == []


def test_a_piece_that_nobody_knows_what_it_is_made_of_is_always_made(write: Write) -> None:
    assert write(("", "x"), ONE, ("", "y")) == ["x", "å, ä", "y"]
    assert write(("", "z"), ONE, ("", "y")) == ["z", "y"]


def test_what_closes_a_file_is_told_how_each_piece_begins_whether_it_is_kept_or_made(
    tmp_path: Path,
) -> None:
    folder, record = tmp_path / "docs", tmp_path / "delar.json"
    for two in ("b2", "b3"):
        told = {"1": [b"a1", b"-" * 2 * BEGINNING], two: [two.encode(), b"-"]}
        pieces = [Piece(name, partial(list, parts)) for name, parts in told.items()]
        file = Pieced("data/a", b"", pieces, closing=lambda each: b"|".join(s[:2] for s in each))
        laid = kept_pieces.put_away()
        files = kept_pieces.files_of([file], kept_pieces.read(record, folder), folder, laid)
        kept_pieces.write(record, laid, write_folder(folder, files))
        assert (folder / "data/a").read_bytes() == file.whole().content
        assert (folder / "data/a").read_bytes().endswith(f"a1|{two}".encode())


@pytest.mark.parametrize("record", ["", "[", "{}", "[1]", '[[["data/a"], ["data/a", "", 1, 1]]]'])
def test_nothing_is_kept_without_a_record_or_of_a_file_that_was_touched(
    write: Write, tmp_path: Path, record: str
) -> None:
    write(ONE)
    (tmp_path / "delar.json").write_text(record, encoding="utf-8")
    assert write(ONE) == ["å, ä"]
    (tmp_path / "docs/data/a").write_bytes(b"rort")
    assert write(ONE) == ["å, ä"]


def test_a_row_is_told_of_as_it_was_printed_and_worked_out_only_where_something_is_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, record, laid = tmp_path / "docs", tmp_path / "delar.json", kept_pieces.put_away()
    before = read_publication(EXEMPEL)
    files = kept_pieces.files_of(downloads.files(before, str), {}, folder, laid)
    kept_pieces.write(record, laid, write_folder(folder, files))
    new, worked_out = "2023/bidrag", list[str]()

    def work_out(table: Table, key: str) -> object:
        worked_out.append(key)
        return by_itself(table, key)

    by_itself = Table._values
    monkeypatch.setattr(Table, "_values", work_out)
    now = read_publication(EXEMPEL)
    again = downloads.files(now, lambda beslut_id: f"{beslut_id}{' ny' * (beslut_id == new)}")
    kept_pieces.make_known(again, kept_pieces.read(record, folder), folder)
    for name in ("beslut", "insatser", "villkor", "kontroller"):
        assert [*map(dict, now.tables[name].records)] == [*map(dict, before.tables[name].records)]
    assert worked_out
    assert {key for key in worked_out if not key.startswith(new)} == set()
