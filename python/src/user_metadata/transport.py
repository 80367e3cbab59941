"""Who carries a request to the server and its answer back: any HTTP client.

A transport is a function. These two are all that another client needs:

    def with_requests(request: HttpRequest) -> HttpResponse:
        answer = requests.request(request.method, request.url, headers=dict(request.headers), data=request.body,
                                  allow_redirects=False, timeout=30)
        return HttpResponse(answer.status_code, list(answer.headers.items()), answer.content)

    async def with_aiohttp(request: HttpRequest) -> HttpResponse:
        async with client.request(request.method, URL(request.url, encoded=True), headers=dict(request.headers),
                                  data=request.body, allow_redirects=False) as answer:
            return HttpResponse(answer.status, list(answer.headers.items()), await answer.read())

It sends each request once and never again by itself, follows no redirects, takes every status for an answer, and
gives up after some time. Whatever httpx, requests, urllib3, aiohttp or the system raise counts as a request without an
answer; a `TransportError` of its own may say more.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Awaitable, Callable, Iterator
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, TypeAlias

from user_metadata._errors import TransportError
from user_metadata._native import HttpRequest, HttpResponse

if TYPE_CHECKING:
    import httpx

__all__ = [
    "MAX_RESPONSE_BYTES",
    "AsyncHttpxTransport",
    "AsyncTransport",
    "HttpxTransport",
    "Transport",
    "without_answer",
]

Transport: TypeAlias = Callable[[HttpRequest], HttpResponse]
"""Carries requests, blocking."""

AsyncTransport: TypeAlias = Callable[[HttpRequest], Awaitable[HttpResponse]]
"""Carries requests, asynchronously. It may be cancelled: whether the request was sent is then unknown."""

MAX_RESPONSE_BYTES = 4 * 1024 * 1024
"""The answers of the Frontend API are far smaller; whatever is larger is not one of them."""

_PATIENCE_SECONDS = 30.0


class HttpxTransport:
    """Carries requests with httpx.

    Without a client of yours it makes one, with a timeout of 30 seconds and no memory for cookies. Of a client of
    yours, everything holds but the following of redirects.
    """

    def __init__(self, client: httpx.Client | None = None) -> None:
        self._own = client is None
        self._client = client

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sends it, and waits for the answer."""
        if self._client is None:
            import httpx

            self._client = httpx.Client(timeout=_PATIENCE_SECONDS, cookies=_no_cookies())
        with self._client.stream(
            request.method,
            request.url,
            headers=request.headers,
            content=request.body or None,
            follow_redirects=False,
        ) as answer:
            body = b"".join(_at_most(answer.iter_bytes()))
            return HttpResponse(answer.status_code, answer.headers.multi_items(), body)

    def close(self) -> None:
        """Closes the client, if it is its own."""
        if self._own and self._client is not None:
            self._client.close()
            self._client = None


class AsyncHttpxTransport:
    """Carries requests with httpx, asynchronously; otherwise as `HttpxTransport`."""

    def __init__(self, client: httpx.AsyncClient | None = None) -> None:
        self._own = client is None
        self._client = client

    async def __call__(self, request: HttpRequest) -> HttpResponse:
        """Sends it, and waits for the answer."""
        if self._client is None:
            import httpx

            self._client = httpx.AsyncClient(timeout=_PATIENCE_SECONDS, cookies=_no_cookies())
        async with self._client.stream(
            request.method,
            request.url,
            headers=request.headers,
            content=request.body or None,
            follow_redirects=False,
        ) as answer:
            chunks: list[bytes] = []
            left = MAX_RESPONSE_BYTES
            async for chunk in answer.aiter_bytes():
                left = _left(left, chunk)
                chunks.append(chunk)
            return HttpResponse(answer.status_code, answer.headers.multi_items(), b"".join(chunks))

    async def close(self) -> None:
        """Closes the client, if it is its own."""
        if self._own and self._client is not None:
            await self._client.aclose()
            self._client = None


def without_answer(error: Exception) -> TransportError | None:
    """What an exception says of the request, if it is one of an HTTP client or of the system; otherwise it is a bug.

    `maybe_sent` is false only where no byte of the request can have left.
    """
    if isinstance(error, TransportError):
        return error
    chain = list(_chain(error))
    if not any(isinstance(link, (OSError, TimeoutError)) or _package(link) in _CLIENTS for link in chain):
        return None
    names = {parent.__name__ for link in chain for parent in type(link).__mro__}
    for failure, maybe_sent, known in _KNOWN:
        if names & known:
            return TransportError(failure, maybe_sent, error)
    return TransportError("other", maybe_sent=True, cause=error)


_CLIENTS = {"httpx", "httpcore", "requests", "urllib3", "aiohttp", "h11", "h2"}

# By the names of the exceptions, so that no client has to be imported. The first row that fits counts: urllib3
# says of a refused connection that it is a timeout as well.
_KNOWN: list[tuple[str, bool, set[str]]] = [
    ("offline", False, {socket.gaierror.__name__, "NameResolutionError", "ClientConnectorDNSError"}),
    # The handshake goes with the first write, and no error says on which side of it we are.
    ("tls", True, {ssl.SSLError.__name__, "ClientConnectorSSLError", "ClientConnectorCertificateError"}),
    ("connect", False, {"ConnectError", "NewConnectionError", "ClientConnectorError", ConnectionRefusedError.__name__}),
    ("timeout", False, {"ConnectTimeout", "ConnectTimeoutError", "ConnectionTimeoutError", "PoolTimeout"}),
    ("timeout", True, {TimeoutError.__name__, "TimeoutException", "Timeout", "ServerTimeoutError"}),
    ("other", False, {"UnsupportedProtocol", "InvalidURL", "InvalidSchema", "MissingSchema", "LocalProtocolError"}),
    (
        "interrupted",
        True,
        {"NetworkError", "RemoteProtocolError", "ConnectionError", "ProtocolError", "ServerDisconnectedError",
         "ClientOSError", "ClientPayloadError", "ChunkedEncodingError", "BrokenPipeError"},
    ),
]  # fmt: skip


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception and all that led to it, wherever clients keep it."""
    waiting: list[object] = [error]
    seen: set[int] = set()
    while waiting:
        link = waiting.pop()
        if isinstance(link, BaseException) and id(link) not in seen:
            seen.add(id(link))
            yield link
            waiting += [link.__cause__, link.__context__, getattr(link, "reason", None), *link.args]


def _package(error: BaseException) -> str:
    return type(error).__module__.partition(".")[0]


def _left(left: int, chunk: bytes) -> int:
    if len(chunk) > left:
        raise TransportError("other", maybe_sent=True)
    return left - len(chunk)


def _at_most(chunks: Iterator[bytes]) -> Iterator[bytes]:
    left = MAX_RESPONSE_BYTES
    for chunk in chunks:
        left = _left(left, chunk)
        yield chunk


def _no_cookies() -> CookieJar:
    """What a session is known by stands in the request; a cookie kept by the client would come beside it."""
    return CookieJar(DefaultCookiePolicy(allowed_domains=[]))
