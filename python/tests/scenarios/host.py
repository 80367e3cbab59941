"""The two hosts under one roof: whatever an `AsyncUser` gives is awaited, what a `User` gives is there already."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from inspect import isawaitable
from typing import Any, TypeAlias

import user_metadata as um
from user_metadata.testing import Sandbox

AnyUser: TypeAlias = um.User | um.AsyncUser
AnyEnrolling: TypeAlias = um.Enrolling | um.AsyncEnrolling
AnyReverifying: TypeAlias = um.Reverifying | um.AsyncReverifying

START_MS = 1_767_225_600_000
"""2026-01-01T00:00:00Z"""


async def settle(given: Any) -> Any:
    """What it comes to. Which of the two it was, no type can say here."""
    if isawaitable(given):
        return await given
    return given


class StageClock:
    """The device's clock: the sandbox's, and wrong by as much as the scenario says. Whoever waits on it moves both."""

    def __init__(self, sandbox: Sandbox, off_by_ms: int) -> None:
        self._sandbox = sandbox
        self._now = datetime.fromtimestamp(START_MS / 1000, timezone.utc) + timedelta(milliseconds=off_by_ms)

    def now(self) -> datetime:
        return self._now

    def advance(self, by: timedelta) -> None:
        self._sandbox.advance(by.total_seconds())
        self._now += by

    def sleep_until(self, until: datetime, /) -> None:
        if until > self._now:
            self.advance(until - self._now)


class AsyncStageClock:
    """The same for asyncio."""

    def __init__(self, clock: StageClock) -> None:
        self._clock = clock

    def now(self) -> datetime:
        return self._clock.now()

    async def sleep_until(self, until: datetime, /) -> None:
        self._clock.sleep_until(until)


MakeUser: TypeAlias = Callable[[um.Session, StageClock, Callable[[um.Rotated], None]], AnyUser]


def sync_user(session: um.Session, clock: StageClock, store: Callable[[um.Rotated], None]) -> AnyUser:
    return um.User(session, clock=clock, on_rotated=store)


def async_user(session: um.Session, clock: StageClock, store: Callable[[um.Rotated], None]) -> AnyUser:
    async def stored(rotated: um.Rotated) -> None:
        store(rotated)

    return um.AsyncUser(session, clock=AsyncStageClock(clock), on_rotated=stored)
