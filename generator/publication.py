"""All that an output may know: the register, what follows from it, and ways to find things.

Everything after this is a pure function from a `Publication` to files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.load import Register
from generator.model import Aktivitet, Beslut, Handling, Insats, Utvecklingsomrade
from generator.problem import Problem, in_order
from generator.reconcile import Kontroll, reconcile
from generator.registers import Organisation
from generator.rows import Niva, Row, register_rows
from generator.rules import check
from generator.tables import Table, derive


@dataclass(frozen=True)
class Publication:
    """A register that may be published, with its rows, checks and tables."""

    register: Register
    organisation: Organisation
    rows: tuple[Row, ...]
    kontroller: tuple[Kontroll, ...]
    tables: Mapping[str, Table]

    @cached_property
    def beslut_rows(self) -> Mapping[str, tuple[Row, ...]]:
        """The rows of each decision, by its id."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            found[row.beslut.beslut_id].append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    @cached_property
    def children(self) -> Mapping[str, tuple[Row, ...]]:
        """The rows that stand directly in a row, by its id."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            if row.overordnad_id:
                found[row.overordnad_id].append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    @cached_property
    def kontroller_of(self) -> Mapping[str, tuple[Kontroll, ...]]:
        """The checks of a row's stated figure, by its id."""
        found: dict[str, list[Kontroll]] = defaultdict(list)
        for one in self.kontroller:
            found[one.subject.rad_id].append(one)
        return {key: tuple(checks) for key, checks in found.items()}

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years with decisions, the newest first."""
        return tuple(sorted({one.ar for one in self.register.beslut}, reverse=True))

    def beslut_of(self, year: int) -> tuple[Beslut, ...]:
        """The decisions of a year."""
        return tuple(one for one in self.register.beslut if one.ar == year)

    @cached_property
    def omrade_years(self) -> Mapping[str, tuple[int, ...]]:
        """The years in which each område has money or is part of something that has."""
        found: dict[str, set[int]] = defaultdict(set)
        for row in self.rows:
            for omrade in themes(row):
                found[omrade].add(row.beslut.ar)
        return {omrade: tuple(sorted(years)) for omrade, years in found.items()}

    def handling(self, row: Row) -> Handling | None:
        """The document that a row's figure stands in."""
        return next((one for one in row.beslut.handlingar if one.id == row.kalla.handling), None)


def themes(row: Row) -> tuple[str, ...]:
    """The områden whose pages a row belongs on: its own, and those it says it concerns."""
    own = (row.omrade_id,) if row.niva is Niva.OMRADE and row.omrade_id else ()
    if isinstance(row.data, Utvecklingsomrade | Insats | Aktivitet):
        return own + row.data.teman
    return own


def publish(
    register: Register, problems: list[Problem]
) -> tuple[Publication | None, tuple[Problem, ...]]:
    """The publication of a register, or None where a problem stops it; and every problem."""
    rows = register_rows(register)
    kontroller = reconcile(rows)
    found = in_order(problems + check(register, rows, kontroller))
    organisation = register.organisation
    if organisation is None or any(one.is_error for one in found):
        return None, found
    tables = derive(register, rows, kontroller, organisation.webbplats)
    return Publication(register, organisation, rows, kontroller, tables), found
