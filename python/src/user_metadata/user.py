"""The signed-in user, blocking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from user_metadata import _native
from user_metadata._account import LOG, Account, lost
from user_metadata._bound import (
    BoundResource,
    UserEmailAddress,
    UserExternalAccount,
    UserPhoneNumber,
    UserWeb3Wallet,
    bind,
)
from user_metadata._clock import Clock, SystemClock
from user_metadata._errors import TransportError
from user_metadata._narrow import expect, expect_resource, expect_resources
from user_metadata._native import Deleted, EnrollmentRequest, HttpRequest, Job, Rotated, Session, UserResource
from user_metadata._steps import Reply, Step, Steps, perform
from user_metadata._unions import Answer, Resource
from user_metadata.enrolling import Enrolling
from user_metadata.reverifying import Reverifying
from user_metadata.transport import HttpxTransport, Transport

if TYPE_CHECKING:
    import httpx
    from typing_extensions import Self

T = TypeVar("T")
ResourceT = TypeVar("ResourceT", bound=Resource)


class User:
    """The signed-in user of a session, over any blocking HTTP client.

    Threads may share it. As a context manager it closes the client that it made itself.

        session = Session(FrontendApi.from_publishable_key("pk_test_…"), Credentials.native(token))
        with User(session, on_rotated=store) as user:
            email = user.create_email_address("jane@example.com")
            email.prepare_verification(strategy="email_code")
            email = email.attempt_verification(code=input("The code: "))

    What it answers has methods of its own, as above. `enroll` does the whole of it, and gets past what goes wrong.

    Args:
        session: Where the calls go and as whom.
        http: An `httpx.Client`, or any function from `HttpRequest` to `HttpResponse` (see `user_metadata.transport`).
            Without one, httpx with a timeout of 30 seconds.
        on_rotated: Stores a new token, before the answer that brought it is read: a token that is lost signs the user
            out. It must not send requests for this user.
        clock: Another clock than the machine's.
    """

    def __init__(
        self,
        session: Session,
        http: httpx.Client | Transport | None = None,
        *,
        on_rotated: Callable[[Rotated], object] | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._account: Account[Clock] = Account(session, clock or SystemClock())
        self._on_rotated = on_rotated
        self._transport: Transport = http if callable(http) else HttpxTransport(http)

    @property
    def session(self) -> Session:
        """The session as it is now, with the newest token."""
        return self._account.session

    def replace_session(self, session: Session) -> None:
        """Goes on with another session, after the user has signed in."""
        self._account.replace_session(session)

    def create_email_address(self, email: str) -> UserEmailAddress:
        """Adds an email address, unverified. Next, `prepare_verification` of what it answers.

        It is created exactly once, whatever the network does; an address that the user has already, unverified, is
        given back. A lost connection is waited out, with growing pauses, for about a minute and a half.

        Raises:
            ValidationError: It cannot be an address; nothing was sent.
            ApiError: The server said no; `api_class` says what to do (sign in, reverify, wait). Calling again is safe.
            ProtocolError: The answer could not be read.
            TransportError: The server could not be reached in all that time.
        """
        return UserEmailAddress(self._run(Job.create_email_address(email), _native.EmailAddress), self)

    def create_phone_number(self, phone_number: str) -> UserPhoneNumber:
        """Adds a phone number, unverified; otherwise as `create_email_address`. The plus sign may be missing."""
        return UserPhoneNumber(self._run(Job.create_phone_number(phone_number), _native.PhoneNumber), self)

    def create_web3_wallet(self, web3_wallet: str) -> UserWeb3Wallet:
        """Adds a wallet of Ethereum or Solana, unverified; otherwise as `create_email_address`."""
        return UserWeb3Wallet(self._run(Job.create_web3_wallet(web3_wallet), _native.Web3Wallet), self)

    def create_external_account(
        self,
        strategy: str,
        *,
        redirect_url: str | None = None,
        additional_scopes: Sequence[str] = (),
        oidc_prompt: str | None = None,
        oidc_login_hint: str | None = None,
        enterprise_connection_id: str | None = None,
    ) -> UserExternalAccount:
        """Connects an account at a provider, unverified; otherwise as `create_email_address`.

        Send the user to `verification.external_verification_redirect_url`. Back at the redirect URL, `reload` and
        look at the account of that provider: it is verified, or `verification.error` says why not and is fit to show.
        `enroll` does all that, and checks the URL.
        """
        job = Job.create_external_account(
            strategy,
            redirect_url=redirect_url,
            additional_scopes=list(additional_scopes),
            oidc_prompt=oidc_prompt,
            oidc_login_hint=oidc_login_hint,
            enterprise_connection_id=enterprise_connection_id,
        )
        return UserExternalAccount(self._run(job, _native.ExternalAccount), self)

    def prepare_verification(self, of: ResourceT, *, strategy: str, redirect_url: str | None = None) -> ResourceT:
        """Has a code or a link sent, or a message made for the wallet to sign; the same as the resource's own method.

        It is sent once and never again by itself: after a `TransportError` that may have been sent, `reload` the
        resource before asking for a second message.

        Raises:
            MisuseError: `strategy_not_of_this_kind`.
            ApiError: Such as `verification_already_verified`.
            ProtocolError: The answer could not be read.
            TransportError: There is no answer.
        """
        job = Job.prepare_verification(of, strategy=strategy, redirect_url=redirect_url)
        return self._same(of, self._answer(job))

    def attempt_verification(self, of: ResourceT, proof: str) -> ResourceT:
        """Proves that the identifier is the user's: with the code that was sent, or with the wallet's signature.

        The same as the resource's own method. What is verified shows in the answer's `is_verified`.

        Raises:
            ValidationError: It cannot be right (field `code` or `signature`); it was not sent and costs no attempt.
            ApiError: `form_code_incorrect`: the next one is welcome.
            ProtocolError: The answer could not be read.
            TransportError: There is no answer; `reload` the resource to know.
        """
        return self._same(of, self._answer(Job.attempt_verification(of, proof)))

    def reload(self) -> User:
        """Reads the user with all identifiers, and gives itself back.

        Raises:
            ApiError: The server said no.
            ProtocolError: The answer could not be read.
            TransportError: There is no answer.
        """
        self._account.resource = self._run(Job.read_user(), UserResource)
        return self

    @property
    def resource(self) -> UserResource:
        """The user as the server held it at the last `reload`."""
        return self._account.loaded()

    @property
    def email_addresses(self) -> tuple[UserEmailAddress, ...]:
        """All email addresses, as of the last `reload`."""
        return tuple(UserEmailAddress(email, self) for email in self.resource.email_addresses)

    @property
    def phone_numbers(self) -> tuple[UserPhoneNumber, ...]:
        """All phone numbers, as of the last `reload`."""
        return tuple(UserPhoneNumber(phone, self) for phone in self.resource.phone_numbers)

    @property
    def web3_wallets(self) -> tuple[UserWeb3Wallet, ...]:
        """All wallets, as of the last `reload`."""
        return tuple(UserWeb3Wallet(wallet, self) for wallet in self.resource.web3_wallets)

    @property
    def external_accounts(self) -> tuple[UserExternalAccount, ...]:
        """All accounts at OAuth providers, as of the last `reload`."""
        return tuple(UserExternalAccount(account, self) for account in self.resource.external_accounts)

    def read(self, kind: str, id: str) -> BoundResource:
        """One identifier as the server holds it, by its kind (see `list`) and id.

        External accounts are not served so: `reload` the user.
        """
        return bind(expect_resource(self._answer(Job.read_resource(kind, id))), self)

    def list(self, kind: str) -> tuple[BoundResource, ...]:
        """All identifiers of one kind: `email_address`, `phone_number`, `web3_wallet` or `external_account`."""
        return tuple(bind(held, self) for held in expect_resources(self._answer(Job.list(kind))))

    def reauthorize(
        self,
        account: _native.ExternalAccount,
        *,
        redirect_url: str,
        additional_scopes: Sequence[str] = (),
        oidc_prompt: str | None = None,
        oidc_login_hint: str | None = None,
    ) -> UserExternalAccount:
        """Asks the account's provider for more scopes, or for a new consent. The answer has a URL for the user."""
        job = Job.reauthorize(
            account.id,
            redirect_url=redirect_url,
            additional_scopes=list(additional_scopes),
            oidc_prompt=oidc_prompt,
            oidc_login_hint=oidc_login_hint,
        )
        return UserExternalAccount(self._run(job, _native.ExternalAccount), self)

    def set_primary(self, resource: Resource) -> User:
        """Makes an identifier the primary one of its kind, and gives the user back as it is then.

        Raises:
            MisuseError: `not_verified` and `kind_without_primary`, before anything is sent.
            ApiError: The server said no.
            ProtocolError: The answer could not be read.
            TransportError: There is no answer.
        """
        self._account.resource = self._run(Job.set_primary(resource), UserResource)
        return self

    def destroy(self, resource: Resource) -> Deleted:
        """Removes an identifier from the user."""
        return self.delete(resource.kind, resource.id)

    def delete(self, kind: str, id: str) -> Deleted:
        """Removes an identifier from the user, by its kind (see `list`) and id."""
        return self._run(Job.delete(kind, id), Deleted)

    def enroll(self, request: EnrollmentRequest) -> Enrolling:
        """Begins to add and verify an identifier, as in `enroll(EnrollmentRequest.email_address("jane@example.com"))`.

        Nothing is sent yet: see `Enrolling`.
        """
        return Enrolling(self, _native.Enrollment.start(request))

    def resume(self, snapshot: str) -> Enrolling:
        """Goes on with an enrollment that was stored, by this program or by any other. Raises `SnapshotError`."""
        return Enrolling(self, _native.Enrollment.from_snapshot(snapshot))

    def reverify(
        self, level: str | None = None, *, redirect_url: str | None = None, preference: Sequence[str] = ()
    ) -> Reverifying:
        """Begins to give fresh credentials for the session, which has to name its id. Nothing is sent yet.

        Args:
            level: What `Reverify` names; without one, the strongest factor that the user has.
            redirect_url: Where an emailed link leads back to; without it, links are not supported.
            preference: Strategies to take without asking the person, the best first.
        """
        begun = _native.Reverification.start(level, redirect_url=redirect_url, preference=list(preference))
        return Reverifying(self, begun)

    def resume_reverification(self, snapshot: str) -> Reverifying:
        """Goes on with a reverification that was stored. Raises `SnapshotError`."""
        return Reverifying(self, _native.Reverification.from_snapshot(snapshot))

    def now(self) -> datetime:
        """The time of its clock."""
        return self._account.now()

    def close(self) -> None:
        """Closes the HTTP client, if it is its own."""
        if isinstance(self._transport, HttpxTransport):
            self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"User({self.session!r})"

    def _answer(self, job: Job) -> Answer:
        return self._pump(perform(job, self._account))

    def _run(self, job: Job, kind: type[T]) -> T:
        return expect(self._answer(job), kind)

    def _same(self, of: ResourceT, answer: Answer) -> ResourceT:
        held = expect_resource(answer)
        return expect(bind(held, self) if isinstance(of, BoundResource) else held, type(of))

    def _pump(self, steps: Steps[T]) -> T:
        """Carries the steps out, one by one. Its asynchronous twin is in `async_user.py`."""
        reply: Reply = None
        with closing(steps):
            while True:
                try:
                    step = steps.send(reply)
                except StopIteration as done:
                    result: T = done.value
                    return result
                reply = self._carry(step)

    def _carry(self, step: Step) -> Reply:
        if isinstance(step, datetime):
            self._account.clock.sleep_until(step)
            return None
        return self._send(step)

    def _send(self, request: HttpRequest) -> Reply:
        try:
            response = self._transport(request)
        except Exception as error:
            failure = lost(request, error)
            if isinstance(failure, TransportError):
                return failure
            raise
        LOG.debug("%r: %d", request, response.status)
        with self._account.lock:
            rotated = self._account.absorb(response)
            if rotated is not None and self._on_rotated is not None:
                self._on_rotated(rotated)
        return response
