"""Every published sum, added again from the CSV alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generator.verifying.reckoned import Amount, Record, Tables, added, stated, value
from generator.verifying.twins import Rows

NEEDED = tuple(Tables.__dataclass_fields__)
"""The tables that sums are made of."""
_NUMBERS = {"ar", "avser_ar", "ram_ar", "antal", "andel_taljare", "andel_namnare"}
_YES_OR_NO = {"oronmarkt", "avslag", "preliminar"}
_FAULTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RuntimeError, TypeError)
"""What goes wrong where tables do not hold together."""


class Sum(NamedTuple):
    """A published sum, and what it comes to now."""

    path: str
    what: str
    published: int | None
    reckoned: int | None


def tables_of(tables: Mapping[str, Rows]) -> Tables:
    """The tables with typed values; raises `ValueError` where a number is none."""
    return Tables(**{name: _records(name, tables[name]) for name in NEEDED})


def _records(table: str, rows: Rows) -> list[Record]:
    names, *lines = rows
    readers = [_reader(name) for name in names]
    records: list[Record] = []
    for number, line in enumerate(lines, start=2):
        try:
            cells = zip(names, readers, line, strict=True)
            records.append({name: read(cell) if cell else None for name, read, cell in cells})
        except ValueError as error:
            raise ValueError(f"data/{table}.csv, rad {number}: {error}") from None
    return records


def _reader(column: str) -> Callable[[str], Any]:
    if column.endswith("_kr") or column in _NUMBERS:
        return whole
    return "true".__eq__ if column in _YES_OR_NO else str


def whole(text: str) -> int:
    """A whole number; raises `ValueError` where a text is none."""
    if len(text) > 40 or not text.removeprefix("-").isascii() or not text.lstrip("-").isdigit():
        raise ValueError(f"{text[:40]!r} är inget helt tal")
    return int(text)


def sums(tables: Tables, totals: Sequence[Any]) -> Iterator[Sum | str]:
    """Every sum that is published; in words where one can't be reckoned.

    `totals` are those of `data/index.json`.
    """
    for check in tables.kontroller:
        yield from guarded(f"kontroll {check.get('kontroll_id')}", _check, tables, check)
    of_parts = {"beslut": tables.beslut, "omraden": tables.omraden, "insatser": tables.insatser}
    for name, records in of_parts.items():
        for record in records:
            id_ = record.get("rad_id") or record.get("beslut_id")
            yield from guarded(f"data/{name}.csv, {id_}", _parts, tables, name, record)
    yield from guarded("totalerna i data/index.json", _totals, tables, totals)


def guarded(what: str, made: Callable[..., Iterator[Sum | str]], *of: Any) -> Iterator[Sum | str]:
    """Sums of tables that may not hold together, which is then told."""
    try:
        yield from list(made(*of))
    except _FAULTS:
        yield f"{what}: går inte att räkna om, för tabellerna hänger inte ihop"


def _check(tables: Tables, check: Record) -> Iterator[Sum]:
    path, id_ = "data/kontroller.csv", check["kontroll_id"]
    if check["kontroll"] == "formel":
        computed = tables.worked_out(check)
    else:
        computed = added(_amounts(tables, check)) or 0
    yield Sum(path, f"kontroll {id_}, beräknat", check["beraknat_kr"], computed)
    if check["angivet_typ"] and check["beraknat_kr"] is not None:
        difference = _distance(check, computed or 0)
        yield Sum(path, f"kontroll {id_}, skillnad", check["differens_kr"], difference)


def _amounts(tables: Tables, check: Record) -> Iterator[Amount]:
    for part in tables.checked(check):
        yield from stated(part) if "ram_ar" in part else tables.amounts(part)


def _distance(check: Record, computed: int) -> int:
    """How far from what is stated; from the nearest end of a range, and nothing within it."""
    low: int | None = check["angivet_min_kr"]
    high: int | None = check["angivet_max_kr"]
    if low is None or high is None:
        return computed - int(check["angivet_kr"])
    return min(computed - low, 0) + max(computed - high, 0)


def _parts(tables: Tables, name: str, record: Record) -> Iterator[Sum]:
    """What a row's parts come to; where it states nothing, that is what it counts as."""
    path, id_ = f"data/{name}.csv", record.get("rad_id") or record["beslut_id"]
    if record.get("avslag"):
        return
    whole = tables.top(record) if tables.is_derived(record) else record
    parts = [amount for part in tables.dividing(whole) for amount in tables.amounts(part)]
    yield Sum(path, f"{id_}, summan av delarna", record["summa_kr"], added(parts))
    yield Sum(path, f"{id_}, det som räknas", value(record), added(tables.amounts(record)))


def _totals(tables: Tables, totals: Sequence[Any]) -> Iterator[Sum]:
    """The totals that are told to programs, and those that they leave out."""
    published = {claim_of(total): total["kr"] for total in totals}
    reckoned = {claim: kr for claim, kr in tables.sums.items() if _is_told(claim)}
    for claim in sorted(published.keys() | reckoned.keys()):
        yield Sum("data/index.json", claim, published.get(claim), reckoned.get(claim))


def claim_of(total: Mapping[str, Any]) -> str:
    """What a total claims: `ar:2023:beslutad`."""
    of = {"beslut": "ar", "omrade": f"omrade:{total.get('omrade_id')}"}
    what = of.get(total["avser"], f"mottagare:{total.get('mottagare_id')}")
    return f"{what}:{total['ar']}:{total['status']}"


def _is_told(claim: str) -> bool:
    kind, *of = claim.split(":")
    year = of[-2] if len(of) > 1 else ""
    told = {"ar": 2, "omrade": 3, "mottagare": 3}
    return len(of) == told.get(kind) and year.isdigit() and of[-1] in {"beslutad", "forslag"}
