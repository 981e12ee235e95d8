"""How far a plan has come: by part of the book and by ประเด็น, with what is missing.

A requirement is met to a share (done of total); a part is as complete as the mean of its requirements, the
plan as the mean of its parts. A requirement over records of which there are none does not count: a plan
without ผ.02/2 lacks nothing of ผ.02/2.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import TYPE_CHECKING, Any

from kkplanner.drafting.completeness import Part, Requirement, RequirementKind, parts
from kkplanner.drafting.needs import NeedState, state_of
from kkplanner.plan.budget import funded_years
from kkplanner.plan.model import Issue, Need, Project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Link


@dataclass(frozen=True, slots=True)
class Met:
    """A requirement and how far it is met; `lacking` are the uuids of the records that lack it."""

    requirement: Requirement
    done: int
    total: int
    lacking: tuple[str, ...] = ()

    @property
    def share(self) -> float:
        return self.done / self.total

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.requirement.id,
            "text": self.requirement.text,
            "done": self.done,
            "total": self.total,
            "records": list(self.lacking),
        }


@dataclass(frozen=True, slots=True)
class PartProgress:
    """A part of the book; `met` holds every requirement that applies."""

    part: Part
    met: tuple[Met, ...]

    @property
    def percent(self) -> float:
        return _percent(self.met)

    @property
    def missing(self) -> tuple[Met, ...]:
        return _missing(self.met)


@dataclass(frozen=True, slots=True)
class IssueProgress:
    """One of the organisation's own ประเด็น with its projects."""

    issue: Issue
    projects: int
    met: tuple[Met, ...]

    @property
    def percent(self) -> float:
        return _percent(self.met)

    @property
    def missing(self) -> tuple[Met, ...]:
        return _missing(self.met)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the plan has come. `percent` is 0 to 100."""

    parts: tuple[PartProgress, ...]
    issues: tuple[IssueProgress, ...]

    @property
    def percent(self) -> float:
        return sum(part.percent for part in self.parts) / len(self.parts)

    def as_json(self) -> dict[str, Any]:
        """The stable shape of docs/cli.md."""
        return {
            "percent": _shown(self.percent),
            "parts": [
                {
                    "part": each.part.part,
                    "title": each.part.title,
                    "percent": _shown(each.percent),
                    "missing": [met.as_json() for met in each.missing],
                }
                for each in self.parts
            ],
            "issues": [
                {
                    "uuid": each.issue.uuid,
                    "number": each.issue.number,
                    "title": each.issue.title,
                    "projects": each.projects,
                    "percent": _shown(each.percent),
                    "missing": [met.as_json() for met in each.missing],
                }
                for each in self.issues
            ],
        }


def progress(document: PlanDocument) -> Progress:
    """How far the plan has come."""
    plan = _Plan(document)
    by_part = tuple(
        PartProgress(part, tuple(filter(None, map(plan.met, part.requirements)))) for part in parts()
    )
    of_records = [
        requirement
        for part in parts()
        for requirement in part.requirements
        if requirement.kind is RequirementKind.EACH and requirement.of in ("issues", "projects")
    ]
    by_issue: dict[str | None, list[Project]] = {}
    for project in document.projects:
        by_issue.setdefault(project.issue, []).append(project)
    of_issues = []
    for issue in document.issues:
        own = by_issue.get(issue.uuid, [])
        met = tuple(filter(None, (plan.each(requirement, [issue], own) for requirement in of_records)))
        of_issues.append(IssueProgress(issue, len(own), met))
    return Progress(by_part, tuple(of_issues))


class _Plan:
    """The plan with what the requirements look up in it."""

    def __init__(self, document: PlanDocument) -> None:
        self._document = document
        self._written = {section.key for section in document.sections if section.body.strip()}
        self._approaches = {a.uuid for issue in document.issues for a in issue.approaches}
        self._issues = {issue.uuid for issue in document.issues}
        self._used = {project.issue for project in document.projects}
        self._projects = frozenset(project.uuid for project in document.projects)

    def met(self, requirement: Requirement) -> Met | None:
        """How far it is met, None where it does not apply."""
        if requirement.kind is RequirementKind.ORGANISATION:
            value = getattr(self._document.organisation, requirement.field)
            return Met(requirement, int(bool(value)), 1)
        if requirement.kind is RequirementKind.SECTION:
            return Met(requirement, int(not self._written.isdisjoint(requirement.keys)), 1)
        if requirement.kind is RequirementKind.RECORDS:
            found = len(getattr(self._document, requirement.of))
            return Met(requirement, min(found, requirement.least), requirement.least)
        return self.each(requirement, self._document.issues, self._document.projects)

    def each(
        self, requirement: Requirement, issues: Sequence[Issue], projects: Sequence[Project]
    ) -> Met | None:
        """How many of these records have the field; None where there are none of the kind."""
        records: Iterable[Issue | Project | Need]
        if requirement.of == "issues":
            records = issues
        elif requirement.of == "needs":
            records = self._document.needs
        else:
            records = (p for p in projects if not requirement.forms or p.form in requirement.forms)
        answers = [(record.uuid, self._has(record, requirement)) for record in records]
        if not answers:
            return None
        lacking = tuple(uuid for uuid, has in answers if not has)
        return Met(requirement, len(answers) - len(lacking), len(answers), lacking)

    def _has(self, record: Issue | Project | Need, requirement: Requirement) -> bool:
        if isinstance(record, Issue):
            return self._issue_has(record, requirement)
        if isinstance(record, Need):
            return state_of(record, self._projects) is not NeedState.OPEN
        check = self._checks.get(requirement.field)
        if check is not None:
            return check(record, requirement)
        value = getattr(record, requirement.field)
        return bool(value.strip()) if isinstance(value, str) else value is not None

    def _issue_has(self, issue: Issue, requirement: Requirement) -> bool:
        if requirement.field == "project":
            return issue.uuid in self._used
        if requirement.field == "approaches":
            return bool(issue.approaches)
        return self._linked(issue.links, requirement)

    def _linked(self, links: Iterable[Link], requirement: Requirement) -> bool:
        wanted = requirement.frameworks or {self._document.plan.framework}
        return any(link.framework in wanted for link in links)

    @property
    def _checks(self) -> Mapping[str, Callable[[Project, Requirement], bool]]:
        """Fields of a project that are more than a text or a number."""
        return {
            "issue": lambda project, _: project.issue in self._issues,
            "approach": lambda project, _: project.approach in self._approaches or self._has_none(project),
            "link": lambda project, requirement: self._linked(project.links, requirement),
            "confirmed_link": lambda project, requirement: self._linked(
                (link for link in project.links if link.confirmed), requirement
            ),
            "amount": lambda project, _: any(
                year in self._document.plan.period for year in funded_years(project.budgets)
            ),
        }

    def _has_none(self, project: Project) -> bool:
        """Whether the project's issue has no แนวทาง that could be chosen."""
        issue = self._document.issue(project.issue)
        return issue is not None and not issue.approaches


def _percent(met: Sequence[Met]) -> float:
    return 100 * sum(each.share for each in met) / len(met) if met else 100.0


def _shown(percent: float) -> float:
    """One decimal, cut and not rounded: what lacks something never shows as 100."""
    return floor(percent * 10 + 1e-9) / 10


def _missing(met: Sequence[Met]) -> tuple[Met, ...]:
    return tuple(each for each in met if each.done < each.total)
