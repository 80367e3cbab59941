"""Where the calls go and as whom. The token is never an argument: every process of the machine can read those."""

from __future__ import annotations

import argparse
import os
import stat
import sys
import tempfile
from getpass import getpass
from pathlib import Path

from user_metadata._cli.ending import Exit, Stop, stop
from user_metadata._errors import ValidationError
from user_metadata._native import Credentials, FrontendApi, Rotated, Session
from user_metadata.user import User

_TOKEN = "USER_METADATA_TOKEN"  # noqa: S105 - a name
_OPTIONS = {
    "--publishable-key": (
        "KEY",
        "USER_METADATA_PUBLISHABLE_KEY",
        "the instance, by its publishable key (it is no secret)",
    ),
    "--frontend-api": ("URL", "USER_METADATA_FRONTEND_API", "the instance, by the URL of its Frontend API"),
    "--proxy-url": (
        "URL",
        "USER_METADATA_PROXY_URL",
        "the URL of the app's proxy before the Frontend API, if it has one",
    ),
    "--token-file": ("FILE", "USER_METADATA_TOKEN_FILE", "the file of the token; a new token is written back to it"),
    "--session-id": ("ID", "USER_METADATA_SESSION_ID", "the session, where the token has more than one"),
    "--origin": (
        "ORIGIN",
        "USER_METADATA_ORIGIN",
        "the app's own origin; some calls want it of tokens that are not native",
    ),
}


def define(parser: argparse.ArgumentParser) -> None:
    """The arguments; each has a variable of the environment beside it."""
    group = parser.add_argument_group(
        "instance and token",
        "One of --publishable-key and --frontend-api is needed. Without a file, the token is taken from the variable "
        f"{_TOKEN}, or asked for. What stands in brackets is the variable that does the same as the option.",
    )
    for option, (metavar, variable, purpose) in _OPTIONS.items():
        group.add_argument(option, metavar=metavar, default=os.environ.get(variable), help=f"{purpose} [{variable}]")
    group.add_argument(
        "--credentials",
        choices=["native", "dev-browser", "cookie"],
        default=os.environ.get("USER_METADATA_CREDENTIALS", "native"),
        help="what the token is [USER_METADATA_CREDENTIALS]",
    )


def connect(given: argparse.Namespace) -> User:
    """Finds the token, asking for it if need be. Nothing is sent yet."""
    path = None if given.token_file is None else Path(given.token_file)
    try:
        api = _api(given)
        make = {"native": Credentials.native, "dev-browser": Credentials.dev_browser, "cookie": Credentials.cookie}
        credentials = make[given.credentials](_token(path))
        session = Session(api, credentials, session_id=given.session_id, origin=given.origin)
    except ValidationError as error:
        raise stop(error) from None
    return User(session, on_rotated=_Keep(path))


def _api(given: argparse.Namespace) -> FrontendApi:
    if given.frontend_api is not None:
        api = FrontendApi.parse(given.frontend_api)
    elif given.publishable_key is not None:
        api = FrontendApi.from_publishable_key(given.publishable_key)
    else:
        words = "which instance? Set USER_METADATA_PUBLISHABLE_KEY, or give --publishable-key or --frontend-api"
        raise Stop(Exit.USAGE, words)
    return api if given.proxy_url is None else api.with_proxy(given.proxy_url)


def _token(path: Path | None) -> str:
    if path is not None:
        return _read(path)
    # Programs that are started, such as the browser, have no business with it.
    token = os.environ.pop(_TOKEN, "").strip()
    if not token and sys.stdin.isatty():
        token = getpass("Token (not shown): ").strip()
    if not token:
        words = f"whose account? Set {_TOKEN}, or name the file of the token with --token-file"
        raise Stop(Exit.SIGN_IN, words)
    return token


def _read(path: Path) -> str:
    try:
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise Stop(Exit.USAGE, f"others can read the token file {path}: chmod 600 {path}")
        token = path.read_text().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Stop(Exit.USAGE, f"cannot read the token file {path}: {error}") from None
    if not token:
        raise Stop(Exit.SIGN_IN, f"the token file {path} is empty")
    return token


class _Keep:
    """Writes a new token where the old one was found."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._told = False

    def __call__(self, rotated: Rotated) -> None:
        if rotated.kind == "cleared":
            # Signed out; the person is told when a sign-in is needed.
            return
        if self._path is not None:
            try:
                write_private(self._path, f"{rotated.token}\n")
            except OSError as error:
                words = "The server has replaced the token, and it cannot be kept"
                print(f"{words}: {self._path}: {error}", file=sys.stderr)
        elif not self._told:
            self._told = True
            words = "The server has replaced the token. The new one is kept for this run only"
            print(f"{words}; --token-file would keep it.", file=sys.stderr)


def write_private(path: Path, text: str) -> None:
    """Replaces what a file holds, at once; nobody else may read it. A link stays a link."""
    path = path.resolve()
    # Made with 0600.
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).replace(path)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise
