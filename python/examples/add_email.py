"""A script that adds an email address, asking for the code at the terminal.

    python examples/add_email.py jane@example.com

The instance and the token come from the environment: USER_METADATA_FRONTEND_API and USER_METADATA_TOKEN.
"""

from __future__ import annotations

import os
import sys

from user_metadata import (
    AskCode,
    Cancelled,
    Credentials,
    EnrollmentRequest,
    FrontendApi,
    Outcome,
    Refused,
    Rejected,
    Session,
    Unreachable,
    User,
    ValidationError,
    Verified,
)


def ask(asked: AskCode) -> str:
    if asked.problem is not None:
        print("That was not it.")
    return input(f"The code that was sent to {asked.destination}: ")


def in_words(outcome: Outcome) -> str:
    match outcome:
        case Verified(resource=resource):
            return f"{resource.identifier} is verified."
        case Refused(error=error):
            return error.user_message
        case Rejected(error=error):
            return error.user_message or str(error)
        case Unreachable():
            return "The server could not be reached; run it again, it goes on with what is there."
        case Cancelled():
            return "Given up."
        case other:
            return f"Not verified: {type(other).__name__}."


def main(address: str) -> str:
    session = Session(
        FrontendApi.parse(os.environ["USER_METADATA_FRONTEND_API"]),
        Credentials.native(os.environ["USER_METADATA_TOKEN"]),
    )
    try:
        request = EnrollmentRequest.email_address(address)
    except ValidationError as error:
        return f"{error.meaning} ({error.code})"
    with User(session) as user:
        return in_words(user.enroll(request).run(ask_code=ask))


if __name__ == "__main__":
    print(main(sys.argv[1]))
