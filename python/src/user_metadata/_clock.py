"""The time, and waiting for it. Tests bring clocks of their own."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime, timedelta, timezone
from typing import Protocol

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_MILLISECOND = timedelta(milliseconds=1)
# A device's clock may be set while we sleep, so it is looked at now and then.
_LONGEST_NAP = 60.0


class Clock(Protocol):
    """The time of a `User`, and how it waits."""

    def now(self) -> datetime:
        """The time, aware of its zone."""
        ...

    def sleep_until(self, until: datetime, /) -> None:
        """Returns when that time has come."""
        ...


class AsyncClock(Protocol):
    """The time of an `AsyncUser`, and how it waits."""

    def now(self) -> datetime:
        """The time, aware of its zone."""
        ...

    async def sleep_until(self, until: datetime, /) -> None:
        """Returns when that time has come."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The time in UTC."""
        return datetime.now(timezone.utc)

    def sleep_until(self, until: datetime, /) -> None:
        """Sleeps in naps."""
        while (seconds := (until - self.now()).total_seconds()) > 0:
            time.sleep(min(seconds, _LONGEST_NAP))


class AsyncSystemClock:
    """The machine's clock, for asyncio."""

    def now(self) -> datetime:
        """The time in UTC."""
        return datetime.now(timezone.utc)

    async def sleep_until(self, until: datetime, /) -> None:
        """Sleeps in naps."""
        while (seconds := (until - self.now()).total_seconds()) > 0:
            await asyncio.sleep(min(seconds, _LONGEST_NAP))


def millis(moment: datetime) -> int:
    """Unix milliseconds, as the core counts."""
    return (moment - EPOCH) // _MILLISECOND
