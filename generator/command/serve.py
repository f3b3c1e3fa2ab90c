"""`tilldelat serve`: the site on this machine, built again whenever its sources change.

A problem in the data is shown in the terminal and in a panel on every page, over the last
site that could be built.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Thread

from watchfiles import watch

_EVENTS = "/__tilldelat__/byggen"
_SCRIPT = "<script>new EventSource('" + _EVENTS + "').onmessage = () => location.reload()</script>"
_PANEL = (
    '<pre lang="sv" role="alert" style="background:#4a1b1b;color:#fff;margin:0;max-height:60vh;'
    'overflow:auto;padding:1rem;position:sticky;top:0;white-space:pre-wrap;z-index:99">{}</pre>'
)


class Builds:
    """How many times the site has been built, and what stopped the latest attempt."""

    def __init__(self) -> None:
        self.changed = Condition()
        self.number = 0
        self.trouble = ""

    def done(self, trouble: str) -> None:
        """Note an attempt and wake every page that waits for it."""
        with self.changed:
            self.number += 1
            self.trouble = trouble
            self.changed.notify_all()

    def next_after(self, seen: int, timeout: float) -> int:
        """The number of the latest attempt, once it is past `seen` or the time is up."""
        with self.changed:
            self.changed.wait_for(lambda: self.number != seen, timeout)
            return self.number


class _Handler(SimpleHTTPRequestHandler):
    """Files of the site; pages also get the panel and the script that reloads them."""

    def __init__(self, *args: object, builds: Builds, directory: str) -> None:
        self.builds = builds
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with a page, a file, or the stream of builds."""
        if self.path == _EVENTS:
            self._stream_builds()
            return
        path = Path(self.translate_path(self.path))
        if path.is_dir() and not self.path.split("?")[0].endswith("/"):
            super().do_GET()  # the library redirects to the address with a slash
            return
        page = path / "index.html" if path.is_dir() else path
        if page.suffix == ".html" or not page.is_file():
            self._send_page(page)
        else:
            super().do_GET()

    def _send_page(self, page: Path) -> None:
        found = page.is_file()
        source = page if found else Path(self.directory) / "404.html"
        text = source.read_text(encoding="utf-8") if source.is_file() else "<body></body>"
        trouble = self.builds.trouble
        panel = _PANEL.format(html.escape(trouble)) if trouble else ""
        start = text.find(">", text.find("<body")) + 1
        text = text[:start] + panel + text[start:].replace("</body>", f"{_SCRIPT}</body>")
        body = text.encode("utf-8")
        self.send_response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def _stream_builds(self) -> None:
        """One event for each build after the page was asked for, until the reader leaves."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        seen = self.builds.number
        try:
            while True:
                latest = self.builds.next_after(seen, timeout=15)
                self.wfile.write(b"data: 1\n\n" if latest != seen else b": kvar\n\n")
                self.wfile.flush()
                seen = latest
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:
        """Requests are not worth a line each."""


def serve(root: Path, build: Callable[[], str], say: Callable[[str], None], port: int) -> None:
    """Build, serve and build again until interrupted.

    `build` makes one attempt and answers with what stopped it, empty when nothing did.
    Raises `OSError` when the port is taken.
    """
    builds = Builds()
    handler = partial(_Handler, builds=builds, directory=str(root / "site"))
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        server.daemon_threads = True
        builds.done(build())
        Thread(target=server.serve_forever, daemon=True).start()
        say(f"Visas på http://127.0.0.1:{server.server_port}/ (avsluta med Ctrl+C)")
        sources = [root / name for name in ("content", "site_templates", "mkdocs.yml")]
        with suppress(KeyboardInterrupt):
            for _ in watch(*(path for path in sources if path.exists())):
                say("Något har ändrats, bygger om …")
                builds.done(build())
        server.shutdown()
