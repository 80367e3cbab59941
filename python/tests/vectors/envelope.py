"""The form that all vector files share, and what it promises."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[3] / "tests/vectors"


@dataclass(frozen=True)
class Case:
    """One case. What `input` and `result` are, the schema of the suite says."""

    suite: str
    id: str
    input: Any
    result: Any

    @property
    def folder(self) -> str:
        """The first part of the suite's name, as in `identifiers`."""
        return self.suite.partition("/")[0]


def files() -> list[Path]:
    """Every file with cases."""
    found = sorted(path for path in FOLDER.rglob("*.json") if path.parent != FOLDER and "schemas" not in path.parts)
    assert found, "there are no vectors"
    return found


def read(path: Path) -> Iterator[Case]:
    """The cases of a file, which keeps what the envelope promises."""
    suite = json.loads(path.read_text())
    assert set(suite) == {"suite", "schema", "count", "notes", "cases"}, path
    assert suite["suite"] == path.relative_to(FOLDER).with_suffix("").as_posix(), path
    assert suite["count"] == len(suite["cases"]), f"{path}: a wrong count"
    assert {flag for case in suite["cases"] for flag in case["flags"]} == set(suite["notes"]), path
    for case in suite["cases"]:
        assert set(case) == {"id", "comment", "flags", "input", "result"}, case["id"]
        yield Case(suite["suite"], case["id"], case["input"], case["result"])


def skips() -> dict[str, str]:
    """Case id to reason."""
    found: dict[str, str] = json.loads((FOLDER / "skips.json").read_text())
    return found
