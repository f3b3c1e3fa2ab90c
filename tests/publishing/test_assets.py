"""What the pages look like comes whole, in one file, and a site may have its own.

What the pages' frame uses is named after its content, so that browsers may keep it for ever.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from generator.publishing import assets
from generator.publishing.assets import MODULES, SCRIPTS, SHEET, STYLE
from generator.publishing.downloads import File
from generator.publishing.site import PROGRAM_ROOT, TEXT, digest
from tests.conftest import build

PARTS = PROGRAM_ROOT / "site_templates" / "stil"


def contents(root: Path) -> dict[str, str]:
    return {
        file.path: file.content.decode("utf-8")
        for file in assets.read(root)
        if file.path.endswith((".css", ".js"))
    }


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_the_style_sheet_holds_every_part_in_order(tmp_path: Path) -> None:
    assert {path.stem for path in PARTS.iterdir()} == set(STYLE)
    sheet = contents(tmp_path)[SHEET]
    starts = [sheet.index((PARTS / f"{name}.css").read_text("utf-8")) for name in STYLE]
    assert starts == sorted(starts)


def test_every_part_of_the_style_sheet_ends_what_it_begins() -> None:
    for name in STYLE:
        text = (PARTS / f"{name}.css").read_text("utf-8")
        assert text.startswith("/* "), f"{name} says what it is about"
        bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
        assert bare.count("{") == bare.count("}") > 0, name
        assert "/*" not in bare, name


def test_a_site_may_have_a_part_of_its_own(tmp_path: Path) -> None:
    before = contents(tmp_path)
    write(tmp_path / "site_templates/stil/farger.css", "a { color: red; }\n")
    after = contents(tmp_path)
    assert after.keys() == before.keys()
    assert after[SHEET].startswith("a { color: red; }\n\n/* Type")
    assert "--tilldelat-djup: " not in after[SHEET]


def test_a_site_may_have_a_sheet_and_a_script_of_its_own(tmp_path: Path) -> None:
    write(tmp_path / "site_templates/assets/tilldelat.css", "a { color: red; }\n")
    write(tmp_path / "site_templates/assets/sortera.js", "// inget\n")
    found = contents(tmp_path)
    assert found[SHEET] == "a { color: red; }\n"
    assert found["assets/sortera.js"] == "// inget\n"
    assert "data-filter" in found["assets/filtrera.js"]


SORT, *_ = [path for path in SCRIPTS if "sortera" in path]
CSS, JS, SVG = "assets/egen.css", "assets/egen.min.js", "assets/egen.svg"
FILES = [File(path, path.encode("utf-8")) for path in (SHEET, *SCRIPTS, CSS, JS, SVG)]


def renamed(entries: list[Any], names: Mapping[str, str]) -> list[Any]:
    """The entries with the names that their files are published as."""
    text = json.dumps(entries)
    for path, name in names.items():
        text = text.replace(f'"{path}"', f'"{name}"')
    made: list[Any] = json.loads(text)
    return made


def test_only_what_is_named_by_the_settings_is_named_after_its_content() -> None:
    assert assets.names(FILES, {}).keys() == {SHEET, *SCRIPTS}
    site = {"extra_css": [CSS], "extra_javascript": [{"path": JS}], "theme": {"favicon": SVG}}
    names = assets.names(FILES, site)
    assert names.keys() == {SHEET, *SCRIPTS, CSS, JS, SVG}
    assert names[JS] == f"assets/egen.min.{digest(JS.encode('utf-8'))[:8]}.js"
    other = [File(CSS, b"a {}")]
    assert assets.names(other, site)[CSS] != names[CSS]
    assert assets.settings(site, names)["theme"] == {"favicon": names[SVG]}


def test_modules_that_name_each_other_share_the_name_of_their_folder() -> None:
    script, module = next(iter(MODULES.items()))
    other = module.replace("sok.js", "annan.js")

    def published(text: str) -> list[str]:
        files = [*FILES, File(module, b"import './annan.js'"), File(other, text.encode("utf-8"))]
        names = assets.names(files, {})
        (told,) = [each for each in assets.settings({}, names)["extra"]["skript"] if each["modul"]]
        assert told["fil"] == names[script]
        assert told["modul"] == names[module]
        return [names[module], names[other]]

    one, another = published("1"), published("2")
    for names in (one, another):
        assert len({name.rpartition("/")[0] for name in names}) == 1
        assert re.fullmatch(r"assets/sok\.\w{8}/sok\.js", names[0])
        assert names[1].endswith("/annan.js")
    assert one[0] != another[0]


@pytest.mark.parametrize(
    ("site", "sheets", "scripts"),
    [
        ({}, [SHEET], []),
        ({"extra_css": None, "extra_javascript": None, "theme": "material"}, [SHEET], []),
        ({"extra_css": [SHEET], "extra_javascript": [*SCRIPTS]}, [SHEET], []),
        ({"extra_css": [CSS], "extra_javascript": [JS]}, [SHEET, CSS], [JS]),
        ({"extra_css": [CSS, SHEET]}, [CSS, SHEET], []),
        ({"extra_css": CSS, "extra_javascript": JS}, [SHEET, CSS], [JS]),
        ({"extra_css": ["https://a.example/b.css"]}, [SHEET, "https://a.example/b.css"], []),
        (
            {"extra_javascript": [{"path": JS, "async": True}]},
            [SHEET],
            [{"path": JS, "async": True}],
        ),
        ({"extra_javascript": [{"path": SORT}, {"defer": True}]}, [SHEET], [{"defer": True}]),
    ],
)
def test_a_site_may_name_files_of_its_own_and_need_not_name_the_programs(
    site: dict[str, Any], sheets: list[str], scripts: list[Any]
) -> None:
    names = assets.names(FILES, site)
    told = assets.settings(site, names)
    assert told["extra_css"] == renamed(sheets, names)
    assert told["extra_javascript"] == renamed(scripts, names)
    assert [script["fil"] for script in told["extra"]["skript"]] == [names[p] for p in SCRIPTS]


def test_a_site_with_settings_of_its_own_loads_each_file_once_and_may_have_all_packed(
    exempel: Path,
) -> None:
    with (exempel / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("  komprimerat: true\n")  # of `extra`, which comes last
        settings.write(f"extra_css: [{SHEET}, {CSS}]\nextra_javascript: [{SORT}, {JS}]\n")
    write(exempel / "site_templates" / CSS, "a { color: red; }\n")
    write(exempel / "site_templates" / JS, "// inget\n")
    site = build(exempel)
    page = lxml.html.parse(str(site / "kontroller/index.html")).getroot()
    used = [str(path) for path in page.xpath("//link[@rel='stylesheet']/@href|//script/@src")]
    for path in (SHEET, CSS, SORT, JS):
        start, _, ending = path.rpartition(".")
        (name,) = [
            name
            for name in used
            if re.fullmatch(rf"{re.escape(start)}\.\w{{8}}\.{ending}", name[3:])
        ]
        assert digest((site / name[3:]).read_bytes())[:8] == name.split(".")[-2]
    texts = [file for file in site.rglob("*") if file.suffix in TEXT]
    assert len(texts) > 100
    for file in texts:
        packed = file.with_name(f"{file.name}.gz").read_bytes()
        assert gzip.decompress(packed) == file.read_bytes()
        assert packed[4:8] == bytes(4), "no clock but the data's"
