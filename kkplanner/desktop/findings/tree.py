"""The tree of findings with its keys: Enter goes there, Ctrl+Enter mends, Delete sets aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QTreeView, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex

    from kkplanner.alignment.check import Finding
    from kkplanner.desktop.findings.model import FindingsModel, Node


class FindingsTree(QTreeView):
    """Several can be chosen; a heading stands for all below it.

    Signals:
        fix_wanted, waive_wanted, copy_wanted: for what is chosen.
    """

    fix_wanted = Signal()
    waive_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, model: FindingsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._findings = model
        self.setModel(model)
        self.setAccessibleName("ผลการตรวจ")
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(True)
        self.setIconSize(QSize(18, 18))
        self.setSelectionMode(QTreeView.SelectionMode.ExtendedSelection)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setColumnWidth(0, self.viewport().width() * 3 // 5)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.fix_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.waive_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)

    @property
    def nodes(self) -> list[Node]:
        """What is selected, in no particular order.

        Beside others, an open heading stands for nothing: what is below it is selected or not for itself.
        """
        chosen = [(index, self._findings.node(index)) for index in self.selectionModel().selectedRows()]
        if len(chosen) == 1:
            return [chosen[0][1]]
        return [node for index, node in chosen if node.finding is not None or not self.isExpanded(index)]

    @property
    def chosen(self) -> list[Finding]:
        """The findings that are selected, those below selected headings included, each once, in the shown order."""
        chosen = {id(one) for node in self.nodes for one in node.findings()}
        return [one for one in self._findings.order if id(one) in chosen]

    def choose(self, index: QModelIndex) -> None:
        """Select one line and bring it into view."""
        selects = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.setCurrentIndex(index)  # not of the selection model: Shift with an arrow extends from here
        self.selectionModel().select(index, selects)
        if index.isValid():
            self.scrollTo(index)

    def choose_also(self, findings: Sequence[Finding]) -> None:
        """Select those that are shown, besides what is selected."""
        also = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        for one in findings:
            index = self._findings.index_of(one)
            if index.isValid():
                self.selectionModel().select(index, also)

    def opened(self) -> set[tuple[str, str]]:
        """Which headings are open, by severity and rule."""
        model = self._findings
        return {model.node(index).key for index in model.headings() if self.isExpanded(index)}

    def open_again(self, opened: set[tuple[str, str]]) -> None:
        """Open the headings that were open; those of the severities always."""
        for index in self._findings.headings():
            node = self._findings.node(index)
            self.setExpanded(index, not node.rule or node.key in opened)
