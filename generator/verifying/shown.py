"""The sums that pages show: each says what it is of, and in kronor what it is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from generator.verifying.reckoned import Tables
from generator.verifying.source import Source, UnreadableError
from generator.verifying.sums import Sum
from generator.words.swedish import number

_MARK = re.compile(
    r'<data class="siffra" value="(-?[0-9]{1,40})" data-vad="([^"<>]{1,500})">(.{0,2000}?)</data>',
    re.DOTALL,
)
_TAG = re.compile("<[^<>]{0,500}>")
_OF_ROWS = "rader:"
"""What the sum of the rows of a page's own table is marked with; the rows are tried themselves."""


def of_pages(source: Source, paths: Iterable[str], tables: Tables) -> Iterator[Sum | str]:
    """Every marked sum of some pages; in words where it shows another than it is marked with."""
    for path in paths:
        try:
            page = source.read(path).decode("utf-8", errors="replace")
        except UnreadableError as error:
            yield f"{path}: {error}"
            continue
        for value, claim, marked in _MARK.findall(page):
            kr, text = int(value), html.unescape(_TAG.sub("", marked))
            written = (number(kr), f"{kr:,}", str(kr))  # with commas in English
            if not any(each in text for each in written):
                yield f"{path}: {claim}: där står {text[:100]!r}, men talet är {value}"
            if not claim.startswith(_OF_ROWS):
                yield Sum(path, claim, kr, tables.sums.get(claim))
