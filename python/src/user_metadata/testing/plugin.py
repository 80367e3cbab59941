"""Fixtures for pytest; they come with the package."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from user_metadata.testing._sandbox import Sandbox, sandbox


@pytest.fixture
def clerk_sandbox() -> Iterator[Sandbox]:
    """A sandbox of this test's own."""
    with sandbox() as running:
        yield running
