"""What the tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def sandbox_binary() -> Path:
    """The sandbox as `cargo xtask test python` builds it."""
    binary = ROOT / "target/debug/user-metadata-sandbox"
    if not binary.exists():
        pytest.fail("the sandbox is not built: cargo build -p user-metadata-sandbox")
    return binary
