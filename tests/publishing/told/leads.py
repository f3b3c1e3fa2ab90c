"""What pages say first, which their descriptions repeat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from tests.publishing.figures import Figure
from tests.publishing.reckoning import LIVING, Amount, Record, Tables, added, thing
from tests.publishing.told.amounts import as_told, number, plain, said, signed
from tests.publishing.told.checks import all_amounts, share
from tests.publishing.told.site import Site, Told, year_of_page


def leads(site: Site) -> Iterator[Told]:
    t = site.tables
    for address, page in site.pages.items():
        for element in page.xpath("//p[@class='ingress'][@data-raknat or span]"):
            yield element, lead(site, [part for part in address.split("/") if part])
    for top in t.beslut:
        (status,) = site.pages[f"beslut/{top['beslut_id']}/"].xpath("//p[@class='ingress']/span[1]")
        yield status, []


def of_country(site: Site) -> Iterator[Told]:
    """What share of the country's money a year's only decision is, where the check says so."""
    t = site.tables
    for address, page in site.pages.items():
        if (ar := year_of_page(address)) is None or address.count("/") > 1:
            continue
        tops = [top for top in site.year_rows(ar, t.beslut) if top["status"] in LIVING]
        shares = [
            share(t, check)
            for check in t.kontroller
            if len(tops) == 1
            and check["kontroll"] == "regionens_del"
            and check["beslut_id"] == tops[0]["beslut_id"]
            and not tops[0]["andrar_id"]
            and not t.parts(tops[0], "arsdel")
        ]
        told = next(filter(None, shares), [])
        elements = page.xpath("//p[@class='av-landet']/span[@data-raknat]")
        assert len(elements) == bool(told), (address, told)
        yield from ((element, told) for element in elements)


def lead(site: Site, way: Sequence[str]) -> list[Figure]:
    t = site.tables
    match way:
        case [ar] if ar.isdigit():
            return of_year(site, int(ar))
        case [ar, omrade] if ar.isdigit():
            return of_omrade_year(site, int(ar), omrade)
        case ["beslut", ar, id_]:
            return of_decision(site, t.by_id[f"{ar}/{id_}"])
        case ["omraden", omrade]:
            return of_omrade(t, omrade)
        case ["satsningar", id_]:
            return of_many(t, [top for top in t.beslut if top["satsning_id"] == id_], "beslut_id")
        case ["mottagare", id_]:
            got = [each for each in t.insatser if each["mottagare_id"] == id_]
            return of_many(t, [each for each in got if not each["avslag"]], "rad_id")
        case ["objekt", id_]:
            return of_many(t, booked_on(t, id_), "rad_id")
    return []


def of_year(site: Site, ar: int) -> list[Figure]:
    t = site.tables
    tops, told = site.year_rows(ar, t.beslut), list[Figure]()
    sums = [
        added([a for top in tops if top["status"] == status for a in t.in_years(top)[ar]])
        for status in LIVING
    ]
    for status in LIVING:
        of_status = [top for top in tops if top["status"] == status]
        own = [each for each in t.omraden if each["niva"] == "omrade"]
        omraden = {e["omrade_id"] for e in site.year_rows(ar, own) if e["status"] == status}
        if of_status:
            money = [amount for top in of_status for amount in t.in_years(top)[ar]]
            amounts = said(money, as_told(*sums))
            refusing = not amounts and all(only_refused(site, top, ar) for top in of_status)
            told += amounts + ([] if refusing else number(len(omraden)))
            told += cases(t, of_status, ar)
    return told if any(top["status"] in LIVING for top in tops) else without_money(site, ar)


def without_money(site: Site, ar: int) -> list[Figure]:
    """How many områden, else insatser, are for a year that no decision is for."""
    t = site.tables
    for rows, niva in ((t.omraden, "omrade"), (t.insatser, "insats")):
        living = [e for e in rows if e["status"] in LIVING and not e.get("avslag")]
        own = [each for each in living if each["niva"] == niva]
        if told := number(len({thing(each) for each in site.year_rows(ar, own)})):
            return told
    return []


def only_refused(site: Site, top: Record, ar: int | None = None) -> bool:
    """Whether a decision, or its part of a year, only refuses what was applied for.

    Of each område that it has.
    """
    t = site.tables
    own = [e for e in t.insatser if (e["beslut_id"], e["niva"]) == (top["beslut_id"], "insats")]
    own = site.year_rows(ar, own) if ar else own
    around = {each["overordnad_id"] for each in own}
    omraden = [each for each in t.parts(top, "omrade") if not t.is_derived(each)]
    omraden = site.year_rows(ar, omraden) if ar else omraden
    told_of = all(each["rad_id"] in around for each in omraden)
    amounts = t.in_years(top)[ar] if ar else t.amounts(top)
    return bool(own) and all(each["avslag"] for each in own) and told_of and not amounts


def cases(t: Tables, tops: Sequence[Record], ar: int | None = None) -> list[Figure]:
    """How many decisions a sum is of, how many of them say nothing, how many no total."""
    amounts = [t.in_years(top)[ar] if ar else t.amounts(top) for top in tops]
    silent = sum(not each for each in amounts)
    derived = sum(
        bool(each) and not top["belopp_typ"] for top, each in zip(tops, amounts, strict=True)
    )
    told = [str(len(tops))]
    return told + (number(silent) if silent < len(tops) else []) + number(derived)


def of_omrade_year(site: Site, ar: int, omrade: str) -> list[Figure]:
    t = site.tables
    rows = site.year_rows(ar, [each for each in t.omraden if t.is_of(each, omrade)])
    insatser = [
        each
        for each in site.year_rows(ar, [i for i in t.insatser if i["niva"] == "insats"])
        if each["omrade_id"] == omrade and not each["avslag"]
    ]
    money = {
        status: [
            amount
            for each in rows
            if each["status"] == status
            for amount in t.in_years(t.telling(each))[ar]
        ]
        for status in LIVING
    }
    divided = {
        status: [a for each in insatser if each["status"] == status for a in t.in_years(each)[ar]]
        for status in LIVING
    }
    written = as_told(*map(added, money.values()), *map(added, divided.values()))
    for status in LIVING:
        whole, parts = added(money[status]), added(divided[status])
        of_status = [each for each in insatser if each["status"] == status]
        are_all_told = all(t.in_years(each)[ar] for each in of_status)
        is_money = any(each["status"] == status for each in rows)
        if is_money and whole is not None and parts is not None:
            written = plain if parts > whole or (parts < whole and are_all_told) else written
    told = [figure for status in LIVING for figure in said(money[status], written)]
    for status in LIVING if told else ():
        of_status = [each for each in insatser if each["status"] == status]
        amounts = divided[status]
        every = {thing(each) for each in of_status}
        having = {thing(each) for each in of_status if t.in_years(each)[ar]}
        if not every:
            continue
        told.append(str(len(every)))
        if having == every:
            told += [] if said(amounts) == said(money[status]) else said(amounts, written)
        elif having:
            told += [str(len(having)), *said(amounts, written)]
    return told


def of_omrade(t: Tables, omrade: str) -> list[Figure]:
    by_year: dict[tuple[int, int], list[Amount]] = {}
    for each in t.omraden:
        if t.is_of(each, omrade) and each["status"] in LIVING:
            for ar, amounts in t.in_years(t.telling(each)).items():
                by_year.setdefault((LIVING.index(each["status"]), ar), []).extend(amounts)
    written = as_told(*map(added, by_year.values()))
    return [figure for _, amounts in sorted(by_year.items()) for figure in said(amounts, written)]


def of_many(t: Tables, records: Sequence[Record], key: str) -> list[Figure]:
    """What rows of several years come to, and how many state nothing."""
    told: list[Figure] = []
    sums = [
        [a for each in records if each["status"] == status for a in t.amounts(each)]
        for status in LIVING
    ]
    for amounts in sums:
        told += said(amounts, as_told(*map(added, sums)))
    for status, niva in product(LIVING, (None, "omrade", "delomrade", "insats")):
        of_level = [e for e in records if e["status"] == status and e.get("niva") == niva]
        every = {each["andrar_id"] or each[key] for each in of_level}
        told += number(len(every - {e["andrar_id"] or e[key] for e in of_level if t.amounts(e)}))
    return told


def booked_on(t: Tables, objekt: str) -> list[Record]:
    """What is booked on an object, and not in anything else that is."""
    rows = [e for e in (*t.omraden, *t.insatser) if e["objekt"] == objekt]
    rows = [each for each in rows if each["niva"] in {"omrade", "delomrade", "insats"}]
    whole = {each["beslut_id"] for each in rows if each["niva"] == "omrade"}
    inside = {each["rad_id"] for each in rows}
    return [
        each
        for each in rows
        if each["overordnad_id"] not in inside
        and (
            each["niva"] == "omrade"
            or each["overordnad_id"] != each["beslut_id"]
            or each["beslut_id"] not in whole
        )
    ]


def of_decision(site: Site, top: Record) -> list[Figure]:
    t = site.tables
    amounts, insatser = t.amounts(top), [e for e in t.insatser if e["niva"] == "insats"]
    insatser = [e for e in insatser if e["beslut_id"] == top["beslut_id"] and not e["avslag"]]
    omraden = [each for each in t.parts(top, "omrade") if not t.is_derived(each)]
    kr = added(amounts)
    checks = {c["kontroll"]: c for c in t.kontroller if c["kontrollerat_id"] == top["beslut_id"]}
    check = checks.get("omraden") or checks.get("insatser")
    deviates = bool(check and check["verdikt"] == "avviker")
    told = said(amounts, plain if deviates else as_told(kr))
    if top["andrar_id"]:
        told = [] if kr is None else [signed(kr)]
    if only_refused(site, top):
        refused = [e for e in t.insatser if e["beslut_id"] == top["beslut_id"] and e["avslag"]]
        return [str(len(refused))]
    parts = omraden or insatser
    having = [each for each in parts if t.amounts(each)]
    if check and deviates:
        told += number(len(having)) if 1 < len(having) < len(parts) else []
        told += said(all_amounts(t, check))
    else:
        told += number(len(parts))
    having = [each for each in insatser if t.amounts(each)]
    if omraden and len(insatser) > 1 and len(having) < len(insatser):
        told += [*number(len(having)), str(len(insatser))]
    return told
