"""Many values at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib.util import find_spec
from itertools import islice
from typing import Any

from user_metadata._native import ArrowColumns, parse_arrow, parse_chunk

# Large enough that the crossing costs nothing, small enough that Ctrl-C and progress come at once.
_CHUNK = 16_384


class Columns:
    """What `parse_many` makes of a column: two columns of its length.

    Whatever reads Arrow takes it as a table of two columns, `value` and `code`, without a copy:
    `pyarrow.table(columns)`, `polars.DataFrame(columns)`, `pandas.DataFrame.from_arrow(columns)`.
    """

    __slots__ = ("_arrow", "_codes", "_values")

    def __init__(self, values: list[str | None], codes: list[str | None]) -> None:
        self._values: list[str | None] | None = values
        self._codes: list[str | None] | None = codes
        self._arrow: ArrowColumns | None = None

    @classmethod
    def _of(cls, arrow: ArrowColumns) -> Columns:
        columns = cls.__new__(cls)
        columns._values = columns._codes = None
        columns._arrow = arrow
        return columns

    @property
    def values(self) -> list[str | None]:
        """The canonical texts; `None` where a value is missing or was refused."""
        if self._values is None:
            self._values = self._in_arrow().values()
        return self._values

    @property
    def codes(self) -> list[str | None]:
        """Why a value was refused, as a code of `ValidationError`; `None` where it was not."""
        if self._codes is None:
            self._codes = self._in_arrow().codes()
        return self._codes

    @property
    def refused(self) -> int:
        """How many values were refused."""
        if self._codes is None:
            return self._in_arrow().refused
        return len(self._codes) - self._codes.count(None)

    def _in_arrow(self) -> ArrowColumns:
        if self._arrow is None:
            self._arrow = ArrowColumns(self.values, self.codes)
        return self._arrow

    def __len__(self) -> int:
        return len(self._in_arrow()) if self._values is None else len(self._values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Columns) and (self.values, self.codes) == (other.values, other.codes)

    __hash__ = None  # type: ignore[assignment] # it holds lists

    def __repr__(self) -> str:
        return f"Columns(values={self.values!r}, codes={self.codes!r})"

    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]:
        return self._in_arrow().__arrow_c_array__(requested_schema)


def parse_many(
    kind: str, values: Iterable[str | None] | Any, *, progress: Callable[[int], object] | None = None
) -> Columns:
    """Parses a whole column, without an exception for what is refused.

    The interpreter's lock is released while values are read. Ctrl-C works, and so do other threads.

        >>> parse_many("email", ["Jane@Example.COM", "jane@@example.com", None])
        Columns(values=['Jane@example.com', None, None], codes=[None, 'multiple_at', None])

    Args:
        kind: `email`, `phone`, `wallet`, `oauth_strategy`, `web3_strategy`, `redirect_url` or `scope`.
        values: Any iterable of `str`, with `None` for what is missing. A column of pyarrow, polars or pandas (`str`,
            `string`, `category`), or of whatever else speaks the Arrow PyCapsule interface, is read where it lies,
            without a `str` for each value. Other columns, such as NumPy's, are read as lists, piece by piece.
        progress: Is told after every few thousand values how many are done.

    Raises:
        TypeError: A value is neither a `str` nor missing.
        ValueError: There is no such kind, or a library hands over a column that breaks the Arrow format.
    """
    if _is_arrow(values):
        return Columns._of(parse_arrow(kind, values, progress))
    texts: list[str | None] = []
    codes: list[str | None] = []
    parse_chunk(kind, (), texts, codes)
    for chunk in _chunks(values):
        texts += chunk
        codes += [None] * len(chunk)
        parse_chunk(kind, chunk, texts, codes)
        if progress is not None:
            progress(len(texts))
    return Columns(texts, codes)


def _is_arrow(values: Any) -> bool:
    if not (hasattr(values, "__arrow_c_stream__") or hasattr(values, "__arrow_c_array__")):
        return False
    # pandas needs pyarrow to speak Arrow, and objects have no one type there.
    return not hasattr(values, "iloc") or (str(values.dtype) != "object" and find_spec("pyarrow") is not None)


def _chunks(values: Any) -> Iterator[tuple[Any, ...]]:
    if isinstance(values, (str, bytes)):
        raise TypeError("one text is no column: parse_many takes an iterable of them")
    to_list = next((name for name in ("to_pylist", "to_list", "tolist") if hasattr(values, name)), None)
    if to_list is not None and hasattr(values, "__len__"):
        # A column: it cuts itself without a copy, and knows best what is missing in it.
        for start in range(0, len(values), _CHUNK):
            yield tuple(getattr(_with_none(_cut(values, start)), to_list)())
        return
    iterator: Iterator[Any] = iter(values)
    while chunk := tuple(islice(iterator, _CHUNK)):
        yield chunk


def _cut(values: Any, start: int) -> Any:
    # A Series of pandas counts by its labels unless told otherwise.
    return getattr(values, "iloc", values)[start : start + _CHUNK]


def _with_none(column: Any) -> Any:
    """A pandas column with `None` for what it calls missing: NaN, NA or NaT."""
    if hasattr(column, "isna") and hasattr(column, "where"):
        return column.astype(object).where(column.notna(), None)
    return column
