"""What a link looks like where it is shared: true words, true lengths, and no font but ours."""

from __future__ import annotations

import re
import struct
from itertools import pairwise
from pathlib import Path

import lxml.etree
import pytest

from generator.pages import share_images
from generator.pages.share_images import FONT, HEIGHT, WIDTH, Share
from generator.publishing.publication import Publication
from tests.conftest import ROOT
from tests.pages.test_kinds import TEMPLATES, publication_of
from tests.pages.test_pictures import HOSTILE, TWO
from tests.reckoning.test_life import PROPOSED, files_of
from tests.reckoning.test_standing import A
from tests.smallest import OMRADEN, ORGANISATION


def drawn(share: Share) -> lxml.etree._Element:
    return lxml.etree.fromstring(share_images.svg(share).encode())


def words(share: Share) -> str:
    return " ".join(str(text) for text in drawn(share).itertext()).replace("\u00a0", " ")


def bar(share: Share) -> list[tuple[int, int]]:
    """Where each piece begins, and how wide it is."""
    rects = drawn(share).xpath("*[name()='rect'][@stroke]")
    return [(int(rect.get("x")), int(rect.get("width"))) for rect in rects]


def test_each_mark_of_the_real_years_is_as_long_as_its_amount(publication: Publication) -> None:
    table = publication.tables["omraden"].records
    shares = share_images.shares(publication)
    for ar in (2018, 2019, 2023):
        amounts = sorted(
            (
                int(each["belopp_kr"] or 0)
                for each in table
                if (each["ar"], each["niva"]) == (ar, "omrade")
            ),
            reverse=True,
        )
        ends = [0, *(sum(amounts[: at + 1]) for at in range(len(amounts)))]
        places = [72 + end * (WIDTH - 144) // ends[-1] for end in ends]
        expected = [(a, b - a) for a, b in pairwise(places)]
        assert bar(shares[f"{ar}/"]) == expected


def test_it_says_name_amount_status_and_that_it_is_a_demonstration() -> None:
    files = files_of({A: f"{PROPOSED}belopp: 10 mkr\n{TWO}"})
    files[ORGANISATION] += b"demonstration: ja\n"
    shares = share_images.shares(publication_of(files))
    for address in ("", "2023/", f"beslut/{A}/"):
        for told in (words(shares[address]), shares[address].alt.replace("\u00a0", " ")):
            assert "10 mnkr föreslagna" in told
            assert "Demonstration" in told
    assert "E-hälsa" in words(shares["omraden/e-halsa/"])


def test_decided_and_proposed_money_are_two_amounts_without_a_bar() -> None:
    decisions = {A: f"belopp: 10 mkr\n{TWO}", "2023/b": f"{PROPOSED}belopp: 10 mkr\n{TWO}"}
    share = share_images.shares(publication_of(files_of(decisions)))["2023/"]
    assert [text.rsplit(" ", 1)[1] for text in share.amounts] == ["beslutade", "föreslagna"]
    assert bar(share) == []


def test_hostile_names_are_words_in_the_picture() -> None:
    files = files_of({A: f"belopp: 10 mkr\n{TWO}"})
    files[OMRADEN] = files[OMRADEN].replace("Nära vård".encode(), f"'{HOSTILE[:18]}'".encode())
    share = share_images.shares(publication_of(files))["omraden/nara-vard/"]
    assert HOSTILE[:18] in words(share)
    assert {lxml.etree.QName(element).localname for element in drawn(share)} == {"rect", "text"}


def test_only_so_many_pages_have_one_and_the_newest_decisions_come_first(
    publication: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = list(share_images.shares(publication))
    assert every[0] == ""
    assert every[-1] == "beslut/2018/patientmiljarden/"
    monkeypatch.setattr(share_images, "MOST", len(every) - 1)
    assert list(share_images.shares(publication)) == every[:-1]


def test_a_picture_is_made_again_only_when_what_it_shows_is_another() -> None:
    def made_of(amount: str) -> dict[str, str]:
        two = TWO.replace("4 mkr", amount)
        shares = share_images.shares(publication_of(files_of({A: two})))
        pictures = share_images.files(shares, TEMPLATES)
        return {file.path: file.pieces[0].made_of for file in pictures}

    before, now = made_of("4 mkr"), made_of("5 mkr")
    assert before == made_of("4 mkr")
    assert {path for path in before if before[path] == now[path]} == {
        "omraden/nara-vard/delning.png"
    }


def test_a_picture_has_the_right_size_and_no_font_but_ours(publication: Publication) -> None:
    share = share_images.shares(publication)[""]
    picture = share_images.png(share_images.svg(share), ROOT / "site_templates" / FONT)
    assert struct.unpack(">II", picture[16:24]) == (WIDTH, HEIGHT)
    assert len(picture) < 100_000
    another = re.sub(r'font-family="[^"]*"', 'font-family="DejaVu Sans"', share_images.svg(share))
    bare = re.sub(r"<text.*?</text>", "", share_images.svg(share))
    font = ROOT / "site_templates" / FONT
    assert share_images.png(another, font) == share_images.png(bare, font), "not the machine's"


def test_every_page_that_names_a_picture_has_it(
    built_exempel: Path, exempel_publication: Publication
) -> None:
    named = {
        address
        for page in (built_exempel / "site").rglob("index.html")
        for address in re.findall(r'property="og:image" content="([^"]*)"', page.read_text("utf-8"))
    }
    made = {
        path.relative_to(built_exempel / "site").as_posix()
        for path in (built_exempel / "site").rglob("delning.png")
    }
    base = exempel_publication.organisation.webbplats
    assert named == {f"{base}{path}" for path in made} != set()
