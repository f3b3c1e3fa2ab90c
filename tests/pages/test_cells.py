"""What a cell says of a row, in each of the ways that it may be said."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from lxml import html

from generator.checking.judge import judge
from generator.data.posts import Kalla
from generator.data.types import Status
from generator.pages import cells, rows
from generator.pages.cells import Here
from generator.pages.page import View
from generator.publishing import addresses, titles
from generator.publishing.publication import Publication
from generator.reading import ledger
from generator.reckoning.corrections import unpublished
from generator.reckoning.rows import Row
from generator.words.swedish import NBSP
from tests.pages.test_kinds import publication_of
from tests.reckoning.test_life import REVOKED, files_of
from tests.reckoning.test_sums import START
from tests.smallest import LEDGER, ORGANISATION, RATTELSER, Files

A, B = "2023/a", "2023/b"
MONEY = """\
belopp: 10 000 000 kr
omraden:
  - omrade: nara-vard
    rubrik: Den <b>nära</b> vården
    belopp: 6 000 000 kr
    insatser:
      - namn: Hembesök
        belopp: 4 mkr
        kalla: {angivet: "4,0 mkr"}
        mottagare: halsocentraler
        mottagare_angivet: HC
        ansvarig: [Chef, Nämnd]
        mal: Fler hemma
        delposter:
          - {namn: Bilar, belopp: 4 mkr, avser: Drift}
      - {namn: Nej, avslag: ja, sokt: 2 mkr}
      - namn: Resor
        styckpris: {belopp: 400 kr, per: resa}
        kalla: {handling: bilaga}
      - namn: Tält
        styckpris: {angivet: efter anbud, per: tält}
        anmarkning: Gäller vid *kris*
  - omrade: e-halsa
    rubrik: Vision e-hälsa
    objekt: "9916"
    insatser:
      - {namn: Journal, belopp: 3 000 000 kr}
      - {namn: Nät, belopp: 2 000 000 kronor}
avvikelser:
  - kontroll: omraden
    differens: 1 mkr
    forklaring: Ingen vet.
villkor:
  - text: Ska <i>sparas</i>.
    rubrik: Spara
    galler_for: Alla
"""
NAT = "      - {namn: Nät, belopp: 2 000 000 kronor}"
BILAGA = START.replace(
    "kalla:", "  - id: bilaga\n    titel: Bilaga\n    typ: underlag\nkalla:\n  handling: fordelning"
)
REPOSITORY = b"kodforrad: https://github.com/x/y\ngren: main\n"


def files(money: str = MONEY) -> Files:
    """A decision of two documents, and a revoked one of a single document."""
    made = files_of({B: f"{REVOKED}omrade: nara-vard\nbelopp: 1 000 000 kr\n"})
    made[f"content/data/beslut/{A}.yml"] = (BILAGA + money).encode()
    made[ORGANISATION] += REPOSITORY
    return made


@cache
def publication() -> Publication:
    return publication_of(files())


def row(name: str, of: Publication | None = None) -> Row:
    """The first with a name or an id."""
    return next(each for each in (of or publication()).rows if name in (each.namn, each.rad_id))


def here(page: str = "utforska/") -> Here:
    return Here(publication(), page)


def on_page() -> Here:
    return here(f"beslut/{A}/")


def said(markup: str) -> str:
    """What a reader reads of HTML."""
    text = html.fromstring(f"<div>{markup}</div>").text_content()
    return " ".join(text.replace(NBSP, " ").split())


def of_two(kalla: Kalla) -> str:
    """A place in a decision with two documents of a type."""
    beslut = row(A).beslut
    other = beslut.handlingar[-1].model_copy(update={"id": "c", "titel": "C"})
    return titles.place_in(
        beslut.model_copy(update={"handlingar": (*beslut.handlingar, other)}), kalla
    )


def recipient(name: str) -> str:
    insats = row(name).insats
    assert insats
    return rows.recipient(here(), insats)


TOLD: dict[str, tuple[Callable[[], str], str]] = {
    "printed": (
        lambda: cells.amount(here(), row("Hembesök")),
        "4 000 000 kr i handlingen: 4,0 mkr",
    ),
    "printed plainly": (lambda: cells.amount(here(), row("Nät")), "2 000 000 kr"),
    "refused": (lambda: cells.amount(here(), row("Nej")), "avslag"),
    "not stated": (lambda: cells.amount(here(), row("Resor")), "ej angivet"),
    "revoked": (
        lambda: cells.amount(here(), row(B)),
        "1 000 000 kr upphävt: räknas inte",
    ),
    "parts": (
        lambda: cells.amount(here(), row("Vision e-hälsa")),
        "5 000 000 kr delarna sammanlagt; ingen summa anges",
    ),
    "no recipient": (lambda: recipient("Nät"), "–anges inte"),
    "a recipient": (lambda: recipient("Hembesök"), "Hälsocentralerna i handlingen: HC"),
    "an object": (lambda: cells.object_link(here(), "9916"), "9916"),
    "no object": (lambda: cells.object_link(here(), ""), "–anges inte"),
    "its område": (lambda: cells.omrade_link(here(), row("Nät")), "E-hälsa 2023"),
    "nothing is not none": (lambda: cells.kronor_or_nothing(0), "0 kr"),
    "no kronor": (lambda: cells.kronor_or_nothing(None), "–anges inte"),
    "states nothing": (lambda: cells.stated_or_not(None), "ej angivet"),
    "states": (lambda: cells.stated_or_not(row("Nät").stated), "2 000 000 kr"),
    "a status": (lambda: cells.status_mark(Status.FORSLAG), "Föreslaget"),
    "one document": (
        lambda: cells.source_cell(here(f"beslut/{B}/"), row(B)),
        "”Tabell”",
    ),
    "one document, told of elsewhere": (
        lambda: cells.source_cell(here(), row(B)),
        "”Tabell” i beslutet, Fördelning 2023",
    ),
    "one of several documents": (
        lambda: cells.source_cell(on_page(), row("Nät")),
        "”Tabell” i beslutet",
    ),
    "all of a document": (
        lambda: titles.place_in(row(A).beslut, Kalla(handling="bilaga")),
        "Underlag",
    ),
    "no document": (lambda: titles.place_in(row(A).beslut, Kalla(avsnitt="2")), "avsnitt 2"),
    "one of two of a type": (lambda: of_two(Kalla(handling="c", avsnitt="2")), "avsnitt 2 i ”C”"),
    "all of one of two": (lambda: of_two(Kalla(handling="c")), "C"),
}


@pytest.mark.parametrize(("shown", "text"), TOLD.values(), ids=TOLD)
def test_a_cell_says(shown: Callable[[], str], text: str) -> None:
    assert said(shown()) == text


def test_only_on_the_decisions_own_page_a_figure_has_an_anchor_and_a_way_to_its_line() -> None:
    nat = row("Nät")
    anchored = cells.amount_cell(on_page(), nat, anchored=True)
    (cell,) = html.fromstring(f"<table>{anchored}</table>").iter("td")
    (permalink,) = cell.iter("a")
    assert permalink.get("href") == f"#{cell.get('id')}" == "#belopp-e-halsa--nat"
    assert "id=" not in cells.amount_cell(on_page(), nat)
    line = files()[f"content/data/beslut/{A}.yml"].decode().splitlines().index(NAT) + 1
    assert f"/edit/main/content/data/beslut/{A}.yml#L{line}" in cells.source_cell(on_page(), nat)
    assert "edit" not in cells.source_cell(here(), nat)


def test_what_was_said_on_one_page_is_said_alike_on_the_next_but_for_the_ways() -> None:
    """A year's share of a row has its id too, and says its own amount."""
    everywhere = here()
    shares = [replace(each, belopp=None) for each in publication().rows]
    for page in ("utforska/", f"beslut/{A}/", "2023/nara-vard/", ""):
        alone, shared = here(page), replace(everywhere, page=page)
        for each in (*publication().rows, *shares):
            for cell in (cells.row_link, cells.amount_cell, cells.source_cell):
                assert cell(shared, each) == cell(alone, each)
    assert len(everywhere.said) == 2 * len(shares)


def test_a_figure_wears_what_did_not_agree_and_tells_the_difference_below() -> None:
    top = row(A)
    assert said(cells.marks(here(), top)) == "Avviker: Områdena mot hela beloppet"
    assert said(cells.marks(here(), row("Hembesök"))) == "Stämmer: Delarna mot insatsen"
    assert cells.marks(here(), row("Nät")) == cells.difference_rows(here(), row("Nät"), 4) == ""
    below = cells.difference_rows(here(), top, 4)
    told = "Handlingen anger 10 000 000 kr, men delarna blir 11 000 000 kr: skillnad +1 000 000 kr."
    assert said(below) == f"{told} Ingen vet."
    assert 'colspan="4"' in below


def corrected(old: str, new: str) -> Publication:
    """A publication after an amount that was published was corrected."""
    made = files()
    before = judge(made)
    day = date(2023, 5, 6)
    made[LEDGER] = ledger.as_bytes(
        ledger.PUBLICERAT, unpublished(before.register, before.rows, day)
    )
    (path,) = (path for path, content in made.items() if old.encode() in content)
    made[path] = made[path].replace(old.encode(), new.encode())
    for problem in judge(made, day).problems:
        if problem.code == "saknad-rattelse":
            (entry,) = problem.paste.entries
            made[RATTELSER] = entry.text.replace("…", "Fel <b>avskrivet</b>.").encode()
    return publication_of(made)


@pytest.mark.parametrize(
    ("old", "new", "name", "what"),
    [
        ("belopp: 400 kr", "belopp: 500 kr", "Resor", "styckpris"),
        ("sokt: 2 mkr", "sokt: 3 mkr", "Nej", "sokt"),
        ("belopp: 1 000 000 kr", "belopp: 2 000 000 kr", B, ""),
    ],
)
def test_a_corrected_amount_leads_to_its_correction(
    old: str, new: str, name: str, what: str
) -> None:
    changed = corrected(old, new)
    there = Here(changed, "utforska/")
    of_row = row(name, changed)
    short, full = (cells.corrected(there, of_row, what, in_full=full) for full in (False, True))
    for shown in (short, full):
        assert said(shown).startswith("Rättad")
        assert said(shown).endswith("Fel <b>avskrivet</b>.")
        assert 'href="../rattelser/' in shown
    assert cells.corrected(there, row("Nät", changed), what) == ""
    below = rows.insatser(there, View("v", [of_row], "insatser"))
    assert below.count("Rättad") == 2  # its title says it as well


def cells_of(row: html.HtmlElement) -> list[str]:
    return [" ".join(cell.text_content().replace(NBSP, " ").split()) for cell in row]


def table(rows_of_it: str) -> list[list[str]]:
    """The rows of a table, cell by cell, when each stands on a line and no line is blank."""
    lines = rows_of_it.splitlines()
    assert rows_of_it.endswith("</tr>\n")
    assert "" not in [line.strip() for line in lines]
    for line in lines:
        assert len(re.findall("<t[dhr][ >]", line)) <= 1, line
    return [cells_of(tr) for tr in html.fromstring(f"<table>{rows_of_it}</table>").iter("tr")]


def test_a_row_of_insatser_says_what_each_is_for() -> None:
    of_decision = [each for each in publication().beslut_rows[A] if each.niva.value == "insats"]
    shown = [*of_decision, row("Bilar")]
    told = {
        name.split()[0]: (name, *others)
        for name, *others in table(rows.insatser(here(), View("v", shown, "insatser")))
    }
    who = "Hälsocentralerna i handlingen: HCAnsvarig: Chef; Nämnd"
    where, nothing = "”Tabell” i beslutet, Fördelning 2023", "–anges inte"
    amount = "4 000 000 kr i handlingen: 4,0 mkrStämmer: Delarna mot insatsen"
    assert told == {
        "Hembesök": ("Hembesök", amount, "Fler hemma", who, where),
        "Nej": ("Nej Sökt: 2 000 000 kr", "avslag", nothing, nothing, where),
        "Resor": (
            "Resor Styckpris: 400 kr per resa",
            "ej angivet",
            nothing,
            nothing,
            "Underlag, Fördelning 2023",
        ),
        "Tält": (
            "Tält Styckpris: efter anbudGäller vid *kris*",
            "ej angivet",
            nothing,
            nothing,
            where,
        ),
        "Journal": ("Journal", "3 000 000 kr", nothing, nothing, where),
        "Nät": ("Nät", "2 000 000 kr", nothing, nothing, where),
        "Bilar": (
            "Bilar Ingår i insatsen ovanför.Avser: Drift",
            "4 000 000 kr i handlingen: 4 mkr",
            nothing,
            nothing,
            where,
        ),
    }


def test_the_columns_of_insatser_are_those_with_something_to_say() -> None:
    (bare,) = table(rows.insatser(here(), View("v", [row("Nät")], "insatser")))
    assert bare == ["Nät", "2 000 000 kr", "”Tabell” i beslutet, Fördelning 2023"]


def test_long_lists_name_the_same_insats_in_their_own_columns() -> None:
    nat = row("Nät")
    money, where = "2 000 000 kr", "”Tabell” i beslutet, Fördelning 2023"
    assert table(rows.explored(here(), View("v", [nat], "insatser"))) == [
        ["Nät", money, "Beslutat", "2023", "E-hälsa", "9916", where]
    ]
    assert table(rows.received(here(), [nat])) == [
        ["Nät", money, "Beslutat", "E-hälsa 2023", "Fördelning 2023", where]
    ]


@pytest.mark.parametrize("anchored", [True, False])
def test_a_check_has_its_outcome_in_a_column_or_by_its_name(anchored: bool) -> None:
    (check,) = (each for each in publication().kontroller if each.kontroll == "omraden")
    name, *others = table(rows.checks(here(), [check], anchored=anchored))[0]
    about = "Områdena mot hela beloppet Fördelning 2023"
    assert name == (about if anchored else f"{about} Avviker")
    assert others == [
        *(["Avviker"] if anchored else []),
        "10 000 000 kr",
        "11 000 000 kr",
        "+1 000 000 kr",
        "Ingen vet.",
    ]


def test_a_condition_leads_to_its_source_and_has_its_own_place_on_its_own_page() -> None:
    """Which is the document of what it stands in, where it names none."""
    decision = row(A).beslut
    (villkor,) = decision.villkor
    elsewhere = rows.condition(here(), decision, villkor)
    text = "Ska <i>sparas</i>. Gäller för: Alla. Källa: Beslut"
    assert said(elsewhere) == f"{text}, Fördelning 2023."
    assert f'"../beslut/{A}/#handling-fordelning"' in elsewhere
    own = rows.condition(on_page(), decision, villkor, anchored=True)
    assert f'id="{addresses.anchor(villkor)}"' in own
    assert '"#handling-fordelning"' in own
    assert said(own) == f"Spara. {text}."


def test_a_condition_of_many_documents_that_names_none_has_no_link_to_its_own_page() -> None:
    decision = row(A).beslut.model_copy(update={"kalla": None})
    (villkor,) = decision.villkor
    own = rows.condition(on_page(), decision, villkor, anchored=True)
    assert said(own).endswith("Källa: handlingen.")
    assert "href=" not in own


def test_names_are_read_as_they_are_written() -> None:
    """Escaped, and once: what the data calls `<b>` is no tag, and no reference either."""
    name = "Den <b>nära</b> vården"
    area = row(name)
    for shown in (
        here().link("2023/", area.namn),
        cells.amount(on_page(), area, anchored=True),
        rows.insatser(here(), View("v", [area], "omraden")),
    ):
        assert "<b>" not in shown
        assert "&#38;" not in shown
        assert "&amp;" not in shown
    assert said(here().link("2023/", area.namn)) == name
