"""`add`: an identifier, on its way to being verified."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from user_metadata._cli import connection
from user_metadata._cli.asking import Screen
from user_metadata._cli.ending import Exit, Stop, stop
from user_metadata._errors import SnapshotError, UserMetadataError
from user_metadata._native import EnrollmentRequest, strategy_of_provider
from user_metadata.user import User


def define(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The arguments."""
    parser = commands.add_parser(
        "add", help="add an email address, a phone number, a wallet or an external account, and verify it"
    )
    kinds = parser.add_subparsers(required=True, metavar="WHAT")
    email = kinds.add_parser("email", help="has a code sent and asks for it; with --link a link")
    email.add_argument("identifier", metavar="ADDRESS")
    email.add_argument("--link", action="store_true", help="have a link sent instead of a code")
    email.add_argument("--redirect-url", metavar="URL", help="where the link leads to in the end")
    phone = kinds.add_parser("phone", help="has a code sent and asks for it")
    phone.add_argument("identifier", metavar="NUMBER")
    wallet = kinds.add_parser("wallet", help="shows the message and asks for its signature")
    wallet.add_argument("identifier", metavar="ADDRESS")
    wallet.add_argument("--strategy", help="which kind of wallet signs, as web3_metamask_signature")
    account = kinds.add_parser("account", help="says where to go, and asks where you came back to")
    account.add_argument("identifier", metavar="PROVIDER", help="notion and oauth_notion are the same")
    account.add_argument("--redirect-url", metavar="URL", required=True, help="where the provider leads back to")
    account.add_argument("--scope", action="append", default=[], help="beyond those that are asked for anyway")
    for name, kind in [("email", email), ("phone", phone), ("wallet", wallet), ("account", account)]:
        kind.set_defaults(run=run, what=name)
        kind.add_argument("--json", action="store_true", help="write one JSON object a line; see the project's page")
        kind.add_argument(
            "--state", type=Path, metavar="FILE", help="save here before every wait, and go on from it if it is there"
        )
        connection.define(kind)


def run(given: argparse.Namespace) -> Exit:
    """Goes all the way."""
    screen = Screen(as_json=given.json)
    try:
        request = _request(given)
        with connection.connect(given) as user:
            ending = _enroll(given, screen, user, request)
    except UserMetadataError as error:
        raise stop(error) from None
    except KeyboardInterrupt:
        left = "" if given.state is None else f"; the same command goes on from {given.state}"
        raise Stop(Exit.STOPPED, f"stopped{left}") from None
    except EOFError:
        raise Stop(Exit.STOPPED, "the input ended where an answer was needed") from None
    if given.state is not None:
        given.state.unlink(missing_ok=True)
    return ending


def _request(given: argparse.Namespace) -> EnrollmentRequest:
    make = EnrollmentRequest
    match given.what:
        case "email" if given.link:
            if given.redirect_url is None:
                raise Stop(Exit.USAGE, "where does the link lead to? Give --redirect-url")
            return make.email_address(given.identifier, strategy="email_link", redirect_url=given.redirect_url)
        case "email":
            return make.email_address(given.identifier)
        case "phone":
            return make.phone_number(given.identifier)
        case "wallet":
            return make.web3_wallet(given.identifier, strategy=given.strategy)
        case _:
            strategy = strategy_of_provider(given.identifier)
            return make.external_account(strategy, redirect_url=given.redirect_url, additional_scopes=given.scope)


def _enroll(given: argparse.Namespace, screen: Screen, user: User, request: EnrollmentRequest) -> Exit:
    enrolling = user.enroll(request)
    if given.state is not None and given.state.exists():
        try:
            enrolling = user.resume(given.state.read_text())
        except (OSError, SnapshotError) as error:
            raise Stop(Exit.USAGE, f"cannot use {given.state}: {error}") from None
        if enrolling.enrolling != request:
            raise Stop(Exit.USAGE, f"{given.state} is about something else: name another file")

    def store(snapshot: str) -> None:
        if given.state is not None:
            connection.write_private(given.state, snapshot)

    outcome = enrolling.run(
        ask_code=screen.ask_code,
        ask_signature=screen.ask_signature,
        open_url=screen.open_url,
        await_link=screen.await_link,
        sign_in=screen.sign_in,
        reverify=screen.reverify,
        wait=screen.wait,
        store=store,
    )
    sys.stdout.flush()
    return screen.finished(enrolling, outcome)
