"""What a page is made of is all that it depends on: as long as that is the same, so is the page."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import pytest
import yaml

from generator.checking.judge import judge
from generator.pages import explorer, plans
from generator.pages import render as pages
from generator.pages.explorer import REGISTER
from generator.pages.kept import Made
from generator.pages.plans import PAGE_TYPES
from generator.publishing import addresses, downloads, exports, feeds, parts, site
from generator.publishing.downloads import File, Pieced
from generator.publishing.inputs import TEXTS, Inputs, Tells, contents_of
from generator.publishing.publication import Publication, publish
from generator.publishing.site import Left, digest
from generator.publishing.versions import published
from generator.publishing.written import Written
from tests.conftest import EXEMPEL, read_data

TEMPLATES = site.template_folders(EXEMPEL)
DATA = "content/data"
BIDRAG = f"{DATA}/beslut/2023/bidrag.yml"
STOD = f"{DATA}/beslut/2021/stod.yml"
OMSTALLNING = f"{DATA}/beslut/2022/omstallning.yml"
Files = Mapping[str, bytes]


def made(files: Files, program: str = "program") -> dict[str, Made]:
    """Every page by its address, and every piece of a download or feed by what it is made of."""
    judged = judge(files)
    publication = publish(judged)
    assert publication is not None, judged.problems
    inputs = Inputs(contents_of(files), publication, program)
    every = pages.pages(
        publication,
        TEMPLATES,
        lambda plan: inputs.key(plan.reads, plan.totals, plan.tells),
    )
    explored = explorer.files(
        publication,
        lambda reads, totals: inputs.key(reads, totals, Tells.NO_TEXTS),
        {},
        lambda path: b"",
    )
    # They lie in a folder of their version, which tells of all of them.
    nowhere = [
        page._replace(files=tuple(file._replace(path="") for file in page.files))
        for page in explored
    ]
    key_of = cache(lambda beslut_id: inputs.key([beslut_id]))
    in_pieces = [*downloads.files(publication, key_of), *feeds.files(publication, key_of)]
    return {page.address: page for page in (*every, *nowhere)} | dict(_pieces(in_pieces))


def _pieces(files: Iterable[File | Pieced]) -> Iterator[tuple[str, Made]]:
    for file in files:
        for piece in file.pieces if isinstance(file, Pieced) else ():
            if piece.made_of:
                content = File(file.path, b"".join(piece.make()))
                name = f"{file.path} {piece.made_of}"
                yield name, Made(name, piece.made_of, (content,), None, b"", listed=False)


@pytest.fixture(scope="module")
def files() -> Files:
    return read_data(EXEMPEL)


@pytest.fixture(scope="module")
def before(files: Files) -> dict[str, Made]:
    return made(files)


class Edit(NamedTuple):
    """A change of a data file: what stood there, and what stands there now."""

    file: str
    old: str
    new: str
    changes: str = ""
    """A page that is another for it."""
    keeps: str = ""
    """A page that is not made of what was changed."""


EDITS = {
    "figure": Edit(STOD, "\nsammanfattning: ", "\nsammanfattning: Nu ", "2021/", "2024/"),
    "place in the file": Edit(STOD, "satsning:", "# En rad till.\nsatsning:", "", "2024/"),
    "replacer": Edit(BIDRAG, "reviderat", "nytt", "beslut/2023/bidrag-forst/", "2021/"),
    "changed by another": Edit(BIDRAG, "reviderat", "nytt", "beslut/2024/bidrag-andring/", "2021/"),
    "register": Edit(f"{DATA}/mottagare.yml", "Enheten", "Avdelningen", "mottagare/enheten/"),
    "theme": Edit(f"{DATA}/omraden.yml", "Äldreomsorg", "Omsorg", "2021/aldreomsorg/"),
    "correction": Edit(
        f"{DATA}/rattelser.yml", "avskrivet", "skrivet", "beslut/2021/stod/", "2023/teknik/"
    ),
    "change told of": Edit(f"{DATA}/andringar.csv", "2023-05-06", "2023-05-07", "rattelser/"),
    "day of publication": Edit(
        f"{DATA}/publicerat.csv", ",2022-04-01", ",2022-03-01", "", "2024/teknik/"
    ),
    "hand-written page": Edit("content/sidor/om.md", "\n\n", "\n\nNytt. ", "om/"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_a_page_is_another_only_where_what_it_is_made_of_is(
    files: Files, before: dict[str, Made], edit: Edit
) -> None:
    text = files[edit.file].decode("utf-8")
    assert edit.old in text
    after = made({**files, edit.file: text.replace(edit.old, edit.new).encode("utf-8")})
    same = taken_for_the_same(before, after)
    assert not edit.changes or after[edit.changes].files != before[edit.changes].files
    assert not edit.keeps or edit.keeps in same


def test_a_text_changes_no_list_that_does_not_tell_it(
    files: Files, before: dict[str, Made]
) -> None:
    """What a decision says in words may change, or come where nothing was, on any line."""
    after = made({**files, **dict(_reworded(files))})
    same = taken_for_the_same(before, after)
    assert {"kontroller/", "omraden/", "mottagare/enheten/", REGISTER} <= same
    assert all(f"beslut/{year}/" not in same for year in (2021, 2023))


def test_a_title_changes_no_list_that_does_not_tell_it(
    files: Files, before: dict[str, Made]
) -> None:
    """An område that is a whole decision is called by its title, and another is not."""
    every = [file for file in files if "/beslut/" in file and file.endswith(".yml")]
    adds_money = {"omraden/", "mottagare/", "objekt/", "satsningar/", "en/"}
    taken_for_the_same(before, made(_retitled(files, every)))
    same = taken_for_the_same(before, made(_retitled(files, [OMSTALLNING])))
    assert adds_money | {"data/", "folj/", "ordlista/", "sok/", "om/"} <= same
    assert "omraden/" not in taken_for_the_same(before, made(_retitled(files, [STOD])))


def _retitled(files: Files, of: Iterable[str]) -> Files:
    new = {
        file: re.sub(rb"(?m)^titel: ('?)", rb"titel: \1Nytt ", files[file], count=1) for file in of
    }
    return {**files, **new}


def _reworded(files: Files) -> Iterator[tuple[str, bytes]]:
    new: dict[str, object] = {
        "sammanfattning": "Nya ord.",
        "mal": "Nytt mål.",
        "ansvar": [{"roll": "Ny roll", "vad": "Nytt ansvar"}],
        "anmarkningar": [{"text": "Ny anmärkning."}],
        "villkor": [{"rubrik": "Ny rubrik", "text": "Nytt villkor.", "galler_for": "Alla"}],
    }
    of_document = {"innehall": ["Nytt innehåll."], "anmarkning": "Ny anmärkning."}
    assert new.keys() | {"handlingar"} == TEXTS.keys()
    assert {"__all__": of_document.keys()} == TEXTS["handlingar"]
    for file, content in files.items():
        if "/beslut/" in file and file.endswith(".yml"):
            said = yaml.load(content, yaml.BaseLoader)
            documents = [{**each, **of_document} for each in said.pop("handlingar")]
            whole = {"handlingar": documents} | said | new
            yield file, json.dumps(whole, ensure_ascii=False, indent=2).encode("utf-8")


def test_a_version_is_another_with_each_thing_that_is_told_of_it(
    exempel_publication: Publication,
) -> None:
    """Also how much there was before it, and a correction of what is no longer there."""
    first = published(exempel_publication)[-1]
    assert first.tidigare
    correction = first.rattelser[0]
    reworded = correction.data.model_copy(update={"orsak": "Annan."})
    gone = replace(first, rattelser=[correction._replace(row=None)])
    other = replace(first, rattelser=[correction._replace(row=None, data=reworded)])
    assert replace(first, tidigare=first.tidigare[1:]).made_of != first.made_of
    assert gone.made_of != other.made_of


def exported(files: Files) -> tuple[Mapping[str, str], Mapping[tuple[str, str], bytes]]:
    """Every export as a digest; and what may be kept of it, by path and what it is made of."""
    publication = publish(judge(files))
    assert publication is not None
    tables = {file.path: file.content for file in downloads.render(publication)}
    left = {path: Left(path, digest(content), 0, 0) for path, content in tables.items()}
    written = Written(publication, left, lambda path: io.BytesIO(tables[path]))
    kept = {}
    for file in exports.files(written, Inputs(contents_of(files), publication, "program")):
        whole = file.whole() if isinstance(file, Pieced) else file
        left[file.path] = Left(file.path, digest(whole.content), len(whole.content), 0)
        for piece in file.pieces if isinstance(file, Pieced) else ():
            assert (file.path, piece.made_of) not in kept
            kept[file.path, piece.made_of] = b"".join(piece.make())
    return {path: file.digest for path, file in left.items()}, kept


def test_an_export_is_another_wherever_what_it_is_made_of_is(files: Files) -> None:
    """Of no version is told in a table; of a text that is in no other is."""
    kept = {name: content for name, content in files.items() if "versioner" not in name}
    without = {name: content for name, content in kept.items() if "tillbakadragna" not in name}
    text = files[STOD].replace(b"\nsammanfattning: ", b"\nsammanfattning: Nu ")
    recipients = f"{DATA}/mottagare.yml"
    unit = files[recipients].replace(b"Enheten", b"Avdelningen")
    whole, before = exported(files)
    for changed in (without, {**files, STOD: text}, {**files, recipients: unit}):
        after_whole, after = exported(changed)
        assert after_whole != whole
        assert after_whole.keys() == whole.keys()
        same = before.keys() & after
        assert [piece for piece in sorted(same) if before[piece] != after[piece]] == []
    _, after = exported({**files, STOD: text})
    assert {path for path, _ in before.keys() & after} >= {addresses.WORKBOOK, addresses.GRANTS}


def test_every_page_is_made_of_the_program(files: Files, before: dict[str, Made]) -> None:
    assert taken_for_the_same(before, made(files, "program, uppgraderat")) == set()


PART = "\ninsatser:\n  - namn: Allt\n    belopp: 1 mkr\n"


def with_another(files: Files, more: str = "") -> Files:
    """Beside an own decision of the same year, område and recipient."""
    text = files[f"{DATA}/beslut/2024/upphavt.yml"].decode("utf-8")
    start, end = text.index("upphavd:"), text.index("handlingar:")
    new = text[:start].replace("2024-01-10", "2024-03-10") + text[end:] + more
    return {**files, f"{DATA}/beslut/2024/nytt.yml": new.encode("utf-8")}


def taken_for_the_same(one: Mapping[str, Made], other: Mapping[str, Made]) -> set[str]:
    """Pages that are made of the same in two states of the data; all of which must be the same."""
    same = {address for address in one.keys() & other if one[address].key == other[address].key}
    assert [address for address in sorted(same) if one[address] != other[address]] == []
    return same


def test_a_decision_that_comes_or_goes_changes_only_what_tells_of_it(
    files: Files, before: dict[str, Made]
) -> None:
    after = made(with_another(files))
    assert "2024/" not in taken_for_the_same(before, after)
    assert "2024/" not in taken_for_the_same(after, before)


def test_a_page_of_a_list_is_another_only_where_what_stands_on_it_may_be(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "MOST", 1)
    long = [kind for kind in PAGE_TYPES if kind[0] in {"kontroller", "aterrapportering"}]
    monkeypatch.setattr(plans, "PAGE_TYPES", long)
    new = files[BIDRAG].replace(b"reviderat", b"nytt") + b"villkor:\n  - text: Nytt.\n"
    duty = files[STOD].replace(b"Muntlig rapport", b"Skriftlig rapport")
    one, other, third = (made({**files, **more}) for more in ({}, {BIDRAG: new}, {STOD: duty}))
    same = taken_for_the_same(one, other)
    assert {"kontroller/", "kontroller/sida/2/", "aterrapportering/sida/2/"} <= same
    assert {address for address in one if address.startswith("kontroller/")} - same
    assert "aterrapportering/sida/2/" not in taken_for_the_same(one, third)


def test_a_list_that_grows_long_changes_what_leads_to_it(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With one decision more the checks are told by the decisions instead."""
    another = with_another(files, PART)
    fits, too_many = (len(judge(each).kontroller) for each in (files, another))
    assert fits < too_many
    monkeypatch.setattr(parts, "MOST", fits)
    before, after = made(files), made(another)
    assert before["beslut/2021/stod/"].files != after["beslut/2021/stod/"].files
    taken_for_the_same(before, after)


def test_a_version_is_another_when_a_change_it_tells_of_moves_to_a_later_page(
    files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plans, "PAGE_TYPES", [kind for kind in PAGE_TYPES if kind[0] == "version"])
    changes = f"{DATA}/andringar.csv"
    *_, last = files[changes].splitlines(keepends=True)
    register = judge(files).register
    monkeypatch.setattr(parts, "MOST", len(register.rattelser) + len(register.andringar))
    before, after = made(files), made({**files, changes: files[changes] + last})
    assert before["versioner/2024-04-02/"].files != after["versioner/2024-04-02/"].files
    taken_for_the_same(before, after)
