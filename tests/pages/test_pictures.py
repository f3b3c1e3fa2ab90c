"""Which money is drawn, in which pieces, and that a picture is small whatever it is of.

That every mark is as long as its amount is told in `tests/publishing/told/pictures.py`.
"""

from __future__ import annotations

import gzip
import json
import re

import lxml.html
import pytest

from generator.pages import way_pictures
from generator.pages.way_pictures import Mark
from generator.publishing.publication import Publication
from tests.pages.test_kinds import pages_of, publication_of
from tests.reckoning.test_life import PROPOSED, files_of
from tests.reckoning.test_standing import CHANGE, OLD, A
from tests.reckoning.test_years import OMRADE, PER_AR, insats
from tests.smallest import OMRADEN as REGISTER

B = "2024/b"
TWO = """\
omraden:
- {omrade: nara-vard, rubrik: Vård, belopp: 6 mkr}
- {omrade: e-halsa, rubrik: E-hälsa, belopp: 4 mkr}
"""
MNKR = 1_000_000


def differs(kr: str) -> str:
    """What a decision says of områden that come to something else than it."""
    return f"avvikelser:\n- {{kontroll: omraden, differens: {kr}, forklaring: Så står det.}}\n"


NARA_VARD, E_HALSA = ("Nära vård", 0, 6), ("E-hälsa", 6, 4)
DRAWN: dict[str, tuple[str, list[tuple[str, int, int]]]] = {
    "områden": (f"belopp: 10 mkr\n{TWO}", [NARA_VARD, E_HALSA]),
    "what is left over": (
        f"belopp: 12 mkr\n{TWO}{differs('-2 mkr')}",
        [NARA_VARD, E_HALSA, ("Inte fördelat på områden", 10, 2)],
    ),
    "more than there is": (f"belopp: 9 mkr\n{TWO}{differs('1 mkr')}", [NARA_VARD, E_HALSA]),
    "without a sum of its own": (TWO, [NARA_VARD, E_HALSA]),
    "insatser of the only område": (
        f"belopp: 5 mkr\n{OMRADE}insatser:\n{insats('A', belopp='1 mkr')}"
        f"{insats('B', belopp='2 mkr')}{insats('C')}",
        [("B", 0, 2), ("A", 2, 1), ("Utan angiven användning", 3, 2)],
    ),
    "one område of several": (
        "belopp: 8 mkr\n" + TWO.replace(", belopp: 4 mkr", ""),
        [NARA_VARD, ("Inte fördelat på områden", 6, 2)],
    ),
}
NOT_DRAWN = {
    "a cap": {A: f"belopp: högst 10 mkr\n{TWO}"},
    "about so much": {A: "belopp: 10 mkr\n" + TWO.replace("4 mkr", "cirka 4 mkr")},
    "a range": {A: "belopp: 10 mkr\n" + TWO.replace("4 mkr", "3–4 mkr")},
    "no amount": {A: TWO.replace(", belopp: 6 mkr", "").replace(", belopp: 4 mkr", "")},
    "nothing but the whole": {A: f"belopp: 10 mkr\n{OMRADE}"},
    "insatser that are caps": {
        A: f"belopp: 5 mkr\n{OMRADE}insatser:\n{insats('B', belopp='högst 2 mkr')}{insats('C')}"
    },
    "a part for another year": {A: f"{OMRADE}belopp: 10 mkr\n{PER_AR}"},
    "a change": {B: OLD, A: CHANGE.replace(A, B) + TWO},
    "what is changed": {A: f"belopp: 10 mkr\n{TWO}", B: CHANGE + TWO},
    "what is replaced": {A: f"belopp: 10 mkr\n{TWO}", B: f"ersatter: {A}\n{TWO}"},
}


def marks(publication: Publication, beslut_id: str = A) -> list[Mark]:
    """The marks of a decision's picture after the first, which is all of it."""
    pictures = way_pictures.of_decision(publication, publication.beslut_rows[beslut_id])
    return [mark for picture in pictures for mark in picture.marks[1:]]


@pytest.mark.parametrize(("lines", "expected"), DRAWN.values(), ids=DRAWN)
def test_a_decision_is_drawn_as_its_parts(lines: str, expected: list[tuple[str, int, int]]) -> None:
    shown = marks(publication_of(files_of({A: lines})))
    assert [(mark.namn, mark.start, mark.kr) for mark in shown] == [
        (namn, start * MNKR, kr * MNKR) for namn, start, kr in expected
    ]


@pytest.mark.parametrize("decisions", NOT_DRAWN.values(), ids=NOT_DRAWN)
def test_what_has_no_true_length_is_not_drawn(decisions: dict[str, str]) -> None:
    assert marks(publication_of(files_of(decisions))) == []


def test_what_is_decided_and_proposed_for_a_year_are_pictures_of_their_own() -> None:
    publication = publication_of(
        files_of({A: f"belopp: 10 mkr\n{TWO}", "2023/b": f"{PROPOSED}belopp: 10 mkr\n{TWO}"})
    )
    pictures = way_pictures.of_rows(publication, publication.year_rows[2023])
    assert [{mark.slag for mark in picture.marks} for picture in pictures] == [
        {"beslutad"},
        {"forslag"},
    ]
    assert [picture.marks[0].kr // MNKR for picture in pictures] == [10, 10]


def test_decisions_of_which_some_leave_money_and_others_lack_some_are_not_drawn_together() -> None:
    decisions = {
        A: f"belopp: 12 mkr\n{TWO}{differs('-2 mkr')}",
        "2023/b": f"jamte: {A}\nbelopp: 9 mkr\n{TWO}{differs('1 mkr')}",
    }
    publication = publication_of(files_of(decisions))
    assert way_pictures.of_rows(publication, publication.year_rows[2023]) == []


def test_where_insatser_are_for_all_omraden_nobody_says_which_is_whose() -> None:
    lines = f"belopp: 10 mkr\n{TWO}insatser:\n{insats('A', belopp='10 mkr')}"
    assert all(not mark.delar for mark in marks(publication_of(files_of({A: lines}))))


HOSTILE = "</svg><script>alert(1)</script> \"'`*_[x](javascript:x) & "
NAMES = ("Kort", HOSTILE.strip(), "Ord " * 40 + "sist", "x" * 150)


def test_a_picture_is_small_and_its_words_are_text_whatever_is_drawn() -> None:
    """At most 2 kB packed, with more områden and insatser than there is room for."""
    register = "".join(
        f"- id: del-{at}\n  namn: {json.dumps(NAMES[at % 4])}\n  beskrivning: En del.\n"
        for at in range(12)
    )
    omraden = "".join(
        f"- omrade: del-{at}\n  rubrik: Del {at}\n  insatser:\n"
        + "".join(f"  {insats(f'Sak {at} {of}', belopp=f'{at + of + 1} tkr')}" for of in range(5))
        for at in range(12)
    )
    files = files_of({A: f"omraden:\n{omraden}"})
    files[REGISTER] += register.encode()
    page = pages_of(publication_of(files))[f"beslut/{A}/index.md"]
    picture = re.search(r'<figure class="bild vag" id="[a-z-]+">.*?</figure>', page, re.DOTALL)
    assert picture
    assert len(gzip.compress(picture[0].encode(), mtime=0)) < 2048
    shown = lxml.html.fromstring(picture[0])
    tags = {"figure", "figcaption", "ul", "li", "span", "a", "p", "svg", "rect"}
    assert {str(element.tag) for element in shown.iter()} == tags
    whole, *parts = (
        int(re.sub(r"\D", "", amount.text or "")) for amount in shown.find_class("vag-belopp")
    )
    assert len(parts) == way_pictures.MOST
    assert whole == sum(parts), "all the money is there"
    cut = {link.text.rstrip("…") for link in shown.xpath(".//span[@class='vag-namn']/a")}
    assert all(sum(name.startswith(start) for start in cut) == 1 for name in NAMES)
