"""The last days of duties to report: what was last published of each, and what is now.

A calendar takes a moved event for the same one only where its id stays and its sequence rises
(RFC 5545, 3.8.7.4), so both are kept in `tider.csv`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from generator.data.beslut import Aterrapportering, Beslut
from generator.data.ids import RadId
from generator.reading.ledger import Tid
from generator.reading.register import Register


class Duty(NamedTuple):
    """A duty to report that has a last day."""

    id: RadId
    beslut: Beslut
    data: Aterrapportering
    senast: date


def duties_of(decision: Beslut) -> Iterator[Duty]:
    """Every duty of a decision that has a last day, in the order of its file."""
    for data in decision.aterrapportering:
        if data.senast:
            duty_id = RadId(decision.beslut_id, ("aterrapportering", data.nyckel))
            yield Duty(duty_id, decision, data, data.senast)


def duties(register: Register) -> Iterator[Duty]:
    """Every duty with a last day, in the order of the decisions."""
    for decision in register.beslut:
        yield from duties_of(decision)


def kept(register: Register) -> Mapping[RadId, Tid]:
    """What was last published of each duty, by its id now; the oldest where it has had several."""
    rows: dict[RadId, Tid] = {}
    for row in register.tider:
        rows.setdefault(register.called_now(row.id), row)
    return rows


def published(register: Register, day: date) -> list[Tid]:
    """What is to be kept of the last days when the data is published on a day."""
    before = kept(register)
    rows = {row.id: row for row in register.tider}
    for duty in sorted(duties(register), key=lambda duty: str(duty.id)):
        row = before.get(duty.id) or Tid(duty.id, duty.senast, 0, day)
        if row.senast != duty.senast:
            row = row._replace(senast=duty.senast, sekvens=row.sekvens + 1, andrad=day)
        rows[row.id] = row
    return list(rows.values())
