"""Errors and resources as values: comparable, hashable, frozen, and silent about secrets."""

from __future__ import annotations

import json
import pickle
from datetime import datetime, timezone
from typing import Any

import pytest

import user_metadata as um
from user_metadata._errors import UserMetadataError

NOW = 1_767_225_600_000


def read(**fields: Any) -> um.EmailAddress:
    body = {"response": {"id": "idn_1", "email_address": "jane@example.com", **fields}, "client": None}
    answer = um.HttpResponse(200, [], json.dumps(body).encode())
    email = um.Call.create_email_address("jane@example.com").parse(answer, NOW)
    assert isinstance(email, um.EmailAddress)
    return email


def refusal() -> um.ApiError:
    body = {"errors": [{"code": "form_code_incorrect", "message": "no", "long_message": "No.", "meta": {"a": [1]}}]}
    answer = um.HttpResponse(422, [("retry-after", "3")], json.dumps(body).encode())
    with pytest.raises(um.ApiError) as raised:
        um.Call.read_user().parse(answer, NOW)
    return raised.value


def errors() -> list[UserMetadataError]:
    with pytest.raises(um.ValidationError) as validation:
        um.parse_email("jane@@example.com")
    with pytest.raises(um.ProtocolError) as protocol:
        um.Call.read_user().parse(um.HttpResponse(200, [], b"<html>"), NOW)
    with pytest.raises(um.MisuseError) as misuse:
        um.Enrollment.start(um.EnrollmentRequest.phone_number("+15551234567")).code_entered("424242", NOW)
    with pytest.raises(um.SnapshotError) as snapshot:
        um.Enrollment.from_snapshot("{")
    transport = um.TransportError("timeout", maybe_sent=True)
    return [validation.value, refusal(), protocol.value, transport, misuse.value, snapshot.value]


def test_every_kind_has_its_code_and_survives_a_pickle() -> None:
    found = errors()
    codes = [(error.kind, error.code) for error in found]
    assert codes == [
        ("validation", "multiple_at"),
        ("api", "form_code_incorrect"),
        ("protocol", "body_not_json"),
        ("transport", "timeout"),
        ("misuse", "input_not_expected"),
        ("snapshot", "snapshot_not_json"),
    ]
    for error in found:
        if isinstance(error, um.ApiError):
            continue
        again = pickle.loads(pickle.dumps(error))
        assert again == error
        assert hash(again) == hash(error)
        assert str(again) == str(error)
    assert len(set(found)) == len(found)


def test_a_refusal_tells_all_that_the_server_said() -> None:
    error = refusal()
    assert (error.status, error.api_class, error.retry_after) == (422, "proof", 3.0)
    assert error.user_message == "No."
    assert error.has_code("form_code_incorrect")
    assert error.errors[0].meta == {"a": [1]}
    assert error == refusal()


def test_a_resource_is_frozen_hashable_and_comparable() -> None:
    email, same, other = read(), read(), read(reserved=True)
    assert email == same
    assert hash(email) == hash(same)
    assert email != other
    assert {email, same, other} == {email, other}
    with pytest.raises(AttributeError):
        email.id = "idn_2"  # type: ignore[misc]


def test_times_are_aware_and_what_no_calendar_holds_is_its_end() -> None:
    email = read(created_at=NOW, updated_at=2**62)
    assert email.created_at == datetime(2026, 1, 1, tzinfo=timezone.utc)
    assert email.updated_at == datetime(9999, 12, 31, 23, 59, 59, 999_000, tzinfo=timezone.utc)


def test_what_the_server_adds_is_kept() -> None:
    email = read(tomorrow={"a": [1, None, 2.5, "x"]}, verification={"status": "new_one", "strategy": "new_two"})
    assert email.extra == {"tomorrow": {"a": [1, None, 2.5, "x"]}}
    assert email.verification is not None
    assert (email.verification.status, email.verification.strategy) == ("new_one", "new_two")
    assert email.to_dict()["tomorrow"] == {"a": [1, None, 2.5, "x"]}


def test_a_repr_is_useful_and_shows_no_secret() -> None:
    url = "https://provider.example/authorize?state=SECRET"
    shown = repr(read(verification={"status": "unverified", "external_verification_redirect_url": url}))
    assert "jane@example.com" in shown
    assert "unverified" in shown
    assert "SECRET" not in shown
    session = um.Session(um.FrontendApi.parse("https://clerk.example.com"), um.Credentials.native("SECRET"))
    request = um.Call.attempt_verification(kind="email_address", id="idn_1", proof="424242").request(session)
    rotated = session.absorb(um.HttpResponse(200, [("authorization", "SECRET2")], b""))[1]
    assert rotated is not None
    assert rotated.token == "SECRET2"
    everything = repr(
        [session, session.credentials, request, rotated, um.HttpResponse(200, [("a", "SECRET")], b"SECRET")]
    )
    assert "SECRET" not in everything
    assert "424242" not in everything


def test_constants_are_the_text_of_the_wire() -> None:
    assert um.VerificationStatus.VERIFIED == "verified"
    assert um.FactorStrategy.TOTP == "totp"
