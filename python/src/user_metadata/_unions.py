"""The closed sets: unions of frozen classes, so that `match` is checked for completeness (`assert_never`)."""

from __future__ import annotations

from typing import TypeAlias

from user_metadata import _native as n

Resource: TypeAlias = n.EmailAddress | n.PhoneNumber | n.Web3Wallet | n.ExternalAccount
"""One identifier of a user."""

Answer: TypeAlias = (
    n.EmailAddress
    | n.PhoneNumber
    | n.Web3Wallet
    | n.ExternalAccount
    | tuple[n.EmailAddress | n.PhoneNumber | n.Web3Wallet | n.ExternalAccount, ...]
    | n.UserResource
    | n.Deleted
    | n.SessionReverification
)
"""What a call was answered."""

Problem: TypeAlias = n.Malformed | n.Incorrect | n.Over
"""Why the last code, password or signature did not do."""

Asked: TypeAlias = n.OpenUrl | n.AskCode | n.AskSignature | n.AwaitLink | n.SignIn | n.Reverify | n.Wait | n.Finish
"""What `proceed` answers: somebody is needed, or time, or it is over."""

Effect: TypeAlias = n.Send | Asked
"""What is needed now; `Send` means that it has to proceed."""

LeftOver: TypeAlias = n.NothingLeft | n.UnverifiedLeft | n.UnknownLeft
"""What an enrollment that did not reach its end leaves on the server."""

Outcome: TypeAlias = (
    n.Verified
    | n.Created
    | n.Refused
    | n.Rejected
    | n.Expired
    | n.Exhausted
    | n.Unreadable
    | n.Unreachable
    | n.Cancelled
)
"""How an enrollment ended."""

ReverificationAsked: TypeAlias = (
    n.ChooseFactor | n.AskPassword | n.AskFactorCode | n.AwaitFactorLink | n.SignIn | n.Wait | n.FinishReverification
)
"""What `proceed` of a reverification answers."""

ReverificationEffect: TypeAlias = n.Send | ReverificationAsked
"""What a reverification needs now; `Send` means that it has to proceed."""

ReverificationOutcome: TypeAlias = (
    n.ReverificationComplete
    | n.ReverificationRefused
    | n.ReverificationRejected
    | n.NoFactor
    | n.ReverificationExpired
    | n.ReverificationExhausted
    | n.ReverificationUnreadable
    | n.ReverificationUnreachable
    | n.ReverificationCancelled
)
"""How a reverification ended."""
