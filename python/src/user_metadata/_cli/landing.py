"""Catches the browser when it comes back, on this machine only."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from typing import Any
from urllib.parse import urlsplit

_PAGE = "<!doctype html><html lang=en><meta charset=utf-8><title>user-metadata</title>"


class Landing:
    """`http://127.0.0.1:<port>/<random>`, or the place on this machine that a redirect URL names.

    The first request for the path is taken; everything else gets 404.
    """

    def __init__(self, redirect_url: str | None = None, *, port: int = 0) -> None:
        """Raises `OSError` where nobody can listen."""
        split = None if redirect_url is None else urlsplit(redirect_url)
        self._path = f"/{secrets.token_hex(16)}" if split is None else split.path or "/"
        self._server = _Server(("127.0.0.1", port if split is None else split.port or 80), _Handler)
        name = "127.0.0.1" if split is None else split.hostname
        self._server.host = f"{name}:{self._server.server_address[1]}" if split is None or split.port else f"{name}"
        self._server.path = self._path
        self.redirect_url = redirect_url or f"http://{self._server.host}{self._path}"
        """Where the browser is to come back to."""

    @staticmethod
    def is_here(redirect_url: str) -> bool:
        """Says whether a URL is one that can be listened to."""
        split = urlsplit(redirect_url)
        return split.scheme == "http" and split.hostname in {"127.0.0.1", "localhost"}

    def listen(self, tell: Callable[[str], object]) -> None:
        """Tells the URL of the next request for the path, whole; may be called again after that."""
        is_new = self._server.tell is None
        self._server.tell = tell
        self._server.is_open = True
        if is_new:
            Thread(target=self._server.serve_forever, daemon=True).start()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    host = ""
    path = ""
    is_open = False
    tell: Callable[[str], object] | None = None

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(address, handler)
        self.lock = Lock()

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that hangs up is no news for the person."""


class _Handler(BaseHTTPRequestHandler):
    # Browsers open connections ahead of need, and leave them silent.
    timeout = 10

    def do_GET(self) -> None:
        server = self.server
        assert isinstance(server, _Server)  # noqa: S101 - it is the one that has this handler
        # A page elsewhere that makes a name point to this machine has that name in `Host`.
        is_ours = self.headers.get_all("Host") == [server.host]
        with server.lock:
            taken = is_ours and server.is_open and self.path.partition("?")[0] == server.path
            if taken:
                server.is_open = False
        if taken:
            self._answer(200, "<h1>That is it.</h1><p>You can close this window.</p>")
            if server.tell is not None:
                server.tell(f"http://{server.host}{self.path}")
        else:
            self._answer(404, "<h1>Nothing is here.</h1>")

    def _answer(self, status: int, body: str) -> None:
        page = f"{_PAGE}{body}".encode()
        self.send_response(status)
        # No script, no referrer, nothing kept: the address of this very page may hold a nonce.
        for name, value in {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Length": str(len(page)),
            "Cache-Control": "no-store",
            "Content-Security-Policy": "default-src 'none'",
            "Referrer-Policy": "no-referrer",
        }.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: the path of a request may hold a nonce."""
