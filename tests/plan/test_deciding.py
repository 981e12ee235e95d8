"""Deciding what a merge left open, and settings merged key by key."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from edits_of_a_plan import (
    BASE,
    LINK,
    NEW,
    PIPE,
    SIGN,
    WAY_2,
    both,
    in_order,
    items,
    merged,
    of,
    plus,
    without,
)

from kkplanner.plan.kinds import EditionKind, Form
from kkplanner.plan.merging import ChoiceRefusedError, decide, merge_settings, undecided
from kkplanner.plan.merging.entities import renamed
from kkplanner.plan.merging.fitting import fits
from kkplanner.plan.model import Need
from kkplanner.thai.period import Period


def decided(ours, theirs, *sides: str):
    """The plan with the conflicts of a merge decided, in their order."""
    document = merged(ours, theirs).document
    choices = {one.id: side for one, side in zip(document.conflicts, sides, strict=True)}
    result = decide(document, {}, choices).document
    assert result.conflicts == ()
    return result


TWIN = replace(NEW, uuid="twin", kpi="ข")
CASES = {
    "a text": (of("road", title="ก"), of("road", title="ข"), of("road", title="ก"), of("road", title="ข")),
    "an amount": (
        of("road", own_budgets={2571: 5, 2572: 200}),
        of("road", own_budgets={2572: 200}),
        of("road", own_budgets={2571: 5, 2572: 200}),
        of("road", own_budgets={2572: 200}),
    ),
    "ประเด็น and แนวทาง": (
        of("road", issue="issue-2", approach="way-3"),
        of("road", approach="way-2"),
        of("road", issue="issue-2", approach="way-3"),
        of("road", approach="way-2"),
    ),
    "a sub-item's text": (
        items(replace(SIGN, text="ก"), PIPE),
        items(replace(SIGN, text="ข"), PIPE),
        items(replace(SIGN, text="ก"), PIPE),
        items(replace(SIGN, text="ข"), PIPE),
    ),
    "a sub-item removed by us": (
        items(PIPE),
        items(replace(SIGN, text="ข"), PIPE),
        items(PIPE),
        items(replace(SIGN, text="ข"), PIPE),
    ),
    "a link removed by them": (
        of("road", links=(replace(LINK, confirmed=True),)),
        of("road", links=()),
        of("road", links=(replace(LINK, confirmed=True),)),
        of("road", links=()),
    ),
    "a project removed by us": (
        without("road"),
        of("road", title="ข"),
        without("road"),
        of("road", title="ข"),
    ),
    "a project removed by them": (
        of("road", title="ก"),
        without("road"),
        of("road", title="ก"),
        without("road"),
    ),
    "the order": (
        in_order("well", "road", "school"),
        in_order("road", "school", "well"),
        in_order("well", "road", "school"),
        in_order("road", "school", "well"),
    ),
    "the organisation": (
        lambda d: replace(d, organisation=replace(d.organisation, name="ก")),
        lambda d: replace(d, organisation=replace(d.organisation, name="ข")),
        lambda d: replace(d, organisation=replace(d.organisation, name="ก")),
        lambda d: replace(d, organisation=replace(d.organisation, name="ข")),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_either_side_can_be_chosen(name: str) -> None:
    ours, theirs, if_ours, if_theirs = CASES[name]
    assert decided(ours, theirs, "ours") == if_ours(BASE)
    assert decided(ours, theirs, "theirs") == if_theirs(BASE)


@pytest.mark.parametrize(
    ("side", "left"), [("both", {"new", "twin"}), ("ours", {"new"}), ("theirs", {"twin"})]
)
def test_of_two_projects_of_one_name_one_or_both_stay_and_needs_follow(side: str, left: set[str]) -> None:
    ours = both(plus(projects=NEW), plus(needs=Need(uuid="n", text="ไฟดับ", project="new")))
    document = decided(ours, plus(projects=TWIN), side)
    assert {p.uuid for p in document.projects} - {p.uuid for p in BASE.projects} == left
    assert next(n for n in document.needs if n.uuid == "n").project == ("twin" if side == "theirs" else "new")


def test_one_conflict_can_be_decided_and_the_others_stay() -> None:
    document = merged(of("road", title="ก", kpi="1"), of("road", title="ข", kpi="2")).document
    first, second = document.conflicts
    result = decide(document, {}, {first.id: "theirs"}).document
    assert result.conflicts == (second,)
    assert (result.projects[0].title, result.projects[0].kpi) == ("ข", "1")


def test_what_is_not_open_or_no_choice_is_refused() -> None:
    document = merged(of("road", title="ก"), of("road", title="ข")).document
    with pytest.raises(ChoiceRefusedError):
        decide(document, {}, {"unknown": "ours"})
    with pytest.raises(ChoiceRefusedError):
        decide(document, {}, {document.conflicts[0].id: "both"})


def test_editing_decides_too() -> None:
    document = merged(of("road", title="ก"), of("road", title="ข")).document
    assert undecided(document) == list(document.conflicts)
    assert undecided(of("road", title="อีกชื่อ")(document)) == list(document.conflicts)
    assert undecided(of("road", title="ข")(document)) == []
    assert undecided(without("road")(document)) == []
    gone = without("road")(document)
    assert decide(gone, {}, {document.conflicts[0].id: "theirs"}).document.projects == gone.projects


def test_a_decision_travels_with_the_next_merge() -> None:
    here = merged(of("road", title="ก"), of("road", title="ข")).document
    (conflict,) = here.conflicts
    there = decide(here, {}, {conflict.id: "theirs"}).document
    result = merged(lambda _: here, lambda _: there, base=here)
    assert result.document == there
    assert result.conflicts == ()


def test_an_open_conflict_travels_with_the_next_merge() -> None:
    there = merged(of("road", title="ก"), of("road", title="ข")).document
    result = merged(lambda d: d, lambda _: there)
    assert result.document == there
    # Whoever holds the other value sees it from that side.
    seen = merged(of("road", title="ข"), lambda _: there, base=of("road", title="ข")(BASE)).document
    (conflict,) = seen.conflicts
    assert conflict.id == there.conflicts[0].id
    assert seen.projects[0].title == conflict.ours


def test_a_value_that_was_given_up_closes_its_conflict() -> None:
    theirs = of("road", title="ข")(BASE)
    here = merged(of("road", title="ก"), lambda _: theirs).document
    agreed = merged(lambda _: here, of("road", title="ก"), base=theirs)
    assert agreed.document.conflicts == ()
    (conflict,) = merged(lambda _: here, of("road", title="ค"), base=theirs).document.conflicts
    assert (conflict.ours, conflict.theirs) == ("ก", "ค")


def test_removing_an_approach_that_is_used_can_be_told_by_who_looks() -> None:
    document = merged(
        both(of("well", approach="way-1"), of("issue-1", approaches=BASE.issues[0].approaches[:1])),
        plus(projects=replace(NEW, issue="issue-1", approach="way-2")),
    ).document
    (conflict,) = document.conflicts
    assert conflict.title == f"1 โครงสร้างพื้นฐาน › 1.2 {WAY_2.title}"
    assert (
        decide(document, {}, {conflict.id: "ours"}).document.issues[0].approaches
        == (BASE.issues[0].approaches[:1])
    )


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "changed", "torn"),
    [
        ({}, {}, {"a": 1}, {"a": 1}, 0),
        ({"a": 1}, {"a": 1}, {}, {"a": None}, 0),
        ({"a": 1}, {"a": 2}, {"a": 1}, {}, 0),
        ({"a": 1}, {"a": 2}, {"a": 3}, {}, 1),
        ({"a": 1}, {}, {"a": 3}, {}, 1),
        ({"a": {"x": 1}}, {"a": {"x": 2}}, {"a": {"x": 1, "y": 3}}, {"a": {"x": 2, "y": 3}}, 0),
        ({"a": {"x": 1}}, {"a": {"x": 2}}, {"a": {"x": 3}}, {}, 1),
        ({"a": {"x": 1, "y": 1}}, {"a": {"x": 1, "y": 2}}, {"a": {"y": 1}}, {"a": {"y": 2}}, 0),
        (None, {"a": 1}, {"a": 1, "b": 2}, {"b": 2}, 0),
        (None, {"a": 1}, {"a": 2}, {}, 1),
        (None, {"a": 1}, {}, {}, 0),
        ({}, {}, {"own": 1}, {}, 0),
    ],
)
def test_settings(base, ours, theirs, changed, torn) -> None:
    result, conflicts = merge_settings(base, ours, theirs, {"own"})
    assert result == changed
    assert len(conflicts) == torn


def test_a_setting_in_dispute_can_be_decided() -> None:
    for base, ours, theirs, chosen in (
        ({"a": 1}, {"a": 2}, {"a": 3}, {"a": 3}),
        ({"a": {"x": 1}}, {"a": {"x": 2, "y": 1}}, {"a": {"x": 3}}, {"a": {"x": 3, "y": 1}}),
    ):
        _, (conflict,) = merge_settings(base, ours, theirs, ())
        document = replace(BASE, conflicts=(conflict,))
        assert decide(document, ours, {conflict.id: "theirs"}).settings == chosen
        assert decide(document, ours, {conflict.id: "ours"}).settings == {}


@pytest.mark.parametrize(
    ("kind", "path", "value", "is_fit"),
    [
        ("project", ("title",), "x", True),
        ("project", ("title",), 5, False),
        ("project", ("title",), None, False),
        ("project", ("uuid",), "x", False),
        ("project", ("links",), (), False),
        ("project", ("issue",), ("a", None), True),
        ("project", ("issue",), ("a",), False),
        ("project", ("start_latitude",), (16.5, None), True),
        ("project", ("priority",), True, False),
        ("project", ("own_budgets", 2571), 5, True),
        ("project", ("own_budgets", 2571), None, True),
        ("project", ("own_budgets", 2571), -5, False),
        ("project", ("own_budgets",), {}, False),
        ("project", ("form",), Form.P03, True),
        ("project", ("form",), "ผ.03", False),
        ("sub_item", ("owner",), "x", True),
        ("project", ("owner",), "x", False),
        ("issue", ("upward_lines",), ("ก", "ข"), True),
        ("issue", ("upward_lines",), ("ก", 1), False),
        ("plan", ("period",), Period(2571, 2575), True),
        ("edition", ("kind",), (EditionKind.REVIEW, 1, None), True),
        ("edition", ("announced",), date(2028, 2, 29), True),
        ("picture", ("content",), b"x", True),
        ("picture", ("media_type",), "text/html", False),
        ("need", ("project",), (None, ""), True),
        ("nothing", ("title",), "x", False),
    ],
)
def test_only_a_value_that_the_field_can_have_is_believed(kind, path, value, is_fit) -> None:
    assert fits(kind, path, value) is is_fit


def test_a_conflict_follows_its_record_to_another_uuid() -> None:
    document = merged(of("road", title="ก"), of("road", title="ข")).document
    (conflict,) = renamed(document, {"road": "other"}).conflicts
    assert conflict == replace(document.conflicts[0], record="other")
