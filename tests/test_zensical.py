"""The builder that is to come: the same tree gives the same pages and the same words.

Nothing the content depends on may live in a hook or a plugin of one builder: another one would
leave it out without a word.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import lxml.html
import pytest

pytestmark = pytest.mark.xdist_group("zensical")  # the site is built once


@pytest.fixture(scope="module")
def zensical_site(built_root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The generated Markdown of the real data, built strictly with Zensical."""
    root = tmp_path_factory.mktemp("zensical")
    for name in ("build", "content", "mkdocs.yml", "site_templates"):
        source = built_root / name
        if source.is_dir():
            shutil.copytree(source, root / name)
        elif source.is_file():
            shutil.copy(source, root / name)
    settings = root / "build" / "mkdocs.yml"
    theme = Path(__file__).parent.parent / "site_templates" / "theme"
    lines = settings.read_text(encoding="utf-8").splitlines()
    changed = [f"  custom_dir: {theme}" if "custom_dir" in line else line for line in lines]
    settings.write_text("\n".join(changed), encoding="utf-8")
    command = Path(sys.executable).with_name("zensical")
    done = subprocess.run(
        [command, "build", "--strict", "-f", "mkdocs.yml"],
        cwd=root / "build",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "build" / "site"


def pages(site: Path) -> dict[str, Path]:
    """The pages that the builder makes."""
    return {
        path.relative_to(site).as_posix(): path
        for path in site.rglob("*.html")
        if path.name != "inbaddning.html"
    }


def words(page: Path) -> list[str]:
    """What a page says, without the marks that one builder puts at headings."""
    article = lxml.html.parse(str(page)).getroot().xpath("//article")[0]
    for mark in article.xpath(".//*[contains(@class, 'headerlink')]"):
        mark.drop_tree()
    return str(article.text_content()).split()


def test_both_builders_give_the_same_pages(built_site: Path, zensical_site: Path) -> None:
    assert len(pages(built_site)) > 50
    assert pages(zensical_site).keys() == pages(built_site).keys()


def test_both_builders_give_the_same_words_on_every_page(
    built_site: Path, zensical_site: Path
) -> None:
    other = pages(zensical_site)
    assert [
        name for name, page in pages(built_site).items() if words(page) != words(other[name])
    ] == []


@pytest.mark.parametrize(
    "where",
    [
        "//nav[@class='md-path']//a/@href",
        "//meta[@name='robots']/@content",
        "//meta[@property='og:title']/@content",
        "//script[@type='application/ld+json']/text()",
        "//footer//a/@href",
        "//link[@rel='canonical']/@href",
    ],
)
def test_what_the_theme_adds_is_the_same_in_both(
    built_site: Path, zensical_site: Path, where: str
) -> None:
    for name in ("2023/nara-vard/index.html", "beslut/2018/patientmiljarden/index.html"):
        found = [
            lxml.html.parse(str(site / name)).getroot().xpath(where)
            for site in (built_site, zensical_site)
        ]
        assert found[0] == found[1] != []
