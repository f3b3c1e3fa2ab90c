"""The file of a decision, with the table beside it, read and typed; once for the same bytes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from generator.data.beslut import Beslut
from generator.data.problem import Problem
from generator.reading import insatser as insatser_csv
from generator.reading import trees
from generator.reading import yaml_text as source
from generator.reading.insatser import Ids
from generator.reading.refusals import FROM_PATH, translate
from generator.reading.register import DATA
from generator.reading.trees import Trees
from generator.reading.yaml_text import Source

BESLUT_PATH = re.compile(rf"{DATA}/beslut/(?P<ar>[^/]+)/(?P<id>[^/]+)\.ya?ml")
"""Where decisions lie, also those whose year or id can't be one."""

Model = TypeVar("Model", bound=BaseModel)


class Decision(NamedTuple):
    """What the file of a decision gave, with the list of insatser beside it."""

    source: Source | None
    beslut: Beslut | None
    problems: Sequence[Problem]
    is_unfit: bool = False
    """Whether something is wrong in the list, of which more can be told all the same."""


def csv_beside(file: str) -> str:
    """Where the list of insatser of a decision lies, if it has one."""
    return f"{file.removesuffix('.yml')}.insatser.csv"


def read_beslut(
    file: str,
    content: bytes,
    csv: bytes | Problem | None,
    ids: Ids,
    kept: Trees,
    by: tuple[object, ...],
) -> Decision:
    """A decision; `csv` lies beside it, and `ids` are those of what its rows may name.

    It is read from all of `by`, and not again where that is kept.
    """
    key = trees.key(by)
    if (tree := kept.get(key)) is not None:
        parsed, in_csv = Source(file, content, tree), list[Problem]()
    else:
        read, problems = source.parse(file, content)
        if read is None or problems:
            return Decision(read, None, problems)
        parsed, in_csv = _with_table(read, csv, ids)
        if not in_csv and (csv is None or parsed.has_beside):
            kept.put(key, parsed.data)
    if csv is not None and not in_csv:
        parsed = replace(parsed, has_beside=partial(_table, file, content, csv, ids))
    beslut, refused = _load_beslut(parsed)
    if any(problem.code == "dubbel-lista" for problem in in_csv):
        beslut = None
    return Decision(parsed, beslut, [*refused, *in_csv], is_unfit=bool(in_csv))


def _with_table(
    parsed: Source, csv: bytes | Problem | None, ids: Ids
) -> tuple[Source, list[Problem]]:
    """A decision with the rows of the table beside it, if it has one."""
    if isinstance(csv, bytes):
        return insatser_csv.beside(parsed, csv_beside(parsed.file), csv, ids)
    return parsed, [csv] if csv else []  # told of already


def _table(file: str, content: bytes, csv: bytes | Problem, ids: Ids) -> Source | None:
    """The table beside a decision, read again for who asks where something stands in it."""
    parsed, _ = source.parse(file, content)
    return _with_table(parsed, csv, ids)[0].beside if parsed else None


def _load_beslut(parsed: Source) -> tuple[Beslut | None, list[Problem]]:
    """A decision; its year and id come from the path and must not be repeated."""
    match = BESLUT_PATH.fullmatch(parsed.file)
    assert match is not None
    data, problems = parsed.data, []
    if isinstance(data, dict):
        for name in filter(data.__contains__, FROM_PATH):
            message = f"{name!r} ska inte stå i filen; det tas ur filens plats"
            at, hint = (name,), "Ta bort raden."
            problems.append(parsed.problem("okant-falt", message, path=at, hint=hint, at_key=True))
        data = {**data, **match.groupdict()}
    beslut, refused = load_one(parsed, Beslut, data, ())
    return beslut, problems + refused


def load_one(
    parsed: Source, model: type[Model], raw: Any, path: source.Path
) -> tuple[Model | None, list[Problem]]:
    """One typed object, or what is wrong with it, at its places."""
    try:
        return model.model_validate(raw), []
    except ValidationError as error:
        refusals = error.errors()
        around = {
            refusal["loc"][:end] for refusal in refusals for end in range(len(refusal["loc"]))
        }
        return None, [
            translate(parsed, model, refusal, path)
            for refusal in refusals
            # A list counts as too short only because its entries were wrong: they say so.
            if refusal["type"] != "too_short" or refusal["loc"] not in around
        ]
