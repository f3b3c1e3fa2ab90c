"""How anyone may ask for a document that has no link: ready words to send to the registrar."""

from __future__ import annotations

from collections.abc import Sequence

from generator.data.beslut import Beslut, Handling
from generator.words.swedish import day, listing


def request(beslut: Beslut) -> str:
    """What to write to get the documents of a decision; empty where all of them have links.

    Who asks need not say who they are or why, so nothing of that is in it.
    """
    documents = [handling for handling in beslut.handlingar if not handling.lank]
    named = [f"”{handling.titel}”{_known_by(handling, beslut.ar)}" for handling in documents]
    if not named:
        return ""
    which = f"handlingen {named[0]}" if len(named) == 1 else f"handlingarna {listing(named)}"
    return f"Hej! Jag önskar ta del av {which}. Skicka gärna svaret hit."


def _known_by(handling: Handling, ar: int) -> str:
    """What a registrar finds a document by: its case number and day, else the year."""
    known: Sequence[str] = [
        *([f"diarienummer {handling.diarienummer}"] if handling.diarienummer else []),
        f"daterad {day(handling.datum)}" if handling.datum else f"från {ar}",
    ]
    return f" ({', '.join(known)})"
