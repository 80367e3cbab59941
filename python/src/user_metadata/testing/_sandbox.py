"""Starting the sandbox, and its control endpoints."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sysconfig
import urllib.error
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from user_metadata._native import Credentials, FrontendApi, Session

_NAME = "user-metadata-sandbox"
_VARIABLE = "USER_METADATA_SANDBOX"
_PATIENCE_SECONDS = 30


class SandboxError(RuntimeError):
    """The sandbox is not installed, did not start, or did not take what it was told."""


@dataclass(frozen=True)
class SeededUser:
    """A signed-in user of the sandbox. `repr` shows no token."""

    user_id: str
    session_id: str
    client_id: str
    tokens: dict[str, str]

    def __repr__(self) -> str:
        return f"SeededUser(user_id={self.user_id!r})"


@dataclass(frozen=True)
class Message:
    """A mail or a text message that the sandbox would have sent."""

    channel: str
    """`email` or `sms`."""
    to: str
    """To whom."""
    code: str | None
    """The code in it."""
    link: str | None
    """The link in it."""
    sent_at: datetime
    """When, by the sandbox's clock."""


class Sandbox:
    """A running sandbox. `sandbox()` makes it."""

    def __init__(self, greeting: dict[str, str]) -> None:
        self.url: str = greeting["url"]
        """The Frontend API's URL, and that of a page with the inbox, the users and the clock."""
        self.publishable_key: str = greeting["publishable_key"]
        """A publishable key that leads nowhere else."""
        self.user: SeededUser = _user(greeting)
        """The user who is signed in from the start."""

    def __repr__(self) -> str:
        return f"Sandbox(url={self.url!r})"

    def session(
        self,
        user: SeededUser | None = None,
        *,
        credentials: str = "native_token",
        origin: str | None = None,
        session_id: str | None = None,
    ) -> Session:
        """The session of a user; of the one who is signed in from the start where none is named.

        `credentials` says how the app identifies itself: `native_token`, `dev_browser_token` or `client_cookie`.
        """
        user = user or self.user
        make = {
            "native_token": Credentials.native,
            "dev_browser_token": Credentials.dev_browser,
            "client_cookie": Credentials.cookie,
        }[credentials]
        named = user.session_id if session_id is None else session_id
        return Session(FrontendApi.parse(self.url), make(user.tokens[credentials]), session_id=named, origin=origin)

    def new_user(self, **fields: object) -> SeededUser:
        """Another signed-in user, with these fields, as `email_addresses`, `password` or `totp_secret`."""
        return _user(self.call("POST", "users", fields))

    def inbox(self, to: str | None = None) -> list[Message]:
        """What was sent, oldest first; to this recipient, where one is named."""
        return [
            Message(
                channel=message["channel"],
                to=message["to"],
                code=message.get("code"),
                link=message.get("link"),
                sent_at=datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(milliseconds=message["sent_at"]),
            )
            for message in self.call("GET", "inbox")
            if to is None or message["to"].casefold() == to.casefold()
        ]

    def code_to(self, to: str) -> str:
        """The newest code that was sent to this recipient."""
        codes = [message.code for message in self.inbox(to) if message.code is not None]
        if not codes:
            raise SandboxError("no code has come to that recipient")
        return codes[-1]

    def sign(self, chain: str, key: str, message: str) -> str:
        """Signs as a wallet with this key (64 hexadecimal digits) would: `ethereum` or `solana`."""
        signed: str = self.call("POST", "wallets/sign", {"chain": chain, "key": key, "message": message})["signature"]
        return signed

    def totp(self, secret: str) -> str:
        """What an authenticator app with this secret would show."""
        code: str = self.call("POST", "totp", {"secret": secret})["code"]
        return code

    def advance(self, seconds: float) -> None:
        """Moves the clock; it has to be one that stands (`sandbox(clock_ms=…)`)."""
        self.call("POST", "clock", {"advance_ms": round(seconds * 1000)})

    def settings(self, **changes: object) -> dict[str, Any]:
        """Changes settings of the instance, and says all of them."""
        now: dict[str, Any] = self.call("PATCH", "settings", changes)
        return now

    def fault(self, kind: str, **fields: object) -> None:
        """Plans that something goes wrong: `lost_before`, `lost_after`, `status`, `html`, `truncated`, `slow`."""
        self.call("POST", "faults", {"kind": kind, **fields})

    def call(self, method: str, path: str, body: object = None) -> Any:
        """Any control endpoint, as the sandbox's README lists them: JSON in, JSON out."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(  # noqa: S310 - the URL is the sandbox's own
            f"{self.url}/sandbox/{path}", data, {"content-type": "application/json"}, method=method
        )
        try:
            with _OPENER.open(request, timeout=_PATIENCE_SECONDS) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                raise SandboxError(f"/sandbox/{path} answered {error.code}: {error.read().decode()}") from None


# The sandbox is on this machine; a proxy that the environment names is for others.
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@contextmanager
def sandbox(*, clock_ms: int | None = None, seed: int = 0, binary: str | Path | None = None) -> Generator[Sandbox]:
    """Starts a sandbox on a free port of this machine, and stops it in the end.

    Args:
        clock_ms: A clock that stands at this Unix time in milliseconds until it is moved; else the system's clock.
        seed: What ids, codes and tokens are made up from.
        binary: The program; else the one of `USER_METADATA_SANDBOX`, or the one that is installed.

    Raises:
        SandboxError: It is not installed, or did not start.
    """
    command = [str(binary or find_binary()), "--port", "0", "--json", "--seed", str(seed)]
    if clock_ms is not None:
        command += ["--manual-clock", str(clock_ms)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - our own program
        try:
            line = process.stdout.readline() if process.stdout else ""
            if not line:
                raise SandboxError(f"{command[0]} did not start (exit status {process.wait()})")
            yield Sandbox(json.loads(line))
        finally:
            process.terminate()


def find_binary() -> Path:
    """Where the sandbox's program is."""
    named = os.environ.get(_VARIABLE)
    if named:
        return Path(named)
    suffix = ".exe" if os.name == "nt" else ""
    installed = Path(sysconfig.get_path("scripts")) / f"{_NAME}{suffix}"
    if installed.exists():
        return installed
    found = shutil.which(_NAME)
    if found:
        return Path(found)
    raise SandboxError(f"the sandbox is not installed: pip install user-metadata[sandbox], or set {_VARIABLE}")


def _user(fields: dict[str, str]) -> SeededUser:
    tokens = {name: fields[name] for name in ("native_token", "dev_browser_token", "client_cookie")}
    return SeededUser(fields["user_id"], fields["session_id"], fields["client_id"], tokens)
