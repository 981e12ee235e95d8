"""What a clerk decided about a pair of nodes between two policy frameworks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kkplanner.plan.model import new_uuid

if TYPE_CHECKING:
    from pathlib import Path

    from kkplanner.framework.crosswalk import Crosswalk
    from kkplanner.plan.document import PlanDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class CrosswalkChoice:
    """One pair confirmed, added or rejected. A plan has at most one choice for each pair."""

    uuid: str = field(default_factory=new_uuid)
    source_framework: str  # id of the lower framework
    source_code: str
    target_framework: str  # id of the upper framework
    target_code: str
    accepted: bool  # False: the pair does not hold for this plan
    reason: str = ""
    decided_by: str = ""


def chosen_crosswalks(document: PlanDocument, folder: Path | None = None) -> tuple[Crosswalk, ...]:
    """The shipped crosswalks as the clerk of this plan wants them: what `chain` takes as `crosswalks`.

    Rejected pairs are gone. Accepted pairs that were not there are "direct" and stand before the program's
    proposals; accepted proposals stay as they are. Between two frameworks that no shipped crosswalk ties
    together the accepted pairs make a crosswalk of their own; where one of the two is not on this machine
    they lead nowhere. A crosswalk without choices is the shipped one itself.

    A node without pairs of its own has those of the nearest node above it, and a choice starts from what the
    node has: an added pair stands beside the inherited ones, and a rejected one does not come back from above.

    Args:
        document: the plan with its choices.
        folder: the frameworks that the user added.

    Raises:
        FrameworkUnreadableError: a framework in `folder` is damaged.
    """
    # The file of a plan knows the record; it should not wait for the frameworks.
    from kkplanner.framework.crosswalk import load_crosswalks
    from kkplanner.plan.chosen_crosswalk import with_choices

    return with_choices(load_crosswalks(), document.crosswalk_choices, folder)
