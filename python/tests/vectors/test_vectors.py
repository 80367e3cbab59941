"""Runs every case of every suite."""

from __future__ import annotations

import json

import pytest

import user_metadata as um
from tests.vectors import envelope, runners

CASES = [case for path in envelope.files() for case in envelope.read(path)]
SKIPS = envelope.skips()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.suite}#{case.id}")
def test_case(case: envelope.Case) -> None:
    """A skipped case has to fail, or else the skip goes."""
    assert case.folder in {"identifiers", *runners.SUITES}, "a suite that this runner does not know"
    got = runners.run(case)
    if case.id in SKIPS:
        assert got != case.result, f"skipped ({SKIPS[case.id]}), yet it passes"
        pytest.skip(SKIPS[case.id])
    assert got == case.result


def test_ids_are_unique_and_every_skip_names_one() -> None:
    ids = [case.id for case in CASES]
    assert len(ids) == len(set(ids))
    assert set(SKIPS) <= set(ids)


def test_the_codes_are_those_of_the_table() -> None:
    table = json.loads((envelope.FOLDER / "error_codes.json").read_text())
    del table["notes"]
    assert um.error_codes() == table
