"""The public tables: every download and every sum shown comes from one of these frames.

This is the only module that thinks in pandas. Column names and their order are the public
contract; titles and descriptions come from the model wherever a column is one of its fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any

from generator.data.beslut import Aktivitet, Beslut, Delomrade, Delpost, Insats, Kalla, Ram
from generator.data.derived import Niva
from generator.publishing import addresses
from generator.publishing.columns import SPECIFICATIONS, Column
from generator.reading.register import Register
from generator.reckoning.corrections import published_corrections
from generator.reckoning.rows import Row, resolve_kalla
from generator.reckoning.sums import Kontroll, worst

if TYPE_CHECKING:  # pandas takes half a second to import, which a mere check need not wait for
    import pandas as pd

FORMAT_VERSION = "1.0"
"""Version of the tables' format; a column is never renamed or removed within a major version."""

DTYPES = {
    "text": "str",
    "datum": "str",
    "adress": "str",
    "heltal": "Int64",
    "kronor": "Int64",
    "ja_nej": "boolean",
}
"""The pandas type of each kind of column. Dates stay text in ISO form: they may be missing,
and a table is for reading, not for counting days."""


@dataclass(frozen=True)
class Table:
    """One public table: what it is, its columns and its rows."""

    name: str
    title: str
    en_rad: str
    """What one row is, to the reader."""
    columns: tuple[Column, ...]
    frame: pd.DataFrame

    @property
    def key(self) -> str:
        """The column that identifies a row."""
        return self.columns[0].name

    @cached_property
    def records(self) -> list[dict[str, Any]]:
        """The rows as plain values, None where nothing is stated."""
        plain = self.frame.astype(object).where(self.frame.notna(), None)
        return [dict(zip(plain.columns, row, strict=True)) for row in plain.to_numpy().tolist()]

    @cached_property
    def by_key(self) -> dict[str, dict[str, Any]]:
        """The rows by the value of the key column."""
        return {record[self.key]: record for record in self.records}


def derive(
    register: Register,
    rows: Sequence[Row],
    kontroller: Mapping[str, Sequence[Kontroll]],
    base: str,
) -> dict[str, Table]:
    """All public tables of a register.

    `kontroller` are the checks of each decision, by its id; `base` is the site's address, with
    a slash at the end.
    """
    by_id = {row.rad_id: row for row in rows}
    content: Mapping[str, Callable[[], Iterator[dict[str, Any]]]] = {
        "beslut": lambda: _beslut(register, kontroller),
        "omraden": lambda: _omraden(register, rows, by_id),
        "insatser": lambda: _insatser(register, rows),
        "ramar": lambda: _ramar(rows),
        "kontroller": lambda: _kontroller(chain.from_iterable(kontroller.values())),
        "berakningar": lambda: _berakningar(chain.from_iterable(kontroller.values())),
        "villkor": lambda: _villkor(register, by_id),
        "aterrapportering": lambda: _aterrapportering(register, by_id),
        "handlingar": lambda: _handlingar(register),
        "rattelser": lambda: _rattelser(register, rows),
    }
    return {name: _table(name, make(), base) for name, make in content.items()}


def _table(name: str, records: Iterable[dict[str, Any]], base: str) -> Table:
    """A typed frame with the contract's columns; addresses become absolute here."""
    import pandas as pd

    title, en_rad, columns = SPECIFICATIONS[name]
    names = [column.name for column in columns]
    values = [[record[one] if record[one] != "" else None for one in names] for record in records]
    frame = pd.DataFrame(values, columns=names, dtype=object)
    if len(frame):
        frame["url"] = [base + url for url in frame["url"]]
    frame = frame.astype({column.name: DTYPES[column.kind] for column in columns})
    return Table(name, title, en_rad, columns, frame)


def _joined(values: Iterable[str]) -> str:
    return "; ".join(values)


def _beslut(
    register: Register, kontroller: Mapping[str, Sequence[Kontroll]]
) -> Iterator[dict[str, Any]]:
    for beslut in register.beslut:
        own = kontroller.get(beslut.beslut_id, ())
        total = total_check(own)
        worst_of_all = worst(own)
        yield {
            "beslut_id": beslut.beslut_id,
            "ar": beslut.ar,
            "titel": beslut.titel,
            "satsning_id": beslut.satsning,
            "satsning": register.satsningar[beslut.satsning].namn,
            "status": beslut.status.value,
            "diarienummer": _joined(case_numbers(beslut)),
            "beslutsinstans": beslut.beslutsinstans,
            "delegation": beslut.delegation,
            "beslutsdatum": beslut.beslutsdatum and beslut.beslutsdatum.isoformat(),
            "beslutsdatum_angivet": beslut.beslutsdatum_angivet,
            "paragraf": beslut.paragraf,
            "kategori": beslut.kategori,
            "belopp_kr": beslut.belopp and beslut.belopp.kr,
            "belopp_angivet": (beslut.kalla and beslut.kalla.angivet)
            or (beslut.belopp and beslut.belopp.angivet),
            "summa_kr": total and total.beraknat,
            "differens_kr": total and total.differens,
            "verdikt": total and total.verdikt.value,
            "samsta_verdikt": worst_of_all and worst_of_all.value,
            "url": addresses.beslut(beslut),
        }


def total_check(kontroller: Iterable[Kontroll]) -> Kontroll | None:
    """The check of a decision's own total: its områden where it has them, else its insatser."""
    by_name = {
        one.kontroll: one
        for one in kontroller
        if one.subject.niva is Niva.BESLUT and not one.variant
    }
    return by_name.get("omraden") or by_name.get("insatser")


def case_numbers(beslut: Beslut) -> tuple[str, ...]:
    """The case numbers that a decision's documents state, each once."""
    return tuple(dict.fromkeys(one.diarienummer for one in beslut.handlingar if one.diarienummer))


def _common(row: Row) -> dict[str, Any]:
    """The columns that every row with an amount has."""
    return {
        "rad_id": row.rad_id,
        "overordnad_id": row.overordnad_id,
        "beslut_id": row.beslut.beslut_id,
        "ar": row.beslut.ar,
        "status": row.beslut.status.value,
        "namn": row.namn,
        "omrade_id": row.omrade_id,
        "objekt": row.objekt,
        "niva": row.niva.value,
        "belopp_kr": row.belopp.kr if row.belopp else None,
        "belopp_angivet": row.belopp_angivet,
        "handling": row.kalla.handling,
        "avsnitt": row.kalla.avsnitt,
        "url": addresses.belopp(row),
    }


def _omrade_name(register: Register, row: Row) -> str:
    return register.omraden[row.omrade_id].namn if row.omrade_id else ""


def _omraden(
    register: Register, rows: Sequence[Row], by_id: Mapping[str, Row]
) -> Iterator[dict[str, Any]]:
    for row in rows:
        if row.niva not in {Niva.OMRADE, Niva.DELOMRADE, Niva.VARAV}:
            continue
        heading = row
        while heading.niva is not Niva.OMRADE:
            heading = by_id[heading.overordnad_id]
        earmarked = row.data.oronmarkt if isinstance(row.data, Delomrade) else None
        yield _common(row) | {
            "omrade": _omrade_name(register, row),
            "rubrik": heading.namn,
            "oronmarkt": earmarked,
        }


def _insatser(register: Register, rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    for row in rows:
        data = row.data
        if not isinstance(data, Insats | Delpost | Aktivitet):
            continue
        insats = data if isinstance(data, Insats) else None
        price = insats.styckpris if insats else None
        recipient = insats.mottagare if insats else None
        yield _common(row) | {
            "satsning_id": row.beslut.satsning,
            "satsning": register.satsningar[row.beslut.satsning].namn,
            "omrade": _omrade_name(register, row),
            "mal": None if isinstance(data, Delpost) else data.mal,
            "mal_angivet": None if isinstance(data, Delpost) else data.mal_angivet,
            "teman": "" if isinstance(data, Delpost) else _joined(data.teman),
            "avser": None if isinstance(data, Aktivitet) else data.avser,
            "mottagare_id": recipient,
            "mottagare": register.mottagare[recipient].namn if recipient else "",
            "ansvarig": _joined(insats.ansvarig) if insats else "",
            "styckpris_kr": price.belopp.kr if price and price.belopp else None,
            "styckpris_per": price.per if price else None,
            "styckpris_angivet": price
            and (price.angivet or (price.belopp and price.belopp.angivet)),
        }


def _ramar(rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    for row in rows:
        ram = row.data
        if not isinstance(ram, Ram):
            continue
        yield _common(row) | {
            "ram_ar": ram.ar,
            "omfattning": ram.omfattning and ram.omfattning.value,
            "ramtyp": ram.ramtyp.value,
            "mottagartyp": ram.mottagartyp and ram.mottagartyp.value,
            "preliminar": bool(ram.preliminar),
            "grundbelopp_kr": ram.grundbelopp and ram.grundbelopp.kr,
            "fordelning": ram.fordelning,
        }


def _kontroller(kontroller: Iterable[Kontroll]) -> Iterator[dict[str, Any]]:
    for one in kontroller:
        yield {
            "kontroll_id": one.kontroll_id,
            "kontroll": one.kontroll,
            "beslut_id": one.subject.beslut.beslut_id,
            "ar": one.subject.beslut.ar,
            "kontrollerat_id": one.subject.rad_id,
            "kontrollerat": one.subject.namn,
            "angivet_kr": one.angivet.kr if one.angivet else None,
            "beraknat_kr": one.beraknat,
            "differens_kr": one.differens,
            "tolerans_kr": one.tolerans,
            "verdikt": one.verdikt.value,
            "forklaring": one.forklaring,
            "url": addresses.kontroll(one),
            "jamforelse": one.jamforelse.value,
        }


def _berakningar(kontroller: Iterable[Kontroll]) -> Iterator[dict[str, Any]]:
    for one in kontroller:
        how = one.formel
        if how is None:
            continue
        yield {
            "kontroll_id": one.kontroll_id,
            "beslut_id": one.subject.beslut.beslut_id,
            "ar": one.subject.beslut.ar,
            "rad_id": one.subject.rad_id,
            "namn": one.subject.namn,
            "nyckel_id": how.nyckel.id,
            "nyckel": how.nyckel.namn,
            "andel_taljare": how.taljare or None,
            "andel_namnare": how.namnare or None,
            "andel_harledd_ur": how.nyckel.harledd_ur,
            "ram_id": how.ram.rad_id,
            "ram_kr": how.ram.belopp and how.ram.belopp.kr,
            "utom_ram_kr": how.utom_ram and how.utom_ram.belopp and how.utom_ram.belopp.kr,
            "antal": how.antal or None,
            "grundbelopp_kr": how.grundbelopp or None,
            "tillagg_kr": how.tillagg or None,
            "avrundning": how.nyckel.avrundning.value,
            "utom_belopp_kr": how.utom_belopp
            and how.utom_belopp.belopp
            and how.utom_belopp.belopp.kr,
            "angivet_kr": one.angivet and one.angivet.kr,
            "beraknat_kr": one.beraknat,
            "differens_kr": one.differens,
            "verdikt": one.verdikt.value,
            "forklaring": one.forklaring,
            "url": addresses.kontroll(one),
        }


def _placed(
    beslut: Beslut, kalla: Kalla | None, galler_del: str | None, by_id: Mapping[str, Row]
) -> dict[str, Any]:
    """Source and scope of something that is about a decision or a part of it."""
    top = by_id[beslut.beslut_id]
    resolved = resolve_kalla(kalla, Kalla(handling=top.kalla.handling))
    part = by_id.get(f"{beslut.beslut_id}/{galler_del}") if galler_del else None
    return {
        "beslut_id": beslut.beslut_id,
        "ar": beslut.ar,
        "galler_del": part.namn if part else "",
        "galler_del_id": part.rad_id if part else "",
        "handling": resolved.handling,
        "avsnitt": resolved.avsnitt,
    }


def _villkor(register: Register, by_id: Mapping[str, Row]) -> Iterator[dict[str, Any]]:
    for beslut in register.beslut:
        for one in beslut.villkor:
            yield _placed(beslut, one.kalla, one.galler_del, by_id) | {
                "villkor_id": f"{beslut.beslut_id}/villkor/{one.nyckel}",
                "villkor": one.text,
                "rubrik": one.rubrik,
                "teman": _joined(one.teman),
                "galler_for": one.galler_for,
                "url": addresses.villkor(beslut, one),
            }


def _aterrapportering(register: Register, by_id: Mapping[str, Row]) -> Iterator[dict[str, Any]]:
    for beslut in register.beslut:
        for one in beslut.aterrapportering:
            yield _placed(beslut, one.kalla, one.galler_del, by_id) | {
                "aterrapportering_id": f"{beslut.beslut_id}/aterrapportering/{one.nyckel}",
                "vad": one.vad,
                "till": one.till,
                "senast": one.senast and one.senast.isoformat(),
                "senast_angivet": one.senast_angivet,
                "url": addresses.aterrapportering(beslut, one),
            }


def _handlingar(register: Register) -> Iterator[dict[str, Any]]:
    for beslut in register.beslut:
        for one in beslut.handlingar:
            yield {
                "handling_id": f"{beslut.beslut_id}/{one.id}",
                "beslut_id": beslut.beslut_id,
                "ar": beslut.ar,
                "titel": one.titel,
                "typ": one.typ.value,
                "datum": one.datum and one.datum.isoformat(),
                "reviderad": one.reviderad and one.reviderad.isoformat(),
                "diarienummer": one.diarienummer,
                "lank": one.lank,
                "url": addresses.handling(beslut, one),
                "hanvisar_till": _joined(one.hanvisar_till),
            }


def _rattelser(register: Register, rows: Sequence[Row]) -> Iterator[dict[str, Any]]:
    for one in published_corrections(register, rows):
        yield {
            "rattelse_id": one.rattelse_id,
            "datum": one.data.datum.isoformat(),
            "rad_id": str(one.data.id),
            "beslut_id": one.data.id.rad.beslut_id,
            "tidigare_kr": one.data.fore.kr if one.data.fore else None,
            "nytt_kr": one.data.efter.kr if one.data.efter else None,
            "orsak": one.data.orsak,
            "url": addresses.rattelse(one),
        }


def sums_by_status(beslut: pd.DataFrame) -> dict[str, int | None]:
    """Kronor per status; proposed and decided money are never added together.

    None where no amount is stated at all, which is not zero.
    """
    sums = beslut.groupby("status")["belopp_kr"].sum(min_count=1).astype(object)
    return {str(one): total if isinstance(total, int) else None for one, total in sums.items()}
