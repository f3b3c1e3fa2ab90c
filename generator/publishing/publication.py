"""All that an output may know: the register, what follows from it, and ways to find things.

Everything after this is a pure function from a `Publication` to files.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import chain
from typing import TypeVar

from generator.checking.judge import Judged
from generator.data.adress import Adress, Slag
from generator.data.beslut import Beslut
from generator.data.derived import Niva
from generator.data.ids import RadId, parse_rad_id
from generator.data.registers import Omrade, Organisation
from generator.data.types import Status
from generator.publishing import addresses, parts
from generator.publishing.columns import Basis, Table
from generator.publishing.tables import derive
from generator.publishing.titles import Titles, titles_of
from generator.reading.ledger import PubliceradAdress, Tid
from generator.reading.lines import only_lines
from generator.reading.register import Register, beslut_file
from generator.reckoning import deadlines, trail, use
from generator.reckoning.corrections import (
    Correction,
    PublishedChange,
    called_now,
    published_changes,
    published_corrections,
)
from generator.reckoning.kontroll import Kontroll
from generator.reckoning.moves import beslut_adress, first_published
from generator.reckoning.rows import Row
from generator.reckoning.selections import by_name, themes
from generator.reckoning.standing import Changes, changes_of
from generator.reckoning.totals import Summa, summed_by_status
from generator.reckoning.trail import Steg
from generator.reckoning.use import Anvandning
from generator.reckoning.years import by_year
from generator.words.ordval import Ordval, words_of

Item = TypeVar("Item")
Key = TypeVar("Key")


@dataclass(frozen=True)
class Publication:
    """A register that may be published, with its rows, checks and tables."""

    register: Register
    organisation: Organisation
    rows: tuple[Row, ...]
    kontroller: tuple[Kontroll, ...]

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """The public tables; made when first asked for, since a mere check needs none."""
        by_id = {row.rad_id: row for row in self.rows}
        checks, base = self.kontroller_of_beslut, self.organisation.webbplats
        told = self.rattelser, self.changes, self.andringar
        return derive(Basis(self.register, by_id, checks, *told, base, self.moved, self.ordval))

    @cached_property
    def ordval(self) -> Ordval:
        """What the publisher calls things."""
        return words_of(self.organisation)

    @cached_property
    def changes(self) -> Changes:
        """Which rows change which."""
        return changes_of(self.rows)

    @cached_property
    def beslut_rows(self) -> Mapping[str, tuple[Row, ...]]:
        """The rows of each decision, by its id."""
        return _grouped(self.rows, lambda row: row.id.beslut_id)

    @cached_property
    def of_one_document(self) -> Set[str]:
        """The ids of the decisions whose figures are all from one document."""
        return {
            beslut_id
            for beslut_id, rows in self.beslut_rows.items()
            if len({row.kalla.handling for row in rows}) == 1
        }

    @cached_property
    def kontroller_of(self) -> Mapping[str, tuple[Kontroll, ...]]:
        """The checks of a row's stated figure, by its id."""
        return _grouped(self.kontroller, lambda check: check.subject.rad_id)

    def checks_of(self, row: Row) -> tuple[Kontroll, ...]:
        """The checks of the figure that a row shows.

        A derived row is never checked against itself, but its figure is the decision's own, and
        what holds for that the reader must see here as well.
        """
        return self.kontroller_of.get(row.overordnad_id if row.harledd else row.rad_id, ())

    @cached_property
    def rattelser(self) -> tuple[Correction, ...]:
        """Every correction, the newest first."""
        return published_corrections(self.register, self.rows)

    @cached_property
    def andringar(self) -> tuple[PublishedChange, ...]:
        """Every public change that is no amount's, the newest first."""
        return published_changes(self.register)

    @property
    def beslut_tell_checks(self) -> bool:
        """Whether a decision's own page tells all of its checks, as they are too many for a list.

        In the list of all checks one would move whenever another decision came.
        """
        return len(self.kontroller) > parts.MOST

    @cached_property
    def moved(self) -> Mapping[str, str]:
        """Where what has an address of its own is told instead, by that address.

        What stands on a list that is long now; and a recipient without a page, whose only row says
        all that there is to tell.
        """
        moved = {
            addresses.mottagare(id_): addresses.belopp(row)
            for id_, row in self.first_rows_of_recipients.items()
            if id_ not in self.recipients_with_page
        }
        if self.beslut_tell_checks:
            for check in self.kontroller:
                beslut = check.subject.beslut
                moved[addresses.kontroll(check)] = addresses.inom(beslut, check)
        told: Iterable[Correction | PublishedChange] = chain(self.rattelser, self.andringar)
        for place, change in enumerate(told):
            if (part := parts.part_of(place)) > 1:
                anchor, folder = addresses.anchor(change), addresses.RATTELSER
                moved[f"{folder}#{anchor}"] = f"{parts.address(folder, part)}#{anchor}"
        return moved

    @cached_property
    def rattelser_of(self) -> Mapping[RadId, tuple[Correction, ...]]:
        """The corrections of a row's amounts, by the row's id, the newest first."""
        return _grouped(self.rattelser, lambda correction: correction.id.rad)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years with decisions or with money, the newest first."""
        named = {row.ar for row in self.rows}
        return tuple(sorted({*self.beslut_years, *self.year_rows, *named}, reverse=True))

    @cached_property
    def beslut_years(self) -> tuple[int, ...]:
        """The years with decisions, the newest first."""
        return tuple(sorted({beslut.ar for beslut in self.register.beslut}, reverse=True))

    @cached_property
    def version(self) -> date | None:
        """The day on which the data last changed, for the reader: its version.

        The newest on which an amount was published or corrected, or another public fact changed;
        before any was, the newest day that the data speaks of as done.
        """
        days = [entry.publicerad for entry in self.register.publicerat or ()]
        days += [rattelse.datum for rattelse in self.register.rattelser]
        days += [change.datum for change in self.register.andringar]
        days += [row.andrad for row in self.last_days.values() if row.sekvens]  # moved
        return max(days, default=self._newest_stated)

    @property
    def as_of(self) -> date:
        """The site's date, whenever built; a day in the past where the data has none."""
        return self.version or date(2000, 1, 1)

    @property
    def _newest_stated(self) -> date | None:
        days: list[date | None] = []
        for beslut in self.register.beslut:
            days += [beslut.beslutsdatum, beslut.upphavd.datum if beslut.upphavd else None]
            days += [day for doc in beslut.handlingar for day in (doc.datum, doc.reviderad)]
        return max(filter(None, days), default=None)

    @cached_property
    def first_published(self) -> Mapping[Adress, PubliceradAdress]:
        """The first address that each thing's page had, by the one that it has now."""
        pages = {addresses.beslut(decision) for decision in self.register.beslut}
        pages.update(map(addresses.satsning, self.register.satsningar))
        pages.update(map(addresses.omrade, self.omrade_years))
        pages.update(map(addresses.mottagare, self.recipient_rows))
        return first_published(self.register, pages)

    @cached_property
    def last_days(self) -> Mapping[RadId, Tid]:
        """What was last published of each duty's last day, by the duty's id now."""
        return deadlines.kept(self.register)

    @cached_property
    def days(self) -> Mapping[RadId, Sequence[date]]:
        """When the amounts of each row were published and corrected, by the row's id.

        A duty to report, by its own id, has the day on which its last day was published or moved.
        """
        called = called_now(self.register)
        days: dict[RadId, list[date]] = defaultdict(list)
        for entry in self.register.publicerat or ():
            days[called(entry.rad_id).rad].append(entry.publicerad)
        for correction in self.rattelser:
            days[correction.id.rad].append(correction.data.datum)
        for duty_id, row in self.last_days.items():
            days[duty_id].append(row.andrad)
        return days

    @cached_property
    def change_days(self) -> Mapping[str, Sequence[date]]:
        """When a public fact of each decision changed that is no amount's, by the decision's id."""
        days: dict[str, list[date]] = defaultdict(list)
        for change in self.register.andringar:
            if rad := parse_rad_id(change.id):  # all else is of a register, or a page
                days[self.register.called_now(rad).beslut_id].append(change.datum)
        return days

    @cached_property
    def beslut_days(self) -> Mapping[str, Sequence[date]]:
        """When each decision was published, first of all, and what it says published or corrected.

        By its id, in order of day; none where it has not been published.
        """
        return {decision.beslut_id: self._days_of(decision) for decision in self.register.beslut}

    def _days_of(self, decision: Beslut) -> list[date]:
        rows = [row.id for row in self.beslut_rows[decision.beslut_id]]
        duties = [duty.id for duty in deadlines.duties_of(decision)]
        known = sorted(day for id_ in (*rows, *duties) for day in self.days.get(id_, ()))
        page = self.first_published.get(beslut_adress(decision))
        # Addresses came to be kept later than amounts: of the two, the first is the day.
        if page and page.publicerad < min(known, default=date.max):
            return [page.publicerad, *known]
        return known

    @cached_property
    def titles(self) -> Titles:
        """What each decision is called, by its id."""
        return titles_of(self.register)

    def beslut_of(self, year: int) -> tuple[Beslut, ...]:
        """The decisions of a year."""
        return self._beslut_by_year.get(year, ())

    @cached_property
    def _beslut_by_year(self) -> Mapping[int, tuple[Beslut, ...]]:
        return _grouped(self.register.beslut, lambda beslut: beslut.ar)

    @cached_property
    def omrade_years(self) -> Mapping[str, tuple[int, ...]]:
        """The years in which each område has money or is part of something that has."""
        years_of: dict[str, set[int]] = defaultdict(set)
        for omrade, year in self.theme_rows:
            years_of[omrade].add(year)
        return {omrade: tuple(sorted(years)) for omrade, years in years_of.items()}

    @cached_property
    def insats_rows(self) -> Mapping[tuple[str, int], tuple[Row, ...]]:
        """The insatser that stand in an område, by the year that they are for."""
        insatser = (row for rows in self.year_rows.values() for row in rows if row.insats)
        return _grouped(insatser, lambda row: (row.omrade_id, row.ar))

    @cached_property
    def theme_rows(self) -> Mapping[tuple[str, int], Sequence[Row]]:
        """The rows that concern an område in a year."""
        about: dict[tuple[str, int], list[Row]] = defaultdict(list)
        for year, rows in self.year_rows.items():
            for row in rows:
                for omrade in dict.fromkeys(themes(row)):
                    about[omrade, year].append(row)
        return about

    @cached_property
    def empty_lists(self) -> frozenset[str]:
        """The addresses of the lists that the data has nothing for: they are no pages.

        The glossary is one on any site, since it tells of the words that pages use of figures.
        """
        has_duties = any(decision.aterrapportering for decision in self.register.beslut)
        entries: dict[str, object] = {
            addresses.OMRADEN: self.omrade_years,
            addresses.SATSNINGAR: self.register.beslut,
            addresses.MOTTAGARE: self.recipient_rows,
            addresses.OBJEKT: self.object_rows,
            addresses.VERSIONER: self.register.versioner,
            addresses.UTFORSKA: any(row.insats for row in self.rows),
            addresses.ATERRAPPORTERING: has_duties,
        }
        return frozenset(address for address, listed in entries.items() if not listed)

    @property
    def omraden_with_page(self) -> list[Omrade]:
        """Those områden, by name."""
        return by_name(self.register.omraden[id_] for id_ in self.omrade_years)

    @cached_property
    def omrade_rows(self) -> Mapping[str, tuple[Row, ...]]:
        """The own amounts of each område, in order of year."""
        omraden = (
            row for rows in self.year_rows.values() for row in rows if row.niva is Niva.OMRADE
        )
        return _grouped(omraden, lambda row: row.omrade_id)

    @cached_property
    def year_rows(self) -> Mapping[int, tuple[Row, ...]]:
        """The rows of each year, with what of their money is for it."""
        return by_year(self.rows)

    def rows_of(self, year: int, decisions: Set[str]) -> list[Row]:
        """The rows of a year that are from some decisions, by their ids."""
        of_year = self._beslut_rows_of_year.get(year, {})
        return [row for id_, rows in of_year.items() if id_ in decisions for row in rows]

    @cached_property
    def _beslut_rows_of_year(self) -> Mapping[int, Mapping[str, tuple[Row, ...]]]:
        return {
            year: _grouped(rows, lambda row: row.id.beslut_id)
            for year, rows in self.year_rows.items()
        }

    @cached_property
    def exceeded_of(self) -> Mapping[str, tuple[Kontroll, ...]]:
        """The checks of a row's stated figure whose parts are more than it, by its id."""
        exceeded = (check for check in self.kontroller if check.exceeds)
        return _grouped(exceeded, lambda check: check.subject.rad_id)

    @cached_property
    def frames_of_year(self) -> Mapping[int, tuple[Row, ...]]:
        """The frames by the year that their money is for, whenever they were stated."""
        return _grouped(self.rows, lambda row: row.ram.ar if row.ram else None)

    @cached_property
    def recipient_rows(self) -> Mapping[str, tuple[Row, ...]]:
        """The insatser of each recipient; whoever was only refused has a page, and none."""
        applied = (row.insats.mottagare for row in self.rows if row.insats and row.is_refused)
        refused: dict[str, tuple[Row, ...]] = {id_: () for id_ in applied if id_}
        return refused | _grouped(self.rows, _recipient)

    @cached_property
    def first_rows_of_recipients(self) -> Mapping[str, Row]:
        """The first row that names each recipient, be it as one who was refused."""
        named = ((row.insats.mottagare, row) for row in self.rows if row.insats)
        return {id_: row for id_, row in reversed([*named]) if id_}

    @cached_property
    def recipients_with_page(self) -> Set[str]:
        """Those of whom there is more than one row to tell, or whose page has been published."""
        told = Counter(row.insats.mottagare for row in self.rows if row.insats)
        for id_, rows in self.recipient_year_rows.items():
            told[id_] = max(told[id_], len(rows))
        published = {home.id for home in self.first_published if home.slag is Slag.MOTTAGARE}
        return {id_ for id_ in self.recipient_rows if told[id_] > 1 or id_ in published}

    @cached_property
    def recipient_year_rows(self) -> Mapping[str, tuple[Row, ...]]:
        """The insatser of each recipient as they count in each year, in order of year."""
        return _grouped(chain.from_iterable(self.year_rows.values()), _recipient)

    @cached_property
    def granted_in_year(self) -> Mapping[int, Mapping[Status, Summa]]:
        """What recipients are given for each year, all of them together."""
        return {ar: summed_by_status(rows) for ar, rows in self._granting_rows.items()}

    @cached_property
    def _granting_rows(self) -> Mapping[int, tuple[Row, ...]]:
        return _grouped(chain.from_iterable(self.recipient_year_rows.values()), lambda row: row.ar)

    @cached_property
    def object_rows(self) -> Mapping[str, tuple[Row, ...]]:
        """The outermost parts of decisions that are booked on each accounting object."""
        omraden = {(r.beslut.beslut_id, r.objekt) for r in self.rows if r.niva is Niva.OMRADE}
        booked_on = {row.rad_id: row.objekt for row in self.rows if row.niva is not Niva.BESLUT}

        def is_outermost(row: Row) -> bool:
            if row.overordnad_id in booked_on:
                return booked_on[row.overordnad_id] != row.objekt
            # Insatser outside all områden are another division of the same money.
            return row.niva is Niva.OMRADE or (row.beslut.beslut_id, row.objekt) not in omraden

        levels = {Niva.OMRADE, Niva.DELOMRADE, Niva.INSATS}
        booked = (row for row in self.rows if row.niva in levels and is_outermost(row))
        return _grouped(booked, lambda row: row.objekt)

    @cached_property
    def kontroller_of_beslut(self) -> Mapping[str, tuple[Kontroll, ...]]:
        """The checks of each decision, by its id."""
        return _grouped(self.kontroller, lambda check: check.subject.id.beslut_id)

    @cached_property
    def use_of_decision(self) -> Mapping[str, Anvandning | None]:
        """How much of each decision's money has a stated use, by its id."""
        return {
            id_: use.use_of_decision(rows, self.changes) for id_, rows in self.beslut_rows.items()
        }

    def use_of_omrade(self, row: Row) -> Anvandning | None:
        """How much of an område's money has a stated use."""
        return use.use_of(row, self.beslut_rows[row.beslut.beslut_id], self.changes)

    def chain_of(self, beslut: Beslut) -> list[Steg]:
        """The way of one decision's money, from the country to the insatser."""
        rows = self.beslut_rows[beslut.beslut_id]
        checks = self.kontroller_of_beslut.get(beslut.beslut_id, ())
        return trail.chain(rows, checks, self.ordval)

    def tops(self, beslut: Iterable[Beslut]) -> list[Row]:
        """The decisions' own rows."""
        return [self.beslut_rows[decision.beslut_id][0] for decision in beslut]


def _recipient(row: Row) -> str | None:
    return row.insats.mottagare if row.insats and not row.insats.avslag else None


def _grouped(
    items: Iterable[Item], key_of: Callable[[Item], Key | None]
) -> dict[Key, tuple[Item, ...]]:
    """Items by their key, in order; what has none is left out."""
    groups: dict[Key, list[Item]] = defaultdict(list)
    for item in items:
        if key := key_of(item):
            groups[key].append(item)
    return {key: tuple(group) for key, group in groups.items()}


def publish(judged: Judged) -> Publication | None:
    """The publication of what was judged; None where a problem stops it.

    Of the decisions' files it has only where rows stand, for links there: all else is typed.
    """
    register, organisation = judged.register, judged.register.organisation
    if organisation is None or judged.errors:
        return None
    decisions = {beslut_file(decision) for decision in register.beslut}
    sources = {file: register.sources[file] for file in register.sources.keys() - decisions}
    if organisation.kodforrad:
        sources |= {file: only_lines(register.sources[file]) for file in decisions}
    register = replace(register, sources=sources)
    return Publication(register, organisation, judged.rows, judged.kontroller)
