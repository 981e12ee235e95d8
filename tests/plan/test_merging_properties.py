"""Merging any two people's work: what must hold whatever they did."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from two_copies import assert_nothing_is_absent, entities, two_copies
from whole_plans import plans

from kkplanner.plan.document import top_records
from kkplanner.plan.merging import ConflictKind, merge_documents, undecided
from kkplanner.plan.merging.entities import OWNER

MANY = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def orders(document):
    return {kind: [one.uuid for one in records] for kind, records in top_records(document)}


@MANY
@given(plans())
def test_a_plan_merged_with_itself_is_itself(plan):
    for base in (plan, None):
        result = merge_documents(base, plan, plan)
        assert result.document == plan
        assert result.is_empty


@MANY
@given(two_copies())
def test_what_only_one_side_did_comes_in_whole(copies):
    base, ours, theirs = copies
    assert merge_documents(base, base, theirs).document == theirs
    assert merge_documents(base, ours, base).document == ours
    assert merge_documents(base, ours, base).is_empty


@MANY
@given(two_copies())
def test_the_order_of_merging_does_not_matter_where_nothing_is_in_dispute(copies):
    base, ours, theirs = copies
    here, there = merge_documents(base, ours, theirs), merge_documents(base, theirs, ours)
    assert {one.id for one in here.conflicts} == {one.id for one in there.conflicts}
    if not here.conflicts and not here.same:
        assert here.document == there.document


@MANY
@given(two_copies())
def test_merging_again_changes_nothing_and_raises_nothing(copies):
    base, ours, theirs = copies
    once = merge_documents(base, ours, theirs)
    again = merge_documents(base, once.document, theirs, once.same)
    assert again.document == once.document
    assert again.is_empty
    after = merge_documents(theirs, once.document, theirs, once.same)
    assert after.document == once.document
    assert after.is_empty


@MANY
@given(two_copies())
def test_nothing_that_either_side_had_is_absent(copies):
    base, ours, theirs = copies
    result = merge_documents(base, ours, theirs)
    for side in (ours, theirs):
        assert_nothing_is_absent(base, side, result.document, result.conflicts, result.same)


@MANY
@given(two_copies())
def test_a_removal_is_carried_out_or_told(copies):
    base, ours, theirs = copies
    result = merge_documents(base, ours, theirs)
    now = entities(result.document)
    told = {one.record for one in result.conflicts if one.kind is ConflictKind.REMOVED}
    for side in (ours, theirs):
        present = entities(side)
        for kind, uuid in entities(base):
            if (kind, uuid) not in present and (kind, uuid) in now:
                values = now[kind, uuid]
                named = values.get(OWNER) or (kind == "waiver" and values[("project",)])
                assert uuid in told or named in told


@MANY
@given(two_copies())
def test_what_the_result_names_is_there_and_conflicts_can_be_kept(copies):
    base, ours, theirs = copies
    document = merge_documents(base, ours, theirs).document
    uuids = {uuid for _, uuid in entities(document)}
    for project in document.projects:
        assert {project.issue, project.approach, project.edition} - {None} <= uuids
        assert {mark.edition for mark in project.marks} - {None} <= uuids
    for one in (*document.needs, *document.waivers):
        assert one.project is None or one.project in uuids
    assert set(undecided(document)) <= set(document.conflicts)
    for one in document.conflicts:
        assert type(one).from_json(one.as_json()) == one
