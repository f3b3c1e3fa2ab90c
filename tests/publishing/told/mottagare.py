"""A recipient's years: of how much each is a share, how it changed, and how much it is for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from tests.publishing.figures import Element, Figure
from tests.publishing.reckoning import LIVING, Amount, Record, Tables, added
from tests.publishing.told.amounts import percent, plain, word_of
from tests.publishing.told.site import Site, Told

Key = tuple[int, str]
"""A year and a status."""


def received(t: Tables) -> list[Record]:
    """The insatser that someone is given something by."""
    insatser = [each for each in t.insatser if each["niva"] == "insats" and each["mottagare_id"]]
    return [each for each in insatser if not each["avslag"]]


def by_key(t: Tables, records: Sequence[Record]) -> dict[Key, list[Amount]]:
    """What records come to for each year and status; an empty list where that is nothing."""
    money: dict[Key, list[Amount]] = {}
    for each in records:
        for ar, amounts in t.in_years(each).items():
            money.setdefault((ar, each["status"]), []).extend(amounts)
    return money


def recipients(site: Site) -> Iterator[Told]:
    t = site.tables
    every = by_key(t, received(t))
    for unit in t.mottagare:
        page = site.pages.get(f"mottagare/{unit['mottagare_id']}/")
        named = [e for e in t.insatser if e["mottagare_id"] == unit["mottagare_id"]]
        own = [each for each in received(t) if each["mottagare_id"] == unit["mottagare_id"]]
        money = by_key(t, own)
        if page is None:
            assert len(named) == 1, unit
            assert len(money) < 2, unit
            continue
        people = dict(re.findall(r"(\d{4}): (\d+) ", unit["befolkning"] or ""))
        living = [
            (ar, status)
            for ar in sorted({ar for ar, _ in money}, reverse=True)
            for status in LIVING
            if (ar, status) in money
        ]
        rows = page.xpath("//table[@id='tabell-ar-for-ar']/tbody/tr[not(@class)]")
        if len(living) < 2:
            assert not rows
            for key in living:
                yield from zip(
                    page.xpath("//p[@class='om-aret']"),
                    filter(None, [share(money[key], every[key])]),
                    strict=True,
                )
                yield from _people(
                    page.xpath("//p[@class='per-invanare']/span[@data-raknat]"),
                    money[key],
                    people.get(str(key[0])),
                )
            continue
        longest = max(1, *(added(money[key]) or 0 for key in living))
        for key, row in zip(living, rows, strict=True):
            assert row.xpath("string(th)") == str(key[0])
            (of_all,), (bar,) = row.xpath("td[@class='andel']"), row.xpath("td[@class='tal bruk']")
            yield of_all, share(money[key], every[key])
            kr = max(0, added(money[key]) or 0)
            widths = [part.get("width") for part in bar.xpath(".//*[name()='rect']")]
            assert widths == ([f"{kr * 10_000 // longest / 100:.2f}%"] if kr else []), unit
            for cell in row.xpath("td[@class='andring']"):
                yield cell, change(t, own, key)
            yield from _people(
                row.xpath("td[@class='per-invanare']/span[@data-raknat]"),
                money[key],
                people.get(str(key[0])),
            )


def share(own: Sequence[Amount], every: Sequence[Amount]) -> list[Figure]:
    """What share exact money is of all that is exact."""
    if any(amount.kind != "exakt" for amount in every):
        return []
    kr, whole = added(own), added(every)
    return [percent(kr, whole), plain(whole)] if kr and whole and 0 < kr <= whole else []


def change(t: Tables, own: Sequence[Record], key: Key) -> list[Figure]:
    """How much more or less it is than the year before, where both are known to the krona."""
    ar, status = key
    kr = []
    for year in (ar - 1, ar):
        rows = [e for e in own if e["status"] == status and year in t.in_years(e)]
        amounts = [amount for each in rows for amount in t.in_years(each)[year]]
        if not amounts or any(amount.kind != "exakt" for amount in amounts):
            return []
        if any(_lacks(t, each, year) for each in rows):
            return []
        kr.append(added(amounts) or 0)
    before, now = kr
    apart = abs(now - before)
    share_of = [percent(apart, before)] if before > 0 else []
    return [plain(apart), *share_of] if apart else []


def _lacks(t: Tables, record: Record, ar: int) -> bool:
    amounts = t.in_years(record)[ar]
    return not amounts or (amounts == t.amounts(record) and t.lacks(record))


def _people(
    spans: Sequence[Element], money: Sequence[Amount], people: str | None
) -> Iterator[Told]:
    kr = added(money)
    if people is None or kr is None or any(amount.kr is None for amount in money):
        assert not spans
        return
    ore = round(Fraction(kr * 100, int(people)))
    each, who = spans
    assert each.text_content().startswith(word_of(money))
    yield each, [f"{'−' if ore < 0 else ''}{abs(ore) // 100}", f"{abs(ore) % 100:02d} kr"]
    yield who, [people]
