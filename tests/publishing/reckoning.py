"""What anyone can reckon from the public tables, for what the program made of a register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.publishing.publication import Publication
from generator.verifying.reckoned import (
    LIVING,
    SUMS,
    Amount,
    Record,
    Tables,
    added,
    stated,
    value,
)

__all__ = ["LIVING", "SUMS", "Amount", "Record", "Tables", "added", "stated", "value"]


def tables_of(publication: Publication) -> Tables:
    fields = Tables.__dataclass_fields__
    return Tables(**{name: publication.tables[name].records for name in fields})


def thing(record: Record) -> str:
    """What a row is of, so that it counts once: a change is of the row that it changes."""
    whole = record["overordnad_id"] if record["niva"] == "arsdel" else record["rad_id"]
    return str(record["andrar_id"] or whole)


def counts(records: Sequence[Record]) -> Mapping[str, tuple[int, int]]:
    """Of each status: how many insatser have an amount, of how many; a change is of another."""
    counts = {}
    for status in LIVING:
        of_status = [
            each
            for each in records
            if each["niva"] == "insats" and each["status"] == status and not each["avslag"]
        ]
        every = {each["andrar_id"] or each["rad_id"] for each in of_status}
        stated = {
            each["andrar_id"] or each["rad_id"]
            for each in of_status
            if value(each) is not None or each["belopp_typ"] == "intervall"
        }
        if every:
            counts[status] = len(stated), len(every)
    return counts
