"""Three people's work on one plan, brought together one after the other: what must hold whoever comes first."""

from __future__ import annotations

from itertools import permutations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from two_copies import assert_nothing_is_absent, entities, three_copies

from kkplanner.plan.document import top_records
from kkplanner.plan.merging import merge_documents
from kkplanner.plan.merging.order import merged_order

MANY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def in_turn(base, first, second, third):
    """The first one's plan with the second one's work, then with the third one's; and what was found to be one."""
    once = merge_documents(base, first, second)
    twice = merge_documents(base, once.document, third, once.same)
    return twice.document, {**once.same, **twice.same}


@MANY
@given(three_copies())
def test_nothing_that_any_of_the_three_had_is_absent(copies):
    base, sides = copies
    document, same = in_turn(base, *sides)
    for side in sides:
        assert_nothing_is_absent(base, side, document, document.conflicts, same)


@MANY
@given(three_copies())
def test_the_turn_does_not_matter_where_nothing_is_in_dispute(copies):
    base, sides = copies
    results = [in_turn(base, *turn) for turn in permutations(sides)]
    if any(document.conflicts or same for document, same in results):
        return
    first = results[0][0]
    for document, _ in results[1:]:
        assert entities(document) == entities(first)
        if not any(_moved(base, side) for side in sides):
            assert _orders(document) == _orders(first)


def _orders(document):
    return {kind: [one.uuid for one in records] for kind, records in top_records(document)}


def _moved(base, side) -> bool:
    before, after = _orders(base), _orders(side)
    return any(
        [uuid for uuid in before[kind] if uuid in after[kind]]
        != [uuid for uuid in after[kind] if uuid in before[kind]]
        for kind in before
    )


@MANY
@given(three_copies())
def test_the_work_of_a_third_that_has_the_seconds_already_brings_only_what_is_new(copies):
    """A brings B's work in, C brings B's work in, and A brings C's in."""
    base, (one, two, three) = copies
    ours = merge_documents(base, one, two)
    theirs = merge_documents(base, three, two)
    both = merge_documents(two, ours.document, theirs.document, {**ours.same, **theirs.same})
    for side in (one, two, three):
        assert_nothing_is_absent(
            base,
            side,
            both.document,
            both.document.conflicts,
            {**theirs.same, **ours.same, **both.same},
        )


@st.composite
def added_by_three(draw):
    """Rows of one letter: what three people added to "abcd", each in places of their own choice."""
    letters = draw(st.permutations("klmnopqrs"))
    sides = []
    for at in range(3):
        side = list("abcd")
        for letter in letters[at * 3 : at * 3 + draw(st.integers(0, 3))]:
            side.insert(draw(st.integers(0, len(side))), letter)
        sides.append(side)
    return sides


@settings(max_examples=400, deadline=None)
@given(added_by_three())
def test_rows_that_three_people_added_at_one_place_stand_alike_on_every_desk(sides):
    found = set()
    for first, second, third in permutations(sides):
        once = merged_order(list("abcd"), first, second, {*first, *second}).order
        found.add("".join(merged_order(list("abcd"), once, third, {*once, *third}).order))
    assert len(found) == 1
