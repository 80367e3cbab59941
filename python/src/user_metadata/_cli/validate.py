"""`validate`: what would be refused before anything is sent."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

from user_metadata import _native as n
from user_metadata._cli.ending import Exit
from user_metadata._errors import ValidationError

Facts = dict[str, Any]


def define(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The arguments."""
    parser = commands.add_parser(
        "validate",
        help="check values as they are checked before they are sent",
        description="Checks values as they are checked before they are sent, and shows what would be sent. "
        "Nothing leaves this machine.",
    )
    parser.add_argument("kind", metavar="KIND", choices=KINDS, help=f"what the values are: {', '.join(KINDS)}")
    parser.add_argument(
        "values", nargs="+", metavar="VALUE", help="the values; a single - reads one a line from standard input"
    )
    parser.add_argument(
        "--json", action="store_true", help="read one JSON string a line, and write one JSON object a line"
    )
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> Exit:
    """Says of every value whether it is accepted."""
    ending = Exit.DONE
    for text, bad_line in _texts(given):
        object_, words = ({"input": None, "error": bad_line}, bad_line) if text is None else _verdict(given.kind, text)
        if "error" in object_:
            ending = Exit.REFUSED
            words = f"refused  {words}"
        print(json.dumps(object_) if given.json else words, flush=given.values == ["-"])
    return ending


def _texts(given: argparse.Namespace) -> Iterator[tuple[str | None, str]]:
    """Every value, or why a line is none."""
    if given.values != ["-"]:
        for value in given.values:
            yield value, ""
        return
    for raw in sys.stdin.buffer:
        try:
            line = raw.rstrip(b"\r\n").decode()
        except UnicodeDecodeError:
            yield None, "line_not_utf8"
            continue
        if not given.json:
            yield line, ""
            continue
        try:
            value = json.loads(line)
        except ValueError:
            value = None
        yield (value, "") if isinstance(value, str) else (None, "line_not_json_string")


def _verdict(kind: str, text: str) -> tuple[Facts, str]:
    try:
        ok, facts, words = KINDS[kind](text)
    except ValidationError as error:
        refused: Facts = {"input": text, "error": error.code}
        shown = f"{json.dumps(text, ensure_ascii=False)[1:-1]}  {error.code}: {error.meaning}"
        if error.position is not None:
            # In bytes of UTF-8, as the Rust tool counts.
            refused["position"] = len(text[: error.position].encode("utf-8", "surrogatepass"))
            shown += f" (byte {refused['position']})"
        return refused | {"field": error.field}, shown
    return {"input": text, "ok": ok, **facts}, f"ok       {ok}{words}"


def _email(text: str) -> tuple[str, Facts, str]:
    known = n.inspect_email(text)
    words = "" if known.ascii == known.canonical else f"  (in ASCII {known.ascii})"
    return known.canonical, {"ascii": known.ascii}, words


def _phone(text: str) -> tuple[str, Facts, str]:
    known = n.inspect_phone(text)
    doubt = "" if known.possible else "; no number of that country has so many digits"
    facts = {"possible": known.possible, "country_code": known.country_code}
    return known.canonical, facts, f"  (country code {known.country_code}{doubt})"


def _wallet(text: str) -> tuple[str, Facts, str]:
    known = n.inspect_wallet(text)
    facts = {"chain": known.chain, "checksummed": known.checksummed}
    return known.canonical, facts, f"  ({known.chain}, shown as {known.checksummed})"


def _strategy(text: str) -> tuple[str, Facts, str]:
    known = n.inspect_web3_strategy(text) if text.startswith("web3_") else n.inspect_oauth_strategy(text)
    facts = {"kind": known.kind, "provider": known.provider, "display_name": known.display_name}
    return known.canonical, facts, f"  ({known.kind}, {known.display_name or known.provider})"


def _redirect_url(text: str) -> tuple[str, Facts, str]:
    known = n.inspect_redirect_url(text)
    return known.canonical, {"kind": known.kind}, f"  ({known.kind})"


KINDS: dict[str, Callable[[str], tuple[str, Facts, str]]] = {
    "email": _email,
    "phone": _phone,
    "wallet": _wallet,
    "strategy": _strategy,
    "redirect-url": _redirect_url,
}
