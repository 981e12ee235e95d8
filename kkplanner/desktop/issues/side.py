"""Beside the tree: what the chosen ประเด็น is linked to, and its lines above the table of the form of 2566."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kkplanner.desktop.look import icon
from kkplanner.desktop.project_panel.text_field import TextField
from kkplanner.desktop.thai_text import wrapping
from kkplanner.framework import load
from kkplanner.plan.choosing import issue_label
from kkplanner.plan.model import Issue, Link
from kkplanner.thai.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Callable

    from kkplanner.desktop.session import PlanSession


class IssueSide(QWidget):
    """Shows one ประเด็น; `uuid` is that of the one shown, "" for none."""

    def __init__(self, session: PlanSession, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._framework = ""
        self.uuid = ""
        self.heading = QLabel(self)
        self.heading.setWordWrap(True)
        self.heading.setProperty("role", "heading")
        self.links = QListWidget(self)
        self.links.setWordWrap(True)
        self.links.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.links.setAccessibleName("ที่ประเด็นนี้เชื่อมโยงอยู่")
        self.node = QComboBox(self)
        self.node.setAccessibleName("ประเด็นของ อบจ. ที่จะเชื่อมโยง")
        self.node.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.link = self._button("link", "linkage", "เชื่อมโยงประเด็นนี้", self._link)
        self.unlink = self._button("unlink", "delete", "เลิกเชื่อมโยงทั้งหมด", self._unlink)
        self.lines = TextField("บรรทัด ก. ถึง จ. เหนือตารางของแบบ 2566", self, fewest=2)
        self.lines.setReadOnly(session.read_only)
        self.lines.setPlaceholderText("บรรทัดละหนึ่งข้อ พิมพ์เหนือตารางในแบบ พ.ศ. 2566-2570")
        self.lines.confirmed.connect(self._take_lines)
        lines_label = QLabel("บรรทัด ก. ถึง จ. (แบบ 2566-2570)", self)
        lines_label.setBuddy(self.lines)
        below = QVBoxLayout(self)
        for widget in (self.heading, self.links, self.node, self.link, self.unlink, lines_label, self.lines):
            below.addWidget(widget)
        below.setContentsMargins(10, 0, 0, 0)

    def _button(self, name: str, picture: str, text: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(icon(picture), text, self)
        button.setObjectName(name)
        button.setEnabled(not self._session.read_only)
        button.clicked.connect(lambda _checked=False: run())
        return button

    def show_issue(self, issue: Issue | None) -> None:
        """The ประเด็น as the plan has it now."""
        framework = load(self._session.document.plan.framework)
        self.heading.setText(wrapping(issue_label(issue)) if issue else "เลือกประเด็นเพื่อดูความเชื่อมโยง")
        told = []
        for link in issue.links if issue else ():
            node = load(link.framework).find(link.code)
            told.append(f"{load(link.framework).short_title} {link.code} {node.text if node else ''}")
        self.links.clear()
        self.links.addItems([wrapping(line) for line in told or ["ยังไม่เชื่อมโยงกับกรอบใด"]])
        if self._framework != framework.id:
            self.node.clear()
            for each in framework.nodes_at("issue"):
                self.node.addItem(f"{each.code} {each.text}", each.code)
            self._framework = framework.id
        self.lines.show_text("\n".join(issue.upward_lines) if issue else "")
        self.uuid = issue.uuid if issue else ""

    def take_lines(self) -> None:
        """Take the lines that are being typed."""
        if not self._session.read_only:
            self.lines.confirm()

    def _take_lines(self, text: str) -> None:
        issue = self._issue()
        lines = tuple(line for line in normalise(text).split("\n") if line.strip())
        if issue is not None and lines != issue.upward_lines:
            self._update("แก้ไขบรรทัด ก. ถึง จ.", replace(issue, upward_lines=lines))

    def _link(self) -> None:
        issue, code = self._issue(), self.node.currentData()
        framework = self._session.document.plan.framework
        if issue is None or code is None:
            return
        if any((one.framework, one.code) == (framework, code) for one in issue.links):
            return
        author = self._session.workbook.author
        fresh = Link(framework=framework, code=code, confirmed=True, confirmed_by=author)
        self._update("เชื่อมโยงประเด็นกับ อบจ.", replace(issue, links=(*issue.links, fresh)))

    def _unlink(self) -> None:
        issue = self._issue()
        if issue is not None and issue.links:
            self._update("เลิกเชื่อมโยงประเด็น", replace(issue, links=()))

    def _issue(self) -> Issue | None:
        return self._session.document.issue(self.uuid or None)

    def _update(self, name: str, after: Issue) -> None:
        self._session.do(name, lambda operation: operation.update(after))
