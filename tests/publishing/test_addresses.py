"""The way from one page to another, as it is written on a page."""

from __future__ import annotations

import pytest

from generator.publishing.addresses import relative


@pytest.mark.parametrize(
    ("target", "page", "way"),
    [
        ("", "", "./"),
        ("2023/", "", "2023/"),
        ("", "2023/nara-vard/", "../../"),
        ("2023/", "2023/", "./"),
        ("2023/", "2023/nara-vard/", "../"),
        ("2023/nara-vard/", "2023/", "nara-vard/"),
        ("2023/nara-vard/", "2023/nara/", "../nara-vard/"),
        ("2023/nara/", "2023/nara-vard/", "../nara/"),
        ("2023/nara/", "2022/nara/", "../../2023/nara/"),
        ("data/belopp.csv", "data/", "belopp.csv"),
        ("data/belopp.csv", "beslut/2023/a/", "../../../data/belopp.csv"),
        ("kontroller/#kontroll-a", "2023/", "../kontroller/#kontroll-a"),
        ("kontroller/#kontroll-a", "kontroller/", "#kontroll-a"),
        ("kontroller/", "kontroller/", "./"),
    ],
)
def test_an_address_leads_to_its_target_from_the_page(target: str, page: str, way: str) -> None:
    assert relative(target, page) == way
