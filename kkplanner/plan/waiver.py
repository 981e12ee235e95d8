"""A finding that the organisation has looked at and set aside, with the reason it gives."""

from __future__ import annotations

from dataclasses import dataclass, field

from kkplanner.plan.model import new_uuid


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """One rule of the check waived for one project, or for the plan as a whole."""

    uuid: str = field(default_factory=new_uuid)
    project: str | None = None  # Project.uuid; None: findings that speak of the plan as a whole
    rule: str  # id of the rule, "project.target-without-quantity"
    reason: str  # why it may stand; kept in the history with everything else
