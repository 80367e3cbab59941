"""Many values at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from typing import Any

from user_metadata._native import parse_chunk

# Large enough that the crossing costs nothing, small enough that Ctrl-C and progress come at once.
_CHUNK = 16_384


@dataclass(frozen=True)
class Columns:
    """What `parse_many` makes of a column: two columns of its length."""

    values: list[str | None]
    """The canonical texts; `None` where a value is missing or was refused."""
    codes: list[str | None]
    """Why a value was refused, as a code of `ValidationError`; `None` where it was not."""

    @property
    def refused(self) -> int:
        """How many values were refused."""
        return sum(code is not None for code in self.codes)

    def __len__(self) -> int:
        return len(self.values)


def parse_many(
    kind: str, values: Iterable[str | None] | Any, *, progress: Callable[[int], object] | None = None
) -> Columns:
    """Parses a whole column, without an exception for what is refused.

    The interpreter's lock is released while values are read. Ctrl-C works, and so do other threads.

        >>> parse_many("email", ["Jane@Example.COM", "jane@@example.com", None])
        Columns(values=['Jane@example.com', None, None], codes=[None, 'multiple_at', None])

    Args:
        kind: `email`, `phone`, `wallet`, `oauth_strategy`, `web3_strategy`, `redirect_url` or `scope`.
        values: Any iterable of `str`, with `None` for what is missing: also a column of pandas, polars, NumPy or
            pyarrow, and whatever else speaks the Arrow PyCapsule interface, where pyarrow is installed to read it.
        progress: Is told after every few thousand values how many are done.

    Raises:
        TypeError: A value is neither a `str` nor missing.
        ValueError: There is no such kind.
    """
    texts: list[str | None] = []
    codes: list[str | None] = []
    parse_chunk(kind, [])
    for chunk in _chunks(values):
        some_texts, some_codes = parse_chunk(kind, chunk)
        texts += some_texts
        codes += some_codes
        if progress is not None:
            progress(len(texts))
    return Columns(texts, codes)


def _chunks(values: Any) -> Iterator[list[Any]]:
    if hasattr(values, "__len__") and hasattr(values, "__getitem__") and not isinstance(values, (str, bytes)):
        to_list = next((name for name in ("to_pylist", "to_list", "tolist") if hasattr(values, name)), None)
        if to_list is not None:
            # A column: it cuts itself without a copy, and knows best what is missing in it.
            for start in range(0, len(values), _CHUNK):
                yield getattr(_with_none(_cut(values, start)), to_list)()
            return
    if hasattr(values, "__arrow_c_stream__") or hasattr(values, "__arrow_c_array__"):
        yield from _chunks(_arrow(values))
        return
    if isinstance(values, (str, bytes)):
        raise TypeError("one text is no column: parse_many takes an iterable of them")
    iterator: Iterator[Any] = iter(values)
    while chunk := list(islice(iterator, _CHUNK)):
        yield chunk


def _cut(values: Any, start: int) -> Any:
    # A Series of pandas counts by its labels unless told otherwise.
    return getattr(values, "iloc", values)[start : start + _CHUNK]


def _with_none(column: Any) -> Any:
    """A pandas column with `None` for what it calls missing: NaN, NA or NaT."""
    if hasattr(column, "isna") and hasattr(column, "where"):
        return column.astype(object).where(column.notna(), None)
    return column


def _arrow(values: Any) -> Any:
    try:
        pyarrow: Any = import_module("pyarrow")
    except ImportError:
        raise TypeError("only pyarrow can read this Arrow column, and it is not installed") from None
    if hasattr(values, "__arrow_c_array__"):
        return pyarrow.array(values)
    return pyarrow.chunked_array(values)
