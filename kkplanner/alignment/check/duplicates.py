"""Rules: the same project twice. How twins are recognised stands in `twins`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.alignment.check.reading import shown_title
from kkplanner.alignment.check.rule import Hit, Setting, plan_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Project


@plan_rule("project.duplicate")
def duplicate(document: PlanDocument, setting: Setting) -> Iterator[Hit]:
    for project, other in _twins(document, setting):
        if project.programme == other.programme:
            yield Hit("title", {"other": shown_title(other), "form": other.form}, project=project)


@plan_rule("project.duplicate-across-programmes")
def duplicate_across_programmes(document: PlanDocument, setting: Setting) -> Iterator[Hit]:
    for project, other in _twins(document, setting):
        if project.programme != other.programme:
            programme = other.programme or "ไม่ระบุแผนงาน"
            yield Hit("title", {"other": shown_title(other), "programme": programme}, project=project)


def _twins(document: PlanDocument, setting: Setting) -> Iterator[tuple[Project, Project]]:
    """Each project with the first of its twins that stands before it in the plan."""
    if not setting.twins.found:
        return
    before: dict[str, Project] = {}
    for project in document.projects:
        twins = setting.twins.of(project.uuid)
        if twins:
            earlier = next((other for uuid, other in before.items() if uuid in twins), None)
            if earlier is not None:
                yield project, earlier
            before[project.uuid] = project
