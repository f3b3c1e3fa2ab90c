"""What in a text is a person's, and what only looks like it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from generator.checking.personal import line_of_number, personal_data
from generator.reading.register import SIDOR
from tests.smallest import (
    BESLUT,
    MOTTAGARE,
    OBJEKT,
    ORGANISATION,
    RATTELSER,
    TOP,
    Files,
    appended,
    found,
    published,
    replaced,
    run,
    with_file,
)


def said_of(text: str) -> list[str]:
    """The codes of a run over the valid register with a text as an område's heading."""
    return [one.code for one in run(replaced("Vision e-hälsa", f"'{text}'"))]


@pytest.mark.parametrize(
    "text",
    [
        "19121212-1212",
        "121212-1212",
        "121212+1212",
        "Bo Ek (121212-1212)",
        "191212121212",
        "19701063-2391",
        "bo.ek@exempel.example",
        "Skriv till bo_ek+vard@mail.exempel.example.",
        "099-12 34 56",
        "099-123456",
        "099 12 34 56",
        "099/12 34 56",
        "099 - 12 34 56",
        "099\u00a012\u00a034\u00a056",
        "099–12 34 56",
        "(099) 12 34 56",
        "08-123 45 67",
        "08-123 456 78",
        "0640-123 45",
        "0771-12 34 56",
        "070-123 45 67",
        "070-1234567",
        "0701234567",
        "+46 63 12 34 56",
        "+46 (0)63-12 34 56",
        "+46701234567",
        "Ring Bo, 070-123 45 67.",
    ],
)
def test_personal_data_is_found(text: str) -> None:
    assert said_of(f"Kontakt: {text}") == ["personuppgift"]


@pytest.mark.parametrize(
    "text",
    [
        "RS/2771/2017",
        "RS2771/2017",
        "RS/116/2021 och RS/26/2020",
        "HSN 2019-0456",
        "HSN 0123-2017",
        "2023-03-29",
        "2023-03-28—29",
        "2018-09-1110-03",
        "2018-01-01–2018-12-31",
        "10-12 2023",
        "08-2017",
        "22-23 oktober",
        "41 247 254 kr",
        "41\u00a0247\u00a0254 kr",
        "75422690 kr",
        "1 031 487 054 kr",
        "25 039 944 120 kr",
        "5 043 miljoner kronor",
        "0,8 mkr",
        "9916, 9917 och 9942",
        "lagen (2022:913)",
        "SOU 2018:39",
        "232100-0214",
        "4.1.17",
        "§ 40",
        "kl. 08.00–16.30",
        "ISBN 978-91-7053-123-4",
        "1177",
        "https://forum.regionjh.se/committees/regionstyrelsen/mote-2023-03-29",
        "1 100 invånare per specialistläkare och 550 per ST-läkare",
    ],
)
def test_what_is_no_personal_data_is_left_alone(text: str) -> None:
    assert said_of(f"Avser {text}") == []


@pytest.mark.parametrize("number", ["232100-0214", "556012-5790", "802002-4280"])
def test_the_publishers_own_number_and_address_are_allowed(number: str) -> None:
    assert run(replaced("232100-0214", number, ORGANISATION)) == ()


def test_only_the_publisher_may_have_a_contact_address() -> None:
    codes = [code for _, _, code in found(appended("kontakt: bo@exempel.example\n"))]
    assert sorted(codes) == ["okant-falt", "personuppgift"]


@pytest.mark.parametrize(
    "number",
    [
        "7501011234",
        "197501011234",
        "750101 1234",
        "19750101 1234",
        "750161-1234",
        "750191 1234",
        "18991231-1234",
        "121212+1212",
        "750101 - 1234",
        "750101--1234",
        "750101.1234",
        "750101_1234",
        "750101/1234",
        "750101-12 34",
        "75 01 01 12 34",
        "75-01-01-1234",
        "75.01.01-1234",
        "7501-01-1234",
        "7501 01-1234",
        "1975-01-01-1234",
        "1975-01-01 1234",
        "750 101 1234",
        "75 010 112 34",
        "750101–1234",
        "750101\u22121234",
        "750101\u20101234",
        "750101\u00a01234",
        "750101\u20091234",
        "75\u202f01\u202f01 1234",
        "７５０１０１－１２３４",
        "٧٥٠١٠١١٢٣٤",
        "750101-123\u03014",
        "Bo7501011234",
        "Bo 12 750101 1234",
        "12 7501011234",
        "bo-750101-1234-a",
        "ansokan_7501011234.pdf",
        "750101-1234,760202-2345",
        "7501011234,7602022345",
        "7501011234.",
        "https://exempel.example/19750101-1234-2.pdf",
    ],
)
def test_a_personal_number_is_found_however_it_is_written(number: str) -> None:
    assert list(personal_data(f"Till {number}")) == ["ett personnummer"]
    assert line_of_number(f"Ett\ntvå {number}\ntre") == 2


@pytest.mark.parametrize(
    "text",
    [
        "2321000214",
        "7521011234",
        "7500011234",
        "7513011234",
        "7501001234",
        "7501321234",
        "7501601234",
        "7501921234",
        "750101123",
        "75010112345",
        "177501011234",
        "7501011234 kr",
        "7501011234 mkr",
        "7501011234\u00a0kronor",
        "7501011234,50",
        "7 501 011 234",
        "7 501 011 234 kr",
        "0,7501011234",
        "RS/1234/2023",
        "2018-01-01–2018-12-31",
        "2012-03-28—29",
        "2012-03-29 2013",
        "2001-2002 10",
        "2009 2010 2011 2012",
        "Beslutat 2023-03-29. 1100 invånare",
        "550e8400-e29b-41d4-a716-196501011234",
        "a1b2c3d4e5f67501011234aabbcc",
        "https://exempel.example/18.4a6fb5d1166cf2d9c2a1b5/1543587193186/x.pdf",
    ],
)
def test_digits_that_are_no_personal_number_are_left_alone(text: str) -> None:
    assert list(personal_data(text)) == []


@pytest.mark.parametrize("address", ["åsa@exempel.example", "bo＠exempel.example"])
def test_an_address_is_found_in_letters_of_any_alphabet(address: str) -> None:
    assert list(personal_data(f"Skriv till {address}.")) == ["en e-postadress"]


NUMBER = "7501011234"


def places() -> Iterator[tuple[str, Files, tuple[str, int]]]:
    """A personal number in each kind of file and field that is published."""
    handling = "    typ: beslut\n"
    for line in (f"fil: bo-{NUMBER}.txt", "lank: https://exempel.example/750101%2D1234.pdf"):
        yield line, replaced(handling, f"{handling}    {line}\n"), (BESLUT, 9)
    yield "id", replaced("  - id: fordelning\n", f"  - id: bo-{NUMBER}\n"), (BESLUT, 6)
    yield "recipient", replaced("Hälsocentralerna", f"Bo {NUMBER}", MOTTAGARE), (MOTTAGARE, 2)
    name = f"content/data/beslut/2023/bo-{NUMBER}.yml"
    yield "file", with_file(name, with_file("", "")[BESLUT]), (name, 1)
    table = f'namn\nHembesök\n"Bo, {NUMBER}"\n'
    csv = BESLUT.replace(".yml", ".insatser.csv")
    yield "list", with_file(csv, table), (csv, 3)
    wrong = f"- datum: 2023-05-01\n  id: {TOP}\n  orsak: Fråga {NUMBER}\n  fore: 10 mkr\n"
    yield "correction", {**published(), RATTELSER: wrong.encode()}, (RATTELSER, 3)
    contact = replaced("namn: Redaktionen", f"namn: Bo {NUMBER}", ORGANISATION)
    yield "contact", contact, (ORGANISATION, 6)
    for page in (
        "Fråga 750101-1234.",
        "Fråga 750101&#8211;1234.",
        "Fråga &#55;50101-1234.",
        "Fråga 750101**-1234**.",
        "Fråga 750101\\-1234.",
        "Fråga <b>750101</b><i>1234</i>.",
        '<img alt="750101-1234" src="../a.png">',
        "Fråga 750101-\n1234.",
    ):
        yield page, with_file(f"{SIDOR}/om.md", f"# Om\n\n{page}\n"), (f"{SIDOR}/om.md", 3)
    page = f"{SIDOR}/bo-{NUMBER}.md"
    yield "page", with_file(page, "# Om\n"), (page, 1)


@pytest.mark.parametrize(("files", "place"), [place[1:] for place in places()])
def test_a_personal_number_is_found_wherever_it_stands(
    files: Files, place: tuple[str, int]
) -> None:
    assert (*place, "personuppgift") in found(files)


def test_an_amount_and_an_object_may_have_ten_digits() -> None:
    assert (
        run(
            replaced("belopp: 10 mkr\nkalla:\n", f"belopp: 10 mkr\nkalla:\n  angivet: '{NUMBER}'\n")
        )
        == ()
    )
    objekt = replaced('"9916"', f'"{NUMBER}"', OBJEKT)
    assert run(replaced('"9916"', f'"{NUMBER}"', files=objekt)) == ()
    amount = replaced("    belopp: 4 mkr\n    objekt", f"    belopp: {NUMBER} kr\n    objekt")
    assert "personuppgift" not in [code for _, _, code in found(amount)]


def test_a_page_may_name_an_organisation_and_a_telephone_number() -> None:
    text = "# Om\n\nRing 08-465 004 12. Nummer 232100-0214, 7 501 011 234 kr.\n"
    assert run(with_file(f"{SIDOR}/om.md", text)) == ()
