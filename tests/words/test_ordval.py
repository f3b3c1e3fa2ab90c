"""The publisher's words: every form of them, and what is said of those that do not agree."""

from __future__ import annotations

import pytest

from generator.checking.judge import judge
from generator.data.derived import Niva
from generator.data.registers import Roll
from generator.data.types import Status
from generator.words.ordval import REGIONENS, Noun, Ordval, words_of
from generator.words.swedish import genitive
from tests.smallest import ORGANISATION, appended, run

BIDRAG = """\
ord:
  insats:
    en: bidrag
    flera: bidrag
    bestamd: bidraget
    bestamda: bidragen
    genus: n
"""


def words(organisation: str) -> Ordval:
    judged = judge(appended(organisation, ORGANISATION))
    assert judged.problems == ()
    return words_of(judged.register.organisation)


def test_without_words_of_its_own_a_publisher_has_a_regions() -> None:
    ordval = words("")
    assert (ordval.roll, ordval.organisation) == (Roll.MOTTAGARE, "Region Exempel")
    assert ordval.delar == REGIONENS.delar
    assert ordval.kontroll == REGIONENS.kontroll


def test_one_word_of_its_own_leaves_the_others() -> None:
    ordval = words(BIDRAG)
    assert ordval.insats == Noun("bidrag", "bidrag", "bidraget", "bidragen", "n")
    assert (ordval.omrade, ordval.mottagare) == (REGIONENS.omrade, REGIONENS.mottagare)
    assert ordval.kontroll["delposter"] == "Delarna mot bidraget"
    assert ordval.kontroll["insatser"] == "Bidragen mot beloppet"


@pytest.mark.parametrize("roll", Roll)
def test_every_role_says_where_the_money_is_from(roll: Roll) -> None:
    about = words(f"roll: {roll.value}\n{BIDRAG}").om
    assert all(about)
    assert not any("{" in text for text in about)


def test_other_words_agree_with_the_noun() -> None:
    insats, bidrag = REGIONENS.insats, words(BIDRAG).insats
    assert [noun.ett for noun in (insats, bidrag)] == ["en insats", "ett bidrag"]
    assert [noun.ingen for noun in (insats, bidrag)] == ["ingen", "inget"]
    assert [noun.counted(1) for noun in (insats, bidrag)] == ["en insats", "ett bidrag"]
    assert [noun.counted(3) for noun in (insats, bidrag)] == ["tre insatser", "tre bidrag"]
    assert insats.versal.flera == "Insatser"
    assert REGIONENS.count_of(1, Niva.OMRADE, Status.BESLUTAD) == "1 område"
    assert REGIONENS.count_of(2, Niva.BESLUT, Status.FORSLAG) == "2 förslag"


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("genus: n", "genus: u", "'bidraget' är ett ett-ord, men genus är u"),
        ("genus: n", "genus: neutrum", "'neutrum' är inget genus"),
        ("en: bidrag", "en: ett bidrag", "'ett bidrag' är inget ord"),
        ("en: bidrag", "en: Bidrag", "'Bidrag' är inget ord"),
        ("en: bidrag", "en: <b>bidrag</b>", "'<b>bidrag</b>' är inget ord"),
        ("en: bidrag", f"en: {'bidrag' * 8}", "är inget ord"),
        ("en: bidrag", "en: [bidrag]", "här väntas en text"),
        ("bestamd: bidraget", "bestamd: bidrag", "'bidrag' är ingen bestämd form"),
        ("bestamda: bidragen", "bestamda: bidragar", "'bidragar' är ingen bestämd form"),
        ("    flera: bidrag\n", "", "'flera' saknas"),
        ("insats:", "insatser:", "fältet 'insatser' finns inte här"),
        ("ord:", "roll: egna medel\nord:", "är inget av mottagare, fordelare eller egna-medel"),
    ],
)
def test_a_word_that_can_not_be_used_is_told_of(right: str, wrong: str, said: str) -> None:
    assert BIDRAG.count(right) == 1
    problems = run(appended(BIDRAG.replace(right, wrong), ORGANISATION))
    assert [problem.file for problem in problems] == [ORGANISATION]
    assert said in problems[0].message
    assert problems[0].what_to_do


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("Region Exempel", "Region Exempels"),
        ("Västerås", "Västerås"),
        ("SKR", "SKR:s"),
        ("Röda Korset", "Röda Korsets"),
    ],
)
def test_a_name_before_what_is_its_own(name: str, whose: str) -> None:
    assert genitive(name) == whose
