"""Rules: what every row of a form must say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kkplanner.alignment.check.rule import Hit, ProjectRule, Setting, project_rule
from kkplanner.plan.kinds import Form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.plan.model import Project


def _required(rule_id: str, field: str, *, only_projects: bool) -> None:
    def rule(project: Project, _setting: Setting) -> Iterator[Hit]:
        if only_projects and project.form.is_equipment:
            return
        if not getattr(project, field).strip():
            yield Hit(field)

    register: ProjectRule = rule
    project_rule(rule_id)(register)


_required("project.title-missing", "title", only_projects=False)
_required("project.objective-missing", "objective", only_projects=True)
_required("project.target-missing", "target", only_projects=False)
_required("project.kpi-missing", "kpi", only_projects=True)
_required("project.expected-result-missing", "expected_result", only_projects=True)


@project_rule("project.agency-missing")
def agency_missing(project: Project, _setting: Setting) -> Iterator[Hit]:
    if project.form is not Form.P02_2 and not project.agency.strip():
        yield Hit("agency")


@project_rule("project.asked-agency-missing")
def asked_agency_missing(project: Project, _setting: Setting) -> Iterator[Hit]:
    if project.form is Form.P02_2 and not project.asked_agency.strip():
        yield Hit("asked_agency")


@project_rule("project.programme-missing")
def programme_missing(project: Project, _setting: Setting) -> Iterator[Hit]:
    if not project.programme.strip():
        yield Hit("programme")


@project_rule("equipment.type-missing")
def equipment_type_missing(project: Project, _setting: Setting) -> Iterator[Hit]:
    if project.form.is_equipment and not project.equipment_type.strip():
        yield Hit("equipment_type")
