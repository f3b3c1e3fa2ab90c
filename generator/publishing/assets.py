"""What the frame of the pages uses: their style sheet, their scripts and their pictures.

What the settings name is published with a fingerprint of its content in its name, so that a host
may let browsers keep it for ever: another content is another file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from generator.publishing.addresses import EMBED_STYLE
from generator.publishing.downloads import File
from generator.publishing.site import digest, template_folders

STYLE = (
    *("farger", "text", "tabeller", "marken", "pengar", "bilder", "sidor", "verktyg"),
    *("forklaring", "sok", "utforska", "ram", "utskrift"),
)
"""The parts of the style sheet, `stil/<name>.css`, in the order in which one may override another.

They are published as one file, since each file more is a request more for every reader.
"""
SHEET = "assets/tilldelat.css"
EMBEDDED = ("farger", "text", "tabeller", "marken", "pengar", "bilder")
"""Those that what is shown on others' pages has use of, before what is for it alone."""
_OF_DARK = re.compile(rb'^\[data-md-color-scheme="slate"\]([^{]*\{[^}]*\})', re.MULTILINE)
_OF_LIGHT = b'[data-md-color-scheme="default"]'
PARTS = ("rader", "summor", "val", "fil", "tabell", "utforska")
"""The parts of the explorer's script, `skript/<name>.js`, which are one module for the same reason.

Any of them may use what another has; the first one imports for all.
"""
EXPLORER = "assets/sok/utforska.js"
SCRIPTS = {
    "assets/sokfalt.js": ("",),
    "assets/sortera.js": ("data-sorterbar",),
    "assets/filtrera.js": ("data-urval",),
    "assets/kopiera.js": ("<pre", "data-citera", "att-kopiera"),
    "assets/forklara.js": ("data-citera", '<a class="belopp"', '<a class="ord"'),
    "assets/ladda.js": ("data-vy",),
    "assets/dagar.js": ("data-dag",),
    "assets/utforska.js": ("data-utforska",),
    "assets/fall.js": ('<details class="fall',),
}
"""Each script, after those that it uses, and what a page holds that has use of it.

The theme puts a script only on pages that hold one of these texts; every page holds the empty one.
"""
MODULES = {
    "assets/sokfalt.js": "assets/sok/sok.js",
    "assets/utforska.js": EXPLORER,
}
"""What a script fetches when it is wanted: a module, with the others that lie in its folder.

The folder has the fingerprint of all of them, since they name each other by their plain names.
"""
_PICTURES = ("favicon", "logo")
"""What the theme's settings may call a picture that every page shows."""


def read(root: Path) -> list[File]:
    """Style sheet, scripts and pictures, the site's own before the program's."""
    folders = template_folders(root)
    style = _joined(folders, [f"stil/{name}.css" for name in STYLE])
    explorer = _joined(folders, [f"skript/{name}.js" for name in PARTS])
    parts = [*(f"stil/{name}.css" for name in EMBEDDED), "inbaddning/stil.css"]
    embedded = _joined(folders, parts)
    files = {
        SHEET: style,
        EXPLORER: _slim(explorer),
        EMBED_STYLE: _by_the_readers_choice(embedded),
    }
    for folder in reversed(folders):
        for path in sorted((folder / "assets").rglob("*")):
            if path.is_file():
                files[path.relative_to(folder).as_posix()] = path.read_bytes()
    return [File(name, content) for name, content in files.items()]


def _joined(folders: Sequence[Path], parts: Iterable[str]) -> bytes:
    """Parts of a file as one, each from the first folder that has it."""
    paths = [
        next(path for folder in folders if (path := folder / part).is_file()) for part in parts
    ]
    return b"\n".join(path.read_bytes() for path in paths)


def _by_the_readers_choice(style: bytes) -> bytes:
    """A style sheet for pages without scripts: what is for the dark is for who asks for that."""
    dark = rb"@media (prefers-color-scheme: dark) { :root\1 }"
    return _OF_DARK.sub(dark, style.replace(_OF_LIGHT, b":root"))


def _slim(script: bytes) -> bytes:
    """A script without what is only for who edits it: indentation, and lines of comments.

    It may have no text of several lines, which this would change.
    """
    return _ONLY_TO_READ.sub(b"", script)


_ONLY_TO_READ = re.compile(rb"^[ \t]*//.*\n|^[ \t]+", re.MULTILINE)


def names(files: Iterable[File], site: Mapping[str, Any]) -> Mapping[str, str]:
    """What the files that the program or the site's settings name are published as, by their paths.

    Other files keep their names: hand-written pages and the site's own style sheets name them.
    """
    named = [*_sheets(site), *_scripts(site), *_pictures(site).values()]
    used, files = {SHEET, *SCRIPTS, *map(_path, named)}, list(files)
    published = {
        file.path: _with_fingerprint(file.path, file.content) for file in files if file.path in used
    }
    for module in MODULES.values():
        folder = str(PurePosixPath(module).parent)
        together = [file for file in files if file.path.startswith(f"{folder}/")]
        name = _with_fingerprint(folder, b"".join(file.content for file in together))
        published |= {file.path: name + file.path.removeprefix(folder) for file in together}
    return published


def settings(site: Mapping[str, Any], names: Mapping[str, str]) -> Mapping[str, Any]:
    """What the builder is told instead of what the site's settings say of sheets and scripts.

    A site need not name the program's own, and nothing comes twice where it does.
    """
    pictures = _pictures(site).items()
    return {
        "extra_css": [_renamed(entry, names) for entry in _sheets(site)],
        "extra_javascript": [_renamed(entry, names) for entry in _scripts(site)],
        "theme": {key: names[path] for key, path in pictures if path in names},
        "extra": {
            "skript": [
                {"fil": names[path], "marken": [*marks], "modul": names.get(MODULES.get(path, ""))}
                for path, marks in SCRIPTS.items()
            ]
        },
    }


def _sheets(site: Mapping[str, Any]) -> list[Any]:
    """The style sheets, of which a later overrides an earlier."""
    named = _entries(site, "extra_css")
    return named if SHEET in named else [SHEET, *named]


def _scripts(site: Mapping[str, Any]) -> list[Any]:
    """The site's own scripts, which are on every page."""
    return [entry for entry in _entries(site, "extra_javascript") if _path(entry) not in SCRIPTS]


def _pictures(site: Mapping[str, Any]) -> dict[str, str]:
    theme = site.get("theme")
    told = theme if isinstance(theme, dict) else {}
    return {key: told[key] for key in _PICTURES if isinstance(told.get(key), str)}


def _entries(site: Mapping[str, Any], key: str) -> list[Any]:
    """What a list of the settings holds; a single value is a list of one."""
    value = site.get(key) or []
    return value if isinstance(value, list) else [value]


def _path(entry: Any) -> str:
    """Which file an entry names: alone, or with how it is to be loaded."""
    return str(entry.get("path") if isinstance(entry, dict) else entry)


def _renamed(entry: Any, names: Mapping[str, str]) -> Any:
    name = names.get(_path(entry))
    if name is None:
        return entry
    return {**entry, "path": name} if isinstance(entry, dict) else name


def _with_fingerprint(path: str, content: bytes) -> str:
    name = PurePosixPath(path)
    return str(name.with_stem(f"{name.stem}.{digest(content)[:8]}"))
