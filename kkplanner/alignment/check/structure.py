"""Rules: the plan as a whole and the place of each project in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.alignment.check.rule import Hit, Setting, plan_rule, project_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Project


@plan_rule("plan.no-projects")
def no_projects(document: PlanDocument, _setting: Setting) -> Iterator[Hit]:
    if not document.projects:
        yield Hit()


@plan_rule("plan.no-issues")
def no_issues(document: PlanDocument, _setting: Setting) -> Iterator[Hit]:
    if not document.issues:
        yield Hit("issue")


@project_rule("project.issue-missing")
def issue_missing(project: Project, setting: Setting) -> Iterator[Hit]:
    if setting.issue_of(project) is None:
        yield Hit("issue")


@project_rule("project.approach-elsewhere")
def approach_elsewhere(project: Project, setting: Setting) -> Iterator[Hit]:
    issue = setting.issue_of(project)
    if project.approach is None or issue is None:
        return
    if all(approach.uuid != project.approach for approach in issue.approaches):
        yield Hit("approach", {"issue": f"{issue.number}. {issue.title}"})


@project_rule("project.approach-missing")
def approach_missing(project: Project, setting: Setting) -> Iterator[Hit]:
    issue = setting.issue_of(project)
    if issue is not None and issue.approaches and project.approach is None and not project.form.is_equipment:
        yield Hit("approach", {"issue": f"{issue.number}. {issue.title}"})


@plan_rule("issue.number-repeated")
def issue_number_repeated(document: PlanDocument, _setting: Setting) -> Iterator[Hit]:
    seen: set[str] = set()
    for issue in document.issues:
        if issue.number in seen:
            yield Hit("issue", {"number": issue.number, "title": issue.title})
        seen.add(issue.number)


@plan_rule("issue.without-project")
def issue_without_project(document: PlanDocument, _setting: Setting) -> Iterator[Hit]:
    used = {project.issue for project in document.projects}
    for issue in document.issues:
        if issue.uuid not in used:
            yield Hit("issue", {"number": issue.number, "title": issue.title})
