"""A year against the year before, and each reason why it can't be compared."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from generator.checking.judge import judge
from generator.data.derived import Niva
from generator.publishing.publication import Publication, publish
from generator.publishing.year_before import of_omraden, of_year
from tests.smallest import OMRADEN, ORGANISATION, valid

MONEY: Mapping[int, tuple[str, Mapping[str, str]]] = {
    2021: ("forslag", {"nara-vard": "9 mkr"}),
    2022: ("beslutad", {"nara-vard": "8 mkr", "e-halsa": "högst 1 mkr"}),
    2023: ("beslutad", {"nara-vard": "8 mkr", "e-halsa": "2 mkr", "nytt": "1 mkr"}),
    2024: ("beslutad", {"nara-vard": "6 mkr", "e-halsa": "2 mkr"}),
    2026: ("beslutad", {"nara-vard": "6 mkr"}),
}
"""By year what is decided, or proposed, for each område."""


def made(of_all: str = "ja") -> Publication:
    """A register of a decision a year, of which the sums are of all money or not."""
    files = {name: content for name, content in valid().items() if "/beslut/" not in name}
    files[ORGANISATION] += f"heltackande: {of_all}\n".encode()
    files[OMRADEN] += b"- id: nytt\n  namn: Nytt\n  beskrivning: Om det.\n"
    files[OMRADEN] += "  brott:\n    - ar: 2024\n      forklaring: Annat ingår.\n".encode()
    for ar, (status, belopp) in MONEY.items():
        parts = "".join(
            f"  - omrade: {id_}\n    rubrik: {id_}\n    belopp: {kr}\n"
            for id_, kr in belopp.items()
        )
        text = f"titel: B\nsatsning: patientmiljarden\nstatus: {status}\nsammanfattning: S.\n"
        text += f"handlingar:\n  - id: h\n    titel: H\n    typ: beslut\nomraden:\n{parts}"
        files[f"content/data/beslut/{ar}/b.yml"] = text.encode()
    judged = judge(files)
    publication = publish(judged)
    assert publication, judged.errors
    return publication


@pytest.mark.parametrize(
    ("ar", "said"),
    [
        (2021, "2021 är det första året i uppgifterna, så det finns inget att jämföra med."),
        (2022, "Kan inte jämföras, eftersom pengarna 2021 är föreslagna."),
        (2023, "Kan inte jämföras, eftersom beloppet är ett tak 2022."),
        (2024, "3 000 000 kr (27 %) mindre än 2023."),
        (2026, "Uppgifter om 2025 saknas, så 2026 kan inte jämföras med året före."),
    ],
)
def test_a_year_is_set_against_the_one_before_or_says_why_not(ar: int, said: str) -> None:
    public = made()
    tops = [row for row in public.rows if row.niva is Niva.BESLUT and row.ar in {ar, ar - 1}]
    told = of_year(tops, ar, public.years, is_whole=True)
    assert [text.replace("\u00a0", " ") for text in told] == [said]


def test_sums_that_may_lack_money_are_not_compared() -> None:
    assert not made("nej").organisation.heltackande
    public = made()
    tops = [row for row in public.rows if row.niva is Niva.BESLUT]
    (told,) = of_year(tops, 2024, public.years, is_whole=False)
    assert told.startswith("Summan för 2024 kan inte jämföras med summan för 2023:")


def test_an_omrade_is_kept_new_or_gone() -> None:
    public = made()
    omraden = public.register.omraden
    told = of_omraden(omraden, [row for row in public.rows if row.ar in {2022, 2023}], 2023)
    assert [(entry.omrade.id, *entry.texter) for entry in told.kvar] == [
        ("e-halsa", "kan inte jämföras, eftersom beloppet är ett tak 2022."),
        ("nara-vard", "lika mycket som 2022."),
    ]
    assert [omrade.id for omrade in told.nya] == ["nytt"]
    assert [*told.borta] == []
    told = of_omraden(omraden, [row for row in public.rows if row.ar in {2023, 2024}], 2024)
    assert [omrade.id for omrade in told.borta] == ["nytt"]
    # Of 2025 nothing is known, so nothing is new in 2026.
    assert of_omraden(omraden, [row for row in public.rows if row.ar == 2026], 2026) == ([], [], [])


def test_a_break_is_told_in_place_of_a_difference() -> None:
    public = made()
    broken = {
        id_: omrade.model_copy(update={"brott": public.register.omraden["nytt"].brott})
        for id_, omrade in public.register.omraden.items()
    }
    told = of_omraden(broken, [row for row in public.rows if row.ar in {2023, 2024}], 2024)
    assert [(entry.omrade.id, entry.texter) for entry in told.kvar] == [
        ("e-halsa", ()),
        ("nara-vard", ()),
    ]
    assert {entry.brott.forklaring for entry in told.kvar if entry.brott} == {"Annat ingår."}
