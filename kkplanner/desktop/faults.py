"""Telling people what went wrong: a sentence for what they can mend, a report for what is our fault.

One dialog at a time: what fails again while a dialog is open is added to it, so that a stick pulled in the middle
of work is one message and never a loop of them.
"""

from __future__ import annotations

import platform
import sys
import traceback
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QPushButton, QWidget

from kkplanner import __version__
from kkplanner.crash_report import record_crash
from kkplanner.desktop.look import icon
from kkplanner.desktop.thai_text import wrapping
from kkplanner.errors import UserError

if TYPE_CHECKING:
    from types import TracebackType

_MOST_TOLD: Final = 3


class Faults(QObject):
    """Shows the faults of one window."""

    told = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._dialog: FaultDialog | None = None

    def tell(self, error: UserError) -> None:
        """Show the sentence of an error, or add it to the dialog that is open."""
        self._show(error.sentence, "", "warning")

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """An exception that nobody caught becomes a dialog and a crash report; the window lives on."""
        if isinstance(error, UserError):
            self.tell(error)
            return
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        sentence = record_crash("desktop", text)
        self._show(sentence, details(text), "warning")

    def _show(self, sentence: str, report: str, picture: str) -> None:
        self.told.emit(sentence)
        if self._dialog is None:
            self._dialog = FaultDialog(picture, self._window)
            self._dialog.finished.connect(self._closed)
            self._dialog.open()
        self._dialog.add(sentence, report)

    def _closed(self) -> None:
        self._dialog = None


class FaultDialog(QDialog):
    """Sentences, and for a fault of ours the button that copies what a maintainer needs."""

    def __init__(self, picture: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("fault")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("แจ้งให้ทราบ")
        self._reports: list[str] = []
        self.setMinimumWidth(460)
        self.sentences: list[str] = []
        sign = QLabel(self)
        sign.setPixmap(icon(picture).pixmap(32, 32))
        sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.text = QLabel(self)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.close_button = QPushButton("ปิด", self)
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        layout = QGridLayout(self)
        layout.addWidget(sign, 0, 0)
        layout.addWidget(self.text, 0, 1, 1, 2)
        layout.setColumnStretch(1, 1)
        self.copy_button = QPushButton("คัดลอกรายละเอียด", self)
        self.copy_button.clicked.connect(
            lambda: QGuiApplication.clipboard().setText("\n\n".join(self._reports))
        )
        self.copy_button.hide()
        layout.addWidget(self.copy_button, 1, 1, Qt.AlignmentFlag.AlignRight)
        layout.addWidget(self.close_button, 1, 2)

    def add(self, sentence: str, report: str = "") -> None:
        """One more sentence, of a fault of ours with its report; the same one again, or one too many, changes nothing."""
        if report and report not in self._reports and len(self._reports) < _MOST_TOLD:
            self._reports.append(report)
            self.setWindowTitle("โปรแกรมทำงานผิดพลาด")
            self.copy_button.show()
        if sentence in self.sentences or len(self.sentences) == _MOST_TOLD:
            return
        self.sentences.append(sentence)
        self.text.setText(wrapping("\n\n".join(self.sentences)))


def details(text: str) -> str:
    """What a maintainer needs to know of a fault; no content of the plan and no name of a person."""
    return f"kkplanner {__version__} · Python {platform.python_version()} · Qt {qVersion()} · {sys.platform}\n{text}"
