"""Feeds to follow: decisions and corrections as Atom (RFC 4287), duties to report as iCalendar.

Every date is one that the data states; none depends on the day of the build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple
from xml.etree import ElementTree as ET

from icalendar import Calendar, Event

from generator.publishing import addresses, sentences
from generator.publishing.downloads import File
from generator.publishing.publication import Publication
from generator.reckoning.life import newest_first

ATOM = "http://www.w3.org/2005/Atom"


class Entry(NamedTuple):
    """One thing in a feed, at its own address, which is also its lasting id."""

    title: str
    address: str
    updated: date
    summary: str


def render(publication: Publication) -> Iterator[File]:
    """The three feeds."""
    yield _atom(publication, addresses.BESLUT, "beslut", _decisions(publication))
    yield _atom(publication, addresses.RATTELSER, "rättelser", _changes(publication))
    yield _calendar(publication)


def _decisions(publication: Publication) -> Iterator[Entry]:
    for beslut in newest_first(publication.register.beslut):
        stated = [handling.reviderad or handling.datum for handling in beslut.handlingar]
        dates = [day for day in (beslut.beslutsdatum, *stated) if day]
        yield Entry(
            beslut.titel,
            addresses.beslut(beslut),
            max(dates, default=date(beslut.ar, 1, 1)),
            sentences.about_beslut(
                publication.beslut_rows[beslut.beslut_id],
                publication.kontroller_of_beslut.get(beslut.beslut_id, ()),
            ),
        )


def _corrections(publication: Publication) -> Iterator[Entry]:
    for correction in publication.rattelser:
        data, row = correction.data, correction.row
        year = f" ({row.beslut.ar})" if row else ""
        title = f"Rättelse: {correction.namn}{year}, {correction.andring}"
        yield Entry(title, addresses.rattelse(correction), data.datum, data.orsak)


def _changes(publication: Publication) -> Sequence[Entry]:
    """The corrections, and what else has changed, the newest first."""
    others = (
        Entry(
            f"Ändring: {change.data.andring}",
            addresses.andring(change),
            change.data.datum,
            change.data.andring,
        )
        for change in publication.andringar
    )
    entries = [*_corrections(publication), *others]
    return sorted(entries, key=lambda entry: entry.updated, reverse=True)


def _atom(publication: Publication, folder: str, what: str, entries: Iterable[Entry]) -> File:
    """A feed; when nothing is in it yet, it was last updated with the site's newest date."""
    organisation = publication.organisation
    base = organisation.webbplats
    listed = list(entries)
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "sv"})
    _add(feed, "id", base + folder)
    _add(feed, "title", f"{organisation.webbplatsnamn}: {what}")
    newest = max((entry.updated for entry in listed), default=publication.newest_date)
    _add(feed, "updated", _instant(newest))
    _add(_add(feed, "author"), "name", organisation.namn)
    _add(feed, "link", rel="self", href=base + addresses.atom(folder), type="application/atom+xml")
    _add(feed, "link", rel="alternate", href=base + folder, type="text/html")
    for entry in listed:
        element = _add(feed, "entry")
        _add(element, "id", base + entry.address)
        _add(element, "title", entry.title)
        _add(element, "updated", _instant(entry.updated))
        _add(element, "link", rel="alternate", href=base + entry.address, type="text/html")
        _add(element, "summary", entry.summary)
    ET.indent(feed)
    content = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return File(addresses.atom(folder), content + b"\n")


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = text
    return element


def _instant(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _calendar(publication: Publication) -> File:
    """The duties that have a last day, each as an event of that whole day."""
    org = publication.organisation
    calendar = Calendar()
    calendar.add("prodid", f"-//{org.webbplatsnamn}//Återrapportering//SV")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{org.webbplatsnamn}: återrapportering")
    for beslut in publication.register.beslut:
        for duty in beslut.aterrapportering:
            if duty.senast is None:
                continue
            address = org.webbplats + addresses.inom(beslut, duty)
            to = f" till {duty.till}" if duty.till else ""
            stamp = beslut.beslutsdatum or date(beslut.ar, 1, 1)
            event = Event()
            event.add("uid", f"{beslut.ar}-{beslut.id}-{duty.nyckel}@{_host(org.webbplats)}")
            event.add("dtstamp", datetime(stamp.year, stamp.month, stamp.day, tzinfo=UTC))
            event.add("dtstart", duty.senast)
            event.add("summary", f"Senast i dag{to}: {duty.vad}")
            event.add("description", f"{beslut.titel}. {address}")
            event.add("url", address)
            calendar.add_component(event)
    return File(addresses.KALENDER, calendar.to_ical())


def _host(address: str) -> str:
    return address.split("/")[2]
