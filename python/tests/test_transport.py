"""Any HTTP client: what it answers is taken as it is, what it raises is understood."""

from __future__ import annotations

import asyncio
import socket
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import aiohttp
import httpx
import pytest
import requests
from yarl import URL

import user_metadata as um
from user_metadata.testing import Sandbox
from user_metadata.transport import MAX_RESPONSE_BYTES, AsyncHttpxTransport, HttpxTransport, without_answer


def with_requests(request: um.HttpRequest) -> um.HttpResponse:
    answer = requests.request(request.method, request.url, headers=dict(request.headers), data=request.body,
                              allow_redirects=False, timeout=30)  # fmt: skip
    return um.HttpResponse(answer.status_code, list(answer.headers.items()), answer.content)


async def with_aiohttp(request: um.HttpRequest) -> um.HttpResponse:
    async with (
        aiohttp.ClientSession() as client,
        client.request(request.method, URL(request.url, encoded=True), headers=dict(request.headers),
                       data=request.body, allow_redirects=False) as answer,
    ):  # fmt: skip
        return um.HttpResponse(answer.status, list(answer.headers.items()), await answer.read())


def test_requests_carries_a_whole_enrollment(clerk_sandbox: Sandbox) -> None:
    user = um.User(clerk_sandbox.session(), with_requests)
    request = um.EnrollmentRequest.phone_number("+15551230000")
    outcome = user.enroll(request).run(ask_code=lambda asked: clerk_sandbox.code_to(asked.destination))
    assert isinstance(outcome, um.Verified)


def test_aiohttp_carries_a_whole_enrollment(clerk_sandbox: Sandbox) -> None:
    async def main() -> um.Outcome:
        user = um.AsyncUser(clerk_sandbox.session(), with_aiohttp)
        request = um.EnrollmentRequest.email_address("jane@example.com")
        return await user.enroll(request).run(ask_code=lambda asked: clerk_sandbox.code_to(asked.destination))

    assert isinstance(asyncio.run(main()), um.Verified)


def sync_httpx(request: um.HttpRequest) -> um.HttpResponse:
    with httpx.Client(timeout=1, trust_env=False) as client:
        return HttpxTransport(client)(request)


def async_httpx(request: um.HttpRequest) -> um.HttpResponse:
    async def send() -> um.HttpResponse:
        async with httpx.AsyncClient(timeout=1, trust_env=False) as client:
            return await AsyncHttpxTransport(client)(request)

    return asyncio.run(send())


def async_aiohttp(request: um.HttpRequest) -> um.HttpResponse:
    return asyncio.run(with_aiohttp(request))


CLIENTS = [sync_httpx, async_httpx, with_requests, async_aiohttp]


def request_to(url: str) -> um.HttpRequest:
    # The token is in the query: no text may repeat it. And it is no GET: aiohttp sends those twice, as anyone may.
    session = um.Session(um.FrontendApi.parse(url), um.Credentials.dev_browser("SECRET"))
    return um.Call.create_email_address("jane@example.com").request(session)


def failure(client: Callable[[um.HttpRequest], um.HttpResponse], url: str) -> um.TransportError:
    with pytest.raises(Exception) as raised:  # noqa: PT011 - which one it is, is the client's matter
        client(request_to(url))
    assert isinstance(raised.value, Exception)
    error = without_answer(raised.value)
    assert error is not None
    assert "SECRET" not in "".join(traceback.format_exception(error))
    return error


@contextmanager
def server(answer: bytes | None) -> Iterator[str]:
    """Takes one connection and answers these bytes, whatever is asked; hangs up where there are none."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        # A test that fails before it connects must not wait for ever.
        listening.settimeout(30)

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.recv(65536)
                if answer:
                    # What is closed with something unread is reset, and the client may never see the answer.
                    with suppress(ConnectionError):
                        connection.sendall(answer)
                        connection.shutdown(socket.SHUT_WR)
                        while connection.recv(65536):
                            pass

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        thread.join()


@pytest.mark.parametrize("client", CLIENTS)
def test_a_refused_connection_was_never_sent(client: Callable[[um.HttpRequest], um.HttpResponse]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    error = failure(client, f"http://127.0.0.1:{port}")
    assert (error.failure, error.maybe_sent) == ("connect", False)
    assert error.cause is not None


@pytest.mark.parametrize("client", CLIENTS)
def test_a_broken_connection_may_have_been_sent(client: Callable[[um.HttpRequest], um.HttpResponse]) -> None:
    with server(None) as url:
        error = failure(client, url)
    assert (error.failure, error.maybe_sent) == ("interrupted", True)


@pytest.mark.parametrize("client", CLIENTS)
def test_a_redirect_is_an_answer(client: Callable[[um.HttpRequest], um.HttpResponse]) -> None:
    with server(b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\n\r\n") as url:
        assert client(request_to(url)).status == 302


@pytest.mark.parametrize("client", [sync_httpx, async_httpx])
def test_an_answer_that_never_ends_is_none(client: Callable[[um.HttpRequest], um.HttpResponse]) -> None:
    length = MAX_RESPONSE_BYTES + 1
    head = f"HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n".encode()
    with server(head + bytes(length)) as url:
        assert failure(client, url).failure == "other"


def test_names_that_do_not_resolve_and_late_answers() -> None:
    for error, expected in [
        (httpx.ConnectTimeout("x"), ("timeout", False)),
        (httpx.ReadTimeout("x"), ("timeout", True)),
        (requests.ReadTimeout("x"), ("timeout", True)),
        (requests.ConnectTimeout("x"), ("timeout", False)),
        (TimeoutError(), ("timeout", True)),
        (socket.gaierror(-2, "x"), ("offline", False)),
        (ConnectionResetError(), ("interrupted", True)),
        (OSError(), ("other", True)),
    ]:
        found = without_answer(error)
        assert found is not None
        assert (found.failure, found.maybe_sent) == expected, error
    assert without_answer(KeyError("x")) is None
