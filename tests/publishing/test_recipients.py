"""A recipient has a page where there is more than a row to tell, or where it has had one."""

from __future__ import annotations

import pytest

from generator.checking.judge import judge
from generator.pages.plans import addresses_of
from generator.publishing.publication import publish
from tests.smallest import BESLUT, MOTTAGARE, Files, valid

ADRESSER = "content/data/adresser.csv"
ROW = "https://tilldelat.example/beslut/2023/god-och-nara-vard/#belopp-nara-vard--utokade-hembesok"
PAGE = "https://tilldelat.example/mottagare/halsocentraler/"


def kept(adress: str) -> bytes:
    return f"adress,publicerad,leder_till,borta\n{adress},2024-01-01,,\n".encode()


def with_another_row(files: Files) -> None:
    files[BESLUT] = files[BESLUT].replace(
        b"belopp: 2 mkr\n", b"belopp: 2 mkr\n        mottagare: halsocentraler\n"
    )


def with_years(files: Files) -> None:
    years = b"        per_ar:\n          - {ar: 2023, belopp: 1 mkr}\n"
    years += b"          - {ar: 2024, belopp: 3 mkr}\n"
    files[BESLUT] = files[BESLUT].replace(
        b"mottagare: halsocentraler\n", b"mottagare: halsocentraler\n" + years
    )


def published_before(files: Files) -> None:
    files[ADRESSER] = kept("mottagare/halsocentraler/")


def published_as_something_else(files: Files) -> None:
    files[ADRESSER] = kept("mottagare/vardcentraler/")
    files[MOTTAGARE] += b"  tidigare_id: vardcentraler\n"


def alone(files: Files) -> None:
    pass


def another_published(files: Files) -> None:
    files[ADRESSER] = kept("omraden/nara-vard/")


@pytest.mark.parametrize(
    ("change", "url"),
    [
        (alone, ROW),
        (another_published, ROW),
        (with_another_row, PAGE),
        (with_years, PAGE),
        (published_before, PAGE),
        (published_as_something_else, PAGE),
    ],
)
def test_a_page_is_only_where_there_is_more_to_tell(change: object, url: str) -> None:
    files = valid()
    assert callable(change)
    change(files)
    judged = judge(files)
    public = publish(judged)
    assert public, judged.errors
    assert public.tables["mottagare"].address("halsocentraler") == url
    assert ("mottagare/halsocentraler/" in addresses_of(public)) == (url == PAGE)
