"""The command-line tool. Its words and exit statuses are those of the Rust tool (`docs/command-line.md`)."""

from __future__ import annotations

import argparse
import sys

from user_metadata import __version__
from user_metadata._cli import add, validate
from user_metadata._cli.ending import TABLE, Exit, Stop


def main(arguments: list[str]) -> int:
    """Runs a command; the answer is the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m user_metadata",
        description="Adds and verifies email addresses, phone numbers, web3 wallets and external accounts of a "
        "signed-in Clerk user.",
        epilog=TABLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"user-metadata {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    validate.define(commands)
    add.define(commands)
    given = parser.parse_args(arguments)
    try:
        status: Exit = given.run(given)
    except Stop as stop:
        print(f"user-metadata: {stop}", file=sys.stderr)
        return stop.exit
    except BrokenPipeError:
        # Whoever read our output has seen enough. Python would complain once more when it closes it.
        sys.stdout = None
        return Exit.DONE
    return status
