"""How much of the money has no stated use, in words and as bars."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.publishing.figures import Figure
from tests.publishing.reckoning import LIVING, Record, Tables, added
from tests.publishing.told.amounts import as_told, percent, plain
from tests.publishing.told.site import Site, Told, year_of_page

Use = tuple[int, int]
"""The whole, and what of it its insatser have."""


def uses(site: Site) -> Iterator[Told]:
    """What start says of its newest year, and each year of itself."""
    t = site.tables
    years = [int(claim.split(":")[1]) for claim in t.claims if claim.startswith("ar:")]
    living = [ar for ar in years if any(f"ar:{ar}:{status}" in t.claims for status in LIVING)]
    for address, page in site.pages.items():
        ar = max(living, default=None) if address == "" else year_of_page(address)
        if ar is None or (address and address != f"{ar}/"):
            continue
        tops = [top for top in t.beslut if ar in t.in_years(top)]
        told = [
            use
            for status in LIVING
            if (use := of_all(t, [top for top in tops if top["status"] == status]))
        ]
        for sentence, use in zip(page.xpath("//p[@class='anvandning']"), told, strict=True):
            exact = [plain(use[0] - use[1])]
            shown = without_use(use)
            notes = sentence.xpath("span[@class='not']")
            assert bool(notes) == bool(shown and shown[0] not in exact), sentence.text_content()
            yield sentence, shown + (exact if notes else [])


def bars(site: Site) -> Iterator[Told]:
    """What of each område's money of a year has a stated use, as it is said beside its bar."""
    t = site.tables
    for address, table, name, records, rows in site.views():
        if name == "omraden" and address == f"{year_of_page(address)}/" and "id" in table.attrib:
            for record, row in zip(records, rows, strict=True):
                for cell in row.xpath("td[@class='bruk']"):
                    whole = t.top(record) if t.is_derived(record) else record
                    insatser = of_decision(t, t.top(record))
                    inside = [
                        each for each in insatser if whole is not record or is_in(t, each, record)
                    ]
                    of_all_omraden = any(
                        each["overordnad_id"] == record["beslut_id"] for each in insatser
                    )
                    is_apart = of_all_omraden and whole is record
                    use = None if is_apart else use_of(t, whole, inside)
                    widths = [part.get("width") for part in cell.xpath(".//*[name()='rect']")]
                    assert widths == ([] if use is None else shares(use)), record["rad_id"]
                    is_part = use is not None and 0 < use[1] < use[0]
                    yield cell, [percent(use[1], use[0])] if use and is_part else []


def lengths(site: Site) -> Iterator[Told]:
    """How long the bars of years and of områden are; the amounts beside them are told of apart."""
    years, *omraden = site.pages[""].xpath("//ul[@class='staplar']")
    in_english = site.pages["en/"].xpath("//ul[@class='staplar']")
    for lists in ([years], omraden, in_english):
        items = [item for each in lists for item in each.xpath("li")]
        amounts = [
            [max(0, int(mark.get("value") or 0)) for mark in item.xpath(".//data")]
            for item in items
        ]
        longest = max(1, *map(sum, amounts), 1)
        for item, of_item in zip(items, amounts, strict=True):
            ends = [sum(of_item[:at]) * 10_000 // longest for at in range(len(of_item) + 1)]
            expected = [
                f"{(end - start) / 100:.2f}%"
                for start, end, kr in zip(ends, ends[1:], of_item, strict=False)
                if kr
            ]
            widths = [part.get("width") for part in item.xpath(".//*[name()='rect']")]
            assert widths == expected, item.text_content()
    yield from ()


def shares(use: Use) -> list[str]:
    """How wide the pieces are that have a stated use and that have none."""
    whole, stated = use
    end = stated * 10_000 // whole
    return [f"{width / 100:.2f}%" for width in (end, 10_000 - end) if width]


def without_use(use: Use) -> list[Figure]:
    whole, stated = use
    rest = whole - stated
    return [as_told(whole, rest)(rest), percent(rest, whole)] if 0 < rest < whole else []


def of_all(t: Tables, tops: Sequence[Record]) -> Use | None:
    """Of all decisions of a year and a status; None where one of them can't say."""
    uses = [use_of(t, top, of_decision(t, top)) for top in tops]
    if not uses or None in uses:
        return None
    known = [use for use in uses if use]
    for top in tops:
        outside = {each["overordnad_id"] == top["beslut_id"] for each in of_decision(t, top)}
        if len(outside) > 1:  # two divisions of the same money
            return None
    return sum(whole for whole, _ in known), sum(stated for _, stated in known)


def is_in(t: Tables, part: Record, whole: Record) -> bool:
    """Whether a row stands in another, however deep."""
    id_ = part.get("overordnad_id", "")
    return id_ == whole["rad_id"] or (id_ in t.by_id and is_in(t, t.by_id[id_], whole))


def of_decision(t: Tables, top: Record) -> list[Record]:
    return [
        each
        for each in t.insatser
        if each["beslut_id"] == top["beslut_id"] and each["niva"] == "insats"
    ]


def use_of(t: Tables, whole: Record, insatser: Sequence[Record]) -> Use | None:
    every = [whole, *insatser]
    ids = {each.get("rad_id") or each["beslut_id"] for each in every}
    changed = {each["andrar_id"] for each in (*t.beslut, *t.omraden, *t.insatser)}
    stated = [amount for each in insatser if not each["avslag"] for amount in t.amounts(each)]
    rows = [
        each
        for each in (*t.beslut, *t.omraden, *t.insatser)
        if each["beslut_id"] == whole["beslut_id"]
    ]
    if any(each.get("niva") == "arsdel" or each["avser_ar"] for each in rows):
        return None  # some of it is for another year
    if ids & changed or any(each["andrar_id"] for each in every):
        return None
    if any(amount.kind != "exakt" for amount in (*t.amounts(whole), *stated)):
        return None
    kr, use = added(t.amounts(whole)), added(stated) or 0
    return (kr, use) if kr and 0 <= use <= kr else None
