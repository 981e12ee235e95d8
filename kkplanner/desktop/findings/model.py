"""Findings as a tree: gravity, rule, place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kkplanner.alignment.check import Severity
from kkplanner.alignment.check.rule import rule_texts
from kkplanner.thai.normalise import same_text_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from kkplanner.alignment.check import Finding

Index = QModelIndex | QPersistentModelIndex
_HEADS: Final = ("ข้อตรวจ", "ที่")


@dataclass(eq=False)
class Node:
    """A severity, below it rules, below them findings."""

    text: str
    place: str = ""
    finding: Finding | None = None
    rule: str = ""
    severity: str = ""
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str]:
        """Of a heading, whatever it counts now."""
        return self.severity, self.rule

    @property
    def row(self) -> int:
        return 0 if self.parent is None else self.parent.children.index(self)

    def findings(self) -> list[Finding]:
        """Its own, or all below it."""
        if self.finding is not None:
            return [self.finding]
        return [one for child in self.children for one in child.findings()]


class FindingsModel(QAbstractItemModel):
    """Built anew from a result and a filter; 1,000 findings take a few milliseconds."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = Node("")
        self._nodes: dict[object, Node] = {}
        self.order: list[Finding] = []  # as shown, from top to bottom

    def show(
        self,
        findings: Iterable[Finding],
        *,
        text: str = "",
        severity: Severity | None = None,
        waived: bool = False,
    ) -> int:
        """Show those that pass; gives their number.

        Args:
            findings: all of them, the gravest first.
            text: words that message, place or rule hold.
            severity: only this one; None: all.
            waived: those set aside instead of those that stand.
        """
        words = [same_text_key(word) for word in text.split()]
        passing = [
            one
            for one in findings
            if (one.waived is not None) == waived
            and (severity is None or one.severity is severity)
            and all(word in _searched(one) for word in words)
        ]
        self.beginResetModel()
        self._root = _tree(passing)
        self.order = self._root.findings()
        self._nodes = {
            _identity(node.finding): node
            for grave in self._root.children
            for rule in grave.children
            for node in rule.children
            if node.finding is not None
        }
        self.endResetModel()
        return len(passing)

    def node(self, index: Index) -> Node:
        """What stands at an index; the root for an invalid one."""
        node = index.internalPointer() if index.isValid() else None
        return node if isinstance(node, Node) else self._root

    def index_of(self, finding: Finding) -> QModelIndex:
        """Where a finding is shown; invalid when it is not."""
        node = self._nodes.get(_identity(finding))
        return QModelIndex() if node is None else self.createIndex(node.row, 0, node)

    def index_on_from(
        self, finding: Finding, order: Sequence[Finding], done: Collection[Finding] = ()
    ) -> QModelIndex:
        """Where to go on: the finding, or what followed it in an earlier order, or else what stood before it.

        Args:
            finding: that was current.
            order: in which the findings stood then.
            done: those that are passed over, though they may be shown still.
        """
        passed = {_identity(one) for one in done}
        keys = [_identity(one) for one in order]
        here = keys.index(_identity(finding)) if _identity(finding) in keys else 0
        for one in (*order[here:], *reversed(order[:here])):
            index = QModelIndex() if _identity(one) in passed else self.index_of(one)
            if index.isValid():
                return index
        return QModelIndex()

    def headings(self) -> list[QModelIndex]:
        """Severities and rules."""
        return [
            self.createIndex(row, 0, node)
            for above in (self._root, *self._root.children)
            for row, node in enumerate(above.children)
        ]

    # ------------------------------------------------------------------ Qt's questions

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        above = self._root if parent is None else self.node(parent)
        if 0 <= row < len(above.children) and 0 <= column < len(_HEADS):
            return self.createIndex(row, column, above.children[row])
        return QModelIndex()

    def parent(self, index: Index | None = None) -> Any:  # noqa: ANN401 - Qt has two of them
        if index is None:
            return super().parent()
        above = self.node(index).parent
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.row, 0, above)

    def rowCount(self, parent: Index | None = None) -> int:
        if parent is not None and parent.column() > 0:
            return 0
        return len(self._root.children if parent is None else self.node(parent).children)

    def columnCount(self, _parent: Index | None = None) -> int:
        return len(_HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        if not index.isValid():
            return None
        node = self.node(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return node.place if index.column() else node.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{node.text}\n{node.place}".strip()
        return None


def _tree(findings: list[Finding]) -> Node:
    root = Node("")
    for severity in Severity:
        here = [one for one in findings if one.severity is severity]
        if not here:
            continue
        grave = Node(f"{severity.thai} ({len(here):,})", severity=str(severity), parent=root)
        root.children.append(grave)
        by_rule: dict[str, list[Finding]] = {}
        for one in here:
            by_rule.setdefault(one.rule, []).append(one)
        for rule, found in by_rule.items():
            title = Node(
                f"{rule_texts()[rule].title} ({len(found):,})",
                rule=rule,
                severity=str(severity),
                parent=grave,
            )
            grave.children.append(title)
            title.children += [Node(one.message, one.place, one, rule, str(severity), title) for one in found]
    return root


def _searched(finding: Finding) -> str:
    return same_text_key(f"{finding.message} {finding.place} {rule_texts()[finding.rule].title}")


def _identity(finding: Finding) -> object:
    """What makes a finding of one check the same finding in the next."""
    return finding.rule, finding.project, finding.field, finding.message, finding.place
