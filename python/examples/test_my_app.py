"""A test of an app, with a Clerk of its own: `pip install user-metadata[sandbox] pytest`, then `pytest examples`."""

from __future__ import annotations

from collections.abc import Callable

from user_metadata import EnrollmentRequest, User, Verified
from user_metadata.testing import Sandbox


def add_phone(user: User, number: str, ask: Callable[[str], str]) -> bool:
    """The app's own code, as it might be."""
    outcome = user.enroll(EnrollmentRequest.phone_number(number)).run(ask_code=lambda asked: ask(asked.destination))
    return isinstance(outcome, Verified)


def test_a_wrong_code_is_asked_for_again(clerk_sandbox: Sandbox) -> None:
    mistakes = ["000000", "12345"]

    def type_it(destination: str) -> str:
        return mistakes.pop() if mistakes else clerk_sandbox.code_to(destination)

    with User(clerk_sandbox.session()) as user:
        assert add_phone(user, "+1 555 123 0000", type_it)


def test_a_lost_answer_changes_nothing(clerk_sandbox: Sandbox) -> None:
    clerk_sandbox.fault("lost_after", path_prefix="/v1/me/phone_numbers")
    with User(clerk_sandbox.session()) as user:
        phone = user.create_phone_number("+15551230000")
        assert user.reload().phone_numbers == (phone,)
