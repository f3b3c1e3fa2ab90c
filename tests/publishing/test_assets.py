"""What the pages look like comes whole, in one file, and a site may have its own."""

from __future__ import annotations

import re
from pathlib import Path

from generator.publishing import site

PARTS = site.PROGRAM_ROOT / "site_templates" / "stil"
SHEET = "assets/tilldelat.css"


def contents(root: Path) -> dict[str, str]:
    return {
        file.path: file.content.decode("utf-8")
        for file in site.assets(root)
        if file.path.endswith((".css", ".js"))
    }


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_the_style_sheet_holds_every_part_in_order(tmp_path: Path) -> None:
    assert {path.stem for path in PARTS.iterdir()} == set(site.STYLE)
    sheet = contents(tmp_path)[SHEET]
    starts = [sheet.index((PARTS / f"{name}.css").read_text("utf-8")) for name in site.STYLE]
    assert starts == sorted(starts)


def test_every_part_of_the_style_sheet_ends_what_it_begins() -> None:
    for name in site.STYLE:
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
