"""What an enrollment can be told, and how a callback's answer becomes one of these: the same for both hosts."""

from __future__ import annotations

from enum import Enum
from typing import Final

from user_metadata import _native as n
from user_metadata._conversation import Conversation
from user_metadata._unions import Asked, LeftOver, Outcome, Resource


class Reply(Enum):
    """What a callback may answer besides a text."""

    RESEND = "resend"
    """Another code or link is wanted; not before `resend_at` of what was asked."""
    GIVE_UP = "give_up"
    """Nothing more is wanted: the enrollment ends with `Cancelled`, which names what stays behind."""


RESEND: Final = Reply.RESEND
GIVE_UP: Final = Reply.GIVE_UP


class Answers(Conversation[n.Enrollment, Asked]):
    """An enrollment that can be asked and told; who carries its requests is the subclass's part."""

    _noun = "enrollment"

    def signed(self, signature: str) -> None:
        """The wallet signed."""
        self._become(self._progress.machine.signed(signature, self._now()))

    def reverified(self) -> None:
        """The user gave fresh credentials."""
        self._become(self._progress.machine.reverified(self._now()))

    @property
    def enrolling(self) -> n.EnrollmentRequest:
        """What is being enrolled."""
        return self._progress.machine.enrolling

    @property
    def resource(self) -> Resource | None:
        """The identifier as the server last showed it, once it exists."""
        return self._progress.machine.resource

    @property
    def left_over(self) -> LeftOver:
        """What would stay behind on the server if it ended now."""
        return self._progress.machine.left_over

    @property
    def state(self) -> str:
        """The state's name, for logs."""
        return self._progress.machine.state

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
