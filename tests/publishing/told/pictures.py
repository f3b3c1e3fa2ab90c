"""The pictures of the money's way: each mark as long as its amount, and each amount of the tables.

Which money can be drawn at all is tried elsewhere; what is drawn must be true.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from tests.publishing.figures import Element, Figure
from tests.publishing.reckoning import LIVING, Amount, Record, Tables, added
from tests.publishing.told.amounts import as_told, percent, plain
from tests.publishing.told.site import Site, Told, year_of_page
from tests.publishing.told.use import use_of

STATUSES = {"Beslutat": "beslutad", "Föreslaget": "forslag"}


class Mark(NamedTuple):
    """A row of the picture, and what the tables say that it shows."""

    place: Element
    kr: int
    insatser: Sequence[int]
    """What the pieces beneath it are to be; what no insats has comes last."""
    several: int = 0
    """How many it stands for, where that is said."""
    several_insatser: int = 0


def ways(site: Site) -> Iterator[Told]:
    for address, page in site.pages.items():
        for picture in page.xpath("//figure[contains(@class, 'vag')]"):
            marks = list(_marks(site, address, picture))
            yield from _lengths(marks, picture)
            yield picture.find("figcaption"), _title(marks)


def _marks(site: Site, address: str, picture: Element) -> Iterator[Mark]:
    """The rows with their amounts: of what they lead to, and what is left for the others."""
    t = site.tables
    first, *others = picture.xpath("ul/li")
    status = STATUSES[first.xpath("string(.//span[contains(@class, 'status')])").strip()]
    ar = year_of_page(address) or (_newest(t) if not address else None)
    tops = _tops(t, address, ar, status)
    whole = [amount for top in tops for amount in _amounts(t, top, ar)]
    yield Mark(first, _exact(whole), ())
    parts = _parts(t, tops, ar, _leads(site, address, others[0]))
    left, every = dict(parts), _exact(whole)
    for row in others:
        if key := _leads(site, address, row):
            insatser, several = _beneath(site, address, row, tops)
            yield Mark(row, left.pop(key), insatser, several_insatser=several)
            every -= parts[key]
    for row in others:
        if not _leads(site, address, row):
            kr = sum(left.values()) if left else every
            assert kr > 0, "what there is none of has no bar"
            yield Mark(row, kr, (), len(left))
            every -= kr
            left.clear()
    assert not left, left
    assert every <= 0, every


def _newest(t: Tables) -> int:
    years = [claim.split(":") for claim in t.claims if claim.startswith("ar:")]
    return max(int(ar) for _, ar, status in years if status in STATUSES.values())


def _tops(t: Tables, address: str, ar: int | None, status: str) -> list[Record]:
    if ar is None:
        return [t.by_id[address.removeprefix("beslut/").strip("/")]]
    return [top for top in t.beslut if top["status"] == status and ar in t.in_years(top)]


def _amounts(t: Tables, record: Record, ar: int | None) -> Sequence[Amount]:
    telling = t.telling(record) if record.get("niva") == "omrade" else record
    return t.amounts(record) if ar is None else t.in_years(telling).get(ar, ())


def _exact(amounts: Sequence[Amount]) -> int:
    assert all(amount.kind == "exakt" for amount in amounts), "only exact amounts have a length"
    return added(amounts) or 0


def _parts(t: Tables, tops: Sequence[Record], ar: int | None, first: str) -> dict[str, int]:
    """What the whole is divided into: by område, or by insats where the first row leads to one."""
    parts: dict[str, int] = {}
    for top in tops:
        inside = t.omraden if first not in t.by_id else t.insatser
        for part in inside:
            level = "omrade" if inside is t.omraden else "insats"
            if part["beslut_id"] == top["beslut_id"] and part["niva"] == level:
                key = part["omrade_id"] if level == "omrade" else part["rad_id"]
                parts[key] = parts.get(key, 0) + _exact(_amounts(t, part, ar))
    return {key: kr for key, kr in parts.items() if kr}


def _leads(site: Site, address: str, row: Element) -> str:
    """The id of the område or the insats that a row leads to; empty where it leads nowhere."""
    for link in row.xpath("span[@class='vag-namn']/a | self::span/a[not(@class)]"):
        way, _, place = link.get("href").partition("#")
        if place:
            target = posixpath.normpath(posixpath.join(f"/{address}", way or "."))
            id_ = place.removeprefix("belopp-").replace("--", "/")
            return f"{target.removeprefix('/beslut/')}/{id_}"
        return str(way.rstrip("/").rpartition("/")[2])
    return ""


def _beneath(
    site: Site, address: str, row: Element, tops: Sequence[Record]
) -> tuple[list[int], int]:
    """The insatser of a row that its words tell of; and how many of them have no name there."""
    t, key = site.tables, _leads(site, address, row)
    words = row.xpath("span[@class='not']")
    if not words:
        return [], 0
    ids = {top["beslut_id"] for top in tops}
    uses = []
    divided: dict[str, int] = {}
    for omrade in t.omraden:
        if not t.is_of(omrade, key) or omrade["beslut_id"] not in ids:
            continue
        whole = t.top(omrade) if t.is_derived(omrade) else omrade
        insatser = [
            each
            for each in t.insatser
            if each["beslut_id"] == omrade["beslut_id"]
            and each["niva"] == "insats"
            and (whole is not omrade or each["overordnad_id"] == omrade["rad_id"])
        ]
        divided |= {each["rad_id"]: added(t.amounts(each)) or 0 for each in insatser}
        uses.append(use_of(t, whole, insatser))
    divided = {id_: kr for id_, kr in divided.items() if kr}
    named = [divided.pop(leads) for word in words if (leads := _leads(site, address, word))]
    rest = sum(whole - stated for whole, stated in filter(None, uses)) if None not in uses else 0
    together = [sum(divided.values())] if divided else []
    return [*named, *together, *([rest] if rest else [])], len(divided)


def _lengths(marks: Sequence[Mark], picture: Element) -> Iterator[Told]:
    """Each row's amounts; and its marks, each beginning where the one before it ends."""
    whole, *parts = marks
    starts = [sum(part.kr for part in parts[:at]) for at in range(len(parts))]
    reached = [
        start + max(mark.kr, sum(mark.insatser)) for mark, start in zip(parts, starts, strict=True)
    ]
    scale = max(whole.kr, *reached)
    drawn = 0
    for mark, start in zip(marks, [0, *starts], strict=True):
        (amount,) = mark.place.xpath("span[@class='vag-belopp']")
        yield amount, [plain(mark.kr)]
        for name in mark.place.xpath("span[@class='vag-namn'][@data-raknat]"):
            yield name, [str(mark.several)] if mark.several else []
        pieces = [(start, mark.kr)]
        for kr in mark.insatser:
            pieces.append((start, kr))
            start += kr
        rects = [
            rect for rect in mark.place.xpath(".//*[name()='rect']") if rect.get("class") != "slut"
        ]
        shown = [(rect.get("x"), rect.get("width")) for rect in rects]
        assert shown == [_share(before, kr, scale) for before, kr in pieces], mark
        words = mark.place.xpath("span[@class='not']")
        for word, kr in zip(words, mark.insatser, strict=True):
            is_together = word in mark.place.xpath("span[@class='not'][not(a[not(@class)])][1]")
            several = [str(mark.several_insatser)] if is_together and mark.several_insatser else []
            yield word, several + ([] if kr == mark.kr else [plain(kr)])
        drawn += mark.kr if mark is not whole else 0
    lines = picture.xpath(".//*[name()='rect'][@class='slut']/@x")
    at = [_share(whole.kr, 0, scale)[0]] * len(marks) if drawn > whole.kr else []
    assert lines == at, "a line stands where the whole ends, if its parts are more"


def _share(before: int, kr: int, scale: int) -> tuple[str, str]:
    start, end = (at * 10_000 // scale for at in (before, before + kr))
    return f"{start / 100:.2f}%", f"{(end - start) / 100:.2f}%"


def _title(marks: Sequence[Mark]) -> list[Figure]:
    """How much the largest part is, and of how much: that nobody has said the use of, as well."""
    whole, *parts = marks
    drawn = sum(part.kr for part in parts)
    if drawn > whole.kr:
        return [plain(drawn), plain(drawn - whole.kr)]
    named = [part.kr for part in parts if part.place.xpath("span[@class='vag-namn']/a")]
    *_, last = parts
    rest = last.kr if last.place.xpath(".//*[name()='rect'][@class='del-rest']") else 0
    if rest and not last.insatser and rest >= named[0]:
        return [as_told(whole.kr, rest)(rest), percent(rest, whole.kr)]
    alike = sum(kr == named[0] for kr in named)
    written = as_told(whole.kr, named[0])
    if alike == len(parts) > 1 and not rest:
        written = as_told(parts=named)
    return [*([str(alike)] if alike > 1 else []), written(named[0]), percent(named[0], whole.kr)]


def series(site: Site) -> Iterator[Told]:
    """The bars of an område's years and of an agreement's decisions, each by its status."""
    for address, _, name, records, rows in site.views():
        if not re.match(r"(omraden|satsningar)/.+/$", address):
            continue
        cells = [row.xpath("td[@class='bruk']") for row in rows]
        if not any(cells):
            continue
        amounts = [site.of_row(record, address) for record in records]
        lengths = [
            max(0, added(of_row) or 0)
            if record["status"] in LIVING and all(each.kind == "exakt" for each in of_row)
            else 0
            for record, of_row in zip(records, amounts, strict=True)
        ]
        longest = max(lengths) or 1
        for (cell,), record, kr in zip(cells, records, lengths, strict=True):
            rects = cell.xpath(".//*[name()='rect']")
            shown = [(rect.get("class"), rect.get("x"), rect.get("width")) for rect in rects]
            expected = (f"del-{record['status']}", *_share(0, kr, longest))
            assert shown == ([expected] if kr else []), (name, record)
    yield from ()


def small_series(site: Site) -> Iterator[Told]:
    """An område's nearest years beside one of them: their amounts, bars, gaps and breaks."""
    for address, page in site.pages.items():
        if not (place := re.fullmatch(r"(\d{4})/([^/]+)/", address)):
            continue
        ar, omrade = int(place[1]), place[2]
        claims = [claim.split(":") for claim in site.tables.claims]
        here = [
            (int(y), status)
            for what, id_, y, status in (c for c in claims if len(c) == 4)
            if what == "omrade" and id_ == omrade and status in LIVING
        ]
        amounts = {key: site.tables.claims[f"omrade:{omrade}:{key[0]}:{key[1]}"] for key in here}
        amounts = {key: given for key, given in amounts.items() if given}
        years = sorted({y for y, _ in amounts}, key=lambda y: (abs(y - ar), y))[:6]
        rows = page.xpath("//ul[contains(@class, 'serie')]/li")
        if len(years) < 2:
            assert not rows, address
            continue
        shown = {key: given for key, given in amounts.items() if key[0] in years}
        lengths = {
            key: max(0, added(given) or 0) if {each.kind for each in given} == {"exakt"} else 0
            for key, given in shown.items()
        }
        longest = max(lengths.values()) or 1
        between = [row for row in rows if not row.xpath("span")]
        order = [key for y in sorted(years) for key in ((y, s) for s in LIVING) if key in shown]
        for row, key in zip([row for row in rows if row.xpath("span")], order, strict=True):
            (year,) = re.findall(r"\d{4}", row.xpath("string(span[@class='vag-namn'])"))
            claim = row.xpath("a[contains(@class, 'vag-belopp')]//@data-vad")
            assert (int(year), claim) == (key[0], [f"omrade:{omrade}:{year}:{key[1]}"]), address
            rects = row.xpath(".//*[name()='rect']")
            bars = [(rect.get("class"), rect.get("x"), rect.get("width")) for rect in rects]
            expected = (
                [(f"del-{key[1]}", *_share(0, lengths[key], longest))] if lengths[key] else []
            )
            assert bars == expected, (address, key)
        gaps = [
            "–".join(str(y) for y in dict.fromkeys((before + 1, after - 1)))
            for before, after in pairwise(sorted(years))
            if after - before > 1
        ]
        breaks = site.pages[f"omraden/{omrade}/"].xpath("//tr[@class='brott']")
        broken = [re.findall(r"\d{4}", row.text_content())[0] for row in breaks]
        assert between or not gaps, address
        for row in between:
            if "Brott" in row.text_content():
                told = [y for y in broken if min(years) < int(y) <= max(years)]
                (year,) = re.findall(r"\d{4}", row.text_content())
                assert year in told, address
                yield row, []
            else:
                gap = gaps.pop(0)
                assert row.text_content().startswith(f"{gap}: "), address
                yield row, [gap[-4:]] if len(gap) > 4 else []
        assert not gaps, address


def days(site: Site) -> Iterator[Told]:
    """Each last day of a list once, on a line of whole years."""
    for address, page in site.pages.items():
        for line in page.xpath("//*[name()='svg'][@class='tidslinje']"):
            beside = line.xpath("parent::div/following-sibling::*[1]")[0]
            told = sorted(set(beside.xpath(".//time[@data-dag]/@datetime")))
            first, after = int(told[0][:4]), int(told[-1][:4]) + 1
            start, end = date(first, 1, 1), date(after, 1, 1)
            length = (end - start).days
            dots = line.xpath("*[name()='circle']")
            assert [dot.get("data-dag") for dot in dots] == told, address
            for dot, day in zip(dots, told, strict=True):
                at = (date.fromisoformat(day) - start).days * 10_000 // length
                assert dot.get("cx") == f"{at / 100:.2f}%", (address, day)
            assert [text.text for text in line.xpath("*[name()='text']")] == [
                str(year) for year in range(first, after, -(-(after - first) // 6))
            ]
    yield from ()
