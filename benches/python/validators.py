"""One value at a time, beside the packages that people use for the same, and `re`."""

from __future__ import annotations

import re

import email_validator
import eth_utils
import phonenumbers
from pydantic import EmailStr, TypeAdapter
from race import FLOOR, Call, race
from solders.pubkey import Pubkey

import user_metadata as um

EMAILS = ["jane@example.com", "john.smith+tag@mail.example.org", "a_b-c@sub.domain.example.net"]
WRONG = ["jane@@example.com", "john.smith.@mail.example.org", "a_b-c@sub.domain.example.n_t"]
INTERNATIONAL = ["jane@bücher.example", "jürgen@münchen.example", "用户@例子.example"]
PHONES = ["+15551234567", "+442079460958", "+4915112345678"]
FORMATTED = ["+1 (555) 123-4567", "+44 20 7946 0958", "+49 151 1234 5678"]
ETHEREUM = ["0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359"]
SOLANA = ["J2xccRtuG43drESLYznHhLhQkLTdfepcKYbiQ9BsJVaf"]

EMAIL = re.compile(
    r"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*"
).fullmatch
E164 = re.compile(r"\+[1-9][0-9]{1,14}").fullmatch
HEX = re.compile(r"0x[0-9a-fA-F]{40}").fullmatch
BASE58 = re.compile(r"[1-9A-HJ-NP-Za-km-z]{32,44}").fullmatch
OAUTH = re.compile(r"oauth_[a-z0-9_]+").fullmatch
NOTHING: dict[str, Call] = {FLOOR: len}


def caught(call: Call) -> Call:
    """The call where it may fail: to raise and to catch is part of the price."""

    def calling(text: str) -> object:
        try:
            return call(text)
        except ValueError as error:
            return error

    return calling


def email_validator_(text: str) -> object:
    return email_validator.validate_email(text, check_deliverability=False)


def phonenumbers_(text: str) -> object:
    return phonenumbers.is_possible_number(phonenumbers.parse(text))


def main() -> None:
    email_str = TypeAdapter(EmailStr).validate_python
    emails: dict[str, Call] = {
        "user_metadata.parse_email": um.parse_email,
        "re (WHATWG)": EMAIL,
        "email-validator": email_validator_,
        "pydantic EmailStr": email_str,
    }
    race("e-mail", "plain ASCII", EMAILS, 45, emails | NOTHING)
    race(
        "e-mail",
        "international",
        INTERNATIONAL,
        370,
        {**{name: call for name, call in emails.items() if call is not EMAIL}, **NOTHING},
    )
    race(
        "e-mail",
        "wrong, raised and caught",
        WRONG,
        None,
        {**{name: call if call is EMAIL else caught(call) for name, call in emails.items()}, **NOTHING},
    )
    for given, texts, goal in [("E.164", PHONES, 75), ("formatted", FORMATTED, None)]:
        phones: dict[str, Call] = {
            "user_metadata.parse_phone": um.parse_phone,
            "re (E.164)": E164,
            "phonenumbers": phonenumbers_,
        }
        race("phone", given, texts, goal, phones | NOTHING)
    for given, texts, goal in [("mixed case", ETHEREUM, 335), ("lower case", [text.lower() for text in ETHEREUM], 40)]:
        peer = eth_utils.is_checksum_address if given == "mixed case" else eth_utils.is_address
        race(
            "Ethereum",
            given,
            texts,
            goal,
            {
                "user_metadata.parse_wallet": um.parse_wallet,
                "re (no checksum)": HEX,
                f"eth-utils {peer.__name__}": peer,
                **NOTHING,
            },
        )
    race(
        "Solana",
        "an address",
        SOLANA,
        95,
        {
            "user_metadata.parse_wallet": um.parse_wallet,
            "re (alphabet only)": BASE58,
            "solders": Pubkey.from_string,
            **NOTHING,
        },
    )
    race(
        "OAuth strategy",
        "a strategy",
        ["oauth_google", "oauth_custom_acme"],
        37,
        {"user_metadata.parse_oauth_strategy": um.parse_oauth_strategy, "re": OAUTH, **NOTHING},
    )
