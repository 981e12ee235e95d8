"""ประเด็นและแนวทาง: the organisation's own, copied from the PAO's in one click or written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QTreeWidgetItem,
    QVBoxLayout,
)

from kkplanner.desktop.issues.move_projects import MoveProjectsDialog
from kkplanner.desktop.issues.side import IssueSide
from kkplanner.desktop.issues.tree import IssueTree
from kkplanner.desktop.look import icon
from kkplanner.desktop.page import Desk, Page
from kkplanner.desktop.scaling import scaled
from kkplanner.desktop.thai_text import wrapping
from kkplanner.framework import load
from kkplanner.plan.from_framework import issues_from_framework
from kkplanner.plan.model import Approach, Issue
from kkplanner.thai.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Callable

    from kkplanner.workbook import Changes, Operation

_UUID: Final = Qt.ItemDataRole.UserRole


class IssuesPage(Page):
    """A tree on the left; links and lines of the chosen ประเด็น on the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._showing = False
        self._build()

    def refresh(self, changes: Changes | None) -> None:  # noqa: ARG002 - a small tree
        chosen = self._chosen()
        document = self.session.document
        counts: dict[str | None, int] = {}
        for project in document.projects:
            counts[project.issue] = counts.get(project.issue, 0) + 1
            counts[project.approach] = counts.get(project.approach, 0) + 1
        self._showing = True
        self.tree.clear()
        editable = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not self.session.read_only:
            editable |= Qt.ItemFlag.ItemIsEditable
        for issue in document.issues:
            top = QTreeWidgetItem(self.tree, [issue.number, issue.title, f"{counts.get(issue.uuid, 0):,}"])
            top.setData(0, _UUID, issue.uuid)
            top.setFlags(editable)
            for approach in issue.approaches:
                line = QTreeWidgetItem(
                    top, [approach.number, approach.title, f"{counts.get(approach.uuid, 0):,}"]
                )
                line.setData(0, _UUID, approach.uuid)
                line.setFlags(editable)
        self.tree.expandAll()
        self._showing = False
        self._choose(chosen)
        self.empty.setVisible(not document.issues)
        self._show_issue()

    def leaving(self) -> None:
        self.side.take_lines()

    # ------------------------------------------------------------------

    def _build(self) -> None:
        title = QLabel("ประเด็นการพัฒนาและแนวทาง", self)
        title.setProperty("role", "title")
        self.empty = QLabel(
            wrapping(
                "ยังไม่มีประเด็นการพัฒนา กด “คัดลอกจาก อบจ.” เพื่อใช้ประเด็นและแนวทางชุดเดียวกับ อบจ. หรือเพิ่มของหน่วยงานเอง"
            ),
            self,
        )
        self.empty.setWordWrap(True)
        self.empty.setProperty("role", "note")
        bar = QHBoxLayout()
        for name, picture, text, run in (
            ("copy", "duplicate", "คัดลอกจาก อบจ.", self.copy_from_framework),
            ("add_issue", "add", "เพิ่มประเด็น", self.add_issue),
            ("add_approach", "add", "เพิ่มแนวทาง", self.add_approach),
            ("up", "up", "ขึ้น", lambda: self.move_line(-1)),
            ("down", "down", "ลง", lambda: self.move_line(1)),
            ("remove", "delete", "ลบ", self.remove),
        ):
            bar.addWidget(self._button(name, picture, text, run))
        bar.addStretch()
        self.tree = IssueTree(self)
        self.tree.setColumnWidth(0, scaled(self, 90))
        self.tree.setColumnWidth(1, scaled(self, 520))
        self.tree.itemChanged.connect(self._typed)
        self.tree.currentItemChanged.connect(lambda *_: self._show_issue())
        self.side = IssueSide(self.session, self)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(self.tree)
        splitter.addWidget(self.side)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([760, 340])
        layout = QVBoxLayout(self)
        layout.addWidget(title)
        layout.addLayout(bar)
        layout.addWidget(self.empty)
        layout.addWidget(splitter, 1)
        self.setFocusProxy(self.tree)

    def _button(self, name: str, picture: str, text: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(icon(picture), text, self)
        button.setObjectName(name)
        button.setEnabled(not self.session.read_only)
        button.clicked.connect(lambda _checked=False: run())
        return button

    # ------------------------------------------------------------------ the chosen line

    def _chosen(self) -> str | None:
        item = self.tree.currentItem()
        return None if item is None else str(item.data(0, _UUID))

    def _choose(self, uuid: str | None) -> None:
        for top in range(self.tree.topLevelItemCount()):
            item = self.tree.topLevelItem(top)
            if item is None:
                continue
            for line in (item, *(item.child(row) for row in range(item.childCount()))):
                if line.data(0, _UUID) == uuid:
                    self.tree.setCurrentItem(line)
                    return
        if self.tree.topLevelItemCount():
            self.tree.setCurrentItem(self.tree.topLevelItem(0))

    def _place(self) -> tuple[Issue | None, Approach | None]:
        """The chosen ประเด็น, and the chosen แนวทาง where one is chosen."""
        uuid = self._chosen()
        for issue in self.session.document.issues:
            if issue.uuid == uuid:
                return issue, None
            for approach in issue.approaches:
                if approach.uuid == uuid:
                    return issue, approach
        return None, None

    def _show_issue(self) -> None:
        if self._showing:
            return
        issue, _ = self._place()
        if issue is not None and self.side.uuid not in ("", issue.uuid):
            self.side.take_lines()  # typed for the one chosen before
            issue, _ = self._place()
        self.side.show_issue(issue)

    def _typed(self, item: QTreeWidgetItem, column: int) -> None:
        if self._showing or column > 1:
            return
        text = normalise(item.text(column))
        field = "number" if column == 0 else "title"
        for issue in self.session.document.issues:
            after = _renamed(issue, str(item.data(0, _UUID)), field, text)
            if after is not None and after != issue:
                self._update("แก้ไขประเด็นหรือแนวทาง", after)
                return

    def _update(self, name: str, after: Issue) -> None:
        self.session.do(name, lambda operation: operation.update(after))

    # ------------------------------------------------------------------ changes

    def copy_from_framework(self) -> None:
        """The PAO's ประเด็น and แนวทาง behind the plan's own; those that stand already are left out."""
        document = self.session.document
        known = {
            link.code
            for issue in document.issues
            for link in issue.links
            if link.framework == document.plan.framework
        }
        fresh = [
            issue
            for issue in issues_from_framework(load(document.plan.framework))
            if not {link.code for link in issue.links} & known
        ]
        if fresh:
            self.session.do("คัดลอกประเด็นจาก อบจ.", lambda operation: operation.add(*fresh))

    def add_issue(self) -> None:
        """A new ประเด็น at the end, ready to be named."""
        number = str(len(self.session.document.issues) + 1)
        issue = Issue(number=number, title="ประเด็นใหม่")
        if self.session.do("เพิ่มประเด็น", lambda operation: operation.add(issue)):
            self._choose(issue.uuid)
            self._edit_title()

    def add_approach(self) -> None:
        """A new แนวทาง in the chosen ประเด็น."""
        issue, _ = self._place()
        if issue is None:
            return
        approach = Approach(number=f"{issue.number}.{len(issue.approaches) + 1}", title="แนวทางใหม่")
        after = replace(issue, approaches=(*issue.approaches, approach))
        if self.session.do("เพิ่มแนวทาง", lambda operation: operation.update(after)):
            self._choose(approach.uuid)
            self._edit_title()

    def _edit_title(self) -> None:
        self.tree.setFocus()  # first: what is being typed elsewhere is taken, and the tree made anew
        item = self.tree.currentItem()
        if item is not None:
            self.tree.editItem(item, 1)

    def move_line(self, by: int) -> None:
        """The chosen line one place up or down among its like."""
        issue, approach = self._place()
        if issue is None:
            return
        if approach is not None:
            approaches = list(issue.approaches)
            place = approaches.index(approach)
            if 0 <= place + by < len(approaches):
                approaches.insert(place + by, approaches.pop(place))
                after = replace(issue, approaches=tuple(approaches))
                self.session.do("เลื่อนแนวทาง", lambda operation: operation.update(after))
            return
        uuids = [one.uuid for one in self.session.document.issues]
        place = uuids.index(issue.uuid)
        if not 0 <= place + by < len(uuids):
            return
        beyond = place + by + (1 if by > 0 else 0)
        before = uuids[beyond] if beyond < len(uuids) else None
        self.session.do("เลื่อนประเด็น", lambda operation: operation.move(issue.uuid, before=before))

    def remove(self) -> None:
        """The chosen line; projects below it are asked for first."""
        issue, approach = self._place()
        if issue is None:
            return
        field, gone = ("approach", approach.uuid) if approach else ("issue", issue.uuid)
        touched = [one for one in self.session.document.projects if getattr(one, field) == gone]
        if not touched:
            self._remove(issue, approach, None)
            return
        dialog = MoveProjectsDialog(self, issue, approach, len(touched))
        dialog.accepted.connect(lambda: self._remove(issue, approach, dialog.target.currentData()))
        dialog.open()

    def _remove(self, issue: Issue, approach: Approach | None, target: str | None) -> None:
        projects = self.session.document.projects

        def change(operation: Operation) -> None:
            if approach is not None:
                moved = [replace(one, approach=target) for one in projects if one.approach == approach.uuid]
                operation.update(*moved)
                left = tuple(one for one in issue.approaches if one.uuid != approach.uuid)
                operation.update(replace(issue, approaches=left))
                return
            operation.update(
                *(replace(one, issue=target, approach=None) for one in projects if one.issue == issue.uuid)
            )
            operation.remove(issue)

        self.session.do("ลบแนวทาง" if approach else "ลบประเด็น", change)


def _renamed(issue: Issue, uuid: str, field: str, text: str) -> Issue | None:
    if issue.uuid == uuid:
        return replace(issue, number=text) if field == "number" else replace(issue, title=text)
    if all(one.uuid != uuid for one in issue.approaches):
        return None
    approaches = tuple(
        one
        if one.uuid != uuid
        else replace(one, number=text)
        if field == "number"
        else replace(one, title=text)
        for one in issue.approaches
    )
    return replace(issue, approaches=approaches)


def make(desk: Desk, _key: str) -> Page:
    return IssuesPage(desk)
