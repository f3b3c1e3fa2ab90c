"""Feeds to follow: decisions and corrections as Atom (RFC 4287), duties to report as iCalendar.

They tell when something was published or corrected, by what is kept of that, and not when it was
decided: an old decision that is published today is new to who follows. What has not been
published yet has no such day; where the format demands one it is the data's own version. Nothing
depends on the day of the build.

What has a page of its own and is given money has a feed beside that page, of the page's own rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from icalendar import Alarm, Calendar, Event

from generator.data.adress import parse_adress
from generator.data.beslut import Beslut
from generator.publishing import addresses, sentences
from generator.publishing.downloads import File, KeyOf, Piece, Pieced, unknown, whole
from generator.publishing.publication import Publication
from generator.publishing.titles import in_its_year, of_correction
from generator.reckoning import deadlines
from generator.reckoning.deadlines import Duty
from generator.reckoning.life import newest_first
from generator.reckoning.rows import Row
from generator.words import labels
from generator.words.swedish import capitalised, day, listing

MOST, MOST_NAMES = 25, 4
"""How many entries the feed of a thing has, and what names each: who follows reads the newest."""
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


class Feed(NamedTuple):
    """What is new of what a page tells, for who follows it."""

    page: str
    """The address of the page."""
    id: str
    """Its lasting id: the first address that the page was published at."""
    what: str
    """What it tells of."""
    entries: Sequence[Entry]
    """The newest first."""


def files(publication: Publication, key_of: KeyOf) -> Iterator[File | Pieced]:
    """The feeds of all that is published or corrected, and of all last days."""
    decisions = newest_first(publication.register.beslut)
    told = [_decision(publication, beslut) for beslut in decisions]
    changed = [*_corrections(publication), *_other_changes(publication)]
    for folder, what, entries in (
        (addresses.BESLUT, "beslut", told),
        (addresses.RATTELSER, "rättelser", changed),
    ):
        newest = sorted(entries, key=lambda entry: entry.updated, reverse=True)
        yield atom(publication, Feed(folder, folder, what, newest), folder)
    yield _calendar(publication, key_of)


def render(publication: Publication) -> Iterator[File]:
    """The same, with every piece made."""
    return whole(files(publication, unknown))


class Given(NamedTuple):
    """What a decision gives a thing."""

    top: Row
    """The decision's own row."""
    rows: list[Row]
    """Those of what it gives."""
    around: list[Row]
    """Those of what the thing is a part of instead, without an amount of its own."""


def of_decisions(publication: Publication, page: str, what: str, tops: Iterable[Row]) -> Feed:
    """What some decisions, by their own rows, are, as the feed of all of them has it."""
    newest = _newest(publication, [Given(top, [top], []) for top in tops])
    entries = [_decision(publication, given.top.beslut) for given in newest]
    return Feed(page, _first_address(publication, page), what, entries)


def of_rows(
    publication: Publication,
    page: str,
    what: str,
    rows: Sequence[Row],
    around: Sequence[Row] = (),
) -> Feed:
    """What each decision gives a thing, in some rows; in others, it is a part of something else."""
    of_decision: dict[str, Given] = {}
    for row in (*rows, *around):
        top = publication.beslut_rows[row.id.beslut_id][0]
        of_decision.setdefault(row.id.beslut_id, Given(top, [], []))
    for row in rows:
        of_decision[row.id.beslut_id].rows.append(row)
    for row in around:
        of_decision[row.id.beslut_id].around.append(row)
    lasting = _first_address(publication, page)
    newest = _newest(publication, [*of_decision.values()])
    return Feed(page, lasting, what, [_grant(publication, lasting, given) for given in newest])


def _newest(publication: Publication, given: Sequence[Given]) -> Sequence[Given]:
    """What was published or corrected last, the newest first."""
    of_decision = {each.top.id.beslut_id: each for each in given}
    decided = newest_first(each.top.beslut for each in given)
    ordered = [of_decision[beslut.beslut_id] for beslut in decided]
    return sorted(ordered, key=lambda each: _days(publication, each)[1], reverse=True)[:MOST]


def _days(publication: Publication, given: Given) -> tuple[date | None, date]:
    """When what a decision gives was published, and when it last became another."""
    id_, instead = given.top.id.beslut_id, given.top.liv.ersatt_av
    of_decision = publication.beslut_days[id_]
    days = sorted(day for row in given.rows for day in publication.days.get(row.stated_id, ()))
    if given.top in given.rows:
        days = [*of_decision]
    days = days or [*of_decision[:1]]
    # That it is replaced was published when what replaces it first was.
    news = [*days, *(publication.beslut_days[instead.beslut_id][:1] if instead else ())]
    return days[0] if days else None, max(news, default=publication.as_of)


def _first_address(publication: Publication, page: str) -> str:
    adress = parse_adress(page)
    first = publication.first_published.get(adress) if adress else None
    return str(first.adress) if first else page


def _decision(publication: Publication, beslut: Beslut) -> Entry:
    rows = publication.beslut_rows[beslut.beslut_id]
    top, checks = rows[0], publication.kontroller_of_beslut.get(beslut.beslut_id, ())
    address = addresses.beslut(beslut)
    about = [
        sentences.about_end(top, publication.titles),
        sentences.about_beslut(
            rows, checks, publication.ordval, publication.titles, stands_alone=True
        ),
    ]
    return Entry(
        f"{_dead(top)}{publication.titles[beslut.beslut_id]}",
        _first_address(publication, address),
        address,
        *_days(publication, Given(top, [top], [])),
        " ".join(filter(None, about)),
    )


def _grant(publication: Publication, thing: str, given: Given) -> Entry:
    """What a decision gives a thing, which is known by its lasting address."""
    top, rows = given.top, given.rows
    address = addresses.beslut(top.beslut)
    corrections = [each for row in rows for each in publication.rattelser_of.get(row.stated_id, ())]
    newest = sorted(corrections, key=lambda each: each.data.datum, reverse=True)[:1]
    corrected = [
        f"Rättelse {day(each.data.datum)}: {each.namn}, {each.andring}. {each.data.orsak}"
        for each in newest
    ]
    names = [*dict.fromkeys(row.namn for row in rows or given.around)]
    some = names if len(names) <= MOST_NAMES else [*names[: MOST_NAMES - 1], "mera"]
    title = publication.titles[top.beslut.beslut_id]
    about = [sentences.about_end(top, publication.titles), *corrected, f"Gäller: {listing(some)}."]
    return Entry(
        capitalised(f"{_dead(top)}{sentences.about_grant(top, rows)}, {title}"),
        f"{thing}#{_first_address(publication, address)}",
        addresses.belopp(rows[0]) if len(rows) == 1 else address,
        *_days(publication, given),
        " ".join(filter(None, about)),
    )


def _dead(top: Row) -> str:
    """What a title begins with where the decision holds no more."""
    return "" if top.status.galler else f"{labels.STATUS[top.status].etikett}: "


def _corrections(publication: Publication) -> Iterator[Entry]:
    for correction in publication.rattelser:
        data = correction.data
        name = of_correction(correction, publication.titles, in_its_year)
        title = f"Rättelse: {name}, {correction.andring}"
        address = addresses.rattelse(correction)
        there = publication.moved.get(address, address)
        yield Entry(title, address, there, data.datum, data.datum, data.orsak)


def _other_changes(publication: Publication) -> Iterator[Entry]:
    for change in publication.andringar:
        data, address = change.data, addresses.andring(change)
        there = publication.moved.get(address, address)
        title = f"Ändring: {data.andring}"
        yield Entry(title, address, there, data.datum, data.datum, data.andring)


def atom(publication: Publication, feed: Feed, folder: str) -> File:
    """A feed as a file in a folder; with nothing in it yet, it is as old as the data's version."""
    organisation = publication.organisation
    base = organisation.webbplats
    newest = max((entry.updated for entry in feed.entries), default=publication.as_of)
    own = addresses.atom(feed.page)
    lines = [
        "<?xml version='1.0' encoding='utf-8'?>",
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="sv">',
        f"  <id>{escape(base + feed.id)}</id>",
        f"  <title>{escape(f'{organisation.webbplatsnamn}: {feed.what}')}</title>",
        f"  <updated>{_instant(newest)}</updated>",
        "  <author>",
        f"    <name>{escape(organisation.namn)}</name>",
        "  </author>",
        f'  <link rel="self" href={quoteattr(base + own)} type="application/atom+xml" />',
        f"  {_PAGE.format(quoteattr(base + feed.page))}",
    ]
    for entry in feed.entries:
        published = f"\n    <published>{_instant(entry.published)}</published>"
        lines.append(
            "  <entry>\n"
            f"    <id>{escape(base + entry.id)}</id>\n"
            f"    <title>{escape(entry.title)}</title>"
            f"{published if entry.published else ''}\n"
            f"    <updated>{_instant(entry.updated)}</updated>\n"
            f"    {_PAGE.format(quoteattr(base + entry.address))}\n"
            f"    <summary>{escape(entry.summary)}</summary>\n"
            "  </entry>"
        )
    return File(addresses.atom(folder), "\n".join([*lines, "</feed>", ""]).encode())


_PAGE = '<link rel="alternate" href={} type="text/html" />'


def _instant(day: date | None) -> str:
    return f"{day}T00:00:00Z"


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
    return Piece(name, lambda: [_event(publication, duty).to_ical()])


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
