"""From a page to its data: the links to the editor and to the form, and that they are right."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import yaml

from generator.data.derived import Niva
from generator.pages import render as pages
from generator.pages.page import Origin, Page
from generator.publishing.publication import Publication
from tests.conftest import ROOT, Site
from tests.test_site import found, strings

BASE = "https://kod.tilldelat.example/tilldelat"


def links(site: Site, address: str) -> dict[str, str]:
    """The links of the row at the bottom of a page, by their words."""
    [row] = found(site.pages[address], "//nav[@class='ratta-rad']")
    return {one.text_content(): one.get("href", "") for one in found(row, "./a")}


def line_at(root: Path, address: str) -> str:
    """The line of the repository that an address leads to."""
    match = re.fullmatch(rf"{BASE}/edit/main/(content/[^#]+)#L(\d+)", address)
    assert match, address
    return (root / match[1]).read_text(encoding="utf-8").splitlines()[int(match[2]) - 1]


def test_a_decisions_page_leads_to_its_file_in_the_editor(site: Site) -> None:
    assert links(site, "beslut/2023/god-och-nara-vard/")["Rätta uppgiften"] == (
        f"{BASE}/edit/main/content/data/beslut/2023/god-och-nara-vard.yml"
    )


def test_a_hand_written_page_leads_to_its_file_in_the_editor(site: Site) -> None:
    assert links(site, "om/")["Rätta uppgiften"] == f"{BASE}/edit/main/content/sidor/om.md"
    assert links(site, "ordlista/")["Rätta uppgiften"] == (
        f"{BASE}/edit/main/content/data/ordlista.yml"
    )


@pytest.mark.parametrize(
    ("page", "line"),
    [
        ("2023/nara-vard/", "  - omrade: nara-vard"),
        ("omraden/nara-vard/", "- id: nara-vard"),
        ("satsningar/god-och-nara-vard/", "- id: god-och-nara-vard"),
        ("objekt/9916/", '- id: "9916"'),
    ],
)
def test_other_pages_lead_to_the_line_that_they_are_about(
    site: Site, real_root: Path, page: str, line: str
) -> None:
    assert line_at(real_root, links(site, page)["Rätta uppgiften"]) == line


@pytest.mark.parametrize("name", ["omraden", "satsningar", "mottagare", "objekt"])
def test_a_list_leads_to_its_register(site: Site, name: str) -> None:
    assert links(site, f"{name}/")["Rätta uppgiften"] == f"{BASE}/edit/main/content/data/{name}.yml"


@pytest.mark.parametrize("page", ["2020/", "beslut/2020/"])
def test_a_year_leads_to_its_decision(site: Site, page: str) -> None:
    assert links(site, page)["Rätta uppgiften"] == (
        f"{BASE}/edit/main/content/data/beslut/2020/sammanhallna-vardforlopp.yml"
    )


@pytest.mark.parametrize("page", ["", "kontroller/", "aterrapportering/", "rattelser/", "data/"])
def test_a_page_made_of_everything_leads_to_how_it_is_put_right(site: Site, page: str) -> None:
    guide = links(site, page)["Så rättar du en uppgift"]
    assert guide == f"{'../' if page else ''}for-redaktorer/#ratta-ett-belopp"
    [heading] = found(site.pages["for-redaktorer/"], "//*[@id='ratta-ett-belopp']")
    assert heading.tag == "h2"


def test_a_page_of_several_decisions_leads_to_each(publication: Publication) -> None:
    tops = [rows[0] for rows in publication.beslut_rows.values()][:2]
    origins = tuple(Origin(row.beslut.titel, row.place) for row in tops)
    page = Page("2023/x/", "X", "X.", {}, origins=origins)
    ways = pages._ways_to_put_right(page, publication.register, publication.organisation)
    assert ways["ratta"] == [
        {
            "titel": f"Rätta i {row.beslut.titel}",
            "adress": f"{BASE}/edit/main/content/data/beslut/{row.beslut.beslut_id}.yml",
        }
        for row in tops
    ]


def test_every_figure_on_a_decisions_page_leads_to_its_own_line(
    site: Site, publication: Publication, real_root: Path
) -> None:
    checked = 0
    for row in publication.rows:
        if row.niva not in {Niva.OMRADE, Niva.INSATS, Niva.DELPOST} or row.harledd:
            continue
        page = site.pages[f"beslut/{row.beslut.beslut_id}/"]
        anchor = f"belopp-{row.lokal_id.replace('/', '--')}"
        [address] = strings(page, f"//tr[td[@id='{anchor}']]//a[contains(@class, 'ratta')]/@href")
        if row.belopp:
            written = yaml.safe_load(line_at(real_root, address).strip().removeprefix("- "))
            assert written == {"belopp": row.belopp.angivet}
            checked += 1
    assert checked > 20


def test_a_figure_leads_to_its_line_on_its_decisions_page_alone(
    site: Site, publication: Publication
) -> None:
    leading = {
        address
        for address, page in site.pages.items()
        if found(page, "//a[contains(@class, 'ratta')]")
    }
    assert leading == {f"beslut/{beslut_id}/" for beslut_id in publication.beslut_rows}


def test_every_page_has_the_form_filled_in_with_its_address_and_title(site: Site) -> None:
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/fel-i-uppgift.yml").read_text("utf-8"))
    fields = {one["id"] for one in form["body"] if "id" in one} | {"template", "title"}
    for address, page in site.pages.items():
        if address == "404.html":
            continue
        url = urlsplit(links(site, address)["Rapportera fel"])
        filled = parse_qs(url.query, strict_parsing=True)
        assert f"{url.scheme}://{url.netloc}{url.path}" == f"{BASE}/issues/new"
        assert filled.keys() <= fields
        assert filled["sida"] == [site.base + address]
        assert (ROOT / ".github/ISSUE_TEMPLATE" / filled["template"][0]).is_file()
        [title] = strings(page, "//head/title/text()")
        assert title.startswith(filled["title"][0].removeprefix("Fel i uppgift: "))


def test_all_files_that_are_linked_to_are_there(site: Site, real_root: Path) -> None:
    linked = {
        unquote(urlsplit(one).path).split("/edit/main/")[1]
        for page in site.pages.values()
        for one in strings(page, "//a/@href")
        if one.startswith(f"{BASE}/edit/")
    }
    assert len(linked) > 8
    assert [one for one in linked if not (real_root / one).is_file()] == []


def test_without_a_repository_there_are_no_links(exempel_site: Site) -> None:
    for page in exempel_site.pages.values():
        assert found(page, "//nav[@class='ratta-rad']") == []
        assert found(page, "//a[contains(@class, 'ratta')]") == []
