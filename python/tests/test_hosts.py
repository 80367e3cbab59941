"""What the hosts promise beside the scenarios: interruption, cancellation, callbacks, tokens, logs."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter

import httpx
import pytest

import user_metadata as um
from user_metadata.testing import Sandbox
from user_metadata.transport import AsyncHttpxTransport, HttpxTransport

EMAIL = um.EnrollmentRequest.email_address("jane@example.com")


def sent(clerk: Sandbox) -> Counter[str]:
    """How often each kind of request has arrived."""
    return Counter(f"{entry['method']} {entry['path'].split('/')[-1]}" for entry in clerk.call("GET", "log"))


def test_the_documented_calls_one_by_one(clerk_sandbox: Sandbox) -> None:
    with um.User(clerk_sandbox.session()) as user:
        email = user.create_email_address(" jane@Example.com")
        assert (email.email_address, email.verification) == ("jane@example.com", None)
        prepared = email.prepare_verification(strategy="email_code")
        assert prepared.verification is not None
        assert prepared.verification.status == um.VerificationStatus.UNVERIFIED
        with pytest.raises(um.ApiError) as wrong:
            email.attempt_verification(code="000000")
        assert (wrong.value.code, wrong.value.api_class) == ("form_code_incorrect", "proof")
        verified = email.attempt_verification(code=clerk_sandbox.code_to("jane@example.com"))
        assert verified.is_verified
        assert verified.reload() == verified
        assert verified.set_primary().resource.primary_email_address_id == email.id
        assert user.list("email_address") == user.reload().email_addresses == (user.read("email_address", email.id),)
        assert isinstance(user.email_addresses[0], um.UserEmailAddress)
        phone = user.create_phone_number("+15551230000")
        phone.prepare_verification(strategy="phone_code")
        assert phone.attempt_verification(code=clerk_sandbox.code_to("+15551230000")).is_verified
        account = user.create_external_account("oauth_notion", redirect_url="https://app.example.com/back")
        assert account.provider == "notion"
        assert account.verification is not None
        assert account.verification.external_verification_redirect_url is not None
        assert account.destroy().deleted
        assert user.reload().external_accounts == ()


async def both_ways(clerk: Sandbox) -> None:
    async with um.AsyncUser(clerk.session()) as user:
        wallet = await user.create_web3_wallet(clerk.call("POST", "wallets/sign", WALLET)["wallet"])
        wallet = await wallet.prepare_verification(strategy="web3_metamask_signature")
        assert wallet.verification is not None
        assert wallet.verification.message is not None
        signature = clerk.sign("ethereum", "07" * 32, wallet.verification.message)
        verified = await wallet.attempt_verification(signature=signature)
        assert verified.is_verified
        assert (await user.reload()).web3_wallets == (await verified.reload(),)
        assert isinstance(user.web3_wallets[0], um.AsyncUserWeb3Wallet)
        assert (await verified.destroy()).deleted


WALLET = {"chain": "ethereum", "key": "07" * 32, "message": ""}


def test_the_documented_calls_asynchronously(clerk_sandbox: Sandbox) -> None:
    asyncio.run(both_ways(clerk_sandbox))


def test_nothing_is_read_before_it_was_loaded(clerk_sandbox: Sandbox) -> None:
    with um.User(clerk_sandbox.session()) as user, pytest.raises(LookupError, match="reload"):
        _ = user.email_addresses


def test_callbacks_drive_it_to_its_end(clerk_sandbox: Sandbox) -> None:
    stored: list[str] = []
    typed = iter(["nonsense", "000000"])
    with um.User(clerk_sandbox.session()) as user:
        outcome = user.enroll(EMAIL).run(
            ask_code=lambda asked: next(typed, clerk_sandbox.code_to(asked.destination)), store=stored.append
        )
    assert isinstance(outcome, um.Verified)
    assert outcome.resource.identifier == "jane@example.com"
    assert user.resume(stored[-1]).effect == um.Enrollment.from_snapshot(stored[-1]).effect
    # What cannot be a code was not sent.
    assert sent(clerk_sandbox)["POST attempt_verification"] == 2


def test_callbacks_may_be_async(clerk_sandbox: Sandbox) -> None:
    async def main() -> um.Outcome:
        async def ask(asked: um.AskCode) -> str:
            await asyncio.sleep(0)
            return clerk_sandbox.code_to(asked.destination)

        async with um.AsyncUser(clerk_sandbox.session()) as user:
            return await user.enroll(EMAIL).run(ask_code=ask)

    assert isinstance(asyncio.run(main()), um.Verified)


@pytest.mark.parametrize("answer", [None, um.GIVE_UP])
def test_whoever_gives_up_is_told_what_stays(clerk_sandbox: Sandbox, answer: um.Reply | None) -> None:
    with um.User(clerk_sandbox.session()) as user:
        outcome = user.enroll(EMAIL).run(ask_code=lambda _: answer)
    assert isinstance(outcome, um.Cancelled)
    assert isinstance(outcome.left_over, um.UnverifiedLeft)
    assert outcome.left_over.resource.identifier == "jane@example.com"


def test_a_question_without_an_answer_is_no_endless_loop(clerk_sandbox: Sandbox) -> None:
    with um.User(clerk_sandbox.session()) as user, pytest.raises(RuntimeError, match="AskCode was not answered"):
        for _ in user.enroll(EMAIL):
            pass


def test_an_answer_of_the_wrong_kind_is_a_type_error(clerk_sandbox: Sandbox) -> None:
    with um.User(clerk_sandbox.session()) as user, pytest.raises(TypeError, match="no answer to AskCode"):
        user.enroll(EMAIL).run(ask_code=lambda _: 424242)  # type: ignore[arg-type, return-value]


class Interrupting:
    """A transport that is interrupted when the answer is under way: the server has done it already."""

    def __init__(self, error: type[BaseException], path: str) -> None:
        self._error: type[BaseException] | None = error
        self._path = path
        self._inner = HttpxTransport()

    def __call__(self, request: um.HttpRequest) -> um.HttpResponse:
        answer = self._inner(request)
        if self._error is not None and self._path in request.url:
            error, self._error = self._error, None
            raise error
        return answer


@pytest.mark.parametrize("path", ["/email_addresses?", "/prepare_verification", "/attempt_verification"])
@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
def test_what_was_interrupted_is_looked_at_and_never_sent_again(
    clerk_sandbox: Sandbox, path: str, error: type[BaseException]
) -> None:
    transport = Interrupting(error, path)
    user = um.User(clerk_sandbox.session(), transport)
    enrolling = user.enroll(EMAIL)

    def drive() -> um.Outcome:
        return enrolling.run(ask_code=lambda asked: clerk_sandbox.code_to(asked.destination))

    with pytest.raises(error):
        drive()
    assert isinstance(drive(), um.Verified)
    transport._inner.close()
    log = sent(clerk_sandbox)
    assert (log["POST email_addresses"], log["POST prepare_verification"], log["POST attempt_verification"]) == (
        1,
        1,
        1,
    )


def test_a_cancelled_task_leaves_nothing_to_chance(clerk_sandbox: Sandbox) -> None:
    async def main() -> None:
        inner = AsyncHttpxTransport()
        arrived = asyncio.Event()

        async def slow(request: um.HttpRequest) -> um.HttpResponse:
            answer = await inner(request)
            if "prepare_verification" in request.url and not arrived.is_set():
                arrived.set()
                await asyncio.sleep(3600)
            return answer

        user = um.AsyncUser(clerk_sandbox.session(), slow)
        enrolling = user.enroll(EMAIL)
        task = asyncio.create_task(enrolling.proceed())
        await arrived.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        async for effect in enrolling:
            if not isinstance(effect, um.Wait):
                break
        assert isinstance(enrolling.effect, um.AskCode)
        await inner.close()

    asyncio.run(main())
    assert sent(clerk_sandbox)["POST prepare_verification"] == 1
    assert len(clerk_sandbox.inbox("jane@example.com")) == 1


def test_a_token_is_stored_before_its_answer_is_read(clerk_sandbox: Sandbox) -> None:
    clerk_sandbox.settings(token_rotation="always")
    clerk_sandbox.fault("truncated", path_prefix="/v1/me")
    stored: list[str] = []
    with um.User(clerk_sandbox.session(), on_rotated=lambda rotated: stored.append(rotated.token)) as user:
        with pytest.raises(um.ProtocolError):
            user.reload()
        assert len(stored) == 1
        assert user.reload().resource.id == clerk_sandbox.user.user_id
    assert len(stored) == 2


def test_the_log_names_requests_and_no_secret(clerk_sandbox: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "user_metadata")
    session = clerk_sandbox.session(credentials="dev_browser_token")
    with um.User(session) as user:
        user.create_email_address("jane@example.com")
        user.create_email_address("jane@example.com").prepare_verification(strategy="email_code")
    ours = [record.getMessage() for record in caplog.records if record.name == "user_metadata"]
    assert any("POST" in line and line.endswith(": 200") for line in ours)
    assert not any(clerk_sandbox.user.tokens["dev_browser_token"] in line for line in ours)


def test_a_client_of_ones_own_is_used_and_left_open(clerk_sandbox: Sandbox) -> None:
    with httpx.Client(headers={"x-app": "mine"}) as client:
        with um.User(clerk_sandbox.session(), client) as user:
            assert user.reload().resource.id == clerk_sandbox.user.user_id
        assert not client.is_closed


def test_a_bug_of_a_transport_is_raised_as_it_is(clerk_sandbox: Sandbox) -> None:
    def broken(request: um.HttpRequest) -> um.HttpResponse:
        raise KeyError("a bug")

    with pytest.raises(KeyError):
        um.User(clerk_sandbox.session(), broken).reload()


def test_both_hosts_have_the_same_methods() -> None:
    def names(kind: type) -> set[str]:
        return {name for name in dir(kind) if not name.startswith("_")}

    for one, other in [
        (um.User, um.AsyncUser),
        (um.Enrolling, um.AsyncEnrolling),
        (um.Reverifying, um.AsyncReverifying),
        (um.UserEmailAddress, um.AsyncUserEmailAddress),
        (um.UserPhoneNumber, um.AsyncUserPhoneNumber),
        (um.UserWeb3Wallet, um.AsyncUserWeb3Wallet),
        (um.UserExternalAccount, um.AsyncUserExternalAccount),
    ]:
        assert names(one) == names(other)
