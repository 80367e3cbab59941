"""What has to happen, apart from who makes it happen.

Every operation is a generator that yields what is to be sent (an `HttpRequest`) or waited for (a time), and is sent
what came of it. `User` and `AsyncUser` are two pumps of a few lines that carry the steps out.
"""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from user_metadata import _native
from user_metadata._clock import millis
from user_metadata._errors import TransportError
from user_metadata._native import Done, HttpRequest, HttpResponse, Send, SendRequest, Session, Sleep
from user_metadata._unions import Answer

if TYPE_CHECKING:
    from typing_extensions import Self

E_co = TypeVar("E_co", covariant=True)
E = TypeVar("E")
T = TypeVar("T")

Step = HttpRequest | datetime
Reply = HttpResponse | TransportError | None
Steps = Generator[Step, Reply, T]


class Where(Protocol):
    """What the steps need to know of the user."""

    @property
    def session(self) -> Session:
        """As it is now."""
        ...

    def now(self) -> datetime:
        """The time."""
        ...


def perform(job: _native.Job, where: Where) -> Steps[Answer]:
    """Carries one method of a user out."""
    lost: TransportError | None = None
    while True:
        try:
            todo = job.todo(where.session)
        except TransportError as error:
            # The core says what the network did; the host knows the cause.
            raise lost or error from None
        match todo:
            case SendRequest():
                reply = yield todo.request
                if isinstance(reply, HttpResponse):
                    job.responded(reply, millis(where.now()))
                elif reply is not None:
                    lost = reply
                    job.failed(reply.failure, reply.maybe_sent, millis(where.now()))
            case Sleep():
                yield todo.until
                job.woken(millis(where.now()))
            case Done():
                return todo.answer


class Machine(Protocol[E_co]):
    """What the two machines of the core have in common for whoever carries their requests."""

    @property
    def effect(self) -> Send | E_co:
        """What is needed now."""
        ...

    def request(self, id: int, session: Session) -> HttpRequest:
        """The request of a `Send`."""
        ...

    def responded(self, id: int, response: HttpResponse, now: int) -> Self:
        """The answer to it."""
        ...

    def transport_failed(self, id: int, failure: str, maybe_sent: bool, now: int) -> Self:
        """No answer to it."""
        ...


M = TypeVar("M", bound=Machine[Any])


class Progress(Generic[M, E]):
    """A machine, with the request that is under way."""

    __slots__ = ("_under_way", "machine")

    def __init__(self, machine: M) -> None:
        self.machine = machine
        self._under_way: int | None = None

    def proceed(self, where: Where) -> Steps[E]:
        """Sends whatever the machine wants sent; done at the first effect that is about anything else."""
        self._give_up_what_was_left(where)
        while True:
            effect: Send | E = self.machine.effect
            if not isinstance(effect, Send):
                return effect
            request = self.machine.request(effect.id, where.session)
            # Said before it is sent, so that an interruption at any point leaves a trace.
            self._under_way = effect.id
            reply = yield request
            now = millis(where.now())
            if isinstance(reply, HttpResponse):
                self.machine = self.machine.responded(effect.id, reply, now)
            elif reply is not None:
                self.machine = self.machine.transport_failed(effect.id, reply.failure, reply.maybe_sent, now)
            self._under_way = None

    def _give_up_what_was_left(self, where: Where) -> None:
        """A cancelled task or a KeyboardInterrupt has left its request on the way: it is never sent again unseen."""
        left, self._under_way = self._under_way, None
        effect = self.machine.effect
        if left is not None and isinstance(effect, Send) and effect.id == left:
            self.machine = self.machine.transport_failed(left, "interrupted", True, millis(where.now()))
