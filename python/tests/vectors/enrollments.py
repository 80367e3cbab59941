"""Suite `enrollments`: a script of inputs, and the state and effect after each."""

from __future__ import annotations

import json
from typing import Any

import user_metadata as um
from tests.vectors import calls
from tests.vectors.runners import millis

Json = dict[str, Any]


def run(given: Json) -> Json:
    """Every station of the script."""
    session = calls.session(given["session"])
    begin = {"verify": um.Enrollment.start, "create": um.Enrollment.create_only}[given["goal"]]
    enrollment = begin(request(given["request"]))
    stations = [station(enrollment, session)]
    for step in given["steps"]:
        try:
            enrollment = after(enrollment, step)
        except um.MisuseError as error:
            stations.append({"misuse": error.code})
        else:
            stations.append(station(enrollment, session))
    return {"stations": stations}


def request(given: Json) -> um.EnrollmentRequest:
    """What is to be added."""
    make = um.EnrollmentRequest
    strategies = {"code": "email_code", "link": "email_link", "enterprise_sso": "enterprise_sso"}
    match given:
        case {"add": "email_address", "email": email, "proof": {"by": by} as proof}:
            return make.email_address(email, strategy=strategies[by], redirect_url=proof.get("redirect_url"))
        case {"add": "phone_number", "phone_number": number}:
            return make.phone_number(number)
        case {"add": "web3_wallet", "web3_wallet": wallet, "strategy": strategy}:
            return make.web3_wallet(wallet, strategy=strategy)
        case {"add": "external_account", **params}:
            return make.external_account(params.pop("strategy", None) or "", **some(params))
        case {"add": "reauthorize", "id": id, **params}:
            return make.reauthorize(id, **some(params))
        case _:
            raise AssertionError(f"unknown request: {given}")


def some(params: Json) -> Json:
    """Those that were given."""
    return {name: value for name, value in params.items() if value is not None}


def after(enrollment: um.Enrollment, step: Json) -> um.Enrollment:
    """What follows from one step."""
    if step.get("restart") is True:
        return um.Enrollment.from_snapshot(enrollment.to_snapshot())
    given, now = step["input"], step["now"]
    effect = enrollment.effect
    id = given.get("id", effect.id if isinstance(effect, um.Send) else 0)
    match given["type"]:
        case "responded":
            assert ("body" in given) != ("body_text" in given)
            body = given["body_text"] if "body_text" in given else json.dumps(given["body"])
            headers = list(given.get("headers", {}).items())
            return enrollment.responded(id, um.HttpResponse(given["status"], headers, body.encode()), now)
        case "transport_failed":
            maybe_sent = {"maybe": True, "no": False}[given["sent"]]
            return enrollment.transport_failed(id, given["failure"], maybe_sent, now)
        case "code_entered":
            return enrollment.code_entered(given["code"], now)
        case "signed":
            return enrollment.signed(given["signature"], now)
        case "resend_requested":
            return enrollment.resend_requested(now)
        case "redirect_returned":
            return enrollment.redirect_returned(given["url"], now)
        case "signed_in":
            return enrollment.signed_in(now)
        case "reverified":
            return enrollment.reverified(now)
        case "tick":
            return enrollment.tick(now)
        case "cancelled":
            return enrollment.cancelled(now)
        case other:
            raise AssertionError(f"unknown input {other}")


def station(enrollment: um.Enrollment, session: um.Session) -> Json:
    """Where the machine stands."""
    return {"state": enrollment.state, **effect(enrollment, session)}


def effect(enrollment: um.Enrollment, session: um.Session) -> Json:
    """The effect, as the vectors write it."""
    match enrollment.effect:
        case um.Send(id=id):
            made = enrollment.request(id, session)
            path, _, query = made.url.partition("/v1/")[2].partition("?")
            nonce = [pair for pair in query.split("&") if pair.startswith("rotating_token_nonce=")]
            sends = f"{made.method} /v1/{path}" + "".join(f"?{pair}" for pair in nonce)
            return {"effect": "send", "id": id, "sends": sends, "body": made.body.decode()}
        case um.OpenUrl() as it:
            return {"effect": "open_url", "url": it.url, "expires_at": millis(it.expires_at)}
        case um.AskCode() as it:
            return {
                "effect": "ask_code", "destination": it.destination, "channel": it.channel,
                "expires_at": millis(it.expires_at), "resend_at": millis(it.resend_at), "attempts": it.attempts,
                "problem": problem(it.problem),
            }  # fmt: skip
        case um.AskSignature() as it:
            return {
                "effect": "ask_signature", "message": it.message, "wallet": it.wallet, "strategy": it.strategy,
                "expires_at": millis(it.expires_at), "attempts": it.attempts, "problem": problem(it.problem),
            }  # fmt: skip
        case um.AwaitLink() as it:
            return {
                "effect": "await_link", "destination": it.destination, "poll_at": millis(it.poll_at),
                "expires_at": millis(it.expires_at), "resend_at": millis(it.resend_at),
            }  # fmt: skip
        case um.SignIn():
            return {"effect": "sign_in"}
        case um.Reverify(level=level):
            return {"effect": "reverify", "level": level}
        case um.Wait() as it:
            return {"effect": "wait", "until": millis(it.until), "reason": it.reason}
        case um.Finish(outcome=outcome):
            return {"effect": "finish", "outcome": type(outcome).__name__.lower(), **ended(outcome)}


def problem(held: um.Problem | None) -> Json | None:
    """Why the last answer did not do."""
    match held:
        case None:
            return None
        case um.Malformed(code=code):
            return {"problem": "malformed", "code": code}
        case um.Incorrect(error=error):
            return {"problem": "incorrect", "code": error.code}
        case um.Over(error=error):
            return {"problem": "over", "code": error.code}


def ended(outcome: um.Outcome) -> Json:
    """What is said of an outcome."""
    match outcome:
        case um.Verified() | um.Created() | um.Expired() | um.Exhausted():
            return {"resource": outcome.resource.id}
        case um.Refused(resource=held, error=error):
            return {"resource": held.id, "error": error.code, "shown": error.user_message}
        case um.Rejected(error=error, left_over=left):
            return {"error": error.code, "status": error.status, "left_over": left_over(left)}
        case um.Unreadable(error=error, left_over=left):
            return {"error": error.code, "path": error.path, "left_over": left_over(left)}
        case um.Unreachable(failure=failure, left_over=left):
            return {"failure": failure, "left_over": left_over(left)}
        case um.Cancelled(left_over=left):
            return {"left_over": left_over(left)}


def left_over(left: um.LeftOver) -> Any:
    """What stays behind."""
    match left:
        case um.NothingLeft():
            return "nothing"
        case um.UnknownLeft():
            return "unknown"
        case um.UnverifiedLeft(resource=held):
            return {"unverified": held.id}
