"""Rules: whether what stands in a row says what the form asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.alignment.check.reading import (
    grams,
    is_construction,
    letters,
    likeness,
    names_a_place,
    place_texts,
    points,
    says_how_many,
    split_numbering,
)
from kkplanner.alignment.check.rule import Hit, Mend, Setting, project_rule
from kkplanner.alignment.check.terms import terms
from kkplanner.plan.kinds import Form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.plan.model import Project

_PURPOSE = "เพื่อ"
_COPIED = 0.85  # likeness from which a result says no more than the objective
_SHORTEST_COPY = 20  # letters; shorter texts are alike by chance


@project_rule("project.target-without-quantity")
def target_without_quantity(project: Project, _setting: Setting) -> Iterator[Hit]:
    if not project.target.strip() or says_how_many(project.target):
        return
    if not any(says_how_many(item.text) for item in project.sub_items):
        yield Hit("target")


@project_rule("project.construction-without-place")
def construction_without_place(project: Project, _setting: Setting) -> Iterator[Hit]:
    if (
        project.start_latitude is None
        and is_construction(project)
        and not names_a_place(place_texts(project))
    ):
        yield Hit("target")


@project_rule("project.kpi-not-measurable")
def kpi_not_measurable(project: Project, _setting: Setting) -> Iterator[Hit]:
    kpi = project.kpi
    if kpi.strip() and not terms().measurable.search(kpi) and not says_how_many(kpi):
        yield Hit("kpi")


@project_rule("project.objective-not-purpose")
def objective_not_purpose(project: Project, _setting: Setting) -> Iterator[Hit]:
    if project.form.is_equipment or any(point.startswith(_PURPOSE) for point in points(project.objective)):
        return
    numbering, text = split_numbering(project.objective)
    if text.strip():
        # A verb follows "เพื่อ" directly; a noun that does something needs "เพื่อให้".
        head = _PURPOSE if terms().verb.match(text) else f"{_PURPOSE}ให้"
        yield Hit("objective", {"head": head}, Mend(f"{numbering}{head}{text}"))


@project_rule("project.result-is-purpose")
def result_is_purpose(project: Project, _setting: Setting) -> Iterator[Hit]:
    first = next(points(project.expected_result), "")
    if first.startswith(_PURPOSE):
        yield Hit("expected_result")


@project_rule("project.result-copies-objective")
def result_copies_objective(project: Project, _setting: Setting) -> Iterator[Hit]:
    objective, result = _matter(project.objective), _matter(project.expected_result)
    if min(len(objective), len(result)) < _SHORTEST_COPY:
        return
    if objective == result or (
        abs(len(objective) - len(result)) <= (1 - _COPIED) * (len(objective) + len(result))
        and likeness(grams(objective), grams(result)) >= _COPIED
    ):
        yield Hit("expected_result")


def _matter(text: str) -> str:
    """The letters of all points without the word that makes each of them a purpose."""
    return "".join(letters(point.removeprefix(_PURPOSE).removeprefix("ให้")) for point in points(text))


@project_rule("project.equipment-in-project")
def equipment_in_project(project: Project, _setting: Setting) -> Iterator[Hit]:
    if project.form is not Form.P02 or project.sub_items:
        return
    known = terms()
    if known.purchase.search(project.title) and not known.not_purchase.search(project.title):
        yield Hit("form", mend=Mend(str(Form.P03)))
