"""What each suite means: from the input of a case to its result."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import user_metadata as um
from tests.vectors import calls
from tests.vectors.envelope import Case

Json = dict[str, Any]


def run(case: Case) -> Any:
    """What this package makes of a case. A suite that is not known fails."""
    if case.folder == "identifiers":
        return identifier(case)
    return SUITES[case.folder](case.input)


def identifier(case: Case) -> Json:
    """One text, and what `parse` makes of it."""
    parse, inspect = IDENTIFIERS[case.suite.partition("/")[2]]
    text: str = case.input
    try:
        result: Json = {"ok": parse(text)} | facts(inspect(text) if inspect else None, case)
    except um.ValidationError as error:
        result = {"error": error.code}
        if error.position is not None:
            # The vectors count bytes of UTF-8.
            result["position"] = len(text[: error.position].encode())
    if case.suite == "identifiers/email":
        try:
            um.check_email(text)
        except um.ValidationError as error:
            if result.get("error") != error.code:
                result["check"] = error.code
    return result


def facts(known: Any, case: Case) -> Json:
    """What is known of it, as far as the suite says something of it."""
    if known is None:
        return {}
    names = {"email": "ascii local domain", "phone": "country_code possible", "wallet": "chain checksummed",
             "oauth_strategy": "kind provider display_name", "web3_strategy": "provider display_name chain",
             "redirect_url": "kind scheme host"}[case.suite.partition("/")[2]]  # fmt: skip
    assert known.canonical == IDENTIFIERS[case.suite.partition("/")[2]][0](case.input)
    return {name: getattr(known, name) for name in names.split()}


IDENTIFIERS: dict[str, tuple[Callable[[str], str], Callable[[str], object] | None]] = {
    "email": (um.parse_email, um.inspect_email),
    "phone": (um.parse_phone, um.inspect_phone),
    "wallet": (um.parse_wallet, um.inspect_wallet),
    "oauth_strategy": (um.parse_oauth_strategy, um.inspect_oauth_strategy),
    "web3_strategy": (um.parse_web3_strategy, um.inspect_web3_strategy),
    "redirect_url": (um.parse_redirect_url, um.inspect_redirect_url),
    "scope": (um.parse_scope, None),
}


def request(given: Json) -> Json:
    """A session and a call make one HTTP request, or an error before anything is sent."""
    try:
        made = calls.call(given["call"]).request(calls.session(given["session"]))
    except um.ValidationError as error:
        return {"error": {"kind": error.kind, "field": error.field, "code": error.code}}
    except um.MisuseError as error:
        return {"error": {"kind": error.kind, "code": error.code}}
    headers = dict(made.headers)
    assert len(headers) == len(made.headers), "a header stands once"
    return {"request": {"method": made.method, "url": made.url, "headers": headers, "body": made.body.decode()}}


def response(given: Json) -> Json:
    """An answer rotates the credentials, and is read by the call that it belongs to."""
    shown = given["response"]
    body = bytes.fromhex(shown["body_hex"]) if "body_hex" in shown else shown["body"].encode()
    headers = [(name, value) for name, values in shown["headers"].items() for value in values]
    got = um.HttpResponse(shown["status"], headers, body)
    result: Json
    try:
        result = answer(calls.call(given["call"]).parse(got, given["now"]))
    except um.ApiError as error:
        result = {"error": "api", "value": api_error(error)}
    except um.ProtocolError as error:
        result = {"error": "protocol", "value": {"status": error.status, "code": error.code, "path": error.path}}
    if "credentials" in given:
        session = um.Session(um.FrontendApi.parse("https://clerk.example.com"), calls.credentials(given["credentials"]))
        session, rotated = session.absorb(got)
        assert session.absorb(got)[1] is None, "the same answer rotates once"
        result["rotated"] = None if rotated is None else rotation(rotated)
    return result


def rotation(rotated: um.Rotated) -> Json:
    """What has to be stored."""
    match rotated.kind:
        case "cleared":
            return {"kind": "cleared"}
        case "cookie":
            return {"kind": "cookie", "client": rotated.token}
        case kind:
            return {"kind": kind, "token": rotated.token}


def answer(held: um.Answer) -> Json:
    """An answer with all its fields."""
    match held:
        case um.UserResource():
            return {"answer": "user", "value": held.to_dict()}
        case um.Deleted():
            return {"answer": "deleted", "value": held.to_dict()}
        case um.SessionReverification():
            return {"answer": "reverification", "value": held.to_dict()}
        case tuple():
            return {"answer": "resources", "value": [{"kind": one.kind, "resource": one.to_dict()} for one in held]}
        case resource:
            return {"answer": "resource", "value": {"kind": resource.kind, "resource": resource.to_dict()}}


def api_error(error: um.ApiError) -> Json:
    """A refusal with all its fields."""
    return {
        "status": error.status,
        "errors": [
            {"code": one.code, "message": one.message, "long_message": one.long_message, "meta": one.meta}
            for one in error.errors
        ],
        "meta": error.meta,
        "trace_id": error.trace_id,
        "retry_after_millis": None if error.retry_after is None else round(error.retry_after * 1000),
    }


def snapshot(given: Json) -> Json:
    """What was stored once can be read for ever, and says the same."""
    try:
        enrollment = um.Enrollment.from_snapshot(given["snapshot"])
    except um.SnapshotError as error:
        return {"error": error.code}
    held = enrollment.resource
    return {
        "state": enrollment.state,
        "identifier": enrollment.enrolling.identifier,
        "resource": None if held is None else held.id,
    }


def millis(moment: datetime | None) -> int | None:
    """As the vectors count."""
    epoch = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
    return None if moment is None else (moment - epoch) // timedelta(milliseconds=1)


def enrollment(given: Json) -> Json:
    """A script of inputs, and where the machine stands after each."""
    from tests.vectors import enrollments

    return enrollments.run(given)


SUITES: dict[str, Callable[[Json], Json]] = {
    "requests": request,
    "responses": response,
    "enrollments": enrollment,
    "snapshots": snapshot,
}
