"""Who, where, in what order: the short fields of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from kkplanner.desktop.choices import typed_choice
from kkplanner.desktop.projects.columns import columns_of
from kkplanner.desktop.thai_text import wrapping
from kkplanner.errors import UserError
from kkplanner.plan.kinds import Form
from kkplanner.plan.places import districts
from kkplanner.thai.digits import to_arabic
from kkplanner.thai.normalise import normalise

if TYPE_CHECKING:
    from kkplanner.desktop.page import Desk
    from kkplanner.desktop.projects.columns import GridColumn
    from kkplanner.plan.model import Project

_COLUMNS: Final = (
    "issue",
    "approach",
    "programme",
    "agency",
    "asked_agency",
    "equipment_type",
    "village",
    "priority",
)
_POINTS: Final = {
    "start_latitude": "จุดเริ่มต้น ละติจูด",
    "start_longitude": "จุดเริ่มต้น ลองจิจูด",
    "end_latitude": "จุดสิ้นสุด ละติจูด",
    "end_longitude": "จุดสิ้นสุด ลองจิจูด",
}
_DEGREES: Final = {"latitude": 90.0, "longitude": 180.0}


class NoCoordinateError(UserError):
    """A text that is no coordinate in degrees."""

    def __init__(self, typed: str) -> None:
        super().__init__(f"“{typed}” ไม่ใช่พิกัดเป็นองศาทศนิยม ช่องนี้ยังเป็นค่าเดิม กรุณาพิมพ์เช่น 16.432100")


class DetailsBox(QWidget):
    """The same fields as the grid's columns, in a form, and those that the grid has not.

    Signals:
        changed: (str, dict) name of the operation and the fields after it.
    """

    changed = Signal(str, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._project: Project | None = None
        self._columns: dict[str, GridColumn] = {}
        self._layout = QFormLayout(self)
        self._layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._layout.setVerticalSpacing(5)
        self.fields: dict[str, QWidget] = {}
        self._labels: dict[str, QLabel] = {}
        every = {c.key: c for form in (Form.P02_2, Form.P03) for c in columns_of(form, ())}
        for key in _COLUMNS:
            self._add_column(every[key])
        self.district = QComboBox(self)
        self.district.addItem("ยังไม่ระบุ", "")
        for one in districts():
            self.district.addItem(one.name, one.code)
        self.district.activated.connect(lambda _row: self._take_district())
        self._add("district_code", "อำเภอ", self.district)
        for field, title in _POINTS.items():
            line = QLineEdit(self)
            line.setPlaceholderText("องศาทศนิยม เช่น 16.432100")
            line.editingFinished.connect(lambda field=field: self._take_point(field))
            self._add(field, title, line)
        self.note = QPlainTextEdit(self)
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(70)
        self.note.installEventFilter(self)
        self._add("note", "บันทึกภายใน (ไม่พิมพ์)", self.note)
        self.edition = QLabel(self)
        self.edition.setWordWrap(True)
        self.edition.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._add("edition", "ฉบับ", self.edition)

    def show_project(self, project: Project) -> None:
        self._project = project
        document = self._desk.session.document
        for key, column in self._columns.items():
            widget = self.fields[key]
            text = column.shown(project, document)
            if isinstance(widget, QComboBox):
                choices = list(column.choices(document)) if column.choices else []
                if [widget.itemText(row) for row in range(widget.count())] != choices:
                    widget.clear()
                    widget.addItems(choices)
                widget.setCurrentText(text)
                widget.setToolTip(text)
            elif isinstance(widget, QLineEdit):
                widget.setText(text)
        self._show_row("asked_agency", project.form is Form.P02_2)
        self._show_row("equipment_type", project.form.is_equipment)
        self.district.setCurrentIndex(max(0, self.district.findData(project.district_code)))
        for field in _POINTS:
            line = self.fields[field]
            value = getattr(project, field)
            if isinstance(line, QLineEdit):
                line.setText("" if value is None else f"{value:.6f}")
        if self.note.toPlainText() != project.note:
            self.note.setPlainText(project.note)
        edition = document.edition(project.edition)
        self.edition.setText(wrapping("ฉบับแรก" if edition is None else edition.label))

    def confirm(self) -> None:
        """Take what is being typed."""
        if self._project is None:
            return
        for key in self._columns:
            self._take(key)
        for field in _POINTS:
            self._take_point(field)
        self._take_note()

    def focus_field(self, field: str) -> None:
        """Put the caret in a field of the model."""
        widget = self.fields.get("start_latitude" if field == "coordinates" else field)
        if widget is not None:
            widget.setFocus()

    # ------------------------------------------------------------------

    def _add(self, key: str, title: str, widget: QWidget) -> None:
        label = QLabel(title, self)
        label.setBuddy(widget)
        widget.setAccessibleName(title)
        self.fields[key] = widget
        self._labels[key] = label
        self._layout.addRow(label, widget)

    def _add_column(self, column: GridColumn) -> None:
        self._columns[column.key] = column
        if column.choices is None:
            plain = QLineEdit(self)
            plain.editingFinished.connect(lambda: self._take(column.key))
            self._add(column.key, column.title, plain)
            return
        box = typed_choice(self)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(16)
        box.activated.connect(lambda _row: self._take(column.key))
        line = box.lineEdit()
        if line is not None:
            line.editingFinished.connect(lambda: self._take(column.key))
        self._add(column.key, column.title, box)

    def _show_row(self, key: str, on: bool) -> None:
        self.fields[key].setVisible(on)
        self._labels[key].setVisible(on)

    def _take(self, key: str) -> None:
        project, column, widget = self._project, self._columns[key], self.fields[key]
        if project is None or column.typed is None:
            return
        document = self._desk.session.document
        text = widget.currentText() if isinstance(widget, QComboBox) else ""
        if isinstance(widget, QLineEdit):
            text = widget.text()
        if text == column.shown(project, document):
            return
        try:
            after = column.typed(project, text, document)
        except UserError as error:
            self.show_project(project)
            self._desk.faults.tell(error)
            return
        fields = {
            name: getattr(after, name)
            for name in {key, "issue", "approach"}
            if getattr(after, name) != getattr(project, name)
        }
        if fields:
            self._send(f"แก้ไข{column.title}", fields)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and watched is self.note:
            self._take_note()
        return super().eventFilter(watched, event)

    def _take_note(self) -> None:
        text = normalise(self.note.toPlainText())
        if self._project is not None and text != self._project.note:
            self._send("แก้ไขบันทึกภายใน", {"note": text})

    def _take_district(self) -> None:
        self._send("แก้ไขอำเภอ", {"district_code": self.district.currentData() or ""})

    def _take_point(self, field: str) -> None:
        project, line = self._project, self.fields[field]
        if project is None or not isinstance(line, QLineEdit):
            return
        before = getattr(project, field)
        shown = "" if before is None else f"{before:.6f}"
        if line.text() == shown:
            return
        try:
            value = _degrees(line.text(), _DEGREES[field.rsplit("_", 1)[1]])
        except NoCoordinateError as error:
            line.setText(shown)
            self._desk.faults.tell(error)
            return
        self._send("แก้ไขพิกัด", {field: value})

    def _send(self, name: str, fields: dict[str, Any]) -> None:
        self.changed.emit(name, fields)


def _degrees(text: str, most: float) -> float | None:
    clean = to_arabic(text.strip()).rstrip("°")
    if not clean:
        return None
    try:
        value = float(clean)
    except ValueError as error:
        raise NoCoordinateError(text) from error
    if not -most <= value <= most:
        raise NoCoordinateError(text)
    return round(value, 7)
