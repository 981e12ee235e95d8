"""Where the project belongs: live suggestions with their reasons, what is linked, the plans above.

Nothing is linked by itself: Enter on a suggestion, or its button, links; the links list takes one away.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kkplanner.alignment.suggest_upward import suggest_upward
from kkplanner.desktop.look import icon
from kkplanner.desktop.project_panel.suggesting import Suggesting
from kkplanner.desktop.scaling import scaled
from kkplanner.desktop.thai_text import wrapping
from kkplanner.framework import load
from kkplanner.plan.crosswalk_choice import chosen_crosswalks
from kkplanner.plan.model import Link

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from kkplanner.alignment import Ranking, Suggestion
    from kkplanner.alignment.suggest_upward import UpwardSuggestion
    from kkplanner.desktop.session import PlanSession
    from kkplanner.framework import Framework
    from kkplanner.plan.document import PlanDocument
    from kkplanner.plan.model import Project

_DATA: Final = Qt.ItemDataRole.UserRole
_LIKELY: Final = 0.75
_WAYS: Final = {"text": "ตรงกับข้อความของกรอบ", "vocabulary": "ตรงกับคลังคำ", "plan": "คล้ายโครงการที่ยืนยันแล้ว"}
_TOP: Final = 5


class SuggestionList(QListWidget):
    """Enter accepts the current line.

    Signals:
        accepted: the current line shall be linked.
    """

    accepted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        else:
            super().keyPressEvent(event)


class AlignmentBox(QGroupBox):
    """For one project at a time.

    Signals:
        linked: (str, Project) name of the operation and the project after it.
        reasons: (list of str) the words that earned the current suggestion, to be marked in the texts.
    """

    linked = Signal(str, object)
    reasons = Signal(object)

    def __init__(self, session: PlanSession, parent: QWidget | None = None) -> None:
        super().__init__("ความสอดคล้อง", parent)
        self._session = session
        self._suggesting = Suggesting.of(session)
        self._suggesting.ready.connect(self._rank)
        self._project: Project | None = None
        self._title: str | None = None
        self.ranking: Ranking | None = None
        self._build()

    # ------------------------------------------------------------------

    def show_project(self, project: Project) -> None:
        self._project, self._title = project, None
        self._rank()
        self._show_links()

    def show_typing(self, title: str) -> None:
        """Suggest for a title that is still being typed."""
        if self._project is not None:
            self._title = title
            self._rank()

    def accept_current(self) -> None:
        """Link what the list points at."""
        item = self.list.currentItem()
        if item is None or self._project is None or self._session.read_only:
            return
        suggestion: Suggestion = item.data(_DATA)
        code = self.measure.currentData() or suggestion.code
        self._link(self._framework().id, str(code))

    # ------------------------------------------------------------------

    def _build(self) -> None:
        self.state = QLabel(self)
        self.state.setWordWrap(True)
        self.list = SuggestionList(self)
        self.list.setAccessibleName("แนวทางที่เสนอ กด Enter เพื่อเชื่อมโยง")
        self.list.setWordWrap(True)
        self.list.setFixedHeight(scaled(self, 150))
        self.list.currentItemChanged.connect(lambda *_: self._show_reasons())
        self.list.accepted.connect(self.accept_current)
        self.list.itemDoubleClicked.connect(lambda _item: self.accept_current())
        self.why = QLabel(self)
        self.why.setWordWrap(True)
        self.why.setProperty("role", "note")
        self.measure = QComboBox(self)
        self.measure.setAccessibleName("รายการใต้แนวทาง")
        self.measure.setMinimumContentsLength(6)
        self.measure.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.accept = QPushButton(icon("check"), "เชื่อมโยง", self)
        self.accept.setToolTip("เชื่อมโยงโครงการกับแนวทางที่เลือก (Enter)")
        self.accept.clicked.connect(self.accept_current)
        row = QHBoxLayout()
        row.addWidget(self.measure, 1)
        row.addWidget(self.accept)
        self.links = QListWidget(self)
        self.links.setAccessibleName("ที่เชื่อมโยงแล้ว")
        self.links.setWordWrap(True)
        self.links.setFixedHeight(scaled(self, 92))
        self.unlink = QPushButton(icon("delete"), "เลิกเชื่อมโยง", self)
        self.unlink.clicked.connect(self._unlink)
        self.upward = QListWidget(self)
        self.upward.setAccessibleName("แผนระดับบนที่รองรับ")
        self.upward.setWordWrap(True)
        self.upward.setFixedHeight(scaled(self, 120))
        self.link_upward = QPushButton(icon("linkage"), "เชื่อมโยงกับแผนระดับบนที่เลือก", self)
        self.link_upward.clicked.connect(self._link_upward)
        for button in (self.accept, self.unlink, self.link_upward):
            button.setEnabled(False)  # until there is something to link
        layout = QVBoxLayout(self)
        layout.addWidget(self.state)
        layout.addWidget(self.list)
        layout.addLayout(row)
        layout.addWidget(self.why)
        layout.addWidget(_heading("เชื่อมโยงแล้ว", self.links, self))
        layout.addWidget(self.links)
        layout.addWidget(self.unlink, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(_heading("แผนระดับบนที่แนวทางนี้รองรับ", self.upward, self))
        layout.addWidget(self.upward)
        layout.addWidget(self.link_upward, 0, Qt.AlignmentFlag.AlignLeft)

    def _framework(self) -> Framework:
        return load(self._session.document.plan.framework)

    def _rank(self) -> None:
        project = self._project
        if project is None:
            return
        self.ranking = self._suggesting.rank(project, self._title)
        chosen = self.list.currentRow()
        self.list.clear()
        if self.ranking is None:
            self.state.setText("กำลังเตรียมคำแนะนำ…")
            return
        for one in self.ranking.suggestions[:_TOP]:
            item = QListWidgetItem(
                f"{one.code}  {_sureness(one, self.ranking)}\n{wrapping(one.text)}", self.list
            )
            item.setData(_DATA, one)
        self.state.setText(wrapping(_said(self.ranking)))
        self.list.setCurrentRow(max(0, chosen) if self.list.count() > chosen else 0)
        self._show_reasons()

    def _show_reasons(self) -> None:
        item = self.list.currentItem()
        self.measure.clear()
        self.accept.setEnabled(item is not None and not self._session.read_only)
        if item is None:
            self.why.clear()
            self.reasons.emit([])
            self._show_upward()
            return
        suggestion: Suggestion = item.data(_DATA)
        framework = self._framework()
        self.measure.addItem(f"{suggestion.code} ทั้งแนวทาง", suggestion.code)
        for node in framework.children(suggestion.code):
            self.measure.addItem(f"{node.code} {node.text}", node.code)
        self.measure.setCurrentIndex(max(0, self.measure.findData(suggestion.measure)))
        lines = [f"“{reason.word}” {_WAYS[reason.by]} “{reason.met}”" for reason in suggestion.reasons]
        self.why.setText(wrapping("เพราะ " + "\n".join(lines)))
        self._give_reasons_room()
        self.reasons.emit([reason.word for reason in suggestion.reasons])
        self._show_upward()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_reasons_room()

    def _give_reasons_room(self) -> None:
        """A form's row does not ask a wrapped label how high it is at its width."""
        for label in (self.why, self.state):
            label.setMinimumHeight(max(label.heightForWidth(max(label.width(), 1)), 0))

    def _show_links(self) -> None:
        self.links.clear()
        if self._project is None:
            return
        for link in self._project.links:
            framework = load(link.framework)
            node = framework.find(link.code)
            text = node.text if node is not None else "ไม่พบข้อนี้ในกรอบ"
            sign = "✓" if link.confirmed else "ยังไม่ยืนยัน"
            item = QListWidgetItem(wrapping(f"{sign} {framework.short_title} {link.code} {text}"), self.links)
            item.setData(_DATA, link)
            item.setToolTip(f"{link.confirmed_by} ยืนยัน" if link.confirmed_by else "")
        empty = self.links.count() == 0
        if empty:
            item = QListWidgetItem("ยังไม่เชื่อมโยง", self.links)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.unlink.setEnabled(not empty and not self._session.read_only)

    def _show_upward(self) -> None:
        self.upward.clear()
        project, ranking = self._project, self.ranking
        if project is None or ranking is None:
            return
        found = suggest_upward(
            ranking.title,
            ranking,
            self._framework().id,
            crosswalks=chosen_crosswalks(self._session.document),
            top=1,
        )
        linked = {(link.framework, link.code) for link in project.links}
        for framework_id, nodes in found.items():
            for node in nodes:
                if (framework_id, node.code) in linked:
                    continue
                title = load(framework_id).short_title
                item = QListWidgetItem(wrapping(f"{title} {node.code} {node.text}"), self.upward)
                item.setToolTip(wrapping("\n".join(node.reasons)))
                item.setData(_DATA, node)
        self.link_upward.setEnabled(self.upward.count() > 0 and not self._session.read_only)

    def _link_upward(self) -> None:
        item = self.upward.currentItem() or self.upward.item(0)
        if item is not None:
            node: UpwardSuggestion = item.data(_DATA)
            self._link(node.framework, node.code)

    def _link(self, framework: str, code: str) -> None:
        project = self._project
        if project is None:
            return
        fresh = Link(
            framework=framework, code=code, confirmed=True, confirmed_by=self._session.workbook.author
        )
        others = tuple(one for one in project.links if (one.framework, one.code) != (framework, code))
        after = replace(project, links=(*others, fresh))
        if framework == self._framework().id:
            after = placed(after, code, self._session.document)
        self.linked.emit(f"เชื่อมโยงกับ {code}", after)

    def _unlink(self) -> None:
        item = self.links.currentItem() or self.links.item(0)
        link = None if item is None else item.data(_DATA)
        if link is not None and self._project is not None:
            links = tuple(one for one in self._project.links if one.uuid != link.uuid)
            self.linked.emit(f"เลิกเชื่อมโยงกับ {link.code}", replace(self._project, links=links))


def placed(project: Project, code: str, document: PlanDocument) -> Project:
    """A project without a ประเด็น takes the one of the plan's own that stands for the linked node."""
    if project.issue is not None:
        return project
    framework = load(document.plan.framework)
    above = {code, *(node.code for node in framework.ancestors(code))}
    for issue in document.issues:
        if any(link.framework == framework.id and link.code in above for link in issue.links):
            approach = next((one.uuid for one in issue.approaches if one.number in above), None)
            return replace(project, issue=issue.uuid, approach=approach)
    return project


def _sureness(one: Suggestion, ranking: Ranking) -> str:
    if ranking.uncertain:
        return "ไม่แน่ใจ"
    word = "น่าจะใช่" if one.confidence >= _LIKELY else "อาจใช่"
    return f"{word} ({one.confidence:.0%})"


def _said(ranking: Ranking) -> str:
    if not ranking.suggestions:
        return "ข้อความยังไม่พอให้เสนอแนวทาง กรุณาระบุชื่อโครงการและวัตถุประสงค์ให้ชัดขึ้น"
    if ranking.uncertain:
        return "ไม่แน่ใจ: กรุณาพิจารณาแนวทางต่อไปนี้เอง"
    return "แนวทางที่เสนอ (กด Enter เพื่อเชื่อมโยง)"


def _heading(text: str, buddy: QWidget, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setBuddy(buddy)
    return label
