"""What is the same for enrollments and reverifications, and how each of the two hosts gets through them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar

from user_metadata import _native as n
from user_metadata._clock import millis
from user_metadata._errors import ApiError, ProtocolError, TransportError
from user_metadata._steps import Machine, Progress, Where

if TYPE_CHECKING:
    from typing_extensions import Self

    from user_metadata.async_user import AsyncUser
    from user_metadata.user import User

E_co = TypeVar("E_co", covariant=True)


class Owner(Where, Protocol):
    """A `User` or an `AsyncUser`."""

    def replace_session(self, session: n.Session) -> None:
        """Goes on with another one."""
        ...


class Listening(Machine[E_co], Protocol[E_co]):
    """What both machines of the core can be told and asked."""

    def code_entered(self, code: str, now: int) -> Self: ...
    def resend_requested(self, now: int) -> Self: ...
    def redirect_returned(self, url: str, now: int) -> Self: ...
    def signed_in(self, now: int) -> Self: ...
    def tick(self, now: int) -> Self: ...
    def cancelled(self, now: int) -> Self: ...
    def to_snapshot(self) -> str: ...
    @property
    def trouble(self) -> ApiError | ProtocolError | TransportError | None: ...


M = TypeVar("M", bound=Listening[Any])
A = TypeVar("A")
"""What a machine asks."""


class Conversation(Generic[M, A]):
    """A machine that can be asked and told; who carries its requests is the subclass's part."""

    _noun: ClassVar[str]

    def __init__(self, owner: Owner, machine: M) -> None:
        self._owner = owner
        self._progress: Progress[M, A] = Progress(machine)

    @property
    def effect(self) -> n.Send | A:
        """What is needed now. `Send` means that it has to `proceed`. Asking again gives the same."""
        effect: n.Send | A = self._progress.machine.effect
        return effect

    def snapshot(self) -> str:
        """Everything that is needed to go on after a restart. No token, password, code or signature is in it."""
        return self._progress.machine.to_snapshot()

    def code_entered(self, code: str) -> None:
        """The person typed a code. What cannot be right is asked for again and not sent."""
        self._become(self._progress.machine.code_entered(code, self._now()))

    def resend_requested(self) -> None:
        """The person asks for another code or link. Raises `MisuseError` before its time."""
        self._become(self._progress.machine.resend_requested(self._now()))

    def redirect_returned(self, url: str) -> None:
        """The user landed on the redirect URL: this is the whole of it. Raises `MisuseError` for any other URL."""
        self._become(self._progress.machine.redirect_returned(url, self._now()))

    def signed_in(self, session: n.Session | None = None) -> None:
        """The user has signed in; with a new session, the user goes on with it. A reverification begins anew there."""
        machine = self._progress.machine.signed_in(self._now())
        if session is not None:
            self._owner.replace_session(session)
        self._become(machine)

    def tick(self) -> None:
        """Time has passed; `wait` says so by itself."""
        self._become(self._progress.machine.tick(self._now()))

    def cancel(self) -> None:
        """Gives up. What an enrollment leaves behind on the server is said by its outcome."""
        self._become(self._progress.machine.cancelled(self._now()))

    @property
    def trouble(self) -> ApiError | ProtocolError | TransportError | None:
        """What went wrong last, while it is being got past."""
        return self._progress.machine.trouble

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._progress.machine!r})"

    def _become(self, machine: M) -> None:
        self._progress.machine = machine

    def _now(self) -> int:
        return millis(self._owner.now())

    def _until(self) -> datetime | None:
        """Until when nothing is asked for but time."""
        match self.effect:
            case n.Wait(until=until):
                return until
            case n.AwaitLink(poll_at=poll_at) | n.AwaitFactorLink(poll_at=poll_at):
                return poll_at
            case _:
                return None

    def _has_to_wait(self, asked: M) -> bool:
        """Whether nobody has answered what this machine asked, and nobody has to."""
        if self._progress.machine is not asked:
            return False
        if self._until() is None:
            name = type(self.effect).__name__
            raise RuntimeError(f"{name} was not answered: tell the {self._noun} what happened, or cancel() it")
        return True


class Blocking(Conversation[M, A]):
    """The host of a `User`."""

    def __init__(self, user: User, machine: M) -> None:
        super().__init__(user, machine)
        self.user = user
        """Whose it is."""

    def proceed(self) -> A:
        """Sends what is to be sent, until somebody is needed: the person, the wallet, the browser, or time.

        Refusals and lost connections are effects and outcomes. Raises `ValidationError` or `MisuseError` when the
        session lacks what the request needs (`redirect_origin_missing`, `session_id_missing`).
        """
        return self.user._pump(self._progress.proceed(self.user))

    def wait(self) -> None:
        """Waits for what only takes time (`Wait`, and links until their next look). Else nothing."""
        until = self._until()
        if until is not None:
            self.user._account.clock.sleep_until(until)
            self.tick()

    def __iter__(self) -> Iterator[A]:
        """Every effect that needs somebody, and the end last. What only takes time and is not answered is waited for.

        Raises `RuntimeError` where a question was not answered.
        """
        while True:
            effect = self.proceed()
            asked = self._progress.machine
            yield effect
            if isinstance(effect, (n.Finish, n.FinishReverification)):
                return
            if self._has_to_wait(asked):
                self.wait()


class Asynchronous(Conversation[M, A]):
    """The host of an `AsyncUser`."""

    def __init__(self, user: AsyncUser, machine: M) -> None:
        super().__init__(user, machine)
        self.user = user
        """Whose it is."""

    async def proceed(self) -> A:
        """As its blocking twin."""
        return await self.user._pump(self._progress.proceed(self.user))

    async def wait(self) -> None:
        """As its blocking twin."""
        until = self._until()
        if until is not None:
            await self.user._account.clock.sleep_until(until)
            self.tick()

    async def __aiter__(self) -> AsyncIterator[A]:
        """As its blocking twin."""
        while True:
            effect = await self.proceed()
            asked = self._progress.machine
            yield effect
            if isinstance(effect, (n.Finish, n.FinishReverification)):
                return
            if self._has_to_wait(asked):
                await self.wait()
