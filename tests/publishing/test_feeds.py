"""The feeds, read as a feed reader and a calendar read them."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar

from generator.publishing.publication import Publication
from tests.conftest import Site

NS = {"a": "http://www.w3.org/2005/Atom"}


@pytest.mark.parametrize("name", ["beslut/atom.xml", "rattelser/atom.xml"])
@pytest.mark.parametrize("whose", ["built_site", "built_exempel"])
def test_a_feed_has_all_that_the_standard_asks_for(
    request: pytest.FixtureRequest, whose: str, name: str
) -> None:
    folder: Path = request.getfixturevalue(whose)
    folder = folder if folder.name == "site" else folder / "site"
    feed = ET.parse(folder / name).getroot()
    for element in (feed, *feed.findall("a:entry", NS)):
        for wanted in ("id", "title", "updated"):
            assert element.findtext(f"a:{wanted}", namespaces=NS)
        assert re.fullmatch(
            r"\d{4}-\d\d-\d\dT00:00:00Z", element.findtext("a:updated", "", namespaces=NS)
        )
    assert feed.findtext("a:author/a:name", namespaces=NS)
    ids = [entry.findtext("a:id", namespaces=NS) for entry in feed.findall("a:entry", NS)]
    assert len(ids) == len(set(ids))
    newest = max((one.text or "" for one in feed.findall("a:entry/a:updated", NS)), default="")
    assert feed.findtext("a:updated", "", namespaces=NS) >= newest


def test_every_decision_is_in_the_feed_at_its_own_address(
    site: Site, publication: Publication
) -> None:
    feed = ET.parse(site.folder / "beslut/atom.xml").getroot()
    links = [one.get("href") for one in feed.findall("a:entry/a:link", NS)]
    base = publication.organisation.webbplats
    assert sorted(filter(None, links)) == sorted(
        f"{base}beslut/{one.beslut_id}/" for one in publication.register.beslut
    )


def test_every_correction_is_in_the_feed_and_on_the_page(exempel_site: Site) -> None:
    feed = ET.parse(exempel_site.folder / "rattelser/atom.xml").getroot()
    ids = [one.text or "" for one in feed.findall("a:entry/a:id", NS)]
    assert len(ids) == 3  # with the changes that are no amounts
    page = exempel_site.pages["rattelser/"]
    assert all(page.xpath(f"//*[@id='{each.partition('#')[2]}']") for each in ids)


def test_the_calendar_holds_the_duties_that_have_a_day(
    site: Site, publication: Publication
) -> None:
    content = (site.folder / "aterrapportering/kalender.ics").read_bytes()
    assert b"\n" not in content.replace(b"\r\n", b"")
    calendar = Calendar.from_ical(content)
    days = sorted(event.decoded("dtstart").isoformat() for event in calendar.walk("VEVENT"))
    assert days == ["2023-03-31", "2024-03-31"]
    for event in calendar.walk("VEVENT"):
        assert event["uid"]
        assert "Socialstyrelsen" in str(event["summary"])
        address = str(event["url"]).removeprefix(publication.organisation.webbplats)
        page, _, anchor = address.partition("#")
        assert site.pages[page].xpath(f"//*[@id='{anchor}']")
