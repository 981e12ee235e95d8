"""What is being typed in a cell, of whatever table, is taken before its page goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def confirm_open_editors(page: QWidget) -> None:
    """Commit and close the editor that is open on a page; there is one at the most."""
    editor = QApplication.focusWidget()
    views = cast("list[QAbstractItemView]", page.findChildren(QAbstractItemView))
    for view in views:
        if view.state() is not QAbstractItemView.State.EditingState:
            continue
        open_editor = view.indexWidget(view.currentIndex()) or editor
        if open_editor is not None and view.isAncestorOf(open_editor):
            above = open_editor.parentWidget()
            while above is not None and above is not view.viewport():
                open_editor, above = above, above.parentWidget()
            view.commitData(open_editor)
            view.closeEditor(open_editor, QAbstractItemDelegate.EndEditHint.NoHint)
