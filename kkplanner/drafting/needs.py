"""Problems and requests heard at meetings of the people (ประชาคม): answered, joined, set aside or open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from kkplanner.drafting.errors import NeedError
from kkplanner.thai.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Need, Project

_LONGEST_REASON: Final = 1_000


class NeedState(StrEnum):
    """What became of a need."""

    OPEN = "open"
    ANSWERED = "answered"
    SET_ASIDE = "set_aside"


def answered_by(need: Need, project: Project) -> Need:
    """The need, answered by a project that was made for it or that takes it in; a reason given before goes."""
    return replace(need, project=project.uuid, set_aside_reason="")


def joined(needs: Iterable[Need], project: Project) -> tuple[Need, ...]:
    """Several needs answered by the same project."""
    return tuple(answered_by(need, project) for need in needs)


def set_aside(need: Need, reason: str) -> Need:
    """The need, not taken up, with the reason that the people will be told.

    Raises:
        NeedError: there is no reason, or it is far too long.
    """
    text = normalise(reason)
    if not text:
        raise NeedError("ต้องระบุเหตุผลที่ยังไม่ดำเนินการ")
    if len(text) > _LONGEST_REASON:
        raise NeedError(f"เหตุผลยาวเกิน {_LONGEST_REASON:,} อักขระ")
    return replace(need, project=None, set_aside_reason=text)


def reopened(need: Need) -> Need:
    """The need as it was heard, to be decided anew."""
    return replace(need, project=None, set_aside_reason="")


def state_of(need: Need, projects: frozenset[str]) -> NeedState:
    """What became of it; a project that is no longer in the plan answers nothing."""
    if need.project in projects:
        return NeedState.ANSWERED
    return NeedState.SET_ASIDE if need.set_aside_reason.strip() else NeedState.OPEN


@dataclass(frozen=True, slots=True)
class NeedsSummary:
    """All needs of a plan by what became of them, in their order; most urgent open ones first."""

    answered: tuple[Need, ...]
    set_aside: tuple[Need, ...]
    open: tuple[Need, ...]

    @property
    def total(self) -> int:
        return len(self.answered) + len(self.set_aside) + len(self.open)

    @property
    def decided_percent(self) -> float:
        """How many of a hundred needs were answered or set aside; 100 where none was heard."""
        return 100.0 if not self.total else 100 * (self.total - len(self.open)) / self.total

    def as_json(self) -> dict[str, Any]:
        return {
            "total": self.total,
            "answered": len(self.answered),
            "set_aside": len(self.set_aside),
            "open": [{"uuid": n.uuid, "text": n.text, "place": n.place} for n in self.open],
            "decided_percent": round(self.decided_percent, 1),
        }


def needs_summary(document: PlanDocument) -> NeedsSummary:
    """What became of every need of the plan."""
    projects = frozenset(project.uuid for project in document.projects)
    by_state: dict[NeedState, list[Need]] = {state: [] for state in NeedState}
    for need in document.needs:
        by_state[state_of(need, projects)].append(need)
    waiting = sorted(by_state[NeedState.OPEN], key=lambda need: (need.priority is None, need.priority or 0))
    return NeedsSummary(
        tuple(by_state[NeedState.ANSWERED]), tuple(by_state[NeedState.SET_ASIDE]), tuple(waiting)
    )
