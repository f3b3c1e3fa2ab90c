"""Of a decision's file only the lines of its rows are kept, and they are those of the whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checking.judge import judge
from generator.reading.lines import only_lines
from generator.reading.load import read
from tests.conftest import EXEMPEL, ROOT


@pytest.mark.parametrize("root", [ROOT, EXEMPEL], ids=["real", "example"])
def test_each_row_and_its_amount_are_on_the_same_line(root: Path) -> None:
    judged = judge(read(root))
    sources = judged.register.sources
    lined = {row.place.file: only_lines(sources[row.place.file]) for row in judged.rows}
    assert judged.rows
    for row in judged.rows:
        for path in (row.place.path, (*row.place.path, "belopp")):
            whole_file, whole = sources[row.place.file].locate(path)
            file, place = lined[row.place.file].locate(path)
            assert (file, place.line) == (whole_file, whole.line)
    every = sum(len(sources[file].marks.places) for file in lined)
    assert sum(len(source.marks.places) for source in lined.values()) < every / 2
