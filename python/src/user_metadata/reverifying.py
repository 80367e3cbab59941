"""One reverification of one session, step by step: fresh credentials, where an instance asks for them."""

from __future__ import annotations

from user_metadata import _native as n
from user_metadata._conversation import Asynchronous, Blocking, Conversation
from user_metadata._unions import ReverificationAsked


class ReverificationAnswers(Conversation[n.Reverification, ReverificationAsked]):
    """A reverification that can be asked and told; who carries its requests is the subclass's part."""

    _noun = "reverification"

    def factor_chosen(self, index: int) -> None:
        """The person chose a factor, by its place in `factors`, at first or in place of the one that is asked for."""
        self._become(self._progress.machine.factor_chosen(index, self._now()))

    def password_entered(self, password: str) -> None:
        """The person typed the password."""
        self._become(self._progress.machine.password_entered(password, self._now()))

    @property
    def factors(self) -> tuple[n.SignInFactor, ...]:
        """What the server would take now, once it has said so."""
        return self._progress.machine.factors

    @property
    def level(self) -> str:
        """The level that is being proved."""
        return self._progress.machine.level


class Reverifying(ReverificationAnswers, Blocking[n.Reverification, ReverificationAsked]):
    """Fresh credentials on their way, for the session of a `User`. The session has to name its id.

    It is what stands between `Reverify` of an enrollment and `reverified`:

        for effect in (reverifying := user.reverify(level)):
            match effect:
                case AskPassword():
                    reverifying.password_entered(getpass())
                case FinishReverification(outcome=ReverificationComplete()):
                    enrolling.reverified()
    """


class AsyncReverifying(ReverificationAnswers, Asynchronous[n.Reverification, ReverificationAsked]):
    """The same for the session of an `AsyncUser`, with `async for`."""
