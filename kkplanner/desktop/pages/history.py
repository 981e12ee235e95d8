"""ประวัติ: every operation with who and when; what it changed; two moments compared; back to a moment."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QTableView,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from kkplanner.desktop.history.comparison import Comparison, compared
from kkplanner.desktop.history.comparison_view import ComparisonView
from kkplanner.desktop.history.following import place_of_record
from kkplanner.desktop.history.model import WHAT, HistoryModel, done_text, moment_text
from kkplanner.desktop.history.moment_choice import NOW, Moment, MomentChoice
from kkplanner.desktop.history.version_name import ask_version_name
from kkplanner.desktop.look import icon
from kkplanner.desktop.page import Desk, Page
from kkplanner.desktop.scaling import scaled
from kkplanner.desktop.thai_text import wrapping
from kkplanner.errors import UserError
from kkplanner.thai.normalise import same_text_key
from kkplanner.workbook.fields_told import field_told
from kkplanner.workbook.moments import copied, document_at, documents_at, restore, versions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QHideEvent, QShowEvent

    from kkplanner.desktop.background import Job
    from kkplanner.desktop.history.telling import ToldField, ToldRecord
    from kkplanner.plan.document import PlanDocument
    from kkplanner.workbook import Changes, HistoryEntry

_TITLE = "ประวัติการแก้ไข"
_COMMAND = "history.compare"
_HOW = "เลือกสองแถว (กด Ctrl ค้างแล้วคลิก) หรือเลือกชื่อรุ่นด้านบน แล้วกด “เทียบ”"


class HistoryPage(Page):
    """The list, and in its place what differs between two moments."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.model = HistoryModel(self)
        self._order: list[str] = []
        self._start: Moment | None = None
        self._job: Job | None = None
        self._build()
        command = desk.commands.add(
            _COMMAND, "เทียบสองช่วงเวลาในประวัติ", self.compare, menu="เครื่องมือ", picture="columns"
        )
        command.setEnabled(False)
        self._command = command

    # ------------------------------------------------------------------ parts

    def _build(self) -> None:
        self.head = QLabel(_TITLE, self)
        self.head.setProperty("role", "title")
        self.choice = MomentChoice(self)
        self.choice.wanted.connect(self.compare)
        self.choice.called_off.connect(self._call_off)
        self.choice.altered.connect(self._compare_again)
        self.view = ComparisonView(self)
        self.view.closed.connect(self._show_list)
        self.view.followed.connect(self._follow)
        self.shown = QStackedWidget(self)
        self.shown.addWidget(self._list_part())
        self.shown.addWidget(self.view)
        layout = QVBoxLayout(self)
        layout.addWidget(self.head)
        layout.addWidget(self.choice)
        layout.addWidget(self.shown, 1)
        self.setFocusProxy(self.table)

    def _list_part(self) -> QWidget:
        part = QWidget(self)
        self.search = QLineEdit(part)
        self.search.setPlaceholderText("ค้นหาสิ่งที่ทำหรือผู้ทำ")
        self.search.setAccessibleName("ค้นหาในประวัติ")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._list())
        self.project = QComboBox(part)
        self.project.setAccessibleName("เฉพาะโครงการ")
        self.project.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.project.currentIndexChanged.connect(lambda _row: self._list())
        self.table = QTableView(part)
        self.table.setModel(self.model)
        self.table.setAccessibleName("รายการประวัติ")
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.table.setAlternatingRowColors(True)
        self.table.setTabKeyNavigation(False)
        self.table.horizontalHeader().setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 210), (1, 120), (3, 95), (4, 150)):
            self.table.setColumnWidth(column, scaled(self, width))
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._pick())
        self.table.activated.connect(lambda _index: self.compare())
        self.details = QTextBrowser(part)
        self.details.setAccessibleName("รายละเอียดของรายการที่เลือก")
        self.details.setFixedHeight(scaled(self, 130))
        self.name_button = self._button("save", "ตั้งชื่อรุ่น… (Ctrl+S)", self.ask_name)
        self.start_button = self._button("filter", "เริ่มเทียบจากที่นี่ (F8)", self.start_here)
        self.restore_button = self._button("history", "กลับไปเป็นตอนนั้น", self.restore)
        bar = QHBoxLayout()
        bar.addWidget(self.search, 1)
        bar.addWidget(self.project, 1)
        for button in (self.start_button, self.restore_button, self.name_button):
            bar.addWidget(button)
        layout = QVBoxLayout(part)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(bar)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.details)
        shortcut = QShortcut(QKeySequence(Qt.Key.Key_F8), self.table)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self.start_here)
        return part

    def _button(self, picture: str, text: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(icon(picture), text, self)
        button.clicked.connect(lambda _checked=False: run())
        return button

    # ------------------------------------------------------------------ the list

    def refresh(self, changes: Changes | None) -> None:  # noqa: ARG002 - every change is a line of it
        chosen = self.project.currentData()
        self.project.blockSignals(True)
        self.project.clear()
        self.project.addItem("ทั้งแผน", None)
        for one in self.session.document.projects:
            self.project.addItem(f"{one.form} {one.title}", one.uuid)
        self.project.setCurrentIndex(max(0, self.project.findData(chosen)))
        self.project.blockSignals(False)
        self._list()

    def _list(self) -> None:
        words = [same_text_key(word) for word in self.search.text().split()]
        whole = self.session.workbook.history()
        self._order = [one.uuid for one in whole]
        project = self.project.currentData()
        entries = whole if project is None else self.session.workbook.history(project)
        by_uuid = {one.uuid: one for one in whole}
        named = [one for one in reversed(versions(self.session.workbook)) if one.operation in by_uuid]
        self.choice.show_named(
            [
                *(
                    Moment(one.operation, f"รุ่น “{one.name}” ({moment_text(by_uuid[one.operation])})")
                    for one in named
                ),
                *(_moment(one) for one in whole[-1:] if one.uuid not in {each.operation for each in named}),
            ]
        )
        self.model.show(
            [
                one
                for one in entries
                if all(word in same_text_key(f"{done_text(one)} {one.author}") for word in words)
            ],
            {one.operation: one.name for one in reversed(named)},
        )
        self.table.selectionModel().setCurrentIndex(
            self.model.index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate
        )
        self._pick()

    def _rows(self) -> list[int]:
        chosen = {index.row() for index in self.table.selectionModel().selectedRows()}
        return sorted(row for row in chosen if row < len(self.model.entries))

    def _entry(self) -> HistoryEntry | None:
        rows = self._rows()
        row = rows[0] if len(rows) == 1 else self.table.currentIndex().row()
        return self.model.entries[row] if 0 <= row < len(self.model.entries) else None

    def _pick(self) -> None:
        """The rows that are chosen become the moments to compare, the outermost of more than two."""
        rows = self._rows()
        if len(rows) > 1:
            self.choice.pick(_moment(self.model.entries[rows[-1]]), _moment(self.model.entries[rows[0]]))
        elif rows and self._start is not None and self._start.operation != self.model.entries[rows[0]].uuid:
            self.choice.pick(self._start, _moment(self.model.entries[rows[0]]))
        elif rows:
            self.choice.pick(_moment(self.model.entries[rows[0]]))
        entry = self._entry()
        self.start_button.setEnabled(len(rows) == 1)
        newest = entry is not None and entry.uuid == self._order[0]
        self.restore_button.setEnabled(len(rows) == 1 and not newest and not self.session.read_only)
        self._tell(entry)

    def _tell(self, entry: HistoryEntry | None) -> None:
        if entry is None:
            self.details.clear()
            return
        if self.project.currentData() is None:
            lines = [_HOW, "เลือกโครงการในช่องด้านบนเพื่อดูว่าแต่ละครั้งเปลี่ยนช่องใดจากอะไรเป็นอะไร"]
        else:
            lines = [line for line in map(field_told, entry.fields) if line]
        self.details.setPlainText(wrapping("\n".join([done_text(entry), *lines])))

    # ------------------------------------------------------------------ comparing

    def start_here(self) -> None:
        """The chosen row is the one to start from, whichever row is chosen next; once more: it is not."""
        entry = self._entry()
        if entry is None:
            return
        again = self._start is not None and self._start.operation == entry.uuid
        self._start = None if again else _moment(entry)
        self.model.mark_start("" if self._start is None else self._start.operation)

    def compare(self) -> None:
        """What differs between the two moments that are chosen; the earlier one stands first."""
        self._call_off()
        order = [NOW, *self._order]
        first, second = sorted(self.choice.moments, key=lambda one: order.index(one.operation), reverse=True)
        now = self.session.document
        titles = first.title, second.title
        wanted = {one.operation for one in (first, second)} - {NOW}

        def work(copy: Path, job: Job) -> Comparison:
            documents = {NOW: now, **documents_at(copy, wanted, job.progress)}
            return compared(titles, (documents[first.operation], documents[second.operation]), job.progress)

        job = self._look_back("เทียบสองช่วงเวลา", work)
        if job is not None:
            self._job = job
            self.choice.show_job(job)
            job.succeeded.connect(self._show_comparison)
            job.ended.connect(lambda: self._ended(job))

    def _compare_again(self) -> None:
        """What is shown is what the drop-downs above it say."""
        if self.shown.currentWidget() is self.view:
            self.compare()

    def _look_back(self, title: str, work: Callable[[Path, Job], object]) -> Job | None:
        """Run `work` in the background on a copy of the plan's file, which goes away afterwards."""
        try:
            copy = copied(self.session.workbook)
        except UserError as error:
            self.desk.faults.tell(error)
            return None

        def run(job: Job) -> object:
            try:
                return work(copy, job)
            finally:
                shutil.rmtree(copy.parent, ignore_errors=True)

        job = self.desk.background.start(title, run, self)
        job.failed.connect(self.desk.faults.tell)
        return job

    def _call_off(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _ended(self, job: Job) -> None:
        if self._job is job:
            self._job = None
            self.choice.show_job(None)

    def _show_comparison(self, comparison: Comparison) -> None:
        count = len(comparison.records)
        self.head.setText(f"ต่างกัน {count:,} รายการ" if count else "ไม่มีข้อแตกต่าง")
        self.view.show_comparison(comparison)
        self.shown.setCurrentWidget(self.view)
        if self.isVisible():
            self.view.setFocus()

    def _show_list(self) -> None:
        self.head.setText(_TITLE)
        self.shown.setCurrentIndex(0)
        self.table.setFocus()

    def _follow(self, record: ToldRecord, field: ToldField | None) -> None:
        place = place_of_record(self.session.document, record.kind, record.uuid, field.field if field else "")
        if place is None:
            self.view.tell_gone(record)
        else:
            self.desk.go(place.page, place.record, place.field)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._command.setEnabled(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._command.setEnabled(False)

    # ------------------------------------------------------------------ names and the way back

    def ask_name(self) -> None:
        """A name for the plan as it is now, to find and to go back to."""
        ask_version_name(self.desk, self)

    def restore(self) -> None:
        """Make the plan what it was at the chosen moment; undo brings the present back."""
        entry = self._entry()
        if entry is None:
            return
        name = self.model.names.get(entry.uuid) or moment_text(entry)
        job = self._look_back(
            "เตรียมกลับไปเป็นตอนนั้น", lambda path, job: document_at(path, entry.uuid, job.progress)
        )
        if job is not None:
            job.succeeded.connect(lambda document: self._restore(document, name))

    def _restore(self, document: PlanDocument, name: str) -> None:
        self.session.replay(lambda: restore(self.session.workbook, document, name))


def _moment(entry: HistoryEntry) -> Moment:
    return Moment(entry.uuid, f"{moment_text(entry)} {done_text(entry)}")


def make(desk: Desk, _key: str) -> Page:
    return HistoryPage(desk)
