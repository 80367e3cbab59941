"""Every scenario, with both hosts."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.scenarios import host, play
from tests.scenarios.stage import Stage
from user_metadata.testing import sandbox

FOLDER = Path(__file__).parents[3] / "tests/scenarios"
COMPANIONS = {"README.md", "schema.json"}
PATHS = sorted(path for path in FOLDER.iterdir() if path.name not in COMPANIONS)
SCHEMA = jsonschema.Draft202012Validator(json.loads((FOLDER / "schema.json").read_text()))
HOSTS = {"User": host.sync_user, "AsyncUser": host.async_user}


def read(path: Path) -> dict[str, Any]:
    assert path.suffix == ".json", f"{path} is never played"
    scenario: dict[str, Any] = json.loads(path.read_text())
    SCHEMA.validate(scenario)
    return scenario


@pytest.mark.parametrize("kind", HOSTS)
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_it_ends_as_it_says(path: Path, kind: str, sandbox_binary: Path) -> None:
    scenario = read(path)

    async def play_it() -> None:
        with sandbox(clock_ms=host.START_MS, binary=sandbox_binary) as running:
            stage = Stage(running, scenario.get("setup", {}), HOSTS[kind])
            try:
                await play.play(stage, scenario)
            finally:
                await stage.close_app()

    asyncio.run(play_it())


@pytest.mark.parametrize(
    "step",
    [
        {"step": "fly"},
        {"step": "cancel", "softly": True},
        {"step": "enroll", "request": {"email_address": {"email": "a@b.cd", "stratgey": "email_code"}}},
    ],
)
def test_what_no_scenario_may_hold_is_refused(step: dict[str, Any]) -> None:
    scenario: dict[str, Any] = {
        "$schema": "schema.json",
        "title": "t",
        "reports": [],
        "notes": "n",
        "steps": [],
        "outcome": None,
    }
    SCHEMA.validate(scenario)
    with pytest.raises(jsonschema.ValidationError):
        SCHEMA.validate({**scenario, "steps": [step]})
