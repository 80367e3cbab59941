"""`--sign-with`: a command signs for the wallet."""

from __future__ import annotations

import os
import subprocess

from user_metadata import _native as n
from user_metadata._cli.ending import Exit, Stop


def sign(command: str, asked: n.AskSignature) -> str:
    """The message is the command's standard input, byte for byte; its standard output is the signature."""
    if asked.problem is not None:
        raise Stop(Exit.REFUSED, "the signature was not accepted, and the same command would sign the same")
    environment = {**os.environ, "USER_METADATA_WALLET": asked.wallet, "USER_METADATA_STRATEGY": asked.strategy}
    ended = subprocess.run(  # noqa: S602 - the person's own command, meant for the shell
        command, shell=True, input=asked.message.encode(), stdout=subprocess.PIPE, env=environment, check=False
    )
    if ended.returncode != 0:
        raise Stop(Exit.REFUSED, f"the command that was to sign ended with {ended.returncode}")
    try:
        return ended.stdout.decode().strip()
    except UnicodeDecodeError:
        raise Stop(Exit.REFUSED, "the command that was to sign wrote no text") from None
