"""A published site to be read: a folder, or an address on the web. Nothing in it is trusted.

Nothing is read outside the folder or from another host, nothing without a bound, and what can't be
read is told of in words.
"""

from __future__ import annotations

import hashlib
import os
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from http.client import HTTPException, HTTPMessage
from io import BufferedIOBase
from pathlib import Path
from typing import IO, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit

MOST = 500_000_000
"""How many bytes a file may have."""
_CHUNK = 1 << 20
_SECONDS = 30
"""How long a server may be silent."""
_MOST_DROPS, _DROP = 100, 100
"""How many times something may come that is no more than so many bytes, at any pace."""
_LONGEST_PATH = 1000


class UnreadableError(Exception):
    """A site or a file that can't be read; why, in words."""


class Source(NamedTuple):
    """Where the files of a site are read."""

    name: str
    open: Callable[[str], BufferedIOBase]
    paths: Callable[[], Iterator[str]] | None
    """Every file that there is; None where that can't be known."""

    def read(self, path: str, most: int = MOST) -> bytes:
        """A file's content; raises `UnreadableError`."""
        return b"".join(self._chunks(path, most))

    def digest(self, path: str, most: int) -> tuple[int, str]:
        """A file's length and sha256; one that is longer than it may be is read no further."""
        hashed, length = hashlib.sha256(), 0
        try:
            for chunk in self._chunks(path, most):
                hashed.update(chunk)
                length += len(chunk)
        except _TooLongError:
            return most + 1, ""
        return length, hashed.hexdigest()

    def _chunks(self, path: str, most: int) -> Iterator[bytes]:
        if not is_plain(path):
            raise UnreadableError("sökvägen leder ut från webbplatsen")
        left, drops = most, 0
        try:
            with closing(self.open(path)) as stream:
                while chunk := stream.read1(_CHUNK):  # no longer than until something has come
                    left -= len(chunk)
                    drops += len(chunk) <= _DROP
                    if drops > _MOST_DROPS:
                        raise UnreadableError("filen kommer för långsamt")
                    if left < 0:
                        raise _TooLongError("filen är större än den får vara")
                    yield chunk
        except (FileNotFoundError, NotADirectoryError):
            raise UnreadableError("filen saknas") from None
        except HTTPError as error:
            why = "filen saknas" if error.code in {404, 410} else f"servern svarar {error.code}"
            raise UnreadableError(why) from None
        except (OSError, HTTPException, ValueError) as error:
            reason = error.reason if isinstance(error, URLError) else error
            if isinstance(reason, TimeoutError):
                raise UnreadableError("servern svarar inte") from None
            raise UnreadableError(f"filen går inte att läsa ({reason})") from None


class _TooLongError(UnreadableError):
    """A file that is longer than it may be."""


def is_plain(path: str) -> bool:
    """Whether a path leads down into a site, and nowhere else."""
    parts = path.split("/")
    awkward = any(sign in path for sign in "\\\0?#") or not path.isprintable()
    return 0 < len(path) <= _LONGEST_PATH and not awkward and not {"", ".", ".."} & {*parts}


def source(where: str) -> Source:
    """The site in a folder or at an address; raises `UnreadableError` where there is none."""
    scheme = urlsplit(where).scheme if "://" in where else ""
    if scheme in {"http", "https"}:
        return _of_address(where if where.endswith("/") else f"{where}/")
    if scheme:
        raise UnreadableError(f"{where}: adressen ska börja med https:// eller http://")
    folder = Path(where)
    if not folder.is_dir():
        raise UnreadableError(f"{where}: det finns ingen sådan mapp")
    return _of_folder(folder.resolve())


def _of_folder(folder: Path) -> Source:
    def opened(path: str) -> BufferedIOBase:
        target = (folder / path).resolve()
        if not target.is_relative_to(folder) or not target.is_file():
            raise FileNotFoundError(path)
        return target.open("rb")

    def paths() -> Iterator[str]:
        for name, _, files in os.walk(folder):
            for file in files:
                yield (Path(name) / file).relative_to(folder).as_posix()

    return Source(str(folder), opened, paths)


def _of_address(base: str) -> Source:
    opener = urllib.request.build_opener(_SameHost)

    def opened(path: str) -> BufferedIOBase:
        asked = urllib.request.Request(f"{base}{quote(path)}", headers=_HEADERS)
        stream: BufferedIOBase = opener.open(asked, timeout=_SECONDS)
        return stream

    return Source(base, opened, None)


_HEADERS: Mapping[str, str] = {"User-Agent": "tilldelat-verify", "Accept-Encoding": "identity"}


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows a redirect only to the same host, and only a few."""

    max_redirections = 3

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        """The redirected request; raises where it would lead to another host."""
        before, after = urlsplit(req.full_url), urlsplit(newurl)
        if after.hostname != before.hostname or after.scheme not in {"http", "https"}:
            raise URLError(f"servern skickar vidare till en annan plats, {after.hostname}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)
