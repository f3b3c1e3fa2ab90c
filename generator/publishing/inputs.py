"""Of what each page is made: where that is as it was, so is the page, and none is made for nothing.

What a page reads is of three kinds: the decisions that it tells of, with all that is kept of them
in the ledger and its sisters; what is no decision's, such as the registers, the templates and the
program; and which pages there are, since any may be linked to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any

from generator.data.beslut import Beslut
from generator.data.ids import parse_rad_id
from generator.publishing import addresses
from generator.publishing.publication import Publication
from generator.publishing.site import digest
from generator.publishing.titles import shared_years
from generator.reading.decisions import csv_beside
from generator.reading.load import Files
from generator.reading.register import ADRESSER, ANDRINGAR, LEDGER, SIDOR, TIDER, beslut_file
from generator.reading.versions import record_file
from generator.reckoning.corrections import RATTELSER
from generator.reckoning.moves import beslut_adress

_KEPT = {LEDGER, ADRESSER, TIDER, ANDRINGAR, RATTELSER}
"""Files whose every line is about a decision, or about something that only lists tell of."""

TEXTS: dict[str, Any] = {
    "sammanfattning": True,
    "mal": True,
    "ansvar": True,
    "anmarkningar": True,
    "villkor": True,
    "handlingar": {"__all__": {"innehall", "anmarkning"}},
}
"""What a decision says in words that hardly any list of money tells: its texts are what is most
often put right, and nothing else is to be made again for that."""


class Tells(Enum):
    """How much of what decisions say something may tell."""

    ALL = "all that their files say, and where"
    NO_TEXTS = "nothing of `TEXTS`, and no places in files"
    NO_TITLES = "neither of those, nor what decisions are called"


@dataclass(frozen=True)
class Inputs:
    """All that pages are made of."""

    contents: Mapping[str, str]
    """What tells the content of each data file from every other, by its path."""
    publication: Publication
    program: str
    """What makes them of it, as a digest: templates, and the program itself."""

    def key(self, reads: Iterable[str] | None, totals: str = "", tells: Tells = Tells.ALL) -> str:
        """What a page is made of that tells of some decisions, or of any, as a digest.

        `totals` are what it tells of all decisions together.
        """
        own = self._said(tells)
        if reads is None:
            return self._all if tells is Tells.ALL else _digest([self._kept, *own.values()])
        named = {id_ for read in reads for id_ in self._related[read]}
        return _digest([self._shared, totals, *(own[id_] for id_ in sorted(named))])

    def _said(self, tells: Tells) -> Mapping[str, str]:
        match tells:
            case Tells.ALL:
                return self._own
            case Tells.NO_TEXTS:
                return self._without_texts
            case Tells.NO_TITLES:
                return self._without_titles

    @cached_property
    def _all(self) -> str:
        return _digest([self.program, *map(repr, sorted(self.contents.items()))])

    @cached_property
    def _kept(self) -> str:
        """What is no decision's, and all that is kept of what was published."""
        return _digest([self._shared, *map(self._content, sorted(_KEPT))])

    def _content(self, file: str) -> str:
        return self.contents.get(file, "")

    @cached_property
    def _shared(self) -> str:
        """What is no decision's, and where every page is."""
        public = self.publication
        of_decisions = {path for beslut in public.register.beslut for path in _files(beslut)}
        of_versions = {record_file(version) for version in public.register.versioner}
        hand_written = {f"{SIDOR}/{name}.md" for name in public.register.sidor}
        told_elsewhere = of_decisions | of_versions | hand_written | _KEPT
        derived_from = (key.harledd_ur for key in public.register.fordelningsnycklar.values())
        sources = {row.beslut_id for rad in derived_from if rad and (row := parse_rad_id(rad))}
        called_first = public.first_published.items()
        return _digest(
            [
                self.program,
                *(
                    repr((name, content))
                    for name, content in sorted(self.contents.items())
                    if name not in told_elsewhere
                ),
                *(self._own.get(source, "") for source in sorted(sources)),
                repr((public.register.publicerat is None, not public.register.versioner)),
                repr((public.version, public.years, public.beslut_years, public.omrade_years)),
                repr((sorted(public.recipients_with_page), list(public.object_rows))),
                repr((public.beslut_tell_checks, sorted(shared_years(public.register)))),
                repr([(now, row.adress) for now, row in called_first if now != row.adress]),
                repr((sorted(public.empty_lists), sorted(public.register.sidor))),
            ]
        )

    @cached_property
    def _own(self) -> Mapping[str, str]:
        """What is said of each decision, by its id: in its files, and where its past is kept."""
        return {
            beslut.beslut_id: _digest([*map(self._content, _files(beslut)), past])
            for beslut, past in self._pasts
        }

    @cached_property
    def _without_texts(self) -> Mapping[str, str]:
        """The same, but for some texts of its files, and where anything stands in those."""
        return {
            beslut.beslut_id: _digest([self._without_titles[beslut.beslut_id], beslut.titel])
            for beslut, _ in self._pasts
        }

    @cached_property
    def _without_titles(self) -> Mapping[str, str]:
        """The same without its title, but where a part of it is called by that."""
        rows_of, unsaid = self.publication.beslut_rows, TEXTS | {"titel": True}
        return {
            beslut.beslut_id: _digest(
                [
                    beslut.model_dump_json(exclude=unsaid),
                    *(row.namn for row in rows_of[beslut.beslut_id] if row.id.delar),
                    past,
                ]
            )
            for beslut, past in self._pasts
        }

    @cached_property
    def _pasts(self) -> Sequence[tuple[Beslut, str]]:
        """Each decision with what is kept of its past, as a digest."""
        register, said = self.publication.register, defaultdict[str, list[str]](list)
        for beslut in register.beslut:
            page = self.publication.first_published.get(beslut_adress(beslut))
            said[beslut.beslut_id].append(repr(page and page.publicerad))
        for entry in register.publicerat or ():
            now = register.called_now(entry.rad_id.rad)
            said[now.beslut_id].append(repr((entry.rad_id, entry.belopp_kr, entry.publicerad)))
        for correction in self.publication.rattelser:
            address = addresses.rattelse(correction)
            there = self.publication.moved.get(address, address)
            told = (correction.rattelse_id, correction.data, there)
            said[correction.id.rad.beslut_id].append(repr(told))
        for tid in register.tider:
            said[register.called_now(tid.id).beslut_id].append(repr(tid._replace(line=0)))
        for change in register.andringar:
            if rad := parse_rad_id(change.id):
                said[register.called_now(rad).beslut_id].append(repr(change))
        return [(beslut, _digest(said[beslut.beslut_id])) for beslut in register.beslut]

    @cached_property
    def _related(self) -> Mapping[str, frozenset[str]]:
        """Each decision with those that it, or what it names, replaces or changes, and back."""
        named = {
            top.beslut.beslut_id: {other.beslut_id for other in _named(vars(top.liv).values())}
            for top in self.publication.tops(self.publication.register.beslut)
        }
        related: dict[str, frozenset[str]] = {}
        for id_ in named:
            if id_ not in related:
                group, new = {id_}, {id_}
                while new := {other for one in new for other in named[one]} - group:
                    group |= new
                related |= dict.fromkeys(group, frozenset(group))
        return related


def contents_of(files: Files) -> Mapping[str, str]:
    """What tells the content of each file from every other; the files may be let go of."""
    return {
        name: digest(content) if isinstance(content, bytes) else repr(content)
        for name, content in files.items()
    }


def _files(beslut: Beslut) -> tuple[str, str]:
    """The data file of a decision, and that of its list of insatser if it has one."""
    file = beslut_file(beslut)
    return file, csv_beside(file)


def _named(values: Iterable[object]) -> Iterator[Beslut]:
    for value in values:
        if isinstance(value, Beslut):
            yield value
        elif isinstance(value, list | tuple):
            yield from _named(value)


def _digest(parts: Iterable[str]) -> str:
    return digest(repr(list(parts)).encode())
