"""What the two users have in common: the session that all requests share, the time, and the log."""

from __future__ import annotations

import logging
import threading
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from user_metadata._native import HttpRequest, HttpResponse, Rotated, Session, UserResource
from user_metadata.transport import without_answer

LOG = logging.getLogger("user_metadata")
"""Says which requests were sent and how they ended: method and path, never a query, a header or a body."""


class HasNow(Protocol):
    """A clock, of either kind."""

    def now(self) -> datetime:
        """The time."""
        ...


C = TypeVar("C", bound=HasNow)


class Account(Generic[C]):
    """A session, its clock, and what was read last."""

    def __init__(self, session: Session, clock: C) -> None:
        self.clock = clock
        self.lock = threading.Lock()
        self.resource: UserResource | None = None
        self._session = session

    @property
    def session(self) -> Session:
        """The session as it is now. It is frozen, so no lock is held while a request is under way."""
        return self._session

    def replace_session(self, session: Session) -> None:
        """Goes on with another one."""
        with self.lock:
            self._session = session

    def absorb(self, response: HttpResponse) -> Rotated | None:
        """Takes a new token over; the caller holds the lock until it is stored, so that tokens stay in order."""
        self._session, rotated = self._session.absorb(response)
        return rotated

    def now(self) -> datetime:
        """The time of its clock."""
        return self.clock.now()

    def loaded(self) -> UserResource:
        """What `reload` has read."""
        if self.resource is None:
            raise LookupError("nothing was read yet: reload() first")
        return self.resource


def lost(request: HttpRequest, error: Exception) -> Exception:
    """The exception of a request: a `TransportError` to go on with, or what has to be raised as it is."""
    known = without_answer(error)
    if known is None:
        return error
    LOG.debug("%r: %s", request, known)
    return known
