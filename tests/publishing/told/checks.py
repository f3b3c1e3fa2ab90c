"""The places where the checks of sums are told of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from tests.publishing.figures import Element, Figure
from tests.publishing.reckoning import LIVING, SUMS, Amount, Record, Tables, added, stated
from tests.publishing.told.amounts import as_told, percent, plain, rest_word, said, signed, total
from tests.publishing.told.site import Site, Told, year_of_page


def all_amounts(t: Tables, check: Record) -> list[Amount]:
    """The amounts of what a check adds, the ranges among them too."""
    return [
        amount
        for part in t.checked(check)
        for amount in (stated(part) if "ram_ar" in part else t.amounts(part))
    ]


def amounts_of(t: Tables, check: Record) -> list[Amount]:
    """The amounts that a check adds, without the ranges among them."""
    return [amount for amount in all_amounts(t, check) if amount.kr is not None]


def computed(t: Tables, check: Record) -> list[Figure]:
    return total(amounts_of(t, check)) or ["0 kr"]


def lacking(t: Tables, check: Record) -> list[Record]:
    return [
        part
        for part in t.checked(check)
        if (not part["belopp_kr"] and part["belopp_kr"] != 0 if "ram_ar" in part else t.lacks(part))
    ]


def rest(t: Tables, check: Record) -> list[Figure]:
    """What a check says is left, with how firmly that is known; none where nobody can tell."""
    kr = -check["differens_kr"]
    word = rest_word(stated(check, "angivet"), amounts_of(t, check))
    return [f"{word}{kr} kr"] if kr and word is not None else []


def earmarked(t: Tables, check: Record) -> int:
    """How much of what nothing has been taken from is earmarked."""
    exact = rest_word(stated(check, "angivet"), amounts_of(t, check)) == ""
    subject = t.by_id[check["kontrollerat_id"]]
    if check["kontroll"] != "insatser" or added(amounts_of(t, check)) or not exact:
        return 0
    if subject.get("niva") != "omrade":
        return 0
    kr = sum(part["belopp_kr"] or 0 for part in t.parts(subject, "delomrade") if part["oronmarkt"])
    return kr if kr <= -check["differens_kr"] else 0


def explanation(t: Tables, check: Record) -> list[Figure]:
    """The figures in what the program says of a check that nobody has explained."""
    missing = lacking(t, check)
    lacks, every = len(missing), len(t.checked(check))
    of_them = [str(lacks), str(every)] if lacks < every else [str(every)] if every > 2 else []
    match check["verdikt"], check["jamforelse"]:
        case "inom_taket", _:
            return rest(t, check)
        case "stammer", "hogst":
            return share(t, check) or rest(t, check)
        case "stammer", "lika" if missing:
            return of_them
        case "ofullstandig", _:
            kr = earmarked(t, check)
            return of_them + rest(t, check) + ([plain(kr)] if kr else [])
    return []


def share(t: Tables, check: Record) -> list[Figure]:
    """What a region's part is of the frame that it is checked against."""
    kr = added(amounts_of(t, check))
    word = rest_word(stated(check, "angivet"), amounts_of(t, check))
    if check["kontroll"] != "regionens_del" or check["verdikt"] != "stammer" or not kr or word:
        return []
    return [percent(kr, check["angivet_kr"], 1)] if word == "" else []


def check_rows(site: Site) -> Iterator[Told]:
    """Each check in a table: what is stated, what it comes to, the difference and the rounding."""
    t = site.tables
    for _, _, name, checks, rows in site.views():
        if name != "kontroller":
            continue
        for row, check in zip(rows, checks, strict=True):
            of_stated, of_sum, of_difference = row.xpath("td[@class='tal']")
            yield of_stated, said(stated(check, "angivet"))
            if check["kontroll"] == "formel":
                yield from _worked_out(t, check, of_sum, of_difference)
                continue
            yield of_sum, computed(t, check)
            difference: list[Figure] = []
            if check["jamforelse"] == "lika" and check["angivet_typ"]:
                kr = difference_of(t, check)
                difference = [signed(kr)]
                if kr and check["tolerans_kr"]:
                    difference.append(f"±{check['tolerans_kr']} kr")
            yield of_difference, difference
            (why,) = row.xpath("td[starts-with(@class, 'forklaring')]")
            if why.get("data-raknat") is not None:  # else the data itself explains it
                yield why, explanation(t, check)


def _worked_out(
    t: Tables, check: Record, of_sum: Element, of_difference: Element
) -> Iterator[Told]:
    """What a calculation gives, and how far from the amount, unless it proves nothing of that."""
    kr = t.worked_out(check)
    proves = check["verdikt"] != "kan_inte_kontrolleras"
    yield of_sum, [] if kr is None else [plain(kr)]
    difference = (kr or 0) - (check["angivet_kr"] or 0)
    near = [f"±{check['tolerans_kr']} kr"] if difference and check["tolerans_kr"] else []
    yield of_difference, [signed(difference), *near] if proves else []


def calculations(site: Site) -> Iterator[Told]:
    """Each calculated amount: from which frame, with which base amounts, and what it gives."""
    t = site.tables
    checks = {check["kontroll_id"]: check for check in t.kontroller}
    for _, _, name, records, rows in site.views():
        for row, how in zip(rows, records, strict=True) if name == "berakningar" else ():
            of_frame, of_base, of_sum, of_stated, of_difference = row.xpath("td[@class='tal']")
            frames = [plain(how[kr]) for kr in ("ram_kr", "utom_ram_kr") if how[kr]]
            yield of_frame, frames
            base = [plain(how["grundbelopp_kr"])] if how["grundbelopp_kr"] else []
            yield of_base, base + ([str(how["antal"])] if how["antal"] else [])
            check = checks[how["kontroll_id"]]
            yield from _worked_out(t, {**check, "tolerans_kr": 0}, of_sum, of_difference)
            yield of_stated, said(stated(check, "angivet"))


def difference_of(t: Tables, check: Record) -> int:
    """What the parts come to more or less than the whole; from the nearest end of a range."""
    kr = added(amounts_of(t, check)) or 0
    (whole,) = stated(check, "angivet")
    if whole.kr is not None:
        return kr - whole.kr
    assert whole.low is not None
    assert whole.high is not None
    return min(kr - whole.low, 0) or max(kr - whole.high, 0)


def differences(site: Site) -> Iterator[Told]:
    """The sentences below an amount whose parts do not come to it."""
    t = site.tables
    for address, table, _, records, _ in site.views():
        told = iter(table.xpath(".//tr[@class='skillnadsrad']//p"))
        for record in records if table.xpath(".//tr[@class='skillnadsrad']") else ():
            yield from _sentences(t, _whose_checks(t, record, year_of_page(address)), told)
    for top in t.beslut:
        told = iter(site.pages[f"beslut/{top['beslut_id']}/"].xpath("//dd[@id='belopp']//p"))
        yield from _sentences(t, top["beslut_id"], told)


def _whose_checks(t: Tables, record: Record, ar: int | None) -> str:
    """Whose checks a row wears: a derived område those of its decision, a year's share none."""
    if record.get("niva") == "arsdel":
        whole = t.by_id[record["overordnad_id"]]
        is_derived = "rad_id" not in whole and any(map(t.is_derived, t.parts(whole, "omrade")))
        return str(whole["beslut_id"]) if is_derived else ""
    if t.is_derived(record) or "rad_id" not in record:
        is_share = ar and "rad_id" not in record and t.share(record, ar)
        return "" if is_share else str(record["beslut_id"])
    return str(record["rad_id"])


def _sentences(t: Tables, id_: str, elements: Iterator[Element]) -> Iterator[Told]:
    for check in t.kontroller:
        if check["kontrollerat_id"] != id_:
            continue
        if check["verdikt"] in {"avviker", "inom_avrundning"}:
            whole = said(stated(check, "angivet"))
            comes_to = said(all_amounts(t, check)) if check["kontroll"] in SUMS else None
            comes_to = comes_to or computed(t, check)
            expected = [*whole, *comes_to, signed(difference_of(t, check))]
            if check["verdikt"] == "inom_avrundning":
                expected.append(f"±{check['tolerans_kr']} kr")
        elif is_unchecked(check) or counts_elsewhere(t, check):
            expected = said(all_amounts(t, check))
        else:
            continue
        paragraph = next(elements)
        (difference,) = paragraph.xpath("strong")
        yield difference, expected
        if paragraph.get("data-raknat") is not None:  # else the data itself explains it
            yield paragraph, expected + explanation(t, check)


def is_unchecked(check: Record) -> bool:
    return check["verdikt"] == "kan_inte_kontrolleras" and check["kontroll"] in SUMS


def counts_elsewhere(t: Tables, check: Record) -> bool:
    """Whether the years of an amount do not tell all of it, and it counts all the same."""
    years = [amount for share in t.checked(check) for amount in t.amounts(share)]
    whole = t.amounts(t.by_id[check["kontrollerat_id"]])
    if check["kontroll"] != "per_ar" or check["status"] not in LIVING or not years:
        return False
    if check["angivet_typ"] == "intervall":
        ends = [(amount.low or 0, amount.high or 0) for amount in years if amount.kr is None]
        low, high = (sum(end) for end in zip(*ends, strict=True)) if ends else (0, 0)
        return len(ends) < len(years) or (low, high) != (whole[0].low, whole[0].high)
    of_years, of_whole = ([a for a in of if a.kr is None] for of in (years, whole))
    return added(years) != added(whole) or sorted(of_years) != sorted(of_whole)


def bars(site: Site) -> Iterator[Told]:
    """How much of an amount is specified: the sentence, the bar and its key."""
    t = site.tables
    by_place = {check["url"].split("#")[1]: check for check in t.kontroller}
    for page in site.pages.values():
        for bar in page.xpath("//div[@class='specifikation']"):
            (pattern,) = bar.xpath(".//pattern/@id")
            check = by_place[pattern.removeprefix("monster-")]
            whole, kr = check["angivet_kr"], added(amounts_of(t, check)) or 0
            left, marked = whole - kr, earmarked(t, check)
            pieces = [kr, marked, left - marked] if marked else [kr, left]
            shares = shares_of(pieces)
            count, parts = len(t.checked(check)), len(lacking(t, check))
            written = as_told(marked or None, parts=[kr, left] if kr else [left])
            sentence = [written(kr), shares[0], str(count - parts), str(count)]
            if count == parts:
                sentence = [str(count)] if count > 1 else []
            sentence += [written(left), shares[-1]] if kr else [written(left)]
            sentence += [written(marked), shares[1]] if marked else []
            (text,), (picture,) = bar.xpath("p/span"), bar.xpath("svg")
            yield text, sentence
            yield picture, shares
            drawn = [(rect.get("x"), rect.get("width")) for rect in picture.xpath("rect")[:-1]]
            assert drawn == drawn_as(pieces), (check["kontroll_id"], drawn)
            for piece, item, of_it in zip(pieces, bar.xpath("ul/li/span"), shares, strict=True):
                yield item, [plain(piece), of_it] if piece else []


def drawn_as(pieces: Sequence[int]) -> list[tuple[str, str]]:
    """Where each piece of a bar begins and how wide it is, to a hundredth of a percent."""
    ends = [sum(pieces[:at]) * 10_000 // sum(pieces) for at in range(len(pieces) + 1)]
    return [(_at(left), _at(right - left)) for left, right in pairwise(ends)]


def _at(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02}%"


def shares_of(pieces: Sequence[int]) -> list[Figure]:
    """Whole percentages that come to a hundred: what is left goes to those that lost the most."""
    whole = sum(pieces)
    rounded = [piece * 100 // whole for piece in pieces]
    by_loss = sorted(range(len(pieces)), key=lambda at: -(pieces[at] * 100 % whole))
    for at in by_loss[: 100 - sum(rounded)]:
        rounded[at] += 1
    return [
        "under 1 %"
        if piece and not of_it
        else "över 99 %"
        if of_it == 100 and piece < whole
        else f"{of_it} %"
        for of_it, piece in zip(rounded, pieces, strict=True)
    ]


def other_checks(site: Site) -> Iterator[Told]:
    """How many checks of a decision have no row of their own."""
    t = site.tables
    for top in t.beslut:
        page = site.pages[f"beslut/{top['beslut_id']}/"]
        quiet = [
            check
            for check in t.kontroller
            if check["beslut_id"] == top["beslut_id"]
            and check["kontroll"] not in {*SUMS, "formel"}
            and check["verdikt"] == "stammer"
        ]
        found = page.xpath("//p[@data-raknat][contains(., 'har jämförts')]")
        assert bool(found) == bool(quiet), top["beslut_id"]
        for element in found:
            yield element, [str(len(quiet))]


def not_agreeing(site: Site) -> Iterator[Told]:
    """How far the parts of a decision's amount are from it, where they do not agree."""
    t = site.tables
    for top in t.beslut:
        told = [
            check
            for check in t.kontroller
            if check["kontrollerat_id"] == top["beslut_id"]
            and check["verdikt"] == "avviker"
            and check["kontroll"] in SUMS
        ]
        said_here = site.pages[f"beslut/{top['beslut_id']}/"].xpath("//*[@class='gar-inte-ihop']")
        for check, element in zip(told, said_here, strict=True):
            kr = difference_of(t, check)
            assert ("mer" if kr > 0 else "mindre") in element.text_content()
            yield element, [plain(abs(kr))]
