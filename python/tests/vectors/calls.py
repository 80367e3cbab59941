"""From the JSON of a vector to a session and a call."""

from __future__ import annotations

from typing import Any

import user_metadata as um

Json = dict[str, Any]


def session(given: Json) -> um.Session:
    """Where and as whom."""
    assert ("frontend_api" in given) != ("publishable_key" in given)
    if "frontend_api" in given:
        api = um.FrontendApi.parse(given["frontend_api"])
    else:
        api = um.FrontendApi.from_publishable_key(given["publishable_key"])
    if given.get("proxy_url") is not None:
        api = api.with_proxy(given["proxy_url"])
    if given.get("domain") is not None:
        api = api.with_domain(given["domain"])
    return um.Session(
        api,
        credentials(given["credentials"]),
        session_id=given.get("session_id"),
        origin=given.get("origin"),
        api_version=given.get("api_version"),
    )


def credentials(given: Json) -> um.Credentials:
    """As whom."""
    match given:
        case {"kind": "native", "token": token}:
            return um.Credentials.native(token)
        case {"kind": "dev_browser", "token": token}:
            return um.Credentials.dev_browser(token)
        case {"kind": "cookie", "client": client}:
            return um.Credentials.cookie(client)
        case {"kind": "none"}:
            return um.Credentials.none()
        case _:
            raise AssertionError(f"unknown credentials: {given}")


def call(given: Json) -> um.Call:
    """What to send, by the names that users know."""
    given = dict(given)
    operation = given.pop("operation")
    match operation:
        case "create_email_address":
            return um.Call.create_email_address(**given)
        case "create_phone_number":
            return um.Call.create_phone_number(**given)
        case "create_web3_wallet":
            return um.Call.create_web3_wallet(**given)
        case "create_external_account":
            return um.Call.create_external_account(**given)
        case "prepare_verification":
            return um.Call.prepare_verification(**given)
        case "attempt_verification":
            return um.Call.attempt_verification(**given)
        case "read_user":
            return um.Call.read_user(**given)
        case "read_resource":
            return um.Call.read_resource(**given)
        case "list":
            return um.Call.list(**given)
        case "reauthorize_external_account":
            return um.Call.reauthorize_external_account(**given)
        case "set_primary":
            return um.Call.set_primary(as_held(**given))
        case "delete":
            return um.Call.delete(**given)
        case "start_reverification":
            return um.Call.start_reverification(**given)
        case "read_reverification":
            return um.Call.read_reverification(**given)
        case "prepare_first_factor":
            return um.Call.prepare_first_factor(**given)
        case "attempt_first_factor":
            strategy = given.pop("strategy")
            (proof,) = given.values()
            return um.Call.attempt_first_factor(strategy=strategy, proof=proof)
        case "prepare_second_factor":
            given.pop("strategy", None)
            return um.Call.prepare_second_factor(**given)
        case "attempt_second_factor":
            return um.Call.attempt_second_factor(**given)
        case _:
            raise AssertionError(f"unknown operation {operation}")


def as_held(kind: str, id: str, verification_status: str | None = None) -> um.Resource:
    """A resource as the server shows it, with this verification: read from an answer, as there is no other way."""
    identifiers = {
        "email_address": {"email_address": "a@example.com"},
        "phone_number": {"phone_number": "+15551234567"},
        "web3_wallet": {"web3_wallet": "0x0000000000000000000000000000000000000000"},
        "external_account": {"provider": "oauth_google"},
    }
    verification = None if verification_status is None else {"status": verification_status, "strategy": "email_code"}
    import json

    held = {"id": id, "verification": verification, **identifiers[kind]}
    # The user is not asked for ids that can be sent back, so ids of every form can be read from it.
    field = kind + ("es" if kind.endswith("s") else "s")
    body = json.dumps({"response": {"id": "user_1", field: [held]}, "client": None}).encode()
    user = um.Call.read_user().parse(um.HttpResponse(200, [], body), 0)
    assert isinstance(user, um.UserResource)
    (resource,) = getattr(user, field)
    return resource  # type: ignore[no-any-return]
