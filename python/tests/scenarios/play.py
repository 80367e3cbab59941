"""Plays a scenario, step by step."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import user_metadata as um
from tests.scenarios import browser, reverify, view, wanted
from tests.scenarios.host import settle
from tests.scenarios.stage import Stage

Json = dict[str, Any]

MOST_WAITS = 300
"""More looks at one link than any scenario needs."""

KEYS = {"ethereum": ("07" * 32, "08" * 32), "solana": ("09" * 32, "0a" * 32)}
"""Of the wallet that the scenarios use, and of another one (`tests/scenarios/README.md`)."""


async def play(stage: Stage, scenario: Json) -> None:
    for at, step in enumerate(scenario["steps"], start=1):
        try:
            await take(stage, step)
            stage.shows_no_secret()
        except (AssertionError, um.UserMetadataError) as error:
            raise AssertionError(f"step {at}, {step['step']}: {error}") from error
    stage.ends_as(scenario)


async def take(stage: Stage, step: Json) -> None:
    sandbox = stage.sandbox
    match step:
        case {"step": "enroll", "request": request}:
            stage.flows[stage.current] = stage.user.enroll(await wanted.request(stage, request))
            await stage.proceed()
        case {"step": "switch_to", "flow": flow}:
            stage.current = flow
        case {"step": "expect_effect", "effect": effect}:
            view.compare("effect", effect, view.effect(stage.flow().effect, stage.clock.now()))
        case {"step": "enter_code", "code": source}:
            stage.flow().code_entered(code(stage, source))
            await stage.proceed()
        case {"step": "open_link", "to": to, "by": by, "hand_over": hand_over}:
            open_link(stage, to, by, step.get("lands_with"))
            if hand_over:
                await come_back(stage, {})
        case {"step": "provider", "decision": decision}:
            visit_provider(stage, decision, step.get("login"))
        case {"step": "return"}:
            await come_back(stage, step)
        case {"step": "sign", "by": by}:
            await sign(stage, by)
        case {"step": "resend"}:
            if refused(stage, step.get("misuse"), lambda: stage.flow().resend_requested()):
                await stage.proceed()
        case {"step": "advance_clock", "ms": ms}:
            stage.clock.advance(timedelta(milliseconds=ms))
            if stage.current in stage.flows:
                stage.flow().tick()
                await stage.proceed()
        case {"step": "wait"}:
            await wait(stage, step.get("until"))
        case {"step": "restart"}:
            await restart(stage)
        case {"step": "sign_out"}:
            sandbox.call("POST", "sign_out", {"session_id": stage.session_id})
        case {"step": "sign_in"}:
            signed_in = sandbox.call("POST", "sign_in", {"client_token": stage.stored_token, "user_id": stage.user_id})
            stage.session_id = signed_in["session_id"]
            stage.flow().signed_in(stage.session())
            await stage.proceed()
        case {"step": "reverify", "given": given, "outcome": outcome}:
            await reverify.reverify(stage, given, outcome)
        case {"step": "fault", "fault": fault}:
            sandbox.call("POST", "faults", fault)
        case {"step": "settings", "settings": settings}:
            sandbox.settings(**settings)
        case {"step": "change_user", "change": change}:
            sandbox.call("PATCH", "users", {**change, "user_id": stage.user_id})
        case {"step": "cancel"}:
            stage.flow().cancel()
            await stage.proceed()
        case {"step": "delete_left_over"}:
            left = stage.flow().left_over
            assert isinstance(left, um.UnverifiedLeft), f"nothing is known to be left over: {left}"
            assert (await settle(stage.user.destroy(left.resource))).deleted
        case {"step": "create", "request": request}:
            await ended(stage, step.get("error"), wanted.create(stage, request))
        case {"step": "set_primary"}:
            assert stage.latest is not None
            await ended(stage, step.get("error"), wanted.made_primary(stage, stage.latest))
        case {"step": "expect_server", "server": server}:
            stage.server_holds(server)
        case {"step": "expect_requests", "requests": requests}:
            stage.sent(requests)
        case _:
            raise AssertionError("a step that this runner does not know")


def refused(stage: Stage, misuse: str | None, tell: Any) -> bool:
    """Tells the flow something that may have to be refused as a mistake of the app. True when it was taken."""
    if misuse is None:
        tell()
        return True
    before = stage.flow().effect
    try:
        tell()
    except um.MisuseError as error:
        assert error.code == misuse
    else:
        raise AssertionError(f"expected the misuse {misuse}, and it was taken")
    assert stage.flow().effect == before, "a misuse has changed something"
    return False


def code(stage: Stage, source: Json) -> str:
    """What the person types."""
    ((how, what),) = source.items()
    if how == "literal":
        return str(what)
    codes = [message.code for message in stage.sandbox.inbox(what) if message.code]
    match how:
        case "newest_to":
            return codes[-1]
        case "previous_to":
            return codes[-2]
        case "not_newest_to":
            return "111111" if codes[-1] == "000000" else "000000"
        case _:
            raise AssertionError(f"no such source: {how}")


def open_link(stage: Stage, to: str, by: str, lands_with: str | None) -> None:
    links = [message.link for message in stage.sandbox.inbox(to) if message.link]
    stage.landing = browser.open_link(links[-1], stage.client_cookie if by == "same_client" else None)
    assert lands_with is None or f"__clerk_status={lands_with}" in stage.landing, stage.landing


def visit_provider(stage: Stage, decision: str, login: str | None) -> None:
    effect = stage.flow().effect
    assert isinstance(effect, um.OpenUrl), "nobody is sent to a provider"
    stage.landing = browser.decide(effect.url, decision, login)
    nonce = stage.landing.partition("rotating_token_nonce=")[2].partition("&")[0]
    stage.secrets.add(nonce)


async def come_back(stage: Stage, step: Json) -> None:
    url = step.get("url", stage.landing)
    assert url is not None, "the user is nowhere"
    if refused(stage, step.get("misuse"), lambda: stage.flow().redirect_returned(url)):
        await stage.proceed()


async def sign(stage: Stage, by: Any) -> None:
    effect = stage.flow().effect
    assert isinstance(effect, um.AskSignature), "nobody asked for a signature"
    if isinstance(by, dict):
        signature = by["literal"]
    else:
        chain = um.inspect_wallet(effect.wallet).chain
        key = KEYS[chain][{"the_wallet": 0, "another_wallet": 1}[by]]
        signature = stage.sandbox.sign(chain, key, effect.message)
    stage.secrets.add(signature)
    stage.flow().signed(signature)
    await stage.proceed()


async def wait(stage: Stage, until: str | None) -> None:
    for _ in range(MOST_WAITS):
        await settle(stage.flow().wait())
        await stage.proceed()
        effect = stage.flow().effect
        if until is None or view.NAMES[type(effect)] == until:
            return
        assert isinstance(effect, (um.Wait, um.AwaitLink)), f"waiting ended at {effect}"
    raise AssertionError("it waits for ever")


async def restart(stage: Stage) -> None:
    """The app is killed and started again: everything but what was stored is gone."""
    snapshots = {name: flow.snapshot() for name, flow in stage.flows.items()}
    await stage.close_app()
    user = stage.start_app()
    stage.flows = {name: user.resume(snapshot) for name, snapshot in snapshots.items()}
    await stage.proceed()


async def ended(stage: Stage, expected: Json | None, deed: Any) -> None:
    try:
        stage.latest = await deed
    except um.UserMetadataError as error:
        stage.hides(f"{error} {error!r}")
        if expected is None:
            raise
        view.compare("error", expected, view.error_view(error))
    else:
        assert expected is None, "it should have been refused"
