"""What a rule is: one function that finds, and its text as data in `resources/rules/rules.json`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from kkplanner.alignment.check.finding import Severity
from kkplanner.alignment.check.twins import Twins
from kkplanner.assets import resource
from kkplanner.framework import Framework, FrameworkNotFoundError, load
from kkplanner.plan.document import PlanDocument
from kkplanner.plan.model import Issue, Project


@dataclass(frozen=True, slots=True)
class Mend:
    """The value that would mend a place. Its wording is the rule's `fix` in `rules.json`."""

    value: Any
    column: str | None = None  # the field to write to where it is not the one of the finding


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a rule does not hold. `values` fill the fields of the message and of the fix."""

    column: str | None = None  # a field of the project, or another key of `FIELD_NAMES`
    values: dict[str, object] = field(default_factory=dict)
    mend: Mend | None = None
    project: Project | None = None  # set by plan rules that speak of one project


@dataclass(frozen=True)
class Setting:
    """What a rule may know besides its project. Nothing here but `twins` changes with the projects."""

    document: PlanDocument
    framework: Framework | None  # the framework of the plan, None when it is not known here
    twins: Twins = field(default_factory=Twins)

    @cached_property
    def years(self) -> tuple[int, ...]:
        return self.document.plan.period.years

    @cached_property
    def issues(self) -> dict[str, Issue]:
        return {issue.uuid: issue for issue in self.document.issues}

    def issue_of(self, project: Project) -> Issue | None:
        return None if project.issue is None else self.issues.get(project.issue)

    def key(self) -> tuple[object, ...]:
        """Two settings with the same key give a project the same findings."""
        document = self.document
        framework = self.framework and (self.framework.id, self.framework.version)
        return (
            document.plan,
            document.organisation,
            document.issues,
            document.agencies,
            document.villages,
            framework,
        )


def setting_of(document: PlanDocument, twins: Twins | None = None) -> Setting:
    try:
        framework = load(document.plan.framework)
    except FrameworkNotFoundError:
        framework = None
    return Setting(document, framework, Twins() if twins is None else twins)


ProjectRule = Callable[[Project, Setting], Iterator[Hit]]
PlanRule = Callable[[PlanDocument, Setting], Iterator[Hit]]

PROJECT_RULES: dict[str, ProjectRule] = {}
PLAN_RULES: dict[str, PlanRule] = {}


def project_rule(rule_id: str) -> Callable[[ProjectRule], ProjectRule]:
    """Register a rule that looks at one project at a time."""

    def register(function: ProjectRule) -> ProjectRule:
        PROJECT_RULES[rule_id] = function
        return function

    return register


def plan_rule(rule_id: str) -> Callable[[PlanRule], PlanRule]:
    """Register a rule that needs the whole plan."""

    def register(function: PlanRule) -> PlanRule:
        PLAN_RULES[rule_id] = function
        return function

    return register


@dataclass(frozen=True, slots=True)
class RuleText:
    """What is said of a rule: data, so that wording changes without code."""

    id: str
    severity: Severity
    title: str
    message: str
    reason: str
    fix: str | None = None  # wording of the change that mends it, for rules that know one


@cache
def rule_texts() -> dict[str, RuleText]:
    """Every rule's text by its id, in the order of the file."""
    data: dict[str, Any] = json.loads(resource("rules", "rules.json").read_text(encoding="utf-8"))
    return {
        entry["id"]: RuleText(
            entry["id"],
            Severity(entry["severity"]),
            entry["title"],
            entry["message"],
            entry["reason"],
            entry.get("fix"),
        )
        for entry in data["rules"]
    }
