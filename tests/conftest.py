"""What several test files share: the real site, the example site, and a browser.

A real build costs seconds, so each site is built once for the whole run, whichever of the tests'
processes comes to it first; and the command is run in the tests' own process, except where the
process itself is what is tried.
"""

from __future__ import annotations

import csv
import fcntl
import hashlib
import io
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from unittest import mock

import jinja2
import lxml.html
import pytest
from jinja2.bccache import Bucket

from generator.checking.judge import judge
from generator.command import cli
from generator.pages import share_images
from generator.publishing.publication import Publication, publish
from generator.reading import load
from generator.reading.register import DATA

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
"""The repository, which is also the root of the real site."""
VERKLIGA = ROOT / "tests" / "verkliga" / "data"
"""The data as it was first carried over from the five documents.

Tests know its figures by heart, which they may not of `content/data`: that is edited by people
who run no tests. What must hold of any data is tried on `content/data` as well.
"""
EXEMPEL = ROOT / "tests" / "exempel"
"""A small site with awkward content; see its files."""
NOTHING_MORE: Mapping[str, str] = {}
COMMAND = Path(sys.executable).with_name("tilldelat")
"""The command as it is installed."""

TABLES = (
    "beslut",
    "omraden",
    "insatser",
    "ramar",
    "kontroller",
    "berakningar",
    "villkor",
    "aterrapportering",
    "handlingar",
    "rattelser",
    "utfall",
    "satsningar",
    "omradesregister",
    "mottagare",
    "objekt",
    "ordlista",
    "andringar",
)
"""The public tables, as the contract lists them."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `--uppdatera-golden` rewrite the golden files instead of comparing with them."""
    parser.addoption(
        "--uppdatera-golden",
        action="store_true",
        help="skriv om det som godkänts efter det som byggs nu; läs skillnaden med git diff",
    )


def tilldelat(
    *arguments: str | Path, cwd: Path = ROOT, environment: Mapping[str, str] = NOTHING_MORE
) -> subprocess.CompletedProcess[str]:
    """Run the command, in this process: what it printed, and how it ended."""
    words = ["tilldelat", *map(str, arguments)]
    said, complained = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with (
        chdir(cwd),
        mock.patch.dict(os.environ, environment),
        mock.patch.object(sys, "argv", words),
        mock.patch.object(sys, "stdin", io.StringIO()),
        redirect_stdout(said),
        redirect_stderr(complained),
        pytest.raises(SystemExit) as ended,
    ):
        cli.main()
    texts = []
    for stream in (said, complained):
        stream.flush()
        stream.seek(0)
        texts.append(stream.read())
    return subprocess.CompletedProcess(words, int(ended.value.code or 0), *texts)


def tilldelat_as_installed(
    *arguments: str | Path, cwd: Path = ROOT, environment: Mapping[str, str] = NOTHING_MORE
) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a process of its own, which takes a second or two to start."""
    return subprocess.run(
        [str(COMMAND), *map(str, arguments)],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | dict(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder and give what it says."""
    settings = ("-c", "user.name=Prov", "-c", "user.email=prov@tilldelat.example")
    command = ["git", *settings, *arguments]
    done = subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return done.stdout


def copy_site(source: Path, target: Path) -> Path:
    """A site's own content and settings somewhere else; templates remain the program's."""
    shutil.copytree(source / "content", target / "content")
    shutil.copy(source / "mkdocs.yml", target / "mkdocs.yml")
    return target


def copy_real(target: Path) -> Path:
    """The real site somewhere else, with the data of the five documents as first carried over."""
    copy_site(ROOT, target)
    shutil.rmtree(target / "content/data")
    shutil.copytree(VERKLIGA, target / "content/data")
    return target


def build(root: Path) -> Path:
    """Build a site and give the folder of the finished site."""
    return _built(tilldelat("build", "--root", root), root)


def build_as_installed(root: Path, environment: Mapping[str, str] = NOTHING_MORE) -> Path:
    """Build a site with the installed command and give the folder of the finished site."""
    return _built(tilldelat_as_installed("build", cwd=root, environment=environment), root)


def _built(done: subprocess.CompletedProcess[str], root: Path) -> Path:
    assert done.returncode == 0, done.stdout + done.stderr
    return root / "site"


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file under a folder, by its path from there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def read_data(root: Path) -> dict[str, bytes]:
    """A site's data files and hand-written pages, all of which must be plain files."""
    files = load.read(root).items()
    return {name: content for name, content in files if isinstance(content, bytes)}


def checksums(folder: Path) -> dict[str, str]:
    """The sha256 of every file under a folder, by its path from there."""
    return {name: hashlib.sha256(data).hexdigest() for name, data in files_in(folder).items()}


def read_csv(path: Path) -> list[dict[str, str]]:
    """The rows of a published table, as anyone would read them."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, strict=True))


class Site(NamedTuple):
    """A finished site with its pages parsed."""

    folder: Path
    base: str
    """The site's address, with a slash at the end."""
    pages: Mapping[str, lxml.html.HtmlElement]
    """Every HTML page by its address: `2023/nara-vard/`, and `404.html`."""
    embedded: Mapping[str, lxml.html.HtmlElement]
    """What others may show of pages, by the addresses of those."""


def _site(folder: Path, base: str) -> Site:
    pages, embedded = {}, {}
    for path in sorted(folder.rglob("*.html")):
        parser = lxml.html.HTMLParser(encoding="utf-8")
        page = lxml.html.document_fromstring(path.read_bytes(), parser=parser)
        address = path.relative_to(folder).as_posix().removesuffix("index.html")
        if path.name == "inbaddning.html":
            embedded[address.removesuffix(path.name)] = page
        else:
            pages[address] = page
    return Site(folder, base, pages, embedded)


def read_publication(root: Path) -> Publication:
    """All that an output may know of a site's data, which must be without errors."""
    judged = judge(load.read(root))
    publication = publish(judged)
    assert publication is not None, judged.problems
    return publication


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that the first test process to need it makes, and that all of them read.

    The others wait for as long as it takes. A process that fails to make it leaves the next one
    to try, and so to tell why.
    """
    own = factory.getbasetemp()
    # Each of several processes has its own folder in one that they have together.
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder = shared / name
    made = shared / f"{name}.klar"
    with (shared / f"{name}.las").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            made.touch()
    return folder


class Compiled(jinja2.BytecodeCache):
    """The templates, compiled once for all registers: that takes longer than to render one."""

    def __init__(self) -> None:
        self.compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session", autouse=True)
def made_but_once() -> Iterator[None]:
    """Let sites that are made in the tests' own process share templates and pictures."""
    environment = partial(jinja2.Environment, bytecode_cache=Compiled())
    with (
        mock.patch.object(jinja2, "Environment", environment),
        mock.patch.object(share_images, "png", cache(share_images.png)),
    ):
        yield


@pytest.fixture(scope="session")
def real_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site's content and settings. Read only."""
    return copy_real(tmp_path_factory.mktemp("uppgifter"))


@pytest.fixture(scope="session")
def publication(real_root: Path) -> Publication:
    """The real data."""
    return read_publication(real_root)


@pytest.fixture(scope="session")
def built_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site's content and settings, built by the installed command. Read only."""
    return made_once(
        tmp_path_factory, "webbplats", lambda root: build_as_installed(copy_real(root))
    )


@pytest.fixture(scope="session")
def built_site(built_root: Path) -> Path:
    """The real site's finished files. Read only: every test sees the same."""
    return built_root / "site"


@pytest.fixture(scope="session")
def site(built_site: Path, publication: Publication) -> Site:
    """The real site with its pages parsed."""
    return _site(built_site, publication.organisation.webbplats)


@pytest.fixture
def exempel(tmp_path: Path) -> Path:
    """A copy of the example site that a test may change."""
    return copy_site(EXEMPEL, tmp_path / "exempel")


@pytest.fixture(scope="session")
def built_exempel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example site, built by the installed command. Read only."""
    return made_once(
        tmp_path_factory, "exempel", lambda root: build_as_installed(copy_site(EXEMPEL, root))
    )


@pytest.fixture(scope="session")
def exempel_publication() -> Publication:
    """The example's data."""
    return read_publication(EXEMPEL)


@pytest.fixture(scope="session")
def exempel_site(built_exempel: Path, exempel_publication: Publication) -> Site:
    """The example site with its pages parsed."""
    return _site(built_exempel / "site", exempel_publication.organisation.webbplats)


@pytest.fixture(scope="session")
def content_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of `content/` as it is now."""
    root = made_once(tmp_path_factory, "innehall", lambda root: build(copy_site(ROOT, root)))
    return _site(root / "site", read_publication(root).organisation.webbplats)


_SITES = {"webbplats": "site", "exempel": "exempel_site"}
if files_in(VERKLIGA) != files_in(ROOT / DATA):
    _SITES["innehall"] = "content_site"


@pytest.fixture(params=_SITES)
def any_site(request: pytest.FixtureRequest) -> Site:
    """The real site, the example site and, where it is another by now, that of `content/`."""
    found = request.getfixturevalue(_SITES[request.param])
    assert isinstance(found, Site)
    return found


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tests' output is for the tests."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that closed its window before it had all."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine for as long as needed; gives the address."""
    server = _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="session")
def address(built_site: Path) -> Iterator[str]:
    """Where the real site is served for a browser."""
    with serving(built_site) as base:
        yield base


def _chromium() -> str | None:
    usual = Path("/usr/bin/chromium")
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return str(usual) if usual.exists() else next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real browser. Where there is none: a loud skip, or a failure where one is demanded."""
    found = _chromium()
    if found is None:
        if os.environ.get("TILLDELAT_KRAV_BROWSER"):
            pytest.fail("INGEN WEBBLÄSARE: TILLDELAT_KRAV_BROWSER kräver att Chromium finns")
        pytest.skip(
            "INGEN WEBBLÄSARE HITTADES: inget har prövats i webbläsare. Installera chromium."
        )
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=found,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield running
        running.close()
