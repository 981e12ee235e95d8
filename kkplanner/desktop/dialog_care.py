"""What every dialog is given: F1 opens the guide where it is explained, and it is large enough for large letters."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QWidget

from kkplanner.desktop.scaling import fit_to_screen

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

_NAME: Final = "help_key"


class DialogCare(QObject):
    """Takes care of each dialog when the keyboard first comes into it.

    Windows have F1 among their commands; a dialog is a window of its own, and theirs do not reach it.
    """

    def __init__(
        self, application: QApplication, explain: Callable[[QWidget], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._explain = explain
        application.focusChanged.connect(self._reach)

    def _reach(self, _before: QWidget | None, now: QWidget | None) -> None:
        dialog = now.window() if now is not None else None
        if isinstance(dialog, QDialog) and dialog.findChild(QShortcut, _NAME) is None:
            shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.HelpContents), dialog)
            shortcut.setObjectName(_NAME)
            shortcut.activated.connect(partial(self._explain, dialog))
            fit_to_screen(dialog)
