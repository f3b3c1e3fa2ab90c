"""The tables of pages: their captions, the amounts of their rows and their closing rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from tests.publishing.figures import Element, Figure, figures
from tests.publishing.reckoning import LIVING, SUMS, Amount, Record, Tables, added, stated, thing
from tests.publishing.told.amounts import MANY, ranges, said, signed
from tests.publishing.told.checks import amounts_of
from tests.publishing.told.site import Site, Told


def row_amounts(site: Site) -> Iterator[Told]:
    """Each amount of a row, and the document's own form of it."""
    for address, _, name, records, rows in site.views():
        if name not in {"beslut", "omraden", "insatser", "ramar"}:
            continue
        for row, record in zip(rows, records, strict=True):
            yield from _cell(row, site.of_row(record, address), site.printed(record, address))
            part_of = said(site.tables.amounts(whole_of(site.tables, record)))
            for element in row.xpath(".//span[@data-raknat][starts-with(., 'Del av ')]"):
                yield element, part_of if said(site.of_row(record, address)) != part_of else []
    for top in site.tables.beslut:
        (cell,) = site.pages[f"beslut/{top['beslut_id']}/"].xpath("//dd[@id='belopp']")
        yield from _cell(cell, site.tables.amounts(top), top["belopp_angivet"])
        for omfattar in cell.xpath("span[@class='angivet'][@data-raknat]"):
            yield omfattar, cover(site.tables, top)


def _cell(around: Element, amounts: Sequence[Amount], printed: str) -> Iterator[Told]:
    shown = around.xpath(".//a[@class='belopp']")
    assert bool(shown) == bool(amounts), (around.text_content(), amounts)
    for element in shown[:1]:
        yield element, said(amounts)
    for element in around.xpath(".//span[@class='angivet'][not(@data-raknat)]"):
        if "i handlingen: " in element.text_content():
            yield element, figures(printed)


def cover(t: Tables, top: Record) -> list[Figure]:
    """What a decision's total covers and what not."""
    amounts = t.amounts(top)
    told: list[Figure] = []
    if not top["belopp_typ"]:
        told += [str(number_of) for number_of in Counter(_silent(t, top)).values()]
        told += ranges(amounts)
    changes = [
        amount
        for each in t.beslut
        if each["andrar_id"] == top["beslut_id"] and each["status"] == top["status"]
        for amount in t.amounts(each)
    ]
    kr = added(changes)
    return told + ([] if kr is None else [signed(kr)])


def _silent(t: Tables, record: Record) -> list[str]:
    """The levels of the parts, however deep, that state nothing at all, once for each."""
    parts = t.dividing(record)
    deeper = [niva for part in parts if not part["belopp_typ"] for niva in _silent(t, part)]
    return deeper + [part["niva"] for part in parts if not t.amounts(part)]


def how_many(site: Site, records: Iterable[Record], address: str) -> list[Figure]:
    """Of how many insatser some have an amount; what no longer holds is left out, if it can be."""
    insatser = [each for each in records if is_insats(site.tables, each) and not each["avslag"]]
    insatser = [each for each in insatser if each["status"] in LIVING] or insatser
    every = {thing(each) for each in insatser}
    with_amount = {thing(each) for each in insatser if site.of_row(each, address)}
    if len(every) < 2:
        return []
    if not with_amount or with_amount == every:
        return [str(len(every))]
    return [str(len(with_amount)), str(len(every))]


def is_insats(t: Tables, record: Record) -> bool:
    """Whether it is an insats, or its share of a year, that stands in a table of its own."""
    return bool(whole_of(t, record).get("niva") == "insats")


def captions(site: Site) -> Iterator[Told]:
    """What stands above a table, and once more for who listens at each of its downloads."""
    for address, table, name, records, _ in site.views():
        (caption,) = table.xpath("caption")
        expected: list[Figure] = []
        if name == "insatser" and "eget belopp" in caption.text_content():
            expected = how_many(site, records, address)
        yield caption, expected
        for links in table.xpath("../following-sibling::*[1][@class='ladda-ner']"):
            is_own = links.get("data-vy") is None  # else it leads to the whole public table
            yield links, expected * len(links.xpath("a")) if is_own else []


COUNTED: Mapping[str, Callable[[Record], str]] = {
    "beslut": lambda record: str(record["beslut_id"]),
    "omraden": lambda record: str(record["omrade_id"]),
    "insatser": thing,
}


def closing_rows(site: Site) -> Iterator[Told]:
    """The sums below a table: of how many rows, what they come to, and what is exceeded."""
    for address, table, name, records, _ in site.views():
        if not table.xpath("tfoot"):
            continue
        ids = {each.get("rad_id") or each["beslut_id"] for each in records}
        wholes = [
            each
            for each in records
            if each.get("overordnad_id") not in ids and not each.get("avslag")
        ]
        # On the pages of an område's year its amounts are counted as decisions.
        by_decision = "belopp-per-beslut" in str(table.get("id"))
        counted = COUNTED["beslut" if by_decision else name]
        by_status = [[each for each in wholes if each["status"] == status] for status in LIVING]
        summed = [
            of_status
            for of_status in by_status
            if len(of_status) > 1 and any(site.of_row(each, address) for each in of_status)
        ]
        for of_status, row in zip(summed, table.xpath("tfoot/tr"), strict=True):
            every = {counted(each) for each in of_status}
            with_amount = {counted(each) for each in of_status if site.of_row(each, address)}
            of_how_many = [str(len(every))]
            if with_amount < every:
                of_how_many = [str(len(with_amount)), str(len(every))]
            (heading,), (cell,) = row.xpath("th"), row.xpath("td")
            yield heading, of_how_many + exceeded(site.tables, of_status)
            yield cell, said([each for row in of_status for each in site.of_row(row, address)])


def exceeded(t: Tables, records: Sequence[Record]) -> list[Figure]:
    """The wholes that rows of a sum come to more than: their parts and themselves."""
    records = [whole_of(t, each) for each in records]
    shown = {each.get("rad_id", each["beslut_id"]) for each in records}
    within = shown | {str(each.get("overordnad_id")) for each in records}
    around = (id_ for e in records for id_ in (e.get("overordnad_id"), e["beslut_id"]))
    found = [
        check
        for whole in dict.fromkeys(around)
        for check in t.kontroller
        if check["kontrollerat_id"] == whole
        and check["kontroll"] in SUMS
        and check["verdikt"] == "avviker"
        and check["differens_kr"] > 0
        and within & {each.get("rad_id") for each in t.checked(check)}
    ]
    if len(found) > MANY:
        return [str(len(found))]
    return [
        figure
        for check in found
        for figure in (*said(amounts_of(t, check)), *said(stated(check, "angivet")))
    ]


def whole_of(t: Tables, record: Record) -> Record:
    """A row itself, where its share of a year stands in a table."""
    return t.by_id[record["overordnad_id"]] if record.get("niva") == "arsdel" else record
