"""Which controls of a window do not say what they are."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

CONTROLS = (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QAbstractSpinBox,
    QAbstractItemView,
)
# Parts that Qt makes inside its own widgets; they speak for the widget they are in.
INSIDE = (QComboBox, QAbstractSpinBox, QHeaderView, QTabBar)


def nameless(root: QWidget) -> list[str]:
    labelled = {label.buddy() for label in root.findChildren(QLabel) if label.buddy() is not None}
    found = []
    for widget in root.findChildren(QWidget):
        if (
            not isinstance(widget, CONTROLS)
            or isinstance(widget, QHeaderView)
            or not widget.isVisibleTo(root)
        ):
            continue
        if isinstance(widget.parent(), INSIDE) or widget.objectName().startswith("qt_"):
            continue
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        if isinstance(widget, QToolButton) and widget.defaultAction() is not None:
            text = widget.defaultAction().text()
        if isinstance(widget.parent(), QAbstractItemView) and type(widget) is QAbstractButton:
            continue  # the corner of a table: selects all, as Ctrl+A
        if not (text or widget.accessibleName() or widget in labelled):
            found.append(f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}")
    return found
