"""What a year and its områden are against the year before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.publishing.figures import Figure
from tests.publishing.reckoning import LIVING, Record, Tables
from tests.publishing.told.mottagare import change
from tests.publishing.told.site import Site, Told, year_of_page


def years_before(site: Site) -> Iterator[Told]:
    t = site.tables
    years = {ar for top in t.beslut for ar in t.in_years(top)}
    for address, page in site.pages.items():
        if (ar := year_of_page(address)) is None:
            continue
        for span in page.xpath("//span[@class='mot-aret-fore']"):
            (omrade,) = [*span.getparent().xpath("a/@href"), address.split("/")[1]][:1]
            own = [e for e in t.omraden if t.is_of(e, omrade.strip("/").split("/")[-1])]
            told = changes(t, [t.telling(each) for each in own], ar)
            yield span, [figure for of_status in told for figure in of_status]
        sentences = page.xpath("//p[@class='mot-aret-fore']")
        texts = " ".join(sentence.text_content() for sentence in sentences)
        assert ar in years or not sentences, address
        assert ("det första året" in texts) == (bool(sentences) and ar == min(site.years)), address
        if "första året" in texts or "saknas" in texts or "omfattar inte" in texts:
            yield from ((sentence, []) for sentence in sentences)
        else:
            told = changes(t, t.beslut, ar) if sentences else []
            yield from zip(sentences, told, strict=True)


def changes(t: Tables, records: Sequence[Record], ar: int) -> list[list[Figure]]:
    """How much more or less records of each status come to that has anything for a year."""
    return [
        change(t, records, (ar, status))
        for status in LIVING
        if any(each["status"] == status and ar in t.in_years(each) for each in records)
    ]
