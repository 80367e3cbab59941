"""Effects, outcomes and errors as JSON, the same in every language, and the comparison with what is expected."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import user_metadata as um

Json = dict[str, Any]

NAMES: dict[type, str] = {
    um.Send: "send",
    um.OpenUrl: "open_url",
    um.AskCode: "ask_code",
    um.AskSignature: "ask_signature",
    um.AwaitLink: "await_link",
    um.SignIn: "sign_in",
    um.Reverify: "reverify",
    um.Wait: "wait",
    um.Finish: "finish",
}


def effect(effect: um.Effect, now: datetime) -> Json:
    def in_ms(moment: datetime | None) -> int | None:
        return None if moment is None else (moment - now) // timedelta(milliseconds=1)

    def not_before(moment: datetime) -> int:
        return max(in_ms(moment) or 0, 0)

    view: Json = {"effect": NAMES[type(effect)]}
    match effect:
        case um.Send() | um.SignIn():
            return view
        case um.OpenUrl():
            return view | {"expires_in_ms": in_ms(effect.expires_at)}
        case um.AskCode():
            return view | {
                "destination": effect.destination, "channel": effect.channel, "attempts": effect.attempts,
                "expires_in_ms": in_ms(effect.expires_at), "resend_in_ms": not_before(effect.resend_at),
                "problem": problem(effect.problem),
            }  # fmt: skip
        case um.AskSignature():
            return view | {
                "wallet": effect.wallet, "strategy": effect.strategy, "attempts": effect.attempts,
                "expires_in_ms": in_ms(effect.expires_at), "problem": problem(effect.problem),
            }  # fmt: skip
        case um.AwaitLink():
            return view | {
                "destination": effect.destination, "poll_in_ms": in_ms(effect.poll_at),
                "expires_in_ms": in_ms(effect.expires_at), "resend_in_ms": not_before(effect.resend_at),
            }  # fmt: skip
        case um.Reverify():
            return view | {"level": effect.level}
        case um.Wait():
            return view | {"wait_ms": in_ms(effect.until), "reason": effect.reason}
        case um.Finish():
            return view | outcome(effect.outcome)


def outcome(outcome: um.Outcome) -> Json:
    view: Json = {"outcome": type(outcome).__name__.lower()}
    match outcome:
        case um.Verified() | um.Created() | um.Expired() | um.Exhausted():
            return view | of_resource(outcome.resource)
        case um.Refused(resource=held, error=error):
            return view | of_resource(held) | {"code": error.code, "message": error.user_message}
        case um.Rejected(error=error, left_over=left):
            first = error.errors[0] if error.errors else None
            return view | error_view(error) | {
                "has_trace_id": error.trace_id is not None,
                "lockout_seconds": None if first is None else first.lockout_expires_in_seconds,
                "left_over": left_over(left),
            }  # fmt: skip
        case um.Unreadable(error=unreadable, left_over=left):
            return view | {"status": unreadable.status, "code": unreadable.code, "left_over": left_over(left)}
        case um.Unreachable(failure=failure, left_over=left):
            return view | {"failure": failure, "left_over": left_over(left)}
        case um.Cancelled(left_over=left):
            return view | {"left_over": left_over(left)}


def error_view(error: um.UserMetadataError) -> Json:
    view: Json = {"kind": error.kind, "code": error.code}
    match error:
        case um.ValidationError():
            return view | {"field": error.field, "position": error.position}
        case um.ApiError():
            retry_after = None if error.retry_after is None else round(error.retry_after * 1000)
            return view | {"status": error.status, "message": error.user_message, "retry_after_ms": retry_after}
        case um.ProtocolError():
            return view | {"status": error.status}
        case _:
            return view


def of_resource(held: um.Resource) -> Json:
    return {"kind": held.kind, "identifier": held.identifier}


def problem(held: um.Problem | None) -> Json | None:
    match held:
        case None:
            return None
        case um.Malformed(code=code):
            return {"problem": "malformed", "code": code}
        case um.Incorrect(error=error):
            return {"problem": "incorrect", "code": error.code}
        case um.Over(error=error):
            return {"problem": "over", "code": error.code}


def left_over(left: um.LeftOver) -> str:
    match left:
        case um.NothingLeft():
            return "nothing"
        case um.UnverifiedLeft():
            return "unverified"
        case um.UnknownLeft():
            return "unknown"


def compare(place: str, expected: Any, actual: Any) -> None:
    """Whatever is expected must be there; objects may hold more, lists may not."""
    if isinstance(expected, dict) and isinstance(actual, dict):
        for key, wanted in expected.items():
            assert key in actual, f"{place}.{key}: there is no such field in {actual}"
            compare(f"{place}.{key}", wanted, actual[key])
    elif isinstance(expected, list) and isinstance(actual, list) and len(expected) == len(actual):
        for at, (wanted, found) in enumerate(zip(expected, actual, strict=True)):
            compare(f"{place}[{at}]", wanted, found)
    else:
        assert expected == actual and type(expected) is type(actual), f"{place}: expected {expected}, found {actual}"
