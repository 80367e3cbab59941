"""What the tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def pytest_configure() -> None:
    """Tests use the sandbox of this checkout, unless another one is named."""
    os.environ.setdefault("USER_METADATA_SANDBOX", str(ROOT / "target/debug/user-metadata-sandbox"))


@pytest.fixture(scope="session")
def sandbox_binary() -> Path:
    """The sandbox as `cargo xtask test python` builds it."""
    binary = Path(os.environ["USER_METADATA_SANDBOX"])
    if not binary.exists():
        pytest.fail("the sandbox is not built: cargo build -p user-metadata-sandbox")
    return binary
