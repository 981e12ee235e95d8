"""The import: choose a file or paste a table, see what it is taken for, decide, take it over in one step."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from kkplanner.desktop.file_choice import EXCEL_FILES, choose_file, documents_folder
from kkplanner.desktop.importing.columns_table import ColumnsTable
from kkplanner.desktop.importing.issues_table import IssuesTable
from kkplanner.desktop.importing.stage import ImportStage
from kkplanner.desktop.importing.told import (
    BOX_COLUMNS,
    FINDING_COLUMNS,
    ROW_COLUMNS,
    SHEET_COLUMNS,
    SUM_COLUMNS,
    before_and_after,
    changed,
    summary,
    sums,
)
from kkplanner.desktop.listing import ListModel, ListView
from kkplanner.desktop.look import icon
from kkplanner.desktop.take_dialog import TakeDialog
from kkplanner.desktop.thai_text import wrapping
from kkplanner.exchange.excel_in.report import Action

if TYPE_CHECKING:
    from kkplanner.desktop.page import Desk
    from kkplanner.errors import UserError
    from kkplanner.exchange.excel_in.findings import Finding
    from kkplanner.exchange.excel_in.report import ImportReport, RowReport, SheetReport

_TABS: Final = ("แถว", "ข้อค้นพบ", "คอลัมน์", "ประเด็น", "ยอดรวม", "กล่องข้อความ")
_ORDER: Final = {Action.CHANGED: 0, Action.ADDED: 1, Action.SKIPPED: 2, Action.UNCHANGED: 3}


class ImportDialog(TakeDialog):
    """Nothing changes in the plan before "นำเข้า".

    Signals:
        taken: (ImportReport) the plan has it now.
    """

    taken = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__("import", "นำเข้าจาก Excel", (1240, 660), parent)
        self._desk = desk
        self.stage = ImportStage(desk.session, desk.background, self)
        self._build()
        self.stage.busy.connect(self._show_busy)
        self.stage.looked.connect(self._show_outcome)
        self.stage.failed.connect(self._show_failure)
        self._show_busy(busy=False)

    # ------------------------------------------------------------------ parts

    def _build(self) -> None:
        self.state = QLabel(
            wrapping(
                "เลือกแฟ้ม Excel ของแผนเดิม หรือคัดลอกตารางจากโปรแกรมอื่นแล้วกดวาง แผนจะยังไม่เปลี่ยนจนกว่าจะกดนำเข้า"
            ),
            self,
        )
        self.state.setWordWrap(True)
        choose = QPushButton(icon("open"), "เลือกแฟ้ม…", self)
        choose.setAutoDefault(False)
        choose.clicked.connect(lambda _checked=False: self._choose_file())
        paste = QPushButton("วางจากคลิปบอร์ด", self)
        paste.setAutoDefault(False)
        paste.clicked.connect(lambda _checked=False: self._paste())
        self.shift = QCheckBox("เลื่อนปีแรกของแฟ้มเป็นปีแรกของแผน", self)
        self.shift.setToolTip("ใช้เมื่อปีในแฟ้มไม่ตรงกับแผน เช่น แฟ้มของแผนฉบับก่อน")
        self.shift.toggled.connect(lambda on: self.stage.shift_years(shift=on))
        self.hidden_too = QCheckBox("รวมที่ซ่อนไว้", self)
        self.hidden_too.setToolTip("อ่านแผ่นงาน แถว และคอลัมน์ที่ซ่อนไว้ในแฟ้มด้วย")
        self.hidden_too.toggled.connect(lambda on: self.stage.include_hidden(include=on))
        top = QHBoxLayout()
        for widget in (choose, paste, self.shift, self.hidden_too):
            top.addWidget(widget)
        top.addStretch()
        self.sheets = ListModel(SHEET_COLUMNS, self, is_ticked=self._takes_sheet)
        self.sheets.ticked.connect(lambda sheet, on: self.stage.leave_out_sheet(sheet.name, out=not on))
        self.sheet_list = ListView(self.sheets, "แผ่นงานในแฟ้ม ทำเครื่องหมายหน้าแผ่นที่จะนำเข้า", self)
        self.sheet_list.selectionModel().currentRowChanged.connect(lambda *_: self._show_columns())
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(self.sheet_list)
        splitter.addWidget(self._build_tabs())
        splitter.setSizes([470, 770])
        splitter.setChildrenCollapsible(False)
        self.progress = QProgressBar(self)
        self.progress.setRange(0, 0)
        self.progress.setAccessibleName("กำลังอ่านแฟ้ม")
        self.progress.setTextVisible(False)
        self.progress.setMaximumHeight(6)
        buttons = self.buttons("นำเข้า", self._take)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.state)
        layout.addWidget(self.progress)
        layout.addWidget(splitter, 1)
        layout.addWidget(buttons)

    def _build_tabs(self) -> QTabWidget:
        self.tabs = QTabWidget(self)
        self.rows = ListModel(ROW_COLUMNS, self, is_ticked=self._takes_row)
        self.rows.ticked.connect(lambda row, on: self.stage.leave_out_row(row.sheet, row.row, out=not on))
        self.row_list = ListView(self.rows, "แถวโครงการในแฟ้ม ทำเครื่องหมายหน้าแถวที่จะนำเข้า", self)
        self.row_list.selectionModel().selectionChanged.connect(lambda *_: self._show_row())
        self.details = QTextBrowser(self)
        self.details.setAccessibleName("รายละเอียดของแถวที่เลือก")
        self.as_new = QPushButton("ถือเป็นโครงการใหม่", self)
        self.as_new.clicked.connect(lambda _checked=False: self._make_new())
        self.as_new.setAutoDefault(False)
        self.as_old = QPushButton("จับคู่กับโครงการเดิม…", self)
        self.as_old.clicked.connect(lambda _checked=False: self._choose_old())
        self.as_old.setAutoDefault(False)
        pairing = QHBoxLayout()
        pairing.addWidget(self.as_new)
        pairing.addWidget(self.as_old)
        pairing.addStretch()
        below = QWidget(self)
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(pairing)
        column.addWidget(self.details, 1)
        rows = QSplitter(Qt.Orientation.Vertical, self)
        rows.addWidget(self.row_list)
        rows.addWidget(below)
        rows.setSizes([330, 170])
        self.findings = ListModel(FINDING_COLUMNS, self)
        self.finding_list = ListView(self.findings, "ข้อค้นพบของการนำเข้า กด Enter เพื่อดูแถว", self)
        self.finding_list.activated.connect(lambda index: self._show_place(self.findings.row_at(index)))
        self.columns = ColumnsTable(self)
        self.columns.mapped.connect(self._map)
        self.issues = IssuesTable(self)
        self.issues.placed.connect(self.stage.place_issue)
        self.sums = ListModel(SUM_COLUMNS, self)
        self.boxes = ListModel(BOX_COLUMNS, self)
        widgets = (
            rows,
            self.finding_list,
            self.columns,
            self.issues,
            ListView(self.sums, "ยอดรวมของแต่ละแผ่น", self),
            ListView(self.boxes, "กล่องข้อความลอยในแฟ้ม", self),
        )
        for widget, title in zip(widgets, _TABS, strict=True):
            self.tabs.addTab(widget, title)
        return self.tabs

    # ------------------------------------------------------------------ choosing

    def open(self, source: Path | str | None = None) -> None:
        """Show the dialog; with `source` (a file, or the text of a table) it is read at once."""
        super().open()
        if source is not None:
            self.stage.open(source)

    def _choose_file(self) -> None:
        kept = self._desk.preferences.get("import_folder", "")
        folder = Path(kept) if kept and Path(kept).is_dir() else documents_folder()
        path = choose_file(self, "เลือกแฟ้มของแผนเดิม", EXCEL_FILES, folder)
        if path is not None:
            self._desk.preferences.set("import_folder", str(path.parent))
            self.stage.open(path)

    def _paste(self) -> None:
        self.stage.open(QGuiApplication.clipboard().text())

    def _takes_sheet(self, sheet: SheetReport) -> bool | None:
        return sheet.name not in self.stage.choices.sheets_left_out if sheet.form else None

    def _takes_row(self, row: RowReport) -> bool | None:
        return (row.sheet, row.row) not in self.stage.choices.rows_left_out

    def _map(self, letter: str, field: str) -> None:
        sheet = self.sheets.row_at(self.sheet_list.currentIndex())
        if sheet is not None:
            self.stage.map_column(sheet.name, letter, field)

    def _chosen_rows(self) -> list[RowReport]:
        return [row for row in self.row_list.chosen if row.project is not None]

    def _make_new(self) -> None:
        for row in self._chosen_rows():
            self.stage.pair(row.sheet, row.row, None)

    def _choose_old(self) -> None:
        rows = self._chosen_rows()
        if len(rows) != 1:
            return
        projects = self._desk.session.document.projects
        names = [f"{number}. {project.title}" for number, project in enumerate(projects, start=1)]
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle("จับคู่กับโครงการเดิม")
        dialog.setLabelText(wrapping(f"แถวนี้คือโครงการใดในแผน: {rows[0].title}"))
        dialog.setComboBoxItems(names)
        dialog.setComboBoxEditable(False)
        dialog.setOkButtonText("จับคู่")
        dialog.setCancelButtonText("ยกเลิก")
        dialog.textValueSelected.connect(
            lambda name: self.stage.pair(rows[0].sheet, rows[0].row, projects[names.index(name)].uuid)
        )
        dialog.open()

    # ------------------------------------------------------------------ showing

    def _show_busy(self, busy: bool) -> None:
        self.progress.setVisible(busy)
        ready = not busy and self.stage.outcome is not None and not self.stage.refused
        self.take.setEnabled(ready and self.stage.changes_anything and not self._desk.session.read_only)

    def _show_failure(self, error: UserError) -> None:
        self.state.setText(wrapping(error.sentence))

    def _show_outcome(self) -> None:
        outcome = self.stage.outcome
        if outcome is None:
            return
        report = outcome.report
        self._tell(report)
        kept = self.sheet_list.currentIndex().row()
        chosen = {(row.sheet, row.row) for row in self.row_list.chosen}
        self.sheets.show(report.sheets)
        self.rows.show(sorted(report.rows, key=lambda row: _ORDER[row.action]))
        self.findings.show(report.findings)
        self.sums.show(sums(report))
        self.boxes.show(report.text_boxes)
        document = self._desk.session.document
        placed = self.stage.choices.issues
        self.issues.show_issues(report.issues, document.issues, {} if isinstance(placed, str) else placed)
        for number, count in enumerate(
            (
                len(report.rows),
                len(report.findings),
                0,
                len(report.issues),
                0,
                len(report.text_boxes),
            )
        ):
            self.tabs.setTabText(number, f"{_TABS[number]} ({count:,})" if count else _TABS[number])
        first = next((n for n, sheet in enumerate(report.sheets) if sheet.imported), 0)
        if report.sheets:
            self.sheet_list.choose(kept if 0 <= kept < len(report.sheets) else first)
        for number, row in enumerate(self.rows.rows):
            if (row.sheet, row.row) in chosen:
                self.row_list.choose(number)
                break
        self._show_row()
        self._show_busy(busy=False)

    def _tell(self, report: ImportReport) -> None:
        if self.stage.refused:
            said = next(one.message for one in report.findings if one.severity == "critical")
        elif not self.stage.changes_anything:
            said = f"ไม่มีอะไรใหม่ในแฟ้มนี้ · {summary(report)}"
        else:
            said = summary(report)
        self.state.setText(wrapping(f"{self.stage.name}: {said}"))
        self.take.setText(f"นำเข้า {report.added + report.updated:,} รายการ")

    def _show_columns(self) -> None:
        sheet = self.sheets.row_at(self.sheet_list.currentIndex())
        if sheet is not None:
            self.columns.show_columns(sheet.columns, self._desk.session.document.plan.period.years)

    def _show_row(self) -> None:
        rows = self._chosen_rows()
        self.as_new.setEnabled(any(row.before is not None for row in rows))
        self.as_old.setEnabled(len(rows) == 1 and bool(self._desk.session.document.projects))
        self.details.setHtml(_details(rows[0]) if rows else "")

    def _show_place(self, finding: Finding | None) -> None:
        """The row that a finding speaks of."""
        if finding is None:
            return
        for number, row in enumerate(self.rows.rows):
            if row.sheet == finding.sheet and row.row == finding.row:
                self.tabs.setCurrentIndex(0)
                self.row_list.choose(number)
                self.row_list.setFocus()
                return
        for number, sheet in enumerate(self.sheets.rows):
            if sheet.name == finding.sheet:
                self.sheet_list.choose(number)

    # ------------------------------------------------------------------ ending

    def _take(self) -> None:
        outcome = self.stage.outcome
        if outcome is not None and self.stage.take():
            self.accept()
            self.taken.emit(outcome.report)

    def done(self, result: int) -> None:
        self.stage.stop()
        super().done(result)


def _details(row: RowReport) -> str:
    lines = [f"<b>{escape(wrapping(row.title))}</b>"]
    if row.before is not None and row.action is Action.CHANGED:
        lines.append(
            "<table cellpadding=4><tr><th align=left></th><th align=left>ในแผน</th><th align=left>ในแฟ้ม</th></tr>"
        )
        lines += [
            f"<tr><td>{escape(name)}</td><td>{_cell(old)}</td><td>{_cell(new)}</td></tr>"
            for name, old, new in before_and_after(row)
        ]
        lines.append("</table>")
    else:
        project = row.project
        told = changed(row)
        if told:
            lines.append(escape(wrapping(told)))
        if project is not None:
            texts = (project.objective, project.target, project.kpi, project.expected_result, project.agency)
            lines += [_cell(text) for text in texts if text]
            lines += [_cell(mark.text) for mark in project.marks]
    return "<br>".join(lines[:1]) + "".join(
        f"<p>{line}</p>" if "<t" not in line else line for line in lines[1:]
    )


def _cell(text: str) -> str:
    return escape(wrapping(text)).replace("\n", "<br>")
