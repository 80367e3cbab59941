"""From the union that an answer may be to what a method promises. The core gives no other answer to the call."""

from __future__ import annotations

from typing import TypeVar

from user_metadata import _native
from user_metadata._unions import Answer, Resource

T = TypeVar("T")


def expect(answer: object, kind: type[T]) -> T:
    """The answer, which is of this kind."""
    if isinstance(answer, kind):
        return answer
    raise TypeError(f"{kind.__name__} was promised, and it is {type(answer).__name__}")


def expect_resource(answer: object) -> Resource:
    """The answer, which is an identifier."""
    kinds = (_native.EmailAddress, _native.PhoneNumber, _native.Web3Wallet, _native.ExternalAccount)
    if isinstance(answer, kinds):
        return answer
    raise TypeError(f"an identifier was promised, and it is {type(answer).__name__}")


def expect_resources(answer: Answer) -> tuple[Resource, ...]:
    """The answer, which is a list of identifiers."""
    if isinstance(answer, tuple):
        return answer
    raise TypeError(f"a list was promised, and it is {type(answer).__name__}")
