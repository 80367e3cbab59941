"""Add and verify email addresses, phone numbers, web3 wallets and OAuth accounts of a signed-in Clerk user.

Start with `User` or `AsyncUser`; with `parse_email` and its siblings where only a form is to be checked.

Errors, sorted by who must act:

    UserMetadataError         code, kind
    ├── ValidationError       the person typing; also a ValueError     field, position
    ├── ApiError              the person, or support: Clerk said no    status, errors, api_class, retry_after, trace_id
    ├── ProtocolError         us: the answer could not be read         status, path
    ├── TransportError        the network                              failure, maybe_sent, cause
    └── MisuseError           the programmer: nothing has changed
        └── SnapshotError     the text is no snapshot

Match on `code`, never on the text. No text holds what was typed, a token, a URL with its query, or a body.
"""

from typing import TYPE_CHECKING

from user_metadata import _native
from user_metadata._errors import (
    ApiError,
    MisuseError,
    ProtocolError,
    SnapshotError,
    TransportError,
    UserMetadataError,
    ValidationError,
)
from user_metadata._native import *  # noqa: F403 - the core's types, all of them
from user_metadata._unions import (
    Answer,
    Asked,
    Effect,
    LeftOver,
    Outcome,
    Problem,
    Resource,
    ReverificationAsked,
    ReverificationEffect,
    ReverificationOutcome,
)

if TYPE_CHECKING:
    from user_metadata._answers import GIVE_UP, RESEND, Reply
    from user_metadata._async_bound import (
        AsyncUserEmailAddress,
        AsyncUserExternalAccount,
        AsyncUserPhoneNumber,
        AsyncUserWeb3Wallet,
    )
    from user_metadata._bound import UserEmailAddress, UserExternalAccount, UserPhoneNumber, UserWeb3Wallet
    from user_metadata._clock import AsyncClock, Clock
    from user_metadata.async_user import AsyncUser
    from user_metadata.columns import Columns, parse_many
    from user_metadata.enrolling import AsyncEnrolling, Enrolling
    from user_metadata.reverifying import AsyncReverifying, Reverifying
    from user_metadata.transport import AsyncTransport, Transport
    from user_metadata.user import User

# Validators are of use without a user: what brings asyncio and logging along is imported when it is asked for.
_LAZY = {
    name: module
    for module, names in {
        "_answers": ["GIVE_UP", "RESEND", "Reply"],
        "_async_bound": [
            "AsyncUserEmailAddress",
            "AsyncUserExternalAccount",
            "AsyncUserPhoneNumber",
            "AsyncUserWeb3Wallet",
        ],
        "_bound": ["UserEmailAddress", "UserExternalAccount", "UserPhoneNumber", "UserWeb3Wallet"],
        "_clock": ["AsyncClock", "Clock"],
        "async_user": ["AsyncUser"],
        "columns": ["Columns", "parse_many"],
        "enrolling": ["AsyncEnrolling", "Enrolling"],
        "reverifying": ["AsyncReverifying", "Reverifying"],
        "transport": ["AsyncTransport", "Transport"],
        "user": ["User"],
    }.items()
    for name in names
}


def __getattr__(name: str) -> object:
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(f"{__name__}.{_LAZY[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_LAZY})


__all__ = [
    *_native.__all__,  # pyright: ignore[reportUnsupportedDunderAll] - a list that it cannot read
    "ApiError",
    "MisuseError",
    "ProtocolError",
    "SnapshotError",
    "TransportError",
    "UserMetadataError",
    "ValidationError",
    "Answer",
    "Asked",
    "Effect",
    "LeftOver",
    "Outcome",
    "Problem",
    "Resource",
    "ReverificationAsked",
    "ReverificationEffect",
    "ReverificationOutcome",
    "GIVE_UP",
    "RESEND",
    "Reply",
    "AsyncUserEmailAddress",
    "AsyncUserExternalAccount",
    "AsyncUserPhoneNumber",
    "AsyncUserWeb3Wallet",
    "UserEmailAddress",
    "UserExternalAccount",
    "UserPhoneNumber",
    "UserWeb3Wallet",
    "AsyncClock",
    "Clock",
    "AsyncUser",
    "Columns",
    "parse_many",
    "AsyncEnrolling",
    "Enrolling",
    "AsyncReverifying",
    "Reverifying",
    "AsyncTransport",
    "Transport",
    "User",
]

# What `parse_many` is made of.
__all__.remove("ArrowColumns")  # noqa: PYI056
__all__.remove("parse_arrow")  # noqa: PYI056
__all__.remove("parse_chunk")  # noqa: PYI056
