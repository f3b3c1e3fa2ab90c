"""A long list of insatser as a CSV beside its decision, read as if it stood in the YAML.

`<id>.insatser.csv` has the columns of the public `insatser.csv`, as many as are needed and in
any order, parted by comma or semicolon. Its rows become the same plain data with places that
the YAML gives, so that the model types them and every later step is the same. Columns that
only repeat what the decision or a register says are left out, after a look at whether they
agree. Where an amount is given both in kronor and as printed, the printed form tells how
exactly it was stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from pydantic import BaseModel

from generator.data.belopp import (
    Belopp,
    BeloppFel,
    Intervall,
    not_kronor,
    parse_belopp,
    parse_cell,
)
from generator.data.beslut import Insats, Kalla, Styckpris
from generator.data.derived import BeloppTyp
from generator.data.ids import parse_rad_id
from generator.data.problem import Problem, nearest
from generator.data.types import slug
from generator.reading.csv_text import Cell, Line, parse_lines
from generator.reading.faults import fault
from generator.reading.refusals import inner_model, value_type
from generator.reading.yaml_text import Marks, Path, Source, decode_data
from generator.words import labels

NAME_OF = {"mottagare": "mottagare_id", "omrade": "omrade_id", "satsning": "satsning_id"}
"""Columns with names, and those with the ids that count."""
WITHOUT_COLUMN = {"id", "angivet", "rimligt"}
"""Fields that no column is named after: read with rad_id and the amounts, or in YAML only."""


def _fields(model: type[BaseModel], *, several: bool = False) -> Iterator[str]:
    """The fields of a model that hold one plain value, or several, and have a column for it."""
    for name, info in model.model_fields.items():
        held = value_type(info.annotation)
        if name in WITHOUT_COLUMN or held is Belopp or inner_model(info.annotation):
            continue
        if (held is tuple) == several:
            yield name


FIELDS: Mapping[str, Path] = {
    **{NAME_OF.get(name, name): (name,) for name in _fields(Insats)},
    **{f"styckpris_{name}": ("styckpris", name) for name in _fields(Styckpris)},
    **{name: ("kalla", name) for name in _fields(Kalla)},
}
"""Where in an insats the value of a column belongs: every field of it that the model has."""
LISTS = tuple(_fields(Insats, several=True))
"""Columns with several values, parted by semicolons, that are fields of the same name."""
AMOUNTS: Mapping[str, tuple[Path, Path]] = {
    "belopp": (("belopp",), ("kalla", "angivet")),
    "styckpris": (("styckpris", "belopp"), ("styckpris", "angivet")),
}
"""Amounts, each in a column `_kr` and one `_angivet`: where they belong."""
KINDS = ("belopp_typ", "belopp_min_kr", "belopp_max_kr")
"""Columns that say what kind of amount it is, and the ends of a range."""
STANDS = ("rad_id", "overordnad_id", "omrade_id", "niva")
"""Columns that say where a row stands."""
SAME_AS = {"beslut_id": "", "ar": "", "status": "status", "satsning_id": "satsning"}
"""Columns that must say what the decision says, and its field for it."""
IGNORED = ("url",)
"""Columns that follow from others."""
COLUMNS = (
    *(*STANDS, *SAME_AS, *NAME_OF, *FIELDS, *LISTS),
    *(f"{name}_{form}" for name in AMOUNTS for form in ("kr", "angivet")),
    *KINDS,
    *IGNORED,
)
"""The columns that may be there: those of the public table, which a test holds them to."""

_NIVAER = ("insats", "delpost", "aktivitet")
_WHOLE_KRONOR = re.compile(r"(?P<kr>[-\u2212]?[0-9]+)([.,]00?)?")
_A_NUMBER = re.compile(r"[-\u2212]? ?[0-9]+(?:[ \u00a0\u2009\u202f][0-9]{3})*(?:,[0-9]+)?")
_UNITS = ("kr", "tkr", "mkr", "mdkr")


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
    doubled: set[Path] = field(default_factory=set)
    """The lists that stand in the YAML as well, each told of once."""

    def tell(self, cell: Cell, name: str, **quoted: object) -> None:
        problem = fault(name, self.csv.file, *cell.place, text=cell.text, **quoted)
        message = f"kolumnen {cell.column}: {problem.message}"
        self.problems.append(replace(problem, message=message))


def beside(parsed: Source, file: str, content: bytes) -> tuple[Source, list[Problem]]:
    """A decision with the rows of the CSV beside it; its problems point into the CSV."""
    text, problems = decode_data(file, content)
    if text is None:
        return parsed, problems
    lines, problems = parse_lines(file, text, COLUMNS, "namn")
    data = parsed.data
    omraden = data.get("omraden") or [] if isinstance(data, dict) else None
    if not isinstance(omraden, list) or not all(isinstance(omrade, dict) for omrade in omraden):
        return parsed, problems  # the YAML's own fault comes first
    data = {**data, "omraden": [dict(omrade) for omrade in omraden]}
    target = _target(parsed.file, data, Source(file, text, None, Marks({}, {})), problems)
    _place_rows(target, lines)
    texts = [*parsed.texts, *target.csv.texts]
    return replace(parsed, data=data, texts=texts, beside=target.csv), problems


def _target(file: str, data: dict[str, Any], csv: Source, problems: list[Problem]) -> _Target:
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
    return _Target(f"{ar}/{place.stem}", ar, beslut, omraden, csv, problems)


# The lines as a decision's own data.


def _place_rows(target: _Target, lines: Sequence[Line]) -> None:
    """Every line in its place: insatser first, since delposter may name them."""
    insatser: list[_Holder] = []
    above: _Holder | None = None
    rest: list[tuple[Line, str, _Holder | None]] = []
    for line in lines:
        niva = _niva(target, line)
        if niva is None or not _agrees(target, line):
            above = above if niva in {"delpost", "aktivitet"} else None
        elif niva == "insats":
            above = _insats(target, line)
            insatser += [above] if above else []
        else:
            rest.append((line, niva, above))
    whole = not target.problems
    for line, niva, insats in rest:
        if niva == "aktivitet":
            _aktivitet(target, line)
        else:
            _delpost(target, line, insats, insatser, whole=whole)


def _niva(target: _Target, line: Line) -> str | None:
    """What the line is a line of; None where that or its name is not to be known."""
    if "namn" not in line.cells:
        target.problems.append(fault("no_name", target.csv.file, *line.place))
        return None
    cell = line.cells.get("niva")
    if cell is None or cell.text in _NIVAER:
        return cell.text if cell else "insats"
    guess = nearest(cell.text, _NIVAER, "Lämna cellen tom för en insats.")
    target.tell(cell, "unknown_level", levels=", ".join(_NIVAER), guess=guess)
    return None


def _agrees(target: _Target, line: Line) -> bool:
    """Whether the columns that repeat what stands elsewhere say the same; tells where not."""
    before = len(target.problems)
    by_place = {"beslut_id": target.beslut_id, "ar": target.ar}
    for name, field_name in SAME_AS.items():
        said = by_place.get(name) or target.beslut.raw.get(field_name)
        cell = line.cells.get(name)
        if cell and isinstance(said, str) and cell.text != said:
            target.tell(cell, "not_as_the_beslut", said=said)
    for name, id_column in NAME_OF.items():
        cell = line.cells.get(name)
        known_otherwise = name == "omrade" and "overordnad_id" in line.cells
        if cell and name != "satsning" and id_column not in line.cells and not known_otherwise:
            target.tell(cell, "name_without_id", column=id_column)
    return len(target.problems) == before


def _insats(target: _Target, line: Line) -> _Holder | None:
    """The line as an insats, under the decision or one of its utvecklingsområden."""
    holder = _where(target, line)
    if holder is None or not _is_free(target, line, holder, "insatser"):
        return None
    return _put(target, line, holder, "insatser")


def _where(target: _Target, line: Line) -> _Holder | None:
    """The utvecklingsområde that an insats belongs to, or the decision itself."""
    above, theme = line.cells.get("overordnad_id"), line.cells.get("omrade_id")
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


def _delpost(
    target: _Target, line: Line, above: _Holder | None, insatser: Sequence[_Holder], *, whole: bool
) -> None:
    """The line as a part of the insats it names, else of the one above it.

    Where not every insats could be made (`whole`), what is missing has been told of already.
    """
    named, theme = line.cells.get("overordnad_id"), line.cells.get("omrade_id")
    parent = above
    if named:
        local = _local(target, named.text)
        parent = next((insats for insats in insatser if insats.local_id == local), None)
    if parent is None:
        if whole and named:
            known = [insats.local_id for insats in insatser]
            guess = nearest(local, known, "Skriv insatsens rad_id.")
            target.tell(named, "no_such_insats", guess=guess)
        elif whole:
            target.tell(line.cells["niva"], "delpost_without_insats")
    elif theme and theme.text not in (parent.omrade_id, parent.around):
        target.tell(theme, "not_as_the_insats", insats=parent.raw["namn"])
    else:
        _put(target, line, parent, "delposter")


def _aktivitet(target: _Target, line: Line) -> None:
    """The line as an activity, which belongs to the decision as a whole."""
    theme = line.cells.get("omrade_id")
    if theme and theme.text != target.beslut.omrade_id:
        target.tell(theme, "aktivitet_in_omrade")
    elif _is_free(target, line, target.beslut, "aktiviteter"):
        _put(target, line, target.beslut, "aktiviteter")


def _is_free(target: _Target, line: Line, holder: _Holder, name: str) -> bool:
    """Whether the YAML leaves a list to the CSV; told of once where it does not."""
    path = (*holder.path, name)
    is_free = not holder.raw.get(name) or (*path, 0) in target.csv.marks.places
    if not is_free and path not in target.doubled:
        target.doubled.add(path)
        where = "samma utvecklingsområde" if holder.path else "beslutet"
        doubled = fault("list_twice", target.csv.file, *line.place, name=name, where=where)
        target.problems.append(doubled)
    return is_free


def _put(target: _Target, line: Line, holder: _Holder, name: str) -> _Holder:
    """Add the line's fields to a list of what it belongs to, with their places."""
    rows = holder.raw[name] = holder.raw.get(name) or []
    path = (*holder.path, name, len(rows))
    raw: dict[str, Any] = {}
    rows.append(raw)
    target.csv.marks.places[path] = line.place
    for inner, cell in _values(target, line, holder.local_id):
        if inner == ("objekt",) and cell.text == holder.objekt:
            continue  # the public table repeats what is inherited
        _set(raw, inner, cell.text)
        target.csv.marks.places[(*path, *inner)] = cell.place
        target.csv.labels[(*path, *inner)] = f"kolumnen {cell.column}"
        target.csv.texts.append(((*path, *inner), cell.text))
    key = str(raw.get("id") or slug(raw["namn"]))
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
    for name in LISTS:
        if cell := line.cells.get(name):
            texts = filter(None, map(str.strip, cell.text.split(";")))
            for index, text in enumerate(texts):
                yield (name, index), cell._replace(text=text)
    for name, (amount, printed) in AMOUNTS.items():
        is_own = name == "belopp"
        kr = _of_kind(target, line) if is_own else line.cells.get(f"{name}_kr")
        angivet = line.cells.get(f"{name}_angivet")
        given = kr or angivet
        if given and not is_own and "styckpris_per" not in line.cells:
            target.tell(given, "price_of_what")
            continue
        stated, as_printed = _amount(target, kr, angivet, words=not is_own)
        if is_own and stated:
            _is_of_kind(target, line.cells.get("belopp_typ"), stated)
        if stated:
            yield amount, stated
        if as_printed:
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


def _of_kind(target: _Target, line: Line) -> Cell | None:
    """The amount of a line in kronor with the word of its kind, or its range."""
    kr, typ = line.cells.get("belopp_kr"), line.cells.get("belopp_typ")
    low, high = line.cells.get("belopp_min_kr"), line.cells.get("belopp_max_kr")
    if typ and typ.text not in list(BeloppTyp):
        guess = nearest(typ.text, BeloppTyp, "Lämna cellen tom för ett bestämt belopp.")
        target.tell(typ, "unknown_kind", kinds=", ".join(BeloppTyp), guess=guess)
    if end := low or high:
        if kr or not (low and high):
            target.tell(end, "half_range")
            return None
        return end._replace(text=f"{low.text}–{high.text}")
    word = labels.BELOPP_TYP.get(BeloppTyp(typ.text)) if typ and typ.text in list(BeloppTyp) else ""
    return kr._replace(text=f"{word} {kr.text}") if kr and word else kr


def _amount(
    target: _Target, kr: Cell | None, angivet: Cell | None, *, words: bool
) -> tuple[Cell | None, Cell | None]:
    """An amount as it would be written in the YAML, and the printed form where it is another.

    The printed form knows how exactly the amount was stated. A bare `10` beside 10 000 000
    kronor is `10 mkr`: the document has its unit in a heading. With `words`, a printed form
    without digits (`x kronor`) is no amount, but all that the document says.
    """
    if kr is None:
        if words and angivet and not re.search("[0-9]", angivet.text):
            return None, angivet
        return angivet, None
    plain = parse_cell(kr.text, "kr")
    if isinstance(plain, BeloppFel):
        if _WHOLE_KRONOR.fullmatch(re.sub(r"\s", "", kr.text)) or not_kronor(kr.text):
            return kr._replace(text=f"{kr.text} kr"), None  # the model says what is wrong with it
        target.tell(kr, "not_whole_kronor")
        return None, None
    stated = kr._replace(text=labels.stated(plain))
    if angivet is None:
        return stated, None
    printed = parse_belopp(angivet.text)
    if _is_same(printed, plain):
        return angivet, None
    word = f"{labels.BELOPP_TYP[plain.typ]} " if plain.typ in labels.BELOPP_TYP else ""
    for form in (angivet.text, *_A_NUMBER.findall(angivet.text)):  # bare, or as `24 mkr kr`
        for unit in _UNITS:
            read = parse_belopp(f"{word}{form} {unit}")
            if _is_same(read, plain) and not isinstance(read, BeloppFel):
                return angivet._replace(text=read.angivet), angivet
    if not isinstance(printed, BeloppFel) or _A_NUMBER.fullmatch(angivet.text):
        target.tell(angivet, "not_as_kr", kronor=labels.stated(plain), column=kr.column)
        return None, None
    return stated, angivet


def _is_of_kind(target: _Target, typ: Cell | None, stated: Cell) -> None:
    """Tells where an amount is read as another kind than its line says."""
    read = parse_belopp(stated.text)
    if typ is None or typ.text not in list(BeloppTyp) or isinstance(read, BeloppFel):
        return
    if typ.text != read.typ:
        target.tell(typ, "not_of_kind", stated=stated.text, kind=read.typ)


def _is_same(read: Belopp | Intervall | BeloppFel, plain: Belopp | Intervall) -> bool:
    """Whether a printed form is of these kronor, and of this kind unless that is not told."""
    match read, plain:
        case Belopp(), Belopp():
            return read.kr == plain.kr and plain.typ in (BeloppTyp.EXAKT, read.typ)
        case Intervall(), Intervall():
            return (read.min_kr, read.max_kr) == (plain.min_kr, plain.max_kr)
    return False


def _local(target: _Target, text: str) -> str:
    """An id without the decision's own in front."""
    row = parse_rad_id(text)
    return row.lokal_id if row and row.beslut_id == target.beslut_id else text
