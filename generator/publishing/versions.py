"""Versions: what a publication adds to those that are kept, and what each of them tells.

What is kept of a version never changes. What came with it is told in today's words: a decision
that has been renamed since is called what it is called now, and is linked to where it is now.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import NamedTuple

from generator.data.registers import Tillbakadragen
from generator.data.version import SparadTabell, Version, VersionId, table_id
from generator.publishing import addresses
from generator.publishing.downloads import CSV, File, Piece, Pieced
from generator.publishing.publication import Publication
from generator.publishing.site import digest
from generator.reading.ledger import PubliceradAdress, Publicerat
from generator.reading.register import Register
from generator.reading.versions import as_bytes, packed, record_file, table_file
from generator.reckoning.corrections import Correction, PublishedChange


class Added(NamedTuple):
    """A version that is to be kept."""

    id: VersionId
    tables: Mapping[str, bytes]
    """Those that are not as in the version before, packed, by their paths from the site's root."""
    record: Mapping[str, bytes]
    """The file that tells of it, likewise."""


def added(public: Publication, before: Register, day: date) -> Added | None:
    """The version that a publication makes; None where all of it is in the version before.

    `before` is what was kept of amounts and addresses before it. What is noted of a day before the
    last version's makes none, as the tables are not that day's: it comes with the next.
    """
    earlier = before.versioner
    last = max(earlier, default=None)
    if last and day < last.dag:
        return None
    version = VersionId(day, last.nummer + 1 if last and last.dag == day else 1)
    was: Mapping[str, SparadTabell] = earlier[last].tabeller if last else {}
    tables: dict[str, SparadTabell] = {}
    packed_tables: dict[str, bytes] = {}
    for name, table in public.tables.items():
        content = CSV.whole(table)
        sha256 = digest(content)
        if name in was and was[name].sha256 == sha256:
            tables[name] = was[name]
        else:
            tables[name] = SparadTabell(sparad_i=version, sha256=sha256, byte=len(content))
            packed_tables[table_file(version, name)] = packed(content)
    leads = {row.adress: row for row in before.adresser or ()}
    told_of = [row for row in public.register.adresser or () if row.adress in leads]
    record = Version(
        tabeller=tables,
        belopp=len(public.register.publicerat or ()),
        adresser=len(public.register.adresser or ()),
        rattelser=_new(earlier, "rattelser", [each.rattelse_id for each in public.rattelser]),
        andringar=_new(earlier, "andringar", [each.andring_id for each in public.andringar]),
        flyttade={
            str(row.adress): str(row.leder_till)
            for row in told_of
            if row.leder_till and not row.borta and row.leder_till != leads[row.adress].leder_till
        },
        borta=tuple(
            str(row.adress) for row in told_of if row.borta and not leads[row.adress].borta
        ),
    )
    if last and record == _unchanged(earlier[last]):
        return None
    return Added(version, packed_tables, {record_file(version): as_bytes(record)})


def _new(earlier: Mapping[VersionId, Version], kind: str, ids: Sequence[str]) -> tuple[str, ...]:
    """The ids that no earlier version has, in order of day."""
    known = {id_ for record in earlier.values() for id_ in getattr(record, kind)}
    return tuple(id_ for id_ in reversed(ids) if id_ not in known)


def _unchanged(record: Version) -> Version:
    """What the record after another is where nothing has happened."""
    nothing: Mapping[str, object] = {"rattelser": (), "andringar": (), "flyttade": {}, "borta": ()}
    return record.model_copy(update=nothing)


@dataclass(frozen=True)
class Utgiven:
    """A version as it is told of (English: published version)."""

    id: VersionId
    fore: VersionId | None
    """The version before; None of the first that was kept."""
    tabeller: Mapping[str, SparadTabell]
    andrade: Sequence[str]
    """The tables that are not as in the version before, by name."""
    tillbakadragna: Mapping[str, Tillbakadragen]
    """The tables that are withdrawn, by name."""
    belopp: Sequence[Publicerat]
    """The amounts that came with it."""
    adresser: Sequence[PubliceradAdress]
    """The addresses that came with it."""
    flyttade: Mapping[str, str]
    borta: Sequence[str]
    rattelser: Sequence[Correction]
    andringar: Sequence[PublishedChange]
    tidigare: Sequence[Publicerat] = ()
    """The amounts that had been published when tables came to be kept; none but of the first."""

    @property
    def address(self) -> str:
        """Its page."""
        return addresses.version(self.id)

    @property
    def made_of(self) -> str:
        """What is said of it, but for what decisions say."""
        corrections = [(each.rattelse_id, each.data) for each in self.rattelser]
        rest = self.tillbakadragna, self.belopp, self.adresser, self.andringar, len(self.tidigare)
        return repr((self.fore, self.tabeller, self.flyttade, self.borta, corrections, rest))


def published(public: Publication) -> list[Utgiven]:
    """Every version that is kept, the newest first."""
    register = public.register
    corrections = {each.rattelse_id: each for each in public.rattelser}
    changes = {each.andring_id: each for each in public.andringar}
    versions: list[Utgiven] = []
    amounts = pages = 0
    for id_, record in register.versioner.items():
        version = Utgiven(
            id_,
            versions[-1].id if versions else None,
            record.tabeller,
            [name for name, kept in record.tabeller.items() if kept.sparad_i == id_],
            {
                name: withdrawn
                for name, kept in record.tabeller.items()
                if (withdrawn := register.tillbakadragna.get(table_id(kept.sparad_i, name)))
            },
            (register.publicerat or ())[amounts : record.belopp],
            (register.adresser or ())[pages : record.adresser],
            record.flyttade,
            record.borta,
            [corrections[key] for key in reversed(record.rattelser) if key in corrections],
            [changes[key] for key in reversed(record.andringar) if key in changes],
        )
        versions.append(version if versions else _first(version))
        amounts, pages = record.belopp, record.adresser
    return versions[::-1]


def _first(version: Utgiven) -> Utgiven:
    """The first that was kept: of what there was by then, only what is of its day came with it."""
    day = version.id.dag
    return replace(
        version,
        belopp=[entry for entry in version.belopp if entry.publicerad >= day],
        adresser=[page for page in version.adresser if page.publicerad >= day],
        rattelser=[each for each in version.rattelser if each.data.datum >= day],
        andringar=[each for each in version.andringar if each.data.datum >= day],
        tidigare=[entry for entry in version.belopp if entry.publicerad < day],
    )


Read = Callable[[VersionId, str], bytes]
"""Gives a table as a version has it in its folder."""


def files(public: Publication, read: Read) -> Iterator[File | Pieced]:
    """Every table of every version, as it was; in place of one that is withdrawn, why it is."""
    for version in published(public):
        for name, each in version.tabeller.items():
            path = addresses.sparad(version.id, name)
            if withdrawn := version.tillbakadragna.get(name):
                yield File(path, note(withdrawn))
            else:
                yield Pieced(path, b"", [Piece(each.sha256, partial(_kept, read, each, name))])


def _kept(read: Read, table: SparadTabell, name: str) -> Iterator[bytes]:
    yield read(table.sparad_i, name)


def note(withdrawn: Tillbakadragen) -> bytes:
    """What stands at the address of a table that is withdrawn."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["tillbakadragen", "orsak"])
    writer.writerow([withdrawn.datum, withdrawn.orsak])
    return text.getvalue().encode("utf-8")
