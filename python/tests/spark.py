"""Runs the Spark recipe of docs/bulk.md as it stands, and looks at its million answers.

It is no part of the test run: `cargo xtask test spark` calls it.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Any

import user_metadata as um
from tests.test_bulk_page import blocks


def main() -> None:
    # Executors start a Python of their own.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["PYSPARK_SUBMIT_ARGS"] = "--master local[2] --conf spark.ui.enabled=false pyspark-shell"
    started = time.monotonic()
    recipe: dict[str, Any] = {}
    exec(blocks()["Spark"], recipe)
    parsed = recipe["parsed"]
    counts = {row["refusal"]: row["count"] for row in parsed.groupBy("refusal").count().collect()}
    assert counts == {None: 900_000, "multiple_at": 100_000}, counts
    for row in parsed.where("id % 99991 = 0").collect():
        typed = f"Jane.{row['id']}{'@@' if row['id'] % 10 == 0 else '@'}Example.COM"
        try:
            assert (row["email"], row["refusal"]) == (um.parse_email(typed), None)
        except um.ValidationError as error:
            assert (row["email"], row["refusal"]) == (None, error.code)
    recipe["spark"].stop()
    print(f"spark: {sum(counts.values()):,} rows in {time.monotonic() - started:.1f} s")


if __name__ == "__main__":
    main()
