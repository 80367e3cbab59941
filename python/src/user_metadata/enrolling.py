"""One enrollment of one user: step by step, as a loop over effects, or driven by callbacks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import TypeAlias, TypeVar

from user_metadata import _native as n
from user_metadata._answers import Answers, Reply
from user_metadata._conversation import Asynchronous, Blocking
from user_metadata._unions import Asked, Outcome

T = TypeVar("T")
Maybe: TypeAlias = Awaitable[T] | T
"""From a callback that may be async."""


class Enrolling(Answers, Blocking[n.Enrollment, Asked]):
    """An identifier of a `User` on its way to being verified. `User.enroll` makes it; it is for one thread at a time.

    Step by step:

        enrolling = user.enroll(EnrollmentRequest.email_address("jane@example.com"))
        for effect in enrolling:
            match effect:
                case AskCode(destination=destination):
                    enrolling.code_entered(input(f"The code that we sent to {destination}: "))
                case Finish(outcome=outcome):
                    print(outcome)

    Or by callbacks, see `run`. `snapshot` may be stored at any time, and `User.resume` goes on from it.

    A KeyboardInterrupt while a request is under way leaves it as it stands: the next step looks whether the request has
    arrived, and never sends it again unseen.
    """

    def run(
        self,
        *,
        ask_code: Callable[[n.AskCode], str | Reply | None] | None = None,
        ask_signature: Callable[[n.AskSignature], str | Reply | None] | None = None,
        open_url: Callable[[n.OpenUrl], str | Reply | None] | None = None,
        await_link: Callable[[n.AwaitLink], str | Reply | None] | None = None,
        sign_in: Callable[[n.SignIn], n.Session | Reply | None] | None = None,
        reverify: Callable[[n.Reverify], bool | Reply | None] | None = None,
        wait: Callable[[n.Wait], Reply | None] | None = None,
        store: Callable[[str], object] | None = None,
    ) -> Outcome:
        """Drives it to its end, asking whenever somebody is needed.

        Whoever is not there to be asked gives up, and waits are waited; so name those that your enrollment can ask.

        Args:
            ask_code: Answers the code as typed, or `RESEND`.
            ask_signature: Answers the signature; `None` when the person refused to sign.
            open_url: Sends the user to the URL and answers the one on which the user came back.
            await_link: Is called after every look, and may answer where the link led, or `RESEND`; `None` goes on.
            sign_in: Answers the session of the user who has signed in.
            reverify: Answers true when the user has given fresh credentials (see `User.reverify`).
            wait: Says that it goes on later; `None` goes on.
            store: Stores the snapshot, before anything that may take long.

        Any of them may answer `GIVE_UP`; but for `await_link` and `wait`, `None` does so as well.

        Raises:
            MisuseError: An answer had no meaning (a resend before its time, a foreign URL). Nothing has changed:
                `run` may be called again.
        """
        callbacks: dict[type, Callable[..., object] | None] = {
            n.AskCode: ask_code,
            n.AskSignature: ask_signature,
            n.OpenUrl: open_url,
            n.AwaitLink: await_link,
            n.SignIn: sign_in,
            n.Reverify: reverify,
            n.Wait: wait,
        }
        while True:
            if store is not None:
                store(self.snapshot())
            effect = self.proceed()
            if store is not None:
                store(self.snapshot())
            asked = self._progress.machine
            callback = callbacks.get(type(effect))
            outcome = self._take(effect, None if callback is None else callback(effect))
            if outcome is not None:
                return outcome
            if self._has_to_wait(asked):
                self.wait()


class AsyncEnrolling(Answers, Asynchronous[n.Enrollment, Asked]):
    """An identifier of an `AsyncUser` on its way to being verified; otherwise as `Enrolling`, with `async for`.

    A task may be cancelled at any point: the next step looks whether the request that was under way has arrived.
    """

    async def run(
        self,
        *,
        ask_code: Callable[[n.AskCode], Maybe[str | Reply | None]] | None = None,
        ask_signature: Callable[[n.AskSignature], Maybe[str | Reply | None]] | None = None,
        open_url: Callable[[n.OpenUrl], Maybe[str | Reply | None]] | None = None,
        await_link: Callable[[n.AwaitLink], Maybe[str | Reply | None]] | None = None,
        sign_in: Callable[[n.SignIn], Maybe[n.Session | Reply | None]] | None = None,
        reverify: Callable[[n.Reverify], Maybe[bool | Reply | None]] | None = None,
        wait: Callable[[n.Wait], Maybe[Reply | None]] | None = None,
        store: Callable[[str], Maybe[object]] | None = None,
    ) -> Outcome:
        """As `Enrolling.run`; every callback may be async."""
        callbacks: dict[type, Callable[..., object] | None] = {
            n.AskCode: ask_code,
            n.AskSignature: ask_signature,
            n.OpenUrl: open_url,
            n.AwaitLink: await_link,
            n.SignIn: sign_in,
            n.Reverify: reverify,
            n.Wait: wait,
        }
        while True:
            await _settled(store, self.snapshot())
            effect = await self.proceed()
            await _settled(store, self.snapshot())
            asked = self._progress.machine
            outcome = self._take(effect, await _settled(callbacks.get(type(effect)), effect))
            if outcome is not None:
                return outcome
            if self._has_to_wait(asked):
                await self.wait()


async def _settled(callback: Callable[..., object] | None, asked: object) -> object:
    if callback is None:
        return None
    answer = callback(asked)
    return await answer if isawaitable(answer) else answer
