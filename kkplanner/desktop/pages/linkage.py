"""ความเชื่อมโยง: which plans above each ประเด็น serves; decided in the list, drawn as a map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from kkplanner.desktop.linkage.map_view import MapView
from kkplanner.desktop.linkage.pairs import PairsModel, TiedPair, pairs_of
from kkplanner.desktop.look import icon, picture_only
from kkplanner.desktop.page import Desk, Page
from kkplanner.desktop.scaling import scaled
from kkplanner.desktop.thai_text import wrapping
from kkplanner.exchange.book_linkage import Linkage
from kkplanner.framework import available, load
from kkplanner.plan.choosing import issue_label
from kkplanner.plan.crosswalk_choice import CrosswalkChoice
from kkplanner.plan.narrative_outline import OutlineKind, outline
from kkplanner.thai.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Callable

    from kkplanner.plan.model import Issue
    from kkplanner.workbook import Changes, Operation


class LinkagePage(Page):
    """The list of pairs above, the map below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.model = PairsModel(self)
        title = QLabel("ความเชื่อมโยงกับแผนระดับบน", self)
        title.setProperty("role", "title")
        self.issue = QComboBox(self)
        self.issue.setAccessibleName("ประเด็นของหน่วยงาน")
        self.issue.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.issue.currentIndexChanged.connect(lambda _row: self._show())
        self.state = QLabel(self)
        self.state.setProperty("role", "faint")
        bar = QHBoxLayout()
        self.accept = self._button("check", "ยืนยันข้อนี้", lambda: self._decide(accepted=True))
        self.reject = self._button("delete", "ไม่ใช้ข้อนี้…", self._ask_why)
        self.forget = self._button("undo", "กลับเป็นที่โปรแกรมเสนอ", self._forget)
        self.add = self._button("add", "เพิ่มข้อ…", self._ask_pair)
        for button in (self.accept, self.reject, self.forget, self.add):
            bar.addWidget(button)
        bar.addStretch()
        self.map = MapView(self)
        for picture, text, run in (
            ("zoom_out", "ย่อ", self.map.zoom_out),
            ("zoom_in", "ขยาย", self.map.zoom_in),
            ("columns", "พอดีความกว้าง", self.map.fit),
        ):
            bar.addWidget(picture_only(self._button(picture, text, run), f"{text} (แผนที่)"))
        self.table = QTableView(self)
        self.table.setModel(self.model)
        self.table.setAccessibleName("ข้อของแผนระดับบนที่ประเด็นนี้รองรับ")
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setAlternatingRowColors(True)
        for column, width in ((0, 170), (1, 200), (3, 75), (4, 105)):
            self.table.setColumnWidth(column, scaled(self, width))
        self.table.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._show_why())
        self.why = QLabel(self)
        self.why.setWordWrap(True)
        self.why.setProperty("role", "note")
        above = QWidget(self)
        stack = QVBoxLayout(above)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.addWidget(self.table, 1)
        stack.addWidget(self.why)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(above)
        splitter.addWidget(self.map)
        splitter.setSizes([240, 330])
        layout = QVBoxLayout(self)
        layout.addWidget(title)
        layout.addWidget(self.issue)
        layout.addLayout(bar)
        layout.addWidget(self.state)
        layout.addWidget(splitter, 1)
        self.setFocusProxy(self.table)

    def refresh(self, changes: Changes | None) -> None:
        if changes is not None and not changes.kinds & {"issue", "plan", "crosswalk_choice"}:
            return
        chosen = self.issue.currentData()
        self.issue.blockSignals(True)
        self.issue.clear()
        for one in self.session.document.issues:
            self.issue.addItem(issue_label(one), one.uuid)
        self.issue.setCurrentIndex(max(0, self.issue.findData(chosen)))
        self.issue.blockSignals(False)
        self._show()

    # ------------------------------------------------------------------

    def _button(self, picture: str, text: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(icon(picture), text, self)
        button.clicked.connect(lambda _checked=False: run())
        return button

    def _issue(self) -> Issue | None:
        return self.session.document.issue(self.issue.currentData())

    def _show(self) -> None:
        document, issue = self.session.document, self._issue()
        row = max(0, self.table.currentIndex().row())
        self.model.show([] if issue is None else pairs_of(document, issue))
        self.table.setCurrentIndex(self.model.index(min(row, self.model.rowCount() - 1), 0))
        if issue is None:
            self.state.setText("ยังไม่มีประเด็นการพัฒนา กรุณากำหนดที่หน้า “ประเด็นและแนวทาง” ก่อน")
        elif not self.model.pairs:
            self.state.setText("ประเด็นนี้ยังไม่เชื่อมโยงกับกรอบของ อบจ. กรุณาเชื่อมโยงที่หน้า “ประเด็นและแนวทาง” ก่อน")
        else:
            decided = sum(1 for pair in self.model.pairs if pair.choice is not None)
            self.state.setText(
                f"{len(self.model.pairs):,} ข้อ ตัดสินแล้ว {decided:,} ข้อ ที่เหลือเป็นข้อเสนอของโปรแกรม"
            )
        levels = next(
            (
                topic.levels
                for each in outline()
                for topic in each.topics
                if topic.kind is OutlineKind.LINKAGE
            ),
            (),
        )
        plan_map = Linkage(document, levels).map("map", "", "")
        marked = next(
            (node.id for node in plan_map.nodes if node.layer == 0 and issue and issue.title in node.text), ""
        )
        self.map.show_map(plan_map, marked)
        self._show_why()

    def _pair(self) -> TiedPair | None:
        row = self.table.currentIndex().row()
        return self.model.pairs[row] if 0 <= row < len(self.model.pairs) else None

    def _show_why(self) -> None:
        pair = self._pair()
        self.why.setText(wrapping(f"เพราะ {pair.reason}") if pair and pair.reason else "")
        writes = not self.session.read_only
        self.accept.setEnabled(writes and pair is not None and not (pair.choice and pair.choice.accepted))
        self.reject.setEnabled(writes and pair is not None and not (pair.choice and not pair.choice.accepted))
        self.forget.setEnabled(writes and pair is not None and pair.choice is not None)
        self.add.setEnabled(writes and self._issue() is not None)

    # ------------------------------------------------------------------ decisions

    def _decide(self, *, accepted: bool, reason: str = "") -> None:
        pair = self._pair()
        if pair is None:
            return
        choice = CrosswalkChoice(
            source_framework=pair.source[0],
            source_code=pair.source[1],
            target_framework=pair.target[0],
            target_code=pair.target[1],
            accepted=accepted,
            reason=reason,
            decided_by=self.session.workbook.author,
        )
        word = "ยืนยัน" if accepted else "ไม่ใช้"
        self._put(f"{word}ความเชื่อมโยงกับ {pair.target[1]}", choice, pair.choice)

    def _put(self, name: str, choice: CrosswalkChoice | None, before: CrosswalkChoice | None) -> None:
        def change(operation: Operation) -> None:
            if before is not None:
                operation.remove(before)
            if choice is not None:
                operation.add(choice)

        self.session.do(name, change)

    def _forget(self) -> None:
        pair = self._pair()
        if pair is not None and pair.choice is not None:
            self._put("กลับเป็นความเชื่อมโยงที่โปรแกรมเสนอ", None, pair.choice)

    def _ask_why(self) -> None:
        dialog = ReasonLine("ไม่ใช้ข้อนี้ เพราะเหตุใด", self)
        dialog.accepted.connect(lambda: self._decide(accepted=False, reason=normalise(dialog.line.text())))
        dialog.open()

    def _ask_pair(self) -> None:
        issue = self._issue()
        if issue is None:
            return
        dialog = PairDialog(self.session.document.plan.framework, self)
        dialog.accepted.connect(lambda: self._add_pair(issue, dialog))
        dialog.open()

    def _add_pair(self, issue: Issue, dialog: PairDialog) -> None:
        framework = self.session.document.plan.framework
        source = next((link.code for link in issue.links if link.framework == framework), None)
        target = (dialog.framework.currentData(), dialog.node.currentData())
        if source is None or None in target:
            return
        known = next((pair for pair in self.model.pairs if pair.target == target), None)
        choice = CrosswalkChoice(
            source_framework=framework,
            source_code=source,
            target_framework=target[0],
            target_code=target[1],
            accepted=True,
            reason=normalise(dialog.reason.text()),
            decided_by=self.session.workbook.author,
        )
        same = known.choice if known is not None and known.source == (framework, source) else None
        self._put(f"เพิ่มความเชื่อมโยงกับ {target[1]}", choice, same)


class ReasonLine(QDialog):
    """One line that must not be empty."""

    def __init__(self, question: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(question)
        self.setMinimumWidth(420)
        label = QLabel(question, self)
        self.line = QLineEdit(self)
        self.line.setAccessibleName(question)
        label.setBuddy(self.line)
        buttons = QDialogButtonBox(self)
        self.go_on = buttons.addButton("ตกลง", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("ยกเลิก", QDialogButtonBox.ButtonRole.RejectRole)
        self.go_on.setEnabled(False)
        self.line.textChanged.connect(lambda text: self.go_on.setEnabled(bool(text.strip())))
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (label, self.line, buttons):
            layout.addWidget(widget)


class PairDialog(QDialog):
    """A node of a plan above, and why."""

    def __init__(self, own_framework: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("เพิ่มข้อของแผนระดับบน")
        self.setMinimumWidth(520)
        self.framework = QComboBox(self)
        self.framework.setAccessibleName("แผนระดับบน")
        for one in map(load, available()):
            if one.id != own_framework:
                self.framework.addItem(one.short_title, one.id)
        self.node = QComboBox(self)
        self.node.setAccessibleName("ข้อของแผน")
        self.node.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.reason = QLineEdit(self)
        self.reason.setAccessibleName("เหตุผล")
        self.reason.setPlaceholderText("เหตุผล")
        self.framework.currentIndexChanged.connect(lambda _row: self._fill())
        buttons = QDialogButtonBox(self)
        buttons.addButton("เพิ่ม", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("ยกเลิก", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (self.framework, self.node, self.reason, buttons):
            layout.addWidget(widget)
        self._fill()

    def _fill(self) -> None:
        self.node.clear()
        for node in load(self.framework.currentData()).nodes:
            self.node.addItem(f"{node.code} {node.text}", node.code)


def make(desk: Desk, _key: str) -> Page:
    return LinkagePage(desk)
