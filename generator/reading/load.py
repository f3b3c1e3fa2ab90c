"""From data files to a register: the only reading, and the step from text to types.

`read` touches the disk and nothing else does. `load` is a pure function from the files'
bytes to a `Register` and every problem found on the way. A file, or an entry of a list,
that is wrong in one stage is left out of the next, so that one fault gives one message.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Mapping, Sequence
from errno import ELOOP, ENAMETOOLONG, ENOENT, ENOTDIR
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from pydantic import BaseModel

from generator.data.beslut import Beslut
from generator.data.problem import Problem, nearest
from generator.data.registers import REFERENCES, Organisation, Rattelse
from generator.data.types import ID_PATTERN, slug
from generator.data.version import Version, VersionId
from generator.reading import andringar as kept_changes
from generator.reading import ledger, versions
from generator.reading import yaml_text as source
from generator.reading.andringar import Andring
from generator.reading.decisions import BESLUT_PATH, csv_beside, load_one, read_beslut
from generator.reading.faults import fault
from generator.reading.headings import NAME_OF
from generator.reading.insatser import Ids
from generator.reading.ledger import Line, PubliceradAdress, Publicerat, Tid
from generator.reading.register import (
    ADRESSER,
    ANDRINGAR,
    CONTENT,
    DATA,
    LEDGER,
    LIST_FILES,
    OPTIONAL_FILES,
    SIDOR,
    TIDER,
    Register,
)
from generator.reading.trees import Trees
from generator.reading.yaml_text import Bound, Source
from generator.words.escaping import visible_line

_FOLDER = re.compile(rf"{CONTENT}|{SIDOR}|{DATA}(?:/beslut(?:/[0-9]{{4}})?)?")
"""Where there may only be a folder."""
_YEAR = "(19|20)[0-9]{2}"
_KINDS = {
    "beslut": rf"{DATA}/beslut/{_YEAR}/{ID_PATTERN.pattern}\.yml",
    "insatser": rf"{DATA}/beslut/[^/]+/[^/.]+\.insatser\.csv",
    "sida": rf"{SIDOR}/{ID_PATTERN.pattern}\.md",
    "publicerat": re.escape(LEDGER),
    "adresser": re.escape(ADRESSER),
    "tider": re.escape(TIDER),
    "andringar": re.escape(ANDRINGAR),
    "version": rf"{versions.VERSIONER}/[^/]+/{re.escape(versions.RECORD)}",
    **{name: rf"{DATA}/{name}\.yml" for name in (*LIST_FILES, "organisation")},
}
"""Where each kind of data lies; insatser are a long list beside their decision."""
_ANY_KIND = re.compile("|".join(f"(?P<{kind}>{path})" for kind, path in _KINDS.items()))


Files = Mapping[str, bytes | Problem]
"""What lies in the content folder, by its path from the site's root: each file's content, or
why it can't be read. A name is written so that it can be printed, and keeps to one line."""


def read(root: Path) -> dict[str, bytes | Problem]:
    """Every data file and hand-written page under a site's root.

    Hidden files and editors' back-ups are passed over, and the tables that are kept of versions,
    which are much and are looked through by themselves. What is neither a plain file nor a folder
    of such is a problem, so that nothing that lies there can be missed, and is never opened.
    """
    files: dict[str, bytes | Problem] = {}
    pending = [name for name in (SIDOR, DATA) if os.path.lexists(root / name)]
    while pending:
        name = pending.pop()
        shown = visible_line(name)
        try:
            content = _content(root, name, shown)
        except OSError as error:
            content = _refusal(shown, error)
        if isinstance(content, list):
            inside = [f"{name}/{inner}" for inner in content if not is_passed_over(inner)]
            pending += [path for path in inside if not versions.is_kept_table(path)]
        else:
            files[shown] = content
    return files


def _content(root: Path, name: str, shown: str) -> bytes | Problem | list[str]:
    """What a file holds, or why it can't be read; of a folder, the last name in it first."""
    path = root / name
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        path = Path(os.path.realpath(path, strict=True))
        if not path.is_relative_to((root / CONTENT).resolve()):
            return fault("link_out", shown)
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return fault("folder_link", shown)
    if stat.S_ISDIR(mode) and not name.endswith(_SUFFIXES):
        return sorted((inner.name for inner in path.iterdir()), reverse=True)
    if not stat.S_ISREG(mode):
        return fault(_OTHER_KINDS.get(stat.S_IFMT(mode), "device"), shown)
    with path.open("rb") as stream:
        return stream.read(bound(name).max_bytes + 1)


_MAX_BYTES_OF_CORRECTIONS = 20_000_000
"""Some hundred thousand corrections, which are read in a quarter of a minute. They stand in one
file that only grows, as the ledger does."""


def bound(name: str) -> Bound:
    """How much of a file is read, by its path from the site's root."""
    kind = _kind(name)
    if kind in ("publicerat", "adresser", "tider", "andringar", "version"):
        hint = "Är så mycket publicerat behöver gränsen höjas i programmet."
        return Bound(ledger.MAX_BYTES, f"{_TAKE_BACK} {hint}")
    if kind == "rattelser":
        hint = "Är rättelserna så många behöver gränsen höjas i programmet."
        return Bound(_MAX_BYTES_OF_CORRECTIONS, f"{_TAKE_BACK} {hint}")
    if kind in (*LIST_FILES, "organisation"):
        return Bound(source.MAX_BYTES, f"{_TAKE_BACK} Annars: ta bort det som inte används.")
    return source.DIVISIBLE


_TAKE_BACK = "Är den så stor av misstag: hämta tillbaka den ur versionshistoriken."


_SUFFIXES = (".yml", ".yaml", ".csv", ".md")
"""How the name of a file ends, and of no folder."""

_OTHER_KINDS = {
    stat.S_IFDIR: "folder_named_as_file",
    stat.S_IFIFO: "pipe",
    stat.S_IFSOCK: "socket",
}


def _refusal(shown: str, error: OSError) -> Problem:
    """Why the disk would not give what lies there."""
    if isinstance(error, PermissionError):
        return fault("no_rights", shown)
    if error.errno in {ENOENT, ENOTDIR, ENAMETOOLONG}:
        return fault("dead_link", shown)
    if error.errno == ELOOP:
        return fault("circular_link", shown)
    return fault("disk", shown, reason=error.strerror)


def is_passed_over(name: str) -> bool:
    """Whether a file is hidden or an editor's back-up, by its path from the site's root."""
    return any(part.startswith(".") or part.endswith("~") for part in name.split("/"))


def read_documents(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """The named documents that are in a folder, by name."""
    return {name: (folder / name).read_bytes() for name in names if (folder / name).is_file()}


class Remembered(dict[tuple[object, ...], Any]):
    """What each file gave when it was last read, by all that it was read from: its path, its bytes.

    `trees` are what is remembered from one command to the next.
    """

    def __init__(self, trees: Trees | None = None) -> None:
        super().__init__()
        self.trees = trees or Trees()


Given = ParamSpec("Given")
Gave = TypeVar("Gave")


def load(files: Files, remembered: Remembered | None = None) -> tuple[Register, list[Problem]]:
    """Parse and type every file; the register holds what was right.

    What `remembered` has from a reading before is not read again. Then it has what these files
    gave, and no more, for whoever reads others that are much the same.
    """
    remembered = Remembered() if remembered is None else remembered
    before, kept = remembered.copy(), remembered.trees
    remembered.clear()

    def once(
        by: tuple[object, ...],
        read: Callable[Given, Gave],
        *given: Given.args,
        **named: Given.kwargs,
    ) -> Gave:
        gave: Gave = before[by] if by in before else read(*given, **named)
        remembered[by] = gave
        return gave

    problems: list[Problem] = []
    sources: dict[str, Source] = {}
    lists: dict[str, list[Any]] = {name: [] for name in LIST_FILES}
    known: dict[str, frozenset[str] | None] = {name: frozenset() for name in LIST_FILES}
    organisation: Organisation | None = None
    beslut: list[Beslut] = []
    unfit: list[Beslut] = []
    sidor: dict[str, str] = {}
    publicerat: tuple[Publicerat, ...] | None = None
    adresser: tuple[PubliceradAdress, ...] | None = None
    tider: tuple[Tid, ...] | None = None
    andringar: tuple[Andring, ...] = ()
    versioner: dict[VersionId, Version] = {}
    closed: list[str] = []
    ids: Ids = {}
    named_in = tuple(  # a row of a list may give a recipient, say, by name
        files.get(f"{DATA}/{REFERENCES[column]}.yml") for column in NAME_OF
    )

    for file in sorted(files, key=lambda file: bool(BESLUT_PATH.fullmatch(file))):
        content, kind = files[file], _kind(file)
        if isinstance(content, Problem):
            problems.append(content)
            if kind:
                known[kind] = None
            else:
                closed.append(file)
            continue
        if _FOLDER.fullmatch(file):
            problems.append(fault("file_named_as_folder", file))
            closed.append(file)
            continue
        if kind is None:
            problems.append(_misplaced(file))
            continue
        if kind == "insatser":  # read with its decision, if it has one
            if f"{file.removesuffix('.insatser.csv')}.yml" not in files:
                problems.append(fault("csv_without_beslut", file))
            continue
        if kind == "publicerat":
            publicerat, found = once((file, content), _load_kept, ledger.PUBLICERAT, file, content)
            problems += found
            continue
        if kind == "adresser":
            adresser, found = once((file, content), _load_kept, ledger.ADRESSER, file, content)
            problems += found
            continue
        if kind == "tider":
            tider, found = once((file, content), _load_kept, ledger.TIDER, file, content)
            problems += found
            continue
        if kind == "andringar":
            andringar, found = once((file, content), _load_andringar, file, content)
            problems += found
            continue
        if kind == "version":
            version = versions.version_of(file)
            record = once((file, content), versions.parse, file, content)
            if version is None:
                problems.append(_misplaced(file))
            elif isinstance(record, Problem):
                known[kind] = None
                problems.append(record)
            else:
                versioner[version] = record
            continue
        if kind == "sida":
            text, found = source.decode(file, content)
            problems += found
            if text is not None:
                sidor[file.removeprefix(f"{SIDOR}/").removesuffix(".md")] = text
            continue
        if kind == "beslut":
            csv = files.get(csv_beside(file))
            by = (file, content) if csv is None else (file, content, csv, *named_in)
            ids = ids or _ids_of(lists)  # of all, as decisions come last
            decision = once(by, read_beslut, file, content, csv, ids, kept, by)
            problems += decision.problems
            if decision.source:
                sources[file] = decision.source
            if decision.beslut:
                (unfit if decision.is_unfit else beslut).append(decision.beslut)
            continue
        parsed, found = once((file, content), source.parse, file, content, bound(file))
        problems += found
        if parsed:
            sources[file] = parsed
        if parsed is None or found:  # what is left would only give more messages about the same
            known[kind] = None
            continue
        if kind in LIST_FILES:
            lists[kind], known[kind], found = _load_list(parsed, LIST_FILES[kind])
        else:
            organisation, found = load_one(parsed, Organisation, parsed.data, ())
        problems += found

    for name in (*LIST_FILES, "organisation"):
        if name not in OPTIONAL_FILES and not {f"{DATA}/{name}.yml", DATA, CONTENT} & files.keys():
            known[name] = None
            problems.append(fault("missing", f"{DATA}/{name}.yml"))
    if lists["rattelser"] and LEDGER not in files:
        problems.append(fault("missing_ledger", LEDGER))
    if closed or any(problem.file == f"{DATA}/rattelser.yml" for problem in problems):
        publicerat = None
    paths = filter(None, map(BESLUT_PATH.fullmatch, files))
    known["beslut"] = frozenset(f"{path['ar']}/{path['id']}" for path in paths)

    rattelser = lists.pop("rattelser")
    register = Register(
        organisation=organisation,
        beslut=tuple(sorted(beslut, key=lambda decision: (decision.ar, decision.id))),
        **{name: {entry.id: entry for entry in entries} for name, entries in lists.items()},
        rattelser=tuple(rattelser),
        publicerat=publicerat,
        adresser=adresser,
        tider=tider or (),
        andringar=andringar,
        versioner=dict(sorted(versioner.items())),
        sidor=sidor,
        known_ids=known,
        sources=sources,
        closed=tuple(closed),
        unfit=tuple(unfit),
    )
    return register, problems


def _kind(file: str) -> str | None:
    """Which kind of data a file holds, by where it lies; None where nothing belongs."""
    match = _ANY_KIND.fullmatch(file)
    return match.lastgroup if match else None


def _misplaced(file: str) -> Problem:
    """A file where none is expected, with a guess at what was meant."""
    match = BESLUT_PATH.fullmatch(file)
    if match:
        year = match["ar"] if re.fullmatch(_YEAR, match["ar"]) else "2023"
        example = f"{DATA}/beslut/{year}/{slug(match['id']) or 'god-och-nara-vard'}.yml"
        hint = f"Ett beslut heter {DATA}/beslut/<år>/<id>.yml, till exempel {example}"
    elif file.endswith(".csv") and "/beslut/" in file:
        hint = "Insatser bredvid ett beslut heter <id>.insatser.csv, med beslutets id."
    else:
        names = [f"{name}.yml" for name in (*LIST_FILES, "organisation")]
        hint = nearest(file.removeprefix(f"{DATA}/"), names, "Flytta eller ta bort filen.")
    return Problem(file, 1, 1, "fel-plats", "här väntas ingen fil med det namnet", hint)


def _ids_of(lists: Mapping[str, Sequence[Any]]) -> Ids:
    """The ids of the entries of the list files, whose names a row may give for them."""
    return {
        column: {slug(entry.namn): entry.id for entry in lists[REFERENCES[column]]}
        for column in NAME_OF
    }


def _load_list(
    parsed: Source, model: type[BaseModel]
) -> tuple[list[Any], frozenset[str] | None, list[Problem]]:
    """A list file: the entries that are right, the ids of all, and what is wrong."""
    if not isinstance(parsed.data, list):
        message = "filen ska vara en lista, där varje post börjar med ett bindestreck"
        hint = "Börja varje post med - följt av mellanslag."
        return [], None, [parsed.problem("fel-form", message, hint=hint)]
    entries: list[Any] = []
    problems: list[Problem] = []
    first: dict[str, int] = {}
    for index, raw in enumerate(parsed.data):
        entry, found = load_one(parsed, model, raw, (index,))
        problems += found
        key = raw.get("id") if isinstance(raw, dict) and model is not Rattelse else None
        path, hint = (index, "id"), "Välj ett annat id."
        if isinstance(key, str) and key in first:
            message = f"id {key!r} står redan på rad {first[key]}"
            problems.append(parsed.problem("dubbelt-id", message, path=path, hint=hint))
            continue
        if isinstance(key, str):
            first[key] = parsed.place(path).line
        entries += [entry] if entry else []
    all_named = all(isinstance(raw, dict) and raw.get("id") for raw in parsed.data)
    return entries, frozenset(first) if all_named else None, problems


def _load_kept(
    form: ledger.Form[Line], file: str, content: bytes
) -> tuple[tuple[Line, ...] | None, list[Problem]]:
    """What is kept in a file of what has been published, or None and what is wrong with it."""
    text, problems = source.decode_data(file, content, bound(file))
    if text is None:
        return None, problems
    entries, problems = ledger.parse(form, file, text)
    return None if problems else entries, problems


def _load_andringar(file: str, content: bytes) -> tuple[tuple[Andring, ...], list[Problem]]:
    """The public changes that are kept, and what is wrong with their file."""
    text, problems = source.decode_data(file, content, bound(file))
    return ((), problems) if text is None else kept_changes.parse(file, text)
