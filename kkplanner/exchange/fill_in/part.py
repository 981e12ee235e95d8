"""Which rows of a plan a division gets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Project


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one agency, of one issue, or both; empty asks for all."""

    agency: str = ""
    issue: str = ""  # Issue.uuid

    def holds(self, project: Project) -> bool:
        """Whether a row belongs to the part."""
        return (not self.agency or project.agency == self.agency) and (
            not self.issue or project.issue == self.issue
        )

    def choose(self, projects: Iterable[Project]) -> list[Project]:
        return [project for project in projects if self.holds(project)]

    def title(self, document: PlanDocument) -> str:
        """As a sheet names it: "กองช่าง · 1. โครงสร้างพื้นฐาน"."""
        from kkplanner.plan.choosing import issue_label

        issue = next((issue_label(one) for one in document.issues if one.uuid == self.issue), "")
        return " · ".join(name for name in (self.agency, issue) if name) or "ทุกหน่วยงาน"
