"""Send pages to a printer through the system's own dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from kkplanner.desktop.background import Background, Job
    from kkplanner.desktop.preview.rendering import Pages

_MOST_DPI: Final = 300  # enough for 8 pt Thai; more only costs memory on a small printer


def ask_printer(pages: Pages, parent: QWidget) -> QPrinter | None:
    """The printer and range that the clerk chose; None when they thought better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("พิมพ์")
    dialog.setMinMax(1, len(pages))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
    return printer if dialog.exec() else None


def print_pages(pages: Pages, printer: QPrinter) -> int:
    """Print the chosen pages at once, for the few that are printed in no time; gives their number."""
    sheets = _Sheets(pages, printer)
    for number in sheets.numbers:
        sheets.put(number, pages.image(number, sheets.dots))
    sheets.end()
    return len(sheets.numbers)


class _Sheets:
    """Paper in a printer: pages are put on it one after the other, each turned as it lies."""

    def __init__(self, pages: Pages, printer: QPrinter) -> None:
        self._painter = QPainter()  # goes before the printer it paints on, also when the program ends
        self._printer = printer
        self._pages = pages
        first, last = printer.fromPage() or 1, printer.toPage() or len(pages)
        self.numbers = range(first - 1, min(last, len(pages)))
        self.dots = min(_MOST_DPI, printer.resolution())

    def put(self, number: int, image: QImage) -> None:
        """The next sheet."""
        printer = self._printer
        width, height = self._pages.sizes[number]
        lying = width > height
        printer.setPageOrientation(
            QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
        )
        if self._painter.isActive():
            printer.newPage()
        else:
            self._painter.begin(printer)
        area = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
        margins = printer.pageLayout().marginsPixels(printer.resolution())
        area.translate(-margins.left(), -margins.top())
        self._painter.drawImage(area, image)

    def end(self, *, abort: bool = False) -> None:
        """Hand the paper over; `abort`: what did not come out yet shall not."""
        if self._painter.isActive():
            if abort:
                self._printer.abort()
            self._painter.end()


class PrintRun(QObject):
    """A whole book to the printer: drawn in the background page by page, the window usable meanwhile.

    It belongs to the program and not to a page: what was sent to the printer comes out, whatever is closed.

    Signals:
        ended: (int) pages that went to the printer; fewer than chosen when it was called off.
    """

    ended = Signal(int)

    def __init__(self, pages: Pages, printer: QPrinter, background: Background) -> None:
        super().__init__(background)
        self._sheets = _Sheets(pages, printer)
        self._pages = pages
        self._background = background
        self._printed = self._begun = 0
        pages.hold()

    def start(self) -> None:
        """Draw the first page; each one that is printed draws the next."""
        numbers, done = self._sheets.numbers, self._printed
        if done == len(numbers):
            self._end()
            return
        pages, dots = self._pages, self._sheets.dots

        def work(job: Job) -> QImage:
            job.progress(done, len(numbers))
            return pages.image(numbers[done], dots)

        self._begun = done + 1
        job = self._background.start("พิมพ์", work, self)
        job.succeeded.connect(self._print)
        job.ended.connect(self._go_on)

    def _print(self, image: QImage) -> None:
        self._sheets.put(self._sheets.numbers[self._printed], image)
        self._printed += 1

    def _go_on(self) -> None:
        """A page that was not printed was called off, and all that follow with it."""
        if self._printed < self._begun:
            self._end(abort=True)
        else:
            self.start()

    def _end(self, *, abort: bool = False) -> None:
        self._sheets.end(abort=abort)
        self._pages.let_go()
        self.ended.emit(self._printed)
        self.deleteLater()
