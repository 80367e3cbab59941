"""Whatever is handed over, the answer is a value or an error of this package, and nothing is kept."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import inspect
import os
import pickle
import resource
import subprocess
import sys
import threading
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import user_metadata as um

PARSERS: list[Callable[[str], str]] = [
    um.parse_email,
    um.parse_phone,
    um.parse_wallet,
    um.parse_oauth_strategy,
    um.parse_web3_strategy,
    um.parse_redirect_url,
    um.parse_scope,
]
# With lone surrogates, which `str` may hold and UTF-8 may not.
TEXTS = st.text(st.characters(exclude_categories=()), max_size=64) | st.text(
    "@.+0123456789 aéü\ud800\x00:/", max_size=80
)


@pytest.mark.parametrize("parse", PARSERS, ids=lambda parse: parse.__name__)
@given(text=TEXTS)
@settings(max_examples=100, deadline=None)
def test_any_text_is_accepted_or_refused(parse: Callable[[str], str], text: str) -> None:
    try:
        canonical = parse(text)
    except um.ValidationError as error:
        assert error.code in um.error_codes()["validation"]
        assert error.position is None or 0 <= error.position <= len(text)
    else:
        assert parse(canonical) == canonical
        canonical.encode()


@given(text=TEXTS)
@settings(max_examples=100, deadline=None)
def test_everything_that_takes_text_takes_any(text: str) -> None:
    for take in (
        um.FrontendApi.parse,
        um.FrontendApi.from_publishable_key,
        um.Credentials.native,
        um.Credentials.cookie,
        um.EnrollmentRequest.email_address,
        um.EnrollmentRequest.external_account,
        um.Enrollment.from_snapshot,
        um.Reverification.from_snapshot,
        um.Job.create_web3_wallet,
    ):
        with contextlib.suppress(um.UserMetadataError, UnicodeEncodeError):
            take(text)


@given(status=st.integers(0, 65535), body=st.binary(max_size=200), value=st.text(max_size=20))
@settings(max_examples=100, deadline=None)
def test_any_answer_is_read_or_refused(status: int, body: bytes, value: str) -> None:
    try:
        response = um.HttpResponse(status, [("retry-after", value), ("date", value)], body)
    except UnicodeEncodeError:
        return
    try:
        um.Call.read_user().parse(response, 0)
    except um.UserMetadataError as error:
        assert error.kind in {"api", "protocol"}


@pytest.mark.parametrize("parse", PARSERS, ids=lambda parse: parse.__name__)
@pytest.mark.parametrize("wrong", [None, b"jane@example.com", bytearray(b"x"), 1, ["a"], object()], ids=repr)
def test_what_is_no_text_is_a_type_error(parse: Callable[[object], str], wrong: object) -> None:
    with pytest.raises(TypeError):
        parse(wrong)


def test_a_huge_text_is_refused() -> None:
    for parse in PARSERS:
        with pytest.raises(um.ValidationError):
            parse("\x01" * 1_000_000)


@pytest.mark.parametrize("parse", PARSERS, ids=lambda parse: parse.__name__)
def test_a_parser_shows_itself_as_any_function_does(parse: Callable[[str], str]) -> None:
    assert str(inspect.signature(parse)) == "(text, /)"
    assert parse.__doc__ is not None
    assert parse.__doc__.startswith("Reads ")
    assert pickle.loads(pickle.dumps(parse)) is parse


def test_the_same_object_comes_back_where_nothing_changes() -> None:
    for parse, begin, end in [
        (um.parse_email, "jane", "@example.com"),
        (um.parse_phone, "+1555", "1234567"),
        (um.parse_phone, "+290", "8000"),
        (um.parse_wallet, "0x", "0" * 40),
        (um.parse_oauth_strategy, "oauth_", "google"),
    ]:
        text = begin + end
        assert parse(text) is text


def test_what_changes_is_another_object() -> None:
    for parse, typed, canonical in [
        (um.parse_email, "jane@example.com ", "jane@example.com"),
        (um.parse_email, "jane@Example.com", "jane@example.com"),
        (um.parse_phone, "+1 5551234567", "+15551234567"),
        (um.parse_phone, "+15551234567\n", "+15551234567"),
    ]:
        assert parse(typed) == canonical


def test_a_subclass_of_str_becomes_a_plain_one() -> None:
    class Shouted(str):
        __slots__ = ()

    assert type(um.parse_email(Shouted("jane@example.com"))) is str


def test_positions_count_characters() -> None:
    with pytest.raises(um.ValidationError) as refused:
        um.parse_email("éé e@example.com")
    assert refused.value.position == 2
    with pytest.raises(um.ValidationError) as refused:
        um.Job.create_email_address("éé e@example.com")
    assert refused.value.position == 2


def test_nothing_leaks() -> None:
    session = um.Session(um.FrontendApi.parse("https://clerk.example.com"), um.Credentials.native("token"))
    enrollment = um.Enrollment.start(um.EnrollmentRequest.email_address("jane@example.com"))

    def work(times: int) -> int:
        for _ in range(times):
            um.parse_email("Jane@Example.com")
            with contextlib.suppress(um.ValidationError):
                um.parse_phone("nonsense")
            effect = enrollment.effect
            assert isinstance(effect, um.Send)
            enrollment.request(effect.id, session)
        gc.collect()
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    work(2_000)
    before = work(2_000)
    # The peak may only grow; a leak of a few bytes a call would be megabytes.
    assert work(25_000) - before < 2_048, "kilobytes"


def test_threads_and_tasks_together() -> None:
    failures: list[BaseException] = []

    def work() -> None:
        try:
            asyncio.run(tasks())
        except BaseException as error:  # it is looked at below
            failures.append(error)

    async def task(number: int) -> None:
        for _ in range(50):
            assert um.parse_email(f"jane{number}@Example.com") == f"jane{number}@example.com"
            await asyncio.sleep(0)
            assert um.parse_many("phone", ["+1 555 123 4567"] * 10).refused == 0

    async def tasks() -> None:
        await asyncio.gather(*(task(number) for number in range(5)))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


def test_a_subinterpreter_is_refused() -> None:
    script = """
try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters
inside = "try: import user_metadata\\nexcept ImportError as error: print(error, flush=True)"
interpreters.run_string(interpreters.create(), inside)
"""
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert "subinterpreters" in said


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_a_forked_child_goes_on() -> None:
    um.parse_email("jane@example.com")
    child = os.fork()
    if child == 0:
        works = um.parse_email("Jane@Example.com") == "Jane@example.com"
        os._exit(0 if works else 1)
    assert os.waitpid(child, 0)[1] == 0
