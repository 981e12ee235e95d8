"""Choose, sort and group the rows of a plan for a list on the screen.

Done here and not in the window, so that 2,000 rows take milliseconds: what a text looks like to a search or to a
sort is worked out once for each record and remembered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kkplanner.plan.budget import total
from kkplanner.thai.digits import to_arabic
from kkplanner.thai.normalise import same_text_key
from kkplanner.thai.order import sort_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.kinds import Form
    from kkplanner.plan.model import Issue, Project
    from kkplanner.thai.order import SortKey

SEARCHED: Final = (  # fields of a project
    "title",
    "objective",
    "target",
    "kpi",
    "expected_result",
    "agency",
    "asked_agency",
    "programme",
    "equipment_type",
    "village",
    "note",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFilter:
    """What a row must be to be shown; an empty field asks for nothing."""

    text: str = ""  # every word of it somewhere in the row's texts
    issue: str = ""  # Issue.uuid
    programme: str = ""
    agency: str = ""
    without_link: bool = False  # to the framework of the plan, confirmed
    among: frozenset[str] | None = None  # Project.uuid, for example those with a finding
    node: str = ""  # code in the plan's framework: the row is linked to it or to something below
    year: int | None = None  # พ.ศ.: money in that year

    @property
    def is_empty(self) -> bool:
        return self == ProjectFilter()


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that stand together on the form."""

    title: str
    projects: tuple[Project, ...]


class Chooser:
    """Chooses again and again, remembering what a row looks like until the row changes."""

    def __init__(self) -> None:
        self._keys: dict[str, tuple[Project, str]] = {}
        self._orders: dict[str, SortKey] = {}

    def choose(self, document: PlanDocument, form: Form, wanted: ProjectFilter) -> list[Project]:
        """The rows of a form that pass, in the plan's order."""
        words = [same_text_key(word) for word in wanted.text.split()]
        framework = document.plan.framework
        return [
            project
            for project in document.projects
            if project.form is form
            and (not wanted.issue or project.issue == wanted.issue)
            and (not wanted.programme or project.programme == wanted.programme)
            and (not wanted.agency or project.agency == wanted.agency)
            and (wanted.among is None or project.uuid in wanted.among)
            and (wanted.year is None or project.budgets.get(wanted.year, 0) > 0)
            and not (wanted.without_link and is_linked(project, framework))
            and (not wanted.node or _serves(project, framework, wanted.node))
            and (not words or self._holds(project, words))
        ]

    def sort(
        self, projects: Iterable[Project], by: Callable[[Project], str | int | None], *, descending: bool
    ) -> list[Project]:
        """By a text (dictionary order) or a number; rows that have none stand last either way."""
        filled = [(value, project) for project in projects if (value := by(project)) not in (None, "")]
        empty = [project for project in projects if by(project) in (None, "")]
        filled.sort(key=lambda pair: self._order(pair[0]), reverse=descending)
        return [project for _, project in filled] + empty

    def learn_order(self, texts: Iterable[str]) -> None:
        """Work out ahead how texts sort."""
        for text in texts:
            self._order(text)

    def _holds(self, project: Project, words: Sequence[str]) -> bool:
        known = self._keys.get(project.uuid)
        if known is None or known[0] is not project:
            texts = [str(getattr(project, name)) for name in SEARCHED]
            texts += [item.text for item in project.sub_items]
            known = (project, _search_key("\n".join(texts)))
            self._keys[project.uuid] = known
        return all(word in known[1] for word in words)

    def _order(self, value: str | int | None) -> tuple[int, SortKey | int]:
        if isinstance(value, int):
            return 0, value
        text = value or ""
        known = self._orders.get(text)
        if known is None:
            known = self._orders[text] = sort_key(text)
        return 1, known


def _search_key(text: str) -> str:
    """As `same_text_key` of a text that is normalised already, as all texts of a plan are: ten times as fast."""
    return to_arabic("".join(text.split())).replace("\u0e40\u0e40", "\u0e41").casefold()


def is_linked(project: Project, framework: str) -> bool:
    """Whether somebody has agreed where the row belongs in the framework."""
    return any(link.framework == framework and link.confirmed for link in project.links)


def grouped(document: PlanDocument, projects: Iterable[Project]) -> list[Group]:
    """Rows under their ประเด็น, in the order of the plan's ประเด็น; those without one come last."""
    by_issue: dict[str | None, list[Project]] = {}
    known = {issue.uuid for issue in document.issues}
    for project in projects:
        by_issue.setdefault(project.issue if project.issue in known else None, []).append(project)
    groups = [
        Group(issue_label(issue), tuple(by_issue[issue.uuid]))
        for issue in document.issues
        if issue.uuid in by_issue
    ]
    if None in by_issue:
        groups.append(Group("ยังไม่ระบุประเด็นการพัฒนา", tuple(by_issue[None])))
    return groups


def issue_label(issue: Issue) -> str:
    """As lists show it: "1. ชื่อประเด็น"."""
    return f"{issue.number}. {issue.title}" if issue.number else issue.title


def sums_by_year(projects: Iterable[Project], years: Sequence[int]) -> tuple[dict[int, int], int]:
    """Satang by year and in all, sub-items included."""
    sums = dict.fromkeys(years, 0)
    whole = 0
    for project in projects:
        budgets = project.budgets
        whole += total(budgets)
        for year in years:
            sums[year] += budgets.get(year, 0)
    return sums, whole


def _serves(project: Project, framework: str, node: str) -> bool:
    below = f"{node}."
    return any(
        link.framework == framework and (link.code == node or link.code.startswith(below))
        for link in project.links
    )
