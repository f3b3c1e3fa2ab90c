"""A decision's whole life: what replaces, takes back, changes or stands beside what.

Decisions name each other in their files; here it is worked out, once, which of them hold. What
can't hold, such as two decisions that replace each other, is told of by `checking/life.py`;
here it does no harm.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.data.beslut import Beslut
from generator.data.types import Status


@dataclass(frozen=True)
class Liv:
    """What has become of a decision (English: life)."""

    status: Status
    """What its money counts as."""
    ersatter: Beslut | None
    """What it replaces or, as a proposal, would replace."""
    ersatt_av: Beslut | None
    """What holds instead of it."""
    foreslas_ersatt_av: Sequence[Beslut]
    """Proposals that would replace it."""
    andrar: Beslut | None
    """Whose amounts it changes or, as a proposal, would change."""
    andrad_av: Sequence[Beslut]
    """What changes its amounts, the first change first; proposed changes too."""


def day_of(beslut: Beslut) -> date | None:
    """The day of a decision: its own, else that of its newest document; None where none is said."""
    days = [day for document in beslut.handlingar for day in (document.datum, document.reviderad)]
    return beslut.beslutsdatum or max(filter(None, days), default=None)


def in_order(beslut: Iterable[Beslut]) -> list[Beslut]:
    """Decisions by day, the first first; one that says no day stands first in its year."""
    return sorted(beslut, key=lambda decision: (known_by(decision), decision.beslut_id))


def newest_first(beslut: Iterable[Beslut]) -> list[Beslut]:
    """Decisions by day, the newest first; on one day, in order of id."""
    by_id = sorted(beslut, key=lambda decision: decision.beslut_id)
    return sorted(by_id, key=known_by, reverse=True)


def known_by(beslut: Beslut) -> date:
    """The day of a decision, else the first of its year."""
    return day_of(beslut) or date(beslut.ar, 1, 1)


def may_replace(beslut: Beslut, old: Beslut) -> bool:
    """Whether a decision does away with another; a proposal does away with no decision."""
    outranked = beslut.status is Status.BESLUTAD or old.status is Status.FORSLAG
    return outranked and beslut is not old


def lives(beslut: Sequence[Beslut]) -> Mapping[str, Liv]:
    """What has become of each decision, by its id."""
    by_id = {decision.beslut_id: decision for decision in beslut}
    replaced_by: dict[str, Beslut] = {}
    would_replace: dict[str, list[Beslut]] = defaultdict(list)
    changed_by: dict[str, list[Beslut]] = defaultdict(list)
    for decision in in_order(beslut):
        old = by_id.get(decision.ersatter or "")
        if old and may_replace(decision, old):
            replaced_by.setdefault(old.beslut_id, decision)
        elif old and old is not decision:
            would_replace[old.beslut_id].append(decision)
        if decision.andrar in by_id and decision.andrar != decision.beslut_id:
            changed_by[decision.andrar or ""].append(decision)

    def status(decision: Beslut) -> Status:
        """Of a change, what became of that which it changes, which is never a change itself."""
        for holder in (decision, by_id.get(decision.andrar or "")):
            if holder and holder.upphavd:
                return Status.UPPHAVD
            if holder and holder.beslut_id in replaced_by:
                return Status.ERSATT
        return decision.status

    return {
        id_: Liv(
            status(decision),
            by_id.get(decision.ersatter or ""),
            replaced_by.get(id_),
            would_replace.get(id_, ()),
            by_id.get(decision.andrar or ""),
            changed_by.get(id_, ()),
        )
        for id_, decision in by_id.items()
    }
