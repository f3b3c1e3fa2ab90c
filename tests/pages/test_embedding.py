"""What others may show of a page: complete by itself, without scripts, and true to the page."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import lxml.html
import pytest

from generator.checking.judge import judge
from generator.pages.render import render
from generator.publishing.publication import Publication, publish
from generator.words.swedish import day
from tests.conftest import ROOT, Site
from tests.smallest import OMRADEN, valid

DEMONSTRATION = "string(//header[@class='demonstration'])"


@pytest.fixture(params=["site", "exempel_site"])
def some_site(request: pytest.FixtureRequest) -> Site:
    """The real site, and the example."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Site)
    return found


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_those_that_are_cited_may_be_shown_elsewhere(some_site: Site) -> None:
    kinds = {re.sub("[0-9]+", "0", re.sub("[a-z-]+/$", "x/", page)) for page in some_site.embedded}
    assert kinds == {"0/", "0/x/", "omraden/x/", "beslut/0/x/"}


def test_it_says_whose_figures_it_shows_and_of_which_day(
    site: Site, publication: Publication
) -> None:
    version, organisation = publication.version, publication.organisation
    assert version
    for address, page in site.embedded.items():
        assert page.get("lang") == "sv"
        assert [len(page.xpath(f"//{tag}")) for tag in ("title", "main", "h1", "footer")] == [1] * 4
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert page.xpath("//link[@rel='canonical']/@href") == [f"{site.base}{address}"]
        assert not page.xpath("//script | //@onclick | //*[@style]")
        assert "Demonstration" in page.xpath(DEMONSTRATION)
        source = words(page.xpath("//footer/p[last()]")[0])
        assert organisation.namn in source
        assert day(version) in source
        assert page.xpath("//footer/p/a/@href") == [f"{site.base}{address}"]


def test_each_part_is_as_on_the_page_and_at_the_same_address(some_site: Site) -> None:
    for address, embedded in some_site.embedded.items():
        page = some_site.pages[address]
        parts = embedded.xpath("//div[@class='del']")
        assert parts
        named = [link.partition("#")[2] for link in embedded.xpath("//footer//li/a/@href")]
        for part in parts:
            first = part.xpath(
                ".//*[@id and (self::table or self::figure or self::p or self::div)]"
            )
            id_ = first[0].get("id")
            assert len(parts) == 1 or id_ in named, (address, id_)
            (on_page,) = page.xpath(f"//*[@id='{id_}']")
            assert words(first[0]) == words(on_page)
        ids = embedded.xpath("//@id")
        assert len(ids) == len(set(ids)), address


def test_each_link_leads_where_the_page_s_does(some_site: Site) -> None:
    for address, embedded in some_site.embedded.items():
        assert embedded.xpath("//base/@href") == ["./"]
        assert embedded.xpath("//base/@target") == ["_top"]
        for link in embedded.xpath("//a/@href | //link[@rel='stylesheet']/@href"):
            target, _, anchor = urljoin(f"{some_site.base}{address}", link).partition("#")
            path = target.removeprefix(some_site.base)
            if target.startswith(some_site.base) and path in some_site.pages:
                assert not anchor or some_site.pages[path].xpath(f"//*[@id='{anchor}']"), link
            elif target.startswith(some_site.base):
                assert (some_site.folder / path).is_file(), (address, link)


def test_the_page_offers_it_by_a_line_to_paste(some_site: Site) -> None:
    for address, page in some_site.pages.items():
        offered = page.xpath("//details[summary[starts-with(., 'Bädda in')]]")
        assert bool(offered) == (address in some_site.embedded), address
        for fold in offered:
            (line,) = fold.xpath(".//p[@class='att-kopiera']/span")
            frame = lxml.html.fragment_fromstring(line.text_content())
            assert frame.tag == "iframe"
            assert frame.get("title")
            assert frame.get("src") == f"{some_site.base}{address}inbaddning.html"


def test_what_is_shown_at_an_old_address_leads_on() -> None:
    name = b"- id: e-halsa\n"
    files = valid()
    files[OMRADEN] = files[OMRADEN].replace(name, name + b"  tidigare_id: it-vard\n")
    public = publish(judge(files))
    assert public
    made = {file.path: file.content for file in render(public, [ROOT / "site_templates"])}
    old = lxml.html.document_fromstring(made["omraden/it-vard/inbaddning.html"])
    (refresh,) = old.xpath("//meta[@http-equiv='refresh']/@content")
    assert refresh == "0; url=../e-halsa/inbaddning.html"
    assert not old.xpath("//table")
    assert made["omraden/it-vard/atom.xml"] == made["omraden/e-halsa/atom.xml"]


def test_the_style_sheet_follows_the_reader_s_choice_of_dark(some_site: Site) -> None:
    style = (some_site.folder / "assets/inbaddning.css").read_text()
    assert "data-md-color-scheme" not in style
    assert style.count("{") == style.count("}")
    assert "@media (prefers-color-scheme: dark) { :root {" in style
