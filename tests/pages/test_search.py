"""What pages say of themselves to who searches, and that the real ones are found by it.

Few of these are asked for as readers would: that is tried in a browser.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from generator.pages import kept, search, start
from generator.pages.kept import Made
from generator.pages.plans import PAGE_TYPES
from generator.pages.prose import read_prose
from generator.pages.render import lists_of, pages
from generator.publishing import parts
from generator.publishing.downloads import File
from generator.publishing.publication import Publication
from generator.publishing.search_index import entry_of
from generator.publishing.site import left_at, template_folders, write_files
from generator.words import compounds
from generator.words.ordval import REGIONENS
from generator.words.search_terms import tokens, words_of
from tests.conftest import EXEMPEL, ROOT, read_publication
from tests.publishing.asker import Index, read

REVIEWED = Path(__file__).with_name("sammansattningar.txt")
"""The compounds of the real data with the terms of their parts, as someone has read them."""


def made(publication: Publication) -> dict[str, Made]:
    return {page.address: page for page in pages(publication, template_folders(ROOT))}


def index_of(publication: Publication) -> Index:
    return read(lists_of(made(publication).values(), publication))


@pytest.fixture(scope="module")
def index(publication: Publication) -> Index:
    return index_of(publication)


@pytest.fixture(scope="module")
def exempel_made(exempel_publication: Publication) -> dict[str, Made]:
    return made(exempel_publication)


@pytest.mark.parametrize(
    ("words", "right"),
    [
        # The page that is the thing
        ("2023", "2023/"),
        ("nära vård 2023", "2023/nara-vard/"),
        ("Nära vård", "omraden/nara-vard/"),
        ("beslut 2023", "beslut/2023/"),
        ("god och nära vård 2023", "beslut/2023/god-och-nara-vard/"),
        ("god och nära vård", "satsningar/god-och-nara-vard/"),
        ("patientmiljarden", "satsningar/patientmiljarden/"),
        ("ortopedi", "mottagare/ortopedi/"),
        ("9916", "objekt/9916/"),
        ("objekt 9942", "objekt/9942/"),
        ("VFU", "ordlista/#vfu"),
        # Cases, sections, amounts
        ("diarienummer RS/2771/2017", "beslut/2018/patientmiljarden/"),
        ("RS/2771/2017", "beslut/2018/patientmiljarden/"),
        ("2771", "beslut/2018/patientmiljarden/"),
        ("2771/2017", "beslut/2018/patientmiljarden/"),
        ("28 mars 2023", "beslut/2023/god-och-nara-vard/"),
        ("§ 40", "beslut/2023/god-och-nara-vard/"),
        ("75 422 690", "beslut/2023/god-och-nara-vard/"),
        ("75 miljoner", "beslut/2023/god-och-nara-vard/"),
        ("hur mycket totalt 2023", "2023/"),
        ("75,4 mnkr", "beslut/2023/god-och-nara-vard/"),
        ("41247254", "2023/nara-vard/"),
        ("24 000 000 kr", "2023/nara-vard/"),
        # Words in other forms, and parts of them
        ("ambulansen", "omraden/ambulanssjukvard/"),
        ("patientkontraktet", "omraden/patientkontrakt/"),
        ("kontrakt", "omraden/patientkontrakt/"),
        ("psykiatrin", "2020/vardforlopp/"),
        ("väntetider", "2019/tillganglighet/"),
        # Roles and questions
        ("regionstyrelsen", "beslut/2023/god-och-nara-vard/"),
        ("vem ansvarar för nära vård", "omraden/nara-vard/"),
        ("hur mycket fick ambulansen 2023?", "2023/ambulanssjukvard/"),
        ("vad betyder VFU", "ordlista/#vfu"),
        ("går siffrorna ihop", "kontroller/"),
        ("stämmer siffrorna", "kontroller/"),
        ("vem fick pengarna", "mottagare/"),
        # What one goes to a list for
        ("licens", "data/"),
        ("csv", "data/"),
        # All that is said, word for word
        ("alla insatser", "utforska/"),
        ("alla områden", "omraden/"),
        ("vad är en insats", "ordlista/#insats"),
        ("hur rättar jag ett fel", "for-redaktorer/"),
        # A list before the word that explains what is in it
        ("objekt", "objekt/"),
        ("insatserna", "utforska/"),
        # What the site joins to something else
        ("barnhälsa", "2023/nara-vard/"),
        ("RSS", "folj/"),
        ("deadline", "aterrapportering/"),
        ("kakor", "om/"),
    ],
)
def test_the_right_page_comes_first(index: Index, words: str, right: str) -> None:
    assert index.ask(words)[:1] == [right]


@pytest.mark.parametrize("which", ["publication", "exempel_publication"])
def test_the_examples_on_the_start_page_are_found(
    which: str, request: pytest.FixtureRequest
) -> None:
    publication: Publication = request.getfixturevalue(which)
    (plan,) = start.start(publication)
    examples = plan.make().content["sokexempel"]
    index = index_of(publication)
    assert len(examples) == 2
    assert [text for text in examples if not index.ask(text)] == []


def test_a_code_of_a_problem_is_found_as_it_is_written_but_is_no_word(index: Index) -> None:
    assert index.ask("onodig-rattelse")[0] == "for-redaktorer/#kod-onodig-rattelse"
    assert index.ask("rattelse") == []


def test_a_long_form_finds_the_word_that_is_short_for_it(index: Index) -> None:
    assert index.ask("verksamhetsförlagd utbildning")[0] == "ordlista/#vfu"
    assert index.ask("utbildning")[0] != "ordlista/#vfu"


@pytest.mark.parametrize(
    "words",
    ["41247255", "75422691", "RS/2772/2017", "2772", "9918", "0040", "qzxqzx", "lån", "§ 39"],
)
def test_what_is_nowhere_is_not_found(index: Index, words: str) -> None:
    assert index.ask(words) == []


def test_a_stop_word_alone_is_found_where_it_is_a_name(index: Index) -> None:
    assert index.ask("belopp") == ["utforska/"]
    assert index.ask("pengar")[0] == ""


def test_every_type_of_page_says_what_it_is_to_who_searches() -> None:
    assert {name for name, _ in PAGE_TYPES} <= search.SOUGHT.keys()
    kinds = {REGIONENS.versal.fill(sought.slag) for sought in search.SOUGHT.values()}
    assert kinds <= {*search.kinds(REGIONENS)}
    for name, sought in search.SOUGHT.items():
        assert len({*sought.namn}) == len(sought.namn), name
        assert sought.rader in {"", "namn", "visade", "egna"}, name


def test_what_is_true_of_a_row_is_found_by_its_column(index: Index) -> None:
    found = index.ask("preliminära")
    assert "beslut/2018/patientmiljarden/" in found
    assert "beslut/2020/sammanhallna-vardforlopp/" not in found


def test_what_is_looked_for_are_columns_that_there_are(publication: Publication) -> None:
    columns = {column.name for table in publication.tables.values() for column in table.columns}
    named = {name for names in search.COLUMNS.values() for name in names}
    assert named - columns == set()


def test_each_page_that_is_listed_is_found_by_its_title(exempel_made: Mapping[str, Made]) -> None:
    for address, page in exempel_made.items():
        assert bool(page.entry) == page.listed, address
        if page.entry:
            entry = entry_of(page.entry)
            assert entry.title in entry.names
            assert entry.sentence


def test_later_pages_of_a_list_are_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST", 2)
    every = made(read_publication(EXEMPEL))
    later = [page for address, page in every.items() if re.search("/sida/|/sida-", address)]
    assert later
    assert [page.address for page in later if page.entry] == []
    whole = made(read_publication(EXEMPEL))["mottagare/enheten/"].entry
    monkeypatch.undo()
    assert whole == made(read_publication(EXEMPEL))["mottagare/enheten/"].entry


def text_of(page: Made) -> str:
    """The page's Markdown and its tables, with each figure in one piece."""
    files = [file.content.decode() for file in page.files if isinstance(file, File)]
    return re.sub("[\\s\u00a0]", "", html.unescape("".join(files)))


def test_every_amount_that_a_page_is_found_by_stands_there_or_in_the_data_of_it(
    exempel_made: Mapping[str, Made], exempel_publication: Publication
) -> None:
    base, tried = exempel_publication.organisation.webbplats, 0
    stated: dict[str, str] = {}
    for table in exempel_publication.tables.values():
        for record in table.records:
            address = str(record["url"]).removeprefix(base).partition("#")[0]
            stated[address] = f"{stated.get(address, '')} {list(record.values())}"
    for page in exempel_made.values():
        numbers = entry_of(page.entry).exact.split() if page.entry else []
        for number in (number for number in numbers if number.isdecimal() and len(number) > 4):
            assert number in text_of(page) or number in stated[page.address], page.address
            tried += 1
    assert tried > 50


def test_what_is_shown_of_a_page_is_what_the_page_says(exempel_made: Mapping[str, Made]) -> None:
    for page in exempel_made.values():
        if page.entry and (said := entry_of(page.entry).amount):
            for amount in re.findall(r"[0-9][0-9\u00a0]*kr", said):
                assert re.sub("\u00a0", "", amount) in text_of(page), page.address
            assert not re.search(r"kr$", said), "it says what the amount is"


def test_a_proposal_and_a_cap_say_so(index: Index, exempel_publication: Publication) -> None:
    shown = {address: amount for address, _, amount, _ in index.shown}
    assert shown["2019/nara-vard/"] == "19\u00a0000\u00a0000\u00a0kr föreslagna"
    assert shown["2023/nara-vard/"] == "41\u00a0247\u00a0254\u00a0kr beslutade"
    assert shown["kontroller/"] == ""
    others = [amount for _, _, amount, _ in index_of(exempel_publication).shown]
    assert [amount for amount in others if amount.startswith("högst ")]


def test_examples_and_numbers_of_hand_written_pages_are_not_found() -> None:
    example = "```\nmal: Vinst\n```"
    heading = "# Så gör du {: #sa-gor-du }"
    written = f"{heading}\n\nSkriv `belopp` så:\n\n{example}\n\nHögst 24 mkr, <b>fetstil</b>."
    headings, prose = read_prose(written)
    assert [token for text in headings for token in tokens(text)] == ["så", "gör", "du"]
    said = [token for text in prose for token in tokens(text)]
    assert said == ["skriv", "så", "högst", "mkr", "fetstil"]


def test_what_is_kept_of_a_page_is_what_was_made(
    tmp_path: Path, exempel_made: Mapping[str, Made]
) -> None:
    record, folder = tmp_path / "gjort.json", tmp_path / "docs"
    files = [file for page in exempel_made.values() for file in page.files]
    write_files(folder, files)  # type: ignore[arg-type]
    left = {file.path: left_at(folder, file.path, "x") for file in files}
    kept.write(record, exempel_made.values(), left)
    read_again = kept.read(record, folder)
    entries = {address: page.entry for address, page in exempel_made.items()}
    again = {address: page.entry for address, page in read_again.items()}
    assert again == entries


def compounds_of(publication: Publication) -> Iterator[str]:
    """The compounds of a site's words, each with its parts."""
    every = [entry_of(page.entry) for page in made(publication).values() if page.entry]
    texts = (
        text
        for entry in every
        for text in (*entry.names, entry.rows, entry.words, entry.light, entry.faint)
    )
    words = {word for text in texts for token in tokens(text) for word in words_of(token)}
    known = publication.register.ordled.values()
    listed = [word.ord for word in known if not word.hel and not word.samma]
    whole = [word.ord for word in known if word.hel]
    for word, terms in sorted(compounds.parts_of(words, listed, whole).items()):
        yield f"{word}: {' '.join(terms)}"


def test_the_compounds_of_the_real_data_are_those_that_someone_has_read(
    publication: Publication,
) -> None:
    now = list(compounds_of(publication))
    reviewed = REVIEWED.read_text(encoding="utf-8").splitlines()
    new = [line for line in now if line not in reviewed]
    assert now == reviewed, "läs de nya; fel delning: lägg ordet med hel: ja i ordled.yml\n" + (
        "\n".join(new)
    )
