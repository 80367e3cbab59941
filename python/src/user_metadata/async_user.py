"""The signed-in user, asynchronous: the twin of `user.py`, over the same steps."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from datetime import datetime
from inspect import isawaitable
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from user_metadata import _native
from user_metadata._account import LOG, Account, lost
from user_metadata._async_bound import (
    AsyncBoundResource,
    AsyncUserEmailAddress,
    AsyncUserExternalAccount,
    AsyncUserPhoneNumber,
    AsyncUserWeb3Wallet,
    bind,
)
from user_metadata._clock import AsyncClock, AsyncSystemClock
from user_metadata._errors import TransportError
from user_metadata._narrow import expect, expect_resource, expect_resources
from user_metadata._native import Deleted, EnrollmentRequest, HttpRequest, Job, Rotated, Session, UserResource
from user_metadata._steps import Reply, Step, Steps, perform
from user_metadata._unions import Answer, Resource
from user_metadata.enrolling import AsyncEnrolling
from user_metadata.reverifying import AsyncReverifying
from user_metadata.transport import AsyncHttpxTransport, AsyncTransport

if TYPE_CHECKING:
    import httpx
    from typing_extensions import Self

T = TypeVar("T")
ResourceT = TypeVar("ResourceT", bound=Resource)


class AsyncUser:
    """The signed-in user of a session, over any asynchronous HTTP client; otherwise as `User`.

    Any task may be cancelled: what was under way is looked at before anything is sent again.

    Args:
        session: Where the calls go and as whom.
        http: An `httpx.AsyncClient`, or any async function from `HttpRequest` to `HttpResponse` (see
            `user_metadata.transport`). Without one, httpx with a timeout of 30 seconds.
        on_rotated: Stores a new token, before the answer that brought it is read: a token that is lost signs the user
            out. It may be async, and must not send requests for this user.
        clock: Another clock than the machine's.
    """

    def __init__(
        self,
        session: Session,
        http: httpx.AsyncClient | AsyncTransport | None = None,
        *,
        on_rotated: Callable[[Rotated], Awaitable[object] | object] | None = None,
        clock: AsyncClock | None = None,
    ) -> None:
        self._account: Account[AsyncClock] = Account(session, clock or AsyncSystemClock())
        self._on_rotated = on_rotated
        self._storing = asyncio.Lock()
        self._transport: AsyncTransport = http if callable(http) else AsyncHttpxTransport(http)

    @property
    def session(self) -> Session:
        """The session as it is now, with the newest token."""
        return self._account.session

    def replace_session(self, session: Session) -> None:
        """Goes on with another session, after the user has signed in."""
        self._account.replace_session(session)

    async def create_email_address(self, email: str) -> AsyncUserEmailAddress:
        """As `User.create_email_address`."""
        return AsyncUserEmailAddress(await self._run(Job.create_email_address(email), _native.EmailAddress), self)

    async def create_phone_number(self, phone_number: str) -> AsyncUserPhoneNumber:
        """As `User.create_phone_number`."""
        return AsyncUserPhoneNumber(await self._run(Job.create_phone_number(phone_number), _native.PhoneNumber), self)

    async def create_web3_wallet(self, web3_wallet: str) -> AsyncUserWeb3Wallet:
        """As `User.create_web3_wallet`."""
        return AsyncUserWeb3Wallet(await self._run(Job.create_web3_wallet(web3_wallet), _native.Web3Wallet), self)

    async def create_external_account(
        self,
        strategy: str,
        *,
        redirect_url: str | None = None,
        additional_scopes: Sequence[str] = (),
        oidc_prompt: str | None = None,
        oidc_login_hint: str | None = None,
        enterprise_connection_id: str | None = None,
    ) -> AsyncUserExternalAccount:
        """As `User.create_external_account`."""
        job = Job.create_external_account(
            strategy,
            redirect_url=redirect_url,
            additional_scopes=list(additional_scopes),
            oidc_prompt=oidc_prompt,
            oidc_login_hint=oidc_login_hint,
            enterprise_connection_id=enterprise_connection_id,
        )
        return AsyncUserExternalAccount(await self._run(job, _native.ExternalAccount), self)

    async def prepare_verification(self, of: ResourceT, *, strategy: str, redirect_url: str | None = None) -> ResourceT:
        """As `User.prepare_verification`."""
        job = Job.prepare_verification(of, strategy=strategy, redirect_url=redirect_url)
        return self._same(of, await self._answer(job))

    async def attempt_verification(self, of: ResourceT, proof: str) -> ResourceT:
        """As `User.attempt_verification`."""
        return self._same(of, await self._answer(Job.attempt_verification(of, proof)))

    async def reload(self) -> AsyncUser:
        """As `User.reload`."""
        self._account.resource = await self._run(Job.read_user(), UserResource)
        return self

    @property
    def resource(self) -> UserResource:
        """The user as the server held it at the last `reload`."""
        return self._account.loaded()

    @property
    def email_addresses(self) -> tuple[AsyncUserEmailAddress, ...]:
        """All email addresses, as of the last `reload`."""
        return tuple(AsyncUserEmailAddress(email, self) for email in self.resource.email_addresses)

    @property
    def phone_numbers(self) -> tuple[AsyncUserPhoneNumber, ...]:
        """All phone numbers, as of the last `reload`."""
        return tuple(AsyncUserPhoneNumber(phone, self) for phone in self.resource.phone_numbers)

    @property
    def web3_wallets(self) -> tuple[AsyncUserWeb3Wallet, ...]:
        """All wallets, as of the last `reload`."""
        return tuple(AsyncUserWeb3Wallet(wallet, self) for wallet in self.resource.web3_wallets)

    @property
    def external_accounts(self) -> tuple[AsyncUserExternalAccount, ...]:
        """All accounts at OAuth providers, as of the last `reload`."""
        return tuple(AsyncUserExternalAccount(account, self) for account in self.resource.external_accounts)

    async def read(self, kind: str, id: str) -> AsyncBoundResource:
        """As `User.read`."""
        return bind(expect_resource(await self._answer(Job.read_resource(kind, id))), self)

    async def list(self, kind: str) -> tuple[AsyncBoundResource, ...]:
        """As `User.list`."""
        return tuple(bind(held, self) for held in expect_resources(await self._answer(Job.list(kind))))

    async def reauthorize(
        self,
        account: _native.ExternalAccount,
        *,
        redirect_url: str,
        additional_scopes: Sequence[str] = (),
        oidc_prompt: str | None = None,
        oidc_login_hint: str | None = None,
    ) -> AsyncUserExternalAccount:
        """As `User.reauthorize`."""
        job = Job.reauthorize(
            account.id,
            redirect_url=redirect_url,
            additional_scopes=list(additional_scopes),
            oidc_prompt=oidc_prompt,
            oidc_login_hint=oidc_login_hint,
        )
        return AsyncUserExternalAccount(await self._run(job, _native.ExternalAccount), self)

    async def set_primary(self, resource: Resource) -> AsyncUser:
        """As `User.set_primary`."""
        self._account.resource = await self._run(Job.set_primary(resource), UserResource)
        return self

    async def destroy(self, resource: Resource) -> Deleted:
        """As `User.destroy`."""
        return await self.delete(resource.kind, resource.id)

    async def delete(self, kind: str, id: str) -> Deleted:
        """As `User.delete`."""
        return await self._run(Job.delete(kind, id), Deleted)

    def enroll(self, request: EnrollmentRequest) -> AsyncEnrolling:
        """Begins to add and verify an identifier. Nothing is sent yet: see `AsyncEnrolling`."""
        return AsyncEnrolling(self, _native.Enrollment.start(request))

    def resume(self, snapshot: str) -> AsyncEnrolling:
        """Goes on with an enrollment that was stored, by this program or by any other. Raises `SnapshotError`."""
        return AsyncEnrolling(self, _native.Enrollment.from_snapshot(snapshot))

    def reverify(
        self, level: str | None = None, *, redirect_url: str | None = None, preference: Sequence[str] = ()
    ) -> AsyncReverifying:
        """Begins to give fresh credentials for the session, which has to name its id. Nothing is sent yet.

        Args:
            level: What `Reverify` names; without one, the strongest factor that the user has.
            redirect_url: Where an emailed link leads back to; without it, links are not supported.
            preference: Strategies to take without asking the person, the best first.
        """
        begun = _native.Reverification.start(level, redirect_url=redirect_url, preference=list(preference))
        return AsyncReverifying(self, begun)

    def resume_reverification(self, snapshot: str) -> AsyncReverifying:
        """Goes on with a reverification that was stored. Raises `SnapshotError`."""
        return AsyncReverifying(self, _native.Reverification.from_snapshot(snapshot))

    def now(self) -> datetime:
        """The time of its clock."""
        return self._account.now()

    async def close(self) -> None:
        """Closes the HTTP client, if it is its own."""
        if isinstance(self._transport, AsyncHttpxTransport):
            await self._transport.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def __repr__(self) -> str:
        return f"AsyncUser({self.session!r})"

    async def _answer(self, job: Job) -> Answer:
        return await self._pump(perform(job, self._account))

    async def _run(self, job: Job, kind: type[T]) -> T:
        return expect(await self._answer(job), kind)

    def _same(self, of: ResourceT, answer: Answer) -> ResourceT:
        held = expect_resource(answer)
        return expect(bind(held, self) if isinstance(of, AsyncBoundResource) else held, type(of))

    async def _pump(self, steps: Steps[T]) -> T:
        """Carries the steps out, one by one. Its blocking twin is in `user.py`."""
        reply: Reply = None
        with closing(steps):
            while True:
                try:
                    step = steps.send(reply)
                except StopIteration as done:
                    result: T = done.value
                    return result
                reply = await self._carry(step)

    async def _carry(self, step: Step) -> Reply:
        if isinstance(step, datetime):
            await self._account.clock.sleep_until(step)
            return None
        return await self._send(step)

    async def _send(self, request: HttpRequest) -> Reply:
        try:
            response = await self._transport(request)
        except Exception as error:
            failure = lost(request, error)
            if isinstance(failure, TransportError):
                return failure
            raise
        LOG.debug("%r: %d", request, response.status)
        # One after the other, in the order in which they came: the last one stored has to be the newest.
        async with self._storing:
            rotated = self._account.absorb(response)
            if rotated is not None and self._on_rotated is not None:
                stored = self._on_rotated(rotated)
                if isawaitable(stored):
                    await stored
        return response
