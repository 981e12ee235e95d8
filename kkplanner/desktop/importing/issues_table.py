"""Under which ประเด็น of the plan each ยุทธศาสตร์ of the file goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QTableWidget, QTableWidgetItem

from kkplanner.desktop.scaling import scaled
from kkplanner.plan.choosing import issue_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from kkplanner.exchange.excel_in.issue_mapping import IssueProposal
    from kkplanner.plan.model import Issue

_HEADS = ("ยุทธศาสตร์/ประเด็นในแฟ้ม", "แถว", "นำเข้าใต้")
_OWN = "เพิ่มเป็นประเด็นใหม่ตามแฟ้ม"


class IssuesTable(QTableWidget):
    """One line for each issue of the file.

    Signals:
        placed: (title, uuid or None) the clerk chose an issue of the plan; None: one of its own.
    """

    placed = Signal(str, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(0, len(_HEADS), parent)
        self.setHorizontalHeaderLabels(list(_HEADS))
        self.setAccessibleName("ประเด็นของแฟ้มและของแผน")
        self.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.setColumnWidth(0, scaled(self, 330))
        self.setColumnWidth(1, scaled(self, 55))

    def show_issues(
        self, proposals: Sequence[IssueProposal], issues: Sequence[Issue], chosen: Mapping[str, str]
    ) -> None:
        """Show what the file has; an issue of the same title needs no choice."""
        self.setRowCount(0)
        self.setRowCount(len(proposals))
        for row, one in enumerate(proposals):
            words = QTableWidgetItem(f"{one.number} {one.title}".strip())
            words.setToolTip(words.text())
            self.setItem(row, 0, words)
            self.setItem(row, 1, QTableWidgetItem(f"{one.rows:,}"))
            box = QComboBox(self)
            box.setAccessibleName(f"{words.text()} นำเข้าใต้")
            box.addItem(_OWN, None)
            for issue in issues:
                proposed = (
                    " (แนะนำตามความเชื่อมโยง)" if one.by == "crosswalk" and issue.uuid == one.uuid else ""
                )
                box.addItem(f"{issue_label(issue)}{proposed}", issue.uuid)
            own = one.uuid if one.by == "title" else None
            box.setCurrentIndex(max(box.findData(chosen.get(one.title, own)), 0))
            box.activated.connect(
                lambda index, title=one.title, box=box: self.placed.emit(title, box.itemData(index))
            )
            self.setCellWidget(row, 2, box)
