"""The integrity check finds each contradiction and names its place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kkplanner.framework import Level, load, problems


@pytest.fixture
def framework():
    return load("kkpao-2571")


def changed(framework, code, /, **fields):
    nodes = tuple(replace(node, **fields) if node.code == code else node for node in framework.nodes)
    return replace(framework, nodes=nodes)


def kinds(framework):
    return {(problem.kind, problem.code) for problem in problems(framework)}


def test_a_sound_framework_has_no_problems(framework):
    assert problems(framework) == ()


def test_a_code_used_twice(framework):
    assert ("duplicate_code", "P1") in kinds(changed(framework, "P2", code="P1"))


def test_a_parent_that_is_not_there(framework):
    assert ("unknown_parent", "G1.1") in kinds(changed(framework, "G1.1", parent="99"))


@pytest.mark.parametrize("parent", ["1.1", None])
def test_a_parent_of_another_level_than_that_of_the_siblings(framework, parent):
    assert kinds(changed(framework, "G2.2", parent=parent)) == {("wrong_parent_level", "G2.2")}


def test_a_code_that_does_not_continue_its_parents(framework):
    assert kinds(changed(framework, "1.1", parent="2")) == {("code_not_below_parent", "1.1")}


def test_a_circle_is_told_and_does_not_hang_the_check(framework):
    looped = changed(changed(framework, "P1", parent="P2"), "P2", parent="P1")
    assert [problem.kind for problem in problems(looped)].count("cycle") == 1


def test_a_node_below_itself(framework):
    assert ("cycle", "V") in kinds(changed(framework, "V", parent="V"))


def test_a_level_nobody_declared(framework):
    assert ("unknown_level", "P1") in kinds(changed(framework, "P1", level="dream"))


def test_a_declared_level_without_nodes(framework):
    levels = (*framework.levels, Level("dream", "ความฝัน"))
    assert kinds(replace(framework, levels=levels)) == {("level_without_nodes", "")}


def test_a_level_declared_twice(framework):
    assert ("level_twice", "") in kinds(replace(framework, levels=framework.levels + framework.levels[:1]))


def test_fewer_nodes_than_the_source_has(framework):
    shorter = replace(framework, nodes=tuple(node for node in framework.nodes if node.code != "5.5.4"))
    assert kinds(shorter) == {("level_count", "")}


def test_an_empty_text(framework):
    assert kinds(changed(framework, "P1", text="  ")) == {("empty_text", "P1")}


@pytest.mark.parametrize(
    "text",
    [
        "นํ้า",  # sara am in two pieces around the tone mark
        "ทํา",
        "สอง  ช่อง",
        " นำหน้า",
        "ตามหลัง ",
        "สอง\nบรรทัด",
        "ศูนย์\u200bกว้าง",
        "เว้น\u00a0วรรค",
    ],
)
def test_a_text_that_is_not_normal(framework, text):
    assert kinds(changed(framework, "P1", text=text)) == {("text_not_normal", "P1")}


def test_as_printed_that_corrects_nothing(framework):
    text = framework.node("P1").text
    assert kinds(changed(framework, "P1", as_printed=text)) == {("as_printed_same", "P1")}


def test_expectations_that_do_not_add_up(framework):
    goal = framework.node("G1.1")
    for expectation in (
        replace(goal.expectation, count=134),
        replace(goal.expectation, five_years=replace(goal.expectation.five_years, count=136)),
        replace(goal.expectation, percent=61),
    ):
        assert kinds(changed(framework, "G1.1", expectation=expectation)) == {("expectation_sum", "G1.1")}


def test_a_share_of_a_unit_counts_as_a_whole_one(framework):
    """61 % of 225 is 137.25: not less than that is 138."""
    goal = framework.node("G1.1")
    share = replace(goal.expectation.five_years, percent=61, count=138)
    assert problems(changed(framework, "G1.1", expectation=replace(goal.expectation, five_years=share))) == ()


def test_expectations_that_leave_a_year_out(framework):
    goal = framework.node("G1.1")
    expectation = replace(goal.expectation, by_year=goal.expectation.by_year[:-1])
    assert kinds(changed(framework, "G1.1", expectation=expectation)) == {("expectation_years", "G1.1")}


def test_a_period_that_runs_backwards(framework):
    assert ("period_reversed", "") in kinds(replace(framework, period=(2575, 2571)))
