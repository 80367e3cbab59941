"""What an enrollment can be told, and how a callback's answer becomes one of these: the same for both hosts."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import Final, Protocol

from user_metadata import _native as n
from user_metadata._clock import millis
from user_metadata._errors import ApiError, ProtocolError, TransportError
from user_metadata._steps import Progress
from user_metadata._unions import Asked, Effect, LeftOver, Outcome, Resource


class Reply(Enum):
    """What a callback may answer besides a text."""

    RESEND = "resend"
    """Another code or link is wanted; not before `resend_at` of what was asked."""
    GIVE_UP = "give_up"
    """Nothing more is wanted: the enrollment ends with `Cancelled`, which names what stays behind."""


RESEND: Final = Reply.RESEND
GIVE_UP: Final = Reply.GIVE_UP


class Owner(Protocol):
    """A `User` or an `AsyncUser`."""

    @property
    def session(self) -> n.Session:
        """As it is now."""
        ...

    def replace_session(self, session: n.Session) -> None:
        """Goes on with another one."""
        ...

    def now(self) -> datetime:
        """The time of its clock."""
        ...


class Answers:
    """An enrollment that can be asked and told; who carries its requests is the subclass's part."""

    def __init__(self, owner: Owner, machine: n.Enrollment) -> None:
        self._owner = owner
        self._progress: Progress[n.Enrollment, Asked] = Progress(machine)

    @property
    def effect(self) -> Effect:
        """What is needed now. `Send` means that it has to `proceed`. Asking again gives the same."""
        return self._progress.machine.effect

    def snapshot(self) -> str:
        """Everything that is needed to go on after a restart. It holds no token, no code and no signature."""
        return self._progress.machine.to_snapshot()

    def code_entered(self, code: str) -> None:
        """The person typed a code. What cannot be right is asked for again and not sent."""
        self._become(self._progress.machine.code_entered(code, self._now()))

    def signed(self, signature: str) -> None:
        """The wallet signed."""
        self._become(self._progress.machine.signed(signature, self._now()))

    def resend_requested(self) -> None:
        """The person asks for another code or link. Raises `MisuseError` before its time."""
        self._become(self._progress.machine.resend_requested(self._now()))

    def redirect_returned(self, url: str) -> None:
        """The user landed on the redirect URL: this is the whole of it. Raises `MisuseError` for any other URL."""
        self._become(self._progress.machine.redirect_returned(url, self._now()))

    def signed_in(self, session: n.Session | None = None) -> None:
        """The user has signed in; with a new session, the user goes on with it."""
        machine = self._progress.machine.signed_in(self._now())
        if session is not None:
            self._owner.replace_session(session)
        self._become(machine)

    def reverified(self) -> None:
        """The user gave fresh credentials."""
        self._become(self._progress.machine.reverified(self._now()))

    def tick(self) -> None:
        """Time has passed; `wait` says so by itself."""
        self._become(self._progress.machine.tick(self._now()))

    def cancel(self) -> None:
        """Gives up. What stays behind on the server is said by the outcome."""
        self._become(self._progress.machine.cancelled(self._now()))

    @property
    def enrolling(self) -> n.EnrollmentRequest:
        """What is being enrolled."""
        return self._progress.machine.enrolling

    @property
    def resource(self) -> Resource | None:
        """The identifier as the server last showed it, once it exists."""
        return self._progress.machine.resource

    @property
    def trouble(self) -> ApiError | ProtocolError | TransportError | None:
        """What went wrong last, while it is being got past."""
        return self._progress.machine.trouble

    @property
    def left_over(self) -> LeftOver:
        """What would stay behind on the server if it ended now."""
        return self._progress.machine.left_over

    @property
    def state(self) -> str:
        """The state's name, for logs."""
        return self._progress.machine.state

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._progress.machine!r})"

    def _become(self, machine: n.Enrollment) -> None:
        self._progress.machine = machine

    def _now(self) -> int:
        return millis(self._owner.now())

    def _until(self) -> datetime | None:
        """Until when nothing is asked for but time."""
        match self.effect:
            case n.Wait(until=until):
                return until
            case n.AwaitLink(poll_at=poll_at):
                return poll_at
            case _:
                return None

    def _answered_since(self, asked: n.Enrollment) -> bool:
        return self._progress.machine is not asked

    def _nobody_answered(self) -> RuntimeError:
        name = type(self.effect).__name__
        return RuntimeError(f"{name} was not answered: tell the enrollment what happened, or cancel() it")

    def _take(self, asked: Asked, answer: object) -> Outcome | None:
        """Takes a callback's answer in. The outcome, when it is over; time is left to the caller."""
        match asked, answer:
            case n.Finish(), _:
                return asked.outcome
            case _, Reply.GIVE_UP:
                self.cancel()
            case ((n.Wait() | n.AwaitLink()), None):
                pass
            case ((n.AskCode() | n.AwaitLink()), Reply.RESEND):
                self.resend_requested()
            case n.AskCode(), str():
                self.code_entered(answer)
            case n.AskSignature(), str():
                self.signed(answer)
            case ((n.OpenUrl() | n.AwaitLink()), str()):
                self.redirect_returned(answer)
            case n.SignIn(), n.Session():
                self.signed_in(answer)
            case n.Reverify(), True:
                self.reverified()
            case _, (None | False):
                self.cancel()
            case _:
                raise TypeError(f"{type(answer).__name__} is no answer to {type(asked).__name__}")
        return None
