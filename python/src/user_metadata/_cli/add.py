"""`add`: an identifier, on its way to being verified."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from user_metadata._cli import connection
from user_metadata._cli.asking import Screen
from user_metadata._cli.ending import Exit, Stop, stop
from user_metadata._cli.landing import Landing
from user_metadata._cli.reverifying import prove
from user_metadata._cli.signing import sign
from user_metadata._errors import SnapshotError, UserMetadataError
from user_metadata._native import Enrollment, EnrollmentRequest, Reverify, strategy_of_provider
from user_metadata.user import User


def define(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The arguments."""
    parser = commands.add_parser(
        "add",
        help="add an email address, a phone number, a wallet or an external account, and verify it",
        description="Adds an identifier to the signed-in user and verifies it, asking for whatever is needed.",
    )
    kinds = parser.add_subparsers(required=True, metavar="WHAT")

    def kind(name: str, purpose: str, metavar: str, what: str) -> argparse.ArgumentParser:
        parser = kinds.add_parser(name, help=purpose, description=f"{purpose[0].upper()}{purpose[1:]}.")
        parser.add_argument("identifier", metavar=metavar, help=what)
        return parser

    typed = "as a person types it"
    email = kind("email", "has a code sent and asks for it; with --link a link", "ADDRESS", typed)
    email.add_argument("--link", action="store_true", help="have a link sent instead of a code")
    phone = kind("phone", "has a code sent and asks for it", "NUMBER", f"{typed}, with its country code")
    wallet = kind("wallet", "shows the message and asks for its signature", "ADDRESS", "of Ethereum or Solana")
    wallet.add_argument("--strategy", help="which kind of wallet signs, as web3_metamask_signature")
    wallet.add_argument(
        "--sign-with", metavar="COMMAND", help="it reads the message on standard input, and writes the signature"
    )
    same = "notion and oauth_notion are the same"
    account = kind("account", "opens the browser, and catches it when it comes back", "PROVIDER", same)
    account.add_argument(
        "--scope", action="append", default=[], help="beyond those that are asked for anyway; may be repeated"
    )
    account.add_argument("--no-browser", action="store_true", help="open no browser; only show where to go")
    for one in (email, account):
        one.add_argument(
            "--redirect-url", metavar="URL", help="where the browser comes back to; by default, to this tool"
        )
        one.add_argument("--port", type=int, default=0, metavar="N", help="to listen on; by default, any free one")
    for name, one in [("email", email), ("phone", phone), ("wallet", wallet), ("account", account)]:
        one.set_defaults(run=run, what=name)
        one.add_argument("--json", action="store_true", help="write one JSON object a line, for programs")
        one.add_argument(
            "--state", type=Path, metavar="FILE", help="save here before every wait, and go on from it if it is there"
        )
        connection.define(one)


def run(given: argparse.Namespace) -> Exit:
    """Goes all the way."""
    screen = Screen(as_json=given.json, browser=not getattr(given, "no_browser", False))
    try:
        saved = _saved(given)
        request = _request(given, screen, saved)
        with connection.connect(given) as user:
            ending = _enroll(given, screen, user, request, saved)
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


def _saved(given: argparse.Namespace) -> Enrollment | None:
    if given.state is None or not given.state.exists():
        return None
    try:
        return Enrollment.from_snapshot(given.state.read_text())
    except (OSError, UnicodeDecodeError, SnapshotError) as error:
        raise Stop(Exit.USAGE, f"cannot use {given.state}: {error}") from None


def _request(given: argparse.Namespace, screen: Screen, saved: Enrollment | None) -> EnrollmentRequest:
    make = EnrollmentRequest
    match given.what:
        case "email" if given.link:
            redirect_url = _redirect_url(given, screen, saved)
            return make.email_address(given.identifier, strategy="email_link", redirect_url=redirect_url)
        case "email":
            return make.email_address(given.identifier)
        case "phone":
            return make.phone_number(given.identifier)
        case "wallet":
            return make.web3_wallet(given.identifier, strategy=given.strategy)
        case _:
            strategy = strategy_of_provider(given.identifier)
            redirect_url = _redirect_url(given, screen, saved)
            return make.external_account(strategy, redirect_url=redirect_url, additional_scopes=given.scope)


def _redirect_url(given: argparse.Namespace, screen: Screen, saved: Enrollment | None) -> str:
    """Where the browser comes back to: if to this machine, then somebody listens there."""
    url: str | None = given.redirect_url or (saved and saved.enrolling.redirect_url)
    if url is not None and not Landing.is_here(url):
        return url
    try:
        screen.landing = Landing(url, port=given.port)
    except (OSError, OverflowError) as error:
        if url is None:
            raise Stop(Exit.USAGE, f"cannot listen on 127.0.0.1:{given.port}: {error}") from None
        screen.say(f"Nobody can listen at {url}: {error}")
        return url
    return screen.landing.redirect_url


def _enroll(
    given: argparse.Namespace, screen: Screen, user: User, request: EnrollmentRequest, saved: Enrollment | None
) -> Exit:
    if saved is not None and saved.enrolling != request:
        raise Stop(Exit.USAGE, f"{given.state} is about something else: name another file")
    enrolling = user.enroll(request) if saved is None else user.resume(saved.to_snapshot())
    command: str | None = getattr(given, "sign_with", None)

    def reverify(asked: Reverify) -> bool:
        screen.event("reverify", level=asked.level)
        return prove(screen, user, asked.level)

    def store(snapshot: str) -> None:
        if given.state is not None:
            connection.write_private(given.state, snapshot)

    outcome = enrolling.run(
        ask_code=screen.ask_code,
        ask_signature=screen.ask_signature if command is None else lambda asked: sign(command, asked),
        open_url=screen.open_url,
        await_link=screen.await_link,
        sign_in=screen.sign_in,
        reverify=reverify,
        wait=screen.wait,
        store=store,
    )
    sys.stdout.flush()
    return screen.finished(enrolling, outcome)
