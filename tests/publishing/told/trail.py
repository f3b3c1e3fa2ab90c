"""The money's way, step by step."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tests.publishing.figures import Element, Figure, figures
from tests.publishing.reckoning import Amount, Record, Tables, added, stated, thing
from tests.publishing.told.amounts import percent, rest_word, said, word_of
from tests.publishing.told.checks import share
from tests.publishing.told.site import Site, Told


def trails(site: Site) -> Iterator[Told]:
    for address, page in site.pages.items():
        for trail in page.xpath("//ol[@class='kedja']"):
            links = trail.xpath("preceding-sibling::p[1]/a/@href")
            in_year = re.match(r"\d+/$", address)
            way = links[0].removeprefix("../beslut/") if in_year else address[len("beslut/") :]
            yield from _steps(site.tables, trail.xpath("li"), site.tables.by_id[way.strip("/")])


def _steps(t: Tables, steps: Sequence[Element], top: Record) -> Iterator[Told]:
    of_it, of_country = t.amounts(top), country(t, top)
    omraden = t.parts(top, "omrade")
    inside = [each for each in t.insatser if each["beslut_id"] == top["beslut_id"]]
    insatser = [each for each in inside if each["niva"] == "insats"]
    to_omraden = [amount for each in omraden for amount in t.amounts(each)]
    to_insatser = [amount for each in insatser for amount in t.amounts(each)]
    within = [c for c in t.kontroller if c["beslut_id"] == top["beslut_id"]]
    frames = [c for c in within if c["kontroll"] == "regionens_del"]
    shares = [figure for check in frames for figure in share(t, check)]
    subject = next((t.by_id[check["kontrollerat_id"]] for check in frames), None)
    regions = subject if subject and subject["ramtyp"] == "mottagartyp" else None
    exact = [*of_country, *(stated(regions) if regions else [])]
    if shares and regions and added(of_country) and not word_of(of_country):
        shares = [percent(added(of_it) or 0, added(of_country) or 1, 1), *shares]
    expected: list[tuple[list[Amount], list[Figure], list[Figure]]] = [(of_country, [], [])]
    if regions:
        of_regions = [percent(regions["belopp_kr"], added(of_country) or 1, 1)]
        about = of_regions if added(of_country) and not word_of(exact) else []
        expected.append((stated(regions), about, []))
    whole = stated(top)
    apart = bool(t.parts(top, "insats"))
    expected.append((of_it, shares, []))
    about = [str(len(omraden))] if omraden else []
    left = [] if any(map(t.is_derived, omraden)) else left_over(whole, to_omraden)
    expected.append((to_omraden, about, left))
    divided = whole if apart or added(to_omraden) is None else to_omraden
    expected.append((to_insatser, _have(t, insatser), left_over(divided, to_insatser)))
    for step, (amounts, about, left) in zip(steps, expected, strict=True):
        first, *rest_of_it = step.xpath("span[@class='not']")
        yield first, []
        for shown in step.xpath("a[@class='belopp']"):
            yield shown, said(amounts)
        # What is told of a step stands in several places, each with a figure or none.
        told = [place for place in rest_of_it if figures(place.text_content())]
        for place, figure in zip(told, _pairs(about, len(told)), strict=True):
            yield place, figure
        for place in step.xpath("span[starts-with(@class, 'kvar')]"):
            yield place, left
        if not step.xpath("span[starts-with(@class, 'kvar')]"):
            assert not left, (top["beslut_id"], left)


def _pairs(about: Sequence[Figure], places: int) -> list[list[Figure]]:
    """The figures of each place: one each, or all in the only one."""
    return [list(about)] if places == 1 else [[figure] for figure in about]


def country(t: Tables, top: Record) -> list[Amount]:
    """The whole country's money, as a decision tells it."""
    frames = [ram for ram in t.ramar if ram["beslut_id"] == top["beslut_id"]]
    whole = [ram for ram in frames if ram["omfattning"] == "riket"]
    return stated(whole[0]) if whole else []


def _have(t: Tables, insatser: Sequence[Record]) -> list[Figure]:
    asked = [each for each in insatser if not each["avslag"]]
    every, having = {thing(each) for each in asked}, {thing(e) for e in asked if t.amounts(e)}
    figures = [len(having), len(every)] if 0 < len(having) < len(every) else [len(every)]
    return [str(figure) for figure in figures] if len(every) > 1 else []


def left_over(before: Sequence[Amount], to: Sequence[Amount]) -> list[Figure]:
    """What a step leaves over of the one before; none where all is handed on, or nobody knows."""
    kr, word = added(before), rest_word(before, to)
    if kr is None or kr < 0 or word is None or any(amount.kr is None for amount in to):
        return []
    left = kr - (added(to) or 0)
    may_be_less = any(amount.kind == "hogst" for amount in to)
    if left < 0 and (may_be_less or any(amount.kr is None for amount in before)):
        return []
    return [f"{word if left > 0 else ''}{abs(left)} kr"] if left else []
