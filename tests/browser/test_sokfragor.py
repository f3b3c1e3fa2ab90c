"""What readers may ask, and the page that must come first, in a real browser on the real site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

import pytest
import yaml

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.conftest import Site

FIRST, AMONG_THREE = 0.90, 0.97
"""How large a share of the questions must have a right page first, and among the first three."""

ASK_ALL = """
async ({ script, questions }) => {
  const { ask, shown } = await import(script)
  const addresses = async ({ pages }) => {
    return (await shown(pages.slice(0, 3))).map(({ address }) => address.href)
  }
  const answers = []
  for (const question of questions) {
    const answer = await ask(question)
    const meant = answer.instead.length ? await ask(answer.instead[0]) : { pages: [] }
    answers.push([await addresses(answer), await addresses(meant)])
  }
  return answers
}
"""
"""Asks with the site's own script, one question after the other: pages for it as it is written,
and for the first of what may have been meant."""


class Question(NamedTuple):
    """Something a reader may ask, and what must come of it."""

    slag: str
    fraga: str
    forst: tuple[str, ...]
    """The right pages, of which any may come first. None where nothing is to be found."""
    i_forslag: bool
    """It is misspelt: nothing is to be found for it, and its pages for what was meant."""


class Answer(NamedTuple):
    """The addresses of the first pages for a question, and for what may have been meant by it."""

    pages: tuple[str, ...]
    meant: tuple[str, ...]


class Score(NamedTuple):
    question: Question
    answer: Answer

    @property
    def shown(self) -> tuple[str, ...]:
        """The pages that are judged. A misspelt question must have none in its own name."""
        if self.question.i_forslag:
            return self.answer.meant if not self.answer.pages else ()
        return self.answer.pages

    def is_right(self, among: int) -> bool:
        """Whether a right page is among the first so many, or nothing was found as it should be."""
        if not self.question.forst:
            return not self.answer.pages
        return not {*self.question.forst}.isdisjoint(self.shown[:among])


def read_questions() -> tuple[Question, ...]:
    text = Path(__file__).with_name("sokfragor.yml").read_text(encoding="utf-8")
    return tuple(
        Question(kind["slag"], row["fraga"], tuple(row["forst"]), kind.get("i_forslag", False))
        for kind in yaml.safe_load(text)
        for row in kind["fragor"]
    )


QUESTIONS = read_questions()


@pytest.fixture(scope="module")
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(locale="sv-SE")
    page = context.new_page()
    page.goto(f"{address}sok/")
    yield page
    context.close()


@pytest.fixture(scope="module")
def scores(page: Page, address: str, built_site: Path) -> tuple[Score, ...]:
    """All questions asked in one page, as the search field asks them."""
    (script,) = built_site.glob("assets/*/fraga.js")
    questions = [question.fraga for question in QUESTIONS]
    sought = {
        "script": address + script.relative_to(built_site).as_posix(),
        "questions": questions,
    }
    answers = [
        Answer(*(tuple(each.removeprefix(address) or "/" for each in found) for found in answer))
        for answer in page.evaluate(ASK_ALL, sought)
    ]
    return tuple(map(Score, QUESTIONS, answers))


def table(scores: Iterable[Score]) -> str:
    """How each kind of question went, and what came where it went wrong."""
    lines = []
    for kind, group in groupby(scores, lambda score: score.question.slag):
        rows = [*group]
        first, three = (sum(row.is_right(among) for row in rows) for among in (1, 3))
        lines.append(f"{kind:28}{len(rows):4} frågor, rätt först {first:3}, bland tre {three:3}")
        lines += [
            f"    {row.question.fraga!r}: {', '.join(row.shown or row.answer.pages) or 'inget'}"
            for row in rows
            if not row.is_right(1)
        ]
    return "\n" + "\n".join(lines)


def share(scores: Iterable[Score], among: int) -> float:
    rows = [score.is_right(among) for score in scores if score.question.forst]
    return sum(rows) / len(rows)


@pytest.mark.browser
def test_right_page_comes_first(scores: tuple[Score, ...]) -> None:
    first, three = share(scores, 1), share(scores, 3)
    is_enough = first >= FIRST and three >= AMONG_THREE
    assert is_enough, f"{first:.1%} först, {three:.1%} bland tre{table(scores)}"


@pytest.mark.browser
def test_what_is_nowhere_finds_nothing(scores: tuple[Score, ...]) -> None:
    absent = [score for score in scores if not score.question.forst]
    assert all(score.is_right(1) for score in absent), table(absent)


@pytest.mark.browser
def test_misspelt_words_find_nothing_in_their_own_name(scores: tuple[Score, ...]) -> None:
    misspelt = [score for score in scores if score.question.i_forslag]
    assert not [score.question.fraga for score in misspelt if score.answer.pages], table(misspelt)


@pytest.mark.browser
@pytest.mark.parametrize("fraga", ["nära vård 2023", "41 247 254 kr", "RS/26/2020", "vad är VFU?"])
def test_page_of_the_search_shows_the_answer(page: Page, address: str, fraga: str) -> None:
    (question,) = (question for question in QUESTIONS if question.fraga == fraga)
    page.goto(f"{address}sok/?{urlencode({'q': fraga})}")
    link = page.locator("ol.sok-traffar .sok-titel").first
    shown, *_ = str(link.evaluate("link => link.href")).removeprefix(address).split(":~:")
    assert shown.removesuffix("#") in question.forst


@pytest.mark.browser
@pytest.mark.parametrize("fraga", ["75 422 609", "RS/2772/2017", "förlossning", "lån"])
def test_page_of_the_search_says_what_is_nowhere(page: Page, address: str, fraga: str) -> None:
    page.goto(f"{address}sok/?{urlencode({'q': fraga})}")
    page.get_by_text(f"Inga träffar för »{fraga}«").first.wait_for()
    assert page.locator("ol.sok-traffar li").count() == 0


def joined(text: str) -> str:
    """A text with the groups of its numbers joined, as no page writes them."""
    text = text.lower().replace("\u00a0", " ").replace("\u202f", " ").replace("§ ", "§")
    return re.sub(r"(?<=\d) (?=\d{3}(?!\d))", "", text)


def is_there(site: Site, address: str) -> bool:
    """Whether the site has a page with that address, and the place on it that it names."""
    path, _, anchor = address.removeprefix("/").partition("#")
    return path in site.pages and (
        not anchor or bool(site.pages[path].xpath("//*[@id=$id]", id=anchor))
    )


def test_list_is_true_of_the_site(site: Site) -> None:
    """The pages that must come first are there, and the numbers that find nothing are nowhere."""
    unknown = [
        question.fraga
        for question in QUESTIONS
        if question.forst and not any(is_there(site, address) for address in question.forst)
    ]
    assert not unknown
    words = {
        word.strip("(),.;:”")
        for page in site.pages.values()
        for article in page.iter("article")
        for word in joined(" ".join(article.itertext())).split()
    }
    absent = [question.fraga for question in QUESTIONS if "som inte finns" in question.slag]
    there = [
        asked
        for asked in absent
        if all(word in words for word in joined(asked).split() if re.search(r"\d", word))
    ]
    assert not there
