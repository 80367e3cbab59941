"""The package as a whole."""

from __future__ import annotations

import doctest
import importlib.metadata
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import user_metadata as um

ROOT = Path(__file__).parents[2]


def test_the_version_is_the_workspace_s() -> None:
    manifest = (ROOT / "Cargo.toml").read_text()
    assert f'\nversion = "{um.__version__}"\n' in manifest.partition("[workspace.package]")[2]
    assert importlib.metadata.version("user-metadata") == um.__version__


def test_every_public_name_is_there_and_has_a_docstring() -> None:
    for name in um.__all__:
        value = getattr(um, name)
        if isinstance(value, type) or inspect.isroutine(value):
            assert value.__doc__, name
    with pytest.raises(AttributeError):
        _ = um.no_such_name
    assert set(um.__all__) <= set(dir(um))


def test_the_validators_bring_no_client_and_no_loop_along() -> None:
    code = "import sys, user_metadata as um; um.parse_email('a@b.cd'); print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "user_metadata._native" in loaded
    assert not {"httpx", "asyncio", "logging", "user_metadata.user"} & set(loaded)


def test_the_examples_in_docstrings_are_true() -> None:
    names = [name for name in um.__all__ if name.startswith(("parse_", "inspect_", "check_", "strategy_of"))]
    finder, runner = doctest.DocTestFinder(), doctest.DocTestRunner()
    seen = 0
    for name in names:
        for test in finder.find(getattr(um, name), name, globs=dict(vars(um))):
            seen += len(test.examples)
            runner.run(test)
    assert runner.summarize().failed == 0
    assert seen >= 12, f"only {seen} examples were found"


def test_help_reads_well(capsys: pytest.CaptureFixture[str]) -> None:
    help(um.User)
    text = capsys.readouterr().out
    assert "create_email_address(self, email: 'str') -> 'UserEmailAddress'" in text
    assert "Adds an email address, unverified." in text


def test_no_source_file_has_more_than_400_lines() -> None:
    for path in (ROOT / "python").rglob("*.py"):
        if "target" not in path.parts:
            assert len(path.read_text().splitlines()) <= 400, path
