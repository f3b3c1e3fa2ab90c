"""The summary in English: one page for those who read no Swedish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

from generator.data.derived import Verdikt
from generator.pages import bars, start
from generator.pages.page import Page, Plan
from generator.publishing import addresses
from generator.publishing.downloads import FORMATS
from generator.publishing.inputs import Tells
from generator.publishing.publication import Publication
from generator.reckoning import selections
from generator.reckoning.totals import MANY, Summa, summed_by_status
from generator.words import english
from generator.words.swedish import capitalised


def summary(publication: Publication) -> Iterator[Plan]:
    """What the site is, totals, terms, how sums are checked, downloads, licence, how to cite."""
    yield Plan(addresses.IN_ENGLISH, partial(_summary, publication), tells=Tells.NO_TITLES)


def _summary(publication: Publication) -> Page:
    org = publication.organisation
    names = {"organisation": org.namn, "webbplats": org.webbplatsnamn}
    of_role = english.ROLLER[org.roll]
    shows = of_role["vad"].format(**names)
    names |= {"vad": shows, "om": of_role["om"]}
    texts = {name: text.format(**names) for name, text in english.TEXTER.items()}
    by_year = {ar: start.sums_of_year(publication, ar) for ar in publication.years}
    counting = selections.counting(publication.kontroller)
    how_many = Counter(check.verdikt for check in counting)
    return Page(
        addresses.IN_ENGLISH,
        english.TITEL,
        capitalised(english.BESKRIVNING.format(**names)),
        {
            "rubriker": english.RUBRIKER,
            "texter": texts,
            "ar": by_year,
            "skala": bars.scale_of(by_year.values()),
            "summor": summed_by_status(publication.tops(publication.register.beslut)),
            "i_ord": in_words,
            "i_tal": english.number,
            "status": english.STATUS,
            "utfall": [
                (verdikt, english.VERDIKT[verdikt], how_many[verdikt])
                for verdikt in Verdikt
                if how_many[verdikt]
            ],
            "ordlista": english.words_of(publication.ordval),
            "tabeller": [(name, *english.TABELLER[name]) for name in publication.tables],
            "per_tabell": [(form, *english.FORMAT[form.ending]) for form in FORMATS],
            "version": english.day(publication.version) if publication.version else "",
        },
        lang="en",
    )


def in_words(summa: Summa) -> str:
    """All of a sum: `at most SEK 5,000,000 and besides SEK 1,000,000–2,000,000`."""
    words = [word for typ, word in english.BELOPP_TYP.items() if typ in summa.typer]
    told = [] if summa.kr is None else [" ".join([*words, english.kronor(summa.kr)])]
    if len(summa.intervall) > MANY:
        told.append(f"{english.number(len(summa.intervall))} {english.TEXTER['intervall']}")
    elif summa.intervall:
        told.append(english.listing([english.interval(each) for each in summa.intervall]))
    return f" {english.TEXTER['och_utover']} ".join(told)
