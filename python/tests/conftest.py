"""What the tests share."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def pytest_configure() -> None:
    """Tests use the sandbox of this checkout, unless another one is named."""
    os.environ.setdefault("USER_METADATA_SANDBOX", str(ROOT / "target/debug/user-metadata-sandbox"))
    # a job in the background starts with SIGINT ignored, and Python leaves that as it is
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def sandbox_binary() -> Path:
    """The sandbox as `cargo xtask test python` builds it."""
    binary = Path(os.environ["USER_METADATA_SANDBOX"])
    if not binary.exists():
        pytest.fail("the sandbox is not built: cargo build -p user-metadata-sandbox")
    return binary
