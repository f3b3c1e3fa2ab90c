"""What becomes of decisions that name each other, and in which order they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from generator.data.beslut import Beslut
from generator.data.types import Status
from generator.reading.register import Register
from generator.reckoning.life import day_of, in_order, known_by, lives, newest_first
from tests.reckoning.test_sums import START
from tests.smallest import BESLUT, Files, register_of, valid

BESLUTAD, FORSLAG, ERSATT, UPPHAVD = Status
PROPOSED = "status: forslag\n"
REVOKED = "upphavd:\n  datum: 2024-01-01\n  text: Nämnden tog tillbaka det.\n"


def files_of(decisions: Mapping[str, str]) -> Files:
    """A register of decisions, by id what each says beside what all must say."""
    files = {name: content for name, content in valid().items() if name != BESLUT}
    for beslut_id, lines in decisions.items():
        start = START.replace("status: beslutad\n", "") if "status: " in lines else START
        files[f"content/data/beslut/{beslut_id}.yml"] = f"{start}{lines}".encode()
    return files


def register(decisions: Mapping[str, str]) -> Register:
    return register_of(files_of(decisions))


def ids(beslut: Sequence[Beslut]) -> list[str]:
    return [decision.id for decision in beslut]


def day(text: str) -> str:
    return f"beslutsdatum: {text}\n"


DAYS = {
    "2023/e-ar": "",
    "2023/d-dag": day("2023-05-02"),
    "2023/c-dag": day("2023-05-02"),
    "2022/b-sen": day("2023-12-31"),
    "2024/a-tidig": day("2023-01-01"),
}


def test_decisions_stand_by_day_and_on_one_day_by_id() -> None:
    beslut = register(DAYS).beslut
    assert ids(in_order(beslut)) == ["e-ar", "a-tidig", "c-dag", "d-dag", "b-sen"]
    assert ids(newest_first(beslut)) == ["b-sen", "c-dag", "d-dag", "e-ar", "a-tidig"]
    assert ids(in_order(reversed(beslut))) == ids(in_order(beslut))
    assert ids(newest_first(reversed(beslut))) == ids(newest_first(beslut))


@pytest.mark.parametrize(
    ("own", "of_document", "days"),
    [
        ("", "", ("None", "2023-01-01")),
        (day("2023-03-01"), "", ("2023-03-01",) * 2),
        (day("2023-03-01"), "    datum: 2023-09-01\n", ("2023-03-01",) * 2),
        ("", "    datum: 2023-02-01\n", ("2023-02-01",) * 2),
        ("", "    datum: 2023-02-01\n    reviderad: 2023-04-01\n", ("2023-04-01",) * 2),
        ("", "    reviderad: 2023-04-01\n", ("2023-04-01",) * 2),
    ],
)
def test_the_day_is_its_own_else_that_of_its_newest_document(
    own: str, of_document: str, days: tuple[str, str]
) -> None:
    files = files_of({"2023/a": own})
    file = "content/data/beslut/2023/a.yml"
    files[file] = files[file].replace(b"typ: beslut\n", f"typ: beslut\n{of_document}".encode())
    [beslut] = register_of(files).beslut
    assert (str(day_of(beslut)), str(known_by(beslut))) == days


STATUSES: dict[str, tuple[dict[str, str], list[Status]]] = {
    "alone": ({"2023/a": ""}, [BESLUTAD]),
    "a chain of replacements": (
        {"2023/a": "", "2023/b": "ersatter: 2023/a\n", "2023/c": "ersatter: 2023/b\n"},
        [ERSATT, ERSATT, BESLUTAD],
    ),
    "revoked": ({"2023/a": REVOKED}, [UPPHAVD]),
    "replaced and revoked": (
        {"2023/a": REVOKED, "2023/b": "ersatter: 2023/a\n"},
        [UPPHAVD, BESLUTAD],
    ),
    "a proposal beside a decision": (
        {"2023/a": "", "2023/b": f"{PROPOSED}ersatter: 2023/a\n"},
        [BESLUTAD, FORSLAG],
    ),
    "a proposal replaced by a proposal": (
        {"2023/a": PROPOSED, "2023/b": f"{PROPOSED}ersatter: 2023/a\n"},
        [ERSATT, FORSLAG],
    ),
    "a proposal replaced by a decision": (
        {"2023/a": PROPOSED, "2023/b": "ersatter: 2023/a\n"},
        [ERSATT, BESLUTAD],
    ),
    "a change": ({"2023/a": "", "2023/b": "andrar: 2023/a\n"}, [BESLUTAD, BESLUTAD]),
    "a proposed change": (
        {"2023/a": "", "2023/b": f"{PROPOSED}andrar: 2023/a\n"},
        [BESLUTAD, FORSLAG],
    ),
    "a change of what is revoked": (
        {"2023/a": REVOKED, "2023/b": "andrar: 2023/a\n"},
        [UPPHAVD, UPPHAVD],
    ),
    "a proposed change of what is replaced": (
        {
            "2023/a": "",
            "2023/b": f"{PROPOSED}andrar: 2023/a\n",
            "2023/c": "ersatter: 2023/a\n",
        },
        [ERSATT, ERSATT, BESLUTAD],
    ),
    "a change of a change": (
        {"2023/a": "", "2023/b": "andrar: 2023/a\n", "2023/c": "andrar: 2023/b\n"},
        [BESLUTAD] * 3,
    ),
    "a revoked change": (
        {"2023/a": "", "2023/b": f"andrar: 2023/a\n{REVOKED}"},
        [BESLUTAD, UPPHAVD],
    ),
    "what names itself": ({"2023/a": "ersatter: 2023/a\nandrar: 2023/a\n"}, [BESLUTAD]),
    "what names nothing that is": ({"2023/a": "ersatter: 2022/x\nandrar: 2022/x\n"}, [BESLUTAD]),
    "two that replace each other": (
        {"2023/a": "ersatter: 2023/b\n", "2023/b": "ersatter: 2023/a\n"},
        [ERSATT, ERSATT],
    ),
    "two that change each other": (
        {"2023/a": "andrar: 2023/b\n", "2023/b": "andrar: 2023/a\n"},
        [BESLUTAD, BESLUTAD],
    ),
}


@pytest.mark.parametrize(("decisions", "statuses"), STATUSES.values(), ids=STATUSES)
def test_what_becomes_of_decisions(decisions: dict[str, str], statuses: list[Status]) -> None:
    made = lives(register(decisions).beslut)
    assert [liv.status for liv in made.values()] == statuses


def test_what_names_itself_is_neither_changed_nor_replaced() -> None:
    [liv] = lives(register({"2023/a": "ersatter: 2023/a\nandrar: 2023/a\n"}).beslut).values()
    assert (liv.ersatt_av, liv.foreslas_ersatt_av, liv.andrad_av) == (None, (), ())
    proposal = f"{PROPOSED}ersatter: 2023/a\n"
    [liv] = lives(register({"2023/a": proposal}).beslut).values()
    assert (liv.ersatt_av, liv.foreslas_ersatt_av) == (None, ())


def test_each_decision_knows_those_that_name_it_the_first_first() -> None:
    made = lives(
        register(
            {
                "2023/a": "",
                "2023/b-andrar": f"andrar: 2023/a\n{day('2023-06-01')}",
                "2023/c-andrar": f"andrar: 2023/a\n{day('2023-05-01')}",
                "2023/d-foreslar": f"{PROPOSED}ersatter: 2023/a\n{day('2023-08-01')}",
                "2023/e-foreslar": f"{PROPOSED}ersatter: 2023/a\n{day('2023-07-01')}",
                "2023/f-ersatter": f"ersatter: 2023/a\n{day('2023-09-02')}",
                "2023/g-ersatter": f"ersatter: 2023/a\n{day('2023-09-01')}",
            }
        ).beslut
    )
    old, change = made["2023/a"], made["2023/b-andrar"]
    assert ids([old.ersatt_av] if old.ersatt_av else []) == ["g-ersatter"]
    assert ids(old.foreslas_ersatt_av) == ["e-foreslar", "d-foreslar"]
    assert ids(old.andrad_av) == ["c-andrar", "b-andrar"]
    assert (old.ersatter, old.andrar) == (None, None)
    assert ids([change.andrar] if change.andrar else []) == ["a"]
    assert (change.ersatt_av, change.foreslas_ersatt_av, change.andrad_av) == (None, (), ())
    for name in ("d-foreslar", "f-ersatter"):
        replaces = made[f"2023/{name}"].ersatter
        assert ids([replaces] if replaces else []) == ["a"]
