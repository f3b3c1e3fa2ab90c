from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.data.ids import AROUND_ALL, BeloppId, RadId, parse_belopp_id, parse_rad_id

KEYS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True)
RAD_IDS = st.builds(
    RadId,
    st.builds("{}/{}".format, st.from_regex(r"[0-9]{4}", fullmatch=True), KEYS),
    st.lists(KEYS, max_size=4).map(tuple),
)
BELOPP_IDS = st.builds(BeloppId, RAD_IDS, st.just("") | KEYS)
DECISION = RadId("2018/patientmiljarden")
PART = RadId("2018/patientmiljarden", ("nara-vard", "resor"))


@given(BELOPP_IDS)
def test_an_id_is_read_back_as_it_was_written(belopp_id: BeloppId) -> None:
    assert parse_belopp_id(str(belopp_id)) == belopp_id
    assert parse_rad_id(str(belopp_id.rad)) == belopp_id.rad


@given(st.text(alphabet="2a/:- \nå") | st.text())
def test_any_other_text_is_no_id(text: str) -> None:
    belopp_id, rad_id = parse_belopp_id(text), parse_rad_id(text)
    assert belopp_id is None or str(belopp_id) == text
    assert rad_id is None or str(rad_id) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018/patientmiljarden", BeloppId(DECISION)),
        ("2018/patientmiljarden:upprepning-underlag", BeloppId(DECISION, "upprepning-underlag")),
        ("2018/patientmiljarden/nara-vard/resor", BeloppId(PART)),
        ("2018/patientmiljarden/nara-vard/resor:styckpris", BeloppId(PART, "styckpris")),
        *(
            (text, None)
            for text in ("", "2018", "2018/", "2018/x/", "2018/x:", "/x", "x/y", "2018:x")
        ),
        *((text, None) for text in ("2018/x:a:b", "2018/x:a/b", "2018/X", "2018/x\n", " 2018/x")),
    ],
    ids=repr,
)
def test_the_parts_of_an_id(text: str, expected: BeloppId | None) -> None:
    assert parse_belopp_id(text) == expected


def test_what_a_row_stands_in_and_is_called() -> None:
    assert (PART.nyckel, PART.lokal_id) == ("resor", "nara-vard/resor")
    assert (DECISION.nyckel, DECISION.lokal_id) == ("2018/patientmiljarden", "")
    assert PART.runt == DECISION.inside("nara-vard")
    assert PART.runt.runt == DECISION
    assert DECISION.runt == AROUND_ALL
    assert PART.outermost_first == [DECISION, PART.runt, PART]
    other = RadId("2019/annat", ("vard",))
    assert PART.moved(PART.runt, other) == RadId("2019/annat", ("vard", "resor"))
    assert PART.moved(DECISION, RadId("2019/annat")) == RadId("2019/annat", PART.delar)
    assert PART.moved(PART, other) == other


def test_only_a_repeat_is_a_repeat() -> None:
    assert [
        BeloppId(DECISION, what).is_repeat
        for what in ("", "styckpris", "grundbelopp", "upprepning", "upprepning-underlag")
    ] == [False, False, False, True, True]
