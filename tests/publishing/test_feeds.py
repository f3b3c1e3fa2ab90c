"""The feeds, read as a feed reader and a calendar read them."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from icalendar import Calendar

from generator.checking.judge import judge
from generator.pages.plans import plans_of
from generator.publishing import parts
from generator.publishing.feeds import MOST, Feed
from generator.publishing.publication import Publication, publish
from generator.words.swedish import kronor
from tests.conftest import Site, read_csv
from tests.publishing import registers
from tests.smallest import (
    BESLUT,
    LEDGER,
    PUBLICERAT,
    RATTELSER,
    TOP,
    Files,
    published,
    text_of,
    with_file,
)

NS = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(params=["site", "exempel_site"])
def some_site(request: pytest.FixtureRequest) -> Site:
    """The real site, and the example."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Site)
    return found


def feed_of(site: Site, page: str) -> ET.Element:
    return ET.parse(site.folder / page / "atom.xml").getroot()


def texts(feed: ET.Element, path: str) -> list[str]:
    return [element.text or "" for element in feed.findall(path, NS)]


def test_a_feed_has_all_that_the_standard_asks_for(some_site: Site) -> None:
    feeds = sorted(some_site.folder.rglob("atom.xml"))
    assert len(feeds) > 5
    for path in feeds:
        feed = ET.parse(path).getroot()
        for element in (feed, *feed.findall("a:entry", NS)):
            assert element.findtext("a:id", "", NS).startswith(some_site.base)
            assert element.findtext("a:title", "", NS)
            updated = element.findtext("a:updated", "", NS)
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", updated)
        assert feed.findtext("a:author/a:name", "", NS)
        ids, days = texts(feed, "a:entry/a:id"), texts(feed, "a:entry/a:updated")
        assert len(ids) == len(set(ids))
        assert days == sorted(days, reverse=True)
        assert days[:1] in ([], [feed.findtext("a:updated", "", NS)])


def test_an_entry_leads_to_what_it_tells_of(some_site: Site) -> None:
    for path in some_site.folder.rglob("atom.xml"):
        for link in ET.parse(path).getroot().findall(".//a:link[@rel='alternate']", NS):
            page, _, anchor = (link.get("href") or "").removeprefix(some_site.base).partition("#")
            assert not anchor or some_site.pages[page].xpath(f"//*[@id='{anchor}']"), link.attrib


GIVEN = [("omraden", "omrade_id"), ("insatser", "mottagare_id"), ("beslut", "satsning_id")]


@pytest.mark.parametrize(("table", "column"), GIVEN)
def test_a_thing_is_followed_by_what_each_decision_gives_it(
    site: Site, publication: Publication, table: str, column: str
) -> None:
    given: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for row in read_csv(site.folder / f"data/{table}.csv"):
        if row[column] and row.get("niva") in {None, "omrade", "insats"}:
            kr = int(row["belopp_kr"] or row["summa_kr"] or 0)
            given[row[column]][row["beslut_id"]] += kr
    folder = {"insatser": "mottagare", "beslut": "satsningar"}.get(table, table)
    for id_, decisions in given.items():
        page = f"{folder}/{id_}/"
        if page not in site.pages:
            continue
        assert site.pages[page].xpath("//p[@class='folj']/a/@href")[0] == "atom.xml"
        assert site.pages[page].xpath("//link[normalize-space(@rel)='alternate']/@href")
        assert site.pages["folj/"].xpath(f"//a[@href='../{page}atom.xml']")
        told = {
            (element.get("href") or "")
            .partition("/beslut/")[2]
            .partition("#")[0]
            .rstrip("/"): title
            for title, element in zip(
                texts(feed_of(site, page), "a:entry/a:title"),
                feed_of(site, page).findall("a:entry/a:link", NS),
                strict=True,
            )
        }
        assert told.keys() >= decisions.keys()
        for beslut_id, kr in decisions.items() if table != "beslut" else ():
            says = (
                told[beslut_id].startswith(f"{kronor(kr)} ") if kr else "belopp" in told[beslut_id]
            )
            assert says, told[beslut_id]
        others = [told[beslut_id] for beslut_id in told.keys() - decisions.keys()]
        assert all(title.startswith("Ingår i något annat utan eget belopp, ") for title in others)


def test_who_follows_a_thing_at_its_old_address_hears_the_same(exempel_site: Site) -> None:
    old, new = (feed_of(exempel_site, f"mottagare/{id_}/") for id_ in ("enhet-1", "enheten"))
    assert ET.tostring(old) == ET.tostring(new)
    assert new.findtext("a:id", "", NS) == f"{exempel_site.base}mottagare/enhet-1/"
    first = f"{exempel_site.base}mottagare/enhet-1/#"
    assert all(id_.startswith(first) for id_ in texts(new, "a:entry/a:id"))


CORRECTION = f"""\
- datum: 2024-05-03
  id: {TOP}/nara-vard/utokade-hembesok
  fore: 3 mkr
  efter: 4 mkr
  orsak: En etta var fel avskriven.
"""


def feed_of_page(files: Files, page: str) -> Feed:
    public = publish(judge(files))
    assert public, judge(files).errors
    (made,) = [plan.make() for _, plan in plans_of(public) if plan.address == page]
    assert made.feed
    return made.feed


def test_what_was_corrected_is_told_on_its_day_with_why() -> None:
    before = PUBLICERAT.replace("hembesok,4000000", "hembesok,3000000")
    files = with_file(RATTELSER, CORRECTION, published(before))
    files[BESLUT] = files[BESLUT].replace(
        b"        belopp: 2 mkr", b"        mottagare: halsocentraler\n        belopp: 2 mkr"
    )
    corrected = "Rättelse 3 maj 2024: Utökade hembesök, 3 000 000 kr blev 4 000 000 kr. En etta"
    for page, kr, updated, summary in (
        ("mottagare/halsocentraler/", 6_000_000, date(2024, 5, 3), corrected),
        ("omraden/e-halsa/", 4_000_000, date(2023, 4, 1), "Gäller: Vision e-hälsa."),
    ):
        (entry,) = feed_of_page(files, page).entries
        assert entry.title == f"{kronor(kr)} beslutade, Fördelning 2023"
        assert (entry.published, entry.updated) == (date(2023, 4, 1), updated)
        assert entry.summary.replace("\u00a0", " ").startswith(summary)


def test_who_follows_hears_that_a_decision_was_replaced_when_it_was() -> None:
    old = BESLUT.replace("2023", "2022")
    files = with_file(BESLUT, text_of() + "ersatter: 2022/god-och-nara-vard\n")
    files[old] = text_of().encode()
    ids = (TOP, TOP.replace("2023", "2022"))
    days = zip(ids, ("2024-02-02", "2023-01-01"), strict=True)
    rows = "".join(f"{id_}/nara-vard,6000000,{day}\n" for id_, day in days)
    files[LEDGER] = f"rad_id,belopp_kr,publicerad\n{rows}".encode()
    new, dead = feed_of_page(files, "omraden/nara-vard/").entries
    assert (new.updated, dead.updated) == (date(2024, 2, 2), date(2024, 2, 2))
    assert dead.published == date(2023, 1, 1)
    assert dead.title == f"Ersatt: {kronor(6_000_000)}, Fördelning 2023 2022"
    assert dead.summary.startswith("Beslutet gäller inte längre")


def test_the_newest_of_many_are_told() -> None:
    decision = {"titel": "Bidrag", "omrade": "alfa", "status": "beslutad", "belopp": "1 mkr"}
    more: registers.Data = {"satsning": "grundbidrag", "sammanfattning": "Pengar."}
    more["handlingar"] = [{"id": "beslut", "titel": "Beslut", "typ": "beslut"}]
    years = range(1990, 1990 + MOST + 3)
    files = registers.files_of({f"{year}/bidrag": decision | more for year in years})
    days = dict.fromkeys(years, "2023-01-01") | {years[0]: "2024-01-01"}
    rows = "".join(f"{year}/bidrag,1000000,{day}\n" for year, day in days.items())
    files[LEDGER] = f"rad_id,belopp_kr,publicerad\n{rows}".encode()
    entries = feed_of_page(files, "omraden/alfa/").entries
    told = [int(entry.address.split("/")[1]) for entry in entries]
    assert told == [years[0], *reversed(years[1:])][:MOST]


def test_a_long_list_of_feeds_is_left_to_the_list_of_the_things(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "MOST", len(publication.recipients_with_page))
    (plan,) = [plan for _, plan in plans_of(publication) if plan.address == "folj/"]
    followed = {each.lista: len(each.floden) for each in plan.make().content["foljs"]}
    assert len(publication.omraden_with_page) > parts.MOST
    assert followed == {"omraden/": 0, "satsningar/": 3, "mottagare/": parts.MOST}


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
