"""What the tests share."""

from __future__ import annotations

import os
import re
import signal
from collections import Counter
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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """For `cargo xtask test counts`, which compares the languages."""
    folder = os.environ.get("USER_METADATA_COUNTS")
    passed = [report.nodeid for report in terminalreporter.stats.get("passed", [])]
    counts = Counter(kind for nodeid in passed if (kind := _counted(nodeid)))
    for kind, count in counts.items() if folder else ():
        Path(str(folder), kind).write_text(str(count))


def _counted(nodeid: str) -> str | None:
    """As what a test that passed is counted: a case of a vector by its folder, a scenario by its host."""
    if case := re.search(r"test_vectors\.py::test_case\[(\w+)/", nodeid):
        return f"{case[1]}.python"
    if played := re.search(r"test_scenarios\.py::test_it_ends_as_it_says\[.*-(\w+)\]", nodeid):
        return "scenarios.python" if played[1] == "User" else "scenarios.python-async"
    return None
