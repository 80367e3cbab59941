"""Runs the Ray recipe of docs/bulk.md as it stands, and looks at its million answers.

It is no part of the test run: `cargo xtask test ray` calls it.
"""

from __future__ import annotations

import logging
import os
import tempfile
import time
from typing import Any

import pyarrow.parquet

import user_metadata as um
from tests.test_bulk_page import blocks


def main() -> None:
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    import ray

    started = time.monotonic()
    with tempfile.TemporaryDirectory() as logs:
        ray.init(num_cpus=2, log_to_driver=False, logging_level=logging.ERROR, include_dashboard=False, _temp_dir=logs)
        ray.data.DataContext.get_current().enable_progress_bars = False
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        # What stands in a main module goes to the workers with the call.
        recipe: dict[str, Any] = {"__name__": "__main__"}
        exec(blocks()["Ray Data"], recipe)
        ray.shutdown()
    parsed = pyarrow.parquet.read_table(recipe["folder"] / "parsed")
    counts = {row["values"]: row["counts"] for row in parsed["refusal"].value_counts().to_pylist()}
    assert counts == {None: 900_000, "multiple_at": 100_000}, counts
    for row in parsed.take(list(range(0, parsed.num_rows, 99_991))).to_pylist():
        try:
            assert (row["canonical"], row["refusal"]) == (um.parse_email(row["email"]), None)
        except um.ValidationError as error:
            assert (row["canonical"], row["refusal"]) == (None, error.code)
    print(f"ray: {parsed.num_rows:,} rows in {time.monotonic() - started:.1f} s")


if __name__ == "__main__":
    main()
