"""The errors, sorted by who must act. The native module raises them, so they stand in a module of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from user_metadata import _native


class UserMetadataError(Exception):
    """Whatever this package raises. Match on `code`, never on the text, which is free to change.

    No text of an error holds what was typed, a token, a URL with its query, or a body.
    """

    kind: ClassVar[str] = "error"
    """Who must act: `validation`, `api`, `protocol`, `transport`, `misuse` or `snapshot`."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code
        """The stable code, to be translated or matched on."""

    def _facts(self) -> tuple[object, ...]:
        """What makes two of them equal, and what a copy is made from."""
        return (self.code, str(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), self._facts())

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and isinstance(other, UserMetadataError) and self._facts() == other._facts()

    def __hash__(self) -> int:
        return hash((self.kind, self.code, str(self)))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.code!r})"


class ValidationError(UserMetadataError, ValueError):
    """The person typing: it was refused before anything was sent."""

    kind = "validation"

    def __init__(self, field: str, code: str, position: int | None, meaning: str) -> None:
        # The text is made where it is read: to make it here would double what it takes to refuse a value.
        self.code = code
        self.field = field
        """Which input: `email`, `phone_number`, `web3_wallet`, `strategy`, `redirect_url`, `code`, …"""
        self.position = position
        """Where, as an index into the text as it was typed, when one place is to blame."""
        self.meaning = meaning
        """The code in words, for a log."""

    def __str__(self) -> str:
        place = "" if self.position is None else f" at character {self.position}"
        return f"{self.field}: {self.meaning} ({self.code}){place}"

    def _facts(self) -> tuple[object, ...]:
        return (self.field, self.code, self.position, self.meaning)


class ApiError(UserMetadataError):
    """The person, or support: the server said no."""

    kind = "api"

    def __init__(
        self,
        status: int,
        errors: Sequence[_native.ClerkError],
        trace_id: str | None,
        retry_after_ms: int | None,
        meta: dict[str, Any],
        api_class: str,
        text: str,
    ) -> None:
        super().__init__(errors[0].code if errors else "", text)
        self.status = status
        """The HTTP status."""
        self.errors = tuple(errors)
        """Every reason; empty when the body was not Clerk's, such as a proxy's page."""
        self.trace_id = trace_id
        """The id under which support finds the request."""
        self.retry_after = None if retry_after_ms is None else retry_after_ms / 1000
        """How long to wait before the next try, in seconds."""
        self.meta = meta
        """What the server said beside the reasons, untouched."""
        self.api_class = api_class
        """What to do about it: `input`, `proof`, `restart`, `exists`, `already_verified`, `wait`, `reverify`,
        `captcha`, `sign_in`, `missing`, `settings` or `fatal`."""
        self._retry_after_ms = retry_after_ms

    @property
    def user_message(self) -> str:
        """The server's own text for the user, or the empty text."""
        return self.errors[0].user_message if self.errors else ""

    def has_code(self, code: str) -> bool:
        """True when any reason has this code."""
        return any(error.code == code for error in self.errors)

    def _facts(self) -> tuple[object, ...]:
        return (
            self.status, self.errors, self.trace_id, self._retry_after_ms, self.meta, self.api_class, str(self)
        )  # fmt: skip

    def __repr__(self) -> str:
        return f"ApiError(status={self.status}, code={self.code!r}, trace_id={self.trace_id!r})"


class ProtocolError(UserMetadataError):
    """Us: the server's answer could not be read. It names the place, never the body."""

    kind = "protocol"

    def __init__(self, status: int, code: str, path: str | None, text: str) -> None:
        super().__init__(code, text)
        self.status = status
        """The HTTP status of the answer."""
        self.path = path
        """The JSON path of the place, where there is one."""

    def _facts(self) -> tuple[object, ...]:
        return (self.status, self.code, self.path, str(self))


class TransportError(UserMetadataError):
    """The network: there is no answer.

    A transport of your own raises it; in doubt with `maybe_sent=True`, so that the server is asked first what it has
    done. The exception behind it is `cause`. It is not chained, since its text may hold a URL, and that a token.
    """

    kind = "transport"

    def __init__(self, failure: str, maybe_sent: bool = True, cause: BaseException | None = None) -> None:
        super().__init__(failure, _native.transport_meaning(failure, maybe_sent))
        self.failure = failure
        """`offline`, `connect`, `tls`, `timeout`, `interrupted` or `other`; the same as `code`."""
        self.maybe_sent = maybe_sent
        """Whether the server may have seen the request."""
        self.cause = cause
        """What the HTTP client raised."""

    def _facts(self) -> tuple[object, ...]:
        return (self.failure, self.maybe_sent)


class MisuseError(UserMetadataError):
    """The programmer: a call that does not exist, or an input that has no meaning now. Nothing has changed."""

    kind = "misuse"

    def __init__(self, code: str, meaning: str) -> None:
        super().__init__(code, f"{meaning} ({code})")
        self.meaning = meaning
        """The code in words, for a log."""

    def _facts(self) -> tuple[object, ...]:
        return (self.code, self.meaning)


class SnapshotError(MisuseError):
    """The programmer: the text is no snapshot of a machine of this kind."""

    kind = "snapshot"
