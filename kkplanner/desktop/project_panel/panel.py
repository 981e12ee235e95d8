"""Everything of the current project, beside the grid."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFormLayout, QLabel, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from kkplanner.desktop.project_panel.alignment_box import AlignmentBox
from kkplanner.desktop.project_panel.budget_box import BudgetBox
from kkplanner.desktop.project_panel.details_box import DetailsBox
from kkplanner.desktop.project_panel.findings_box import FindingsBox
from kkplanner.desktop.project_panel.history_box import HistoryBox
from kkplanner.desktop.project_panel.sub_items import SubItemsBox
from kkplanner.desktop.project_panel.text_field import TextField
from kkplanner.desktop.scaling import scaled
from kkplanner.desktop.strip import Strip
from kkplanner.desktop.thai_text import wrapping
from kkplanner.plan.record_names import project_field
from kkplanner.thai.normalise import normalise

if TYPE_CHECKING:
    from kkplanner.desktop.page import Desk
    from kkplanner.plan.budget import Budgets
    from kkplanner.plan.model import Project, SubItem
    from kkplanner.workbook import Changes

_NONE: Final = (
    "เลือกแถวในตารางเพื่อดูและแก้ไขรายละเอียดที่นี่ ถ้ายังไม่มีแถว กดปุ่ม + เหนือตาราง ร่างจากแม่แบบ (Ctrl+Shift+N) "
    "หรือนำเข้าจาก Excel (Ctrl+Shift+I)"
)
_TEXTS: Final = {
    name: project_field(name) for name in ("title", "objective", "target", "kpi", "expected_result")
}


class ProjectPanel(QWidget):
    """Shows one project; what is typed is confirmed when the focus leaves a field.

    Signals:
        next_wanted: (int) Ctrl+PageUp/PageDown: the row above (-1) or below (+1).
    """

    next_wanted = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("project_panel")
        self.setMinimumWidth(scaled(self, 330))
        self._desk = desk
        self._session = desk.session
        self.uuid: str | None = None
        self._made = False
        self._none = QLabel(wrapping(_NONE), self)
        self._none.setProperty("role", "faint")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setWordWrap(True)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.addWidget(self._none)
        self.strip = Strip(self, narrow=True)
        self._layout.addWidget(self.strip)
        self._session.unsaved.changed.connect(self._tell_unsaved)
        self._tell_unsaved()

    def make(self) -> None:
        """Make the fields, where that was not done: when a project is first shown, or when nothing else happens.

        They are many; the first page of the grid does not wait for them.
        """
        if self._made:
            return
        self._made = True
        years = self._session.document.plan.period.years
        self.texts = {field: TextField(title, self) for field, title in _TEXTS.items()}
        self.alignment = AlignmentBox(self._session, self)
        self.budget = BudgetBox(years, self)
        self.sub_items = SubItemsBox(years, self)
        self.details = DetailsBox(self._desk, self)
        self.findings = FindingsBox(self._desk, self)
        self.history = HistoryBox(self._session, self)
        self._build()
        self._connect()
        self._enable(False)

    # ------------------------------------------------------------------ what the page asks

    def show_project(self, uuid: str | None) -> None:
        """Another project, or none; what was typed for the one before is confirmed first."""
        if uuid == self.uuid:
            return
        self.confirm()
        self.uuid = uuid
        self.make()
        self._show()

    def refresh(self, changes: Changes | None) -> None:
        """The plan changed: show the project as it is now."""
        if self._made and (
            changes is None or changes.kinds & {"project", "issue", "agency", "village", "edition", "waiver"}
        ):
            self._show()

    def confirm(self) -> None:
        """Take what is being typed."""
        if self.uuid is None or self._session.read_only:
            return
        for field in self.texts.values():
            field.confirm()
        self.budget.confirm()
        self.details.confirm()

    def focus_field(self, field: str) -> None:
        """The widget in which a field of the model is typed."""
        self.make()
        name = field.split(".", 1)[0]
        if name in self.texts:
            self.tabs.setCurrentIndex(0)
            self.texts[name].setFocus()
        elif name in ("own_budgets", "budgets"):
            self.tabs.setCurrentIndex(1)
            next(iter(self.budget.years.values())).setFocus()
        elif name == "sub_items":
            self.tabs.setCurrentIndex(1)
            self.sub_items.table.setFocus()
        elif name == "links":
            self.tabs.setCurrentIndex(0)
            self.alignment.list.setFocus()
        else:
            self.tabs.setCurrentIndex(2)
            self.details.focus_field(name)

    def show_findings(self) -> None:
        """What the check says of the project."""
        self.make()
        self._show_tab(self.findings)

    def show_history(self) -> None:
        """What was changed in the project, when and by whom."""
        self.make()
        self._show_tab(self.history)

    def _show_tab(self, box: QWidget) -> None:
        page = next(tab for tab in map(self.tabs.widget, range(self.tabs.count())) if tab.isAncestorOf(box))
        self.tabs.setCurrentWidget(page)
        self.tabs.tabBar().setFocus()

    # ------------------------------------------------------------------

    def _build(self) -> None:
        self.tabs = QTabWidget(self)
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(False)
        self.tabs.setAccessibleName("แผงโครงการ")
        text = QWidget(self)
        form = QFormLayout(text)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setVerticalSpacing(3)
        first, *others = self.texts.items()
        form.addRow(_TEXTS[first[0]], first[1])
        form.addRow(self.alignment)
        for field, widget in others:
            form.addRow(_TEXTS[field], widget)
        money = QWidget(self)
        below = QVBoxLayout(money)
        below.addWidget(self.budget)
        below.addWidget(self.sub_items)
        below.addStretch()
        for name, tab in (
            ("ข้อความ", text),
            ("งบ", money),
            ("รายละเอียด", self.details),
            ("ข้อตรวจ", self.findings),
            ("ประวัติ", self.history),
        ):
            self.tabs.addTab(_scrolled(tab), name)
        self._layout.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        for field, widget in self.texts.items():
            widget.confirmed.connect(lambda text, field=field: self._take_text(field, text))
            widget.installEventFilter(self)
        self.texts["title"].rested.connect(lambda: self.alignment.show_typing(self.texts["title"].text))
        self.alignment.linked.connect(self._change)
        self.alignment.reasons.connect(self._mark)
        self.budget.confirmed.connect(self._take_budgets)
        self.budget.refused.connect(self._desk.faults.tell)
        self.sub_items.edited.connect(self._take_items)
        self.sub_items.refused.connect(self._desk.faults.tell)
        self.details.changed.connect(self._take_details)
        self._session.checked.connect(lambda _result: self.findings.show_project(self.uuid))
        self.tabs.currentChanged.connect(lambda _tab: self._show_history())

    def _enable(self, on: bool) -> None:
        self.tabs.setVisible(on)
        self._none.setVisible(not on)
        for widget in self.texts.values():
            widget.setReadOnly(self._session.read_only)
        for box in (self.budget, self.sub_items, self.details):
            box.setEnabled(on and not self._session.read_only)

    def project(self) -> Project | None:
        """The record shown, as it was typed: where something could not be written, that stands in it."""
        kept = self._kept()
        return None if kept is None else self._session.unsaved.over(kept)

    def _kept(self) -> Project | None:
        """As the plan has it now."""
        return next((one for one in self._session.document.projects if one.uuid == self.uuid), None)

    def _show(self) -> None:
        project = self.project()
        self._enable(project is not None)
        if project is None:
            return
        for field, widget in self.texts.items():
            widget.show_text(str(getattr(project, field)))
        self.alignment.show_project(project)
        self.budget.show_project(project)
        self.sub_items.show_project(project)
        self.details.show_project(project)
        self.findings.show_project(self.uuid)
        self._show_history()

    def _show_history(self) -> None:
        if self.tabs.currentIndex() == self.tabs.count() - 1:
            self.history.show_project(self.uuid)

    def _mark(self, words: list[str]) -> None:
        for field in ("title", "objective", "target"):
            self.texts[field].highlight(words)

    def _take_text(self, field: str, text: str) -> None:
        self._replace(f"แก้ไข{_TEXTS[field]}", {field: normalise(text)})

    def _take_budgets(self, name: str, budgets: Budgets) -> None:
        self._replace(name, {"own_budgets": budgets})

    def _take_items(self, name: str, items: tuple[SubItem, ...]) -> None:
        self._replace(name, {"sub_items": items})

    def _take_details(self, name: str, fields: dict[str, Any]) -> None:
        self._replace(name, fields)

    def _replace(self, name: str, fields: dict[str, Any]) -> None:
        project = self.project()
        if project is not None:
            self._change(name, replace(project, **fields))

    def _change(self, name: str, after: Project) -> None:
        kept = self._kept()
        if kept is None or after == self.project():
            return
        if self._session.do(name, lambda operation: operation.update(after)) is None:
            self._session.unsaved.keep(kept, after)
            self._show()
        else:
            self._session.unsaved.forget(after.uuid)

    # ------------------------------------------------------------------ what could not be written

    def _tell_unsaved(self) -> None:
        unsaved = self._session.unsaved
        if unsaved:
            names = " · ".join(unsaved.names())
            self.strip.say(
                f"ยังไม่ได้บันทึก: {names} สิ่งที่พิมพ์ยังอยู่ในช่อง",
                ("คัดลอก", self._copy_unsaved),
                ("บันทึกอีกครั้ง", self._write_unsaved),
                ("ทิ้ง", self._drop_unsaved),
            )
        else:
            self.strip.silence()

    def _copy_unsaved(self) -> None:
        QGuiApplication.clipboard().setText(self._session.unsaved.as_text(self._session.document))

    def _write_unsaved(self) -> None:
        typed = self._session.unsaved.projects(self._session.document)
        if self._session.do("บันทึกสิ่งที่พิมพ์ค้างไว้", lambda operation: operation.update(*typed)) is not None:
            self._session.unsaved.clear()

    def _drop_unsaved(self) -> None:
        self._session.unsaved.clear()
        self._show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if control and event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                self.next_wanted.emit(-1 if event.key() == Qt.Key.Key_PageUp else 1)
                return True
        return super().eventFilter(watched, event)


def _scrolled(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidget(widget)
    return area
