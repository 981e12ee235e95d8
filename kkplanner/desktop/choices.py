"""Combo boxes that propose while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def typed_choice(parent: QWidget) -> QComboBox:
    """A combo box in which any text can be typed; its list only proposes."""
    box = QComboBox(parent)
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    propose_anywhere(box)
    return box


def propose_anywhere(box: QComboBox) -> None:
    """Propose the entries that hold the typed letters anywhere, not only at their beginning."""
    completer = box.completer()
    if completer is not None:
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
