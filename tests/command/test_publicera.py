"""`tilldelat publicera` over a site's life: what is published, renamed, moved and taken away."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar, Component

from generator.pages import render as pages
from generator.publishing import feeds, site
from generator.publishing.publication import Publication
from generator.reading.andringar import Andring, as_bytes
from generator.reading.register import ADRESSER, ANDRINGAR, LEDGER, TIDER
from tests.conftest import files_in, read_publication, tilldelat
from tests.smallest import BESLUT, MOTTAGARE, OMRADEN, TOP, valid

ATOM = {"a": "http://www.w3.org/2005/Atom"}
BASE = "https://tilldelat.example/"
DUTY = "aterrapportering:\n  - id: slut\n    vad: Slutrapport\n    senast: 2024-03-31\n"
UPPHAVD = "status: beslutad\nupphavd:\n  datum: 2024-05-02\n  text: Nämnden tog tillbaka det."
RENAMED = "content/data/beslut/2023/fordelning.yml"


class Life:
    """A site's folder, edited and published day by day."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._made: dict[str, str] = {}
        for name, content in valid().items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        self.change(BESLUT, "belopp: 10 mkr\n", f"{DUTY}belopp: 10 mkr\n")

    def change(self, name: str, old: str, new: str) -> None:
        self._made = {}
        text = (self.root / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, old
        (self.root / name).write_text(text.replace(old, new), encoding="utf-8")

    def publish(self, day: str) -> str:
        self._made = {}
        done = tilldelat("publicera", "--root", self.root, "--datum", day)
        assert done.returncode == 0, done.stderr
        before = files_in(self.root)
        assert tilldelat("publicera", "--root", self.root, "--datum", "2031-01-01").returncode == 0
        assert files_in(self.root) == before  # all is kept already, whatever day it is
        return done.stdout

    def had(self, address: str) -> None:
        """A page that was published with the first, when there was more to tell on it."""
        kept = f"adress,publicerad,leder_till,borta\n{address},2024-01-01,,\n"
        (self.root / ADRESSER).write_text(kept, encoding="utf-8")

    def row(self, name: str, key: str) -> list[str]:
        """What is kept of an address or a last day."""
        lines = (self.root / name).read_text(encoding="utf-8").splitlines()
        [line] = [line for line in lines if line.startswith(f"{key},")]
        return line.split(",")[1:]

    @property
    def publication(self) -> Publication:
        return read_publication(self.root)

    @property
    def files(self) -> dict[str, str]:
        """What is made of the data as it was last published or changed."""
        if not self._made:
            publication, templates = self.publication, site.template_folders(self.root)
            made = [*pages.render(publication, templates), *feeds.render(publication)]
            self._made = {file.path: file.content.decode() for file in made}
        return self._made

    @property
    def entry(self) -> dict[str, str]:
        """What the feed says of the one decision."""
        [entry] = ET.fromstring(self.files["beslut/atom.xml"]).findall("a:entry", ATOM)
        said = {name: entry.findtext(f"a:{name}", "", ATOM) for name in ("published", "updated")}
        [link] = entry.findall("a:link", ATOM)
        return said | {"id": entry.findtext("a:id", "", ATOM), "link": link.get("href", "")}

    @property
    def event(self) -> Component:
        calendar = Calendar.from_ical(self.files["aterrapportering/kalender.ics"])
        [event] = calendar.walk("VEVENT")
        return event

    def lastmod(self, address: str) -> str:
        pattern = rf"<loc>{BASE}{address}</loc>(?:<lastmod>(.*?)</lastmod>)?</url>"
        [day] = re.findall(pattern, self.files["sitemap.xml"])
        return str(day)


def instant(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T00:00:00+00:00")


@pytest.fixture
def life(tmp_path: Path) -> Life:
    return Life(tmp_path)


def test_before_anything_is_published_no_day_is_invented(life: Life) -> None:
    assert life.publication.version is None
    assert (life.entry["published"], life.entry["updated"]) == ("", "2000-01-01T00:00:00Z")
    assert "lastmod" not in life.files["sitemap.xml"]
    assert "last-modified" not in life.event
    life.change(BESLUT, "status: beslutad", "status: beslutad\nbeslutsdatum: 2023-03-29")
    assert life.publication.version == date(2023, 3, 29)
    assert (life.entry["published"], life.entry["updated"]) == ("", "2023-03-29T00:00:00Z")


def test_a_sites_life_from_day_to_day(life: Life) -> None:
    life.had("mottagare/halsocentraler/")
    said = life.publish("2024-01-01")
    assert f"adresser är nya i {ADRESSER}." in said
    old, new = "beslut/2023/god-och-nara-vard/", "beslut/2023/fordelning/"
    assert life.row(ADRESSER, old) == ["2024-01-01", "", ""]
    # What is told is when it was published: the decision itself is of the year before.
    first = {"id": f"{BASE}{old}", "link": f"{BASE}{old}"}
    assert life.entry == first | dict.fromkeys(("published", "updated"), "2024-01-01T00:00:00Z")
    assert life.lastmod("omraden/nara-vard/") == life.lastmod("") == "2024-01-01"
    assert life.lastmod("ordlista/") == ""
    uid = str(life.event["uid"])
    assert (life.event["sequence"], life.event.decoded("last-modified")) == (
        0,
        instant("2024-01-01"),
    )

    # Another name of the decision's file, and other ids of an område and a recipient.
    (life.root / BESLUT).rename(life.root / RENAMED)
    life.change(RENAMED, "belopp: 10 mkr\n", "tidigare_id: god-och-nara-vard\nbelopp: 10 mkr\n")
    life.change(RENAMED, "omrade: nara-vard", "omrade: nara\n    id: nara-vard")
    life.change(OMRADEN, "- id: nara-vard", "- id: nara\n  tidigare_id: nara-vard")
    life.change(RENAMED, "mottagare: halsocentraler", "mottagare: centraler")
    life.change(MOTTAGARE, "id: halsocentraler", "id: centraler\n  tidigare_id: halsocentraler")
    before = (life.root / LEDGER).read_bytes()
    said = life.publish("2024-02-01")
    assert (life.root / LEDGER).read_bytes() == before  # the amounts are those that were there
    moved = {
        old: new,
        "omraden/nara-vard/": "omraden/nara/",
        "2023/nara-vard/": "2023/nara/",
        "mottagare/halsocentraler/": "mottagare/centraler/",
    }
    for address, home in moved.items():
        assert life.row(ADRESSER, address) == ["2024-01-01", home, ""]
        assert life.row(ADRESSER, home) == ["2024-02-01", "", ""]
        assert f"  {address} leder till {home}." in said
        assert f"{address}index.md" in life.files
        assert f'kanonisk: "{BASE}{home}"' in life.files[f"{address}index.md"]
        assert f"{address}index.json" not in life.files
    # Who follows sees nothing new: it is the same decision and the same last day.
    assert life.entry == {
        "id": f"{BASE}{old}",
        "link": f"{BASE}{new}",
        **dict.fromkeys(("published", "updated"), "2024-01-01T00:00:00Z"),
    }
    assert (str(life.event["uid"]), life.event["sequence"]) == (uid, 0)
    assert str(life.event["url"]) == f"{BASE}{new}#aterrapportering-slut"

    # Once more, and the first name is no longer said: what was published is followed.
    life.change(OMRADEN, "- id: nara\n  tidigare_id: nara-vard", "- id: vard\n  tidigare_id: nara")
    life.change(RENAMED, "omrade: nara\n", "omrade: vard\n")
    life.publish("2024-02-02")
    for address in ("omraden/nara-vard/", "omraden/nara/"):
        assert life.row(ADRESSER, address)[1] == "omraden/vard/"

    # The recipient is taken away.
    life.change(RENAMED, "        mottagare: centraler\n", "")
    (life.root / MOTTAGARE).write_text("- id: andra\n  namn: Andra\n", encoding="utf-8")
    said = life.publish("2024-03-01")
    for address in ("mottagare/halsocentraler/", "mottagare/centraler/"):
        assert life.row(ADRESSER, address)[2] == "2024-03-01"
        assert "Sidan är borta sedan den 1\u00a0mars 2024." in life.files[f"{address}index.md"]
        assert f"  {address} finns inte längre" in said
    assert "halsocentraler" not in life.files["sitemap.xml"]

    # The last day is moved, and so is what calendars know it by.
    life.change(RENAMED, "senast: 2024-03-31", "senast: 2024-04-30")
    said = life.publish("2024-03-15")
    assert "senast 2024-03-31 är nu 2024-04-30." in said
    duty = "2023/god-och-nara-vard/aterrapportering/slut"
    assert life.row(TIDER, duty) == ["2024-04-30", "1", "2024-03-15"]
    event: Any = life.event
    assert (str(event["uid"]), event["sequence"]) == (uid, 1)
    assert event.decoded("dtstart") == date(2024, 4, 30)
    assert event.decoded("last-modified") == event.decoded("dtstamp") == instant("2024-03-15")
    [alarm] = event.walk("VALARM")
    assert alarm.decoded("trigger").days == -14
    assert "dag " in str(event["description"])
    assert "i dag" not in str(event["summary"])
    assert life.entry["updated"] == "2024-03-15T00:00:00Z"
    assert life.lastmod("aterrapportering/") == "2024-03-15"
    assert life.publication.version == date(2024, 3, 15)

    # A public change that is no amount's is one of the data, and of its decision's page.
    changed = Andring(date(2024, 4, 2), "2023/fordelning/villkor/a", "text", "Villkoret ändras.")
    (life.root / ANDRINGAR).write_bytes(as_bytes([changed]))
    life.publish("2024-04-02")
    assert life.publication.version == date(2024, 4, 2)
    assert life.lastmod(new) == life.lastmod("rattelser/") == "2024-04-02"
    assert life.lastmod("aterrapportering/") == "2024-03-15"
    assert life.entry["updated"] == "2024-03-15T00:00:00Z"

    # A correction is news of the decision, of the data, and of the pages that show the amount.
    life.change(RENAMED, "belopp: 2 mkr", "belopp: 1 mkr")
    life.change(RENAMED, "belopp: 6 mkr", "belopp: 5 mkr")
    life.change(RENAMED, "belopp: 10 mkr", "belopp: 9 mkr")
    done = tilldelat("ratta", "--orsak", "Fel.", "--root", life.root, "--datum", "2024-05-01")
    assert done.returncode == 0, done.stderr
    life.publish("2024-05-02")
    assert life.entry["published"] == "2024-01-01T00:00:00Z"
    assert life.entry["updated"] == "2024-05-01T00:00:00Z"
    assert life.publication.version == date(2024, 5, 1)
    assert "Uppgifternas version: 2024-05-01 (1\u00a0maj 2024)" in life.files[f"{new}index.md"]
    assert life.lastmod("omraden/vard/") == "2024-05-01"
    assert life.lastmod("omraden/e-halsa/") == "2024-01-01"


def test_what_was_taken_away_and_comes_back_is_a_page_again(life: Life) -> None:
    life.had("mottagare/halsocentraler/")
    life.publish("2024-01-01")
    text = (life.root / BESLUT).read_text(encoding="utf-8")
    life.change(BESLUT, "        mottagare: halsocentraler\n", "")
    life.publish("2024-02-01")
    assert life.row(ADRESSER, "mottagare/halsocentraler/") == ["2024-01-01", "", "2024-02-01"]
    (life.root / BESLUT).write_text(text, encoding="utf-8")
    life.publish("2024-03-01")
    assert life.row(ADRESSER, "mottagare/halsocentraler/") == ["2024-01-01", "", ""]
    assert "Sidan är" not in life.files["mottagare/halsocentraler/index.md"]


def test_a_decision_of_long_ago_is_new_on_the_day_it_is_published(life: Life) -> None:
    life.publish("2024-01-01")
    old = (life.root / BESLUT).read_text(encoding="utf-8")
    path = life.root / "content/data/beslut/2018/patientmiljarden.yml"
    path.parent.mkdir()
    path.write_text(old.replace("titel: Fördelning 2023", "titel: Äldre"), encoding="utf-8")
    life.publish("2024-06-01")
    feed = ET.fromstring(life.files["beslut/atom.xml"])
    assert feed.findtext("a:updated", "", ATOM) == "2024-06-01T00:00:00Z"
    first, second = feed.findall("a:entry", ATOM)
    assert first.findtext("a:title", "", ATOM) == "Äldre 2018"
    assert first.findtext("a:published", "", ATOM) == "2024-06-01T00:00:00Z"
    assert second.findtext("a:published", "", ATOM) == "2024-01-01T00:00:00Z"


def test_what_asks_for_nothing_any_more_is_said_so_to_who_follows(life: Life) -> None:
    life.publish("2024-01-01")
    text = (life.root / BESLUT).read_text(encoding="utf-8").replace(DUTY, "")
    new = life.root / "content/data/beslut/2023/nytt.yml"
    title = "titel: Fördelning 2023\nsatsning"
    text = text.replace(title, f"ersatter: {TOP}\n{title.replace('Förd', 'Ny förd')}")
    new.write_text(text, encoding="utf-8")
    life.publish("2024-02-01")
    feed = ET.fromstring(life.files["beslut/atom.xml"])
    said = {entry.findtext("a:title", "", ATOM): entry for entry in feed.findall("a:entry", ATOM)}
    old = said["Ersatt: Fördelning 2023"]
    assert old.findtext("a:summary", "", ATOM).startswith(
        "Beslutet gäller inte längre: det är ersatt av Ny fördelning 2023. 2023 beslutades om"
    )
    days = [old.findtext(f"a:{name}", "", ATOM)[:10] for name in ("published", "updated")]
    assert days == ["2024-01-01", "2024-02-01"]
    event = life.event
    assert (event["status"], event["sequence"], event.walk("VALARM")) == ("CANCELLED", 1, [])
    assert life.row(TIDER, "2023/god-och-nara-vard/aterrapportering/slut")[1] == "0"


def test_what_is_taken_back_is_said_so_to_who_follows(life: Life) -> None:
    life.publish("2024-01-01")
    life.change(BESLUT, "status: beslutad", UPPHAVD)
    assert (
        "gäller inte längre: det upphävdes 2 maj 2024. Nämnden tog tillbaka det."
        in (life.files["beslut/atom.xml"])
    )
    assert life.event["status"] == "CANCELLED"


def test_addresses_that_came_to_be_kept_later_than_amounts_make_nothing_new(life: Life) -> None:
    life.publish("2024-01-01")
    (life.root / ADRESSER).unlink()
    (life.root / TIDER).unlink()
    before = (life.root / LEDGER).read_bytes()
    life.publish("2025-01-01")
    assert (life.root / LEDGER).read_bytes() == before
    assert life.entry["published"] == "2024-01-01T00:00:00Z"
    assert life.publication.version == date(2024, 1, 1)
    assert life.lastmod("omraden/nara-vard/") == "2024-01-01"


def test_all_that_is_kept_is_written_or_none(life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files_in(life.root)
    replace = Path.replace

    def fail_at_the_last(self: Path, target: Path) -> Path:
        if target.name == "tider.csv":
            raise PermissionError(13, "Permission denied", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail_at_the_last)
    done = tilldelat("publicera", "--root", life.root)
    assert done.returncode == 4
    assert "tider.csv (rättigheter saknas)" in done.stderr
    assert files_in(life.root) == before


def test_files_that_are_written_together_are_as_they_were_when_one_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    first.write_bytes(b"gammalt")
    second.mkdir()  # a folder is in its place
    (second / "x").touch()
    with pytest.raises(OSError, match=r"b\.csv"):
        site.write_together({first: b"nytt", second: b"nytt"})
    assert first.read_bytes() == b"gammalt"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "b.csv"]
    site.write_together({first: b"nytt"})
    assert first.read_bytes() == b"nytt"
