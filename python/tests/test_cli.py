"""`python -m user_metadata`, in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

import user_metadata as um
from tests.scenarios.browser import decide, open_link
from user_metadata.testing import Sandbox, SeededUser


def run(*arguments: str, stdin: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "user_metadata", *arguments],
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def settings(clerk: Sandbox) -> dict[str, str]:
    return {"USER_METADATA_FRONTEND_API": clerk.url, "USER_METADATA_TOKEN": clerk.user.tokens["native_token"]}


def test_values_are_checked_in_words() -> None:
    ended = run("validate", "email", "Jane@Example.com", "jane@@example.com")
    assert ended.returncode == 1
    assert ended.stdout == (
        "ok       Jane@example.com\n"
        "refused  jane@@example.com  multiple_at: more than one @ sign (byte 5)\n"
    )  # fmt: skip


def test_values_are_checked_in_json() -> None:
    stdin = '"+44 20 7946 0958"\n"é1"\nnonsense\n'
    ended = run("validate", "phone", "--json", "-", stdin=stdin)
    assert ended.returncode == 1
    assert [json.loads(line) for line in ended.stdout.splitlines()] == [
        {"input": "+44 20 7946 0958", "ok": "+442079460958", "possible": True, "country_code": 44},
        {"input": "é1", "error": "phone_char", "position": 0, "field": "phone_number"},
        {"input": None, "error": "line_not_json_string"},
    ]
    assert run("validate", "wallet", "0x" + "0" * 40).returncode == 0


class Script:
    """A run with `--json`, answered as its events ask."""

    def __init__(self, clerk: Sandbox, *arguments: str, **environment: str) -> None:
        command = [sys.executable, "-m", "user_metadata", "add", *arguments, "--json"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env={**os.environ, **settings(clerk), **environment},
        )  # fmt: skip
        # Remarks are not looked at, but a full pipe would stop the program.
        self._remarks = threading.Thread(target=lambda: self._process.stderr and self._process.stderr.read())
        self._remarks.start()

    def event(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        event: dict[str, Any] = json.loads(self._process.stdout.readline())
        return event

    def type(self, text: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{text}\n")
        self._process.stdin.flush()

    def interrupt(self) -> None:
        self._process.send_signal(signal.SIGINT)
        assert self.status() == 130

    def status(self) -> int:
        assert self._process.stdin is not None
        self._process.stdin.close()
        status = self._process.wait()
        self._remarks.join()
        for stream in (self._process.stdout, self._process.stderr):
            assert stream is not None
            stream.close()
        return status


def test_an_address_is_added_with_its_code(clerk_sandbox: Sandbox) -> None:
    script = Script(clerk_sandbox, "email", "jane@example.com")
    asked = script.event()
    assert (asked["event"], asked["destination"], asked["problem"]) == ("ask_code", "jane@example.com", None)
    script.type("000000")
    assert script.event()["problem"]["problem"] == "incorrect"
    script.type(clerk_sandbox.code_to("jane@example.com"))
    finished = script.event()
    assert (finished["event"], finished["outcome"], finished["left_over"]) == ("finished", "verified", "nothing")
    assert finished["resource"]["state"] == "verified"
    assert script.status() == 0


def test_a_run_that_was_stopped_goes_on(clerk_sandbox: Sandbox, tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    script = Script(clerk_sandbox, "email", "jane@example.com", "--state", str(state))
    assert script.event()["event"] == "ask_code"
    assert script.status() == 130
    assert state.stat().st_mode & 0o077 == 0
    again = Script(clerk_sandbox, "email", "jane@example.com", "--state", str(state))
    assert again.event()["event"] == "ask_code"
    again.type(clerk_sandbox.code_to("jane@example.com"))
    assert again.event()["outcome"] == "verified"
    assert again.status() == 0
    assert not state.exists()
    assert len(clerk_sandbox.inbox("jane@example.com")) == 1


def test_a_wallet_signs(clerk_sandbox: Sandbox) -> None:
    wallet = clerk_sandbox.call("POST", "wallets/sign", {"chain": "solana", "key": "09" * 32, "message": ""})["wallet"]
    script = Script(clerk_sandbox, "wallet", wallet)
    script.type(clerk_sandbox.sign("solana", "09" * 32, script.event()["message"]))
    assert script.event()["outcome"] == "verified"
    assert script.status() == 0


@pytest.mark.parametrize(
    ("arguments", "change", "status", "words"),
    [
        (["email", "jane@@example.com"], {}, 2, "multiple_at"),
        (["email", "jane@example.com"], {"USER_METADATA_TOKEN": ""}, 5, "whose account?"),
        (["email", "jane@example.com"], {"USER_METADATA_TOKEN": "tok_of_nobody"}, 5, "signs nobody in"),
        (["email", "jane@example.com"], {"USER_METADATA_FRONTEND_API": "http://example.com"}, 2, "http_not_loopback"),
        (["account", "notion", "--port", "99999"], {}, 2, "cannot listen"),
    ],
)
def test_the_exit_status_says_who_must_act(
    clerk_sandbox: Sandbox, arguments: list[str], change: dict[str, str], status: int, words: str
) -> None:
    ended = run("add", *arguments, **{**settings(clerk_sandbox), **change})
    assert (ended.returncode, words in ended.stderr + ended.stdout) == (status, True), ended


def test_a_command_signs(clerk_sandbox: Sandbox, tmp_path: Path) -> None:
    key = {"chain": "ethereum", "key": "09" * 32}
    wallet = clerk_sandbox.call("POST", "wallets/sign", {**key, "message": ""})["wallet"]
    signer = tmp_path / "signer.py"
    signer.write_text(
        "import json, os, sys, urllib.request\n"
        "assert 'USER_METADATA_TOKEN' not in os.environ\n"
        f"assert os.environ['USER_METADATA_WALLET'] == {wallet!r}\n"
        f"body = {{**{key}, 'message': sys.stdin.read()}}\n"
        f"request = urllib.request.Request('{clerk_sandbox.url}/sandbox/wallets/sign', json.dumps(body).encode(),\n"
        "    {'content-type': 'application/json'})\n"
        "print(json.load(urllib.request.urlopen(request))['signature'])\n"
    )
    for command, status, words in [
        ("exit 3", 1, "ended with 3"),
        ("echo nonsense", 1, "would sign the same"),
        (f"{sys.executable} {signer}", 0, "is verified"),
    ]:
        ended = run("add", "wallet", wallet, "--sign-with", command, **settings(clerk_sandbox))
        assert (ended.returncode, words in ended.stderr + ended.stdout) == (status, True), ended


def test_the_browser_comes_back_by_itself(clerk_sandbox: Sandbox) -> None:
    script = Script(clerk_sandbox, "account", "notion", "--no-browser")
    landed = decide(script.event()["url"], "allow", None)
    path = landed.partition("?")[0]
    assert path.startswith("http://127.0.0.1:")
    # Somebody else who knocks is not let in, and neither is the right path under another name.
    assert httpx.get(f"{path}x", trust_env=False).status_code == 404
    assert httpx.get(landed, headers={"host": "evil.example"}, trust_env=False).status_code == 404
    answer = httpx.get(landed, trust_env=False)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    finished = script.event()
    assert (finished["event"], finished["outcome"]) == ("finished", "verified")
    assert script.status() == 0


def test_the_browser_is_opened_and_a_saved_run_listens_at_the_same_place(
    clerk_sandbox: Sandbox, tmp_path: Path
) -> None:
    state, opened = tmp_path / "state.json", tmp_path / "opened"
    browser = tmp_path / "browser.sh"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}\n')
    browser.chmod(0o755)
    arguments = ["account", "notion", "--state", str(state)]
    first = Script(clerk_sandbox, *arguments, BROWSER=f"{browser} %s")
    url = first.event()["url"]
    while not opened.exists() or not opened.read_text().endswith("\n"):
        time.sleep(0.05)
    first.interrupt()
    assert opened.read_text().strip() == url
    again = Script(clerk_sandbox, *arguments, "--no-browser")
    assert again.event()["url"] == url
    assert httpx.get(decide(url, "allow", None), trust_env=False).status_code == 200
    assert again.event()["outcome"] == "verified"
    assert again.status() == 0


def test_a_link_leads_back_to_the_tool(clerk_sandbox: Sandbox) -> None:
    script = Script(clerk_sandbox, "email", "jane@example.com", "--link")
    assert script.event()["event"] == "await_link"
    link = clerk_sandbox.inbox("jane@example.com")[-1].link
    assert link is not None
    landed = open_link(link, clerk_sandbox.user.tokens["client_cookie"])
    assert httpx.get(landed, trust_env=False).status_code == 200
    assert script.event()["outcome"] == "verified"
    assert script.status() == 0


def test_fresh_credentials_are_asked_for(clerk_sandbox: Sandbox) -> None:
    clerk_sandbox.settings(reverification={"enabled": True})
    user = clerk_sandbox.new_user(factor_age_minutes=30, password="correct horse", email_addresses=["old@example.com"])
    whose = {"USER_METADATA_TOKEN": user.tokens["native_token"]}
    script = Script(clerk_sandbox, "email", "new@example.com", **whose)
    assert script.event()["event"] == "reverify"
    script.type(user.session_id)
    asked = script.event()
    if asked["ask"] == "factor":
        script.type(str(asked["factors"].index("password") + 1))
        asked = script.event()
    assert (asked["ask"], asked["problem"]) == ("password", None)
    script.type("wrong horse")
    assert script.event()["problem"]["problem"] == "incorrect"
    # Another way: a code to the old address.
    script.type("")
    script.type(str(asked_factors(clerk_sandbox, user).index("email_code") + 1))
    assert script.event()["ask"] == "code"
    # And back again.
    script.type("o")
    script.type(str(asked_factors(clerk_sandbox, user).index("password") + 1))
    assert script.event()["ask"] == "password"
    script.type("correct horse")
    assert script.event()["event"] == "ask_code"
    script.type(clerk_sandbox.code_to("new@example.com"))
    assert script.event()["outcome"] == "verified"
    assert script.status() == 0


def asked_factors(clerk: Sandbox, user: SeededUser) -> list[str]:
    with um.User(clerk.session(user)) as asking:
        reverifying = asking.reverify(redirect_url="http://127.0.0.1/")
        reverifying.proceed()
        return [factor.strategy for factor in reverifying.factors]


def test_who_gives_no_fresh_credentials_gets_no_further(clerk_sandbox: Sandbox) -> None:
    clerk_sandbox.settings(reverification={"enabled": True})
    user = clerk_sandbox.new_user(factor_age_minutes=30, password="correct horse")
    whose = {**settings(clerk_sandbox), "USER_METADATA_TOKEN": user.tokens["native_token"]}
    ended = run("add", "email", "new@example.com", USER_METADATA_SESSION_ID=user.session_id, **whose)
    assert ended.returncode == 7, ended


def test_a_refusal_is_said_in_the_server_s_words(clerk_sandbox: Sandbox) -> None:
    clerk_sandbox.settings(disabled_providers=["oauth_notion"])
    ended = run("add", "account", "notion", "--redirect-url", "https://app.example.com/", **settings(clerk_sandbox))
    assert (ended.returncode, "was refused" in ended.stdout) == (1, True), ended


def test_a_token_file_that_others_can_read_is_not_used(clerk_sandbox: Sandbox, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(clerk_sandbox.user.tokens["native_token"])
    file.chmod(0o644)
    given = ["add", "phone", "+15551230000", "--token-file", str(file), "--frontend-api", clerk_sandbox.url]
    assert "chmod 600" in run(*given).stderr
    file.chmod(0o600)
    clerk_sandbox.settings(token_rotation="always")
    run(*given)
    assert file.read_text().strip() not in {"", clerk_sandbox.user.tokens["native_token"]}
    assert file.stat().st_mode & 0o777 == 0o600
