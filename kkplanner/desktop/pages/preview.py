"""ดูก่อนพิมพ์และส่งออก: the pages as they will be, to the printer, to Excel, to PDF."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from kkplanner.desktop.file_choice import choose_new_file
from kkplanner.desktop.look import icon
from kkplanner.desktop.page import Desk, Page
from kkplanner.desktop.preview.page_view import PageView
from kkplanner.desktop.preview.printing import Printing, write_printing
from kkplanner.desktop.preview.rendering import Pages
from kkplanner.forms import DEFAULT_LAYOUT, bundled_layouts
from kkplanner.plan.narrative_outline import outline
from kkplanner.thai.digits import DigitStyle, to_thai

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from kkplanner.desktop.background import Job
    from kkplanner.workbook import Changes

_WHOLE, _FORMS = "book", "forms"


class PreviewPage(Page):
    """Choices on the left, pages on the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.pages: Pages | None = None
        self._open: list[Pages] = []
        open_pages = self._open
        self.destroyed.connect(lambda: close_all(open_pages))
        self._stale = True
        self._making: Job | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(300)
        self._rest.timeout.connect(self.make_pages)
        self._build()

    def refresh(self, changes: Changes | None) -> None:  # noqa: ARG002 - any change may be printed
        document = self.session.document
        names = sorted({one.agency for one in document.projects} - {""})
        shown = [self.agency.itemText(row) for row in range(1, self.agency.count())]
        if names != shown:
            self.agency.blockSignals(True)
            chosen = self.agency.currentText()
            self.agency.clear()
            self.agency.addItem("ทุกหน่วยงาน")
            self.agency.addItems(names)
            self.agency.setCurrentIndex(max(0, self.agency.findText(chosen)))
            self.agency.blockSignals(False)
        self._want()

    def leaving(self) -> None:
        self._rest.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._rest.start(0)

    # ------------------------------------------------------------------

    def _build(self) -> None:
        side = QWidget(self)
        side.setFixedWidth(13 * self.fontMetrics().height() + 20)
        what = QGroupBox("สิ่งที่พิมพ์", side)
        form = QFormLayout(what)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.what = self._choice([("แบบฟอร์มทั้งหมด", _FORMS), ("เล่มแผนทั้งเล่ม", _WHOLE)], what, "สิ่งที่พิมพ์")
        for part in outline():
            self.what.addItem(to_thai(f"เฉพาะส่วนที่ {part.number}"), str(part.number))
        self.agency = self._choice([("ทุกหน่วยงาน", "")], what, "เฉพาะโครงการของหน่วยงาน")
        layouts = [(layout.title, layout.id) for layout in bundled_layouts().values()]
        self.layout_choice = self._choice(layouts, what, "รูปแบบของแบบฟอร์ม")
        self.layout_choice.setCurrentIndex(max(0, self.layout_choice.findData(DEFAULT_LAYOUT)))
        self.digits = self._choice([("เลขอารบิก", "arabic"), ("เลขไทย", "thai")], what, "เลขในตาราง")
        self.digits.setCurrentIndex(
            max(0, self.digits.findData(self.desk.preferences.get("digits", "arabic")))
        )
        self.kpi = QCheckBox("พิมพ์ช่องตัวชี้วัดด้วย", what)
        self.draft = QCheckBox("พิมพ์คำว่าฉบับร่าง", what)
        self.draft.setChecked(True)
        form.addRow("พิมพ์", self.what)
        form.addRow("หน่วยงาน", self.agency)
        form.addRow("รูปแบบ", self.layout_choice)
        form.addRow("ตัวเลข", self.digits)
        form.addRow(self.kpi)
        form.addRow(self.draft)
        for box in (self.kpi, self.draft):
            box.toggled.connect(lambda _on: self._want())
        out = QGroupBox("นำไปใช้", side)
        column = QVBoxLayout(out)
        self.book_sheets = QCheckBox("Excel รวมแผ่นสรุปและ e-Plan", out)
        self.book_sheets.setChecked(True)
        self.print_button = self._button("print", "พิมพ์…", self.print_now, out)
        for widget in (
            self.print_button,
            self._button("save", "บันทึกเป็น PDF…", self.export_pdf, out),
            self._button("table", "บันทึกเป็น Excel…", self.export_excel, out),
            self.book_sheets,
            self._button("text", "บันทึกทั้งแผนเป็น JSON…", self.export_json, out),
        ):
            column.addWidget(widget)
        below = QVBoxLayout(side)
        below.setContentsMargins(0, 0, 8, 0)
        below.addWidget(what)
        below.addWidget(out)
        below.addStretch()
        layout = QHBoxLayout(self)
        layout.addWidget(side)
        layout.addLayout(self._shown_pages(), 1)
        self.setFocusProxy(self.view)

    def _shown_pages(self) -> QVBoxLayout:
        self.view = PageView(self.desk.background, self)
        self.number = QSpinBox(self)
        self.number.setAccessibleName("ไปที่หน้า")
        self.number.setPrefix("หน้า ")
        self.number.valueChanged.connect(self.view.go_to)
        self.view.page_changed.connect(self._show_number)
        self.state = QLabel(self)
        self.state.setProperty("role", "faint")
        bar = QHBoxLayout()
        bar.addWidget(self.number)
        bar.addWidget(self._button("zoom_out", "ย่อ", lambda: self.view.set_zoom(self.view.zoom / 1.25), self))
        bar.addWidget(
            self._button("zoom_in", "ขยาย", lambda: self.view.set_zoom(self.view.zoom * 1.25), self)
        )
        bar.addWidget(self._button("columns", "พอดีความกว้าง", self.view.fit_width, self))
        bar.addStretch()
        bar.addWidget(self.state)
        right = QVBoxLayout()
        right.addLayout(bar)
        right.addWidget(self.view, 1)
        return right

    def _choice(self, choices: list[tuple[str, str]], parent: QWidget, name: str) -> QComboBox:
        box = QComboBox(parent)
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        for text, data in choices:
            box.addItem(text, data)
        box.currentIndexChanged.connect(lambda _row: self._want())
        return box

    def _button(self, picture: str, text: str, run: Callable[[], object], parent: QWidget) -> QPushButton:
        button = QPushButton(icon(picture), text, parent)
        button.clicked.connect(lambda _checked=False: run())
        return button

    # ------------------------------------------------------------------ pages

    def printing(self) -> Printing:
        """What is chosen now."""
        what = self.what.currentData()
        return Printing(
            whole_book=what != _FORMS,
            parts=frozenset({int(what)}) if what.isdecimal() else frozenset(),
            agency=self.agency.currentText() if self.agency.currentIndex() > 0 else "",
            layout=self.layout_choice.currentData(),
            kpi=self.kpi.isChecked(),
            thai_digits=self.digits.currentData() == "thai",
            draft=self.draft.isChecked(),
        )

    def make_pages(self) -> None:
        """Make the PDF anew in the background and show it."""
        if self._making is not None and self._making.running:
            self._making.cancel()
        self._stale = False
        document, settings = self.session.document, self.session.workbook.settings()
        wanted = self.printing()

        def work(job: Job) -> Pages:
            with tempfile.TemporaryDirectory(prefix="kkplanner-") as folder:
                path = Path(folder, "pages.pdf")
                write_printing(document, settings, wanted, path, job.progress)
                return Pages(path)

        self.state.setText("กำลังจัดหน้า…")
        job = self.desk.background.start("จัดหน้าสำหรับพิมพ์", work, self)
        job.succeeded.connect(lambda pages: self._show(job, pages))
        job.failed.connect(self.desk.faults.tell)
        job.failed.connect(lambda error: self.state.setText(error.sentence))
        self._making = job

    def _want(self) -> None:
        self._stale = True
        if self.isVisible():
            self._rest.start()

    def _show(self, job: Job, pages: Pages) -> None:
        if job is not self._making:
            pages.close()
            return
        if self.pages is not None:
            self.pages.close()
        self.pages = pages
        self._open[:] = [pages]
        self.number.setRange(1, max(1, len(pages)))
        self.number.setSuffix(f" / {len(pages):,}")
        self.state.setText(f"ทั้งหมด {len(pages):,} หน้า")
        self.view.show_pages(pages)
        if self.view.zoom == 1.0:
            self.view.fit_width()

    def _show_number(self, page: int) -> None:
        self.number.blockSignals(True)
        self.number.setValue(page)
        self.number.blockSignals(False)

    # ------------------------------------------------------------------ out

    def print_now(self) -> None:
        """The pages shown, through the system's dialog."""
        from kkplanner.desktop.preview.paper import ask_printer, print_pages

        if self.pages is None:
            return
        printer = ask_printer(self.pages, self)
        if printer is not None:
            count = print_pages(self.pages, printer)
            self.state.setText(f"ส่งไปเครื่องพิมพ์แล้ว {count:,} หน้า")

    def export_pdf(self) -> None:
        """What is shown, as a file."""
        document, settings, wanted = self.session.document, self.session.workbook.settings(), self.printing()
        self._write(
            "บันทึกเป็น PDF",
            ".pdf",
            "แฟ้ม PDF (*.pdf)",
            lambda path, job: write_printing(document, settings, wanted, path, job.progress),
        )

    def export_excel(self) -> None:
        """The forms, with the sheets around them where wanted."""
        from kkplanner.exchange.excel_out import write_workbook

        document, wanted, book = self.session.document, self.printing(), self.book_sheets.isChecked()
        self._write(
            "บันทึกเป็น Excel",
            ".xlsx",
            "แฟ้ม Excel (*.xlsx)",
            lambda path, job: write_workbook(
                document,
                path,
                layout=wanted.layout,
                digits=DigitStyle.THAI if wanted.thai_digits else DigitStyle.ARABIC,
                kpi=True if wanted.kpi else None,
                book=book,
                progress=job.progress,
            ),
        )

    def export_json(self) -> None:
        """The whole plan for other programs."""
        from kkplanner.exchange.plan_json import write_plan_json

        document = self.session.document
        self._write(
            "บันทึกทั้งแผนเป็น JSON",
            ".json",
            "แฟ้ม JSON (*.json)",
            lambda path, _job: write_plan_json(document, path),
        )

    def _write(self, title: str, ending: str, kinds: str, work: Callable[[Path, Job], object]) -> None:
        path = choose_new_file(self, title, self.session.path.with_suffix(ending), kinds)
        if path is None:
            return
        job = self.desk.background.start(title, lambda job: work(path, job), self)
        job.succeeded.connect(lambda _result: self.state.setText(f"บันทึกแล้ว: {path}"))
        job.failed.connect(self.desk.faults.tell)


def close_all(pages: list[Pages]) -> None:
    """Give back the documents of a page that is gone."""
    for one in pages:
        one.close()


def make(desk: Desk, _key: str) -> Page:
    return PreviewPage(desk)
