"""A whole plan at one moment: what forms, checks, exports and comparisons read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kkplanner.plan.crosswalk_choice import CrosswalkChoice
    from kkplanner.plan.kinds import Form
    from kkplanner.plan.model import (
        Agency,
        Approach,
        Edition,
        Issue,
        Need,
        Organisation,
        Plan,
        Project,
        Section,
        UnitPrice,
        Village,
    )
    from kkplanner.plan.picture import Picture
    from kkplanner.plan.waiver import Waiver


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDocument:
    """Every record of a plan, in printed order. Equality is equality of content."""

    organisation: Organisation
    plan: Plan
    villages: tuple[Village, ...] = ()
    agencies: tuple[Agency, ...] = ()
    editions: tuple[Edition, ...] = ()
    issues: tuple[Issue, ...] = ()
    projects: tuple[Project, ...] = ()  # all forms, ผ.03 included, in the clerk's order
    sections: tuple[Section, ...] = ()
    needs: tuple[Need, ...] = ()
    unit_prices: tuple[UnitPrice, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    crosswalk_choices: tuple[CrosswalkChoice, ...] = ()
    pictures: tuple[Picture, ...] = ()

    def issue(self, uuid: str | None) -> Issue | None:
        return next((issue for issue in self.issues if issue.uuid == uuid), None)

    def approach(self, uuid: str | None) -> Approach | None:
        return next((a for issue in self.issues for a in issue.approaches if a.uuid == uuid), None)

    def edition(self, uuid: str | None) -> Edition | None:
        return next((edition for edition in self.editions if edition.uuid == uuid), None)

    def projects_of(self, form: Form) -> Iterator[Project]:
        return (project for project in self.projects if project.form is form)
