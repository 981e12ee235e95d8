"""What a plan covers of the framework it is drafted against: projects and baht by issue, approach, measure, year.

How it counts:

- A project counts where its **main link** points (the first of its links to the framework), so that every
  project and every baht stands in one place and the shares add up to one. Further links only say that an
  approach is not left empty and that a goal is worked for.
- Counted are ผ.02, ผ.02/1 and ผ.03, with money in at least one year of the plan. ผ.02/2 (asked of other
  agencies) and rows without money stand apart: the organisation does not do them with this plan.
- A **goal** (จุดมุ่งหมาย) of the framework is worked for in a year when a counted project with money in that
  year is linked to its issue or to anything below it. The PAO ties goals to issues and to nothing finer.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from kkplanner.framework import load
from kkplanner.plan.kinds import Form
from kkplanner.thai.money import SATANG_PER_BAHT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kkplanner.framework import Framework, Node
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Project

_ISSUE: Final = "issue"
_APPROACH: Final = "approach"
_GOAL: Final = "goal"
_COUNTED: Final = (_ISSUE, _APPROACH, "measure")


@dataclass
class Figures:
    """Projects, and their money in satang by year (พ.ศ.)."""

    projects: int = 0
    projects_by_year: Counter[int] = field(default_factory=Counter)
    satang_by_year: Counter[int] = field(default_factory=Counter)

    @property
    def satang(self) -> int:
        return self.satang_by_year.total()

    def add(self, amounts: dict[int, int]) -> None:
        self.projects += 1
        self.satang_by_year.update(amounts)
        self.projects_by_year.update(amounts.keys())

    def as_json(self, years: Iterable[int], whole: int) -> dict[str, Any]:
        return {
            "projects": self.projects,
            "baht": _baht(self.satang),
            "share": round(self.satang / whole, 4) if whole else 0.0,
            "years": {
                str(year): {
                    "projects": self.projects_by_year[year],
                    "baht": _baht(self.satang_by_year[year]),
                }
                for year in years
            },
        }


@dataclass(frozen=True)
class GoalCoverage:
    """One goal of the framework and the years (พ.ศ.) in which the plan works for it."""

    node: Node
    issue: str
    years: tuple[int, ...]
    projects: int


@dataclass(frozen=True)
class Coverage:
    framework: Framework
    years: tuple[int, ...]
    total: Figures
    by_code: dict[str, Figures]  # issues, approaches and measures with a project
    unlinked: Figures
    asked: Figures  # ผ.02/2, whatever it is linked to
    without_budget: int  # rows without money in any year of the plan
    touched: frozenset[str]  # codes with a counted project by any of its links, and all codes above them
    goals: tuple[GoalCoverage, ...]

    @cached_property
    def empty_approaches(self) -> tuple[Node, ...]:
        """แนวทาง to which no counted project is linked."""
        return tuple(node for node in self.framework.nodes_at(_APPROACH) if node.code not in self.touched)

    def figures(self, code: str) -> Figures:
        return self.by_code.get(code) or Figures()

    def as_json(self) -> dict[str, Any]:
        """The stable shape of docs/cli.md. `share` is of the money of all counted projects."""
        worked_for = [goal for goal in self.goals if goal.years]
        return {
            "framework": {"id": self.framework.id, "version": self.framework.version},
            "years": list(self.years),
            "total": self.total.as_json(self.years, self.total.satang),
            "unlinked": self.unlinked.as_json(self.years, self.total.satang),
            "asked": self.asked.as_json(self.years, 0),
            "without_budget": self.without_budget,
            "issues": [self._node_json(node) for node in self.framework.nodes_at(_ISSUE)],
            "approaches_without_project": [
                {"code": node.code, "text": node.text} for node in self.empty_approaches
            ],
            "goals_contributed": len(worked_for),
            "goals": [
                {
                    "code": goal.node.code,
                    "text": goal.node.text,
                    "issue": goal.issue,
                    "years": list(goal.years),
                    "projects": goal.projects,
                }
                for goal in self.goals
            ],
        }

    def _node_json(self, node: Node) -> dict[str, Any]:
        shape: dict[str, Any] = {
            "code": node.code,
            "text": node.text,
            **self.figures(node.code).as_json(self.years, self.total.satang),
        }
        if node.level == _ISSUE:
            below = [child for child in self.framework.children(node.code) if child.level == _APPROACH]
            shape["approaches"] = [self._node_json(child) for child in below]
        elif node.level == _APPROACH:
            shape["measures"] = [self._node_json(child) for child in self.framework.children(node.code)]
        return shape


def coverage(document: PlanDocument) -> Coverage:
    """What the plan covers of its framework.

    Raises:
        FrameworkNotFoundError: the framework that the plan names is not known here.
    """
    framework = load(document.plan.framework)
    years = document.plan.period.years
    total, unlinked, asked = Figures(), Figures(), Figures()
    by_code: dict[str, Figures] = {}
    touched: set[str] = set()
    worked: dict[str, Counter[int]] = {}
    workers: Counter[str] = Counter()
    without_budget = 0
    for project in document.projects:
        amounts = {y: a for y, a in project.budgets.items() if a > 0 and y in years}
        if not amounts:
            without_budget += 1
            continue
        if project.form is Form.P02_2:
            asked.add(amounts)
            continue
        total.add(amounts)
        paths = _paths(project, framework)
        if not paths:
            unlinked.add(amounts)
            continue
        for code in paths[0]:
            by_code.setdefault(code, Figures()).add(amounts)
        reached = {code for path in paths for code in path}
        touched |= reached
        for code in reached:
            worked.setdefault(code, Counter()).update(amounts.keys())
            workers[code] += 1
    return Coverage(
        framework=framework,
        years=years,
        total=total,
        by_code=by_code,
        unlinked=unlinked,
        asked=asked,
        without_budget=without_budget,
        touched=frozenset(touched),
        goals=tuple(
            GoalCoverage(node, issue, tuple(sorted(worked.get(issue, ()))), workers[issue])
            for node in framework.nodes_at(_GOAL)
            if (issue := node.parent) is not None
        ),
    )


def _paths(project: Project, framework: Framework) -> list[tuple[str, ...]]:
    """For each link to the framework, in the project's order: its code and all codes above it.

    A link to a goal counts for the goal's issue; one to a vision or position counts nowhere.
    """
    paths = []
    for link in project.links:
        node = framework.find(link.code) if link.framework == framework.id else None
        if node is not None:
            line = (node, *framework.ancestors(node.code))
            paths.append(tuple(step.code for step in line if step.level in _COUNTED))
    return [path for path in paths if path]


def _baht(satang: int) -> int | float:
    baht, rest = divmod(satang, SATANG_PER_BAHT)
    return satang / SATANG_PER_BAHT if rest else baht
