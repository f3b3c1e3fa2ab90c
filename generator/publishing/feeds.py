"""Feeds to follow: decisions and corrections as Atom (RFC 4287), duties to report as iCalendar.

They tell when something was published or corrected, by what is kept of that, and not when it was
decided: an old decision that is published today is new to who follows. What has not been
published yet has no such day; where the format demands one it is the data's own version. Nothing
depends on the day of the build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from xml.etree import ElementTree as ET

from icalendar import Alarm, Calendar, Event

from generator.publishing import addresses, sentences
from generator.publishing.downloads import File, KeyOf, Piece, Pieced, unknown, whole
from generator.publishing.publication import Publication
from generator.publishing.titles import in_its_year, of_correction
from generator.reckoning import deadlines
from generator.reckoning.deadlines import Duty
from generator.reckoning.life import newest_first
from generator.reckoning.moves import beslut_adress
from generator.words import labels
from generator.words.swedish import day

ATOM = "http://www.w3.org/2005/Atom"


REMINDER = timedelta(days=14)
"""How long before a last day a calendar reminds of it."""


class Entry(NamedTuple):
    """One thing in a feed, at its own address."""

    title: str
    id: str
    """Its lasting id: the first address that it was published at."""
    address: str
    published: date | None
    updated: date
    summary: str


def files(publication: Publication, key_of: KeyOf) -> Iterator[File | Pieced]:
    """The three feeds."""
    yield _atom(publication, addresses.BESLUT, "beslut", _decisions(publication))
    yield _atom(publication, addresses.RATTELSER, "rättelser", _changes(publication))
    yield _calendar(publication, key_of)


def render(publication: Publication) -> Iterator[File]:
    """The same, with every piece made."""
    return whole(files(publication, unknown))


def _decisions(publication: Publication) -> Iterator[Entry]:
    for beslut in newest_first(publication.register.beslut):
        rows = publication.beslut_rows[beslut.beslut_id]
        top, checks = rows[0], publication.kontroller_of_beslut.get(beslut.beslut_id, ())
        days = publication.beslut_days[beslut.beslut_id]
        instead = top.liv.ersatt_av
        # That it is replaced was published when what replaces it first was.
        news = [*days, *(publication.beslut_days[instead.beslut_id][:1] if instead else ())]
        first = publication.first_published.get(beslut_adress(beslut))
        address = addresses.beslut(beslut)
        is_dead = "" if top.status.galler else f"{labels.STATUS[top.status].etikett}: "
        about = [
            sentences.about_end(top, publication.titles),
            sentences.about_beslut(rows, checks, publication.ordval, publication.titles),
        ]
        yield Entry(
            f"{is_dead}{publication.titles[beslut.beslut_id]}",
            str(first.adress) if first else address,
            address,
            days[0] if days else None,
            max(news, default=publication.as_of),
            " ".join(filter(None, about)),
        )


def _corrections(publication: Publication) -> Iterator[Entry]:
    for correction in publication.rattelser:
        data = correction.data
        name = of_correction(correction, publication.titles, in_its_year)
        title = f"Rättelse: {name}, {correction.andring}"
        address = addresses.rattelse(correction)
        there = publication.moved.get(address, address)
        yield Entry(title, address, there, data.datum, data.datum, data.orsak)


def _changes(publication: Publication) -> Sequence[Entry]:
    """The corrections, and what else has changed, the newest first."""
    others = (
        Entry(
            f"Ändring: {change.data.andring}",
            (address := addresses.andring(change)),
            publication.moved.get(address, address),
            change.data.datum,
            change.data.datum,
            change.data.andring,
        )
        for change in publication.andringar
    )
    entries = [*_corrections(publication), *others]
    return sorted(entries, key=lambda entry: entry.updated, reverse=True)


def _atom(publication: Publication, folder: str, what: str, entries: Iterable[Entry]) -> File:
    """A feed, the newest first; with nothing in it yet, it is as old as the data's version."""
    organisation = publication.organisation
    base = organisation.webbplats
    listed = sorted(entries, key=lambda entry: entry.updated, reverse=True)
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "sv"})
    _add(feed, "id", base + folder)
    _add(feed, "title", f"{organisation.webbplatsnamn}: {what}")
    newest = max((entry.updated for entry in listed), default=publication.as_of)
    _add(feed, "updated", _instant(newest))
    _add(_add(feed, "author"), "name", organisation.namn)
    _add(feed, "link", rel="self", href=base + addresses.atom(folder), type="application/atom+xml")
    _add(feed, "link", rel="alternate", href=base + folder, type="text/html")
    for entry in listed:
        element = _add(feed, "entry")
        _add(element, "id", base + entry.id)
        _add(element, "title", entry.title)
        if entry.published:
            _add(element, "published", _instant(entry.published))
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


def _calendar(publication: Publication, key_of: KeyOf) -> Pieced:
    """The duties that have a last day, each as an event of that whole day."""
    org = publication.organisation
    calendar = Calendar()
    calendar.add("prodid", f"-//{org.webbplatsnamn}//Återrapportering//SV")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{org.webbplatsnamn}: återrapportering")
    start = calendar.to_ical().removesuffix(_CALENDAR_ENDS)
    duties = deadlines.duties(publication.register)
    events = [_piece(publication, duty, key_of(duty.beslut.beslut_id)) for duty in duties]
    return Pieced(addresses.KALENDER, start, events, end=_CALENDAR_ENDS)


_CALENDAR_ENDS = b"END:VCALENDAR\r\n"


def _piece(publication: Publication, duty: Duty, made_of: str) -> Piece:
    name = made_of and f"{duty.id} {made_of}"
    return Piece(name, lambda: _event(publication, duty).to_ical())


def _event(publication: Publication, duty: Duty) -> Event:
    """A last day, with a reminder.

    Who has it already knows it again by its id, which it keeps whatever its decision is called,
    and sees by its sequence that it was moved.
    """
    beslut, base = duty.beslut, publication.organisation.webbplats
    kept = publication.last_days.get(duty.id)
    first = kept.id if kept else duty.id
    stamp = kept.andrad if kept else publication.as_of
    address = base + addresses.inom(beslut, duty.data)
    to = f" till {duty.data.till}" if duty.data.till else ""
    what = f"Återrapportering{to}: {duty.data.vad}"
    event = Event()
    event.add("uid", f"{first.beslut_id.replace('/', '-')}-{first.nyckel}@{_host(base)}")
    event.add("dtstamp", datetime(stamp.year, stamp.month, stamp.day, tzinfo=UTC))
    if kept:
        event.add("last-modified", datetime(stamp.year, stamp.month, stamp.day, tzinfo=UTC))
    is_dead = not publication.beslut_rows[beslut.beslut_id][0].status.galler
    # What a decision asked for is not asked for any more, which to a calendar is a change too.
    event.add("sequence", (kept.sekvens if kept else 0) + is_dead)
    if is_dead:
        event.add("status", "CANCELLED")
    event.add("dtstart", duty.senast)
    event.add("summary", what)
    event.add("description", f"Sista dag är {day(duty.senast)}. {beslut.titel}. {address}")
    event.add("url", address)
    if not is_dead:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", what)
        alarm.add("trigger", -REMINDER)
        event.add_component(alarm)
    return event


def _host(address: str) -> str:
    return address.split("/")[2]
