"""A long list of insatser as a CSV beside its decision, read as if it stood in the YAML.

`<id>.insatser.csv` has the columns of the public `insatser.csv`, as many as are needed and in
any order. Its rows become the same plain data with places that the YAML gives, so that the
model types them and every later step is the same. Columns that only repeat what the decision
or a register says are left out, after a look at whether they agree. A row that is wrong in one
cell is read all the same, so that one run tells of all that is wrong with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from pydantic import BaseModel

from generator.data.ids import parse_rad_id
from generator.data.posts import Aktivitet, Insats
from generator.data.problem import Problem, nearest
from generator.data.types import slug
from generator.reading.cells import is_of_kind, is_sound, of_kind, read_amount
from generator.reading.csv_text import Cell, Line, parse_sheet
from generator.reading.faults import fault
from generator.reading.headings import (
    AMOUNTS,
    COLUMN_OF,
    FIELDS,
    LISTS,
    OF_OUTCOME,
    SAME_AS,
)
from generator.reading.refusals import inner_model
from generator.reading.yaml_text import NOWHERE, Marks, Path, Source, decode_data

_DERIVED = {"status": ("ersatt", "upphavd")}
"""Values of columns that follow from other decisions, and agree with what any decision says."""
_PARTS = {"delpost": "delposter", "arsdel": "per_ar", "utfall": "utfall"}
"""What may be a part of an insats, and its list in the model."""
_LEVELS: dict[str, tuple[str, type[BaseModel]]] = {
    "insats": ("insatser", Insats),
    "aktivitet": ("aktiviteter", Aktivitet),
    **{
        niva: (name, inner)
        for niva, name in _PARTS.items()
        if name in Insats.model_fields
        if (inner := inner_model(Insats.model_fields[name].annotation))
    },
}
"""What a row may be, the list that it stands in, and the fields that it has."""
_A_ROW = {
    "insats": "en insats",
    "delpost": "en delpost",
    "aktivitet": "en aktivitet",
    "arsdel": "en del för ett år",
    "utfall": "ett utfall",
}
_INSTEAD: Mapping[str, Mapping[Path, Path | None]] = {
    "arsdel": {("avser_ar",): ("ar",), ("namn",): None, ("id",): None},
    "utfall": {("namn",): None, ("id",): None},
}
"""Where the year of an annual share belongs, and what a row repeats of the insats it is of."""
_NAMELESS = "?"
"""The name of a row that has none, and so is told of and never published."""


Ids = Mapping[str, Mapping[str, str]]
"""The ids of what a row may name, by column and the slug of the name."""


class _Holder(NamedTuple):
    """What rows may be put into: the decision, an utvecklingsområde or an insats."""

    raw: dict[str, Any]
    path: Path
    local_id: str
    """Empty for the decision."""
    around: str
    """The local id of what it stands in."""
    omrade_id: str
    objekt: str
    """What the rows inherit."""


@dataclass(frozen=True)
class _Target:
    """A decision that rows are put into, and the CSV as a source with their places."""

    beslut_id: str
    ar: str
    beslut: _Holder
    omraden: Sequence[_Holder]
    csv: Source
    problems: list[Problem]
    ids: Ids
    lists: dict[Path, list[Any]] = field(default_factory=dict)
    """The lists that rows are added to, by their place."""

    def tell(self, cell: Cell, name: str, **quoted: object) -> None:
        problem = fault(name, self.csv.file, *cell.place, **{"text": cell.text, **quoted})
        message = f"kolumnen {cell.shown}: {problem.message}"
        self.problems.append(replace(problem, message=message))


def beside(parsed: Source, file: str, content: bytes, ids: Ids) -> tuple[Source, list[Problem]]:
    """A decision with the rows of the CSV beside it; its problems point into the CSV.

    `ids` are those of what a row may name.
    """
    text, problems = decode_data(file, content)
    if text is None:
        return parsed, [_in_terms_of_csv(problem) for problem in problems]
    sheet, problems = parse_sheet(file, text, "namn")
    data = parsed.data
    omraden = data.get("omraden") or [] if isinstance(data, dict) else None
    if not isinstance(omraden, list) or not all(isinstance(omrade, dict) for omrade in omraden):
        return parsed, problems  # the YAML's own fault comes first
    data = {**data, "omraden": [dict(omrade) for omrade in omraden]}
    columns = {
        path: f"kolumnen {sheet.shown[column]}"
        if column in sheet.shown
        else f"en ny kolumn, {column}"
        for path, column in COLUMN_OF.items()
    }
    csv = Source(file, content, {}, Marks({}, {}), columns=columns)
    target = _target(parsed.file, data, csv, problems, ids)
    _place_rows(target, sheet.lines)
    return replace(parsed, data=data, has_beside=lambda: csv, unplaced=csv.data or None), problems


def _in_terms_of_csv(problem: Problem) -> Problem:
    """What is wrong with a file's characters, with what to do about it in a spreadsheet."""
    if problem.code != "teckenkodning":
        return problem
    return fault("csv_not_utf8", problem.file, problem.line, problem.column)


def _target(
    file: str,
    data: dict[str, Any],
    csv: Source,
    problems: list[Problem],
    ids: Ids,
) -> _Target:
    """The decision in a file as what rows are put into; its lists are its own to change."""
    place = PurePosixPath(file)
    ar = place.parent.name
    objekt = str(data.get("objekt") or "")
    beslut = _Holder(data, (), "", "", str(data.get("omrade") or ""), objekt)
    omraden = [
        _Holder(
            raw,
            ("omraden", index),
            str(raw.get("id") or raw.get("omrade") or ""),
            "",
            str(raw.get("omrade") or ""),
            str(raw.get("objekt") or objekt),
        )
        for index, raw in enumerate(data["omraden"])
    ]
    return _Target(f"{ar}/{place.stem}", ar, beslut, omraden, csv, problems, ids)


# The lines as a decision's own data.


def _place_rows(target: _Target, lines: Sequence[Line]) -> None:
    """Every line in its place: insatser first, since delposter may name them."""
    insatser: dict[str, _Holder] = {}
    above: _Holder | None = None
    rest: list[tuple[Line, str, _Holder | None]] = []
    whole = True
    for written in lines:
        before = len(target.problems)
        line = _readable(target, written)
        niva = _niva(target, line)
        _agrees(target, line)
        if niva == "insats":
            line, outcome = _parted(line)
            above = _insats(target, line)
            rest += [(outcome, "utfall", above)] if outcome else []
            insatser.setdefault(above.local_id, above)
            whole = whole and len(target.problems) == before
        else:
            rest.append((line, niva, above))
    for line, niva, insats in rest:
        if niva == "aktivitet":
            _aktivitet(target, line)
        else:
            _part(target, line, niva, insats, insatser, whole=whole)


def _parted(line: Line) -> tuple[Line, Line | None]:
    """The line of an insats, and what it says of an outcome as a line of that."""
    if line.cells.keys().isdisjoint(OF_OUTCOME):
        return line, None
    told = {column: cell for column, cell in line.cells.items() if column in OF_OUTCOME}
    kept = {column: cell for column, cell in line.cells.items() if column not in told}
    return Line(line.place, kept), Line(line.place, told)


def _readable(target: _Target, line: Line) -> Line:
    """The line without the cells that hold nothing that can be read; it always has a name."""
    cells = {column: cell for column, cell in line.cells.items() if is_sound(cell, target.tell)}
    if "namn" not in line.cells:
        target.problems.append(fault("no_name", target.csv.file, *line.place))
    if "namn" not in cells:
        cells["namn"] = Cell("namn", _NAMELESS, line.place, "namn")
    return Line(line.place, cells)


def _niva(target: _Target, line: Line) -> str:
    """What the line is a line of; an insats where that is not to be known."""
    cell = line.cells.get("niva")
    if cell is None or slug(cell.text) in _LEVELS:
        return slug(cell.text) if cell else "insats"
    guess = nearest(cell.text, _LEVELS, "Lämna cellen tom för en insats.")
    target.tell(cell, "unknown_level", levels=", ".join(_LEVELS), guess=guess)
    return "insats"


def _agrees(target: _Target, line: Line) -> None:
    """The columns that repeat what stands elsewhere say the same; tells where not."""
    by_place = {"beslut_id": target.beslut_id, "ar": target.ar}
    for name, field_name in SAME_AS.items():
        said = by_place.get(name) or target.beslut.raw.get(field_name)
        cell = line.cells.get(name)
        if cell and isinstance(said, str) and cell.text not in (said, *_DERIVED.get(name, ())):
            target.tell(cell, "not_as_the_beslut", said=said)


def _insats(target: _Target, line: Line) -> _Holder:
    """The line as an insats, under the decision or one of its utvecklingsområden."""
    return _put(target, line, _where(target, line) or _nowhere(target), "insats")


def _where(target: _Target, line: Line) -> _Holder | None:
    """The utvecklingsområde that an insats belongs to, or the decision itself."""
    above, theme = line.cells.get("overordnad_id"), _theme(target, line)
    known = [omrade.local_id for omrade in target.omraden]
    otherwise = "Lämna cellen tom för en insats direkt under beslutet."
    if above:
        local = _local(target, above.text)
        named = [omrade for omrade in target.omraden if omrade.local_id == local]
        if local and not named:
            target.tell(above, "not_in_beslut", guess=nearest(local, known, otherwise))
            return None
        holder = named[0] if named else target.beslut
        if theme and theme.text not in {holder.omrade_id, local}:
            target.tell(theme, "not_as_overordnad_id", given=holder.omrade_id)
            return None
        return holder
    of_beslut = target.beslut.omrade_id
    if theme is None or (theme.text == of_beslut and not known):
        return target.beslut
    of_theme = [
        omrade for omrade in target.omraden if theme.text in (omrade.omrade_id, omrade.local_id)
    ]
    exact = [omrade for omrade in of_theme if omrade.local_id == theme.text]
    chosen = exact if len(of_theme) > 1 else of_theme
    if len(chosen) == 1:
        return chosen[0]
    if of_theme:
        keys = ", ".join(omrade.local_id for omrade in of_theme)
        target.tell(theme, "several_omraden", keys=keys)
    else:
        guess = nearest(theme.text, known or [of_beslut], otherwise)
        target.tell(theme, "no_such_omrade", guess=guess)
    return None


def _theme(target: _Target, line: Line) -> Cell | None:
    """The område that a line names: its id, or where only the name is given, what has that name."""
    cell, named = line.cells.get("omrade_id"), line.cells.get("omrade")
    if cell or named is None or "overordnad_id" in line.cells:
        return cell
    for omrade in target.omraden:
        if slug(named.text) == slug(str(omrade.raw.get("rubrik") or "")):
            return named._replace(text=omrade.local_id)
    key = slug(named.text)
    return named._replace(text=target.ids["omrade"].get(key, key))


def _part(
    target: _Target,
    line: Line,
    niva: str,
    above: _Holder | None,
    insatser: Mapping[str, _Holder],
    *,
    whole: bool,
) -> None:
    """The line as a part of the insats it names, else of the one above it.

    Where not every insats could be made (`whole`), what is missing has been told of already.
    """
    named, theme = line.cells.get("overordnad_id"), line.cells.get("omrade_id")
    local = _local(target, named.text) if named else ""
    parent = insatser.get(local) if named else above
    if parent is None:
        if whole and named:
            guess = nearest(local, insatser, "Skriv insatsens rad_id.")
            target.tell(named, "no_such_insats", guess=guess)
        elif whole:
            target.tell(line.cells["niva"], "part_without_insats")
    elif theme and theme.text not in (parent.omrade_id, parent.around):
        target.tell(theme, "not_as_the_insats", insats=parent.raw["namn"])
    _put(target, line, parent or _nowhere(target), niva if parent else "insats")


def _nowhere(target: _Target) -> _Holder:
    """What a line is put into that has no place, so that its values are read all the same."""
    is_free = not target.beslut.raw.get("insatser") or ("insatser",) in target.lists
    return target.beslut if is_free else target.beslut._replace(raw=target.csv.data, path=NOWHERE)


def _aktivitet(target: _Target, line: Line) -> None:
    """The line as an activity, which belongs to the decision as a whole."""
    theme = line.cells.get("omrade_id")
    if theme and theme.text != target.beslut.omrade_id:
        target.tell(theme, "aktivitet_in_omrade")
    _put(target, line, target.beslut, "aktivitet")


def _list(target: _Target, line: Line, holder: _Holder, name: str) -> list[Any]:
    """The list that the line is added to; told of once where the YAML has it too."""
    path = (*holder.path, name)
    if path in target.lists:
        return target.lists[path]
    given = holder.raw.get(name)
    if given:
        where = "samma utvecklingsområde" if holder.path else "beslutet"
        doubled = fault("list_twice", target.csv.file, *line.place, name=name, where=where)
        target.problems.append(doubled)
    rows = holder.raw[name] = target.lists[path] = list(given) if isinstance(given, list) else []
    return rows


def _put(target: _Target, line: Line, holder: _Holder, niva: str) -> _Holder:
    """Add the line's fields to a list of what it belongs to, with their places."""
    name, model = _LEVELS[niva]
    rows = _list(target, line, holder, name)
    path = (*holder.path, name, len(rows))
    raw: dict[str, Any] = {}
    rows.append(raw)
    target.csv.marks.places[path] = line.place
    inherited: dict[Path, str] = {("objekt",): holder.objekt}
    inherited |= {("avser_ar",): target.ar} if niva == "insats" else {}
    for at, cell in _values(target, line, holder.local_id):
        inner = _INSTEAD.get(niva, {}).get(at, at)
        if inner is None or cell.text == inherited.get(inner):
            continue  # the public table repeats what is inherited
        if inner[0] not in model.model_fields:
            target.tell(cell, "not_in_level", what=_A_ROW[niva])
            continue
        _set(raw, inner, cell.text)
        at_cell = (*path, *inner)
        target.csv.marks.places[at_cell] = cell.place
        target.csv.labels[at_cell] = cell.shown
    if niva == "arsdel" and "ar" not in raw:
        target.problems.append(fault("no_year", target.csv.file, *line.place))
        raw["ar"] = target.ar  # only so that the rest of the line is read
    if niva == "utfall" and "per" not in raw:
        target.problems.append(fault("no_day", target.csv.file, *line.place))
        raw["per"] = f"{target.ar}-12-31"
    key = str(raw.get("id") or slug(raw.get("namn", "")))
    local_id = "/".join(filter(None, (holder.local_id, key)))
    objekt = str(raw.get("objekt") or holder.objekt)
    return _Holder(raw, path, local_id, holder.local_id, holder.omrade_id, objekt)


def _set(raw: dict[str, Any], path: Path, text: str) -> None:
    """Put a text at a place two levels down at most: a field, a field's field, or an entry."""
    first, *more = path
    if not more:
        raw[str(first)] = text
    elif isinstance(more[0], int):
        raw.setdefault(str(first), []).append(text)
    else:
        raw.setdefault(str(first), {})[more[0]] = text


def _values(target: _Target, line: Line, parent: str) -> Iterator[tuple[Path, Cell]]:
    """The line's values, each with its place in an insats and the cell it is from."""
    for name, path in FIELDS.items():
        if cell := line.cells.get(name):
            yield path, cell
    if cell := _recipient(target, line):
        yield ("mottagare",), cell
    for name in LISTS:
        if cell := line.cells.get(name):
            texts = filter(None, map(str.strip, cell.text.split(";")))
            for index, text in enumerate(texts):
                yield (name, index), cell._replace(text=text)
    for name, (amount, printed) in AMOUNTS.items():
        kr, angivet = line.cells.get(f"{name}_kr"), line.cells.get(f"{name}_angivet")
        is_price = name == "styckpris"
        if name == "belopp":
            kr, otherwise = of_kind(line.cells, target.tell), ""
        else:
            otherwise = f"{name}_angivet" if printed else "anmarkning"
        stated, as_printed = read_amount(kr, angivet, target.tell, otherwise)
        if stated and name == "belopp":
            is_of_kind(line.cells.get("belopp_typ"), stated, target.tell)
        if (given := stated or as_printed) and is_price and "styckpris_per" not in line.cells:
            target.tell(given, "price_of_what")
            continue
        if stated:
            yield amount, stated
        if as_printed and printed:
            yield printed, as_printed
    if cell := line.cells.get("rad_id"):
        place = "/".join(filter(None, (target.beslut_id, parent)))
        row = parse_rad_id(cell.text)
        if row and str(row.runt) == place:
            yield ("id",), cell._replace(text=row.nyckel)
        elif "/" in cell.text:
            target.tell(cell, "rad_id_elsewhere", place=place)
        else:
            yield ("id",), cell


def _recipient(target: _Target, line: Line) -> Cell | None:
    """The recipient of a line that gives only a name: the id of that name in the register.

    Where no one there has the name, it is what its entry would be called.
    """
    cell, named = line.cells.get("mottagare_id"), line.cells.get("mottagare")
    if named is None:
        return None
    key = slug(named.text)
    id_ = cell.text if cell else target.ids["mottagare"].get(key, key)
    if id_ != named.text:
        target.csv.names[id_] = named.text
    return None if cell or not id_ else named._replace(text=id_)


def _local(target: _Target, text: str) -> str:
    """An id without the decision's own in front."""
    row = parse_rad_id(text)
    return row.lokal_id if row and row.beslut_id == target.beslut_id else text
