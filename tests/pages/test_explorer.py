"""What the explorer is given holds just what the public tables say of the same rows."""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

import pytest

from generator.pages import explorer
from generator.pages.kept import Made
from generator.publishing import assets
from generator.publishing.downloads import File
from generator.publishing.publication import Publication
from generator.publishing.site import PROGRAM_ROOT
from generator.reckoning.rows import Row
from generator.words.ordval import REGIONENS
from tests.conftest import EXEMPEL, read_publication

SCRIPTS = PROGRAM_ROOT / "site_templates" / "skript"
SHARED = {
    "beslut": "beslut_id",
    "satsning": "satsning_id",
    "omrade": "omrade_id",
    "mottagare": "mottagare_id",
    "status": "status",
    "objekt": "objekt",
    "niva": "niva",
    "mal": "mal",
    "avser": "avser",
    "mottagare_angivet": "mottagare_angivet",
}
"""The shared columns by the public columns that say the same."""


@pytest.fixture(params=["publication", "exempel_publication"])
def told(request: pytest.FixtureRequest) -> Publication:
    """The real data, and the example's."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Publication)
    return found


def files(publication: Publication) -> tuple[Mapping[str, Any], list[Mapping[str, Any]]]:
    """The register, and the years in the order in which it names them."""
    by_path = {file.path: json.loads(file.content) for file in explorer.render(publication)}
    register = by_path["utforska/register.json"]
    folder = f"utforska/{register['version']}"
    years = [by_path.pop(f"{folder}/{name}.json") for name in register["filer"]]
    assert list(by_path) == ["utforska/register.json"]
    return register, years


def place(sign: str) -> int:
    at = ord(sign) if ord(sign) < 0xD800 else ord(sign) - 0x800
    return at - 36 - (at > ord("\\"))


def rows_of(register: Mapping[str, Any], year: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """A year's rows as a browser puts them together."""
    way: list[str] = []
    for at, name in enumerate(year["namn"]):
        row = {"kr": year["kr"][at], "tabell": int(year["tabell"][at])}
        for column, cells in year.items():
            if isinstance(cells, dict) and "rader" in cells:
                code = place(cells["rader"][at])
                known = register["celler"].get(column) or cells["celler"]
                row[column] = None if code < 0 else known[code]
        for column in ("text", "typer", "intervall", "rattad", "avslag", "flera_ar"):
            row[column] = year[column].get(str(at))
        way[place(year["djup"][at]) :] = [year["nyckel"][at] or explorer.plain(name)]
        yield {"rad_id": "/".join([row["beslut"], *way]), "namn": name, **row}


def test_each_row_of_the_tables_is_there_once_and_says_the_same(told: Publication) -> None:
    register, years = files(told)
    sent = {row["rad_id"]: row for year in years for row in rows_of(register, year)}
    verdicts: dict[str, set[Any]] = defaultdict(set)
    for check in told.tables["kontroller"].records:
        verdicts[str(check["kontrollerat_id"])].add(check["verdikt"])
    count = 0
    for at, name in enumerate(explorer.TABLES):
        assert register["tabeller"][at]["tabell"] == name
        for record in told.tables[name].records:
            row, count = sent[str(record["rad_id"])], count + 1
            assert row["tabell"] == at
            assert row["namn"] == record["namn"]
            for column, public in SHARED.items():
                assert row[column] == record.get(public, row[column]), (record["rad_id"], column)
            assert row["ar"] == str(record["avser_ar"] or record["ar"])
            assert "; ".join(row["ansvarig"] or ()) == (record.get("ansvarig") or "")
            is_range = record["belopp_typ"] == "intervall"
            assert row["kr"] == (
                None
                if is_range
                else record["summa_kr"]
                if record["belopp_kr"] is None
                else record["belopp_kr"]
            )
            if is_range:
                assert row["intervall"] == [[record["belopp_min_kr"], record["belopp_max_kr"]]]
            assert bool(row["avslag"]) == bool(record.get("avslag"))
            of_row = verdicts[str(record["rad_id"])]
            if of_row:  # a derived row wears its decision's
                assert set(row["verdikt"] or ()) == of_row
    assert count == len(sent) == sum(len(year["namn"]) for year in years) > 30


def test_what_few_rows_have_is_told_of_in_the_example(exempel_publication: Publication) -> None:
    _, years = files(exempel_publication)
    for column in ("text", "intervall", "rattad", "avslag", "flera_ar"):
        assert any(year[column] for year in years), column
    assert any(year["nyckel"][at] for year in years for at in range(len(year["nyckel"])))


def test_the_same_data_gives_the_same_bytes() -> None:
    one, other = (list(explorer.render(read_publication(EXEMPEL))) for _ in range(2))
    assert one == other


def test_a_number_that_a_browser_can_not_hold_is_sent_as_text() -> None:
    assert explorer._number(2**53 - 1) == 9007199254740991
    assert explorer._number(2**53) == "9007199254740992"
    assert explorer._number(-(2**53)) == "-9007199254740992"


def test_a_sign_stands_for_one_place_and_is_written_as_itself() -> None:
    codes = [-1, 0, 55, 56, 1000, 0xD7FF, 0xD800, 70_000]
    signs = "".join(map(explorer._sign, codes))
    assert list(map(place, signs)) == codes
    assert json.dumps(signs, ensure_ascii=False) == f'"{signs}"'
    assert signs.encode().decode() == signs


def test_the_script_has_all_its_words_from_the_data_and_uses_all_of_them() -> None:
    words = explorer._filled(explorer._WORDS, REGIONENS)
    parts = [(SCRIPTS / f"{name}.js").read_text(encoding="utf-8") for name in assets.PARTS]
    assert len(parts) == len(list(SCRIPTS.iterdir()))
    script = "".join(parts)
    used = set(re.findall(r"[^/]\bord\.([a-z_]+)", script)) | {"fritext", "fran", "till"}
    assert used == {*words["ord"], "utan_omrade"}
    bare = re.sub(r"//.*|`[^`]*`", "", script)
    assert not re.findall(r"[åäöÅÄÖ]", bare)


def test_the_script_is_sent_without_what_only_its_editors_read() -> None:
    (sent,) = (file for file in assets.read(EXEMPEL) if file.path == assets.EXPLORER)
    lines = sent.content.decode("utf-8").splitlines()
    assert not [line for line in lines if line.startswith(("//", " "))]
    assert all(line.count("`") % 2 == 0 for line in lines), "no text of several lines"
    assert len(gzip.compress(sent.content)) < 12_000


def test_only_a_year_whose_decisions_are_others_is_made_again(
    exempel_publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are read from the folder of the version in which they were made."""
    changed = min(exempel_publication.beslut_years)

    def key_of(reads: frozenset[str] | None, totals: str, edition: str = "") -> str:
        told = reads is None or any(id_.startswith(f"{changed}/") for id_ in reads)
        return f"{sorted(reads or ())} {totals} {edition if told else ''}"

    first = list(explorer.files(exempel_publication, key_of, {}, lambda path: b""))
    written = contents_of(first)
    kept = {made.address: made for made in first}
    said = explorer._said
    years: set[int] = set()

    def noted(publication: Publication, row: Row, several: frozenset[str]) -> explorer.Said:
        years.add(row.beslut.ar)
        return said(publication, row, several)

    monkeypatch.setattr(explorer, "_said", noted)
    for edition, made_again in (("", set()), ("ny", {changed})):
        key = partial(key_of, edition=edition)
        again = explorer.files(exempel_publication, key, kept, written.__getitem__)
        assert contents_of(again) == written
        assert years == made_again


def contents_of(made: Iterable[Made]) -> Mapping[str, bytes]:
    files = (file for each in made for file in each.files)
    return {file.path: file.content for file in files if isinstance(file, File)}
