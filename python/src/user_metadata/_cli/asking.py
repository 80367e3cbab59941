"""Questions to the person at the terminal, or events for a script."""

from __future__ import annotations

import json
import sys
import webbrowser
from datetime import datetime, timezone
from threading import Thread
from typing import Any, NoReturn

from user_metadata import _native as n
from user_metadata._answers import RESEND, Reply
from user_metadata._cli.ending import Exit, Stop, of_class, plain, refusal
from user_metadata._cli.inbox import Inbox, Landed
from user_metadata._cli.landing import Landing
from user_metadata._clock import millis
from user_metadata._unions import LeftOver, Outcome, Problem, Resource
from user_metadata.enrolling import Enrolling

Json = dict[str, Any]


class Screen:
    """Where it is asked and said. With JSON, standard output has events and nothing else."""

    def __init__(self, *, as_json: bool, browser: bool = True) -> None:
        self._as_json = as_json
        self._browser = browser
        self._shown: object = None
        self.landing: Landing | None = None
        self.inbox = Inbox()
        """Where answers come from."""

    def landed(self, url: str) -> None:
        """The browser came back; called by another thread."""
        self.inbox.put(Landed(url))

    def is_new(self, shown: object) -> bool:
        """Says whether the person has not just been shown this."""
        last, self._shown = self._shown, shown
        return last != shown

    def ask_code(self, asked: n.AskCode) -> str | Reply:
        """A code is out."""
        self.event(
            "ask_code", destination=asked.destination, channel=asked.channel, expires_at=_ms(asked.expires_at),
            resend_at=_ms(asked.resend_at), attempts=asked.attempts, problem=problem(asked.problem),
        )  # fmt: skip
        self.say(said(asked.problem) or f"A code was sent to {asked.destination}.")
        answer = self.code(asked.resend_at)
        return RESEND if answer is None else answer

    def code(self, resend_at: datetime | None, *, otherwise: str = "") -> str | Reply | None:
        """A code as typed, `RESEND` once its time has come, or `None` where the person wants another way."""
        more = f", {otherwise} another way" if otherwise else ""
        while True:
            typed = self.line(f"Code (r sends another{more}): ")
            if otherwise and typed.lower() == otherwise:
                return None
            if typed not in {"", "r", "R"}:
                return typed
            if resend_at is None:
                self.say("No other code can be sent.")
            elif typed and _is_past(resend_at):
                return RESEND
            else:
                self.say(f"Another code can be sent in {_until(resend_at)}.")

    def ask_signature(self, asked: n.AskSignature) -> str:
        """A message waits for the wallet."""
        self.event(
            "ask_signature", message=asked.message, wallet=asked.wallet, strategy=asked.strategy,
            problem=problem(asked.problem),
        )  # fmt: skip
        self.say(said(asked.problem) or f"Sign this text, as {asked.wallet}:")
        self.say(f"-----\n{plain(asked.message)}\n-----")
        while not (typed := self.line("Signature: ")):
            pass
        return typed

    def open_url(self, asked: n.OpenUrl) -> str:
        """The user has to go to the provider."""
        self.event("open_url", url=asked.url, expires_at=_ms(asked.expires_at))
        if self.landing is not None:
            self.landing.listen(self.landed)
        if self._browser:
            # Some browsers end only when the person closes them.
            Thread(target=webbrowser.open, args=(asked.url,), daemon=True).start()
        how = "Your browser opens. If it does not, go to" if self._browser else "To connect your account, go to"
        self.say(f"{how}:\n  {asked.url}")
        if self.landing is not None:
            self.say(
                "Waiting for the browser to come back; if it cannot, paste the address of the page that it came to."
            )
        else:
            self.say("When you are done, paste the address of the page that you came to:")
        while True:
            self.inbox.want_line()
            try:
                event = self.inbox.next()
            except EOFError:
                if self.landing is None:
                    raise
                # Nobody types, but the browser may still come back.
                continue
            if isinstance(event, Landed):
                return event.url
            if event:
                return event

    def await_link(self, asked: n.AwaitLink) -> str | None:
        """A link is out; said once for each link."""
        if self.is_new((asked.destination, asked.resend_at)):
            self.event(
                "await_link", destination=asked.destination, expires_at=_ms(asked.expires_at),
                resend_at=_ms(asked.resend_at),
            )  # fmt: skip
            life = _until(asked.expires_at)
            self.say(f"A link was sent to {asked.destination}, good for {life}. Open it, on any device.")
            if self.landing is not None:
                self.landing.listen(self.landed)
        return self.inbox.landed()

    def wait(self, asked: n.Wait) -> None:
        """It goes on by itself."""
        self.event("wait", until=_ms(asked.until), reason=asked.reason)
        self.say(f"Waiting {_until(asked.until)} ({asked.reason}).")

    def sign_in(self, _asked: n.SignIn) -> NoReturn:
        """Nobody is signed in."""
        self.event("sign_in")
        raise Stop(Exit.SIGN_IN, "the token signs nobody in (any more)")

    def finished(self, enrolling: Enrolling, outcome: Outcome) -> Exit:
        """How it ended, for the person, the script and the shell."""
        ending, words, shown = _ended(enrolling, outcome)
        self.event("finished", outcome=type(outcome).__name__.lower(), **shown, left_over=_left(enrolling.left_over))
        if ending is Exit.DONE and not self._as_json:
            print(words)
        else:
            self.say(words)
            left = enrolling.left_over
            if isinstance(left, n.UnverifiedLeft) and ending is not Exit.DONE:
                self.say(f"It stays with the user, unverified, as {left.resource.id}.")
        return ending

    def event(self, event: str, **fields: Any) -> None:
        """For the script, if there is one."""
        if self._as_json:
            print(json.dumps({"event": event, **fields}), flush=True)

    def say(self, words: str) -> None:
        """For the person; nothing where there is nothing to say."""
        if words:
            print(words, file=sys.stderr if self._as_json else sys.stdout, flush=True)

    def line(self, question: str) -> str:
        """What the person types, without white space at the ends."""
        if not self._as_json:
            print(question, end="", flush=True)
        return self.inbox.line()


def _ended(enrolling: Enrolling, outcome: Outcome) -> tuple[Exit, str, Json]:
    name = enrolling.enrolling.identifier
    match outcome:
        case n.Verified(resource=resource):
            return Exit.DONE, f"{name} is verified.", {"resource": _shown(resource)}
        case n.Created(resource=resource):
            return Exit.DONE, f"{name} was added.", {"resource": _shown(resource)}
        case n.Refused(resource=resource, error=error):
            words = f"{name} was not verified: {plain(error.user_message)} ({plain(error.code)})"
            return Exit.REFUSED, words, {"resource": _shown(resource), "errors": [_error(error)]}
        case n.Rejected(error=rejected):
            errors = [_error(error) for error in rejected.errors]
            shown = {"errors": errors, "trace_id": rejected.trace_id}
            return of_class(rejected.api_class), f"{name} was refused: {refusal(rejected)}", shown
        case n.Expired(resource=resource):
            return Exit.TOO_LATE, f"{name} was not verified in time.", {"resource": _shown(resource)}
        case n.Exhausted(resource=resource):
            words = f"{name} was not verified: there were too many wrong answers."
            return Exit.TOO_LATE, words, {"resource": _shown(resource)}
        case n.Unreadable(error=unreadable):
            return Exit.UNREADABLE, f"The server's answer about {name} is no answer: {unreadable}", {}
        case n.Unreachable(failure=failure):
            words = f"The server could not be reached ({failure}). The same command again goes on with what is there."
            return Exit.NETWORK, words, {}
        case n.Cancelled():
            return Exit.STOPPED, f"{name} was given up.", {}


def _shown(resource: Resource) -> Json:
    state = "unverified" if resource.verification is None else resource.verification.status
    return {"kind": resource.kind, "identifier": resource.identifier, "state": state, "id": resource.id}


def _left(left: LeftOver) -> Any:
    match left:
        case n.NothingLeft():
            return "nothing"
        case n.UnverifiedLeft(resource=resource):
            return {"unverified": _shown(resource)}
        case n.UnknownLeft():
            return "unknown"


def _error(error: n.ClerkError) -> Json:
    return {
        "code": error.code, "message": error.message, "long_message": error.long_message, "meta": error.meta
    }  # fmt: skip


def problem(met: Problem | None) -> Json | None:
    """What was wrong with the last answer, for a script."""
    match met:
        case None:
            return None
        case n.Malformed(code=code):
            return {"problem": "malformed", "code": code}
        case n.Incorrect(error=error):
            return {"problem": "incorrect", "error": _error(error)}
        case n.Over(error=error):
            return {"problem": "over", "error": _error(error)}


def said(met: Problem | None) -> str:
    """What was wrong with the last answer, for the person."""
    match met:
        case None:
            return ""
        case n.Malformed(meaning=meaning):
            return f"That was not sent: {meaning}."
        case n.Incorrect(error=error):
            return f"That was not it. {plain(error.user_message)}"
        case n.Over(error=error):
            return f"{plain(error.user_message)} Another one is needed."


def _ms(moment: datetime | None) -> int | None:
    return None if moment is None else millis(moment)


def _seconds(then: datetime) -> int:
    # Rounded up: whoever reads "1 s" and waits a second must not be too early.
    return max(-int(-(then - datetime.now(timezone.utc)).total_seconds() // 1), 0)


def _is_past(then: datetime) -> bool:
    return _seconds(then) == 0


def _until(then: datetime) -> str:
    minutes, seconds = divmod(_seconds(then), 60)
    return f"{minutes} min {seconds} s" if minutes and seconds else f"{minutes} min" if minutes else f"{seconds} s"
