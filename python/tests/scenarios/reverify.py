"""The user gives fresh credentials, as the app asks for them."""

from __future__ import annotations

from typing import Any

import user_metadata as um
from tests.scenarios.host import AnyReverifying, settle
from tests.scenarios.stage import Stage

Json = dict[str, Any]

OUTCOMES = {
    um.ReverificationComplete: "complete",
    um.ReverificationRefused: "refused",
    um.ReverificationRejected: "rejected",
    um.NoFactor: "no_factor",
    um.ReverificationExpired: "expired",
    um.ReverificationExhausted: "exhausted",
    um.ReverificationUnreadable: "unreadable",
    um.ReverificationUnreachable: "unreachable",
    um.ReverificationCancelled: "cancelled",
}


async def reverify(stage: Stage, given: list[Json], outcome: str) -> None:
    """Gives these one after another, and must end so. The app is told if the credentials are fresh."""
    # The calls name their session, which the app knows from its sign-in.
    stage.user.replace_session(stage.user.session.with_session_id(stage.session_id))
    asked = stage.flow().effect
    assert isinstance(asked, um.Reverify), "nobody asked for fresh credentials"
    reverifying = stage.user.reverify(asked.level, redirect_url="http://localhost:3000/fresh")
    waiting = list(given)
    while True:
        stage.hides(f"{reverifying!r} {reverifying.snapshot()} {reverifying.effect!r}")
        effect: um.ReverificationAsked = await settle(reverifying.proceed())
        if isinstance(effect, um.FinishReverification):
            break
        if isinstance(effect, um.Wait):
            await settle(reverifying.wait())
        else:
            assert waiting, f"nothing is given for {effect}"
            await give(stage, reverifying, effect, waiting.pop(0))
    assert not waiting, f"{waiting} was not asked for"
    assert OUTCOMES[type(effect.outcome)] == outcome, effect.outcome
    if outcome == "complete":
        stage.flow().reverified()
        await stage.proceed()


async def give(stage: Stage, reverifying: AnyReverifying, effect: um.ReverificationAsked, given: Json) -> None:
    from tests.scenarios import play

    match effect, given:
        case um.ChooseFactor(factors=factors), {"factor": strategy}:
            reverifying.factor_chosen([factor.strategy for factor in factors].index(strategy))
        case um.AskPassword(), {"password": password}:
            stage.secrets.add(password)
            reverifying.password_entered(password)
        case um.AskFactorCode(), {"code": source}:
            code = play.code(stage, source)
            stage.secrets.add(code)
            reverifying.code_entered(code)
        case um.AwaitFactorLink(), {"link_opened": to}:
            play.open_link(stage, to, "another_device", "verified")
            await settle(reverifying.wait())
        case _:
            raise AssertionError(f"what is given does not fit {effect}")
