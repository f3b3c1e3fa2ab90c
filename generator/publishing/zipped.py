"""A zip archive whose files are packed one by one: none is packed again that is as it was.

The standard library packs anew all that it writes. The form: APPNOTE 6.3.10, sections 4.3.7, 4.3.12
and 4.3.16.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator

_BEFORE = struct.Struct("<4s5H3L2H")
"""What stands before a file."""
_LISTED = struct.Struct("<4s6H3L5H2L")
"""What a file is listed with where the archive ends."""
_END = struct.Struct("<4s4H2LH")
_VERSION, _PACKED, _DAY = 20, 8, 31 << 0 | 1 << 5
"""Of the form; that a file is packed; and 31 January 1980, as early as any day can be."""
_UNIX, _FILE = 3 << 8, 0o100600 << 16
"""Whose permissions are told, and a plain file's."""


def packed(name: str, parts: Iterable[bytes]) -> Iterator[bytes]:
    """A file as it lies in an archive; the first part of it is what tells of the rest."""
    packer, kept = zlib.compressobj(wbits=-zlib.MAX_WBITS), list[bytes]()
    crc = length = 0
    for part in parts:
        crc, length = zlib.crc32(part, crc), length + len(part)
        kept.append(packer.compress(part))
    kept.append(packer.flush())
    told = (_VERSION, 0, _PACKED, 0, _DAY, crc, sum(map(len, kept)), length, len(name), 0)
    yield _BEFORE.pack(b"PK\3\4", *told) + name.encode("ascii")
    yield from kept


def listed(beginnings: Iterable[bytes]) -> bytes:
    """What ends an archive, told by how each of its files begins, in order."""
    files, at = list[bytes](), 0
    for beginning in beginnings:
        _, *told = _BEFORE.unpack_from(beginning)
        *_, packed_length, _, name_length, _ = told
        name = beginning[_BEFORE.size :][:name_length]
        files.append(_LISTED.pack(b"PK\1\2", _UNIX | _VERSION, *told, 0, 0, 0, _FILE, at) + name)
        at += _BEFORE.size + name_length + packed_length
    listing = b"".join(files)
    return listing + _END.pack(b"PK\5\6", 0, 0, len(files), len(files), len(listing), at, 0)
