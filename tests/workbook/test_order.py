"""Positions follow the wanted order and leave alone what can stay."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kkplanner.workbook.order import GAP, positions


@given(st.data())
def test_positions_rise_in_the_wanted_order(data):
    keys = data.draw(st.lists(st.integers(0, 30), unique=True))
    known = data.draw(st.dictionaries(st.integers(0, 30), st.integers(-20, 20)))
    found = positions(keys, known)
    assert list(found) == keys
    values = list(found.values())
    assert values == sorted(set(values))


@given(st.lists(st.integers(), unique=True, min_size=1, max_size=40), st.data())
def test_moving_one_of_many_changes_one(order, data):
    known = {key: place * GAP for place, key in enumerate(order)}
    moved = data.draw(st.sampled_from(order))
    rest = [key for key in order if key != moved]
    at = data.draw(st.integers(0, len(rest)))
    found = positions([*rest[:at], moved, *rest[at:]], known)
    assert len([key for key in order if found[key] != known[key]]) <= 1


def test_nothing_changes_where_the_order_is_right():
    known = {"a": 3, "b": 4, "c": 900}
    assert positions(["a", "b", "c"], known) == known


def test_all_are_numbered_afresh_where_a_gap_is_used_up():
    assert positions(["a", "x", "b"], {"a": 3, "b": 4}) == {"a": GAP, "x": 2 * GAP, "b": 3 * GAP}
