"""Columns through the Arrow PyCapsule interface, in and out."""

from __future__ import annotations

import gc
import signal
from array import array
from typing import Any

import polars
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import user_metadata as um

EMAILS = [
    "Jane@Example.COM",
    None,
    "jane@@example.com",
    "a.rather.long.local.part@sub.example.org",
    "",
    "ü@bücher.example",
]
CANONICAL = ["jane@example.com", "joe@example.org"]  # rows that stay as they are are copied together
TYPES = [
    pa.string(),
    pa.large_string(),
    pa.string_view(),
    *(
        pa.dictionary(index, text)
        for index in (pa.int8(), pa.uint16(), pa.int64())
        for text in (pa.string(), pa.large_string())
    ),
]


class Foreign:
    """An object that speaks the interface and has nothing else."""

    def __init__(self, held: Any) -> None:
        self._held = held

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._held.__arrow_c_stream__(requested_schema)


class ForeignArray:
    """The same, for one array."""

    def __init__(self, held: Any) -> None:
        self._held = held

    def __arrow_c_array__(self, requested_schema: object = None) -> object:
        return self._held.__arrow_c_array__(requested_schema)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from(EMAILS) | st.sampled_from(CANONICAL) | st.text(max_size=40) | st.none(), max_size=40),
    st.sampled_from(TYPES),
    st.integers(0, 9),
    st.integers(0, 40),
)
def test_an_arrow_column_reads_as_the_list_does(texts: list[str | None], kind: Any, begin: int, length: int) -> None:
    texts = [text if text is None else text.encode("utf-8", "replace").decode() for text in texts]
    part = pa.array(texts, type=kind).slice(begin, length)
    whole = pa.chunked_array([part, part.slice(1), part.slice(0, 0)], type=kind)
    for column in (part, whole, Foreign(whole)):
        listed = (column._held if isinstance(column, Foreign) else column).to_pylist()
        columns = um.parse_many("email", column)
        assert columns == um.parse_many("email", listed)
        assert columns.refused == um.parse_many("email", listed).refused
        table = pa.table(columns)
        table.validate(full=True)
        assert table.to_pydict() == {"value": columns.values, "code": columns.codes}


def test_an_array_alone_is_read_too() -> None:
    assert um.parse_many("email", ForeignArray(pa.array(EMAILS))) == um.parse_many("email", EMAILS)


def test_nothing_but_missing_values() -> None:
    assert um.parse_many("email", pa.nulls(3)).values == [None] * 3
    assert len(um.parse_many("email", pa.array([], type=pa.string()))) == 0
    assert len(um.parse_many("email", pa.chunked_array([], type=pa.string()))) == 0


def test_the_answer_is_a_table_for_whatever_reads_arrow() -> None:
    for column in (EMAILS, pa.array(EMAILS)):
        columns = um.parse_many("email", column)
        table = pa.table(columns)
        table.validate(full=True)
        assert table.schema.names == ["value", "code"]
        assert table.to_pydict() == {"value": columns.values, "code": columns.codes}
        frame = polars.DataFrame(columns)
        assert frame.to_dict(as_series=False) == table.to_pydict()
        pandas = pytest.importorskip("pandas")
        assert list(pandas.DataFrame.from_arrow(columns).columns) == ["value", "code"]


def test_the_answer_lives_on_without_its_maker() -> None:
    table = pa.table(um.parse_many("email", pa.array(EMAILS * 1_000)))
    value = table.column("value")
    del table
    gc.collect()
    assert value.to_pylist()[-6:] == um.parse_many("email", EMAILS).values


def test_a_capsule_that_nobody_reads_is_freed() -> None:
    columns = um.parse_many("email", pa.array(EMAILS))
    before = pa.total_allocated_bytes()
    for _ in range(1_000):
        columns.__arrow_c_array__()
        um.parse_many("email", pa.array(EMAILS * 100))
    assert pa.total_allocated_bytes() == before


def test_what_is_no_column_of_texts_is_refused() -> None:
    for wrong in (pa.array([1]), pa.array([b"x"]), pa.table({"a": ["x"]}), pa.array([["x"]]), polars.Series([1.5])):
        with pytest.raises(TypeError):
            um.parse_many("email", wrong)
    with pytest.raises(ValueError, match="email, phone"):
        um.parse_many("mail", pa.array(EMAILS))


def test_a_failure_of_the_producer_is_raised() -> None:
    class Failing:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            raise OSError("the file is gone")

    with pytest.raises(OSError, match="gone"):
        um.parse_many("email", Failing())


def test_a_capsule_is_read_once_and_is_of_the_right_kind() -> None:
    capsule = pa.array(EMAILS).__arrow_c_array__()
    stream = pa.chunked_array([EMAILS]).__arrow_c_stream__()

    class Again:
        def __arrow_c_array__(self) -> object:
            return capsule

    class Mistaken:
        def __arrow_c_stream__(self) -> object:
            return capsule[0]

    class StreamAgain:
        def __arrow_c_stream__(self) -> object:
            return stream

    assert len(um.parse_many("email", Again())) == len(um.parse_many("email", StreamAgain())) == len(EMAILS)
    for column in (Again(), StreamAgain(), Mistaken()):
        with pytest.raises(ValueError):  # noqa: PT011 - the interpreter's own words, for one of them
            um.parse_many("email", column)


@pytest.mark.parametrize(
    ("texts", "kind", "offsets"),
    [("string", "i", [0, 5, 3]), ("string", "i", [0, -1, 3]), ("large_string", "q", [0, 9, 3])],
)
def test_rows_that_lie_outside_of_their_buffer_are_refused(texts: str, kind: str, offsets: list[int]) -> None:
    buffers = [None, pa.py_buffer(array(kind, offsets)), pa.py_buffer(b"abc")]
    broken = pa.Array.from_buffers(pa.type_for_alias(texts), 2, buffers)
    with pytest.raises(ValueError, match="outside of its buffer"):
        um.parse_many("email", broken)


def test_numbers_beyond_the_dictionary_are_refused() -> None:
    for number in (7, -1):
        broken = pa.DictionaryArray.from_arrays(pa.array([0, number], pa.int16()), pa.array(["a@b.cd"]), safe=False)
        with pytest.raises(ValueError, match="outside of its buffer"):
            um.parse_many("email", broken)


def test_what_is_no_utf_8_is_refused_as_a_value() -> None:
    buffers = [None, pa.py_buffer(array("i", [0, 4, 12])), pa.py_buffer(b"\xff@b.a@b.cdef")]
    columns = um.parse_many("email", pa.Array.from_buffers(pa.string(), 2, buffers))
    assert columns.codes == ["local_unsafe_unicode", None]


def test_progress_and_ctrl_c() -> None:
    column = pa.chunked_array([["jane@example.com"] * 100_000] * 2)
    seen: list[int] = []
    um.parse_many("email", column, progress=seen.append)
    assert seen == sorted(seen)
    assert len(seen) >= 4
    assert seen[-1] == 200_000

    def press(done: int) -> None:
        signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        um.parse_many("email", column, progress=press)
