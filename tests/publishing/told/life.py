"""A decision's life: what replaced it, what changed it, and what was used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.publishing.figures import Figure
from tests.publishing.reckoning import LIVING, Amount, Record, Tables, added
from tests.publishing.told.amounts import plain, ranges, said, signed, total, word_of
from tests.publishing.told.site import Site, Told


def lives(site: Site) -> Iterator[Told]:
    """What became of a replaced decision's amount."""
    t = site.tables
    for top in t.beslut:
        for element in site.pages[f"beslut/{top['beslut_id']}/"].xpath("//p[@data-raknat]"):
            if not (element.get("class") or "").startswith("livet"):
                continue
            expected: list[Figure] = []
            if "Ersatt av" in element.text_content():
                before, after = t.amounts(top), t.amounts(t.by_id[top["ersatt_av_id"]])
                if before and after:
                    expected = said(before) + (said(after) if said(after) != said(before) else [])
            yield element, expected


def changed(site: Site) -> Iterator[Told]:
    """What was first decided, the changes of it, and what holds now."""
    t = site.tables
    for address, page in site.pages.items():
        for row in page.xpath("//table[@id='tabell-andringar'][thead/tr/th[4]]/tbody/tr"):
            fragment = row.xpath("th/a/@href")[0]
            record = _linked(t, address, fragment)
            of_first, of_changes, of_now = row.xpath("td")
            is_new = bool(t.top(record)["andrar_id"])
            first = [] if is_new else t.amounts(record)
            changes = [record] if is_new else _changes(t, record)
            status = t.top(t.by_id[t.top(record)["andrar_id"]] if is_new else record)["status"]
            counting = [each for each in changes if each["status"] == status]
            proposed = [each for each in changes if each not in counting]
            yield of_first, said(first)
            yield (
                of_changes,
                [
                    figure
                    for each in (*counting, *(e for e in proposed if e["status"] in LIVING))
                    for figure in total(t.amounts(each), signed) or ranges(t.amounts(each))
                ],
            )
            moves = [amount for each in counting for amount in t.amounts(each)]
            yield of_now, said(standing(first, moves)) if first or is_new else []


def standing(first: Sequence[Amount], moves: Sequence[Amount]) -> list[Amount]:
    """What holds now: a range that is changed by so much is moved by that, both its ends."""
    moved = added(moves)
    match first:
        case [Amount(kind="intervall", low=int(low), high=int(high))] if moved is not None:
            ranges = [amount for amount in moves if amount.kr is None]
            return [Amount("intervall", None, low + moved, high + moved), *ranges]
    return [*first, *moves]


def _linked(t: Tables, address: str, href: str) -> Record:
    """The row that a link leads to on a decision's page."""
    page, _, fragment = href.partition("#belopp")
    way = "/".join([*address.strip("/").split("/")[1:], *page.strip("/").split("/")])
    parts: list[str] = []
    for step in way.split("/"):
        parts = parts[:-1] if step == ".." else [*parts, step] if step else parts
    return t.by_id["/".join([*parts, *fragment.removeprefix("-").split("--")]).strip("/")]


def _changes(t: Tables, record: Record) -> list[Record]:
    id_ = record.get("rad_id") or record["beslut_id"]
    rows = (*t.beslut, *t.omraden, *t.insatser)
    found = [e for e in rows if e["andrar_id"] == id_ and not t.is_derived(e) and t.amounts(e)]
    return sorted(found, key=lambda each: str(t.top(each)["beslutsdatum"]))


def outcomes(site: Site) -> Iterator[Told]:
    """What holds now of an amount, what was used and paid back of it, and what is left."""
    t = site.tables
    for _, _, name, records, rows in site.views():
        if name != "utfall":
            continue
        for row, record in zip(rows, records, strict=True):
            of = t.by_id[record["rad_id"]]
            counting = [e for e in _changes(t, of) if e["status"] == t.top(of)["status"]]
            moves = [amount for each in counting for amount in t.amounts(each)]
            now = standing(t.amounts(of), moves) if t.amounts(of) else []
            used, back = record["anvant_kr"], record["aterbetalt_kr"]
            of_now, of_used, of_back, of_left, _ = row.xpath("td")
            yield of_now, said(now)
            yield of_used, [] if used is None else [plain(used)]
            yield of_back, [] if back is None else [plain(back)]
            kr = added(now)
            known = kr is not None and all(amount.kr is not None for amount in now)
            left = f"{word_of(now)}{plain((kr or 0) - (used or 0) - (back or 0))}"
            yield of_left, [left] if known else []


def applied_for(site: Site) -> Iterator[Told]:
    """What was applied for, where an insats says so."""
    for _, _, name, records, rows in site.views():
        for row, record in zip(rows, records, strict=False) if name == "insatser" else ():
            for note in row.xpath(".//span[@class='not'][starts-with(., 'Sökt: ')]"):
                yield note, [plain(record["sokt_kr"])]
