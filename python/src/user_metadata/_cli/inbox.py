"""What the person types and where the browser lands, in one queue."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from queue import Empty, Queue
from threading import Thread


@dataclass(frozen=True)
class Landed:
    """The browser came back, to this URL."""

    url: str


class Inbox:
    """Lines of standard input, read when somebody wants one, and landings, whenever they happen."""

    def __init__(self) -> None:
        self._events: Queue[str | Landed | None] = Queue()
        self._wants: Queue[None] = Queue()
        self._wanted = self._ended = False
        self._reader: Thread | None = None

    def put(self, landed: Landed) -> None:
        """The browser came back."""
        self._events.put(landed)

    def want_line(self) -> None:
        """The next line may be read. Until then it is left to whoever else reads the terminal."""
        if self._reader is None:
            # A thread, for reading cannot be given up; a daemon, for the program may end before the person types.
            self._reader = Thread(target=self._read, daemon=True)
            self._reader.start()
        if not self._wanted:
            self._wanted = True
            self._wants.put(None)

    def next(self) -> str | Landed:
        """A line, or a landing. Raises `EOFError` at the end of the input."""
        event = self._events.get()
        if event is None:
            self._ended = True
            raise EOFError
        self._wanted &= isinstance(event, Landed)
        return event

    def line(self) -> str:
        """A line; the browser is not waited for."""
        if self._ended:
            raise EOFError
        self.want_line()
        while not isinstance(event := self.next(), str):
            pass
        return event

    def landed(self) -> str | None:
        """Where the browser came back to, if it has; no line is read."""
        try:
            event = self._events.get_nowait()
        except Empty:
            return None
        return event.url if isinstance(event, Landed) else None

    def _read(self) -> None:
        while True:
            self._wants.get()
            line = sys.stdin.readline()
            self._events.put(line.strip() if line else None)
