from __future__ import annotations

import resource
from multiprocessing import Pipe, get_context
from tempfile import gettempdir

import pytest

from generator.publishing import spool


@pytest.mark.parametrize("tail", [1, 7, 64])
def test_what_was_put_away_is_had_again_in_any_order(
    tail: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spool, "_TAIL", tail)
    texts = [bytes([65 + number]) * length for number, length in enumerate((1, 6, 7, 8, 200, 3, 5))]
    put_away = spool.Spool()
    placed = []
    for text in texts:
        placed.append(put_away.put(text))
        assert put_away.get(placed[-1]) == text
    assert all(placed)
    again = [*zip(placed, texts, strict=True)]
    assert all(put_away.get(place) == text for place, text in again[::-1])


def test_a_forked_process_goes_on_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "_TAIL", 4)
    put_away = spool.Spool()
    before = [put_away.put(text) for text in (b"written", b"in")]
    receiving, sending = Pipe(duplex=False)

    def there() -> None:
        after = [put_away.put(text) for text in (b"forked", b"or")]
        sending.send([put_away.get(place) for place in (*before, *after)])

    process = get_context("fork").Process(target=there)
    process.start()
    process.join()
    assert receiving.recv() == [b"written", b"in", b"forked", b"or"]
    here = [put_away.put(text) for text in (b"not forked", b"and")]
    assert [put_away.get(place) for place in (*before, *here)] == [
        b"written",
        b"in",
        b"not forked",
        b"and",
    ]


def test_values_are_had_again_in_the_order_that_they_were_put_away() -> None:
    away = spool.Away[str](str.encode, bytes.decode)
    values = ["å\n", "b", "långt" * 9]
    for value in values:
        away.append(value)
    assert list(away) == list(away) == values
    away.sort([7, 9, 4])
    assert list(away) == [values[2], values[0], values[1]]


def test_a_full_disk_is_told_of_by_the_folder_that_fills_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spool, "_TAIL", 4)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        with pytest.raises(OSError, match="File too large") as caught:
            spool.Spool().put(b"a" * 200)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert caught.value.filename == gettempdir()
