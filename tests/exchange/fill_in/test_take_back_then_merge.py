"""A division's workbook taken back on one desk, a colleague's copy merged: nothing that anybody typed is lost."""

from __future__ import annotations

from dataclasses import replace

from division_workbook import PLAN, ROADS, WORKS, Filled, handed_out, project
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kkplanner.exchange.fill_in import TakeChoices, take_back
from kkplanner.plan.kinds import Form
from kkplanner.plan.merging import merge_documents

ROWS = [one for one in WORKS.choose(PLAN.projects) if one.form is Form.P02][:4]
TYPED = st.dictionaries(
    st.tuples(
        st.integers(0, 3), st.sampled_from(["title", "objective", "target", "budget:2571", "budget:2574"])
    ),
    st.integers(1, 10**7),
    max_size=5,
)
FEW = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def typed_by(name: str, typed, document=PLAN):
    """The plan after a person typed these values into it."""
    for (at, key), number in typed.items():
        one = project(document, ROWS[at].uuid)
        changed = (
            replace(one, own_budgets={**one.own_budgets, int(key[7:]): number * 100})
            if key.startswith("budget")
            else replace(one, **{key: f"{name} {number}"})
        )
        document = replace(
            document, projects=tuple(changed if each is one else each for each in document.projects)
        )
    return document


def returned(folder, typed):
    """The workbook as the division sends it back."""
    filled: Filled = handed_out(folder)
    for (at, key), number in typed.items():
        filled.set(ROWS[at].uuid, key, number if key.startswith("budget") else f"กอง {number}")
    return filled.back()


def value(document, at: int, key: str):
    one = project(document, ROWS[at].uuid)
    return one.own_budgets.get(int(key[7:])) if key.startswith("budget") else getattr(one, key)


@FEW
@given(division=TYPED, ours=TYPED, theirs=TYPED)
def test_every_value_stands_or_is_told(tmp_path, division, ours, theirs):
    taken = take_back(typed_by("เรา", ours), returned(tmp_path, division))
    result = merge_documents(PLAN, taken.document, typed_by("เขา", theirs))
    told = [(row.uuid, one.key, side) for row, one in taken.conflicts for side in (one.now, one.returned)]
    told += [
        (one.record, f"budget:{one.field[1]}" if len(one.field) == 2 else str(one.field[0]), side)
        for one in result.conflicts
        for side in (one.ours, one.theirs)
    ]
    for name, typed in (("กอง", division), ("เรา", ours), ("เขา", theirs)):
        for (at, key), number in typed.items():
            wanted = number * 100 if key.startswith("budget") else f"{name} {number}"
            assert value(result.document, at, key) == wanted or (ROWS[at].uuid, key, wanted) in told


@FEW
@given(division=TYPED, theirs=TYPED)
def test_merging_first_or_taking_back_first_comes_to_the_same_where_nothing_is_in_dispute(
    tmp_path, division, theirs
):
    book, copy = returned(tmp_path, division), typed_by("เขา", theirs)
    taken = take_back(PLAN, book)
    one = merge_documents(PLAN, taken.document, copy)
    merged = merge_documents(PLAN, PLAN, copy)
    other = take_back(merged.document, book)
    assert bool(one.conflicts) == bool(other.conflicts)
    if not one.conflicts:
        assert one.document == other.document


def test_a_new_row_that_both_desks_took_back_is_one_project(tmp_path):
    filled = handed_out(tmp_path)
    filled.put(filled.first_empty(), "title", "ก่อสร้างลานกีฬา")
    filled.set(ROADS.uuid, "target", "ของกอง")
    book = filled.back()
    here, there = take_back(PLAN, book).document, take_back(PLAN, book).document
    result = merge_documents(PLAN, here, there)
    assert result.is_empty
    assert [one.title for one in result.document.projects].count("ก่อสร้างลานกีฬา") == 1


def test_the_same_conflict_decided_on_one_desk_is_a_conflict_with_the_other_desk(tmp_path):
    """Here the division's value was taken, there the plan's was kept: merging asks again."""
    filled = handed_out(tmp_path)
    filled.set(ROADS.uuid, "target", "ของกอง")
    book = filled.back()
    there = replace(
        PLAN,
        projects=tuple(
            replace(one, target="ของแผน") if one.uuid == ROADS.uuid else one for one in PLAN.projects
        ),
    )
    here = take_back(there, book, TakeChoices(fields={(ROADS.uuid, "target"): "returned"})).document
    assert merge_documents(there, here, there).is_empty
    (conflict,) = merge_documents(PLAN, here, there).conflicts
    assert (conflict.ours, conflict.theirs) == ("ของกอง", "ของแผน")
