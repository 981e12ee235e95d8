"""Ctrl+Z in a field that has nothing of its own to take back goes to the plan."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid


class UndoKeys(QObject):
    """Watches the field that has the focus, whichever it is.

    Qt's fields claim the keys of undo and redo whether they have anything to undo or not, so that after Tab to the
    next field nothing would happen. Only that one field is watched: a filter of the whole application would hand
    every event of every widget to Python.
    """

    def __init__(self, application: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        application.focusChanged.connect(self._watch)

    def _watch(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None and isValid(before):
            before.removeEventFilter(self)
        if isinstance(now, QLineEdit | QPlainTextEdit | QTextEdit):
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            undo, redo = _own_steps(watched)
            if (event.matches(QKeySequence.StandardKey.Undo) and undo is False) or (
                event.matches(QKeySequence.StandardKey.Redo) and redo is False
            ):
                event.ignore()
                return True
        return super().eventFilter(watched, event)


def _own_steps(field: QObject) -> tuple[bool | None, bool | None]:
    """Whether a field can take back or do again what was typed in it; None for what is no field."""
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable(), field.isRedoAvailable()
    if isinstance(field, QPlainTextEdit | QTextEdit):
        return field.document().isUndoAvailable(), field.document().isRedoAvailable()
    return None, None
