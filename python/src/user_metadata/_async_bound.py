"""The asynchronous twin of `_bound.py`: what `AsyncUser` answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias, cast

from user_metadata import _native
from user_metadata._narrow import expect
from user_metadata._native import Deleted
from user_metadata._unions import Resource

if TYPE_CHECKING:
    from typing_extensions import Self

    from user_metadata.async_user import AsyncUser


class AsyncUserEmailAddress(_native.EmailAddress):
    """An email address of a user, with the user to act on it."""

    __slots__ = ("_user",)
    _user: AsyncUser

    def __new__(cls, of: _native.EmailAddress, user: AsyncUser) -> Self:
        """What was read, and whose it is."""
        bound = cast("Self", super().__new__(cls, of))
        bound._user = user
        return bound

    async def prepare_verification(self, *, strategy: str, redirect_url: str | None = None) -> AsyncUserEmailAddress:
        """Has a code (`email_code`) or a link (`email_link`) sent, or a round trip (`enterprise_sso`) prepared.

        The last two lead back to the redirect URL. See `User.prepare_verification`.
        """
        return await self._user.prepare_verification(self, strategy=strategy, redirect_url=redirect_url)

    async def attempt_verification(self, *, code: str) -> AsyncUserEmailAddress:
        """Proves it with the code that was sent. See `AsyncUser.attempt_verification`."""
        return await self._user.attempt_verification(self, code)

    async def reload(self) -> AsyncUserEmailAddress:
        """Reads it again, and gives what was read."""
        return expect(await self._user.read(self.kind, self.id), AsyncUserEmailAddress)

    async def set_primary(self) -> AsyncUser:
        """Makes it the primary email address; it has to be verified."""
        return await self._user.set_primary(self)

    async def destroy(self) -> Deleted:
        """Removes it from the user."""
        return await self._user.destroy(self)


class AsyncUserPhoneNumber(_native.PhoneNumber):
    """A phone number of a user, with the user to act on it."""

    __slots__ = ("_user",)
    _user: AsyncUser

    def __new__(cls, of: _native.PhoneNumber, user: AsyncUser) -> Self:
        """What was read, and whose it is."""
        bound = cast("Self", super().__new__(cls, of))
        bound._user = user
        return bound

    async def prepare_verification(self, *, strategy: str) -> AsyncUserPhoneNumber:
        """Has a code (`phone_code`) sent. See `AsyncUser.prepare_verification`."""
        return await self._user.prepare_verification(self, strategy=strategy)

    async def attempt_verification(self, *, code: str) -> AsyncUserPhoneNumber:
        """Proves it with the code that was sent. See `AsyncUser.attempt_verification`."""
        return await self._user.attempt_verification(self, code)

    async def reload(self) -> AsyncUserPhoneNumber:
        """Reads it again, and gives what was read."""
        return expect(await self._user.read(self.kind, self.id), AsyncUserPhoneNumber)

    async def set_primary(self) -> AsyncUser:
        """Makes it the primary phone number; it has to be verified."""
        return await self._user.set_primary(self)

    async def destroy(self) -> Deleted:
        """Removes it from the user."""
        return await self._user.destroy(self)


class AsyncUserWeb3Wallet(_native.Web3Wallet):
    """A web3 wallet of a user, with the user to act on it."""

    __slots__ = ("_user",)
    _user: AsyncUser

    def __new__(cls, of: _native.Web3Wallet, user: AsyncUser) -> Self:
        """What was read, and whose it is."""
        bound = cast("Self", super().__new__(cls, of))
        bound._user = user
        return bound

    async def prepare_verification(self, *, strategy: str) -> AsyncUserWeb3Wallet:
        """Has a message made (`web3_metamask_signature`, …): the wallet has to sign `verification.message`."""
        return await self._user.prepare_verification(self, strategy=strategy)

    async def attempt_verification(self, *, signature: str) -> AsyncUserWeb3Wallet:
        """Proves it with the signature: hex of `personal_sign` for Ethereum, base64 for Solana."""
        return await self._user.attempt_verification(self, signature)

    async def reload(self) -> AsyncUserWeb3Wallet:
        """Reads it again, and gives what was read."""
        return expect(await self._user.read(self.kind, self.id), AsyncUserWeb3Wallet)

    async def set_primary(self) -> AsyncUser:
        """Makes it the primary wallet; it has to be verified."""
        return await self._user.set_primary(self)

    async def destroy(self) -> Deleted:
        """Removes it from the user."""
        return await self._user.destroy(self)


class AsyncUserExternalAccount(_native.ExternalAccount):
    """A user's account at a provider, with the user to act on it."""

    __slots__ = ("_user",)
    _user: AsyncUser

    def __new__(cls, of: _native.ExternalAccount, user: AsyncUser) -> Self:
        """What was read, and whose it is."""
        bound = cast("Self", super().__new__(cls, of))
        bound._user = user
        return bound

    async def reauthorize(
        self,
        *,
        redirect_url: str,
        additional_scopes: Sequence[str] = (),
        oidc_prompt: str | None = None,
        oidc_login_hint: str | None = None,
    ) -> AsyncUserExternalAccount:
        """Asks for more scopes, or for a new consent. The answer has a fresh URL to send the user to."""
        return await self._user.reauthorize(
            self,
            redirect_url=redirect_url,
            additional_scopes=additional_scopes,
            oidc_prompt=oidc_prompt,
            oidc_login_hint=oidc_login_hint,
        )

    async def destroy(self) -> Deleted:
        """Removes it from the user."""
        return await self._user.destroy(self)


AsyncBoundResource: TypeAlias = (
    AsyncUserEmailAddress | AsyncUserPhoneNumber | AsyncUserWeb3Wallet | AsyncUserExternalAccount
)
"""One identifier, with the user to act on it."""


def bind(resource: Resource, user: AsyncUser) -> AsyncBoundResource:
    """The same, with the user to act on it."""
    match resource:
        case _native.EmailAddress():
            return AsyncUserEmailAddress(resource, user)
        case _native.PhoneNumber():
            return AsyncUserPhoneNumber(resource, user)
        case _native.Web3Wallet():
            return AsyncUserWeb3Wallet(resource, user)
        case _native.ExternalAccount():
            return AsyncUserExternalAccount(resource, user)
