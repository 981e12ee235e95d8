"""Carry out what a finding proposes."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from kkplanner.plan.kinds import Form
from kkplanner.plan.model import Link, Project

if TYPE_CHECKING:
    from kkplanner.alignment.check.finding import Finding, Fix
    from kkplanner.plan.document import PlanDocument

_FIELDS = frozenset(field.name for field in fields(Project))


def fixed_project(document: PlanDocument, finding: Finding, mended: Project | None = None) -> Project | None:
    """The project of a finding after its fix; None where there is nothing to carry out (any more).

    Args:
        document: the plan.
        finding: with its fix.
        mended: the project as earlier fixes left it; by default as the plan has it.
    """
    fix = finding.fix
    if fix is None or finding.project is None or fix.field not in _FIELDS:
        return None
    project = mended or next((one for one in document.projects if one.uuid == finding.project), None)
    if project is None:
        return None
    fields_after: dict[str, Any] = {fix.field: _value(project, fix)}
    after = replace(project, **fields_after)
    return None if after == project else after


def _value(project: Project, fix: Fix) -> object:
    if fix.field == "links":
        # A proposed place stands first, unconfirmed: it is the clerk who links.
        others = tuple(link for link in project.links if link.framework != fix.value["framework"])
        return (Link(framework=fix.value["framework"], code=fix.value["code"]), *others)
    return Form(fix.value) if fix.field == "form" else fix.value
