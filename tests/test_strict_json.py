"""JSON from strangers: what Python's own reader lets through is refused here."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kkplanner import strict_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(VALUES)
def test_what_json_can_say_comes_back(value: object) -> None:
    assert strict_json.parse(json.dumps(value).encode()) == value


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b'{"a": 1, "a": 2}', "twice"),
        (b'{"a": NaN}', "NaN is no number"),
        (b"[-Infinity]", "-Infinity is no number"),
        (b"[1e999]", "1e999 is no number"),
        (b'["\\ud800"]', "surrogates"),
        (b'["\xff"]', "decode"),
        (b"[" * 100_000, "deeply"),
        (b"", "Expecting value"),
        (b"{", "Expecting property name"),
    ],
)
def test_what_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        strict_json.parse(content)


def test_a_byte_order_mark_is_passed_over() -> None:
    assert strict_json.parse(b"\xef\xbb\xbf[1]") == [1]


def test_fractions_only_where_they_are_wanted() -> None:
    assert strict_json.parse(b"[60.0]") == [60.0]
    with pytest.raises(ValueError, match=r"60\.0"):
        strict_json.parse(b"[60.0]", whole_numbers=True)
