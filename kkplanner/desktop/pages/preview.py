"""ดูก่อนพิมพ์และส่งออก: the pages as they will be, to the printer, to Excel, to PDF."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from kkplanner.desktop.file_choice import choose_new_file
from kkplanner.desktop.look import icon, picture_only
from kkplanner.desktop.page import Desk, Page
from kkplanner.desktop.preview.choices import PrintingChoices
from kkplanner.desktop.preview.page_list import PageList
from kkplanner.desktop.preview.page_view import PageView
from kkplanner.desktop.preview.printing import Printing, write_printing
from kkplanner.desktop.preview.rendering import Pages
from kkplanner.desktop.scaling import scaled
from kkplanner.desktop.thai_text import wrapping
from kkplanner.thai.digits import DigitStyle

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QShowEvent

    from kkplanner.desktop.background import Job
    from kkplanner.errors import UserError
    from kkplanner.workbook import Changes

_LIST_KEPT = "preview_list"


class PreviewPage(Page):
    """Choices on the left, the list of pages beside them, the pages on the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.pages: Pages | None = None
        self._open: list[Pages] = []
        open_pages = self._open
        self.destroyed.connect(lambda: close_all(open_pages))
        self._stale = True
        self._print_when_made = False
        self._making: Job | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(300)
        self._rest.timeout.connect(self.make_pages)
        self._build()

    def refresh(self, changes: Changes | None) -> None:  # noqa: ARG002 - any change may be printed
        self.choices.offer(self.session.document)
        self._want()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._rest.start(0)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._rest.stop()
        self._print_when_made = False

    # ------------------------------------------------------------------

    def _build(self) -> None:
        self.choices = PrintingChoices(self.desk.preferences.get("digits", "arabic"), self)
        self.choices.changed.connect(self._want)
        side = QWidget(self)
        below = QVBoxLayout(side)
        below.setContentsMargins(0, 0, 8, 0)
        below.addWidget(self.choices)
        below.addWidget(self._ways_out(side))
        below.addStretch()
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(side)
        area.setFixedWidth(max(13 * self.fontMetrics().height() + 20, side.minimumSizeHint().width() + 12))
        layout = QHBoxLayout(self)
        layout.addWidget(area)
        layout.addLayout(self._shown_pages(), 1)
        self.setFocusProxy(self.view)

    def _ways_out(self, parent: QWidget) -> QGroupBox:
        out = QGroupBox("นำไปใช้", parent)
        self.book_sheets = QCheckBox("Excel รวมแผ่นสรุปและ e-Plan", out)
        self.book_sheets.setChecked(True)
        self.print_button = self._button("print", "พิมพ์…", self.print_now, out)
        column = QVBoxLayout(out)
        for widget in (
            self.print_button,
            self._button("save", "บันทึกเป็น PDF…", self.export_pdf, out),
            self._button("table", "บันทึกเป็น Excel…", self.export_excel, out),
            self.book_sheets,
            self._button("text", "บันทึกทั้งแผนเป็น JSON…", self.export_json, out),
        ):
            column.addWidget(widget)
        return out

    def _shown_pages(self) -> QVBoxLayout:
        self.list = PageList(self.desk.background, self)
        self.view = PageView(self.desk.background, self)
        self.list.chosen.connect(self.view.go_to)
        self.view.page_changed.connect(self.list.show_page)
        self.number = QSpinBox(self)
        self.number.setAccessibleName("ไปที่หน้า")
        self.number.setPrefix("หน้า ")
        self.number.setKeyboardTracking(False)
        self.number.valueChanged.connect(self.view.go_to)
        self.view.page_changed.connect(self._show_number)
        self.count = _told(self, "faint")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.state = _told(self, "good")
        self.state.hide()
        listed = self.desk.preferences.get(_LIST_KEPT, True)
        self.list_button = self._button("list", "รายการหน้า", self.toggle_list, self)
        self.list_button.setCheckable(True)
        self.list_button.setChecked(listed)
        self.list_button.setToolTip("แสดงหรือซ่อนรายการหน้า")
        self.list.setVisible(listed)
        bar = QHBoxLayout()
        bar.addWidget(self.list_button)
        bar.addWidget(self.number)
        for picture, text, run in (
            ("zoom_out", "ย่อ", lambda: self.view.set_zoom(self.view.zoom / 1.25)),
            ("zoom_in", "ขยาย", lambda: self.view.set_zoom(self.view.zoom * 1.25)),
            ("columns", "พอดีความกว้าง", self.view.fit_width),
        ):
            bar.addWidget(picture_only(self._button(picture, text, run, self)))
        bar.addWidget(self.count, 1)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(self.list)
        splitter.addWidget(self.view)
        splitter.setStretchFactor(1, 1)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([scaled(self, 165), 800])
        right = QVBoxLayout()
        right.addLayout(bar)
        right.addWidget(self.state)
        right.addWidget(splitter, 1)
        return right

    def _button(self, picture: str, text: str, run: Callable[[], object], parent: QWidget) -> QPushButton:
        button = QPushButton(icon(picture), text, parent)
        button.clicked.connect(lambda _checked=False: run())
        return button

    def toggle_list(self) -> None:
        """Show or hide the list of pages; so it stays."""
        shown = self.list.isHidden()
        self.list.setVisible(shown)
        self.list_button.setChecked(shown)
        self.desk.preferences.set(_LIST_KEPT, shown)

    # ------------------------------------------------------------------ pages

    def printing(self) -> Printing:
        """What is chosen now."""
        return self.choices.printing()

    def make_pages(self) -> None:
        """Make the PDF anew in the background and show it."""
        if self._making is not None and self._making.running:
            self._making.cancel()
        self._rest.stop()
        self._stale = False
        document, settings = self.session.document, self.session.workbook.settings()
        wanted = self.printing()

        def work(job: Job) -> Pages:
            with tempfile.TemporaryDirectory(prefix="kkplanner-") as folder:
                path = Path(folder, "pages.pdf")
                write_printing(document, settings, wanted, path, job.progress)
                pages = Pages(path)
            for one in pages.headings:
                wrapping(one.title)  # the list shows them broken between words; the word list is read here
            return pages

        self.count.setText("กำลังจัดหน้า…")
        job = self.desk.background.start("จัดหน้าสำหรับพิมพ์", work, self)
        job.succeeded.connect(lambda pages: self._show(job, pages))
        job.failed.connect(lambda error: self._refused(job, error))
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
        self.count.setText(f"ทั้งหมด {len(pages):,} หน้า")
        self.list.show_pages(pages)
        self.view.show_pages(pages)
        if self.view.zoom == 1.0:
            self.view.fit_width()
        if self._print_when_made:
            # The dialog waits for the clerk; the work that made the pages is over first.
            QTimer.singleShot(0, self, self._print_as_promised)

    def _print_as_promised(self) -> None:
        if self._print_when_made:
            self.print_now()

    def _refused(self, job: Job, error: UserError) -> None:
        if job is self._making:
            self._print_when_made = False
            self.count.setText(error.sentence)
            self.count.setToolTip(error.sentence)
            self.desk.faults.tell(error)

    def _show_number(self, page: int) -> None:
        self.number.blockSignals(True)
        self.number.setValue(page)
        self.number.blockSignals(False)

    # ------------------------------------------------------------------ out

    def print_now(self) -> None:
        """The pages through the system's dialog: at once, or as soon as they are those of the plan as it is now."""
        from kkplanner.desktop.preview.paper import PrintRun, ask_printer

        making = self._making is not None and self._making.running
        if self.pages is None or self._stale or making:
            self._print_when_made = True
            self._tell("จะเปิดหน้าต่างพิมพ์เมื่อจัดหน้าเสร็จ")
            if self._stale:
                self.make_pages()
            return
        self._print_when_made = False
        self._tell("")
        pages = self.pages
        printer = ask_printer(pages, self)
        if printer is not None:
            run = PrintRun(pages, printer, self.desk.background)
            run.ended.connect(self._printed)
            run.start()

    def _printed(self, count: int) -> None:
        self._tell(f"ส่งไปเครื่องพิมพ์แล้ว {count:,} หน้า")

    def _tell(self, text: str) -> None:
        """What was done; it stays until something else is done, whatever happens to the pages."""
        self.state.setText(text)
        self.state.setToolTip(text)
        self.state.setVisible(bool(text))

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
        self._tell(f"กำลังเขียน {path.name}…")
        job = self.desk.background.start(title, lambda job: work(path, job), self)
        job.succeeded.connect(lambda _result: self._tell(f"บันทึกแล้ว: {path}"))
        job.failed.connect(self._not_written)

    def _not_written(self, error: UserError) -> None:
        self._tell("")
        self.desk.faults.tell(error)


def _told(parent: QWidget, role: str) -> QLabel:
    """A line that takes the room there is: a long path shall not make the window wider."""
    label = QLabel(parent)
    label.setProperty("role", role)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def close_all(pages: list[Pages]) -> None:
    """Give back the documents of a page that is gone."""
    for one in pages:
        one.close()


def make(desk: Desk, _key: str) -> Page:
    return PreviewPage(desk)
