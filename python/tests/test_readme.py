"""The examples of the README and of the guides run as they stand, and so do the programs in `examples/`."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from user_metadata.testing import Sandbox

PYTHON = Path(__file__).parents[1]
PAGES = ["README.md", "../docs/guides/python.md", "../docs/testing.md"]
BLOCKS = [
    pytest.param(block, id=f"{Path(page).name}-{number}")
    for page in PAGES
    for number, block in enumerate(
        re.findall(r"^```python\n(.*?)^```$", (PYTHON / page).read_text(), re.DOTALL | re.MULTILINE)
    )
]


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_of_a_page_runs_verbatim(block: str) -> None:
    ended = subprocess.run([sys.executable, "-c", block], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    # What a comment behind a print promises is printed.
    for promised in re.findall(r"print\(.*\)  # (.*)$", block, re.MULTILINE):
        assert promised in ended.stdout


def test_there_are_blocks() -> None:
    assert len(BLOCKS) >= 9


def test_the_script_adds_an_address(clerk_sandbox: Sandbox) -> None:
    environment = {
        "USER_METADATA_FRONTEND_API": clerk_sandbox.url,
        "USER_METADATA_TOKEN": clerk_sandbox.user.tokens["native_token"],
    }
    # In test mode such an address takes this code.
    command = [sys.executable, str(PYTHON / "examples/add_email.py"), "jane+clerk_test@example.com"]
    ended = subprocess.run(
        command, input="424242\n", capture_output=True, text=True, check=True, env={**os.environ, **environment}
    )
    assert "jane+clerk_test@example.com is verified." in ended.stdout


def test_the_backend_adds_an_address(clerk_sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    from examples.backend import app, snapshots

    monkeypatch.setenv("USER_METADATA_FRONTEND_API", clerk_sandbox.url)

    async def main() -> None:
        cookies = {"__client": clerk_sandbox.user.tokens["client_cookie"]}
        served = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=served, base_url="http://app.test", cookies=cookies) as page:
            refused = await page.post("/email_addresses", json={"email": "jane@@example.com"})
            assert (refused.status_code, refused.json()["detail"][0]["type"]) == (422, "multiple_at")
            asked = (await page.post("/email_addresses", json={"email": "jane@example.com"})).json()
            assert asked["ask"] == "code"
            where = f"/enrollments/{asked['id']}/code"
            assert (await page.post(where, json={"code": "000000"})).json()["attempts"] == 1
            code = clerk_sandbox.code_to("jane@example.com")
            assert (await page.post(where, json={"code": code})).json()["verified"]
            assert (await page.post(where, json={"code": code})).status_code == 404

    asyncio.run(main())
    assert json.dumps(snapshots) == "{}"
