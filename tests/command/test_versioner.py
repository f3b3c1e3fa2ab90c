"""Versions over a site's life: what was published stays at its address, byte for byte."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.checking.judge import judge, with_kept_tables
from generator.pages import render as pages
from generator.publishing import downloads, exports, site, versions
from generator.reading import load
from generator.reading.versions import PACKED, VERSIONER, read_table
from tests.conftest import git, read_publication, tilldelat
from tests.smallest import BESLUT, ORDLISTA, STEADY, valid

FIRST, SECOND, AGAIN = (
    f"{VERSIONER}/{name}" for name in ("2024-01-01", "2024-02-01", "2024-02-01-2")
)
WITHDRAWN = "content/data/tillbakadragna.yml"
NS = {"a": "http://www.w3.org/2005/Atom", "d": "http://www.w3.org/ns/dcat#"}
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
ABOUT, RESOURCE = f"{RDF}about", f"{RDF}resource"


class Versions:
    """A small site's folder, published time after time."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name, content in valid().items():
            self.write(name, content)

    def write(self, name: str, content: bytes | str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def change(self, name: str, old: str, new: str) -> None:
        text = (self.root / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, old
        self.write(name, text.replace(old, new))

    def publish(self, day: str, code: int = 0) -> str:
        done = tilldelat("publicera", "--root", self.root, "--datum", day)
        assert done.returncode == code, done.stderr
        return done.stdout + done.stderr

    def check(self) -> list[str]:
        """What is wrong: the code and the file of each problem."""
        judged = with_kept_tables(self.root, judge(load.read(self.root)))
        return [f"{problem.code} {problem.file}" for problem in judged.errors]

    @property
    def tables(self) -> Mapping[str, bytes]:
        """Each public table as a build would publish it now."""
        files = downloads.render(read_publication(self.root))
        tables = {file.path: file.content for file in files if file.path.endswith(".csv")}
        return {
            Path(path).stem: content
            for path, content in tables.items()
            if not path.endswith("-excel.csv")
        }

    @property
    def published(self) -> Mapping[str, bytes]:
        """What stands at each address of a version's tables, were the site built now."""
        files = versions.files(read_publication(self.root), partial(read_table, self.root))
        return {file.path: file.content for file in downloads.whole(files)}

    @property
    def pages(self) -> Mapping[str, str]:
        templates = site.template_folders(self.root)
        files = pages.render(read_publication(self.root), templates)
        return {file.path: file.content.decode() for file in files}


@pytest.fixture
def kept(tmp_path: Path) -> Versions:
    return Versions(tmp_path)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def the_same(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> None:
    assert {path: after.get(path) for path in before} == before


STEPS = st.lists(
    st.tuples(st.booleans(), st.sampled_from(["å", "b, c", '"d"', "e;  f", ""])),
    min_size=2,
    max_size=4,
)
"""Whether a day goes by, and what is written in the glossary before the next publication."""


@settings(STEADY, max_examples=5)
@given(STEPS)
def test_what_was_published_stands_at_its_address_for_ever(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[bool, str]]
) -> None:
    kept = Versions(tmp_path_factory.mktemp("versioner"))
    before: Mapping[str, bytes] = {}
    was: Mapping[str, bytes] = {}
    day = 1
    names: list[str] = []
    for goes_by, text in steps:
        day += goes_by
        kept.write(ORDLISTA, f"- id: ord\n  ord: Ord\n  forklaring: Det {text} betyder.\n")
        kept.publish(f"2024-01-{day:02}")
        now = kept.tables
        if now != was:
            same_day = sum(name.startswith(f"2024-01-{day:02}") for name in names)
            names.append(f"2024-01-{day:02}" + (f"-{same_day + 1}" if same_day else ""))
        assert [str(name) for name in read_publication(kept.root).register.versioner] == names
        the_same(before, kept.published)
        before, was = kept.published, now
        of_last = {f"versioner/{names[-1]}/{name}.csv": table for name, table in now.items()}
        the_same(of_last, before)
        assert len(before) == len(names) * len(now)
        assert kept.check() == []


def test_only_the_tables_that_changed_are_added_and_nothing_new_adds_nothing(
    kept: Versions,
) -> None:
    said = kept.publish("2024-01-01")
    assert f"Version 2024-01-01 är sparad i {VERSIONER}.\n" in said
    assert "  Den är den första, med 17 tabeller.\n" in said
    kept.change(ORDLISTA, "forklaring: ", "forklaring: Nu ")
    before = names_in(kept.root / VERSIONER)
    assert "Version" not in tilldelat("check", "--root", kept.root).stdout
    assert names_in(kept.root / VERSIONER) == before  # until it is published
    assert "Ändrat sedan förra versionen: ordlista." in kept.publish("2024-02-01")
    assert names_in(kept.root / SECOND) == [f"ordlista{PACKED}", "version.json"]
    for day in ("2024-02-01", "2024-03-01", "2023-01-01"):
        said = kept.publish(day)
        assert "Version" not in said
        is_told = said.endswith("Inget är nytt, och inget är skrivet.\n")
        assert is_told is (day >= "2024-02-01")  # before the last version's day it can't be known
    packed = (kept.root / SECOND / f"ordlista{PACKED}").read_bytes()
    assert packed == gzip.compress(kept.tables["ordlista"], mtime=0)
    kept.change(ORDLISTA, "forklaring: Nu ", "forklaring: ")
    assert f"Version {Path(AGAIN).name} är sparad" in kept.publish("2024-02-01")
    first, last = (
        kept.published[f"{Path(at).relative_to('content/data')}/ordlista.csv"]
        for at in (FIRST, AGAIN)
    )
    assert first == last


def test_no_version_is_of_a_day_before_the_last(kept: Versions) -> None:
    kept.publish("2024-02-01")
    kept.change(ORDLISTA, "forklaring: ", "forklaring: Nu ")
    said = kept.publish("2024-01-31")
    assert "Ingen version är sparad, för den senaste är från 2024-02-01." in said
    assert names_in(kept.root / VERSIONER) == ["2024-02-01"]
    kept.publish("2024-02-02")
    assert names_in(kept.root / VERSIONER) == ["2024-02-01", "2024-02-02"]


def test_a_version_tells_what_came_what_was_corrected_and_which_addresses_moved(
    kept: Versions,
) -> None:
    kept.publish("2024-01-01")
    kept.change(BESLUT, "belopp: 4 mkr\n        mottagare", "belopp: 3 mkr\n        mottagare")
    kept.change(BESLUT, "belopp: 2 mkr\n", "belopp: 3 mkr\n      - namn: Hembesök\n")
    done = tilldelat("ratta", "--root", kept.root, "--datum", "2024-01-20", "--orsak", "Fel.")
    assert done.returncode == 0, done.stderr
    kept.change("content/data/omraden.yml", "- id: e-halsa", "- id: ehalsa\n  tidigare_id: e-halsa")
    kept.change(BESLUT, "omrade: e-halsa", "omrade: ehalsa\n    id: e-halsa")
    kept.write(
        BESLUT.replace("god-och", "mer"),
        (kept.root / BESLUT)
        .read_text("utf-8")
        .replace("status: beslutad", "status: forslag\njamte: 2023/god-och-nara-vard"),
    )
    said = kept.publish("2024-02-01")
    assert "4 adresser är nya i content/data/adresser.csv: " in said
    assert "beslut/2023/mer-nara-vard/" in said
    made = kept.pages
    told = json.loads(made["versioner/2024-02-01/index.json"])
    assert (told["version"], told["dag"], told["fore"]) == (
        "2024-02-01",
        "2024-02-01",
        "2024-01-01",
    )
    assert {each["rad_id"].rsplit("/", 2)[0] for each in told["belopp"]} >= {"2023/mer-nara-vard"}
    assert all("mer-nara-vard" in each["rad_id"] for each in told["belopp"])
    corrections = told["tabeller"]["rattelser"]["rader"]
    assert [(each["tidigare_kr"], each["nytt_kr"]) for each in corrections] == [
        (2_000_000, 3_000_000),
        (4_000_000, 3_000_000),
    ]
    assert told["flyttade_adresser"]["omraden/e-halsa/"] == "omraden/ehalsa/"
    assert "beslut/2023/mer-nara-vard/" in told["nya_adresser"]
    for each in told["sparade"]:
        content = kept.published[f"versioner/2024-02-01/{each['tabell']}.csv"]
        assert (each["byte"], each["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
    page, listed = made["versioner/2024-02-01/index.md"], made["versioner/index.md"]
    assert len(told["belopp"]) == 5
    assert "nytt förslag med <span data-raknat>fem belopp</span>" in page
    listed = listed.replace("\u00a0", " ")
    assert "Utökade hembesök (2023), 4 000 000 kr blev 3 000 000 kr</a>" in listed
    moved = len(told["flyttade_adresser"])
    assert "Fem belopp kom till. Två belopp rättades." in listed
    assert (len(told["nya_adresser"]), moved) == (4, 2)
    assert "Fyra sidor kom till och två sidor flyttade." in listed
    assert "omraden/e-halsa/ flyttade till" in page
    feed = ET.fromstring(made["versioner/atom.xml"])
    entries = feed.findall("a:entry", NS)
    days = [entry.findtext("a:updated", "", NS) for entry in entries]
    assert days == ["2024-02-01T00:00:00Z", "2024-01-01T00:00:00Z"]
    told_of = entries[0].findtext("a:summary", "", NS).replace("\u00a0", " ")
    assert told_of.startswith("Fem belopp kom till. Två belopp rättades.")
    assert "4 000 000 kr blev 3 000 000 kr." in told_of
    # The first tells nothing of what came, as nothing was kept before; and all came that day.
    first = json.loads(made["versioner/2024-01-01/index.json"])
    assert len(first["belopp"]) == 5
    # What is corrected later is not told of what was published before.
    assert first["tabeller"] == {}


def test_what_was_published_before_tables_were_kept_is_said_to_have_been(kept: Versions) -> None:
    kept.publish("2024-01-01")
    shutil.rmtree(kept.root / VERSIONER)
    kept.publish("2024-02-01")
    made = kept.pages
    told = json.loads(made["versioner/2024-02-01/index.json"])
    assert (told["belopp"], told["nya_adresser"], told["fore"]) == ([], [], None)
    assert "Redan publicerade belopp: 5." in made["versioner/2024-02-01/index.md"]
    assert "Tabellerna har sparats sedan 1\u00a0februari 2024." in made["versioner/index.md"]


def test_programs_find_every_version_in_the_catalogues(kept: Versions) -> None:
    for day, text in (("2024-01-01", "Ett"), ("2024-02-01", "Två")):
        kept.write(ORDLISTA, f"- id: ord\n  ord: Ord\n  forklaring: {text}.\n")
        kept.publish(day)
    public = read_publication(kept.root)
    files = {file.path: file.content for file in exports.render(public)}
    listed = json.loads(files["data/index.json"])["sidor"]
    pages = [
        f"{public.organisation.webbplats}{address}"
        for address in ("versioner/2024-02-01/", "versioner/2024-01-01/")
    ]
    assert [each["url"] for each in listed if each["slag"] == "version"] == pages
    catalogue = ET.fromstring(files["data/catalog.rdf"])
    datasets = {each.get(ABOUT, ""): each for each in catalogue.findall("d:Dataset", NS)}
    main = f"{public.organisation.webbplats}data/#datamangd"
    of_versions = [f"{page}#datamangd" for page in pages]
    assert list(datasets) == [main, *of_versions]
    assert leads(datasets[main], "d:hasVersion") == of_versions
    # A portal lists the data once.
    assert leads(catalogue, "d:Catalog/d:dataset") == [main]
    files_at = leads(catalogue, "d:Distribution/d:accessURL")
    assert set(pages) <= set(files_at)


def leads(element: ET.Element, path: str) -> list[str]:
    """What a description in RDF leads to."""
    return [each.get(RESOURCE, "") for each in element.findall(path, NS)]


def test_a_site_without_versions_has_no_page_and_no_link_to_one(kept: Versions) -> None:
    for path, text in kept.pages.items():
        assert "versioner/" not in path + text, path
    assert kept.published == {}


Spoil = Callable[[Path], object]


def forge(root: Path) -> None:
    """Another table, packed as ours are."""
    path = root / FIRST / f"beslut{PACKED}"
    path.write_bytes(
        gzip.compress(gzip.decompress(path.read_bytes()).replace(b"10", b"11"), mtime=0)
    )


def change_record(root: Path, field: str, value: object) -> None:
    path = root / FIRST / "version.json"
    told = json.loads(path.read_text("utf-8"))
    at: Any = told
    *way, last = field.split(".")
    for step in way:
        at = at[step]
    at[last] = value
    path.write_text(json.dumps(told), "utf-8")


def link(path: Path, to: Path) -> None:
    path.unlink()
    path.symlink_to(to)


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


ANY = {"sparad_i": "2024-01-01", "sha256": "0" * 64, "byte": 1}
RECORD, TABLE = f"{FIRST}/version.json", f"{FIRST}/beslut{PACKED}"
BOMB = gzip.compress(bytes(30_000_000), mtime=0)
SPOILED: Mapping[str, tuple[Spoil, str]] = {
    "another table": (forge, f"andrad-version {TABLE}"),
    "no gzip": (lambda root: (root / TABLE).write_bytes(b"hej"), f"andrad-version {TABLE}"),
    "half": (
        lambda root: (root / TABLE).write_bytes((root / TABLE).read_bytes()[:-9]),
        f"andrad-version {TABLE}",
    ),
    "empty": (lambda root: (root / TABLE).write_bytes(b""), f"andrad-version {TABLE}"),
    "bomb": (lambda root: (root / TABLE).write_bytes(BOMB), f"andrad-version {TABLE}"),
    "much that is nothing": (
        lambda root: (root / TABLE).write_bytes(gzip.compress(b"") * 100_000),
        f"andrad-version {TABLE}",
    ),
    "gone": (lambda root: (root / TABLE).unlink(), f"saknad-version {TABLE}"),
    "a link": (
        lambda root: link(root / TABLE, (root / FIRST / f"insatser{PACKED}")),
        f"andrad-version {TABLE}",
    ),
    "a pipe": (
        lambda root: pipe(root / TABLE),
        f"andrad-version {TABLE}",
    ),
    "by hand": (
        lambda root: (root / FIRST / f"mer{PACKED}").write_bytes(BOMB),
        f"okand-version {FIRST}/mer{PACKED}",
    ),
    "a folder by hand": (
        lambda root: (root / FIRST / f"mer{PACKED}/mer").mkdir(parents=True),
        f"okand-version {FIRST}/mer{PACKED}",
    ),
    "no name that can be written": (
        lambda root: Path(os.fsdecode(bytes(root / FIRST) + b"/\xff.csv.gz")).write_bytes(b""),
        f"okand-version {FIRST}/<U+DCFF>{PACKED}",
    ),
    "a day by hand": (
        lambda root: shutil.copytree(root / FIRST, root / f"{VERSIONER}/i går"),
        f"fel-plats {VERSIONER}/i går/version.json",
    ),
    "a name that is hostile": (
        lambda root: (root / FIRST / f"a\n\x1b[31m<b>{PACKED}").write_bytes(b""),
        f"okand-version {FIRST}/a<U+000A><U+001B>[31m<b>{PACKED}",
    ),
    "another file": (
        lambda root: (root / FIRST / "anteckning.txt").write_bytes(b"hej"),
        f"fel-plats {FIRST}/anteckning.txt",
    ),
    "no JSON": (lambda root: (root / RECORD).write_bytes(b"{"), f"andrad-version {RECORD}"),
    "not UTF-8": (lambda root: (root / RECORD).write_bytes(b"\xff{}"), f"andrad-version {RECORD}"),
    "deep JSON": (
        lambda root: (root / RECORD).write_bytes(b"[" * 100_000),
        f"andrad-version {RECORD}",
    ),
    "a table's name that leads out": (
        lambda root: change_record(root, "tabeller", {"../../../x": ANY}),
        f"andrad-version {RECORD}",
    ),
    "another field": (lambda root: change_record(root, "x", 1), f"andrad-version {RECORD}"),
    "another type": (lambda root: change_record(root, "belopp", "5"), f"andrad-version {RECORD}"),
    "a number without end": (
        lambda root: change_record(root, "tabeller.beslut.byte", 10**400),
        f"andrad-version {RECORD}",
    ),
    "another sum": (
        lambda root: change_record(root, "tabeller.beslut.sha256", "0" * 64),
        f"andrad-version {TABLE}",
    ),
    "a table of a version that is not": (
        lambda root: change_record(root, "tabeller.beslut.sparad_i", "2024-01-01-2"),
        f"andrad-version {RECORD}",
    ),
    "an address that is none": (
        lambda root: change_record(root, "flyttade", {"omraden/x/": "javascript:alert(1)"}),
        f"andrad-version {RECORD}",
    ),
    "no record": (lambda root: (root / RECORD).unlink(), f"okand-version {TABLE}"),
}


@pytest.mark.parametrize("how", SPOILED)
def test_what_is_kept_is_as_it_was_or_nothing_is_published(kept: Versions, how: str) -> None:
    kept.publish("2024-01-01")
    spoil, expected = SPOILED[how]
    spoil(kept.root)
    assert expected in kept.check()
    assert tilldelat("check", "--root", kept.root).returncode == 1


def test_a_folder_of_versions_that_is_a_link_is_refused(kept: Versions, tmp_path: Path) -> None:
    kept.publish("2024-01-01")
    shutil.move(kept.root / VERSIONER, kept.root / "annan")
    (kept.root / VERSIONER).symlink_to(kept.root / "annan")
    assert kept.check()


def withdrawal(id_: str, reason: str = "Ett namn stod i tabellen.") -> str:
    return f"- id: {id_}\n  datum: 2024-03-01\n  orsak: {reason}\n"


def test_a_table_that_is_withdrawn_leaves_why_at_its_address(kept: Versions) -> None:
    kept.publish("2024-01-01")
    kept.change(ORDLISTA, "forklaring: ", "forklaring: Nu ")
    kept.publish("2024-02-01")
    before = kept.published
    kept.write(WITHDRAWN, withdrawal("2024-02-01/ordlista") + withdrawal("2024-01-01/beslut"))
    assert kept.check() == [f"fel-tillbakadragande {WITHDRAWN}"] * 2  # the files still lie there
    (kept.root / SECOND / f"ordlista{PACKED}").unlink()
    (kept.root / FIRST / f"beslut{PACKED}").unlink()
    assert kept.check() == []
    now = kept.published
    gone = {path for path in before if now[path] != before[path]}
    assert gone == {
        "versioner/2024-02-01/ordlista.csv",
        "versioner/2024-01-01/beslut.csv",
        "versioner/2024-02-01/beslut.csv",  # the same table
    }
    for path in gone:
        assert now[path] == b"tillbakadragen,orsak\r\n2024-03-01,Ett namn stod i tabellen.\r\n"
    made = kept.pages
    for version, names in (("2024-01-01", {"beslut"}), ("2024-02-01", {"beslut", "ordlista"})):
        assert "tillbakadragen 1\u00a0mars 2024. Ett namn" in made[f"versioner/{version}/index.md"]
        told = json.loads(made[f"versioner/{version}/index.json"])
        assert {each["tabell"] for each in told["sparade"] if each["tillbakadragen"]} == names
    # Who follows the versions hears of it.
    newest = ET.fromstring(made["versioner/atom.xml"]).find("a:entry", NS)
    assert newest is not None
    assert newest.findtext("a:updated", "", NS) == "2024-03-01T00:00:00Z"
    assert "Ett namn stod i tabellen." in newest.findtext("a:summary", "", NS)
    # What is withdrawn hinders nothing, and is told of as what else has changed.
    kept.change(ORDLISTA, "forklaring: Nu ", "forklaring: Sedan ")
    kept.publish("2024-03-01")
    assert kept.check() == []


@pytest.mark.parametrize(
    ("id_", "hint"),
    [
        ("2024-02-01/beslut", "Skriv id 2024-01-01/beslut."),
        ("2024-02-01/finns_inte", "ingen version har publicerat"),
        ("2023-02-01/beslut", "ingen version har publicerat"),
        ("../beslut", "är ingen sparad tabell"),
    ],
)
def test_a_withdrawal_is_of_a_table_that_is_kept(kept: Versions, id_: str, hint: str) -> None:
    kept.publish("2024-01-01")
    kept.change(ORDLISTA, "forklaring: ", "forklaring: Nu ")
    kept.publish("2024-02-01")
    kept.write(WITHDRAWN, withdrawal(id_))
    done = tilldelat("check", "--root", kept.root)
    assert done.returncode == 1
    assert hint in done.stdout
    assert f"{WITHDRAWN}:1:7" in done.stdout


def test_a_publication_that_is_cut_short_is_made_whole_by_the_next(
    kept: Versions, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.read_bytes() for path in kept.root.rglob("*") if path.is_file()}
    whole = site.write_together
    for many in range(0, 20, 6):

        def killed(contents: Mapping[Path, bytes], many: int = many) -> None:
            for path, content in [*contents.items()][:many]:  # as when the process is killed
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            raise KeyboardInterrupt

        monkeypatch.setattr(site, "write_together", killed)
        done = tilldelat("publicera", "--root", kept.root, "--datum", "2024-01-01")
        assert done.returncode == 130
        monkeypatch.setattr(site, "write_together", whole)
        assert not (kept.root / RECORD).exists()
        kept.publish("2024-01-01")
        assert kept.check() == []
        the_same(
            {f"versioner/2024-01-01/{name}.csv": table for name, table in kept.tables.items()},
            kept.published,
        )
        for path in [path for path in kept.root.rglob("*") if path.is_file()]:
            path.unlink()
        for path, content in before.items():
            path.write_bytes(content)


def test_what_was_published_is_read_from_git_without_its_tables(kept: Versions) -> None:
    kept.publish("2024-01-01")
    git(kept.root, "init", "--quiet")
    git(kept.root, "add", ".")
    git(kept.root, "commit", "--quiet", "--message", "Först")
    change_record(kept.root, "borta", ["omraden/x/"])
    done = tilldelat("diff", "HEAD", "--root", kept.root)
    assert "raderna om version 2024-01-01" in done.stdout
    shutil.copytree(kept.root / FIRST, kept.root / VERSIONER / "2023-01-01")
    done = tilldelat("diff", "HEAD", "--root", kept.root)
    assert "raderna om version 2023-01-01" in done.stdout
    shutil.rmtree(kept.root / VERSIONER / "2023-01-01")
    kept.publish("2024-02-01")
