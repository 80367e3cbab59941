"""One reverification of one session, step by step: fresh credentials, where an instance asks for them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from user_metadata import _native as n
from user_metadata._answers import Owner
from user_metadata._clock import millis
from user_metadata._errors import ApiError, ProtocolError, TransportError
from user_metadata._steps import Progress
from user_metadata._unions import ReverificationAsked, ReverificationEffect

if TYPE_CHECKING:
    from user_metadata.async_user import AsyncUser
    from user_metadata.user import User


class ReverificationAnswers:
    """A reverification that can be asked and told; who carries its requests is the subclass's part."""

    def __init__(self, owner: Owner, machine: n.Reverification) -> None:
        self._owner = owner
        self._progress: Progress[n.Reverification, ReverificationAsked] = Progress(machine)

    @property
    def effect(self) -> ReverificationEffect:
        """What is needed now. `Send` means that it has to `proceed`. Asking again gives the same."""
        return self._progress.machine.effect

    def snapshot(self) -> str:
        """Everything that is needed to go on after a restart. It holds no token, no password and no code."""
        return self._progress.machine.to_snapshot()

    def factor_chosen(self, index: int) -> None:
        """The person chose a factor, by its place in `factors`, at first or in place of the one that is asked for."""
        self._become(self._progress.machine.factor_chosen(index, self._now()))

    def password_entered(self, password: str) -> None:
        """The person typed the password."""
        self._become(self._progress.machine.password_entered(password, self._now()))

    def code_entered(self, code: str) -> None:
        """The person typed a code."""
        self._become(self._progress.machine.code_entered(code, self._now()))

    def resend_requested(self) -> None:
        """The person asks for another code or link. Raises `MisuseError` before its time."""
        self._become(self._progress.machine.resend_requested(self._now()))

    def redirect_returned(self, url: str) -> None:
        """The user landed on the redirect URL of a link: this is the whole of it."""
        self._become(self._progress.machine.redirect_returned(url, self._now()))

    def signed_in(self, session: n.Session | None = None) -> None:
        """The user has signed in; the reverification begins anew in the new session."""
        machine = self._progress.machine.signed_in(self._now())
        if session is not None:
            self._owner.replace_session(session)
        self._become(machine)

    def tick(self) -> None:
        """Time has passed; `wait` says so by itself."""
        self._become(self._progress.machine.tick(self._now()))

    def cancel(self) -> None:
        """Gives up."""
        self._become(self._progress.machine.cancelled(self._now()))

    @property
    def factors(self) -> tuple[n.SignInFactor, ...]:
        """What the server would take now, once it has said so."""
        return self._progress.machine.factors

    @property
    def level(self) -> str:
        """The level that is being proved."""
        return self._progress.machine.level

    @property
    def trouble(self) -> ApiError | ProtocolError | TransportError | None:
        """What went wrong last, while it is being got past."""
        return self._progress.machine.trouble

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._progress.machine!r})"

    def _become(self, machine: n.Reverification) -> None:
        self._progress.machine = machine

    def _now(self) -> int:
        return millis(self._owner.now())

    def _until(self) -> datetime | None:
        match self.effect:
            case n.Wait(until=until):
                return until
            case n.AwaitFactorLink(poll_at=poll_at):
                return poll_at
            case _:
                return None

    def _nobody_answered(self) -> RuntimeError:
        name = type(self.effect).__name__
        return RuntimeError(f"{name} was not answered: tell the reverification what happened, or cancel() it")


class Reverifying(ReverificationAnswers):
    """Fresh credentials on their way, for the session of a `User`. The session has to name its id.

    It is what stands between `Reverify` of an enrollment and `reverified`:

        for effect in (reverifying := user.reverify(level)):
            match effect:
                case AskPassword():
                    reverifying.password_entered(getpass())
                case FinishReverification(outcome=ReverificationComplete()):
                    enrolling.reverified()
    """

    def __init__(self, user: User, machine: n.Reverification) -> None:
        super().__init__(user, machine)
        self.user = user
        """Whose session it is."""

    def proceed(self) -> ReverificationAsked:
        """Sends what is to be sent, until somebody is needed: the person, or time.

        Raises `MisuseError` when the session does not name its id (`session_id_missing`).
        """
        return self.user._pump(self._progress.proceed(self.user))

    def wait(self) -> None:
        """Waits for what only takes time (`Wait`, and `AwaitFactorLink` until its next look)."""
        until = self._until()
        if until is not None:
            self.user._account.clock.sleep_until(until)
            self.tick()

    def __iter__(self) -> Iterator[ReverificationAsked]:
        """Every effect that needs somebody, and `FinishReverification` last; otherwise as that of `Enrolling`."""
        while True:
            effect = self.proceed()
            asked = self._progress.machine
            yield effect
            if isinstance(effect, n.FinishReverification):
                return
            if self._progress.machine is asked:
                if self._until() is None:
                    raise self._nobody_answered()
                self.wait()


class AsyncReverifying(ReverificationAnswers):
    """The same for the session of an `AsyncUser`, with `async for`."""

    def __init__(self, user: AsyncUser, machine: n.Reverification) -> None:
        super().__init__(user, machine)
        self.user = user
        """Whose session it is."""

    async def proceed(self) -> ReverificationAsked:
        """As its blocking twin."""
        return await self.user._pump(self._progress.proceed(self.user))

    async def wait(self) -> None:
        """As its blocking twin."""
        until = self._until()
        if until is not None:
            await self.user._account.clock.sleep_until(until)
            self.tick()

    async def __aiter__(self) -> AsyncIterator[ReverificationAsked]:
        """As its blocking twin."""
        while True:
            effect = await self.proceed()
            asked = self._progress.machine
            yield effect
            if isinstance(effect, n.FinishReverification):
                return
            if self._progress.machine is asked:
                if self._until() is None:
                    raise self._nobody_answered()
                await self.wait()
