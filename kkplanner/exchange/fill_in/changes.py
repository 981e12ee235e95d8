"""What a return changes in the plan, and what somebody decided about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Literal
from uuid import UUID, uuid5

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kkplanner.exchange.excel_in.findings import Finding
    from kkplanner.exchange.fill_in.fields import Value
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.kinds import Form
    from kkplanner.plan.model import Project

Side = Literal["plan", "returned"]
_NAMESPACE: Final = UUID("7f0d7c1e-5a0b-5c0e-9c57-4c9d2f6e2571")


class RowKind(StrEnum):
    """What came back of a row."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One value that the division changed: as handed out, as the plan has it now, as it came back."""

    key: str
    label: str
    sent: Value
    now: Value
    returned: Value

    @property
    def is_conflict(self) -> bool:
        """Whether the plan was changed meanwhile, too, and otherwise."""
        return self.now not in (self.sent, self.returned)


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that differs. `uuid` is the project's or sub-item's; of an added row the one it would get."""

    kind: RowKind
    uuid: str
    title: str
    form: Form
    row: int  # of the returned sheet; 0: the row is gone from it
    fields: tuple[FieldChange, ...] = ()
    project: Project | None = None  # of an added row
    likeness: float = 1.0  # 0-1; less where the row lost its identity and was paired by what it says
    changed_meanwhile: bool = False  # a row that shall go, though the plan changed it after the handing out

    @property
    def conflicts(self) -> tuple[FieldChange, ...]:
        return tuple(one for one in self.fields if one.is_conflict)

    def id_of(self, field: FieldChange) -> str:
        """By which a conflict is named where one is decided by itself; the same in every reading of the file."""
        return str(uuid5(_NAMESPACE, f"{self.uuid}|{field.key}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeChoices:
    """What somebody decided.

    Attributes:
        left_out: rows to pass by, by uuid.
        removals: rows to take out of the plan, by uuid; nothing is removed that is not named here.
        fields: (uuid, column key) of a conflict → whose value stands; without a decision the plan's.
    """

    left_out: frozenset[str] = frozenset()
    removals: frozenset[str] = frozenset()
    fields: Mapping[tuple[str, str], Side] = field(default_factory=dict)


@dataclass(slots=True)
class TakeBack:
    """The plan after it, and what came back."""

    document: PlanDocument
    rows: list[RowChange] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def conflicts(self) -> list[tuple[RowChange, FieldChange]]:
        return [(row, one) for row in self.rows for one in row.conflicts]


NO_CHOICES: Final = TakeChoices()
