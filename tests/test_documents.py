"""What the house's documents promise: the example that editors copy is right and complete."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from generator.checking.codes import CATALOGUE
from generator.checking.judge import Judged, judge
from generator.command.report import as_text
from generator.data.beslut import Beslut
from generator.data.types import Status
from generator.reading.load import load, read
from generator.reading.refusals import FROM_PATH, inner_model
from generator.reading.register import ADRESSER, ANDRINGAR, LEDGER, TIDER
from generator.reckoning.standing import changes_of, outcomes, standing
from generator.words.swedish import unbroken
from tests.conftest import ROOT, Site, read_data
from tests.publishing.asker import index_in
from tests.smallest import appended, replaced, run

EXAMPLE = "content/data/beslut/2023/exempelsatsningen.yml"
KEYS = "content/data/fordelningsnycklar.yml"


def example_decision() -> bytes:
    return (ROOT / "content/schema/exempel-beslut.yml").read_bytes()


@pytest.fixture(scope="module")
def example() -> bytes:
    return example_decision()


def test_the_examples_that_editors_copy_have_no_problem(example: bytes) -> None:
    key = (ROOT / "content/schema/exempel-fordelningsnycklar.yml").read_bytes()
    files = read(ROOT) | {EXAMPLE: example}
    assert judge(files).problems == ()
    problems = judge(files | {KEYS: key}).problems  # the decisions' own keys are not there
    assert {problem.file for problem in problems} & {EXAMPLE, KEYS} == set()


def fields_of(model: type[BaseModel], seen: frozenset[type] = frozenset()) -> Iterator[str]:
    """Every field of a model and of what stands in it, as `Model.field`."""
    for name, info in model.model_fields.items():
        yield f"{model.__name__}.{name}"
        inner = inner_model(info.annotation)
        if inner and inner not in seen:
            yield from fields_of(inner, seen | {inner, model})


def used_in(model: type[BaseModel], data: Any) -> Iterator[str]:
    """The fields that some data uses."""
    for one in data if isinstance(data, list) else [data]:
        for name, value in one.items():
            yield f"{model.__name__}.{name}"
            inner = inner_model(model.model_fields[name].annotation)
            if inner:
                yield from used_in(inner, value)


def test_it_shows_every_field_that_a_decision_may_have(example: bytes) -> None:
    register, _ = load(read(ROOT) | {EXAMPLE: example})
    used = set(used_in(Beslut, register.sources[EXAMPLE].data))
    used |= {f"Beslut.{name}" for name in FROM_PATH}
    # What every kind of post has is shown where it is most used.
    shared = {"id", "kalla", "anmarkning", "belopp", "namn", "berakning", "rimligt"}
    missing = {one for one in set(fields_of(Beslut)) - used if one.split(".")[1] not in shared}
    missing -= {"Beslut.omrade"}  # the example is divided into områden instead
    missing -= {"Beslut.andrar"}  # and replaces another decision instead of changing it
    # What may be for several years and be followed up is shown once, at the decision.
    missing -= {
        f"{model}.{name}"
        for model in ("Utvecklingsomrade", "Insats")
        for name in ("avser_ar", "per_ar", "utfall")
    }
    assert not missing, f"lägg till {sorted(missing)} i content/schema/exempel-beslut.yml"
    for name in shared:
        assert any(one.endswith(f".{name}") for one in used)


def test_the_changelog_and_the_readme_name_the_same_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for command in ("check", "build", "serve", "diff", "explain", "schema", "verify-sources"):
        assert f"`tilldelat {command}" in readme
        assert f"`{command}`" in changelog or f"`tilldelat {command}`" in changelog


def test_no_document_links_to_a_file_that_is_not_there() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "DECISIONS.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", text):
            assert (ROOT / Path(target)).exists(), (name, target)


# The guide for editors: what it shows is what they will meet.

GUIDE = "for-redaktorer/"
REAL = "content/data/beslut/2023/god-och-nara-vard.yml"
PUBLISHED = ",24000000,"
DRAFT = "content/data/beslut/2024/exempelsatsningen.yml"


def guide_blocks() -> list[str]:
    """What stands in the guide as it is to be read or pasted."""
    text = (ROOT / "content/sidor/for-redaktorer.md").read_text(encoding="utf-8")
    return re.findall(r"^```[a-z]*\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def messages(files: dict[str, bytes], code: str) -> str:
    """The messages of one code, as the command prints them, with plain spaces."""
    problems = judge(files).problems
    found = [one for one in problems if one.code == code]
    texts = {name: text.decode() for name, text in files.items()}
    return as_text(found, texts).replace("\u00a0", " ")


def code_parts(site: Site, code: str) -> tuple[str, list[str]]:
    """What the guide says of a code, and its examples."""
    [part] = site.pages[GUIDE].xpath(f"//details[@id='kod-{code}']")
    return part.xpath("string(p)"), [str(one.text_content()) for one in part.xpath("pre")]


def test_the_guide_has_every_code_and_no_other_in_order(site: Site) -> None:
    ids = [str(one) for one in site.pages[GUIDE].xpath("//details[@class='fall kod']/@id")]
    assert ids == [f"kod-{code}" for code in CATALOGUE]


@pytest.mark.parametrize("code", CATALOGUE)
def test_the_guide_explains_each_code_with_its_examples_to_the_letter(
    site: Site, code: str
) -> None:
    said, examples = code_parts(site, code)
    entry = CATALOGUE[code]
    assert said == unbroken(f"{entry.meaning} {entry.why}")
    assert examples == [one.rstrip("\n") for one in (entry.wrong, entry.right)]


def test_a_search_finds_what_a_code_means_but_never_an_example(site: Site) -> None:
    index = index_in(site.folder)
    told = CATALOGUE["tabb"]
    assert index.ask(f"{told.meaning} {told.why}") == [f"{GUIDE}#kod-tabb"]
    assert index.ask("fel-belopp")[0] == f"{GUIDE}#kod-fel-belopp"
    assert not [address for address in index.ask("24 mkr") if address.startswith(GUIDE)]


def test_the_guides_pictures_are_there_small_and_told_in_words(site: Site) -> None:
    pictures = site.pages[GUIDE].xpath("//article//img")
    used = {Path(str(one.get("src"))).name for one in pictures}
    folder = ROOT / "site_templates/assets/guide"
    assert used == {one.name for one in folder.iterdir()}
    assert len(used) > 3
    for one in pictures:
        file = site.folder / GUIDE / str(one.get("src"))
        data = file.read_bytes()
        assert data.startswith(b"\x89PNG")
        assert len(data) < 60_000, file
        size = [int.from_bytes(data[at : at + 4], "big") for at in (16, 20)]
        assert [one.get("width"), one.get("height")] == [str(side) for side in size], file
        assert len(str(one.get("alt"))) > 40, file
        assert one.get("loading") == "lazy", file


def filled(block: str) -> str:
    """A block of the guide with something written wherever that is left to do."""
    return re.sub(r"…(?= |$)", "Ifyllt.", block, flags=re.MULTILINE)


def block_with(words: str) -> str:
    """The block of the guide that holds some words."""
    [block] = [one for one in guide_blocks() if words in one]
    return block


def test_the_guides_template_of_a_decision_has_no_problem() -> None:
    template, table = block_with("upprepningar:"), block_with("namn;")
    files = read(ROOT) | {DRAFT: template.encode()}
    assert {one.code for one in judge(files).problems} == {"ej-ifyllt"}
    template = filled(template)
    assert judge(files | {DRAFT: template.encode()}).problems == ()
    listed = re.sub(r"^    insatser:\n(?:      .*\n)+", "", template, flags=re.MULTILINE)
    assert listed != template
    name = DRAFT.replace(".yml", ".insatser.csv")
    assert judge(files | {DRAFT: listed.encode(), name: table.encode()}).problems == ()


# A decision's life, as the guide tells it of the decision in its template.

NEXT = DRAFT.replace(".yml", "-andring.yml")
EARLIER = "2024/exempelsatsningen"
OMRADE = f"{EARLIER}/nara-vard"
AMOUNT = "    belopp: 12 000 tkr\n"


def judged_with(template: str, beside: str = "") -> Judged:
    """The real data with the guide's decision, and maybe another beside it."""
    files = {DRAFT: template.encode(), **({NEXT: beside.encode()} if beside else {})}
    return judge(read(ROOT) | files)


@pytest.fixture(scope="module")
def template() -> str:
    return filled(block_with("upprepningar:"))


@pytest.mark.parametrize(
    ("line", "status"),
    [
        (block_with("ersatter:"), Status.ERSATT),
        ("jamte: 2024/exempelsatsningen\n", Status.BESLUTAD),
        ("", None),
    ],
    ids=["replaced", "beside", "neither"],
)
def test_a_new_decision_says_what_it_is_to_the_earlier(
    template: str, line: str, status: Status | None
) -> None:
    judged = judged_with(template, template + line)
    codes = [problem.code for problem in judged.problems]
    assert codes == ([] if status else ["samma-beslut-igen"])
    if status:
        assert {row.status for row in judged.rows if row.beslut.beslut_id == EARLIER} == {status}


def test_the_guides_change_moves_money_and_brings_in_an_insats(template: str) -> None:
    judged = judged_with(template, filled(block_with("andrar:")))
    assert judged.problems == ()
    changes = changes_of(judged.rows)
    now = {row.rad_id: standing(row, changes).nu.kr for row in judged.rows}
    assert now[EARLIER] == 21_000_000
    assert now[f"{OMRADE}/fler-hembesok"] == 11_000_000
    assert now[f"{OMRADE}/lattakuter"] == 1_000_000
    assert now[f"{EARLIER}-andring/nara-vard/jourbilar"] == 1_000_000


def test_the_guides_decision_may_be_taken_back(template: str) -> None:
    judged = judged_with(template + filled(block_with("upphavd:")))
    assert judged.problems == ()
    assert {row.status for row in judged.rows if row.beslut.beslut_id == EARLIER} == {
        Status.UPPHAVD
    }


def test_the_guides_money_for_several_years_counts_in_each(template: str) -> None:
    judged = judged_with(template.replace(AMOUNT, AMOUNT + block_with("per_ar:")))
    assert judged.problems == ()
    years = {row.avser_ar: row.kr for row in judged.rows if row.overordnad_id == OMRADE and row.kr}
    assert (years[2024], years[2025]) == (8_000_000, 4_000_000)


def test_the_guides_refusal_and_outcome_have_no_problem(template: str) -> None:
    outcome = filled(block_with("anvant:"))
    refused = template.replace("    insatser:\n", f"    insatser:\n{block_with('avslag:')}", 1)
    judged = judged_with(refused.replace(AMOUNT, AMOUNT + outcome))
    assert judged.problems == ()
    rows = {row.rad_id: row for row in judged.rows}
    assert rows[f"{OMRADE}/nattpatrull"].is_refused
    [followed] = outcomes(rows[OMRADE], changes_of(judged.rows))
    assert followed.kvar == 2_500_000


def test_a_decision_needs_no_total(template: str) -> None:
    whole = "\nbelopp: 20 mkr\n"
    assert whole in template
    judged = judged_with(template.replace(whole, "\n").replace(AMOUNT, ""))
    assert judged.problems == ()
    rows = {row.rad_id: row for row in judged.rows}
    assert (rows[OMRADE].summa, rows[EARLIER].summa) == (12_000_000, 20_000_000)


def test_the_guide_names_every_file_that_is_written_when_the_site_is_put_out() -> None:
    text = (ROOT / "content/sidor/for-redaktorer.md").read_text(encoding="utf-8")
    for file in (LEDGER, ADRESSER, TIDER, ANDRINGAR):
        assert f"`{file.rpartition('/')[2]}`" in text


@pytest.mark.parametrize("name", ["satsningar", "omraden", "mottagare", "objekt"])
def test_the_guides_entry_of_a_register_may_be_pasted_last_in_it(
    name: str, real_root: Path
) -> None:
    text = (ROOT / "content/sidor/for-redaktorer.md").read_text(encoding="utf-8")
    [entry] = re.findall(rf"I `{name}\.yml`:\n\n```\n(.*?)```", text, re.DOTALL)
    files = read_data(real_root)
    path = f"content/data/{name}.yml"
    register, problems = load(files | {path: files[path] + entry.encode()})
    assert problems == []
    assert len(getattr(register, name)) == len(getattr(load(files)[0], name)) + 1


def test_the_guides_explanation_of_a_difference_explains_it() -> None:
    [block] = [one for one in guide_blocks() if one.startswith("avvikelser:")]
    files = replaced("omrade: nara-vard\n", "omrade: nara-vard\n    id: barn-och-unga\n")
    files = replaced("    belopp: 6 mkr", "    belopp: 6 500 tkr", files=files)
    files = replaced("        belopp: 2 mkr", "        belopp: 2 400 tkr", files=files)
    files = replaced("belopp: 10 mkr", "belopp: 10 500 tkr", files=files)
    assert {one.code for one in run(files)} == {"oforklarad-avvikelse"}
    assert run(appended(block, files=files)) == ()


def test_the_guides_correction_is_the_one_that_the_check_asks_for(real_root: Path) -> None:
    [block] = [one for one in guide_blocks() if one.startswith("- datum:")]
    files = read_data(real_root)
    ledger = files[LEDGER].decode()
    name = re.findall(r"id: (\S+)", block)[0]
    assert f"{name}{PUBLISHED}" in ledger
    was = ledger.replace(f"{name}{PUBLISHED}", f"{name},23000000,")
    asked = messages(files | {LEDGER: was.encode()}, "saknad-rattelse")
    # The day is the one on which it is asked for.
    assert block.split("\n", 1)[1] in asked


def test_the_guides_message_is_the_one_that_the_check_gives(real_root: Path) -> None:
    [block] = [one for one in guide_blocks() if one.startswith("content/data/beslut/2023/")]
    files = read_data(real_root)
    line = int(block.split(":")[1]) - 1
    lines = files[REAL].decode().splitlines(keepends=True)
    assert lines[line] == "        belopp: 24 mkr\n"
    lines[line] = "        belopp: 24.000.000\n"
    assert messages(files | {REAL: "".join(lines).encode()}, "fel-belopp") == f"{block}\n"
