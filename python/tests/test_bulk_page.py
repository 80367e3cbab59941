"""The recipes of docs/bulk.md run as they stand; `cargo xtask test spark ray` runs those for Spark and Ray."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs/bulk.md"


def blocks() -> dict[str, str]:
    """The code of the page by the headings that it stands under."""
    found = re.findall(r"^## (.*?)$(?:(?!^## ).)*?^```python\n(.*?)^```$", PAGE.read_text(), re.DOTALL | re.MULTILINE)
    return dict(found)


def test_the_recipe_for_polars_runs() -> None:
    exec(blocks()["polars"], {})


def test_the_other_recipes_are_there_for_their_own_steps() -> None:
    assert set(blocks()) == {"polars", "Spark", "Ray Data"}
