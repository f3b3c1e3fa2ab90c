"""From files in memory to a site on disk: the only writing, and the site builder's process.

The builder works in `build/`; `site/` is replaced as a whole, and only when all went well.
"""

from __future__ import annotations

import html
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path

import yaml

from generator.publishing.downloads import File
from generator.publishing.publication import Publication

PROGRAM_ROOT = Path(__file__).resolve().parents[2]
"""Where the program's own templates and theme lie."""


class BuilderFailedError(Exception):
    """The site builder did not finish; its own words are the message."""


def template_folders(root: Path) -> list[Path]:
    """Where templates are looked for: the site's own before the program's."""
    return [
        path for path in (root / "site_templates", PROGRAM_ROOT / "site_templates") if path.is_dir()
    ]


def write_whole(target: Path, content: bytes) -> None:
    """Write one file whole, or leave what was there and nothing beside it.

    Where the target is a link, what it leads to is written.
    """
    write_together({target: content})


def write_together(contents: Mapping[Path, bytes]) -> None:
    """Write several files whole, all of them or none; nothing is left beside them.

    All are written beside the old ones before the first is put in place, so that a full disk
    stops none of them halfway; what then still fails puts back what was there.
    """
    before: dict[Path, bytes | None] = {}
    with ExitStack() as stack:
        unfinished: dict[Path, Path] = {}
        for target, content in contents.items():
            target = target.resolve()
            stack.enter_context(_writing(target))
            unfinished[target] = target.with_name(f".{target.name}.ny")
            stack.callback(unfinished[target].unlink, missing_ok=True)
            unfinished[target].write_bytes(content)
            if target.exists():
                shutil.copymode(target, unfinished[target])
        try:
            for target, new in unfinished.items():
                old = target.read_bytes() if target.exists() and len(contents) > 1 else None
                new.replace(target)
                before[target] = old
        except BaseException:
            for target, old in before.items():
                if old is None:
                    target.unlink()
                else:
                    target.write_bytes(old)
            raise


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    """Have a folder for a file, and no longer than the file is written if it was not there.

    What the disk refuses then says which file it was, which the system does not always.
    """
    made = [folder for folder in target.parents if not folder.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException as error:
        for folder in made:
            with suppress(OSError):  # somebody else's file is there by now
                folder.rmdir()
        if isinstance(error, OSError):
            error.filename = error.filename or str(target)
        raise


def write_docs(root: Path, files: Iterable[File]) -> None:
    """Make `build/docs` hold just these files, writing only those whose content changed."""
    docs = root / "build" / "docs"
    wanted = list(files)
    write_files(docs, wanted)
    paths = {file.path for file in wanted}
    for old in sorted(docs.rglob("*"), reverse=True):
        if old.is_dir():
            if not any(old.iterdir()):
                old.rmdir()
        elif old.relative_to(docs).as_posix() not in paths:
            old.unlink()


def write_files(folder: Path, files: Iterable[File]) -> list[str]:
    """Write the files whose content changed, and give their paths from the folder."""
    written = []
    for file in files:
        target = folder / file.path
        if target.is_file() and target.read_bytes() == file.content:
            continue
        write_whole(target, file.content)
        written.append(file.path)
    return written


def write_new(target: Path, content: bytes) -> None:
    """Write a file that is not there yet; raises `FileExistsError` where it is."""
    with _writing(target):
        stream = target.open("xb")
        try:
            with stream:
                stream.write(content)
        except BaseException:
            target.unlink()
            raise


STYLE = ("farger", "text", "tabeller", "marken", "pengar", "sidor", "verktyg", "ram", "utskrift")
"""The parts of the style sheet, `stil/<name>.css`, in the order in which one may override another.

They are published as one file, since each file more is a request more for every reader.
"""


def assets(root: Path) -> list[File]:
    """Style sheet, scripts and pictures, the site's own before the program's."""
    folders = template_folders(root)
    style = [
        next(path for folder in folders if (path := folder / "stil" / f"{name}.css").is_file())
        for name in STYLE
    ]
    files = {"assets/tilldelat.css": b"\n".join(path.read_bytes() for path in style)}
    for folder in reversed(folders):
        for path in sorted((folder / "assets").rglob("*")):
            if path.is_file():
                files[path.relative_to(folder).as_posix()] = path.read_bytes()
    return [File(name, content) for name, content in files.items()]


def builder_settings(root: Path, publication: Publication) -> Mapping[str, object]:
    """What `build/mkdocs.yml` adds to the site's `mkdocs.yml`: each fact stands once.

    The theme's templates do not escape, so the texts come escaped.
    """
    organisation = publication.organisation
    themes = [folder / "theme" for folder in template_folders(root)]
    theme = next(folder for folder in themes if folder.is_dir())
    return {
        "INHERIT": "../mkdocs.yml",
        "site_name": html.escape(organisation.webbplatsnamn),
        "site_url": organisation.webbplats,
        "copyright": html.escape(
            f"{organisation.namn}{' (demonstration)' if organisation.demonstration else ''}. "
            f"Uppgifterna får användas fritt, {organisation.licens}. "
            f"Frågor: {organisation.kontakt.namn}, {organisation.kontakt.epost}."
        ),
        "docs_dir": "docs",
        "site_dir": "site",
        "theme": {"custom_dir": os.path.relpath(theme, root / "build")},
        "extra": {
            "organisation": html.escape(organisation.namn),
            "demonstration": organisation.demonstration,
            "sidor": sorted(publication.register.sidor),
            "farg": organisation.farg,
            "farg_mork": organisation.farg_mork,
        },
    }


def build(root: Path, publication: Publication, files: Sequence[File]) -> None:
    """Write the files, run the builder on them, and put its result in `site/`.

    Raises `BuilderFailedError` when the builder refuses, and `OSError` when the disk does; either
    way the previous `site/` is untouched.
    """
    folder = root / "build"
    folder.mkdir(exist_ok=True)
    write_docs(root, [*files, *assets(root)])
    settings = yaml.safe_dump(dict(builder_settings(root, publication)), allow_unicode=True)
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    try:
        _run_builder(folder, publication.as_of)
        replace_site(folder / "site", root / "site")
    finally:
        _remove(folder / "site")  # the half of one that came to nothing


def _run_builder(folder: Path, as_of: date) -> None:
    """Run mkdocs strictly in a process of its own, with no clock but the data's."""
    epoch = int(datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC).timestamp())
    environment = os.environ | {
        "SOURCE_DATE_EPOCH": str(epoch),
        "PYTHONHASHSEED": "0",
        # Material's notice of its own end in 2027, which DECISIONS.md answers.
        "NO_MKDOCS_2_WARNING": "1",
    }
    # Not --quiet: it silences the warnings before --strict has counted them.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--clean"]
    done = subprocess.run(
        [*command, "--config-file", str(folder / "mkdocs.yml")],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        close_fds=False,  # the lock of the folder is held for as long as the builder lives
    )
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if not line.startswith("INFO")]
        if any(line.startswith("Traceback") for line in said):
            said = said[-1:]  # a full disk, for instance: the way there is the builder's own
        raise BuilderFailedError("\n".join(said).strip() or done.stdout.strip())


def replace_site(new: Path, site: Path) -> None:
    """Put a finished site in the old one's place; there is never half of either.

    Where that place is a link, what it leads to is replaced.
    """
    old, site = new.with_name(_OLD), site.resolve()
    _remove(old)
    if site.exists():
        site.rename(old)
    try:
        new.rename(site)
    except OSError:
        if old.exists():
            old.rename(site)
        raise
    _remove(old)


def restore_site(root: Path) -> None:
    """Put the site back that a build had moved aside when it was killed."""
    old, site = root / "build" / _OLD, (root / "site").resolve()
    if old.exists() and not site.exists():
        old.rename(site)


_OLD = "site-gammal"
"""Where the old site is while the new one is put in its place."""


def _remove(path: Path) -> None:
    """Remove a folder, or the file or link that stands where one was."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
