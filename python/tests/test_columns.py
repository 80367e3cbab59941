"""Many values at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from typing import Any

import pytest

import user_metadata as um

VALUES = ["Jane@Example.COM", "jane@@example.com", None, "joe@example.org"]
EXPECTED = um.Columns(
    values=["Jane@example.com", None, None, "joe@example.org"], codes=[None, "multiple_at", None, None]
)


def column(library: str, dtype: str) -> Any:
    module = pytest.importorskip(library)
    makers: dict[str, Callable[[], Any]] = {
        "numpy": lambda: module.array(VALUES, dtype=dtype),
        "pandas": lambda: module.Series(VALUES, dtype=dtype, index=[9, 8, 7, 6]),
        "polars": lambda: module.Series("email", VALUES, dtype=getattr(module, dtype)),
        "pyarrow": lambda: module.array(VALUES, type=module.type_for_alias(dtype)),
    }
    return makers[library]()


def test_any_iterable() -> None:
    assert um.parse_many("email", VALUES) == EXPECTED
    assert um.parse_many("email", tuple(VALUES)) == EXPECTED
    assert um.parse_many("email", iter(VALUES)) == EXPECTED
    assert EXPECTED.refused == 1
    assert len(EXPECTED) == 4


@pytest.mark.parametrize(
    ("library", "dtype"),
    [("numpy", "O"), ("pandas", "object"), ("pandas", "string"), ("pandas", "str"), ("pandas", "category"),
     ("polars", "String"), ("polars", "Categorical"), ("pyarrow", "string"), ("pyarrow", "large_string"),
     ("pyarrow", "string_view")],
)  # fmt: skip
def test_a_column_of_any_library(library: str, dtype: str) -> None:
    assert um.parse_many("email", column(library, dtype)) == EXPECTED


def test_every_kind_agrees_with_the_function_of_its_name() -> None:
    texts = [
        "oauth_google",
        "+1 555 123 4567",
        "0x" + "0" * 40,
        "web3_metamask_signature",
        "/done",
        "read:user",
        "a@b.cd",
    ]
    for kind in ("email", "phone", "wallet", "oauth_strategy", "web3_strategy", "redirect_url", "scope"):
        many = um.parse_many(kind, texts)
        assert 0 < many.refused < len(texts) or kind in {"redirect_url", "scope"}
        for text, value, code in zip(texts, many.values, many.codes, strict=True):
            try:
                assert (getattr(um, f"parse_{kind}")(text), None) == (value, code)
            except um.ValidationError as error:
                assert (None, error.code) == (value, code)


def test_mistakes_are_raised() -> None:
    with pytest.raises(ValueError, match="email, phone"):
        um.parse_many("mail", [])
    for wrong in ([1], [b"x"], "jane@example.com", 5):
        with pytest.raises(TypeError):
            um.parse_many("email", wrong)


def test_a_lone_surrogate_is_refused_as_one_by_one() -> None:
    assert um.parse_many("email", ["\ud800@example.com"]).codes == ["local_unsafe_unicode"]


def test_progress_is_told() -> None:
    seen: list[int] = []
    um.parse_many("phone", ["+15551234567"] * 40_000, progress=seen.append)
    assert seen[-1] == 40_000
    assert seen == sorted(seen)
    assert len(seen) > 1


def test_ctrl_c_works() -> None:
    def press(done: int) -> None:
        signal.raise_signal(signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        um.parse_many("email", ["jane@example.com"] * 100_000, progress=press)


def test_other_threads_may_change_the_list_meanwhile() -> None:
    values: list[str | None] = [f"jane{number}@example.com" for number in range(16_000)]
    stop = threading.Event()

    def change() -> None:
        while not stop.is_set():
            values[0] = "x" * 100
            values[0] = "jane0@example.com"

    thread = threading.Thread(target=change)
    thread.start()
    try:
        for _ in range(20):
            assert um.parse_many("email", values).refused <= 1
    finally:
        stop.set()
        thread.join()
