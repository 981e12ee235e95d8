"""Run the rules. What a rule said of a project stands until the project or its setting changes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kkplanner.alignment.check import (
    amounts,
    book,
    completeness,
    coordination,
    duplicates,
    editions,
    linkage,
    merges,
    names,
    needs,
    plausibility,
    printing,
    structure,
    substance,
    texts,
    upward,
)
from kkplanner.alignment.check.finding import CheckResult, Finding, Fix, Severity
from kkplanner.alignment.check.reading import shown_title
from kkplanner.alignment.check.rule import PLAN_RULES, PROJECT_RULES, Hit, Setting, rule_texts, setting_of
from kkplanner.alignment.check.twins import Twins
from kkplanner.plan.record_names import kind_name, project_fields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Project
    from kkplanner.plan.waiver import Waiver

# Importing a module of rules registers them; naming them here keeps that visible.
RULE_MODULES = (
    structure,
    completeness,
    substance,
    texts,
    amounts,
    names,
    linkage,
    upward,
    plausibility,
    duplicates,
    coordination,
    editions,
    needs,
    book,
    merges,
    printing,
)

_RANK = {severity: rank for rank, severity in enumerate(Severity)}

FIELD_NAMES = {
    **project_fields(),
    "editions": kind_name("edition"),
    "sections": kind_name("section"),
    "organisation": kind_name("organisation"),
    "needs": kind_name("need"),
}


def check(document: PlanDocument, *, waivers: Iterable[Waiver] | None = None) -> CheckResult:
    """Every finding of every rule on the whole plan."""
    return Checker().check(document, waivers=waivers)


class Checker:
    """Checks a plan again and again while it is being edited, looking anew only at what changed."""

    def __init__(self) -> None:
        self._key: tuple[object, ...] | None = None
        self._known: dict[str, tuple[Project, tuple[Finding, ...]]] = {}
        self._twins = Twins()

    def check(self, document: PlanDocument, *, waivers: Iterable[Waiver] | None = None) -> CheckResult:
        """All findings, the gravest first.

        Args:
            document: the plan as it is now.
            waivers: findings set aside; by default those that the document itself carries.
        """
        setting = setting_of(document, self._twins)
        key = setting.key()
        if key != self._key:
            self._known.clear()
            self._key = key
        known: dict[str, tuple[Project, tuple[Finding, ...]]] = {}
        for project in document.projects:
            earlier = self._known.get(project.uuid)
            if earlier is not None and (earlier[0] is project or earlier[0] == project):
                known[project.uuid] = earlier
            else:
                known[project.uuid] = (project, tuple(_of_project(project, setting)))
        self._known = known
        self._twins.update(document.projects, document.organisation.name)
        findings = [finding for _, found in known.values() for finding in found]
        findings.extend(_of_plan(document, setting))
        findings.sort(key=lambda finding: _RANK[finding.severity])
        set_aside = document.waivers if waivers is None else waivers
        return CheckResult(tuple(_set_aside(findings, set_aside)))


def _set_aside(findings: list[Finding], waivers: Iterable[Waiver]) -> list[Finding]:
    reasons = {(waiver.rule, waiver.project): waiver.reason for waiver in waivers}
    if not reasons:
        return findings
    return [
        finding
        if (reason := reasons.get((finding.rule, finding.project))) is None
        else replace(finding, waived=reason)
        for finding in findings
    ]


def _of_project(project: Project, setting: Setting) -> list[Finding]:
    return [
        _finding(rule_id, hit, project)
        for rule_id, rule in PROJECT_RULES.items()
        for hit in rule(project, setting)
    ]


def _of_plan(document: PlanDocument, setting: Setting) -> list[Finding]:
    return [
        _finding(rule_id, hit, hit.project)
        for rule_id, rule in PLAN_RULES.items()
        for hit in rule(document, setting)
    ]


def _finding(rule_id: str, hit: Hit, project: Project | None) -> Finding:
    text = rule_texts()[rule_id]
    fix = None
    if hit.mend is not None and text.fix is not None:
        fix = Fix(text.fix.format(**hit.values), hit.mend.column or hit.column or "", hit.mend.value)
    return Finding(
        rule=rule_id,
        severity=text.severity,
        message=text.message.format(**hit.values),
        place=_place(project, hit.column),
        project=project.uuid if project else None,
        form=str(project.form) if project else None,
        field=hit.column,
        fix=fix,
    )


def _place(project: Project | None, field: str | None) -> str:
    column = f" ช่อง{FIELD_NAMES[field]}" if field in FIELD_NAMES else ""
    if project is None:
        return f"ทั้งแผน{column}"
    return f"{project.form} {shown_title(project)}{column}"
