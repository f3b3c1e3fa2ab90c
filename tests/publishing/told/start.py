"""The start page, the cards and what is counted of all checks."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence

from tests.publishing.figures import Element, Figure
from tests.publishing.reckoning import LIVING, SUMS, Record, Tables, added, stated, value
from tests.publishing.told.amounts import number, plain, said, short, signed, total
from tests.publishing.told.checks import difference_of
from tests.publishing.told.leads import cases, without_money
from tests.publishing.told.mottagare import received
from tests.publishing.told.site import Site, Told


def marks(site: Site) -> Iterator[Told]:
    """Each sum and count that says what it claims to be; those of tables are told of there."""
    t = site.tables
    for page in site.pages.values():
        for mark in page.xpath("//*[@data-vad]"):
            claim = mark.get("data-vad")
            if claim.startswith("kontroller:"):
                yield mark, [str(t.sums[claim])]
            elif not claim.startswith("rader:"):
                yield mark, said(t.claims[claim])
        for note in page.xpath("//span[@class='not'][@data-raknat][contains(., 'har belopp')]"):
            around = note.getparent().xpath(".//*/@data-vad")
            if around and not around[0].startswith("rader:"):
                *_, ar, status = around[0].split(":")
                own = [
                    each
                    for each in _of_grid(t, *around[0].split(":")[:2])
                    if each["status"] == status
                ]
                amounts = [
                    t.in_years(t.telling(each) if each["niva"] == "omrade" else each)[int(ar)]
                    for each in site.year_rows(int(ar), own)
                ]
                yield note, [str(sum(map(bool, amounts))), str(len(amounts))]


def _of_grid(t: Tables, kind: str, id_: str) -> list[Record]:
    """What is added in a row of a grid, or in its closing row."""
    if kind in {"omrade", "omraden"}:
        own = [each for each in t.omraden if each["niva"] == "omrade"]
        return own if kind == "omraden" else [each for each in own if t.is_of(each, id_)]
    insatser = received(t)
    return [each for each in insatser if kind == "mottagarna" or each["mottagare_id"] == id_]


def start(site: Site) -> Iterator[Told]:
    t, page = site.tables, site.pages[""]
    living = [status for status in LIVING if any(top["status"] == status for top in t.beslut)]
    large = page.xpath("//span[@class='stort-tal-belopp']")
    for status, element in zip(living, large, strict=True):
        of_status = [top for top in t.beslut if top["status"] == status]
        yield from _large(t, element, of_status)
    for element in page.xpath("//p[@class='stort']"):
        (claim,) = element.xpath(".//a/*/@data-vad") or [""]
        for ar, status in re.findall(r"ar:(\d+):(\w+)", claim):
            of_status = [top for top in t.beslut if top["status"] == status]
            of_year = [top for top in of_status if int(ar) in t.in_years(top)]
            yield from _large(t, element, of_year, int(ar))
    for card in page.xpath("//ul[@class='kort']/li[span[@class='not'][@data-raknat]]"):
        (note,) = card.xpath("span[@data-raknat]")
        yield note, without_money(site, int(card.xpath("string(a)")))
    for element in page.xpath("//h2[.='Stämmer siffrorna?']/following-sibling::p[1]"):
        told, words = added_again(t)
        both = re.findall("(allt|inget) när|(allt|inget), ", element.text_content())
        said_words = [part for one, two in both for part in ([one] if one else [two] * 2)]
        assert said_words == words, words
        yield element, told
    for mark in page.xpath("//*[starts-with(@data-vad, 'omrade:')]/@data-vad"):
        omrade, ar = mark.split(":")[1:3]
        claims = [claim.split(":") for claim in t.claims]
        years = [c[2] for c in claims if c[:2] == ["omrade", omrade] and c[3] in LIVING]
        assert ar == max(years), mark


def _large(
    t: Tables, element: Element, tops: Sequence[Record], ar: int | None = None
) -> Iterator[Told]:
    """A large figure, rounded, with all of it in the small words below, and how many it is of."""
    amounts = [a for top in tops for a in (t.in_years(top)[ar] if ar else t.amounts(top))]
    shortly = said(amounts, short)
    is_short = shortly != said(amounts)
    (note,) = element.xpath("span[@class='not']")
    (how_many,) = element.xpath("descendant-or-self::span[@data-raknat][not(*)]")
    yield how_many, cases(t, tops, ar)
    assert (note is not how_many) == is_short, element.text_content()
    for figure in element.xpath("a[@data-raknat]"):
        yield figure, shortly if is_short else []


def deviating(site: Site) -> Iterator[Told]:
    """By how much each check deviates, where that is told in words."""
    t = site.tables
    every = [check for check in t.kontroller if check["verdikt"] == "avviker"]
    living = [check for check in every if check["status"] in LIVING]
    by_year = sorted(living, key=lambda check: -int(check["ar"]))
    for address, page in site.pages.items():
        checks = {"": living, "kontroller/": by_year[:10]}.get(address) or [
            check for check in every if f"beslut/{check['beslut_id']}/" == address
        ]
        spans = page.xpath("//ul[@class='avvikelser']/li/span")
        for check, element in zip(checks, spans, strict=True):
            yield element, [signed(difference_of(t, check))]


def folded(site: Site) -> Iterator[Told]:
    """How many checks are folded, or which of them."""
    for address, page in site.pages.items():
        for summary in page.xpath("//summary[@data-raknat]"):
            (part,) = re.findall(r"rad ([\d–]+) av", summary.text_content()) or [""]
            rows = summary.getparent().xpath(".//table/tbody/tr")
            told = site.twins[address]["kontroller"]["rader"]
            assert len(rows) == len(told), address
            if not part:
                yield summary, [str(len(told))] if len(told) > 1 else []
            else:
                yield summary, site.figures(page.xpath("string(//caption)"))


def news(site: Site) -> Iterator[Told]:
    """What was corrected and changed last, as it is put in the tables of that."""
    t = site.tables
    told = [
        (row["datum"], number_of(row["tidigare_kr"]) + number_of(row["nytt_kr"]))
        for row in t.rattelser
    ]
    told += [(row["datum"], site.figures(row["andring"])) for row in t.andringar]
    told.sort(key=lambda change: change[0], reverse=True)
    shown = site.pages[""].xpath("//ul[@class='nytt']//span[@data-raknat]")
    yield from zip(shown, [figures for _, figures in told[: len(shown)]], strict=True)
    assert len(shown) == min(len(told), 3)


def number_of(kr: int | None) -> list[Figure]:
    """An amount that was published, or none."""
    return [] if kr is None else [plain(kr)]


def added_again(t: Tables) -> tuple[list[Figure], list[str]]:
    """How much of what decisions state agrees with its områden, and with its insatser.

    In figures, and in the words that stand instead of one.
    """
    agreeing = {
        (check["kontrollerat_id"], check["kontroll"])
        for check in t.kontroller
        if check["verdikt"] == "stammer"
    }
    told: list[Figure] = []
    words: list[str] = []
    for status in LIVING:
        tops = [top for top in t.beslut if top["status"] == status and top["belopp_kr"] is not None]
        own = [
            each
            for each in t.omraden
            if each["niva"] == "omrade"
            and each["status"] == status
            and each["belopp_kr"] is not None
        ]
        by_insatser = [top for top in tops if (top["beslut_id"], "insatser") in agreeing]
        ids = {top["beslut_id"] for top in by_insatser}
        by_insatser += [
            each
            for each in own
            if (each["rad_id"], "insatser") in agreeing and each["beslut_id"] not in ids
        ]
        all_of_it = [amount for top in tops for amount in stated(top)]
        if not added(all_of_it):
            continue
        told += total(all_of_it)
        by_omraden = [top for top in tops if (top["beslut_id"], "omraden") in agreeing]
        for part in (by_omraden, by_insatser):
            of_it = [amount for each in part for amount in stated(each)]
            if said(of_it) == said(all_of_it):
                words.append("allt")
            elif added(of_it):
                told += total(of_it)
            else:
                words.append("inget")
    return told, words


def summaries(site: Site) -> Iterator[Told]:
    """How many sums are added again and amounts compared, and how many deviate."""
    t = site.tables
    living = [check for check in t.kontroller if check["status"] in LIVING]
    plain_sums = [check for check in living if check["kontroll"] in SUMS]
    formulas = [check for check in living if check["kontroll"] == "formel"]
    compared = len(living) - len(plain_sums) - len(formulas)
    told = [figure for of in (len(plain_sums), compared, len(formulas)) for figure in number(of)]
    told += number(len(t.kontroller) - len(living))
    deviating = sum(check["verdikt"] == "avviker" for check in living)
    for address, more in (("kontroller/", []), ("", number(deviating))):
        (text,) = site.pages[address].xpath("//p[@data-raknat][contains(., 'jämför')]")
        yield text, told + more


def cards(site: Site) -> Iterator[Told]:
    """What each decision of an agreement came to, on the card of the agreement."""
    t = site.tables
    tops = sorted(t.beslut, key=lambda top: top["satsning"])
    shown = site.pages["satsningar/"].xpath("//span[@class='kort-belopp']")
    for top, element in zip(tops, shown, strict=True):
        yield element, said(t.amounts(top))


def adding(site: Site) -> Iterator[Told]:
    """What a year's områden come to by themselves, and with their parts as well."""
    for words in site.pages["data/"].xpath("//p[@id='rakneexempel']"):
        ar, status = int(words.get("data-ar")), words.xpath("code/text()")[0]
        rows = [
            record
            for record in site.tables.omraden
            if (record["ar"], record["status"]) == (ar, status)
        ]
        parts = {"omrade": 0, "delomrade": 0, "varav": 0}
        for record in rows:
            if record["niva"] in parts:
                parts[record["niva"]] += value(record) or 0
        right, wrong = words.xpath("following-sibling::dl[1]//span[@data-raknat]")
        yield right, [f"{parts['omrade']} kr"]
        yield wrong, [f"{sum(parts.values())} kr"]


def table_lengths(site: Site) -> Iterator[Told]:
    """How many rows each public table has."""
    for row in site.pages["data/"].xpath("//table/tbody/tr"):
        name = row.xpath("td/a/text()")[0].removesuffix(".csv")
        (cell,) = row.xpath("td[@class='tal']")
        records = site.files[f"data/{name}.csv"]
        yield cell, [str(len(list(csv.reader(io.StringIO(records.decode("utf-8-sig"))))) - 1)]
