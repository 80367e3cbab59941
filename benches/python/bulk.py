"""Whole columns beside a plain loop in Rust (`benches/src/bin/parse_loop.rs`), which builds nothing of the answers."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow
from race import ROUNDS, compare

import user_metadata as um

ROWS = 300_000
LOOP = Path(__file__).parents[2] / "target/release/parse_loop"
WITHIN = 1.3


def main() -> None:
    for kind, make in MAKERS.items():
        texts = [make(number) for number in range(ROWS)]
        column = pyarrow.array(texts)
        with subprocess.Popen([LOOP, kind], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as loop:
            assert loop.stdin is not None and loop.stdout is not None
            loop.stdin.write("\n".join(texts) + "\n\n")
            stdin, stdout = loop.stdin, loop.stdout

            def rust() -> float:
                stdin.write("\n")
                stdin.flush()
                return float(stdout.readline())

            def one_by_one(parse: Callable[[str], object] = getattr(um, f"parse_{kind}")) -> float:
                started = time.perf_counter_ns()
                for text in texts:
                    parse(text)
                return (time.perf_counter_ns() - started) / ROWS

            medians = compare(f"parse_many {kind}", f"{ROWS:,} different texts", None, {
                "an Arrow column": lambda: each(kind, column),
                "a list": lambda: each(kind, texts),
                "one by one": one_by_one,
                "a loop in Rust": rust,
            }, ours=3, rounds=ROUNDS // 2)  # fmt: skip
            stdin.close()
        print(f"  goal: an Arrow column within {WITHIN} of the loop in Rust; it is {medians['an Arrow column'] / medians['a loop in Rust']:.2f}")


def each(kind: str, column: object) -> float:
    started = time.perf_counter_ns()
    um.parse_many(kind, column)
    return (time.perf_counter_ns() - started) / ROWS


MAKERS: dict[str, Callable[[int], str]] = {
    "email": lambda number: f"jane.doe{number}@mail.example.com",
    "phone": lambda number: f"+1555{number:07}",
}
