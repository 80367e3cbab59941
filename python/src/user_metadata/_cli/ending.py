"""How a run ends, for the shell."""

from __future__ import annotations

from enum import IntEnum

from user_metadata._errors import ApiError, ProtocolError, TransportError, UserMetadataError

TABLE = """\
exit status:
    0  verified, or every value is accepted
    1  refused by the server, the provider or you; or a value is refused
    2  wrong arguments, a value that cannot be right, or a file that cannot be used
    3  not proved in time, or too many wrong answers
    4  the server could not be reached
    5  the token signs nobody in (any more)
    6  the server's answer could not be read
    7  fresh credentials are needed
  130  stopped by Ctrl-C, or the input ended where an answer was needed"""


class Exit(IntEnum):
    """The exit statuses."""

    DONE = 0
    REFUSED = 1
    USAGE = 2
    TOO_LATE = 3
    NETWORK = 4
    SIGN_IN = 5
    UNREADABLE = 6
    REVERIFY = 7
    STOPPED = 130


class Stop(Exception):  # noqa: N818 - it is no error of the program's
    """Why a run ends before its time, in words for the person."""

    def __init__(self, status: Exit, words: str) -> None:
        super().__init__(words)
        self.exit = status


def of_class(api_class: str) -> Exit:
    """The exit status of a refusal."""
    return {"sign_in": Exit.SIGN_IN, "reverify": Exit.REVERIFY}.get(api_class, Exit.REFUSED)


def stop(error: UserMetadataError) -> Stop:
    """The end that an error makes."""
    match error:
        case ApiError():
            return Stop(of_class(error.api_class), refusal(error))
        case ProtocolError():
            return Stop(Exit.UNREADABLE, str(error))
        case TransportError():
            return Stop(Exit.NETWORK, str(error))
        case _:
            return Stop(Exit.USAGE, str(error))


def refusal(error: ApiError) -> str:
    """The server's own text, and its codes."""
    said = plain(error.user_message)
    words = f"{said} ({plain(str(error))})" if said else plain(str(error))
    if error.api_class == "settings":
        words += "\nThis is about a setting of the Clerk instance."
    return words


def plain(text: str) -> str:
    """A text of the server's without anything that a terminal would obey."""
    return "".join(letter if letter.isprintable() or letter == "\n" else "\ufffd" for letter in text)
