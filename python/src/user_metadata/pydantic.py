"""Types for pydantic 2: they validate, keep the canonical text, and describe themselves in a JSON schema.

    class Signup(BaseModel):
        email: Email
        phone: Phone | None = None

    Signup(email=" Jane@Example.COM ").email == "Jane@example.com"

A refusal is an error of pydantic's whose `type` is the code, such as `multiple_at`; `ctx` has `field` and `position`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, TypeAlias

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from user_metadata import _native
from user_metadata._errors import ValidationError

__all__ = ["Email", "OAuthStrategy", "Phone", "RedirectUrl", "Wallet", "Web3Strategy"]


class _Parsed:
    """Has pydantic parse a text with a function of ours."""

    def __init__(self, parse: Callable[[str], str], **described: Any) -> None:
        self._parse = parse
        self._described = described

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._validate, core_schema.str_schema())

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", **self._described}

    def _validate(self, text: str) -> str:
        try:
            return self._parse(text)
        except ValidationError as error:
            # The meaning is the template; it holds no braces, which would stand for something.
            context = {"field": error.field, "position": error.position}
            # Both are written once, in the core's table; no type checker can see that.
            raise PydanticCustomError(error.code, error.meaning, context) from None  # pyright: ignore[reportArgumentType]


Email: TypeAlias = Annotated[str, _Parsed(_native.parse_email, format="email", examples=["jane@example.com"])]
"""An email address."""

Phone: TypeAlias = Annotated[str, _Parsed(_native.parse_phone, format="phone", examples=["+15551234567"])]
"""A phone number, kept in E.164."""

Wallet: TypeAlias = Annotated[str, _Parsed(_native.parse_wallet, description="An address of Ethereum or Solana.")]
"""A wallet's address."""

OAuthStrategy: TypeAlias = Annotated[str, _Parsed(_native.parse_oauth_strategy, examples=["oauth_google"])]
"""The strategy of an OAuth provider."""

Web3Strategy: TypeAlias = Annotated[str, _Parsed(_native.parse_web3_strategy, examples=["web3_metamask_signature"])]
"""The strategy of a wallet."""

RedirectUrl: TypeAlias = Annotated[str, _Parsed(_native.parse_redirect_url, format="uri-reference")]
"""A redirect URL or a path from the root."""
