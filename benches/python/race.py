"""Contenders take turns, a round each, so that all are measured under the same load; what counts is the ratio.

The loop around a call is measured with it, for everybody alike. The goals are those of a quiet machine, on which `len`,
an empty native call, takes `FLOOR_NS`. On a slower or busier one they are missed by that much, so there are two
verdicts: in nanoseconds, and in multiples of `len`, which is rough where others compete for the processor.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

ROUNDS = 21
ROUND_SECONDS = 0.02
REPORT = Path(__file__).parents[2] / "target/bench/python.json"

FLOOR_NS = 15
FLOOR = "len: an empty native call"

Call = Callable[[str], object]
Round = Callable[[], float]
Medians = dict[str, float]
Goal = float | Callable[[Medians], float] | None
"""Of the first contender, in nanoseconds; or what comes out of the same run."""


@dataclass(frozen=True)
class Row:
    """What a contender needed; `spread_ns` is the distance between the quartiles of its rounds."""

    operation: str
    input: str
    name: str
    ours: bool
    median_ns: float
    spread_ns: float
    goal_ns: float | None


rows: list[Row] = []


def race(operation: str, given: str, texts: list[str], goal: float | None, contenders: dict[str, Call]) -> None:
    """Calls the contenders with each text. The first one is ours, and the goal is its."""
    compare(operation, given, goal, {name: _round(call, texts) for name, call in contenders.items()})


def compare(
    operation: str, given: str, goal: Goal, contenders: dict[str, Round], ours: int = 1, rounds: int = ROUNDS
) -> Medians:
    """Lets contenders that measure themselves take turns, and prints a table. So many of them are ours."""
    seen: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, measure in contenders.items():
            seen[name].append(measure())
    medians = {name: statistics.median(times) for name, times in seen.items()}
    base = next(iter(medians.values()))
    floor = medians.get(FLOOR)
    goal_ns = goal(medians) if callable(goal) else goal
    print(f"\n{operation}: {given}")
    print(f"  {'':36} {'median ns':>12} {'best ns':>12} {'ratio':>9} {'goal ns':>11}")
    for place, (name, times) in enumerate(seen.items()):
        first, _, third = statistics.quantiles(times, n=4)
        row = Row(operation, given, name, place < ours, medians[name], third - first, goal_ns if place == 0 else None)
        rows.append(row)
        shown = "" if row.goal_ns is None else _against(row.median_ns, row.goal_ns, floor)
        print(f"  {name:36} {medians[name]:12,.1f} {min(times):12,.1f} {medians[name] / base:8.2f}x {shown}")
    return medians


def report() -> None:
    """Writes what was measured to where the report of all languages is made from."""
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text(json.dumps([asdict(row) for row in rows], indent=1))


def _against(median: float, goal: float, floor: float | None) -> str:
    def verdict(value: float, wanted: float) -> str:
        return "met" if value <= wanted else "missed"

    said = f"{goal:11,.0f} {verdict(median, goal)}"
    if floor is None:
        return said
    taken, wanted = median / floor, goal / FLOOR_NS
    return f"{said}; {taken:.1f} times len, goal {wanted:.1f} {verdict(taken, wanted)}"


def _round(call: Call, texts: list[str]) -> Round:
    def nanoseconds(times: int) -> float:
        started = time.perf_counter_ns()
        for _ in range(times):
            for text in texts:
                call(text)
        return (time.perf_counter_ns() - started) / (times * len(texts))

    nanoseconds(1)  # tables that are built on first use
    # As many calls as fit into a round.
    times = max(int(ROUND_SECONDS * 1e9 / (nanoseconds(3) * len(texts))), 1)
    return lambda: nanoseconds(times)
