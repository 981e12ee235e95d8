"""Projects gathered under issue, approach, programme or type of equipment, and the groups' wording."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kkplanner.forms.definition import LineDefinition
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Approach, Issue, Project


@dataclass(frozen=True, slots=True)
class Group:
    """One group of one level. `key` is empty for what has not been assigned yet."""

    by: str
    key: str
    number: str
    name: str


Path = tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Projects that share all groups of `path`, in the clerk's order."""

    path: Path
    projects: tuple[Project, ...]


class Gathering:
    """Gathers projects of one plan. Looks issues and approaches up once."""

    def __init__(self, document: PlanDocument) -> None:
        self._issues = {issue.uuid: issue for issue in document.issues}
        self._issue_of = {a.uuid: issue for issue in document.issues for a in issue.approaches}
        self._approaches = {a.uuid: a for issue in document.issues for a in issue.approaches}

    def gather(
        self, projects: Iterable[Project], bys: Sequence[str], *, every_issue: bool = False
    ) -> list[Gathered]:
        """Projects by the levels `bys`, outermost first: the plan's order, the unassigned last.

        Programmes and types of equipment come in the order in which the projects bring them; their
        numbers run within the group above. With `every_issue`, issues without projects are kept, empty.
        """
        return self._split((), tuple(projects), tuple(bys), every_issue=every_issue)

    def issue(self, path: Path) -> Issue | None:
        """The issue of a path, None where it is not assigned."""
        return next((self._issues[group.key] for group in path if group.by == "issue" and group.key), None)

    def _split(
        self, path: Path, projects: tuple[Project, ...], bys: tuple[str, ...], *, every_issue: bool
    ) -> list[Gathered]:
        if not bys:
            return [Gathered(path, projects)]
        by, rest = bys[0], bys[1:]
        parts: dict[str, list[Project]] = {}
        if by == "issue":
            parts = {uuid: [] for uuid in self._issues}
        elif by == "approach" and (issue := self.issue(path)) is not None:
            parts = {approach.uuid: [] for approach in issue.approaches}
        for project in projects:
            parts.setdefault(self._key(project, by, path), []).append(project)
        unassigned = parts.pop("", None)
        ordered = [
            (key, tuple(part)) for key, part in parts.items() if part or (by == "issue" and every_issue)
        ]
        if unassigned:
            ordered.append(("", tuple(unassigned)))
        gathered: list[Gathered] = []
        for count, (key, part) in enumerate(ordered, 1):
            here = (*path, self._group(by, key, count))
            gathered += self._split(here, part, rest, every_issue=False) if part else [Gathered(here, ())]
        return gathered

    def _key(self, project: Project, by: str, path: Path) -> str:
        if by == "issue":
            return self._issue_uuid(project)
        if by == "approach":
            approach = project.approach or ""
            owner = self._issue_of.get(approach)
            issue = self.issue(path)
            # An approach of another issue would print under the wrong heading.
            return approach if owner is not None and (issue is None or owner.uuid == issue.uuid) else ""
        return " ".join(str(getattr(project, by)).split())  # programme, equipment_type, village

    def _issue_uuid(self, project: Project) -> str:
        if project.issue in self._issues:
            return project.issue or ""
        owner = self._issue_of.get(project.approach or "")
        return owner.uuid if owner is not None else ""

    def _group(self, by: str, key: str, count: int) -> Group:
        if by in ("issue", "approach"):
            record: Issue | Approach | None = (self._issues if by == "issue" else self._approaches).get(key)
            return Group(by, key, record.number if record else "", record.title if record else "")
        return Group(by, key, str(count) if key else "", key)


def worded(group: Group, line: LineDefinition) -> str:
    """The line that names a group: "1. ยุทธศาสตร์ด้านการศึกษา", "(1) แผนงานการศึกษา"."""
    if not group.key:
        return line.unassigned
    own = group.number.strip().rstrip(".)")
    number = line.number.format(number=own) if own else ""
    return line.text.format(number=number, word=line.word, name=without_word(group.name, line.word, own))


def without_word(name: str, word: str, number: str = "") -> str:
    """`name` without the word (and "ที่ n") that the line prints itself: no "ยุทธศาสตร์ยุทธศาสตร์…"."""
    text = " ".join(name.split())
    if not word or not text.startswith(word):
        return text
    rest = text.removeprefix(word).lstrip(" :")
    if number:
        rest = re.sub(rf"^ที่\s*{re.escape(number)}(?![\w.])[\s.:)]*", "", rest)
    return rest or text
