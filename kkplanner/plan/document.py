"""A whole plan at one moment: what forms, checks, exports and comparisons read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from kkplanner.plan.merge_note import MergeNote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kkplanner.plan.crosswalk_choice import CrosswalkChoice
    from kkplanner.plan.kinds import Form
    from kkplanner.plan.merging.conflict import Conflict
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

SINGLES: Final = ("organisation", "plan")
"""Kinds of which a plan has exactly one record; the field of the document has the same name."""

LISTS: Final[Mapping[str, str]] = {
    "village": "villages",
    "agency": "agencies",
    "edition": "editions",
    "issue": "issues",
    "project": "projects",
    "section": "sections",
    "need": "needs",
    "unit_price": "unit_prices",
    "waiver": "waivers",
    "crosswalk_choice": "crosswalk_choices",
    "picture": "pictures",
}
"""Kind of record → field of the document, in the order of references: what is named comes first."""


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
    conflicts: tuple[Conflict, ...] = ()  # of merges, not decided yet; no record of the plan
    merged: MergeNote = field(default=MergeNote(), compare=False)  # copies whose work it contains

    def issue(self, uuid: str | None) -> Issue | None:
        return next((issue for issue in self.issues if issue.uuid == uuid), None)

    def approach(self, uuid: str | None) -> Approach | None:
        return next((a for issue in self.issues for a in issue.approaches if a.uuid == uuid), None)

    def edition(self, uuid: str | None) -> Edition | None:
        return next((edition for edition in self.editions if edition.uuid == uuid), None)

    def projects_of(self, form: Form) -> Iterator[Project]:
        return (project for project in self.projects if project.form is form)


def top_records(document: PlanDocument) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """(kind, records in their order) of the top level, in the order of references."""
    for kind in SINGLES:
        yield kind, (getattr(document, kind),)
    for kind, name in LISTS.items():
        yield kind, getattr(document, name)


def with_records(document: PlanDocument, records: Mapping[str, Iterable[Any]]) -> PlanDocument:
    """The document with other records of these kinds of the top level, one of those that it has once."""
    changed: dict[str, Any] = {}
    for kind, some in records.items():
        if kind in SINGLES:
            (changed[kind],) = some
        else:
            changed[LISTS[kind]] = tuple(some)
    return replace(document, **changed)
