"""The types for pydantic."""

from __future__ import annotations

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from user_metadata.pydantic import Email, OAuthStrategy, Phone, RedirectUrl, Wallet, Web3Strategy


class Signup(BaseModel):
    email: Email
    phone: Phone | None = None
    wallet: Wallet | None = None


def test_the_canonical_text_is_kept() -> None:
    signup = Signup(email=" Jane@Example.COM ", phone="+44 (0)20 7946 0958")
    assert signup.model_dump() == {"email": "Jane@example.com", "phone": "+442079460958", "wallet": None}
    assert Signup.model_validate_json(signup.model_dump_json()) == signup


def test_a_refusal_has_our_code_and_place() -> None:
    with pytest.raises(ValidationError) as refused:
        Signup(email="jane@@example.com")
    (error,) = refused.value.errors()
    assert error["type"] == "multiple_at"
    assert error["ctx"] == {"field": "email", "position": 5}


def test_what_is_no_text_is_refused_by_pydantic() -> None:
    with pytest.raises(ValidationError) as refused:
        Signup.model_validate({"email": 5})
    assert refused.value.errors()[0]["type"] == "string_type"


def test_the_json_schema_says_what_it_is() -> None:
    schema = Signup.model_json_schema()
    assert schema["properties"]["email"] == {
        "type": "string", "format": "email", "examples": ["jane@example.com"], "title": "Email"
    }  # fmt: skip


def test_the_others() -> None:
    assert TypeAdapter(OAuthStrategy).validate_python("oauth_google") == "oauth_google"
    assert TypeAdapter(Web3Strategy).validate_python("web3_okx_wallet_signature") == "web3_okx_wallet_signature"
    assert TypeAdapter(RedirectUrl).validate_python("/done") == "/done"
