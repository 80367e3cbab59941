"""What an import costs, in a process of its own: the native module alone, then packages as their users import them."""

from __future__ import annotations

import re
import subprocess
import sys

from race import compare

ROUNDS = 7
GOAL_NS = 2_000_000


def main() -> None:
    compare(
        "import",
        "of a fresh process",
        GOAL_NS,
        {
            "user_metadata._native, by itself": lambda: imported("user_metadata._native", alone=True),
            "user_metadata, all of it": lambda: imported("user_metadata"),
            "email_validator": lambda: imported("email_validator"),
            "pydantic": lambda: imported("pydantic", then="pydantic.EmailStr"),
            "phonenumbers": lambda: imported("phonenumbers"),
            "eth_utils": lambda: imported("eth_utils"),
            "solders": lambda: imported("solders"),
        },
        rounds=ROUNDS,
    )


def imported(module: str, *, alone: bool = False, then: str = "") -> float:
    """Nanoseconds, as the interpreter itself says; without those of its imports where it is meant alone."""
    command = [sys.executable, "-X", "importtime", "-c", f"import {module}; {then}"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    found = re.search(rf"import time: +(\d+) \| +(\d+) \| +{re.escape(module)}$", said, re.MULTILINE)
    assert found is not None, said
    return 1_000 * float(found[1] if alone else found[2])
