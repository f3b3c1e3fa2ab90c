"""The files that are made in pieces, as they were last: only a piece of something else is made.

What is kept is how long each piece of a file was; the file itself lies in `build/`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, NamedTuple

from generator.publishing.downloads import BEGINNING, File, Piece, Pieced
from generator.publishing.site import Left, digest, write_parts
from generator.publishing.spool import Away


class Laid(NamedTuple):
    """A file that was made in pieces, and where they lie in it."""

    path: str
    around: str
    """What stands before, between and after the pieces, as a digest."""
    pieces: list[tuple[str, int]]
    """Of what each was made, and its length in bytes, in order."""
    start: int
    """Where the first begins, in bytes."""
    between: int
    """Bytes from the end of one to the next."""


Kept = Mapping[str, tuple[Laid, Left]]


def read(record: Path, folder: Path) -> Kept:
    """The files, by their paths, that lie in a folder just as they were left."""
    try:
        with record.open("rb") as lines:
            kept = [(Laid(*laid), Left(*left)) for laid, left in map(json.loads, lines)]
    except (OSError, ValueError, TypeError):
        return {}  # never built, or written by something else
    return {laid.path: (laid, left) for laid, left in kept if left.is_untouched(folder)}


def make_known(files: Iterable[File | Pieced], kept: Kept, folder: Path) -> None:
    """Give back to what they are made of the pieces that are kept of files in a folder."""
    for file in files:
        if isinstance(file, File) or file.path not in kept:
            continue
        laid, _ = kept[file.path]
        places = _places(laid)
        with (folder / file.path).open("rb") as before:
            for piece in file.pieces:
                if piece.know and piece.made_of in places:
                    piece.know(_read(before, places[piece.made_of]))


def put_away() -> Away[Laid]:
    """Where it is put how files lie that are made: of each piece of each."""
    return Away(lambda laid: _line(laid).encode(), lambda line: Laid(*json.loads(line)))


def files_of(
    files: Iterable[File | Pieced], kept: Kept, folder: Path, made: Away[Laid]
) -> Iterator[File | Left]:
    """Files with what is kept of them in a folder; `made` gets where the pieces lie.

    Those in pieces are written there at once, as they may be too large to hold.
    """
    for file in files:
        if isinstance(file, File):
            yield file
            continue
        around = digest(repr((file.start, file.between, file.end)).encode())
        laid, left = kept.get(file.path, (None, None))
        names = [piece.made_of for piece in file.pieces]
        if laid and left and _is_same(laid, around, names):
            made.append(laid)
            yield left
            continue
        with ExitStack() as stack:
            pieces: Iterable[Iterable[bytes]] = (piece.make() for piece in file.pieces)
            if laid:
                before = stack.enter_context((folder / file.path).open("rb"))
                pieces = _with_those_kept(file.pieces, laid, before)
            lengths: list[int] = []
            left = write_parts(folder, file.path, _parts(file, pieces, lengths))
        start, between = len(file.start), len(file.between)
        made.append(Laid(file.path, around, [*zip(names, lengths, strict=True)], start, between))
        yield left


def write(record: Path, made: Iterable[Laid], left: Mapping[str, Left]) -> None:
    """Keep where the pieces lie, once the files are written and left as they are."""
    lines = (b"%s\n" % _line((laid, left[laid.path])).encode() for laid in made)
    write_parts(record.parent, record.name, lines)


_line = json.JSONEncoder(ensure_ascii=False).encode


def _is_same(laid: Laid, around: str, names: list[str]) -> bool:
    """Whether a file is made of just what it was made of."""
    was = [name for name, _ in laid.pieces]
    return laid.around == around and was == names and "" not in names


def _with_those_kept(
    pieces: Iterable[Piece], laid: Laid, before: BinaryIO
) -> Iterator[Iterable[bytes]]:
    """Pieces of a file, from the file as it was where they were made of the same."""
    places = _places(laid)
    for piece in pieces:
        place = places.get(piece.made_of)
        yield [_read(before, place)] if place else piece.make()


def _places(laid: Laid) -> Mapping[str, tuple[int, int]]:
    """Where each piece begins and how long it is, by what it is made of, where that is known."""
    places, at = {}, laid.start
    for name, length in laid.pieces:
        places[name] = (at, length)
        at += length + laid.between
    places.pop("", None)
    return places


def _read(file: BinaryIO, place: tuple[int, int]) -> bytes:
    at, length = place
    file.seek(at)
    return file.read(length)


def _parts(file: Pieced, pieces: Iterable[Iterable[bytes]], lengths: list[int]) -> Iterator[bytes]:
    """All of a file, part by part; `lengths` gets those of the pieces."""
    yield file.start
    beginnings: list[bytes] = []
    for piece in pieces:
        if lengths:
            yield file.between
        lengths.append(0)
        for part in piece:
            if file.closing and not lengths[-1]:
                beginnings.append(part[:BEGINNING])
            yield part
            lengths[-1] += len(part)
    yield file.end
    if file.closing:
        yield file.closing(beginnings)
