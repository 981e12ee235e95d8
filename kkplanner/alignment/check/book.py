"""Rules: what the book needs besides its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.alignment.check.rule import Hit, Setting, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.plan.document import PlanDocument

_VISION = "vision"
_GENERAL_PART = 1
_STRATEGY_PART = 2
_EVALUATION_PART = 4


def _written(document: PlanDocument, part: int) -> bool:
    return any(section.part == part and section.body.strip() for section in document.sections)


@plan_rule("plan.vision-missing")
def vision_missing(document: PlanDocument, _setting: Setting) -> Iterator[Hit]:
    if not any(section.key == _VISION and section.body.strip() for section in document.sections):
        yield Hit("sections")


@plan_rule("plan.general-conditions-missing")
def general_conditions_missing(document: PlanDocument, _setting: Setting) -> Iterator[Hit]:
    if not _written(document, _GENERAL_PART):
        yield Hit("sections")


@plan_rule("plan.evaluation-missing")
def evaluation_missing(document: PlanDocument, _setting: Setting) -> Iterator[Hit]:
    if not _written(document, _EVALUATION_PART):
        yield Hit("sections")


@plan_rule("plan.section-empty")
def section_empty(document: PlanDocument, _setting: Setting) -> Iterator[Hit]:
    for section in document.sections:
        # The vision, and a part that is empty throughout, have rules of their own.
        if section.body.strip() or section.key == _VISION:
            continue
        if section.part == _STRATEGY_PART or _written(document, section.part):
            yield Hit("sections", {"title": section.title, "part": section.part})


@plan_rule("organisation.population-missing")
def population_missing(document: PlanDocument, _setting: Setting) -> Iterator[Hit]:
    if not document.organisation.population:
        yield Hit("organisation")


@plan_rule("organisation.income-missing")
def income_missing(document: PlanDocument, _setting: Setting) -> Iterator[Hit]:
    if not document.organisation.annual_income:
        yield Hit("organisation")
