"""The server wants to know again who this is: asks for a password, a code or a link, until it is content."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from getpass import getpass

from user_metadata import _native as n
from user_metadata._answers import RESEND
from user_metadata._cli.asking import Screen, problem, said
from user_metadata._cli.ending import Exit, Stop, of_class, plain, refusal
from user_metadata._cli.landing import Landing
from user_metadata._errors import MisuseError
from user_metadata.reverifying import Reverifying
from user_metadata.user import User


def prove(screen: Screen, user: User, level: str | None) -> bool:
    """True when the credentials are fresh; raises `Stop` where they are not, and will not be."""
    screen.say("The server wants to know again who you are.")
    try:
        _name_the_session(screen, user)
        landing = Landing()
        landing.listen(screen.landed)
        reverifying = user.reverify(level, redirect_url=landing.redirect_url)
        for effect in reverifying:
            if isinstance(effect, n.FinishReverification):
                _ended(screen, effect.outcome)
            else:
                _ask(screen, reverifying, effect)
    except EOFError:
        raise Stop(Exit.REVERIFY, "the input ended where an answer was needed") from None
    return True


def _name_the_session(screen: Screen, user: User) -> None:
    """These calls act on one session, and a token may have several."""
    if user.session.session_id is None:
        screen.say("Which session? Its id begins with sess_; --session-id or USER_METADATA_SESSION_ID name it as well.")
        user.replace_session(user.session.with_session_id(screen.line("Session: ")))


def _ask(screen: Screen, reverifying: Reverifying, effect: object) -> None:
    try:
        match effect:
            case n.ChooseFactor(factors=factors, problem=error):
                screen.event("reverify", ask="factor", factors=[factor.strategy for factor in factors])
                if error is not None:
                    screen.say(plain(error.user_message))
                _choose(screen, reverifying, factors)
            case n.AskPassword():
                screen.event("reverify", ask="password", problem=problem(effect.problem))
                screen.say(said(effect.problem))
                if password := _hidden(screen, "Password (not shown; Enter alone for another way): "):
                    reverifying.password_entered(password)
                else:
                    _choose(screen, reverifying, reverifying.factors)
            case n.AskFactorCode():
                screen.event("reverify", ask="code", strategy=effect.strategy, problem=problem(effect.problem))
                screen.say(said(effect.problem) or _code_is_needed(effect))
                answer = screen.code(effect.resend_at, otherwise="o")
                if answer is RESEND:
                    reverifying.resend_requested()
                elif answer is None:
                    _choose(screen, reverifying, reverifying.factors)
                else:
                    reverifying.code_entered(str(answer))
            case n.AwaitFactorLink(destination=destination):
                if (url := screen.inbox.landed()) is not None:
                    reverifying.redirect_returned(url)
                elif screen.is_new((destination, effect.expires_at)):
                    screen.event("reverify", ask="link")
                    screen.say(f"A link was sent to {plain(destination or 'you')}. Open it, on any device.")
            case n.SignIn():
                raise Stop(Exit.SIGN_IN, "nobody is signed in with the token any more")
            case _:
                pass  # it goes on by itself
    except MisuseError as error:
        screen.say(f"That cannot be done now: {error}.")


def _choose(screen: Screen, reverifying: Reverifying, factors: Sequence[n.SignInFactor]) -> None:
    for number, factor in enumerate(factors, 1):
        to = f" to {plain(factor.safe_identifier)}" if factor.safe_identifier else ""
        strategy = plain(factor.strategy).replace("_", " ")
        screen.say(f"  {number}  {strategy}{to}" if factor.is_supported else f"  -  {strategy}{to} (not from here)")
    while True:
        typed = screen.line("By which? ")
        if (
            typed.isascii()
            and typed.isdigit()
            and 0 < int(typed) <= len(factors)
            and factors[int(typed) - 1].is_supported
        ):
            return reverifying.factor_chosen(int(typed) - 1)
        screen.say("Type one of the numbers.")


def _hidden(screen: Screen, question: str) -> str:
    return getpass(question) if sys.stdin.isatty() else screen.line(question)


def _code_is_needed(asked: n.AskFactorCode) -> str:
    if asked.destination is not None:
        return f"A code was sent to {plain(asked.destination)}."
    return {
        n.FactorStrategy.TOTP: "Your authenticator app shows a code.",
        n.FactorStrategy.BACKUP_CODE: "One of your backup codes is needed; it works once.",
    }.get(asked.strategy, "A code was sent to you.")


def _ended(screen: Screen, outcome: object) -> None:
    match outcome:
        case n.ReverificationComplete():
            return screen.say("The server knows you again.")
        case n.ReverificationRefused(error=error):
            raise Stop(Exit.REFUSED, plain(error.user_message))
        case n.ReverificationRejected(error=rejected):
            raise Stop(of_class(rejected.api_class), refusal(rejected))
        case n.NoFactor():
            words = "you have no password, code or other factor that could be asked for here: sign out and in again"
            raise Stop(Exit.REVERIFY, words)
        case n.ReverificationExpired():
            raise Stop(Exit.TOO_LATE, "the link was not opened in time")
        case n.ReverificationExhausted():
            raise Stop(Exit.TOO_LATE, "there were too many wrong answers")
        case n.ReverificationUnreadable(error=unreadable):
            raise Stop(Exit.UNREADABLE, str(unreadable))
        case n.ReverificationUnreachable(failure=failure):
            raise Stop(Exit.NETWORK, f"the server could not be reached ({failure})")
        case _:
            raise Stop(Exit.REVERIFY, "it was given up")
