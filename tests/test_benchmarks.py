from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

from benchmarks import register
from benchmarks.measure import differing
from generator.checking.judge import Judged, judge
from generator.reading.register import LEDGER
from tests.smallest import Files

SMALL = register.Size(beslut=13, ar=2, omraden=4, satsningar=3, mottagare=5, objekt=3)


@cache
def files() -> Files:
    return register.files(SMALL)


@cache
def judged() -> Judged:
    return judge(files())


def test_a_made_register_has_nothing_wrong() -> None:
    assert judged().problems == ()


def test_it_is_the_same_every_time() -> None:
    assert register.files(SMALL) == files()


def test_it_holds_what_a_real_one_may() -> None:
    data, kept = judged().register, files()[LEDGER].count(b"\n") - 1
    assert judged().counts.belopp == kept > 7 * len(data.beslut)
    assert len(data.rattelser) == 1 + (kept - 1) // register.EVERY_CORRECTED > 1
    assert len(data.adresser or ()) > len(data.beslut)
    assert len(data.tider) == len(data.beslut) == SMALL.beslut
    assert sum(name.endswith(".insatser.csv") for name in files()) == SMALL.beslut // 2


def test_the_sizes_grow_in_every_way() -> None:
    sizes = [register.size(pages) for pages in (100, 1000, 10_000)]
    for small, large in pairwise(sizes):
        assert all(few < many for few, many in zip(small[:6], large[:6], strict=True))


def test_a_file_that_differs_or_is_in_one_folder_alone_is_told_of(tmp_path: Path) -> None:
    for folder, texts in {"a": ("same", "one"), "b": ("same", "other", "more")}.items():
        (tmp_path / folder / "inner").mkdir(parents=True)
        for number, text in enumerate(texts):
            (tmp_path / folder / "inner" / str(number)).write_text(text)
    assert differing(tmp_path / "a", tmp_path / "b") == ["inner/1", "inner/2"]
    assert differing(tmp_path / "a", tmp_path / "a") == []
