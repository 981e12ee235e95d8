"""The shipped templates are told apart: by the suggester, by their words, and each text from the others of its row."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import SequenceMatcher
from itertools import combinations

import pytest
from drafting_plan import new_plan

from kkplanner.alignment import ProjectText, Suggester
from kkplanner.drafting.examples import example_values
from kkplanner.drafting.facts import Facts
from kkplanner.drafting.filling import fill
from kkplanner.drafting.pattern import pieces
from kkplanner.drafting.shelf import templates
from kkplanner.drafting.template import Template
from kkplanner.framework import load
from kkplanner.plan.model import Project

FACTS = Facts(new_plan())
FILLED = [(template, fill(template, example_values(template, FACTS), FACTS)) for template in templates()]


def shown(project: Project) -> ProjectText:
    return ProjectText(project.title, project.objective)


def whole(project: Project) -> ProjectText:
    return ProjectText(project.title, project.objective, project.target, project.kpi, project.expected_result)


@pytest.mark.parametrize("text", [shown, whole])
def test_the_suggester_finds_the_own_approach_first_or_nearly(text: Callable[[Project], ProjectText]) -> None:
    suggester = Suggester(load("kkpao-2571"))
    not_first, not_near = [], []
    for template, project in FILLED:
        own = template.measure.rpartition(".")[0]
        codes = [one.code for one in suggester.rank(text(project), top=3).suggestions]
        if codes[:1] != [own]:
            not_first.append((template.id, own, codes))
        if own not in codes:
            not_near.append((template.id, own, codes))
    assert not_near == []
    assert len(not_first) <= 0.05 * len(FILLED), not_first


def plain(text: str) -> str:
    return "".join(piece.text for piece in pieces(text)).replace(" ", "").removeprefix("โครงการ")


def title(template: Template) -> str:
    return plain(template.title)


def objective(template: Template) -> str:
    return plain("".join(template.objectives))


def result(template: Template) -> str:
    return plain("".join(template.expected_results))


def alike(one: str, other: str, least: float) -> bool:
    match = SequenceMatcher(None, one, other, autojunk=False)
    return match.real_quick_ratio() > least and match.quick_ratio() > least and match.ratio() > least


@pytest.mark.parametrize(("text", "least"), [(title, 0.9), (objective, 0.85), (result, 0.85)])
def test_no_two_are_near_duplicates(text: Callable[[Template], str], least: float) -> None:
    worded = [(template.id, text(template)) for template in templates()]
    near = [
        (one, other)
        for (one, left), (other, right) in combinations(worded, 2)
        if left and right and alike(left, right, least)
    ]
    assert near == []


def test_a_result_is_no_copy_of_the_objective() -> None:
    copies = [
        (template.id, purpose, outcome)
        for template in templates()
        for purpose in template.objectives
        for outcome in template.expected_results
        if alike(plain(purpose).removeprefix("เพื่อให้").removeprefix("เพื่อ"), plain(outcome), 0.75)
    ]
    assert copies == []


def test_what_measures_has_a_figure() -> None:
    figure = re.compile(r"[0-9]|ศูนย์|ครบ|ทุก")
    assert [template.id for template, project in FILLED if not figure.search(project.kpi)] == []


def test_no_word_is_said_twice_in_a_row() -> None:
    twice = re.compile(
        r"([ก-๎]{4,}) \1(?![ก-๎])|บ้านบ้าน|เรื่องเรื่อง|จำนวนจำนวน|หมู่ที่ หมู่ที่|โครงการโครงการ|งานงาน|หลักสูตรหลักสูตร"
    )
    found = [
        (template.id, match[0])
        for template, project in FILLED
        for line in whole_lines(project)
        if (match := twice.search(line))
    ]
    assert found == []


def whole_lines(project: Project) -> list[str]:
    fields = (project.title, project.objective, project.target, project.kpi, project.expected_result)
    return [line for text in fields for line in text.splitlines()]
