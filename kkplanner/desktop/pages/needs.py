"""ปัญหาและความต้องการ: what the people said at the ประชาคม, and which project answers it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from kkplanner.desktop.look import icon
from kkplanner.desktop.page import Desk, Page, Place
from kkplanner.desktop.pages import page_of
from kkplanner.desktop.projects.errors import NoSuchChoiceError
from kkplanner.desktop.records.model import RecordColumn, RecordsModel
from kkplanner.desktop.records.numbers import read_whole, shown_whole
from kkplanner.desktop.records.table import RecordsTable
from kkplanner.desktop.thai_text import wrapping
from kkplanner.drafting.needs import answered_by, needs_summary
from kkplanner.plan.kinds import Form
from kkplanner.plan.model import Need, Project
from kkplanner.thai.normalise import normalise, same_text_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kkplanner.workbook import Changes, Operation


class NeedsPage(Page):
    """A table to type and paste in; a project is made from a need or tied to it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.model: RecordsModel[Need] = RecordsModel(
            self.session,
            "ความต้องการ",
            lambda: self.session.document.needs,
            lambda: Need(text=""),
            self._columns(),
            self,
        )
        title = QLabel("ปัญหาและความต้องการของประชาชน", self)
        title.setProperty("role", "title")
        self.summary = QLabel(self)
        self.summary.setWordWrap(True)
        self.summary.setProperty("role", "faint")
        self.table = RecordsTable(self.model, "ปัญหาและความต้องการ", desk.faults, self)
        self.table.setWordWrap(True)
        bar = QHBoxLayout()
        for picture, text, run, writes in (
            ("draft", "ทำเป็นโครงการ", self.make_project, True),
            ("table", "ไปที่โครงการที่ตอบ", self.go_to_project, False),
            ("delete", "ลบแถวที่เลือก", self.table.remove_selected, True),
        ):
            button = QPushButton(icon(picture), text, self)
            button.setEnabled(not (writes and self.session.read_only))
            button.clicked.connect(lambda _checked=False, run=run: run())
            bar.addWidget(button)
        bar.addWidget(self.summary, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(title)
        layout.addLayout(bar)
        layout.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def refresh(self, changes: Changes | None) -> None:
        if changes is None or changes.kinds & {"need", "project", "village"}:
            self.model.refresh()
        summary = needs_summary(self.session.document)
        told = (
            f"ทั้งหมด {summary.total:,} เรื่อง · มีโครงการรองรับ {len(summary.answered):,}"
            f" · ไม่ดำเนินการ {len(summary.set_aside):,} · ยังไม่มีข้อสรุป {len(summary.open):,}"
        )
        self.summary.setText(wrapping(told))

    def show_place(self, place: Place) -> None:
        for row, need in enumerate(self.model.records):
            if need.uuid == place.record:
                self.table.setCurrentIndex(self.model.index(row, 0))
                self.table.setFocus()

    # ------------------------------------------------------------------

    def make_project(self) -> None:
        """A project of ผ.02 with the need's words, tied to it; the clerk goes on in the grid."""
        need = self._current()
        if need is None:
            return
        project = Project(form=Form.P02, title=need.text, village=need.place)

        def change(operation: Operation) -> None:
            operation.add(project)
            operation.update(answered_by(need, project))

        if self.session.do("ทำความต้องการเป็นโครงการ", change):
            self.desk.go("p02", project.uuid, "title")

    def go_to_project(self) -> None:
        """The project that answers the chosen need."""
        need = self._current()
        project = next(
            (one for one in self.session.document.projects if need and one.uuid == need.project), None
        )
        if project is not None:
            self.desk.go(page_of(project.form), project.uuid, "title")

    def _current(self) -> Need | None:
        return self.model.record(self.table.currentIndex().row())

    def _columns(self) -> list[RecordColumn[Need]]:
        return [
            RecordColumn("ปัญหาหรือความต้องการ", 330, lambda one: one.text, _text("text")),
            RecordColumn("พื้นที่", 120, lambda one: one.place, _text("place"), self._places),
            RecordColumn("ผู้เสนอ", 110, lambda one: one.raised_by, _text("raised_by")),
            RecordColumn("ลำดับ", 60, lambda one: shown_whole(one.priority), self._priority, right=True),
            RecordColumn("โครงการที่ตอบ", 240, self._project_title, self._tie, self._titles),
            RecordColumn(
                "เหตุผลที่ไม่ดำเนินการ", 160, lambda one: one.set_aside_reason, _text("set_aside_reason")
            ),
        ]

    def _places(self) -> Sequence[str]:
        return [
            f"หมู่ที่ {one.number} {one.name}" if one.number is not None else one.name
            for one in self.session.document.villages
        ]

    def _priority(self, need: Need, text: str) -> Need:
        return replace(need, priority=read_whole(text))

    def _titles(self) -> Sequence[str]:
        return [one.title for one in self.session.document.projects]

    def _project_title(self, need: Need) -> str:
        return next((one.title for one in self.session.document.projects if one.uuid == need.project), "")

    def _tie(self, need: Need, text: str) -> Need:
        if not text.strip():
            return replace(need, project=None)
        key = same_text_key(text)
        for one in self.session.document.projects:
            if same_text_key(one.title) == key:
                return answered_by(need, one)
        raise NoSuchChoiceError("โครงการชื่อ", text, self._titles())


def _text(field: str) -> Callable[[Need, str], Need]:
    def typed(need: Need, text: str) -> Need:
        values: dict[str, Any] = {field: normalise(text)}
        return replace(need, **values)

    return typed


def make(desk: Desk, _key: str) -> Page:
    return NeedsPage(desk)
