"""Everything that a decision may say is in a public table, or is told of here with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pydantic import BaseModel

from generator.checking.judge import Judged, judge
from generator.data.beslut import Beslut
from generator.data.registers import REFERENCES, Mottagare, Objekt, Omrade, Ord, Satsning
from generator.publishing.publication import publish
from generator.publishing.tables import TABLES
from generator.reading.load import read
from generator.reading.refusals import FROM_PATH, inner_model, value_type
from generator.reckoning.rows import register_rows
from generator.reckoning.sums import reconcile
from generator.words.ordval import REGIONENS
from tests.conftest import ROOT

EXAMPLE = "content/data/beslut/2098/exempel.yml"
POINTS = {*REFERENCES, "id", "handling", "galler_del", "av", "galler", "ram", "kontroll"} | {
    "utom_ram",
    "utom_belopp",
}
"""Fields that point at something, which a text added to them would break."""

IN_NO_TABLE = {
    "Beslut.tidigare_id": "adresser som leder hit; står i adresser.csv",
    "Beslut.status": "tabellens status är det som gäller; exemplet är upphävt",
    "Handling.sha256": "kontroll av källor, visas inte",
    "Handling.fil": "kontroll av källor, visas inte",
    "Beslut.rimligt": "svar till den som redigerar, visas inte",
    "Berakning.anmarkning": "står i kontrollens förklaring; exemplets nyckel finns inte",
    "Upprepning.kalla": "visas inte; kontrollen säger vilken rad som upprepas",
    "Ansvar.kalla": "visas inte",
    "Anmarkning.kalla": "visas inte",
}
"""Fields, and what is within them, that are in no table, with the reason."""


def marked(model: type[BaseModel], data: Any, marks: dict[str, list[str]]) -> Any:
    """A decision's data with the name of its field, and a number, last in each text."""
    if isinstance(data, list):
        return [marked(model, entry, marks) for entry in data]
    return {
        name: _marked_field(model, name, value, marks) if name not in FROM_PATH or value else value
        for name, value in data.items()
    }


def _marked_field(
    model: type[BaseModel], name: str, value: Any, marks: dict[str, list[str]]
) -> Any:
    field_info, full = model.model_fields[name], f"{model.__name__}.{name}"
    if full in IN_NO_TABLE:
        return value
    if inner := inner_model(field_info.annotation):
        return marked(inner, value, marks)
    if name in POINTS or value_type(field_info.annotation) not in {str, tuple} or name == "lank":
        return value
    texts = value if isinstance(value, list) else [value]
    new = [f"{text} [{full} {sum(map(len, marks.values()))}.{at}]" for at, text in enumerate(texts)]
    marks.setdefault(full, []).extend(text.rpartition("[")[2] for text in new)
    return new if isinstance(value, list) else new[0]


def published_values() -> tuple[str, dict[str, list[str]], Any]:
    """All that the tables hold, with what was marked in the data."""
    example = (ROOT / "content/schema/exempel-beslut.yml").read_bytes()
    judged = judge(read(ROOT) | {EXAMPLE: example})
    marks: dict[str, list[str]] = {}
    data = marked(Beslut, judged.register.sources[EXAMPLE].data, marks)
    beslut = Beslut.model_validate({**data, "ar": "2098", "id": "exempel"})
    others = [other for other in judged.register.beslut if other.beslut_id != beslut.beslut_id]
    register = replace(judged.register, beslut=(*others, beslut))
    rows = register_rows(register)
    checks = reconcile(rows, register.fordelningsnycklar, REGIONENS)
    publication = publish(Judged(register, rows, checks, ()))
    assert publication
    values = [
        str(value)
        for table in publication.tables.values()
        for record in table.records
        if "2098/exempel" in str(record.plain)
        for value in record.plain
    ]
    return "\n".join(values), marks, beslut


def plain_values(model: BaseModel) -> Iterator[tuple[str, str]]:
    """Each value that is neither a text nor true or false, as tables print it."""
    for name, info in type(model).model_fields.items():
        value, full = getattr(model, name), f"{type(model).__name__}.{name}"
        if full in IN_NO_TABLE:
            continue
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, BaseModel):
                yield from plain_values(part)
            elif part is not None and not isinstance(part, bool):
                kr = getattr(part, "kr", part)
                if value_type(info.annotation) is not str:
                    yield full, str(kr)


def test_every_text_of_a_decision_is_in_a_table() -> None:
    values, marks, _ = published_values()
    missing = {full for full, texts in marks.items() for text in texts if text not in values}
    assert not missing, f"lägg till en kolumn för {sorted(missing)} i publishing/tables.py"
    assert len(marks) > 40


def test_every_day_amount_and_choice_of_a_decision_is_in_a_table() -> None:
    values, _, beslut = published_values()
    missing = {full for full, value in plain_values(beslut) if value not in values}
    assert not missing, f"lägg till en kolumn för {sorted(missing)} i publishing/tables.py"


def test_every_field_of_a_register_that_has_pages_is_in_its_table() -> None:
    registers: dict[str, type[BaseModel]] = {
        "satsningar": Satsning,
        "omradesregister": Omrade,
        "mottagare": Mottagare,
        "objekt": Objekt,
        "ordlista": Ord,
    }
    titles = {table.name: {column.title for column in table.columns} for table in TABLES}
    missing = {
        f"{model.__name__}.{name}"
        for table, model in registers.items()
        for name, info in model.model_fields.items()
        if info.title not in titles[table] and name != "tidigare_id"  # leads here, and is no fact
    }
    assert not missing, f"lägg till en kolumn för {sorted(missing)} i publishing/register_tables.py"
