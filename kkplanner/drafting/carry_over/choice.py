"""Which projects come over, and to which years their money moves."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kkplanner.plan.budget import funded_years

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Project
    from kkplanner.thai.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the clerk picked of the old plan. Without `funded_in` and `projects` everything comes.

    `years` maps old fiscal years to new ones (พ.ศ.); without it the first year of the old plan becomes the
    first of the new one, and so on. With `facts`, villages, divisions and unit prices come along where the
    new plan has none.
    """

    funded_in: frozenset[int] = frozenset()
    projects: frozenset[str] = frozenset()  # uuids
    years: Mapping[int, int] = field(default_factory=dict)
    facts: bool = True

    def picks(self, project: Project) -> bool:
        if self.projects and project.uuid not in self.projects:
            return False
        return not self.funded_in or not self.funded_in.isdisjoint(funded_years(project.budgets))

    def year_map(self, old: Period, new: Period) -> dict[int, int]:
        """Old year to new year, for those that land inside the new plan."""
        shifted = dict(self.years) or {year: year - old.first + new.first for year in old.years}
        return {before: after for before, after in shifted.items() if after in new}


def picked(old: PlanDocument, choice: Choice) -> tuple[Project, ...]:
    """The chosen projects, in the old plan's order."""
    return tuple(project for project in old.projects if choice.picks(project))
