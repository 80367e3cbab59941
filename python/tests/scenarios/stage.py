"""A sandbox, a device, and the app on it."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import user_metadata as um
from tests.scenarios import view
from tests.scenarios.host import AnyEnrolling, AnyUser, MakeUser, StageClock, settle
from user_metadata.testing import Sandbox, SeededUser

Json = dict[str, Any]

TOKENS = {"native": "native_token", "dev_browser": "dev_browser_token", "cookie": "client_cookie"}


class Stage:
    """What a scenario plays on."""

    def __init__(self, sandbox: Sandbox, setup: Json, make_user: MakeUser) -> None:
        self.sandbox = sandbox
        self._make_user = make_user
        sandbox.settings(**setup.get("settings", {}))
        seeded = sandbox.new_user(**setup.get("user", {}))
        for other in setup.get("others", []):
            sandbox.new_user(**other)
        self.user_id = seeded.user_id
        self.session_id = seeded.session_id
        tokens = seeded.tokens
        if setup.get("signed_out", False):
            client = sandbox.call("POST", "clients", {})
            tokens = {name: client[name] for name in TOKENS.values()}
            self.session_id = ""
        for fault in setup.get("faults", []):
            sandbox.call("POST", "faults", fault)
        self.client_cookie = tokens["client_cookie"]
        self._carrier = TOKENS[setup.get("credentials", "native")]
        self._origin: str | None = setup.get("origin")
        self.stored_token = tokens[self._carrier]
        """The app's own secure store."""
        self.secrets = set(tokens.values())
        """What no text may hold."""
        self.clock = StageClock(sandbox, setup.get("device_clock_off_by_ms", 0))
        self.flows: dict[str, AnyEnrolling] = {}
        self.current = "first"
        self.landing: str | None = None
        """Where the browser or the link led last."""
        self.latest: um.Resource | None = None
        """What was created or enrolled last."""
        self.user: AnyUser = self.start_app()

    def start_app(self) -> AnyUser:
        """Starts the app, with nothing but what it has stored."""
        self.user = self._make_user(self.session(), self.clock, self._store)
        return self.user

    async def close_app(self) -> None:
        await settle(self.user.close())

    def session(self) -> um.Session:
        """The session of the stored token. No session id is named."""
        client = SeededUser(self.user_id, "", "", {self._carrier: self.stored_token})
        return self.sandbox.session(client, credentials=self._carrier, origin=self._origin, session_id="")

    def _store(self, rotated: um.Rotated) -> None:
        self.stored_token = rotated.token

    def flow(self) -> AnyEnrolling:
        return self.flows[self.current]

    async def proceed(self) -> None:
        """Lets the app do what needs nobody else."""
        await settle(self.flow().proceed())
        self.latest = self.flow().resource or self.latest

    def server_holds(self, expected: Json) -> None:
        view.compare("server", expected, self.sandbox.call("GET", f"state?user_id={self.user_id}"))

    def sent(self, expected: dict[str, int]) -> None:
        """Compares how often each request was made."""
        counts: Counter[str] = Counter()
        for entry in self.sandbox.call("GET", "log"):
            path = "/".join(without_id(segment) for segment in entry["path"].split("/"))
            counts[f"{entry['method']} {path}"] += 1
        assert {request: counts[request] for request in expected} == expected, counts

    def ends_as(self, scenario: Json) -> None:
        if scenario["outcome"] is None:
            assert not self.flows, "an enrollment has to end with an outcome"
        else:
            effect = self.flow().effect
            assert isinstance(effect, um.Finish), f"it has not ended: {effect}"
            view.compare("outcome", scenario["outcome"], view.outcome(effect.outcome))
        if "server" in scenario:
            self.server_holds(scenario["server"])
        if "requests" in scenario:
            self.sent(scenario["requests"])

    def shows_no_secret(self) -> None:
        """Neither what is stored nor what is logged may hold a token, a code, a signature or a nonce."""
        self.secrets |= {message.code for message in self.sandbox.inbox() if message.code}
        for flow in self.flows.values():
            effect = flow.effect
            shown = [flow.snapshot(), repr(flow), repr(effect), str(effect), repr(flow.trouble), repr(flow.user)]
            if isinstance(effect, um.Finish) and isinstance(effect.outcome, um.Rejected):
                shown += [str(effect.outcome.error), repr(effect.outcome.error.errors)]
            self.hides(" ".join(shown))

    def hides(self, shown: str) -> None:
        for secret in self.secrets:
            assert not secret or secret not in shown, f"a secret shows in {shown}"


def without_id(segment: str) -> str:
    """Ids are `idn_…`, `eac_…` and the like; no collection has a capital or a digit behind its underscore."""
    rest = segment.partition("_")[2]
    return "{id}" if len(rest) > 16 and re.search(r"[A-Z0-9]", rest) else segment
