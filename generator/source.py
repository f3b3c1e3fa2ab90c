"""YAML as text with places: every scalar stays text, every value knows its line and column.

Plain YAML loading guesses types (`no` becomes False, `012` becomes 10) and keeps the last
of two equal keys without a word. Here the model alone decides types, and what YAML would
pass over in silence is a `Problem` at its place. Tags, anchors and aliases are refused: the
data needs none, and they are how a small file becomes a huge one.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from generator.problem import Place, Problem

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # PyYAML built without libyaml: slower, the same nodes and places
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

MAX_BYTES = 2_000_000
"""The largest data file that is read; the largest real one is some 40 kB."""
MAX_DEPTH = 40
"""The deepest nesting that is read; the format itself needs nine levels."""

Path = tuple[str | int, ...]
"""Where a value stands in its file: keys and list positions from the top."""

_MERGE_MARKER = re.compile(r"^(<{7}|={7}|>{7})( |\r?$)", re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_WHITE = re.compile(r"[ \t\r\n]+")
_HASH = re.compile(r" *(#[^#\s].*)")
_FAR_IN = re.compile(rf"^[ ?-]{{{MAX_DEPTH // 2}}}", re.MULTILINE)
"""A line whose content starts so far in that its depth may be too great: each level of block
style takes a column at least, but for a list at its key's own column."""
_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "map", "seq")
)
"""What YAML itself may take a value for; all of them are text here."""


@dataclass(frozen=True)
class Source:
    """One parsed data file: plain dicts, lists and text, and the place of every value."""

    file: str
    text: str
    data: Any
    places: dict[Path, Place] = field(default_factory=dict)
    """Where each value starts."""
    keys: dict[Path, Place] = field(default_factory=dict)
    """Where the key of each value starts."""
    texts: list[tuple[Path, str]] = field(default_factory=list)
    """Every text value with its place among the data, in the order of the file."""
    labels: dict[Path, str] = field(default_factory=dict)
    """What a value is called beside its place: the column of a table."""
    beside: Source | None = None
    """Another file that some of the data stands in; only what stands there has a place in it."""

    @cached_property
    def lines(self) -> list[str]:
        """The text's lines, as YAML counts them."""
        return re.split(r"\r\n|\r|\n", self.text)

    def place(self, path: Path) -> Place:
        """The place of a value, or of the nearest value around it that has one."""
        for end in range(len(path), -1, -1):
            if found := self.places.get(path[:end]):
                return found
        return Place(1, 1)

    def key_place(self, path: Path) -> Place:
        """The place of the key that holds a value, else of the value itself."""
        return self.keys.get(path) or self.place(path)

    def problem(
        self, code: str, message: str, *, path: Path = (), hint: str = "", at_key: bool = False
    ) -> Problem:
        """A problem at the value of `path`, or at its key."""
        holder = self.holder(path)
        place = holder.key_place(path) if at_key else holder.place(path)
        label = holder.labels.get(path)
        told = f"{label}: {message}" if label else message
        return Problem(holder.file, place.line, place.column, code, told, hint)

    def holder(self, path: Path) -> Source:
        """The file that a value stands in: this one, or the one beside it."""
        if self.beside and any(path[:end] in self.beside.places for end in range(len(path) + 1)):
            return self.beside
        return self

    def locate(self, path: Path) -> tuple[str, Place]:
        """The file that a value stands in, and its place there."""
        holder = self.holder(path)
        return holder.file, holder.place(path)


def parse(file: str, content: bytes) -> tuple[Source | None, list[Problem]]:
    """Parse one YAML file; the source is None where nothing could be made of the text."""
    text, problems = decode(file, content)
    if text is None:
        return None, problems
    if marker := merge_marker(file, text):
        return None, [marker]
    source = Source(file, text, None)
    try:
        if deep := _too_deep(text):
            message = f"fler än {MAX_DEPTH} nivåer i varandra"
            return None, [Problem(file, deep.line, deep.column, "for-djupt", message)]
        loader = Loader(text)
        try:
            node = loader.get_node() if loader.check_node() else None
            again = loader.get_node() if loader.check_node() else None
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        return None, [_syntax_problem(file, text, error)]
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return None, [Problem(file, 1, 1, "yaml", f"filen går inte att läsa som YAML: {error}")]
    if node is None:
        return None, [
            Problem(file, 1, 1, "tom-fil", "filen är tom", "Fyll i den, eller ta bort den.")
        ]
    if again is not None:
        place = _place(again)
        return None, [
            Problem(
                file,
                place.line,
                place.column,
                "flera-dokument",
                "filen innehåller flera YAML-dokument, skilda åt av ---",
                "Lägg varje beslut i en egen fil.",
            )
        ]
    seen: set[int] = set()
    data = _plain(node, (), source, problems, seen)
    return Source(file, text, data, source.places, source.keys, source.texts), problems


def decode(file: str, content: bytes) -> tuple[str | None, list[Problem]]:
    """Bytes to text: UTF-8 with or without BOM, nothing else."""
    if len(content) > MAX_BYTES:
        message = f"filen är {len(content)} byte; högst {MAX_BYTES} byte läses"
        return None, [
            Problem(file, 1, 1, "for-stor-fil", message, "Dela upp uppgifterna på flera filer.")
        ]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
        return None, [
            Problem(
                file,
                line,
                column,
                "teckenkodning",
                "filen är inte sparad som UTF-8",
                "Öppna filen i en textredigerare, välj Spara som och teckenkodningen UTF-8.",
            )
        ]
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        message = f"filen innehåller styrtecknet U+{ord(found[0]):04X}"
        hint = "Ta bort tecknet. Är filen sparad som UTF-16? Spara den som UTF-8."
        return None, [Problem(file, line, column, "styrtecken", message, hint)]
    return text, []


def merge_marker(file: str, text: str) -> Problem | None:
    """What git leaves in a file where two versions of it could not be joined."""
    marker = _MERGE_MARKER.search(text)
    if marker is None:
        return None
    return Problem(
        file,
        text.count("\n", 0, marker.start()) + 1,
        1,
        "sammanslagning",
        f"raden {marker[0].strip()!r} är kvar efter en sammanslagning i git",
        "Välj vilken av de två versionerna som gäller och ta bort markeringsraderna.",
    )


def clean(text: str) -> str:
    """Composed letters (å as one character) and single ordinary or no-break spaces."""
    return _WHITE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def _plain(
    node: yaml.Node, path: Path, source: Source, problems: list[Problem], seen: set[int]
) -> Any:
    """The node as dict, list or text; places noted on the way, oddities as problems."""
    source.places[path] = _place(node)
    if id(node) in seen:
        message = "filen använder YAML-alias (*namn)"
        problems.append(
            source.problem(
                "yaml-alias", message, path=path, hint="Skriv ut värdet på båda ställena."
            )
        )
        return None
    seen.add(id(node))
    if node.tag not in _TAGS:
        hint = "Ta bort det, eller sätt citattecken om texten ska börja med utropstecken."
        problems.append(
            source.problem(
                "yaml-tagg", f"YAML-taggen {node.tag} är inte tillåten", path=path, hint=hint
            )
        )
        return None
    if len(path) > MAX_DEPTH:
        problems.append(
            source.problem("for-djupt", f"fler än {MAX_DEPTH} nivåer i varandra", path=path)
        )
        return None
    if isinstance(node, yaml.MappingNode):
        return _plain_mapping(node, path, source, problems, seen)
    if isinstance(node, yaml.SequenceNode):
        return [
            _plain(child, (*path, index), source, problems, seen)
            for index, child in enumerate(node.value)
        ]
    if isinstance(node, yaml.ScalarNode) and node.value == "" and not node.style:
        return None
    if isinstance(node, yaml.ScalarNode) and not node.style and (cut := _cut_off(node, source)):
        hint = f'Sätt citattecken runt texten: "{node.value} {cut}"'
        message = f"texten slutar före {cut!r}: efter mellanslag börjar # en kommentar"
        problems.append(source.problem("yaml-nummertecken", message, path=path, hint=hint))
        return None
    if found := _CONTROL.search(node.value):
        message = f"texten innehåller styrtecknet U+{ord(found[0]):04X}"
        problems.append(source.problem("styrtecken", message, path=path, hint="Ta bort tecknet."))
        return None
    value = clean(node.value)
    source.texts.append((path, value))
    return value


def _plain_mapping(
    node: yaml.MappingNode, path: Path, source: Source, problems: list[Problem], seen: set[int]
) -> dict[str, Any]:
    result: dict[str, Any] = {}
    previous = ""
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            place = _place(key_node)
            problems.append(
                Problem(
                    source.file, place.line, place.column, "fel-nyckel", "namnet är inte ett ord"
                )
            )
            continue
        key = clean(key_node.value)
        place = _place(key_node)
        value_is_empty = isinstance(value_node, yaml.ScalarNode) and value_node.value == ""
        if node.flow_style and value_is_empty and key[:1].isdigit() and previous[-1:].isdigit():
            problems.append(
                Problem(
                    source.file,
                    place.line,
                    place.column,
                    "yaml-komma",
                    f"kommat före {key!r} läses som gräns mellan två fält, inte som decimalkomma",
                    f'Sätt citattecken: "{previous},{key}", eller skriv värdet på egen rad.',
                )
            )
            continue
        child_path = (*path, key)
        if key in result:
            first = source.keys[child_path].line
            problems.append(
                Problem(
                    source.file,
                    place.line,
                    place.column,
                    "dubbel-nyckel",
                    f"{key!r} står redan på rad {first}",
                    "Ta bort den ena raden.",
                )
            )
            continue
        source.keys[child_path] = place
        result[key] = _plain(value_node, child_path, source, problems, seen)
        previous = value_node.value if isinstance(value_node, yaml.ScalarNode) else ""
    return result


def _cut_off(node: yaml.Node, source: Source) -> str:
    """What YAML leaves out after ` #` where a comment was hardly meant: `Förslag #2`.

    A comment has a space after its sign, or stands on a line of its own.
    """
    if node.end_mark is None:
        return ""
    line, column = node.end_mark.line, node.end_mark.column
    found = _HASH.match(source.lines[line][column:]) if line < len(source.lines) else None
    return found[1].rstrip() if found else ""


def _too_deep(text: str) -> Place | None:
    """Where the text first nests too deeply; composing it could exhaust the C stack.

    Only a text that could be so deep is looked through: one with many brackets, or with a
    line that starts far in.
    """
    if text.count("[") + text.count("{") < MAX_DEPTH and not _FAR_IN.search(text):
        return None
    loader = Loader(text)
    depth = 0
    try:
        while loader.check_event():
            event = loader.get_event()
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH + 1 and event.start_mark:
                    return Place(event.start_mark.line + 1, event.start_mark.column + 1)
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
    finally:
        loader.dispose()
    return None


def _place(node: yaml.Node) -> Place:
    return Place(node.start_mark.line + 1, node.start_mark.column + 1)


def _syntax_problem(file: str, text: str, error: yaml.MarkedYAMLError) -> Problem:
    """A YAML syntax error in Swedish, at the place where the reader gave up."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.splitlines()
    shown = lines[line - 1] if line <= len(lines) else ""
    if "\t" in shown[: len(shown) - len(shown.lstrip())] or "\\t" in str(error.problem):
        return Problem(
            file,
            line,
            column,
            "tabb",
            "raden är indragen med tabb",
            "Dra in med mellanslag, två för varje nivå.",
        )
    if "mapping values are not allowed" in str(error.problem):
        return Problem(
            file,
            line,
            column,
            "yaml",
            "kolon följt av mellanslag mitt i en text, eller fel indrag",
            'Sätt citattecken runt texten ("…") eller rätta indraget.',
        )
    return Problem(
        file,
        line,
        column,
        "yaml",
        "raden går inte att läsa som YAML (fel indrag, ett kolon eller citattecken för lite?)",
        "Jämför med raderna runt omkring: samma indrag, namn: värde, citattecken i par.",
    )
