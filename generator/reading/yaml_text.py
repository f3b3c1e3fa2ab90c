"""YAML as text with places: every scalar stays text, every value knows its line and column.

Plain YAML loading guesses types (`no` becomes False, `012` becomes 10) and keeps the last
of two equal keys without a word. Here the model alone decides types, and what YAML would
pass over in silence is a `Problem` at its place. Tags, anchors and aliases are refused: the
data needs none, and they are how a small file becomes a huge one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any, NamedTuple

import yaml

from generator.data.problem import NO_PASTE, Paste, Place, Problem
from generator.data.sharing import shared_text
from generator.reading.faults import fault
from generator.words.escaping import code_point, unseen

try:
    from yaml import CSafeLoader as _Reader
except ImportError:  # PyYAML built without libyaml: slower, the same nodes and places
    from yaml import SafeLoader as _Reader  # type: ignore[assignment]


class Loader(_Reader):
    """A reader that asks of no value what type it is: all are text, and half the time is saved.

    A node has a tag only where one is written in the file.
    """

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        """No tag for a value that has none."""
        return ""

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """Nothing to look up on the way down."""

    def ascend_resolver(self) -> None:
        """Nor on the way up."""


MAX_BYTES = 2_000_000
"""The largest data file that is read; the largest real one is some 40 kB."""
_MAX_TOLD = 10
"""How many unseen characters of a file are told of, and how many lines with each."""
MAX_DEPTH = 40
"""The deepest nesting that is read; the format itself needs nine levels."""

Path = tuple[str | int, ...]
"""Where a value stands in its file: keys and list positions from the top."""

_MERGE_MARKER = re.compile(r"^(<{7}|={7}|>{7})( |\r?$)", re.MULTILINE)
_LINE_END = re.compile(r"\r\n|\r|\n")
_WHITE = re.compile(r"[ \t\r\n]+")
_HASH = re.compile(r" *(#[^#\s].*)")
_MAY_CUT_OFF = re.compile(r" #[^#\s]")
"""What a file must hold for `_HASH` to find anything in it."""
_FAR_IN = re.compile(rf"\n[ ?-]{{{MAX_DEPTH // 2}}}")
"""A line whose content starts so far in that its depth may be too great: each level of block
style takes a column at least, but for a list at its key's own column."""


NOWHERE: Path = ("utan plats",)
"""Where things stand that have no place, but are looked at all the same."""


class Bound(NamedTuple):
    """How large a file may be, and what to do about one that is larger."""

    max_bytes: int
    what_to_do: str


DIVISIBLE = Bound(MAX_BYTES, "Dela upp uppgifterna på flera filer.")


class Marks(NamedTuple):
    """Where everything in a file starts."""

    places: dict[Path, Place]
    """Each value."""
    keys: dict[Path, Place]
    """The key of each value that has one."""


@dataclass(frozen=True)
class Source:
    """One parsed data file: plain dicts, lists and text, and the place of every value."""

    file: str
    content: bytes
    data: Any
    """Of a table beside another file: only what has no place in that."""
    given: Marks | None = None
    """The places, where the file is no YAML to look them up in."""
    labels: dict[Path, str] = field(default_factory=dict)
    """What the column of each value is called, in a table."""
    columns: Mapping[Path, str] = field(default_factory=dict)
    """Of a table: in which column each field of a row is written, also those it lacks."""
    names: dict[str, str] = field(default_factory=dict)
    """What the file calls what it names by an id, where it says so."""
    has_beside: Callable[[], Source | None] | None = field(default=None, compare=False, repr=False)
    """Gives another file that some of the data stands in; read when first asked for, likewise."""
    unplaced: Any = None
    """What has no place in that file, though it stands there."""

    @cached_property
    def beside(self) -> Source | None:
        """The file beside this one; only what stands there has a place in it."""
        return self.has_beside() if self.has_beside else None

    @property
    def text(self) -> str:
        """What the file holds."""
        return self.content.decode("utf-8-sig")

    @property
    def texts(self) -> list[tuple[Path, str]]:
        """Every text value with its place among the data, in the order of that."""
        texts: list[tuple[Path, str]] = []
        _add_texts(texts, self.data, ())
        _add_texts(texts, self.unplaced, NOWHERE)
        return texts

    @cached_property
    def marks(self) -> Marks:
        """The places of everything; looked up when first asked for, since few files are wrong."""
        if self.given is not None:
            return self.given
        marks = Marks({}, {})
        text = self.text
        for document in _documents(text)[:1]:
            _plain(document, (), _Walk(self.file, None, marks, seen=_seen(text)))
        return marks

    def place(self, path: Path) -> Place:
        """The place of a value, or of the nearest value around it that has one."""
        for end in range(len(path), -1, -1):
            if place := self.marks.places.get(path[:end]):
                return place
        return Place(1, 1)

    def key_place(self, path: Path) -> Place:
        """The place of the key that holds a value, else of the value itself."""
        return self.marks.keys.get(path) or self.place(path)

    def problem(
        self,
        code: str,
        message: str,
        *,
        path: Path = (),
        hint: str = "",
        paste: Paste = NO_PASTE,
        at_key: bool = False,
    ) -> Problem:
        """A problem at the value of `path`, or at its key."""
        holder = self.holder(path)
        place = holder.key_place(path) if at_key else holder.place(path)
        label = holder.labels.get(path)
        told = f"kolumnen {label}: {message}" if label else message
        return Problem(holder.file, place.line, place.column, code, told, hint, paste)

    def holder(self, path: Path) -> Source:
        """The file that a value stands in: this one, or the one beside it."""
        beside = self.beside
        if beside and any(path[:end] in beside.marks.places for end in range(len(path) + 1)):
            return beside
        return self

    def hint(self, path: Path, in_yaml: str, in_table: str, *inner: str) -> str:
        """What to do about a field of what stands at a place, in the terms of its file.

        In a table, `{column}` is the column that holds the field.
        """
        columns = self.holder(path).columns
        return in_table.format(column=columns[inner]) if columns else in_yaml

    def locate(self, path: Path) -> tuple[str, Place]:
        """The file that a value stands in, and its place there."""
        holder = self.holder(path)
        return holder.file, holder.place(path)


def parse(
    file: str, content: bytes, bound: Bound = DIVISIBLE
) -> tuple[Source | None, list[Problem]]:
    """Parse one YAML file; the source is None where nothing could be made of the text."""
    text, problems = decode_data(file, content, bound)
    if text is None:
        return None, problems
    try:
        if deep := _too_deep(text):
            return None, [fault("too_deep", file, *deep, levels=MAX_DEPTH)]
        documents = _documents(text)
    except yaml.MarkedYAMLError as error:
        return None, [_syntax_problem(file, text, error)]
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return None, [fault("not_yaml", file, reason=error)]
    if not documents:
        return None, [fault("empty", file)]
    if len(documents) > 1:
        return None, [fault("several_documents", file, *_place(documents[1]))]
    lines = _LINE_END.split(text) if " #" in text and _MAY_CUT_OFF.search(text) else None
    walk = _Walk(file, lines, seen=_seen(text))
    data = _plain(documents[0], (), walk)
    return Source(file, content, data), walk.problems


def _documents(text: str) -> list[yaml.Node]:
    """The first YAML document of a text, and the second where there is one."""
    return list(islice(yaml.compose_all(text, Loader=Loader), 2))


def decode(file: str, content: bytes, bound: Bound = DIVISIBLE) -> tuple[str | None, list[Problem]]:
    """Bytes to text: UTF-8 with or without BOM, nothing else."""
    if len(content) > bound.max_bytes:
        told = {"megabytes": bound.max_bytes // 1_000_000, "what_to_do": bound.what_to_do}
        return None, [fault("too_large", file, **told)]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        return None, [fault("not_utf8", file, line, column)]
    if next(unseen(text), None) is None:
        return text, []
    kinds = sorted((char for char in set(text) if any(unseen(char))), key=text.index)
    lines = text.split("\n")
    return None, [_unseen_problem(file, lines, char) for char in kinds[:_MAX_TOLD]]


def _unseen_problem(file: str, lines: Sequence[str], char: str) -> Problem:
    """A character that may not be in a file, at the first place, and the other lines with it."""
    message = f"filen innehåller det osynliga tecknet {code_point(char)}"
    there = ((at, line.index(char) + 1) for at, line in enumerate(lines, 1) if char in line)
    (line, column), *more = islice(there, _MAX_TOLD + 2)
    if more:
        rest = " …" if len(more) > _MAX_TOLD else ""
        message += f", också på rad {', '.join(str(at) for at, _ in more[:_MAX_TOLD])}{rest}"
    hint = "Ta bort tecknet, eller skriv om ordet. Är filen sparad som UTF-16? Spara den som UTF-8."
    return Problem(file, line, column, "styrtecken", message, hint)


def decode_data(
    file: str, content: bytes, bound: Bound = DIVISIBLE
) -> tuple[str | None, list[Problem]]:
    """Bytes to text as above, of a file that git may have left two versions in."""
    text, problems = decode(file, content, bound)
    may_be_marked = text and any(mark * 7 in text for mark in "<=>")
    marker = _MERGE_MARKER.search(text) if text and may_be_marked else None
    if text is None or marker is None:
        return text, problems
    line = text.count("\n", 0, marker.start()) + 1
    return None, [fault("merge_marker", file, line, marker=marker[0].strip())]


def clean(text: str) -> str:
    """Composed letters (å as one character) and single ordinary or no-break spaces."""
    text = unicodedata.normalize("NFC", text)
    if "  " in text or "\n" in text or "\t" in text or "\r" in text:
        text = _WHITE.sub(" ", text)
    return shared_text(text.strip())


_clean_key = lru_cache(maxsize=1000)(clean)
"""The same few keys stand everywhere."""


@dataclass(frozen=True)
class _Walk:
    """What is gathered on the way through a file's nodes."""

    file: str
    lines: list[str] | None
    """The file's lines, where one of them may go on after ` #`."""
    marks: Marks | None = None
    """Where the places of everything are noted, when they are what is asked for."""
    problems: list[Problem] = field(default_factory=list)
    seen: set[int] | None = None
    """The nodes that have been passed, where one may come again: that takes an alias."""

    def tell(self, node: yaml.Node, name: str, **quoted: object) -> None:
        self.problems.append(fault(name, self.file, *_place(node), **quoted))


def _seen(text: str) -> set[int] | None:
    """Where to note the nodes of a text that may hold an anchor, and an alias for it."""
    return set() if "&" in text and "*" in text else None


def _plain(node: yaml.Node, path: Path, walk: _Walk) -> Any:
    """The node as dict, list or text; a field left empty is none. Oddities as problems."""
    if walk.marks:
        walk.marks.places[path] = _place(node)
    if walk.seen is not None:
        if id(node) in walk.seen:
            walk.tell(node, "alias")
            return None
        walk.seen.add(id(node))
    if node.tag:
        walk.tell(node, "tag", tag=node.tag)
        return None
    if isinstance(node, yaml.ScalarNode):
        return _plain_text(node, walk)
    if len(path) > MAX_DEPTH:
        walk.tell(node, "too_deep", levels=MAX_DEPTH)
        return None
    if isinstance(node, yaml.MappingNode):
        return {
            key: plain
            for key, value in _fields(node, path, walk).items()
            if (plain := _plain(value, (*path, key), walk)) is not None
        }
    return [_plain(child, (*path, index), walk) for index, child in enumerate(node.value)]


def _plain_text(node: yaml.ScalarNode, walk: _Walk) -> str | None:
    """A value as clean text; None where nothing is written."""
    if not node.style:
        if node.value == "":
            return None
        if walk.lines and (cut := _cut_off(node, walk.lines)):
            walk.tell(node, "cut_off", text=node.value, cut=cut)
            return None
    elif _has_unseen(node, walk):
        return None
    return clean(node.value)


def _add_texts(texts: list[tuple[Path, str]], data: Any, path: Path) -> None:
    """Add the text values in what a file holds, or a part of that, with their places."""
    if isinstance(data, str):
        texts.append((path, data))
    elif isinstance(data, dict | list):
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            _add_texts(texts, value, (*path, step))


def _has_unseen(node: yaml.ScalarNode, walk: _Walk) -> bool:
    """Whether a quoted text holds, as an escape, what may not stand in a text; tells of it."""
    char = next(unseen(node.value), None) if node.style == '"' else None
    if char:
        walk.tell(node, "unseen_in_quotes", char=code_point(char[0]))
    return char is not None


def _fields(node: yaml.MappingNode, path: Path, walk: _Walk) -> dict[str, yaml.Node]:
    """The value of each key that counts; tells of the keys that do not."""
    fields: dict[str, yaml.Node] = {}
    keys: dict[str, yaml.Node] = {}
    previous: yaml.Node | None = None
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            walk.tell(key_node, "no_word")
            continue
        if key_node.style and _has_unseen(key_node, walk):
            continue
        key = _clean_key(key_node.value)
        if node.flow_style and _is_cut_number(previous, key, value_node):
            number = f"{previous.value},{key}" if previous else ""
            walk.tell(key_node, "decimal_comma", key=key, number=number)
            continue
        if key in fields:
            walk.tell(key_node, "key_twice", key=key, line=_place(keys[key]).line)
            continue
        fields[key] = previous = value_node
        keys[key] = key_node
        if walk.marks:
            walk.marks.keys[*path, key] = _place(key_node)
    return fields


def _is_cut_number(previous: yaml.Node | None, key: str, value: yaml.Node) -> bool:
    """Whether a key within brackets is what follows the decimal comma of the value before it."""
    empty = isinstance(value, yaml.ScalarNode) and value.value == ""
    number = isinstance(previous, yaml.ScalarNode) and previous.value[-1:].isdigit()
    return empty and number and key[:1].isdigit()


def _cut_off(node: yaml.Node, lines: list[str]) -> str:
    """What YAML leaves out after ` #` where a comment was hardly meant: `Förslag #2`.

    A comment has a space after its sign, or stands on a line of its own.
    """
    if node.end_mark is None:
        return ""
    line, column = node.end_mark.line, node.end_mark.column
    found = _HASH.match(lines[line][column:]) if line < len(lines) else None
    return found[1].rstrip() if found else ""


def _too_deep(text: str) -> Place | None:
    """Where the text first nests too deeply; composing it could exhaust the C stack.

    Only a text that could be so deep is looked through: one with many brackets, or with a
    line that starts far in.
    """
    lines = f"\n{text}".replace("\r", "\n")
    if text.count("[") + text.count("{") < MAX_DEPTH and not _FAR_IN.search(lines):
        return None
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH + 1 and event.start_mark:
                return Place(event.start_mark.line + 1, event.start_mark.column + 1)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
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
        return fault("tab", file, line, column)
    if "mapping values are not allowed" in str(error.problem):
        return fault("colon", file, line, column)
    if re.match(r"- +[0-9]", shown[column - 1 :]):
        return fault("spaced_minus", file, line, column)
    return fault("syntax", file, line, column)
