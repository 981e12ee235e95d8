"""The pairs of nodes that tie one ประเด็น of the plan to the plans above, with what was decided about each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kkplanner.framework import load
from kkplanner.framework.crosswalk import load_crosswalks
from kkplanner.plan.crosswalk_choice import CrosswalkChoice, chosen_crosswalks

if TYPE_CHECKING:
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Issue

Index = QModelIndex | QPersistentModelIndex
_HEADS = ("จาก", "แผนระดับบน", "ข้อ", "น้ำหนัก", "สถานะ")
_STRENGTHS = {"direct": "ตรง", "supporting": "สนับสนุน"}


@dataclass(frozen=True, slots=True)
class TiedPair:
    """One pair of nodes.

    Attributes:
        source: (framework, code) below.
        target: (framework, code) above.
        strength: of the crosswalk, "" for a pair that the clerk rejected and nobody proposes.
        reason: why, as the crosswalk or the clerk says.
        choice: what the clerk decided, None where the program's proposal stands as it is.
    """

    source: tuple[str, str]
    target: tuple[str, str]
    strength: str
    reason: str
    choice: CrosswalkChoice | None

    @property
    def state(self) -> str:
        """Thai: who stands behind it."""
        if self.choice is None:
            return "โปรแกรมเสนอ"
        return "ยืนยันแล้ว" if self.choice.accepted else "ไม่ใช้"


def pairs_of(document: PlanDocument, issue: Issue) -> list[TiedPair]:
    """All pairs upward from the nodes that an issue is linked to, and from what these lead to."""
    choices = {
        ((one.source_framework, one.source_code), (one.target_framework, one.target_code)): one
        for one in document.crosswalk_choices
    }
    proposed = {
        ((walk.source, pair.source), (walk.target, pair.target)): pair
        for walk in load_crosswalks()
        for pair in walk.pairs
    }
    walks = chosen_crosswalks(document)
    found: dict[tuple[tuple[str, str], tuple[str, str]], TiedPair] = {}
    waiting = [
        (link.framework, link.code) for link in issue.links if link.framework == document.plan.framework
    ]
    seen: set[tuple[str, str]] = set()
    while waiting:
        source = waiting.pop(0)
        if source in seen:
            continue
        seen.add(source)
        for walk in walks:
            if walk.source != source[0]:
                continue
            for pair in walk.targets_of(load(walk.source), source[1]):
                key = ((walk.source, pair.source), (walk.target, pair.target))
                found[key] = TiedPair(*key, pair.strength, pair.reason, choices.get(key))
                waiting.append(key[1])
        for key, choice in choices.items():
            if key[0] == source and key not in found and not choice.accepted:
                before = proposed.get(key)
                found[key] = TiedPair(*key, before.strength if before else "", choice.reason, choice)
    return list(found.values())


class PairsModel(QAbstractTableModel):
    """Pairs as a table."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pairs: list[TiedPair] = []

    def show(self, pairs: list[TiedPair]) -> None:
        self.beginResetModel()
        self.pairs = pairs
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.pairs)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return _HEADS[section] if orientation is Qt.Orientation.Horizontal else str(section + 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if not index.isValid():
            return None
        pair = self.pairs[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return pair.reason
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        framework = load(pair.target[0])
        node = framework.find(pair.target[1])
        return (
            f"{pair.source[1]}  {load(pair.source[0]).short_title}",
            framework.short_title,
            f"{pair.target[1]} {node.text if node else ''}",
            _STRENGTHS.get(pair.strength, ""),
            pair.state,
        )[index.column()]
