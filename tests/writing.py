"""The editor of the book's texts in tests: an empty topic, keys as a person presses them, the clipboard."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from typing_thai import press, type_text

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def choose(page, key):
    """Choose a topic of the outline."""
    for row in range(page.outline.count()):
        if page.outline.item(row).data(Qt.ItemDataRole.UserRole) == key:
            page.outline.setCurrentRow(row)
            return
    raise LookupError(key)


def unwritten(page):
    """The key of a topic that nobody has written."""
    written = {section.key for section in page.session.document.sections if section.body}
    return next(one.key for one in page.part.topics if one.question and one.key not in written)


def begin(page):
    """The caret into an empty topic; gives the editor."""
    choose(page, unwritten(page))
    page.editor.setFocus()
    return page.editor


def write(editor, text):
    """Type; a line end is the Enter key, a tab the Tab key."""
    for letter in text:
        if letter == "\n":
            press(Qt.Key.Key_Return)
        elif letter == "\t":
            press(Qt.Key.Key_Tab)
        elif letter == " ":
            space(editor)
        else:
            type_text(editor, letter)


def space(editor):
    """The space bar, with its key."""
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ")
        QApplication.sendEvent(editor, event)


def paste(*, html="", text="", image=None, urls=()):
    """Put it on the clipboard and press Ctrl+V."""
    data = QMimeData()
    if html:
        data.setHtml(html)
    if text:
        data.setText(text)
    if image is not None:
        data.setImageData(image)
    if urls:
        data.setUrls(list(urls))
    QGuiApplication.clipboard().setMimeData(data)
    press(Qt.Key.Key_V, modifier=CONTROL)
