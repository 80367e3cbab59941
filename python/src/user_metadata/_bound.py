"""The four kinds of identifier with the user to act on them: what `User` answers. They are read as what they extend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias, cast

from user_metadata import _native
from user_metadata._narrow import expect
from user_metadata._native import Deleted
from user_metadata._unions import Resource

if TYPE_CHECKING:
    from typing_extensions import Self

    from user_metadata.user import User


class UserEmailAddress(_native.EmailAddress):
    """An email address of a user, with the user to act on it."""

    __slots__ = ("_user",)
    _user: User

    def __new__(cls, of: _native.EmailAddress, user: User) -> Self:
        """What was read, and whose it is."""
        bound = cast("Self", super().__new__(cls, of))
        bound._user = user
        return bound

    def prepare_verification(self, *, strategy: str, redirect_url: str | None = None) -> UserEmailAddress:
        """Has a code (`email_code`) or a link (`email_link`) sent, or a round trip (`enterprise_sso`) prepared.

        The last two lead back to the redirect URL. See `User.prepare_verification`.
        """
        return self._user.prepare_verification(self, strategy=strategy, redirect_url=redirect_url)

    def attempt_verification(self, *, code: str) -> UserEmailAddress:
        """Proves it with the code that was sent. See `User.attempt_verification`."""
        return self._user.attempt_verification(self, code)

    def reload(self) -> UserEmailAddress:
        """Reads it again, and gives what was read."""
        return expect(self._user.read(self.kind, self.id), UserEmailAddress)

    def set_primary(self) -> User:
        """Makes it the primary email address; it has to be verified."""
        return self._user.set_primary(self)

    def destroy(self) -> Deleted:
        """Removes it from the user."""
        return self._user.destroy(self)


class UserPhoneNumber(_native.PhoneNumber):
    """A phone number of a user, with the user to act on it."""

    __slots__ = ("_user",)
    _user: User

    def __new__(cls, of: _native.PhoneNumber, user: User) -> Self:
        """What was read, and whose it is."""
        bound = cast("Self", super().__new__(cls, of))
        bound._user = user
        return bound

    def prepare_verification(self, *, strategy: str) -> UserPhoneNumber:
        """Has a code (`phone_code`) sent. See `User.prepare_verification`."""
        return self._user.prepare_verification(self, strategy=strategy)

    def attempt_verification(self, *, code: str) -> UserPhoneNumber:
        """Proves it with the code that was sent. See `User.attempt_verification`."""
        return self._user.attempt_verification(self, code)

    def reload(self) -> UserPhoneNumber:
        """Reads it again, and gives what was read."""
        return expect(self._user.read(self.kind, self.id), UserPhoneNumber)

    def set_primary(self) -> User:
        """Makes it the primary phone number; it has to be verified."""
        return self._user.set_primary(self)

    def destroy(self) -> Deleted:
        """Removes it from the user."""
        return self._user.destroy(self)


class UserWeb3Wallet(_native.Web3Wallet):
    """A web3 wallet of a user, with the user to act on it."""

    __slots__ = ("_user",)
    _user: User

    def __new__(cls, of: _native.Web3Wallet, user: User) -> Self:
        """What was read, and whose it is."""
        bound = cast("Self", super().__new__(cls, of))
        bound._user = user
        return bound

    def prepare_verification(self, *, strategy: str) -> UserWeb3Wallet:
        """Has a message made (`web3_metamask_signature`, …): the wallet has to sign `verification.message`."""
        return self._user.prepare_verification(self, strategy=strategy)

    def attempt_verification(self, *, signature: str) -> UserWeb3Wallet:
        """Proves it with the signature: hex of `personal_sign` for Ethereum, base64 for Solana."""
        return self._user.attempt_verification(self, signature)

    def reload(self) -> UserWeb3Wallet:
        """Reads it again, and gives what was read."""
        return expect(self._user.read(self.kind, self.id), UserWeb3Wallet)

    def set_primary(self) -> User:
        """Makes it the primary wallet; it has to be verified."""
        return self._user.set_primary(self)

    def destroy(self) -> Deleted:
        """Removes it from the user."""
        return self._user.destroy(self)


class UserExternalAccount(_native.ExternalAccount):
    """A user's account at a provider, with the user to act on it."""

    __slots__ = ("_user",)
    _user: User

    def __new__(cls, of: _native.ExternalAccount, user: User) -> Self:
        """What was read, and whose it is."""
        bound = cast("Self", super().__new__(cls, of))
        bound._user = user
        return bound

    def reauthorize(
        self,
        *,
        redirect_url: str,
        additional_scopes: Sequence[str] = (),
        oidc_prompt: str | None = None,
        oidc_login_hint: str | None = None,
    ) -> UserExternalAccount:
        """Asks for more scopes, or for a new consent. The answer has a fresh URL to send the user to."""
        return self._user.reauthorize(
            self,
            redirect_url=redirect_url,
            additional_scopes=additional_scopes,
            oidc_prompt=oidc_prompt,
            oidc_login_hint=oidc_login_hint,
        )

    def destroy(self) -> Deleted:
        """Removes it from the user."""
        return self._user.destroy(self)


BoundResource: TypeAlias = UserEmailAddress | UserPhoneNumber | UserWeb3Wallet | UserExternalAccount
"""One identifier, with the user to act on it."""


def bind(resource: Resource, user: User) -> BoundResource:
    """The same, with the user to act on it."""
    match resource:
        case _native.EmailAddress():
            return UserEmailAddress(resource, user)
        case _native.PhoneNumber():
            return UserPhoneNumber(resource, user)
        case _native.Web3Wallet():
            return UserWeb3Wallet(resource, user)
        case _native.ExternalAccount():
            return UserExternalAccount(resource, user)
