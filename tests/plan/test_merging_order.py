"""The order of a list that two people rearranged: what either did, and what they both did to one record."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kkplanner.plan.merging.order import merged_order


def merged(base: str, ours: str, theirs: str, members: str = "") -> tuple[str, str | None]:
    """Records of one letter each: the order, and what the other side would have instead."""
    result = merged_order(base, ours, theirs, members or sorted(set(ours) | set(theirs)))
    return "".join(result.order), None if result.theirs is None else "".join(result.theirs)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "order", "instead"),
    [
        ("abcdef", "bcadef", "bcdefa", "bcadef", "bcdefa"),  # one record two places down, or to the end
        ("abcdef", "bacdef", "bcdefa", "bacdef", "bcdefa"),  # a step down, or to the end
        ("abcdef", "fabcde", "abfcde", "fabcde", "abfcde"),  # to the top, or half way
        ("abcdef", "eabcdf", "abcdfe", "eabcdf", "abcdfe"),  # up by one, down by the other
        ("abcdefgh", "bcadefgh", "abcdefhg", "bcadefhg", None),  # two records, each to its place
        ("abcdefgh", "hbcadefg", "bcdefagh", "hbcadefg", "hbcdefag"),  # a in dispute, h by one
        ("abcdef", "bcadef", "bcadef", "bcadef", None),  # alike
        ("abcdef", "bcadef", "bcafde", "bcafde", None),  # a alike, f by one
        ("abcd", "bcxad", "bcyda", "bcxayd", "bcxyda"),  # with what each added
        ("abc", "bac", "acb", "bac", "acb"),  # in a circle
    ],
)
def test_what_both_moved_is_in_dispute_and_everything_else_is_taken(base, ours, theirs, order, instead):
    assert merged(base, ours, theirs) == (order, instead)


def test_what_one_side_removed_is_in_no_dispute():
    assert merged("abcd", "bcad", "bcd", "bcd") == ("bcd", None)


ORDERS = st.integers(1, 8).flatmap(
    lambda count: st.tuples(
        *(
            st.just(list("abcdefgh"[:count])) if at == 0 else st.permutations("abcdefgh"[:count])
            for at in range(3)
        )
    )
)


@settings(max_examples=1000, deadline=None)
@given(ORDERS)
def test_any_two_orders(orders):
    base, ours, theirs = ("".join(order) for order in orders)
    order, instead = merged(base, ours, theirs)
    assert sorted(order) == sorted(base)
    there_order, there_instead = merged(base, theirs, ours)
    if instead is None:
        assert (there_order, there_instead) == (order, None)
    else:
        assert (there_order, there_instead) == (instead, order)
    assert merged(base, base, theirs) == (theirs, None)
    assert merged(base, ours, base) == (ours, None)
    assert merged(theirs, order, theirs) == (order, None)


@settings(max_examples=1000, deadline=None)
@given(ORDERS)
def test_a_pair_that_nobody_disputes_stands_as_whoever_turned_it_round_wants_it(orders):
    base, ours, theirs = ("".join(order) for order in orders)
    order, instead = merged(base, ours, theirs)
    if instead is not None:
        return
    for at, one in enumerate(base):
        for other in base[at + 1 :]:
            turned = any(side.index(one) > side.index(other) for side in (ours, theirs))
            assert (order.index(one) > order.index(other)) is turned
