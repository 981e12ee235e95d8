"""ความครอบคลุม: which ประเด็น and แนวทาง of the PAO the plan serves, in which years, and which not."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTabWidget,
    QTreeView,
    QVBoxLayout,
)

from kkplanner.alignment.coverage import coverage
from kkplanner.desktop.coverage.heat_model import HeatModel, Measure
from kkplanner.desktop.file_choice import choose_new_file
from kkplanner.desktop.look import icon
from kkplanner.desktop.page import Desk, Page
from kkplanner.desktop.preview.rendering import Pages
from kkplanner.desktop.thai_text import wrapping
from kkplanner.errors import UserError
from kkplanner.plan.kinds import Form
from kkplanner.thai.money import format_baht

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from kkplanner.alignment.coverage import Coverage
    from kkplanner.workbook import Changes


class CoveragePage(Page):
    """The map on the left, gaps and goals on the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.model = HeatModel(self)
        self._covered: Coverage | None = None
        self._shown_before = False
        self._build()

    def refresh(self, changes: Changes | None) -> None:  # noqa: ARG002 - every change may move a sum
        try:
            self._covered = coverage(self.session.document)
        except UserError as error:
            self.summary.setText(wrapping(error.sentence))
            return
        self._show()

    # ------------------------------------------------------------------

    def _build(self) -> None:
        title = QLabel("ความครอบคลุมกรอบการพัฒนาของ อบจ.", self)
        title.setProperty("role", "title")
        self.summary = QLabel(self)
        self.summary.setWordWrap(True)
        self.measure = QComboBox(self)
        self.measure.setAccessibleName("นับเป็น")
        self.measure.addItem("จำนวนโครงการ", Measure.PROJECTS)
        self.measure.addItem("งบประมาณ (บาท)", Measure.BAHT)
        self.measure.currentIndexChanged.connect(lambda _row: self._show())
        self.print_button = QPushButton(icon("print"), "พิมพ์หน้าเดียว…", self)
        self.print_button.clicked.connect(lambda _checked=False: self.print_page())
        self.save_button = QPushButton(icon("save"), "บันทึกเป็น PDF…", self)
        self.save_button.clicked.connect(lambda _checked=False: self.save_page())
        bar = QHBoxLayout()
        bar.addWidget(self.summary, 1)
        for widget in (self.measure, self.print_button, self.save_button):
            bar.addWidget(widget)
        self.map = QTreeView(self)
        self.map.setModel(self.model)
        self.map.setAccessibleName("แผนที่ความครอบคลุม กด Enter เพื่อดูโครงการ")
        self.map.setUniformRowHeights(True)
        self.map.setAllColumnsShowFocus(False)
        self.map.activated.connect(self._open)
        self.map.clicked.connect(self._open_cell)
        self.empty = QListWidget(self)
        self.empty.setWordWrap(True)
        self.empty.setAccessibleName("แนวทางที่ยังไม่มีโครงการ")
        self.goals = QListWidget(self)
        self.goals.setWordWrap(True)
        self.goals.setAccessibleName("จุดมุ่งหมายของ อบจ.")
        self.tabs = QTabWidget(self)
        self.tabs.addTab(self.empty, "ยังไม่มีโครงการ")
        self.tabs.addTab(self.goals, "จุดมุ่งหมาย")
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(self.map)
        splitter.addWidget(self.tabs)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([800, 330])
        layout = QVBoxLayout(self)
        layout.addWidget(title)
        layout.addLayout(bar)
        layout.addWidget(splitter, 1)
        self.setFocusProxy(self.map)

    def _show(self) -> None:
        covered = self._covered
        if covered is None:
            return
        opened = {
            row for row in range(self.model.rowCount()) if self.map.isExpanded(self.model.index(row, 0))
        }
        self.model.show(covered, self.measure.currentData())
        head = self.map.header()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setStretchLastSection(False)
        for column in range(1, self.model.columnCount()):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        if self._shown_before:
            for row in opened:
                self.map.setExpanded(self.model.index(row, 0), True)
        else:
            self.map.expandAll()
        self._shown_before = True
        rest = [f"{covered.total.projects:,} โครงการที่มีงบประมาณ {format_baht(covered.total.satang)} บาท"]
        if covered.unlinked.projects:
            rest.append(f"ยังไม่เชื่อมโยง {covered.unlinked.projects:,} โครงการ")
        if covered.asked.projects:
            rest.append(f"ขอประสานหน่วยงานอื่น {covered.asked.projects:,} โครงการ (ไม่นับ)")
        if covered.without_budget:
            rest.append(f"ไม่มีงบประมาณ {covered.without_budget:,} รายการ (ไม่นับ)")
        self.summary.setText(wrapping(" · ".join(rest)))
        self.empty.clear()
        for node in covered.empty_approaches:
            QListWidgetItem(wrapping(f"{node.code} {node.text}"), self.empty)
        self.tabs.setTabText(0, f"ยังไม่มีโครงการ ({len(covered.empty_approaches)})")
        self.goals.clear()
        worked = 0
        for goal in covered.goals:
            worked += bool(goal.years)
            years = ", ".join(map(str, goal.years)) or "ยังไม่มีโครงการ"
            sign = "✓" if goal.years else "–"
            QListWidgetItem(wrapping(f"{sign} {goal.node.text}\n     {years}"), self.goals)
        self.tabs.setTabText(1, f"จุดมุ่งหมาย ({worked}/{len(covered.goals)})")

    def _open_cell(self, index: QModelIndex) -> None:
        if index.column() > 0:
            self._open(index)

    def _open(self, index: QModelIndex) -> None:
        """The projects behind a cell; those of ผ.02 first, of another form where ผ.02 has none."""
        line = self.model.line(index)
        if line is None or not line.code or not line.figures.projects:
            return
        from kkplanner.desktop.pages import page_of
        from kkplanner.plan.choosing import Chooser, ProjectFilter

        year = self.model.year(index.column())
        wanted = ProjectFilter(node=line.code, year=year)
        document = self.session.document
        form = next((one for one in Form if Chooser().choose(document, one, wanted)), Form.P02)
        self.desk.go(page_of(form), None, f"filter:node={line.code};year={year or ''}")

    # ------------------------------------------------------------------ out

    def print_page(self) -> None:
        """The one page, through the system's dialog."""
        from kkplanner.desktop.preview.paper import ask_printer, print_pages
        from kkplanner.exchange.pdf.coverage_pdf import write_coverage_pdf

        document = self.session.document

        def work(_job: object) -> Pages:
            with tempfile.TemporaryDirectory(prefix="kkplanner-") as folder:
                path = Path(folder, "coverage.pdf")
                write_coverage_pdf(document, path)
                return Pages(path)

        def to_paper(pages: Pages) -> None:
            printer = ask_printer(pages, self)
            if printer is not None:
                print_pages(pages, printer)
            pages.close()

        job = self.desk.background.start("จัดหน้าความครอบคลุม", work, self)
        job.succeeded.connect(to_paper)
        job.failed.connect(self.desk.faults.tell)

    def save_page(self) -> None:
        """The one page as a file."""
        from kkplanner.exchange.pdf.coverage_pdf import write_coverage_pdf

        proposal = self.session.path.with_name(f"{self.session.path.stem}-ความครอบคลุม.pdf")
        path = choose_new_file(self, "บันทึกความครอบคลุมเป็น PDF", proposal, "แฟ้ม PDF (*.pdf)")
        if path is None:
            return
        document = self.session.document
        job = self.desk.background.start(
            "บันทึกความครอบคลุม", lambda _job: write_coverage_pdf(document, path), self
        )
        job.failed.connect(self.desk.faults.tell)
        job.succeeded.connect(lambda _pages: self.summary.setText(f"บันทึกแล้ว: {path}"))


def make(desk: Desk, _key: str) -> Page:
    return CoveragePage(desk)
