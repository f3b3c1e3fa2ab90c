from __future__ import annotations

import json
import random
from pathlib import PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.publishing import search_index
from generator.publishing.downloads import File
from generator.publishing.search_index import (
    EXACT,
    LIGHT,
    MOST_LETTERS,
    NAME,
    PART,
    PER_FILE,
    WORD,
    Entry,
    Vocabulary,
    as_json,
    render,
)
from generator.words.search_terms import asked, folded, terms, tokens
from tests.publishing.asker import Index, read
from tests.smallest import STEADY

KINDS = ("År", "Beslut", "Lista")
NOTHING_KNOWN = Vocabulary()
OMRADEN = {"b": "Bvård", "a": "Avård", "c": "Cvård"}


def entry(address: str, slag: str = "Beslut", **said: Any) -> Entry:
    return Entry(address, slag, said.pop("title", address), "En mening.", **said)


def files(*entries: Entry, vocabulary: Vocabulary = NOTHING_KNOWN) -> list[File]:
    return list(render(map(as_json, entries), KINDS, OMRADEN, vocabulary))


def index(*entries: Entry, vocabulary: Vocabulary = NOTHING_KNOWN) -> Index:
    return read(files(*entries, vocabulary=vocabulary))


# What is found, and how well.


def test_a_term_weighs_what_its_place_says() -> None:
    page = entry(
        "x/",
        names=["Nära vård 2023", "RS/1135/2022"],
        words="samverkan statsbidrag staten bidrag",
        light="samverkan villkor",
        exact="41247254 samverkan",
    )
    found = index(page)
    weights = {
        term: found.postings(term).get(0)
        for term in (*asked("nära vård 2023 samverkan villkor statsbidrag"), "rs/1135", "1135")
    }
    assert weights == {
        **dict.fromkeys(asked("nära vård 2023"), NAME // 3),
        **dict.fromkeys(asked("samverkan"), EXACT),
        **dict.fromkeys(asked("villkor"), LIGHT),
        **dict.fromkeys(asked("statsbidrag"), WORD),
        "rs/1135": NAME,
        "1135": NAME // 3,
    }


def test_a_part_of_a_compound_is_found_at_low_weight_and_in_a_name_at_a_third() -> None:
    texts = {"words": "statsbidrag"}
    vocabulary = Vocabulary(parts=["stat", "bidrag"])
    assert index(entry("x/", **texts), vocabulary=vocabulary).postings("bidrag") == {0: PART}
    named = index(entry("x/", names=["statsbidrag"]), vocabulary=vocabulary)
    assert named.postings("bidrag") == {0: NAME // 3}
    whole = Vocabulary(parts=["stat", "bidrag"], undivided=["statsbidrag"])
    assert index(entry("x/", **texts), vocabulary=whole).postings("bidrag") == {}


def test_a_phrase_is_one_term_with_its_stop_words() -> None:
    found = index(entry("x/", phrases=("Alla insatser",)), entry("y/", names=("insats",)))
    assert found.ask("alla insatser") == ["x/", "y/"]
    assert found.ask("insatser") == ["y/"]


@pytest.mark.parametrize("words", [1, 2, 7, 9, 10])
def test_all_of_a_name_weighs_a_whole_name(words: int) -> None:
    name = " ".join(f"ord{number}" for number in range(words))
    found = index(entry("x/", names=[name]))
    assert sum(found.postings(term)[0] for term in asked(name)) >= NAME


def test_what_is_written_in_another_way_is_found_by_both() -> None:
    ways = (asked("SKR"), asked("Sveriges Kommuner och Regioner"))
    same = Vocabulary(same=[ways, ways[::-1]])
    short, long = entry("kort/", words="skr"), entry("lang/", words="sveriges kommuner regioner")
    found = index(short, long, entry("annat/", words="sveriges kommuner"), vocabulary=same)
    assert found.ask("SKR") == ["kort/", "lang/"]
    assert found.ask("Sveriges kommuner och regioner") == ["lang/", "kort/"]


def test_the_order_of_what_is_found_alike_is_that_of_kinds_and_then_the_newest() -> None:
    pages = [
        entry("lista/", "Lista"),
        entry("2019/", "År", ar=[2019]),
        entry("b/", ar=[2020]),
        entry("2023/", "År", ar=[2019, 2023]),
        entry("a/", ar=[2020]),
    ]
    assert index(*pages).addresses == ["2023/", "2019/", "b/", "a/", "lista/"]


def test_the_manifest_says_what_results_are_counted_by() -> None:
    pages = [
        entry("2023/", "År", ar=[2023]),
        entry("x/", ar=[2023, 2022], omraden=["c", "a"]),
        entry("y/", omraden=["a", "borta"]),
    ]
    manifest = index(*pages).manifest
    assert manifest["slag"] == list(KINDS)
    assert manifest["omraden"] == [["a", "Avård"], ["c", "Cvård"]]
    assert manifest["sidor"] == {
        "slag": [0, 1, 1],
        "ar": [2023, [2023, 2022], 0],
        "omrade": [-1, [1, 0], 0],
    }
    assert (manifest["antal"], manifest["per"]) == (3, PER_FILE)


# The files.


def many(number: int, of_words: int = 3000) -> list[Entry]:
    """Pages with words of all sorts, and some that all of them have."""
    letters = random.Random(number)
    words = ["".join(letters.choices("abcdeåäö", k=6)) for _ in range(of_words)]
    return [
        entry(f"{page}/", words=" ".join(["alla", *letters.choices(words, k=60)]))
        for page in range(number)
    ]


def test_every_term_of_every_page_is_found_again_where_files_are_divided() -> None:
    pages = many(700)
    found = index(*pages)
    of_term: dict[str, set[int]] = {}
    for id_, page in enumerate(pages):
        for token in page.words.split():
            for term in terms(token):
                of_term.setdefault(term, set()).add(id_)
    assert {term: set(found.postings(term)) for term in of_term} == of_term
    told = [name for name in found.files if name.startswith("ord/")]
    assert len(told) > 10
    assert {term for name in told for term in found.files[name]} == of_term.keys()
    assert [line[0] for line in found.shown] == [page.address for page in pages]


def test_a_file_of_terms_is_no_larger_than_it_must_be() -> None:
    sizes = {
        file.path: len(file.content.decode()) for file in files(*many(700)) if "/ord/" in file.path
    }
    assert max(sizes.values()) < MOST_LETTERS * 1.1
    assert sum(sizes.values()) / len(sizes) > MOST_LETTERS / 20


def test_terms_that_cannot_be_told_apart_by_their_letters_are_in_one_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(search_index, "MOST_LETTERS", 10)
    words = "ж中 ж中中 жж vård vard vård vårda 1/2 1/2/3 a ab abc abc/d"
    found = index(entry("x/", words=" ".join(tokens(words))))
    for word in tokens(words):
        assert found.ask(word) == ["x/"], word


def test_no_shard_begins_another() -> None:
    prefixes = index(*many(700)).manifest["ord"]
    assert len(set(prefixes)) == len(prefixes)
    begun = [(one, other) for one in prefixes for other in prefixes if other.startswith(one)]
    assert begun == [(prefix, prefix) for prefix in prefixes]


HOSTILE = [
    "../../etc/passwd",
    "<script>alert(1)</script>",
    '"},{"',
    "\\u0000\x00\x1b",
    "CON/aux/NUL",
    "a" * 5000,
    "1" * 5000,
    "\U0001f600 e\u0301 ﷽ ١٢٣ ²",
    "a/" * 500,
    "'; drop--",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_the_data_says_is_found_and_harms_no_file(text: str) -> None:
    page = entry(
        "x/", title=text, names=[text], words=" ".join(tokens(text)), light=" ".join(tokens(text))
    )
    written = files(page)
    found = read(written)
    assert found.shown == [["x/", text, "", "En mening."]]
    assert found.ask(text) == (["x/"] if tokens(text) else [])
    for file in written:
        path = PurePosixPath(file.path)
        assert path.parts[0] == "sok"
        assert set(path.stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789_")
        assert len(path.stem) < 60
        json.loads(file.content)


@given(st.lists(st.text(max_size=30), max_size=5))
@STEADY
def test_any_texts_can_be_indexed_and_are_found_by_themselves(texts: list[str]) -> None:
    pages = [
        entry(f"{at}/", names=[text], words=" ".join(tokens(text))) for at, text in enumerate(texts)
    ]
    found = index(*pages)
    for at, text in enumerate(texts):
        assert f"{at}/" in found.ask(text) or not tokens(text)


def test_a_site_without_pages_has_an_index_that_finds_nothing() -> None:
    found = index()
    assert found.manifest["antal"] == 0
    assert found.manifest["ord"] == []
    assert found.ask("vård") == []
    assert found.files["ordforrad"] == []


def test_every_written_word_is_in_the_list_of_words_once_in_order() -> None:
    coded = index(
        entry("x/", words="vård vården e-hälsa 41 rs/1", light="och vård ab", names=["Vårdval"])
    ).files["ordforrad"]
    words, before = [], ""
    for alike, rest in zip(coded[::2], coded[1::2], strict=True):
        before = before[:alike] + rest
        words.append(before)
    assert words == ["hälsa", "och", "vård", "vården", "vårdval"]


def test_the_same_pages_give_the_same_bytes_and_others_another_version() -> None:
    pages = many(60, 200)
    assert files(*pages) == files(*map(Entry._make, json.loads(json.dumps(pages))))
    version = index(*pages).manifest["version"]
    assert index(*pages[1:]).manifest["version"] != version
    changed = [pages[0]._replace(sentence="En annan."), *pages[1:]]
    assert index(*changed).manifest["version"] != version


def test_what_a_term_is_filed_under_begins_as_the_term_without_its_dots() -> None:
    found = index(*many(700))
    for name in found.files:
        if name.startswith("ord/"):
            for term in found.files[name]:
                assert f"{folded(term)}____".startswith(name.removeprefix("ord/"))
