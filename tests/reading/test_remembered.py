"""What is remembered of files from one reading to the next changes nothing but the time."""

from __future__ import annotations

from generator.reading.load import Remembered, load
from tests.reading.test_insatser import CSV, beside
from tests.smallest import (
    BESLUT,
    LEDGER,
    MOTTAGARE,
    RATTELSER,
    Files,
    appended,
    published,
    replaced,
    valid,
    with_file,
)

BY_NAME = beside("namn,belopp_angivet,mottagare,omrade_id\nA,6 mkr,Hälsocentralerna,nara-vard\n")
STATES: dict[str, Files] = {
    "with a list": BY_NAME,
    "what is named has another id": replaced(
        "id: halsocentraler", "id: nya", MOTTAGARE, files=BY_NAME
    ),
    "a fault in the list": appended("B,sex\n", CSV, BY_NAME),
    "the list is gone": valid(),
    "another amount": replaced("6 mkr", "7 mkr"),
    "an unreadable decision": with_file(BESLUT, "titel: [\n"),
    "published": published(),
    "a fault in the ledger": appended("x\n", LEDGER, published()),
    "a correction": with_file(RATTELSER, "- datum: 2024\n", published()),
    "as at first": BY_NAME,
}


def test_what_is_remembered_of_other_files_changes_nothing() -> None:
    remembered = Remembered()
    for state, files in [*STATES.items(), *reversed(STATES.items())]:
        assert load(files, remembered) == load(files), state


def test_a_file_that_is_as_it_was_is_not_read_again_and_one_that_is_gone_is_forgotten() -> None:
    remembered = Remembered()
    before, _ = load(published(), remembered)
    after, _ = load({**published(), **replaced("6 mkr", "7 mkr")}, remembered)
    again: dict[str, bool] = {
        file: source is not before.sources[file] for file, source in after.sources.items()
    }
    assert [file for file, is_again in again.items() if is_again] == [BESLUT]
    assert after.publicerat is before.publicerat
    load({}, remembered)
    assert remembered == {}
