"""Send pages to a printer through the system's own dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

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
    """Print the chosen pages, each turned as it lies; gives their number."""
    first = printer.fromPage() or 1
    last = printer.toPage() or len(pages)
    dots = min(_MOST_DPI, printer.resolution())
    painter = QPainter()
    printed = 0
    for number in range(first - 1, min(last, len(pages))):
        width, height = pages.sizes[number]
        lying = width > height
        printer.setPageOrientation(
            QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
        )
        if not printed:
            painter.begin(printer)
        else:
            printer.newPage()
        area = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
        margins = printer.pageLayout().marginsPixels(printer.resolution())
        area.translate(-margins.left(), -margins.top())
        image = pages.image(number, dots)
        painter.drawImage(area, image)
        printed += 1
    if printed:
        painter.end()
    return printed
