"""The validators beside the packages that people use for the same, and `re`: on the same inputs, in one run.

Contenders take turns, a round each, so that all are measured under the same load; what counts is the ratio. The goals are
those of the issue (e-mail 60 ns, phone 90 ns, Ethereum 350 ns); the cost of calling a function at all is measured beside.
"""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable

import email_validator
import eth_utils
import phonenumbers
from pydantic import EmailStr, TypeAdapter
from solders.pubkey import Pubkey

import user_metadata as um

ROUNDS = 15
ROUND_SECONDS = 0.02
Contender = Callable[[str], object]

EMAILS = ["jane@example.com", "john.smith+tag@mail.example.org", "a_b-c@sub.domain.example.net"]
PHONES = ["+15551234567", "+442079460958", "+4915112345678"]
ETHEREUM = ["0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"]
SOLANA = ["J2xccRtuG43drESLYznHhLhQkLTdfepcKYbiQ9BsJVaf"]

WHATWG = re.compile(
    r"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*"
).fullmatch
E164 = re.compile(r"\+[1-9][0-9]{1,14}").fullmatch
HEX = re.compile(r"0x[0-9a-fA-F]{40}").fullmatch
BASE58 = re.compile(r"[1-9A-HJ-NP-Za-km-z]{32,44}").fullmatch
EMAIL_STR = TypeAdapter(EmailStr).validate_python

# What the machine spends on a call that does nothing.
FLOOR = len

RACES: dict[str, tuple[list[str], int | None, dict[str, Contender]]] = {
    "e-mail": (
        EMAILS,
        60,
        {
            "user_metadata.parse_email": um.parse_email,
            "re (WHATWG)": WHATWG,
            "email-validator": lambda text: email_validator.validate_email(text, check_deliverability=False),
            "pydantic EmailStr": EMAIL_STR,
            "len": FLOOR,
        },
    ),
    "phone": (
        PHONES,
        90,
        {
            "user_metadata.parse_phone": um.parse_phone,
            "re (E.164)": E164,
            "phonenumbers": lambda text: phonenumbers.is_possible_number(phonenumbers.parse(text)),
            "len": FLOOR,
        },
    ),
    "Ethereum, mixed case": (
        ETHEREUM,
        350,
        {
            "user_metadata.parse_wallet": um.parse_wallet,
            "re (no checksum)": HEX,
            "eth-utils": eth_utils.is_checksum_address,
            "len": FLOOR,
        },
    ),
    "Solana": (
        SOLANA,
        None,
        {
            "user_metadata.parse_wallet": um.parse_wallet,
            "re (alphabet only)": BASE58,
            "solders": Pubkey.from_string,
            "len": FLOOR,
        },
    ),
}


def nanoseconds(contender: Contender, texts: list[str], times: int) -> float:
    """Per call, the loop included."""
    started = time.perf_counter_ns()
    for _ in range(times):
        for text in texts:
            contender(text)
    return (time.perf_counter_ns() - started) / (times * len(texts))


def race(texts: list[str], contenders: dict[str, Contender]) -> dict[str, float]:
    """The median of each."""
    # As many calls as fit into a round.
    times = {
        name: max(int(ROUND_SECONDS * 1e9 / (nanoseconds(contender, texts, 3) * len(texts))), 1)
        for name, contender in contenders.items()
    }
    seen: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(ROUNDS):
        for name, contender in contenders.items():
            seen[name].append(nanoseconds(contender, texts, times[name]))
    return {name: statistics.median(rounds) for name, rounds in seen.items()}


def main() -> None:
    for title, (texts, goal, contenders) in RACES.items():
        medians = race(texts, contenders)
        ours = next(iter(medians.values()))
        print(f"\n{title}" + ("" if goal is None else f", goal {goal} ns"))
        for name, median in medians.items():
            print(f"  {name:28} {median:10,.0f} ns  {median / ours:8.2f} x")
    values = EMAILS * 10_000
    started = time.perf_counter_ns()
    um.parse_many("email", values)
    print(f"\nparse_many: {(time.perf_counter_ns() - started) / len(values):.0f} ns for each of {len(values):,}")


if __name__ == "__main__":
    main()
