"""Whole columns beside plain loops in Rust (`benches/src/bin/parse_loop.rs`), that keep or drop their answers."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow
from race import ROUNDS, Medians, Round, compare

import user_metadata as um

ROWS = 300_000
LOOP = Path(__file__).parents[2] / "target/release/parse_loop"
WITHIN = 1.3  # of the loop in Rust
KEEPS = "a loop in Rust that keeps its answers"


def main() -> None:
    for kind, make in MAKERS.items():
        with subprocess.Popen([LOOP, kind], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as loop:
            _compare(kind, [make(number) for number in range(ROWS)], loop)


def _compare(kind: str, texts: list[str], loop: subprocess.Popen[str]) -> None:
    stdin, stdout, column = loop.stdin, loop.stdout, pyarrow.array(texts)
    parse: Callable[[str], object] = getattr(um, f"parse_{kind}")
    assert stdin is not None
    assert stdout is not None
    stdin.write("\n".join(texts) + "\n\n")

    def rust(answers: str) -> float:
        stdin.write(f"{answers}\n")
        stdin.flush()
        return float(stdout.readline())

    def one_by_one() -> float:
        started = time.perf_counter_ns()
        for text in texts:
            parse(text)
        return (time.perf_counter_ns() - started) / ROWS

    contenders: dict[str, Round] = {
        "an Arrow column": lambda: each(kind, column),
        "a list": lambda: each(kind, texts),
        "one by one": one_by_one,
        KEEPS: lambda: rust("keep"),
        "a loop in Rust that drops them": lambda: rust("drop"),
    }

    def within(medians: Medians) -> float:
        return WITHIN * medians[KEEPS]

    compare(f"parse_many {kind}", f"{ROWS:,} texts", within, contenders, ours=3, rounds=ROUNDS // 2)
    stdin.close()


def each(kind: str, column: object) -> float:
    started = time.perf_counter_ns()
    um.parse_many(kind, column)
    return (time.perf_counter_ns() - started) / ROWS


MAKERS: dict[str, Callable[[int], str]] = {
    "email": lambda number: f"jane.doe{number}@mail.example.com",
    "phone": lambda number: f"+1555{number:07}",
}
